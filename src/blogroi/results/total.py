"""What all tools bring in together."""

from __future__ import annotations

from typing import ClassVar

from blogroi.model.brief import Brief, brief
from blogroi.records import frozen
from blogroi.results.by_period import PeriodFlows
from blogroi.results.format import amount
from blogroi.results.summary import InternalRate, Payback, Ratio, Summary, Verdict, verdict_of
from blogroi.results.tool import Exclusion

__all__ = ["TotalResult"]


@frozen(kw_only=True)
class TotalResult(Brief):
    """What all tools bring in together: the same figures as those of a tool, from the same draws, added up draw by draw.

    It is no tool: it has no rank and no score.

    Parameters
    ----------
    benefits, costs, npv : Summary
        Present values in the currency of the case.
    npv_cash, roi_cash : Summary or None, Ratio or None
        What of that is money; None where that of a tool is not known.
    roi, bcr : Ratio or None
        Benefits less costs over costs (net), and benefits over costs (gross); None where expected costs are not above zero.
    payback : Payback
        When all tools together have paid back what they owed, undiscounted.
    irr : InternalRate
        Internal rate of return of the expected net flows.
    probability_positive, probability_even : float
        Chance that the net present value is above zero, and that it is zero: within 1e-9 of the gross flows of all tools.
    without_weak_evidence : Exclusion
        What is left without the benefits that are estimated, assumed, or filled in where nothing is known.
    cash_by_period : tuple of PeriodFlows or None
        What comes and goes at time 0 and in each period, in all and in cash, where it was asked for.
    """

    OMITTED: ClassVar = ("cash_by_period",)

    benefits: Summary
    costs: Summary
    npv: Summary
    npv_cash: Summary | None
    roi: Ratio | None
    roi_cash: Ratio | None
    bcr: Ratio | None
    payback: Payback
    irr: InternalRate
    probability_positive: float
    probability_even: float
    without_weak_evidence: Exclusion
    cash_by_period: tuple[PeriodFlows, ...] | None = None

    def __repr__(self) -> str:
        """Return whether all tools together pay, and what they bring in."""
        return brief(self, self.verdict, f"NPV {amount(self.npv)}")

    @property
    def verdict(self) -> Verdict:
        """Whether all tools together bring in more than they cost, said from a probability of 90 % on."""
        return verdict_of(self.probability_positive, self.probability_even)
