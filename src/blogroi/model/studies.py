"""What several studies found, from which follows what the next one would find."""

from __future__ import annotations

import math
from typing import Any

from attrs import field

from blogroi.errors import CaseError, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.forms import Listed, Number, entry
from blogroi.model.intake import as_list, as_number
from blogroi.model.number import LEAST_WIDTH, WIDEST_SIGMA, number_faults
from blogroi.model.truncation import Truncated
from blogroi.records import frozen

__all__ = ["Studies", "interval_of_studies"]

_LEAST, _MOST = 3, 1000


def _found(value: Any) -> Any:
    listed = as_list(value)
    return tuple(map(as_number, listed)) if isinstance(listed, list) else value


@frozen(repr=False)
class Studies(Truncated):
    """What several studies of the same thing found: where the next one, in a place of one's own, would lie.

    They are taken for draws from one normal distribution, of logarithms where all are above zero, or all below. The 90 % interval
    of one more is Student's, on ``sd * sqrt(1 + 1/k)`` with ``k - 1`` degrees of freedom; between its ends and past them the shape
    is the lognormal, else the normal, that has them.

    Parameters
    ----------
    values : sequence of float
        What each study found, in the unit of the field: at least three.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When there are fewer than three, or they are all the same, or too far apart.

    References
    ----------
    [Hahn1991], on the interval for one more observation.

    Examples
    --------
    >>> Studies([0.85, 2.4, 5.57])
    Studies(values=(0.85, 2.4, 5.57))
    """

    values: tuple[float, ...] = field(
        converter=_found,
        metadata=entry(
            Listed(Number(), least=_LEAST, most=_MOST), "What at least three studies of it found.", key="studies"
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse too few studies, and those that say nothing of a spread."""
        if not isinstance(self.values, tuple):
            raise CaseError.at("studies", message("{value} is not a list of numbers", value=describe(self.values)))
        if not _LEAST <= len(self.values) <= _MOST:
            cure = message("give a range of your own") if len(self.values) < _LEAST else message("give their quantiles")
            raise CaseError.at(
                "studies",
                message(
                    "has {count} values, and from {least} to {most} are read: {cure}",
                    count=str(len(self.values)),
                    least=str(_LEAST),
                    most=str(_MOST),
                    cure=cure,
                ),
            )
        raise_faults(
            fault
            for position, value in enumerate(self.values, start=1)
            for fault in number_faults(f"studies[{position}]", value)
        )
        if max(self.values) - min(self.values) < LEAST_WIDTH:
            same = message(
                "are all {low}, which says nothing of how far the next would lie from them",
                low=f"{self.values[0]:g}",
            )
            raise CaseError.at("studies", message("{same}: give the number alone, or a range", same=same))
        if self.is_logarithmic and _is_too_wide(interval_of_studies(self)[1]):
            raise CaseError.at(
                "studies",
                message(
                    "lie too far apart for a lognormal (its sigma is above {sigma}): give a range of your own",
                    sigma=f"{WIDEST_SIGMA:g}",
                ),
            )
        raise_faults(self.truncation_faults(min(self.values), max(self.values), is_logarithmic=self.is_logarithmic))

    @property
    def is_logarithmic(self) -> bool:
        """Whether their logarithms are taken, since all of them are above zero, or all below."""
        return min(self.values) > 0.0 or max(self.values) < 0.0


def interval_of_studies(studies: Studies) -> tuple[float, float]:
    """Return the middle of the 90 % interval for one more study, and how far it reaches to both sides.

    Both are those of the logarithm where logarithms are taken, below zero of its size.

    Examples
    --------
    >>> [round(part, 3) for part in interval_of_studies(Studies([-1, 0, 1]))]
    [0.0, 3.372]
    """
    from blogroi.numerics.student import student_quantile  # noqa: PLC0415  only who states studies pays for it

    count = len(studies.values)
    values = [math.log(abs(value)) for value in studies.values] if studies.is_logarithmic else studies.values
    middle = math.fsum(values) / count
    sd = math.hypot(*(value - middle for value in values)) / math.sqrt(count - 1)  # squares could be none, or too large
    return middle, student_quantile(0.95, count - 1) * sd * math.sqrt(1.0 + 1.0 / count)


def _is_too_wide(reach: float) -> bool:
    """Say whether a lognormal whose 90 % interval reaches so far has too great a sigma: ``0.9 = erf(reach / sigma / sqrt(2))``."""
    return math.erf(reach / WIDEST_SIGMA / math.sqrt(2.0)) > 0.9
