"""Every rule finds what it is there for in a plan that is sound but for one thing, and nothing in a sound plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from attrs import evolve

import blogroi
from blogroi import Beta, Case, Cost, Driver, Normal, Range, Samples, ThreePoint, Uniform
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.codes.quoted import QUOTED
from blogroi.language.spoken import spoken
from blogroi.model import Measured, PlaceboShare, Quantity
from blogroi.plan import DO_NOTHING, RULES
from blogroi.plan.spread import ends, mean_over_median, relative_width, rough_mean

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

SOUND = blogroi.load(Path(__file__).parents[2] / "examples" / "launch.toml")

Change: TypeAlias = Callable[[Case], Case]


def part(kind: str, key: str, /, **changes: Any) -> Change:
    """Change one part of a case."""

    def change(case: Case) -> Case:
        parts = getattr(case, kind)
        return evolve(case, **{kind: {**parts, key: evolve(parts[key], **changes)}})  # type: ignore[arg-type]

    return change


def indicator(**changes: Any) -> Change:
    return part("indicators", "calls_avoided", **changes)


def measurement(**changes: Any) -> Change:
    stated = SOUND.indicators["calls_avoided"].measurement
    assert stated is not None
    return indicator(measurement=evolve(stated, **changes))


def effect(tool: str = "blog", name: str = "calls_avoided", **changes: Any) -> Change:
    def change(case: Case) -> Case:
        effects = case.tools[tool].effects
        return part("tools", tool, effects={**effects, name: evolve(effects[name], **changes)})(case)

    return change


def driver(**stated: Any) -> Change:
    """Add a driver of which nothing is to be asked but for what is said."""
    said: dict[str, Any] = {"value": Range(300, 500), "source": "help desk, 2025"}
    return lambda case: evolve(case, drivers={"calls": Driver("Calls in a year", **(said | stated))})


def both(*changes: Change) -> Change:
    def change(case: Case) -> Case:
        for one in changes:
            case = one(case)
        return case

    return change


def no_objectives(case: Case) -> Case:
    indicators = {key: evolve(one, lever=None) for key, one in case.indicators.items()}
    return evolve(case, objectives={}, levers={}, indicators=indicators)


def a_lever(key: str, objective: str) -> Change:
    lever = blogroi.Lever("It acts", family="process", objective=objective)
    return lambda case: evolve(case, levers={**case.levers, key: lever})


def an_objective(key: str) -> Change:
    objective = blogroi.Objective("Less is spent", aim="cost")
    return lambda case: evolve(case, objectives={**case.objectives, key: objective})


def free_measurements(case: Case) -> Case:
    indicators = {key: evolve(one, measurement=None) for key, one in case.indicators.items()}
    return evolve(case, indicators=indicators)


MEASURED = "tools.blog.effects.calls_avoided.measurement"


def measured(**changes: Any) -> Change:
    """Have the effect measured in a series, soundly but for what is changed in how, or in the effect."""
    own: dict[str, Any] = {
        name: changes.pop(name) for name in ("deadweight", "drop_off", "evidence") if name in changes
    }
    said: dict[str, Any] = {
        "method": "level-1",
        "launch": date(2027, 1, 4),
        "weeks_before": 104,
        "weeks_after": 8,
        "per_week": Range(-6, 24),
    }
    stated: dict[str, Any] = {"evidence": "measured", "deadweight": 0, "drop_off": 0.3} | own
    return effect(measurement=Measured(**(said | changes)), **stated)


PRINTED = Cost(item="Printing and postage", amount=3000, when="each", source="the printer")
SEEN = date(2026, 6, 1)

CASES: list[tuple[str, Change, str]] = [
    ("BR101", no_objectives, "objectives"),
    ("BR102", an_objective("savings"), "objectives.savings"),
    ("BR103", both(an_objective("savings"), a_lever("trust", "savings")), "objectives.savings"),
    ("BR104", a_lever("trust", "renewals"), "levers.trust"),
    (
        "BR105",
        both(part("tools", "blog", effects={}), part("tools", "newsletter", effects={})),
        "levers.answers",
    ),
    (
        "BR105",
        both(part("tools", "blog", effects={}), part("tools", "newsletter", kind="nothing")),
        "levers.answers",
    ),
    ("BR106", part("indicators", "articles", lever=None), "indicators.articles.lever"),
    ("BR111", indicator(baseline=None, baseline_date=None), "indicators.calls_avoided.baseline"),
    ("BR112", indicator(target=None), "indicators.calls_avoided.target"),
    ("BR113", indicator(target=None, deadline=None), "indicators.calls_avoided.deadline"),
    ("BR114", indicator(deadline=None), "indicators.calls_avoided.deadline"),
    ("BR115", indicator(measurement=None), "indicators.calls_avoided.measurement"),
    (
        "BR116",
        both(measurement(comparison="before-after"), effect(evidence="measured")),
        "tools.blog.effects.calls_avoided.evidence",
    ),
    (
        "BR116",
        both(measurement(comparison="none"), effect(evidence="measured")),
        "tools.blog.effects.calls_avoided.evidence",
    ),
    (
        "BR116",
        both(indicator(measurement=None), effect(evidence="measured")),
        "tools.blog.effects.calls_avoided.evidence",
    ),
    ("BR117", indicator(target=Range(-40, 0)), "indicators.calls_avoided.target"),
    ("BR117", indicator(better="lower"), "indicators.calls_avoided.target"),
    ("BR118", effect("newsletter", observed=date(2026, 11, 9)), "indicators.calls_avoided.baseline_date"),
    ("BR119", indicator(deadline=date(2026, 11, 10)), "indicators.calls_avoided.deadline"),
    ("BR121", indicator(stage="activity"), "indicators.calls_avoided.value"),
    ("BR122", part("indicators", "new_members", margin=None), "indicators.new_members.margin"),
    ("BR122", part("indicators", "new_members", margin=None, valuation=None), "indicators.new_members.margin"),
    ("BR123", indicator(valuation=None), "indicators.calls_avoided.value"),
    ("BR123", indicator(cash=None, realised=None), "indicators.calls_avoided.value"),
    ("BR124", indicator(valuation="advertising equivalent"), "indicators.calls_avoided.valuation"),
    ("BR125", part("indicators", "new_members", lever="answers"), "levers.answers"),
    ("BR126", indicator(value=7, sources={}), "indicators.calls_avoided.value"),
    ("BR144", both(part("tools", "blog", costs=[a_cost(5000.0, "Writing"), a_cost(5.0, "Care")])), "tools.blog.costs"),
    ("BR131", effect(source=""), "tools.blog.effects.calls_avoided.source"),
    (
        "BR132",
        effect(deadweight=Beta(4, 6), credit=Range(0.3, 0.7), confidence=0.5),
        "tools.blog.effects.calls_avoided",
    ),
    ("BR133", effect(drop_off=Samples([0.2, 0.4]), lasts=2), "tools.blog.effects.calls_avoided.lasts"),
    ("BR134", effect(change=Range(10, 1000)), "tools.blog.effects.calls_avoided.change"),
    ("BR134", indicator(value=Range(1, 100)), "indicators.calls_avoided.value"),
    ("BR134", indicator(total=[Range(1, 1e9), Range(1, 1e9), 5]), "indicators.calls_avoided.total"),
    ("BR135", effect(change=700), "tools.blog.effects.calls_avoided.change"),
    ("BR135", effect(change=[700, Range(690, 710), Normal(700, 5)]), "tools.blog.effects.calls_avoided.change"),
    (
        "BR131",
        both(driver(source=""), effect(change="2 * calls", source="")),
        "tools.blog.effects.calls_avoided.source",
    ),
    ("BR134", driver(value=Range(1, 100)), "drivers.calls.value"),
    ("BR135", both(driver(value=5), effect(change="2 * calls")), "tools.blog.effects.calls_avoided.change"),
    ("BR138", driver(source=""), "drivers.calls.source"),
    ("BR141", part("tools", "blog", costs=[]), "tools.blog.costs"),
    ("BR142", part("tools", "blog", costs=[PRINTED]), "tools.blog.costs"),
    ("BR143", measurement(cost=None), "indicators.calls_avoided.measurement"),
    ("BR143", free_measurements, "indicators"),
    ("BR151", part("tools", "status_quo", kind="magazine"), "tools"),
    ("BR152", lambda case: evolve(case, demands={"blog": ["new_members"]}), "demands.blog"),
    ("BR153", part("tools", "blog", introduced=date(2027, 1, 1)), "tools.blog.effects.calls_avoided.observed"),
    ("BR153", part("tools", "blog", introduced=None), "tools.blog.effects.calls_avoided.observed"),
    ("BR154", effect("newsletter", observed=SEEN), "indicators.calls_avoided.target"),
    (
        "BR116",
        both(measurement(comparison="time series"), effect(evidence="measured")),
        "tools.blog.effects.calls_avoided.evidence",
    ),
    ("BR171", measured(deadweight=0.2), "tools.blog.effects.calls_avoided.deadweight"),
    ("BR172", measured(weeks_before=40), MEASURED),
    ("BR173", measured(placebo=PlaceboShare(launches=20, independent=3, covered=0.7)), MEASURED),
    ("BR174", both(measured(), part("tools", "newsletter", introduced=date(2027, 2, 1))), MEASURED),
    ("BR175", both(measured(), measurement(weeks=13)), MEASURED),
    ("BR176", measured(drop_off=0), "tools.blog.effects.calls_avoided.drop_off"),
    ("BR161", lambda case: evolve(case, discounting=evolve(case.discounting, source="")), "discounting.source"),
]
"""A code, what is changed in a sound plan, and where it is found then."""

ALONG = {
    "BR101": {"BR106"},
    "BR103": {"BR104"},
    "BR105": {"BR213"},
    "BR113": {"BR112"},
    "BR116": {"BR115"},
    "BR122": {"BR123"},
    "BR125": {"BR105"},
    "BR131": {"BR138"},
    "BR143": {"BR115"},
    "BR151": {"BR142"},
    "BR153": {"BR118", "BR154"},
    "BR154": {"BR118"},
    "BR118": {"BR154"},
}
"""What else may be found where the one thing is wrong."""


def found(case: Case, code: str = "") -> set[str]:
    return {finding.path for finding in blogroi.check(case).findings if finding.code.startswith(code)}


def test_a_sound_plan_is_left_alone() -> None:
    review = blogroi.check(SOUND)
    assert (review.findings, review.ignored, review.next_steps) == ((), (), ())
    assert review.verdict == "Ready to launch: nothing is missing."


@pytest.mark.parametrize(("code", "change", "path"), CASES)
def test_one_thing_that_is_wrong_is_found(code: str, change: Change, path: str) -> None:
    case = SOUND if code != "BR153" else effect(observed=date(2026, 11, 9))(SOUND)
    findings = blogroi.check(change(case)).findings
    assert [one.message for one in findings if spoken(one.message, "fr") == one.message] == []
    assert path in {finding.path for finding in findings if finding.code == code}
    assert {finding.code for finding in findings} <= {code} | ALONG.get(code, set())


def test_a_series_that_is_another_one_now_is_found_where_somebody_read_it() -> None:
    case = both(measurement(file="calls.csv", column="calls"), measured(series_sha256="0a" * 32))(SOUND)
    for now, wrong in (({"0a" * 32}, set()), ({"0b" * 32, "0a" * 32}, set()), ({"0b" * 32}, {MEASURED})):
        found_now = blogroi.check(case, series={"calls.csv:calls": now}).findings
        assert {one.path for one in found_now if one.code == "BR177"} == wrong
    assert not found(case)


@pytest.mark.parametrize(
    "how", [{"weeks_before": 40}, {"placebo": PlaceboShare(launches=20, independent=3, covered=0.7)}]
)
def test_an_effect_that_is_called_observed_is_not_held_to_what_measured_ones_are(how: dict[str, Any]) -> None:
    assert found(measured(**how)(SOUND), "BR17")
    assert not found(measured(evidence="observed", **how)(SOUND), "BR17")


def test_every_rule_has_a_case() -> None:
    assert {"BR177"} | {code for code, _, _ in CASES} | set(PLAUSIBILITY) | set(QUOTED) == set(RULES)


class TestLeftAlone:
    """What looks like a fault and is none."""

    @pytest.mark.parametrize("comparison", ["randomised", "control group", "staggered launch"])
    def test_a_measured_effect_with_a_comparison(self, comparison: str) -> None:
        assert not found(both(measurement(comparison=comparison), effect(evidence="measured"))(SOUND))

    @pytest.mark.parametrize(
        "changes", [{}, {"state": "off"}, {"placebo": PlaceboShare(launches=9, independent=1, covered=0.8)}]
    )
    def test_an_effect_that_was_measured_as_planned(self, changes: dict[str, Any]) -> None:
        assert not found(both(measurement(comparison="time series", weeks=8), measured(**changes))(SOUND))

    def test_a_tool_that_begins_after_the_weeks_that_were_measured(self) -> None:
        assert not found(both(measured(), part("tools", "newsletter", introduced=date(2027, 3, 1)))(SOUND), "BR174")

    def test_an_emergent_effect_that_is_declared_after_it_was_seen(self) -> None:
        case = both(effect("newsletter", observed=SEEN), indicator(target=None))(SOUND)
        assert not found(case, "BR153")
        assert not found(case, "BR154")

    def test_an_output_without_a_value(self) -> None:
        assert SOUND.indicators["articles"].stage == "output"
        assert not found(SOUND, "BR121")

    def test_a_cost_avoided_without_a_margin(self) -> None:
        assert not found(indicator(margin=None)(SOUND), "BR122")

    @pytest.mark.parametrize("cash", ["avoided", "capacity", "equivalent"])
    def test_the_market_price_of_what_is_not_sold(self, cash: str) -> None:
        realised = 0.5 if cash == "capacity" else None
        assert not found(part("indicators", "new_members", margin=None, cash=cash, realised=realised)(SOUND))

    def test_a_vanity_figure_without_a_margin(self) -> None:
        assert not found(indicator(lever=None, valuation=None)(SOUND), "BR122")

    def test_two_strong_corrections(self) -> None:
        assert not found(effect(deadweight=0.5, credit=0.5)(SOUND))

    @pytest.mark.parametrize("changes", [{"drop_off": 0.3}, {"lasts": 2}, {"drop_off": 0.3, "lasts": 3}])
    def test_an_effect_that_fades_or_stops(self, changes: dict[str, Any]) -> None:
        assert not found(effect(**changes)(SOUND))

    @pytest.mark.parametrize("change", [0, Range(100, 800), Uniform(100, 9000), Range(-1, 1000), Samples([100, 900])])
    def test_a_change_that_says_its_doubt(self, change: Any) -> None:
        assert not found(effect(change=change)(SOUND))

    @pytest.mark.parametrize("change", ["2 * calls", "400 * (1 + growth(0.02)) * event(0.5)"])
    def test_a_formula_of_what_is_not_certain(self, change: str) -> None:
        assert not found(both(driver(), effect(change=change))(SOUND))

    def test_a_formula_whose_drivers_have_a_source(self) -> None:
        assert not found(both(driver(), effect(change="2 * calls", source=""))(SOUND))

    def test_corrections_that_are_formulas_of_which_nothing_is_known(self) -> None:
        shares: dict[str, Any] = {"deadweight": "calls / 1000", "credit": "calls / 800"}
        corrected = effect(**shares, confidence=0.5, displacement=0.5)
        assert not found(both(driver(), corrected)(SOUND))

    def test_what_is_observed_to_the_piece(self) -> None:
        assert not found(effect(change=700, evidence="observed")(SOUND))

    @pytest.mark.parametrize("item", ["Écriture des billets", "Rédaction", "Temps de l'équipe", "Staff", "Editor"])
    def test_time_by_its_name(self, item: str) -> None:
        assert not found(part("tools", "blog", costs=[a_cost(5000.0, item, source="the bank")])(SOUND))

    @pytest.mark.parametrize("item", ["One-time licence", "Printing", "Animals", "Networks", "Content delivery"])
    def test_what_only_sounds_like_time_is_none(self, item: str) -> None:
        assert found(part("tools", "blog", costs=[a_cost(5000.0, item, source="the bank")])(SOUND), "BR142")

    @pytest.mark.parametrize("item", ["Évaluation", "Enquête de lectorat", "Measuring", "Survey"])
    def test_an_evaluation_that_a_tool_pays_for(self, item: str) -> None:
        costs = [*SOUND.tools["blog"].costs, a_cost(2000.0, item, source="the bank")]
        assert not found(both(measurement(cost=None), part("tools", "blog", costs=costs))(SOUND))

    @pytest.mark.parametrize("kind", sorted(DO_NOTHING))
    def test_the_words_for_doing_nothing(self, kind: str) -> None:
        assert not found(part("tools", "status_quo", kind=kind.title())(SOUND))

    def test_a_proof_that_no_other_tool_could_give(self) -> None:
        case = evolve(SOUND, demands={"blog": ["articles"]})
        assert not found(case)

    def test_a_case_without_demands(self) -> None:
        assert not found(evolve(SOUND, demands={}))


class TestMessages:
    def message(self, change: Change, code: str) -> str:
        (message,) = [finding.message for finding in blogroi.check(change(SOUND)).findings if finding.code == code]
        return message

    def test_corrections_say_what_they_leave(self) -> None:
        change = effect(deadweight=0.5, credit=0.5, confidence=0.5)
        assert self.message(change, "BR132") == (
            "The blog: deadweight, credit and confidence together leave 12 % of the change in"
            " 'Calls to the help desk avoided in a year'."
        )

    def test_a_skewed_range_says_by_how_much(self) -> None:
        change = effect(change=Range(10, 1000))
        assert self.message(change, "BR134") == "10 to 1,000: the mean of such a range is 2.7 times its median."
        assert "more than a thousand times" in self.message(effect(change=Range(1, 1e9)), "BR134")

    def test_an_effect_called_measured_says_what_it_lacks(self) -> None:
        measured = effect(evidence="measured")
        assert "no measurement is planned" in self.message(both(indicator(measurement=None), measured), "BR116")
        assert "`asked` does not show" in self.message(both(measurement(comparison="asked"), measured), "BR116")
        assert "compared with nothing" in self.message(both(measurement(comparison=None), measured), "BR116")

    def test_long_lists_are_cut(self) -> None:
        names = [f"i{number}" for number in range(7)]
        indicators = {name: an_indicator(lever="answers") for name in names}
        tools = {f"t{number}": a_tool({name: an_effect() for name in names}, name=f"T{number}") for number in range(6)}
        objectives, levers = SOUND.objectives, {"answers": SOUND.levers["answers"]}
        case = a_case(tools, indicators=indicators, objectives=objectives, levers=levers, demands={"t0": names})
        messages = {finding.code: finding.message for finding in blogroi.check(case).findings}
        assert "(T0, T1, T2, T3, T4 and 1 other)" in messages["BR125"]
        assert messages["BR125"].count("'Something that can be counted'") == 5
        assert " and 2 others may put" in messages["BR125"]
        assert " and 2 others; others could answer too." in messages["BR152"]


class TestSpread:
    def test_the_middle_of_every_shape(self) -> None:
        shapes: list[Quantity] = [
            ThreePoint(0, 3, 12, "triangular"),
            Uniform(4, 6),
            Normal(5, 1),
            Samples([4, 5, 6]),
            blogroi.Point(5),
        ]
        assert [rough_mean(shape) for shape in shapes] == [5, 5, 5, 5, 5]
        assert rough_mean(Beta(1, 3)) == 0.25

    def test_the_ends_of_a_beta_stay_within_it(self) -> None:
        assert ends(Beta(1, 1)) == pytest.approx((0.5 - 1.645 / 12**0.5, 0.5 + 1.645 / 12**0.5))
        assert ends(Beta(0.1, 0.1)) == (0.0, 1.0)

    def test_around_zero_no_range_is_narrow(self) -> None:
        assert relative_width(Range(-1, 1)) == float("inf")

    def test_the_mean_of_a_lognormal_over_its_median(self) -> None:
        """By SciPy: the range 1 to 100 at 80 %, a lognormal of sigma ln(100) / (2 x 1.2815516)."""
        scipy_stats = pytest.importorskip("scipy.stats")
        sigma = 4.605170185988092 / (2 * scipy_stats.norm.ppf(0.9))
        expected = scipy_stats.lognorm(sigma).mean() / scipy_stats.lognorm(sigma).median()
        assert mean_over_median(Range(1, 100, 0.8)) == pytest.approx(expected, rel=1e-12)
        assert mean_over_median(Uniform(1, 100)) == 1.0
        assert mean_over_median(Range(1, 100, shape="normal")) == 1.0


def test_an_effect_that_starts_in_the_last_year_is_carried_for_all_of_that() -> None:
    horizon = evolve(SOUND.horizon, periods=5)
    case = both(measured(weeks_after=4), effect(starts=5, drop_off=0))(evolve(SOUND, horizon=horizon))
    assert found(case, "BR176")
