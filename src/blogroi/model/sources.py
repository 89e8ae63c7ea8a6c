"""Who says so, and of which year a figure is: stated beside a quantity, and read by no calculation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import field, fields
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.fields import is_text_or_empty, is_whole
from blogroi.model.forms import ByPeriod, Text, Uncertain, Whole, entries, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_whole
from blogroi.model.reference import Reference, plain_quantity
from blogroi.records import frozen

__all__ = ["QuantitySource", "QuotedSource", "adopt", "is_answered", "quantity_fields", "source_faults"]


@frozen
class QuantitySource:
    """Who says that a quantity is what it is, and of which year the figure is.

    Parameters
    ----------
    source : str
        Who says so, and where it can be read.
    year : int, optional
        Year that the figure is of.
    reference : str
        Key of the reference figure that the numbers were taken from.

    Raises
    ------
    CaseError
        When neither of the first two is stated, or one cannot be.

    Examples
    --------
    >>> QuantitySource("Personnel department", year=2025).year
    2025
    """

    source: str = field(
        default="", validator=is_text_or_empty, metadata=entry(Text(), "Who says so, and where it can be read.")
    )
    year: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1000, 9999), "Year that the figure is of."),
    )
    reference: str = field(
        default="",
        validator=is_text_or_empty,
        metadata=entry(Text(), "Key of the reference figure that the numbers beside it were taken from."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a source of nobody and of no year."""
        if not self.source and self.year is None and self.reference:
            cure = message("is missing: numbers beside `reference` say who says so; without numbers, it brings its own")
            raise CaseError.at("source", cure)
        if not self.source and self.year is None:
            raise CaseError.at("source", message("is empty: write who says so, or leave it out"))


@frozen
class QuotedSource(QuantitySource):
    """The source of a published figure that is not yet held against the case that it stands in; the case makes it a plain one.

    Parameters
    ----------
    currency : str or None
        The money that the figure is in.
    is_converted : bool
        Whether somebody has said by what it is multiplied to stand in the currency and the prices of the case.
    """

    currency: str | None = None
    is_converted: bool = False

    @property
    def plain(self) -> QuantitySource:
        """What is left of it in a case."""
        return QuantitySource(self.source, self.year, self.reference)


def quantity_fields(cls: type) -> dict[str, str]:
    """Return the fields of a class that hold quantities, each by its key in a document; none where no sources are kept.

    Examples
    --------
    >>> from blogroi.model.cost import Cost
    >>> list(quantity_fields(Cost))
    ['amount', 'units', 'unit_cost', 'contingency', 'realised', 'residual']
    """
    if not any(attribute.name == "sources" for attribute in fields(cls)):
        return {}
    return {
        stated.key: attribute.name
        for attribute, stated in entries(cls)
        if isinstance(stated.form, Uncertain | ByPeriod)
    }


def adopt(part: Any) -> None:
    """Put the numbers of published figures in the place of these, and their sources beside them; called once, as a part is made.

    Parameters
    ----------
    part : Indicator, Effect, Cost, Driver or Measurement
        What they are stated with.

    Raises
    ------
    CaseError
        When the source of one is stated beside it too.
    """
    quoted: dict[str, QuotedSource] = {}
    for name in quantity_fields(type(part)).values():
        stated = getattr(part, name)
        parts = stated if isinstance(stated, tuple) else (stated,)
        for place, one in enumerate(parts, start=1):
            if isinstance(one, Reference):
                at = f"{name}[{place}]" if isinstance(stated, tuple) else name
                quoted[at] = QuotedSource(one.source, one.year, one.key, one.currency, one.is_converted)
        if any(isinstance(one, Reference) for one in parts):
            plain = tuple(plain_quantity(one) for one in parts)
            object.__setattr__(part, name, plain if isinstance(stated, tuple) else plain[0])
    if quoted:
        raise_faults(
            Fault(f"sources.{name}", message("is said twice: a reference figure brings its source with it"))
            for name in quoted
            if name in part.sources
        )
        object.__setattr__(part, "sources", FrozenMap({**part.sources, **quoted}))


def source_faults(part: Any) -> Iterator[Fault]:
    """List the sources of a part that are none, and those of fields that state nothing.

    Parameters
    ----------
    part : Indicator, Effect, Cost, Driver or Measurement
        What they are stated with.

    Yields
    ------
    Fault
    """
    names = quantity_fields(type(part)).values()
    for name, source in part.sources.items():
        at = re.fullmatch(r"(\w+)(?:\[([1-9][0-9]*)\])?", str(name))
        stated = getattr(part, at[1]) if at is not None and at[1] in names else None
        if not isinstance(source, QuantitySource):
            yield Fault(f"sources.{name}", message("is not of the class QuantitySource"))
        elif at is None or stated is None:
            yield Fault(
                f"sources.{name}",
                message("states nothing that could have a source: one of {names}", names=", ".join(names)),
            )
        elif isinstance(stated, tuple) != (at[2] is not None) or (at[2] is not None and int(at[2]) > len(stated)):
            where = message("{at}[1], for the first of its list", at=at[1]) if isinstance(stated, tuple) else at[1]
            yield Fault(f"sources.{name}", message("stands for nothing: write {where}", where=where))


def is_answered(part: Any, name: str) -> bool:
    """Return whether somebody answers for a field by a source of its own: for each of a list.

    Examples
    --------
    >>> from blogroi.model.cost import Cost
    >>> is_answered(Cost(item="Site", amount=5, when=1, sources={"amount": QuantitySource("Quote of 3 May")}), "amount")
    True
    """
    stated, named = getattr(part, name), {key for key, said in part.sources.items() if said.source}
    if isinstance(stated, tuple):
        return all(f"{name}[{period}]" in named for period in range(1, len(stated) + 1))
    return name in named
