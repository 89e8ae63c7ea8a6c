"""The command line loads what the command needs, and answers signals before any of it is there."""

import subprocess
import sys
from pathlib import Path

import pytest

PLAN = str(Path(__file__).parents[2] / "examples" / "launch.toml")
MINIMAL = Path(__file__).parents[2] / "src" / "blogroi" / "files" / "new.toml"
RUN = """
import sys
before = set(sys.modules)
from blogroi.cli import main
status = main({arguments})
print("loaded:", *(set(sys.modules) - before))
sys.exit(status)
"""
ALONE = """
import sys
before = set(sys.modules)
import numpy
print(*(set(sys.modules) - before))
"""
FIRST = """
import signal, sys
before = set(sys.modules)
answered = signal.signal
def note(*given):
    print(*(set(sys.modules) - before))
    sys.exit(0)
signal.signal = note
from blogroi.cli import main
main()
"""


def run(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def loaded_by(*arguments: str) -> set[str]:
    printed = run(RUN.format(arguments=list(arguments)))
    return set(printed.rpartition("loaded: ")[2].split())


def loaded_with_numpy() -> set[str]:
    """Tell what numpy loads by itself: before 2.0 that was nearly all of it."""
    return set(run(ALONE).split())


@pytest.mark.parametrize("word", ["--version", "--help"])
def test_who_asks_for_help_waits_for_no_case_to_be_understood(word: str) -> None:
    loaded = loaded_by(word)
    assert {name for name in loaded if name.startswith("blogroi.")} == {
        "blogroi._version",
        "blogroi.cli",
        "blogroi.cli.outlet",
        "blogroi.cli.parser",
        "blogroi.cli.program",
        "blogroi.cli.tongue",
        "blogroi.language",
        "blogroi.language.acting",
    }
    assert not {"attr", "cattrs", "json", "numpy", "pathlib", "shutil", "typing"} & loaded


@pytest.mark.parametrize(
    "arguments",
    [("explain",), ("explain", "BR111"), ("check", PLAN), ("catalogue", "calls"), ("references", "call"), ("new",)],
)
def test_what_needs_no_figure_loads_no_numpy(arguments: tuple[str, ...]) -> None:
    assert not {"numpy", "blogroi.evaluation.evaluate"} & loaded_by(*arguments)


NOT_ASKED = {
    "blogroi.decisions",
    "blogroi.hindsight",
    "blogroi.plan",
    "blogroi.report.launch",
    "blogroi.report.evaluation_full",
    "blogroi.report.markdown",
    "cattrs",
    "importlib.resources",
    "jinja2",
    "babel",
    "numpy.polynomial",
    "scipy",
}
"""What a short answer in English needs nothing of."""

NOT_STATED = {
    "blogroi.codes.codes",
    "blogroi.codes.evidence_checks",
    "blogroi.codes.score_checks",
    "blogroi.engine.compile.clock",
    "blogroi.engine.compile.formulas",
    "blogroi.evaluation.evidence",
    "blogroi.literature.figures",
    "blogroi.model.grammar.reading",
    "blogroi.model.grammar.units",
    "blogroi.numerics.information.gains",
    "blogroi.numerics.selection",
}
"""What is for cases with formulas, scores, published figures, corrections, and effects that were found by looking."""


def test_an_evaluation_loads_neither_scipy_nor_what_other_commands_say() -> None:
    assert not (NOT_ASKED - loaded_with_numpy()) & loaded_by("evaluate", PLAN, "--draws", "100")


def test_an_evaluation_loads_nothing_for_what_its_case_does_not_state() -> None:
    loaded = loaded_by("evaluate", str(MINIMAL), "--draws", "100")
    assert "blogroi.evaluation.evaluate" in loaded
    assert not (NOT_ASKED - loaded_with_numpy() | NOT_STATED) & loaded


def test_signals_are_answered_before_anything_else_is_loaded() -> None:
    loaded = set(run(FIRST, "evaluate", PLAN).split())
    assert {name for name in loaded if name.partition(".")[0] not in sys.stdlib_module_names} == {
        "blogroi",
        "blogroi._version",
        "blogroi.cli",
        "blogroi.cli.process",
    }
    assert not {"argparse", "re"} & loaded
