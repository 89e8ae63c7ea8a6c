"""Between which numbers an expression lies, and whether it may be no number: interval arithmetic over the graph.

What the bounds exclude is not looked for in the draws.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from blogroi.engine.draws import Draw, ends_of
from blogroi.engine.graph.node import Node, reachable, values_of
from blogroi.engine.graph.whole import is_whole
from blogroi.records import frozen

__all__ = ["Bounds", "bounds_of"]

_GREATEST_EXPONENT = 709.0  # beyond which exp is infinite


@frozen
class Bounds:
    """Between which numbers something lies.

    Parameters
    ----------
    low, high : float
        No draw is below the one or above the other; infinite where nothing is known.
    may_fail : bool
        Whether it may be no number in some draw.
    fails_here : bool
        Whether its own operation may make it so, beside its arguments.
    """

    low: float
    high: float
    may_fail: bool = False
    fails_here: bool = False


_ANYTHING = Bounds(-math.inf, math.inf, may_fail=True, fails_here=True)


def bounds_of(roots: Sequence[Node]) -> dict[bytes, Bounds]:
    """Bound every node that some nodes are made of, by its digest.

    Parameters
    ----------
    roots : sequence of Node
        Where to begin.

    Returns
    -------
    dict of bytes to Bounds

    Examples
    --------
    >>> from blogroi.engine.graph.node import schedule
    >>> profile = schedule([1, 3])
    >>> bounds_of([profile])[profile.digest]
    Bounds(low=1.0, high=3.0, may_fail=False, fails_here=False)
    """
    found: dict[bytes, Bounds] = {}
    for node in reachable(roots):
        inner = [found[part.digest] for part in node.arguments]
        own = _own(node, inner)
        may_fail = own.fails_here or own.may_fail or any(part.may_fail for part in inner)
        found[node.digest] = Bounds(own.low, own.high, may_fail, own.fails_here)
    return found


def _own(node: Node, inner: Sequence[Bounds]) -> Bounds:
    if node.extent.is_certain:
        values = values_of(node, 1)
        known = values[~np.isnan(values)]
        fails = known.size < values.size
        return Bounds(float(known.min()), float(known.max()), fails) if known.size else Bounds(0.0, 0.0, fails)
    rule = _RULES.get(node.operation)
    if rule is None:
        return _leaf(node)
    low, high = rule(node, inner)
    if math.isnan(low) or math.isnan(high):
        return _ANYTHING
    fails = not (math.isfinite(low) and math.isfinite(high)) and node.operation in _CAN_OVERFLOW
    return Bounds(low, high, fails_here=fails)


def _leaf(node: Node) -> Bounds:
    match node.operation:
        case "drawn":
            return _of_draw(node.draw)
        case "varying":
            return _of_draw(node.varying.draw)
        case "together":
            parts = [_of_draw(part) if isinstance(part, Draw) else Bounds(part, part) for part in node.listed.parts]
            return Bounds(min(part.low for part in parts), max(part.high for part in parts))
        case _:
            return _ANYTHING


def _of_draw(draw: Draw) -> Bounds:
    return Bounds(*ends_of(draw))


_CAN_OVERFLOW = frozenset({"+", "*", "/", "**", "exp", "cumulative", "by age", "geometric"})
_NOTHING = (math.nan, math.nan)
Rule = Callable[[Node, Sequence[Bounds]], tuple[float, float]]


def _times(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
    ends = [0.0 if 0.0 in (x, y) else x * y for x in one for y in other]
    return min(ends), max(ends)


def _product(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    found = (1.0, 1.0)
    for part in inner:
        found = _times(found, (part.low, part.high))
    return found


def _quotient(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    top, bottom = inner
    if bottom.low <= 0.0 <= bottom.high:
        return _NOTHING
    return _times((top.low, top.high), (1.0 / bottom.high, 1.0 / bottom.low))


def _power(node: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    base, exponent = inner
    exponents = values_of(node.arguments[1], 1) if node.arguments[1].extent.is_certain else None
    is_whole = exponents is not None and bool(np.all((exponents >= 0.0) & (exponents == np.rint(exponents))))
    is_safe = base.low > 0.0 or (base.low >= 0.0 and exponent.low >= 0.0)
    if not (is_whole or is_safe):
        return _NOTHING
    with np.errstate(all="ignore"):
        if base.low >= 0.0:
            ends = [float(np.power(b, e)) for b in (base.low, base.high) for e in (exponent.low, exponent.high)]
            return min(ends), max(ends)
        size = float(np.power(max(abs(base.low), abs(base.high), 1.0), exponent.high))
    return -size, size


def _exponential(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    (part,) = inner
    return tuple(math.inf if end > _GREATEST_EXPONENT else math.exp(end) for end in (part.low, part.high))  # type: ignore[return-value]


def _of_rising(function: Callable[[float], float], least: float) -> Rule:
    def rule(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
        (part,) = inner
        if part.low < least or (part.low == 0.0 and function is math.log):
            return _NOTHING
        return tuple(end if end == math.inf else function(end) for end in (part.low, part.high))  # type: ignore[return-value]

    return rule


def _size(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    (part,) = inner
    least = 0.0 if part.low <= 0.0 <= part.high else min(abs(part.low), abs(part.high))
    return least, max(abs(part.low), abs(part.high))


def _widened(by: float) -> Rule:
    return lambda _, inner: (inner[0].low - by, inner[0].high + by)


def _sum(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    return sum(part.low for part in inner), sum(part.high for part in inner)


def _added_up(node: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    low, high = _product(node, inner)
    count = node.length + (node.before if node.operation != "cumulative" else 0)
    return min(0.0, low) * count if low else 0.0, max(0.0, high) * count if high else 0.0


def _geometric(node: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    coming, kept = inner
    largest = max(abs(kept.low), abs(kept.high), 1.0) ** (node.length + node.before)
    return _added_up(node, (coming, Bounds(-largest if kept.low < 0.0 else 0.0, largest)))


def _union(*, start: int = 0, zero: bool = False) -> Rule:
    def rule(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
        lows, highs = [part.low for part in inner[start:]], [part.high for part in inner[start:]]
        return min([*lows, 0.0] if zero else lows), max([*highs, 0.0] if zero else highs)

    return rule


def _share(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    share = inner[-1]
    return (0.0, 1.0) if share.low >= 0.0 and share.high <= 1.0 else _NOTHING


def _counts(_: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    return (0.0, math.inf) if inner[0].low >= 0.0 else _NOTHING


def _successes(node: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    trials, share = inner
    is_possible = trials.low >= 0.0 and share.low >= 0.0 and share.high <= 1.0 and is_whole(node.arguments[0])
    return (0.0, trials.high) if is_possible else _NOTHING


def _delayed(node: Node, inner: Sequence[Bounds]) -> tuple[float, float]:
    return _union(zero=True)(node, inner[:1]) if inner[1].low >= 0.0 else _NOTHING


def _yes_or_no(_: Node, __: Sequence[Bounds]) -> tuple[float, float]:
    return 0.0, 1.0


_RULES: dict[str, Rule] = {
    "+": _sum,
    "*": _product,
    "/": _quotient,
    "**": _power,
    "min": lambda _, inner: (min(part.low for part in inner), min(part.high for part in inner)),
    "max": lambda _, inner: (max(part.low for part in inner), max(part.high for part in inner)),
    "abs": _size,
    "exp": _exponential,
    "log": _of_rising(math.log, 0.0),
    "sqrt": _of_rising(math.sqrt, 0.0),
    "floor": _widened(1.0),
    "ceil": _widened(1.0),
    "round": _widened(0.5),
    "where": _union(start=1),
    **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), _yes_or_no),
    "by period": _union(),
    "in period": _union(),
    "checked": _union(),
    "kept": lambda node, inner: (max(node.field.low, inner[0].low), min(node.field.high, inner[0].high)),
    "cumulative": _added_up,
    "by age": _added_up,
    "geometric": _geometric,
    "delay": _delayed,
    "event": _share,
    "poisson": _counts,
    "binomial": _successes,
}
