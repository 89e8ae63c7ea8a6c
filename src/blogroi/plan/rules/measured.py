"""Whether effects that were measured in a series can be believed: what was taken off, how long it was watched, and what else happened.

``other_tool_switched`` reads when other tools were introduced, since it is about the days of a window.
"""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import message, plural
from blogroi.model import Case, Effect, Measured
from blogroi.model.paths import EffectPath
from blogroi.model.purpose import does_nothing
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named
from blogroi.plan.spread import rough_mean, rough_mean_over
from blogroi.results.format import as_percent
from blogroi.results.periods import span

__all__ = [
    "carried_far",
    "deadweight_twice",
    "few_weeks",
    "low_placebo_share",
    "other_series",
    "other_tool_switched",
    "other_window",
]

_ENOUGH, _LOW = 52, 0.8
_FAR = 4.0  # so many times as long as it was watched
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.3, "year": 365.25}
_YEAR = 365.0


def _measured(plan: Outline) -> Iterator[tuple[EffectPath, str, str, Effect, Measured]]:
    """Yield every effect that was measured in a series, with its path, the name of its tool and what it is on."""
    for key, tool in plan.case.tools.items():
        for indicator, effect in tool.effects.items():
            if effect.measurement is not None:
                name = indicator_named(plan, indicator)
                yield EffectPath(key, indicator), tool.name, name, effect, effect.measurement


def deadweight_twice(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find measured effects of which what would have come anyway is taken off twice."""
    for path, tool, indicator, effect, _ in _measured(plan):
        mean = rough_mean_over(effect.deadweight)
        if mean is None or mean > 0.0:
            said = message(
                "{tool}: the effect on {indicator} was measured against what would have come anyway, and `deadweight` takes that off again.",
                tool=tool,
                indicator=indicator,
            )
            yield str(path.at("deadweight")), said


def few_weeks(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects that rest on less than a year of weeks before the launch."""
    for path, tool, indicator, effect, measured in _measured(plan):
        if effect.evidence == "measured" and measured.step == "week" and measured.weeks_before < _ENOUGH:
            said = message(
                "{tool}: the effect on {indicator} rests on {weeks} before the launch, fewer than {enough}: its range holds less often than it says.",
                tool=tool,
                indicator=indicator,
                weeks=_time(measured.weeks_before, measured),
                enough=str(_ENOUGH),
            )
            yield str(path.at("measurement")), said


def low_placebo_share(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects whose procedure was often wrong where nothing had happened."""
    for path, tool, indicator, effect, measured in _measured(plan):
        tried = measured.placebo
        if effect.evidence == "measured" and tried is not None and tried.covered < _LOW:
            said = message(
                "{tool}: the effect on {indicator}: where nothing had happened, the range held in {share} of {launches} tries only.",
                tool=tool,
                indicator=indicator,
                share=as_percent(tried.covered),
                launches=str(tried.launches),
            )
            yield str(path.at("measurement")), said


def other_tool_switched(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects in whose weeks another tool that may move the indicator began, or was switched."""
    for path, tool, indicator, _, measured in _measured(plan):
        for key in _switched_within(plan.case, path, measured):
            said = message(
                "{tool}: in the weeks in which the effect on {indicator} was measured, {other} was switched too: the two cannot be told apart.",
                tool=tool,
                indicator=indicator,
                other=plan.case.tools[key].name,
            )
            yield str(path.at("measurement")), said


def _switched_within(case: Case, path: EffectPath, measured: Measured) -> Iterator[str]:
    for key, other in case.tools.items():
        if key == path.tool or does_nothing(other) or path.indicator in other.not_applicable:
            continue
        beside = other.effects.get(path.indicator)
        own = None if beside is None or beside.measurement is None else beside.measurement.launch
        days = [day for day in (other.introduced, own) if day is not None]
        if any(measured.launch <= day <= measured.until for day in days):
            yield key


def other_window(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects that were measured in another window than the one that was planned."""
    for path, tool, indicator, _, measured in _measured(plan):
        planned = plan.case.indicators[path.indicator].measurement
        if planned is not None and planned.weeks is not None and planned.weeks != measured.weeks_after:
            said = message(
                "{tool}: the effect on {indicator} was measured over {weeks}; the plan says {planned}.",
                tool=tool,
                indicator=indicator,
                weeks=_time(measured.weeks_after, measured),
                planned=_time(planned.weeks, measured),
            )
            yield str(path.at("measurement")), said


def other_series(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects whose series says something else now than when they were measured; that it has grown is nothing else."""
    for path, tool, indicator, _, measured in _measured(plan):
        planned = plan.case.indicators[path.indicator].measurement
        now = None if planned is None else plan.series.get(f"{planned.file}:{planned.column}")
        if planned is not None and now is not None and measured.series_sha256 and measured.series_sha256 not in now:
            said = message(
                "{tool}: {file} has changed since the effect on {indicator} was measured in it.",
                tool=tool,
                file=planned.file,
                indicator=indicator,
            )
            yield str(path.at("measurement")), said


def carried_far(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects that were watched for some weeks, and are taken to go on unchanged for years."""
    horizon = plan.case.horizon
    for path, tool, indicator, effect, measured in _measured(plan):
        left = horizon.periods - rough_mean(effect.starts) + 1.0
        periods = left if effect.lasts is None else min(left, rough_mean(effect.lasts))
        days, watched = periods * _DAYS[horizon.step], measured.weeks_after * _DAYS[measured.step]
        fades = rough_mean_over(effect.drop_off)
        if days >= _YEAR and days > _FAR * watched and fades == 0.0:
            said = message(
                "{tool}: the effect on {indicator} was measured over {weeks}, and is counted unchanged for {time}.",
                tool=tool,
                indicator=indicator,
                weeks=_time(measured.weeks_after, measured),
                time=span(max(round(periods), 1), horizon.step),
            )
            yield str(path.at("drop_off")), said


def _time(count: int, measured: Measured) -> str:
    return plural("{count} day", "{count} days", count) if measured.step == "day" else span(count, measured.step)
