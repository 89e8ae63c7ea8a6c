import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

import jsonschema
import pytest
from attrs import NOTHING, Factory, fields

import blogroi
from blogroi import CaseError, model
from blogroi.files.schema import make_schema
from blogroi.model.duration import Step
from blogroi.model.forms import entries, keys_of

KEPT = Path(blogroi.__file__).parent / "files" / "case.schema.json"
SCHEMA = blogroi.case_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CLASSES = {
    "horizon": model.Horizon, "rate_band": model.RateBand, "discounting": model.Discounting, "prices": model.Prices, "scale": model.Scale,
    "objective": model.Objective, "lever": model.Lever, "indicator": model.Indicator, "cost": model.Cost,
    "effect": model.Effect, "published": model.Published, "duration": model.Duration, "tool": model.Tool,
    "weight_ratio": model.WeightRatio, "stakeholder": model.Stakeholder, "weights": model.Weights,
    "correlation": model.Correlation,
    "measurement": model.Measurement, "check_policy": model.CheckPolicy,
}  # fmt: skip


def test_the_schema_that_is_kept_is_the_one_that_the_classes_make(request: pytest.FixtureRequest) -> None:
    """Renew it with ``pytest tests/files/test_schema.py --renew``."""
    made = json.dumps(make_schema(), indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--renew"):
        KEPT.write_text(made, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == made


def test_the_keys_of_a_file_stay_where_python_has_another_name() -> None:
    assert keys_of(model.WeightRatio) | keys_of(model.Stakeholder) | keys_of(model.Samples) == {
        **{name: name for name in ("at_least", "at_most", "order", "ratios", "swing", "rounding", "weights")},
        "min": "min",
        "max": "max",
        "numerator": "more",
        "denominator": "less",
        "influence": "voice",
        "values": "samples",
    }


def test_the_schema_is_one() -> None:
    schemas = jsonschema.Draft202012Validator
    assert list(schemas(schemas.META_SCHEMA).iter_errors(SCHEMA)) == []


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_have_the_same_fields(name: str) -> None:
    assert list(SCHEMA["$defs"][name]["properties"]) == list(keys_of(CLASSES[name]).values())
    named = [
        attribute.name for attribute in fields(CLASSES[name]) if attribute.name != "sources"
    ]  # in the tables of quantities
    assert len(keys_of(CLASSES[name])) == len(named)


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_ask_for_the_same_fields(name: str) -> None:
    needed = {stated.key for attribute, stated in entries(CLASSES[name]) if attribute.default is NOTHING}
    assert set(SCHEMA["$defs"][name].get("required", [])) == needed


def test_the_case_itself_has_the_same_fields() -> None:
    assert set(SCHEMA["properties"]) - {"blogroi"} == {
        attribute.name for attribute in fields(model.Case) if attribute.eq
    }


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
        (("horizon", "step"), Step),
        (("measurement", "comparison"), model.Comparison),
        (("measurement", "frequency"), model.Frequency),
        (("indicator", "better"), Literal["higher", "lower"]),
    ],
)
def test_schema_and_model_know_the_same_words(path: tuple[str, str], words: Any) -> None:
    assert SCHEMA["$defs"][path[0]]["properties"][path[1]]["enum"] == list(get_args(words))


def document() -> Any:
    return json.loads(blogroi.dumps(blogroi.loads(blogroi.template()), format="json"))


def test_the_case_knows_the_same_words() -> None:
    assert SCHEMA["properties"]["gaps"]["enum"] == list(get_args(model.GapPolicy))
    words = SCHEMA["$defs"]["objective"]["properties"]["beneficiary"]["enum"]
    assert words == [*get_args(model.Party), "the public"]


@pytest.mark.parametrize("name", CLASSES)
def test_schema_and_class_have_the_same_defaults(name: str) -> None:
    of_class = {stated.key: plain(attribute.default) for attribute, stated in entries(CLASSES[name])}
    of_schema = {key: part.get("default") for key, part in SCHEMA["$defs"][name]["properties"].items()}
    assert of_schema == of_class


def plain(default: Any) -> Any:
    """Give a default as a file would state it, and None where a file states none."""
    if isinstance(default, model.Point):
        return default.value
    return None if default is NOTHING or default == () or isinstance(default, Factory) else default  # type: ignore[arg-type]


def fields_in(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every field that a schema knows, at any depth."""
    for key, part in schema.get("properties", {}).items():
        yield key, part
    for part in (*schema.get("$defs", {}).values(), *schema.get("anyOf", ())):
        yield from fields_in(part)


def test_an_editor_has_something_to_show_on_every_field() -> None:
    silent = [key for key, part in fields_in(SCHEMA) if not part.get("description", "").endswith(".")]
    assert not silent


def test_every_table_is_closed() -> None:
    tables = [*SCHEMA["$defs"].values(), *SCHEMA["$defs"]["quantity"]["anyOf"], SCHEMA]
    assert all("additionalProperties" in table for table in tables if "properties" in table)


def faults_of(text: str) -> list[str]:
    written = json.loads(json.dumps(tomllib.loads(text), default=str))
    return [fault.message for fault in VALIDATOR.iter_errors(written)]


def test_the_template_fits() -> None:
    assert list(VALIDATOR.iter_errors(document())) == []
    assert faults_of(blogroi.template()) == []


def test_the_documented_example_fits(contract: str) -> None:
    assert faults_of(contract) == []


def test_what_says_everything_fits(everything: str) -> None:
    assert faults_of(everything) == []


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
        (("tools", "blog", "costs", 0, "amount"), 5),
        (("tools", "blog", "costs", 0, "unit_cost"), True),
        (("tools", "blog", "costs", 0, "paid_by"), "the public"),
        (("tools", "blog", "effects", "calls_avoided", "evidence"), "guessed"),
        (("tools", "blog", "effects", "calls_avoided", "starts"), 0),
        (("tools", "blog", "effects", "calls_avoided", "p_value"), 0),
        (("tools", "blog", "effects", "calls_avoided", "p_value"), 1.5),
        (("tools", "blog", "effects", "calls_avoided", "noticed_by"), 7),
        (("tools", "blog", "effects", "calls_avoided", "change"), []),
        (("tools", "blog", "effects", "calls_avoided", "change"), "5"),
        (("tools", "blog", "published"), {"source": "no figure"}),
        (("tools", "blog", "published"), {"source": "no figure", "rounded": 0.1}),
        (("tools", "blog", "published"), {"source": "x", "by_indicator": {}}),
        (("tools", "blog", "published"), {"source": "x", "payback": {"months": 3, "years": 1}}),
        (("tools", "blog", "published"), {"source": "x", "payback": {"months": 0}}),
        (("tools", "blog", "published"), {"source": "x", "payback": {"days": 3}}),
        (("tools", "blog", "published"), {"source": "x", "roi": 1, "rounded": 0}),
        (("tools", "a b"), {"name": "x", "kind": "x", "introduced": "2026-01-01"}),
        (("tools",), {}),
        (("objectives", "renewals", "aim"), "profit"),
        (("levers", "answers", "objectives"), {"renewals": 1}),
        (("indicators", "calls_avoided", "value"), {"samples": []}),
        (("indicators", "calls_avoided", "value"), {"shape": "gamma", "mean": 1, "sd": 1}),
        (("indicators", "calls_avoided", "value"), {"mean": 1, "sd": 0}),
        (("indicators", "calls_avoided", "scale"), {"points": [[0, 1]]}),
        (("discounting", "rate"), []),
        (("demands",), {"blog": "calls_avoided"}),
        (("checks",), {"ignore": ["BR01"]}),
        (("checks",), {"ignore": {"BR121": 1}}),
        (("checks",), {"select": ["121"]}),
        (("checks",), {"select": {"BR121": "a table"}}),
        (("indicators", "calls_avoided", "measurement"), {"method": "survey", "comparison": "a guess"}),
        (("indicators", "calls_avoided", "measurement"), {"comparison": "none"}),
        (("indicators", "calls_avoided", "measurement"), {"method": "survey", "n": 0}),
        (("indicators", "calls_avoided", "measurement"), "survey"),
        (("title",), ""),
        (("title",), None),
    ],
)
def test_a_fault_does_not_fit(path: tuple[str | int, ...], value: object) -> None:
    faulty = document()
    node = faulty
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    assert not VALIDATOR.is_valid(faulty)
    with pytest.raises(CaseError):
        blogroi.loads(json.dumps(faulty), format="json")
