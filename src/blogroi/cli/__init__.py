"""The command line: a thin face over the library.

Exit status: 0 fine, 1 faults were found in the case, 2 the command was misused or a file could not be read or written; 128 and
the number of the signal where a signal ended it. Nothing is imported before signals are answered.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as that of `typing`: nothing is imported that can wait until signals are answered
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["FAULTS", "FINE", "MISUSE", "main"]

FINE, FAULTS, MISUSE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Unless they are given, those of the process, which is then taken to be there for this alone: signals end it with one line.

    Returns
    -------
    int
        Exit status: 0 fine, 1 faults found, 2 misuse.

    Examples
    --------
    >>> main(["check", "no-such-file.toml"])
    2
    """
    if arguments is None:
        from blogroi.cli.process import take_over  # noqa: PLC0415  nobody else's signals are touched

        take_over()
    from blogroi.cli.program import run  # noqa: PLC0415  once signals are answered

    return run(arguments)
