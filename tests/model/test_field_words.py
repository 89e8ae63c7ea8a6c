"""What a field is called in a sentence: every field that a file states at the level of a case or of a part has its words."""

from __future__ import annotations

import pytest

from blogroi import model
from blogroi.language.spoken import Message, spoken
from blogroi.model.field_words import field_in_words
from blogroi.model.forms import keys_of

PARTS = (
    model.Case, model.ChoiceRules, model.Cost, model.Discounting, model.Prices, model.Driver, model.Effect, model.Horizon, model.Indicator,
    model.Lever, model.Measurement, model.Objective, model.Scenario, model.Tool,
)  # fmt: skip
SAID_BY_THEIR_KEY = {"column", "controls", "file", "weeks"}
KEYS = sorted({key for part in PARTS for key in keys_of(part).values()} - SAID_BY_THEIR_KEY)


@pytest.mark.parametrize("key", KEYS)
def test_a_field_is_called_by_its_key_in_words_that_have_french(key: str) -> None:
    said = field_in_words(key)
    assert said == key.replace("_", " ")
    assert isinstance(said, Message)
    assert spoken(said, "fr")


def test_what_is_no_field_stays_as_it_stands() -> None:
    assert field_in_words("The_board") == "The board"
    assert type(field_in_words("roi")) is str
