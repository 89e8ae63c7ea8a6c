"""Ends that any shape may have beside its own: what is stated beyond them is cut off, and nothing is piled up at an end."""

from __future__ import annotations

import math
from typing import Any

from attrs import field, fields
from attrs.converters import optional as if_given
from attrs.validators import optional

from blogroi.errors import Fault
from blogroi.language.spoken import message
from blogroi.model.forms import Number, entry
from blogroi.model.intake import as_number
from blogroi.model.number import is_number
from blogroi.records import frozen

__all__ = ["Truncated", "negated"]


_FINEST = 1e-9
"""The least part of what is stated that may be left: of less the draws would have no digits."""


@frozen(repr=False)
class Truncated:
    """What may be cut off at a least and a greatest value: the draws follow the part between them.

    Parameters
    ----------
    min, max : float, optional
        Least and greatest value that is drawn, in the unit of the field.
    """

    min: float | None = field(
        default=None,
        kw_only=True,
        converter=if_given(as_number),
        validator=optional(is_number),
        metadata=entry(Number(), "Nothing below it is drawn: the rest is drawn in its place."),
    )
    max: float | None = field(
        default=None,
        kw_only=True,
        converter=if_given(as_number),
        validator=optional(is_number),
        metadata=entry(Number(), "Nothing above it is drawn: the rest is drawn in its place."),
    )

    def __repr__(self) -> str:
        """Return the call that builds it, without what nobody said."""
        parts = sorted(
            fields(type(self)), key=lambda part: part.kw_only
        )  # those of a class behind its base's come first
        stated: list[tuple[str, Any]] = [(part.name, getattr(self, part.name)) for part in parts]
        said = ", ".join(f"{name}={value!r}" for name, value in stated if value is not None)
        return f"{type(self).__name__}({said})"

    @property
    def is_truncated(self) -> bool:
        """Whether a least or a greatest value is stated."""
        return self.min is not None or self.max is not None

    def within(self, low: float, high: float) -> tuple[float, float]:
        """Return two ends, as far as they lie between the least and the greatest value."""
        return max(low, _or(self.min, -math.inf)), min(high, _or(self.max, math.inf))

    def truncation_faults(
        self, low: float, high: float, *, each: tuple[float, ...] | None = None, is_logarithmic: bool = False
    ) -> list[Fault]:
        """List what is wrong with the least and the greatest value of what lies about between two others.

        Parameters
        ----------
        low, high : float
            What is stated lies between them, or in great part.
        each : tuple of float, optional
            What alone is drawn, where it is values and not a curve.
        is_logarithmic : bool
            Whether it is as fine next to zero as far from it.
        """
        if not self.is_truncated:
            return []
        least, most = _or(self.min, -math.inf), _or(self.max, math.inf)
        if least > most:
            return [
                Fault(
                    "min",
                    message(
                        "{least} is above max, {most}: write min = {most}, max = {least}",
                        least=f"{least:g}",
                        most=f"{most:g}",
                    ),
                )
            ]
        if each is not None:
            if any(least <= value <= most for value in each):
                return []
        elif least == most:
            return [
                Fault(
                    "min",
                    message("and max are both {least}: for a certain number give the number alone", least=f"{least:g}"),
                )
            ]
        finest = 0.0 if is_logarithmic else _FINEST * (high - low)
        if each is not None or min(most, high) - max(least, low) <= finest:
            name, end = ("min", least) if least > low else ("max", most)
            where = message("what is stated lies about between {low} and {high}", low=f"{low:g}", high=f"{high:g}")
            return [
                Fault(name, message("{end} leaves nothing that can be drawn: {where}", end=f"{end:g}", where=where))
            ]
        return []


def _or(end: float | None, otherwise: float) -> float:
    return otherwise if end is None else end


def negated(end: float | None) -> float | None:
    """Return an end on the other side of zero, and none where there is none; zero keeps no sign.

    Examples
    --------
    >>> negated(3), negated(0), negated(None)
    (-3, 0, None)
    """
    return None if end is None else 0 - end
