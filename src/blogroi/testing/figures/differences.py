"""Answers read as plain figures, and compared figure by figure.

An answer is what a public question gives (an ``Evaluation``, a ``Choice``, advice on measuring or on a launch, a
``Sensitivity``), or a mapping of the same shape. All of it is compared, but for a short list of labels. What two answers
both leave out is not compared; what only one of them leaves out is a difference.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, TypeAlias, TypeGuard

from attrs import field, fields, frozen, has

from blogroi.model import FrozenMap
from blogroi.results.evaluation import Evaluation

__all__ = [
    "BY_DATE",
    "LABELS",
    "MISSING",
    "OF_ALL_TOOLS",
    "TIE_BREAKS",
    "Difference",
    "Reading",
    "Restated",
    "differences",
    "level",
    "read",
    "size_of",
]

Path: TypeAlias = tuple[str, ...]
Figures: TypeAlias = Mapping[str, Any]

_SAID = ("title", "currency", "fingerprint", "name", "names", "checks", "ignored", "parity")
LABELS = (
    *_SAID,
    *(f"tools.*.{name}" for name in _SAID),  # where answers stand by tool
    *("tools.*.not_applicable", "studies.*.method", "updates.*.unit"),
)
"""What a case is about, what things are called, and what is said about them in words: no figures.

Each is a path in an answer, ``*`` standing for any key or place; what lies below it is meant too.
"""

BY_DATE = (
    *(f"tools.*.{name}" for name in ("anticipated", "emergent", "unlabelled")),
    *(f"emergent.*.{name}" for name in ("anticipated", "emergent", "unlabelled", "ex_ante")),
)
"""Labels that follow from dates or from what a tool was meant for, and the sums by them."""

BY_EVIDENCE = ("tools.*.by_evidence", "emergent.*.effects.*.evidence", "updates")
"""Sums by the class of evidence, the class itself, and what measured evidence says of a prior."""

_RANKED = ("rank_acceptability", "mc_error", "intervals", "first_and_positive", "winner", "switch_point")
_SCORED = (
    *("central_weights", "central_weights_error", "confidence", "confidence_error", "rank_uncertainty"),
    *("stakeholders", "weight_change"),
)
OF_ALL_TOOLS = (
    *(f"{ranking}.{name}" for ranking in ("ranking", "scores.ranking") for name in _RANKED),
    *(f"scores.{name}" for name in _SCORED),
    *("claims", "total", "robustness.survives", "robustness.pivotal_gaps"),
    *("order", "expected_npv_now", "evpi", "studies", "worth_measuring", "not_worth_measuring"),
    *("ties", "efficient_frontier", "survives", "gaps"),
)
"""What is about all tools together, so that another tool may change it: places, what comes first, sums over tools."""

TIE_BREAKS = (
    "ranking.switch_point",
    "scores.ranking.switch_point",
    *("robustness.pivotal_gaps", "scores.weight_change", "scores.majority.contradicts", "order"),
)
"""What names one of several tools with the same figure, whichever has the first key."""

_WHERE_BOTH = (  # left out where there are many tools, or where a tool has a gap that nothing fills
    *(f"{ranking}.{name}" for ranking in ("ranking", "scores.ranking") for name in ("pairwise", "pairwise_error")),
    *("robustness.orders.*", "npv_with_priors"),
)
_IN_UNITS = ("emergent.*.effects.*", "tools.*.units_by_indicator.*", "updates.*")
_MONEY = (
    *("benefits", "costs", "npv", "npv_cash", "equivalent_annual", "sunk", "anticipated", "emergent", "unlabelled"),
    *("by_indicator", "by_lever", "by_objective", "by_beneficiary", "by_evidence", "by_cost", "by_driver"),
)
_AMOUNTS = (
    *(f"{at}.{name}" for at in ("tools.*", "total") for name in _MONEY),
    *("tools.*.without.*.npv", "robustness.tools.*.npv"),
    *(f"emergent.*.{name}" for name in ("benefits", "anticipated", "emergent", "unlabelled")),
    *(f"emergent.*.{name}.npv" for name in ("ex_ante", "ex_post", "ex_post_adjusted")),
)


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
class Reading:
    """An answer as plain data.

    Parameters
    ----------
    whole : mapping
        All of it: mappings, lists, texts and numbers.
    is_evaluation : bool
        Whether it says what each tool brings in, as ``blogroi.evaluate`` does, rather than what to do about it.
    """

    whole: Figures
    is_evaluation: bool

    @property
    def tools(self) -> Mapping[str, Figures]:
        """Figures by tool; empty where it has none."""
        found: Mapping[str, Figures] = self.whole.get("tools") if self.is_by_tool else {}  # type: ignore[assignment]
        return found

    @property
    def is_by_tool(self) -> bool:
        """Whether it has figures by tool."""
        return isinstance(self.whole.get("tools"), Mapping)

    @property
    def ranking(self) -> Figures:
        """The order of the tools; empty where it is left out."""
        return self.whole.get("ranking") or {}

    @property
    def claims(self) -> Figures:
        """What tools together claim of a change; empty where it is left out."""
        return self.whole.get("claims") or {}

    @property
    def checks(self) -> tuple[Figures, ...]:
        """What a reader should know; empty where it is left out."""
        return tuple(self.whole.get("checks") or ())

    def told_back(self, names: Mapping[str, str]) -> Reading:
        """Give the same answer with the names that a case had before it was told in others.

        Parameters
        ----------
        names : mapping of str to str
            Old names by new ones. The new ones must be such that nothing else is called by them.
        """
        return Reading(_told_back(self.whole, names), self.is_evaluation)

    def without(self, tools: Collection[str]) -> Reading:
        """Leave out all that is about some tools."""
        return Reading(_without(self.whole, frozenset(tools)), self.is_evaluation)

    def only(self, tool: str) -> Reading:
        """Keep one tool, under a key that is the same for all, so that two can be compared."""
        return Reading({"tools": {"it": self.tools.get(tool, {})}}, self.is_evaluation).told_back({tool: "it"})


def read(answer: object) -> Reading:
    """Read an answer.

    Parameters
    ----------
    answer : object
        An ``Evaluation``, another result of the library, or a mapping. A mapping is taken for an evaluation unless its
        ``"answer"`` says that it is something else, or it holds results of the library.

    Returns
    -------
    Reading

    Raises
    ------
    TypeError
        When it is nothing of the kind.

    Examples
    --------
    >>> read({"tools": {"blog": {"npv": {"mean": 100.0}}}}).tools["blog"]["npv"]
    {'mean': 100.0}
    >>> read({"answer": "choice", "tools": ["blog"]}).is_evaluation
    False
    """
    plain = _plain(answer)
    if not isinstance(plain, Mapping):
        message = f"{type(answer).__name__} is not an answer: give a result of the library, or a mapping of its shape"
        raise TypeError(message)
    if isinstance(answer, Mapping):
        parts = answer.get("tools")
        holds_results = isinstance(parts, Mapping) and any(hasattr(part, "to_dict") for part in parts.values())
        is_evaluation = not holds_results and answer.get("answer", "evaluation") == "evaluation"
    else:
        is_evaluation = isinstance(answer, Evaluation)
    return Reading(plain, is_evaluation)


def _plain(value: object) -> Any:
    for name in ("to_dict", "tolist"):  # results of the library, and of numpy
        convert = getattr(value, name, None)
        if callable(convert):
            return _plain(convert())
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    cls: Any = type(value)
    if has(cls):
        return {attribute.name: _plain(getattr(value, attribute.name)) for attribute in fields(cls)}
    return value


def _told_back(node: Any, names: Mapping[str, str]) -> Any:
    if isinstance(node, Mapping):
        return {names.get(key, key): _told_back(part, names) for key, part in node.items()}
    if isinstance(node, list):
        return [_told_back(part, names) for part in node]
    if isinstance(node, str):
        return ".".join(_component(part, names) for part in node.split("."))
    return node


def _component(part: str, names: Mapping[str, str]) -> str:
    name, bracket, place = part.partition("[")
    return f"{names.get(name, name)}{bracket}{place}"


def _without(node: Any, tools: frozenset[str]) -> Any:
    if isinstance(node, Mapping):
        return {key: _without(part, tools) for key, part in node.items() if key not in tools}
    if isinstance(node, list):
        return [_without(part, tools) for part in node if not _is_about(part, tools)]
    return node


def _is_about(node: Any, tools: frozenset[str]) -> bool:
    """Whether an entry of a list is about one of some tools, or about all those that share something."""
    if isinstance(node, str):
        return node in tools or (node.startswith("tools.") and node.split(".")[1] in tools)
    if isinstance(node, Mapping):
        if "tools" in node and not str(node.get("path", "tools.")).startswith("tools."):
            return True
        return any(_is_about(part, tools) for part in node.values() if not isinstance(part, Mapping))
    return isinstance(node, list) and any(_is_about(part, tools) for part in node)


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
        Paths of what is not compared: the labels unless they are given.
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
    >>> before, after = (read({"tools": {"blog": {"npv": {"mean": npv}}}}) for npv in (100.0, 110.0))
    >>> list(differences(before, after))
    [Difference(tool='blog', figure='npv.mean', before=100.0, after=110.0)]
    """
    comparison = _Comparison(before, after, tuple(map(_parsed, but)), rtol, restated or Restated())
    for path, one, other in comparison.unlike((), before.whole, after.whole):
        tool = path[1] if path[0] == "tools" and before.is_by_tool and len(path) > 1 else ""
        yield Difference(tool, ".".join(path[2:] if tool else path).replace(".[", "["), one, other)


def _parsed(pattern: str) -> Path:
    return tuple(pattern.split("."))


def _matches(path: Path, pattern: Path) -> bool:
    """Whether a pattern leads to a path, or to something above it."""
    return len(pattern) <= len(path) and all(part in ("*", name) for part, name in zip(pattern, path, strict=False))


_AMOUNT_PATHS, _UNIT_PATHS, _BOTH_PATHS = (tuple(map(_parsed, group)) for group in (_AMOUNTS, _IN_UNITS, _WHERE_BOTH))

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
        if any(_matches(path, pattern) for pattern in self.but):
            return
        if any(part is MISSING or part is None for part in (one, other)) and any(
            _matches(path, pattern) for pattern in _BOTH_PATHS
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
            numbers = [key for key in shared if _is_number(one.get(key)) and _is_number(other.get(key))]
            sizes = [sorted(abs(part[key]) for key in numbers) for part in (one, other)]
            if not all(map(self._is_close, *sizes)):
                yield path, {key: one[key] for key in numbers}, {key: other[key] for key in numbers}
            shared = [key for key in shared if key not in numbers]
        for key in shared:
            yield from self.unlike((*path, str(key)), one.get(key, MISSING), other.get(key, MISSING))

    def _is_in_units(self, path: Path, node: Figures) -> bool:
        """Whether figures may be in the unit of an indicator: where its sign is turned, low and high change places."""
        return "path" in node or any(_matches(path, pattern) for pattern in _UNIT_PATHS)

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
        if not (_is_number(one) and _is_number(other)):
            return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        in_money = any(_matches(path, pattern) for pattern in _AMOUNT_PATHS)
        size = self._size(path[1] if path[0] in ("tools", "emergent") and len(path) > 1 else "")
        if not self.before.is_evaluation or any(_matches(path, pattern) for pattern in _UNIT_PATHS):
            noise = size * self._noise(path)
            return any(self._is_close(one * factor, other, size=noise) for factor in self._factors())
        expected = one * (self.restated.money if in_money else 1.0)
        return self._is_close(expected, other, size=(size if in_money else 1.0) * self._noise(path))

    def _is_close(self, expected: float, value: float, *, size: float = 1.0) -> bool:
        return expected == value or math.isclose(expected, value, rel_tol=self.rtol, abs_tol=self.rtol * size)

    def _noise(self, path: Path) -> float:
        """Say by how much more than a mean a figure may be off.

        A spread of zero is the root of a difference of squares, which rounding leaves at 2**-52 of them: 1.5e-8 of the
        figure itself.
        """
        is_spread = any(name == "sd" or name.endswith("error") for name in path)
        return 2.0**-26 / self.rtol if self.rtol > 0.0 and is_spread else 1.0

    def _factors(self) -> set[float]:
        """Give all factors by which a figure may follow that may be in money, in a unit, or in money for a unit."""
        known = {self.restated.money, *self.restated.units.values()}
        ways = [(1.0, factor, 1.0 / factor) for factor in sorted(known)]
        return {math.prod(factors) for factors in product(*ways)}

    def _size(self, tool: str) -> float:
        """Give the greatest amount that is said of a tool, or of anything where none is named, in the second answer."""
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
    return size_of(node or {}) if reading.is_evaluation else max(map(abs, _numbers(node)), default=0.0)


def _ranked_by(path: Path, reading: Reading) -> Callable[[str], float | None]:
    """Give what the tools of an order are put in order by."""
    if path[-2:-1] == ("orders",):
        tools = (reading.whole.get("robustness") or {}).get("tools") or {}
        return lambda key: level((tools.get(key, {}).get("npv") or {}).get(path[-1]))
    by = "score" if "scores" in path else str(reading.ranking.get("by", "npv"))
    return lambda key: level(reading.tools.get(key, {}).get(by))


def _tied(
    order: Sequence[str], value_of: Callable[[str], float | None], are_close: Callable[[float, float], bool]
) -> list[Any]:
    """Group an order into tools with the same figure, each group in the order of its keys."""
    groups: list[list[str]] = []
    last: float | None = None
    for key in order:
        value = value_of(key)
        if groups and value is not None and last is not None and are_close(last, value):
            groups[-1] = sorted([*groups[-1], key])
        else:
            groups.append([key])
        last = value
    return groups


def level(figure: object, part: str = "mean") -> float | None:
    """Give one part of a figure as a number, or None where it is unknown or left out.

    Parameters
    ----------
    figure : object
        A number, or a mapping of the parts of a figure.
    part : str
        Name of the part. The mean of a ratio is that of the means, where it has no other.

    Returns
    -------
    float or None

    Examples
    --------
    >>> level({"mean": 3.0, "p05": 1.0}), level({"of_means": 3.0}), level(3.0), level(None)
    (3.0, 3.0, 3.0, None)
    """
    if isinstance(figure, Mapping):
        value = figure.get(part, figure.get("of_means") if part == "mean" else None)
    else:
        value = figure if part == "mean" else None
    return float(value) if _is_number(value) else None


def size_of(figures: Figures) -> float:
    """Give the greatest amount of money that is said of a tool: roundings of its figures are in proportion to it."""
    return max((abs(number) for name in _MONEY if name in figures for number in _numbers(figures[name])), default=0.0)


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from _numbers(part)
    elif _is_number(value) and math.isfinite(value):
        yield float(value)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
