"""The usual ways in which a printed figure may have been meant: gross for net, without discounting, the first year times three.

They are tried before anybody is blamed, and the one that fits is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from attrs import evolve

from blogroi.codes.expected_flows import ExpectedFlows, figure_of, over, payback_of, rate_moved, return_on_upfront
from blogroi.codes.rounding import RATES, rounding

__all__ = ["Reading", "by_period", "readings_of", "rescaled", "scales"]

Reading: TypeAlias = tuple[str, float]
"""How a figure may have been meant, in words that follow "it fits", and what it is then."""

_MONEY = frozenset({"benefits", "costs", "npv"})
_NEAR_ENOUGH = 0.1  # between the ends of a rate by days, past which it says nothing


def readings_of(name: str, flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Yield the usual ways in which a figure may have been meant, the simplest first."""
    yield from _other_words(name, flows, own)
    if name == "payback":
        yield from _paybacks(flows)
    plain = flows.undiscounted
    is_discounted = bool((flows.discount != 1.0).any()) and name not in ("payback", "irr")
    if is_discounted:
        yield "without discounting", figure_of(name, plain)
    for each, said in ((flows, ""), (plain, ", without discounting"))[: 1 + is_discounted]:
        left_out = ((f"{words}{said}", figure_of(name, part)) for words, part in _parts_left_out(name, each))
        yield from ((words, value) for words, value in left_out if value != 0.0)  # what costs nothing is not a figure
        if name == "roi":
            yield f"as the net value over the upfront costs alone{said}", return_on_upfront(each)
    yield from ((words, figure_of(name, part)) for words, part in _repeated(plain))
    if name == "irr":
        yield from _rates_by_time(flows, own, printed)


def rescaled(name: str, flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Yield a figure in other units."""
    if name in _MONEY:
        yield from scales(own)
    if name in RATES:
        is_near = abs(printed - 100.0 * own) <= rounding(printed)
        yield "as a percentage: write it as a fraction", printed if is_near else 100.0 * own
    if name == "payback":
        other, factor = ("months", 12.0) if flows.step == "year" else ("years", 1.0 / 12.0)
        yield f"as a number of {other}: say `payback = {{ {other} = ... }}`", own * factor


def scales(own: float) -> Iterator[Reading]:
    """Yield an amount by the month or by the year, and in thousands."""
    yield "as twelve times what its parts give", 12.0 * own
    yield "as a twelfth of what its parts give", own / 12.0
    yield "in thousands", own / 1000.0
    yield "as a thousand times what its parts give", 1000.0 * own


def _other_words(name: str, flows: ExpectedFlows, own: float) -> Iterator[Reading]:
    """Yield what goes by a similar name."""
    if name == "roi":
        yield "as the benefit-cost ratio, which is gross", own + 1.0
    if name == "bcr":
        yield "as the return, which is net", own - 1.0
    if name == "npv":
        yield "as the benefits, with no cost taken off", figure_of("benefits", flows)
    if name == "benefits" and len(flows.items):
        yield "as the net value, with the costs taken off", figure_of("npv", flows)


def _paybacks(flows: ExpectedFlows) -> Iterator[Reading]:
    """Yield the other ways to reckon a payback."""
    step, spent = flows.step, flows.spent
    present = evolve(flows, benefits=flows.benefits * flows.discount, costs=flows.costs * flows.discount)
    yield "on present values, as a discounted payback", payback_of(present)
    mean_net, mean_benefit = float((flows.benefits - spent)[1:].mean()), float(flows.benefits[1:].mean())
    yield f"as what is paid first over the mean net flow of a {step}", over(float(spent[0]), mean_net)
    yield f"as all costs over the mean benefits of a {step}", over(float(spent.sum()), mean_benefit)
    yield f"as the costs of the first {step} over its benefits", over(float(spent[:2].sum()), float(flows.benefits[1]))


def _parts_left_out(name: str, flows: ExpectedFlows) -> Iterator[tuple[str, ExpectedFlows]]:
    """Yield the flows without one of the costs, and without those of the periods or those before them."""
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
    """Yield the flows as if every period were like the first or the last one, and those of one period alone."""
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


def by_period(changes: tuple[float, ...], step: str) -> Iterator[Reading]:
    """Yield a change as if every period were like the first or the last one, and that of one period alone."""
    periods = len(changes)
    if periods < 2:
        return
    for place, change in (("first", changes[0]), ("last", changes[-1])):
        yield f"as the {place} {step} times {periods}", change * periods
        yield f"for the {place} {step} alone", change


def _rates_by_time(flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Yield a rate by the step, and one that counts the flows of a period at another time of it.

    A rate by days puts each amount on its day, up to a period before or after the time that counts here.
    """
    if flows.step == "year":
        for place, part in (("middle", 0.5), ("start", 1.0)):
            yield f"with the flows at the {place} of each year", rate_moved(flows, -part)
        return
    by_month = (1.0 + own) ** (1.0 / 12.0) - 1.0
    yield "as a rate by the month", by_month
    yield "as twelve times the rate by the month", 12.0 * by_month
    low, high = sorted(rate_moved(flows, moved / 12.0) for moved in (-1.0, 1.0))
    if high - low <= _NEAR_ENOUGH:
        yield "as a rate by days: each amount may lie up to a month earlier or later", min(max(printed, low), high)
