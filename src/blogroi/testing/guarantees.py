"""The nine guarantees that make a comparison of tools a fair one, as functions that run on any evaluator.

An evaluator is a callable from a case to a result. Each function takes one and a case, tells the case otherwise in a
way that must not matter (or must matter in one direction alone), and raises where the result does not follow.
"""

from __future__ import annotations

import datetime
import math
import random
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, TypeAlias, get_args

from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy

from blogroi.model import Case, Cost, Effect, FrozenMap, GapPolicy
from blogroi.results import Evaluation
from blogroi.testing import strategies
from blogroi.testing.figures import (
    LABELS,
    Difference,
    Reading,
    differences,
    level,
    ranking_differences,
    read,
    size_of,
)
from blogroi.testing.variants import (
    certain,
    claims_cut,
    claims_past_all,
    counted_otherwise,
    in_another_currency,
    in_clothes_of,
    less_cost,
    more_effect,
    priors_filled,
    renamed,
    turned,
    untied,
    unused,
    with_indicator,
    with_strangers,
    with_tool,
    without_tool,
)

__all__ = [
    "GUARANTEES",
    "Evaluator",
    "GuaranteeBroken",
    "GuaranteesBroken",
    "check_age_blind",
    "check_all",
    "check_anonymous",
    "check_independent",
    "check_monotone",
    "check_no_double_claims",
    "check_same_ignorance",
    "check_same_questions",
    "check_same_window",
    "check_unit_invariant",
    "find_broken",
]

Evaluator: TypeAlias = Callable[[Case], Evaluation | Mapping[str, Any]]
"""What is checked, which makes of a case an ``Evaluation`` or a mapping of the shape of the result file."""

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
}
_STEPS = (0.1, 10.0)
_SEEN_THROUGH_THE_WINDOW = frozenset({"benefits", "costs", "sunk", "payback", "irr", "by_cost", "by_indicator"})


class GuaranteeBroken(AssertionError):  # noqa: N818  what is broken is no error of this program
    """A guarantee does not hold.

    Parameters
    ----------
    guarantee : str
        ``"N1"`` to ``"N9"``.
    tool : str
        Key of the tool; empty where it is the ranking, or the whole.
    figure : str
        Path of the figure in the result of that tool.
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


class GuaranteesBroken(AssertionError):  # noqa: N818
    """Some of the guarantees do not hold.

    Parameters
    ----------
    broken : mapping of str to GuaranteeBroken
        How each of them was first seen broken.
    """

    def __init__(self, broken: Mapping[str, GuaranteeBroken]) -> None:
        super().__init__(broken)
        self.broken: FrozenMap[str, GuaranteeBroken] = FrozenMap(broken)

    def __str__(self) -> str:
        """List them, one a line."""
        return "\n".join(["guarantees are broken:", *(f"  {one}" for one in self.broken.values())])


def check_anonymous(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that the order, the names and the kinds of tools carry no weight (N1).

    The order of the tools is turned round, and the figures must stay the same bit for bit. Then, on the certain case
    with a twin of one tool beside it (so that there is a tie), tools exchange their keys, names, kinds and audiences,
    and are given ones that nobody has heard of. Uncertain figures may differ under other keys, because random streams
    belong to them; that is why this part is about the certain case.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
    case : Case
        Any case.
    rtol : float
        Relative tolerance for tools under other names; the order is compared bit for bit.

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
    reason = "the order of the tools was turned round"
    other = evolve(case, tools={key: case.tools[key] for key in reversed(list(case.tools))})
    before, after = read(evaluator(case)), read(evaluator(other))
    _refuse("N1", case, reason, differences(before, after), ranking_differences(before, after))

    plain = certain(case)
    first = min(plain.tools)
    plain = with_tool(plain, unused(plain.tools, "twin"), plain.tools[first])
    before = read(evaluator(plain))
    keys = sorted(plain.tools)
    exchanged = dict(zip(keys, reversed(keys), strict=True))
    clothes = {key: plain.tools[exchanged[key]] for key in keys}
    unheard = {key: f"zz{len(keys) - place}" for place, key in enumerate(keys)}
    strange = {
        key: evolve(plain.tools[key], name=f"Thing {new}", kind=f"thing {new}", audience=[])
        for key, new in unheard.items()
    }
    for reason, names, wearing in (
        ("tools exchanged their names and kinds", exchanged, clothes),
        ("tools were given names that nobody has heard of", unheard, strange),
    ):
        after = read(evaluator(renamed(plain, names, wearing))).under({new: key for key, new in names.items()})
        found = differences(before, after, but={"name"}, rtol=rtol)
        _refuse("N1", plain, reason, found, ranking_differences(before, after, rtol=rtol))


def check_age_blind(
    evaluator: Evaluator,
    case: Case,
    *,
    dates: Mapping[str, datetime.date] | None = None,
    seed: int = 0,
    rtol: float = 0.0,
) -> None:
    """Check that the dates on which tools were introduced change no figure (N2).

    Every tool is seen old and new beside others that are the opposite, and once at a date drawn at random. Only the
    labels ``anticipated`` and ``emergent`` may differ; the ranking, too, must stay as it was.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
    case : Case
        Any case.
    dates : mapping of str to datetime.date, optional
        Dates by key of the tool, instead of those.
    seed : int
        For the dates drawn at random.
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
    old, new = datetime.date(1980, 1, 1), case.evaluated
    source = random.Random(seed)
    variants: list[Mapping[str, datetime.date]] = [
        {key: old if place % 2 else new for place, key in enumerate(case.tools)},
        {key: new if place % 2 else old for place, key in enumerate(case.tools)},
        {key: datetime.date(source.randint(1960, 2040), source.randint(1, 12), 1) for key in case.tools},
    ]
    before = read(evaluator(case))
    for variant in variants if dates is None else [dates]:
        tools = {key: evolve(tool, introduced=variant.get(key, tool.introduced)) for key, tool in case.tools.items()}
        after = read(evaluator(evolve(case, tools=tools)))
        shown = ", ".join(f"{key} {tool.introduced}" for key, tool in tools.items())
        found = differences(before, after, but=LABELS, rtol=rtol)
        _refuse("N2", case, f"tools were dated {shown}", found, ranking_differences(before, after, rtol=rtol))


def check_same_questions(evaluator: Evaluator, case: Case) -> None:
    """Check that what is asked of one tool, or discovered on it, is asked of all (N3).

    Every tool that neither has an effect on an indicator nor a reason why none is possible must have it among its
    ``gaps``; so must every other tool when an effect on an indicator of its own is discovered on one, for each in turn.

    Parameters
    ----------
    evaluator : callable
        From a case to a result; where no tool has ``gaps`` in it, nothing can be checked.
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
    _check_gaps(case, read(evaluator(case)), "the case stood as it was")
    wider, _ = with_strangers(case)
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


def check_same_ignorance(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that a gap is a gap, filled in the same way for all tools (N4).

    To the certain case, an indicator is added on which nothing is known of any tool, with a certain prior. Under each
    policy for gaps it must add the same to the benefits of every tool: of those of the case, and of strangers of many
    kinds of which nothing else is known either. And a tool of which no cost is known must have no ROI and no BCR,
    neither a number nor an infinity: its cost is a gap too.

    Parameters
    ----------
    evaluator : callable
        From a case to a result. Where it has no ``benefits``, ``npv`` is taken instead.
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
    plain, _ = with_strangers(priors_filled(certain(case)))
    for policy in get_args(GapPolicy):
        known = evolve(plain, gaps=policy)
        asked, name = with_indicator(known, {})
        _check_same_addition(asked, read(evaluator(known)), read(evaluator(asked)), name, policy, rtol)
    bare = {key: evolve(tool, costs=()) for key, tool in case.tools.items()}
    free = evolve(case, tools=bare, correlations=())
    for key, figures in read(evaluator(free)).tools.items():
        for ratio in ("roi", "bcr"):
            if level(figures.get(ratio)) is not None:
                reason = "no tool had any cost"
                raise GuaranteeBroken("N4", key, ratio, None, figures[ratio], reason, case)


def _check_same_addition(case: Case, without: Reading, asked: Reading, name: str, policy: str, rtol: float) -> None:
    """Compare what a gap on an indicator adds to each tool."""
    added: dict[str, tuple[str, float]] = {}
    for key, figures in asked.tools.items():
        before = without.tools.get(key, {})
        figure = "benefits" if figures.get("benefits") is not None else "npv"
        slack = rtol * (size_of(before) + size_of(figures) + 1.0)
        for part in ("mean", "low", "high"):
            with_gap, known = level(figures.get(figure), part), level(before.get(figure), part)
            if with_gap is None or known is None:
                continue
            addition = with_gap - known
            first, expected = added.setdefault(part, (key, addition))
            if not math.isclose(addition, expected, rel_tol=rtol, abs_tol=slack + rtol * size_of(asked.tools[first])):
                reason = f"a gap on {name} was filled by the policy {policy} (and {first} taken as the measure)"
                path = f"what it adds to {figure}.{part}"
                raise GuaranteeBroken("N4", key, path, expected, addition, reason, case)


def check_independent(evaluator: Evaluator, case: Case, *, rtol: float = 0.0) -> None:
    """Check that a tool added or taken away changes no other tool's figures, nor the order of the others (N5).

    Each tool is taken away in turn, and a rival that is better than all others and one that is worse are added. What the case
    says of correlations between a tool and what lies outside it is left aside: they tie its figures to those of others.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
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
    case = untied(case)
    before = read(evaluator(case))
    for reason, other in _with_and_without(case):
        after = read(evaluator(other))
        kept = [key for key in case.tools if key in other.tools]
        found = differences(before, after, tools=kept, rtol=rtol)
        _refuse("N5", case, reason, found, _other_order(before, after, kept, rtol))


def _with_and_without(case: Case) -> Iterable[tuple[str, Case]]:
    if len(case.tools) > 1:
        for key in case.tools:
            yield f"{key} was taken away", without_tool(case, key)
    better = {
        name: Effect(change=1e6 if part.better == "higher" else -1e6, evidence="assumed")
        for name, part in case.indicators.items()
    }
    some = next(iter(case.tools.values()))
    key = unused(case.tools, "a_rival")
    costs = [Cost(item="All", amount=1, when="each")]
    yield (
        "a better tool was added",
        with_tool(case, key, evolve(some, name="A rival", effects=better, costs=costs, not_applicable={})),
    )
    reasons = dict.fromkeys(case.indicators, "it does nothing")
    costs = [Cost(item="All", amount=1e9, when="each")]
    yield (
        "a worse tool was added",
        with_tool(case, key, evolve(some, name="A rival", effects={}, costs=costs, not_applicable=reasons)),
    )


def _other_order(before: Reading, after: Reading, kept: Collection[str], rtol: float) -> Iterable[Difference]:
    """Compare the order of the tools that are in both, and how often one of them is better than another."""
    orders = [[key for key in one.ranking.get("order", ()) if key in kept] for one in (before, after)]
    if orders[0] != orders[1]:
        yield Difference("", "ranking.order", orders[0], orders[1])
    for key in kept:
        one, other = (reading.ranking.get("pairwise", {}).get(key, {}) for reading in (before, after))
        for rival in one.keys() & other.keys():
            if not math.isclose(one[rival], other[rival], rel_tol=rtol, abs_tol=0.0):
                yield Difference(key, f"ranking.pairwise.{key}.{rival}", one[rival], other[rival])


def check_unit_invariant(evaluator: Evaluator, case: Case, *, factor: float = 64.0, rtol: float = ROUNDING) -> None:
    """Check that another currency, other units of the indicators and another order of the file change nothing (N6).

    The order of everything in the file is turned round, and the figures must stay the same bit for bit. On the certain
    case, all money is stated in another currency: amounts must be multiplied by the factor, and ROI, ranks and all else
    stay the same. Then indicators are counted in other units, and nothing at all may change.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
    case : Case
        Any case.
    factor : float
        Units of the other currency for one of the old. A power of two multiplies without rounding, so that what hangs
        on the sign of an amount (payback, the number of internal rates) does not flip at zero.
    rtol : float
        Relative tolerance for other currencies and units; the order of the file is compared bit for bit.

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
    before, after = read(evaluator(case)), read(evaluator(turned(case)))
    reason = "the order of the file was turned round"
    _refuse("N6", case, reason, differences(before, after), ranking_differences(before, after))
    plain = certain(case)
    before = read(evaluator(plain))
    for reason, other, times in (
        (f"money was stated in a currency of {factor:g} to one", in_another_currency(plain, factor), factor),
        ("indicators were counted in other units", counted_otherwise(plain, factor), 1.0),
    ):
        after = read(evaluator(other))
        found = differences(before, after, factor=times, rtol=rtol)
        _refuse("N6", plain, reason, found, ranking_differences(before, after, rtol=rtol))


def check_monotone(evaluator: Evaluator, case: Case, *, same_streams: bool = False, rtol: float = ROUNDING) -> None:
    """Check that more effect or less cost of a tool never lowers its NPV, its score or its rank (N7).

    On the certain case, the changes of each tool in turn are raised a little and much, and its costs are halved.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
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
    one, other = before.tools.get(key, {}), after.tools.get(key, {})
    for name, size in (("npv", max(size_of(one), size_of(other))), ("score", 1.0)):
        for part in ("mean", "p05", "p50", "p95"):
            value, now = level(one.get(name), part), level(other.get(name), part)
            if value is not None and (now is None or now < value - rtol * (size + abs(value))):
                raise GuaranteeBroken("N7", key, f"{name}.{part}", value, now, f"{reason}, and it was lowered", case)
    behind, ahead = (_ahead_of(reading, key) for reading in (before, after))
    for rival in sorted(ahead - behind):
        if not _are_tied(after, key, rival, rtol):
            raise GuaranteeBroken(
                "N7",
                key,
                "ranking.order",
                before.ranking["order"],
                after.ranking["order"],
                f"{reason}: {rival} passed it",
                case,
            )


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

    Strangers of many kinds, old and new, are put beside the tools of the certain case. All of them then cost and do the
    same: first something with a sunk cost and an effect that outlasts the horizon, then what each tool of the case
    does. What they bring in and cost must be the same for all.

    Parameters
    ----------
    evaluator : callable
        From a case to a result. Compared are ``benefits``, ``costs``, ``sunk``, their parts, ``payback`` and ``irr``;
        ``npv``, ``roi`` and ``bcr`` too where benefits and costs are left out.
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
    plain, _ = with_strangers(certain(case))
    last = plain.horizon.periods
    wider, name = with_indicator(plain, {})
    some = next(iter(wider.tools.values()))
    probe = evolve(
        some,
        costs=[
            Cost(item="Set-up", amount=900, when="upfront"),
            Cost(item="Upkeep", amount=70, when="each"),
            Cost(item="Clearing away", amount=30, when=last),
            Cost(item="Pilot", amount=500, when="upfront", sunk=True),
        ],
        effects={name: Effect(change=800, drop_off=0.1, lasts=last + 5, evidence="assumed")},
        not_applicable={},
    )
    for what, does in (("the same", probe), *((f"what {key} does", plain.tools[key]) for key in case.tools)):
        found = read(evaluator(in_clothes_of(wider, does)))
        _check_alike(wider, found, f"all tools cost and did {what}", rtol)


def _check_alike(case: Case, found: Reading, reason: str, rtol: float) -> None:
    """Compare the figures of all tools with those of the first."""
    first, *others = found.tools
    seen = _SEEN_THROUGH_THE_WINDOW
    if not {"benefits", "costs"} <= found.tools[first].keys():
        seen |= {"npv", "roi", "bcr"}
    for key in others:
        alike = Reading({key: found.tools[first]}, {}, {}, ())
        _refuse("N8", case, f"{reason} (and {first} is the measure)", differences(alike, found, only=seen, rtol=rtol))


def check_no_double_claims(evaluator: Evaluator, case: Case) -> None:
    """Check that credits which pass 100 % of a change in all do not pass unnoticed (N9).

    On the certain case, several tools claim nine tenths each of one more indicator. For it, and for every indicator of
    the case on which the credits of all tools pass 100 % in some period, the result must say so: in its ``claims`` or
    ``checks`` there must be something about the indicator that is not there when the same credits are cut to less than
    100 %.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
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
    wider, strangers = with_strangers(certain(case))
    claimants = (*list(case.tools)[:2], strangers[0])
    claim = Effect(credit=0.9, evidence="estimated")
    claimed, _ = with_indicator(wider, dict.fromkeys(claimants, claim), shared=True, change=100)
    over = claims_past_all(claimed)
    said, otherwise = read(evaluator(claimed)), read(evaluator(claims_cut(claimed, over)))
    for name, total in over.items():
        fresh = [what for what in _said_of(said, name) if what not in _said_of(otherwise, name)]
        if not fresh:
            reason = f"tools claimed {total:.0%} of {name}"
            raise GuaranteeBroken("N9", "", "claims and checks", "a word of it", "silence", reason, claimed)


def _said_of(found: Reading, indicator: str) -> list[object]:
    """List what the claims and the checks of a result say of an indicator."""
    checks: list[object] = [
        (check.get("code"), check.get("path"), check.get("message"))
        for check in found.checks
        if indicator in str(check.get("path", "")).split(".") or indicator in str(check.get("message", ""))
    ]
    return checks + ([found.claims[indicator]] if indicator in found.claims else [])


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
    }
)
"""All of them, by their numbers."""


def find_broken(
    evaluator: Evaluator,
    *,
    guarantees: Collection[str] = tuple(GUARANTEES),
    cases: SearchStrategy[Case] | None = None,
    max_examples: int = 25,
) -> FrozenMap[str, GuaranteeBroken]:
    """Find out which guarantees an evaluator breaks, on random cases.

    Parameters
    ----------
    evaluator : callable
        From a case to a result.
    guarantees : collection of str
        Numbers of the guarantees: all of them unless they are given.
    cases : hypothesis.strategies.SearchStrategy of Case, optional
        Cases to try: half of them from ``comparisons()`` and half from ``cases()``, unless they are given.
    max_examples : int
        How many cases are tried. They are the same in every run.

    Returns
    -------
    FrozenMap of str to GuaranteeBroken
        How each broken guarantee was first seen broken. An empty one is no proof that none is.

    Raises
    ------
    Exception
        What the evaluator itself raises: a refusal is not an answer.

    Examples
    --------
    >>> import blogroi
    >>> def favours_the_new(case):
    ...     result = blogroi.evaluate(case, 100).to_dict()
    ...     for key, tool in case.tools.items():
    ...         if tool.introduced.year >= 2010 and result["tools"][key]["npv"]:
    ...             result["tools"][key]["npv"]["mean"] += 1000
    ...     return result
    >>> list(find_broken(favours_the_new, guarantees=["N1", "N2"], max_examples=10))
    ['N2']
    """
    broken: dict[str, GuaranteeBroken] = {}
    drawn = strategies.comparisons() | strategies.cases() if cases is None else cases

    @settings(
        max_examples=max_examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )
    @given(drawn)
    def try_all(case: Case) -> None:
        for number in guarantees:
            if number not in broken:
                try:
                    GUARANTEES[number](evaluator, case)
                except GuaranteeBroken as found:
                    broken[number] = found

    try_all()
    return FrozenMap({number: broken[number] for number in sorted(broken)})


def check_all(
    evaluator: Evaluator,
    *,
    guarantees: Collection[str] = tuple(GUARANTEES),
    cases: SearchStrategy[Case] | None = None,
    max_examples: int = 25,
) -> None:
    """Check guarantees on random cases, and name all that are broken.

    Parameters
    ----------
    evaluator, guarantees, cases, max_examples
        As in :func:`find_broken`.

    Raises
    ------
    GuaranteesBroken
        With how each broken guarantee was first seen broken.

    Examples
    --------
    >>> import blogroi
    >>> check_all(lambda case: blogroi.evaluate(case, 100), max_examples=3)
    """
    broken = find_broken(evaluator, guarantees=guarantees, cases=cases, max_examples=max_examples)
    if broken:
        raise GuaranteesBroken(broken)


def _refuse(guarantee: str, case: Case, reason: str, *found: Iterable[Difference]) -> None:
    """Raise the first difference, if there is any."""
    for group in found:
        for one in group:
            raise GuaranteeBroken(guarantee, one.tool, one.figure, one.before, one.after, reason, case)
