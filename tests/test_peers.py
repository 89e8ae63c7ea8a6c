"""The page on other packages says what the benchmark beside it shows, cell by cell."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).parents[1]
PAGE = (PROJECT / "docs" / "peers.md").read_text(encoding="utf-8")


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("peers", PROJECT / "benchmarks" / "peers.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cells_of_the_page() -> dict[tuple[str, str], str]:
    """Read the two tables of features: package and feature, and what the cell says."""
    found: dict[tuple[str, str], str] = {}
    packages: list[str] = []
    for line in PAGE.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| | blogroi"):
            packages = cells[1:]
        elif not line.startswith("|"):
            packages = []
        elif packages and not line.startswith("|---"):
            found |= {(package, cells[0]): cell for package, cell in zip(packages, cells[1:], strict=True)}
    return found


peers = loaded()
CELLS = cells_of_the_page()


def test_every_package_is_asked_about_everything() -> None:
    assert set(CELLS) == {(package, feature) for package in peers.PACKAGES for feature in peers.FEATURES.values()}


@pytest.mark.parametrize("package", peers.PACKAGES)
def test_a_cell_says_what_a_call_shows_and_no_where_there_is_none(package: str) -> None:
    for key, feature in peers.FEATURES.items():
        shown = peers.PROBES[package, key][0] if (package, key) in peers.PROBES else "no"
        assert CELLS[package, feature].split()[0] == shown, feature


def test_whatever_is_partly_there_has_a_note_that_says_which_part() -> None:
    notes = set(re.findall(r"^\[\^(\w+)\]:", PAGE, re.MULTILINE))
    for (package, feature), cell in CELLS.items():
        used = re.findall(r"\[\^(\w+)\]", cell)
        assert set(used) <= notes
        assert used or not cell.startswith("partly"), (package, feature)


@pytest.mark.parametrize("package", [package for package in peers.PACKAGES if package != "blogroi"])
def test_every_package_is_said_to_be_better_at_something_or_to_be_used_instead(package: str) -> None:
    told = PAGE.partition(f"\n### {package}\n")[2].partition("\n#")[0]
    assert "instead**" in " ".join(told.split())


def test_the_page_names_the_version_of_what_was_run() -> None:
    for package in peers.PACKAGES:
        assert re.search(rf"\b{re.escape(package)} \d", PAGE.partition("## Versions")[2]), package


@pytest.mark.parametrize(("package", "feature"), [pair for pair in peers.PROBES if pair[0] == "blogroi"])
def test_what_blogroi_is_said_to_do_it_does(package: str, feature: str) -> None:
    found = str(peers.PROBES[package, feature][1]())
    assert found
    assert feature != "irrelevant" or found == "the same figures without the magazine"
