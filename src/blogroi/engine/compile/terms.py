"""From quantities to what flows are made of: numbers, draws, and pieces over time, with the inputs that they are drawn from.

An input is an uncertain quantity by its path. Every function gives those that stand in what it built, so that it can be said by
which quantities a figure moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import evolve, field, frozen

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.better_side import better_side, is_turned
from blogroi.engine.compile.correlated import loadings_of
from blogroi.engine.frame import Draw, Flow, Piece, Together
from blogroi.model.blinded import BlindedCase
from blogroi.model.domain import Domain
from blogroi.model.fields import Periods, PerPeriod
from blogroi.model.paths import Path, QuantityPath
from blogroi.model.quantity import Point, Quantity
from blogroi.model.transform import ascending, mirrored
from blogroi.numerics.copula import CholeskyRow
from blogroi.numerics.streams import stream_key

__all__ = ["CompiledFlow", "Inputs", "Product", "pieces_of", "single_draw", "term"]

Inputs: TypeAlias = dict[str, Draw]
"""Draws of uncertain quantities, by their paths."""

CompiledFlow: TypeAlias = tuple[Flow, Inputs]


@frozen
class Product:
    """A number times random factors, with the inputs that these are drawn from.

    Examples
    --------
    >>> Product(2.0).times(Product(3.0)).constant
    6.0
    """

    constant: float = 1.0
    factors: tuple[Draw, ...] = ()
    inputs: Inputs = field(factory=dict[str, Draw])

    @property
    def draw(self) -> Draw | None:
        """The random factor of a product that has at most one."""
        return self.factors[0] if self.factors else None

    def times(self, other: Product) -> Product:
        """Return the product of two."""
        return Product(self.constant * other.constant, (*self.factors, *other.factors), {**self.inputs, **other.inputs})


def single_draw(case: BlindedCase, path: Path, quantity: Quantity, domain: Domain, *, seed: int) -> Draw:
    """Build the draw of one quantity of a case, correlated as the case says; as a gain, where lower is better.

    Parameters
    ----------
    case : BlindedCase
        The case.
    path : Path
        Where it stands, by which its stream is keyed.
    quantity : Quantity
        What was stated.
    domain : Domain
        The values that its field can have.
    seed : int
        Seed of the evaluation.

    Returns
    -------
    Draw
    """
    stated = mirrored(quantity) if is_turned(case.indicators, path) else quantity
    return _draw(str(path), stated, domain, seed, loadings_of(better_side(case).correlations))


def _draw(path: str, quantity: Quantity, domain: Domain, seed: int, loadings: Mapping[str, CholeskyRow]) -> Draw:
    key, row = stream_key(seed, path), loadings.get(path, ())
    if row:
        quantity = ascending(quantity)
    if len(row) < 2:  # uncorrelated, or the first of its block, which is made of itself alone
        return Draw(key, quantity, domain)
    return Draw(key, quantity, domain, loadings=tuple((stream_key(seed, label), weight) for label, weight in row))


def term(
    basis: Basis, path: QuantityPath, quantity: Quantity, domain: Domain, offset: float = 0.0, factor: float = 1.0
) -> Product:
    """Split ``offset + factor * quantity`` into a number and, where it is uncertain, a draw."""
    if isinstance(quantity, Point):
        return Product(offset + factor * quantity.value)
    text = str(path)
    draw = _draw(text, quantity, domain, basis.seed, basis.loadings)
    return Product(1.0, (Draw(draw.key, draw.quantity, domain, offset, factor, draw.loadings),), {text: draw})


def pieces_of(
    basis: Basis,
    path: QuantityPath,
    amount: PerPeriod,
    domain: Domain,
    constant: float,
    slots: tuple[float, ...],
    periods: Periods | None = None,
) -> tuple[list[Piece], Inputs]:
    """Spread an amount over time: the same one in each slot, or one for each period."""
    if not isinstance(amount, tuple):
        one = term(basis, path, amount, domain)
        return [Piece(constant * one.constant, one.draw, slots)], one.inputs
    pieces: list[Piece] = []
    inputs: Inputs = {}
    certain = [0.0] * len(slots)
    for period, part in enumerate(amount, start=1):
        if periods == "apart":
            one = term(basis, path.in_period(period), part, domain)
        else:  # from one stream: at the same quantile
            one = term(basis, path, ascending(part), domain)
        inputs |= one.inputs
        if one.draw is None:
            certain[period] = slots[period] * one.constant
        elif slots[period] != 0.0:
            alone = tuple(slots[period] if slot == period else 0.0 for slot in range(len(slots)))
            pieces.append(Piece(constant, one.draw, alone))
    if any(certain):
        pieces.append(Piece(constant, None, tuple(certain)))
    text = str(path)
    if text in inputs:  # drawn together: what can be found out is one thing, over the periods in which it counts
        counted = tuple(ascending(part) for part, slot in zip(amount, slots[1:], strict=True) if slot != 0.0)
        inputs[text] = evolve(inputs[text], quantity=Together(counted))
    return pieces, inputs
