"""The mirror image of a quantity."""

import pytest

from blogroi import Beta, Chance, Estimate, Normal, Point, Quantiles, Range, Samples, Studies, ThreePoint, Uniform
from blogroi.model import Mirrored, Quantity
from blogroi.model.transform import ascending, mirrored


@pytest.mark.parametrize(
    "quantity",
    [
        Point(0.2),
        Range(0.1, 0.4),
        Range(0.1, 0.4, 0.8, "normal"),
        ThreePoint(0.1, 0.2, 0.4),
        Normal(0.2, 0.1),
        Normal(0.2, 0.1, "lognormal"),
        Uniform(0.1, 0.2),
        Beta(2, 3),
        Samples([0.1, 0.2]),
        Samples([0.1, 0.2], weights=[3, 1]),
        Estimate(3, 1, 9, 0.8),
        Quantiles([(0.1, 2), (0.3, 4), (0.95, 5)]),
        Chance(0.3),
        Studies([1, 2, 4]),
        Normal(1, 2, min=0),
        Range(1, 2, min=1.1, max=1.9),
        Beta(2, 3, max=0.5),
    ],
    ids=lambda quantity: type(quantity).__name__,
)
def test_mirrored_twice_it_is_itself(quantity: Quantity) -> None:
    assert mirrored(mirrored(quantity)) == quantity


def test_it_keeps_what_it_says_of_itself() -> None:
    assert mirrored(Range(-3, 5, 0.8, "normal")) == Range(-5, 3, 0.8, "normal")
    assert mirrored(ThreePoint(1, 2, 5, "triangular")) == ThreePoint(-5, -2, -1, "triangular")
    assert mirrored(Normal(4, 1, "lognormal")) == Normal(-4, 1, "lognormal")
    assert mirrored(Samples([3, 1, 2])) == Samples([-3, -1, -2])
    assert mirrored(Beta(2, 3)) == Mirrored(Beta(2, 3))
    assert mirrored(Chance(0.3)) == Mirrored(Chance(0.3))
    assert mirrored(Estimate(3, 1, 9, 0.8)) == Estimate(-3, -9, -1, 0.8)
    assert mirrored(Quantiles([(0.1, 2), (0.3, 4)])) == Quantiles([(0.7, -4), (0.9, -2)])
    assert mirrored(Samples([3, 1], weights=[1, 2])) == Samples([-3, -1], weights=[1, 2])
    assert mirrored(Studies([1, 2, 4])) == Studies([-1, -2, -4])


def test_its_least_and_greatest_value_change_places() -> None:
    assert mirrored(Normal(4, 1, min=0)) == Normal(-4, 1, max=0)
    assert mirrored(Samples([3, 1, 2], min=1, max=2.5)) == Samples([-3, -1, -2], min=-2.5, max=-1)
    assert mirrored(Beta(2, 3, max=0.5)) == Mirrored(Beta(2, 3, max=0.5))


def test_in_ascending_order_values_keep_their_weights() -> None:
    assert ascending(Samples([3, 1, 2], weights=[7, 8, 9], max=5)) == Samples([1, 2, 3], weights=[8, 9, 7], max=5)
    assert ascending(Samples([3, 1, 2], min=0)) == Samples([1, 2, 3], min=0)
    assert ascending(Chance(0.3)) == Chance(0.3)


def test_zero_stays_zero_without_a_sign() -> None:
    assert repr(mirrored(Point(0.0))) == "Point(value=0.0)"
    assert repr(mirrored(Range(0.0, 5.0))) == "Range(low=-5.0, high=0.0, confidence=0.9)"
