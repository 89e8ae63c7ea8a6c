"""In what prices the money of a case is stated: with inflation taken out, or as it will be paid."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from attrs import field
from attrs.validators import optional

from blogroi.errors import CaseError
from blogroi.language.spoken import message
from blogroi.model.fields import is_choice, is_whole
from blogroi.model.forms import Choice, Whole, entry
from blogroi.model.intake import as_whole
from blogroi.records import frozen

__all__ = ["PriceKind", "Prices"]

PriceKind: TypeAlias = Literal["real", "nominal"]
"""Whether inflation is taken out of amounts and rates, or is in them."""


@frozen(kw_only=True)
class Prices:
    """In what prices the money of a case is stated. It touches no figure, and is held against the rate and the formulas.

    Parameters
    ----------
    kind : {"real", "nominal"}
        ``"real"``: in the prices of one year, with inflation taken out. ``"nominal"``: as it will be paid.
    year : int, optional
        Of which year real prices are.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> str(Prices(kind="real", year=2026)), str(Prices(kind="nominal"))
    ('prices of 2026', 'nominal prices')
    """

    kind: PriceKind = field(
        validator=is_choice,
        metadata=entry(
            Choice(get_args(PriceKind)), "In the prices of one year, inflation taken out; or as it will be paid."
        ),
    )
    year: int | None = field(
        default=None,
        converter=as_whole,
        validator=optional(is_whole),
        metadata=entry(Whole(1000, 9999), "Of which year real prices are."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a year of what is paid in every year."""
        if self.kind == "nominal" and self.year is not None:
            raise CaseError.at("year", message('goes with kind = "real" alone: nominal prices are those of each year'))

    def __str__(self) -> str:
        """Return them in words."""
        return f"{self.kind} prices" if self.year is None else f"prices of {self.year}"
