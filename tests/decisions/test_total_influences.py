"""What inputs do alone and together, on cases whose indices are known in closed form."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Correlation, Normal, OptionError, Uniform

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber
from .straight_line import CALLS, FREE_OF_TIME, MEMBERS, two_effects


def test_effects_that_add_up_have_no_share_in_each_other() -> None:
    first, second = blogroi.total_influences(two_effects(), tool="blog")
    assert (first.path, second.path) == (CALLS, MEMBERS)
    for found, exact in ((first, 0.8), (second, 0.2)):
        assert found.first == pytest.approx(exact, abs=6 * found.first_error + 1e-6)
        assert found.total == pytest.approx(exact, abs=6 * found.total_error + 1e-6)


def test_factors_have_the_closed_form_of_a_product() -> None:
    """For x y with means m and variances v: first v_x m_y^2 / V, total v_x (m_y^2 + v_y) / V."""
    case = a_case(
        tools={"blog": a_tool({"calls": an_effect(Normal(10, 3), credit=Uniform(0, 1))}, [a_cost(1)])},
        indicators={"calls": an_indicator(1.0)},
        **FREE_OF_TIME,
    )
    found = {one.path.split(".")[-1]: one for one in blogroi.total_influences(case, tool="blog", draws=16_384)}
    means, variances = {"change": 10.0, "credit": 0.5}, {"change": 9.0, "credit": 1 / 12}
    whole = 9 * 0.25 + (100 + 9) / 12
    for name, other in (("change", "credit"), ("credit", "change")):
        first = variances[name] * means[other] ** 2 / whole
        total = variances[name] * (means[other] ** 2 + variances[other]) / whole
        assert found[name].first == pytest.approx(first, abs=6 * found[name].first_error + 1e-4)
        assert found[name].total == pytest.approx(total, abs=6 * found[name].total_error + 1e-4)


def test_a_certain_tool_has_none_and_an_unknown_one_is_refused() -> None:
    certain = a_case(tools={"blog": a_tool({"calls": an_effect(9)}, [a_cost(5)])}, indicators={"calls": an_indicator()})
    assert blogroi.total_influences(certain, tool="blog") == ()
    with pytest.raises(OptionError, match="did you mean `blog`"):
        blogroi.total_influences(certain, tool="blogg")


def test_correlated_inputs_are_refused() -> None:
    case = attrs.evolve(two_effects(), correlations=[Correlation(between=[CALLS, MEMBERS], rank=0.5)])
    with pytest.raises(OptionError, match="are correlated"):
        blogroi.total_influences(case, tool="blog")


def test_another_tool_changes_no_figure() -> None:
    case = chamber()
    alone = attrs.evolve(case, tools={"blog": case.tools["blog"]})
    asked: dict[str, Any] = {"tool": "blog", "draws": 64}
    assert blogroi.total_influences(alone, **asked) == blogroi.total_influences(case, **asked)


def test_another_input_of_the_tool_moves_only_what_it_shares_the_variance_with() -> None:
    """Each input has a stream of its own: where the new one is worth nothing, the points of the others are what they were."""
    case = two_effects()
    blog = case.tools["blog"]
    more = {"others": an_effect(Uniform(0, 1))} | dict(blog.effects)
    idle = attrs.evolve(
        case,
        indicators=dict(case.indicators) | {"others": an_indicator(1e-200)},
        tools={"blog": attrs.evolve(blog, effects=more)},
    )
    asked: dict[str, Any] = {"tool": "blog", "draws": 64}
    before = {one.path: one for one in blogroi.total_influences(case, **asked)}
    after = {one.path: one for one in blogroi.total_influences(idle, **asked)}
    assert len(after) == len(before) + 1
    assert before == {path: one for path, one in after.items() if path in before}
