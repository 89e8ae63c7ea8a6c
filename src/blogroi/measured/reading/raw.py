"""A file as it is on the disk: its first bytes, all of it, or its lines one after the other, under limits whatever it says of itself.

Nothing that an archive names is ever written, and no name in it is taken for a place. What is packed is inflated bit by bit and counted while it
is, so that a file of a few kilobytes cannot fill the memory; what is larger than any export is refused.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from blogroi.errors import FileError
from blogroi.files.disk import opened
from blogroi.language.spoken import message
from blogroi.measured.reading.faults import refuse

__all__ = ["LONGEST_LINE", "MOST_BYTES", "Raw", "raw_of"]

MOST_BYTES = 50 * 2**20
"""The most bytes of an export that is read as a whole, packed or not (three hundred years of days, in a hundred columns)."""

MOST_STREAMED = 8 * 2**30
"""The most bytes of a log, which is read line by line."""

LONGEST_LINE = 2**16
"""The longest line of a log."""

_HEAD = 2**16
_CHUNK = 2**20
_MOST_PARTS = 1_000
_GZIP, _ZIP = b"\x1f\x8b", (b"PK\x03\x04", b"PK\x05\x06")
_ENTRY = b"PK\x01\x02"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+:/{1,2}[^/]", re.IGNORECASE)


class Raw:
    """What stands in a file.

    Parameters
    ----------
    name : str
        What it is called, for errors.
    head : bytes
        Its first bytes, by which it is known.
    rest : file
        What follows them.
    """

    def __init__(self, name: str, head: bytes, rest: BinaryIO) -> None:
        self.name = name
        self.head = head
        self._rest = rest
        self._content: bytes | None = None

    @classmethod
    def of(cls, name: str, content: bytes) -> Raw:
        """Take what is in memory already."""
        return cls(name, content[:_HEAD], io.BytesIO(content[_HEAD:]))

    @property
    def content(self) -> bytes:
        """All of it.

        Raises
        ------
        SeriesError
            When there is more of it than of any export.
        """
        if self._content is None:
            content = self.head + _read(self._rest, MOST_BYTES + 1 - len(self.head))
            if len(content) > MOST_BYTES:
                told = message(
                    "is larger than {most} MiB: a series has one row for each day or week; add up what is kept for each page, channel or visit first",
                    most=str(MOST_BYTES // 2**20),
                )
                raise refuse(told)
            self._content = content
        return self._content

    def lines(self) -> Iterator[bytes]:
        """Go through its lines once, without keeping them; one that is longer than any is cut.

        Raises
        ------
        SeriesError
            When there is more than of any log.
        """
        if self._content is not None:
            yield from io.BytesIO(self._content)
            return
        left, kept = MOST_STREAMED, b""
        chunk = self.head
        while chunk:
            left -= len(chunk)
            if left < 0:
                raise refuse(message("is larger than {most} GiB: one file a month", most=str(MOST_STREAMED // 2**30)))
            *whole, kept = (kept + chunk).split(b"\n")
            yield from whole
            kept = kept[:LONGEST_LINE]
            chunk = _read(self._rest, _CHUNK)
        if kept:
            yield kept

    @property
    def is_archive(self) -> bool:
        """Whether it is a zip archive."""
        return self.head.startswith(_ZIP)

    def parts(self) -> list[Raw]:
        """Return the files in an archive that may hold a series: texts, by the ends of their names.

        Raises
        ------
        SeriesError
            When it is damaged, encrypted, or would unpack to more than any export.
        """
        if self.content.count(_ENTRY) > _MOST_PARTS:  # before the list of them is read
            raise refuse(message("holds more than {most} files: no export does", most=_MOST_PARTS))
        left = MOST_BYTES
        found: list[Raw] = []
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
                for info in archive.infolist():
                    name = re.split(r"[/\\]", info.filename)[-1]
                    if info.flag_bits & 0x1:
                        raise refuse(message("is encrypted: unpack it first"))
                    if not name.lower().endswith((".csv", ".json", ".tsv", ".txt")) or name.startswith("."):
                        continue
                    content = _part(archive, info, left)
                    left -= len(content)
                    found.append(Raw.of(name, content))
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
            raise _damaged(error) from None
        return found


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int) -> bytes:
    """Inflate a file of an archive, whatever size it says that it has."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refuse(message("is packed in a way that exports are not: unpack it first"))
    with archive.open(info) as part:
        content = part.read(left + 1)
    if len(content) > left:
        raise refuse(message("unpacks to more than {most} MiB: no export does", most=str(MOST_BYTES // 2**20)))
    return content


@contextmanager
def raw_of(path: Path) -> Generator[Raw]:
    """Open a file, inflating it where it is packed by gzip.

    Parameters
    ----------
    path : Path
        Its name.

    Yields
    ------
    Raw
        It can be read while the context lasts.

    Raises
    ------
    FileError
        When it cannot be read.
    SeriesError
        When there is nothing in it, or it is damaged.
    """
    if _ADDRESS.match(str(path)):
        raise FileError.of(
            path, "read", message("it is an address: nothing is fetched; save the export as a file first")
        )
    with opened(path) as file:
        head = file.read(_HEAD)
        rest: BinaryIO = file
        if head.startswith(_GZIP):
            rest = _inflated(head, file)
            head = _read(rest, _HEAD)
        if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
            raise refuse(message("is empty: there is nothing in it to read"))
        yield Raw(path.name, head, rest)


class _Chained(io.RawIOBase):
    """The first bytes of a file again, and what follows them."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        got = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(got)] = got
        return len(got)


def _inflated(head: bytes, rest: BinaryIO) -> BinaryIO:
    return gzip.GzipFile(fileobj=io.BufferedReader(_Chained(head, rest)))  # type: ignore[return-value]


def _read(file: BinaryIO, size: int) -> bytes:
    """Read so many bytes, or all that there are."""
    try:
        return file.read(max(size, 0))
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _damaged(error) from None


def _damaged(error: Exception) -> Exception:
    return refuse(message("is damaged: {reason}", reason=f"{error}"[:100]))
