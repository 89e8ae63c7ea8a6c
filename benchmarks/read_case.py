"""Reading a JSON case with 100,000 observations, beside the evaluation that follows."""

from __future__ import annotations

import datetime
import json

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread

import blogroi

OBSERVATIONS, TOOLS, INDICATORS = 100_000, 10, 10


def observed_case() -> blogroi.Case:
    """Make a case up in which every effect is known by its observations."""
    rng = np.random.default_rng(5)
    day = datetime.date(2026, 1, 1)
    share = OBSERVATIONS // (TOOLS * INDICATORS)
    indicators = {
        f"i{n}": blogroi.Indicator(
            statement=f"Indicator {n}", unit="unit", better="higher", value=2.0 + n, declared=day
        )
        for n in range(INDICATORS)
    }
    tools = {
        f"t{t}": blogroi.Tool(
            name=f"Tool {t}",
            kind="blog",
            introduced=day,
            costs=[blogroi.Cost(item="Writing", amount=blogroi.Range(9000, 14000), when="each")],
            effects={
                key: blogroi.Effect(
                    change=blogroi.Samples(rng.lognormal(5.0, 0.6, share).round(3).tolist()),
                    evidence="measured",
                )
                for key in indicators
            },
        )
        for t in range(TOOLS)
    }
    return blogroi.Case(
        title="Observations",
        currency="EUR",
        evaluated=day,
        horizon=blogroi.Horizon(start=day, periods=3),
        discounting=blogroi.Discounting(rate=0.035, timing="end"),
        indicators=indicators,
        tools=tools,
    )


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    case = observed_case()
    text = blogroi.dumps(case, format="json")
    if blogroi.loads(text, format="json") != case:
        raise AssertionError("the case does not come back as it was")
    rows = [
        Row("json.loads alone", lambda: json.loads(text), 15),
        Row("blogroi.loads", lambda: blogroi.loads(text, format="json"), 15),
        Row("blogroi.evaluate, 100,000 draws", lambda: blogroi.evaluate(case), 5),
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    own = timings[1].median
    return [
        Table(
            title=f"Reading a case with 100,000 observations ({len(text) / 2**20:.1f} MiB of JSON), and evaluating it",
            columns=("what", "ms, median", "least to most", "x reading"),
            rows=tuple(
                (
                    timing.name,
                    f"{timing.median * 1e3:,.1f}",
                    spread(timing.seconds, 1e3, 1),
                    f"{timing.median / own:,.2f}",
                )
                for timing in timings
            ),
            notes=notes_on(timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
