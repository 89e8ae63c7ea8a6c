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
from blogroi.language.spoken import message
from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.results.format import quoted
from blogroi.results.periods import A_PERIOD, FIRST_PERIOD, LAST_PERIOD

__all__ = ["Reading", "readings_of", "readings_of_change", "rescaled", "scales"]

Reading: TypeAlias = tuple[str, float]
"""How a figure may have been meant, in words that follow "it fits", and what it is then."""

_MONEY = frozenset({"benefits", "costs", "npv"})
_TIMES: dict[float, tuple[str, str]] = {
    3.0: (message("as three times what its parts give"), message("as a third of what its parts give")),
    4.0: (message("as four times what its parts give"), message("as a quarter of what its parts give")),
    12.0: (message("as twelve times what its parts give"), message("as a twelfth of what its parts give")),
    52.0: (message("as 52 times what its parts give"), message("as a 52nd of what its parts give")),
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
        yield message("without discounting"), figure_of(name, plain)
    yield from _on_other_costs(name, flows)
    if is_discounted:
        plainly = _on_other_costs(name, plain)
        yield from ((message("{reading}, without discounting", reading=words), value) for words, value in plainly)
    yield from ((words, figure_of(name, part)) for words, part in _repeated(plain))
    if name == "irr":
        yield from _rates_by_time(flows, own, printed)


def _on_other_costs(name: str, flows: ExpectedFlows) -> Iterator[Reading]:
    """Yield a figure without some of its costs."""
    left_out = ((words, figure_of(name, part)) for words, part in _parts_left_out(name, flows))
    yield from ((words, value) for words, value in left_out if value != 0.0)  # what costs nothing is not a figure
    if name == "roi":
        yield message("as the net value over the upfront costs alone"), return_on_upfront(flows)


def rescaled(name: str, flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Yield a figure in other units."""
    if name in _MONEY:
        yield from scales(own, flows.step)
    if name in RATES:
        is_near = abs(printed - 100.0 * own) <= rounding(printed)
        yield message("as a percentage: write it as a fraction"), printed if is_near else 100.0 * own
    if name == "payback":
        for other, told in _OTHER_PAYBACKS.items():
            if other != flows.step:
                yield told, own * (STEPS_IN_A_YEAR[other] / STEPS_IN_A_YEAR[flows.step])


_OTHER_PAYBACKS: dict[Step, str] = {
    "month": message("as a number of months: write `payback = { months = ... }`"),
    "year": message("as a number of years: write `payback = { years = ... }`"),
}


def scales(own: float, step: Step) -> Iterator[Reading]:
    """Yield an amount by another length of time, the month or the year among them, and in thousands."""
    for times in _OTHER_STEPS[step]:
        more, less = _TIMES[times]
        yield more, times * own
        yield less, own / times
    yield message("in thousands"), own / 1000.0
    yield message("as a thousand times what its parts give"), 1000.0 * own


def _other_words(name: str, flows: ExpectedFlows, own: float) -> Iterator[Reading]:
    """Yield what goes by a similar name."""
    if name == "roi":
        yield message("as the benefit-cost ratio, which is gross"), own + 1.0
    if name == "bcr":
        yield message("as the return, which is net"), own - 1.0
    if name == "npv":
        yield message("as the benefits, with no cost taken off"), figure_of("benefits", flows)
    if name == "benefits" and len(flows.items):
        yield message("as the net value, with the costs taken off"), figure_of("npv", flows)


def _paybacks(flows: ExpectedFlows) -> Iterator[Reading]:
    """Yield the other ways to reckon a payback."""
    step, spent = flows.step, flows.spent
    present = evolve(flows, benefits=flows.benefits * flows.discount, costs=flows.costs * flows.discount)
    yield message("on present values, as a discounted payback"), payback_of(present)
    mean_net, mean_benefit = float((flows.benefits - spent)[1:].mean()), float(flows.benefits[1:].mean())
    yield (
        message("as what is paid first over the mean net flow of {period}", period=A_PERIOD[step]),
        over(float(spent[0]), mean_net),
    )
    yield (
        message("as all costs over the mean benefits of {period}", period=A_PERIOD[step]),
        over(float(spent.sum()), mean_benefit),
    )
    yield (
        message("as the costs of {period} over its benefits", period=FIRST_PERIOD[step]),
        over(float(spent[:2].sum()), float(flows.benefits[1])),
    )


def _parts_left_out(name: str, flows: ExpectedFlows) -> Iterator[tuple[str, ExpectedFlows]]:
    """Yield the flows without one of the costs, and without those of the periods or those before them."""
    if name == "benefits":
        return
    groups = _costs_apart(flows)
    if len(groups) > 1:
        for rows in groups:
            kept = [row for row in range(len(flows.items)) if row not in rows]
            said = message("if {cost} is left out", cost=quoted(flows.items[rows[0]]))
            yield said, evolve(flows, costs=flows.costs[kept])
    if flows.costs[:, 0].any() and flows.costs[:, 1:].any():
        upfront = flows.costs.copy()
        upfront[:, 1:] = 0.0
        yield message("if the upfront costs alone are counted"), evolve(flows, costs=upfront)
        yield message("if the upfront costs are left out"), evolve(flows, costs=flows.costs - upfront)


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
    for place, period in ((FIRST_PERIOD[flows.step], 1), (LAST_PERIOD[flows.step], periods)):
        repeat, alone = (np.zeros((periods + 1, periods + 1)) for _ in range(2))
        repeat[0, 0] = alone[0, 0] = alone[period, period] = 1.0
        repeat[period, 1:] = 1.0
        benefits = flows.benefits @ repeat
        said = message("as the benefits of {period} times {count}", period=place, count=periods)
        yield said, evolve(flows, benefits=benefits)
        costs = flows.costs @ repeat
        said = message("as {period} times {count}", period=place, count=periods)
        yield said, evolve(flows, benefits=benefits, costs=costs)
        one = evolve(flows, benefits=flows.benefits @ alone, costs=flows.costs @ alone)
        yield message("for {period} alone", period=place), one


def readings_of_change(change: ExpectedChange, step: Step) -> Iterator[Reading]:
    """Yield the usual ways in which a change may have been meant."""
    whole = math.fsum(change.by_period)
    if change.gross != whole:
        yield message("before deadweight, credit, displacement and confidence are taken off"), change.gross
    yield from _by_period(change.by_period, step)


def _by_period(changes: tuple[float, ...], step: Step) -> Iterator[Reading]:
    """Yield a change as if every period were like the first or the last one, and that of one period alone."""
    periods = len(changes)
    if periods < 2:
        return
    for place, change in ((FIRST_PERIOD[step], changes[0]), (LAST_PERIOD[step], changes[-1])):
        yield message("as {period} times {count}", period=place, count=periods), change * periods
        yield message("for {period} alone", period=place), change


def _rates_by_time(flows: ExpectedFlows, own: float, printed: float) -> Iterator[Reading]:
    """Yield a rate by the step, and one that counts the flows of a period at another time of it.

    A rate by days puts each amount on its day, up to a period before or after the time that counts here.
    """
    if flows.step == "year":
        yield message("with the flows in the middle of each year"), rate_moved(flows, -0.5)
        yield message("with the flows at the start of each year"), rate_moved(flows, -1.0)
        return
    step, steps = flows.step, STEPS_IN_A_YEAR[flows.step]
    by_step = (1.0 + own) ** (1.0 / steps) - 1.0
    yield message("as a rate for {period}", period=A_PERIOD[step]), by_step
    times = float(round(steps))
    said = message("as {count} times the rate for {period}", count=round(steps), period=A_PERIOD[step])
    yield said, times * by_step
    low, high = sorted(rate_moved(flows, moved / steps) for moved in (-1.0, 1.0))
    if high - low <= _NEAR_ENOUGH:
        said = message("as a rate by days: each amount may lie up to {period} earlier or later", period=A_PERIOD[step])
        yield said, min(max(printed, low), high)
