from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from attrs import evolve
from scipy.stats import rankdata

import blogroi
from blogroi import Case, Chance, Correlation, Range, Samples
from blogroi.codes.figure_checks import evaluation_checks
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.codes.wording import GRAVITY
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.checks import Check
from blogroi.results.fairness import Claim
from blogroi.results.summary import InternalRate
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

EXAMPLES = Path(__file__).parents[2] / "examples"


def found_in(case: Case, results: Any = None, *, claims: Any = None, **more: Any) -> list[Check]:
    """List what is found in a result, all but what is implausible in the case itself."""
    found, _ = evaluation_checks(case, results or {}, Conventions.of(case), claims=claims or {}, **more)
    return [check for check in found if check.code not in PLAUSIBILITY]


def said(case: Case, code: str, **options: object) -> list[tuple[str, str, str]]:
    """List what checks of one code say: severity, path, message."""
    checks = blogroi.evaluate(case, draws=100, **options).checks  # type: ignore[arg-type]
    return [(check.severity, check.path, check.message) for check in checks if check.code == code]


class TestCosts:
    def test_a_tool_without_costs_is_not_free(self) -> None:
        assert said(a_case({"fair": a_tool({"calls": an_effect(5)}, name="The fair")}), "BR201") == [
            (
                "warning",
                "tools.fair.costs",
                "The fair: no cost is stated. It is not free: what it costs is unknown, and so are NPV, ROI and BCR.",
            )
        ]

    def test_costs_that_may_be_zero_leave_no_ratio(self) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost(9, sunk=True)])})
        assert said(case, "BR201") == []
        assert said(case, "BR204") == [
            (
                "warning",
                "tools.blog.costs",
                "The blog: the expected costs counted here are not above zero, so that ROI and BCR have no meaning.",
            )
        ]


class TestRates:
    @pytest.mark.parametrize(("status", "found"), [("several", True), ("one", False), ("none", False), ("loss", False)])
    def test_an_ambiguous_internal_rate_is_said_to_be_so(self, status: Any, found: bool) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost()])})
        found_once = blogroi.evaluate(case, draws=10).tools["blog"]
        irr = InternalRate(of_means=None, status=status)
        result = evolve(found_once, irr=irr, npv_cash=found_once.npv)
        said = [(check.code, check.severity, check.path, check.message) for check in found_in(case, {"blog": result})]
        assert (
            said
            == [
                (
                    "BR205",
                    "warning",
                    "tools.blog",
                    "The blog: the internal rate of return is ambiguous here, since there are several; use NPV.",
                )
            ]
            * found
        )


class TestGaps:
    INDICATORS: ClassVar = {
        "a": an_indicator(prior=1, statement="Calls avoided."),
        "b": an_indicator(None, statement="Trust"),
    }
    CASE = a_case({"fair": a_tool({}, [a_cost()], name="The fair")}, indicators=INDICATORS)

    @pytest.mark.parametrize(
        ("gaps", "counted"),
        [
            ("no-credit", "counted as 0"),
            ("bounds", "counted as 0, and at both ends of their usual ranges in the bounds"),
            ("prior", "drawn from their usual ranges (`prior`)"),
        ],
    )
    def test_it_is_said_what_is_not_known_and_how_it_is_counted(self, gaps: str, counted: str) -> None:
        assert said(self.CASE, "BR202", gaps=gaps) == [
            (
                "warning",
                "tools.fair",
                f"No figure for 'Calls avoided' and 'Trust' of The fair. Those in money were {counted}. Find out, or say under"
                " `not_applicable` why there can be none.",
            )
        ]

    def test_one_alone_is_said_in_the_singular(self) -> None:
        case = evolve(self.CASE, indicators={"a": self.INDICATORS["a"]})
        assert said(case, "BR202")[0][2].startswith("No figure for 'Calls avoided' of The fair. It was counted as 0. ")

    def test_what_is_not_in_money_is_not_counted(self) -> None:
        case = evolve(self.CASE, indicators={"b": self.INDICATORS["b"]})
        ((severity, _, message),) = said(case, "BR202")
        assert severity == "info"
        assert message.startswith("No figure for 'Trust' of The fair. None of it is in money. ")

    @pytest.mark.parametrize(
        ("count", "names"), [(5, "'I0', 'I1', 'I2', 'I3' and 'I4'"), (6, "'I0', 'I1', 'I2', 'I3', 'I4' and 1 other")]
    )
    def test_five_are_named_and_the_others_counted(self, count: int, names: str) -> None:
        case = a_case(indicators={f"i{number}": an_indicator(None, statement=f"I{number}") for number in range(count)})
        assert said(case, "BR202")[0][2].startswith(f"No figure for {names} of The blog.")

    def test_of_several_tools_it_is_said_once(self) -> None:
        blog = a_tool({"a": an_effect(1)}, [a_cost()])
        case = evolve(
            self.CASE, tools={**self.CASE.tools, "blog": blog, "wall": evolve(blog, effects={}, name="The wall")}
        )
        assert said(case, "BR202") == [
            (
                "warning",
                "tools",
                "Figures are missing for The blog (1 of 2), The fair (2 of 2) and The wall (2 of 2). Those in money were counted as 0."
                " Find out, or say under `not_applicable` why there can be none.",
            )
        ]

    def test_where_all_is_answered_it_is_silent(self) -> None:
        answered = a_tool({"a": an_effect(1)}, [a_cost()], not_applicable={"b": "it is not read"})
        assert said(evolve(self.CASE, tools={"fair": answered}), "BR202") == []


class TestReturns:
    @pytest.mark.parametrize(("benefits", "found"), [(1101, True), (1100, False), (1000, False), (-50, False)])
    def test_a_return_past_ten_times_what_is_spent_is_asked_about(self, benefits: float, found: bool) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(benefits)}, [a_cost(100)])})
        expected = (
            "warning",
            "tools.blog",
            "The blog: a return of 1,001 % is more than ten times what is spent. Look for a cost that is left out, for a month's cost"
            " beside a year's benefits, and for thousands.",
        )
        assert said(case, "BR220") == [expected] * found

    def test_a_return_that_rare_draws_decide_is_said_to_be_so(self) -> None:
        rare = Samples([0.0] * 29 + [90_000.0])
        case = a_case({"blog": a_tool({"calls": an_effect(rare)}, [a_cost(1000)])})
        ((severity, path, message),) = said(case, "BR221")
        assert (severity, path) == ("warning", "tools.blog")
        assert message == (
            "The blog: its return of 200 % lies outside its own 90 % range, -100 % to -100 %: rare draws decide it. Look at the"
            " chance to pay, and narrow the widest ranges."
        )

    def test_a_range_without_an_end_is_told_as_such(self) -> None:
        benefits, costs = Samples([-1.0] * 29 + [3000.0]), Samples([0.0] * 3 + [1.0] * 7)
        case = a_case({"blog": a_tool({"calls": an_effect(benefits)}, [a_cost(costs)])})
        ((_, _, message),) = said(case, "BR221")
        assert "no bound" in message
        assert "inf" not in message

    @pytest.mark.parametrize("change", [100, Samples([0, 200]), Range(50, 500), Samples([0] * 4 + [900])])
    def test_one_within_the_range_of_its_draws_is_not(self, change: Any) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(change)}, [a_cost(100)])})
        assert said(case, "BR221") == []


def tied_to(one: Any, other: Any, rank: float) -> Case:
    tool = a_tool({"calls": an_effect(one), "visits": an_effect(other)}, [a_cost()])
    paths = ["tools.blog.effects.calls.change", "tools.blog.effects.visits.change"]
    return a_case({"blog": tool}, correlations=[Correlation(between=paths, rank=rank)])


class TestCorrelations:
    @pytest.mark.parametrize(
        ("one", "rank", "limit", "drawn"),
        [
            (Samples([0, 1]), 0.9, "0.87", "0.78"),
            (Samples([0, 1]), -0.9, "-0.87", "-0.78"),
            (Samples([0, 1]), 0.5, "0.87", "0.43"),
            (Samples([1, 2, 3, 4, 5]), 0.99, "0.98", "0.97"),
            (Chance(0.1), 0.9, "0.52", "0.47"),
            (Samples([1, 7], weights=[9, 1]), 0.9, "0.52", "0.47"),
        ],
    )
    def test_what_samples_cannot_reach_is_said_with_what_is_drawn(
        self, one: Any, rank: float, limit: str, drawn: str
    ) -> None:
        ((severity, path, message),) = said(tied_to(one, Range(2, 5), rank), "BR222")
        assert (severity, path) == ("warning", "correlations[1]")
        assert message == (
            f'The rank correlation of {rank:g} between the effect of The blog on "Something that can be counted" and the effect of'
            ' The blog on "Something that can be counted" cannot be reached: one of them has few values, or the same one often.'
            f" {limit} is the most, and about {drawn} is drawn. Write a range in place of single values."
        )

    @pytest.mark.parametrize(
        ("one", "rank"),
        [
            (Range(1, 4), 0.99),
            (Samples([0, 1]), 0.3),
            (Samples([1, 2, 3, 4, 5]), 0.9),
            (Samples(list(range(40))), 0.95),
        ],
    )
    def test_what_they_can_reach_closely_enough_is_not(self, one: Any, rank: float) -> None:
        assert said(tied_to(one, Range(2, 5), rank), "BR222") == []

    def test_no_more_than_they_reach_is_drawn(self) -> None:
        case = tied_to(Samples([0, 1]), Range(2, 5), 0.9)
        simulation = blogroi.simulate(case, draws=20_000)
        rows = list(simulation.by_indicator("blog").values())
        ranks = [rankdata(row) for row in rows]
        assert np.corrcoef(ranks)[0, 1] == pytest.approx(0.78, abs=0.02)


class TestErrors:
    """What the seed may turn is said: shares of one change that are scaled leave something to the draws."""

    def found(self, **changes: Any) -> list[tuple[str, str]]:
        blog = blogroi.evaluate(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost()])}), draws=10).tools["blog"]
        summary = blog.npv
        assert summary is not None
        results = {
            key: evolve(blog, name=key, npv=evolve(summary, mean=mean, mc_error=error), roi=None)
            for key, (mean, error) in changes.pop("npv").items()
        }
        case = a_case({key: a_tool({"calls": an_effect(5)}, [a_cost()], name=key) for key in results})
        ranking = blogroi.evaluate(case, draws=10).ranking
        order = tuple(sorted(results, key=lambda key: -results[key].npv.mean))  # type: ignore[union-attr]
        changed = evolve(ranking, order=order, **changes)
        found, _ = evaluation_checks(case, results, Conventions.of(case, draws=500), claims={}, ranking=changed)
        return [(check.path, check.message) for check in found if check.code == "BR223"]

    def pairs(self, chance: float, error: float) -> dict[str, Any]:
        ahead = FrozenMap({"a": FrozenMap({"b": chance}), "b": FrozenMap({"a": 1.0 - chance})})
        errors = FrozenMap({"a": FrozenMap({"b": error}), "b": FrozenMap({"a": error})})
        return {"pairwise": ahead, "pairwise_error": errors}

    @pytest.mark.parametrize(
        ("mean", "error", "found"), [(19, 10, True), (-19, 10, True), (20, 10, False), (5, 0, False), (0, 3, False)]
    )
    def test_a_sign_within_two_errors(self, mean: float, error: float, found: bool) -> None:
        said = self.found(npv={"a": (mean, error)})
        assert [path for path, _ in said] == ["tools.a"] * found
        if found:
            assert said[0][1] == (
                f"a: whether it gains or loses could turn with other draws: its expected NPV is {mean}, give or take 20. Take more than 500"
                " draws: four times as many halve the error."
            )

    @pytest.mark.parametrize(
        ("ahead", "error", "found"), [(109, 3, True), (111, 3, False), (109, 0, False), (100, 5, False)]
    )
    def test_an_order_within_two_errors_of_both(self, ahead: float, error: float, found: bool) -> None:
        said = (
            self.found(npv={"a": (ahead, error), "b": (100, 4)}, **self.pairs(0.6, 0.01))
            if error
            else self.found(npv={"a": (ahead, 0), "b": (100, 0)}, **self.pairs(0.6, 0.01))
        )
        assert [message for _, message in said if "The order" in message] == [
            "The order of a and b could turn with other draws: by expected NPV they are too near to each other. Take more than 500"
            " draws: four times as many halve the error."
        ] * found

    @pytest.mark.parametrize(
        ("chance", "error", "found"), [(0.91, 0.01, True), (0.89, 0.01, True), (0.93, 0.01, False), (0.9, 0.0, False)]
    )
    def test_a_winner_within_two_errors_of_its_threshold(self, chance: float, error: float, found: bool) -> None:
        said = self.found(npv={"a": (500, 0), "b": (100, 0)}, **self.pairs(chance, error))
        assert [message for _, message in said] == [
            f"a is ahead of b in {100 * chance:.0f} % of the draws. It is named the winner from 90 % on, and other draws could turn that."
            " Take more than 500 draws: four times as many halve the error."
        ] * found

    def test_a_certain_case_has_no_error(self) -> None:
        case = a_case({key: a_tool({"calls": an_effect(5)}, [a_cost()], name=key) for key in "ab"})
        assert said(case, "BR223") == []


class TestClasses:
    def test_a_verdict_that_depends_on_a_class_is_said_in_ratios(self) -> None:
        indicators = {
            "press": an_indicator(valuation="advertising equivalent"),
            "calls": an_indicator(valuation="cost avoided"),
        }
        effects = {"press": an_effect(90), "calls": an_effect(50)}
        case = a_case({"blog": a_tool(effects, [a_cost(100)])}, indicators=indicators)
        assert said(case, "BR203") == [
            (
                "warning",
                "tools.blog",
                f"The blog would lose money without what is valued as {name}: ROI 40 % with, {without} % without.",
            )
            for name, without in (("a cost avoided", -10), ("advertising", -50))
        ]

    def test_classes_of_the_same_benefits_are_told_together(self) -> None:
        indicators = {
            "press": an_indicator(cash="equivalent", valuation="proxy"),
            "calls": an_indicator(cash="capacity", valuation="cost avoided"),
        }
        case = a_case(
            {"blog": a_tool({"press": an_effect(90), "calls": an_effect(30)}, [a_cost(100)])}, indicators=indicators
        )
        assert [message for *_, message in said(case, "BR203")] == [
            f"The blog would lose money without {classes}: ROI 20 % with, {without} % without."
            for classes, without in (
                ("freed working time (what is valued as a cost avoided)", -10),
                ("what is worth as much as money (what is valued by a proxy)", -70),
            )
        ]

    def test_a_class_of_harm_is_told_the_other_way_round(self) -> None:
        indicators = {"press": an_indicator(cash="equivalent"), "calls": an_indicator(cash="cash")}
        effects = {"press": an_effect(-50), "calls": an_effect(120)}
        case = a_case({"blog": a_tool(effects, [a_cost(100)])}, indicators=indicators)
        assert [message for *_, message in said(case, "BR203")] == [
            "The blog would bring in more than it costs without what is worth as much as money: ROI -30 % with, 20 % without."
        ]

    def test_all_of_one_class_is_a_remark_and_does_not_hide_the_next(self) -> None:
        indicators = {
            "press": an_indicator(cash="cash", valuation="proxy"),
            "calls": an_indicator(cash="cash", valuation="cost avoided"),
        }
        effects = {"press": an_effect(90), "calls": an_effect(50)}
        case = a_case({"blog": a_tool(effects, [a_cost(100)])}, indicators=indicators)
        assert said(case, "BR208") == [
            ("info", "tools.blog", "The blog: all of its benefits are of one sort, what comes in as cash.")
        ]
        assert len(said(case, "BR203")) == 2


class TestEffects:
    def test_several_without_a_value_are_named_together(self) -> None:
        indicators = {name: an_indicator(None, statement=name.upper()) for name in "abc"}
        case = a_case({"blog": a_tool({name: an_effect(1) for name in "abc"}, [a_cost()])}, indicators=indicators)
        assert said(case, "BR207") == [
            (
                "info",
                "tools.blog.effects",
                "The blog: 'A', 'B' and 'C' have no value in money, so that they count in no amount of money.",
            )
        ]

    def test_what_is_not_in_money_and_what_outlasts_the_horizon_is_said(self) -> None:
        effects = {"a": an_effect(1), "b": an_effect(1, starts=2, lasts=2), "c": an_effect(1, starts=2)}
        case = a_case(
            {"blog": a_tool(effects, [a_cost()])},
            indicators={"a": an_indicator(None), "b": an_indicator(), "c": an_indicator()},
            periods=2,
        )
        assert said(case, "BR207") == [
            (
                "info",
                "tools.blog.effects.a",
                "The blog: 'Something that can be counted' has no value in money, so that it counts in no amount of money.",
            )
        ]
        assert said(case, "BR206") == [
            (
                "info",
                "tools.blog.effects.b.lasts",
                "The blog: the effect on 'Something that can be counted' lasts longer than the 2 years that are counted. What comes later counts for none of the tools.",
            )
        ]

    @pytest.mark.parametrize("value", [1.0, None])
    def test_what_was_found_after_trying_several_is_told_with_what_is_left_of_it(self, value: float | None) -> None:
        severity = "info" if value is None else "warning"
        indicators = {"calls": an_indicator(value), "visits": an_indicator(value)}
        effects = {"calls": an_effect(10, searched=20, p_value=0.03), "visits": an_effect(10, searched=4)}
        case = a_case({"blog": a_tool(effects, [a_cost()])}, indicators=indicators)
        assert said(case, "BR403") == [
            (
                severity,
                "tools.blog.effects.calls",
                "The blog: the effect on 'Something that can be counted' was found after trying 20 indicators. It may be luck:"
                " the p-value is 0.03, corrected for that 0.6.",
            )
        ]
        assert said(case, "BR404") == [
            (
                severity,
                "tools.blog.effects.visits",
                "The blog: the effect on 'Something that can be counted' was found after trying 4 indicators, and counts in"
                " full. To be corrected for that it needs a p-value, or a range beside the usual range (`prior`) of the indicator.",
            )
        ]


class TestClaims:
    CASE = a_case(
        {"blog": a_tool(name="The blog"), "fair": a_tool(name="The fair")},
        indicators={name: an_indicator() for name in ("x", "a", "b")},
    )

    def checks(self, **changes: Any) -> list[tuple[str, str, str, str]]:
        claim = Claim(tools=("blog", "fair"), periods=(1,), mean=1.0, probability=0.0, excess=0.0)
        found = found_in(self.CASE, claims={"x": evolve(claim, **changes)})
        return [(check.code, check.severity, check.path, check.message) for check in found]

    @pytest.mark.parametrize(
        ("chance", "severity", "share"),
        [(0.2, "warning", "20 %"), (0.05, "warning", "5 %"), (0.04, "info", "4 %"), (0.001, "info", "less than 1 %")],
    )
    def test_claims_past_the_whole_and_past_the_total(self, chance: float, severity: str, share: str) -> None:
        assert self.checks(probability=chance, excess=0.25) == [
            (
                "BR401",
                severity,
                "indicators.x",
                "The shares of 'Something that can be counted' that The blog and The fair take add up to more than 100 % in"
                f" {share} of the draws, by 25 % on average there: some of it is counted twice. Agree on their `credit`, or evaluate"
                ' with `claims = "scaled"`.',
            )
        ]
        assert self.checks(probability_exceeds_total=chance) == [
            (
                "BR402",
                severity,
                "indicators.x.total",
                "What The blog and The fair are said to change in 'Something that can be counted' is more than the total stated for it,"
                f" in {share} of the draws. Look again at the changes, their credits and the total, or evaluate with"
                ' `claims = "scaled"`.',
            )
        ]

    def test_shares_that_pass_the_whole_in_all_draws_are_said_as_their_sum(self) -> None:
        ((_, _, _, message),) = self.checks(mean=1.62, probability=1.0, excess=0.62)
        assert message.startswith(
            "The shares of 'Something that can be counted' that The blog and The fair take add up to 162 %: some of it is counted twice."
        )

    def test_a_claim_that_nobody_disputes_does_not_hide_the_next(self) -> None:
        claim = Claim(tools=("blog", "fair"), periods=(1,), mean=1.0, probability=0.0, excess=0.0)
        claims = {"a": claim, "b": evolve(claim, probability=0.5)}
        found = found_in(self.CASE, claims=claims)
        assert [check.path for check in found] == ["indicators.b"]
        assert self.checks() == self.checks(probability_exceeds_total=0.0) == []


class TestScores:
    CHAMBER = blogroi.load(EXAMPLES / "chamber.toml")

    def test_what_has_no_scale_and_what_lies_off_it(self) -> None:
        case = chamber()
        scores = blogroi.evaluate(case, draws=100).scores
        assert scores is not None
        assert said(case, "BR501") == [
            (
                "info",
                "objectives.sales",
                "'Courses are booked out': no indicator with a scale leads to it, so that scores leave it out.",
            )
        ]
        results = blogroi.evaluate(case, draws=100).tools
        for share, severity, words in (
            (0.05, "warning", "5 %"),
            (0.049, "info", "5 %"),
            (0.009, "info", "less than 1 %"),
        ):
            off = evolve(scores, unscored_objectives=(), off_scale=FrozenMap({"fair": FrozenMap({"press": share})}))
            found = [check for check in found_in(case, results, scores=off) if check.code == "BR502"]
            assert [(check.severity, check.path, check.message) for check in found] == [
                (
                    severity,
                    "tools.fair.effects.press",
                    f"The fair: the change in 'Something that can be counted' lies outside its scale in {words} of the draws, and is counted"
                    " there as the best or the worst value of the scale.",
                )
            ]

    def test_a_majority_of_weight_against_the_sum(self) -> None:
        assert said(self.CHAMBER, "BR504")[0] == (
            "warning",
            "tools.intranet",
            "The intranet scores higher overall than The newsletter, but lower on most of what matters: the order depends"
            " on letting one objective make up for another.",
        )

    def test_a_score_that_is_not_known(self) -> None:
        indicators = {**self.CHAMBER.indicators, "belonging": evolve(self.CHAMBER.indicators["belonging"], prior=None)}
        case = evolve(self.CHAMBER, indicators=indicators)
        paths = {path for _, path, _ in said(case, "BR503", gaps="prior", by="score")}
        assert paths == {"tools.intranet", "tools.magazine", "tools.newsletter"}
        assert said(case, "BR503", gaps="prior", by="score")[0] == (
            "warning",
            "tools.intranet",
            "The intranet: its score is not known, since a missing figure on a scale has no usual range (`prior`) to fill it from.",
        )


def test_the_most_severe_come_first_and_then_those_of_figures() -> None:
    found = blogroi.evaluate(chamber(), draws=100).checks
    assert [(check.severity, check.code) for check in found] == sorted(
        ((check.severity, check.code) for check in found),
        key=lambda one: (["error", "warning", "info"].index(one[0]), one[1].startswith("BR1"), one[1]),
    )


def test_what_is_graver_comes_first() -> None:
    case = blogroi.load(Path(__file__).parents[1] / "golden" / "cases" / "house.toml")
    found = [check.severity for check in blogroi.evaluate(case, draws=100).checks]
    assert {"warning", "info"} <= set(found)
    assert found == sorted(found, key=["error", "warning", "info"].index)
    assert GRAVITY["error"] < GRAVITY["warning"] < GRAVITY["info"]
