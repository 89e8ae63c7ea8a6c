"""All figures of the ROI model, and fewer of them, beside the random numbers that it takes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from harness import (
    Row,
    Table,
    Timing,
    check_pinned,
    figures,
    interleaved,
    notes_on,
    processors,
    run,
    spread,
)
from roi_model import DRAWS, EVALUATED, blogroi_case, floor, subjects

import blogroi
from blogroi.evaluation.summaries import summary


def rows() -> list[Row]:
    """List what is computed: NPV for all draws, all figures for fewer of them, scaled up."""
    case = blogroi_case(subjects())

    def draws_alone() -> None:
        blogroi.simulate(case, draws=DRAWS, seed=1).each(lambda tool: tool.npv)

    def summed_up() -> None:
        # as `evaluate` sums up; what is expected of it is exact, and takes no draw
        blogroi.simulate(case, draws=DRAWS, seed=1).each(lambda tool: summary(tool.npv, mean=0.0))

    def evaluated(*asked: str, threads: int = 1) -> None:
        blogroi.evaluate(case, draws=EVALUATED, seed=1, figures=asked, threads=threads)

    def evaluated_by(threads: int) -> Callable[[], None]:
        return lambda: evaluated("default", threads=threads)

    share, note = EVALUATED / DRAWS, f"timed on {EVALUATED:,} draws and scaled up"
    found = [
        Row("floor: the random numbers, SFC64", lambda: floor(np.random.SFC64), 9, is_by_processor=True),
        Row("blogroi.simulate, NPV", draws_alone, 9, is_by_processor=True),
        Row("blogroi.simulate, NPV with sd and quantiles", summed_up, 9, is_by_processor=True),
        Row(
            "blogroi.evaluate, every default figure",
            lambda: evaluated("default"),
            9,
            share,
            note=note,
            is_by_processor=True,
        ),
        Row(
            "blogroi.evaluate, IRR of each draw too",
            lambda: evaluated("default", "irr"),
            9,
            share,
            note=note,
            is_by_processor=True,
        ),
        *(
            # what threads save is seen by the clock alone
            Row(f"blogroi.evaluate, by the clock, {name}", evaluated_by(threads), 9, share, threads, note)
            for threads, name in ((1, "one thread"), (2, "two threads"))
        ),
    ]
    return [row for row in found if row.threads <= processors()]


def check() -> None:
    """Refuse to time threads that change a figure."""
    case = blogroi_case(subjects())
    one, other = (blogroi.evaluate(case, draws=20_000, threads=threads).to_json() for threads in (1, 2))
    if one != other:
        raise AssertionError("two threads give another answer")


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    check()
    at_work = rows()
    timings = [Timing(row.name, note=row.note) for row in at_work]
    interleaved(at_work, timings)
    base = timings[0].median
    return [
        Table(
            title="Figures of the ROI model, 1,000,000 draws",
            columns=("what", "seconds, median", "least to most", "x floor"),
            rows=tuple(
                (timing.name, f"{timing.median:,.2f}", spread(timing.seconds), f"{timing.median / base:,.2f}")
                for timing in timings
            ),
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
