"""Whether a published figure that a case has taken over as it was printed is in the unit of what it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blogroi.errors import CaseError
from blogroi.language.spoken import Message, spoken
from blogroi.model.case import Case
from blogroi.model.cost import Cost
from blogroi.model.driver import Driver
from blogroi.model.effect import Effect
from blogroi.model.indicator import Indicator
from blogroi.model.quantity import Point, Range
from blogroi.model.unit import PLAIN, SHARE, Unit

if TYPE_CHECKING:
    from blogroi.literature.figures import ReferenceFigure

__all__ = ["is_as_published", "is_of_another_time", "published_unit", "stated_unit"]

_PLAIN = (SHARE, "ratio", "relative lift", "elasticity")
_EACH_YEAR = " a year"
_CHANGES = ("change", "prior", "total")


def is_as_published(stated: object, figure: ReferenceFigure) -> bool:
    """Return whether a number is the one that was printed: one that was converted is the author's own."""
    match stated:
        case Point(value=value):
            return value == figure.value
        case Range(low=low, high=high):
            return (low, high) == (figure.low, figure.high)
        case _:
            return False


def stated_unit(case: Case, part: object, field: str) -> Unit | None:
    """Return the unit in which a field of a part is stated, None where nobody says it.

    Parameters
    ----------
    case : Case
        The case.
    part : Driver, Indicator, Measurement, Cost or Effect
        What states it.
    field : str
        Its field.

    Returns
    -------
    Unit or None
    """
    match part:
        case Driver():
            return None if part.unit is None else _read(part.unit)
        case Indicator() if field == "value":
            unit = _read(part.unit)
            return None if unit is None else Unit.of(case.currency) / unit
        case Indicator():
            return _read(part.unit) if field in _CHANGES else PLAIN
        case Effect():
            return _read(_counted(case, part)) if field == "change" else PLAIN
        case Cost() if field in ("amount", "residual"):
            return Unit.of(case.currency)
        case Cost() if field in ("realised", "contingency"):
            return PLAIN
        case _:
            return None


def published_unit(figure: ReferenceFigure) -> tuple[Unit, ...]:
    """Return the unit of a figure, in each language; a share of whatever is a plain number."""
    if figure.unit.startswith(_PLAIN):
        return (PLAIN,)
    french = spoken(Message(figure.unit, {}, context="unit"), "fr")
    return tuple(unit for text in (figure.unit, french) if (unit := _read(text)) is not None)


def is_of_another_time(case: Case, figure: ReferenceFigure, field: str) -> bool:
    """Return whether a share that is lost each year stands for one that is lost each period, where that is no year."""
    return field == "drop_off" and figure.unit.endswith(_EACH_YEAR) and case.horizon.step != "year"


def _counted(case: Case, effect: Effect) -> str:
    """Return the unit of the indicator that an effect is on."""
    effects = (one for tool in case.tools.values() for one in tool.effects.items())
    return next(case.indicators[name].unit for name, one in effects if one is effect)


def _read(text: str) -> Unit | None:
    """Read a unit, whose words are the same in the plural; None where it is none that can be compared."""
    try:
        powers = Unit.of(text).powers
    except CaseError:
        return None
    return Unit.product(
        {word if word.isupper() else word.lower().removesuffix("s"): power for word, power in powers.items()}
    )
