"""What a tool is for, as far as anybody said so: whether it stands for going on as before."""

from __future__ import annotations

from blogroi.model.tool import Tool

__all__ = ["DO_NOTHING", "does_nothing"]

DO_NOTHING = frozenset({"nothing", "do nothing", "do-nothing", "status quo", "rien", "ne rien faire", "statu quo"})
"""The kinds of tool that stand for going on as before; ``kind = "nothing"`` is the usual one."""


def does_nothing(tool: Tool) -> bool:
    """Whether a tool stands for going on as before.

    Examples
    --------
    >>> does_nothing(Tool(kind="nothing")), does_nothing(Tool(kind="blog"))
    (True, False)
    """
    return tool.kind.strip().lower() in DO_NOTHING
