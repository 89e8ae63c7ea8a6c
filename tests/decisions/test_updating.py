"""Prior and evidence together, by precision, and the same for all tools."""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, Normal, OptionError, Range, ThreePoint, Uniform
from blogroi.decisions.updating import Update
from blogroi.engine.shapes import moments_of
from blogroi.model import Domain
from blogroi.model.transform import mirrored

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

DRAWS = 50_000


def case_of(prior: Any, **effect: Any) -> Case:
    stated = {"change": Normal(100, 20), "evidence": "measured"} | effect
    return a_case(
        tools={"blog": a_tool({"calls": an_effect(stated.pop("change"), **stated)}, [a_cost()])},
        indicators={"calls": an_indicator(1.0, prior=prior)},
    )


def only(case: Case, **options: Any) -> Update:
    (found,) = blogroi.updates(case, draws=DRAWS, **options)
    return found


def test_equal_precisions_meet_half_way() -> None:
    found = only(case_of(Normal(40, 20)))
    assert found.mean == pytest.approx(70, abs=0.5)
    assert found.sd == pytest.approx(20 / 2**0.5, rel=0.02)
    assert found.weight == pytest.approx(0.5, abs=0.01)
    assert found.surprise == pytest.approx(60 / (20 * 2**0.5), rel=0.02)


def test_weights_go_by_the_inverse_of_the_variances() -> None:
    found = only(case_of(Normal(0, 40)))
    assert found.weight == pytest.approx(1 / (1 + 20**2 / 40**2), abs=0.01)
    assert found.mean == pytest.approx(100 * found.weight, rel=0.01)


def test_what_is_certain_is_not_moved_and_a_certain_prior_does_not_move() -> None:
    assert only(case_of(Normal(0, 40), change=100.0)).mean == 100.0
    assert only(case_of(30.0)).mean == pytest.approx(30.0)
    assert only(case_of(100.0, change=100.0)).surprise == 0.0


def test_what_is_certain_has_no_spread_whatever_the_rounding_of_its_mean() -> None:
    (found,) = blogroi.updates(case_of(Normal(10, 2), change=7.3, deadweight=0.1), draws=1000)
    assert (found.found_sd, found.weight) == (0.0, 1.0)


def test_the_other_side_gives_the_same_bits() -> None:
    prior = ThreePoint(-101.3, 12.7, 55.1)
    found = only(case_of(prior))
    turned = case_of(mirrored(prior), change=Normal(-100, 20))
    turned = attrs.evolve(turned, indicators={"calls": attrs.evolve(turned.indicators["calls"], better="lower")})
    assert only(turned) == attrs.evolve(
        found, prior_mean=-found.prior_mean, found_mean=-found.found_mean, mean=-found.mean
    )


def test_where_lower_is_better_all_is_said_as_it_was_stated() -> None:
    case = case_of(Normal(-40, 20), change=Normal(-100, 20))
    lower = attrs.evolve(case, indicators={"calls": attrs.evolve(case.indicators["calls"], better="lower")})
    found = only(lower)
    assert [found.prior_mean, found.found_mean] == pytest.approx([-40, -100])
    assert found.mean == pytest.approx(-70, abs=0.5)


def test_expectations_are_exact() -> None:
    found = only(case_of(Range(20, 80), change=Uniform(90, 110), credit=Uniform(0.4, 0.8)))
    assert found.prior_mean == pytest.approx(moments_of(Range(20, 80), Domain.REAL)[0], rel=1e-12)
    assert found.found_mean == pytest.approx(60, rel=1e-9)


def test_changes_are_net_of_their_corrections() -> None:
    assert only(case_of(Normal(0, 40), change=100.0, deadweight=0.5, credit=0.4)).found_mean == pytest.approx(20.0)


def test_what_is_only_thought_is_no_evidence_unless_it_is_said_to_be() -> None:
    case = case_of(Normal(0, 40), evidence="estimated")
    assert blogroi.updates(case, draws=100) == ()
    assert only(case, evidence=["estimated"]).evidence == "estimated"
    assert blogroi.updates(case_of(None), draws=100) == ()
    with pytest.raises(OptionError, match="did you mean `measured`"):
        blogroi.updates(case, evidence=["mesured"])


def test_the_same_evidence_is_read_in_the_same_way_on_every_tool() -> None:
    case = case_of(Normal(40, 20), change=100.0)
    twin = attrs.evolve(case.tools["blog"], introduced=date(1980, 1, 1), kind="magazine", name="Old")
    both = blogroi.updates(attrs.evolve(case, tools={"blog": case.tools["blog"], "old": twin}), draws=DRAWS)
    assert attrs.evolve(both[0], tool="") == attrs.evolve(both[1], tool="")
    assert both[0].unit == "piece"
