"""What a launch changed: what was counted, less what would have been without it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal

import numpy as np

from blogroi.language.spoken import Message, message
from blogroi.measured.history import History, State
from blogroi.measured.interval import Interval, ends_of, quantiles
from blogroi.measured.options import chance, day, paths_of, positive
from blogroi.measured.placebo import Placebos
from blogroi.measured.series import Floats, Scale, Series
from blogroi.measured.steps import SeriesStep
from blogroi.measured.window import EarlierWeek, Window
from blogroi.model.arguments import known_word
from blogroi.model.brief import Brief, brief, count
from blogroi.records import frozen
from blogroi.results.answer import Answer

__all__ = ["Counterfactual", "Estimate", "MeasuredWeek", "counterfactual", "estimate", "names_of_controls"]


@frozen(kw_only=True, repr=False)
class MeasuredWeek(Brief):
    """One week after the launch.

    Parameters
    ----------
    day : datetime.date
        Its first day.
    observed : float
        What was counted.
    expected : Interval
        What would have been counted otherwise.
    """

    day: datetime.date
    observed: float
    expected: Interval

    def __repr__(self) -> str:
        """Return what was counted, and what was expected."""
        return brief(self, f"{self.observed:,.6g} counted, {self.expected.shown} expected", name=str(self.day))


@frozen(kw_only=True, repr=False)
class Estimate(Answer):
    """What a launch changed, with how sure that is.

    Parameters
    ----------
    method : str
        ``"level-1"``, as the documentation has it.
    series : str
        What the series is called, where it has a name.
    series_sha256 : str
        Hash of the series as read.
    launch, until : datetime.date
        The day of the launch, and the last day that is counted.
    state : {"on", "off"}
        Whether something was switched on or off.
    step : {"week", "day", "month", "quarter", "year"}
        In what steps the series is kept; where it is another, ``weeks`` and the like are such steps.
    scale : {"count", "identity"}
        Counts, or means and scores.
    confidence : float
        How often the intervals hold the truth, where the method is right.
    weeks_before, weeks_after : int
        How many weeks were known and used.
    skipped : int
        How many weeks after the launch were left out, as asked.
    controls : tuple of str
        What the controls are called.
    lift : Interval or None
        Change relative to what there is without it: 0.2 is a fifth more with it. None where there may be next to nothing without it.
    per_week : Interval
        What it adds in a week on average: in both states of what is there with it, less what is there without.
    total : Interval
        The same in all weeks after the launch that were counted.
    weeks : tuple of MeasuredWeek
        Each of them: what was counted, and what would have been.
    paths, seed : int
        How many paths were drawn, and the seed.
    numpy : str
        Version of numpy that they were drawn with.
    before : tuple of EarlierWeek
        The last weeks before the launch, a year of them at most, for whoever looks at what went before.
    warnings : tuple of str
        What a reader should know of it first.
    placebos : Placebos or None
        How often the same procedure was right in the weeks before, where that was asked; left out of plain data elsewhere.
    """

    ANSWER: ClassVar[str] = "estimate"
    TABLES: ClassVar[str] = "blogroi.measured.estimate_tables"
    OMITTED: ClassVar[tuple[str, ...]] = ("placebos",)

    method: Literal["level-1"] = "level-1"
    series: str
    series_sha256: str
    launch: datetime.date
    until: datetime.date
    state: State
    step: SeriesStep
    scale: Scale
    confidence: float
    weeks_before: int
    weeks_after: int
    skipped: int
    controls: tuple[str, ...]
    lift: Interval | None
    per_week: Interval
    total: Interval
    weeks: tuple[MeasuredWeek, ...]
    paths: int
    seed: int
    numpy: str
    before: tuple[EarlierWeek, ...]
    warnings: tuple[str, ...]
    placebos: Placebos | None = None

    @property
    def is_clear(self) -> bool:
        """Tell whether the interval lies on one side of zero, so that no change is left out."""
        return not self.total.holds(0.0)

    def __repr__(self) -> str:
        """Return what it changed in a week, in one line."""
        counted = count(self.weeks_after, self.step)
        said = f"{self.state} at {self.launch}; {self.per_week.shown} a {self.step} over {counted}"
        return brief(self, said, name=self.series or None, of="of" if self.series else "")


@frozen(kw_only=True, eq=False, repr=False)
class Counterfactual(Brief):
    """What would have been counted without the launch, path by path.

    Parameters
    ----------
    days : tuple of datetime.date
        First days of the weeks after the launch that are known.
    observed : numpy.ndarray of float, shape (weeks,)
        What was counted.
    paths : numpy.ndarray of float, shape (weeks, paths)
        What would have been; for counts no week is below zero.
    until : datetime.date
        Last day of the last of them.
    begin : datetime.date
        First day of the weeks before that it rests on.
    weeks_before : int
        How many of them are known.
    before : tuple of EarlierWeek
        The last of them, a year at most.
    cautions : tuple of str
        What a reader should know of it.
    """

    days: tuple[datetime.date, ...]
    observed: Floats
    paths: Floats
    until: datetime.date
    begin: datetime.date
    weeks_before: int
    before: tuple[EarlierWeek, ...]
    cautions: tuple[str, ...]

    def __repr__(self) -> str:
        """Return how much there is, in one line."""
        return brief(self, count(self.paths.shape[1], "path"), count(len(self.days), "week"))


def counterfactual(
    series: Series,
    *,
    launch: datetime.date | str,
    until: datetime.date | str | None = None,
    skip: int = 0,
    controls: Sequence[Series] | Series = (),
    last_year: bool = False,
    clip: float | None = None,
    at_least: int = 26,
    paths: int = 2000,
    seed: int = 1,
) -> Counterfactual:
    """Draw what would have been counted without a launch: the paths behind :func:`estimate`.

    Parameters and errors are those of :func:`estimate`.

    Returns
    -------
    Counterfactual

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> calls = Series(days, [100 + 7 * (n * n % 5) for n in range(60)])
    >>> drawn = counterfactual(calls, launch=days[52])
    >>> drawn.paths.shape, drawn.weeks_before
    ((8, 2000), 52)
    """
    window = Window.of(History.of(series, controls, last_year=last_year), launch, until, skip, at_least, last_year)
    history, begin, end, weeks = window.history, window.begin, window.end, window.weeks
    paths, seed = paths_of(paths, seed)
    found = history.forecast(begin, end, weeks, clip=None if clip is None else positive("clip", clip))
    return Counterfactual(
        days=tuple(history.day_at(place) for place in weeks.tolist()),
        observed=history.counted[weeks],
        paths=history.drawn(found, begin, end, paths=paths, seed=seed),
        until=history.day_at(int(weeks[-1]) + 1) - datetime.timedelta(days=1),
        begin=history.day_at(begin),
        weeks_before=window.weeks_before,
        before=tuple(window.just_before()),
        cautions=tuple(window.cautions()),
    )


def estimate(
    series: Series,
    *,
    launch: datetime.date | str,
    until: datetime.date | str | None = None,
    skip: int = 0,
    controls: Sequence[Series] | Series = (),
    last_year: bool = False,
    clip: float | None = None,
    at_least: int = 26,
    state: State = "on",
    confidence: float = 0.9,
    paths: int = 2000,
    seed: int = 1,
) -> Estimate:
    """Estimate what a launch changed in a series, by the same procedure for every tool.

    The weeks before, 1,040 at most, say how the series moves by itself; of what it would have done afterwards, paths are drawn, and what was counted less
    those is the effect. Nothing is known of a tool but the day: whether it is new or has been there since 1998, launched or left out
    for a month, it is asked in the same way.

    Parameters
    ----------
    series : Series
        What was counted.
    launch : datetime.date or str
        The day on which it was switched on, or off. A week that holds it, and does not begin with it, is neither before nor after.
    until : datetime.date or str, optional
        The last day that is counted; the last full week of the series by default.
    skip : int
        How many weeks after the launch are left out.
    controls : sequence of Series
        Other series that move as this one does, and that the tool cannot have moved.
    last_year : bool
        Whether the same weeks of the year before are a control too. It makes intervals narrower, and less sure outside of the web.
    clip : float, optional
        Brings weeks before the launch in that lie farther from the median than so many standard deviations, as the median absolute
        deviation has them: 4 for a single hit of the press. Nothing by default.
    at_least : int
        How many full weeks before are asked for. Fewer than 26 have to be allowed aloud.
    state : {"on", "off"}
        Whether something was switched on at the launch, or off.
    confidence : float
        How often the interval is to hold the truth, from 0.5 to 0.99.
    paths : int
        How many paths are drawn.
    seed : int
        Seed of what is drawn; the same series and seed give the same figures.

    Returns
    -------
    Estimate

    Raises
    ------
    OptionError
        When there are too few weeks before, none after, or something else cannot be taken.

    References
    ----------
    [Harvey1989], for the local level; [Brodersen2015], for effects as what was counted less paths that were drawn.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> calls = Series(days, [100 + 7 * (n * n % 5) + (40 if n >= 52 else 0) for n in range(60)])
    >>> found = estimate(calls, launch=days[52])
    >>> found.weeks_before, found.weeks_after, found.per_week.low < 40 < found.per_week.high
    (52, 8, True)
    >>> estimate(calls, launch=days[52], state="off").total == -found.total
    True
    """
    known_word("state", state, ("on", "off"))
    confidence = chance("confidence", confidence, low=0.5, high=0.99)
    drawn = counterfactual(
        series,
        launch=launch,
        until=until,
        skip=skip,
        controls=controls,
        last_year=last_year,
        clip=clip,
        at_least=at_least,
        paths=paths,
        seed=seed,
    )
    observed = float(drawn.observed.sum())
    expected = Interval.of(drawn.paths.sum(axis=0), confidence)
    lift = _lift(observed, expected, state)
    change = expected.less_from(observed)
    total = change if state == "on" else -change
    return Estimate(
        series=series.name,
        series_sha256=series.sha256,
        launch=day("launch", launch),
        until=drawn.until,
        state=state,
        step=series.step,
        scale=series.scale,
        confidence=confidence,
        weeks_before=drawn.weeks_before,
        weeks_after=len(drawn.days),
        skipped=skip,
        controls=(*names_of_controls(controls), *(["last year"] if last_year else [])),
        lift=lift,
        per_week=total.over(len(drawn.days)),
        total=total,
        weeks=_by_week(drawn, confidence),
        paths=drawn.paths.shape[1],
        seed=int(seed),
        numpy=np.__version__,
        before=drawn.before,
        warnings=(*drawn.cautions, *_lift_cautions(lift), *series.warnings),
    )


def names_of_controls(controls: Sequence[Series] | Series) -> tuple[str, ...]:
    """Return what controls are called: by their place, where they have no name."""
    listed = [controls] if isinstance(controls, Series) else controls
    return tuple(one.name or str(place) for place, one in enumerate(listed, 1))


def _lift(observed: float, expected: Interval, state: State) -> Interval | None:
    """Return the change relative to what there is without it; None where that may be nothing, or is not above zero."""
    if state == "on":
        if expected.low <= 0.0:
            return None
        return Interval(
            observed / expected.estimate - 1.0, observed / expected.high - 1.0, observed / expected.low - 1.0
        )
    if observed <= 0.0:
        return None
    return Interval(expected.estimate / observed - 1.0, expected.low / observed - 1.0, expected.high / observed - 1.0)


def _lift_cautions(lift: Interval | None) -> Iterator[Message]:
    if lift is None:
        yield message("there may be nothing at all without it: the change in per cent has no bound, and is not given")


def _by_week(drawn: Counterfactual, confidence: float) -> tuple[MeasuredWeek, ...]:
    ends = quantiles(drawn.paths, ends_of(confidence)).tolist()
    return tuple(
        MeasuredWeek(day=first, observed=observed, expected=Interval(middle, low, high))
        for first, observed, (low, middle, high) in zip(drawn.days, drawn.observed.tolist(), ends, strict=True)
    )  # fmt: skip
