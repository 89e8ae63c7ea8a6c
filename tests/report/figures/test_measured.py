"""What was counted stands beside what would have been, and what the procedure finds where nothing was launched beside its intervals."""

import datetime
import re
from collections.abc import Mapping
from itertools import pairwise

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from blogroi.measured import Series, estimate, placebos
from blogroi.model.frozen_map import FrozenMap
from blogroi.report.figures.measured import launches, weeks
from blogroi.report.page.pictures import pictures
from blogroi.results.table import Column, Table, Value
from tests.report.figures.drawings import boxes, parsed, tag
from tests.report.figures.tables import AMOUNTS, table
from tests.report.figures.test_figures_properties import FEW, holds

EXPECTED = ("expected", "expected_low", "expected_high")
DAYS = [datetime.date(2024, 1, 1) + datetime.timedelta(weeks=n) for n in range(104)]


def of(values: list[tuple[float, float, float, float]]) -> Table:
    rows: list[Mapping[str, Value]] = [
        {
            "day": DAYS[place],
            "observed": observed,
            "expected": expected,
            "expected_low": low,
            "expected_high": high,
            "held": low <= observed <= high,
        }
        for place, (observed, low, expected, high) in enumerate(values)
    ]
    return table("weeks", rows, {})


POINTS = st.tuples(AMOUNTS, st.tuples(AMOUNTS, AMOUNTS, AMOUNTS).map(sorted)).map(lambda both: (both[0], *both[1]))


@FEW
@given(st.lists(POINTS, min_size=1, max_size=40))
def test_it_holds_whatever_was_counted(values: list[tuple[float, float, float, float]]) -> None:
    found = of(values)
    for figure in (weeks(found), launches(found)):
        holds(figure)
        dots = [*boxes(figure.inline, ("circle",), "d"), *boxes(figure.inline, ("circle",), "N")]
        assert len(dots) >= len(values)


def test_points_stand_above_the_band_where_more_was_counted() -> None:
    figure = weeks(of([(90.0, 20.0, 40.0, 60.0), (50.0, 20.0, 40.0, 60.0)])).inline
    above, within = boxes(figure, ("circle",), "d")[:2]
    band = next(
        node for node in parsed(figure).iter() if tag(node) == "path" and "p" in (node.get("class") or "").split()
    )
    heights = [float(y) for y in re.findall(r"[ML]\S+ ([\d.-]+)", band.get("d", ""))]
    middles = [(dot.top + dot.bottom) / 2.0 for dot in (above, within)]
    assert middles[0] < min(heights) < middles[1] < max(heights)
    scale = (max(heights) - min(heights)) / 40.0  # pixels for each that was counted
    assert middles[1] - middles[0] == pytest.approx(40.0 * scale, abs=0.3)


def test_weeks_before_a_launch_stand_before_it_in_their_time_without_anything_expected() -> None:
    days, counted = [0, 1, 4, 6], [10.0, 30.0, 20.0, 40.0]
    rows: list[Mapping[str, Value]] = [
        {
            "day": DAYS[week],
            "observed": observed,
            **{name: value if week >= 4 else None for name, value in zip(EXPECTED, (15.0, 10.0, 20.0), strict=True)},
        }
        for week, observed in zip(days, counted, strict=True)
    ]
    figure = weeks(table("course", [*rows, {"day": DAYS[5], "observed": None, **dict.fromkeys(EXPECTED)}], {}))
    dots, (launch, _) = boxes(figure.inline, ("circle",), "d")[:-1], boxes(figure.inline, ("line",), "h")
    middles = [(dot.left + dot.right) / 2.0 for dot in dots]
    apart = [right - left for left, right in pairwise(middles)]
    assert [round(one / apart[0], 1) for one in apart] == [1.0, 3.0, 2.0]
    assert launch.left - middles[1] == pytest.approx(apart[0] / 2.0, abs=0.5)
    assert sorted(range(4), key=lambda place: -dots[place].top) == sorted(range(4), key=counted.__getitem__)
    assert figure.facts == (
        "2024-01-29: 20 counted, 15 (10 to 20) expected.",
        "2024-02-12: 40 counted, 15 (10 to 20) expected.",
    )


def test_what_did_not_hold_is_marked() -> None:
    figure = launches(of([(90.0, 20.0, 40.0, 60.0), (50.0, 20.0, 40.0, 60.0)]))
    drawn = figure.inline
    assert (len(boxes(drawn, ("circle",), "N")), len(boxes(drawn, ("circle",), "d"))) == (2, 2)  # one each in the key
    assert figure.facts[0] == "1 of 2 intervals held."
    lines = boxes(drawn, ("line",), "r")[:2]
    assert [line.left == line.right for line in lines] == [True, True]


def test_answers_have_these_figures_with_their_tables() -> None:
    counted = [400.0 + 7.0 * (n * n % 5) + (90.0 if n >= 96 else 0.0) for n in range(104)]
    found = estimate(Series(DAYS, counted), launch=DAYS[96])
    figure = found.figures.weeks()
    assert ([*found.figures], figure.table) == (["weeks", "launches"], found.tables["course"])
    holds(figure)
    assert len(figure.facts) == 8
    tried = placebos(Series(DAYS[:96], counted[:96]))
    figure = tried.figures.launches()
    assert ([*tried.figures], figure.table) == (["launches"], tried.tables["launches"])
    holds(figure)
    assert len(figure.facts) == 3  # how many held, the first and the last
    assert [one.figure.name for one in pictures(found)] == ["weeks"]  # none was tried
    assert [one.figure for one in pictures(evolve(found, placebos=tried))][1] == figure


def test_nothing_that_was_counted_is_said() -> None:
    empty = Table(
        "weeks",
        FrozenMap(
            {name: Column("number", ()) for name in ("day", "observed", "expected", "expected_low", "expected_high")}
        ),
    )
    for figure in (weeks(empty), launches(empty)):
        holds(figure)
        assert "no week was counted" in figure.inline
