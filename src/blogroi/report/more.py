"""What stands last in a short answer: how many draws it rests on, how all of it is seen, and what to ask next."""

from __future__ import annotations

from blogroi.language.spoken import message
from blogroi.results.answer import DrawnAnswer
from blogroi.results.format import whole

__all__ = ["seen_whole"]


def seen_whole(answer: DrawnAnswer, following: str) -> str:
    """Return the last line of a short answer.

    Parameters
    ----------
    answer : DrawnAnswer
        The answer.
    following : str
        The command to go on with, within backquotes.

    Returns
    -------
    str
    """
    return message(
        "{draws} draws, seed {seed}. All of it: --full. Next: {following}",
        draws=whole(answer.conventions.draws),
        seed=str(answer.conventions.seed),
        following=following,
    )
