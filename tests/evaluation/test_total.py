"""All tools together: the same draws, added up draw by draw."""

from __future__ import annotations

import re
import threading
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings

import blogroi
from blogroi import Case, Published, Range, Scenario, ThreePoint, Total
from blogroi.engine.tape.flows import PATH_BLOCK
from blogroi.evaluation.work import Turns
from blogroi.model.choice_rules import ChoiceRules
from blogroi.numerics.money import payback_times
from blogroi.report.evaluation_verdict import not_added_up, verdict
from blogroi.results.total import TotalResult
from blogroi.testing import comparisons

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 2000


def total_of(case: Case, **options: Any) -> TotalResult:
    found = blogroi.evaluate(case, **({"draws": DRAWS} | options)).total
    assert found is not None
    return found


def three() -> Case:
    """A tool that pays early, one that pays late, and one that never does, over three years without discounting."""
    tools = {
        "blog": a_tool({"sales": an_effect([0, 50, 200], evidence="observed")}, [a_cost(100)]),
        "fair": a_tool({"sales": an_effect([120, 120, 0])}, [a_cost(90)], name="The fair"),
        "magazine": a_tool({"calls": an_effect(10)}, [a_cost(60, when="each")], name="The magazine"),
    }
    indicators = {"sales": an_indicator(cash="cash"), "calls": an_indicator(2, cash="capacity", realised=0.5)}
    return a_case(tools, indicators=indicators, periods=3)


def test_a_table_worked_by_hand() -> None:
    """-190 at first, then 120 + 20 - 60 = 80, 170 + 20 - 60 = 130, 200 + 20 - 60 = 160: paid back 110 / 130 into the second year."""
    found = total_of(three())
    assert found.payback.p50 == pytest.approx(1 + 110 / 130)
    means = [figure.mean for figure in (found.benefits, found.costs, found.npv)]
    assert means == [550, 370, 180]
    assert found.roi is not None
    assert found.roi_cash is not None
    assert found.bcr is not None
    assert found.npv_cash is not None
    assert [found.roi.of_means, found.bcr.of_means] == pytest.approx([180 / 370, 550 / 370])
    assert [found.npv_cash.mean, found.roi_cash.of_means] == pytest.approx([150, 150 / 370])
    assert (found.probability_positive, found.probability_even, found.verdict) == (1.0, 0.0, "pays")
    left = found.without_weak_evidence
    assert left.npv is not None
    assert left.roi is not None
    assert (left.npv.mean, left.flips_sign, left.covers_all) == (-120, True, False)
    assert left.roi.of_means == pytest.approx(-120 / 370)
    rates = np.roots([-190, 80, 130, 160])
    (rate,) = (float(root.real) - 1 for root in rates if abs(root.imag) < 1e-9)
    assert found.irr.of_means == pytest.approx(rate)


def test_it_is_the_sum_of_the_tools_draw_by_draw() -> None:
    stated = chamber()
    case = evolve(
        stated, tools={**stated.tools, "fair": evolve(stated.tools["fair"], costs=[a_cost(Range(4000, 9000))])}
    )
    drawn = blogroi.simulate(case, draws=DRAWS)
    benefits, costs = (sum(getattr(drawn[key], name) for key in sorted(case.tools)) for name in ("benefits", "costs"))
    found = total_of(case)
    for figure, values in ((found.benefits, benefits), (found.costs, costs), (found.npv, benefits - costs)):
        assert [figure.p05, figure.p50, figure.p95] == pytest.approx(np.quantile(values, [0.05, 0.5, 0.95]), rel=1e-12)
        assert figure.sd == pytest.approx(values.std(), rel=1e-12)
    assert found.probability_positive == float((benefits > costs).mean())
    each = blogroi.evaluate(case, draws=DRAWS).tools.values()
    assert found.npv.mean == pytest.approx(sum(tool.npv.mean for tool in each if tool.npv is not None), rel=1e-12)


def test_a_single_tool_is_its_own_total() -> None:
    case = chamber()
    alone = evolve(case, tools={"blog": case.tools["blog"]})
    result = blogroi.evaluate(alone, draws=DRAWS)
    tool, total = result.tools["blog"], result.total
    assert total is not None
    for name in (
        "benefits",
        "costs",
        "npv",
        "npv_cash",
        "roi",
        "roi_cash",
        "bcr",
        "payback",
        "irr",
        "probability_positive",
    ):
        assert getattr(total, name) == getattr(tool, name), name
    assert not any("together" in line for line in verdict(result))


@settings(max_examples=15)
@given(comparisons(most_tools=5))
def test_the_order_of_the_file_and_the_number_of_threads_move_no_bit(case: Case) -> None:
    expected = blogroi.evaluate(case, draws=50).total
    turned = evolve(case, tools=dict(reversed(list(case.tools.items()))))
    assert blogroi.evaluate(turned, draws=50).total == expected
    assert blogroi.evaluate(case, draws=50, threads=3).total == expected


def test_a_cost_that_is_a_gap_leaves_no_total() -> None:
    case = three()
    bare = evolve(case, tools={**case.tools, "fair": evolve(case.tools["fair"], costs=())})
    result = blogroi.evaluate(bare, draws=DRAWS)
    assert result.total is None
    assert not_added_up(result) == "All tools together: not added up, since what The fair costs is not known."


def test_tools_that_exclude_each_other_are_not_added_up() -> None:
    case = evolve(three(), choice=ChoiceRules(one_of=[["blog", "fair"]]))
    result = blogroi.evaluate(case, draws=DRAWS)
    assert result.total is None
    assert not_added_up(result) == "All tools together: not added up, since some exclude each other."


def test_a_scenario_has_a_total_of_its_own_and_nothing_printed_is_held_against_it() -> None:
    printed = Total(published=Published(npv=1, source="Annual report"))
    slow = Scenario(
        statement="Less comes in", set={"tools.magazine.effects.calls.change": 5, "indicators.calls.realised": 0}
    )
    case = evolve(three(), total=printed, scenarios={"slow": slow})
    result = blogroi.evaluate(case, draws=DRAWS, scenario="slow")
    assert result.total is not None
    assert result.total.npv_cash is not None
    assert (result.total.npv.mean, result.total.npv_cash.mean) == (150, 120)
    assert not any(check.code.startswith("BR30") for check in result.checks)


def test_it_is_said_in_the_first_lines_and_in_the_table() -> None:
    said = blogroi.text(blogroi.evaluate(three(), draws=DRAWS), full=True)
    together = "All tools together are expected to bring in 180 EUR net; in cash, to bring in 150 EUR net."
    assert together in " ".join(said.split())
    assert re.search(r"^\+ All tools together +180 +150$", said, re.MULTILINE)
    assert "without what is estimated or assumed, all tools together are expected to lose 120 EUR." in " ".join(
        said.split()
    ).lower().replace("eur", "EUR")


def test_evidence_that_nobody_has_observed_is_weak() -> None:
    classes = ("measured", "observed", "estimated", "assumed")
    tools = {name: a_tool({"calls": an_effect(100, evidence=name)}, [a_cost(10)]) for name in classes}
    left = total_of(a_case(tools)).without_weak_evidence
    assert left.npv is not None
    assert left.npv.mean == 200 - 40
    only = total_of(a_case({"blog": a_tool({"calls": an_effect(100)}, [a_cost(10)])})).without_weak_evidence
    assert only.covers_all
    gap = {"calls": an_indicator(prior=ThreePoint(0, 5, 30))}
    filled = a_case({"blog": a_tool({}, [a_cost(10)]), **tools}, indicators=gap, gaps="prior")
    kept = total_of(filled).without_weak_evidence
    assert kept.npv is not None
    assert kept.npv.mean == 200 - 50


def test_bounded_gaps_reach_as_far_as_those_of_all_tools() -> None:
    indicators = {"calls": an_indicator(cash="cash", prior=Range(10, 20, shape="normal"))}
    tools = {key: a_tool({}, [a_cost(30)]) for key in ("blog", "fair")}
    found = total_of(a_case(tools, indicators=indicators, gaps="bounds"))
    assert (found.npv.mean, found.npv.low) == (-60, -60)
    assert found.npv.high == pytest.approx(-20)
    assert found.npv_cash == found.npv
    assert found.without_weak_evidence.npv is not None
    assert found.without_weak_evidence.npv.high is None


def test_payback_is_that_of_the_added_flows() -> None:
    """Two tools that owe each other nothing: the sum pays back later than the one and sooner than the other, draw by draw."""
    effects = {"a": Range(50, 90), "b": Range(20, 40)}
    tools = {key: a_tool({"calls": an_effect(change)}, [a_cost(100)]) for key, change in effects.items()}
    case = a_case(tools, periods=6)
    drawn = sum(blogroi.simulate(case, draws=DRAWS)[key].benefits for key in effects) / 6
    flows = np.vstack([np.full(DRAWS, -200.0), *([drawn] * 6)])
    times = np.sort(payback_times(flows, np.full(DRAWS, 1e-6)))
    found = total_of(case).payback
    assert found.p50 == pytest.approx(float(np.median(times)))
    assert found.never == 0.0


def test_payback_is_that_of_the_added_flows_past_the_first_block_too() -> None:
    """Less than a billionth of what moves is no debt: the gross flows that say so are those of the same draws."""
    draws = PATH_BLOCK + 500
    change = blogroi.Samples([1.0, 1e12])  # of the one nothing is left owing, of the other no more than rounding
    tools = {
        "a": a_tool({"calls": an_effect(change)}, [a_cost(100)]),
        "b": a_tool({"mails": an_effect(0)}, [a_cost(100)]),
    }
    drawn = blogroi.simulate(a_case(tools, indicators={"calls": an_indicator(), "mails": an_indicator()}), draws=draws)
    found = total_of(a_case(tools, indicators={"calls": an_indicator(), "mails": an_indicator()}), draws=draws)
    assert found.payback.at_once == float((drawn["a"].benefits > 1e6).mean())


def test_a_gap_of_one_tool_reaches_as_far_beside_tools_without_one() -> None:
    indicators = {"calls": an_indicator(cash="cash", prior=Range(10, 20, shape="normal"))}
    tools = {"blog": a_tool({}, [a_cost(30)]), "fair": a_tool({"calls": an_effect(40)}, [a_cost(30)], name="The fair")}
    for turned in (tools, {"blog": tools["fair"], "fair": tools["blog"]}):
        found = total_of(a_case(turned, indicators=indicators, gaps="bounds"))
        assert (found.npv.mean, found.npv.low) == (-20, -20)
        assert found.npv.high == pytest.approx(0)


class TestPublished:
    def said(self, **printed: Any) -> list[tuple[str, str]]:
        case = evolve(three(), total=Total(published=Published(source="Annual report", **printed)))
        checks = blogroi.evaluate(case, draws=DRAWS).checks
        return [(check.code, check.path) for check in checks if check.code.startswith("BR30")]

    @pytest.mark.parametrize(
        ("printed", "code"),
        [
            ({"npv": 180}, "BR302"),
            ({"roi": 0.49}, "BR302"),
            ({"roi": 1.49}, "BR303"),
            ({"costs": 280}, "BR303"),
            ({"benefits": 777}, "BR301"),
            ({"payback": 1.85}, "BR302"),
        ],
    )
    def test_a_printed_total_is_held_against_what_the_tools_add_up_to(
        self, printed: dict[str, float], code: str
    ) -> None:
        (name,) = printed
        assert self.said(**printed) == [(code, f"total.published.{name}")]

    def test_the_cost_that_was_left_out_is_named_with_its_tool(self) -> None:
        case = evolve(three(), total=Total(published=Published(costs=280, source="Annual report")))
        (check,) = (check for check in blogroi.evaluate(case, draws=DRAWS).checks if check.code == "BR303")
        assert check.message == (
            "All tools together: Annual report gives costs as 280; its own parts give 370. It fits if 'The fair: Writing' is left out."
        )

    def test_changes_of_all_tools_are_added_up(self) -> None:
        assert self.said(by_indicator={"sales": 490}) == [("BR302", "total.published.by_indicator.sales")]
        assert self.said(by_indicator={"calls": 31}) == [("BR301", "total.published.by_indicator.calls")]

    @pytest.mark.parametrize(
        ("name", "right", "room"), [("benefits", 500000, 1000), ("costs", 254000, 2500), ("npv", 246000, 3500)]
    )
    @pytest.mark.parametrize("side", [-1, 1])
    def test_it_has_the_room_of_the_rounded_amounts_of_every_tool(
        self, name: str, right: int, room: int, side: int
    ) -> None:
        """Amounts in thousands, of which each may be off by half of one: three costs and two, one gain of each tool."""
        stated = {"blog": (300000, (155000, 50000, 25000)), "fair": (200000, (21000, 3000))}
        tools = {
            key: a_tool({"calls": an_effect(gain)}, [a_cost(cost, item=f"Item {cost}") for cost in costs])
            for key, (gain, costs) in stated.items()
        }
        for off, code in ((room, "BR302"), (room + 1, "BR301")):
            value: Any = {name: right + side * off}
            printed = Published(source="Annual report", **value)
            checks = blogroi.evaluate(a_case(tools, total=Total(published=printed)), draws=10).checks
            assert [check.code for check in checks if check.code.startswith("BR30")] == [code]

    def test_several_are_told_apart(self) -> None:
        two = [Published(npv=value, source="Annual report") for value in (180, 5)]
        checks = blogroi.evaluate(evolve(three(), total=Total(published=two)), draws=DRAWS).checks
        assert {check.path for check in checks if check.code.startswith("BR30")} == {
            "total.published[1].npv",
            "total.published[2].npv",
        }

    def test_without_a_total_nothing_is_held_against_it(self) -> None:
        case = three()
        bare = {**case.tools, "fair": evolve(case.tools["fair"], costs=())}
        printed = Total(published=Published(npv=1, source="Annual report"))
        checks = blogroi.evaluate(evolve(case, tools=bare, total=printed), draws=DRAWS).checks
        assert not any(check.code.startswith("BR30") for check in checks)

    def test_an_indicator_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(blogroi.CaseError, match=r"total.published.by_indicator.sale: there is no indicator `sale`"):
            evolve(three(), total=Total(published=Published(by_indicator={"sale": 1}, source="Annual report")))


class TestTurns:
    def test_each_waits_for_the_one_before(self) -> None:
        turns, seen = Turns(3), []

        def work(position: int) -> None:
            for stage in (1, 2):
                turns.wait(position, stage)
                seen.append((stage, position))
                turns.done(position, stage)

        threads = [threading.Thread(target=work, args=[position]) for position in (2, 1, 0)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=5)
        for stage in (1, 2):
            assert [position for at, position in seen if at == stage] == [0, 1, 2]

    def test_nobody_waits_for_one_that_gave_up(self) -> None:
        turns = Turns(2)
        thread = threading.Thread(target=turns.wait, args=[1, 1], daemon=True)
        thread.start()
        turns.give_up()
        thread.join(timeout=5)
        assert not thread.is_alive()

    def test_a_tool_that_cannot_be_computed_stops_all_threads(self) -> None:
        drivers = {"x": blogroi.Driver("Something", Range(-1, 1))}
        tools = {
            "a": a_tool({"calls": an_effect("log(x)")}, [a_cost(5)]),
            **{key: a_tool({"calls": an_effect(Range(3, 5))}, [a_cost(5)]) for key in "bcd"},
        }
        with pytest.raises(blogroi.CaseError, match="no number"):
            blogroi.evaluate(a_case(tools, drivers=drivers), draws=DRAWS, threads=4)
