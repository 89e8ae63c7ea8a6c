"""How a case stands to the plan that was locked for it: what has moved since, and what the plan says its tools are for.

It is put together where a plan is held against a case (``blogroi.revisions``), and travels with the case from there. It is no part of
what the case states.
"""

from __future__ import annotations

import datetime
from typing import Literal, TypeAlias

from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["MoveKind", "PlanMove", "PlanStanding"]

MoveKind: TypeAlias = Literal["added", "dropped", "reworded", "window", "target", "method", "yardstick", "purpose"]
"""What was moved, be it a part as a whole, its words, its dates, where it is wanted to stand, how it is measured, what it is judged by, or what
a tool is meant for."""


@frozen(kw_only=True)
class PlanMove:
    """Something that is not as it was when the plan was locked.

    Parameters
    ----------
    kind : str
        What was moved: ``"added"``, ``"dropped"``, ``"reworded"``, ``"window"``, ``"target"``, ``"method"``, ``"yardstick"`` or
        ``"purpose"``.
    path : str
        Where in the case; where in the plan, of what was dropped.
    statement : str
        What the part is called: its statement, or its name.
    before, now : str or None
        What stands in the plan and in the case, as a file writes it; None where nothing does.
    """

    kind: MoveKind
    path: str
    statement: str
    before: str | None
    now: str | None


@frozen(kw_only=True)
class PlanStanding:
    """How a case stands to a plan.

    Parameters
    ----------
    day : datetime.date
        Day on which the plan was locked.
    fingerprint : str
        Of the case that it was locked for, as it was then.
    moved : tuple of PlanMove
        What is not as it was.
    intended : mapping of str to sequence of str
        By tool: the indicators that the plan says it is meant to move, by their keys of today. Tools of which the plan says nothing are
        left out.
    """

    day: datetime.date
    fingerprint: str
    moved: tuple[PlanMove, ...]
    intended: FrozenMap[str, tuple[str, ...]]
