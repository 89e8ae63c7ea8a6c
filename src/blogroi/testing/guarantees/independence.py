"""Other tools do not matter (N5)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve

from blogroi.model import Case, ChoiceRules, Cost, Effect, Tool
from blogroi.testing.figures.differences import differences
from blogroi.testing.figures.paths import LABELS, OF_ALL_TOOLS
from blogroi.testing.figures.reading import read
from blogroi.testing.guarantees.broken import Evaluator, raise_difference
from blogroi.testing.variants.tools import (
    excuses,
    unused,
    with_driver,
    with_tool,
    without_cross_correlations,
    without_tool,
)

__all__ = ["check_independent"]


def check_independent(evaluator: Evaluator, case: Case, *, rtol: float = 0.0) -> None:
    """Check that a tool added or taken away changes no other tool's figures, nor the order of the others (N5).

    Each tool is taken away in turn, and a rival that is better than all others and one that is worse are added; so is a driver
    that nothing uses. What the
    case says of correlations between a tool and what lies outside it, and of what can be chosen together, is left aside: they tie its
    figures to those of others. What is about all tools together (who is first, places, sums over tools) is not compared. Where an answer
    chooses some of the tools, only those that it left out are taken away, and only the worse rival is added: the choice
    must then stay what it was.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. It takes tools one by one: who chooses a single one weighs it against all others.
    case : Case
        Any case.
    rtol : float
        Relative tolerance: by default bit for bit.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_independent(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    case = evolve(without_cross_correlations(case), choice=ChoiceRules())
    before = read(evaluator(case))
    chosen = None if before.is_by_tool else before.whole.get("tools")
    for reason, other in _with_and_without(case, spared=chosen):
        moved = case.tools.keys() ^ other.tools.keys()
        after = read(evaluator(other))
        found = differences(before.without(moved), after.without(moved), but=(*LABELS, *OF_ALL_TOOLS), rtol=rtol)
        raise_difference("N5", case, reason, found)


def _with_and_without(case: Case, *, spared: Collection[str] | None) -> Iterator[tuple[str, Case]]:
    """Take tools away, add rivals and a driver; ``spared`` are those that were chosen, None where nothing is."""
    if len(case.tools) > 1:
        for key in case.tools:
            if key not in (spared or ()):
                yield f"{key} was taken away", without_tool(case, key)
    yield "a driver that nothing uses was added", with_driver(case)
    key = unused(case.tools, "a_rival")
    dear = Tool(costs=[Cost(item="All", amount=1e15, when="each")], not_applicable=excuses(case.indicators))
    yield "a worse tool was added", with_tool(case, key, dear)
    if spared is None:
        gains = {"higher": 1e6, "lower": -1e6}
        better = {
            name: Effect(change=None if part.shared else gains[part.better], evidence="assumed")
            for name, part in case.indicators.items()
        }
        cheap = Tool(costs=[Cost(item="All", amount=1, when="each")], effects=better)
        yield "a better tool was added", with_tool(case, key, cheap)
