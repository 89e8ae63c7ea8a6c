"""What the oracle draws and pays in the smallest cases, by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from blogroi.oracle.books import Options
from blogroi.oracle.oracle import Oracle

UNIFORM = {"low": 1, "high": 9, "shape": "uniform"}


def an_oracle(periods: int = 4, step: str = "year", rate: Any = 0.0, timing: str = "end", **more: Any) -> Oracle:
    case = {
        "horizon": {"start": "2026-01-01", "periods": periods, "step": step},
        "discounting": {"rate": rate, "timing": timing},
        "tools": {"blog": {}},
    }
    options = more.pop("options", Options())
    return Oracle(case | more, 3, options=options)


def paid(cost: dict[str, Any], view: str = "forward-looking", **how: Any) -> list[float]:
    found: list[float] = (
        an_oracle(options=Options(view=view), **how).cost("blog", {"item": "A"} | cost).drawn[:, 0].tolist()
    )
    return found


class TestCosts:
    def test_a_cost_is_paid_when_it_is_said(self) -> None:
        assert paid({"amount": 10}) == [0, 10, 10, 10, 10]
        assert paid({"amount": 10, "when": "upfront"}) == [10, 0, 0, 0, 0]
        assert paid({"amount": 10, "when": 3}) == [0, 0, 0, 10, 0]
        assert paid({"units": 3, "unit_cost": 5, "when": 1, "contingency": 0.2}) == [0, 18, 0, 0, 0]
        assert paid({"amount": [1, 2, 3, 4]}) == [0, 1, 2, 3, 4]

    def test_what_comes_back_is_taken_off(self) -> None:
        upfront = {"amount": 10, "when": "upfront"}
        assert paid(upfront | {"residual": 4}) == [10, 0, 0, 0, -4]
        assert paid(upfront | {"residual": 4}, "whole-life") == [10, 0, 0, 0, -4]
        assert paid(upfront | {"residual": 4, "residual_period": 2}) == [10, 0, -4, 0, 0]
        assert paid(upfront | {"residual": 4, "service_life": 8}) == [10, 0, 0, 0, -4]
        straight = upfront | {"residual": "straight-line", "service_life": 8, "contingency": 0.5}
        assert paid(straight) == [15, 0, 0, 0, -7.5]
        assert paid(straight | {"service_life": 2}) == [15, 0, 0, 0, 0]
        assert paid(straight | {"residual_period": 2}) == [15, 0, -11.25, 0, 0]

    def test_what_comes_back_of_a_life_in_years_goes_by_the_steps_of_the_window(self) -> None:
        straight = {"amount": 10, "when": "upfront", "residual": "straight-line", "service_life": 2}
        assert paid(straight, step="quarter") == [10, 0, 0, 0, -5]
        assert paid(straight | {"residual_period": 2}, step="quarter") == [10, 0, -7.5, 0, 0]
        assert paid(straight, step="month", periods=2) == pytest.approx([10, 0, -10 * (1 - 2 / 12 / 2)])

    def test_over_a_whole_life_a_cost_is_spread_and_nothing_comes_back(self) -> None:
        upfront = {"amount": 10, "when": "upfront", "service_life": 2}
        assert paid(upfront) == [10, 0, 0, 0, 0]
        assert paid(upfront, "whole-life") == [0, 5, 5, 0, 0]
        assert paid(upfront | {"residual": 4}, "whole-life") == [0, 5, 5, 0, 0]
        assert paid(upfront | {"when": "each"}, "whole-life") == [0, 10, 10, 10, 10]
        in_part = paid(upfront, "whole-life", rate=0.1)
        assert in_part == pytest.approx([0, 10 / (1 / 1.1 + 1 / 1.21), 10 / (1 / 1.1 + 1 / 1.21), 0, 0])
        assert paid(upfront, "whole-life", step="quarter", periods=4) == [0, 1.25, 1.25, 1.25, 1.25]


class TestTime:
    @pytest.mark.parametrize(("timing", "times"), [("start", [0, 0, 1]), ("mid", [0, 0.5, 1.5]), ("end", [0, 1, 2])])
    def test_flows_count_when_it_is_said(self, timing: str, times: list[float]) -> None:
        oracle = an_oracle(2, rate=0.1, timing=timing)
        assert oracle.times.tolist() == times
        assert oracle.discounts.tolist() == pytest.approx([1.1**-time for time in times])

    @pytest.mark.parametrize(("step", "in_a_year"), [("year", 1), ("quarter", 4), ("month", 12)])
    def test_a_year_has_so_many_steps(self, step: str, in_a_year: int) -> None:
        assert an_oracle(2, step, rate=0.1).discounts.tolist() == pytest.approx(
            [1, 1.1 ** (-1 / in_a_year), 1.1 ** (-2 / in_a_year)]
        )

    def test_rates_hold_until_they_end_and_the_last_for_ever(self) -> None:
        oracle = an_oracle(rate=[{"until": 1, "rate": 0.1}, {"until": 3, "rate": 0.2}, {"until": 4, "rate": 0.5}])
        for years, worth in (
            (0.5, 1.1**-0.5),
            (1, 1 / 1.1),
            (2, 1 / 1.1 / 1.2),
            (3.5, 1 / 1.1 / 1.44 / 1.5**0.5),
            (9, 1 / 1.1 / 1.44 / 1.5**6),
        ):
            assert oracle.discount(years) == pytest.approx(worth)

    def test_an_annuity_is_worth_its_years_and_a_part_of_the_last(self) -> None:
        assert an_oracle(3, rate=0.1).annuity == pytest.approx(1.1**-1 + 1.1**-2 + 1.1**-3)
        assert an_oracle(36, "month", rate=0.1).annuity == pytest.approx(1.1**-1 + 1.1**-2 + 1.1**-3)
        assert an_oracle(18, "month", rate=0.1).annuity == pytest.approx(1.1**-1 + 0.5 * 1.1**-1.5)
        assert an_oracle(6, "month", rate=0.1).annuity == pytest.approx(0.5 * 1.1**-0.5)


class TestQuantities:
    def test_a_quantity_may_stand_beside_who_says_so(self) -> None:
        oracle = an_oracle()
        for stated in (5, {"value": 5, "source": "somebody"}):
            found = oracle.quantity("a", stated, "any")
            assert (found.drawn.tolist(), found.mean) == ([5, 5, 5], 5)
        rows = oracle.by_period("b", {"value": "2 * 3", "source": "somebody"}, "any")
        assert rows.drawn.tolist() == [[6, 6, 6]] * 5
        assert rows.mean.tolist() == [6] * 5

    def test_a_list_is_drawn_together_unless_it_is_apart(self) -> None:
        stated = [{"low": 1, "high": 9, "shape": "uniform"}, {"low": 2, "high": 18, "shape": "uniform"}, 7, 8]
        together = an_oracle().by_period("a", stated, "any")
        apart = an_oracle().by_period("a", stated, "any", apart=True)
        assert together.drawn[2].tolist() == pytest.approx((2 * together.drawn[1]).tolist())
        assert apart.drawn[2].tolist() != pytest.approx((2 * apart.drawn[1]).tolist())
        for found in (together, apart):
            assert found.mean.tolist() == pytest.approx([0, 5, 10, 7, 8])
            assert found.drawn[[0, 3, 4]].tolist() == [[0] * 3, [7] * 3, [8] * 3]

    def test_one_quantity_is_drawn_once_by_its_path_and_the_seed(self) -> None:
        stated = {"low": 1, "high": 9, "shape": "uniform"}
        oracle = an_oracle()
        first = oracle.quantity("a", stated, "any")
        assert oracle.quantity("a", stated, "any") is first
        assert oracle.quantity("b", stated, "any").drawn.tolist() != first.drawn.tolist()
        assert an_oracle().quantity("a", stated, "any").drawn.tolist() == first.drawn.tolist()
        assert Oracle(oracle.case, 3, seed=2).quantity("a", stated, "any").drawn.tolist() != first.drawn.tolist()

    def test_what_fades_fades_from_the_period_behind_its_start(self) -> None:
        oracle = an_oracle()
        assert oracle.fading("a", 0.5, 2).drawn[:, 0].tolist() == [1, 1, 1, 0.5, 0.25]
        assert oracle.fading("a", 0.5, 2).mean.tolist() == [1, 1, 1, 0.5, 0.25]
        assert oracle.fading("a", [0.1, 0.2, 0.3, 0.5], 1).drawn[:, 0].tolist() == pytest.approx(
            [1, 1, 0.8, 0.49, 0.125]
        )
        fading = oracle.fading("b", {"samples": [0.0, 1.0]}, 1)
        assert fading.mean.tolist() == pytest.approx([1, 1, 0.5, 0.5, 0.5])

    def test_nothing_is_expected_where_nobody_asks(self) -> None:
        oracle = Oracle(an_oracle().case, 3, expects=False)
        assert np.isnan(oracle.quantity("a", {"mean": 1, "sd": 1}, "any").mean)
        assert np.isnan(oracle.by_period("b", "2 * 3", "any").mean).all()


class TestChanges:
    def an_effect(self, **effect: Any) -> Oracle:
        indicator = {"better": "higher", "total": [UNIFORM, UNIFORM, 7, 8]} | effect.pop("indicator", {})
        tools = {"blog": {"effects": {"calls": {"change": 10} | effect}}}
        return an_oracle(indicators={"calls": indicator}, tools=tools)

    def test_a_total_is_drawn_together_unless_it_is_apart(self) -> None:
        together, apart = (self.an_effect(indicator=how).total("calls") for how in ({}, {"periods": "apart"}))
        assert together[1].tolist() == together[2].tolist()
        assert apart[1].tolist() != apart[2].tolist()
        assert together[3].tolist() == [7, 7, 7]
        less = self.an_effect(indicator={"better": "lower"})
        assert less.total("calls")[3].tolist() == [-7, -7, -7]

    def test_corrections_are_multiplied(self) -> None:
        oracle = self.an_effect(deadweight=0.5, displacement=0.2, confidence=0.5, multiplier=3, credit=0.5)
        assert oracle.net_change("blog", "calls").drawn[:, 0].tolist() == pytest.approx(
            [0, *[10 * 0.5 * 0.8 * 0.5 * 3 * 0.5] * 4]
        )

    def test_an_effect_is_at_work_from_its_start_for_as_long_as_it_lasts(self) -> None:
        def by_period(**effect: Any) -> list[float]:
            found: list[float] = self.an_effect(**effect).net_change("blog", "calls").drawn[:, 0].tolist()
            return found

        assert by_period() == [0, 10, 10, 10, 10]
        assert by_period(starts=3) == [0, 0, 0, 10, 10]
        assert by_period(lasts=2) == [0, 10, 10, 0, 0]
        assert by_period(starts=2.5, lasts=1) == [0, 0, 5, 5, 0]
        assert by_period(drop_off=0.5, starts=2) == [0, 0, 10, 5, 2.5]
        assert by_period(starts={"samples": [2.5]}, lasts=1) == [0, 0, 5, 5, 0]
        assert by_period(lasts={"samples": [1.5]}, drop_off=0.5) == [0, 10, 2.5, 0, 0]

    def test_what_is_at_work_at_some_time_is_expected_by_its_draws(self) -> None:
        found = self.an_effect(starts={"low": 1, "high": 5, "shape": "uniform"}).net_change("blog", "calls")
        assert not found.exact
        assert found.mean.tolist() == pytest.approx(found.drawn.mean(axis=1).tolist())


class TestBooks:
    def books(self, options: Options | None = None, **tool: Any) -> Any:
        indicators = {
            name: {"better": "higher", "value": 2, "prior": 3, "cash": cash} | more
            for name, cash, more in (
                ("z", "cash", {}),
                ("y", "equivalent", {"margin": 0.5}),
                ("x", "capacity", {"realised": 0.25}),
                ("w", "avoided", {"valuation": "margin on sales"}),
            )
        }
        stated = {"effects": {name: {"change": 10, "evidence": "measured"} for name in indicators}} | tool
        return an_oracle(1, indicators=indicators, tools={"blog": stated}, options=options or Options()).books("blog")

    def test_benefits_stand_in_the_order_of_their_names_with_what_of_them_is_cash(self) -> None:
        found = self.books().benefits
        assert [*found] == ["w", "x", "y", "z"]
        assert {name: one.money.drawn[1, 0] for name, one in found.items()} == {"w": 20, "x": 20, "y": 10, "z": 20}
        assert {name: one.cash.drawn[1, 0] for name, one in found.items()} == {"w": 20, "x": 5, "y": 0, "z": 20}
        assert not any(one.gap or one.weak for one in found.values())

    def test_what_is_left_out_is_not_counted(self) -> None:
        assert [*self.books(Options(exclude=["capacity", "margin on sales"])).benefits] == ["y", "z"]

    def test_gaps_are_filled_where_that_is_asked_for(self) -> None:
        effects = {"x": {"change": 10, "evidence": "estimated"}, "y": {"change": 10}}
        tool: dict[str, Any] = {"effects": effects, "not_applicable": {"z": "it cannot"}}
        assert self.books(**tool).gaps == ["w"]
        assert [*self.books(**tool).benefits] == ["x", "y"]
        filled = self.books(Options(gaps="prior"), **tool).benefits
        assert {name: (one.gap, one.weak) for name, one in filled.items()} == {
            "w": (True, True),
            "x": (False, True),
            "y": (False, True),
        }
        assert filled["w"].money.drawn[:, 0].tolist() == [0, 6]

    def test_costs_stand_by_what_they_are_for(self) -> None:
        costs = [
            {"item": "A", "amount": 10},
            {"item": "A", "amount": 5, "cash": "capacity", "realised": 0.2},
            {"item": "B", "amount": 7, "cash": "capacity"},
            {"item": "C", "amount": 9, "sunk": True},
            {"item": "D", "amount": 3, "paid_by": "members"},
        ]
        found = self.books(costs=costs)
        assert {item: one.drawn[1, 0] for item, one in found.costs.items()} == {"A": 15, "B": 7, "D": 3}
        assert {item: one.drawn[1, 0] for item, one in found.costs_in_cash.items()} == {"A": 11, "B": 0, "D": 3}
        assert [one.drawn[1, 0] for one in found.sunk] == [9]
        assert found.has_costs
        assert not self.books().has_costs
        whole = self.books(Options(view="whole-life"), costs=costs)
        assert ([*whole.costs], whole.sunk) == (["A", "B", "C", "D"], [])
        assert [*self.books(Options(viewpoint="members"), costs=costs).costs] == ["D"]
        assert [*self.books(Options(viewpoint="organisation"), costs=costs).costs] == ["A", "B"]


class TestParties:
    def shared(self, viewpoint: str = "everyone") -> Oracle:
        levers = {"both": {"objectives": {"sales": 0.25, "service": 0.75}}, "one": {"objective": "service"}}
        objectives = {"sales": {}, "service": {"beneficiary": "members"}}
        indicators = {"a": {"lever": "both", "value": 8}, "b": {"lever": "one", "value": 8}, "c": {"value": 8}, "d": {}}
        return an_oracle(
            levers=levers, objectives=objectives, indicators=indicators, options=Options(viewpoint=viewpoint)
        )

    def test_benefits_are_shared_out_among_objectives_and_those_who_have_them(self) -> None:
        oracle = self.shared()
        a, b, c = (oracle.case["indicators"][name] for name in "abc")
        assert oracle.shares(a) == {"sales": 0.25, "service": 0.75}
        assert oracle.beneficiaries(a) == {"organisation": 0.25, "members": 0.75}
        assert (oracle.shares(b), oracle.shares(c)) == ({"service": 1}, {"unassigned": 1})
        assert oracle.beneficiaries(c) == {"organisation": 1}
        assert oracle.counted() == ["a", "b", "c"]

    @pytest.mark.parametrize(
        ("viewpoint", "reach", "counted"),
        [("everyone", (1, 1, 1), "abc"), ("members", (0.75, 1, 0), "ab"), ("organisation", (0.25, 0, 1), "ac")],
    )
    def test_only_what_a_viewpoint_sees_counts(self, viewpoint: str, reach: tuple[float, ...], counted: str) -> None:
        oracle = self.shared(viewpoint)
        assert tuple(oracle.reach(oracle.case["indicators"][name]) for name in "abc") == reach
        assert oracle.counted() == [*counted]
        assert oracle.worth("a").drawn[1, 0] == 8 * reach[0]


@pytest.mark.parametrize(
    ("tool", "declared", "label"),
    [
        ({"introduced": "2026-01-02"}, "2026-01-01", "anticipated"),
        ({"introduced": "2026-01-01"}, "2026-01-01", "anticipated"),
        ({"introduced": "2026-01-01"}, "2026-01-02", "emergent"),
        ({"introduced": "2025-01-01"}, "2026-01-02", "unlabelled"),
        ({"introduced": "2026-01-01"}, None, "unlabelled"),
        ({}, "2026-01-01", "unlabelled"),
        ({"intended": ["calls"]}, None, "anticipated"),
        ({"intended": []}, "2026-01-01", "emergent"),
    ],
)
def test_a_benefit_was_foreseen_or_not(tool: dict[str, Any], declared: str | None, label: str) -> None:
    """As long as something had been declared when the tool came."""
    calls = {} if declared is None else {"declared": declared}
    oracle = an_oracle(tools={"blog": tool}, indicators={"calls": calls, "other": {"declared": "2026-01-01"}})
    assert oracle.label("blog", "calls") == label


def test_correlated_quantities_go_together_as_their_ranks_say() -> None:
    case: dict[str, Any] = dict(an_oracle().case) | {
        "correlations": [
            {"between": ["a.b", "a.c"], "rank": 0.8},
            {"between": ["a.d", "a.b", "a.e"], "matrix": [[1, 0, 0], [0, 1, -0.5], [0, -0.5, 1]]},
        ],
    }
    oracle = Oracle(case, 20_000)
    assert sorted(oracle.scores) == ["a.b", "a.c", "a.d", "a.e"]
    found = np.corrcoef([oracle.uniform(f"a.{name}") for name in "bcde"])
    assert found[0, 1] == pytest.approx(0.8, abs=0.02)
    assert found[0, 2] == pytest.approx(0.0, abs=0.03)
    assert found[0, 3] == pytest.approx(-0.5, abs=0.02)
    stated = {"samples": [3, 1, 2]}
    drawn = oracle.quantity("a.b", stated, "any").drawn
    assert (np.diff(drawn[np.argsort(oracle.scores["a.b"])]) >= 0).all()
