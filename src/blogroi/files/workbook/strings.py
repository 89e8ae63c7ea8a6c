"""The texts that cells share, each as one, whatever the looks of its pieces."""

from __future__ import annotations

from typing import Any

from blogroi.files.workbook.markup import End, go_through, plain_text

__all__ = ["TextPieces", "shared_strings"]


class TextPieces:
    """A text in pieces of several looks, within an element; how it is pronounced is left out."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._is_spoken = False

    def clear(self) -> None:
        """Begin another text."""
        self._pieces, self._is_spoken = [], False

    def start(self, parser: Any, bare: str) -> None:
        """Take notice of an element that opens."""
        if bare == "rPh":
            self._is_spoken = True
        elif bare == "t" and not self._is_spoken:
            parser.CharacterDataHandler = self._pieces.append

    def end(self, parser: Any, bare: str) -> None:
        """Take notice of an element that closes."""
        if bare == "rPh":
            self._is_spoken = False
        elif bare == "t":
            parser.CharacterDataHandler = None

    @property
    def text(self) -> str:
        """The whole text."""
        return plain_text("".join(self._pieces))


def shared_strings(content: bytes) -> list[str]:
    """Read the texts that cells share.

    Examples
    --------
    >>> shared_strings(b"<sst><si><r><t>visits </t></r><r><t>a month</t></r></si><si><t>leads</t></si></sst>")
    ['visits a month', 'leads']
    """
    if not content:
        return []
    strings = _Strings()
    go_through(content, strings)
    return strings.found


class _Strings:
    def __init__(self) -> None:
        self.end: End | None = self._close
        self.found: list[str] = []
        self._pieces = TextPieces()

    def start(self, parser: Any, name: str, _: dict[str, str]) -> None:
        bare = name.rpartition(":")[2]
        if bare == "si":
            self._pieces.clear()
        else:
            self._pieces.start(parser, bare)

    def _close(self, parser: Any, name: str) -> None:
        bare = name.rpartition(":")[2]
        if bare == "si":
            self.found.append(self._pieces.text)
        else:
            self._pieces.end(parser, bare)
