"""What a launch changed, and what one would have to change to be seen, in words: right at every sign, in both states, and beside a control."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from attrs import evolve

from blogroi.measured import Estimate, Placebos, detectable, estimate, placebos
from blogroi.measured.history import State
from blogroi.measured.interval import Interval
from blogroi.report.detectable import detectable_sheet
from blogroi.report.estimate import estimate_sheet
from blogroi.report.sheet import Lines, Listing
from tests.measured import MONDAY, wandering, weekly

LAUNCH = MONDAY + datetime.timedelta(weeks=60)
COUNTED = wandering(70)
FOUND = estimate(weekly(COUNTED), launch=LAUNCH)


def of(low: float, high: float, found: Estimate = FOUND) -> Estimate:
    """Return an estimate whose change of a week lies between two numbers."""
    change = Interval((low + high) / 2, low, high)
    return evolve(found, per_week=change, total=change.times(found.weeks_after))


def verdict(found: Estimate) -> Sequence[str]:
    block = estimate_sheet(found).blocks[0]
    assert isinstance(block, Lines)
    return block.lines


@pytest.mark.parametrize("state", ["on", "off"])
@pytest.mark.parametrize(
    ("ends", "change", "ruled_out"),
    [
        ((20, 60), "With it, 40 a week more than without it", "it changed nothing, and that it brought more than 60 a"),
        (
            (-60, -20),
            "With it, 40 a week less than without it",
            "it changed nothing, and that it took away more than 60",
        ),
        (
            (-20, 60),
            "No clear change: with it, 20 a week beside",
            "Ruled out are more than 60 and less than -20 a week.",
        ),
        ((0, 60), "No clear change: with it, 30 a week beside", "Ruled out are more than 60 and less than 0 a week."),
    ],
)
def test_the_change_and_what_is_ruled_out_are_of_the_side_on_which_they_lie(
    state: State, ends: tuple[float, float], change: str, ruled_out: str
) -> None:
    said = verdict(evolve(of(*ends), state=state))
    assert said[0].startswith(change)
    assert ("as seen while it was off, from" in said[0]) == (state == "off")
    assert ruled_out in said[1]
    low, high = sorted(map(abs, ends)) if change.startswith("With") else ends
    assert f"(90 % range: {low} to {high})" in said[0]


def test_means_are_moved_on_average_and_not_week_by_week() -> None:
    for ends in ((0.2, 0.6), (-0.6, -0.2), (-0.2, 0.6)):
        said = verdict(evolve(of(*ends), scale="identity"))
        assert all("on average" in line and "a week" not in line for line in said[:2])


def _failing(found: Estimate) -> Estimate:
    tried = placebos(weekly(COUNTED), launch=LAUNCH)
    assert isinstance(tried, Placebos)
    return evolve(found, placebos=evolve(tried, covered=0.2, least=0.5, independent=6))


@pytest.mark.parametrize(
    ("found", "to_do", "following"),
    [
        (of(20, 60), "put it into the case", "--into"),
        (of(-20, 60), "get a control", "--control"),
        (evolve(of(-20, 60), controls=("other.csv:calls",)), "write it down with its range", "--into"),
        (_failing(of(20, 60)), "get a control", "--control"),
    ],
)
def test_what_to_do_and_what_comes_next_go_together(found: Estimate, to_do: str, following: str) -> None:
    sheet = estimate_sheet(found)
    assert to_do in verdict(found)[-1]
    assert f"Next: `{following} " in sheet.foot[-1]


def test_whoever_has_a_control_is_asked_for_another_one_and_what_was_asked_is_said_alike() -> None:
    series = weekly(COUNTED)
    other = weekly([value * 1.1 + (place % 7) for place, value in enumerate(COUNTED)])
    for controls, word in (((), "get a control"), ((other,), "get one more")):
        sheet = detectable_sheet(detectable(series, controls=controls, lift=0.0001))
        first, last = sheet.blocks[0], sheet.blocks[-1]
        assert isinstance(first, Lines)
        assert isinstance(last, Listing)
        assert first.lines[0] == "A change of less than 1 % would be seen in none of these windows."
        assert word in first.lines[-1]
        assert f"a change of less than 1 %{' beside these controls' if controls else ''}: {word}" in last.lines[0]
