"""Sobol' indices of functions whose indices are known, beside SALib: seconds, and how far the answers are off."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from numpy.typing import NDArray

from blogroi.numerics.sensitivity.first_order import first_order_indices
from blogroi.numerics.sensitivity.sobol import sobol_indices
from blogroi.numerics.streams import stream, stream_key

ERRORS = ("off, first order", "off, total")
Floats: TypeAlias = NDArray[np.float64]

PAIRS, SEEDS, GIVEN = 16_384, 10, 100_000


@dataclass(frozen=True)
class Problem:
    """A function of uniform numbers, and its first-order and total indices: shape (2, inputs)."""

    name: str
    function: Callable[[Floats], Floats]
    inputs: int
    exact: Floats


def ishigami() -> Problem:
    """Ishigami and Homma's function, a = 7, b = 0.1."""
    a, b = 7.0, 0.1

    def function(points: Floats) -> Floats:
        x = (2.0 * points - 1.0) * math.pi
        value: Floats = np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])
        return value

    first = 0.5 * (1.0 + b * math.pi**4 / 5.0) ** 2
    second, both = a * a / 8.0, 8.0 * b * b * math.pi**8 / 225.0
    exact = np.array([[first, second, 0.0], [first + both, second, both]]) / (first + second + both)
    return Problem("Ishigami's function, 3 inputs", function, 3, exact)


def product() -> Problem:
    """Sobol's G function of eight inputs, as SALib has it."""
    flat = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])

    def function(points: Floats) -> Floats:
        value: Floats = ((np.abs(4.0 * points - 2.0) + flat) / (1.0 + flat)).prod(axis=1)
        return value

    alone = 1.0 / (3.0 * (1.0 + flat) ** 2)
    whole = (1.0 + alone).prod()
    exact = np.array([alone, alone * whole / (1.0 + alone)]) / (whole - 1.0)
    return Problem("Sobol's G function, 8 inputs", function, flat.size, exact)


def own(problem: Problem, pairs: int, seed: int) -> Floats:
    """Ask at points as `blogroi.total_influences` draws them, an input from a stream of its own: shape (2, inputs)."""
    keys = [[stream_key(seed, f"x{one}{which}") for one in range(problem.inputs)] for which in ("", "[again]")]
    first, second = (np.column_stack([stream(key).random(pairs) for key in row]) for row in keys)
    exchanged, mixed = np.empty((problem.inputs, pairs)), first.copy()
    for one in range(problem.inputs):
        mixed[:, one] = second[:, one]
        exchanged[one] = problem.function(mixed)
        mixed[:, one] = first[:, one]
    found = sobol_indices(problem.function(first), problem.function(second), exchanged, seed=seed)
    return np.array([found.first.values, found.total.values])


def salib(problem: Problem, pairs: int, seed: int, resamples: int = 100) -> Floats:
    """Ask SALib, without second-order indices: shape (2, inputs)."""
    from SALib.analyze import sobol as analysis
    from SALib.sample import sobol as sampling

    names = [f"x{number}" for number in range(problem.inputs)]
    stated = {"num_vars": problem.inputs, "names": names, "bounds": [[0.0, 1.0]] * problem.inputs}
    values = problem.function(sampling.sample(stated, pairs, calc_second_order=False, seed=seed))
    found = analysis.analyze(stated, values, calc_second_order=False, num_resamples=resamples, seed=seed)
    return np.array([found["S1"], found["ST"]])


def ways(problem: Problem) -> list[tuple[str, Callable[[int], Floats]]]:
    """List the ways of finding the indices, as functions of a seed."""
    return [
        (f"blogroi, {PAIRS:,} pairs", lambda seed: own(problem, PAIRS, seed)),
        (f"SALib, {PAIRS:,} pairs", lambda seed: salib(problem, PAIRS, seed)),
        (f"SALib, {PAIRS:,} pairs, 2 resamples", lambda seed: salib(problem, PAIRS, seed, 2)),
    ]


def table(problem: Problem) -> Table:
    """Look at the errors, then time."""
    found: dict[str, dict[str, float]] = {}
    for name, way in ways(problem):
        off = np.array([way(seed) for seed in range(SEEDS)]) - problem.exact
        found[name] = dict(zip(ERRORS, np.sqrt((off**2).mean(axis=(0, 2))).tolist(), strict=True))
        if max(found[name].values()) > 0.02:
            raise AssertionError(f"{name} is off by {max(found[name].values()):.3f}")
    rows = [Row(name, lambda way=way: way(1), 7) for name, way in ways(problem)]  # type: ignore[misc]
    timings = [Timing(row.name, errors=found[row.name]) for row in rows]
    interleaved(rows, timings)
    return Table(
        title=problem.name,
        columns=("way", "ms, median", "least to most", "x blogroi", *ERRORS),
        rows=tuple(
            (
                timing.name,
                f"{1e3 * timing.median:,.1f}",
                spread(timing.seconds, 1e3, 1),
                f"{timing.median / timings[0].median:,.1f}",
                *(f"{off:.1e}" for off in timing.errors.values()),
            )
            for timing in timings
        ),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def given() -> Table:
    """Time first-order indices of all outputs at once, from draws that are there, beside SALib's one at a time."""
    from SALib.analyze import rbd_fast

    rng = np.random.default_rng(7)
    inputs = rng.standard_normal((GIVEN, 20))
    weights = rng.random((20, 10))
    outputs = inputs @ weights
    exact = weights**2 / (weights**2).sum(axis=0)
    names = [f"x{number}" for number in range(20)]
    stated = {"num_vars": 20, "names": names, "bounds": [[0.0, 1.0]] * 20}

    def peer() -> Floats:
        found = rbd_fast.analyze(stated, inputs, outputs[:, 0], num_resamples=2)
        return np.array(found["S1"])

    off = [
        float(np.sqrt(((first_order_indices(inputs, outputs).values - exact) ** 2).mean())),
        float(np.sqrt(((peer() - exact[:, 0]) ** 2).mean())),
    ]
    rows = [
        Row("blogroi", lambda: first_order_indices(inputs, outputs), 5),
        Row("SALib, rbd_fast, 2 resamples", peer, 3, share=0.1, note="timed on one output"),
    ]
    timings = [Timing(row.name, note=row.note, errors={ERRORS[0]: error}) for row, error in zip(rows, off, strict=True)]
    interleaved(rows, timings)
    return Table(
        title=f"First-order indices of 20 inputs in 10 outputs, from {GIVEN:,} draws",
        columns=("way", "ms, median", "least to most", "x blogroi", ERRORS[0]),
        rows=tuple(
            (
                timing.name,
                f"{1e3 * timing.median:,.0f}",
                spread(timing.seconds, 1e3, 0),
                f"{timing.median / timings[0].median:,.1f}",
                f"{timing.errors[ERRORS[0]]:.1e}",
            )
            for timing in timings
        ),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    return [table(ishigami()), table(product()), given()]


if __name__ == "__main__":
    run(measure)
