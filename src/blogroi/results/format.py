"""How figures are written and rounded: in one place, so that the same figure is the same text wherever it is shown.

It lives as low as the results do, since the sentences of the checks are worded below the reports. What somebody stated is not
rounded where a sentence repeats it, and needs nothing from here but its thousands.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from blogroi.language.spoken import Number, message

if TYPE_CHECKING:
    from blogroi.results.summary import Ratio, Summary

__all__ = [
    "amount",
    "apportioned",
    "as_percent",
    "as_stated",
    "beside",
    "chance_in_table",
    "chance_in_words",
    "decimal",
    "exact",
    "hundredths",
    "in_times",
    "number",
    "on_axis",
    "p_value",
    "percent",
    "percent_as_stated",
    "percent_to_spread",
    "quoted",
    "rough",
    "share",
    "significant",
    "tenths",
    "thousandths",
    "to_spread",
    "unit_of",
    "whole",
]

_Form: TypeAlias = Callable[[float], str]


def amount(figure: Summary | None) -> str:
    """Return an amount of money with its range, rounded to what the range bears.

    Examples
    --------
    >>> from blogroi import Summary
    >>> amount(Summary(154795.0, 0.0, 154795.0, 154795.0, 154795.0, 0.0)), amount(Summary(1234.5, 310.0, 700.0, 1200.0, 1750.0, 1.0))
    ('154,795', '1,230 (700 to 1,750)')
    """
    if figure is None:
        return message("unknown")
    return _with_range(figure, lambda value: beside(value, figure))


def unit_of(*figures: Summary) -> float:
    """Return to what amounts are rounded that stand in one column with some figures: as the narrowest of these is.

    Examples
    --------
    >>> from blogroi import Summary
    >>> unit_of(Summary(900.0, 310.0, 700.0, 1200.0, 1750.0, 1.0)), unit_of()
    (10.0, 1.0)
    """
    return min((_unit(figure.p95 - figure.p05) for figure in figures), default=1.0)


def apportioned(parts: Sequence[float], whole: float, unit: float) -> list[float]:
    """Round parts to a unit so that they add up to a whole of so many units: each is off by less than one, nearly always.

    Examples
    --------
    >>> apportioned([3.4, 3.4, 3.2], 10.0, 1.0)
    [4.0, 3.0, 3.0]
    """
    steps = [math.floor(part / unit) for part in parts]
    left = round(whole / unit) - sum(steps)
    rest = [part / unit - step for part, step in zip(parts, steps, strict=True)]
    order = sorted(range(len(parts)), key=lambda place: (-rest[place], -abs(parts[place]), place))
    rounds, rest_of_it = divmod(abs(left), max(len(order), 1))
    for turn, place in enumerate(order):  # more than a round where a sum is far beyond what a unit is to it
        steps[place] += (rounds + (turn < rest_of_it)) * (1 if left > 0 else -1)
    return [step * unit for step in steps]


def beside(value: float, *figures: Summary) -> str:
    """Return an amount that stands beside a figure, rounded as that is; a sum over several as the widest of them is.

    Examples
    --------
    >>> from blogroi import Summary
    >>> beside(1234.5, Summary(900.0, 310.0, 700.0, 1200.0, 1750.0, 1.0))
    '1,230'
    """
    unit = _unit(max(figure.p95 - figure.p05 for figure in figures))
    return whole(round(value / unit) * unit)


def percent(figure: Summary | Ratio | None) -> str:
    """Return a share or a rate with its range.

    Examples
    --------
    >>> from blogroi.results.summary import Ratio
    >>> percent(Ratio(0.6142, 0.6142, 0.6142, 0.6142, 0.0))
    '61 %'
    """
    return _with_range(figure, as_percent)


def decimal(figure: Summary | Ratio | None) -> str:
    """Return a ratio or a duration with its range.

    Examples
    --------
    >>> from blogroi.results.summary import Ratio
    >>> decimal(Ratio(1.929, 1.929, 1.929, 1.929, 0.0))
    '1.93'
    """
    return _with_range(figure, hundredths)


def chance_in_words(chance: float) -> str:
    """Return a probability without claiming more than the draws can bear.

    Examples
    --------
    >>> chance_in_words(0.84), chance_in_words(0.9996), chance_in_words(0.0), chance_in_words(1.0)
    ('84 %', 'more than 99 %', '0 %', '100 %')
    """
    if 0.0 < chance < 0.01:
        return message("less than {share}", share=as_percent(0.01))
    if 0.99 < chance < 1.0:
        return message("more than {share}", share=as_percent(0.99))
    return as_percent(chance)


def chance_in_table(chance: float) -> str:
    """Return the same where a column has no room for words.

    Examples
    --------
    >>> chance_in_table(0.84), chance_in_table(0.9996), chance_in_table(0.003)
    ('84 %', '> 99 %', '< 1 %')
    """
    if 0.0 < chance < 0.01:
        return message("< {share}", share=as_percent(0.01))
    if 0.99 < chance < 1.0:
        return message("> {share}", share=as_percent(0.99))
    return as_percent(chance)


def whole(value: float) -> str:
    """Return an amount or a count as a whole number.

    Examples
    --------
    >>> whole(100_000), whole(2_499.6), whole(-0.3)
    ('100,000', '2,500', '0')
    """
    return _fixed(value, 0)


def as_percent(value: float) -> str:
    """Return a share of a whole, or a rate, in per cent.

    Examples
    --------
    >>> as_percent(0.6142), as_percent(12.5), as_percent(-0.001)
    ('61 %', '1,250 %', '0 %')
    """
    return message("{number} %", number=_fixed(100.0 * value, 0))


def percent_as_stated(value: float) -> str:
    """Return a rate that somebody stated, in per cent.

    Examples
    --------
    >>> percent_as_stated(0.035), percent_as_stated(0.03), percent_as_stated(0.0)
    ('3.5 %', '3 %', '0 %')
    """
    return message("{number} %", number=Number(f"{100.0 * value:,.10g}"))


def tenths(value: float) -> str:
    """Return a factor to one decimal.

    Examples
    --------
    >>> tenths(2.664)
    '2.7'
    """
    return _fixed(value, 1)


def in_times(factor: float) -> str:
    """Return how many times as much something is.

    Examples
    --------
    >>> in_times(2.664), in_times(41_000.0)
    ('2.7 times', 'more than a thousand times')
    """
    if factor >= 1000.0:
        return message("more than a thousand times")
    return message("{factor} times", factor=tenths(factor))


def hundredths(value: float) -> str:
    """Return a ratio, a score or a time to two decimals.

    Examples
    --------
    >>> hundredths(1.929), hundredths(-0.001)
    ('1.93', '0.00')
    """
    return _fixed(value, 2)


def thousandths(value: float) -> str:
    """Return a share that was counted to three decimals.

    Examples
    --------
    >>> thousandths(0.90046)
    '0.900'
    """
    return _fixed(value, 3)


def exact(value: float) -> str:
    """Return a number that is compared with another: three digits at least, and no more decimals than two.

    Examples
    --------
    >>> exact(154795.4), exact(61.4173), exact(0.0805), exact(20.0)
    ('154,795', '61.4', '0.08', '20')
    """
    shown = _fixed(value, 0 if abs(value) >= 100.0 else 1 if abs(value) >= 10.0 else 2)
    return Number(shown.rstrip("0").rstrip(".")) if "." in shown else shown


def rough(value: float) -> str:
    """Return an amount to two figures, or three where it starts with 1.

    Examples
    --------
    >>> [rough(value) for value in (97_531.0, 10_925.0, 34.4, -0.2)]
    ['98,000', '10,900', '34', '0']
    """
    if abs(value) < 100.0:
        return whole(value)
    digits = f"{abs(value):.0f}"
    unit = 10.0 ** max(len(digits) - (3 if digits[0] == "1" else 2), 0)
    return whole(round(value / unit) * unit)


def number(value: float) -> str:
    """Return a number to three figures, without powers of ten.

    Examples
    --------
    >>> [number(value) for value in (11_250.4, 0.04321, 315.0, -2.0, 0.0000432, 0.0)]
    ['11,300', '0.0432', '315', '-2', '0.0000432', '0']
    """
    if value == 0.0:
        return Number("0")
    places = 2 - math.floor(math.log10(abs(value)))
    if places <= 0:
        return whole(round(value, places))
    return Number(f"{value:.{places}f}".rstrip("0").rstrip("."))


def on_axis(value: float, places: int) -> str:
    """Return a round number on an axis, with no more decimals than its steps have.

    Examples
    --------
    >>> on_axis(-10_000.0, 0), on_axis(0.5, 2), on_axis(0.0, 1)
    ('-10,000', '0.5', '0')
    """
    shown = _fixed(value, places)
    return Number(shown.rstrip("0").rstrip(".")) if places else shown


def to_spread(value: float, spread: float) -> str:
    """Return a number in any unit, rounded to what its range bears: to a twentieth of it, or less.

    Examples
    --------
    >>> to_spread(-58.21, 46.0), to_spread(0.3172, 0.21), to_spread(12_345.6, 4_000.0), to_spread(7.0, 0.0)
    ('-58', '0.32', '12,300', '7')
    """
    if spread <= 0.0:
        return number(value)
    power = math.floor(math.log10(spread / 20.0))
    return _fixed(round(value / 10.0**power) * 10.0**power, max(0, -power))


def percent_to_spread(value: float, spread: float) -> str:
    """Return a change in per cent, rounded to what its range bears: whole, unless that is narrow.

    Examples
    --------
    >>> percent_to_spread(-0.1324, 0.1), percent_to_spread(0.0211, 0.02)
    ('-13 %', '2.1 %')
    """
    return as_percent(value) if spread >= 0.04 else message("{number} %", number=_fixed(100.0 * value, 1))


def share(value: float) -> str:
    """Return a share that stands for itself, to three figures: one that is small is not nothing.

    Examples
    --------
    >>> share(0.00363), share(0.8824), share(1.0)
    ('0.363 %', '88.2 %', '100 %')
    """
    return message("{number} %", number=number(100.0 * value))


def significant(value: float, figures: int = 2) -> str:
    """Return a number to be written into a case, to some figures: a file has no thousands apart, and is not translated.

    Examples
    --------
    >>> significant(0.03217), significant(4123.0, 3)
    ('0.032', '4.12e+03')
    """
    return f"{value:.{figures}g}"


def p_value(value: float) -> str:
    """Return how likely something would be by chance alone, to two figures.

    Examples
    --------
    >>> p_value(0.03217), p_value(0.0000043), p_value(0.5)
    ('0.032', 'less than 0.0001', '0.5')
    """
    if value < 0.0001:
        return message("less than {share}", share=Number("0.0001"))
    return Number(significant(value))


def as_stated(value: float) -> str:
    """Return a number as somebody stated it.

    Examples
    --------
    >>> as_stated(1_234_567), as_stated(0.035), as_stated(400.0)
    ('1,234,567', '0.035', '400')
    """
    shown = f"{value:,.15g}"
    return shown if "e" in shown else Number(shown)


def quoted(statement: str) -> str:
    """Return a statement within a sentence.

    Examples
    --------
    >>> quoted("Calls to the help desk avoided.")
    "'Calls to the help desk avoided'"
    """
    return message("'{statement}'", statement=statement.rstrip("."))


def _fixed(value: float, places: int) -> str:
    """Return a number with so many decimals; nothing is never written as less than nothing."""
    return Number(f"{round(value, places) + 0.0:,.{places}f}")


def _unit(spread: float) -> float:
    """Return a power of ten that is small beside a spread, and at least 1."""
    return 1.0 if spread < 100.0 else 10.0 ** math.floor(math.log10(spread / 50.0))


def _with_range(figure: Summary | Ratio | None, form: _Form) -> str:
    if figure is None:
        return message("unknown")
    shown = form(next(getattr(figure, name) for name in ("mean", "of_means") if hasattr(figure, name)))
    if figure.p05 is None or figure.p05 != figure.p95:
        shown = message(
            "{middle} ({low} to {high})", middle=shown, low=_end(figure.p05, form), high=_end(figure.p95, form)
        )
    if figure.low is not None or figure.high is not None:
        shown = message(
            "{figure} [gaps: {low} to {high}]", figure=shown, low=_end(figure.low, form), high=_end(figure.high, form)
        )
    return shown


def _end(value: float | None, form: _Form) -> str:
    return message("no bound") if value is None else form(value)
