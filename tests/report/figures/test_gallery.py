"""The gallery shows every figure as it is drawn today, with the first rows of its table, and its recipes run.

What changes on purpose is renewed with ``pytest tests/report/figures/test_gallery.py --renew``: look at the pictures before keeping them.
"""

import re
import warnings
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from blogroi.report.figures.figure import Figure
from blogroi.report.figures.gallery import FIGURES
from blogroi.results.format import number
from blogroi.results.table import Table, Value

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "gallery.md"
SECTIONS = re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
NAMES = [re.search(r"\(gallery/(\w+)\.svg\)", section)[1] for section in SECTIONS]  # type: ignore[index]
EACH = pytest.mark.parametrize("section", SECTIONS, ids=NAMES)
ROWS = 3


def fences(text: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@cache
def world() -> dict[str, Any]:
    """Run what stands before the first section, which gives the answers that are drawn."""
    names: dict[str, Any] = {}
    for code in fences(re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[0]):
        exec(compile(code, str(PAGE), "exec"), names)
    return names


def drawn(section: str) -> Figure:
    call = re.search(r"^`(\S.*\))`, from the table", section, re.MULTILINE)
    assert call
    figure: Figure = eval(call[1], dict(world()))
    return figure


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def kept(path: Path, text: str, request: pytest.FixtureRequest) -> None:
    """Hold a file to what is made now, or keep that."""
    if request.config.getoption("--renew"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text


@EACH
def test_a_picture_is_what_is_drawn_today(section: str, request: pytest.FixtureRequest) -> None:
    name = re.search(r"\(gallery/(\w+)\.svg\)", section)
    assert name
    figure = drawn(section)
    assert figure.name == name[1]
    assert f"from the table `{figure.table.name}`" in section
    kept(PAGE.parent / "gallery" / f"{name[1]}.svg", figure.svg + "\n", request)


def in_a_cell(value: Value) -> str:
    if value is None:
        return ""
    said = number(float(value)) if isinstance(value, float) else str(value)
    return said.replace("|", "\\|")


def first_rows(table: Table, columns: list[str]) -> str:
    rows = [[in_a_cell(row[column]) for column in columns] for row, _ in zip(table, range(ROWS), strict=False)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [columns, ["---"] * len(columns), *rows])


@EACH
def test_the_first_rows_of_a_table_are_those_of_today(section: str, request: pytest.FixtureRequest) -> None:
    found = re.search(r"<!-- first rows of .*?: ([\w ]+) -->\n((?:\n|\|.*\n)*)", section)
    assert found
    rows = f"\n{first_rows(drawn(section).table, found[1].split())}\n\n"
    if request.config.getoption("--renew"):
        page = PAGE.read_text(encoding="utf-8")
        PAGE.write_text(page.replace(found[0], found[0].removesuffix(found[2]) + rows), encoding="utf-8")
    else:
        assert found[2] == rows


@EACH
@pytest.mark.parametrize("library", ["matplotlib", "altair"])
def test_a_recipe_draws_the_same_table(section: str, library: str) -> None:
    module = pytest.importorskip(library, reason=f"{library} is not installed")
    code = next(code for code in fences(section) if f"import {library}" in code)
    names = dict(world())
    if library == "matplotlib":
        module.use("Agg")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it says of its own dependencies is no matter of ours
            exec(compile(code, str(PAGE), "exec"), names)
        assert all(axes.has_data() for axes in names["drawn"].axes)
        import_module("matplotlib.pyplot").close("all")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(code, str(PAGE), "exec"), names)
        assert names["chart"].to_dict()["datasets"]


def test_every_figure_has_its_place() -> None:
    there = {name for figures in FIGURES.values() for name in figures} | {"chain", "priorities"}
    assert there - {*NAMES} == {"lead"}  # said where moves are
    assert "`found.figures.lead()`" in PAGE.read_text(encoding="utf-8")
    assert {path.stem for path in (PAGE.parent / "gallery").glob("*.svg")} == {*NAMES}


def test_a_page_of_pictures_is_small() -> None:
    sizes = {path.stem: path.stat().st_size for path in (PAGE.parent / "gallery").glob("*.svg")}
    assert max(sizes.values()) < 12_000, sizes
