"""Run the benchmarks, each in a process of its own, and print their tables in Markdown, the budgets at the end."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import page
from harness import PINS, QUICK, Table, machine

BENCHMARKS = (
    "roi_model", "roi_figures", "memory", "formulas", "money", "acceptability", "information", "sensitivity", "import_time", "command_line", "read_case", "check_plan", "advice",
    "effects", "session", "many_cases", "growth", "many_draws",
)  # fmt: skip


def measured(names: Sequence[str]) -> Iterator[Table]:
    """Run benchmarks, each in a fresh interpreter, with the libraries below kept to one thread."""
    for name in names:
        script = Path(__file__).with_name(f"{name}.py")
        environment = os.environ | dict.fromkeys(PINS, "1")
        command = [sys.executable, str(script), "--json"]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
        yield from page.tables_of({"tables": json.loads(done.stdout)})


def run(names: Sequence[str]) -> dict[str, Any]:
    """Measure, print as it goes, and give all figures."""
    report: dict[str, Any] = {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "quick": QUICK in os.environ,
        **machine(),
    }
    print("\n".join(page.about(report)), end="\n\n")
    tables = []
    for table in measured(names):
        print(table.markdown(), flush=True)
        tables.append(table)
    print(page.closing(tables))
    return report | {"tables": [asdict(table) for table in tables]}


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--quick", action="store_true", help="one round of everything, to see whether it works")
    parser.add_argument("--from", dest="source", type=Path, metavar="FILE", help="measure nothing: take these figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures")
    parser.add_argument(
        "--page", type=Path, metavar="FILE", help="write the page of the documentation, plots beside it"
    )
    parser.add_argument("--plot", type=Path, metavar="FOLDER", help="draw the plots, as SVG")
    found = parser.parse_args()
    unknown = [name for name in found.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(BENCHMARKS)}")
    if found.source is not None and (found.names or found.quick or found.json):
        parser.error("--from takes figures that are there: no names, no --quick and no --json with it")
    if found.plot is not None and find_spec("matplotlib") is None:
        parser.error("--plot needs matplotlib: python -m pip install '.[bench]'")
    return found


def drawn(report: dict[str, Any], folder: Path) -> list[Path]:
    """Draw the plots, where matplotlib is there."""
    if find_spec("matplotlib") is None:
        print("no plots: matplotlib is missing", file=sys.stderr)
        return []
    from plots import draw

    return draw({table.title: table.raw for table in page.tables_of(report)}, folder)


def main() -> None:
    """Measure, or take figures that are there; write what was asked for."""
    asked = options()
    if asked.quick:
        os.environ[QUICK] = "1"
    report = run(asked.names or BENCHMARKS) if asked.source is None else json.loads(asked.source.read_text("utf-8"))
    if asked.json is not None:
        asked.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if asked.plot is not None:
        drawn(report, asked.plot)
    if asked.page is not None:
        page.write(report, asked.page, drawn(report, asked.page.with_suffix("")))


if __name__ == "__main__":
    main()
