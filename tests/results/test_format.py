"""Figures are rounded in one module, and nothing below nothing is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import blogroi
from blogroi import Ratio, Summary
from blogroi.results.format import (
    amount,
    apportioned,
    beside,
    chance_in_table,
    chance_in_words,
    decimal,
    exact,
    percent,
    rough,
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
    ],
)
def test_parts_are_rounded_so_that_they_add_up(
    parts: list[float], total: float, unit: float, rounded: list[float]
) -> None:
    assert apportioned(parts, total, unit) == rounded


def test_a_column_is_rounded_as_the_narrowest_of_its_figures() -> None:
    narrow, wide = (Summary(500.0, 1.0, low, 500.0, high, 1.0) for low, high in ((450.0, 550.0), (0.0, 90_000.0)))
    assert unit_of(narrow, wide) == unit_of(wide, narrow) == unit_of(narrow) < unit_of(wide)
