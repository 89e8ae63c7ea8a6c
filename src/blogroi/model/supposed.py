"""What somebody supposes of a case: numbers by path, refused where they cannot be."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.errors import CaseError, OptionError
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.number import number
from blogroi.model.quantity import Point
from blogroi.model.values import with_values

__all__ = ["supposed"]


def supposed(case: Case, settings: Mapping[str, float]) -> Case:
    """Return a case with numbers that somebody supposes, to be drawn from the same random numbers.

    Parameters
    ----------
    case : Case
        Any case.
    settings : mapping of str to float
        Numbers by path, in the unit in which they would be stated.

    Returns
    -------
    Case

    Raises
    ------
    OptionError
        When nothing of the case has such a path, or its field cannot hold the number.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> supposed(case, {"discounting.rate": 0.1}).discounting.rate
    0.1
    """
    if not settings:
        return case
    try:
        return with_values(case, {path: _level(path, value) for path, value in settings.items()})
    except CaseError as error:
        first = error.faults[0]
        raise OptionError(
            "settings",
            message("{path}: {message}", path=first.path, message=first.message) if first.path else first.message,
        ) from None


def _level(path: str, value: object) -> Point:
    try:
        return Point(number(value))
    except CaseError as error:
        raise CaseError(fault.under(path) for fault in error.faults) from None
