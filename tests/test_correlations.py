"""Correlated quantities all the way: reached in the draws, and nothing else moved."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import stats

import blogroi
from blogroi import Beta, Case, CaseError, Correlation, Normal, Range, Samples, ThreePoint, Uniform, cli
from blogroi.engine.compile.build import build_frame
from blogroi.engine.compile.quantities import single_draw
from blogroi.engine.draws import Draw
from blogroi.engine.inputs import input_draws
from blogroi.fairness.claims import claims
from blogroi.files.fingerprint import fingerprint
from blogroi.model import Domain
from blogroi.model.conventions import Conventions
from blogroi.model.paths import parse_path
from blogroi.model.quantity_paths import quantities
from blogroi.testing import GUARANTEES
from blogroi.testing.variants.naming import renamed
from blogroi.testing.variants.rebuilding import certain
from blogroi.testing.variants.tools import without_cross_correlations, without_tool

from .builders import a_case, a_tool, an_effect, an_indicator, chamber

DRAWS = 20_000

CHANGE, VALUE = "tools.blog.effects.calls_avoided.change", "indicators.calls_avoided.value"
UNITS = "tools.blog.costs.Writing.units"
BOOKED, ROOMS = "tools.magazine.effects.bookings.change", "tools.fair.effects.bookings.change"


def correlated(*stated: Correlation) -> Case:
    return chamber(correlations=stated)


def between(*paths: str, rank: float = 0.6) -> Correlation:
    return Correlation(between=paths, rank=rank)


def draws_of(case: Case, *paths: str, seed: int = 1) -> list[Any]:
    known = {path: part[-1] if isinstance(part, tuple) else part for path, part in quantities(case).items()}
    return [
        input_draws(single_draw(case.blinded(), parse_path(path), known[path], Domain.REAL, seed=seed), DRAWS)
        for path in paths
    ]


def reaches(one: Any, other: Any, rank: float) -> bool:
    reached = stats.spearmanr(one, other).statistic
    return bool(abs(reached - rank) < 4.0 / math.sqrt(DRAWS))


class TestReached:
    @pytest.mark.parametrize("rank", [-0.95, -0.3, 0.0, 0.6, 0.99])
    def test_a_pair_has_the_rank_correlation_that_was_stated(self, rank: float) -> None:
        change, value = draws_of(correlated(between(CHANGE, VALUE, rank=rank)), CHANGE, VALUE)
        assert reaches(change, value, rank)

    def test_a_group_has_it_in_every_pair(self) -> None:
        one, other, third = draws_of(correlated(between(CHANGE, VALUE, UNITS, rank=0.4)), CHANGE, VALUE, UNITS)
        assert reaches(one, other, 0.4)
        assert reaches(one, third, 0.4)
        assert reaches(other, third, 0.4)

    def test_a_matrix_has_one_for_each(self) -> None:
        matrix = [[1, 0.5, 0.2], [0.5, 1, -0.3], [0.2, -0.3, 1]]
        stated = Correlation(between=[CHANGE, VALUE, UNITS], matrix=matrix)
        one, other, third = draws_of(correlated(stated), CHANGE, VALUE, UNITS)
        assert reaches(one, other, 0.5)
        assert reaches(one, third, 0.2)
        assert reaches(other, third, -0.3)

    def test_shapes_of_all_kinds_go_together(self) -> None:
        shapes = [
            Range(1, 5),
            Normal(0, 1),
            Uniform(-1, 1),
            ThreePoint(0, 1, 9),
            Samples(np.arange(999)[::-1].tolist()),
        ]
        effects = {f"i{place}": an_effect(shape) for place, shape in enumerate(shapes)}
        paths = [f"tools.blog.effects.i{place}.change" for place in range(len(shapes))]
        case = a_case({"blog": a_tool(effects)}, correlations=[between(*paths, rank=0.7)])
        drawn = draws_of(case, *paths)
        for values in drawn[1:]:
            assert reaches(drawn[0], values, 0.7)

    def test_values_of_a_list_are_taken_by_their_size_and_as_often_as_before(self) -> None:
        shapes = [Samples([3, 1, 2, 1]), Samples([5, 9, 7, 6])]
        effects = {f"i{place}": an_effect(shape) for place, shape in enumerate(shapes)}
        paths = [f"tools.blog.effects.i{place}.change" for place in range(2)]
        one, other = draws_of(a_case({"blog": a_tool(effects)}, correlations=[between(*paths, rank=0.99)]), *paths)
        assert stats.spearmanr(one, other).statistic > 0.9
        counts = np.unique(one, return_counts=True)[1]
        assert np.abs(counts - DRAWS * np.array([0.5, 0.25, 0.25])).max() < 4.0 * math.sqrt(DRAWS / 4.0)

    def test_what_is_subtracted_from_one_still_rises_with_what_was_stated(self) -> None:
        effect = an_effect(Range(50, 150), deadweight=Beta(4, 12))
        paths = ("tools.blog.effects.calls.change", "tools.blog.effects.calls.deadweight")
        case = a_case({"blog": a_tool({"calls": effect})}, correlations=[between(*paths, rank=0.8)])
        change, deadweight = draws_of(case, *paths)
        assert reaches(change, deadweight, 0.8)
        benefits = blogroi.simulate(case, draws=DRAWS)["blog"].benefits
        assert np.allclose(benefits, change * (1.0 - deadweight), rtol=1e-9)


class TestNothingElse:
    def test_each_quantity_keeps_its_own_distribution(self) -> None:
        tied, free = correlated(between(CHANGE, VALUE, UNITS)), chamber()
        for path in (CHANGE, VALUE, UNITS):
            one, other = draws_of(tied, path)[0], draws_of(free, path, seed=2)[0]
            assert stats.ks_2samp(one, other).pvalue > 1e-4

    def test_what_is_not_named_stays_bit_for_bit_as_it_was(self) -> None:
        tied, free = correlated(between(CHANGE, UNITS)), chamber()
        others = [path for path in quantities(free) if path not in (CHANGE, UNITS)]
        for one, other in zip(draws_of(tied, *others), draws_of(free, *others), strict=True):
            assert (one == other).all()
        before, after = (blogroi.evaluate(case, draws=500).tools for case in (free, tied))
        assert before["magazine"] == after["magazine"]
        assert before["fair"] == after["fair"]
        assert before["blog"].npv != after["blog"].npv

    def test_the_first_of_a_block_stays_as_it_was(self) -> None:
        tied, free = correlated(between(CHANGE, VALUE)), chamber()
        assert (draws_of(tied, VALUE)[0] == draws_of(free, VALUE)[0]).all()

    def test_without_correlations_a_draw_is_what_it_always_was(self) -> None:
        frame, _ = build_frame(chamber().blinded(), Conventions.of(chamber(), seed=1, gaps="no-credit"))
        assert not any(draw.loadings for draw in everything_drawn(frame))
        zero, _ = build_frame(
            correlated(between(CHANGE, VALUE, rank=0.0)).blinded(),
            Conventions.of(correlated(between(CHANGE, VALUE, rank=0.0)), seed=1, gaps="no-credit"),
        )
        assert zero == frame

    def test_the_order_of_the_file_changes_nothing(self) -> None:
        one = correlated(between(CHANGE, VALUE), between(UNITS, CHANGE, rank=-0.2))
        other = correlated(between(CHANGE, UNITS, rank=-0.2), between(VALUE, CHANGE))
        assert blogroi.evaluate(one, draws=500).tools == blogroi.evaluate(other, draws=500).tools
        assert fingerprint(one) == fingerprint(other)
        assert fingerprint(one) != fingerprint(chamber())

    def test_threads_and_blocks_change_nothing(self) -> None:
        case = correlated(between(CHANGE, VALUE, BOOKED))
        assert blogroi.evaluate(case, draws=9000) == blogroi.evaluate(case, draws=9000, threads=2)
        whole, part = blogroi.simulate(case, draws=70_000)["blog"].npv, blogroi.simulate(case, draws=500)["blog"].npv
        assert (whole[:500] == part).all()

    def test_a_tool_that_is_added_or_taken_away_changes_nothing_in_blocks_without_it(self) -> None:
        case = correlated(between(CHANGE, VALUE, UNITS))
        smaller = without_tool(case, "fair")
        before, after = (blogroi.evaluate(one, draws=500).tools for one in (case, smaller))
        assert before["blog"] == after["blog"]
        assert before["magazine"] == after["magazine"]


class TestWherever:
    def test_the_same_draw_is_the_same_wherever_it_is_used(self) -> None:
        case = correlated(between(CHANGE, VALUE))
        change, value = draws_of(case, CHANGE, VALUE)
        _, labels = build_frame(case.blinded(), Conventions.of(case, seed=1, gaps="no-credit"))
        inputs = labels.parts[labels.tools.index("blog")].inputs
        assert (input_draws(inputs[CHANGE], DRAWS) == change).all()
        assert (input_draws(inputs[VALUE], DRAWS) == value).all()

    def test_claims_see_what_the_evaluation_sees(self) -> None:
        tools = {key: a_tool({"calls": an_effect(None, credit=Beta(4, 4))}) for key in ("blog", "fair")}
        paths = [f"tools.{key}.effects.calls.credit" for key in tools]
        one_change = {"calls": an_indicator(shared=True, change=10)}

        def passed(rank: float) -> tuple[float, float]:
            case = a_case(tools, indicators=one_change, correlations=[between(*paths, rank=rank)])
            shares = draws_of(case, *paths)
            found = claims(case, draws=DRAWS)["calls"]
            assert found.probability is not None
            assert found.excess is not None
            assert found.probability == pytest.approx(float((shares[0] + shares[1] > 1.0).mean()))
            return found.probability, found.excess

        (against, little), (_, much) = passed(-0.9), passed(0.9)
        assert against == pytest.approx(0.5, abs=0.05)
        assert much > 2.0 * little

    def test_a_total_goes_together_with_what_it_limits(self) -> None:
        tools = {"blog": a_tool({"calls": an_effect(Range(50, 150))})}
        indicators = {"calls": an_indicator(total=Range(60, 180))}
        paths = ("tools.blog.effects.calls.change", "indicators.calls.total")
        passed = [
            claims(a_case(tools, indicators=indicators, correlations=[between(*paths, rank=rank)]), draws=DRAWS)[
                "calls"
            ].probability_exceeds_total
            for rank in (-0.8, 0.95)
        ]
        assert passed[0] is not None
        assert passed[1] is not None
        assert passed[1] < passed[0] / 2.0

    def test_the_spread_of_a_sum_follows(self) -> None:
        effects = {"a": an_effect(Normal(10, 1)), "b": an_effect(Normal(20, 2))}
        paths = ("tools.blog.effects.a.change", "tools.blog.effects.b.change")
        for rank in (-0.5, 0.5):
            case = a_case({"blog": a_tool(effects)}, correlations=[between(*paths, rank=rank)])
            found = blogroi.evaluate(case, draws=DRAWS).tools["blog"].benefits
            assert found is not None
            pearson = 2.0 * math.sin(math.pi * rank / 6.0)
            exact = math.sqrt(1.0 + 4.0 + 2.0 * 1.0 * 2.0 * pearson)
            assert abs(found.sd - exact) < 4.0 * exact / math.sqrt(2.0 * DRAWS)


class TestRefused:
    def test_correlations_that_cannot_hold_together(self) -> None:
        case = correlated(
            between(CHANGE, VALUE, rank=0.9), between(VALUE, UNITS, rank=0.9), between(CHANGE, UNITS, rank=-0.9)
        )
        with pytest.raises(CaseError, match=r"^correlations: cannot all hold together; the nearest that can: .*0\.48"):
            blogroi.evaluate(case, draws=100)

    @pytest.mark.parametrize("ranks", [(0.9, 0.9, -0.9), (0.3, 0.3, -0.3)])
    def test_check_says_so_too(self, ranks: Any, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
        pairs = ((CHANGE, VALUE), (VALUE, UNITS), (CHANGE, UNITS))
        case = correlated(*(between(*pair, rank=rank) for pair, rank in zip(pairs, ranks, strict=True)))
        blogroi.dump(case, tmp_path / "case.toml")
        can_hold = ranks[0] < 0.5
        assert (cli.main(["check", str(tmp_path / "case.toml")]) == 0) == can_hold
        assert ("the nearest that can" in capsys.readouterr().err) != can_hold


class TestVariants:
    CASE = correlated(between(CHANGE, VALUE, UNITS, BOOKED), between(BOOKED, ROOMS, rank=0.2))

    def test_a_tool_takes_its_correlations_along(self) -> None:
        assert without_tool(self.CASE, "blog").correlations == (
            between(VALUE, BOOKED),
            between(BOOKED, ROOMS, rank=0.2),
        )
        assert without_tool(self.CASE, "magazine").correlations == (between(CHANGE, VALUE, UNITS),)

    def test_a_tool_renamed_keeps_them(self) -> None:
        keys = {"blog": "fair", "fair": "blog", "magazine": "letter"}
        found = renamed(self.CASE, keys)
        assert found.correlations[1].between == (
            "tools.letter.effects.bookings.change",
            "tools.blog.effects.bookings.change",
        )
        assert found.correlations[0].between[1] == VALUE

    def test_ties_between_tools_can_be_left_out(self) -> None:
        own = between(CHANGE, UNITS)
        assert without_cross_correlations(
            correlated(own, between(BOOKED, ROOMS), between(VALUE, BOOKED))
        ).correlations == (own,)

    def test_nothing_is_correlated_where_all_is_certain(self) -> None:
        assert certain(self.CASE).correlations == ()

    @pytest.mark.parametrize("guarantee", GUARANTEES)
    def test_the_guarantees_hold_with_correlations(self, guarantee: str) -> None:
        GUARANTEES[guarantee](lambda case: blogroi.evaluate(case, draws=100), self.CASE)


def everything_drawn(frame: Any) -> list[Draw]:
    """List every draw that stands anywhere in a frame."""
    found: list[Draw] = []

    def look(node: Any) -> None:
        if isinstance(node, Draw):
            found.append(node)
        elif isinstance(node, tuple):
            for part in node:
                look(part)
        elif hasattr(node, "__attrs_attrs__"):
            for attribute in node.__attrs_attrs__:
                look(getattr(node, attribute.name))

    look(frame)
    assert found
    return found
