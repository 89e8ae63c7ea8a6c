"""The opt-in correction by class of evidence: off unless it is asked for, the same for all tools, and held against the verdict."""

from __future__ import annotations

import json
import math
from datetime import date
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Normal, evaluate
from blogroi.literature.evidence import CORRECTED, OVERSTATED, share_that_holds
from blogroi.literature.figures import figures
from blogroi.model.effect import Evidence
from blogroi.results.format import exact
from blogroi.testing import check_age_blind, check_anonymous, check_independent, check_monotone

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 4000


def known_as(evidence: Evidence, *, benefits: float = 1000.0, costs: float = 300.0, **changes: Any) -> Case:
    tools = {"blog": a_tool({"calls": an_effect(benefits, evidence=evidence, **changes)}, [a_cost(costs)])}
    return a_case(tools, indicators={"calls": an_indicator()})


def corrected(case: Case, **stated: Any) -> blogroi.Evaluation:
    return evaluate(case, draws=DRAWS, evidence="corrected", **stated)


def share_at(quantile: float) -> float:
    """What holds at a quantile: 1/12.8 to 1/4.8 as a logit-normal interval of 1/3, worked out by hand."""
    ends = [math.log(share / (1.0 - share)) for share in (1 / 12.8, 1 / 4.8)]
    reach = NormalDist().inv_cdf(0.5 + 1 / 6)
    level = sum(ends) / 2 + (ends[1] - ends[0]) / 2 / reach * NormalDist().inv_cdf(quantile)
    return 1.0 / (1.0 + math.exp(-level))


def test_it_is_off_unless_it_is_asked_for() -> None:
    """The same figures, bit for bit, by whatever class an effect is known."""
    results = [evaluate(known_as(word, deadweight=0.1), draws=10) for word in ("measured", *CORRECTED)]
    assert {result.tools["blog"].npv for result in results} == {results[0].tools["blog"].npv}
    assert {result.evidence for result in results} == {None}
    assert results[0].conventions.evidence == "stated"


@pytest.mark.parametrize("word", CORRECTED)
def test_what_nobody_measured_is_multiplied_by_what_experiments_left(word: Evidence) -> None:
    """A benefit of 1,000 that is certain but for how it is known: its quantiles are 1,000 times those of the factor."""
    benefits = corrected(known_as(word)).tools["blog"].benefits
    assert benefits is not None
    for name, at in (("p05", 0.05), ("p50", 0.5), ("p95", 0.95)):
        low, high = (share_at(at + side * 5 * math.sqrt(at * (1 - at) / DRAWS)) for side in (-1, 1))
        assert 1000 * low < getattr(benefits, name) < 1000 * high
    grid = (np.arange(20_000) + 0.5) / 20_000
    assert benefits.mean == pytest.approx(1000 * np.mean([share_at(at) for at in grid]), rel=1e-3)


def test_what_was_measured_is_left_as_it_is() -> None:
    result = corrected(known_as("measured"))
    assert result.tools == evaluate(known_as("measured"), draws=DRAWS).tools
    assert result.evidence is not None
    assert set(result.evidence.factors) == set(CORRECTED)
    assert result.evidence.survives


def test_the_factor_is_that_of_the_reference_figure() -> None:
    figure, held = figures()[OVERSTATED], share_that_holds()
    assert isinstance(held, blogroi.Range)
    assert 1 / held.high == pytest.approx(figure.low)
    assert 1 / held.low == pytest.approx(figure.high)
    assert held.confidence == figure.confidence


def test_a_class_has_one_factor_in_each_draw_for_all_tools_and_indicators() -> None:
    """Tools of two ages, and indicators of two values: their benefits are multiples of each other, draw by draw."""
    tools = {
        "blog": a_tool({"calls": an_effect(1000, evidence="observed")}, [a_cost()], introduced=date(2026, 1, 15)),
        "magazine": a_tool({"sales": an_effect(500, evidence="observed")}, [a_cost()], introduced=date(1998, 1, 1)),
        "fair": a_tool({"sales": an_effect(500, evidence="assumed")}, [a_cost()], introduced=None),
    }
    case = a_case(tools, indicators={"calls": an_indicator(), "sales": an_indicator(4)})
    draws = {key: part.benefits for key, part in blogroi.simulate(case, draws=500, evidence="corrected").items()}
    assert draws["magazine"] == pytest.approx(2 * draws["blog"], rel=1e-12)
    assert abs(np.corrcoef(draws["fair"], draws["blog"])[0, 1]) < 0.2


def test_what_fills_a_gap_is_not_corrected() -> None:
    tools = {"blog": a_tool({}, [a_cost()]), "fair": a_tool({"calls": an_effect(10, evidence="measured")}, [a_cost()])}
    case = a_case(tools, indicators={"calls": an_indicator(prior=100)}, gaps="prior")
    assert corrected(case).tools["blog"].benefits == evaluate(case, draws=DRAWS).tools["blog"].benefits


def test_a_part_of_a_shared_change_is_corrected_as_it_is_known() -> None:
    shared = an_indicator(shared=True, change=1000)
    tools = {
        key: a_tool({"calls": an_effect(None, credit=0.5, evidence=word)}, [a_cost()])
        for key, word in (("blog", "measured"), ("fair", "observed"))
    }
    found = corrected(a_case(tools, indicators={"calls": shared})).tools
    assert found["blog"].benefits is not None
    assert found["fair"].benefits is not None
    assert found["blog"].benefits.mean == 500
    assert 0 < found["fair"].benefits.p95 < 500 * share_at(0.97)


@pytest.mark.parametrize(
    ("case", "stated", "now", "survives"),
    [
        (known_as("observed", costs=700), "pays", "does not pay", False),
        (known_as("observed", costs=10), "pays", "pays", True),
        (known_as("assumed", costs=150), "pays", "open", False),
        (known_as("assumed", costs=1200), "does not pay", "does not pay", True),
        (known_as("measured", costs=300), "pays", "pays", True),
    ],
)
def test_it_says_whether_the_verdict_survives(case: Case, stated: str, now: str, survives: bool) -> None:
    """Of 1,000, in nine draws of ten between 17 and 570 are left, worked out by hand from the ends."""
    result = corrected(case)
    assert result.evidence is not None
    verdict = result.evidence.tools["blog"]
    assert (verdict.stated, verdict.corrected, verdict.survives) == (stated, now, survives)
    assert verdict.npv_stated == evaluate(case, draws=DRAWS).tools["blog"].npv
    assert result.evidence.survives is survives
    assert {check.code for check in result.checks if check.code in ("BR247", "BR248")} == {
        "BR248" if survives else "BR247"
    }


def test_it_says_where_another_comes_first() -> None:
    """An observed 1,000 less 400 against a measured 500 less 400, as stated 600 and 100."""
    tools = {
        "blog": a_tool({"calls": an_effect(1000, evidence="observed")}, [a_cost(400)]),
        "fair": a_tool({"calls": an_effect(500, evidence="measured")}, [a_cost(400)], name="The fair"),
    }
    result = corrected(a_case(tools, indicators={"calls": an_indicator()}))
    assert result.ranking.order == ("fair", "blog")
    assert result.evidence is not None
    assert (result.evidence.order_stated, result.evidence.winner_stated) == (("blog", "fair"), "blog")
    (said,) = [check.message for check in result.checks if check.code == "BR247" and check.path == "tools"]
    assert said == "As stated, The blog comes first; corrected for how effects are known, The fair."


def test_it_says_of_each_tool_what_it_brings_in_as_stated_and_corrected() -> None:
    result = corrected(known_as("observed", costs=700))
    npv = result.tools["blog"].npv
    assert npv is not None
    (said,) = [check.message for check in result.checks if check.path == "tools.blog" and check.code == "BR247"]
    assert said == (
        "The blog: as stated it pays (NPV 300); corrected for how its effects are known it does not pay"
        f" (NPV {exact(npv.mean)})."
    )


@pytest.mark.parametrize(
    ("blog", "fair", "says"),
    [
        (
            Normal(1000, 300),
            Normal(1050, 300),
            "No tool is clearly ahead as stated; corrected for how effects are known, The fair is.",
        ),
        (
            1000,
            Normal(80, 30),
            "The blog is clearly ahead as stated, and no longer so corrected for how effects are known.",
        ),
    ],
)
def test_it_says_where_one_is_clearly_ahead_in_one_of_them_alone(blog: Any, fair: Any, says: str) -> None:
    tools = {
        "blog": a_tool({"calls": an_effect(blog, evidence="observed")}, [a_cost(10)]),
        "fair": a_tool({"calls": an_effect(fair, evidence="measured")}, [a_cost(10)], name="The fair"),
    }
    result = corrected(a_case(tools, indicators={"calls": an_indicator()}))
    assert [check.message for check in result.checks if check.code == "BR247" and check.path == "tools"] == [says]


def test_what_was_printed_is_held_against_what_is_stated() -> None:
    printed = blogroi.Published(roi=round(700 / 300, 2), source="annual report")
    case = known_as("observed", costs=300)
    of_the_tool = evolve(case, tools={"blog": evolve(case.tools["blog"], published=printed)})
    of_all = evolve(case, total=blogroi.Total(published=printed))
    for stated in (of_the_tool, of_all):
        assert {check.code for check in evaluate(stated, draws=10).checks} >= {"BR302"}
        assert not any(check.code.startswith("BR3") for check in corrected(stated).checks)


@pytest.mark.parametrize("indicator", [an_indicator(), an_indicator(better="lower")])
def test_it_makes_no_more_of_an_effect_and_never_turns_it(indicator: blogroi.Indicator) -> None:
    tools = {"blog": a_tool({"calls": an_effect(-1000, evidence="assumed")}, [a_cost()])}
    draws = blogroi.simulate(a_case(tools, indicators={"calls": indicator}), draws=2000, evidence="corrected")
    sign = 1 if indicator.better == "lower" else -1
    assert ((sign * draws["blog"].benefits > 0) & (sign * draws["blog"].benefits < 1000)).all()


def test_the_factor_is_an_input_that_sensitivity_names_and_that_can_be_supposed() -> None:
    case = known_as("observed", costs=100)
    found = blogroi.sensitivity(case, draws=DRAWS, evidence="corrected").tools["blog"]
    assert [one.path for one in found.inputs] == ["evidence.observed"]
    supposed = blogroi.suppose(case, settings={"evidence.observed": 0.25}, draws=100, evidence="corrected")
    assert supposed.npv["blog"].mean == 150
    worth = blogroi.worth_measuring(case, draws=DRAWS, evidence="corrected")
    assert {subject.kind for subject in worth.subjects} == {"evidence"}


@pytest.mark.parametrize(
    ("path", "value", "evidence", "says"),
    [
        ("evidence.observed", 0.25, "stated", 'no effect is multiplied by it: ask with evidence="corrected"'),
        ("evidence.observed", 25, "corrected", "25 is not a share between 0 and 1: for 25 % write 0.25"),
        ("evidence.observed", "few", "corrected", "'few' is not a number"),
        ("evidence.measured", 0.25, "corrected", "is not a quantity of the case"),
    ],
)
def test_what_cannot_be_supposed_of_the_factor_is_refused(path: str, value: Any, evidence: Any, says: str) -> None:
    with pytest.raises(blogroi.OptionError, match=rf"settings: {path}: {says}"):
        blogroi.suppose(known_as("observed"), settings={path: value}, draws=10, evidence=evidence)


def test_an_answer_comes_back_from_its_data() -> None:
    result = corrected(chamber())
    assert blogroi.Evaluation.from_dict(json.loads(result.to_json())) == result


def test_another_word_is_refused() -> None:
    with pytest.raises(blogroi.OptionError, match="evidence: 'correct' is not known: did you mean `corrected`"):
        evaluate(chamber(), evidence="correct")  # type: ignore[arg-type]


@pytest.mark.parametrize("check", [check_age_blind, check_anonymous, check_independent, check_monotone])
def test_the_same_class_has_the_same_factor_for_old_and_new(check: Any) -> None:
    check(lambda case: evaluate(case, draws=200, evidence="corrected"), chamber())


def test_it_does_not_survive_where_a_winner_is_no_longer_clear() -> None:
    """Both pay, and the first stays first; an uncertain correction leaves it ahead in too few draws."""
    tools = {
        "blog": a_tool({"calls": an_effect(10_000, evidence="assumed")}, [a_cost(1)]),
        "fair": a_tool({"calls": an_effect(1500, evidence="measured")}, [a_cost(1)], name="The fair"),
    }
    result = corrected(a_case(tools, indicators={"calls": an_indicator()}))
    assert result.evidence is not None
    assert {verdict.survives for verdict in result.evidence.tools.values()} == {True}
    assert result.ranking.order[0] == result.evidence.order_stated[0] == "blog"
    assert (result.evidence.winner_stated, result.ranking.winner) == ("blog", None)
    assert not result.evidence.survives
