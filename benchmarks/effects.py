"""What a launch changed: an estimate of 2,000 paths beside drawing its random numbers, and beside the most likely level of statsmodels."""

from __future__ import annotations

import datetime
import warnings

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from numpy.typing import NDArray

from blogroi.measured import Series, estimate

BEFORE, AFTER, PATHS = 52, 8, 2000


def counted() -> Series:
    """Make counts up whose level wanders."""
    rng = np.random.default_rng(4)
    logs = 6.0 + 0.05 * np.cumsum(rng.standard_normal(BEFORE + AFTER)) + 0.1 * rng.standard_normal(BEFORE + AFTER)
    days = [datetime.date(2025, 1, 6) + datetime.timedelta(weeks=week) for week in range(BEFORE + AFTER)]
    return Series(days, np.round(np.exp(logs)))


def most_likely(logs: NDArray[np.float64]) -> float:
    """Return the level that statsmodels expects in the weeks after."""
    import statsmodels.api as sm

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(sm.tsa.UnobservedComponents(logs, "llevel").fit(disp=0).forecast(1)[0])


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    series = counted()
    launch = series.days[BEFORE]
    logs = np.log(np.array(series.values[:BEFORE], dtype=float) + 0.5)
    expected = np.log(estimate(series, launch=launch).weeks[0].expected.estimate + 0.5)
    if abs(expected - most_likely(logs)) > 0.05:
        raise AssertionError("the two do not expect the same level")
    generator = np.random.Generator(np.random.SFC64(1))
    rows = [
        Row("floor: its normal numbers, SFC64", lambda: generator.standard_normal((AFTER, PATHS)), 401),
        Row("blogroi.measured.estimate", lambda: estimate(series, launch=launch), 401),
        Row("statsmodels, the most likely level alone", lambda: most_likely(logs), 31),
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    floor = timings[0].median
    return [
        Table(
            title=f"What a launch changed, {BEFORE} weeks before and {AFTER} after, {PATHS:,} paths",
            columns=("what", "ms, median", "least to most", "x floor"),
            rows=tuple(
                (
                    timing.name,
                    f"{timing.median * 1e3:,.3f}",
                    spread(timing.seconds, 1e3, 3),
                    f"{timing.median / floor:,.1f}",
                )
                for timing in timings
            ),
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
