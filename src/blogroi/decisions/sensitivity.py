"""What a verdict rests on: which inputs move it, how few rows hold most of it, and where it would turn.

All of it is read off the draws of the evaluation, save what is supposed: then some inputs are what somebody wants to know of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, TypeAlias, Unpack

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi.decisions.decision import Decision, decide
from blogroi.engine.compile.better_side import is_turned
from blogroi.engine.draws import sampler_of
from blogroi.engine.frame import Draw, ToolFrame, draws_in
from blogroi.engine.simulate import totals_of
from blogroi.errors import OptionError, describe, suggest
from blogroi.evaluation.envelope import envelope_of
from blogroi.evaluation.ranking import order_of as order_of_tools
from blogroi.evaluation.totals import Total
from blogroi.evaluation.work import check_room
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import parse_path
from blogroi.numerics.order import Order, order_of
from blogroi.numerics.sampler import Sampler
from blogroi.numerics.sensitivity.break_even import break_even
from blogroi.numerics.sensitivity.concentration import concentration
from blogroi.numerics.sensitivity.first_order import first_order_indices
from blogroi.numerics.sensitivity.sobol import pairs_of, sobol_indices
from blogroi.numerics.sensitivity.tornado import tornado
from blogroi.numerics.streams import stream, stream_key
from blogroi.results.answer import DrawnAnswer
from blogroi.results.summary import Summary

__all__ = [
    "Influence",
    "OrderInfluence",
    "Sensitivity",
    "Supposition",
    "ToolSensitivity",
    "TotalInfluence",
    "sensitivity",
    "suppose",
    "total_influences",
]

Floats: TypeAlias = NDArray[np.float64]

_AT_ONCE = 8  # arrays beside the points and the outputs
_LEAST_DRAWS = 100  # below it, too few draws lie in a bin to say anything
_PAIRS = 16_384  # of points, at each of which the model is asked for every input


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


@frozen
class TotalInfluence:
    """What one input does to the variance of a net present value, alone and together with the others.

    Parameters
    ----------
    path : str
        The input's path in the case.
    first, first_error : float
        Share of the variance that knowing the input alone would take away, and its standard error.
    total, total_error : float
        Share that would be left if all other inputs were known; what it exceeds ``first`` by is done together with others.
    """

    path: str
    first: float
    first_error: float
    total: float
    total_error: float


@frozen(kw_only=True)
class ToolSensitivity:
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
    rows_for_90, rows_for_99 : int
        How many of them hold 90 % and 99 %.
    """

    name: str
    npv: Summary
    inputs: tuple[Influence, ...]
    rows: tuple[tuple[str, float], ...]
    rows_for_90: int
    rows_for_99: int


@frozen(kw_only=True)
class OrderInfluence:
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

    tools: FrozenMap[str, ToolSensitivity]
    order: OrderInfluence | None


@frozen(kw_only=True)
class Supposition(DrawnAnswer):
    """What every tool would bring in if some inputs were what somebody supposes.

    Parameters
    ----------
    settings : mapping of str to float
        What was supposed, by path, in the unit of the input.
    npv : mapping of str to Summary
        Net present value by tool; tools of unknown cost are left out.
    """

    ANSWER: ClassVar[str] = "supposition"

    settings: FrozenMap[str, float]
    npv: FrozenMap[str, Summary]


def sensitivity(
    case: Case, *, conventions: Conventions | None = None, **stated: Unpack[ConventionKeywords]
) -> Sensitivity:
    """Say what the verdicts and the order of a case rest on.

    Parameters
    ----------
    case : Case
        What is looked at.
    conventions, **stated
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
    decision = decide(case, conventions=conventions, **stated)
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
    )


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
    """Say what each input does to each figure, the one with the greatest share of its variance first.

    Inputs are drawn and put in order one at a time, each for all figures that it is an input of.
    """
    found: dict[str | tuple[str, str], list[Influence]] = {name: [] for name in figures}
    for path in decision.inputs if decision.draws >= _LEAST_DRAWS else ():
        touched = {name: figure for name, figure in figures.items() if path in figure.paths}
        order, turned = order_of(decision.known(path)), is_turned(decision.case.indicators, parse_path(path))
        for name, figure in touched.items():
            found[name].append(_influence(path, order, figure.total.values, turned=turned))
    return {name: tuple(sorted(part, key=lambda one: (-one.share, one.path))) for name, part in found.items()}


def _influence(path: str, order: Order, figure: Floats, *, turned: bool) -> Influence:
    """Say what one input does to one figure; what is stated the other way round is turned back."""
    share, bar, turn = first_order_indices([order], figure), tornado([order], figure), break_even(order, figure)
    at, ends = bar.at[0].tolist(), (float(bar.low[0]), float(bar.high[0]))
    crossing = turn.value
    if turned:
        at, ends, crossing = [-at[1], -at[0]], ends[::-1], None if crossing is None else -crossing
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


def total_influences(
    case: Case, *, tool: str, conventions: Conventions | None = None, **stated: Unpack[ConventionKeywords]
) -> tuple[TotalInfluence, ...]:
    """Say what each input does to a tool's net present value alone, and together with the others (Sobol' indices).

    The shares of :func:`sensitivity` come from draws that are there and say what each input does alone. These ask the model
    anew, ``inputs + 2`` times as often as there are draws, and say also what inputs do together. Estimates and their errors (a
    bootstrap) are SciPy's; each input is drawn from a stream of its own, so that an input more moves none of the others' draws.

    Parameters
    ----------
    case : Case
        What is looked at.
    tool : str
        Key of the tool.
    conventions, **stated
        As in :func:`sensitivity`, but for ``draws``: how many pairs of points are drawn at the least, 16,384 unless they are given. It is
        a power of two that is taken.

    Returns
    -------
    tuple of TotalInfluence
        The input with the greatest total share first.

    Raises
    ------
    OptionError
        When there is no such tool, its cost is not known, or its inputs are correlated: what they do together cannot be told from
        what makes them go together.

    References
    ----------
    [Sobol1993]; [Jansen1999].

    Examples
    --------
    >>> import blogroi

    >>> first = blogroi.total_influences(blogroi.load("examples/chamber.toml"), tool="intranet")[0]
    >>> first.path, first.total > first.first
    ('tools.intranet.effects.search_hours.change', True)
    """
    held = conventions_of(case, conventions, usual=_PAIRS, **stated)
    decision = decide(case, conventions=evolve(held, draws=_LEAST_DRAWS))
    seed = held.seed
    if tool not in decision.tools:
        message = f"{describe(tool)} is not a tool of known cost: {suggest(str(tool), decision.tools)}"
        raise OptionError("tool", message)
    paths = sorted(decision.by_tool[tool])
    inputs = [decision.inputs[path] for path in paths]
    if any(draw.loadings for draw in inputs):
        raise OptionError(
            "tool", f"inputs of {tool} are correlated, so that what they do together cannot be told apart"
        )
    if not inputs:
        return ()
    position = decision.labels.tools.index(tool)
    tables = {draw: sampler_of(draw) for draw in _draws_of(decision.frame.tools[position])}
    pairs = pairs_of(held.draws)
    check_room(2 * len(tables) + 4 * len(inputs) + _AT_ONCE, pairs)

    def points(keys: Mapping[int, int]) -> dict[Draw, Floats]:
        return {draw: _placed(table, keys.get(draw.key, draw.key), pairs) for draw, table in tables.items()}

    def ask(drawn: dict[Draw, Floats]) -> Floats:
        totals = totals_of(decision.frame, position, pairs, shared=drawn)
        return totals.benefits - totals.costs

    first = points({})  # the draws of an evaluation
    second = points({draw.key: stream_key(seed, f"{path}[again]") for path, draw in zip(paths, inputs, strict=True)})
    exchanged = [
        ask(first | {draw: values for draw, values in second.items() if draw.key == one.key}) for one in inputs
    ]
    found = sobol_indices(ask(first), ask(second), np.array(exchanged), seed=seed)
    rows = zip(paths, found.first.values, found.first.errors, found.total.values, found.total.errors, strict=True)
    influences = [TotalInfluence(path, *(float(value) for value in values)) for path, *values in rows]
    return tuple(sorted(influences, key=lambda one: (-one.total, one.path)))


def _draws_of(tool: ToolFrame) -> set[Draw]:
    return {draw for flow in (*tool.benefits, *tool.costs) for draw in draws_in(flow)}


def _placed(table: Sampler, key: int, draws: int) -> Floats:
    """Draw a random factor from the stream of a key."""
    values = stream(key).random(draws)
    table.place(values)
    return values


def suppose(
    case: Case,
    *,
    settings: Mapping[str, float],
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Supposition:
    """Say what every tool would bring in if some inputs were what somebody supposes.

    Parameters
    ----------
    case : Case
        What is looked at.
    settings : mapping of str to float
        Supposed values, in the unit of the input, by path. The same holds for every tool that the input belongs to; all other
        inputs are drawn as ever.
    conventions, **stated
        As in :func:`sensitivity`.

    Returns
    -------
    Supposition

    Raises
    ------
    OptionError
        When there is no such uncertain input, or its value is not a number within its domain.

    Examples
    --------
    >>> import blogroi

    >>> case = blogroi.load("examples/chamber.toml")
    >>> supposed = blogroi.suppose(case, settings={"tools.blog.costs.Writing.units": 200})
    >>> supposed.npv["blog"].mean > blogroi.suppose(case, settings={}).npv["blog"].mean
    True
    """
    if not isinstance(settings, Mapping):
        raise OptionError("settings", f"{describe(settings)} is not a mapping of inputs to their values")
    decision = decide(case, settings=settings, conventions=conventions, **stated)
    return Supposition(
        **envelope_of(case, decision.conventions),
        settings=FrozenMap({path: float(value) for path, value in settings.items()}),
        npv=decision.npv_summaries(decision.gaps),
    )
