"""Tables of cases that nobody would write are tidy too, every library reads them alike, and flows add up to the figures."""

import csv
import io
from typing import Any

import polars
import pyarrow
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi.engine.compile.timing import discount_factors, flow_times
from blogroi.results.answer import Answer
from blogroi.testing import cases, comparisons, conventions
from tests.results.rows import tidy

ANY = comparisons() | cases(priors=True)
ASKED = ("default", "irr", "cash_by_period")


def read_alike(answer: Answer) -> None:
    for table in answer.tables.values():
        rows = [dict(row) for row in table]
        assert pyarrow.table(table).to_pylist() == rows
        assert polars.DataFrame(table).to_dicts() == rows
        assert table.to_pandas().shape == (len(table), len(table.columns))
        read = list(csv.DictReader(io.StringIO(table.to_csv(), newline=""), strict=True))
        assert len(read) == len(rows)
        for row, cells in zip(rows, read, strict=True):
            for name, value in row.items():
                if value is None:
                    assert cells[name] == ""
                elif isinstance(value, float):
                    assert float(cells[name]) == value


@settings(max_examples=25)
@given(ANY, conventions(), st.sampled_from(["no-credit", "bounds", "prior"]))
def test_the_tables_of_an_evaluation_of_any_case_are_tidy(case: blogroi.Case, drawn: dict[str, Any], gaps: Any) -> None:
    result = blogroi.evaluate(case, draws=20, gaps=gaps, figures=ASKED, **drawn)
    tidy(result)
    read_alike(result)


@settings(max_examples=15)
@given(ANY, conventions())
def test_the_tables_of_what_is_asked_before_a_decision_are_tidy(case: blogroi.Case, drawn: dict[str, Any]) -> None:
    for answer in (
        blogroi.check(case),
        blogroi.sensitivity(case, draws=100, **drawn),
        blogroi.worth_measuring(case, draws=100, **drawn),
        blogroi.choose(case, budget=1000, draws=20, **drawn),
        blogroi.register(case, day="2025-12-01"),
    ):
        tidy(answer)
        read_alike(answer)


@settings(max_examples=25)
@given(ANY, conventions(), st.sampled_from(["no-credit", "prior"]))
def test_flows_of_any_case_discounted_are_its_net_present_value(
    case: blogroi.Case, drawn: dict[str, Any], gaps: Any
) -> None:
    result = blogroi.evaluate(case, draws=50, gaps=gaps, figures=ASKED, **drawn)
    held = result.conventions
    factors = discount_factors(held.discounting, flow_times(held.window, held.discounting.timing))
    for tool in result.tools.values():
        flows = tool.cash_by_period
        assert flows is not None
        assert (tool.npv is None) == (flows == ())
        if tool.npv is None or tool.benefits is None or tool.costs is None:
            continue
        slack = 1e-9 * (
            1.0 + sum(abs(flow.net.mean) for flow in flows) + abs(tool.benefits.mean) + abs(tool.costs.mean)
        )
        worth = sum(factor * flow.net.mean for factor, flow in zip(factors, flows, strict=True))
        assert worth == pytest.approx(tool.npv.mean, abs=slack)
        assert (tool.npv_cash is None) == (flows[0].net_cash is None)
        if tool.npv_cash is not None:
            money = [flow.net_cash.mean for flow in flows if flow.net_cash is not None]
            worth = sum(factor * mean for factor, mean in zip(factors, money, strict=True))
            assert worth == pytest.approx(tool.npv_cash.mean, abs=slack)
        for flow in flows:
            for spread in (flow.net, flow.running):
                assert spread.p05 <= spread.p25 <= spread.p50 <= spread.p75 <= spread.p95
