"""The indicators: what can be measured that shows a lever at work, and what one unit of it is worth."""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias, get_args

from attrs import field
from attrs.validators import optional

from blogroi.errors import Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.domain import Domain
from blogroi.model.fields import (
    Periods,
    Stated,
    are_parts,
    as_map,
    as_optional_quantity,
    as_optional_stated,
    is_choice,
    is_date,
    is_flag,
    is_quantity,
    is_stated,
    is_text,
    is_text_or_empty,
    period_faults,
)
from blogroi.model.forms import ByPeriod, Choice, Day, Flag, Key, Table, Text, Uncertain, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_optional_date
from blogroi.model.measurement import Measurement
from blogroi.model.quantity import Quantity
from blogroi.model.scale import Scale
from blogroi.model.sources import QuantitySource, adopt, source_faults
from blogroi.records import frozen

__all__ = ["CashStatus", "Direction", "Indicator", "Stage", "Valuation"]

Direction: TypeAlias = Literal["higher", "lower"]
"""Which way is better."""

Valuation: TypeAlias = Literal[
    "market price",
    "cost avoided",
    "margin on sales",
    "stated preference",
    "proxy",
    "advertising equivalent",
]
"""How the money value of a unit was found."""

CashStatus: TypeAlias = Literal["cash", "avoided", "capacity", "equivalent"]
"""What becomes of a benefit, whether money comes in, a planned spend is not made, time is freed, or it is worth as much."""

Stage: TypeAlias = Literal["input", "activity", "output", "outtake", "outcome", "impact"]
"""Where an indicator stands in the chain from what is put in to what is achieved (AMEC)."""


@frozen(kw_only=True)
class Indicator:
    """A measurable variable that shows a lever at work.

    Parameters
    ----------
    statement : str
        What is measured.
    lever : str, optional
        Key of the lever that it shows. An indicator without one leads to no objective.
    unit : str
        What one unit is, in the singular: ``"call"``.
    better : {"higher", "lower"}
        Which way is better.
    declared : datetime.date, optional
        Day on which it was written down as an indicator; left out where it is not known. It labels effects as anticipated or
        emergent, and touches no figure.
    value : Quantity, float, list or formula; optional
        Money for one unit, at least 0, in the currency of the case; left out where it is not put in money.
    value_source : str
        Who says so, where the value is a bare number.
    valuation : str, optional
        How the value was found: ``"market price"``, ``"cost avoided"``, ``"margin on sales"``, ``"stated preference"``,
        ``"proxy"`` or ``"advertising equivalent"``.
    cash : {"cash", "avoided", "capacity", "equivalent"}, optional
        What becomes of the value: money comes in or stays, a planned spend is not made, time is freed, worth as much as.
    realised : Quantity, float, list or formula; optional
        Where the value is freed capacity: the share of it that became money, from 0 to 1, for figures in cash. Left out, none of it
        did, as far as anybody knows.
    realised_source : str
        Who says so, where that share is a bare number.
    stage : str, optional
        Place in the chain input, activity, output, outtake, outcome, impact.
    margin : Quantity, float, list or formula; optional
        Share of the value that is gain, for revenue. Left out, the whole value counts.
    scale : Scale, optional
        From worst to best change per period, for scoring; best must lie on the side that is better.
    total : Quantity, float, list or formula; optional
        Change of the indicator per period in all, whatever brought it about, in its unit: what the tools together cannot
        pass.
    prior : Quantity or float, optional
        Change per period that a tool of this sort usually brings about, net of corrections, asked before looking at any
        one tool.
    baseline : Quantity or float, optional
        Where the indicator stands before launch, in its unit; 0 where it counts a change.
    baseline_date : datetime.date, optional
        Day on which the baseline was read.
    target : Quantity or float, optional
        Where it is wanted to stand at the deadline, in the same unit and on the same footing as the baseline.
    deadline : datetime.date, optional
        Day on which it will be looked at.
    measurement : Measurement, optional
        How it is going to be measured, and against what.
    shared : bool
        Whether the effects of all tools are parts of one change, which stands here: each takes a part of it by its ``credit``,
        and states none itself. Otherwise each effect states the change of its own tool.
    change : Quantity, float, list or formula; optional
        Where it is shared, that change per period, in the unit of the indicator.
    periods : {"together", "apart"}, optional
        How lists are drawn: each period at the same quantile by default, or each by itself. A list that holds samples has
        to say it.
    sources : mapping of str to QuantitySource
        Who says so of its quantities, and of which year each is, by the name of the field: ``"value"``; in a file they stand in the
        table of the quantity. They touch no figure.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> from datetime import date
    >>> calls = Indicator(
    ...     statement="Calls to the help desk avoided", lever="answers", unit="call", better="higher",
    ...     value=8, declared=date(2025, 11, 1),
    ... )
    >>> calls.value
    Point(value=8)
    """

    statement: str = field(validator=is_text, metadata=entry(Text(), "What is measured."))
    lever: str | None = field(
        default=None, validator=optional(is_text), metadata=entry(Key("levers"), "Key of the lever that it shows.")
    )
    unit: str = field(validator=is_text, metadata=entry(Text(), "What one unit is, in the singular."))
    better: Direction = field(validator=is_choice, metadata=entry(Choice(get_args(Direction)), "Which way is better."))
    declared: datetime.date | None = field(
        default=None,
        converter=as_optional_date,
        validator=optional(is_date),
        metadata=entry(Day(), "Day on which it was written down as an indicator; left out where it is not known."),
    )
    value: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.NON_NEGATIVE), "Money for one unit; left out where it is not put in money."),
    )
    value_source: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(
            Text(may_be_empty=True), "Who says that a unit is worth that, where its value is a bare number."
        ),
    )
    valuation: Valuation | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Valuation)), "How the value was found."),
    )
    cash: CashStatus | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(
            Choice(get_args(CashStatus)),
            "What becomes of the value: money comes in, a planned spend is not made, time is freed, or it is worth as much.",
        ),
    )
    realised: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.SHARE), "Of freed capacity: the share that became money."),
    )
    realised_source: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(
            Text(may_be_empty=True), "Who says that so much became money, where the share is a bare number."
        ),
    )
    stage: Stage | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Stage)), "Place in the chain from input to impact."),
    )
    margin: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.SHARE), "For revenue: the share that is gain."),
    )
    scale: Scale | None = field(
        default=None, validator=optional(are_parts), metadata=entry(Table(Scale), "From worst to best, for scoring.")
    )
    total: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.REAL), "Change per period in all, whatever brought it about."),
    )
    prior: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(is_quantity),
        metadata=entry(Uncertain(Domain.REAL), "Change per period that a tool of this sort usually brings about."),
    )
    baseline: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(is_quantity),
        metadata=entry(Uncertain(Domain.REAL), "Where it stands before launch, in its unit."),
    )
    baseline_date: datetime.date | None = field(
        default=None,
        converter=as_optional_date,
        validator=optional(is_date),
        metadata=entry(Day(), "Day on which the baseline was read."),
    )
    target: Quantity | None = field(
        default=None,
        converter=as_optional_quantity,
        validator=optional(is_quantity),
        metadata=entry(
            Uncertain(Domain.REAL), "Where it is wanted to stand at the deadline, in the unit of the baseline."
        ),
    )
    deadline: datetime.date | None = field(
        default=None,
        converter=as_optional_date,
        validator=optional(is_date),
        metadata=entry(Day(), "Day on which it will be looked at."),
    )
    measurement: Measurement | None = field(
        default=None,
        validator=optional(are_parts),
        metadata=entry(Table(Measurement), "How it is going to be measured, and against what."),
    )
    shared: bool = field(
        default=False,
        validator=is_flag,
        metadata=entry(
            Flag(),
            "Whether the effects of all tools are parts of one change, stated here; each takes a part of it by its credit.",
        ),
    )
    change: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(
            ByPeriod(Domain.REAL), "Where it is shared, that one change per period, in the unit of the indicator."
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
    sources: FrozenMap[str, QuantitySource] = field(
        factory=FrozenMap[str, QuantitySource], converter=as_map, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a scale on which the worse is the better, the day of no baseline, and a shared change that is not there."""
        adopt(self)
        faults = period_faults(self.periods, self.value, self.margin, self.realised, self.total, self.change)
        if self.shared and self.change is None:
            faults.append(
                Fault(
                    "change", message("is missing: the one change that all effects on a shared indicator are parts of")
                )
            )
        for name in ("value", "realised"):
            if getattr(self, f"{name}_source") and getattr(self, name) is None:
                faults.append(
                    Fault(f"{name}_source", message("is that of nothing stated: state `{name}` too", name=name))
                )
            elif getattr(self, f"{name}_source") and name in self.sources:
                faults.append(
                    Fault(f"{name}_source", message("is said twice: the table of `{name}` has a source too", name=name))
                )
        if self.realised is not None and self.cash != "capacity":
            told = message('is the share of freed capacity that became money: write cash = "capacity", or leave it out')
            faults.append(Fault("realised", told))
        if self.change is not None and not self.shared:
            told = message(
                "stands on an indicator that is `shared`: write `shared = true`, or state a change with each effect"
            )
            faults.append(Fault("change", told))
        if self.baseline_date is not None and self.baseline is None:
            faults.append(Fault("baseline_date", message("is the day of no baseline: state the `baseline` too")))
        if self.scale is not None:
            first, last = (score for _, score in (self.scale.knots[0], self.scale.knots[-1]))
            if first != last and (first < last) != (self.better == "higher"):
                told = message(
                    "runs from worst to best against `better = {better}`: turn one of the two round", better=self.better
                )
                faults.append(Fault("scale", told))
        raise_faults([*faults, *source_faults(self)])
