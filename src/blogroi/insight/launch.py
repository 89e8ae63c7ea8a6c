"""Launch first and measure later, or measure first? Yes and no: each way has its price, and this says which.

Four ways are compared on the same draws: do not run the tool; run it and do not look; run it, measure, and stop if it disappoints;
measure first and decide then. For a tool that runs already the question is the same (keep, stop, measure and then decide), and
so is the answer: nothing here knows since when a tool has been there.
"""

from __future__ import annotations

import math
from typing import Any, Literal, TypeAlias, Unpack

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.information import InformationValue, evppi, evsi
from blogroi.engine.money import discount_factors
from blogroi.engine.simulate import nominal_blocks
from blogroi.evaluation import Conventions
from blogroi.insight.decision import Decision, decide
from blogroi.insight.plain import plain
from blogroi.insight.studies import Study, simulate_result
from blogroi.insight.worth_measuring import mean_of, study_of, subjects_of
from blogroi.model.case import Case
from blogroi.model.errors import OptionError, near_miss, shown
from blogroi.model.paths import place_of

__all__ = ["LaunchAdvice", "Option", "launch"]

Floats: TypeAlias = NDArray[np.float64]
OptionName: TypeAlias = Literal["not at all", "run", "run and measure", "measure first"]


@frozen(kw_only=True)
class Option:
    """One way to go about it.

    Parameters
    ----------
    name : {"not at all", "run", "run and measure", "measure first"}
        Which.
    value : float
        Expected net present value of going that way, measuring included.
    mc_error : float
        Monte Carlo standard error of ``value``.
    probability_stopped : float
        Chance that the tool does not run to the end: that it is stopped, or never launched.
    """

    name: OptionName
    value: float
    mc_error: float
    probability_stopped: float


@frozen(kw_only=True)
class LaunchAdvice:
    """Whether to launch, to measure, and in which order.

    Parameters
    ----------
    tool, name : str
        Key and name of the tool.
    currency : str
        Of all amounts.
    options : tuple of Option
        All four, the best one first.
    subject : str or None
        Path of what is measured; None where nothing about the tool is uncertain.
    size : int or None
        Number of observations; None where the result is taken to be exact.
    measurement_cost : float
        What measuring costs.
    is_bound : bool
        Whether measuring is valued as if its result were exact, and free where no cost is stated: an upper bound.
    voi_before_launch : InformationValue
        What the result would bring before the decision to launch, its cost not taken off.
    voi_after_launch : InformationValue
        What it would bring once the tool has run for ``after`` periods, when what is spent is spent.
    cost_of_delay : float
        What is lost by launching ``delay`` periods later, the window being the same.
    stopping_costs : float
        What it costs to stop.
    reversible : float
        Share of the expected costs that is not yet spent after ``after`` periods.
    after, delay : int
        Periods that the tool runs before the result is known, and that it waits for it.
    step : str
        Length of a period.
    draws, seed : int
        With which it can be repeated.
    """

    tool: str
    name: str
    currency: str
    options: tuple[Option, ...]
    subject: str | None
    size: int | None
    measurement_cost: float
    is_bound: bool
    voi_before_launch: InformationValue
    voi_after_launch: InformationValue
    cost_of_delay: float
    stopping_costs: float
    reversible: float
    after: int
    delay: int
    step: str
    draws: int
    seed: int

    @property
    def best(self) -> Option:
        """The way that is expected to bring in most."""
        return self.options[0]

    def value_of(self, name: OptionName) -> float:
        """Give the expected net present value of one way."""
        return next(option.value for option in self.options if option.name == name)

    def to_dict(self) -> dict[str, Any]:
        """Give the advice as plain data.

        Returns
        -------
        dict
        """
        found: dict[str, Any] = plain(self)
        return found


def launch(
    case: Case,
    draws: int = 20_000,
    *,
    tool: str,
    subject: str | None = None,
    study: Study | None = None,
    size: int | None = None,
    cost: float | None = None,
    after: int = 1,
    delay: int = 1,
    stopping_costs: float = 0.0,
    error_ratio: float = 1.0,
    seed: int = 1,
    **conventions: Unpack[Conventions],
) -> LaunchAdvice:
    """Compare launching now, launching and measuring, measuring first, and not launching.

    Parameters
    ----------
    case : Case
        What is decided on.
    draws : int
        Number of draws.
    tool : str
        Key of the tool, old or new.
    subject : str, optional
        Path of what is measured, as ``insight.worth_measuring`` names it; unless it is given, the one that is worth most.
    study : Study, optional
        How it is measured; what the case plans for the indicator unless it is given. Where neither says how much observations
        differ, the result is taken to be exact.
    size : int, optional
        Number of observations; what the case plans unless it is given.
    cost : float, optional
        What measuring costs; what the case plans unless it is given, and nothing where it plans nothing.
    after : int
        Periods that the tool runs before the result is known.
    delay : int
        Periods by which measuring first puts the launch off.
    stopping_costs : float
        What it costs to stop, at that time.
    error_ratio : float
        By how much the error of a measurement made while the tool runs is smaller than that of one made before: 0.5 halves
        it. 1 where running teaches nothing that could not be learnt before.
    seed : int
        Seed of the draws.
    **conventions
        As in :func:`blogroi.insight.worth_measuring`.

    Returns
    -------
    LaunchAdvice

    Raises
    ------
    OptionError, CaseError
        When there is no such tool, its cost is not known, or an option is out of bounds.

    References
    ----------
    A. K. Dixit and R. S. Pindyck, Investment under Uncertainty (1994), on the value of waiting; K. Claxton, The irrelevance of
    inference, Journal of Health Economics 18 (1999), on deciding now and measuring besides.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi import insight
    >>> advice = insight.launch(blogroi.load("examples/chamber.toml"), draws=5000, tool="blog")
    >>> advice.best.name, advice.subject
    ('measure first', 'tools.blog.effects.search_hours')
    """
    decision = decide(case, draws, seed=seed, **conventions)
    _check(decision, tool, after=after, delay=delay, stopping_costs=stopping_costs, error_ratio=error_ratio, cost=cost)
    flows = _present_flows(decision, tool)
    measured = _Measured.of(decision, tool, subject=subject, study=study, size=size, cost=cost)
    npv, late = decision.npv[tool], _delayed(decision, flows, delay)
    begun, rest = flows.net[: after + 1].sum(axis=0), flows.net[after + 1 :].sum(axis=0)
    then = float(decision.frame.discount[after])
    stopped = np.full(draws, -stopping_costs * then)
    going_on = np.column_stack([rest, stopped])
    entering = np.column_stack([late, np.zeros(draws)])
    after_worth, first_worth = measured.worth(going_on, error_ratio), measured.worth(entering, 1.0)
    options = (
        Option(name="not at all", value=0.0, mc_error=0.0, probability_stopped=1.0),
        Option(name="run", value=float(npv.mean()), mc_error=_error(npv), probability_stopped=0.0),
        Option(
            name="run and measure",
            value=float(begun.mean()) + _best(going_on) + after_worth.value - measured.cost * then,
            mc_error=_error(npv) + after_worth.mc_error,
            probability_stopped=measured.changes(going_on, error_ratio),
        ),
        Option(
            name="measure first",
            value=_best(entering) + first_worth.value - measured.cost,
            mc_error=_error(late) + first_worth.mc_error,
            probability_stopped=measured.changes(entering, 1.0),
        ),
    )
    spent = flows.costs.mean(axis=1)
    return LaunchAdvice(
        tool=tool,
        name=case.tools[tool].name,
        currency=case.currency,
        options=tuple(sorted(options, key=lambda option: -option.value)),
        subject=measured.path,
        size=measured.size,
        measurement_cost=measured.cost,
        is_bound=measured.study is None,
        voi_before_launch=measured.worth(decision.options((tool,)), 1.0),
        voi_after_launch=after_worth,
        cost_of_delay=float(npv.mean() - late.mean()),
        stopping_costs=stopping_costs,
        reversible=float(spent[after + 1 :].sum() / spent.sum()) if spent.sum() > 0.0 else 0.0,
        after=after,
        delay=delay,
        step=case.horizon.step,
        draws=draws,
        seed=seed,
    )


def _check(
    decision: Decision,
    tool: str,
    *,
    after: object,
    delay: object,
    stopping_costs: object,
    error_ratio: object,
    cost: object,
) -> None:
    case = decision.case
    if tool not in case.tools:
        raise OptionError("tool", f"there is no tool {shown(tool)}: {near_miss(str(tool), case.tools)}")
    if tool not in decision.tools:
        raise OptionError("tool", f"what {tool} costs is not known, so that nothing can be decided")
    for name, periods in (("after", after), ("delay", delay)):
        if isinstance(periods, bool) or not isinstance(periods, int) or not 1 <= periods <= case.horizon.periods:
            message = f"{shown(periods)} is not a number of periods from 1 to {case.horizon.periods}"
            raise OptionError(name, message)
    amounts = (("stopping_costs", stopping_costs), ("cost", 0.0 if cost is None else cost))
    for name, amount in amounts:
        if isinstance(amount, bool) or not isinstance(amount, int | float) or not 0.0 <= amount < math.inf:
            raise OptionError(name, f"{shown(amount)} is not an amount of at least 0")
    if isinstance(error_ratio, bool) or not isinstance(error_ratio, int | float) or not 0.0 <= error_ratio <= 1.0:
        raise OptionError("error_ratio", f"{shown(error_ratio)} is not a factor from 0 to 1")


@frozen(eq=False)
class _Flows:
    """Present values of a tool slot by slot: shape (1 + periods, draws); ``nominal`` is not discounted."""

    nominal: Floats
    net: Floats
    costs: Floats


def _present_flows(decision: Decision, tool: str) -> _Flows:
    frame = decision.frame
    part = frame.tools[decision.labels.tools.index(tool)]
    periods = len(frame.times) - 1
    benefits, costs = (
        np.concatenate([nominal for _, nominal in nominal_blocks(flows, periods, decision.draws)], axis=1)
        for flows in (part.benefits, part.costs)
    )
    discount = np.array(frame.discount)[:, None]
    return _Flows(nominal=benefits - costs, net=(benefits - costs) * discount, costs=costs * discount)


def _delayed(decision: Decision, flows: _Flows, delay: int) -> Floats:
    """Give the net present value of the same flows a few periods later, within the same window: shape (draws,)."""
    frame, case = decision.frame, decision.case
    later = flows.nominal[1 : len(frame.times) - delay] * np.array(frame.discount)[delay + 1 :, None]
    upfront = discount_factors(case.discounting, [delay * case.horizon.step_in_years])[0]
    total: Floats = flows.nominal[0] * upfront + later.sum(axis=0)
    return total


@frozen(eq=False)
class _Measured:
    """What is measured, how, and at what cost; ``truth`` is what it is in each draw, shape (draws,)."""

    path: str | None
    truth: Floats
    study: Study | None
    size: int | None
    cost: float
    seed: int

    @classmethod
    def of(
        cls,
        decision: Decision,
        tool: str,
        *,
        subject: str | None,
        study: Study | None,
        size: int | None,
        cost: float | None,
    ) -> _Measured:
        """Choose what is measured, and read off the case what is planned for it."""
        known = {path: truth for path, (_, truth) in subjects_of(decision).items()}
        mine = [path for path in known if _touches(decision, tool, path)]
        if subject is not None and subject not in mine:
            raise OptionError(
                "subject",
                f"{shown(subject)} is nothing that is uncertain about {tool}: {near_miss(str(subject), mine)}",
            )
        if not mine:
            return cls(None, np.zeros(decision.draws), None, None, 0.0, decision.seed)
        options = decision.options((tool,))
        path = subject or max(mine, key=lambda one: (_measurable(one), evppi(options, known[one]).value, one))
        indicator = decision.case.indicators.get(place_of(path).indicator)
        plan = None if indicator is None else indicator.measurement
        if plan is not None:
            study, size = study or study_of(plan), size or plan.n
            planned = (mean_of(plan.cost) or 0.0) + (mean_of(plan.unit_cost) or 0.0) * (size or 0)
            cost = planned if cost is None else cost
        if study is None or size is None:
            study, size = None, None
        return cls(path, known[path], study, size, float(cost or 0.0), decision.seed)

    def worth(self, options: Floats, error_ratio: float) -> InformationValue:
        """Value the result before a choice among options."""
        if self.path is None:
            return InformationValue(0.0, 0.0)
        if self.study is None or self.size is None:
            return evppi(options, self.truth)
        return evsi(options, self.truth, lambda truth, _: self.read(truth, error_ratio), [self.size])[0]

    def read(self, truth: Floats, error_ratio: float) -> Floats:
        """Simulate the result in each draw."""
        if self.study is None or self.size is None or self.path is None:
            return truth
        result = simulate_result(self.study, truth, self.size, seed=self.seed, path=self.path)
        return truth + error_ratio * (result - truth)

    def changes(self, options: Floats, error_ratio: float) -> float:
        """Give the chance that the result speaks against the first option."""
        if self.path is None:
            return float(options[:, 0].mean() < options[:, 1].mean())
        read = self.read(self.truth, error_ratio)
        order = np.argsort(read)
        gain = options[order, 0] - options[order, 1]
        bins = np.array_split(gain, max(1, round(gain.size ** (1.0 / 3.0))))
        return float(sum(part.size for part in bins if part.mean() < 0.0) / gain.size)


def _touches(decision: Decision, tool: str, path: str) -> bool:
    return any(place_of(one).subject == path for one in decision.by_tool[tool])


def _measurable(path: str) -> bool:
    """Whether a subject is what a tool does: that is what running it or looking at it shows."""
    return place_of(path).kind in ("effects", "gaps")


def _best(options: Floats) -> float:
    return float(options.mean(axis=0).max())


def _error(values: Floats) -> float:
    return float(values.std() / math.sqrt(values.size))
