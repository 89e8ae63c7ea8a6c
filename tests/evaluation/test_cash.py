"""What of a tool is money: cash in full, freed and used capacity by what became money of it, on both sides and for every tool alike."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Driver, Point, Range
from blogroi.report.evaluation_verdict import verdict
from blogroi.results.tool import ToolResult

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

DRAWS = 2000
EACH: dict[str, Any] = {"when": "each"}


def evaluated(case: Case, **options: Any) -> blogroi.Evaluation:
    return blogroi.evaluate(case, **({"draws": DRAWS} | options))


def blog_of(case: Case, **options: Any) -> ToolResult:
    return evaluated(case, **options).tools["blog"]


def money_of(tool: ToolResult) -> tuple[Any, ...]:
    """Net value and return in all, and in cash."""
    nets = [None if net is None else net.mean for net in (tool.npv, tool.npv_cash)]
    ratios = [None if ratio is None else ratio.of_means for ratio in (tool.roi, tool.roi_cash)]
    return nets[0], ratios[0], nets[1], ratios[1]


def worth(cash: Any, benefit: Any = 100, cost: float = 50, **changes: Any) -> Case:
    """One tool that brings in and costs something, once; what becomes of its benefit is said."""
    indicators = {"calls": an_indicator(cash=cash, **changes)}
    return a_case({"blog": a_tool({"calls": an_effect(benefit)}, [a_cost(cost)])}, indicators=indicators)


@pytest.mark.parametrize(
    ("cash", "realised", "npv", "roi"),
    [
        ("cash", None, 50, 1.0),
        ("avoided", None, 50, 1.0),
        ("equivalent", None, -50, -1.0),
        ("capacity", None, -50, -1.0),
        ("capacity", 0, -50, -1.0),
        ("capacity", 0.25, -25, -0.5),
        ("capacity", 1, 50, 1.0),
        ("capacity", [0.25], -25, -0.5),
    ],
)
def test_a_benefit_counts_by_what_becomes_of_it(cash: str, realised: Any, npv: float, roi: float) -> None:
    assert money_of(blog_of(worth(cash, realised=realised))) == (50, 1.0, npv, roi)


@pytest.mark.parametrize(
    ("cost", "npv", "roi"),
    [
        ({}, 50, 1.0),
        ({"cash": "capacity"}, 100, None),
        ({"cash": "capacity", "realised": 0.2}, 90, 9.0),
        ({"cash": "capacity", "realised": 1}, 50, 1.0),
    ],
)
def test_a_cost_counts_by_what_it_is(cost: dict[str, Any], npv: float, roi: float | None) -> None:
    case = a_case(
        {"blog": a_tool({"calls": an_effect(100)}, [a_cost(50, **cost)])},
        indicators={"calls": an_indicator(cash="cash")},
    )
    assert money_of(blog_of(case)) == (50, 1.0, npv, roi)


def test_a_table_worked_by_hand() -> None:
    """Two years at 10 %, at the end of each: what comes in, what is set free, what is paid and what is used, each by its share."""
    indicators = {
        "sales": an_indicator(10, cash="cash", margin=0.5),
        "hours": an_indicator(40, cash="capacity", realised=[0, 0.5]),
        "press": an_indicator(300, cash="equivalent"),
    }
    effects = {"sales": an_effect(1000), "hours": an_effect([50, 100]), "press": an_effect(2)}
    costs = [
        a_cost(2000, item="Site"),
        Cost(item="Writing", units=60, unit_cost=40, when="each", contingency=0.1, cash="capacity", realised=0.25),
        Cost(item="Licence", amount=[500, 700]),
    ]
    tool = blog_of(a_case({"blog": a_tool(effects, costs)}, indicators=indicators, periods=2, rate=0.1))
    first, second = 1 / 1.1, 1 / 1.1**2
    gained = (5000 + 2000 + 600) * first + (5000 + 4000 + 600) * second
    spent = 2000 + (2640 + 500) * first + (2640 + 700) * second
    came_in = 5000 * first + (5000 + 2000) * second
    went_out = 2000 + (660 + 500) * first + (660 + 700) * second
    assert money_of(tool) == pytest.approx(
        (gained - spent, gained / spent - 1, came_in - went_out, came_in / went_out - 1), rel=1e-12
    )


def test_what_comes_back_of_a_cost_is_as_much_money_as_the_cost() -> None:
    paid = Cost(item="Site", amount=900, when="upfront", service_life=3, residual="straight-line")
    for status, share in (({}, 1.0), ({"cash": "capacity", "realised": 0.5}, 0.5), ({"cash": "capacity"}, 0.0)):
        case = a_case({"blog": a_tool({}, [evolve(paid, **status)])}, periods=2)
        assert money_of(blog_of(case))[::2] == pytest.approx((-600, -600 * share))


@pytest.mark.parametrize("realised", [None, 0.3, "turned"])
def test_an_hour_of_one_rate_on_both_sides_is_no_cash_at_all(realised: Any) -> None:
    """As many hours are set free as are used, at one uncertain rate: in cash nothing is left in any draw, to the last bit."""
    drivers = {
        "hour": Driver("An hour", Range(30, 50)),
        "hours": Driver("Hours in a year", Range(100, 400)),
        "turned": Driver("What becomes money of them", Range(0.2, 0.6), unit="share"),
    }
    rate: Any = "hour"
    hours = an_indicator(rate, cash="capacity", realised=realised)
    writing = Cost(item="Writing", units="hours", unit_cost="hour", when="each", cash="capacity", realised=realised)
    case = a_case(
        {"blog": a_tool({"hours": an_effect("hours")}, [writing])},
        indicators={"hours": hours},
        drivers=drivers,
        periods=3,
    )
    tool = blog_of(case)
    assert tool.npv_cash is not None
    assert (tool.npv_cash.mean, tool.npv_cash.sd, tool.npv_cash.p05, tool.npv_cash.p95) == (0.0, 0.0, 0.0, 0.0)
    assert (tool.roi_cash is None) == (realised is None)  # nothing is spent where nothing became money


def test_an_indicator_that_does_not_say_leaves_the_cash_of_its_tools_unknown_and_a_check_names_it() -> None:
    tools = {
        "blog": a_tool({"calls": an_effect(100), "sales": an_effect(5)}, [a_cost(50)]),
        "fair": a_tool({"sales": an_effect(5)}, [a_cost(50)], name="The fair"),
    }
    indicators = {"calls": an_indicator(statement="Calls avoided"), "sales": an_indicator(cash="cash")}
    result = evaluated(a_case(tools, indicators=indicators))
    assert (result.tools["blog"].npv_cash, result.tools["blog"].roi_cash) == (None, None)
    assert money_of(result.tools["fair"])[2:] == (-45, -0.9)
    assert result.total is not None
    assert (result.total.npv_cash, result.total.roi_cash) == (None, None)
    (check,) = (check for check in result.checks if check.code == "BR229")
    assert (check.severity, check.path) == ("info", "indicators.calls.cash")
    assert check.message == (
        "What The blog brings in is not known in cash: it is not stated what becomes of 'Calls avoided'. Write it as `cash`: cash,"
        " avoided, capacity or equivalent."
    )


def test_what_is_not_in_money_or_left_out_need_not_say() -> None:
    indicators = {
        "calls": an_indicator(None),
        "press": an_indicator(valuation="proxy"),
        "sales": an_indicator(cash="cash"),
    }
    tool = a_tool({"calls": an_effect(9), "press": an_effect(9), "sales": an_effect(100)}, [a_cost(50)])
    case = a_case({"blog": tool}, indicators=indicators)
    assert money_of(blog_of(case))[2] is None
    assert money_of(blog_of(case, exclude=["proxy"])) == (50, 1.0, 50, 1.0)


def test_leaving_out_a_class_leaves_out_benefits_and_no_cost() -> None:
    hours = Cost(item="Hours", amount=30, when="each", cash="capacity", realised=0.5)
    case = worth("capacity", realised=0.5)
    case = evolve(case, tools={"blog": evolve(case.tools["blog"], costs=[a_cost(50), hours])})
    assert money_of(blog_of(case)) == (20, 0.25, -15, pytest.approx(-15 / 65))
    assert money_of(blog_of(case, exclude=["capacity"])) == (-80, -1.0, -65, -1.0)


def test_a_tool_without_costs_has_no_figures_in_cash_either() -> None:
    case = worth("cash")
    bare = evolve(case, tools={"blog": evolve(case.tools["blog"], costs=())})
    assert money_of(blog_of(bare)) == (None, None, None, None)


def test_the_share_that_became_money_is_drawn_by_itself_and_moves_nothing_in_all() -> None:
    plain, shared = (
        worth("capacity", Range(50, 150), realised=None),
        worth("capacity", Range(50, 150), realised=Range(0.2, 0.6)),
    )
    one, other = blog_of(plain), blog_of(shared)
    assert evolve(other, npv_cash=one.npv_cash, roi_cash=one.roi_cash) == one
    assert other.npv_cash is not None
    assert other.npv_cash.sd > 0.0
    found = blogroi.sensitivity(shared, draws=DRAWS)
    assert [one.path for one in found.tools["blog"].inputs] == ["tools.blog.effects.calls.change"]
    correlated = evolve(
        shared,
        correlations=[
            blogroi.Correlation(between=("tools.blog.effects.calls.change", "indicators.calls.realised"), rank=0.9)
        ],
    )
    tied = blog_of(correlated)
    assert tied.npv_cash is not None
    assert tied.npv_cash.mean > other.npv_cash.mean
    assert tied.npv_cash.mc_error > 0.0 == other.npv_cash.mc_error


class TestGaps:
    TOOL = a_tool({"sales": an_effect(100)}, [a_cost(50)])

    def case(self, gaps: Any, **calls: Any) -> Case:
        indicators = {"sales": an_indicator(cash="cash"), "calls": an_indicator(2, prior=Point(30), **calls)}
        return a_case({"blog": self.TOOL}, indicators=indicators, gaps=gaps)

    @pytest.mark.parametrize(
        ("calls", "reach"),
        [
            ({"cash": "cash"}, 60),
            ({"cash": "capacity"}, 0),
            ({"cash": "capacity", "realised": 0.5}, 30),
            ({"cash": "capacity", "realised": [0.5]}, 30),
        ],
    )
    def test_what_fills_a_gap_counts_by_the_same_rule(self, calls: dict[str, Any], reach: float) -> None:
        bounds, prior = (blog_of(self.case(gaps, **calls)).npv_cash for gaps in ("bounds", "prior"))
        assert bounds is not None
        assert prior is not None
        assert (bounds.mean, bounds.low, bounds.high) == (50, 50, 50 + reach)
        assert prior.mean == 50 + reach

    def test_a_gap_that_does_not_say_leaves_it_unknown_where_it_is_filled_or_bounded(self) -> None:
        assert money_of(blog_of(self.case("no-credit"))) == (50, 1.0, 50, 1.0)
        for gaps in ("bounds", "prior"):
            result = evaluated(self.case(gaps))
            assert result.tools["blog"].npv_cash is None
            assert "indicators.calls.cash" in {check.path for check in result.checks if check.code == "BR229"}

    def test_a_gap_that_is_in_no_money_is_not_asked_what_becomes_of_it(self) -> None:
        case = self.case("bounds")
        case = evolve(case, indicators={**case.indicators, "press": an_indicator(None, prior=Point(3))})
        assert [check.path for check in evaluated(case).checks if check.code == "BR229"] == ["indicators.calls.cash"]


class TestRefused:
    @pytest.mark.parametrize("status", [None, "cash", "avoided", "equivalent"])
    def test_a_share_of_what_is_no_capacity(self, status: Any) -> None:
        with pytest.raises(
            blogroi.CaseError, match=r'realised: is the share of freed capacity .* write cash = "capacity"'
        ):
            an_indicator(cash=status, realised=0.5)

    def test_a_share_of_a_cost_that_is_no_capacity(self) -> None:
        with pytest.raises(blogroi.CaseError, match=r'realised: is the share of capacity .* write cash = "capacity"'):
            a_cost(5, realised=0.5)

    def test_a_share_past_the_whole(self) -> None:
        with pytest.raises(blogroi.CaseError, match=r"realised.*not a share"):
            worth("capacity", realised=40)

    def test_a_cost_that_is_what_only_a_benefit_can_be(self) -> None:
        with pytest.raises(blogroi.CaseError, match=r"cash"):
            a_cost(5, cash="equivalent")


class TestWords:
    def test_the_first_lines_say_both(self) -> None:
        case = worth("capacity", realised=0.25)
        assert next(verdict(evaluated(case))) == (
            "The blog pays: it is expected to bring in 50 EUR net. In cash it is expected to lose 25 EUR."
        )

    def test_what_is_all_cash_and_what_is_not_known_is_said_so(self) -> None:
        said = [next(verdict(evaluated(worth(status)))).partition("net. ")[2] for status in ("cash", None)]
        assert said == ["In cash it is the same.", "What of that is cash is not known."]

    def test_a_history_says_both(self) -> None:
        (snapshot,) = blogroi.history([worth("capacity", realised=0.25)], draws=DRAWS).snapshots
        standing = snapshot.tools["blog"]
        assert standing.npv_cash is not None
        assert standing.roi is not None
        assert standing.roi_cash is not None
        assert standing.roi.of_means == 1.0
        assert (standing.npv_cash.mean, standing.roi_cash.of_means) == (-25, -0.5)


def test_what_comes_back_is_money_by_the_share_of_the_period_in_which_it_does() -> None:
    """Of 100 a year, all is money in the first and nothing in the second year, at the end of which 60 come back."""
    paid = Cost(item="Site", amount=100, when="each", cash="capacity", realised=[1, 0], residual=60, residual_period=2)
    case = a_case({"blog": a_tool({}, [paid])}, periods=2)
    assert money_of(blog_of(case))[::2] == (-140, -100)


def test_what_is_small_in_cash_is_so_beside_what_is_cash() -> None:
    """Fifty that are spent are not nothing, however much else is worth that is no money."""
    indicators = {"sales": an_indicator(cash="cash"), "press": an_indicator(1e12, cash="equivalent")}
    tool = blog_of(
        a_case({"blog": a_tool({"sales": an_effect(100), "press": an_effect(1)}, [a_cost(50)])}, indicators=indicators)
    )
    assert tool.roi_cash is not None
    assert (tool.roi_cash.of_means, tool.roi_cash.p05, tool.roi_cash.p95) == (1.0, 1.0, 1.0)
