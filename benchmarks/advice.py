"""The whole advice on the chamber's case (what to measure, and whether to launch each tool first) beside its evaluation."""

from __future__ import annotations

from pathlib import Path

from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread

import blogroi

CASE = Path(__file__).parents[1] / "examples" / "chamber.toml"


def advise(case: blogroi.Case, draws: int) -> None:
    """Ask what to measure, and whether to launch each tool first."""
    blogroi.insight.worth_measuring(case, draws)
    for tool in case.tools:
        blogroi.insight.launch(case, draws, tool=tool)


def measure() -> list[Table]:
    """Time and tabulate."""
    check_pinned()
    case = blogroi.load(CASE)

    rows = [
        Row("blogroi.evaluate, 100,000 draws", lambda: blogroi.evaluate(case), 9),
        Row("the whole advice, 20,000 draws", lambda: advise(case, 20_000), 9),
        Row("the whole advice, 100,000 draws", lambda: advise(case, 100_000), 9),
        Row("insight.worth_measuring, 20,000 draws", lambda: blogroi.insight.worth_measuring(case), 9),
        Row("insight.launch of one tool, 20,000 draws", lambda: blogroi.insight.launch(case, tool="blog"), 9),
        Row("insight.sensitivity, 20,000 draws", lambda: blogroi.insight.sensitivity(case), 9),
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    return [
        Table(
            title=f"MeasurementAdvice on a case of {len(case.tools)} tools and {len(case.indicators)} indicators",
            columns=("what", "ms, median", "least to most", "x evaluation"),
            rows=tuple(
                (
                    timing.name,
                    f"{timing.median * 1e3:,.0f}",
                    spread(timing.seconds, 1e3, 0),
                    f"{timing.median / timings[0].median:,.2f}",
                )
                for timing in timings
            ),
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
