"""The values that a field can have, and what a quantity states outside of them."""

from __future__ import annotations

import math
from enum import Enum
from itertools import islice

from blogroi.errors import MOST_FAULTS, Fault
from blogroi.model.intake import as_number
from blogroi.model.number import number_faults, share_cure
from blogroi.model.quantity import Beta, Mirrored, Normal, Point, Quantity, Range, ThreePoint, Uniform
from blogroi.model.samples import Samples

__all__ = ["Domain", "faults_in_domain"]


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
            return f"{value:g} is not a share between 0 and 1{share_cure(value)}"
        return f"{value:g} is below zero: give a number of at least 0"


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
        case Range(low, high) | Uniform(low, high):
            stated = {"low": low, "high": high}
        case ThreePoint(low, _, high):
            stated = {"low": low, "high": high}
        case Normal(mean):
            stated = {"mean": mean}
        case Samples(values):
            low, high = domain.value
            outside = (at for at, value in enumerate(values) if not low <= value <= high)
            stated = {f"samples[{at + 1}]": values[at] for at in islice(outside, MOST_FAULTS)}
        case Beta():
            pass
        case Mirrored():
            return [Fault("", "is the mirror image of a beta, which cannot be stated")]
        case _:  # not a quantity at all: say why
            return _quantity_faults(quantity, domain)
    least, greatest = domain.value
    return [Fault(name, domain.fault(value) or "") for name, value in stated.items() if not least <= value <= greatest]


def _quantity_faults(value: object, domain: Domain) -> list[Fault]:
    """List what keeps a value from being a quantity: it is not a number, or one that cannot be taken."""
    from blogroi.model.misread import quantity_fault  # noqa: PLC0415

    plain = as_number(value)
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        return number_faults("", plain)
    return [quantity_fault(value, share=domain is Domain.SHARE)]
