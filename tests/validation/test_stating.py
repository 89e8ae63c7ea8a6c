"""What is stated of a quantity is what the case file takes, about as great and as vague as it was to be."""

import json
import random

import numpy as np
import pytest

from blogroi.oracle.shapes import shape_of
from blogroi.validation.stating import SHAPES, amount, share

LEVELS = np.linspace(0.0005, 0.9995, 1000)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("spread", [0.004, 0.1, 0.45])
def test_an_amount_is_about_as_great_and_never_below_zero(shape: str, spread: float) -> None:
    stated = amount(shape, 200.0, spread)
    assert json.loads(json.dumps(stated)) == stated
    values = shape_of(stated, "not negative").ppf(LEVELS)
    assert values.min() >= 0.0
    assert np.median(values) == pytest.approx(200.0, rel=0.5 * spread + 1e-9)
    assert 0.5 * spread < values.std() / 200.0 < 2.5 * spread


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("middle", [0.05, 0.4, 0.8])
def test_a_share_lies_between_0_and_1(shape: str, middle: float) -> None:
    stated = share(shape, middle, 0.45, random.Random(1))
    values = shape_of(stated, "share").ppf(LEVELS)
    assert 0.0 <= values.min() <= values.max() <= 1.0
    assert np.median(values) == pytest.approx(middle, abs=0.45 * middle * (1.0 - middle))
