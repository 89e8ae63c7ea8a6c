"""The standard normal distribution: its distribution function, that function's logarithm, and its inverse.

Arrays of draws go to SciPy, which is loaded when the first of them comes: nobody waits for it who neither correlates
quantities nor counts answers. Single numbers, of which every evaluation needs a few, are computed by Python's own library; the
checks of a plan need no more, so that numpy is loaded here by the arrays alone.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statistics import NormalDist
    from typing import TypeAlias

    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

__all__ = ["normal_cdf", "normal_cdf_at", "normal_log_cdf", "normal_quantile"]

_DEEP = -8.0  # below it the logarithm is taken from the asymptotic series


def normal_cdf(z: Floats, *, out: Floats | None = None) -> Floats:
    """Return the chance that a standard normal number is below each of some others.

    Parameters
    ----------
    z : numpy.ndarray of float, shape (draws,)
        Standard normal numbers.
    out : numpy.ndarray of float, shape (draws,), optional
        Where the chances are put; it may be ``z`` itself.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)

    Examples
    --------
    >>> import numpy as np
    >>> normal_cdf(np.array([-1.959963985, 0.0, 40.0])).round(6).tolist()
    [0.025, 0.5, 1.0]
    """
    from scipy.special import ndtr  # noqa: PLC0415  loaded by those alone who need it

    found: Floats = ndtr(z, out=out)
    return found


def normal_cdf_at(z: float) -> float:
    """Return the chance that a standard normal number is below a single other one.

    Parameters
    ----------
    z : float
        A standard normal number, or an infinity.

    Returns
    -------
    float

    Examples
    --------
    >>> normal_cdf_at(0.0), round(normal_cdf_at(-1.959963985), 6)
    (0.5, 0.025)
    """
    return math.erfc(-z / math.sqrt(2.0)) / 2.0


@cache
def _standard() -> NormalDist:
    """Return the distribution; one made anew for each node of a table would take nine tenths of the time."""
    from statistics import NormalDist  # noqa: PLC0415  not paid for by `import blogroi`

    return NormalDist()


def normal_quantile(probability: float) -> float:
    """Return the number below which a standard normal one lies with a given chance.

    Parameters
    ----------
    probability : float
        The chance, above 0 and below 1.

    Returns
    -------
    float

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.644854
    """
    return _standard().inv_cdf(probability)


def normal_log_cdf(z: Floats) -> Floats:
    """Return the logarithm of the distribution function, to full relative accuracy far down as well.

    Parameters
    ----------
    z : numpy.ndarray of float, shape (points,)
        A few thousand points at most: they are taken one by one.

    Returns
    -------
    numpy.ndarray of float, shape (points,)

    References
    ----------
    [Abramowitz1964, 26.2.12], for the series far down.

    Examples
    --------
    >>> import numpy as np
    >>> normal_log_cdf(np.array([-40.0, 0.0])).round(6).tolist()
    [-804.608442, -0.693147]
    """
    import numpy as np  # noqa: PLC0415  single numbers need none

    deep = np.minimum(z, _DEEP)
    squared = deep**-2.0
    series = -0.5 * deep**2 - np.log(-deep * math.sqrt(2.0 * math.pi))
    series += np.log1p(squared * (-1.0 + squared * (3.0 - 15.0 * squared)))
    plain = np.array([math.log(normal_cdf_at(value)) for value in np.maximum(z, _DEEP).tolist()])
    return np.where(z < _DEEP, series, plain)
