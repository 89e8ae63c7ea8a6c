"""From the cells of a workbook to a case, with every fault by its cell.

What begins with ``#`` is a remark: a sheet of such a name, a column of such a header, a row whose first cell is such. What is not a remark and
not known is a fault: nothing that somebody wrote is passed over in silence.
"""

from __future__ import annotations

from blogroi.errors import CaseError, Fault
from blogroi.files.faults import place_in_document
from blogroi.files.quantities import is_of_parts
from blogroi.files.structure import case_or_faults
from blogroi.files.thousands import as_written
from blogroi.files.workbook.case_sheet import read_case_sheet
from blogroi.files.workbook.cells import Book, book_of
from blogroi.files.workbook.grid import Grid
from blogroi.files.workbook.layout import CASE, sheets
from blogroi.files.workbook.places import At
from blogroi.files.workbook.reading import REMARK, Reading, holds_something
from blogroi.files.workbook.table_sheet import read_table_sheet
from blogroi.language.naming import suggest
from blogroi.language.spoken import message
from blogroi.model import Case
from blogroi.model.cures import key_cure
from blogroi.model.limits import DEFAULTS, Limits, check_tables

__all__ = ["case_from_workbook", "case_in", "with_cells"]


def case_from_workbook(content: bytes, limits: Limits = DEFAULTS) -> Case:
    """Read the case that a workbook states.

    Parameters
    ----------
    content : bytes
        The file.
    limits : Limits
        How much it may hold, from :func:`blogroi.model.limits.limits_of`.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With all that is wrong with it, each fault with its cell.
    """
    return case_in(book_of(content), limits)


def case_in(book: Book, limits: Limits = DEFAULTS) -> Case:
    """Read the case that the cells of a workbook state."""
    read = _read(book)
    check_tables(read.document, limits, is_quantity=is_of_parts)
    case = case_or_faults(read.document, as_written(read.document, _ANY_DOUBTFUL))
    if isinstance(case, Case) and not read.faults:
        return case
    faults = [] if isinstance(case, Case) else case
    told = {fault.path for _, fault in read.faults if fault.path}
    kept = [fault for fault in faults if not any(_is_within(fault.path, path) for path in told)]
    raise CaseError(read.places.in_order(kept, read.faults))


def with_cells(faults: tuple[Fault, ...], content: bytes) -> list[Fault]:
    """Return faults that showed only when a case was evaluated with their cells in the workbook that it was read from."""
    read = _read(book_of(content))
    at = {fault: read.places.of(place_in_document(fault.path, read.document)) for fault in faults}
    return read.places.in_order((), [(place or At(-1), fault) for fault, place in at.items()])


_ANY_DOUBTFUL = "1.000"
"""Stands for a text in which there may be numbers that others write for thousands."""


def _is_within(path: str, above: str) -> bool:
    return path == above or path.startswith((f"{above}.", f"{above}["))


def _read(book: Book) -> Reading:
    """Read every sheet, tables ahead of those within them, whatever the order in which they lie."""
    read = Reading(book)
    read.places.names.extend(grid.name for grid in book.grids)
    known = {sheet.name: sheet for sheet in sheets()}
    by_name = _sheets_by_name(read, [CASE, *known])
    if CASE not in by_name:  # some other workbook, of which all else would be at fault too
        told = message(
            "there is no sheet `{name}`, with title, currency, horizon and the rest of what a case says once; an answer is not a case",
            name=CASE,
        )
        raise CaseError.at("", told)
    read_case_sheet(read, by_name[CASE])
    for name, sheet in known.items():
        if name in by_name:
            read_table_sheet(read, by_name[name], sheet)
    return read


def _sheets_by_name(read: Reading, known: list[str]) -> dict[str, int]:
    """Return the number of each sheet that is known; one that is not, holds something and is no remark is a fault."""
    found: dict[str, int] = {}
    meant: dict[str, int] = {}
    for number, grid in enumerate(read.book.grids):
        name = grid.name.strip().casefold()
        if name.startswith(REMARK):
            continue
        if name in found:
            told = message(
                "is there twice, as `{first}` too: put both together", first=read.book.grids[found[name]].name
            )
            read.fault(At(number), "", told)
        elif name in known:
            found[name] = number
        elif _holds_something(grid):
            cure = key_cure(name, known)
            hint = message("did you mean `{word}`?", word=cure) if cure else suggest(name, known)
            told = message(
                "is the name of no table ({hint}); a sheet that is not to be read has a name that begins with #",
                hint=hint,
            )
            read.fault(At(number), "", told)
            near = next((word for word in known if f"`{word}`" in hint), None)
            if near is not None:  # what was meant is read, so that the rest is not missed too
                meant[near] = number
    return meant | found


def _holds_something(grid: Grid) -> bool:
    return any(holds_something(cell) for row in grid.rows.values() for cell in row.values())
