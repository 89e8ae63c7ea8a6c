"""An answer as a workbook: the short answer in words on the first sheet, then its tables, a sheet each, numbers as numbers.

The words are those of the sheet that every other format is made of, the figures those of the answer's tables: nothing is added but a chart
of what each tool brings in, which is drawn by the spreadsheet from its table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blogroi.errors import OptionError
from blogroi.files.workbook.book import new_book, new_sheet, put, saved, sheet_name, styled
from blogroi.files.workbook.cells import column_letters
from blogroi.language.languages import Language
from blogroi.language.spoken import message, spoken
from blogroi.report.pieces import pieces
from blogroi.report.sheet import Bar, Block, Lines, Listing, Preformatted, Sheet, Table
from blogroi.results.table import Column
from blogroi.results.table import Table as Values

__all__ = ["workbook_of"]

_HEAD = "FFDDE7F3"
_MOST_ROWS = 1_048_575
_LONGEST_LINE = 110
_LONGEST_TEXT = 4_000
_WIDEST = 60
_OF_COLUMNS = message("columns", context="sheet")
_INK = "2F5D8A"
_IN_CHART = {
    "npv_p95": (message("upper end of the 90 % range"), "dash"),
    "npv_p05": (message("lower end of the 90 % range"), "dash"),
    "npv_mean": (message("expected", context="chart"), "circle"),
}
"""The columns that the chart shows, in the order in which a chart of ranges takes them: highest, lowest, and what lies between."""


def workbook_of(sheets: Sequence[Sheet], tables: Mapping[str, Values], language: Language = "en") -> bytes:
    """Write what is said, and the tables that it is said of, as a workbook.

    Parameters
    ----------
    sheets : sequence of Sheet
        What is said in words.
    tables : mapping of str to Table
        Tables by name; of one without rows there is no sheet.
    language : {"en", "fr"}
        In which language it is said. Names of tables and columns are the same in each.

    Returns
    -------
    bytes
        The same for the same answer.

    Raises
    ------
    MissingExtraError
        When openpyxl is not installed.
    OptionError
        When a table has more rows than a sheet.
    """
    book = new_book()
    filled = {name: table for name, table in tables.items() if len(table)}
    front = _Front(book, language)
    for sheet in sheets:
        front.put(sheet)
    for table in filled.values():
        _put_table(book, table)
    _put_columns(book, filled, language)
    tools = filled.get("tools")
    if tools is not None and {"name", "npv_p05", "npv_mean", "npv_p95"} <= tools.columns.keys():
        front.chart(book[sheet_name("tools")], tools)
    book.active = 0
    return saved(book)


class _Front:
    """The first sheet: what is said in words."""

    def __init__(self, book: Any, language: Language) -> None:
        self._language: Language = language
        self._sheet = new_sheet(book, spoken(message("Summary", context="sheet"), language))
        self._sheet.sheet_view.showGridLines = False
        self._sheet.column_dimensions["A"].width = 4
        self._sheet.column_dimensions["B"].width = 34
        for at in range(3, 12):
            self._sheet.column_dimensions[column_letters(at)].width = 18
        self._row = 0

    def put(self, sheet: Sheet) -> None:
        """Put what an answer says."""
        self._row += 1
        styled(self._put(2, sheet.title), bold=True)
        if sheet.subtitle:
            self._lines(sheet.subtitle, grey=True)
        for block in sheet.blocks:
            if any(True for _ in _content(block)):
                self._row += 1
                self._block(block)
        self._row += 1
        for line in sheet.foot:
            if line:
                self._lines(line, grey=True)

    def chart(self, sheet: Any, tools: Values) -> None:
        """Put a chart of the net gain of each tool: its expectation, between the ends of its range."""
        from openpyxl.chart import Reference, StockChart  # noqa: PLC0415  only who writes a workbook waits for it
        from openpyxl.chart.axis import ChartLines  # noqa: PLC0415
        from openpyxl.chart.series import SeriesLabel  # noqa: PLC0415

        chart: Any = StockChart()  # the one in which every spreadsheet joins the ends of a range
        currency = tools.columns["npv_mean"].unit
        title = spoken(message("Net gain by tool"), self._language)
        chart.title = f"{title} ({currency})" if currency else title
        chart.height, chart.width = 9, 22
        chart.hiLowLines = ChartLines()
        places = {name: at for at, name in enumerate(tools.columns, start=1)}
        last = len(tools) + 1
        for name, (called, symbol) in _IN_CHART.items():
            at = places[name]
            chart.add_data(Reference(sheet, min_col=at, min_row=2, max_row=last))
            series = chart.series[-1]
            series.tx = SeriesLabel(v=spoken(called, self._language))
            series.graphicalProperties.line.noFill = True
            series.marker.symbol = symbol
            series.marker.size = 9
            series.marker.graphicalProperties.solidFill = _INK
            series.marker.graphicalProperties.line.solidFill = _INK
        at = places["name"]
        chart.set_categories(Reference(sheet, min_col=at, min_row=2, max_row=last))
        chart.legend.position = "b"
        chart.x_axis.delete = chart.y_axis.delete = False
        chart.x_axis.tickLblPos = "low"  # below what falls under zero too
        chart.y_axis.number_format = "#,##0"
        self._sheet.add_chart(chart, f"B{self._row + 2}")

    def _block(self, block: Block) -> None:
        match block:
            case Lines():
                for line in _content(block):
                    self._lines(line)
            case Listing():
                if block.heading:
                    self._row += 1
                    styled(self._put(2, block.heading), bold=True)
                for number, line in enumerate(block.lines, start=1):
                    self._lines(line, before=f"{number}." if block.numbered else "\u2013")
            case Preformatted():
                for line in _content(block):
                    self._row += 1
                    put(self._sheet, self._row, 2, line)
            case Table():
                self._table(block)

    def _table(self, table: Table) -> None:
        """Put a table; what a bar shows stands in the figures beside it."""
        shown = table.said
        self._row += 1
        for column, at in enumerate(shown, start=2):
            self._cell(column, table.heads[at], _is_right(table, at), bold=True)
        for row in table.rows:
            self._row += 1
            if row.mark:
                self._cell(1, row.mark, is_right=True)
            for column, at in enumerate(shown, start=2):
                cell = row.cells[at]
                if not isinstance(cell, Bar):
                    self._cell(column, cell, _is_right(table, at))

    def _cell(self, column: int, text: str, is_right: bool = False, *, bold: bool = False) -> None:
        cell = styled(self._put(column, text), bold=bold, fill=_HEAD if bold else "")
        if is_right:
            from openpyxl.styles import Alignment  # noqa: PLC0415

            cell.alignment = Alignment(horizontal="right")

    def _lines(self, line: str, *, grey: bool = False, before: str = "") -> None:
        """Put a paragraph, on as many rows as it needs: a spreadsheet breaks no line that runs over several columns."""
        for number, part in enumerate(textwrap.wrap(self._said(line), _LONGEST_LINE, break_on_hyphens=False)):
            self._row += 1
            if before and not number:
                self._cell(1, before, is_right=True)
            styled(put(self._sheet, self._row, 2, part), grey=grey)

    def _put(self, column: int, text: str) -> Any:
        return put(self._sheet, self._row, column, self._said(text))

    def _said(self, text: str) -> str:
        return _cut("".join(piece.text for piece in pieces(text, self._language)))


def _cut(text: str) -> str:
    """Cut a text that is longer than a cell can hold, all of its signs escaped."""
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}\u2026"


def _content(block: Block) -> Iterator[str]:
    """Give the lines of a block, but for those that are empty."""
    match block:
        case Lines() | Listing():
            yield from (line for line in block.lines if line)
        case Preformatted():
            yield from block.text.strip("\n").split("\n")
        case Table():
            yield from (" " for _ in block.rows)


def _is_right(table: Table, at: int) -> bool:
    return at < len(table.align) and table.align[at] == "right"


def _put_table(book: Any, table: Values) -> None:
    """Put a table: its headers stay in sight, and its rows can be filtered."""
    if len(table) > _MOST_ROWS:
        told = message("table `{name}` has more rows than a sheet: {most}", name=table.name, most=_MOST_ROWS)
        raise OptionError("format", told)
    sheet = new_sheet(book, table.name, fits=len(table.columns) <= 12)
    for at, (name, column) in enumerate(table.columns.items(), start=1):
        styled(put(sheet, 1, at, name), bold=True, fill=_HEAD)
        form = _number_format(column)
        for row, value in enumerate(column.values, start=2):
            if value is not None:
                cell = put(sheet, row, at, _cut(value) if isinstance(value, str) else value)
                if form:
                    cell.number_format = form
        longest = max((len(f"{value}") for value in column.values if isinstance(value, str)), default=8)
        sheet.column_dimensions[column_letters(at)].width = min(_WIDEST, max(12, len(name) + 2, longest + 2))
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{column_letters(len(table.columns))}{len(table) + 1}"


def _number_format(column: Column) -> str:
    """Return how the numbers of a column are shown; what they are stays as it is."""
    if column.kind == "whole":
        return "0"
    if column.kind != "number":
        return ""
    if column.unit == "share":
        return "0.0%"
    if column.unit is not None and len(column.unit) == 3 and column.unit.isupper():  # a currency
        greatest = max((abs(value) for value in column.values if isinstance(value, float | int)), default=0.0)
        return "#,##0" if greatest >= 100 else "#,##0.00"
    return {"ratio": "0.00", "score": "0.00"}.get(column.unit or "", "")


def _put_columns(book: Any, tables: Mapping[str, Values], language: Language) -> None:
    """Put what every column means, and in what it is counted."""
    sheet = new_sheet(book, spoken(_OF_COLUMNS, language))
    heads = ("table", "column", "unit", "meaning")
    for at, (head, width) in enumerate(zip(heads, (20, 28, 12, 100), strict=True), start=1):
        styled(put(sheet, 1, at, head), bold=True, fill=_HEAD)
        sheet.column_dimensions[column_letters(at)].width = width
    row = 1
    for name, table in tables.items():
        for column, held in table.columns.items():
            row += 1
            for at, text in enumerate((name, column, held.unit, held.meaning), start=1):
                put(sheet, row, at, text)
    sheet.freeze_panes = "A2"
