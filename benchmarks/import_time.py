"""How long an import takes, each in a fresh interpreter, and what `import blogroi` loads."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys

from harness import Table, Timing, check_pinned, figures, on_processors, rounds, run, spread

STATEMENTS = {
    "numpy": "import numpy",
    "attrs": "import attrs",
    "numpy and attrs": "import numpy, attrs",
    "blogroi": "import blogroi",
    "blogroi, and what evaluate needs": "import blogroi; blogroi.evaluate",
    "numpy_financial": "import numpy_financial",
    "pyxirr": "import pyxirr",
    "squigglepy": "import squigglepy",
    "monaco": "import monaco",
}
ROUNDS = 15
KNOWN = ("attr", "attrs", "blogroi", "numpy")

_TIMED = "import time; a = time.perf_counter(); {0}; print(time.perf_counter() - a)"
_LOADED = "import json, sys; {0}; print(json.dumps(sorted(sys.modules)))"


def fresh(code: str) -> str:
    """Run code in a fresh interpreter and give what it prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def loaded(statement: str) -> tuple[list[str], list[str]]:
    """List what a statement loads besides numpy and attrs: other packages, and modules of the standard library."""
    base = json.loads(fresh(_LOADED.format(STATEMENTS["numpy and attrs"])))
    added = set(json.loads(fresh(_LOADED.format(statement)))) - set(base)
    names = sorted({name.partition(".")[0] for name in added} - set(KNOWN))
    standard = [name for name in names if name in sys.stdlib_module_names]
    return [name for name in names if name not in standard], standard


def timed() -> list[Timing]:
    """Time the imports in turn, after one turn that only warms the disk and the byte code."""
    timings = [Timing(name) for name in STATEMENTS]
    with on_processors(1):
        for turn in range(rounds(ROUNDS) + 1):
            for timing in timings if turn % 2 else reversed(timings):
                seconds = float(fresh(_TIMED.format(STATEMENTS[timing.name])))
                if turn:
                    timing.seconds.append(seconds)
    return timings


def measure() -> list[Table]:
    """Time and tabulate."""
    check_pinned()
    timings = timed()
    base = {timing.name: timing.seconds for timing in timings}["numpy"]
    return [
        Table(
            title="Imports, each in a fresh interpreter",
            columns=("import", "ms, median", "least to most", "x numpy", "x numpy, pair by pair"),
            rows=tuple(_cells(timing, base) for timing in timings),
            notes=tuple(_loads(name) for name in STATEMENTS if name.startswith("blogroi")),
            raw=figures(timings),
        )
    ]


def _loads(name: str) -> str:
    packages, standard = (", ".join(names) or "none" for names in loaded(STATEMENTS[name]))
    return (
        f"{name}: packages loaded besides numpy and attrs: {packages}; modules of the standard library that those two"
        f" do not load: {standard}."
    )


def _cells(timing: Timing, base: list[float]) -> tuple[str, ...]:
    paired = [own / other for own, other in zip(timing.seconds, base, strict=True)]
    return (
        timing.name,
        f"{timing.median * 1e3:,.0f}",
        spread(timing.seconds, 1e3, 0),
        f"{timing.median / statistics.median(base):,.2f}",
        f"{statistics.median(paired):,.2f}",
    )


if __name__ == "__main__":
    run(measure)
