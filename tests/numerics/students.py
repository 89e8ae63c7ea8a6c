"""Student's quantiles by SciPy, to the last digits in every version of it."""

from __future__ import annotations

from scipy import stats

__all__ = ["quantile"]


def quantile(probability: float, freedom: int) -> float:
    """Take a step of Newton's from SciPy's quantile, of which older versions have nine digits; its distribution function has them all."""
    near = float(stats.t.ppf(probability, freedom))
    return near - float((stats.t.cdf(near, freedom) - probability) / stats.t.pdf(near, freedom))
