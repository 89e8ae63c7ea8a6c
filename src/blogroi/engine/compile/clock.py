"""The clocks of a window: which year and which season each of its periods begins in."""

from __future__ import annotations

import datetime
import math

from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.model.horizon import Horizon
from blogroi.records import frozen

__all__ = ["Clocks"]

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@frozen
class Clocks:
    """What the periods of a window are counted by.

    Parameters
    ----------
    length : int
        Number of periods.
    steps_a_year : float
        How many of them a year has.
    years : tuple of int
        Of each period, which year of the window it begins in, from 1.
    calendar : tuple of int
        Of each period, which step of the calendar year it begins in, from 0: January, the first quarter, the first ISO week.
    """

    length: int
    steps_a_year: float
    years: tuple[int, ...]
    calendar: tuple[int, ...]

    @classmethod
    def of(cls, horizon: Horizon) -> Clocks:
        """Read the clocks of a window.

        Examples
        --------
        >>> from datetime import date
        >>> clocks = Clocks.of(Horizon(start=date(2026, 11, 1), periods=4, step="month"))
        >>> clocks.years, clocks.calendar
        ((1, 1, 1, 1), (10, 11, 0, 1))
        """
        steps = STEPS_IN_A_YEAR[horizon.step]
        periods = range(horizon.periods)
        return cls(
            length=horizon.periods,
            steps_a_year=steps,
            years=tuple(1 + math.floor(at / steps) for at in periods),
            calendar=tuple(_step_of_year(horizon, at) for at in periods),
        )

    def seasons(self, count: int) -> tuple[int, ...]:
        """Return which of so many seasons each period begins in: of the calendar, where a year has as many steps; else in turn.

        Examples
        --------
        >>> from datetime import date
        >>> clocks = Clocks.of(Horizon(start=date(2026, 11, 1), periods=4, step="month"))
        >>> clocks.seasons(12), clocks.seasons(3)
        ((10, 11, 0, 1), (0, 1, 2, 0))
        """
        if count > 1 and count == round(self.steps_a_year):
            return self.calendar
        return tuple(at % count for at in range(self.length))


def _step_of_year(horizon: Horizon, at: int) -> int:
    """Return which step of the calendar year a period begins in; a 53rd week is taken as the 52nd."""
    step: Step = horizon.step
    if step == "week":
        return min((horizon.start + datetime.timedelta(weeks=at)).isocalendar().week, 52) - 1
    months = _MONTHS[step]
    return (horizon.start.month - 1 + months * at) % 12 // months
