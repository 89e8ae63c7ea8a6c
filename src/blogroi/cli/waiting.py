"""What is shown on a terminal while draws are made: one line that says how long it still takes, and is wiped at the end.

Nothing is shown in the first second, and nothing at all in a pipe. How long it takes is known where all of the work is evaluations that
are counted; elsewhere the line says how long it has taken.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from blogroi.cli.outlet import complaints_terminal, overwrite
from blogroi.language.spoken import message, spoken

if TYPE_CHECKING:
    import argparse

    from blogroi.language.languages import Language

__all__ = ["Waiting", "expect", "shown_while_drawn"]

_PATIENCE, _PAUSE = 1.0, 0.5  # seconds: until the line is shown, and between two of them
_MINUTE = 60.0
_PASSES = {"evaluate": 1, "choose": 1, "replay": 1}


class Waiting:
    """How far some evaluations are, and how long the rest of them takes, on a line of its own until it ends.

    Parameters
    ----------
    passes : int or None
        How many evaluations are made; None where that is not known.
    language : {"en", "fr"}
        Of the line.
    """

    def __init__(self, passes: int | None, language: Language) -> None:
        self.passes = passes
        self._language: Language = language
        self._began, self._finished, self._share = time.monotonic(), 0, 0.0
        self._over = threading.Event()
        self._ticking = threading.Thread(target=self._tick, daemon=True)
        self._ticking.start()

    def __call__(self, done: int, total: int) -> None:
        """Take note of how much of the evaluation that is being made is done."""
        self._share = done / total
        if done >= total:
            self._finished, self._share = self._finished + 1, 0.0

    def end(self) -> None:
        """Wipe the line, before anything else is shown."""
        self._over.set()
        self._ticking.join()

    def line(self) -> str:
        """Return what is left, or what was needed so far where that is not known."""
        so_far = time.monotonic() - self._began
        done = (self._finished + self._share) / self.passes if self.passes else 0.0
        if not 0.0 < done < 1.0:
            return message("computing, {seconds} s so far", seconds=f"{so_far:.0f}")
        left = so_far * (1.0 - done) / done
        if left >= 2.0 * _MINUTE:
            return message("computing, about {minutes} min left", minutes=f"{left / _MINUTE:.0f}")
        return message("computing, about {seconds} s left", seconds=f"{left:.0f}")

    def _tick(self) -> None:
        if self._over.wait(_PATIENCE):
            return
        while True:
            overwrite(spoken(self.line(), self._language))
            if self._over.wait(_PAUSE):
                overwrite("")
                return


def expect(options: argparse.Namespace, passes: int) -> None:
    """Say how many evaluations are going to be made, where a command knows it only once it has read its files."""
    waiting: Waiting | None = getattr(options, "waiting", None)
    if waiting is not None:
        waiting.passes = passes


@contextmanager
def shown_while_drawn(options: argparse.Namespace, language: Language) -> Generator[None]:
    """Show how long it still takes, where somebody watches a terminal and a command makes draws."""
    if not complaints_terminal() or (options.command not in _PASSES and not hasattr(options, "draws")):
        yield
        return
    from blogroi.evaluation.work import WATCHED  # noqa: PLC0415  only who waits pays for it

    options.waiting = waiting = Waiting(_PASSES.get(options.command), language)
    watched = WATCHED.set(waiting)
    try:
        yield
    finally:
        waiting.end()
        WATCHED.reset(watched)
