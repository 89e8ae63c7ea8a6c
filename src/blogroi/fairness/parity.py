"""Whether all tools are asked the same: who answers which question, and of whom it was never asked.

This audit reads dates and names, because it is about people who ask more of a new tool than of the old ones. It touches no
figure.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from blogroi.language.spoken import message, plural
from blogroi.model.case import Case
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.purpose import labels
from blogroi.model.tool import Tool
from blogroi.results.fairness import Parity

__all__ = ["COSTS", "parity"]

COSTS = "costs"
"""The question what a tool costs, beside the indicators."""

_NEW = datetime.timedelta(days=3 * 365)


def parity(case: Case) -> Parity:
    """Compare what the tools of a case are asked and what they answer.

    Parameters
    ----------
    case : Case
        The case; its ``demands`` say what somebody asked each tool to prove.

    Returns
    -------
    Parity

    Examples
    --------
    >>> import blogroi
    >>> found = parity(blogroi.loads(blogroi.template()))
    >>> found.matrix["magazine"]["calls_avoided"], found.matrix["blog"]["calls_avoided"]
    ('not applicable', 'estimated')
    """
    questions = (*sorted(case.indicators), COSTS)
    tools = sorted(case.tools)
    demands = {key: tuple(sorted(set(case.demands.get(key, ())))) for key in tools}
    newer = tuple(key for key in tools if _is_new(case, case.tools[key]))
    older = tuple(key for key in tools if key not in newer and case.tools[key].introduced is not None)
    return Parity(
        questions=questions,
        matrix=FrozenMap({key: FrozenMap({name: _answer(case, key, name) for name in questions}) for key in tools}),
        asked=FrozenMap({key: len(demands[key]) for key in tools}),
        newer=newer,
        older=older,
        asked_of_newer=sum(len(demands[key]) for key in newer),
        asked_of_older=sum(len(demands[key]) for key in older),
        unique_demands=FrozenMap(_alone(demands)),
        open_questions=FrozenMap(_open_questions(case)),
        double_standards=tuple(_double_standards(case, demands)),
    )


def _is_new(case: Case, tool: Tool) -> bool:
    """Return whether a tool was introduced in the three years before the evaluation; unknown days make none of them new."""
    return tool.introduced is not None and case.day is not None and case.day - tool.introduced <= _NEW


def _answer(case: Case, key: str, question: str) -> str:
    tool = case.tools[key]
    if question == COSTS:
        return "stated" if tool.costs else "gap"
    if question in tool.effects:
        return tool.effects[question].evidence
    if question in tool.not_applicable:
        return "not applicable"
    return "never asked" if case.demands and question not in case.demands.get(key, ()) else "gap"


def _alone(demands: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Name what was demanded of one tool and of no other."""
    found = {
        key: tuple(name for name in asked if not any(name in demands[other] for other in demands if other != key))
        for key, asked in demands.items()
    }
    return {key: names for key, names in found.items() if names and len(demands) > 1}


def _open_questions(case: Case) -> dict[str, tuple[str, ...]]:
    """Name the questions that were foreseen on none of the tools that answer them, with the tools still to be asked."""
    found: dict[str, tuple[str, ...]] = {}
    known = {key: labels(case, key, tool.effects) for key, tool in case.tools.items()}
    for name in sorted(case.indicators):
        silent = [
            key
            for key, tool in sorted(case.tools.items())
            if name not in tool.effects and name not in tool.not_applicable
        ]
        said = {of_tool[name] for of_tool in known.values() if name in of_tool}
        if silent and True in said and False not in said:
            found[name] = tuple(silent)
    return found


def _double_standards(case: Case, demands: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Return in plain words where one tool is asked for proofs that another is not."""
    if not case.demands or len(demands) < 2:
        return
    most = max(demands, key=lambda key: (len(demands[key]), key))
    lenient = [
        (key, missing)
        for key in demands
        if (missing := [name for name in demands[most] if name not in demands[key] and _could_answer(case, key, name)])
    ]
    for key, missing in lenient:
        yield plural(
            "{first} had to answer {questions}, {other} {fewer}; {count} of them applies to it too.",
            "{first} had to answer {questions}, {other} {fewer}; {count} of them apply to it too.",
            len(missing),
            first=_dated(case.tools[most]),
            questions=plural("{count} question", "{count} questions", len(demands[most])),
            other=_dated(case.tools[key]),
            fewer=message("none") if not demands[key] else str(len(demands[key])),
        )


def _could_answer(case: Case, key: str, question: str) -> bool:
    return question not in case.tools[key].not_applicable


def _dated(tool: Tool) -> str:
    if tool.introduced is None:
        return tool.name
    return message("{tool} ({year})", tool=tool.name, year=str(tool.introduced.year))
