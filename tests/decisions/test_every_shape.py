"""Whatever way a quantity is stated, every question takes it: what moves the result, what is worth knowing, what to choose."""

from __future__ import annotations

import math
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Beta, Case, Chance, Correlation, Estimate, Normal, Quantiles, Range, Samples, Studies, ThreePoint
from blogroi.engine.shapes import moments_of
from blogroi.model import Domain, Quantity, mirrored
from blogroi.model.formula import Formula

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

PATH = "tools.blog.effects.calls.change"
SHAPES: list[Quantity] = [
    Estimate(100, 60, 190),
    Quantiles([(0.1, 60), (0.5, 100), (0.9, 190)]),
    Samples([60, 100, 190], weights=[1, 3, 1]),
    Studies([60, 100, 190]),
    Normal(100, 60, min=20),
    Range(60, 190, max=150),
    ThreePoint(60, 100, 190, min=70),
]
EACH = pytest.mark.parametrize("change", SHAPES, ids=lambda shape: type(shape).__name__)


def stated(change: Quantity, cost: Any = 100.0, better: Any = "higher", **changes: Any) -> Case:
    """Build a tool whose uncertain number is the change, each unit of it worth 1."""
    indicator = an_indicator(value=1.0, better=better)
    return a_case(
        {"blog": a_tool({"calls": an_effect(change)}, [a_cost(cost)])}, indicators={"calls": indicator}, **changes
    )


def discounted(case: Case) -> float:
    return blogroi.evaluate(case, draws=10).tools["blog"].benefits.mean / moments_of(_change(case), Domain.REAL)[0]  # type: ignore[union-attr]


def _change(case: Case) -> Quantity:
    change = case.tools["blog"].effects["calls"].change
    assert change is not None
    assert not isinstance(change, tuple | Formula)
    return change


@EACH
def test_benefits_have_its_mean_and_its_spread(change: Quantity) -> None:
    case, draws = stated(change), 40_000
    mean, sd = moments_of(change, Domain.REAL)
    factor = discounted(stated(Normal(100, 1)))
    found = blogroi.evaluate(case, draws=draws).tools["blog"].benefits
    assert found is not None
    assert found.mean == pytest.approx(mean * factor, rel=1e-9)
    # five standard errors of a standard deviation; its fourth moment is at most that of the widest of these, some 30 times sd**4
    assert found.sd == pytest.approx(sd * factor, rel=5 * math.sqrt(30 / 4 / draws))


@EACH
def test_alone_it_explains_the_whole_variance(change: Quantity) -> None:
    found = blogroi.sensitivity(stated(change), draws=4000).tools["blog"]
    (influence,) = found.inputs
    assert influence.path == PATH
    assert influence.share == pytest.approx(1.0, abs=0.02)


@EACH
def test_perfect_knowledge_of_it_is_worth_what_a_loss_is_expected_to_cost(change: Quantity) -> None:
    mean, _ = moments_of(change, Domain.REAL)
    case = stated(change, cost=mean * discounted(stated(Normal(100, 1))) * 0.95)
    npv = blogroi.simulate(case, draws=20_000)["blog"].npv
    found = blogroi.worth_measuring(case, draws=20_000)
    # what would be lost without knowing: the mean of what is below zero, where running the tool is expected to pay
    assert found.evpi.value == pytest.approx(float(-npv[npv < 0].sum() / npv.size), rel=0.02)


@EACH
def test_whatever_is_asked_is_answered(change: Quantity) -> None:
    case = stated(change, cost=50.0)
    assert blogroi.launch(case, tool="blog", draws=500).options
    assert blogroi.choose(case, budget=1000, draws=500).tools == ("blog",)
    supposed = blogroi.suppose(case, settings={PATH: 110}, draws=500).npv["blog"]
    assert supposed.p05 == supposed.p95
    assert blogroi.check(case).findings
    assert blogroi.loads(blogroi.dumps(case)) == case


@EACH
@pytest.mark.parametrize("rank", [0.0, 0.7])
def test_with_its_sign_turned_it_gives_the_same_figures(change: Quantity, rank: float) -> None:
    def figures(quantity: Quantity, better: str, sign: float) -> Any:
        ties = [Correlation(between=[PATH, "tools.blog.costs.Writing.amount"], rank=sign * rank)] if rank else []
        case = stated(quantity, cost=Range(50, 90), better=better, correlations=ties)
        return blogroi.evaluate(case, draws=1000).tools["blog"]

    one, other = figures(change, "higher", 1), figures(mirrored(change), "lower", -1)
    turned = {key: (units.net_change.mean, units.cost_per_unit) for key, units in one.units_by_indicator.items()}
    assert turned == {
        key: (-units.net_change.mean, units.cost_per_unit) for key, units in other.units_by_indicator.items()
    }
    assert evolve(one, units_by_indicator={}) == evolve(other, units_by_indicator={})


@pytest.mark.parametrize("change", [Chance(0.3), Beta(2, 3), Beta(2, 3, max=0.5)], ids=repr)
def test_what_has_no_mirror_image_of_its_own_costs_where_less_is_better(change: Quantity) -> None:
    mean, sd = moments_of(change, Domain.REAL)
    found = blogroi.evaluate(stated(change, better="lower"), draws=20_000).tools["blog"].benefits
    factor = discounted(stated(Normal(100, 1)))
    assert found is not None
    assert found.mean == pytest.approx(-mean * factor, rel=1e-9)
    assert found.sd == pytest.approx(sd * factor, rel=0.03)  # five standard errors of a spread without tails
    (influence,) = blogroi.sensitivity(stated(change, better="lower"), draws=1000).tools["blog"].inputs
    assert 0.0 <= influence.at_low < influence.at_high <= 1.0


def test_an_event_moves_a_result_by_its_variance() -> None:
    """Credit is 1 in three of ten cases: the variance is that of a chance, times the square of what is at stake."""
    effect = an_effect(100, credit=Chance(0.3))
    case = a_case({"blog": a_tool({"calls": effect}, [a_cost(10)])}, indicators={"calls": an_indicator(value=1.0)})
    found = blogroi.evaluate(case, draws=20_000).tools["blog"].benefits
    assert found is not None
    whole = found.mean / 0.3
    assert found.sd == pytest.approx(whole * math.sqrt(0.21), rel=0.02)
    assert found.p05 == 0.0
    assert found.p95 == pytest.approx(whole)
