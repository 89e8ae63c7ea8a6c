"""What a verdict rests on: which inputs move it, how few rows hold most of it, and where it would turn.

All of it is read off the draws of the evaluation, save what is supposed: then some inputs are what somebody wants to know of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias, Unpack

import numpy as np
from numpy.typing import NDArray

from blogroi.decisions.decision import Decision, decision_under
from blogroi.engine.compile.better_side import is_turned
from blogroi.engine.frame import Frame, Labels
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.progress import Progress
from blogroi.evaluation.ranking import order_of as order_of_tools
from blogroi.evaluation.size import allow
from blogroi.evaluation.totals import Total
from blogroi.model.answering import unanswered
from blogroi.model.asked import conventions_of
from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.model.paths import CostsPath, parse_path
from blogroi.numerics.order import Order, order_of
from blogroi.numerics.sensitivity.break_even import break_even
from blogroi.numerics.sensitivity.concentration import concentration
from blogroi.numerics.sensitivity.first_order import first_order_indices
from blogroi.numerics.sensitivity.tornado import tornado
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.summary import Summary

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["Influence", "OrderInfluence", "Sensitivity", "ToolSensitivity", "sensitivity"]

Floats: TypeAlias = NDArray[np.float64]

_OF_AN_INPUT, _OF_AN_INFLUENCE = 6, 4  # units of work

_LEAST_DRAWS = 100  # below it, too few draws lie in a bin to say anything


@frozen(kw_only=True)
class Influence:
    """What one uncertain input does to a net present value, or to the difference between two.

    Parameters
    ----------
    path : str
        The input's path in the case.
    share, share_error : float
        Share of the variance that knowing the input would take away, and its standard error.
    at_low, at_high : float
        The input's 10 % and 90 % quantile, in its unit.
    low, high : float
        Expected figure where the input is at one and at the other: a bar of a tornado.
    break_even : float or None
        Value of the input at which the expected figure is zero; None where it is not zero anywhere, or at several values.
    probability_below : float
        Chance that the input lies where the expected figure is below zero.
    """

    path: str
    share: float
    share_error: float
    at_low: float
    at_high: float
    low: float
    high: float
    break_even: float | None
    probability_below: float


@frozen(kw_only=True)
class ToolSensitivity(Brief):
    """What the net present value of one tool rests on.

    Parameters
    ----------
    name : str
        The tool's name.
    npv : Summary
        Its net present value.
    inputs : tuple of Influence
        Its uncertain inputs, the one with the greatest share of the variance first.
    rows : tuple of (str, float)
        Benefits by indicator and costs by item, the greatest first, each with what it and those before it hold of all that
        comes and goes: 0.9 stands for 90 % of the expected absolute values. Empty where nothing comes or goes.
    without_source : tuple of (str, float)
        Uncertain values and costs that nobody is named for, by path, each with its share of the variance, the greatest first.
    rows_for_90, rows_for_99 : int
        How many of them hold 90 % and 99 %.
    chance : float
        Share of the variance that is left when all inputs are known: chance, which nobody can find out.
    """

    name: str
    npv: Summary
    inputs: tuple[Influence, ...]
    rows: tuple[tuple[str, float], ...]
    rows_for_90: int
    rows_for_99: int
    chance: float
    without_source: tuple[tuple[str, float], ...]

    def __repr__(self) -> str:
        """Return what moves the tool most."""
        return brief(self, some(one.path for one in self.inputs), name=self.name)


@frozen(kw_only=True)
class OrderInfluence(Brief):
    """What the order of the first two tools rests on.

    Parameters
    ----------
    ahead, behind : str
        Keys of the two.
    lead : Summary
        By how much the first is ahead.
    inputs : tuple of Influence
        The inputs of both, the one with the greatest share of the variance first; where a break-even is given, the order turns.
    """

    ahead: str
    behind: str
    lead: Summary
    inputs: tuple[Influence, ...]

    def __repr__(self) -> str:
        """Return of which two tools it is, and what moves their order most."""
        return brief(self, f"{self.ahead} ahead of {self.behind}", some(one.path for one in self.inputs))


@frozen(kw_only=True)
class Sensitivity(DrawnAnswer):
    """What the verdicts and the order of a case rest on.

    Parameters
    ----------
    tools : mapping of str to ToolSensitivity
        By key; tools of unknown cost are left out.
    order : OrderInfluence or None
        The first two by expected net present value; None where there are no two.
    """

    ANSWER: ClassVar[str] = "sensitivity"
    TABLES: ClassVar[str] = "blogroi.decisions.sensitivity_tables"

    tools: FrozenMap[str, ToolSensitivity]
    order: OrderInfluence | None

    def __repr__(self) -> str:
        """Return what moves each tool most."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            some(f"{key} by {tool.inputs[0].path if tool.inputs else 'nothing'}" for key, tool in self.tools.items()),
            name=self.title,
            of="of",
        )


def sensitivity(
    case: Case,
    *,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Sensitivity:
    """Return what the verdicts and the order of a case rest on.

    Parameters
    ----------
    case : Case
        What is looked at.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        As in :func:`blogroi.evaluate`.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    Sensitivity

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    Examples
    --------
    >>> import blogroi

    >>> found = blogroi.sensitivity(blogroi.load("examples/chamber.toml"))
    >>> found.tools["blog"].inputs[0].path
    'tools.blog.costs.Writing.units'
    """
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits, times=2.0)
    decision = decision_under(case, held, progress=progress, following=_units)
    npv = decision.npv_summaries(decision.gaps)
    figures = _figures(decision)
    inputs = _influences(decision, figures)
    orders = [name for name in figures if isinstance(name, tuple)]
    return Sensitivity(
        **envelope_of(case, decision.conventions),
        tools=FrozenMap({key: _of_tool(decision, key, npv[key], inputs[key]) for key in decision.tools}),
        order=OrderInfluence(
            ahead=orders[0][0], behind=orders[0][1], lead=figures[orders[0]].total.summary(), inputs=inputs[orders[0]]
        )
        if orders
        else None,
    )


def _units(frame: Frame, labels: Labels) -> int:
    """Return the units of work on the inputs: each is drawn and put in order once, and held against each figure it is an input of."""
    inputs = [path for part in labels.parts for path in part.inputs]
    return _OF_AN_INPUT * len(set(inputs)) + _OF_AN_INFLUENCE * 2 * len(inputs)


def _of_tool(decision: Decision, key: str, npv: Summary, inputs: Sequence[Influence]) -> ToolSensitivity:
    labels = decision.labels.parts[decision.labels.tools.index(key)]
    names = [*(label.indicator for label in labels.benefits), *labels.costs]
    sizes = decision.nets[key].sizes
    held = concentration(np.array([sizes])) if any(sizes) else None
    return ToolSensitivity(
        name=decision.case.tools[key].name,
        npv=npv,
        inputs=tuple(inputs),
        rows=()
        if held is None
        else tuple((names[row], float(upto)) for row, upto in zip(held.order, held.held, strict=True)),
        rows_for_90=0 if held is None else held.rows(0.9),
        rows_for_99=0 if held is None else held.rows(0.99),
        chance=decision.chance_of(key),
        without_source=_without_source(decision.case, key, inputs),
    )


def _without_source(case: Case, key: str, inputs: Sequence[Influence]) -> tuple[tuple[str, float], ...]:
    """Name the uncertain values and costs without a source; of a list that is drawn apart, all periods together."""
    shares: dict[str, float] = {}
    for one in inputs:
        at = parse_path(one.path)
        path = one.path if isinstance(at, CostsPath) else str(at.in_period(None))
        shares[path] = shares.get(path, 0.0) + one.share
    found = [(str(path), shares[str(path)]) for path in unanswered(case, key) if str(path) in shares]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


@frozen(eq=False)
class _Figure:
    """Something of which it is asked what it rests on: draws, and the paths of its inputs."""

    total: Total
    paths: frozenset[str]


def _figures(decision: Decision) -> dict[str | tuple[str, str], _Figure]:
    """Name the net present value of each tool, and the lead of the first over the second."""
    found: dict[str | tuple[str, str], _Figure] = {
        key: _Figure(decision.nets[key].total, decision.by_tool[key]) for key in decision.tools
    }
    order = order_of_tools({key: (net.total.mean, net.gross) for key, net in decision.nets.items()})
    if len(order) > 1:
        ahead, behind = order[:2]
        lead = decision.nets[ahead].total.less(decision.nets[behind].total)
        found[ahead, behind] = _Figure(lead, decision.by_tool[ahead] | decision.by_tool[behind])
    return found


def _influences(
    decision: Decision, figures: Mapping[str | tuple[str, str], _Figure]
) -> dict[str | tuple[str, str], tuple[Influence, ...]]:
    """Return what each input does to each figure, the one with the greatest share of its variance first.

    Inputs are drawn and put in order one at a time, each for all figures that it is an input of.
    """
    found: dict[str | tuple[str, str], list[Influence]] = {name: [] for name in figures}
    inputs = decision.work.steps(decision.work.left, len(decision.inputs))
    for path in decision.inputs if decision.draws >= _LEAST_DRAWS else ():
        touched = {name: figure for name, figure in figures.items() if path in figure.paths}
        order, turned = order_of(decision.known(path)), is_turned(decision.case.indicators, parse_path(path))
        for name, figure in touched.items():
            found[name].append(_influence(path, order, figure.total.values, turned=turned))
        inputs.did()
    return {name: tuple(sorted(part, key=lambda one: (-one.share, one.path))) for name, part in found.items()}


def _influence(path: str, order: Order, figure: Floats, *, turned: bool) -> Influence:
    """Return what one input does to one figure; what is stated the other way round is turned back."""
    share, bar, turn = first_order_indices([order], figure), tornado([order], figure), break_even(order, figure)
    at, ends = bar.at[0].tolist(), (float(bar.low[0]), float(bar.high[0]))
    crossing = turn.value
    if turned:
        at, ends, crossing = [0.0 - at[1], 0.0 - at[0]], ends[::-1], None if crossing is None else -crossing
    return Influence(
        path=path,
        share=float(share.values[0]),
        share_error=float(share.errors[0]),
        at_low=at[0],
        at_high=at[1],
        low=ends[0],
        high=ends[1],
        break_even=crossing,
        probability_below=turn.probability_below,
    )
