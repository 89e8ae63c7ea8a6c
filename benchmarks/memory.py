"""Memory that a thousand uncertain quantities take, whatever the draws: of one shape, and each of another."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, peak_memory, run

import blogroi

QUANTITIES, DRAWS = 1000, 1000

KINDS: tuple[Callable[[int], blogroi.Quantity], ...] = (
    lambda place: blogroi.Range(10 + place, 30 + 2 * place),
    lambda place: blogroi.ThreePoint(10, 12 + place / 1000, 30),
    lambda place: blogroi.Normal(100 + place, 5 + place / 100),
    lambda place: blogroi.ThreePoint(1, 2 + place / 1000, 9, "triangular"),
)


def a_case(quantity: Callable[[int], blogroi.Quantity]) -> blogroi.Case:
    """State a tool that changes a thousand indicators."""
    day = datetime.date(2026, 1, 1)
    names = [f"i{place}" for place in range(QUANTITIES)]
    return blogroi.Case(
        title="Many quantities",
        currency="EUR",
        evaluated=day,
        horizon=blogroi.Horizon(start=day, periods=3),
        discounting=blogroi.Discounting(rate=0.03, timing="end"),
        indicators={
            name: blogroi.Indicator(statement=name, unit="unit", better="higher", value=2.0, declared=day)
            for name in names
        },
        tools={
            "tool": blogroi.Tool(
                name="A tool",
                kind="blog",
                introduced=day,
                costs=[blogroi.Cost(item="All", amount=blogroi.Point(5), when="each")],
                effects={
                    name: blogroi.Effect(change=quantity(place), evidence="estimated")
                    for place, name in enumerate(names)
                },
            )
        },
    )


def rows() -> list[Row]:
    """List the two cases, each drawn by a simulation of its own."""
    cases = {
        "blogroi, 1,000 quantities of one shape": a_case(lambda place: blogroi.Range(10, 20)),
        "blogroi, 1,000 different quantities": a_case(lambda place: KINDS[place % len(KINDS)](place)),
    }

    def drawn(case: blogroi.Case) -> Callable[[], object]:
        simulation = blogroi.simulate(case, draws=DRAWS)
        return lambda: simulation["tool"].npv

    return [Row(name, drawn(case), 5, is_by_processor=True) for name, case in cases.items()]


def measure() -> list[Table]:
    """Look at memory first, before anything is kept of an earlier run, then time and tabulate."""
    check_pinned()
    at_work = rows()
    timings = [Timing(row.name, peak_mib=peak_memory(row.function)[1]) for row in at_work]
    interleaved(at_work, timings)
    return [
        Table(
            title="Memory of 1,000 uncertain quantities, 1,000 draws",
            columns=("what", "peak MiB", "ms, median"),
            rows=tuple((timing.name, f"{timing.peak_mib:,.1f}", f"{1e3 * timing.median:,.0f}") for timing in timings),
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
