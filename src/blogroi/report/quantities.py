"""What the answers before a decision share in words: uncertain quantities and their values, lengths of time, what knowledge is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from blogroi.language.spoken import message, plural
from blogroi.model.duration import Step
from blogroi.model.path_labels import label, label_within
from blogroi.model.paths import (
    CostPath,
    DriverPath,
    EffectPath,
    EvidencePath,
    GapPath,
    IndicatorPath,
    Path,
    parse_path,
)
from blogroi.model.unit import SHARE
from blogroi.results.answer import DrawnAnswer, Names
from blogroi.results.format import as_stated, number, rough, share
from blogroi.results.periods import form_of

if TYPE_CHECKING:
    from blogroi.numerics.information.gains import InformationValue

__all__ = [
    "MOST_TOOLS",
    "and_more",
    "counted_by",
    "input_named",
    "money",
    "shown_of",
    "value_in_words",
    "with_error",
]

MOST_TOOLS = 8
"""With a line of their own in a short answer."""

_SHARES = (
    *("deadweight", "credit", "displacement", "confidence", "drop_off"),
    *("margin", "realised", "contingency"),
)


def input_named(path: str, names: Names, *, with_path: bool = False, of_tool: bool = True) -> str:
    """Return what an input is called; with its path for whoever edits or supposes it, without its tool where that is clear.

    Examples
    --------
    >>> import blogroi
    >>> from blogroi.results.answer import names_of
    >>> names = names_of(blogroi.load("examples/chamber.toml"))
    >>> input_named("tools.intranet.costs", names)
    'The intranet, costs'
    >>> input_named("tools.intranet.costs", names, with_path=True)
    'The intranet, costs [`tools.intranet.costs`]'
    """
    try:
        at = parse_path(path)
        words = label(at, names) if of_tool else label_within(at, names)
    except (ValueError, KeyError):  # any other number of the case may be supposed as well
        return message("`{path}`", path=path)
    return message("{quantity} [`{path}`]", quantity=words, path=path) if with_path else words


def value_in_words(path: str, value: float, answer: DrawnAnswer) -> str:
    """Return a value of an input with its unit, as a share in per cent where it is one.

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.suppose(blogroi.load("examples/chamber.toml"), settings={}, draws=100)
    >>> value_in_words("tools.blog.effects.calls_avoided.change", 811.2, found)
    '811 call/year'
    >>> value_in_words("indicators.calls_avoided.value", 8.0, found)
    '8 EUR/call'
    >>> value_in_words("tools.blog.effects.calls_avoided.credit", 0.882, found)
    '88.2 %'
    """
    try:
        at = parse_path(path)
    except ValueError:
        return as_stated(value)
    if at.field in _SHARES or isinstance(at, EvidencePath):
        return share(value)
    unit = _unit(at, answer.names)
    match at:
        case DriverPath():
            return share(value) if unit == SHARE else _counted(number(value), unit)
        case IndicatorPath(field="value"):
            return message("{amount} {currency}/{unit}", amount=number(value), currency=answer.currency, unit=unit)
        case CostPath(field="amount" | "unit_cost" | "residual"):
            return money(number(value), answer.currency)
        case CostPath(field="units"):
            return _units(number(value))
        case EffectPath(field="change") | GapPath() | IndicatorPath(field="change" | "total"):
            return _each_period(number(value), unit, answer.conventions.window.step)
        case _:
            return number(value)


def _unit(path: Path, names: Names) -> str:
    if isinstance(path, DriverPath):
        return names.drivers[path.driver].unit or ""
    return names.indicators[path.indicator].unit if path.indicator in names.indicators else ""


def _units(value: str) -> str:
    return plural("{number} unit", "{number} units", form_of(value), number=value)


def _counted(value: str, unit: str) -> str:
    return message("{value} {unit}", value=value, unit=unit) if unit else value


def _each_period(value: str, unit: str, step: Step) -> str:
    """Return a change for each period; a unit that is one for each of something says so itself."""
    return _counted(value, unit) if "/" in unit or " per " in unit else counted_by(value, unit, step)


def counted_by(value: str, unit: str, each: str) -> str:
    """Return a value with its unit, for each of something.

    Examples
    --------
    >>> counted_by("811", "call", "year"), counted_by("8", "EUR", "article")
    ('811 call/year', '8 EUR/article')
    """
    match each:
        case "week":
            return message("{value} {unit}/week", value=value, unit=unit)
        case "month":
            return message("{value} {unit}/month", value=value, unit=unit)
        case "quarter":
            return message("{value} {unit}/quarter", value=value, unit=unit)
        case "year":
            return message("{value} {unit}/year", value=value, unit=unit)
        case _:
            return _counted(value, f"{unit}/{each}")


def money(amount: str, currency: str) -> str:
    """Return an amount with its currency."""
    return message("{amount} {currency}", amount=amount, currency=currency)


def with_error(worth: InformationValue, currency: str) -> str:
    """Return what knowledge is worth, with its error where that is not nothing."""
    said, error = rough(worth.value), rough(worth.mc_error)
    if error == "0":
        return money(said, currency)
    return message("{amount} {currency} (give or take {error})", amount=said, currency=currency, error=error)


def shown_of(keys: Sequence[str]) -> Sequence[str]:
    """Return the tools that have a line of their own in a short answer, where the rest are counted in one.

    Examples
    --------
    >>> len(shown_of("abcdefgh")), len(shown_of("abcdefghi"))
    (8, 7)
    """
    return keys if len(keys) <= MOST_TOOLS else keys[: MOST_TOOLS - 1]


def and_more(count: int) -> str:
    """Say how many tools have no line of their own."""
    return plural("{count} more tool: --full", "{count} more tools: --full", count)
