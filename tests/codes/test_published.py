"""What was printed is held against its own parts, then against the usual conventions; only then is anybody blamed."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Duration, Published, Range, Samples, ThreePoint
from blogroi.codes.rounding import rounding
from blogroi.results.checks import Check

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

SOURCE = "a report"


def case_of(printed: dict[str, Any], *, change: Any = 505.0, costs: Any = None, **changes: Any) -> Case:
    """Build a tool of 505 a period, for 303 paid first and 101 in each of three periods, about which something was printed."""
    paid = (
        [a_cost(303, item="Set-up"), a_cost([101] * changes.get("periods", 3), item="Writing")]
        if costs is None
        else costs
    )
    effect = change if isinstance(change, blogroi.Effect) else an_effect(change)
    tool = a_tool({"calls": effect}, paid, published=Published(source=SOURCE, **printed))
    return a_case({"blog": tool}, **({"periods": 3} | changes))


def found(case: Case, draws: int = 10) -> dict[str, Check]:
    checks = blogroi.evaluate(case, draws=draws).checks
    return {
        check.path.partition(".published")[2].lstrip("."): check for check in checks if check.code.startswith("BR3")
    }


def only(printed: dict[str, Any], **stated: Any) -> Check:
    (check,) = found(case_of(printed, **stated)).values()
    return check


# benefits 1515, costs 606, NPV 909, ROI 1.5, BCR 2.5, payback 0.75 years; amounts too crooked to be taken for rounded
RIGHT = {"benefits": 1515, "costs": 606, "npv": 909, "roi": 1.5, "bcr": 2.5, "payback": 0.75}
UNEVEN: dict[str, Any] = {"change": [202, 505, 808]}  # benefits 1515 too, of 202 first and 808 last
DISCOUNTED: dict[str, Any] = {"rate": 0.1}
MONTHLY: dict[str, Any] = {"periods": 12, "step": "month"}
QUARTERLY: dict[str, Any] = {"periods": 4, "step": "quarter"}


@pytest.mark.parametrize("name", RIGHT)
def test_a_figure_that_its_parts_give_is_right(name: str) -> None:
    check = only({name: RIGHT[name]})
    assert (check.code, check.severity) == ("BR302", "info")
    assert check.path == f"tools.blog.published.{name}"
    assert check.message.endswith("its parts agree.")


FITS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"roi": 2.5}, {}, "as the benefit-cost ratio, which is gross"),
    ({"bcr": 1.5}, {}, "as the return, which is net"),
    ({"npv": 1515}, {}, "as the benefits, with no cost taken off"),
    ({"benefits": 909}, {}, "as the net value, with the costs taken off"),
    ({"roi": 150}, {}, "as a percentage: write it as a fraction"),
    ({"irr": 121.0}, {}, "as a percentage: write it as a fraction"),
    ({"benefits": 1515}, DISCOUNTED, "without discounting"),
    ({"costs": 606}, DISCOUNTED, "without discounting"),
    ({"npv": 909}, DISCOUNTED, "without discounting"),
    ({"roi": 1.5}, DISCOUNTED, "without discounting"),
    ({"costs": 303}, {}, "if 'Set-up' is left out"),
    ({"npv": 1212}, {}, "if 'Set-up' is left out"),
    ({"roi": 4.0}, {}, "if 'Set-up' is left out"),
    ({"bcr": 5}, {}, "if 'Set-up' is left out"),
    ({"roi": 4.0}, DISCOUNTED, "if 'Set-up' is left out"),
    ({"npv": 1212}, DISCOUNTED, "if 'Set-up' is left out, without discounting"),
    ({"roi": 3.0}, {}, "as the net value over the upfront costs alone"),
    ({"benefits": 606}, UNEVEN, "as the benefits of the first year times 3"),
    ({"benefits": 2424}, UNEVEN, "as the benefits of the last year times 3"),
    ({"roi": 2.96}, {**UNEVEN, "costs": [a_cost([51, 61, 494])]}, "as the first year times 3"),
    ({"npv": 1818}, UNEVEN, "as the benefits of the last year times 3"),
    ({"benefits": 202}, UNEVEN, "for the first year alone"),
    ({"benefits": 808}, UNEVEN, "for the last year alone"),
    ({"benefits": 18_180}, {}, "as twelve times what its parts give"),
    ({"costs": 50.5}, {}, "as a twelfth of what its parts give"),
    ({"benefits": 1.515}, {}, "in thousands"),
    ({"npv": 909_000}, {}, "as a thousand times what its parts give"),
    ({"payback": 9}, {}, "as a number of months: write `payback = { months = ... }`"),
    ({"payback": 0.5}, {**MONTHLY, "change": 151.5}, "as a number of years: write `payback = { years = ... }`"),
    ({"payback": 0.5}, {**QUARTERLY, "change": 252.5}, "as a number of years: write `payback = { years = ... }`"),
    ({"payback": 6}, {**QUARTERLY, "change": 252.5}, "as a number of months: write `payback = { months = ... }`"),
    ({"benefits": 7272}, {**QUARTERLY, "change": 454.5}, "as four times what its parts give"),
    ({"benefits": 606}, {**QUARTERLY, "change": 454.5}, "as a third of what its parts give"),
    ({"benefits": 78_780}, {"periods": 3, "step": "week"}, "as 52 times what its parts give"),
    (
        {"irr": 0.1892},
        {"periods": 4, "step": "quarter", "change": an_effect(200, starts=4, lasts=1), "costs": [a_cost(100)]},
        "as a rate for a quarter",
    ),
    (
        {"irr": 0.7568},
        {"periods": 4, "step": "quarter", "change": an_effect(200, starts=4, lasts=1), "costs": [a_cost(100)]},
        "as 4 times the rate for a quarter",
    ),
    ({"costs": 101}, {"costs": [a_cost(606, "Site", residual=101), a_cost(101, "Care")]}, "if 'Site' is left out"),
    ({"payback": 0.82}, DISCOUNTED, "on present values, as a discounted payback"),
    ({"payback": 1.2}, {}, "as all costs over the mean benefits of a year"),
    ({"payback": Duration(months=9.6)}, {}, "as the costs of the first year over its benefits"),
    ({"payback": 0.75}, {"change": [303, 606, 606]}, "as what is paid first over the mean net flow of a year"),
    ({"irr": 0.4142}, {"change": [0, 202, 0], "costs": [a_cost(101)], "timing": "end"}, ""),
    ({"irr": 0.5874}, {"change": [0, 202, 0], "costs": [a_cost(101)]}, "with the flows in the middle of each year"),
    (
        {"irr": 0.0595},
        {**MONTHLY, "change": an_effect(200, starts=12, lasts=1), "costs": [a_cost(100)]},
        "as a rate for a month",
    ),
    ({"benefits": 1_510_000}, {"change": 504_000}, "if it was rounded to 10,000: write `rounded = 10000`"),
]


@pytest.mark.parametrize(("printed", "stated", "words"), FITS)
def test_the_convention_that_fits_is_named(printed: dict[str, Any], stated: dict[str, Any], words: str) -> None:
    check = only(printed, **stated)
    assert (check.code, check.severity) == (("BR303", "info") if words else ("BR302", "info"))
    assert check.message.endswith(f" It fits {words}." if words else "its parts agree.")


WRONG: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"roi": 1.7}, {}, "a report gives ROI as 170 %; its own parts give 150 %. No usual convention comes nearer."),
    ({"roi": 2.4}, {}, "a report gives ROI as 240 %; its own parts give 150 %. Nearest is 250 % as the benefit-cost ratio, which is gross."),
    ({"benefits": 1516}, {}, "a report gives benefits as 1,516; its own parts give 1,515. No usual convention comes nearer."),
    ({"benefits": 450_000}, {"change": 168_003}, "a report gives benefits as 450,000; its own parts give 504,009."),
    ({"benefits": 1_500_000, "rounded": 1000}, {"change": 504_003}, "a report gives benefits as 1,500,000; its own parts give 1,512,009."),
    ({"npv": 914}, {}, "a report gives NPV as 914; its own parts give 909. No usual convention comes nearer."),
    ({"payback": Duration(months=30)}, {"change": 181.8}, "a report gives payback as 30 months; its own parts give none within the horizon. Nearest is 26.7 months as the costs of the first year over its benefits."),
    ({"payback": Duration(months=3)}, {}, "a report gives payback as 3 months; its own parts give 9 months. Nearest is 7.2 months if 'Writing' is left out."),
    ({"payback": Duration(months=30)}, {"change": an_effect(ThreePoint(50, 60, 70)), "costs": [a_cost(100, when="upfront")]}, "a report gives payback as 30 months; its own parts give 20 months. No usual convention comes nearer."),
    ({"irr": 0.9}, {**MONTHLY, "change": an_effect(110, starts=12, lasts=1), "costs": [a_cost(100)]}, "a report gives IRR as 90 %; its own parts give 10 %."),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "stated", "said"), WRONG)
def test_where_none_fits_the_nearest_is_said(printed: dict[str, Any], stated: dict[str, Any], said: str) -> None:
    check = only(printed, **stated)
    assert (check.code, check.severity) == ("BR301", "warning")
    assert check.message.startswith(f"The blog: {said}")


class TestRounding:
    @pytest.mark.parametrize(
        ("printed", "half"),
        [
            (0.67, 0.005),
            (0.605, 0.0005),
            (154795, 0.5),
            (3650000, 0.5),
            (1.0, 0.05),
            (1, 0.5),
            (2.50, 0.05),
            (1e-05, 0.000005),
        ],
    )
    def test_it_is_half_a_unit_of_the_last_digit_written(self, printed: float, half: float) -> None:
        assert rounding(printed) == pytest.approx(half)

    @pytest.mark.parametrize("printed", [1, 1.0])
    def test_a_return_of_100_per_cent_does_not_agree_with_one_of_56(self, printed: float) -> None:
        costs = [a_cost(641.0)]
        assert only({"roi": printed}, change=1000 / 3, costs=costs).code == "BR301"
        assert only({"roi": 0.56}, change=1000 / 3, costs=costs).code == "BR302"

    @pytest.mark.parametrize(("printed", "code"), [(1.5, "BR301"), (1.54, "BR302"), (1.55, "BR301"), (1.5401, "BR301")])
    def test_a_return_is_printed_in_per_cent_and_no_more_roughly(self, printed: float, code: str) -> None:
        assert only({"roi": printed}, change=513.08).code == code

    @pytest.mark.parametrize(
        ("printed", "code"),
        [
            ({"benefits": 3_650_000, "rounded": 10_000}, "BR302"),
            ({"benefits": 3_650_000}, "BR303"),
            ({"benefits": 3_650_500}, "BR303"),  # to hundreds
            ({"benefits": 3_651_000}, "BR301"),
            ({"benefits": 3_650_000, "rounded": 1000}, "BR302"),  # 490 off, half of it being 500
            ({"benefits": 3_650_000, "rounded": 900}, "BR301"),
            ({"benefits": 3_650_000, "rounded": 100}, "BR301"),
            ({"roi": 1.0, "rounded": 10_000}, "BR301"),  # that rounding is of another figure
            ({"bcr": 2.4, "rounded": 0.5}, "BR302"),
        ],
    )
    def test_it_may_be_said_to_what_a_figure_was_rounded(self, printed: dict[str, Any], code: str) -> None:
        if "benefits" in printed:
            assert only(printed, change=3_650_490 / 3, costs=[]).code == code
        else:
            assert only(printed).code == code

    @pytest.mark.parametrize(
        ("payback", "code"),
        [
            (Duration(months=9), "BR302"),
            (Duration(months=9.4), "BR301"),
            (Duration(months=9.0), "BR302"),
            (Duration(years=0.75), "BR302"),
            (Duration(weeks=39), "BR302"),  # 39.1 weeks
            (0.75, "BR302"),
            (0.8, "BR302"),
            (0.81, "BR301"),
            (1, "BR302"),
        ],
    )
    def test_a_payback_is_rounded_in_its_own_unit(self, payback: Any, code: str) -> None:
        assert only({"payback": payback}).code == code

    def test_a_payback_of_many_digits_was_printed_in_months(self) -> None:
        near = {"change": 538.0, "costs": [a_cost(401)]}  # 8.944 months
        assert only({"payback": 8.94 / 12}, **near).code == "BR302"
        assert only({"payback": 8.92 / 12}, **near).code == "BR301"


class TestUncertain:
    COSTS = (Cost(item="Writing", amount=Range(80, 125), when="upfront"),)

    def test_what_the_range_of_the_parts_holds_is_not_blamed(self) -> None:
        case = case_of({"costs": 111, "roi": 0.35}, change=50, costs=self.COSTS)
        checks = found(case, 2000)
        assert {check.code for check in checks.values()} == {"BR302"}
        assert "and their 90 % range holds it: 79.1 to 126." in checks["costs"].message

    def test_what_lies_outside_it_is(self) -> None:
        assert found(case_of({"costs": 140}, change=50, costs=self.COSTS), 2000)["costs"].code == "BR301"

    def test_a_certain_figure_is_not_widened_by_what_is_uncertain_beside_it(self) -> None:
        case = case_of({"benefits": 155}, change=50, costs=self.COSTS)
        assert found(case, 2000)["benefits"].code == "BR301"

    def test_a_payback_past_the_horizon_in_some_draws_has_no_upper_end(self) -> None:
        case = case_of({"payback": 2.5}, change=Samples([20, 100]), costs=[a_cost(100)])
        check = found(case, 2000)["payback"]
        assert check.code == "BR302"
        assert check.message.endswith("holds it: 1 year to none within the horizon.")


class TestByIndicator:
    def checks(self, printed: float, **stated: Any) -> Check:
        (check,) = found(case_of({"by_indicator": {"calls": printed}}, **stated)).values()
        return check

    @pytest.mark.parametrize(
        ("printed", "code", "ending"),
        [
            (1515, "BR302", "its parts agree."),
            (202, "BR303", "It fits for the first year alone."),
            (2424, "BR303", "It fits as the last year times 3."),
            (18_180, "BR303", "It fits as twelve times what its parts give."),
            (1600, "BR301", "No usual convention comes nearer."),
        ],
    )
    def test_a_change_is_held_against_its_sum_over_the_horizon(self, printed: float, code: str, ending: str) -> None:
        check = self.checks(printed, **UNEVEN)
        assert (check.code, check.path) == (code, "tools.blog.published.by_indicator.calls")
        assert check.message.endswith(ending)
        assert check.message.startswith("The blog: a report gives the change in 'Something that can be counted' as ")

    def test_corrections_count(self) -> None:
        assert self.checks(606, change=an_effect(505, credit=0.4)).code == "BR302"

    def test_it_is_held_against_the_side_on_which_it_is_stated(self) -> None:
        lower = {"calls": an_indicator(better="lower")}
        assert self.checks(-1515, change=-505, indicators=lower).code == "BR302"
        assert self.checks(1515, change=-505, indicators=lower).code == "BR301"

    def test_an_uncertain_one_has_its_range(self) -> None:
        assert self.checks(1600, change=Samples([400, 600])).code == "BR302"
        assert self.checks(1900, change=Samples([400, 600])).code == "BR301"


def test_several_publications_are_told_apart() -> None:
    case = case_of({"roi": 1.5})
    tool = evolve(case.tools["blog"], published=[*case.tools["blog"].published, Published(roi=9, source="another")])
    assert sorted(found(evolve(case, tools={"blog": tool}))) == ["[1].roi", "[2].roi"]


def test_a_figure_that_the_case_cannot_give_is_not_compared() -> None:
    assert set(found(case_of({"roi": 0.5, "benefits": 1515}, costs=[]))) == {"benefits"}
    assert found(case_of({"irr": 0.5}, costs=[a_cost([1, 1, 1])])) == {}


def test_under_another_viewpoint_the_figures_are_those_of_that_viewpoint() -> None:
    case = case_of({"costs": 606})
    (check,) = (
        check for check in blogroi.evaluate(case, draws=10, viewpoint="members").checks if check.code == "BR301"
    )
    assert check.message.startswith("The blog: a report gives costs as 606; its own parts give 0.")


class TestRoundedParts:
    """Amounts that all end in the same zeros were rounded to that place, and leave room for it."""

    ITEMS = (155000, 50000, 25000, 21000, 3000)

    def code(self, printed: dict[str, Any], *, change: float = 410000, items: Any = ITEMS) -> str:
        costs = [a_cost(amount, item=f"Item {number}", when=1) for number, amount in enumerate(items)]
        return only(printed, change=change, costs=costs, periods=1).code

    @pytest.mark.parametrize(("costs", "code"), [(255675, "BR302"), (256500, "BR302"), (256501, "BR301")])
    def test_five_items_in_thousands_move_a_total_by_2500_at_most(self, costs: float, code: str) -> None:
        assert self.code({"costs": costs}) == code

    @pytest.mark.parametrize(("roi", "code"), [(0.61, "BR302"), (0.63, "BR302"), (0.64, "BR301"), (0.69, "BR301")])
    def test_a_ratio_has_the_room_of_both_its_terms(self, roi: float, code: str) -> None:
        assert self.code({"roi": roi}) == code

    @pytest.mark.parametrize(
        ("name", "exact", "room"),
        [
            ("benefits", 410000.0, 500.0),  # half a thousand for its one item
            ("costs", 254000.0, 2500.0),  # and for each of five
            ("npv", 156000.0, 3000.0),
            ("bcr", 410 / 254, (0.5 + 410 / 254 * 2.5) / 251.5),
            ("roi", 156 / 254, (0.5 + 410 / 254 * 2.5) / 251.5),
        ],
    )
    @pytest.mark.parametrize(
        ("off", "agrees"), [(0.0, True), (0.999, True), (-0.999, True), (1.001, False), (-1.001, False)]
    )
    def test_the_room_is_that_of_the_parts_and_no_more(
        self, name: str, exact: float, room: float, off: float, agrees: bool
    ) -> None:
        printed = exact + off * (room + 1e-9)
        assert (self.code({name: printed}) == "BR302") is agrees

    @pytest.mark.parametrize(("off", "agrees"), [(0.999, True), (1.001, False)])
    def test_a_loss_has_as_much_room_as_a_gain(self, off: float, agrees: bool) -> None:
        room = (0.5 + 410 / 254 * 2.5) / 251.5
        assert (self.code({"bcr": -410 / 254 + off * (room + 1e-9)}, change=-410000) == "BR302") is agrees

    def test_two_amounts_alone_may_be_round_by_chance(self) -> None:
        assert self.code({"costs": 254410}, items=[254000]) == "BR301"
        assert self.code({"costs": 254410}, items=[154000, 100000]) == "BR302"

    def test_hundreds_are_rounding_and_tens_are_not(self) -> None:
        assert self.code({"costs": 2290}, change=4100, items=[1500, 700]) == "BR302"
        assert self.code({"costs": 2209}, change=4110, items=[1550, 650]) == "BR301"

    def test_an_amount_told_as_a_product_is_as_round_as_the_amount(self) -> None:
        told = [
            a_cost(None, item=f"Item {number}", units=4, unit_cost=amount / 4, when=1)
            for number, amount in enumerate(self.ITEMS)
        ]
        for costs, code in ((256500, "BR302"), (256501, "BR301")):
            assert only({"costs": costs}, change=410000, costs=told, periods=1).code == code

    def test_amounts_of_nothing_are_no_rounding(self) -> None:
        assert self.code({"benefits": 1}, change=0, items=[0, 0]) == "BR301"


@pytest.mark.parametrize(("printed", "change", "better"), [(1515, 505, "higher"), (-1515, -505, "lower")])
def test_a_change_may_have_been_printed_gross(printed: float, change: float, better: str) -> None:
    effect = an_effect(change, deadweight=0.5, credit=0.4, multiplier=1.5)
    case = case_of({"by_indicator": {"calls": printed}}, change=effect)
    (check,) = found(evolve(case, indicators={"calls": an_indicator(better=better)})).values()
    assert (check.code, check.severity) == ("BR303", "info")
    assert check.message.endswith("It fits before deadweight, credit, displacement and confidence are taken off.")


def test_a_gross_change_in_which_chance_has_a_part_is_counted_on_draws() -> None:
    effect = an_effect("505 * event(1) + 0 * max(poisson(5), poisson(5))", deadweight=0.5)
    check = only({"by_indicator": {"calls": 1515}}, change=effect)
    assert check.message.endswith("It fits before deadweight, credit, displacement and confidence are taken off.")
