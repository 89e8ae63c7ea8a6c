"""Which weeks are before a launch, and which after it are counted."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.spoken import Message, message
from blogroi.measured.history import History
from blogroi.measured.options import ENOUGH_WEEKS, LEAST_WEEKS, day
from blogroi.measured.steps import PER_YEAR, SeriesStep, several, word
from blogroi.model.arguments import whole
from blogroi.model.brief import Brief, brief
from blogroi.records import frozen

__all__ = ["EarlierWeek", "Window", "too_few", "weeks_caution"]

MOST_AFTER = 520
"""The longest window, in steps: what would have been ten years later nobody can tell from the weeks before."""


@frozen(kw_only=True, repr=False)
class EarlierWeek(Brief):
    """One week before the launch.

    Parameters
    ----------
    day : datetime.date
        Its first day.
    observed : float or None
        What was counted; None where that is not known.
    """

    day: datetime.date
    observed: float | None

    def __repr__(self) -> str:
        """Return what was counted."""
        counted = "nothing known" if self.observed is None else f"{self.observed:,.6g} counted"
        return brief(self, counted, name=str(self.day))


@frozen(eq=False)
class Window:
    """Which weeks are before a launch, and which after it are counted."""

    history: History
    begin: int
    end: int
    weeks: NDArray[np.int64]
    weeks_before: int
    unknown_after: int
    past_a_year: int

    @classmethod
    def of(
        cls,
        history: History,
        launch: datetime.date | str,
        until: datetime.date | str | None,
        skip: int,
        at_least: int,
        last_year: bool,
    ) -> Window:
        """Find them, or say why there are none."""
        launched = day("launch", launch)
        at_least = whole("at_least", at_least, low=LEAST_WEEKS, high=100_000)
        end = min(max(history.place_of(launched), 0), len(history))
        begin = history.begin(end)
        before = history.known(begin, end)
        if before < at_least:
            raise OptionError("launch", too_few(before, at_least, launched, history.step))
        first = history.after(launched) + whole("skip", skip, low=0, high=100_000)
        past = len(history) if until is None else min(len(history), history.past(_until(until, launched)))
        places = np.arange(first, max(first, past))
        known = places[~np.isnan(history.values[places])]
        within = known[known < end + PER_YEAR[history.step]] if last_year else known
        if not len(within):
            if until is not None and past <= first < len(history):
                raise OptionError("until", _none_between(launched, _until(until, launched)))
            raise OptionError("launch", _none_after(launched, history))
        if len(within) > MOST_AFTER:
            raise OptionError("until", _too_many(len(within), history.step))
        return cls(
            history,
            begin,
            end,
            within,
            before,
            unknown_after=int(places[-1] - first + 1 - len(known)),
            past_a_year=len(known) - len(within),
        )

    def just_before(self) -> Iterator[EarlierWeek]:
        """Return the weeks just before, as many as a year has at most."""
        for place in range(max(self.begin, self.end - PER_YEAR[self.history.step]), self.end):
            counted = float(self.history.counted[place])
            yield EarlierWeek(day=self.history.day_at(place), observed=None if np.isnan(counted) else counted)

    def cautions(self) -> Iterator[Message]:
        """Say what a reader should know of the weeks."""
        yield from weeks_caution(self.weeks_before, self.history.step)
        if self.unknown_after:
            yield message(
                "{weeks} after the launch cannot be counted, since a number is missing",
                weeks=several(self.unknown_after, self.history.step),
            )
        if self.past_a_year:
            yield message(
                "{weeks} are left out: a year before them it had been launched already",
                weeks=several(self.past_a_year, self.history.step),
            )


def _until(until: datetime.date | str, launched: datetime.date) -> datetime.date:
    """Take the last day that is counted."""
    last = day("until", until)
    if last < launched:
        raise OptionError("until", message("{last} is before the launch on {day}", last=last, day=launched))
    return last


def weeks_caution(before: int, step: SeriesStep) -> Iterator[Message]:
    """Say how often intervals hold the truth where there are few weeks before; nothing where there are enough."""
    if before < ENOUGH_WEEKS:
        yield message(
            "there are {weeks} before the launch, fewer than {enough}: on weekly series where nothing had happened, intervals made to hold the truth 90 times in 100 held it 82 times with 12 weeks before, 87 times with 26 and 90 times with 52",
            weeks=several(before, step),
            enough=str(ENOUGH_WEEKS),
        )


def too_few(before: int, at_least: int, launch: datetime.date, step: SeriesStep) -> Message:
    """Say that there are too few weeks before, and what to do."""
    cure = (
        message("; `at_least={weeks}` (`--at-least {weeks}`) takes them as they are", weeks=str(before))
        if before >= LEAST_WEEKS
        else ""
    )
    return message(
        "there are {weeks} in full before {day}, too few to know how the series moves by itself: at least {least}. Take an export that begins earlier, or count something that has been counted for longer{cure}",
        weeks=several(before, step),
        day=launch,
        least=str(at_least),
        cure=cure,
    )


def _too_many(after: int, step: SeriesStep) -> Message:
    return message(
        "there are {weeks} after the launch, of which {most} at most are counted: name the last day, or count by longer steps",
        weeks=several(after, step),
        most=str(MOST_AFTER),
    )


def _none_between(launch: datetime.date, last: datetime.date) -> Message:
    return message(
        "between the launch on {day} and {last}, nothing is left that can be counted in full: name a later day",
        day=launch,
        last=last,
    )


def _none_after(launch: datetime.date, history: History) -> Message:
    return message(
        "no {step} after {day} can be counted: the last one that is known begins on {last}",
        step=word(history.step),
        day=launch,
        last=history.day_at(len(history) - 1),
    )
