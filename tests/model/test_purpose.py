"""What a tool was meant for decides what of it was anticipated; where nobody ever said, nothing was, and nothing was not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case
from blogroi.hindsight.surprises import surprises
from blogroi.model.purpose import labels, was_asked_before
from blogroi.results.checks import Check
from blogroi.testing import check_age_blind

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

BEFORE, BEGIN, AFTER = date(2025, 11, 1), date(2026, 1, 15), date(2026, 5, 12)


def case_of(
    *, introduced: date | None = BEGIN, intended: Any = None, calls: date | None = BEFORE, other: date | None = BEFORE
) -> Case:
    """Build a case of a blog with an effect on calls, beside an indicator that nobody moves."""
    blog = a_tool({"calls": an_effect(50)}, [a_cost(30)], introduced=introduced, intended=intended)
    indicators = {"calls": an_indicator(declared=calls), "other": an_indicator(declared=other)}
    return a_case({"blog": blog}, indicators=indicators)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"intended": ["calls"]}, False),
        ({"intended": ["other"]}, True),
        ({"intended": []}, True),
        ({"intended": ["calls"], "calls": AFTER}, False),  # what was meant stands above every date
        ({"intended": ["calls"], "introduced": None}, False),
        ({"intended": ["calls"], "introduced": date(1998, 1, 1)}, False),
        ({"intended": ["other"], "calls": None}, True),
        ({"calls": BEFORE}, False),
        ({"calls": BEGIN}, False),
        ({"calls": AFTER}, True),
        ({"calls": AFTER, "other": BEGIN}, True),
        ({"calls": AFTER, "other": AFTER}, None),  # older than every declaration
        ({"introduced": date(2012, 3, 1)}, None),
        ({"introduced": None}, None),
        ({"calls": None}, None),
        ({"calls": None, "other": None}, None),
        ({"calls": AFTER, "other": None}, None),
    ],
)
def test_what_was_meant_decides_and_dates_where_something_had_been_declared(
    stated: dict[str, Any], expected: bool | None
) -> None:
    assert labels(case_of(**stated), "blog", ["calls"]) == {"calls": expected}


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({}, True),
        ({"intended": [], "introduced": None}, True),
        ({"calls": AFTER}, True),
        ({"calls": AFTER, "other": AFTER}, False),
        ({"introduced": None}, False),
        ({"calls": None, "other": None}, False),
    ],
)
def test_a_tool_was_asked_before_where_anybody_had_said_anything(stated: dict[str, Any], expected: bool) -> None:
    assert was_asked_before(case_of(**stated), "blog") is expected


@pytest.mark.parametrize(
    ("stated", "where"),
    [({"calls": BEFORE}, "anticipated"), ({"calls": AFTER}, "emergent"), ({"calls": None}, "unlabelled")],
)
def test_benefits_are_summed_up_under_their_label(stated: dict[str, Any], where: str) -> None:
    result = blogroi.evaluate(case_of(**stated), draws=10).tools["blog"]
    sums = {name: getattr(result, name).mean for name in ("anticipated", "emergent", "unlabelled")}
    assert sums == {"anticipated": 0.0, "emergent": 0.0, "unlabelled": 0.0} | {where: 50.0}


def test_some_may_be_labelled_and_others_not() -> None:
    effects = {"calls": an_effect(50), "visits": an_effect(7), "other": an_effect(1)}
    days = {"calls": BEFORE, "visits": AFTER, "other": None}
    case = a_case(
        {"blog": a_tool(effects, [a_cost(30)])},
        indicators={name: an_indicator(declared=day) for name, day in days.items()},
    )
    result = blogroi.evaluate(case, draws=10)
    blog, told = result.tools["blog"], result.emergent["blog"]
    assert [part.mean for part in (blog.anticipated, blog.emergent, blog.unlabelled) if part] == [50.0, 7.0, 1.0]
    assert told.ex_ante is not None
    assert told.ex_ante.npv.mean == 20.0
    assert said(case) == []


def test_where_nobody_ever_said_there_was_no_verdict_beforehand() -> None:
    told = blogroi.evaluate(case_of(introduced=date(2012, 3, 1)), draws=10).emergent["blog"]
    assert [part.adjusted.mean for part in (told.anticipated, told.emergent, told.unlabelled)] == [0.0, 0.0, 50.0]
    assert told.ex_ante is None


def said(case: Case) -> list[Check]:
    return [check for check in blogroi.evaluate(case, draws=10).checks if check.code == "BR209"]


class TestCheck:
    def test_it_is_said_once_for_all_tools(self) -> None:
        case = case_of()
        fair = a_tool({"calls": an_effect(5)}, [a_cost()], name="The fair", introduced=date(2012, 3, 1))
        magazine = evolve(fair, name="The magazine", introduced=None)
        (check,) = said(evolve(case, tools={**case.tools, "magazine": magazine, "fair": fair}))
        assert (check.severity, check.path) == ("info", "tools")
        assert check.message == (
            "It is not stated what The fair and The magazine were meant for: what they bring in counts neither as planned nor as"
            " unplanned. Name the indicators that each was meant to move as `intended`."
        )

    def test_of_one_tool_it_names_the_key(self) -> None:
        (check,) = said(case_of(introduced=None))
        assert check.path == "tools.blog.intended"
        assert check.message == (
            "It is not stated what The blog was meant for: what it brings in counts neither as planned nor as unplanned. Name the"
            " indicators that it was meant to move as `intended`."
        )

    @pytest.mark.parametrize(
        "stated", [{}, {"intended": []}, {"introduced": None, "intended": ["calls"]}, {"calls": AFTER}]
    )
    def test_it_is_not_said_where_somebody_did(self, stated: dict[str, Any]) -> None:
        assert said(case_of(**stated)) == []

    def test_it_is_not_said_of_a_tool_without_effects(self) -> None:
        idle = a_tool({}, [a_cost()], kind="nothing", introduced=None)
        assert said(a_case({"idle": idle}, indicators={"calls": an_indicator()})) == []


def test_what_was_meant_and_declared_changes_no_figure() -> None:
    said: list[dict[str, Any]] = [{}, {"intended": ["calls"]}, {"intended": []}, {"calls": None, "other": AFTER}]
    cases = [case_of(**stated) for stated in said]
    results = [blogroi.evaluate(case, draws=200).to_dict() for case in cases]
    for result in results:
        for part in ("anticipated", "emergent", "unlabelled"):
            del result["tools"]["blog"][part]
    assert all(result["tools"] == results[0]["tools"] for result in results)
    check_age_blind(lambda each: blogroi.evaluate(each, draws=100), case_of(calls=AFTER))


def test_a_past_tool_that_was_meant_for_something_tells_of_surprises() -> None:
    case = case_of(introduced=date(2012, 3, 1), intended=["other"])
    assert surprises([case], draws=10).shares == {"A case": 1.0}
    with pytest.raises(blogroi.OptionError, match="no case says how much was unplanned"):
        surprises([case_of(introduced=date(2012, 3, 1))], draws=10)


def test_a_day_of_declaration_may_be_left_out_of_a_file() -> None:
    text = blogroi.template().replace("declared = 2025-11-01\n", "").replace("declared = 2025-11-01  ", "# ")
    case = blogroi.loads(text)
    assert {indicator.declared for indicator in case.indicators.values()} == {None}
    assert blogroi.loads(blogroi.dumps(case)) == case
    assert blogroi.check(case).findings  # and every check bears it
