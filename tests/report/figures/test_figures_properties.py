"""Whatever stands in a table, its figure is well formed, shows all of it, and fits."""

import datetime
import itertools
import re
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blogroi.errors import OptionError
from blogroi.model.frozen_map import FrozenMap
from blogroi.report.figures.cash import cash, needed
from blogroi.report.figures.chance import chance
from blogroi.report.figures.choice import choice
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.gaps import gaps as gaps_of
from blogroi.report.figures.history import history
from blogroi.report.figures.history import outcomes as outcomes_of
from blogroi.report.figures.moves import lead, moves
from blogroi.report.figures.npv import npv
from blogroi.report.figures.places import places
from blogroi.report.figures.scenarios import scenarios
from blogroi.report.figures.worth import worth
from blogroi.results.table import Column, Table, Value
from tests.report.figures.drawings import boxes, frame, parsed, tag
from tests.report.figures.tables import conditions, flows, gaps, influences, outcomes, ranks, sets, subjects, tools
from tests.report.figures.tables import table as table_of

SAFE = {"svg", "g", "title", "desc", "style", "text", "rect", "line", "circle", "path"}
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def number(value: Value) -> float:
    """Return what stands in a cell of numbers."""
    assert isinstance(value, float | int)
    return float(value)


def holds(figure: Figure) -> None:
    """Hold a figure to what all are held to."""
    for drawn in (figure.svg, figure.inline, figure.in_language("fr").inline):
        drawn.encode("utf-8")
    figure.image.encode("utf-8")
    assert not re.search(r"[<>]", figure.image[1:-1])
    for drawn in (figure.svg, figure.inline, figure.in_language("fr").inline):
        assert {tag(node) for node in parsed(drawn).iter()} <= SAFE
        around, texts = frame(drawn), boxes(drawn, ("text",))
        for box in [*texts, *boxes(drawn, ("rect", "circle"))]:
            assert box.left >= around.left - 0.5, box
            assert box.right <= around.right + 0.5, box
            assert box.top >= around.top - 0.5, box
            assert box.bottom <= around.bottom + 0.5, box
        for one, other in itertools.combinations(texts, 2):
            assert not one.meets(other), (one, other)


@FEW
@given(tools())
def test_figures_of_tools_hold_whatever_the_names_and_figures(table: Table) -> None:
    for figure in (npv(table), chance(table)):
        holds(figure)
        assert len(boxes(figure.inline, ("text",), "m")) >= len(table)


@FEW
@given(tools())
def test_a_bar_is_as_long_as_its_range_and_what_is_unknown_has_none(table: Table) -> None:
    bars = boxes(npv(table).inline, ("rect",), "b")[:-1]  # the last is that of the key
    known = sorted(
        (row for row in table if row["npv_mean"] is not None),
        key=lambda row: (-number(row["npv_mean"]), str(row["tool"])),
    )
    assert len(bars) == len(known)
    ranges = [(number(row["npv_p05"]), number(row["npv_p95"])) for row in known]
    for (one, bar), (other, next_bar) in itertools.pairwise(zip(ranges, bars, strict=True)):
        assert bar.top < next_bar.top
        if one[0] < other[0]:
            assert bar.left <= next_bar.left + 0.05
        if one[1] - one[0] == other[1] - other[0]:
            assert bar.right - bar.left == pytest.approx(next_bar.right - next_bar.left, abs=0.1)


@FEW
@given(tools())
def test_what_is_sure_is_drawn_as_long_as_the_whole_and_what_is_not_as_its_share(table: Table) -> None:
    drawn = chance(table).inline
    shares = sorted(
        (number(value) for value in table.columns["probability_positive"].values if value is not None), reverse=True
    )
    assert [box.right - box.left for box in boxes(drawn, ("rect",), "b")] == pytest.approx(
        [320.0 * share for share in shares], abs=0.05
    )


@FEW
@given(ranks())
def test_parts_of_a_tool_stand_one_after_the_other_and_no_place_is_longer_than_its_chance(table: Table) -> None:
    figure = places(table)
    holds(figure)
    shares = {(row["tool"], row["rank"]): number(row["share"]) for row in table}
    firsts = sorted((share for (_, rank), share in shares.items() if rank == 1), reverse=True)
    drawn = [box.right - box.left for box in boxes(figure.inline, ("rect",), "b")[:-1]]
    assert drawn == pytest.approx([320.0 * share for share in firsts if share >= 0.0005], abs=0.05)


@FEW
@given(gaps())
def test_every_answer_has_its_cell_and_what_is_missing_is_empty(table: Table) -> None:
    figure = gaps_of(table)
    holds(figure)
    empty = [*boxes(figure.svg, ("rect",), "o"), *boxes(figure.svg, ("rect",), "O")]
    missing = [row for row in table if row["answer"] in ("gap", "never asked")]
    kinds = {(row["answer"], row["is_pivotal"] or row["is_pivotal_for_order"]) for row in missing}
    keys = len({"pivotal" if decides else answer for answer, decides in kinds})
    assert len(empty) == len(missing) + keys
    full = [box for kind in ("b", "y", "q", "p") for box in boxes(figure.svg, ("rect",), kind)]
    known = {"stated": "measured"}
    told = [str(row["answer"]) for row in table if row["answer"] not in ("gap", "never asked", "not applicable")]
    assert len(full) == len(told) + len({known.get(answer, answer) for answer in told})


@FEW
@given(flows())
def test_fans_stand_on_one_scale_within_their_panels(table: Table) -> None:
    figure = cash(table, tools={"other": "One whose cost is not known"})
    holds(figure)
    assert "Its cost is not known" in figure.svg
    known = {row["tool"] for row in table if row["running_cash_p50"] is not None}
    lines = [node for node in parsed(figure.svg).iter() if tag(node) == "path"]
    assert len(lines) == 3 * len(known)
    for line in lines:
        points = [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+) ([\d.-]+)", line.get("d", ""))]
        assert points
        assert all(0.0 <= x <= 608.05 and y >= 0.0 for x, y in points)


def test_what_is_level_is_drawn_level_and_what_falls_falls() -> None:
    rows: list[Mapping[str, Value]] = []
    for tool, step in (("level", 0.0), ("falls", -100.0)):
        for period in range(3):
            spread: dict[str, Value] = {
                f"running_cash_{part}": period * step for part in ("mean", "p05", "p25", "p50", "p75", "p95")
            }
            rows.append(
                {"tool": tool, "name": tool, "period": period, "ends": datetime.date(2026, 1 + period, 1), **spread}
            )
    both = table_of("flows", rows, {"running_cash_mean": "EUR"})
    drawn = {
        node.get("class", "").split()[1]: [float(y) for y in re.findall(r"[ML]\S+ ([\d.-]+)", node.get("d", ""))]
        for node in parsed(cash(both).svg).iter()
        if node.get("class", "").startswith("l t")
    }
    falls, level = drawn["t0"], drawn["t1"]
    assert len(set(level)) == 1
    assert falls[0] == level[0] < falls[1]
    assert len(falls) == len(level) == 2  # what is straight needs no point between its ends


@FEW
@given(st.lists(st.floats(0.0, 104.0), min_size=1, max_size=120))
def test_a_line_without_points_that_nobody_would_miss_passes_where_they_were(heights: list[float]) -> None:
    points = [(float(place), height) for place, height in enumerate(heights)]
    kept = needed(points)
    assert set(kept) <= set(points)
    passed = np.interp(range(len(heights)), [x for x, _ in kept], [y for _, y in kept])
    assert passed == pytest.approx(heights, abs=0.25 + 1e-9)


def test_ten_years_of_months_that_rise_ever_more_slowly_take_few_points() -> None:
    points = [(month / 120, 104.0 * (month / 120) ** 0.5) for month in range(121)]
    assert len(needed(points)) < 20


@FEW
@given(influences())
def test_a_line_leads_from_the_low_end_of_an_input_to_the_high_one(table: Table) -> None:
    for figure in (moves(table), lead(table), moves(table, tool="tool0")):
        holds(figure)
    drawn = moves(table, tool="tool0").inline
    rows = [row for row in table if row["tool"] == "tool0"]
    lows, highs = boxes(drawn, ("circle",), "n")[:-1], boxes(drawn, ("circle",), "D")[:-1]
    assert len(lows) == len(highs) == len(rows)
    ends = [number(row[end]) for row in rows for end in ("low", "high")]
    places = [box.left for pair in zip(lows, highs, strict=True) for box in pair]
    order = sorted(range(len(ends)), key=lambda at: ends[at])
    assert all(places[one] <= places[other] + 0.05 for one, other in itertools.pairwise(order))


@FEW
@given(subjects())
def test_what_is_worth_more_is_drawn_longer(table: Table) -> None:
    figure = worth(table, tools={"tool0": "One", "tool1": "Other"})
    holds(figure)
    drawn = [box for kind in ("b", "p") for box in boxes(figure.inline, ("rect",), kind)]
    bars = sorted((box for box in drawn if box.left > 1.0 and box.right - box.left != 16.0), key=lambda box: box.top)
    assert all(one.right >= other.right - 0.05 for one, other in itertools.pairwise(bars))
    assert ("more in the table" in figure.inline) == (len(table) > 10)


@FEW
@given(conditions())
def test_what_is_known_under_a_condition_has_its_bar(table: Table) -> None:
    known = sum(row["npv_mean"] is not None for row in table)
    for figure in (scenarios(table), history(table, tools={"other": "One whose cost is not known"})):
        holds(figure)
        assert len(boxes(figure.inline, ("rect",), "b")) == known + 1


@FEW
@given(sets())
def test_every_set_has_its_point_and_dearer_ones_stand_further_right(table: Table) -> None:
    figure = choice(table)
    holds(figure)
    points = [*boxes(figure.svg, ("circle",), "d"), *boxes(figure.svg, ("circle",), "N")]
    assert len(points) == len({row["tools"] for row in table}) + 2
    assert len(boxes(figure.svg, ("circle",), "N")) == 2


@FEW
@given(outcomes())
def test_what_was_found_lies_within_its_range_if_it_held(table: Table) -> None:
    figure = outcomes_of(table)
    holds(figure)
    bars, found = boxes(figure.svg, ("rect",), "b")[:-1], boxes(figure.svg, ("circle",), "d")[:-1]
    assert len(bars) == len(found) == len(table)
    for row, bar, point in zip(table, bars, found, strict=True):
        middle = (point.left + point.right) / 2.0
        assert (bar.left - 0.1 <= middle <= bar.right + 0.1) or not row["covered"]


def test_where_there_is_nothing_to_draw_it_is_said() -> None:
    empty = {
        moves: ("tool", "name", "place", "low", "high", "share", "at_low", "at_high"),
        lead: ("tool", "name", "place", "low", "high", "share", "at_low", "at_high"),
        worth: ("statement", "tools", "evppi", "is_worth_measuring"),
        outcomes_of: ("tool", "name", "statement", "low", "high", "realised", "covered"),
    }
    for draws, columns in empty.items():
        figure = draws(Table("empty", FrozenMap({name: Column("number", ()) for name in columns})))
        holds(figure)
        assert boxes(figure.inline, ("text",), "R")


def test_who_asks_for_what_is_not_drawn_is_told_what_is() -> None:
    rows: list[Mapping[str, Value]] = [{"tool": "blog", "name": "The blog", "by": "npv", "rank": 1, "share": 1.0}]
    with pytest.raises(OptionError, match="'score' is not an order of this answer: one of npv"):
        places(table_of("ranks", rows, {}), by="score")
    with pytest.raises(OptionError, match="'blogg' has nothing to draw: did you mean `blog`"):
        moves(table_of("sensitivity", rows, {}), tool="blogg")
