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
from blogroi.engine.compile.timing import flow_times
from blogroi.numerics import money
from blogroi.numerics.money import STATUSES, InternalRates, internal_rates, payback_times

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


def paid_back(*rows: Sequence[float], slack: float = 0.0) -> list[float]:
    flows = np.array(rows, dtype=float).T
    times: list[float] = payback_times(flows, np.full(flows.shape[1], slack)).tolist()
    return times


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
        assert paid_back(flows) == pytest.approx([expected], rel=1e-14)

    @pytest.mark.parametrize("flows", [[0, 0, 0], [0, 10, -5], [5, 5, 5], [10, -10, 3], [7]])
    def test_what_is_never_below_zero_owes_nothing(self, flows: list[float]) -> None:
        assert paid_back(flows) == [0.0]

    @pytest.mark.parametrize("flows", [[-100, 10, 10], [0, -1, 0], [-1], [5, -10, 4], [10, 0, -11], [-10, 20, -30, 5]])
    def test_what_is_below_zero_at_the_end_never_pays_back(self, flows: list[float]) -> None:
        assert paid_back(flows) == [math.inf]

    def test_it_is_the_time_from_which_the_flow_stays_at_or_above_zero(self) -> None:
        assert paid_back([-10, 20, -30, 40]) == [2.5]

    def test_a_fall_below_zero_after_a_good_start_has_to_be_paid_back(self) -> None:
        assert paid_back([10, -30, 40]) == [1.5]

    def test_what_a_last_bit_is_short_of_is_paid_back(self) -> None:
        flows = [-99.96, *[8.33] * 12]  # twelve times 8.33 adds up to a last bit less
        assert sum(flows) != 0.0
        assert paid_back(flows, slack=1e-9 * 200) == pytest.approx([12.0])

    def test_each_draw_is_worked_on_by_itself(self) -> None:
        rows = [[-100, 40, 120], [-100, 1, 1], [5, 5, 5], [-1, 2, -3]]
        assert paid_back(*rows) == [paid_back(row)[0] for row in rows]


def value_at(rate: float, flows: Sequence[float], times: Sequence[float]) -> float:
    return math.fsum(flow * (1 + rate) ** -time for flow, time in zip(flows, times, strict=True))


def by_brentq(flows: Sequence[float], times: Sequence[float]) -> float:
    """Find the one rate between -99.99 % and 1e6 by Brent's method."""
    found = optimize.brentq(value_at, -0.9999, 1e6, args=(flows, times), xtol=1e-13, rtol=1e-14)
    return float(found)


def rates_of(rows: Any, times: Sequence[float], slack: float = 0.0) -> InternalRates:
    flows = np.array(rows, dtype=float).T
    return internal_rates(flows, times, np.full(flows.shape[1], slack))


def statuses(found: InternalRates) -> list[str]:
    return [STATUSES[status] for status in found.status]


def rate_of(flows: Sequence[float], times: Sequence[float] | None = None, slack: float = 0.0) -> tuple[float, str]:
    found = rates_of([flows], range(len(flows)) if times is None else times, slack)
    return float(found.rates[0]), statuses(found)[0]


class TestInternalRate:
    @pytest.mark.parametrize("rate", [-0.9, -0.5, -0.01, 0.0, 1e-6, 0.1, 1.0, 30.0])
    def test_growth_over_one_period_is_the_rate(self, rate: float) -> None:
        found, status = rate_of([-100, 100 * (1 + rate)])
        assert status == "one"
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
        found = rates_of(flows, times)
        assert set(statuses(found)) == {"one"}
        expected = [by_brentq(row, times) for row in flows.tolist()]
        assert found.rates == pytest.approx(expected, rel=1e-9, abs=1e-11)

    def test_a_loan_has_a_rate_that_is_paid_and_not_earned(self) -> None:
        found, status = rate_of([1000, -300, -300, -300, -300])
        assert status == "borrowing"
        assert math.isnan(found)

    def test_a_long_annuity_has_its_closed_form(self) -> None:
        years, rate = 100, 0.035
        yearly = 1000 * rate / (1 - (1 + rate) ** -years)
        found, _ = rate_of([-1000.0] + [yearly] * years)
        assert found == pytest.approx(rate, rel=1e-10)

    @pytest.mark.parametrize("flows", [[-1, 0, 0, 0, 1e12], [-1e12, 0, 0, 0, 1], [-1, 1e-6, 1e6], [0, 0, -5, 0, 6]])
    def test_extreme_flows_have_the_rate_that_makes_them_nothing(self, flows: list[float]) -> None:
        found, status = rate_of(flows)
        assert status == "one"
        greatest = max(abs(flow) * (1 + found) ** -time for time, flow in enumerate(flows))
        assert value_at(found, flows, range(len(flows))) / greatest == pytest.approx(0, abs=1e-9)

    @pytest.mark.parametrize("flows", [[0, 0, 0], [1, 2, 3], [0, 5, 0], [0]])
    def test_where_nothing_goes_out_there_is_none(self, flows: list[float]) -> None:
        found, status = rate_of(flows)
        assert math.isnan(found)
        assert status == "none"

    @pytest.mark.parametrize("flows", [[-1, -2, -3], [-4], [0, -5, 0]])
    def test_where_nothing_comes_in_all_is_lost(self, flows: list[float]) -> None:
        assert rate_of(flows) == (-1.0, "loss")

    def test_a_quadratic_without_roots_has_none(self) -> None:
        found, status = rate_of([-1, 2, -3])
        assert math.isnan(found)
        assert status == "none"

    @pytest.mark.parametrize(
        "flows",
        [
            [-1, 5, -6],
            [-1600, 10_000, -10_000],
            [-1, 3, -2],
            [-1, 6, -11, 6],
            [1, -6, 11, -6],
            [-1000, 3020, -2280],  # 50 % and 52 %
            [-1 / 500, 1 + 1 / 500, -1.0],  # 0 % and 49,900 %
            [1 / 500, -1 - 1 / 500, 1.0],
        ],
    )
    def test_among_several_none_is_chosen(self, flows: list[float]) -> None:
        found, status = rate_of(flows)
        assert math.isnan(found)
        assert status == "several"

    @pytest.mark.parametrize("flows", [[-1, 4, -4], [1, -4, 4], [-4, 12, -9], [-1, 5, -8, 4], [-0.01, 0.22, -1.21]])
    def test_a_rate_at_which_the_value_only_touches_zero_is_not_one(self, flows: list[float]) -> None:
        assert rate_of(flows)[1] == "several"

    @pytest.mark.parametrize("gap", [1e-3, 1e-2, 0.1])
    def test_two_rates_close_together_are_two(self, gap: float) -> None:
        near, far = 1 / 1.5, 1 / (1.5 + gap)
        assert rate_of([-near * far, near + far, -1.0])[1] == "several"

    @pytest.mark.parametrize("short", [1e-3, 1e-2, 0.1])
    def test_what_stays_short_of_zero_has_none(self, short: float) -> None:
        assert rate_of([-1.0 - short, 4.0, -4.0])[1] == "none"

    def test_flows_that_are_nothing_beside_the_rest_turn_no_sign(self) -> None:
        flows = [-100.0, 60.0, 60.0, -1e-8]
        assert rate_of(flows)[1] == "several"
        found, status = rate_of(flows, slack=1e-9 * 220)
        assert status == "one"
        assert found == pytest.approx(by_brentq(flows[:3], range(3)), rel=1e-9)

    @pytest.mark.parametrize("periods", [3, 5, 12, 48])
    def test_counts_agree_with_the_roots_of_the_polynomial(self, periods: int) -> None:
        generator = np.random.default_rng(periods)
        rows = generator.normal(5.0, 100.0, (200, periods + 1))
        rows[:, 0] = -np.abs(rows[:, 0])
        found = rates_of(rows, [month / 12 for month in range(periods + 1)])
        for row, rate, status in zip(rows, found.rates, statuses(found), strict=True):
            roots = np.roots(row[::-1])
            real = roots[(np.abs(roots.imag) < 1e-9 * np.abs(roots)) & (roots.real > 0.0)].real
            if (row < 0.0).all():
                assert status == "loss"
                continue
            assert status == {0: "none", 1: "one"}.get(len(real), "several")
            if status == "one":
                assert rate == pytest.approx(real[0] ** -12.0 - 1.0, rel=1e-7, abs=1e-9)

    def test_flows_of_all_kinds_stand_side_by_side(self) -> None:
        rows = [[-100, 60, 60], [1, 1, 1], [-1, 5, -6], [100, -60, -60], [0, 0, 0], [-1, 0, -1], [-1, 2, -3]]
        together = rates_of(rows, range(3))
        alone = [rate_of(row) for row in rows]
        assert statuses(together) == [status for _, status in alone]
        assert statuses(together) == ["one", "none", "several", "borrowing", "none", "loss", "none"]
        assert together.rates == pytest.approx([rate for rate, _ in alone], nan_ok=True, rel=1e-12)

    @pytest.mark.parametrize("periods", [5, 60, 200])
    def test_periods_without_flows_behind_the_last_one_are_no_matter(self, periods: int) -> None:
        """Their powers of the discount factor are past what a float holds, where the rate lies near a loss of all."""
        rest = [0.0] * (periods - 2)
        for flows, rate in (([-7e6, 7.0], 1e-6 - 1.0), ([-1e9, 0.0, 1e-9], 1e-9 - 1.0)):
            found, status = rate_of([*flows, *rest])
            assert found == pytest.approx(rate, rel=1e-12)
            assert status == "one"

    def test_more_draws_than_a_block_are_no_matter(self) -> None:
        found = rates_of(np.tile([[-100.0, 60.0, 60.0]], (10_000, 1)), range(3))
        assert len(set(found.rates.tolist())) == 1
        assert set(statuses(found)) == {"one"}

    def test_draws_with_many_changes_of_sign_do_not_depend_on_those_beside_them(self) -> None:
        generator = np.random.default_rng(5)
        rows = generator.normal(0.0, 1.0, (300, 8))
        rows[::3, -2:] = 0.0
        rows[1::3, 0] = 0.0
        together = rates_of(rows, range(8))
        alone = [rate_of(row) for row in rows.tolist()]
        assert statuses(together) == [status for _, status in alone]
        assert together.rates == pytest.approx([rate for rate, _ in alone], nan_ok=True, rel=1e-9)

    def test_a_rate_depends_neither_on_the_draws_beside_it_nor_on_how_they_lie_in_memory(self) -> None:
        """Most are there after a few steps, and the others go on without them."""
        rng = np.random.default_rng(8)
        flows = rng.lognormal(0.0, 1.5, (9, 3000))
        flows[0] *= -np.exp(rng.normal(0.0, 4.0, 3000))
        times = list(range(9))
        together = internal_rates(flows, times, np.zeros(3000))
        assert (together.status == 0).all()
        across = internal_rates(np.asfortranarray(flows), times, np.zeros(3000))
        alone = [internal_rates(flows[:, [draw]], times, np.zeros(1)).rates[0] for draw in range(0, 3000, 7)]
        assert np.array_equal(across.rates, together.rates)
        assert np.array_equal(alone, together.rates[::7])
        worth = (flows * (1.0 + together.rates) ** -np.arange(9.0)[:, None]).sum(axis=0)
        assert (np.abs(worth) < 1e-9 * np.abs(flows).sum(axis=0)).all()

    def test_where_the_fast_method_does_not_settle_halving_does(self, monkeypatch: pytest.MonkeyPatch) -> None:
        generator = np.random.default_rng(12)
        flows = np.concatenate([-generator.uniform(50, 150, (50, 1)), generator.uniform(0, 80, (50, 6))], axis=1)
        expected = rates_of(flows, range(7)).rates
        monkeypatch.setattr(money, "_NEWTON_STEPS", 1)
        assert rates_of(flows, range(7)).rates == pytest.approx(expected, rel=1e-9)

    def test_all_at_once_has_no_rate(self) -> None:
        assert rate_of([-100, 150], times=[0, 0])[1] == "none"

    def test_a_single_period_in_its_middle_counts_for_half_a_year(self) -> None:
        assert rate_of([-100, 150], times=[0, 0.5])[0] == pytest.approx(1.5**2 - 1, rel=1e-10)

    def test_at_the_start_the_first_period_counts_at_once(self) -> None:
        assert rate_of([-100, 40, 90], times=[0, 0, 1])[0] == pytest.approx(0.5, rel=1e-10)

    def test_what_almost_nothing_comes_back_of_over_many_months_has_a_rate_near_a_total_loss(self) -> None:
        found, status = rate_of([-10_000.0] * 120 + [1.0], flow_times(window(120, "month"), "end"))
        assert status == "one"
        assert found == pytest.approx(-1.0, abs=1e-9)

    def test_a_rate_past_all_powers_that_fit_into_a_float_is_found_all_the_same(self) -> None:
        # of 36 months, the first pays all but everything back: a growth of 1e4 in half a month
        times = flow_times(window(36, "month"), "mid")
        found, status = rate_of([-100.0, *[1e6] * 36], times)
        assert status == "one"
        half_month = (1 + found) ** (1 / 24)
        # with q = 1 / half_month**2: 100 = 1e6 / half_month * (1 + q + q**2 + ...)
        assert half_month == pytest.approx(1e4 / (1 - half_month**-2), rel=1e-9)

    def test_many_draws_whose_signs_differ_are_told_apart(self) -> None:
        rows = [[-1, 0, 2], [0, -1, 3], [-1, 3, 0], [1, 0, 0], [0, 0, 0], [2, -1, 0]]
        found = rates_of(rows, range(3))
        assert statuses(found) == ["one", "one", "one", "none", "none", "borrowing"]
        assert found.rates[:3].tolist() == pytest.approx([2**0.5 - 1, 2.0, 2.0], rel=1e-9)


@pytest.mark.parametrize("periods", [1, 2, 3, 5])
@pytest.mark.parametrize("timing", TIMINGS)
def test_rates_of_few_periods_are_those_of_another_method_whatever_the_timing(periods: int, timing: Any) -> None:
    times = flow_times(window(periods), timing)
    flows = [-100.0, *[150.0 / periods] * periods]
    if len(set(times)) > 1:
        assert rate_of(flows, times)[0] == pytest.approx(by_brentq(flows, times), rel=1e-9)
