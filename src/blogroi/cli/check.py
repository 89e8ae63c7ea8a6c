"""`blogroi check`: faults of a case, and what its plan lacks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from blogroi.cli import FAULTS, FINE
from blogroi.cli.options import add_case, add_scenario, give, plan_of, separate
from blogroi.report.acting import one_line

if TYPE_CHECKING:
    from blogroi import Case


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_case(command)
    add_scenario(command)
    for name, text in (
        (
            "--select",
            "make these checks of the plan alone: BR121, BR12, or 'BR121 indicators.KEY'; commas between several",
        ),
        ("--ignore", "set these findings aside, besides those that the case ignores; commas between several"),
    ):
        command.add_argument(name, action="append", default=[], metavar="CODE", help=text)
    command.add_argument(
        "--strict", action="store_true", help="status 1 for whatever keeps the tools from being launched"
    )
    command.add_argument("--format", choices=("text", "json"), default="text", help="how it is given (default: text)")


def run(options: argparse.Namespace) -> int:
    """Look for faults, then for what the plan lacks."""
    import blogroi  # noqa: PLC0415

    case = blogroi.load(options.file).under(options.scenario)
    review = blogroi.check(
        case, select=separate(options.select), ignore=separate(options.ignore), plan=plan_of(options)
    )
    if options.format == "json":
        give(options, review.to_json() + "\n", data="json")
    else:
        from blogroi.report.plan import plan_text  # noqa: PLC0415

        give(options, f"{_no_fault(options.file, case)}\n{plan_text(review)}")
    is_wrong = any(finding.severity == "error" for finding in review.findings)
    return FAULTS if is_wrong or (options.strict and not review.ready) else FINE


def _no_fault(path: Path, case: Case) -> str:
    parts = (
        (case.objectives, "objective"),
        (case.levers, "lever"),
        (case.indicators, "indicator"),
        (case.tools, "tool"),
    )
    counts = ", ".join(f"{len(part)} {name}{'' if len(part) == 1 else 's'}" for part, name in parts)
    return f"{one_line(str(path))}: no fault found ({counts})"
