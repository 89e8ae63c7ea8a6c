"""Drivers in whole cases: drawn once wherever they stand, anew where they vary, and kept within the fields that use them."""

from __future__ import annotations

import datetime
import math
from typing import Any

import attrs
import numpy as np
import pytest
from numpy.typing import NDArray

import blogroi
from blogroi import (
    Case,
    CaseError,
    Correlation,
    Cost,
    Driver,
    Effect,
    Indicator,
    Normal,
    Range,
    ThreePoint,
    Tool,
    Uniform,
)
from blogroi.decisions.decision import decide
from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.drivers import driver_nodes, drivers_behind
from blogroi.engine.draws import Draw
from blogroi.engine.inputs import input_draws
from blogroi.model import Discounting, Domain, Horizon
from blogroi.model.conventions import Conventions
from blogroi.numerics.streams import stream_key

Floats = NDArray[np.float64]
DRAWS = 20_000


def a_case(change: Any, drivers: dict[str, Driver], *, periods: int = 1, step: Any = "year", **changes: Any) -> Case:
    """Make a case of one tool that changes one indicator, worth 1 a unit, and costs nothing unless it is said."""
    effect, indicator, costs = (changes.pop(name, {}) for name in ("effect", "indicator", "costs"))
    stated = {"statement": "Deals", "unit": "deal", "better": "higher", "value": 1.0} | indicator
    tool = Tool(
        kind="blog",
        costs=costs or [Cost(item="Nothing", amount=0, when="each")],
        effects={"deals": Effect(**{"change": change, "evidence": "assumed"} | effect)},
    )
    given: dict[str, Any] = {
        "title": "A case",
        "currency": "EUR",
        "evaluated": datetime.date(2026, 1, 1),
        "horizon": Horizon(start=datetime.date(2026, 1, 1), periods=periods, step=step),
        "discounting": Discounting(rate=0.0, timing="end"),
        "drivers": drivers,
        "indicators": {"deals": Indicator(**stated)},
        "tools": {"blog": tool},
    }
    return Case(**given | changes)


def benefits(case: Case, draws: int = DRAWS) -> Floats:
    return blogroi.simulate(case, draws=draws)["blog"].benefits


def costs(case: Case, draws: int = DRAWS) -> Floats:
    found = blogroi.simulate(case, draws=draws)["blog"].costs
    assert found is not None
    return found


def drawn(path: str, quantity: Any, domain: Domain = Domain.REAL) -> Floats:
    """Draw a quantity from the stream of its path."""
    return input_draws(Draw(stream_key(1, path), quantity, domain), DRAWS)


FUNNEL = {
    "visits": Driver("Visits", Range(3000, 5000)),
    "lead_rate": Driver("Leads per visit", Range(0.005, 0.02), unit="share"),
    "close_rate": Driver("Deals per lead", ThreePoint(0.05, 0.1, 0.25), unit="share"),
}


class TestOneDrawEach:
    def test_a_funnel_is_the_product_of_its_drivers_draw_by_draw(self) -> None:
        expected = math.prod(
            drawn(f"drivers.{key}.value", driver.value, Domain.SHARE if driver.is_share else Domain.REAL)
            for key, driver in FUNNEL.items()
        )
        np.testing.assert_allclose(benefits(a_case("visits * lead_rate * close_rate", FUNNEL)), expected, rtol=1e-12)

    def test_its_mean_is_exact(self) -> None:
        few, many = (
            blogroi.evaluate(a_case("visits * lead_rate * close_rate", FUNNEL), draws=draws).tools["blog"].npv
            for draws in (10, 1000)
        )
        assert few is not None
        assert many is not None
        assert few.mean == many.mean
        assert few.mc_error == 0.0

    def test_one_hourly_rate_on_both_sides_is_the_same_rate(self) -> None:
        drivers = {
            "hour": Driver("An hour", Range(20, 60)),
            "saved": Driver("Hours saved", 100),
            "spent": Driver("Hours spent", 80),
        }
        case = a_case(
            "saved", drivers, indicator={"value": "hour"}, costs=[Cost(item="Work", amount="spent * hour", when="each")]
        )
        result = blogroi.evaluate(case, draws=DRAWS).tools["blog"]
        assert result.probability_positive == 1.0
        np.testing.assert_allclose(benefits(case), 100 / 80 * costs(case), rtol=1e-12)

    def test_what_is_added_or_reordered_moves_no_bit(self) -> None:
        case = a_case("visits * lead_rate * close_rate", FUNNEL)
        more = {"zeta": Driver("Something else", Range(1, 2)), **dict(reversed(FUNNEL.items()))}
        for text in ("visits * lead_rate * close_rate", "close_rate * (lead_rate * visits)"):
            assert np.array_equal(benefits(a_case(text, more)), benefits(case))

    def test_drivers_may_use_drivers(self) -> None:
        drivers = {**FUNNEL, "leads": Driver("Leads", "visits * lead_rate")}
        assert np.array_equal(
            benefits(a_case("leads * close_rate", drivers)), benefits(a_case("visits * lead_rate * close_rate", FUNNEL))
        )

    def test_a_chain_of_two_thousand_drivers_is_worked_out(self) -> None:
        drivers = {"d0": Driver("First", Range(1, 2), varies="each period")}
        drivers |= {f"d{at}": Driver("Next", f"(d{at - 1} + period) * 0.5") for at in range(1, 2000)}
        assert benefits(a_case("d1999", drivers, periods=3), 10).shape == (10,)

    def test_a_supposed_driver_is_supposed_wherever_it_stands(self) -> None:
        drivers = {"hour": Driver("An hour", Range(20, 60))}
        case = a_case("2 * hour", drivers, costs=[Cost(item="Work", amount="hour", when="each")])
        found = blogroi.suppose(case, settings={"drivers.hour.value": 40}, draws=100)
        assert found.npv["blog"].mean == 40.0
        assert found.npv["blog"].sd == 0.0


class TestTime:
    def test_what_varies_is_drawn_anew_in_each_period(self) -> None:
        luck = {"luck": Driver("Luck", Normal(1, 0.3), varies="each period")}
        periods = [drawn(f"drivers.luck.value[{period}]", Normal(1, 0.3)) for period in (1, 2, 3)]
        np.testing.assert_allclose(benefits(a_case("luck", luck, periods=3)), sum(periods), rtol=1e-12)
        longer = benefits(a_case("luck * (period <= 3)", luck, periods=5))
        np.testing.assert_allclose(longer, sum(periods), rtol=1e-12)  # a longer window changes nothing before

    def test_what_varies_by_the_year_is_the_same_in_all_its_months(self) -> None:
        luck = {"luck": Driver("Luck", Range(1, 2), varies="each year")}
        first, second = (drawn(f"drivers.luck.value[{year}]", Range(1, 2)) for year in (1, 2))
        found = benefits(a_case("luck", luck, periods=18, step="month"))
        np.testing.assert_allclose(found, 12 * first + 6 * second, rtol=1e-12)

    @pytest.mark.parametrize("quantity", [Normal(1, 0.2), Range(1, 9), Uniform(0, 1)])
    @pytest.mark.parametrize("rank", [0.5, -0.4])
    def test_what_persists_goes_with_the_period_before_by_that_rank_correlation(
        self, quantity: Any, rank: float
    ) -> None:
        luck = {"luck": Driver("Luck", quantity, varies="each period", persistence=rank)}
        one, other = (benefits(a_case(f"luck * (period == {period})", luck, periods=6)) for period in (5, 6))
        ranks = [values.argsort().argsort() for values in (one, other)]
        assert np.corrcoef(ranks[0], ranks[1])[0, 1] == pytest.approx(rank, abs=5 / math.sqrt(DRAWS))
        assert one.mean() == pytest.approx(drawn("x", quantity).mean(), abs=6 * one.std() / math.sqrt(DRAWS))

    @pytest.mark.parametrize(("first", "second", "rank"), [(0.5, 0.5, 0.6), (0.5, 0.2, -0.6), (0.0, 0.9, 0.3)])
    def test_drivers_that_vary_go_together_in_each_period(self, first: float, second: float, rank: float) -> None:
        drivers = {
            "a": Driver("A", Range(1, 5), varies="each period", persistence=first),
            "b": Driver("B", Range(1, 9), varies="each period", persistence=second),
        }
        tie = Correlation(between=["drivers.a.value", "drivers.b.value"], rank=rank)
        for period in (1, 2, 8):
            found = [
                benefits(a_case(f"{key} * (period == {period})", drivers, periods=8, correlations=[tie]))
                for key in "ab"
            ]
            ranks = [values.argsort().argsort() for values in found]
            assert np.corrcoef(ranks[0], ranks[1])[0, 1] == pytest.approx(rank, abs=5 / math.sqrt(DRAWS))

    def test_what_is_paid_upfront_has_a_draw_of_its_own(self) -> None:
        luck = {"luck": Driver("Luck", Range(1, 2), varies="each period")}
        case = a_case(0, luck, periods=2, costs=[Cost(item="Start", amount="3 * luck", when="upfront")])
        np.testing.assert_allclose(costs(case), 3 * drawn("drivers.luck.value[0]", Range(1, 2)), rtol=1e-12)

    def test_what_is_paid_in_one_period_takes_what_holds_there(self) -> None:
        luck = {"luck": Driver("Luck", Range(1, 2), varies="each period")}
        case = a_case(0, luck, periods=3, costs=[Cost(item="Party", amount="3 * luck", when=2)])
        np.testing.assert_allclose(costs(case), 3 * drawn("drivers.luck.value[2]", Range(1, 2)), rtol=1e-12)

    def test_a_start_that_is_not_known_counts_the_parts_of_periods(self) -> None:
        effect = {"starts": Uniform(3, 6), "lasts": Uniform(1, 3), "drop_off": 0.2}
        case = a_case(10, {}, periods=8, effect=effect)
        begin, length = (drawn(f"tools.blog.effects.deals.{name}", effect[name]) for name in ("starts", "lasts"))
        expected = sum(
            10
            * np.clip(np.minimum(p, begin - 1 + length) - np.maximum(p - 1, begin - 1), 0, 1)
            * 0.8 ** np.maximum(0, p - begin)
            for p in range(1, 9)
        )
        np.testing.assert_allclose(benefits(case), expected, rtol=1e-9)

    def test_running_counts_from_the_start_of_the_effect(self) -> None:
        case = a_case("running", {}, periods=4, effect={"starts": 2})
        assert benefits(case, 1).tolist() == [1 + 2 + 3]

    def test_lists_stand_in_every_field(self) -> None:
        effect = {"credit": [0.5, 1.0], "deadweight": [0.0, 0.5], "multiplier": [2.0, 4.0]}
        case = a_case([10, 20], {}, periods=2, effect=effect, indicator={"value": [3, 1]})
        assert benefits(case, 1).tolist() == [10 * 0.5 * 2 * 3 + 20 * 0.5 * 4]


class TestChance:
    def test_each_call_is_drawn_by_itself_and_a_driver_s_call_once_for_all(self) -> None:
        crisis = {"crisis": Driver("A crisis", "event(0.3)")}
        apart = benefits(a_case("event(0.3) - event(0.3)", {}))
        assert apart.std() == pytest.approx(math.sqrt(2 * 0.3 * 0.7), rel=0.05)
        assert not benefits(a_case("crisis - crisis", crisis)).any()

    def test_what_nobody_can_find_out_is_worth_nothing_to_know(self) -> None:
        """NPV = m + noise: knowing m is all that can be known, and normal numbers have a closed form."""
        drivers = {"m": Driver("Mean", Normal(-5, 10)), "noise": Driver("Noise", Normal(0, 40), varies="each period")}
        exact = 10 * math.exp(-0.125) / math.sqrt(2 * math.pi) - 5 * 0.5 * math.erfc(0.5 / math.sqrt(2))
        for text in ("m + noise", "max(m + noise, -1000)"):  # the second is not linear in chance
            decision = decide(a_case(text, drivers), draws=100_000)
            found = decision.stakes(((), ("blog",))).evpi()
            assert found.value == pytest.approx(exact, abs=4 * found.mc_error)
            assert decision.chance_of("blog") == pytest.approx(1600 / 1700, abs=0.01)

    def test_chance_alone_leaves_nothing_to_find_out(self) -> None:
        decision = decide(a_case("min(poisson(3), 5) - 2", {}), draws=1000)
        assert decision.stakes(((), ("blog",))).evpi().value == 0.0
        assert decision.inputs == {}


class TestFields:
    def test_a_share_that_leaves_its_field_is_refused_with_how_often(self) -> None:
        drivers = {"x": Driver("X", Uniform(0, 2))}
        with pytest.raises(
            CaseError, match=r"tools.blog.effects.deals.credit: leaves 0 to 1 in 5\d\d\d of 10000 draws"
        ):
            benefits(a_case(1, drivers, effect={"credit": "x * 1"}))

    def test_one_that_hardly_ever_does_is_kept_at_the_end(self) -> None:
        drivers = {"x": Driver("X", Normal(0.5, 0.15))}
        found = benefits(a_case(1, drivers, effect={"credit": "x * 1"}))
        assert found.max() == 1.0
        assert (found < 1.0).mean() > 0.99

    def test_a_formula_that_gives_no_number_in_one_draw_is_refused(self) -> None:
        drivers = {"x": Driver("X", Uniform(0, 1))}
        case = a_case("1 / floor(x * 1000)", drivers)
        with pytest.raises(CaseError, match=r"tools.blog.effects.deals.change: gives no number in \d+ of 20000 draws"):
            benefits(case)
        benefits(a_case("where(x < 0.001, 0, 1 / floor(x * 1000))", drivers))

    def test_an_indicator_stated_with_its_sign_turned_has_the_same_draws(self) -> None:
        drivers = {**FUNNEL, "luck": Driver("Luck", "poisson(4)")}
        text = "visits * lead_rate - luck"
        one = a_case(text, drivers)
        other = a_case(f"-({text})", drivers, indicator={"better": "lower"})
        assert np.array_equal(benefits(one), benefits(other))


def test_what_is_worked_out_from_a_driver_is_summed_up_by_it() -> None:
    drivers = {**FUNNEL, "leads": Driver("Leads", "visits * lead_rate"), "hour": Driver("An hour", 40)}
    case = a_case(
        "leads",
        drivers,
        costs=[Cost(item="Work", amount="10 * hour", when="each"), Cost(item="Fee", amount=5, when="each")],
    )
    result = blogroi.evaluate(case, draws=1000).tools["blog"]
    assert sorted(result.by_driver) == ["hour", "lead_rate", "leads", "visits"]
    assert result.by_driver["visits"].benefits == result.benefits
    assert result.by_driver["visits"].costs is None
    assert attrs.asdict(result.by_driver["hour"].costs)["mean"] == 400.0  # type: ignore[arg-type]


def test_how_often_a_formula_is_kept_at_the_end_of_its_field_is_said() -> None:
    drivers = {"x": Driver("X", Normal(0.5, 0.15))}
    checks = blogroi.evaluate(a_case(1, drivers, effect={"credit": "x * 1"}), draws=100).checks
    (found,) = [check for check in checks if check.code == "BR240"]
    assert found.path == "tools.blog.effects.deals.credit"
    assert "of 10,000 draws" in found.message


def test_the_drivers_behind_a_part_come_in_the_order_of_their_keys_whichever_were_found_first() -> None:
    keys = "kdbmzaqxch"
    drivers = {key: Driver(key, Range(1, 2)) for key in keys} | {"all": Driver("All", " + ".join(keys))}
    case = a_case("all * 2", drivers | {"other": Driver("Other", 3)})
    basis = Basis.under(case.blinded(), Conventions.of(case))
    behind = drivers_behind(basis, case.tools["blog"].effects["deals"], None)
    assert [key for key, _ in behind] == sorted([*keys, "all"])
    assert dict(behind) == {key: case.drivers[key] for key in (*keys, "all")}


def test_drivers_are_those_of_the_periods_unless_what_is_paid_before_them_is_asked_for() -> None:
    case = a_case("luck * 2", {"luck": Driver("Luck", Range(1, 2), varies="each period")}, periods=3)
    basis = Basis.under(case.blinded(), Conventions.of(case))
    assert driver_nodes(basis) is driver_nodes(basis, is_upfront=False)
    assert driver_nodes(basis)["luck"] != driver_nodes(basis, is_upfront=True)["luck"]
