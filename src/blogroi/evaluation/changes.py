"""What a tool changes in an indicator, net of corrections: draw by draw, as expected, and on the side on which it was stated."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.amounts import expected_flow, means_over_periods
from blogroi.engine.compile.better_side import is_turned
from blogroi.engine.compile.changes import net_changes
from blogroi.engine.tape.machine import Kept
from blogroi.model.case import Case
from blogroi.model.conventions import EvidencePolicy
from blogroi.model.paths import EffectPath
from blogroi.records import frozen

__all__ = ["NetChange", "net_change"]

Floats: TypeAlias = NDArray[np.float64]


@frozen(eq=False)
class NetChange:
    """A net change per period, its mean over the periods of the window.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        Draw by draw: the more, the better.
    mean : float
        What is expected of it, exact where moments give it.
    is_turned : bool
        Whether the indicator is one of which less is better, so that what was stated is the negative of this.
    """

    values: Floats
    mean: float
    is_turned: bool

    @property
    def sd(self) -> float:
        """Its standard deviation: none where all draws are the same, whatever the rounding of their mean."""
        return 0.0 if bool((self.values == self.values[0]).all()) else float(self.values.std())

    def stated(self) -> NetChange:
        """Return it on the side on which it was stated."""
        return NetChange(-self.values, -self.mean, is_turned=False) if self.is_turned else self


def net_change(
    case: Case,
    tool: str,
    indicator: str,
    draws: int,
    *,
    seed: int,
    evidence: EvidencePolicy = "stated",
    shared: Kept | None = None,
) -> NetChange:
    """Compute what a tool changes in an indicator.

    Parameters
    ----------
    case : Case
        The case.
    tool, indicator : str
        Keys of a tool and of an indicator on which it has an effect.
    draws, seed : int
        As in the evaluation.
    evidence : {"stated", "corrected"}
        Whether effects count as they are stated.
    shared : dict, optional
        Draws that are kept.

    Returns
    -------
    NetChange

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> change = net_change(case, "blog", "calls_avoided", 1000, seed=1)
    >>> bool(abs(change.values.mean() - change.mean) < 0.05 * change.mean)
    True
    """
    holders = [key for key in sorted(case.tools) if indicator in case.tools[key].effects]
    flow = net_changes(case.blinded(), indicator, seed=seed, evidence=evidence)[holders.index(tool)]
    periods = case.horizon.periods
    values, by_slot = next(means_over_periods([flow], periods, draws, shared=shared)), expected_flow(flow, 1 + periods)
    is_certain = bool((values == values[0]).all())
    mean = float(values[0]) if is_certain else float(values.mean() if by_slot is None else by_slot[1:].mean())
    return NetChange(values, mean, is_turned=is_turned(case.indicators, EffectPath(tool, indicator, "change")))
