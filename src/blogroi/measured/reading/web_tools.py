"""Matomo, Plausible and Search Console: tables by day, each with habits of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from attrs import evolve

from blogroi.language.spoken import message
from blogroi.measured.reading.dates import read_date
from blogroi.measured.reading.decoding import decoded, is_utf16
from blogroi.measured.reading.export import Export, Hints, Row
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import Raw
from blogroi.measured.reading.rows import rows_of, separator_of
from blogroi.measured.reading.table import export_of, grid_of
from blogroi.model.cures import folded

__all__ = [
    "is_matomo",
    "is_plausible",
    "is_search_console",
    "read_matomo",
    "read_matomo_weeks",
    "read_plausible",
    "read_search_console",
]

_NOTHING = "no data available"
_STILL_COUNTED = 3
_PLAUSIBLE = ("date", "visitors", "pageviews", "bounces", "visits", "visit_duration")


def _names(raw: Raw) -> list[str]:
    """Return what stands in the first line, for telling who wrote it."""
    return [name.strip(' "\r').lower() for name in re.split("[,;\t]", _first_line(raw))]


def _first_line(raw: Raw) -> str:
    encoding = "utf-16" if is_utf16(raw.head) else "utf-8-sig"
    return raw.head[:8192].decode(encoding, "replace").partition("\n")[0]


def is_matomo(raw: Raw) -> bool:
    """Return whether a file is Matomo's: by names such as ``nb_visits``, or as UTF-16 with commas, where Excel puts tabs."""
    names = _names(raw)
    if names[0] == _NOTHING:
        return True
    as_it_writes = is_utf16(raw.head) and "\t" not in _first_line(raw)
    return names[0] in ("date", "label") and (as_it_writes or any(name.startswith("nb_") for name in names))


def read_matomo(raw: Raw, hints: Hints) -> Export:
    """Read Matomo's CSV; weeks that it writes without quotation marks are refused, with how they can be read."""
    rows = _matomo_rows(raw)
    weeks = [row for row in rows if _is_unquoted_week(row, len(rows[0].cells))]
    if weeks:
        told = message(
            "begins with the first and the last day of a week, which are not in quotation marks: add `--read-as matomo-weeks`, `format=` in Python, or export by day"
        )
        raise refuse(told, line=weeks[0].line)
    return export_of(grid_of(rows), hints, format="matomo")


def read_matomo_weeks(raw: Raw, hints: Hints) -> Export:
    """Read Matomo's CSV by week, where the first two cells of a row are its first and its last day."""
    head, *rest = _matomo_rows(raw)
    rows = [head]
    for row in rest:
        if not _is_unquoted_week(row, len(head.cells)):
            raise refuse(message("does not begin with the first and the last day of a week"), line=row.line)
        rows.append(evolve(row, cells=(",".join(row.cells[:2]), *row.cells[2:])))
    return export_of(grid_of(rows), hints, format="matomo-weeks")


def _matomo_rows(raw: Raw) -> Sequence[Row]:
    text = decoded(raw.content)
    if folded(text.strip(' "\r\n')) == _NOTHING:
        raise refuse(message("holds the words `No data available` alone: choose another time, or another site"))
    rows = tuple(rows_of(text, separator_of(text)))
    if rows[0].cells[0].strip().lower() == "label":
        raise refuse(message("has a row for each page, channel or country, and no days: export the same over time, by day"), line=1)  # fmt: skip
    return rows


def _is_unquoted_week(row: Row, width: int) -> bool:
    if len(row.cells) != width + 1:
        return False
    span = read_date(",".join(row.cells[:2]))
    return span is not None and span.step != "day"


def is_plausible(raw: Raw) -> bool:
    """Return whether a file is Plausible's table of visitors by day."""
    return tuple(_names(raw)) == _PLAUSIBLE


def read_plausible(raw: Raw, hints: Hints) -> Export:
    """Read Plausible's table of visitors; all that it holds are sums, of seconds too."""
    text = decoded(raw.content)
    found = export_of(grid_of(tuple(rows_of(text, ","))), evolve(hints, decimal="."), format="plausible")
    note = message("`visit_duration` is in seconds, of all visits together; `bounces` are visits of one page")
    return found.noting(remarks=[note])


def is_search_console(raw: Raw) -> bool:
    """Return whether a file is of Search Console: clicks, impressions, CTR, position; with days or without."""
    names = _names(raw)
    return len(names) == 5 and names[1] in ("clicks", "clics") and names[2] == "impressions" and names[3] == "ctr"


def read_search_console(raw: Raw, hints: Hints) -> Export:
    """Read Search Console's days, of which the last are still being counted when they are exported."""
    text = decoded(raw.content)
    rows = tuple(rows_of(text, separator_of(text)))
    if not any(read_date(row.cells[0]) for row in rows[1:]):
        told = message(
            "holds no days, and what it holds adds up to less than all: take `Dates.csv`, `Chart.csv` or `Graphique.csv` of the same export"
        )
        raise refuse(told, line=1)
    found = export_of(grid_of(rows), hints, format="search-console")
    return _without_last_days(found)


def _without_last_days(found: Export) -> Export:
    """Take the last days for unknown: Search Console goes on counting for two to three days, and does not say when it was exported."""
    last = found.days[-1]
    since = last - timedelta(_STILL_COUNTED - 1)
    columns = tuple(
        column
        if column.faults
        else evolve(
            column,
            values=tuple(None if day >= since else value for day, value in zip(found.days, column.values, strict=True)),
        )
        for column in found.columns
    )
    notes = (
        message(
            "the last three days, from {since} to {last}, may still have been counted when this was exported, and are left out: export three days more than you need",
            since=since,
            last=last,
        ),
        message("days are those of the Pacific coast of the United States"),
    )
    return evolve(found, columns=columns).noting(notes)
