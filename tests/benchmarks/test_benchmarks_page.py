"""The page on time says what the figures of a run say, and names every peer that is better."""

from __future__ import annotations

import copy
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
FIGURES = json.loads(Path(__file__).with_name("figures.json").read_text(encoding="utf-8"))
MODULES = ("harness", "budgets", "page")


@pytest.fixture(scope="module")
def benchmarks() -> Iterator[dict[str, Any]]:
    """The modules of the folder, which is no package: found by their bare names, and forgotten afterwards."""
    sys.path.insert(0, str(PROJECT / "benchmarks"))
    try:
        yield {name: importlib.import_module(name) for name in MODULES}
    finally:
        sys.path.remove(str(PROJECT / "benchmarks"))
        for name in MODULES:
            sys.modules.pop(name, None)


def raw(report: dict[str, Any]) -> dict[str, Any]:
    return {table["title"]: table["raw"] for table in report["tables"]}


def without_what_is_better() -> dict[str, Any]:
    report: dict[str, Any] = copy.deepcopy(FIGURES)
    for table in report["tables"]:
        for name in ("a planted way", "a slow spline", "a lean way"):
            table["raw"].pop(name, None)
    return report


def test_a_planted_faster_peer_is_named(benchmarks: dict[str, Any]) -> None:
    written = benchmarks["page"].page(FIGURES, {})
    assert (
        "- IRR, 100,000 rows x 10 years and time 0, conventional flows: a planted way is faster: it takes 0.5 of the time of `blogroi`."
        in written
    )


def test_a_more_exact_and_a_lighter_peer_are_named(benchmarks: dict[str, Any]) -> None:
    found = list(benchmarks["budgets"].better_peers(raw(FIGURES)))
    assert any("a slow spline is more exact: error 0.008, blogroi's 0.01." in words for words in found)
    assert any("a lean way is lighter: 15 MiB at most, blogroi 38." in words for words in found)
    assert "these are faster, more exact or lighter than blogroi in 3 respects" in benchmarks["budgets"].verdict(
        raw(FIGURES)
    )


def test_a_slower_peer_and_a_row_timed_on_a_part_are_not_named(benchmarks: dict[str, Any]) -> None:
    words = " ".join(benchmarks["budgets"].better_peers(raw(FIGURES)))
    assert "pyxirr" not in words
    assert "a way timed on a part" not in words


def test_where_no_peer_is_better_the_page_says_so(benchmarks: dict[str, Any]) -> None:
    written = benchmarks["page"].page(without_what_is_better(), {})
    assert "No peer beats blogroi: none of the 2 rows of others is faster, more exact or lighter." in written


def test_a_peer_within_five_percent_is_as_fast_and_not_better(benchmarks: dict[str, Any]) -> None:
    report = without_what_is_better()
    report["tables"][0]["raw"]["pyxirr.irr, row by row"]["median"] = 0.00081
    written = benchmarks["page"].page(report, {})
    assert "pyxirr.irr, row by row is as fast, within 5 %." in written
    assert "No peer beats blogroi" in written


def test_budgets_are_held_or_not_and_beside_the_nearest_peer(benchmarks: dict[str, Any]) -> None:
    rows = {work: cells for work, *cells in benchmarks["budgets"].budget_rows(raw(FIGURES))}
    assert rows["IRR of a row"] == ["at most 110 ns", "8", "yes", "a planted way: 4"]
    assert rows["EVPPI of one input"] == ["at most 1 ms", "2", "**no**", "a slow spline: 16"]
    assert rows["its memory"] == ["at most 100 MiB", "38", "yes", "a lean way: 15"]
    assert "the ROI model, two threads" not in rows  # was not measured


def test_a_budget_from_below_is_on_how_many_times_as_fast(benchmarks: dict[str, Any]) -> None:
    budgets = benchmarks["budgets"]
    reading = {"blogroi.loads": {"median": 0.02}, budgets.EVALUATED: {"median": 0.3}}
    ((_, *cells),) = budgets.budget_rows({"Reading a case with 100,000 observations": reading})
    assert cells == ["at least 10 times as fast", "15", "yes", "none"]


def test_every_budget_has_a_row_of_its_own(benchmarks: dict[str, Any]) -> None:
    works = [budget.work for budget in benchmarks["budgets"].BUDGETS]
    assert len(works) == len(set(works))


def test_the_page_says_how_it_was_made_and_where(benchmarks: dict[str, Any]) -> None:
    written = benchmarks["page"].page(FIGURES, {"beside": "benchmarks/beside.svg"})
    assert "python benchmarks --page docs/benchmarks.md --from benchmarks/figures.json" in written
    for key in ("date", "processor", "system", "python", "versions"):
        assert f"- {key}: {FIGURES[key]}" in written
    assert "](benchmarks/beside.svg)" in written
    assert "growth.svg" not in written


def test_the_figures_of_a_quick_run_are_not_to_be_quoted(benchmarks: dict[str, Any]) -> None:
    assert "quick run" not in benchmarks["page"].page(FIGURES, {})
    assert "those of a quick run" in benchmarks["page"].page(FIGURES | {"quick": True}, {})


def test_the_page_of_the_documentation_is_the_one_of_the_figures_beside_it(benchmarks: dict[str, Any]) -> None:
    report = json.loads((PROJECT / "benchmarks" / "figures.json").read_text(encoding="utf-8"))
    plots = {name: f"benchmarks/{name}.svg" for name in benchmarks["page"].PLOTS}
    assert all((PROJECT / "docs" / file).is_file() for file in plots.values())
    assert (PROJECT / "docs" / "benchmarks.md").read_text(encoding="utf-8") == benchmarks["page"].page(report, plots)


def test_every_budget_and_every_comparison_was_measured_in_the_run_of_the_page(benchmarks: dict[str, Any]) -> None:
    budgets = benchmarks["budgets"]
    tables = raw(json.loads((PROJECT / "benchmarks" / "figures.json").read_text(encoding="utf-8")))
    assert len(list(budgets.budget_rows(tables))) == len(budgets.BUDGETS)
    for title, own in budgets.COMPARISONS.items():
        assert own in tables[title]
        assert budgets.peers(title, tables[title])


def test_every_budget_that_is_not_held_says_why(benchmarks: dict[str, Any]) -> None:
    budgets = benchmarks["budgets"]
    report = json.loads((PROJECT / "benchmarks" / "figures.json").read_text(encoding="utf-8"))
    written = benchmarks["page"].closing(benchmarks["page"].tables_of(report))
    missed = {work for work, _, _, held, _ in budgets.budget_rows(raw(report)) if held != "yes"}
    assert missed == {*budgets.WHY}
    assert all(f"- {work}: {why}\n" in written for work, why in budgets.WHY.items())


def test_floors_and_other_rows_of_blogroi_are_no_peers(benchmarks: dict[str, Any]) -> None:
    rows = {"blogroi": {"median": 2.0}, "floor: the numbers": {"median": 1.0}, "blogroi, many": {"median": 1.0}}
    assert list(benchmarks["budgets"].better_peers({benchmarks["budgets"].IRR: rows})) == []
