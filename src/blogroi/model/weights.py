"""What is known of the weights of the objectives: an order, ratios, points given to swings, by one voice or by several.

People state how objectives compare; what set of weights that leaves, and how it is drawn from, is the engine's affair
(``blogroi.engine.compile.weight_set``). A weight stated with its objective stands in ``Objective.weight``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias, cast

from attrs import Attribute, field
from attrs.validators import and_, optional

from blogroi.errors import Fault, raise_faults
from blogroi.language.naming import describe, key_step
from blogroi.language.spoken import message
from blogroi.model.domain import Domain, faults_in_domain
from blogroi.model.fields import (
    are_parts,
    are_texts,
    as_map,
    as_optional_map,
    as_tuple,
    is_key_map,
    is_text,
    key_faults,
)
from blogroi.model.forms import Bounds, Key, Keyed, Listed, Number, Table, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number
from blogroi.model.number import WIDEST, is_number_within, number_faults
from blogroi.model.quantity import Point, QuantityLike, Range, Uniform, as_quantity
from blogroi.records import frozen

__all__ = [
    "Stakeholder",
    "Weight",
    "WeightRatio",
    "WeightStatements",
    "Weights",
    "as_weight",
    "is_weight",
    "weight_faults",
]

Weight: TypeAlias = Point | Range | Uniform
"""What a weight may be stated as, a number or two ends; other shapes would give some weights more chance than others."""

_SHAPES = message("a weight is a number or { low, high }, whose ends are bounds")


def as_weight(value: QuantityLike | None) -> Weight | None:
    """Take a weight, a plain number as a point, or None where it was left out; what is none is left to the validator."""
    return None if value is None else cast("Weight", as_quantity(value))


def is_weight(_: object, attribute: Attribute[Any], value: object) -> None:
    """Validate a weight: a number of at least 0, or two such ends."""
    raise_faults(weight_faults(value), under=attribute.name)


def weight_faults(value: Any) -> list[Fault]:
    """List what keeps a value from being a weight.

    Examples
    --------
    >>> from blogroi.model import Normal
    >>> [str(fault) for fault in weight_faults(Normal(0.5, 0.1))]
    ['is of the shape Normal: a weight is a number or { low, high }, whose ends are bounds']
    """
    faults = faults_in_domain(value, Domain.NON_NEGATIVE)
    if isinstance(value, Range | Uniform):
        beside = [name for name in ("shape", "min", "max") if getattr(value, name, None) is not None]
        if beside:
            return [
                *faults,
                *(Fault(name, message("is none of a weight, whose ends are bounds: leave it out")) for name in beside),
            ]
    if isinstance(value, Weight):
        return faults
    shape = type(value).__name__
    return (
        faults
        if any(not fault.path for fault in faults)
        else [Fault("", message("is of the shape {shape}: {shapes}", shape=shape, shapes=_SHAPES))]
    )


def _as_weights(value: Mapping[str, QuantityLike]) -> FrozenMap[str, Weight]:
    if not isinstance(value, Mapping):
        return value
    stated: dict[str, Any] = {key: as_quantity(weight) for key, weight in value.items()}
    return FrozenMap(stated)


def _are_weights(_: object, attribute: Attribute[Any], value: Mapping[str, object]) -> None:
    faults = list(key_faults(value))
    for key, weight in value.items():
        faults += [fault.under(key_step(str(key))) for fault in weight_faults(weight)]
    raise_faults(faults, under=attribute.name)


def _is_order(_: object, attribute: Attribute[Any], value: tuple[str, ...]) -> None:
    faults = [
        Fault(f"[{position}]", message("`{objective}` stands in the order twice", objective=objective))
        for position, objective in enumerate(value, start=1)
        if objective in value[: position - 1]
    ]
    if len(value) == 1:
        faults.append(Fault("", message("names a single objective: an order has at least two")))
    raise_faults(faults, under=attribute.name)


def _are_points(_: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, Mapping):
        raise_faults(
            [
                Fault(
                    "", message("{value} is not a table: write {{ renewals = 100, fees = 60 }}", value=describe(value))
                )
            ],
            under=attribute.name,
        )
    faults = list(key_faults(value))
    for key, points in value.items():
        wrong = number_faults(key_step(str(key)), points)
        if not wrong and points < 0:
            wrong = [
                Fault(
                    key_step(str(key)), message("{points} is below zero: points are at least 0", points=f"{points:g}")
                )
            ]
        faults += wrong
    if not faults and len(value) < 2:
        faults.append(
            Fault("", message("gives points to fewer than two objectives: they are compared with each other"))
        )
    if not faults and max(value.values()) == 0:
        faults.append(Fault("", message("gives no points at all: the greatest swing has 100, say")))
    least = max(value.values(), default=0) / WIDEST if not faults else 0
    faults += [
        Fault(
            key_step(str(key)),
            message("{points} is less than a billionth of the greatest: give 0", points=f"{points:g}"),
        )
        for key, points in value.items()
        if not faults and 0 < points < least
    ]
    raise_faults(faults, under=attribute.name)


def _as_points(value: Mapping[str, float] | None) -> FrozenMap[str, float] | None:
    if not isinstance(value, Mapping):
        return as_optional_map(value)
    return FrozenMap({key: as_number(points) for key, points in value.items()})


_FACTOR = Number(
    1 / WIDEST,
    WIDEST,
    otherwise=message(
        "is not a ratio between {least} and {widest}: 2 stands for twice as much",
        least=f"{1 / WIDEST:g}",
        widest=f"{WIDEST:g}",
    ),
)


@frozen
class WeightRatio:
    """How many times as much as another an objective counts.

    Parameters
    ----------
    numerator, denominator : str
        Keys of the two objectives; ``more`` and ``less`` in a case file.
    at_least : float
        The weight of ``numerator`` is at least so many times that of ``denominator``; from 1e-9 to 1e9, 1 by default.
    at_most : float, optional
        And at most so many times; no limit by default. Where it equals ``at_least``, the ratio is exact.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> WeightRatio("renewals", "fees", at_least=2)
    WeightRatio(numerator='renewals', denominator='fees', at_least=2, at_most=None)
    """

    numerator: str = field(
        validator=is_text, metadata=entry(Key("objectives"), "Key of the objective that counts more.", key="more")
    )
    denominator: str = field(
        validator=is_text, metadata=entry(Key("objectives"), "Key of the objective that counts less.", key="less")
    )
    at_least: float = field(
        kw_only=True,
        default=1.0,
        converter=as_number,
        validator=is_number_within,
        metadata=entry(_FACTOR, "At least so many times."),
    )
    at_most: float | None = field(
        kw_only=True,
        default=None,
        converter=as_number,
        validator=optional(is_number_within),
        metadata=entry(_FACTOR, "At most so many times; no limit by default."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an objective beside itself, and reversed ends."""
        faults: list[Fault] = []
        if self.numerator == self.denominator:
            faults.append(
                Fault("denominator", message("`{denominator}` is compared with itself", denominator=self.denominator))
            )
        if self.at_most is not None and self.at_most < self.at_least:
            told = message(
                "{at_most} is less than at_least, {at_least}",
                at_most=f"{self.at_most:g}",
                at_least=f"{self.at_least:g}",
            )
            faults.append(Fault("at_most", told))
        raise_faults(faults)


@frozen(kw_only=True)
class WeightStatements:
    """What one voice says of the weights; any of it, all of it or nothing.

    Parameters
    ----------
    order : sequence of str
        Keys of objectives, the most important first. It may name only some of them: nothing is said of the others.
    ratios : sequence of WeightRatio
        How objectives compare two by two.
    swing : mapping of str to float, optional
        Points given to the swing of each objective from its worst to its best: the weights of the objectives named are
        in the proportion of their points.
    rounding : float
        What the points were rounded to: with 10, each but the greatest may be off by up to 5, and none is above the
        greatest. 0 by default: points are then exact.

    Raises
    ------
    CaseError
        With all that is wrong.

    References
    ----------
    [Winterfeldt1986], for swing weights; [Salo1992].

    Examples
    --------
    >>> WeightStatements(order=["renewals", "fees"]).order
    ('renewals', 'fees')
    """

    order: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=and_(are_texts, _is_order),
        metadata=entry(Listed(Key("objectives"), is_distinct=True), "Keys of objectives, the most important first."),
    )
    ratios: tuple[WeightRatio, ...] = field(
        default=(),
        converter=as_tuple,
        validator=are_parts,
        metadata=entry(Listed(Table(WeightRatio), is_ordered=False), "How objectives compare two by two."),
    )
    swing: FrozenMap[str, float] | None = field(
        default=None,
        converter=_as_points,
        validator=optional(_are_points),
        metadata=entry(Keyed(Number(0), least=2, called="objective"), "Points given to the swing from worst to best."),
    )
    rounding: float = field(
        default=0.0,
        converter=as_number,
        validator=is_number_within,
        metadata=entry(
            Number(0, otherwise=message("is below zero: 10 stands for points to the nearest 10")),
            "What the points were rounded to: 10 for the nearest 10; 0 for exact points.",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse the rounding of points that are not there."""
        if self.rounding and self.swing is None:
            raise_faults([Fault("rounding", message("is the rounding of no points: give `swing`"))])


@frozen(kw_only=True)
class Stakeholder(WeightStatements):
    """What one of several people says of the weights.

    Parameters
    ----------
    order, ratios, swing, rounding
        As in :class:`WeightStatements`.
    weights : mapping of str to Weight or float
        Weights of objectives. Where every objective of the case has an exact number, the numbers may be in any unit;
        otherwise they are shares of 1, and the ends of a range are bounds.
    influence : float
        How much this voice counts beside the other stakeholders, above 0 and in any unit, 1 by default; ``voice`` in a case
        file.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Stakeholder(weights={"renewals": 0.5, "fees": Range(0.2, 0.4)}, influence=2).weights["renewals"]
    Point(value=0.5)
    """

    weights: FrozenMap[str, Weight] = field(
        factory=FrozenMap,
        converter=_as_weights,
        validator=and_(is_key_map, _are_weights),
        metadata=entry(Keyed(Bounds(), called="objective"), "Weights of objectives."),
    )
    influence: float = field(
        default=1.0,
        converter=as_number,
        validator=is_number_within,
        metadata=entry(
            Number(above=0, otherwise=message("is not above zero: who has no voice is left out")),
            "How much this voice counts beside the others, in any unit.",
            key="voice",
        ),
    )


@frozen(kw_only=True)
class Weights(WeightStatements):
    """What is known of the weights of the objectives, beside what is stated with each of them.

    Parameters
    ----------
    order, ratios, swing, rounding
        As in :class:`WeightStatements`: what holds for everybody.
    stakeholders : mapping of str to Stakeholder
        What each of several people says, by key. Left out, there is one voice.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Weights(ratios=[WeightRatio("renewals", "fees", at_least=2)]).ratios[0].at_most is None
    True
    """

    stakeholders: FrozenMap[str, Stakeholder] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=and_(is_key_map, are_parts),
        metadata=entry(Keyed(Table(Stakeholder)), "What each of several people says."),
    )
