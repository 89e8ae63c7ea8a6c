"""What every tool brings in under each scenario, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.decisions.scenarios import ScenarioFigures, Scenarios, ToolInScenario
from blogroi.report.content import conventions
from blogroi.results.answer import Names
from blogroi.results.format import amount, as_percent, beside, quoted

__all__ = ["scenario_lines"]

_VERDICTS = {
    "pays": "brings in more than it costs",
    "does not pay": "costs more than it brings in",
    "even": "brings in as much as it costs",
    "open": "could go either way",
}


def scenario_lines(found: Scenarios) -> Iterator[str]:
    """Yield what every tool brings in under each scenario, what is expected over all of them, and what a choice may cost.

    Parameters
    ----------
    found : Scenarios
        What is said.

    Yields
    ------
    str
        A line for each scenario and for each tool in it, then what holds over all of them.

    Examples
    --------
    >>> import blogroi
    >>> print(next(scenario_lines(blogroi.scenarios(blogroi.load("examples/chamber.toml"), draws=1000))))
    The case as it stands:
    """
    names, unit = found.names.tools, found.currency
    for row in found.scenarios:
        yield f"{_head(row)}:"
        known = sorted(row.tools.items(), key=lambda item: (item[1].rank or len(row.tools) + 1, item[0]))
        for key, tool in known:
            yield f"  {names[key]}: {_tool(tool, unit)}"
        if row.chosen is not None:
            yield f"  To be chosen: {_listed(row.chosen, found.names)}."
        for check in row.checks if row.scenario is not None else ():
            if check.severity != "info":
                yield f"  {check.message}"
    yield from _over_all(found)
    if len(found.scenarios) == 1:
        yield "The case has no scenarios: state them under [scenarios.KEY]."
    yield conventions(found)


def _head(row: ScenarioFigures) -> str:
    said = row.statement if row.scenario is None else f"{row.statement} [{row.scenario}]"
    return said if row.chance is None or row.chance == 1.0 else f"{said}, {as_percent(row.chance)} likely"


def _tool(tool: ToolInScenario, unit: str) -> str:
    if tool.npv is None or tool.regret is None:
        return "its cost is not known, so neither is what it brings in."
    behind = (
        "the best choice" if tool.regret == 0.0 else f"{beside(tool.regret, tool.npv)} {unit} less than the best choice"
    )
    return f"NPV {amount(tool.npv)} {unit}, {_VERDICTS[tool.verdict]}; {behind}."


def _listed(keys: tuple[str, ...], names: Names) -> str:
    return ", ".join(names.tools[key] for key in keys) or "no tool"


def _over_all(found: Scenarios) -> Iterator[str]:
    """Yield what holds over all scenarios, where there are several."""
    if len(found.scenarios) < 2:
        return
    names, unit = found.names.tools, found.currency
    figures = {key: [tool.npv for row in found.scenarios if (tool := row.tools[key]).npv is not None] for key in names}
    if found.expectation is not None:
        shown = (f"{names[key]} {beside(mean, *figures[key])} {unit}" for key, mean in found.expectation.items())
        yield f"Expected NPV over the chances: {'; '.join(shown)}."
    elif any(row.chance is not None for row in found.scenarios):
        yield "No expectation over all of them: some have no chance."
    statements = {row.scenario: row.statement for row in found.scenarios}
    greatest = sorted(found.greatest_regret.items(), key=lambda item: (item[1].regret, item[0]))
    for key, most in greatest:
        if most.regret == 0.0:
            yield f"{names[key]}: the best choice in all of them."
        else:
            where = quoted(statements[most.scenario])
            yield f"{names[key]}: at worst {beside(most.regret, *figures[key])} {unit} less than the best choice, in {where}."
