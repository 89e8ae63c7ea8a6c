"""Scales hold all values, have round numbers that do not overlap, and keep the order."""

import itertools
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blogroi.report.figures.scale import scale_of

VALUES = st.floats(allow_nan=False, allow_infinity=False)


@example([8.98846567431158e307], False, 1)
@example([-8.98846567431158e307], False, 3)
@example([sys.float_info.max], False, 2)
@given(st.lists(VALUES | st.none(), max_size=8), st.booleans(), st.integers(1, 7))
def test_a_scale_holds_all_values_and_round_numbers_within(
    values: list[float | None], with_zero: bool, most: int
) -> None:
    scale = scale_of(values, with_zero=with_zero, most=most)
    known = [value for value in values if value is not None]
    assert scale.low < scale.high
    assert all(scale.low <= value <= scale.high for value in known)
    if with_zero:
        assert scale.low <= 0.0 <= scale.high
    ticks = [tick.value for tick in scale.ticks]
    assert len(ticks) <= most
    assert ticks == sorted(set(ticks))
    near = 2e-9 * (scale.high / 2.0 - scale.low / 2.0)
    assert all(scale.low - near <= tick <= scale.high + near for tick in ticks)


@given(VALUES, VALUES, st.lists(VALUES, max_size=3))
def test_places_keep_the_order_of_values(one: float, other: float, more: list[float]) -> None:
    scale = scale_of([one, other, *more])
    low, high = sorted((one, other))
    assert 0.0 <= scale.share(low) <= scale.share(high) <= 1.0


@given(st.floats(1.0, 1e12), st.floats(1.0, 1e12))
def test_equal_lengths_are_equal_wherever_they_lie(low: float, high: float) -> None:
    scale = scale_of([-low, high])
    zero = scale.share(0.0)
    part = min(low, high) / 2.0
    assert scale.share(part) - zero == pytest.approx(zero - scale.share(-part), abs=1e-12)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_ticks_are_alike_apart_and_no_two_have_one_label(one: float, other: float) -> None:
    ticks = scale_of([one, other]).ticks
    labels = [tick.label for tick in ticks]
    assert len(set(labels)) == len(labels)
    steps = [after.value - before.value for before, after in itertools.pairwise(ticks)]
    assert all(step == pytest.approx(steps[0]) for step in steps)


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([], ["0", "0.5", "1"]),
        ([0.0, 0.0], ["0", "0.5", "1"]),
        ([-3.0], ["-3", "-2", "-1", "0"]),
        ([0.01, 1e9], ["0", "500,000,000", "1,000,000,000"]),
        ([0.013], ["0", "0.005", "0.01"]),
    ],
)
def test_round_numbers(values: list[float], labels: list[str]) -> None:
    assert [tick.label for tick in scale_of(values, most=4).ticks] == labels


def test_fewer_ticks_are_taken_where_there_is_no_room_for_more() -> None:
    assert [tick.label for tick in scale_of([0.0, 9.0], fits=lambda scale: len(scale.ticks) < 3).ticks] == ["0", "5"]
    assert scale_of([0.0, 9.0], fits=lambda _: False).ticks == ()
