"""Tidy tables of an answer: one kind of thing a row, one kind of value a column, and nothing else.

A :class:`Layout` says once what a table is: its columns, what they mean and in what they are counted, and the rows that an answer has for
it. Documentation, frames, workbooks and figures all go by that. A table is made when it is asked for, and holds plain Python values; what is
not known is None.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from attrs import field

from blogroi.errors import UnknownTableError
from blogroi.model.brief import brief, count, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["CURRENCY", "STEP", "Backend", "Column", "Heading", "Kind", "Layout", "Table", "Tables", "Value"]

Backend: TypeAlias = Literal["pandas", "polars", "pyarrow"]
"""The libraries whose frames a table can be."""

Kind: TypeAlias = Literal["text", "number", "whole", "flag", "date"]
"""What the values of a column are."""

Value: TypeAlias = str | float | int | bool | datetime.date | None
"""What stands in a cell; None where nothing is known."""

A = TypeVar("A")

CURRENCY = "currency"
"""Unit of amounts, for which a table has the currency of its case."""

STEP = "step"
"""Unit of times, for which a table has the step of its window, such as ``"month"``."""


@frozen
class Column:
    """The values of one column, and what they are.

    Parameters
    ----------
    kind : {"text", "number", "whole", "flag", "date"}
        What they are: texts, real numbers, whole numbers, true or false, days.
    values : tuple
        One for each row; None where nothing is known.
    unit : str or None
        In what numbers are counted, where it is the same in all rows: a currency, ``"share"`` of 1, ``"month"``.
    meaning : str
        What they say, in a sentence.

    Examples
    --------
    >>> Column("number", (0.93, None), unit="share").values
    (0.93, None)
    """

    kind: Kind
    values: tuple[Value, ...]
    unit: str | None = None
    meaning: str = ""


@frozen(repr=False)
class Table:
    """A tidy table, which cannot be changed.

    Parameters
    ----------
    name : str
        Its name among the tables of its answer.
    columns : mapping of str to Column
        By name, in their order.

    Examples
    --------
    >>> table = Table("tools", FrozenMap({"tool": Column("text", ("blog", "fair")), "npv": Column("number", (120.0, None))}))
    >>> table
    <Table 'tools': 2 rows; 2 columns>
    >>> [row["npv"] for row in table]
    [120.0, None]
    """

    name: str
    columns: FrozenMap[str, Column]

    def __len__(self) -> int:
        """Return the number of rows."""
        return next((len(column.values) for column in self.columns.values()), 0)

    def __iter__(self) -> Iterator[FrozenMap[str, Value]]:
        """Go through the rows, each a mapping from the name of a column to its value."""
        names = tuple(self.columns)
        for row in zip(*(column.values for column in self.columns.values()), strict=True):
            yield FrozenMap(dict(zip(names, row, strict=True)))

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the table as an Arrow stream, which polars, pyarrow, DuckDB and other libraries read as it is.

        Parameters
        ----------
        requested_schema : PyCapsule, optional
            The types that a reader would like; texts, real and whole numbers (64 bits), flags and days (32 bits) are given whatever it is.

        Raises
        ------
        MissingExtraError
            When nanoarrow is not installed.
        """
        from blogroi.results.frames import arrow_stream  # noqa: PLC0415  only who wants frames pays for them

        return arrow_stream(self)

    def to_pandas(self) -> Any:
        """Return the table as a frame of pandas, in its nullable types. Neither an extra nor pyarrow is needed.

        Returns
        -------
        pandas.DataFrame

        Raises
        ------
        OptionError
            When pandas is not installed.

        Examples
        --------
        >>> Table("tools", FrozenMap({"npv": Column("number", (120.0, None))})).to_pandas()["npv"].tolist()
        [120.0, <NA>]
        """
        return self.to_frame("pandas")

    def to_polars(self) -> Any:
        """Return the table as a frame of polars.

        Returns
        -------
        polars.DataFrame

        Raises
        ------
        OptionError
            When narwhals, nanoarrow or polars is not installed.

        Examples
        --------
        >>> Table("tools", FrozenMap({"npv": Column("number", (120.0, None))})).to_polars()["npv"].to_list()
        [120.0, None]
        """
        return self.to_frame("polars")

    def to_frame(self, backend: Backend) -> Any:
        """Return the table as a frame of the library that is named.

        Parameters
        ----------
        backend : {"pandas", "polars", "pyarrow"}
            The library.

        Returns
        -------
        pandas.DataFrame, polars.DataFrame or pyarrow.Table

        Raises
        ------
        OptionError
            When there is no such library, or it is not installed.

        Examples
        --------
        >>> Table("tools", FrozenMap({"npv": Column("number", (120.0, None))})).to_frame("pyarrow").column("npv").null_count
        1
        """
        from blogroi.results.frames import frame_of  # noqa: PLC0415

        return frame_of(self, backend)

    def to_csv(self) -> str:
        r"""Return the table as comma-separated values, which spreadsheets and frame libraries read.

        Returns
        -------
        str
            In English, with ``.`` for decimals, days as 2026-01-31, nothing where nothing is known, and ``\r\n`` after each line: write
            it with ``newline=""``. A text that a spreadsheet would take for a formula has an apostrophe before it.

        Examples
        --------
        >>> Table("tools", FrozenMap({"tool": Column("text", ("blog",)), "npv": Column("number", (120.0,))})).to_csv()
        'tool,npv\r\nblog,120.0\r\n'
        """
        from blogroi.results.comma_separated import comma_separated  # noqa: PLC0415  only who wants it pays for it

        return comma_separated(self)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows: the first rows and columns."""
        from blogroi.results.presenting import presenter  # noqa: PLC0415  only who looks pays for it

        return presenter().bundle(self)

    def __repr__(self) -> str:
        """Return what it is, in one line."""
        return brief(self, count(len(self), "row"), count(len(self.columns), "column"), name=self.name)


@frozen
class Heading:
    """What a column holds, whatever the answer.

    Parameters
    ----------
    kind : {"text", "number", "whole", "flag", "date"}
        What its values are.
    meaning : str
        What they say, in a sentence.
    unit : str or None
        In what numbers are counted; :data:`CURRENCY` and :data:`STEP` stand for those of the case.
    """

    kind: Kind
    meaning: str
    unit: str | None = None


def _as_headings(headings: Mapping[str, Heading]) -> FrozenMap[str, Heading]:
    return FrozenMap(headings)


@frozen
class Layout(Generic[A]):
    """What a table is in all answers of a class: its columns, and where its rows come from.

    Parameters
    ----------
    name : str
        Name of the table.
    meaning : str
        What a row is, in a sentence.
    headings : mapping of str to Heading
        Its columns by name, in their order.
    rows : callable
        From an answer to its rows, each a mapping that may leave out what is not known.
    is_there : callable
        Whether an answer has the table: what is only computed on request may be missing.
    request : str
        What to write to have it then, in Python.
    option : str
        The same on the command line.
    """

    name: str
    meaning: str
    headings: FrozenMap[str, Heading] = field(converter=_as_headings)
    rows: Callable[[A], Iterable[Mapping[str, Value]]] = field(eq=False)
    is_there: Callable[[A], bool] = field(default=lambda _: True, eq=False)
    request: str = ""
    option: str = ""

    def table_of(self, answer: A, units: Mapping[str, str]) -> Table:
        """Make the table of an answer.

        Parameters
        ----------
        answer : Answer
            The answer.
        units : mapping of str to str
            What the units of the case are that headings name.

        Returns
        -------
        Table
        """
        rows = list(self.rows(answer))
        return Table(
            self.name,
            FrozenMap(
                {
                    name: Column(
                        heading.kind,
                        tuple(_cells(rows, name, heading.kind)),
                        units.get(heading.unit, heading.unit) if heading.unit is not None else None,
                        heading.meaning,
                    )
                    for name, heading in self.headings.items()
                }
            ),
        )


def _cells(rows: list[Mapping[str, Value]], name: str, kind: Kind) -> list[Value]:
    """Return the values of a column; a real number that somebody has stated as a whole one is a real number."""
    values = [row.get(name) for row in rows]
    return [float(value) if type(value) is int else value for value in values] if kind == "number" else values


class Tables(Mapping[str, Table]):
    """The tables of an answer by name, each made when it is asked for.

    Parameters
    ----------
    answer : Answer
        The answer.
    layouts : iterable of Layout
        What tables it has.
    units : mapping of str to str
        What the units of the case are that headings name.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> result.tables["tools"].columns["verdict"].values
    ('does not pay', 'does not pay')
    >>> result.tables["toolz"]
    Traceback (most recent call last):
        ...
    blogroi.errors.UnknownTableError: table: 'toolz' is not known: did you mean `tools`?
    """

    __slots__ = ("_answer", "_layouts", "_missing", "_units")

    def __init__(self, answer: Any, layouts: Iterable[Layout[Any]], units: Mapping[str, str]) -> None:
        self._answer, self._units = answer, units
        self._layouts: dict[str, Layout[Any]] = {}
        self._missing: dict[str, Layout[Any]] = {}
        for layout in layouts:
            (self._layouts if layout.is_there(answer) else self._missing)[layout.name] = layout

    def __getitem__(self, name: str) -> Table:
        if name in self._layouts:
            return self._layouts[name].table_of(self._answer, self._units)
        missing = self._missing.get(name)
        if missing is None:
            raise UnknownTableError(name, self._layouts)
        raise UnknownTableError(name, self._layouts, request=missing.request, on_command_line=missing.option)

    def __iter__(self) -> Iterator[str]:
        return iter(self._layouts)

    def __len__(self) -> int:
        return len(self._layouts)

    def __repr__(self) -> str:
        return brief(self, some(self))
