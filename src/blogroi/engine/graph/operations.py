"""What operations do to arrays: one meaning for numbers that are folded and for draws.

NaN is passed on by all of them but ``where``, which drops the branch that is not taken; what is not finite is turned into NaN by
:func:`mark_failures`, so that a division by zero travels to whoever uses it and is found there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["COMPARISONS", "NEAR", "OPERATIONS", "mark_failures", "pass_on"]

Floats: TypeAlias = NDArray[np.float64]
Operation: TypeAlias = Callable[[Sequence[Floats], Floats], None]

NEAR = 1e-9
"""How near to a whole number counts as it, and how near two numbers count as the same."""


def _of_two(function: np.ufunc) -> Operation:
    """Apply a function of two numbers from left to right."""

    def apply(arguments: Sequence[Floats], out: Floats) -> None:
        first, second, *others = arguments
        function(first, second, out=out)
        for other in others:
            function(out, other, out=out)

    return apply


def _of_one(function: np.ufunc) -> Operation:
    def apply(arguments: Sequence[Floats], out: Floats) -> None:
        function(arguments[0], out=out)

    return apply


def _rounded(function: np.ufunc) -> Operation:
    """Round, a number next to a whole one counting as it: 2.9999999999 is 3 and not 2."""

    def apply(arguments: Sequence[Floats], out: Floats) -> None:
        (value,) = arguments
        nearest = np.rint(value)
        is_near = np.abs(value - nearest) <= NEAR
        function(value, out=out)
        np.copyto(out, nearest, where=is_near)

    return apply


def _compared(function: Callable[[Floats, Floats], NDArray[np.bool_]]) -> Operation:
    def apply(arguments: Sequence[Floats], out: Floats) -> None:
        np.copyto(out, function(*arguments))

    return apply


def _same(one: Floats, other: Floats) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(one - other) <= NEAR * np.maximum(1.0, np.maximum(np.abs(one), np.abs(other)))
    return found


def _chosen(arguments: Sequence[Floats], out: Floats) -> None:
    condition, yes, no = arguments
    np.copyto(out, np.where(condition != 0.0, yes, no))
    np.copyto(out, np.nan, where=np.isnan(condition))


COMPARISONS: Mapping[str, Operation] = MappingProxyType(
    {
        "<": _compared(np.less),
        "<=": _compared(np.less_equal),
        ">": _compared(np.greater),
        ">=": _compared(np.greater_equal),
        "==": _compared(_same),
        "!=": _compared(lambda one, other: ~_same(one, other)),
    }
)
"""What is 1 where it holds and 0 where it does not."""

OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "+": _of_two(np.add),
        "*": _of_two(np.multiply),
        "/": _of_two(np.divide),
        "**": _of_two(np.power),
        "min": _of_two(np.minimum),
        "max": _of_two(np.maximum),
        "abs": _of_one(np.abs),
        "exp": _of_one(np.exp),
        "log": _of_one(np.log),
        "sqrt": _of_one(np.sqrt),
        "floor": _rounded(np.floor),
        "ceil": _rounded(np.ceil),
        "round": _rounded(np.rint),
        "where": _chosen,
        **COMPARISONS,
    }
)
"""What works on each period and draw by itself, given arguments and where the result is put."""

_FORGETS_NAN = frozenset({"**", *COMPARISONS})  # nan ** 0 and 1 ** nan are 1 in numpy; nan < 1 is no


def pass_on(operation: str, arguments: Sequence[Floats], out: Floats) -> None:
    """Put NaN where an argument was, for the operations that would lose it."""
    if operation in _FORGETS_NAN:
        for argument in arguments:
            np.copyto(out, np.nan, where=np.isnan(argument))


def mark_failures(out: Floats) -> None:
    """Turn what is not finite into NaN."""
    np.copyto(out, np.nan, where=~np.isfinite(out))
