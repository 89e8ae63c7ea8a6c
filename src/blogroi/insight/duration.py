"""Lengths of time as people state them: weeks, months or years."""

from __future__ import annotations

from attrs import frozen

from blogroi.model.errors import OptionError

__all__ = ["Duration"]


@frozen(kw_only=True)
class Duration:
    """A length of time, in one unit.

    Parameters
    ----------
    weeks, months, years : float, optional
        One of them, above 0.

    Examples
    --------
    >>> str(Duration(months=3)), Duration(months=3).in_years
    ('3 months', 0.25)
    """

    weeks: float | None = None
    months: float | None = None
    years: float | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse none, several, and what is not above 0."""
        given = [value for value in (self.weeks, self.months, self.years) if value is not None]
        if len(given) != 1 or not given[0] > 0:
            raise OptionError("duration", "state one of weeks, months and years, above 0: Duration(months=3)")

    @property
    def in_years(self) -> float:
        """The same in years, of 12 months or 365.25 days."""
        return (self.weeks or 0.0) * 7.0 / 365.25 + (self.months or 0.0) / 12.0 + (self.years or 0.0)

    def __str__(self) -> str:
        """Say it in words."""
        unit, value = next((unit, value) for unit in ("week", "month", "year") if (value := getattr(self, f"{unit}s")))
        return f"{value:g} {unit}{'' if value == 1 else 's'}"
