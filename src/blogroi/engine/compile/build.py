"""From a blinded case to its frame, which knows what it holds by position alone."""

from __future__ import annotations

from collections.abc import Iterable

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.costs import cost_flows, is_left_out
from blogroi.engine.compile.credits import claimed_change
from blogroi.engine.compile.gaps import check_priors, drawn_gap, gap_flows, gaps_of
from blogroi.engine.compile.money import counted_indicators, flow_labels, worth
from blogroi.engine.compile.terms import CompiledFlow, Inputs
from blogroi.engine.compile.timing import annuity_factor, discount_factors, flow_times
from blogroi.engine.frame import Draw, Flow, Frame, Labels, ToolFrame, ToolLabels, draws_in
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap

__all__ = ["build_frame"]


def build_frame(case: BlindedCase, conventions: Conventions) -> tuple[Frame, Labels]:
    """Strip a case of its names, under the conventions that hold for all tools.

    Parameters
    ----------
    case : BlindedCase
        The case.
    conventions : Conventions
        Those of the evaluation.

    Returns
    -------
    Frame, Labels

    Raises
    ------
    CaseError
        When the policy for gaps needs a prior that the case does not give.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> frame, labels = build_frame(case.blinded(), Conventions.of(case))
    >>> len(frame.tools) == len(labels.tools)
    True
    """
    basis = Basis.under(case, conventions)
    case = basis.case
    if basis.gaps != "no-credit":
        check_priors(basis)
    keys = tuple(sorted(case.activities))
    built = [_tool_frame(basis, key, case.activities[key]) for key in keys]
    tools = tuple(tool for tool, _ in built)
    times = flow_times(case.horizon, case.discounting.timing)
    frame = Frame(
        tools=tools,
        shared=_shared_draws(tools),
        discount=discount_factors(case.discounting, times),
        times=times,
        annuity=annuity_factor(case.discounting, case.horizon.years),
    )
    return frame, Labels(tools=keys, parts=tuple(part for _, part in built))


def _tool_frame(basis: Basis, key: str, activity: Activity) -> tuple[ToolFrame, ToolLabels]:
    """Build the flows of one tool, in the order of their keys."""
    unknown, counted = gaps_of(basis.case, activity), sorted(counted_indicators(basis))
    gaps = [name for name in counted if name in unknown]
    benefits: dict[str, CompiledFlow] = {}
    for name in counted:
        if name in activity.effects:
            benefits[name] = claimed_change(basis, key, name, activity.effects[name], worth(basis, name))
        elif name in gaps and basis.gaps == "prior":
            benefits[name] = drawn_gap(basis, key, name, worth(basis, name))
    costs = list(cost_flows(basis, key, activity))
    kept = [(cost, built) for cost, built in costs if not is_left_out(basis, cost)]
    with_prior = tuple(name for name in gaps if basis.case.indicators[name].prior is not None)
    frame = ToolFrame(
        benefits=tuple(flow for flow, _ in benefits.values()),
        costs=tuple(flow for _, (flow, _) in kept),
        sunk=tuple(flow for cost, (flow, _) in costs if is_left_out(basis, cost)),
        gaps=tuple(gap_flows(basis, key, name, worth(basis, name)) for name in with_prior),
        gaps_without_prior=len(gaps) - len(with_prior),
    )
    labels = ToolLabels(
        benefits=tuple(flow_labels(basis, name, activity.effects.get(name)) for name in benefits),
        costs=tuple(cost.item for cost, _ in kept),
        gaps=unknown,
        gaps_with_prior=with_prior,
        inputs=_inputs_of([*benefits.values(), *(built for _, built in kept)]),
    )
    return frame, labels


def _inputs_of(built: Iterable[tuple[Flow, Inputs]]) -> FrozenMap[str, Draw]:
    """Return the uncertain quantities that stand in some flows, by their paths."""
    inputs: Inputs = {}
    for flow, found in built:
        keys = {draw.key for draw in draws_in(flow)}
        inputs |= {path: draw for path, draw in found.items() if draw.key in keys}
    return FrozenMap(dict(sorted(inputs.items())))


def _shared_draws(tools: Iterable[ToolFrame]) -> tuple[Draw, ...]:
    """Return the factors that stand in the flows of more than one tool, by key."""
    seen: dict[Draw, int] = {}
    for tool in tools:
        for draw in {draw for flow in tool.benefits for draw in flow.factors}:
            seen[draw] = seen.get(draw, 0) + 1
    return tuple(sorted((draw for draw, times in seen.items() if times > 1), key=lambda draw: draw.key))
