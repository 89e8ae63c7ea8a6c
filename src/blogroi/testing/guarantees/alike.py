"""Tools that cost and do the same get the same answer: one treatment of ignorance, one window (N4, N8)."""

from __future__ import annotations

import math
from typing import get_args

from attrs import evolve

from blogroi.model import Case, ChoiceRules, Cost, Effect, GapPolicy, Tool
from blogroi.testing.figures.differences import differences
from blogroi.testing.figures.paths import BY_DATE, LABELS
from blogroi.testing.figures.reading import Reading, level, read, size_of
from blogroi.testing.guarantees.broken import ROUNDING, Evaluator, GuaranteeBroken, raise_difference
from blogroi.testing.variants.amounts import priors_filled
from blogroi.testing.variants.naming import renamed, unheard
from blogroi.testing.variants.rebuilding import certain
from blogroi.testing.variants.tools import (
    with_indicator,
    with_profile_of,
    with_tool,
    with_unknown_tools,
    without_settings,
    without_tool,
)

__all__ = ["check_same_ignorance", "check_same_window"]


def check_same_ignorance(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that a gap is a gap, filled in the same way for all tools (N4).

    To the certain case, an indicator is added on which nothing is known of any tool, with a certain prior. Under each
    policy for gaps it must add the same to the benefits of every tool: of those of the case, and of unknown ones of many
    kinds of which nothing else is known either. And a tool of which no cost is known must have no ROI and no BCR,
    neither a number nor an infinity: its cost is a gap too.

    In an answer that is not an evaluation, all tools cost and do the same, and the same is not known of them: each by itself
    must then get the same answer, under each policy. And a tool of which no cost is known must count for no more than
    one that is not there.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. Where an evaluation has no ``benefits``, ``npv`` is taken instead.
    case : Case
        Any case; indicators without a prior are given the prior 0.
    rtol : float
        Relative tolerance, against the greatest amount of money of a tool.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_same_ignorance(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    plain, _ = with_unknown_tools(priors_filled(certain(case)))
    before = read(evaluator(plain))
    for policy in get_args(GapPolicy):
        known = evolve(plain, gaps=policy)
        if before.is_evaluation:
            asked, name = with_indicator(known, {})
            _check_same_addition(asked, read(evaluator(known)), read(evaluator(asked)), name, policy, rtol)
        else:
            reason = f"all tools cost and did the same, and a gap of theirs was filled by the policy {policy}"
            _check_alike("N4", evaluator, known, _probe(known), reason, rtol)
    if before.is_evaluation:
        _check_no_cost_no_ratio(evaluator, case)
    else:
        _check_no_cost_no_choice(evaluator, case)


def _check_same_addition(case: Case, without: Reading, asked: Reading, name: str, policy: str, rtol: float) -> None:
    """Compare what a gap on an indicator adds to each tool."""
    added: dict[str, tuple[str, float]] = {}
    for key, figures in asked.tools.items():
        before = without.tools.get(key, {})
        figure = "benefits" if figures.get("benefits") is not None else "npv"
        slack = rtol * (size_of(before) + size_of(figures) + 1.0)
        for part in ("mean", "p05", "p50", "p95", "low", "high"):
            with_gap, known = level(figures.get(figure), part), level(before.get(figure), part)
            if with_gap is None or known is None:
                continue
            addition = with_gap - known
            first, expected = added.setdefault(part, (key, addition))
            if not math.isclose(addition, expected, rel_tol=rtol, abs_tol=slack + rtol * size_of(asked.tools[first])):
                reason = f"a gap on {name} was filled by the policy {policy} (and {first} taken as the measure)"
                path = f"what it adds to {figure}.{part}"
                raise GuaranteeBroken("N4", key, path, expected, addition, reason, case)


def _check_no_cost_no_ratio(evaluator: Evaluator, case: Case) -> None:
    bare = {key: evolve(tool, costs=()) for key, tool in case.tools.items()}
    for key, figures in read(
        evaluator(evolve(case, tools=bare, correlations=(), scenarios=without_settings(case, *case.tools)))
    ).tools.items():
        for ratio in ("roi", "bcr"):
            if level(figures.get(ratio)) is not None:
                raise GuaranteeBroken("N4", key, ratio, None, figures[ratio], "no tool had any cost", case)


def _check_no_cost_no_choice(evaluator: Evaluator, case: Case) -> None:
    """Compare tools of which no cost is known with tools that are not there."""
    unknown = list(case.tools)[1::2]
    known = evolve(case, correlations=(), choice=ChoiceRules(), scenarios=without_settings(case, *unknown))
    free, absent = known, known
    for key in unknown:
        free = with_tool(free, key, evolve(case.tools[key], costs=()))
        absent = without_tool(absent, key)
    before, after = (read(evaluator(one)).without(unknown) for one in (absent, free))
    found = differences(
        before, after, but=(*LABELS, "conventions.gaps", "survives")
    )  # which an unknown cost leaves open
    raise_difference("N4", case, f"nobody knew what {' and '.join(unknown)} cost", found)


def check_same_window(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that one horizon, one discounting and one treatment of sunk costs hold for all tools (N8).

    Unknown tools of many kinds, old and new, are put beside those of the certain case. All of them then cost and do the
    same: first something with a sunk cost and an effect that outlasts the horizon, then what each tool of the case does.
    All figures must be the same for all of them. Where an answer has no figures by tool, each of them is asked about by
    itself.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.
    rtol : float
        Relative tolerance.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_same_window(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    plain, _ = with_unknown_tools(certain(case))
    wider, name = with_indicator(plain, {})
    lasts = plain.horizon.periods + 5
    probe = evolve(_probe(plain), effects={name: Effect(change=800, drop_off=0.1, lasts=lasts, evidence="assumed")})
    for what, does in (("the same", probe), *((f"what {key} does", plain.tools[key]) for key in case.tools)):
        _check_alike("N8", evaluator, wider, does, f"all tools cost and did {what}", rtol)


def _probe(case: Case) -> Tool:
    """Give something that every tool can cost, some of it sunk."""
    return Tool(
        costs=[
            Cost(item="Set-up", amount=900, when="upfront"),
            Cost(item="Upkeep", amount=70, when="each"),
            Cost(item="Clearing away", amount=30, when=case.horizon.periods),
            Cost(item="Pilot", amount=500, when="upfront", sunk=True),
        ]
    )


def _check_alike(number: str, evaluator: Evaluator, case: Case, does: Tool, reason: str, rtol: float) -> None:
    """Compare the answers about tools that all cost and do the same."""
    keys = unheard(case)  # which stand for nothing else in an answer
    bare = evolve(case, choice=ChoiceRules())  # what can be chosen together is no property of one tool
    alike = renamed(with_profile_of(bare, does), keys)
    whole = read(evaluator(alike))

    def about(key: str) -> Reading:
        if whole.is_by_tool:
            return whole.only(keys[key])
        alone = evolve(alike, tools={keys[key]: alike.tools[keys[key]]}, demands={})
        return read(evaluator(alone)).told_back({keys[key]: "it"})

    first, *others = case.tools
    measure = about(first)
    for key in others:
        for one in differences(measure, about(key), but=(*LABELS, *BY_DATE), rtol=rtol):
            said = f"{reason} (and {first} is the measure)"
            raise GuaranteeBroken(number, key, one.figure.removeprefix("tools.it."), one.before, one.after, said, case)
