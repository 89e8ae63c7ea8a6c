"""What is in a file, in words: its days, its gaps, its columns, and what to beware of before anything is measured on it."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import Joined, message, plural
from blogroi.measured.reading.registry import FORMATS
from blogroi.measured.steps import SeriesStep, several
from blogroi.measured.survey import ColumnContents, Contents
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import exact, number, quoted

__all__ = ["series_sheet"]

_LEAST, _ENOUGH = 26, 52  # weeks before a launch, as the method asks for them
_MOST_COLUMNS, _MOST_WEEKS = 6, 6


def series_sheet(found: Contents, *, full: bool = False) -> Sheet:
    r"""Say what is in a file.

    Parameters
    ----------
    found : Contents
        What is said.
    full : bool
        Whether all of it is said, with every column and week.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from blogroi.measured import contents
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "calls.csv"
    ...     _ = path.write_text("week,calls\n2026-08-31,412\n2026-09-07,388\n")
    ...     found = contents(path)
    >>> series_sheet(found).blocks[0].lines[0]
    '2 weeks from 2026-08-31 to 2026-09-07, none missing.'
    """
    shown = found.columns if full else found.columns[:_MOST_COLUMNS]
    blocks: list[Block] = [Lines(list(_verdict(found))), _columns(found, shown)]
    if len(shown) < len(found.columns):
        blocks.append(Lines([_more(len(found.columns) - len(shown))]))
    if len(found.columns) == 1 or full:
        blocks += [_weeks(found, column, full=full) for column in shown if column.weeks]
    blocks.append(Listing(heading=message("Before you go on"), lines=found.warnings, first=True))
    if full:
        blocks.append(Listing(heading=message("How it was read"), lines=tuple(_read(found))))
    return Sheet(
        title=message("What is in {file}", file=quoted(found.file)),
        subtitle=_subtitle(found),
        blocks=blocks,
        foot=[_next(found, full=full)],
    )


def _subtitle(found: Contents) -> str:
    parts = [FORMATS[found.format].called]
    if found.totals:
        parts.append(plural("{count} row of totals left out", "{count} rows of totals left out", found.totals))
    if found.left_out:
        parts.append(plural("{count} request left out", "{count} requests left out", found.left_out))
    return Joined(parts, " \u00b7 ")


def _verdict(found: Contents) -> Iterator[str]:
    """Say how much there is, what is missing, and whether that is enough to measure on."""
    span = several(found.rows, found.step)
    if not found.missing:
        yield message("{rows} from {first} to {last}, none missing.", rows=span, first=found.first, last=found.last)
    else:
        yield plural(
            "{rows} from {first} to {last}; {count} is missing in between: a gap, and no zero.",
            "{rows} from {first} to {last}; {count} are missing in between: gaps, and no zeros.",
            found.missing,
            rows=span,
            first=found.first,
            last=found.last,
        )
    yield _full(found)
    yield _enough(found)


def _full(found: Contents) -> str:
    if found.kept != "week":
        return ""
    if found.last_full_week is None:
        return ""  # which is among the warnings
    return message("The last full week begins on {day}.", day=found.last_full_week)


def _enough(found: Contents) -> str:
    most = max(column.full_weeks for column in found.columns)
    weeks, least, enough = (several(count, found.kept) for count in (most, _LEAST, _ENOUGH))
    if most >= _ENOUGH:
        return message("Known: {weeks}. An effect can be measured on it.", weeks=weeks)
    if most >= _LEAST:
        return message(
            "Known: {weeks}. An effect can be measured on it, less surely than on {enough}.", weeks=weeks, enough=enough
        )
    return message(
        "Known: {weeks}. That is too little to measure an effect on: {least} are needed before a launch.",
        weeks=weeks,
        least=least,
    )


def _columns(found: Contents, shown: tuple[ColumnContents, ...]) -> Table:
    return Table(
        heads=[
            message("column"),
            message("kind", context="of a column"),
            _known(found.kept),
            message("mean", context="of a column"),
            message("least"),
            message("most"),
        ],
        rows=[Row([column.name, _scale(column), f"{column.full_weeks}", *_numbers(column)]) for column in shown],
        align=(*LEFT, *LEFT, *RIGHT * 4),
        cut=[0],
        caption=message("The columns, and their full weeks"),
    )


def _known(step: SeriesStep) -> str:
    return {
        "week": message("full weeks"),
        "month": message("months"),
        "quarter": message("quarters"),
        "year": message("years"),
    }.get(step, message("days"))


def _scale(column: ColumnContents) -> str:
    return (
        message("count", context="of a column")
        if column.scale == "count"
        else message("average", context="of a column")
    )


def _numbers(column: ColumnContents) -> Iterator[str]:
    for value in (column.mean, column.low, column.high):
        yield "" if value is None else number(value)


def _more(count: int) -> str:
    return plural("{count} more column: --full", "{count} more columns: --full", count)


def _weeks(found: Contents, column: ColumnContents, *, full: bool) -> Table:
    weeks = column.weeks if full else column.weeks[-_MOST_WEEKS:]
    return Table(
        heads=[message("{step} from", step=_a(found.kept)), column.name],
        rows=[
            Row([message("{day}", day=week.day), message("unknown") if week.value is None else _counted(week.value)])
            for week in weeks
        ],
        align=(*LEFT, *RIGHT),
        caption=message("{column} over time", column=column.name),
    )


def _counted(value: float) -> str:
    """Return what was counted in a week; of a share no figure is lost."""
    return exact(value) if abs(value) >= 1.0 else number(value)


def _a(step: SeriesStep) -> str:
    return {
        "week": message("week"),
        "month": message("month"),
        "quarter": message("quarter"),
        "year": message("year"),
    }.get(step, message("day"))


def _read(found: Contents) -> Iterator[str]:
    """Say how the file was read: what was left out, and which columns are no series."""
    yield message("Read as `{format}`.", format=found.format)
    yield from found.remarks
    for column in found.unread:
        if column.line is None:
            yield message("{name} is not a series: {reason}", name=quoted(column.name), reason=column.reason)
        else:
            yield message(
                "{name} is not a series: line {line} {reason}",
                name=quoted(column.name),
                line=str(column.line),
                reason=column.reason,
            )


def _next(found: Contents, *, full: bool) -> str:
    column = found.columns[0].name if len(found.columns) == 1 else "NAME"
    if full:
        return message("Next: `blogroi detectable FILE --column {column}`", column=_in_shell(column))
    return message("All of it: --full. Next: `blogroi detectable FILE --column {column}`", column=_in_shell(column))


def _in_shell(name: str) -> str:
    return name if name.replace("_", "").isalnum() else f'"{name}"'
