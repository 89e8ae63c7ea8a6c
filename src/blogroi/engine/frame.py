"""The anonymous form of a case: what the engine sees, and all that it sees.

A frame holds numbers, quantities and the keys of their random streams. It has no dates, no kinds, no names of tools:
the types below have no place for them, so that no calculation can favour the old or the new. Names wait in
:class:`Labels`, which the engine is never given.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Literal, TypeAlias, get_args

from attrs import frozen

from blogroi.engine.money import annuity_factor, discount_factors, flow_times
from blogroi.engine.quantiles import interval
from blogroi.engine.streams import stream_key
from blogroi.model.case import Case, GapPolicy
from blogroi.model.errors import CaseError, Fault, OptionError, near_miss
from blogroi.model.fields import PerPeriod
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.quantity import Domain, Point, Quantity
from blogroi.model.strategy import CashStatus, Indicator, Party, Valuation
from blogroi.model.tool import Cost, Effect, Tool

__all__ = [
    "Draw",
    "Flow",
    "FlowLabels",
    "Frame",
    "Labels",
    "Piece",
    "ToolFrame",
    "ToolLabels",
    "Viewpoint",
    "build_frame",
]

Viewpoint: TypeAlias = Party | Literal["everyone"]
"""Whose costs and benefits are counted."""

UNASSIGNED = "unassigned"
"""Heading for benefits whose indicator leads to no lever."""


@frozen
class Draw:
    """A random factor: ``offset + factor * quantity``, from the stream of its key."""

    key: int
    quantity: Quantity
    domain: Domain
    offset: float = 0.0
    factor: float = 1.0


@frozen
class Piece:
    """A part of a flow: a number, perhaps times a random factor, in some of the time slots.

    ``slots`` has a weight for time 0 and for each period: shape (1 + periods,).
    """

    constant: float
    draw: Draw | None
    slots: tuple[float, ...]


@frozen
class Flow:
    """Money over time: the product of the factors, times the sum of the pieces.

    With ``fade``, the weight of slot ``k`` is multiplied by the faded share to the power ``k - first``.
    """

    factors: tuple[Draw, ...]
    pieces: tuple[Piece, ...]
    fade: Draw | None = None
    first: int = 1


@frozen
class ToolFrame:
    """The flows of one tool, by nothing but their position."""

    benefits: tuple[Flow, ...]
    costs: tuple[Flow, ...]
    sunk: tuple[Flow, ...] = ()
    gap_bounds: tuple[tuple[Flow, Flow], ...] = ()


@frozen
class Frame:
    """All tools without their names, and the conventions that hold for all of them.

    ``discount`` and ``times`` (in years) have a value for time 0 and for each period: shape (1 + periods,).
    """

    tools: tuple[ToolFrame, ...]
    shared: tuple[Draw, ...]
    discount: tuple[float, ...]
    times: tuple[float, ...]
    annuity: float


@frozen
class FlowLabels:
    """What one flow of benefits stands for."""

    indicator: str
    lever: str
    objectives: FrozenMap[str, float]
    parties: FrozenMap[str, float]
    classes: frozenset[str]
    evidence: str


@frozen
class ToolLabels:
    """The names that belong to the flows of one tool, and what is not known of it."""

    benefits: tuple[FlowLabels, ...]
    costs: tuple[str, ...]
    gaps: tuple[str, ...]


@frozen
class Labels:
    """The names that belong to the positions of a frame."""

    tools: tuple[str, ...]
    parts: tuple[ToolLabels, ...]


def build_frame(
    case: Case,
    *,
    seed: int,
    gaps: GapPolicy,
    exclude: Collection[str] = (),
    viewpoint: Viewpoint = "everyone",
) -> tuple[Frame, Labels]:
    """Strip a case of its names, under one policy for gaps, one viewpoint and one list of exclusions for all tools.

    Parameters
    ----------
    case : Case
        The case.
    seed : int
        Seed of the evaluation, at least 0.
    gaps : {"no-credit", "bounds", "prior"}
        How gaps are filled.
    exclude : collection of str
        Classes of valuation or cash status whose benefits are left out.
    viewpoint : str
        Whose costs and benefits are counted.

    Returns
    -------
    Frame, Labels

    Raises
    ------
    CaseError
        When the policy needs a prior that the case does not give.
    OptionError
        When an option is not known.

    Examples
    --------
    >>> import blogroi
    >>> frame, labels = build_frame(blogroi.loads(blogroi.template()), seed=1, gaps="no-credit")
    >>> len(frame.tools) == len(labels.tools)
    True
    """
    _check_options(gaps, exclude, viewpoint)
    builder = _Builder(case, seed, gaps, frozenset(exclude), viewpoint)
    if gaps != "no-credit":
        builder.demand_priors()
    keys = tuple(sorted(case.tools))
    built = [builder.tool(key, case.tools[key]) for key in keys]
    tools = tuple(tool for tool, _ in built)
    times = flow_times(case.horizon, case.discounting.timing)
    frame = Frame(
        tools=tools,
        shared=_shared_draws(tools),
        discount=discount_factors(case.discounting, times),
        times=times,
        annuity=annuity_factor(case.discounting, case.horizon.years),
    )
    labels = Labels(
        tools=keys,
        parts=tuple(part for _, part in built),
    )
    return frame, labels


def _check_options(gaps: str, exclude: Collection[str], viewpoint: str) -> None:
    if gaps not in get_args(GapPolicy):
        raise OptionError("gaps", f"{gaps!r} is not known: {near_miss(str(gaps), get_args(GapPolicy))}")
    viewpoints = (*get_args(Party), "everyone")
    if viewpoint not in viewpoints:
        raise OptionError("viewpoint", f"{viewpoint!r} is not known: {near_miss(str(viewpoint), viewpoints)}")
    if isinstance(exclude, str):
        raise OptionError("exclude", f"{exclude!r} is a text: give a list of classes")
    classes = (*get_args(Valuation), *get_args(CashStatus))
    for name in exclude:
        if name not in classes:
            raise OptionError("exclude", f"{name!r} is not known: {near_miss(str(name), classes)}")


def _shared_draws(tools: Iterable[ToolFrame]) -> tuple[Draw, ...]:
    """Factors that stand in the flows of more than one tool, by key."""
    seen: dict[Draw, int] = {}
    for tool in tools:
        for draw in {draw for flow in tool.benefits for draw in flow.factors}:
            seen[draw] = seen.get(draw, 0) + 1
    return tuple(sorted((draw for draw, times in seen.items() if times > 1), key=lambda draw: draw.key))


@frozen
class _Builder:
    """Turns the parts of a case into flows; holds what is the same for all of them."""

    case: Case
    seed: int
    policy: GapPolicy
    exclude: frozenset[str]
    viewpoint: Viewpoint

    @property
    def periods(self) -> int:
        return self.case.horizon.periods

    def tool(self, key: str, tool: Tool) -> tuple[ToolFrame, ToolLabels]:
        """Build the flows of one tool, in the order of their keys."""
        counted = {name: self.label(name, tool.effects.get(name)) for name in sorted(self.counted())}
        unknown = self.gaps(tool)
        gaps = [name for name in unknown if name in counted]
        effects = {name: tool.effects[name] for name in counted if name in tool.effects}
        drawn_gaps = gaps if self.policy == "prior" else []
        flows = {name: self.effect(key, name, effect) for name, effect in effects.items()}
        flows |= {name: self.gap(key, name) for name in drawn_gaps}
        costs = tuple(self.costs(key, tool))
        bounds = [self.gap_bounds(name) for name in gaps] if self.policy == "bounds" else []
        frame = ToolFrame(
            benefits=tuple(flows[name] for name in sorted(flows)),
            costs=tuple(flow for cost, flow in costs if not cost.sunk),
            sunk=tuple(flow for cost, flow in costs if cost.sunk),
            gap_bounds=tuple(bounds),
        )
        labels = ToolLabels(
            benefits=tuple(counted[name] for name in sorted(flows)),
            costs=tuple(cost.item for cost, _ in costs if not cost.sunk),
            gaps=unknown,
        )
        return frame, labels

    def counted(self) -> Iterator[str]:
        """Name the indicators whose benefits count: in money, not excluded, and to whom the viewpoint looks."""
        for name, indicator in self.case.indicators.items():
            if indicator.value is None or self.exclude & {indicator.valuation, indicator.cash}:
                continue
            if self.reach(indicator) > 0.0:
                yield name

    def gaps(self, tool: Tool) -> tuple[str, ...]:
        """Name the indicators on which nothing is known of a tool: no effect, and no reason why none is possible."""
        known = tool.effects.keys() | tool.not_applicable.keys()
        return tuple(sorted(self.case.indicators.keys() - known))

    def demand_priors(self) -> None:
        """Refuse a policy that asks for priors which are not there, naming all of them."""
        asked = {name for tool in self.case.tools.values() for name in self.gaps(tool)} & set(self.counted())
        faults = [
            Fault(f"indicators.{name}.prior", f'is missing: gaps = "{self.policy}" fills each gap from it')
            for name in sorted(asked)
            if self.case.indicators[name].prior is None
        ]
        if faults:
            raise CaseError(faults)

    def parties(self, indicator: Indicator) -> dict[str, tuple[str, float]]:
        """Give, for each objective of an indicator, who benefits and with what share."""
        if indicator.lever is None:
            return {UNASSIGNED: ("organisation", 1.0)}
        shares = self.case.levers[indicator.lever].shares
        return {key: (self.case.objectives[key].benefits, share) for key, share in shares.items()}

    def reach(self, indicator: Indicator) -> float:
        """Share of an indicator's benefits that goes to whom the viewpoint looks."""
        parties = self.parties(indicator).values()
        return sum(share for party, share in parties if self.viewpoint in ("everyone", party))

    def label(self, name: str, effect: Effect | None) -> FlowLabels:
        """Name what the flows of an indicator stand for; shares sum to 1 over what the viewpoint counts."""
        indicator = self.case.indicators[name]
        reach = self.reach(indicator)
        objectives: dict[str, float] = {}
        parties: dict[str, float] = {}
        for key, (party, share) in sorted(self.parties(indicator).items()):
            if self.viewpoint in ("everyone", party):
                objectives[key] = share / reach
                parties[party] = parties.get(party, 0.0) + share / reach
        classes = frozenset(word for word in (indicator.valuation, indicator.cash) if word is not None)
        return FlowLabels(
            indicator=name,
            lever=indicator.lever or UNASSIGNED,
            objectives=FrozenMap(objectives),
            parties=FrozenMap(parties),
            classes=classes,
            evidence="prior" if effect is None else effect.evidence,
        )

    def effect(self, tool: str, name: str, effect: Effect) -> Flow:
        """Build the money benefit of an effect: the change net of its corrections, times value and margin."""
        path = f"tools.{tool}.effects.{name}"
        constant, factors = self.worth(name)
        corrections: tuple[tuple[str, float, float], ...] = (
            ("deadweight", 1.0, -1.0),
            ("credit", 0.0, 1.0),
            ("displacement", 1.0, -1.0),
            ("confidence", 0.0, 1.0),
        )
        for field, offset, sign in corrections:
            number, draw = self.factor(f"{path}.{field}", getattr(effect, field), Domain.SHARE, offset, sign)
            constant *= number
            factors += draw
        kept, fade = self.factor(f"{path}.drop_off", effect.drop_off, Domain.SHARE, 1.0, -1.0)
        last = self.periods if effect.lasts is None else min(self.periods, effect.starts + effect.lasts - 1)
        slots = tuple(
            kept ** (period - effect.starts) if effect.starts <= period <= last else 0.0
            for period in range(self.periods + 1)
        )
        return Flow(
            factors=factors,
            pieces=tuple(self.pieces(f"{path}.change", effect.change, Domain.REAL, constant, slots)),
            fade=fade[0] if fade else None,
            first=effect.starts,
        )

    def gap(self, tool: str, name: str) -> Flow:
        """Fill a gap from the indicator's prior, drawn for this tool, over the whole horizon."""
        constant, factors = self.worth(name)
        path = f"tools.{tool}.gaps.{name}"
        prior = self.prior(name)
        slots = (0.0, *([1.0] * self.periods))
        return Flow(factors, tuple(self.pieces(path, prior, Domain.REAL, constant, slots)))

    def gap_bounds(self, name: str) -> tuple[Flow, Flow]:
        """Fill a gap with the least and with the greatest of 0 and the ends of the indicator's prior."""
        constant, factors = self.worth(name)
        ends = [constant * end for end in (0.0, *interval(self.prior(name), Domain.REAL))]
        slots = (0.0, *([1.0] * self.periods))
        low, high = (Flow(factors, (Piece(end, None, slots),)) for end in (min(ends), max(ends)))
        return low, high

    def prior(self, name: str) -> Quantity:
        prior = self.case.indicators[name].prior
        if prior is None:
            raise AssertionError("priors were demanded before")
        return prior

    def worth(self, name: str) -> tuple[float, tuple[Draw, ...]]:
        """Money for one unit of change in an indicator: the same draw for every tool."""
        indicator = self.case.indicators[name]
        constant = self.reach(indicator) * (1.0 if indicator.better == "higher" else -1.0)
        factors: tuple[Draw, ...] = ()
        stated = (("value", indicator.value, Domain.NON_NEGATIVE), ("margin", indicator.margin, Domain.SHARE))
        for field, quantity, domain in stated:
            if quantity is not None:
                number, draw = self.factor(f"indicators.{name}.{field}", quantity, domain)
                constant *= number
                factors += draw
        return constant, factors

    def costs(self, tool: str, owner: Tool) -> Iterator[tuple[Cost, Flow]]:
        """Build the costs that the viewpoint pays, in an order that the file does not decide."""
        ordered = sorted(owner.costs, key=lambda cost: (cost.item, repr(cost)))
        for item, same in groupby(ordered, key=lambda cost: cost.item):
            for position, cost in enumerate(same):
                if self.viewpoint in ("everyone", cost.paid_by):
                    name = item if position == 0 else f"{item}#{position + 1}"
                    yield cost, self.cost(f"tools.{tool}.costs.{name}", cost)

    def cost(self, path: str, cost: Cost) -> Flow:
        """Build one cost: an amount or units times unit cost, raised by its contingency."""
        constant, factors = self.factor(f"{path}.contingency", cost.contingency, Domain.NON_NEGATIVE, 1.0, 1.0)
        amount: PerPeriod | None = cost.amount
        if cost.units is not None and cost.unit_cost is not None:
            number, draw = self.factor(f"{path}.unit_cost", cost.unit_cost, Domain.NON_NEGATIVE)
            constant *= number
            factors += draw
            path, amount = f"{path}.units", cost.units
        else:
            path = f"{path}.amount"
        if amount is None:
            raise AssertionError("a cost without amount was refused on the way in")
        if cost.when is None or cost.when == "each":
            slots = (0.0, *([1.0] * self.periods))
        else:
            paid = 0 if cost.when == "upfront" else cost.when
            slots = tuple(1.0 if period == paid else 0.0 for period in range(self.periods + 1))
        return Flow(factors, tuple(self.pieces(path, amount, Domain.NON_NEGATIVE, constant, slots)))

    def pieces(
        self, path: str, amount: PerPeriod, domain: Domain, constant: float, slots: tuple[float, ...]
    ) -> Iterator[Piece]:
        """Spread an amount over time: the same one in each slot, or one for each period."""
        if not isinstance(amount, tuple):
            number, draw = self.factor(path, amount, domain)
            yield Piece(constant * number, draw[0] if draw else None, slots)
            return
        certain = [0.0] * len(slots)
        for period, part in enumerate(amount, start=1):
            number, draw = self.factor(f"{path}[{period}]", part, domain)
            if not draw:
                certain[period] = slots[period] * number
            elif slots[period] != 0.0:
                alone = tuple(slots[period] if slot == period else 0.0 for slot in range(len(slots)))
                yield Piece(constant, draw[0], alone)
        if any(certain):
            yield Piece(constant, None, tuple(certain))

    def factor(
        self, path: str, quantity: Quantity, domain: Domain, offset: float = 0.0, factor: float = 1.0
    ) -> tuple[float, tuple[Draw, ...]]:
        """Split ``offset + factor * quantity`` into a number and, where it is uncertain, a draw."""
        if isinstance(quantity, Point):
            return offset + factor * quantity.value, ()
        return 1.0, (Draw(stream_key(self.seed, path), quantity, domain, offset, factor),)
