"""What options gain over the best one, draw by draw, and what choices gain that follow what is known.

A decision is a column of net benefits for each option. Everything is said as what an option gains over the one that is best on
average. Where exact means of the net benefits are at hand, the draws are weighted so that they have these means: a figure worked
out from them starts from the means that are printed, and loses most of the chance in them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.numerics.order import Order
from blogroi.records import frozen

__all__ = ["Gains", "InformationValue", "expected_gains", "gains_of", "value_of_choices", "value_of_rule"]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]

_LEAST_WEIGHT = 0.1
_TILTS = 8
_ROUNDING = 1e-12
_COLLINEAR = 1e-9
_CHANCE = 6.0
"""Squared standard errors that a difference between two halves must pass at the least; one in seventy does so by chance."""
_PAIRINGS = 7
_COARSE = 4
"""Halvings of which every difference is followed to say how far off the value may be: sixteen bins."""


@frozen
class InformationValue:
    """What some knowledge is worth before a decision.

    Parameters
    ----------
    value : float
        What is expected to be gained over the option that is chosen without it, in the unit of the net benefits; at least 0.
    mc_error : float
        Monte Carlo standard error of ``value``.
    """

    value: float
    mc_error: float


@frozen(eq=False)
class Gains:
    """What each option of a decision gains over the best one, as :func:`gains_of` gives it.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (options - 1, draws)
        Gains of all options but the best one, weighted where means are known.
    chosen : int
        Place of the chosen option: 0 for the best one, else 1 + its row among the values.
    covariance : numpy.ndarray of float, shape (options - 1, options - 1), or None
        Of the gains, where their means are known; None where they are estimates from the draws.
    mean_errors : numpy.ndarray of float, shape (options - 1,)
        Standard errors of known means; 0 where they are exact.
    """

    values: Floats
    chosen: int
    covariance: Floats | None
    mean_errors: Floats

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.values.shape[1])

    def worth(self, mean: float, square: float, products: Floats) -> InformationValue:
        """Return what is gained over the chosen option, with its standard error.

        Parameters
        ----------
        mean, square : float
            Mean of what is gained in a draw, and of its square.
        products : numpy.ndarray of float, shape (options - 1,)
            Mean of its products with the values; not read where their means are estimates.

        Returns
        -------
        InformationValue
            Where means are known, what is gained moves with the means of the draws, by its slopes on the values, and that part of its
            variance is not an error. The known means have errors of their own, which it takes over by the same slopes.
        """
        variance, doubt = square - mean * mean, 0.0
        if self.covariance is not None:
            shared = products - mean * self.values.mean(axis=1)
            slopes = np.linalg.lstsq(self.covariance, shared, rcond=_COLLINEAR)[0]
            variance -= float(slopes @ shared)
            doubt = float(np.abs(slopes) @ self.mean_errors)
        error = math.sqrt(max(variance, 0.0) / max(self.draws - 1, 1))
        return InformationValue(max(mean, 0.0), math.hypot(error, doubt))


def gains_of(
    net_benefits: Floats,
    *,
    chosen: int | None = None,
    means: Sequence[float] | Floats | None = None,
    mean_errors: Sequence[float] | Floats | None = None,
) -> Gains:
    """Return what each option gains over the best one, draw by draw.

    What does not differ between options drops out. Where many inputs are looked at, this is computed once for all of them.

    Parameters
    ----------
    net_benefits : numpy.ndarray of float, shape (draws, options)
        Net benefit of each option.
    chosen : int, optional
        Which option is chosen as things are; by default the best one by its mean.
    means : sequence of float, shape (options,), optional
        Means of the net benefits, where they are known better than from the draws.
    mean_errors : sequence of float, shape (options,), optional
        Standard errors of ``means``, by default 0.

    Returns
    -------
    Gains

    Raises
    ------
    OptionError
        When the net benefits are not a table of numbers, or what is said of the options does not fit them.

    Examples
    --------
    >>> gains_of(np.array([[0.0, 3.0], [0.0, -1.0]])).values
    array([[-3.,  1.]])
    """
    if net_benefits.ndim != 2 or not net_benefits.size or not np.isfinite(net_benefits).all():
        raise OptionError(
            "net_benefits",
            message("expected a table of finite numbers, a row for each draw and a column for each option"),
        )
    options = net_benefits.shape[1]
    if chosen is not None and (isinstance(chosen, bool) or chosen not in range(options)):
        raise OptionError(
            "chosen",
            message(
                "{value} is not one of {count} options, the first of which is 0", value=describe(chosen), count=options
            ),
        )
    columns = np.ascontiguousarray(net_benefits.T)
    stated = columns.mean(axis=1) if means is None else _each("means", means, options)
    errors = np.zeros(options) if mean_errors is None else np.abs(_each("mean_errors", mean_errors, options))
    best = int(np.argmax(stated))
    others = np.delete(np.arange(options), best) if options > 1 else np.zeros(1, dtype=np.intp)
    values = columns[others] - columns[best]
    if means is not None:
        values = _weighted(values, stated[others] - stated[best])
    return Gains(
        values=values,
        chosen=0 if chosen is None or chosen == best else 1 + int(np.flatnonzero(others == chosen)[0]),
        covariance=None if means is None else _covariance(values),
        mean_errors=errors[others] + errors[best],
    )


def _each(name: str, values: Sequence[float] | Floats, options: int) -> Floats:
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (options,) or not np.isfinite(found).all():
        raise OptionError(name, message("expected a finite number for each of {count} options", count=options))
    return found


def _covariance(values: Floats) -> Floats:
    moved = values - values.mean(axis=1)[:, None]
    found: Floats = moved @ moved.T / values.shape[1]
    return found


def _weighted(values: Floats, means: Floats) -> Floats:
    """Weight draws so that their mean gains are the known ones: shape (options - 1, draws).

    Weights ``w = 1 + t . (g - mean g)`` with ``t = Cov(g)^-1 (means - mean g)`` have mean 1, make the mean of ``w g`` the known one,
    and any other mean into ``mean f + Cov(f, g) Cov(g)^-1 (means - mean g)``: the estimate with ``g`` as a control variate, which
    has the least variance of all that are linear in ``g``. Where tails are heavy that moves the tail, in which the means of draws go
    astray, and leaves the rest where it is; a shift of all draws would move the rest as well. Weights are held at a tenth or above
    (a draw that counts less than nothing would turn choices round), and ``t`` is then found by Newton's steps. What they leave, since
    draws may not reach the means at all, is shifted: the means hold exactly, so that no gain starts from another figure. Such
    weights are those of calibration in surveys [Deville1992] and of weighted Monte Carlo [Glasserman2005].
    """
    own = values.mean(axis=1)
    centred, away = values - own[:, None], values - means[:, None]
    size = np.sqrt((values * values).mean(axis=1)) + np.abs(means)
    weights, tilt = np.ones(values.shape[1]), np.zeros(len(values))
    for _ in range(_TILTS):
        missing = -(away @ weights)
        if (np.abs(missing) <= _ROUNDING * size * weights.size).all():
            break
        is_free = weights > _LEAST_WEIGHT
        tilt = tilt + np.linalg.lstsq((away * is_free) @ centred.T, missing, rcond=_COLLINEAR)[0]
        weights = np.maximum(1.0 + tilt @ centred, _LEAST_WEIGHT)
    weights *= weights.size / weights.sum()
    left = means - (values @ weights) / weights.size
    weighted: Floats = (values + left[:, None]) * weights
    return weighted


def value_of_rule(gains: Gains, taken: Integers) -> InformationValue:
    """Return what a rule gains that takes an option in each draw.

    Parameters
    ----------
    gains : Gains
        What options gain over the best one.
    taken : numpy.ndarray of int, shape (draws,)
        The option taken: 0 for the best one, else 1 + its row among the values.

    Returns
    -------
    InformationValue
    """
    values, draws = gains.values, gains.draws
    gained = np.where(taken > 0, values[np.maximum(taken, 1) - 1, np.arange(draws)], 0.0)
    if gains.chosen:
        gained -= values[gains.chosen - 1]
    return gains.worth(float(gained.mean()), float(gained @ gained) / draws, values @ gained / draws)


@frozen(eq=False)
class _Cells:
    """Gains added up cell by cell, the best option in front with a gain of 0.

    ``sums`` have shape (options, cells); ``products``, of two gains in a draw, (options, options, cells).
    """

    gains: Gains
    sums: Floats
    products: Floats

    @classmethod
    def of(cls, gains: Gains, ordered: Sequence[Floats], starts: Integers) -> _Cells:
        """Add up gains that lie in the order of the cells; products of different ones only where an error depends on them."""
        options = len(ordered) + 1
        needs_all = gains.covariance is not None or gains.chosen > 0
        sums, products = np.zeros((options, starts.size)), np.zeros((options, options, starts.size))
        for row, gained in enumerate(ordered, start=1):
            sums[row] = np.add.reduceat(gained, starts)
            for other in range(1, row + 1) if needs_all else (row,):
                products[row, other] = np.add.reduceat(gained * ordered[other - 1], starts)
                products[other, row] = products[row, other]
        return cls(gains, sums, products)

    def value(self, taken: Integers) -> InformationValue:
        """Return what an option for each cell, shape (cells,), gains over the chosen one."""
        cells, chosen, draws = np.arange(taken.size), self.gains.chosen, self.gains.draws
        mean = float((self.sums[taken, cells] - self.sums[chosen]).sum()) / draws
        products = self.products[taken, :, cells] - self.products[chosen].T  # shape (cells, options)
        square = float((products[cells, taken] - products[:, chosen]).sum()) / draws
        return self.gains.worth(mean, square, products[:, 1:].sum(axis=0) / draws)


def value_of_choices(gains: Gains, order: Order) -> InformationValue:
    """Return what choices gain that follow what is known, having been learnt from the draws.

    What each option is expected to gain is estimated cell by cell, in steps that are more than chance (``_expected``); the value is
    the mean over the cells of what the best of them is expected to gain. Steps leave the mean of all cells as it is, so that no value
    falls below 0, none jumps where the choice turns, and the value is nothing where no step is taken. It is at most what
    the best option of each cell gains in the draws, and so to what knowing everything is worth.

    The error is that of the mean gain of such choices: an error in where the choice turns costs little, since there the options are
    worth the same. Where it is not clear whether the choice turns at all, choices that follow every difference between sixteen
    bins have an error too; the greater of the two is given.

    Parameters
    ----------
    gains : Gains
        What options gain over the best one.
    order : Order
        Draws in the order of what is known.

    Returns
    -------
    InformationValue
    """
    starts = order.cells
    ordered = [gained.take(order.places) for gained in gains.values]
    cells = _Cells.of(gains, ordered, starts)
    if gains.chosen == 0 and (cells.sums <= 0.0).all():
        return InformationValue(0.0, 0.0)
    counts = order.counts
    tables = _expected(cells.sums[1:], counts, _noise(ordered, order))
    learnt, coarse = (np.vstack([np.zeros(starts.size), means]) for means in tables)
    total = min(float(learnt.max(axis=0) @ counts), float(cells.sums.max(axis=0).sum()))
    errors = [cells.value(means.argmax(axis=0)).mc_error for means in (learnt, coarse)]
    return InformationValue(max(total - float(cells.sums[gains.chosen].sum()), 0.0) / gains.draws, max(errors))


def expected_gains(gains: Gains, order: Order) -> Floats:
    """Estimate what each option gains over the best one, in each cell of what is known.

    Means are parted in steps as for :func:`value_of_choices`, and what changes no choice there changes none here. Where a choice turns
    would depend on where the halves of a halving meet, so that seven ways to pair the cells are averaged, each put off by a
    seventh [Coifman1995].

    Parameters
    ----------
    gains : Gains
        What options gain over the best one.
    order : Order
        Draws in the order of what is known.

    Returns
    -------
    numpy.ndarray of float, shape (options - 1, cells)
    """
    ordered = [gained.take(order.places) for gained in gains.values]
    sums = np.array([np.add.reduceat(gained, order.cells) for gained in ordered])
    table = np.vstack([sums, _noise(ordered, order), order.counts])
    span = 1 << (order.counts.size - 1).bit_length()
    found = np.zeros_like(sums)
    for empty in range(0, _PAIRINGS * span, span):
        put_off = np.pad(table, ((0, 0), (empty // _PAIRINGS, 0)))
        rows = len(sums)
        found += _expected(put_off[:rows], put_off[-1], put_off[rows:-1])[0][:, empty // _PAIRINGS :]
    return found / _PAIRINGS


def _noise(ordered: Sequence[Floats], order: Order) -> Floats:
    """Return the variance of the sum of each cell that is not due to what is known: shape (rows, cells)."""
    return np.array([order.noise(gained, order.cells) for gained in ordered]) * order.counts


def _expected(sums: Floats, counts: Floats, noise: Floats) -> tuple[Floats, Floats]:
    """Estimate the mean of each row in each cell: twice shape (rows, cells).

    Cells are paired, pairs are paired, and so on up to all of them: Haar's wavelets, with unequal counts [Fryzlewicz2007]. From the
    top down, a mean is parted into those of its halves, ``mean - d n_right / n`` and ``mean + d n_left / n``, where ``d`` is by how much the halves
    differ. By chance alone ``d`` has the variance ``v = noise_left / n_left^2 + noise_right / n_right^2``; it is taken as it is where
    ``d^2 > c v``, and as 0 where not, with ``c = 6 + 2 log m`` for ``m`` pairs on a level: the greatest of ``m`` squares of chance
    is about ``2 log m`` [Donoho1994]. So no bend is invented, an edge stays as sharp as it is, and the mean of all cells stays what it is. That of
    a cell does not: what it is expected to gain is not what its own few draws gained, among which a rare event may be missing.

    The second table follows all differences between halves, quarters, eighths and sixteenths as they are.
    """
    rows = len(sums)
    level = np.zeros((2 * rows + 1, 1 << (counts.size - 1).bit_length()))  # cells without draws fill it up
    level[:, : counts.size] = np.vstack([sums, noise, counts])
    levels = [level]
    while levels[-1].shape[1] > 1:
        levels.append(levels[-1][:, 0::2] + levels[-1][:, 1::2])
    learnt = levels[-1][:rows] / levels[-1][-1]
    left_out = np.zeros_like(learnt)  # what steps left out would add to a cell
    for depth, level in enumerate(reversed(levels[:-1])):
        count = level[-1]
        number = np.maximum(count, 1.0)
        mean, doubt = level[:rows] / number, level[rows:-1] / (number * number)
        left, right = count[0::2], count[1::2]
        step = (mean[:, 1::2] - mean[:, 0::2]) * (right > 0.0) * (left > 0.0)
        limit = (_CHANCE + 2.0 * math.log(right.size)) * (doubt[:, 0::2] + doubt[:, 1::2])
        kept = step * (step * step > limit)
        shares = left / np.maximum(left + right, 1.0)
        learnt = _parted(learnt, kept, shares)
        if depth < _COARSE:
            left_out = _parted(left_out, step - kept, shares)
    learnt, left_out = learnt[:, : counts.size], np.repeat(left_out, learnt.shape[1] // left_out.shape[1], axis=1)
    return learnt, learnt + left_out[:, : counts.size]


def _parted(mean: Floats, step: Floats, shares: Floats) -> Floats:
    """Part means into those of their halves, of which the left one holds a share."""
    halves = np.empty((len(mean), 2 * mean.shape[1]))
    halves[:, 0::2] = mean - step * (1.0 - shares)
    halves[:, 1::2] = mean + step * shares
    return halves
