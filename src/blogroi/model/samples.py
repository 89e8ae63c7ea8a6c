"""Observed or simulated values in the place of a shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from attrs import field, frozen

from blogroi.errors import CaseError, describe, raise_faults
from blogroi.model.forms import Listed, Number, entry
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import GREATEST, number_faults

__all__ = ["Samples"]


def _values(values: Iterable[float]) -> tuple[float, ...]:
    listed = as_list(values)
    if isinstance(listed, str | bytes | bytearray | Mapping) or not isinstance(listed, Iterable) or _is_scalar(listed):
        return cast("tuple[float, ...]", values)
    kept = tuple(listed)
    return kept if set(map(type, kept)) <= {int, float} else tuple(map(as_number, kept))


def _is_scalar(value: object) -> bool:
    """Return whether an array is a single number, which numpy lets nobody iterate over."""
    return getattr(value, "shape", None) == ()


@frozen
class Samples:
    """Observed or simulated values, each equally likely to be drawn.

    Parameters
    ----------
    values : iterable of float
        At least one value, in the unit of the field.

    Raises
    ------
    CaseError
        When there is none, or one of them is not a finite number.

    Examples
    --------
    >>> Samples([310, 420, 280])
    Samples(values=(310, 420, 280))
    """

    values: tuple[float, ...] = field(
        converter=_values,
        metadata=entry(Listed(Number(), least=1), "Observed or simulated values, equally likely.", key="samples"),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an empty sample, and say which values are not numbers."""
        if not isinstance(self.values, tuple):
            raise CaseError.at("samples", f"{describe(self.values)} is not a list of numbers")
        if not self.values:
            raise CaseError.at("samples", "is empty: give at least one value")
        if set(map(type, self.values)) <= {int, float} and all(-GREATEST <= value <= GREATEST for value in self.values):
            return
        raise_faults(
            fault
            for position, value in enumerate(self.values, start=1)
            for fault in number_faults(f"samples[{position}]", value)
        )
