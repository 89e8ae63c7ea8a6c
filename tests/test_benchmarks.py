"""The page on speed says what the figures of the run say, whoever comes out better."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PROJECT = Path(__file__).parents[1]
FIGURES = json.loads((PROJECT / "benchmarks" / "figures.json").read_text(encoding="utf-8"))
NPV = "NPV, 100,000 rows x 10 years and time 0"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    return import_module("page")


@pytest.fixture
def budgets(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PROJECT / "benchmarks"))
    return import_module("budgets")


def row(median: float, **more: Any) -> dict[str, Any]:
    return {"median": median, "least": median, "most": median, "rounds": 1, "disturbed": 0} | more


def test_the_page_is_that_of_the_figures(page: ModuleType) -> None:
    assert (PROJECT / "docs" / "benchmarks.md").read_text(encoding="utf-8") == page.page(FIGURES)


def test_both_plots_are_there(page: ModuleType) -> None:
    for name in page.PLOTS:
        assert (PROJECT / "docs" / "benchmarks" / f"{name}.svg").stat().st_size > 10_000


def test_every_budget_and_every_comparison_was_measured(budgets: ModuleType) -> None:
    tables = {table["title"]: table["raw"] for table in FIGURES["tables"]}
    assert len(list(budgets.budget_rows(tables))) == len(budgets.BUDGETS)
    for title, own in budgets.COMPARISONS.items():
        assert own in tables[title]
        assert budgets.peers(title, tables[title])


def test_a_faster_peer_is_named(budgets: ModuleType) -> None:
    tables = {NPV: {"blogroi": row(2e-3), "swift.npv": row(1e-3), "slow.npv": row(9e-3), "even.npv": row(2.05e-3)}}
    assert list(budgets.better_peers(tables)) == [
        f"{NPV}: swift.npv is faster: it takes 0.50 of blogroi's time.",
        f"{NPV}: even.npv is as fast, within 5 %.",
    ]


def test_a_more_exact_peer_is_named_however_slow_it_is(budgets: ModuleType) -> None:
    tables = {
        budgets.EVPPI: {
            "blogroi, with its bracket and error": row(1e-3, errors={"error": 0.02}),
            "exact.evppi": row(1.0, errors={"error": 0.01}),
        }
    }
    assert list(budgets.better_peers(tables)) == [
        f"{budgets.EVPPI}: exact.evppi is more exact: error 0.01, blogroi's 0.02.",
    ]


def test_floors_and_other_rows_of_blogroi_are_no_peers(budgets: ModuleType) -> None:
    tables = {NPV: {"blogroi": row(2e-3), "floor: the numbers": row(1e-3), "blogroi, many": row(1e-3)}}
    assert list(budgets.better_peers(tables)) == []


def test_a_budget_that_is_passed_is_said_not_to_be_held(budgets: ModuleType) -> None:
    npv = {"blogroi": row(2e-3), "swift.npv": row(1e-3)}
    assert list(budgets.budget_rows({NPV: npv})) == [
        ("NPV of a row", "at most 10 ns", "20", "**no**", "swift.npv, 0.5 x blogroi"),
    ]


def test_a_page_says_which_peer_is_better_and_where_none_is_says_so(page: ModuleType) -> None:
    def told(peer: float) -> str:
        raw = {"blogroi": row(8e-4), "swift.npv": row(peer)}
        table = {"title": NPV, "columns": ["way"], "rows": [["blogroi"]], "notes": [], "raw": raw}
        return str(page.page(FIGURES | {"tables": [table]}))

    assert "swift.npv is faster" in told(4e-4)
    assert "- None, in this run." in told(4e-3)
