"""All tools together: what each of them comes to, added up from the draws that were made for it, block by block."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from blogroi.engine.frame import Frame, ToolLabels
from blogroi.engine.tape.flows import PATH_BLOCK
from blogroi.evaluation.summaries import payback_summary, rate_summary, shares_by_sign
from blogroi.evaluation.totals import Figures, Sums
from blogroi.evaluation.work import Turns
from blogroi.model.case import Case
from blogroi.numerics.money import TOLERANCE, payback_times
from blogroi.results.summary import Summary
from blogroi.results.tool import Exclusion
from blogroi.results.total import TotalResult

__all__ = ["AllTools", "adds_up"]

Floats: TypeAlias = NDArray[np.float64]

_WEAK = frozenset({"estimated", "assumed", "prior"})
"""Evidence that nobody has observed: what people say, what is taken for granted, and what fills a gap."""


def adds_up(case: Case) -> bool:
    """Return whether all tools of a case can be added up: none of them has a cost that is not known, or excludes another."""
    excluding = any(len(case.tools.keys() & set(group)) > 1 for group in case.choice.one_of)
    return not excluding and all(tool.costs for tool in case.tools.values())


class AllTools:
    """Adds up all tools in the order of their positions: which thread comes first changes no bit.

    Beside the sums of a tool, the net flows of all are kept for each period and draw, from which follows when they pay back together.
    A single tool is its own total, and needs none of that.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    draws : int
        Number of draws.
    """

    def __init__(self, frame: Frame, draws: int) -> None:
        count = len(frame.tools)
        self._frame, self._draws, self._turns = frame, draws, Turns(count)
        self._net = np.zeros((len(frame.times), draws)) if count > 1 else None
        self._payback = np.empty(0 if count > 1 else draws)
        self._whole: Sums | None = None
        self._cash: Sums | None = None
        self._strong: Sums | None = None
        self.benefits: Floats = np.zeros(len(frame.times))
        self.costs: Floats = np.zeros((0, len(frame.times)))
        """Expected benefits at time 0 and in each period, and each of the costs, undiscounted."""

    def adder(self, position: int) -> Callable[[slice, Floats], None] | None:
        """Return what takes the net flows of a tool, block by block, shape (1 + periods, draws)."""
        total = self._net
        if total is None:
            return None

        def add(at: slice, net: Floats) -> None:
            self._turns.wait(position, at.stop)
            total[:, at] += net
            self._turns.done(position, at.stop)

        return add

    def add(self, position: int, figures: Figures, labels: ToolLabels) -> None:
        """Add the sums of a tool, whose net flows were added before."""
        own = figures.whole
        weak = [row for row, label in enumerate(labels.benefits) if label.evidence in _WEAK]
        strong = figures.without(weak) if weak or own.ends else own
        self._turns.wait(position, self._draws + 1)
        before = self._whole
        if before is None:
            self._whole, self._cash, self._strong = own, figures.cash, strong
        else:
            whole = self._whole = before.plus(own)
            self._cash = _plus(self._cash, figures.cash, whole, is_all=self._cash is before and figures.cash is own)
            self._strong = _plus(self._strong, strong, whole, is_all=self._strong is before and strong is own)
        if self._net is None:
            self._payback = figures.details.payback
        self.benefits = self.benefits + figures.details.expected_benefits.sum(axis=0)
        self.costs = np.concatenate((self.costs, figures.details.expected_costs))
        self._turns.done(position, self._draws + 1)

    def give_up(self) -> None:
        """Say that a tool could not be computed, so that no other waits for it."""
        self._turns.give_up()

    def result(self) -> TotalResult:
        """Sum up what all tools come to."""
        whole, cash = self._whole, self._cash
        assert whole is not None
        assert self._strong is not None
        assert whole.costs is not None
        npv, net, roi = whole.npv, whole.npv_summary, whole.roi
        assert npv is not None
        assert net is not None
        positive, even = shares_by_sign(npv.values, whole.gross)
        times, gross = self._frame.times, whole.gross_mean
        return TotalResult(
            benefits=whole.benefits.summary(whole.ends),
            costs=whole.costs.summary(),
            npv=net,
            npv_cash=net if cash is whole else None if cash is None else cash.npv_summary,
            roi=roi,
            roi_cash=roi if cash is whole else None if cash is None else cash.roi,
            bcr=whole.bcr,
            payback=payback_summary(self._payback_times(whole.gross)),
            irr=rate_summary(self.benefits - self.costs.sum(axis=0), times, gross),
            probability_positive=positive,
            probability_even=even,
            without_weak_evidence=_without(self._strong, whole, net, positive),
        )

    def _payback_times(self, gross: Floats) -> Floats:
        """Return when all tools together have paid back, draw by draw."""
        if self._net is None:
            return self._payback
        found = np.empty(self._draws)
        for start in range(0, self._draws, PATH_BLOCK):
            at = slice(start, start + PATH_BLOCK)
            found[at] = payback_times(self._net[:, at], TOLERANCE * gross[at])
        return found


def _plus(sums: Sums | None, own: Sums | None, whole: Sums, *, is_all: bool) -> Sums | None:
    """Add a tool to some sums, which stay the whole as long as they are all there is; what is not known of one is not of all."""
    if is_all:
        return whole
    return None if sums is None or own is None else sums.plus(own)


def _without(strong: Sums, whole: Sums, net: Summary, positive: float) -> Exclusion:
    """Say what is left of all tools without weak evidence."""
    if strong is whole:
        return Exclusion(net, whole.roi, positive, flips_sign=False, covers_all=False)
    npv = strong.npv
    assert npv is not None
    slack = TOLERANCE * whole.gross_mean
    return Exclusion(
        npv=npv.summary(),
        roi=strong.roi,
        probability_positive=shares_by_sign(npv.values, strong.gross)[0],
        flips_sign=(npv.mean > slack) != (net.mean > slack),
        covers_all=not strong.benefits.values.any(),
    )
