"""Formulas and months: what working a formula out costs beside drawing its drivers, and what a draw of 36 months costs by what is in it.

Every case is a file as people write it, read once; what is timed is all of ``blogroi.simulate``, from compiling to the present values.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import numpy as np
from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, seconds_of, spread
from numpy.typing import NDArray

import blogroi

DRAWS = 1_000_000
MONTHLY = 200_000  # of 36 months each
EVALUATED = 100_000
EXAMPLE = Path(__file__).parents[1] / "examples" / "b2b-blog.toml"
Z90 = 1.6448536269514722  # half the width of a 90 % range, in standard deviations

HEAD = """\
blogroi = 1
title = "A formula"
currency = "EUR"
evaluated = {day}
horizon = {{ start = {day}, periods = {periods}, step = "{step}" }}
discounting = {{ rate = 0.035, timing = "end" }}
gaps = "no-credit"

[objectives.sales]
statement = "More is sold"
aim = "revenue"
beneficiary = "organisation"
[levers.enquiries]
statement = "More people ask"
objective = "sales"
family = "sales"
[indicators.deals]
statement = "Deals"
lever = "enquiries"
unit = "deal"
better = "higher"
value = 1
[tools.blog]
name = "The blog"
kind = "blog"
[tools.blog.effects.deals]
change = "{formula}"
evidence = "assumed"
source = "made up"
"""
RANGES = ((60, 400), (0.5, 2.0), (3, 9), (200, 900), (0.2, 0.7))
MONTHS = {
    "product taken apart": ("visits * ramp(6) * rate", {}),
    "by_age, a power of age": ("by_age(luck, kept ** (age - 1))", {"luck": ""}),
    "by_age, any other profile": ("by_age(luck, 1 / (1 + kept * age))", {"luck": ""}),
    "luck each month": ("visits * luck", {"luck": ""}),
    "persistent luck each month": ("visits * luck", {"luck": "persistence = 0.5"}),
    "poisson": ("poisson(visits * rate)", {}),
}
"""Formulas of 36 months, each with the drivers that vary from month to month, and what else is said of them."""


def case_of(formula: str, drivers: dict[str, str], *, periods: int, step: str) -> blogroi.Case:
    """Read a case of one tool, with one effect and no costs."""
    head = HEAD.format(day=datetime.date(2026, 1, 1), periods=periods, step=step, formula=formula)
    return blogroi.loads(
        head + "".join(f'[drivers.{name}]\nstatement = "{name}"\n{rest}\n' for name, rest in drivers.items())
    )


def product_case() -> blogroi.Case:
    """Read a product of five drivers."""
    stated = {f"d{at}": f"value = {{ low = {low}, high = {high} }}" for at, (low, high) in enumerate(RANGES)}
    return case_of(" * ".join(stated), stated, periods=1, step="year")


def monthly_case(name: str) -> blogroi.Case:
    """Read a case of 36 months."""
    formula, varying = MONTHS[name]
    stated = {
        "visits": "value = { low = 60, high = 400 }",
        "rate": 'unit = "share"\nvalue = { low = 0.01, high = 0.05 }',
        "kept": 'unit = "share"\nvalue = { shape = "uniform", low = 0.8, high = 0.97 }',
        **{key: f'varies = "each period"\nvalue = {{ mean = 1, sd = 0.2 }}\n{rest}' for key, rest in varying.items()},
    }
    return case_of(formula, stated, periods=36, step="month")


def benefits(case: blogroi.Case, draws: int) -> NDArray[np.float64]:
    """Work out what the blog brings in, draw by draw; nothing is computed before it is asked for."""
    return blogroi.simulate(case, draws=draws)["blog"].benefits


def drawn() -> list[NDArray[np.float64]]:
    """Draw five drivers and nothing else, as fast as numpy does."""
    rng = np.random.Generator(np.random.SFC64(1))
    found = []
    for low, high in RANGES:
        mu, sigma = np.log(low * high) / 2.0, np.log(high / low) / (2.0 * Z90)
        found.append(rng.lognormal(mu, sigma, DRAWS))
    return found


def multiplied() -> NDArray[np.float64]:
    """Draw five drivers and multiply them, whole arrays at a time."""
    first, *others = drawn()
    for other in others:
        first = first * other
    return first / 1.035


def product_table() -> Table:
    """Time a formula of five drivers beside drawing them."""
    case = product_case()
    own = benefits(case, DRAWS)
    if abs(own.mean() / multiplied().mean() - 1.0) > 0.02:
        raise AssertionError("blogroi and numpy differ by more than the error of the draws")
    rows = [
        Row("drawing the five, numpy", drawn, 7),
        Row("blogroi", lambda: benefits(case, DRAWS), 7),
        Row("numpy, whole arrays", multiplied, 7),
    ]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    floor = timings[0].median
    return Table(
        title="A formula of five drivers, 1,000,000 draws",
        columns=("way", "seconds, median", "least to most", "x drawing them"),
        rows=tuple(
            (one.name, f"{one.median:.3f}", spread(one.seconds), f"{one.median / floor:.2f}") for one in timings
        ),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def months_table() -> Table:
    """Time a draw of 36 months by what is in it."""
    cases = {name: monthly_case(name) for name in MONTHS}
    rows = [Row(name, _simulated(case), 5) for name, case in cases.items()]
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    scale = 1e9 / MONTHLY
    return Table(
        title="A draw of 36 months, 200,000 draws",
        columns=("what the formula has", "ns a draw, median", "least to most"),
        rows=tuple((one.name, f"{one.median * scale:,.0f}", spread(one.seconds, scale, 0)) for one in timings),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def _simulated(case: blogroi.Case) -> Callable[[], object]:
    return lambda: benefits(case, MONTHLY)


def example_table() -> Table:
    """Time the example of a blog of a firm that sells to firms: all default figures."""
    case = blogroi.load(EXAMPLE)
    rows = [Row("blogroi.evaluate, 100,000 draws", lambda: blogroi.evaluate(case, draws=EVALUATED), 5)]
    timings = [Timing(row.name) for row in rows]
    seconds_of(rows[0].function)
    interleaved(rows, timings)
    return Table(
        title="The example of a blog beside a newsletter and a fair, 36 months",
        columns=("way", "seconds, median", "least to most"),
        rows=tuple((one.name, f"{one.median:.2f}", spread(one.seconds)) for one in timings),
        notes=notes_on(timings),
        raw=figures(timings),
    )


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    return [product_table(), months_table(), example_table()]


if __name__ == "__main__":
    run(measure)
