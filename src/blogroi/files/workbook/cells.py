"""The sheets of a workbook as cells: their values, whatever program wrote them, and what is no value said as such.

Only cells that hold something are kept, so that a million rows that are merely coloured cost nothing but the time to pass over them. What a
sheet says of its own size is not read. Hidden rows, columns and sheets are read as all others.
"""

from __future__ import annotations

import posixpath
import re

from blogroi.errors import CaseError
from blogroi.files.workbook.grid import Grid, GridReader
from blogroi.files.workbook.markup import elements, plain_text
from blogroi.files.workbook.package import Package
from blogroi.files.workbook.strings import shared_strings
from blogroi.files.workbook.styles import dates_by_style
from blogroi.language.spoken import message
from blogroi.records import frozen

__all__ = ["Book", "book_of", "column_letters", "place"]


@frozen
class Book:
    """The sheets of a workbook, in their order."""

    grids: tuple[Grid, ...]


def column_letters(number: int) -> str:
    """Return the letters of a column.

    Examples
    --------
    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(sheet: str, row: int, column: int) -> str:
    """Return where a cell is, as a spreadsheet says it.

    Examples
    --------
    >>> place("effects", 7, 4), place("# Read me", 1, 1)
    ('effects!D7', "'# Read me'!A1")
    """
    named = sheet if re.fullmatch(r"[\w.]+", sheet) else "'" + sheet.replace("'", "''") + "'"
    return f"{named}!{column_letters(column)}{row}"


def book_of(content: bytes) -> Book:
    """Read the cells of a workbook.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    Book

    Raises
    ------
    CaseError
        When it is no workbook, or one that is not read.
    """
    package = Package(content)
    path = _main_part(package)
    main = package.read(path)
    targets = _targets(package, path)
    by_type = dict(targets.values())
    strings = shared_strings(_part(package, by_type.get("sharedStrings")))
    dates = dates_by_style(_part(package, by_type.get("styles")))
    listed = list(elements(main, frozenset({"sheet", "workbookPr", "calcPr"})))
    since_1904 = any(name == "workbookPr" and given.get("date1904") in ("1", "true") for name, given in listed)
    is_unworked = any(name == "calcPr" and given.get("fullCalcOnLoad") in ("1", "true") for name, given in listed)
    reader = GridReader(strings, dates, since_1904=since_1904, is_unworked=is_unworked)
    grids: list[Grid] = []
    for name, given in listed:
        if name != "sheet":
            continue
        called = plain_text(given.get("name", ""))
        kind, target = targets.get(given.get("id", ""), ("worksheet", called))  # what is elsewhere is missing here
        if kind == "worksheet":  # a sheet that is a chart has no cells
            grids.append(reader.grid(called, package.read(target)))
    return Book(tuple(grids))


def _part(package: Package, path: str | None) -> bytes:
    """Inflate a part that need not be there."""
    return package.read(path) if path is not None and path in package else b""


def _main_part(package: Package) -> str:
    for kind, target in _targets(package, "").values():
        if kind == "officeDocument":
            return target
    raise CaseError.at("", message("is an archive, and no workbook"))


def _targets(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part is related to, by the number of the relation: the kind, and the name of the other part. Links lead nowhere."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in package:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for _, given in elements(package.read(path), frozenset({"Relationship"})):
        target = given.get("Target", "")
        if given.get("TargetMode", "").lower() != "external":
            inside = (
                target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            found[given.get("Id", "")] = (given.get("Type", "").rpartition("/")[2], inside)
    return found
