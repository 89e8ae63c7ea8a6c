"""From the tables of a document to quantities: the shape by its word, or else by the parts that are there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any

from attrs import NOTHING

from blogroi.errors import MOST_FAULTS, CaseError, Fault, raise_faults, with_cure
from blogroi.files.faults import unknown_key
from blogroi.language.naming import describe, key_step
from blogroi.language.spoken import message
from blogroi.model.chance import Chance
from blogroi.model.estimate import Estimate
from blogroi.model.fields import word_hint
from blogroi.model.forms import Entry, Listed, entries
from blogroi.model.horizon import MAX_PERIODS
from blogroi.model.number import number_faults
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Beta, Normal, Range, ThreePoint, Uniform, as_quantity
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies
from blogroi.model.weights import weight_faults

__all__ = [
    "SHAPE_WORDS",
    "is_of_parts",
    "is_to_be_looked_up",
    "read_all",
    "read_per_period",
    "read_quantity",
    "read_weight",
]

_SHAPES: Mapping[str, type] = {
    "pert": ThreePoint,
    "triangular": ThreePoint,
    "uniform": Uniform,
    "beta": Beta,
    "normal": Range,
    "lognormal": Range,
}


_BY_PART: Mapping[str, type] = {
    "samples": Samples,
    "studies": Studies,
    "quantiles": Quantiles,
    "chance": Chance,
    "estimate": Estimate,
    "mode": ThreePoint,
    "mean": Normal,
    "sd": Normal,
    "low": Range,
    "high": Range,
}
"""The class whose part a key is, the first that is there: the others have to be its parts too."""

SHAPE_WORDS: Mapping[type, str] = {Uniform: "uniform", Beta: "beta"}
"""The shapes that a document names, since their parts alone would be those of another or of none."""


_OF_NUMBERS = frozenset({"value", "shape", "a", "b", *_BY_PART})
"""Keys of a table that holds numbers of its own, whatever published figure they came from."""


def is_to_be_looked_up(table: Mapping[str, Any]) -> bool:
    """Return whether a table names a published figure of which it holds no numbers.

    Examples
    --------
    >>> is_to_be_looked_up({"reference": "contact_cost.fr_3939_call_2007"}), is_to_be_looked_up({"reference": "a.b", "value": 8})
    (True, False)
    """
    return "reference" in table and _OF_NUMBERS.isdisjoint(table)


def is_of_parts(table: Mapping[str, Any]) -> bool:
    """Return whether a table holds parts of a shape.

    Examples
    --------
    >>> is_of_parts({"low": 3, "high": 5}), is_of_parts({"visits": {"value": 3}})
    (True, False)
    """
    return "shape" in table or not _BY_PART.keys().isdisjoint(table)


def read_quantity(value: Any) -> Any:
    """Read a number, the table of a shape, or that of a published figure; numbers are checked by the shape itself."""
    if not isinstance(value, Mapping):
        return value
    if is_to_be_looked_up(value):
        return _look_up(value)
    if "shape" in value:
        word = value["shape"]
        if not isinstance(word, str) or word not in _SHAPES:
            raise CaseError.at(
                "shape",
                message("{value} is not known: {shape_hint}", value=describe(word), shape_hint=_shape_hint(word)),
            )
        cls = _SHAPES[word]
        return _build(Normal if cls is Range and ("mean" in value or "sd" in value) else cls, value)
    for word, cls in _BY_PART.items():
        if word in value:
            return _build(cls, value)
    from blogroi.model.misread import table_cure  # noqa: PLC0415  only who made a mistake pays for it

    cure = table_cure(value)
    write = message("write a number, or { low = 6, high = 11 }") if cure is None else cure.file
    raise CaseError.at("", message("is not a quantity: {write}", write=write))


def _shape_hint(word: object) -> str:
    """Return which shape was meant, or the formula where it is chance of each period."""
    from blogroi.model.cures import formula_cure  # noqa: PLC0415  only who made a mistake pays for it

    formula = formula_cure(word) if isinstance(word, str) else None
    if formula is None:
        return word_hint(word, sorted(_SHAPES))
    once = (
        message(", or { chance = 0.1 } for what comes in all periods or in none") if formula.startswith("event") else ""
    )
    return message('drawn in each period it is a formula, such as "{formula}"{once}', formula=formula, once=once)


def _look_up(value: Mapping[str, Any]) -> Any:
    from blogroi.literature.figures import figure_of  # noqa: PLC0415  only who names a figure waits for them

    raise_faults(
        Fault(key, message("is not stated beside `reference`, which says it: leave it out, or write the numbers too"))
        for key in ("source", "year")
        if key in value
    )
    _refuse_unknown(value, ("reference", "times", "confidence"))
    return figure_of(value["reference"]).quantity(
        times=_number_or_none(value, "times"), confidence=_number_or_none(value, "confidence")
    )


def _number_or_none(value: Mapping[str, Any], key: str) -> Any:
    raise_faults(number_faults(key, value[key]) if key in value else ())
    return value.get(key)


def read_per_period(value: Any) -> Any:
    """Read a quantity, or a list with one for each period."""
    if not isinstance(value, list):
        return read_quantity(value)
    if len(value) > MAX_PERIODS:
        raise CaseError.at(
            "",
            message(
                "lists {count} values: one for each period, and these are at most {most}",
                count=str(len(value)),
                most=str(MAX_PERIODS),
            ),
        )
    items = ((f"[{position}]", item) for position, item in enumerate(value, start=1))
    return tuple(read_all(items, read_quantity, step=str).values())


def read_weight(value: Any) -> Any:
    """Read a weight."""
    weight = as_quantity(read_quantity(value))
    raise_faults(weight_faults(weight))
    return weight


def read_all(
    items: Iterable[tuple[str, Any]], read: Callable[[Any], Any], *, step: Callable[[str], str] = key_step
) -> dict[str, Any]:
    """Read every item, and raise the faults of all of them together, each under the step of its key."""
    done: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, item in items:
        try:
            done[key] = read(item)
        except CaseError as error:
            faults += [fault.under(step(key)) for fault in error.faults]
            if len(faults) > MOST_FAULTS:
                break
    if faults:
        raise CaseError(faults)
    return done


def _build(cls: type, value: Mapping[str, Any]) -> Any:
    """Build a shape of the parts that are there; where a shape is said, its word may stand beside those that have no other."""
    parts = {stated.key: attribute.default is NOTHING for attribute, stated in entries(cls)}
    needed = [key for key, is_needed in parts.items() if is_needed]
    known = {**parts, "shape": False} if "shape" in value else [key for key in parts if key != "shape"]
    _refuse_unknown(value, known)
    missing = [name for name in needed if name not in value]
    if missing:
        written = ", ".join(f"{name} = {_as_meant(name, value)}" for name in needed)
        raise CaseError(Fault(name, message("is missing: write {{ {written} }}", written=written)) for name in missing)
    given = {attribute.name: value[stated.key] for attribute, stated in entries(cls) if stated.key in value}
    raise_faults(
        fault
        for _, stated in entries(cls)
        if stated.key in value and stated.key != "shape"
        for fault in _part_faults(stated, value[stated.key])
    )
    return cls(**given)


def _as_meant(name: str, value: Mapping[str, Any]) -> str:
    """Write a part, and for an end that is not there the least or greatest value that was given in its place."""
    other = {"low": "min", "high": "max"}.get(name, name)
    return describe(value[name]) if name in value else describe(value[other]) if other in value else "..."


def _part_faults(stated: Entry, part: Any) -> list[Fault]:
    """List what keeps a part from being a number, or a list of them."""
    if not isinstance(stated.form, Listed):
        return number_faults(stated.key, part)
    if isinstance(part, list):
        return []  # what it holds is looked at by its class
    cure = message("write [{text}]", text=part.strip("[]()")) if isinstance(part, str) and len(part) < 40 else None
    return [
        with_cure(
            message("{value} is not a list of {listed}", value=describe(part), listed=_listed(stated.form)), cure
        ).under(stated.key)
    ]


def _listed(form: Listed) -> str:
    return message("pairs") if isinstance(form.part, Listed) else message("numbers")


def _refuse_unknown(value: Mapping[str, Any], known: Iterable[str]) -> None:
    unknown = list(islice((key for key in value if key not in known), MOST_FAULTS))
    if not unknown:
        return
    from blogroi.model.misread import table_cure  # noqa: PLC0415  only who made a mistake pays for it

    cure = table_cure(value)
    if cure is not None:
        raise CaseError.at(key_step(unknown[0]), message("is not known here: {file}", file=cure.file))
    raise CaseError(unknown_key(key, (*known, "source", "year")) for key in unknown)
