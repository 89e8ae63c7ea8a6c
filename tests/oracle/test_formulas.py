"""What the oracle makes of each word of a formula, period by period, by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from blogroi.oracle.oracle import Oracle

from .test_quantities import an_oracle

UNIFORM = {"low": 1, "high": 9, "shape": "uniform"}


def worked(text: str, *, drivers: Any = None, **how: Any) -> list[float]:
    """Give a formula in each period from the first on, in the first draw."""
    found: list[float] = an_oracle(drivers=drivers or {}, **how).by_formula("a", text).drawn[1:, 0].tolist()
    return found


@pytest.mark.parametrize(
    ("text", "by_period"),
    [
        ("2 + 3 * 4 - 10 / 5", [12] * 4),
        ("-(2 - 5)", [3] * 4),
        ("+7", [7] * 4),
        ("2 ** 3", [8] * 4),
        ("period", [1, 2, 3, 4]),
        ("year", [1, 2, 3, 4]),
        ("growth(0.5)", [1, 1.5, 2.25, 3.375]),
        ("yearly_growth(0.5)", [1, 1.5, 2.25, 3.375]),
        ("ramp(3)", [1 / 3, 2 / 3, 1, 1]),
        ("season(1, 2, 3)", [1, 2, 3, 1]),
        ("cumulative(period)", [1, 3, 6, 10]),
        ("delay(period, 1)", [0, 1, 2, 3]),
        ("delay(period, 0)", [1, 2, 3, 4]),
        ("delay(period, 0.5)", [0.5, 1.5, 2.5, 3.5]),
        ("delay(period, 9)", [0, 0, 0, 0]),
        ("by_age(period, 10 ** (1 - age))", [1, 2.1, 3.21, 4.321]),
        ("by_age(1, age, 2)", [1 + 2 + 3, 1 + 2 + 3 + 4, 15, 21]),
        ("by_age(1, age, before=2)", [6, 10, 15, 21]),
        ("by_age(1, age)", [1, 3, 6, 10]),
        ("abs(-3) + exp(0) + log(1) + sqrt(16)", [8] * 4),
        ("floor(2.7) + ceil(2.2) + round(2.5)", [2 + 3 + 3] * 4),
        ("floor(0.1 * 30) + ceil(0.1 * 30)", [6] * 4),
        ("floor(-2.5) + ceil(-2.5) + round(-2.5)", [-3 - 2 - 2] * 4),
        ("min(period, 2) + 10 * max(period, 2)", [21, 22, 32, 42]),
        ("clip(period, 2, 3)", [2, 2, 3, 3]),
        ("where(period > 2, 10, 20)", [20, 20, 10, 10]),
        ("(period < 2) + 10 * (period <= 2) + 100 * (period >= 2)", [11, 110, 100, 100]),
        ("(period == 2) + 10 * (period != 2)", [10, 1, 10, 10]),
    ],
)
def test_a_word_means_what_it_says(text: str, by_period: list[float]) -> None:
    assert worked(text) == pytest.approx(by_period)
    rows = an_oracle().by_formula("a", text)
    assert rows.mean[1:].tolist() == pytest.approx(by_period)
    assert rows.exact
    assert rows.drawn[0].tolist() == rows.drawn[1].tolist()  # before the first nothing goes by the period


@pytest.mark.parametrize(
    ("text", "step", "start", "by_period"),
    [
        ("year", "quarter", "2026-01-01", [1, 1, 1, 1, 2]),
        ("yearly_growth(0.21)", "quarter", "2026-01-01", [1.21 ** (place / 4) for place in range(5)]),
        ("season(1, 2, 3, 4)", "quarter", "2026-01-01", [1, 2, 3, 4, 1]),
        ("season(1, 2, 3, 4)", "quarter", "2026-06-01", [2, 3, 4, 1, 2]),
        ("season(1, 2, 3, 4)", "year", "2026-06-01", [1, 2, 3, 4, 1]),
        ("season(1, 2, 3)", "quarter", "2026-06-01", [1, 2, 3, 1, 2]),
        (f"season({', '.join(map(str, range(1, 13)))})", "month", "2026-10-01", [10, 11, 12, 1, 2]),
        (f"season({', '.join(map(str, range(1, 12)))})", "month", "2026-10-01", [1, 2, 3, 4, 5]),
        (f"season({', '.join(map(str, range(1, 53)))})", "week", "2026-12-14", [51, 52, 52, 1, 2]),
        (f"season({', '.join(map(str, range(1, 52)))})", "week", "2026-12-14", [1, 2, 3, 4, 5]),
        ("year", "month", "2026-01-01", [1] * 5),
    ],
)
def test_seasons_and_years_go_by_the_calendar(text: str, step: str, start: str, by_period: list[float]) -> None:
    horizon = {"start": start, "periods": 5, "step": step}
    assert worked(text, periods=5, step=step, horizon=horizon) == pytest.approx(by_period)


class TestDrivers:
    def test_one_number_is_the_same_wherever_it_is_asked_for(self) -> None:
        oracle = an_oracle(drivers={"a": {"value": UNIFORM}, "b": {"value": "2 * a"}, "c": {"value": 3}})
        one, twice, sure = (oracle.by_formula("x", text) for text in ("a", "b", "c + 0 * a"))
        assert twice.drawn.tolist() == (2 * one.drawn).tolist()
        assert one.drawn[1].tolist() == one.drawn[4].tolist()
        assert (one.mean[1], twice.mean[1], sure.mean[1]) == pytest.approx((5, 10, 3))
        squared = oracle.by_formula("x", "a * a")
        assert squared.mean[1] == pytest.approx((9**3 - 1) / 24)
        stated = an_oracle(drivers={"a": {"value": {"value": 4, "source": "somebody"}}})
        assert stated.by_formula("x", "a").drawn[1].tolist() == [4, 4, 4]

    def test_a_list_is_drawn_together_unless_it_is_apart(self) -> None:
        listed = [UNIFORM, UNIFORM, 7, {"low": 2, "high": 18, "shape": "uniform"}]
        together = an_oracle(drivers={"a": {"value": listed}}).by_formula("x", "a").drawn
        apart = an_oracle(drivers={"a": {"value": listed, "periods": "apart"}}).by_formula("x", "a").drawn
        assert together[1].tolist() == together[2].tolist() == pytest.approx((together[4] / 2).tolist())
        assert apart[1].tolist() != apart[2].tolist()
        assert together[3].tolist() == apart[3].tolist() == [7, 7, 7]

    @pytest.mark.parametrize(
        ("varies", "step", "same"),
        [
            ("once", "year", [1, 1, 1, 1]),
            ("each period", "year", [1, 2, 3, 4]),
            ("each year", "year", [1, 2, 3, 4]),
            ("each year", "quarter", [1, 1, 1, 1]),
            ("each period", "quarter", [1, 2, 3, 4]),
        ],
    )
    def test_luck_comes_anew_when_it_is_said(self, varies: str, step: str, same: list[int]) -> None:
        rows = an_oracle(step=step, drivers={"a": {"value": UNIFORM, "varies": varies}}).by_formula("x", "a").drawn[1:]
        found: list[list[float]] = []
        for row in rows.tolist():
            found += [] if row in found else [row]
        assert [found.index(row) + 1 for row in rows.tolist()] == same

    def test_luck_that_lasts_goes_on_by_its_rank(self) -> None:
        def rows(persistence: float) -> Any:
            driver = {"value": UNIFORM, "varies": "each period", "persistence": persistence}
            case = an_oracle(drivers={"a": driver}).case
            return Oracle(case, 20_000).by_formula("x", "a").drawn[1:]

        for rank in (0.0, 0.8):
            found = np.corrcoef(rows(rank))
            assert found[0, 1] == pytest.approx(rank, abs=0.02)
            latent = 2 * math.sin(math.pi * rank / 6)
            two_on = 6 / math.pi * math.asin(latent**2 / 2)
            assert found[0, 2] == pytest.approx(two_on, abs=0.02)
            assert rows(rank)[3].mean() == pytest.approx(5, abs=0.05)

    def test_a_share_ends_at_one(self) -> None:
        oracle = an_oracle(
            drivers={
                "a": {"value": {"mean": 0.9, "sd": 0.5}, "unit": "share"},
                "b": {"value": {"mean": 0.9, "sd": 0.5}},
            }
        )
        many = Oracle(oracle.case, 500)
        assert many.by_formula("x", "a").drawn.max() <= 1 < many.by_formula("x", "b").drawn.max()
        assert many.by_formula("x", "a").drawn.min() >= 0 > many.by_formula("x", "b").drawn.min()


class TestChance:
    @pytest.mark.parametrize(
        ("text", "mean", "values"),
        [("event(0.3)", 0.3, {0, 1}), ("poisson(2)", 2.0, None), ("binomial(4, 0.5)", 2.0, {0, 1, 2, 3, 4})],
    )
    def test_counts_are_whole_and_as_many_as_are_expected(
        self, text: str, mean: float, values: set[int] | None
    ) -> None:
        rows = Oracle(an_oracle().case, 20_000).by_formula("x", text)
        assert rows.mean[1:].tolist() == pytest.approx([mean] * 4)
        assert rows.drawn[1:].mean() == pytest.approx(mean, rel=0.02)
        assert values is None or {*rows.drawn.ravel().tolist()} == values
        assert (rows.drawn == np.floor(rows.drawn)).all()
        assert rows.drawn[1].tolist() != rows.drawn[2].tolist()

    def test_each_call_is_drawn_by_itself_and_the_same_again(self) -> None:
        case = an_oracle(drivers={"p": {"value": {"low": 0.2, "high": 0.4, "shape": "uniform"}}}).case
        one, again = (Oracle(case, 500).by_formula("x", "event(p) - event(p)").drawn for _ in range(2))
        assert one.tolist() == again.tolist()
        assert {*one.ravel().tolist()} == {-1, 0, 1}
        assert Oracle(case, 500).by_formula("y", "event(p) - event(p)").drawn.tolist() != one.tolist()
        assert Oracle(case, 500, seed=2).by_formula("x", "event(p) - event(p)").drawn.tolist() != one.tolist()
        assert Oracle(case, 50).by_formula("x", "10 * event(p)").mean[1] == pytest.approx(3)


def test_what_is_no_word_of_a_formula_is_no_number() -> None:
    for text in ("a // b", "f(1)", "[1]", "a and b"):
        with pytest.raises(NotImplementedError):
            an_oracle(drivers={name: {"value": 1} for name in "ab"}).by_formula("x", text)
