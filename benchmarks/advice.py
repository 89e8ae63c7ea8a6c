"""The answers before a decision on the chamber's case (what a verdict rests on, what to measure, whether to launch), beside its evaluation."""

from __future__ import annotations

from pathlib import Path

from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread

import blogroi

CASE = Path(__file__).parents[1] / "examples" / "chamber.toml"


def launch_all(case: blogroi.Case) -> None:
    """Ask of each tool whether to launch it first."""
    for tool in case.tools:
        blogroi.launch(case, tool=tool)


def measure() -> list[Table]:
    """Time and tabulate, all on the draws that are taken if nothing is said."""
    check_pinned()
    case = blogroi.load(CASE)

    rows = [
        Row("blogroi.evaluate, 100,000 draws", lambda: blogroi.evaluate(case), 9),
        Row("blogroi.sensitivity", lambda: blogroi.sensitivity(case), 9),
        Row("blogroi.worth_measuring", lambda: blogroi.worth_measuring(case), 9),
        Row("blogroi.launch of one tool", lambda: blogroi.launch(case, tool="blog"), 9),
        Row("blogroi.launch of every tool", lambda: launch_all(case), 9),
        Row("blogroi.choose", lambda: blogroi.choose(case, budget=160_000), 9),
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    return [
        Table(
            title=f"Advice on a case of {len(case.tools)} tools and {len(case.indicators)} indicators",
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
