"""What holds of the figures of every case, beside the guarantees that make a comparison of tools a fair one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blogroi import Case, Evaluation, Exclusion, Ratio, Summary, ToolResult, evaluate, simulate
from blogroi.engine.compile.build import build_frame
from blogroi.engine.draws import Draw, sampler_of
from blogroi.engine.frame import Frame, inputs_in
from blogroi.model import Domain
from blogroi.model.conventions import Conventions
from blogroi.numerics.streams import stream
from blogroi.results.converter import plain
from blogroi.testing import comparisons
from blogroi.testing.figures.differences import Restated, differences
from blogroi.testing.figures.reading import read
from blogroi.testing.variants.amounts import less_cost, more_effect
from blogroi.testing.variants.naming import reversed_order
from blogroi.testing.variants.units import counted_otherwise, in_another_currency, scalable

DRAWS = 64
ANY = comparisons(most_tools=3, most_periods=4)
FACTORS = st.sampled_from([1e-3, 0.37, 1.6, 655.957])

_PLACE = re.compile(r"costs\[\d+\]")
"""Where a cost stands in a file, to which whoever has to mend it is sent: that is another place in another order."""

few = settings(max_examples=60)


def answer(case: Case, **options: Any) -> Evaluation:
    return evaluate(case, draws=DRAWS, **options)


def gross(result: ToolResult) -> float:
    """Give the size of the amounts that figures are made of, on which the size of roundings depends."""
    parts = [*result.by_indicator.values(), *result.by_cost.values()]
    return sum(abs(part.mean) + 10 * part.sd for part in parts) + 1e-9


def summaries(node: object) -> Iterator[Summary | Ratio]:
    if isinstance(node, Summary | Ratio):
        yield node
    elif isinstance(node, Mapping):
        for part in node.values():
            yield from summaries(part)
    elif isinstance(node, Evaluation | ToolResult | Exclusion):
        for attribute in attrs.fields(type(node)):
            yield from summaries(getattr(node, attribute.name))


@few
@given(ANY)
def test_the_order_of_the_file_changes_nothing(case: Case) -> None:
    one, other = (_PLACE.sub("costs[n]", answer(each).to_json()) for each in (case, reversed_order(case)))
    assert one == other


@few
@given(ANY, FACTORS)
def test_another_currency_changes_no_return(case: Case, rate: float) -> None:
    case = scalable(case)
    assert_same(case, in_another_currency(case, rate), Restated(money=rate))


@few
@given(ANY, FACTORS)
def test_another_unit_of_the_indicators_changes_no_figure(case: Case, rate: float) -> None:
    case = scalable(case)
    other, units = counted_otherwise(case, rate)
    assert_same(case, other, Restated(units=units))


def assert_same(case: Case, other: Case, restated: Restated) -> None:
    """Compare all figures but what is within roundings of them."""
    assert list(differences(read(answer(case)), read(answer(other)), rtol=1e-9, restated=restated)) == []


@few
@given(ANY, st.floats(0.0, 10.0))
def test_more_effect_lowers_the_net_value_in_no_world(case: Case, step: float) -> None:
    key = next(iter(case.tools))
    assert_never_lower(more_effect(case, key, step), case, key)


@few
@given(ANY, st.floats(1e-3, 1.0))
def test_less_cost_lowers_the_net_value_in_no_world(case: Case, factor: float) -> None:
    key = next(iter(case.tools))
    assert_never_lower(less_cost(case, key, factor), case, key)


def assert_never_lower(better: Case, case: Case, key: str) -> None:
    """Compare net present values world by world, but for roundings; what costs nobody knows what is left aside."""
    more, less = (simulate(one, draws=DRAWS)[key] for one in (better, case))
    if less.costs is None:
        return
    rounding = 1e-9 * (np.abs(less.benefits) + np.abs(less.costs)) + 1e-9 * gross(answer(case).tools[key])
    assert np.all(more.npv >= less.npv - rounding)


@few
@given(ANY, st.sampled_from(["everyone", "organisation", "members"]))
def test_the_parts_add_up_to_the_benefits(case: Case, viewpoint: Any) -> None:
    for result in answer(case, viewpoint=viewpoint).tools.values():
        assert result.benefits is not None
        assert result.anticipated is not None
        assert result.emergent is not None
        assert result.unlabelled is not None
        headings = (result.by_indicator, result.by_lever, result.by_objective, result.by_beneficiary)
        totals = [sum(part.mean for part in heading.values()) for heading in headings]
        totals.append(result.anticipated.mean + result.emergent.mean + result.unlabelled.mean)
        assert totals == pytest.approx([result.benefits.mean] * 5, rel=1e-9, abs=1e-12 * gross(result))


@few
@given(ANY)
def test_benefits_by_indicator_add_up_world_by_world(case: Case) -> None:
    simulation = simulate(case, draws=DRAWS)
    for key, draws in simulation.items():
        total = sum(simulation.by_indicator(key).values(), start=np.zeros(DRAWS))
        assert total.tolist() == draws.benefits.tolist()


def draws_of(frame: Frame) -> Iterator[Draw]:
    for tool in frame.tools:
        for flow in (*tool.benefits, *tool.costs, *tool.sunk):
            for node in inputs_in([flow]):
                if node.operation == "drawn":
                    yield node.draw
                else:
                    yield from (part for part in node.listed.parts if isinstance(part, Draw))


@few
@given(ANY)
def test_draws_stay_within_the_domain_of_their_field(case: Case) -> None:
    frame, _ = build_frame(case.blinded(), Conventions.of(case, seed=1, gaps="prior"))
    for draw in draws_of(frame):
        values = np.empty(DRAWS)
        sampler_of(draw).fill(stream(draw.key), values)
        low, high = sorted(draw.offset + draw.factor * end for end in (draw.domain.low, draw.domain.high))
        assert low <= values.min()
        assert values.max() <= high
        if not case.drivers:  # a formula may add to a share
            assert draw.domain is not Domain.SHARE or (low, high) == (0, 1) or draw.factor not in (1, -1)


@few
@given(ANY)
def test_no_figure_is_anything_but_a_number(case: Case) -> None:
    evaluation = answer(case)
    for figure in summaries(evaluation):
        assert all(value is None or np.isfinite(value) for value in plain(figure).values())
    assert "NaN" not in evaluation.to_json()  # the writer would refuse infinities


@few
@given(ANY)
def test_quantiles_stand_in_order(case: Case) -> None:
    for figure in summaries(answer(case)):
        assert figure.mc_error >= 0
        if figure.p05 is None or figure.p50 is None or figure.p95 is None:
            continue
        assert figure.p05 <= figure.p50 <= figure.p95
        assert isinstance(figure, Ratio) or figure.sd >= 0
        if figure.low is not None and figure.high is not None:
            rounding = 1e-9 * (abs(figure.p05) + abs(figure.p95))
            assert figure.low <= figure.p05 + rounding
            assert figure.p95 <= figure.high + rounding


@few
@given(ANY)
def test_chances_are_chances(case: Case) -> None:
    for result in answer(case).tools.values():
        times = [time for time in (result.payback, result.discounted_payback) if time is not None]
        shares = [share for time in times for share in (time.never, time.at_once)]
        for share in (result.probability_positive, result.probability_even, *shares):
            assert share is None or 0 <= share <= 1
        if result.irr is not None and result.irr.status in ("one", "loss"):
            assert result.irr.of_means is None or result.irr.of_means >= -1


@few
@given(ANY, st.integers(0, 2**64 - 1))
def test_the_same_seed_gives_the_same_bytes(case: Case, seed: int) -> None:
    assert answer(case, seed=seed).to_json() == answer(case, seed=seed).to_json()


@few
@given(ANY)
def test_threads_change_no_byte(case: Case) -> None:
    assert answer(case, threads=2).to_json() == answer(case, threads=1).to_json()


@few
@given(ANY)
def test_a_case_with_gaps_filled_in_differs_in_nothing_else(case: Case) -> None:
    none, bounds = answer(case, gaps="no-credit"), answer(case, gaps="bounds")
    for key, result in none.tools.items():
        bounded = bounds.tools[key]
        assert bounded.by_indicator == result.by_indicator
        assert bounded.gaps == result.gaps
        assert (bounded.probability_positive, bounded.payback) == (result.probability_positive, result.payback)
