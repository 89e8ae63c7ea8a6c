"""How often the procedure is right on a series where nothing had happened: launches that never were."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from blogroi.errors import OptionError
from blogroi.language.spoken import Message, message
from blogroi.measured.history import History
from blogroi.measured.interval import Interval
from blogroi.measured.options import ENOUGH_WEEKS, LEAST_WEEKS, chance, day, paths_of, positive
from blogroi.measured.series import Series
from blogroi.measured.steps import several
from blogroi.model.arguments import whole
from blogroi.model.brief import Brief, brief, count
from blogroi.records import frozen
from blogroi.results.answer import Answer
from blogroi.results.format import as_percent

__all__ = ["LOW_SHARE", "PlaceboLaunch", "Placebos", "placebos"]

LOW_SHARE = 0.8
"""Below this share a reader is warned first."""

_SHORT_HISTORY = 26
_ENOUGH_APART = 3
"""So many windows that do not overlap are wanted before a shorter history is read for each."""

_ONE_IN = 0.01
"""A share that the method would give in one series of a hundred, were it right, is taken for a sign that it is not."""


@frozen(kw_only=True, repr=False)
class PlaceboLaunch(Brief):
    """A launch that never was.

    Parameters
    ----------
    day : datetime.date
        The first day after it.
    observed : float
        What was counted in its window.
    expected : Interval
        What the procedure expected.
    """

    DERIVED: ClassVar = ("held",)

    day: datetime.date
    observed: float
    expected: Interval

    def __repr__(self) -> str:
        """Return whether the interval held what was counted, in one line."""
        return brief(self, f"{'held' if self.held else 'not held'}; {self.observed:,.6g} counted", name=str(self.day))

    @property
    def held(self) -> bool:
        """Whether the interval held what was counted."""
        return self.expected.holds(self.observed)


@frozen(kw_only=True, repr=False)
class Placebos(Answer):
    """Launches that never were, before the real one: how often the interval held what was counted.

    Parameters
    ----------
    weeks : int
        Length of the window after each, as after the real one.
    history : int
        How many weeks before each were read: the same for all.
    launches : int
        How many there are, one each week.
    independent : int
        How many of their windows do not overlap: two launches a week apart are nearly one.
    covered : float or None
        Share of them whose interval held what was counted; None where there are none.
    confidence : float
        What that share is where the procedure is right.
    least : float or None
        Less than this share would be seen in one series of a hundred where the procedure is right, so many launches being independent.
    rows : tuple of PlaceboLaunch
        Each of them.
    paths, seed : int
        How many paths were drawn for each, and the seed.
    numpy : str
        Version of numpy that they were drawn with.
    warnings : tuple of str
        What a reader should know of it first.
    """

    ANSWER: ClassVar[str] = "placebos"
    TABLES: ClassVar[str] = "blogroi.measured.placebo_tables"
    DERIVED: ClassVar = ("is_low", "fails")

    weeks: int
    history: int
    launches: int
    independent: int
    covered: float | None
    confidence: float
    least: float | None
    rows: tuple[PlaceboLaunch, ...]
    paths: int
    seed: int
    numpy: str
    warnings: tuple[str, ...]

    def __repr__(self) -> str:
        """Return how many there are, and the share held, in one line."""
        share = "" if self.covered is None else f"{as_percent(self.covered)} held"
        return brief(self, count(self.launches, "launch", "launches"), share)

    @property
    def is_low(self) -> bool:
        """Whether so few were held that a reader is warned."""
        return self.covered is not None and self.covered < LOW_SHARE

    @property
    def fails(self) -> bool:
        """Whether so few were held as chance would leave in one series of a hundred."""
        return self.covered is not None and self.least is not None and self.covered < self.least


def placebos(
    series: Series,
    *,
    launch: datetime.date | str | None = None,
    weeks: int = 8,
    controls: Sequence[Series] | Series = (),
    last_year: bool = False,
    clip: float | None = None,
    skip: int = 0,
    confidence: float = 0.9,
    paths: int = 2000,
    seed: int = 1,
) -> Placebos:
    """Try the procedure where nothing had happened: in each week before the launch, as if there had been one.

    It is a check to look at, and widens no interval. All launches are given one length of history: 52 weeks where at least three windows
    that do not overlap come after them, else 26. Nothing after the launch is read.

    Parameters
    ----------
    series : Series
        What was counted.
    launch : datetime.date or str, optional
        The real launch; without one, all of the series is taken for a time in which nothing happened.
    weeks : int
        Length of the window after each.
    controls, last_year, clip, skip, confidence, paths, seed
        As for :func:`estimate`.

    Returns
    -------
    Placebos

    Raises
    ------
    OptionError
        When something cannot be taken.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2024, 1, 1) + timedelta(weeks=n) for n in range(104)]
    >>> tried = placebos(Series(days, [100 + 7 * (n * n % 5) for n in range(104)]))
    >>> tried.history, tried.launches, tried.independent, tried.covered
    (52, 45, 6, 1.0)
    """
    weeks, skip = whole("weeks", weeks, low=1, high=520), whole("skip", skip, low=0, high=520)
    confidence = chance("confidence", confidence, low=0.5, high=0.99)
    paths, seed = paths_of(paths, seed)
    clip = None if clip is None else positive("clip", clip)
    history = History.of(series, controls, last_year=last_year)
    end = len(history) if launch is None else min(max(history.place_of(day("launch", launch)), 0), len(history))
    begin, window = history.begin(end), skip + weeks
    length = ENOUGH_WEEKS if end - begin - ENOUGH_WEEKS - skip >= _ENOUGH_APART * weeks else _SHORT_HISTORY
    places = range(begin + length, end - window + 1)
    tried = [_tried(history, place, length, (skip, window), clip, confidence, paths, seed) for place in places]
    rows = [row for row in tried if isinstance(row, PlaceboLaunch)]
    untold = next((row for row in tried if isinstance(row, OptionError)), None)
    if untold and not rows:
        history.forecast(begin, end, np.array([end]), clip=clip, again=1)  # what is wrong at all times is refused
    covered = sum(row.held for row in rows) / len(rows) if rows else None
    independent = _apart([history.place_of(row.day) for row in rows], weeks)
    return Placebos(
        weeks=weeks,
        history=length,
        launches=len(rows),
        independent=independent,
        covered=covered,
        confidence=confidence,
        least=_least_share(independent, confidence) if rows else None,
        rows=tuple(rows),
        paths=paths,
        seed=seed,
        numpy=np.__version__,
        warnings=tuple(_cautions(covered, len(rows), several(length + window, series.step), untold)),
    )


def _tried(
    history: History,
    place: int,
    length: int,
    window: tuple[int, int],
    clip: float | None,
    confidence: float,
    paths: int,
    seed: int,
) -> PlaceboLaunch | OptionError | None:
    """Try a launch at a place; None where too much is unknown or nothing changed before it, and why where its controls do not do for so short a time."""
    after = np.arange(place + window[0], place + window[1])
    is_known = history.known(int(after[0]), int(after[-1]) + 1) == len(after)
    if not is_known or history.known(place - length, place) < max(LEAST_WEEKS, length // 2):
        return None
    try:
        found = history.forecast(place - length, place, after, clip=clip)
    except OptionError as error:
        return None if error.option == "series" else error
    sums = history.drawn(found, place - length, place, paths=paths, seed=seed).sum(axis=0)
    return PlaceboLaunch(
        day=history.day_at(int(after[0])),
        observed=float(history.counted[after].sum()),
        expected=Interval.of(sums, confidence),
    )


def _apart(places: Sequence[int], weeks: int) -> int:
    """Count how many windows there are of which none overlaps the one before.

    Examples
    --------
    >>> _apart([0, 1, 2, 3, 8, 9], 4)
    2
    """
    found, free = 0, 0
    for place in places:
        if found == 0 or place >= free:
            found, free = found + 1, place + weeks
    return found


def _least_share(independent: int, confidence: float) -> float:
    """Return the share that is reached in all but one series of a hundred, each launch being held with a chance of its own.

    Examples
    --------
    >>> _least_share(6, 0.9), _least_share(1, 0.9)
    (0.5, 0.0)
    """
    missed, chance_so_far = 0, 0.0
    for missed in range(independent, -1, -1):  # from all missed to none
        held = independent - missed
        chance_so_far += math.comb(independent, held) * confidence**held * (1.0 - confidence) ** missed
        if chance_so_far > _ONE_IN:
            break
    return (independent - missed) / max(independent, 1)


def _cautions(covered: float | None, launches: int, needed: Message, untold: OptionError | None) -> Iterator[Message]:
    if covered is None and untold is not None:
        yield message(
            "how often the method is right on this series cannot be tried: {why}",
            why=untold.said,
        )
    elif covered is None:
        yield message(
            "how often the method is right on this series cannot be tried: that takes {weeks} before the launch",
            weeks=needed,
        )
    elif covered < LOW_SHARE:
        yield message(
            "of {launches} launches that never were, the interval held what was counted in {share} only: on this series it is less sure than it says",
            launches=str(launches),
            share=as_percent(covered),
        )
