"""Whether what is counted of a quantity, its mean, is far from what somebody wrote down of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias, TypeVar

from blogroi.language.spoken import Joined, message, plural
from blogroi.model.case import Case
from blogroi.model.domain import Domain
from blogroi.model.estimate import Estimate
from blogroi.model.forms import ByPeriod, Uncertain, entries
from blogroi.model.locations import ListedPath
from blogroi.model.paths import EffectPath, IndicatorPath
from blogroi.model.quantity import Quantity
from blogroi.model.studies import Studies, interval_of_studies
from blogroi.results.format import as_stated, in_times, significant

__all__ = ["estimate_beside_mean", "mean_of_studies"]

_Place: TypeAlias = tuple[Callable[[str], object], str, tuple[str, ...]]
"""How the path of a field is made, its key, and the words for whose it is: put together only where there is something to say."""
_Kind = TypeVar("_Kind", bound=Quantity)

_OFF = 0.1  # of the estimate
_EVEN = 0.01  # of the interval: two sides that differ by a few per cent are one length
_TWICE = 2.0


def estimate_beside_mean(case: Case) -> Iterator[tuple[str, str]]:
    """Find estimates from which the mean is more than a tenth away, since one side of their interval is the longer."""
    return _asked(case, Estimate, _beside_mean)


def _beside_mean(stated: Estimate, domain: Domain) -> str | None:
    mean = _mean(stated, domain)
    off = abs(mean - stated.estimate)
    if off <= _OFF * abs(stated.estimate) or off <= _EVEN * (stated.high - stated.low):
        return None
    return message(
        "the interval {low} to {high} reaches further on one side of the estimate {estimate}. The mean, which is what counts, is {mean}. If"
        " the estimate is itself a mean, write `{{ mean = ..., sd = ... }}`.",
        low=as_stated(stated.low),
        high=as_stated(stated.high),
        estimate=as_stated(stated.estimate),
        mean=_rounded(mean),
    )


def _mean(stated: Estimate, domain: Domain) -> float:
    """Return the mean of an estimate with its interval, as far as it lies within its field."""
    from blogroi.numerics.normal import normal_quantile  # noqa: PLC0415  only who states one pays for it
    from blogroi.numerics.normal_pieces import moments_of_pieces  # noqa: PLC0415

    score = normal_quantile((1.0 + stated.confidence) / 2.0)
    bounds = stated.within(*domain.value)
    return moments_of_pieces((-score, 0.0, score), (stated.low, stated.estimate, stated.high), *bounds)[0]


def mean_of_studies(case: Case) -> Iterator[tuple[str, str]]:
    """Find studies that lie so far apart that the mean of the next is more than twice its median."""
    return _asked(case, Studies, _far_apart)


def _far_apart(stated: Studies, domain: Domain) -> str | None:
    if not stated.is_logarithmic:
        return None
    mean, median = _of_next_study(stated, domain)
    ratio = mean / median
    if ratio <= _TWICE:
        return None
    return plural(
        "{count} study lies so far from the next that this is expected at {times} its middle value of {median}: a few very large values carry"
        " the mean. Keep the studies that are like your case, write a `max`, or write a range of your own.",
        "these {count} studies lie so far apart that the next is expected at {times} its middle value of {median}: a few very large values"
        " carry the mean. Keep the studies that are like your case, write a `max`, or write a range of your own.",
        len(stated.values),
        times=in_times(ratio),
        median=_rounded(median),
    )


def _of_next_study(stated: Studies, domain: Domain) -> tuple[float, float]:
    """Return mean and median of one more study, lognormal on either side of zero, as far as it lies within its field."""
    from blogroi.numerics.normal import normal_cdf_at, normal_quantile  # noqa: PLC0415

    middle, reach = interval_of_studies(stated)
    sd, side = reach / normal_quantile(0.95), math.copysign(1.0, stated.values[0])
    low, high = sorted(side * end for end in stated.within(*domain.value))
    least = (math.log(low) - middle) / sd if low > 0.0 else -math.inf
    most = (math.log(high) - middle) / sd if high < math.inf else math.inf
    below, up_to = normal_cdf_at(least), normal_cdf_at(most)
    # of a lognormal that is cut off: its density times itself is that of a lognormal whose logarithm lies higher by the variance
    shifted = normal_cdf_at(most - sd) - normal_cdf_at(least - sd)
    mean = math.exp(middle + sd * sd / 2.0) * shifted / (up_to - below)
    return side * mean, side * math.exp(middle + sd * normal_quantile((below + up_to) / 2.0))


def _asked(case: Case, kind: type[_Kind], ask: Callable[[_Kind, Domain], str | None]) -> Iterator[tuple[str, str]]:
    """Ask every quantity of a kind, and give the first answer of each field with its path."""
    found: dict[str, str] = {}
    for (at, key, whose), stated, domain in _quantities(case, kind):
        if (said := ask(stated, domain)) is not None:
            found.setdefault(str(at(key)), message("{whose}: {said}", whose=Joined(whose), said=said))
    yield from found.items()


def _quantities(case: Case, kind: type[_Kind]) -> Iterator[tuple[_Place, _Kind, Domain]]:
    """Yield every quantity of a kind with the place and the domain of its field."""
    for key, indicator in case.indicators.items():
        yield from _stated_in(indicator, kind, IndicatorPath(key).at, (indicator.statement,))
    for key, tool in case.tools.items():
        for position, cost in enumerate(tool.costs, start=1):
            yield from _stated_in(cost, kind, ListedPath(key, "costs", position).at, (tool.name, cost.item))
        for name, effect in tool.effects.items():
            yield from _stated_in(effect, kind, EffectPath(key, name).at, (tool.name, case.indicators[name].statement))


def _stated_in(
    part: Any, kind: type[_Kind], at: Callable[[str], object], whose: tuple[str, ...]
) -> Iterator[tuple[_Place, _Kind, Domain]]:
    """Yield the quantities of a kind that a part of the case states itself, a list one by one at its place."""
    cls: type = type(part)
    for name, key, domain in _fields(cls):
        held = getattr(part, name)
        for quantity in held if isinstance(held, tuple) else (held,):
            if isinstance(quantity, kind):
                yield (at, key, whose), quantity, domain


@cache
def _fields(cls: type) -> tuple[tuple[str, str, Domain], ...]:
    """Return the fields of a class in which quantities stand: name, key and domain."""
    return tuple(
        (attribute.name, stated.key, stated.form.domain)
        for attribute, stated in entries(cls)
        if isinstance(stated.form, Uncertain | ByPeriod)
    )


def _rounded(value: float) -> str:
    return as_stated(float(significant(value, 3)))
