import json
from typing import Any, get_args

import jsonschema
import pytest
from attrs import NOTHING, fields

import blogroi
from blogroi import model

SCHEMA = blogroi.case_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CLASSES = {
    "horizon": model.Horizon, "rate_band": model.RateBand, "discounting": model.Discounting, "scale": model.Scale,
    "objective": model.Objective, "lever": model.Lever, "indicator": model.Indicator, "cost": model.Cost,
    "effect": model.Effect, "published": model.Published, "tool": model.Tool,
}  # fmt: skip


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_have_the_same_fields(name: str) -> None:
    assert set(SCHEMA["$defs"][name]["properties"]) == {attribute.name for attribute in fields(CLASSES[name])}


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_ask_for_the_same_fields(name: str) -> None:
    needed = {attribute.name for attribute in fields(CLASSES[name]) if attribute.default is NOTHING}
    assert set(SCHEMA["$defs"][name].get("required", [])) == needed


def test_the_case_itself_has_the_same_fields() -> None:
    assert set(SCHEMA["properties"]) - {"blogroi"} == {attribute.name for attribute in fields(model.Case)}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("objective", "aim"), model.Aim),
        (("lever", "family"), model.LeverFamily),
        (("indicator", "valuation"), model.Valuation),
        (("indicator", "cash"), model.CashStatus),
        (("indicator", "stage"), model.Stage),
        (("effect", "evidence"), model.Evidence),
        (("discounting", "timing"), model.Timing),
        (("cost", "paid_by"), model.Party),
    ],
)
def test_schema_and_model_know_the_same_words(path: tuple[str, str], words: Any) -> None:
    assert SCHEMA["$defs"][path[0]]["properties"][path[1]]["enum"] == list(get_args(words))


def document() -> Any:
    return json.loads(blogroi.dumps(blogroi.loads(blogroi.template()), format="json"))


def test_the_template_fits() -> None:
    VALIDATOR.validate(document())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("blogroi",), 2),
        (("currency",), "euro"),
        (("horizon", "periods"), 0),
        (("discounting", "timing"), "late"),
        (("tools", "blog", "effects", "calls_avoided", "deadweight"), 1.2),
        (("tools", "blog", "effects", "calls_avoided", "change"), {"low": 1}),
        (("tools", "blog", "costs", 0, "when"), "often"),
        (("tools", "blog", "colour"), "red"),
        (("tools", "blog", "introduced"), "yesterday"),
    ],
)
def test_a_fault_does_not_fit(path: tuple[str | int, ...], value: object) -> None:
    faulty = document()
    node = faulty
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    assert not VALIDATOR.is_valid(faulty)
