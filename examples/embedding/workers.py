"""Processes that answer one question after the other, and are given up and replaced when they take too long or too much.

A process pool of the standard library waits for what runs past its time, and has fewer and fewer processes for others. Here a worker
that is late is killed and another begun in its place; memory and processor time have hard ends where the system has them.
"""

from __future__ import annotations

import contextlib
import math
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

try:
    import resource
except ImportError:  # on Windows
    resource = None  # type: ignore[assignment]

SPAWN = get_context("spawn")


class TooSlowError(Exception):
    """A question that was not answered in its time; whoever worked on it was killed."""


class TooLargeError(Exception):
    """A question that took more memory than there is for it, or ended its process."""


def bound(memory: int) -> None:
    """Give this process a hard end of memory, where the system has one: Windows has none of this kind."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def begin(seconds: float) -> None:
    """Let the next question end this process where it takes more processor time than that, though nobody should wait for it."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            _, most = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time() + seconds) + 1, most))


def work(link: Connection, answer: Callable[..., Any], memory: int, seconds: float) -> None:
    """Answer what comes over a link, until it is closed."""
    bound(memory)
    while True:
        try:
            question = link.recv()
        except EOFError:
            return
        begin(seconds)
        try:
            link.send((True, answer(*question)))
        except MemoryError:
            link.send((False, TooLargeError()))
        except Exception as error:  # goes to whoever asked
            link.send((False, error))


class Worker:
    """A process that answers, and the link to it."""

    def __init__(self, answer: Callable[..., Any], memory: int, seconds: float) -> None:
        self.link, other = SPAWN.Pipe()
        self.process = SPAWN.Process(target=work, args=(other, answer, memory, seconds), daemon=True)
        self.process.start()
        other.close()

    def ask(self, question: tuple[Any, ...], seconds: float) -> Any:
        """Wait for an answer as long as it may take."""
        self.link.send(question)
        if not self.link.poll(seconds):
            raise TooSlowError
        is_answer, found = self.link.recv()  # EOFError where the process has ended
        if is_answer:
            return found
        raise found

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.link.close()


class Workers:
    """So many processes, of which each that fails is replaced.

    Parameters
    ----------
    answer : callable
        At the top of a module, so that another process finds it.
    count : int
        How many there are.
    memory : int
        Bytes of address space of each.
    seconds : float
        How long an answer may take.
    """

    def __init__(self, answer: Callable[..., Any], *, count: int, memory: int, seconds: float) -> None:
        self._made = lambda: Worker(answer, memory, seconds)
        self._seconds, self._free = seconds, queue.SimpleQueue[Worker]()
        for _ in range(count):
            self._free.put(self._made())

    def ask(self, *question: Any) -> Any:
        """Have the next free process answer, and wait for it: call this in a thread."""
        with self._one() as worker:
            return worker.ask(question, self._seconds)

    @contextmanager
    def _one(self) -> Iterator[Worker]:
        worker = self._free.get()
        if not worker.process.is_alive():
            worker = self._replaced(worker)
        try:
            yield worker
        except (TooSlowError, TooLargeError):
            worker = self._replaced(worker)
            raise
        except (EOFError, OSError):  # it ended by itself: of too much memory or time
            worker = self._replaced(worker)
            raise TooLargeError from None
        finally:
            self._free.put(worker)

    def _replaced(self, worker: Worker) -> Worker:
        worker.end()
        return self._made()

    def close(self) -> None:
        """End all that are free."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._free.get_nowait().end()
