"""What must hold of the worth of knowledge, whatever the decision."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from blogroi.numerics.information.groups import evppi_of_group
from blogroi.numerics.information.perfect import evpi, evppi
from blogroi.numerics.information.studies import evsi
from blogroi.numerics.streams import stream

Floats = NDArray[np.float64]

DRAWS = 2000
ROUNDING = 1e-9


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Floats, Floats]:
    """Give net benefits of shape (draws, options) and the inputs that they hang on, some of them discrete."""
    source = stream(draw(st.integers(0, 10_000)))
    inputs = source.standard_normal((DRAWS, draw(st.integers(1, 4))))
    if draw(st.booleans()):
        inputs[:, 0] = np.round(inputs[:, 0])
    options = draw(st.integers(2, 4))
    net_benefits = inputs @ source.normal(0, 1, (inputs.shape[1], options)) + source.normal(0, 1, options)
    net_benefits += draw(st.sampled_from([0.0, 0.5])) * source.standard_normal((DRAWS, options))
    return net_benefits, inputs


@given(decisions())
def test_no_part_is_worth_more_than_the_whole(decision: tuple[Floats, Floats]) -> None:
    net_benefits, inputs = decision
    whole = evpi(net_benefits).value
    together = evppi_of_group(net_benefits, inputs).value
    assert 0.0 <= together <= whole + ROUNDING
    for column in inputs.T:
        alone = evppi(net_benefits, column)
        assert 0.0 <= alone.value <= together + ROUNDING


@given(decisions(), st.randoms(use_true_random=False))
def test_more_inputs_are_worth_at_least_as_much_in_any_order(decision: tuple[Floats, Floats], random: Random) -> None:
    net_benefits, inputs = decision
    order = list(range(inputs.shape[1]))
    random.shuffle(order)
    worths = [evppi_of_group(net_benefits, inputs[:, order[:count]]) for count in range(1, len(order) + 1)]
    for fewer, more in pairwise(worths):
        assert fewer.value <= more.value + ROUNDING
    assert worths[-1] == evppi_of_group(net_benefits, inputs)


@given(decisions(), st.integers(0, 10_000))
def test_the_order_of_draws_changes_nothing(decision: tuple[Floats, Floats], seed: int) -> None:
    net_benefits, inputs = decision
    order = stream(seed).permutation(DRAWS)
    assert np.isclose(evpi(net_benefits[order]).value, evpi(net_benefits).value, atol=ROUNDING)
    for column in inputs.T:
        one, other = evppi(net_benefits, column), evppi(net_benefits[order], column[order])
        assert np.isclose(one.value, other.value, atol=ROUNDING)
        assert np.isclose(one.mc_error, other.mc_error, rtol=1e-6, atol=ROUNDING)


@given(decisions(), st.integers(0, 10_000))
def test_what_is_pure_noise_is_worth_nothing(decision: tuple[Floats, Floats], seed: int) -> None:
    net_benefits, _ = decision
    worth = evppi(net_benefits, stream(seed + 20_000).standard_normal(DRAWS))
    assert worth.value <= 4 * worth.mc_error


@given(decisions(), st.lists(st.integers(1, 5000), min_size=1, max_size=5, unique=True).map(sorted))
def test_a_study_is_worth_more_the_larger_it_is_and_never_more_than_its_subject(
    decision: tuple[Floats, Floats], sizes: list[int]
) -> None:
    net_benefits, inputs = decision
    subject, noise = inputs[:, 0], stream(7).standard_normal(DRAWS)
    studies = evsi(net_benefits, subject, lambda truth, n: truth + 5 * noise / n**0.5, sizes)
    worths = [worth.value for worth in studies]
    assert worths == sorted(worths)
    assert all(0.0 <= worth <= evppi(net_benefits, subject).value for worth in worths)


@given(decisions(), st.sampled_from([0.01, 2.0, 1000.0]))
def test_money_in_another_currency_scales_all(decision: tuple[Floats, Floats], factor: float) -> None:
    net_benefits, inputs = decision
    for worth in (evpi, lambda values: evppi(values, inputs[:, 0])):
        assert np.isclose(worth(factor * net_benefits).value, factor * worth(net_benefits).value, rtol=1e-6, atol=1e-12)


@given(decisions())
def test_what_all_options_share_changes_nothing(decision: tuple[Floats, Floats]) -> None:
    net_benefits, inputs = decision
    shifted = net_benefits + 3.0 + stream(3).standard_normal((DRAWS, 1))
    assert np.isclose(evpi(shifted).value, evpi(net_benefits).value, atol=1e-9)
    assert np.isclose(evppi(shifted, inputs[:, 0]).value, evppi(net_benefits, inputs[:, 0]).value, atol=1e-9)


@given(decisions(), st.randoms(use_true_random=False))
def test_the_order_of_options_changes_nothing(decision: tuple[Floats, Floats], random: Random) -> None:
    net_benefits, inputs = decision
    order = list(range(net_benefits.shape[1]))
    random.shuffle(order)
    turned = net_benefits[:, order]
    assert np.isclose(evpi(turned).value, evpi(net_benefits).value, atol=1e-9)
    assert np.isclose(evppi(turned, inputs[:, 0]).value, evppi(net_benefits, inputs[:, 0]).value, atol=1e-9)
