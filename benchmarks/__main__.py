"""Run the benchmarks, each in a process of its own, and print their tables in Markdown."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from budgets import better_peers, budget_rows
from harness import PINS, Table, machine

BENCHMARKS = (
    "roi_model", "money", "acceptability", "information", "sensitivity", "import_time", "read_case", "check_plan", "advice",
    "growth",
)  # fmt: skip


def measured(name: str) -> list[Table]:
    """Run one benchmark in a fresh interpreter, with the libraries below kept to one thread."""
    script = Path(__file__).with_name(f"{name}.py")
    environment = os.environ | dict.fromkeys(PINS, "1")
    command = [sys.executable, str(script), "--json"]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [_table(entry) for entry in json.loads(done.stdout)]


def _table(entry: dict[str, Any]) -> Table:
    rows = tuple(tuple(row) for row in entry["rows"])
    return Table(entry["title"], tuple(entry["columns"]), rows, tuple(entry["notes"]), entry["raw"])


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHMARKS)} (all)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the raw figures too")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"{', '.join(unknown)}: not one of {', '.join(BENCHMARKS)}")
    report: dict[str, Any] = {
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        **machine(),
    }
    for key, value in report.items():
        print(f"- {key}: {value}")
    print()
    tables: list[Table] = []
    for name in options.names or BENCHMARKS:
        for table in measured(name):
            print(table.markdown(), flush=True)
            tables.append(table)
    raw = {table.title: table.raw for table in tables}
    rows = tuple(budget_rows(raw))
    if rows:
        print(Table("Budgets", ("work", "budget", "measured", "held", "the fastest other way"), rows).markdown())
        print("\n".join(f"- {sentence}" for sentence in better_peers(raw)))
    if options.json is not None:
        report["tables"] = [asdict(table) for table in tables]
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
