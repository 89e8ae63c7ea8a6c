"""How later money is made comparable with money now, for all tools of a case alike."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults, with_cure
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.fields import is_choice, is_text_or_empty, is_whole
from blogroi.model.forms import Choice, Either, Listed, Number, Table, Text, Whole, entry
from blogroi.model.intake import as_list, as_number, as_whole
from blogroi.model.number import number_faults
from blogroi.model.prices import PriceKind
from blogroi.model.quantity import Quantity
from blogroi.model.reference import Reference
from blogroi.records import frozen

__all__ = ["Discounting", "RateBand", "Timing"]

Timing: TypeAlias = Literal["start", "mid", "end"]
"""When the flows of a period count, at its start, in its middle or at its end."""


_RATE = Number(-0.2, 10.0, wanted=message("a yearly rate such as 0.035"))


def _is_rate(_: object, attribute: Attribute[Any], value: object) -> None:
    raise_faults(_rate_faults(value), under=attribute.name)


def _is_rate_or_schedule(instance: object, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, tuple):
        _is_rate(instance, attribute, value)
        return
    bands = [band for band in value if isinstance(band, RateBand)]
    if not value or len(bands) < len(value):
        raise CaseError.at(attribute.name, message("is neither a yearly rate nor a schedule of { until, rate }"))
    if any(later.until <= earlier.until for earlier, later in itertools.pairwise(bands)):
        raise CaseError.at(attribute.name, message("the years of the schedule are not in ascending order"))


@frozen(kw_only=True)
class RateBand:
    """A yearly discount rate that holds up to a year of the schedule.

    Parameters
    ----------
    until : int
        Last year, counted from the start of the horizon, to which the rate applies.
    rate : float
        Yearly rate, from -0.2 to 10.

    Examples
    --------
    >>> RateBand(until=30, rate=0.035)
    RateBand(until=30, rate=0.035)
    """

    until: int = field(
        converter=as_whole, validator=is_whole, metadata=entry(Whole(1, 100_000), "Last year to which it applies.")
    )
    rate: float = field(converter=as_number, validator=_is_rate, metadata=entry(_RATE, "Yearly rate."))


def _rate_faults(value: object) -> list[Fault]:
    if isinstance(value, Reference) or (isinstance(value, Mapping) and "reference" in value):
        return [
            Fault(
                "",
                message(
                    "a published rate is written out, as a number, with its `source`: `blogroi references discount` has "
                    "both"
                ),
            )
        ]
    if isinstance(value, Mapping | Quantity):
        return [
            Fault(
                "",
                message(
                    "the rate is a convention, the same for all tools, and is not drawn: write one number, such as 0.035"
                ),
            )
        ]
    if isinstance(value, str):
        from blogroi.model.misread import number_cure  # noqa: PLC0415  only who made a mistake pays for it

        return [with_cure(message("{value} is not a number", value=describe(value)), number_cure(value, share=True))]
    faults = number_faults("", value)
    if not faults and isinstance(value, int | float) and not _RATE.holds(value):
        meant = (
            message("for {value} % write {other}", value=f"{value:g}", other=f"{value / 100:g}")
            if 10 < value <= 100
            else message("0.035 stands for 3.5 %")
        )
        return [
            Fault("", message("{value} is not a yearly rate from -0.2 to 10: {meant}", value=f"{value:g}", meant=meant))
        ]
    return faults


def _as_rate(value: float | Iterable[RateBand]) -> float | tuple[RateBand, ...]:
    listed = as_list(value)
    return tuple(listed) if isinstance(listed, list) else as_number(value)


@frozen(kw_only=True)
class Discounting:
    """How later money is made comparable with money now.

    Parameters
    ----------
    rate : float, or sequence of RateBand
        Yearly rate; or a schedule of rates, as in the Green Book, of which the last one holds on beyond its year.
    timing : {"start", "mid", "end"}
        When the flows of a period count. It changes the figures, so every answer says it in its line of conventions.
    kind : {"real", "nominal"}, optional
        Whether inflation is taken out of the rate, or is in it; it goes with the prices of the case.
    source : str
        Who says that this is the rate.

    Raises
    ------
    CaseError
        With all that is wrong.

    References
    ----------
    [GreenBook2022], annex 6, for declining rates.

    Examples
    --------
    >>> Discounting(rate=0.035).timing
    'end'
    """

    rate: float | tuple[RateBand, ...] = field(
        converter=_as_rate,
        validator=_is_rate_or_schedule,
        metadata=entry(
            Either((_RATE, Listed(Table(RateBand), least=1)), wanted=_RATE.wanted),
            "Yearly rate, or a schedule of rates.",
        ),
    )
    timing: Timing = field(
        default="end",
        validator=is_choice,
        metadata=entry(Choice(get_args(Timing)), "When the flows of a period count."),
    )
    kind: PriceKind | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(PriceKind)), "Whether inflation is taken out of the rate, or is in it."),
    )
    source: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "Who says that this is the rate."),
    )
