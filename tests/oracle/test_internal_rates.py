"""Internal rates of random projects, counted by the eigenvalues of a companion matrix as well."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

import blogroi
from blogroi.oracle.oracle import ZERO, Oracle

from ..builders import a_case, a_cost, a_tool, an_effect
from .comparing import DRAWN, answer
from .figures import Accounts, internal_rates
from .random_cases import uncertain_case

STEPS = {"year": 1, "quarter": 4, "month": 12, "week": 365.25 / 7}
TOGETHER = 30  # tools of one case, so that little time goes into comparing them


def rates_of(projects: Sequence[Sequence[float]], *, step: str = "year", timing: str = "end") -> list[Any]:
    """Ask the library for the internal rate of each project: what goes out or comes in at once, then in each period."""
    if len(projects) > TOGETHER:
        return rates_of(projects[:TOGETHER], step=step, timing=timing) + rates_of(
            projects[TOGETHER:], step=step, timing=timing
        )
    tools = {}
    for place, (first, *later) in enumerate(projects):
        incomes = [max(flow, 0.0) for flow in later]
        spent = [a_cost([max(-flow, 0.0) for flow in later], item="Running")]
        if first <= 0.0:
            spent.append(a_cost(-first, item="Outlay"))
        else:  # what comes in before the first period can only be said where the first period is paid at its start
            assert timing == "start"
            incomes[0] += first
        tools[f"t{place:04}"] = a_tool({"income": an_effect(incomes)}, spent)
    case = a_case(tools, periods=len(projects[0]) - 1, step=step, timing=timing, rate=0.0)
    result = blogroi.evaluate(case, draws=1)
    return [result.tools[key].irr for key in sorted(tools)]


def random_projects(seed: str, periods: int, count: int) -> list[list[float]]:
    """Make projects of every sort: an outlay and income, money lent, and signs that change as they like."""
    source = random.Random(seed)
    projects = []
    for _ in range(count):
        outlay = -source.choice([0, 50, 400, 1000])
        sort = source.randrange(4)
        if sort == 0:
            flows = [source.uniform(0, 100) for _ in range(periods)]
        elif sort == 1:
            flows = [-abs(source.gauss(0, 60)) for _ in range(periods)]
        elif sort == 2:
            flows = [source.gauss(20, 120) for _ in range(periods)]
        else:
            flows = [source.choice([-300, 0, 0, 0, 300, 500]) for _ in range(periods)]
        projects.append([float(outlay), *(round(flow, 2) for flow in flows)])
    return projects


@pytest.mark.parametrize("timing", ["start", "mid", "end"])
@pytest.mark.parametrize(("step", "periods", "count"), [("month", 12, 150), ("month", 48, 60), ("year", 10, 150)])
def test_random_projects_agree_with_a_companion_matrix_count(step: str, periods: int, count: int, timing: str) -> None:
    projects = random_projects(f"{step} {periods} {timing}", periods, count)
    shift = {"start": 1.0, "mid": 0.5, "end": 0.0}[timing]
    times = [0.0, *(period - shift for period in range(1, periods + 1))]
    seen = set()
    for project, found in zip(projects, rates_of(projects, step=step, timing=timing), strict=True):
        right = internal_rates(project, times)
        if right.doubtful:  # two roots so close, or so nearly real, that the eigenvalues cannot tell
            continue
        seen.add(right.status)
        assert found.status == right.status, project
        if right.status == "one":
            assert found.of_means == pytest.approx((1.0 + right.rates[0]) ** STEPS[step] - 1.0, rel=1e-6, abs=1e-9)
        elif right.status == "loss":
            assert found.of_means == -1.0
        else:
            assert found.of_means is None
    assert {"one", "several", "none", "loss"} <= seen


@pytest.mark.parametrize("step", ["year", "quarter", "month", "week"])
@pytest.mark.parametrize(
    "project",
    [
        (-1000, 3020, -2280),  # 50 % and 52 %, two roots that a coarse grid takes for none
        (-1, 5, -6),  # 100 % and 200 %
        (-1, 6, -11, 6),  # 0 %, 100 % and 200 %
    ],
)
def test_two_rates_are_several_however_close(project: tuple[float, ...], step: str) -> None:
    (found,) = rates_of([project], step=step)
    assert (found.status, found.of_means) == ("several", None)


@pytest.mark.parametrize("growth", [0.5, 0.97, 1.0, 1.1, 2.5])
@pytest.mark.parametrize("step", ["year", "quarter", "month", "week"])
def test_a_rate_that_only_touches_zero_counts_as_several(growth: float, step: str) -> None:
    (found,) = rates_of([(-100.0, 200.0 * growth, -100.0 * growth * growth)], step=step)
    assert (found.status, found.of_means) == ("several", None)


def test_a_rate_that_touches_zero_in_the_middle_of_others_counts_as_several() -> None:
    # (g - 1.1)^2 (g - 0.5) (g^2 + 1): one rate of -50 %, and 10 % at which the value touches zero
    (found,) = rates_of([(-100.0, 270.0, -331.0, 330.5, -231.0, 60.5)])
    assert (found.status, found.of_means) == ("several", None)


@pytest.mark.parametrize("seed", range(8))
def test_the_rates_of_the_draws_are_those_of_their_polynomials(seed: int) -> None:
    """On demand, rates are given by draw: quantiles of those that are one, losses included, where others are few."""
    made, draws = uncertain_case(seed), 60
    made.options.claims = "stated"
    oracle = Oracle(made.case, draws, options=made.options)
    result = answer(made, draws, figures=("default", "irr"))
    for key in made.case["tools"]:
        accounts = Accounts.of(oracle, key)
        if not accounts.books.has_costs:
            continue
        flows, zero = accounts.net_flows.drawn, ZERO * accounts.gross.drawn
        found = [internal_rates(flows[:, draw], oracle.times, zero[draw]) for draw in range(draws)]
        if any(roots.doubtful for roots in found):
            continue
        rate = result.tools[key].irr
        assert rate is not None
        assert rate.shares is not None
        shares = {status: sum(roots.status == status for roots in found) / draws for status in rate.shares}
        assert dict(rate.shares) == pytest.approx(shares, abs=1e-12)
        one = [(1.0 + roots.rates[0]) ** oracle.steps - 1.0 for roots in found if roots.status in ("one", "loss")]
        if len(one) < 0.95 * draws:
            assert (rate.p05, rate.p50, rate.p95) == (None, None, None)
        else:
            assert (rate.p05, rate.p50, rate.p95) == pytest.approx(np.quantile(one, (0.05, 0.5, 0.95)), rel=DRAWN)


def test_where_money_goes_out_and_none_comes_in_all_is_lost() -> None:
    found = rates_of([(-100, 0, 0), (-100, -5, -5), (0, -5, -5)])
    assert [(rate.status, rate.of_means) for rate in found] == [("loss", -1.0)] * 3


def test_where_nothing_goes_out_there_is_no_rate() -> None:
    found = rates_of([(0, 5, 5), (0, 0, 0)])
    assert [(rate.status, rate.of_means) for rate in found] == [("none", None)] * 2


def test_what_comes_in_before_it_goes_out_is_borrowed() -> None:
    (found,) = rates_of([(0, 100, -60, -60)])
    assert (found.status, found.of_means) == ("borrowing", None)


def test_months_and_years_have_one_rate() -> None:
    """A yearly rate is the monthly one twelve times over: the same growth, whatever the step."""
    (by_month,) = rates_of([(-1000, *[0] * 11, 600, *[0] * 11, 600)], step="month")
    (by_year,) = rates_of([(-1000, 600, 600)], step="year")
    assert by_month.of_means == pytest.approx(by_year.of_means, rel=1e-12)
