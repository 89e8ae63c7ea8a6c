"""What comes and goes in each period, on request: the same draws as those of all other figures."""

import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

import blogroi
from blogroi import UnknownTableError
from blogroi.engine.compile.timing import discount_factors, flow_times
from blogroi.evaluation import by_period
from blogroi.evaluation.progress import units_by_period
from tests.results.answers import CASES, CHAMBER

ASKED = ("default", "cash_by_period")
POINTS = """
blogroi = 1
title = "Two tools"
currency = "EUR"
evaluated = 2026-01-15
horizon = { start = 2026-01-31, periods = 3, step = "month" }
discounting = { rate = 0.5 }
[objectives.sales]
statement = "More is sold"
aim = "revenue"
[levers.found]
statement = "The house is found"
objective = "sales"
[indicators.deals]
statement = "Deals"
lever = "found"
unit = "deal"
better = "higher"
value = 100
valuation = "margin on sales"
cash = "cash"
[indicators.hours]
statement = "Hours saved"
lever = "found"
unit = "hour"
better = "higher"
value = 10
valuation = "cost avoided"
cash = "capacity"
realised = 0.5
[tools.blog]
name = "The blog"
costs = [{ item = "Design", amount = 500, when = "upfront" }, { item = "Writing", amount = 50, when = "each" }]
[tools.blog.effects.deals]
change = 3
evidence = "measured"
[tools.blog.effects.hours]
change = 4
evidence = "measured"
[tools.fair]
name = "The fair"
costs = [{ item = "Stand", amount = 200, when = 2 }]
[tools.fair.effects.deals]
change = 1
evidence = "measured"
starts = 2
[tools.fair.not_applicable]
hours = "nobody saves any"
[tools.leaflet]
name = "The leaflet"
[tools.leaflet.effects.deals]
change = 1
evidence = "measured"
[tools.leaflet.not_applicable]
hours = "nobody saves any"
"""


def about(by_tool: dict[str, list[float]]) -> Any:
    return {key: pytest.approx(values, abs=1e-9) for key, values in by_tool.items()}


def means(result: blogroi.Evaluation, name: str) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for row in result.tables["flows"]:
        found.setdefault(str(row["tool"]), []).append(row[name])
    return found


def test_flows_are_those_that_one_counts_by_hand() -> None:
    result = blogroi.evaluate(blogroi.loads(POINTS), draws=10, figures=ASKED)
    assert means(result, "net_mean") == about({"blog": [-500, 290, 290, 290], "fair": [0, 0, -100, 100]})
    assert means(result, "running_p50") == about({"blog": [-500, -210, 80, 370], "fair": [0, 0, -100, 0]})
    assert means(result, "net_cash_p95") == about({"blog": [-500, 270, 270, 270], "fair": [0, 0, -100, 100]})
    assert means(result, "running_cash_mean") == about({"blog": [-500, -230, 40, 310], "fair": [0, 0, -100, 0]})
    assert result.tools["leaflet"].cash_by_period == ()


def test_each_period_has_its_days() -> None:
    result = blogroi.evaluate(blogroi.loads(POINTS), draws=10, figures=ASKED)
    rows = list(result.tables["flows"])[:4]
    assert [row["period"] for row in rows] == [0, 1, 2, 3]
    assert [str(row["starts"]) for row in rows] == ["2026-01-31", "2026-01-31", "2026-02-28", "2026-03-31"]
    assert [str(row["ends"]) for row in rows] == ["2026-01-31", "2026-02-27", "2026-03-30", "2026-04-29"]


def test_days_past_all_calendars_are_not_known() -> None:
    case = blogroi.loads(POINTS)
    case = attrs.evolve(case, horizon=attrs.evolve(case.horizon, start=datetime.date(9999, 11, 1)))
    rows = list(blogroi.evaluate(case, draws=10, figures=ASKED).tables["flows"])[:4]
    assert [str(row["starts"]) for row in rows] == ["9999-11-01", "9999-11-01", "9999-12-01", "None"]


def test_all_tools_together_are_the_sum_of_the_draws() -> None:
    case = blogroi.loads(
        POINTS.replace(
            'name = "The leaflet"', 'name = "The leaflet"\ncosts = [{ item = "Print", amount = 10, when = "each" }]'
        )
    )
    result = blogroi.evaluate(case, draws=10, figures=ASKED)
    assert [row["net_mean"] for row in result.tables["total_flows"]] == pytest.approx([-500, 380, 280, 480])
    assert [row["running_cash_p05"] for row in result.tables["total_flows"]] == pytest.approx([-500, -140, 120, 580])


def test_where_tools_do_not_add_up_there_is_no_total() -> None:
    result = blogroi.evaluate(blogroi.loads(POINTS), draws=10, figures=ASKED)
    assert result.total is None
    assert len(result.tables["total_flows"]) == 0


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_flows_discounted_and_added_up_are_the_net_present_value(path: Path) -> None:
    case = blogroi.load(path)
    result = blogroi.evaluate(case, draws=500, figures=ASKED)
    plain = blogroi.evaluate(case, draws=500)
    factors = factors_of(result)
    for key, tool in result.tools.items():
        flows = tool.cash_by_period
        assert flows is not None
        assert attrs.evolve(tool, cash_by_period=None) == plain.tools[key]
        if tool.npv is None:
            assert flows == ()
            continue
        scale = abs(tool.npv.mean) + sum(abs(flow.net.mean) for flow in flows)
        worth = sum(factor * flow.net.mean for factor, flow in zip(factors, flows, strict=True))
        assert worth == pytest.approx(tool.npv.mean, abs=1e-9 * scale)
        assert sum(flow.net.mean for flow in flows) == pytest.approx(flows[-1].running.mean, abs=1e-9 * scale)
        assert (tool.npv_cash is None) == (flows[0].net_cash is None)
        if tool.npv_cash is not None and case.gaps != "bounds":
            in_cash = [flow.net_cash.mean for flow in flows if flow.net_cash is not None]
            worth = sum(factor * mean for factor, mean in zip(factors, in_cash, strict=True))
            assert worth == pytest.approx(tool.npv_cash.mean, abs=1e-9 * scale)


def factors_of(result: blogroi.Evaluation) -> list[float]:
    """Return the discount factor of time 0 and of each period, from what the result states."""
    held = result.conventions
    return list(discount_factors(held.discounting, flow_times(held.window, held.discounting.timing)))


def test_quantiles_are_those_of_the_draws() -> None:
    result = blogroi.evaluate(CHAMBER, draws=1001, figures=ASKED)
    simulation = blogroi.simulate(CHAMBER, draws=1001)
    for key, tool in result.tools.items():
        flows, running = simulation.flows(key), simulation.flows(key).cumsum(axis=1)
        assert flows.shape == (1001, 1 + CHAMBER.horizon.periods)
        for period, told in enumerate(tool.cash_by_period or ()):
            for spread, draws in ((told.net, flows), (told.running, running)):
                shares = [spread.p05, spread.p25, spread.p50, spread.p75, spread.p95]
                assert shares == pytest.approx(np.quantile(draws[:, period], [0.05, 0.25, 0.5, 0.75, 0.95]), rel=1e-12)


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_what_is_no_number_in_one_draw_is_refused(value: float) -> None:
    with pytest.raises(blogroi.CaseError, match="too large"):
        by_period._spread(np.array([1.0, value, 2.0]), 1.5)


def test_what_does_not_vary_is_told_without_a_sign_on_nothing() -> None:
    told = by_period._spread(np.array([-0.0, -0.0]), 0.0)
    assert [str(value) for value in (told.p05, told.p25, told.p50, told.p75, told.p95)] == ["0.0"] * 5


def test_without_being_asked_for_there_are_none() -> None:
    result = blogroi.evaluate(CHAMBER, draws=10)
    assert "cash_by_period" not in result.to_json()
    assert "flows" not in result.tables
    with pytest.raises(UnknownTableError, match=r'`flows` is made on request: write `figures=\("default", "cash_by'):
        result.tables["flows"]


def test_they_come_back_from_plain_data() -> None:
    result = blogroi.evaluate(CHAMBER, draws=10, figures=ASKED)
    assert blogroi.Evaluation.from_json(result.to_json()) == result


def test_more_draws_than_there_is_room_for_are_refused() -> None:
    case = attrs.evolve(CHAMBER, horizon=attrs.evolve(CHAMBER.horizon, periods=1200))
    with pytest.raises(blogroi.OptionError, match="is too many for a case of this size"):
        blogroi.evaluate(case, draws=400_000, figures=ASKED)


def test_draws_stand_in_a_table_as_they_are() -> None:
    simulation = blogroi.simulate(CHAMBER, draws=50)
    table = simulation.tables["draws"]
    assert len(table) == 50 * len(simulation)
    assert table.columns["npv"].unit == "EUR"
    for key, drawn in simulation.items():
        rows = [row for row in table if row["tool"] == key]
        assert [row["draw"] for row in rows] == list(range(1, 51))
        assert [row["npv"] for row in rows] == drawn.npv.tolist()
        assert {row["name"] for row in rows} == {CHAMBER.tools[key].name}


def test_what_a_tool_without_known_costs_brings_in_has_no_net() -> None:
    simulation = blogroi.simulate(blogroi.loads(POINTS), draws=3)
    rows = [row for row in simulation.tables["draws"] if row["tool"] == "leaflet"]
    assert [(row["costs"], row["npv"]) for row in rows] == [(None, None)] * 3
    with pytest.raises(blogroi.OptionError, match="none of its costs is stated"):
        simulation.flows("leaflet")
    with pytest.raises(KeyError, match="nobody"):
        simulation.flows("nobody")


def test_flows_in_cash_are_those_of_what_is_money() -> None:
    simulation = blogroi.simulate(blogroi.loads(POINTS), draws=3)
    assert simulation.flows("blog", in_cash=True) == pytest.approx(np.array([[-500, 270, 270, 270]] * 3))
    unsaid = blogroi.simulate(blogroi.loads(POINTS.replace('cash = "capacity"\nrealised = 0.5\n', "")), draws=3)
    with pytest.raises(blogroi.OptionError, match="in_cash: not all of its benefits say what becomes of them"):
        unsaid.flows("blog", in_cash=True)


def test_a_table_of_too_many_draws_is_refused() -> None:
    simulation = blogroi.simulate(CHAMBER, draws=2_000_000)
    with pytest.raises(blogroi.OptionError, match="8000000 rows are too many for a table: take fewer draws"):
        simulation.tables["draws"]


def test_whoever_waits_is_told_of_each_tool_and_of_all_together() -> None:
    told: list[tuple[int, int]] = []
    blogroi.evaluate(
        CHAMBER, draws=100, figures=("default", "cash_by_period"), progress=lambda *so_far: told.append(so_far)
    )
    each = units_by_period(len(CHAMBER.tools), 1 + CHAMBER.horizon.periods) // (len(CHAMBER.tools) + 1)
    jumps = [done - before for (before, _), (done, _) in pairwise(told)]
    assert jumps.count(each) == len(CHAMBER.tools) + 1
    assert told[-1][0] == told[-1][1]
