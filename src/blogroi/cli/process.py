"""What the command line does to a process that is its own.

Signals end it at once, in one line, with nothing left behind. Nobody looks for cycles of garbage: a command leaves some 6,000 objects
in them, 2 MiB, and looking for them while its classes are made takes a twentieth of its time.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

__all__ = ["take_over"]

_UNREMARKABLE = "ignore::UserWarning:multiprocessing.resource_tracker"
"""What Python says of processes that end at once: it puts away what they have left, and says so behind our last line."""

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def take_over() -> None:
    """Answer signals, save those that whoever started the process has switched off, and keep the standard streams' numbers.

    A stream that is closed is put to nowhere, so that no file is opened under its number: what a library prints would land in it.
    """
    for name in _SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
            try:
                signal.signal(number, _stop)
            except ValueError:  # another thread than the main one answers none
                break
    gc.disable()
    sys.warnoptions.append(_UNREMARKABLE)
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the least number that is free


def _stop(number: int, _: FrameType | None) -> None:
    """End the process here and now.

    An exception would be caught, or printed and ignored, wherever it comes upon the interpreter; threads would be waited for.
    """
    try:
        discard = getattr(sys.modules.get("blogroi.files.disk"), "discard_unfinished", None)
        if discard is not None:  # it is not there before anything is written
            discard()
        os.write(2, (b"\r\x1b[K" if os.name != "nt" and os.isatty(2) else b"") + b"blogroi: stopped\n")
    finally:
        os._exit(128 + number)
