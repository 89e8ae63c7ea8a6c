"""Which formats are read, how each is known by what stands in a file, and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TypeAlias

from attrs import evolve

from blogroi.errors import BlogroiError, SeriesError
from blogroi.language.spoken import Message, message
from blogroi.measured.reading.access_log import is_access_log, read_access_log
from blogroi.measured.reading.decoding import decoded
from blogroi.measured.reading.export import Export, Hints
from blogroi.measured.reading.faults import refuse
from blogroi.measured.reading.files_of_tables import is_parquet, is_workbook, read_parquet, read_workbook
from blogroi.measured.reading.ga4 import is_exploration, is_report, read_exploration, read_report
from blogroi.measured.reading.ga4_api import is_ga4_api, read_ga4_api
from blogroi.measured.reading.raw import Raw
from blogroi.measured.reading.sendings import is_brevo, is_mailchimp, read_brevo, read_mailchimp
from blogroi.measured.reading.structured import is_json
from blogroi.measured.reading.table import read_table
from blogroi.measured.reading.web_tools import (
    is_matomo,
    is_plausible,
    is_search_console,
    read_matomo,
    read_matomo_weeks,
    read_plausible,
    read_search_console,
)
from blogroi.measured.reading.wordpress import is_wordpress, read_wordpress
from blogroi.records import frozen

__all__ = ["FORMATS", "Format", "export_in"]

Reader: TypeAlias = Callable[[Raw, Hints], Export]


@frozen
class Format:
    """A format of exports.

    Parameters
    ----------
    called : str
        What people call it.
    knows : callable
        Whether a file is in it, by what stands there.
    read : callable
        What reads it.
    """

    called: Message
    knows: Callable[[Raw], bool]
    read: Reader


def _never(_: Raw) -> bool:
    return False


def _always(_: Raw) -> bool:
    return True


def _read_csv(raw: Raw, hints: Hints) -> Export:
    if is_json(raw):
        raise refuse(
            message("is JSON, and neither an answer of the Data API of Google Analytics nor one of WordPress.com")
        )
    return read_table(decoded(raw.content), hints)


FORMATS: Mapping[str, Format] = {
    "parquet": Format(message("Parquet file"), is_parquet, read_parquet),
    "xlsx": Format(message("workbook"), is_workbook, read_workbook),
    "ga4-data-api": Format(message("answer of the Google Analytics Data API"), is_ga4_api, read_ga4_api),
    "wordpress": Format(message("answer of WordPress.com"), is_wordpress, read_wordpress),
    "access-log": Format(message("access log"), is_access_log, read_access_log),
    "ga4-report": Format(message("report of Google Analytics"), is_report, read_report),
    "ga4-exploration": Format(message("exploration of Google Analytics"), is_exploration, read_exploration),
    "brevo": Format(message("list of recipients of Brevo"), is_brevo, read_brevo),
    "mailchimp": Format(message("list of campaigns of Mailchimp"), is_mailchimp, read_mailchimp),
    "plausible": Format(message("export of Plausible"), is_plausible, read_plausible),
    "search-console": Format(message("export of Search Console"), is_search_console, read_search_console),
    "matomo": Format(message("export of Matomo"), is_matomo, read_matomo),
    "matomo-weeks": Format(message("export of Matomo by week"), _never, read_matomo_weeks),
    "csv": Format(message("table"), _always, _read_csv),
}
"""By their names; of those that know a file the first reads it."""


def export_in(raw: Raw, hints: Hints, format: str | None) -> Export:
    """Read a file, in the format that is said or in the first that knows it.

    Raises
    ------
    SeriesError
        With what is wrong.
    """
    if raw.is_archive and not is_workbook(raw):
        return _in_archive(raw, hints, format)
    if format is not None:
        return _read_as(raw, hints, format)
    return _read_as(raw, hints, next(name for name, one in FORMATS.items() if one.knows(raw)))


def _read_as(raw: Raw, hints: Hints, format: str) -> Export:
    """Read a file in a format; where it has not got what all files of that format have, it is refused."""
    try:
        return FORMATS[format].read(raw, hints)
    except (KeyError, IndexError, StopIteration, ValueError) as error:
        if isinstance(error, BlogroiError):  # some of which are a ValueError too
            raise
        told = message(
            "is not a whole export in the format `{format}`: `--read-as csv` reads it as a table", format=format
        )
        raise refuse(told) from None


def _in_archive(raw: Raw, hints: Hints, format: str | None) -> Export:
    """Read the one file of an archive that holds days; other tables of the same export have none, or are by page or channel."""
    parts = raw.parts()
    if not parts:
        raise refuse(message("holds no text with a series in it: unpack it, and name the file that is meant"))
    for kind in ("search-console", "plausible"):
        known = [part for part in parts if FORMATS[kind].knows(part)]
        if known and format in (None, kind):
            return _joined(kind, known, hints)
    if len(parts) > 1:
        raise refuse(message("holds {count} files: unpack it, and name the one that is meant", count=len(parts)))
    if parts[0].is_archive:
        raise refuse(message("holds an archive within an archive: unpack it first"))
    return export_in(parts[0], hints, format)


def _joined(kind: str, parts: list[Raw], hints: Hints) -> Export:
    """Read those that hold days, and put one behind the other."""
    found: list[Export] = []
    error: SeriesError | None = None
    for part in parts:
        try:
            found.append(FORMATS[kind].read(part, hints))
        except SeriesError as refused:
            error = error or refused
    if not found:
        assert error is not None
        raise error
    different = [one for place, one in enumerate(found) if one not in found[:place]]
    return different[0] if len(different) == 1 else _one_behind_the_other(different)


def _one_behind_the_other(found: list[Export]) -> Export:
    ordered = sorted(found, key=lambda export: export.days[0])
    first = ordered[0]
    for earlier, later in pairwise(ordered):
        if later.days[0] <= earlier.days[-1] or [one.name for one in later.columns] != [
            one.name for one in first.columns
        ]:
            raise refuse(message("holds several files with the same days: unpack it, and name the one that is meant"))
    columns = tuple(
        evolve(column, values=sum((export.columns[place].values for export in ordered), ()))
        for place, column in enumerate(first.columns)
    )
    days = sum((export.days for export in ordered), ())
    return evolve(first, days=days, columns=columns, totals=sum(export.totals for export in ordered))
