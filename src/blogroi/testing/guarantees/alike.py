"""The guarantees that make a comparison of tools a fair one, as functions that run on any evaluator.

An evaluator is a callable from a case to an answer: what each tool brings in, what is worth measuring, which tools to keep.
Each function takes one and a case, tells the case otherwise in a way that must not matter (or must matter in one direction
alone), and raises where the answer does not follow. All figures of an answer are held against each other.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from typing import TypeAlias, get_args

from attrs import evolve

from blogroi.model import Case, Cost, Effect, FrozenMap, GapPolicy, Range, Tool
from blogroi.testing.figures.differences import (
    BY_DATE,
    BY_EVIDENCE,
    LABELS,
    OF_ALL_TOOLS,
    TIE_BREAKS,
    Difference,
    Reading,
    Restated,
    differences,
    level,
    read,
    size_of,
)
from blogroi.testing.variants.units import (
    PAPERS_BLANK,
    PAPERS_STATED,
    RATE,
    as_products,
    certain,
    claims_past_all,
    counted_otherwise,
    credits_scaled,
    dated,
    in_another_currency,
    in_other_words,
    less_cost,
    more_effect,
    priors_filled,
    renamed,
    reversed_order,
    reversed_tools,
    rewritten,
    scalable,
    unused,
    with_exchanged,
    with_indicator,
    with_other_names,
    with_profile_of,
    with_sign_turned,
    with_tool,
    with_unknown_tools,
    without_cross_correlations,
    without_tool,
)

__all__ = [
    "GUARANTEES",
    "Evaluator",
    "GuaranteeBroken",
    "check_age_blind",
    "check_anonymous",
    "check_independent",
    "check_monotone",
    "check_no_double_claims",
    "check_papers_change_nothing",
    "check_same_ignorance",
    "check_same_questions",
    "check_same_window",
    "check_unit_invariant",
]

Evaluator: TypeAlias = Callable[[Case], object]
"""What is checked. It makes of a case an answer, a result of the library or a mapping of the same shape."""

ROUNDING = 1e-9
"""Relative tolerance where a case is stated in other numbers, so that roundings may differ."""

_NAMES = {
    "N1": "anonymity",
    "N2": "age-blindness",
    "N3": "same questions",
    "N4": "same treatment of ignorance",
    "N5": "independence of irrelevant tools",
    "N6": "unit invariance",
    "N7": "monotonicity",
    "N8": "same window",
    "N9": "no benefit twice",
    "N10": "papers change nothing",
}
_STEPS = (0.1, 10.0)
_OLD, _FAR = datetime.date(1980, 1, 1), datetime.timedelta(days=4000)

Steps: TypeAlias = Mapping[str, Callable[[Case], Case]]
"""Changes of a case, each by what it does."""

_EXCHANGES: Steps = FrozenMap(
    {
        "the order of the tools was turned round": reversed_tools,
        **{
            f"tools exchanged their {name}": partial(with_exchanged, name=name) for name in ("name", "kind", "audience")
        },
    }
)
_OTHER_NAMES: Steps = FrozenMap({"tools were given other names, kinds and audiences": with_other_names})
_SAME_NUMBERS: Steps = FrozenMap(
    {
        "the order of the file was turned round": reversed_order,
        "the currency and the units were called otherwise": in_other_words,
        "whole numbers were written with a decimal point, or without one": rewritten,
    }
)


class GuaranteeBroken(AssertionError):  # noqa: N818  what is broken is no error of this program
    """A guarantee does not hold.

    Parameters
    ----------
    guarantee : str
        ``"N1"`` to ``"N10"``.
    tool : str
        Key of the tool; empty where it is the ranking, or the whole.
    figure : str
        Path of the figure among those of the tool, or in the answer.
    before, after : object
        Both values: expected, and found.
    reason : str
        What was done to the case.
    case : Case
        The case, so that it can be looked at again.

    Examples
    --------
    >>> print(GuaranteeBroken("N2", "blog", "npv.mean", 100.0, 110.0, "the dates of the tools were exchanged"))
    N2, age-blindness: when the dates of the tools were exchanged, npv.mean of blog was 110.0, not 100.0
    """

    def __init__(
        self,
        guarantee: str,
        tool: str,
        figure: str,
        before: object,
        after: object,
        reason: str,
        case: Case | None = None,
    ) -> None:
        super().__init__(guarantee, tool, figure, before, after, reason, case)
        self.guarantee: str = guarantee
        self.tool: str = tool
        self.figure: str = figure
        self.before: object = before
        self.after: object = after
        self.reason: str = reason
        self.case: Case | None = case

    def __str__(self) -> str:
        """Say in a line what does not hold."""
        what = f"{self.figure} of {self.tool}" if self.tool else self.figure
        name = _NAMES.get(self.guarantee, "")
        return f"{self.guarantee}, {name}: when {self.reason}, {what} was {self.after!r}, not {self.before!r}"


def check_anonymous(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that the order, the names, the kinds and the audiences of tools carry no weight (N1).

    On the case as it stands, tools exchange names, kinds and audiences, keep their keys, and are turned round; then they
    are given names that none of them had. Every figure must stay bit for bit. Keys are exchanged on the certain case,
    because random streams belong to them: tools are called by keys that nobody has heard of, their alphabetical order turned
    round. In an evaluation, one of them has a twin there, so that there is a tie.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.
    rtol : float
        Relative tolerance under other keys; all else is compared bit for bit.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_anonymous(lambda case: blogroi.evaluate(case, 200), case)
    """
    before = read(evaluator(case))
    for steps in (_EXCHANGES, _OTHER_NAMES):
        _hold_against("N1", evaluator, case, before, steps)
    plain = certain(case)
    if before.is_evaluation:
        plain = with_tool(plain, unused(plain.tools, "twin"), plain.tools[min(plain.tools)])
    keys = _unheard(plain)
    after = read(evaluator(renamed(plain, keys))).told_back({new: key for key, new in keys.items()})
    found = differences(read(evaluator(plain)), after, but=(*LABELS, *TIE_BREAKS), rtol=rtol)
    raise_faults("N1", plain, "tools were given keys that nobody has heard of", found)


def _unheard(case: Case) -> dict[str, str]:
    """Give tools new keys by which nothing else is called, in the opposite order of the alphabet."""
    start = "zz"
    while any(key.startswith(start) for keys in (case.tools, case.indicators, case.objectives) for key in keys):
        start += "z"
    return {key: f"{start}{len(case.tools) - place:03d}" for place, key in enumerate(sorted(case.tools))}


def check_age_blind(
    evaluator: Evaluator,
    case: Case,
    *,
    dates: Mapping[str, datetime.date | None] | None = None,
    rtol: float = 0.0,
) -> None:
    """Check that the dates on which tools were introduced change no figure (N2).

    Every tool is seen old, new, yet to come and of unknown age beside others that are something else. Only the labels
    ``anticipated``, ``emergent`` and ``unlabelled`` may differ, and the sums by them.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.
    dates : mapping of str to datetime.date or None, optional
        Days by key of the tool, None for one that nobody knows, instead of those.
    rtol : float
        Relative tolerance: bit for bit unless it is given.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_age_blind(lambda case: blogroi.evaluate(case, 200), case)
    """
    days = (_OLD, case.evaluated, None, case.evaluated + _FAR)
    variants: list[Mapping[str, datetime.date | None]] = [
        {key: days[(place + shift) % len(days)] for place, key in enumerate(case.tools)} for shift in range(len(days))
    ]
    before = read(evaluator(case))
    for variant in variants if dates is None else [dates]:
        other = dated(case, variant)
        shown = ", ".join(f"{key} {tool.introduced}" for key, tool in other.tools.items())
        found = differences(before, read(evaluator(other)), but=(*LABELS, *BY_DATE), rtol=rtol)
        raise_faults("N2", case, f"tools were dated {shown}", found)


def check_same_questions(evaluator: Evaluator, case: Case) -> None:
    """Check that what is asked of one tool, or discovered on it, is asked of all (N3).

    Every tool that neither has an effect on an indicator nor a reason why none is possible must have it among its
    ``gaps``; so must every other tool when an effect on an indicator of its own is discovered on one, for each in turn.
    In an answer that is no evaluation, the question must reach every other tool: the answer must not stay the same when
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
    >>> check_same_questions(lambda case: blogroi.evaluate(case, 200), case)
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
    little = Tool(costs=[Cost(item="All", amount=1, when="upfront")], not_applicable=_excuses(wider.indicators))
    effect = Effect(change=7, evidence="observed", searched=20)
    asked, name = with_indicator(with_profile_of(wider, little), {first: effect}, prior=Range(-500, 2500))
    before = read(evaluator(asked))
    if not _has_difference(before, evaluator, _excused(asked, asked.tools, name)):
        return  # the indicator counts for nothing in this answer, whichever tool it is asked of
    for key in others[: len(case.tools)]:
        if not _has_difference(before, evaluator, _excused(asked, [key], name)):
            reason = f"an effect on {name} was discovered on {first}"
            raise GuaranteeBroken("N3", key, f"gaps.{name}", "asked", "not asked", reason, asked)


def _excuses(indicators: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(indicators, "it does nothing of the kind")


def _excused(case: Case, keys: Collection[str], name: str) -> Case:
    """Say of some tools that no effect on an indicator is possible."""

    def excused(tool: Tool) -> Tool:
        effects = {key: effect for key, effect in tool.effects.items() if key != name}
        return evolve(tool, effects=effects, not_applicable={**tool.not_applicable, **_excuses([name])})

    return evolve(case, tools={key: excused(tool) if key in keys else tool for key, tool in case.tools.items()})


def _has_difference(before: Reading, evaluator: Evaluator, case: Case) -> bool:
    return next(differences(before, read(evaluator(case))), None) is not None


def check_same_ignorance(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that a gap is a gap, filled in the same way for all tools (N4).

    To the certain case, an indicator is added on which nothing is known of any tool, with a certain prior. Under each
    policy for gaps it must add the same to the benefits of every tool: of those of the case, and of unknown ones of many
    kinds of which nothing else is known either. And a tool of which no cost is known must have no ROI and no BCR,
    neither a number nor an infinity: its cost is a gap too.

    In an answer that is no evaluation, all tools cost and do the same, and the same is not known of them: each by itself
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
    >>> check_same_ignorance(lambda case: blogroi.evaluate(case, 200), case)
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
    for key, figures in read(evaluator(evolve(case, tools=bare, correlations=()))).tools.items():
        for ratio in ("roi", "bcr"):
            if level(figures.get(ratio)) is not None:
                raise GuaranteeBroken("N4", key, ratio, None, figures[ratio], "no tool had any cost", case)


def _check_no_cost_no_choice(evaluator: Evaluator, case: Case) -> None:
    """Compare tools of which no cost is known with tools that are not there."""
    known = evolve(case, correlations=())
    unknown = list(case.tools)[1::2]
    free, absent = known, known
    for key in unknown:
        free = with_tool(free, key, evolve(case.tools[key], costs=()))
        absent = without_tool(absent, key)
    before, after = (read(evaluator(one)).without(unknown) for one in (absent, free))
    found = differences(before, after, but=(*LABELS, "gaps"))
    raise_faults("N4", case, f"nobody knew what {' and '.join(unknown)} cost", found)


def check_independent(evaluator: Evaluator, case: Case, *, rtol: float = 0.0) -> None:
    """Check that a tool added or taken away changes no other tool's figures, nor the order of the others (N5).

    Each tool is taken away in turn, and a rival that is better than all others and one that is worse are added. What the
    case says of correlations between a tool and what lies outside it is left aside: they tie its figures to those of
    others. What is about all tools together (who is first, places, sums over tools) is not compared. Where an answer
    chooses some of the tools, only those that it left out are taken away, and only the worse rival is added: the choice
    must then stay what it was.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. It takes tools one by one: who chooses a single one weighs it against all others.
    case : Case
        Any case.
    rtol : float
        Relative tolerance: bit for bit unless it is given.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_independent(lambda case: blogroi.evaluate(case, 200), case)
    """
    case = without_cross_correlations(case)
    before = read(evaluator(case))
    chosen = None if before.is_by_tool else before.whole.get("tools")
    for reason, other in _with_and_without(case, spared=chosen):
        moved = case.tools.keys() ^ other.tools.keys()
        after = read(evaluator(other))
        found = differences(before.without(moved), after.without(moved), but=(*LABELS, *OF_ALL_TOOLS), rtol=rtol)
        raise_faults("N5", case, reason, found)


def _with_and_without(case: Case, *, spared: Collection[str] | None) -> Iterator[tuple[str, Case]]:
    """Take tools away and add rivals; ``spared`` are those that were chosen, None where nothing is."""
    if len(case.tools) > 1:
        for key in case.tools:
            if key not in (spared or ()):
                yield f"{key} was taken away", without_tool(case, key)
    key = unused(case.tools, "a_rival")
    dear = Tool(costs=[Cost(item="All", amount=1e15, when="each")], not_applicable=_excuses(case.indicators))
    yield "a worse tool was added", with_tool(case, key, dear)
    if spared is None:
        gains = {"higher": 1e6, "lower": -1e6}
        better = {
            name: Effect(change=None if part.shared else gains[part.better], evidence="assumed")
            for name, part in case.indicators.items()
        }
        cheap = Tool(costs=[Cost(item="All", amount=1, when="each")], effects=better)
        yield "a better tool was added", with_tool(case, key, cheap)


def check_unit_invariant(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that currency, units, signs, the order of the file and ways of writing change nothing (N6).

    The order of everything in the file is turned round, currency and units are called otherwise, 0 is written 0.0: the
    figures must stay the same bit for bit. Then money is stated in another currency, indicators are counted in other
    units, amounts of certain numbers are written as products: amounts must follow, and ratios, ranks and all else stay
    the same. At last, what was more of one thing is stated as less of another; again, nothing at all may change.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. One that has an amount of its own, such as a budget, states it with ``amount_in``.
    case : Case
        Any case.
    rtol : float
        Relative tolerance where numbers change; otherwise figures are compared bit for bit.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_unit_invariant(lambda case: blogroi.evaluate(case, 200), case)
    """
    before = read(evaluator(case))
    _hold_against("N6", evaluator, case, before, _SAME_NUMBERS)
    if (known := scalable(case)) != case:
        case, before = known, read(evaluator(known))
    counted, units = counted_otherwise(case)
    turned, signs = with_sign_turned(case)
    for reason, other, restated in (
        (f"money was stated in a currency of {RATE:g} to one", in_another_currency(case), Restated(money=RATE)),
        ("indicators were counted in other units", counted, Restated(units=units)),
        ("amounts were written as products, and products as amounts", as_products(case), Restated()),
        ("the signs of indicators were turned", turned, Restated(units=signs)),
    ):
        found = differences(before, read(evaluator(other)), rtol=rtol, restated=restated)
        raise_faults("N6", case, reason, found)


def check_monotone(evaluator: Evaluator, case: Case, *, same_streams: bool = False, rtol: float = ROUNDING) -> None:
    """Check that more effect or less cost of a tool never lowers its NPV, its score or its rank (N7).

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
    >>> check_monotone(lambda case: blogroi.evaluate(case, 200), case, same_streams=True)
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
    risen = _rising(after, key)
    for figure, value in _rising(before, key).items():
        now, slack = risen.get(figure), rtol * (abs(value) + (1.0 if figure.startswith("score") else size))
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
        for name in ("npv", "score")
        for part in ("mean", "p05", "p50", "p95")
    }
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
    >>> check_same_window(lambda case: blogroi.evaluate(case, 200), case)
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
    keys = _unheard(case)  # which stand for nothing else in an answer
    alike = renamed(with_profile_of(case, does), keys)
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


def check_no_double_claims(evaluator: Evaluator, case: Case) -> None:
    """Check that no benefit is counted twice in silence, and none cried out that is not (N9).

    On the certain case, several tools claim nine tenths each of a change that they share, and nine tenths of changes of
    their own that pass a stated total. For both, and for every indicator of the case on which the credits of a shared
    change pass 100 % in some period, the answer must say so: in its ``claims`` or ``checks`` there must be something about
    the indicator that is not there when the same credits are cut. Where changes are their own and no total is stated,
    there must be nothing of the kind.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer. One that is no evaluation says what to do, and is not asked.
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
    >>> check_no_double_claims(lambda case: blogroi.evaluate(case, 200), case)
    """
    wider, unknown = with_unknown_tools(certain(case))
    claimants = (*list(case.tools)[:2], unknown[0])
    part = dict.fromkeys(claimants, Effect(credit=0.9, evidence="estimated"))
    own = dict.fromkeys(claimants, Effect(change=80, credit=0.9, evidence="estimated"))
    claimed, _ = with_indicator(wider, part, wanted="shared_probe", shared=True, change=100)
    claimed, capped = with_indicator(claimed, own, wanted="probe_of_a_total", total=100)
    claimed, apart = with_indicator(claimed, own, wanted="probe_of_its_own")
    over = claims_past_all(claimed)
    said = read(evaluator(claimed))
    otherwise = read(evaluator(credits_scaled(claimed, [*over, capped, apart])))
    if not said.is_evaluation:
        return
    reasons = {name: f"tools claimed {total:.0%} of {name}" for name, total in over.items()}
    reasons[capped] = f"the changes of tools passed the total of {capped}"
    for name, reason in reasons.items():
        if not _fresh(said, otherwise, name):
            raise GuaranteeBroken("N9", "", "claims and checks", "a word of it", "silence", reason, claimed)
    alarm = _fresh(said, otherwise, apart)
    if alarm:
        reason = f"each tool had a change of its own in {apart}"
        raise GuaranteeBroken("N9", "", "claims and checks", "silence", alarm[0], reason, claimed)


def _fresh(said: Reading, otherwise: Reading, indicator: str) -> list[object]:
    """List what is said of an indicator in one answer, and not in another."""
    return [what for what in _said_of(said, indicator) if what not in _said_of(otherwise, indicator)]


def _said_of(found: Reading, indicator: str) -> list[object]:
    """List what the claims and the checks of an answer say of an indicator."""
    checks: list[object] = [
        (check.get("code"), check.get("path"), check.get("message"))
        for check in found.checks
        if indicator in str(check.get("path", "")).split(".") or indicator in str(check.get("message", ""))
    ]
    return checks + ([found.claims[indicator]] if indicator in found.claims else [])


def check_papers_change_nothing(evaluator: Evaluator, case: Case) -> None:
    """Check that what is about paper alone changes no figure (N10).

    What was demanded, declared, observed, intended and published, what statements and sources say, the class of evidence,
    the day of the evaluation, and findings that were set aside: all of it is stated otherwise, and then left out where it
    can be. Every figure must stay bit for bit, but for the labels ``anticipated`` and ``emergent`` and the sums by them
    and by evidence. How many indicators were looked at, who noticed, and p-values are part of the evidence, and no paper.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
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
    >>> check_papers_change_nothing(lambda case: blogroi.evaluate(case, 200), case)
    """
    before = read(evaluator(case))
    for steps in (PAPERS_STATED, PAPERS_BLANK):
        _hold_against("N10", evaluator, case, before, steps, but=(*LABELS, *BY_DATE, *BY_EVIDENCE))


GUARANTEES: Mapping[str, Callable[[Evaluator, Case], None]] = FrozenMap(
    {
        "N1": check_anonymous,
        "N2": check_age_blind,
        "N3": check_same_questions,
        "N4": check_same_ignorance,
        "N5": check_independent,
        "N6": check_unit_invariant,
        "N7": check_monotone,
        "N8": check_same_window,
        "N9": check_no_double_claims,
        "N10": check_papers_change_nothing,
    }
)
"""All of them, by their numbers."""


def _hold_against(
    number: str, evaluator: Evaluator, case: Case, before: Reading, steps: Steps, *, but: Collection[str] = LABELS
) -> None:
    """Make several changes at once, none of which may matter, and where one does, say which."""

    def first(changes: Iterable[Callable[[Case], Case]]) -> Difference | None:
        told = case
        for change in changes:
            told = change(told)
        return next(differences(before, read(evaluator(told)), but=but), None)

    together = first(steps.values())
    if together is None:
        return
    alone = ((reason, first([change])) for reason, change in steps.items())
    reason, one = next(((reason, one) for reason, one in alone if one is not None), (" and ".join(steps), together))
    raise_faults(number, case, reason, [one])


def raise_faults(guarantee: str, case: Case, reason: str, found: Iterable[Difference]) -> None:
    """Raise the first difference, if there is any."""
    for one in found:
        raise GuaranteeBroken(guarantee, one.tool, one.figure, one.before, one.after, reason, case)
