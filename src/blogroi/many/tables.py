"""One table of many cases, part by part: the rows of each, with what tells them apart before them, and beside it what is wrong with the rest.

Amounts of cases in several currencies stand in one column; which one it is, each row says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from attrs import Factory, define

from blogroi.errors import CaseError, UnknownTableError
from blogroi.many.question import Question
from blogroi.model.arguments import whole
from blogroi.model.brief import Brief, brief, count
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.evaluation import Evaluation
from blogroi.results.headings import text
from blogroi.results.headings import whole as whole_heading
from blogroi.results.table import CURRENCY, STEP, Column, Heading, Layout, Table, Value

__all__ = ["MOST_OF_A_PART", "PART", "Gathered", "Gathering", "Rows", "gather", "layout_of", "rows_of"]

PART = 1000
"""Cases of a part."""

MOST_OF_A_PART = 1_000_000
"""The most cases of a part."""

_CASE = {
    "index": whole_heading("Place of the case among all, from 0."),
    "case": text("File of the case; empty where it came from none."),
}
_LEAD = {
    **_CASE,
    "title": text("Title of the case."),
    "fingerprint": text("Hash of what the case states."),
    "currency": text("Currency of its amounts."),
    "step": text("Step of its window, in which times are counted."),
}
_FAULTS = {
    **_CASE,
    "line": whole_heading("Line of the file, from 1."),
    "cell": text("Sheet and cell, where the case is a workbook."),
    "path": text("Path of the field in the case."),
    "message": text("What is wrong and what would be right."),
}


@frozen
class Rows:
    """The rows that one case has in a table, and what tells them from those of others."""

    title: str
    fingerprint: str
    currency: str
    step: str
    cells: tuple[tuple[Value, ...], ...]


@frozen(kw_only=True, repr=False, eq=False)
class Gathered(Brief):
    """A part of the answers of many cases, as tables.

    Parameters
    ----------
    first : int
        Place of its first case among all, from 0.
    cases : int
        How many cases it is of.
    table : Table
        The rows of all that could be evaluated, with ``index``, ``case``, ``title``, ``fingerprint``, ``currency`` and ``step`` before the
        columns that the table of one evaluation has. Its amounts have a unit where all of them are in one currency.
    faults : Table
        A row for each fault of the others: ``index``, ``case``, ``line``, ``cell``, ``path`` and ``message``.
    """

    first: int
    cases: int
    table: Table
    faults: Table

    def __repr__(self) -> str:
        """Return how much it holds."""
        return brief(
            self,
            f"{count(self.cases, 'case')} from {self.first}",
            count(len(self.table), "row"),
            count(len(self.faults), "fault"),
            name=self.table.name,
        )


def gather(
    answers: Iterable[tuple[int, Evaluation | CaseError]], *, table: str = "tools", part: int = PART
) -> Iterator[Gathered]:
    """Put a table of many answers together, part by part, so that the whole never lies in memory.

    Parameters
    ----------
    answers : iterable of (int, Evaluation or CaseError)
        What :func:`evaluate_many` yields.
    table : str
        Which table of an evaluation.
    part : int
        Cases of a part; the last may have fewer.

    Yields
    ------
    Gathered
        The table, and the faults beside it. Each can be had as a frame, as CSV, or as it is through Arrow.

    Raises
    ------
    OptionError
        At once, when there is no such table, or no such part.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> answers = blogroi.evaluate_many([case, "nowhere.toml", case], draws=1000)
    >>> for part in blogroi.gather(answers, part=2):
    ...     print(part, [row["tool"] for row in part.table])
    <Gathered 'tools': 2 cases from 0; 2 rows; 1 fault> ['blog', 'magazine']
    <Gathered 'tools': 1 case from 2; 2 rows; 0 faults> ['blog', 'magazine']
    """
    layout = layout_of(table)
    size = whole("part", part, low=1, high=MOST_OF_A_PART)
    return _gathered(answers, layout, size)


def _gathered(
    answers: Iterable[tuple[int, Evaluation | CaseError]], layout: Layout[Any], size: int
) -> Iterator[Gathered]:
    gathering = Gathering(layout)
    for index, answer in answers:
        if isinstance(answer, CaseError):
            gathering.add(index, answer.source, answer)
        else:
            gathering.add(index, "", rows_of(answer, layout))
        if gathering.cases == size:
            yield gathering.gathered()
            gathering = Gathering(layout)
    if gathering.cases:
        yield gathering.gathered()


def layout_of(table: object, question: Question | None = None) -> Layout[Any]:
    """Return what a table of every evaluation is, where there is one of that name.

    Parameters
    ----------
    table : str
        Its name.
    question : Question, optional
        What is asked of the cases, so that a table which is only made on request is refused where nobody asks for it.

    Raises
    ------
    UnknownTableError
        When there is none.
    """
    layouts = {layout.name: layout for layout in Evaluation.layouts() if layout.name != "moves"}  # of no plan
    if not isinstance(table, str) or table not in layouts:
        raise UnknownTableError(table, layouts)
    found = layouts[table]
    if question is not None and not all(
        there
        for word, there in (
            ("cash_by_period", "cash_by_period" in question.figures),
            ("evidence=", question.stated["evidence"] == "corrected"),
        )
        if word in found.request
    ):
        raise UnknownTableError(table, layouts, request=found.request, on_command_line=found.option)
    return found


def rows_of(answer: Evaluation, layout: Layout[Any]) -> Rows:
    """Return the rows that an evaluation has in a table; none where it has no such table."""
    cells: tuple[tuple[Value, ...], ...] = ()
    if layout.is_there(answer):
        columns = layout.table_of(answer, {}).columns.values()
        cells = tuple(zip(*(column.values for column in columns), strict=True))
    return Rows(answer.title, answer.fingerprint, answer.currency, answer.conventions.window.step, cells)


@define(eq=False)
class Gathering:
    """A part that is being put together."""

    layout: Layout[Any]
    cases: int = 0
    first: int = 0
    rows: list[tuple[Value, ...]] = Factory(list)
    faults: list[tuple[Value, ...]] = Factory(list)
    currencies: set[str] = Factory(set)
    steps: set[str] = Factory(set)

    def add(self, index: int, name: str, found: Rows | CaseError) -> None:
        """Add what there is of a case."""
        if not self.cases:
            self.first = index
        self.cases += 1
        case = name or None
        if isinstance(found, CaseError):
            self.faults += [
                (index, case, fault.line, fault.cell or None, fault.path or None, str(fault.message))
                for fault in found.faults
            ]
            return
        self.currencies.add(found.currency)
        self.steps.add(found.step)
        head = (index, case, found.title, found.fingerprint, found.currency, found.step)
        self.rows += [(*head, *cells) for cells in found.cells]

    def gathered(self) -> Gathered:
        """Return it as tables."""
        return Gathered(
            first=self.first,
            cases=self.cases,
            table=_table(self.layout.name, {**_LEAD, **self.layout.headings}, self.rows, self._units()),
            faults=_table("faults", _FAULTS, self.faults, {}),
        )

    def _units(self) -> dict[str, str | None]:
        """Return in what amounts and times are counted, where that is the same in all rows."""
        return {
            unit: next(iter(words)) if len(words) == 1 else None
            for unit, words in ((CURRENCY, self.currencies), (STEP, self.steps))
        }


def _table(
    name: str, headings: dict[str, Heading], rows: list[tuple[Value, ...]], units: dict[str, str | None]
) -> Table:
    values: Iterable[tuple[Value, ...]] = zip(*rows, strict=True) if rows else [()] * len(headings)
    columns = {
        called: Column(
            heading.kind,
            column,
            None if heading.unit is None else units.get(heading.unit, heading.unit),
            heading.meaning,
        )
        for (called, heading), column in zip(headings.items(), values, strict=True)
    }
    return Table(name, FrozenMap(columns))
