"""How a case stands to its locked plan, in words: what was written down, and what has moved since."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.plan_checks import move_text
from blogroi.model.standing import PlanStanding

__all__ = ["moves", "plan_lines", "standing_line"]


def standing_line(standing: PlanStanding) -> str:
    """Return in one line whether anything has moved since a plan was locked."""
    count = len(standing.moved)
    if not count:
        return f"Held against the plan of {standing.day}: nothing has moved since."
    return f"Held against the plan of {standing.day}: {count} thing{'' if count == 1 else 's'} moved since."


def plan_lines(standing: PlanStanding) -> Iterator[str]:
    """Yield whether anything has moved since a plan was locked, and what.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> answer = blogroi.check(case, plan=blogroi.register(case, day="2025-12-01"))
    >>> list(plan_lines(answer.plan))
    ['Held against the plan of 2025-12-01: nothing has moved since.']
    """
    yield standing_line(standing)
    yield from (f"  {line}" for line in moves(standing))


def moves(standing: PlanStanding) -> tuple[str, ...]:
    """Return what has moved since a plan was locked, a sentence for each."""
    return tuple(move_text(move, standing.day) for move in standing.moved)
