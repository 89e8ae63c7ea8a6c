"""What blogroi has set itself to be as fast as, and who is faster or more exact: both worked out from the figures of a run.

A budget is a limit on one figure. A comparison names blogroi's row of a table; every other row is a peer, but for the floors,
blogroi's own other rows, and rows that are said to be no peers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Figures = Mapping[str, Mapping[str, Any]]
"""The rows of one table: for each name its median in seconds, and what else was looked at."""

ROI = "The ROI model: 12 tools x (10 lognormal drivers + 5 costs) x 5 years, 1,000,000 draws"
RANKS = "Rank acceptability, 10 tools x 12 criteria, 100,000 weights"
UNCERTAIN = "The same with uncertain performances"
ROI_FIGURES, MEMORY = "Figures of the ROI model, 1,000,000 draws", "Memory of 1,000 uncertain quantities, 1,000 draws"
OWN_FLOWS = "IRR, 100,000 rows of the ROI model's own flows"
IRR = "IRR, 100,000 rows x 10 years and time 0, conventional flows"
EVPPI = "EVPPI of one input, 10,000 draws, two options"
ISHIGAMI, PRODUCT = "Ishigami's function, 3 inputs", "Sobol's G function, 8 inputs"
SHARES = "First-order indices of 20 inputs in 10 outputs, from 100,000 draws"
IMPORTS = "Imports, each in a fresh interpreter"
FORMULA, MONTHS = "A formula of five drivers, 1,000,000 draws", "A draw of 36 months, 200,000 draws"
EXAMPLE = "The example of a blog beside a newsletter and a fair, 36 months"
COMMANDS = "Commands, each in a process of its own"
NOTHING, NUMPY = "python -c pass", "python -c 'import numpy'"
READING, CHECKING, ADVICE = "Reading a case", "Checking the plan", "Advice on a case"
FAR = "Far sizes, in processor time"
WIDE, CROWDED = "2,000 indicators x 2 tools, 100 draws", "256 tools x 12 indicators, 1,000 draws"
EFFECT = "What a launch changed, 52 weeks before and 8 after, 2,000 paths"
MOVED = "One input moved, NPV of all tools again, 20,000 draws"
MOVED_HERE, MOVED_THERE = f"{MOVED}: the chamber's", f"{MOVED}: the ROI model's"
MANY_DRAWS = "Net present values of 8 tools x 8 indicators, in a process of its own"
MANY = "Many cases of 4 tools and 7 indicators, 100,000 draws"
FLOOR = "floor: the random numbers, SFC64"
RANKS_FLOOR, UNCERTAIN_FLOOR = "floor: the exponentials alone, SFC64", "floor: all random numbers, SFC64"
SALIB = "SALib, 16,384 pairs"
CLOSE = 1.05
"""Figures within this factor of each other count as the same."""


@dataclass(frozen=True)
class Budget:
    """A limit on one figure of the row ``own``, in ``unit``, of which a second (or MiB) is ``scale``.

    With ``base``, the limit is on the ratio of the row to that other one. Where ``at_least``, it is one from below, on how many
    times as fast as ``base`` the row is. Where several rows begin with ``own``, it is on the greatest.
    """

    work: str
    table: str
    own: str
    limit: float
    unit: str
    base: str = ""
    scale: float = 1.0
    figure: str = "median"
    at_least: bool = False

    def has_row(self, rows: Figures) -> bool:
        """Say whether it was measured: with one processor there is no row of two threads."""
        return any(name.startswith(self.own) for name in rows)

    def value(self, rows: Figures, name: str) -> float:
        """Give the figure of a row, in the unit of the limit."""
        matching = [name] if name in rows else [one for one in rows if one.startswith(name)]
        found = max(float(rows[one][self.figure]) for one in matching) * self.scale
        if not self.base:
            return found
        base = float(rows[self.base][self.figure])
        return base / found if self.at_least else found / base

    def held(self, rows: Figures) -> bool:
        """Say whether the limit is kept to."""
        value = self.value(rows, self.own)
        return value >= self.limit if self.at_least else value <= self.limit


ALL_RANKS = "blogroi, ranks, pairwise winning, central weights and errors"
EVALUATED = "blogroi.evaluate, 100,000 draws"
EVERY_FIGURE = "blogroi.evaluate, every default figure"
TIMES_AS_FAST = "times as fast"

BUDGETS = (
    Budget("`import blogroi`", IMPORTS, "blogroi", 0.6, "x numpy", base="numpy"),
    Budget("`blogroi --version`", COMMANDS, "blogroi --version", 6.0, "x an interpreter", base=NOTHING),
    Budget("`blogroi --help`", COMMANDS, "blogroi --help", 6.0, "x an interpreter", base=NOTHING),
    Budget("a first `blogroi evaluate`", COMMANDS, "blogroi evaluate, 1,000 draws", 2.7, "x numpy", base=NUMPY),
    Budget("the ROI model, one thread", ROI, "blogroi, one thread", 1.2, "x floor", base=FLOOR),
    Budget("its memory", ROI, "blogroi, one thread", 100.0, "MiB", figure="peak_mib"),
    Budget("the ROI model, two threads", ROI, "blogroi, two threads", 0.7, "x floor", base=FLOOR),
    Budget("its NPV alone", ROI_FIGURES, "blogroi.simulate, NPV", 1.1, "x floor", base=FLOOR),
    Budget(
        "with mean, sd and quantiles",
        ROI_FIGURES,
        "blogroi.simulate, NPV with sd and quantiles",
        1.35,
        "x floor",
        base=FLOOR,
    ),
    Budget("every default figure of it", ROI_FIGURES, EVERY_FIGURE, 6.0, "x floor", base=FLOOR),
    Budget("IRR of each draw too", ROI_FIGURES, "blogroi.evaluate, IRR of each draw too", 11.0, "x floor", base=FLOOR),
    Budget(
        "every default figure, two threads",
        ROI_FIGURES,
        "blogroi.evaluate, by the clock, two threads",
        0.75,
        "x one",
        base="blogroi.evaluate, by the clock, one thread",
    ),
    Budget(
        "1,000 quantities of one shape",
        MEMORY,
        "blogroi, 1,000 quantities of one shape",
        10.0,
        "MiB",
        figure="peak_mib",
    ),
    Budget("1,000 different quantities", MEMORY, "blogroi, 1,000 different quantities", 60.0, "MiB", figure="peak_mib"),
    Budget("a formula of five drivers", FORMULA, "blogroi", 1.25, "x drawing them", base="drawing the five, numpy"),
    *(
        Budget(f"36 months: {row}", MONTHS, row, limit, "ns a draw", scale=1e9 / 200_000)
        for row, limit in (
            ("product taken apart", 60.0),
            ("by_age, a power of age", 450.0),
            ("by_age, any other profile", 900.0),
            ("luck each month", 400.0),
            ("persistent luck each month", 1200.0),
            ("poisson", 3000.0),
        )
    ),
    Budget("the example of 36 months, all figures", EXAMPLE, EVALUATED, 1.5, "s"),
    Budget("rank acceptability", RANKS, "blogroi, ranks", 1.9, "x floor", base=RANKS_FLOOR),
    Budget("with pairwise winning and central weights", RANKS, ALL_RANKS, 4.0, "x floor", base=RANKS_FLOOR),
    Budget(
        "beside pysensmcda's `smaa2`",
        RANKS,
        ALL_RANKS,  # smaa2 works central weights and errors out too
        10.0,
        TIMES_AS_FAST,
        base="pysensmcda.smaa2",
        at_least=True,
    ),
    Budget(
        "rank acceptability, uncertain performances", UNCERTAIN, "blogroi, ranks", 1.4, "x floor", base=UNCERTAIN_FLOOR
    ),
    Budget("IRR of a row", IRR, "blogroi", 110.0, "ns", scale=1e4),  # of 100,000 rows, in 1e9 ns
    Budget("IRR of a row of the ROI model", OWN_FLOWS, "blogroi", 370.0, "ns", scale=1e4),
    Budget("EVPPI of one input", EVPPI, "blogroi, with its error", 1.0, "ms", scale=1e3),
    Budget(
        "Sobol' indices of Ishigami's function, beside SALib at as many evaluations",
        ISHIGAMI,
        "blogroi, 16,384 pairs",
        1.0,
        TIMES_AS_FAST,
        base=SALIB,
        at_least=True,
    ),
    Budget(
        "Sobol' indices of the G function",
        PRODUCT,
        "blogroi, 16,384 pairs",
        5.0,
        TIMES_AS_FAST,
        base=SALIB,
        at_least=True,
    ),
    Budget(
        "reading, beside the evaluation", READING, "blogroi.loads", 10.0, TIMES_AS_FAST, base=EVALUATED, at_least=True
    ),
    Budget("the checks on 1,000 indicators", CHECKING, "blogroi.check", 0.5, "s"),
    Budget("what a verdict rests on", ADVICE, "blogroi.sensitivity", 2.0, "x evaluation", base=EVALUATED),
    Budget("what to measure", ADVICE, "blogroi.worth_measuring", 1.5, "x evaluation", base=EVALUATED),
    Budget("2,000 indicators and two tools", FAR, WIDE, 1.0, "s"),
    Budget("their memory", FAR, WIDE, 150.0, "MiB", figure="peak_mib"),
    Budget("256 tools and 12 indicators", FAR, CROWDED, 2.0, "s"),
    Budget("their JSON", FAR, CROWDED, 3.0, "MB", figure="json_mb"),
    Budget("how time grows with tools, from 64 to 256", FAR, CROWDED, 1.15, "as the power", figure="power"),
    Budget("an estimate of 2,000 paths", EFFECT, "blogroi.measured.estimate", 1.0, "ms", scale=1e3),
    Budget(
        "10,000,000 draws of eight tools, NPV alone",
        MANY_DRAWS,
        "blogroi, 10,000,000 draws",
        1024.0,
        "MiB",
        figure="peak_mib",
    ),
    *(
        Budget(f"one input moved, NPV of all tools again: {case}", table, "blogroi.Session", 10.0, "ms", scale=1e3)
        for case, table in (("the chamber's 4", MOVED_HERE), ("the ROI model's 12", MOVED_THERE))
    ),
    *(
        Budget(f"`evaluate_many` by {who}, beside evaluating", MANY, row, 2.0, "%", figure="overhead")
        for who, row in (
            ("processes", "processes, chunks of 8"),
            ("loky", "loky (joblib's), chunks of 8"),
        )
    ),
)
BUDGET_COLUMNS = ("work", "budget", "measured", "held", "the nearest peer")

COMPARISONS = {
    ROI: "blogroi, one thread",
    FORMULA: "blogroi",
    IRR: "blogroi",
    OWN_FLOWS: "blogroi",
    RANKS: "blogroi, ranks",
    UNCERTAIN: "blogroi, ranks",
    EVPPI: "blogroi, with its error",
    ISHIGAMI: "blogroi, 16,384 pairs",
    PRODUCT: "blogroi, 16,384 pairs",
    SHARES: "blogroi",
    EFFECT: "blogroi.measured.estimate",
    IMPORTS: "blogroi, and what evaluate needs",  # all at once, as the others do
}
"""Tables with peers, and blogroi's row in each."""

NO_PEERS = ("blogroi", "floor", "drawing the five, numpy", "numpy and attrs", "attrs")
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
    """Set every budget beside what was measured, and beside the nearest peer in the same unit."""
    for budget in BUDGETS:
        rows = rows_of(tables, budget.table)
        if rows is None or not budget.has_row(rows):
            continue
        sign = "at least" if budget.at_least else "at most"
        held = "yes" if budget.held(rows) else "**no**"
        measured = f"{budget.value(rows, budget.own):,.3g}"
        yield budget.work, f"{sign} {budget.limit:g} {budget.unit}", measured, held, _nearest(budget, rows)


WHY = {
    "a first `blogroi evaluate`": "about four fifths of it are imports: numpy, and more than 200 modules of its own, with the attrs classes that they make.",
    "every default figure, two threads": "96 % of the time is in what threads do side by side; why they gain no more was not found out.",
    "rank acceptability": "adding up the scores takes most of it. A matrix product would be faster, but adds up in an order that goes by how many tools there are:"
    " another tool would move the last bits of the others' scores.",
    "the checks on 1,000 indicators": "81 rules look at a case with 20,000 effects: 0.6 microseconds for each rule and effect.",
    "2,000 indicators and two tools": "its 10,004 uncertain quantities each take a stream of random numbers, nodes of the graph, a mean, a summary and checks, none of"
    " them much more than a tenth of the whole. Collecting garbage takes an eighth.",
    "one input moved, NPV of all tools again: the ROI model's 12": "where all tools move, a third is adding up, a fifth building what the tools consist of, and a fifth"
    " checking the changed case whole, as any other.",
}
"""Why a budget is not held."""


def reasons(tables: Mapping[str, Figures]) -> Iterator[str]:
    """Say of every budget that is not held why it is not."""
    for work, _, _, held, _ in budget_rows(tables):
        if held != "yes":
            yield f"{work}: {WHY[work]}" if work in WHY else work


def _nearest(budget: Budget, rows: Figures) -> str:
    """Name the peer with the best figure; of memory, only those that did the whole work can be asked."""
    others = peers(budget.table, rows) if budget.table in COMPARISONS else {}
    whole = {name: row for name, row in others.items() if budget.figure == "median" or row.get("share", 1.0) == 1.0}
    if not whole:
        return "none"
    name = min(whole, key=lambda one: float(whole[one][budget.figure]))
    return f"{name}: {budget.value(rows, name):,.3g}"


def better_peers(tables: Mapping[str, Figures]) -> Iterator[str]:
    """Say of every table with peers which of them is faster, as fast, more exact or lighter than blogroi."""
    for title, own in COMPARISONS.items():
        rows = rows_of(tables, title)
        for name, row in peers(title, rows).items() if rows is not None else ():
            for words in _advantages(row, rows[own], own):
                yield f"{title}: {name} is {words}."


def _advantages(peer: Mapping[str, Any], own: Mapping[str, Any], name: str) -> Iterator[str]:
    times = peer["median"] / own["median"]
    if times < 1 / CLOSE:
        yield f"faster: it takes {times:.2g} of the time of `{name}`"
    elif times < CLOSE:
        yield f"as fast, within {100 * (CLOSE - 1):.0f} %"
    for kind, error in peer.get("errors", {}).items():
        if error < own["errors"][kind] / CLOSE:
            yield f"more exact: {kind} {error:.3g}, blogroi's {own['errors'][kind]:.3g}"
    if "peak_mib" in peer and peer.get("share", 1.0) == 1.0 and peer["peak_mib"] < own["peak_mib"] / CLOSE:
        yield f"lighter: {peer['peak_mib']:.0f} MiB at most, blogroi {own['peak_mib']:.0f}"


def verdict(tables: Mapping[str, Figures]) -> str:
    """Say in a sentence whether any peer is better than blogroi in a table of its own."""
    better = [words for words in better_peers(tables) if " is as fast, " not in words]
    count = sum(len(peers(title, rows)) for title in COMPARISONS if (rows := rows_of(tables, title)) is not None)
    if not better:
        return f"No peer beats blogroi: none of the {count} rows of others is faster, more exact or lighter."
    return f"Of the {count} rows of others, these are faster, more exact or lighter than blogroi in {len(better)} respects:"
