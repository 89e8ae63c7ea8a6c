"""From a formula to nodes: what was read once is put together for a window, and for the drivers that a case has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from blogroi.engine.compile.clock import Clocks
from blogroi.engine.graph import time
from blogroi.engine.graph.algebra import ONE, add, apply, less, multiply, negative
from blogroi.engine.graph.node import Node, OperationName, chance, number, schedule
from blogroi.model.formula import Formula
from blogroi.model.grammar import nodes
from blogroi.numerics.streams import stream_key
from blogroi.records import frozen

__all__ = ["Place", "compiled"]


@frozen
class Place:
    """Where a formula stands.

    Parameters
    ----------
    path : str
        Its path, by which the streams of its calls by chance are keyed.
    seed : int
        Seed of the evaluation.
    clocks : Clocks
        Of the window; of one period, where it is paid before the first one.
    first : int
        Number of the first period: 1, or 0 where it is paid before the first one.
    starts : Node
        When the effect starts in which it stands; 1 elsewhere.
    """

    path: str
    seed: int
    clocks: Clocks
    first: int = 1
    starts: Node = ONE


def compiled(formula: Formula, place: Place, driver: Callable[[str], Node]) -> Node:
    """Put a formula together.

    Parameters
    ----------
    formula : Formula
        What was read.
    place : Place
        Where it stands.
    driver : callable
        Gives the node of a driver.

    Returns
    -------
    Node

    Examples
    --------
    >>> from datetime import date
    >>> from blogroi.model import Horizon
    >>> year = Place("drivers.x.value", 1, Clocks.of(Horizon(start=date(2026, 1, 1), periods=3, step="year")))
    >>> compiled(Formula("2 * posts * period"), year, {"posts": number(6)}.__getitem__).data
    (12.0, 24.0, 36.0)
    """
    ages = _ages(formula.tree, place.clocks.length)

    def put_together(part: nodes.Node, inner: list[Node]) -> Node:
        match part:
            case nodes.Number(value=value):
                return number(value)
            case nodes.Name(key=key):
                return driver(key)
            case nodes.Clock(word="age"):
                return schedule(range(1, ages[id(part)] + 1))
            case nodes.Clock(word=word):
                return _clock(word, place)
            case nodes.Negative():
                return negative(inner[0])
            case nodes.Chain(operators=operators):
                return _chain(operators, inner)
            case nodes.Comparison(relation=relation):
                return apply(relation, *inner)
            case nodes.Call():
                return _call(part, inner, place)
            case _:
                raise AssertionError(part)

    return nodes.worked_up(formula.tree, put_together)


def _ages(tree: nodes.Node, length: int) -> dict[int, int]:
    """Say how many ages each ``age`` has: the periods of the window, and those that came before."""
    found: dict[int, int] = {}
    for node in nodes.walk(tree):
        if isinstance(node, nodes.Call) and node.function == "by_age":
            count = length + _before(node)
            found |= {id(part): count for part in nodes.walk(node.arguments[1]) if isinstance(part, nodes.Clock)}
    return found


def _before(call: nodes.Call) -> int:
    match call.arguments:
        case (_, _, nodes.Number(value=value)):
            return int(value)
        case _:
            return 0


def _clock(word: str, place: Place) -> Node:
    match word:
        case "period":
            return time.periods(place.clocks.length)
        case "year":
            return schedule(place.clocks.years)
        case _:
            return time.running(place.starts, place.clocks.length)


def _chain(operators: Sequence[str], parts: Sequence[Node]) -> Node:
    """Join parts from left to right, those of a power from right to left."""
    if operators[0] in ("+", "-"):
        signed = [part if sign == "+" else negative(part) for sign, part in zip(operators, parts[1:], strict=True)]
        return add(parts[0], *signed)
    if operators[0] == "**":
        result = parts[-1]
        for part in reversed(parts[:-1]):
            result = apply("**", part, result)
        return result
    result = parts[0]
    for operator, part in zip(operators, parts[1:], strict=True):
        result = multiply(result, part) if operator == "*" else apply("/", result, part)
    return result


def _call(call: nodes.Call, parts: Sequence[Node], place: Place) -> Node:
    length = place.clocks.length
    match call.function, parts:
        case "clip", (value, low, high):
            return apply("min", apply("max", value, low), high)
        case "growth", (rate, *counted):
            return time.growth(rate, less(_counted(counted, length), ONE))
        case "yearly_growth", (rate, *counted):
            years = multiply(number(1.0 / place.clocks.steps_a_year), less(_counted(counted, length), ONE))
            return time.growth(rate, years)
        case "ramp", (rising, *counted):
            return time.ramp(rising, _counted(counted, length))
        case "season", _:
            return time.season(parts, place.clocks.seasons(len(parts)))
        case "delay", (value, by):
            return time.delay(value, by, length)
        case "cumulative", (value,):
            return time.cumulative(value, length)
        case "by_age", (coming, profile, *_):
            return time.by_age(coming, profile, length, _before(call))
        case ("event" | "poisson" | "binomial") as drawn, _:
            periods = range(place.first, place.first + length)
            keys = [stream_key(place.seed, f"{place.path}#{call.ordinal}[{period}]") for period in periods]
            return chance(drawn, keys, *parts)
        case function, _:
            return apply(cast("OperationName", function), *parts)


def _counted(counted: Sequence[Node], length: int) -> Node:
    """Return what growth and ramps count by: the periods of the window, unless the effect's own are asked for."""
    return counted[0] if counted else time.periods(length)
