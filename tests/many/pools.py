"""What tests of many cases share: cases that are told apart, pools that can be watched, and processes that can be ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import blogroi

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "golden" / "cases"
DRAWS = 100
T = TypeVar("T")


def cases(count: int) -> Iterator[blogroi.Case]:
    """Small cases that differ in a number."""
    text = blogroi.template()
    for place in range(count):
        yield blogroi.loads(text.replace('title = "', f'title = "{place} '))


def shown(answers: Iterable[tuple[int, blogroi.Evaluation | blogroi.CaseError]]) -> list[tuple[int, str]]:
    """Answers as text, to the last bit."""
    return [
        (index, answer.to_json() if isinstance(answer, blogroi.Evaluation) else str(answer))
        for index, answer in answers
    ]


def processes(workers: int = 2) -> ProcessPoolExecutor:
    """A pool of processes that begin with nothing."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


class Pools:
    """Makes pools of processes, one after the other, and can end a process of the last."""

    def __init__(self, workers: int = 2) -> None:
        self.made: list[ProcessPoolExecutor] = []
        self.workers = workers

    def __call__(self) -> ProcessPoolExecutor:
        self.made.append(processes(self.workers))
        return self.made[-1]

    def kill(self) -> None:
        """End a process, where there is one yet."""
        for pool in self.made[-1:]:
            os.kill(next(iter(pool._processes)), getattr(signal, "SIGKILL", signal.SIGTERM))


def at(index: int, answers: Iterator[T], act: Callable[[], object]) -> Iterator[T]:
    """Do something when so many answers have come."""
    for place, answer in enumerate(answers):
        if place == index:
            act()
        yield answer


class Watched(Executor):
    """An executor that works at once, and notes how much was in flight: submitted, and its result not yet asked for."""

    _max_workers = 3

    def __init__(self) -> None:
        self.flight = self.most = self.tasks = 0

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        self.tasks += 1
        self.flight += 1
        self.most = max(self.most, self.flight)
        future = _Counting[T](self)
        future.set_result(fn(*args, **kwargs))
        return future


class _Counting(Future[T]):
    def __init__(self, executor: Watched) -> None:
        super().__init__()
        self._executor = executor

    def result(self, timeout: float | None = None) -> T:
        self._executor.flight -= 1
        return super().result(timeout)
