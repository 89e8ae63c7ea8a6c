"""A number as it was drawn and as it is expected.

An expected value is not read off the draws. A flow is a product of quantities that are independent of each other, so that its expectation
is the product of theirs; :class:`Factor` carries both, what was drawn and what is expected. Where formulas bring one driver into several
of them, it carries what each period is made of too (:mod:`blogroi.oracle.expected`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from attrs import define

from blogroi.oracle.expected import Known, Product, Sum, Tree
from blogroi.oracle.formulas import Number
from blogroi.oracle.shapes import Array

__all__ = ["Factor", "by_draws"]


@define(eq=False)
class Factor:
    """A number that may be uncertain and may differ by period: as drawn, and as expected.

    ``drawn`` has the shape (draws,), or (periods + 1, draws) where it differs by period, period 0 being what comes before
    the first; ``mean`` is a number, or one for each period. Where ``exact`` is false the mean itself was read off the draws.
    ``trees`` say what each period is made of, where drivers are in it, which may be in another factor too.
    """

    drawn: Array
    mean: Any
    exact: bool = True
    trees: Sequence[Tree] | None = None

    @classmethod
    def made_of(cls, drawn: Array, trees: Sequence[Tree], *, exact: bool = True) -> Factor:
        """Expect of each period what is to be expected of what it is made of."""
        rows = [Number(row, tree).mean for row, tree in zip(drawn, trees, strict=True)]
        known = exact and all(is_known for _, is_known in rows)
        return cls(drawn, np.array([mean for mean, _ in rows]), known, trees)

    def trees_over(self, periods: int) -> Sequence[Tree]:
        """Say what each of so many periods is made of; what has no driver in it hangs together with nothing else."""
        means = np.broadcast_to(self.mean, periods).tolist()
        return self.trees if self.trees is not None else [Known(mean) for mean in means]

    def __mul__(self, other: Factor | float | Array) -> Factor:
        """Multiply by something independent, or by what is certain, or by what is made of the same drivers."""
        if not isinstance(other, Factor):
            certain = np.asarray(other, dtype=float)
            drawn = self.drawn * (certain[:, None] if certain.ndim else certain)
            other = Factor(certain, certain)
        else:
            drawn = self.drawn * other.drawn
        exact = self.exact and other.exact
        if self.trees is None and other.trees is None:
            return Factor(drawn, self.mean * other.mean, exact)
        pairs = zip(self.trees_over(len(drawn)), other.trees_over(len(drawn)), strict=True)
        return Factor.made_of(drawn, [Product(pair) for pair in pairs], exact=exact)

    def __add__(self, other: Factor | float) -> Factor:
        if not isinstance(other, Factor):
            other = Factor(np.asarray(other), other)
        drawn, exact = self.drawn + other.drawn, self.exact and other.exact
        if self.trees is None and other.trees is None:
            return Factor(drawn, self.mean + other.mean, exact)
        pairs = zip(self.trees_over(len(drawn)), other.trees_over(len(drawn)), strict=True)
        return Factor(drawn, self.mean + other.mean, exact, [Sum(pair) for pair in pairs])

    def __neg__(self) -> Factor:
        return self * -1.0

    def __sub__(self, other: Factor) -> Factor:
        return self + -other

    def __rsub__(self, other: float) -> Factor:
        return -self + other


def by_draws(drawn: Array, *, exact: bool) -> Factor:
    """Read the expectation off the draws, where they are all that is known of it: shape (periods + 1, draws)."""
    return Factor(drawn, drawn[:, 0] if exact else drawn.mean(axis=1), exact)
