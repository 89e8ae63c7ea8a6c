"""The same house at several dates: what was expected, what came, which surprises, and how far its estimates could be trusted.

An estimate is held against what was found later for the same tool and indicator. How often the stated ranges held says how the
organisation estimates; the correction that this suggests is shown, and put into no figure. It is the same for all tools: whether one
is old or new has no place here but in the word surprise.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, TypeAlias, Unpack

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.errors import OptionError, describe
from blogroi.evaluation.changes import NetChange, net_change
from blogroi.evaluation.envelope import envelope_of, names_of
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.summaries import quantile
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.effect import Evidence
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.normal import normal_quantile
from blogroi.results.answer import DrawnAnswer, Names
from blogroi.results.summary import Ratio, Summary, Verdict

__all__ = ["Calibration", "ForecastOutcome", "History", "Snapshot", "Surprise", "ToolSnapshot", "history"]

Floats: TypeAlias = NDArray[np.float64]

_FOUND = ("measured", "observed")
_THOUGHT = ("estimated", "assumed")
_Z = normal_quantile(0.95)
_ROUNDING = 1e-9  # what differs by no more is the same number, written otherwise


@frozen(kw_only=True)
class ToolSnapshot:
    """What was expected of one tool at one date.

    Parameters
    ----------
    npv : Summary or None
        As of that date; None where it was not known.
    roi : Ratio or None
        Likewise.
    probability_positive : float or None
        Chance that the net present value is above zero.
    verdict : {"pays", "does not pay", "open", "unknown"}
        What was said.
    """

    npv: Summary | None
    roi: Ratio | None
    probability_positive: float | None
    verdict: Verdict


@frozen(kw_only=True)
class Surprise:
    """An effect that nobody had written down before.

    Parameters
    ----------
    tool, indicator : str
        Keys of the two.
    evidence : str
        How it is known.
    was_listed : bool
        Whether the earlier case had the indicator, if no effect of this tool on it.
    """

    tool: str
    indicator: str
    evidence: Evidence
    was_listed: bool


@frozen(kw_only=True)
class Snapshot:
    """One date of a house.

    Parameters
    ----------
    date : str
        Day of the evaluation, as 2026-06-30.
    title : str
        Of the case.
    conventions : Conventions
        Under what conventions it was expected.
    tools : mapping of str to ToolSnapshot
        What was expected of each tool.
    surprises : tuple of Surprise
        Effects that the case before did not have; none at the first date.
    moved : mapping of str to (str, str)
        Tools whose verdict is another than at the date before, with both.
    """

    date: str
    title: str
    conventions: Conventions
    tools: FrozenMap[str, ToolSnapshot]
    surprises: tuple[Surprise, ...]
    moved: FrozenMap[str, tuple[str, str]]


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
        The range of nine tenths that was stated, as a net change per period.
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


@frozen(kw_only=True)
class Calibration:
    """How far the organisation's estimates could be trusted.

    Parameters
    ----------
    pairs : int
        How many estimates could be held against what came.
    coverage : float or None
        Share of them whose range of nine tenths held; None where there are none.
    coverage_low, coverage_high : float or None
        Interval of nine tenths for that share (Wilson): wide where there are few.
    bias : float or None
        Mean distance of what came from what was expected, in stated standard deviations: below zero where too much good was
        expected, whichever side of an indicator is the better one.
    bias_error : float or None
        Its standard error.
    ratio : float or None
        What came, over what was expected: the geometric mean, over the pairs in which both have the same sign.
    ratio_low, ratio_high : float or None
        Interval of nine tenths for it.
    spread_ratio : float or None
        Factor by which the ranges would have had to be wider for nine tenths of what came to lie within, about the mean that
        was expected.
    spread_ratio_low, spread_ratio_high : float or None
        Interval of nine tenths for it.
    """

    pairs: int
    coverage: float | None
    coverage_low: float | None
    coverage_high: float | None
    bias: float | None
    bias_error: float | None
    ratio: float | None
    ratio_low: float | None
    ratio_high: float | None
    spread_ratio: float | None
    spread_ratio_low: float | None
    spread_ratio_high: float | None


@frozen(kw_only=True)
class History(DrawnAnswer):
    """A house at several dates; its conventions are those of the last one, and each date states its own.

    Parameters
    ----------
    snapshots : tuple of Snapshot
        By date.
    outcomes : tuple of ForecastOutcome
        Estimates that could be held against what came.
    calibration : Calibration
        What that says of how the organisation estimates.
    """

    ANSWER: ClassVar[str] = "history"

    snapshots: tuple[Snapshot, ...]
    outcomes: tuple[ForecastOutcome, ...]
    calibration: Calibration


def history(cases: Sequence[Case], **stated: Unpack[ConventionKeywords]) -> History:
    """Hold what was expected at earlier dates against what came.

    Parameters
    ----------
    cases : sequence of Case
        The same house at several dates, in any order; tools and indicators keep their keys.
    **stated
        As in :func:`blogroi.evaluate`; window, discounting and, unless it is given, the policy for gaps are those of each case.

    Returns
    -------
    History

    Raises
    ------
    OptionError
        When there is no case, two are of the same day, or their currencies differ.

    References
    ----------
    [Dawid1984]; [Hubbard2014], on calibrated estimators; [Wilson1927].

    Examples
    --------
    >>> import blogroi
    >>> from pathlib import Path
    >>> years = [blogroi.load(path) for path in sorted(Path("examples/history").glob("*.toml"))]
    >>> found = blogroi.history(years)
    >>> [snapshot.date for snapshot in found.snapshots], found.calibration.pairs
    (['2025-06-30', '2026-06-30', '2027-06-30'], 5)
    """
    ordered = _ordered(cases)
    results = [evaluate(case, **stated) for case in ordered]
    snapshots: list[Snapshot] = []
    for place, (case, result) in enumerate(zip(ordered, results, strict=True)):
        tools = {
            key: ToolSnapshot(
                npv=tool.npv, roi=tool.roi, probability_positive=tool.probability_positive, verdict=tool.verdict
            )
            for key, tool in result.tools.items()
        }
        before = snapshots[-1].tools if snapshots else {}
        snapshots.append(
            Snapshot(
                date=case.evaluated.isoformat(),
                title=case.title,
                conventions=result.conventions,
                tools=FrozenMap(tools),
                surprises=tuple(_surprises(ordered[place - 1], case)) if place else (),
                moved=FrozenMap(
                    {
                        key: (before[key].verdict, tool.verdict)
                        for key, tool in tools.items()
                        if key in before and before[key].verdict != tool.verdict
                    }
                ),
            )
        )
    outcomes = tuple(_outcomes(ordered, results[-1].conventions))
    return History(
        **{**envelope_of(ordered[-1], results[-1].conventions), "names": _names(ordered)},
        snapshots=tuple(snapshots),
        outcomes=outcomes,
        calibration=calibration(outcomes),
    )


def _names(cases: Sequence[Case]) -> Names:
    """Call everything what it was called last."""
    named = [names_of(case) for case in cases]
    return Names(
        tools=FrozenMap({key: name for one in named for key, name in one.tools.items()}),
        indicators=FrozenMap({key: name for one in named for key, name in one.indicators.items()}),
        levers=FrozenMap({key: name for one in named for key, name in one.levers.items()}),
        objectives=FrozenMap({key: name for one in named for key, name in one.objectives.items()}),
    )


def _ordered(cases: Sequence[Case]) -> list[Case]:
    listed = list(cases) if isinstance(cases, Iterable) else []
    if not listed or not all(isinstance(case, Case) for case in listed):
        raise OptionError("cases", f"{describe(cases)} is not a list of cases: give at least one")
    ordered = sorted(listed, key=lambda case: case.evaluated)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.evaluated == later.evaluated:
            raise OptionError("cases", f"two cases are of {earlier.evaluated}: give one for each date")
        if earlier.currency != later.currency:
            raise OptionError(
                "cases", f"one case is in {earlier.currency}, another in {later.currency}: state them in one currency"
            )
    return ordered


def _surprises(before: Case, now: Case) -> Iterator[Surprise]:
    """List the effects of tools that were there already which the case before did not have."""
    for key, tool in sorted(now.tools.items()):
        if key not in before.tools:
            continue
        for name, effect in sorted(tool.effects.items()):
            if name not in before.tools[key].effects:
                yield Surprise(tool=key, indicator=name, evidence=effect.evidence, was_listed=name in before.indicators)


def _outcomes(cases: Sequence[Case], conventions: Conventions) -> Iterator[ForecastOutcome]:
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
    """Whether the next case states the effect as an estimate again: the last estimate before the finding is what counts."""
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
        stated=case.evaluated.isoformat(),
        found=later.evaluated.isoformat(),
        low=shown_low,
        high=shown_high,
        mean=side * mean,
        sd=sd,
        realised=side * realised,
        covered=low - slack <= realised <= high + slack,
        pit=float((below + equal) / 2.0 / ordered.size),
        score=(realised - mean) / sd if sd > 0.0 else None,
    )


def calibration(outcomes: Sequence[ForecastOutcome]) -> Calibration:
    """Say how far estimates could be trusted, and what correction that suggests.

    Parameters
    ----------
    outcomes : sequence of ForecastOutcome
        Estimates, each with what came.

    Returns
    -------
    Calibration
    """
    held = [one.covered for one in outcomes]
    scores = np.array([one.score for one in outcomes if one.score is not None])
    ratios = np.array([math.log(one.realised / one.mean) for one in outcomes if one.mean * one.realised > 0.0])
    share = _wilson(sum(held), len(held)) if held else (None, None)
    bias, bias_error = _mean_and_error(scores)
    level, level_error = _mean_and_error(ratios)
    spread_ratio = _widening(scores)
    return Calibration(
        pairs=len(held),
        coverage=sum(held) / len(held) if held else None,
        coverage_low=share[0],
        coverage_high=share[1],
        bias=bias,
        bias_error=bias_error,
        ratio=None if level is None else math.exp(level),
        ratio_low=None if level is None or level_error is None else math.exp(level - _Z * level_error),
        ratio_high=None if level is None or level_error is None else math.exp(level + _Z * level_error),
        spread_ratio=spread_ratio[0],
        spread_ratio_low=spread_ratio[1],
        spread_ratio_high=spread_ratio[2],
    )


def _wilson(successes: int, trials: int) -> tuple[float, float]:
    """Give an interval of nine tenths for a share [Wilson1927]: it stays within 0 and 1, and is wide where trials are few."""
    share, square = successes / trials, _Z**2
    centre = (share + square / (2.0 * trials)) / (1.0 + square / trials)
    reach = _Z * math.sqrt(share * (1.0 - share) / trials + square / (4.0 * trials**2)) / (1.0 + square / trials)
    return max(centre - reach, 0.0), min(centre + reach, 1.0)


def _mean_and_error(values: Floats) -> tuple[float | None, float | None]:
    if values.size == 0:
        return None, None
    return float(values.mean()), float(values.std(ddof=1) / math.sqrt(values.size)) if values.size > 1 else None


def _widening(scores: Floats) -> tuple[float | None, float | None, float | None]:
    """Give the factor by which stated spreads fall short, from the root mean square of the scores, with an interval.

    A calibrated organisation has scores of mean square 1; the interval is that of a variance of normal scores, by the cube-root
    approximation [Wilson1931].
    """
    if scores.size < 2:
        return None, None, None
    square = float((scores**2).mean())
    ends = [
        math.sqrt(square / (1.0 - 2.0 / (9.0 * scores.size) + sign * _Z * math.sqrt(2.0 / (9.0 * scores.size))) ** 3)
        for sign in (1.0, -1.0)
        if 1.0 - 2.0 / (9.0 * scores.size) + sign * _Z * math.sqrt(2.0 / (9.0 * scores.size)) > 0.0
    ]
    return math.sqrt(square), ends[0], ends[1] if len(ends) > 1 else None
