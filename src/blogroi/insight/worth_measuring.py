"""What to measure, in which order, and what not to bother measuring.

Knowledge is worth what better choices would bring. What cannot change a choice is worth nothing, however uncertain it is; what
costs more than it is worth is not worth finding out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal, TypeAlias, Unpack

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.build import net_changes
from blogroi.engine.information import BestStudy, InformationValue, best_size, evpi, evppi, evsi
from blogroi.engine.quantiles import sampler
from blogroi.engine.simulate import flow_means, totals_of
from blogroi.engine.streams import stream
from blogroi.evaluation import Conventions
from blogroi.insight.decision import Choices, Decision, decide, total_information_value
from blogroi.insight.plain import plain
from blogroi.insight.studies import ControlGroup, Study, Survey, simulate_result
from blogroi.model.case import Case, GapPolicy
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import effect_path, gap_path, place_of
from blogroi.model.quantity import Domain, Quantity
from blogroi.model.strategy import Measurement

__all__ = ["MeasurementAdvice", "PlannedStudy", "Subject", "worth_measuring"]

Floats: TypeAlias = NDArray[np.float64]
Kind: TypeAlias = Literal["effect", "gap", "value", "costs", "input"]

NEGLIGIBLE = 0.01
"""Share of what all knowledge is worth, up to which a matter is not worth measuring."""


@frozen(kw_only=True)
class Subject:
    """What it is worth to know one thing before deciding.

    Parameters
    ----------
    path : str
        Where it stands in the case.
    kind : {"effect", "gap", "value", "costs", "input"}
        The net change that a tool brings about in an indicator, one of which nothing is known, the money value of an indicator's
        unit, all costs of a tool, or a single quantity.
    tools : tuple of str
        Tools on which the choice could turn.
    evppi : InformationValue
        Expected value of partial perfect information, in the currency of the case.
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
        ``voi`` less cost.
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
class MeasurementAdvice:
    """What to measure before deciding, and what not.

    Parameters
    ----------
    currency : str
        Of all amounts.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen; doing nothing is always possible.
    draws, seed : int
        With which it can be repeated.
    gaps : str
        How gaps are filled.
    expected_npv_now : float
        Expected net present value of deciding now.
    evpi : InformationValue
        Expected value of perfect information: no measurement of anything is worth more.
    evpi_by_tool : mapping of str to InformationValue
        The same for each tool kept or dropped by itself.
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
    """

    currency: str
    choices: Choices
    draws: int
    seed: int
    gaps: GapPolicy
    expected_npv_now: float
    evpi: InformationValue
    evpi_by_tool: FrozenMap[str, InformationValue]
    subjects: tuple[Subject, ...]
    inputs: tuple[Subject, ...]
    studies: tuple[PlannedStudy, ...]
    worth_measuring: tuple[str, ...]
    not_worth_measuring: tuple[str, ...]
    unknown: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the advice as plain data.

        Returns
        -------
        dict
        """
        found: dict[str, Any] = plain(self)
        return found


def worth_measuring(
    case: Case,
    draws: int = 20_000,
    *,
    choices: Choices = "each",
    seed: int = 1,
    **conventions: Unpack[Conventions],
) -> MeasurementAdvice:
    """Say what it would be worth to find out before deciding on the tools of a case.

    Parameters
    ----------
    case : Case
        What is decided on.
    draws : int
        Number of draws.
    choices : {"each", "one"}
        Whether each tool is kept or dropped by itself, or one of them is chosen. Doing nothing is always possible.
    seed : int
        Seed of the draws.
    **conventions
        ``gaps``, ``exclude``, ``viewpoint``, ``view`` and ``claims`` as in :func:`blogroi.evaluate`. Unless ``gaps`` is given, they are
        filled from their priors where all have one, so that finding out what nobody knows has a worth too; else as the case says.

    Returns
    -------
    MeasurementAdvice

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    References
    ----------
    H. Raiffa and R. Schlaifer, Applied Statistical Decision Theory (1961); D. W. Hubbard, How to Measure Anything.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi import insight
    >>> advice = insight.worth_measuring(blogroi.load("examples/chamber.toml"), draws=5000)
    >>> advice.worth_measuring[0], "tools.magazine.costs" in advice.not_worth_measuring
    ('tools.intranet.effects.search_hours', True)
    """
    decision = decide(case, draws, choices=choices, seed=seed, **conventions)
    subjects = tuple(_ordered(_subjects(decision)))
    perfect = total_information_value([evpi(options) for options in decision.net_benefits()])
    notable = [one.path for one in subjects if one.evppi.value > NEGLIGIBLE * perfect.value]
    return MeasurementAdvice(
        currency=case.currency,
        choices=choices,
        draws=draws,
        seed=seed,
        gaps=decision.gaps,
        expected_npv_now=sum(max(float(options.mean(axis=0).max()), 0.0) for options in decision.net_benefits()),
        evpi=perfect,
        evpi_by_tool=FrozenMap({key: evpi(decision.options((key,))) for key in decision.tools}),
        subjects=subjects,
        inputs=tuple(_ordered(_inputs(decision))),
        studies=tuple(_studies(decision)),
        worth_measuring=tuple(notable),
        not_worth_measuring=tuple(one.path for one in subjects if one.path not in notable),
        unknown=decision.unknown,
    )


def _ordered(worths: Iterator[Subject]) -> list[Subject]:
    return sorted(worths, key=lambda one: (-one.evppi.value, one.path))


def _inputs(decision: Decision) -> Iterator[Subject]:
    for path in decision.inputs:
        yield _worth_of(decision, path, "input", decision.known(path), [path])


def _worth_of(decision: Decision, path: str, kind: Kind, known: Floats, input_paths: Collection[str]) -> Subject:
    """Value knowing something, over the choices that it can touch."""
    asked = set(input_paths)
    tools = tuple(key for key in decision.tools if asked & decision.by_tool[key])
    worth = total_information_value([evppi(options, known) for options in decision.net_benefits(input_paths)])
    return Subject(path=path, kind=kind, tools=tools, evppi=worth)


def _subjects(decision: Decision) -> Iterator[Subject]:
    for path, (kind, known) in subjects_of(decision).items():
        input_paths = [one for one in decision.inputs if place_of(one).subject == path]
        yield _worth_of(decision, path, kind, known, input_paths)


def subjects_of(decision: Decision) -> dict[str, tuple[Kind, Floats]]:
    """Give what could be found out by looking, and what it is in each draw.

    Parameters
    ----------
    decision : Decision
        The decision.

    Returns
    -------
    dict of str to (str, numpy.ndarray of float, shape (draws,))
        By path: the net change that a tool brings about in an indicator, per period; a gap; the money value of an indicator's
        unit, margin included; the present value of a tool's costs. What is certain is left out.
    """
    found: dict[str, tuple[Kind, Floats]] = {}
    for path in sorted({place_of(path).subject for path in decision.inputs}):
        place = place_of(path)
        if place.kind == "indicators":
            inputs = [one for one in decision.inputs if place_of(one).subject == path]
            found[path] = (
                "value",
                math.prod((decision.known(one) for one in inputs[1:]), start=decision.known(inputs[0])),
            )
        elif place.kind == "effects":
            found[path] = ("effect", net_change(decision, place.tool, place.indicator))
        elif place.kind == "gaps":
            found[path] = ("gap", decision.known(path))
        else:
            number = decision.labels.tools.index(place.tool)
            found[path] = ("costs", totals_of(decision.frame, number, decision.draws, shared=decision.shared).costs)
    return found


def net_change(decision: Decision, tool: str, indicator: str) -> Floats:
    """Give the net change that a tool brings about in an indicator, its mean over the periods: shape (draws,)."""
    case = decision.case
    holders = [key for key in sorted(case.tools) if indicator in case.tools[key].effects]
    flow = net_changes(case, indicator, seed=decision.seed)[holders.index(tool)]
    return flow_means(flow, case.horizon.periods, decision.draws, shared=decision.shared)


def _studies(decision: Decision) -> list[PlannedStudy]:
    """Value the measurements that the case plans, the one with the greatest net worth first."""
    found = []
    for name, indicator in sorted(decision.case.indicators.items()):
        if indicator.measurement is not None:
            found.append(_study(decision, name, indicator.measurement))
    return sorted(found, key=lambda one: (-(one.voi.value if one.net is None else one.net), one.indicator))


def _study(decision: Decision, indicator: str, plan: Measurement) -> PlannedStudy:
    """Value one measurement: it shows the effect of every tool on its indicator at once."""
    shown = [
        (key, path, decision.known(path) if path == gap_path(key, indicator) else net_change(decision, key, indicator))
        for key in decision.tools
        for path in (effect_path(key, indicator), gap_path(key, indicator))
        if any(place_of(one).subject == path for one in decision.by_tool[key])
    ]
    study, fixed, each = study_of(plan), mean_of(plan.cost), mean_of(plan.unit_cost)
    cost = None if fixed is None and each is None else (fixed or 0.0) + (each or 0.0) * (plan.n or 0)
    is_bound = study is None or plan.n is None

    def worth(size: int) -> InformationValue:
        parts = []
        for key, path, truth in shown:
            options = decision.options((key,) if decision.choices == "each" else decision.tools)
            if study is None or size < 1:
                parts.append(evppi(options, truth))
            else:
                parts += evsi(options, truth, _reader(study, decision.seed, path), [size])
        return total_information_value(parts)

    value = worth(0 if is_bound else plan.n or 0)
    best = None
    if study is not None and each and len(shown) == 1:
        key, path, truth = shown[0]
        options = decision.options((key,) if decision.choices == "each" else decision.tools)
        reader = _reader(study, decision.seed, path)
        best = best_size(options, truth, reader, fixed=fixed or 0.0, each=each)
    return PlannedStudy(
        indicator=indicator,
        method=plan.method,
        tools=tuple(key for key, _, _ in shown),
        size=plan.n,
        voi=value,
        is_bound=is_bound,
        cost=cost,
        net=None if cost is None else value.value - cost,
        best=best,
    )


def _reader(study: Study, seed: int, path: str) -> Callable[[Floats, int], Floats]:
    return lambda truth, size: simulate_result(study, truth, size, seed=seed, path=path)


def study_of(plan: Measurement) -> Study | None:
    """Take a plan of measurement as a study; None where it does not say how much single observations differ."""
    if plan.spread is None:
        return None
    if plan.comparison in ("randomised", "control group", "staggered launch"):
        return ControlGroup(sd=plan.spread)
    return Survey(sd=plan.spread)


def mean_of(quantity: Quantity | None) -> float | None:
    """Give the mean of an amount that is not below zero, None where none is stated."""
    if quantity is None:
        return None
    values = np.empty(4096)
    sampler(quantity, Domain.NON_NEGATIVE).fill(stream(0), values)
    return float(values.mean())
