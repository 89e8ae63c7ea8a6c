"""Which tools to keep within a budget: the set that is expected to bring in most.

Every tool is weighed by the same two numbers, what it is expected to bring in and what it is expected to cost, as the evaluation
gives them. A tool that somebody wants in whatever it brings may be included by name; what that costs is then said. All sets of up to
twenty tools are compared; for more, SciPy's solver is used where it is installed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import ClassVar, Literal, TypeAlias, Unpack, get_args

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi.decisions.decision import costs_of
from blogroi.errors import describe, suggest
from blogroi.evaluation.envelope import envelope_of
from blogroi.evaluation.evaluate import evaluate
from blogroi.model import Case, FrozenMap, OptionError
from blogroi.model.arguments import amount
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.fields import several, word_hint
from blogroi.numerics.money import TOLERANCE
from blogroi.results.answer import DrawnAnswer
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import whole
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult

__all__ = ["Choice", "EfficientSet", "choose"]

Floats: TypeAlias = NDArray[np.float64]
Criterion: TypeAlias = Literal["npv", "score"]

MOST_COMPARED = 20
"""The most tools of which all sets are compared."""

_MOST_STEPS = 50
_MOST_TIES = 10


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


@frozen(kw_only=True)
class Choice(DrawnAnswer):
    """The set of tools with the greatest expected worth within a budget.

    Parameters
    ----------
    by : {"npv", "score"}
        What is added up over the tools of a set: expected net present value, or expected score.
    budget : float
        What the expected costs of the set may come to, as a present value in the currency of the case.
    tools : tuple of str
        Keys of the tools chosen; none where doing nothing is best.
    value, cost : float
        Expected worth and expected present value of the costs of the set.
    probability_over_budget : float
        Chance that its costs pass the budget.
    ties : tuple of tuple of str
        Other sets of the same worth: nothing in the figures speaks for one rather than the other.
    left_out : mapping of str to str
        Why each other tool is not in the set.
    included : tuple of str
        Tools that somebody wanted in.
    cost_of_inclusion : float
        Worth that is lost by including them.
    unconstrained : tuple of str
        The set that would be chosen if nobody had.
    efficient_frontier : tuple of EfficientSet
        The sets that no cheaper set equals, the cheapest first: what each further amount of budget would bring. Empty where
        there are too many tools to compare all sets.
    survives : bool or None
        Whether the same set is chosen with every gap at its least, at its greatest and drawn from its prior; None where
        that cannot be said, as where a cost is not known, or where it is scores that are added up.
    npv, costs : mapping of str to Summary
        Net present value and costs of each tool that could be chosen, as an evaluation gives them.
    """

    ANSWER: ClassVar[str] = "choice"

    by: Criterion
    budget: float
    tools: tuple[str, ...]
    value: float
    cost: float
    probability_over_budget: float
    ties: tuple[tuple[str, ...], ...]
    left_out: FrozenMap[str, str]
    included: tuple[str, ...]
    cost_of_inclusion: float
    unconstrained: tuple[str, ...]
    efficient_frontier: tuple[EfficientSet, ...]
    survives: bool | None
    npv: FrozenMap[str, Summary]
    costs: FrozenMap[str, Summary]


def choose(
    case: Case,
    *,
    budget: float,
    by: Criterion = "npv",
    include: Collection[str] = (),
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Choice:
    """Choose the tools that are expected to bring in most within a budget.

    Parameters
    ----------
    case : Case
        What is chosen from.
    budget : float
        At least 0: what the expected present value of the costs may come to, over the whole horizon.
    by : {"npv", "score"}
        What is added up. Where tools claim shares of the same change (BR401), their sum counts something twice: choose with
        ``claims="scaled"`` then.
    include : collection of str
        Tools that are to be in the set whatever they bring.
    conventions, **stated
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    Choice

    Raises
    ------
    OptionError
        When the budget cannot be taken, a tool to be included is not there, has no known cost or passes the budget; when
        there are more than 20 tools to choose from and SciPy is not installed.

    References
    ----------
    [Kellerer2004].

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.choose(blogroi.load("examples/chamber.toml"), budget=60_000, include=["intranet"], draws=20_000)
    >>> found.tools, found.unconstrained, found.cost_of_inclusion > 5_000
    (('intranet',), (), True)
    """
    budget = amount("budget", budget)
    _check(by)
    result = evaluate(case, conventions=conventions, **stated)
    costs = {key: tool.costs.mean for key, tool in result.tools.items() if tool.costs is not None}
    values = _values(result, by)
    candidates = tuple(key for key in result.tools if key in costs and key in values)
    chosen_in = _included(include, result, candidates)
    knapsack = _Knapsack(candidates, values, costs, _sizes(result, by, candidates), budget)
    best = knapsack.best(chosen_in)
    if best is None:
        needed = sum(costs[key] for key in chosen_in)
        raise OptionError(
            "include", f"{', '.join(chosen_in)} cost {whole(needed)}, which passes the budget of {whole(budget)}"
        )
    free = knapsack.best(()) if chosen_in else best
    assert free is not None  # the empty set fits into any budget
    lost = knapsack.value(free[0]) - knapsack.value(best[0])
    return Choice(
        **envelope_of(case, result.conventions),
        by=by,
        budget=budget,
        tools=best[0],
        value=knapsack.value(best[0]),
        cost=knapsack.cost(best[0]),
        probability_over_budget=_over_budget(case, best[0], knapsack, result.conventions),
        ties=tuple(best[1:]),
        left_out=FrozenMap(dict(_left_out(result, best[0], knapsack, by))),
        included=chosen_in,
        cost_of_inclusion=lost if lost > knapsack.slack(free[0], best[0]) else 0.0,
        unconstrained=free[0],
        efficient_frontier=tuple(knapsack.efficient_frontier()),
        survives=_survives(result, knapsack, chosen_in, best[0]) if by == "npv" else None,
        npv=FrozenMap({key: npv for key in candidates if (npv := result.tools[key].npv) is not None}),
        costs=FrozenMap({key: cost for key in candidates if (cost := result.tools[key].costs) is not None}),
    )


def _over_budget(case: Case, tools: Sequence[str], knapsack: _Knapsack, conventions: Conventions) -> float:
    """Return the chance that the costs of some tools pass the budget; nothing but these costs is drawn."""
    if not tools:
        return 0.0
    spent = costs_of(case, tools, conventions)
    return float(np.count_nonzero(spent > knapsack.room(tools)) / conventions.draws)


def _check(by: object) -> None:
    if by not in get_args(Criterion):
        raise OptionError("by", f"{describe(by)} is not known: {word_hint(by, get_args(Criterion))}")


def _values(result: Evaluation, by: Criterion) -> dict[str, float]:
    if by == "score" and result.scores is None:
        raise OptionError("by", "there is no score: no indicator that leads to an objective has a scale")
    figures = {key: tool.npv if by == "npv" else tool.score for key, tool in result.tools.items()}
    return {key: figure.mean for key, figure in figures.items() if figure is not None}


def _included(include: Collection[str], result: Evaluation, candidates: Sequence[str]) -> tuple[str, ...]:
    several("include", include, "tools")
    for key in include:
        if key not in result.tools:
            raise OptionError("include", f"there is no tool {describe(key)}: {suggest(str(key), result.tools)}")
        if key not in candidates:
            raise OptionError("include", f"what {key} costs or brings in is not known")
    return tuple(sorted(set(include)))


def _sizes(result: Evaluation, by: Criterion, keys: Sequence[str]) -> dict[str, float]:
    """Return beside what an amount of each tool is small: its expected gross flows, or the greatest score."""
    if by == "score":
        return dict.fromkeys(keys, 1.0)
    return {key: gross_of(result.tools[key]) for key in keys}


def gross_of(tool: ToolResult) -> float:
    """Return the expected gross flows of a tool: the sizes of what it brings in and of what it costs."""
    parts = (*tool.by_indicator.values(), *tool.by_cost.values())
    return sum(abs(part.mean) for part in parts)


def _left_out(
    result: Evaluation, chosen: Sequence[str], knapsack: _Knapsack, by: Criterion
) -> Iterator[tuple[str, str]]:
    for key in result.tools:
        if key in chosen:
            continue
        if key not in knapsack.keys:
            yield key, "what it costs or brings in is not known"
        elif not knapsack.is_gain(key):
            yield key, "it is not expected to bring in more than it costs" if by == "npv" else "it scores nothing"
        elif knapsack.costs[key] > knapsack.room((key,)):
            yield key, "it costs more than the budget by itself"
        else:
            yield key, "the budget brings more elsewhere"


def _survives(
    result: Evaluation, knapsack: _Knapsack, included: tuple[str, ...], chosen: tuple[str, ...]
) -> bool | None:
    """Whether the set stays the same with the gaps at their least, at their greatest, and drawn."""
    for kind in ("lowest", "highest", "prior"):
        filled = {key: result.robustness.tools[key].npv[kind] for key in knapsack.keys}
        known = {key: value for key, value in filled.items() if value is not None}
        if len(known) < len(filled):
            return None
        best = evolve(knapsack, values=known).best(included)
        if best is None or chosen not in best:
            return False
    return True if len(knapsack.keys) == len(result.tools) else None  # a cost that is a gap has no ends


@frozen
class _Knapsack:
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
        """Whether a tool is worth more than nothing."""
        return self.values[key] > TOLERANCE * self.sizes[key]

    def slack(self, *sets: Sequence[str]) -> float:
        """Up to which difference sets are level."""
        return TOLERANCE * max(sum(self.sizes[key] for key in tools) for tools in sets)

    def room(self, tools: Sequence[str]) -> float:
        """Up to which cost some tools are within the budget."""
        return self.budget + self.slack(tools)

    def best(self, included: Sequence[str]) -> list[tuple[str, ...]] | None:
        """Find the best sets that hold the included tools, the cheapest first; None where these pass the budget."""
        if included and self.cost(included) > self.room(included):
            return None
        left = self.budget - self.cost(included)
        free = [key for key in self.keys if key not in included and self.is_gain(key) and self.fits((key,), included)]
        if self.fits(free, included):  # all that is worth anything fits
            return [tuple(sorted((*included, *free)))]
        found = (
            self._compared(free, included)
            if len(free) <= MOST_COMPARED
            else [_solved(free, self.values, self.costs, left + self.slack(included))]
        )
        return [tuple(sorted((*included, *tools))) for tools in found]

    def fits(self, tools: Sequence[str], included: Sequence[str]) -> bool:
        """Whether some tools are within the budget beside others."""
        both = (*included, *tools)
        return self.cost(both) <= self.room(both)

    def _compared(self, keys: Sequence[str], included: Sequence[str]) -> list[tuple[str, ...]]:
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


def _solved(
    keys: Sequence[str], values: Mapping[str, float], costs: Mapping[str, float], room: float
) -> tuple[str, ...]:
    """Ask SciPy's solver, for more tools than all sets of which could be compared."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  only who has many tools needs it
    except ImportError:
        message = (
            f'there are {len(keys)} tools to choose from: for more than {MOST_COMPARED}, install "blogroi[choice]"'
        )
        raise OptionError("case", message) from None
    worth, spent = (np.array([part[key] for key in keys]) for part in (values, costs))
    found = milp(
        -worth / worth.max(),
        constraints=LinearConstraint(spent[None, :] / max(room, 1e-300), ub=1.0),
        integrality=np.ones(len(keys)),
        bounds=Bounds(0.0, 1.0),
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        raise OptionError("case", f"the solver found no set: {found.message}")
    return tuple(key for key, taken in zip(keys, found.x, strict=True) if taken > 0.5)
