"""In Python, too, what is written where something else is wanted is answered by what to write, in Python's own words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blogroi import (
    Case,
    CaseError,
    Cost,
    Discounting,
    Effect,
    Horizon,
    Indicator,
    Lever,
    Objective,
    Tool,
)
from blogroi.model.cures import (
    CURRENCIES,
    FORMULAS,
    KEYS,
    WORDS,
    currency_cure,
    folded,
    formula_cure,
    key_cure,
    key_like,
    word_cure,
)
from blogroi.model.forms import Choice, Either, entries
from blogroi.model.formula import Formula
from blogroi.model.grammar.cures import FOREIGN_FUNCTIONS, FOREIGN_WORDS, SIGNS
from blogroi.model.misread import interval_cure, number_cure, quantity_cure, table_cure
from blogroi.model.misread_dates import date_cure

from .stating import CLASSES

DAY = date(2026, 1, 1)
KEPT = Path(__file__).with_name("cures.txt")


def faults_of(make: Any, **stated: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        make(**stated)
    return [str(fault) for fault in caught.value.faults]


def an_effect(**stated: Any) -> Effect:
    parts: dict[str, Any] = {"change": 1, "evidence": "assumed"}
    return Effect(**(parts | stated))


def an_indicator(**stated: Any) -> Indicator:
    parts: dict[str, Any] = {"statement": "x", "unit": "x", "better": "higher", "declared": DAY}
    return Indicator(**(parts | stated))


def a_cost(**stated: Any) -> Cost:
    parts: dict[str, Any] = {"item": "x", "amount": 1, "when": "each"}
    return Cost(**(parts | stated))


def a_case(**stated: Any) -> Case:
    parts: dict[str, Any] = {
        "title": "x",
        "currency": "EUR",
        "evaluated": DAY,
        "horizon": Horizon(start=DAY, periods=3),
        "discounting": Discounting(rate=0.03, timing="end"),
        "objectives": {"o": Objective("x", aim="revenue")},
        "levers": {"l": Lever("x", objective="o", family="sales")},
        "indicators": {"i": an_indicator(lever="l")},
        "tools": {"t": Tool(effects={"i": an_effect()})},
    }
    return Case(**(parts | stated))


FAULTS: list[tuple[Any, dict[str, Any], str]] = [
    (an_effect, {"change": "0,4"}, "change: '0,4' is not a number: write 0.4, with a decimal point"),
    (an_effect, {"change": "5-20"}, "change: '5-20' is not a number: write Range(5, 20)"),
    (an_effect, {"change": "400/700/1500"}, "change: '400/700/1500' is not a number: write ThreePoint(400, 700, 1500)"),
    (an_effect, {"change": {"min": 6, "max": 11}}, "change: a table is not a number: write Range(6, 11)"),
    (an_effect, {"change": {"low": 6, "high": 11, "confidence": 0.8}}, "change: a table is not a number: write Range(6, 11, confidence=0.8)"),
    (an_effect, {"change": {"mean": 6, "sd": 1}}, "change: a table is not a number: write Normal(6, 1)"),
    (an_effect, {"change": {"values": [1, 2]}}, "change: a table is not a number: write Samples([1, 2])"),
    (an_effect, {"change": {6, 11}}, "change: an object of the class set is not a number: write a number, or Range(6, 11)"),
    (an_effect, {"change": True}, "change: true is not a number: write the number itself"),
    (an_effect, {"deadweight": 40}, "deadweight: 40 is not a share between 0 and 1: for 40 % write 0.4"),
    (an_effect, {"deadweight": "40 %"}, "deadweight: '40 %' is not a number: write 0.4, for 40 %"),
    (an_indicator, {"prior": [0.5, 0.8]}, "prior: a list is not a number: write Range(0.5, 0.8)"),
    (an_indicator, {"prior": (0.5, 0.8)}, "prior: a list is not a number: write Range(0.5, 0.8)"),
    (an_indicator, {"prior": np.array([0.5, 0.8])}, "prior: an object of the class ndarray is not a number: write Range(0.5, 0.8)"),
    (an_effect, {"searched": 1.5}, "searched: 1.5 is not a whole number: write 1 or 2"),
    (an_effect, {"observed": "January 2026"}, "observed: 'January 2026' is not a date: write a day, such as 2026-01-01"),
    (an_effect, {"observed": datetime(2026, 1, 15, 9)}, "observed: a date with a time is not a date: write 2026-01-15"),
    (an_effect, {"source": "a\u202eb"}, r"source: 'a\u202eb' holds U+202E, which overrides the direction: take it out"),
    (an_effect, {"evidence": "guess"}, "evidence: 'guess' is not known: write \"assumed\""),
    (an_indicator, {"value": "6000 EUR"}, "value: '6000 EUR' is not a number: write 6000, without the currency"),
    (an_indicator, {"better": "more"}, "better: 'more' is not known: write \"higher\""),
    (an_indicator, {"statement": 5}, 'statement: 5 is not a text: put it in quotes, "5"'),
    (a_cost, {"when": "monthly"}, "when: 'monthly' is not known: write \"each\", for every period of the horizon"),
    (a_cost, {"sunk": "yes"}, "sunk: 'yes' is neither true nor false: write True"),
    (Tool, {"audience": "members"}, "audience: 'members' is not a list of texts: write [\"members\"]"),
    (Tool, {"name": "a\x1b[31m"}, r"name: 'a\x1b[31m' holds U+001B, an escape character: take it out"),
    (a_case, {"currency": "€"}, "currency: '€' is not an ISO 4217 code: write EUR"),
    (a_case, {"evaluated": "2026-01"}, "evaluated: '2026-01' is not a date: write a day, such as 2026-01-01"),
    (a_case, {"tools": {"my blog": Tool()}}, "tools: 'my blog' is not a key: a letter or digit, then letters, digits, _ and -: write my_blog"),
    (a_case, {"tools": {"caf\u0065\u0301": Tool()}}, "tools: 'caf\u0065\u0301' is not a key: an accent stands apart from its letter: write the two as one sign"),
    (a_case, {"tools": {"a\x00": Tool(name="x")}}, r"tools: 'a\x00' is not a key: it holds U+0000, a null character: take it out"),
    (
        a_case,
        {"tools": {"t": Tool(effects={"i": an_effect(change=[7000, 12000])})}},
        "tools.t.effects.i.change: lists 2 values for a horizon of 3: one for each period; for an interval write Range(7000, 12000)",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("make", "stated", "said"), FAULTS)
def test_a_fault_says_what_to_write(make: Any, stated: dict[str, Any], said: str) -> None:
    assert faults_of(make, **stated) == [said]


def test_what_is_proposed_is_what_was_meant() -> None:
    for text in ("5-20", "5 to 20", "between 5 and 20", "de 5 à 20", "5..20", "5 \u2013 20"):
        cure = quantity_cure(text)
        assert cure is not None
        assert cure.python == "write Range(5, 20)"


@pytest.mark.parametrize(
    "text", ["", "x" * 10_000, "9" * 10_000, "5-" * 5000, "1e400", "1e99", "five to ten", "\x00", "١٢"]
)
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    for look in (number_cure, quantity_cure, date_cure):
        assert look(text) is None or len(str(look(text))) < 200
    assert folded(text) is not None
    assert key_cure(text, ("a",)) in (None, "a")


@pytest.mark.parametrize("numbers", [[], [1], [3, 3], [2, 1], [1, 2, 3, 4], [1.0, float("nan")]])
def test_only_ascending_numbers_are_an_interval(numbers: list[float]) -> None:
    assert interval_cure(numbers) is None


def test_a_table_of_other_keys_is_no_quantity() -> None:
    assert table_cure({"colour": 5}) is None
    assert table_cure({"low": 5}) is None
    assert table_cure({"low": 1, "high": 2, "colour": 3}) is None


def test_words_and_keys_are_found_whatever_their_capitals_accents_and_hyphens() -> None:
    assert word_cure("UP", ("higher", "lower")) == "higher"
    assert word_cure("Higher", ("higher", "lower")) == "higher"
    assert word_cure("étrange", ("higher", "lower")) is None
    assert key_cure("Coûts", ("costs", "effects")) == "costs"
    assert key_cure("unitCost", ("unit_cost",)) == "unit_cost"
    assert currency_cure("Euros") == "EUR"
    assert key_like("L'été à Paris!") == "L_été_à_Paris"


@pytest.mark.parametrize("table", [WORDS, KEYS])
def test_the_tables_hold_words_as_they_are_looked_up(table: Any) -> None:
    wrong = [word for words in table.values() for word in words if folded(word) != word]
    assert not wrong
    assert all(word not in words for word, words in table.items())


def cures() -> Iterator[str]:
    """Say what each word of the tables is answered by, where it is written instead of what is meant."""
    for known, words in WORDS.items():
        yield from (f"{word}: {word_cure(word, [known])}" for word in sorted(words))
    for known, words in KEYS.items():
        yield from (f"{word} =: {key_cure(word, [known])} =" for word in sorted(words))
    for words in FORMULAS.values():
        yield from (f"{word} = 1: {formula_cure(word)}" for word in sorted(words))
    yield from (f"{word}: {currency_cure(word)}" for word in CURRENCIES)
    formulas = [f"a {sign} b" for sign in (*SIGNS, *FOREIGN_WORDS)] + [f"{name}(a)" for name in FOREIGN_FUNCTIONS]
    for text in formulas:
        for fault in faults_of(Formula, text=text):
            yield f"{text}: {fault}"


def test_every_cure_is_what_it_was(request: pytest.FixtureRequest) -> None:
    """Renew it with ``pytest tests/model/test_cures.py --renew``."""
    made = [line.encode("unicode_escape").decode("ascii") for line in cures()]
    if request.config.getoption("--renew"):
        KEPT.write_text("".join(f"{line}\n" for line in made), encoding="utf-8", newline="\n")
    assert KEPT.read_text(encoding="utf-8").splitlines() == made


def words_of(form: object) -> Iterator[str]:
    if isinstance(form, Choice):
        yield from form.words
    elif isinstance(form, Either):
        for one in form.forms:
            yield from words_of(one)


def test_what_is_meant_is_always_a_word_or_a_key_of_a_case() -> None:
    stated = [entry for cls in CLASSES.values() for _, entry in entries(cls)]
    assert WORDS.keys() - {word for entry in stated for word in words_of(entry.form)} == {"uniform"}  # a shape
    assert KEYS.keys() <= {entry.key for entry in stated}
