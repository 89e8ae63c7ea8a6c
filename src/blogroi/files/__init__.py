"""Case files: TOML and JSON in and out, with all faults of a file together.

Nothing here knows what a case is good for; it knows the model alone. Reading and writing machinery is loaded when it is
first used, so that ``import blogroi`` stays light.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Literal, TypeAlias

from blogroi.errors import describe
from blogroi.files.disk import MAX_BYTES, read_bytes, write_whole
from blogroi.model import Case, CaseError

__all__ = [
    "MAX_BYTES",
    "Format",
    "case_schema",
    "dump",
    "dumps",
    "fingerprint",
    "load",
    "load_result",
    "loads",
    "template",
]

Format: TypeAlias = Literal["toml", "json"]

_NAME = re.compile(r"[^\n={]*\.(?:toml|json)")


def load(path: str | os.PathLike[str]) -> Case:
    """Read a case from a file.

    Parameters
    ----------
    path : str or path
        A file whose name ends in ``.toml`` or ``.json``, of at most 20 MiB, in UTF-8.

    Returns
    -------
    Case

    Raises
    ------
    FileError
        When the file cannot be read.
    CaseError
        With all that is wrong with the file, each fault with its path and its line. The file is never changed.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "case.toml"
    ...     _ = path.write_text(template(), encoding="utf-8")
    ...     load(path).currency
    'EUR'
    """
    content = read_bytes(Path(path))
    try:
        return loads(content, format=_format_of(Path(path)), source=str(path))
    except CaseError as error:
        raise CaseError(error.faults, str(path)) from None


def loads(text: str | bytes, *, format: Format = "toml", source: str = "") -> Case:
    """Read a case from text.

    Parameters
    ----------
    text : str or bytes
        The case; bytes are UTF-8.
    format : {"toml", "json"}
        How it is written.
    source : str
        Name to show in errors.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With all that is wrong, each fault with its path and its line.

    Examples
    --------
    >>> loads("blogroi = 2")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: line 1: blogroi: this file is of version 2; what is read here is version 1
    """
    from blogroi.files.documents import decode, parse  # noqa: PLC0415  only who reads pays for it
    from blogroi.files.structure import read_case  # noqa: PLC0415

    try:
        decoded = decode(text) if isinstance(text, bytes) else text
        if not isinstance(decoded, str) or (decoded is text and _NAME.fullmatch(decoded)):
            raise CaseError.at("", f"{describe(text)} is not the text of a case: `blogroi.load` reads a file")
        return read_case(parse(decoded, _known_format(format)), decoded, format)
    except CaseError as error:
        raise CaseError(error.faults, source) from None


def dump(case: Case, path: str | os.PathLike[str]) -> None:
    """Write a case to a file, whole or not at all.

    Parameters
    ----------
    case : Case
        What is written.
    path : str or path
        A file name that ends in ``.toml`` or ``.json``; a file that is there is replaced.

    Raises
    ------
    FileError
        When the file cannot be written.
    CaseError
        When the name has another ending.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "case.json"
    ...     dump(loads(template()), path)
    ...     load(path) == loads(template())
    True
    """
    target = Path(path)
    write_whole(target, dumps(case, format=_format_of(target)))


def dumps(case: Case, *, format: Format = "toml") -> str:
    """Write a case as text. What has its default value is left out.

    Parameters
    ----------
    case : Case
        What is written.
    format : {"toml", "json"}
        How it is written.

    Returns
    -------
    str
        Text that :func:`loads` reads back as an equal case.

    Examples
    --------
    >>> loads(dumps(loads(template()), format="json"), format="json") == loads(template())
    True
    """
    from blogroi.files.write import to_json, to_toml  # noqa: PLC0415  only who writes pays for it

    if not isinstance(case, Case):
        raise CaseError.at("", f"{describe(case)} is not a case: give what `blogroi.load` or `Case` returns")
    return to_json(case) if _known_format(format) == "json" else to_toml(case)


def case_schema() -> dict[str, Any]:
    """Give the JSON Schema of the case file, for editors and for other programs.

    Returns
    -------
    dict
        A schema of draft 2020-12. It knows the shape of a file; references and dates are checked by :func:`load`.

    Examples
    --------
    >>> case_schema()["title"]
    'blogroi case, version 1'
    """
    import json  # noqa: PLC0415

    schema: dict[str, Any] = json.loads(_packaged("case.schema.json"))
    return schema


def fingerprint(case: Case) -> str:
    """Give a hash of what a case states, whatever file it came from and however it was written there.

    The order of tables, of costs and of publications says nothing, nor does 0 for 0.0; what has its default value does not
    count, so that later versions with more fields know the case again.

    Parameters
    ----------
    case : Case
        What is to be recognised again.

    Returns
    -------
    str
        ``sha256:`` and 64 hexadecimal digits.

    Examples
    --------
    >>> case = loads(template())
    >>> fingerprint(case) == fingerprint(loads(dumps(case, format="json"), format="json"))
    True
    """
    from blogroi.files.identity import fingerprint as of  # noqa: PLC0415

    return of(case)


def load_result(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Read a result file, version 1, as plain data.

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
        When it is not JSON.
    """
    from blogroi.files.documents import decode, parse  # noqa: PLC0415

    content = read_bytes(Path(path))
    try:
        return parse(decode(content), "json")
    except CaseError as error:
        raise CaseError(error.faults, str(path)) from None


def template() -> str:
    """Give a commented case in TOML to start from. It evaluates as it is; its figures are placeholders.

    Returns
    -------
    str

    Examples
    --------
    >>> sorted(loads(template()).tools)
    ['blog', 'magazine']
    """
    return _packaged("new.toml")


def _packaged(name: str) -> str:
    from importlib.resources import files  # noqa: PLC0415

    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _format_of(path: Path) -> Format:
    return _known_format(path.suffix.lower().removeprefix("."), path.name)


def _known_format(word: str, name: str = "") -> Format:
    if word == "toml":
        return "toml"
    if word == "json":
        return "json"
    raise CaseError.at("", f"{name or word!r} is neither TOML nor JSON: a name ends in .toml or .json")
