"""Sentences that are said in each language, and stay the same strings."""

import json
import pickle

import pytest

from blogroi.language.spoken import (
    Day,
    Joined,
    Message,
    Number,
    Spoken,
    Translated,
    conjoined,
    message,
    plural,
    semicolons,
    spoken,
)


def test_a_sentence_is_its_own_english() -> None:
    said = message("{first} and {last}", first="the blog", last=Number("1,200"))
    assert said == "the blog and 1,200"
    assert json.dumps(said) == '"the blog and 1,200"'
    assert spoken(said, "en") == said


def test_what_stands_in_a_sentence_is_said_in_the_same_language() -> None:
    assert (
        message("{first} and {last}", first=Number("1,200.5"), last=message("yes")).spoken("fr")
        == "1\u202f200,5 et oui"
    )


def test_what_somebody_wrote_stays_as_written() -> None:
    assert spoken("yes", "fr") == "yes"
    assert message("{first} and {last}", first="yes", last="no {count} {").spoken("fr") == "yes et no {count} {"


def test_a_sentence_that_nobody_translated_is_said_in_english() -> None:
    untranslated = Message("nobody says this of {tool}", {"tool": "the blog"})
    assert untranslated.spoken("fr") == "nobody says this of the blog"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [(0, "0 years", "0 an"), (1, "1 year", "1 an"), (2, "2 years", "2 ans"), (1200, "1,200 years", "1\u202f200 ans")],
)
def test_a_sentence_about_several_things_has_the_forms_of_its_language(count: int, english: str, french: str) -> None:
    said = plural("{count} year", "{count} years", count)
    assert said == english
    assert said.spoken("fr") == french


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("0", "0"),
        ("-1,234.50", "-1\u202f234,50"),
        ("0.0000432", "0,0000432"),
        ("100,000", "100\u202f000"),
        ("-0.5", "-0,5"),
    ],
)
def test_a_number_has_the_same_digits_in_every_language(english: str, french: str) -> None:
    assert Number(english).spoken("fr") == french


def test_texts_are_joined_in_every_language() -> None:
    both = Joined([message("yes"), message("no")])
    assert (both, both.spoken("fr")) == ("yes, no", "oui, non")
    assert conjoined(["a", "b", message("no")]).spoken("fr") == "a, b et non"  # type: ignore[attr-defined]
    assert conjoined(["a"]) == "a"
    assert semicolons(["a", "b", "c"]) == "a; b; c"
    assert spoken(semicolons(["a", "b"]), "fr") == "a\u202f; b"


@pytest.mark.parametrize(
    "said",
    [
        message("{first} and {last}", first="a", last=Number("1,000")),
        plural("{count} more point: --full", "{count} more points: --full", 3),
        Joined([message("yes"), Day("2026-01-01")], " · "),
        Translated("Visits", {"fr": "Visites"}),
    ],
)
def test_it_stays_what_it_is_in_another_process(said: Spoken) -> None:
    again = pickle.loads(pickle.dumps(said))
    assert (again, type(again), again.spoken("fr")) == (said, type(said), said.spoken("fr"))
