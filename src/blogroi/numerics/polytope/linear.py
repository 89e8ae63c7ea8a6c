"""Exact answers about small systems of linear statements: whether they leave anything, and what they always hold.

A simplex method on whole numbers: every entry of the table is over one common denominator, and every division comes out
even (Edmonds), so that an empty set, an equality in disguise or a single point are told apart from a narrow set without
any tolerance. Bland's rule keeps it from going round in circles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from attrs import define

from blogroi.records import frozen

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["LinearConstraint", "Program", "feasible"]

Entries: TypeAlias = list[int]


@frozen(order=True)
class LinearConstraint:
    """A linear statement in whole numbers: the terms sum to at least the bound, or exactly to it.

    ``terms`` has a coefficient for each variable; all variables are at least zero.
    """

    terms: tuple[int, ...]
    bound: int
    equal: bool = False


@define
class Program:
    """A feasible basis of a system whose variables, and whose slacks after them, are at least zero.

    A row says what a column of the basis is: its own entries times the columns ``outside``, which are zero here, taken
    from its value at the end; all over the common denominator ``scale``. While a cost is brought down, it is one more
    row, the last.
    """

    rows: list[Entries]
    basis: list[int]
    outside: list[int]
    scale: int = 1

    def copy(self) -> Program:
        """Copy what a pivot changes."""
        return Program([list(row) for row in self.rows], list(self.basis), list(self.outside), self.scale)

    def point(self, size: int) -> tuple[Fraction, ...]:
        """Return the first ``size`` variables at this basis."""
        from fractions import Fraction  # noqa: PLC0415  only who has statements to weigh pays for it

        values = {column: row[-1] for column, row in zip(self.basis, self.rows, strict=True)}
        return tuple(Fraction(values.get(column, 0), self.scale) for column in range(size))

    def pivot(self, leaving: int, entering: int) -> None:
        """Exchange the column of a row of the basis for one outside, both by their positions."""
        pivot_row = self.rows[leaving]
        pivot, scale = pivot_row[entering], self.scale
        for position, row in enumerate(self.rows):
            if position == leaving:
                continue
            factor = row[entering]
            if factor:
                changed = [(pivot * own - factor * other) // scale for own, other in zip(row, pivot_row, strict=True)]
                changed[entering] = -factor
                self.rows[position] = changed
            elif pivot != scale:
                self.rows[position] = [pivot * own // scale for own in row]
        pivot_row[entering] = scale
        self.basis[leaving], self.outside[entering] = self.outside[entering], self.basis[leaving]
        self.scale = pivot
        if pivot < 0:
            self.scale = -pivot
            self.rows = [[-own for own in row] for row in self.rows]

    def leaving(self, entering: int) -> int:
        """Return the row that limits how far a column may rise; the set is bounded, so that there is one."""
        best, best_value, best_entry = -1, 0, 1
        for position, column in enumerate(self.basis):
            row = self.rows[position]
            entry = row[entering]
            if entry <= 0:
                continue
            gain = row[-1] * best_entry - best_value * entry
            if best < 0 or gain < 0 or (gain == 0 and column < self.basis[best]):
                best, best_value, best_entry = position, row[-1], entry
        return best

    def entering(self) -> int | None:
        """Return the first column outside that lowers the cost, which is the last row, or None where none does."""
        reduced = self.rows[-1]
        lower = [position for position in range(len(self.outside)) if reduced[position] < 0]
        return min(lower, key=self.outside.__getitem__, default=None)

    def minimise(self, cost: dict[int, int], *, below: int | None = None) -> None:
        """Move to a basis at which the cost is least, or below a number."""
        self.rows.append(self._reduced(cost))
        while below is None or -self.rows[-1][-1] >= below * self.scale:
            entering = self.entering()
            if entering is None:
                break
            self.pivot(self.leaving(entering), entering)
        self.rows.pop()

    def _reduced(self, cost: dict[int, int]) -> Entries:
        """Return the cost row of this basis; its value at the end is less the cost."""
        reduced = [cost.get(column, 0) * self.scale for column in self.outside] + [0]
        for column, row in zip(self.basis, self.rows, strict=True):
            factor = cost.get(column, 0)
            if factor:
                reduced = [own - factor * other for own, other in zip(reduced, row, strict=True)]
        return reduced

    def value(self, column: int) -> int:
        """Return the value of a column, over the common denominator."""
        return self.rows[self.basis.index(column)][-1] if column in self.basis else 0

    def enter(self, column: int) -> int:
        """Put a column into the basis if it is not there, and give its row."""
        if column not in self.basis:
            entering = self.outside.index(column)
            self.pivot(self.leaving(entering), entering)
        return self.basis.index(column)

    def always_zero(self, columns: Iterable[int]) -> set[int]:
        """Return the columns that are zero in the whole set."""
        unknown = {column for column in columns if not self.value(column)}
        while unknown:
            self.minimise(dict.fromkeys(sorted(unknown), -1), below=0)
            positive = {column for column in unknown if self.value(column)}
            if not positive:
                break
            unknown -= positive
        return unknown

    def needed(self, columns: Iterable[int]) -> Iterator[int]:
        """Yield the columns without whose bound at zero the set would be larger; the set has a full dimension.

        Those that are not needed are freed, one after the other, so that of two that say the same one is given.
        """
        for column in columns:
            tried = self.copy()
            row = tried.enter(column)
            tried.rows[row][-1] += tried.scale  # the bound is lowered from 0 to -1
            tried.minimise({column: 1}, below=1)
            if tried.value(column) < tried.scale:
                yield column
            else:
                row = self.enter(column)
                del self.rows[row], self.basis[row]


def feasible(constraints: Sequence[LinearConstraint], size: int) -> Program | None:
    """Find a basis of a system, or None where nothing satisfies it.

    Parameters
    ----------
    constraints : sequence of LinearConstraint
        The statements. The slack of the i-th one that is not an equality is column ``size + i``.
    size : int
        How many variables there are.

    Returns
    -------
    Program or None

    References
    ----------
    [Bland1977]; [Edmonds1967], for divisions that come out even.

    Examples
    --------
    >>> feasible([LinearConstraint((1, 1), 1, equal=True), LinearConstraint((1, -2), 0)], 2).point(2)
    (Fraction(1, 1), Fraction(0, 1))
    >>> feasible([LinearConstraint((1, 1), 1, equal=True), LinearConstraint((1, 0), 2)], 2) is None
    True
    """
    width = size + sum(not row.equal for row in constraints)
    slacks = iter(range(size, width))
    slack_of = [None if row.equal else next(slacks) for row in constraints]
    beside = [slack for row, slack in zip(constraints, slack_of, strict=True) if slack is not None and row.bound > 0]
    program = Program([], [], [*range(size), *beside])
    for position, (row, slack) in enumerate(zip(constraints, slack_of, strict=True)):
        is_met = slack is not None and row.bound <= 0  # where all variables are zero
        sign = -1 if is_met or row.bound < 0 else 1
        own = [-int(slack == other) for other in beside]
        program.rows.append([*(sign * term for term in row.terms), *own, sign * row.bound])
        program.basis.append(slack if is_met and slack is not None else width + position)  # else a helper
    _drive_out(program, width)
    if any(row[-1] for row, column in zip(program.rows, program.basis, strict=True) if column >= width):
        return None
    for position in reversed(range(len(program.basis))):  # the helpers that are left are zero
        if program.basis[position] >= width:
            entering = next((at for at in range(len(program.outside)) if program.rows[position][at]), None)
            if entering is None:
                del program.rows[position], program.basis[position]
            else:
                _exchange(program, position, entering, width)
    return program


def _drive_out(program: Program, width: int) -> None:
    """Bring the sum of the helpers down as far as it goes."""
    helpers = [row for row, column in zip(program.rows, program.basis, strict=True) if column >= width]
    program.rows.append([-sum(entries) for entries in zip(*helpers, strict=True)] or [0] * (len(program.outside) + 1))
    entering = program.entering()
    while entering is not None:
        _exchange(program, program.leaving(entering), entering, width)
        entering = program.entering()
    program.rows.pop()


def _exchange(program: Program, leaving: int, entering: int, width: int) -> None:
    """Pivot, and forget a helper that leaves."""
    program.pivot(leaving, entering)
    if program.outside[entering] >= width:
        del program.outside[entering]
        for row in program.rows:
            del row[entering]
