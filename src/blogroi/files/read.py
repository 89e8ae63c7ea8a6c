"""Cases and results from files, with all faults of a file together.

The machinery of reading is loaded when something is read: who writes a case in Python does not wait for it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from blogroi.errors import BlogroiError, CaseError
from blogroi.files.disk import read_bytes
from blogroi.files.formats import Format, format_of, text_format
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model import Case
from blogroi.model.limits import Limits, check_bytes, check_tables, check_text, limits_of

__all__ = ["found_in_file", "load", "load_result", "loads"]

_NAME = re.compile(r"[^\n={]*\.(?:toml|json|xlsx)")


def load(path: str | os.PathLike[str], *, limits: Limits | None = None) -> Case:
    """Read a case from a file.

    Parameters
    ----------
    path : str or path
        A file whose name ends in ``.toml`` or ``.json``, in UTF-8, or in ``.xlsx``: a workbook; of at most 20 MiB.
    limits : Limits, optional
        How much it may hold; by default what no case needs is refused.

    Returns
    -------
    Case

    Raises
    ------
    FileError
        When the file cannot be read.
    LimitError
        When it holds more than is allowed; nothing of it is parsed, or none of what was parsed is read.
    CaseError
        With all that is wrong with the file, each fault with its path and its line or its cell. The file is never changed.

    Examples
    --------
    >>> import tempfile
    >>> from blogroi.files.template import template
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "case.toml"
    ...     _ = path.write_text(template(), encoding="utf-8")
    ...     load(path).currency
    'EUR'
    """
    content = read_bytes(Path(path))
    try:
        return loads(content, format=format_of(Path(path)), source=str(path), limits=limits)
    except CaseError as error:
        raise CaseError(error.faults, str(path)) from None


def loads(text: str | bytes, *, format: Format = "toml", source: str = "", limits: Limits | None = None) -> Case:
    """Read a case from text.

    Parameters
    ----------
    text : str or bytes
        The case; bytes are UTF-8, or a workbook.
    format : {"toml", "json", "xlsx"}
        How it is written.
    source : str
        Name to show in errors.
    limits : Limits, optional
        As in :func:`load`.

    Returns
    -------
    Case

    Raises
    ------
    LimitError
        As in :func:`load`.
    CaseError
        With all that is wrong, each fault with its path and its line or its cell.

    Examples
    --------
    >>> loads("blogroi = 2")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: line 1: blogroi: this file is of version 2; what is read here is version 1
    """
    from blogroi.files.documents import decode, parse  # noqa: PLC0415  only who reads pays for it
    from blogroi.files.quantities import is_of_parts  # noqa: PLC0415
    from blogroi.files.structure import read_case  # noqa: PLC0415

    allowed = limits_of(limits)
    try:
        if isinstance(text, bytes):
            check_bytes(len(text), allowed)
        if format == "xlsx" and isinstance(text, bytes):
            from blogroi.files.workbook.read import case_from_workbook  # noqa: PLC0415  only who has a workbook pays for it

            return case_from_workbook(text, allowed)
        if isinstance(text, bytes):
            _refuse_workbook(text)
        decoded = decode(text) if isinstance(text, bytes) else text
        if not isinstance(decoded, str) or (decoded is text and _NAME.fullmatch(decoded)):
            raise CaseError.at(
                "", message("{value} is not the text of a case: `blogroi.load` reads a file", value=describe(text))
            )
        known = text_format(format)
        check_text(decoded, allowed, has_headers=known == "toml")
        document = parse(decoded, known)
        check_tables(document, allowed, is_quantity=is_of_parts)
        return read_case(document, decoded, known)
    except CaseError as error:
        raise CaseError(error.faults, source) from None


def _refuse_workbook(content: bytes) -> None:
    """Refuse a workbook whose name says that it is a text."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CaseError.at(
            "", message("this is a workbook, or another archive, and no text: a workbook has a name that ends in .xlsx")
        )


def found_in_file(error: CaseError, path: str | os.PathLike[str]) -> CaseError:
    """Return what was found wrong when a case was evaluated, with the lines or the cells of the file that it was read from.

    Parameters
    ----------
    error : CaseError
        What was found, without lines.
    path : str or path
        The file.

    Returns
    -------
    CaseError
        The same where the file cannot be read any more.
    """
    from blogroi.files.documents import decode, parse  # noqa: PLC0415  only who is refused pays for it
    from blogroi.files.faults import with_lines  # noqa: PLC0415

    if not Path(path).is_file():  # a pipe is read once
        return error
    try:
        kind = format_of(Path(path))
        if kind == "xlsx":
            from blogroi.files.workbook.read import with_cells  # noqa: PLC0415

            return CaseError(with_cells(error.faults, read_bytes(Path(path))), str(path))
        text = decode(read_bytes(Path(path)))
        return CaseError(with_lines(error.faults, parse(text, kind), text, kind), str(path))
    except BlogroiError:
        return error


def load_result(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read an answer that was written as JSON, as plain data.

    Parameters
    ----------
    path : str or path
        A file in JSON, of at most 20 MiB, in UTF-8.

    Returns
    -------
    dict

    Raises
    ------
    FileError
        When it cannot be read.
    CaseError
        When it is not JSON, or no table.
    """
    from blogroi.files.documents import decode, parse  # noqa: PLC0415

    content = read_bytes(Path(path))
    try:
        text = decode(content)
        if not text.lstrip("\ufeff \t\r\n").startswith("{"):  # a case in TOML, an empty file: nothing to mend in it
            told = message("is not an answer: `blogroi register` writes a plan, and `--format json` any other one")
            raise CaseError.at("", told)
        return parse(text, "json")
    except CaseError as error:
        raise CaseError(error.faults, str(path)) from None
