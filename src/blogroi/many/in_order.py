"""Work on many cases in whichever threads or processes, and its results in their order.

Cases go to an executor in chunks, for a task of its own costs what a small case does. As many chunks are in flight as keep every worker
busy, and no more: cases are read when their turn comes, and results wait for nobody, so that ten million of either never lie in memory.

Where a process dies, all that a pool of processes had in flight is lost with it. Whoever gave a function that makes an executor has another
one made; the oldest chunk in flight is then done case by case with nothing beside it, for it may be one of its cases that ends processes.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import define, field

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.many.question import Given, Work
from blogroi.model.arguments import whole

__all__ = ["MOST_CHUNK", "Executing", "in_order"]

R = TypeVar("R")

Executing: TypeAlias = "Executor | Callable[[], Executor] | None"
"""Who does the work: an executor, what makes one, or nobody but this thread."""

MOST_CHUNK = 100_000
"""The most cases of a chunk, and the most chunks in flight."""

_AHEAD = 4  # chunks for each worker, so that none waits while the oldest is still at work
_TRIES = 2  # of a case alone: a process may be ended by something else, once
_LOST_IN_A_ROW = 8  # cases: then it is no case that ends processes


def in_order(
    work: Work[R], cases: Iterable[Given], *, executor: Executing, chunk: int, ahead: int | None
) -> Generator[R]:
    """Do something with each of many cases, and yield what comes of it in their order.

    Parameters
    ----------
    work : callable
        What is done with a case; an exception that it raises is raised here, where its result would be.
    cases : iterable
        The cases, read as they are needed.
    executor : Executor, callable or None
        Who does it.
    chunk : int
        Cases that go to a worker at once.
    ahead : int or None
        Chunks in flight at once; None for four to each worker.

    Yields
    ------
    object
        What comes of each case.

    Raises
    ------
    OptionError
        At once, when an argument cannot be taken as it is.
    """
    chunk = whole("chunk", chunk, low=1, high=MOST_CHUNK)
    most = None if ahead is None else whole("ahead", ahead, low=1, high=MOST_CHUNK)
    if executor is None:
        return (work(given) for given in cases)
    if not isinstance(executor, Executor) and not callable(executor):
        raise OptionError(
            "executor",
            message(
                "{value} is neither an executor of `concurrent.futures` nor a function that makes one",
                value=describe(executor),
            ),
        )
    return _in_flight(work, iter(cases), executor, chunk, most)


def _in_flight(
    work: Work[R],
    cases: Iterator[Given],
    executor: Executor | Callable[[], Executor],
    chunk: int,
    most: int | None,
) -> Generator[R]:
    flight = _Flight(work, crew := _Crew(executor))
    failed: Exception | None = None
    try:
        most = most or crew.ahead()
        reading = True
        while True:
            while reading and len(flight.chunks) < most:
                part, failed = _read(cases, chunk)
                reading = failed is None and len(part) == chunk
                if part:
                    flight.send(part)
            if not flight.chunks:
                break
            done, wrong = flight.land()
            yield from done
            if wrong is not None:
                raise wrong
        if failed is not None:  # what was read before it has been answered
            raise failed
    finally:
        flight.give_up()
        crew.leave()


def _read(cases: Iterator[Given], chunk: int) -> tuple[list[Given], Exception | None]:
    """Read the cases of a chunk, and what kept from reading more."""
    part: list[Given] = []
    try:
        part.extend(islice(cases, chunk))
    except Exception as error:
        return part, error
    return part, None


def run_chunk(work: Work[R], part: Sequence[Given]) -> tuple[list[R], Exception | None]:
    """Do something with the cases of a chunk, in whichever process: what came of them, and what is wrong with the work itself, if anything."""
    done: list[R] = []
    for given in part:
        try:
            done.append(work(given))
        except Exception as error:
            error.add_note(f"while at work on {given!r:.200}")
            return done, error
    return done, None


Chunk: TypeAlias = tuple[list[R], "Exception | None"]


@define(eq=False)
class _Crew:
    """Whoever does the work: an executor that somebody gave, or those that are made, one after the other."""

    given: Executor | Callable[[], Executor]
    executor: Executor = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.executor = self.given if isinstance(self.given, Executor) else self.given()

    @property
    def can_be_replaced(self) -> bool:
        return not isinstance(self.given, Executor)

    def replace(self) -> None:
        """Have another executor made in the place of one that is broken."""
        self.leave()
        assert not isinstance(self.given, Executor)
        self.executor = self.given()

    def leave(self) -> None:
        """Let go of an executor that was made here; one that somebody gave is theirs."""
        if self.can_be_replaced:
            self.executor.shutdown()

    def ahead(self) -> int:
        """Return how many chunks keep all workers busy; where an executor does not say how many it has, one for each processor."""
        workers = getattr(self.executor, "_max_workers", None)
        return _AHEAD * (workers if isinstance(workers, int) else os.cpu_count() or 1)


@define(eq=False)
class _Flight(Generic[R]):
    """The chunks that are with the workers, the oldest first."""

    work: Work[R]
    crew: _Crew
    chunks: deque[tuple[list[Given], Future[Chunk[R]]]] = field(factory=deque)
    lost: int = 0

    def send(self, part: list[Given]) -> None:
        self.chunks.append((part, self._submitted(part)))

    def land(self) -> Chunk[R]:
        """Wait for the oldest chunk, and give what came of it."""
        part, future = self.chunks.popleft()
        try:
            return future.result()
        except BrokenExecutor as error:
            if not self.crew.can_be_replaced:
                error.add_note(
                    "what was not answered yet is lost: give a function that makes an executor, and it is done again"
                )
                raise
        self.crew.replace()
        done = self._one_by_one(part)
        self.chunks = deque(
            (part, future if _has_come(future) else self._submitted(part)) for part, future in self.chunks
        )
        return done

    def give_up(self) -> None:
        """Take back what nobody has begun."""
        for _, future in self.chunks:
            future.cancel()

    def _submitted(self, part: list[Given]) -> Future[Chunk[R]]:
        try:
            return self.crew.executor.submit(run_chunk, self.work, part)
        except BrokenExecutor as error:  # which is noticed at its turn, after what came before
            broken: Future[Any] = Future()
            broken.set_exception(error)
            return broken

    def _one_by_one(self, part: Sequence[Given]) -> Chunk[R]:
        """Do a chunk case by case, with nothing beside it: it may be one of them that ends processes."""
        done: list[R] = []
        for given in part:
            found, wrong = self._alone(given)
            done += found
            if wrong is not None:
                return done, wrong
        return done, None

    def _alone(self, given: Given) -> Chunk[R]:
        for tries_left in reversed(range(_TRIES)):
            try:
                found = self._submitted([given]).result()
            except BrokenExecutor as error:
                self.crew.replace()
                if tries_left == 0:
                    self._count_as_lost(error)
            else:
                self.lost = 0
                return found
        return [self.work.lost(given)], None

    def _count_as_lost(self, error: BrokenExecutor) -> None:
        """Take note of a case that ends processes, unless all of them seem to."""
        self.lost += 1
        if self.lost == _LOST_IN_A_ROW:
            error.add_note(f"{self.lost} cases in a row, each alone: it is no case that ends the processes")
            raise error


def _has_come(future: Future[Any]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
