"""What was found by looking, and what remains of it: whoever searches long enough after the fact finds something.

Corrections depend on how an effect was found, on how many indicators were looked at, and on nothing else: they are the same
for all tools, and no date is read for them. Dates tell apart what could have been said beforehand, so that hindsight never
improves the verdict that was possible then; that is a label, and corrects no figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeAlias

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi.engine.build import active_periods
from blogroi.engine.discovery import adjusted_p_values, greatest_of, shrink
from blogroi.engine.frame import FlowLabels
from blogroi.engine.quantiles import moments
from blogroi.model.case import Case
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.quantity import Domain
from blogroi.model.tool import Effect
from blogroi.results import Corrected, FoundByLooking, Outlook, Summary, ToolEmergent, ToolResult

__all__ = ["LEVEL", "Correction", "Rows", "corrected_rows", "corrections", "late", "tool_emergent"]

Floats: TypeAlias = NDArray[np.float64]

LEVEL = 0.05
"""Share of false finds that is accepted among those that count as found."""

_LEAST_P = 1e-300


@frozen
class Correction:
    """What becomes of an effect that was found by looking.

    Parameters
    ----------
    finding : FoundByLooking
        The effect, as found and corrected.
    level, slope : float
        Its net change per period becomes ``level + slope * change``, draw by draw: with the corrected mean, and the spread
        that is left. Level 0 and slope 1 where there is nothing to correct it by.
    """

    finding: FoundByLooking
    level: float
    slope: float


def corrections(case: Case, key: str) -> FrozenMap[str, Correction]:
    """Correct the effects of a tool that were found by looking at more than one indicator.

    The change per period, net of all corrections of its own and before it fades, is weighed against the indicator's prior,
    each by its precision: mean and standard deviation of both are taken as those of normals. Where a p-value is given, the
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

    Returns
    -------
    FrozenMap of str to Correction
        By indicator, in the order of the keys.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> corrections(case, "blog")
    FrozenMap({})
    """
    looked_for = {name: effect for name, effect in sorted(case.tools[key].effects.items()) if effect.searched > 1}
    adjusted = _adjusted(looked_for)
    return FrozenMap({name: _correction(case, name, effect, adjusted.get(name)) for name, effect in looked_for.items()})


def _adjusted(effects: Mapping[str, Effect]) -> dict[str, tuple[float, float]]:
    """Adjust p-values by Benjamini-Hochberg and by Benjamini-Yekutieli, search by search."""
    searches: dict[tuple[int, str], dict[str, float]] = {}
    for name, effect in effects.items():
        if effect.p_value is not None:
            searches.setdefault((effect.searched, effect.noticed_by), {})[name] = effect.p_value
    found: dict[str, tuple[float, float]] = {}
    for (searched, _), p_values in searches.items():
        total = max(searched, len(p_values))
        reported = list(p_values.values())
        mild = adjusted_p_values(reported, searched=total)
        strict = adjusted_p_values(reported, searched=total, correction="benjamini-yekutieli")
        found |= {name: (float(one), float(other)) for name, one, other in zip(p_values, mild, strict, strict=True)}
    return found


def _correction(case: Case, name: str, effect: Effect, adjusted: tuple[float, float] | None) -> Correction:
    mean, sd = _net_change(case, effect)
    level, slope, weight, how = _weighed(case, name, effect, mean, sd)
    finding = FoundByLooking(
        searched=effect.searched,
        noticed_by=effect.noticed_by,
        evidence=effect.evidence,
        p_value=effect.p_value,
        p_adjusted=None if adjusted is None else adjusted[0],
        p_adjusted_any=None if adjusted is None else adjusted[1],
        significant=None if adjusted is None else adjusted[0] <= LEVEL,
        found=mean,
        corrected=None if how == "nothing" else level + slope * mean,
        weight=weight,
        corrected_by=how,
    )
    return Correction(finding, level, slope)


def _weighed(
    case: Case, name: str, effect: Effect, mean: float, sd: float
) -> tuple[float, float, float | None, Literal["prior", "p-value", "nothing"]]:
    """Say how a net change is corrected: level, slope, share of the evidence, and by what."""
    z = None if effect.p_value is None else _normal_distance(effect.p_value)
    error = sd if z is None else max(sd, abs(mean) / z if z else math.inf)
    prior = case.indicators[name].prior
    usual, spread = (0.0, 0.0) if prior is None else moments(prior, Domain.REAL)
    if spread > 0.0 and error > 0.0:
        drawn = shrink(mean, error, prior_mean=usual, prior_sd=spread)
        slope = drawn.sd / sd if sd > 0.0 else 0.0
        return drawn.mean - slope * mean, slope, drawn.weight, "prior"
    if z is not None:
        # a two-sided test looks both ways, at each of the others: as good as twice as many
        kept = max(0.0, greatest_of(z, 1.0, searched=2 * effect.searched - 1).estimate) / z if z else 0.0
        return 0.0, kept, kept, "p-value"
    return 0.0, 1.0, None, "nothing"


def _normal_distance(p_value: float) -> float:
    """Give how many standard errors from zero an estimate with this two-sided p-value stands."""
    from statistics import NormalDist  # noqa: PLC0415  not paid for by `import blogroi`

    return max(0.0, -NormalDist().inv_cdf(max(p_value, _LEAST_P) / 2.0))


def _net_change(case: Case, effect: Effect) -> tuple[float, float]:
    """Give mean and standard deviation of the change per period, net of all corrections and before it fades.

    The quantities are independent, so that first and second moments multiply. Where one change is stated for each period, it
    is their mean over the periods in which the effect is at work.
    """
    if isinstance(effect.change, tuple):
        stated = [moments(effect.change[period - 1], Domain.REAL) for period in active_periods(case, effect)]
        mean = math.fsum(part for part, _ in stated) / len(stated)
        variance = math.fsum(sd * sd for _, sd in stated) / len(stated) ** 2
    else:
        mean, sd = moments(effect.change, Domain.REAL)
        variance = sd * sd
    for quantity, is_left in (
        (effect.deadweight, True),
        (effect.credit, False),
        (effect.displacement, True),
        (effect.confidence, False),
    ):
        share, sd = moments(quantity, Domain.SHARE)
        share = 1.0 - share if is_left else share
        variance = variance * (share * share + sd * sd) + mean * mean * sd * sd
        mean *= share
    return mean, math.sqrt(variance)


def late(case: Case, key: str, labels: Sequence[FlowLabels]) -> list[bool] | None:
    """Say of each flow of benefits whether its indicator was declared after the tool was introduced.

    Where that day is not known, nobody can say: None.
    """
    day = case.tools[key].introduced
    return None if day is None else [case.indicators[label.indicator].declared > day for label in labels]


@frozen(eq=False)
class Rows:
    """Benefits of a tool, flow by flow and draw by draw.

    Parameters
    ----------
    found, corrected : numpy.ndarray of float, shape (flows, draws)
        As found and corrected; the same array where nothing was found by looking.
    touched : tuple of bool
        Which flows were corrected.
    costs : numpy.ndarray of float, shape (draws,), or None
        Present value of the costs, where it is known.
    """

    found: Floats
    corrected: Floats
    touched: tuple[bool, ...]
    costs: Floats | None


def corrected_rows(
    by_flow: Floats,
    labels: Sequence[FlowLabels],
    found: Mapping[str, Correction],
    units: Mapping[str, Floats],
    *,
    costs: Floats | None = None,
) -> Rows:
    """Correct the flows that were found by looking.

    Parameters
    ----------
    by_flow : numpy.ndarray of float, shape (flows, draws)
        Present values of benefits; left as they are.
    labels : sequence of FlowLabels
        What the flows stand for.
    found : mapping of str to Correction
        By indicator.
    units : mapping of str to numpy.ndarray of float, shape (draws,)
        By indicator, what one unit of net change per period is worth.
    costs : numpy.ndarray of float, shape (draws,), optional
        Present value of the tool's costs.

    Returns
    -------
    Rows
    """
    touched = tuple(label.indicator in units for label in labels)
    if not units:
        return Rows(by_flow, by_flow, touched, costs)
    rows = by_flow.copy()
    for row, label in zip(rows, labels, strict=True):
        if label.indicator in units:
            row *= found[label.indicator].slope
            row += found[label.indicator].level * units[label.indicator]
    return Rows(by_flow, rows, touched, costs)


def tool_emergent(
    result: ToolResult,
    rows: Rows,
    is_late: Sequence[bool] | None,
    found: Mapping[str, Correction],
    *,
    summarise: Callable[[Floats], Summary],
) -> ToolEmergent:
    """Put a tool's benefits side by side, foreseen and not, as found and corrected.

    Parameters
    ----------
    result : ToolResult
        The tool's figures, as found.
    rows : Rows
        Its benefits and costs, draw by draw.
    is_late : sequence of bool, or None
        From :func:`late`.
    found : mapping of str to Correction
        From :func:`corrections`.
    summarise : callable
        Sums a figure up over its draws.

    Returns
    -------
    ToolEmergent
    """

    def outlook(benefits: Floats) -> Outlook | None:
        if rows.costs is None:
            return None
        npv = benefits - rows.costs
        return Outlook(summarise(npv), float(np.count_nonzero(npv > 0.0) / npv.size))

    def corrected(kept: Sequence[bool], as_found: Summary) -> Corrected:
        is_touched = any(part and each for part, each in zip(kept, rows.touched, strict=True))
        return Corrected(as_found, summarise(_sum(rows.corrected, kept)) if is_touched else as_found)

    everything = [True] * len(rows.found)
    benefits = summarise(_sum(rows.found, everything)) if result.benefits is None else result.benefits
    found_outlook = (
        None
        if result.npv is None or result.probability_positive is None
        else Outlook(result.npv, result.probability_positive)
    )
    told = ToolEmergent(
        effects=FrozenMap({name: correction.finding for name, correction in found.items()}),
        benefits=corrected(everything, benefits),
        ex_post=found_outlook,
        ex_post_corrected=outlook(_sum(rows.corrected, everything)) if any(rows.touched) else found_outlook,
        anticipated=None,
        emergent=None,
        ex_ante=None,
    )
    if is_late is None or result.anticipated is None or result.emergent is None:
        return told
    early = [not each for each in is_late]
    return evolve(
        told,
        anticipated=corrected(early, result.anticipated),
        emergent=corrected(list(is_late), result.emergent),
        ex_ante=outlook(_sum(rows.found, early)) if any(is_late) else found_outlook,
    )


def _sum(rows: Floats, kept: Sequence[bool]) -> Floats:
    """Add the kept rows up one after the other, in an order that no layout decides."""
    total = np.zeros(rows.shape[1])
    for row, is_kept in zip(rows, kept, strict=True):
        if is_kept:
            total += row
    return total
