"""Formulas told otherwise: multiplied, raised, and with what is left to chance put at its mean."""

from __future__ import annotations

from attrs import evolve

from blogroi.model import Formula
from blogroi.model.grammar.nodes import Call, Chain, Comparison, Negative, Node, chain, negative, worked_up

__all__ = ["multiplied", "plus", "without_chance"]


def multiplied(formula: Formula, factor: float) -> Formula:
    """Multiply a formula by a factor; -1 turns its sign.

    Examples
    --------
    >>> multiplied(Formula("a + b"), 64.0), multiplied(Formula("a + b"), -1.0)
    (Formula('64.0 * (a + b)'), Formula('-(a + b)'))
    """
    return Formula(f"-({formula})" if factor == -1.0 else f"{factor!r} * ({formula})")


def plus(formula: Formula, step: float) -> Formula:
    """Add a number to a formula.

    Examples
    --------
    >>> plus(Formula("2 * a"), -0.5) == Formula("2 * a - 0.5")
    True
    """
    return Formula(f"({formula}) {'-' if step < 0 else '+'} {abs(step)!r}")


def without_chance(formula: Formula) -> Formula:
    """Put what is left to chance in a formula at its mean.

    Examples
    --------
    >>> without_chance(Formula("100 * event(rate) + binomial(n + 1, rate) - poisson(2)"))
    Formula('100 * rate + (n + 1) * rate - 2')
    """

    def rebuilt(node: Node, parts: list[Node]) -> Node:
        match node:
            case Call(function="event" | "poisson"):
                return parts[0]
            case Call(function="binomial"):
                return chain("*", *parts)
            case Call():
                return evolve(node, arguments=tuple(parts))
            case Chain():
                return evolve(node, members=tuple(parts))
            case Comparison():
                return evolve(node, left=parts[0], right=parts[1])
            case Negative():
                return negative(parts[0])
            case _:
                return node

    return Formula(worked_up(formula.tree, rebuilt).text) if formula.chances else formula
