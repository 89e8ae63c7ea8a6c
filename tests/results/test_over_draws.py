"""A figure over draws is a number where one is asked for, and is not taken for one where that would mislead."""

from __future__ import annotations

import math
import operator
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import blogroi
from blogroi import InternalRate, Payback, Ratio, Summary, SummaryError
from blogroi.evaluation.summaries import summary

NPV = Summary(mean=1234.56, sd=300.0, p05=-700.0, p50=1200.0, p95=1750.0, mc_error=2.0, low=-900.0, high=2000.0)
OTHER = Summary(mean=10.0, sd=2.0, p05=7.0, p50=9.5, p95=14.0, mc_error=0.0)
ROI = Ratio(of_means=0.625, p05=0.25, p50=0.5, p95=None, mc_error=0.01)
PAYBACK = Payback(p05=1.25, p50=2.0, p95=None, never=0.08, at_once=0.0)
LATE = Payback(p05=1.25, p50=None, p95=None, never=0.6, at_once=0.0)
IRR = InternalRate(of_means=0.125, status="one")
LEADING: list[tuple[Any, float]] = [(NPV, 1234.56), (ROI, 0.625), (PAYBACK, 2.0), (IRR, 0.125)]
ORDER: list[Callable[[Any, Any], Any]] = [operator.lt, operator.le, operator.gt, operator.ge]


@pytest.mark.parametrize(("figure", "number"), LEADING)
def test_where_one_number_is_asked_for_it_is_the_one_that_leads(figure: Any, number: float) -> None:
    assert (float(figure), int(figure), round(figure), round(figure, 1)) == (
        number,
        int(number),
        round(number),
        round(number, 1),
    )
    assert f"{figure:,.1f} {figure:.0%}" == f"{number:,.1f} {number:.0%}"
    assert f"{figure}" == str(figure) == repr(figure)
    assert math.isfinite(figure)
    assert np.array([figure], dtype=float).tolist() == [number]


def test_what_the_docstring_of_the_field_promises_holds_for_an_evaluation() -> None:
    tool = blogroi.evaluate(blogroi.load("examples/fastlane-2006.toml"), draws=100).tools["fastlane"]
    assert tool.npv is not None
    assert tool.roi is not None
    assert (round(tool.npv), f"{tool.roi:.0%}") == (round(tool.npv.mean), f"{tool.roi.of_means:.0%}")


def test_where_there_is_no_one_number_none_is_made_up() -> None:
    for ask in (float, int, round, lambda figure: f"{figure:.1f}"):
        with pytest.raises(SummaryError, match=r"^there is no one number: `p50` is None$"):
            ask(LATE)
    with pytest.raises(SummaryError, match="`of_means` is None"):
        float(InternalRate(of_means=None, status="none"))


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=50),
    st.floats(-100, 100),
    st.floats(-1e6, 1e6),
    st.sampled_from([None, 3.25]),
)
def test_times_a_number_and_plus_a_number_it_is_what_the_draws_would_be(
    values: list[float], times: float, plus: float, mean: float | None
) -> None:
    draws = np.array(values)
    ends = {"lowest": draws - 1.0, "highest": draws + 2.0}
    figure = summary(draws, mean=mean, lowest=ends["lowest"], highest=ends["highest"])
    moved = times * draws + plus
    least, most = (
        times * ends[name] + plus for name in (("highest", "lowest") if times < 0 else ("lowest", "highest"))
    )
    expected = summary(moved, mean=None if mean is None else times * mean + plus, lowest=least, highest=most)
    scale = max(1.0, float(np.abs(moved).max()), float(np.abs(plus)), 100 * float(np.abs(draws).max()))
    for found in (times * figure + plus, plus + figure * times, plus - figure * -times):
        for name in ("mean", "sd", "p05", "p50", "p95", "mc_error", "low", "high"):
            assert getattr(found, name) == pytest.approx(getattr(expected, name), rel=0, abs=1e-9 * scale), name


def test_what_can_be_written_otherwise_is_the_same() -> None:
    assert NPV / 4 == NPV * 0.25 == 0.25 * NPV == np.float64(0.25) * NPV
    assert NPV - 5 == NPV + -5 == -5 + NPV
    assert 5 - NPV == -NPV + 5
    turned = -NPV
    assert -turned == +NPV == NPV
    assert NPV * Fraction(1, 2) == NPV / 2
    assert pickle.loads(pickle.dumps(NPV * 2)) == NPV * 2


def test_turned_its_ends_change_places() -> None:
    turned = -NPV
    assert (turned.mean, turned.p05, turned.p50, turned.p95) == (-1234.56, -1750.0, -1200.0, 700.0)
    assert (turned.sd, turned.mc_error, turned.low, turned.high) == (300.0, 2.0, -2000.0, 900.0)
    assert Summary(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0) == 0.0 * NPV
    assert math.copysign(1.0, (-(0.0 * NPV)).mean) == 1.0


def test_a_payback_in_years_is_one_in_months() -> None:
    assert Payback(p05=15.0, p50=24.0, p95=None, never=0.08, at_once=0.0) == 12 * PAYBACK


def test_a_ratio_moves_with_its_ends_that_are_known() -> None:
    assert Ratio(of_means=1.625, p05=1.25, p50=1.5, p95=None, mc_error=0.01) == ROI + 1
    assert Ratio(of_means=-0.625, p05=None, p50=-0.5, p95=-0.25, mc_error=0.01) == -ROI


@pytest.mark.parametrize("compare", ORDER)
@pytest.mark.parametrize(
    ("figure", "says"),
    [
        (
            NPV,
            r"write `\.mean [<>]=? 2` for the first; the second is a chance, as in `tool\.probability_positive > 0\.9`",
        ),
        (ROI, r"write `\.of_means [<>]=? 2` .* `tool\.probability_positive > 0\.9`"),
        (PAYBACK, r"write `\.p50 [<>]=? 2` .* `tool\.payback\.never < 0\.1`"),
        (IRR, r"write `\.of_means [<>]=? 2` .* `tool\.irr\.p05 > 0\.1`"),
    ],
)
def test_whether_it_is_above_a_number_is_refused_with_both_that_may_be_meant(
    compare: Callable[[Any, Any], Any], figure: Any, says: str
) -> None:
    with pytest.raises(SummaryError, match=says):
        compare(figure, 2)
    with pytest.raises(SummaryError, match=says):
        compare(2, figure)


def test_the_sign_of_what_is_refused_is_that_of_the_question() -> None:
    with pytest.raises(SummaryError, match=r"^`> 0` could ask .* `\.mean > 0`"):
        _ = NPV > 0
    with pytest.raises(SummaryError, match=r"^`<= 0` could ask .* `\.mean <= 0`"):
        _ = NPV <= 0


@pytest.mark.parametrize("compare", ORDER)
def test_which_of_two_is_greater_is_refused(compare: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(SummaryError, match=r"`evaluation\.ranking\.pairwise\[\"blog\"\]\[\"fair\"\]`, the chance that"):
        compare(NPV, OTHER)
    with pytest.raises(SummaryError, match=r"write `\.mean` behind each"):
        sorted([NPV, OTHER])


@pytest.mark.parametrize("between", [operator.add, operator.sub, operator.mul, operator.truediv])
def test_what_is_between_two_figures_is_in_their_draws(between: Callable[[Any, Any], Any]) -> None:
    with pytest.raises(
        SummaryError, match=r"put the draws together .*`draws\[\"blog\"\]\.npv . draws\[\"fair\"\]\.npv`"
    ):
        between(NPV, OTHER)
    with pytest.raises(SummaryError, match=r"all tools together are `evaluation\.total`"):
        sum([NPV, OTHER])


def test_what_does_not_follow_from_it_is_refused() -> None:
    asked: list[tuple[Callable[[Any], Any], str]] = [
        (abs, "abs"),
        (lambda one: 1 / one, "/"),
        (lambda one: one**2, r"\*\*"),
    ]
    for ask, sign in asked:
        with pytest.raises(SummaryError, match=rf"^`{sign}` of a figure does not follow from it: .*, `\.mean`$"):
            ask(NPV)


@pytest.mark.parametrize("other", ["5", None, [1.0], math.nan, math.inf, np.array([1.0, 2.0]), 1j])
def test_what_is_not_a_number_is_refused(other: Any) -> None:
    for between in (operator.add, operator.sub, operator.mul, operator.truediv):
        with pytest.raises(SummaryError, match="is not a number"):
            between(NPV, other)


def test_nothing_is_refused_that_is_no_question_of_size() -> None:
    assert Summary(1234.56, 300.0, -700.0, 1200.0, 1750.0, 2.0, -900.0, 2000.0) == NPV
    assert NPV != OTHER
    assert len({NPV, OTHER, NPV * 1}) == 2
    with pytest.raises(ZeroDivisionError):
        _ = NPV / 0


def test_it_is_an_error_of_blogroi_and_a_type_error_and_says_it_in_french() -> None:
    with pytest.raises(TypeError) as caught:
        _ = NPV > 0
    assert isinstance(caught.value, blogroi.BlogroiError)
    assert isinstance(caught.value, SummaryError)
    assert caught.value.said.spoken("fr").startswith("`> 0` peut demander")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
