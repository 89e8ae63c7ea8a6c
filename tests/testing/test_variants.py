"""Cases told otherwise are the same case, where they should be."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings

from blogroi import Case, Correlation, Driver, Effect, Formula, Point, Range, Samples
from blogroi.files.fingerprint import fingerprint
from blogroi.testing import amount_in, certain, comparisons
from blogroi.testing.strategies.comparison import comparison
from blogroi.testing.strategies.source import Dice
from blogroi.testing.variants.amounts import claims_past_all, credits_scaled, less_cost, more_effect, priors_filled
from blogroi.testing.variants.arithmetic import scaled
from blogroi.testing.variants.formulas import plus
from blogroi.testing.variants.naming import (
    dated,
    renamed,
    reversed_order,
    reversed_tools,
    unheard,
    with_exchanged,
    with_other_names,
)
from blogroi.testing.variants.papers import PAPERS_BLANK, PAPERS_STATED
from blogroi.testing.variants.tools import (
    excuses,
    with_driver,
    with_indicator,
    with_profile_of,
    with_unknown_tools,
    without_cross_correlations,
    without_tool,
)
from blogroi.testing.variants.units import (
    OTHER_CURRENCY,
    RATE,
    UNUSUAL_CURRENCY,
    as_products,
    counted_otherwise,
    in_another_currency,
    in_other_words,
    rewritten,
    scalable,
    with_sign_turned,
)
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber


def test_a_certain_case_has_points_alone() -> None:
    change = [Range(10, 30), Samples([9, 1, 4, 7])]
    tools = {"blog": a_tool({"calls": an_effect(change, periods="apart")}, [a_cost(Range(0, 100))])}
    case = certain(a_case(tools, periods=2))
    assert "Range" not in repr([*case.tools["blog"].effects.values(), *case.tools["blog"].costs])
    assert case.tools["blog"].effects["calls"].change == (Point(20), Point(4))
    assert case.tools["blog"].costs[0].amount == Point(50)
    assert certain(case) == case


@settings(max_examples=20)
@given(comparisons())
def test_what_is_turned_twice_is_as_it_was(case: Case) -> None:
    case = scalable(case)
    twice = with_sign_turned(with_sign_turned(case)[0])[0]
    assert [evolve(one, correlations=()) for one in (twice,)] == [evolve(case, correlations=())]
    assert [part.pairs() for part in twice.correlations] == [part.pairs() for part in case.correlations]


def test_a_correlation_turns_with_one_of_two_and_not_with_both() -> None:
    paths = [f"tools.{key}.effects.calls.change" for key in ("blog", "fair")]
    tools = {key: a_tool({"calls": an_effect(Range(1, 9))}, [a_cost(Range(1, 9))]) for key in ("blog", "fair")}
    between = [*paths, "tools.blog.costs.Writing.amount"]
    case = a_case(tools, correlations=[Correlation(between=between, rank=0.4)])
    (found,) = with_sign_turned(case)[0].correlations
    assert [found.pairs()[min(pair), max(pair)] for pair in ((between[0], between[1]), (between[0], between[2]))] == [
        0.4,
        -0.4,
    ]


def test_whole_numbers_are_written_otherwise_and_stay_the_same() -> None:
    case = chamber()
    other = rewritten(case)
    assert other == case
    assert repr(other.tools["blog"].costs) != repr(case.tools["blog"].costs)


def test_an_amount_is_a_product_and_a_product_an_amount() -> None:
    case = a_case({"blog": a_tool(costs=[a_cost(99.96), a_cost(None, "Other", units=3, unit_cost=5, when="each")])})
    first, second = as_products(case).tools["blog"].costs
    assert (first.amount, first.units, first.unit_cost) == (None, Point(99.96 / 3), Point(3))
    assert second.amount == Point(15)


def test_an_amount_of_ones_own_follows_the_currency() -> None:
    assert amount_in(chamber(), 500) == 500
    assert amount_in(in_another_currency(chamber()), 500) == 500 * RATE


def test_papers_change_everything_that_is_about_paper() -> None:
    for papers in (PAPERS_STATED, PAPERS_BLANK):
        for seed in range(3):
            case = comparison(Dice(seed))
            told = case
            for change in papers.values():
                told = change(told)
            assert told != case
            assert told.tools.keys() == case.tools.keys()


def test_a_formula_of_a_certain_case_leaves_nothing_to_chance() -> None:
    luck = Driver("Luck", Range(0.5, 2), varies="each period")
    effect = an_effect("luck * binomial(4, 0.5) * event(0.25)")
    (tool,) = certain(a_case({"blog": a_tool({"calls": effect})}, drivers={"luck": luck})).tools.values()
    assert tool.effects["calls"].change == Formula("luck * (4 * 0.5) * 0.25")


def test_formulas_are_multiplied_and_turned_as_quantities_are() -> None:
    assert scaled(Formula("a + b"), 64.0) == Formula("64 * (a + b)")
    assert scaled(Formula("a + b"), -1.0) == Formula("-(a + b)")
    assert plus(Formula("2 * a"), -0.5) == Formula("2 * a - 0.5")


def first(case: Case) -> str:
    return next(iter(case.tools))


OTHERWISE: dict[str, Callable[[Case], Case]] = {
    "certain": certain,
    "more effect": lambda case: more_effect(case, first(case), 0.5),
    "less effect": lambda case: more_effect(case, first(case), -0.25),
    "less cost": lambda case: less_cost(case, first(case), 0.5),
    "priors filled": lambda case: priors_filled(
        evolve(
            case, gaps="no-credit", indicators={key: evolve(one, prior=None) for key, one in case.indicators.items()}
        )
    ),
    "credits scaled": lambda case: credits_scaled(certain(case), claims_past_all(certain(case))),
    "exchanged dates": lambda case: with_exchanged(case, name="introduced"),
    "other names": with_other_names,
    "other keys": lambda case: renamed(case, unheard(case)),
    "other dates": lambda case: dated(case, {first(case): datetime.date(1999, 1, 1)}),
    "reversed": reversed_order,
    "without cross correlations": without_cross_correlations,
    "without a tool": lambda case: without_tool(case, first(case)),
    "with a driver": lambda case: with_driver(with_driver(case)),
    "with unknown tools": lambda case: with_unknown_tools(with_unknown_tools(case)[0])[0],
    "with one profile": lambda case: with_profile_of(case, case.tools[first(case)]),
    "with an indicator": lambda case: with_indicator(
        with_indicator(case, {})[0], {first(case): Effect(change=5, evidence="estimated")}, stage="outcome"
    )[0],
    "scalable": scalable,
    "other words": in_other_words,
    "another currency": in_another_currency,
    "counted otherwise": lambda case: counted_otherwise(scalable(case))[0],
    "sign turned": lambda case: with_sign_turned(scalable(case))[0],
    "as products": lambda case: as_products(certain(case)),
    **PAPERS_STATED,
    **PAPERS_BLANK,
}
KEPT = Path(__file__).with_name("told_otherwise.json")


@cache
def some_cases() -> list[Case]:
    return [comparison(Dice(seed), most_tools=4, most_periods=4) for seed in range(100, 116)]


@pytest.mark.parametrize("name", OTHERWISE)
def test_a_case_is_told_otherwise_as_it_has_always_been(name: str, request: pytest.FixtureRequest) -> None:
    """What guarantees compare answers on is held to the letter: a change that says too little finds no fault.

    Where cases are to be told otherwise, ``pytest tests/testing --renew`` keeps how.
    """
    told = [fingerprint(OTHERWISE[name](case)).removeprefix("sha256:")[:12] for case in some_cases()]
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if request.config.getoption("--renew"):
        told_now = kept | {name: told}
        kept = {one: told_now[one] for one in OTHERWISE if one in told_now}
        KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8", newline="\n")
    assert told == kept[name]


def test_all_that_is_kept_is_a_way_to_tell_a_case() -> None:
    assert [*json.loads(KEPT.read_text(encoding="utf-8"))] == [*OTHERWISE]


def test_the_order_of_everything_is_turned_round() -> None:
    for case in some_cases():
        other = reversed_order(case)
        for name in ("objectives", "levers", "drivers", "indicators", "tools", "demands", "scenarios"):
            there, back = getattr(case, name), getattr(other, name)
            assert [*back] == [*there][::-1], name
            if name != "tools":
                assert back == there
        assert other.correlations == case.correlations[::-1]
        for key, tool in case.tools.items():
            assert other.tools[key].costs == tool.costs[::-1]
            assert [*other.tools[key].effects] == [*tool.effects][::-1]
            assert [*other.tools[key].not_applicable] == [*tool.not_applicable][::-1]
        if case.weights is not None:
            assert other.weights is not None
            assert [*other.weights.stakeholders] == [*case.weights.stakeholders][::-1]
        assert [*reversed_tools(case).tools] == [*case.tools][::-1]
        assert reversed_order(other) == case


def test_new_keys_stand_in_the_opposite_order_and_begin_as_nothing_else() -> None:
    tools = {key: a_tool({"calls": an_effect(5)}) for key in ("b", "zzz", "a")}
    keys = unheard(a_case(tools))
    assert keys == {"a": "zzzz003", "b": "zzzz002", "zzz": "zzzz001"}
    assert unheard(a_case({"b": a_tool({"zz9": an_effect(5)}), "a": a_tool({"zz9": an_effect(5)})})) == {
        "a": "zzz002",
        "b": "zzz001",
    }


def test_what_is_claimed_past_all_is_the_most_in_a_period() -> None:
    found = [claims_past_all(certain(case)) for case in some_cases()]
    assert any(found)
    tools = {
        key: a_tool({"calls": an_effect(None, credit=credit, starts=starts, lasts=lasts)})
        for key, credit, starts, lasts in (("a", 0.6, 1, 2), ("b", [0.2, 0.7, 0.9], 2, 1.5), ("c", 0.05, 3, None))
    }
    case = a_case(tools, indicators={"calls": an_indicator(shared=True, change=9)}, periods=3)
    assert claims_past_all(case) == {"calls": pytest.approx(1.3)}
    cut = credits_scaled(case, ["calls"])
    assert claims_past_all(cut) == {}
    assert cut.tools["a"].effects["calls"].credit == Point(0.6 * (0.9 / (0.6 + 0.7)))


def test_what_is_in_the_way_of_a_key_is_none_of_them() -> None:
    case, unknown = with_unknown_tools(with_unknown_tools(chamber())[0])
    assert unknown == ("other_blog_", "other_newsletter_", "other_intranet_", "other_magazine_", "other_fair_")
    assert [case.tools[key].introduced for key in unknown] == [
        case.evaluated,
        datetime.date(1980, 1, 1),
        None,
        case.evaluated,
        datetime.date(1980, 1, 1),
    ]
    assert excuses(["calls", "visits"]) == dict.fromkeys(["calls", "visits"], "it does nothing of the kind")
    assert with_indicator(with_indicator(chamber(), {})[0], {})[1] == "probe_"
    assert (OTHER_CURRENCY, UNUSUAL_CURRENCY) == ("XTS", "XXX")  # of ISO 4217: for tests, and for no currency
