"""Results know nothing of the rooms above them but through one seam, which loads what shows them when somebody asks."""

import ast
import copy
import pickle
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import blogroi
from blogroi.report import presenter as report_presenter
from blogroi.results.presenting import Presenter, presenter

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "src" / "blogroi" / "results"


def rooms_above() -> list[str]:
    """Read from the contract which rooms lie above the results."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers: list[str] = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    above = layers[: next(place for place, layer in enumerate(layers) if "results" in layer)]
    return [room.strip() for layer in above for room in layer.split("|")]


def names_a_room_above(source: str) -> bool:
    """Say whether a text in code (and not in its documentation) names a module of a room above."""
    tree = ast.parse(source)
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    room = re.compile(rf"\bblogroi\.(?:{'|'.join(rooms_above())})\b")
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
        and room.search(node.value)
        for node in ast.walk(tree)
    )


def test_one_module_of_the_results_alone_names_a_room_above() -> None:
    naming = [
        path.name for path in sorted(RESULTS.glob("*.py")) if names_a_room_above(path.read_text(encoding="utf-8"))
    ]
    assert naming == ["presenting.py"]


def test_a_planted_name_is_noticed() -> None:
    assert names_a_room_above("import_module('blogroi.report.figures')")
    assert not names_a_room_above("import_module('blogroi.results.answer')")
    assert not names_a_room_above('"""What `blogroi.report` makes of it."""')


def test_what_shows_answers_is_what_results_take_it_for() -> None:
    shows: Presenter = report_presenter
    assert presenter() is shows


def test_an_answer_loads_what_shows_it_when_it_is_asked() -> None:
    asked = (
        "import blogroi, sys\n"
        "answer = blogroi.check(blogroi.loads(blogroi.template()))\n"
        "assert not any(name.startswith('blogroi.report') for name in sys.modules)\n"
        "answer.figures\n"
        "assert 'blogroi.report.presenter' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_who_asks_for_a_figure_that_is_not_there_is_told_which_are() -> None:
    figures = blogroi.explain("BR111").figures
    assert ([*figures], len(figures)) == ([], 0)
    with pytest.raises(AttributeError, match=r"^there is no figure `npv`: of this answer there is none$"):
        figures.npv()


def test_figures_of_an_answer_are_copied_and_pickled_as_other_values() -> None:
    figures = blogroi.explain("BR111").figures
    assert copy.deepcopy(figures) == pickle.loads(pickle.dumps(figures)) == figures
