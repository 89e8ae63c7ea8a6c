"""Where in a workbook a path of the case stands; where it stands nowhere, the cell in which it would."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, field

from blogroi.errors import MOST_FAULTS, Fault
from blogroi.files.faults import more_than_told, reading_order
from blogroi.files.positions import STEP
from blogroi.files.workbook.cells import place
from blogroi.language.naming import clip
from blogroi.records import frozen

__all__ = ["At", "Places"]


@frozen(order=True)
class At:
    """A cell: the number of its sheet, its row and its column; no row for a sheet as a whole."""

    sheet: int
    row: int = 0
    column: int = 0


@frozen
class Places:
    """Where paths stand.

    Parameters
    ----------
    names : list of str
        Names of the sheets, in their order.
    cells : dict of str to At
        The cell of a path: of a value, or of the first cell of a row.
    columns : dict of int to dict of str to int
        The columns of each sheet by their headers.
    """

    names: list[str] = field(factory=list)
    cells: dict[str, At] = field(factory=dict)
    columns: dict[int, dict[str, int]] = field(factory=dict)

    def of(self, path: str) -> At | None:
        """Return the cell of a path, or of the nearest above it; of a field that a row does not state, the cell in which it would stand."""
        steps = STEP.findall(path[:2000])
        for count in range(len(steps), 0, -1):
            above = _joined(steps[:count])
            at = self.cells.get(above)
            if at is not None:
                column = self.columns.get(at.sheet, {}).get(steps[count]) if count < len(steps) else None
                return at if column is None else At(at.sheet, at.row, column)
        return None

    def said(self, at: At) -> str:
        """Return where a cell is, as a spreadsheet says it."""
        name = self.names[at.sheet]
        return place(name, at.row, at.column) if at.row else clip(name, 60)

    def in_order(self, faults: Iterable[Fault], placed: Iterable[tuple[At, Fault]] = ()) -> list[Fault]:
        """Return faults with their cells, in the order of sheets and rows, fit to be printed; what is too much to read is left out.

        Parameters
        ----------
        faults : iterable of Fault
            What is known by its path alone.
        placed : iterable of tuple of At and Fault
            What is known by its cell.

        Returns
        -------
        list of Fault
        """
        known = sorted(set(faults), key=reading_order)[:MOST_FAULTS]
        found: list[tuple[At, Fault]] = [*placed, *((self.of(fault.path) or At(-1), fault) for fault in known)]
        found.sort(key=lambda one: one[0])
        listed = [
            evolve(
                fault,
                path=clip(fault.path, 300),
                message=clip(fault.in_file or fault.message, 1500),
                cell="" if at.sheet < 0 else self.said(at),
            )
            for at, fault in found[:MOST_FAULTS]
        ]
        return [*listed, *more_than_told(listed)]


def _joined(steps: list[str]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in steps).removeprefix(".")
