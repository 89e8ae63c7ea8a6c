"""What the tools are for: objectives, the levers that act on them, and the indicators that show it.

All of this is thought out before launch. Nothing here belongs to a tool: the same objectives, levers and indicators
are the yardstick for every one of them.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, field, frozen
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, key_step, raise_faults
from blogroi.model.fields import (
    Periods,
    PerPeriod,
    are_all,
    as_optional_map,
    as_optional_per_period,
    as_optional_quantity,
    each_within,
    is_date,
    is_flag,
    is_text,
    is_text_or_empty,
    is_whole,
    key_faults,
    one_of,
    period_faults,
    within,
)
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_list, as_number, as_optional_date, as_whole
from blogroi.model.quantity import Domain, Quantity, number_faults
from blogroi.model.weights import Weight, as_weight, is_weight

__all__ = [
    "Aim",
    "CashStatus",
    "Comparison",
    "Direction",
    "Frequency",
    "Indicator",
    "Lever",
    "LeverFamily",
    "Measurement",
    "Objective",
    "Party",
    "Scale",
    "Stage",
    "Valuation",
]

Aim: TypeAlias = Literal["revenue", "cost", "service"]
"""What an objective wants, be it more revenue, less cost or better service."""

Party: TypeAlias = Literal["organisation", "customers", "members", "taxpayers", "employees", "public"]
"""Who benefits, or who pays."""

LeverFamily: TypeAlias = Literal["sales", "process"]
"""The two ways in which a tool can act, by better sales or by better internal processes."""

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


def _as_party(value: str | None) -> Party | None:
    return "public" if value == "the public" else value  # type: ignore[return-value]


@frozen
class Objective:
    """What the organisation wants.

    Parameters
    ----------
    statement : str
        The objective, in a sentence that can turn out true or false.
    aim : {"revenue", "cost", "service"}
        More revenue, less cost, or better service.
    beneficiary : {"organisation", "customers", "members", "taxpayers", "employees", "public"}, optional
        Who is better off. The organisation itself unless it is said; a service is always to somebody, so there it must
        be said.
    weight : Point, Range, Uniform or float, optional
        Importance beside the other objectives, at least 0; left out where it is not known. Where every objective has an
        exact number, the numbers may be in any unit that is the same for all. Otherwise they are shares of 1, and the
        ends of a range are bounds: everything between them is equally possible, and a stated confidence is not read.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Objective("Members renew because the chamber serves them better", aim="service", beneficiary="members").aim
    'service'
    """

    statement: str = field(validator=is_text)
    aim: Aim = field(kw_only=True, validator=one_of(*get_args(Aim)))
    beneficiary: Party | None = field(
        kw_only=True, default=None, converter=_as_party, validator=optional(one_of(*get_args(Party)))
    )
    weight: Weight | None = field(kw_only=True, default=None, converter=as_weight, validator=optional(is_weight))

    def __attrs_post_init__(self) -> None:
        """Refuse a service to nobody."""
        if self.aim == "service" and self.beneficiary is None:
            message = f"is missing: a service is to somebody, one of {', '.join(get_args(Party))}"
            raise CaseError.at("beneficiary", message)

    @property
    def benefits(self) -> Party:
        """Who is better off, the organisation where nobody else is named."""
        return self.beneficiary or "organisation"


def _are_shares(_: object, attribute: Attribute[Any], value: object) -> None:
    if value is None:
        return
    if not isinstance(value, Mapping):
        raise CaseError.at(attribute.name, "is not a table of shares: write { renewals = 0.7, sales = 0.3 }")
    faults = list(key_faults(value))
    for key, share in value.items():
        wrong = number_faults(key_step(str(key)), share)
        if not wrong and not 0.0 < share <= 1.0:
            wrong = [Fault(key_step(str(key)), f"{share:g} is not a share above 0 and up to 1")]
        faults += wrong
    if not faults and abs(sum(value.values()) - 1.0) > 1e-9:
        faults.append(Fault("", f"the shares sum to {sum(value.values()):g}, not to 1"))
    raise_faults(faults, under=attribute.name)


@frozen
class Lever:
    """A way in which a tool can act on an objective.

    Parameters
    ----------
    statement : str
        How it acts, in a sentence.
    family : {"sales", "process"}
        Better sales, or better internal processes.
    objective : str, optional
        Key of the objective it acts on.
    objectives : mapping of str to float, optional
        Instead of ``objective``: keys of several objectives, with shares above 0 that sum to 1.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> lever = Lever("Questions are answered before they are asked", objective="renewals", family="process")
    >>> lever.shares
    FrozenMap({'renewals': 1.0})
    """

    statement: str = field(validator=is_text)
    family: LeverFamily = field(kw_only=True, validator=one_of(*get_args(LeverFamily)))
    objective: str | None = field(kw_only=True, default=None, validator=optional(is_text))
    objectives: FrozenMap[str, float] | None = field(
        kw_only=True, default=None, converter=as_optional_map, validator=_are_shares
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a lever that says twice what it acts on, or not at all."""
        if (self.objective is None) == (self.objectives is None):
            message = "say what the lever acts on once: `objective`, or `objectives` with shares"
            raise CaseError.at("objective", message)

    @property
    def shares(self) -> FrozenMap[str, float]:
        """The share of the lever that goes to each objective; they sum to 1."""
        if self.objectives is not None:
            return self.objectives
        return FrozenMap({self.objective or "": 1.0})


def _as_points(value: object) -> tuple[tuple[float, float], ...] | None:
    if value is None:
        return None
    points = as_list(value)
    if not isinstance(points, list):
        return value  # type: ignore[return-value]
    return tuple(tuple(map(as_number, point)) if isinstance(point, list) else point for point in map(as_list, points))


@frozen
class Scale:
    """A fixed scale from worst to best, the same for all tools and read off none of them.

    Parameters
    ----------
    worst, best : float, optional
        Values of the indicator that score 0 and 1; either may be the greater.
    points : sequence of (float, float), optional
        Value and score, for a scale that is not straight: values ascending, scores within [0, 1] and all one way. With
        ``worst`` and ``best`` left out, the ends are read off the points.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Scale(worst=0, best=4000).knots
    ((0, 0.0), (4000, 1.0))
    >>> Scale(points=[(50, 1), (75, 0.8), (90, 0.5), (100, 0)]).knots[0]
    (50, 1)
    """

    worst: float | None = field(default=None, converter=as_number)
    best: float | None = field(default=None, converter=as_number)
    points: tuple[tuple[float, float], ...] | None = field(default=None, converter=_as_points)

    def __attrs_post_init__(self) -> None:
        """Refuse a scale that has no two ends, or turns back on itself."""
        faults: list[Fault] = []
        for name in ("worst", "best"):
            value = getattr(self, name)
            if value is not None:
                faults += number_faults(name, value)
        if (self.worst is None) != (self.best is None):
            faults.append(Fault("best" if self.best is None else "worst", "is missing: a scale has two ends"))
        if self.points is None:
            if self.worst is None and self.best is None:
                faults.append(Fault("", "give `worst` and `best`, or `points`"))
            elif not faults and self.worst == self.best:
                faults.append(Fault("best", f"worst and best are both {self.worst:g}"))
        else:
            faults += self._point_faults(self.points)
        raise_faults(faults)

    def _point_faults(self, points: object) -> list[Fault]:
        if not isinstance(points, tuple) or len(points) < 2:
            return [Fault("points", "is not a list of at least two [value, score] pairs")]
        faults: list[Fault] = []
        for position, point in enumerate(points, start=1):
            if not isinstance(point, tuple) or len(point) != 2:
                faults.append(Fault(f"points[{position}]", "is not a pair of a value and a score"))
                continue
            faults += number_faults(f"points[{position}]", point[0]) + number_faults(f"points[{position}]", point[1])
        if faults:
            return faults
        values, scores = [point[0] for point in points], [point[1] for point in points]
        if any(later <= earlier for earlier, later in itertools.pairwise(values)):
            faults.append(Fault("points", "the values are not in ascending order"))
        if not all(0.0 <= score <= 1.0 for score in scores):
            faults.append(Fault("points", "a score lies outside 0 and 1"))
        steps = [later - earlier for earlier, later in itertools.pairwise(scores)]
        if not (all(step >= 0 for step in steps) or all(step <= 0 for step in steps)):
            faults.append(Fault("points", "the scores go up and down: a scale goes one way"))
        for name, end in (("worst", 0.0), ("best", 1.0)):
            value = getattr(self, name)
            stated = value is not None and not number_faults(name, value)
            if not faults and stated and (value, end) not in ((v, s) for v, s in points):
                faults.append(Fault("points", f"`{name}` is {value:g}, but the points do not give it {end:g}"))
        return faults

    @property
    def knots(self) -> tuple[tuple[float, float], ...]:
        """Value and score at each point of the scale, values ascending."""
        if self.points is not None:
            return self.points
        if self.worst is None or self.best is None:  # refused on the way in
            return ()
        return tuple(sorted([(self.worst, 0.0), (self.best, 1.0)]))


def _is_spread(_: object, attribute: Attribute[Any], value: object) -> None:
    faults = number_faults(attribute.name, value)
    if not faults and isinstance(value, int | float) and value <= 0:
        faults = [Fault(attribute.name, f"{value:g} is not above zero: observations differ")]
    raise_faults(faults)


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
    spread : float, optional
        Standard deviation of a single observation, in the unit of the indicator: what a measurement of ``n`` of them is worth
        can then be said before it is made.
    source : str
        Who measures, and where it is written down.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Measurement(method="survey", comparison="control group", frequency="quarter", cost=1200, n=200).cost
    Point(value=1200)
    """

    method: str = field(validator=is_text)
    comparison: Comparison | None = field(default=None, validator=optional(one_of(*get_args(Comparison))))
    frequency: Frequency | None = field(default=None, validator=optional(one_of(*get_args(Frequency))))
    cost: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.NON_NEGATIVE))
    )
    unit_cost: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.NON_NEGATIVE))
    )
    n: int | None = field(default=None, converter=as_whole, validator=optional(is_whole(1, 1_000_000_000)))
    spread: float | None = field(default=None, converter=as_number, validator=optional(_is_spread))
    source: str = field(default="", validator=is_text_or_empty)


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
    value : Quantity or float, optional
        Money for one unit, at least 0, in the currency of the case; left out where it is not put in money.
    valuation : str, optional
        How the value was found: ``"market price"``, ``"cost avoided"``, ``"margin on sales"``, ``"stated preference"``,
        ``"proxy"`` or ``"advertising equivalent"``.
    cash : {"cash", "avoided", "capacity", "equivalent"}, optional
        What becomes of the value: money comes in or stays, a planned spend is not made, time is freed, worth as much as.
    stage : str, optional
        Place in the chain input, activity, output, outtake, outcome, impact.
    margin : Quantity or float, optional
        Share of the value that is gain, for revenue. Left out, the whole value counts.
    scale : Scale, optional
        From worst to best change per period, for scoring; best must lie on the side that is better.
    total : Quantity, float, or a list with one for each period; optional
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
    change : Quantity, float, or a list with one for each period; optional
        Where it is shared, that change per period, in the unit of the indicator.
    periods : {"together", "apart"}, optional
        How a list for ``total`` or ``change`` is drawn: each period at the same quantile unless it is said, or each by itself.
        A list that holds samples has to say it.

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

    statement: str = field(validator=is_text)
    lever: str | None = field(default=None, validator=optional(is_text))
    unit: str = field(validator=is_text)
    better: Direction = field(validator=one_of(*get_args(Direction)))
    declared: datetime.date | None = field(default=None, converter=as_optional_date, validator=optional(is_date))
    value: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.NON_NEGATIVE))
    )
    valuation: Valuation | None = field(default=None, validator=optional(one_of(*get_args(Valuation))))
    cash: CashStatus | None = field(default=None, validator=optional(one_of(*get_args(CashStatus))))
    stage: Stage | None = field(default=None, validator=optional(one_of(*get_args(Stage))))
    margin: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.SHARE))
    )
    scale: Scale | None = field(default=None, validator=optional(are_all(Scale)))
    total: PerPeriod | None = field(
        default=None, converter=as_optional_per_period, validator=optional(each_within(Domain.REAL))
    )
    prior: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.REAL))
    )
    baseline: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.REAL))
    )
    baseline_date: datetime.date | None = field(default=None, converter=as_optional_date, validator=optional(is_date))
    target: Quantity | None = field(
        default=None, converter=as_optional_quantity, validator=optional(within(Domain.REAL))
    )
    deadline: datetime.date | None = field(default=None, converter=as_optional_date, validator=optional(is_date))
    measurement: Measurement | None = field(default=None, validator=optional(are_all(Measurement)))
    shared: bool = field(default=False, validator=is_flag)
    change: PerPeriod | None = field(
        default=None, converter=as_optional_per_period, validator=optional(each_within(Domain.REAL))
    )
    periods: Periods | None = field(default=None, validator=optional(one_of(*get_args(Periods))))

    def __attrs_post_init__(self) -> None:
        """Refuse a scale on which the worse is the better, the day of no baseline, and a shared change that is not there."""
        faults = period_faults(self.periods, self.total, self.change)
        if self.shared and self.change is None:
            faults.append(
                Fault("change", "is missing: the one change that all effects on a shared indicator are parts of")
            )
        if self.change is not None and not self.shared:
            message = "stands on an indicator that is `shared`: say `shared = true`, or state a change with each effect"
            faults.append(Fault("change", message))
        if self.baseline_date is not None and self.baseline is None:
            faults.append(Fault("baseline_date", "is the day of no baseline: state the `baseline` too"))
        if self.scale is not None:
            first, last = (score for _, score in (self.scale.knots[0], self.scale.knots[-1]))
            if first != last and (first < last) != (self.better == "higher"):
                message = f"runs from worst to best against `better = {self.better}`: turn one of the two round"
                faults.append(Fault("scale", message))
        raise_faults(faults)
