"""Under what conventions an answer holds, in words: one line under the title, and all of them at the foot."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.wording import CLASSES
from blogroi.language.spoken import Joined, message, semicolons
from blogroi.model.conventions import Conventions
from blogroi.results.answer import DrawnAnswer
from blogroi.results.format import percent_as_stated, quoted, whole
from blogroi.results.periods import span

__all__ = ["conventions", "in_short", "missing_effects", "subtitle", "window"]


def subtitle(answer: DrawnAnswer) -> str:
    """Return for which time, at what rate, in which money and with what in the place of missing figures an answer holds.

    Parameters
    ----------
    answer : DrawnAnswer
        The answer.

    Returns
    -------
    str
        One line, which may be longer than a terminal is wide.

    Examples
    --------
    >>> import blogroi
    >>> subtitle(blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000))
    '3 years from 2026-01-01 at 3.5 % a year · in EUR · missing effects taken as 0'
    """
    held = answer.conventions
    scenario = answer.names.scenarios.get(held.scenario or "")
    said = [] if scenario is None else [message("scenario: {statement}", statement=scenario), " · "]
    return Joined([*said, in_short(held, answer.currency)], "")


def in_short(held: Conventions, currency: str) -> str:
    """Return for which time, at what rate, in which money and with what in the place of missing figures something holds."""
    parts = [
        message("{window} at {rate}", window=window(held), rate=_rate(held)),
        message("in {currency}", currency=currency),
        missing_effects(held),
    ]
    return Joined(parts, " · ")


def conventions(answer: DrawnAnswer) -> str:
    """Return in one line all conventions under which an answer holds.

    Parameters
    ----------
    answer : DrawnAnswer
        The answer.

    Returns
    -------
    str
    """
    return message("{conventions}.", conventions=semicolons(_all(answer)))


def _all(answer: DrawnAnswer) -> Iterator[str]:
    held = answer.conventions
    scenario = answer.names.scenarios.get(held.scenario or "")
    if scenario is not None:
        yield message("Scenario {statement}", statement=quoted(scenario))
    yield message("{window}, discounted at {rate}", window=window(held), rate=_rate(held))
    if held.discounting.kind == "real":
        yield message("rate without inflation")
    elif held.discounting.kind == "nominal":
        yield message("rate with inflation")
    yield _timing(held)
    if held.prices is not None:
        yield _prices(held)
    yield missing_effects(held)
    yield _viewpoint(held)
    yield (
        message("past spending left out")
        if held.view == "forward-looking"
        else message("all spending counted, spread over its service life")
    )
    if held.claims == "scaled":
        yield message("shares of all tools scaled back to 100 %")
    if held.evidence == "corrected":
        yield message("effects corrected by how they are known")
    if held.exclude:
        yield message("left out: {classes}", classes=Joined([CLASSES[name] for name in held.exclude]))
    yield (
        message("day of the evaluation unknown")
        if held.evaluated is None
        else message("evaluated on {day}", day=held.evaluated)
    )
    yield message("{draws} draws, seed {seed}", draws=whole(held.draws), seed=str(held.seed))
    yield message("amounts in {currency}, in brackets the 90 % range", currency=answer.currency)


def window(held: Conventions) -> str:
    """Return from when and for how long all tools are seen."""
    seen = held.window
    return message("{time} from {start}", time=span(seen.periods, seen.step), start=seen.start)


def missing_effects(held: Conventions) -> str:
    """Return what stands in the place of effects that nobody stated."""
    match held.gaps:
        case "no-credit":
            return message("missing effects taken as 0")
        case "bounds":
            return message("missing effects taken as 0, their reach is shown")
        case "prior":
            return message("missing effects drawn from usual ranges")


def _rate(held: Conventions) -> str:
    rate = held.discounting.rate
    if isinstance(rate, tuple):
        return message("rates that change with time")
    return message("{rate} a year", rate=percent_as_stated(rate))


def _timing(held: Conventions) -> str:
    return _TIMINGS[held.discounting.timing][held.window.step]


def _prices(held: Conventions) -> str:
    assert held.prices is not None
    if held.prices.kind == "nominal":
        return message("money as it will be paid, inflation included")
    if held.prices.year is None:
        return message("prices of one year, without inflation")
    return message("prices of {year}, without inflation", year=str(held.prices.year))


def _viewpoint(held: Conventions) -> str:
    return _VIEWPOINTS[held.viewpoint]


_TIMINGS = {
    "start": {
        "week": message("money counted at the start of each week"),
        "month": message("money counted at the start of each month"),
        "quarter": message("money counted at the start of each quarter"),
        "year": message("money counted at the start of each year"),
    },
    "mid": {
        "week": message("money counted in the middle of each week"),
        "month": message("money counted in the middle of each month"),
        "quarter": message("money counted in the middle of each quarter"),
        "year": message("money counted in the middle of each year"),
    },
    "end": {
        "week": message("money counted at the end of each week"),
        "month": message("money counted at the end of each month"),
        "quarter": message("money counted at the end of each quarter"),
        "year": message("money counted at the end of each year"),
    },
}
_VIEWPOINTS = {
    "everyone": message("for everyone together"),
    "organisation": message("for the organisation alone"),
    "customers": message("for customers alone"),
    "members": message("for members alone"),
    "taxpayers": message("for taxpayers alone"),
    "employees": message("for employees alone"),
    "public": message("for the public alone"),
}
