"""`blogroi effect`: what a launch changed in a series, with its interval, and how often the same procedure was right before."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from attrs import evolve

from blogroi.cli import FAULTS, FINE
from blogroi.cli.entering import add_entering, enter, entering, refuse_half, sheet_of_entering
from blogroi.cli.faces import language_of
from blogroi.cli.giving import form_of, give_page, give_sheets
from blogroi.cli.options import add_answer, number
from blogroi.cli.outlet import complain
from blogroi.cli.series_options import add_series, controls_of, series_of
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from blogroi.measured.estimation import Estimate
    from blogroi.model import Case


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_series(command)
    command.add_argument(
        "--launch", metavar="DAY", required=True, help=message("the day on which it was switched on, or off")
    )
    command.add_argument(
        "--until", metavar="DAY", help=message("the last day that is counted (default: the last full week)")
    )
    command.add_argument(
        "--skip",
        type=number,
        default=0,
        metavar="WEEKS",
        help=message("weeks after the launch that are left out (default: 0)"),
    )
    command.add_argument(
        "--last-year",
        action="store_true",
        help=message("the same weeks of last year as a control: narrower, and less sure outside of the web"),
    )
    command.add_argument(
        "--state",
        default="on",
        metavar="STATE",
        help=message("whether it was switched on or off: {words} (default: on)", words="on, off"),
    )
    add_entering(command)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Measure; status 1 where the procedure fails on this series."""
    from blogroi.measured import estimate, placebos  # noqa: PLC0415

    refuse_half(options)
    case = _case(options)
    series, controls = series_of(options), controls_of(options)
    same: dict[str, Any] = {
        "controls": controls,
        "last_year": options.last_year,
        "clip": options.clip,
        "skip": options.skip,
    }
    found = estimate(
        series,
        launch=options.launch,
        until=options.until,
        at_least=options.at_least,
        state=options.state,
        **same,
    )
    tried = placebos(series, launch=found.launch, weeks=found.weeks_after, **same)
    found = evolve(found, placebos=tried)
    status = FAULTS if tried.fails else FINE
    if case is None:
        give_page(options, found)
        return status
    return max(status, _entered(options, case, found))


def _case(options: argparse.Namespace) -> Case | None:
    """Read the case that it is put into, where one was named: before anything is worked out."""
    if options.into is None:
        return None
    import blogroi  # noqa: PLC0415

    return blogroi.load(options.into)


def _entered(options: argparse.Namespace, case: Case, found: Estimate) -> int:
    """Put it into the case, and say both what was measured and what became of the case."""
    made = entering(options, case, found)
    said = sheet_of_entering(options, made, case, found)
    if form_of(options) in ("text", "markdown"):
        from blogroi.report.sheets import sheet_of  # noqa: PLC0415  only who gives words pays for them

        status = enter(options, made)
        give_sheets(options, sheet_of(found, full=options.full), said)
        return status
    give_page(options, found)
    from blogroi.report.terminal import Face, text  # noqa: PLC0415

    status = enter(options, made)
    complain(text(said, Face(language=language_of(options))))
    return status
