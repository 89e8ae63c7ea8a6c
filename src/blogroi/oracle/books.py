"""How a case is looked at, and the flows of a tool that count then."""

from __future__ import annotations

from collections.abc import Collection

from attrs import Factory, define

from blogroi.oracle.factors import Factor
from blogroi.records import frozen

__all__ = ["Benefit", "Books", "Options"]


@define
class Options:
    """How the case is looked at: everything that `evaluate` takes beside the case, draws and seed."""

    gaps: str | None = None
    viewpoint: str = "everyone"
    view: str = "forward-looking"
    claims: str = "stated"
    evidence: str = "stated"
    exclude: Collection[str] = ()


@frozen(eq=False)
class Benefit:
    """What one tool brings in on one indicator, by period and draw, undiscounted; and what of it is cash, None if nobody says."""

    money: Factor
    cash: Factor | None
    gap: bool
    weak: bool


@frozen(eq=False)
class Books:
    """One tool: its flows by indicator and by cost, undiscounted, shape (periods + 1, draws) each."""

    benefits: dict[str, Benefit] = Factory(dict)
    costs: dict[str, Factor] = Factory(dict)
    costs_in_cash: dict[str, Factor] = Factory(dict)
    sunk: list[Factor] = Factory(list)
    has_costs: bool = False
    gaps: list[str] = Factory(list)
