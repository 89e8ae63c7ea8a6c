"""How a figure over all draws is summed up."""

import numpy as np
import pytest

from blogroi.evaluation.summaries import summary


def test_a_figure_is_summed_up_with_the_error_that_its_draws_leave() -> None:
    values = np.arange(1.0, 401.0)[::-1].copy()
    found = summary(values)
    assert (found.mean, found.p50) == (200.5, 200.5)
    assert found.sd == pytest.approx(values.std())
    assert found.mc_error == pytest.approx(values.std() / 20.0)
    assert found.p05 < found.p50 < found.p95
    assert (found.low, found.high) == (None, None)


def test_where_the_mean_is_known_the_error_is_that_of_what_is_drawn_beside_it() -> None:
    values, rest = np.arange(1.0, 401.0), np.tile([-2.0, 2.0], 200)
    assert summary(values, mean=200.0, rest=rest).mc_error == pytest.approx(2.0 / 20.0, rel=0.01)
    assert summary(values, mean=200.0, rest=rest).mean == 200.0


def test_what_does_not_vary_has_no_spread_whatever_its_ends() -> None:
    found = summary(np.full(50, 3.0), lowest=np.full(50, 1.0), highest=np.full(50, 7.0))
    assert (found.mean, found.sd, found.p05, found.p95, found.mc_error) == (3.0, 0.0, 3.0, 3.0, 0.0)
    assert (found.low, found.high) == (1.0, 7.0)
