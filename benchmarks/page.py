"""The page of the documentation, made from the figures of a run. All that it says of a figure is worked out from the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from budgets import BUDGET_COLUMNS, better_peers, budget_rows, reasons, verdict
from harness import Table

PLOTS = {
    "beside": "How many times blogroi's time every other way of the same table takes; left of the line it is faster.",
    "growth": "How blogroi's time grows with tools, indicators, draws and periods, one at a time; both axes are logarithmic.",
}
HEAD = """\
# Beside the peers: time

<!-- Made from the figures of a run; write to benchmarks/page.py, not here. -->

Medians of one run on one machine, with one thread unless a row says otherwise, but for tables that were run by themselves since
and say so; every way is checked to give the same answer before it is timed. `benchmarks/README.md` says what each row does, how it is timed, and what is fair and what is not.
This page was made with

```sh
python -m pip install ".[bench]"
python benchmarks --json benchmarks/figures.json
python benchmarks --page docs/benchmarks.md --from benchmarks/figures.json
```
"""
QUICK = """\
**These figures are those of a quick run**, with one round of everything: they show that it works, and are not to be quoted.
"""


def tables_of(report: Mapping[str, Any]) -> list[Table]:
    """Read the tables of a run."""
    return [
        Table(
            entry["title"],
            tuple(entry["columns"]),
            tuple(map(tuple, entry["rows"])),
            tuple(entry["notes"]),
            entry["raw"],
        )
        for entry in report["tables"]
    ]


def about(report: Mapping[str, Any]) -> list[str]:
    """Say when and on what machine a run was, and of which versions."""
    return [f"- {key}: {report[key]}" for key in ("date", "processor", "system", "python", "versions")]


def closing(tables: Sequence[Table]) -> str:
    """Give the budgets of a run and the peers that are better, as far as their benchmarks were run."""
    raw = {table.title: table.raw for table in tables}
    budgets = tuple(budget_rows(raw))
    if not budgets:
        return ""
    table = Table("Budgets", BUDGET_COLUMNS, budgets).markdown()
    better = [f"- {words}" for words in better_peers(raw)]
    why = [f"- {words}" for words in reasons(raw)]
    table = "\n".join([table, *(["### Budgets that are not held", "", *why, ""] if why else [])])
    return "\n".join([table, "### Where a peer is better", "", verdict(raw), *([""] if better else []), *better, ""])


def page(report: Mapping[str, Any], plots: Mapping[str, str]) -> str:
    """Write the page, in Markdown; ``plots`` are the files of those that were drawn."""
    tables = tables_of(report)
    parts = [
        HEAD,
        *([QUICK] if report.get("quick", False) else []),
        *about(report),
        "",
        "## Budgets and peers",
        "",
        "A budget is what blogroi has set itself; the nearest peer's figure is in the same unit. A floor is what NumPy needs to"
        " draw as many random numbers.",
        "",
        closing(tables),
        *(["## At a glance", ""] if plots else []),
        *(f"![{PLOTS[name]}]({file})\n\n{PLOTS[name]}\n" for name, file in plots.items()),
        "## All figures",
        "",
        *(table.markdown() for table in tables),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def write(report: Mapping[str, Any], file: Path, plots: Sequence[Path]) -> None:
    """Write the page to a file, with its plots beside it."""
    there = {plot.stem: plot.relative_to(file.parent).as_posix() for plot in plots}
    file.write_text(page(report, there), encoding="utf-8")
