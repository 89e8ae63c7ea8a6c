"""What a verdict rests on: which inputs move it, how few rows hold most of it, and where it would turn.

All of it is read off the draws of the evaluation, save scenarios, in which some inputs are set to what somebody wants to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, Unpack

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.frame import Draw, ToolFrame, draws_in
from blogroi.engine.quantiles import sampler
from blogroi.engine.sensitivity import break_even, concentration, first_order_shares, swings, total_shares
from blogroi.engine.simulate import Shared, details_of, totals_of
from blogroi.evaluation import Conventions
from blogroi.insight.decision import Decision, decide
from blogroi.insight.plain import plain
from blogroi.model.case import Case, GapPolicy
from blogroi.model.errors import OptionError, near_miss, shown
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.quantity import number
from blogroi.results import Summary
from blogroi.summaries import summary

__all__ = [
    "Influence",
    "OrderInfluence",
    "Sensitivity",
    "ToolSensitivity",
    "TotalInfluence",
    "scenario",
    "sensitivity",
    "total_influences",
]

Floats: TypeAlias = NDArray[np.float64]


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
        comes and goes: 0.9 stands for 90 % of the expected absolute values.
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
class Sensitivity:
    """What the verdicts and the order of a case rest on.

    Parameters
    ----------
    currency : str
        Of all amounts.
    draws, seed : int
        With which it can be repeated.
    gaps : str
        How gaps are filled.
    tools : mapping of str to ToolSensitivity
        By key; tools of unknown cost are left out.
    order : OrderInfluence or None
        The first two by expected net present value; None where there are no two.
    """

    currency: str
    draws: int
    seed: int
    gaps: GapPolicy
    tools: FrozenMap[str, ToolSensitivity]
    order: OrderInfluence | None

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain data.

        Returns
        -------
        dict
        """
        found: dict[str, Any] = plain(self)
        return found


def sensitivity(
    case: Case,
    draws: int = 20_000,
    *,
    seed: int = 1,
    **conventions: Unpack[Conventions],
) -> Sensitivity:
    """Say what the verdicts and the order of a case rest on.

    Parameters
    ----------
    case : Case
        What is looked at.
    draws : int
        Number of draws.
    seed : int
        Seed of the draws.
    **conventions
        ``gaps``, ``exclude``, ``viewpoint``, ``view`` and ``claims`` as in :func:`blogroi.evaluate`.

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
    >>> from blogroi import insight
    >>> found = insight.sensitivity(blogroi.load("examples/chamber.toml"))
    >>> found.tools["blog"].inputs[0].path
    'tools.blog.costs.Writing.units'
    """
    decision = _decided(case, draws, seed, conventions)
    known = {path: decision.known(path) for path in decision.inputs}
    return Sensitivity(
        currency=case.currency,
        draws=draws,
        seed=seed,
        gaps=decision.gaps,
        tools=FrozenMap({key: _of_tool(decision, key, known) for key in decision.tools}),
        order=_of_order(decision, known),
    )


def _decided(case: Case, draws: int, seed: int, conventions: Conventions) -> Decision:
    """Put the case into draws, with gaps filled as in an evaluation."""
    stated: Conventions = {**conventions, "gaps": conventions.get("gaps") or case.gaps}
    return decide(case, draws, seed=seed, **stated)


def _of_tool(decision: Decision, key: str, known: Mapping[str, Floats]) -> ToolSensitivity:
    position = decision.labels.tools.index(key)
    details = details_of(decision.frame, position, decision.draws, shared=decision.shared)
    labels = decision.labels.parts[position]
    names = [*(label.indicator for label in labels.benefits), *labels.costs]
    parts = np.concatenate([details.benefits.rows, details.costs.rows]).T
    held = concentration(parts) if names else None
    return ToolSensitivity(
        name=decision.case.tools[key].name,
        npv=summary(decision.npv[key]),
        inputs=_influences({path: known[path] for path in decision.by_tool[key]}, decision.npv[key]),
        rows=()
        if held is None
        else tuple((names[row], float(upto)) for row, upto in zip(held.order, held.held, strict=True)),
        rows_for_90=0 if held is None else held.rows(0.9),
        rows_for_99=0 if held is None else held.rows(0.99),
    )


def _of_order(decision: Decision, known: Mapping[str, Floats]) -> OrderInfluence | None:
    order = sorted(decision.tools, key=lambda key: (-float(decision.npv[key].mean()), key))
    if len(order) < 2:
        return None
    ahead, behind = order[:2]
    lead = decision.npv[ahead] - decision.npv[behind]
    paths = decision.by_tool[ahead] | decision.by_tool[behind]
    return OrderInfluence(
        ahead=ahead,
        behind=behind,
        lead=summary(lead),
        inputs=_influences({path: known[path] for path in paths}, lead),
    )


def _influences(known: Mapping[str, Floats], figure: Floats) -> tuple[Influence, ...]:
    """Say what each input does to a figure, the one with the greatest share of its variance first."""
    if figure.size < 100 or not known:
        return ()
    paths = sorted(known)
    columns = np.column_stack([known[path] for path in paths])
    shares, bars = first_order_shares(columns, figure), swings(columns, figure)
    found = []
    for row, path in enumerate(paths):
        turn = break_even(columns[:, row], figure)
        found.append(
            Influence(
                path=path,
                share=float(shares.values[row]),
                share_error=float(shares.errors[row]),
                at_low=float(bars.at[row, 0]),
                at_high=float(bars.at[row, 1]),
                low=float(bars.low[row]),
                high=float(bars.high[row]),
                break_even=turn.value,
                probability_below=turn.losing,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.share, one.path)))


def total_influences(
    case: Case,
    tool: str,
    draws: int = 4096,
    *,
    seed: int = 1,
    **conventions: Unpack[Conventions],
) -> tuple[TotalInfluence, ...]:
    """Say what each input does to a tool's net present value alone, and together with the others (Sobol' indices).

    The shares of :func:`sensitivity` come from draws that are there and say what each input does alone. These ask the model
    anew, ``inputs + 2`` times as often as there are draws, and say also what inputs do together.

    Parameters
    ----------
    case : Case
        What is looked at.
    tool : str
        Key of the tool.
    draws : int
        Number of pairs of points, over all replications.
    seed, **conventions
        As in :func:`sensitivity`.

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
    I. M. Sobol', Sensitivity estimates for nonlinear mathematical models, Mathematical Modelling and Computational Experiments 1
    (1993); M. J. W. Jansen, Computer Physics Communications 117 (1999).

    Examples
    --------
    >>> import blogroi
    >>> from blogroi import insight
    >>> first = insight.total_influences(blogroi.load("examples/chamber.toml"), "intranet")[0]
    >>> first.path, first.total > first.first
    ('tools.intranet.effects.search_hours.change', True)
    """
    decision = _decided(case, 100, seed, conventions)
    if tool not in decision.tools:
        message = f"{shown(tool)} is no tool of known cost: {near_miss(str(tool), decision.tools)}"
        raise OptionError("tool", message)
    paths = sorted(decision.by_tool[tool])
    inputs = [decision.inputs[path] for path in paths]
    if any(draw.mix for draw in inputs):
        raise OptionError(
            "tool", f"inputs of {tool} are correlated, so that what they do together cannot be told apart"
        )
    if not inputs:
        return ()
    position = decision.labels.tools.index(tool)

    def model(values: Floats) -> Floats:
        columns = {draw.key: column for draw, column in zip(inputs, values.T, strict=True)}
        totals = totals_of(
            decision.frame, position, len(values), shared=_supposed(decision.frame.tools[position], columns)
        )
        return totals.benefits - totals.costs

    found = total_shares(model, [_quantiles(draw) for draw in inputs], draws=draws, seed=seed)
    rows = zip(paths, found.first.values, found.first.errors, found.total.values, found.total.errors, strict=True)
    influences = [TotalInfluence(path, *(float(value) for value in values)) for path, *values in rows]
    return tuple(sorted(influences, key=lambda one: (-one.total, one.path)))


def _quantiles(draw: Draw) -> Callable[[Floats], Floats]:
    """Give the inverse distribution function of an input."""
    table = sampler(draw.quantity, draw.domain)

    def values(uniform: Floats) -> Floats:
        placed = np.array(uniform)
        table.place(placed)
        return placed

    return values


def _supposed(tool: ToolFrame, values: Mapping[int, Floats]) -> Shared:
    """Put values in the place of some draws, wherever these stand in the flows of a tool."""
    return {
        draw: draw.offset + draw.factor * values[draw.key]
        for flow in (*tool.benefits, *tool.costs)
        for draw in draws_in(flow)
        if draw.key in values
    }


def scenario(
    case: Case,
    settings: Mapping[str, float],
    draws: int = 20_000,
    *,
    seed: int = 1,
    **conventions: Unpack[Conventions],
) -> FrozenMap[str, Summary]:
    """Say what every tool would bring in if some inputs were what somebody supposes.

    Parameters
    ----------
    case : Case
        What is looked at.
    settings : mapping of str to float
        Supposed values, in the unit of the input, by path. The same holds for every tool that the input belongs to; all other
        inputs are drawn as ever.
    draws, seed, **conventions
        As in :func:`sensitivity`.

    Returns
    -------
    FrozenMap of str to Summary
        Net present value by tool; tools of unknown cost are left out.

    Raises
    ------
    OptionError
        When there is no such uncertain input, or its value is no number within its domain.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi import insight
    >>> case = blogroi.load("examples/chamber.toml")
    >>> supposed = insight.scenario(case, {"tools.blog.costs.Writing.units": 200})
    >>> supposed["blog"].mean > insight.scenario(case, {})["blog"].mean
    True
    """
    decision = _decided(case, draws, seed, conventions)
    supposed = {decision.inputs[path].key: np.full(draws, value) for path, value in _checked(decision, settings)}
    npv = {}
    for key in decision.tools:
        position = decision.labels.tools.index(key)
        shared = decision.shared | _supposed(decision.frame.tools[position], supposed)
        totals = totals_of(decision.frame, position, draws, shared=shared)
        npv[key] = summary(totals.benefits - totals.costs)
    return FrozenMap(npv)


def _checked(decision: Decision, settings: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    for path, value in settings.items():
        if path not in decision.inputs:
            raise OptionError(
                "settings", f"{shown(path)} is no uncertain input: {near_miss(str(path), decision.inputs)}"
            )
        level = number(value)
        fault = decision.inputs[path].domain.fault(level)
        if fault is not None:
            raise OptionError("settings", f"{path}: {fault}")
        yield path, level
