"""The usual ways in which a printed figure may have been meant: gross for net, without discounting, the first year times three.

They are tried before anybody is blamed, and the one that fits is named.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
from attrs import evolve

from blogroi.codes.expected_flows import (
    ExpectedChange,
    ExpectedFlows,
    figure_of,
    over,
    payback_of,
    rate_moved,
    return_on_upfront,
)
from blogroi.codes.rounding import RATES, rounding
from blogroi.model.duration import STEPS_IN_A_YEAR, Step

__all__ = ["Reading", "readings_of", "readings_of_change", "rescaled", "scales"]

Reading: TypeAlias = tuple[str, float]
"""How a figure may have been meant, in words that follow "it fits", and what it is then."""

_MONEY = frozenset({"benefits", "costs", "npv"})
_TIMES: dict[float, tuple[str, str]] = {
    3.0: ("three times", "a third of"),
    4.0: ("four times", "a quarter of"),
    12.0: ("twelve times", "a twelfth of"),
    52.0: ("52 times", "a 52nd of"),
}
_OTHER_STEPS: dict[Step, tuple[float, ...]] = {
    "week": (52.0, 12.0),
    "month": (12.0,),
    "quarter": (4.0, 3.0, 12.0),
    "year": (12.0,),
}
"""By the step of a case, how many times an amount of one length of time is that of another, as people reckon."""

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
        yield from scales(own, flows.step)
    if name in RATES:
        is_near = abs(printed - 100.0 * own) <= rounding(printed)
        yield "as a percentage: write it as a fraction", printed if is_near else 100.0 * own
    if name == "payback":
        others: tuple[Step, ...] = ("month", "year")
        for other in others:
            if other != flows.step:
                told = f"as a number of {other}s: say `payback = {{ {other}s = ... }}`"
                yield told, own * (STEPS_IN_A_YEAR[other] / STEPS_IN_A_YEAR[flows.step])


def scales(own: float, step: Step) -> Iterator[Reading]:
    """Yield an amount by another length of time, the month or the year among them, and in thousands."""
    for times in _OTHER_STEPS[step]:
        more, less = _TIMES[times]
        yield f"as {more} what its parts give", times * own
        yield f"as {less} what its parts give", own / times
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
    groups = _costs_apart(flows)
    if len(groups) > 1:
        for rows in groups:
            kept = [row for row in range(len(flows.items)) if row not in rows]
            yield f"if '{flows.items[rows[0]]}' is left out", evolve(flows, costs=flows.costs[kept])
    if flows.costs[:, 0].any() and flows.costs[:, 1:].any():
        upfront = flows.costs.copy()
        upfront[:, 1:] = 0.0
        yield "if the upfront costs alone are counted", evolve(flows, costs=upfront)
        yield "if the upfront costs are left out", evolve(flows, costs=flows.costs - upfront)


def _costs_apart(flows: ExpectedFlows) -> list[list[int]]:
    """Give the rows of each cost: what comes back of it stands below it, and goes with it."""
    groups: list[list[int]] = []
    for row, cost in enumerate(flows.costs):
        if groups and cost.min() < 0.0:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


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


def readings_of_change(change: ExpectedChange, step: str) -> Iterator[Reading]:
    """Yield the usual ways in which a change may have been meant."""
    whole = math.fsum(change.by_period)
    if change.gross != whole:
        yield "before deadweight, credit, displacement and confidence are taken off", change.gross
    yield from _by_period(change.by_period, step)


def _by_period(changes: tuple[float, ...], step: str) -> Iterator[Reading]:
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
    step, steps = flows.step, STEPS_IN_A_YEAR[flows.step]
    by_step = (1.0 + own) ** (1.0 / steps) - 1.0
    yield f"as a rate by the {step}", by_step
    times = float(round(steps))
    yield f"as {_TIMES[times][0]} the rate by the {step}", times * by_step
    low, high = sorted(rate_moved(flows, moved / steps) for moved in (-1.0, 1.0))
    if high - low <= _NEAR_ENOUGH:
        said = f"as a rate by days: each amount may lie up to a {step} earlier or later"
        yield said, min(max(printed, low), high)
