"""How large the figures of a case may grow: what is past it is refused, and no infinity, and no warning, comes of it.

Amounts that are stated are bounded by themselves; formulas, periods and products of them are not.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.errors import CaseError
from blogroi.language.spoken import message

__all__ = ["GREATEST", "TOO_LARGE", "is_too_large", "refuse_too_large"]

Floats: TypeAlias = NDArray[np.float64]

TOO_LARGE = message("the figures grow past what can be worked with: its numbers are too large")
"""What is said of a case whose figures a float cannot hold, or not their squares."""

GREATEST = 1e140
"""The greatest amount that a flow may come to, and be expected to: squares of sums of it, summed over draws, are numbers still."""


def is_too_large(values: Floats) -> bool:
    """Return whether any of some figures is past what can be worked with, or no number.

    Examples
    --------
    >>> is_too_large(np.array([3.0, -1e140])), is_too_large(np.array([3.0, -1e141])), is_too_large(np.array([np.nan]))
    (False, True, True)
    """
    return bool(values.size) and not (float(values.max()) <= GREATEST and float(values.min()) >= -GREATEST)


def refuse_too_large(values: Floats) -> None:
    """Refuse figures of which any is past what can be worked with.

    Raises
    ------
    CaseError
        When one is.
    """
    if is_too_large(values):
        raise CaseError.at("", TOO_LARGE)
