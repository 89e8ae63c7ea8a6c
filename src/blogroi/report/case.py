"""A case in words, before anything is asked about it: its tools, of how much it is made, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.errors import BlogroiError
from blogroi.language.spoken import Day, Joined, message, plural
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.plan.review import PlanReview, check
from blogroi.report.conventions import in_short
from blogroi.report.quantities import MOST_TOOLS
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import whole

__all__ = ["case_sheet", "parts_of"]


def case_sheet(case: Case) -> Sheet:
    """Say what a case holds, and what it lacks.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case_sheet(blogroi.loads(blogroi.template())).blocks[0].lines[0]
    '1 objective, 2 levers, 2 indicators, 2 tools'
    """
    review, rest = _review(case), len(case.tools) - MOST_TOOLS
    verdict = [] if review is None else [review.verdict]
    blocks: list[Block] = [Lines([parts_of(case), *verdict]), _tools(case)]
    if review is not None:
        blocks.append(Listing(heading=message("What to do next"), lines=review.next_steps, numbered=True))
    return Sheet(
        title=case.title,
        subtitle=in_short(conventions_of(case, None), case.currency),
        blocks=blocks,
        foot=[
            *([plural("{count} more tool", "{count} more tools", rest)] if rest > 0 else []),
            message("Next: `blogroi.check(case)`, `blogroi.evaluate(case)`"),
        ],
    )


def parts_of(case: Case) -> str:
    """Return of what parts a case is made, in the order in which they lead to one another."""
    return Joined([*_parts(case)])


def _parts(case: Case) -> Iterator[str]:
    yield plural("{count} objective", "{count} objectives", len(case.objectives))
    yield plural("{count} lever", "{count} levers", len(case.levers))
    yield plural("{count} indicator", "{count} indicators", len(case.indicators))
    yield plural("{count} tool", "{count} tools", len(case.tools))
    if case.drivers:
        yield plural("{count} driver", "{count} drivers", len(case.drivers))
    if case.scenarios:
        yield plural("{count} scenario", "{count} scenarios", len(case.scenarios))


def _review(case: Case) -> PlanReview | None:
    """Return what the case lacks; nothing of one whose statements cannot hold together, of which a question says it."""
    try:
        return check(case)
    except BlogroiError:
        return None


def _tools(case: Case) -> Table:
    """Set what is stated of each tool, and on how many indicators nobody has said anything of it."""
    rows = [
        Row(
            [
                tool.name,
                "" if tool.introduced is None else Day(tool.introduced.isoformat()),
                whole(len(tool.costs)) if tool.costs else message("unknown"),
                whole(len(tool.effects)),
                whole(len(case.indicators.keys() - tool.effects.keys() - tool.not_applicable.keys())),
            ]
        )
        for tool in [*case.tools.values()][:MOST_TOOLS]
    ]
    heads = [
        "",
        message("introduced"),
        message("costs"),
        message("effects"),
        message("no answer yet"),
    ]
    return Table(heads=heads, rows=rows, align=(*LEFT * 2, *RIGHT * 3), cut=[0])
