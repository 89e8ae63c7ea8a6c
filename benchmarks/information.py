"""What one input is worth knowing, from 10,000 draws, beside heormodel and pygam: time, and error against the closed form."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from numpy.typing import NDArray

from blogroi.engine.information import evppi

Floats: TypeAlias = NDArray[np.float64]

DRAWS, SAMPLES = 10_000, 30
EXACT = 0.3955931
"""Worth of knowing p2 where p1 ~ N(1, 1), p2 ~ N(0, 2) and p1 - p2 is weighed against nothing."""


def sample(seed: int) -> tuple[Floats, Floats]:
    """Draw net benefits of shape (draws, 2), and the input."""
    rng = np.random.default_rng(seed)
    first, second = rng.normal(1, 1, DRAWS), rng.normal(0, 2, DRAWS)
    return np.column_stack([np.zeros(DRAWS), first - second]), second


def own(net_benefits: Floats, known: Floats) -> float:
    return evppi(net_benefits, known).value


def heormodel_way() -> Callable[[Floats, Floats], float]:
    import pandas as pd
    from heormodel.models import Outcomes
    from heormodel.voi import evppi as theirs

    def worth(net_benefits: Floats, known: Floats) -> float:
        index = pd.RangeIndex(DRAWS, name="iteration")
        costs = pd.DataFrame({"no": np.zeros(DRAWS), "yes": np.zeros(DRAWS)}, index=index)
        effects = pd.DataFrame({"no": net_benefits[:, 0], "yes": net_benefits[:, 1]}, index=index)
        draws = pd.DataFrame({"known": known}, index=index)
        return float(theirs(Outcomes.from_wide(costs, effects), draws, "known", wtp=1.0))

    return worth


def heormodel_fit() -> Callable[[Floats, Floats], float]:
    """Its regression alone, without the tables around it."""
    import pandas as pd
    from heormodel.voi._metamodel import fitted_conditional_means, voi_from_fitted

    def worth(net_benefits: Floats, known: Floats) -> float:
        index = pd.RangeIndex(DRAWS, name="iteration")
        fitted = fitted_conditional_means(
            pd.DataFrame({"known": known}, index=index), pd.DataFrame(net_benefits, index=index), method="spline"
        )
        return max(0.0, float(voi_from_fitted(fitted)))

    return worth


def pygam_way() -> Callable[[Floats, Floats], float]:
    from pygam import LinearGAM, s

    def worth(net_benefits: Floats, known: Floats) -> float:
        fitted: Any = LinearGAM(s(0)).fit(known[:, None], net_benefits[:, 1]).predict(known[:, None])
        return float(np.maximum(fitted, 0.0).mean() - max(fitted.mean(), 0.0))

    return worth


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    ways: list[tuple[str, Callable[[Floats, Floats], float], int]] = [
        ("blogroi, with its bracket and error", own, 201),
        ("heormodel, spline, as documented", heormodel_way(), 31),
        ("heormodel, the spline alone", heormodel_fit(), 31),
        ("pygam LinearGAM, default", pygam_way(), 11),
    ]
    net_benefits, known = sample(0)
    rows = [
        Row(name, lambda worth=worth: worth(net_benefits, known), rounds)  # type: ignore[misc]
        for name, worth, rounds in ways
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    errors = {name: root_mean_square(worth, SAMPLES) for name, worth, _ in ways}
    return [
        Table(
            title="EVPPI of one input, 10,000 draws, two options",
            columns=("way", "ms, median", "least to most", "x blogroi", "error against the closed form"),
            rows=tuple(
                (
                    timing.name,
                    f"{timing.median * 1e3:,.2f}",
                    spread(timing.seconds, 1e3),
                    f"{timing.median / timings[0].median:,.1f}",
                    f"{errors[timing.name]:.4f}",
                )
                for timing in timings
            ),
            notes=(
                f"Error: root mean square over the same {SAMPLES} samples; most of it is that of the draws themselves.",
                *notes_on(timings),
            ),
            raw=figures(timings),
        )
    ]


def root_mean_square(worth: Callable[[Floats, Floats], float], samples: int) -> float:
    """Give the error over several samples, the same for every way."""
    return math.sqrt(sum((worth(*sample(seed)) - EXACT) ** 2 for seed in range(samples)) / samples)


if __name__ == "__main__":
    run(measure)
