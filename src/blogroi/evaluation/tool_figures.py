"""The figures of one tool under its names, whole and broken into parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts
from blogroi.engine.frame import FlowLabels, Frame, ToolLabels
from blogroi.evaluation.summaries import payback_summary, rate_summary, shares_by_sign
from blogroi.evaluation.totals import Figures, Total, total
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.tool import Tool
from blogroi.numerics.money import TOLERANCE
from blogroi.results.summary import InternalRate, Summary
from blogroi.results.tool import DriverSums, Exclusion, ToolResult, UnitFigures

__all__ = ["tool_result"]

Floats: TypeAlias = NDArray[np.float64]


def tool_result(
    tool: Tool,
    figures: Figures,
    frame: Frame,
    labels: ToolLabels,
    emergent: Sequence[bool | None],
    units: FrozenMap[str, UnitFigures],
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
    units : FrozenMap of str to UnitFigures
        What it changes in each indicator.

    Returns
    -------
    ToolResult
    """
    details, npv, whole, cash = figures.details, figures.npv, figures.whole, figures.cash
    ends, net, roi = whole.ends, whole.npv_summary, whole.roi
    benefits = figures.benefits.summary(ends)
    grouped = _Groups(details.benefits, benefits if ends is None else None)
    spent = _Groups(details.costs)
    positive, even = (None, None) if npv is None else shares_by_sign(npv.values, details.gross)
    by_hindsight = {
        kind: grouped.of(row for row, each in enumerate(emergent) if each is kind) for kind in (False, True, None)
    }
    return ToolResult(
        name=tool.name,
        benefits=benefits,
        costs=None if figures.costs is None else figures.costs.summary(),
        npv=net,
        npv_cash=net if cash is whole else None if cash is None else cash.npv_summary,
        roi=roi,
        roi_cash=roi if cash is whole else None if cash is None else cash.roi,
        bcr=whole.bcr,
        payback=None if npv is None else payback_summary(details.payback),
        discounted_payback=None if npv is None else payback_summary(details.discounted_payback),
        irr=None if npv is None else _rate(figures, frame),
        equivalent_annual=None if npv is None else _scaled(npv, 1.0 / frame.annuity).summary(_scaled_ends(ends, frame)),
        sunk=total(details.sunk).summary() if len(details.sunk.rows) else None,
        probability_positive=positive,
        probability_even=even,
        by_indicator=grouped.by({label.indicator: 1.0} for label in labels.benefits),
        units_by_indicator=units,
        by_lever=grouped.by({label.lever: 1.0} for label in labels.benefits),
        by_objective=grouped.by(label.objectives for label in labels.benefits),
        by_beneficiary=grouped.by(label.parties for label in labels.benefits),
        by_evidence=grouped.by({label.evidence: 1.0} for label in labels.benefits),
        anticipated=by_hindsight[False],
        emergent=by_hindsight[True],
        unlabelled=by_hindsight[None],
        by_cost=spent.by({item: 1.0} for item in labels.costs),
        by_driver=_by_driver(grouped, spent, labels),
        without=_without(figures, labels.benefits),
        gaps=labels.gaps,
        not_applicable=FrozenMap(dict(sorted(tool.not_applicable.items()))),
    )


def _rate(figures: Figures, frame: Frame) -> InternalRate:
    return rate_summary(figures.details.expected, frame.times, figures.gross_mean, figures.details.rates)


def _scaled(one: Total, factor: float) -> Total:
    rest = None if one.rest is None else one.rest * factor
    return Total(one.values * factor, one.mean * factor, rest, one.alike if factor > 0.0 else None)


def _scaled_ends(ends: tuple[Floats, Floats] | None, frame: Frame) -> tuple[Floats, Floats] | None:
    return None if ends is None else (ends[0] / frame.annuity, ends[1] / frame.annuity)


class _Groups:
    """Sums of flows under one heading or another, each distinct sum computed once."""

    def __init__(self, amounts: Amounts, every: Summary | None = None) -> None:
        self._amounts = amounts
        self._known: dict[tuple[tuple[int, float], ...], Summary] = {}
        if every is not None:
            self._known[tuple((row, 1.0) for row in range(len(amounts.rows)))] = every

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


def _by_driver(benefits: _Groups, costs: _Groups, labels: ToolLabels) -> FrozenMap[str, DriverSums]:
    """Sum up, for each driver, what is computed from it."""
    gained = benefits.by(dict.fromkeys(label.drivers, 1.0) for label in labels.benefits)
    spent = costs.by(dict.fromkeys(drivers, 1.0) for drivers in labels.cost_drivers)
    return FrozenMap({key: DriverSums(gained.get(key), spent.get(key)) for key in sorted({*gained, *spent})})


def _without(figures: Figures, labels: Sequence[FlowLabels]) -> FrozenMap[str, Exclusion]:
    """Compute what is left without each class of benefits; a class of zero benefits is left out."""
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
        kept = figures.without(rows)
        npv = kept.benefits.less(figures.costs)
        found[name] = Exclusion(
            npv=npv.summary(),
            roi=kept.roi,
            probability_positive=shares_by_sign(npv.values, kept.gross)[0],
            flips_sign=_sign(npv.mean, figures.gross_mean) != _sign(whole.mean, figures.gross_mean),
            covers_all=covers_all,
        )
    return FrozenMap(found)


def _sign(mean: float, gross: float) -> bool:
    """Return whether an expected amount is above zero."""
    return mean > TOLERANCE * gross
