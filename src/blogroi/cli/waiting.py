"""What is shown on a terminal while an answer is computed: one line that says how much is done and how long the rest takes.

Nothing is shown in the first second, and nothing at all in a pipe; the line is wiped before the answer is shown.
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

__all__ = ["Waiting", "shown_while_computed"]

_PATIENCE, _PAUSE = 1.0, 0.5  # seconds: until the line is shown, and between two of them
_MINUTE = 60.0
_LEAST_DONE = 0.05  # before how long the rest takes can be told
_FAR, _FAR_SECONDS = 0.5, 5.0  # from what was said before, which is set right then


class Waiting:
    """How much of the work on an answer is done, and how long the rest of it takes, on a line of its own until it ends.

    Parameters
    ----------
    language : {"en", "fr"}
        Of the line.
    """

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._began, self._share = time.monotonic(), 0.0
        self._said: tuple[float, float] | None = None  # when, and how long the rest was said to take
        self._over = threading.Event()
        self._ticking = threading.Thread(target=self._tick, daemon=True)
        self._ticking.start()

    def __call__(self, done: int, units: int) -> None:
        """Take note of how many units of work are done, and how many there are."""
        self._share = done / units

    def end(self) -> None:
        """Wipe the line, before anything else is shown."""
        self._over.set()
        self._ticking.join()

    def line(self) -> str:
        """Return how much is done, and how long the rest takes; before that can be told, how long it has taken."""
        so_far, share = time.monotonic() - self._began, self._share
        if share < _LEAST_DONE:
            return message("computing, {seconds} s so far", seconds=f"{so_far:.0f}")
        percent, left = f"{min(100.0 * share, 99.0):.0f}", self._left(so_far, share)
        if left >= 2.0 * _MINUTE:
            minutes = f"{left / _MINUTE:.0f}"
            return message("computing: {percent} % done, about {minutes} min left", percent=percent, minutes=minutes)
        seconds = f"{_rounded(left):.0f}"
        return message("computing: {percent} % done, about {seconds} s left", percent=percent, seconds=seconds)

    def _left(self, so_far: float, share: float) -> float:
        """Return how long the rest takes at the pace so far.

        A time that was said before runs down, faster where it was too long, slower where it was too short; it is set right at once only
        where it was far off, so that whoever watches can trust it.
        """
        left = so_far * (1.0 - share) / share
        when, said = self._said or (so_far, left)
        passed = so_far - when
        if abs(said - passed - left) > max(_FAR * left, _FAR_SECONDS):
            said = left
        else:
            said -= passed * min(said / max(left, 1.0), 2.0)
        self._said = so_far, max(said, 0.5 * left, 1.0)
        return self._said[1]

    def _tick(self) -> None:
        if self._over.wait(_PATIENCE):
            return
        while True:
            overwrite(spoken(self.line(), self._language))
            if self._over.wait(_PAUSE):
                overwrite("")
                return


def _rounded(seconds: float) -> float:
    """Return a time to the five seconds, where it is long enough for that."""
    return seconds if seconds < 10.0 else 5.0 * round(seconds / 5.0)


@contextmanager
def shown_while_computed(options: argparse.Namespace, language: Language) -> Generator[None]:
    """Show how far it is, where somebody watches a terminal and a command makes draws."""
    if not complaints_terminal() or not (hasattr(options, "draws") or options.command in ("replay", "validate")):
        yield
        return
    options.waiting = waiting = Waiting(language)
    try:
        yield
    finally:
        waiting.end()
