"""`blogroi evaluate-many` from its words to its folder: what it says, in both languages, and what is left of it when it is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

import blogroi
from blogroi import cli
from blogroi.language.languages import LANGUAGES
from blogroi.many.processes import Processes
from tests.many.pools import CASES, cases
from tests.short import faults

EXPECTED = Path(__file__).parents[1] / "golden" / "many"
FEW = ["--draws", "200", "--workers", "1"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of cases, two of which are faulty, beside which the command is run."""
    home = tmp_path / "cases"
    (home / "north").mkdir(parents=True)
    for name in ("house", "months", "scores"):
        shutil.copy(CASES / f"{name}.toml", home / f"{name}.toml")
    shutil.copy(CASES / "drivers.toml", home / "north" / "house.toml")
    (home / "broken.toml").write_text("blogroi = 1\ntitle = 5\n", encoding="utf-8")
    (home / "north" / "plan.json").write_text((CASES / "plan.json").read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return home


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def kept(name: str, said: str, request: pytest.FixtureRequest) -> None:
    """Hold what was printed against what was printed before."""
    path = EXPECTED / name
    if request.config.getoption("--renew"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8", newline="\n")
    assert said == path.read_text(encoding="utf-8")
    assert faults(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says_is_what_it_said_before(
    language: str, folder: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    words = ["evaluate-many", "cases", "--output", "answers", *FEW, "--language", language]
    assert cli.main(words) == cli.FAULTS
    kept(f"faulty.{language}.txt", capsys.readouterr().out, request)
    (folder / "broken.toml").unlink()
    (folder / "north" / "plan.json").unlink()
    words[3] = "others"
    assert cli.main(words) == cli.FINE
    kept(f"fine.{language}.txt", capsys.readouterr().out, request)
    shutil.copy(folder / "house.toml", folder / "z.toml")
    assert cli.main(words) == cli.FINE
    kept(f"again.{language}.txt", capsys.readouterr().out, request)
    shutil.rmtree(folder / "north")
    for name in ("months", "scores", "z"):
        (folder / f"{name}.toml").unlink()
    assert cli.main([*words[:3], "whole", *words[4:], "--format", "json"]) == cli.FINE
    kept(f"one.{language}.txt", capsys.readouterr().out, request)


def test_a_folder_with_many_faults_is_said_in_a_few_lines(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in range(12):
        (folder / f"{'long-name-' * 9}{place}.toml").write_text("", encoding="utf-8")
    for language in LANGUAGES:
        assert cli.main(["evaluate-many", "cases", "--output", "answers", *FEW, "--language", language]) == cli.FAULTS
        assert faults(capsys.readouterr().out) == []


def test_processes_write_the_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--draws", "200", "--part", "2", "--figures", "default,irr", "--by", "roi"]
    one, several = ["--workers", "1", "--output", "one"], ["--workers", "2", "--chunk", "1", "--output", "several"]
    assert cli.main(["evaluate-many", "cases", *more, *one]) == cli.FAULTS
    said = capsys.readouterr().out
    assert cli.main(["evaluate-many", "cases", *more, *several]) == cli.FAULTS
    assert capsys.readouterr().out == said.replace("one/", "several/")
    assert files(folder.parent / "one") == files(folder.parent / "several")


def test_figures_are_those_of_evaluate(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate-many", "cases", "--output", "answers", *FEW]) == cli.FAULTS
    capsys.readouterr()
    lines = (folder.parent / "answers" / "tools" / "part-000000.csv").read_text(encoding="utf-8").splitlines()
    rows = [line.split(",", 6)[-1] for line in lines if ",house.toml," in line]
    assert cli.main(["evaluate", "cases/house.toml", "--draws", "200", "--format", "csv"]) == cli.FINE
    assert rows == capsys.readouterr().out.splitlines()[1:]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere", "--output", "out"], "nowhere cannot be read: there is no such folder"),
        (["cases/house.toml", "--output", "out"], "cases/house.toml cannot be read: it is a file, and no folder"),
        (["cases", "--output", "cases"], "--output: is the folder of the cases: name another one"),
        (["cases", "--output", "."], "--output: . holds other files: name a folder that is empty, or not there yet"),
        (["cases", "--output", "cases/house.toml"], "cases/house.toml cannot be written: it is a file, and no folder"),
        (["cases"], "--output is needed"),
        (["cases", "--output", "out", "--workers", "0"], "--workers: 0 is not between 1 and 1024"),
        (["cases", "--output", "out", "--chunk", "0"], "--chunk: 0 is not between 1 and 100000"),
        (["cases", "--output", "out", "--part", "x"], "--part: 'x' is not a whole number"),
        (["cases", "--output", "out", "--format", "xlsx"], "--format: 'xlsx' is not known: one of csv, json, parquet"),
        (["cases", "--output", "out", "--table", "tols"], "--table: 'tols' is not known: did you mean `tools`?"),
        (
            ["cases", "--output", "out", "--table", "flows"],
            "--table: `flows` is made on request: write `--figures default,cash_by_period`",
        ),
    ],
)
def test_what_cannot_be_is_misuse(
    words: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(folder)
    assert cli.main(["evaluate-many", *words]) == cli.MISUSE
    printed = capsys.readouterr()
    assert printed.err.startswith(f"blogroi: {said}")
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert files(folder) == before


def test_answers_to_another_question_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate-many", "cases", "--output", "answers", *FEW]) == cli.FAULTS
    before = files(folder.parent / "answers")
    capsys.readouterr()
    assert cli.main(["evaluate-many", "cases", "--output", "answers", *FEW, "--seed", "2"]) == cli.MISUSE
    assert capsys.readouterr().err == (
        "blogroi: --output: answers holds answers with `seed` 1, and it is 2 now: name another folder, or take this one away\n"
    )
    assert files(folder.parent / "answers") == before


def test_processes_that_all_die_are_said_in_a_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def dying(*_: object, **__: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(blogroi, "evaluate_into", dying)
    assert cli.main(["evaluate-many", "cases", "--output", "answers"]) == cli.MISUSE
    assert capsys.readouterr().err == (
        "blogroi: --workers: the processes end, whatever the case: is there enough memory for so many?\n"
    )


def test_as_many_processes_as_are_asked_for_or_one_for_each_processor(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SeenError(Exception):
        pass

    seen: list[object] = []

    def catch(*_: object, executor: object, **__: object) -> None:
        seen.append(executor)
        raise SeenError

    monkeypatch.setattr(blogroi, "evaluate_into", catch)
    monkeypatch.setattr("blogroi.many.processes.processors", lambda: 5)
    for more in ([], ["--workers", "3"], ["--workers", "1"]):
        with pytest.raises(SeenError):
            cli.main(["evaluate-many", "cases", "--output", "answers", *more])
    assert seen == [Processes(5), Processes(3), None]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "status"), [("SIGINT", 130), ("SIGKILL", -9)])
def test_what_was_killed_goes_on_and_comes_to_the_same_bytes(number: str, status: int, tmp_path: Path) -> None:
    home, out = tmp_path / "cases", tmp_path / "out"
    home.mkdir()
    for place, case in enumerate(cases(16)):
        blogroi.dump(case, home / f"{place:02}.toml")
    words = ["evaluate-many", str(home), "--draws", "3000", "--part", "1", "--chunk", "1"]
    run = [sys.executable, "-m", "blogroi", *words, "--workers", "2", "--output", str(out)]
    begun = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    end = time.monotonic() + 60
    while time.monotonic() < end and len([*out.glob("sealed/*.json")]) < 3:
        time.sleep(0.01)
    os.killpg(begun.pid, signal.SIGSTOP)  # so that it is killed where it stands, however fast it is
    there = len([*out.glob("sealed/*.json")])
    os.kill(begun.pid, getattr(signal, number))
    os.killpg(begun.pid, signal.SIGCONT)
    said, complained = begun.communicate(timeout=60)  # which ends once no process of it holds the streams
    assert (begun.returncode, said) == (status, "")
    assert complained in ("", "blogroi: stopped\n")
    assert there >= 3
    assert cli.main([*words, "--workers", "1", "--output", str(out)]) == cli.FINE
    assert cli.main([*words, "--workers", "1", "--output", str(tmp_path / "whole")]) == cli.FINE
    assert files(out) == files(tmp_path / "whole")
