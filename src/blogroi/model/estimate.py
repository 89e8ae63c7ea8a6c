"""An estimate with its interval, as measurements are printed: the estimate need not lie half-way."""

from __future__ import annotations

from attrs import field

from blogroi.errors import Fault, raise_faults
from blogroi.language.spoken import message
from blogroi.model.forms import Number, entry
from blogroi.model.intake import as_number
from blogroi.model.number import LEAST_WIDTH, is_number, share_cure
from blogroi.model.truncation import Truncated
from blogroi.records import frozen

__all__ = ["Estimate"]


@frozen(repr=False)
class Estimate(Truncated):
    """An estimate with the interval around it: as likely to be too high as too low.

    The estimate is the median, not the mean. On each side of it lies one half of a normal distribution, with its own spread, so
    that the interval holds the true value with the stated confidence. Where one side is longer, the mean lies towards it. What
    could leave the domain of its field is drawn from the part within.

    Parameters
    ----------
    estimate : float
        The median, in the unit of the field.
    low, high : float
        Ends of the interval, below and above the estimate.
    confidence : float
        Chance that the interval holds the true value, from 0.05 to 0.9999, 0.9 by default.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When the estimate does not lie between the ends, or the confidence is not a chance.

    Examples
    --------
    >>> Estimate(80, low=60, high=110)
    Estimate(estimate=80, low=60, high=110, confidence=0.9)
    """

    estimate: float = field(
        converter=as_number, validator=is_number, metadata=entry(Number(), "The estimate: the median.")
    )
    low: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Lower end."))
    high: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Upper end."))
    confidence: float = field(
        default=0.9,
        converter=as_number,
        validator=is_number,
        metadata=entry(Number(0.05, 0.9999), "Chance that the interval holds the true value."),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse an estimate at an end or past it, and a confidence that is no chance."""
        faults: list[Fault] = []
        if self.low > self.high:
            swapped = message("write low = {high}, high = {low}", high=f"{self.high:g}", low=f"{self.low:g}")
            faults.append(
                Fault(
                    "",
                    message(
                        "the interval is reversed: low {low} is above high {high}: {swapped}",
                        low=f"{self.low:g}",
                        high=f"{self.high:g}",
                        swapped=swapped,
                    ),
                )
            )
        elif min(self.estimate - self.low, self.high - self.estimate) < LEAST_WIDTH:
            where = (
                message("is an end of the interval")
                if self.estimate in (self.low, self.high)
                else message("lies outside of it")
            )
            between = message(
                "give one between low, {low}, and high, {high}", low=f"{self.low:g}", high=f"{self.high:g}"
            )
            faults.append(
                Fault(
                    "estimate",
                    message(
                        "{estimate} {where}: {between}, or {{ low, high }} alone",
                        estimate=f"{self.estimate:g}",
                        where=where,
                        between=between,
                    ),
                )
            )
        if not 0.05 <= self.confidence <= 0.9999:
            cure = share_cure(self.confidence) if 2 <= self.confidence < 100 else ""
            faults.append(
                Fault(
                    "confidence",
                    message(
                        "{confidence} is not a chance from 0.05 to 0.9999{cure}",
                        confidence=f"{self.confidence:g}",
                        cure=cure,
                    ),
                )
            )
        raise_faults(faults or self.truncation_faults(self.low, self.high))
