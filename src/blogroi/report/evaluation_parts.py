"""What the figures of one tool are made of, in words: its benefits and its costs, planned or not, and what nobody knows of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from blogroi.language.spoken import Joined, message
from blogroi.report.evaluation_verdict import outcome
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import amount, as_percent, chance_in_words, number, quoted
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult, UnitFigures

__all__ = ["parts_of"]


def parts_of(result: Evaluation, key: str) -> Iterator[str]:
    """Yield what the benefits of a tool come from and what its costs go to, the greatest first.

    Parameters
    ----------
    result : Evaluation
        What is said.
    key : str
        The tool.

    Yields
    ------
    str
    """
    tool, names = result.tools[key], result.names
    if tool.benefits is not None and tool.benefits.mean != 0.0:
        yield from _benefits(result, tool)
    elif not tool.by_indicator:
        yield message("no benefit is put in money")
    if tool.costs is not None and tool.costs.mean != 0.0 and len(tool.by_cost) > 1:
        yield message("costs: {parts}", parts=_shares(tool.by_cost, tool.costs, str))
    for name, sums in tool.by_driver.items():
        for what, figure in (("benefits", sums.benefits), ("costs", sums.costs)):
            if figure is not None:
                yield _driven(quoted(names.drivers[name].statement), what, figure)
    for name, units in tool.units_by_indicator.items():
        yield _units(result, name, units)
    if tool.sunk is not None:
        yield message("already spent, left out: {amount}", amount=amount(tool.sunk))
    yield from _by_hindsight(result, tool, result.emergent.get(key))
    if tool.gaps:
        told = Joined([quoted(names.indicators[name].statement) for name in tool.gaps])
        yield message("no answer yet: {indicators}", indicators=told)
    for name, reason in tool.not_applicable.items():
        yield message(
            "does not apply: {indicator} ({reason})",
            indicator=quoted(names.indicators[name].statement),
            reason=reason,
        )


def _benefits(result: Evaluation, tool: ToolResult) -> Iterator[str]:
    assert tool.benefits is not None
    names = result.names
    yield message(
        "by indicator: {parts}",
        parts=_shares(tool.by_indicator, tool.benefits, lambda name: quoted(names.indicators[name].statement)),
    )
    if len(tool.by_lever) > 1:
        yield message(
            "by lever: {parts}", parts=_shares(tool.by_lever, tool.benefits, lambda name: quoted(names.levers[name]))
        )
    if len(tool.by_objective) > 1:
        yield message(
            "by objective: {parts}",
            parts=_shares(tool.by_objective, tool.benefits, lambda name: quoted(names.objectives[name])),
        )
    if len(tool.by_beneficiary) > 1:
        yield message(
            "by who has them: {parts}",
            parts=_shares(tool.by_beneficiary, tool.benefits, lambda name: _PARTIES.get(name, name)),
        )
    yield message(
        "by how they are known: {parts}",
        parts=_shares(tool.by_evidence, tool.benefits, lambda name: _EVIDENCE.get(name, name)),
    )


def _shares(parts: Mapping[str, Summary], whole: Summary, called: Callable[[str], str]) -> str:
    """Return what share each part has of a whole, the greatest first."""
    order = sorted(parts, key=lambda name: (-parts[name].mean / whole.mean, name))
    return Joined(
        [
            message("{name} {share}", name=called(name), share=as_percent(parts[name].mean / whole.mean))
            for name in order
        ]
    )


def _driven(driver: str, what: str, figure: Summary) -> str:
    if what == "costs":
        return message("costs that depend on {driver}: {amount}", driver=driver, amount=amount(figure))
    return message("benefits that depend on {driver}: {amount}", driver=driver, amount=amount(figure))


def _units(result: Evaluation, name: str, units: UnitFigures) -> str:
    """Return what a tool changes in an indicator, and what one unit of that would cost if it were all."""
    indicator = result.names.indicators[name]
    called, change = quoted(indicator.statement), _with_range(units.net_change)
    if units.cost_per_unit is None:
        return message(
            "change over the whole time in {indicator}: {change} ({unit})",
            indicator=called,
            change=change,
            unit=indicator.unit,
        )
    return message(
        "change over the whole time in {indicator}: {change} ({unit}); one costs {cost} {currency}, if this were all it brings",
        indicator=called,
        change=change,
        unit=indicator.unit,
        cost=number(units.cost_per_unit.of_means),
        currency=result.currency,
    )


def _with_range(figure: Summary) -> str:
    if figure.p05 == figure.p95:
        return number(figure.mean)
    return message(
        "{middle}, from {low} to {high}",
        middle=number(figure.mean),
        low=number(figure.p05),
        high=number(figure.p95),
    )


def _by_hindsight(result: Evaluation, tool: ToolResult, told: ToolEmergent | None) -> Iterator[str]:
    """Yield what was planned and what was not, what of it may be a chance find, and what planned benefits alone come to."""
    if tool.emergent is not None and tool.emergent.mean != 0.0 and tool.anticipated is not None:
        yield message(
            "planned: {planned}; not planned: {unplanned}",
            planned=amount(tool.anticipated),
            unplanned=amount(tool.emergent),
        )
    if told is None:
        return
    if told.benefits.adjusted != told.benefits.raw:
        found = [name for name, effect in told.effects.items() if effect.adjusted_by != "nothing"]
        yield message(
            "found after trying several indicators: {indicators}; benefits {found} as found, {corrected} reduced for chance finds",
            indicators=Joined([quoted(result.names.indicators[name].statement) for name in found]),
            found=amount(told.benefits.raw),
            corrected=amount(told.benefits.adjusted),
        )
    if told.ex_ante is not None and told.ex_post is not None and told.ex_ante != told.ex_post:
        yield message(
            "counting planned benefits only: expected to {outcome}, chance to pay {chance}",
            outcome=outcome(told.ex_ante.npv, result.currency),
            chance=chance_in_words(told.ex_ante.probability_positive),
        )


_EVIDENCE = {
    "measured": message("measured", context="evidence"),
    "observed": message("observed", context="evidence"),
    "estimated": message("estimated", context="evidence"),
    "assumed": message("assumed", context="evidence"),
    "prior": message("filled in from usual ranges", context="evidence"),
}
_PARTIES = {
    "organisation": message("the organisation"),
    "customers": message("customers"),
    "members": message("members"),
    "taxpayers": message("taxpayers"),
    "employees": message("employees"),
    "public": message("the public"),
}
