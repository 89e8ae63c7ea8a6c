"""What was found by looking, and what remains of it: whoever searches long enough after the fact finds something.

Corrections depend on how an effect was found, on how many indicators were looked at, and on nothing else: they are the same
for all tools, and no date is read for them. Dates tell apart what could have been said beforehand, so that hindsight never
improves the verdict that was possible then; that is a label, and corrects no figure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts, amounts_of
from blogroi.engine.compile.changes import steady_changes, unit_changes
from blogroi.engine.frame import FlowLabels, Frame
from blogroi.engine.shapes import moments_of
from blogroi.engine.tape.machine import Kept
from blogroi.evaluation.summaries import shares_by_sign
from blogroi.evaluation.totals import Figures, Total, total
from blogroi.model.blinded import BlindedCase
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.model.domain import Domain
from blogroi.model.effect import Effect
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE
from blogroi.numerics.normal import normal_quantile
from blogroi.records import frozen
from blogroi.results.hindsight import Adjusted, NpvOutcome, PostHocEffect, ToolEmergent
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult

__all__ = ["LEVEL", "Correction", "corrections", "emergent_of"]

Floats: TypeAlias = NDArray[np.float64]

LEVEL = 0.05
"""Share of false finds that is accepted among those that count as found."""

_LEAST_P = 1e-300


@frozen
class Correction:
    """What becomes of an effect that was found by looking.

    Parameters
    ----------
    finding : PostHocEffect
        The effect, as found and corrected.
    level, slope : float
        Its net change per period becomes ``level + slope * change``, draw by draw: with the corrected mean, and the spread
        that is left. Level 0 and slope 1 where there is nothing to correct it by.
    """

    finding: PostHocEffect
    level: float
    slope: float


def corrections(
    case: Case,
    key: str,
    conventions: Conventions,
    *,
    shared: Kept | None = None,
    gains: BlindedCase | None = None,
) -> FrozenMap[str, Correction]:
    """Correct the effects of a tool that were found by looking at more than one indicator.

    The change per period, net of all corrections of its own and before it fades, is weighed against the indicator's prior,
    each by its precision: mean and standard deviation of both are taken as those of normals, and those of the change are
    read off the draws, so that what goes together in a case goes together here. Where a p-value is given, the
    standard error is at least what it implies. Without a prior, the p-value says how far from zero the change stands; it is
    then corrected as the greatest of all that were looked at, up or down, the others being taken to show nothing, and never past
    zero.
    A change or a prior without spread claims to be certain and cannot be weighed.

    P-values are adjusted together for the effects of a tool that the same person found among the same number of indicators.

    Parameters
    ----------
    case : Case
        The case.
    key : str
        Key of the tool.
    conventions : Conventions
        Those of the evaluation.
    shared : dict, optional
        Draws that are kept, by what is drawn.
    gains : BlindedCase, optional
        The case on its better side, where it is at hand.

    Returns
    -------
    FrozenMap of str to Correction
        By indicator, in the order of the keys.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> corrections(case, "blog", Conventions.of(case))
    FrozenMap({})
    """
    looked_for = {name: effect for name, effect in sorted(case.tools[key].effects.items()) if effect.searched > 1}
    if not looked_for:
        return FrozenMap()
    adjusted = _adjusted(looked_for)
    frame, flows = steady_changes(
        gains or case.blinded(), key, looked_for, seed=conventions.seed, evidence=conventions.evidence
    )
    changes = amounts_of(frame, flows, conventions.draws, shared=shared)
    return FrozenMap(
        {
            name: _correction(case, name, effect, adjusted.get(name), mean=float(mean), sd=_spread(row))
            for (name, effect), mean, row in zip(looked_for.items(), changes.means, changes.rows, strict=True)
        }
    )


def _spread(row: Floats) -> float:
    """Return the standard deviation of draws; zero where it is nothing but roundings of what is the same in all of them."""
    sd = float(row.std())
    return sd if sd > TOLERANCE * float(np.abs(row).max()) else 0.0


def _adjusted(effects: Mapping[str, Effect]) -> dict[str, tuple[float, float]]:
    """Adjust p-values by Benjamini-Hochberg and by Benjamini-Yekutieli, search by search."""
    searches: dict[tuple[int, str], dict[str, float]] = {}
    for name, effect in effects.items():
        if effect.p_value is not None:
            searches.setdefault((effect.searched, effect.noticed_by), {})[name] = effect.p_value
    found: dict[str, tuple[float, float]] = {}
    if not searches:
        return found
    from blogroi.numerics.selection import adjusted_p_values  # noqa: PLC0415  only who searched pays for it

    for (searched, _), p_values in searches.items():
        total = max(searched, len(p_values))
        reported = list(p_values.values())
        mild = adjusted_p_values(reported, searched=total)
        strict = adjusted_p_values(reported, searched=total, correction="benjamini-yekutieli")
        found |= {name: (float(one), float(other)) for name, one, other in zip(p_values, mild, strict, strict=True)}
    return found


def _correction(
    case: Case, name: str, effect: Effect, adjusted: tuple[float, float] | None, *, mean: float, sd: float
) -> Correction:
    """Correct a net change of this mean and spread, stated as a gain; what is shown is turned back to the side of the indicator."""
    side = 1.0 if case.indicators[name].better == "higher" else -1.0
    level, slope, weight, how = _weighed(case, name, effect, mean, sd)
    finding = PostHocEffect(
        searched=effect.searched,
        noticed_by=effect.noticed_by,
        evidence=effect.evidence,
        p_value=effect.p_value,
        p_adjusted=None if adjusted is None else adjusted[0],
        p_adjusted_any=None if adjusted is None else adjusted[1],
        significant=None if adjusted is None else adjusted[0] <= LEVEL,
        raw=side * mean,
        adjusted=None if how == "nothing" else side * (level + slope * mean),
        weight=weight,
        adjusted_by=how,
    )
    return Correction(finding, level, slope)


def _weighed(
    case: Case, name: str, effect: Effect, mean: float, sd: float
) -> tuple[float, float, float | None, Literal["prior", "p-value", "nothing"]]:
    """Return how a net change is corrected: level, slope, share of the evidence, and by what."""
    z = None if effect.p_value is None else _normal_distance(effect.p_value)
    error = sd if z is None else max(sd, abs(mean) / z if z else math.inf)
    prior = case.indicators[name].prior
    usual, spread = (0.0, 0.0) if prior is None else moments_of(prior, Domain.REAL)
    usual *= 1.0 if case.indicators[name].better == "higher" else -1.0
    if spread > 0.0 and error > 0.0:
        from blogroi.numerics.selection import shrink  # noqa: PLC0415  only who searched pays for it

        drawn = shrink(mean, error, prior_mean=usual, prior_sd=spread)
        slope = drawn.sd / sd if sd > 0.0 else 0.0
        return drawn.mean - slope * mean, slope, drawn.weight, "prior"
    if z is not None:
        from blogroi.numerics.selection import selection_adjusted_maximum  # noqa: PLC0415  only who searched pays for it

        # a two-sided test looks both ways, at each of the others: as good as twice as many
        kept = max(0.0, selection_adjusted_maximum(z, 1.0, searched=2 * effect.searched - 1).estimate) / z if z else 0.0
        return 0.0, kept, kept, "p-value"
    return 0.0, 1.0, None, "nothing"


def _normal_distance(p_value: float) -> float:
    """Return how many standard errors from zero an estimate with this two-sided p-value stands."""
    return max(0.0, -normal_quantile(max(p_value, _LEAST_P) / 2.0))


def emergent_of(
    case: Case,
    gains: BlindedCase,
    key: str,
    result: ToolResult,
    figures: Figures,
    labels: Sequence[FlowLabels],
    late: Sequence[bool | None],
    *,
    frame: Frame,
    conventions: Conventions,
    shared: Kept,
) -> ToolEmergent:
    """Put a tool's benefits side by side, foreseen and not, as found and corrected.

    Parameters
    ----------
    case : Case
        The case as it is stated.
    gains : BlindedCase
        The case on its better side.
    key : str
        Key of the tool.
    result : ToolResult
        Its figures, as found.
    figures : Figures
        The sums that these are made of.
    labels : sequence of FlowLabels
        What its flows of benefits stand for.
    late : sequence of bool or None
        Of each of them, whether the tool was not meant to have it; None where nobody ever said.
    frame : Frame
        The anonymous case, for its conventions.
    conventions : Conventions
        Those of the evaluation.
    shared : dict
        Draws that are kept, by what is drawn.

    Returns
    -------
    ToolEmergent
    """
    found = corrections(case, key, conventions, shared=shared, gains=gains)
    touched = [label.indicator for label in labels if label.indicator in found]
    flows = unit_changes(gains, key, touched, conventions)
    corrected = _corrected(
        figures.details.benefits, labels, found, amounts_of(frame, flows, conventions.draws, shared=shared)
    )
    rows = {kind: [row for row, each in enumerate(late) if each is kind] for kind in (False, True, None)}

    def outcome(benefits: Total) -> NpvOutcome | None:
        if figures.costs is None:
            return None
        npv = benefits.less(figures.costs)
        return NpvOutcome(npv.summary(), *shares_by_sign(npv.values, figures.details.gross))

    def pair(kept: Sequence[int], as_found: Summary | None) -> Adjusted:
        as_found = as_found or total(figures.details.benefits, ((row, 1.0) for row in kept)).summary()
        if not any(labels[row].indicator in touched for row in kept):
            return Adjusted(as_found, as_found)
        return Adjusted(as_found, total(corrected, ((row, 1.0) for row in kept)).summary())

    everything = list(range(len(labels)))
    as_found = _as_found(result)
    ex_ante = None  # nobody ever said what it was meant for
    if len(rows[False]) == len(labels):
        ex_ante = as_found
    elif len(rows[None]) < len(labels):
        ex_ante = outcome(total(figures.details.benefits, ((row, 1.0) for row in rows[False])))
    return ToolEmergent(
        effects=FrozenMap({name: correction.finding for name, correction in found.items()}),
        benefits=pair(everything, result.benefits),
        ex_post=as_found,
        ex_post_adjusted=outcome(total(corrected)) if touched else as_found,
        anticipated=pair(rows[False], result.anticipated),
        emergent=pair(rows[True], result.emergent),
        unlabelled=pair(rows[None], result.unlabelled),
        ex_ante=ex_ante,
    )


def _as_found(result: ToolResult) -> NpvOutcome | None:
    if result.npv is None or result.probability_positive is None or result.probability_even is None:
        return None
    return NpvOutcome(result.npv, result.probability_positive, result.probability_even)


def _corrected(
    benefits: Amounts, labels: Sequence[FlowLabels], found: Mapping[str, Correction], units: Amounts
) -> Amounts:
    """Correct the flows that were found by looking; ``units`` has what one unit of net change per period is worth in each."""
    if not len(units.rows):
        return benefits
    rows, means, drawn = benefits.rows.copy(), benefits.means.copy(), benefits.drawn.copy()
    touched = [row for row, label in enumerate(labels) if label.indicator in found]
    for unit, row in enumerate(touched):
        correction = found[labels[row].indicator]
        rows[row] = correction.slope * rows[row] + correction.level * units.rows[unit]
        means[row] = correction.slope * means[row] + correction.level * units.means[unit]
        drawn[row] |= units.drawn[unit]
    return Amounts(rows, means, drawn)
