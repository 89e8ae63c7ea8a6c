"""An indicator where lower is better is compiled as the negative of what is stated, in every field that has its unit."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from blogroi import Beta, CaseError, Correlation, Indicator, Normal, Range, Samples, Scale, ThreePoint, Uniform
from blogroi.engine.compile.better_side import better_side, is_turned
from blogroi.engine.compile.correlated import check_correlations
from blogroi.model.blinded import BlindedCase
from blogroi.model.paths import parse_path
from tests.builders import a_case, a_tool, an_effect, an_indicator

PATHS = ["tools.blog.effects.calls.change", "indicators.calls.value", "tools.blog.effects.mails.change"]


def case_of(calls: Indicator, change: Any) -> BlindedCase:
    """Build a blog with an effect on calls, which may be lower or higher for the better, and one on mails."""
    indicators = {"calls": calls, "mails": an_indicator(2.0)}
    effects = {"calls": an_effect(change), "mails": an_effect(Range(1, 9))}
    return a_case({"blog": a_tool(effects)}, indicators=indicators, periods=2).blinded()


@pytest.mark.parametrize(
    ("stated", "turned"),
    [
        (Range(2, 9), Range(-9, -2)),
        (Range(-9, -2, shape="normal"), Range(2, 9, shape="normal")),
        (ThreePoint(-5, -4, 1), ThreePoint(-1, 4, 5)),
        (Uniform(-1, 4), Uniform(-4, 1)),
        (Normal(-3, 2), Normal(3, 2)),
        (Samples([1.0, -2.0]), Samples([-1.0, 2.0])),
        (-7.0, 7.0),
    ],
)
def test_what_has_the_unit_of_the_indicator_is_mirrored(stated: Any, turned: Any) -> None:
    lower = an_indicator(better="lower", prior=stated, total=stated, baseline=100, target=60)
    higher = an_indicator(better="higher", prior=turned, total=turned, baseline=-100, target=-60)
    found = better_side(case_of(lower, stated))
    assert found == case_of(higher, turned)
    assert better_side(found) is found


def test_of_changes_period_by_period_each_is_mirrored() -> None:
    lower, higher = (an_indicator(better=better) for better in ("lower", "higher"))
    assert better_side(case_of(lower, [Range(2, 9), -1.0])) == case_of(higher, [Range(-9, -2), 1.0])


@pytest.mark.parametrize(
    ("stated", "turned"),
    [
        (Scale(worst=10, best=-40), Scale(worst=-10, best=40)),
        (
            Scale(points=[(-40, 1.0), (-10, 0.75), (0, 0.5), (10, 0.0)]),
            Scale(points=[(-10, 0.0), (0, 0.5), (10, 0.75), (40, 1.0)]),
        ),
    ],
)
def test_a_scale_gives_the_mirror_image_of_a_value_the_same_score(stated: Scale, turned: Scale) -> None:
    found = better_side(case_of(an_indicator(better="lower", scale=stated), -20.0))
    assert found == case_of(an_indicator(better="higher", scale=turned), 20.0)


def test_what_goes_with_a_turned_quantity_goes_against_it() -> None:
    lower = case_of(an_indicator(Beta(2, 3), better="lower"), Range(-9, -2))
    alone = evolve(lower, correlations=(Correlation(between=PATHS[:2], rank=0.5),))
    assert better_side(alone).correlations[0].pairs() == {(PATHS[1], PATHS[0]): -0.5}
    three = Correlation(between=PATHS, matrix=[[1, 0.5, -0.2], [0.5, 1, 0.1], [-0.2, 0.1, 1]])
    found = better_side(evolve(lower, correlations=(three,))).correlations[0].pairs()
    assert found == {(PATHS[1], PATHS[0]): -0.5, (PATHS[0], PATHS[2]): 0.2, (PATHS[1], PATHS[2]): 0.1}
    assert [is_turned(lower.indicators, parse_path(path)) for path in PATHS] == [True, False, False]


@pytest.mark.parametrize("better", ["lower", "higher"])
def test_correlations_that_cannot_be_are_refused_with_the_signs_that_were_stated(better: str) -> None:
    ranks = [[1, 0.9, 0.9], [0.9, 1, -0.9], [0.9, -0.9, 1]]
    effects = {"calls": an_effect(Range(2, 9)), "mails": an_effect(Range(1, 9))}
    case = a_case(
        {"blog": a_tool(effects)},
        indicators={"calls": an_indicator(Range(1, 2), better=better), "mails": an_indicator(2.0)},
        correlations=[Correlation(between=PATHS, matrix=ranks)],
    ).blinded()
    with pytest.raises(CaseError) as refused:
        better_side(case) if better == "lower" else check_correlations(case.correlations)
    assert str(refused.value) == said_of(ranks)


def said_of(ranks: list[list[float]]) -> str:
    with pytest.raises(CaseError) as refused:
        check_correlations([Correlation(between=PATHS, matrix=ranks)])
    return str(refused.value)
