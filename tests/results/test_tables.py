"""Every table of every answer is tidy: one type a column, keys with their names, and the figures of the answer to the last bit."""

from pathlib import Path
from typing import Any

import pytest

import blogroi
from tests.results.answers import CASES, CHAMBER, OF_A_CASE, OTHERS
from tests.results.rows import leaves, numbers_of, tidy


@pytest.mark.parametrize("question", OF_A_CASE)
@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_tables_of_every_answer_on_every_example_are_tidy(path: Path, question: str) -> None:
    tidy(OF_A_CASE[question](blogroi.load(path)))


@pytest.mark.parametrize("name", OTHERS)
def test_the_tables_of_every_other_answer_are_tidy(name: str) -> None:
    tidy(OTHERS[name]())


@pytest.mark.parametrize("gaps", ["no-credit", "bounds"])
def test_the_tables_of_corrected_effects_are_tidy(gaps: Any) -> None:
    tidy(blogroi.evaluate(CHAMBER, draws=100, evidence="corrected", gaps=gaps, by="score"))


def test_the_tables_of_an_answer_that_comes_back_are_those_that_it_had() -> None:
    result = blogroi.evaluate(CHAMBER, draws=100)
    again = blogroi.Evaluation.from_json(result.to_json())
    assert dict(again.tables) == dict(result.tables)


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_the_figures_of_an_evaluation_stand_in_its_tables_as_they_are(path: Path) -> None:
    result = blogroi.evaluate(blogroi.load(path), draws=200)
    told = result.to_dict()
    told = {name: told[name] for name in ("tools", "ranking", "claims", "emergent", "robustness", "scores")}
    for tool in told["tools"].values():
        for left in tool["without"].values():
            left["npv"] = left["roi"] = None  # of these the spread is left out
    for found in told["emergent"].values():
        for name in found:
            found[name] = None  # likewise
    for ranking in (told["ranking"], (told["scores"] or {}).get("ranking")):
        if ranking is not None:
            ranking["decision_probability"] = ranking["switch_point"] = None
    if told["scores"] is not None:
        for name in ("rank_uncertainty", "weight_change", "confidence_error"):
            told["scores"][name] = None
    assert set(leaves(told, float)) - numbers_of(result) == set()


def test_a_figure_stands_at_its_tool_and_in_its_column() -> None:
    result = blogroi.evaluate(CHAMBER, draws=1000)
    for row in result.tables["figures"]:
        figure = result.to_dict()["tools"][row["tool"]][row["figure"]]
        known = {name: value for name, value in row.items() if value is not None}
        assert known.keys() & (figure or {}).keys() == {
            name for name, value in (figure or {}).items() if value is not None
        } - {"shares"}
        assert all(known[name] == value for name, value in (figure or {}).items() if value is not None)
    for row in result.tables["tools"]:
        for name, value in row.items():
            figure, _, part = name.rpartition("_")
            if part in ("mean", "p05", "p50", "p95") and value is not None:
                assert value == getattr(getattr(result.tools[str(row["tool"])], figure), part), name


def test_a_tool_that_is_not_in_the_order_has_no_place() -> None:
    case = blogroi.loads(blogroi.template().replace("[[tools.magazine.costs]]", "[[tools.blog.costs]]"))
    result = blogroi.evaluate(case, draws=100)
    assert result.ranking.unranked == ("magazine",)
    places = {row["tool"]: row["rank"] for row in result.tables["tools"]}
    assert places == {"blog": 1, "magazine": None}
    assert {row["tool"]: row["place"] for row in result.tables["order"]} == places


def test_gaps_say_who_was_asked_what() -> None:
    result = blogroi.evaluate(CHAMBER, draws=100)
    rows = {(row["tool"], row["question"]): row for row in result.tables["gaps"]}
    assert len(rows) == len(result.tools) * len(result.parity.questions)
    for key, tool in result.tools.items():
        assert [name for (of, name), row in rows.items() if of == key and row["is_gap"]] == sorted(tool.gaps)
        for name, reason in tool.not_applicable.items():
            assert (rows[key, name]["answer"], rows[key, name]["reason"]) == ("not applicable", reason)


def test_what_is_only_made_on_request_says_how() -> None:
    tables = blogroi.evaluate(CHAMBER, draws=100).tables
    assert "evidence" not in tables
    with pytest.raises(blogroi.UnknownTableError) as caught:
        tables["evidence"]
    assert str(caught.value) == 'table: `evidence` is made on request: write `evidence="corrected"`'
