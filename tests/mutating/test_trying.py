"""Mutants are tried as they are said to be: noticed by a test that fails, by the processor's time and never by the clock."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mutating.__main__ import judged
from tests.mutating.changes import mutants_of
from tests.mutating.loading import home
from tests.mutating.reaching import block_of, watched
from tests.mutating.trying import CAUGHT, GONE, OUT_OF_TIME, SURVIVED, UNTRIED, Tried, in_a_process

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot copy a process")
ROOT = Path(__file__).parents[2]


def endless() -> Tried:
    while True:
        pass


def patient() -> Tried:
    time.sleep(2.5)
    return Tried(SURVIVED)


def broken() -> Tried:
    os.kill(os.getpid(), signal.SIGTERM)
    return Tried(SURVIVED)


@needs_fork
def test_time_is_that_of_the_processor() -> None:
    assert in_a_process(endless, 0.5).end == OUT_OF_TIME
    assert in_a_process(patient, 0.5).end == SURVIVED


@needs_fork
def test_a_process_that_breaks_down_is_noticed() -> None:
    assert in_a_process(broken, 5.0).end == CAUGHT


def test_what_is_held_fails_where_one_survives_or_too_many_are_gone(capsys: pytest.CaptureFixture[str]) -> None:
    def of(*ends: str) -> int:
        found = {str(place): Tried(end) for place, end in enumerate(ends)}
        return judged(found, dict.fromkeys(found, "tests/test_it.py::test_it"))

    assert of(CAUGHT, CAUGHT) == 0
    assert of(CAUGHT, CAUGHT, SURVIVED) == 1
    assert "before, it was noticed by tests/test_it.py::test_it" in capsys.readouterr().out
    assert of(CAUGHT, CAUGHT, CAUGHT, GONE) == 0
    assert of(CAUGHT, CAUGHT, GONE, UNTRIED) == 1
    assert of(CAUGHT, CAUGHT, CAUGHT, OUT_OF_TIME) == 0


@needs_fork
def test_mutants_are_tried_in_functions_and_in_what_is_loaded(tmp_path: Path) -> None:
    mutants = mutants_of("model/duration.py", home())
    check = next(
        one.key for one in mutants if one.where == "Duration.__attrs_post_init__" and one.kind == "check dropped"
    )
    months = next(one.key for one in mutants if one.old == "12.0")
    plural = next(one.key for one in mutants if one.where == "Duration.__str__" and one.kind == "comparison")
    tests = "tests/model/test_duration.py::"
    refused = f"{tests}test_none_and_several_and_what_is_no_length_are_refused[stated0]"
    steps = f"{tests}test_a_year_has_so_many_steps"
    held = {
        check: refused,
        months: steps,
        plural: steps,
        check.replace("post_init", "gone"): refused,
        plural + "9": steps,
    }
    (tmp_path / "held.json").write_text(json.dumps(held), encoding="utf-8")
    words = ["part", "--workers", "1", "--held", str(tmp_path / "held.json")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutating", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[0] == f"{SURVIVED}: {plural}"
    assert done.stdout.splitlines()[2] == "5 mutants: 2 caught, 2 gone, 1 survived"
    assert done.returncode == 1


def test_a_watched_module_says_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(
        'def f(x):\n    """Say."""\n    if x:\n        return 1\n    return 2\n', encoding="utf-8"
    )
    said: list[str] = []
    names: dict[str, object] = {"__reached__": said.append}
    exec(compile(watched(tmp_path / "one.py", "one.py"), "one.py", "exec"), names)
    f = names["f"]
    assert callable(f)
    assert (f(1), said) == (1, ["one.py:f#0", "one.py:f#1"])
    assert (f(0), said[2:]) == (2, ["one.py:f#0"])
    assert [block_of(tmp_path / "one.py", line) for line in range(1, 6)] == ["", "f#0", "f#0", "f#1", "f#0"]
