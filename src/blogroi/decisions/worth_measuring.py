"""What is worth measuring before a decision, in which order, and what is not.

Knowledge is worth what better choices would bring. What cannot change a choice is worth nothing, however uncertain it is; what
costs more than it is worth is not worth finding out. Where a measurement is taken as exact and free, what it is worth is the most
that it can be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, ClassVar, TypeAlias, Unpack

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.decisions.ageing import share_kept
from blogroi.decisions.alternatives import Choices
from blogroi.decisions.decision import Decision, can_fill_gaps, decision_under
from blogroi.decisions.planned_studies import Choosing, PlannedStudy, planned_studies
from blogroi.decisions.stakes import Stakes, total_information_value
from blogroi.decisions.subjects import Kind, Parts, kind_of, subjects_of, what_is
from blogroi.decisions.times import half_life_in_periods, half_life_of
from blogroi.decisions.updating import Update, updates
from blogroi.engine.frame import Frame, Labels
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.progress import Progress, Work, units_of_tools
from blogroi.evaluation.size import allow
from blogroi.model.arguments import amount
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions, GapPolicy
from blogroi.model.duration import Duration
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.numerics.information.gains import InformationValue
from blogroi.numerics.order import order_of
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.summary import Summary

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["NEGLIGIBLE", "MeasurementAdvice", "Subject", "worth_measuring"]

Floats: TypeAlias = NDArray[np.float64]

_PLAIN: tuple[Kind, ...] = ("change", "gap", "value", "driver")  # what is its inputs, and nothing computed from them

NEGLIGIBLE = 0.01
"""Share of what all knowledge is worth, up to which a matter is not worth measuring."""


@frozen(kw_only=True)
class Subject:
    """Something that could be found out before deciding, and the most that it would be worth.

    Parameters
    ----------
    path : str
        Where it stands in the case.
    kind : {"effect", "change", "gap", "value", "costs", "input"}
        The net change that a tool brings about in an indicator, the change that several tools share, a net change of which nothing is known, the money value of an indicator's
        unit, all costs of a tool, or a single quantity.
    tools : tuple of str
        Tools on which the choice could turn.
    evppi : InformationValue
        Expected value of partial perfect information: of knowing it exactly and for nothing, in the currency of the case.
    """

    path: str
    kind: Kind
    tools: tuple[str, ...]
    evppi: InformationValue


@frozen(kw_only=True)
class MeasurementAdvice(DrawnAnswer):
    """What to measure before deciding, and what not; ``conventions.gaps`` is how they are filled for it.

    Parameters
    ----------
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen; only sets are compared that the case allows.
    stated_gaps : str
        How gaps are filled in an evaluation: what was asked for, or what the case says.
    npv : mapping of str to Summary
        Net present value of each tool, as an evaluation gives it.
    npv_with_priors : mapping of str to Summary, or None
        The same with gaps filled from their priors, where these are asked about: what they are worth finding out cannot be said of a
        figure that is taken as 0. None where ``conventions.gaps`` is ``stated_gaps``.
    expected_npv_now : float
        Expected net present value of deciding now on the tools that are not ``unknown``.
    evpi : InformationValue
        Expected value of perfect information on them: no measurement of anything is worth more.
    evpi_by_tool : mapping of str to InformationValue
        The same for each tool kept or dropped by itself: what deciding now without more data is expected to lose.
    subjects : tuple of Subject
        What could be found out, the most valuable first: effects, gaps, values, costs.
    inputs : tuple of Subject
        The same for every single quantity.
    studies : tuple of PlannedStudy
        Measurements planned in the case, the one with the greatest net worth first.
    half_life : Duration or None
        In what time what is learned loses half of its worth; None where it holds to the end of the window.
    kept : float
        Share of what knowledge would bring that is left, since it ages; all of it where it does not. Whatever is said to be worth knowing is
        what is left.
    given_up : float
        What is given up while something is measured, whatever it is.
    worth_measuring, not_worth_measuring : tuple of str
        Paths of the subjects, in order: those whose worth passes a hundredth of ``evpi``, and what is given up, and the rest.
    unknown : tuple of str
        Tools about which nothing can be decided, since their cost is not known.
    updates : tuple of Update
        What measured evidence does to what was thought before: for information, and put into no figure.
    """

    ANSWER: ClassVar[str] = "worth_measuring"
    TABLES: ClassVar[str] = "blogroi.decisions.measuring_tables"

    choices: Choices
    stated_gaps: GapPolicy
    npv: FrozenMap[str, Summary]
    npv_with_priors: FrozenMap[str, Summary] | None
    expected_npv_now: float
    evpi: InformationValue
    evpi_by_tool: FrozenMap[str, InformationValue]
    subjects: tuple[Subject, ...]
    inputs: tuple[Subject, ...]
    studies: tuple[PlannedStudy, ...]
    half_life: Duration | None
    kept: float
    given_up: float
    worth_measuring: tuple[str, ...]
    not_worth_measuring: tuple[str, ...]
    unknown: tuple[str, ...]
    updates: tuple[Update, ...]

    def __repr__(self) -> str:
        """Return what is worth measuring."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            f"measure {some(self.worth_measuring)}",
            name=self.title,
            of="of",
        )


def worth_measuring(
    case: Case,
    *,
    choices: Choices = "each",
    half_life: Duration | str | None = None,
    given_up: float = 0.0,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> MeasurementAdvice:
    """Return what it would be worth to find out before deciding on the tools of a case.

    Parameters
    ----------
    case : Case
        What is decided on.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen. Tools that exclude or need each other are chosen
        together, and what the case keeps is not dropped; its budget is for ``choose``.
    plan : Plan, optional
        As in :func:`blogroi.evaluate`.
    half_life : Duration or str, optional
        In what time what is learned loses half of its worth: ``"18 months"``. Of what knowing brings in at time ``t``, the part
        ``2 ** (-t / half_life)`` counts; by default all of it, to the end of the window.
    given_up : float
        What is given up while something is measured, beside its cost: what readers would have brought who go without a tool to be
        compared with. It is taken off each study, and what is worth less is not worth measuring.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`. What a gap is worth finding out needs its prior: unless ``gaps`` or ``conventions`` are given,
        gaps are filled from their priors where every indicator in money has one, and both figures of each tool are given.

    Returns
    -------
    MeasurementAdvice

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    References
    ----------
    [Raiffa1961]; [Hubbard2014].

    Examples
    --------
    >>> import blogroi

    >>> advice = blogroi.worth_measuring(blogroi.load("examples/chamber.toml"), draws=5000)
    >>> advice.worth_measuring[0], "tools.magazine.costs" in advice.not_worth_measuring
    ('tools.intranet.effects.search_hours', True)
    """
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits, times=2.0)
    case = case.under(held.scenario)
    policy = held.gaps
    is_free = conventions is None and stated.get("gaps") is None
    is_asked = is_free and policy != "prior" and can_fill_gaps(case)
    decision = decision_under(
        case,
        evolve(held, gaps="prior") if is_asked else held,
        choices=choices,
        progress=progress,
        following=lambda frame, labels: _units(case, frame, labels).total,
    )
    ages, given_up = half_life_of("half_life", half_life), amount("given_up", given_up)
    kept = share_kept(decision.frame.discount, half_life_in_periods(ages, case.horizon))
    units = _units(case, decision.frame, decision.labels) if decision.work.is_watched else _Units()
    stakes = {sets: decision.stakes(sets, kept=kept) for sets in decision.choices_on()}
    decision.work.did(units.stakes)
    parts = subjects_of(decision)
    inputs = tuple(_ordered(_inputs(decision, stakes, decision.work.steps(units.inputs, len(decision.inputs)))))
    steps = decision.work.steps(units.subjects, len(parts))
    subjects = tuple(_ordered(_subjects(decision, parts, stakes, inputs, steps)))
    studies = planned_studies(decision, parts, stakes, units=units.studies, given_up=given_up)
    decision.work.did(decision.work.left)
    perfect = total_information_value([one.evpi() for one in stakes.values()])
    least = max(NEGLIGIBLE * perfect.value, given_up)
    notable = [one.path for one in subjects if one.evppi.value > least]
    return MeasurementAdvice(
        **envelope_of(case, decision.conventions),
        choices=choices,
        stated_gaps=policy,
        npv=decision.npv_summaries(policy),
        npv_with_priors=decision.npv_summaries("prior") if is_asked else None,
        expected_npv_now=sum(one.now for one in stakes.values()),
        evpi=perfect,
        evpi_by_tool=FrozenMap({key: _alone(decision, stakes, key, kept).evpi() for key in decision.tools}),
        subjects=subjects,
        inputs=inputs,
        studies=tuple(studies),
        half_life=ages,
        kept=kept,
        given_up=given_up,
        worth_measuring=tuple(notable),
        not_worth_measuring=tuple(one.path for one in subjects if one.path not in notable),
        unknown=decision.unknown,
        updates=updates(case, draws=held.draws, seed=held.seed, limits=limits),
    )


@frozen(kw_only=True)
class _Units:
    """The units of work after all draws: on what is at stake, on inputs one by one, on what is made of them, and on studies."""

    stakes: int = 0
    inputs: int = 0
    subjects: int = 0
    studies: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.stakes + self.inputs + self.subjects + self.studies


def _units(case: Case, frame: Frame, labels: Labels) -> _Units:
    inputs = {path for part in labels.parts for path in part.inputs}
    planned = sum(indicator.measurement is not None for indicator in case.indicators.values())
    return _Units(
        stakes=20 * len(frame.tools),
        inputs=7 * len(inputs),
        subjects=sum(one.changes for one in units_of_tools(frame)) + 7 * len(frame.tools),
        studies=15 * len(frame.tools) * planned,
    )


def _alone(decision: Decision, stakes: Choosing, key: str, kept: float) -> Stakes:
    sets = decision.alone(key)
    return stakes.get(sets) or decision.stakes(sets, kept=kept)


def _ordered(worths: Iterator[Subject]) -> list[Subject]:
    return sorted(worths, key=lambda one: (-one.evppi.value, one.path))


def _inputs(decision: Decision, stakes: Choosing, steps: Work) -> Iterator[Subject]:
    for path in decision.inputs:
        yield _subject(decision, stakes, path, "input", decision.known(path), [path])
        steps.did()


def _subject(
    decision: Decision, stakes: Choosing, path: str, kind: Kind, known: Floats, input_paths: Collection[str]
) -> Subject:
    """Value knowing something, over the choices that it can touch."""
    asked = set(input_paths)
    tools = tuple(key for key in decision.tools if asked & decision.by_tool[key])
    order = order_of(known)
    worth = total_information_value([stakes[sets].evppi(order) for sets in decision.choices_on(input_paths)])
    return Subject(path=path, kind=kind, tools=tools, evppi=worth)


def _subjects(
    decision: Decision, parts: Parts, stakes: Choosing, inputs: Collection[Subject], steps: Work
) -> Iterator[Subject]:
    """Value what could be found out; what is a single input has been valued before."""
    known = {one.path: one for one in inputs}
    for path, input_paths in parts.items():
        kind = kind_of(path)
        if kind in _PLAIN and len(input_paths) == 1:
            yield evolve(known[input_paths[0]], path=str(path), kind=kind)
        else:
            yield _subject(decision, stakes, str(path), kind, what_is(decision, path, input_paths), input_paths)
        steps.did()
