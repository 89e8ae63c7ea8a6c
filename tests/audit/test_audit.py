import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import attrs
import numpy as np
import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Effect, OptionError, Range, Uniform, audit
from blogroi.engine.compile.quantities import single_draw
from blogroi.engine.inputs import input_draws
from blogroi.model import Domain
from blogroi.model.conventions import Conventions
from blogroi.model.duration import STEPS_IN_A_YEAR, Step
from blogroi.model.paths import IndicatorPath
from blogroi.results.fairness import Claim

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

EXAMPLES = Path(__file__).parents[2] / "examples"
CHAMBER = blogroi.load(EXAMPLES / "chamber.toml")
TEMPLATE = blogroi.loads(blogroi.template())


def with_credits(*credits: object, **changes: object) -> Case:
    """Build a case in which as many tools claim a share of the same change."""
    tools = {}
    for number, credit in enumerate(credits):
        effect = Effect(credit=credit, evidence="assumed", **changes)  # type: ignore[arg-type]
        tools[f"tool{number}"] = evolve(
            TEMPLATE.tools["blog"], effects={"calls_avoided": effect}, costs=[Cost(item="All", amount=10, when="each")]
        )
    shared = evolve(TEMPLATE.indicators["calls_avoided"], shared=True, change=100)
    return evolve(TEMPLATE, tools=tools, indicators={**TEMPLATE.indicators, "calls_avoided": shared})


HEAD = {"blogroi": 2, "answer": "evaluation"}


class TestNeutrality:
    def test_exchanging_dates_and_order_changes_no_figure(self) -> None:
        found = audit.neutrality(CHAMBER, draws=500)
        assert found.neutral
        assert found.differences == ()
        assert found.exchanged["blog"] == "1998-03-01"
        assert found.exchanged["magazine"] == "2026-01-15"
        assert (found.conventions.draws, found.conventions.seed, found.version) == (500, 1, blogroi.__version__)

    def test_the_swap_of_blog_and_magazine_changes_labels_only(self) -> None:
        tools = dict(CHAMBER.tools)
        blog, magazine = tools["blog"], tools["magazine"]
        tools["blog"] = evolve(blog, introduced=magazine.introduced)
        tools["magazine"] = evolve(magazine, introduced=blog.introduced)
        before = blogroi.evaluate(CHAMBER, draws=500).to_dict()
        after = blogroi.evaluate(evolve(CHAMBER, tools=tools), draws=500).to_dict()
        for key, tool in before["tools"].items():
            changed = {name for name in tool if tool[name] != after["tools"][key][name]}
            assert changed <= {"anticipated", "emergent", "unlabelled"}
        assert before["tools"]["blog"]["emergent"] != after["tools"]["blog"]["emergent"]
        assert before["ranking"] == after["ranking"]

    def test_dates_and_seeds_are_those_that_are_said(self) -> None:
        found = audit.neutrality(CHAMBER, draws=20, seed=7)
        assert (found.conventions.draws, found.conventions.seed) == (20, 7)
        assert found.fingerprint == blogroi.evaluate(CHAMBER, draws=20).fingerprint
        assert list(found.exchanged) == ["blog", "intranet", "magazine", "newsletter"]
        undated = {**CHAMBER.tools, "blog": evolve(CHAMBER.tools["blog"], introduced=None)}
        exchanged = audit.neutrality(evolve(CHAMBER, tools=undated), draws=20).exchanged
        assert exchanged == {
            key: str(day)
            for key, day in {
                "blog": CHAMBER.tools["newsletter"].introduced,
                "intranet": CHAMBER.tools["magazine"].introduced,
                "magazine": CHAMBER.tools["intranet"].introduced,
            }.items()
        }
        assert audit.neutrality(TEMPLATE).conventions.draws == 10_000

    def test_it_is_two_evaluations_and_asked_for_as_two(self, monkeypatch: pytest.MonkeyPatch) -> None:
        module: Any = import_module("blogroi.audit.neutrality")
        limits, evaluate = blogroi.Limits(seconds=1000.0), module.evaluate
        asked: list[Any] = []
        given: list[Any] = []
        told: list[tuple[int, int]] = []

        def watched(case: Any, **how: Any) -> Any:
            given.append(([*case.tools], how["limits"], how["conventions"].draws))
            return evaluate(case, **how)

        monkeypatch.setattr(
            module, "allow", lambda case, held, limits, times: asked.append((held.draws, limits, times))
        )
        monkeypatch.setattr(module, "evaluate", watched)
        case = a_case({key: a_tool(costs=[a_cost(paid)]) for key, paid in (("b", 5), ("a", 7), ("c", 1))})
        audit.neutrality(case, draws=20, limits=limits, progress=lambda done, units: told.append((done, units)))
        assert asked == [(20, limits, 2.0)]
        assert given == [(["b", "a", "c"], limits, 20), (["c", "a", "b"], limits, 20)]
        assert {units for _, units in told} == {2000}
        assert (1000, 2000) in told
        assert told[-1] == (2000, 2000)

    def test_a_date_that_touches_a_figure_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def biased(case: Case, *, conventions: Conventions, **_: object) -> blogroi.Evaluation:
            old = {key for key, tool in case.tools.items() if str(tool.introduced) < "2010"}
            tools = {
                key: evolve(tool, costs=tool.costs[:1]) if key in old else tool for key, tool in case.tools.items()
            }
            return blogroi.evaluate(evolve(case, tools=tools), conventions=conventions)

        monkeypatch.setattr(import_module("blogroi.audit.neutrality"), "evaluate", biased)
        found = audit.neutrality(CHAMBER, draws=100)
        assert not found.neutral
        assert "tools.blog.costs.mean" in found.differences


class TestReplay:
    def test_the_same_bits_come_again_through_a_file(self) -> None:
        result = blogroi.evaluate(
            CHAMBER, draws=300, seed=9, gaps="bounds", exclude=["cash"], viewpoint="organisation", view="whole-life",
            claims="scaled",
        )  # fmt: skip
        found = audit.replay(CHAMBER, result=json.loads(result.to_json()), threads=2)
        assert found.same
        assert found.same_case
        assert found.same_version

    def test_a_case_without_a_day_is_evaluated_again_on_the_day_of_the_result(self) -> None:
        monday, later = date(2026, 3, 2), date(2031, 3, 3)
        undated = evolve(TEMPLATE, evaluated=None)
        result = blogroi.evaluate(evolve(undated, read_on=monday), draws=100).to_dict()
        assert result["conventions"]["evaluated"] == "2026-03-02"
        assert audit.parity(evolve(undated, read_on=later)).newer != audit.parity(evolve(undated, read_on=monday)).newer
        for day in (None, monday, later):
            assert audit.replay(evolve(undated, read_on=day), result=result).same

    def test_a_result_with_the_rates_of_the_draws_is_the_same_again(self) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=100, figures=("default", "irr"))
        assert audit.replay(TEMPLATE, result=json.loads(result.to_json())).same

    def test_a_figure_that_was_changed_is_found(self) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=100).to_dict()
        result["tools"]["blog"]["npv"]["mean"] += 1
        assert audit.replay(TEMPLATE, result=result).differences == ("tools.blog.npv.mean",)

    def test_another_case_is_found(self) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=100).to_dict()
        found = audit.replay(evolve(TEMPLATE, title="Another"), result=result)
        assert not found.same_case
        assert found.differences == ("fingerprint", "title")

    def test_another_version_is_found(self) -> None:
        found = audit.replay(TEMPLATE, result=blogroi.evaluate(TEMPLATE, draws=100).to_dict() | {"version": "0.0.1"})
        assert not found.same_version
        assert not found.same

    def test_another_numpy_is_told_and_is_no_difference_where_the_figures_are_the_same(self) -> None:
        found = audit.replay(TEMPLATE, result=blogroi.evaluate(TEMPLATE, draws=100).to_dict() | {"numpy": "1.0.0"})
        assert (found.same_numpy, found.same, found.differences) == (False, True, ())

    @pytest.mark.parametrize(
        ("result", "message"),
        [
            ({}, "is of no version; what is read here is version 2"),
            ([], "a list is not an answer as plain data: `json.loads` reads its text"),
            (
                HEAD | {"blogroi": 1},
                "is of version 1; what is read here is version 2: give the answer again from its case",
            ),
            (HEAD | {"answer": "choice"}, "answers `choice`, not `evaluation`: `blogroi.Choice.from_dict` reads it"),
            (HEAD | {"convention": 1}, "`conventions` is missing: did you mean `convention`?"),
        ],
    )
    def test_what_is_no_result_is_refused(self, result: object, message: str) -> None:
        with pytest.raises(OptionError) as caught:
            audit.replay(TEMPLATE, result=result)  # type: ignore[arg-type]
        assert str(caught.value) == f"result: {message}"

    @pytest.mark.parametrize("name", ["conventions", "ranking", "fingerprint", "version"])
    def test_a_condition_that_is_missing_or_of_another_kind_is_named(self, name: str) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=10).to_dict()
        with pytest.raises(OptionError, match=f"^result: `{name}` is missing: "):
            audit.replay(TEMPLATE, result={key: value for key, value in result.items() if key != name})
        with pytest.raises(OptionError, match=rf"^result: `{name}` is 2\.5$"):
            audit.replay(TEMPLATE, result=result | {name: 2.5})

    @pytest.mark.parametrize("name", [attribute.name for attribute in attrs.fields(Conventions)])
    def test_a_convention_that_is_missing_or_of_another_kind_is_named(self, name: str) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=10).to_dict()
        held = result["conventions"]
        without = {key: value for key, value in held.items() if key != name}
        with pytest.raises(OptionError, match=rf"^result: conventions\.{name}: is missing$"):
            audit.replay(TEMPLATE, result=result | {"conventions": without})
        with pytest.raises(OptionError, match=rf"^result: conventions\.{name}: 2\.5 is not "):
            audit.replay(TEMPLATE, result=result | {"conventions": held | {name: 2.5}})

    def test_a_result_of_before_there_were_rankings_is_by_net_value(self) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=10).to_dict()
        result["ranking"] = {
            key: value for key, value in result["ranking"].items() if key not in ("by", "decision_probability")
        }
        assert audit.replay(TEMPLATE, result=result).differences == ("ranking.by", "ranking.decision_probability")

    def test_every_place_that_differs_is_named_with_its_path(self) -> None:
        result = blogroi.evaluate(CHAMBER, draws=10).to_dict()
        result["checks"][1]["code"] = "BR999"
        result["parity"]["questions"] = result["parity"]["questions"][1:]
        result["tools"]["blog"]["irr"]["status"] = False
        result["tools"]["blog"]["extra"] = 1
        result["tools"]["blog"]["score"] = str(result["tools"]["blog"]["score"])
        del result["tools"]["magazine"]["npv"]
        found = audit.replay(CHAMBER, result=result)
        assert found.differences == (
            "checks[2].code",
            "parity.questions",
            "tools.blog.extra",
            "tools.blog.irr.status",
            "tools.blog.score",
            "tools.magazine.npv",
        )
        assert found.same_case
        assert found.same_version
        assert not found.same

    @pytest.mark.parametrize("name", ["draws", "view", "gaps"])
    def test_a_result_with_a_senseless_condition_is_refused(self, name: str) -> None:
        result = blogroi.evaluate(TEMPLATE, draws=100).to_dict()
        result["conventions"][name] = -1 if name == "draws" else "sometimes"
        with pytest.raises(OptionError):
            audit.replay(TEMPLATE, result=result)

    def test_the_fingerprint_is_that_of_the_content(self) -> None:
        turned = evolve(CHAMBER, tools=dict(reversed(list(CHAMBER.tools.items()))))
        assert blogroi.evaluate(CHAMBER, draws=10).fingerprint == blogroi.evaluate(turned, draws=10).fingerprint
        assert (
            blogroi.evaluate(CHAMBER, draws=10).fingerprint
            != blogroi.evaluate(evolve(CHAMBER, title="x"), draws=10).fingerprint
        )


class TestParity:
    def test_every_tool_is_asked_every_question_and_its_cost(self) -> None:
        found = audit.parity(CHAMBER)
        assert found.questions == (*sorted(CHAMBER.indicators), "costs")
        assert {tuple(row) for row in found.matrix.values()} == {found.questions}

    def test_answers_are_told_apart(self) -> None:
        matrix = audit.parity(CHAMBER).matrix
        assert matrix["blog"]["calls_avoided"] == "estimated"
        assert matrix["blog"]["press_mentions"] == "observed"
        assert matrix["intranet"]["calls_avoided"] == "not applicable"
        assert matrix["magazine"]["search_hours"] == "never asked"
        assert matrix["magazine"]["costs"] == "stated"

    def test_without_demands_a_blank_is_a_gap(self) -> None:
        found = audit.parity(evolve(CHAMBER, demands={}))
        assert found.matrix["magazine"]["search_hours"] == "gap"
        assert found.double_standards == ()

    def test_a_demand_without_an_answer_is_a_gap(self) -> None:
        demands = {"magazine": ("search_hours",)}
        assert audit.parity(evolve(CHAMBER, demands=demands)).matrix["magazine"]["search_hours"] == "gap"

    def test_a_tool_without_costs_has_not_answered_what_it_costs(self) -> None:
        tools = {**CHAMBER.tools, "magazine": evolve(CHAMBER.tools["magazine"], costs=[])}
        assert audit.parity(evolve(CHAMBER, tools=tools)).matrix["magazine"]["costs"] == "gap"

    def test_double_standards_are_named_in_plain_words(self) -> None:
        assert audit.parity(CHAMBER).double_standards[1] == (
            "The chamber's blog (2026) had to answer 7 questions, The printed magazine (1998) none;"
            " 6 of them apply to it too."
        )

    def test_equal_demands_are_no_double_standard(self) -> None:
        demands = dict.fromkeys(CHAMBER.tools, ("calls_avoided", "new_members"))
        found = audit.parity(evolve(CHAMBER, demands=demands))
        assert found.double_standards == ()
        assert found.unique_demands == {}

    def test_a_demand_on_what_cannot_be_is_no_double_standard(self) -> None:
        demands = {"blog": ("calls_avoided",), "newsletter": ("calls_avoided",)}
        assert audit.parity(evolve(CHAMBER, demands=demands)).double_standards == ()

    def test_the_newer_and_the_older_tools(self) -> None:
        found = audit.parity(CHAMBER)
        assert found.newer == ("blog",)
        assert found.older == ("intranet", "magazine", "newsletter")
        assert (found.asked_of_newer, found.asked_of_older) == (7, 1)

    def test_a_tool_without_a_date_is_neither_new_nor_old(self) -> None:
        tools = {**CHAMBER.tools, "blog": evolve(CHAMBER.tools["blog"], introduced=None)}
        case = evolve(CHAMBER, tools=tools)
        assert audit.parity(case).newer == ()
        assert "blog" not in audit.parity(case).older
        result = blogroi.evaluate(case, draws=10)
        blog = result.tools["blog"]
        assert blog.unlabelled == blog.benefits
        assert "BR209" in {check.code for check in result.checks}
        assert audit.neutrality(case, draws=10).neutral

    def test_nothing_is_new_on_a_day_that_nobody_knows(self) -> None:
        assert audit.parity(evolve(CHAMBER, evaluated=None)).newer == ()

    def test_questions_that_arose_are_still_to_be_put(self) -> None:
        found = audit.parity(CHAMBER).open_questions
        assert found["briefing_hours"] == ("intranet", "magazine", "newsletter")
        assert "calls_avoided" not in found


class TestClaims:
    def test_credits_below_the_whole_are_no_double_counting(self) -> None:
        assert audit.claims(with_credits(0.4, 0.6), draws=10)["calls_avoided"].probability == 0.0

    def test_credits_above_the_whole_are_found(self) -> None:
        assert audit.claims(with_credits(0.7, 0.5, 0.3), draws=10)["calls_avoided"] == Claim(
            tools=("tool0", "tool1", "tool2"), periods=(1, 2, 3), mean=1.5, probability=1.0, excess=0.5
        )
        checks = [check for check in blogroi.evaluate(with_credits(0.7, 0.8), draws=10).checks if check.code == "BR401"]
        assert [check.path for check in checks] == ["indicators.calls_avoided"]

    def test_a_single_claimant_is_not_audited(self) -> None:
        assert audit.claims(with_credits(1.0), draws=10) == {}

    def test_claims_in_different_periods_are_not_added_up(self) -> None:
        case = with_credits(0.9, 0.9)
        late = evolve(case.tools["tool1"].effects["calls_avoided"], starts=2)
        early = evolve(case.tools["tool0"].effects["calls_avoided"], lasts=1)
        tools = {
            "tool0": evolve(case.tools["tool0"], effects={"calls_avoided": early}),
            "tool1": evolve(case.tools["tool1"], effects={"calls_avoided": late}),
        }
        assert audit.claims(evolve(case, tools=tools), draws=10) == {}

    def test_the_credits_are_those_of_the_evaluation(self) -> None:
        case = with_credits(Range(0.2, 0.9), Range(0.3, 0.9))
        claim = audit.claims(case, draws=5000, seed=3)["calls_avoided"]
        value = evolve(case.indicators["calls_avoided"], value=1)
        certain = evolve(
            case, indicators={**case.indicators, "calls_avoided": value}, discounting=evolve(case.discounting, rate=0)
        )
        simulation = blogroi.simulate(certain, draws=5000, seed=3)
        total = np.sum([draws.benefits for draws in simulation.values()], axis=0) / 300
        assert claim.probability == pytest.approx((total > 1).mean(), abs=1e-12)
        assert claim.mean == pytest.approx(total.mean(), rel=1e-9)

    def test_scaling_back_leaves_the_whole_and_no_more(self) -> None:
        case = with_credits(Range(0.4, 0.95), Range(0.4, 0.95))
        case = evolve(
            case,
            indicators={**case.indicators, "calls_avoided": evolve(case.indicators["calls_avoided"], value=1)},
            discounting=evolve(case.discounting, rate=0),
        )
        stated = [draws.benefits for draws in blogroi.simulate(case, draws=2000).values()]
        scaled = [draws.benefits for draws in blogroi.simulate(case, draws=2000, claims="scaled").values()]
        total = np.sum(stated, axis=0)
        over = total > 300
        assert over.any()
        assert np.sum(scaled, axis=0)[over] == pytest.approx(300, rel=1e-12)
        for before, after in zip(stated, scaled, strict=True):
            assert after[over] == pytest.approx((before * 300 / total)[over], rel=1e-12)
            assert (after[~over] == before[~over]).all()

    def test_scaling_back_is_by_period(self) -> None:
        case = with_credits(1.0, 1.0)
        late = evolve(case.tools["tool1"].effects["calls_avoided"], starts=3)
        tools = {**case.tools, "tool1": evolve(case.tools["tool1"], effects={"calls_avoided": late})}
        case = evolve(
            case, tools=tools, discounting=evolve(case.discounting, rate=0),
            indicators={**case.indicators, "calls_avoided": evolve(case.indicators["calls_avoided"], value=1)},
        )  # fmt: skip
        result = blogroi.evaluate(case, draws=10, claims="scaled")
        benefits = [tool.benefits.mean for tool in result.tools.values() if tool.benefits]
        assert benefits == pytest.approx([250, 50])

    def test_certain_shares_are_scaled_back_without_a_draw(self) -> None:
        case = with_credits(0.75, 0.75)
        one = evolve(case.indicators["calls_avoided"], change=Uniform(0, 200), value=1)
        case = evolve(
            case,
            indicators={**case.indicators, "calls_avoided": one},
            discounting=evolve(case.discounting, rate=0),
        )
        result = blogroi.evaluate(case, draws=10, claims="scaled")
        for tool in result.tools.values():
            assert tool.benefits is not None
            assert tool.benefits.mean == pytest.approx(3 * 100 / 2, rel=1e-6)
            assert tool.benefits.mc_error == 0.0

    def test_changes_of_each_its_own_are_scaled_back_to_a_total_that_is_stated(self) -> None:
        tools = {key: a_tool({"calls": an_effect(Range(50, 90))}, [a_cost()]) for key in ("a", "b")}
        one = an_indicator(1, total=Range(60, 300))
        case = a_case(tools, indicators={"calls": one}, periods=2)
        stated, scaled = (
            {key: drawn.benefits for key, drawn in blogroi.simulate(case, draws=2000, claims=claims).items()}
            for claims in ("stated", "scaled")
        )
        total = input_draws(
            single_draw(case.blinded(), IndicatorPath("calls", "total"), Range(60, 300), Domain.REAL, seed=1), 2000
        )
        claimed = (stated["a"] + stated["b"]) / 2
        kept = np.minimum(1.0, total / claimed)
        assert (kept < 1.0).any()
        assert (kept == 1.0).any()
        for key in tools:
            assert scaled[key] == pytest.approx(kept * stated[key], rel=1e-12)

    @pytest.mark.parametrize(("total", "kept"), [(80, 0.5), (0, 0.0), (-80, 1.0), (160, 1.0), ([80, 320], 0.75)])
    def test_of_nothing_nothing_is_left_and_what_goes_the_other_way_is_no_share(self, total: Any, kept: float) -> None:
        tools = {key: a_tool({"calls": an_effect(80)}, [a_cost()]) for key in ("a", "b")}
        case = a_case(tools, indicators={"calls": an_indicator(1, total=total)}, periods=2)
        found = blogroi.evaluate(case, draws=10, claims="scaled").tools["a"].benefits
        assert found is not None
        assert found.mean == pytest.approx(160 * kept)

    def test_without_a_total_changes_of_each_its_own_are_left_as_they_are(self) -> None:
        tools = {key: a_tool({"calls": an_effect(80)}, [a_cost()]) for key in ("a", "b")}
        found = blogroi.evaluate(a_case(tools), draws=10, claims="scaled").tools["a"].benefits
        assert found is not None
        assert found.mean == 80

    def test_the_total_of_an_indicator_cannot_be_passed_unnoticed(self) -> None:
        case = with_credits(0.5, 0.5)
        for total, chance in ((100, 0.0), (99, 1.0), (-100, 1.0), ([100, 100, 99], 1.0)):
            indicator = evolve(case.indicators["calls_avoided"], total=total)
            stated = evolve(case, indicators={**case.indicators, "calls_avoided": indicator})
            assert audit.claims(stated, draws=10)["calls_avoided"].probability_exceeds_total == chance
            codes = {check.code for check in blogroi.evaluate(stated, draws=10).checks}
            assert ("BR402" in codes) == (chance > 0)

    def test_a_single_tool_can_pass_a_total_too(self) -> None:
        case = with_credits(1.0)
        indicator = evolve(case.indicators["calls_avoided"], total=Range(50, 150))
        stated = evolve(case, indicators={**case.indicators, "calls_avoided": indicator})
        claim = audit.claims(stated, draws=4000)["calls_avoided"]
        assert claim.probability_exceeds_total == pytest.approx(0.65, abs=0.05)  # the median of the range is 87
        assert claim.tools == ("tool0",)


class TestRobustness:
    def test_a_case_without_gaps_survives(self) -> None:
        found = blogroi.evaluate(TEMPLATE, draws=200).robustness
        assert found.survives
        assert {tool.survives for tool in found.tools.values()} == {True}

    def test_the_gap_that_could_turn_a_verdict_is_named(self) -> None:
        found = blogroi.evaluate(CHAMBER, draws=2000).robustness
        assert found.tools["intranet"].survives is False
        assert found.tools["intranet"].pivotal_gaps == ("briefing_hours",)
        assert "tools.newsletter.gaps.search_hours" in found.pivotal_gaps
        assert found.orders["prior"] != found.orders["no-credit"]

    def test_it_says_the_same_whatever_policy_is_used(self) -> None:
        found = [
            blogroi.evaluate(CHAMBER, draws=500, gaps=gaps).robustness for gaps in ("no-credit", "bounds", "prior")
        ]
        for other in found[1:]:
            for key, tool in other.tools.items():
                assert tool.npv == pytest.approx(dict(found[0].tools[key].npv), rel=1e-9)

    def test_the_policies_themselves_answer_what_is_said_of_them(self) -> None:
        said = blogroi.evaluate(CHAMBER, draws=500).robustness.tools["magazine"].npv
        drawn = blogroi.evaluate(CHAMBER, draws=500, gaps="prior").tools["magazine"]
        assert drawn.npv is not None
        assert said["prior"] == pytest.approx(drawn.npv.mean, rel=1e-9)

    def test_without_a_prior_it_cannot_be_said(self) -> None:
        indicators = {**CHAMBER.indicators, "briefing_hours": evolve(CHAMBER.indicators["briefing_hours"], prior=None)}
        found = blogroi.evaluate(evolve(CHAMBER, indicators=indicators), draws=200).robustness
        assert found.survives is None
        assert found.tools["magazine"].survives is None
        assert found.tools["blog"].survives is True

    def test_a_tool_without_costs_is_left_out_of_the_order(self) -> None:
        tools = {**CHAMBER.tools, "blog": evolve(CHAMBER.tools["blog"], costs=[])}
        found = blogroi.evaluate(evolve(CHAMBER, tools=tools), draws=200).robustness
        assert "blog" not in found.orders["no-credit"]
        assert found.tools["blog"].survives is None


class TestViews:
    def test_over_the_whole_life_sunk_costs_count(self) -> None:
        forward = blogroi.evaluate(CHAMBER, draws=100).tools["intranet"]
        whole = blogroi.evaluate(CHAMBER, draws=100, view="whole-life").tools["intranet"]
        assert forward.sunk is not None
        assert whole.sunk is None
        assert forward.costs is not None
        assert whole.costs is not None
        assert whole.costs.mean == pytest.approx(forward.costs.mean + 18000, rel=1e-12)

    @pytest.mark.parametrize("timing", ["start", "mid", "end"])
    @pytest.mark.parametrize("step", ["year", "quarter", "month", "week"])
    def test_a_service_life_of_the_horizon_leaves_the_present_value(
        self, timing: Literal["start", "mid", "end"], step: Step
    ) -> None:
        cost = Cost(item="Site", amount=1000, when="upfront", service_life=3)
        case = evolve(
            TEMPLATE,
            horizon=evolve(TEMPLATE.horizon, periods=round(3 * STEPS_IN_A_YEAR[step]), step=step),
            discounting=evolve(TEMPLATE.discounting, timing=timing),
            tools={"blog": evolve(TEMPLATE.tools["blog"], costs=[cost])},
        )
        costs = blogroi.evaluate(case, draws=10, view="whole-life").tools["blog"].costs
        assert costs is not None
        assert costs.mean == pytest.approx(1000, rel=1e-12)

    def test_what_serves_longer_than_the_horizon_costs_less_within_it(self) -> None:
        cost = Cost(item="Site", amount=1000, when="upfront", service_life=6)
        case = evolve(
            TEMPLATE,
            discounting=evolve(TEMPLATE.discounting, rate=0),
            tools={"blog": evolve(TEMPLATE.tools["blog"], costs=[cost])},
        )
        costs = blogroi.evaluate(case, draws=10, view="whole-life").tools["blog"].costs
        assert costs is not None
        assert costs.mean == pytest.approx(500, rel=1e-12)
        forward = blogroi.evaluate(case, draws=10).tools["blog"].costs
        assert forward is not None
        assert forward.mean == 1000

    def test_a_service_life_goes_with_upfront_costs_alone(self) -> None:
        with pytest.raises(blogroi.CaseError, match='service_life: goes with when = "upfront" alone'):
            Cost(item="Site", amount=1000, when="each", service_life=3)


@pytest.mark.parametrize("option", ["view", "claims"])
def test_an_unknown_view_or_claim_policy_is_refused(option: str) -> None:
    with pytest.raises(OptionError, match=f"{option}: 'whole' is not known"):
        blogroi.evaluate(TEMPLATE, draws=10, **{option: "whole"})  # type: ignore[arg-type]


def test_a_tenth_tool_changes_no_bit_of_the_nine_others() -> None:
    nine = {f"tool{number}": CHAMBER.tools[key] for number, key in enumerate([*CHAMBER.tools, *CHAMBER.tools, "blog"])}
    ten = {"another": CHAMBER.tools["magazine"], **nine}
    before = blogroi.evaluate(evolve(CHAMBER, tools=nine, demands={}), draws=200).to_dict()["tools"]
    after = blogroi.evaluate(evolve(CHAMBER, tools=ten, demands={}), draws=200).to_dict()["tools"]
    assert before == {key: value for key, value in after.items() if key != "another"}


def test_what_is_no_case_is_refused_with_a_word_on_how_to_get_one() -> None:
    path = str(EXAMPLES / "chamber.toml")
    for function in (blogroi.evaluate, blogroi.simulate):
        with pytest.raises(OptionError, match=r"is not a case: `blogroi\.load` reads one from a file"):
            function(path)  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["roi", "score"])
def test_a_result_ranked_by_another_figure_is_replayed_by_it(by: Literal["roi", "score"]) -> None:
    case = blogroi.load(Path(__file__).parents[2] / "examples" / "chamber.toml")
    result = blogroi.evaluate(case, draws=200, by=by, decision_probability=0.7)
    assert audit.replay(case, result=result.to_dict()).same
