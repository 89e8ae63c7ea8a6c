"""What the page of how figures are checked states is what it is made of: files, counts, tables and days."""

import datetime
import re
from pathlib import Path

import pytest

import blogroi
from blogroi.language.spoken import spoken
from blogroi.report.sheet import Table
from blogroi.report.validation import validation_sheet
from blogroi.validation.planting import SORTS
from tests import worked

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "checked.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(text: str) -> list[list[str]]:
    """The rows of all tables of a text, without their heads."""
    found = [[cell.strip() for cell in line.split(" | ")] for line in re.findall(r"^\| (.*) \|$", text, re.MULTILINE)]
    return [row for row in found if row[0] not in ("what", "from", "what is counted", "sort of cases", "corrected")]


def test_every_test_that_is_named_is_there() -> None:
    named = set(re.findall(r"`(tests/[\w/.]+)`", PAGE))
    assert len(named) > 10
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def test_as_many_figures_are_held_to_what_others_printed_as_it_says() -> None:
    entries = [entry for folder in ("field", "calculators") for entry in worked.entries(ROOT / "tests" / folder)]
    figures = sum(len(entry.get("figures", {})) for entry in entries)
    refused = sum("refused" in entry for entry in entries)
    stated = section("What others have printed")
    assert f"{len(entries)} small cases of the field" in stated
    assert f"have {figures} figures" in stated
    assert f"{refused} of the cases are refused" in stated


def test_the_tables_of_planted_cases_are_those_of_the_command() -> None:
    """Counts may differ by a truth that lies on the end of an interval but for the last digits, which another SciPy moves."""
    sheet = validation_sheet(blogroi.validate(cases=1000, seed=1), full=True)
    tables = [block for block in sheet.blocks if isinstance(block, Table)]
    told = [[spoken(str(cell), "en") for cell in row.cells] for table in tables for row in table.rows]
    stated = rows(section("Planted cases"))
    assert len(stated) == len(told) == 4 + len(SORTS)
    for row, found in zip(stated, told, strict=True):
        assert row[0] == found[0]
        assert numbers(row) == pytest.approx(numbers(found), abs=0.0015, rel=2e-3)


def numbers(row: list[str]) -> list[float]:
    return [float(number.replace(",", "")) for cell in row[1:] for number in re.findall(r"\d[\d,]*(?:\.\d+)?", cell)]


def test_of_all_planted_zeros_it_is_said_of_as_many_by_whoever_knows_everything() -> None:
    """A chance of less is drawn as the lesser of two uniform numbers, v, with density 2 (1 - v); "pays" is said up to 0.1."""
    said = 2.0 * (0.1**2 / 2.0 - 0.1**3 / 3.0)
    assert f"said of {1000.0 * said / (1.0 / 3.0):.0f} in 1,000" in section("Planted cases")


def test_the_kinds_of_series_have_what_the_method_was_found_to_hold() -> None:
    method = (ROOT / "docs" / "measured-method.md").read_text(encoding="utf-8")
    stated = [line for line in section("Measured effects, by kind of series").splitlines() if line.startswith("| ")]
    assert len(stated) > 6
    assert [line for line in stated if f"\n{line}\n" not in method] == []


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        ("benchmarks.md", "### Where a peer is better"),
        ("peers.md", "## Versions"),
        ("measured-method.md", "## How it was checked"),
    ],
)
def test_what_it_leads_to_is_there(page: str, heading: str) -> None:
    assert f"{page}#{heading.lstrip('# ').lower().replace(' ', '-')}" in PAGE
    assert f"\n{heading}\n" in (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_every_erratum_has_its_day_and_both_figures() -> None:
    errata = rows(section("Errata"))
    assert len(errata) > 10
    for day, wrong, now in errata:
        assert datetime.date(2026, 11, 1) <= datetime.date.fromisoformat(day)
        assert wrong
        assert now
