"""Figures are rounded in one module, and nothing below nothing is written."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi import Ratio, Summary
from blogroi.results.format import (
    amount,
    apportioned,
    as_percent,
    as_stated,
    beside,
    chance_in_table,
    chance_in_words,
    decimal,
    exact,
    hundredths,
    in_times,
    number,
    on_axis,
    p_value,
    percent,
    percent_as_stated,
    percent_to_spread,
    quoted,
    rough,
    share,
    significant,
    tenths,
    thousandths,
    to_spread,
    unit_of,
    whole,
)

SOURCE = Path(blogroi.__file__).parent
ROOMS = ("audit", "codes", "decisions", "evaluation", "fairness", "hindsight", "plan", "report", "results")
REPEATED = re.compile(r"g|[<>^]?(\d+|\{\w+\})|(04)?x")
"""What a number may be written by elsewhere: as somebody stated it, or a text set in a column."""


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Summary(0.0, 1.0, -0.4, 0.0, 0.4, 0.0), "0 (0 to 0)"),
        (Summary(123456.0, 9000.0, 101234.0, 123000.0, 150321.0, 0.0), "123,500 (101,200 to 150,300)"),
        (None, "unknown"),
    ],
)
def test_amounts_are_rounded_to_what_their_range_bears(figure: Summary | None, shown: str) -> None:
    assert amount(figure) == shown


def test_shares_and_ratios() -> None:
    figure = Summary(-0.002, 0.1, -0.2, 0.0, 0.25, 0.0)
    assert percent(figure) == "0 % (-20 % to 25 %)"
    assert decimal(figure) == "0.00 (-0.20 to 0.25)"


def test_a_ratio_without_ends_is_not_shown_as_certain() -> None:
    assert percent(Ratio(0.5, None, None, None, 0.1)) == "50 % (no bound to no bound)"
    assert percent(Ratio(0.5, 0.1, 0.4, None, 0.1)) == "50 % (10 % to no bound)"
    assert percent(Ratio(0.5, 0.1, 0.4, 0.9, 0.1, low=-0.2)) == "50 % (10 % to 90 %) [gaps: -20 % to no bound]"


def test_a_chance_is_never_called_certain_where_it_is_not() -> None:
    assert chance_in_words(0.9999) == "more than 99 %"
    assert chance_in_words(0.0001) == "less than 1 %"


def test_a_sum_is_rounded_as_the_widest_of_its_parts() -> None:
    narrow, wide = (Summary(0.0, 1.0, 0.0, 0.0, end, 0.0) for end in (90.0, 40_000.0))
    assert beside(1234.5, narrow) == "1,234"
    assert beside(1234.5, narrow, wide) == "1,200"


@pytest.mark.parametrize("form", [whole, exact, rough, lambda value: beside(value, Summary(0, 1, 0, 0, 9, 0))])
def test_nothing_is_never_less_than_nothing(form: object) -> None:
    assert callable(form)
    assert form(-0.001) == "0"


def specs(module: Path) -> Iterator[str]:
    """Every way in which a module writes a value within a text."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            yield ast.unparse(node.format_spec)[2:-1]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "format":
            yield ast.unparse(node)


def test_no_other_module_rounds_a_figure() -> None:
    modules = (module for room in ROOMS for module in (SOURCE / room).rglob("*.py"))
    elsewhere = {
        (str(module.relative_to(SOURCE)), spec)
        for module in modules
        if module != SOURCE / "results" / "format.py"
        for spec in specs(module)
        if not REPEATED.fullmatch(spec)
    }
    assert elsewhere == set()


@pytest.mark.parametrize(
    ("chance", "words", "short"),
    [
        (0.0, "0 %", "0 %"),
        (0.0099, "less than 1 %", "< 1 %"),
        (0.01, "1 %", "1 %"),
        (0.99, "99 %", "99 %"),
        (0.9901, "more than 99 %", "> 99 %"),
        (1.0, "100 %", "100 %"),
    ],
)
def test_a_chance_says_less_only_past_the_last_hundredth(chance: float, words: str, short: str) -> None:
    assert (chance_in_words(chance), chance_in_table(chance)) == (words, short)


@pytest.mark.parametrize(
    ("parts", "total", "unit", "rounded"),
    [
        ([3.4, 3.4, 3.2], 10.0, 1.0, [4.0, 3.0, 3.0]),
        ([3.2, 3.4, 3.4], 10.0, 1.0, [3.0, 4.0, 3.0]),  # of equals, the first
        ([-14.0, 26.0], 10.0, 10.0, [-20.0, 30.0]),
        ([5.5, -5.5], 0.0, 1.0, [6.0, -6.0]),  # of equal rests, that of the greater amount, then the first
        ([0.5, 7.5], 8.0, 1.0, [0.0, 8.0]),
        ([1.0, 2.0], 6.0, 1.0, [2.0, 4.0]),  # what is missing goes round
        ([1.5, 2.5], 1.0, 1.0, [0.0, 1.0]),
        ([1e15, 0.0, 0.4], 1.003e15, 1.0, [1.001e15, 1e12, 1e12]),  # at once, however much is missing
        ([], 0.0, 1.0, []),
    ],
)
def test_parts_are_rounded_so_that_they_add_up(
    parts: list[float], total: float, unit: float, rounded: list[float]
) -> None:
    assert apportioned(parts, total, unit) == rounded


def test_a_column_is_rounded_as_the_narrowest_of_its_figures() -> None:
    narrow, wide = (Summary(500.0, 1.0, low, 500.0, high, 1.0) for low, high in ((450.0, 550.0), (0.0, 90_000.0)))
    assert unit_of(narrow, wide) == unit_of(wide, narrow) == unit_of(narrow) < unit_of(wide)


WRITTEN: list[tuple[Callable[..., str], tuple[Any, ...], str]] = [
    (in_times, (999.9,), "999.9 times"),
    (in_times, (1000.0,), "more than a thousand times"),
    (significant, (0.03456,), "0.035"),
    (significant, (0.03456, 3), "0.0346"),
    (significant, (12345.0,), "1.2e+04"),
    (p_value, (0.0001,), "0.0001"),
    (p_value, (0.0000999,), "less than 0.0001"),
    (p_value, (0.0456,), "0.046"),
    (as_stated, (1234567.25,), "1,234,567.25"),
    (as_stated, (0.1 + 0.2,), "0.3"),
    (as_stated, (1e20,), "1e+20"),
    (percent_as_stated, (12.34567890125,), "1,234.56789 %"),
    (percent_as_stated, (0.07,), "7 %"),
    (tenths, (2.25,), "2.2"),
    (tenths, (-0.04,), "0.0"),
    (hundredths, (1234.567,), "1,234.57"),
    (thousandths, (0.12345,), "0.123"),
    (as_percent, (0.005,), "0 %"),
    (as_percent, (0.015,), "2 %"),
    (exact, (100.0,), "100"),
    (exact, (100.4,), "100"),
    (exact, (99.96,), "100"),
    (exact, (99.94,), "99.9"),
    (exact, (10.0,), "10"),
    (exact, (10.04,), "10"),
    (exact, (9.996,), "10"),
    (exact, (9.994,), "9.99"),
    (exact, (-123.4,), "-123"),
    (exact, (-12.34,), "-12.3"),
    (exact, (0.104,), "0.1"),
    (rough, (99.4,), "99"),
    (rough, (100.0,), "100"),
    (rough, (104.0,), "104"),
    (rough, (194.0,), "194"),
    (rough, (204.0,), "200"),
    (rough, (1944.0,), "1,940"),
    (rough, (-20_400.0,), "-20,000"),
    (rough, (-104_400.0,), "-104,000"),
    (rough, (999.6,), "1,000"),
    (number, (0.0,), "0"),
    (number, (-0.04321,), "-0.0432"),
    (number, (1.005,), "1"),
    (number, (9.994,), "9.99"),
    (number, (99.94,), "99.9"),
    (number, (100.4,), "100"),
    (number, (1004.0,), "1,000"),
    (number, (123_456.0,), "123,000"),
    (number, (0.5,), "0.5"),
    (on_axis, (1000.0, 0), "1,000"),
    (on_axis, (0.25, 2), "0.25"),
    (on_axis, (10.0, 1), "10"),
    (on_axis, (10.0, 0), "10"),
    (to_spread, (7.123, 0.0), "7.12"),
    (to_spread, (7.123, -1.0), "7.12"),
    (to_spread, (7.123, 20.0), "7"),
    (to_spread, (7.123, 19.9), "7.1"),
    (to_spread, (1234.0, 2000.0), "1,200"),
    (to_spread, (1234.0, 1999.0), "1,230"),
    (percent_to_spread, (0.1234, 0.04), "12 %"),
    (percent_to_spread, (0.1234, 0.0399), "12.3 %"),
    (share, (0.12345,), "12.3 %"),
    (quoted, ("Deals closed..",), "'Deals closed'"),
    (whole, (1234.5,), "1,234"),
]


@pytest.mark.parametrize(("form", "given", "shown"), WRITTEN)
def test_a_figure_is_written_as_its_size_asks_for(form: Callable[..., str], given: tuple[Any, ...], shown: str) -> None:
    assert form(*given) == shown


@pytest.mark.parametrize(
    ("width", "unit"), [(0.0, 1.0), (99.9, 1.0), (100.0, 1.0), (499.9, 1.0), (500.0, 10.0), (4999.0, 10.0), (5e5, 1e4)]
)
def test_amounts_are_rounded_to_a_power_of_ten_that_is_a_fiftieth_of_their_range(width: float, unit: float) -> None:
    assert unit_of(Summary(0.0, 1.0, -width / 2, 0.0, width / 2, 0.0)) == unit


def test_a_range_is_shown_where_its_ends_are_not_one() -> None:
    assert amount(Summary(5.0, 0.0, 5.0, 5.0, 5.0, 0.0)) == "5"
    assert amount(Summary(5.0, 1.0, 4.0, 5.0, 6.0, 0.0)) == "5 (4 to 6)"
    assert amount(Summary(5.0, 0.0, 5.0, 5.0, 5.0, 0.0, low=1.0, high=9.0)) == "5 [gaps: 1 to 9]"
    assert amount(Summary(5.0, 0.0, 5.0, 5.0, 5.0, 0.0, high=9.0)) == "5 [gaps: no bound to 9]"
    assert decimal(Ratio(0.5, None, None, None, 0.1)) == "0.50 (no bound to no bound)"
    assert percent(None) == decimal(None) == "unknown"
