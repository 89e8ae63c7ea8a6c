"""What each tool brings in under each scenario of a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from blogroi.language.spoken import message
from blogroi.report.figures.cells import NONE, Row, text, unit
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.grouped import draw, facts, groups_of
from blogroi.report.figures.style import classes_of
from blogroi.results.table import Table

__all__ = ["scenarios"]


def scenarios(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw what each tool brings in under each scenario.

    Parameters
    ----------
    table : Table
        The table ``scenarios`` of what ``blogroi.scenarios`` returns.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.scenarios(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> print(scenarios(found.tables["scenarios"]).title)
    Net gain by tool and scenario
    """
    groups = groups_of(table, classes_of(table, tools), _condition, tools)
    return Figure(
        name="scenarios",
        table=table,
        title=message("Net gain by tool and scenario"),
        reading=message(
            "What each tool brings in less what it costs, in {currency}, as the case stands and under each scenario: the point is what "
            "is expected, the bar the 90 % range.",
            currency=unit(table, "npv_mean"),
        ),
        facts=facts(groups),
        drawing=partial(draw, groups),
    )


def _condition(row: Row) -> str:
    return text(row, "statement") if text(row, "scenario") else message("as the case stands")
