"""The scheduled job keeps what it is given, whole and once, and speaks where something has moved."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import blogroi

EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPT = EXAMPLES / "embedding" / "scheduled.py"
YEARS = [EXAMPLES / "history" / f"{year}.toml" for year in (2025, 2026, 2027)]
FEW = ("--draws", "500")


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scheduled", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


job = loaded()


def run(case: Path, folder: Path) -> int:
    status: int = job.main([str(case), str(folder), *FEW])
    return status


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def edited(path: Path, tmp_path: Path, before: str, after: str) -> Path:
    """Write a case in which somebody changed something."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    found = tmp_path / "edited.toml"
    found.write_text(text.replace(before, after), encoding="utf-8")
    return found


def test_a_first_version_is_kept_with_its_result_and_nothing_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(YEARS[0], folder) == job.UNCHANGED
    assert list(contents(folder)) == ["2025-06-30.result.json", "2025-06-30.toml"]
    assert (folder / "2025-06-30.toml").read_bytes() == YEARS[0].read_bytes()
    result = blogroi.evaluate(blogroi.load(YEARS[0]), draws=500)
    assert (folder / "2025-06-30.result.json").read_text(encoding="utf-8") == result.to_json()
    assert capsys.readouterr() == ("", "")


def test_a_verdict_that_moved_and_a_range_that_failed_are_told_in_one_paragraph(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [run(year, folder) for year in YEARS[:2]] == [job.UNCHANGED, job.MOVED]
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "the verdict on The newsletter was 'pays' and is 'open'." in told
    assert "was expected on 2025-06-30, and 177.2 came." in told


def test_a_version_in_which_nothing_moved_is_silent(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(YEARS[0], folder) == job.UNCHANGED
    assert run(edited(YEARS[0], tmp_path, "evaluated = 2025-06-30", "evaluated = 2025-07-31"), folder) == job.UNCHANGED
    assert capsys.readouterr().out == ""
    assert len(contents(folder)) == 4


def test_to_run_it_again_changes_nothing_and_says_the_same(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(YEARS[0], folder)
    first = run(YEARS[1], folder), capsys.readouterr().out
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}, contents(folder)
    assert (run(YEARS[1], folder), capsys.readouterr().out) == first
    assert ({path.name: path.stat().st_mtime_ns for path in folder.iterdir()}, contents(folder)) == before


def test_earlier_versions_put_there_by_hand_are_read_and_not_kept_twice(folder: Path) -> None:
    folder.mkdir()
    for year in YEARS[:2]:
        (folder / f"of {year.name}").write_bytes(year.read_bytes())
    assert run(YEARS[1], folder) == job.MOVED
    assert list(contents(folder)) == ["2026-06-30.result.json", "of 2025.toml", "of 2026.toml"]


def test_an_earlier_version_is_held_against_what_came_before_it_alone(folder: Path) -> None:
    for year in YEARS:
        run(year, folder)
    assert run(YEARS[0], folder) == job.UNCHANGED


def test_a_case_that_was_changed_and_kept_its_date_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(YEARS[0], folder)
    before = contents(folder)
    assert run(edited(YEARS[0], tmp_path, "low = 400", "low = 450"), folder) == job.FAULT
    assert "give the new one its own date" in capsys.readouterr().err
    assert contents(folder) == before


def test_a_comment_is_no_change(folder: Path, tmp_path: Path) -> None:
    run(YEARS[0], folder)
    assert run(edited(YEARS[0], tmp_path, "blogroi = 1", "# looked at again\nblogroi = 1"), folder) == job.UNCHANGED


def test_a_bad_case_is_a_fault_with_all_that_is_wrong_and_nothing_is_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("blogroi = 1\ntitle = 5\n", encoding="utf-8")
    assert run(bad, folder) == job.FAULT
    told = capsys.readouterr().err
    assert "bad.toml" in told
    assert "title" in told
    assert "currency" in told
    assert not folder.exists()


def test_a_bad_version_in_the_folder_is_a_fault_that_names_it(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / "2024.toml").write_text("blogroi = 1", encoding="utf-8")
    assert run(YEARS[0], folder) == job.FAULT
    assert "2024.toml" in capsys.readouterr().err
    assert list(contents(folder)) == ["2024.toml"]


def test_versions_that_cannot_be_compared_are_a_fault(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(YEARS[0], folder)
    assert run(edited(YEARS[1], tmp_path, 'currency = "EUR"', 'currency = "CHF"'), folder) == job.FAULT
    assert "currency" in capsys.readouterr().err


def test_a_case_that_is_not_there_is_a_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "none.toml", folder) == job.FAULT
    assert "none.toml" in capsys.readouterr().err


def test_a_crash_between_the_case_and_its_result_is_made_good_by_the_next_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(job.blogroi, "evaluate", lambda *_, **__: 1 / 0)
        assert run(YEARS[0], folder) == job.FAULT
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert list(contents(folder)) == ["2025-06-30.toml"]
    assert run(YEARS[0], folder) == job.UNCHANGED
    assert list(contents(folder)) == ["2025-06-30.result.json", "2025-06-30.toml"]


@pytest.mark.parametrize("step", ["fsync", "link"])
def test_a_disk_that_is_full_leaves_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, full)
    assert run(YEARS[0], folder) == job.FAULT
    assert contents(folder) == {}


def test_what_a_killed_job_left_beside_is_not_read(folder: Path) -> None:
    folder.mkdir()
    (folder / ".half.part").write_text("blogroi = ", encoding="utf-8")
    (folder / ".half.toml").write_text("blogroi = ", encoding="utf-8")
    assert run(YEARS[0], folder) == job.UNCHANGED


def test_a_job_that_is_killed_while_it_works_out_the_result_leaves_whole_files(folder: Path) -> None:
    code = (
        "import os, runpy, sys, blogroi; blogroi.evaluate = lambda *_, **__: os._exit(137);"
        f"sys.argv = ['scheduled', {str(YEARS[0])!r}, {str(folder)!r}]; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 137
    assert contents(folder) == {"2025-06-30.toml": YEARS[0].read_bytes()}
    assert run(YEARS[0], folder) == job.UNCHANGED
    assert len(contents(folder)) == 2


def test_two_jobs_at_once_keep_one_of_each(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(SCRIPT), str(YEARS[0]), str(folder), *FEW]
    jobs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(one.communicate(), one.returncode) for one in jobs] == [((b"", b""), job.UNCHANGED)] * 3
    assert run(YEARS[0], tmp_path / "alone") == job.UNCHANGED
    assert contents(folder) == contents(tmp_path / "alone")


def faster(folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another job add its case just before ours is linked to its name."""
    link = os.link

    def late(source: str, target: Path) -> None:
        monkeypatch.setattr(os, "link", link)
        target.write_bytes(other.read_bytes())
        link(source, target)

    monkeypatch.setattr(os, "link", late)


def test_the_slower_of_two_equal_jobs_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faster(folder, YEARS[0], monkeypatch)
    assert run(YEARS[0], folder) == job.UNCHANGED
    assert len(contents(folder)) == 2


def test_the_slower_of_two_jobs_that_disagree_gives_up(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    other = edited(YEARS[0], tmp_path, "low = 400", "low = 450")
    faster(folder, other, monkeypatch)
    assert run(YEARS[0], folder) == job.FAULT
    assert "is another one" in capsys.readouterr().err
    assert contents(folder) == {"2025-06-30.toml": other.read_bytes()}


@pytest.mark.skipif(os.name == "nt", reason="has other rights of access")
def test_who_may_not_read_the_case_may_not_read_what_is_kept(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.toml"
    secret.write_bytes(YEARS[0].read_bytes())
    secret.chmod(0o600)
    run(secret, folder)
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_the_command_ends_with_the_status(folder: Path) -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "none.toml", str(folder)], capture_output=True, check=False)
    assert done.returncode == 2
