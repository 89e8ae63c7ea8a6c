"""Before a launch: the smallest effect that a window would find, from the weeks that there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import Message, message
from blogroi.measured.estimation import names_of_controls
from blogroi.measured.history import History
from blogroi.measured.interval import quantiles
from blogroi.measured.options import LEAST_WEEKS, chance, day, paths_of, positive
from blogroi.measured.series import Floats, Scale, Series
from blogroi.measured.steps import SeriesStep
from blogroi.measured.window import too_few, weeks_caution
from blogroi.model.arguments import whole
from blogroi.model.brief import Brief, brief, count
from blogroi.model.intake import as_list
from blogroi.records import frozen
from blogroi.results.answer import Answer
from blogroi.results.format import as_percent

__all__ = ["Detectable", "DetectableRow", "asked", "detectable"]


@frozen(kw_only=True, repr=False)
class DetectableRow(Brief):
    """What a window of some length would find.

    Parameters
    ----------
    weeks : int
        Its length.
    lift : float or None
        The smallest change, relative to what there is without it, that it would find; None where there may be nothing without it.
    per_week : float
        The same in a week, in the unit of the series.
    """

    weeks: int
    lift: float | None
    per_week: float

    def __repr__(self) -> str:
        """Return what it would find, in one line."""
        return brief(self, count(self.weeks, "week"), "no lift" if self.lift is None else f"{self.lift:+.3g}")


@frozen(kw_only=True, repr=False)
class Detectable(Answer):
    """What windows of several lengths would find.

    Parameters
    ----------
    series : str
        What the series is called, where it has a name.
    step : {"week", "day", "month", "quarter", "year"}
        In what steps the series is kept; where it is another, ``weeks`` are such steps.
    controls : tuple of str
        What the controls are called.
    rows : tuple of DetectableRow
        A row for each window, the shortest first.
    shortest : int or None
        The shortest window that would find the lift that was asked about, None where none would. Without a question: the window that would
        find the smallest one.
    lift : float or None
        The lift that was asked about.
    confidence, power : float
        An effect is found where its interval at this confidence lies above zero; it is to be found with this chance.
    weeks_before : int
        How many weeks it rests on.
    paths, seed : int
        How many paths were drawn, and the seed.
    numpy : str
        Version of numpy that they were drawn with.
    warnings : tuple of str
        What a reader should know of it first; among it, that no window finds the lift, and what to do then.
    """

    ANSWER: ClassVar[str] = "detectable"
    TABLES: ClassVar[str] = "blogroi.measured.detectable_tables"

    series: str
    step: SeriesStep
    controls: tuple[str, ...]
    rows: tuple[DetectableRow, ...]
    shortest: int | None
    lift: float | None
    confidence: float
    power: float
    weeks_before: int
    paths: int
    seed: int
    numpy: str
    warnings: tuple[str, ...]

    def __repr__(self) -> str:
        """Return the window, in one line."""
        shortest = "none" if self.shortest is None else count(self.shortest, "week")
        return brief(self, count(len(self.rows), "window"), f"shortest: {shortest}")


def detectable(
    series: Series,
    *,
    weeks: Sequence[int] = (2, 4, 8, 13),
    controls: Sequence[Series] | Series = (),
    clip: float | None = None,
    confidence: float = 0.9,
    power: float = 0.8,
    lift: float | None = None,
    launch: datetime.date | str | None = None,
    at_least: int = 26,
    paths: int = 2000,
    seed: int = 1,
) -> Detectable:
    """Say before a launch what it would have to change in order to be seen.

    What comes by itself is drawn for the weeks after the last one: the interval of an effect begins above zero where what is counted passes
    the upper end of that. A lift that does so with a chance of ``power`` multiplies the lower 20 % of what comes by itself up to there. Without a
    control, waiting longer makes it worse on most series: the level wanders off meanwhile.

    Parameters
    ----------
    series : Series
        What was counted so far.
    weeks : sequence of int
        Lengths of windows to try.
    controls, clip, at_least, paths, seed
        As for :func:`estimate`. What controls will be is not known: they are taken to be as in the last weeks of the same length.
    confidence : float
        How sure the interval is to be, from 0.5 to 0.99.
    power : float
        With what chance an effect is to be found, from 0.5 to 0.99.
    lift : float, optional
        A change relative to what there is without it, above 0 (0.2 for a fifth more), for which the shortest window is wanted.
    launch : datetime.date or str, optional
        Day from which on nothing is read; the end of the series by default.

    Returns
    -------
    Detectable

    Raises
    ------
    OptionError
        When there are too few weeks, or something else cannot be taken.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> found = detectable(Series(days, [100 + 7 * (n * n % 5) for n in range(60)]), lift=0.2)
    >>> [row.weeks for row in found.rows], round(found.rows[0].lift, 2), found.shortest
    ([2, 4, 8, 13], 0.23, 4)
    """
    windows = _windows(weeks)
    confidence = chance("confidence", confidence, low=0.5, high=0.99)
    power = chance("power", power, low=0.5, high=0.99)
    lift = None if lift is None else positive("lift", lift)
    paths, seed = paths_of(paths, seed)
    clip = None if clip is None else positive("clip", clip)
    at_least = whole("at_least", at_least, low=LEAST_WEEKS, high=100_000)
    history = History.of(series, controls)
    end = len(history) if launch is None else min(max(history.place_of(day("launch", launch)), 0), len(history))
    begin = history.begin(end)
    before = history.known(begin, end)
    if before < at_least:
        raise OptionError("series", too_few(before, at_least, history.day_at(end), history.step))
    rows = tuple(
        _row(length, _by_itself(history, begin, end, length, clip, paths, seed), confidence, power, series.scale)
        for length in windows
    )
    shortest = _shortest(rows, lift)
    return Detectable(
        series=series.name,
        step=series.step,
        controls=names_of_controls(controls),
        rows=rows,
        shortest=shortest,
        lift=lift,
        confidence=confidence,
        power=power,
        weeks_before=before,
        paths=paths,
        seed=seed,
        numpy=np.__version__,
        warnings=(
            *_advice(lift, shortest, beside=bool(history.regressors.shape[1])),
            *weeks_caution(before, history.step),
            *series.warnings,
        ),
    )


def _windows(weeks: object) -> tuple[int, ...]:
    listed = as_list(weeks)
    if not isinstance(listed, list) or not listed:
        raise OptionError("weeks", message("{value} is not a list of whole numbers", value=describe(weeks)))
    return tuple(sorted({whole("weeks", length, low=1, high=520) for length in listed}))


def _by_itself(
    history: History, begin: int, end: int, length: int, clip: float | None, paths: int, seed: int
) -> Floats:
    """Draw the mean of what comes by itself in the weeks after the last one."""
    ahead = np.arange(end, end + length)
    found = history.forecast(begin, end, ahead, clip=clip, again=length)
    mean: Floats = history.drawn(found, begin, end, paths=paths, seed=seed).mean(axis=0)
    return mean


def _row(length: int, by_itself: Floats, confidence: float, power: float, scale: Scale) -> DetectableRow:
    """Find the effect that lifts what comes by itself above the end of its own interval, with the chance that is wanted.

    With ``u`` the upper end and ``d`` what is passed with that chance, a lift ``f`` is found where ``d (1 + f) = u``; where means and scores are
    moved by an amount, that is ``u - d``.
    """
    upper, middle, passed = quantiles(by_itself, ((1.0 + confidence) / 2.0, 0.5, 1.0 - power)).tolist()
    if scale == "count":
        lift = upper / passed - 1.0 if passed > 0.0 else None
        return DetectableRow(weeks=length, lift=lift, per_week=upper - passed if lift is None else lift * middle)
    per_week = upper - passed
    return DetectableRow(weeks=length, lift=per_week / middle if middle > 0.0 else None, per_week=per_week)


def _shortest(rows: Sequence[DetectableRow], lift: float | None) -> int | None:
    known = [(row.weeks, row.lift) for row in rows if row.lift is not None]
    if lift is not None:
        return next((length for length, least in known if least <= lift), None)
    return min(known, key=_by_lift)[0] if known else None


def _by_lift(row: tuple[int, float]) -> float:
    return row[1]


def _advice(lift: float | None, shortest: int | None, *, beside: bool) -> Iterator[Message]:
    """Say what to do where no window finds what was asked about."""
    if shortest is not None:
        return
    if lift is None:
        yield message(
            "there may be nothing at all without it, so that no change in per cent can be found: count something that comes more often, or get a control, a series that moves as this one does and that the tool cannot move"
        )
        return
    if beside:
        yield message(
            "no window finds a change of {lift} beside these controls: get one more, a series that moves more as this one does",
            lift=asked(lift),
        )
        return
    yield message(
        "no window finds a change of {lift}: get a control, a series that moves as this one does and that the tool cannot move",
        lift=asked(lift),
    )


def asked(lift: float) -> str:
    """Return a lift that was asked about in per cent; one that would be rounded to nothing is less than the least.

    Examples
    --------
    >>> asked(0.2), asked(0.002)
    ('20 %', 'less than 1 %')
    """
    return as_percent(lift) if lift >= 0.01 else message("less than {share}", share=as_percent(0.01))
