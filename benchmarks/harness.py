"""What all benchmarks share: rows, interleaved timing, peak memory, tables, and the machine they ran on.

Environment variables that keep libraries to one thread must be set before NumPy is imported: ``python benchmarks`` does
so. A benchmark that is run by itself refuses to start without them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PINS = ("MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
"""Environment variables that keep libraries to one thread."""

QUICK = "BLOGROI_BENCHMARKS_QUICK"
"""Environment variable that, set, asks for one round of everything: whether it works, and no figures to quote."""

PACKAGES = (
    "blogroi",
    "numpy",
    "attrs",
    "cattrs",
    "squigglepy",
    "monaco",
    "numpy-financial",
    "pyxirr",
    "heormodel",
    "pygam",
    "pymcdm",
    "pysensmcda",
    "scikit-criteria",
    "mcda",
    "SALib",
    "scipy",
)
"""Packages whose versions are printed."""


@dataclass(frozen=True)
class Row:
    """One way of doing the work.

    ``share`` is the part of the work that ``function`` does: a row of share 0.001 is timed on a thousandth of it, and
    its time multiplied by a thousand. ``threads`` decides on how many processors it may run. Where it ``is_by_processor``, the time that
    the processor has worked on it counts: of a few milliseconds, other programs could take many times as many.
    """

    name: str
    function: Callable[[], object]
    rounds: int
    share: float = 1.0
    threads: int = 1
    note: str = ""
    is_by_processor: bool = False


@dataclass
class Timing:
    """Seconds of one row for the whole work, round by round, and how far its answer is off, by kind of error."""

    name: str
    seconds: list[float] = field(default_factory=list)
    peak_mib: float | None = None
    note: str = ""
    disturbed: int = 0
    share: float = 1.0
    errors: dict[str, float] = field(default_factory=dict)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


@dataclass(frozen=True)
class Table:
    """A result ready to be printed, with the raw figures beside it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)

    def markdown(self) -> str:
        """Give the table in Markdown."""
        rule = ("---", *("---:" for _ in self.columns[1:]))
        lines = [f"| {' | '.join(cells)} |" for cells in (self.columns, rule, *self.rows)]
        notes = [f"- {note}" for note in self.notes]
        return "\n".join([f"### {self.title}", "", *lines, *([""] if notes else []), *notes, ""])


def interleaved(rows: Sequence[Row], timings: Sequence[Timing]) -> None:
    """Time the rows in turn, forwards and backwards, until each has had its rounds.

    A round in which other programs took much of the same processors is taken again, twice at the most; one that is
    disturbed to the last is counted as such.
    """
    for row, timing in zip(rows, timings, strict=True):
        timing.share = row.share
    for turn in range(max(rounds(row.rounds) for row in rows)):
        pairs = list(zip(rows, timings, strict=True))
        for row, timing in pairs if turn % 2 == 0 else reversed(pairs):
            if turn < rounds(row.rounds):
                seconds, calm = _calm_round(row)
                timing.seconds.append(seconds / row.share)
                timing.disturbed += not calm


def rounds(usual: int) -> int:
    """Give how many rounds to take: the usual number, or one in a quick run."""
    return 1 if QUICK in os.environ else usual


def _calm_round(row: Row) -> tuple[float, bool]:
    """Time a row once, and again while other programs disturb it; say whether they still did."""
    if row.is_by_processor:
        return seconds_of(row.function, time.process_time), True
    tries = rounds(3)
    found = []
    with on_processors(row.threads):
        for _ in range(tries):
            before = _taken_by_others()
            found.append(seconds_of(row.function))
            others = _taken_by_others() - before
            if others <= max(0.05 * found[-1], 0.03):  # the kernel counts in hundredths of a second
                return found[-1], True
            time.sleep(0.5 if tries > 1 else 0.0)
    return min(found), False


def _taken_by_others() -> float:
    """Seconds that the processors of this thread have spent on other programs, where the system tells; else 0."""
    try:
        lines = Path("/proc/stat").read_text(encoding="utf-8").splitlines()
        names = {f"cpu{number}" for number in os.sched_getaffinity(0)}
    except (OSError, AttributeError):
        return 0.0
    ticks = 0
    for name, *counts in (line.split() for line in lines):
        if name in names:
            user, nice, system, _, _, *rest = (int(count) for count in counts[:8])
            ticks += user + nice + system + sum(rest)
    return ticks / 100.0 - time.process_time()


def seconds_of(function: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Time one call."""
    start = clock()
    function()
    return clock() - start


def peak_memory(function: Callable[[], object]) -> tuple[object, float]:
    """Give what a call returns, and the most memory it held at a time, in MiB."""
    tracemalloc.start()
    try:
        result = function()
        return result, tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


@contextmanager
def on_processors(count: int) -> Iterator[None]:
    """Keep this thread, and those it starts, to the last processors of the machine, where that can be done."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(allowed)[-count:]))
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def processors() -> int:
    """Give how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_pinned() -> None:
    """Refuse to measure while a numerical library may use several threads of its own."""
    from threadpoolctl import threadpool_info

    loose = [pool["internal_api"] for pool in threadpool_info() if pool["num_threads"] != 1]
    if loose:
        pins = " ".join(f"{name}=1" for name in PINS)
        raise SystemExit(f"{', '.join(loose)} may use several threads: `python benchmarks`, or set {pins}")


def machine() -> dict[str, str]:
    """Describe the machine and the versions of all that is measured."""
    return {
        "processor": f"{_processor_name()}, {processors()} processors",
        "system": platform.platform(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "versions": ", ".join(f"{name} {_version(name)}" for name in PACKAGES),
    }


def _processor_name() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    found: dict[str, str] = {}
    for line in lines:
        key, _, value = line.partition(":")
        found.setdefault(key.strip(), value.strip())
    name = found.get("model name", platform.processor() or "unknown")
    return f"{name} (family {found.get('cpu family', '?')}, model {found.get('model', '?')})"


def _version(package: str) -> str:
    if package == "blogroi":
        import blogroi

        return blogroi.__version__
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def spread(values: Sequence[float], scale: float = 1.0, digits: int = 2) -> str:
    """Show the least and the greatest of some values."""
    return f"{min(values) * scale:,.{digits}f} to {max(values) * scale:,.{digits}f}"


def notes_on(timings: Sequence[Timing]) -> tuple[str, ...]:
    """Say what has to be known of some rows."""
    known = []
    for timing in timings:
        shaken = f"{timing.disturbed} of {len(timing.seconds)} rounds disturbed" if timing.disturbed else ""
        words = "; ".join(filter(None, (timing.note, shaken)))
        if words:
            known.append(f"{timing.name}: {words}.")
    return tuple(known)


def figures(timings: Sequence[Timing]) -> dict[str, Any]:
    """Give the figures of some rows, for JSON: seconds to four digits, their spread, and what else was looked at."""
    return {
        timing.name: {
            "median": _short(timing.median),
            "least": _short(min(timing.seconds)),
            "most": _short(max(timing.seconds)),
            "rounds": len(timing.seconds),
            "disturbed": timing.disturbed,
        }
        | ({} if timing.share == 1.0 else {"share": timing.share})
        | ({} if timing.peak_mib is None else {"peak_mib": _short(timing.peak_mib)})
        | ({"errors": {kind: _short(error) for kind, error in timing.errors.items()}} if timing.errors else {})
        for timing in timings
    }


def _short(value: float) -> float:
    return float(f"{value:.4g}")


def run(measure: Callable[[], Sequence[Table]]) -> None:
    """Run one benchmark as a script: print its tables, in Markdown or (``--json``) as they are."""
    parser = argparse.ArgumentParser(description=sys.modules["__main__"].__doc__)
    parser.add_argument("--json", action="store_true", help="print the raw figures instead of tables")
    options = parser.parse_args()
    tables = measure()
    check_pinned()
    if options.json:
        print(json.dumps([asdict(table) for table in tables]))
    else:
        print("\n".join(table.markdown() for table in tables))
