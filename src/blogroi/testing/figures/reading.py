"""Answers read as plain figures.

An answer is what a public question gives (an ``Evaluation``, a ``Choice``, advice on measuring or on a launch, a
``Sensitivity``), or a mapping of the same shape.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeAlias, TypeGuard

from attrs import fields, has

from blogroi.records import frozen
from blogroi.results.evaluation import Evaluation
from blogroi.testing.figures.paths import MONEY

__all__ = ["Figures", "Reading", "is_number", "level", "numbers", "read", "size_of"]

Figures: TypeAlias = Mapping[str, Any]


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
        """Return the same answer with the names that a case had before it was told in others.

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
    """Return whether an entry of a list is about one of some tools, or about all those that share something."""
    if isinstance(node, str):
        return node in tools or (node.startswith("tools.") and node.split(".")[1] in tools)
    if isinstance(node, Mapping):
        if isinstance(node.get("tools"), Mapping):  # figures of all of them, each under its key
            return False
        if "tools" in node and not str(node.get("path", "tools.")).startswith("tools."):
            return True
        return any(_is_about(part, tools) for part in node.values() if not isinstance(part, Mapping))
    return isinstance(node, list) and any(_is_about(part, tools) for part in node)


def level(figure: object, part: str = "mean") -> float | None:
    """Return one part of a figure as a number, or None where it is unknown or left out.

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
    return float(value) if is_number(value) else None


def size_of(figures: Figures) -> float:
    """Return the greatest amount of money that is said of a tool: roundings of its figures are in proportion to it."""
    return max((abs(number) for name in MONEY if name in figures for number in numbers(figures[name])), default=0.0)


def numbers(value: object) -> Iterator[float]:
    """List all finite numbers in a figure, at any depth."""
    if isinstance(value, Mapping):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part)
    elif is_number(value) and math.isfinite(value):
        yield float(value)


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number, and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)
