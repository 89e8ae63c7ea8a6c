"""What rows of days and numbers hash to, so that a series is known again; and what they hashed to before some were added at the end."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TypeAlias

__all__ = ["hash_of", "hashes_of_beginnings"]

Rows: TypeAlias = Iterable[tuple[datetime.date, float | None]]


def hash_of(rows: Rows) -> str:
    """Hash what is known, by value."""
    return sha256(b"".join(_known(rows))).hexdigest()


def hashes_of_beginnings(rows: Rows) -> frozenset[str]:
    """Hash what is known, up to each row.

    Examples
    --------
    >>> before, after = datetime.date(2026, 1, 5), datetime.date(2026, 1, 12)
    >>> longer = hashes_of_beginnings([(before, 70), (after, 80)])
    >>> hash_of([(before, 70.0)]) in longer, hash_of([(before, 71)]) in longer
    (True, False)
    """
    hashed, found = sha256(), []
    for row in _known(rows):
        hashed.update(row)
        found.append(hashed.hexdigest())
    return frozenset(found)


def _known(rows: Rows) -> Iterator[bytes]:
    return (f"{day} {float(value) + 0.0!r}\n".encode() for day, value in rows if value is not None)
