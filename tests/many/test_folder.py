"""Which cases a folder holds: in the same order everywhere, whatever else lies in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi.many.folder import cases_in
from tests.many.pools import DRAWS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    home = tmp_path / "cases"
    for name in ("b.toml", "a/z.toml", "a/b.toml", "a.toml", "B.TOML", "c.json", "d.xlsx", "a/b.json"):
        path = home / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(blogroi.template(), encoding="utf-8")
    for name in (".hidden.toml", "~$d.xlsx", "notes.md", ".git/config.toml", "e.toml.bak"):
        path = home / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("")
    return home


def names(folder: Path, output: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in cases_in(folder, output=output)]


def test_every_file_that_may_be_a_case_in_the_order_of_names(folder: Path, tmp_path: Path) -> None:
    assert names(folder, tmp_path / "out") == [
        "B.TOML",
        "a.toml",
        "a/b.json",
        "a/b.toml",
        "a/z.toml",
        "b.toml",
        "c.json",
        "d.xlsx",
    ]


def test_those_that_are_answered_come_first_and_what_was_added_behind_them(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "d.xlsx").unlink()
    first = names(folder, out)
    blogroi.evaluate_into(cases_in(folder, output=out), out, root=folder, draws=DRAWS)
    (folder / "0.toml").write_text(blogroi.template(), encoding="utf-8")
    assert names(folder, out) == [*first, "0.toml"]
    (folder / "a.toml").unlink()
    with pytest.raises(blogroi.OptionError, match=r"holds answers of a.toml, and in its place there is a/b.json now"):
        blogroi.evaluate_into(cases_in(folder, output=out), out, root=folder, draws=DRAWS)


def test_answers_within_the_folder_are_no_cases(folder: Path, tmp_path: Path) -> None:
    before = names(folder, tmp_path / "out")
    blogroi.evaluate_into([], folder / "answers", draws=DRAWS)
    (folder / "answers" / "sealed").mkdir()
    (folder / "answers" / "sealed" / "part-000000.json").write_text("{}")
    assert names(folder, tmp_path / "out") == names(folder, folder / "answers") == before
    (folder / "new").mkdir()
    (folder / "new" / "run.toml").write_text("")
    assert names(folder, folder / "new") == before


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let everybody make links")
def test_links_are_followed_and_do_not_go_round(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.toml").write_text(blogroi.template(), encoding="utf-8")
    (folder / "linked").symlink_to(elsewhere)
    (folder / "round").symlink_to(folder)
    (folder / "one.toml").symlink_to(elsewhere / "x.toml")
    (folder / "dangling.toml").symlink_to(elsewhere / "gone.toml")
    found = names(folder, tmp_path / "out")
    assert {"linked/x.toml", "one.toml", "dangling.toml"} <= {*found}
    assert not any(name.startswith("round/") for name in found)
    kept = blogroi.evaluate_into([folder / "dangling.toml", folder / "one.toml"], tmp_path / "out", draws=DRAWS)
    assert kept.first_faulty == (((folder / "dangling.toml").as_posix(), 1),)


def test_a_folder_that_is_none_holds_none_or_is_that_of_the_answers_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for place, said in (
        (tmp_path / "none", "cannot be read: there is no such folder"),
        (folder / "a.toml", "cannot be read: it is a file, and no folder"),
        (tmp_path / "empty", "cannot be read: it holds no file whose name ends in .toml, .json or .xlsx"),
    ):
        with pytest.raises(blogroi.FileError) as refused:
            cases_in(place, output=tmp_path / "out")
        assert str(refused.value) == f"{place} {said}"
    with pytest.raises(blogroi.OptionError, match="output: is the folder of the cases: name another one"):
        cases_in(folder, output=folder / "a" / "..")


@pytest.mark.skipif(os.name == "nt", reason="Windows does not let everybody make links")
@pytest.mark.parametrize("turned", [False, True])
def test_of_two_links_to_one_folder_that_with_the_lesser_name_is_followed(
    turned: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.toml").write_text("")
    for name in "pqr":
        (folder / name).symlink_to(elsewhere)
    walk = os.walk

    def in_any_order(*given: Any, **named: Any) -> Iterator[tuple[str, list[str], list[str]]]:
        for name, below, files in walk(*given, **named):
            below.sort(reverse=turned)  # as a file system may have it
            yield name, below, files

    monkeypatch.setattr(os, "walk", in_any_order)
    assert [name for name in names(folder, tmp_path / "out") if name.endswith("x.toml")] == ["p/x.toml"]


def test_what_keeps_a_folder_from_being_read_is_said(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def guarded(path: str) -> Any:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied", path)
        if Path(path).name == ".git":
            raise AssertionError("it is hidden")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    with pytest.raises(blogroi.FileError) as refused:
        cases_in(folder, output=tmp_path / "out")
    assert str(refused.value) == f"{folder / 'a'} cannot be read: Permission denied"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="all may be read")
def test_a_folder_that_may_not_be_read_is_not_passed_over(folder: Path, tmp_path: Path) -> None:
    (folder / "a").chmod(0)
    try:
        with pytest.raises(blogroi.FileError, match="cannot be read"):
            cases_in(folder, output=tmp_path / "out")
    finally:
        (folder / "a").chmod(0o755)
