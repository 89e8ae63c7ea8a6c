"""The figures of one tool: from the draws of its flows to a result under its names.

What is expected of a sum is the sum of what is expected of its parts, so that a figure and the parts it is broken into say the
same, whatever the draws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.codes.expected_flows import ExpectedChange, ExpectedFlows
from blogroi.engine.amounts import Amounts, GapValues
from blogroi.engine.compile.build import net_changes
from blogroi.engine.frame import FlowLabels, Frame, ToolLabels
from blogroi.engine.means import flow_mean
from blogroi.engine.simulate import Details
from blogroi.engine.sums import nominal_blocks
from blogroi.evaluation.ranking import Contender
from blogroi.evaluation.robustness import ToolGaps
from blogroi.evaluation.summaries import (
    payback_summary,
    quantile,
    rate_summary,
    ratio_by_draw,
    ratio_summary,
    shares_by_sign,
    summary,
)
from blogroi.model.case import Case
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.tool import Tool
from blogroi.numerics.money import TOLERANCE
from blogroi.results.summary import InternalRate, Ratio, Summary
from blogroi.results.tool import Exclusion, ToolResult

__all__ = ["Figures", "Total", "contenders", "expected_flows", "tool_gaps", "tool_result", "total"]

Floats: TypeAlias = NDArray[np.float64]
Shares: TypeAlias = Iterable[tuple[int, float]]


@frozen(eq=False)
class Total:
    """A sum of flows.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The sum, draw by draw.
    mean : float
        What is expected of it.
    rest : numpy.ndarray of float, shape (draws,), or None
        The part of which the mean is that of the draws; None where there is none.
    """

    values: Floats
    mean: float
    rest: Floats | None

    def less(self, other: Total) -> Total:
        """Take another sum off."""
        return Total(self.values - other.values, self.mean - other.mean, _less(self.rest, other.rest))

    def summary(self, ends: tuple[Floats, Floats] | None = None) -> Summary:
        """Sum it up, with the bounds that gaps add to it."""
        lowest, highest = (None, None) if ends is None else (self.values + end for end in ends)
        return summary(self.values, mean=self.mean, rest=self.rest, lowest=lowest, highest=highest)


def _less(one: Floats | None, other: Floats | None) -> Floats | None:
    if other is None:
        return one
    return -other if one is None else one - other


def total(amounts: Amounts, shares: Shares | None = None) -> Total:
    """Add up shares of flows one after the other, in an order that no block size or layout decides.

    Parameters
    ----------
    amounts : Amounts
        The flows.
    shares : iterable of (int, float), optional
        Which flows, and how much of each; all of them unless they are given.

    Returns
    -------
    Total
    """
    parts = [(row, 1.0) for row in range(len(amounts.rows))] if shares is None else shares
    values, mean, rest = np.zeros(amounts.rows.shape[1]), 0.0, None
    for row, share in parts:
        part = amounts.rows[row] if share == 1.0 else share * amounts.rows[row]
        values += part
        mean += share * float(amounts.means[row])
        if amounts.drawn[row]:
            rest = part.copy() if rest is None else rest + part
    return Total(values, mean, rest)


@frozen(eq=False)
class Figures:
    """The sums of one tool that its figures are made of.

    Parameters
    ----------
    details : Details
        From the engine.
    benefits : Total
        All benefits.
    costs : Total or None
        All costs that count; None where the tool's cost is not known.
    ends : (numpy.ndarray, numpy.ndarray) or None
        What gaps add at their least and at their greatest, where they are bounded.
    """

    details: Details
    benefits: Total
    costs: Total | None
    ends: tuple[Floats, Floats] | None

    @classmethod
    def of(cls, details: Details, *, has_costs: bool, bounds: GapValues | None) -> Figures:
        """Add up what the engine found."""
        ends = None if bounds is None else (bounds.lowest, bounds.highest)
        return cls(details, total(details.benefits), total(details.costs) if has_costs else None, ends)

    @property
    def npv(self) -> Total | None:
        """Benefits less costs."""
        return None if self.costs is None else self.benefits.less(self.costs)

    @property
    def gross_mean(self) -> float:
        """What the gross flows come to, as expected."""
        return float(np.abs(self.details.benefits.means).sum() + np.abs(self.details.costs.means).sum())

    def ratio(self, benefits: Total, *, less: float = 0.0, ends: tuple[Floats, Floats] | None = None) -> Ratio | None:
        """Sum up what benefits are to all costs."""
        if self.costs is None:
            return None
        return ratio_summary(
            benefits.values,
            self.costs.values,
            self.details.gross,
            means=(benefits.mean, self.costs.mean),
            rests=(benefits.rest, self.costs.rest),
            bounds=None if ends is None else (benefits.values + ends[0], benefits.values + ends[1]),
            less=less,
        )


def tool_result(
    tool: Tool, figures: Figures, frame: Frame, labels: ToolLabels, emergent: Sequence[bool | None]
) -> ToolResult:
    """Put the figures of one tool under their names.

    Parameters
    ----------
    tool : Tool
        The tool.
    figures : Figures
        Its sums.
    frame : Frame
        The anonymous case, for its conventions.
    labels : ToolLabels
        What its flows stand for.
    emergent : sequence of bool or None
        Of each flow of benefits, whether the tool was not meant to have it; None where nobody ever said.

    Returns
    -------
    ToolResult
    """
    details, npv, ends = figures.details, figures.npv, figures.ends
    grouped = _Groups(details.benefits)
    positive, even = (None, None) if npv is None else shares_by_sign(npv.values, details.gross)
    by_hindsight = {
        kind: grouped.of(row for row, each in enumerate(emergent) if each is kind) for kind in (False, True, None)
    }
    return ToolResult(
        name=tool.name,
        benefits=figures.benefits.summary(ends),
        costs=None if figures.costs is None else figures.costs.summary(),
        npv=None if npv is None else npv.summary(ends),
        roi=figures.ratio(figures.benefits, less=1.0, ends=ends),
        bcr=figures.ratio(figures.benefits, ends=ends),
        payback=None if npv is None else payback_summary(details.payback),
        discounted_payback=None if npv is None else payback_summary(details.discounted_payback),
        irr=None if npv is None else _rate(figures, frame),
        equivalent_annual=None if npv is None else _scaled(npv, 1.0 / frame.annuity).summary(_scaled_ends(ends, frame)),
        sunk=total(details.sunk).summary() if len(details.sunk.rows) else None,
        probability_positive=positive,
        probability_even=even,
        by_indicator=grouped.by({label.indicator: 1.0} for label in labels.benefits),
        by_lever=grouped.by({label.lever: 1.0} for label in labels.benefits),
        by_objective=grouped.by(label.objectives for label in labels.benefits),
        by_beneficiary=grouped.by(label.parties for label in labels.benefits),
        by_evidence=grouped.by({label.evidence: 1.0} for label in labels.benefits),
        anticipated=by_hindsight[False],
        emergent=by_hindsight[True],
        unlabelled=by_hindsight[None],
        by_cost=_Groups(details.costs).by({item: 1.0} for item in labels.costs),
        without=_without(figures, labels.benefits),
        gaps=labels.gaps,
        not_applicable=FrozenMap(dict(sorted(tool.not_applicable.items()))),
    )


def _rate(figures: Figures, frame: Frame) -> InternalRate:
    return rate_summary(figures.details.expected, frame.times, figures.gross_mean, figures.details.rates)


def _scaled(one: Total, factor: float) -> Total:
    return Total(one.values * factor, one.mean * factor, None if one.rest is None else one.rest * factor)


def _scaled_ends(ends: tuple[Floats, Floats] | None, frame: Frame) -> tuple[Floats, Floats] | None:
    return None if ends is None else (ends[0] / frame.annuity, ends[1] / frame.annuity)


class _Groups:
    """Sums of flows under one heading or another, each distinct sum worked out once."""

    def __init__(self, amounts: Amounts) -> None:
        self._amounts = amounts
        self._known: dict[tuple[tuple[int, float], ...], Summary] = {}

    def by(self, shares: Iterable[Mapping[str, float]]) -> FrozenMap[str, Summary]:
        """Sum up under each heading; ``shares`` says for each flow what goes under which."""
        parts: dict[str, list[tuple[int, float]]] = {}
        for row, headings in enumerate(shares):
            for heading, share in headings.items():
                parts.setdefault(heading, []).append((row, share))
        return FrozenMap({heading: self._sum(tuple(parts[heading])) for heading in sorted(parts)})

    def of(self, rows: Iterable[int]) -> Summary:
        """Sum up some of the flows."""
        return self._sum(tuple((row, 1.0) for row in rows))

    def _sum(self, parts: tuple[tuple[int, float], ...]) -> Summary:
        if parts not in self._known:
            self._known[parts] = total(self._amounts, parts).summary()
        return self._known[parts]


def _without(figures: Figures, labels: Sequence[FlowLabels]) -> FrozenMap[str, Exclusion]:
    """Work out what is left without each class of benefits; a class of zero benefits is left out."""
    found: dict[str, Exclusion] = {}
    amounts, whole = figures.details.benefits, figures.npv
    for name in sorted({word for label in labels for word in label.classes}):
        rows = {row for row, label in enumerate(labels) if name in label.classes}
        if not amounts.rows[list(rows)].any():
            continue
        covers_all = len(rows) == len(labels)
        if figures.costs is None or whole is None:
            found[name] = Exclusion(None, None, None, flips_sign=False, covers_all=covers_all)
            continue
        kept = total(amounts, ((row, 1.0) for row in range(len(labels)) if row not in rows))
        npv = kept.less(figures.costs)
        gross = _gross(figures, rows)
        found[name] = Exclusion(
            npv=npv.summary(),
            roi=figures.ratio(kept, less=1.0),
            probability_positive=shares_by_sign(npv.values, gross)[0],
            flips_sign=_sign(npv.mean, figures.gross_mean) != _sign(whole.mean, figures.gross_mean),
            covers_all=covers_all,
        )
    return FrozenMap(found)


def _gross(figures: Figures, rows: Collection[int]) -> Floats:
    """Return the gross flows without some rows of benefits."""
    left: Floats = figures.details.gross.copy()
    for row in rows:
        left -= np.abs(figures.details.benefits.rows[row])
    return np.maximum(left, 0.0)


def _sign(mean: float, gross: float) -> bool:
    """Whether an expected amount is above zero."""
    return mean > TOLERANCE * gross


def expected_flows(
    case: Case, key: str, details: Details, frame: Frame, labels: ToolLabels, *, seed: int
) -> ExpectedFlows:
    """Say what is expected of a tool period by period, for whoever holds printed figures against it.

    Parameters
    ----------
    case : Case
        The case as it is stated.
    key : str
        Key of the tool.
    details : Details
        From the engine.
    frame : Frame
        The anonymous case, for its conventions.
    labels : ToolLabels
        The tool's names.
    seed : int
        As in the evaluation.

    Returns
    -------
    ExpectedFlows
    """
    printed = {name for published in case.tools[key].published for name in published.by_indicator}
    draws = details.gross.size
    return ExpectedFlows(
        benefits=np.asarray(details.expected_benefits.sum(axis=0)),
        costs=details.expected_costs,
        items=labels.costs,
        discount=np.array(frame.discount),
        times=np.array(frame.times),
        step=case.horizon.step,
        changes=FrozenMap(
            {
                name: _expected_change(case, key, name, draws, seed)
                for name in sorted(printed)
                if name in case.tools[key].effects
            }
        ),
    )


def _expected_change(case: Case, key: str, name: str, draws: int, seed: int) -> ExpectedChange:
    """Say what is expected of a net change over the horizon, on the side on which it is stated."""
    moving = [tool for tool in sorted(case.tools) if name in case.tools[tool].effects]
    flow = net_changes(case.blinded(), name, seed=seed)[moving.index(key)]
    side = 1.0 if case.indicators[name].better == "higher" else -1.0
    periods = case.horizon.periods
    blocks = [side * nominal[1:] for _, nominal in nominal_blocks((flow,), periods, draws)]
    mean = flow_mean(flow, 1 + periods)
    by_period = np.concatenate(blocks, axis=1).mean(axis=1) if mean is None else side * mean[1:]
    ordered = np.sort(np.concatenate([block.sum(axis=0) for block in blocks]))
    return ExpectedChange(
        statement=case.indicators[name].statement,
        by_period=tuple(by_period.tolist()),
        low=quantile(ordered, 0.05),
        high=quantile(ordered, 0.95),
    )


def tool_gaps(figures: Figures, labels: ToolLabels, values: GapValues, unfillable: int, *, drawn: bool) -> ToolGaps:
    """Put what could fill the gaps under their names; where they were drawn, take that off the figures again.

    Parameters
    ----------
    figures : Figures
        The tool's sums.
    labels : ToolLabels
        Its names.
    values : GapValues
        What could fill its gaps.
    unfillable : int
        Number of gaps in money without a prior.
    drawn : bool
        Whether the figures hold draws from the priors.

    Returns
    -------
    ToolGaps
    """
    npv = figures.npv
    rows = zip(labels.fillable, values.means.tolist(), strict=True)
    gaps = FrozenMap({name: (low, high, mean) for name, (low, high, mean) in rows})
    if npv is None:
        return ToolGaps(None, gaps, unfillable, figures.gross_mean)
    level = npv.mean - (float(values.means[:, 2].sum()) if drawn else 0.0)
    return ToolGaps(level, gaps, unfillable, figures.gross_mean)


def contenders(
    figures: Figures, labels: ToolLabels, gaps: GapValues, unfillable: int, *, drawn: bool
) -> dict[str, Contender]:
    """Say what a tool is ranked by, in money and over its costs.

    Parameters
    ----------
    figures, labels, gaps, unfillable, drawn
        As in :func:`tool_gaps`.

    Returns
    -------
    dict of str to Contender
        By figure: ``"npv"``, and ``"roi"`` where it is known; nothing where the tool's cost is not known.
    """
    npv, costs = figures.npv, figures.costs
    if npv is None or costs is None:
        return {}
    details = figures.details
    names = [label.indicator for label in labels.benefits]
    known = npv
    if drawn and labels.gaps:  # what the gaps were filled with is taken off again
        known = npv.less(total(details.benefits, ((row, 1.0) for row, name in enumerate(names) if name in labels.gaps)))
    pairs = zip(names, details.benefits.means.tolist(), strict=True)
    by_effect = {name: mean for name, mean in pairs if name not in labels.gaps}
    has_bounds = unfillable == 0
    ends = (gaps.lowest, gaps.highest) if labels.fillable else (0.0, 0.0)
    means = gaps.means.sum(axis=0) if labels.fillable else np.zeros(3)
    positive = npv.values > TOLERANCE * details.gross
    found = {
        "npv": Contender(
            values=npv.values,
            expected=npv.mean,
            size=details.gross,
            expected_size=figures.gross_mean,
            mc_error=npv.summary().mc_error,
            lowest=known.values + ends[0] if has_bounds else None,
            highest=known.values + ends[1] if has_bounds else None,
            expected_ends=(known.mean + float(means[0]), known.mean + float(means[1])) if has_bounds else None,
            positive=positive,
            by_effect=FrozenMap(by_effect),
        )
    }
    ratio = figures.ratio(figures.benefits, less=1.0)
    if ratio is not None:
        size = ratio_by_draw(details.gross, costs.values, details.gross)
        low, high = (
            _bounded(ratio_by_draw(known.values + costs.values + end, costs.values, details.gross) - 1.0)
            for end in ends
        )
        found["roi"] = Contender(
            values=_bounded(ratio_by_draw(figures.benefits.values, costs.values, details.gross) - 1.0),
            expected=ratio.of_means,
            size=_bounded(size),
            expected_size=figures.gross_mean / costs.mean,
            mc_error=ratio.mc_error,
            lowest=low if has_bounds else None,
            highest=high if has_bounds else None,
            expected_ends=((known.mean + means[0]) / costs.mean, (known.mean + means[1]) / costs.mean)
            if has_bounds
            else None,
            positive=positive,
            by_effect=FrozenMap({name: mean / costs.mean for name, mean in by_effect.items()}),
        )
    return found


def _bounded(ratios: Floats) -> Floats:
    """Put ratios past every number where they can be compared; one that is none stands for neither gain nor loss."""
    return np.nan_to_num(ratios, nan=0.0, posinf=_PAST_ALL, neginf=-_PAST_ALL)


_PAST_ALL = 1e300
