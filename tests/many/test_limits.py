"""Limits hold for each of many cases: one that asks for too much is an item that says so, and the others are answered."""

from __future__ import annotations

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Limits, OptionError
from blogroi.model import limits
from tests.files import bombs
from tests.many.pools import DRAWS

TWO, FIVE = (blogroi.loads(bombs.tools(count)) for count in (2, 5))
FEW = Limits(tools=4)
TOO_MANY = "limits: 5 tools are more than the 4 that are allowed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    blogroi.dump(TWO, folder / "a.toml")
    blogroi.dump(FIVE, folder / "b.toml")
    return folder


@pytest.mark.parametrize("as_files", [False, True])
def test_a_case_that_asks_for_too_much_is_an_item(as_files: bool, folder: Path) -> None:
    given: list[Any] = [folder / "b.toml", folder / "a.toml"] if as_files else [FIVE, TWO]
    with ThreadPoolExecutor(2) as threads:
        for executor in (None, threads):
            (_, large), (_, small) = blogroi.evaluate_many(given, executor=executor, draws=DRAWS, limits=FEW)
            assert isinstance(large, blogroi.CaseError)
            assert TOO_MANY in str(large)
            assert isinstance(small, blogroi.Evaluation)
    assert small == blogroi.evaluate(blogroi.load(given[1]) if as_files else TWO, draws=DRAWS)


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        (Limits(draws=DRAWS - 1), "draws are more than"),
        (Limits(bytes=1 << 20), "MiB of memory are needed"),
        (Limits(seconds=1e-6), "s of processor time are needed"),
        (Limits(quantities=1), "uncertain quantities are more than"),
    ],
    ids=["draws", "bytes", "seconds", "quantities"],
)
def test_all_limits_of_a_question_hold_of_each(stated: Limits, said: str) -> None:
    ((_, answer),) = blogroi.evaluate_many([TWO], draws=DRAWS, limits=stated)
    assert isinstance(answer, blogroi.CaseError)
    assert said in str(answer)


def test_a_file_is_held_to_what_it_may_hold_but_its_size_is_not_that_of_draws(folder: Path) -> None:
    size = (folder / "a.toml").stat().st_size
    ((_, answer),) = blogroi.evaluate_many([folder / "a.toml"], draws=DRAWS, limits=Limits(values=3))
    assert "values are more than" in str(answer)
    with (folder / "a.toml").open("a") as file:
        file.write("#" * (9 << 20))
    room = Limits(bytes=8 << 20)
    assert (folder / "a.toml").stat().st_size > 8 << 20 > size
    ((_, answer),) = blogroi.evaluate_many([folder / "a.toml"], draws=DRAWS, limits=room)
    assert isinstance(answer, blogroi.Evaluation)


def test_what_is_allowed_is_allowed_wherever_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEFAULTS", attrs.evolve(limits.DEFAULTS, tools=1))
    files = [folder / "a.toml", folder / "b.toml"]
    assert all(isinstance(answer, blogroi.CaseError) for _, answer in blogroi.evaluate_many(files, draws=DRAWS))
    found = blogroi.evaluate_many(files, draws=DRAWS, limits=Limits(tools=5))
    assert all(isinstance(answer, blogroi.Evaluation) for _, answer in found)


def test_what_is_no_limit_is_refused_at_once() -> None:
    given: Any = {"tools": 4}
    with pytest.raises(OptionError, match="limits"):
        blogroi.evaluate_many([TWO], limits=given)


def test_a_folder_has_it_among_its_faults_and_goes_on_under_the_same_limits_alone(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "answers"
    files = sorted(folder.iterdir())
    kept = blogroi.evaluate_into(files, output, root=folder, draws=DRAWS, limits=FEW)
    assert (kept.cases, kept.faulty) == (2, 1)
    (fault,) = csv.DictReader((output / "faults" / "part-000000.csv").read_text(encoding="utf-8-sig").splitlines())
    assert TOO_MANY in fault["message"]
    assert json.loads((output / "run.json").read_text())["limits"] == {"tools": 4}
    assert blogroi.evaluate_into(files, output, root=folder, draws=DRAWS, limits=FEW).before == 2
    for other in (None, Limits(tools=5), Limits(tools=4, draws=DRAWS)):
        with pytest.raises(OptionError, match="holds answers with `limits`"):
            blogroi.evaluate_into(files, output, root=folder, draws=DRAWS, limits=other)


def test_a_folder_that_was_begun_without_limits_goes_on_without(folder: Path, tmp_path: Path) -> None:
    output, files = tmp_path / "answers", sorted(folder.iterdir())
    blogroi.evaluate_into(files, output, root=folder, draws=DRAWS)
    manifest = json.loads((output / "run.json").read_text())
    assert manifest.pop("limits") is None
    (output / "run.json").write_text(json.dumps(manifest))  # as versions wrote it that knew none
    assert blogroi.evaluate_into(files, output, root=folder, draws=DRAWS, limits=Limits()).before == 2
    mended = blogroi.loads(bombs.tools(3))
    blogroi.dump(mended, folder / "c.toml")
    assert blogroi.evaluate_into([*files, folder / "c.toml"], output, root=folder, draws=DRAWS).cases == 3


def test_a_file_that_held_too_much_is_done_again_once_it_holds_less(folder: Path, tmp_path: Path) -> None:
    output, files = tmp_path / "answers", sorted(folder.iterdir())
    assert blogroi.evaluate_into(files, output, root=folder, draws=DRAWS, limits=FEW).faulty == 1
    (folder / "b.toml").write_bytes((folder / "a.toml").read_bytes())
    again = blogroi.evaluate_into(files, output, root=folder, draws=DRAWS, limits=FEW)
    assert (again.faulty, again.cases) == (0, 2)
