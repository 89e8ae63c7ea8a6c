"""What somebody could state who knows about how great something is: the plain data of a quantity, in any of the shapes there are."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

__all__ = ["SHAPES", "amount", "rounded", "share"]

Stated: TypeAlias = dict[str, Any]

_REACH = 1.6448536269514722
"""How many standard deviations nine tenths of a normal distribution reach."""

_STUDIES = (-0.9, -0.3, 0.2, 1.0)
_SAMPLES = (-1.4, -0.9, -0.5, -0.2, 0.1, 0.4, 0.8, 1.1, 1.6)


def rounded(value: float) -> float:
    """Round to nine digits, as a file has it.

    Examples
    --------
    >>> rounded(2 / 3)
    0.666666667
    """
    return float(f"{value:.9g}")


def _range(middle: float, spread: float) -> Stated:
    """Let a range reach as far on both sides as a factor, which is how what is above zero is drawn."""
    factor = (1.0 + spread) ** _REACH
    return {"low": middle / factor, "high": middle * factor}


_AMOUNTS: Mapping[str, Callable[[float, float], Stated]] = {
    "range": _range,
    "range of half": lambda m, s: {"low": m * (1.0 - 0.67 * s), "high": m * (1.0 + 0.67 * s), "confidence": 0.5},
    "normal range": lambda m, s: {"low": m * (1.0 - _REACH * s), "high": m * (1.0 + _REACH * s), "shape": "normal"},
    "PERT": lambda m, s: {"low": m * (1.0 - 2.0 * s), "mode": m * (1.0 - 0.3 * s), "high": m * (1.0 + 3.0 * s)},
    "triangular": lambda m, s: {
        "low": m * (1.0 - 2.0 * s),
        "mode": m,
        "high": m * (1.0 + 2.5 * s),
        "shape": "triangular",
    },
    "mean and deviation": lambda m, s: {"mean": m, "sd": m * s},
    "lognormal": lambda m, s: {"mean": m, "sd": m * s, "shape": "lognormal"},
    "uniform": lambda m, s: {"shape": "uniform", "low": m * (1.0 - 1.7 * s), "high": m * (1.0 + 1.7 * s)},
    "estimate": lambda m, s: {"estimate": m, "low": m * (1.0 - _REACH * s), "high": m * (1.0 + 1.5 * _REACH * s)},
    "quantiles": lambda m, s: {
        "quantiles": [[0.1, m * (1.0 - 1.28 * s)], [0.5, m], [0.9, m * (1.0 + 1.9 * s)]],
    },
    "studies": lambda m, s: {"studies": [m * (1.0 + s * at) for at in _STUDIES]},
    "cut off": lambda m, s: {"mean": m, "sd": m * s, "min": m * (1.0 - 1.2 * s), "max": m * (1.0 + 2.0 * s)},
    "samples": lambda m, s: {"samples": [m * (1.0 + s * at) for at in _SAMPLES]},
}

SHAPES = tuple(_AMOUNTS)
"""What the shapes are called in which an amount may be stated."""

_SHARES: Mapping[str, Callable[[float, float], Stated]] = {
    "range": lambda m, s: {"low": m - _REACH * s, "high": m + _REACH * s},
    "PERT": lambda m, s: {"low": m - 2.0 * s, "mode": m + 0.3 * s, "high": m + 2.0 * s},
    "triangular": lambda m, s: {"low": m - 2.0 * s, "mode": m, "high": m + 2.0 * s, "shape": "triangular"},
    "mean and deviation": lambda m, s: {"mean": m, "sd": s},
    "uniform": lambda m, s: {"shape": "uniform", "low": m - 1.7 * s, "high": m + 1.7 * s},
    "beta": lambda m, s: {
        "shape": "beta",
        "a": m * (m * (1.0 - m) / s**2 - 1.0),
        "b": (1.0 - m) * (m * (1.0 - m) / s**2 - 1.0),
    },
}


def amount(shape: str, middle: float, spread: float) -> Stated:
    """State an amount above zero.

    Parameters
    ----------
    shape : str
        One of `SHAPES`.
    middle : float
        About how great it is.
    spread : float
        Its standard deviation over the middle, about; up to 0.45.

    Returns
    -------
    dict

    Examples
    --------
    >>> amount("mean and deviation", 200.0, 0.1)
    {'mean': 200.0, 'sd': 20.0}
    """
    return _as_written(_AMOUNTS[shape](middle, spread))


def share(shape: str, middle: float, spread: float, source: random.Random) -> Stated:
    """State a share between 0 and 1, in a shape of that name if shares have one, or in any.

    Parameters
    ----------
    shape : str
        One of `SHAPES`.
    middle : float
        About how great it is.
    spread : float
        As for an amount, of what is left to both ends; up to 0.45.
    source : random.Random
        Of chance.

    Returns
    -------
    dict
    """
    kind = shape if shape in _SHARES else source.choice([*_SHARES])
    return _as_written(_SHARES[kind](middle, spread * middle * (1.0 - middle)))


def _as_written(stated: Stated) -> Stated:
    return {name: _written(value) for name, value in stated.items()}


def _written(value: Any) -> Any:
    if isinstance(value, list):
        return [_written(part) for part in value]
    return rounded(value) if isinstance(value, float) else value
