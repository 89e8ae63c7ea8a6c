"""The tools compared: what each costs, what each is held to have changed, and how that is known.

Whether a tool is new or legacy is not stored: it follows from the date of its introduction, and no calculation reads
that date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, field, frozen
from attrs.validators import and_, optional

from blogroi.errors import CaseError, Fault, describe, raise_faults, suggest
from blogroi.model.duration import Duration, as_duration
from blogroi.model.fields import (
    Periods,
    PerPeriod,
    are_all,
    are_texts,
    as_map,
    as_optional_per_period,
    as_optional_quantity,
    as_optional_tuple,
    as_tuple,
    each_within,
    is_date,
    is_flag,
    is_key_map,
    is_text,
    is_text_or_empty,
    is_whole,
    one_of,
    period_faults,
    text_faults,
    within,
)
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number, as_optional_date, as_whole
from blogroi.model.quantity import Domain, Point, Quantity, as_quantity, number_faults
from blogroi.model.strategy import Party

__all__ = ["MAX_PERIODS", "Cost", "Effect", "Evidence", "Published", "Tool"]

MAX_PERIODS = 1200
"""The longest horizon in steps, a hundred years of months."""

Evidence: TypeAlias = Literal["measured", "observed", "estimated", "assumed"]
"""How an effect is known, against a counterfactual, before and after, from people, or by none of these."""


def _is_when(_: object, attribute: object, value: object) -> None:
    if value is None or (isinstance(value, str) and value in ("each", "upfront")):
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise_faults([Fault("when", f"{describe(value)} is not known: {_when_cure(value)}")])
    elif not 1 <= value <= MAX_PERIODS:
        first = 'what is paid before the first is "upfront"' if value < 1 else "1 is the first of the horizon"
        cure = f"they count from 1; {first}"
        raise_faults([Fault("when", f"there is no period {describe(value)}: {cure}")])


def _when_cure(value: object) -> str:
    """Say when something can be paid, or which of it was meant."""
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
    amount : Quantity, float, or a list with one for each period; optional
        Money, at least 0. Instead of it, ``units`` and ``unit_cost``.
    units, unit_cost : Quantity or float, optional
        How many, and money for one.
    when : {"upfront", "each"} or int, optional
        Before the first period, in each period, or in the period of that number, from 1. Left out where ``amount`` is a
        list.
    contingency : Quantity or float
        Optimism-bias uplift on this cost: 0.1 adds 10 %.
    paid_by : str
        Whose money: the organisation's unless it is said.
    sunk : bool
        Spent and not recoverable: shown, and left out of forward-looking figures for every tool alike.
    service_life : int, optional
        Years that something paid upfront serves; whole-life figures spread its cost evenly over them.
    periods : {"together", "apart"}, optional
        How a list of amounts is drawn: each period at the same quantile unless it is said, or each by itself. A list that
        holds samples has to say it.

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

    item: str = field(validator=is_text)
    amount: PerPeriod | None = field(
        default=None, converter=as_optional_per_period, validator=optional(each_within(Domain.NON_NEGATIVE))
    )
    units: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.NON_NEGATIVE))
    )
    unit_cost: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.NON_NEGATIVE))
    )
    when: Literal["upfront", "each"] | int | None = field(default=None, converter=as_whole, validator=_is_when)
    contingency: Quantity = field(default=Point(0.0), converter=as_quantity, validator=within(Domain.NON_NEGATIVE))
    paid_by: Party = field(default="organisation", validator=one_of(*get_args(Party)))
    sunk: bool = field(default=False, validator=is_flag)
    service_life: int | None = field(
        default=None, converter=as_whole, validator=optional(is_whole(1, MAX_PERIODS // 12))
    )
    periods: Periods | None = field(default=None, validator=optional(one_of(*get_args(Periods))))

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
        if isinstance(self.amount, tuple):
            if self.when is not None:
                faults.append(Fault("when", "is left out where `amount` lists one value for each period"))
        elif self.when is None:
            faults.append(Fault("when", 'is missing: "upfront", "each", or a period number from 1'))
        if self.service_life is not None and self.when != "upfront":
            faults.append(Fault("service_life", 'goes with when = "upfront" alone'))
        raise_faults(faults + period_faults(self.periods, self.amount))


def _is_p_value(_: object, attribute: Attribute[Any], value: Any) -> None:
    faults = number_faults("", value)
    if not faults and not 0.0 < value <= 1.0:
        faults = [Fault("", f"{value:g} is not a p-value above 0 and up to 1")]
    raise_faults(faults, under=attribute.name)


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
        Periods that it lasts; to the horizon unless it is said. What lies past the horizon is not counted, for any tool.
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
        How a list of changes is drawn: each period at the same quantile unless it is said, or each by itself. A list that
        holds samples has to say it.

    Raises
    ------
    CaseError
        With all that is wrong.

    References
    ----------
    J. Nicholls and others, A Guide to Social Return on Investment (2012), for deadweight, attribution, displacement and
    drop-off; J. J. Phillips, Return on Investment in Training and Performance Improvement Programs, for confidence.

    Examples
    --------
    >>> Effect(change=700, deadweight=0.2, evidence="estimated").credit
    Point(value=1.0)
    """

    change: PerPeriod | None = field(
        default=None, converter=as_optional_per_period, validator=optional(each_within(Domain.REAL))
    )
    deadweight: Quantity = field(default=Point(0.0), converter=as_quantity, validator=within(Domain.SHARE))
    credit: Quantity = field(default=Point(1.0), converter=as_quantity, validator=within(Domain.SHARE))
    displacement: Quantity = field(default=Point(0.0), converter=as_quantity, validator=within(Domain.SHARE))
    drop_off: Quantity = field(default=Point(0.0), converter=as_quantity, validator=within(Domain.SHARE))
    confidence: Quantity = field(default=Point(1.0), converter=as_quantity, validator=within(Domain.SHARE))
    starts: int = field(default=1, converter=as_whole, validator=is_whole(1, MAX_PERIODS))
    lasts: int | None = field(default=None, converter=as_whole, validator=optional(is_whole(1, MAX_PERIODS)))
    evidence: Evidence = field(validator=one_of(*get_args(Evidence)))
    source: str = field(default="", validator=is_text_or_empty)
    observed: datetime.date | None = field(default=None, converter=as_optional_date, validator=optional(is_date))
    searched: int = field(default=1, converter=as_whole, validator=is_whole(1, 1_000_000))
    noticed_by: str = field(default="", validator=is_text_or_empty)
    p_value: float | None = field(default=None, converter=as_number, validator=optional(_is_p_value))
    periods: Periods | None = field(default=None, validator=optional(one_of(*get_args(Periods))))

    def __attrs_post_init__(self) -> None:
        """Ask how a list with samples is drawn."""
        raise_faults(period_faults(self.periods, self.change))


PUBLISHED_FIGURES = ("benefits", "costs", "npv", "roi", "bcr", "payback", "irr")


def _is_above_zero(_: object, attribute: Attribute[Any], value: Any) -> None:
    faults = number_faults("", value)
    if not faults and value <= 0:
        faults = [
            Fault(
                "", f"{value:g} is not above zero: 0.01 where a figure has two decimals, 1000 where it is in thousands"
            )
        ]
    raise_faults(faults, under=attribute.name)


def _as_payback(value: Any) -> Any:
    try:
        return as_duration(as_number(value))
    except CaseError as error:
        raise CaseError(fault.under("payback") for fault in error.faults) from None


def _as_numbers(value: Mapping[str, float]) -> FrozenMap[str, float]:
    if not isinstance(value, Mapping):
        return value
    return FrozenMap({key: as_number(part) for key, part in value.items()})


def _are_numbers(_: object, attribute: Attribute[Any], value: Mapping[str, float]) -> None:
    raise_faults(
        (fault for key, part in value.items() for fault in number_faults(key, part)),
        under=attribute.name,
    )


@frozen(kw_only=True)
class Published:
    """A figure that somebody printed about a tool, to be recomputed from its own parts.

    Parameters
    ----------
    benefits, costs, npv, roi, bcr, irr : float, optional
        What was printed; ROI and IRR as a fraction (0.67 for 67 %).
    payback : float or Duration, optional
        In steps of the horizon, or in a unit of its own: ``Duration(months=14)``.
    by_indicator : mapping of str to float
        Changes that were printed, over the horizon and in the unit of the indicator, by its key.
    rounded : float, optional
        To what the figures were rounded: 0.01, or 1000 for one in thousands. Left out, by the last digit written.
    source : str
        Where it was printed.

    Raises
    ------
    CaseError
        When no figure is given, or one is not a number.

    Examples
    --------
    >>> Published(roi=0.67, source="InformationWeek, 26 January 2007").figures
    FrozenMap({'roi': 0.67})
    """

    benefits: float | None = field(default=None, converter=as_number)
    costs: float | None = field(default=None, converter=as_number)
    npv: float | None = field(default=None, converter=as_number)
    roi: float | None = field(default=None, converter=as_number)
    bcr: float | None = field(default=None, converter=as_number)
    payback: float | Duration | None = field(default=None, converter=_as_payback)
    irr: float | None = field(default=None, converter=as_number)
    by_indicator: FrozenMap[str, float] = field(
        factory=FrozenMap, converter=_as_numbers, validator=and_(is_key_map, _are_numbers)
    )
    rounded: float | None = field(default=None, converter=as_number, validator=optional(_is_above_zero))
    source: str = field(validator=is_text)

    def __attrs_post_init__(self) -> None:
        """Refuse a publication of nothing."""
        faults: list[Fault] = []
        for name, value in self.figures.items():
            if not isinstance(value, Duration):
                faults += number_faults(name, value)
        if not self.figures and not self.by_indicator:
            faults.append(Fault("", f"give at least one figure: {', '.join(PUBLISHED_FIGURES)}"))
        raise_faults(faults)

    @property
    def figures(self) -> FrozenMap[str, float | Duration]:
        """The figures of the tool that were printed, by name."""
        printed = {name: getattr(self, name) for name in PUBLISHED_FIGURES}
        return FrozenMap({name: value for name, value in printed.items() if value is not None})

    def figures_in(self, step_in_years: float) -> FrozenMap[str, float]:
        """Give the figures of the tool that were printed, by name, the payback in steps of a horizon.

        Parameters
        ----------
        step_in_years : float
            Length of a step of the horizon.

        Returns
        -------
        FrozenMap of str to float

        Examples
        --------
        >>> Published(payback=Duration(months=18), source="A report").figures_in(1.0)
        FrozenMap({'payback': 1.5})
        """
        return FrozenMap(
            {
                name: value.in_years / step_in_years if isinstance(value, Duration) else value
                for name, value in self.figures.items()
            }
        )


def _as_published(value: Published | Iterable[Published]) -> tuple[Published, ...]:
    return (value,) if isinstance(value, Published) else as_tuple(value)


@frozen(kw_only=True)
class Tool:
    """A communication tool: a blog, a newsletter, an intranet, a magazine, a fair.

    Parameters
    ----------
    name : str, optional
        Its name, as readers know it; in a case, its key unless it is said.
    kind : str, optional
        What sort of tool it is: ``"blog"``, ``"newsletter"``, ...
    introduced : datetime.date, optional
        Day on which it was introduced. It labels effects as anticipated or emergent, and touches no figure; where it is left
        out, the two cannot be told apart.
    audience : sequence of str
        For whom it is made.
    costs : sequence of Cost
        What it costs. A tool without costs is not free: its cost is a gap.
    effects : mapping of str to Effect
        Its effects, by the key of the indicator.
    published : Published or sequence of Published
        Figures that somebody printed about it.
    not_applicable : mapping of str to str
        Indicators on which no effect is possible, each with the reason why.
    intended : sequence of str, optional
        Keys of the indicators that it was meant to move. It labels effects as anticipated or emergent, and touches no figure;
        an empty one says that it was meant for nothing that the case names, which is not the same as none.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> from datetime import date
    >>> blog = Tool(name="The chamber's blog", kind="blog", introduced=date(2026, 1, 15))
    >>> blog.costs
    ()
    """

    name: str = field(default="", validator=is_text_or_empty)
    kind: str = field(default="", validator=is_text_or_empty)
    introduced: datetime.date | None = field(default=None, converter=as_optional_date, validator=optional(is_date))
    audience: tuple[str, ...] = field(default=(), converter=as_tuple, validator=are_texts)
    costs: tuple[Cost, ...] = field(default=(), converter=as_tuple, validator=are_all(Cost))
    effects: FrozenMap[str, Effect] = field(
        factory=FrozenMap, converter=as_map, validator=and_(is_key_map, are_all(Effect))
    )
    published: tuple[Published, ...] = field(default=(), converter=_as_published, validator=are_all(Published))
    not_applicable: FrozenMap[str, str] = field(factory=FrozenMap, converter=as_map, validator=is_key_map)
    intended: tuple[str, ...] | None = field(default=None, converter=as_optional_tuple, validator=optional(are_texts))

    def __attrs_post_init__(self) -> None:
        """Refuse a reason that is none, and an effect where none is said to be possible."""
        faults = [
            Fault(
                f"not_applicable.{key}", f"{fault.message.partition(':')[0]}: give the reason why no effect is possible"
            )
            for key, reason in self.not_applicable.items()
            for fault in text_faults(reason)
        ]
        faults += [
            Fault(f"not_applicable.{key}", "has an effect too: keep one of the two")
            for key in self.not_applicable
            if key in self.effects
        ]
        raise_faults(faults)
