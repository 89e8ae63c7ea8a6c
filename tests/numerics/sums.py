"""Sums of shapes, each with its weight: smooth, stepped, certain and mixed."""

from __future__ import annotations

from blogroi.numerics.sampler import Part
from blogroi.numerics.samples import Samples
from blogroi.numerics.shapes import Beta, Constant, Lognormal, Normal, Pert, Uniform

PARTS: list[list[Part]] = [
    [(Normal(10, 2), 1.0)],
    [(Lognormal(2.1, 0.18), 0.97), (Lognormal(2.5, 0.28), 0.94), (Lognormal(0.9, 0.12), 0.91)],
    [(Lognormal(2.1, 0.18), 1.0), (Constant(4), 2.0), (Pert(0, 1, 9), 0.0)],
    [(Normal(0, 1, lower=0), 1.0), (Normal(3, 1, upper=3.5), 2.0)],
    [(Beta(2, 3), 100.0), (Uniform(-5, 5), 0.5)],
    [(Samples((4, 1, 2)), 1.0), (Samples((0, 7, 3)), 0.5)],
    [(Samples((4, 1, 2)), 1.0), (Samples((0, 7, 3, 3, 1)), 0.5)],
    [(Lognormal(2.1, 0.18), 1.0), (Samples((4, 1, 2)), 3.0), (Samples((0, 90)), 1.0)],
    [(Constant(2), 1.5), (Constant(3), 1.0)],
]
