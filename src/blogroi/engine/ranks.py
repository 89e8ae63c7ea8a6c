"""Ranks of tools draw by draw, and how often each is reached.

Values -> positions -> shares of the draws. Tools that tie share the positions that they take up together, so that no
order of the file can favour one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["pairwise_winning", "rank_acceptability"]

Floats: TypeAlias = NDArray[np.float64]


def rank_acceptability(values: Sequence[Floats]) -> Floats:
    """Give the share of the draws in which each tool takes each rank.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,)
        What the tools are ranked by, greater being better: one array for each tool.

    Returns
    -------
    numpy.ndarray of float, shape (tools, tools)
        Row by tool, column by rank from the first; each row and each column sums to 1.

    References
    ----------
    R. Lahdelma and P. Salminen, SMAA-2: stochastic multicriteria acceptability analysis for group decision making,
    Operations Research 49 (2001).

    Examples
    --------
    >>> rank_acceptability([np.array([3.0, 1.0]), np.array([2.0, 1.0])]).tolist()
    [[0.75, 0.25], [0.25, 0.75]]
    """
    tools = len(values)
    shares = np.zeros((tools, tools))
    for row, own in enumerate(values):
        better = np.zeros(own.size, dtype=np.intp)
        equal = np.zeros(own.size, dtype=np.intp)
        for other, theirs in enumerate(values):
            if other != row:
                better += theirs > own
                equal += theirs == own
        counts = np.bincount(better * tools + equal, minlength=tools * tools).reshape(tools, tools)
        for first, ties in zip(*np.nonzero(counts), strict=True):
            shares[row, first : first + ties + 1] += counts[first, ties] / (ties + 1)
    return shares / values[0].size if tools else shares


def pairwise_winning(values: Sequence[Floats]) -> Floats:
    """Give the share of the draws in which each tool is strictly better than each other.

    Parameters
    ----------
    values : sequence of numpy.ndarray of float, each of shape (draws,)
        What the tools are ranked by, greater being better: one array for each tool.

    Returns
    -------
    numpy.ndarray of float, shape (tools, tools)
        Share of the draws in which the tool of the row is better than the tool of the column.

    References
    ----------
    P. Leskinen, J. Viitanen, A. Kangas and J. Kangas, Alternatives to incorporate uncertainty and risk attitude in
    multicriteria evaluation of forest plans, Forest Science 52 (2006).

    Examples
    --------
    >>> pairwise_winning([np.array([3.0, 1.0]), np.array([2.0, 1.0])]).tolist()
    [[0.0, 0.5], [0.0, 0.0]]
    """
    return np.array([[np.count_nonzero(own > other) / own.size for other in values] for own in values])
