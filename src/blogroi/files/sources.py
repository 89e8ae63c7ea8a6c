"""Sources of quantities: in a document within the table of the quantity, in the model beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from blogroi.errors import CaseError, Fault
from blogroi.files.quantities import is_to_be_looked_up
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.sources import QuantitySource, quantity_fields

__all__ = ["sources_apart", "with_sources"]

_WORDS = ("source", "year", "reference")


def sources_apart(
    cls: type, table: Mapping[str, Any]
) -> tuple[Mapping[str, Any], dict[str, QuantitySource], list[Fault]]:
    """Take sources out of the tables of quantities.

    Parameters
    ----------
    cls : type
        What is read.
    table : mapping
        Its table.

    Returns
    -------
    table : mapping
        The same without them.
    sources : dict of str to QuantitySource
        By the name of the field, and the place in its list.
    faults : list of Fault
        What is no source.
    """
    left = dict(table)
    sources: dict[str, QuantitySource] = {}
    faults: list[Fault] = []
    for key, name in quantity_fields(cls).items():
        stated = table.get(key)
        for at, part in _tables_in(stated):
            said = {word: part[word] for word in _WORDS if word in part}
            bare = {word: value for word, value in part.items() if word not in _WORDS}
            plain = bare["value"] if bare.keys() == {"value"} else bare
            if at is None:
                left[key] = plain
            else:
                left[key] = [plain if place == at else item for place, item in enumerate(left[key])]
            place = "" if at is None else f"[{at + 1}]"
            try:
                sources[f"{name}{place}"] = QuantitySource(**said)
            except CaseError as error:
                faults += [fault.under(f"{key}{place}") for fault in error.faults]
    return left, sources, faults


def _tables_in(stated: object) -> Iterator[tuple[int | None, Mapping[str, Any]]]:
    """Give the tables that state a source, each with its place in a list."""
    for at, part in enumerate(stated) if isinstance(stated, list) else ((None, stated),):
        if isinstance(part, Mapping) and any(word in part for word in _WORDS) and not is_to_be_looked_up(part):
            yield at, part


def with_sources(part: Any, table: dict[str, Any]) -> dict[str, Any]:
    """Put sources into the tables of quantities; a number or a formula, which has none, stands in one as ``value``.

    Parameters
    ----------
    part : object
        A part of a case.
    table : dict
        Its table as it is written, which is changed.

    Returns
    -------
    dict
    """
    sources: Mapping[str, QuantitySource] = getattr(part, "sources", FrozenMap())
    keys = {name: key for key, name in quantity_fields(type(part)).items()} if sources else {}
    for place, source in sources.items():
        name, _, number = place.rstrip("]").partition("[")
        said = {word: getattr(source, word) for word in _WORDS if getattr(source, word)}
        key = keys[name]
        if key not in table:  # at its default, which has a source all the same
            table[key] = getattr(part, name).value
        if number:
            table[key][int(number) - 1] = _in_table(table[key][int(number) - 1]) | said
        else:
            table[key] = _in_table(table[key]) | said
    return table


def _in_table(stated: Any) -> dict[str, Any]:
    return stated if isinstance(stated, dict) else {"value": stated}
