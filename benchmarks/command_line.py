"""What a command costs before it answers: processor time of whole processes, beside an interpreter that does nothing, and numpy's import."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from harness import Table, Timing, figures, on_processors, rounds, run, spread

ROUNDS = 15
CASE = Path(__file__).parents[1] / "src" / "blogroi" / "files" / "new.toml"
"""The commented case to start from: two tools, three indicators, three years."""

COMMANDS = {
    "python -c pass": ("-c", "pass"),
    "blogroi --version": ("-m", "blogroi", "--version"),
    "blogroi --help": ("-m", "blogroi", "--help"),
    "blogroi explain BR111": ("-m", "blogroi", "explain", "BR111"),
    "blogroi check": ("-m", "blogroi", "check", str(CASE)),
    "python -c 'import numpy'": ("-c", "import numpy"),
    "blogroi evaluate, 1,000 draws": ("-m", "blogroi", "evaluate", str(CASE), "--draws", "1000"),
}


def cpu_of(arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    """Run an interpreter and give the processor time that it took, its own and the system's for it."""
    nothing = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    command = [sys.executable, *arguments]
    process = os.posix_spawn(sys.executable, command, environment, file_actions=nothing)
    _, _, used = os.wait4(process, 0)
    return used.ru_utime + used.ru_stime


def timed() -> list[Timing]:
    """Time the commands in turn, after one turn that only warms the disk and the byte code."""
    timings = [Timing(name) for name in COMMANDS]
    with tempfile.TemporaryDirectory() as compiled, on_processors(1):
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}  # byte code is there, as after an installation
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for turn in range(rounds(ROUNDS) + 1):
            for timing in timings if turn % 2 else reversed(timings):
                seconds = cpu_of(COMMANDS[timing.name], environment)
                if turn:
                    timing.seconds.append(seconds)
    return timings


def measure() -> list[Table]:
    """Time and tabulate."""
    timings = timed()
    nothing, numpy = (next(one.median for one in timings if one.name == name) for name in tuple(COMMANDS)[0:6:5])
    return [
        Table(
            title="Commands, each in a process of its own",
            columns=("command", "ms of processor time, median", "least to most", "x python -c pass", "x import numpy"),
            rows=tuple(
                (
                    timing.name,
                    f"{timing.median * 1e3:,.0f}",
                    spread(timing.seconds, 1e3, 0),
                    f"{timing.median / nothing:,.1f}",
                    f"{timing.median / numpy:,.2f}",
                )
                for timing in timings
            ),
            raw=figures(timings),
        )
    ]


if __name__ == "__main__":
    run(measure)
