"""What a tool is compared by: its figures as they enter a ranking, with all that could still fill its gaps."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.details import GapValues
from blogroi.engine.frame import ToolLabels
from blogroi.evaluation.ranking import Contender
from blogroi.evaluation.robustness import ToolGaps
from blogroi.evaluation.summaries import ratio_by_draw
from blogroi.evaluation.totals import Figures, total
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE

__all__ = ["contenders", "tool_gaps"]

Floats: TypeAlias = NDArray[np.float64]


def tool_gaps(
    figures: Figures, labels: ToolLabels, values: GapValues, gaps_without_prior: int, *, drawn: bool
) -> ToolGaps:
    """Put what could fill the gaps under their names; where they were drawn, take that off the figures again.

    Parameters
    ----------
    figures : Figures
        The tool's sums.
    labels : ToolLabels
        Its names.
    values : GapValues
        What could fill its gaps.
    gaps_without_prior : int
        Number of gaps in money without a prior.
    drawn : bool
        Whether the figures hold draws from the priors.

    Returns
    -------
    ToolGaps
    """
    npv = figures.npv
    rows = zip(labels.gaps_with_prior, values.means.tolist(), strict=True)
    gaps = FrozenMap({name: (low, high, mean) for name, (low, high, mean) in rows})
    if npv is None:
        return ToolGaps(None, gaps, gaps_without_prior, figures.gross_mean)
    level = npv.mean - (float(values.means[:, 2].sum()) if drawn else 0.0)
    return ToolGaps(level, gaps, gaps_without_prior, figures.gross_mean)


def contenders(
    figures: Figures, labels: ToolLabels, gaps: GapValues, gaps_without_prior: int, *, drawn: bool
) -> dict[str, Contender]:
    """Return what a tool is ranked by, in money and over its costs.

    Parameters
    ----------
    figures, labels, gaps, gaps_without_prior, drawn
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
    has_bounds = gaps_without_prior == 0
    ends = (gaps.lowest, gaps.highest) if labels.gaps_with_prior else (0.0, 0.0)
    means = gaps.means.sum(axis=0) if labels.gaps_with_prior else np.zeros(3)
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
    ratio = figures.whole.ratio(figures.benefits, less=1.0)
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
