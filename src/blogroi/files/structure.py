"""From plain tables to a case, field by field, collecting every fault on the way.

cattrs builds the classes and gathers what goes wrong; the hooks here say how each kind of field is read. A field is
checked by the validators of the model and by nothing else. References are checked on the plain tables, so that they are
reported even where other fields are at fault.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import islice
from types import NoneType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from attrs import Attribute, evolve, fields, has
from attrs import Converter as FieldConverter
from cattrs import Converter
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from blogroi.errors import MOST_FAULTS, describe, key_step, printable, raise_faults, suggest, with_cure
from blogroi.files.documents import VERSION
from blogroi.files.positions import lines_of
from blogroi.files.thousands import as_written
from blogroi.model import (
    Beta,
    Case,
    CaseError,
    CheckPolicy,
    Correlation,
    Cost,
    Discounting,
    Duration,
    Effect,
    Fault,
    FrozenMap,
    Horizon,
    Indicator,
    Lever,
    Measurement,
    Normal,
    Objective,
    Published,
    Quantity,
    Range,
    RateBand,
    Samples,
    Scale,
    Stakeholder,
    ThreePoint,
    Tool,
    Uniform,
    WeightRatio,
    Weights,
)
from blogroi.model.fields import word_hint
from blogroi.model.horizon import MAX_PERIODS
from blogroi.model.integrity import integrity_faults
from blogroi.model.number import number_faults
from blogroi.model.quantity import as_quantity
from blogroi.model.weights import weight_faults

__all__ = ["read_case"]

Reader: TypeAlias = Callable[[Any], Any]

_CLASSES = (
    Horizon, RateBand, Discounting, Objective, Lever, Scale, Measurement, Indicator, Cost, Effect, Duration, Published,
    WeightRatio, Stakeholder, Weights, Correlation, CheckPolicy, Tool, Case,
)  # fmt: skip


def read_case(document: dict[str, Any], text: str, format: str) -> Case:
    """Build the case that a document states.

    Parameters
    ----------
    document : dict
        The plain tables of a file.
    text, format : str
        The file they come from, to say on which line a fault lies.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With all faults, in the order of their lines.
    """
    faults = _version_faults(document)
    if not faults:
        tables = {key: value for key, value in document.items() if key != "blogroi"}
        try:
            case: Case = _converter().structure(tables, Case)
            doubtful = as_written(document, text)
            return evolve(case, as_written=doubtful) if doubtful else case
        except BaseValidationError as error:
            faults = _faults_of(error)
        wrong = {fault.path for fault in faults}  # what is no value of its field is not held against the others too
        rules = islice(integrity_faults(_as_meant(tables)), MOST_FAULTS)
        faults += [fault for fault in rules if fault.path not in wrong]
    raise CaseError(_placed(faults, text, format))


def _as_meant(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Give the tables by the names that were meant, so that a misspelt one is not missed wherever it is referred to."""
    from blogroi.model.cures import key_cure  # noqa: PLC0415  only who made a mistake pays for it

    known = [attribute.name for attribute in fields(Case)]
    return {key if key in known else key_cure(key, known) or key: table for key, table in tables.items()}


def _placed(faults: list[Fault], text: str, format: str) -> list[Fault]:
    """Give the faults in the order of their lines, fit to be printed; what is too much to read is left out."""
    listed = sorted(set(faults), key=_reading_order)[:MOST_FAULTS]
    lines = lines_of(text, format, [fault.path for fault in listed])
    placed = [
        Fault(printable(fault.path, 300), printable(fault.in_file or fault.message, 1500), lines.get(fault.path))
        for fault in listed
    ]
    placed.sort(key=lambda fault: fault.line or 0)
    if len(listed) == MOST_FAULTS:
        placed.append(Fault("", f"there may be more faults than these {MOST_FAULTS}: mend these first"))
    return placed


def _reading_order(fault: Fault) -> tuple[str, str]:
    """Sort by path, ``[2]`` before ``[10]``."""
    return re.sub(r"\d+", lambda number: number[0].zfill(9), fault.path[:300]), fault.message


def _version_faults(document: Mapping[str, Any]) -> list[Fault]:
    if "blogroi" not in document:
        return [Fault("blogroi", f"is missing: a case file opens with `blogroi = {VERSION}`, its version")]
    version = document["blogroi"]
    if isinstance(version, bool) or version != VERSION:
        return [
            Fault("blogroi", f"this file is of version {describe(version)}; what is read here is version {VERSION}")
        ]
    return []


@lru_cache(maxsize=1)
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    for cls in _CLASSES:
        hints = get_type_hints(cls)
        hooks: dict[str, Any] = {
            attribute.name: override(
                struct_hook=partial(_read_field, attribute, _reader(hints[attribute.name], converter))
            )
            if attribute.eq
            else override(omit=True)  # what is no part of a file
            for attribute in fields(cls)
        }
        build = make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **hooks
        )
        converter.register_structure_hook(cls, partial(_read_table, build))
    return converter


def _read_table(build: Callable[[Any, Any], Any], value: Any, cls: Any) -> Any:
    if not isinstance(value, Mapping):
        raise CaseError.at("", f"{describe(value)} is not a table: {_table_cure(cls)}")
    return build(value, cls)


def _table_cure(cls: type) -> str:
    """Say how a part of a case is written that is to be a table."""
    if cls in _WANTED:
        return f"write {_WANTED[cls].removeprefix('a table such as ')}"
    where = _TABLES.get(cls, "")
    return f"write {where.removeprefix('in ')}" if "[" in where else "write { ... }"


def _read_field(attribute: Attribute[Any], reader: Reader, value: Any, _: Any) -> Any:
    """Read a field and have the model's validator look at it, alone."""
    if value is None:
        raise CaseError.at("", "is null: leave the key out where nothing is known")
    read = reader(value)
    convert = attribute.converter
    if convert is not None and not isinstance(convert, FieldConverter):
        read = convert(read)
    if attribute.validator is not None:
        try:
            attribute.validator(None, attribute, read)
        except CaseError as error:
            raise CaseError(_below(fault, attribute.name) for fault in error.faults) from None
    return read


def _below(fault: Fault, name: str) -> Fault:
    """Read a fault's path from below the field, whose name cattrs adds again."""
    return evolve(fault, path=fault.path.removeprefix(name).removeprefix("."))


def _reader(hint: Any, converter: Converter) -> Reader:
    """Choose how a field of this type is read; what needs no reading is left to its validator."""
    options = {option for option in (get_args(hint) if _is_union(hint) else (hint,)) if option is not NoneType}
    lists = [option for option in options if get_origin(option) is tuple]
    if Range in options:
        return _read_per_period if lists else _read_quantity
    if datetime.date in options:
        return _read_date
    if Duration in options:
        return lambda value: converter.structure(value, Duration) if isinstance(value, Mapping) else value
    for option in lists:
        if has(get_args(option)[0]):
            return partial(_read_list, converter, get_args(option)[0], alone=get_args(option)[0] is Published)
    for option in options:
        if get_origin(option) is FrozenMap and has(get_args(option)[1]):
            return partial(_read_map, converter, get_args(option)[1])
        if get_origin(option) is FrozenMap and Range in get_args(get_args(option)[1]):
            return _read_weights
        if has(option):
            return partial(converter.structure, cl=option)
    return lambda value: value


def _is_union(hint: Any) -> bool:
    return type(hint).__name__ in ("UnionType", "Union", "_UnionGenericAlias")


def _read_date(value: Any) -> Any:
    """Take a date of TOML's own, or the text that stands for one in JSON; a time of day is refused, midnight too."""
    if isinstance(value, datetime.datetime):
        from blogroi.model.misread_dates import date_fault  # noqa: PLC0415  only who made a mistake pays for it

        raise CaseError([date_fault(value)])
    return value


def _read_list(converter: Converter, cls: type, value: Any, *, alone: bool) -> Any:
    """Read a list of tables; where a table may stand alone, it counts as a list of one."""
    if alone and isinstance(value, Mapping):
        return (converter.structure(value, cls),)
    if not isinstance(value, list):
        if cls is RateBand:
            return value
        cure = ": write [[...]], in two brackets, above each of them" if isinstance(value, Mapping) else ""
        raise CaseError.at("", f"{describe(value)} is not a list of tables{cure}")
    items = ((f"[{position}]", item) for position, item in enumerate(value, start=1))
    return tuple(_read_all(items, lambda item: converter.structure(item, cls), step=str).values())


def _read_map(converter: Converter, cls: type, value: Any) -> Any:
    """Read a table of tables."""
    if not isinstance(value, Mapping):
        own = ", with a key of your own" if cls in _NAMED else ""
        raise CaseError.at("", f"{describe(value)} is not a table: {_table_cure(cls)} for each{own}")
    return _read_all(value.items(), lambda item: converter.structure(item, cls))


def _read_all(
    items: Iterable[tuple[str, Any]], read: Reader, *, step: Callable[[str], str] = key_step
) -> dict[str, Any]:
    """Read every item, and raise the faults of all of them together, each under the step of its key."""
    done: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, item in items:
        try:
            done[key] = read(item)
        except (BaseValidationError, CaseError) as error:
            faults += [fault.under(step(key)) for fault in _faults_of(error)]
            if len(faults) > MOST_FAULTS:
                break
    if faults:
        raise CaseError(faults)
    return done


def _read_per_period(value: Any) -> Any:
    if not isinstance(value, list):
        return _read_quantity(value)
    if len(value) > MAX_PERIODS:
        raise CaseError.at("", f"lists {len(value)} values: one for each period, and these are at most {MAX_PERIODS}")
    items = ((f"[{position}]", item) for position, item in enumerate(value, start=1))
    return tuple(_read_all(items, _read_quantity, step=str).values())


_SHAPES: dict[str, tuple[type, tuple[str, ...], tuple[str, ...]]] = {
    "pert": (ThreePoint, ("low", "mode", "high"), ("shape",)),
    "triangular": (ThreePoint, ("low", "mode", "high"), ("shape",)),
    "uniform": (Uniform, ("low", "high"), ()),
    "beta": (Beta, ("a", "b"), ()),
    "normal": (Range, ("low", "high"), ("confidence", "shape")),
    "lognormal": (Range, ("low", "high"), ("confidence", "shape")),
}


def _read_quantity(value: Any) -> Any:
    """Read a number, or the table of a shape; numbers are checked by the shape itself."""
    if not isinstance(value, Mapping):
        return value
    if "shape" in value:
        word = value["shape"]
        if not isinstance(word, str) or word not in _SHAPES:
            raise CaseError.at("shape", f"{describe(word)} is not known: {word_hint(word, sorted(_SHAPES))}")
        cls, needed, kept = _SHAPES[word]
        if cls is Range and ("mean" in value or "sd" in value):
            return _build(Normal, value, ("mean", "sd"), ("shape",))
        return _build(cls, value, needed, kept, ignored=("shape",))
    if "samples" in value:
        return _read_samples(value)
    if "mode" in value:
        return _build(ThreePoint, value, ("low", "mode", "high"), ())
    if "mean" in value or "sd" in value:
        return _build(Normal, value, ("mean", "sd"), ())
    if "low" in value or "high" in value:
        return _build(Range, value, ("low", "high"), ("confidence",))
    from blogroi.model.misread import table_cure  # noqa: PLC0415  only who made a mistake pays for it

    cure = table_cure(value)
    write = "write a number, or { low = 6, high = 11 }" if cure is None else cure.file
    raise CaseError.at("", f"is not a quantity: {write}")


def _read_weights(value: Any) -> Any:
    """Read a table of weights; what is no table is left to the validator."""
    return _read_all(value.items(), _read_weight) if isinstance(value, Mapping) else value


def _read_weight(value: Any) -> Any:
    weight = as_quantity(_read_quantity(value))
    raise_faults(weight_faults(weight))
    return weight


def _read_samples(value: Mapping[str, Any]) -> Quantity:
    _refuse_unknown(value, ("samples",))
    values = value["samples"]
    if not isinstance(values, list):
        cure = f"write [{values.strip('[]()')}]" if isinstance(values, str) and len(values) < 40 else None
        raise CaseError([with_cure(f"{describe(values)} is not a list of numbers", cure).under("samples")])
    return Samples(values)


def _build(
    cls: type,
    value: Mapping[str, Any],
    needed: tuple[str, ...],
    optional: tuple[str, ...],
    ignored: tuple[str, ...] = (),
) -> Any:
    _refuse_unknown(value, (*needed, *optional, *ignored))
    missing = [name for name in needed if name not in value]
    if missing:
        parts = ", ".join(f"{name} = {describe(value[name]) if name in value else '...'}" for name in needed)
        raise CaseError(Fault(name, f"is missing: write {{ {parts} }}") for name in missing)
    given = {name: value[name] for name in (*needed, *optional) if name in value}
    raise_faults(fault for name, part in given.items() if name != "shape" for fault in number_faults(name, part))
    return cls(**given)


def _refuse_unknown(value: Mapping[str, Any], known: tuple[str, ...]) -> None:
    unknown = (key for key in value if key not in known)
    faults = [_unknown_key(key, known) for key in islice(unknown, MOST_FAULTS)]
    if faults:
        raise CaseError(faults)


def _unknown_key(key: str, known: Iterable[str], cls: type | None = None) -> Fault:
    """Say which key was meant: by what it means, by its letters, or by the table in which it is known."""
    from blogroi.model.cures import key_cure  # noqa: PLC0415  only who made a mistake pays for it

    listed = sorted(known)
    meant = key_cure(key, listed)
    hint = f"did you mean `{meant}`?" if meant else suggest(key, listed)
    home = _HOMES.get(key) if cls is not None and not hint.startswith("did") else None
    return Fault(key_step(key), f"is not known here: {hint if home is None else f'it belongs {home}'}")


def _faults_of(error: BaseException) -> list[Fault]:
    """Flatten what cattrs gathered into faults with their paths."""
    if isinstance(error, CaseError):
        return list(error.faults)
    if isinstance(error, ForbiddenExtraKeysError):
        known = [attribute.name for attribute in fields(error.cl) if attribute.eq]
        return [_unknown_key(key, known, error.cl) for key in sorted(error.extra_fields)[: MOST_FAULTS + 1]]
    if isinstance(error, BaseValidationError):
        noted = [(part, _field_of(part)) for part in error.exceptions]
        return [
            _missing(error.cl, name) if isinstance(part, KeyError) else fault.under(name)
            for part, name in noted
            for fault in ([Fault("", "")] if isinstance(part, KeyError) else _faults_of(part))
        ]
    raise error


def _field_of(error: BaseException) -> str:
    """Name the field that cattrs was at, if it was at one."""
    for note in getattr(error, "__notes__", ()):
        name = getattr(note, "name", None)
        if isinstance(name, str):
            return name
    return ""


_TABLES: dict[type, str] = {
    Case: "at the head of the file, before the first [table]",
    Horizon: "in [horizon]",
    Discounting: "in [discounting]",
    Objective: "in [objectives.KEY]",
    Lever: "in [levers.KEY]",
    Indicator: "in [indicators.KEY]",
    Measurement: "in [indicators.KEY.measurement]",
    Tool: "in [tools.KEY]",
    Cost: "in [[tools.KEY.costs]]",
    Effect: "in [tools.KEY.effects.INDICATOR]",
}
_NAMED = {Objective: "objectives", Lever: "levers", Indicator: "indicators", Tool: "tools"}
_PLACES = [(attribute.name, table) for cls, table in _TABLES.items() for attribute in fields(cls) if attribute.eq]
_HOMES = {
    **{name: table for name, table in _PLACES if [one for one, _ in _PLACES].count(name) == 1},
    **{name: _TABLES[cls] for cls, name in _NAMED.items()},
}
"""The table in which a key belongs, for keys that are known in one alone."""

_WANTED: dict[object, str] = {
    "currency": "an ISO 4217 code such as EUR",
    "between": "a list of the paths of at least two quantities",
    str: "a text",
    int: "a whole number",
    float: "a yearly rate such as 0.035",
    datetime.date: "a date such as 2026-06-30",
    Range: "a number, or a table such as { low = 6, high = 11 }",
    Horizon: "a table such as { start = 2026-01-01, periods = 3 }",
    Discounting: 'a table such as { rate = 0.035, timing = "end" }',
}
"""What is to stand in the fields that a table cannot do without, by name or by type."""


def _missing(cls: type, name: str) -> Fault:
    words = getattr(getattr(fields(cls), name).validator, "words", None)
    if words:
        return Fault(name, f"is missing: one of {', '.join(words)}")
    hint = get_type_hints(cls)[name]
    options = (name, *(get_args(hint) if _is_union(hint) else (hint,)))
    return Fault(name, f"is missing: {next(_WANTED[option] for option in options if option in _WANTED)}")
