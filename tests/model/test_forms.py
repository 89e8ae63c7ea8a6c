"""What fields say of themselves, for whoever reads, writes and describes them."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import field, fields, frozen

from blogroi import CaseError, model
from blogroi.model.fields import are_parts, is_whole
from blogroi.model.forms import Either, Form, Keyed, Listed, Number, Table, Whole, entries, entry, form_of
from blogroi.model.number import is_number_within


def classes_below(form: Form) -> set[type]:
    """Give the classes of the model that a form leads to, at any depth."""
    match form:
        case Table(cls):
            return {cls}.union(*(classes_below(stated.form) for _, stated in entries(cls)))
        case Listed(part) | Keyed(part):
            return classes_below(part)
        case Either(forms):
            return set[type]().union(*map(classes_below, forms))
        case _:
            return set()


def test_every_field_of_a_case_says_how_it_is_stated_but_for_what_no_file_states() -> None:
    silent = {
        f"{cls.__name__}.{attribute.name}"
        for cls in classes_below(Table(model.Case))
        for attribute in fields(cls)
        if attribute.name not in {known.name for known, _ in entries(cls)}
    }
    in_tables_of_quantities = {
        f"{name}.sources" for name in ("Cost", "Driver", "Effect", "Indicator", "Measured", "Measurement")
    }
    assert (
        silent
        == {"Case.as_written", "Case.plan", "Case.read_on", "Case.scenario", "Case.stated"} | in_tables_of_quantities
    )


def test_every_class_of_a_case_is_led_to() -> None:
    found = {cls.__name__ for cls in classes_below(Table(model.Case))}
    assert found >= {
        "Horizon",
        "RateBand",
        "Scale",
        "Measurement",
        "Cost",
        "Effect",
        "Duration",
        "Stakeholder",
        "WeightRatio",
    }


@frozen
class Visit:
    pages: int = field(validator=is_whole, metadata=entry(Whole(1, 9), "How many pages."))
    minutes: float = field(
        default=1.0, validator=is_number_within, metadata=entry(Number(above=0, otherwise="is no time"), "How long.")
    )
    before: tuple[Visit, ...] = field(
        default=(), validator=are_parts, metadata=entry(Listed(Table(model.Scale)), "What is not of this class.")
    )


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ({"pages": 10}, "pages: 10 is not between 1 and 9"),
        ({"pages": 1.5}, "pages: 1.5 is not a whole number: write 1 or 2"),
        ({"minutes": 0}, "minutes: 0 is no time"),
        ({"minutes": "1"}, "minutes: '1' is not a number: write 1, without quotes"),
        ({"before": (5,)}, "before[1]: 5 is not of the class Scale"),
    ],
)
def test_a_validator_holds_a_field_to_what_it_says(stated: dict[str, Any], message: str) -> None:
    with pytest.raises(CaseError) as caught:
        Visit(**({"pages": 1} | stated))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("number", "value", "holds"),
    [
        (Number(), -1e9, True),
        (Number(0, 1), 0, True),
        (Number(0, 1), 1.01, False),
        (Number(above=0, below=1), 0, False),
        (Number(above=0, below=1), 1, False),
        (Number(above=0, below=1), 0.5, True),
    ],
)
def test_a_number_lies_within_the_ends_that_are_said(number: Number, value: float, holds: bool) -> None:
    assert number.holds(value) is holds


def test_the_form_of_a_field_is_the_one_that_it_says() -> None:
    assert form_of(fields(Visit).pages) == Whole(1, 9)
