"""What is made of what people state, and what they are told where it cannot be taken: whole, on both sides of every bound.

``answered_calls.txt`` holds calls, one a line, and beneath each what it answers: what it makes, or each fault, in Python's words and in
those of a file. To hold another call, add its line and renew: ``pytest tests/model/test_answered_calls.py --renew``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from blogroi import model
from blogroi.errors import BlogroiError, CaseError
from blogroi.literature.figures import figures
from blogroi.model import (
    arguments,
    brief,
    conventions,
    fields,
    formula,
    formula_places,
    intake,
    limits,
    misread,
    number,
    path_words,
    transform,
)
from blogroi.model.answering import unanswered
from blogroi.model.grammar.words import key_fault
from blogroi.model.misread_dates import date_cure
from blogroi.model.values import with_values

KEPT = Path(__file__).with_name("answered_calls.txt")
DAY = date(2026, 1, 1)
HOUSE = model.Case(
    title="A house",
    currency="EUR",
    evaluated=DAY,
    horizon=model.Horizon(start=DAY, periods=3),
    discounting=model.Discounting(rate=0.03),
    objectives={"renewals": model.Objective("They renew", aim="revenue")},
    levers={"answers": model.Lever("Questions are answered", objective="renewals")},
    drivers={
        "visits": model.Driver("Visits", model.Range(10, 20)),
        "share": model.Driver("Share who ask", model.Range(0.1, 0.2), source="The desk"),
        "asked": model.Driver("Questions", "visits * share"),
    },
    indicators={
        "calls": model.Indicator(
            statement="Calls avoided", lever="answers", unit="call", better="higher", value=model.Range(3, 9)
        ),
        "talks": model.Indicator(statement="Talks", lever="answers", unit="talk", better="higher", value="2 * asked"),
    },
    tools={
        "blog": model.Tool(
            costs=[
                model.Cost(item="Writing", amount=model.Range(50, 90), when="each"),
                model.Cost(item="Design", amount=9, when="upfront"),
            ],
            effects={"calls": model.Effect(change=model.Range(5, 20), evidence="assumed")},
        ),
        "fair": model.Tool(
            costs=[model.Cost(item="Stand", amount="3 * visits", when="each", source="The bill")],
            effects={"talks": model.Effect(change="asked / 2", evidence="assumed")},
        ),
    },
)


def house(**changes: Any) -> model.Case:
    """Make the case with other sections."""
    return attrs.evolve(HOUSE, **changes)


def published(**changes: Any) -> dict[str, Any]:
    """State what one call costs by a published figure, in one way or another."""
    figure = figures()["contact_cost.fr_3939_call_2007"].quantity(**changes)
    return {"indicators": {**HOUSE.indicators, "calls": attrs.evolve(HOUSE.indicators["calls"], value=figure)}}


def scenarios(count: int, **parts: Any) -> dict[str, Any]:
    """State so many scenarios that are alike."""
    stated: dict[str, Any] = {"statement": "Else", "set": {"drivers.visits.value": 15}}
    return {f"s{place}": model.Scenario(**(stated | parts)) for place in range(count)}


KNOWN: dict[str, Any] = {
    **{name: getattr(model, name) for name in model.__all__},
    **{
        name: getattr(module, name)
        for module in (
            arguments,
            brief,
            conventions,
            formula,
            formula_places,
            intake,
            limits,
            misread,
            number,
            path_words,
            transform,
        )
        for name in module.__all__
    },
    **{one.__name__: one for one in (house, published, scenarios, figures, unanswered, key_fault, with_values)},
    "HOUSE": HOUSE,
    "DAY": DAY,
    "date": date,
    "date_cure": date_cure,
    "Decimal": Decimal,
    "Fraction": Fraction,
    "Unit": model.unit.Unit,
    "several": fields.several,
}


def answers(call: str) -> Iterator[str]:
    """Say what a call makes, or what is wrong with it."""
    try:
        made = eval(call, KNOWN)
    except CaseError as error:
        for one in error.faults:
            yield f"{one}" + (f" / {one.in_file}" if one.in_file else "")
    except BlogroiError as error:
        yield str(error)
    else:
        parts: Iterable[object] = made if isinstance(made, (tuple, list, Iterator)) else [made]
        yield from (f"= {part!r}" for part in parts)


def held() -> dict[str, list[str]]:
    """Read the calls, and what each answered."""
    found: dict[str, list[str]] = {}
    answered: list[str] = []
    for line in KEPT.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            answered.append(line[2:])
        else:
            answered = found.setdefault(line, [])
    return found


HELD = held()


@pytest.mark.parametrize("call", HELD)
def test_a_call_answers_what_it_did(call: str) -> None:
    assert list(answers(call)) == HELD[call]


def test_they_are_renewed_on_demand(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--renew"):
        lines = [line for call in HELD for line in (call, *(f"  {one}" for one in answers(call)))]
        KEPT.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    assert held().keys() == HELD.keys()
