"""The best set of things that have a worth and a cost each, within a budget: a knapsack.

All sets of a few are compared: the best ones are told to the last bit that means anything, and what each further amount of budget would
bring. Of more, SciPy's solver finds the best set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.numerics.money import TOLERANCE

__all__ = ["MOST_COMPARED", "EfficientSet", "Knapsack"]

Floats: TypeAlias = NDArray[np.float64]

MOST_COMPARED = 20
"""The most tools of which all sets are compared."""

_MOST_STEPS = 50
_MOST_TIES = 10
_LARGE = 1e3  # what the greatest number is to the solver, so that what it takes for none is small beside it
_MILLIONTH = 1e-6


@frozen
class EfficientSet:
    """A set of tools that no cheaper set equals in worth.

    Parameters
    ----------
    cost, value : float
        Expected present value of its costs, and its worth.
    tools : tuple of str
        Keys of the tools.
    """

    cost: float
    value: float
    tools: tuple[str, ...]


@frozen
class Knapsack:
    """Tools with a worth and a cost each, and a budget.

    ``sizes`` are their gross flows: an amount of a set is zero, and two sets are level, within a billionth of the set's own.
    """

    keys: tuple[str, ...]
    values: Mapping[str, float]
    costs: Mapping[str, float]
    sizes: Mapping[str, float]
    budget: float

    def value(self, tools: Sequence[str]) -> float:
        """Add up what tools are worth."""
        return float(sum(self.values[key] for key in tools))

    def cost(self, tools: Sequence[str]) -> float:
        """Add up what tools cost."""
        return float(sum(self.costs[key] for key in tools))

    def is_gain(self, key: str) -> bool:
        """Return whether a tool is worth more than nothing."""
        return self.values[key] > TOLERANCE * self.sizes[key]

    def slack(self, *sets: Sequence[str]) -> float:
        """Up to which difference sets are level."""
        return TOLERANCE * max(sum(self.sizes[key] for key in tools) for tools in sets)

    def room(self, tools: Sequence[str]) -> float:
        """Up to which cost some tools are within the budget."""
        return self.budget + self.slack(tools)

    def best(self, included: Sequence[str]) -> list[tuple[str, ...]] | None:
        """Find the best sets that hold the included tools, the cheapest first; None where these pass the budget.

        Where all sets can be compared, all that are best are found, to the slack. The solver finds one of them, or one that is
        worth less by what it takes for nothing: some 1e-7 of the greatest worth.
        """
        if included and self.cost(included) > self.room(included):
            return None
        free = [key for key in self.keys if key not in included and self.is_gain(key) and self.fits((key,), included)]
        if self.fits(free, included):  # all that is worth anything fits
            return [tuple(sorted((*included, *free)))]
        few = len(free) <= MOST_COMPARED
        found = self._compared(free, included) if few else [self._solved(free, included)]
        return [tuple(sorted((*included, *tools))) for tools in found]

    def fits(self, tools: Sequence[str], included: Sequence[str]) -> bool:
        """Return whether some tools are within the budget beside others."""
        both = (*included, *tools)
        return self.cost(both) <= self.room(both)

    def _solved(self, keys: Sequence[str], included: Sequence[str]) -> tuple[str, ...]:
        """Ask SciPy's solver for the tools that are worth most beside others, of more than all sets of which could be compared.

        It takes an excess of a millionth, or less, for none, which the slack may not cover. So numbers are large, and where a set
        passes the budget nonetheless, or none is found at all (beside the bound, presolving goes wrong at times), the solver is given
        a little less of it: what it finds then is the best of the sets that cost at most so much.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  no other question needs it

        worth = np.array([self.values[key] for key in keys])
        taken, *spent = (self._less_slack(tools) for tools in (included, *((key,) for key in keys)))
        left = self.budget - taken
        greatest = max(np.abs(spent).max(), left)
        less = _MILLIONTH * greatest
        while left >= 0.0:
            found = milp(
                -_LARGE * worth / worth.max(),
                constraints=LinearConstraint(_LARGE * np.array([spent]) / greatest, ub=_LARGE * left / greatest),
                integrality=np.ones(len(keys)),
                bounds=Bounds(0.0, 1.0),
                options={"mip_rel_gap": 0.0},
            )
            if found.x is not None:
                tools = tuple(key for key, share in zip(keys, found.x, strict=True) if share > 0.5)
                if self.fits(tools, included):
                    return tools
            left, less = left - less, 2.0 * less
        return ()

    def _less_slack(self, tools: Sequence[str]) -> float:
        """Return what tools cost less the slack that they are given: of a set that is within the budget, no more than that."""
        return self.cost(tools) - TOLERANCE * sum(self.sizes[key] for key in tools)

    def _compared(self, keys: Sequence[str], included: Sequence[str]) -> list[tuple[str, ...]]:
        """Compare all sets of some tools, and list those that are worth most."""
        values, costs, sizes = (
            _all_sums([part[key] for key in keys]) for part in (self.values, self.costs, self.sizes)
        )
        sizes += sum(self.sizes[key] for key in included)
        values[costs + self.cost(included) > self.budget + TOLERANCE * sizes] = -np.inf
        first = int(values.argmax())
        level = np.flatnonzero(values >= values[first] - TOLERANCE * np.maximum(sizes, sizes[first]))
        sets = [_members(keys, int(number)) for number in level[np.argsort(costs[level], kind="stable")][:_MOST_TIES]]
        return self._cheapest_first(sets)

    def _cheapest_first(self, sets: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """Put sets in order of their costs, and those of the same cost in that of their names."""
        places: dict[tuple[str, ...], int] = {}
        first, place = None, 0
        for tools in sorted(sets, key=self.cost):
            if first is None or self.cost(tools) > self.cost(first) + self.slack(first, tools):
                first, place = tools, place + 1
            places[tools] = place
        return sorted(sets, key=lambda tools: (places[tools], tools))

    def efficient_frontier(self) -> Iterator[EfficientSet]:
        """List the sets that no cheaper set equals in worth."""
        keys = [key for key in self.keys if self.is_gain(key)]
        if len(keys) > MOST_COMPARED:
            return
        values, costs, sizes = (
            _all_sums([part[key] for key in keys]) for part in (self.values, self.costs, self.sizes)
        )
        order = np.lexsort((-values, costs))
        best, steps = -np.inf, 0
        for number in order[np.flatnonzero(np.diff(np.maximum.accumulate(values[order]), prepend=-np.inf) > 0.0)]:
            if values[number] > best + TOLERANCE * sizes[number] and steps < _MOST_STEPS:
                best, steps = float(values[number]), steps + 1
                yield EfficientSet(float(costs[number]), best, tuple(sorted(_members(keys, int(number)))))


def _all_sums(parts: Sequence[float]) -> Floats:
    """Add up every set: bit ``n`` of the position says whether part ``n`` is in it."""
    sums = np.zeros(1)
    for part in parts:
        sums = np.concatenate([sums, sums + part])
    return sums


def _members(keys: Sequence[str], number: int) -> tuple[str, ...]:
    return tuple(key for bit, key in enumerate(keys) if number >> bit & 1)
