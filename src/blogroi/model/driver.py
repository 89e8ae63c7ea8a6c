"""A named quantity that any number of fields may use: drawn once per draw, or anew in each period, and the same for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, get_args

from attrs import Attribute, field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.chance import Chance
from blogroi.model.domain import Domain, faults_in_domain
from blogroi.model.fields import (
    Periods,
    Stated,
    as_map,
    as_stated,
    is_certain,
    is_choice,
    is_stated,
    is_text,
    is_text_or_empty,
    is_whole,
    period_faults,
)
from blogroi.model.forms import ByPeriod, Choice, Number, Text, Whole, entry, form_of
from blogroi.model.formula import Formula
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number, as_whole
from blogroi.model.number import number_faults
from blogroi.model.samples import Samples
from blogroi.model.sources import QuantitySource, adopt, source_faults
from blogroi.model.unit import PLAIN, SHARE, Unit
from blogroi.records import frozen

__all__ = ["FEWEST_SAMPLES", "Driver", "Varies"]

Varies: TypeAlias = Literal["once", "each period", "each year"]
"""How often a driver is drawn, once for the whole window, or anew in each period or year."""

FEWEST_SAMPLES = 20
"""The fewest samples that can persist from one period to the next; fewer have too few ranks for it."""


def _is_unit(driver: object, attribute: Attribute[Any], value: Any) -> None:
    if isinstance(value, str) and value.strip():
        is_text(driver, attribute, value)
    try:
        Unit.of(value)
    except CaseError as error:
        raise_faults(error.faults, under=attribute.name)


def _is_persistence(_: object, attribute: Attribute[Any], value: Any) -> None:
    faults = number_faults("", value)
    if not faults and not form_of(attribute).holds(value):
        cure = (
            message(": for {value} % write {other}", value=f"{value:g}", other=f"{value / 100:g}")
            if 1 < abs(value) < 100
            else ""
        )
        faults = [
            Fault(
                "", message("{value} is not a rank correlation between -1 and 1{cure}", value=f"{value:g}", cure=cure)
            )
        ]
    raise_faults(faults, under=attribute.name)


@frozen
class Driver:
    """A named quantity that any number of fields may use.

    Parameters
    ----------
    statement : str
        What it is, in a sentence.
    value : Quantity, float, Formula, str, or a list with one for each period
        How large it is, in its unit. A text is a formula of other drivers.
    unit : str, optional
        In what it is counted, as ``visit / post``; ``"share"`` for a share between 0 and 1, which is then read as in a field
        for shares.
    source : str
        Who says so, and where it can be read.
    year : int, optional
        Year that the figure is of.
    varies : {"once", "each period", "each year"}
        How often it is drawn, once for all that use it. A formula and a list vary by their parts.
    persistence : float
        Rank correlation of one period (or year) with the next, between -1 and 1.
    periods : {"together", "apart"}, optional
        How a list is drawn: each period at the same quantile unless it is said, or each by itself. A list that holds samples
        has to say it.
    sources : mapping of str to QuantitySource
        Who says so of its quantities, and of which year each is, by the name of the field: ``"value[2]"``; in a file they stand in the
        table of the quantity. They touch no figure.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> from blogroi.model import Normal, Range
    >>> Driver("Visits in a month", Range(3000, 5000), unit="visit").varies
    'once'
    >>> Driver("Good and bad months", Normal(1, 0.2), varies="each period", persistence=0.5).persistence
    0.5
    >>> Driver("Leads in a month", "visits * lead_rate").value
    Formula('visits * lead_rate')
    """

    statement: str = field(validator=is_text, metadata=entry(Text(), "What it is, in a sentence."))
    value: Stated = field(
        converter=as_stated,
        validator=is_stated,
        metadata=entry(
            ByPeriod(Domain.REAL), "How large it is, in its unit; or one for each period; or a formula of drivers."
        ),
    )
    unit: str | None = field(
        default=None,
        kw_only=True,
        validator=optional(_is_unit),
        metadata=entry(Text(), "In what it is counted, as visit / post; share for a share between 0 and 1."),
    )
    source: str = field(
        default="",
        kw_only=True,
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "Who says so."),
    )
    year: int | None = field(
        default=None,
        kw_only=True,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1000, 9999), "Year that the figure is of."),
    )
    varies: Varies = field(
        default="once",
        kw_only=True,
        validator=is_choice,
        metadata=entry(Choice(get_args(Varies)), "How often it is drawn, once for all that use it."),
    )
    persistence: float = field(
        default=0.0,
        kw_only=True,
        converter=as_number,
        validator=_is_persistence,
        metadata=entry(Number(above=-1, below=1), "Rank correlation of one period (or year) with the next."),
    )
    periods: Periods | None = field(
        default=None,
        kw_only=True,
        validator=optional(is_choice),
        metadata=entry(
            Choice(get_args(Periods)),
            "How a list is drawn: every period at the same quantile (the default), or each by itself. A list with samples has "
            "to say it.",
        ),
    )
    sources: FrozenMap[str, QuantitySource] = field(
        factory=FrozenMap[str, QuantitySource], converter=as_map, kw_only=True
    )

    def __attrs_post_init__(self) -> None:
        """Refuse what cannot vary, and what cannot persist."""
        adopt(self)
        faults = period_faults(self.periods, self.value)
        if self.is_share:
            faults += self._past_a_share()
        if self.varies != "once" and isinstance(self.value, Formula | tuple):
            said = (
                message(
                    "is left out: a formula varies by the drivers in it; state what varies as a driver, and multiply by it"
                )
                if isinstance(self.value, Formula)
                else message(
                    "is left out: a list says it for each period; state what varies as a driver, and multiply by it"
                )
            )
            faults.append(Fault("varies", said))
        elif self.persistence and self.varies == "once":
            said = message('goes with what varies: write varies = "each period" or "each year", or leave it out')
            faults.append(Fault("persistence", said))
        elif self.persistence and isinstance(self.value, Samples) and len(self.value.values) < FEWEST_SAMPLES:
            said = message(
                "goes with at least {fewest} samples, and there are {count}: leave it out",
                fewest=str(FEWEST_SAMPLES),
                count=str(len(self.value.values)),
            )
            faults.append(Fault("persistence", said))
        elif self.persistence and isinstance(self.value, Chance):
            said = message(
                "goes with what has more than two values: of a chance no two periods are so alike; leave it out"
            )
            faults.append(Fault("persistence", said))
        if self.periods is not None and not isinstance(self.value, tuple):
            faults.append(Fault("periods", message("goes with a list of one value for each period: leave it out")))
        raise_faults([*faults, *source_faults(self)])

    def _past_a_share(self) -> Iterator[Fault]:
        """List what lies outside 0 and 1; a formula is looked at when it is drawn."""
        if isinstance(self.value, tuple):
            for period, part in enumerate(self.value, start=1):
                yield from (fault.under(f"value[{period}]") for fault in faults_in_domain(part, Domain.SHARE))
        elif not isinstance(self.value, Formula):
            yield from (fault.under("value") for fault in faults_in_domain(self.value, Domain.SHARE))

    @property
    def is_share(self) -> bool:
        """Whether it says that it is a share."""
        return self.unit == SHARE

    @property
    def is_drawn(self) -> bool:
        """Whether it is uncertain by itself, being no formula, and no certain number or numbers."""
        return not isinstance(self.value, Formula) and not is_certain(self.value)

    @property
    def dimension(self) -> Unit | None:
        """Its unit, to be multiplied and divided; None where none is stated."""
        return None if self.unit is None else PLAIN if self.is_share else Unit.of(self.unit)
