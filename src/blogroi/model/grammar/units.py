"""Units followed through a formula: what it comes to, and where what is counted in one thing is added to another.

A unit that nobody stated is not known, and nothing is said of what it is put together with.
"""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.errors import Fault
from blogroi.language.spoken import message
from blogroi.model.grammar.meaning import certain_value
from blogroi.model.grammar.nodes import Call, Chain, Clock, Comparison, Name, Node, Number, at_column, upwards
from blogroi.model.unit import PLAIN, Unit
from blogroi.records import frozen

__all__ = ["followed"]


def followed(tree: Node, units: Mapping[str, Unit | None]) -> tuple[Unit | None, list[Fault]]:
    """Follow units through a formula.

    Parameters
    ----------
    tree : Node
        Of the formula.
    units : mapping of str to Unit or None
        The units of the drivers, by key; None, or no entry, where nobody stated one.

    Returns
    -------
    Unit or None, list of Fault
        What the formula comes to, None where that is not known; and where units are added or compared that are not the same.

    Examples
    --------
    >>> from blogroi.model.formula import Formula
    >>> units = {"posts": Unit.of("post"), "views": Unit.of("visit / post")}
    >>> followed(Formula("posts * views").tree, units)
    (Unit.of('visit'), [])
    >>> [str(fault) for fault in followed(Formula("posts + posts * views").tree, units)[1]]
    ['column 1: adds or compares what is counted in post with what is counted in visit']
    """
    faults: list[Fault] = []
    stack: list[_Found] = []
    for node in upwards(tree):
        parts = [stack.pop() for _ in node.parts]
        stack.append(_unit_of(node, parts, units, faults))
    found = stack.pop()
    return found.unit, faults


@frozen
class _Found:
    """The unit of a part; a number that is written out, or counts periods, goes with any unit that it is added to."""

    unit: Unit | None
    is_bare: bool = False


def _unit_of(node: Node, parts: list[_Found], units: Mapping[str, Unit | None], faults: list[Fault]) -> _Found:
    match node:
        case Number() | Clock():
            return _Found(PLAIN, is_bare=True)
        case Name(key=key):
            return _Found(units.get(key))
        case Comparison():
            _alike(node, parts, faults)
            return _Found(PLAIN)
        case Chain(operators=operators) if operators[0] in ("+", "-"):
            return _alike(node, parts, faults)
        case Chain(operators=operators) if operators[0] == "**":
            return _power(node, parts)
        case Chain(operators=operators):
            return _product(operators, parts)
        case Call():
            return _called(node, parts, faults)
        case _:
            return parts[0]


def _alike(node: Node, parts: list[_Found], faults: list[Fault]) -> _Found:
    """Ask for the same unit of all parts; where one is not known, it is taken to be that of the others."""
    known = [part.unit for part in parts if part.unit is not None and not part.is_bare]
    other = next((unit for unit in known if unit != known[0]), None)
    if other is not None:
        faults.append(
            at_column(
                node, message("adds or compares {one} with {other}", one=_counted(known[0]), other=_counted(other))
            )
        )
    if known:
        return _Found(known[0])
    return _Found(
        None if any(part.unit is None for part in parts) else PLAIN, is_bare=all(part.is_bare for part in parts)
    )


def _counted(unit: Unit) -> str:
    return message("a plain number") if unit == PLAIN else message("what is counted in {unit}", unit=str(unit))


def _product(operators: tuple[str, ...], parts: list[_Found]) -> _Found:
    unit: Unit | None = parts[0].unit
    for operator, part in zip(operators, parts[1:], strict=True):
        if unit is None or part.unit is None:
            return _Found(None)
        unit = unit * part.unit if operator == "*" else unit / part.unit
    return _Found(unit, is_bare=all(part.is_bare for part in parts))


def _power(node: Chain, parts: list[_Found]) -> _Found:
    base = parts[0].unit
    if base is None or base == PLAIN:
        return _Found(base, is_bare=all(part.is_bare for part in parts))
    exponent = certain_value(node.members[1]) if len(node.members) == 2 else None
    return _Found(None if exponent is None else base.root(exponent))


def _called(call: Call, parts: list[_Found], faults: list[Fault]) -> _Found:
    match call.function:
        case "min" | "max" | "clip" | "season":
            return _alike(call, parts, faults)
        case "where":
            return _alike(call, parts[1:], faults)
        case "by_age":
            return _product(("*",), parts[:2])
        case "abs" | "floor" | "ceil" | "round" | "delay" | "cumulative" | "poisson" | "binomial":
            return parts[0]
        case "sqrt":
            return _Found(None if parts[0].unit is None else parts[0].unit.root(0.5), is_bare=parts[0].is_bare)
        case _:
            # growth, ramps, chance: what they multiply a number by says nothing of its unit
            return _Found(PLAIN, is_bare=True)
