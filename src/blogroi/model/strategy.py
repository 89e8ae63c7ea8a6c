"""What the tools are for: objectives, and the levers that act on them.

All of this is thought out before launch. Nothing here belongs to a tool: the same objectives, levers and indicators
are the yardstick for every one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import key_step
from blogroi.language.spoken import message
from blogroi.model.fields import as_optional_map, is_choice, is_text, key_faults
from blogroi.model.forms import Bounds, Choice, Key, Keyed, Number, Text, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.number import number_faults
from blogroi.model.weights import Weight, as_weight, is_weight
from blogroi.records import frozen

__all__ = ["Aim", "Lever", "LeverFamily", "Objective", "Party"]

Aim: TypeAlias = Literal["revenue", "cost", "service"]
"""What an objective wants, be it more revenue, less cost or better service."""

Party: TypeAlias = Literal["organisation", "customers", "members", "taxpayers", "employees", "public"]
"""Who benefits, or who pays."""

LeverFamily: TypeAlias = Literal["sales", "process"]
"""The two ways in which a tool can act, by better sales or by better internal processes."""


def _as_party(value: str | None) -> Party | None:
    return "public" if value == "the public" else value  # type: ignore[return-value]


@frozen
class Objective:
    """What the organisation wants.

    Parameters
    ----------
    statement : str
        The objective, in a sentence that can turn out true or false.
    aim : {"revenue", "cost", "service"}, optional
        More revenue, less cost, or better service; left out where it is not known.
    beneficiary : {"organisation", "customers", "members", "taxpayers", "employees", "public"}, optional
        Who is better off. The organisation itself by default; a service is always to somebody, so there it must
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

    statement: str = field(
        validator=is_text, metadata=entry(Text(), "The objective, in a sentence that can turn out true or false.")
    )
    aim: Aim | None = field(
        kw_only=True,
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Aim)), "More revenue, less cost, or better service."),
    )
    beneficiary: Party | None = field(
        kw_only=True,
        default=None,
        converter=_as_party,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Party), ("the public",)), "Who is better off; for a service it must be said."),
    )
    weight: Weight | None = field(
        kw_only=True,
        default=None,
        converter=as_weight,
        validator=optional(is_weight),
        metadata=entry(Bounds(), "Importance beside the other objectives; left out where it is not known."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a service to nobody."""
        if self.aim == "service" and self.beneficiary is None:
            told = message("is missing: whom the service is for, one of {names}", names=", ".join(get_args(Party)))
            raise CaseError.at("beneficiary", told)

    @property
    def benefits(self) -> Party:
        """Who is better off, the organisation where nobody else is named."""
        return self.beneficiary or "organisation"


def _are_shares(_: object, attribute: Attribute[Any], value: object) -> None:
    if value is None:
        return
    if not isinstance(value, Mapping):
        raise CaseError.at(attribute.name, message("is not a table of shares: write { renewals = 0.7, sales = 0.3 }"))
    faults = list(key_faults(value))
    for key, share in value.items():
        wrong = number_faults(key_step(str(key)), share)
        if not wrong and not 0.0 < share <= 1.0:
            wrong = [
                Fault(key_step(str(key)), message("{share} is not a share above 0 and up to 1", share=f"{share:g}"))
            ]
        faults += wrong
    if not faults and abs(sum(value.values()) - 1.0) > 1e-9:
        faults.append(Fault("", message("the shares sum to {sum}, not to 1", sum=f"{sum(value.values()):g}")))
    raise_faults(faults, under=attribute.name)


@frozen
class Lever:
    """A way in which a tool can act on an objective.

    Parameters
    ----------
    statement : str
        How it acts, in a sentence.
    family : {"sales", "process"}, optional
        Better sales, or better internal processes; by default it follows from the aim of its objective
        (:meth:`blogroi.model.case.Case.family_of`).
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

    statement: str = field(validator=is_text, metadata=entry(Text(), "How it acts, in a sentence."))
    family: LeverFamily | None = field(
        kw_only=True,
        default=None,
        validator=optional(is_choice),
        metadata=entry(
            Choice(get_args(LeverFamily)),
            "Better sales, or better internal processes; by default it follows from the aim of the objective.",
        ),
    )
    objective: str | None = field(
        kw_only=True,
        default=None,
        validator=optional(is_text),
        metadata=entry(Key("objectives"), "Key of the objective."),
    )
    objectives: FrozenMap[str, float] | None = field(
        kw_only=True,
        default=None,
        converter=as_optional_map,
        validator=_are_shares,
        metadata=entry(
            Keyed(Number(above=0, high=1), least=1, called="objective"),
            "Instead of objective: several, with shares that sum to 1.",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a lever that says twice what it acts on, or not at all."""
        if (self.objective is None) == (self.objectives is None):
            told = message("say what the lever acts on once: `objective`, or `objectives` with shares")
            raise CaseError.at("objective", told)

    @property
    def shares(self) -> FrozenMap[str, float]:
        """The share of the lever that goes to each objective; they sum to 1."""
        if self.objectives is not None:
            return self.objectives
        return FrozenMap({self.objective or "": 1.0})
