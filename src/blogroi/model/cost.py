"""Something that a tool costs: how much, when, and whose money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, evolve, field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.domain import Domain
from blogroi.model.fields import (
    KEY,
    Periods,
    Stated,
    StatedLike,
    as_map,
    as_optional_stated,
    as_stated,
    is_choice,
    is_flag,
    is_stated,
    is_text,
    is_text_or_empty,
    is_whole,
    key_faults,
    period_faults,
)
from blogroi.model.forms import ByPeriod, Choice, Either, Flag, Text, Whole, entry
from blogroi.model.formula import Formula, clocks_of, place_faults
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.horizon import MAX_PERIODS
from blogroi.model.intake import as_whole
from blogroi.model.quantity import Point
from blogroi.model.sources import QuantitySource, adopt, source_faults
from blogroi.model.strategy import Party
from blogroi.records import frozen

__all__ = ["STRAIGHT_LINE", "Cost", "CostStatus", "Residual"]

CostStatus: TypeAlias = Literal["cash", "capacity"]
"""What a cost is, money that goes out, or capacity that is paid for anyway, such as the hours of one's own staff."""

Residual: TypeAlias = Stated | Literal["straight-line"]
"""What comes back of a cost, so much, or what is left of it by its service life."""

STRAIGHT_LINE: Literal["straight-line"] = "straight-line"
"""The word for what is left of a cost when each year of its service life uses up an equal part of it."""

_LONGEST_LIFE = 100
_BELOW_ZERO = re.compile("(.*) is below zero: give a number of at least 0")


def _is_amount(instance: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate an amount; of one below zero say how that is stated which was meant."""
    try:
        is_stated(instance, attribute, value)
    except CaseError as error:
        raise CaseError(map(_no_negative_cost, error.faults)) from None


def _no_negative_cost(fault: Fault) -> Fault:
    number = _BELOW_ZERO.fullmatch(fault.message)
    if number is None:
        return fault
    said = message(
        "{number} is below zero: a cost is at least 0, and what comes back of it at the end is its `residual`",
        number=number[1],
    )
    return evolve(fault, message=said)


def _as_residual(value: StatedLike | None) -> Any:
    """Take a quantity or a formula, and the word that is neither."""
    if isinstance(value, Formula) and value.text == STRAIGHT_LINE:
        return STRAIGHT_LINE  # as a scenario reads it, which does not know what its values are of
    return value if value == STRAIGHT_LINE else as_optional_stated(value)


def _is_residual(instance: object, attribute: Attribute[Any], value: Any) -> None:
    if value is None or value == STRAIGHT_LINE:
        return
    if isinstance(value, tuple):
        raise_faults(
            [Fault("", message("is one amount, which comes once: write a number, or a range"))], under=attribute.name
        )
    written = str(value).strip().casefold().replace("_", "-").replace(" ", "-")
    if isinstance(value, str | Formula) and written in _STRAIGHT_LINES:
        raise_faults(
            [Fault("", message('{value} is not known: write "straight-line"', value=describe(str(value))))],
            under=attribute.name,
        )
    is_stated(instance, attribute, value)


_STRAIGHT_LINES = (STRAIGHT_LINE, "straightline", "linear", "lineaire", "linéaire", "depreciated", "depreciation")


def _validate_timing(_: object, attribute: object, value: object) -> None:
    if value is None or (isinstance(value, str) and value in ("each", "upfront")):
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise_faults(
            [
                Fault(
                    "when",
                    message("{value} is not known: {cure}", value=describe(value), cure=_when_cure(value)),
                )
            ]
        )
    elif not 1 <= value <= MAX_PERIODS:
        first = (
            message('what is paid before the first is "upfront"')
            if value < 1
            else message("1 is the first of the horizon")
        )
        cure = message("they count from 1; {first}", first=first)
        raise_faults([Fault("when", message("there is no period {value}: {cure}", value=describe(value), cure=cure))])


def _when_cure(value: object) -> str:
    """Return when something can be paid, or which of it was meant."""
    from blogroi.model.cures import word_cure  # noqa: PLC0415  only who made a mistake pays for it
    from blogroi.model.misread import number_cure  # noqa: PLC0415

    if not isinstance(value, str):
        return message('"upfront", "each", or a period number from 1')
    meant = word_cure(value, ("each", "upfront"))
    if meant == "each":
        return message('write "each", for every period of the horizon')
    if meant == "upfront":
        return message('write "upfront", for before the first period, or the number of the period')
    number = number_cure(value)
    if number is not None:
        return number
    hint = suggest(value, ("each", "upfront"))
    return hint if hint.startswith("did") else message('"upfront", "each", or a period number from 1')


def _is_key(instance: object, attribute: Attribute[Any], value: Any) -> None:
    raise_faults(key_faults([value]), under=attribute.name)


@frozen(kw_only=True)
class Cost:
    """Something that a tool costs.

    Parameters
    ----------
    item : str
        What is paid for; "Costs" where nothing is said. Paths name a cost by it, or by its key.
    key : str, optional
        What the cost is called in paths, where that is not its item: two costs of a tool with the same item are told apart by it.
        Letters, digits, ``_`` and ``-``.
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
    cash : {"cash", "capacity"}
        Whether money goes out, or capacity is used that is paid for anyway: hours of one's own staff.
    realised : Quantity, float, list or formula; optional
        Where it is capacity: the share of it that cost money in the end, from 0 to 1, for figures in cash: overtime, a post that was
        filled. Left out, none of it did, as far as anybody knows.
    sunk : bool
        Spent and not recoverable: shown, and left out of forward-looking figures for every tool alike.
    service_life : int, optional
        Years that something paid upfront serves; whole-life figures spread its cost evenly over them.
    residual : Quantity, float or formula, or "straight-line"; optional
        Money that comes back, at least 0: what it is sold for when the window ends. ``"straight-line"`` stands for what is left of the
        cost when each year of its ``service_life`` uses up an equal part. It is a negative cost, and is left out where whole-life
        figures spread the cost.
    residual_period : int, optional
        The period in which it comes back; the last one of the horizon unless it is given.
    source : str
        Who says that it costs that, and where it can be read.
    year : int, optional
        Year that the figures are of.
    periods : {"together", "apart"}, optional
        How lists are drawn: each period at the same quantile by default, or each by itself. A list that holds samples has
        to say it.
    sources : mapping of str to QuantitySource
        Who says so of its quantities, and of which year each is, by the name of the field: ``"amount"``; in a file they stand in the
        table of the quantity. They touch no figure.

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

    item: str = field(default="Costs", validator=is_text, metadata=entry(Text(), "What is paid for."))
    key: str | None = field(
        default=None,
        validator=optional(_is_key),
        metadata=entry(
            Text(pattern=f"^{KEY.pattern}$"),
            "What it is called in paths, where another cost of the tool has the same item.",
        ),
    )
    amount: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(_is_amount),
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
    cash: CostStatus = field(
        default="cash",
        validator=is_choice,
        metadata=entry(
            Choice(get_args(CostStatus)), "Whether money goes out, or capacity is used that is paid for anyway."
        ),
    )
    realised: Stated | None = field(
        default=None,
        converter=as_optional_stated,
        validator=optional(is_stated),
        metadata=entry(ByPeriod(Domain.SHARE), "Of capacity: the share that cost money in the end."),
    )
    sunk: bool = field(
        default=False, validator=is_flag, metadata=entry(Flag(), "Whether it is spent and not recoverable.")
    )
    service_life: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1, _LONGEST_LIFE), "Years that something paid upfront serves."),
    )
    residual: Residual | None = field(
        default=None,
        converter=_as_residual,
        validator=_is_residual,
        metadata=entry(
            ByPeriod(Domain.NON_NEGATIVE, takes_lists=False),
            'Money that comes back at the end of the horizon; or "straight-line": what is left of the service life.',
        ),
    )
    residual_period: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1, MAX_PERIODS), "The period in which it comes back, where that is not the last one."),
    )
    source: str = field(
        default="", validator=is_text_or_empty, metadata=entry(Text(may_be_empty=True), "Who says that it costs that.")
    )
    year: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1000, 9999), "Year that the figures are of."),
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
        """Refuse a cost that is said twice, half, or without its time."""
        adopt(self)
        faults: list[Fault] = []
        if self.amount is not None and (self.units is not None or self.unit_cost is not None):
            faults.append(Fault("amount", message("is said twice: give `amount`, or `units` and `unit_cost`")))
        elif self.amount is None and self.units is None and self.unit_cost is None:
            faults.append(Fault("amount", message("is missing: give `amount`, or `units` and `unit_cost`")))
        elif self.amount is None and (self.units is None or self.unit_cost is None):
            missing = "units" if self.units is None else "unit_cost"
            faults.append(Fault(missing, message("is missing: `units` and `unit_cost` go together")))
        faults += self._time_faults()
        if self.service_life is not None and self.when != "upfront":
            faults.append(Fault("service_life", message('goes with when = "upfront" alone')))
        faults += self._residual_faults()
        if self.realised is not None and self.cash != "capacity":
            told = message(
                'is the share of capacity that cost money in the end: write cash = "capacity", or leave it out'
            )
            faults.append(Fault("realised", told))
        raise_faults([*faults, *period_faults(self.periods, *self._stated.values()), *source_faults(self)])

    @property
    def name(self) -> str:
        """What it is called in paths, which is its key, or its item."""
        return self.item if self.key is None else self.key

    @property
    def _stated(self) -> dict[str, Stated | None]:
        names = ("amount", "units", "unit_cost", "contingency", "realised")
        return {name: getattr(self, name) for name in names}

    def _time_faults(self) -> Iterator[Fault]:
        """List what does not go with the time at which it is paid."""
        if isinstance(self.amount, tuple):
            if self.when is not None:
                yield _of_a_list(message("is left out where `amount` lists one value for each period"), self.amount)
            return
        listed = [name for name, stated in self._stated.items() if isinstance(stated, tuple)]
        formulas = {name: stated for name, stated in self._stated.items() if isinstance(stated, Formula)}
        if self.when is None:
            if not listed and not any(formula.goes_by_period for formula in formulas.values()):
                yield Fault("when", message('is missing: "upfront", "each", or a period number from 1'))
        elif self.when != "each":
            for name in listed:
                said = message('goes with when = "each", or none: `{name}` lists one value for each period', name=name)
                yield _of_a_list(said, self._stated[name])
            for name, formula in formulas.items():
                yield from (fault.under(name) for fault in self._clock_faults(formula))

    def _residual_faults(self) -> Iterator[Fault]:
        """List what a residual needs that is not there."""
        if self.residual == STRAIGHT_LINE and self.service_life is None:
            yield Fault(
                "residual",
                message('"straight-line" needs `service_life`: the years that it serves; or write an amount'),
            )
        if self.residual_period is not None:
            if self.residual is None:
                yield Fault("residual_period", message("says when something comes back, and no `residual` says what"))
            elif isinstance(self.when, int) and self.residual_period < self.when:
                yield Fault(
                    "residual_period", message("comes before it is paid, in period {when}", when=str(self.when))
                )

    def _clock_faults(self, formula: Formula) -> Iterator[Fault]:
        """List the words by which a formula goes by the period, where it is paid once."""
        if self.when == "upfront":
            return place_faults(formula, upfront=True)
        said = message(
            'goes by the period, and this is paid once, in period {when}: write when = "each", or leave it out',
            when=str(self.when),
        )
        return (
            Fault("", message("column {column}: `{word}` {said}", column=str(column), word=word, said=said))
            for word, column in clocks_of(formula)
        )


def _of_a_list(said: str, stated: object) -> Fault:
    """Say what a list keeps `when` from being; two numbers that ascend were probably meant as an interval."""
    from blogroi.model.misread import with_interval  # noqa: PLC0415  only who made a mistake pays for it

    values = stated if isinstance(stated, tuple) and len(stated) == 2 else ()
    numbers = [value.value if isinstance(value, Point) else value for value in values]
    return evolve(with_interval(said, numbers), path="when")
