"""A program at work: its streams open, its rows and paths in memory, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.draws import Draw, sampler_of
from blogroi.engine.graph.failures import why_none
from blogroi.engine.graph.node import Extent, Node, values_of
from blogroi.engine.graph.operations import mark_failures, pass_on
from blogroi.engine.tape.kernels import Kernel, kernel_of
from blogroi.engine.tape.program import Program
from blogroi.errors import CaseError, Fault
from blogroi.language.spoken import message
from blogroi.numerics.sampler import Sampler

__all__ = ["Kept", "Machine", "refuse_failures"]

Floats: TypeAlias = NDArray[np.float64]
Kept: TypeAlias = Mapping[Node, Floats]
"""What was computed before, rows of shape (draws,) and paths of shape (periods, draws)."""


def _reader(tables: dict[Draw, Sampler]) -> Callable[[Draw], Sampler]:
    """Return what makes tables as they are asked for; it holds no machine, so that memory is given back with the last word of one."""

    def read(draw: Draw) -> Sampler:
        found = tables.get(draw)
        if found is None:
            found = tables[draw] = sampler_of(draw)
        return found

    return read


class Machine:
    """Computes a program, a block after the other.

    Parameters
    ----------
    program : Program
        What is computed.
    block : int
        The most draws of a block.
    kept : mapping of Node to numpy.ndarray
        What was computed before.
    """

    __slots__ = ("_kept", "_kernels", "_paths", "_program", "_rows", "_steps_of", "_tables", "failed")

    def __init__(self, program: Program, block: int, kept: Kept) -> None:
        self._program, self._kept = program, kept
        self.failed: dict[Node, int] = {}
        self._tables: dict[Draw, Sampler] = {}
        tables = _reader(self._tables)
        self._kernels: list[Kernel | None] = [
            None if step.node in kept else kernel_of(step.node, tables) for step in program.steps
        ]
        self._rows = np.empty((program.rows, block))
        self._paths = {length: np.empty((count, length, block)) for length, count in program.paths.items()}
        self._steps_of = {step.node.digest: step for step in program.steps}

    def close(self) -> None:
        """Give the memory of all tables back; the streams go on where they were."""
        self._tables.clear()

    def value(self, node: Node, size: int) -> Floats:
        """Return what a node came to in the block that is being worked on.

        Parameters
        ----------
        node : Node
            A node of the program, or one that is certain.
        size : int
            Draws of the block.

        Returns
        -------
        numpy.ndarray of float
            Of no dimension for a number, and of shape (periods, 1), (draws,) or (periods, draws).
        """
        match node.extent:
            case Extent.NUMBER:
                return np.float64(node.value)  # type: ignore[return-value]
            case Extent.SCHEDULE:
                return values_of(node, node.length)[:, None]
            case Extent.ROW:
                return self._rows[self._steps_of[node.digest].place, :size]
            case Extent.PATH:
                return self._paths[node.length][self._steps_of[node.digest].place, :, :size]

    def run(self, start: int, size: int) -> Iterator[Node]:
        """Compute the next block.

        Parameters
        ----------
        start, size : int
            Its first draw, and how many there are.

        Yields
        ------
        Node
            Each node, as soon as it is there: what is released has to be taken before the next one.
        """
        for step, kernel in zip(self._program.steps, self._kernels, strict=True):
            node = step.node
            out = self.value(node, size)
            if kernel is None:
                np.copyto(out, self._kept[node][..., start : start + size])
            else:
                arguments = [self.value(part, size) for part in node.arguments]
                kernel(arguments, out)
                if step.passes_failures:
                    pass_on(node.operation, arguments, out)
                if step.looks_for_failures:
                    mark_failures(out)
                if node.operation == "checked":
                    self._count(node, out)
            yield node

    def _count(self, node: Node, values: Floats) -> None:
        """Count the draws in which a field has no number in some period."""
        is_none = np.isnan(values)
        count = int((is_none.any(axis=0) if is_none.ndim == 2 else is_none).sum())
        if count:
            self.failed[node] = self.failed.get(node, 0) + count


def refuse_failures(machines: Iterable[Machine], draws: int) -> None:
    """Refuse an answer in which a field had no number in some draw.

    Parameters
    ----------
    machines : iterable of Machine
        That were run through all draws.
    draws : int
        Number of draws.

    Raises
    ------
    CaseError
        With each such field, and in how many of the draws.
    """
    failed: dict[str, tuple[int, str]] = {}
    for machine in machines:
        for node, count in machine.failed.items():
            path = node.field.path
            failed[path] = max((count, why_none(node)), failed.get(path, (0, "")))
    faults = [
        Fault(
            path,
            message("gives no number in {count} of {draws} draws: {why}", count=str(count), draws=str(draws), why=why),
        )
        for path, (count, why) in sorted(failed.items())
    ]
    if faults:
        raise CaseError(faults)
