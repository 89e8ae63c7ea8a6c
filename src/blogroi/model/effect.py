"""The change in one indicator put down to one tool: its size, its corrections, and how it is known."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias, get_args

from attrs import evolve, field, frozen
from attrs.validators import optional

from blogroi.errors import raise_faults
from blogroi.model.domain import Domain
from blogroi.model.fields import (
    Periods,
    PerPeriod,
    as_optional_per_period,
    is_choice,
    is_date,
    is_per_period,
    is_quantity,
    is_text_or_empty,
    is_whole,
    period_faults,
)
from blogroi.model.forms import ByPeriod, Choice, Day, Number, Text, Uncertain, Whole, entry
from blogroi.model.horizon import MAX_PERIODS
from blogroi.model.intake import as_number, as_optional_date, as_whole
from blogroi.model.number import is_number_within
from blogroi.model.quantity import Point, Quantity, as_quantity

__all__ = ["Effect", "Evidence"]

Evidence: TypeAlias = Literal["measured", "observed", "estimated", "assumed"]
"""How an effect is known, against a counterfactual, before and after, from people, or by none of these."""


@frozen(kw_only=True)
class Effect:
    """The change in one indicator put down to one tool, with its corrections and its evidence.

    Parameters
    ----------
    change : Quantity, float, or a list with one for each period; optional
        Change of the indicator per period, in its unit. Fewer of something is negative. Left out where the indicator is
        ``shared``: its change stands there, and the effect takes a part of it by its ``credit``.
    deadweight : Quantity or float
        Share of the change that would have come anyway.
    credit : Quantity or float
        Share of the rest due to this tool, the others' contribution aside.
    displacement : Quantity or float
        Share of it that only moved from elsewhere.
    drop_off : Quantity or float
        Share of a lasting effect that fades each period, from the second period on.
    confidence : Quantity or float
        A further multiplier: the estimator's own confidence in the figure.
    starts : int
        First period with an effect, from 1.
    lasts : int, optional
        Periods that it lasts; to the horizon by default. What lies past the horizon is not counted, for any tool.
    evidence : {"measured", "observed", "estimated", "assumed"}
        Against a counterfactual, before and after, elicited from people, or none of these.
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
        How a list of changes is drawn: each period at the same quantile by default, or each by itself. A list that
        holds samples has to say it.

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

    change: PerPeriod | None = field(
        default=None,
        converter=as_optional_per_period,
        validator=optional(is_per_period),
        metadata=entry(
            ByPeriod(Domain.REAL),
            "Change per period in the indicator's unit; or one for each period. Left out where the indicator is shared.",
        ),
    )
    deadweight: Quantity = field(
        default=Point(0.0),
        converter=as_quantity,
        validator=is_quantity,
        metadata=entry(Uncertain(Domain.SHARE), "Share that would have come anyway."),
    )
    credit: Quantity = field(
        default=Point(1.0),
        converter=as_quantity,
        validator=is_quantity,
        metadata=entry(Uncertain(Domain.SHARE), "Share of the rest due to this tool."),
    )
    displacement: Quantity = field(
        default=Point(0.0),
        converter=as_quantity,
        validator=is_quantity,
        metadata=entry(Uncertain(Domain.SHARE), "Share that only moved from elsewhere."),
    )
    drop_off: Quantity = field(
        default=Point(0.0),
        converter=as_quantity,
        validator=is_quantity,
        metadata=entry(Uncertain(Domain.SHARE), "Share of a lasting effect that fades each period."),
    )
    confidence: Quantity = field(
        default=Point(1.0),
        converter=as_quantity,
        validator=is_quantity,
        metadata=entry(Uncertain(Domain.SHARE), "A further multiplier: the estimator's own confidence."),
    )
    starts: int = field(
        default=1,
        converter=as_whole,
        validator=is_whole,
        metadata=entry(Whole(1, MAX_PERIODS), "First period with an effect."),
    )
    lasts: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1, MAX_PERIODS), "Periods that it lasts; to the horizon by default."),
    )
    evidence: Evidence = field(
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
            Number(above=0, high=1, otherwise="is not a p-value above 0 and up to 1"),
            "Two-sided p-value of the test by which it was found.",
        ),
    )
    periods: Periods | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(
            Choice(get_args(Periods)),
            "How a list of changes is drawn: every period at the same quantile (the default), or each by itself. A list with "
            "samples has to say it.",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Ask how a list with samples is drawn."""
        raise_faults(period_faults(self.periods, self.change))

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
        if (self.observed, self.searched, self.noticed_by, self.p_value) == (None, 1, "", None):
            return self
        return evolve(self, observed=None, searched=1, noticed_by="", p_value=None)
