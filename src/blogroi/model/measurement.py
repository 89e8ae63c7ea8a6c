"""How an indicator is going to be measured, what that takes, and against what."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import field
from attrs.validators import optional

from blogroi.errors import raise_faults
from blogroi.language.spoken import message
from blogroi.model.domain import Domain
from blogroi.model.fields import (
    are_texts,
    as_map,
    as_optional_quantity,
    as_tuple,
    is_choice,
    is_quantity,
    is_text,
    is_text_or_empty,
    is_whole,
)
from blogroi.model.forms import Choice, Listed, Number, Text, Uncertain, Whole, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number, as_whole
from blogroi.model.number import is_number_within
from blogroi.model.quantity import Quantity
from blogroi.model.sources import QuantitySource, adopt, source_faults
from blogroi.records import frozen

__all__ = ["Comparison", "Frequency", "Measurement"]

Comparison: TypeAlias = Literal[
    "randomised",
    "control group",
    "staggered launch",
    "time series",
    "before-after",
    "asked",
    "none",
]
"""How it is found what would have happened without the tool."""

Frequency: TypeAlias = Literal["once", "week", "month", "quarter", "year"]
"""How often something is measured."""


@frozen(kw_only=True)
class Measurement:
    """How an indicator is going to be measured, and against what.

    Parameters
    ----------
    method : str
        How it is read: ``"survey"``, ``"count of tickets"``, ``"interviews"``.
    comparison : str, optional
        How it is found what would have happened without the tool: chance decides who gets it (``"randomised"``), others go
        without it (``"control group"``), some get it later (``"staggered launch"``), an earlier trend is carried on
        (``"time series"``), it is read before and after (``"before-after"``), people are asked (``"asked"``), or not at
        all (``"none"``).
    frequency : {"once", "week", "month", "quarter", "year"}, optional
        How often it is read.
    cost : Quantity or float, optional
        Money that the measurement takes over the whole horizon, however many observations it has; at least 0.
    unit_cost : Quantity or float, optional
        Money that one observation takes beside that, at least 0.
    n : int, optional
        Number of observations.
    sd : float, optional
        Standard deviation of a single observation, in the unit of the indicator, ``spread`` in a case file: what a measurement of
        ``n`` of them is worth can then be said before it is made. Of a time series, that of the observations of about a year before.
    file : str
        The file that the series stands in, from the folder of the case, where it is counted over time.
    column : str
        Its column.
    controls : tuple of str
        Series that move as this one does and that no tool can move, each as ``"FILE:COLUMN"``.
    weeks : int, optional
        How many weeks after the launch are going to be counted: said beforehand, so that nobody chooses the window that looks best.
    source : str
        Who measures, and where it is written down.
    sources : mapping of str to QuantitySource
        Who says so of its quantities, and of which year each is, by the name of the field: ``"cost"``; in a file they stand in the
        table of the quantity. They touch no figure.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Measurement(method="survey", comparison="control group", frequency="quarter", cost=1200, n=200).cost
    Point(value=1200)
    """

    method: str = field(
        validator=is_text, metadata=entry(Text(), "How it is read: survey, count of tickets, interviews.")
    )
    comparison: Comparison | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Comparison)), "How it is found what would have happened without the tool."),
    )
    frequency: Frequency | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Frequency)), "How often it is read."),
    )
    cost: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(is_quantity),
        metadata=entry(Uncertain(Domain.NON_NEGATIVE), "Money that it takes over the whole horizon."),
    )
    unit_cost: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(is_quantity),
        metadata=entry(Uncertain(Domain.NON_NEGATIVE), "Money that one observation takes beside that."),
    )
    n: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1, 1_000_000_000), "Number of observations."),
    )
    sd: float | None = field(
        default=None,
        converter=as_number,
        validator=optional(is_number_within),
        metadata=entry(
            Number(above=0, otherwise=message("is not above zero: observations differ")),
            "Standard deviation of a single observation, in the unit of the indicator.",
            key="spread",
        ),
    )
    file: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "The file that the series stands in, from the folder of the case."),
    )
    column: str = field(default="", validator=is_text_or_empty, metadata=entry(Text(may_be_empty=True), "Its column."))
    controls: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=are_texts,
        metadata=entry(Listed(Text()), "Series that no tool can move, each as FILE:COLUMN."),
    )
    weeks: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1, 520), "How many weeks after the launch are going to be counted."),
    )
    source: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "Who measures, and where it is written down."),
    )
    sources: FrozenMap[str, QuantitySource] = field(
        factory=FrozenMap[str, QuantitySource], converter=as_map, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Refuse sources of what is not there."""
        adopt(self)
        raise_faults(source_faults(self))
