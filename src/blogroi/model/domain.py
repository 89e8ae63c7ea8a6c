"""The values that a field can have, and what a quantity states outside of them."""

from __future__ import annotations

import math
from enum import Enum
from itertools import islice

from blogroi.errors import MOST_FAULTS, Fault
from blogroi.language.spoken import message
from blogroi.model.chance import Chance
from blogroi.model.estimate import Estimate
from blogroi.model.intake import as_number
from blogroi.model.number import number_faults, share_cure
from blogroi.model.quantiles import Quantiles
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies
from blogroi.model.truncation import Truncated

__all__ = ["Domain", "faults_in_domain", "support_of"]


class Domain(Enum):
    """The values that a field can have.

    A shape without bounds of its own (a range, a mean with its spread) is drawn so that it stays within the domain of
    its field.

    Examples
    --------
    >>> Domain.SHARE.low, Domain.SHARE.high
    (0.0, 1.0)
    """

    REAL = (-math.inf, math.inf)
    NON_NEGATIVE = (0.0, math.inf)
    SHARE = (0.0, 1.0)
    FROM_ONE = (1.0, math.inf)

    @property
    def low(self) -> float:
        """Lowest value."""
        return self.value[0]

    @property
    def high(self) -> float:
        """Highest value."""
        return self.value[1]

    def fault(self, value: float) -> str | None:
        """Return what is wrong with a value of this field, or None.

        Examples
        --------
        >>> Domain.SHARE.fault(40)
        '40 is not a share between 0 and 1: for 40 % write 0.4'
        >>> Domain.SHARE.fault(0.2)
        """
        if self.low <= value <= self.high:
            return None
        if self is Domain.SHARE:
            return message("{value} is not a share between 0 and 1{cure}", value=f"{value:g}", cure=share_cure(value))
        if self is Domain.FROM_ONE:
            return message("{value} is below 1: periods are counted from 1", value=f"{value:g}")
        return message("{value} is below zero: give a number of at least 0", value=f"{value:g}")


def support_of(quantity: Quantity, domain: Domain) -> tuple[float, float]:
    """Return the ends between which all of a quantity is drawn.

    Parameters
    ----------
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have.

    Returns
    -------
    low, high : float

    Examples
    --------
    >>> support_of(ThreePoint(2, 3, 6), Domain.FROM_ONE), support_of(Range(2, 6, max=9), Domain.FROM_ONE)
    ((2, 6), (1.0, 9))
    """
    if isinstance(quantity, Mirrored):
        low, high = support_of(quantity.of, Domain.SHARE)
        low, high = -high, -low
    else:
        low, high = _shape_support(quantity, domain)
        if isinstance(quantity, Truncated):
            low, high = quantity.within(low, high)
    return max(low, domain.low), min(high, domain.high)


def _shape_support(quantity: Quantity, domain: Domain) -> tuple[float, float]:
    """Return the ends of a shape before anything is cut off."""
    match quantity:
        case Point(value):
            return value, value
        case Uniform(low, high) | ThreePoint(low, _, high):
            return low, high
        case Samples(values):
            return min(values), max(values)
        case Beta() | Chance():
            return 0.0, 1.0
        case _:
            return domain.value


def faults_in_domain(quantity: Quantity, domain: Domain) -> list[Fault]:
    """List what a quantity states outside the domain of its field.

    Parameters
    ----------
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that the field can have.

    Returns
    -------
    list of Fault
        Empty where all is well.

    Examples
    --------
    >>> [str(fault) for fault in faults_in_domain(Range(0.4, 1.2), Domain.SHARE)]
    ['high: 1.2 is not a share between 0 and 1: it would be 120 %']
    """
    stated: dict[str, float] = {}
    match quantity:
        case Point(value):
            stated = {"": value}
        case Range(low, high) | Uniform(low, high) | ThreePoint(low, _, high) | Estimate(_, low, high):
            stated = {"low": low, "high": high}
        case Normal(mean):
            stated = {"mean": mean}
        case Quantiles(points):
            stated = {f"quantiles[{at}][2]": value for at, (_, value) in enumerate(points, start=1)}
        case Samples(values):
            stated = _outside("samples", values, domain)
        case Studies(values):
            stated = _outside("studies", values, domain)
        case Beta() | Chance() if domain is Domain.FROM_ONE:
            return [Fault("", message("lies between 0 and 1, and periods are counted from 1"))]
        case Beta() | Chance():
            pass
        case Mirrored():  # made where an indicator is turned round, whose change may be any number
            return [] if domain is Domain.REAL else [Fault("", message("is a mirror image, which cannot be stated"))]
        case _:  # not a quantity at all: say why
            return _quantity_faults(quantity, domain)
    least, greatest = domain.value
    if isinstance(quantity, Truncated) and quantity.is_truncated:
        ends = {"min": quantity.min, "max": quantity.max}
        # what is cut off inside the domain may be stated outside of it
        stated = {
            name: min(max(value, _lower(quantity, least)), _upper(quantity, greatest)) for name, value in stated.items()
        }
        stated |= {name: end for name, end in ends.items() if end is not None}
    return [Fault(name, domain.fault(value) or "") for name, value in stated.items() if not least <= value <= greatest]


def _lower(quantity: Truncated, least: float) -> float:
    """Return the end below which nothing is drawn whatever the domain; none where it is not the domain's own or above."""
    return quantity.min if quantity.min is not None and quantity.min >= least else -math.inf


def _upper(quantity: Truncated, greatest: float) -> float:
    return quantity.max if quantity.max is not None and quantity.max <= greatest else math.inf


def _outside(name: str, values: tuple[float, ...], domain: Domain) -> dict[str, float]:
    """Give the values that lie outside a domain, each by its path; no more than anybody reads."""
    low, high = domain.value
    outside = (at for at, value in enumerate(values) if not low <= value <= high)
    return {f"{name}[{at + 1}]": values[at] for at in islice(outside, MOST_FAULTS)}


def _quantity_faults(value: object, domain: Domain) -> list[Fault]:
    """List what keeps a value from being a quantity: it is not a number, or one that cannot be taken."""
    from blogroi.model.misread import quantity_fault  # noqa: PLC0415

    plain = as_number(value)
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return number_faults("", plain)
    return [quantity_fault(value, share=domain is Domain.SHARE)]
