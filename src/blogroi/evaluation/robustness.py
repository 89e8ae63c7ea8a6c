"""Whether a verdict depends on how gaps are filled, and which single gap could turn it.

Expected present values add up, so that every way of filling the gaps can be compared from the expected value of each gap at
its least, at its greatest and drawn from its prior.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.frame import ToolLabels
from blogroi.evaluation.ranking import is_less, order_of
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import GapPath
from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen
from blogroi.results.fairness import Robustness, ToolRobustness

__all__ = ["ToolGaps", "robustness"]

Floats: TypeAlias = NDArray[np.float64]


@frozen
class ToolGaps:
    """What is expected of a tool with its gaps counting as nothing, and what each gap could add.

    Parameters
    ----------
    npv : float or None
        Expected net present value; None where the cost is not known.
    gaps : mapping of str to (float, float, float)
        For each gap in money that has a prior: its expected present value at its least, at its greatest, and drawn.
    gaps_without_prior : int
        Number of gaps in money without a prior.
    size : float
        Expected gross flows with its gaps counting as nothing, within 1e-9 of which an amount is zero.
    """

    npv: float | None
    gaps: FrozenMap[str, tuple[float, float, float]]
    gaps_without_prior: int
    size: float

    @classmethod
    def of(
        cls, npv: float | None, size: float, labels: ToolLabels, means: Floats, without_prior: int, *, drawn: bool
    ) -> ToolGaps:
        """Put what could fill the gaps of a tool under their names; where they were drawn, take that off its figure again.

        Parameters
        ----------
        npv : float or None
            Expected net present value as it was computed; None where the cost is not known.
        size : float
            Expected gross flows.
        labels : ToolLabels
            The tool's names.
        means : numpy.ndarray of float, shape (gaps, 3)
            From :class:`blogroi.engine.details.GapValues`.
        without_prior : int
            Number of gaps in money without a prior.
        drawn : bool
            Whether the figures hold draws from the priors.

        Returns
        -------
        ToolGaps
        """
        rows = zip(labels.gaps_with_prior, means.tolist(), strict=True)
        gaps = FrozenMap({name: (low, high, mean) for name, (low, high, mean) in rows})
        level = npv - float(means[:, 2].sum()) if npv is not None and drawn else npv
        return cls(level, gaps, without_prior, size)

    def filled(self, kind: int) -> float | None:
        """Return the expected net present value with all gaps at one end (0, 1) or drawn (2)."""
        if self.npv is None or self.gaps_without_prior:
            return None
        return self.npv + sum(values[kind] for values in self.gaps.values())

    def gross(self, kind: int) -> float:
        """Return the expected gross flows with all gaps filled so."""
        return self.size + sum(abs(values[kind]) for values in self.gaps.values())

    def sign(self, npv: float) -> int:
        """Return whether an expected amount is above zero (1), below (-1) or zero (0)."""
        return (npv > TOLERANCE * self.size) - (npv < -TOLERANCE * self.size)


def robustness(tools: Mapping[str, ToolGaps]) -> Robustness:
    """Compare verdicts and order under all ways of filling the gaps.

    Parameters
    ----------
    tools : mapping of str to ToolGaps
        What is expected of each tool.

    Returns
    -------
    Robustness

    Examples
    --------
    >>> found = robustness({"blog": ToolGaps(100.0, FrozenMap(), 0, 300.0),
    ...                     "magazine": ToolGaps(-50.0, FrozenMap({"calls": (0.0, 80.0, 30.0)}), 0, 150.0)})
    >>> found.tools["magazine"].survives, found.tools["magazine"].pivotal_gaps, found.survives
    (False, ('calls',), True)
    """
    known = {key: (tool.npv, tool.size) for key, tool in tools.items() if tool.npv is not None}
    drawn = {key: tool.filled(2) for key, tool in tools.items() if tool.npv is not None}
    orders = {"no-credit": order_of(known)}
    filled = {key: (npv, tools[key].gross(2)) for key, npv in drawn.items() if npv is not None}
    if len(filled) == len(known):
        orders["prior"] = order_of(filled)
    return Robustness(
        tools=FrozenMap({key: _of_tool(tool) for key, tool in tools.items()}),
        orders=FrozenMap(orders),
        survives=_order_survives(tools, orders),
        pivotal_gaps=tuple(_turning_first(tools, orders["no-credit"])),
    )


def _of_tool(tool: ToolGaps) -> ToolRobustness:
    npv = {"no-credit": tool.npv, "prior": tool.filled(2), "lowest": tool.filled(0), "highest": tool.filled(1)}
    return ToolRobustness(
        npv=FrozenMap(npv),
        survives=_same_sign(tool, npv),
        pivotal_gaps=()
        if tool.npv is None
        else tuple(
            name
            for name, values in tool.gaps.items()
            if any(tool.sign(tool.npv + end) != tool.sign(tool.npv) for end in values[:2])
        ),
    )


def _same_sign(tool: ToolGaps, figures: Mapping[str, float | None]) -> bool | None:
    """Return whether a figure has the same sign under all policies; None where one of them is not known."""
    known = [value for value in figures.values() if value is not None]
    return len({tool.sign(value) for value in known}) == 1 if len(known) == len(figures) else None


def _order_survives(tools: Mapping[str, ToolGaps], orders: Mapping[str, tuple[str, ...]]) -> bool | None:
    """Return whether no tool can pass the one before it, the one at its greatest and the other at its least."""
    if "prior" not in orders:
        return None
    pairs = itertools.pairwise(orders["no-credit"])
    apart = all(
        (tools[ahead].filled(0) or 0.0)
        >= (tools[behind].filled(1) or 0.0) - TOLERANCE * max(tools[ahead].gross(0), tools[behind].gross(1))
        for ahead, behind in pairs
    )
    return apart and orders["prior"] == orders["no-credit"]


def _turning_first(tools: Mapping[str, ToolGaps], order: tuple[str, ...]) -> Iterator[str]:
    """Name the gaps which alone would put another tool first."""
    if len(order) < 2:
        return
    first, second = order[:2]
    known = {key: (npv, tools[key].size) for key in order if (npv := tools[key].npv) is not None}
    for key, (npv, size) in known.items():
        for name, (least, greatest, _) in tools[key].gaps.items():
            if (
                is_less((npv + least, size + abs(least)), known[second])
                if key == first
                else is_less(known[first], (npv + greatest, size + abs(greatest)))
            ):
                yield str(GapPath(key, name))
