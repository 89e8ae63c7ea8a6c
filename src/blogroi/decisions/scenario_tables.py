"""What every tool brings in under each scenario, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.decisions.scenarios import ScenarioFigures, Scenarios
from blogroi.results.check_tables import CHECKS, check_cells
from blogroi.results.headings import (
    SPREAD,
    TOOL,
    amount,
    figure_headings,
    flag,
    parts_of,
    share,
    text,
    tool_cells,
    whole,
)
from blogroi.results.table import CURRENCY, Heading, Layout, Value

__all__ = ["LAYOUTS"]


_SCENARIO = {
    "scenario": text("Key of the scenario; empty for the case as it stands."),
    "statement": text("What it is."),
}


def _scenario(one: ScenarioFigures) -> dict[str, Value]:
    return {"scenario": one.scenario, "statement": one.statement}


_FIGURES: dict[str, Heading] = {
    **_SCENARIO,
    **TOOL,
    "verdict": text("Whether the tool brings in more than it costs."),
    "rank": whole("1 and the number of tools that are expected to bring in more."),
    "is_winner": flag("Whether it is first with the decision probability."),
    "is_chosen": flag("Whether `choose` takes it; empty where the case says nothing of choosing."),
    "probability_positive": share("Chance that net present value is above zero."),
    **figure_headings("npv", "Net present value", CURRENCY, SPREAD),
    "regret": amount("What the best of all tools and of doing nothing is expected to bring in more."),
}


def _figures(found: Scenarios) -> Iterator[Mapping[str, Value]]:
    for one in found.scenarios:
        for key, tool in one.tools.items():
            yield {
                **_scenario(one),
                **tool_cells(found.names, key),
                "verdict": tool.verdict,
                "rank": tool.rank,
                "is_winner": key == one.winner,
                "is_chosen": None if one.chosen is None else key in one.chosen,
                "probability_positive": tool.probability_positive,
                **parts_of("npv", tool.npv, SPREAD),
                "regret": tool.regret,
            }


_SCENARIOS: dict[str, Heading] = {
    **_SCENARIO,
    "chance": share("How probable it is; empty where nobody says."),
    "winner": text("Key of the tool that is first with the decision probability."),
    "sets": text("Paths of what is otherwise in it, with commas."),
}


def _scenarios(found: Scenarios) -> Iterator[Mapping[str, Value]]:
    for one in found.scenarios:
        yield {**_scenario(one), "chance": one.chance, "winner": one.winner, "sets": ", ".join(one.sets) or None}


_TOOLS: dict[str, Heading] = {
    **TOOL,
    "expectation": amount("Net present value expected over the chances of the scenarios; empty where one has none."),
    "greatest_regret": amount("Greatest regret over all scenarios."),
    "scenario": text("Key of the scenario in which it is so great; empty for the case as it stands."),
}


def _tools(found: Scenarios) -> Iterator[Mapping[str, Value]]:
    for key in found.names.tools:
        worst = found.greatest_regret.get(key)
        yield {
            **tool_cells(found.names, key),
            "expectation": None if found.expectation is None else found.expectation.get(key),
            "greatest_regret": None if worst is None else worst.regret,
            "scenario": None if worst is None else worst.scenario,
        }


def _checks(found: Scenarios) -> Iterator[Mapping[str, Value]]:
    for one in found.scenarios:
        for check in one.checks:
            yield _scenario(one) | check_cells(check)


LAYOUTS: tuple[Layout[Scenarios], ...] = (
    Layout("scenarios", "A row for each scenario and tool.", _FIGURES, _figures),
    Layout("states", "A row for each scenario, the case as it stands first.", _SCENARIOS, _scenarios),
    Layout("tools", "A row for each tool over all scenarios.", _TOOLS, _tools),
    Layout("checks", "A row for each thing to be known of a scenario.", {**_SCENARIO, **CHECKS}, _checks),
)
"""The tables of scenarios."""
