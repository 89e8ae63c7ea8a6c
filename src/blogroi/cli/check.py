"""`blogroi check`: faults of a case, and what its plan lacks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from blogroi.cli import FAULTS, FINE
from blogroi.cli.giving import give_page
from blogroi.cli.options import add_answer, add_case, add_scenario, plan_of, separate
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from blogroi.model import Case


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_case(command)
    add_scenario(command)
    for name, text in (
        (
            "--select",
            message(
                'make these checks of the plan alone: BR121, BR12, or `"BR121 indicators.KEY"`; commas between several'
            ),
        ),
        ("--ignore", message("set these findings aside, besides those that the case ignores; commas between several")),
    ):
        command.add_argument(name, action="append", default=[], metavar="CODE", help=text)
    command.add_argument(
        "--strict", action="store_true", help=message("status 1 for whatever keeps the tools from being launched")
    )
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Look for faults, then for what the plan lacks."""
    import blogroi  # noqa: PLC0415

    case = blogroi.load(options.file).under(options.scenario)
    review = blogroi.check(
        case,
        select=separate(options.select),
        ignore=separate(options.ignore),
        plan=plan_of(options),
        series=_series_now(case, options.file.parent) or None,
    )
    give_page(options, review)
    is_wrong = any(finding.severity == "error" for finding in review.findings)
    return FAULTS if is_wrong or (options.strict and not review.ready) else FINE


def _series_now(case: Case, folder: Path) -> dict[str, frozenset[str]]:
    """Return what the series that effects were measured in may have been, where their files are there and can be read without a question."""
    planned = {
        (plan.file, plan.column)
        for tool in case.tools.values()
        for key, effect in tool.effects.items()
        if effect.measurement is not None and (plan := case.indicators[key].measurement) is not None and plan.file
    }
    found: dict[str, frozenset[str]] = {}
    for file, column in sorted(planned):
        if (folder / file).is_file():
            from blogroi import BlogroiError, measured  # noqa: PLC0415  only who measured pays for it

            try:
                series = measured.read_series(folder / file, column=column or None)
            except BlogroiError:  # which is said by `blogroi series`
                continue
            found[f"{file}:{column}"] = series.beginnings
    return found
