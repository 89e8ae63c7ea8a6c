"""From a blinded case to its frame, which knows what it holds by position alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from attrs import Factory, evolve, field, frozen

from blogroi.engine.compile.better_side import better_side, is_turned
from blogroi.engine.compile.correlated import loadings_of
from blogroi.engine.compile.timing import annuity_factor, discount_factors, flow_times
from blogroi.engine.frame import (
    Cap,
    Draw,
    Flow,
    FlowLabels,
    Frame,
    GapFlow,
    Labels,
    Piece,
    ScoreCell,
    ScoreFrame,
    ScoreLabels,
    Together,
    ToolFrame,
    ToolLabels,
    TotalCap,
    draws_in,
)
from blogroi.engine.shapes import interval_of
from blogroi.errors import CaseError, Fault
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.conventions import ClaimPolicy, Conventions, GapPolicy, View, Viewpoint
from blogroi.model.cost import Cost
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.fields import Periods, PerPeriod
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.indicator import Indicator
from blogroi.model.paths import CostPath, EffectPath, GapPath, IndicatorPath, Path, QuantityPath
from blogroi.model.quantity import Point, Quantity
from blogroi.model.quantity_paths import cost_paths
from blogroi.model.transform import ascending, mirrored
from blogroi.numerics.copula import CholeskyRow
from blogroi.numerics.streams import stream_key

__all__ = [
    "active_periods",
    "build_frame",
    "build_score_frame",
    "net_changes",
    "single_draw",
    "steady_changes",
    "unit_changes",
]

UNASSIGNED = "unassigned"
"""Heading for benefits whose indicator leads to no lever."""


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
    builder = _Builder.under(case, conventions)
    case = builder.case
    if conventions.gaps != "no-credit":
        builder.demand_priors()
    keys = tuple(sorted(case.activities))
    built = [builder.tool(key, case.activities[key]) for key in keys]
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


def build_score_frame(case: BlindedCase, conventions: Conventions) -> tuple[ScoreFrame, ScoreLabels]:
    """Strip the changes and scales of a case of their names, under the conventions that hold for all tools.

    What counts are the indicators that have a scale and lead to an objective. Within a lever its indicators count alike, and
    within an objective its levers by the share of them that goes to it, whatever number of indicators shows them.

    Parameters
    ----------
    case : BlindedCase
        The case.
    conventions : Conventions
        Those of the evaluation, of which ``gaps`` and ``claims`` alone are about scores: gaps are filled with no change, or with a
        draw from the prior.

    Returns
    -------
    ScoreFrame, ScoreLabels

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> frame, labels = build_score_frame(case.blinded(), Conventions.of(case))
    >>> len(frame.tools) == len(labels.tools)
    True
    """
    builder = _Builder.under(case, conventions)
    case = builder.case
    names = tuple(sorted(name for name, part in case.indicators.items() if part.scale and part.lever))
    shares = _score_shares(case, names)
    keys = tuple(sorted(case.activities))
    frame = ScoreFrame(
        tools=tuple(tuple(builder.score_cell(key, case.activities[key], name) for name in names) for key in keys),
        scales=tuple(_knots(case.indicators[name]) for name in names),
        shares=tuple(tuple(row.get(name, 0.0) for name in names) for row in shares.values()),
        periods=case.horizon.periods,
    )
    return frame, ScoreLabels(keys, names, tuple(shares))


def _knots(indicator: Indicator) -> tuple[tuple[float, float], ...]:
    return () if indicator.scale is None else indicator.scale.knots


def _score_shares(case: BlindedCase, names: Collection[str]) -> dict[str, dict[str, float]]:
    """Give what each indicator counts within each objective, by objective: each sums to 1."""
    shown_by: dict[str, list[str]] = {}
    for name in names:
        shown_by.setdefault(case.indicators[name].lever or "", []).append(name)
    shares: dict[str, dict[str, float]] = {}
    for lever in sorted(shown_by):
        for objective, share in case.levers[lever].shares.items():
            row = shares.setdefault(objective, {})
            row |= {name: share / len(shown_by[lever]) for name in shown_by[lever]}
    whole = {objective: sum(row.values()) for objective, row in shares.items()}
    return {key: {name: part / whole[key] for name, part in shares[key].items()} for key in sorted(shares)}


def active_periods(effect: Effect, periods: int) -> range:
    """Return the periods in which an effect is at work within a horizon of so many."""
    last = periods if effect.lasts is None else effect.starts + effect.lasts - 1
    return range(effect.starts, min(periods, last) + 1)


def net_changes(case: BlindedCase, indicator: str, *, seed: int) -> tuple[Flow, ...]:
    """Build the changes in an indicator, net of all corrections and in its unit, that each tool is held to have made.

    They are gains: where lower is better, the negative of what is stated.

    Parameters
    ----------
    case : BlindedCase
        The case.
    indicator : str
        Key of the indicator.
    seed : int
        Seed of the evaluation.

    Returns
    -------
    tuple of Flow
        One for each tool with an effect on the indicator, in the order of the tools' keys.
    """
    builder = _Builder(case, seed, "no-credit", frozenset(), "everyone", "forward-looking", "stated")
    return tuple(
        builder.change(key, indicator, tool.effects[indicator], 1.0, ())
        for key, tool in sorted(builder.case.activities.items())
        if indicator in tool.effects
    )


def unit_changes(case: BlindedCase, tool: str, indicators: Iterable[str], conventions: Conventions) -> tuple[Flow, ...]:
    """Build what one unit of net change is worth in money, in the periods in which a tool's effects are at work.

    It fades as the effect does, from the same draws.

    Parameters
    ----------
    case : BlindedCase
        The case.
    tool : str
        Key of the tool.
    indicators : iterable of str
        Keys of indicators in money on which the tool has an effect.
    conventions : Conventions
        Those of the evaluation.

    Returns
    -------
    tuple of Flow
        One for each indicator.
    """
    builder = _Builder.under(case, conventions)
    effects = builder.case.activities[tool].effects
    whole: dict[str, Any] = {"change": 1.0, "deadweight": 0.0, "credit": 1.0, "displacement": 0.0, "confidence": 1.0}
    return tuple(builder.effect(tool, name, evolve(effects[name], **whole)) for name in indicators)


def steady_changes(
    case: BlindedCase, tool: str, indicators: Iterable[str], *, seed: int
) -> tuple[Frame, tuple[Flow, ...]]:
    """Build a tool's net changes per period before they fade: their means over the periods in which they are at work.

    Parameters
    ----------
    case : BlindedCase
        The case.
    tool : str
        Key of the tool.
    indicators : iterable of str
        Keys of indicators on which it has an effect.
    seed : int
        Seed of the evaluation.

    Returns
    -------
    Frame, tuple of Flow
        A frame that adds up without discounting, and a flow for each indicator, in its unit.
    """
    builder = _Builder(case, seed, "no-credit", frozenset(), "everyone", "forward-looking", "stated")
    slots = 1 + case.horizon.periods
    even = Frame((), (), discount=(1.0,) * slots, times=(0.0,) * slots, annuity=1.0)
    effects = {name: builder.case.activities[tool].effects[name] for name in indicators}
    return even, tuple(
        builder.change(
            tool, name, evolve(effect, drop_off=0.0), 1.0 / len(active_periods(effect, case.horizon.periods)), ()
        )
        for name, effect in effects.items()
    )


def single_draw(case: BlindedCase, path: Path, quantity: Quantity, domain: Domain, *, seed: int) -> Draw:
    """Build the draw of one quantity of a case, correlated as the case says; as a gain, where lower is better.

    Parameters
    ----------
    case : BlindedCase
        The case.
    path : Path
        Where it stands, by which its stream is keyed.
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have.
    seed : int
        Seed of the evaluation.

    Returns
    -------
    Draw
    """
    stated = mirrored(quantity) if is_turned(case.indicators, path) else quantity
    return _draw(str(path), stated, domain, seed, loadings_of(better_side(case).correlations))


def _draw(path: str, quantity: Quantity, domain: Domain, seed: int, loadings: Mapping[str, CholeskyRow]) -> Draw:
    key, row = stream_key(seed, path), loadings.get(path, ())
    if row:
        quantity = ascending(quantity)
    if len(row) < 2:  # uncorrelated, or the first of its block, which is made of itself alone
        return Draw(key, quantity, domain)
    return Draw(key, quantity, domain, loadings=tuple((stream_key(seed, label), weight) for label, weight in row))


def _shared_draws(tools: Iterable[ToolFrame]) -> tuple[Draw, ...]:
    """Factors that stand in the flows of more than one tool, by key."""
    seen: dict[Draw, int] = {}
    for tool in tools:
        for draw in {draw for flow in tool.benefits for draw in flow.factors}:
            seen[draw] = seen.get(draw, 0) + 1
    return tuple(sorted((draw for draw, times in seen.items() if times > 1), key=lambda draw: draw.key))


def _score(value: float, knots: tuple[tuple[float, float], ...]) -> float:
    """Place one value on a scale."""
    return float(np.interp(value, [at for at, _ in knots], [score for _, score in knots]))


@frozen
class _Builder:
    """Turns the parts of a case into flows; holds what is the same for all of them."""

    case: BlindedCase = field(converter=better_side)  # gains only
    seed: int
    policy: GapPolicy
    exclude: frozenset[str]
    viewpoint: Viewpoint
    view: View
    claims: ClaimPolicy
    drawn: dict[str, Draw] = field(factory=dict, init=False)
    loadings: Mapping[str, CholeskyRow] = field(
        init=False, default=Factory(lambda self: loadings_of(self.case.correlations), takes_self=True)
    )

    @classmethod
    def under(cls, case: BlindedCase, conventions: Conventions) -> _Builder:
        """Build under the conventions that hold for all tools."""
        return cls(
            case,
            conventions.seed,
            conventions.gaps,
            frozenset(conventions.exclude),
            conventions.viewpoint,
            conventions.view,
            conventions.claims,
        )

    @property
    def periods(self) -> int:
        return self.case.horizon.periods

    def tool(self, key: str, tool: Activity) -> tuple[ToolFrame, ToolLabels]:
        """Build the flows of one tool, in the order of their keys."""
        self.drawn.clear()
        counted = {name: self.label(name, tool.effects.get(name)) for name in sorted(self.counted())}
        unknown = self.gaps(tool)
        gaps = [name for name in unknown if name in counted]
        effects = {name: tool.effects[name] for name in counted if name in tool.effects}
        drawn_gaps = gaps if self.policy == "prior" else []
        flows = {name: self.effect(key, name, effect) for name, effect in effects.items()}
        flows |= {name: self.gap(key, name) for name in drawn_gaps}
        costs = tuple(self.costs(key, tool))
        fillable = tuple(name for name in gaps if self.case.indicators[name].prior is not None)
        frame = ToolFrame(
            benefits=tuple(flows[name] for name in sorted(flows)),
            costs=tuple(flow for cost, flow in costs if not self.leaves_out(cost)),
            sunk=tuple(flow for cost, flow in costs if self.leaves_out(cost)),
            gaps=tuple(GapFlow(*self.gap_bounds(name), self.gap(key, name)) for name in fillable),
            unfillable=len(gaps) - len(fillable),
        )
        labels = ToolLabels(
            benefits=tuple(counted[name] for name in sorted(flows)),
            costs=tuple(cost.item for cost, _ in costs if not self.leaves_out(cost)),
            gaps=unknown,
            fillable=fillable,
            inputs=self.inputs((*frame.benefits, *frame.costs)),
        )
        return frame, labels

    def inputs(self, flows: Iterable[Flow]) -> FrozenMap[str, Draw]:
        """Give the uncertain quantities of the tool last built that stand in some flows, by their paths."""
        keys = {draw.key for flow in flows for draw in draws_in(flow)}
        return FrozenMap({path: draw for path, draw in sorted(self.drawn.items()) if draw.key in keys})

    def leaves_out(self, cost: Cost) -> bool:
        """Whether a cost is shown and left out: the same rule for every tool."""
        return cost.sunk and self.view == "forward-looking"

    def counted(self) -> Iterator[str]:
        """Name the indicators whose benefits count: in money, not excluded, and to whom the viewpoint looks."""
        for name, indicator in self.case.indicators.items():
            if indicator.value is None or self.exclude & {indicator.valuation, indicator.cash}:
                continue
            if self.reach(indicator) > 0.0:
                yield name

    def gaps(self, tool: Activity) -> tuple[str, ...]:
        """Name the indicators on which nothing is known of a tool: no effect, and no reason why none is possible."""
        known = tool.effects.keys() | tool.not_applicable.keys()
        return tuple(sorted(self.case.indicators.keys() - known))

    def demand_priors(self) -> None:
        """Refuse a policy that asks for priors which are not there, naming all of them."""
        asked = {name for tool in self.case.activities.values() for name in self.gaps(tool)} & set(self.counted())
        faults = [
            Fault(str(IndicatorPath(name, "prior")), f'is missing: gaps = "{self.policy}" fills each gap from it')
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
        """Build the money benefit of an effect: its net change times value and margin."""
        return self.change(tool, name, effect, *self.worth(name))

    def change(
        self,
        tool: str,
        name: str,
        effect: Effect,
        constant: float,
        factors: tuple[Draw, ...],
        *,
        periods: Collection[int] | None = None,
    ) -> Flow:
        """Build the change net of its corrections, times what one unit of it is worth; uncapped, where periods are named."""
        path = EffectPath(tool, name)
        corrections: tuple[tuple[str, float, float], ...] = (
            ("deadweight", 1.0, -1.0),
            ("credit", 0.0, 1.0),
            ("displacement", 1.0, -1.0),
            ("confidence", 0.0, 1.0),
        )
        for part, offset, sign in corrections:
            number, draw = self.factor(path.at(part), getattr(effect, part), Domain.SHARE, offset, sign)
            constant *= number
            factors += draw
        kept, fade = self.factor(path.at("drop_off"), effect.drop_off, Domain.SHARE, 1.0, -1.0)
        pieces: list[Piece] = []
        for cap, counted in self.caps(name, effect) if periods is None else [(None, periods)]:
            whole = 1.0  # what certain shares of one change come to, where that is too much, needs no draws
            if isinstance(cap, Cap) and not cap.draws:
                whole, cap = max(1.0, cap.constant), None
            slots = tuple(
                kept ** (period - effect.starts) if period in counted else 0.0 for period in range(self.periods + 1)
            )
            where: QuantityPath = path.at("change")
            change, lists = effect.change, effect.periods
            if change is None:
                shared = self.case.indicators[name]
                where, change, lists = IndicatorPath(name, "change"), shared.change, shared.periods
                assert change is not None  # as the case demands where the effect states none
            spread = self.pieces(where, change, Domain.REAL, constant / whole, slots, lists)
            pieces += spread if cap is None else (evolve(piece, cap=cap) for piece in spread)
        return Flow(factors=factors, pieces=tuple(pieces), fade=fade[0] if fade else None, first=effect.starts)

    def caps(self, name: str, effect: Effect) -> list[tuple[Cap | TotalCap | None, Collection[int]]]:
        """Give the periods of an effect, apart where what its change may not pass is not the same."""
        periods = active_periods(effect, self.periods)
        indicator = self.case.indicators[name]
        if self.claims == "stated" or not (indicator.shared or indicator.total is not None):
            return [(None, periods)]
        apart: dict[Cap | TotalCap | None, list[int]] = {}
        for period in periods:
            cap = self.cap(name, period) if indicator.shared else self.total_cap(name, period)
            apart.setdefault(cap, []).append(period)
        return list(apart.items())

    def total_cap(self, name: str, period: int) -> TotalCap:
        """Add up what all tools change in an indicator in a period, each by itself, beside the total that is stated."""
        active = [
            (key, tool.effects[name])
            for key, tool in sorted(self.case.activities.items())
            if name in tool.effects and period in active_periods(tool.effects[name], self.periods)
        ]
        parts = tuple(self.change(key, name, effect, 1.0, (), periods=(period,)) for key, effect in active)
        total, lists = self.case.indicators[name].total, self.case.indicators[name].periods
        path = IndicatorPath(name, "total")
        if isinstance(total, tuple):
            path, total = (
                (path.in_period(period), total[period - 1])
                if lists == "apart"
                else (path, ascending(total[period - 1]))
            )
        if total is None:
            raise AssertionError("nothing is held to a total that is not stated")
        number, draw = self.factor(path, total, Domain.REAL)
        return TotalCap(parts, draw[0] if draw else number)

    def cap(self, name: str, period: int) -> Cap:
        """Sum up the credits that all tools claim on an indicator in a period."""
        constant = 0.0
        draws: tuple[Draw, ...] = ()
        for key, tool in sorted(self.case.activities.items()):
            effect = tool.effects.get(name)
            if effect is not None and period in active_periods(effect, self.periods):
                number, draw = self.factor(EffectPath(key, name, "credit"), effect.credit, Domain.SHARE)
                constant += 0.0 if draw else number
                draws += draw
        return Cap(constant, draws)

    def score_cell(self, key: str, tool: Activity, name: str) -> ScoreCell:
        """Say what a tool changes in an indicator that has a scale, and what could fill it where nothing is known."""
        if name in tool.effects:
            return ScoreCell(self.change(key, name, tool.effects[name], 1.0, ()))
        if name in tool.not_applicable:
            return ScoreCell(None)
        prior, knots = self.case.indicators[name].prior, _knots(self.case.indicators[name])
        filled = self.filled_gap(key, name, 1.0, ()) if self.policy == "prior" and prior is not None else None
        if prior is None:
            ends = [score for _, score in knots]
        else:
            ends = [_score(change, knots) for change in (0.0, *interval_of(prior, Domain.REAL))]
        is_filled = self.policy != "prior" or prior is not None
        return ScoreCell(filled, is_gap=True, is_filled=is_filled, least=min(ends), greatest=max(ends))

    def gap(self, tool: str, name: str) -> Flow:
        """Fill a gap from the indicator's prior, drawn for this tool, over the whole horizon."""
        return self.filled_gap(tool, name, *self.worth(name))

    def filled_gap(self, tool: str, name: str, constant: float, factors: tuple[Draw, ...]) -> Flow:
        """Fill a gap from the indicator's prior, times what one unit of it is worth."""
        path = GapPath(tool, name)
        prior = self.prior(name)
        slots = (0.0, *([1.0] * self.periods))
        return Flow(factors, tuple(self.pieces(path, prior, Domain.REAL, constant, slots)))

    def gap_bounds(self, name: str) -> tuple[Flow, Flow]:
        """Fill a gap with the least and with the greatest of 0 and the ends of the indicator's prior."""
        constant, factors = self.worth(name)
        ends = [constant * end for end in (0.0, *interval_of(self.prior(name), Domain.REAL))]
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
        constant = self.reach(indicator)
        factors: tuple[Draw, ...] = ()
        stated = (("value", indicator.value, Domain.NON_NEGATIVE), ("margin", indicator.margin, Domain.SHARE))
        for part, quantity, domain in stated:
            if quantity is not None:
                number, draw = self.factor(IndicatorPath(name, part), quantity, domain)
                constant *= number
                factors += draw
        return constant, factors

    def costs(self, tool: str, owner: Activity) -> Iterator[tuple[Cost, Flow]]:
        """Build the costs that the viewpoint pays, in an order that the file does not decide."""
        for path, cost in cost_paths(tool, owner.costs):
            if self.viewpoint in ("everyone", cost.paid_by):
                yield cost, self.cost(path, cost)

    def cost(self, path: CostPath, cost: Cost) -> Flow:
        """Build one cost: an amount or units times unit cost, raised by its contingency."""
        constant, factors = self.factor(path.at("contingency"), cost.contingency, Domain.NON_NEGATIVE, 1.0, 1.0)
        amount: PerPeriod | None = cost.amount
        if cost.units is not None and cost.unit_cost is not None:
            number, draw = self.factor(path.at("unit_cost"), cost.unit_cost, Domain.NON_NEGATIVE)
            constant *= number
            factors += draw
            path, amount = path.at("units"), cost.units
        else:
            path = path.at("amount")
        if amount is None:
            raise AssertionError("a cost without amount was refused on the way in")
        return Flow(
            factors, tuple(self.pieces(path, amount, Domain.NON_NEGATIVE, constant, self.slots(cost), cost.periods))
        )

    def slots(self, cost: Cost) -> tuple[float, ...]:
        """Give the weight of a cost at time 0 and in each period."""
        if cost.when is None or cost.when == "each":
            return (0.0, *([1.0] * self.periods))
        if cost.when == "upfront" and cost.service_life is not None and self.view == "whole-life":
            return self.spread(cost.service_life)
        paid = 0 if cost.when == "upfront" else cost.when
        return tuple(1.0 if period == paid else 0.0 for period in range(self.periods + 1))

    def spread(self, years: int) -> tuple[float, ...]:
        """Spread one unit paid at time 0 over a service life, in equal parts of the same present value."""
        horizon, discounting = self.case.horizon, self.case.discounting
        life = years if horizon.step == "year" else 12 * years
        times = flow_times(evolve(horizon, periods=life), discounting.timing)
        part = 1.0 / sum(discount_factors(discounting, times[1:]))
        return tuple(part if 1 <= period <= life else 0.0 for period in range(self.periods + 1))

    def pieces(
        self,
        path: QuantityPath,
        amount: PerPeriod,
        domain: Domain,
        constant: float,
        slots: tuple[float, ...],
        periods: Periods | None = None,
    ) -> Iterator[Piece]:
        """Spread an amount over time: the same one in each slot, or one for each period."""
        if not isinstance(amount, tuple):
            number, draw = self.factor(path, amount, domain)
            yield Piece(constant * number, draw[0] if draw else None, slots)
            return
        certain = [0.0] * len(slots)
        for period, part in enumerate(amount, start=1):
            if periods == "apart":
                number, draw = self.factor(path.in_period(period), part, domain)
            else:  # from one stream: at the same quantile
                number, draw = self.factor(path, ascending(part), domain)
            if not draw:
                certain[period] = slots[period] * number
                continue
            if slots[period] != 0.0:
                alone = tuple(slots[period] if slot == period else 0.0 for slot in range(len(slots)))
                yield Piece(constant, draw[0], alone)
        if any(certain):
            yield Piece(constant, None, tuple(certain))
        text = str(path)
        if (
            text in self.drawn
        ):  # drawn together: what can be found out is one thing, over the periods in which it counts
            counted = tuple(ascending(part) for part, slot in zip(amount, slots[1:], strict=True) if slot != 0.0)
            self.drawn[text] = evolve(self.drawn[text], quantity=Together(counted))

    def factor(
        self, path: QuantityPath, quantity: Quantity, domain: Domain, offset: float = 0.0, factor: float = 1.0
    ) -> tuple[float, tuple[Draw, ...]]:
        """Split ``offset + factor * quantity`` into a number and, where it is uncertain, a draw."""
        if isinstance(quantity, Point):
            return offset + factor * quantity.value, ()
        text = str(path)
        draw = _draw(text, quantity, domain, self.seed, self.loadings)
        self.drawn[text] = draw
        return 1.0, (Draw(draw.key, draw.quantity, domain, offset, factor, draw.loadings),)
