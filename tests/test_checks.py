from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Effect, Published, Samples
from blogroi.checks import evaluation_checks
from blogroi.model.frozen_map import FrozenMap
from blogroi.plausibility import PLAUSIBILITY
from blogroi.results import Check, Claim, InternalRate
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

EXAMPLES = Path(__file__).parents[1] / "examples"


def case_of(change: float, costs: list[float], printed: dict[str, float], **effect: float) -> Case:
    fastlane = blogroi.load(EXAMPLES / "fastlane-2005.toml")
    tool = evolve(
        fastlane.tools["fastlane"],
        costs=[Cost(item=f"Item {number}", amount=amount, when=1) for number, amount in enumerate(costs)],
        effects={"value": Effect(change=change, evidence="assumed", **effect)},  # type: ignore[arg-type]
        published=Published(source="a newspaper", **printed),
    )
    return evolve(fastlane, tools={"fastlane": tool}, evaluated=date(2007, 1, 26))


def published_checks(case: Case) -> dict[str, str]:
    checks = blogroi.evaluate(case, 10).checks
    return {check.path.rpartition(".")[2]: check.code for check in checks if check.code.startswith("BR3")}


def test_totals_agree_within_the_rounding_of_their_items() -> None:
    checks = blogroi.evaluate(blogroi.load(EXAMPLES / "fastlane-2006.toml"), 10).checks
    found = [(check.path.rpartition(".")[2], check.code) for check in checks if check.code.startswith("BR3")]
    assert sorted(found) == [
        ("benefits", "BR302"), ("costs", "BR302"), ("roi", "BR301"), ("roi", "BR301"), ("roi", "BR302"),
    ]  # fmt: skip


@pytest.mark.parametrize(("printed", "code"), [(255675, "BR302"), (256500, "BR302"), (256501, "BR301")])
def test_five_items_rounded_to_thousands_move_a_total_by_2500_at_most(printed: float, code: str) -> None:
    case = case_of(410000, [155000, 50000, 25000, 21000, 3000], {"costs": printed})
    assert published_checks(case)["costs"] == code


@pytest.mark.parametrize(
    ("printed", "code"), [(0.61, "BR302"), (0.63, "BR302"), (0.64, "BR301"), (0.67, "BR301"), (0.69, "BR301")]
)
def test_a_ratio_is_widened_by_the_rounding_of_its_items(printed: float, code: str) -> None:
    case = case_of(410000, [155000, 50000, 25000, 21000, 3000], {"roi": printed})
    assert published_checks(case)["roi"] == code


def test_crooked_items_leave_no_room() -> None:
    assert published_checks(case_of(100.5, [50.25], {"benefits": 101.2}))["benefits"] == "BR301"
    assert published_checks(case_of(100.5, [50.25], {"benefits": 100.5}))["benefits"] == "BR302"


def test_a_benefit_cost_ratio_printed_as_roi_is_recognised() -> None:
    case = case_of(617359, [392225], {"roi": 1.57})
    message = next(check.message for check in blogroi.evaluate(case, 10).checks if check.code == "BR301")
    assert message.endswith(
        "its own parts give 57 % (57.4 %). What was printed is the benefit-cost ratio, which is gross."
    )


def test_a_misprinted_share_of_15_6_percent_is_found() -> None:
    stated = {"change": 39870785.68, "costs": [392225.0], "printed": {"benefits": 617359.0}}
    assert published_checks(case_of(**stated, credit=0.156, confidence=0.098))["benefits"] == "BR301"  # type: ignore[arg-type]
    assert published_checks(case_of(**stated, credit=0.158, confidence=0.098))["benefits"] == "BR302"  # type: ignore[arg-type]


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


class TestPublished:
    FIGURES = case_of(410000, [155000, 50000, 25000, 21000, 3000], {"npv": 1})

    def test_agreement_and_disagreement_are_said_in_the_unit_of_the_figure(self) -> None:
        printed = {"benefits": 410000, "costs": 300000, "npv": 156000, "roi": 0.61, "bcr": 1.75, "payback": 9.5}
        case = case_of(410000, [155000, 50000, 25000, 21000, 3000], printed)
        assert {
            path.rpartition(".")[2]: message for code in ("BR301", "BR302") for _, path, message in said(case, code)
        } == {
            "benefits": "GM FastLane: a newspaper gives benefits as 410,000; its parts agree.",
            "costs": "GM FastLane: a newspaper gives costs as 300,000; its own parts give 254,000.",
            "npv": "GM FastLane: a newspaper gives NPV as 156,000; its parts agree.",
            "roi": "GM FastLane: a newspaper gives ROI as 61 %; its parts agree (61.4 %).",
            "bcr": "GM FastLane: a newspaper gives BCR as 1.75; its own parts give 1.61.",
            "payback": "GM FastLane: a newspaper gives payback as 9.50; its own parts give 0.00.",
        }
        assert {severity for severity, _, _ in said(case, "BR301")} == {"warning"}
        assert {severity for severity, _, _ in said(case, "BR302")} == {"info"}

    @pytest.mark.parametrize(
        ("name", "exact", "room"),
        [
            ("benefits", 410000.0, 500.0),  # half a thousand for its one item
            ("costs", 254000.0, 2500.0),  # and for each of five
            ("npv", 156000.0, 3000.0),
            ("bcr", 410 / 254, (0.5 + 410 / 254 * 2.5) / 251.5),
            ("roi", 156 / 254, (0.5 + 410 / 254 * 2.5) / 251.5),
        ],
    )
    def test_a_figure_has_the_room_that_the_rounding_of_its_parts_leaves(
        self, name: str, exact: float, room: float
    ) -> None:
        result = blogroi.evaluate(self.FIGURES, 10).tools["fastlane"]
        for off, agrees in ((0.0, True), (0.999, True), (-0.999, True), (1.001, False), (-1.001, False)):
            printed = exact + off * (room + 1e-9)
            stated = Published(source="a newspaper", **{name: printed})
            tool = evolve(self.FIGURES.tools["fastlane"], published=stated)
            found = found_in(evolve(self.FIGURES, tools={"fastlane": tool}), {"fastlane": result})
            codes = [check.code for check in found if check.path.endswith(f".{name}")]
            assert codes == (["BR302"] if agrees else ["BR301"]), off

    def test_a_loss_has_as_much_room_as_a_gain(self) -> None:
        case = case_of(-410000, [155000, 50000, 25000, 21000, 3000], {"npv": 1})
        result = blogroi.evaluate(case, 10).tools["fastlane"]
        room = (0.5 + 410 / 254 * 2.5) / 251.5
        for off, code in ((0.999, "BR302"), (1.001, "BR301")):
            stated = Published(source="a newspaper", bcr=-410 / 254 + off * (room + 1e-9))
            tool = evolve(case.tools["fastlane"], published=stated)
            found = found_in(evolve(case, tools={"fastlane": tool}), {"fastlane": result})
            assert code in [check.code for check in found]

    def test_two_amounts_alone_may_be_round_by_chance(self) -> None:
        assert published_checks(case_of(410000, [254000], {"costs": 254400}))["costs"] == "BR301"
        assert published_checks(case_of(410000, [154000, 100000], {"costs": 254400}))["costs"] == "BR302"

    def test_hundreds_are_rounding_and_tens_are_not(self) -> None:
        assert published_checks(case_of(4100, [1500, 700], {"costs": 2290}))["costs"] == "BR302"
        assert published_checks(case_of(4110, [1550, 650], {"costs": 2209}))["costs"] == "BR301"

    def test_amounts_of_nothing_are_no_rounding(self) -> None:
        assert published_checks(case_of(0, [0, 0], {"benefits": 1}))["benefits"] == "BR301"

    def test_a_figure_that_the_case_cannot_give_is_not_compared(self) -> None:
        case = case_of(410000, [], {"roi": 0.5, "benefits": 410000})
        assert published_checks(case) == {"benefits": "BR302"}

    def test_only_a_return_is_taken_for_a_ratio(self) -> None:
        case = case_of(617359, [392225], {"roi": 1.57, "bcr": 2.57})
        messages = [message for _, path, message in said(case, "BR301") if path.endswith("bcr")]
        assert messages == ["GM FastLane: a newspaper gives BCR as 2.57; its own parts give 1.57."]
        assert said(case_of(617359, [392225], {"roi": 1.6}), "BR301")[0][2].endswith("which is gross.")
        assert said(case_of(617359, [392225], {"roi": 1.7}), "BR301")[0][2].endswith("57 % (57.4 %).")


def test_the_gravest_come_first_and_then_the_codes() -> None:
    found = blogroi.evaluate(chamber(), 100).checks
    assert [(check.severity, check.code) for check in found] == sorted(
        ((check.severity, check.code) for check in found),
        key=lambda one: (["error", "warning", "info"].index(one[0]), one[1]),
    )


def test_a_figure_that_is_not_known_does_not_hide_the_next() -> None:
    tool = a_tool(
        {"calls": an_effect(5)}, [a_cost(Samples([0, 10]))], published=Published(source="x", roi=0.5, payback=9)
    )
    assert published_checks(a_case({"blog": tool})) == {"payback": "BR301", "roi": "BR301"}
