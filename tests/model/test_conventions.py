"""Conventions are checked at one place, whoever makes them, and cannot be changed afterwards."""

from datetime import date
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Conventions, Discounting, OptionError
from blogroi.model.asked import conventions_of

from ..builders import a_case, chamber


def test_a_case_gives_its_own_where_nothing_is_asked_for() -> None:
    case = attrs.evolve(chamber(), gaps="prior")
    found = Conventions.of(case)
    assert (found.window, found.gaps) == (case.horizon, "prior")
    assert (found.draws, found.seed, found.viewpoint, found.view, found.claims, found.exclude) == (
        100_000, 1, "everyone", "forward-looking", "stated", ()
    )  # fmt: skip


def test_the_day_is_that_of_the_case_or_of_its_reading_and_else_of_the_answer_whose_conventions_hold() -> None:
    undated = attrs.evolve(chamber(), evaluated=None)
    read = attrs.evolve(undated, read_on=date(2026, 3, 2))
    assert (Conventions.of(undated).evaluated, Conventions.of(read).evaluated) == (None, date(2026, 3, 2))
    assert conventions_of(undated, Conventions.of(read)).evaluated == date(2026, 3, 2)
    assert conventions_of(chamber(), Conventions.of(read)).evaluated == chamber().evaluated


def test_nothing_asked_for_is_what_the_case_says() -> None:
    assert Conventions.of(chamber(), gaps=None) == Conventions.of(chamber())


def test_who_says_that_a_rate_is_right_is_no_convention() -> None:
    stated = a_case(discounting=Discounting(rate=0.03, timing="end", source="the ministry"))
    plain = attrs.evolve(stated, discounting=Discounting(rate=0.03, timing="end"))
    assert Conventions.of(stated) == Conventions.of(plain)
    assert conventions_of(stated, Conventions.of(plain)) == Conventions.of(stated)


def test_classes_are_kept_once_each_in_one_order() -> None:
    given = Conventions.of(chamber(), exclude=["proxy", "cash", "proxy"])
    assert given.exclude == ("cash", "proxy")
    assert given == Conventions.of(chamber(), exclude=("cash", "proxy"))


def test_they_cannot_be_changed_and_can_be_told_apart() -> None:
    found = Conventions.of(chamber())
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.draws = 5  # type: ignore[misc]
    assert len({found, attrs.evolve(found, seed=2), Conventions.of(chamber(), seed=2)}) == 2


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"draws": 0}, "draws: 0 is not between 1 and 10000000"),
        ({"draws": True}, "draws: true is not a whole number"),
        ({"seed": -1}, "seed: -1 is not between 0 and 18446744073709551615"),
        ({"gaps": "priors"}, "gaps: 'priors' is not known: write \"prior\""),
        ({"viewpoint": 3}, "viewpoint: 3 is not known: one of organisation, customers, members, taxpayers, employees, public, everyone"),
        ({"view": "backward"}, "view: 'backward' is not known: one of forward-looking, whole-life"),
        ({"claims": None}, "claims: nothing is not known: one of stated, scaled"),
        ({"exclude": "cash"}, 'exclude: \'cash\' is not a list: write ["cash"]'),
        ({"exclude": ["cash", 5]}, "exclude: 5 is not known: one of "),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_by_name_however_they_are_made(stated: dict[str, Any], message: str) -> None:
    ready = Conventions.of(chamber())
    for make in (
        lambda: Conventions.of(chamber(), **stated),
        lambda: attrs.evolve(ready, **stated),
        lambda: blogroi.evaluate(chamber(), **stated),
    ):
        with pytest.raises(OptionError) as refused:
            make()
        assert str(refused.value).startswith(message)
