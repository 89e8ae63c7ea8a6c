"""Cases told otherwise are the same case, where they should be."""

from __future__ import annotations

from attrs import evolve
from hypothesis import given, settings

from blogroi import Case, Correlation, Driver, Formula, Point, Range, Samples
from blogroi.testing import amount_in, certain, comparisons
from blogroi.testing.strategies.comparison import comparison
from blogroi.testing.strategies.source import Dice
from blogroi.testing.variants.arithmetic import scaled
from blogroi.testing.variants.formulas import plus
from blogroi.testing.variants.papers import PAPERS_BLANK, PAPERS_STATED
from blogroi.testing.variants.units import RATE, as_products, in_another_currency, rewritten, scalable, with_sign_turned
from tests.builders import a_case, a_cost, a_tool, an_effect, chamber


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
