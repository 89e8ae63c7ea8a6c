"""The tools compared: what each costs, what each is assumed to have changed, and how that is known.

Whether a tool is new or legacy is not stored: it follows from the date of its introduction, and no calculation reads
that date.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import Attribute, field
from attrs.validators import and_, optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.brief import Brief, brief, count
from blogroi.model.cost import Cost
from blogroi.model.duration import Duration, as_duration
from blogroi.model.effect import Effect
from blogroi.model.fields import (
    are_parts,
    are_texts,
    as_map,
    as_optional_tuple,
    as_tuple,
    is_date,
    is_key_map,
    is_text,
    is_text_or_empty,
    text_faults,
)
from blogroi.model.forms import Day, Either, Keyed, Listed, Number, Table, Text, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number, as_optional_date
from blogroi.model.number import is_number_within, number_faults
from blogroi.records import frozen

__all__ = ["PUBLISHED_FIGURES", "Published", "Tool", "as_published"]

PUBLISHED_FIGURES = ("benefits", "costs", "npv", "roi", "bcr", "payback", "irr")


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

    benefits: float | None = field(
        default=None, converter=as_number, metadata=entry(Number(), "Present value of benefits.")
    )
    costs: float | None = field(default=None, converter=as_number, metadata=entry(Number(), "Present value of costs."))
    npv: float | None = field(default=None, converter=as_number, metadata=entry(Number(), "Net present value."))
    roi: float | None = field(
        default=None, converter=as_number, metadata=entry(Number(), "Return on investment: 0.67 for 67 %.")
    )
    bcr: float | None = field(default=None, converter=as_number, metadata=entry(Number(), "Benefit-cost ratio."))
    payback: float | Duration | None = field(
        default=None,
        converter=_as_payback,
        metadata=entry(Either((Number(), Table(Duration))), "In steps of the horizon, or in a unit of its own."),
    )
    irr: float | None = field(
        default=None, converter=as_number, metadata=entry(Number(), "Internal rate of return, a fraction.")
    )
    by_indicator: FrozenMap[str, float] = field(
        factory=FrozenMap,
        converter=_as_numbers,
        validator=and_(is_key_map, _are_numbers),
        metadata=entry(
            Keyed(Number(), least=1, called="indicator"),
            "Changes that were printed, over the horizon and in the unit of the indicator, by its key.",
        ),
    )
    rounded: float | None = field(
        default=None,
        converter=as_number,
        validator=optional(is_number_within),
        metadata=entry(
            Number(
                above=0,
                otherwise=message(
                    "is not above zero: 0.01 where a figure has two decimals, 1000 where it is in thousands"
                ),
            ),
            "To what the figures were rounded: 0.01, or 1000 for one in thousands. Left out, by the last digit written.",
        ),
    )
    source: str = field(validator=is_text, metadata=entry(Text(), "Where it was printed."))

    def __attrs_post_init__(self) -> None:
        """Refuse a publication of nothing."""
        faults: list[Fault] = []
        for name, value in self.figures.items():
            if not isinstance(value, Duration):
                faults += number_faults(name, value)
        if not self.figures and not self.by_indicator:
            known = ", ".join((*PUBLISHED_FIGURES, "by_indicator"))
            faults.append(Fault("", message("give at least one figure: {names}", names=known)))
        raise_faults(faults)

    @property
    def figures(self) -> FrozenMap[str, float | Duration]:
        """The figures of the tool that were printed, by name."""
        printed = {name: getattr(self, name) for name in PUBLISHED_FIGURES}
        return FrozenMap({name: value for name, value in printed.items() if value is not None})

    def figures_in(self, step_in_years: float) -> FrozenMap[str, float]:
        """Return the figures of the tool that were printed, by name, the payback in steps of a horizon.

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


def as_published(value: Published | Iterable[Published]) -> tuple[Published, ...]:
    """Take one publication as a list of it."""
    return (value,) if isinstance(value, Published) else as_tuple(value)


@frozen(kw_only=True)
class Tool(Brief):
    """A communication tool: a blog, a newsletter, an intranet, a magazine, a fair.

    Parameters
    ----------
    name : str, optional
        Its name, as readers know it; in a case, its key by default.
    kind : str, optional
        What sort of tool it is: ``"blog"``, ``"newsletter"``, ...
    introduced : datetime.date, optional
        Day on which it was introduced. It labels effects as anticipated or emergent, and touches no figure; where it is left
        out, the two cannot be told apart.
    audience : sequence of str
        For whom it is made.
    costs : sequence of Cost
        What it costs. A tool without costs is not free: its cost is a gap. Each is called by its item; two of one item need a ``key``.
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

    name: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "Its name, as readers know it; its key by default."),
    )
    kind: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(Text(may_be_empty=True), "What sort of tool it is: blog, newsletter, magazine."),
    )
    introduced: datetime.date | None = field(
        default=None,
        converter=as_optional_date,
        validator=optional(is_date),
        metadata=entry(Day(), "Day on which it was introduced. It touches no figure."),
    )
    audience: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=are_texts,
        metadata=entry(Listed(Text(), is_ordered=False), "For whom it is made."),
    )
    costs: tuple[Cost, ...] = field(
        default=(),
        converter=as_tuple,
        validator=are_parts,
        metadata=entry(Listed(Table(Cost), is_ordered=False), "What it costs."),
    )
    effects: FrozenMap[str, Effect] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=and_(is_key_map, are_parts),
        metadata=entry(Keyed(Table(Effect), called="indicator"), "Its effects, by indicator."),
    )
    published: tuple[Published, ...] = field(
        default=(),
        converter=as_published,
        validator=are_parts,
        metadata=entry(
            Listed(Table(Published), is_ordered=False, may_stand_alone=True), "Figures that somebody printed about it."
        ),
    )
    not_applicable: FrozenMap[str, str] = field(
        factory=FrozenMap,
        converter=as_map,
        validator=is_key_map,
        metadata=entry(
            Keyed(Text(), called="indicator"), "Indicators on which no effect is possible, each with the reason why."
        ),
    )
    intended: tuple[str, ...] | None = field(
        default=None,
        converter=as_optional_tuple,
        validator=optional(are_texts),
        metadata=entry(Listed(Text(), is_ordered=False), "Keys of the indicators that it was meant to move."),
    )

    def __repr__(self) -> str:
        """Return what it is called, and how much is stated of it."""
        return brief(
            self,
            count(len(self.costs), "cost"),
            count(len(self.effects), "effect"),
            "" if self.introduced is None else f"introduced on {self.introduced}",
            name=self.name,
        )

    def __attrs_post_init__(self) -> None:
        """Refuse a reason that is none, and an effect where none is said to be possible."""
        faults = [
            Fault(
                f"not_applicable.{key}",
                _no_reason(reason, fault),
            )
            for key, reason in self.not_applicable.items()
            for fault in text_faults(reason)
        ]
        faults += [
            Fault(f"not_applicable.{key}", message("has an effect too: keep one of the two"))
            for key in self.not_applicable
            if key in self.effects
        ]
        raise_faults([*faults, *self._name_faults()])

    def _name_faults(self) -> Iterator[Fault]:
        """List the costs that are called as one before them: streams, correlations and settings go by their names."""
        called: dict[str, int] = {}
        for place, cost in enumerate(self.costs, start=1):
            first = called.setdefault(cost.name, place)
            if first < place:
                said = message("is missing") if cost.key is None else message("is taken")
                told = message(
                    "costs[{first}] is called {value} too: give one of the two a `key` of its own",
                    first=str(first),
                    value=describe(cost.name),
                )
                yield Fault(f"costs[{place}].key", message("{said}: {fault}", said=said, fault=told))


def _no_reason(reason: object, fault: Fault) -> str:
    """Say what a reason is to be, where none is given."""
    if not isinstance(reason, str):
        return message("{value} is not a text: give the reason why no effect is possible", value=describe(reason))
    return fault.message if reason.strip() else message("is empty: give the reason why no effect is possible")
