"""The one outlet of the command line: whatever is printed goes through here, and nothing that is printed can act on a terminal.

File names, keys and texts come from elsewhere. A control character could clear a screen or forge a line; an override of the
direction of writing shows a text in another order than it has.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO, Literal, TypeAlias

    Data: TypeAlias = Literal["", "json", "toml"]
    """What a text is: words, or data in a format."""

__all__ = ["complain", "one_line", "printable", "progress", "say", "silence"]

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WITHIN = re.compile("[\t\n]")


def printable(text: str) -> str:
    r"""Escape what acts on a terminal instead of being shown; line breaks and tabs stay.

    The form is that of JSON and TOML, so that data stays the same data.

    Examples
    --------
    >>> print(printable("case\x1b[2J.toml"))
    case\u001b[2J.toml
    """
    return _ACTING.sub(_escape, text)


def one_line(text: str) -> str:
    r"""Escape line breaks and tabs as well: for a name that stands within a line.

    Examples
    --------
    >>> print(one_line("case.toml\nblogroi: all is well"))
    case.toml\u000ablogroi: all is well
    """
    return _WITHIN.sub(_escape, printable(text))


def say(text: str, *, data: Data = "") -> None:
    """Print a text to standard output.

    Where the output's encoding lacks a character, a word has a question mark in its place, and data an escape, so that it is
    still the same data.

    Parameters
    ----------
    text : str
        What is printed, ending with a line break.
    data : {"", "json", "toml"}
        Whether it is words, or data.

    Raises
    ------
    FileError
        When there is no standard output, or it takes no more.
    BrokenPipeError
        When its reader has gone.
    """
    if sys.stdout is None:
        raise _unwritable("it is closed")
    try:
        sys.stdout.write(_encodable(printable(text), sys.stdout.encoding or "utf-8", data))
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        raise
    except OSError as error:
        silence(sys.stdout)
        raise _unwritable("the disk is full" if error.errno == errno.ENOSPC else error.strerror or f"{error}") from None


def complain(text: str) -> None:
    """Print a text to standard error, where there is one that takes it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(_encodable(printable(text), sys.stderr.encoding or "utf-8", "") + "\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def progress() -> Callable[[int, int], None] | None:
    """Return what shows how far the work is, where standard error is a terminal; None elsewhere."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        return None

    def show(done: int, total: int) -> None:
        end = "\r\x1b[K" if done >= total else ""
        with suppress(OSError):
            stream.write(f"\r{100 * done // total:3d} % of the draws{end}")
            stream.flush()

    return show


def silence(stream: IO[str]) -> None:
    """Put a stream that takes no more to nowhere, so that what is left in it does no harm when the process ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _unwritable(reason: str) -> Exception:
    from blogroi.errors import FileError  # noqa: PLC0415  only who fails pays for it

    return FileError.of("standard output", "written", reason)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _encodable(text: str, encoding: str, data: Data) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if data:
            return "".join(sign if sign.isascii() else _in_ascii(sign, data) for sign in text)
        return text.encode(encoding, "replace").decode(encoding)
    return text


def _in_ascii(sign: str, data: Data) -> str:
    """Escape a character: JSON has two escapes for one beyond the first 65,536, TOML a longer one."""
    if ord(sign) < 0x10000:
        return f"\\u{ord(sign):04x}"
    if data == "toml":
        return f"\\U{ord(sign):08x}"
    high, low = divmod(ord(sign) - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
