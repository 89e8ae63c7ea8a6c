"""Every indicator on its better side: where lower is better, what is compiled is the negative.

The engine then sees gains only. Quantities are mirrored before anything is drawn, so that an indicator gives the same draws, to the
last bit, whichever way its sign was stated. What is shown in an indicator's unit is turned back by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from blogroi.engine.compile.correlated import check_correlations
from blogroi.model.blinded import Activity, BlindedCase
from blogroi.model.correlation import Correlation
from blogroi.model.effect import Effect
from blogroi.model.formula import Formula
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.indicator import Indicator
from blogroi.model.paths import EffectPath, GapPath, IndicatorPath, Path, parse_path
from blogroi.model.scale import Scale
from blogroi.model.transform import mirrored

__all__ = ["better_side", "is_turned"]


def better_side(case: BlindedCase) -> BlindedCase:
    """Restate a case so that higher is better on each of its indicators.

    Parameters
    ----------
    case : BlindedCase
        The case.

    Returns
    -------
    BlindedCase
        The case itself where higher is better already.

    Raises
    ------
    CaseError
        When correlations cannot hold together: said here, while they still have the signs that were stated.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template()).blinded()
    >>> {indicator.better for indicator in better_side(case).indicators.values()}
    {'higher'}
    """
    lower = {name for name, indicator in case.indicators.items() if indicator.better == "lower"}
    if not lower:
        return case
    check_correlations(case.correlations)
    return evolve(
        case,
        indicators=FrozenMap(
            {
                name: _turned_indicator(indicator) if name in lower else indicator
                for name, indicator in case.indicators.items()
            }
        ),
        activities=FrozenMap(
            {
                key: _turned_activity(activity, lower) if lower & activity.effects.keys() else activity
                for key, activity in case.activities.items()
            }
        ),
        correlations=tuple(_turned_correlation(case, part) for part in case.correlations),
    )


def is_turned(indicators: Mapping[str, Indicator], path: Path) -> bool:
    """Return whether the quantity at a path is compiled as the negative of what is stated.

    Parameters
    ----------
    indicators : mapping of str to Indicator
        Those of the case as it is stated.
    path : Path
        Where it stands.

    Returns
    -------
    bool

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.model.paths import EffectPath
    >>> is_turned(blogroi.loads(blogroi.template()).indicators, EffectPath("blog", "calls_avoided", "change"))
    False
    """
    match path:
        case GapPath() as found:
            is_change = True
        case (IndicatorPath() | EffectPath()) as found:
            is_change = found.field in ("change", "prior", "total")
        case _:
            return False
    return is_change and indicators[found.indicator].better == "lower"


def _mirrored(amount: Any) -> Any:
    """Negate a quantity, one for each period, a formula, or none."""
    if amount is None:
        return None
    if isinstance(amount, Formula):
        return amount.opposite()
    return tuple(map(mirrored, amount)) if isinstance(amount, tuple) else mirrored(amount)


def _turned_indicator(indicator: Indicator) -> Indicator:
    turned = {name: _mirrored(getattr(indicator, name)) for name in ("prior", "total", "change", "baseline", "target")}
    scale = indicator.scale and _turned_scale(indicator.scale)
    return evolve(indicator, better="higher", scale=scale, **turned)


def _turned_scale(scale: Scale) -> Scale:
    worst, best = (None if end is None else 0 - end for end in (scale.worst, scale.best))
    points = None if scale.points is None else tuple((0 - value, score) for value, score in reversed(scale.points))
    return Scale(worst=worst, best=best, points=points)


def _turned_activity(activity: Activity, lower: set[str]) -> Activity:
    effects = {name: _turned_effect(part) if name in lower else part for name, part in activity.effects.items()}
    return evolve(activity, effects=FrozenMap(effects))


def _turned_effect(effect: Effect) -> Effect:
    return evolve(effect, change=_mirrored(effect.change))


def _turned_correlation(case: BlindedCase, correlation: Correlation) -> Correlation:
    """Turn the sign of each pair of which one is turned."""
    signs = [-1.0 if is_turned(case.indicators, parse_path(path)) else 1.0 for path in correlation.between]
    if len(set(signs)) == 1:
        return correlation
    pairs = correlation.pairs()
    matrix = [
        [1.0 if i == j else signs[i] * signs[j] * pairs[min(one, other), max(one, other)] for j, other in enumerate(correlation.between)]
        for i, one in enumerate(correlation.between)
    ]  # fmt: skip
    return evolve(correlation, rank=None, matrix=matrix)
