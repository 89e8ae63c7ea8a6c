"""The package that a workbook is: a zip archive of parts in XML, inflated under a limit and never onto the disk.

A file that is something else, or that could do something, is refused before any of it is inflated: an old or encrypted workbook, one with
macros, an archive that would unpack to more than any case needs. What a header says of a size is checked first, and counted again while
inflating. Links to other files are never looked at.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from blogroi.errors import CaseError
from blogroi.language.naming import clip
from blogroi.language.spoken import Message, message

__all__ = ["MOST_UNPACKED", "Package", "damaged", "kind_of"]

MOST_UNPACKED = 50 * 1024 * 1024
"""The most bytes that a workbook may unpack to."""

MOST_PARTS = 2_000
"""The most parts that it may have: each sheet is one."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "xl/dialogsheets/")


def kind_of(content: bytes) -> Message | None:
    """Return what keeps something from being a workbook that can be read, by its first bytes; None where nothing does."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            return message("is encrypted: save it without a password")
        return message("is a workbook of the old format: save it as .xlsx")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if not content.strip():
        return message("the file is empty: `blogroi new --format xlsx` makes a workbook to start from")
    return message("is not a workbook: a case in TOML has a name that ends in .toml, one in JSON in .json")


class Package:
    """The parts of a workbook, each inflated when it is asked for.

    Parameters
    ----------
    content : bytes
        The file.

    Raises
    ------
    CaseError
        When it is no workbook, or one that is not read.
    """

    def __init__(self, content: bytes) -> None:
        told = kind_of(content)
        if told is not None:
            raise CaseError.at("", told)
        if content.count(_ENTRY) > MOST_PARTS:  # before the list of them is read
            raise CaseError.at("", message("holds more than {most} parts: no case needs that", most=MOST_PARTS))
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OverflowError):
            raise damaged() from None
        self._left = MOST_UNPACKED
        self._names: dict[str, zipfile.ZipInfo] = {}
        self._refuse()

    def _refuse(self) -> None:
        """Refuse what is not read, by the list of the parts alone."""
        listed = self._archive.infolist()
        names = [info.filename.replace("\\", "/").lstrip("/").lower() for info in listed]
        self._names = dict(zip(names, listed, strict=True))
        if any(info.flag_bits & 0x1 for info in listed):
            raise CaseError.at("", message("is encrypted: save it without a password"))
        if any(name.endswith(_MACROS[:2]) or name.startswith(_MACROS[2:]) for name in names):
            raise CaseError.at(
                "", message("holds macros, which are never run: save it as a workbook without macros, .xlsx")
            )
        if "xl/workbook.bin" in names:
            raise CaseError.at("", message("is a binary workbook: save it as .xlsx"))
        if "mimetype" in names or "content.xml" in names:
            raise CaseError.at("", message("is an OpenDocument file: save it as .xlsx"))
        if "index/document.iwa" in names:
            raise CaseError.at("", message("is a document of Numbers: export it as .xlsx"))
        if "[content_types].xml" not in names:
            raise CaseError.at("", message("is an archive, and no workbook"))
        if len(self._names) < len(names):
            raise CaseError.at("", message("is damaged: two of its parts have one name"))
        if sum(info.file_size for info in listed) > MOST_UNPACKED:
            raise _too_large()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """Inflate a part; all that are inflated together have one limit, whatever their headers say.

        Parameters
        ----------
        name : str
            Its name.

        Returns
        -------
        bytes

        Raises
        ------
        CaseError
            When there is none, when it is damaged, and when there is more of it than is read.
        """
        info = self._names.get(name.lower())
        if info is None:
            raise CaseError.at("", message("is damaged: its part {name} is missing", name=clip(name, 100)))
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CaseError.at("", message("is packed in a way that workbooks are not: save it again as .xlsx"))
        try:
            with self._archive.open(info) as part:
                content = part.read(self._left + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            NotImplementedError,
            EOFError,
            OSError,
            RuntimeError,
        ):
            raise damaged() from None
        self._left -= len(content)
        if self._left < 0:
            raise _too_large()
        return content


def damaged() -> CaseError:
    """Give what is raised where something is not as any workbook has it; what it is would help nobody who has a spreadsheet program alone."""
    return CaseError.at("", message("is damaged: copy it anew, or open it in a spreadsheet program, and save it there"))


def _too_large() -> CaseError:
    return CaseError.at(
        "", message("unpacks to more than {most} MiB: no case needs that", most=str(MOST_UNPACKED // 2**20))
    )
