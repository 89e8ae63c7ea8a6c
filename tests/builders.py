"""Small cases in Python: every test says only what it is about, and leaves the rest to these functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pytest

from blogroi import (
    Beta,
    Case,
    CaseError,
    Cost,
    Discounting,
    Effect,
    Horizon,
    Indicator,
    Lever,
    Normal,
    Objective,
    Range,
    Samples,
    Scale,
    ThreePoint,
    Tool,
    Uniform,
)

START = date(2026, 1, 1)


def an_indicator(value: Any = 1.0, **changes: Any) -> Indicator:
    """Build an indicator that leads to no lever, worth 1 a unit unless it is said."""
    stated: dict[str, Any] = {
        "statement": "Something that can be counted",
        "unit": "piece",
        "better": "higher",
        "declared": date(2025, 11, 1),
        "value": value,
    }
    return Indicator(**(stated | changes))


def an_effect(change: Any = 100.0, **changes: Any) -> Effect:
    """Build an effect without corrections unless they are said."""
    stated: dict[str, Any] = {"change": change, "evidence": "estimated"}
    return Effect(**(stated | changes))


def a_cost(amount: Any = 100.0, item: str = "Writing", **changes: Any) -> Cost:
    """Build a cost paid before the first period, or one for each period where a list is given."""
    stated: dict[str, Any] = {"item": item, "amount": amount}
    if not isinstance(amount, list | tuple):
        stated["when"] = "upfront"
    return Cost(**(stated | changes))


def a_tool(effects: Mapping[str, Effect] | None = None, costs: Iterable[Cost] = (), **changes: Any) -> Tool:
    """Build a blog of 2026 with these effects and costs."""
    stated: dict[str, Any] = {
        "name": "The blog",
        "kind": "blog",
        "introduced": date(2026, 1, 15),
        "effects": effects or {},
        "costs": list(costs),
    }
    return Tool(**(stated | changes))


def a_case(
    tools: Mapping[str, Tool] | None = None,
    *,
    periods: int = 1,
    step: str = "year",
    rate: Any = 0.0,
    timing: str = "end",
    **changes: Any,
) -> Case:
    """Build a case of these tools; indicators that are not given are worth 1 a unit."""
    tools = {"blog": a_tool(costs=[a_cost()])} if tools is None else tools
    named = {name: an_indicator() for tool in tools.values() for name in tool.effects}
    stated: dict[str, Any] = {
        "title": "A case",
        "currency": "EUR",
        "evaluated": date(2026, 6, 30),
        "horizon": Horizon(start=START, periods=periods, step=step),  # type: ignore[arg-type]
        "discounting": Discounting(rate=rate, timing=timing),  # type: ignore[arg-type]
        "tools": tools,
        "indicators": named,
    }
    return Case(**(stated | changes))


def a_case_of_totals(benefits: Mapping[str, float], costs: Mapping[str, float], **changes: Any) -> Case:
    """Build a case of one tool, ``blog``, from amounts of money in a single undiscounted period."""
    effects = {name: an_effect(amount) for name, amount in benefits.items()}
    spent = [a_cost(amount, item=item) for item, amount in costs.items()]
    return a_case({"blog": a_tool(effects, spent)}, **changes)


def chamber(**changes: Any) -> Case:
    """Build a chamber of commerce: three tools, ranges of every shape, gaps, priors, a sunk cost."""
    stated: dict[str, Any] = {
        "title": "A regional chamber's communication tools",
        "currency": "EUR",
        "evaluated": date(2026, 6, 30),
        "horizon": Horizon(start=START, periods=3),
        "discounting": Discounting(rate=0.035, timing="end"),
        "objectives": _objectives(),
        "levers": _levers(),
        "indicators": _indicators(),
        "tools": {"blog": _blog(), "magazine": _magazine(), "fair": _fair()},
    }
    return Case(**(stated | changes))


def _objectives() -> dict[str, Objective]:
    return {
        "renewals": Objective(
            "Members renew because the chamber serves them better",
            aim="service",
            beneficiary="members",
            weight=Range(0.3, 0.6),
        ),
        "sales": Objective("Courses are booked out", aim="revenue"),
        "spending": Objective("The help desk costs less", aim="cost"),
    }


def _levers() -> dict[str, Lever]:
    shares: Any = {"renewals": 0.7, "spending": 0.3}
    return {
        "answers": Lever(
            "Questions are answered before they are asked",
            family="process",
            objectives=shares,
        ),
        "reach": Lever("More people hear of the courses", family="sales", objective="sales"),
    }


def _indicators() -> dict[str, Indicator]:
    return {
        "calls_avoided": an_indicator(
            Range(6, 11),
            lever="answers",
            unit="call",
            valuation="cost avoided",
            cash="capacity",
            realised=Range(0.2, 0.6),
            stage="outcome",
            scale=Scale(worst=0, best=4000),
            prior=Range(0, 800),
        ),
        "bookings": an_indicator(
            Normal(240, 20),
            lever="reach",
            unit="booking",
            valuation="margin on sales",
            cash="cash",
            margin=Beta(6, 4),
            prior=ThreePoint(0, 5, 30),
        ),
        "complaints": an_indicator(
            Uniform(20, 60),
            lever="answers",
            unit="complaint",
            better="lower",
            valuation="proxy",
            cash="equivalent",
            declared=date(2026, 4, 1),
            prior=Samples([0, -5, -10]),
        ),
        "press": an_indicator(
            900,
            unit="article",
            valuation="advertising equivalent",
            cash="equivalent",
            prior=4,
        ),
        "friendliness": an_indicator(None, unit="point", lever="answers"),
    }


def _blog() -> Tool:
    return a_tool(
        {
            "calls_avoided": an_effect(
                ThreePoint(400, 700, 1500),
                deadweight=Beta(4, 12),
                credit=Range(0.4, 0.8),
                displacement=0.05,
                drop_off=Range(0.05, 0.3),
                confidence=0.9,
                source="help-desk lead, interview of 12 May",
                observed=date(2026, 5, 12),
            ),
            "complaints": an_effect(ThreePoint(-60, -30, 5, "triangular"), drop_off=0.2, starts=2, searched=12),
            "press": an_effect([3, Range(4, 9), 0], evidence="observed"),
            "friendliness": an_effect(1, evidence="assumed"),
        },
        [
            Cost(
                item="Writing",
                units=Range(250, 400),
                unit_cost=38,
                when="each",
                contingency=Range(0.05, 0.2),
            ),
            Cost(item="Platform", amount=4000, when="upfront"),
            a_cost([1500, ThreePoint(500, 800, 1000), 500], item="Training"),
            Cost(item="Pilot", amount=2500, when="upfront", sunk=True),
            Cost(item="Comments", amount=Range(100, 900), when=2, paid_by="members"),
        ],
        name="The chamber's blog",
    )


def _magazine() -> Tool:
    return a_tool(
        {
            "bookings": an_effect(Samples([10, 20, 25, 40]), deadweight=0.3, evidence="observed"),
            "press": an_effect(Normal(6, 2), lasts=2),
        },
        [Cost(item="Printing", amount=Range(6000, 9000), when="each")],
        name="The magazine",
        kind="magazine",
        introduced=date(1998, 3, 1),
        not_applicable={"calls_avoided": "printed twice a year, gives no practical answers"},
    )


def _fair() -> Tool:
    return a_tool(
        {"bookings": an_effect(Uniform(20, 60), credit=Normal(0.5, 0.3), lasts=1)},
        name="The fair",
        kind="fair",
        introduced=date(2010, 9, 1),
    )


def refused(make: Callable[..., object], *stated: Any, **named: Any) -> list[str]:
    """Give the faults with which something cannot be made."""
    with pytest.raises(CaseError) as caught:
        make(*stated, **named)
    return [str(fault) for fault in caught.value.faults]
