"""The anonymous form of a case: what the engine sees, and all that it sees.

A frame holds numbers, quantities and the keys of their random streams. It has no dates, no kinds, no names of tools:
the types below have no place for them, so that no calculation can favour the old or the new. Names wait in
:class:`Labels`, which the engine is never given.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from blogroi.model.domain import Domain
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.quantity import Quantity

__all__ = [
    "Cap",
    "Draw",
    "Flow",
    "FlowLabels",
    "Frame",
    "GapFlow",
    "Labels",
    "Piece",
    "ScoreCell",
    "ScoreFrame",
    "ScoreLabels",
    "Together",
    "ToolFrame",
    "ToolLabels",
    "TotalCap",
    "draws_in",
]


@frozen
class Together:
    """What is stated for each of several periods as one uncertain thing: its mean over them, all at the same quantile."""

    parts: tuple[Quantity, ...]


@frozen
class Draw:
    """A random factor: ``offset + factor * quantity``, from the stream of its key.

    One that goes together with others has ``loadings``: the keys of the streams whose normal numbers it is made of, with their weights.
    """

    key: int
    quantity: Quantity | Together
    domain: Domain
    offset: float = 0.0
    factor: float = 1.0
    loadings: tuple[tuple[int, float], ...] = ()


@frozen
class Cap:
    """A sum of shares which, where it passes 1, divides what it caps: ``1 / max(1, constant + sum of the draws)``."""

    constant: float
    draws: tuple[Draw, ...]


@frozen
class TotalCap:
    """What all tools change in one period, over what there is to change: where this passes 1, it divides what it caps.

    ``parts`` are the net changes of the tools, in that period alone; ``total`` is a number, or drawn.
    """

    parts: tuple[Flow, ...]
    total: float | Draw


@frozen
class Piece:
    """A part of a flow: a number, perhaps times a random factor, in some of the time slots.

    ``slots`` has a weight for time 0 and for each period: shape (1 + periods,).
    """

    constant: float
    draw: Draw | None
    slots: tuple[float, ...]
    cap: Cap | TotalCap | None = None


@frozen
class Flow:
    """Money over time: the product of the factors, times the sum of the pieces.

    With ``fade``, the weight of slot ``k`` is multiplied by the faded share to the power ``k - first``.
    """

    factors: tuple[Draw, ...]
    pieces: tuple[Piece, ...]
    fade: Draw | None = None
    first: int = 1


def draws_in(flow: Flow) -> Iterator[Draw]:
    """List all that is drawn in a flow."""
    yield from flow.factors
    if flow.fade is not None:
        yield flow.fade
    for piece in flow.pieces:
        if piece.draw is not None:
            yield piece.draw
        if isinstance(piece.cap, Cap):
            yield from piece.cap.draws
        elif piece.cap is not None:
            for part in piece.cap.parts:
                yield from draws_in(part)
            if isinstance(piece.cap.total, Draw):
                yield piece.cap.total


@frozen
class GapFlow:
    """What could fill a gap: the least, the greatest, and a draw from the indicator's prior."""

    lowest: Flow
    highest: Flow
    drawn: Flow


@frozen
class ToolFrame:
    """The flows of one tool, by nothing but their position.

    ``gaps`` has those gaps in money for which the case gives a prior; ``gaps_without_prior`` says how many have none.
    """

    benefits: tuple[Flow, ...]
    costs: tuple[Flow, ...]
    sunk: tuple[Flow, ...] = ()
    gaps: tuple[GapFlow, ...] = ()
    gaps_without_prior: int = 0


@frozen
class Frame:
    """All tools without their names, and the conventions that hold for all of them.

    ``discount`` and ``times`` (in years) have a value for time 0 and for each period: shape (1 + periods,).
    """

    tools: tuple[ToolFrame, ...]
    shared: tuple[Draw, ...]
    discount: tuple[float, ...]
    times: tuple[float, ...]
    annuity: float


@frozen
class ScoreCell:
    """What one tool changes in one indicator: a flow in the indicator's unit, or nothing at all.

    For a gap, ``least`` and ``greatest`` are the ends of the score that could fill it, ``change`` is what the policy fills
    it with, and ``is_filled`` says whether the policy could.
    """

    change: Flow | None
    is_gap: bool = False
    is_filled: bool = True
    least: float = 0.0
    greatest: float = 0.0


@frozen
class ScoreFrame:
    """All tools without their names, on the scales of the indicators.

    ``scales`` has the points of the scale of each indicator; ``shares`` what each indicator counts within each objective,
    shape (objectives, indicators), rows summing to 1.
    """

    tools: tuple[tuple[ScoreCell, ...], ...]
    scales: tuple[tuple[tuple[float, float], ...], ...]
    shares: tuple[tuple[float, ...], ...]
    periods: int


@frozen
class ScoreLabels:
    """The names that belong to the positions of a score frame."""

    tools: tuple[str, ...]
    indicators: tuple[str, ...]
    objectives: tuple[str, ...]


@frozen
class FlowLabels:
    """What one flow of benefits stands for."""

    indicator: str
    lever: str
    objectives: FrozenMap[str, float]
    parties: FrozenMap[str, float]
    classes: frozenset[str]
    evidence: str


@frozen
class ToolLabels:
    """The names that belong to the flows of one tool, and what is not known of it.

    ``inputs`` has the uncertain quantities that its net present value depends on, by their path in the case.
    """

    benefits: tuple[FlowLabels, ...]
    costs: tuple[str, ...]
    gaps: tuple[str, ...]
    gaps_with_prior: tuple[str, ...]
    inputs: FrozenMap[str, Draw] = FrozenMap()


@frozen
class Labels:
    """The names that belong to the positions of a frame."""

    tools: tuple[str, ...]
    parts: tuple[ToolLabels, ...]
