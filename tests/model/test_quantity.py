"""Numbers that may be uncertain: what is taken, and what is refused under which name."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import Beta, CaseError, Effect, Normal, Point, Range, Samples, ThreePoint, Uniform
from blogroi.model import Domain, Quantity
from blogroi.model.quantity import Mirrored, as_quantity, faults_in_domain, mirrored, number

EXAMPLES: list[Quantity] = [
    Point(0.2),
    Range(0.1, 0.4),
    Range(0.1, 0.4, 0.8, "normal"),
    ThreePoint(0.1, 0.2, 0.4),
    Normal(0.2, 0.1),
    Normal(0.2, 0.1, "lognormal"),
    Uniform(0.1, 0.2),
    Beta(2, 3),
    Samples([0.1, 0.2]),
]
TOO_WIDE = 'is too wide for a lognormal (its sigma is above 6.3): narrow the range, or say `shape = "normal"`'
examples = pytest.mark.parametrize("quantity", EXAMPLES, ids=lambda quantity: type(quantity).__name__)


def refused(make: Callable[..., object], *stated: Any, **named: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        make(*stated, **named)
    return [str(fault) for fault in caught.value.faults]


class TestNumber:
    @pytest.mark.parametrize("value", [3, 3.0, np.float64(3), np.float32(3), np.int64(3), Fraction(3)])
    def test_real_numbers_of_all_makes_are_taken(self, value: Any) -> None:
        assert number(value) == 3.0

    @pytest.mark.parametrize(
        ("value", "message"),
        [
            (True, "true is not a number: write the number itself"),
            ("3", "'3' is not a number: write 3, without quotes"),
            (None, "nothing is not a number"),
            ([3], "a list is not a number"),
            (3j, "an object of the class complex is not a number"),
            (math.nan, "nan is not a finite number"),
            (math.inf, "inf is not a finite number"),
            (-math.inf, "-inf is not a finite number"),
            (10**400, "a very large number is too large a number"),
            (1.1e18, "1.1e+18 is too large a number: at most 1e+18"),
            (-(10**19), "-1e+19 is too large a number: at most 1e+18"),
        ],
        ids=lambda part: str(part)[:20],
    )
    def test_what_only_looks_like_one_is_refused(self, value: Any, message: str) -> None:
        assert refused(number, value) == [message]
        assert refused(Point, value) == [f"value: {message}"]

    def test_the_greatest_number_is_still_taken(self) -> None:
        assert number(1e18) == 1e18


class TestEveryQuantity:
    @examples
    def test_it_cannot_be_changed(self, quantity: Quantity) -> None:
        name = attrs.fields(type(quantity))[0].name
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(quantity, name, 5)

    @examples
    def test_it_is_equal_to_its_like_and_hashed_alike(self, quantity: Quantity) -> None:
        again = attrs.evolve(quantity)
        assert again == quantity
        assert hash(again) == hash(quantity)
        assert len({quantity, again}) == 1

    @examples
    def test_it_can_be_sent_to_another_process(self, quantity: Quantity) -> None:
        assert pickle.loads(pickle.dumps(quantity)) == quantity

    @examples
    def test_its_representation_builds_it_again(self, quantity: Quantity) -> None:
        assert eval(repr(quantity)) == quantity

    @examples
    def test_numbers_of_numpy_become_pythons_own(self, quantity: Quantity) -> None:
        def of_numpy(value: Any) -> Any:
            if isinstance(value, tuple):
                return [np.float64(part) for part in value]
            return value if value is None or isinstance(value, str) else np.float64(value)

        stated = {field.name: of_numpy(getattr(quantity, field.name)) for field in attrs.fields(type(quantity))}
        again = type(quantity)(**stated)
        assert again == quantity
        assert "np." not in repr(again)

    @examples
    def test_a_quantity_is_taken_as_it_is(self, quantity: Quantity) -> None:
        assert as_quantity(quantity) is quantity

    @pytest.mark.parametrize("kind", [Range, Normal, Uniform, Beta])
    @pytest.mark.parametrize("value", [math.nan, True, "1", None])
    def test_no_number_is_refused_under_its_name(self, kind: Any, value: Any) -> None:
        first, second = (field.name for field in attrs.fields(kind)[:2])
        assert refused(kind, value, 5)[0].startswith(f"{first}: ")
        assert refused(kind, 1, value)[0].startswith(f"{second}: ")


class TestAsQuantity:
    @pytest.mark.parametrize("value", [3, 3.0, np.float64(3), np.int32(3), Fraction(3)])
    def test_a_plain_number_is_a_point(self, value: Any) -> None:
        assert as_quantity(value) == Point(3)

    @pytest.mark.parametrize("value", [True, "3", None, math.nan, 10**400])
    def test_what_is_none_is_left_to_the_field(self, value: Any) -> None:
        assert as_quantity(value) is value


class TestRange:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ((11, 6), ["the range is reversed: low 11 is above high 6: write low = 6, high = 11"]),
            ((6, 6), ["low and high are both 6: for a certain number give the number alone"]),
            ((6, 11, 0.04), ["confidence: 0.04 is not a chance from 0.05 to 0.9999"]),
            ((6, 11, 1.0), ["confidence: 1 is not a chance from 0.05 to 0.9999"]),
            ((1e-9, 1e9), [TOO_WIDE]),
            ((-1e9, -1e-9), [TOO_WIDE]),
            ((6, 60, 0.1), [TOO_WIDE]),
            ((-1, 2, 0.9, "lognormal"), ["shape: lognormal is no shape for a range that holds 0: leave it out"]),
            ((0, 2, 0.9, "lognormal"), ["shape: lognormal is no shape for a range that holds 0: leave it out"]),
            ((1, 2, 0.9, "pert"), ["shape: 'pert' is neither normal nor lognormal"]),
            (
                (11, 6, 90),
                [
                    "the range is reversed: low 11 is above high 6: write low = 6, high = 11",
                    "confidence: 90 is not a chance from 0.05 to 0.9999: for 90 % write 0.9",
                ],
            ),
        ],
    )
    def test_what_is_no_interval_is_refused(self, stated: Any, faults: list[str]) -> None:
        assert refused(Range, *stated) == faults

    @pytest.mark.parametrize(
        "stated",
        [
            (-5, 0),
            (0, 1e18),
            (-1e18, 1e18),
            (1, 1e9),
            (6, 11, 0.05),
            (6, 11, 0.9999),
            (1e-9, 1e9, 0.9, "normal"),
            (-1e9, -1),
        ],
    )
    def test_all_else_is_taken(self, stated: Any) -> None:
        assert Range(*stated).low == stated[0]


class TestThreePoint:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ((5, 3, 1), ["the range is reversed: low 5 is above high 1: write low = 1, high = 5"]),
            ((1, 1, 1), ["low and high are both 1: for a certain number give the number alone"]),
            (
                (1, 7, 5),
                ["mode: 7 does not lie between 1 and 5: in ascending order they are low = 1, mode = 5, high = 7"],
            ),
            (
                (1, 0, 5),
                ["mode: 0 does not lie between 1 and 5: in ascending order they are low = 0, mode = 1, high = 5"],
            ),
            ((1, 2, 5, "beta"), ["shape: 'beta' is neither pert nor triangular"]),
            (
                (1, 7, 5, None),
                [
                    "mode: 7 does not lie between 1 and 5: in ascending order they are low = 1, mode = 5, high = 7",
                    "shape: nothing is neither pert nor triangular",
                ],
            ),
        ],
    )
    def test_points_out_of_order_are_refused(self, stated: Any, faults: list[str]) -> None:
        assert refused(ThreePoint, *stated) == faults

    @pytest.mark.parametrize("mode", [1, 5])
    def test_the_mode_may_be_an_end(self, mode: float) -> None:
        assert ThreePoint(1, mode, 5).mode == mode


class TestOtherShapes:
    @pytest.mark.parametrize("sd", [0, -1])
    def test_a_spread_that_is_none_is_refused(self, sd: float) -> None:
        assert refused(Normal, 1, sd) == [f"sd: {sd} is not above zero: for a certain number give the number alone"]

    @pytest.mark.parametrize(
        ("stated", "fault"),
        [
            ((0, 1, "lognormal"), "shape: lognormal is no shape for a mean of 0: leave it out"),
            (
                (1, 1e9, "lognormal"),
                'sd: is too wide for a lognormal (its sigma is above 6.3): give a smaller one, or say `shape = "normal"`',
            ),
            ((1, 2, "log"), "shape: 'log' is neither normal nor lognormal"),
        ],
    )
    def test_a_mean_with_a_shape_that_it_cannot_have_is_refused(self, stated: Any, fault: str) -> None:
        assert refused(Normal, *stated) == [fault]

    def test_a_reversed_uniform_is_refused(self) -> None:
        assert refused(Uniform, 2, 1) == ["the range is reversed: low 2 is above high 1: write low = 1, high = 2"]

    def test_both_parameters_of_a_beta_are_checked_at_once(self) -> None:
        assert refused(Beta, 0, 1e7) == [
            "a: 0 is not a parameter between 0.1 and 1e6",
            "b: 1e+07 is not a parameter between 0.1 and 1e6",
        ]

    def test_an_empty_sample_is_refused(self) -> None:
        assert refused(Samples, []) == ["samples: is empty: give at least one value"]

    def test_every_bad_value_of_a_sample_is_named(self) -> None:
        assert refused(Samples, [1, math.nan, 2, "x"]) == [
            "samples[2]: nan is not a finite number",
            "samples[4]: 'x' is not a number",
        ]

    def test_a_sample_is_taken_from_an_array(self) -> None:
        assert Samples(np.array([1.0, 2.0])) == Samples([1, 2])

    def test_a_sample_of_what_is_no_list_is_refused(self) -> None:
        values: Any = 5
        refused(Samples, values)

    def test_a_fraction_past_all_floats_is_refused(self) -> None:
        refused(Point, Fraction(10**400))


class TestDomain:
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
    def test_what_lies_outside_is_named(self, quantity: Quantity, domain: Domain, faults: list[str]) -> None:
        assert [str(fault) for fault in faults_in_domain(quantity, domain)] == faults

    def test_what_is_no_quantity_is_said_to_be_none(self) -> None:
        nothing: Any = "0.2"
        assert [str(fault) for fault in faults_in_domain(nothing, Domain.SHARE)] == [
            "'0.2' is not a number: write 0.2, without quotes"
        ]

    def test_a_field_says_where_it_is(self) -> None:
        faults = refused(Effect, change=1, deadweight=1.2, evidence="assumed")
        assert faults == ["deadweight: 1.2 is not a share between 0 and 1: it would be 120 %"]

    def test_a_mirror_image_of_a_beta_cannot_be_stated(self) -> None:
        faults = refused(Effect, change=Mirrored(Beta(2, 3)), evidence="assumed")
        assert faults == ["change: is the mirror image of a beta, which cannot be stated"]


class TestMirrored:
    @examples
    def test_mirrored_twice_it_is_itself(self, quantity: Quantity) -> None:
        assert mirrored(mirrored(quantity)) == quantity

    def test_it_keeps_what_it_says_of_itself(self) -> None:
        assert mirrored(Range(-3, 5, 0.8, "normal")) == Range(-5, 3, 0.8, "normal")
        assert mirrored(ThreePoint(1, 2, 5, "triangular")) == ThreePoint(-5, -2, -1, "triangular")
        assert mirrored(Normal(4, 1, "lognormal")) == Normal(-4, 1, "lognormal")
        assert mirrored(Samples([3, 1, 2])) == Samples([-3, -1, -2])
        assert mirrored(Beta(2, 3)) == Mirrored(Beta(2, 3))

    def test_zero_stays_zero_without_a_sign(self) -> None:
        assert repr(mirrored(Point(0.0))) == "Point(value=0.0)"
        assert repr(mirrored(Range(0.0, 5.0))) == "Range(low=-5.0, high=0.0, confidence=0.9, shape=None)"
