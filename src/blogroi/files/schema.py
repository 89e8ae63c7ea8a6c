"""The JSON Schema of the case file, made of what the fields of the model say of themselves.

It knows the shape of a file, for editors and other programs; references and dates are checked by the reader. It is kept as a file
beside this module, which ``pytest tests/files/test_schema.py --renew`` writes anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from attrs import NOTHING, Factory

from blogroi.files.documents import VERSION
from blogroi.files.quantities import SHAPE_WORDS
from blogroi.model import (
    Beta,
    Case,
    Chance,
    Correlation,
    Cost,
    Domain,
    Duration,
    Estimate,
    Lever,
    Normal,
    Point,
    Published,
    Quantiles,
    Range,
    Samples,
    ScenarioPublished,
    Studies,
    ThreePoint,
    Uniform,
)
from blogroi.model.forms import (
    Bounds,
    ByPeriod,
    Choice,
    Day,
    Either,
    Flag,
    Form,
    Key,
    Keyed,
    Listed,
    Number,
    Table,
    Text,
    Uncertain,
    Whole,
    entries,
)
from blogroi.model.grammar.sentence import MOST_SIGNS
from blogroi.model.sources import QuantitySource
from blogroi.model.tool import PUBLISHED_FIGURES

__all__ = ["case_schema", "make_schema"]

Schema: TypeAlias = dict[str, Any]

_SHAPES = (Range, ThreePoint, Estimate, Normal, Uniform, Beta, Quantiles, Chance, Samples, Studies)

_KEY = {
    "type": "string",
    "pattern": r"^[^\W_][\w-]*$",
    "maxLength": 200,
    "description": "A stable name for paths and references.",
}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A day, as 2026-06-30."}
_SHARE = {
    "description": "A share between 0 and 1, which may be uncertain.",
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "object", "allOf": [{"$ref": "#/$defs/quantity"}]},
    ],
}
_START = {
    "description": "A number of periods of at least 1, which may be uncertain.",
    "anyOf": [
        {"type": "number", "minimum": 1},
        {"type": "object", "allOf": [{"$ref": "#/$defs/quantity"}]},
    ],
}
_FORMULA = {
    "type": "string",
    "minLength": 1,
    "maxLength": MOST_SIGNS,
    "pattern": r"^(?!\s*[-+]?[0-9.]+([eE][-+]?[0-9]+)?\s*$)",  # a number alone is written without quotes
    "description": "A formula of drivers, such as visits * lead_rate.",
}
_REFERENCE = {
    "title": "Reference",
    "type": "object",
    "description": "A published figure, whose numbers, source and year the case takes over.",
    "additionalProperties": False,
    "properties": {
        "reference": {"type": "string", "minLength": 1, "description": "Key of the figure: blogroi references WORD."},
        "times": {
            "type": "number",
            "exclusiveMinimum": 0,
            "description": "By what it is multiplied, to stand in the currency and the prices of the case.",
        },
        "confidence": {
            "type": "number",
            "minimum": 0.05,
            "maximum": 0.9999,
            "description": "Chance that its ends hold yours, where these are no interval.",
        },
    },
    "required": ["reference"],
}
_BOUND = {"type": "number", "minimum": 0}
_WEIGHT = {
    "description": "A weight: a number, or two ends between which everything is equally possible.",
    "anyOf": [
        {
            "title": "Number",
            **_BOUND,
            "description": "A share of 1; in any unit where every objective has an exact number.",
        },
        {
            "title": "Bounds",
            "type": "object",
            "description": "Least and greatest share of 1.",
            "additionalProperties": False,
            "properties": {
                "low": {**_BOUND, "description": "Least share."},
                "high": {**_BOUND, "description": "Greatest share."},
                "confidence": {
                    "type": "number",
                    "minimum": 0.05,
                    "maximum": 0.9999,
                    "description": "Not read: the ends are bounds.",
                },
                "shape": {"const": "uniform", "description": "May be said: it is what is meant anyway."},
            },
            "required": ["low", "high"],
            "not": {"required": ["confidence", "shape"]},
        },
    ],
}


def _one_of(*keys: tuple[str, ...]) -> list[Schema]:
    return [{"required": list(together)} for together in keys]


_SOMETHING_PRINTED = {"anyOf": _one_of(*((figure,) for figure in (*PUBLISHED_FIGURES, "by_indicator")))}

_TOGETHER: Mapping[type, Schema] = {
    Lever: {"oneOf": _one_of(("objective",), ("objectives",))},
    Cost: {"oneOf": _one_of(("amount",), ("units", "unit_cost"))},
    Correlation: {"oneOf": _one_of(("rank",), ("matrix",))},
    Published: _SOMETHING_PRINTED,
    ScenarioPublished: _SOMETHING_PRINTED,
    Duration: {"minProperties": 1, "maxProperties": 1},
}
"""What fields say together, which no field knows; their class checks it when a case is read."""


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema of the case file, for editors and for other programs.

    Returns
    -------
    dict
        A schema of draft 2020-12. It knows the shape of a file; references and dates are checked by :func:`blogroi.load`.

    Examples
    --------
    >>> case_schema()["title"]
    'blogroi case, version 1'
    """
    import json  # noqa: PLC0415
    from importlib import resources  # noqa: PLC0415

    schema: Schema = json.loads(
        resources.files("blogroi.files").joinpath("case.schema.json").read_text(encoding="utf-8")
    )
    return schema


def make_schema() -> Schema:
    """Make the JSON Schema anew.

    Examples
    --------
    >>> make_schema() == case_schema()
    True
    """
    known: dict[str, Schema] = {
        "key": _KEY,
        "date": _DAY,
        "quantity": {},
        "share": _SHARE,
        "start": _START,
        "formula": _FORMULA,
        "sourced_formula": _with_source(_ref("formula"), "A formula with its source."),
        "weight": _WEIGHT,
    }
    case = _table(Case, known)
    known["quantity"] = {
        "description": "A number that may be uncertain.",
        "anyOf": [
            {"title": "Point", "type": "number", "description": _summary(Point)},
            *(_sourced(_table(cls, known)) for cls in _SHAPES),
            _with_source({"type": "number"}, "A number with its source."),
            _REFERENCE,
        ],
    }
    version = {"blogroi": {"const": VERSION, "description": "Version of the case file."}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **case,
        "title": f"blogroi case, version {VERSION}",
        "properties": version | case["properties"],
        "required": ["blogroi", *case["required"], "tools"],  # a case without tools is refused whole
        "$defs": known,
    }


def _table(cls: type, known: dict[str, Schema]) -> Schema:
    """Describe the table of a class; the tables within it are put among those that are known."""
    word = SHAPE_WORDS.get(cls)
    properties = {} if word is None else {"shape": {"const": word, "description": _summary(cls)}}
    required = [] if word is None else ["shape"]
    for attribute, stated in entries(cls):
        properties[stated.key] = {**_form(stated.form, known), "description": stated.words} | _default(
            attribute.default
        )
        if attribute.default is NOTHING:
            required.append(stated.key)
    return {
        "title": re.sub(r"(?<=[a-z])[A-Z]", lambda capital: f" {capital[0].lower()}", cls.__name__),
        "type": "object",
        "description": _summary(cls),
        "additionalProperties": False,
        "properties": properties,
        "required": required,
        **_TOGETHER.get(cls, {}),
    }


def _sourced(table: Schema) -> Schema:
    """Let the table of a quantity say who says so, and of which year it is."""
    return table | {"properties": table["properties"] | _sources()}


def _sources() -> dict[str, Schema]:
    return {
        stated.key: {**_form(stated.form, {}), "description": stated.words} for _, stated in entries(QuantitySource)
    }


def _with_source(value: Schema, words: str) -> Schema:
    """Describe the table of what has none of its own, which has one for its source."""
    return {
        "type": "object",
        "description": words,
        "additionalProperties": False,
        "properties": {"value": {**value, "description": words}, **_sources()},
        "required": ["value"],
        "anyOf": [{"required": [key]} for key in _sources()],
    }


def _summary(cls: type) -> str:
    return (cls.__doc__ or "").partition("\n")[0]


def _default(default: Any) -> Schema:
    if default is NOTHING or default is None or default == () or isinstance(default, Factory):  # type: ignore[arg-type]
        return {}
    return {"default": default.value if isinstance(default, Point) else default}


def _form(form: Form, known: dict[str, Schema]) -> Schema:
    """Describe what may stand in a document for a form."""
    match form:
        case Text():
            return {"type": "string"} | (
                {} if form.may_be_empty else {"pattern": form.pattern} if form.pattern else {"minLength": 1}
            )
        case Key():
            return _ref("key")
        case Choice():
            return {"enum": [*form.words, *form.synonyms]}
        case Day():
            return _ref("date")
        case Flag():
            return {"type": "boolean"}
        case Whole():
            return {"type": "integer", "minimum": form.low, "maximum": form.high}
        case Number():
            ends = {
                "minimum": form.low,
                "maximum": form.high,
                "exclusiveMinimum": form.above,
                "exclusiveMaximum": form.below,
            }
            return {"type": "number"} | {name: end for name, end in ends.items() if end is not None}
        case Uncertain():
            return _ref({Domain.SHARE: "share", Domain.FROM_ONE: "start"}.get(form.domain, "quantity"))
        case ByPeriod():
            one = _form(Uncertain(form.domain), known)
            listed = [{"type": "array", "minItems": 1, "items": one}] if form.takes_lists else []
            return {"anyOf": [one, *listed, _ref("formula"), _ref("sourced_formula")]}
        case Bounds():
            return _ref("weight")
        case Table():
            return _ref_to(form.cls, known)
        case Listed():
            return _listed(form, known)
        case Keyed():
            return _keyed(form, known)
        case Either():
            return {"anyOf": [_form(one, known) for one in form.forms]}


def _listed(form: Listed, known: dict[str, Schema]) -> Schema:
    listed: Schema = {"type": "array", "items": _form(form.part, known)}
    if form.least:
        listed["minItems"] = form.least
    if form.most is not None:
        listed["maxItems"] = form.most
    if form.is_distinct:
        listed["uniqueItems"] = True
    return {"anyOf": [listed["items"], listed]} if form.may_stand_alone else listed


def _keyed(form: Keyed, known: dict[str, Schema]) -> Schema:
    names = _ref("key") if form.names is None else {"pattern": form.names.pattern}
    keyed: Schema = {"type": "object", "propertyNames": names, "additionalProperties": _form(form.part, known)}
    return keyed | ({"minProperties": form.least} if form.least else {})


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _ref_to(cls: type, known: dict[str, Schema]) -> Schema:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
    if name not in known:
        known[name] = {}  # its place, ahead of the tables within it
        known[name] = _table(cls, known)
    return _ref(name)
