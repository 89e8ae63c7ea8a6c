"""What every verdict and the order rest on, in words, and what would be if an input were what somebody supposes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from blogroi.decisions.sensitivity import Influence, Sensitivity, ToolSensitivity
from blogroi.decisions.supposition import Supposition
from blogroi.model.paths import parse_path
from blogroi.report.content import conventions
from blogroi.report.wording import MOST_LISTED, statement_of
from blogroi.results.answer import Names
from blogroi.results.format import amount, as_percent, chance_in_words, number, rough

__all__ = ["sensitivity_lines", "supposition_lines"]


def sensitivity_lines(found: Sensitivity) -> Iterator[str]:
    """Yield what every verdict and the order rest on.

    Parameters
    ----------
    found : Sensitivity
        What is said.

    Yields
    ------
    str
        A sentence or two, or the bar of an input.

    Examples
    --------
    >>> import blogroi
    >>> lines = sensitivity_lines(blogroi.sensitivity(blogroi.load("examples/chamber.toml")))
    >>> next(lines).split(". ", 1)[1][:53]
    '6 of the 8 cost and benefit lines make up 90 % of the'
    """
    unit, names = found.currency, found.names
    for tool in found.tools.values():
        yield _tool_line(tool, names, unit)
        for one in tool.inputs[:MOST_LISTED]:
            yield f"  {parse_path(one.path).label(names)}: {_bar(one, unit)}{_break_even(one)}"
        if round(100 * tool.chance) > 0:
            yield f"  What comes by chance, which nobody can find out: explains {as_percent(tool.chance)} of the uncertainty"
        yield from _unsourced_lines(tool, names)
    if found.order is not None:
        ahead, behind = (names.tools[key] for key in (found.order.ahead, found.order.behind))
        yield f"{ahead} is ahead of {behind} by {amount(found.order.lead)} {unit}. What the order depends on:"
        for one in found.order.inputs[:MOST_LISTED]:
            level = "" if one.break_even is None else f"; the two are level at {number(one.break_even)}"
            yield f"  {parse_path(one.path).label(names)}: {_bar(one, unit)}{level}"
    yield from _unknown_lines(found.tools, names)
    yield conventions(found)


def supposition_lines(found: Supposition) -> Iterator[str]:
    """Yield what every tool would bring in, if inputs were what was supposed.

    Parameters
    ----------
    found : Supposition
        What is said.

    Yields
    ------
    str
        A sentence for each tool.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> next(supposition_lines(blogroi.suppose(case, settings={"tools.blog.costs.Writing.units": 250})))[:29]
    "The chamber's blog: NPV 7,700"
    """
    for key, npv in found.npv.items():
        yield f"{found.names.tools[key]}: NPV {amount(npv)} {found.currency}."
    yield from _unknown_lines(found.npv, found.names)
    yield conventions(found)


def _unknown_lines(known: Collection[str], names: Names) -> Iterator[str]:
    """Name the tools that have no figure, so that none is missed in silence."""
    for key, name in names.tools.items():
        if key not in known:
            yield f"{name}: its cost is not known, so neither is what it brings in."


def _tool_line(tool: ToolSensitivity, names: Names, unit: str) -> str:
    listed = ", ".join(statement_of(name, names) for name, _ in tool.rows[: tool.rows_for_90])
    count = len(tool.rows)
    held = (
        f" {tool.rows_for_90} of the {count} cost and benefit lines make up 90 % of the money: {listed}."
        if count
        else ""
    )
    return f"{tool.name}: NPV {amount(tool.npv)} {unit}.{held}"


def _unsourced_lines(tool: ToolSensitivity, names: Names) -> Iterator[str]:
    """Name the numbers that nobody is named for, the one that a source would be worth most for first."""
    if not tool.without_source:
        return
    shown = [
        f"{parse_path(path).label(names)} ({as_percent(max(share, 0.0))} of the uncertainty)"
        for path, share in tool.without_source[:MOST_LISTED]
    ]
    left = len(tool.without_source) - len(shown)
    yield f"  Nobody is named as the source of: {'; '.join(shown)}{f'; and {left} more' if left else ''}."


def _bar(one: Influence, unit: str) -> str:
    explained = f"explains {as_percent(max(one.share, 0.0))} of the uncertainty"
    at = f"if it is {number(one.at_low)} to {number(one.at_high)}"
    return f"{explained}; {rough(one.low)} to {rough(one.high)} {unit} {at}"


def _break_even(one: Influence) -> str:
    if one.break_even is None:
        return ""
    side = "fall short" if one.low <= one.high else "pass it"
    return f"; breaks even at {number(one.break_even)}, {chance_in_words(one.probability_below)} likely to {side}"
