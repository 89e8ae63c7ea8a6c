"""Tries mutants of the engine and of the audits, all or every so-many-th of them, and says how many the tests notice.

``python tests/mutation.py`` tries all, which takes hours; ``--every 80`` tries an evenly spread part. What to mutate and which
tests to run stands in ``pyproject.toml`` under ``tool.mutmut``.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTANTS = Path("mutants")
FIRST = "blogroi.numerics.streams.x_stream*"  # a few quick ones, to have all mutants made and the tests timed
UNTRIED = None  # exit codes of mutmut; those of neither set are survivors, or mutants that no test reaches
KILLED = frozenset({1, 3})
OUT_OF_TIME = frozenset({24, -24, 36, 152, 255})


def mutmut(*names: str) -> None:
    """Run mutmut on one core, on all mutants that were not tried or on those that are named."""
    command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", "run", "--max-children", "1", *names]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout[-4000:]}\nmutmut could not be run")


def results() -> dict[str, dict[str, int | None]]:
    """Read the exit code of each mutant, module by module."""
    found = {}
    for file in sorted(MUTANTS.rglob("*.py.meta")):
        codes = json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            found[".".join(file.relative_to(MUTANTS / "src" / "blogroi").parts)[: -len(".py.meta")]] = codes
    return found


def report(found: dict[str, dict[str, int | None]]) -> tuple[float, float]:
    """Print how many were noticed in each module; give the share of all and its standard error, which is 0 where all were tried."""
    columns = ("mutants", "tried", "killed", "out of time", "survived")
    total: Counter[str] = Counter()
    print(f"{'module':24}", *(f"{column:>12}" for column in (*columns, "score")), sep="")
    for module, codes in found.items():
        tried = [code for code in codes.values() if code is not UNTRIED]
        counts = Counter({"mutants": len(codes), "tried": len(tried)})
        for code in tried:
            counts["killed" if code in KILLED else "out of time" if code in OUT_OF_TIME else "survived"] += 1
        total.update(counts)
        print(f"{module:24}", *(f"{counts[column]:12,}" for column in columns), f"{_score(counts):>12}", sep="")
    print(f"{'all':24}", *(f"{total[column]:12,}" for column in columns), f"{_score(total):>12}", sep="")
    share = 1.0 - total["survived"] / max(total["tried"], 1)
    left = (total["mutants"] - total["tried"]) / max(total["mutants"] - 1, 1)
    return share, math.sqrt(share * (1.0 - share) / max(total["tried"], 1) * left)


def _score(counts: Counter[str]) -> str:
    return f"{100 - 100 * counts['survived'] / counts['tried']:.1f} %" if counts["tried"] else "-"


def main() -> int:
    """Try mutants, print the scores, and fail where they are below the least by more than a part leaves open."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="try every N-th mutant, in the order of the source"
    )
    parser.add_argument("--from", dest="first", type=int, default=0, metavar="K", help="begin with the K-th of them")
    parser.add_argument("--least", type=float, default=90.0, help="least share that has to be noticed, in percent")
    parser.add_argument("--again", action="store_true", help="keep what earlier runs have found")
    parser.add_argument("--survivors", action="store_true", help="name the mutants that nobody noticed")
    given = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if not given.again:
        shutil.rmtree(MUTANTS, ignore_errors=True)
    mutmut(FIRST)
    if given.every == 1:
        mutmut()
    else:
        names = [name for codes in results().values() for name in codes]
        mutmut(*names[given.first :: given.every])
    found = results()
    share, error = report(found)
    print(f"Of all, {100 * share:.1f} % are noticed, to {100 * error:.1f} points (one standard error).")
    if given.survivors:
        for codes in found.values():
            for name, code in codes.items():
                if code is not UNTRIED and code not in KILLED | OUT_OF_TIME:
                    print(name)
    return int(100.0 * (share + 2.0 * error) < given.least)


if __name__ == "__main__":
    sys.exit(main())
