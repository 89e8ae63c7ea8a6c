"""The one outlet of the command line: whatever is printed goes through here, and nothing that is printed can act on a terminal."""

from __future__ import annotations

import errno
import os
import sys
from codecs import lookup
from contextlib import suppress

from blogroi.language.acting import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO, AnyStr, Literal, TypeAlias

    Data: TypeAlias = Literal["", "html", "json", "toml"]
    """What a text is: words, or data in a format."""

__all__ = [
    "acts_on_signs",
    "can_show",
    "complain",
    "complaints_terminal",
    "is_terminal",
    "overwrite",
    "say",
    "say_bytes",
    "silence",
]

_TAKE_SIGNS = ("WT_SESSION", "TERM", "TERM_PROGRAM", "ANSICON")
"""What is set by terminals on Windows that take signs for colours: a console of old sets none of them."""


def say(text: str, *, data: Data = "", is_safe: bool = False) -> None:
    """Print a text to standard output.

    Where the output's encoding lacks a character, a word has a question mark in its place, and data an escape, so that it is
    still the same data.

    Parameters
    ----------
    text : str
        What is printed, ending with a line break.
    data : {"", "html", "json", "toml"}
        Whether it is words, or data.
    is_safe : bool
        Whether all that could act on a terminal has been made visible, but for the colours that are meant.

    Raises
    ------
    FileError
        When there is no standard output, or it takes no more.
    BrokenPipeError
        When its reader has gone.
    """
    if sys.stdout is None:
        raise _unwritable(None)
    shown = _encodable(text if is_safe else printable(text), sys.stdout.encoding or "utf-8", data)
    _write(sys.stdout, shown)


def say_bytes(content: bytes) -> None:
    """Print bytes, which are no text, to standard output: into a pipe or a file.

    Parameters
    ----------
    content : bytes
        What is printed.

    Raises
    ------
    FileError
        When there is no standard output, or it takes no more.
    BrokenPipeError
        When its reader has gone.
    """
    if sys.stdout is None:
        raise _unwritable(None)
    _write(sys.stdout.buffer, content)


def _write(stream: IO[AnyStr], content: AnyStr) -> None:
    """Write all of something, or say what keeps it from being written."""
    assert sys.stdout is not None
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        silence(sys.stdout)
        raise
    except OSError as error:
        silence(sys.stdout)
        raise _unwritable(error) from None


def complain(text: str) -> None:
    """Print a text to standard error, where there is one that takes it."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(_encodable(printable(text), sys.stderr.encoding or "utf-8", "") + "\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def complaints_terminal() -> bool:
    """Tell whether somebody watches standard error on a terminal that can take a line back."""
    return sys.stderr is not None and sys.stderr.isatty() and acts_on_signs(os.name, os.environ)


def acts_on_signs(system: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a terminal takes signs for colours and for taking a line back; old consoles of Windows print them.

    Examples
    --------
    >>> acts_on_signs("posix", {}), acts_on_signs("posix", {"TERM": "dumb"}), acts_on_signs("nt", {})
    (True, False, False)
    >>> acts_on_signs("nt", {"WT_SESSION": "6f1c"}), acts_on_signs("nt", {"TERM": "xterm-256color"})
    (True, True)
    """
    if environment.get("TERM") == "dumb":
        return False
    return system != "nt" or any(environment.get(name) for name in _TAKE_SIGNS)


def overwrite(line: str) -> None:
    """Put a line in the place of the one that standard error shows; an empty one wipes it."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.write(f"\r\x1b[K{_encodable(printable(line), sys.stderr.encoding or 'utf-8', '')}")
        sys.stderr.flush()


def is_terminal() -> bool:
    """Tell whether somebody watches standard output on a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def can_show(signs: str) -> bool:
    """Tell whether the encoding of standard output has some signs."""
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def silence(stream: IO[str]) -> None:
    """Put a stream that takes no more to nowhere, so that what is left in it does no harm when the process ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _unwritable(error: OSError | None) -> Exception:
    """Say why there is no standard output, or why it takes no more."""
    from blogroi.errors import FileError  # noqa: PLC0415  only who fails pays for it
    from blogroi.language.spoken import message  # noqa: PLC0415

    if error is None:
        reason: str = message("it is closed")
    elif error.errno == errno.ENOSPC:
        reason = message("the disk is full")
    else:
        reason = error.strerror or f"{error}"
    return FileError.of(message("standard output"), "written", reason)


def _encodable(text: str, encoding: str, data: Data) -> str:
    if (
        data == "html" and not text.isascii() and lookup(encoding).name != "utf-8"
    ):  # which is what a page says of itself
        return text.encode("ascii", "xmlcharrefreplace").decode()
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        if data:
            return "".join(sign if sign.isascii() else _in_ascii(sign, data) for sign in text)
        plain = text.replace("\u202f", " ").replace("\u00a0", " ")  # French spaces, where there are none
        return plain.encode(encoding, "replace").decode(encoding)
    return text


def _in_ascii(sign: str, data: Data) -> str:
    """Escape a character: JSON has two escapes for one beyond the first 65,536, TOML a longer one."""
    if ord(sign) < 0x10000:
        return f"\\u{ord(sign):04x}"
    if data == "toml":
        return f"\\U{ord(sign):08x}"
    high, low = divmod(ord(sign) - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
