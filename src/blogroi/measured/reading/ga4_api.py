"""What the Data API of Google Analytics 4 answers: a report as JSON, which leaves out days on which there was nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from blogroi.language.spoken import Joined, Message, message, plural
from blogroi.measured.reading.export import Export, Grid, Hints, Row
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.raw import Raw
from blogroi.measured.reading.structured import document_of, is_json
from blogroi.measured.reading.table import distinct, export_of

__all__ = ["is_ga4_api", "read_ga4_api"]

_WEEKS, _MONTHS, _DAYS = "isoYearIsoWeek", "yearMonth", "date"
_KNOWN = (_DAYS, _WEEKS, _MONTHS)


def is_ga4_api(raw: Raw) -> bool:
    """Return whether a file is an answer of the Data API."""
    return is_json(raw) and (b'"dimensionHeaders"' in raw.head or b'"metricHeaders"' in raw.head)


def read_ga4_api(raw: Raw, hints: Hints) -> Export:
    """Read an answer: days that are left out are zeros, unless something was held back."""
    report = _report(document_of(raw))
    kind = _dimension(report)
    metrics = [str(_part(one, "name")) for one in _list(report, "metricHeaders")]
    rows = _list(report, "rows") if "rows" in report else []
    if not rows:
        raise refuse(message("holds no rows: nothing was counted, or something was asked that there is none of"))
    _refuse_cut(report, len(rows))
    grid = Grid(
        names=distinct([kind, *metrics]),
        rows=tuple(
            Row(number, (_dated(kind, cells[0]), *cells[1:])) for number, cells in enumerate(map(_cells, rows), 1)
        ),
        header_line=0,
    )
    metadata = report.get("metadata", {})
    metadata = metadata if isinstance(metadata, Mapping) else {}
    found = export_of(grid, Hints(date=kind, decimal="."), format="ga4-data-api")
    notes = [*_cautions(metadata)]
    if _is_held_back(metadata) or kind != _DAYS:
        return found.noting(notes)
    return _with_zeros(found).noting(notes)


def _report(document: Any) -> Mapping[str, Any]:
    """Return the one report of an answer, which may hold several."""
    if isinstance(document, Mapping) and isinstance(reports := document.get("reports"), list):
        if len(reports) != 1:
            raise refuse(message("holds {count} reports: save the one that is meant", count=len(reports)))
        (document,) = reports
    if not isinstance(document, Mapping):
        raise refuse(message("is not an answer of the Data API"))
    return document


def _list(report: Mapping[str, Any], name: str) -> list[Any]:
    found = report.get(name)
    if not isinstance(found, list):
        raise refuse(message("is not an answer of the Data API: `{name}` is not a list", name=name))
    return found


def _part(one: Any, name: str) -> Any:
    if not isinstance(one, Mapping) or name not in one:
        raise refuse(message("is not an answer of the Data API: `{name}` is missing", name=name))
    return one[name]


def _dimension(report: Mapping[str, Any]) -> str:
    names = [str(_part(one, "name")) for one in _list(report, "dimensionHeaders")]
    if len(names) == 1 and names[0] in _KNOWN:
        return names[0]
    told = message(
        "goes by {names}: ask for the dimension `date` alone",
        names=Joined([f"`{name[:60]}`" for name in names], ", ") if names else message("nothing"),
    )
    raise refuse(told)


def _cells(row: Any) -> tuple[str, ...]:
    """Return the cells of a row; numbers are texts there."""
    return tuple(str(_part(cell, "value")) for name in ("dimensionValues", "metricValues") for cell in _part(row, name))


def _dated(kind: str, text: str) -> str:
    if kind == _WEEKS:
        return f"{text[:4]}-W{text[4:]}"
    return f"{text[:4]}-{text[4:]}" if kind == _MONTHS else text


def _refuse_cut(report: Mapping[str, Any], rows: int) -> None:
    """Refuse an answer that is a part of one: days that are not in it would be taken for zeros."""
    count = report.get("rowCount")
    if isinstance(count, int) and count > rows:
        raise refuse(
            message("holds {rows} of {count} rows: ask for all, with a higher `limit`", rows=rows, count=count)
        )


def _is_held_back(metadata: Mapping[str, Any]) -> bool:
    return bool(metadata.get("subjectToThresholding") or metadata.get("dataLossFromOtherRow"))


def _cautions(metadata: Mapping[str, Any]) -> Iterator[Message]:
    if metadata.get("samplingMetadatas"):
        yield message("Google counted a sample of the events only, and scaled it up")
    if metadata.get("subjectToThresholding"):
        yield message("Google holds back days with few people (thresholding): those left out are unknown, and no zeros")
    if metadata.get("dataLossFromOtherRow"):
        yield message("a part is not told apart by day any more (`(other)`): days are counted too low, and those left out are unknown")  # fmt: skip
    if isinstance(zone := metadata.get("timeZone"), str):
        yield message("days are those of the time zone {zone}", zone=zone[:60])


def _with_zeros(found: Export) -> Export:
    """Put zeros on the days that are left out between the first and the last one."""
    first, last = found.days[0], found.days[-1]
    days = [first + datetime.timedelta(number) for number in range((last - first).days + 1)]
    if len(days) == len(found.days):
        return found
    place = {day: number for number, day in enumerate(found.days)}
    columns = tuple(
        column
        if column.faults
        else evolve(
            column,
            values=tuple(
                column.values[place[day]] if day in place else 0.0 if column.scale == "count" else None for day in days
            ),
        )
        for column in found.columns
    )
    note = plural(
        "{count} day that is left out is a zero: this API leaves out days on which there was nothing",
        "{count} days that are left out are zeros: this API leaves out days on which there was nothing",
        len(days) - len(found.days),
    )
    return evolve(found, days=tuple(days), columns=columns, notes=(*found.notes, note))
