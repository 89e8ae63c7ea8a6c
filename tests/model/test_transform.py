"""The mirror image of a quantity."""

import pytest

from blogroi import Beta, Normal, Point, Range, Samples, ThreePoint, Uniform
from blogroi.model import Mirrored, Quantity
from blogroi.model.transform import mirrored


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


def test_zero_stays_zero_without_a_sign() -> None:
    assert repr(mirrored(Point(0.0))) == "Point(value=0.0)"
    assert repr(mirrored(Range(0.0, 5.0))) == "Range(low=-5.0, high=0.0, confidence=0.9, shape=None)"
