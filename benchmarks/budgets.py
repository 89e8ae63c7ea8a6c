"""What blogroi has set itself to be as fast as, and who is faster or more exact: both worked out from the figures of a run.

A budget is a limit on one figure. A comparison names blogroi's row of a table; every other row is a peer, but for the floors,
blogroi's own other rows, and rows that are said to be no peers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Mapping[str, Any]]
"""The rows of one table: for each name its median in seconds, and what else was looked at."""

ROI = "The ROI model: 12 tools x (10 lognormal drivers + 5 costs) x 5 years, 1,000,000 draws"
RANKS = "Rank acceptability, 10 tools x 12 criteria, 100,000 weights"
UNCERTAIN = "The same with uncertain performances"
NPV = "NPV, 100,000 rows x 10 years and time 0"
IRR = "IRR, 100,000 rows x 10 years and time 0, conventional flows"
EVPPI = "EVPPI of one input, 10,000 draws, two options"
ISHIGAMI, PRODUCT = "Ishigami's function, 3 inputs", "Sobol's G function, 8 inputs"
SHARES = "First-order shares of 20 inputs in 10 outputs, from 100,000 draws"
IMPORTS = "Imports, each in a fresh interpreter"
READING, CHECKING, ADVICE = "Reading a case", "Checking the plan", "Advice on a case"
FLOOR = "floor: the random numbers, SFC64"
CLOSE = 1.05
"""Figures within this factor of each other count as the same."""


@dataclass(frozen=True)
class Budget:
    """A limit on a figure of one table; ``at_least`` where it must not be less."""

    work: str
    table: str
    figure: Callable[[Figures], float]
    limit: float
    unit: str
    at_least: bool = False

    def held(self, value: float) -> bool:
        """Say whether a figure keeps to the limit."""
        return value >= self.limit if self.at_least else value <= self.limit


def seconds(name: str) -> Callable[[Figures], float]:
    return lambda rows: float(rows[name]["median"])


def ratio(name: str, base: str) -> Callable[[Figures], float]:
    return lambda rows: float(rows[name]["median"] / rows[base]["median"])


def per_row(name: str) -> Callable[[Figures], float]:
    return lambda rows: float(rows[name]["median"]) * 1e9 / 100_000


BUDGETS = (
    Budget("`import blogroi`", IMPORTS, ratio("blogroi", "numpy"), 1.6, "x numpy"),
    Budget("the ROI model, one thread", ROI, ratio("blogroi, one thread", FLOOR), 1.2, "x floor"),
    Budget("its memory", ROI, lambda rows: float(rows["blogroi, one thread"]["peak_mib"]), 100.0, "MiB"),
    Budget("the ROI model, two threads", ROI, ratio("blogroi, two threads", FLOOR), 0.7, "x floor"),
    Budget(
        "rank acceptability", RANKS, ratio("blogroi, ranks", "floor: the exponentials alone, SFC64"), 2.0, "x floor"
    ),
    Budget(
        "with pairwise winning and central weights",
        RANKS,
        ratio("blogroi, ranks, pairwise winning, central weights and errors", "floor: the exponentials alone, SFC64"),
        4.0,
        "x floor",
    ),
    Budget(
        "beside pysensmcda's `smaa2`",
        RANKS,
        ratio("pysensmcda.smaa2", "blogroi, ranks"),
        10.0,
        "times as fast",
        at_least=True,
    ),
    Budget(
        "rank acceptability, uncertain performances",
        UNCERTAIN,
        ratio("blogroi, ranks", "floor: all random numbers, SFC64"),
        1.3,
        "x floor",
    ),
    Budget("NPV of a row", NPV, per_row("blogroi"), 10.0, "ns"),
    Budget("IRR of a row", IRR, per_row("blogroi"), 150.0, "ns"),
    Budget(
        "EVPPI of one input", EVPPI, lambda rows: 1e3 * seconds("blogroi, with its bracket and error")(rows), 1.0, "ms"
    ),
    Budget(
        "Sobol' indices of Ishigami's function, beside SALib at as many evaluations",
        ISHIGAMI,
        ratio("SALib, 16,384 pairs", "blogroi, 16,384 pairs"),
        10.0,
        "times as fast",
        at_least=True,
    ),
    Budget(
        "with four times as many, where the errors are alike",
        ISHIGAMI,
        ratio("SALib, 16,384 pairs", "blogroi, 65,536 pairs"),
        10.0,
        "times as fast",
        at_least=True,
    ),
    Budget(
        "Sobol' indices of the G function",
        PRODUCT,
        ratio("SALib, 16,384 pairs", "blogroi, 16,384 pairs"),
        10.0,
        "times as fast",
        at_least=True,
    ),
    Budget(
        "reading, beside the evaluation",
        READING,
        ratio("blogroi.evaluate, 100,000 draws", "blogroi.loads"),
        10.0,
        "times as fast",
        at_least=True,
    ),
    Budget(
        "the checks on 1,000 indicators",
        CHECKING,
        lambda rows: max(float(row["median"]) for name, row in rows.items() if "check" in name),
        0.5,
        "s",
    ),
    Budget(
        "the advice on the chamber's case, as it comes",
        ADVICE,
        ratio("the whole advice, 20,000 draws", "blogroi.evaluate, 100,000 draws"),
        2.0,
        "x evaluation",
    ),
    Budget(
        "the same on as many draws as the evaluation",
        ADVICE,
        ratio("the whole advice, 100,000 draws", "blogroi.evaluate, 100,000 draws"),
        2.0,
        "x evaluation",
    ),
)

COMPARISONS = {
    ROI: "blogroi, one thread",
    NPV: "blogroi",
    IRR: "blogroi",
    RANKS: "blogroi, ranks",
    UNCERTAIN: "blogroi, ranks",
    EVPPI: "blogroi, with its bracket and error",
    ISHIGAMI: "blogroi, 16,384 pairs",
    PRODUCT: "blogroi, 16,384 pairs",
    SHARES: "blogroi",
    IMPORTS: "blogroi",
}
"""Tables with peers, and blogroi's row in each."""

NO_PEERS = ("blogroi", "floor", "numpy and attrs", "attrs")
"""How the names of rows begin that are no peers; in the imports numpy is the measure and no peer."""


def peers(title: str, rows: Figures) -> dict[str, Mapping[str, Any]]:
    """Give the rows of a table that are others' ways."""
    own = (*NO_PEERS, "numpy") if title == IMPORTS else NO_PEERS
    return {name: row for name, row in rows.items() if not _is_one_of(name, own)}


def _is_one_of(name: str, own: tuple[str, ...]) -> bool:
    return any(name == word or name.startswith((f"{word},", f"{word}:", f"{word}.")) for word in own)


def rows_of(tables: Mapping[str, Figures], title: str) -> Figures | None:
    """Find the rows of a table by the beginning of its title."""
    return next((rows for known, rows in tables.items() if known.startswith(title)), None)


def budget_rows(tables: Mapping[str, Figures]) -> Iterator[tuple[str, str, str, str, str]]:
    """Set every budget beside what was measured and beside the nearest peer."""
    for budget in BUDGETS:
        rows = rows_of(tables, budget.table)
        if rows is None:
            continue
        value = budget.figure(rows)
        sign = "at least" if budget.at_least else "at most"
        held = "yes" if budget.held(value) else "**no**"
        yield budget.work, f"{sign} {budget.limit:g} {budget.unit}", f"{value:,.3g}", held, _nearest(budget.table, rows)


def _nearest(title: str, rows: Figures) -> str:
    """Name the fastest peer of a table, and how many times blogroi's time it takes."""
    others = peers(title, rows) if title in COMPARISONS else {}
    if not others:
        return "none"
    name = min(others, key=lambda one: float(others[one]["median"]))
    return f"{name}, {others[name]['median'] / rows[COMPARISONS[title]]['median']:.2g} x blogroi"


def better_peers(tables: Mapping[str, Figures]) -> Iterator[str]:
    """Say of every table with peers which of them is faster, as fast, or more exact."""
    for title, own in COMPARISONS.items():
        rows = rows_of(tables, title)
        if rows is None:
            continue
        for name, row in peers(title, rows).items():
            times = row["median"] / rows[own]["median"]
            if times < 1 / CLOSE:
                yield f"{title}: {name} is faster: it takes {times:.2f} of blogroi's time."
            elif times < CLOSE:
                yield f"{title}: {name} is as fast, within {100 * (CLOSE - 1):.0f} %."
            for kind, error in row.get("errors", {}).items():
                if error < rows[own]["errors"][kind] / CLOSE:
                    yield f"{title}: {name} is more exact: {kind} {error:.3g}, blogroi's {rows[own]['errors'][kind]:.3g}."
