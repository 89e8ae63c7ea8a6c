"""Two answers compared, figure by figure.

All of an answer is compared, but for a short list of labels. What two answers both leave out is not compared; what only one
of them leaves out is a difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias

from attrs import field

from blogroi.model import FrozenMap
from blogroi.records import frozen
from blogroi.testing.figures.paths import AMOUNTS, IN_UNITS, LABELS, WHERE_BOTH, Path, matches, parsed
from blogroi.testing.figures.reading import Figures, Reading, is_number, level, numbers, size_of

__all__ = ["MISSING", "Difference", "Restated", "differences"]


class _Missing:
    def __repr__(self) -> str:
        return "missing"


MISSING = _Missing()
"""Stands for a figure that one of two answers leaves out."""


@frozen
class Difference:
    """A figure that is not the same in two answers, with both values; ``tool`` is empty where it is of no single tool."""

    tool: str
    figure: str
    before: object
    after: object


@frozen
class Restated:
    """In what a case was stated otherwise, so that its figures are expected to follow.

    Parameters
    ----------
    money : float
        Units of the other currency for one of the old.
    units : mapping of str to float
        Units in which each indicator is counted, for one of the old; -1 where its sign was turned.
    """

    money: float = 1.0
    units: Mapping[str, float] = FrozenMap()

    @property
    def turns(self) -> bool:
        """Whether signs were turned."""
        return any(unit < 0.0 for unit in self.units.values())


def differences(
    before: Reading,
    after: Reading,
    *,
    but: Collection[str] = LABELS,
    rtol: float = 0.0,
    restated: Restated | None = None,
) -> Iterator[Difference]:
    """List the figures that are not the same in two answers.

    Parameters
    ----------
    before, after : Reading
        Two answers.
    but : collection of str
        Paths of what is not compared: by default the labels.
    rtol : float
        Relative tolerance; 0 compares bit for bit, and in their order what stands in lists. Amounts of money are held
        against the greatest one of the tool, because they are differences of others; what is no money against 1 where it
        is less. Tools with the same figure may then stand in either order.
    restated : Restated, optional
        How the figures of the second answer are expected to follow those of the first. In answers that are no
        evaluations, and where figures are in the unit of an indicator, each figure may follow or stay as it is.

    Yields
    ------
    Difference

    Examples
    --------
    >>> from blogroi.testing.figures.reading import read
    >>> before, after = (read({"tools": {"blog": {"npv": {"mean": npv}}}}) for npv in (100.0, 110.0))
    >>> list(differences(before, after))
    [Difference(tool='blog', figure='npv.mean', before=100.0, after=110.0)]
    """
    comparison = _Comparison(before, after, tuple(map(parsed, but)), rtol, restated or Restated())
    for path, one, other in comparison.unlike((), before.whole, after.whole):
        tool = path[1] if path[0] == "tools" and before.is_by_tool and len(path) > 1 else ""
        yield Difference(tool, ".".join(path[2:] if tool else path).replace(".[", "["), one, other)


_AMOUNT_PATHS, _UNIT_PATHS, _BOTH_PATHS = (tuple(map(parsed, group)) for group in (AMOUNTS, IN_UNITS, WHERE_BOTH))
Found: TypeAlias = Iterator[tuple[Path, object, object]]


@frozen(eq=False)
class _Comparison:
    """Two answers held against each other, place by place."""

    before: Reading
    after: Reading
    but: tuple[Path, ...]
    rtol: float
    restated: Restated
    _sizes: dict[str, float] = field(factory=dict, init=False)

    @property
    def _nothing_restated(self) -> bool:
        return self.restated == Restated()

    def unlike(self, path: Path, one: Any, other: Any) -> Found:
        """List what is not the same at a path and below it, with both values."""
        if self._nothing_restated and one == other:
            return
        if any(matches(path, pattern) for pattern in self.but):
            return
        if any(part is MISSING or part is None for part in (one, other)) and any(
            matches(path, pattern) for pattern in _BOTH_PATHS
        ):
            return
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from self._unlike_mappings(path, one, other)
        elif isinstance(one, list) and isinstance(other, list):
            yield from self._unlike_lists(path, one, other)
        elif not self._is_same(path, one, other):
            yield path, one, other

    def _unlike_mappings(self, path: Path, one: Figures, other: Figures) -> Found:
        shared = list(dict.fromkeys([*one, *other]))
        if self.restated.turns and self._is_in_units(path, one):
            numbers = [key for key in shared if is_number(one.get(key)) and is_number(other.get(key))]
            sizes = [sorted(abs(part[key]) for key in numbers) for part in (one, other)]
            if not all(map(self._is_close, *sizes)):
                yield path, {key: one[key] for key in numbers}, {key: other[key] for key in numbers}
            shared = [key for key in shared if key not in numbers]
        for key in shared:
            yield from self.unlike((*path, str(key)), one.get(key, MISSING), other.get(key, MISSING))

    def _is_in_units(self, path: Path, node: Figures) -> bool:
        """Return whether figures may be in the unit of an indicator: where its sign is turned, low and high change places."""
        return "path" in node or any(matches(path, pattern) for pattern in _UNIT_PATHS)

    def _unlike_lists(self, path: Path, one: list[Any], other: list[Any]) -> Found:
        if self.rtol > 0.0:
            one, other = (self._in_any_order(path, *pair) for pair in ((self.before, one), (self.after, other)))
        if len(one) != len(other):
            yield path, one, other
            return
        for place, pair in enumerate(zip(one, other, strict=True), start=1):
            yield from self.unlike((*path, f"[{place}]"), *pair)

    def _in_any_order(self, path: Path, reading: Reading, parts: list[Any]) -> list[Any]:
        """Put what stands in a list in an order that roundings cannot turn."""
        if path and (path[-1] == "order" or path[-2:-1] == ("orders",)):
            return _tied(parts, _ranked_by(path, reading), lambda *pair: self._is_close(*pair, size=self._size("")))
        if all(isinstance(part, str) for part in parts):
            return sorted(parts)
        if all(isinstance(part, Mapping) for part in parts):
            return sorted(parts, key=lambda part: [value for value in part.values() if isinstance(value, str)])
        return parts

    def _is_same(self, path: Path, one: Any, other: Any) -> bool:
        if not (is_number(one) and is_number(other)):
            return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
        if math.isnan(one) and math.isnan(other):
            return True
        in_money = any(matches(path, pattern) for pattern in _AMOUNT_PATHS)
        size = self._size(path[1] if path[0] in ("tools", "emergent") and len(path) > 1 else "")
        if not self.before.is_evaluation or any(matches(path, pattern) for pattern in _UNIT_PATHS):
            noise = size * self._noise(path)
            return any(self._is_close(one * factor, other, size=noise) for factor in self._factors())
        expected = one * (self.restated.money if in_money else 1.0)
        return self._is_close(expected, other, size=(size if in_money else 1.0) * self._noise(path))

    def _is_close(self, expected: float, value: float, *, size: float = 1.0) -> bool:
        return expected == value or math.isclose(expected, value, rel_tol=self.rtol, abs_tol=self.rtol * size)

    def _noise(self, path: Path) -> float:
        """Return by how much more than a mean a figure may be off.

        A spread of zero is the root of a difference of squares, which rounding leaves at 2**-52 of them: 1.5e-8 of the
        figure itself.
        """
        is_spread = any(name == "sd" or name.endswith("error") for name in path)
        return 2.0**-26 / self.rtol if self.rtol > 0.0 and is_spread else 1.0

    def _factors(self) -> set[float]:
        """Return all factors by which a figure may follow that may be in money, in a unit, or in money for a unit."""
        known = {self.restated.money, *self.restated.units.values()}
        ways = [(1.0, factor, 1.0 / factor) for factor in sorted(known)]
        return {math.prod(factors) for factors in product(*ways)}

    def _size(self, tool: str) -> float:
        """Return the greatest amount that is said of a tool, or of anything where none is named, in the second answer."""
        if tool not in self._sizes:
            parts = [reading.tools.get(tool) if tool else reading.whole for reading in (self.before, self.after)]
            one, other = (
                _greatest(reading, part) for reading, part in zip((self.before, self.after), parts, strict=True)
            )
            self._sizes[tool] = max(one * self.restated.money, other)
        return self._sizes[tool]


def _greatest(reading: Reading, node: Any) -> float:
    if node is reading.whole and reading.is_evaluation:
        return max(map(size_of, reading.tools.values()), default=0.0)
    return size_of(node or {}) if reading.is_evaluation else max(map(abs, numbers(node)), default=0.0)


def _ranked_by(path: Path, reading: Reading) -> Callable[[str], float | None]:
    """Return what the tools of an order are put in order by."""
    if path[-2:-1] == ("orders",):
        tools = (reading.whole.get("robustness") or {}).get("tools") or {}
        return lambda key: level((tools.get(key, {}).get("npv") or {}).get(path[-1]))
    by = "score" if "scores" in path else str(reading.ranking.get("by", "npv"))
    return lambda key: level(reading.tools.get(key, {}).get(by))


def _tied(
    order: Sequence[str], value_of: Callable[[str], float | None], are_close: Callable[[float, float], bool]
) -> list[Any]:
    """Group an order into tools with the same figure, which may stand in any order."""
    groups: list[list[str]] = []
    last: float | None = None
    for key in order:
        value = value_of(key)
        if groups and value is not None and last is not None and are_close(last, value):
            groups[-1].append(key)
        else:
            groups.append([key])
        last = value
    return groups
