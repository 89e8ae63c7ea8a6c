"""Blocks of draws: as many as are worked on at a time. How many they are changes no figure."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["BLOCK", "LONG_BLOCK", "blocks"]

BLOCK = 8192
"""Draws worked on at a time where every period is worked on."""

LONG_BLOCK = 65_536
"""Draws worked on at a time where totals alone are: operations long enough for threads not to wait for each other."""


def blocks(draws: int, size: int = BLOCK) -> Iterator[tuple[int, slice]]:
    """Part draws into blocks.

    Parameters
    ----------
    draws : int
        Number of draws.
    size : int
        The most draws of a block.

    Yields
    ------
    int, slice
        First draw of a block, and where the block stands.

    Examples
    --------
    >>> [(start, block.stop) for start, block in blocks(5, 2)]
    [(0, 2), (2, 4), (4, 5)]
    """
    for start in range(0, draws, size):
        yield start, slice(start, min(start + size, draws))
