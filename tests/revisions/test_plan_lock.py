"""What was changed after a plan was locked is found, what is only written otherwise is not, and no figure hangs on it."""

from __future__ import annotations

import datetime
import json
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, OptionError, Plan
from blogroi.codes.codes import explanations
from blogroi.codes.plan_checks import CODES, LATE
from blogroi.model import Published, Total
from blogroi.revisions.plan_lock import under_plan
from tests.revisions.houses import HOUSE, OTHER_KEYS, PLAN, TEXT, altered


def moved(case: Case, plan: Plan = PLAN) -> list[tuple[str, str, str | None, str | None]]:
    """What has moved: its kind, its path, what it was and what it is."""
    standing = under_plan(case, plan).plan
    assert standing is not None
    return [(one.kind, one.path, one.before, one.now) for one in standing.moved]


AFTER_THE_FACT: dict[str, tuple[Case, tuple[str, str, str | None, str | None]]] = {
    "a target is lowered": (
        altered(("target = 8000", "target = 8600")),
        ("target", "indicators.calls.target", "8000", "8600"),
    ),
    "a baseline is read anew": (
        altered(("baseline = 9000", "baseline = 9500")),
        ("target", "indicators.calls.baseline", "9000", "9500"),
    ),
    "a deadline is put off": (
        altered(("deadline = 2027-12-31", "deadline = 2028-12-31")),
        ("window", "indicators.calls.deadline", '"2027-12-31"', '"2028-12-31"'),
    ),
    "the window is moved": (
        altered(("start = 2026-01-01, periods", "start = 2026-07-01, periods")),
        ("window", "horizon.start", '"2026-01-01"', '"2026-07-01"'),
    ),
    "a declaration is dated back": (
        altered(("declared = 2026-04-01", "declared = 2025-10-01")),
        ("window", "indicators.belonging.declared", '"2026-04-01"', '"2025-10-01"'),
    ),
    "another comparison is taken": (
        altered(('comparison = "staggered launch"', 'comparison = "before-after"')),
        ("method", "indicators.calls.measurement.comparison", '"staggered launch"', '"before-after"'),
    ),
    "a unit is worth more": (
        altered(("value = { low = 250, high = 420 }", "value = { low = 250, high = 620 }")),
        ("yardstick", "indicators.deals.value", "{ low = 250, high = 420 }", "{ low = 250, high = 620 }"),
    ),
    "a weight is moved": (
        altered(("weight = { low = 0.2, high = 0.7 }", "weight = { low = 0.5, high = 0.7 }")),
        ("yardstick", "objectives.service.weight", "{ low = 0.2, high = 0.7 }", "{ low = 0.5, high = 0.7 }"),
    ),
    "an objective is reworded": (
        altered(("Members are served better", "Members are served")),
        ("reworded", "objectives.service.statement", '"Members are served better"', '"Members are served"'),
    ),
    "a tool is meant for what it brought": (
        attrs.evolve(
            HOUSE,
            tools=dict(HOUSE.tools)
            | {"blog": attrs.evolve(HOUSE.tools["blog"], intended=["calls", "deals", "mentions"])},
        ),
        ("purpose", "tools.blog.intended", None, '["Calls to the help desk", "Deals closed", "Mentions in the press"]'),
    ),
    "money is discounted at another rate": (
        altered(("rate = 0.035", "rate = 0.02")),
        ("yardstick", "discounting.rate", "0.035", "0.02"),
    ),
    "an indicator is added": (
        altered(
            (
                "[tools.blog]\n",
                '[indicators.smiles]\nstatement = "Smiles"\nunit = "smile"\nbetter = "higher"\nlever = "mood"\n\n[tools.blog]\n',
            )
        ),
        ("added", "indicators.smiles", None, None),
    ),
    "a prior is asked again": (
        altered(("prior = { low = -2, high = 6 }", "prior = { low = 0, high = 9 }")),
        ("yardstick", "indicators.belonging.prior", "{ low = -2, high = 6 }", "{ low = 0, high = 9 }"),
    ),
    "a scale is stretched": (
        altered(("scale = { worst = 2000, best = -3000 }", "scale = { worst = 2000, best = -2000 }")),
        (
            "yardstick",
            "indicators.calls.scale",
            "{ worst = 2000, best = -3000 }",
            "{ worst = 2000, best = -2000 }",
        ),
    ),
}


@pytest.mark.parametrize("name", AFTER_THE_FACT)
def test_what_is_changed_after_the_fact_is_found(name: str) -> None:
    case, expected = AFTER_THE_FACT[name]
    assert moved(case) == [expected]


def test_what_is_dropped_is_found() -> None:
    text = TEXT[: TEXT.index("[indicators.visits]")] + TEXT[TEXT.index("[indicators.leads]") :]
    text = text[: text.index("[tools.newsletter.effects.visits]")] + text[text.index("[tools.newsletter.not_app") :]
    assert moved(blogroi.loads(text)) == [("dropped", "indicators.visits", None, None)]


DEAR = blogroi.Scenario(statement="Money is dear", set={"discounting.rate": 0.1})


def without_estimates() -> Case:
    """The house with its estimates found out, and one tool's effects gone: estimates are no part of a plan."""
    blog = HOUSE.tools["blog"]
    effects = {name: attrs.evolve(effect, evidence="measured", change=5) for name, effect in blog.effects.items()}
    effects = {name: effect for name, effect in effects.items() if HOUSE.indicators[name].change is None}
    tools = dict(HOUSE.tools) | {"blog": attrs.evolve(blog, effects=effects, costs=())}
    return attrs.evolve(HOUSE, tools=tools, correlations=())


def turned_round() -> Case:
    from blogroi.testing.variants.naming import reversed_order

    return reversed_order(HOUSE)


HARMLESS: dict[str, Case] = {
    **{f"{part} has another key": case for part, case in OTHER_KEYS.items()},
    "everything stands in another order": turned_round(),
    "numbers are written otherwise": altered(("target = 8000", "target = 8e3"), ("rate = 0.035", "rate = 0.0350"), ("baseline = 9000", "baseline = 9_000.0")),
    "a day is a text": blogroi.loads(blogroi.dumps(HOUSE, format="json"), format="json"),
    "an interval says what is usual": altered(("value = { low = 6, high = 11 }", "value = { high = 11.0, low = 6.00, confidence = 0.9 }")),
    "capitals and spaces are otherwise": altered(("Members are served better", " members are  served Better ")),
    "an objective is a share of 1": altered(('objective = "sales"', "objectives = { sales = 1.0 }")),
    "a source is named": altered(("value = { low = 6, high = 11 }", 'value = { low = 6, high = 11, source = "the accounts", year = 2025 }')),
    "somebody else says that this is the rate": attrs.evolve(HOUSE, discounting=attrs.evolve(HOUSE.discounting, source="the ministry")),
    "a lever does not say the family that it has anyway": altered(('family = "process"\n', ""), ('family = "sales"\n', "")),
    "estimates were found out": without_estimates(),
    "figures were printed of all tools": attrs.evolve(HOUSE, total=Total(published=Published(npv=12_000, source="the annual report"))),
    "something else could be": attrs.evolve(HOUSE, scenarios={"dear": DEAR}).under("dear"),
    "the day of the evaluation is another": altered(("evaluated = 2026-06-30", "evaluated = 2027-06-30")),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_only_written_otherwise_is_no_move(name: str) -> None:
    assert moved(HARMLESS[name]) == []


def test_a_case_in_one_of_its_scenarios_is_still_known_to_be_in_it() -> None:
    case = attrs.evolve(HOUSE, scenarios={"dear": DEAR})
    held = under_plan(case.under("dear"), PLAN)
    assert (held.scenario, held.stated, held.discounting.rate) == ("dear", case, 0.1)


class TestLabels:
    def planned(self, **intended: list[str] | None) -> Plan:
        tools = dict(HOUSE.tools)
        for key, names in intended.items():
            tools[key] = attrs.evolve(tools[key], intended=names)
        return blogroi.register(attrs.evolve(HOUSE, tools=tools), day="2025-12-15")

    def test_go_by_the_plan_where_the_case_says_nothing(self) -> None:
        result = blogroi.evaluate(HOUSE, plan=self.planned(blog=["calls"]), draws=100)
        blog = result.tools["blog"]
        assert blog.anticipated is not None
        assert blog.anticipated.mean == blog.by_indicator["calls"].mean

    def test_go_by_the_plan_where_something_else_is_said_since(self) -> None:
        wide = AFTER_THE_FACT["a tool is meant for what it brought"][0]
        plan = self.planned(blog=["calls"])
        first, second = (blogroi.evaluate(case, plan=plan, draws=100).tools["blog"] for case in (HOUSE, wide))
        assert (first.anticipated, first.emergent) == (second.anticipated, second.emergent)

    def test_go_by_what_the_case_says_of_a_tool_of_which_the_plan_says_nothing(self) -> None:
        result, without = (
            blogroi.evaluate(HOUSE, plan=plan, draws=100).tools["blog"].anticipated for plan in (PLAN, None)
        )
        assert result == without

    def test_find_an_indicator_by_its_statement_when_it_has_another_key(self) -> None:
        case = HARMLESS["an indicator has another key"]
        standing = under_plan(case, self.planned(blog=["mentions", "calls"])).plan
        assert standing is not None
        assert dict(standing.intended) == {"blog": ("press", "calls")}

    def test_a_tool_that_was_there_before_the_plan_is_named(self) -> None:
        plan = blogroi.register(attrs.evolve(HOUSE, tools={key: attrs.evolve(tool, intended=()) for key, tool in HOUSE.tools.items()}), day="2030-01-01")  # fmt: skip
        found = [check for check in blogroi.evaluate(HOUSE, plan=plan, draws=10).checks if check.code == LATE]
        assert len(found) == 1
        assert "The blog" in found[0].message


class TestAnswers:
    def test_every_kind_of_move_has_a_code_with_words(self) -> None:
        assert set(CODES.values()) | {LATE} <= set(explanations())

    def test_every_move_is_a_check_of_an_evaluation_and_a_finding_of_a_review(self) -> None:
        case = altered(("target = 8000", "target = 8600"))
        said = "Target of 'Calls to the help desk': 8,000 in the plan of 2025-12-15, 8,600 now."
        result = blogroi.evaluate(case, plan=PLAN, draws=10)
        assert [check.message for check in result.checks if check.code == "BR605"] == [said]
        assert [one.message for one in blogroi.check(case, plan=PLAN).findings if one.code == "BR605"] == [said]

    @pytest.mark.parametrize(
        "ask",
        [
            lambda **held: blogroi.evaluate(HOUSE, draws=50, **held),
            lambda **held: blogroi.check(HOUSE, **held),
            lambda **held: blogroi.choose(HOUSE, budget=90_000, draws=50, **held),
            lambda **held: blogroi.sensitivity(HOUSE, draws=50, **held),
            lambda **held: blogroi.suppose(HOUSE, settings={}, draws=50, **held),
            lambda **held: blogroi.worth_measuring(HOUSE, draws=50, **held),
            lambda **held: blogroi.launch(HOUSE, tool="blog", draws=50, **held),
            lambda **held: blogroi.history([HOUSE], draws=50, **held),
        ],
    )
    def test_every_answer_says_how_the_case_stands_to_the_plan_and_comes_back(self, ask: Any) -> None:
        held, free = ask(plan=PLAN), ask()
        assert held.to_dict()["plan"]["day"] == "2025-12-15"
        assert "plan" not in free.to_dict()
        assert type(held).from_dict(json.loads(held.to_json())) == held

    def test_a_result_is_replayed_under_its_plan(self) -> None:
        result = blogroi.evaluate(altered(("target = 8000", "target = 8600")), plan=PLAN, draws=10).to_dict()
        case = altered(("target = 8000", "target = 8600"))
        assert blogroi.replay(case, result=result, plan=PLAN).same
        assert not blogroi.replay(case, result=result).same

    def test_the_fingerprint_is_that_of_the_case(self) -> None:
        assert blogroi.evaluate(HOUSE, plan=PLAN, draws=10).fingerprint == PLAN.fingerprint
        assert under_plan(HOUSE, PLAN) == HOUSE


class TestPlan:
    def test_comes_back_from_its_data(self) -> None:
        assert Plan.from_json(PLAN.to_json()) == PLAN
        assert Plan.from_dict(json.loads(json.dumps(PLAN.to_dict()))) == PLAN

    def test_holds_no_estimate(self) -> None:
        text = PLAN.to_json()
        assert '"effects"' not in text
        assert '"costs"' not in text
        assert PLAN.case.indicators["leads"].change is None

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            PLAN.day = datetime.date(2020, 1, 1)  # type: ignore[misc]

    @pytest.mark.parametrize(
        ("before", "after"), [("8000", "8600"), ("2025-12-15", "2025-01-15"), ("Members are", "People are")]
    )
    def test_that_was_changed_by_hand_is_refused(self, before: str, after: str) -> None:
        text = PLAN.to_json()
        assert before in text
        with pytest.raises(OptionError, match="does not fit: the plan was changed after it was locked"):
            Plan.from_json(text.replace(before, after))

    def test_says_what_is_wrong_with_its_case(self) -> None:
        document = PLAN.to_dict()
        document["case"]["horizon"]["periods"] = "three"
        with pytest.raises(OptionError, match=r"case\.horizon\.periods: 'three' is not a whole number"):
            Plan.from_dict(document)

    def test_is_of_today_unless_a_day_is_given(self) -> None:
        today = datetime.datetime.now().astimezone().date()
        assert (blogroi.register(HOUSE).day - today).days in (0, 1)
        assert blogroi.register(HOUSE, day=datetime.date(2025, 1, 2)).day == datetime.date(2025, 1, 2)

    @pytest.mark.parametrize("day", ["tomorrow", 5, datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)])
    def test_has_a_day_that_is_one(self, day: Any) -> None:
        with pytest.raises(OptionError, match=r"day: .* is not a day: write it as 2025-11-01"):
            blogroi.register(HOUSE, day=day)

    def test_is_asked_for_where_something_else_is_given(self) -> None:
        with pytest.raises(OptionError, match=r"plan: 'plan.json' is not a plan: `blogroi.register` makes one"):
            blogroi.evaluate(HOUSE, plan="plan.json")  # type: ignore[arg-type]
        with pytest.raises(OptionError, match=r"case: 'case.toml' is not a case"):
            blogroi.register("case.toml")  # type: ignore[arg-type]

    @pytest.mark.parametrize("realised", ["kept / 2", [0.2] * HOUSE.horizon.periods], ids=["formula", "list"])
    def test_keeps_the_share_that_is_to_become_money_and_says_when_it_is_raised(self, realised: Any) -> None:
        before, after = (
            self.with_calls(cash="capacity", realised=share, realised_source=said)
            for share, said in ((realised, "the head of service"), (0.9, ""))
        )
        plan = blogroi.register(before, day="2025-12-15")
        assert moved(attrs.evolve(before, evaluated="2027-01-31"), plan) == []
        ((kind, path, _, now),) = moved(after, plan)
        assert (kind, path, now) == ("yardstick", "indicators.calls.realised", "0.9")

    def with_calls(self, **changes: Any) -> Case:
        calls = attrs.evolve(HOUSE.indicators["calls"], **changes)
        drivers = {"kept": blogroi.Driver("What is kept", 0.8)}
        return attrs.evolve(HOUSE, drivers=drivers, indicators=dict(HOUSE.indicators) | {"calls": calls})

    def test_keeps_drivers_only_where_a_yardstick_is_made_of_them(self) -> None:
        drivers = {"wage": blogroi.Driver("What an hour costs", 40)}
        hours = attrs.evolve(HOUSE.indicators["calls"], value="wage / 5")
        with_formula = attrs.evolve(HOUSE, drivers=drivers, indicators=dict(HOUSE.indicators) | {"calls": hours})
        plan = blogroi.register(with_formula, day="2025-12-15")
        assert set(plan.case.drivers) == {"wage"}
        assert not blogroi.register(attrs.evolve(HOUSE, drivers=drivers)).case.drivers
        respelt = attrs.evolve(
            with_formula, indicators=dict(HOUSE.indicators) | {"calls": attrs.evolve(hours, value="(wage)/5.0")}
        )
        assert moved(respelt, plan) == []


class TestYardsticksMadeOfDrivers:
    """What a unit is worth, and how much of it becomes money, may be said by drivers: who moves these moves it."""

    CASE = attrs.evolve(
        HOUSE,
        drivers={
            "wage": blogroi.Driver("What an hour costs", blogroi.Range(30, 50), source="the payroll", year=2025),
            "hour": blogroi.Driver("What an hour costs with what goes with it", "1.4 * wage"),
            "spared": blogroi.Driver("Share of what is freed that became money", 0.3, unit="share"),
            "visits": blogroi.Driver("Visits", 900),
        },
        indicators=dict(HOUSE.indicators)
        | {
            "calls": attrs.evolve(
                HOUSE.indicators["calls"], value="hour / 5", cash="capacity", realised="spared ** 1", sources={}
            )
        },
    )

    def planned(self) -> Plan:
        return blogroi.register(self.CASE, day="2025-12-15")

    def changed(self, **drivers: Any) -> Case:
        stated = dict(self.CASE.drivers)
        stated |= {key: attrs.evolve(stated[key], **fields) for key, fields in drivers.items()}
        return attrs.evolve(self.CASE, drivers=stated)

    def test_keep_what_they_are_made_of_and_no_more(self) -> None:
        assert set(self.planned().case.drivers) == {"wage", "hour", "spared"}
        assert moved(self.CASE, self.planned()) == []

    def test_move_with_a_driver(self) -> None:
        dearer = self.changed(wage={"value": blogroi.Range(40, 70)}, spared={"value": 0.8})
        assert moved(dearer, self.planned()) == [
            ("yardstick", "drivers.spared.value", "0.3", "0.8"),
            ("yardstick", "drivers.wage.value", "{ low = 30, high = 50 }", "{ low = 40, high = 70 }"),
        ]
        standing = under_plan(dearer, self.planned()).plan
        assert standing is not None
        assert standing.moved[1].statement == "What an hour costs"

    def test_do_not_move_with_what_else_there_is_nor_with_who_says_so(self) -> None:
        case = self.changed(wage={"source": "the unions", "year": 2026}, visits={"value": 1200})
        calls = attrs.evolve(case.indicators["calls"], realised_source="the accounts")
        assert moved(attrs.evolve(case, indicators=dict(case.indicators) | {"calls": calls}), self.planned()) == []

    def test_move_once_where_they_are_made_of_other_drivers(self) -> None:
        calls = attrs.evolve(self.CASE.indicators["calls"], realised=0.5)
        case = attrs.evolve(self.CASE, indicators=dict(self.CASE.indicators) | {"calls": calls})
        assert moved(case, self.planned()) == [("yardstick", "indicators.calls.realised", '"spared ** 1"', "0.5")]

    def test_do_not_move_where_a_driver_has_another_key(self) -> None:
        drivers = {
            {"wage": "pay", "spared": "saved"}.get(key, key): driver for key, driver in self.CASE.drivers.items()
        }
        drivers["hour"] = attrs.evolve(drivers["hour"], value="1.4 * pay")
        calls = attrs.evolve(self.CASE.indicators["calls"], realised="saved ** 1")
        indicators = dict(self.CASE.indicators) | {"calls": calls}
        assert moved(attrs.evolve(self.CASE, drivers=drivers, indicators=indicators), self.planned()) == []


def test_its_tables_are_in_the_order_of_the_keys() -> None:
    rows = [*PLAN.tables["indicators"]]
    assert [row["indicator"] for row in rows] == sorted(HOUSE.indicators)
    assert {row["indicator"]: (row["better"], row["lever"]) for row in rows}["calls"] == ("lower", "answers")
    told = [(row["tool"], row["indicator"], row["is_intended"]) for row in PLAN.tables["intended"]]
    assert [(tool, name) for tool, name, _ in told] == [
        (tool, name) for tool in sorted(HOUSE.tools) for name in sorted(HOUSE.indicators)
    ]
    assert {said for _, _, said in told} == {None}


def test_its_tables_say_what_each_tool_is_meant_for() -> None:
    case = altered(('kind = "blog"\n', 'kind = "blog"\nintended = ["deals", "mentions"]\n'))
    told = [row for row in blogroi.register(case, day="2025-12-15").tables["intended"] if row["tool"] == "blog"]
    assert [row["indicator"] for row in told if row["is_intended"]] == ["deals", "mentions"]
    assert {row["is_intended"] for row in told} == {True, False}


def test_it_says_what_it_is_in_a_line() -> None:
    assert repr(PLAN) == "<Plan of 'A house with a bit of everything': locked on 2025-12-15>"
