"""What was compiled before, piece by piece: an effect, a cost, what a change is worth.

A piece is made of little: of what its own fields say, and of the drivers behind them. Where one input of a case moves, all pieces that
are made of others can stay. What is kept is held against what it was made of, and never against a name alone, so that a case
which is changed in any way is compiled to what it would be compiled to by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

__all__ = ["Pieces"]

T = TypeVar("T")

_FEW = 1000
"""Pieces that a session may hold beyond twice those of its first case."""


class Pieces:
    """The pieces of one case, from which the next one takes what it has in common with it.

    There is one piece for each place of a case: what was compiled last for it. Places that cases no longer have are forgotten before
    there are as many of them as of others.

    Examples
    --------
    >>> pieces = Pieces()
    >>> pieces.begin("seed 1")
    >>> pieces.of("blog", (900,), lambda: "made of 900"), pieces.of("blog", (900,), lambda: "made again")
    ('made of 900', 'made of 900')
    >>> pieces.of("blog", (950,), lambda: "made of 950")
    'made of 950'
    """

    __slots__ = ("_held", "_most", "_under")

    def __init__(self) -> None:
        self._held: dict[Hashable, tuple[tuple[Any, ...], Any]] = {}
        self._most, self._under = 0, object()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._held)

    def begin(self, under: object) -> None:
        """Begin another case.

        Parameters
        ----------
        under : object
            What all pieces are made under: nothing is kept from one that was compiled under something else.
        """
        if self._under != under or len(self._held) > self._most > 0:
            self._held, self._most, self._under = {}, 0, under
        elif not self._most:  # a first case is there, and its number of places known
            self._most = 2 * len(self._held) + _FEW

    def of(self, place: Hashable, made_of: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Return a piece: what is kept of it where it would be made of the same, else what is made now.

        Parameters
        ----------
        place : Hashable
            Which piece it is.
        made_of : tuple
            All that it is made of, beside what all pieces are made under.
        make : callable
            Makes it.
        """
        held = self._held.get(place)
        if held is None or held[0] != made_of:
            held = self._held[place] = (made_of, make())
        found: T = held[1]
        return found
