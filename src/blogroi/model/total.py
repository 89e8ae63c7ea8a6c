"""What is stated of all tools together."""

from __future__ import annotations

from attrs import field

from blogroi.model.fields import are_parts
from blogroi.model.forms import Listed, Table, entry
from blogroi.model.tool import Published, as_published
from blogroi.records import frozen

__all__ = ["Total"]


@frozen(kw_only=True)
class Total:
    """What is stated of all tools together: figures that somebody printed. It touches no figure.

    Parameters
    ----------
    published : Published or sequence of Published
        Figures that somebody printed about all tools together.

    Examples
    --------
    >>> from blogroi.model import Published
    >>> Total(published=Published(npv=12_000, source="Annual report")).published[0].npv
    12000
    """

    published: tuple[Published, ...] = field(
        default=(),
        converter=as_published,
        validator=are_parts,
        metadata=entry(
            Listed(Table(Published), is_ordered=False, may_stand_alone=True),
            "Figures that somebody printed about all tools together.",
        ),
    )
