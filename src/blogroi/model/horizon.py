"""The window over which every tool of a case is seen."""

from __future__ import annotations

import datetime
from typing import get_args

from attrs import field

from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.model.fields import is_choice, is_date, is_whole
from blogroi.model.forms import Choice, Day, Whole, entry
from blogroi.model.intake import as_date, as_whole
from blogroi.records import frozen

__all__ = ["MAX_PERIODS", "Horizon"]

MAX_PERIODS = 1200
"""The longest horizon in steps, which are a hundred years of months and 23 of weeks."""

_MONTHS: dict[Step, int] = {"month": 1, "quarter": 3, "year": 12}


@frozen(kw_only=True)
class Horizon:
    """The window over which every tool is seen.

    Parameters
    ----------
    start : datetime.date
        First day of the first period.
    periods : int
        Number of periods, at least 1.
    step : {"week", "month", "quarter", "year"}
        Length of a period. A year has 365.25 / 7 weeks.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> from datetime import date
    >>> Horizon(start=date(2026, 1, 1), periods=36, step="month").years
    3.0
    """

    start: datetime.date = field(
        converter=as_date, validator=is_date, metadata=entry(Day(), "First day of the first period.")
    )
    periods: int = field(
        converter=as_whole, validator=is_whole, metadata=entry(Whole(1, MAX_PERIODS), "Number of periods.")
    )
    step: Step = field(
        default="year", validator=is_choice, metadata=entry(Choice(get_args(Step)), "Length of a period.")
    )

    @property
    def years(self) -> float:
        """Length of the window in years."""
        return self.periods * self.step_in_years

    def first_day(self, period: int) -> datetime.date | None:
        """Return the first day of a period, that after the last one included.

        Parameters
        ----------
        period : int
            Number of the period, from 1.

        Returns
        -------
        datetime.date or None
            The last day of a month that is too short; None past the year 9999.

        Examples
        --------
        >>> from datetime import date
        >>> window = Horizon(start=date(2025, 12, 31), periods=3, step="month")
        >>> [str(window.first_day(period)) for period in (1, 2, 3, 4)]
        ['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31']
        """
        from calendar import monthrange  # noqa: PLC0415  only who asks for days pays for it

        try:
            if self.step == "week":
                return self.start + datetime.timedelta(weeks=period - 1)
            months = self.start.month - 1 + _MONTHS[self.step] * (period - 1)
            year, month = self.start.year + months // 12, months % 12 + 1
            return self.start.replace(year=year, month=month, day=min(self.start.day, monthrange(year, month)[1]))
        except (OverflowError, ValueError):
            return None

    @property
    def step_in_years(self) -> float:
        """Length of one period in years."""
        return 1.0 / STEPS_IN_A_YEAR[self.step]
