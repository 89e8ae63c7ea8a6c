"""Processes of our own that evaluate: begun with nothing, deaf to what ends the command, and gone when it is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import ParamSpec, TypeVar

from attrs import field

from blogroi.model.arguments import whole
from blogroi.records import frozen

__all__ = ["Processes", "processors"]

P = ParamSpec("P")
T = TypeVar("T")

_MOST = 61 if sys.platform == "win32" else 1024  # more than that, Windows cannot wait for at once


def _as_workers(value: object) -> int:
    return whole("workers", value, low=1, high=_MOST)


@frozen
class Processes:
    """Makes pools of processes, as `evaluate_many` has them made again where a process has died.

    Parameters
    ----------
    workers : int
        How many processes a pool has.
    """

    workers: int = field(converter=_as_workers)

    def __call__(self) -> ProcessPoolExecutor:
        """Make a pool."""
        context = multiprocessing.get_context(
            "spawn"
        )  # forked, they would have the locks of threads that they do not have
        return _Pool(self.workers, mp_context=context, initializer=_begin)


class _Pool(ProcessPoolExecutor):
    """A pool whose processes hear of no Ctrl-C, from the first moment on."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand work over, for which a process may be begun: what comes meanwhile is heard of once that is there."""
        with _held_back():
            return super().submit(fn, *args, **kwargs)


@contextmanager
def _held_back() -> Generator[None]:
    """Let an interrupt wait, for this thread and the processes that it begins: half begun, they would say where they stood."""
    if sys.platform == "win32":  # where nothing can wait, and no process inherits that it is to
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin() -> None:
    """Leave it to the command to be ended by whoever sits at the terminal, and end with it, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":  # what has waited until here is ignored too
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait until the process that began this one is gone: a pool would wait for work of it forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
