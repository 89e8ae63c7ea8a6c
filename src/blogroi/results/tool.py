"""What one tool brings in."""

from __future__ import annotations

from typing import ClassVar

from blogroi.model.brief import Brief, brief
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.by_period import PeriodFlows
from blogroi.results.format import amount
from blogroi.results.summary import InternalRate, Payback, Ratio, Summary, Verdict, verdict_of

__all__ = ["DriverSums", "Exclusion", "ToolResult", "UnitFigures"]


@frozen
class Exclusion:
    """What is left of a tool's figures when one class of benefits is left out.

    Parameters
    ----------
    npv, roi : Summary or None
        The figures without the class.
    probability_positive : float or None
        Chance that the net present value is above zero.
    flips_sign : bool
        Whether the expected net present value changes its sign.
    covers_all : bool
        Whether all of the tool's benefits are of this class.
    """

    npv: Summary | None
    roi: Ratio | None
    probability_positive: float | None
    flips_sign: bool
    covers_all: bool


@frozen
class DriverSums:
    """What is computed from a driver.

    Parameters
    ----------
    benefits, costs : Summary or None
        Present values of the benefits and of the costs that use it; None where none does.
    """

    benefits: Summary | None
    costs: Summary | None


@frozen
class UnitFigures:
    """What a tool changes in one indicator, and what that costs.

    Parameters
    ----------
    net_change : Summary
        The change over the horizon, net of all corrections, in the unit of the indicator and on the side on which it is stated.
    cost_per_unit : Ratio or None
        Present value of all costs of the tool over the units discounted alike, for one unit in the better direction: what one would
        cost if this were all that the tool brings. None where costs are not known, or expected units are not above zero; a draw
        without units counts as past every number.
    """

    net_change: Summary
    cost_per_unit: Ratio | None


@frozen(kw_only=True)
class ToolResult(Brief):
    """What one tool brings in.

    Parameters
    ----------
    name : str
        The tool's name.
    benefits, costs, npv, equivalent_annual : Summary or None
        Present values in the currency of the case, and net present value as an equal amount per year. Sunk costs are
        left out.
    npv_cash, roi_cash : Summary or None, Ratio or None
        What of that is money: benefits that are cash or an avoided spend, and costs in cash, in full, freed or used capacity by the
        share of it that became money, what is worth as much as money not at all. None where a benefit does not say what becomes of
        it, or costs are not known; the ratio also where no cost in cash is expected.
    roi, bcr : Ratio or None
        Benefits less costs over costs (net), and benefits over costs (gross), on present values; None where expected costs are
        not above zero.
    payback, discounted_payback : Payback or None
        When the tool has paid back what it owed, undiscounted and on present values.
    irr : InternalRate or None
        Internal rate of return of the expected net flows.
    score : Summary or None
        Score on declared scales, from 0 to 1; None where there are none, or where a gap cannot be filled by the policy.
    sunk : Summary or None
        Present value of costs that are spent and not recoverable; None where there are none.
    probability_positive, probability_even : float or None
        Chance that the net present value is above zero, and that it is zero: within 1e-9 of the tool's own gross flows.
    by_indicator, by_lever, by_objective, by_beneficiary, by_evidence : mapping of str to Summary
        Present values of benefits, which add up to ``benefits`` draw by draw. Under the evidence ``prior`` stand gaps
        that were filled from priors.
    units_by_indicator : mapping of str to UnitFigures
        For each indicator on which the tool has an effect, in money or not: the change in its unit, and what one unit costs.
    anticipated, emergent, unlabelled : Summary or None
        Present values of benefits that the tool was meant to have, of those that it was not, and of those of which nobody ever
        said; they add up to ``benefits`` draw by draw.
    by_cost : mapping of str to Summary
        Present values of costs, by item.
    by_driver : mapping of str to DriverSums
        Present values of the benefits and of the costs that are computed from a driver, by its key. They overlap where several
        drivers make up one amount.
    without : mapping of str to Exclusion
        What is left without each class of valuation and cash status that the benefits rest on.
    gaps : tuple of str
        Indicators on which nothing is known of this tool.
    not_applicable : mapping of str to str
        Indicators on which no effect is possible, with the reason.
    cash_by_period : tuple of PeriodFlows or None
        What comes and goes at time 0 and in each period, in all and in cash, where it was asked for; empty where costs are not known.
    """

    OMITTED: ClassVar = ("cash_by_period",)

    name: str
    benefits: Summary | None
    costs: Summary | None
    npv: Summary | None
    npv_cash: Summary | None
    roi: Ratio | None
    roi_cash: Ratio | None
    bcr: Ratio | None
    payback: Payback | None
    discounted_payback: Payback | None
    irr: InternalRate | None
    equivalent_annual: Summary | None
    score: Summary | None = None
    sunk: Summary | None = None
    probability_positive: float | None
    probability_even: float | None
    by_indicator: FrozenMap[str, Summary]
    units_by_indicator: FrozenMap[str, UnitFigures]
    by_lever: FrozenMap[str, Summary]
    by_objective: FrozenMap[str, Summary]
    by_beneficiary: FrozenMap[str, Summary]
    by_evidence: FrozenMap[str, Summary]
    anticipated: Summary | None
    emergent: Summary | None
    unlabelled: Summary | None
    by_cost: FrozenMap[str, Summary]
    by_driver: FrozenMap[str, DriverSums]
    without: FrozenMap[str, Exclusion]
    gaps: tuple[str, ...]
    not_applicable: FrozenMap[str, str]
    cash_by_period: tuple[PeriodFlows, ...] | None = None

    def __repr__(self) -> str:
        """Return whether the tool pays, and what it brings in."""
        return brief(self, self.verdict, f"NPV {amount(self.npv)}", name=self.name)

    @property
    def verdict(self) -> Verdict:
        """Whether the tool brings in more than it costs, said from a probability of 90 % on."""
        return verdict_of(self.probability_positive, self.probability_even)
