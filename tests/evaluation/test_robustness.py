"""Verdicts and orders under all ways of filling the gaps, from expected values that are written down."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi.evaluation.ranking import least_change
from blogroi.evaluation.robustness import ToolGaps, robustness
from blogroi.model.frozen_map import FrozenMap


def tool(npv: float | None, *, gaps_without_prior: int = 0, size: float = 100.0, **gaps: Any) -> ToolGaps:
    """Build what is expected of a tool; gaps by name, each with its least, its greatest, and drawn."""
    return ToolGaps(npv, FrozenMap(gaps), gaps_without_prior, size)


class TestOneTool:
    def test_all_gaps_together_are_added_to_what_is_expected(self) -> None:
        found = robustness({"blog": tool(10.0, a=(-1.0, 8.0, 2.0), b=(0.0, 4.0, 1.0))}).tools["blog"]
        assert found.npv == {"no-credit": 10.0, "prior": 13.0, "lowest": 9.0, "highest": 22.0}
        assert found.survives is True

    def test_what_is_nothing_beside_its_gross_flows_has_no_sign(self) -> None:
        found = robustness({"blog": tool(10.0, size=1e6, a=(-10.0001, 0.0, 0.0))}).tools["blog"]
        assert (found.survives, found.pivotal_gaps) == (False, ("a",))
        level = robustness({"blog": tool(1e-4, size=1e6, a=(-2e-4, 0.0, 0.0))}).tools["blog"]
        assert (level.survives, level.pivotal_gaps) == (True, ())

    @pytest.mark.parametrize(("least", "survives"), [(-9.0, True), (-10.0, False), (-10.5, False)])
    def test_a_verdict_survives_where_it_stays_above_zero(self, least: float, survives: bool) -> None:
        found = robustness({"blog": tool(10.0, a=(least, 3.0, 1.0))}).tools["blog"]
        assert found.survives is survives
        assert found.pivotal_gaps == (() if survives else ("a",))

    def test_a_loss_survives_where_it_stays_one_at_nothing_as_well(self) -> None:
        assert robustness({"blog": tool(-4.0, a=(0.0, 3.9, 1.0))}).tools["blog"].survives is True
        assert robustness({"blog": tool(-4.0, a=(0.0, 4.0, 1.0))}).tools["blog"].survives is False  # it may be even
        found = robustness({"blog": tool(-4.0, a=(0.0, 4.5, 1.0), b=(0.0, 3.0, 0.0))}).tools["blog"]
        assert (found.survives, found.pivotal_gaps) == (False, ("a",))

    def test_several_gaps_may_turn_together_what_none_turns_alone(self) -> None:
        found = robustness({"blog": tool(-4.0, a=(0.0, 3.0, 1.0), b=(0.0, 3.0, 1.0))}).tools["blog"]
        assert (found.survives, found.pivotal_gaps) == (False, ())

    def test_a_half_turns_too(self) -> None:
        assert robustness({"blog": tool(-0.4, a=(0.0, 0.8, 0.0))}).tools["blog"].pivotal_gaps == ("a",)
        assert robustness({"blog": tool(0.4, a=(0.0, 0.8, 0.0))}).tools["blog"].pivotal_gaps == ()

    def test_what_a_gap_draws_on_average_turns_nothing(self) -> None:
        assert robustness({"blog": tool(-4.0, a=(0.0, 3.0, 50.0))}).tools["blog"].pivotal_gaps == ()

    def test_where_nothing_is_known_nothing_is_said(self) -> None:
        unknown = robustness({"blog": tool(None, a=(0.0, 3.0, 1.0))}).tools["blog"]
        assert set(unknown.npv.values()) == {None}
        assert (unknown.survives, unknown.pivotal_gaps) == (None, ())
        unfilled = robustness({"blog": tool(5.0, gaps_without_prior=1)}).tools["blog"]
        assert unfilled.npv == {"no-credit": 5.0, "prior": None, "lowest": None, "highest": None}
        assert unfilled.survives is None


class TestOrder:
    def test_orders_are_by_value_and_then_by_name(self) -> None:
        found = robustness({"b": tool(5.0), "a": tool(5.0), "c": tool(9.0, x=(0.0, 0.0, -6.0)), "d": tool(None)})
        assert found.orders == {"no-credit": ("c", "a", "b"), "prior": ("a", "b", "c")}
        assert found.survives is False

    def test_an_order_survives_where_nobody_can_pass_the_one_before(self) -> None:
        for greatest, survives in ((4.0, True), (4.5, False)):
            found = robustness({"a": tool(10.0, x=(-1.0, 1.0, 0.0)), "b": tool(5.0, y=(0.0, greatest, 1.0))})
            assert found.survives is survives

    def test_a_pair_at_nothing_is_compared_as_others_are(self) -> None:
        found = robustness({"a": tool(0.5), "b": tool(0.0, y=(0.0, 0.6, 0.1))})
        assert found.survives is False
        found = robustness({"a": tool(0.0), "b": tool(-1.0, y=(0.0, 0.9, 0.1))})
        assert found.survives is True
        found = robustness({"a": tool(1.0, x=(-1.0, 0.0, 0.0)), "b": tool(-1.0, y=(0.0, 0.9, 0.1))})
        assert found.survives is True
        found = robustness({"a": tool(1.0), "b": tool(-1.0, y=(0.0, 1.0, 0.1))})
        assert found.survives is True

    def test_without_a_prior_for_each_gap_it_cannot_be_said(self) -> None:
        found = robustness({"a": tool(10.0, gaps_without_prior=1), "b": tool(5.0)})
        assert found.survives is None
        assert found.orders == {"no-credit": ("a", "b")}

    def test_a_gap_that_alone_puts_another_first_is_named(self) -> None:
        tools = {
            "a": tool(10.0, x=(-5.5, 9.0, 0.0), y=(-5.0, 9.0, 0.0)),
            "b": tool(5.0, x=(-9.0, 5.5, 0.0), y=(-9.0, 5.0, 0.0)),
            "c": tool(-1.0, x=(-9.0, 11.5, 0.0), y=(0.0, 11.0, 0.0)),
        }
        assert robustness(tools).pivotal_gaps == ("tools.a.gaps.x", "tools.b.gaps.x", "tools.c.gaps.x")

    def test_so_is_one_between_tools_that_are_worth_next_to_nothing(self) -> None:
        tools = {"a": tool(0.0, x=(-0.5, 0.0, 0.0)), "b": tool(-0.2, y=(0.0, 0.3, 0.0))}
        assert robustness(tools).pivotal_gaps == ("tools.a.gaps.x", "tools.b.gaps.y")
        tools = {"a": tool(0.5, x=(-0.4, 0.0, 0.0)), "b": tool(0.0, y=(0.0, 0.4, 0.0))}
        assert robustness(tools).pivotal_gaps == ()
        tools = {"a": tool(0.2), "b": tool(0.1), "c": tool(0.0, x=(0.0, 0.15, 0.0), y=(0.0, 0.3, 0.0))}
        assert robustness(tools).pivotal_gaps == ("tools.c.gaps.y",)

    def test_what_is_level_but_for_roundings_puts_no_other_first(self) -> None:
        tools = {"a": tool(0.3, x=(0.0, 0.0, 0.0)), "b": tool(0.1 + 0.2, y=(0.0, 0.0, 0.0)), "c": tool(0.1)}
        assert robustness(tools).orders["no-credit"] == ("a", "b", "c")
        assert robustness(tools).pivotal_gaps == ()

    def test_a_tool_alone_is_passed_by_nobody(self) -> None:
        found = robustness({"a": tool(1.0, x=(-5.0, 0.0, 0.0))})
        assert (found.pivotal_gaps, found.survives) == ((), True)


def test_of_two_changes_as_small_but_for_roundings_the_first_by_name_is_told() -> None:
    for by in (0.07, 0.07 * (1 + 1e-13), 0.07 * (1 - 1e-13)):
        found = least_change([("fair", "deals", 1.07), ("blog", "calls", 1.0 - by), ("web", "visits", 1.2)])
        assert found is not None
        assert (found.tool, found.indicator) == ("blog", "calls")
    assert least_change([]) is None
    assert least_change([("fair", "deals", -0.5)]) is None
