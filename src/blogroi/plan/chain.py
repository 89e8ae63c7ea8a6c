"""The chain of a case as a table: which levers act on which objectives, which indicators show them, which tools move those.

It is read from the case alone, and holds no figure of an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.model import Case
from blogroi.plan.outline import Outline, outline
from blogroi.results.table import Heading, Layout, Table, Value

__all__ = ["chain_table"]

_CHAIN: dict[str, Heading] = {
    "objective": Heading("text", "Key of the objective; empty of an indicator that leads to none."),
    "objective_statement": Heading("text", "What it is called."),
    "lever": Heading("text", "Key of a lever that acts on it; empty where none does."),
    "lever_statement": Heading("text", "What it is called."),
    "share": Heading("number", "Share of the lever's worth that goes to the objective.", "share"),
    "indicator": Heading("text", "Key of an indicator that shows the lever at work; empty where none does."),
    "indicator_statement": Heading("text", "What it is called."),
    "unit": Heading("text", "Unit in which it is counted."),
    "tool": Heading("text", "Key of a tool with an effect on it; empty where none has one."),
    "name": Heading("text", "What it is called."),
    "evidence": Heading("text", "How the effect is known: `measured`, `observed`, `estimated`, `assumed`."),
}


def chain_table(case: Case) -> Table:
    """Return who acts on what in a case, from its objectives to its tools.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Table
        A row for each way from an objective to a tool, as far as it leads; ways that lead from no objective last.

    Examples
    --------
    >>> import blogroi
    >>> table = chain_table(blogroi.loads(blogroi.template()))
    >>> [table.columns[name].values[0] for name in ("objective", "lever", "indicator", "tool")]
    ['renewals', 'answers', 'calls_avoided', 'blog']
    """
    return _LAYOUT.table_of(outline(case), {})


def _chain(seen: Outline) -> Iterator[Mapping[str, Value]]:
    case = seen.case
    for objective, found in case.objectives.items():
        whole = {"objective": objective, "objective_statement": found.statement}
        levers = seen.levers_of[objective]
        if not levers:
            yield whole
        for lever in levers:
            acting = {"lever": lever, "lever_statement": case.levers[lever].statement}
            for row in _shown(seen, seen.indicators_of[lever]):
                yield {**whole, **acting, "share": case.levers[lever].shares[objective], **row}
    yield from _shown(seen, tuple(key for key, one in case.indicators.items() if one.lever is None), alone=True)


def _shown(seen: Outline, indicators: tuple[str, ...], *, alone: bool = False) -> Iterator[dict[str, Value]]:
    """Go through indicators and the tools that move them; where there are none, one empty row stands for them but where they stand alone."""
    if not indicators and not alone:
        yield {}
    for key in indicators:
        indicator = seen.case.indicators[key]
        named: dict[str, Value] = {
            "indicator": key,
            "indicator_statement": indicator.statement,
            "unit": indicator.unit,
        }
        effects = seen.effects_on[key]
        if not effects:
            yield named
        for tool, effect in effects:
            yield {**named, "tool": tool, "name": seen.case.tools[tool].name, "evidence": effect.evidence}


_LAYOUT: Layout[Outline] = Layout(
    name="chain",
    meaning="A row for each way from an objective over a lever and an indicator to a tool.",
    headings=_CHAIN,
    rows=_chain,
)
