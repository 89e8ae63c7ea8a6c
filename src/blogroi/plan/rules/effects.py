"""Whether stated effects can be believed: their sources, their corrections, the width and skew of their ranges."""

from __future__ import annotations

import math
from collections.abc import Iterator

from blogroi.language.spoken import conjoined, message
from blogroi.model import Case, Effect, Formula, Quantity
from blogroi.model.drivers import sourced, uncertain
from blogroi.model.fields import Stated, quantities_in
from blogroi.model.locations import ListedPath
from blogroi.model.paths import DriverPath, EffectPath, IndicatorPath
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named
from blogroi.plan.spread import mean_over_median, relative_width, rough_mean, rough_mean_over
from blogroi.results.format import as_percent, as_stated, quoted, tenths

__all__ = [
    "driver_without_source",
    "fades_and_is_cut",
    "no_source",
    "overprecise_effect",
    "skewed_range",
    "stacked_corrections",
]

_FAR_BELOW = 2.0 / 3.0  # a correction that keeps no more than this has a doubt of its own
_STACKED = 3
_STACKABLE = {
    "deadweight": message("deadweight"),
    "credit": message("credit"),
    "displacement": message("displacement"),
    "confidence": message("confidence"),
}
_TAKEN_AWAY = ("deadweight", "displacement")
_NARROW = 0.1  # an estimate within 5 % on either side is a measurement, or a wish
_SKEWED = 1.25
_FADES = 0.2


def _effects(plan: Outline) -> Iterator[tuple[EffectPath, str, str, Effect]]:
    """Yield every effect with its path, the name of its tool and the statement of its indicator."""
    named = {key: indicator_named(plan, key) for key in plan.case.indicators}
    for key, tool in plan.case.tools.items():
        for indicator, effect in tool.effects.items():
            yield EffectPath(key, indicator), tool.name, named[indicator], effect


def no_source(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects that nobody answers for; one that is computed from drivers is answered for by theirs."""
    known = sourced(plan.case.drivers)
    for path, name, indicator, effect in _effects(plan):
        is_answered = isinstance(effect.change, Formula) and all(key in known for key in effect.change.names)
        if not effect.source and not is_answered:
            said = message("{tool}: the effect on {indicator} has no source.", tool=name, indicator=indicator)
            yield str(path.at("source")), said


def driver_without_source(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find drivers that nobody answers for; one that is a formula is answered for by those that it uses."""
    for key, driver in plan.case.drivers.items():
        if not driver.source and not isinstance(driver.value, Formula):
            yield str(DriverPath(key, "source")), message("{driver} has no source.", driver=quoted(driver.statement))


def stacked_corrections(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects of which three corrections or more each take away a third or more."""
    for path, name, indicator, effect in _effects(plan):
        means = {word: rough_mean_over(getattr(effect, word)) for word in _STACKABLE}
        kept = {word: 1.0 - mean if word in _TAKEN_AWAY else mean for word, mean in means.items() if mean is not None}
        far = [word for word, share in kept.items() if share <= _FAR_BELOW]
        if len(far) >= _STACKED:
            left = math.prod(kept.values())
            said = message(
                "{tool}: {corrections} together leave {share} of the change in {indicator}.",
                tool=name,
                corrections=conjoined([_STACKABLE[word] for word in far]),
                share=as_percent(left),
                indicator=indicator,
            )
            yield str(path), said


def fades_and_is_cut(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find effects that fade by a fifth or more a period, and stop before the horizon too."""
    periods = plan.case.horizon.periods
    for path, name, indicator, effect in _effects(plan):
        if effect.lasts is None:
            continue  # to the horizon
        starts, lasts = rough_mean(effect.starts), rough_mean(effect.lasts)
        if lasts < 2 or starts + lasts - 1 >= periods:
            continue  # no second period in which it could fade, or none in which it is cut
        if (rough_mean_over(effect.drop_off) or 0.0) >= _FADES:
            said = message(
                "{tool}: the effect on {indicator} fades, and also ends after {periods} periods.",
                tool=name,
                indicator=indicator,
                periods=as_stated(round(lasts, 1)),
            )
            yield str(path.at("lasts")), said


def skewed_range(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find ranges above zero whose mean is more than a quarter above their median."""
    for path, stated in _amounts(plan.case):
        for quantity in quantities_in(stated):
            ratio = mean_over_median(quantity)
            if ratio > _SKEWED:
                yield path, _skewed(quantity, ratio)
                break


def _amounts(case: Case) -> Iterator[tuple[str, Stated | None]]:
    """Yield every amount that is not a share, with its path."""
    for driver_key, driver in case.drivers.items():
        if not driver.is_share:
            yield str(DriverPath(driver_key)), driver.value
    for key, indicator in case.indicators.items():
        yield str(IndicatorPath(key, "value")), indicator.value
        yield str(IndicatorPath(key, "prior")), indicator.prior
        yield str(IndicatorPath(key, "total")), indicator.total
        yield str(IndicatorPath(key, "change")), indicator.change
    for key, tool in case.tools.items():
        for position, cost in enumerate(tool.costs, start=1):
            for name in ("amount", "units", "unit_cost"):
                yield str(ListedPath(key, "costs", position, name)), getattr(cost, name)
        for indicator_key, effect in tool.effects.items():
            for name in ("change", "multiplier"):
                yield str(EffectPath(key, indicator_key, name)), getattr(effect, name)


def _skewed(quantity: Quantity, ratio: float) -> str:
    low, high = as_stated(getattr(quantity, "low", 0)), as_stated(getattr(quantity, "high", 0))
    if ratio >= 1000:
        return message(
            "{low} to {high}: the mean of such a range is more than a thousand times its median.", low=low, high=high
        )
    return message(
        "{low} to {high}: the mean of such a range is {ratio} times its median.",
        low=low,
        high=high,
        ratio=tenths(ratio),
    )


def overprecise_effect(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find estimates and assumptions without a doubt; a change of zero is left alone.

    A formula is without one where no driver that it uses is uncertain, and nothing in it is left to chance.
    """
    doubtful = uncertain(plan.case.drivers)
    for path, name, indicator, effect in _effects(plan):
        if effect.evidence not in ("estimated", "assumed"):
            continue
        if isinstance(effect.change, Formula):
            is_open = bool(effect.change.chances) or any(key in doubtful for key in effect.change.names)
            widths = [] if is_open else [0.0]
        else:
            widths = [relative_width(part) for part in quantities_in(effect.change)]
        if widths and max(widths) < _NARROW:
            said = (
                message(
                    "{tool}: nobody measured the effect on {indicator}, and it is stated as certain.",
                    tool=name,
                    indicator=indicator,
                )
                if max(widths) == 0.0
                else message(
                    "{tool}: nobody measured the effect on {indicator}, and it is stated to within a few per cent.",
                    tool=name,
                    indicator=indicator,
                )
            )
            yield str(path.at("change")), said
