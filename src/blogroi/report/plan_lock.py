"""How a case stands to its locked plan, in words: what was written down, and what has moved since."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.plan_checks import move_text
from blogroi.language.spoken import message, plural
from blogroi.model.standing import PlanStanding

__all__ = ["moves", "plan_lines", "standing_line"]


def standing_line(standing: PlanStanding) -> str:
    """Return in one line whether anything has moved since a plan was locked."""
    if not standing.moved:
        return message("Nothing has moved since the plan of {day}.", day=standing.day)
    return plural(
        "{count} thing has moved since the plan of {day}.",
        "{count} things have moved since the plan of {day}.",
        len(standing.moved),
        day=standing.day,
    )


def plan_lines(standing: PlanStanding) -> Iterator[str]:
    """Yield whether anything has moved since a plan was locked, and what.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> answer = blogroi.check(case, plan=blogroi.register(case, day="2025-12-01"))
    >>> list(plan_lines(answer.plan))
    ['Nothing has moved since the plan of 2025-12-01.']
    """
    yield standing_line(standing)
    yield from (f"  {line}" for line in moves(standing))


def moves(standing: PlanStanding) -> tuple[str, ...]:
    """Return what has moved since a plan was locked, a sentence for each."""
    return tuple(move_text(move, standing.day) for move in standing.moved)
