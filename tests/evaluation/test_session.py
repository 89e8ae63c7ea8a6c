"""A session: the figures of an evaluation, whatever was asked before, and what did not change kept."""

from __future__ import annotations

import datetime
import json
import math
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

import blogroi
from blogroi import (
    Case,
    CaseError,
    Conventions,
    Correlation,
    Discounting,
    NetPresentValues,
    OptionError,
    Range,
    Scenario,
    Session,
    evaluate,
)
from blogroi.evaluation import session as session_module
from blogroi.evaluation import size
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

DRAWS = 300
CHANGE = "tools.blog.effects.calls_avoided.change"


def asked(case: Case, **stated: Any) -> NetPresentValues:
    """Ask a session that was asked nothing before."""
    return Session(case, draws=DRAWS, **stated).evaluate()


def assert_evaluated(found: NetPresentValues, case: Case, figures: str = "npv", **stated: Any) -> None:
    """Hold an answer against an evaluation, figure by figure and bit for bit."""
    whole = evaluate(case, draws=DRAWS, figures=(figures,), **stated)
    assert list(found.tools) == list(whole.tools)
    for key, tool in found.tools.items():
        other = whole.tools[key]
        assert (tool.name, tool.npv, tool.verdict, tool.gaps) == (other.name, other.npv, other.verdict, other.gaps)
        assert tool.probability_positive == other.probability_positive
        assert tool.probability_even == other.probability_even
    assert found.order == whole.ranking.order
    for part in ("fingerprint", "title", "currency", "conventions", "names", "version", "numpy"):
        assert getattr(found, part) == getattr(whole, part)


@pytest.mark.parametrize(
    "stated",
    [
        {},
        {"seed": 7},
        {"gaps": "bounds"},
        {"gaps": "prior"},
        {"view": "whole-life", "viewpoint": "organisation"},
        {"claims": "scaled", "exclude": ["equivalent"]},
        {"evidence": "corrected"},
    ],
    ids=str,
)
def test_it_answers_as_an_evaluation_does_under_any_conventions(stated: dict[str, Any]) -> None:
    assert_evaluated(asked(chamber(), **stated), chamber(), **stated)
    assert_evaluated(asked(chamber(), **stated), chamber(), "default", **stated)


def test_ready_conventions_stand_for_all_keywords() -> None:
    ready = Conventions.of(chamber(), draws=DRAWS, seed=3, gaps="bounds", exclude=["capacity"])
    session = Session(chamber(), conventions=ready)
    assert session.conventions == ready
    dearer = evolve(chamber(), discounting=Discounting(rate=0.1, timing="end"), gaps="prior")
    assert_evaluated(session.evaluate(dearer), dearer, seed=3, gaps="bounds", exclude=["capacity"])
    with pytest.raises(OptionError, match="seed"):
        Session(chamber(), conventions=ready, seed=4)


def test_a_policy_for_gaps_that_nobody_asked_for_is_that_of_each_case() -> None:
    session = Session(chamber(), draws=DRAWS)
    for gaps in ("bounds", "no-credit", "bounds", "prior", "no-credit"):
        assert_evaluated(session.evaluate(chamber(gaps=gaps)), chamber(gaps=gaps))
    assert session.evaluate().conventions.gaps == "no-credit"


def test_gaps_are_bounded_where_a_case_says_so_also_of_tools_made_of_the_same_flows() -> None:
    """Nobody says what becomes of the benefits, so that no flow in cash tells the policies apart."""
    effects = {"calls": an_effect(Range(50, 90))}
    tools = {"blog": a_tool(effects, [a_cost(40)]), "fair": a_tool({"deals": an_effect(3)}, [a_cost(2)])}
    known = {name: an_indicator(prior=Range(0, 20)) for name in ("calls", "deals")}
    session = Session(a_case(tools, indicators=known), draws=DRAWS)
    for gaps in ("no-credit", "bounds", "no-credit"):
        case = a_case(tools, indicators=known, gaps=gaps)
        assert_evaluated(session.evaluate(case), case)
        npv = session.evaluate(case).tools["blog"].npv
        assert npv is not None
        assert (npv.high is None) == (gaps == "no-credit")


def test_more_draws_than_there_is_room_for_are_refused_before_any_is_made() -> None:
    costs = [a_cost(Range(1, 2), item=f"Item {number}") for number in range(20)]
    session = Session(a_case({"blog": a_tool(costs=costs)}), draws=10_000_000, memory=0)
    with pytest.raises(OptionError, match=r"draws: 10000000 is too many for a case of this size: at most"):
        session.evaluate()


def test_tools_that_are_level_stand_in_the_order_of_their_keys() -> None:
    tools = {
        key: a_tool({"calls": an_effect(gained)}, [a_cost(50)]) for key, gained in (("a", 50.0), ("b", 50.00000007))
    }
    found = asked(a_case(tools))
    assert found.order == ("a", "b")
    assert_evaluated(found, a_case(tools))


SETTINGS: list[dict[str, Any]] = [
    {CHANGE: Range(200, 900)},
    {CHANGE: 500},
    {CHANGE: [300, Range(400, 500), 600]},
    {"discounting.rate": 0.07},
    {"indicators.calls_avoided.value": 4.0, "tools.blog.effects.calls_avoided.credit": 0.5},
    {"objectives.renewals.weight": Range(0.2, 0.4)},
    {},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=str)
def test_values_that_are_set_give_the_figures_of_a_case_that_states_them(settings: dict[str, Any]) -> None:
    session = Session(chamber(), draws=DRAWS)
    session.evaluate()
    found = session.evaluate(settings=settings)
    assert_evaluated(found, session.changed(settings))
    assert found == asked(session.changed(settings))
    assert session.evaluate() == asked(chamber())


def test_values_can_be_set_in_another_case() -> None:
    session, other = Session(chamber(), draws=DRAWS), chamber(currency="CHF")
    found = session.evaluate(other, settings={CHANGE: 400})
    assert found.currency == "CHF"
    assert_evaluated(found, Session(other).changed({CHANGE: 400}))


def test_a_gap_is_filled_by_its_path() -> None:
    case = chamber()
    session = Session(case, draws=DRAWS)
    key, gap = next((key, tool.gaps[0]) for key, tool in session.evaluate().tools.items() if tool.gaps)
    found = session.evaluate(settings={f"tools.{key}.gaps.{gap}": Range(1, 9)})
    assert gap not in found.tools[key].gaps
    assert_evaluated(found, session.changed({f"tools.{key}.gaps.{gap}": Range(1, 9)}))


def test_a_changed_case_keeps_its_scenarios_and_stands_for_itself() -> None:
    scenarios = {"few": Scenario(statement="Few calls", set={CHANGE: 100})}
    session = Session(chamber(scenarios=scenarios), draws=DRAWS, scenario="few")
    moved = session.changed({"discounting.rate": 0.2})
    assert (moved.scenarios, moved.stated, moved.scenario) == (session.case.scenarios, None, None)
    assert blogroi.loads(blogroi.dumps(moved)) == moved
    assert_evaluated(session.evaluate(moved), moved, scenario="few")
    # what the scenario sets stands, whatever was moved
    assert session.evaluate(settings={CHANGE: 900}).tools["blog"].npv == session.evaluate().tools["blog"].npv


def test_correlations_of_what_is_no_longer_drawn_are_left_out() -> None:
    effects = {"calls": an_effect(Range(1, 5)), "deals": an_effect(Range(2, 4)), "posts": an_effect(Range(2, 4))}
    between = [f"tools.blog.effects.{name}.change" for name in effects]
    case = a_case({"blog": a_tool(effects, [a_cost(5)])}, correlations=[Correlation(between=between, rank=0.5)])
    session = Session(case, draws=DRAWS)
    moved = session.changed({between[0]: 3})
    assert [part.between for part in moved.correlations] == [tuple(between[1:])]
    assert_evaluated(session.evaluate(settings={between[0]: 3}), moved)


def test_a_tool_whose_cost_nobody_knows_has_no_net_present_value() -> None:
    case = a_case({"blog": a_tool({"calls": an_effect(5)}, []), "fair": a_tool({"calls": an_effect(5)}, [a_cost(3)])})
    found = asked(case)
    assert (found.tools["blog"].npv, found.tools["blog"].verdict) == (None, "unknown")
    assert found.order == ("fair",)
    assert_evaluated(found, case)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (CHANGE[:-1], 5, rf"{CHANGE[:-1]}: is not a quantity of the case: did you mean `{CHANGE}`\?"),
        ("tools.blog.effects.calls_avoided.credit", 1.5, "credit: "),
        (CHANGE, "visit *", f"{CHANGE}: "),
        (CHANGE, "visits * 2", f"{CHANGE}: .*no driver `visits`"),
        (CHANGE, float("nan"), f"{CHANGE}: "),
        (CHANGE, None, f"{CHANGE}: "),
        ("horizon.periods", 5, r"horizon\.periods: "),
        ("title", 5, "title: is not a quantity of the case"),
        (5, 5, "5 is not the path of a quantity"),
    ],
)
def test_what_cannot_be_set_is_refused_by_its_path_and_changes_nothing(path: Any, value: Any, said: str) -> None:
    session = Session(chamber(), draws=DRAWS)
    before = session.evaluate()
    with pytest.raises(CaseError, match=said):
        session.evaluate(settings={path: value})
    assert session.evaluate() == before


def test_all_paths_that_lead_nowhere_are_said_at_once() -> None:
    with pytest.raises(CaseError) as found:
        Session(chamber()).changed({"tools.blob.kind": 1, "drivers.x.value": 2, CHANGE: 3})
    assert [fault.path for fault in found.value.faults] == ["tools.blob.kind", "drivers.x.value"]


@pytest.mark.parametrize("given", [{"case": "case.toml"}, {"settings": [CHANGE]}, {"settings": CHANGE}])
def test_what_is_no_case_and_no_mapping_is_an_option_that_is_wrong(given: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=next(iter(given))):
        Session(chamber(), draws=DRAWS).evaluate(**given)
    with pytest.raises(OptionError, match="case"):
        Session("case.toml")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="memory"):
        Session(chamber(), memory=-1)


def test_a_case_that_is_refused_is_refused_as_an_evaluation_refuses_it_and_the_next_one_is_answered() -> None:
    tools = {
        "blog": a_tool({"calls": an_effect("log(luck)"), "deals": an_effect("sqrt(luck)")}, [a_cost(1)]),
        "fair": a_tool({"calls": an_effect(Range(1, 2))}, [a_cost(Range(1, 2))]),
    }
    drivers = {"luck": blogroi.Driver("Luck", Range(1, 2))}
    session = Session(a_case(tools, drivers=drivers), draws=DRAWS)
    first = session.evaluate()
    for _ in range(2):
        unlucky = session.changed({"drivers.luck.value": blogroi.Uniform(-1, 1)})
        with pytest.raises(CaseError) as refused:
            session.evaluate(unlucky)
        with pytest.raises(CaseError) as expected:
            evaluate(unlucky, draws=DRAWS, figures=("npv",))
        assert refused.value.faults == expected.value.faults
        assert session.evaluate() == first
    no_prior = evolve(session.case, gaps="prior")
    with pytest.raises(CaseError, match="prior"):
        session.evaluate(no_prior)
    assert session.evaluate() == first


def test_figures_that_no_float_holds_are_refused() -> None:
    session = Session(a_case({"blog": a_tool({"calls": an_effect(5)}, [a_cost(3)])}), draws=DRAWS)
    with pytest.raises(CaseError, match="too large"):
        session.evaluate(settings={"tools.blog.effects.calls.change": Range(1e307, 1e308)})


@pytest.mark.parametrize("memory", [0, 3000, 1 << 16, 1 << 28])
def test_how_much_is_kept_changes_no_byte(memory: int) -> None:
    session = Session(chamber(), draws=DRAWS, memory=memory)
    for settings in ({}, {CHANGE: 400}, {}, {"discounting.rate": 0.1}, {CHANGE: 400}, {}):
        found = session.evaluate(settings=settings)
        assert found.to_json() == asked(session.changed(settings)).to_json()
        assert session.nbytes <= memory


def test_what_is_kept_stays_within_bounds_however_often_something_moves() -> None:
    session = Session(chamber(), draws=DRAWS, memory=100_000)
    for value in range(60):
        session.evaluate(settings={CHANGE: Range(100, 200 + value)})
    assert 0 < session.nbytes <= 100_000


class TestLimits:
    """A service hands sessions out as it hands questions out: none is begun, moved or kept past what is allowed."""

    WIDE = blogroi.Limits(bytes=1 << 26, seconds=600.0, tools=20, quantities=100, draws=DRAWS)

    def test_what_is_allowed_has_the_same_bytes(self) -> None:
        free, held = Session(chamber(), draws=DRAWS), Session(chamber(), draws=DRAWS, limits=self.WIDE)
        for settings in ({}, {CHANGE: 400}, {"discounting.rate": 0.1}, {}):
            assert held.evaluate(settings=settings) == free.evaluate(settings=settings)

    @pytest.mark.parametrize(
        "stated", [{"tools": 2}, {"quantities": 5}, {"draws": DRAWS - 1}, {"bytes": 1000}, {"seconds": 1e-6}], ids=str
    )
    def test_none_is_begun_on_a_case_that_asks_for_too_much(
        self, stated: dict[str, Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(session_module, "KeptFlows", lambda *_: pytest.fail("begun"))
        with pytest.raises(blogroi.LimitError) as found:
            Session(chamber(), draws=DRAWS, limits=blogroi.Limits(**stated))
        assert {found.value.limit: found.value.allowed} == stated

    @pytest.mark.parametrize("limit", ["tools", "quantities", "bytes", "seconds"])
    def test_none_goes_on_to_a_case_that_asks_for_too_much_and_it_answers_the_next(
        self, limit: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(size, "_pace", lambda: 1.0)
        tools = chamber().tools
        larger = evolve(chamber(), tools=dict(tools) | {f"blog{n}": tools["blog"] for n in range(30)})
        with pytest.raises(blogroi.LimitError) as found:
            Session(larger, draws=DRAWS, limits=blogroi.Limits(**{limit: 1e-6 if limit == "seconds" else 1}))
        most = found.value.asked * 0.999 if limit == "seconds" else int(found.value.asked) - 1
        session = Session(chamber(), draws=DRAWS, limits=blogroi.Limits(**{limit: most}))
        first = session.evaluate()
        with pytest.raises(blogroi.LimitError) as refused:
            session.evaluate(larger)
        assert (refused.value.limit, refused.value.asked) == (limit, found.value.asked)
        assert session.evaluate() == first

    def test_no_more_is_kept_than_limits_leave(self) -> None:
        with pytest.raises(blogroi.LimitError) as found:
            Session(chamber(), draws=20_000, limits=blogroi.Limits(bytes=1))
        needed = math.ceil(found.value.asked)
        unbounded = Session(chamber(), draws=20_000)
        unbounded.evaluate()
        assert unbounded.nbytes > 1_000_000
        for left in (0, 1000, 1_000_000):
            session = Session(chamber(), draws=20_000, limits=blogroi.Limits(bytes=needed + left))
            for change in range(5):
                moved = session.evaluate(settings={CHANGE: 400 + change})
                assert session.nbytes <= left
            assert moved == unbounded.evaluate(settings={CHANGE: 404})
        assert session.nbytes > 0
        little = Session(chamber(), draws=20_000, memory=3000, limits=blogroi.Limits(bytes=1 << 26))
        little.evaluate()
        assert little.nbytes <= 3000

    def test_what_a_larger_case_leaves_less_of_is_given_up(self) -> None:
        tools = chamber().tools
        larger = evolve(chamber(), tools=dict(tools) | {f"blog{n}": tools["blog"] for n in range(4)})
        with pytest.raises(blogroi.LimitError) as found:
            Session(larger, draws=20_000, limits=blogroi.Limits(bytes=1))
        most = math.ceil(found.value.asked) + 5000
        session = Session(chamber(), draws=20_000, limits=blogroi.Limits(bytes=most))
        session.evaluate()
        assert session.nbytes > 5000
        found_larger = session.evaluate(larger)
        assert session.nbytes <= 5000
        assert found_larger == Session(larger, draws=20_000).evaluate()

    def test_what_is_no_limit_is_refused(self) -> None:
        given: Any = 20
        with pytest.raises(OptionError, match="limits: 20 is none"):
            Session(chamber(), limits=given)


def test_sessions_share_nothing() -> None:
    one, other = Session(chamber(), draws=DRAWS, seed=1), Session(chamber(), draws=DRAWS, seed=2)
    first = one.evaluate()
    assert other.evaluate() == asked(chamber(), seed=2) != first
    other.evaluate(settings={CHANGE: 1})
    assert one.evaluate() == first


def test_threads_take_turns_and_get_the_figures_of_what_each_asked() -> None:
    session, values = Session(chamber(), draws=DRAWS), [100, 400, 900, 400, 100, 50] * 4
    expected = {value: asked(session.changed({CHANGE: value})) for value in set(values)}
    gate = threading.Barrier(4)

    def ask(value: int) -> NetPresentValues:
        gate.wait()
        return session.evaluate(settings={CHANGE: value})

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(ask, values))
    assert found == [expected[value] for value in values]


def test_answers_cannot_be_changed_and_stay_as_they_were() -> None:
    session = Session(chamber(), draws=DRAWS)
    found = session.evaluate()
    before = found.to_json()
    with pytest.raises(FrozenInstanceError):
        found.order = ()  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.tools["blog"] = found.tools["fair"]  # type: ignore[index]
    session.evaluate(settings={CHANGE: 1})
    assert found.to_json() == before
    assert NetPresentValues.from_json(before) == found


def test_the_day_of_a_case_without_one_is_that_of_the_conventions() -> None:
    case = evolve(chamber(), evaluated=None)
    ready = evolve(Conventions.of(case, draws=DRAWS), evaluated=datetime.date(2026, 7, 1))
    session = Session(case, conventions=ready)
    assert session.evaluate().conventions.evaluated == ready.evaluated
    assert session.evaluate(settings={CHANGE: 4}).conventions.evaluated == ready.evaluated
    dated = evolve(case, evaluated=datetime.date(2026, 8, 1))
    assert session.evaluate(dated).conventions.evaluated == dated.evaluated


def test_it_says_in_a_line_what_it_is_of() -> None:
    session = Session(chamber(), draws=2000)
    assert repr(session) == '<Session of "A regional chamber\'s communication tools": 2,000 draws>'
    assert session.case == chamber()
    found = session.evaluate()
    assert repr(found).startswith("<NetPresentValues of ")
    assert repr(found.tools["fair"]) == "<ToolNetPresentValue 'The fair': unknown; NPV unknown>"


def test_its_answer_has_a_table_and_words() -> None:
    found = asked(chamber(gaps="bounds"))
    rows = list(found.tables["tools"])
    assert [row["tool"] for row in rows] == list(found.tools)
    for row in rows:
        tool = found.tools[str(row["tool"])]
        expected = None if tool.npv is None else tool.npv.mean, None if tool.npv is None else tool.npv.low
        assert (row["npv_mean"], row["npv_low"]) == expected
        assert (row["verdict"], row["probability_positive"]) == (tool.verdict, tool.probability_positive)
        assert (row["gaps"], row["name"]) == (len(tool.gaps), tool.name)
        assert (row["rank"] is None) == (tool.npv is None)
        assert row["probability_even"] == tool.probability_even
    assert [str(row["tool"]) for row in sorted(rows, key=lambda row: row["rank"] or 99) if row["rank"]] == [
        *found.order
    ]
    assert json.loads(found.to_json())["answer"] == "net_present_values"
    whole = evaluate(chamber(gaps="bounds"), draws=DRAWS)
    assert [*found.figures] == ["npv", "chance"]
    assert found.figures.chance().svg == whole.figures.chance().svg
    assert found.figures.npv().facts == whole.figures.npv().facts
