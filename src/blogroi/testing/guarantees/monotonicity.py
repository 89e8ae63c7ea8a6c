"""More effect or less cost never lowers anything (N7)."""

from __future__ import annotations

import math

from blogroi.model import Case
from blogroi.testing.figures.reading import Reading, level, read, size_of
from blogroi.testing.guarantees.broken import ROUNDING, Evaluator, GuaranteeBroken
from blogroi.testing.variants.amounts import less_cost, more_effect
from blogroi.testing.variants.rebuilding import certain

__all__ = ["check_monotone"]

_STEPS = (0.1, 10.0)


def check_monotone(evaluator: Evaluator, case: Case, *, same_streams: bool = False, rtol: float = ROUNDING) -> None:
    """Check that more effect or less cost of a tool never lowers its NPV, in all or in cash, that of all tools, its score or its rank (N7).

    On the certain case, the changes of each tool in turn are raised a little and much, and its costs are halved. Changes
    on indicators whose value may be below zero are left as they are. Nor may such a change lower what a choice, a way to
    go about a launch or a decision now is expected to bring in, or put a tool out that was chosen.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.
    same_streams : bool
        Whether to do the same on the case as it stands, and to hold mean and quantiles of NPV and score against each
        other: for evaluators that draw from the same random streams when the numbers of a quantity change.
    rtol : float
        Relative tolerance, against the greatest amount of money of the tool.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_monotone(lambda case: blogroi.evaluate(case, draws=200), case, same_streams=True)
    """
    for one in (certain(case), case) if same_streams else (certain(case),):
        before = read(evaluator(one))
        for key in one.tools:
            for step in _STEPS:
                reason = f"the changes made by {key} were raised by {step:.0%}"
                _check_not_lower(one, before, read(evaluator(more_effect(one, key, step))), key, reason, rtol)
            reason = f"the costs of {key} were halved"
            _check_not_lower(one, before, read(evaluator(less_cost(one, key, 0.5))), key, reason, rtol)


def _check_not_lower(case: Case, before: Reading, after: Reading, key: str, reason: str, rtol: float) -> None:
    size = max(size_of(reading.tools.get(key, {})) for reading in (before, after))
    of_all = max((size_of(tool) for reading in (before, after) for tool in reading.tools.values()), default=0.0)
    sizes = {"score": 1.0, "total": of_all}
    risen = _rising(after, key)
    for figure, value in _rising(before, key).items():
        now, slack = risen.get(figure), rtol * (abs(value) + sizes.get(figure.partition(".")[0], size))
        if now is None or now < value - slack:
            tool = key if before.is_by_tool else ""
            raise GuaranteeBroken("N7", tool, figure, value, now, f"{reason}, and it was lowered", case)
    behind, ahead = (_ahead_of(reading, key) for reading in (before, after))
    for rival in sorted(ahead - behind):
        if not _are_tied(after, key, rival, rtol):
            was, now = (reading.ranking["order"] for reading in (before, after))
            raise GuaranteeBroken("N7", key, "ranking.order", was, now, f"{reason}: {rival} passed it", case)


def _rising(reading: Reading, key: str) -> dict[str, float]:
    """List the figures that a better tool cannot lower, by name."""
    figures = reading.tools.get(key, {})
    found = {
        f"{name}.{part}": level(figures.get(name), part)
        for name in ("npv", "npv_cash", "score")
        for part in ("mean", "p05", "p50", "p95")
    }
    total = reading.whole.get("total") or {}
    found |= {f"total.{name}": level(total.get(name)) for name in ("npv", "npv_cash")}
    options = figures.get("options") or ()  # ways to go about a launch
    found |= {f"options.{option.get('name')}.value": level(option, "value") for option in options}
    if not reading.is_by_tool:
        found |= {name: level(reading.whole.get(name)) for name in ("value", "expected_npv_now")}
        found["chosen"] = float(key in (reading.whole.get("tools") or ()))
    return {name: value for name, value in found.items() if value is not None}


def _ahead_of(reading: Reading, key: str) -> set[str]:
    order = list(reading.ranking.get("order", ()))
    return set(order[: order.index(key)]) if key in order else set()


def _are_tied(reading: Reading, key: str, rival: str, rtol: float) -> bool:
    by = str(reading.ranking.get("by", "npv"))
    own, other = (level(reading.tools.get(tool, {}).get(by)) for tool in (key, rival))
    size = max(size_of(reading.tools.get(tool, {})) for tool in (key, rival))
    return own is not None and other is not None and math.isclose(own, other, rel_tol=rtol, abs_tol=rtol * size)
