"""What comes out: immutable results that say in words and numbers what they are.

Names are those of the result file, version 1. A figure that is unknown is None, and a gap or a check says why; it is
never zero and never not-a-number.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from attrs import fields, frozen

from blogroi.model.frozen_map import FrozenMap
from blogroi.results.format import amount, chance_in_words, percent

__all__ = [
    "Check",
    "Claim",
    "Corrected",
    "Dominance",
    "EffectChange",
    "Evaluation",
    "Figure",
    "FoundByLooking",
    "IgnoredCheck",
    "InternalRate",
    "Majority",
    "Outlook",
    "Parity",
    "Payback",
    "Ranking",
    "Ratio",
    "Robustness",
    "Scores",
    "Severity",
    "Summary",
    "ToolEmergent",
    "ToolResult",
    "ToolRobustness",
    "Verdict",
    "WeightChange",
    "Window",
    "Without",
]

Severity: TypeAlias = Literal["error", "warning", "info"]

Verdict: TypeAlias = Literal["pays", "does not pay", "even", "open", "unknown"]
"""Whether a tool brings in more than it costs, as far as can be said; ``even`` where the two are the same."""

RateStatus: TypeAlias = Literal["one", "several", "none", "loss", "borrowing"]
"""In what sense flows have an internal rate of return."""

Figure: TypeAlias = Literal["npv", "roi", "score"]
"""What tools are ranked by."""

SURE = 0.9
"""Probability from which on a verdict is given; below it, and above its complement, the matter is open."""


@frozen
class Summary:
    """A figure over all draws.

    Parameters
    ----------
    mean, sd : float
        Mean and standard deviation. The mean is exact where the moments of independent quantities give it.
    p05, p50, p95 : float
        Quantiles: nine draws in ten lie between the first and the last.
    mc_error : float
        Monte Carlo standard error of the mean: of what is left of it to draws; 0 where nothing is.
    low, high : float, optional
        Where gaps are bounded: the 5 % quantile with every gap at its least, and the 95 % quantile with every gap at its
        greatest.

    Examples
    --------
    >>> Summary(mean=10.0, sd=2.0, p05=7.0, p50=9.5, p95=14.0, mc_error=0.0).to_dict()
    {'mean': 10.0, 'sd': 2.0, 'p05': 7.0, 'p50': 9.5, 'p95': 14.0, 'mc_error': 0.0}
    """

    mean: float
    sd: float
    p05: float
    p50: float
    p95: float
    mc_error: float
    low: float | None = None
    high: float | None = None

    def to_dict(self) -> dict[str, float]:
        """Return the figure as plain data; bounds only where there are any."""
        return {name: value for name in _SUMMARY if (value := getattr(self, name)) is not None}


_SUMMARY = tuple(attribute.name for attribute in fields(Summary))


@frozen
class Ratio:
    """Benefits to costs, as a ratio of their expectations.

    The mean of a ratio over draws says little: a few draws of small costs decide it. What the expected benefits are to the
    expected costs is what the tool brings for the money.

    Parameters
    ----------
    of_means : float
        Expected benefits over expected costs; for ROI, less 1.
    p05, p50, p95 : float or None
        Quantiles of the ratio by draw. A draw without costs counts as past every number, or below every number where it
        brings in less than nothing, and is left out where it brings in nothing. None where a quantile lies past or below every number, or
        nothing is left.
    mc_error : float
        Monte Carlo standard error of ``of_means``, by the delta method.
    low, high : float, optional
        Where gaps are bounded: the 5 % quantile with every gap at its least, and the 95 % quantile with every gap at its
        greatest.

    References
    ----------
    G. W. Oehlert, A note on the delta method, The American Statistician 46 (1992).

    Examples
    --------
    >>> Ratio(of_means=0.5, p05=0.25, p50=0.5, p95=0.75, mc_error=0.0).to_dict()
    {'of_means': 0.5, 'p05': 0.25, 'p50': 0.5, 'p95': 0.75, 'mc_error': 0.0}
    """

    of_means: float
    p05: float | None
    p50: float | None
    p95: float | None
    mc_error: float
    low: float | None = None
    high: float | None = None

    def to_dict(self) -> dict[str, float | None]:
        """Return the ratio as plain data; bounds only where there are any."""
        bounds = {name: value for name in ("low", "high") if (value := getattr(self, name)) is not None}
        return {name: getattr(self, name) for name in _RATIO} | bounds


_RATIO = tuple(attribute.name for attribute in fields(Ratio) if attribute.name not in ("low", "high"))


@frozen(kw_only=True)
class Payback:
    """The first time from which the running net flow stays at or above zero, in steps of the horizon.

    Parameters
    ----------
    p05, p50, p95 : float or None
        Quantiles over all draws, of which one that never owes anything counts as 0; None where a quantile lies past the horizon.
    never : float
        Share of the draws in which the tool does not pay back within the horizon.
    at_once : float
        Share of the draws in which its income comes before its costs, so that nothing is ever owed.

    Examples
    --------
    >>> Payback(p05=1.2, p50=2.0, p95=None, never=0.08, at_once=0.0).p50
    2.0
    """

    p05: float | None
    p50: float | None
    p95: float | None
    never: float
    at_once: float


@frozen(kw_only=True)
class InternalRate:
    """The yearly internal rate of return of the expected net flows.

    Parameters
    ----------
    of_means : float or None
        The rate, -1 for a loss; None where there is none, or not one.
    status : {"one", "several", "none", "loss", "borrowing"}
        Whether there is one rate, more than one, or none; whether money goes out and none comes in (a loss), or comes in before it
        goes out (borrowing: the one rate that there is would be paid, not earned).
    p05, p50, p95 : float or None
        Quantiles over the draws with one rate, losses included, where the distribution was asked for; None where other draws pass
        5 %.
    shares : mapping of str to float, or None
        Share of the draws with each status, where the distribution was asked for.

    Examples
    --------
    >>> InternalRate(of_means=0.12, status="one").to_dict()
    {'of_means': 0.12, 'status': 'one'}
    """

    of_means: float | None
    status: RateStatus
    p05: float | None = None
    p50: float | None = None
    p95: float | None = None
    shares: FrozenMap[str, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the rate as plain data; its distribution only where it was asked for."""
        told: dict[str, Any] = {"of_means": self.of_means, "status": self.status}
        if self.shares is not None:
            told |= {"p05": self.p05, "p50": self.p50, "p95": self.p95, "shares": dict(self.shares)}
        return told


@frozen
class Without:
    """What is left of a tool's figures when one class of benefits is left out.

    Parameters
    ----------
    npv, roi : Summary or None
        The figures without the class.
    probability_positive : float or None
        Chance that the net present value is above zero.
    turns : bool
        Whether the expected net present value changes its sign.
    is_all : bool
        Whether all of the tool's benefits are of this class.
    """

    npv: Summary | None
    roi: Ratio | None
    probability_positive: float | None
    turns: bool
    is_all: bool


@frozen(kw_only=True)
class ToolResult:
    """What one tool brings in.

    Parameters
    ----------
    name : str
        The tool's name.
    benefits, costs, npv, equivalent_annual : Summary or None
        Present values in the currency of the case, and net present value as an equal amount per year. Sunk costs are
        left out.
    roi, bcr : Ratio or None
        Benefits less costs over costs (net), and benefits over costs (gross), on present values; None where expected costs are
        not above zero.
    payback, discounted_payback : Payback or None
        When the tool has paid back what it owed, undiscounted and on present values.
    irr : InternalRate or None
        Internal rate of return of the expected net flows.
    score : Summary or None
        Score on declared scales, from 0 to 1; None where there are none, or where a gap cannot be filled by the policy.
    sunk : Summary or None
        Present value of costs that are spent and not recoverable; None where there are none.
    probability_positive, probability_even : float or None
        Chance that the net present value is above zero, and that it is zero: within 1e-9 of the tool's own gross flows.
    by_indicator, by_lever, by_objective, by_beneficiary, by_evidence : mapping of str to Summary
        Present values of benefits, which add up to ``benefits`` draw by draw. Under the evidence ``prior`` stand gaps
        that were filled from priors.
    anticipated, emergent, unlabelled : Summary or None
        Present values of benefits that the tool was meant to have, of those that it was not, and of those of which nobody ever
        said; they add up to ``benefits`` draw by draw.
    by_cost : mapping of str to Summary
        Present values of costs, by item.
    without : mapping of str to Without
        What is left without each class of valuation and cash status that the benefits rest on.
    gaps : tuple of str
        Indicators on which nothing is known of this tool.
    not_applicable : mapping of str to str
        Indicators on which no effect is possible, with the reason.
    """

    name: str
    benefits: Summary | None
    costs: Summary | None
    npv: Summary | None
    roi: Ratio | None
    bcr: Ratio | None
    payback: Payback | None
    discounted_payback: Payback | None
    irr: InternalRate | None
    equivalent_annual: Summary | None
    score: Summary | None = None
    sunk: Summary | None = None
    probability_positive: float | None
    probability_even: float | None
    by_indicator: FrozenMap[str, Summary]
    by_lever: FrozenMap[str, Summary]
    by_objective: FrozenMap[str, Summary]
    by_beneficiary: FrozenMap[str, Summary]
    by_evidence: FrozenMap[str, Summary]
    anticipated: Summary | None
    emergent: Summary | None
    unlabelled: Summary | None
    by_cost: FrozenMap[str, Summary]
    without: FrozenMap[str, Without]
    gaps: tuple[str, ...]
    not_applicable: FrozenMap[str, str]

    @property
    def verdict(self) -> Verdict:
        """Whether the tool brings in more than it costs, said from a probability of 90 % on."""
        return _verdict(self.probability_positive, self.probability_even)


def _verdict(positive: float | None, even: float | None) -> Verdict:
    if positive is None or even is None:
        return "unknown"
    if even >= SURE:
        return "even"
    if positive >= SURE:
        return "pays"
    return "does not pay" if positive <= 1.0 - SURE else "open"


@frozen
class Dominance:
    """One tool is at least as good as another, whatever fills the gaps of both.

    Parameters
    ----------
    tool, over : str
        Keys of the two tools.
    sense : {"every draw", "first order", "second order"}
        Better or equal in every draw; at every quantile (first-order stochastic dominance: for whoever prefers more); or
        in the mean of the worst draws, whatever their share (second order: for whoever shuns risk besides).

    References
    ----------
    J. Hadar and W. R. Russell, Rules for ordering uncertain prospects, American Economic Review 59 (1969).
    """

    tool: str
    over: str
    sense: str


@frozen
class EffectChange:
    """The smallest change of one effect that makes the first two tools change places.

    Parameters
    ----------
    tool, indicator : str
        The effect.
    factor : float
        What the effect, as expected, must be multiplied by.
    """

    tool: str
    indicator: str
    factor: float


@frozen(kw_only=True)
class Ranking:
    """The order of the tools by one figure, and how sure it is.

    Parameters
    ----------
    by : {"npv", "roi", "score"}
        The figure.
    order : tuple of str
        Keys of the tools, the greatest mean first; equal means in the order of the keys.
    unranked : tuple of str
        Tools whose figure is unknown.
    rank_acceptability : mapping of str to tuple of float
        Share of the draws in which each tool takes each rank, from the first.
    pairwise : mapping of str to mapping of str to float
        Share of the draws in which a tool is better than another.
    error : mapping of str to tuple of float
        Monte Carlo standard error of the rank acceptability.
    pairwise_error : mapping of str to mapping of str to float
        Monte Carlo standard error of ``pairwise``.
    margin : float
        Share of the draws in which the first must be ahead of each other tool to be called the winner.
    winner : str or None
        The first, where it is ahead of every other by that margin; None where there is no clear winner.
    intervals : mapping of str to (int, int)
        Best and worst rank by the expected figure that a tool can have, whatever fills the gaps.
    dominance : tuple of Dominance
        Who dominates whom, whatever fills the gaps.
    first_and_positive : mapping of str to float
        Chance that a tool comes first and has a net present value above zero, in the same draw.
    turning : EffectChange or None
        The effect that has to change least for the first two tools to change places.
    """

    by: Figure
    order: tuple[str, ...]
    unranked: tuple[str, ...]
    rank_acceptability: FrozenMap[str, tuple[float, ...]]
    pairwise: FrozenMap[str, FrozenMap[str, float]]
    error: FrozenMap[str, tuple[float, ...]]
    pairwise_error: FrozenMap[str, FrozenMap[str, float]]
    margin: float
    winner: str | None
    intervals: FrozenMap[str, tuple[int, int]]
    dominance: tuple[Dominance, ...]
    first_and_positive: FrozenMap[str, float]
    turning: EffectChange | None


@frozen
class WeightChange:
    """The smallest shift of weight between objectives that makes the first two tools change places.

    Parameters
    ----------
    shift : float
        How much weight moves, of 1 in all.
    weights : mapping of str to float
        The weights after it, at which the two are level.
    """

    shift: float
    weights: FrozenMap[str, float]


@frozen(kw_only=True)
class Majority:
    """A cross-check that needs no trade-off between objectives: who is better on the greater weight of objectives.

    Parameters
    ----------
    preferred : mapping of str to mapping of str to float
        Share of the draws in which the objectives on which a tool is better weigh more than those on which another is.
    contradicts : tuple of (str, str)
        Pairs of which the first is ahead by score, and the second by majority in more than half of the draws: there the
        order depends on letting much of one objective make up for little of another.

    References
    ----------
    The weighted majority of N. de Condorcet's pairwise comparisons, on which outranking methods rest: B. Roy, The
    outranking approach and the foundations of ELECTRE methods, Theory and Decision 31 (1991).
    """

    preferred: FrozenMap[str, FrozenMap[str, float]]
    contradicts: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class Scores:
    """What cannot be put in money: scores of the tools on declared scales, under what is known of the weights.

    Parameters
    ----------
    objectives : tuple of str
        Objectives that some indicator with a scale leads to.
    silent : tuple of str
        Objectives that none leads to, of which the scores say nothing.
    weights : mapping of str to Summary
        Weights of the objectives as drawn, which sum to 1.
    by_objective : mapping of str to mapping of str to Summary
        Score of each tool on each objective.
    by_indicator : mapping of str to mapping of str to float
        Expected score of each tool on each indicator.
    off_scale : mapping of str to mapping of str to float
        Share of the draws in which a change lies outside its scale and counts as its end, where there are any.
    ranking : Ranking
        The order by score.
    central_weights : mapping of str to mapping of str to float, or None
        Mean of the weights under which a tool comes first; None where it never does.
    central_weights_error : mapping of str to mapping of str to float, or None
        Their Monte Carlo standard errors.
    confidence : mapping of str to float or None
        Chance that a tool comes first under its own central weights.
    confidence_error : mapping of str to float or None
        Monte Carlo standard error of ``confidence``, the central weights taken as they are.
    rank_uncertainty : mapping of str to float, or None
        Share of the variance of the ranks that is due to ``weights`` alone, to ``evidence`` alone, and to ``both``
        together; None where no rank varies.
    stakeholders : mapping of str to mapping of str to float
        Chance that each tool comes first, by the statements of each stakeholder; empty where there are none.
    weight_change : WeightChange or None
        What it takes for the first two to change places; None where no weights can do it.
    majority : Majority
        A cross-check that does not add scores up.
    """

    objectives: tuple[str, ...]
    silent: tuple[str, ...]
    weights: FrozenMap[str, Summary]
    by_objective: FrozenMap[str, FrozenMap[str, Summary]]
    by_indicator: FrozenMap[str, FrozenMap[str, float]]
    off_scale: FrozenMap[str, FrozenMap[str, float]]
    ranking: Ranking
    central_weights: FrozenMap[str, FrozenMap[str, float] | None]
    central_weights_error: FrozenMap[str, FrozenMap[str, float] | None]
    confidence: FrozenMap[str, float | None]
    confidence_error: FrozenMap[str, float | None]
    rank_uncertainty: FrozenMap[str, float] | None
    stakeholders: FrozenMap[str, FrozenMap[str, float]]
    weight_change: WeightChange | None
    majority: Majority


@frozen(kw_only=True)
class Parity:
    """Whether all tools are asked the same.

    Parameters
    ----------
    questions : tuple of str
        What all tools are asked: the indicators, and what they cost.
    matrix : mapping of str to mapping of str to str
        For each tool and question: the grade of evidence that answers it (``stated`` for costs), ``not applicable``,
        ``gap``, or ``never asked`` where demands are stated and this one was not made of the tool.
    asked : mapping of str to int
        Number of proofs that were demanded of each tool.
    newer, older : tuple of str
        Tools introduced in the three years before the evaluation, and before that.
    asked_of_newer, asked_of_older : int
        Number of proofs that were demanded of all the newer tools, and of all the older ones.
    asked_of_one_alone : mapping of str to tuple of str
        What was demanded of a tool and of no other.
    not_yet_put : mapping of str to tuple of str
        Questions that arose after the tools that answer them were introduced, with the tools that have not answered yet.
    double_standards : tuple of str
        The same in plain words.
    """

    questions: tuple[str, ...]
    matrix: FrozenMap[str, FrozenMap[str, str]]
    asked: FrozenMap[str, int]
    newer: tuple[str, ...]
    older: tuple[str, ...]
    asked_of_newer: int
    asked_of_older: int
    asked_of_one_alone: FrozenMap[str, tuple[str, ...]]
    not_yet_put: FrozenMap[str, tuple[str, ...]]
    double_standards: tuple[str, ...]


@frozen(kw_only=True)
class Claim:
    """What several tools together claim of the change in one indicator.

    Parameters
    ----------
    tools : tuple of str
        The tools that claim a part of it.
    periods : tuple of int
        The periods in which they do.
    mean : float or None
        Expected sum of their shares, where all are shares of one change (``shared``); None elsewhere.
    probability : float or None
        Chance that these shares pass 100 %.
    excess : float or None
        By how much they pass it, on average, where they do.
    probability_exceeds_total : float or None
        Chance that the net changes of all tools pass the stated total of the indicator in some period, or go against it;
        None where no total is stated.
    """

    tools: tuple[str, ...]
    periods: tuple[int, ...]
    mean: float | None = None
    probability: float | None = None
    excess: float | None = None
    probability_exceeds_total: float | None = None


@frozen(kw_only=True)
class ToolRobustness:
    """Whether a tool's verdict hangs on how its gaps are filled.

    Parameters
    ----------
    npv : mapping of str to float or None
        Expected net present value with gaps counting as nothing (``no-credit``), drawn from their priors (``prior``), and
        all at their least and greatest (``lowest``, ``highest``). None where a gap has no prior, or the cost is not known.
    survives : bool or None
        Whether the sign of expected NPV, and with it that of ROI, is the same under all of them; None where that cannot be said.
    turning : tuple of str
        Gaps which alone, at one of their ends, would turn that sign.
    """

    npv: FrozenMap[str, float | None]
    survives: bool | None
    turning: tuple[str, ...]


@frozen(kw_only=True)
class Robustness:
    """Whether verdicts and order survive all three policies for gaps.

    Parameters
    ----------
    tools : mapping of str to ToolRobustness
        By tool.
    orders : mapping of str to tuple of str
        The order by expected net present value under ``no-credit`` and ``prior``; without the latter where a prior is
        missing.
    survives : bool or None
        Whether the order is the same whatever fills the gaps; None where that cannot be said.
    turning : tuple of str
        Paths of gaps, as ``tools.magazine.calls_avoided``, which alone would put another tool first.
    """

    tools: FrozenMap[str, ToolRobustness]
    orders: FrozenMap[str, tuple[str, ...]]
    survives: bool | None
    turning: tuple[str, ...]


@frozen
class Corrected:
    """A figure as it was found, and corrected for having been looked for.

    Parameters
    ----------
    found, corrected : Summary
        Present values in the currency of the case; the same where nothing was found by looking.
    """

    found: Summary
    corrected: Summary


@frozen
class Outlook:
    """Net present value under one way of counting benefits.

    Parameters
    ----------
    npv : Summary
        Net present value.
    probability_positive, probability_even : float
        Chance that it is above zero, and that it is zero.
    """

    npv: Summary
    probability_positive: float
    probability_even: float

    @property
    def verdict(self) -> Verdict:
        """Whether the tool brings in more than it costs, said from a probability of 90 % on."""
        return _verdict(self.probability_positive, self.probability_even)


@frozen(kw_only=True)
class FoundByLooking:
    """An effect that was found by looking at several indicators, and what remains of it after correction.

    Parameters
    ----------
    searched : int
        How many indicators were looked at.
    noticed_by : str
        Who noticed it.
    evidence : str
        How it is known.
    p_value : float or None
        Of the test by which it was found.
    p_adjusted, p_adjusted_any : float or None
        The same adjusted for all that was looked at: by Benjamini and Hochberg, for indicators that are independent or rise
        together, and by Benjamini and Yekutieli, for any.
    significant : bool or None
        Whether the first of these is at most 5 %; None without a p-value.
    found : float
        Expected net change per period, in the unit of the indicator, before it fades.
    corrected : float or None
        The same after correction; None where nothing is there to correct it by.
    weight : float or None
        Share of the evidence in the corrected change.
    corrected_by : str
        ``"prior"``, ``"p-value"`` or ``"nothing"``.
    """

    searched: int
    noticed_by: str
    evidence: str
    p_value: float | None
    p_adjusted: float | None
    p_adjusted_any: float | None
    significant: bool | None
    found: float
    corrected: float | None
    weight: float | None
    corrected_by: Literal["prior", "p-value", "nothing"]


@frozen(kw_only=True)
class ToolEmergent:
    """What of a tool's figures was foreseen, what was found by looking, and what remains of that after correction.

    Parameters
    ----------
    effects : mapping of str to FoundByLooking
        By indicator: the effects that were found by looking at more than one, whatever the tool's age.
    benefits : Corrected
        Benefits, as found and corrected.
    ex_post, ex_post_corrected : Outlook or None
        With all effects, as found and corrected; None where the cost is not known.
    anticipated, emergent, unlabelled : Corrected
        Benefits that the tool was meant to have, those that it was not, and those of which nobody ever said.
    ex_ante : Outlook or None
        With the anticipated benefits alone, as found: what could have been said beforehand. None where nobody ever said what the tool
        was meant for, or the cost is not known.
    """

    effects: FrozenMap[str, FoundByLooking]
    benefits: Corrected
    ex_post: Outlook | None
    ex_post_corrected: Outlook | None
    anticipated: Corrected
    emergent: Corrected
    unlabelled: Corrected
    ex_ante: Outlook | None


@frozen(kw_only=True)
class Window:
    """The conventions under which all tools were seen.

    Parameters
    ----------
    start : str
        First day of the first period, as 2026-01-01.
    periods, step : int, str
        Number of periods, and their length: ``"year"`` or ``"month"``.
    rate : float, or tuple of (int, float)
        Yearly discount rate; or a schedule of the last year and the rate of each band.
    timing : str
        When the flows of a period count.
    view : str
        ``forward-looking``: sunk costs are left out. ``whole-life``: all costs count, those paid upfront spread over their
        service life.
    claims : str
        ``stated``, or ``scaled`` where the credits of all tools passed 100 %.
    """

    start: str
    periods: int
    step: Literal["year", "month"]
    rate: float | tuple[tuple[int, float], ...]
    timing: str
    view: str
    claims: str


@frozen(order=True)
class Check:
    """Something that a reader of the result should know.

    Parameters
    ----------
    code : str
        Stable code: ``BR`` and three digits.
    severity : {"error", "warning", "info"}
        How much it matters.
    path : str
        Where in the case.
    message : str
        What it is, in a sentence.
    """

    code: str
    severity: Severity
    path: str
    message: str


@frozen(order=True)
class IgnoredCheck:
    """Something that a reader should know, which the case sets aside.

    Parameters
    ----------
    code, severity, path, message : str
        As in a :class:`Check`.
    reason : str
        Why it is set aside, where the case says so.
    """

    code: str
    severity: Severity
    path: str
    message: str
    reason: str


@frozen(kw_only=True)
class Evaluation:
    """The result of an evaluation: the figures of every tool, their order, and what should be known about them.

    Parameters
    ----------
    title, currency : str
        From the case.
    draws, seed : int
        With which the evaluation can be repeated, bit for bit.
    gaps : str
        How gaps were filled, for all tools.
    exclude : tuple of str
        Classes of benefits that were left out, for all tools.
    viewpoint : str
        Whose costs and benefits were counted.
    window : Window
        Over what time, and how discounted, for all tools.
    tools : mapping of str to ToolResult
        The figures, by key.
    ranking : Ranking
        The order of the tools.
    scores : Scores or None
        Scores on declared scales; None where no indicator that leads to an objective has one.
    version, fingerprint : str
        Version of the library and hash of the case, with which somebody else can replay the evaluation.
    parity : Parity
        Whether all tools are asked the same.
    claims : mapping of str to Claim
        By indicator: what the tools claim of one shared change, and whether their changes pass a stated total.
    robustness : Robustness
        Whether verdicts and order survive all three policies for gaps.
    checks : tuple of Check
        What should be known, the most severe first.
    ignored : tuple of IgnoredCheck
        What the case sets aside of that, with its reasons.
    emergent : mapping of str to ToolEmergent
        By tool: what was foreseen, and what was found by looking, as found and corrected.
    """

    title: str
    currency: str
    draws: int
    seed: int
    version: str
    fingerprint: str
    gaps: str
    exclude: tuple[str, ...]
    viewpoint: str
    window: Window
    tools: FrozenMap[str, ToolResult]
    ranking: Ranking
    scores: Scores | None
    parity: Parity
    claims: FrozenMap[str, Claim]
    robustness: Robustness
    checks: tuple[Check, ...]
    ignored: tuple[IgnoredCheck, ...] = ()
    emergent: FrozenMap[str, ToolEmergent] = FrozenMap()

    def to_dict(self) -> dict[str, Any]:
        """Give the result as plain data: the result file, version 1.

        Returns
        -------
        dict
        """
        result: dict[str, Any] = {"blogroi": 1}
        result |= _plain(self)
        return result

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the result as JSON, the same bytes for the same result.

        Parameters
        ----------
        indent : int or None
            Spaces for each level; None for one line.

        Returns
        -------
        str
        """
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False, allow_nan=False)

    def __repr__(self) -> str:
        """Show what the result says, a line for each tool."""
        head = f"<Evaluation of {self.title!r}: {self.draws:,} draws, seed {self.seed}>"
        rows = (f"  {key}: {_line(tool, self.currency)}" for key, tool in self.tools.items())
        return "\n".join([head, *rows])

    def _repr_html_(self) -> str:
        """Show the result as a table, in notebooks."""
        heads = ("Tool", "Verdict", f"NPV ({self.currency})", "ROI", "Chance that it pays")
        cells = [
            (
                result.name,
                result.verdict,
                amount(result.npv),
                percent(result.roi),
                "unknown" if result.probability_positive is None else chance_in_words(result.probability_positive),
            )
            for result in self.tools.values()
        ]
        notes = "".join(f"<li>{html.escape(check.message)}</li>" for check in self.checks if check.severity != "info")
        return (
            f"<table><caption>{html.escape(self.title)}</caption>"
            f"<thead>{_html_row('th', heads)}</thead>"
            f"<tbody>{''.join(_html_row('td', row) for row in cells)}</tbody></table>"
            + (f"<ul>{notes}</ul>" if notes else "")
        )


def _html_row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _line(tool: ToolResult, currency: str) -> str:
    unit = f" {currency}" if tool.npv is not None else ""
    return f"{tool.verdict}; NPV {amount(tool.npv)}{unit}; ROI {percent(tool.roi)}"


_Part: TypeAlias = (
    Evaluation
    | ToolResult
    | Without
    | Payback
    | Ranking
    | Dominance
    | EffectChange
    | Scores
    | WeightChange
    | Majority
    | Check
    | IgnoredCheck
    | Window
    | Parity
    | Claim
    | Robustness
    | ToolRobustness
    | ToolEmergent
    | FoundByLooking
    | Corrected
    | Outlook
)


def _plain(value: object) -> Any:
    """Turn results into dicts, lists, texts and numbers."""
    if isinstance(value, Summary | Ratio | InternalRate):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, _Part):
        return {attribute.name: _plain(getattr(value, attribute.name)) for attribute in fields(type(value))}
    return value
