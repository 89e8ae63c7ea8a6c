"""Launch first and measure later, or measure first? Each has its price, and this says which.

Four options are compared on the same draws: do not run the tool; run it and do not look; run it, measure, and stop if it disappoints;
measure first and decide then. For a tool that runs already the question is the same (keep, stop, measure and then decide), and
so is the answer: nothing here knows since when a tool has been there.

Time is stated in weeks, months or years, whatever the step of the case: within a period its money comes and goes evenly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Unpack

from attrs import evolve

from blogroi.decisions.ageing import share_kept
from blogroi.decisions.decision import decision_under
from blogroi.decisions.measured import Measured
from blogroi.decisions.net import units_of_net
from blogroi.decisions.options import Compared, Option, OptionName, ordered
from blogroi.decisions.studies import Study, surest_size
from blogroi.decisions.times import half_life_in_periods, half_life_of, periods_of, time_of
from blogroi.decisions.trial import Trial
from blogroi.engine.frame import Frame, Labels
from blogroi.errors import OptionError
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.progress import Progress, units_of_tools
from blogroi.evaluation.size import allow
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.arguments import amount, factor, whole
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.duration import Duration
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.model.paths import GapPath, parse_path
from blogroi.numerics.information.gains import InformationValue
from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.summary import Summary

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["LaunchAdvice", "launch"]


@frozen(kw_only=True)
class LaunchAdvice(DrawnAnswer):
    """Whether to launch, to measure, and in which order.

    Parameters
    ----------
    tool : str
        Key of the tool.
    npv : Summary
        Net present value of running it without looking, as an evaluation gives it under the same conventions.
    npv_stated : Summary or None
        The same with gaps filled as the case says, where what is measured is a gap: that needs the gap's prior. Else None.
    options : tuple of Option
        All four, the best one first; of two of the same value the one that asks for less.
    subject : str or None
        Path of what is measured; None where nothing about the tool is uncertain.
    size : int or None
        Number of observations; None where the result is taken to be exact.
    measurement_cost : float or None
        Expected cost of measuring; None where it is not stated, and taken to be nothing.
    is_bound : bool
        Whether measuring is taken to be exact, or to cost nothing: what it is worth is then at most what is said.
    voi_before_launch : InformationValue
        What the result would bring before the decision to launch, its cost not taken off.
    voi_after_launch : InformationValue
        What it would bring once the tool has run for the time ``after``, when what is spent is spent.
    cost_of_delay : float
        What is lost by launching later by ``delay``, the window being the same.
    stopping_costs : float
        What it costs to stop.
    given_up : float
        What is given up while the tool runs and is measured.
    half_life : Duration or None
        In what time what is learned loses half of its worth; None where it holds to the end of the window.
    kept_before_launch, kept_after_launch : float
        Shares of what the result would bring that are left, since it ages; all of it where it does not. ``voi_before_launch`` and
        ``voi_after_launch`` are what is left.
    reversible : float or None
        Share of the expected costs that is not yet spent when the result is known; None where none are expected.
    after, delay : Duration
        How long the tool runs before the result is known, and how long it waits for it.
    is_cut : bool
        Whether the default of one year was cut to the length of the window.
    excludes : mapping of str to Summary
        Tools that cannot be chosen beside it and what it needs, with their net present values: what running it gives up where they would be
        run. Those of unknown cost are left out.
    open_questions : tuple of str
        Indicators in money of which nothing is known about the tool, counted as nothing under the policy for gaps.
    surest : int or None
        Beyond so many observations the result is less sure again, since what is counted over time wanders by itself; None, and left out of
        plain data, where more are never less sure.
    """

    ANSWER: ClassVar[str] = "launch"
    TABLES: ClassVar[str] = "blogroi.decisions.launch_tables"
    OMITTED: ClassVar[tuple[str, ...]] = ("plan", "surest")

    tool: str
    npv: Summary
    npv_stated: Summary | None
    options: tuple[Option, ...]
    subject: str | None
    size: int | None
    measurement_cost: float | None
    is_bound: bool
    voi_before_launch: InformationValue
    voi_after_launch: InformationValue
    cost_of_delay: float
    stopping_costs: float
    given_up: float
    half_life: Duration | None
    kept_before_launch: float
    kept_after_launch: float
    reversible: float | None
    after: Duration
    delay: Duration
    is_cut: bool
    excludes: FrozenMap[str, Summary]
    open_questions: tuple[str, ...]
    surest: int | None = None

    def __repr__(self) -> str:
        """Return what is best to do."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            f"{self.tool}: {some(one.name for one in self.options[:1])}",
            name=self.title,
            of="of",
        )

    @property
    def best(self) -> Option:
        """The option that is expected to bring in most."""
        return self.options[0]

    def value_of(self, name: OptionName) -> float:
        """Return the expected net present value of one option."""
        return next(option.value for option in self.options if option.name == name)


def launch(
    case: Case,
    *,
    tool: str,
    subject: str | None = None,
    study: Study | None = None,
    size: int | None = None,
    cost: float | None = None,
    after: Duration | str | None = None,
    delay: Duration | str | None = None,
    stopping_costs: float = 0.0,
    error_ratio: float = 1.0,
    half_life: Duration | str | None = None,
    given_up: float = 0.0,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> LaunchAdvice:
    """Compare launching now, launching and measuring, measuring first, and not launching.

    Parameters
    ----------
    case : Case
        What is decided on.
    tool : str
        Key of the tool, old or new.
    subject : str, optional
        Path of what is measured, as ``blogroi.worth_measuring`` names it; by default the one that is worth most. What a gap
        is worth finding out needs its prior: with the path of a gap, gaps are filled from their priors unless ``gaps`` or ``conventions``
        are given.
    study : Study, optional
        How it is measured; by default what the case plans for the indicator. Where neither says how much observations
        differ, the result is taken to be exact.
    size : int, optional
        Number of observations; by default what the case plans.
    cost : float, optional
        What measuring costs; by default what the case plans, and nothing where it plans nothing.
    after : Duration or str, optional
        How long the tool runs before the result is known: ``"3 months"``, ``Duration(weeks=6)``; by default a year, or the whole
        window where that is shorter.
    delay : Duration or str, optional
        By how much measuring first puts the launch off; the same.
    stopping_costs : float
        What it costs to stop, at that time.
    error_ratio : float
        By how much the error of a measurement made while the tool runs is smaller than that of one made before: 0.5 halves
        it. 1 where running teaches nothing that could not be learnt before.
    half_life : Duration or str, optional
        In what time what is learned loses half of its worth: ``"18 months"``. Of what the result brings in at time ``t`` after it is known,
        the part ``2 ** (-t / half_life)`` counts; by default all of it, to the end of the window.
    given_up : float
        What is given up while the tool runs and is measured, beside the cost of measuring: what readers would have brought who go without
        it to be compared with. It goes evenly over the time ``after``. Measuring first has its own price, the delay.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        As in :func:`blogroi.evaluate`.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    LaunchAdvice

    Raises
    ------
    OptionError, CaseError
        When there is no such tool, its cost is not known, the case keeps it or what it excludes, or an option is out of bounds.

    References
    ----------
    [Dixit1994], on the value of waiting; [Claxton1999], on deciding now and measuring besides.

    Examples
    --------
    >>> import blogroi

    >>> advice = blogroi.launch(blogroi.load("examples/chamber.toml"), draws=5000, tool="blog")
    >>> advice.best.name, advice.subject
    ('measure first', 'tools.blog.effects.search_hours')
    """
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits, times=3.0)
    case = case.under(held.scenario)
    _check_tool(case, tool)
    stopping_costs, cost = amount("stopping_costs", stopping_costs), None if cost is None else amount("cost", cost)
    error_ratio, given_up = factor("error_ratio", error_ratio, low=0.0, kind="factor"), amount("given_up", given_up)
    ages = half_life_of("half_life", half_life)
    size = None if size is None else whole("size", size, low=1, high=10**9)
    times = (time_of("after", after, case.horizon), time_of("delay", delay, case.horizon))
    policy = held.gaps
    is_free = conventions is None and stated.get("gaps") is None
    is_asked = is_free and policy != "prior" and _is_gap(subject)
    decision = decision_under(
        case,
        evolve(held, gaps="prior") if is_asked else held,
        tools=(tool,),
        progress=progress,
        following=lambda frame, labels: _units(frame, labels, tool),
    )
    steps = decision.work.steps(decision.work.left, 10)
    measured = Measured.of(decision, tool, subject=subject, study=study, size=size, cost=cost)
    steps.did(7)
    waits = [periods_of(time, case.horizon) for time in times]
    trial = Trial.of(decision, tool, after=waits[0], delay=waits[1], stopping_costs=stopping_costs)
    steps.did(2)
    slack = TOLERANCE * decision.nets[tool].gross
    lasting = half_life_in_periods(ages, case.horizon)
    kept = [share_kept(decision.frame.discount, lasting, since=since) for since in (0.0, *waits)]
    found = Compared.of(trial, measured, error_ratio, slack, given_up=given_up, kept=(kept[1], kept[2]))
    steps.did()
    return LaunchAdvice(
        **envelope_of(case, decision.conventions),
        tool=tool,
        npv=decision.npv_summaries(decision.gaps)[tool],
        npv_stated=decision.npv_summaries(policy)[tool] if is_asked else None,
        options=ordered(found.options(), slack),
        subject=None if measured.path is None else str(measured.path),
        size=measured.size,
        measurement_cost=measured.cost,
        is_bound=measured.study is None or measured.cost is None,
        voi_before_launch=measured.voi(decision.stakes(decision.alone(tool), kept=kept[0]), 1.0),
        voi_after_launch=found.after,
        cost_of_delay=trial.npv.mean - trial.late.mean,
        stopping_costs=stopping_costs,
        given_up=given_up,
        half_life=ages,
        kept_before_launch=kept[0],
        kept_after_launch=kept[1],
        reversible=trial.reversible,
        after=times[0],
        delay=times[1],
        is_cut=None in (after, delay) and case.horizon.years < 1.0,
        excludes=_excluded(case, tool, decision.conventions),
        open_questions=() if decision.gaps == "prior" else _open_questions(case, tool),
        surest=surest_size(measured.study),
    )


def _units(frame: Frame, labels: Labels, tool: str) -> int:
    """Return the units of work after all draws: most on what to measure, fewer on running it late or for a time, fewest on what that is worth."""
    place = labels.tools.index(tool)
    return 3 * (units_of_tools(frame)[place].changes + units_of_net(frame, place)) // 2 + 100


def _open_questions(case: Case, key: str) -> tuple[str, ...]:
    """Return the indicators in money on which a tool has neither an effect nor a reason why none is possible, in their order."""
    in_money = {name for name, indicator in case.indicators.items() if indicator.value is not None}
    return tuple(sorted(in_money - case.tools[key].effects.keys() - case.tools[key].not_applicable.keys()))


def _check_tool(case: Case, tool: object) -> None:
    if tool not in case.tools:
        raise OptionError(
            "tool",
            message("there is no tool {value}: {hint}", value=describe(tool), hint=suggest(str(tool), case.tools)),
        )
    if not case.tools[str(tool)].costs:
        raise OptionError(
            "tool",
            message("the cost of {tool} is not known, so that nothing can be decided: state its costs", tool=str(tool)),
        )

    kept, rules = case.choice.with_needs(case.choice.keep), case.choice
    if tool in kept:
        raise OptionError(
            "tool",
            message(
                "the case keeps {tool} ([choice]), so that nothing is to be decided: take it out of `keep` first",
                tool=str(tool),
            ),
        )
    rivals = [key for key in kept if key in rules.excluded_by(rules.with_needs([str(tool)]))]
    if rivals:
        raise OptionError(
            "tool",
            message(
                "{tool} excludes {names}, which the case keeps ([choice]): take that out of `keep` first",
                tool=str(tool),
                names=", ".join(rivals),
            ),
        )


def _excluded(case: Case, tool: str, conventions: Conventions) -> FrozenMap[str, Summary]:
    """Return what the tools bring in that cannot be chosen beside one and all that it needs."""
    keys = case.choice.excluded_by(case.choice.with_needs([tool]))
    if not keys:
        return FrozenMap()
    decision = decision_under(case, conventions, tools=sorted(keys))
    return decision.npv_summaries(decision.gaps)


def _is_gap(subject: object) -> bool:
    try:
        return isinstance(subject, str) and isinstance(parse_path(subject), GapPath)
    except ValueError:
        return False
