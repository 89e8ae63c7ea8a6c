"""Answers as plain data and back: one converter, which drops nothing on the way and takes nothing for what it is not.

Plain data are dicts, lists, texts and numbers, for files and other programs. What is read back is held to the types of the classes to
the letter: no text counts as a number and no fraction as a whole one.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from attrs import fields, has
from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    Converter,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from blogroi.errors import CaseError, Fault, OptionError
from blogroi.language.naming import describe, join_path, key_step, suggest
from blogroi.language.spoken import Spoken, message, semicolons
from blogroi.model.discounting import Discounting, RateBand
from blogroi.model.duration import Duration
from blogroi.model.fields import word_hint
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.summary import InternalRate, Ratio, Summary

__all__ = ["from_plain", "in_plain_data", "plain"]

_DISTRIBUTION = ("p05", "p50", "p95", "shares")  # of an internal rate, where it was asked for

_OMITTED: Mapping[type, tuple[str, ...]] = {
    Summary: ("low", "high"),
    Ratio: ("low", "high"),
    InternalRate: _DISTRIBUTION,
    Discounting: ("source",),
    Duration: ("weeks", "months", "years"),
}
"""Fields that stand in plain data only where they say something."""


def plain(value: object) -> Any:
    """Turn an answer, or a part of one, into plain data.

    Parameters
    ----------
    value : object
        A frozen class, a mapping, a tuple, or something plain already.

    Returns
    -------
    object

    Examples
    --------
    >>> from blogroi import Summary
    >>> plain({"calls": (Summary(10.0, 2.0, 7.0, 9.5, 14.0, 0.0),)})
    {'calls': [{'mean': 10.0, 'sd': 2.0, 'p05': 7.0, 'p50': 9.5, 'p95': 14.0, 'mc_error': 0.0}]}
    """
    return _CONVERTER.unstructure(value)


def from_plain(document: object, cls: type, *, option: str = "document", at: str = "") -> Any:
    """Read back what :func:`plain` has written.

    Parameters
    ----------
    document : object
        Plain data.
    cls : type
        What they are of.
    option, at : str
        As what they were given, and the path from there, for whoever is told what is wrong.

    Returns
    -------
    object
        Of that class.

    Raises
    ------
    OptionError
        With all that is wrong with the document, each by its path.

    Examples
    --------
    >>> from blogroi import Summary
    >>> from_plain({"mean": "10", "sd": 2.0, "p05": 7.0, "p50": 9.5, "p95": 14.0}, Summary)
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: document: mc_error: is missing; mean: '10' is not a number
    """
    try:
        return _CONVERTER.structure(document, cls)
    except Exception as error:
        faults = list(_faults(error, at))
        told = semicolons(fault.said for fault in faults[:_MOST])
        if len(faults) > _MOST:
            told = message("{faults}; and {count} more", faults=told, count=len(faults) - _MOST)
        raise OptionError(option, told) from None


_MOST = 5  # faults that are told; of a document that is something else everything is wrong


def _faults(error: BaseException, path: str) -> Iterator[Fault]:
    """Flatten what cattrs has gathered."""
    if isinstance(error, ClassValidationError | IterableValidationError):
        within, other = error.group_exceptions()
        for part, note in within:
            name = note.name if isinstance(note, AttributeValidationNote) else note.index
            yield from _faults(part, join_path(path, f"[{name + 1}]" if isinstance(name, int) else key_step(str(name))))
        for part in other:
            yield from _faults(part, path)
    elif isinstance(error, ForbiddenExtraKeysError):
        known = [attribute.name for attribute in fields(error.cl)]
        for key in sorted(map(str, error.extra_fields)):
            yield Fault(join_path(path, key_step(key)), message("is not known: {hint}", hint=suggest(key, known)))
    elif isinstance(error, CaseError):
        yield from (fault.under(path) for fault in error.faults)
    elif isinstance(error, OptionError):
        yield Fault(join_path(path, error.option), error.message)
    else:
        told = error.args[0] if error.args else ""
        yield Fault(path, told if isinstance(told, Spoken) else str(error))


def _table(value: object) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(message("{value} is not a table", value=describe(value)))
    return value


def _listed(value: object) -> list[Any] | tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise TypeError(message("{value} is not a list", value=describe(value)))
    return value


def _each(kind: type, parts: Iterator[tuple[Any, Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Read parts, each with its place and its type; what is wrong with all of them comes together."""
    wrong: list[Exception] = []
    for place, part, cls in parts:
        try:
            yield place, _CONVERTER.structure(part, cls)
        except Exception as error:
            error.add_note(IterableValidationNote(f"at {place!r}", place, cls))
            wrong.append(error)
    if wrong:
        raise _together(IterableValidationError, wrong, kind)


def _together(group: Any, wrong: list[Exception], cls: type) -> Exception:
    """Gather what is wrong with the parts of something, as cattrs does: a type checker knows its groups with two arguments."""
    gathered: Exception = group("", wrong, cls)
    return gathered


def _exactly(kind: type | UnionType, what: str) -> Callable[[object, object], Any]:
    """Take what is of a type already, and turn nothing into it; true and false are not numbers."""

    def take(value: object, _: object) -> Any:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise TypeError(message("{value} is not {what}", value=describe(value), what=what))
        return value

    return take


def _words_of(cls: Any) -> tuple[Any, ...]:
    """Return the words of a ``Literal``, or of several between which one may choose."""
    return get_args(cls) if get_origin(cls) is Literal else sum((_words_of(one) for one in get_args(cls)), ())


def _is_words(cls: Any) -> bool:
    is_union = get_origin(cls) in (Union, UnionType)
    return get_origin(cls) is Literal or (is_union and all(get_origin(one) is Literal for one in get_args(cls)))


def _word(value: object, cls: Any) -> Any:
    words = _words_of(cls)
    if not isinstance(value, str) or value not in words:
        raise TypeError(message("{value} is not known: {hint}", value=describe(value), hint=word_hint(value, words)))
    return value


def _is_map(cls: Any) -> bool:
    return (get_origin(cls) or cls) is FrozenMap


def _map(value: object, cls: Any) -> FrozenMap[Any, Any]:
    key_cls, part_cls = get_args(cls)
    parts = ((_CONVERTER.structure(key, key_cls), part, part_cls) for key, part in _table(value).items())
    return FrozenMap(dict(_each(FrozenMap, parts)))


def _is_tuple(cls: Any) -> bool:
    return get_origin(cls) is tuple


def _tuple(value: object, cls: Any) -> tuple[Any, ...]:
    kinds, parts = get_args(cls), _listed(value)
    if kinds[-1:] == (...,):
        kinds = kinds[:1] * len(parts)
    if len(kinds) != len(parts):
        raise TypeError(
            message("a list of {count} is not one of {other}", count=str(len(parts)), other=str(len(kinds)))
        )
    return tuple(
        part
        for _, part in _each(
            tuple, ((place, part, kind) for place, (part, kind) in enumerate(zip(parts, kinds, strict=True)))
        )
    )


def _rate(value: object, _: object) -> float | tuple[RateBand, ...]:
    """Read a yearly rate, or a schedule of them."""
    if isinstance(value, list | tuple):
        return _CONVERTER.structure(value, tuple[RateBand, ...])
    return _CONVERTER.structure(value, float)


def _day(value: object, _: object) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise TypeError(message("{value} is not a day: write it as 2026-01-31", value=describe(value))) from None


def _derived(cls: Any) -> tuple[str, ...]:
    """Name the properties that stand in plain data beside the fields; they follow from these."""
    return getattr(cls, "DERIVED", ())


def _omitted(cls: Any) -> tuple[str, ...]:
    """Name the fields that stand in plain data only where they say something."""
    return (*_OMITTED.get(cls, ()), *getattr(cls, "OMITTED", ()))


_PLAIN = "blogroi.plain"


def in_plain_data(write: Callable[[Any], Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    """Say how a field is written and read that is no part of an answer by itself: a whole case.

    Parameters
    ----------
    write, read : callable
        From what the field holds to plain data, and back.

    Returns
    -------
    dict
        For ``metadata=`` of :func:`attrs.field`.
    """
    return {_PLAIN: (write, read)}


def _in_plain_data(cls: Any) -> dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]:
    return {one.name: one.metadata[_PLAIN] for one in fields(cls) if _PLAIN in one.metadata}


def _from(read: Callable[[Any], Any]) -> Callable[[object, object], Any]:
    """Read a table by a function that takes nothing else."""
    return lambda value, _: read(_table(value))


def _reader(cls: Any) -> Callable[[object, object], Any]:
    """Read a class from a table that has all of its fields: whoever wrote it left none out that has a default."""
    own: Any = {name: override(struct_hook=_from(read)) for name, (_, read) in _in_plain_data(cls).items()}
    build = make_dict_structure_fn(
        cls, _CONVERTER, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True, **own
    )
    derived, needed = _derived(cls), [one.name for one in fields(cls) if one.name not in _omitted(cls)]

    def read(value: object, _: object) -> Any:
        table = {key: part for key, part in _table(value).items() if key not in derived}
        missing = [Fault(name, message("is missing")) for name in needed if name not in table]
        if not missing:
            return build(table, cls)
        wrong: list[Exception] = [CaseError(missing)]
        try:
            build(table, cls)
        except ClassValidationError as error:
            others = [part for part in error.exceptions if not isinstance(part, KeyError)]  # those are missing
            wrong += [_together(ClassValidationError, others, cls)] if others else []
        raise _together(IterableValidationError, wrong, cls)

    return read


def _writer(cls: Any) -> Callable[[Any], dict[str, Any]]:
    omitted: Any = {name: override(omit_if_default=True) for name in _omitted(cls)}
    own: Any = {name: override(unstruct_hook=write) for name, (write, _) in _in_plain_data(cls).items()}
    write = make_dict_unstructure_fn(cls, _CONVERTER, **omitted, **own)
    derived = _derived(cls)
    if not derived:
        return write
    return lambda value: write(value) | {name: plain(getattr(value, name)) for name in derived}


def _written_rate(value: InternalRate) -> dict[str, Any]:
    """Write the distribution of a rate only where it was asked for: a quantile of it may then be unknown."""
    told = {attribute.name: plain(getattr(value, attribute.name)) for attribute in fields(InternalRate)}
    return told if value.shares is not None else {name: told[name] for name in told if name not in _DISTRIBUTION}


def _made() -> Converter:
    """Register how each kind of part is written and read; what is registered later is asked first."""
    converter = Converter(unstruct_collection_overrides={tuple: list})
    converter.register_structure_hook_factory(has, _reader)
    converter.register_unstructure_hook_factory(has, _writer)
    converter.register_unstructure_hook(InternalRate, _written_rate)
    converter.register_structure_hook_func(_is_words, _word)
    converter.register_structure_hook_func(_is_tuple, _tuple)
    converter.register_structure_hook_func(_is_map, _map)
    converter.register_unstructure_hook_func(
        _is_map, lambda value: {key: converter.unstructure(part) for key, part in value.items()}
    )
    converter.register_unstructure_hook(datetime.date, datetime.date.isoformat)
    converter.register_unstructure_hook(str, str)  # plain data are in English, and not to be said otherwise
    converter.register_structure_hook(datetime.date, _day)
    rate: Any = float | tuple[RateBand, ...]
    converter.register_structure_hook(rate, _rate)
    converter.register_unstructure_hook(rate, lambda value: converter.unstructure(value))
    for kind, what in ((int, message("a whole number")), (bool, message("true or false")), (str, message("a text"))):
        converter.register_structure_hook(kind, _exactly(kind, what))
    converter.register_structure_hook(float, _exactly(int | float, message("a number")))
    return converter


_CONVERTER = _made()
