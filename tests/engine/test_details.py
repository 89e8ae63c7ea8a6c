"""Draws of whole cases against a slow reference that multiplies and adds draw by draw, and against themselves."""

from __future__ import annotations

import tracemalloc
from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
import pytest
from numpy.typing import NDArray

from blogroi import Beta, Case, Cost, Effect, Indicator, Normal, Point, Range, Samples, ThreePoint, Uniform
from blogroi.engine import changed, details
from blogroi.engine.amounts import amounts_of
from blogroi.engine.changed import changed_by
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import Details, details_of, gap_values_of, totals_of
from blogroi.engine.frame import Frame
from blogroi.engine.shapes import shape_of
from blogroi.engine.shared import shared_values
from blogroi.engine.tape import flows as tape
from blogroi.engine.tape import kernels
from blogroi.engine.tape.flows import PATH_BLOCK as BLOCK
from blogroi.model import Domain, Formula, GapPolicy, Quantity
from blogroi.model.conventions import Conventions
from blogroi.model.fields import Stated
from blogroi.model.transform import mirrored
from blogroi.numerics.sampler import sampler
from blogroi.numerics.streams import stream, stream_key

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

Floats = NDArray[np.float64]

SEED = 3


def frame_of(case: Case, gaps: GapPolicy = "no-credit") -> Frame:
    return build_frame(case.blinded(), Conventions.of(case, seed=SEED, gaps=gaps))[0]


def values_of(details: Details) -> dict[str, Any]:
    """List all arrays of details by their names."""
    found: dict[str, Any] = {}
    for attribute in attrs.fields(Details):
        part = getattr(details, attribute.name)
        if attrs.has(type(part)):
            found |= {
                f"{attribute.name}.{field.name}": getattr(part, field.name)
                for field in attrs.fields(type(part))
                if field.name != "alike"  # no figure: what it leads to is compared in summaries
            }
        else:
            found[attribute.name] = part
    return found


def same_bits(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return bool(np.array_equal(one, other, equal_nan=True))


class Reference:
    """One tool of a case with a flat rate, worked out the way section 4 of any textbook would: period by period."""

    def __init__(self, case: Case, tool: str, draws: int) -> None:
        self.case, self.key, self.draws = case, tool, draws
        self.tool = case.tools[tool]
        self.periods = range(1, case.horizon.periods + 1)

    def drawn(self, path: str, quantity: Stated, domain: Domain) -> list[float]:
        assert isinstance(quantity, Quantity)
        out = np.empty(self.draws)
        sampler(shape_of(quantity, domain)).fill(stream(stream_key(SEED, path)), out)
        return out.tolist()

    def discount(self, period: int) -> float:
        assert isinstance(self.case.discounting.rate, float | int)
        shift = {"start": 1.0, "mid": 0.5, "end": 0.0}[self.case.discounting.timing] if period else 0.0
        years = (period - shift) * self.case.horizon.step_in_years
        return float(1 / (1 + self.case.discounting.rate) ** years)

    def benefits(self) -> dict[str, list[float]]:
        """Present value of each effect, draw by draw."""
        return {
            name: self.effect(name, effect)
            for name, effect in sorted(self.tool.effects.items())
            if self.case.indicators[name].value is not None
        }

    def effect(self, name: str, effect: Effect) -> list[float]:
        path = f"tools.{self.key}.effects.{name}"
        indicator = self.case.indicators[name]
        assert indicator.value is not None
        value = self.drawn(f"indicators.{name}.value", indicator.value, Domain.NON_NEGATIVE)
        margin = [1.0] * self.draws
        if indicator.margin is not None:
            margin = self.drawn(f"indicators.{name}.margin", indicator.margin, Domain.SHARE)
        share = {
            field: self.drawn(f"{path}.{field}", getattr(effect, field), Domain.SHARE)
            for field in ("deadweight", "credit", "displacement", "confidence", "drop_off")
        }
        stated = effect.change
        assert not isinstance(stated, Formula)
        if indicator.better == "lower":  # compiled as its negative
            stated = mirrored(stated) if isinstance(stated, Quantity) else tuple(map(mirrored, stated or ()))
        changes = self.per_period(f"{path}.change", stated, Domain.REAL, effect.periods)
        assert isinstance(effect.starts, Point)
        first, last = effect.starts.value, float(self.case.horizon.periods)
        if effect.lasts is not None:
            assert isinstance(effect.lasts, Point)
            last = first + effect.lasts.value - 1
        totals = []
        for draw in range(self.draws):
            total = 0.0
            for period in self.periods:
                if not first <= period <= last:
                    continue
                net = changes[period][draw]
                net *= 1 - share["deadweight"][draw]
                net *= share["credit"][draw]
                net *= 1 - share["displacement"][draw]
                net *= share["confidence"][draw]
                net *= (1 - share["drop_off"][draw]) ** (period - first)
                total += net * value[draw] * margin[draw] * self.discount(period)
            totals.append(total)
        return totals

    def costs(self) -> list[list[float]]:
        """Present value of each cost that is not sunk, in the order of the items."""
        ordered = sorted(self.tool.costs, key=lambda cost: cost.item)
        return [self.cost(cost) for cost in ordered if not cost.sunk]

    def cost(self, cost: Cost) -> list[float]:
        path = f"tools.{self.key}.costs.{cost.item}"
        uplift = self.drawn(f"{path}.contingency", cost.contingency, Domain.NON_NEGATIVE)
        if cost.units is not None and cost.unit_cost is not None:
            units = self.drawn(f"{path}.units", cost.units, Domain.NON_NEGATIVE)
            unit_cost = self.drawn(f"{path}.unit_cost", cost.unit_cost, Domain.NON_NEGATIVE)
            spent = [one * other for one, other in zip(units, unit_cost, strict=True)]
            amounts = dict.fromkeys((0, *self.periods), spent)
        else:
            assert cost.amount is not None
            amounts = self.per_period(f"{path}.amount", cost.amount, Domain.NON_NEGATIVE, cost.periods)
        paid = [0] if cost.when == "upfront" else [cost.when] if isinstance(cost.when, int) else list(self.periods)
        return [
            sum(amounts[period][draw] * (1 + uplift[draw]) * self.discount(period) for period in paid)
            for draw in range(self.draws)
        ]

    def per_period(
        self, path: str, amount: Stated | None, domain: Domain, periods: str | None = None
    ) -> dict[int, list[float]]:
        """Draw what is stated once from its stream; a list from one stream too, unless it is drawn apart."""
        assert not isinstance(amount, Formula)
        assert amount is not None
        if not isinstance(amount, tuple):
            drawn = self.drawn(path, amount, domain)
            return dict.fromkeys((0, *self.periods), drawn)
        apart = periods == "apart"
        return {
            period: self.drawn(f"{path}[{period}]" if apart else path, part, domain)
            for period, part in enumerate(amount, start=1)
        }


def assert_agrees(case: Case, draws: int = 40) -> None:
    """Compare all tools of a case with the reference: a few hundred roundings of 1e-16 each."""
    frame, labels = build_frame(case.blinded(), Conventions.of(case, seed=SEED, gaps="no-credit"))
    for position, key in enumerate(labels.tools):
        found, slow = details_of(frame, position, draws), Reference(case, key, draws)
        benefits = slow.benefits()
        assert [label.indicator for label in labels.parts[position].benefits] == list(benefits)
        for row, expected in zip(found.benefits.rows, benefits.values(), strict=True):
            scale = max(map(abs, expected), default=0.0)
            assert row.tolist() == pytest.approx(expected, rel=1e-12, abs=1e-13 * scale)
        for row, expected in zip(found.costs.rows, slow.costs(), strict=True):
            assert row.tolist() == pytest.approx(expected, rel=1e-12)


CORRECTIONS: Mapping[str, Quantity | float] = {
    "deadweight": 0.2,
    "credit": 0.7,
    "displacement": 0.1,
    "drop_off": 0.3,
    "confidence": 0.9,
}
RANDOM_CORRECTIONS: Mapping[str, Quantity] = {
    "deadweight": Range(0.1, 0.3),
    "credit": Beta(3, 2),
    "displacement": Uniform(0, 0.4),
    "drop_off": ThreePoint(0.05, 0.1, 0.5),
    "confidence": Samples([0.5, 0.8, 1.0]),
}
PERIODS = 4


class TestAgainstTheReference:
    def one(self, effect: Effect, indicator: Indicator | None = None, **changes: Any) -> Case:
        given: dict[str, Any] = {"periods": PERIODS, "rate": 0.07} | changes
        indicators = {"calls": indicator or an_indicator(Range(6, 11))}
        return a_case({"blog": a_tool({"calls": effect}, [a_cost()])}, indicators=indicators, **given)

    @pytest.mark.parametrize("name", CORRECTIONS)
    def test_each_certain_correction(self, name: str) -> None:
        assert_agrees(self.one(an_effect(Range(10, 20), **{name: CORRECTIONS[name]})))

    @pytest.mark.parametrize("name", RANDOM_CORRECTIONS)
    def test_each_uncertain_correction(self, name: str) -> None:
        assert_agrees(self.one(an_effect(Range(10, 20), **{name: RANDOM_CORRECTIONS[name]})))

    @pytest.mark.parametrize("corrections", [CORRECTIONS, RANDOM_CORRECTIONS], ids=["certain", "uncertain"])
    @pytest.mark.parametrize(("starts", "lasts"), [(1, None), (1, 1), (2, 2), (3, None), (4, 9)])
    def test_all_corrections_with_beginning_and_end(self, corrections: Any, starts: int, lasts: int | None) -> None:
        assert_agrees(self.one(an_effect(Normal(10, 4), starts=starts, lasts=lasts, **corrections)))

    @pytest.mark.parametrize("drop_off", [0.0, 0.3, Range(0.1, 0.5)], ids=["none", "certain", "uncertain"])
    @pytest.mark.parametrize("starts", [1, 2])
    @pytest.mark.parametrize("periods", [None, "together", "apart"])
    def test_a_value_for_each_period(self, drop_off: Any, starts: int, periods: Any) -> None:
        change = [100, Range(10, 20), 0, Uniform(-5, 5)]
        assert_agrees(self.one(an_effect(change, drop_off=drop_off, starts=starts, periods=periods)))

    def test_a_certain_change_of_a_certain_value(self) -> None:
        assert_agrees(self.one(an_effect(10), an_indicator(5)))

    def test_a_certain_change_of_an_uncertain_value(self) -> None:
        assert_agrees(self.one(an_effect(10), an_indicator(Range(1, 2))))

    def test_changes_that_cancel_out_are_worth_nothing(self) -> None:
        assert_agrees(self.one(an_effect([100, -100, 0, 0]), an_indicator(5), rate=0.0))

    def test_lower_is_better(self) -> None:
        assert_agrees(self.one(an_effect(Normal(-10, 4)), an_indicator(Range(1, 2), better="lower")))

    @pytest.mark.parametrize("margin", [0.3, Beta(3, 7)], ids=["certain", "uncertain"])
    def test_a_margin(self, margin: Any) -> None:
        assert_agrees(self.one(an_effect(Range(10, 20)), an_indicator(Range(1, 2), margin=margin)))

    @pytest.mark.parametrize("timing", ["start", "mid", "end"])
    @pytest.mark.parametrize("step", ["year", "quarter", "month", "week"])
    def test_timing_and_step(self, timing: str, step: str) -> None:
        assert_agrees(self.one(an_effect(Range(10, 20), drop_off=0.1), timing=timing, step=step))

    @pytest.mark.parametrize("when", ["upfront", "each", 1, 3])
    @pytest.mark.parametrize("contingency", [0.0, 0.25, Range(0.05, 0.4)], ids=["none", "certain", "uncertain"])
    def test_costs_of_every_time_with_contingency(self, when: Any, contingency: Any) -> None:
        costs = [
            a_cost(100, item="Certain", when=when, contingency=contingency),
            a_cost(Range(50, 90), item="Uncertain", when=when, contingency=contingency),
            Cost(item="Units", units=Range(3, 5), unit_cost=38, when=when, contingency=contingency),
            Cost(item="Both", units=Range(3, 5), unit_cost=Uniform(1, 2), when=when, contingency=contingency),
        ]
        assert_agrees(a_case({"blog": a_tool({}, costs)}, periods=PERIODS, rate=0.07))

    def test_a_cost_for_each_period(self) -> None:
        costs = [a_cost([100, Range(5, 9), 0, ThreePoint(1, 2, 9)], contingency=Range(0.1, 0.2))]
        assert_agrees(a_case({"blog": a_tool({}, costs)}, periods=PERIODS, rate=0.07))

    def test_a_case_of_everything(self) -> None:
        assert_agrees(chamber())

    def test_more_draws_than_a_block(self) -> None:
        assert_agrees(chamber(), draws=BLOCK + 7)

    def test_payback_and_rates_follow_from_the_undiscounted_flows(self) -> None:
        effect = an_effect([0, Range(20, 60), Range(20, 60), Range(20, 60)], drop_off=Range(0.05, 0.2))
        case = self.one(effect, an_indicator(1))
        found, slow = details_of(frame_of(case), 0, 50, rates=True), Reference(case, "blog", 50)
        assert found.rates is not None
        changes = slow.per_period("tools.blog.effects.calls.change", effect.change, Domain.REAL)
        fade = slow.drawn("tools.blog.effects.calls.drop_off", effect.drop_off, Domain.SHARE)
        for draw in range(50):
            flows = [-100.0] + [changes[p][draw] * (1 - fade[draw]) ** (p - 1) for p in slow.periods]
            value = sum(flow * (1 + found.rates.rates[draw]) ** -time for time, flow in enumerate(flows))
            assert value == pytest.approx(0, abs=1e-9)
            present = [flow * slow.discount(time) for time, flow in enumerate(flows)]
            for times, counted in ((found.payback, flows), (found.discounted_payback, present)):
                running = np.cumsum(counted)
                if running[-1] < 0:
                    assert times[draw] == np.inf
                else:
                    (period, *_) = np.flatnonzero(running >= 0)
                    expected = period - 1 - running[period - 1] / counted[period]
                    assert times[draw] == pytest.approx(expected, rel=1e-12)

    def test_gross_flows_are_the_sizes_of_benefits_and_costs(self) -> None:
        case = chamber()
        frame, labels = build_frame(case.blinded(), Conventions.of(case, seed=SEED, gaps="no-credit"))
        for position in range(len(labels.tools)):
            found = details_of(frame, position, 100)
            sizes = np.abs(found.benefits.rows).sum(axis=0) + np.abs(found.costs.rows).sum(axis=0)
            assert found.gross == pytest.approx(sizes)

    def test_many_flows_are_opened_one_after_the_other_and_give_the_same_bits(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draws = 3 * BLOCK + 11
        frame = frame_of(chamber(), "prior")
        at_once = [values_of(details_of(frame, position, draws)) for position in range(3)]
        monkeypatch.setattr(tape, "OPEN_TABLES", 0)
        monkeypatch.setattr(tape, "_CHUNK_BYTES", 8 * 4 * 2 * BLOCK)
        for position, expected in enumerate(at_once):
            found = values_of(details_of(frame, position, draws))
            assert [name for name in found if not same_bits(found[name], expected[name])] == []


class TestSunkCosts:
    def test_they_are_worked_out_and_kept_apart(self) -> None:
        case = a_case({"blog": a_tool({}, [a_cost(Range(5, 9), sunk=True, item="Pilot"), a_cost(3)])})
        found = details_of(frame_of(case), 0, 20)
        pilot = Reference(case, "blog", 20).drawn("tools.blog.costs.Pilot.amount", Range(5, 9), Domain.NON_NEGATIVE)
        assert found.sunk.rows[0].tolist() == pytest.approx(pilot, rel=1e-14)
        assert found.costs.rows.tolist() == [[3.0] * 20]


class TestBits:
    draws = 2 * BLOCK + 5

    @pytest.mark.parametrize("gaps", ["no-credit", "bounds", "prior"])
    @pytest.mark.parametrize("block_size", [1000, 8191, 50_000])
    def test_the_size_of_a_block_changes_none(self, gaps: GapPolicy, block_size: int) -> None:
        frame = frame_of(chamber(), gaps)
        for position in range(3):
            expected = values_of(details_of(frame, position, self.draws, rates=True))
            found = values_of(details_of(frame, position, self.draws, rates=True, block_size=block_size))
            assert [name for name in found if not same_bits(found[name], expected[name])] == []

    def test_the_size_of_a_block_changes_none_of_plain_rates(self) -> None:
        effects = {"calls": an_effect(Range(20, 80))}
        frame = frame_of(a_case({"blog": a_tool(effects, [a_cost()])}, periods=5))
        expected, found = (details_of(frame, 0, 1000, rates=True, block_size=size).rates for size in (1000, 7))
        assert expected is not None
        assert found is not None
        assert same_bits(found.rates, expected.rates)

    def test_the_size_of_a_block_changes_none_of_rates_whose_flows_start_late(self) -> None:
        effects = {"calls": an_effect([Samples([0, 0, 0, 1]), Range(1, 9), Range(1, 9)], periods="apart")}
        frame = frame_of(a_case({"blog": a_tool(effects, [a_cost(5)])}, periods=3))
        expected, found = (details_of(frame, 0, 1000, rates=True, block_size=size).rates for size in (1000, 1))
        assert expected is not None
        assert found is not None
        assert same_bits(found.rates, expected.rates)

    def test_fewer_draws_are_the_first_of_many(self) -> None:
        frame = frame_of(chamber())
        for position in range(3):
            many, few = (totals_of(frame, position, draws) for draws in (self.draws, 1000))
            assert same_bits(many.benefits[:1000], few.benefits)
            assert same_bits(many.costs[:1000], few.costs)

    @pytest.mark.parametrize("gaps", ["no-credit", "bounds", "prior"])
    def test_totals_are_those_of_the_details(self, gaps: GapPolicy) -> None:
        frame = frame_of(chamber(), gaps)
        for position in range(3):
            totals, details = totals_of(frame, position, self.draws), details_of(frame, position, self.draws)
            for total, rows in ((totals.benefits, details.benefits.rows), (totals.costs, details.costs.rows)):
                added = np.zeros(self.draws)
                for row in rows:
                    added += row
                assert same_bits(total, added)

    def test_every_block_is_counted(self) -> None:
        counted: list[int] = []
        details_of(frame_of(chamber()), 0, self.draws, progress=lambda: counted.append(1))
        assert len(counted) == 3


class TestChanges:
    """What a tool changes is made of what its benefits are made of."""

    def test_they_are_those_that_are_drawn_by_themselves(self) -> None:
        frame = frame_of(chamber())
        for position in range(len(frame.tools)):
            found = details_of(frame, position, 9000).changes
            alone = [change.whole for change in changed_by(frame, position, 9000)]
            assert found is not None
            assert np.array_equal(found.rows, np.concatenate([one.rows for one in alone]))
            assert found.means.tolist() == [float(one.means[0]) for one in alone]
            assert found.drawn.tolist() == [bool(one.drawn[0]) for one in alone]

    def test_a_benefit_rises_with_what_is_changed(self) -> None:
        indicators = {"a": an_indicator(3.0), "b": an_indicator(Range(1, 3))}
        tool = a_tool({key: an_effect(Range(10, 20)) for key in indicators}, [a_cost()])
        found = details_of(frame_of(a_case({"blog": tool}, indicators=indicators)), 0, 1000)
        assert found.changes is not None
        assert found.benefits.alike[0] is found.changes.alike[0] is not None
        assert found.benefits.alike[1] is found.changes.alike[1] is None
        assert np.array_equal(np.argsort(found.benefits.rows[0]), np.argsort(found.changes.rows[0]))

    def test_known_ones_are_not_drawn_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        frame = frame_of(chamber())
        known = details_of(frame, 0, 1000).changes
        before = list(changed_by(frame, 0, 1000))
        monkeypatch.setattr(changed, "work_out", None)
        for one, other in zip(changed_by(frame, 0, 1000, known=known), before, strict=True):
            assert np.array_equal(one.whole.rows, other.whole.rows)
            assert np.array_equal(one.discounted.rows, other.discounted.rows)

    def test_each_quantity_is_drawn_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[int] = []

        def opening(key: int) -> np.random.Generator:
            opened.append(key)
            return stream(key)

        monkeypatch.setattr(kernels, "stream", opening)
        frame = frame_of(chamber())
        assert frame.tools[0].changes
        details_of(frame, 0, 1000)
        assert len(opened) == len(set(opened)) > 0

    def test_many_are_left_to_be_drawn_a_few_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        frame = frame_of(chamber())
        beside = details_of(frame, 0, 1000)
        monkeypatch.setattr(details, "_BYTES_OF_CHANGES", 8 * 1000 * len(frame.tools[0].changes) - 1)
        found = details_of(frame, 0, 1000)
        assert found.changes is None
        assert np.array_equal(found.benefits.rows, beside.benefits.rows)
        assert np.array_equal(found.payback, beside.payback)


class TestGaps:
    def test_they_are_worth_their_ends_and_their_prior(self) -> None:
        frame = frame_of(chamber(), "prior")
        for position, tool in enumerate(frame.tools):
            found = gap_values_of(frame, position, 9000)
            low, high, drawn = (
                amounts_of(frame, [getattr(gap, end) for gap in tool.gaps], 9000)
                for end in ("lowest", "highest", "drawn")
            )
            assert found.means == pytest.approx(np.array([low.means, high.means, drawn.means]).T)
            assert found.lowest == pytest.approx(low.rows.sum(axis=0))
            assert found.highest == pytest.approx(high.rows.sum(axis=0))


class TestMemory:
    def test_few_tables_are_open_at_a_time_however_many_quantities_there_are(self) -> None:
        """A table of quantiles takes half a mebibyte: open at once, those of this case would take a whole gibibyte."""
        effects = {f"i{place}": an_effect(Range(10, 20), credit=Range(0.2, 0.8)) for place in range(700)}
        indicators = {name: an_indicator(Range(1, 3)) for name in effects}
        frame = frame_of(a_case({key: a_tool(effects, [a_cost()]) for key in ("a", "b")}, indicators=indicators))
        tracemalloc.start()
        kept = shared_values(frame, 100)
        for position in range(2):
            details_of(frame, position, 100, shared=kept)
            totals_of(frame, position, 100, shared=kept)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2 * tape.OPEN_TABLES * tape.TABLE_BYTES
