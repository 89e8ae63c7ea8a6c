"""Lengths of time, in the words that people use, and how many steps a year has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import field, fields
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.forms import Number, entry
from blogroi.model.intake import as_number
from blogroi.model.number import is_number_within
from blogroi.records import frozen

__all__ = ["STEPS_IN_A_YEAR", "Duration", "Step", "as_duration"]

Step: TypeAlias = Literal["week", "month", "quarter", "year"]

STEPS_IN_A_YEAR: Mapping[Step, float] = {"week": 365.25 / 7.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
"""How many steps a year has on average."""


_LENGTH = Number(above=0, otherwise=message("is not above zero"))


@frozen(kw_only=True)
class Duration:
    """A length of time, in one unit.

    Parameters
    ----------
    weeks, months, years : float, optional
        One of them, above zero.

    Raises
    ------
    CaseError
        When none or several are given, or the one is not a number above zero.

    Examples
    --------
    >>> Duration(months=18).in_years, str(Duration(weeks=1))
    (1.5, '1 week')
    """

    weeks: float | None = field(
        default=None, converter=as_number, validator=optional(is_number_within), metadata=entry(_LENGTH, "In weeks.")
    )
    months: float | None = field(
        default=None, converter=as_number, validator=optional(is_number_within), metadata=entry(_LENGTH, "In months.")
    )
    years: float | None = field(
        default=None, converter=as_number, validator=optional(is_number_within), metadata=entry(_LENGTH, "In years.")
    )

    def __attrs_post_init__(self) -> None:
        """Refuse none, and several."""
        if len(list(self._given())) != 1:
            raise CaseError.at("", message("is one of { weeks = 6 }, { months = 18 }, { years = 1.5 }"))

    def _given(self) -> Iterator[tuple[Step, float]]:
        given: tuple[tuple[Step, float | None], ...] = (
            ("week", self.weeks),
            ("month", self.months),
            ("year", self.years),
        )
        return ((step, number) for step, number in given if number is not None)

    @property
    def number(self) -> float:
        """How many of its own unit."""
        return next(number for _, number in self._given())

    @property
    def unit(self) -> Step:
        """The unit that it is given in."""
        return next(step for step, _ in self._given())

    @property
    def in_years(self) -> float:
        """The length in years."""
        return self.number / STEPS_IN_A_YEAR[self.unit]

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.number:g} {self.unit}{'' if self.number == 1 else 's'}"


def as_duration(value: Any) -> Any:
    """Take a duration as it is, and a table such as ``{"months": 18}`` as one; leave all else to the validator.

    Parameters
    ----------
    value : Duration or mapping
        What was stated.

    Returns
    -------
    Duration, or what was given

    Raises
    ------
    CaseError
        When a table has other keys, or is no duration.

    Examples
    --------
    >>> as_duration({"months": 18})
    Duration(weeks=None, months=18, years=None)
    """
    if not isinstance(value, Mapping):
        return value
    known = [attribute.name for attribute in fields(Duration)]
    unknown = [str(key) for key in value if key not in known]
    if unknown:
        raise_faults(
            Fault(key, message("is not known here: one of {names}", names=", ".join(known))) for key in unknown
        )
    return Duration(**value)
