"""Numbers that may be uncertain, as people state them.

A quantity is what somebody said, not a density: a point, a range, a three-point estimate, a mean with its spread. Those that
are stated by values stand in modules of their own. How it is drawn is the engine's affair (``blogroi.engine.shapes``).
"""

from __future__ import annotations

import math
from typing import Literal, SupportsFloat, TypeAlias, cast

from attrs import field

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.chance import Chance
from blogroi.model.estimate import Estimate
from blogroi.model.forms import Choice, Number, entry
from blogroi.model.intake import as_number
from blogroi.model.number import LEAST_WIDTH, WIDEST_SIGMA, is_number, share_cure
from blogroi.model.quantiles import Quantiles
from blogroi.model.reference import Reference
from blogroi.model.samples import Samples
from blogroi.model.studies import Studies
from blogroi.model.truncation import Truncated
from blogroi.records import frozen

__all__ = [
    "Beta",
    "Mirrored",
    "Normal",
    "Point",
    "Quantity",
    "QuantityLike",
    "Range",
    "ThreePoint",
    "Uniform",
    "as_quantity",
    "is_lognormal",
]


_WIDEST_RATIO = math.sqrt(math.expm1(WIDEST_SIGMA**2))
"""The greatest ratio of a lognormal's standard deviation to its mean."""

_NORMALS = Choice(("normal", "lognormal"))


@frozen
class Point:
    """A number taken as certain.

    Parameters
    ----------
    value : float
        The number, in the unit of the field.

    Examples
    --------
    >>> Point(0.2)
    Point(value=0.2)
    """

    value: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "The number."))


@frozen(repr=False)
class Range(Truncated):
    """An interval that holds the true value with a stated confidence.

    The chance that is left is split evenly between the two sides. Unless a shape is said, it is lognormal where ``low`` is
    above zero, minus the lognormal of its mirror image where ``high`` is below zero, and normal elsewhere; a share is
    logit-normal strictly within 0 and 1. What could leave the domain of its field is drawn from the part within.

    Parameters
    ----------
    low, high : float
        Ends of the interval, in the unit of the field.
    confidence : float
        Chance that the interval holds the true value, from 0.05 to 0.9999, 0.9 by default.
    shape : {"normal", "lognormal"}, optional
        As above by default.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When the ends are reversed or equal, the confidence is not a chance, or a lognormal holds zero or is wider than
        can be drawn well.

    References
    ----------
    [Hubbard2014], on calibrated 90 % intervals.

    Examples
    --------
    >>> Range(6, 11)
    Range(low=6, high=11, confidence=0.9)
    """

    low: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Lower end."))
    high: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Upper end."))
    confidence: float = field(
        default=0.9,
        converter=as_number,
        validator=is_number,
        metadata=entry(Number(0.05, 0.9999), "Chance that the range holds the true value."),
    )
    shape: Literal["normal", "lognormal"] | None = field(
        default=None, metadata=entry(_NORMALS, "Another shape than the one that its ends decide.")
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a reversed range, a confidence that is not a chance, and a lognormal that cannot be."""
        faults = _ascending(low=self.low, high=self.high)
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
        faults += _shape_faults(self.shape)
        if not faults and is_lognormal(self):
            if self.low <= 0 <= self.high:
                faults.append(Fault("shape", message("lognormal does not fit a range that holds 0: leave it out")))
            elif _is_too_wide(max(self.high / self.low, self.low / self.high), self.confidence):
                faults.append(Fault("", _too_wide(message("narrow the range"))))
        raise_faults(faults or self.truncation_faults(self.low, self.high, is_logarithmic=is_lognormal(self)))


@frozen(repr=False)
class ThreePoint(Truncated):
    """A three-point estimate: least, most likely and greatest value.

    Parameters
    ----------
    low, mode, high : float
        Least, most likely and greatest value, in the unit of the field; nothing is drawn outside.
    shape : {"pert", "triangular"}
        PERT (a beta distribution of mean ``(low + 4 mode + high) / 6``), or triangular (mean
        ``(low + mode + high) / 3``), the convention of Total Economic Impact studies.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When the three are out of order, or low and high are equal.

    References
    ----------
    [Malcolm1959].

    Examples
    --------
    >>> ThreePoint(400, 700, 1500)
    ThreePoint(low=400, mode=700, high=1500, shape='pert')
    """

    low: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Least value."))
    mode: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Most likely value."))
    high: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Greatest value."))
    shape: Literal["pert", "triangular"] = field(
        default="pert",
        metadata=entry(
            Choice(("pert", "triangular")),
            "PERT by default, or triangular (the convention of Total Economic Impact studies).",
        ),
    )

    def __attrs_post_init__(self) -> None:
        """Refuse three points that are out of order."""
        faults = _ascending(low=self.low, high=self.high)
        if not faults and not self.low <= self.mode <= self.high:
            low, mode, high = sorted((self.low, self.mode, self.high))
            ordered = message(
                "in ascending order they are low = {low}, mode = {mode}, high = {high}",
                low=f"{low:g}",
                mode=f"{mode:g}",
                high=f"{high:g}",
            )
            faults.append(
                Fault(
                    "mode",
                    message(
                        "{mode} does not lie between {low} and {high}: {ordered}",
                        mode=f"{self.mode:g}",
                        low=f"{self.low:g}",
                        high=f"{self.high:g}",
                        ordered=ordered,
                    ),
                )
            )
        if self.shape not in ("pert", "triangular"):
            faults.append(Fault("shape", message("{value} is neither pert nor triangular", value=describe(self.shape))))
        raise_faults(faults or self.truncation_faults(self.low, self.high))


@frozen(repr=False)
class Normal(Truncated):
    """A mean with its standard deviation: a normal distribution by default, or a lognormal one.

    What could leave the domain of its field is drawn from the part within: mean and standard deviation are then those of
    the whole.

    Parameters
    ----------
    mean : float
        Mean, in the unit of the field.
    sd : float
        Standard deviation, above zero, in the same unit.
    shape : {"normal", "lognormal"}, optional
        A lognormal has this mean and this standard deviation; minus its mirror image where the mean is below zero.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off, and mean and standard deviation are those of the whole.

    Raises
    ------
    CaseError
        When the standard deviation is not above zero, or a lognormal has a mean of zero or is wider than can be drawn well.

    Examples
    --------
    >>> Normal(mean=120, sd=15)
    Normal(mean=120, sd=15)
    """

    mean: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Mean."))
    sd: float = field(
        converter=as_number, validator=is_number, metadata=entry(Number(above=0), "Standard deviation, above zero.")
    )
    shape: Literal["normal", "lognormal"] | None = field(
        default=None, metadata=entry(_NORMALS, "Normal by default; lognormal with this mean and standard deviation.")
    )

    def __attrs_post_init__(self) -> None:
        """Refuse a spread that is none, and a lognormal that cannot be."""
        faults = _shape_faults(self.shape)
        if self.sd <= 0:
            faults.append(
                Fault(
                    "sd",
                    message("{sd} is not above zero: for a certain number give the number alone", sd=f"{self.sd:g}"),
                )
            )
        elif not faults and is_lognormal(self):
            if self.mean == 0:
                faults.append(Fault("shape", message("lognormal does not fit a mean of 0: leave it out")))
            elif self.sd > abs(self.mean) * _WIDEST_RATIO:
                faults.append(Fault("sd", _too_wide(message("give a smaller one"))))
        raise_faults(
            faults
            or (self.truncation_faults(*_reach(self), is_logarithmic=is_lognormal(self)) if self.is_truncated else [])
        )


@frozen(repr=False)
class Uniform(Truncated):
    """Any value between two ends, all equally likely.

    Parameters
    ----------
    low, high : float
        Least and greatest value, in the unit of the field.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When the ends are reversed or equal.

    Examples
    --------
    >>> Uniform(0, 1)
    Uniform(low=0, high=1)
    """

    low: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Least value."))
    high: float = field(converter=as_number, validator=is_number, metadata=entry(Number(), "Greatest value."))

    def __attrs_post_init__(self) -> None:
        """Refuse reversed ends."""
        raise_faults(_ascending(low=self.low, high=self.high) or self.truncation_faults(self.low, self.high))


_PARAMETER = Number(0.1, 1e6)


@frozen(repr=False)
class Beta(Truncated):
    """A beta distribution on [0, 1], for instance a share learnt from ``a - 1`` successes and ``b - 1`` failures.

    Parameters
    ----------
    a, b : float
        The two shape parameters, between 0.1 and 1e6.
    min, max : float, optional
        Least and greatest value that is drawn: what lies beyond is cut off.

    Raises
    ------
    CaseError
        When a parameter is out of these bounds.

    Examples
    --------
    >>> Beta(8, 4)
    Beta(a=8, b=4)
    """

    a: float = field(converter=as_number, validator=is_number, metadata=entry(_PARAMETER, "First shape parameter."))
    b: float = field(converter=as_number, validator=is_number, metadata=entry(_PARAMETER, "Second shape parameter."))

    def __attrs_post_init__(self) -> None:
        """Refuse parameters for which there is no such distribution, or none that can be drawn well."""
        faults = [
            Fault(name, message("{value} is not a parameter between 0.1 and 1e6", value=f"{value:g}"))
            for name, value in (("a", self.a), ("b", self.b))
            if not _PARAMETER.holds(value)
        ]
        raise_faults(faults or self.truncation_faults(0.0, 1.0))


@frozen
class Mirrored:
    """The mirror image about zero of what has none of its own shape.

    It cannot be stated: :func:`blogroi.model.transform.mirrored` makes it, where an indicator of which less is better is turned round.

    Parameters
    ----------
    of : Beta or Chance
        What is mirrored.

    Examples
    --------
    >>> Mirrored(Beta(8, 4)).of
    Beta(a=8, b=4)
    """

    of: Beta | Chance


Quantity: TypeAlias = (
    Point | Range | ThreePoint | Estimate | Normal | Uniform | Beta | Quantiles | Chance | Samples | Studies | Mirrored
)
"""What a field may be stated as, and the mirror images of these."""

QuantityLike: TypeAlias = Quantity | Reference | float | SupportsFloat
"""A quantity, a published figure taken as one, or a plain number of Python, numpy, ``decimal`` or ``fractions``, which stands for a point."""


def as_quantity(value: QuantityLike) -> Quantity:
    """Take a quantity as it is, and a plain number as a point.

    What is neither is given back as it came, for the field's validator to refuse under the field's name.

    Parameters
    ----------
    value : Quantity or float
        What was stated.

    Returns
    -------
    Quantity

    Examples
    --------
    >>> as_quantity(0.2)
    Point(value=0.2)
    >>> as_quantity(Range(6, 11))
    Range(low=6, high=11, confidence=0.9)
    """
    plain = as_number(value)
    if type(plain) in (int, float):
        try:
            return Point(plain)
        except CaseError:
            pass
    return cast("Quantity", value)


def is_lognormal(quantity: Range | Normal) -> bool:
    """Return whether a range or a mean with its spread is lognormal, or minus a lognormal, where its field is not a share.

    Examples
    --------
    >>> is_lognormal(Range(6, 11)), is_lognormal(Range(-5, 11)), is_lognormal(Range(-11, -6)), is_lognormal(Normal(5, 1))
    (True, False, True, False)
    """
    if quantity.shape is None:
        return isinstance(quantity, Range) and (quantity.low > 0 or quantity.high < 0)
    return quantity.shape == "lognormal"


def _reach(quantity: Normal) -> tuple[float, float]:
    """Return ends four standard deviations from the mean: 3 in 100,000 lie past either."""
    if not is_lognormal(quantity):
        return quantity.mean - 4.0 * quantity.sd, quantity.mean + 4.0 * quantity.sd
    variance = math.log1p((quantity.sd / quantity.mean) ** 2)
    median, reach = quantity.mean * math.exp(-variance / 2.0), math.exp(4.0 * math.sqrt(variance))
    low, high = sorted((median / reach, median * reach))
    return low, high


def _ascending(*, low: float, high: float) -> list[Fault]:
    if high - low > LEAST_WIDTH:
        return []
    if low <= high:
        return [
            Fault(
                "", message("low and high are both {low}: for a certain number give the number alone", low=f"{low:g}")
            )
        ]
    return [
        Fault(
            "",
            message(
                "the range is reversed: low {low} is above high {high}: write low = {high}, high = {low}",
                low=f"{low:g}",
                high=f"{high:g}",
            ),
        )
    ]


def _shape_faults(shape: object) -> list[Fault]:
    if shape in (None, "normal", "lognormal"):
        return []
    return [Fault("shape", message("{value} is neither normal nor lognormal", value=describe(shape)))]


def _is_too_wide(ratio: float, confidence: float) -> bool:
    """Return whether a lognormal interval whose ends are so many times apart has too great a sigma.

    Sigma is ``log(ratio) / (2 z)`` with ``confidence = erf(z / sqrt(2))``.
    """
    return confidence < math.erf(math.log(ratio) / (2.0 * WIDEST_SIGMA) / math.sqrt(2.0))


def _too_wide(cure: str) -> str:
    return message(
        'is too wide for a lognormal (its sigma is above {sigma}): {cure}, or write `shape = "normal"`',
        sigma=f"{WIDEST_SIGMA:g}",
        cure=cure,
    )
