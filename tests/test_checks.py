from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case
from blogroi.checks import evaluation_checks
from blogroi.model.frozen_map import FrozenMap
from blogroi.plausibility import PLAUSIBILITY
from blogroi.results import Check, Claim, InternalRate
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

EXAMPLES = Path(__file__).parents[1] / "examples"


def found_in(case: Case, results: Any = None, *, claims: Any = None, **more: Any) -> list[Check]:
    """List what is found in a result, all but what is implausible in the case itself."""
    found, _ = evaluation_checks(case, results or {}, "no-credit", claims or {}, **more)
    return [check for check in found if check.code not in PLAUSIBILITY]


def said(case: Case, code: str, **options: object) -> list[tuple[str, str, str]]:
    """List what checks of one code say: severity, path, message."""
    checks = blogroi.evaluate(case, 100, **options).checks  # type: ignore[arg-type]
    return [(check.severity, check.path, check.message) for check in checks if check.code == code]


class TestCosts:
    def test_a_tool_without_costs_is_not_free(self) -> None:
        assert said(a_case({"fair": a_tool({"calls": an_effect(5)}, name="The fair")}), "BR201") == [
            (
                "warning",
                "tools.fair.costs",
                "The fair: no cost is given. It is not free: its cost is a gap, and NPV, ROI and BCR are unknown.",
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
        result = evolve(blogroi.evaluate(case, 10).tools["blog"], irr=InternalRate(of_means=None, status=status))
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
    CASE = a_case(
        {"fair": a_tool({}, [a_cost()], name="The fair")},
        indicators={"a": an_indicator(prior=1), "b": an_indicator(None)},
    )

    @pytest.mark.parametrize(
        ("gaps", "filled"),
        [
            ("no-credit", "counted as nothing"),
            ("bounds", "counted as nothing, with the bounds of what they could be"),
            ("prior", "filled from what tools of this sort usually do"),
        ],
    )
    def test_it_is_said_what_is_not_known_and_how_it_is_filled(self, gaps: str, filled: str) -> None:
        assert said(self.CASE, "BR202", gaps=gaps) == [
            ("warning", "tools.fair", f"The fair: nothing is known of a, b; those in money are {filled}.")
        ]

    def test_what_is_not_in_money_is_not_filled(self) -> None:
        case = a_case({"fair": a_tool({}, [a_cost()], name="The fair")}, indicators={"b": an_indicator(None)})
        assert said(case, "BR202") == [("info", "tools.fair", "The fair: nothing is known of b.")]

    @pytest.mark.parametrize(("count", "names"), [(5, "i0, i1, i2, i3, i4"), (6, "i0, i1, i2, i3, i4 and 1 more")])
    def test_five_are_named_and_the_others_counted(self, count: int, names: str) -> None:
        case = a_case(indicators={f"i{number}": an_indicator(None) for number in range(count)})
        assert said(case, "BR202") == [("info", "tools.blog", f"The blog: nothing is known of {names}.")]


class TestClasses:
    def test_a_sign_that_hangs_on_a_class_is_said_in_ratios(self) -> None:
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
                f'The blog: the sign hangs on benefits of the class "{name}": ROI 40 % with it, {without} % without.',
            )
            for name, without in (("advertising equivalent", -50), ("cost avoided", -10))
        ]

    def test_all_of_one_class_is_a_remark_and_does_not_hide_the_next(self) -> None:
        indicators = {
            "press": an_indicator(cash="cash", valuation="proxy"),
            "calls": an_indicator(cash="cash", valuation="cost avoided"),
        }
        effects = {"press": an_effect(90), "calls": an_effect(50)}
        case = a_case({"blog": a_tool(effects, [a_cost(100)])}, indicators=indicators)
        assert said(case, "BR208") == [("info", "tools.blog", 'The blog: all of its benefits are of the class "cash".')]
        assert len(said(case, "BR203")) == 2


class TestEffects:
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
                "The blog: the effect on a is not put in money and counts in no figure here.",
            )
        ]
        assert said(case, "BR206") == [
            (
                "info",
                "tools.blog.effects.b.lasts",
                "The blog: the effect on b outlasts the horizon of 2; what lies past it is not counted, for any tool.",
            )
        ]

    @pytest.mark.parametrize("value", [1.0, None])
    def test_what_was_found_by_looking_is_told_with_what_is_left_of_it(self, value: float | None) -> None:
        severity = "info" if value is None else "warning"
        indicators = {"calls": an_indicator(value), "visits": an_indicator(value)}
        effects = {"calls": an_effect(10, searched=20, p_value=0.03), "visits": an_effect(10, searched=4)}
        case = a_case({"blog": a_tool(effects, [a_cost()])}, indicators=indicators)
        assert said(case, "BR403") == [
            (
                severity,
                "tools.blog.effects.calls",
                "The blog: the effect on calls was found by looking at 20 indicators;"
                " its p-value of 0.03 is 0.6 after correction, so that luck may explain it.",
            )
        ]
        assert said(case, "BR404") == [
            (
                severity,
                "tools.blog.effects.visits",
                "The blog: the effect on visits was found by looking at 4 indicators, and is counted as found:"
                " without a p-value, or a prior and a spread of its own, it cannot be corrected.",
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
                "The shares of 'Something that can be counted' that The blog and The fair take pass 100 % in"
                f" {share} of the draws, by 25 % on average there: some of it is counted twice. Agree on their `credit`, or evaluate"
                ' with claims = "scaled".',
            )
        ]
        assert self.checks(probability_exceeds_total=chance) == [
            (
                "BR402",
                severity,
                "indicators.x.total",
                "What The blog and The fair are said to change in 'Something that can be counted' passes the total stated for it,"
                f" in {share} of the draws. Look again at the changes, their credits, and the total.",
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
        scores = blogroi.evaluate(case, 100).scores
        assert scores is not None
        assert said(case, "BR501") == [
            ("info", "objectives.sales", "No indicator with a scale leads to sales: the scores say nothing of it.")
        ]
        results = blogroi.evaluate(case, 100).tools
        for share, severity, words in (
            (0.05, "warning", "5 %"),
            (0.049, "info", "5 %"),
            (0.009, "info", "less than 1 %"),
        ):
            off = evolve(scores, silent=(), off_scale=FrozenMap({"fair": FrozenMap({"x": share})}))
            found = [check for check in found_in(case, results, scores=off) if check.code == "BR502"]
            assert [(check.severity, check.path, check.message) for check in found] == [
                (
                    severity,
                    "tools.fair.effects.x",
                    f"The fair: the change in x lies outside its scale in {words} of the draws, and counts there as the end of it.",
                )
            ]

    def test_a_majority_of_weight_against_the_sum(self) -> None:
        assert said(self.CHAMBER, "BR504")[0] == (
            "warning",
            "tools.intranet",
            "The intranet is ahead of The newsletter by score, but behind it on the greater weight of objectives: the order depends"
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
            "The intranet: its score is not known, since a gap on a scale has no prior from which to fill it.",
        )


def test_the_gravest_come_first_and_then_the_codes() -> None:
    found = blogroi.evaluate(chamber(), 100).checks
    assert [(check.severity, check.code) for check in found] == sorted(
        ((check.severity, check.code) for check in found),
        key=lambda one: (["error", "warning", "info"].index(one[0]), one[1]),
    )
