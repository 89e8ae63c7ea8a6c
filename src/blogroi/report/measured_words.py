"""How changes of a series are said: rounded to what their interval bears, with the step that they are counted by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blogroi.language.sentence import Sentence
from blogroi.language.spoken import Joined, message
from blogroi.measured.interval import Interval
from blogroi.results.format import percent_to_spread, to_spread

__all__ = [
    "as_sentences",
    "control_advice",
    "controls_named",
    "lift_in_words",
    "percent_range",
    "range_of",
    "rounded",
    "series_named",
]


def rounded(value: float, interval: Interval) -> str:
    """Return a number of the unit of a series, rounded to what its interval bears."""
    return to_spread(value, interval.high - interval.low)


def range_of(interval: Interval) -> str:
    """Return the ends of an interval, in the unit of a series.

    Examples
    --------
    >>> range_of(Interval(-58.2, -81.3, -35.1))
    '-81 to -35'
    """
    return message("{low} to {high}", low=rounded(interval.low, interval), high=rounded(interval.high, interval))


def lift_in_words(lift: Interval) -> str:
    """Return the middle of a change in per cent."""
    return percent_to_spread(lift.estimate, lift.high - lift.low)


def percent_range(lift: Interval) -> str:
    """Return the ends of a change in per cent.

    Examples
    --------
    >>> percent_range(Interval(-0.13, -0.18, -0.08))
    '-18 % to -8 %'
    """
    wide = lift.high - lift.low
    return message("{low} to {high}", low=percent_to_spread(lift.low, wide), high=percent_to_spread(lift.high, wide))


def series_named(name: str) -> str:
    """Return what a series is called, or that it is one."""
    return name or message("the series")


def controls_named(controls: Iterable[str]) -> str:
    """Return what controls are called; nothing where there are none."""
    named = [message("the same weeks of last year") if name == "last year" else name for name in controls]
    return Joined(named)


def as_sentences(warnings: Iterable[str]) -> Iterator[Sentence]:
    """Return what answers say as clauses, as sentences."""
    return (Sentence(said) for said in warnings)


def control_advice() -> str:
    """Say what a control is, and what it is good for."""
    return message(
        "A control would make the range narrower: a series that moves as this one does and that the tool cannot move "
        "(another desk, another region), `--control FILE:COLUMN`."
    )
