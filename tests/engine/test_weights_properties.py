"""For all cases: draws are weights that keep to what is stated, and the order of the file moves none of them."""

from __future__ import annotations

import numpy as np
from attrs import evolve
from hypothesis import given, settings

from blogroi import Case
from blogroi.engine.weights import weight_draws
from blogroi.testing import cases
from blogroi.testing.variants.naming import reversed_order

from .test_weights import left_by, said_in


@given(cases(most_tools=1, most_indicators=1))
@settings(max_examples=60)
def test_draws_keep_to_what_is_stated(case: Case) -> None:
    left = left_by(case)
    for stakeholder in left.voices:
        drawn = weight_draws(left, 20, seed=1, stakeholder=stakeholder)
        assert (drawn >= 0).all()
        assert np.allclose(drawn.sum(axis=1), 1, rtol=0, atol=1e-12)
        for said in said_in(case, stakeholder):
            terms = np.array([float(said.terms.get(key, 0)) for key in left.objectives])
            over = drawn @ terms - float(said.bound)
            assert (abs(over) < 1e-9).all() if said.equal else (over > -1e-9).all()


@given(cases(most_tools=1, most_indicators=1))
@settings(max_examples=40)
def test_the_order_of_the_file_moves_no_weight(case: Case) -> None:
    assert case.objectives
    other = reversed_order(evolve(case, weights=case.weights))
    one, two = left_by(case), left_by(other)
    assert one.objectives == two.objectives
    assert (weight_draws(one, 20, seed=1) == weight_draws(two, 20, seed=1)).all()
