"""Costs, effects, printed figures and the tools that have them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from blogroi import Duration, Published, Range, Samples, evaluate
from blogroi.model import FrozenMap

from ..builders import a_case, a_cost, a_tool, an_effect, refused


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
            ({}, ["give at least one figure: benefits, costs, npv, roi, bcr, payback, irr, by_indicator"]),
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
        def answered(roi: float) -> str:
            printed = Published(roi=roi, source="The Gazette")
            tool = a_tool({"calls": an_effect(150)}, [a_cost()], published=printed)
            return evaluate(a_case({"blog": tool}), draws=1).to_json()

        assert answered(np.float64(0.5)) == answered(0.5) != answered(0.75)


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
            ({"costs": [a_cost(1), a_cost(2)]}, ["costs[2].key: is missing: costs[1] is called 'Writing' too: give one of the two a `key` of its own"]),
            ({"costs": [a_cost(1), a_cost(2, "Pictures", key="Writing")]}, ["costs[2].key: is taken: costs[1] is called 'Writing' too: give one of the two a `key` of its own"]),
            ({"costs": [a_cost(1, key="a"), a_cost(2, key="a")]}, ["costs[2].key: is taken: costs[1] is called 'a' too: give one of the two a `key` of its own"]),
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
