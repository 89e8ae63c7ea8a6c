"""The notebook does what it shows, without Jupyter being needed to find out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from .executed import NOTEBOOK, code_cells, outputs_of, refresh

STORED: dict[str, Any] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
DOCS = NOTEBOOK.parents[1] / "docs"


@pytest.fixture(scope="module")
def outputs() -> list[list[dict[str, Any]]]:
    return outputs_of(STORED, NOTEBOOK.parent)


@pytest.mark.parametrize("place", range(len(code_cells(STORED))))
def test_a_cell_gives_what_is_stored(outputs: list[list[dict[str, Any]]], place: int) -> None:
    assert outputs[place] == code_cells(STORED)[place]["outputs"]


def test_the_cells_were_executed_once_and_in_order() -> None:
    assert [cell["execution_count"] for cell in code_cells(STORED)] == list(range(1, len(code_cells(STORED)) + 1))


def test_it_is_a_notebook_of_format_4_that_names_nobody() -> None:
    assert (STORED["nbformat"], STORED["nbformat_minor"]) == (4, 5)
    assert set(STORED["metadata"]) == {"kernelspec", "language_info"}
    identities = [cell["id"] for cell in STORED["cells"]]
    assert len(set(identities)) == len(identities)
    assert all(cell["metadata"] == {} for cell in STORED["cells"])


def test_the_evaluation_is_shown_as_a_table() -> None:
    shown = [output["data"] for cell in code_cells(STORED) for output in cell["outputs"] if "data" in output]
    assert any("<table" in "".join(data.get("text/html", ())) for data in shown)


def test_it_and_its_tutorial_lead_to_each_other() -> None:
    tutorial = DOCS / "tutorials" / "notebook.md"
    assert "examples/notebook.ipynb" in tutorial.read_text(encoding="utf-8")
    text = "".join("".join(cell["source"]) for cell in STORED["cells"] if cell["cell_type"] == "markdown")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (NOTEBOOK.parent / link).is_file()


def test_to_refresh_it_changes_nothing_while_nothing_has_changed(tmp_path: Path) -> None:
    copy = tmp_path / "notebook.ipynb"
    copy.write_bytes(NOTEBOOK.read_bytes())
    (tmp_path / "chamber.toml").write_bytes((NOTEBOOK.parent / "chamber.toml").read_bytes())
    refresh(copy)
    assert copy.read_bytes() == NOTEBOOK.read_bytes()
