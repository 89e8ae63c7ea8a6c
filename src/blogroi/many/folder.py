"""Which cases lie in a folder: every file that may be one, in an order that no file system decides."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from blogroi.errors import FileError, OptionError
from blogroi.language.spoken import message
from blogroi.many.kept import MANIFEST, names_in

__all__ = ["cases_in"]

_ENDINGS = (".toml", ".json", ".xlsx")
_HIDDEN = (".", "~$")  # what a spreadsheet leaves beside a workbook that is open


def cases_in(folder: Path, *, output: Path) -> list[Path]:
    """Return the files of cases in a folder and those below it.

    Those come first of which there are answers already, in the order of these, so that what has been added since comes behind; the rest
    by their names. Hidden files, the folder that is written to, and folders of answers are left out.

    Parameters
    ----------
    folder : Path
        The folder.
    output : Path
        Where answers are written.

    Returns
    -------
    list of Path

    Raises
    ------
    FileError
        When the folder, or one in it, cannot be read, or there is no file that may be a case.
    OptionError
        When it is to be written to itself.
    """
    if not folder.is_dir():
        reason = message("it is a file, and no folder") if folder.exists() else message("there is no such folder")
        raise FileError.of(folder, "read", reason)
    if output.exists() and output.samefile(folder):
        raise OptionError("output", message("is the folder of the cases: name another one"))
    found = {path.relative_to(folder).as_posix(): path for path in _files(folder, output)}
    if not found:
        raise FileError.of(folder, "read", message("it holds no file whose name ends in .toml, .json or .xlsx"))
    before = dict.fromkeys(name for name in names_in(output) if name in found)
    return [found[name] for name in (*before, *sorted(found.keys() - before.keys()))]


def _files(folder: Path, output: Path) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()  # folders, which links may lead back to
    for name, below, files in os.walk(folder, onerror=_unreadable, followlinks=True):
        there = os.stat(name)  # noqa: PTH116  of a name that is walked to
        is_one = (there.st_dev, there.st_ino)
        if is_one in seen or MANIFEST in files or (output.exists() and output.samefile(name)):
            below.clear()
            continue
        seen.add(is_one)
        below[:] = sorted(one for one in below if not one.startswith(_HIDDEN))
        for one in files:
            if one.lower().endswith(_ENDINGS) and not one.startswith(_HIDDEN):
                yield Path(name, one)


def _unreadable(error: OSError) -> None:
    raise FileError.of(error.filename, "read", error.strerror or str(error))
