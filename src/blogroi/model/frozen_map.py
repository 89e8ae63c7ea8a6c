"""A mapping that cannot be changed, can be hashed and can be pickled.

Python has no such type of its own; the model needs one so that a case can be shared between threads, used as a key and
sent to another process. It keeps the order in which it was given.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

__all__ = ["FrozenMap"]

K = TypeVar("K")
V_co = TypeVar("V_co", covariant=True)


class FrozenMap(Mapping[K, V_co]):
    """A read-only mapping.

    Parameters
    ----------
    items : mapping, optional
        What it holds; copied, so that later changes of the original do not show.

    Examples
    --------
    >>> shares = FrozenMap({"renewals": 0.7, "sales": 0.3})
    >>> shares["sales"], list(shares)
    (0.3, ['renewals', 'sales'])
    >>> shares
    FrozenMap({'renewals': 0.7, 'sales': 0.3})
    """

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[K, V_co] | None = None) -> None:
        self._items: dict[K, V_co] = dict(items or {})

    def __getitem__(self, key: K) -> V_co:
        return self._items[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(frozenset(self._items.items()))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Mapping):
            return self._items == dict(other)
        return NotImplemented

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"
