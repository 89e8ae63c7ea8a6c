"""Make the page of the documentation from the figures of a run: `python benchmarks/page.py` after `python benchmarks --json benchmarks/figures.json`.

All that the page says of a figure is worked out from the figures; nothing of it is written by hand. With matplotlib, the plots
beside it are drawn too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from budgets import better_peers, budget_rows
from harness import Table

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
PLOTS = {
    "beside": "Time of every other way, as a multiple of blogroi's in the same table; below 1, it is faster.",
    "growth": "Milliseconds against tools, indicators, draws and periods; both axes are logarithmic.",
}
INTRODUCTION = """\
# How fast it is, beside others

Medians of one run on one machine, every way checked to give the same answer before it is timed. [benchmarks/README.md] says what each row does, how it
is timed, and what is fair and what is not. This page is made from the figures of that run:

```sh
python -m pip install ".[bench]"
python benchmarks --json benchmarks/figures.json
python benchmarks/page.py
```
""".replace("[benchmarks/README.md]", "`benchmarks/README.md`")


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


def page(report: Mapping[str, Any]) -> str:
    """Write the page, in Markdown."""
    tables = tables_of(report)
    raw = {table.title: table.raw for table in tables}
    budgets = Table(
        "Budgets",
        ("work", "budget", "measured", "held", "the fastest other way"),
        tuple(budget_rows(raw)),
    )
    better = list(better_peers(raw)) or ["None, in this run."]
    about = [f"- {key}: {report[key]}" for key in ("date", "processor", "system", "python", "versions")]
    plots = [f"![{text}](benchmarks/{name}.svg)\n\n{text}\n" for name, text in PLOTS.items()]
    parts = [
        INTRODUCTION,
        *about,
        "",
        "## What was set as a budget",
        "",
        *budgets.markdown().splitlines()[2:],
        "",
        "## Where another way is faster or more exact",
        "",
        *(f"- {sentence}" for sentence in better),
        "",
        "## In one look",
        "",
        *plots,
        "## All figures",
        "",
        *(table.markdown() for table in tables),
    ]
    return "\n".join(parts).rstrip("\n") + "\n"


def main() -> None:
    """Write the page, and the plots where matplotlib is there."""
    report = json.loads(FIGURES.read_text(encoding="utf-8"))
    PAGE.write_text(page(report), encoding="utf-8")
    if find_spec("matplotlib") is None:
        raise SystemExit("the page is written; its plots need matplotlib")
    from plots import draw

    draw({table.title: table.raw for table in tables_of(report)}, PAGE.with_suffix(""))


if __name__ == "__main__":
    main()
