"""What an output rests on: which inputs move it, how far, and where its sign turns.

Two ways lead there. Given draws that were worked out already, draws are put in order of an input and averaged in bins:
no model is asked again, and all outputs are answered at once. Given a model function, it is asked at points made for the
question. Arrays in, arrays out: nothing here knows what an input or an output stands for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias, get_args

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.lattice import lattice_points, prime_below
from blogroi.engine.streams import stream, stream_key
from blogroi.model.errors import OptionError, shown

__all__ = [
    "BreakEven",
    "Concentration",
    "Points",
    "Shares",
    "Swing",
    "TotalShares",
    "break_even",
    "concentration",
    "first_order_shares",
    "one_at_a_time",
    "swings",
    "total_shares",
]

Floats: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.intp]
Model: TypeAlias = Callable[[Floats], Floats]
Quantiles: TypeAlias = Callable[[Floats], Floats]

Points: TypeAlias = Literal["lattice", "random"]
"""Where a model is asked, at points spread evenly or at random ones."""

_BIN = 32  # draws in a bin: its noise adds 3 % to the variance of a share, its width next to nothing


@frozen(eq=False)
class Shares:
    """Shares of an output's variance, and their standard errors.

    Parameters
    ----------
    values, errors : numpy.ndarray of float, shape (inputs,) or (inputs, outputs)
        The shares are estimates: where a share is zero they may be a little below it.
    """

    values: Floats
    errors: Floats


def first_order_shares(inputs: Floats, outputs: Floats) -> Shares:
    """Give the share of each output's variance that knowing one input would take away, from draws that are there.

    Draws are put in order of the input and averaged in bins of equal count; draws of the same value stay together. What
    the averages differ by because bins are small is taken off, so that an input without influence has a share of about 0.

    Parameters
    ----------
    inputs : numpy.ndarray of float, shape (draws, inputs)
        What was drawn; inputs may depend on each other, and then share what they share.
    outputs : numpy.ndarray of float, shape (draws,) or (draws, outputs)
        What was worked out. An output that does not vary has nothing to share out: its shares are 0.

    Returns
    -------
    Shares
        Of shape (inputs,), or (inputs, outputs).

    Raises
    ------
    OptionError
        When shapes do not fit, there are less than four draws, or a number is not finite.

    References
    ----------
    E. Plischke, E. Borgonovo and C. L. Smith, Global sensitivity measures from given data, European Journal of
    Operational Research 226 (2013); F. Gamboa, P. Gremaud, T. Klein and A. Lagnoux, Global sensitivity analysis: a new
    generation of mighty estimators based on rank statistics, Bernoulli 28 (2022).

    Examples
    --------
    >>> from blogroi.engine.streams import stream
    >>> x = stream(2).standard_normal((100_000, 3))
    >>> first_order_shares(x, 3 * x[:, 0] + x[:, 1]).values.round(2).tolist()
    [0.9, 0.1, 0.0]
    """
    inputs, columns = _checked(inputs, outputs)
    draws = inputs.shape[0]
    centred = np.ascontiguousarray((columns - columns.mean(axis=0)).T)  # (outputs, draws)
    varies = np.ptp(columns, axis=0) > 0.0
    scale = np.where(varies, np.sqrt(np.einsum("kn,kn->k", centred, centred) / draws), 1.0)
    centred /= scale[:, None]
    squares = centred * centred
    fourth = np.einsum("kn,kn->k", squares, squares) / draws
    values, errors = np.zeros((2, inputs.shape[1], columns.shape[1]))
    for row, column in enumerate(inputs.T):
        order, starts = _bins(column, _bin_size(draws))
        if starts.size < 2:
            continue
        for position in np.flatnonzero(varies):
            sums = _bin_sums(centred[position], order, starts)
            values[row, position], errors[row, position] = _share(*sums, float(fourth[position]), draws)
    wide = outputs.ndim == 2
    return Shares(values if wide else values[:, 0], errors if wide else errors[:, 0])


def _checked(inputs: Floats, outputs: Floats) -> tuple[Floats, Floats]:
    """Refuse what is not draws of numbers; give the outputs with an axis of their own."""
    for name, values, axes in (("inputs", inputs, (2,)), ("outputs", outputs, (1, 2))):
        if not isinstance(values, np.ndarray) or values.ndim not in axes:
            raise OptionError(
                name, f"{shown(values)} is not an array of {' or '.join(map(str, axes))} axes, draws first"
            )
        if not np.isfinite(values).all():
            raise OptionError(name, "not all of its numbers are finite")
    if inputs.shape[0] != outputs.shape[0]:
        raise OptionError("outputs", f"has {outputs.shape[0]} draws, while the inputs have {inputs.shape[0]}")
    if inputs.shape[0] < 4:
        raise OptionError("inputs", f"has {inputs.shape[0]} draws: at least 4 are needed")
    columns = outputs.astype(np.float64, copy=False)
    return inputs.astype(np.float64, copy=False), columns if outputs.ndim == 2 else columns[:, None]


def _bin_size(draws: int) -> int:
    return int(min(max(round(math.sqrt(draws) / 2.0), 2), _BIN))


def _bins(column: Floats, size: int) -> tuple[Integers, Integers]:
    """Give the draws in order of an input, and where each bin starts; equal values are never parted."""
    order = np.argsort(column)
    ordered = column[order]
    starts = np.arange(0, column.size - size + 1, size)
    if (ordered[1:] == ordered[:-1]).any():
        starts = np.unique(np.searchsorted(ordered, ordered[starts]))
    return order, starts


def _bin_sums(centred: Floats, order: Integers, starts: Integers) -> tuple[Floats, Floats, Floats, Floats]:
    """Count the draws of each bin, and sum up an output, its square and its cube: four times shape (bins,)."""
    ordered = centred.take(order)
    counts = np.diff(starts, append=order.size).astype(np.float64)
    squares = ordered * ordered
    first, second = np.add.reduceat(ordered, starts), np.add.reduceat(squares, starts)
    squares *= ordered
    return counts, first, second, np.add.reduceat(squares, starts)


def _share(
    counts: Floats, first: Floats, second: Floats, third: Floats, fourth: float, draws: int
) -> tuple[float, float]:
    """Give the share of the variance between bins, and its standard error, of an output of mean 0 and variance 1.

    The error is that of the influence function ``(2 h d - h^2) - S d^2``, where ``h`` is the conditional mean and ``d``
    the output, and of the noise that is left in the means of bins.
    """
    mean = first / counts
    within = np.maximum(second - first * mean, 0.0)
    single = counts < 2.0
    noise = within / np.maximum(counts - 1.0, 1.0)
    if single.any():
        noise[single] = noise[~single].mean()  # bins start two draws apart at least, so that not all are single
    share = float((first * mean - (1.0 - counts / draws) * noise).sum() / draws)
    level = mean * mean
    spread = float((4.0 * (level - noise / counts) * within + counts * level * level).sum()) / draws
    cross = float((2.0 * mean * third - level * second).sum()) / draws
    smooth = max(spread - 2.0 * share * cross + share * share * fourth, 0.0) / draws
    rough = float((noise * noise * 2.0 * counts / (counts + 1.0)).sum()) / draws**2
    return share, math.sqrt(smooth + rough)


@frozen(eq=False)
class TotalShares:
    """What each input does to the variance of an output, alone and together with the others.

    Parameters
    ----------
    first : Shares
        What knowing the input alone would take away.
    total : Shares
        What would be left if all other inputs were known: its own share, and its part in every interaction.
    evaluations : int
        How many rows the model was asked for.
    """

    first: Shares
    total: Shares
    evaluations: int


def total_shares(
    function: Model,
    inputs: int | Sequence[Quantiles],
    *,
    draws: int = 16_384,
    replications: int = 8,
    points: Points = "lattice",
    seed: int = 1,
) -> TotalShares:
    """Ask a model what each of its independent inputs does to the variance of its outputs.

    Parameters
    ----------
    function : callable
        From inputs of shape (draws, inputs) to outputs of shape (draws,) or (draws, outputs). It must not change them.
    inputs : int or sequence of callable
        The inverse distribution function of each input, from and to shape (draws,); or their number, and the function is
        given uniform numbers.
    draws : int
        How many pairs of points are used at the most, over all replications; the model is asked for ``inputs + 2`` times
        as many rows. On a lattice a replication has as many as the next smaller prime.
    replications : int
        How many independent sets of points, from the spread of which the errors are worked out; at least 2.
    points : {"lattice", "random"}
        Where the model is asked.
    seed : int
        Seed of the random numbers.

    Returns
    -------
    TotalShares
        Of shape (inputs,), or (inputs, outputs). The shares of an output that does not vary are 0.

    Raises
    ------
    OptionError
        When an option is out of range, or what the model gives is not of the right shape or not finite.

    References
    ----------
    A. Saltelli and others, Variance based sensitivity analysis of model output, Computer Physics Communications 181
    (2010), for the first; M. J. W. Jansen, Analysis of variance designs for model output, Computer Physics
    Communications 117 (1999), for the total.

    Examples
    --------
    >>> found = total_shares(lambda x: x[:, 0] * x[:, 1] + 0 * x[:, 2], 3)
    >>> found.first.values.round(2).tolist(), found.total.values.round(2).tolist()
    ([0.43, 0.43, 0.0], [0.57, 0.57, 0.0])
    """
    quantiles = [None] * inputs if isinstance(inputs, int) else list(inputs)
    size = _checked_design(len(quantiles), draws, replications, points)
    parts = []
    wide = False
    for replication in range(replications):
        generator = stream(stream_key(seed, f"sensitivity[{replication}]"))
        pairs = _pairs(size, len(quantiles), points, generator)
        for column, quantile in enumerate(quantiles):
            if quantile is not None:
                pairs[column], pairs[column + len(quantiles)] = (
                    quantile(pairs[place]) for place in (column, column + len(quantiles))
                )
        part, wide = _replication(function, pairs)
        parts.append(part)
    first, total = _ratios(np.array(parts))
    evaluations = replications * size * (len(quantiles) + 2)
    if not wide:
        first, total = (Shares(shares.values[:, 0], shares.errors[:, 0]) for shares in (first, total))
    return TotalShares(first, total, evaluations)


def _checked_design(inputs: int, draws: int, replications: int, points: str) -> int:
    """Refuse what cannot be asked; give how many pairs of points a replication has."""
    if inputs < 1:
        raise OptionError("inputs", "there is none")
    if replications < 2:
        raise OptionError("replications", f"{replications} is not at least 2: an error needs something to compare")
    if points not in get_args(Points):
        raise OptionError("points", f"{shown(points)} is not known: it is one of {', '.join(get_args(Points))}")
    size = draws // replications
    if size < 5:
        raise OptionError("draws", f"{draws} is less than 5 for each of {replications} replications")
    return prime_below(size) if points == "lattice" else size


def _pairs(size: int, inputs: int, points: Points, generator: np.random.Generator) -> Floats:
    """Give pairs of independent uniform points: shape (2 x inputs, size), the first points' coordinates first."""
    if points == "random":
        return generator.random((2 * inputs, size))
    spread = lattice_points(size, 2 * inputs, generator).T
    return np.concatenate([spread[0::2], spread[1::2]])  # early coordinates are the best: both points have some


def _replication(function: Model, pairs: Floats) -> tuple[Floats, bool]:
    """Work out variance, first and total parts of it: shape (1 + 2 x inputs, outputs); whether outputs have an axis."""
    inputs = pairs.shape[0] // 2
    base, wide = _asked(function, pairs[:inputs].T)
    other, _ = _asked(function, pairs[inputs:].T)
    centre = (base.mean(axis=0) + other.mean(axis=0)) / 2.0
    base, other = base - centre, other - centre
    parts = np.empty((1 + 2 * inputs, base.shape[1]))
    parts[0] = (np.einsum("nk,nk->k", base, base) + np.einsum("nk,nk->k", other, other)) / 2.0
    mixed = pairs[:inputs].copy()
    for row in range(inputs):
        mixed[row] = pairs[inputs + row]
        changed, _ = _asked(function, mixed.T)
        changed = changed - centre
        changed -= base
        parts[1 + row] = np.einsum("nk,nk->k", other, changed)
        parts[1 + inputs + row] = np.einsum("nk,nk->k", changed, changed) / 2.0
        mixed[row] = pairs[row]
    return parts / pairs.shape[1], wide


def _asked(function: Model, points: Floats) -> tuple[Floats, bool]:
    """Ask a model, and look at its answer; what it is given cannot be changed by it."""
    view = points.view()
    view.flags.writeable = False
    found = np.asarray(function(view), dtype=np.float64)
    if found.ndim not in (1, 2) or found.shape[0] != points.shape[0]:
        raise OptionError("function", f"gives shape {found.shape} for {points.shape[0]} rows, not one output for each")
    if not np.isfinite(found).all():
        raise OptionError("function", "gives numbers that are not finite")
    return (found if found.ndim == 2 else found[:, None]), found.ndim == 2


def _ratios(parts: Floats) -> tuple[Shares, Shares]:
    """Divide parts by the variance over all replications; errors by leaving out one replication at a time."""
    count = parts.shape[0]
    total = parts.sum(axis=0)
    varies = total[0] > 1e-24 * (1.0 + np.abs(total[0]))
    left = total - parts
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(varies, total[1:] / total[0], 0.0)
        without = np.where(varies, left[:, 1:] / left[:, :1], 0.0)
    errors = np.sqrt((count - 1) / count * ((without - without.mean(axis=0)) ** 2).sum(axis=0))
    inputs = values.shape[0] // 2
    return Shares(values[:inputs], errors[:inputs]), Shares(values[inputs:], errors[inputs:])


@frozen(eq=False)
class Swing:
    """How far an output moves between a low and a high level of each input: a bar of a tornado.

    Parameters
    ----------
    low, high : numpy.ndarray of float, shape (inputs,) or (inputs, outputs)
        The output where the input is low, and where it is high.
    low_errors, high_errors : numpy.ndarray of float, same shape
        Their standard errors; 0 where the output was worked out and not estimated.
    at : numpy.ndarray of float, shape (inputs, 2)
        What low and high are.
    """

    low: Floats
    high: Floats
    low_errors: Floats
    high_errors: Floats
    at: Floats

    @property
    def width(self) -> Floats:
        """High less low, shape (inputs,) or (inputs, outputs)."""
        return self.high - self.low


def swings(inputs: Floats, outputs: Floats, *, low: float = 0.1, high: float = 0.9) -> Swing:
    """Give the mean of each output where one input is at a low and at a high quantile, from draws that are there.

    The other inputs vary as they do. The mean is that of a straight line through the twentieth of the draws on either side
    of the quantile, read off at the quantile.

    Parameters
    ----------
    inputs : numpy.ndarray of float, shape (draws, inputs)
        What was drawn.
    outputs : numpy.ndarray of float, shape (draws,) or (draws, outputs)
        What was worked out.
    low, high : float
        The quantiles, between 0 and 1.

    Returns
    -------
    Swing

    Raises
    ------
    OptionError
        As for :func:`first_order_shares`, and when the quantiles are not in order.

    Examples
    --------
    >>> from blogroi.engine.streams import stream
    >>> x = stream(1).random((100_000, 2))
    >>> swings(x, 10 * x[:, 0] + x[:, 1]).width.round(1).tolist()
    [8.0, 0.8]
    """
    if not 0.0 < low < high < 1.0:
        raise OptionError("low", f"{low} and {high} are not two quantiles in order between 0 and 1")
    inputs, columns = _checked(inputs, outputs)
    found = np.empty((2, 2, inputs.shape[1], columns.shape[1]))
    at = np.empty((inputs.shape[1], 2))
    for row, column in enumerate(inputs.T):
        order = np.argsort(column)
        ordered = column[order]
        for end, share in enumerate((low, high)):
            at[row, end] = ordered[min(int(share * ordered.size), ordered.size - 1)]
            near = _near(ordered, share)
            found[end, :, row] = _line(ordered[near], columns[order[near]], float(at[row, end]))
    if outputs.ndim == 1:
        found = found[..., 0]
    (lows, low_errors), (highs, high_errors) = found
    return Swing(lows, highs, low_errors, high_errors, at)


def _near(ordered: Floats, share: float, reach: float = 0.05) -> slice:
    """Give the draws around a quantile, and all that have the same value as the outermost of them."""
    last = ordered.size - 1
    places = (max(int((share - reach) * last), 0), min(math.ceil((share + reach) * last), last))
    first, past = (
        int(np.searchsorted(ordered, ordered[place], side="left" if end == 0 else "right"))
        for end, place in enumerate(places)
    )
    return slice(first, past)


def _line(x: Floats, y: Floats, at: float) -> tuple[Floats, Floats]:
    """Read a straight line through points off at a place, with the standard error: twice shape (outputs,)."""
    centre, mean = x.mean(), y.mean(axis=0)
    moved, left = x - centre, y - mean
    square = float(moved @ moved)
    reach = (at - centre) / square if square > 0.0 else 0.0
    slope = moved @ left
    left = left - np.outer(moved, slope / square) if square > 0.0 else left
    freedom = max(x.size - 1 - (square > 0.0), 1)
    spread = np.einsum("nk,nk->k", left, left) / freedom
    return mean + reach * slope, np.sqrt(spread * (1.0 / x.size + reach * reach * square))


def one_at_a_time(function: Model, low: Floats, high: Floats, centre: Floats) -> Swing:
    """Ask a model for each input's low and high level, all others held at their centre.

    Parameters
    ----------
    function : callable
        From inputs of shape (draws, inputs) to outputs of shape (draws,) or (draws, outputs).
    low, high, centre : numpy.ndarray of float, shape (inputs,)
        Levels of the inputs; ``centre`` is their medians, or their means.

    Returns
    -------
    Swing
        Without errors: what is asked is answered, for the model at these points and no others.

    Raises
    ------
    OptionError
        When the levels are not as many, or what the model gives is not of the right shape or not finite.

    Examples
    --------
    >>> found = one_at_a_time(lambda x: x[:, 0] * x[:, 1], np.array([1, 10]), np.array([3, 20]), np.array([2, 15]))
    >>> found.low.tolist(), found.high.tolist()
    ([15.0, 20.0], [45.0, 40.0])
    """
    centre = np.asarray(centre, dtype=np.float64)
    at = np.column_stack([np.asarray(low, dtype=np.float64), np.asarray(high, dtype=np.float64)])
    if centre.ndim != 1 or at.shape != (centre.size, 2):
        raise OptionError(
            "centre", f"has shape {centre.shape}, and the levels have shape {at.shape}: not one for each input"
        )
    points = np.tile(centre, (2 * centre.size, 1))
    places = np.arange(centre.size)
    points[places, places], points[centre.size + places, places] = at.T
    found, wide = _asked(function, points)
    if not wide:
        found = found[:, 0]
    lows, highs = found[: centre.size], found[centre.size :]
    return Swing(lows, highs, np.zeros_like(lows), np.zeros_like(highs), at)


@frozen(eq=False)
class Concentration:
    """On how few rows a total rests.

    Parameters
    ----------
    order : numpy.ndarray of int, shape (rows,)
        Rows, the one that holds most first.
    held : numpy.ndarray of float, shape (rows,)
        What each row of that order and all before it hold of the whole; all 0 where there is nothing to hold.
    """

    order: Integers
    held: Floats

    def rows(self, share: float) -> int:
        """Say how many rows, taken from the first, hold a share of the whole.

        Parameters
        ----------
        share : float
            Such as 0.9.

        Returns
        -------
        int
            0 where there is nothing to hold.

        Raises
        ------
        OptionError
            When the share is not above 0 and at most 1.
        """
        if not 0.0 < share <= 1.0:
            raise OptionError("share", f"{share} is not above 0 and at most 1")
        if not self.held.size or self.held[-1] == 0.0:
            return 0
        return int(np.searchsorted(self.held, share * (1.0 - 1e-12))) + 1


def concentration(contributions: Floats) -> Concentration:
    """Say how many rows hold most of a total, by the absolute value that is expected of each.

    Parameters
    ----------
    contributions : numpy.ndarray of float, shape (draws, rows)
        Amounts that add up to the total; a loss weighs as much as a gain of its size.

    Returns
    -------
    Concentration

    Raises
    ------
    OptionError
        When it is not an array of two axes with a draw, or a number is not finite.

    Examples
    --------
    >>> found = concentration(np.array([[5.0, -90.0, 4.0, 1.0]]))
    >>> found.order.tolist(), found.rows(0.9), found.rows(0.99)
    ([1, 0, 2, 3], 1, 3)
    """
    if not isinstance(contributions, np.ndarray) or contributions.ndim != 2 or not contributions.shape[0]:
        raise OptionError("contributions", f"{shown(contributions)} is not an array of draws and rows")
    if not np.isfinite(contributions).all():
        raise OptionError("contributions", "not all of its numbers are finite")
    weights = np.abs(contributions).mean(axis=0)
    order = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[order])
    return Concentration(order, held / held[-1] if held.size and held[-1] > 0.0 else np.zeros_like(held))


@frozen(eq=False)
class BreakEven:
    """Where an input makes an output pass a level.

    Parameters
    ----------
    values, errors : numpy.ndarray of float, shape (crossings,)
        Values of the input at which the mean of the output, given the input, passes the level, and their standard errors;
        none where it is on one side wherever it can be told from the level.
    losing : float
        How likely the input is where that mean is below the level.
    """

    values: Floats
    errors: Floats
    losing: float

    @property
    def value(self) -> float | None:
        """The one value at which the level is passed; None where there is none, or more than one."""
        return float(self.values[0]) if self.values.size == 1 else None


def break_even(column: Floats, output: Floats, *, level: float = 0.0) -> BreakEven:
    """Find the values of an input at which the mean of an output, given the input, passes a level.

    Draws are put in order of the input and averaged in bins. Between the last bin that lies clearly on one side of the
    level, by three standard errors, and the first on the other, a straight line through the draws is read off where it
    passes the level: noise alone makes no crossing.

    Parameters
    ----------
    column : numpy.ndarray of float, shape (draws,)
        An input.
    output : numpy.ndarray of float, shape (draws,)
        Such as a net present value.
    level : float
        What the output has to reach.

    Returns
    -------
    BreakEven

    Raises
    ------
    OptionError
        As for :func:`first_order_shares`.

    Examples
    --------
    >>> from blogroi.engine.streams import stream
    >>> x = stream(1).random((100_000, 2))
    >>> found = break_even(x[:, 0], 10 * x[:, 0] + x[:, 1] - 4)
    >>> round(found.value, 2), round(found.losing, 2)
    (0.35, 0.35)
    """
    if not isinstance(column, np.ndarray) or column.ndim != 1:
        raise OptionError("inputs", f"{shown(column)} is not an array of one axis")
    if not isinstance(output, np.ndarray) or output.ndim != 1:
        raise OptionError("outputs", f"{shown(output)} is not an array of one axis")
    _, columns = _checked(column[:, None], output)
    above = columns[:, 0] - level
    order, starts = _bins(column, max(2, round(column.size ** (2.0 / 3.0))))
    x, y = column[order], above[order]
    starts = starts if starts.size else np.zeros(1, dtype=np.intp)
    sides = _sides(y, starts)
    clear = np.flatnonzero(sides)
    if not clear.size:
        return BreakEven(np.empty(0), np.empty(0), float(y.mean() < 0.0))
    turns = np.flatnonzero(sides[clear[1:]] != sides[clear[:-1]])
    ends = np.append(starts, column.size)
    found = [_crossing(x, y, int(ends[clear[turn]]), int(ends[clear[turn + 1] + 1])) for turn in turns]
    values, errors = np.array(found).reshape(-1, 2).T
    edges = np.concatenate([[0], np.searchsorted(x, values), [x.size]])
    is_losing = sides[clear[np.append(0, turns + 1)]] < 0
    return BreakEven(values, errors, float(np.diff(edges)[is_losing].sum() / x.size))


def _sides(above: Floats, starts: Integers) -> NDArray[np.int8]:
    """Say for each bin whether its mean is clearly above zero (1), clearly below (-1), or neither (0)."""
    counts = np.diff(starts, append=above.size)
    mean = np.add.reduceat(above, starts) / counts
    spread = np.add.reduceat((above - np.repeat(mean, counts)) ** 2, starts)
    error = np.sqrt(spread / np.maximum(counts - 1, 1) / counts)
    sides: NDArray[np.int8] = (np.sign(mean) * (np.abs(mean) > 3.0 * error)).astype(np.int8)
    return sides


def _crossing(x: Floats, y: Floats, first: int, past: int) -> tuple[float, float]:
    """Read a straight line through the draws of some bins off where it is zero, within them; with the standard error."""
    near, level = x[first:past], y[first:past, None]
    moved = near - near.mean()
    slope = float(moved @ level[:, 0] / (moved @ moved))
    value = min(max(float(near.mean() - level.mean() / slope), float(near[0])), float(near[-1]))
    return value, float(_line(near, level, value)[1][0]) / abs(slope)
