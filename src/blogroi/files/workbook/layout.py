"""Which sheets a workbook of a case has, and what stands in their columns: it follows from the fields of the model alone.

A table of tables, a list of tables, a table of texts, of lists or of quantities by path is a sheet of its own, whose first columns say of
what each row is. All else stands in one cell. What the case says once has a row for each of its fields on the sheet ``case``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Literal, TypeAlias

from attrs import NOTHING

from blogroi.language.spoken import message
from blogroi.model import Case
from blogroi.model.forms import Choice, Either, Flag, Form, Keyed, Listed, Table, Text, entries
from blogroi.model.measured import PlaceboShare
from blogroi.model.scale import Scale
from blogroi.records import frozen

__all__ = [
    "CASE",
    "MAIN",
    "NUMBERED",
    "VERSION_FIELD",
    "Column",
    "Sheet",
    "Step",
    "field_of_case",
    "fields_of_case",
    "sheets",
]

CASE = "case"
"""The sheet of what the case says once."""

MAIN = ("objectives", "levers", "drivers", "indicators", "tools")
"""The tables that a case has from its first day: theirs are the sheets that are always in sight, and those that have short names."""

VERSION_FIELD = "blogroi"

_IN_A_CELL = (PlaceboShare, Scale)
"""Tables that stand in a cell: on one line, or in a short form of their own."""


@frozen
class Column:
    """A column of a sheet: its header, how its cells are read, what they mean, and the table whose keys they name."""

    name: str
    form: Form
    words: str
    refers: str = ""
    is_needed: bool = False

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that it may hold; where it may hold something else too, some that it may."""
        return _choices(self.form)


NUMBERED: Literal[0] = 0
"""The step of a list: its rows are counted."""

Step: TypeAlias = "str | Column | Literal[0]"
"""A step from the case to a row: a key that is always the same, one that a column names, or a place in a list."""


@frozen
class Sheet:
    """A sheet: where its rows belong in the case, and its columns.

    Parameters
    ----------
    name : str
        Its name.
    steps : tuple of Step
        From the case to a row.
    columns : tuple of Column
        What a row says, beside that.
    cls : type or None
        What a row is; None where it is a single value.
    words : str
        What the sheet holds.
    """

    name: str
    steps: tuple[Step, ...]
    columns: tuple[Column, ...]
    cls: type | None
    words: str

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that say of what a row is."""
        return tuple(step for step in self.steps if isinstance(step, Column))

    @property
    def headers(self) -> tuple[Column, ...]:
        """All columns."""
        return (*self.keys, *self.columns)

    @property
    def table(self) -> tuple[str, ...]:
        """The keys that are always the same: where in a file such rows are."""
        return tuple(step for step in self.steps if isinstance(step, str))

    @property
    def is_main(self) -> bool:
        """Whether it is one that every case has use for."""
        return self.table[0] in MAIN


@cache
def fields_of_case() -> tuple[Column, ...]:
    """Return what the case says once, field by field, by their paths.

    Examples
    --------
    >>> [column.name for column in fields_of_case()][:6]
    ['title', 'currency', 'evaluated', 'horizon.start', 'horizon.periods', 'horizon.step']
    """
    return tuple(_flat_fields(Case, "", is_needed=True))


@cache
def field_of_case(name: str) -> Column | None:
    """Return a field that the case says once, or the table of some of them, by its path; None where there is none."""
    known = {column.name: column for column in fields_of_case()}
    tables = {
        stated.key: Column(stated.key, stated.form, stated.words)
        for _, stated in entries(Case)
        if isinstance(stated.form, Table)
    }
    return known.get(name) or tables.get(name)


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return all sheets but that of the case, a table ahead of those within it.

    Examples
    --------
    >>> [sheet.name for sheet in sheets()][:8]
    ['objectives', 'levers', 'drivers', 'indicators', 'measurement', 'tools', 'costs', 'effects']
    >>> next(sheet for sheet in sheets() if sheet.name == "not_applicable").headers[2].name
    'reason'
    """
    found = tuple(_sheets_in(Case, ()))
    deep = Counter((sheet.table[-1], len(sheet.table)) for sheet in found)

    def is_short(sheet: Sheet) -> bool:
        """Tell whether its last word is enough: no other sheet that lies as deep, or less deep, has the same."""
        name = sheet.table[-1]
        return sum(count for (last, depth), count in deep.items() if last == name and depth <= len(sheet.table)) == 1

    return tuple(
        Sheet(
            sheet.table[-1] if sheet.is_main and is_short(sheet) else ".".join(sheet.table),
            sheet.steps,
            sheet.columns,
            sheet.cls,
            sheet.words,
        )
        for sheet in found
    )


def _flat_fields(cls: type, path: str, *, is_needed: bool) -> Iterator[Column]:
    for attribute, stated in entries(cls):
        name = f"{path}{stated.key}"
        needed = is_needed and attribute.default is NOTHING
        if isinstance(stated.form, Table):
            yield from _flat_fields(stated.form.cls, f"{name}.", is_needed=needed)
        elif _own_sheet(stated.form) is None:
            yield Column(name, stated.form, stated.words, _refers(stated.form), needed)


def _sheets_in(cls: type, steps: tuple[Step, ...]) -> Iterator[Sheet]:
    """Go through what a class states: the sheets of its tables, each followed by those within it."""
    is_of_the_case = not any(not isinstance(step, str) for step in steps)
    for _, stated in entries(cls):
        path = (*steps, stated.key)
        form = stated.form
        if isinstance(form, Table) and is_of_the_case:
            yield from _sheets_in(form.cls, path)
            continue
        own = _own_sheet(form)
        if own is None:
            continue
        to_row = (*_as_parents(path), *_last_steps(own))
        part = own.part if isinstance(own, Keyed | Listed) else own
        if isinstance(part, Table):
            columns = tuple(_columns_of(part.cls))
            yield Sheet(stated.key, to_row, columns, part.cls, stated.words)
            yield from _sheets_in(part.cls, to_row)
        else:
            yield Sheet(stated.key, to_row, (_value_column(part, stated.words),), None, stated.words)


def _columns_of(cls: type) -> Iterator[Column]:
    for attribute, stated in entries(cls):
        if _own_sheet(stated.form) is None:
            yield Column(
                stated.key, stated.form, stated.words, _refers(stated.form), is_needed=attribute.default is NOTHING
            )


def _own_sheet(form: Form) -> Keyed | Listed | Table | None:
    """Return the table or the list that has a sheet of its own; None where a form stands in a cell."""
    match form:
        case Table() if form.cls not in _IN_A_CELL:
            return form
        case Listed(part=Table()):
            return form
        case Keyed(part=Table() | Listed() | Text()):
            return form
        case Keyed() if form.names is not None:
            return form
        case Either():
            return next((one for one in form.forms if isinstance(one, Keyed) and _own_sheet(one) is not None), None)
        case _:
            return None


def _as_parents(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Name the columns of keys by what they are keys of: within the table of a tool, ``key`` is ``tool``."""
    named: list[Step] = []
    for place, step in enumerate(steps):
        if isinstance(step, Column) and step.name == "key":
            before = steps[place - 1]
            assert isinstance(before, str)
            named.append(Column(before.removesuffix("s"), step.form, _OF[0], refers=before, is_needed=True))
        else:
            named.append(step)
    return tuple(named)


_OF = (
    message("Which one the row is of: its key on its own sheet."),
    message("A short name of your own, for other sheets to refer to."),
)
_NAMED = {
    "check": message("Code of a check, as BR121, or BR121 indicators.KEY."),
    "path": message("Path of the value, as drivers.visits.value or tools.blog.costs.Writing.amount."),
}


def _last_steps(form: Keyed | Listed | Table) -> tuple[Step, ...]:
    if isinstance(form, Table):
        return ()
    if isinstance(form, Listed):
        return (NUMBERED,)
    if not form.called:
        return (Column("key", Text(), _OF[1], is_needed=True),)
    table = f"{form.called}s" if form.called not in _NAMED else ""
    return (Column(form.called, Text(), _NAMED.get(form.called, _OF[0]), refers=table, is_needed=True),)


def _value_column(part: Form, words: str) -> Column:
    if isinstance(part, Text):
        return Column("reason", part, message("The reason why."), is_needed=not part.may_be_empty)
    if isinstance(part, Listed):
        refers = _refers(part.part)
        return Column(refers, part, words)
    return Column("value", part, words, is_needed=True)


def _refers(form: Form) -> str:
    """Return the table whose keys a single cell names."""
    return getattr(form, "of", "")


def _choices(form: Form) -> tuple[str, ...]:
    """Return the words that a cell may hold; with others beside them where it may hold something else too."""
    match form:
        case Choice():
            return form.words
        case Flag():
            return ("true", "false")
        case Either():
            return tuple(word for one in form.forms for word in _choices(one))
        case _:
            return ()
