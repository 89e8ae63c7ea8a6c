"""A decision about the tools of a case, as draws: what each would bring in, and what is uncertain about it.

Every answer before a decision is read off such draws, and starts from what the evaluation expects. Inputs are drawn when they are
asked for, one at a time, so that memory is that of the net present values and of one input.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias, Unpack

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts, amounts_of, gap_values_of
from blogroi.engine.compile.better_side import is_turned
from blogroi.engine.compile.build import build_frame
from blogroi.engine.frame import Cap, Draw, Flow, Frame, GapFlow, Labels, ToolLabels, TotalCap
from blogroi.engine.means import flow_mean
from blogroi.engine.sources import Shared, input_draws, shared_draws
from blogroi.errors import CaseError, OptionError, describe, suggest
from blogroi.evaluation.totals import Total
from blogroi.evaluation.work import check_room
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions, GapPolicy
from blogroi.model.fields import several
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.number import number
from blogroi.model.paths import parse_path
from blogroi.numerics.information.gains import Gains, InformationValue, expected_gains, gains_of
from blogroi.numerics.information.groups import evppi_of_group
from blogroi.numerics.information.perfect import evpi, evppi
from blogroi.numerics.information.studies import BestStudy, best_size, evsi
from blogroi.numerics.order import Order
from blogroi.results.summary import Summary

__all__ = ["Choices", "Decision", "Net", "Stakes", "costs_of", "decide", "fillable_gaps", "total_information_value"]

Floats: TypeAlias = NDArray[np.float64]
Reading: TypeAlias = Callable[[Floats, int], Floats]
Choices: TypeAlias = Literal["each", "one"]
"""Whether each tool is kept or dropped by itself, or one of them is chosen; doing nothing is always possible."""


_KEPT = 6  # arrays of draws for each tool: its totals, what is left to draws of them, and what is at stake
_AT_ONCE = 40  # for whatever is looked at: an input, its order, and copies


@frozen(eq=False, kw_only=True)
class Net:
    """What a tool brings in less what it costs.

    Parameters
    ----------
    total : Total
        Draw by draw, and as expected, under the policy for gaps.
    known : Total
        The same without what fills gaps.
    gross : float
        Expected gross flows: what an amount of the tool is small beside.
    sizes : tuple of float
        Expected size of each flow, benefits first.
    """

    total: Total
    known: Total
    gross: float
    sizes: tuple[float, ...]


@frozen(eq=False)
class Stakes:
    """What is at stake in one choice, starting from what is expected of each of its options.

    Parameters
    ----------
    gains : Gains
        What each option gains over the best one, draw by draw.
    now : float
        What choosing now is expected to bring in.
    means : tuple of float
        What is expected of each option.
    """

    gains: Gains
    now: float
    means: tuple[float, ...]

    @classmethod
    def between(cls, options: Sequence[Total]) -> Stakes:
        """Take the options of a choice."""
        means = [option.mean for option in options]
        net_benefits = np.column_stack([option.values for option in options])
        gains = gains_of(net_benefits, means=means, mean_errors=[mc_error(option) for option in options])
        return cls(gains, max(means), tuple(means))

    def evpi(self) -> InformationValue:
        """Value knowing everything."""
        return evpi(self.gains)

    @property
    def gain_of_second(self) -> float:
        """What the second of two options is expected to gain over the first."""
        first, second = self.means
        return second - first

    def share_of_second(self, order: Order, slack: float) -> float:
        """Return the share of draws in which the second of two options is taken, after what is known.

        Parameters
        ----------
        order : Order
            Draws in the order of what is known.
        slack : float
            By how much it has to be better than the first.

        Returns
        -------
        float
        """
        gained = expected_gains(self.gains, order)[0] * (1.0 if self.gain_of_second <= 0.0 else -1.0)
        return float((order.counts @ (gained > slack)) / self.gains.draws)

    def evppi(self, known: Floats | Order) -> InformationValue:
        """Value knowing one thing."""
        return evppi(self.gains, known)

    def evppi_of_group(self, known: Floats) -> InformationValue:
        """Value knowing several things together, shape (draws, things)."""
        return evppi_of_group(self.gains, known)

    def evsi(self, subject: Floats, study: Reading, size: int, *, order: Order | None = None) -> InformationValue:
        """Value the result of a study."""
        return evsi(self.gains, subject, study, [size], order=order)[0]

    def best_size(self, subject: Floats, study: Reading, *, fixed: float, each: float) -> BestStudy:
        """Find how many observations bring in most beyond their cost."""
        return best_size(self.gains, subject, study, fixed=fixed, each=each)


def certain(value: float, draws: int) -> Total:
    """Return an option that brings in the same in every draw."""
    return Total(np.full(draws, value), value, None)


def mc_error(total: Total) -> float:
    """Return the standard error of what is left to draws of an expectation."""
    return 0.0 if total.rest is None else float(total.rest.std()) / math.sqrt(total.rest.size)


@frozen(eq=False, kw_only=True)
class Decision:
    """A decision about tools, draw by draw.

    Parameters
    ----------
    case : Case
        What it is about.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen.
    tools : tuple of str
        Keys of the tools of which the net present value is known.
    unknown : tuple of str
        Keys of those of which it is not.
    nets : mapping of str to Net
        What each tool brings in less what it costs.
    inputs : mapping of str to Draw
        What is uncertain, by its path in the case.
    by_tool : mapping of str to frozenset of str
        Paths of the inputs that each tool depends on.
    conventions : Conventions
        Those of the evaluation.
    frame : Frame
        What the engine sees of the case.
    labels : Labels
        The names that it does not see.
    shared : mapping
        Draws that all tools have in common, worked out once.
    """

    case: Case
    choices: Choices
    tools: tuple[str, ...]
    unknown: tuple[str, ...]
    nets: FrozenMap[str, Net]
    inputs: FrozenMap[str, Draw]
    by_tool: FrozenMap[str, frozenset[str]]
    conventions: Conventions
    frame: Frame
    labels: Labels
    shared: Shared

    @property
    def npv(self) -> FrozenMap[str, Floats]:
        """Net present value of each tool, shape (draws,)."""
        return FrozenMap({key: net.total.values for key, net in self.nets.items()})

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.conventions.draws

    @property
    def seed(self) -> int:
        """Seed of the draws."""
        return self.conventions.seed

    @property
    def gaps(self) -> GapPolicy:
        """How gaps are filled."""
        return self.conventions.gaps

    def choices_on(self, paths: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
        """Give the tools of each choice that some inputs can touch.

        Parameters
        ----------
        paths : collection of str
            Paths of inputs; all choices where there are none.

        Yields
        ------
        tuple of str
        """
        asked = set(paths)
        touched = [key for key in self.tools if not asked or asked & self.by_tool[key]]
        if self.choices == "one" and touched:
            yield self.tools
        elif self.choices == "each":
            yield from ((key,) for key in touched)

    def stakes(self, tools: Collection[str]) -> Stakes:
        """Put doing nothing beside some tools."""
        return Stakes.between([certain(0.0, self.draws), *(self.nets[key].total for key in tools)])

    def npv_summaries(self, policy: GapPolicy) -> FrozenMap[str, Summary]:
        """Sum up the net present value of each tool, as an evaluation under a policy for gaps does.

        Parameters
        ----------
        policy : {"no-credit", "bounds", "prior"}
            That of the decision; or one that counts gaps as nothing, where the decision fills them from priors.

        Returns
        -------
        FrozenMap of str to Summary
        """
        return FrozenMap({key: self._npv_summary(key, policy) for key in self.tools})

    def _npv_summary(self, key: str, policy: GapPolicy) -> Summary:
        net, position = self.nets[key], self.labels.tools.index(key)
        total = net.total if policy == self.gaps else net.known
        if policy != "bounds" or not self.frame.tools[position].gaps:
            return total.summary()
        ends = gap_values_of(self.frame, position, self.draws, shared=self.shared)
        return total.summary((ends.lowest, ends.highest))

    def costs(self, tool: str) -> Floats:
        """Give the present value of all costs of a tool, shape (draws,)."""
        flows = self.frame.tools[self.labels.tools.index(tool)].costs
        return _Sum.of(self.frame, flows, self.draws, self.shared).total.values

    def known(self, path: str) -> Floats:
        """Give the draws of one input, shape (draws,)."""
        return input_draws(self.inputs[path], self.draws)

    def expected_costs(self, tool: str, weights: Sequence[float] | Floats) -> float:
        """Return what a tool is expected to cost, with other weights of time than the factors of discounting."""
        frame = evolve(self.frame, discount=tuple(weights))
        found = 0.0
        for flow in frame.tools[self.labels.tools.index(tool)].costs:
            mean = flow_mean(flow, len(frame.discount))
            if mean is None:
                found += float(amounts_of(frame, (flow,), self.draws, shared=self.shared).means[0])
            else:
                found += float(mean @ np.asarray(weights))
        return found

    def weighed(self, tool: str, weights: Sequence[float] | Floats) -> Total:
        """Add up what a tool brings in less what it costs, with other weights of time than the factors of discounting.

        Parameters
        ----------
        tool : str
            Key of the tool.
        weights : sequence of float, shape (1 + periods,)
            What money counts at time 0 and in each period.

        Returns
        -------
        Total
        """
        frame = evolve(self.frame, discount=tuple(weights))
        part = frame.tools[self.labels.tools.index(tool)]
        benefits, costs = (_Sum.of(frame, flows, self.draws, self.shared) for flows in (part.benefits, part.costs))
        return benefits.total.less(costs.total)


class _Sum:
    """Flows added up one after the other, as the evaluation adds them, to the same last bit."""

    __slots__ = ("_mean", "_rest", "_values", "gross", "sizes")

    def __init__(self, draws: int) -> None:
        self._values, self._mean = np.zeros(draws), 0.0
        self._rest: Floats | None = None
        self.gross = 0.0
        self.sizes: list[float] = []

    @classmethod
    def of(cls, frame: Frame, flows: Sequence[Flow], draws: int, shared: Shared) -> _Sum:
        """Add up flows, drawing one at a time."""
        found = cls(draws)
        for flow in flows:
            found.add(amounts_of(frame, (flow,), draws, shared=shared))
        return found

    def add(self, amounts: Amounts) -> None:
        """Add one flow."""
        row, mean = amounts.rows[0], float(amounts.means[0])
        self._values += row
        self._mean += mean
        self.gross += abs(mean)
        self.sizes.append(float(np.abs(row).mean()))
        if amounts.drawn[0]:
            self._rest = row.copy() if self._rest is None else self._rest + row

    @property
    def total(self) -> Total:
        """The sum so far."""
        return Total(self._values, self._mean, self._rest)


def _net(frame: Frame, position: int, labels: ToolLabels, draws: int, shared: Shared) -> Net:
    """Work out what one tool brings in less what it costs, with and without what fills its gaps."""
    part = frame.tools[position]
    costs = _Sum.of(frame, part.costs, draws, shared)
    benefits = known = _Sum(draws)
    if any(label.indicator in labels.gaps for label in labels.benefits):
        known = _Sum(draws)
    for flow, label in zip(part.benefits, labels.benefits, strict=True):
        amounts = amounts_of(frame, (flow,), draws, shared=shared)
        benefits.add(amounts)
        if known is not benefits and label.indicator not in labels.gaps:
            known.add(amounts)
    return Net(
        total=benefits.total.less(costs.total),
        known=known.total.less(costs.total),
        gross=benefits.gross + costs.gross,
        sizes=(*benefits.sizes, *costs.sizes),
    )


def decide(
    case: Case,
    *,
    choices: Choices = "each",
    tools: Collection[str] | None = None,
    settings: Mapping[str, float] | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Decision:
    """Put a decision about the tools of a case into draws.

    Parameters
    ----------
    case : Case
        What is decided on.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen. Doing nothing is always possible.
    tools : collection of str, optional
        Keys of the tools that are decided on; all of them unless they are given.
    settings : mapping of str to float, optional
        Supposed values of inputs, by path and as they are stated.
    conventions, **stated
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    Decision

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    Examples
    --------
    >>> import blogroi
    >>> decision = decide(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> decision.tools, decision.gaps
    (('blog', 'intranet', 'magazine', 'newsletter'), 'no-credit')
    """
    held = conventions_of(case, conventions, **stated)
    if choices not in ("each", "one"):
        raise OptionError("choices", f"{describe(choices)} is neither each nor one")
    _check_tools(case, tools)
    draws = held.draws
    frame, labels = build_frame(case.blinded(), held)
    if settings:
        frame = _supposing(case, frame, labels, settings)
    asked = [key for key in labels.tools if tools is None or key in tools]
    keys = tuple(key for key in asked if case.tools[key].costs)
    check_room(_KEPT * len(keys) + _AT_ONCE, draws)
    shared = shared_draws(frame, draws) if len(keys) > 1 else {}
    parts = dict(zip(labels.tools, labels.parts, strict=True))
    nets = {key: _net(frame, labels.tools.index(key), parts[key], draws, shared) for key in keys}
    return Decision(
        case=case,
        choices=choices,
        tools=keys,
        unknown=tuple(key for key in asked if key not in keys),
        nets=FrozenMap(nets),
        inputs=FrozenMap({path: draw for key in keys for path, draw in parts[key].inputs.items()}),
        by_tool=FrozenMap({key: frozenset(parts[key].inputs) for key in keys}),
        conventions=held,
        frame=frame,
        labels=labels,
        shared=shared,
    )


def _check_tools(case: Case, tools: Collection[str] | None) -> None:
    if tools is None:
        return
    several("tools", tools, "tools")
    for key in tools:
        if key not in case.tools:
            raise OptionError("tools", f"there is no tool {describe(key)}: {suggest(str(key), case.tools)}")


def costs_of(case: Case, tools: Collection[str], conventions: Conventions) -> Floats:
    """Give the present value of what some tools cost together, and draw nothing else.

    Parameters
    ----------
    case : Case
        The case.
    tools : collection of str
        Keys of the tools.
    conventions : Conventions
        Those of the evaluation.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
    """
    frame, labels = build_frame(case.blinded(), conventions)
    flows = [flow for key in tools for flow in frame.tools[labels.tools.index(key)].costs]
    return _Sum.of(frame, flows, conventions.draws, {}).total.values


def _supposing(case: Case, frame: Frame, labels: Labels, settings: Mapping[str, float]) -> Frame:
    """Put supposed values in the place of what is drawn, wherever it stands in the flows of the tools."""
    inputs = {path: draw for part in labels.parts for path, draw in part.inputs.items()}
    values = {}
    for path, value in settings.items():
        if path not in inputs:
            raise OptionError("settings", f"{describe(path)} is not an uncertain input: {suggest(str(path), inputs)}")
        level = _level(path, value, inputs[path])
        values[inputs[path].key] = -level if is_turned(case.indicators, parse_path(path)) else level
    return evolve(
        frame,
        tools=tuple(
            evolve(
                tool,
                benefits=tuple(_settled(flow, values) for flow in tool.benefits),
                costs=tuple(_settled(flow, values) for flow in tool.costs),
                gaps=tuple(
                    GapFlow(*(_settled(flow, values) for flow in (gap.lowest, gap.highest, gap.drawn)))
                    for gap in tool.gaps
                ),
            )
            for tool in frame.tools
        ),
    )


def _level(path: str, value: object, draw: Draw) -> float:
    """Take what is supposed of an input, or say why it cannot be."""
    try:
        level = number(value)
    except CaseError as error:
        raise OptionError("settings", f"{path}: {error}") from None
    fault = draw.domain.fault(level)
    if fault is not None:
        raise OptionError("settings", f"{path}: {fault}")
    return level


def _settled(flow: Flow, values: Mapping[int, float]) -> Flow:
    """Put numbers in the place of some draws of a flow, by their keys: what is expected of it is then exact too."""

    def number_of(draw: Draw | None) -> float | None:
        return None if draw is None or draw.key not in values else draw.offset + draw.factor * values[draw.key]

    constant = math.prod(level for draw in flow.factors if (level := number_of(draw)) is not None)
    kept = number_of(flow.fade)
    pieces = []
    for piece in flow.pieces:
        level = number_of(piece.draw)
        slots = piece.slots
        if kept is not None:
            slots = tuple(slot * kept ** max(place - flow.first, 0) for place, slot in enumerate(slots))
        pieces.append(
            evolve(
                piece,
                constant=piece.constant * constant * (1.0 if level is None else level),
                draw=piece.draw if level is None else None,
                slots=slots,
                cap=None if piece.cap is None else _capped(piece.cap, values, number_of),
            )
        )
    return evolve(
        flow,
        factors=tuple(draw for draw in flow.factors if draw.key not in values),
        pieces=tuple(pieces),
        fade=None if kept is not None else flow.fade,
    )


def _capped(
    cap: Cap | TotalCap, values: Mapping[int, float], number_of: Callable[[Draw | None], float | None]
) -> Cap | TotalCap:
    if isinstance(cap, TotalCap):
        level = number_of(cap.total) if isinstance(cap.total, Draw) else None
        parts = tuple(_settled(part, values) for part in cap.parts)
        return TotalCap(parts, cap.total if level is None else level)
    settled = [level for draw in cap.draws if (level := number_of(draw)) is not None]
    return Cap(cap.constant + sum(settled), tuple(draw for draw in cap.draws if number_of(draw) is None))


def fillable_gaps(case: Case) -> bool:
    """Whether there are gaps in money, and every indicator in money has a prior that could fill one.

    Those without a gap are asked too: otherwise a tool that is added or taken away could change how the gaps of all others
    are filled.
    """
    in_money = {name: indicator for name, indicator in case.indicators.items() if indicator.value is not None}
    has_gaps = any(in_money.keys() - tool.effects.keys() - tool.not_applicable.keys() for tool in case.tools.values())
    return has_gaps and all(indicator.prior is not None for indicator in in_money.values())


def total_information_value(worths: Collection[InformationValue]) -> InformationValue:
    """Add up what knowledge is worth over choices that are made by themselves; errors are added, to be on the safe side."""
    return InformationValue(
        value=sum(worth.value for worth in worths),
        mc_error=sum(worth.mc_error for worth in worths),
    )
