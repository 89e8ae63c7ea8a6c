"""What is worth measuring before a decision, in which order, and what is not.

Knowledge is worth what better choices would bring. What cannot change a choice is worth nothing, however uncertain it is; what
costs more than it is worth is not worth finding out. Where a measurement is taken as exact and free, what it is worth is the most
that it can be.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import ClassVar, Literal, TypeAlias, Unpack

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi.decisions.decision import Choices, Decision, Stakes, decide, fillable_gaps, total_information_value
from blogroi.decisions.studies import ControlGroup, Study, Survey, simulate_result
from blogroi.decisions.updating import Update, updates
from blogroi.engine.shapes import moments_of
from blogroi.evaluation.changes import net_change
from blogroi.evaluation.envelope import envelope_of
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions, GapPolicy
from blogroi.model.domain import Domain
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.measurement import Measurement
from blogroi.model.paths import CostPath, CostsPath, EffectPath, GapPath, IndicatorPath, Path, parse_path
from blogroi.model.quantity import Quantity
from blogroi.numerics.information.gains import InformationValue
from blogroi.numerics.information.studies import BestStudy
from blogroi.numerics.order import order_of
from blogroi.results.answer import DrawnAnswer
from blogroi.results.summary import Summary

__all__ = ["MeasurementAdvice", "PlannedStudy", "Subject", "worth_measuring"]

Floats: TypeAlias = NDArray[np.float64]
Kind: TypeAlias = Literal["effect", "change", "gap", "value", "costs", "input"]

_PLAIN: tuple[Kind, ...] = ("change", "gap", "value")  # what is its inputs, and nothing worked out from them

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
class PlannedStudy:
    """What a measurement that is planned in the case is worth, beside what it costs.

    Parameters
    ----------
    indicator : str
        What is measured.
    method : str
        How.
    tools : tuple of str
        Tools whose effect it would show.
    size : int or None
        Number of observations planned.
    voi : InformationValue
        Expected value of sample information; where the spread of an observation is not stated, that of knowing exactly, which
        no measurement can pass.
    is_bound : bool
        Whether ``voi`` is only that upper bound.
    cost : float or None
        Expected cost; None where it is not stated.
    net : float or None
        ``voi`` less the cost.
    best : BestStudy or None
        The size that would bring in most, where spread and cost of an observation are stated.
    """

    indicator: str
    method: str
    tools: tuple[str, ...]
    size: int | None
    voi: InformationValue
    is_bound: bool
    cost: float | None
    net: float | None
    best: BestStudy | None


@frozen(kw_only=True)
class MeasurementAdvice(DrawnAnswer):
    """What to measure before deciding, and what not; ``conventions.gaps`` is how they are filled for it.

    Parameters
    ----------
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen; doing nothing is always possible.
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
    worth_measuring, not_worth_measuring : tuple of str
        Paths of the subjects, in order: those whose worth passes a hundredth of ``evpi``, and the rest.
    unknown : tuple of str
        Tools about which nothing can be decided, since their cost is not known.
    updates : tuple of Update
        What measured evidence does to what was thought before: for information, and put into no figure.
    """

    ANSWER: ClassVar[str] = "worth_measuring"

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
    worth_measuring: tuple[str, ...]
    not_worth_measuring: tuple[str, ...]
    unknown: tuple[str, ...]
    updates: tuple[Update, ...]


def worth_measuring(
    case: Case,
    *,
    choices: Choices = "each",
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> MeasurementAdvice:
    """Say what it would be worth to find out before deciding on the tools of a case.

    Parameters
    ----------
    case : Case
        What is decided on.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen. Doing nothing is always possible.
    conventions, **stated
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
    held = conventions_of(case, conventions, **stated)
    policy = held.gaps
    is_free = conventions is None and stated.get("gaps") is None
    is_asked = is_free and policy != "prior" and fillable_gaps(case)
    decision = decide(case, choices=choices, conventions=evolve(held, gaps="prior") if is_asked else held)
    stakes = {keys: decision.stakes(keys) for keys in decision.choices_on()}
    parts = subjects_of(decision)
    inputs = tuple(_ordered(_inputs(decision, stakes)))
    subjects = tuple(_ordered(_subjects(decision, parts, stakes, inputs)))
    perfect = total_information_value([one.evpi() for one in stakes.values()])
    notable = [one.path for one in subjects if one.evppi.value > NEGLIGIBLE * perfect.value]
    return MeasurementAdvice(
        **envelope_of(case, decision.conventions),
        choices=choices,
        stated_gaps=policy,
        npv=decision.npv_summaries(policy),
        npv_with_priors=decision.npv_summaries("prior") if is_asked else None,
        expected_npv_now=sum(one.now for one in stakes.values()),
        evpi=perfect,
        evpi_by_tool=FrozenMap({key: (stakes.get((key,)) or decision.stakes((key,))).evpi() for key in decision.tools}),
        subjects=subjects,
        inputs=inputs,
        studies=tuple(_studies(decision, parts, stakes)),
        worth_measuring=tuple(notable),
        not_worth_measuring=tuple(one.path for one in subjects if one.path not in notable),
        unknown=decision.unknown,
        updates=updates(case, draws=held.draws, seed=held.seed),
    )


Parts: TypeAlias = Mapping[Path, Sequence[str]]
"""What could be found out, each with the paths of its uncertain inputs."""

Choosing: TypeAlias = Mapping[tuple[str, ...], Stakes]
"""What is at stake in each choice, by the tools that it is between."""


def _ordered(worths: Iterator[Subject]) -> list[Subject]:
    return sorted(worths, key=lambda one: (-one.evppi.value, one.path))


def _inputs(decision: Decision, stakes: Choosing) -> Iterator[Subject]:
    for path in decision.inputs:
        yield _subject(decision, stakes, path, "input", decision.known(path), [path])


def _subject(
    decision: Decision, stakes: Choosing, path: str, kind: Kind, known: Floats, input_paths: Collection[str]
) -> Subject:
    """Value knowing something, over the choices that it can touch."""
    asked = set(input_paths)
    tools = tuple(key for key in decision.tools if asked & decision.by_tool[key])
    order = order_of(known)
    worth = total_information_value([stakes[keys].evppi(order) for keys in decision.choices_on(input_paths)])
    return Subject(path=path, kind=kind, tools=tools, evppi=worth)


def _subjects(decision: Decision, parts: Parts, stakes: Choosing, inputs: Collection[Subject]) -> Iterator[Subject]:
    """Value what could be found out; what is a single input has been valued before."""
    known = {one.path: one for one in inputs}
    for path, input_paths in parts.items():
        kind = kind_of(path)
        if kind in _PLAIN and len(input_paths) == 1:
            yield evolve(known[input_paths[0]], path=str(path), kind=kind)
        else:
            yield _subject(decision, stakes, str(path), kind, what_is(decision, path, input_paths), input_paths)


def subjects_of(decision: Decision) -> dict[Path, list[str]]:
    """Give what could be found out by looking.

    Parameters
    ----------
    decision : Decision
        The decision.

    Returns
    -------
    dict of Path to list of str
        The paths of the uncertain inputs of each, in the order of what is printed of it: the net change that a tool brings about in an indicator, per period; a gap; the
        money value of an indicator's unit, margin included; the costs of a tool. What is certain is left out.
    """
    found: dict[Path, list[str]] = {}
    for path in decision.inputs:
        found.setdefault(parse_path(path).subject, []).append(path)
    return {path: found[path] for path in sorted(found, key=str)}


def kind_of(subject: Path) -> Kind:
    """Say what a subject is."""
    match subject:
        case IndicatorPath():
            return "change" if subject.field else "value"
        case EffectPath():
            return "effect"
        case GapPath():
            return "gap"
        case CostsPath() | CostPath():
            return "costs"


def what_is(decision: Decision, subject: Path, input_paths: Sequence[str]) -> Floats:
    """Return what could be found out, draw by draw.

    Parameters
    ----------
    decision : Decision
        The decision.
    subject : Path
        A subject.
    input_paths : sequence of str
        Its uncertain inputs.

    Returns
    -------
    numpy.ndarray of float, shape (draws,)
    """
    first, others = decision.known(input_paths[0]), (decision.known(one) for one in input_paths[1:])
    match subject:
        case EffectPath(tool, indicator):
            shared = decision.shared
            return net_change(decision.case, tool, indicator, decision.draws, seed=decision.seed, shared=shared).values
        case CostsPath(tool):
            return decision.costs(tool)
        case IndicatorPath(field="change"):  # the mean over its periods
            return sum(others, start=first) / len(input_paths)
        case _:
            return math.prod(others, start=first)


def _studies(decision: Decision, parts: Parts, stakes: Choosing) -> list[PlannedStudy]:
    """Value the measurements that the case plans, the one with the greatest net worth first."""
    found = []
    for name, indicator in sorted(decision.case.indicators.items()):
        if indicator.measurement is not None:
            found.append(_study(decision, parts, stakes, name, indicator.measurement))
    return sorted(found, key=lambda one: (-(one.voi.value if one.net is None else one.net), one.indicator))


def _study(decision: Decision, parts: Parts, stakes: Choosing, indicator: str, plan: Measurement) -> PlannedStudy:
    """Value one measurement: it shows the effect of every tool on its indicator at once, or the change that they share."""
    shared = IndicatorPath(indicator, "change")
    shown = [
        (key, path)
        for key in decision.tools
        for path in (shared, EffectPath(key, indicator), GapPath(key, indicator))
        if path in parts and not decision.by_tool[key].isdisjoint(parts[path])
    ]
    if shared in parts:
        shown = [(key, path) for key, path in shown if path == shared]
    study = None if plan.n is None else study_of(plan)
    groups = [shown] if decision.choices == "one" and shown else [[one] for one in shown]
    worths = [_shown_by(study, decision, parts, stakes, group, plan.n or 0) for group in groups]
    voi, cost = total_information_value(worths), plan_cost(plan)
    return PlannedStudy(
        indicator=indicator,
        method=plan.method,
        tools=tuple(key for key, _ in shown),
        size=plan.n,
        voi=voi,
        is_bound=study is None,
        cost=cost,
        net=None if cost is None else voi.value - cost,
        best=_best_study(plan, decision, parts, stakes, shown[0]) if len(shown) == 1 else None,
    )


def _shown_by(
    study: Study | None,
    decision: Decision,
    parts: Parts,
    stakes: Choosing,
    shown: Sequence[tuple[str, Path]],
    size: int,
) -> InformationValue:
    """Value what a measurement shows of one tool, or of all that are chosen from at once: exactly, where no study is given."""
    paths = sorted({path for _, path in shown}, key=str)
    truths = [what_is(decision, path, parts[path]) for path in paths]
    at_stake = stakes[decision.tools if decision.choices == "one" else (shown[0][0],)]
    if study is None:
        return at_stake.evppi(truths[0]) if len(truths) == 1 else at_stake.evppi_of_group(np.column_stack(truths))
    if len(truths) == 1:
        return at_stake.evsi(truths[0], _reader(study, decision.seed, paths[0]), size)
    readers = [_reader(study, decision.seed, path) for path in paths]

    def read(truth: Floats, observations: int) -> Floats:
        columns = zip(readers, truth.T, strict=True)
        return np.column_stack([reader(column, observations) for reader, column in columns])

    return at_stake.evsi(np.column_stack(truths), read, size)


def _best_study(
    plan: Measurement,
    decision: Decision,
    parts: Parts,
    stakes: Choosing,
    shown: tuple[str, Path],
) -> BestStudy | None:
    """Find how many observations would bring in most, where spread and cost of one are stated."""
    study, each = study_of(plan), mean_of(plan.unit_cost)
    if study is None or not each:
        return None
    tool, path = shown
    at_stake = stakes[decision.tools if decision.choices == "one" else (tool,)]
    reader = _reader(study, decision.seed, path)
    return at_stake.best_size(what_is(decision, path, parts[path]), reader, fixed=mean_of(plan.cost), each=each)


def _reader(study: Study, seed: int, path: Path) -> Callable[[Floats, int], Floats]:
    return lambda truth, size: simulate_result(study, truth, size, seed=seed, path=str(path))


def study_of(plan: Measurement) -> Study | None:
    """Take a plan of measurement as a study; None where it does not say how much single observations differ."""
    if plan.sd is None:
        return None
    if plan.comparison in ("randomised", "control group", "staggered launch"):
        return ControlGroup(sd=plan.sd)
    return Survey(sd=plan.sd)


def plan_cost(plan: Measurement, size: int | None = None) -> float | None:
    """Return what a planned measurement is expected to cost; None where it does not say, or not how many observations it pays for."""
    each, size = mean_of(plan.unit_cost), plan.n if size is None else size
    if (plan.cost is None and plan.unit_cost is None) or (each and size is None):
        return None
    return mean_of(plan.cost) + each * (size or 0)


def mean_of(quantity: Quantity | None) -> float:
    """Return the mean of an amount that is not below zero, 0 where none is stated."""
    return 0.0 if quantity is None else moments_of(quantity, Domain.NON_NEGATIVE)[0]
