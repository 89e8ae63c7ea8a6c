"""Sums of flows: what they come to draw by draw, and what is expected of them.

What is expected of a sum is the sum of what is expected of its parts, so that a figure and the parts it is broken into say the
same, whatever the draws.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts
from blogroi.engine.details import Details, GapValues
from blogroi.evaluation.summaries import ratio_summary, summary
from blogroi.results.summary import Ratio, Summary

__all__ = ["Figures", "Total", "total"]

Floats: TypeAlias = NDArray[np.float64]
Shares: TypeAlias = Iterable[tuple[int, float]]


@frozen(eq=False)
class Total:
    """A sum of flows.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The sum, draw by draw.
    mean : float
        What is expected of it.
    rest : numpy.ndarray of float, shape (draws,), or None
        The part of which the mean is that of the draws; None where there is none.
    """

    values: Floats
    mean: float
    rest: Floats | None

    def less(self, other: Total) -> Total:
        """Take another sum off."""
        return Total(self.values - other.values, self.mean - other.mean, _less(self.rest, other.rest))

    def plus(self, other: Total) -> Total:
        """Add another sum."""
        rest = other.rest if self.rest is None else self.rest if other.rest is None else self.rest + other.rest
        return Total(self.values + other.values, self.mean + other.mean, rest)

    def summary(self, ends: tuple[Floats, Floats] | None = None) -> Summary:
        """Sum it up, with the bounds that gaps add to it."""
        lowest, highest = (None, None) if ends is None else (self.values + end for end in ends)
        return summary(self.values, mean=self.mean, rest=self.rest, lowest=lowest, highest=highest)


def _less(one: Floats | None, other: Floats | None) -> Floats | None:
    if other is None:
        return one
    return -other if one is None else one - other


def total(amounts: Amounts, shares: Shares | None = None) -> Total:
    """Add up shares of flows one after the other, in an order that no block size or layout decides.

    Parameters
    ----------
    amounts : Amounts
        The flows.
    shares : iterable of (int, float), optional
        Which flows, and how much of each; by default all of them.

    Returns
    -------
    Total
    """
    parts = [(row, 1.0) for row in range(len(amounts.rows))] if shares is None else shares
    values, mean, rest = np.zeros(amounts.rows.shape[1]), 0.0, None
    for row, share in parts:
        part = amounts.rows[row] if share == 1.0 else share * amounts.rows[row]
        values += part
        mean += share * float(amounts.means[row])
        if amounts.drawn[row]:
            rest = part.copy() if rest is None else rest + part
    return Total(values, mean, rest)


@frozen(eq=False)
class Figures:
    """The sums of one tool that its figures are made of.

    Parameters
    ----------
    details : Details
        From the engine.
    benefits : Total
        All benefits.
    costs : Total or None
        All costs that count; None where the tool's cost is not known.
    ends : (numpy.ndarray, numpy.ndarray) or None
        What gaps add at their least and at their greatest, where they are bounded.
    """

    details: Details
    benefits: Total
    costs: Total | None
    ends: tuple[Floats, Floats] | None

    @classmethod
    def of(cls, details: Details, *, has_costs: bool, bounds: GapValues | None) -> Figures:
        """Add up what the engine found."""
        ends = None if bounds is None else (bounds.lowest, bounds.highest)
        return cls(details, total(details.benefits), total(details.costs) if has_costs else None, ends)

    @property
    def npv(self) -> Total | None:
        """Benefits less costs."""
        return None if self.costs is None else self.benefits.less(self.costs)

    @property
    def gross_mean(self) -> float:
        """What the gross flows come to, as expected."""
        return float(np.abs(self.details.benefits.means).sum() + np.abs(self.details.costs.means).sum())

    def ratio(self, benefits: Total, *, less: float = 0.0, ends: tuple[Floats, Floats] | None = None) -> Ratio | None:
        """Sum up what benefits are to all costs."""
        if self.costs is None:
            return None
        return ratio_summary(
            benefits.values,
            self.costs.values,
            self.details.gross,
            means=(benefits.mean, self.costs.mean),
            rests=(benefits.rest, self.costs.rest),
            bounds=None if ends is None else (benefits.values + ends[0], benefits.values + ends[1]),
            less=less,
        )
