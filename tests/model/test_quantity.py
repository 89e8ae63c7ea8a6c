"""Numbers that may be uncertain: what is taken, and what is refused under which name."""

from __future__ import annotations

import math
import pickle
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import (
    Beta,
    Chance,
    Estimate,
    Normal,
    Point,
    Quantiles,
    Range,
    Samples,
    Studies,
    ThreePoint,
    Uniform,
)
from blogroi.model import Quantity
from blogroi.model.quantity import as_quantity

from ..builders import refused

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
    Samples([0.1, 0.2], weights=[3, 1]),
    Estimate(0.2, 0.1, 0.4),
    Estimate(0.2, 0.1, 0.4, 0.8),
    Quantiles([(0.1, 0.2), (0.5, 0.3), (0.9, 0.8)]),
    Chance(0.3),
    Studies([0.1, 0.2, 0.4]),
    Normal(0.2, 0.1, min=0, max=0.9),
    Range(0.1, 0.4, max=0.5),
    Samples([0.1, 0.2], min=0.15),
]
TOO_WIDE = 'is too wide for a lognormal (its sigma is above 6.3): narrow the range, or write `shape = "normal"`'
examples = pytest.mark.parametrize("quantity", EXAMPLES, ids=lambda quantity: type(quantity).__name__)


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
        first, second = kind.__match_args__[:2]
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
            ((0, 5e-324), ["low and high are both 0: for a certain number give the number alone"]),
            ((6, 11, 0.04), ["confidence: 0.04 is not a chance from 0.05 to 0.9999"]),
            ((6, 11, 1.0), ["confidence: 1 is not a chance from 0.05 to 0.9999"]),
            ((1e-9, 1e9), [TOO_WIDE]),
            ((-1e9, -1e-9), [TOO_WIDE]),
            ((6, 60, 0.1), [TOO_WIDE]),
            ((-1, 2, 0.9, "lognormal"), ["shape: lognormal does not fit a range that holds 0: leave it out"]),
            ((0, 2, 0.9, "lognormal"), ["shape: lognormal does not fit a range that holds 0: leave it out"]),
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
            ((0, 1, "lognormal"), "shape: lognormal does not fit a mean of 0: leave it out"),
            (
                (1, 1e9, "lognormal"),
                'sd: is too wide for a lognormal (its sigma is above 6.3): give a smaller one, or write `shape = "normal"`',
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
