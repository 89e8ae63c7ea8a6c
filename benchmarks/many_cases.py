"""Many cases: what it costs to hand them to processes, to loky and to a cluster of Dask, beside evaluating them.

A machine that others use, and two processes beside each other, make the same evaluation slower by more than what is looked for here. So both are
taken from one run: the time of the processors within the work, which is evaluating, and all other time of the processors, of the workers and
of whoever hands out the cases: pickling, queues, waiting threads and so on. Starting
processes is left out, and what a cluster takes when it has nothing to do.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from harness import PINS, Table, Timing, check_pinned, figures, rounds, run, spread

import blogroi

WORKERS = 2
RUNS = ((100_000, 32, True), (1_000, 96, False))
"""Draws, cases, and whether these go in chunks to processes alone: over minutes the clocks of a cluster take more than is looked for."""

Task = tuple[Any, int, float, float]


def varied(count: int) -> list[blogroi.Case]:
    """Make cases of four tools and seven indicators that differ in a range."""
    text = blogroi.dumps(blogroi.load("examples/chamber.toml"))
    changed = [text.replace("mode = 700", f"mode = {700 + place / 8}") for place in range(count)]
    return [blogroi.loads(one) for one in changed]


def timed(function: Callable[..., Any], *given: Any) -> Task:
    """Work, and say in which process, and what it had taken before and behind."""
    begun = time.process_time()
    found = function(*given)
    return found, os.getpid(), begun, time.process_time()


class Timed(Executor):
    """An executor whose tasks are timed where they are done."""

    def __init__(self, inner: Executor) -> None:
        self.inner, self._max_workers = inner, WORKERS
        self.done: list[tuple[int, float, float]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a task on."""
        return _Untimed(self.inner.submit(timed, fn, *args, **kwargs), self.done)  # type: ignore[return-value]


class _Untimed:
    """A task to come, whose times are kept apart from its result."""

    def __init__(self, inner: Future[Task], done: list[tuple[int, float, float]]) -> None:
        self._inner, self._done = inner, done
        self.cancel = inner.cancel

    def result(self) -> Any:
        found, process, begun, ended = self._inner.result()
        self._done.append((process, begun, ended))
        return found


def overhead(executor: Executor, cases: list[blogroi.Case], draws: int, chunk: int) -> tuple[float, float]:
    """Evaluate, and give the seconds of a processor that a case took within the work, and beside it."""
    idle = _idle()
    watched = Timed(executor)
    begun, since = time.process_time(), time.perf_counter()
    count = sum(1 for _ in blogroi.evaluate_many(cases, executor=watched, chunk=chunk, draws=draws))
    handing_out = time.process_time() - begun - idle * (time.perf_counter() - since)
    within = sum(ended - begun for _, begun, ended in watched.done)
    between = sum(
        _between([task for task in watched.done if task[0] == one]) for one in {one for one, *_ in watched.done}
    )
    return within / count, (between + handing_out) / count


def _idle() -> float:
    """Give the share of a processor that this process takes when there is nothing to do: a scheduler of Dask looks after its workers."""
    begun, since = time.process_time(), time.perf_counter()
    time.sleep(1.0)
    return (time.process_time() - begun) / (time.perf_counter() - since)


def _between(tasks: list[tuple[int, float, float]]) -> float:
    """Give what a worker took between its tasks, and behind the last as much as before each other."""
    tasks.sort(key=lambda task: task[1])
    found = sum(after[1] - before[2] for before, after in pairwise(tasks))
    return found * len(tasks) / max(len(tasks) - 1, 1)


@contextmanager
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@contextmanager
def loky() -> Iterator[Executor]:
    from loky import ProcessPoolExecutor as Pool

    with Pool(WORKERS) as pool:
        yield pool


@contextmanager
def dask() -> Iterator[Executor]:
    from dask.distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client.get_executor(pure=False)


WAYS: tuple[tuple[str, Callable[[], Any], int], ...] = (
    ("processes, chunks of 8", processes, 8),
    ("processes, one by one", processes, 1),
    ("loky (joblib's), chunks of 8", loky, 8),
    ("Dask, chunks of 8", dask, 8),
    ("Dask, one by one", dask, 1),
)


def same_bytes(executor: Executor, cases: list[blogroi.Case]) -> None:
    """Hold the answers against those of each case alone."""
    for index, answer in blogroi.evaluate_many(cases, executor=executor, draws=100):
        if answer != blogroi.evaluate(cases[index], draws=100):
            raise AssertionError(f"case {index} is answered otherwise")


def table(draws: int, count: int, in_chunks: bool) -> Table:
    """Measure ways for one number of draws."""
    cases, ways = varied(count), [way for way in WAYS if not in_chunks or (way[2] > 1 and way[1] is not dask)]
    alone, shares = Timing("blogroi.evaluate"), []
    beside = [Timing(name) for name, _, _ in ways]
    for timing, (_, make, chunk) in zip(beside, ways, strict=True):
        with make() as executor:
            same_bytes(executor, cases[:32])  # all workers are there then, and have loaded what they need
            found = [overhead(executor, cases, draws, chunk) for _ in range(rounds(2))]
        alone.seconds += [within for within, _ in found]
        timing.seconds = [other for _, other in found]
        shares.append(sorted(100.0 * other / within for within, other in found)[len(found) // 2])
    raw = figures([alone, *beside])
    for timing, share in zip(beside, shares, strict=True):
        raw[timing.name]["overhead"] = float(f"{share:.3g}")
    hours = alone.median * 1e7 / 3600.0
    return Table(
        title=f"Many cases of 4 tools and 7 indicators, {draws:,} draws, {WORKERS} workers",
        columns=("what", "ms of a processor a case, median", "least to most", "% of evaluating"),
        rows=(
            (alone.name, f"{alone.median * 1e3:,.1f}", spread(alone.seconds, 1e3, 1), "100"),
            *(
                (
                    f"beside it: {timing.name}",
                    f"{timing.median * 1e3:,.2f}",
                    spread(timing.seconds, 1e3),
                    f"{share:.2g}",
                )
                for timing, share in zip(beside, shares, strict=True)
            ),
        ),
        notes=(
            f"{count} cases; evaluating 10,000,000 of them takes {hours:,.0f} hours of a processor.",
            "Beside it: all time of processors in workers and in whoever hands out cases that is not evaluating, less what these take when there is nothing to do.",
        ),
        raw=raw,
    )


def measure() -> list[Table]:
    """Check, time and tabulate."""
    check_pinned()
    os.environ.update(dict.fromkeys(PINS, "1"))
    return [table(*one) for one in RUNS]


if __name__ == "__main__":
    run(measure)
