"""Mailchimp's and Brevo's tables, which have a row for each sending or each recipient: added up by the week of the sending.

Of recipients nothing is kept but how many there are: the cells that say who somebody is are never looked at.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from blogroi.errors import Fault
from blogroi.language.spoken import Message, message
from blogroi.measured.reading.dates import read_date
from blogroi.measured.reading.decoding import decoded
from blogroi.measured.reading.export import Column, Export, Hints, Row, is_mean
from blogroi.measured.reading.faults import refuse, refuse_lines
from blogroi.measured.reading.numbers import is_unknown, read_number
from blogroi.measured.reading.raw import Raw
from blogroi.measured.reading.rows import rows_of
from blogroi.measured.steps import first_day, step_of

__all__ = ["is_brevo", "is_mailchimp", "read_brevo", "read_mailchimp"]

_MOST_RECIPIENTS = 5_000_000
_COUNTED = ("sent", "delivered", "opened", "clicked", "unsubscribed")


def _names(raw: Raw, separator: str) -> list[str]:
    first = raw.head[:16_384].decode("utf-8-sig", "replace").partition("\n")[0]
    return [name.strip(' "\r').lower() for name in first.split(separator)]


def is_mailchimp(raw: Raw) -> bool:
    """Return whether a file is Mailchimp's list of campaigns."""
    return {"send date", "total recipients", "unique opens"} <= {*_names(raw, ",")}


def is_brevo(raw: Raw) -> bool:
    """Return whether a file is Brevo's list of recipients."""
    return {"campaign id", "email_id", "send_date"} <= {*_names(raw, ";")}


def read_mailchimp(raw: Raw, hints: Hints) -> Export:
    """Read a list of campaigns: what each brought is added up by the week in which it was sent."""
    head, *rest = rows_of(decoded(raw.content), ",", comments=False)
    names = [name.strip() for name in head.cells]
    at = [name.lower() for name in names].index("send date")
    rest = list(_of_width(rest, len(names)))
    weeks = [_week_of(row, at, "Send Date", hints.dates) for row in rest]
    columns = [
        _added_up(name, [row.cells[place] for row in rest], weeks)
        for place, name in enumerate(names)
        if _is_numeric(rest, place)
    ]
    days = tuple(sorted({*weeks}))
    if not days:
        raise refuse(message("holds no sendings"))
    return Export(format="mailchimp", step="week", days=days, columns=tuple(columns), notes=[_by_sending()])


def _of_width(rows: Iterable[Row], width: int) -> Iterator[Row]:
    faults = []
    for row in rows:
        if len(row.cells) != width:
            faults.append(Fault("", message("has {count} cells, where there are {names} names", count=len(row.cells), names=width), row.line))  # fmt: skip
        else:
            yield row
    if faults:
        raise refuse_lines(faults)


def _is_numeric(rows: Sequence[Row], place: int) -> bool:
    """Return whether a column holds numbers alone; a title that is a number is none, for another one is not."""
    known = [row.cells[place] for row in rows if not is_unknown(row.cells[place])]
    return bool(known) and all((number := read_number(cell)) is not None and number.point is not None for cell in known)


def _week_of(row: Row, at: int, name: str, order: str | None) -> datetime.date:
    """Return the Monday of the week in which something was sent; a day in figures is read as somebody says, or as the program is known to write it."""
    reading = read_date(row.cells[at].strip())
    if reading is None or reading.step != "day":
        raise refuse(message("is not a day"), path=name, line=row.line)
    if order is None and reading.day_first != reading.month_first:
        told = message("may be read in two ways: add `--dates day-first` or `--dates month-first`; `dates=` in Python")
        raise refuse(told, path=name, line=row.line)
    day = reading.month_first if order == "month-first" else reading.day_first
    if day is None:
        raise refuse(message("is not a day, read as `{way}`", way=str(order)), path=name, line=row.line)
    return first_day(step_of(day, "week"), "week")


def _added_up(name: str, cells: Sequence[str], weeks: Sequence[datetime.date]) -> Column:
    """Add up a column by week; rates are averaged. A week in which one is unknown is unknown."""
    of_mean = is_mean(name) or any(cell.rstrip().endswith("%") for cell in cells)
    sums: dict[datetime.date, float | None] = {}
    counts: dict[datetime.date, int] = {}
    for cell, week in zip(cells, weeks, strict=True):
        number = None if is_unknown(cell) else read_number(cell)
        value = None if number is None or number.point is None else number.point / (100.0 if number.is_percent else 1.0)
        before = sums.get(week, 0.0)
        sums[week] = None if value is None or before is None else before + value
        counts[week] = counts.get(week, 0) + 1
    return Column(
        name=name,
        values=tuple(
            None if (total := sums[week]) is None else total / counts[week] if of_mean else total
            for week in sorted(sums)
        ),
        scale="identity" if of_mean else "count",
        notes=(_opens(),) if "open" in name.lower() else (),
    )


def _opens() -> Message:
    return message("opens are counted too high, since many programs open mail to protect its readers: clicks say more")


def _by_sending() -> Message:
    return message(
        "what a sending brought is counted in the week in which it was sent; a week without a sending is a gap, and no zero"
    )


def read_brevo(raw: Raw, hints: Hints) -> Export:
    """Read a list of recipients: they are counted, by the week of the sending, and forgotten."""
    rows = rows_of(decoded(raw.content), ";", comments=False, most=_MOST_RECIPIENTS)
    names = [name.strip().lower() for name in next(rows).cells]
    place = {name: at for at, name in reversed([*enumerate(names)])}
    links = range(place["complaint_date"] + 1, len(names)) if "complaint_date" in place else range(0)
    counts: dict[datetime.date, dict[str, int]] = {}
    for row in _of_width(rows, len(names)):
        week = _week_of(row, place["send_date"], "Send_Date", hints.dates or "day-first")
        at = counts.setdefault(week, dict.fromkeys(_COUNTED, 0))
        for name in _what_came(row.cells, place, links):
            at[name] += 1
    if not counts:
        raise refuse(message("holds no recipients"))
    days = tuple(sorted(counts))
    columns = tuple(
        Column(
            name=name,
            values=tuple(float(counts[day][name]) for day in days),
            notes=(_opens(),) if name == "opened" else (),
        )
        for name in _COUNTED
    )
    remarks = [
        message("`opened` leaves out what Apple's mail program opened by itself; days are those of UTC"),
        message("recipients are counted and forgotten: no address is kept"),
    ]
    return Export(format="brevo", step="week", days=days, columns=columns, notes=[_by_sending()], remarks=remarks)


def _what_came(cells: Sequence[str], place: Mapping[str, int], links: range) -> Iterator[str]:
    """Yield what came of a sending to one person."""

    def told(name: str) -> str:
        return cells[place[name]].strip() if name in place else ""

    yield "sent"
    if told("delivered_date"):
        yield "delivered"
    if _count(told("total opens")) > _count(told("total apple mpp opens")):
        yield "opened"
    if _count(told("clicked_links_count")) > 0 or any(_count(cells[at]) > 0 for at in links):
        yield "clicked"
    if told("unsubscribe_date"):
        yield "unsubscribed"


def _count(text: str) -> int:
    tidy = text.strip()
    return int(tidy) if tidy.isdecimal() and len(tidy) < 10 else 0
