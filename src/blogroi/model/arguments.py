"""What a question is asked with: taken as people and other libraries write it, or refused by name with what would be right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.intake import as_number, as_whole
from blogroi.model.number import GREATEST

__all__ = ["amount", "factor", "known_word", "whole"]

_LONGEST = 1e300  # past it, a whole number may be more than a float holds


def whole(name: str, value: object, *, low: int, high: int) -> int:
    """Take a whole number: ``100_000``, ``1e5``, one of numpy.

    Parameters
    ----------
    name : str
        The argument.
    value : object
        What was given for it.
    low, high : int
        Its bounds.

    Returns
    -------
    int

    Raises
    ------
    OptionError
        When it is none, or out of bounds.

    Examples
    --------
    >>> whole("draws", 1e5, low=1, high=10_000_000)
    100000
    """
    number = as_whole(value)
    if isinstance(number, bool) or not isinstance(number, int):
        raise OptionError(
            name, message("{value} is not a whole number{cure}", value=describe(number), cure=_cure(number))
        )
    if not low <= number <= high:
        raise OptionError(
            name,
            message("{value} is not between {low} and {high}", value=describe(number), low=str(low), high=str(high)),
        )
    return number


def amount(name: str, value: object) -> float:
    """Take an amount of money of at least 0; parameters and errors are those of :func:`whole`.

    Examples
    --------
    >>> amount("budget", 60_000)
    60000.0
    """
    number = as_number(value)
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0.0 <= number < math.inf:
        raise OptionError(
            name, message("{value} is not an amount of at least 0{cure}", value=describe(number), cure=_cure(number))
        )
    if number > GREATEST:  # as one that is stated in a case
        told = describe(float(number) if number < _LONGEST else number)
        raise OptionError(
            name, message("{result} is too large a number: at most {greatest}", result=told, greatest=f"{GREATEST:g}")
        )
    return float(number)


def known_word(name: str, value: object, words: Sequence[str]) -> None:
    """Refuse what is none of some words; errors are those of :func:`whole`.

    Examples
    --------
    >>> known_word("language", "de", ("en", "fr"))
    Traceback (most recent call last):
        ...
    blogroi.errors.OptionError: language: 'de' is not known: one of en, fr
    """
    if not isinstance(value, str) or value not in words:
        from blogroi.model.fields import word_hint  # noqa: PLC0415  only who made a mistake pays for it

        raise OptionError(
            name, message("{value} is not known: {hint}", value=describe(value), hint=word_hint(value, words))
        )


def factor(name: str, value: object, *, low: float, kind: Literal["share", "factor"]) -> float:
    """Take a number from a bound to 1, which is called what it is; parameters and errors are those of :func:`whole`.

    Examples
    --------
    >>> factor("decision_probability", 0.9, low=0.5, kind="share")
    0.9
    """
    number = as_number(value)
    if isinstance(number, bool) or not isinstance(number, int | float) or not low <= number <= 1.0:
        raise OptionError(
            name,
            message(
                "{value} is not a share from {low} to 1{cure}",
                value=describe(number),
                low=f"{low:g}",
                cure=_cure(number, share=True),
            )
            if kind == "share"
            else message(
                "{value} is not a factor from {low} to 1{cure}",
                value=describe(number),
                low=f"{low:g}",
                cure=_cure(number, share=False),
            ),
        )
    return float(number)


def _cure(value: object, *, share: bool = False) -> str:
    """Return what to write for a number that was written otherwise: ``1,000``, ``30 000``, ``400 EUR``, ``90 %``."""
    from blogroi.model.misread import number_cure  # noqa: PLC0415  only who made a mistake pays for it

    if share and isinstance(value, int | float) and 1.0 < value <= 100.0:
        value = f"{value} %"
    cure = number_cure(value, share=share) if isinstance(value, str) else None
    return message(": {cure}", cure=cure) if cure is not None and cure.startswith("write") else ""
