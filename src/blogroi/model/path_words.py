"""How people call what a path leads to: the fields that hold quantities, in the words of their labels, with the article of a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.language.spoken import message

__all__ = ["field_of", "in_period", "in_quotes", "the_field"]

_FIELDS: Mapping[str, str] = {
    "value": message("the unit value"),
    "margin": message("the profit margin"),
    "total": message("the total change"),
    "prior": message("the usual range"),
    "change": message("the change"),
    "deadweight": message("the share that would come anyway"),
    "credit": message("the share due to the tool"),
    "displacement": message("the share moved from elsewhere"),
    "drop_off": message("the share that fades each period"),
    "confidence": message("the confidence"),
    "multiplier": message("the multiplier"),
    "starts": message("the start"),
    "lasts": message("the duration"),
    "amount": message("the amount"),
    "units": message("the quantity"),
    "unit_cost": message("the price of one"),
    "contingency": message("the contingency"),
    "residual": message("the residual value"),
    "realised": message("the share that becomes money"),
}


def the_field(field: str) -> str:
    """Return what a field is called within a sentence.

    Examples
    --------
    >>> the_field("drop_off")
    'the share that fades each period'
    """
    return _FIELDS.get(field) or message("`{key}`", key=field)


def field_of(field: str, what: str, period: int | None) -> str:
    """Return a field of something, in a period where there is one for each.

    Examples
    --------
    >>> field_of("drop_off", "the effect", 2), field_of("", "the effect", None)
    ('the share that fades each period of the effect in period 2', 'the effect')
    """
    return in_period(message("{part} of {whole}", part=the_field(field), whole=what) if field else what, period)


def in_period(what: str, period: int | None) -> str:
    """Return something in one period, where there is one for each."""
    return what if period is None else message("{what} in period {period}", what=what, period=period)


def in_quotes(statement: str) -> str:
    """Return a statement within a sentence."""
    return message('"{statement}"', statement=statement)
