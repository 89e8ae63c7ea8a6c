"""Checking the plan of a case with 1,000 indicators and 20 tools, beside writing and reading it."""

from __future__ import annotations

import datetime
from typing import Any

from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread

import blogroi

OBJECTIVES, LEVERS, INDICATORS, TOOLS = 20, 100, 1_000, 20
DAY = datetime.date(2026, 1, 1)


def planned_case(*, thought: bool) -> blogroi.Case:
    """Make a case up in which every tool has an effect on every indicator; with next to nothing thought out, or all."""
    stated: dict[str, Any] = {}
    if thought:
        plan = blogroi.Measurement(method="survey", comparison="control group", cost=100)
        later = datetime.date(2027, 1, 1)
        stated = {"baseline": 0, "target": 10, "deadline": later, "measurement": plan}
        stated |= {"value_source": "workshop", "realised_source": "workshop"}
        stated |= {"valuation": "cost avoided", "cash": "capacity", "stage": "outcome", "realised": 0.5}
    source = "workshop" if thought else ""
    effect = blogroi.Effect(change=blogroi.Range(20, 80), credit=0.5, evidence="estimated", source=source)
    keys = [f"i{n}" for n in range(INDICATORS)]
    return blogroi.Case(
        title="A plan",
        currency="EUR",
        evaluated=DAY,
        horizon=blogroi.Horizon(start=DAY, periods=3),
        discounting=blogroi.Discounting(rate=0.035, timing="end", source=source),
        objectives={f"o{n}": blogroi.Objective(f"Objective {n}", aim="cost") for n in range(OBJECTIVES)},
        levers={
            f"l{n}": blogroi.Lever(f"Lever {n}", family="process", objective=f"o{n % OBJECTIVES}")
            for n in range(LEVERS)
        },
        indicators={
            key: blogroi.Indicator(
                statement=f"Indicator {n}",
                lever=f"l{n % LEVERS}",
                unit="unit",
                better="higher",
                value=2.0 + n,
                declared=DAY,
                **stated,
            )
            for n, key in enumerate(keys)
        },
        tools={
            f"t{n}": blogroi.Tool(
                kind="blog" if n else "nothing",
                introduced=DAY,
                costs=[blogroi.Cost(item="Writing", units=300, unit_cost=38, when="each", source=source)],
                effects=dict.fromkeys(keys, effect),
            )
            for n in range(TOOLS)
        },
    )


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    bare, whole = planned_case(thought=False), planned_case(thought=True)
    found = len(blogroi.check(bare).findings)
    if found < TOOLS * INDICATORS or {one.code for one in blogroi.check(whole).findings} != {"BR125"}:
        raise AssertionError("the rules do not find what was planted")
    text = blogroi.dumps(whole, format="json")
    room = blogroi.Limits(tables=100_000)  # far more than a house has
    aside = [f"BR125 levers.l{n}" for n in range(LEVERS)]
    rows = [
        Row("blogroi.check, all thought out", lambda: blogroi.check(whole), 15),
        Row(f"blogroi.check, {found:,} findings", lambda: blogroi.check(bare), 15),
        Row(f"blogroi.check, {found:,} findings and {LEVERS} ignored", lambda: blogroi.check(bare, ignore=aside), 15),
        Row("blogroi.loads", lambda: blogroi.loads(text, format="json", limits=room), 3),
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    return [
        Table(
            title=f"Checking the plan of a case with {INDICATORS:,} indicators, {TOOLS} tools and"
            f" {TOOLS * INDICATORS:,} effects",
            columns=("what", "ms, median", "least to most"),
            rows=tuple(
                (timing.name, f"{timing.median * 1e3:,.0f}", spread(timing.seconds, 1e3, 0)) for timing in timings
            ),
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
