"""Quantities multiplied and moved are drawn so: every draw of them, also of what is cut off."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogroi.engine.shapes import shape_of
from blogroi.model import Beta, Chance, Domain, Estimate, Mirrored, Normal, Quantiles, Quantity, Samples, Studies
from blogroi.model.transform import ascending, mirrored
from blogroi.model.truncation import Truncated
from blogroi.numerics.sampler import sampler
from blogroi.testing.strategies.values import quantities
from blogroi.testing.variants.arithmetic import lowest, middle, raised, times

from ..numerics.drawing import Floats

EVEN = (np.arange(500) + 0.5) / 500
ANY = quantities(Domain.REAL, largest=100.0)
WITHOUT_UNIT = (Beta, Chance, Mirrored)


def drawn(quantity: Quantity) -> Floats:
    out = EVEN.copy()
    sampler(shape_of(ascending(quantity), Domain.REAL)).place(out)
    return out


@settings(max_examples=50)
@given(quantity=ANY, factor=st.sampled_from([0.25, 2.0, 64.0]))
def test_multiplied_every_draw_is_as_many_times_as_great(quantity: Quantity, factor: float) -> None:
    if not isinstance(quantity, WITHOUT_UNIT):
        there = drawn(quantity)
        assert drawn(times(quantity, factor)) == pytest.approx(factor * there, rel=1e-9, abs=1e-9 * np.ptp(there))


@settings(max_examples=50)
@given(quantity=ANY)
def test_multiplied_by_minus_one_it_is_the_mirror_image(quantity: Quantity) -> None:
    if not isinstance(quantity, WITHOUT_UNIT):
        assert times(quantity, -1.0) == mirrored(quantity)


@settings(max_examples=50)
@given(quantity=ANY, step=st.sampled_from([0.5, -0.5]))
def test_moved_no_draw_goes_the_other_way(quantity: Quantity, step: float) -> None:
    there, back = drawn(quantity), drawn(raised(quantity, step))
    slack = 1e-9 * max(1.0, np.abs(there).max())
    assert np.all((back >= there - slack) if step > 0 else (back <= there + slack))


@given(quantity=ANY)
def test_the_middle_lies_within_what_is_not_cut_off_and_above_the_lowest(quantity: Quantity) -> None:
    found = middle(quantity)
    if isinstance(quantity, Truncated):
        assert quantity.within(found, found) == (found, found)
    if not isinstance(quantity, WITHOUT_UNIT):
        assert lowest(quantity) <= found


def test_each_is_moved_with_its_least_and_greatest_value() -> None:
    assert times(Normal(2, 1, min=1), 3) == Normal(6, 3, min=3)
    assert times(Estimate(2, 1, 4, max=3), -3) == Estimate(-6, -12, -3, min=-9)
    assert times(Quantiles([(0.25, 2), (0.75, 3)]), -2) == Quantiles([(0.25, -6), (0.75, -4)])
    assert times(Chance(0.3), 64) == Chance(0.3)
    assert raised(Studies([1, 2, 4], max=8), 0.5) == Studies([1.5, 3, 6], max=12)
    assert raised(Normal(2, 1, min=1), 0.5) == Normal(3, 1, min=2)
    assert middle(Samples([1, 2, 3, 4], weights=[1, 0, 1, 1], min=2)) == 3
