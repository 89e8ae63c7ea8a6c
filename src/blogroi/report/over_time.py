"""What is said of measurements that are a series over time."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import Message, plural

__all__ = ["wandering"]


def wandering(size: int | None, surest: int | None) -> Iterator[Message]:
    """Yield that more observations of what wanders by itself make a result no surer, where more are planned than do.

    Parameters
    ----------
    size : int or None
        How many observations are planned.
    surest : int or None
        With how many the result is surest; None where it is surer with more.

    Yields
    ------
    Message
        One sentence, or nothing.

    Examples
    --------
    >>> print(*wandering(8, 3))
    What is counted over time wanders by itself: beyond 3 observations the result is less sure again. A control helps more than time.
    >>> list(wandering(3, 3)), list(wandering(8, None))
    ([], [])
    """
    if size is not None and surest is not None and size > surest:
        yield plural(
            "What is counted over time wanders by itself: beyond {count} observation the result is less sure again. A control helps more than time.",
            "What is counted over time wanders by itself: beyond {count} observations the result is less sure again. A control helps more than time.",
            surest,
        )
