"""Costs, effects, printed figures and the tools that have them."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable
from datetime import date
from typing import Any

import attrs
import numpy as np
import pytest

from blogroi import CaseError, Cost, Duration, Point, Published, Range, Samples, evaluate
from blogroi.model import FrozenMap

from ..builders import a_case, a_cost, a_tool, an_effect, chamber


def refused(make: Callable[..., object], *stated: Any, **named: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        make(*stated, **named)
    return [str(fault) for fault in caught.value.faults]


WHEN = '"upfront", "each", or a period number from 1'


class TestCost:
    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({"when": "each"}, ["amount: is missing: give `amount`, or `units` and `unit_cost`"]),
            ({}, ["amount: is missing: give `amount`, or `units` and `unit_cost`", f"when: is missing: {WHEN}"]),
            (
                {"amount": 1, "units": 2, "when": 1},
                ["amount: is said twice: give `amount`, or `units` and `unit_cost`"],
            ),
            ({"units": 2, "when": 1}, ["unit_cost: is missing: `units` and `unit_cost` go together"]),
            ({"unit_cost": 2, "when": 1}, ["units: is missing: `units` and `unit_cost` go together"]),
            ({"amount": 1}, [f"when: is missing: {WHEN}"]),
            ({"amount": [1, 2], "when": "each"}, ["when: is left out where `amount` lists one value for each period"]),
            ({"amount": -5, "when": 1}, ["amount: -5 is below zero: give a number of at least 0"]),
            ({"amount": [1, -5, "x"]}, ["amount[2]: -5 is below zero: give a number of at least 0", "amount[3]: 'x' is not a number: write a number, or Range(6, 11)"]),
            ({"amount": []}, ["amount: is an empty list: give one value for each period"]),
            ({"amount": 1, "when": "yearly"}, ["when: 'yearly' is not known: write \"each\", for every period of the horizon"]),
            ({"amount": 1, "when": True}, [f"when: true is not known: {WHEN}"]),
            ({"amount": 1, "when": 1.5}, [f"when: 1.5 is not known: {WHEN}"]),
            ({"amount": 1, "when": 0}, ["when: there is no period 0: they count from 1; what is paid before the first is \"upfront\""]),
            ({"amount": 1, "when": 10**30}, ["when: there is no period a very large number: they count from 1; 1 is the first of the horizon"]),
            ({"amount": 1, "when": 1, "contingency": -0.1}, ["contingency: -0.1 is below zero: give a number of at least 0"]),
            ({"amount": 1, "when": 1, "paid_by": "organization"}, ["paid_by: 'organization' is not known: write \"organisation\""]),
            ({"amount": 1, "when": 1, "sunk": 1}, ["sunk: 1 is neither true nor false: write True"]),
            ({"amount": 1, "when": 1, "item": " "}, ["item: is empty: write a word or a sentence"]),
        ],
    )  # fmt: skip
    def test_what_cannot_be_taken_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Cost, **({"item": "Writing"} | stated)) == faults

    @pytest.mark.parametrize("when", ["upfront", "each", 1, 1200])
    def test_it_is_paid_when_it_is_said(self, when: Any) -> None:
        assert a_cost(5, when=when).when == when

    def test_numbers_become_points(self) -> None:
        assert a_cost([1, np.float64(2), Range(1, 2)]).amount == (Point(1), Point(2.0), Range(1, 2))

    @pytest.mark.parametrize("name", ["item", "contingency", "paid_by"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(a_cost, **{name: None})

    def test_left_unsaid_the_organisation_pays_and_nothing_is_sunk(self) -> None:
        cost = a_cost(5)
        assert (cost.paid_by, cost.sunk, cost.contingency) == ("organisation", False, Point(0))


class TestEffect:
    @pytest.mark.parametrize("name", ["deadweight", "credit", "displacement", "drop_off", "confidence"])
    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            (1.2, "1.2 is not a share between 0 and 1: it would be 120 %"),
            (-0.1, "-0.1 is not a share between 0 and 1: it is at least 0"),
            (True, "true is not a number: write the number itself"),
            (math.nan, "nan is not a finite number"),
        ],
    )
    def test_each_correction_is_a_share(self, name: str, value: Any, fault: str) -> None:
        assert refused(an_effect, **{name: value}) == [f"{name}: {fault}"]

    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({"change": []}, ["change: is an empty list: give one value for each period"]),
            ({"change": [1, "x"]}, ["change[2]: 'x' is not a number: write a number, or Range(6, 11)"]),
            ({"change": 10**400}, ["change: a very large number is too large a number"]),
            ({"starts": 0}, ["starts: 0 is not between 1 and 1200"]),
            ({"starts": 1.5}, ["starts: 1.5 is not a whole number: write 1 or 2"]),
            ({"starts": True}, ["starts: true is not a whole number"]),
            ({"lasts": 0}, ["lasts: 0 is not between 1 and 1200"]),
            ({"evidence": "measure"}, ["evidence: 'measure' is not known: write \"measured\""]),
            ({"source": 5}, ['source: 5 is not a text: put it in quotes, "5"']),
            ({"observed": "today"}, ["observed: 'today' is not a date: write it as 2026-06-30"]),
            ({"searched": 0}, ["searched: 0 is not between 1 and 1000000"]),
            ({"p_value": 0}, ["p_value: 0 is not a p-value above 0 and up to 1"]),
            ({"p_value": 1.01}, ["p_value: 1.01 is not a p-value above 0 and up to 1"]),
            ({"p_value": "small"}, ["p_value: 'small' is not a number"]),
            ({"noticed_by": 5}, ['noticed_by: 5 is not a text: put it in quotes, "5"']),
        ],
    )
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        assert refused(an_effect, **changes) == faults

    def test_without_corrections_the_whole_change_counts(self) -> None:
        effect = an_effect(5)
        stated = (effect.deadweight, effect.credit, effect.displacement, effect.drop_off, effect.confidence)
        assert stated == (Point(0.0), Point(1.0), Point(0.0), Point(0.0), Point(1.0))

    @pytest.mark.parametrize("name", ["credit", "evidence", "starts", "searched"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(an_effect, **{name: None})


class TestPublishedOtherwise:
    def test_a_payback_may_say_its_unit(self) -> None:
        for stated in (Duration(months=18), {"months": 18}):
            printed = Published(payback=stated, source="The Gazette")
            assert printed.figures == {"payback": Duration(months=18)}
            assert printed.figures_in(1.0) == {"payback": 1.5}
            assert printed.figures_in(1 / 12) == {"payback": pytest.approx(18.0, rel=1e-15)}
        assert Published(payback=18, source="The Gazette").figures_in(1 / 12) == {"payback": 18}

    def test_changes_of_indicators_may_stand_alone(self) -> None:
        printed = Published(by_indicator={"visits": np.float64(12000)}, source="The Gazette")
        assert printed.by_indicator == {"visits": 12000.0}
        assert printed.figures == {}

    @pytest.mark.parametrize(
        ("stated", "fault"),
        [
            (
                {"rounded": 0, "roi": 1},
                "rounded: 0 is not above zero: 0.01 where a figure has two decimals, 1000 where it is in",
            ),
            ({"rounded": "a bit", "roi": 1}, "rounded: 'a bit' is not a number"),
            (
                {"payback": {"months": 1, "years": 1}},
                "payback: is one of { weeks = 6 }, { months = 18 }, { years = 1.5 }",
            ),
            ({"payback": {"days": 1}}, "payback.days: is not known here: one of weeks, months, years"),
            ({"payback": {"months": -1}}, "payback.months: -1 is not above zero"),
            ({"payback": "soon"}, "payback: 'soon' is not a number"),
            ({"by_indicator": {"visits": "many"}}, "by_indicator.visits: 'many' is not a number"),
            ({"rounded": 0.1}, "give at least one figure: benefits, costs"),
        ],
    )
    def test_what_cannot_be_taken_is_refused(self, stated: Any, fault: str) -> None:
        assert refused(Published, **stated, source="The Gazette")[0].startswith(fault)

    def test_its_indicators_are_there(self) -> None:
        printed = Published(by_indicator={"visit": 1}, source="The Gazette")
        assert refused(a_case, {"blog": a_tool({"visits": an_effect()}, published=printed)}) == [
            "tools.blog.published.by_indicator.visit: there is no indicator `visit`: did you mean `visits`?"
        ]


class TestLists:
    """Whether the quantities of a list are drawn together has to be said where they hold samples."""

    def test_ranges_and_numbers_need_no_word(self) -> None:
        assert an_effect([1, Range(1, 2)]).periods is None
        assert a_cost([1, Range(1, 2)]).periods is None

    @pytest.mark.parametrize("make", [an_effect, a_cost])
    def test_samples_need_one(self, make: Any) -> None:
        listed = [5, Samples([1, 2])]
        assert refused(make, listed)[0].startswith("periods: is missing: a list that holds samples is drawn `together`")
        for periods in ("together", "apart"):
            assert make(listed, periods=periods).periods == periods
        assert make(Samples([1, 2])).periods is None

    def test_it_is_one_of_two_words(self) -> None:
        assert refused(an_effect, [1, 2], periods="alike") == ["periods: 'alike' is not known: one of apart, together"]


class TestIntended:
    def test_nothing_said_is_not_the_same_as_nothing_intended(self) -> None:
        assert a_tool().intended is None
        assert a_tool(intended=[]).intended == ()
        assert a_tool(intended=["calls"]).intended == ("calls",)

    def test_it_is_a_list_of_texts(self) -> None:
        assert refused(a_tool, intended="calls") == ["intended: 'calls' is not a list of texts: write [\"calls\"]"]


class TestPublished:
    def test_it_holds_what_was_printed(self) -> None:
        assert Published(roi=0.67, costs=0, source="The Gazette").figures == {"costs": 0, "roi": 0.67}

    @pytest.mark.parametrize(
        ("stated", "faults"),
        [
            ({}, ["give at least one figure: benefits, costs, npv, roi, bcr, payback, irr"]),
            ({"roi": "67 %"}, ["roi: '67 %' is not a number: write 0.67, for 67 %"]),
            (
                {"roi": True, "npv": math.inf},
                ["npv: inf is not a finite number", "roi: true is not a number: write the number itself"],
            ),
            ({"roi": 1, "source": ""}, ["source: is empty: write a word or a sentence"]),
        ],
    )
    def test_what_is_no_figure_is_refused(self, stated: dict[str, Any], faults: list[str]) -> None:
        assert refused(Published, **({"source": "The Gazette"} | stated)) == faults

    def test_a_number_of_numpy_is_a_figure_as_well(self) -> None:
        printed = Published(roi=np.float64(0.5), source="The Gazette")
        evaluate(a_case({"blog": a_tool({"calls": an_effect(150)}, [a_cost()], published=printed)}), draws=1)


class TestTool:
    @pytest.mark.parametrize(
        ("changes", "faults"),
        [
            ({"name": "  "}, ["name: is empty: write a word or a sentence"]),
            ({"kind": 5}, ["kind: 5 is not a text: put it in quotes, \"5\""]),
            ({"introduced": 1998}, ["introduced: 1998 is not a date: write a day, such as 1998-01-01"]),
            ({"audience": "members"}, ["audience: 'members' is not a list of texts: write [\"members\"]"]),
            ({"audience": ["members", 5, ""]}, ["audience[2]: 5 is not a text: put it in quotes, \"5\"", "audience[3]: is empty: write a word or a sentence"]),
            ({"effects": 5}, ["effects: 5 is not a table"]),
            ({"effects": {"a b": an_effect()}}, ["effects: 'a b' is not a key: a letter or digit, then letters, digits, _ and -: write a_b"]),
            ({"not_applicable": ["calls"]}, ["not_applicable: a list is not a table"]),
            ({"not_applicable": {"calls": ""}}, ["not_applicable.calls: is empty: give the reason why no effect is possible"]),
            ({"not_applicable": {"calls": 0}}, ["not_applicable.calls: 0 is not a text: give the reason why no effect is possible"]),
            (
                {"effects": {"calls": an_effect()}, "not_applicable": {"calls": "none", "press": ""}},
                [
                    "not_applicable.press: is empty: give the reason why no effect is possible",
                    "not_applicable.calls: has an effect too: keep one of the two",
                ],
            ),
        ],
    )  # fmt: skip
    def test_what_cannot_be_taken_is_refused(self, changes: dict[str, Any], faults: list[str]) -> None:
        assert refused(a_tool, **changes) == faults

    @pytest.mark.parametrize("key", ["calls", "calls_avoided", "2nd-try", "a", "Ärger", "x" * 200])
    def test_a_key_is_of_letters_digits_and_dashes(self, key: str) -> None:
        assert list(a_tool({key: an_effect()}).effects) == [key]

    @pytest.mark.parametrize("key", ["", "a.b", "_a", "-a", "a b", "a/b", "x" * 201, 5, None])
    def test_anything_else_is_no_key(self, key: Any) -> None:
        assert "is not a key" in refused(a_tool, {key: an_effect()})[0]

    def test_lists_become_tuples_and_tables_become_maps(self) -> None:
        tool = a_tool({"calls": an_effect()}, [a_cost()], audience=["members"])
        assert (tool.audience, tool.costs) == (("members",), (a_cost(),))
        assert isinstance(tool.effects, FrozenMap)

    def test_one_printed_figure_needs_no_list(self) -> None:
        printed = Published(roi=1, source="The Gazette")
        assert a_tool(published=printed).published == a_tool(published=[printed]).published == (printed,)

    @pytest.mark.parametrize("changes", [{"costs": ["x"]}, {"effects": {"calls": 5}}, {"published": "x"}])
    def test_its_parts_are_of_their_classes(self, changes: dict[str, Any]) -> None:
        assert refused(a_tool, **changes)

    @pytest.mark.parametrize("name", ["name", "kind"])
    def test_what_must_be_said_cannot_be_nothing(self, name: str) -> None:
        assert refused(a_tool, **{name: None})


PARTS: list[Any] = [
    chamber().tools["blog"],
    a_cost([1, Range(1, 2)]),
    an_effect([1, Range(1, 2)], observed=date(2026, 1, 1)),
    Published(roi=0.5, source="The Gazette"),
]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: type(part).__name__)
class TestEveryPart:
    def test_it_cannot_be_changed(self, part: Any) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(part, attrs.fields(type(part))[0].name, None)

    def test_it_is_equal_to_its_like_and_hashed_alike(self, part: Any) -> None:
        again = attrs.evolve(part)
        assert again == part
        assert hash(again) == hash(part)

    def test_it_can_be_sent_to_another_process(self, part: Any) -> None:
        assert pickle.loads(pickle.dumps(part)) == part
