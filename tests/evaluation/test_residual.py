"""What comes back of a cost at the end: figures by hand, the whole life, and what is refused."""

from __future__ import annotations

from typing import Any, TypeVar

import pytest

import blogroi
from blogroi import CaseError, Cost, Driver, Range
from blogroi.results.tool import ToolResult

from ..builders import a_case, a_cost, a_tool, an_effect

T = TypeVar("T")


def known(figure: T | None) -> T:
    assert figure is not None
    return figure


def component(**changes: Any) -> Cost:
    """Build a component of 12,000 that serves twelve years."""
    stated: dict[str, Any] = {"amount": 12_000, "item": "Component", "service_life": 12}
    return a_cost(**(stated | changes))


def tool_of(cost: Cost, *more: Cost, draws: int = 10, **options: Any) -> ToolResult:
    """Evaluate a saving of 1,500 a year over ten years at 3 %."""
    stated: dict[str, Any] = {"periods": 10, "rate": 0.03}
    case = a_case({"it": a_tool({"saved": an_effect(1500)}, [cost, *more])}, **stated)
    return blogroi.evaluate(case, draws=draws, **options).tools["it"]


SAVED = 1500 * (1 - 1.03**-10) / 0.03


class TestStraightLine:
    """Two of twelve years are left after ten: 2,000, worth 2,000 / 1.03 ** 10 = 1,488.19 now."""

    def test_what_is_left_is_a_negative_cost_of_the_last_period(self) -> None:
        found = tool_of(component(residual="straight-line"))
        assert known(found.costs).mean == pytest.approx(12_000 - 2000 / 1.03**10, rel=1e-14)
        assert known(found.npv).mean == pytest.approx(2283.492085, rel=1e-9)
        assert known(found.roi).of_means == pytest.approx(SAVED / (12_000 - 2000 / 1.03**10) - 1, rel=1e-12)
        assert found.by_cost.keys() == {"Component"}

    def test_it_comes_earlier_where_it_is_sold_earlier(self) -> None:
        found = tool_of(component(residual="straight-line", residual_period=4))
        assert known(found.costs).mean == pytest.approx(12_000 - 8000 / 1.03**4, rel=1e-14)

    def test_nothing_is_left_of_what_has_served_its_life(self) -> None:
        assert known(tool_of(component(residual="straight-line", service_life=10)).costs).mean == 12_000
        assert known(tool_of(component(residual="straight-line", service_life=3)).costs).mean == 12_000

    def test_it_is_a_part_of_what_was_paid_contingency_included(self) -> None:
        found = tool_of(component(residual="straight-line", contingency=0.5))
        assert known(found.costs).mean == pytest.approx(1.5 * (12_000 - 2000 / 1.03**10), rel=1e-14)

    def test_the_price_and_what_is_left_of_it_are_one_draw(self) -> None:
        uncertain = component(residual="straight-line", amount=Range(8000, 16_000))
        costs, alone = known(tool_of(uncertain).costs), known(tool_of(component(amount=Range(8000, 16_000))).costs)
        assert costs.sd == pytest.approx(alone.sd * (1 - 1.03**-10 / 6), rel=1e-12)

    @pytest.mark.parametrize(("step", "periods"), [("year", 10), ("quarter", 40), ("month", 120)])
    def test_steps_agree(self, step: str, periods: int) -> None:
        case = a_case({"it": a_tool({}, [component(residual="straight-line")])}, periods=periods, step=step, rate=0.03)
        costs = blogroi.evaluate(case, draws=10).tools["it"].costs
        assert known(costs).mean == pytest.approx(12_000 - 2000 / 1.03**10, rel=1e-13)

    def test_it_is_left_out_where_the_whole_life_spreads_the_cost(self) -> None:
        whole = tool_of(component(residual="straight-line"), view="whole-life")
        assert known(whole.costs).mean == known(tool_of(component(), view="whole-life").costs).mean


class TestAmounts:
    def test_a_quantity_comes_back_in_the_last_period(self) -> None:
        found = tool_of(a_cost(12_000, residual=2000))
        assert known(found.npv).mean == pytest.approx(2283.492085, rel=1e-9)

    def test_it_is_drawn_by_itself_and_counts_in_sensitivity(self) -> None:
        tool = a_tool({"saved": an_effect(1500)}, [a_cost(1200, residual=Range(100, 300))])
        (found,) = blogroi.sensitivity(a_case({"it": tool}), draws=1000).tools["it"].inputs
        assert found.path == "tools.it.costs.Writing.residual"
        assert found.share == pytest.approx(1.0, abs=0.01)

    def test_a_formula_is_read_in_the_period_in_which_it_comes_back(self) -> None:
        laptop = a_cost(1000, residual="0.5 * price * 0.9 ** period", residual_period=2)
        case = a_case({"it": a_tool({}, [laptop])}, periods=3, drivers={"price": Driver("Price of a laptop", 800)})
        assert known(blogroi.evaluate(case, draws=10).tools["it"].costs).mean == pytest.approx(1000 - 400 * 0.81)

    def test_it_is_left_out_with_the_cost_that_is_sunk(self) -> None:
        found = tool_of(a_cost(12_000, sunk=True, residual=2000), a_cost(10, "Care"))
        assert known(found.costs).mean == 10
        assert known(found.sunk).mean == pytest.approx(12_000 - 2000 / 1.03**10)

    def test_it_pays_back_in_the_last_period(self) -> None:
        found = tool_of(a_cost(15_400, residual=2000))
        assert known(found.payback).p50 == pytest.approx(9 + 1900 / 3500)

    def test_costs_by_item_add_up(self) -> None:
        found = tool_of(component(residual="straight-line"), a_cost(10, "Care", when="each"))
        assert known(found.costs).mean == pytest.approx(sum(part.mean for part in found.by_cost.values()), rel=1e-14)


class TestRefusals:
    def test_costs_that_are_expected_below_zero_are_refused(self) -> None:
        with pytest.raises(
            CaseError, match=r"tools.it.costs: are expected to come to -2,882, below zero: more comes back"
        ) as found:
            tool_of(a_cost(12_000, residual=20_000))
        assert "state what it earns as an effect" in str(found.value)

    def test_so_they_are_in_every_question(self) -> None:
        tool = a_tool({"saved": an_effect(Range(10, 1500))}, [a_cost(100, residual=200)])
        case = a_case({"it": tool})
        for ask in (blogroi.sensitivity, blogroi.worth_measuring, blogroi.simulate):
            with pytest.raises(CaseError, match="below zero"):
                ask(case, draws=10)
        with pytest.raises(CaseError, match="below zero"):
            blogroi.choose(case, draws=10, budget=100)

    def test_draws_below_zero_are_not(self) -> None:
        found = tool_of(a_cost(12_000, residual=Range(2000, 30_000)), draws=1000)
        assert known(found.costs).p05 < 0.0 < known(found.costs).mean

    def test_chance_is_counted_on_draws(self) -> None:
        with pytest.raises(CaseError, match="below zero"):
            tool_of(a_cost(100, residual="300 * max(event(0.9), event(0.5))"))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"residual": -5}, "residual: -5 is below zero"),
        ({"residual": [1, 2]}, "residual: is one amount, which comes once"),
        ({"residual": "straight line"}, """residual: 'straight line' is not known: write "straight-line\""""),
        ({"residual": "straight_line"}, """residual: 'straight_line' is not known: write "straight-line\""""),
        ({"residual": "linear"}, """residual: 'linear' is not known: write "straight-line\""""),
        ({"residual": "straight-line"}, 'residual: "straight-line" needs `service_life`'),
        ({"residual_period": 2}, "residual_period: says when something comes back, and no `residual` says what"),
        ({"residual": 5, "residual_period": 0}, "residual_period: 0 is not between 1 and 1200"),
        ({"residual": 5, "residual_period": 1, "when": 2}, "residual_period: comes before it is paid, in period 2"),
        (
            {"amount": -5},
            "amount: -5 is below zero: a cost is at least 0, and what comes back of it at the end is its `residual`",
        ),
        ({"amount": Range(-5, 5)}, "what comes back of it at the end is its `residual`"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(CaseError) as found:
        a_cost(**({"amount": 100} | changes))
    assert says in str(found.value)


def test_a_period_past_the_horizon_is_refused() -> None:
    with pytest.raises(
        CaseError, match=r"tools.blog.costs\[1\].residual_period: there is no period 2: the horizon has 1"
    ):
        a_case({"blog": a_tool({}, [a_cost(residual=5, residual_period=2)])})


def test_a_driver_that_is_not_there_is_named() -> None:
    with pytest.raises(CaseError, match=r"tools.blog.costs\[1\].residual: column 1: there is no driver `price`"):
        a_case({"blog": a_tool({}, [a_cost(residual="price * 2")])})


@pytest.mark.parametrize("residual", ["straight-line", 500, Range(5, 9), "3 * price"])
@pytest.mark.parametrize("format", ["toml", "json"])
def test_it_comes_back_from_a_file(residual: Any, format: str) -> None:
    case = a_case(
        {"blog": a_tool({}, [component(residual=residual, residual_period=1)])},
        drivers={"price": Driver("Price", Range(3, 5))},
    )
    assert blogroi.loads(blogroi.dumps(case, format=format), format=format) == case  # type: ignore[arg-type]
