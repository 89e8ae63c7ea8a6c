"""Who is asked what, and who answers, on a case small enough to be counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from blogroi import Case
from blogroi.fairness.parity import parity

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

EVALUATED = date(2026, 6, 30)


def case_of(demands: Any, **tools: Any) -> Case:
    """Build a case of a blog of 2026 and a magazine of 1998, unless other tools are given."""
    stated = {
        "blog": a_tool(
            {"calls": an_effect(1, evidence="observed")}, [a_cost()], not_applicable={"press": "is not printed"}
        ),
        "magazine": a_tool(name="The magazine", kind="magazine", introduced=date(1998, 3, 1)),
    } | tools
    indicators = {name: an_indicator(declared=date(2025, 11, 1)) for name in ("calls", "press", "visits")}
    return a_case(stated, indicators=indicators, demands=demands, evaluated=EVALUATED)


def test_every_part_of_the_audit_is_counted() -> None:
    found = parity(case_of({"blog": ("visits", "calls"), "magazine": ("calls",)}))
    assert found.questions == ("calls", "press", "visits", "costs")
    assert found.matrix == {
        "blog": {"calls": "observed", "press": "not applicable", "visits": "gap", "costs": "stated"},
        "magazine": {"calls": "gap", "press": "never asked", "visits": "never asked", "costs": "gap"},
    }
    assert found.asked == {"blog": 2, "magazine": 1}
    assert (found.newer, found.older) == (("blog",), ("magazine",))
    assert (found.asked_of_newer, found.asked_of_older) == (2, 1)
    assert found.unique_demands == {"blog": ("visits",)}
    assert found.open_questions == {}
    assert found.double_standards == (
        "The blog (2026) had to answer 2 questions, The magazine (1998) 1; 1 of them applies to it too.",
    )


@pytest.mark.parametrize(("days", "newer"), [(3 * 365, ("blog",)), (3 * 365 + 1, ())])
def test_a_tool_is_new_for_three_years(days: int, newer: tuple[str, ...]) -> None:
    blog = a_tool(introduced=EVALUATED - timedelta(days=days))
    assert parity(case_of({}, blog=blog)).newer == newer


def test_without_demands_nobody_is_asked_more_than_others() -> None:
    found = parity(case_of({}))
    assert found.asked == {"blog": 0, "magazine": 0}
    assert found.unique_demands == {}
    assert found.double_standards == ()
    assert found.matrix["magazine"]["press"] == "gap"


def test_who_is_alone_is_asked_nothing_alone() -> None:
    blog = a_tool({"calls": an_effect(1)}, [a_cost()])
    found = parity(a_case({"blog": blog}, demands={"blog": ("calls",)}))
    assert found.unique_demands == {}
    assert found.double_standards == ()


def test_the_most_demanding_is_the_last_by_name_among_equals() -> None:
    demands = {"blog": ("visits",), "magazine": ("calls",)}
    assert parity(case_of(demands)).double_standards == (
        "The magazine (1998) had to answer 1 question, The blog (2026) 1; 1 of them applies to it too.",
    )
    assert parity(case_of(demands)).unique_demands == {"blog": ("visits",), "magazine": ("calls",)}


def test_who_has_no_date_is_named_without_one_and_who_is_asked_nothing_for_none() -> None:
    found = parity(case_of({"blog": ("visits",)}, magazine=a_tool(name="The wall", introduced=None)))
    assert found.double_standards == (
        "The blog (2026) had to answer 1 question, The wall none; 1 of them applies to it too.",
    )
    assert found.older == ()


def test_what_cannot_be_answered_is_no_favour() -> None:
    magazine = a_tool(name="The magazine", introduced=date(1998, 3, 1), not_applicable={"visits": "has no pages there"})
    assert parity(case_of({"blog": ("visits",)}, magazine=magazine)).double_standards == ()
    found = parity(case_of({"blog": ("visits", "calls")}, magazine=magazine)).double_standards
    assert found == (
        "The blog (2026) had to answer 2 questions, The magazine (1998) none; 1 of them applies to it too.",
    )


class TestNotYetPut:
    def found(self, introduced: Any, declared: date, **others: Any) -> Any:
        blog = a_tool({"calls": an_effect(1)}, introduced=introduced)
        tools = {"blog": blog, "magazine": a_tool(name="The magazine"), **others}
        indicators = {"calls": an_indicator(declared=declared), "visits": an_indicator(declared=date(2024, 1, 1))}
        return parity(a_case(tools, indicators=indicators)).open_questions

    def test_a_question_that_arose_after_the_tool_is_to_be_put_to_the_others(self) -> None:
        assert self.found(date(2025, 1, 1), date(2025, 1, 2)) == {"calls": ("magazine",)}
        assert self.found(date(2025, 1, 1), date(2025, 1, 1)) == {}
        assert self.found(None, date(2025, 1, 2)) == {}

    def test_not_where_nobody_had_said_anything_when_the_tool_began(self) -> None:
        assert self.found(date(2023, 1, 1), date(2025, 1, 2)) == {}

    def test_not_where_one_tool_that_answers_came_later(self) -> None:
        other = a_tool({"calls": an_effect(1)}, introduced=date(2025, 6, 1))
        assert self.found(date(2025, 1, 1), date(2025, 1, 2), fair=other) == {}

    def test_nor_to_those_to_whom_it_does_not_apply(self) -> None:
        mute = a_tool(not_applicable={"calls": "has no telephone"})
        assert self.found(date(2025, 1, 1), date(2025, 1, 2), fair=mute, wall=a_tool()) == {
            "calls": ("magazine", "wall")
        }

    def test_nor_where_nobody_answers_or_nobody_is_silent(self) -> None:
        indicators = {"calls": an_indicator(declared=date(2026, 5, 1))}
        assert parity(a_case({"blog": a_tool()}, indicators=indicators)).open_questions == {}
        answering = a_tool({"calls": an_effect(1)}, introduced=date(2025, 1, 1))
        assert parity(a_case({"blog": answering}, indicators=indicators)).open_questions == {}
