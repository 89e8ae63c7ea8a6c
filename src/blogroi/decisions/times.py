"""Times of a launch: durations as people write them, and how many periods of the window they are."""

from __future__ import annotations

import re

from blogroi.errors import CaseError, OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.duration import STEPS_IN_A_YEAR, Duration, as_duration
from blogroi.model.horizon import Horizon
from blogroi.results.periods import time_in_words

__all__ = ["half_life_in_periods", "half_life_of", "periods_of", "time_of"]

_UNITS = ("weeks", "months", "years")
_WHOLE = 1e-9  # of a period: a duration as near to a whole number of periods is that number


def time_of(name: str, stated: object, horizon: Horizon) -> Duration:
    """Take a duration as it was stated; a year unless one was, or the window where that is shorter."""
    if stated is None:
        return Duration(years=1) if horizon.years >= 1.0 else _window(horizon)
    duration = _duration(name, stated)
    if duration.in_years > horizon.years * (1.0 + _WHOLE):
        raise OptionError(
            name,
            message(
                "{duration} is longer than the window of {window}",
                duration=time_in_words(duration),
                window=time_in_words(_window(horizon)),
            ),
        )
    return duration


def half_life_of(name: str, stated: object) -> Duration | None:
    """Take a half-life as it was stated, which may be longer than the window; None where what is learned does not age."""
    return None if stated is None else _duration(name, stated)


def _duration(name: str, stated: object) -> Duration:
    try:
        duration = _read(stated) if isinstance(stated, str) else as_duration(stated)
    except CaseError:
        duration = None
    if not isinstance(duration, Duration):
        raise OptionError(
            name, message('{value} is not a duration: write "3 months", or Duration(months=3)', value=describe(stated))
        )
    return duration


def _read(text: str) -> Duration | None:
    """Read a duration as people write it: a number, and weeks, months or years."""
    found = re.fullmatch(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(week|month|year)s?\s*", text)
    return None if found is None or not float(found[1]) else Duration(**{f"{found[2]}s": float(found[1])})


def half_life_in_periods(half_life: Duration | None, horizon: Horizon) -> float | None:
    """Return a half-life in periods of the horizon, of any length."""
    return None if half_life is None else half_life.in_years * STEPS_IN_A_YEAR[horizon.step]


def periods_of(duration: Duration, horizon: Horizon) -> float:
    """Return a duration in periods of the horizon, a whole number where it is as good as one."""
    periods = duration.in_years * STEPS_IN_A_YEAR[horizon.step]
    whole = round(periods)
    return min(float(whole) if abs(periods - whole) <= _WHOLE else periods, float(horizon.periods))


def _window(horizon: Horizon) -> Duration:
    unit = f"{horizon.step}s"
    return Duration(**{unit: horizon.periods}) if unit in _UNITS else Duration(months=round(12.0 * horizon.years))
