"""The grid of uniform numbers, and what is read off it."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.numerics.grid import moments_at_nodes, nodes, read_off, weights, widths


def test_cells_are_of_one_relative_width_down_to_the_last_bit() -> None:
    at = nodes()
    assert at[0] == 2.0**-54
    assert at[-2] == 0.5
    assert (widths() / at[:-1] <= 1 / 256).all()
    assert (widths() / at[:-1] > 1 / 512).all()


def test_weights_add_up_to_one_half() -> None:
    assert weights().sum() == pytest.approx(0.5, rel=1e-14)


def test_a_square_has_the_moments_of_its_integral() -> None:
    square = nodes() ** 2, (1.0 - nodes()) ** 2
    # mean 1/3, mean of squares 1/5; the function bends over the middle of each half alike
    assert moments_at_nodes(square) == pytest.approx((1 / 3, np.sqrt(1 / 5 - 1 / 9)), rel=1e-9)


def test_cubic_pieces_are_exact_for_a_cubic() -> None:
    x = np.array([-1.0, 0.0, 0.5, 3.0])
    at = np.linspace(-1.0, 3.0, 101)
    found = read_off(at, x, x**3 - 2.0 * x, 3.0 * x**2 - 2.0)
    assert found == pytest.approx(at**3 - 2.0 * at, rel=1e-12, abs=1e-12)


def test_what_is_kept_for_everybody_cannot_be_written_to() -> None:
    for kept in (nodes(), widths(), weights()):
        assert not kept.flags.writeable
