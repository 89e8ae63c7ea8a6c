"""Discounting, payback and internal rates against closed forms and a root finder of SciPy."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import optimize

from blogroi import Discounting, Horizon, RateBand
from blogroi.engine import money
from blogroi.engine.money import (
    annuity_factor,
    discount_factors,
    flow_times,
    internal_rates,
    payback_times,
    present_values,
)

Floats = NDArray[np.float64]

TIMINGS: tuple[Literal["start", "mid", "end"], ...] = ("start", "mid", "end")


def window(periods: int, step: Any = "year") -> Horizon:
    return Horizon(start=date(2026, 1, 1), periods=periods, step=step)


def at_rate(rate: float) -> Discounting:
    return Discounting(rate=rate, timing="end")


GREEN_BOOK = Discounting(
    rate=[RateBand(until=30, rate=0.035), RateBand(until=75, rate=0.03), RateBand(until=125, rate=0.025)],
    timing="end",
)


class TestTimes:
    @pytest.mark.parametrize(
        ("timing", "expected"), [("start", (0, 0, 1, 2)), ("mid", (0, 0.5, 1.5, 2.5)), ("end", (0, 1, 2, 3))]
    )
    def test_years_count_from_where_the_timing_says(self, timing: Any, expected: tuple[float, ...]) -> None:
        assert flow_times(window(3), timing) == expected

    def test_months_are_twelfths_of_years(self) -> None:
        assert flow_times(window(24, "month"), "end") == tuple(month / 12 for month in range(25))

    def test_the_middle_of_a_month_is_a_twenty_fourth(self) -> None:
        assert flow_times(window(2, "month"), "mid") == (0, 0.5 / 12, 1.5 / 12)


class TestDiscountFactors:
    def test_a_factor_is_one_over_growth(self) -> None:
        found = discount_factors(at_rate(0.07), [0, 0.5, 1, 12])
        assert found == pytest.approx((1, 1 / math.sqrt(1.07), 1 / 1.07, 1.07**-12), rel=1e-14)

    def test_without_a_rate_nothing_is_discounted(self) -> None:
        assert discount_factors(at_rate(0.0), [0, 1, 50]) == (1, 1, 1)

    def test_a_negative_rate_makes_later_money_worth_more(self) -> None:
        assert discount_factors(at_rate(-0.2), [0, 1, 2]) == pytest.approx((1, 1.25, 1.5625), rel=1e-15)

    @pytest.mark.parametrize("years", [1, 10, 30, 31, 75, 76, 125, 126, 400])
    def test_a_schedule_is_a_product_over_the_years(self, years: int) -> None:
        rates = [0.035 if year <= 30 else 0.03 if year <= 75 else 0.025 for year in range(1, years + 1)]
        expected = math.prod(1 / (1 + rate) for rate in rates)
        assert discount_factors(GREEN_BOOK, [years])[0] == pytest.approx(expected, rel=1e-12)

    def test_within_a_year_of_a_schedule_its_rate_holds_in_proportion(self) -> None:
        expected = 1.035**-30 * 1.03**-0.5
        assert discount_factors(GREEN_BOOK, [30.5])[0] == pytest.approx(expected, rel=1e-14)

    def test_the_last_band_holds_on(self) -> None:
        short = Discounting(rate=[RateBand(until=2, rate=0.1)], timing="end")
        assert discount_factors(short, [5])[0] == pytest.approx(1.1**-5, rel=1e-14)


class TestAnnuity:
    @pytest.mark.parametrize(("rate", "years"), [(0.1, 3), (0.035, 30), (-0.02, 7)])
    def test_it_has_the_closed_form_of_an_annuity(self, rate: float, years: int) -> None:
        expected = (1 - (1 + rate) ** -years) / rate
        assert annuity_factor(at_rate(rate), years) == pytest.approx(expected, rel=1e-13)

    def test_without_a_rate_it_counts_the_years(self) -> None:
        assert annuity_factor(at_rate(0.0), 2.5) == 2.5

    def test_the_last_year_counts_in_proportion(self) -> None:
        expected = 1 / 1.1 + 0.5 * 1.1**-1.5
        assert annuity_factor(at_rate(0.1), 18 / 12) == pytest.approx(expected, rel=1e-14)

    def test_thirty_six_months_are_three_years(self) -> None:
        assert annuity_factor(at_rate(0.1), window(36, "month").years) == annuity_factor(at_rate(0.1), 3)

    def test_half_a_year_is_no_whole_one(self) -> None:
        assert annuity_factor(at_rate(0.1), 0.5) == pytest.approx(0.5 * 1.1**-0.5, rel=1e-14)


def test_a_present_value_is_a_sum_of_discounted_flows() -> None:
    flows = np.array([[-100.0, 60.0, 60.0], [1.0, 2.0, 4.0]])
    assert present_values(flows, [1.0, 0.5, 0.25]).tolist() == [-55.0, 3.0]


class TestPayback:
    @pytest.mark.parametrize(
        ("flows", "expected"),
        [
            ([-100, 50, 50, 50], 2.0),
            ([-100, 40, 120], 1.5),
            ([-100, 400], 0.25),
            ([0, -100, 50, 100], 2.5),
            ([-100, 0, 100], 2.0),
            ([-30_120, -3_900, 38_800, 89_700], 1 + 34_020 / 38_800),
        ],
    )
    def test_it_is_read_off_within_the_period(self, flows: list[float], expected: float) -> None:
        found = payback_times(np.array([flows], dtype=float))[0]
        assert found == pytest.approx(expected, rel=1e-14)

    @pytest.mark.parametrize("flows", [[0, 0, 0], [0, 10, -5], [5, 5, 5], [10, -10, 3], [7]])
    def test_what_is_never_below_zero_has_nothing_to_pay_back(self, flows: list[float]) -> None:
        assert payback_times(np.array([flows], dtype=float))[0] == 0.0

    @pytest.mark.parametrize("flows", [[-100, 10, 10], [0, -1, 0], [-1], [5, -10, 4], [10, 0, -11]])
    def test_what_stays_below_zero_never_pays_back(self, flows: list[float]) -> None:
        assert np.isnan(payback_times(np.array([flows], dtype=float))[0])

    def test_a_first_return_counts_though_the_flow_falls_below_again(self) -> None:
        assert payback_times(np.array([[-10.0, 20.0, -30.0, 5.0]]))[0] == 0.5

    def test_a_fall_below_zero_after_a_good_start_has_to_be_paid_back(self) -> None:
        assert payback_times(np.array([[10.0, -30.0, 40.0]]))[0] == 1.5

    def test_each_draw_is_worked_on_by_itself(self) -> None:
        rows = np.array([[-100.0, 40, 120], [-100, 1, 1], [5, 5, 5], [-1, 2, -3]])
        alone = [payback_times(row[None, :])[0] for row in rows]
        assert payback_times(rows) == pytest.approx(alone, nan_ok=True, rel=0, abs=0)


def value_at(rate: float, flows: Sequence[float], times: Sequence[float]) -> float:
    return math.fsum(flow * (1 + rate) ** -time for flow, time in zip(flows, times, strict=True))


def by_brentq(flows: Sequence[float], times: Sequence[float]) -> float:
    """Find the one rate between -99.99 % and 1e6 by Brent's method."""
    found = optimize.brentq(value_at, -0.9999, 1e6, args=(flows, times), xtol=1e-13, rtol=1e-14)
    return float(found)


def rate_of(flows: Sequence[float], times: Sequence[float] | None = None) -> tuple[float, int]:
    times = range(len(flows)) if times is None else times
    found = internal_rates(np.array([flows], dtype=float), times)
    return float(found.rates[0]), int(found.roots[0])


class TestInternalRate:
    @pytest.mark.parametrize("rate", [-0.9, -0.5, -0.01, 0.0, 1e-6, 0.1, 1.0, 30.0])
    def test_growth_over_one_period_is_the_rate(self, rate: float) -> None:
        found, roots = rate_of([-100, 100 * (1 + rate)])
        assert roots == 1
        assert found == pytest.approx(rate, rel=1e-9, abs=1e-12)

    @pytest.mark.parametrize("timing", TIMINGS)
    @pytest.mark.parametrize("step", ["year", "month"])
    def test_it_agrees_with_another_method_whatever_the_timing(self, timing: Any, step: str) -> None:
        horizon = window(9, step)
        times = flow_times(horizon, timing)
        generator = np.random.default_rng(11)
        flows = np.concatenate(
            [
                -generator.uniform(50, 150, (200, 1)),
                generator.uniform(-20, 0, (200, 2)),
                generator.uniform(5, 80, (200, 7)),
            ],
            axis=1,
        )
        found = internal_rates(flows, times)
        assert set(found.roots.tolist()) == {1}
        expected = [by_brentq(row, times) for row in flows.tolist()]
        assert found.rates == pytest.approx(expected, rel=1e-9, abs=1e-11)

    def test_a_loan_has_a_rate_as_well(self) -> None:
        found, roots = rate_of([1000, -300, -300, -300, -300])
        assert roots == 1
        assert found == pytest.approx(by_brentq([1000, -300, -300, -300, -300], range(5)), rel=1e-10)

    def test_a_long_annuity_has_its_closed_form(self) -> None:
        years, rate = 100, 0.035
        yearly = 1000 * rate / (1 - (1 + rate) ** -years)
        found, _ = rate_of([-1000.0] + [yearly] * years)
        assert found == pytest.approx(rate, rel=1e-10)

    @pytest.mark.parametrize("flows", [[-1, 0, 0, 0, 1e12], [-1e12, 0, 0, 0, 1], [-1, 1e-6, 1e6], [0, 0, -5, 0, 6]])
    def test_extreme_flows_have_the_rate_that_makes_them_nothing(self, flows: list[float]) -> None:
        found, roots = rate_of(flows)
        assert roots == 1
        greatest = max(abs(flow) * (1 + found) ** -time for time, flow in enumerate(flows))
        assert value_at(found, flows, range(len(flows))) / greatest == pytest.approx(0, abs=1e-9)

    @pytest.mark.parametrize("flows", [[0, 0, 0], [1, 2, 3], [-1, -2, -3], [0, 5, 0], [-4], [0]])
    def test_without_a_change_of_sign_there_is_none(self, flows: list[float]) -> None:
        found, roots = rate_of(flows)
        assert math.isnan(found)
        assert roots == 0

    def test_a_quadratic_without_roots_has_none(self) -> None:
        found, roots = rate_of([-1, 2, -3])
        assert math.isnan(found)
        assert roots == 0

    @pytest.mark.parametrize("flows", [[-1, 5, -6], [-1600, 10_000, -10_000], [-1, 3, -2], [-1, 6, -11, 6]])
    def test_among_several_none_is_chosen(self, flows: list[float]) -> None:
        found, roots = rate_of(flows)
        assert math.isnan(found)
        assert roots == 2

    def test_a_rate_past_the_ends_of_the_search_is_not_counted_among_several(self) -> None:
        # discount factors 1/1.25 and 1/500: rates of 25 % and of 49,900 %
        near, far = 1 / 1.25, 1 / 500
        found, roots = rate_of([-near * far, near + far, -1.0])
        assert roots == 1
        assert found == pytest.approx(0.25, rel=1e-9)

    def test_a_root_on_the_grid_itself_is_found(self) -> None:
        # discount factors 1 and 1/500: no rate at all, and one past the end of the search
        found, roots = rate_of([-1 / 500, 1 + 1 / 500, -1.0])
        assert roots == 1
        assert found == pytest.approx(0.0, abs=1e-12)

    def test_flows_of_all_kinds_stand_side_by_side(self) -> None:
        rows = [[-100, 60, 60], [1, 1, 1], [-1, 5, -6], [100, -60, -60], [0, 0, 0]]
        together = internal_rates(np.array(rows, dtype=float), range(3))
        alone = [rate_of(row) for row in rows]
        assert together.roots.tolist() == [roots for _, roots in alone] == [1, 0, 2, 1, 0]
        assert together.rates == pytest.approx([rate for rate, _ in alone], nan_ok=True, rel=1e-12)

    def test_more_draws_than_a_block_are_no_matter(self) -> None:
        rows = np.tile([[-100.0, 60.0, 60.0]], (10_000, 1))
        found = internal_rates(rows, range(3))
        assert len(set(found.rates.tolist())) == 1
        assert found.roots.sum() == 10_000

    def test_where_the_fast_method_does_not_settle_halving_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        generator = np.random.default_rng(12)
        flows = np.concatenate([-generator.uniform(50, 150, (50, 1)), generator.uniform(0, 80, (50, 6))], axis=1)
        loans = -flows
        expected = internal_rates(flows, range(7)).rates
        monkeypatch.setattr(money, "_NEWTON_STEPS", 1)
        assert internal_rates(flows, range(7)).rates == pytest.approx(expected, rel=1e-9)
        assert internal_rates(loans, range(7)).rates == pytest.approx(expected, rel=1e-9)

    def test_all_at_once_has_no_rate(self) -> None:
        assert rate_of([-100, 150], times=[0, 0])[1] == 0

    def test_a_single_period_in_its_middle_counts_for_half_a_year(self) -> None:
        assert rate_of([-100, 150], times=[0, 0.5])[0] == pytest.approx(1.5**2 - 1, rel=1e-10)

    def test_at_the_start_the_first_period_counts_at_once(self) -> None:
        assert rate_of([-100, 40, 90], times=[0, 0, 1])[0] == pytest.approx(0.5, rel=1e-10)

    def test_what_almost_nothing_comes_back_of_over_many_months_has_a_rate_near_a_total_loss(self) -> None:
        found, roots = rate_of([-10_000.0] * 120 + [1.0], flow_times(window(120, "month"), "end"))
        assert roots == 1
        assert found == pytest.approx(-1.0, abs=1e-9)

    def test_the_greatest_rate_that_is_one(self) -> None:
        greatest = math.exp(20.0)
        found, roots = rate_of([-1.0, greatest * 0.999])
        assert roots == 1
        assert found == pytest.approx(greatest * 0.999 - 1.0, rel=1e-9)
        found, roots = rate_of([-1.0, greatest * 1.001])
        assert (math.isnan(found), roots) == (True, 0)
        assert rate_of([-1.0, 1.5 * math.exp(10.0)], times=[0, 0.5])[1] == 0

    @pytest.mark.parametrize("sign", [1, -1])
    def test_roots_on_and_beside_the_grid_are_counted_once(self, sign: int) -> None:
        found, roots = rate_of([sign * part for part in (-1 / 500, 1 + 1 / 500, -1.0)])
        assert roots == 1
        assert found == pytest.approx(0.0, abs=1e-12)

    def test_draws_with_several_changes_of_sign_are_scanned_block_by_block(self) -> None:
        near = np.linspace(1.05, 1.9, 1300)
        rows = np.column_stack([-1 / near / 500, 1 / near + 1 / 500, np.full(1300, -1.0)])
        found = internal_rates(rows, range(3))
        assert set(found.roots.tolist()) == {1}
        assert found.rates == pytest.approx(near - 1.0, rel=1e-9)
        mixed = np.concatenate([rows, [[-1.0, 5.0, -6.0], [-1.0, 2.0, -3.0], [-100.0, 60.0, 60.0]]])
        assert internal_rates(mixed, range(3)).roots[-3:].tolist() == [2, 0, 1]
        assert internal_rates(mixed, range(3)).rates[:-3].tolist() == found.rates.tolist()

    def test_months_are_scanned_as_far_as_years(self) -> None:
        # monthly factors whose twelfth powers are 1/1.25 and 1/500: one yearly rate of 25 %, and one past the search
        near, far = 1.25 ** (-1 / 12), 500.0 ** (-1 / 12)
        found, roots = rate_of([-near * far, near + far, -1.0], times=[0, 1 / 12, 2 / 12])
        assert roots == 1
        assert found == pytest.approx(0.25, rel=1e-9)

    def test_many_draws_whose_signs_differ_are_told_apart(self) -> None:
        rows = np.array(
            [[-1.0, 0.0, 2.0], [0.0, -1.0, 3.0], [-1.0, 3.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [2.0, -1, 0.0]]
        )
        found = internal_rates(rows, range(3))
        assert found.roots.tolist() == [1, 1, 1, 0, 0, 1]
        assert found.rates[[0, 1, 2, 5]].tolist() == pytest.approx([2**0.5 - 1, 2.0, 2.0, -0.5], rel=1e-9)


def test_a_year_that_is_missed_by_rounding_is_a_whole_one() -> None:
    assert (
        annuity_factor(at_rate(0.1), 3 - 1e-10)
        == annuity_factor(at_rate(0.1), 3)
        == annuity_factor(at_rate(0.1), 3 + 1e-10)
    )


def test_costs_next_to_nothing_divide_nothing() -> None:
    assert money.is_divisor(np.array([1e-99, 5.0]))
    assert not money.is_divisor(np.array([1e-100, 5.0]))
    assert not money.is_divisor(np.array([5.0, -1.0]))


@pytest.mark.parametrize("periods", [1, 2, 3, 5])
@pytest.mark.parametrize("timing", TIMINGS)
def test_rates_of_few_periods_are_those_of_another_method_whatever_the_timing(periods: int, timing: Any) -> None:
    times = flow_times(window(periods), timing)
    flows = [-100.0, *[150.0 / periods] * periods]
    if len(set(times)) > 1:
        assert rate_of(flows, times)[0] == pytest.approx(by_brentq(flows, times), rel=1e-9)


@pytest.mark.parametrize(("rate", "beyond"), [(99.5, -0.9905), (-0.9895, 101.0)])
def test_the_search_ends_at_a_hundredth_and_at_a_hundredfold(rate: float, beyond: float) -> None:
    near, far = 1 / (1 + rate), 1 / (1 + beyond)
    found, roots = rate_of([-near * far, near + far, -1.0])
    assert roots == 1
    assert found == pytest.approx(rate, rel=1e-9)
