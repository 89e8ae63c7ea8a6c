"""How chains are started and steered: centre, curvature and covariance. That they end up uniform is tried with the other ways of drawing."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.numerics.polytope import hit_and_run
from blogroi.numerics.streams import stream


class TestAnalyticCentre:
    def test_of_a_simplex_it_is_the_middle_of_the_corners(self) -> None:
        normals, bounds = np.vstack([np.eye(3), -np.ones((1, 3))]), np.array([0.0, 0.0, 0.0, -1.0])
        centre, _ = hit_and_run._analytic_centre(normals, bounds, np.array([0.1, 0.2, 0.6]))
        assert centre.tolist() == pytest.approx([0.25] * 3, abs=1e-9)

    def test_the_pull_of_all_facets_is_even_and_the_shape_is_their_curvature(self) -> None:
        source = stream(5)
        normals = np.vstack([np.eye(4), -np.eye(4), source.standard_normal((6, 4))])
        bounds = np.concatenate([np.zeros(4), -np.ones(4), normals[8:] @ np.full(4, 0.5) - 0.3])
        for start in (np.full(4, 0.5), np.full(4, 0.5) + 0.05 * source.random(4)):
            centre, shape = hit_and_run._analytic_centre(normals, bounds, start)
            slacks = normals @ centre - bounds
            assert slacks.min() > 0.0
            pull = normals / slacks[:, None]
            # Newton's method has stopped at a step of a millionth of the length that a facet is away
            assert np.abs(pull.sum(axis=0)).max() < 1e-4
            curvature = pull.T @ pull
            assert (shape @ shape.T @ curvature).tolist() == pytest.approx(np.eye(4), abs=1e-9)


def test_the_root_of_a_covariance_gives_it_back() -> None:
    places = stream(6).standard_normal((3, 50)) * [[1.0], [2.0], [0.0]] + 7.0
    found = hit_and_run._covariance(places)
    assert found.tolist() == pytest.approx(np.cov(places, bias=True), abs=1e-12)
    root = hit_and_run._square_root(found)
    assert (root @ root.T).tolist() == pytest.approx(found, abs=1e-11)
