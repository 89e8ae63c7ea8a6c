"""Observed or simulated values in the place of a shape, equally likely or with weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from attrs import field
from attrs.converters import optional as if_given

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.forms import Listed, Number, entry
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import GREATEST, number_faults
from blogroi.model.truncation import Truncated
from blogroi.records import frozen

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


@frozen(repr=False)
class Samples(Truncated):
    """Observed or simulated values, each equally likely to be drawn unless they have weights.

    Parameters
    ----------
    values : iterable of float
        At least one value, in the unit of the field.
    weights : iterable of float, optional
        How often each is drawn, in proportion to their sum: as many, none below zero, at least one above.
    min, max : float, optional
        Least and greatest value that is drawn: others are left out.

    Raises
    ------
    CaseError
        When there is none, one of them is not a finite number, or the weights are not those of the values.

    Examples
    --------
    >>> Samples([310, 420, 280])
    Samples(values=(310, 420, 280))
    >>> Samples([0, 500], weights=[9, 1])
    Samples(values=(0, 500), weights=(9, 1))
    """

    values: tuple[float, ...] = field(
        converter=_values,
        metadata=entry(
            Listed(Number(), least=1), "Observed or simulated values, equally likely unless weighted.", key="samples"
        ),
    )
    weights: tuple[float, ...] | None = field(
        default=None,
        converter=if_given(_values),
        metadata=entry(Listed(Number(0), least=1), "How often each of them is drawn, in proportion to their sum."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an empty sample, and say which values are not numbers."""
        if not isinstance(self.values, tuple):
            raise CaseError.at("samples", message("{value} is not a list of numbers", value=describe(self.values)))
        if not self.values:
            raise CaseError.at("samples", message("is empty: give at least one value"))
        if not _are_numbers(self.values):
            raise_faults(_faults_of("samples", self.values))
        if self.weights is not None:
            self._check_weights(self.weights)
        if self.is_truncated:
            drawn = self.drawn
            raise_faults(self.truncation_faults(min(drawn), max(drawn), each=drawn))

    @property
    def drawn(self) -> tuple[float, ...]:
        """The values that have a weight above zero, whatever is cut off."""
        if self.weights is None:
            return self.values
        return tuple(value for value, weight in zip(self.values, self.weights, strict=True) if weight > 0)

    def _check_weights(self, weights: tuple[float, ...]) -> None:
        """Refuse weights that are none, or of other values."""
        if not isinstance(weights, tuple):
            raise CaseError.at("weights", message("{value} is not a list of numbers", value=describe(weights)))
        if len(weights) != len(self.values):
            raise CaseError.at(
                "weights",
                message(
                    "has {count} numbers for {other} samples: one for each",
                    count=str(len(weights)),
                    other=str(len(self.values)),
                ),
            )
        if not _are_numbers(weights):
            raise_faults(_faults_of("weights", weights))
        raise_faults(
            Fault(
                f"weights[{position}]",
                message("{weight} is below zero: give 0 for a value that is never drawn", weight=f"{weight:g}"),
            )
            for position, weight in enumerate(weights, start=1)
            if weight < 0
        )
        if not any(weights):
            raise CaseError.at("weights", message("are all 0: give at least one above zero, or leave them out"))


def _are_numbers(values: tuple[float, ...]) -> bool:
    return set(map(type, values)) <= {int, float} and all(-GREATEST <= value <= GREATEST for value in values)


def _faults_of(name: str, values: tuple[float, ...]) -> list[Fault]:
    return [
        fault for position, value in enumerate(values, start=1) for fault in number_faults(f"{name}[{position}]", value)
    ]
