"""Bytes from and to the disk: a file is read as it is, and written whole or not at all.

A file that is replaced stays as it was until the new one is complete and on the disk, whatever happens meanwhile. What is no
file (a pipe, a device) is written straight, since there is nothing to replace.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

from blogroi.errors import FileError
from blogroi.language.spoken import message

__all__ = ["MAX_BYTES", "discard_left", "discard_unfinished", "make_folder", "opened", "read_bytes", "write_whole"]

MAX_BYTES = 20 * 1024 * 1024
"""The largest file that is read."""

_OWN = re.compile(r"/dev/(?:stdin|stdout|stderr|fd/(\d+))|/proc/self/fd/(\d+)")
_STANDARD = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_REASONS = {
    errno.EISDIR: message("it is a folder"),
    errno.ENOTDIR: message("one of its folders is a file"),
    errno.EACCES: message("that is not allowed"),
    errno.EPERM: message("that is not allowed"),
    errno.ENOSPC: message("the disk is full"),
    errno.EROFS: message("the disk is read-only"),
}
_unfinished: set[str] = set()


@contextmanager
def opened(path: Path) -> Generator[BinaryIO]:
    """Open a file to be read, of whatever size.

    A pipe or a device of that name is refused, for opening it could wait forever; one that this process was given open, as
    ``/dev/stdin`` or by a shell, is read.

    Parameters
    ----------
    path : Path
        Its name.

    Yields
    ------
    file
        Open while the context lasts.

    Raises
    ------
    FileError
        When it cannot be opened, or read on.
    """
    try:
        own = _own_descriptor(path)
        file = open(path if own is None else os.dup(own), "rb", opener=_open_at_once)  # noqa: SIM115  closed below
    except (OSError, ValueError) as error:  # the latter for a name with a null character
        raise _file_error(path, "read", error) from None
    with file:
        if own is None and not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise FileError.of(path, "read", message("it is not a file, but a pipe or a device"))
        try:
            yield file
        except OSError as error:
            raise _file_error(path, "read", error) from None


def read_bytes(path: Path) -> bytes:
    """Read a file of at most 20 MiB, as :func:`opened` opens it.

    Parameters
    ----------
    path : Path
        Its name.

    Returns
    -------
    bytes

    Raises
    ------
    FileError
        When it cannot be read, or is larger.
    """
    with opened(path) as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FileError.of(
            path, "read", message("it is larger than {most} MiB: no case needs that", most=str(MAX_BYTES // 2**20))
        )
    return content


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file, whole or not at all; a text in UTF-8.

    It is written beside its place under a name that nobody knows, brought to the disk, and moved there. A new file can be
    read by whom any new file can; one that is replaced hands on its owner and its permissions. A link stays, and what it leads
    to is replaced. A pipe or a device is written straight.

    Parameters
    ----------
    path : Path
        Its name.
    content : str or bytes
        What it holds.

    Raises
    ------
    FileError
        When it cannot be written. A file that was there is then as it was, and nothing else is left.
    """
    try:
        _write(path, content.encode("utf-8") if isinstance(content, str) else content)
    except (OSError, ValueError) as error:  # the latter for a name with a null character
        raise _file_error(path, "written", error) from None


def make_folder(path: Path) -> None:
    """Have a folder there, and those that it lies in.

    Raises
    ------
    FileError
        When there cannot be one.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise FileError.of(path, "written", message("it is a file, and no folder")) from None
    except (OSError, ValueError) as error:
        raise _file_error(path, "written", error) from None


def discard_left(folder: Path) -> None:
    """Take away what another process was writing into a folder when it was killed: nothing refers to it."""
    for part in folder.glob(".blogroi-*.part"):
        with suppress(OSError):
            part.unlink()


def discard_unfinished() -> None:
    """Take away what is being written: for a process that is about to end at once."""
    for part in tuple(_unfinished):
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108  nothing but names is at hand when a process ends


def _write(path: Path, content: bytes) -> None:
    own = _own_descriptor(path)
    there = None if own is not None else _standing(path)
    if own is not None or (there is not None and not stat.S_ISREG(there.st_mode)):
        with os.fdopen(os.open(path, os.O_WRONLY) if own is None else os.dup(own), "wb") as file:
            file.write(content)
        return
    if there is not None and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    _replace(os.path.realpath(path), content, there)


def _standing(path: Path) -> os.stat_result | None:
    """Return what is there, at the end of all links: a folder is refused, a link that leads to nothing is nothing."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(there.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    return there


def _replace(target: str, content: bytes, there: os.stat_result | None) -> None:
    """Write beside a place, and move there.

    This is what ``tempfile.mkstemp`` does (a name that cannot be guessed, made only if nothing has it), but that the name is
    known before the file is made, so that a process which is stopped in between leaves nothing, and that a new file gets the
    permissions which the system gives to new files: asking for the mask of a process changes it for other threads.
    """
    folder = os.path.dirname(target)  # noqa: PTH120
    part = os.path.join(folder, f".blogroi-{os.urandom(8).hex()}.part")  # noqa: PTH118
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    _unfinished.add(part)
    try:
        with open(part, "wb", opener=lambda name, _: os.open(name, flags, 0o666 if there is None else 0o600)) as file:
            if there is not None:
                _hand_on(part, there)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, target)  # noqa: PTH105
    except BaseException:
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108
        raise
    finally:
        _unfinished.discard(part)
    _bring_to_disk(folder)


def _hand_on(part: str, there: os.stat_result) -> None:
    """Give a file the owner and the permissions of another; only who is allowed to can give it away."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(part, there.st_uid, there.st_gid)
    os.chmod(part, stat.S_IMODE(there.st_mode))  # noqa: PTH101


def _bring_to_disk(folder: str) -> None:
    """Have the move itself on the disk, where folders can be brought there."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _open_at_once(path: str, flags: int) -> int:
    """Open without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _own_descriptor(path: Path) -> int | None:
    """Return the number under which this process has a place open: opening it by name would cut what stands there already."""
    name = str(path)
    found = _OWN.fullmatch(name)
    if found is None or os.name == "nt":
        return None
    return _STANDARD[name] if name in _STANDARD else int(found[1] or found[2])


def _file_error(path: Path, done: Literal["read", "written"], error: OSError | ValueError) -> FileError:
    if isinstance(error, FileError):
        return error
    if not isinstance(error, OSError):
        return FileError.of(
            path, done, message("a file name has no null character") if "\0" in str(path) else str(error)
        )
    if isinstance(error, FileNotFoundError):
        return FileError.of(
            path, done, message("there is no such file") if done == "read" else message("there is no such folder")
        )
    if isinstance(error, PermissionError) and os.path.isdir(path):  # noqa: PTH112  as Windows says it; what cannot be asked is none
        return FileError.of(path, done, _REASONS[errno.EISDIR])
    return FileError.of(path, done, _REASONS.get(error.errno or 0) or error.strerror or str(error))
