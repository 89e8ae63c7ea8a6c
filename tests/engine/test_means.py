"""Expectations without draws, against closed forms and against many draws."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blogroi.engine.compile.build import build_frame
from blogroi.engine.frame import Cap, Draw, Flow, Piece
from blogroi.engine.means import flow_mean, mean_of
from blogroi.engine.simulate import details_of
from blogroi.engine.sources import input_draws
from blogroi.model import Beta, Domain, Normal, Range, Samples, ThreePoint, Uniform
from blogroi.model.conventions import Conventions

from ..builders import chamber

DRAWS = 200_000


def test_the_mean_of_a_product_is_the_product_of_the_means() -> None:
    change, value = Draw(1, Uniform(10, 20), Domain.REAL), Draw(2, Uniform(2, 4), Domain.REAL)
    found = flow_mean(Flow((value,), (Piece(0.5, change, (0.0, 1.0, 2.0)),)), 3)
    assert found is not None
    assert found.tolist() == pytest.approx([0.0, 22.5, 45.0], rel=1e-12)


def test_a_lognormal_has_its_closed_form() -> None:
    sigma = math.log(16.0) / (2 * 1.6448536269514722)
    assert mean_of(Draw(1, Range(0.5, 8), Domain.REAL)) == pytest.approx(2.0 * math.exp(sigma**2 / 2), rel=1e-6)


@pytest.mark.parametrize("share", [Uniform(0.2, 0.6), Beta(3, 2), ThreePoint(0.1, 0.2, 0.6), Range(0.05, 0.4)])
def test_what_fades_has_the_mean_of_its_powers(share: Uniform | Beta | ThreePoint | Range) -> None:
    left = Draw(1, share, Domain.SHARE, offset=1.0, factor=-1.0)
    flow = Flow((), (Piece(100.0, None, (0.0, 0.0, 1.0, 1.0, 1.0, 1.0)),), fade=left, first=2)
    found = flow_mean(flow, 6)
    assert found is not None
    kept = input_draws(left, DRAWS)
    for slot in range(2, 6):
        powers = 100.0 * kept ** (slot - 2)
        error = powers.std() / math.sqrt(DRAWS)
        assert found[slot] == pytest.approx(powers.mean(), abs=4 * error + 1e-9)


def test_the_powers_of_a_uniform_share_are_those_of_its_integral() -> None:
    left = Draw(1, Uniform(0, 1), Domain.SHARE)
    found = flow_mean(Flow((), (Piece(1.0, None, (0.0, *[1.0] * 40)),), fade=left), 41)
    assert found is not None
    assert found[1:].tolist() == pytest.approx([1 / (power + 1) for power in range(40)], rel=1e-9)


def test_the_powers_of_a_sample_are_means_over_its_values() -> None:
    left = Draw(1, Samples([0.5, 1.0]), Domain.SHARE)
    found = flow_mean(Flow((), (Piece(8.0, None, (0.0, 1.0, 1.0, 1.0)),), fade=left), 4)
    assert found is not None
    assert found.tolist() == [0.0, 8.0, 6.0, 5.0]


def test_what_is_correlated_is_left_to_the_draws() -> None:
    change = Draw(1, Normal(10, 2), Domain.REAL, loadings=((7, 0.8), (8, 0.6)))
    value = Draw(7, Normal(3, 1), Domain.REAL)
    apart = Draw(9, Normal(3, 1), Domain.REAL)
    assert flow_mean(Flow((value,), (Piece(1.0, change, (0.0, 1.0)),)), 2) is None
    assert flow_mean(Flow((apart,), (Piece(1.0, change, (0.0, 1.0)),)), 2) is not None


def test_what_is_capped_is_left_to_the_draws() -> None:
    cap = Cap(0.5, (Draw(3, Uniform(0, 1), Domain.SHARE),))
    assert flow_mean(Flow((), (Piece(1.0, None, (0.0, 1.0), cap),)), 2) is None


def test_the_means_of_a_whole_case_are_those_of_many_draws() -> None:
    frame, labels = build_frame(chamber().blinded(), Conventions.of(chamber(), seed=5, gaps="prior"))
    for position in range(len(labels.tools)):
        found = details_of(frame, position, DRAWS)
        for amounts in (found.benefits, found.costs):
            errors = amounts.rows.std(axis=1) / math.sqrt(DRAWS)
            assert np.all(np.abs(amounts.rows.mean(axis=1) - amounts.means) <= 4.5 * errors + 1e-9)
            assert not amounts.drawn.any()
