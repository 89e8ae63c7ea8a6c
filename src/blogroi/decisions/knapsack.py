"""The best set of things that have a worth and a cost each, within a budget: a knapsack.

Some of them may exclude each other, or be nothing without others. All sets of a few are compared: the best ones are told to the last bit that means anything, and what each further amount of budget would
bring. Of more, SciPy's solver finds the best set.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from attrs import evolve, field
from numpy.typing import NDArray

from blogroi.model.choice_rules import ChoiceRules
from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen

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
    """Tools with a worth and a cost each, a budget, which may be infinite, and rules for what goes together.

    What is to be kept is for whoever asks to include. ``sizes`` are their gross flows: an amount of a set is zero, and two sets are level, within a billionth of the set's own.
    """

    keys: tuple[str, ...]
    values: Mapping[str, float]
    costs: Mapping[str, float]
    sizes: Mapping[str, float]
    budget: float
    rules: ChoiceRules = field(factory=ChoiceRules)

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

        What is included holds what it needs, and nothing that excludes another. Where all sets can be compared, all that are best are found, to the slack. The solver finds one of them, or one that is
        worth less by what it takes for nothing: some 1e-7 of the greatest worth.
        """
        if included and self.cost(included) > self.room(included):
            return None
        free = self._usable(included)
        if all(map(self.is_gain, free)) and self.fits(free, included) and self.rules.excluding(free) is None:
            return [tuple(sorted((*included, *free)))]
        few = len(free) <= MOST_COMPARED
        found = self._compared(free, included) if few else [self._solved(free, included)]
        return [tuple(sorted((*included, *tools))) for tools in found]

    def fits(self, tools: Sequence[str], included: Sequence[str]) -> bool:
        """Return whether some tools are within the budget beside others."""
        both = (*included, *tools)
        return self.cost(both) <= self.room(both)

    def _usable(self, included: Sequence[str]) -> list[str]:
        """List the tools that can stand beside others with all that they need, and are worth anything, or needed by one that is."""
        found = set[str]()
        barred = self.rules.excluded_by(included)
        for key in filter(self.is_gain, self.keys):
            needed = self.rules.with_needs((key,))
            added = [tool for tool in needed if tool not in included]
            if barred.isdisjoint(needed) and all(tool in self.costs for tool in added) and self.fits(added, included):
                found.update(added)
        return [key for key in self.keys if key in found]

    def _asking_for(self, keys: Sequence[str]) -> dict[str, list[str]]:
        """Return of each tool that is worth nothing by itself which others need it."""
        return {
            key: [other for other in keys if key in self.rules.needs.get(other, ())]
            for key in keys
            if not self.is_gain(key)
        }

    def _solved(self, keys: Sequence[str], included: Sequence[str]) -> tuple[str, ...]:
        """Ask SciPy's solver for the tools that are worth most beside others, of more than all sets of which could be compared.

        It takes an excess of a millionth, or less, for none, which the slack may not cover. So numbers are large, and where a set
        passes the budget nonetheless, or none is found at all (beside the bound, presolving goes wrong at times), the solver is given
        a little less of it: what it finds then is the best of the sets that cost at most so much.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  no other question needs it

        worth = np.array([self.values[key] for key in keys])
        taken, *spent = (self._less_slack(tools) for tools in (included, *((key,) for key in keys)))
        left = min(self.budget - taken, float(np.maximum(spent, 0.0).sum()))
        greatest = max(np.abs(spent).max(), left)
        less = _MILLIONTH * greatest
        while left >= 0.0:
            found = milp(
                -_LARGE * worth / worth.max(),
                constraints=[
                    LinearConstraint(_LARGE * np.array([spent]) / greatest, ub=_LARGE * left / greatest),
                    *(LinearConstraint([row], ub=most) for row, most in self._rows(keys)),
                ],
                integrality=np.ones(len(keys)),
                bounds=Bounds(0.0, 1.0),
                options={"mip_rel_gap": 0.0},
            )
            if found.x is not None:
                tools = self._without_useless(key for key, share in zip(keys, found.x, strict=True) if share > 0.5)
                if self.fits(tools, included):
                    return tools
            left, less = left - less, 2.0 * less
        return ()

    def _rows(self, keys: Sequence[str]) -> Iterator[tuple[Floats, float]]:
        """State the rules as rows of a linear programme: how often each tool counts, and what that may come to at most."""
        place = {key: number for number, key in enumerate(keys)}
        for group in self.rules.one_of:
            row = np.zeros(len(keys))
            row[[place[key] for key in group if key in place]] = 1.0
            yield row, 1.0
        for key in keys:
            for needed in self.rules.needs.get(key, ()):
                if needed in place:  # else it is included
                    row = np.zeros(len(keys))
                    row[place[key]], row[place[needed]] = 1.0, -1.0
                    yield row, 0.0

    def _without_useless(self, tools: Iterable[str]) -> tuple[str, ...]:
        """Leave out what is worth nothing and needed by nothing that was taken."""
        taken = list(tools)
        while useless := [key for key, asking in self._asking_for(taken).items() if not asking]:
            taken = [key for key in taken if key not in useless]
        return tuple(taken)

    def _barred(self, keys: Sequence[str]) -> NDArray[np.bool_]:
        """Say of every set of some tools whether the rules bar it, or it holds what is worth nothing and nobody needs."""
        sets = np.arange(1 << len(keys), dtype=np.int64)
        if not self.rules.one_of and not self.rules.needs:
            return np.zeros(sets.size, dtype=bool)
        held = {key: (sets >> bit & 1).astype(bool) for bit, key in enumerate(keys)}
        barred = np.zeros(sets.size, dtype=bool)
        for group in self.rules.one_of:
            members = [held[key] for key in group if key in held]
            if len(members) > 1:
                barred |= np.sum(members, axis=0) > 1
        for key in keys:
            for needed in self.rules.needs.get(key, ()):
                if needed in held:
                    barred |= held[key] & ~held[needed]
        for key, asking in self._asking_for(keys).items():
            barred |= held[key] & ~np.logical_or.reduce([held[other] for other in asking])
        return barred

    def _less_slack(self, tools: Sequence[str]) -> float:
        """Return what tools cost less the slack that they are given: of a set that is within the budget, no more than that."""
        return self.cost(tools) - TOLERANCE * sum(self.sizes[key] for key in tools)

    def _compared(self, keys: Sequence[str], included: Sequence[str]) -> list[tuple[str, ...]]:
        """Compare all sets of some tools, and list those that are worth most."""
        values, costs, sizes = (
            _all_sums([part[key] for key in keys]) for part in (self.values, self.costs, self.sizes)
        )
        sizes += sum(self.sizes[key] for key in included)
        values[self._barred(keys) | (costs + self.cost(included) > self.budget + TOLERANCE * sizes)] = -np.inf
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
        """List the sets that no cheaper set equals in worth, whatever the budget."""
        keys = evolve(self, budget=np.inf)._usable(())
        if len(keys) > MOST_COMPARED:
            return
        values, costs, sizes = (
            _all_sums([part[key] for key in keys]) for part in (self.values, self.costs, self.sizes)
        )
        order = np.lexsort((-values, costs))
        order = order[~self._barred(keys)[order]]
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
