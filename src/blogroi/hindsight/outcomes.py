"""Estimates, each with what was found later for the same tool and indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from blogroi.evaluation.changes import NetChange, net_change
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.numerics.quantiles import quantile
from blogroi.records import frozen

__all__ = ["ForecastOutcome", "outcomes_of"]

_FOUND = ("measured", "observed")
_THOUGHT = ("estimated", "assumed")
_ROUNDING = 1e-9  # what differs by no more is the same number, written otherwise


@frozen(kw_only=True)
class ForecastOutcome:
    """An estimate, and what was found later.

    Parameters
    ----------
    tool, indicator : str
        Keys of the two.
    stated, found : str
        Dates of both.
    low, high : float
        The 90 % range that was stated, as a net change per period.
    mean, sd : float
        Expected net change that was stated, and its standard deviation.
    realised : float
        Expected net change that was found, for a period of the case that stated the estimate.
    covered : bool
        Whether what came lies within the range.
    pit : float
        Chance that had been given to less gain than came: near 0 or 1 where it was a surprise (probability integral transform).
    score : float or None
        Distance of what came from what was expected, in stated standard deviations, above zero where it is better than expected; None
        where these are zero.
    """

    tool: str
    indicator: str
    stated: str
    found: str
    low: float
    high: float
    mean: float
    sd: float
    realised: float
    covered: bool
    pit: float
    score: float | None


def outcomes_of(cases: Sequence[Case], conventions: Conventions) -> Iterator[ForecastOutcome]:
    """Hold every estimate against the first thing that was found later on the same effect."""
    for place, case in enumerate(cases):
        for key, tool in sorted(case.tools.items()):
            for name, effect in sorted(tool.effects.items()):
                if effect.evidence not in _THOUGHT or _thought_later(cases[place + 1 :], key, name):
                    continue
                later = _first_found(cases[place + 1 :], key, name)
                if later is not None:
                    stated = net_change(case, key, name, conventions.draws, seed=conventions.seed)
                    found = net_change(later, key, name, conventions.draws, seed=conventions.seed).mean
                    periods = (
                        later.horizon.step_in_years / case.horizon.step_in_years
                    )  # of the later case in one of the earlier
                    yield _pair(key, name, case, later, stated, found / periods)


def _first_found(cases: Sequence[Case], tool: str, indicator: str) -> Case | None:
    for case in cases:
        effect = case.tools[tool].effects.get(indicator) if tool in case.tools else None
        if effect is not None and effect.evidence in _FOUND:
            return case
    return None


def _thought_later(cases: Sequence[Case], tool: str, indicator: str) -> bool:
    """Return whether the next case states the effect as an estimate again: the last estimate before the finding is what counts."""
    effect = cases[0].tools[tool].effects.get(indicator) if cases and tool in cases[0].tools else None
    return effect is not None and effect.evidence in _THOUGHT


def _pair(tool: str, indicator: str, case: Case, later: Case, stated: NetChange, realised: float) -> ForecastOutcome:
    """Hold a forecast against what came, both of them the more, the better; what was stated is shown on the side on which it was."""
    ordered = np.sort(stated.values)
    low, high = (quantile(ordered, share) for share in (0.05, 0.95))
    mean, sd = stated.mean, stated.sd
    below, equal = np.searchsorted(ordered, realised, "left"), np.searchsorted(ordered, realised, "right")
    slack = _ROUNDING * max(abs(low), abs(high))
    side = -1.0 if stated.is_turned else 1.0
    shown_low, shown_high = (-high, -low) if stated.is_turned else (low, high)
    return ForecastOutcome(
        tool=tool,
        indicator=indicator,
        stated=str(case.day),
        found=str(later.day),
        low=shown_low,
        high=shown_high,
        mean=side * mean,
        sd=sd,
        realised=side * realised,
        covered=low - slack <= realised <= high + slack,
        pit=float((below + equal) / 2.0 / ordered.size),
        score=(realised - mean) / sd if sd > 0.0 else None,
    )
