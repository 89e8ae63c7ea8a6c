"""What is implausible is asked about, and the nearest case that is not is left alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import (
    Case,
    CheckPolicy,
    Discounting,
    Driver,
    Estimate,
    Horizon,
    Lever,
    Normal,
    Objective,
    Prices,
    Range,
    RateBand,
    Samples,
    Studies,
    Uniform,
)
from blogroi.codes.codes import explanations
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.files.fingerprint import fingerprint

from ..builders import START, a_case, a_cost, a_tool, an_effect, an_indicator


def sound(effect: Any = None, cost: Any = None, indicator: Any = None, tool: Any = None, **changes: Any) -> Case:
    """Build a case of which nothing is to be asked, but for what is changed."""
    changed = evolve(an_effect(5), **(effect or {}))
    paid = a_cost(**({"item": "Writing"} | (cost or {})))
    stated = {"statement": "Calls avoided", "unit": "call", "stage": "outcome", "valuation": "cost avoided"}
    indicators = {"calls": an_indicator(**(stated | (indicator or {})))}
    blog = a_tool({"calls": changed}, [paid], **(tool or {}))
    return a_case({"blog": blog}, indicators=indicators, **changes)


def codes(case: Case) -> set[str]:
    """List what is asked, by ``evaluate`` and by ``check`` alike."""
    of_result = {check.code for check in blogroi.evaluate(case, draws=10).checks} & set(PLAUSIBILITY)
    of_plan = {finding.code for finding in blogroi.check(case, select=sorted(PLAUSIBILITY)).findings}
    assert of_result == of_plan
    return of_result


MONTHS = [10.0, 20.0, 30.0, 25.0] * 6
SALES: dict[str, Any] = {"valuation": "market price", "cash": "cash"}
TO_SALES: dict[str, Any] = {
    "objectives": {"o": Objective("More is sold", aim="revenue")},
    "levers": {"l": Lever("Readers buy", family="sales", objective="o")},
}
TO_SERVICE: dict[str, Any] = {
    "objectives": {"o": Objective("Members are served", aim="service", beneficiary="members")},
    "levers": {"l": Lever("Readers ask less", family="process", objective="o")},
}
MONTHLY: dict[str, Any] = {"periods": 12, "step": "month"}
SHARE: dict[str, Any] = {"unit": "share", "statement": "Members who renew"}
REAL = Prices(kind="real", year=2026)
POSTS = {"posts": Driver("Posts", 6, unit="post"), "views": Driver("Visits of one", 120, unit="visit / post")}
FUTURE = date(2026, 9, 1)


def scheduled(*rates: float) -> tuple[RateBand, ...]:
    return tuple(RateBand(until=year, rate=rate) for year, rate in enumerate(rates, start=1))


RAISED: list[tuple[str, str, dict[str, Any]]] = [
    ("BR121", "indicators.calls.value", {"indicator": {"stage": "output"}}),
    ("BR121", "indicators.calls.value", {"indicator": {"stage": "outtake"}}),
    ("BR121", "indicators.calls.value", {"indicator": {"stage": "activity"}}),
    ("BR121", "indicators.calls.value", {"indicator": {"stage": None, "valuation": "proxy", "unit": "visit"}}),
    ("BR121", "indicators.calls.value", {"indicator": {"stage": None, "valuation": None, "unit": "Page views"}}),
    ("BR121", "indicators.calls.value", {"indicator": {"stage": None, "valuation": "proxy", "unit": "clic"}}),
    ("BR122", "indicators.calls.margin", {"indicator": SALES}),
    ("BR122", "indicators.calls.margin", {"indicator": {"valuation": None, "lever": "l"}, **TO_SALES}),
    ("BR136", "tools.blog.effects.calls.change", {"effect": {"change": Estimate(100, 90, 200)}}),
    ("BR136", "tools.blog.effects.calls.change", {"effect": {"change": Estimate(0, -1, 5)}}),
    ("BR136", "indicators.calls.value", {"indicator": {"value": Estimate(10, 1, 12)}}),
    ("BR136", "tools.blog.costs[1].amount", {"cost": {"amount": Estimate(100, 90, 200), "when": "each"}}),
    ("BR136", "tools.blog.effects.calls.credit", {"effect": {"credit": Estimate(0.3, 0.25, 0.6)}}),
    ("BR137", "tools.blog.effects.calls.change", {"effect": {"change": Studies([0.85, 2.4, 5.57])}}),
    ("BR137", "tools.blog.effects.calls.change", {"effect": {"change": Studies([-0.85, -2.4, -5.57])}}),
    ("BR137", "tools.blog.effects.calls.change", {"effect": {"change": Studies([0.85, 2.4, 5.57], max=60)}}),
    ("BR145", "indicators.calls.realised", {"indicator": {"cash": "capacity"}}),
    ("BR146", "tools.blog.costs[1].realised", {"cost": {"cash": "capacity"}}),
    ("BR210", "discounting.rate", {"rate": 5}),
    ("BR210", "discounting.rate", {"rate": 1.0}),
    ("BR210", "discounting.rate[2].rate", {"rate": scheduled(0.035, 3)}),
    ("BR210", "tools.blog.costs[1].contingency", {"cost": {"contingency": 10}}),
    ("BR210", "tools.blog.costs[1].contingency", {"cost": {"contingency": Range(5, 15)}}),
    ("BR210", "tools.blog.effects.calls.change", {"indicator": SHARE, "effect": {"change": Range(2, 8)}}),
    ("BR210", "tools.blog.effects.calls.change", {"indicator": SHARE, "effect": {"change": -5}}),
    ("BR211", "discounting.rate", {"rate": 0.35}),
    ("BR211", "discounting.rate", {"rate": 0.3}),
    ("BR212", "indicators.calls.margin", {"indicator": {"valuation": "margin on sales", "margin": 0.4}}),
    ("BR212", "indicators.calls.margin", {"indicator": {"valuation": "margin on sales", "margin": Range(0.4, 0.8)}}),
    ("BR213", "tools.fair.effects", {"more": a_tool({}, [a_cost()], name="The fair")}),
    ("BR214", "indicators.calls.statement", {"indicator": {"statement": "Calls avoided in a month"}}),
    ("BR214", "indicators.calls.statement", {"indicator": {"statement": "Monthly calls avoided"}}),
    ("BR214", "indicators.calls.statement", {"indicator": {"statement": "Appels évités par mois"}}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "call/month"}}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "call a month"}}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "call per calendar month"}}),
    ("BR214", "tools.blog.costs[1].item", {"cost": {"item": "Hosting (monthly)", "when": "each"}}),
    ("BR214", "tools.blog.costs[1].item", {"cost": {"item": "Hosting, per month", "amount": [5.0]}}),
    ("BR214", "tools.blog.costs[1].item", {"cost": {"item": "Abonnement mensuel", "when": "each"}}),
    ("BR214", "indicators.calls.statement", {"indicator": {"statement": "Calls avoided in a year"}, **MONTHLY}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "call per year"}, **MONTHLY}),
    ("BR214", "tools.blog.costs[1].item", {"cost": {"item": "Annual licence", "when": "each"}, **MONTHLY}),
    ("BR214", "tools.blog.costs[1].item", {"cost": {"item": "Licence par an", "when": "each"}, **MONTHLY}),
    ("BR214", "tools.blog.costs[1].item", {"cost": {"item": "Writing, hours a week", "when": "each"}, **MONTHLY}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "appel par trimestre"}, **MONTHLY}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "call a quarter"}}),
    ("BR214", "indicators.calls.unit", {"indicator": {"unit": "call a month"}, "periods": 3, "step": "quarter"}),
    ("BR216", "tools.blog.introduced", {"tool": {"introduced": FUTURE}}),
    ("BR217", "tools.blog.effects.calls.change", {"effect": {"change": Samples(MONTHS)}, **MONTHLY}),
    ("BR217", "tools.blog.effects.calls.change", {"effect": {"change": Samples(MONTHS[:12])}}),
    ("BR217", "indicators.calls.prior", {"indicator": {"prior": Samples(MONTHS)}, **MONTHLY}),
    ("BR217", "tools.blog.costs[1].amount", {"cost": {"amount": Samples(MONTHS), "when": "each"}, **MONTHLY}),
    ("BR217", "drivers.posts.value", {"drivers": {"posts": Driver("Posts", Samples(MONTHS))}}),
    ("BR224", "discounting.kind", {"discounting": Discounting(rate=0, timing="end", kind="nominal"), "prices": REAL}),
    (
        "BR225",
        "tools.blog.costs.Writing.amount",
        {"cost": {"amount": "5 * growth(0.02)", "when": "each"}, "prices": REAL},
    ),
    ("BR219", "drivers.visits.unit", {"drivers": POSTS | {"visits": Driver("Visits", "posts * 2", unit="visit")}}),
    ("BR219", "drivers.visits.value", {"drivers": POSTS | {"visits": Driver("Visits", "posts + views")}}),
    ("BR219", "tools.blog.effects.calls.change", {"drivers": POSTS, "effect": {"change": "max(posts, views)"}}),
    ("BR218", "tools.blog.effects.calls.change", {"effect": {"change": Range(0.5, 12), "evidence": "measured"}}),
    ("BR218", "tools.blog.effects.calls.change", {"effect": {"change": Range(-12, -0.5), "evidence": "measured"}}),
]

LEFT_ALONE: list[tuple[str, dict[str, Any]]] = [
    ("BR121", {"indicator": {"stage": "outcome", "unit": "visit", "valuation": "proxy"}}),
    ("BR121", {"indicator": {"stage": "impact", "valuation": "proxy"}}),
    ("BR121", {"indicator": {"stage": None, "unit": "visit", "valuation": "cost avoided"}}),
    ("BR121", {"indicator": {"stage": None, "unit": "visit to a doctor", "valuation": "proxy"}}),
    ("BR121", {"indicator": {"stage": "output", "value": None}}),
    ("BR145", {"indicator": {"cash": "capacity", "realised": 0}}),
    ("BR145", {"indicator": {"cash": "capacity", "value": None}}),
    ("BR145", {"indicator": {"cash": "equivalent"}}),
    ("BR146", {"cost": {"cash": "capacity", "realised": Range(0.1, 0.3)}}),
    ("BR146", {"cost": {"cash": "cash"}}),
    ("BR122", {"indicator": {**SALES, "margin": 1}}),
    ("BR122", {"indicator": {**SALES, "cash": "avoided"}}),
    ("BR122", {"indicator": {"valuation": None, "lever": "l"}, **TO_SERVICE}),
    ("BR122", {"indicator": {"valuation": None}}),
    ("BR136", {"effect": {"change": Estimate(100, 80, 119)}}),
    ("BR136", {"effect": {"change": Estimate(1, -100, 104)}}),
    ("BR136", {"effect": {"change": Estimate(475, -313, 1242)}}),
    ("BR136", {"effect": {"change": Range(90, 200)}}),
    ("BR136", {"effect": {"change": Estimate(100, 90, 200, max=115)}}),
    ("BR137", {"effect": {"change": Studies([2, 2.4, 2.7])}}),
    ("BR137", {"effect": {"change": Studies([-3, 0, 90])}}),
    ("BR137", {"effect": {"change": Studies([0.85, 2.4, 5.57], max=12)}}),
    ("BR137", {"effect": {"change": Studies([-0.85, -2.4, -5.57], min=-12)}}),
    ("BR137", {"effect": {"credit": Studies([0.1, 0.3, 0.9])}}),
    ("BR210", {"rate": 0.99}),
    ("BR210", {"cost": {"contingency": 2}}),
    ("BR210", {"indicator": SHARE, "effect": {"change": Range(0.02, 0.08)}}),
    ("BR210", {"indicator": {"unit": "share of the press"}, "effect": {"change": 5}}),
    ("BR210", {"indicator": {"unit": "point"}, "effect": {"change": 5}}),
    ("BR211", {"rate": 0.29}),
    ("BR211", {"rate": -0.1}),
    ("BR211", {"rate": 1.0}),
    ("BR212", {"indicator": {"valuation": "margin on sales", "margin": 1}}),
    ("BR212", {"indicator": {"valuation": "margin on sales"}}),
    ("BR212", {"indicator": {**SALES, "margin": 0.4}}),
    ("BR213", {"more": a_tool({}, [a_cost()], kind="nothing")}),
    ("BR213", {"more": a_tool({}, [a_cost()], not_applicable={"calls": "nobody calls there"})}),
    ("BR214", {"indicator": {"statement": "Calls avoided in a year"}}),
    ("BR214", {"indicator": {"statement": "Calls avoided in a week"}, "periods": 3, "step": "week"}),
    ("BR214", {"indicator": {"statement": "A quarter of all calls"}}),
    ("BR214", {"indicator": {"statement": "Readers of the quarterly magazine who call less"}}),
    ("BR214", {"indicator": {"statement": "Calls answered within a month"}}),
    ("BR214", {"indicator": {"statement": "Readers of the monthly newsletter who call less"}}),
    ("BR214", {"indicator": {"statement": "Calls avoided in a year, a twelfth of them a month"}}),
    ("BR214", {"indicator": {"statement": "Rent of empty rooms saved", "unit": "month"}}),
    ("BR214", {"indicator": {"statement": "Readers who stay", "unit": "monthly active user"}}),
    ("BR214", {"indicator": {"statement": "Cost of a month of work saved"}}),
    ("BR214", {"indicator": {"statement": "Days of annual leave that need no stand-in"}, **MONTHLY}),
    ("BR214", {"cost": {"item": "Printing, once a month", "when": "each"}}),
    ("BR214", {"cost": {"item": "La lettre mensuelle", "when": "each"}}),
    ("BR214", {"cost": {"item": "First month, by the month (a trial a month long)", "when": "upfront"}}),
    ("BR214", {"cost": {"item": "Year's seats and enablement"}, **MONTHLY}),
    ("BR214", {"cost": {"item": "Platform, upkeep a year", "when": "upfront"}, **MONTHLY}),
    ("BR214", {"cost": {"item": "The annual report, its pages on the blog", "when": "each"}, **MONTHLY}),
    ("BR214", {"indicator": {"statement": "Calls about contracts of a year or more", "unit": "call"}}),
    ("BR216", {"tool": {"introduced": date(2026, 6, 30)}}),
    ("BR216", {"tool": {"introduced": None}}),
    ("BR216", {"tool": {"introduced": date(2027, 1, 15)}, "horizon": Horizon(start=date(2027, 1, 1), periods=1)}),
    ("BR217", {"effect": {"change": Samples(MONTHS[:11])}, **MONTHLY}),
    ("BR217", {"effect": {"change": Samples((MONTHS * 2)[:30])}, **MONTHLY}),
    ("BR217", {"effect": {"change": Samples([7.0] * 24)}, **MONTHLY}),
    ("BR217", {"effect": {"change": Samples(MONTHS, weights=range(24))}, **MONTHLY}),
    ("BR217", {"indicator": {"value": Samples(MONTHS)}, **MONTHLY}),
    ("BR217", {"cost": {"amount": Samples(MONTHS), "when": "upfront"}, **MONTHLY}),
    ("BR217", {"drivers": {"posts": Driver("Posts", Samples(MONTHS), varies="each period")}}),
    ("BR224", {"discounting": Discounting(rate=0, timing="end", kind="real"), "prices": REAL}),
    ("BR225", {"effect": {"change": "5 * growth(0.02)"}, "prices": REAL}),
    ("BR219", {"drivers": POSTS | {"visits": Driver("Visits", "posts * views", unit="visit")}}),
    ("BR219", {"drivers": POSTS | {"visits": Driver("Visits", "posts + unknown"), "unknown": Driver("Unknown", 3)}}),
    ("BR218", {"effect": {"change": Range(0.5, 12), "evidence": "estimated"}}),
    ("BR218", {"effect": {"change": Range(4, 12), "evidence": "measured"}}),
    ("BR218", {"effect": {"change": Range(-0.5, 12), "evidence": "measured"}}),
    ("BR218", {"effect": {"change": Range(0.5, 12, shape="normal"), "evidence": "measured"}}),
    ("BR218", {"effect": {"change": Range(0.5, 12, shape="lognormal"), "evidence": "measured"}}),
    ("BR218", {"effect": {"change": Uniform(0.5, 12), "evidence": "measured"}}),
    ("BR218", {"effect": {"change": Normal(6, 3), "evidence": "measured"}}),
]


def changed(changes: dict[str, Any]) -> Case:
    """Build a sound case with these changes, and with one more tool where ``more`` has one."""
    case = sound(**{name: value for name, value in changes.items() if name not in ("more", "rate")})
    if "more" in changes:
        case = evolve(case, tools={**case.tools, "fair": changes["more"]})
    return evolve(case, discounting=Discounting(rate=changes["rate"], timing="end")) if "rate" in changes else case


def test_of_a_sound_case_nothing_is_asked() -> None:
    assert codes(sound()) == set()


@pytest.mark.parametrize(("code", "path", "changes"), RAISED)
def test_what_is_implausible_is_asked_about_at_its_place_and_nothing_else_is(
    code: str, path: str, changes: dict[str, Any]
) -> None:
    case = changed(changes)
    (check,) = (check for check in blogroi.evaluate(case, draws=10).checks if check.code == code)
    assert (check.path, check.severity) == (path, "warning")
    assert check.message.endswith(".")
    assert codes(case) == {code}


@pytest.mark.parametrize(("code", "changes"), LEFT_ALONE)
def test_the_nearest_that_is_plausible_is_left_alone(code: str, changes: dict[str, Any]) -> None:
    assert code not in codes(changed(changes))


def test_every_cost_in_staff_time_is_asked_about_and_no_other() -> None:
    hours = {"cash": "capacity", "when": "each"}
    costs = [a_cost(item="Writing", **hours), a_cost(item="Hosting"), a_cost(item="Answers", **hours)]
    case = sound()
    case = evolve(case, tools={"blog": evolve(case.tools["blog"], costs=costs)})
    found = [finding.path for finding in blogroi.check(case, select=["BR146"]).findings]
    assert found == ["tools.blog.costs[1].realised", "tools.blog.costs[3].realised"]


@pytest.mark.parametrize(("why", "asked"), [("nobody calls there", []), (None, ["indicators.calls.realised"])])
def test_freed_time_is_asked_about_where_it_may_count(why: str | None, asked: list[str]) -> None:
    """By what fills a gap, too: a share that is not stated would make nothing of it in cash."""
    case = sound(indicator={"cash": "capacity"})
    blog = evolve(case.tools["blog"], effects={}, not_applicable={} if why is None else {"calls": why})
    case = evolve(case, tools={"blog": blog})
    assert [finding.path for finding in blogroi.check(case, select=["BR145"]).findings] == asked


@pytest.mark.parametrize(
    ("code", "change", "evidence"),
    [("BR217", Samples(MONTHS), "estimated"), ("BR218", Range(0.5, 12), "measured"), ("BR210", 5, "estimated")],
)
def test_one_change_that_tools_share_is_asked_about_once_and_where_it_stands(
    code: str, change: Any, evidence: str
) -> None:
    one = {"shared": True, "change": change} | ({"unit": "share"} if code == "BR210" else {})
    case = sound(effect={"change": None, "evidence": evidence}, indicator=one, **MONTHLY)
    case = evolve(case, tools={**case.tools, "fair": evolve(case.tools["blog"], name="The fair")})
    (check,) = (check for check in blogroi.evaluate(case, draws=10).checks if check.code in PLAUSIBILITY)
    assert (check.code, check.path) == (code, "indicators.calls.change")
    assert "The blog" not in check.message
    assert "The fair" not in check.message


def test_every_rule_is_tried_both_ways() -> None:
    in_files = {"BR215"}  # below
    assert {code for code, *_ in RAISED} | in_files == set(PLAUSIBILITY)
    assert {code for code, _ in LEFT_ALONE} | in_files == set(PLAUSIBILITY)


SENTENCES = {
    "BR121": "'Calls avoided' is an output, valued as if it were an outcome. Value what it leads to instead, or write"
    ' `stage = "outcome"` where each one brings in or saves money by itself.',
    "BR122": "'Calls avoided' is valued as revenue, and all of it is counted as gain. State the share that is gain as `margin`: 1 if"
    " all of it is.",
    "BR136": "The blog, Calls avoided: the interval 90 to 200 reaches further on one side of the estimate 100. The mean, which is what"
    " counts, is 122. If the estimate is itself a mean, write `{ mean = ..., sd = ... }`.",
    "BR137": "The blog, Calls avoided: these 3 studies lie so far apart that the next is expected at 6.4 times its middle value of 2.25: a few"
    " very large values carry the mean. Keep the studies that are like your case, write a `max`, or write a range of your own.",
    "BR145": "'Calls avoided' is freed working time, and it is not stated how much of it became money: in cash it counts 0. Write which share did"
    " as `realised`, such as `{ low = 0.2, high = 0.6 }`: less overtime, a post not filled, more sold.",
    "BR146": "The blog: 'Writing' is working time, and it is not stated how much of it cost money in the end: in cash it counts 0. Write which share"
    " did as `realised`: overtime, a post filled, work bought elsewhere.",
    "BR210": "A discount rate of 5 is 500 % a year. If 5 % is meant, write `0.05`.",
    "BR211": "A discount rate of 35 % a year is high: 3 % to 12 % is usual. If 3.5 % is meant, write `0.035`.",
    "BR212": "'Calls avoided': its value is called a margin on sales, and a `margin` below 1 is taken of it once more. Leave `margin`"
    ' out, or write `valuation = "market price"` if the value is the price.',
    "BR213": "The fair: no effect is stated, so that it can only cost. State what it changes, or say under `not_applicable` why it"
    ' cannot; going on as before is a tool of `kind = "nothing"`.',
    "BR214": "'Calls avoided in a month' speaks of a month, and a period of this case is a year. If its figures are for a month, state"
    " twelve times as much; if they are for a year, write so in the text.",
    "BR216": "The blog is introduced on 2026-09-01, after the day of the evaluation, 2026-06-30. Correct one of the two days; for a plan,"
    " let the horizon start after the evaluation too.",
    "BR217": "The blog: the change in 'Calls avoided' has 24 samples, which look like months. Each draw takes one of them for the whole"
    " window, so that good and bad months never even out. If they are months, write their mean and its error:"
    " `{ mean = 21.2, sd = 1.5 }`.",
    "BR219": "'Visits': `visit` is stated, and its formula comes to `post`. Correct the formula or a unit, or leave the unit out.",
    "BR218": "The blog: the change in 'Calls avoided': the measured interval, 0.5 to 12, is taken to lie mostly near its low end"
    ' (lognormal). Write `shape = "normal"` if the estimate lies half-way, or `shape = "lognormal"` to keep it.',
}


@pytest.mark.parametrize(
    ("unit", "step", "cure"),
    [
        ("call a week", "month", "state 4.35 times as much"),
        ("call a week", "quarter", "state 13 times as much"),
        ("call a week", "year", "state 52.2 times as much"),
        ("call a month", "quarter", "state three times as much"),
        ("call a quarter", "year", "state four times as much"),
        ("call a quarter", "month", "state a third of it"),
        ("call a year", "quarter", "state a quarter of it"),
        ("call a year", "week", "state it divided by 52.2"),
    ],
)
def test_how_many_steps_a_length_of_time_has_is_told(unit: str, step: str, cure: str) -> None:
    case = changed({"indicator": {"unit": unit}, "periods": 3, "step": step})
    (check,) = (check for check in blogroi.evaluate(case, draws=10).checks if check.code == "BR214")
    assert cure in check.message


@pytest.mark.parametrize("code", SENTENCES)
def test_the_sentence_holds_the_cure(code: str) -> None:
    changes = next(changes for one, _, changes in RAISED if one == code)
    (check,) = (check for check in blogroi.evaluate(changed(changes), draws=10).checks if check.code == code)
    assert check.message == SENTENCES[code]


def test_readings_of_months_under_a_yearly_step_are_brought_to_a_year() -> None:
    case = sound(effect={"change": Samples([10.0, 20.0] * 8)})
    (check,) = (check for check in blogroi.evaluate(case, draws=10).checks if check.code == "BR217")
    # a standard deviation of 5.164 over the root of 16, twelve times: 15.49
    assert check.message.endswith("write the mean for a year and its error: `{ mean = 180, sd = 15 }`.")


class TestThousands:
    def read(self, number: str, key: str = "unit_cost = 38\n", format: str = "toml") -> Case:
        name = key.partition(" = ")[0]
        return blogroi.loads(blogroi.template().replace(key, f"{name} = {number}\n"))

    @pytest.mark.parametrize("number", ["38.000", "1.000", "140.000"])
    def test_a_number_written_as_thousands_is_asked_about(self, number: str) -> None:
        case = self.read(number)
        (check,) = (check for check in blogroi.evaluate(case, draws=10).checks if check.code == "BR215")
        assert check.path == "tools.blog.costs[1].unit_cost"
        assert codes(case) == {"BR215"}

    def test_the_sentence_holds_the_cure(self) -> None:
        (finding,) = blogroi.check(self.read("38.000"), select=["BR215"]).findings
        assert finding.message == (
            "`38.000` is read as 38: a point is a decimal point here. If 38,000 is meant, write `38000`."
        )

    @pytest.mark.parametrize(
        "number", ["38", "38.0", "38.00", "38.0000", "38.250", "38.500", "1438.000", "0.000", "3.8e1"]
    )
    def test_other_ways_to_write_a_number_are_left_alone(self, number: str) -> None:
        assert codes(self.read(number)) == set()

    def test_a_share_cannot_be_meant_in_thousands(self) -> None:
        assert (
            codes(
                self.read(
                    "1.000", "drop_off = 0.1                       # share of a lasting effect that fades each period\n"
                )
            )
            == set()
        )

    def test_it_is_found_wherever_a_quantity_has_numbers(self) -> None:
        text = (
            blogroi.template()
            .replace("high = 2600", "high = 2.600")
            .replace(
                "{ low = 900, mode = 1500, high = 2.600 }",
                '[{ low = 1.000, high = 2.000 }, 3.000, { samples = [4.000, 5] }]\nperiods = "apart"',
            )
            .replace(
                "prior = { low = 0, high = 40 }",
                "prior = { mean = 40.000, sd = 2.000 }\nscale = { worst = 0, best = 9.000 }",
            )
        )
        paths = [finding.path for finding in blogroi.check(blogroi.loads(text), select=["BR215"]).findings]
        change = "tools.blog.effects.calls_avoided.change"
        assert paths == [
            "indicators.memberships_kept.prior.mean",
            "indicators.memberships_kept.prior.sd",
            "indicators.memberships_kept.scale.best",
            f"{change}[1].high",
            f"{change}[1].low",
            f"{change}[2]",
            f"{change}[3].samples[1]",
        ]

    def test_json_is_read_alike(self) -> None:
        text = blogroi.dumps(self.read("38.0"), format="json").replace("38.0", "38.000")
        assert codes(blogroi.loads(text, format="json")) == {"BR215"}

    def test_how_it_was_written_is_no_part_of_the_case(self) -> None:
        one, other = self.read("38.000"), self.read("38.0")
        assert one == other
        assert hash(one) == hash(other)
        assert fingerprint(one) == fingerprint(other)
        assert blogroi.dumps(one) == blogroi.dumps(other)

    def test_what_was_changed_since_is_not_asked_about(self) -> None:
        case = self.read("38.000")
        costs = case.tools["blog"].costs
        assert codes(evolve(case, title="Another title")) == {"BR215"}
        for changed_costs in ([evolve(costs[0], unit_cost=40), *costs[1:]], costs[1:], []):
            tool = evolve(case.tools["blog"], costs=changed_costs)
            assert codes(evolve(case, tools={**case.tools, "blog": tool})) == set()

    def test_it_is_no_key_of_a_file(self) -> None:
        with pytest.raises(blogroi.CaseError, match="as_written: is not known here"):
            blogroi.loads(f"as_written = {{}}\n{blogroi.template()}")


class TestSettingAside:
    CASE = sound(indicator={"statement": "Calls avoided in a month"}, tool={"introduced": FUTURE})

    def test_it_is_set_aside_by_name_with_its_reason_and_stays_in_sight(self) -> None:
        case = evolve(self.CASE, checks=CheckPolicy(ignore={"BR214": "monthly on purpose"}))
        result = blogroi.evaluate(case, draws=10)
        assert codes(case) == {"BR216"}
        (one,) = result.ignored
        assert (one.code, one.path, one.reason) == ("BR214", "indicators.calls.statement", "monthly on purpose")
        assert result.to_dict()["ignored"] == [
            {"code": "BR214", "severity": "warning", "path": one.path, "message": one.message, "reason": one.reason}
        ]
        (aside,) = blogroi.check(case, select=["BR214"]).ignored
        assert (aside.message, aside.reason) == (one.message, one.reason)

    def test_at_a_path_it_is_set_aside_there_alone(self) -> None:
        here = evolve(self.CASE, checks=CheckPolicy(ignore={"BR21 indicators.calls": "", "BR21 tools.fair": ""}))
        assert codes(here) == {"BR216"}
        assert [one.reason for one in blogroi.evaluate(here, draws=10).ignored] == [""]

    def test_what_a_figure_rests_on_is_set_aside_too(self) -> None:
        tool = a_tool({"calls": an_effect(5, lasts=9)}, [a_cost()])
        case = a_case({"blog": tool}, checks=CheckPolicy(ignore={"BR206": "all contracts end then"}))
        assert "BR206" not in {check.code for check in blogroi.evaluate(case, draws=10).checks}
        assert [one.reason for one in blogroi.evaluate(case, draws=10).ignored] == ["all contracts end then"]
        assert not [one for one in blogroi.check(case).findings if one.code == "BR191"]

    def test_no_figure_moves(self) -> None:
        case = evolve(self.CASE, checks=CheckPolicy(ignore={"BR214": "monthly on purpose"}))
        before, after = (blogroi.evaluate(each, draws=10).to_dict() for each in (self.CASE, case))
        for part in ("checks", "ignored", "fingerprint"):
            del before[part], after[part]
        assert before == after


def test_every_question_is_a_warning() -> None:
    assert {explanations()[code].severity for code in PLAUSIBILITY} == {"warning"}


def test_the_window_of_the_tests_has_begun_on_the_day_of_the_evaluation() -> None:
    day = sound().evaluated
    assert day is not None
    assert day > START


def test_the_error_of_a_mean_of_months_is_that_of_a_sample() -> None:
    """The sum of the squares about 11 is 572: over 11 and over 12, twelve times its root is 25.0."""
    changes = {"effect": {"change": Samples([2.0 * month for month in range(12)])}}
    (check,) = (check for check in blogroi.evaluate(changed(changes), draws=10).checks if check.code == "BR217")
    assert check.message.endswith("write the mean for a year and its error: `{ mean = 132, sd = 25 }`.")


@pytest.mark.parametrize(("change", "cure"), [(-5, "If 5 % is meant, write `0.05`."), (Range(2, 8), "write `0.08`.")])
def test_a_share_past_one_is_told_as_the_share_that_was_meant(change: Any, cure: str) -> None:
    case = changed({"indicator": SHARE, "effect": {"change": change}})
    (check,) = (check for check in blogroi.evaluate(case, draws=10).checks if check.code == "BR210")
    assert check.message.endswith(cure)
