"""Numbers as a case may hold them: finite, not too large, and nothing that only looks like one."""

from __future__ import annotations

import math
from typing import Any

from attrs import Attribute

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.forms import form_of
from blogroi.model.intake import as_number

__all__ = [
    "GREATEST",
    "LEAST_WIDTH",
    "WIDEST",
    "WIDEST_SIGMA",
    "is_number",
    "is_number_within",
    "number",
    "number_faults",
    "share_cure",
]

GREATEST = 1e18
"""The greatest number that a case may hold: products of what it holds then stay within what a float can."""

WIDEST = 1e9
"""The greatest ratio between two weights."""

LEAST_WIDTH = 1e-300
"""The least distance between two ends: a standard deviation of less would be none."""

WIDEST_SIGMA = 6.3
"""The greatest standard deviation of a lognormal's logarithm: the ends of a 90 % interval a billion times apart."""


def number(value: object) -> float:
    """Take a finite number, and nothing that only looks like one.

    Parameters
    ----------
    value : object
        A real number; a boolean, text, NaN or an infinity is refused.

    Returns
    -------
    float

    Raises
    ------
    CaseError
        When it is not a finite number.

    Examples
    --------
    >>> number(3)
    3.0
    >>> number(float("nan"))
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: nan is not a finite number
    """
    plain = as_number(value)
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        from blogroi.model.misread import number_fault  # noqa: PLC0415  only who made a mistake pays for it

        raise CaseError([number_fault(value)])
    try:
        result = float(plain)
    except OverflowError:
        raise CaseError.at("", message("{value} is too large a number", value=describe(value))) from None
    if not math.isfinite(result):
        raise CaseError.at("", message("{result} is not a finite number", result=str(result)))
    if abs(result) > GREATEST:
        raise CaseError.at(
            "",
            message(
                "{result} is too large a number: at most {greatest}", result=f"{result:g}", greatest=f"{GREATEST:g}"
            ),
        )
    return result


def number_faults(path: str, value: object) -> list[Fault]:
    """List what keeps a value from being a finite number, under a path.

    Examples
    --------
    >>> [str(fault) for fault in number_faults("rate", "5")]
    ["rate: '5' is not a number: write 5, without quotes"]
    """
    try:
        number(value)
    except CaseError as error:
        return [fault.under(path) for fault in error.faults]
    return []


def share_cure(value: float) -> str:
    """Return what was probably meant by a number in the place of a share.

    Examples
    --------
    >>> share_cure(40), share_cure(1.2)
    (': for 40 % write 0.4', ': it would be 120 %')
    """
    if value < 0:
        return message(": it is at least 0")
    return (
        message(": for {value} % write {other}", value=f"{value:g}", other=f"{value / 100:g}")
        if 2 <= value <= 100
        else message(": it would be {what} %", what=f"{100 * value:g}")
    )


def is_number(_: object, attribute: Attribute[Any], value: object) -> None:
    """Validate a field that holds a finite number."""
    raise_faults(number_faults(attribute.name, value))


def is_number_within(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a field that holds a finite number within what its form says, and say of another what the form says."""
    faults = number_faults("", value)
    form = form_of(attribute)
    if not faults and not form.holds(value):
        faults = [Fault("", message("{value} {otherwise}", value=f"{value:g}", otherwise=form.otherwise))]
    raise_faults(faults, under=attribute.name)
