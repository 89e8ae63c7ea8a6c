"""Which tools to keep within a budget: the set that is expected to bring in most of those that can be chosen together.

Every tool is weighed by the same two numbers, what it is expected to bring in and what it is expected to cost, as the evaluation
gives them. A tool that somebody wants in whatever it brings may be included by name, or kept by the case; what that costs is then said.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias, Unpack, get_args

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.decisions.knapsack import EfficientSet, Knapsack
from blogroi.decisions.net import Sum
from blogroi.engine.compile.build import build_frame
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import Progress
from blogroi.evaluation.size import allow
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import conjoined, message
from blogroi.model import Case, ChoiceRules, FrozenMap, OptionError
from blogroi.model.arguments import amount, known_word
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count, some
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.fields import several
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import whole
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["Choice", "choose", "gross_of", "knapsack_of"]

Floats: TypeAlias = NDArray[np.float64]
Criterion: TypeAlias = Literal["npv", "score"]


@frozen(kw_only=True)
class Choice(DrawnAnswer):
    """The set of tools with the greatest expected worth within a budget.

    Parameters
    ----------
    by : {"npv", "score"}
        What is added up over the tools of a set: expected net present value, or expected score.
    budget : float or None
        What the expected costs of the set may come to, as a present value in the currency of the case; None where nothing limits them.
    tools : tuple of str
        Keys of the tools chosen; none where doing nothing is best.
    value, cost : float
        Expected worth and expected present value of the costs of the set.
    probability_over_budget : float
        Chance that its costs pass the budget.
    ties : tuple of tuple of str
        Other sets of the same worth: nothing in the figures speaks for one rather than the other. Empty where there are too many
        tools to compare all sets.
    left_out : mapping of str to str
        Why each other tool is not in the set.
    included : tuple of str
        Tools that somebody wanted in or that the case keeps, with all that they need.
    cost_of_inclusion : float
        Worth that is lost by including them.
    unconstrained : tuple of str
        The set that would be chosen if nobody had, and nothing were kept.
    efficient_frontier : tuple of EfficientSet
        The sets that no cheaper set equals, of those that can be chosen together, the cheapest first: what each further amount of budget
        would bring, whatever is included. Empty where there are too many tools to compare all sets.
    survives : bool or None
        Whether the same set is chosen with every gap at its least, at its greatest and drawn from its prior; None where
        that cannot be said, as where a cost is not known, or where it is scores that are added up.
    npv, costs : mapping of str to Summary
        Net present value and costs of each tool that could be chosen, as an evaluation gives them.
    """

    ANSWER: ClassVar[str] = "choice"
    TABLES: ClassVar[str] = "blogroi.decisions.choice_tables"

    by: Criterion
    budget: float | None
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

    def __repr__(self) -> str:
        """Return which tools are chosen."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            f"by {self.by}",
            f"take {some(self.tools)}",
            name=self.title,
            of="of",
        )


def choose(
    case: Case,
    *,
    budget: float | None = None,
    by: Criterion = "npv",
    include: Collection[str] = (),
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Choice:
    """Choose the tools that are expected to bring in most within a budget, of those that can be chosen together.

    Parameters
    ----------
    case : Case
        What is chosen from. Its ``choice`` says which tools exclude each other, which need others, and which are kept.
    budget : float, optional
        At least 0: what the expected present value of the costs may come to, over the whole horizon; by default that of the case,
        and where it has none, whatever they come to.
    by : {"npv", "score"}
        What is added up. Where tools claim shares of the same change (BR401), their sum counts something twice: choose with
        ``claims="scaled"`` then.
    include : collection of str
        Tools that are to be in the set whatever they bring, beside those that the case keeps.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        As in :func:`blogroi.evaluate`.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    Choice

    Raises
    ------
    OptionError
        When the budget cannot be taken, or a tool to be included or kept is not there, has no known cost, excludes another one or
        passes the budget.

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
    asked = None if budget is None else amount("budget", budget)
    _check(by)
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits, times=1.5)
    result = evaluate(case, progress=progress, limits=limits, conventions=held)
    case = case.under(result.conventions.scenario)
    knapsack = knapsack_of(result, case.choice, by=by, budget=asked)
    chosen_in = _included(include, result, knapsack)
    best = knapsack.best(chosen_in)
    if best is None:
        needed = message("{names} cost {whole}", names=", ".join(chosen_in), whole=whole(knapsack.cost(chosen_in)))
        what = message("{needed}, which passes the budget of {whole}", needed=needed, whole=whole(knapsack.budget))
        raise OptionError("include" if include else "budget", message("{what}: give more, or keep less", what=what))
    free = knapsack.best(()) if chosen_in else best
    assert free is not None  # the empty set fits into any budget
    lost = knapsack.value(free[0]) - knapsack.value(best[0])
    return Choice(
        **envelope_of(case, result.conventions),
        by=by,
        budget=None if math.isinf(knapsack.budget) else knapsack.budget,
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
        npv=FrozenMap({key: npv for key in knapsack.keys if (npv := result.tools[key].npv) is not None}),
        costs=FrozenMap({key: cost for key in knapsack.keys if (cost := result.tools[key].costs) is not None}),
    )


def knapsack_of(
    result: Evaluation, rules: ChoiceRules, *, by: Criterion = "npv", budget: float | None = None
) -> Knapsack:
    """Put what tools are expected to bring in and to cost beside the rules for choosing them.

    Parameters
    ----------
    result : Evaluation
        Figures of the tools.
    rules : ChoiceRules
        What can be chosen together; its budget holds unless another is given.
    by : {"npv", "score"}
        What is added up.
    budget : float, optional
        What the costs may come to.

    Returns
    -------
    Knapsack
        Of the tools whose figures are known.
    """
    costs = {key: tool.costs.mean for key, tool in result.tools.items() if tool.costs is not None}
    values = _values(result, by)
    keys = tuple(key for key in result.tools if key in costs and key in values)
    stated = rules.budget if budget is None else budget
    return Knapsack(
        keys=keys,
        values={key: values[key] for key in keys},
        costs={key: costs[key] for key in keys},
        sizes=_sizes(result, by, keys),
        budget=math.inf if stated is None else stated,
        rules=rules,
    )


def _over_budget(case: Case, tools: Sequence[str], knapsack: Knapsack, conventions: Conventions) -> float:
    """Return the chance that the costs of some tools pass the budget; nothing but these costs is drawn."""
    if not tools or math.isinf(knapsack.budget):
        return 0.0
    frame, labels = build_frame(case.blinded(), conventions)
    flows = [flow for key in tools for flow in frame.tools[labels.tools.index(key)].costs]
    spent = Sum.of(frame, flows, conventions.draws, {}).total.values
    return float(np.count_nonzero(spent > knapsack.room(tools)) / conventions.draws)


def _check(by: object) -> None:
    known_word("by", by, get_args(Criterion))


def _values(result: Evaluation, by: Criterion) -> dict[str, float]:
    if by == "score" and result.scores is None:
        raise OptionError("by", message("there is no score: no indicator that leads to an objective has a scale"))
    figures = {key: tool.npv if by == "npv" else tool.score for key, tool in result.tools.items()}
    return {key: figure.mean for key, figure in figures.items() if figure is not None}


def _included(include: Collection[str], result: Evaluation, knapsack: Knapsack) -> tuple[str, ...]:
    """Return the tools that somebody wants in and those that the case keeps, with all that they need."""
    several("include", include, "tools")
    rules = knapsack.rules
    for key in include:
        if key not in result.tools:
            raise OptionError(
                "include",
                message("there is no tool {value}: {hint}", value=describe(key), hint=suggest(str(key), result.tools)),
            )
    wanted = rules.with_needs((*include, *rules.keep))
    for key in wanted:
        if key not in knapsack.keys:
            if key in include:
                raise OptionError("include", message("what {key} costs or brings in is not known", key=key))
            if key in rules.keep:
                said = message(
                    "what {key} costs or brings in is not known, and the case keeps it: state its costs, or take it out of [choice]",
                    key=key,
                )
            else:
                said = message(
                    "what {key} costs or brings in is not known, and the case needs it for what is in: state its costs, or take it"
                    " out of [choice]",
                    key=key,
                )
            raise OptionError("include" if include else "case", said)
    both = rules.excluding(wanted)
    if both is not None:
        said = message(
            "{first} and {second} exclude each other (`one_of` in [choice]): leave one of them out",
            first=both[0],
            second=both[1],
        )
        raise OptionError("include", said)
    return wanted


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
    result: Evaluation, chosen: Sequence[str], knapsack: Knapsack, by: Criterion
) -> Iterator[tuple[str, str]]:
    for key in result.tools:
        if key not in chosen:
            yield key, _reason(result, key, chosen, knapsack, by)


def _reason(result: Evaluation, key: str, chosen: Sequence[str], knapsack: Knapsack, by: Criterion) -> str:
    """Return why a tool is not chosen, what no budget could change first."""
    names = {other: tool.name for other, tool in result.tools.items()}
    if key not in knapsack.keys:
        return message("what it costs or brings in is not known")
    if not knapsack.is_gain(key):
        if by == "score":
            return message("it scores nothing")
        return message("it is not expected to bring in more than it costs")
    needed = knapsack.rules.with_needs((key,))
    unknown = [names[other] for other in needed if other not in knapsack.keys]
    if unknown:
        return message("it needs {tools}, and what that costs or brings in is not known", tools=conjoined(unknown))
    if knapsack.cost(needed) > knapsack.room(needed):
        if len(needed) == 1:
            return message("it costs more than the budget by itself")
        return message("it costs more than the budget with what it needs")
    rivals = [names[other] for other in chosen if other in knapsack.rules.excluded_by(needed)]
    if rivals:
        return message("only one can be chosen of it and {tools}", tools=conjoined(rivals))
    missing = [other for other in needed if other != key and other not in chosen]
    if missing and knapsack.value((key, *missing)) <= knapsack.slack((key, *missing)):
        return message(
            "it needs {tools}, and together they bring in no more than they cost",
            tools=conjoined([names[other] for other in missing]),
        )
    return message("the budget brings more elsewhere")


def _survives(
    result: Evaluation, knapsack: Knapsack, included: tuple[str, ...], chosen: tuple[str, ...]
) -> bool | None:
    """Return whether the set stays the same with the gaps at their least, at their greatest, and drawn."""
    for kind in ("lowest", "highest", "prior"):
        filled = {key: result.robustness.tools[key].npv[kind] for key in knapsack.keys}
        known = {key: value for key, value in filled.items() if value is not None}
        if len(known) < len(filled):
            return None
        best = evolve(knapsack, values=known).best(included)
        if best is None or chosen not in best:
            return False
    return True if len(knapsack.keys) == len(result.tools) else None  # a cost that is a gap has no ends
