"""What a session answers, in words."""

from __future__ import annotations

from typing import Any

import pytest

import blogroi
from blogroi import NetPresentValues, Session
from blogroi.results.format import chance_in_words
from tests.builders import a_case, a_cost, a_tool, an_effect, chamber


def told(found: NetPresentValues, *, full: bool = False, language: str = "en") -> str:
    return blogroi.text(found, full=full, language=language)  # type: ignore[arg-type]


def of_tools(count: int) -> NetPresentValues:
    tools = {
        f"t{at:02}": a_tool({"calls": an_effect(100 + at)}, [a_cost(at)], name=f"Tool {at}") for at in range(count)
    }
    return Session(a_case(tools), draws=10).evaluate()


def test_the_tool_that_brings_in_most_is_named_with_what_it_brings_in() -> None:
    text = told(of_tools(2))
    assert "Tool 0 brings in most, 100 EUR net." in text.splitlines()
    assert [line.split()[:3] for line in text.splitlines() if line.startswith("Tool")][1:] == [
        ["Tool", "0", "100"],
        ["Tool", "1", "100"],
    ]
    assert "10 draws, seed 1. All of it: --full. Next: `blogroi evaluate`" in text


def test_where_no_tool_is_expected_to_pay_that_is_said() -> None:
    found = Session(a_case({"blog": a_tool({"calls": an_effect(1)}, [a_cost(5)])}), draws=10).evaluate()
    assert "No tool is expected to bring in more than it costs." in told(found).splitlines()
    assert "Aucun outil ne devrait rapporter plus qu\u2019il ne coûte." in told(found, language="fr").splitlines()


def test_a_tool_whose_cost_is_not_known_is_not_missed_in_silence() -> None:
    found = Session(chamber(), draws=50).evaluate()
    assert "The fair: its cost is not known, so neither is what it brings in." in told(found)
    alone = Session(a_case({"blog": a_tool({"calls": an_effect(1)}, [])}), draws=10).evaluate()
    assert told(alone).splitlines()[3] == "No tool says what it costs, so nothing can be said of what they bring in."


@pytest.mark.parametrize(("count", "rows"), [(8, 8), (9, 7)])
def test_a_short_answer_counts_tools_past_eight_in_one_line(count: int, rows: int) -> None:
    lines = [line for line in told(of_tools(count)).splitlines() if line.startswith("Tool")]
    assert len(lines) == 1 + rows
    assert ("2 more tools: --full" in told(of_tools(count))) == (count > rows)
    whole = [line for line in told(of_tools(count), full=True).splitlines() if line.startswith("Tool")]
    assert len(whole) == 1 + count


def test_the_chance_that_it_pays_stands_beside_the_range() -> None:
    found = Session(chamber(), draws=50).evaluate()
    blog = found.tools["blog"]
    row = next(line for line in told(found, full=True).splitlines() if line.startswith(f"{blog.name} "))
    assert blog.probability_positive is not None
    assert chance_in_words(blog.probability_positive) in row


@pytest.mark.parametrize("gaps", ["no-credit", "bounds"])
def test_it_can_be_a_page_whatever_is_missing(gaps: Any) -> None:
    page = blogroi.html(blogroi.Session(chamber(), draws=200, gaps=gaps).evaluate())
    assert "<svg" in page or "<table" in page
