"""What a quantity states outside the values that its field can have."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi import Beta, Effect, Normal, Point, Range, Samples, ThreePoint, Uniform
from blogroi.model import Domain, Mirrored, Quantity
from blogroi.model.domain import faults_in_domain

from ..builders import refused


@pytest.mark.parametrize(
    ("quantity", "domain", "faults"),
    [
        (Point(1.2), Domain.SHARE, ["1.2 is not a share between 0 and 1: it would be 120 %"]),
        (Range(0.4, 1.2), Domain.SHARE, ["high: 1.2 is not a share between 0 and 1: it would be 120 %"]),
        (
            Uniform(-1, 2),
            Domain.SHARE,
            [
                "low: -1 is not a share between 0 and 1: it is at least 0",
                "high: 2 is not a share between 0 and 1: for 2 % write 0.02",
            ],
        ),
        (ThreePoint(-1, 0, 1), Domain.SHARE, ["low: -1 is not a share between 0 and 1: it is at least 0"]),
        (Normal(-3, 1), Domain.NON_NEGATIVE, ["mean: -3 is below zero: give a number of at least 0"]),
        (Samples([1, -2]), Domain.NON_NEGATIVE, ["samples[2]: -2 is below zero: give a number of at least 0"]),
        (Beta(1, 1), Domain.SHARE, []),
        (Point(-1e18), Domain.REAL, []),
        (Point(0), Domain.NON_NEGATIVE, []),
        (Point(1), Domain.SHARE, []),
    ],
)
def test_what_lies_outside_is_named(quantity: Quantity, domain: Domain, faults: list[str]) -> None:
    assert [str(fault) for fault in faults_in_domain(quantity, domain)] == faults


def test_what_is_no_quantity_is_said_to_be_none() -> None:
    nothing: Any = "0.2"
    assert [str(fault) for fault in faults_in_domain(nothing, Domain.SHARE)] == [
        "'0.2' is not a number: write 0.2, without quotes"
    ]


def test_a_field_says_where_it_is() -> None:
    faults = refused(Effect, change=1, deadweight=1.2, evidence="assumed")
    assert faults == ["deadweight: 1.2 is not a share between 0 and 1: it would be 120 %"]


def test_a_mirror_image_stands_only_where_any_number_may() -> None:
    assert Effect(change=Mirrored(Beta(2, 3)), evidence="assumed").change == Mirrored(Beta(2, 3))
    faults = refused(Effect, change=1, credit=Mirrored(Beta(2, 3)), evidence="assumed")
    assert faults == ["credit: is a mirror image, which cannot be stated"]
