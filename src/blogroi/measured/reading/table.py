"""A table with a column of days and columns of numbers, whoever wrote it: which rows are days, which are totals, and what each number is."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from blogroi.errors import Fault, OptionError
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import Joined, Message, message, plural
from blogroi.measured.reading.dates import Reading, read_date
from blogroi.measured.reading.export import Export, Grid, Hints, Row, no_days
from blogroi.measured.reading.faults import MOST_LINES, refuse, refuse_lines, shown_name
from blogroi.measured.reading.figures import columns_of
from blogroi.measured.reading.numbers import read_number
from blogroi.measured.reading.rows import rows_of, separator_of
from blogroi.measured.steps import SeriesStep
from blogroi.model.cures import folded
from blogroi.records import frozen

__all__ = ["distinct", "export_of", "grid_of", "read_table"]

_TOTAL = re.compile(
    r"(?:grand |sub ?)?(?:total|totals|totaux|sum|somme|gesamt|gesamtsumme|gesamtergebnis|summe|suma|totale)\b|total general|(?:sous )?total"
    r"|(?:average|mean|moyenne|mittelwert|promedio|media)\b"
)


def read_table(text: str, hints: Hints) -> Export:
    r"""Read a text with separators.

    Parameters
    ----------
    text : str
        The text.
    hints : Hints
        What is said of it.

    Returns
    -------
    Export

    Raises
    ------
    SeriesError
        With what is wrong.

    Examples
    --------
    >>> read_table("day;calls\n31/08/2026;12\n01/09/2026;\nTotal;12\n", Hints()).columns[0].values
    (12.0, None)
    """
    return export_of(grid_of(tuple(rows_of(text, separator_of(text)))), hints)


def grid_of(rows: Sequence[Row]) -> Grid:
    """Find the names above the first row that holds a date.

    What stands further up (a title, for whom, for when) is passed over. A table that begins with a date has no names.

    Raises
    ------
    SeriesError
        When no row holds a date.
    """
    first = next((place for place, row in enumerate(rows) if any(read_date(cell) for cell in row.cells)), None)
    if first is None:
        raise refuse(_no_days(rows))
    _refuse_side_by_side(rows, first)
    head = _head(rows, first)
    if head is None:
        width = len(rows[first].cells)
        return Grid(names=distinct([""] * width), rows=tuple(rows[first:]), header_line=0)
    return Grid(names=distinct(rows[head].cells), rows=tuple(rows[head + 1 :]), header_line=rows[head].line)


def _head(rows: Sequence[Row], first: int) -> int | None:
    """Return which row holds the names: the next above that holds no number, for one that does may be a day that is written wrongly.

    Where all of them hold one (``Month,2025,2026``), it is the first.
    """
    above = [
        place for place in range(first - 1, -1, -1) if len(rows[place].cells) > 1 and not _is_total(rows[place].cells)
    ]
    if not above:
        return None
    filled = _filled(rows[above[0]])
    whole = [place for place in above if _filled(rows[place]) >= filled]
    return next((place for place in whole if not any(map(read_number, rows[place].cells))), whole[-1])


def _refuse_side_by_side(rows: Sequence[Row], first: int) -> None:
    """Refuse a table whose names are days, with nothing but numbers below them."""
    days = [place for place, cell in enumerate(rows[first].cells) if read_date(cell)]
    below = rows[first + 1].cells if len(rows) > first + 1 else ()
    if len(days) > 1 and below and not any(read_date(cell) for cell in below):
        raise refuse(
            message("has its days side by side: turn the table, so that each day has a row"), line=rows[first].line
        )


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell.strip())


_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")


def _no_days(rows: Sequence[Row]) -> Message:
    short = any(_SHORT_YEAR.fullmatch(cell.strip()) for row in rows[:50] for cell in row.cells[:50])
    return message("writes years in two figures: write them in four") if short else no_days()


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Return names of which no two are alike: of those that are, each is told by its number.

    Examples
    --------
    >>> distinct(["Date", "Visits", "Visits", ""])
    ('Date', 'Visits#1', 'Visits#2', 'column 4')
    """
    shown = [str(shown_name(name, place)) for place, name in enumerate(names, 1)]
    often, seen = Counter(shown), Counter[str]()
    told: list[str] = []
    for name in shown:
        seen[name] += 1
        told.append(f"{name}#{seen[name]}" if often[name] > 1 else name)
    return tuple(told)


def export_of(grid: Grid, hints: Hints, *, format: str = "csv") -> Export:
    """Read a table of texts.

    Parameters
    ----------
    grid : Grid
        The table.
    hints : Hints
        What is said of it.
    format : str
        What wrote it.

    Returns
    -------
    Export

    Raises
    ------
    SeriesError
        With what is wrong.
    """
    grid = _as_wide_as_its_names(grid)
    place = _date_column(grid, hints)
    dated, totals, notes, remarks = _sorted_out(grid, place)
    days, step = _days(grid.names[place], dated, hints)
    _refuse_twice(dated, days)
    order = sorted(range(len(days)), key=lambda at: days[at])
    rows = [dated[at].row for at in order]
    return Export(
        format=format,
        step=step,
        days=tuple(days[at] for at in order),
        columns=columns_of(grid.names, rows, place, hints),
        totals=totals,
        notes=notes,
        remarks=remarks,
    )


@frozen
class _Dated:
    """A row, and its date as it may be read."""

    row: Row
    reading: Reading


def _as_wide_as_its_names(grid: Grid) -> Grid:
    """Refuse rows that have more or fewer cells than there are names; empty cells at the end count for nothing."""
    width = len(grid.names)
    while (
        width > 1
        and re.fullmatch(r"column \d+", grid.names[width - 1])
        and not any(len(row.cells) >= width and row.cells[width - 1].strip() for row in grid.rows)
    ):
        width -= 1
    rows: list[Row] = []
    faults: list[Fault] = []
    for row in grid.rows:
        cells = row.cells
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        if len(cells) != width and not _is_total(cells):
            told = plural(
                "{count} cell, where there are {names} names",
                "{count} cells, where there are {names} names",
                len(cells),
                names=width,
            )
            faults.append(Fault("", told, row.line))
        rows.append(evolve(row, cells=cells))
    if faults:
        raise refuse_lines(faults)
    return evolve(grid, names=grid.names[:width], rows=tuple(rows))


def _is_total(cells: Sequence[str]) -> bool:
    """Return whether a row is one of totals: what stands first in it, or what stands where names have no column, says so."""
    said = [cells[0], *(cell for cell in cells[1:] if not cells[0].strip())]
    return any(_TOTAL.match(folded(cell)) is not None for cell in said if cell.strip() and len(cell) < 60)


def _date_column(grid: Grid, hints: Hints) -> int:
    """Return in which column the days stand."""
    if hints.date is not None:
        if hints.date not in grid.names:
            hint = suggest(hints.date, grid.names)
            raise OptionError("date", message("{value} is not a column: {hint}", value=describe(hints.date), hint=hint))
        return grid.names.index(hints.date)
    rows = [row for row in grid.rows if not _is_total(row.cells)]
    found = [place for place in range(len(grid.names)) if _mostly_dates(rows, place)] or _first_dates(grid)
    if not found:
        raise refuse(no_days())
    if len(found) > 1:
        names = Joined([f"`{grid.names[place]}`" for place in found])
        told = message("several columns hold days, {names}: say which is meant, `date=`, `--date`", names=names)
        raise refuse(told, line=grid.header_line or None)
    return found[0]


def _mostly_dates(rows: Sequence[Row], place: int) -> bool:
    known = [cell for row in rows if len(row.cells) > place and (cell := row.cells[place].strip())]
    tried = known[:: max(1, len(known) // 500)]
    return bool(tried) and 2 * sum(read_date(cell) is not None for cell in tried) > len(tried)


def _first_dates(grid: Grid) -> list[int]:
    """Return where the first row that holds dates has them, in a table that mostly holds something else."""
    for row in grid.rows:
        if found := [place for place, cell in enumerate(row.cells[: len(grid.names)]) if read_date(cell) is not None]:
            return found
    return []


def _sorted_out(grid: Grid, place: int) -> tuple[list[_Dated], int, list[Message], list[Message]]:
    """Tell days from totals, and from names that stand there again; whatever is neither is refused."""
    dated: list[_Dated] = []
    faults: list[Fault] = []
    totals = repeated = others = 0
    for row in grid.rows:
        cell = row.cells[place].strip() if len(row.cells) > place else ""
        reading = read_date(cell) if len(row.cells) == len(grid.names) else None
        if reading is not None:
            dated.append(_Dated(row, reading))
        elif _is_total(row.cells) or _TOTAL.match(folded(cell[:60])) is not None:
            totals += 1
        elif distinct(row.cells) == grid.names:
            repeated += 1
        elif cell == "(other)":
            others += 1
        else:
            faults.append(Fault(grid.names[place], _undated(cell), row.line))
    if faults:
        raise refuse_lines(faults)
    if not dated:
        raise refuse(no_days())
    return dated, totals, list(_of_others(others)), list(_of_repeated(repeated))


def _undated(cell: str) -> Message:
    if not cell:
        return message("has no day: a row without one is left out by hand, if it is none")
    return message("is not a day: several tables in one file, or a remark below one, are taken apart by hand")


def _of_repeated(repeated: int) -> Iterator[Message]:
    if repeated:
        yield plural("the names of the columns stand there once more, and are passed over", "the names of the columns stand there {count} times more, and are passed over", repeated)  # fmt: skip


def _of_others(others: int) -> Iterator[Message]:
    if others:
        yield plural(
            "{count} row `(other)` holds what is not told apart by day any more: days are counted too low",
            "{count} rows `(other)` hold what is not told apart by day any more: days are counted too low",
            others,
        )


def _days(name: str, dated: Sequence[_Dated], hints: Hints) -> tuple[list[datetime.date], SeriesStep]:
    """Decide how all days of a column are read, and how long that is which they name."""
    if timed := [one.row.line for one in dated if one.reading.has_time]:
        told = message(
            "has a time of day: where one row is not one day, add the hours of each day up; a time elsewhere may be another day, so write days alone"
        )
        raise refuse_lines((Fault(name, told, line) for line in timed[:MOST_LINES]), len(timed))
    steps: Counter[SeriesStep] = Counter(one.reading.step for one in dated)
    step = steps.most_common(1)[0][0]
    if len(steps) > 1:
        odd = [one.row.line for one in dated if one.reading.step != step]
        told = message("names another length of time than the other rows do")
        raise refuse_lines((Fault(name, told, line) for line in odd[:MOST_LINES]), len(odd))
    days = _decided(name, dated, hints)
    return days, _longer(days) if step == "day" else step


def _decided(name: str, dated: Sequence[_Dated], hints: Hints) -> list[datetime.date]:
    by = {
        "day-first": [one.reading.day_first for one in dated],
        "month-first": [one.reading.month_first for one in dated],
    }
    possible = [way for way, days in by.items() if None not in days and hints.dates in (None, way)]
    if not possible:
        wanted = by[hints.dates or "day-first"]
        lines = [one.row.line for one, day in zip(dated, wanted, strict=True) if day is None]
        told = (
            message("is not a day where the day stands before the month, as in other rows it must")
            if hints.dates is None
            else message("is not a day, read as `{way}`", way=hints.dates)
        )
        raise refuse_lines((Fault(name, told, line) for line in lines[:MOST_LINES]), len(lines))
    if len(possible) == 2 and by["day-first"] != by["month-first"]:
        one, other = next(
            (one, other) for one, other in zip(by["day-first"], by["month-first"], strict=True) if one != other
        )
        told = message(
            "can be read as {one} or as {other}, and no row decides: add `--dates day-first` or `--dates month-first`; `dates=` in Python",
            one=str(one),
            other=str(other),
        )
        raise refuse(told, path=name, line=next(row.row.line for row, day in zip(dated, by["day-first"], strict=True) if day == one))  # fmt: skip
    return [day for day in by[possible[0]] if day is not None]


_LENGTHS: tuple[tuple[SeriesStep, range], ...] = (("month", range(28, 32)), ("quarter", range(89, 93)), ("year", range(365, 367)))  # fmt: skip


def _longer(days: Iterable[datetime.date]) -> SeriesStep:
    """Return whether days are those of months, quarters or years: each follows the one before by the length of one."""
    ordered = sorted(days)
    gaps = [(later - earlier).days for earlier, later in pairwise(ordered)]
    if len(gaps) < 2:
        return "day"
    usual = sorted(gaps)[len(gaps) // 2]
    step = _step_of_length(usual)
    same_place = len({day.day for day in ordered}) == 1 or all(
        (day + datetime.timedelta(1)).day == 1 for day in ordered
    )
    return step if same_place else "day"


def _step_of_length(length: int) -> SeriesStep:
    for step, lengths in _LENGTHS:
        if length in lengths:
            return step
    return "day"


def _refuse_twice(dated: Sequence[_Dated], days: Sequence[datetime.date]) -> None:
    """Refuse a day that stands in two rows."""
    seen: dict[datetime.date, int] = {}
    faults: list[Fault] = []
    for one, day in zip(dated, days, strict=True):
        if day in seen:
            told = message(
                "{day} stands in line {earlier} too: a day stands once; add its rows up, or export without the column that tells them apart",
                day=day,
                earlier=str(seen[day]),
            )
            faults.append(Fault("", told, one.row.line))
        else:
            seen[day] = one.row.line
    if faults:
        raise refuse_lines(faults)
