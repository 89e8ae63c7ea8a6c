"""What a tool changes in the units of indicators, and what one unit of it would cost if it were all that the tool brings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from blogroi.engine.changed import Changed, changed_by
from blogroi.engine.frame import Frame, ToolLabels
from blogroi.engine.tape.machine import Kept
from blogroi.evaluation.summaries import ratio_summary
from blogroi.evaluation.totals import Figures, Total, total
from blogroi.model.case import Case
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE
from blogroi.results.summary import Ratio, Summary
from blogroi.results.tool import UnitFigures

__all__ = ["units_by_indicator"]


def units_by_indicator(
    case: Case,
    frame: Frame,
    position: int,
    labels: ToolLabels,
    found: Figures,
    draws: int,
    *,
    shared: Kept | None = None,
) -> FrozenMap[str, UnitFigures]:
    """Say what a tool changes in each indicator, and what one unit of it costs.

    Parameters
    ----------
    case : Case
        The case, for the sides on which its indicators are stated.
    frame, position, draws, shared
        As in the engine.
    labels : ToolLabels
        The tool's names.
    found : Figures
        Its sums.

    Returns
    -------
    FrozenMap of str to UnitFigures
        For each indicator on which the tool has an effect, by key.
    """
    costs = found.costs

    def figures() -> Iterator[UnitFigures]:
        changed = changed_by(frame, position, draws, shared=shared, known=found.details.changes)
        for name, change in zip(labels.changes, changed, strict=True):
            summary = total(change.whole).summary()
            turned = case.indicators[name].better == "lower"
            yield UnitFigures(
                net_change=_turned(summary) if turned else summary,
                cost_per_unit=None if costs is None else _cost_per_unit(costs, change),
            )

    return FrozenMap(dict(zip(labels.changes, figures(), strict=True)))


def _turned(summary: Summary) -> Summary:
    """Turn a figure back to the side on which it is stated."""
    return Summary(
        mean=0.0 - summary.mean,
        sd=summary.sd,
        p05=0.0 - summary.p95,
        p50=0.0 - summary.p50,
        p95=0.0 - summary.p05,
        mc_error=summary.mc_error,
    )


def _cost_per_unit(costs: Total, change: Changed) -> Ratio | None:
    """Divide costs by units that are discounted alike; a draw in which nothing is gained costs more than any number for one."""
    units = total(change.discounted)
    size = np.abs(units.values)
    return ratio_summary(
        costs.values,
        units.values,
        size,
        means=(costs.mean, units.mean),
        rests=(costs.rest, units.rest),
        floor=TOLERANCE * float(size.mean()),
    )
