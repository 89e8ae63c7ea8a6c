"""From plain tables to a case, field by field, collecting every fault on the way.

How a field is read, and under which key, stands in its own metadata (``blogroi.model.forms``); whether it holds what it may is
checked by the validators of the model and by nothing else. References are checked on the plain tables, so that they are
reported even where other fields are at fault.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import islice
from typing import Any, TypeAlias

from attrs import NOTHING, Attribute, evolve
from attrs import Converter as FieldConverter

from blogroi.errors import MOST_FAULTS, CaseError, Fault, raise_faults
from blogroi.files.documents import VERSION
from blogroi.files.faults import as_in_file, in_order, is_named, table_cure, unknown_key
from blogroi.files.quantities import is_of_parts, read_all, read_per_period, read_quantity, read_weight
from blogroi.files.sources import sources_apart
from blogroi.files.thousands import as_written
from blogroi.language.naming import describe, key_step
from blogroi.language.spoken import message
from blogroi.model import Case
from blogroi.model.forms import Bounds, ByPeriod, Day, Either, Form, Keyed, Listed, Table, Uncertain, entries, keys_of
from blogroi.model.integrity import integrity_faults
from blogroi.records import frozen

__all__ = ["case_or_faults", "read_case", "today"]

Reader: TypeAlias = Callable[[Any], Any]


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
    case = case_or_faults(document, as_written(document, text))
    if isinstance(case, Case):
        return case
    raise CaseError(in_order(case, text, format))


def case_or_faults(document: Mapping[str, Any], doubtful: Mapping[str, str]) -> Case | list[Fault]:
    """Build the case that a document states, or list what keeps it from being one, by paths alone.

    Parameters
    ----------
    document : mapping
        Plain tables.
    doubtful : mapping of str to str
        Numbers that may be meant otherwise, as they are written, by path.

    Returns
    -------
    Case or list of Fault
    """
    faults = _version_faults(document)
    if faults:
        return faults
    tables = {key: value for key, value in document.items() if key != "blogroi"}
    try:
        case: Case = _read_table(Table(Case), tables)
        return _with_circumstances(case, doubtful)
    except CaseError as error:
        faults = list(error.faults)
    wrong = {fault.path for fault in faults}  # what is not a value of its field is not held against the others too
    rules = islice(integrity_faults(_as_meant(tables)), MOST_FAULTS)
    return faults + [fault for fault in rules if fault.path not in wrong]


def _with_circumstances(case: Case, doubtful: Mapping[str, str]) -> Case:
    """Add what is no part of what a case states: numbers that may be meant otherwise, and the day that stands for none stated."""
    day = today() if case.evaluated is None else None
    return evolve(case, as_written=doubtful, read_on=day) if doubtful or day else case


def today() -> datetime.date:
    """Read the clock, here and nowhere else: an answer holds the day that it was given on, and is given again from that."""
    return datetime.date.today()


def _as_meant(tables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables by the names that were meant, so that a misspelt one is not missed wherever it is referred to."""
    from blogroi.model.cures import key_cure  # noqa: PLC0415  only who made a mistake pays for it

    known = list(keys_of(Case).values())
    return {key if key in known else key_cure(key, known) or key: table for key, table in tables.items()}


def _version_faults(document: Mapping[str, Any]) -> list[Fault]:
    if "blogroi" not in document:
        return [
            Fault(
                "blogroi",
                message("is missing: a case file opens with `blogroi = {version}`, its version", version=str(VERSION)),
            )
        ]
    version = document["blogroi"]
    if isinstance(version, bool) or version != VERSION:
        return [
            Fault(
                "blogroi",
                message(
                    "this file is of version {value}; what is read here is version {version}",
                    value=describe(version),
                    version=str(VERSION),
                ),
            )
        ]
    return []


@frozen
class _Field:
    """A field of a class: its name, how it is read and checked, and what is asked for where it cannot be left out."""

    name: str
    read: Reader
    wanted: str | None


@cache
def _fields_of(cls: type) -> dict[str, _Field]:
    """Return the fields of a class by their keys in a document."""
    return {
        stated.key: _Field(
            attribute.name,
            partial(_read_field, attribute, _reader(stated.form)),
            stated.form.wanted if attribute.default is NOTHING else None,
        )
        for attribute, stated in entries(cls)
    }


def _read_table(form: Table, value: Any) -> Any:
    """Build a class of the model; the faults of all its fields come together, and what they say together only without them."""
    if not isinstance(value, Mapping):
        raise CaseError.at(
            "", message("{value} is not a table: {table_cure}", value=describe(value), table_cure=table_cure(form))
        )
    known = _fields_of(form.cls)
    value, sources, wrong = sources_apart(form.cls, value)
    faults = [*wrong] + [
        Fault(key, message("is missing: {wanted}", wanted=field.wanted))
        for key, field in known.items()
        if field.wanted is not None and key not in value
    ]
    unknown: list[str] = []
    given: dict[str, Any] = {"sources": sources} if sources else {}
    for key, part in value.items():
        field = known.get(key)
        if field is None:
            unknown.append(key)
            continue
        try:
            given[field.name] = field.read(part)
        except CaseError as error:
            faults += [fault.under(key) for fault in error.faults]
    faults += [unknown_key(key, known, form.cls) for key in sorted(unknown)[: MOST_FAULTS + 1]]
    if faults:
        raise CaseError(faults)
    try:
        return form.cls(**given)
    except CaseError as error:
        raise CaseError(as_in_file(fault, form.cls) for fault in error.faults) from None


def _read_field(attribute: Attribute[Any], read: Reader, value: Any) -> Any:
    """Read a field and have the model's validator look at it, alone."""
    if value is None:
        raise CaseError.at("", message("is null: leave the key out where nothing is known"))
    made = read(value)
    convert = attribute.converter
    if convert is not None and not isinstance(convert, FieldConverter):
        made = convert(made)
    if attribute.validator is not None:
        try:
            attribute.validator(None, attribute, made)
        except CaseError as error:
            raise CaseError(_below(fault, attribute.name) for fault in error.faults) from None
    return made


def _below(fault: Fault, name: str) -> Fault:
    """Read a fault's path from below the field, whose key is added again."""
    return evolve(fault, path=fault.path.removeprefix(name).removeprefix("."))


def _reader(form: Form) -> Reader:
    """Return how a form is read; what needs no reading is left to its validator."""
    match form:
        case Uncertain():
            return read_quantity
        case ByPeriod():
            return read_per_period
        case Day():
            return _read_day
        case Table():
            return partial(_read_table, form)
        case Listed(Table() as part):
            return partial(_read_list, part, may_stand_alone=form.may_stand_alone)
        case Keyed(Table() as part):
            return partial(_read_keyed, part)
        case Keyed(ByPeriod()):
            return _read_values
        case Keyed(Bounds()):
            return _read_weights
        case Bounds():
            return read_quantity
        case Either(forms):
            return partial(_read_either, {_kind(one): _reader(one) for one in forms})
        case _:
            return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


def _kind(form: Form) -> type:
    """Return what stands in a document for a form: a table, a list, or neither."""
    return dict if isinstance(form, Table | Keyed) else list if isinstance(form, Listed) else object


def _read_either(readers: Mapping[type, Reader], value: Any) -> Any:
    kind = dict if isinstance(value, Mapping) else list if isinstance(value, list) else object
    return readers.get(kind, _as_it_is)(value)


def _read_day(value: Any) -> Any:
    """Take a date of TOML's own, or the text that stands for one in JSON; a time of day is refused, midnight too."""
    if isinstance(value, datetime.datetime):
        from blogroi.model.misread_dates import date_fault  # noqa: PLC0415  only who made a mistake pays for it

        raise CaseError([date_fault(value)])
    return value


def _read_list(part: Table, value: Any, *, may_stand_alone: bool) -> Any:
    """Read a list of tables; where a table may stand alone, it counts as a list of one."""
    if may_stand_alone and isinstance(value, Mapping):
        return (_read_table(part, value),)
    if not isinstance(value, list):
        cure = message(": write [[...]], in two brackets, above each of them") if isinstance(value, Mapping) else ""
        raise CaseError.at("", message("{value} is not a list of tables{cure}", value=describe(value), cure=cure))
    items = ((f"[{position}]", item) for position, item in enumerate(value, start=1))
    return tuple(read_all(items, partial(_read_table, part), step=str).values())


def _read_keyed(part: Table, value: Any) -> Any:
    """Read a table of tables."""
    if not isinstance(value, Mapping):
        own = message(", with a key of your own") if is_named(part.cls) else ""
        raise CaseError.at(
            "",
            message(
                "{value} is not a table: {table_cure} for each{own}",
                value=describe(value),
                table_cure=table_cure(part),
                own=own,
            ),
        )
    return read_all(value.items(), partial(_read_table, part))


def _read_values(value: Any) -> Any:
    """Read a table of quantities by path; what is not a table is left to the validator."""
    if not isinstance(value, Mapping):
        return value
    raise_faults(
        Fault(
            key_step(key),
            message('is a table, and no path: put the path in quotes, "{path}" = ...', path=_unquoted(key, part)),
        )
        for key, part in value.items()
        if "." not in key and isinstance(part, Mapping)
    )
    return read_all(value.items(), read_per_period)


def _unquoted(path: str, part: Any) -> str:
    """Return the path that was written without quotes, so that each of its words became a table."""
    while isinstance(part, Mapping) and part and not is_of_parts(part):
        key, part = next(iter(part.items()))
        path = f"{path}.{key}"
    return path


def _read_weights(value: Any) -> Any:
    """Read a table of weights; what is not a table is left to the validator."""
    return read_all(value.items(), read_weight) if isinstance(value, Mapping) else value
