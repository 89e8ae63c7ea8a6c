"""What one input is worth knowing, from 10,000 draws, beside heormodel and pygam: time, error, and what noise is said to be worth."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from numpy.typing import NDArray

from blogroi.numerics.information.gains import InformationValue, gains_of
from blogroi.numerics.information.perfect import evppi
from blogroi.numerics.order import order_of

Floats: TypeAlias = NDArray[np.float64]

DRAWS, SAMPLES, INPUTS = 10_000, 30, 100
MANY = f"blogroi, {INPUTS} inputs at once"
ERRORS = ("error against the closed form", "given to noise")
EXACT = 0.3955931
"""Worth of knowing p2 where p1 ~ N(1, 1), p2 ~ N(0, 2) and p1 - p2 is weighed against nothing."""


def sample(seed: int) -> tuple[Floats, Floats]:
    """Draw net benefits of shape (draws, 2), and the input."""
    rng = np.random.default_rng(seed)
    first, second = rng.normal(1, 1, DRAWS), rng.normal(0, 2, DRAWS)
    return np.column_stack([np.zeros(DRAWS), first - second]), second


def toss_up(seed: int) -> tuple[Floats, Floats]:
    """Draw a choice that is as good as a coin's, and an input that has nothing to do with it: it is worth 0."""
    rng = np.random.default_rng(seed)
    return np.column_stack([np.zeros(DRAWS), rng.normal(0, 2, DRAWS)]), rng.normal(0, 1, DRAWS)


def own(net_benefits: Floats, known: Floats) -> float:
    return evppi(net_benefits, known).value


def each(net_benefits: Floats, inputs: Floats) -> list[InformationValue]:
    """Weigh many inputs of one decision as `blogroi.worth_measuring` does: its gains are worked out once."""
    gains = gains_of(net_benefits)
    return [evppi(gains, order_of(column)) for column in inputs.T]


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
        ("blogroi, with its error", own, 201),
        ("heormodel, spline, as documented", heormodel_way(), 31),
        ("heormodel, the spline alone", heormodel_fit(), 31),
        ("pygam LinearGAM, default", pygam_way(), 11),
    ]
    net_benefits, known = sample(0)
    inputs = np.column_stack([known, np.random.default_rng(1).normal(size=(DRAWS, INPUTS - 1))])
    if each(net_benefits, inputs)[0].value != own(net_benefits, known):
        raise AssertionError("an input among many is not worth what it is by itself")
    rows = [
        Row(name, lambda worth=worth: worth(net_benefits, known), rounds)  # type: ignore[misc]
        for name, worth, rounds in ways
    ]
    rows.append(Row(MANY, lambda: each(net_benefits, inputs), 31, share=INPUTS))
    found = {
        name: dict(zip(ERRORS, (root_mean_square(worth), invented(worth)), strict=True)) for name, worth, _ in ways
    }
    found[MANY] = found[ways[0][0]]
    timings = [Timing(row.name, errors=found[row.name]) for row in rows]
    interleaved(rows, timings)
    return [
        Table(
            title="EVPPI of one input, 10,000 draws, two options",
            columns=(
                "way",
                "ms, median",
                "least to most",
                "x blogroi",
                *ERRORS,
            ),
            rows=tuple(
                (
                    timing.name,
                    f"{timing.median * 1e3:,.2f}",
                    spread(timing.seconds, 1e3),
                    f"{timing.median / timings[0].median:,.1f}",
                    *(f"{value:.4f}" for value in timing.errors.values()),
                )
                for timing in timings
            ),
            notes=(
                f"Error: root mean square over the same {SAMPLES} samples; most of it is that of the draws themselves.",
                "Given to noise: what an input that has nothing to do with a toss-up is said to be worth, on average over as many"
                " samples; the truth is 0, and the standard deviation of what one option gains over the other 2.",
                f"{MANY}: the time of one of them.",
                *notes_on(timings),
            ),
            raw=figures(timings),
        )
    ]


def root_mean_square(worth: Callable[[Floats, Floats], float]) -> float:
    """Give the error over several samples, the same for every way."""
    return math.sqrt(sum((worth(*sample(seed)) - EXACT) ** 2 for seed in range(SAMPLES)) / SAMPLES)


def invented(worth: Callable[[Floats, Floats], float]) -> float:
    """Give the mean worth of noise over several samples, the same for every way."""
    return sum(worth(*toss_up(seed)) for seed in range(SAMPLES)) / SAMPLES


if __name__ == "__main__":
    run(measure)
