"""How a case stands to its locked plan, in words: what was written down, and what has moved since."""

from __future__ import annotations

from blogroi.codes.plan_checks import move_text
from blogroi.language.spoken import message, plural
from blogroi.model.standing import PlanStanding

__all__ = ["moves", "standing_line"]


def standing_line(standing: PlanStanding) -> str:
    """Return in one line whether anything has moved since a plan was locked.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> answer = blogroi.check(case, plan=blogroi.register(case, day="2025-12-01"))
    >>> standing_line(answer.plan)
    'Nothing has moved since the plan of 2025-12-01.'
    """
    if not standing.moved:
        return message("Nothing has moved since the plan of {day}.", day=standing.day)
    return plural(
        "{count} thing has moved since the plan of {day}.",
        "{count} things have moved since the plan of {day}.",
        len(standing.moved),
        day=standing.day,
    )


def moves(standing: PlanStanding) -> tuple[str, ...]:
    """Return what has moved since a plan was locked, a sentence for each."""
    return tuple(move_text(move, standing.day) for move in standing.moved)
