"""Lengths of time: one unit, said once, and the same length whatever the unit."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import CaseError, Duration
from blogroi.model.duration import STEPS_IN_A_YEAR, as_duration


@pytest.mark.parametrize(
    ("stated", "years", "words"),
    [
        (Duration(years=1.5), 1.5, "1.5 years"),
        (Duration(months=3), 0.25, "3 months"),
        (Duration(weeks=1), 7 / 365.25, "1 week"),
        (Duration(months=1), 1 / 12, "1 month"),
    ],
)
def test_a_length_is_the_same_in_every_unit(stated: Duration, years: float, words: str) -> None:
    assert stated.in_years == pytest.approx(years, rel=1e-15)
    assert str(stated) == words


def test_a_year_has_so_many_steps() -> None:
    assert STEPS_IN_A_YEAR == {"week": 365.25 / 7, "month": 12, "quarter": 4, "year": 1}


@pytest.mark.parametrize(
    "stated", [{}, {"weeks": 1, "months": 1}, {"weeks": 0}, {"months": -1}, {"years": "one"}, {"years": True}]
)
def test_none_and_several_and_what_is_no_length_are_refused(stated: Any) -> None:
    with pytest.raises(CaseError):
        Duration(**stated)
    with pytest.raises(CaseError):
        as_duration(stated)


def test_a_table_becomes_one_and_all_else_is_left_alone() -> None:
    assert as_duration({"weeks": 6}) == Duration(weeks=6)
    for other in (6, "6 weeks", Duration(weeks=6), None):
        assert as_duration(other) is other
