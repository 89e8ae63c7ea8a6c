"""Units as words with powers: multiplied, divided, compared as text, and followed through formulas."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import CaseError
from blogroi.model.formula import Formula
from blogroi.model.grammar.units import followed
from blogroi.model.unit import PLAIN, Unit


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("visit", "visit"),
        ("visit / post", "visit / post"),
        ("visit per post", "visit / post"),
        ("visit/post*post", "visit"),
        ("EUR / hour", "EUR / hour"),
        ("\u20ac / hour", "\u20ac / hour"),
        ("hour of work / deal", "hour of work / deal"),
        ("post * visit / post / month", "visit / month"),
        ("b * a", "a * b"),
        ("m ** 2", "m ** 2"),
        ("m^2", "m ** 2"),
        ("m\u00b2", "m ** 2"),
        ("m ** 2 / s ** 2", "m ** 2 / s ** 2"),
        ("m * m", "m ** 2"),
        ("s ** -1", "1 / s"),
        ("1 / month", "1 / month"),
        ("1", "1"),
        ("share", "1"),
        ("visit / visit", "1"),
        ("person-day", "person-day"),
        ("co2e", "co2e"),
    ],
)
def test_a_unit_is_read_and_written(text: str, written: str) -> None:
    assert str(Unit.of(text)) == written
    assert Unit.of(written) == Unit.of(text)
    assert repr(Unit.of(text)) == f"Unit.of('{written}')"


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("", "a word is missing"),
        ("visit /", "a word is missing"),
        ("/ post", "a word is missing"),
        ("visit // post", "a word is missing"),
        ("%", 'a share says "share"'),
        ("EUR / (hour)", "visit / post"),
        ("5 visits", "`5 visits` is not a word"),
        ("m ** 2.5", "not a word"),
        ("m ** 99", "at most 9"),
        ("v" * 101, "101 letters"),
        (5, "write a text"),
        (None, "write a text"),
    ],
)
def test_what_is_no_unit_is_refused_with_what_to_write(text: Any, cure: str) -> None:
    with pytest.raises(CaseError, match=r"is not a unit") as caught:
        Unit.of(text)
    assert cure in str(caught.value)


def test_units_are_multiplied_divided_and_raised() -> None:
    visit, post = Unit.of("visit"), Unit.of("post")
    assert visit / post * post == visit
    assert visit / visit == PLAIN
    assert visit.root(2) == Unit.of("visit ** 2")
    assert visit.root(2) == visit * visit
    assert (visit * visit).root(0.5) == visit
    assert visit.root(0.5) is None
    assert PLAIN.root(0.5) == PLAIN


def test_units_are_words_and_no_more() -> None:
    assert Unit.of("visits") != Unit.of("visit")
    assert len({Unit.of("a * b"), Unit.of("b * a")}) == 1


UNITS = {name: Unit.of(unit) for name, unit in {
    "posts": "post",
    "views": "visit / post",
    "visits": "visit",
    "rate": "share",
    "lead_rate": "lead / visit",
    "deal_value": "EUR / lead",
    "hours": "hour",
}.items()}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("posts * views", "visit"),
        ("visits * lead_rate * deal_value", "EUR"),
        ("visits / views", "post"),
        ("visits * rate", "visit"),
        ("visits * 0.5 + 100", "visit"),
        ("-visits", "visit"),
        ("min(visits, 1000)", "visit"),
        ("clip(visits, 0, posts * views)", "visit"),
        ("where(posts > 3, visits, 0)", "visit"),
        ("abs(floor(ceil(round(visits))))", "visit"),
        ("by_age(posts, views * 0.9 ** age, 24)", "visit"),
        ("cumulative(delay(visits, 2)) * season(1, 2) * growth(0.1) * ramp(3)", "visit"),
        ("poisson(visits)", "visit"),
        ("binomial(visits, rate)", "visit"),
        ("visits * event(0.3)", "visit"),
        ("visits ** 2", "visit ** 2"),
        ("sqrt(visits ** 2)", "visit"),
        ("visits ** -1", "1 / visit"),
        ("log(visits / 100)", "1"),
        ("visits > 3", "1"),
        ("period / 12", "1"),
        ("rate ** posts", "1"),
    ],
)
def test_units_are_followed_through_a_formula(text: str, unit: str) -> None:
    found, faults = followed(Formula(text).tree, UNITS)
    assert faults == []
    assert found == Unit.of(unit)


@pytest.mark.parametrize(
    "text", ["unknown", "visits * unknown", "visits ** posts", "sqrt(visits)", "unknown ** 2", "1 / unknown"]
)
def test_what_is_not_known_is_not_guessed(text: str) -> None:
    assert followed(Formula(text).tree, UNITS) == (None, [])


def test_what_is_not_known_is_taken_to_be_what_it_is_added_to() -> None:
    assert followed(Formula("unknown + visits").tree, UNITS) == (Unit.of("visit"), [])


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("visits + posts", 1),
        ("2 * (visits - hours)", 6),
        ("max(visits, hours)", 1),
        ("1 + where(rate > 0, visits, hours)", 5),
        ("1 - (visits > hours)", 6),
        ("season(visits, hours)", 1),
    ],
)
def test_what_is_counted_in_different_things_is_not_added_or_compared(text: str, column: int) -> None:
    _, (fault,) = followed(Formula(text).tree, UNITS)
    assert fault.message.startswith(f"column {column}: adds or compares what is counted in visit")
