"""What a window would find: announced from the weeks before alone, and found when it is planted."""

import datetime
from typing import Any

import numpy as np
import pytest

from blogroi import OptionError
from blogroi.measured import Series, counterfactual, detectable, estimate
from tests.measured import MONDAY, wandering, weekly

STEADY = weekly(wandering(104, step=0.0, noise=0.1))
WANDERS = weekly(wandering(104, step=0.15, noise=0.02))


def week(number: int) -> datetime.date:
    return MONDAY + datetime.timedelta(weeks=number)


def test_a_lift_is_found_with_the_chance_that_is_wanted() -> None:
    """What comes by itself is drawn; multiplied by the lift, it passes the upper end of its own interval in eight draws of ten."""
    found = detectable(STEADY, weeks=[4]).rows[0]
    padded = weekly([*(value for _, value in STEADY), *[200] * 4])
    sums = counterfactual(padded, launch=week(104)).paths.sum(axis=0)
    assert found.lift is not None
    assert np.mean(sums * (1 + found.lift) > np.quantile(sums, 0.95)) == pytest.approx(0.8, abs=0.001)
    assert found.per_week == pytest.approx(found.lift * np.median(sums) / 4)


def test_a_wandering_level_makes_waiting_worse_and_a_steady_one_better() -> None:
    lifts = [[row.lift or 0.0 for row in detectable(series).rows] for series in (WANDERS, STEADY)]
    assert lifts[0] == sorted(lifts[0])
    assert lifts[1] == sorted(lifts[1], reverse=True)
    assert detectable(WANDERS).shortest == 2
    assert detectable(STEADY).shortest == 13


def test_the_shortest_window_that_finds_what_is_asked_about() -> None:
    lifts = [row.lift or 0.0 for row in detectable(STEADY).rows]
    assert detectable(STEADY, lift=lifts[1]).shortest == 4
    assert detectable(STEADY, lift=lifts[0] + 0.001).shortest == 2
    none = detectable(WANDERS, lift=0.1)
    assert none.shortest is None
    assert none.warnings[0] == (
        "no window finds a change of 10 %: get a control, a series that moves as this one does and that the tool cannot move"
    )


def test_a_value_says_what_it_is_in_a_line() -> None:
    found = detectable(STEADY)
    assert repr(found) == "<Detectable: 4 windows; shortest: 13 weeks>"
    assert repr(detectable(WANDERS, lift=0.1)) == "<Detectable: 4 windows; shortest: none>"
    assert repr(found.rows[0]).startswith("<DetectableRow: 2 weeks; +0.")


def test_a_control_that_moves_alike_finds_smaller_ones() -> None:
    common, own = wandering(104, 1, step=0.2, noise=0.0), wandering(104, 2, step=0.01, noise=0.02)
    series, control = weekly(common * own / 100), weekly(common)
    alone, beside = (detectable(series, weeks=[8], controls=controls).rows[0].lift for controls in ([], [control]))
    assert alone is not None
    assert beside is not None
    assert beside < alone / 3
    holes: list[Any] = list(common)
    holes[-1] = None
    assert detectable(series, weeks=[8], controls=[weekly(holes)]).rows[0].lift == pytest.approx(beside, rel=0.2)


def test_nothing_from_the_launch_on_is_read() -> None:
    other = weekly([*(value for _, value in STEADY)][:60] + [9999.0] * 44)
    found = detectable(STEADY, launch=week(60))
    assert found.weeks_before == 60
    assert detectable(other, launch=week(60)) == found
    assert detectable(weekly([value for _, value in STEADY][:60])) == found


def test_means_and_scores_are_moved_by_an_amount() -> None:
    scores = Series(STEADY.days, np.log(wandering(104, step=0.0)), scale="identity")
    for shift in (0.0, -100.0):
        moved = Series(scores.days, [(value or 0) + shift for _, value in scores], scale="identity")
        row = detectable(moved, weeks=[8]).rows[0]
        assert row.per_week == pytest.approx(detectable(scores, weeks=[8]).rows[0].per_week, rel=0.05)
        assert (row.lift is None) == (shift < 0)


def test_where_there_may_be_nothing_no_lift_can_be_found() -> None:
    rare = weekly([1.0 if n % 11 == 0 else 0.0 for n in range(60)])
    found = detectable(rare, weeks=[1])
    assert (found.rows[0].lift, found.shortest) == (None, None)
    assert found.rows[0].per_week > 0
    assert "count something that comes more often" in found.warnings[0]
    assert detectable(rare, weeks=[1], lift=0.5).shortest is None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"weeks": 8}, "weeks: 8 is not a list of whole numbers"),
        ({"weeks": []}, "weeks: a list is not a list"),
        ({"weeks": [0]}, "weeks: 0 is not between 1 and 520"),
        ({"lift": -0.1}, "lift: -0.1 is not a number above zero"),
        ({"power": 80}, "power: 80 is not a chance from 0.5 to 0.99: for 80 % write 0.8"),
        ({"launch": week(20)}, "series: there are 20 weeks in full before 2024-05-20, too few"),
    ],
)
def test_what_cannot_be_taken_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError) as caught:
        detectable(STEADY, **asked)
    assert str(caught.value).startswith(said)


def test_few_weeks_are_warned_of() -> None:
    found = detectable(weekly(wandering(30)))
    assert found.warnings[0].startswith("there are 30 weeks before the launch, fewer than 52")
    assert detectable(weekly(wandering(20)), at_least=20).weeks_before == 20


def test_what_is_announced_is_found_when_it_is_planted() -> None:
    seen = []
    for seed in range(60):
        values = wandering(60, seed)
        lift = detectable(weekly(values[:52]), weeks=[8]).rows[0].lift
        assert lift is not None
        values[52:] *= 1 + lift
        seen.append(estimate(weekly(values), launch=week(52)).total.low > 0)
    assert 0.65 < np.mean(seen) < 0.95  # 0.8, with three errors of 60 series
