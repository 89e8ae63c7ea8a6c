"""Figures as large as formulas make them: answered in numbers, or refused in words of our own, by every question.

No warning comes of it (which is an error here), no infinity, and nothing that is no number.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import BlogroiError, CaseError, Driver, Range, audit
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator

DRAWS = 60
SAID = re.compile(r"past what can be worked with|too large|not a finite number|gives no number|leaves 0 and above")


def of_draws(case: blogroi.Case) -> list[np.ndarray[Any, Any]]:
    drawn = blogroi.simulate(case, draws=DRAWS)
    return [drawn[key].npv for key in drawn]


def of_many(case: blogroi.Case) -> object:
    ((_, found),) = blogroi.evaluate_many([case], draws=DRAWS)
    if isinstance(found, CaseError):
        raise found
    return found


def moved(case: blogroi.Case) -> object:
    session = blogroi.Session(PLAIN, draws=DRAWS)
    first = session.evaluate()
    try:
        return session.evaluate(case)
    finally:
        assert session.evaluate() == first


QUESTIONS: dict[str, Callable[[blogroi.Case], object]] = {
    "evaluate": partial(blogroi.evaluate, draws=DRAWS, figures=("default", "irr", "cash_by_period")),
    "evaluate, npv": partial(blogroi.evaluate, draws=DRAWS, figures=("npv",)),
    "evaluate, bounds": partial(blogroi.evaluate, draws=DRAWS, gaps="bounds"),
    "evaluate, prior": partial(blogroi.evaluate, draws=DRAWS, gaps="prior"),
    "evaluate, corrected": partial(blogroi.evaluate, draws=DRAWS, evidence="corrected"),
    "Session": lambda case: blogroi.Session(case, draws=DRAWS).evaluate(),
    "Session, moved": moved,
    "simulate": of_draws,
    "evaluate_many": of_many,
    "sensitivity": partial(blogroi.sensitivity, draws=DRAWS),
    "worth_measuring": partial(blogroi.worth_measuring, draws=DRAWS),
    "launch": partial(blogroi.launch, tool="blog", draws=DRAWS),
    "choose": partial(blogroi.choose, budget=1000.0, draws=DRAWS),
    "scenarios": partial(blogroi.scenarios, draws=DRAWS),
    "suppose": partial(blogroi.suppose, settings={}, draws=DRAWS),
    "total_influences": partial(blogroi.total_influences, tool="blog", draws=DRAWS),
    "updates": partial(blogroi.updates, draws=DRAWS),
    "check": blogroi.check,
    "diff": lambda case: blogroi.diff(PLAIN, case, draws=DRAWS),
    "history": lambda case: blogroi.history([EARLIER, case], draws=DRAWS),
    "claims": partial(audit.claims, draws=DRAWS),
    "report_on": lambda case: blogroi.report_on(case, draws=DRAWS).evaluation,
}


def a_large(place: str, value: Any) -> blogroi.Case:
    """A case with a value in one place; all else is small."""
    stated: dict[str, Any] = {"value": 10, "change": Range(5, 20), "amount": Range(100, 200), "set": 12} | {
        place: value
    }
    return a_case(
        {
            "blog": a_tool(
                {"calls": an_effect(stated["change"])}, [a_cost(stated["amount"], when="each"), a_cost(100, "Start")]
            ),
            "fair": a_tool(
                {"calls": an_effect(Range(1, 2), evidence="measured"), "deals": an_effect(Range(10, 40))},
                [a_cost(Range(50, 80))],
            ),
        },
        indicators={
            "calls": an_indicator(stated["value"], prior=Range(1, 9)),
            "deals": an_indicator(3, prior=Range(1, 5)),
        },
        drivers={"d": Driver(statement="d", value=Range(2, 3))},
        scenarios={"s": blogroi.Scenario(statement="s", set={"indicators.calls.value": stated["set"]})},
        periods=3,
        evaluated="2026-06-30",
    )


PLAIN: blogroi.Case = a_large("value", 10)
EARLIER: blogroi.Case = attrs.evolve(PLAIN, evaluated="2025-06-30")


def not_numbers(value: Any, path: str = "") -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from not_numbers(part, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from not_numbers(part, f"{path}[{place}]")
    elif isinstance(value, np.ndarray):
        if not np.isfinite(value).all():
            yield path
    elif isinstance(value, float) and not math.isfinite(value):
        yield path


def hold(question: str, make: Callable[[], blogroi.Case]) -> bool:
    """Ask, and return whether it was answered: in numbers alone, said in words without a sign of what is none."""
    try:
        answer = QUESTIONS[question](make())
    except BlogroiError as error:
        assert SAID.search(str(error)), error
        return False
    if isinstance(answer, blogroi.Answer):
        assert not [*not_numbers(answer.to_dict())]
        for full in (False, True):
            assert not re.search(r"\b(nan|inf)\b", blogroi.text(answer, full=full))
    else:
        parts: list[Any] = [*answer] if isinstance(answer, tuple | list) else [answer]
        assert not [*not_numbers([attrs.asdict(part) if attrs.has(type(part)) else part for part in parts])]
    return True


PLACES = ("value", "change", "amount", "set")


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """A number of any size, times a power of what is drawn, as it stands, by chance, or added up over time."""
    exponent, power = draw(st.integers(-320, 320)), draw(st.integers(-700, 700) | st.integers(-3, 3))
    size = f"10**{exponent}" if exponent >= 0 else f"10**({exponent})"
    made = size if draw(st.booleans()) else f"{size} * d**{power}" if power >= 0 else f"{size} * d**({power})"
    return draw(
        st.sampled_from(["{}", "-1 * {}", "cumulative({})", "{} * event(0.5)", "exp({})", "{0} - {0} * d / d"])
    ).format(made)


@pytest.mark.parametrize("question", QUESTIONS)
@given(place=st.sampled_from(PLACES), formula=formulas())
@example(place="amount", formula="d**400")
@example(place="value", formula="10**308 * event(0.5)")
@example(place="change", formula="10**(-300)")
@settings(max_examples=12, deadline=None)
def test_every_question_answers_in_numbers_or_refuses_in_words(question: str, place: str, formula: str) -> None:
    hold(question, lambda: a_large(place, formula))


DRAWING = sorted({*QUESTIONS} - {"check", "updates", "claims"})


@pytest.mark.parametrize("question", DRAWING)
@pytest.mark.parametrize("formula", ["10**141", "d * 10**141", "d**400", "10**200 * event(0.5)", "10**308 * (d - 2.5)"])
def test_what_is_past_all_use_is_refused_by_every_question_that_draws(question: str, formula: str) -> None:
    place = "set" if question == "scenarios" else "change"
    assert not hold(question, lambda: a_large(place, formula))
    assert hold(question, lambda: a_large(place, formula.replace("10**", "0 * 10**").replace("**400", "**4")))


def test_what_may_be_worked_with_is_answered() -> None:
    """Up to where squares of sums are numbers still."""
    for question in QUESTIONS:
        assert hold(question, lambda: a_large("amount", "d * 10**130"))


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("formula", ["0.3 - 0.1 - 0.2", "0.3 - 0.1 - 0.2 * max(1, period / 5)", "-1 * 10**(-51)"])
def test_a_certain_formula_that_a_rounding_takes_below_zero_is_zero(question: str, formula: str) -> None:
    assert hold(question, lambda: a_large("amount", formula))
    found = blogroi.evaluate(a_large("amount", formula), draws=DRAWS).tools["blog"].costs
    assert found is not None
    assert (found.mean, found.p05, found.p95) == (100.0, 100.0, 100.0)
