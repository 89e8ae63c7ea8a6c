"""A series and its controls as arrays, step by step: what the method reads of them, and no more."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import Message, message
from blogroi.measured.level import Forecast, draw_paths, forecast
from blogroi.measured.series import Floats, Scale, Series, regular
from blogroi.measured.steps import PER_YEAR, SeriesStep, first_day, step_of, word
from blogroi.numerics.streams import stream, stream_key
from blogroi.records import frozen

__all__ = ["MOST_STEPS", "WEEKS_PER_CONTROL", "History", "State"]

State: TypeAlias = Literal["on", "off"]
"""What was done: something was switched on, or off."""

WEEKS_PER_CONTROL = 4
"""How many weeks before each control needs at least: with fewer, they fit what is chance."""

MOST_STEPS = 1040
"""How many steps before a launch are read: of how a level wanders, what was twenty years ago says no more."""

_MAD_TO_SD = 1.4826
"""A normal distribution's standard deviation over its median absolute deviation."""


@frozen(eq=False)
class History:
    """A series and its controls, step by step.

    Parameters
    ----------
    first : int
        Number of the first step.
    counted : numpy.ndarray of float, shape (steps,)
        What was counted; NaN where it, or a control, is not known.
    values : numpy.ndarray of float, shape (steps,)
        The same on the scale of the method.
    regressors : numpy.ndarray of float, shape (steps, p)
        The controls, on theirs.
    step, weekday, scale
        Of the series.
    """

    first: int
    counted: Floats
    values: Floats
    regressors: Floats
    step: SeriesStep
    weekday: int
    scale: Scale

    @classmethod
    def of(cls, series: Series, controls: Sequence[Series] | Series = (), *, last_year: bool = False) -> History:
        """Line a series and its controls up.

        Parameters
        ----------
        series : Series
            The series.
        controls : sequence of Series
            Other series that the tool cannot have moved.
        last_year : bool
            Whether the series itself, a year before, is one more.

        Returns
        -------
        History

        Raises
        ------
        OptionError
            When a control is no series, is kept in other steps, or is the series itself.
        """
        controls = _checked(series, controls)
        weekday = next((one.weekday for one in (series, *controls) if one.step == "week" and not one.is_daily), 0)
        first, counted = regular(series, weekday)
        values = _scaled(counted, series.scale)
        columns = [_aligned(first, len(values), *regular(one, weekday), one.scale) for one in controls]
        if last_year:
            columns.append(_a_year_later(values, series.step))
        regressors = np.column_stack(columns) if columns else np.empty((len(values), 0))
        known = ~np.isnan(regressors).any(axis=1)
        return cls(first, counted, np.where(known, values, np.nan), regressors, series.step, weekday, series.scale)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.values)

    def place_of(self, day: datetime.date) -> int:
        """Return the place of the step in which a day lies; it may be before the first or past the last."""
        return step_of(day, self.step, self.weekday) - self.first

    def day_at(self, place: int) -> datetime.date:
        """Return the first day of a step, by its place."""
        return first_day(self.first + place, self.step, self.weekday)

    def after(self, launch: datetime.date) -> int:
        """Return the place of the first step that lies wholly at or after a day."""
        place = self.place_of(launch)
        return place if self.day_at(place) == launch else place + 1

    def past(self, last: datetime.date) -> int:
        """Return the place of the first step that does not lie wholly at or before a day."""
        place = self.place_of(last)
        if place >= len(self):
            return place
        return place + 1 if self.day_at(place + 1) - datetime.timedelta(days=1) == last else place

    def begin(self, end: int) -> int:
        """Return the place of the first step that is known and not too long before the end, or the end where none is."""
        earliest = max(end - MOST_STEPS, 0)
        known = np.flatnonzero(~np.isnan(self.values[earliest:end]))
        return earliest + int(known[0]) if len(known) else end

    def known(self, begin: int, end: int) -> int:
        """Return how many steps are known between two places."""
        return int(np.count_nonzero(~np.isnan(self.values[max(begin, 0) : max(end, 0)])))

    def forecast(
        self, begin: int, end: int, weeks: NDArray[np.int64], *, clip: float | None = None, again: int = 0
    ) -> Forecast:
        """Work out what the steps between two places say of later ones.

        Parameters
        ----------
        begin, end : int
            From the first step that is read to before the last.
        weeks : numpy.ndarray of int
            Places of the steps that are asked for, at or after ``end``.
        clip : float, optional
            How far from their median values may lie, in median absolute deviations made to be standard deviations.
        again : int
            How many steps back the controls of a step that has not come yet are taken from.

        Returns
        -------
        Forecast

        Raises
        ------
        OptionError
            When nothing changes in these steps, or controls say nothing, all, or the same as each other.
        """
        values, regressors = self.values[begin:end], self.regressors[begin:end]
        if clip is not None:
            values = clipped(values, clip)
        known = values[~np.isnan(values)]
        if len(known) and known.min() == known.max():
            said = message(
                "nothing changes before the launch: all is {value}. Nothing can be said of what would have come by itself: count by longer steps, or something that comes more often",
                value=f"{self.counted[begin:end][~np.isnan(values)][0]:g}",
            )
            raise OptionError("series", said)
        ahead = self.regressors[np.maximum(weeks - again, begin)]
        if regressors.shape[1]:
            there = regressors[~np.isnan(values)]
            self._check_controls(there, known)
            ahead = np.where(np.isnan(ahead), there.mean(axis=0), ahead)
        found = forecast(values, regressors, weeks - end + 1, ahead)
        if regressors.shape[1] and found.unexplained <= _NOTHING_LEFT:
            raise OptionError(
                "controls", message("repeat the series itself: a control is something that the tool cannot have moved")
            )
        return found

    def _check_controls(self, regressors: Floats, known: Floats) -> None:
        most = len(known) // WEEKS_PER_CONTROL
        if regressors.shape[1] > most:
            too_many = message(
                "{count} are too many for {weeks} weeks before: at most {most}; add some of them up to one series",
                count=str(regressors.shape[1]),
                weeks=str(len(known)),
                most=str(most),
            )
            raise OptionError("controls", too_many)
        centred = regressors - regressors.mean(axis=0)
        sizes = np.sqrt(np.square(centred).sum(axis=0))
        flat = np.flatnonzero(sizes <= 1e-12 * np.sqrt(np.square(regressors).sum(axis=0)))
        if len(flat):
            still = message("[{place}] never changes before the launch: it says nothing", place=str(flat[0] + 1))
            raise OptionError("controls", still)
        if np.linalg.matrix_rank(centred / sizes, tol=1e-8) < regressors.shape[1]:
            raise OptionError(
                "controls", message("some say the same as others: leave out what is the sum or the same of others")
            )

    def drawn(self, found: Forecast, begin: int, end: int, *, paths: int, seed: int) -> Floats:
        """Draw what would have been counted, from a stream that belongs to the seed and to what was counted before.

        Neither what came afterwards nor what the series is called can move it.

        Parameters
        ----------
        found : Forecast
            What is drawn from.
        begin, end : int
            Between which places the steps lie that it rests on.
        paths, seed : int
            How many, and the seed.

        Returns
        -------
        numpy.ndarray of float, shape (weeks, paths)
        """
        known = np.where(np.isnan(self.values), np.nan, self.counted) + 0.0
        # as it was counted, and never its logarithm, whose last digit is the machine's
        digest = blake2b(known[begin:end].tobytes(), digest_size=16).hexdigest()
        drawn = draw_paths(found, stream(stream_key(seed, f"measured.level-1.{digest}")), paths)
        return drawn if self.scale == "identity" else np.maximum(np.exp(np.minimum(drawn, _LARGEST)) - 0.5, 0.0)


_NOTHING_LEFT = 1e-10
"""Controls that leave less of a series, by squares, leave what roundings are."""

_LARGEST = 600.0
"""A logarithm whose number can still be squared."""


def _scaled(counted: Floats, scale: Scale) -> Floats:
    """Put what was counted on the scale of the method: half a count more lets a week of none be one."""
    return counted if scale == "identity" else np.log(counted + 0.5)


def clipped(values: Floats, clip: float) -> Floats:
    """Bring in what lies farther from the median than so many deviations; nothing where half of all are alike."""
    known = values[~np.isnan(values)]
    middle = float(np.median(known))
    reach = clip * _MAD_TO_SD * float(np.median(np.abs(known - middle)))
    return np.clip(values, middle - reach, middle + reach) if reach > 0 else values


def _aligned(first: int, steps: int, control_first: int, counted: Floats, scale: Scale) -> Floats:
    """Put a control at the steps of a series; NaN where it says nothing."""
    column = np.full(steps, np.nan)
    begin = max(first, control_first)
    end = min(first + steps, control_first + len(counted))
    if begin < end:
        column[begin - first : end - first] = _scaled(counted, scale)[begin - control_first : end - control_first]
    return column


def _a_year_later(values: Floats, step: SeriesStep) -> Floats:
    """Return for each step what the series was in the same one of the year before."""
    back = PER_YEAR[step]
    column = np.full(len(values), np.nan)
    column[back:] = values[: max(len(values) - back, 0)]
    return column


def _checked(series: object, controls: object) -> tuple[Series, ...]:
    if not isinstance(series, Series):
        raise OptionError(
            "series", message("{value} is not a series: write `Series(days, values)`", value=describe(series))
        )
    if isinstance(controls, Series):
        return _checked(series, (controls,))
    if not isinstance(controls, Sequence) or isinstance(controls, str):
        raise OptionError("controls", message("{value} is not a list of series", value=describe(controls)))
    for place, control in enumerate(controls, 1):
        for fault in _control_faults(series, control):
            raise OptionError(f"controls[{place}]", fault)
    begins = {one.weekday for one in (series, *controls) if one.step == "week" and not one.is_daily}
    if len(begins) > 1:
        raise OptionError(
            "controls", message("weeks begin on different days: export days, of which the same weeks can be made")
        )
    return tuple(controls)


def _control_faults(series: Series, control: object) -> Iterator[Message]:
    if not isinstance(control, Series):
        yield message("{value} is not a series: write `Series(days, values)`", value=describe(control))
    elif control.step != series.step:
        yield message(
            "is kept by the {step}, the series by the {other}: both need the same",
            step=word(control.step),
            other=word(series.step),
        )
    elif control.sha256 == series.sha256:
        yield message("is the series itself: a control is something that the tool cannot have moved")
