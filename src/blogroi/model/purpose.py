"""What a tool was meant for, as far as anybody said so.

An effect is anticipated where its tool was meant to have it, emergent where it was not, and neither where nobody ever said. These
are labels: they sort benefits, and touch no other figure. Beside them, only who is asked what, and checks of dates, depend on dates.
"""

from __future__ import annotations

from collections.abc import Iterable

from blogroi.model.case import Case
from blogroi.model.tool import Tool

__all__ = ["DO_NOTHING", "does_nothing", "labels", "meant_for", "was_asked_before"]

DO_NOTHING = frozenset({"nothing", "do nothing", "do-nothing", "status quo", "rien", "ne rien faire", "statu quo"})
"""The kinds of tool that stand for going on as before; ``kind = "nothing"`` is the usual one."""


def does_nothing(tool: Tool) -> bool:
    """Return whether a tool stands for going on as before.

    Examples
    --------
    >>> does_nothing(Tool(kind="nothing")), does_nothing(Tool(kind="blog"))
    (True, False)
    """
    return tool.kind.strip().lower() in DO_NOTHING


def meant_for(case: Case, tool: str) -> tuple[str, ...] | None:
    """Return which indicators somebody said a tool is meant to move: what was locked as a plan counts before what is said today.

    Examples
    --------
    >>> import blogroi
    >>> meant_for(blogroi.loads(blogroi.template()), "magazine")
    ('memberships_kept',)
    """
    locked = None if case.plan is None else case.plan.intended.get(tool)
    return case.tools[tool].intended if locked is None else locked


def labels(case: Case, tool: str, indicators: Iterable[str]) -> dict[str, bool | None]:
    """Return, for several effects of a tool, whether they are none of those that it was meant to have.

    Where the plan that the case is held against says what the tool is meant for, that decides; otherwise what the case says of it
    (``intended``). Elsewhere the dates do: an indicator that was
    declared by the day of the tool's introduction could be foreseen on it. They say nothing of a tool that is older than every
    declaration: nobody had written anything down when it began.

    Parameters
    ----------
    case : Case
        The case.
    tool : str
        Key of the tool.
    indicators : iterable of str
        Keys of the indicators.

    Returns
    -------
    dict of str to bool or None
        None where nobody ever said.

    Examples
    --------
    >>> import blogroi
    >>> labels(blogroi.loads(blogroi.template()), "magazine", ["calls_avoided", "memberships_kept"])
    {'calls_avoided': True, 'memberships_kept': False}
    """
    meant, day = meant_for(case, tool), case.tools[tool].introduced
    if meant is not None:
        return {name: name not in meant for name in indicators}
    if day is None or not was_asked_before(case, tool):
        return dict.fromkeys(indicators)
    days = {name: case.indicators[name].declared for name in indicators}
    return {name: None if declared is None else declared > day for name, declared in days.items()}


def was_asked_before(case: Case, tool: str) -> bool:
    """Return whether somebody said what a tool is meant for, or had declared an indicator by the day of its introduction.

    Parameters
    ----------
    case : Case
        The case.
    tool : str
        Key of the tool.

    Returns
    -------
    bool

    Examples
    --------
    >>> import blogroi
    >>> was_asked_before(blogroi.loads(blogroi.template()), "blog")
    True
    """
    if meant_for(case, tool) is not None:
        return True
    day = case.tools[tool].introduced
    days = (indicator.declared for indicator in case.indicators.values())
    return day is not None and any(declared is not None and declared <= day for declared in days)
