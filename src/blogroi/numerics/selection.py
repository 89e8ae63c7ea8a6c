"""What a finding is worth that was found by looking: whoever searches long enough finds something.

Here are the corrections for how many things were looked at, for evidence that keeps coming, and for the winner's curse: what
is picked for being great was partly lucky. All of it is arithmetic on p-values, estimates and standard errors. Which findings
it is applied to, and what they stand for, is not known here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, TypeAlias, get_args

import numpy as np
from attrs import frozen
from numpy.typing import ArrayLike, NDArray

from blogroi.errors import OptionError, near_miss, shown

__all__ = [
    "BetweenMethod",
    "Correction",
    "Design",
    "Greatest",
    "Pooled",
    "Shrunk",
    "adjusted_p_values",
    "between_variance",
    "chance_of_a_find",
    "design_at_power",
    "design_of",
    "e_from_p",
    "e_rejections",
    "expected_greatest",
    "false_coverage_intervals",
    "false_coverage_level",
    "greatest_of",
    "james_stein",
    "pool",
    "rejections",
    "running_e_values",
    "shrink",
    "smallest_bayes_factor",
]

Floats: TypeAlias = NDArray[np.float64]

Correction: TypeAlias = Literal["benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"]
"""How p-values are adjusted, the first two for the share of false finds, the others for the chance of any."""

BetweenMethod: TypeAlias = Literal["paule-mandel", "dersimonian-laird"]
"""How the variance between true effects is estimated."""

_LEAST_FOR_A_SPREAD = 3  # fewer estimates say nothing about how much true effects differ
_GRID = 2001
_DEEP = -8.0  # below it the normal distribution function is taken from its asymptotic series


def adjusted_p_values(
    p_values: ArrayLike, *, searched: int | None = None, correction: Correction = "benjamini-hochberg"
) -> Floats:
    """Adjust p-values for all that was looked at.

    Parameters
    ----------
    p_values : array of float, shape (tests,)
        What is reported, each from 0 to 1, in any order.
    searched : int, optional
        How many tests were made in all, at least as many as are reported. The others are taken to have shown nothing: their
        p-values count as 1.
    correction : {"benjamini-hochberg", "benjamini-yekutieli", "holm", "bonferroni"}
        Benjamini-Hochberg holds for independent and for positively dependent tests, Benjamini-Yekutieli for any; both
        bound the share of false ones among the finds. Holm and Bonferroni bound the chance that there is any.

    Returns
    -------
    numpy.ndarray of float, shape (tests,)
        In the order given; each is the least level at which the test is still a find.

    Raises
    ------
    OptionError
        When a p-value is not between 0 and 1, or fewer were searched than are reported.

    References
    ----------
    Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289. Y. Benjamini and D. Yekutieli,
    Annals of Statistics 29 (2001) 1165. S. Holm, Scandinavian Journal of Statistics 6 (1979) 65.

    Examples
    --------
    >>> adjusted_p_values([0.01, 0.04], searched=20).round(3).tolist()
    [0.2, 0.4]
    """
    given, total = _searched(_shares("p_values", p_values), searched)
    if correction not in get_args(Correction):
        raise OptionError(
            "correction", f"{shown(correction)} is not known: {near_miss(correction, get_args(Correction))}"
        )
    order = np.argsort(given, kind="stable")
    ranks = np.arange(1, given.size + 1)
    ordered = given[order]
    if correction == "bonferroni":
        ordered = ordered * total
    elif correction == "holm":
        ordered = np.maximum.accumulate(ordered * (total - ranks + 1))
    else:
        ordered = ordered * total / ranks
        if correction == "benjamini-yekutieli":
            ordered *= _harmonic(total)
        ordered = np.minimum.accumulate(ordered[::-1])[::-1]
    adjusted = np.empty_like(given)
    adjusted[order] = np.minimum(ordered, 1.0)
    return adjusted


def rejections(
    p_values: ArrayLike,
    *,
    level: float = 0.05,
    searched: int | None = None,
    correction: Correction = "benjamini-hochberg",
) -> NDArray[np.bool_]:
    """Say which tests are finds after correction for all that was looked at.

    Parameters
    ----------
    p_values, searched, correction
        As in :func:`adjusted_p_values`.
    level : float
        Bound on the share of false finds, or on the chance of any.

    Returns
    -------
    numpy.ndarray of bool, shape (tests,)

    Examples
    --------
    >>> rejections([0.001, 0.04, 0.03], searched=3).tolist(), rejections([0.001, 0.04, 0.03], searched=30).tolist()
    ([True, True, True], [True, False, False])
    """
    found: NDArray[np.bool_] = adjusted_p_values(p_values, searched=searched, correction=correction) <= level
    return found


def false_coverage_level(selected: int, *, searched: int, level: float = 0.05) -> float:
    """Give the confidence at which intervals for selected findings miss as seldom as they should.

    Parameters
    ----------
    selected : int
        How many findings are reported, chosen for what they showed.
    searched : int
        How many things were looked at, at least ``selected``.
    level : float
        Accepted share of intervals that miss, among those reported.

    Returns
    -------
    float
        Confidence of each interval: ``1 - selected * level / searched``.

    References
    ----------
    Y. Benjamini and D. Yekutieli, Journal of the American Statistical Association 100 (2005) 71.

    Examples
    --------
    >>> round(false_coverage_level(4, searched=15), 5)
    0.98667
    """
    if not 1 <= selected <= searched:
        raise OptionError("selected", f"{selected} is not between 1 and the {searched} that were searched")
    return 1.0 - selected * _open_share("level", level) / searched


def false_coverage_intervals(
    estimates: ArrayLike, standard_errors: ArrayLike, *, searched: int, level: float = 0.05
) -> tuple[Floats, Floats]:
    """Give intervals for findings that were selected among all that was looked at.

    Parameters
    ----------
    estimates, standard_errors : array of float, shape (selected,)
        The findings that are reported, normal around the truth.
    searched : int
        How many things were looked at.
    level : float
        Accepted share of intervals that miss, among those reported.

    Returns
    -------
    low, high : numpy.ndarray of float, shape (selected,)

    Examples
    --------
    >>> low, high = false_coverage_intervals([3.0], [1.0], searched=20)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([-0.023], [6.023])
    """
    centre, spread = _estimates(estimates, standard_errors)
    confidence = false_coverage_level(centre.size, searched=searched, level=level)
    reach = _quantile((1.0 + confidence) / 2.0) * spread
    return centre - reach, centre + reach


def chance_of_a_find(searched: int, *, level: float = 0.05) -> float:
    """Give the chance that at least one of several independent tests passes a level where there is nothing to find.

    Examples
    --------
    >>> round(chance_of_a_find(20), 3)
    0.642
    """
    _whole("searched", searched)
    return -math.expm1(searched * math.log1p(-_open_share("level", level)))


def expected_greatest(searched: int) -> float:
    """Give the expected greatest of several independent standard normal numbers: how great luck alone looks.

    Examples
    --------
    >>> round(expected_greatest(20), 3)
    1.867
    """
    _whole("searched", searched)
    if searched == 1:
        return 0.0
    grid, step = np.linspace(-10.0, 10.0, 4 * _GRID + 1, retstep=True)
    power = np.exp(searched * _log_cdf(grid))  # chance that the greatest lies below
    # the chance that it lies above, less below zero the chance that it does not; 1/2 where both meet
    return float(np.where(grid < 0.0, -power, np.where(grid > 0.0, 1.0 - power, 0.5 - power)).sum() * step)


def e_from_p(p_values: ArrayLike, *, power: float | None = None) -> Floats:
    """Turn p-values into e-values, which may be averaged, and multiplied where they are independent.

    An e-value is a bet against "nothing happened" that costs 1: under it, its expectation is at most 1.

    Parameters
    ----------
    p_values : array of float
        From 0 to 1.
    power : float, optional
        Between 0 and 1: the calibrator ``power * p ** (power - 1)``. Left out, their mixture over all powers, which needs no
        choice.

    Returns
    -------
    numpy.ndarray of float, of the shape of ``p_values``

    References
    ----------
    V. Vovk and R. Wang, Annals of Statistics 49 (2021) 1736.

    Examples
    --------
    >>> e_from_p([0.01, 1.0], power=0.5).tolist(), e_from_p([0.01, 1.0]).round(3).tolist()
    ([5.0, 0.5], [4.451, 0.5])
    """
    p = _shares("p_values", p_values)
    with np.errstate(divide="ignore", invalid="ignore"):
        if power is not None:
            kappa = _open_share("power", power)
            return np.asarray(kappa * p ** (kappa - 1.0))
        log = np.log(p)
        mixed = (1.0 - p + p * log) / (p * log**2)
    near = np.abs(1.0 - p) < 1e-4  # where numerator and denominator cancel: the first terms of the series
    return np.where(p == 0.0, math.inf, np.where(near, 0.5 + (1.0 - p) / 6.0, mixed))


def running_e_values(observations: ArrayLike, standard_errors: ArrayLike, *, prior_sd: float) -> Floats:
    """Give the evidence against "no effect" after each observation, good at whatever moment one stops.

    The bet is a normal mixture: effects are held to lie around zero with the given standard deviation. Where there is no
    effect, the chance that it ever passes ``1 / level`` is at most ``level``, however often one looks.

    Parameters
    ----------
    observations, standard_errors : array of float, shape (..., observations)
        Independent estimates of the same effect in the order in which they came, normal around it.
    prior_sd : float
        Size of the effects that are thought possible, above zero, stated before the data.

    Returns
    -------
    numpy.ndarray of float, shape (..., observations)

    References
    ----------
    H. Robbins, Annals of Mathematical Statistics 41 (1970) 1397. P. Grünwald, R. de Heide and W. Koolen, Journal of the
    Royal Statistical Society B 86 (2024) 1091.

    Examples
    --------
    >>> running_e_values([1.0, 1.2, 0.8], [0.5, 0.5, 0.5], prior_sd=1.0).round(2).tolist()
    [2.22, 24.62, 70.53]
    """
    values, errors = _estimates(observations, standard_errors)
    variance = _positive("prior_sd", prior_sd) ** 2
    information = np.cumsum(errors**-2.0, axis=-1)
    score = np.cumsum(values * errors**-2.0, axis=-1)
    grown = 1.0 + variance * information
    with np.errstate(over="ignore"):  # evidence past all bounds is infinite evidence
        return np.asarray(np.exp(variance * score**2 / (2.0 * grown)) / np.sqrt(grown))


def e_rejections(e_values: ArrayLike, *, level: float = 0.05, searched: int | None = None) -> NDArray[np.bool_]:
    """Say which e-values are finds when the share of false ones is bounded, however they depend on each other (e-BH).

    Parameters
    ----------
    e_values : array of float, shape (tests,)
        At least 0; those that are not reported count as 0.
    level : float
        Bound on the share of false finds.
    searched : int, optional
        How many tests were made in all.

    Returns
    -------
    numpy.ndarray of bool, shape (tests,)

    References
    ----------
    R. Wang and A. Ramdas, Journal of the Royal Statistical Society B 84 (2022) 822.

    Examples
    --------
    >>> e_rejections([100.0, 45.0, 3.0], level=0.05).tolist()
    [True, True, False]
    """
    given = np.asarray(e_values, dtype=np.float64)
    if not (given >= 0.0).all():
        raise OptionError("e_values", "are not all numbers from 0 up")
    with np.errstate(divide="ignore"):
        p_values = np.minimum(1.0, 1.0 / given)
    # e-BH is Benjamini-Hochberg on the reciprocals, without its assumption on dependence
    return rejections(p_values, level=_open_share("level", level), searched=searched)


def smallest_bayes_factor(p_values: ArrayLike) -> Floats:
    """Give the least support for "nothing happened" that a p-value leaves, over a broad class of alternatives.

    Parameters
    ----------
    p_values : array of float
        From 0 to 1.

    Returns
    -------
    numpy.ndarray of float, of the shape of ``p_values``
        ``-e p log p`` below ``1 / e``, else 1: with even odds beforehand, "nothing happened" keeps at least the odds of this
        number to one.

    References
    ----------
    T. Sellke, M. J. Bayarri and J. O. Berger, The American Statistician 55 (2001) 62.

    Examples
    --------
    >>> smallest_bayes_factor([0.05, 0.01]).round(4).tolist()
    [0.4072, 0.1252]
    """
    p = _shares("p_values", p_values)
    turn = math.exp(-1.0)
    inside = np.clip(p, np.finfo(np.float64).tiny, turn)
    return np.where(p == 0.0, 0.0, np.where(p < turn, -math.e * inside * np.log(inside), 1.0))


@frozen
class Shrunk:
    """An estimate drawn towards what is usual.

    Parameters
    ----------
    mean, sd : float
        What is to be believed of the effect, and how surely.
    weight : float
        Share of the estimate itself in the mean, from 0 to 1; the rest is the prior's.
    """

    mean: float
    sd: float
    weight: float


def shrink(estimate: float, standard_error: float, *, prior_mean: float, prior_sd: float) -> Shrunk:
    """Weigh an estimate and what is usual, each by its precision.

    Where the prior says how true effects of this sort are spread, the result needs no further correction for having been
    picked: it is the same whichever way the finding came to light.

    Parameters
    ----------
    estimate, standard_error : float
        What was found; normal around the truth. A standard error of zero leaves the estimate as it is, one without bounds
        leaves the prior.
    prior_mean, prior_sd : float
        How true effects are spread, in the same unit; a standard deviation of zero leaves nothing to be learned.

    Returns
    -------
    Shrunk

    References
    ----------
    A. P. Dawid, in Multivariate Analysis and Its Applications (1994) 211, on selection. S. Senn, The American Statistician 62
    (2008) 112.

    Examples
    --------
    >>> shrink(10.0, 5.0, prior_mean=0.0, prior_sd=5.0)
    Shrunk(mean=5.0, sd=3.5355339059327378, weight=0.5)
    """
    weight = _weight(standard_error, prior_sd)
    mean = prior_mean + weight * (estimate - prior_mean)
    return Shrunk(mean=mean, sd=math.sqrt(1.0 - weight) * prior_sd, weight=weight)


def _weight(standard_error: float, prior_sd: float) -> float:
    if not standard_error >= 0.0:
        raise OptionError("standard_error", f"{standard_error} is not a number from 0 up")
    if not (prior_sd >= 0.0 and math.isfinite(prior_sd)):
        raise OptionError("prior_sd", f"{prior_sd} is not a number from 0 up")
    return 1.0 if standard_error == 0.0 else 1.0 / (1.0 + (standard_error / prior_sd) ** 2) if prior_sd else 0.0


def james_stein(estimates: ArrayLike, standard_error: float) -> Floats:
    """Draw at least four estimates of the same accuracy towards their mean, by the share that their spread bears out.

    Parameters
    ----------
    estimates : array of float, shape (estimates,)
        Independent, normal around their own truths.
    standard_error : float
        The same for all of them, above zero.

    Returns
    -------
    numpy.ndarray of float, shape (estimates,)
        With ``1 - (n - 3) * standard_error ** 2 / sum of squares``, never below 0, for the share that is kept.

    References
    ----------
    B. Efron and C. Morris, Journal of the American Statistical Association 70 (1975) 311.

    Examples
    --------
    >>> james_stein([0.0, 2.0, 4.0, 6.0], 2.0).round(6).tolist()
    [0.6, 2.2, 3.8, 5.4]
    """
    values = np.asarray(estimates, dtype=np.float64)
    if values.size <= _LEAST_FOR_A_SPREAD:
        raise OptionError("estimates", f"{values.size} are too few: at least four")
    mean = values.mean()
    squares = float(((values - mean) ** 2).sum())
    excess = (values.size - 3) * _positive("standard_error", standard_error) ** 2
    kept = 1.0 - excess / squares if squares > excess else 0.0
    return np.asarray(mean + kept * (values - mean))


def between_variance(
    estimates: ArrayLike, standard_errors: ArrayLike, *, method: BetweenMethod = "paule-mandel"
) -> float:
    """Estimate how much true effects vary beyond what the errors of their estimates explain.

    Parameters
    ----------
    estimates, standard_errors : array of float, shape (estimates,)
        At least two.
    method : {"paule-mandel", "dersimonian-laird"}
        Paule and Mandel's equates the weighted squares with their expectation, and is the better one where accuracies differ;
        DerSimonian and Laird's is one step of it.

    Returns
    -------
    float
        Variance, at least 0.

    References
    ----------
    R. DerSimonian and N. Laird, Controlled Clinical Trials 7 (1986) 177. R. C. Paule and J. Mandel, Journal of Research of the
    National Bureau of Standards 87 (1982) 377.

    Examples
    --------
    >>> round(between_variance([1.0, 5.0], [1.0, 1.0]), 6), between_variance([1.0, 1.5], [1.0, 1.0])
    (7.0, 0.0)
    """
    values, errors = _estimates(estimates, standard_errors)
    if values.size < 2:
        raise OptionError("estimates", "are fewer than two: nothing varies")
    if method == "dersimonian-laird":
        weights = errors**-2.0
        spare = weights.sum() - (weights**2).sum() / weights.sum()
        return max(0.0, float((_squares(values, errors, 0.0) - (values.size - 1)) / spare))
    if method != "paule-mandel":
        raise OptionError("method", f"{shown(method)} is not known: {near_miss(method, get_args(BetweenMethod))}")

    def excess(variance: float) -> float:
        return _squares(values, errors, variance) - (values.size - 1)

    if excess(0.0) <= 0.0:
        return 0.0
    # with all errors at zero the variance would be the sample's: the root is no greater
    return _root(excess, 0.0, float(values.var(ddof=1)) * (1.0 + 1e-9))


def _squares(values: Floats, errors: Floats, variance: float) -> float:
    """Weighted squares around the weighted mean (Cochran's Q)."""
    weights = 1.0 / (errors**2 + variance)
    mean = (weights * values).sum() / weights.sum()
    return float((weights * (values - mean) ** 2).sum())


@frozen(eq=False)
class Pooled:
    """What several estimates of the same sort say together, and of each other.

    Parameters
    ----------
    mean, standard_error : float
        The pooled estimate at the estimated variance between true effects.
    between_variance : float
        That variance.
    between_sd : tuple of float
        Range that holds its root with 90 % probability, from 5 % to 95 %: with few estimates it is wide.
    means, sds : numpy.ndarray of float, shape (estimates,)
        Each effect, drawn towards the others. The variance between them counts as uncertain too.
    """

    mean: float
    standard_error: float
    between_variance: float
    between_sd: tuple[float, float]
    means: Floats
    sds: Floats


def pool(estimates: ArrayLike, standard_errors: ArrayLike, *, method: BetweenMethod = "paule-mandel") -> Pooled:
    """Draw each of several estimates towards what all of them show, as far as they bear it out.

    True effects are held to be normal around a common mean. The estimates alone say where that mean is and how far true
    effects spread; since few estimates leave the spread open, all values of it count here by their likelihood, each standard
    deviation being as probable as another beforehand.

    Parameters
    ----------
    estimates, standard_errors : array of float, shape (estimates,)
        At least three, independent and normal around their own truths.
    method : {"paule-mandel", "dersimonian-laird"}
        As in :func:`between_variance`, for the pooled estimate.

    Returns
    -------
    Pooled

    Raises
    ------
    OptionError
        When there are fewer than three estimates, which leave the spread open without bounds.

    References
    ----------
    A. Gelman and others, Bayesian Data Analysis, third edition (2013), section 5.4.

    Examples
    --------
    >>> schools = pool([28, 8, -3, 7, -1, 1, 18, 12], [15, 10, 16, 11, 9, 11, 10, 18])
    >>> round(schools.mean, 3), round(schools.standard_error, 3), schools.between_variance
    (7.686, 4.072, 0.0)
    >>> schools.means.round(1).tolist()[0], schools.sds.round(1).tolist()[0]
    (11.4, 8.3)
    """
    values, errors = _estimates(estimates, standard_errors)
    if values.size < _LEAST_FOR_A_SPREAD:
        raise OptionError("estimates", f"{values.size} are too few to say how true effects spread: at least three")
    variance = between_variance(values, errors, method=method)
    weights = 1.0 / (errors**2 + variance)
    means, sds, spread = _over_all_spreads(values, errors)
    return Pooled(
        mean=float((weights * values).sum() / weights.sum()),
        standard_error=float(weights.sum() ** -0.5),
        between_variance=variance,
        between_sd=spread,
        means=means,
        sds=sds,
    )


def _over_all_spreads(values: Floats, errors: Floats) -> tuple[Floats, Floats, tuple[float, float]]:
    """Average what each spread of true effects implies, by its likelihood; give the spread's range beside it."""
    scale = float(errors.max() + np.ptp(values))
    # tan spaces spreads finely up to the scale of the data, and reaches a thousand times as far
    angle = np.linspace(0.0, math.atan(1000.0), _GRID)
    spreads = scale * np.tan(angle)
    variances = errors**2 + spreads[:, None] ** 2  # (spreads, estimates)
    weights = 1.0 / variances
    total = weights.sum(axis=1)
    centres = (weights * values).sum(axis=1) / total
    log = 0.5 * (np.log(weights).sum(axis=1) - np.log(total) - (weights * (values - centres[:, None]) ** 2).sum(axis=1))
    density = np.exp(log - log.max()) * (1.0 + (spreads / scale) ** 2)  # times what a step of the angle covers
    mass = density / density.sum()
    kept = spreads[:, None] ** 2 / variances
    inner = kept * values + (1.0 - kept) * centres[:, None]
    inner_variance = kept * errors**2 + (1.0 - kept) ** 2 / total[:, None]
    means = mass @ inner
    sds = np.sqrt(mass @ (inner_variance + (inner - means) ** 2))
    below = np.cumsum(mass)
    low, high = (float(np.interp(share, below, spreads)) for share in (0.05, 0.95))
    return means, sds, (low, high)


@frozen
class Greatest:
    """The greatest of several estimates, freed from the luck that made it the greatest.

    Parameters
    ----------
    estimate : float
        As likely too high as too low, given that it is the greatest; it can lie below zero.
    low, high : float
        Interval around it.
    """

    estimate: float
    low: float
    high: float


def greatest_of(estimate: float, standard_error: float, *, searched: int, confidence: float = 0.9) -> Greatest:
    """Correct an estimate that is reported because it was the greatest of all that were looked at.

    The model: the others were looked at independently and with the same accuracy, and nothing happened on them. What is
    reported would then not have been, had another come out greater by luck. Under this model the corrected estimate is too
    high in half of the cases in which it is reported, and its interval holds with the stated confidence. Where the others
    had effects of their own, the luck that was needed is greater than that; :func:`shrink`, with a prior for the sort
    of effect, or :func:`pool`, with the other estimates, say more.

    Parameters
    ----------
    estimate, standard_error : float
        The greatest; normal around its truth, the standard error above zero.
    searched : int
        How many were looked at.
    confidence : float
        Of the interval.

    Returns
    -------
    Greatest

    References
    ----------
    S. Zöllner and J. K. Pritchard, American Journal of Human Genetics 80 (2007) 605; I. Andrews, T. Kitagawa and A. McCloskey,
    Quarterly Journal of Economics 139 (2024) 305, for estimates conditional on having been picked.

    Examples
    --------
    >>> found = greatest_of(2.5, 1.0, searched=20)
    >>> round(found.estimate, 2), round(found.low, 2), round(found.high, 2)
    (1.88, -0.82, 3.95)
    """
    _whole("searched", searched)
    error, tail = _positive("standard_error", standard_error), (1.0 - _open_share("confidence", confidence)) / 2.0
    z = estimate / error
    low, middle, high = (_truth_behind(z, searched, share) for share in (1.0 - tail, 0.5, tail))
    return Greatest(estimate=error * middle, low=error * low, high=error * high)


@lru_cache(maxsize=1024)
def _truth_behind(z: float, searched: int, share: float) -> float:
    """Find the true value under which a greatest value as low as ``z`` has the given chance.

    Where even a truth 30 standard errors below what was found would be compatible, that is the answer.
    """
    if searched == 1:
        return z - _quantile(share)
    reach = 30.0
    grid = np.linspace(min(z, 0.0) - reach - 10.0, max(z, 0.0) + 20.0, 4 * _GRID)
    others = (searched - 1) * _log_cdf(grid)

    def excess(truth: float) -> float:
        log = others - 0.5 * (grid - truth) ** 2
        density = np.exp(log - log.max())
        below = np.cumsum(density)
        below -= 0.5 * density
        return float(np.interp(z, grid, below) / density.sum()) - share

    low, high = z - reach, z + 10.0
    return low if excess(low) <= 0.0 else _root(excess, low, high)


@frozen
class Design:
    """What a test of a given accuracy can be trusted with.

    Parameters
    ----------
    power : float
        Chance that it passes.
    wrong_sign : float
        Chance that what passes has the wrong sign.
    exaggeration : float
        How many times the truth what passes is on average.
    """

    power: float
    wrong_sign: float
    exaggeration: float


def design_of(effect: float, standard_error: float, *, level: float = 0.05) -> Design:
    """Say what passes a test, if the truth is as stated: how often, with which sign, how much exaggerated.

    Parameters
    ----------
    effect : float
        A plausible true effect, not zero, known from elsewhere than the data.
    standard_error : float
        Of its estimate, above zero.
    level : float
        Of the two-sided test.

    Returns
    -------
    Design

    References
    ----------
    A. Gelman and J. Carlin, Perspectives on Psychological Science 9 (2014) 641. J. Lu, Y. Qiu and A. Deng, British Journal of
    Mathematical and Statistical Psychology 72 (2019) 1, for the closed form.

    Examples
    --------
    >>> found = design_of(2.0, 8.1)
    >>> round(found.power, 3), round(found.wrong_sign, 2), round(found.exaggeration, 1)
    (0.057, 0.24, 9.5)
    """
    size = abs(effect) / _positive("standard_error", standard_error)
    if not (size > 0.0 and math.isfinite(size)):
        raise OptionError("effect", f"{effect} is not a number other than 0: exaggeration is a ratio to it")
    z = -_quantile(_open_share("level", level) / 2.0)
    right, wrong = _cdf(size - z), _cdf(-size - z)
    power = right + wrong
    expected = _density(size - z) + _density(size + z) + size * (right - wrong)
    return Design(power=power, wrong_sign=wrong / power, exaggeration=expected / (size * power))


def design_at_power(power: float, *, level: float = 0.05) -> Design:
    """Say what passes a test of a given power: with which sign, how much exaggerated.

    Parameters
    ----------
    power : float
        Above ``level``, below 1.
    level : float
        Of the two-sided test.

    Returns
    -------
    Design

    Examples
    --------
    >>> [round(design_at_power(power).exaggeration, 2) for power in (0.1, 0.2, 0.5)]
    [3.71, 2.26, 1.41]
    """
    if not _open_share("level", level) < _open_share("power", power):
        raise OptionError("power", f"{power} is not above the level {level}: a test without any effect passes as often")
    size = _root(lambda size: power - design_of(size, 1.0, level=level).power, 1e-9, 80.0)
    return design_of(size, 1.0, level=level)


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Halve a bracket in which a falling function crosses zero as often as a float has bits."""
    for _ in range(52):
        middle = (low + high) / 2.0
        low, high = (middle, high) if function(middle) > 0.0 else (low, middle)
    return (low + high) / 2.0


@lru_cache(maxsize=64)
def _harmonic(count: int) -> float:
    """Sum ``1 + 1/2 + ... + 1/count``, what Benjamini and Yekutieli pay for any dependence."""
    return math.fsum(1.0 / rank for rank in range(1, count + 1))


def _cdf(z: float) -> float:
    return math.erfc(-z / math.sqrt(2.0)) / 2.0


def _density(z: float) -> float:
    return math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)


def _quantile(probability: float) -> float:
    from statistics import NormalDist  # noqa: PLC0415  not paid for by `import blogroi`

    return NormalDist().inv_cdf(probability)


def _log_cdf(z: Floats) -> Floats:
    """Log of the normal distribution function, to full relative accuracy far down as well."""
    deep = np.minimum(z, _DEEP)
    squared = deep**-2.0
    series = -0.5 * deep**2 - np.log(-deep * math.sqrt(2.0 * math.pi))
    series += np.log1p(squared * (-1.0 + squared * (3.0 - 15.0 * squared)))
    plain = np.array([math.log(_cdf(value)) for value in np.maximum(z, _DEEP).tolist()])
    return np.where(z < _DEEP, series, plain)


def _shares(name: str, values: ArrayLike) -> Floats:
    shares = np.asarray(values, dtype=np.float64)
    if not ((shares >= 0.0) & (shares <= 1.0)).all():
        raise OptionError(name, "are not all numbers between 0 and 1")
    return shares


def _searched(given: Floats, searched: int | None) -> tuple[Floats, int]:
    if given.ndim != 1:
        raise OptionError("p_values", f"have {given.ndim} dimensions: give a list")
    if searched is not None and searched < given.size:
        raise OptionError("searched", f"{searched} is fewer than the {given.size} that are reported")
    return given, given.size if searched is None else searched


def _estimates(estimates: ArrayLike, standard_errors: ArrayLike) -> tuple[Floats, Floats]:
    values, errors = np.asarray(estimates, dtype=np.float64), np.asarray(standard_errors, dtype=np.float64)
    if values.shape != errors.shape:
        raise OptionError("standard_errors", f"have the shape {errors.shape}, the estimates {values.shape}")
    if not (np.isfinite(values).all() and np.isfinite(errors).all() and (errors > 0.0).all()):
        raise OptionError("standard_errors", "or the estimates are not finite, or a standard error is not above 0")
    return values, errors


def _open_share(name: str, value: float) -> float:
    if not 0.0 < value < 1.0:
        raise OptionError(name, f"{value} is not between 0 and 1")
    return value


def _positive(name: str, value: float) -> float:
    if not (value > 0.0 and math.isfinite(value)):
        raise OptionError(name, f"{value} is not a number above 0")
    return value


def _whole(name: str, value: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise OptionError(name, f"{value!r} is not a whole number from 1 up")
