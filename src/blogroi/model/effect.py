"""The change in one indicator put down to one tool: its size, its corrections, and how it is known."""

from __future__ import annotations

import datetime
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, evolve, field
from attrs.validators import optional

from blogroi.errors import Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.domain import Domain, support_of
from blogroi.model.fields import (
    Periods,
    Stated,
    are_parts,
    as_map,
    as_optional_quantity,
    as_optional_stated,
    as_stated,
    is_choice,
    is_date,
    is_quantity,
    is_stated,
    is_text_or_empty,
    is_whole,
    period_faults,
)
from blogroi.model.forms import ByPeriod, Choice, Day, Number, Table, Text, Uncertain, Whole, entry, form_of
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.horizon import MAX_PERIODS
from blogroi.model.intake import as_number, as_optional_date, as_whole
from blogroi.model.measured import Measured
from blogroi.model.number import is_number_within
from blogroi.model.quantity import Point, Quantity, as_quantity
from blogroi.model.sources import QuantitySource, adopt, source_faults
from blogroi.records import frozen

__all__ = ["Effect", "Evidence"]

Evidence: TypeAlias = Literal["measured", "observed", "estimated", "assumed"]
"""How an effect is known, against a counterfactual, before and after, from people, or by none of these."""


def _is_time(effect: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a number of periods, which may be uncertain and need not be whole."""
    is_quantity(effect, attribute, value)
    least, greatest = support_of(value, form_of(attribute).domain)
    if greatest <= 0:
        said = message("no time at all: write a number of periods above 0, or leave the effect out")
        raise_faults([Fault(attribute.name, said)])
    if least > MAX_PERIODS:
        raise_faults(
            [
                Fault(
                    attribute.name,
                    message(
                        "{least} is past the longest horizon, of {most} periods",
                        least=f"{least:g}",
                        most=f"{MAX_PERIODS:,}",
                    ),
                )
            ]
        )


@frozen(kw_only=True)
class Effect:
    """The change in one indicator put down to one tool, with its corrections and its evidence.

    Parameters
    ----------
    change : Quantity, float, list or formula; optional
        Change of the indicator per period, in its unit. Fewer of something is negative. Left out where the indicator is
        ``shared``: its change stands there, and the effect takes a part of it by its ``credit``. Like the fields below, it may
        be stated for every period alike, as a list of one for each, or as a text that is a formula of drivers.
    deadweight : Quantity, float, list or formula
        Share of the change that would have come anyway.
    credit : Quantity, float, list or formula
        Share of the rest due to this tool, the others' contribution aside.
    displacement : Quantity, float, list or formula
        Share of it that only moved from elsewhere.
    drop_off : Quantity, float, list or formula
        Share of a lasting effect that fades each period, from the second period on.
    confidence : Quantity, float, list or formula
        A further share: the estimator's own confidence in the figure.
    multiplier : Quantity, float, list or formula
        A further multiplier, of at least 0: what may pass 1.
    starts : Quantity or float
        First period with an effect, from 1. It need not be whole: one that starts at 2.4 is at work in 0.6 of period 2.
    lasts : Quantity or float, optional
        Periods that it lasts; to the horizon by default. What lies past the horizon is not counted, for any tool.
    evidence : {"measured", "observed", "estimated", "assumed"}
        Against a counterfactual, before and after, elicited from people, or none of these: what holds where nothing is said.
    source : str
        Who says so, and where it can be read.
    observed : datetime.date, optional
        Day on which it was seen.
    searched : int
        How many indicators were looked at when this one was found.
    noticed_by : str
        Who noticed it, as one of those who looked.
    p_value : float, optional
        Two-sided p-value of the test by which it was found, above 0 and up to 1, where there was one.
    periods : {"together", "apart"}, optional
        How lists are drawn: each period at the same quantile by default, or each by itself. A list that holds samples has
        to say it.
    measurement : Measured, optional
        How it was measured, where it was; it touches no figure.
    sources : mapping of str to QuantitySource
        Who says so of its quantities, and of which year each is, by the name of the field: ``"change"``; in a file they stand in the
        table of the quantity. They touch no figure.

    Raises
    ------
    CaseError
        With all that is wrong.

    References
    ----------
    [Nicholls2012], for deadweight, attribution, displacement and drop-off; [Phillips2003], for confidence.

    Examples
    --------
    >>> Effect(change=700, deadweight=0.2, evidence="estimated").credit
    Point(value=1.0)
    """

    change: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(
            ByPeriod(Domain.REAL, in_effect=True),
            "Change per period in the indicator's unit; or one for each period; or a formula. Left out where the indicator is "
            "shared.",
        ),
    )
    deadweight: Stated = field(
        default=Point(0.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(ByPeriod(Domain.SHARE, in_effect=True), "Share that would have come anyway."),
    )
    credit: Stated = field(
        default=Point(1.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(ByPeriod(Domain.SHARE, in_effect=True), "Share of the rest due to this tool."),
    )
    displacement: Stated = field(
        default=Point(0.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(ByPeriod(Domain.SHARE, in_effect=True), "Share that only moved from elsewhere."),
    )
    drop_off: Stated = field(
        default=Point(0.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(ByPeriod(Domain.SHARE, in_effect=True), "Share of a lasting effect that fades each period."),
    )
    confidence: Stated = field(
        default=Point(1.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(ByPeriod(Domain.SHARE, in_effect=True), "A further share: the estimator's own confidence."),
    )
    multiplier: Stated = field(
        default=Point(1.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(
            ByPeriod(Domain.NON_NEGATIVE, in_effect=True), "A further multiplier, of at least 0, which may pass 1."
        ),
    )
    starts: Quantity = field(
        default=Point(1),
        converter=as_quantity,
        validator=_is_time,
        metadata=entry(Uncertain(Domain.FROM_ONE), "First period with an effect, from 1; 2.5 is half of period 2 in."),
    )
    lasts: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(_is_time),
        metadata=entry(Uncertain(Domain.NON_NEGATIVE), "Periods that it lasts; to the horizon by default."),
    )
    evidence: Evidence = field(
        default="assumed",
        validator=is_choice,
        metadata=entry(
            Choice(get_args(Evidence)), "Against a counterfactual, before and after, elicited, or none of these."
        ),
    )
    source: str = field(default="", validator=is_text_or_empty, metadata=entry(Text(may_be_empty=True), "Who says so."))
    observed: datetime.date | None = field(
        default=None,
        converter=as_optional_date,
        validator=optional(is_date),
        metadata=entry(Day(), "Day on which it was seen."),
    )
    searched: int = field(
        default=1,
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(1, 1_000_000), "How many indicators were looked at when this one was found."),
    )
    noticed_by: str = field(
        default="", validator=is_text_or_empty, metadata=entry(Text(may_be_empty=True), "Who noticed it.")
    )
    p_value: float | None = field(
        default=None,
        converter=as_number,
        validator=optional(is_number_within),
        metadata=entry(
            Number(above=0, high=1, otherwise=message("is not a p-value above 0 and up to 1")),
            "Two-sided p-value of the test by which it was found.",
        ),
    )
    periods: Periods | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(
            Choice(get_args(Periods)),
            "How lists are drawn: every period at the same quantile (the default), or each by itself. A list with samples has "
            "to say it.",
        ),
    )
    measurement: Measured | None = field(
        default=None,
        validator=optional(are_parts),
        metadata=entry(Table(Measured), "How it was measured, where it was."),
    )
    sources: FrozenMap[str, QuantitySource] = field(
        factory=FrozenMap[str, QuantitySource], converter=as_map, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Ask how a list with samples is drawn."""
        adopt(self)
        listed = (self.deadweight, self.credit, self.displacement, self.drop_off, self.confidence, self.multiplier)
        raise_faults([*period_faults(self.periods, self.change, *listed), *source_faults(self)])

    def blinded(self) -> Effect:
        """Return what figures are computed from: the effect without when it was seen, by whom, and in what search.

        Returns
        -------
        Effect

        Examples
        --------
        >>> found = Effect(change=7, evidence="measured", searched=20, noticed_by="The editor")
        >>> found.blinded() == Effect(change=7, evidence="measured")
        True
        """
        if (self.observed, self.searched, self.noticed_by, self.p_value, self.measurement) == (None, 1, "", None, None):
            return self
        return evolve(self, observed=None, searched=1, noticed_by="", p_value=None, measurement=None)
