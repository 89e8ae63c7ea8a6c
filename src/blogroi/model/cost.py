"""Something that a tool costs: how much, when, and whose money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, get_args

from attrs import field, frozen
from attrs.validators import optional

from blogroi.errors import Fault, describe, raise_faults, suggest
from blogroi.model.domain import Domain
from blogroi.model.fields import (
    Periods,
    Stated,
    as_optional_stated,
    as_stated,
    is_choice,
    is_flag,
    is_stated,
    is_text,
    is_whole,
    period_faults,
)
from blogroi.model.forms import ByPeriod, Choice, Either, Flag, Text, Whole, entry
from blogroi.model.formula import Formula, clocks_of, place_faults
from blogroi.model.horizon import MAX_PERIODS
from blogroi.model.intake import as_whole
from blogroi.model.quantity import Point
from blogroi.model.strategy import Party

__all__ = ["Cost"]


def _validate_timing(_: object, attribute: object, value: object) -> None:
    if value is None or (isinstance(value, str) and value in ("each", "upfront")):
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise_faults([Fault("when", f"{describe(value)} is not known: {_when_cure(value)}")])
    elif not 1 <= value <= MAX_PERIODS:
        first = 'what is paid before the first is "upfront"' if value < 1 else "1 is the first of the horizon"
        cure = f"they count from 1; {first}"
        raise_faults([Fault("when", f"there is no period {describe(value)}: {cure}")])


def _when_cure(value: object) -> str:
    """Return when something can be paid, or which of it was meant."""
    from blogroi.model.cures import word_cure  # noqa: PLC0415  only who made a mistake pays for it
    from blogroi.model.misread import number_cure  # noqa: PLC0415

    if not isinstance(value, str):
        return '"upfront", "each", or a period number from 1'
    meant = word_cure(value, ("each", "upfront"))
    if meant == "each":
        return 'write "each", for every period of the horizon'
    if meant == "upfront":
        return 'write "upfront", for before the first period, or the number of the period'
    number = number_cure(value)
    if number is not None:
        return number
    hint = suggest(value, ("each", "upfront"))
    return hint if hint.startswith("did") else '"upfront", "each", or a period number from 1'


@frozen(kw_only=True)
class Cost:
    """Something that a tool costs.

    Parameters
    ----------
    item : str
        What is paid for.
    amount : Quantity, float, list or formula; optional
        Money, at least 0. Instead of it, ``units`` and ``unit_cost``. Each of them is stated once, as a list of one for each
        period, or as a text that is a formula of drivers.
    units, unit_cost : Quantity, float, list or formula; optional
        How many, and money for one.
    when : {"upfront", "each"} or int, optional
        Before the first period, in each period, or in the period of that number, from 1. Left out where ``amount`` is a
        list; with other lists, and with a formula that goes by the period, it is ``"each"`` or left out.
    contingency : Quantity, float, list or formula
        Optimism-bias uplift on this cost: 0.1 adds 10 %.
    paid_by : str
        Whose money: the organisation's by default.
    sunk : bool
        Spent and not recoverable: shown, and left out of forward-looking figures for every tool alike.
    service_life : int, optional
        Years that something paid upfront serves; whole-life figures spread its cost evenly over them.
    periods : {"together", "apart"}, optional
        How lists are drawn: each period at the same quantile by default, or each by itself. A list that holds samples has
        to say it.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> from blogroi.model import Range
    >>> Cost(item="Writing", units=Range(250, 400), unit_cost=38, when="each").when
    'each'
    """

    item: str = field(validator=is_text, metadata=entry(Text(), "What is paid for."))
    amount: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.NON_NEGATIVE), "Money; or one amount for each period; or a formula."),
    )
    units: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(
            ByPeriod(Domain.NON_NEGATIVE), "How many, where the amount is a number of units times their cost."
        ),
    )
    unit_cost: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.NON_NEGATIVE), "Money for one unit."),
    )
    when: Literal["upfront", "each"] | int | None = field(
        default=None,
        converter=as_whole,
        validator=_validate_timing,
        metadata=entry(
            Either((Choice(("upfront", "each")), Whole(1, MAX_PERIODS))),
            "Upfront, in each period, or in the period of this number. Left out where the amount is a list.",
        ),
    )
    contingency: Stated = field(
        default=Point(0.0),
        converter=as_stated,
        validator=is_stated,
        metadata=entry(ByPeriod(Domain.NON_NEGATIVE), "Uplift for optimism: 0.1 adds 10 %."),
    )
    paid_by: Party = field(
        default="organisation", validator=is_choice, metadata=entry(Choice(get_args(Party)), "Whose money.")
    )
    sunk: bool = field(
        default=False, validator=is_flag, metadata=entry(Flag(), "Whether it is spent and not recoverable.")
    )
    service_life: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1, MAX_PERIODS // 12), "Years that something paid upfront serves."),
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

    def __attrs_post_init__(self) -> None:
        """Refuse a cost that is said twice, half, or without its time."""
        faults: list[Fault] = []
        if self.amount is not None and (self.units is not None or self.unit_cost is not None):
            faults.append(Fault("amount", "is said twice: give `amount`, or `units` and `unit_cost`"))
        elif self.amount is None and self.units is None and self.unit_cost is None:
            faults.append(Fault("amount", "is missing: give `amount`, or `units` and `unit_cost`"))
        elif self.amount is None and (self.units is None or self.unit_cost is None):
            missing = "units" if self.units is None else "unit_cost"
            faults.append(Fault(missing, "is missing: `units` and `unit_cost` go together"))
        faults += self._time_faults()
        if self.service_life is not None and self.when != "upfront":
            faults.append(Fault("service_life", 'goes with when = "upfront" alone'))
        raise_faults(faults + period_faults(self.periods, *self._stated.values()))

    @property
    def _stated(self) -> dict[str, Stated | None]:
        names = ("amount", "units", "unit_cost", "contingency")
        return {name: getattr(self, name) for name in names}

    def _time_faults(self) -> Iterator[Fault]:
        """List what does not go with the time at which it is paid."""
        if isinstance(self.amount, tuple):
            if self.when is not None:
                yield Fault("when", "is left out where `amount` lists one value for each period")
            return
        listed = [name for name, stated in self._stated.items() if isinstance(stated, tuple)]
        formulas = {name: stated for name, stated in self._stated.items() if isinstance(stated, Formula)}
        if self.when is None:
            if not listed and not any(formula.goes_by_period for formula in formulas.values()):
                yield Fault("when", 'is missing: "upfront", "each", or a period number from 1')
        elif self.when != "each":
            for name in listed:
                yield Fault("when", f'goes with when = "each", or none: `{name}` lists one value for each period')
            for name, formula in formulas.items():
                yield from (fault.under(name) for fault in self._clock_faults(formula))

    def _clock_faults(self, formula: Formula) -> Iterator[Fault]:
        """List the words by which a formula goes by the period, where it is paid once."""
        if self.when == "upfront":
            return place_faults(formula, upfront=True)
        said = f'goes by the period, and this is paid once, in period {self.when}: say when = "each", or leave it out'
        return (Fault("", f"column {column}: `{word}` {said}") for word, column in clocks_of(formula))
