"""Where two plain results differ, and where in nothing but their last digits."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from blogroi.numerics.money import TOLERANCE

__all__ = ["differences", "is_nearly"]


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


def is_nearly(path: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two results have the same figure at a path but for its last digits.

    Another NumPy adds up in another order, and takes powers, roots and logarithms that are off by another unit in the last place. What
    that comes to is of the size of the amounts that were added up, not of what is left of them, so that a figure is held against
    the greatest of those that stand beside it: a mean near zero against its own spread. It is within 1e-9 of that, the one tolerance within which
    amounts of money are the same in every answer; some thousand times what sums over ten million draws can be off.

    Parameters
    ----------
    path : str
        Path of a difference, as :func:`differences` names it.
    one, other : mapping
        The results.

    Returns
    -------
    bool

    Examples
    --------
    >>> one, other = ({"npv": {"mean": mean, "sd": 500.0}} for mean in (1e-9, 2e-9))
    >>> is_nearly("npv.mean", one, other), is_nearly("npv.mean", one, {"npv": {"mean": 1.0, "sd": 500.0}})
    (True, False)
    """
    steps = _steps(path, one)
    if not steps:
        return False
    (*above, last), sides = steps, (one, other)
    beside = [_at(side, above) for side in sides]
    before, after = (part[last] if _has(part, last) else None for part in beside)
    if not (_is_number(before) and _is_number(after)):  # words, counts and what is missing have no last digits
        return False
    size = max(abs(number) for part in beside for number in _numbers(part))
    return abs(before - after) <= TOLERANCE * size


def _steps(path: str, plain: Any) -> list[str | int]:
    """Take a path apart along the data that it leads through, since keys may hold dots and brackets."""
    steps: list[str | int] = []
    while path:
        if isinstance(plain, list):
            number, _, path = path.removeprefix("[").partition("]")
            steps.append(int(number) - 1)
            path = path.removeprefix(".")
        elif isinstance(plain, Mapping):
            key = max((key for key in plain if _begins(path, key)), key=len, default="")
            if not key:
                return []
            steps.append(key)
            path = path.removeprefix(key).removeprefix(".")
        else:
            return []
        plain = _at(plain, steps[-1:])
    return steps


def _begins(path: str, key: str) -> bool:
    return path == key or (path.startswith(key) and path[len(key)] in ".[")


def _at(plain: Any, steps: list[str | int]) -> Any:
    for step in steps:
        plain = plain[step] if _has(plain, step) else {}
    return plain


def _has(plain: Any, step: str | int) -> bool:
    if isinstance(step, int):
        return isinstance(plain, list) and step < len(plain)
    return isinstance(plain, Mapping) and step in plain


def _numbers(plain: Any) -> Iterator[float]:
    """Yield the numbers that stand side by side in a table or a list."""
    parts = plain.values() if isinstance(plain, Mapping) else plain
    yield from (part for part in parts if _is_number(part))


def _is_number(value: object) -> TypeGuard[float]:
    """Tell a figure; one of a file may be infinite, beside which all others would be alike."""
    return isinstance(value, float) and math.isfinite(value)
