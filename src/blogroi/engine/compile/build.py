"""From a blinded case to its frame, which knows what it holds by position alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.cash import gaps_in_cash, in_cash, worth_in_cash
from blogroi.engine.compile.costs import Expense, cost_flows, is_left_out, refuse_income
from blogroi.engine.compile.credits import claimed_change
from blogroi.engine.compile.drivers import drivers_used
from blogroi.engine.compile.gaps import check_priors, drawn_gap, gap_flows, gaps_of
from blogroi.engine.compile.money import counted_indicators, flow_labels, worth
from blogroi.engine.compile.quantities import inputs_of, paths_by_stream
from blogroi.engine.compile.timing import annuity_factor, discount_factors, flow_times
from blogroi.engine.frame import CashFlows, Flow, Frame, GapFlow, Labels, ToolFrame, ToolLabels
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import Node
from blogroi.engine.shared import in_common
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.conventions import Conventions

__all__ = ["build_frame"]


def build_frame(
    case: BlindedCase, conventions: Conventions, *, chance: str = "", holds: Mapping[str, float] | None = None
) -> tuple[Frame, Labels]:
    """Strip a case of its names, under the conventions that hold for all tools.

    Parameters
    ----------
    case : BlindedCase
        The case.
    conventions : Conventions
        Those of the evaluation.
    chance : str
        A mark by which chance is drawn anew, the same inputs staying as they are.
    holds : mapping of str to float, optional
        What is supposed of the share that holds of effects, by their class of evidence.

    Returns
    -------
    Frame, Labels

    Raises
    ------
    CaseError
        When the policy for gaps needs a prior that the case does not give, or costs are expected to come to less than nothing.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> frame, labels = build_frame(case.blinded(), Conventions.of(case))
    >>> len(frame.tools) == len(labels.tools)
    True
    """
    basis = Basis.under(case, conventions, chance, holds)
    case = basis.case
    if basis.gaps != "no-credit":
        check_priors(basis)
    keys = tuple(sorted(case.activities))
    paths = paths_by_stream(basis)
    built = [_tool_frame(basis, key, case.activities[key], paths) for key in keys]
    tools = tuple(tool for tool, _ in built)
    times = flow_times(case.horizon, case.discounting.timing)
    frame = Frame(
        tools=tools,
        shared=in_common([(*tool.benefits, *tool.costs) for tool in tools], basis.periods),
        discount=discount_factors(case.discounting, times),
        times=times,
        annuity=annuity_factor(case.discounting, case.horizon.years),
    )
    return frame, Labels(tools=keys, parts=tuple(part for _, part in built))


def _tool_frame(basis: Basis, key: str, activity: Activity, paths: Mapping[int, str]) -> tuple[ToolFrame, ToolLabels]:
    """Build the flows of one tool, in the order of their keys."""
    unknown, counted = gaps_of(basis.case, activity), sorted(counted_indicators(basis))
    gaps = [name for name in counted if name in unknown]
    changes: dict[str, Node] = {}
    for name in counted:
        if name in activity.effects:
            changes[name] = _change(basis, key, activity, name)
        elif name in gaps and basis.gaps == "prior":
            changes[name] = drawn_gap(basis, key, name)
    effects = sorted(activity.effects)
    moved = [changes[name] if name in changes else _change(basis, key, activity, name) for name in effects]
    costs = list(cost_flows(basis, key, activity))
    kept = [expense for expense in costs if not is_left_out(basis, expense.cost)]
    refuse_income(basis, key, kept)
    with_prior = tuple(name for name in gaps if basis.case.indicators[name].prior is not None)
    benefits = {name: Flow(multiply(change, worth(basis, name))) for name, change in changes.items()}
    filling = {name: gap_flows(basis, key, name) for name in with_prior}
    frame = ToolFrame(
        benefits=tuple(benefits.values()),
        costs=tuple(expense.flow for expense in kept),
        sunk=tuple(expense.flow for expense in costs if is_left_out(basis, expense.cost)),
        changes=tuple(Flow(change) for change in moved),
        gaps=tuple(filling.values()),
        gaps_without_prior=len(gaps) - len(with_prior),
        cash=_cash_flows(basis, benefits, kept, filling if basis.gaps == "bounds" else {}),
    )
    labels = ToolLabels(
        benefits=tuple(flow_labels(basis, name, activity.effects.get(name)) for name in changes),
        costs=tuple(expense.cost.item for expense in kept),
        cost_drivers=tuple(drivers_used(basis, [expense.cost]) for expense in kept),
        gaps=unknown,
        gaps_with_prior=with_prior,
        inputs=inputs_of(paths, (*frame.benefits, *frame.costs)),
        changes=tuple(effects),
    )
    return frame, labels


def _cash_flows(
    basis: Basis, benefits: Mapping[str, Flow], expenses: Sequence[Expense], gaps: Mapping[str, GapFlow]
) -> CashFlows | None:
    """Return what of the flows of a tool is money; None where nobody says what becomes of a benefit, or of one that a gap may hide."""
    parts: list[float | Flow] = []
    for name, flow in benefits.items():
        share = worth_in_cash(basis, name)
        if share is None:
            return None
        parts.append(in_cash(flow, share))
    reach = gaps_in_cash(basis, gaps.items())
    return None if reach is None else CashFlows(tuple(parts), tuple(expense.cash for expense in expenses), reach)


def _change(basis: Basis, key: str, activity: Activity, name: str) -> Node:
    return claimed_change(basis, key, name, activity.effects[name])
