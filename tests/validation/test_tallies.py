"""A share, its error, and whether it keeps its limits."""

import math

import pytest

from blogroi.validation.tallies import Limits, tally

PROMISE = Limits(0.88, 0.92)


def test_with_one_in_each_case_the_error_is_the_binomial_one() -> None:
    found = tally([(1, 1)] * 90 + [(0, 1)] * 10, PROMISE)
    assert (found.count, found.of, found.cases, found.share) == (90, 100, 100, 0.9)
    assert found.error == pytest.approx(math.sqrt(0.9 * 0.1 / 100))


def test_truths_that_go_together_leave_as_much_to_chance_as_one_of_them() -> None:
    found = tally([(50, 50)] * 9 + [(0, 50)], PROMISE)
    assert found.error == pytest.approx(math.sqrt(0.9 * 0.1 / 10))


@pytest.mark.parametrize(("count", "within"), [(879, False), (880, True), (920, True), (921, False)])
def test_a_promise_is_kept_up_to_its_limits_and_no_further(count: int, within: bool) -> None:
    assert tally([(count, 1000)], PROMISE).within is within


@pytest.mark.parametrize(("cases", "within"), [(1, True), (4, True), (16, False)])
def test_what_is_no_promise_may_pass_them_by_chance_which_is_less_in_many_cases(cases: int, within: bool) -> None:
    assert tally([(80, 100)] * cases, Limits(0.88, 0.92, slack=0.2)).within is within


def test_of_nothing_nothing_is_counted() -> None:
    found = tally([], Limits(0.0, 0.05))
    assert (found.count, found.of, found.share, found.error, found.within) == (0, 0, 0.0, 0.0, True)
