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

import pytest

from blogroi import model
from blogroi.errors import BlogroiError, CaseError
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
from blogroi.model.misread_dates import date_cure

KEPT = Path(__file__).with_name("answered_calls.txt")
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
