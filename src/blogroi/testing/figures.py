"""Results read as plain figures, and compared figure by figure.

A result is what ``blogroi.evaluate`` gives, or a mapping of the same shape (the result file, version 1). What two
results both leave out is not compared; what only one of them leaves out is a difference.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import frozen

__all__ = [
    "LABELS",
    "MISSING",
    "Difference",
    "Reading",
    "differences",
    "level",
    "ranking_differences",
    "read",
    "size_of",
]

Figures: TypeAlias = Mapping[str, Any]

LABELS = frozenset(
    {
        "name",
        "anticipated",
        "emergent",
        "unlabelled",
        "hindsight.anticipated",
        "hindsight.emergent",
        "hindsight.ex_ante",
    }
)
"""What a tool is called, and the labels that follow from dates: no figures.

What a result gives under ``emergent`` for a tool stands among its figures with ``hindsight.`` before each name.
"""

_MONEY = frozenset(
    {"benefits", "costs", "npv", "equivalent_annual", "sunk", "anticipated", "emergent", "unlabelled"}
    | {"by_indicator", "by_lever", "by_objective", "by_beneficiary", "by_evidence", "by_cost"}
)
_HINDSIGHT = ("benefits", "anticipated", "emergent", "ex_ante", "ex_post", "ex_post_corrected")
_UNITLESS = ("p_value", "p_adjusted", "p_adjusted_any", "significant", "weight", "corrected_by")
_RANKING = ("order", "unranked", "rank_acceptability", "pairwise")


class _Missing:
    def __repr__(self) -> str:
        return "missing"


MISSING = _Missing()
"""Stands for a figure that one of two results leaves out."""


@frozen
class Difference:
    """A figure that is not the same in two results, with both values; ``tool`` is empty where it is of the ranking."""

    tool: str
    figure: str
    before: object
    after: object


@frozen
class Reading:
    """A result as plain data.

    Parameters
    ----------
    tools : mapping of str to mapping
        Figures by tool.
    ranking, claims : mapping
        Empty where they are left out.
    checks : sequence of mapping
        Empty where they are left out.
    """

    tools: Mapping[str, Figures]
    ranking: Figures
    claims: Figures
    checks: tuple[Mapping[str, Any], ...]

    def under(self, keys: Mapping[str, str]) -> Reading:
        """Give the same result with other keys of tools."""
        parts: dict[str, Any] = dict(self.ranking)
        for name in ("order", "unranked"):
            if name in parts:
                parts[name] = [keys[key] for key in parts[name]]
        for name in ("rank_acceptability", "pairwise"):
            if name in parts:
                parts[name] = {keys[key]: row for key, row in parts[name].items()}
        if "pairwise" in parts:
            parts["pairwise"] = {
                key: {keys[other]: share for other, share in row.items()} for key, row in parts["pairwise"].items()
            }
        tools = {keys[key]: figures for key, figures in self.tools.items()}
        return Reading(tools, parts, self.claims, self.checks)


def read(result: object) -> Reading:
    """Read a result.

    Parameters
    ----------
    result : Evaluation or mapping
        With at least ``tools``.

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
    """
    plain = _plain(result)
    if not isinstance(plain, Mapping) or not isinstance(plain.get("tools"), Mapping):
        raise TypeError(f"{type(result).__name__} is not a result: an Evaluation, or a mapping with `tools`")
    hindsight = plain.get("emergent") or {}
    tools = {key: _with_hindsight(figures, hindsight.get(key)) for key, figures in plain["tools"].items()}
    return Reading(tools, plain.get("ranking") or {}, plain.get("claims") or {}, tuple(plain.get("checks") or ()))


def _with_hindsight(figures: Figures, told: Any) -> Figures:
    """Put what was found by looking beside a tool's figures, but for changes in the units of their indicators."""
    if not isinstance(told, Mapping):
        return figures
    found = {f"hindsight.{name}": told[name] for name in _HINDSIGHT if name in told}
    found["hindsight.effects"] = {
        name: {part: effect[part] for part in _UNITLESS if part in effect}
        for name, effect in (told.get("effects") or {}).items()
    }
    return {**figures, **found}


def _plain(value: object) -> Any:
    to_dict = getattr(value, "to_dict", None)
    if callable(to_dict):
        return _plain(to_dict())
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def differences(
    before: Reading,
    after: Reading,
    *,
    tools: Collection[str] | None = None,
    only: Collection[str] | None = None,
    but: Collection[str] = (),
    factor: float = 1.0,
    rtol: float = 0.0,
) -> Iterator[Difference]:
    """List the figures of tools that are not the same in two results.

    Parameters
    ----------
    before, after : Reading
        Two results.
    tools : collection of str, optional
        Keys of the tools that are compared: all of the first result unless they are given.
    only, but : collection of str
        Names of the figures that are compared, and of those that are not.
    factor : float
        By which amounts of money are expected to differ.
    rtol : float
        Relative tolerance; 0 compares bit for bit. Amounts of money are held against the greatest one of the tool,
        because they are differences of others; what is no money against 1 where it is less.

    Yields
    ------
    Difference

    Examples
    --------
    >>> before, after = (read({"tools": {"blog": {"npv": {"mean": npv}}}}) for npv in (100.0, 110.0))
    >>> list(differences(before, after))
    [Difference(tool='blog', figure='npv.mean', before=100.0, after=110.0)]
    """
    for key in before.tools if tools is None else tools:
        one, other = before.tools.get(key, {}), after.tools.get(key, {})
        size = max(size_of(one) * factor, size_of(other))
        for name in sorted(one.keys() | other.keys()):
            if name in but or (only is not None and name not in only):
                continue
            pair = one.get(name, MISSING), other.get(name, MISSING)
            for found in _unlike(name, *pair, factor=factor, rtol=rtol, size=size):
                yield Difference(key, *found)


def ranking_differences(before: Reading, after: Reading, *, rtol: float = 0.0) -> Iterator[Difference]:
    """List what is not the same in two rankings; tools with the same figure may stand in either order."""
    for name in _RANKING:
        one, other = before.ranking.get(name, MISSING), after.ranking.get(name, MISSING)
        if name == "order" and one is not MISSING and other is not MISSING:
            one, other = _tied(before, rtol), _tied(after, rtol)
        if name == "unranked":
            one, other = (part if part is MISSING else sorted(part) for part in (one, other))
        for found in _unlike(f"ranking.{name}", one, other, factor=1.0, rtol=rtol, size=1.0):
            yield Difference("", *found)


def _tied(reading: Reading, rtol: float) -> list[list[str]]:
    """Group the order of the tools into those with the same figure."""
    by = str(reading.ranking.get("by", "npv"))
    groups: list[list[str]] = []
    last = math.nan
    for key in reading.ranking["order"]:
        value = level(reading.tools.get(key, {}).get(by))
        value = math.nan if value is None else value
        size = size_of(reading.tools.get(key, {}))
        if groups and (value == last or math.isclose(value, last, rel_tol=rtol, abs_tol=rtol * size)):
            groups[-1] = sorted([*groups[-1], key])
        else:
            groups.append([key])
        last = value
    return groups


def level(figure: object, part: str = "mean") -> float | None:
    """Give one part of a figure as a number, or None where it is unknown or left out.

    Examples
    --------
    >>> level({"mean": 3.0, "p05": 1.0}), level(3.0), level(None)
    (3.0, 3.0, None)
    """
    value = figure.get(part) if isinstance(figure, Mapping) else figure if part == "mean" else None
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def size_of(figures: Figures) -> float:
    """Give the greatest amount of money that is said of a tool: roundings of its figures are in proportion to it."""
    return max((abs(number) for name in _MONEY & figures.keys() for number in _numbers(figures[name])), default=0.0)


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        yield float(value)


def _unlike(
    path: str, one: object, other: object, *, factor: float, rtol: float, size: float
) -> Iterator[tuple[str, object, object]]:
    """List what is not the same below a path, with both values."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in sorted(one.keys() | other.keys(), key=str):
            pair = one.get(key, MISSING), other.get(key, MISSING)
            yield from _unlike(f"{path}.{key}", *pair, factor=factor, rtol=rtol, size=size)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        if path == "gaps":
            one, other = sorted(one), sorted(other)
        for place, pair in enumerate(zip(one, other, strict=True), start=1):
            yield from _unlike(f"{path}[{place}]", *pair, factor=factor, rtol=rtol, size=size)
    elif _is_number(one) and _is_number(other):
        money = _is_money(path)
        expected = float(one) * (factor if money else 1.0)  # type: ignore[arg-type]
        within = rtol * (size if money else 1.0)
        value = float(other)  # type: ignore[arg-type]
        close = expected == value or math.isclose(expected, value, rel_tol=rtol, abs_tol=within)
        if not close and not (math.isnan(expected) and math.isnan(value)):
            yield path, expected, other
    elif one != other:
        yield path, one, other


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_money(path: str) -> bool:
    """Whether a path leads to an amount of money."""
    parts = path.split(".")
    if parts[0] == "hindsight":
        return parts[1] != "effects" and parts[-1] != "probability_positive"
    return parts[0] in _MONEY or (parts[0] == "without" and "npv" in parts[2:])
