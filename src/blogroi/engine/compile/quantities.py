"""From quantities to nodes: one stream for each, keyed by its path, wherever it is used."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import evolve

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.better_side import better_side, is_turned
from blogroi.engine.compile.correlated import loadings_of
from blogroi.engine.draws import Draw, Together
from blogroi.engine.frame import Flow, inputs_in
from blogroi.engine.graph.algebra import ZERO
from blogroi.engine.graph.node import Listed, Node, by_period, drawn, number, schedule, together
from blogroi.literature.evidence import CORRECTED
from blogroi.model.blinded import BlindedCase
from blogroi.model.domain import Domain
from blogroi.model.fields import Periods, PerPeriod
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import EvidencePath, GapPath, Path, QuantityPath
from blogroi.model.quantity import Point, Quantity
from blogroi.model.quantity_paths import stated_quantities
from blogroi.model.transform import ascending, mirrored
from blogroi.numerics.copula import CholeskyRow
from blogroi.numerics.streams import stream_key

__all__ = ["inputs_of", "once", "over_periods", "paths_by_stream", "single_draw"]


def once(basis: Basis, path: QuantityPath, quantity: Quantity, domain: Domain) -> Node:
    """Return a quantity that is stated once.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    path : QuantityPath
        Where it stands.
    quantity : Quantity
        What is stated.
    domain : Domain
        The values that its field can have.

    Returns
    -------
    Node
        A number, or what is drawn.
    """
    if isinstance(quantity, Point):
        return number(quantity.value)
    text = str(path)
    return drawn(_draw(text, quantity, domain, basis.seed, basis.loadings))


def over_periods(
    basis: Basis,
    path: QuantityPath,
    amount: PerPeriod,
    domain: Domain,
    periods: Periods | None,
    counted: Collection[int],
) -> Node:
    """Return what is stated once, or for each period.

    Parameters
    ----------
    basis, path, domain
        As in :func:`once`.
    amount : Quantity, or a tuple of them
        What is stated.
    periods : {"together", "apart"} or None
        How a list is drawn: at the same quantile in each period, unless each is drawn by itself.
    counted : collection of int
        The periods in which it counts: elsewhere it is nothing, and what can be found out of a list that is drawn together is its mean
        over these.

    Returns
    -------
    Node
    """
    if not isinstance(amount, tuple):
        return once(basis, path, amount, domain)
    if periods == "apart":
        each = [
            once(basis, path.in_period(period), part, domain) if period in counted else ZERO
            for period, part in enumerate(amount, start=1)
        ]
        return by_period(each)
    text = str(path)
    parts: list[Draw | float] = []
    for period, part in enumerate(amount, start=1):
        if period not in counted:
            parts.append(0.0)
        elif isinstance(part, Point):
            parts.append(float(part.value))
        else:
            parts.append(_draw(text, ascending(part), domain, basis.seed, basis.loadings))
    uncertain = next((part for part in parts if isinstance(part, Draw)), None)
    if uncertain is None:
        return schedule(part for part in parts if not isinstance(part, Draw))
    return together(Listed(uncertain.key, tuple(parts), tuple(sorted(counted)), uncertain.loadings))


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


def paths_by_stream(basis: Basis) -> dict[int, str]:
    """Return the path of every quantity of a case, of what could fill its gaps and of what corrects it, by the key of its stream."""
    case = basis.case
    gaps = (str(GapPath(tool, name)) for tool in case.activities for name in case.indicators)
    stated = (str(path) for path, _ in stated_quantities(case.drivers, case.indicators, case.activities))
    held = (str(EvidencePath(word)) for word in CORRECTED) if basis.evidence == "corrected" else ()
    return {stream_key(basis.seed, path): path for path in (*stated, *gaps, *held)}


def inputs_of(paths: Mapping[int, str], flows: Iterable[Flow]) -> FrozenMap[str, Draw]:
    """Return the uncertain quantities that stand in some flows, by their paths: what could be found out.

    Of a list that is drawn together, this is its mean over the periods in which it counts.
    """
    found = {paths[node.input.key]: _input_of(node) for node in inputs_in(flows)}
    return FrozenMap(dict(sorted(found.items())))


def _input_of(node: Node) -> Draw:
    if node.operation == "drawn":
        draw = node.draw
        return evolve(draw, offset=0.0, factor=1.0)
    data = node.listed
    parts = [data.parts[period - 1] for period in data.counted]
    domain = next(part.domain for part in parts if isinstance(part, Draw))
    shapes = tuple(_stated(part) for part in parts)
    return Draw(data.key, Together(shapes), domain, loadings=data.loadings)


def _stated(part: Draw | float) -> Quantity:
    if not isinstance(part, Draw):
        return Point(part)
    assert not isinstance(part.quantity, Together)  # lists hold no lists
    return part.quantity
