"""What is the same for all tools while a case is compiled: its gains, the conventions, and what goes together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar

from attrs import Factory, field

from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.correlated import loadings_of
from blogroi.engine.compile.pieces import Pieces
from blogroi.engine.graph.node import Node
from blogroi.model.blinded import BlindedCase
from blogroi.model.conventions import ClaimPolicy, Conventions, EvidencePolicy, GapPolicy, View, Viewpoint
from blogroi.numerics.copula import CholeskyRow
from blogroi.records import frozen

__all__ = ["Basis"]

T = TypeVar("T")


@frozen
class Basis:
    """What all tools are compiled on.

    Parameters
    ----------
    case : BlindedCase
        The case, which is turned to its better side.
    chance : str
        A mark by which the streams of chance are told from those of another run with the same inputs.
    holds : mapping of str to float
        What is supposed of the share that holds of effects, by their class of evidence; of the others it is drawn.
    seed, gaps, exclude, viewpoint, view, claims, evidence
        The conventions that hold for all tools.
    pieces : Pieces, optional
        What was compiled before, where one case is compiled after the other.
    """

    case: BlindedCase = field(converter=better_side)
    seed: int
    chance: str = ""
    holds: Mapping[str, float] = field(factory=dict)
    gaps: GapPolicy = "no-credit"
    exclude: frozenset[str] = frozenset()
    viewpoint: Viewpoint = "everyone"
    view: View = "forward-looking"
    claims: ClaimPolicy = "stated"
    evidence: EvidencePolicy = "stated"
    pieces: Pieces | None = field(default=None, eq=False, repr=False)
    loadings: Mapping[str, CholeskyRow] = field(
        init=False, default=Factory(lambda self: loadings_of(self.case.correlations), takes_self=True)
    )
    drivers: dict[bool, Mapping[str, Node]] = field(init=False, factory=dict, eq=False, repr=False)
    """What the drivers come to, kept by :func:`~blogroi.engine.compile.drivers.driver_nodes`: in each period, and before the first."""
    worths: dict[str, Node] = field(init=False, factory=dict, eq=False, repr=False)
    """What one unit of change in an indicator is worth, kept by :func:`~blogroi.engine.compile.money.worth`."""

    @classmethod
    def under(
        cls,
        case: BlindedCase,
        conventions: Conventions,
        chance: str = "",
        holds: Mapping[str, float] | None = None,
        pieces: Pieces | None = None,
    ) -> Basis:
        """Compile under the conventions that hold for all tools."""
        return cls(
            case,
            seed=conventions.seed,
            chance=chance,
            holds=holds or {},
            gaps=conventions.gaps,
            exclude=frozenset(conventions.exclude),
            viewpoint=conventions.viewpoint,
            view=conventions.view,
            claims=conventions.claims,
            evidence=conventions.evidence,
            pieces=pieces,
        )

    def piece(self, place: Hashable, made_of: Callable[[], tuple[Any, ...]], make: Callable[[], T]) -> T:
        """Return a piece of what is compiled, from before where it would be made of the same; see :class:`Pieces`."""
        return make() if self.pieces is None else self.pieces.of(place, made_of(), make)

    @property
    def periods(self) -> int:
        """Number of periods of the horizon."""
        return self.case.horizon.periods

    def counts(self, party: str) -> bool:
        """Return whether what a party pays or receives is looked at."""
        return self.viewpoint in ("everyone", party)
