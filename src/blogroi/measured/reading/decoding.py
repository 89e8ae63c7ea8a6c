"""What bytes say: by the mark that they begin with, else as UTF-8, else as Windows has it in Western Europe."""

from __future__ import annotations

import codecs

from blogroi.language.spoken import message
from blogroi.measured.reading.faults import refuse

__all__ = ["decoded", "is_utf16"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def is_utf16(content: bytes) -> bool:
    """Return whether something begins as UTF-16 does."""
    return content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def decoded(content: bytes) -> str:
    """Return a text.

    Parameters
    ----------
    content : bytes
        The file.

    Returns
    -------
    str
        Without the mark that it begins with.

    Raises
    ------
    SeriesError
        When it is no text.

    Examples
    --------
    >>> decoded("Jour,Visites".encode("utf-16")), decoded("Dépense".encode("cp1252"))
    ('Jour,Visites', 'Dépense')
    """
    text = _by_mark(content)
    if text is None:
        text = _by_its_bytes(content)
    if "\0" in text:
        raise _binary()
    return text


def _by_mark(content: bytes) -> str | None:
    """Decode by the mark at the beginning, where there is one."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding).lstrip("\ufeff")
            except UnicodeDecodeError as error:
                told = message("is not in {encoding}, as it says that it is", encoding=encoding.upper())
                raise refuse(told, line=content.count(b"\n", 0, error.start) + 1) from None
    return None


def _by_its_bytes(content: bytes) -> str:
    if b"\0" in content:
        if content[1::2].count(0) > 0.9 * (len(content) // 2):
            return content.decode("utf-16-le", "replace")  # Matomo's, when an editor has taken the mark off
        raise _binary()
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(message("is neither in UTF-8, nor in UTF-16, nor in Windows-1252: save it as UTF-8"))


def _binary() -> Exception:
    return refuse(message("is not text: an export is a CSV, JSON, zip, xlsx or Parquet file, or a log"))
