"""Whether all costs are there: those of a tool, the time of those who work for it, and the evaluation's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from blogroi.codes.wording import listed
from blogroi.language.spoken import message
from blogroi.model import Case, Tool
from blogroi.model.answering import unanswered
from blogroi.model.paths import CostPath, CostsPath, IndicatorPath
from blogroi.model.purpose import does_nothing
from blogroi.plan.outline import Outline
from blogroi.plan.rules.naming import indicator_named

__all__ = ["cost_without_source", "free_evaluation", "no_cost", "no_labour_cost"]

_TIME = re.compile(
    r"\b(writ|edit|author|blogg|staff|(?<!one-)time\b|hours?\b|salar|wage|people|labou?r|work|moderat|training|interview"
    r"|management|community|days?\b|freelance|r[eé]da[ck]|r[eé]dig|[eé]cri|auteur|temps|heure|salair|personnel|[eé]quipe"
    r"|pige|animat|mod[eé]r|formation|journ[eé]es?\b|jours?[ -]homme|traduction|translat)",
    re.IGNORECASE,
)
_EVALUATION = re.compile(
    r"\b([eé]val|measur|mesur|survey|enqu[eê]te|sondage|stud(y|ies)|[eé]tude|analytics)", re.IGNORECASE
)


def no_cost(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find tools that seem to be free."""
    for key, tool in plan.case.tools.items():
        if not tool.costs:
            said = message("{tool}: no cost is stated, so that it cannot be compared in money.", tool=tool.name)
            yield str(CostsPath(key)), said


def cost_without_source(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find tools with costs that nobody answers for, each once."""
    for key, tool in plan.case.tools.items():
        items = sorted({path.name for path in unanswered(plan.case, key) if isinstance(path, CostPath)})
        if items:
            said = message("{tool}: no source is stated for {items}.", tool=tool.name, items=listed(items))
            yield str(CostsPath(key)), said


def no_labour_cost(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find tools with costs in which no time of people can be made out."""
    for key, tool in plan.case.tools.items():
        if tool.costs and not does_nothing(tool) and not _takes_time(tool):
            yield str(CostsPath(key)), message("{tool}: no staff hours in its costs.", tool=tool.name)


def _takes_time(tool: Tool) -> bool:
    """Return whether a cost is units at a unit cost, or its item is about people's work."""
    return any(cost.units is not None or _TIME.search(cost.item) for cost in tool.costs)


def free_evaluation(plan: Outline) -> Iterator[tuple[str, str]]:
    """Find measurements that cost nothing, where no tool has a cost for them either."""
    case = plan.case
    if not case.indicators or _pays_for_evaluation(case):
        return
    planned = {key: part.measurement for key, part in case.indicators.items() if part.measurement is not None}
    if not planned:
        yield "indicators", message("The cost of measuring is not stated.")
    for key, measurement in planned.items():
        if measurement.cost is None and measurement.unit_cost is None:
            said = message("The cost of measuring {indicator} is not stated.", indicator=indicator_named(plan, key))
            yield str(IndicatorPath(key, "measurement")), said


def _pays_for_evaluation(case: Case) -> bool:
    return any(_EVALUATION.search(cost.item) for tool in case.tools.values() for cost in tool.costs)
