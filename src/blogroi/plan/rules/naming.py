"""How the rules of the plan call what they are about: by statements and names, never by keys."""

from __future__ import annotations

from collections.abc import Sequence

from blogroi.language.spoken import conjoined, plural
from blogroi.plan.outline import Outline
from blogroi.results.format import quoted

__all__ = ["few", "indicator_named", "lever_named", "objective_named"]


def objective_named(plan: Outline, key: str) -> str:
    """Return the statement of an objective, within quotes."""
    return quoted(plan.case.objectives[key].statement)


def lever_named(plan: Outline, key: str) -> str:
    """Return the statement of a lever, within quotes."""
    return quoted(plan.case.levers[key].statement)


def indicator_named(plan: Outline, key: str) -> str:
    """Return the statement of an indicator, within quotes."""
    return quoted(plan.case.indicators[key].statement)


def few(names: Sequence[str], most: int = 4) -> str:
    """Return some names in one phrase, and how many others there are.

    Examples
    --------
    >>> few(["a", "b", "c"]), few(["a", "b", "c"], 1)
    ('a, b and c', 'a and 2 others')
    """
    if len(names) <= most:
        return conjoined(names)
    return conjoined([*names[:most], plural("{count} other", "{count} others", len(names) - most)])
