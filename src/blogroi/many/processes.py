"""Processes of our own that evaluate: begun with nothing, deaf to what ends the command, and gone when it is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import wait

from attrs import field

from blogroi.model.arguments import whole
from blogroi.records import frozen

__all__ = ["Processes", "processors"]

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
        return ProcessPoolExecutor(self.workers, mp_context=context, initializer=_begin)


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _begin() -> None:
    """Leave it to the command to be ended by whoever sits at the terminal, and end with it, however it ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait until the process that began this one is gone: a pool would wait for work of it forever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
