"""How an effect was measured: what stands beside it in a case, so that others can do it again and see how sure it is."""

from __future__ import annotations

import datetime
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, field
from attrs.validators import optional

from blogroi.errors import Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.domain import Domain
from blogroi.model.fields import (
    are_parts,
    are_texts,
    as_map,
    as_optional_quantity,
    as_tuple,
    is_choice,
    is_date,
    is_quantity,
    is_text,
    is_text_or_empty,
    is_whole,
)
from blogroi.model.forms import Choice, Day, Listed, Number, Table, Text, Uncertain, Whole, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_date, as_number, as_whole
from blogroi.model.number import is_number_within
from blogroi.model.quantity import Quantity, as_quantity
from blogroi.model.sources import QuantitySource, adopt, source_faults
from blogroi.records import frozen

__all__ = ["Measured", "MeasuredStep", "PlaceboShare", "Switched"]

Switched: TypeAlias = Literal["on", "off"]
"""What was done, something was switched on, or off."""

MeasuredStep: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
"""In what steps a series is kept."""


def _is_hash(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a hash, which may be left out."""
    is_text_or_empty(_, attribute, value)
    if value and (len(value) != 64 or any(sign not in "0123456789abcdef" for sign in value)):
        said = message("is not a SHA-256, of 64 figures and letters from a to f: `blogroi effect` writes it")
        raise_faults([Fault(attribute.name, said)])


@frozen(kw_only=True)
class PlaceboShare:
    """How often the same procedure was right where nothing had happened.

    Parameters
    ----------
    launches : int
        How many launches that never were it was tried on.
    independent : int
        How many of them do not overlap.
    covered : float
        Share of them whose interval held what was counted.

    Examples
    --------
    >>> PlaceboShare(launches=44, independent=6, covered=0.91).covered
    0.91
    """

    launches: int = field(
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(1, 100_000), "How many launches that never were it was tried on."),
    )
    independent: int = field(
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(0, 100_000), "How many of them do not overlap."),
    )
    covered: float = field(
        converter=as_number,
        validator=is_number_within,
        metadata=entry(
            Number(low=0, high=1, otherwise=message("is not a share from 0 to 1")),
            "Share of them whose interval held what was counted.",
        ),
    )


@frozen(kw_only=True)
class Measured:
    """How an effect was measured in a series: it stands beside the effect, and touches no figure.

    Parameters
    ----------
    method : str
        By what method: ``"level-1"``.
    series_sha256 : str
        Hash of the series as it was read, where there is one.
    launch : datetime.date
        The day on which it was switched on, or off.
    state : {"on", "off"}
        Whether it was switched on or off.
    step : {"day", "week", "month", "quarter", "year"}
        In what steps the series is kept.
    weeks_before, weeks_after : int
        How many weeks were used before the launch, and after it; such steps where the step is another.
    skipped : int
        How many weeks after the launch were left out.
    controls : tuple of str
        Other series that it was held against.
    per_week : Quantity or float
        What it adds in a week.
    lift : Quantity or float, optional
        The change relative to what there is without it.
    placebo : PlaceboShare, optional
        How often the same procedure was right where nothing had happened.
    sources : mapping of str to QuantitySource
        Who says so of its quantities, by the name of the field.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Measured(method="level-1", launch="2026-01-15", weeks_before=104, weeks_after=8, per_week=9.1).state
    'on'
    """

    method: str = field(validator=is_text, metadata=entry(Text(), "By what method: level-1."))
    series_sha256: str = field(
        default="",
        validator=_is_hash,
        metadata=entry(Text(may_be_empty=True), "Hash of the series as it was read."),
    )
    launch: datetime.date = field(
        converter=as_date,
        validator=is_date,
        metadata=entry(Day(), "Day on which it was switched on, or off."),
    )
    state: Switched = field(
        default="on",
        validator=is_choice,
        metadata=entry(Choice(get_args(Switched)), "Whether it was switched on or off."),
    )
    step: MeasuredStep = field(
        default="week",
        validator=is_choice,
        metadata=entry(Choice(get_args(MeasuredStep)), "In what steps the series is kept."),
    )
    weeks_before: int = field(
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(1, 100_000), "How many weeks before the launch were used."),
    )
    weeks_after: int = field(
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(1, 100_000), "How many weeks after the launch were counted."),
    )
    skipped: int = field(
        default=0,
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(0, 100_000), "How many weeks after the launch were left out."),
    )
    controls: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=are_texts,
        metadata=entry(Listed(Text()), "Other series that it was held against."),
    )
    per_week: Quantity = field(
        converter=as_quantity,
        validator=is_quantity,
        metadata=entry(Uncertain(Domain.REAL), "What it adds in a week."),
    )
    lift: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(is_quantity),
        metadata=entry(Uncertain(Domain.REAL), "The change relative to what there is without it."),
    )
    placebo: PlaceboShare | None = field(
        default=None,
        validator=optional(are_parts),
        metadata=entry(Table(PlaceboShare), "How often the same procedure was right where nothing had happened."),
    )
    sources: FrozenMap[str, QuantitySource] = field(
        factory=FrozenMap[str, QuantitySource], converter=as_map, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Refuse sources of what is not there."""
        adopt(self)
        raise_faults(source_faults(self))

    @property
    def until(self) -> datetime.date:
        """The last day of the window, skipped weeks included; a step of months or more as so many days."""
        days = _DAYS[self.step] * (self.skipped + self.weeks_after)
        return self.launch + datetime.timedelta(days=days - 1)


_DAYS: dict[MeasuredStep, int] = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}
