"""Figures that somebody printed, held against their own parts and against the conventions by which they may have been made.

A printed figure is right where its parts give it, within the rounding of both. Where they do not, whoever printed it may have
meant something else by the same word: ``blogroi.codes.readings`` has the usual ones.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from blogroi.codes.expected_flows import ExpectedChange, ExpectedFlows, payback_of
from blogroi.codes.readings import Reading, readings_of, readings_of_change, rescaled, scales
from blogroi.codes.rounding import LAST_BITS, RATES, Slack, half_a_unit, margin_of, rounding
from blogroi.language.spoken import message
from blogroi.model.duration import STEPS_IN_A_YEAR, Duration, Step
from blogroi.model.locations import ListedPath
from blogroi.model.tool import Published
from blogroi.records import frozen
from blogroi.results.checks import Check
from blogroi.results.format import exact, quoted
from blogroi.results.periods import length
from blogroi.results.summary import InternalRate, Payback, Ratio, Summary
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["published_checks"]

_THREE_DIGITS = 100


_FIGURES = {
    "benefits": message("benefits", context="a figure"),
    "costs": message("costs", context="a figure"),
    "npv": message("NPV"),
    "roi": message("ROI"),
    "bcr": message("BCR"),
    "payback": message("payback"),
    "irr": message("IRR"),
}


@frozen
class _Printed:
    """A printed figure: how it is told, its value, how far its rounding can have moved it, and how such figures are written."""

    told: str
    value: float
    margin: float
    form: Callable[[float], str]

    def fits(self, value: float, room: float = 0.0) -> bool:
        return math.isfinite(value) and abs(self.value - value) <= self.margin + room + LAST_BITS * abs(value)


@frozen
class _Own:
    """What the parts of a tool give: the expected figure, its 90 % range, and how far the rounding of the parts can have moved it."""

    level: float
    low: float
    high: float
    room: float = 0.0


def published_checks(
    path: ListedPath,
    name: str,
    result: ToolResult | TotalResult,
    published: Published,
    flows: ExpectedFlows,
    slack: Slack,
) -> Iterator[Check]:
    """Hold what was printed about a tool, or about all tools together, against its parts.

    Parameters
    ----------
    path : ListedPath
        Where it stands in the case.
    name : str
        What that is called.
    result : ToolResult or TotalResult
        Figures of the tool, or of all.
    published : Published
        What was printed.
    flows : ExpectedFlows
        What its expected figures are made of.
    slack : Slack
        What the rounding of its stated parts can have moved.

    Yields
    ------
    Check
        ``BR302`` where the parts agree, ``BR303`` where another convention fits, ``BR301`` where none does.
    """
    step = flows.step_in_years
    for figure, value in published.figures_in(step).items():
        own = _own(figure, result, flows, slack)
        if own is None:
            continue
        form = _form(figure, published, flows.step)
        told = message(
            "{name}: {source} gives {figure} as {value}",
            name=name,
            source=published.source,
            figure=_FIGURES[figure],
            value=form(value),
        )
        printed = _Printed(told, value, margin_of(figure, published, value, step), form)
        readings = readings_of(figure, flows, own.level, value)
        others = (*rescaled(figure, flows, own.level, value), *_less_rounded(published, value, own.level))
        yield _check(path.at(figure), printed, own, readings, others)
    for key, value in published.by_indicator.items():
        change = flows.changes.get(key)
        if change is not None:
            yield _change_check(path.at("by_indicator", key), name, published, value, change, flows.step)


def _change_check(
    path: ListedPath, name: str, published: Published, value: float, change: ExpectedChange, step: Step
) -> Check:
    own = _Own(math.fsum(change.by_period), change.low, change.high)
    told = message(
        "{name}: {source} gives the change in {indicator} as {value}",
        name=name,
        source=published.source,
        indicator=quoted(change.statement),
        value=exact(value),
    )
    printed = _Printed(told, value, half_a_unit(value, published.rounded, rounding(value)), exact)
    others = (*scales(own.level, step), *_less_rounded(published, value, own.level))
    return _check(path, printed, own, readings_of_change(change, step), others)


def _check(
    path: ListedPath, printed: _Printed, own: _Own, readings: Iterable[Reading], others: Iterable[Reading]
) -> Check:
    """Return whether a printed figure is right, right by another convention, or wrong.

    ``others`` are readings that say nothing of how near a figure is: other units, and other roundings.
    """
    form, value = printed.form, printed.value
    parts, told = form(own.level), printed.told
    if printed.fits(own.level, own.room):
        if parts == form(value):
            return Check("BR302", "info", str(path), message("{published}; its parts agree.", published=told))
        said = message("{published}; its parts agree ({parts}).", published=told, parts=parts)
        return Check("BR302", "info", str(path), said)
    if own.low < own.high and own.low - own.room - printed.margin <= value <= own.high + own.room + printed.margin:
        said = message(
            "{published}; its own parts give {parts}, and their 90 % range holds it: {low} to {high}.",
            published=told,
            parts=parts,
            low=form(own.low),
            high=form(own.high),
        )
        return Check("BR302", "info", str(path), said)
    tried = [(words, number) for words, number in readings if math.isfinite(number)]
    for words, number in (*tried, *others):
        if printed.fits(number):
            said = message(
                "{published}; its own parts give {parts}. It fits {reading}.",
                published=told,
                parts=parts,
                reading=words,
            )
            return Check("BR303", "info", str(path), said)
    words, nearest = min(tried, key=lambda reading: abs(reading[1] - value), default=("", own.level))
    # one that reads as what the parts give says nothing
    is_nearer = abs(nearest - value) < abs(own.level - value) and form(nearest) != form(own.level)
    if is_nearer:
        said = message(
            "{published}; its own parts give {parts}. Nearest is {nearest} {reading}.",
            published=told,
            parts=parts,
            nearest=form(nearest),
            reading=words,
        )
    else:
        said = message(
            "{published}; its own parts give {parts}. No usual convention comes nearer.", published=told, parts=parts
        )
    return Check("BR301", "warning", str(path), said)


def _less_rounded(published: Published, printed: float, own: float) -> Iterator[Reading]:
    """Take the zeros before the point for rounding, two digits being left, where nobody said to what a figure was rounded."""
    if published.rounded is not None or printed != int(printed):
        return
    unit, left = 1, abs(int(printed))
    while left % 10 == 0 and left >= _THREE_DIGITS:
        unit, left = unit * 10, left // 10
    if unit > 1 and abs(printed - own) <= unit / 2.0:
        said = message("if it was rounded to {unit}: write `rounded = {plain}`", unit=unit, plain=str(unit))
        yield said, printed


def _form(name: str, published: Published, step: Step) -> Callable[[float], str]:
    """Return how a figure is written: in the unit in which it was printed."""
    if name in RATES:
        return lambda value: message("{number} %", number=exact(100.0 * value))
    if name != "payback":
        return exact
    stated = published.payback
    if isinstance(stated, Duration):
        steps, unit = STEPS_IN_A_YEAR[stated.unit] / STEPS_IN_A_YEAR[step], stated.unit
    else:
        steps, unit = 1.0, step

    def duration(value: float) -> str:
        if math.isinf(value):
            return message("none within the horizon")
        return length(exact(value * steps), unit)

    return duration


def _own(name: str, result: ToolResult | TotalResult, flows: ExpectedFlows, slack: Slack) -> _Own | None:
    """Return what the parts of a tool give; None where it is not known."""
    match getattr(result, name):
        case Summary(mean, _, low, _, high):
            room = {"benefits": slack.benefits, "costs": slack.costs}.get(name, slack.benefits + slack.costs)
            return _Own(mean, low, high, room)
        case Ratio(of_means, low, _, high):
            ends = (-math.inf if low is None else low, math.inf if high is None else high)
            return _Own(of_means, *ends, _room_of_ratio(result, slack))
        case Payback(p05=low, p95=high):
            return _Own(payback_of(flows), *(math.inf if end is None else end for end in (low, high)))
        case InternalRate(of_means=float(rate), p05=low, p95=high):
            return _Own(rate, *(rate if end is None else end for end in (low, high)))
        case _:
            return None


def _room_of_ratio(result: ToolResult | TotalResult, slack: Slack) -> float:
    """Return how far the rounding of benefits and costs can have moved their ratio."""
    benefits, costs = result.benefits, result.costs
    if benefits is None or costs is None or costs.mean <= slack.costs:
        return 0.0
    return (slack.benefits + abs(benefits.mean / costs.mean) * slack.costs) / (costs.mean - slack.costs)
