"""Where two plain results differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["differences"]


def differences(path: str, one: Any, other: Any) -> Iterator[str]:
    """Name the places at which two plain results differ.

    Parameters
    ----------
    path : str
        Path of what is compared.
    one, other : object
        Plain data.

    Yields
    ------
    str
        Paths of what differs.

    Examples
    --------
    >>> list(differences("", {"npv": 1.0}, {"npv": 2.0}))
    ['npv']
    """
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted({*one, *other}):
            below = f"{path}.{key}" if path else key
            if key in one and key in other:
                yield from differences(below, one[key], other[key])
            else:
                yield below
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for position, (left, right) in enumerate(zip(one, other, strict=True), start=1):
            yield from differences(f"{path}[{position}]", left, right)
    elif one != other or _kind(one) is not _kind(other):
        yield path


def _kind(value: Any) -> type:
    """Tell 1 from 1.0 and from True, but no sentence from the same sentence that can be said in other languages."""
    return str if isinstance(value, str) else type(value)
