"""Ways of measuring, each as what it would show: the truth, and the error that it leaves.

A study turns what is true in each draw into what would be read off. The noise comes from a stream of its own and is the same at
every size, so that more observations are never worse by chance.
"""

from __future__ import annotations

import math
from typing import Any, Protocol, Self, TypeAlias, runtime_checkable

import numpy as np
from attrs import Attribute, field
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.spoken import message
from blogroi.numerics.counts import binomial_counts, poisson_counts
from blogroi.numerics.streams import stream, stream_key
from blogroi.records import frozen

__all__ = ["ControlGroup", "Counts", "LevelStudy", "Pilot", "Poll", "Study", "StudyModel", "Survey"]

Floats: TypeAlias = NDArray[np.float64]


class Study(Protocol):
    """What a way of measuring has to say for its worth to be computed."""

    def error(self, size: int) -> float:
        """Return the standard error of the result with so many observations, in the unit of what is measured."""
        ...


@runtime_checkable
class StudyModel(Study, Protocol):
    """A study whose results are not spread like a normal variable, and that says itself what would be read off."""

    def read(self, truth: Floats, size: int, noise: Floats) -> Floats:
        """Turn the truth and standard normal noise into the result, shape (draws,); the more noise, the higher."""
        ...


def simulate_result(study: Study, truth: Floats, size: int, *, seed: int, path: str) -> Floats:
    """Simulate what a study would read off in each draw.

    Parameters
    ----------
    study : Study
        How it is measured.
    truth : numpy.ndarray of float, shape (draws,)
        What is true in each draw.
    size : int
        Number of observations.
    seed : int
        Seed of the evaluation.
    path : str
        What is measured; it keys the noise.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)

    Raises
    ------
    OptionError
        When the study cannot be about such a truth (a poll, about what is not a share).

    Examples
    --------
    >>> exact = Survey(sd=1e-12)
    >>> bool(abs(simulate_result(exact, np.array([3.0]), 10, seed=1, path="calls")[0] - 3.0) < 1e-9)
    True
    """
    noise = stream(stream_key(seed, f"study.{path}")).standard_normal(truth.size)
    return study.read(truth, size, noise) if isinstance(study, StudyModel) else truth + study.error(size) * noise


def _within(truth: Floats, most: float, otherwise: str) -> None:
    if not ((truth >= 0.0) & (truth <= most)).all():
        raise OptionError("study", otherwise)


def _is_sd(_: object, attribute: Attribute[Any], value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value < math.inf:
        raise OptionError(
            attribute.name, message("{value} is not a standard deviation of at least 0", value=f"{value!r}")
        )


@frozen(kw_only=True)
class Survey:
    """Answers or observations that do not depend on each other.

    Parameters
    ----------
    sd : float
        Standard deviation of one observation, in the unit of what is measured. For a share of yes and no of about ``p`` it is
        ``sqrt(p (1 - p))``, at most 0.5; for a count of about ``m`` it is ``sqrt(m)``.

    Examples
    --------
    >>> Survey(sd=0.5).error(100)
    0.05
    """

    sd: float = field(validator=_is_sd)

    def error(self, size: int) -> float:
        """Return the standard error of the mean of so many observations."""
        return self.sd / math.sqrt(size)


@frozen(kw_only=True)
class LevelStudy:
    """Weeks after a launch, less what they would have been without it: the longest of such measurements is not the best.

    What would have been is a level that wanders, and noise around it. More weeks average the noise out; meanwhile the level wanders off, and
    nobody knows where to. So the error has a least value at some number of weeks, beyond which it grows.
    ``blogroi.measured.level_study`` reads the three numbers off a series; with a control they are smaller.

    Parameters
    ----------
    level_sd : float
        By how much one is mistaken about the level in the last week before the launch: its standard deviation, in the unit of what is measured.
    step_sd : float
        Standard deviation of a step of the level, from one week to the next.
    noise_sd : float
        Standard deviation of a week around the level.

    Examples
    --------
    >>> study = LevelStudy(level_sd=1.0, step_sd=0.5, noise_sd=2.0)
    >>> [round(study.error(weeks), 2) for weeks in (2, 7, 26)], study.best_size
    ([1.82, 1.51, 1.86], 7)
    """

    level_sd: float = field(validator=_is_sd)
    step_sd: float = field(validator=_is_sd)
    noise_sd: float = field(validator=_is_sd)

    @classmethod
    def from_spread(cls, sd: float) -> Self:
        """Return the study of a series of which no more is known than by how much its observations differ.

        How much of that is noise and how much a level that wanders cannot be told from one number. The shares are those of real series: with
        them, and the spread of the 52 weeks before, intervals of 90 % held 90, 90, 90, 89 and 89 of 100 means of 2, 4, 8, 13 and 26 weeks
        in which nothing had happened. Were the observations independent, it would have been 90, 82, 66, 48 and 27.

        Parameters
        ----------
        sd : float
            Standard deviation of the observations of about a year before, in the unit of what is measured.

        Returns
        -------
        LevelStudy

        Examples
        --------
        >>> study = LevelStudy.from_spread(10.0)
        >>> [round(study.error(weeks), 1) for weeks in (1, 3, 8, 26)], study.best_size
        ([8.5, 6.9, 7.8, 11.8], 3)
        """
        return cls(level_sd=0.33 * sd, step_sd=0.37 * sd, noise_sd=0.69 * sd)

    def error(self, size: int) -> float:
        """Return the standard error of the mean of so many weeks.

        After ``k`` steps the level is off by ``k`` of their variances; over ``n`` weeks that the mean shares, they add up to
        ``(n + 1) (2 n + 1) / (6 n)``.
        """
        wandered = self.step_sd**2 * (size + 1) * (2 * size + 1) / (6 * size)
        return math.sqrt(self.level_sd**2 + wandered + self.noise_sd**2 / size)

    @property
    def best_size(self) -> int | None:
        """The number of weeks with the least error; None where more are always better, because the level stands still."""
        if self.step_sd == 0.0:
            return None
        best = math.sqrt(
            3.0 * (self.noise_sd / self.step_sd) ** 2 + 0.5
        )  # where the error does not change with the weeks
        return min(max(math.floor(best), 1), max(math.ceil(best), 1), key=self.error)


def surest_size(study: Study | None) -> int | None:
    """Return the number of observations beyond which a study is less sure again; None where there is none.

    Examples
    --------
    >>> surest_size(LevelStudy.from_spread(10.0)), surest_size(Survey(sd=10.0))
    (3, None)
    """
    return study.best_size if isinstance(study, LevelStudy) else None


@frozen(kw_only=True)
class ControlGroup:
    """Two groups of the same size, one with the tool and one without: the difference of their means.

    Parameters
    ----------
    sd : float
        Standard deviation of one observation within a group.

    Examples
    --------
    >>> ControlGroup(sd=1.0).error(200)
    0.1
    """

    sd: float = field(validator=_is_sd)

    def error(self, size: int) -> float:
        """Return the standard error of the difference, with so many observations in each group."""
        return self.sd * math.sqrt(2.0 / size)


@frozen(kw_only=True)
class Pilot:
    """A trial on a part that may not be like the whole.

    Parameters
    ----------
    sd : float
        Standard deviation of one observation.
    bias_sd : float
        Standard deviation of the difference between the part and the whole, which no number of observations makes smaller.

    Examples
    --------
    >>> Pilot(sd=1.0, bias_sd=0.3).error(10**9) >= 0.3
    True
    """

    sd: float = field(validator=_is_sd)
    bias_sd: float = field(validator=_is_sd)

    def error(self, size: int) -> float:
        """Return the standard error with so many observations."""
        return math.hypot(self.sd / math.sqrt(size), self.bias_sd)


@frozen
class Poll:
    """Answers of yes or no, about a share.

    With few answers, or a share near 0 or 1, the result is not a normal variable: nobody may say yes.

    Examples
    --------
    >>> Poll().error(100)
    0.05
    >>> Poll().read(np.array([0.0, 0.5, 1.0]), 10, np.zeros(3))
    array([0. , 0.5, 1. ])
    """

    def error(self, size: int) -> float:
        """Return the standard error of the share of yes for so many answers, at most: where half of all would say yes."""
        return 0.5 / math.sqrt(size)

    def read(self, truth: Floats, size: int, noise: Floats) -> Floats:
        """Return the share of those asked that say yes, in each draw."""
        _within(truth, 1.0, message("a poll is about a share from 0 to 1: take Survey for anything else"))
        return binomial_counts(noise, truth, size=size) / size


@frozen(kw_only=True)
class Counts:
    """Events counted over so many periods, each coming independently of the others.

    Parameters
    ----------
    expected_rate : float
        How many come in one period, as far as one can tell.

    Examples
    --------
    >>> Counts(expected_rate=4.0).error(4)
    1.0
    """

    expected_rate: float = field(validator=_is_sd)

    def error(self, size: int) -> float:
        """Return the standard error of the mean of so many periods, where about as many come as is said."""
        return math.sqrt(self.expected_rate / size)

    def read(self, truth: Floats, size: int, noise: Floats) -> Floats:
        """Return the mean count of a period, in each draw."""
        _within(
            truth,
            math.inf,
            message("events that are counted cannot be fewer than none: take LevelStudy for a difference"),
        )
        return poisson_counts(noise, size * truth) / size
