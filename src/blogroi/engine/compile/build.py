"""From a blinded case to its frame, which knows what it holds by position alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import fields_dict

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.cash import gaps_in_cash, in_cash, worth_in_cash
from blogroi.engine.compile.costs import Expense, cost_flows, is_left_out, refuse_income
from blogroi.engine.compile.credits import claimed_change
from blogroi.engine.compile.drivers import drivers_used
from blogroi.engine.compile.gaps import check_priors, drawn_gap, gap_flows, gaps_of
from blogroi.engine.compile.money import counted_indicators, flow_labels, worth
from blogroi.engine.compile.pieces import Pieces
from blogroi.engine.compile.quantities import inputs_of, paths_by_stream
from blogroi.engine.compile.timing import annuity_factor, discount_factors, flow_times
from blogroi.engine.frame import CashFlows, Flow, Frame, GapFlow, Labels, ToolFrame, ToolLabels
from blogroi.engine.graph.algebra import multiply
from blogroi.engine.graph.node import Node
from blogroi.engine.shared import in_common
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.conventions import Conventions
from blogroi.model.cost import Cost
from blogroi.model.paths import DriverPath
from blogroi.records import frozen

__all__ = ["build_frame", "build_tools"]


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
    paths = paths_by_stream(basis)
    built = _built(basis)
    tools = tuple(one.frame for one in built.values())
    times = flow_times(basis.case.horizon, basis.case.discounting.timing)
    frame = Frame(
        tools=tools,
        shared=in_common([(*tool.benefits, *tool.costs) for tool in tools], basis.periods),
        discount=discount_factors(basis.case.discounting, times),
        times=times,
        annuity=annuity_factor(basis.case.discounting, basis.case.horizon.years),
    )
    return frame, Labels(tools=tuple(built), parts=tuple(_labels(basis, one, paths) for one in built.values()))


def build_tools(case: BlindedCase, conventions: Conventions, pieces: Pieces) -> dict[str, ToolFrame]:
    """Strip the tools of a case of all but their flows, and take from before what was compiled already.

    Parameters
    ----------
    case, conventions
        As in :func:`build_frame`.
    pieces : Pieces
        Those of the case before, which become those of this one.

    Returns
    -------
    dict of str to ToolFrame
        By the key of the tool, in the order of a frame: what :func:`build_frame` gives.

    Raises
    ------
    CaseError
        As in :func:`build_frame`.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> under, pieces = Conventions.of(case), Pieces()
    >>> tools = build_tools(case.blinded(), under, pieces)
    >>> tuple(tools.values()) == build_frame(case.blinded(), under)[0].tools
    True
    >>> build_tools(case.blinded(), under, pieces)["blog"] is tools["blog"]
    True
    """
    basis = Basis.under(case, conventions, pieces=pieces)
    pieces.begin(_same_for_all(basis))
    built = _built(basis)
    return {key: one.frame for key, one in built.items()}


def _same_for_all(basis: Basis) -> tuple[object, ...]:
    """Return what all pieces are made under; a driver whose innovations are mixed with those of others is made of all drivers."""
    case, conventions = basis.case, (key for key, one in fields_dict(Basis).items() if one.eq and key != "case")
    mixed = [
        key for key, one in case.drivers.items() if one.varies != "once" and str(DriverPath(key)) in basis.loadings
    ]
    return (
        *(getattr(basis, key) for key in conventions),
        case.horizon,
        case.correlations,
        case.drivers if mixed else None,
    )


@frozen(kw_only=True)
class _Built:
    """The flows of one tool, and what they stand for."""

    frame: ToolFrame
    activity: Activity
    benefits: tuple[str, ...]
    changes: tuple[str, ...]
    costs: tuple[Cost, ...]
    gaps: tuple[str, ...]
    gaps_with_prior: tuple[str, ...]


def _built(basis: Basis) -> dict[str, _Built]:
    """Build the flows of all tools, in the order of their keys."""
    case = basis.case
    if basis.gaps != "no-credit":
        check_priors(basis)
    counted = sorted(counted_indicators(basis))
    return {key: _tool(basis, key, case.activities[key], counted) for key in sorted(case.activities)}


def _tool(basis: Basis, key: str, activity: Activity, counted: Sequence[str]) -> _Built:
    """Build the flows of one tool, or take them from before where nothing of what they are made of is another."""
    case = basis.case
    others = None if basis.claims == "stated" else case.activities
    everything = (activity, others, case.indicators, case.drivers, case.levers, case.objectives, case.discounting)
    return basis.piece(("tool", key), lambda: everything, lambda: _put_together(basis, key, activity, counted))


def _put_together(basis: Basis, key: str, activity: Activity, counted: Sequence[str]) -> _Built:
    """Build the flows of one tool, in the order of their keys."""
    unknown = gaps_of(basis.case, activity)
    gaps = [name for name in counted if name in unknown]
    changes: dict[str, Node] = {}
    for name in counted:
        if name in activity.effects:
            changes[name] = _change(basis, key, activity, name)
        elif name in gaps and basis.gaps == "prior":
            changes[name] = drawn_gap(basis, key, name)
    effects = tuple(sorted(activity.effects))
    moved = [changes[name] if name in changes else _change(basis, key, activity, name) for name in effects]
    costs = list(cost_flows(basis, key, activity))
    kept = [expense for expense in costs if not is_left_out(basis, expense.cost)]
    refuse_income(basis, key, kept)
    with_prior = tuple(name for name in gaps if basis.case.indicators[name].prior is not None)
    benefits = {name: _benefit(basis, key, name, change) for name, change in changes.items()}
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
    return _Built(
        frame=frame,
        activity=activity,
        benefits=tuple(benefits),
        changes=effects,
        costs=tuple(expense.cost for expense in kept),
        gaps=unknown,
        gaps_with_prior=with_prior,
    )


def _benefit(basis: Basis, key: str, name: str, change: Node) -> Flow:
    """Build what a change is worth."""
    unit = worth(basis, name)
    return basis.piece(("benefit", key, name), lambda: (change, unit), lambda: Flow(multiply(change, unit)))


def _labels(basis: Basis, built: _Built, paths: Mapping[int, str]) -> ToolLabels:
    """Name what the flows of one tool stand for."""
    effects, frame = built.activity.effects, built.frame
    return ToolLabels(
        benefits=tuple(flow_labels(basis, name, effects.get(name)) for name in built.benefits),
        costs=tuple(cost.item for cost in built.costs),
        cost_drivers=tuple(drivers_used(basis, [cost]) for cost in built.costs),
        gaps=built.gaps,
        gaps_with_prior=built.gaps_with_prior,
        inputs=inputs_of(paths, (*frame.benefits, *frame.costs)),
        changes=built.changes,
    )


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
