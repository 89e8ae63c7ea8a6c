"""Scales: from where to where a figure reaches, and the round numbers that stand on its axis."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator

from blogroi.records import frozen
from blogroi.results.format import on_axis

__all__ = ["Scale", "Tick", "scale_of"]

_STEPS = (1, 2, 5)
_NOTHING, _VAST = 1e-15, 1e300


@frozen
class Tick:
    """A round number on an axis.

    Parameters
    ----------
    value : float
        The number.
    label : str
        How it is written.
    """

    value: float
    label: str


@frozen
class Scale:
    """From where to where a figure reaches.

    Parameters
    ----------
    low, high : float
        Its ends; the second is greater.
    ticks : tuple of Tick
        Round numbers within, in order.
    """

    low: float
    high: float
    ticks: tuple[Tick, ...]

    def share(self, value: float) -> float:
        """Return how far along the scale a value lies: 0 at its beginning or before, 1 at its end or behind.

        Examples
        --------
        >>> scale_of([0.0, 200.0]).share(50.0)
        0.25
        """
        half = self.high / 2.0 - self.low / 2.0  # the whole may be past what a number can be
        return min(max((value / 2.0 - self.low / 2.0) / half, 0.0), 1.0)


def scale_of(
    values: Iterable[float | None],
    *,
    with_zero: bool = True,
    most: int = 5,
    fits: Callable[[Scale], bool] = lambda _: True,
) -> Scale:
    """Return a scale on which all values lie.

    Parameters
    ----------
    values : iterable of float or None
        The values; None for what is not known.
    with_zero : bool
        Whether nothing lies on it too: where lengths are compared, it must.
    most : int
        The most ticks.
    fits : callable
        Whether there is room for the labels of a scale; fewer ticks are tried until there is.

    Returns
    -------
    Scale

    Examples
    --------
    >>> [tick.label for tick in scale_of([-16_200.0, 16_700.0]).ticks]
    ['-10,000', '0', '10,000']
    >>> scale_of([]).ticks
    (Tick(value=0.0, label='0'), Tick(value=0.5, label='0.5'), Tick(value=1.0, label='1'))
    """
    known = [value for value in values if value is not None]
    low, high = _ends([*known, 0.0] if with_zero or not known else known)
    for count in range(most, 0, -1):
        ticks = tuple(_ticks(low, high, count))
        if ticks and fits(scale := Scale(low, high, ticks)):
            return scale
    return Scale(low, high, ())


def _ends(known: list[float]) -> tuple[float, float]:
    """Return where a scale begins and ends; around a single value there is some room."""
    low, high = min(known), max(known)
    if high / 2.0 - low / 2.0 > max(1e-12 * max(abs(low), abs(high)), _NOTHING):
        return low, high
    room = abs(low) if abs(low) > _NOTHING else 1.0
    if abs(low) + room > sys.float_info.max:  # no number lies that far out: the room is on the other side
        return (low / 2.0, high) if low > 0.0 else (low, high / 2.0)
    return (low, high + room) if low >= 0.0 else (low - room, high)


def _ticks(low: float, high: float, most: int) -> Iterator[Tick]:
    """Go through the multiples of the smallest round step of which no more than so many lie between."""
    power = math.floor(math.log10((high / 2.0 - low / 2.0) / most)) if max(high, -low) < _VAST else 299
    while True:
        for leading in _STEPS:
            first, last = (
                _multiple(end, leading, power, rounded) for end, rounded in ((low, math.ceil), (high, math.floor))
            )
            if last - first < most:
                for count in range(first, last + 1):
                    value = _times(count * leading, power)
                    yield Tick(value, on_axis(value, max(-power, 0)))
                return
        power += 1


def _multiple(end: float, leading: int, power: int, rounded: Callable[[float], int]) -> int:
    """Return which multiple of a step is the outermost that does not pass an end; one at it by a rounding is not past it."""
    steps = end / leading / 10.0**power if power >= 0 else end / leading * 10.0**-power
    near = round(steps)
    return near if abs(steps - near) <= 1e-9 * max(abs(steps), 1.0) else rounded(steps)


def _times(whole: int, power: int) -> float:
    """Return a whole number times a power of ten, to the last bit."""
    return float(whole * 10**power) if power >= 0 else whole / 10**-power
