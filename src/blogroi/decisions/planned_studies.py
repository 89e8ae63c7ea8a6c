"""What the measurements that a case plans are worth before a decision, beside what they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.decisions.alternatives import Sets
from blogroi.decisions.decision import Decision
from blogroi.decisions.stakes import Stakes, total_information_value
from blogroi.decisions.studies import ControlGroup, LevelStudy, Study, Survey, simulate_result, surest_size
from blogroi.decisions.subjects import Parts, what_is
from blogroi.engine.shapes import moments_of
from blogroi.model.domain import Domain
from blogroi.model.measurement import Measurement
from blogroi.model.paths import EffectPath, GapPath, IndicatorPath, Path
from blogroi.model.quantity import Quantity
from blogroi.numerics.information.gains import InformationValue
from blogroi.numerics.information.studies import BestStudy
from blogroi.records import frozen

__all__ = ["Choosing", "PlannedStudy", "mean_of", "plan_cost", "planned_studies", "size_of", "study_of"]

Floats: TypeAlias = NDArray[np.float64]

_AGAINST_OTHERS = ("randomised", "control group", "staggered launch")


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
        ``voi`` less the cost, and less what is given up while it runs.
    best : BestStudy or None
        The size that would bring in most, where spread and cost of an observation are stated; its cost holds what is given up.
    surest : int or None
        Beyond so many observations the result is less sure again, since what is counted over time wanders by itself; None, and left out of
        plain data, where more are never less sure.
    """

    OMITTED: ClassVar[tuple[str, ...]] = ("surest",)

    indicator: str
    method: str
    tools: tuple[str, ...]
    size: int | None
    voi: InformationValue
    is_bound: bool
    cost: float | None
    net: float | None
    best: BestStudy | None
    surest: int | None = None


Choosing: TypeAlias = Mapping[Sets, Stakes]
"""What is at stake in each choice, by the sets of tools that it is between."""


def planned_studies(
    decision: Decision, parts: Parts, stakes: Choosing, *, units: int, given_up: float = 0.0
) -> list[PlannedStudy]:
    """Value the measurements that the case plans, the one with the greatest net worth first; each of them gives something up."""
    plans = {
        name: one.measurement for name, one in sorted(decision.case.indicators.items()) if one.measurement is not None
    }
    steps, found = decision.work.steps(units, len(plans)), []
    for name, plan in plans.items():
        found.append(_study(decision, parts, stakes, name, plan, given_up))
        steps.did()
    return sorted(found, key=lambda one: (-(one.voi.value if one.net is None else one.net), one.indicator))


def _study(
    decision: Decision, parts: Parts, stakes: Choosing, indicator: str, plan: Measurement, given_up: float
) -> PlannedStudy:
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
    size = size_of(plan)
    study = None if size is None else study_of(plan)
    groups: dict[Sets, list[tuple[str, Path]]] = {}
    for key, path in shown:
        for sets in decision.choices_of(key):
            groups.setdefault(sets, []).append((key, path))
    worths = [_shown_by(study, decision, parts, stakes[sets], group, size or 0) for sets, group in groups.items()]
    voi, cost = total_information_value(worths), plan_cost(plan)
    return PlannedStudy(
        indicator=indicator,
        method=plan.method,
        tools=tuple(key for key, _ in shown),
        size=size,
        voi=voi,
        is_bound=study is None,
        cost=cost,
        net=None if cost is None else voi.value - cost - given_up,
        best=_best_study(plan, decision, parts, stakes, *shown, given_up=given_up) if len(shown) == 1 else None,
        surest=surest_size(study),
    )


def _shown_by(
    study: Study | None,
    decision: Decision,
    parts: Parts,
    at_stake: Stakes,
    shown: Sequence[tuple[str, Path]],
    size: int,
) -> InformationValue:
    """Value what a measurement shows of one tool, or of all that are chosen from at once: exactly, where no study is given."""
    paths = sorted({path for _, path in shown}, key=str)
    truths = [what_is(decision, path, parts[path]) for path in paths]
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
    *,
    given_up: float,
) -> BestStudy | None:
    """Find how many observations would bring in most, where spread and cost of one are stated."""
    study, each = study_of(plan), mean_of(plan.unit_cost)
    if study is None or not each:
        return None
    tool, path = shown
    at_stake = next((stakes[sets] for sets in decision.choices_of(tool)), None)
    if at_stake is None:
        return None
    reader = _reader(study, decision.seed, path)
    return at_stake.best_size(
        what_is(decision, path, parts[path]), reader, fixed=mean_of(plan.cost) + given_up, each=each
    )


def _reader(study: Study, seed: int, path: Path) -> Callable[[Floats, int], Floats]:
    return lambda truth, size: simulate_result(study, truth, size, seed=seed, path=str(path))


def study_of(plan: Measurement) -> Study | None:
    """Take a plan of measurement as a study; None where it does not say how much single observations differ.

    Observations of a time series follow each other, and are not independent: more of them do not make it as sure as more answers would. Of
    other plans they are taken to be independent, such as answers of people before and after.
    """
    if plan.sd is None:
        return None
    if plan.comparison in _AGAINST_OTHERS:
        return ControlGroup(sd=plan.sd)
    if _is_over_time(plan):
        return LevelStudy.from_spread(plan.sd)
    return Survey(sd=plan.sd)


def size_of(plan: Measurement) -> int | None:
    """Return how many observations are planned: of a series over time, the weeks that are going to be counted are."""
    return plan.weeks if plan.n is None and _is_over_time(plan) else plan.n


def _is_over_time(plan: Measurement) -> bool:
    """Tell whether weeks are counted, and held against those before: so they are where their number is stated, and no others to hold them against."""
    return plan.comparison == "time series" or (plan.weeks is not None and plan.comparison not in _AGAINST_OTHERS)


def plan_cost(plan: Measurement, size: int | None = None) -> float | None:
    """Return what a planned measurement is expected to cost; None where it does not say, or not how many observations it pays for."""
    each, size = mean_of(plan.unit_cost), size_of(plan) if size is None else size
    if (plan.cost is None and plan.unit_cost is None) or (each and size is None):
        return None
    return mean_of(plan.cost) + each * (size or 0)


def mean_of(quantity: Quantity | None) -> float:
    """Return the mean of an amount that is not below zero, 0 where none is stated."""
    return 0.0 if quantity is None else moments_of(quantity, Domain.NON_NEGATIVE)[0]
