"""Ten million draws of eight tools, NPV alone: the most memory that a process of its own takes, all in all, and how long it works.

The memory is what the system says of the process when it has ended, the interpreter and its libraries with it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from harness import QUICK, Table, Timing, check_pinned, figures, run

DRAWS, TOOLS, INDICATORS, PERIODS = 10_000_000, 8, 8, 3
GAUGE = """
import json, resource, sys, time
from growth import sized_case
import blogroi
case = sized_case(tools=int(sys.argv[2]), indicators=int(sys.argv[3]), periods=int(sys.argv[4]))
begun = time.process_time()
result = blogroi.evaluate(case, draws=int(sys.argv[1]), figures=("npv",))
seconds = time.process_time() - begun
scale = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * scale
print(json.dumps({"seconds": seconds, "mib": peak / 2**20, "mean": result.tools["t0"].npv.mean}))
"""


def gauged(draws: int) -> Timing:
    """Evaluate in a fresh interpreter, begun from one that is small: the system counts what a parent had as well."""
    sizes = [str(size) for size in (draws, TOOLS, INDICATORS, PERIODS)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", GAUGE, *sizes], env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    found = json.loads(done.stdout)
    return Timing(f"blogroi, {draws:,} draws", seconds=[found["seconds"]], peak_mib=found["mib"])


def measure() -> list[Table]:
    """Take each number of draws once: the work is long, and its memory the same every time."""
    check_pinned()
    sizes = (10_000, 100_000) if QUICK in os.environ else (100_000, 1_000_000, DRAWS)
    timings = [gauged(draws) for draws in sizes]
    return [
        Table(
            title=f"Net present values of {TOOLS} tools x {INDICATORS} indicators, in a process of its own",
            columns=("what", "MiB at most, all in all", "s of the processor"),
            rows=tuple((timing.name, f"{timing.peak_mib or 0.0:,.0f}", f"{timing.median:,.1f}") for timing in timings),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
