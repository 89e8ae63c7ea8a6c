"""What is asked of one tool is asked of all (N3)."""

from __future__ import annotations

from collections.abc import Collection

from attrs import evolve

from blogroi.model import Case, Cost, Effect, Range, Tool
from blogroi.testing.figures.differences import differences
from blogroi.testing.figures.reading import Reading, read
from blogroi.testing.guarantees.broken import Evaluator, GuaranteeBroken
from blogroi.testing.variants.tools import excuses, with_indicator, with_profile_of, with_unknown_tools

__all__ = ["check_same_questions"]


def check_same_questions(evaluator: Evaluator, case: Case) -> None:
    """Check that what is asked of one tool, or discovered on it, is asked of all (N3).

    Every tool that neither has an effect on an indicator nor a reason why none is possible must have it among its
    ``gaps``; so must every other tool when an effect on an indicator of its own is discovered on one, for each in turn.
    In an answer that is not an evaluation, the question must reach every other tool: the answer must not stay the same when
    that tool is excused from it.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. Where an evaluation has no ``gaps`` in it, nothing can be checked.
    case : Case
        Any case.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_same_questions(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    answer = read(evaluator(case))
    if not answer.is_evaluation:
        _check_question_reaches_all(evaluator, case)
        return
    _check_gaps(case, answer, "the case stood as it was")
    wider, _ = with_unknown_tools(case)
    for key in case.tools:
        discovered, name = with_indicator(wider, {key: Effect(change=7, evidence="observed", searched=20)})
        _check_gaps(discovered, read(evaluator(discovered)), f"an effect on {name} was discovered on {key}")


def _check_gaps(case: Case, found: Reading, reason: str) -> None:
    if not any("gaps" in figures for figures in found.tools.values()):
        return
    for key, tool in case.tools.items():
        asked = found.tools.get(key, {}).get("gaps") or ()
        for name in case.indicators.keys() - tool.effects.keys() - tool.not_applicable.keys():
            if name not in asked:
                raise GuaranteeBroken("N3", key, f"gaps.{name}", "asked", "not asked", reason, case)


def _check_question_reaches_all(evaluator: Evaluator, case: Case) -> None:
    """Discover an effect on one tool, and excuse each of the others in turn, all of which cost little and do nothing else."""
    wider, _ = with_unknown_tools(evolve(case, gaps="prior"))
    first, *others = wider.tools
    little = Tool(costs=[Cost(item="All", amount=1, when="upfront")], not_applicable=excuses(wider.indicators))
    effect = Effect(change=7, evidence="observed", searched=20)
    asked, name = with_indicator(with_profile_of(wider, little), {first: effect}, prior=Range(-500, 2500))
    before = read(evaluator(asked))
    if not _has_difference(before, evaluator, _excused(asked, asked.tools, name)):
        return  # the indicator counts for nothing in this answer, whichever tool it is asked of
    for key in others[: len(case.tools)]:
        if not _has_difference(before, evaluator, _excused(asked, [key], name)):
            reason = f"an effect on {name} was discovered on {first}"
            raise GuaranteeBroken("N3", key, f"gaps.{name}", "asked", "not asked", reason, asked)


def _excused(case: Case, keys: Collection[str], name: str) -> Case:
    """State of some tools that no effect on an indicator is possible."""

    def excused(tool: Tool) -> Tool:
        effects = {key: effect for key, effect in tool.effects.items() if key != name}
        return evolve(tool, effects=effects, not_applicable={**tool.not_applicable, **excuses([name])})

    return evolve(case, tools={key: excused(tool) if key in keys else tool for key, tool in case.tools.items()})


def _has_difference(before: Reading, evaluator: Evaluator, case: Case) -> bool:
    return next(differences(before, read(evaluator(case))), None) is not None
