"""The logo of a page: an image that stands in it, known by its bytes and not by its name.

It is shown as an image alone, which no browser runs scripts of nor lets ask for anything.
"""

from __future__ import annotations

from base64 import b64encode
from os import PathLike
from pathlib import Path
from xml.etree.ElementTree import ParseError, XMLParser

from blogroi.errors import OptionError
from blogroi.files.disk import read_bytes
from blogroi.language.spoken import message
from blogroi.records import frozen
from blogroi.results.format import whole

__all__ = ["Logo", "logo_of"]

_LARGEST = 100_000  # bytes
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SVG = "{http://www.w3.org/2000/svg}svg"


@frozen
class Logo:
    """An image that stands in a page.

    Parameters
    ----------
    uri : str
        The image itself, as a ``data:`` address.
    """

    uri: str


def logo_of(stated: str | PathLike[str] | bytes) -> Logo:
    """Read a logo.

    Parameters
    ----------
    stated : path or bytes
        A file, or what stands in it: PNG, JPEG, WebP or SVG of at most 100,000 bytes.

    Returns
    -------
    Logo

    Raises
    ------
    OptionError
        When it is none of these, or too large.
    FileError
        When the file cannot be read.

    Examples
    --------
    >>> logo_of(b'<svg xmlns="http://www.w3.org/2000/svg"/>').uri[:26]
    'data:image/svg+xml;base64,'
    """
    data = stated if isinstance(stated, bytes) else read_bytes(Path(stated))
    if len(data) > _LARGEST:
        raise OptionError(
            "logo", message("is larger than {number} bytes: give a smaller image", number=whole(_LARGEST))
        )
    return Logo(f"data:{_kind(data)};base64,{b64encode(data).decode()}")


def _kind(data: bytes) -> str:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if _is_svg(data):
        return "image/svg+xml"
    raise OptionError("logo", message("is not an image in PNG, JPEG, WebP or SVG"))


class _Root:
    """Takes note of the first element of a drawing, and refuses a document type: it could name other files, or blow up."""

    def __init__(self) -> None:
        self.tag = ""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:
        raise ValueError(name)

    def start(self, tag: str, attributes: object) -> None:
        self.tag = self.tag or tag

    def close(self) -> None:
        pass


def _is_svg(data: bytes) -> bool:
    root = _Root()
    parser = XMLParser(target=root)
    try:
        parser.feed(data)
        parser.close()
    except (ParseError, ValueError, LookupError):
        return False
    return root.tag == _SVG
