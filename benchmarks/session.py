"""A slider: one input of a case is moved, and the net present values of all tools are asked for again, each time with another value."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from harness import Row, Table, Timing, check_pinned, figures, interleaved, notes_on, run, spread
from roi_model import blogroi_case, subjects

import blogroi

CASE = Path(__file__).parents[1] / "examples" / "chamber.toml"
DRAWS, ROUNDS = 20_000, 41
Settings = Callable[[int], dict[str, Any]]

CHAMBER: dict[str, Settings] = {
    "one effect of one tool": lambda at: {
        "tools.blog.effects.calls_avoided.change": blogroi.Range(400 + at, 1500 + at)
    },
    "one cost of one tool": lambda at: {"tools.blog.costs.Writing.units": 150 + at},
    "the rate, which all tools have": lambda at: {"discounting.rate": 0.02 + at * 1e-4},
}
ROI_MODEL: dict[str, Settings] = {
    "one effect of one tool": lambda at: {"tools.t03.effects.i2.change": blogroi.Range(400 + at, 1500 + at)},
    "one cost of one tool": lambda at: {"tools.t03.costs.Item 1.amount": blogroi.Range(400 + at, 1500 + at)},
    "the worth of an indicator, which all tools have": lambda at: {"indicators.i3.value": 3.0 + at},
    "the rate, which all tools have": lambda at: {"discounting.rate": 0.02 + at * 1e-4},
}


def check_same(session: blogroi.Session, moves: dict[str, Settings]) -> None:
    """Refuse an answer that is not that of an evaluation, to the last bit."""
    for move in moves.values():
        found = session.evaluate(settings=move(7))
        whole = blogroi.evaluate(session.changed(move(7)), draws=DRAWS, figures=("npv",))
        if any(tool.npv != whole.tools[key].npv for key, tool in found.tools.items()):
            raise AssertionError("a session gives another answer than an evaluation")


def asked(session: blogroi.Session, move: Settings) -> Callable[[], object]:
    """Move an input to where it has not been yet, each time."""
    places = count(100)
    return lambda: session.evaluate(settings=move(next(places)))


def again(session: blogroi.Session, move: Settings) -> Callable[[], object]:
    """Move an input, and evaluate the case as one of which nothing is known."""
    places = count(100)
    return lambda: blogroi.evaluate(session.changed(move(next(places))), draws=DRAWS, figures=("npv",))


def rows_of(case: blogroi.Case, moves: dict[str, Settings]) -> list[Row]:
    """List what is timed: a session for each input, so that what one has moved is not there for the other."""
    sessions = [blogroi.Session(case, draws=DRAWS) for _ in moves]
    for session in sessions:
        session.evaluate()
    check_same(sessions[0], moves)
    first = next(iter(moves.values()))
    return [
        Row('blogroi.evaluate, figures=("npv",)', again(sessions[0], first), ROUNDS, is_by_processor=True),
        *(
            Row(f"blogroi.Session, {moved}", asked(session, move), ROUNDS, is_by_processor=True)
            for session, (moved, move) in zip(sessions, moves.items(), strict=True)
        ),
    ]


def table(title: str, case: blogroi.Case, moves: dict[str, Settings]) -> Table:
    """Time and tabulate."""
    rows = rows_of(case, moves)
    timings = [Timing(row.name) for row in rows]
    interleaved(rows, timings)
    whole = timings[0].median
    cells = [
        (one.name, f"{one.median * 1e3:,.1f}", spread(one.seconds, 1e3, 1), f"{whole / one.median:,.1f}")
        for one in timings
    ]
    columns = ("what is moved", "ms, median", "least to most", "times as fast")
    notes = ("Times of the processor, on one thread: other programs do not count.", *notes_on(timings))
    return Table(title=title, columns=columns, rows=tuple(cells), notes=notes, raw=figures(timings))


def measure() -> list[Table]:
    """Check, time and tabulate both cases."""
    check_pinned()
    chamber = blogroi.load(CASE)
    said = f"One input moved, NPV of all tools again, {DRAWS:,} draws"
    return [
        table(f"{said}: the chamber's {len(chamber.tools)} tools", chamber, CHAMBER),
        table(f"{said}: the ROI model's 12 tools", blogroi_case(subjects()), ROI_MODEL),
    ]


if __name__ == "__main__":
    run(measure)
