"""A list of uncertain quantities is one uncertain thing over time, unless it is said to be drawn apart."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi import Case, Correlation, Range, Samples
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import totals_of
from blogroi.engine.inputs import input_draws
from blogroi.engine.shapes import moments_of, shape_of
from blogroi.model import Domain
from blogroi.model.conventions import Conventions
from blogroi.numerics.moments import moments_of_sum

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

DRAWS = 20_000
MONTHS = 36


def benefits(*effects: Any, **changes: Any) -> list[Any]:
    """Draw the benefits of as many tools, each with an effect on the calls."""
    tools = {f"t{place}": a_tool({"calls": effect}, [a_cost()]) for place, effect in enumerate(effects)}
    case: Case = a_case(tools, **changes)
    return [drawn.benefits for drawn in blogroi.simulate(case, draws=DRAWS).values()]


def test_36_months_stated_one_by_one_have_the_spread_of_the_same_range_stated_once() -> None:
    listed, once = benefits(an_effect([Range(5, 9)] * MONTHS), an_effect(Range(5, 9)), periods=MONTHS)
    mean, sd = moments_of(Range(5, 9), Domain.REAL)
    for drawn in (listed, once):
        # a standard deviation from so many draws of a lognormal that is nearly normal is known to 1 / sqrt(2 n)
        assert drawn.std() == pytest.approx(MONTHS * sd, rel=5 / np.sqrt(2 * DRAWS))
        assert drawn.mean() == pytest.approx(MONTHS * mean, abs=5 * MONTHS * sd / np.sqrt(DRAWS))


def test_drawn_apart_they_even_out() -> None:
    (apart,) = benefits(an_effect([Range(5, 9)] * MONTHS, periods="apart"), periods=MONTHS)
    sd = moments_of(Range(5, 9), Domain.REAL)[1]
    assert apart.std() == pytest.approx(np.sqrt(MONTHS) * sd, rel=5 / np.sqrt(2 * DRAWS))


def test_samples_drawn_together_are_taken_in_ascending_order() -> None:
    listed: Any = [Samples([9, 1]), Samples([2, 30]), Range(100, 100.001)]
    (together,) = benefits(an_effect(listed, periods="together"), periods=3)
    assert sorted(set(together.round())) == [103.0, 139.0]
    mean, sd = moments_of_sum([(shape_of(part, Domain.REAL), 1.0) for part in listed])
    assert (mean, sd) == pytest.approx((121.0005, 18.0), abs=1e-3)


def test_a_list_goes_together_with_something_else_as_one_quantity() -> None:
    tie = Correlation(between=["tools.t0.effects.calls.change", "tools.t1.effects.calls.change"], rank=0.95)
    listed, once = benefits(
        an_effect([Range(5, 9), Range(6, 20)]), an_effect(Range(5, 9)), periods=2, correlations=[tie]
    )
    ranks = [np.argsort(np.argsort(drawn)) for drawn in (listed, once)]
    assert np.corrcoef(ranks[0], ranks[1])[0, 1] == pytest.approx(0.95, abs=0.01)


def test_effects_on_a_shared_indicator_take_parts_of_one_change() -> None:
    shared = an_indicator(shared=True, change=Range(50, 90))
    effects = an_effect(None, credit=0.25), an_effect(None, credit=0.5), an_effect(None, credit=0.25, deadweight=0.5)
    one, other, third = benefits(*effects, indicators={"calls": shared})
    assert other == pytest.approx(2.0 * one, rel=1e-12)
    assert third == pytest.approx(0.5 * one, rel=1e-12)
    mean, sd = moments_of(Range(50, 90), Domain.REAL)
    assert one.mean() == pytest.approx(0.25 * mean, abs=5 * 0.25 * sd / np.sqrt(DRAWS))


def test_a_list_that_is_drawn_together_is_one_input_in_the_mean_of_its_periods() -> None:
    effect = an_effect([Range(5, 9), Range(50, 90), 10], lasts=2)
    case = a_case({"blog": a_tool({"calls": effect}, [a_cost()])}, periods=3)
    frame, labels = build_frame(case.blinded(), Conventions.of(case, seed=1, gaps="no-credit"))
    ((path, draw),) = labels.parts[0].inputs.items()
    assert path == "tools.blog.effects.calls.change"
    known = input_draws(draw, 1000)
    assert 2.0 * known == pytest.approx(totals_of(frame, 0, 1000).benefits)


@pytest.mark.parametrize("correlated", [False, True])
def test_lists_share_their_uniform_numbers_with_what_stands_alone(correlated: bool) -> None:
    ties = [Correlation(between=["tools.t0.effects.calls.change", "tools.t0.costs.Writing.amount"], rank=0.5)]
    tool = a_tool({"calls": an_effect([Range(5, 9), 3, Range(5, 9)])}, [a_cost(Range(50, 90))])
    case = a_case({"t0": tool}, periods=3, correlations=ties if correlated else ())
    frame, labels = build_frame(case.blinded(), Conventions.of(case, seed=1, gaps="no-credit"))
    known = input_draws(labels.parts[0].inputs["tools.t0.effects.calls.change"], DRAWS)
    assert 3.0 * known == pytest.approx(totals_of(frame, 0, DRAWS).benefits)
