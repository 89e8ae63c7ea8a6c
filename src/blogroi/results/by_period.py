"""What a tool brings in period by period, as money or as worth: what flows in each period, and what that has come to by then."""

from __future__ import annotations

from blogroi.records import frozen

__all__ = ["PeriodFlows", "Spread"]


@frozen
class Spread:
    """An amount over all draws, by its mean and five quantiles.

    Parameters
    ----------
    mean : float
        Mean; exact where the moments of independent quantities give it.
    p05, p25, p50, p75, p95 : float
        Quantiles.
    """

    mean: float
    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


@frozen(kw_only=True)
class PeriodFlows:
    """What comes and goes in one period, or at time 0, undiscounted and in the currency of the case.

    Parameters
    ----------
    net : Spread
        Benefits less costs; sunk costs are left out.
    running : Spread
        The same from time 0 to the end of the period.
    net_cash, running_cash : Spread or None
        What of that is money; None where a benefit does not say what becomes of it.
    """

    net: Spread
    running: Spread
    net_cash: Spread | None
    running_cash: Spread | None
