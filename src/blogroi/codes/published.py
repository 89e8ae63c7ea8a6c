"""Figures that somebody printed, held against their own parts and against the conventions by which they may have been made.

A printed figure is right where its parts give it, within the rounding of both. Where they do not, whoever printed it may have
meant something else by the same word: a gross ratio, an undiscounted sum, the first year times three. The usual readings are tried
before anybody is blamed, and the one that fits is named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

import numpy as np
from attrs import evolve, field, frozen
from numpy.typing import NDArray

from blogroi.model.duration import Duration
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.tool import Published
from blogroi.numerics.money import TOLERANCE, internal_rates, payback_times
from blogroi.results.evaluation import Check
from blogroi.results.format import exact, quoted, whole
from blogroi.results.summary import InternalRate, Payback, Ratio, Summary
from blogroi.results.tool import ToolResult

__all__ = ["ExpectedChange", "ExpectedFlows", "Slack", "published_checks", "rounding"]

Floats: TypeAlias = NDArray[np.float64]
Reading: TypeAlias = tuple[str, float]
"""How a figure may have been meant, in words that follow "it fits", and what it is then."""

_RATES = frozenset({"roi", "irr"})
_MONEY = frozenset({"benefits", "costs", "npv"})
_HALF_A_PER_CENT = 0.005
_THREE_DIGITS = 100
_NEAR_ENOUGH = 0.1  # between the ends of a rate by days, past which it says nothing
_STEEPEST, _HALVINGS = 20.0, 80
_LAST_BITS = 1e-9  # of a figure: what two ways to add it up may differ by


@frozen
class ExpectedChange:
    """What is expected of the net change in one indicator over the horizon, in its unit.

    Parameters
    ----------
    statement : str
        The indicator.
    by_period : tuple of float
        Its change in each period.
    low, high : float
        The 5 % and 95 % quantiles of the sum.
    """

    statement: str
    by_period: tuple[float, ...]
    low: float
    high: float


@frozen(eq=False)
class ExpectedFlows:
    """What is expected of a tool at time 0 and in each period, undiscounted.

    Parameters
    ----------
    benefits : numpy.ndarray of float, shape (1 + periods,)
        All benefits.
    costs : numpy.ndarray of float, shape (costs, 1 + periods)
        Each cost that counts.
    items : tuple of str
        What each of them is paid for.
    discount, times : numpy.ndarray of float, shape (1 + periods,)
        Discount factors, and times in years.
    step : str
        What a period is: ``"year"`` or ``"month"``.
    changes : mapping of str to ExpectedChange
        By indicator, for those of which a change was printed.
    """

    benefits: Floats
    costs: Floats
    items: tuple[str, ...]
    discount: Floats
    times: Floats
    step: str
    changes: Mapping[str, ExpectedChange] = field(factory=FrozenMap[str, ExpectedChange])

    @property
    def step_in_years(self) -> float:
        """Length of a period."""
        return 1.0 if self.step == "year" else 1.0 / 12.0

    @property
    def spent(self) -> Floats:
        """All costs, shape (1 + periods,)."""
        return np.asarray(self.costs.sum(axis=0))

    @property
    def undiscounted(self) -> ExpectedFlows:
        """The same, with later money counting as much as money now."""
        return evolve(self, discount=np.ones_like(self.discount))


@frozen
class Slack:
    """How far the rounding of the amounts that a tool states can have moved its benefits and its costs."""

    benefits: float = 0.0
    costs: float = 0.0


@frozen
class _Printed:
    """A printed figure: how it is told, its value, how far its rounding can have moved it, and how such figures are written."""

    told: str
    value: float
    margin: float
    form: Callable[[float], str]

    def fits(self, value: float, room: float = 0.0) -> bool:
        return math.isfinite(value) and abs(self.value - value) <= self.margin + room + _LAST_BITS * abs(value)


@frozen
class _Own:
    """What the parts of a tool give: the expected figure, its 90 % range, and how far the rounding of the parts can have moved it."""

    level: float
    low: float
    high: float
    room: float = 0.0


def published_checks(
    path: str, result: ToolResult, published: Published, flows: ExpectedFlows, slack: Slack
) -> Iterator[Check]:
    """Hold what was printed about a tool against its parts.

    Parameters
    ----------
    path : str
        Path of the publication in the case.
    result : ToolResult
        Figures of the tool.
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
    for name, value in published.figures_in(step).items():
        own = _own(name, result, flows, slack)
        if own is None:
            continue
        word = name if name in ("benefits", "costs", "payback") else name.upper()
        told = f"{result.name}: {published.source} gives {word} as"
        printed = _Printed(told, value, _margin(name, published, value, step), _form(name, published, step))
        readings = _readings(name, flows, own.level, value)
        rescaled = (*_rescaled(name, flows, own.level, value), *_less_rounded(published, value, own.level))
        yield _check(f"{path}.{name}", printed, own, readings, rescaled)
    for key, value in published.by_indicator.items():
        change = flows.changes.get(key)
        if change is not None:
            yield _change_check(f"{path}.by_indicator.{key}", result, published, value, change, flows.step)


def _change_check(
    path: str, result: ToolResult, published: Published, value: float, change: ExpectedChange, step: str
) -> Check:
    own = _Own(math.fsum(change.by_period), change.low, change.high)
    told = f"{result.name}: {published.source} gives the change in {quoted(change.statement)} as"
    printed = _Printed(told, value, _half_a_unit(value, published.rounded, rounding(value)), exact)
    rescaled = (*_scales(own.level), *_less_rounded(published, value, own.level))
    return _check(path, printed, own, _by_period(change.by_period, step), rescaled)


def _check(path: str, printed: _Printed, own: _Own, readings: Iterable[Reading], rescaled: Iterable[Reading]) -> Check:
    """Say whether a printed figure is right, right by another convention, or wrong.

    ``rescaled`` has readings that say nothing of how near a figure is: other units, and other roundings.
    """
    form, value = printed.form, printed.value
    said, parts = f"{printed.told} {form(value)};", f"its own parts give {form(own.level)}"
    if printed.fits(own.level, own.room):
        shown = "" if form(own.level) == form(value) else f" ({form(own.level)})"
        return Check("BR302", "info", path, f"{said} its parts agree{shown}.")
    if own.low < own.high and own.low - own.room - printed.margin <= value <= own.high + own.room + printed.margin:
        ends = f"{form(own.low)} to {form(own.high)}"
        return Check("BR302", "info", path, f"{said} {parts}, and their 90 % range holds it: {ends}.")
    tried = [(words, number) for words, number in readings if math.isfinite(number)]
    for words, number in (*tried, *rescaled):
        if printed.fits(number):
            return Check("BR303", "info", path, f"{said} {parts}. It fits {words}.")
    words, nearest = min(tried, key=lambda reading: abs(reading[1] - value), default=("", own.level))
    is_nearer = abs(nearest - value) < abs(own.level - value) and form(nearest) != form(
        own.level
    )  # else it says nothing
    told = f"Nearest is {form(nearest)} {words}." if is_nearer else "No usual convention comes nearer."
    return Check("BR301", "warning", path, f"{said} {parts}. {told}")


def rounding(printed: float) -> float:
    """Return half a unit of the last digit written of a figure: how far rounding alone can have moved it.

    Zeros before the point are digits like others: who rounded to thousands has to say so.

    Examples
    --------
    >>> rounding(0.67), rounding(154795), rounding(1.0), rounding(3650000)
    (0.005, 0.5, 0.05, 0.5)
    """
    exponent = Decimal(repr(printed)).as_tuple().exponent
    return 0.5 * 10.0 ** min(int(exponent), 0)


def _half_a_unit(value: float, rounded: float | None, otherwise: float) -> float:
    """Return how far the rounding that is stated can have moved a figure; one to more than the figure is that of another."""
    return rounded / 2.0 if rounded is not None and rounded <= abs(value) else otherwise


def _margin(name: str, published: Published, value: float, step: float) -> float:
    """Return how far rounding can have moved a printed figure, in the unit in which it is compared."""
    stated = published.payback if name == "payback" else None
    if isinstance(stated, Duration):
        unit = stated.in_years / stated.number / step
        return unit * _half_a_unit(stated.number, published.rounded, rounding(stated.number))
    otherwise = rounding(value)
    if name in _RATES:  # printed in per cent, whatever digits the fraction needs
        otherwise = min(otherwise, _HALF_A_PER_CENT)
    if name == "payback":  # nobody prints 0.0808 years: that is 0.97 months
        factor = 12.0 if step == 1.0 else 1.0 / 12.0
        other = round(value * factor, 2)
        if abs(value * factor - other) <= _LAST_BITS * abs(other):
            otherwise = max(otherwise, rounding(other) / factor)
    return _half_a_unit(value, published.rounded, otherwise)


def _less_rounded(published: Published, printed: float, own: float) -> Iterator[Reading]:
    """Take the zeros before the point for rounding, two digits being left, where nobody said to what a figure was rounded."""
    if published.rounded is not None or printed != int(printed):
        return
    unit, left = 1, abs(int(printed))
    while left % 10 == 0 and left >= _THREE_DIGITS:
        unit, left = unit * 10, left // 10
    if unit > 1 and abs(printed - own) <= unit / 2.0:
        yield f"if it was rounded to {whole(unit)}: say `rounded = {unit}`", printed


def _form(name: str, published: Published, step: float) -> Callable[[float], str]:
    """Return how a figure is written: in the unit in which it was printed."""
    if name in _RATES:
        return lambda value: f"{exact(100.0 * value)} %"
    if name != "payback":
        return exact
    stated = published.payback
    if isinstance(stated, Duration):
        in_years, unit = stated.in_years / stated.number, stated.unit
    else:
        in_years, unit = step, "year" if step == 1.0 else "month"

    def duration(value: float) -> str:
        if math.isinf(value):
            return "none within the horizon"
        number = exact(value * step / in_years)
        return f"{number} {unit}" if number == "1" else f"{number} {unit}s"

    return duration


def _own(name: str, result: ToolResult, flows: ExpectedFlows, slack: Slack) -> _Own | None:
    """Return what the parts of a tool give; None where it is not known."""
    match getattr(result, name):
        case Summary(mean, _, low, _, high):
            room = {"benefits": slack.benefits, "costs": slack.costs}.get(name, slack.benefits + slack.costs)
            return _Own(mean, low, high, room)
        case Ratio(of_means, low, _, high):
            ends = (-math.inf if low is None else low, math.inf if high is None else high)
            return _Own(of_means, *ends, _room_of_ratio(result, slack))
        case Payback(p05=low, p95=high):
            return _Own(_payback(flows), *(math.inf if end is None else end for end in (low, high)))
        case InternalRate(of_means=float(rate), p05=low, p95=high):
            return _Own(rate, *(rate if end is None else end for end in (low, high)))
        case _:
            return None


def _room_of_ratio(result: ToolResult, slack: Slack) -> float:
    """Return how far the rounding of benefits and costs can have moved their ratio."""
    benefits, costs = result.benefits, result.costs
    if benefits is None or costs is None or costs.mean <= slack.costs:
        return 0.0
    return (slack.benefits + abs(benefits.mean / costs.mean) * slack.costs) / (costs.mean - slack.costs)


def _readings(name: str, flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Give the usual ways in which a figure may have been meant, the simplest first."""
    yield from _other_words(name, flows, own)
    if name == "payback":
        yield from _paybacks(flows)
    plain = evolve(flows, discount=np.ones_like(flows.discount))
    is_discounted = bool((flows.discount != 1.0).any()) and name not in ("payback", "irr")
    if is_discounted:
        yield "without discounting", _figure(name, plain)
    for each, said in ((flows, ""), (plain, ", without discounting"))[: 1 + is_discounted]:
        left_out = ((f"{words}{said}", _figure(name, part)) for words, part in _parts_left_out(name, each))
        yield from ((words, value) for words, value in left_out if value != 0.0)  # what costs nothing is no figure
        if name == "roi":
            yield f"as the net value over the upfront costs alone{said}", _over_upfront(each)
    yield from ((words, _figure(name, part)) for words, part in _repeated(plain))
    if name == "irr":
        yield from _rates_by_time(flows, own, printed)


def _rescaled(name: str, flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Give a figure in other units."""
    if name in _MONEY:
        yield from _scales(own)
    if name in _RATES:
        is_near = abs(printed - 100.0 * own) <= rounding(printed)
        yield "as a percentage: write it as a fraction", printed if is_near else 100.0 * own
    if name == "payback":
        other, factor = ("months", 12.0) if flows.step == "year" else ("years", 1.0 / 12.0)
        yield f"as a number of {other}: say `payback = {{ {other} = ... }}`", own * factor


def _scales(own: float) -> Iterator[Reading]:
    """Give an amount by the month or by the year, and in thousands."""
    yield "as twelve times what its parts give", 12.0 * own
    yield "as a twelfth of what its parts give", own / 12.0
    yield "in thousands", own / 1000.0
    yield "as a thousand times what its parts give", 1000.0 * own


def _other_words(name: str, flows: ExpectedFlows, own: float) -> Iterator[Reading]:
    """Give what goes by a similar name."""
    if name == "roi":
        yield "as the benefit-cost ratio, which is gross", own + 1.0
    if name == "bcr":
        yield "as the return, which is net", own - 1.0
    if name == "npv":
        yield "as the benefits, with no cost taken off", _figure("benefits", flows)
    if name == "benefits" and len(flows.items):
        yield "as the net value, with the costs taken off", _figure("npv", flows)


def _paybacks(flows: ExpectedFlows) -> Iterator[Reading]:
    """Give the other ways to reckon a payback."""
    step, spent = flows.step, flows.spent
    present = evolve(flows, benefits=flows.benefits * flows.discount, costs=flows.costs * flows.discount)
    yield "on present values, as a discounted payback", _payback(present)
    mean_net, mean_benefit = float((flows.benefits - spent)[1:].mean()), float(flows.benefits[1:].mean())
    yield f"as what is paid first over the mean net flow of a {step}", _over(float(spent[0]), mean_net)
    yield f"as all costs over the mean benefits of a {step}", _over(float(spent.sum()), mean_benefit)
    yield f"as the costs of the first {step} over its benefits", _over(float(spent[:2].sum()), float(flows.benefits[1]))


def _parts_left_out(name: str, flows: ExpectedFlows) -> Iterator[tuple[str, ExpectedFlows]]:
    """Give the flows without one of the costs, and without those of the periods or those before them."""
    if name == "benefits":
        return
    if len(flows.items) > 1:
        for row, item in enumerate(flows.items):
            kept = [other for other in range(len(flows.items)) if other != row]
            yield f"if '{item}' is left out", evolve(flows, costs=flows.costs[kept])
    if flows.costs[:, 0].any() and flows.costs[:, 1:].any():
        upfront = flows.costs.copy()
        upfront[:, 1:] = 0.0
        yield "if the upfront costs alone are counted", evolve(flows, costs=upfront)
        yield "if the upfront costs are left out", evolve(flows, costs=flows.costs - upfront)


def _repeated(flows: ExpectedFlows) -> Iterator[tuple[str, ExpectedFlows]]:
    """Give the flows as if every period were like the first or the last one, and those of one period alone."""
    periods = len(flows.benefits) - 1
    if periods < 2:
        return
    for place, period in (("first", 1), ("last", periods)):
        repeat, alone = (np.zeros((periods + 1, periods + 1)) for _ in range(2))
        repeat[0, 0] = alone[0, 0] = alone[period, period] = 1.0
        repeat[period, 1:] = 1.0
        benefits = flows.benefits @ repeat
        yield f"as the benefits of the {place} {flows.step} times {periods}", evolve(flows, benefits=benefits)
        costs = flows.costs @ repeat
        yield f"as the {place} {flows.step} times {periods}", evolve(flows, benefits=benefits, costs=costs)
        one = evolve(flows, benefits=flows.benefits @ alone, costs=flows.costs @ alone)
        yield f"for the {place} {flows.step} alone", one


def _by_period(changes: tuple[float, ...], step: str) -> Iterator[Reading]:
    """Give a change as if every period were like the first or the last one, and that of one period alone."""
    periods = len(changes)
    if periods < 2:
        return
    for place, change in (("first", changes[0]), ("last", changes[-1])):
        yield f"as the {place} {step} times {periods}", change * periods
        yield f"for the {place} {step} alone", change


def _rates_by_time(flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Give a rate by the step, and one that counts the flows of a period at another time of it.

    A rate by days puts each amount on its day, up to a period before or after the time that counts here.
    """
    if flows.step == "year":
        for place, part in (("middle", 0.5), ("start", 1.0)):
            yield f"with the flows at the {place} of each year", _rate_moved(flows, -part)
        return
    by_month = (1.0 + own) ** (1.0 / 12.0) - 1.0
    yield "as a rate by the month", by_month
    yield "as twelve times the rate by the month", 12.0 * by_month
    low, high = sorted(_rate_moved(flows, moved / 12.0) for moved in (-1.0, 1.0))
    if high - low <= _NEAR_ENOUGH:
        yield "as a rate by days: each amount may lie up to a month earlier or later", min(max(printed, low), high)


def _figure(name: str, flows: ExpectedFlows) -> float:
    """Work out a figure of expected flows; not a number where there is none."""
    benefits, costs = float(flows.benefits @ flows.discount), float(flows.spent @ flows.discount)
    match name:
        case "benefits":
            return benefits
        case "costs":
            return costs
        case "npv":
            return benefits - costs
        case "bcr":
            return _over(benefits, costs)
        case "roi":
            return _over(benefits - costs, costs)
        case "payback":
            return _payback(flows)
        case _:
            return _rate(flows)


def _over(part: float, whole: float) -> float:
    return part / whole if whole > 0.0 else math.nan


def _over_upfront(flows: ExpectedFlows) -> float:
    """Return the net value over what is paid first, where more is paid later."""
    return _over(_figure("npv", flows), float(flows.spent[0])) if flows.costs[:, 1:].any() else math.nan


def _net(flows: ExpectedFlows) -> tuple[Floats, Floats]:
    """Return the expected net flows, shape (1 + periods, 1), and up to which size an amount counts as zero."""
    spent = flows.spent
    gross = float(np.abs(flows.benefits).sum() + spent.sum())
    return (flows.benefits - spent)[:, None], np.array([TOLERANCE * gross])


def _payback(flows: ExpectedFlows) -> float:
    """Return when the expected running net flow is back at zero to stay; infinite where it is not within the horizon."""
    return float(payback_times(*_net(flows))[0])


def _rate(flows: ExpectedFlows) -> float:
    """Return the rate of the expected net flows; not a number where there is not one."""
    net, slack = _net(flows)
    return float(internal_rates(net, flows.times.tolist(), slack).rates[0])


def _rate_moved(flows: ExpectedFlows, moved: float) -> float:
    """Return the rate with the flows of all periods some years later; not a number where their sign changes more than once.

    With one change of sign, from out to in, the value has one root in the rate, and falls through it: it is closed in by halves.
    """
    net = _net(flows)[0][:, 0]
    times = np.append(flows.times[:1], flows.times[1:] + moved)
    signs = np.sign(net[net != 0.0])
    if times.min() < 0.0 or np.count_nonzero(np.diff(signs)) != 1 or signs[0] > 0.0:
        return math.nan
    low, high = -_STEEPEST, _STEEPEST  # of the log of 1 + rate
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if float(net @ np.exp(-middle * times)) > 0.0 else (low, middle)
    return math.expm1((low + high) / 2.0)
