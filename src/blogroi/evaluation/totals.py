"""Sums of flows: what they come to draw by draw, and what is expected of them.

What is expected of a sum is the sum of what is expected of its parts, so that a figure and the parts it is broken into say the
same, whatever the draws.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.engine.amounts import Amounts
from blogroi.engine.details import Details, GapValues
from blogroi.engine.frame import CashFlows, Flow
from blogroi.evaluation.summaries import ratio_summary, summary
from blogroi.numerics.quantiles import Alike
from blogroi.records import frozen
from blogroi.results.summary import Ratio, Summary

__all__ = ["Figures", "Sums", "Total", "total"]

Floats: TypeAlias = NDArray[np.float64]
Shares: TypeAlias = Iterable[tuple[int, float]]
Part: TypeAlias = tuple[Floats, float, bool]
"""An amount draw by draw, what is expected of it, and whether that is the mean of the draws."""


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
    alike : Alike or None
        One for all sums that rise together.
    """

    values: Floats
    mean: float
    rest: Floats | None
    alike: Alike | None = None

    def less(self, other: Total, out: Floats | None = None) -> Total:
        """Take another sum off; what is left of the draws is put into an array where one is given."""
        values = np.subtract(self.values, other.values, out=out)
        return Total(values, self.mean - other.mean, _less(self.rest, other.rest))

    def plus(self, other: Total) -> Total:
        """Add another sum."""
        rest = other.rest if self.rest is None else self.rest if other.rest is None else self.rest + other.rest
        return Total(self.values + other.values, self.mean + other.mean, rest)

    def summary(self, ends: tuple[Floats, Floats] | None = None) -> Summary:
        """Sum it up, with the bounds that gaps add to it."""
        lowest, highest = (None, None) if ends is None else (self.values + end for end in ends)
        return summary(self.values, mean=self.mean, rest=self.rest, lowest=lowest, highest=highest, alike=self.alike)


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
    parts = list(parts)
    found = _added((_part(amounts, row, share) for row, share in parts), amounts.rows.shape[1])
    if len(parts) != 1 or not amounts.alike or parts[0][1] <= 0.0:
        return found
    return evolve(found, alike=amounts.alike[parts[0][0]])


def _part(amounts: Amounts, row: int, share: float) -> Part:
    values = amounts.rows[row] if share == 1.0 else share * amounts.rows[row]
    return values, share * float(amounts.means[row]), bool(amounts.drawn[row])


def _added(parts: Iterable[Part], draws: int) -> Total:
    values: Floats | None = None
    mean, rest, is_own = 0.0, None, False  # a single row stands for itself
    for part, expected, is_drawn in parts:
        if values is None:
            values = part
        else:
            values = np.add(values, part, out=values if is_own else None)
            is_own = True
        mean += expected
        if is_drawn:
            rest = part if rest is None else rest + part
    return Total(np.zeros(draws) if values is None else values, mean, rest)


@frozen(eq=False)
class Sums:
    """What benefits and costs come to, of one tool or of several.

    Parameters
    ----------
    benefits : Total
        All benefits.
    costs : Total or None
        All costs that count; None where they are not known.
    gross : numpy.ndarray of float, shape (draws,)
        Gross flows: the sum of the sizes of all that is added up.
    gross_mean : float
        What they come to, as expected.
    ends : (numpy.ndarray, numpy.ndarray) or None
        What gaps add at their least and at their greatest, where they are bounded.
    """

    benefits: Total
    costs: Total | None
    gross: Floats
    gross_mean: float
    ends: tuple[Floats, Floats] | None = None

    @cached_property
    def npv(self) -> Total | None:
        """Benefits less costs."""
        return None if self.costs is None else evolve(self.benefits.less(self.costs), alike=Alike())

    @cached_property
    def npv_summary(self) -> Summary | None:
        """The net present value summed up, with the bounds that gaps add to it."""
        npv = self.npv
        return None if npv is None else npv.summary(self.ends)

    @cached_property
    def bcr(self) -> Ratio | None:
        """What benefits are to all costs, summed up."""
        if self.costs is None:
            return None
        kept, ends = self.benefits, self.ends
        return ratio_summary(
            kept.values,
            self.costs.values,
            self.gross,
            means=(kept.mean, self.costs.mean),
            rests=(kept.rest, self.costs.rest),
            bounds=None if ends is None else (kept.values + ends[0], kept.values + ends[1]),
        )

    @property
    def roi(self) -> Ratio | None:
        """What is left of benefits after all costs, to these: one less."""
        bcr = self.bcr
        if bcr is None:
            return None
        p05, p50, p95, low, high = (
            None if one is None else one - 1.0 for one in (bcr.p05, bcr.p50, bcr.p95, bcr.low, bcr.high)
        )
        return evolve(bcr, of_means=bcr.of_means - 1.0, p05=p05, p50=p50, p95=p95, low=low, high=high)

    def plus(self, other: Sums) -> Sums:
        """Add those of another tool; what a cost that is not known is added to is not known."""
        is_known = self.costs is not None and other.costs is not None
        return Sums(
            benefits=self.benefits.plus(other.benefits),
            costs=self.costs.plus(other.costs) if is_known else None,  # type: ignore[union-attr, arg-type]
            gross=self.gross + other.gross,
            gross_mean=self.gross_mean + other.gross_mean,
            ends=_more(self.ends, other.ends),
        )


def _more(one: tuple[Floats, Floats] | None, other: tuple[Floats, Floats] | None) -> tuple[Floats, Floats] | None:
    if one is None or other is None:
        return other if one is None else one
    return one[0] + other[0], one[1] + other[1]


@frozen(eq=False)
class Figures:
    """The sums of one tool that its figures are made of.

    Parameters
    ----------
    details : Details
        From the engine.
    whole : Sums
        All that it brings in and costs.
    cash : Sums or None
        What of that is money: ``whole`` itself where all of it is; None where it is not known.
    """

    details: Details
    whole: Sums
    cash: Sums | None

    @classmethod
    def of(
        cls,
        details: Details,
        *,
        has_costs: bool,
        bounds: GapValues | None = None,
        cash: CashFlows | None = None,
        cash_bounds: GapValues | None = None,
    ) -> Figures:
        """Add up what the engine found, in all and in cash, with what fills its gaps where that is bounded."""
        whole = Sums(
            benefits=total(details.benefits),
            costs=total(details.costs) if has_costs else None,
            gross=details.gross,
            gross_mean=float(np.abs(details.benefits.means).sum() + np.abs(details.costs.means).sum()),
            ends=_ends(bounds),
        )
        if cash is None or not has_costs:
            return cls(details, whole, None)
        if bounds is None and all(share == 1.0 for share in (*cash.benefits, *cash.costs)):
            return cls(details, whole, whole)
        return cls(details, whole, _in_cash(details, cash, _ends(cash_bounds)))

    def without(self, rows: Collection[int]) -> Sums:
        """Return what is left without some rows of benefits; what fills gaps is left out too."""
        amounts = self.details.benefits
        gross: Floats = self.whole.gross.copy()
        for row in rows:
            gross -= np.abs(amounts.rows[row])
        return Sums(
            benefits=total(amounts, ((row, 1.0) for row in range(len(amounts.rows)) if row not in rows)),
            costs=self.whole.costs,
            gross=np.maximum(gross, 0.0),
            gross_mean=max(0.0, self.whole.gross_mean - float(np.abs(amounts.means[list(rows)]).sum())),
        )

    @property
    def benefits(self) -> Total:
        """All benefits."""
        return self.whole.benefits

    @property
    def costs(self) -> Total | None:
        """All costs that count; None where they are not known."""
        return self.whole.costs

    @property
    def npv(self) -> Total | None:
        """Benefits less costs."""
        return self.whole.npv

    @property
    def gross_mean(self) -> float:
        """What the gross flows come to, as expected."""
        return self.whole.gross_mean


def _ends(values: GapValues | None) -> tuple[Floats, Floats] | None:
    return None if values is None else (values.lowest, values.highest)


def _in_cash(details: Details, cash: CashFlows, ends: tuple[Floats, Floats] | None) -> Sums:
    """Add up what of the flows is money, its own gross flows beside it."""
    rows = iter(range(len(details.cash.rows)))
    gained, spent = (
        list(_parts_in_cash(amounts, shares, details.cash, rows))
        for amounts, shares in ((details.benefits, cash.benefits), (details.costs, cash.costs))
    )
    draws = details.gross.size
    gross = np.zeros(draws)
    for values, _, _ in (*gained, *spent):
        gross += np.abs(values)
    return Sums(
        benefits=_added(gained, draws),
        costs=_added(spent, draws),
        gross=gross,
        gross_mean=sum(abs(expected) for _, expected, _ in (*gained, *spent)),
        ends=ends,
    )


def _parts_in_cash(
    amounts: Amounts, shares: Sequence[float | Flow], cash: Amounts, rows: Iterator[int]
) -> Iterator[Part]:
    """Take of each flow what is money; nothing where none of it is."""
    for row, share in enumerate(shares):
        if isinstance(share, Flow):
            yield _part(cash, next(rows), 1.0)
        elif share:
            yield _part(amounts, row, share)
