"""Internal rates of return of 100,000 rows, beside the libraries of finance: of ten years, and of the ROI model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from numpy.typing import NDArray
from roi_model import blogroi_case, subjects

import blogroi
from blogroi.numerics.money import TOLERANCE, internal_rates

Floats: TypeAlias = NDArray[np.float64]

ROWS, LOOPED, YEARS = 100_000, 10_000, 10
TIMES = tuple(float(year) for year in range(YEARS + 1))


def conventional_flows() -> Floats:
    """Make flows up: money spent at time 0, money coming in over ten years. Shape (rows, 11)."""
    rng = np.random.default_rng(7)
    flows = rng.lognormal(7.0, 0.8, (ROWS, YEARS + 1))
    flows[:, 0] = -rng.uniform(2.0, 9.0, ROWS) * flows[:, 1:].mean(axis=1)
    return flows


def each_row(function: Callable[[list[float]], float | None], lists: list[list[float]]) -> Callable[[], Floats]:
    """Apply a function of one row to many: what a library without arrays of rows asks for."""
    return lambda: np.array([function(row) for row in lists], dtype=np.float64)


def newton_rates(flows: Floats) -> Floats:
    """Solve for all rates at once by SciPy's vectorised Newton method, with the derivative."""
    from scipy.optimize import newton

    powers = np.arange(YEARS + 1)[:, None]
    columns = np.ascontiguousarray(flows.T)

    def value(rate: Floats) -> Floats:
        total: Floats = (columns * (1.0 + rate) ** -powers).sum(axis=0)
        return total

    def slope(rate: Floats) -> Floats:
        total: Floats = (-powers * columns * (1.0 + rate) ** (-powers - 1)).sum(axis=0)
        return total

    rates: Floats = newton(value, np.full(ROWS, 0.1), fprime=slope, maxiter=100)
    return rates


def rate_rows(flows: Floats, lists: list[list[float]]) -> list[Row]:
    """List the ways of finding internal rates of return."""
    import numpy_financial as npf
    import pyxirr

    return [
        Row("blogroi", lambda: internal_rates(flows.T, TIMES, np.zeros(ROWS)).rates, 15, is_by_processor=True),
        Row("scipy.optimize.newton, all rows at once", lambda: newton_rates(flows), 5, is_by_processor=True),
        _looped("pyxirr.irr, row by row", pyxirr.irr, lists),
        _looped("numpy_financial.irr, row by row", lambda row: npf.irr(np.array(row)), lists),
    ]


def _looped(name: str, function: Callable[[list[float]], float | None], lists: list[list[float]]) -> Row:
    note = f"timed on {LOOPED:,} rows"
    return Row(name, each_row(function, lists), 5, share=LOOPED / ROWS, note=note, is_by_processor=True)


def check(rows: list[Row]) -> list[Timing]:
    """Compare every answer with that of the first row, and set the timings up.

    A peer's answer that differs is a finding, not a fault of the benchmark: it is put in the notes.
    """
    reference = np.asarray(rows[0].function())
    timings = []
    for row in rows:
        found = np.asarray(row.function())
        ours = reference[: found.size]
        is_asked = ~np.isnan(ours) & (ours > -1.0)  # of several rates a peer gives one, and of a loss none
        agreeing = ~is_asked | (np.abs(found - ours) <= 1e-8)
        if agreeing.mean() < 0.99:
            raise AssertionError(f"{row.name} gives another answer in {1.0 - agreeing.mean():.2%} of the rows")
        found_note = "" if agreeing.all() else f"another answer in {np.count_nonzero(~agreeing)} rows"
        timings.append(Timing(row.name, note="; ".join(filter(None, (row.note, found_note)))))
    return timings


def own_flows() -> tuple[Floats, Floats]:
    """Return net flows of the tools of the ROI model, many of which turn their sign more than once, and what counts as zero in each.

    Shapes: (1 + periods, rows), (rows,).
    """
    simulation = blogroi.simulate(blogroi_case(subjects()), draws=-(-ROWS // 12), seed=1)
    flows = np.concatenate([simulation.flows(key).T for key in simulation], axis=1)[:, :ROWS]
    gross = np.concatenate([draws.benefits + np.asarray(draws.costs) for draws in simulation.values()])[:ROWS]
    return np.ascontiguousarray(flows), TOLERANCE * gross


def own_rows() -> list[Row]:
    """List the ways of finding the rates of the ROI model's flows."""
    import pyxirr

    flows, slack = own_flows()
    mixed = np.random.default_rng(1).permutation(ROWS)
    flows, slack = np.ascontiguousarray(flows[:, mixed]), slack[mixed]
    lists = flows[:, :LOOPED].T.tolist()
    times = tuple(float(year) for year in range(len(flows)))
    return [
        Row("blogroi", lambda: internal_rates(flows, times, slack).rates, 15, is_by_processor=True),
        _looped("pyxirr.irr, row by row", lambda row: pyxirr.irr(row, silent=True), lists),
    ]


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    flows = conventional_flows()
    lists = flows[:LOOPED].tolist()
    return [
        _table("IRR, 100,000 rows x 10 years and time 0, conventional flows", rate_rows(flows, lists)),
        _table("IRR, 100,000 rows of the ROI model's own flows", own_rows()),
    ]


def _table(title: str, rows: list[Row]) -> Table:
    timings = check(rows)
    interleaved(rows, timings)
    own = timings[0].median
    nanoseconds = 1e9 / ROWS
    return Table(
        title=title,
        columns=("way", "ns per row, median", "least to most", "x blogroi"),
        rows=tuple(
            (
                timing.name,
                f"{timing.median * nanoseconds:,.1f}",
                spread(timing.seconds, nanoseconds, 1),
                f"{timing.median / own:,.1f}",
            )
            for timing in timings
        ),
        notes=notes_on(timings),
        raw=figures(timings),
    )


if __name__ == "__main__":
    run(measure)
