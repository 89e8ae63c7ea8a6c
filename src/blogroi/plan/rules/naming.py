"""How the rules of the plan call what they are about: by statements and names, never by keys."""

from __future__ import annotations

from blogroi.plan.outline import Outline
from blogroi.results.format import quoted

__all__ = ["indicator_named", "lever_named", "objective_named"]


def objective_named(plan: Outline, key: str) -> str:
    """Return the statement of an objective, within quotes."""
    return quoted(plan.case.objectives[key].statement)


def lever_named(plan: Outline, key: str) -> str:
    """Return the statement of a lever, within quotes."""
    return quoted(plan.case.levers[key].statement)


def indicator_named(plan: Outline, key: str) -> str:
    """Return the statement of an indicator, within quotes."""
    return quoted(plan.case.indicators[key].statement)
