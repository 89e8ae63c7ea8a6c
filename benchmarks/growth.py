"""How blogroi's time grows with tools, indicators, draws and periods: one at a time, the others as they are usually.

The power is the slope of the time's logarithm over the upper half of the sizes: 1 where time grows in proportion. A last table has
sizes far beyond what people state, in processor time, with the memory and the JSON that they come to.
"""

from __future__ import annotations

import datetime
import math
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from harness import (
    Row,
    Table,
    Timing,
    check_pinned,
    figures,
    interleaved,
    notes_on,
    peak_memory,
    rounds,
    run,
    seconds_of,
    spread,
)

import blogroi

DAY = datetime.date(2026, 1, 1)
USUAL = {"tools": 4, "indicators": 8, "draws": 20_000, "periods": 3}
SIZES = {
    "tools": (2, 4, 8, 16, 32, 64),
    "indicators": (2, 8, 32, 128, 256),
    "draws": (1_000, 10_000, 100_000, 1_000_000),
    "periods": (3, 12, 36, 120),
}


def sized_case(*, tools: int, indicators: int, periods: int) -> blogroi.Case:
    """Make a case in which every tool has an effect, in a range, on every indicator, and two costs."""
    keys = [f"i{number}" for number in range(indicators)]
    scale = blogroi.Scale(worst=0, best=2000)
    return blogroi.Case(
        title="Growth",
        currency="EUR",
        evaluated=DAY,
        horizon=blogroi.Horizon(start=DAY, periods=periods, step="month"),
        discounting=blogroi.Discounting(rate=0.035, timing="end"),
        objectives={"all": blogroi.Objective("The house works better", aim="cost")},
        levers={"all": blogroi.Lever("Answers are there", objective="all", family="process")},
        indicators={
            key: blogroi.Indicator(
                statement=key,
                lever="all",
                unit="unit",
                better="higher",
                value=blogroi.Range(6, 11),
                scale=scale,
                declared=DAY,
            )
            for key in keys
        },
        tools={
            f"t{number}": blogroi.Tool(
                kind="blog",
                introduced=DAY,
                costs=[
                    blogroi.Cost(item="Set-up", amount=blogroi.Range(4000, 9000), when="upfront"),
                    blogroi.Cost(item="Writing", units=blogroi.Range(20, 40), unit_cost=38, when="each"),
                ],
                effects={
                    key: blogroi.Effect(
                        change=blogroi.Range(10 + number, 100 + number),
                        credit=blogroi.Range(0.4, 0.8),
                        evidence="estimated",
                    )
                    for key in keys
                },
            )
            for number in range(tools)
        },
    )


def ways(case: blogroi.Case, draws: int) -> dict[str, Callable[[], object]]:
    """List what is timed: all figures, and the draws of every tool alone."""
    return {
        "evaluate": lambda: blogroi.evaluate(case, draws=draws),
        "simulate": lambda: blogroi.simulate(case, draws=draws).each(lambda tool: float(tool.npv.mean())),
    }


def upper(sizes: Sequence[int]) -> slice:
    """Give the upper half of the sizes, and two at the least."""
    return slice(min(len(sizes) // 2, len(sizes) - 2), None)


def exponent(sizes: Sequence[int], medians: Sequence[float]) -> float:
    """Give the power of the size by which time grows, over the upper half of the sizes."""
    half = upper(sizes)
    return statistics.linear_regression(
        [math.log(size) for size in sizes[half]], [math.log(median) for median in medians[half]]
    ).slope


def grown(what: str, sizes: Sequence[int]) -> Table:
    """Time one size after the other, the others staying as they are usually."""
    rows = []
    for size in sizes:
        at = USUAL | {what: size}
        case = sized_case(tools=at["tools"], indicators=at["indicators"], periods=at["periods"])
        turns = 3 if size in sizes[upper(sizes)] else 5
        rows += [
            Row(f"{name}, {size:,}", work, turns, is_by_processor=True)
            for name, work in ways(case, at["draws"]).items()
        ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    found = dict(zip((row.name for row in rows), timings, strict=True))
    cells = []
    for name in ("evaluate", "simulate"):
        medians = [found[f"{name}, {size:,}"].median for size in sizes]
        for place, size in enumerate(sizes):
            timing = found[f"{name}, {size:,}"]
            power = f"{exponent(sizes, medians):.2f}" if place == len(sizes) - 1 else ""
            cells.append((name, f"{size:,}", f"{timing.median * 1e3:,.1f}", spread(timing.seconds, 1e3, 1), power))
    usual = ", ".join(f"{size:,} {other}" for other, size in USUAL.items() if other != what)
    return Table(
        title=f"Growth with {what} ({usual})",
        columns=("what", what, "ms, median", "least to most", "grows with the power"),
        rows=tuple(cells),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def far_ways() -> dict[str, Callable[[], blogroi.Evaluation]]:
    """List evaluations far beyond the usual."""
    wide = sized_case(tools=2, indicators=2000, periods=3)
    many = {tools: sized_case(tools=tools, indicators=12, periods=3) for tools in (64, 128, 256)}
    long = sized_case(tools=4, indicators=8, periods=1200)
    return {
        "2,000 indicators x 2 tools, 100 draws": lambda: blogroi.evaluate(wide, draws=100),
        **{
            f"{tools} tools x 12 indicators, 1,000 draws": partial(blogroi.evaluate, case, draws=1000)
            for tools, case in many.items()
        },
        "1,200 months, 4 tools x 8 indicators, 1,000 draws": lambda: blogroi.evaluate(long, draws=1000),
    }


def far() -> Table:
    """Measure what is far beyond the usual."""
    done = far_ways()
    timings = {name: Timing(name) for name in done}
    for _ in range(rounds(5)):
        for name, work in done.items():
            timings[name].seconds.append(seconds_of(work, time.process_time))
    raw, cells = figures(list(timings.values())), []
    tools = [name for name in done if "tools x 12" in name]
    for name, work in done.items():
        (_, peak), timing = peak_memory(work), timings[name]
        raw[name] |= {"peak_mib": round(peak, 1), "json_mb": round(len(work().to_json().encode()) / 1e6, 2)}
        power = ""
        if name == tools[-1]:
            raw[name]["power"] = round(exponent((64, 128, 256), [timings[one].median for one in tools]), 2)
            power = f"{raw[name]['power']:.2f}"
        memory, size = f"{raw[name]['peak_mib']:,.1f}", f"{raw[name]['json_mb']:.2f}"
        cells.append((name, f"{timing.median:.2f}", spread(timing.seconds), memory, size, power))
    return Table(
        title="Far sizes, in processor time",
        columns=("what", "s, median", "least to most", "peak MiB", "MB of JSON", "grows with the power"),
        rows=tuple(cells),
        raw=raw,
    )


def measure() -> list[Table]:
    """Time and tabulate."""
    check_pinned()
    return [*(grown(what, sizes) for what, sizes in SIZES.items()), far()]


if __name__ == "__main__":
    run(measure)
