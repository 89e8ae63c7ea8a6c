"""What every question is asked with: conventions that are ready, or the case's and those of keywords."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Discounting, Horizon, OptionError
from blogroi.model.asked import a_case, conventions_of
from blogroi.model.conventions import Conventions
from blogroi.model.prices import Prices

from ..builders import chamber

CASE = chamber()
READY = Conventions.of(CASE, draws=1000, seed=7)


def refused(ready: Any = None, **stated: Any) -> str:
    with pytest.raises(OptionError) as caught:
        conventions_of(CASE, ready, **stated)
    return str(caught.value)


def test_without_any_they_are_those_of_the_case_and_as_many_draws_as_usual() -> None:
    assert conventions_of(CASE, None) == Conventions.of(CASE)
    assert conventions_of(CASE, None).draws == 100_000
    assert conventions_of(CASE, None, usual=500).draws == 500
    assert conventions_of(CASE, None, usual=500, draws=60, view="whole-life") == Conventions.of(
        CASE, draws=60, view="whole-life"
    )


def test_those_that_are_ready_stand_with_the_day_of_the_case() -> None:
    assert conventions_of(CASE, READY, usual=500).draws == 1000
    dated = evolve(CASE, evaluated=date(2026, 5, 5))
    assert conventions_of(dated, READY) == evolve(READY, evaluated=date(2026, 5, 5))
    undated = evolve(CASE, evaluated=None)
    assert conventions_of(undated, READY) is READY


def test_what_is_said_twice_or_of_another_case_is_refused_in_a_sentence() -> None:
    assert (
        refused(READY, seed=3) == "seed: stands beside `conventions`, which say it already: `attrs.evolve` changes them"
    )
    assert refused("usual") == "conventions: 'usual' is none: take those of an answer"
    others = {
        "window": evolve(READY, window=Horizon(start=date(2020, 1, 1), periods=9)),
        "discounting": evolve(READY, discounting=Discounting(rate=0.5)),
        "sort of prices": evolve(READY, prices=Prices(kind="nominal")),
    }
    for said, other in others.items():
        assert refused(other) == f"conventions: are those of a case with another {said}"


def test_what_is_no_case_is_refused_in_a_sentence() -> None:
    with pytest.raises(OptionError) as caught:
        a_case("case.toml")
    assert str(caught.value).startswith("case: 'case.toml' is not a case: ")
    with pytest.raises(OptionError):
        conventions_of(5, None)  # type: ignore[arg-type]
    assert blogroi.evaluate(CASE, conventions=READY).conventions.seed == 7
