"""What the tests of this folder have in common: draws, functions whose indices are known, and how close is close."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]

DRAWS = 20_000

ISHIGAMI_FIRST = [0.3139051911478115, 0.4424111447900459, 0.0]


def ishigami(points: Floats) -> Floats:
    x = (2.0 * points - 1.0) * math.pi
    value: Floats = np.sin(x[:, 0]) + 7.0 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return value


def close(found: Floats, errors: Floats, exact: Any, least: float = 1e-12) -> bool:
    return bool((np.abs(found - exact) <= 4.0 * errors + least).all())


def normals(draws: int = DRAWS, inputs: int = 3, key: int = 1) -> Floats:
    return stream(key).standard_normal((draws, inputs))
