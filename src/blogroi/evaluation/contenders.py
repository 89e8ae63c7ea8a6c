"""What a tool is compared by: its figures as they enter a ranking, with all that could still fill its gaps."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.details import GapValues
from blogroi.engine.frame import ToolLabels
from blogroi.evaluation.ranking import Contender
from blogroi.evaluation.summaries import ratio_by_draw
from blogroi.evaluation.totals import Figures, Total, total
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE
from blogroi.results.ranking import Figure
from blogroi.results.summary import Ratio

__all__ = ["contenders"]

Floats: TypeAlias = NDArray[np.float64]


def contenders(
    figures: Figures, labels: ToolLabels, gaps: GapValues, gaps_without_prior: int, *, drawn: bool, by: Figure
) -> dict[str, Contender]:
    """Return what a tool is ranked by: in money, and over its costs where that is asked for.

    Parameters
    ----------
    figures : Figures
        The tool's sums.
    labels : ToolLabels
        Its names.
    gaps : GapValues
        What could fill its gaps.
    gaps_without_prior : int
        Number of gaps in money without a prior.
    drawn : bool
        Whether the figures hold draws from the priors.
    by : {"npv", "roi", "score"}
        What the tools are ranked by.

    Returns
    -------
    dict of str to Contender
        By figure: ``"npv"``, and ``"roi"`` where it is asked for and known; nothing where the tool's cost is not known.
    """
    npv, costs, net = figures.npv, figures.costs, figures.whole.npv_summary
    if npv is None or costs is None or net is None:
        return {}
    details = figures.details
    names = [label.indicator for label in labels.benefits]
    known = npv
    if drawn and labels.gaps:  # what the gaps were filled with is taken off again
        known = npv.less(total(details.benefits, ((row, 1.0) for row, name in enumerate(names) if name in labels.gaps)))
    pairs = zip(names, details.benefits.means.tolist(), strict=True)
    by_effect = {name: mean for name, mean in pairs if name not in labels.gaps}
    lowest, highest = known.values, known.values
    ends = (known.mean, known.mean)
    if labels.gaps_with_prior:
        means = gaps.means.sum(axis=0).tolist()
        lowest, highest = known.values + gaps.lowest, known.values + gaps.highest
        ends = (known.mean + means[0], known.mean + means[1])
    has_bounds = gaps_without_prior == 0
    found = {
        "npv": Contender(
            values=npv.values,
            expected=npv.mean,
            size=details.gross,
            expected_size=figures.gross_mean,
            mc_error=net.mc_error,
            lowest=lowest if has_bounds else None,
            highest=highest if has_bounds else None,
            expected_ends=ends if has_bounds else None,
            positive=npv.values > TOLERANCE * details.gross,
            by_effect=FrozenMap(by_effect),
        )
    }
    ratio = figures.whole.roi if by == "roi" else None
    if ratio is not None:
        found["roi"] = _over_costs(found["npv"], ratio, figures, costs)
    return found


def _over_costs(money: Contender, ratio: Ratio, figures: Figures, costs: Total) -> Contender:
    """Return what a tool is ranked by over its costs: net benefits, and what could still fill its gaps, to these."""
    gross, spent = figures.details.gross, costs.values

    def over(net: Floats) -> Floats:
        return _bounded(ratio_by_draw(net + spent, spent, gross) - 1.0)

    lowest = None if money.lowest is None else over(money.lowest)
    highest = lowest if money.highest is money.lowest or money.highest is None else over(money.highest)
    ends = money.expected_ends
    return Contender(
        values=_bounded(ratio_by_draw(figures.benefits.values, spent, gross) - 1.0),
        expected=ratio.of_means,
        size=_bounded(ratio_by_draw(gross, spent, gross)),
        expected_size=figures.gross_mean / costs.mean,
        mc_error=ratio.mc_error,
        lowest=lowest,
        highest=highest,
        expected_ends=None if ends is None else (ends[0] / costs.mean, ends[1] / costs.mean),
        positive=money.positive,
        by_effect=FrozenMap({name: mean / costs.mean for name, mean in money.by_effect.items()}),
    )


def _bounded(ratios: Floats) -> Floats:
    """Put ratios past every number where they can be compared; one that is none stands for neither gain nor loss."""
    return np.nan_to_num(ratios, nan=0.0, posinf=_PAST_ALL, neginf=-_PAST_ALL)


_PAST_ALL = 1e300
