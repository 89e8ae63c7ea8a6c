"""When money counts and what it is worth then, against closed forms."""

from __future__ import annotations

import math
from datetime import date
from typing import Any

import pytest

from blogroi import Discounting, Horizon, RateBand
from blogroi.engine.compile.timing import annuity_factor, discount_factors, flow_times


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

    def test_quarters_are_quarters_of_years(self) -> None:
        assert flow_times(window(8, "quarter"), "start") == (0, *(quarter / 4 for quarter in range(8)))

    def test_a_year_has_a_seventh_of_its_days_of_weeks(self) -> None:
        assert flow_times(window(1000, "week"), "end")[-1] == pytest.approx(7000 / 365.25, rel=1e-15)

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


def test_a_year_that_is_missed_by_rounding_is_a_whole_one() -> None:
    assert (
        annuity_factor(at_rate(0.1), 3 - 1e-10)
        == annuity_factor(at_rate(0.1), 3)
        == annuity_factor(at_rate(0.1), 3 + 1e-10)
    )
