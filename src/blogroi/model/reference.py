"""A published figure where a quantity is asked for, until the case that holds it makes it its own.

A case takes over the numbers, who says so and of which year they are; of the figure itself only its key is left, so that a file
that was saved says the same whatever becomes of the catalogue it was taken from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogroi.records import frozen

if TYPE_CHECKING:
    from blogroi.model.quantity import Quantity

__all__ = ["Reference", "plain_quantity"]


@frozen(kw_only=True)
class Reference:
    """A published figure taken as a quantity, as :meth:`blogroi.literature.figures.ReferenceFigure.quantity` gives it.

    Parameters
    ----------
    key : str
        Key of the figure.
    quantity : Quantity
        Its numbers, converted already.
    source : str
        Who says so, and where it can be read.
    year : int
        Year that it is of.
    currency : str or None
        The money that it is in; None where it is in none.
    is_converted : bool
        Whether somebody has said by what it is multiplied to stand in the currency and the prices of the case.

    Examples
    --------
    >>> import blogroi
    >>> call = blogroi.references()["contact_cost.fr_3939_call_2007"].quantity()
    >>> call.quantity, call.currency, call.year
    (Point(value=4.96), 'EUR', 2007)
    """

    key: str
    quantity: Quantity
    source: str
    year: int
    currency: str | None
    is_converted: bool


def plain_quantity(value: Any) -> Any:
    """Return the numbers of a published figure, and anything else as it is.

    Examples
    --------
    >>> plain_quantity(3)
    3
    """
    return value.quantity if isinstance(value, Reference) else value
