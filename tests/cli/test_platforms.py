"""What differs between systems: encodings of a terminal, names of files, ends of lines, modules that one system has and another has not."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

import blogroi
from blogroi import cli
from blogroi.files import disk

ENCODINGS = ["ascii", "cp1252", "cp850", "utf-8"]
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""A process that knows nothing of Unicode, as one started by a scheduler, or on Windows in a country's own encoding."""


def run(*arguments: str, folder: Path, encoding: str) -> bytes:
    environment = {**os.environ, **PLAIN, "PYTHONIOENCODING": encoding, "BLOGROI_LANGUAGE": ""}
    command = [sys.executable, "-m", "blogroi", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_encoding_gets_the_same_files_and_the_same_data(
    encoding: str, form: Literal["NFC", "NFD"], tmp_path: Path
) -> None:
    name = unicodedata.normalize(form, "été.toml")
    run("new", "--language", "fr", "--output", name, folder=tmp_path, encoding=encoding)
    assert (tmp_path / name).read_bytes() == blogroi.template(language="fr").encode()
    words = run("evaluate", name, "--draws", "100", "--language", "fr", folder=tmp_path, encoding=encoding)
    assert "rentable" in words.decode(encoding)
    data = run("evaluate", name, "--draws", "100", "--format", "json", folder=tmp_path, encoding=encoding)
    expected = blogroi.evaluate(blogroi.load(tmp_path / name), draws=100).to_dict()
    assert json.loads(data.decode(encoding)) == json.loads(json.dumps(expected))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_case_that_was_printed_in_any_encoding_is_read_again(encoding: str, tmp_path: Path) -> None:
    printed = run("new", "--language", "fr", folder=tmp_path, encoding=encoding)
    if encoding in ("ascii", "utf-8"):
        assert blogroi.loads(printed) == blogroi.loads(blogroi.template(language="fr"))
    else:
        assert blogroi.loads(printed.decode(encoding)) == blogroi.loads(blogroi.template(language="fr"))


ENDS = {"CRLF": "\r\n", "LF": "\n"}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ENDS)
def test_ends_of_lines_and_a_byte_order_mark_change_nothing(mark: bytes, end: str, tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(mark + blogroi.template().replace("\n", ENDS[end]).encode())
    assert blogroi.load(path) == blogroi.loads(blogroi.template())
    assert blogroi.evaluate(blogroi.load(path), draws=10).fingerprint == (
        blogroi.evaluate(blogroi.loads(blogroi.template()), draws=10).fingerprint
    )


@pytest.mark.parametrize("end", ENDS)
def test_faults_are_on_the_same_line_whatever_ends_it(end: str, tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    text = blogroi.template().replace("periods =", "periodes =", 1)
    path.write_bytes(text.replace("\n", ENDS[end]).encode())
    with pytest.raises(blogroi.CaseError) as caught:
        blogroi.load(path)
    line = next(place for place, held in enumerate(text.splitlines(), 1) if "periodes" in held)
    assert line in {fault.line for fault in caught.value.faults}


def test_a_file_that_windows_saved_in_utf_16_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(blogroi.template().encode("utf-16"))
    with pytest.raises(blogroi.CaseError, match="save it in UTF-8"):
        blogroi.load(path)


def test_what_is_written_has_the_ends_of_lines_that_it_states(tmp_path: Path) -> None:
    blogroi.dump(blogroi.loads(blogroi.template()), tmp_path / "case.toml")
    assert b"\r" not in (tmp_path / "case.toml").read_bytes()


def test_a_drive_letter_is_no_address() -> None:
    with pytest.raises(blogroi.FileError, match="no such file"):
        blogroi.measured.read_series(r"C:\exports\calls.csv")


WITHOUT = """
import os, signal, sys
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
for name in ("O_NONBLOCK", "chown", "fork", "geteuid", "getuid", "killpg", "mkfifo", "posix_spawn", "sched_getaffinity", "wait4"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "setitimer"):
    if hasattr(signal, name):
        delattr(signal, name)
from blogroi.cli import main
sys.exit(main())
"""


def test_nothing_is_needed_that_windows_lacks(tmp_path: Path) -> None:
    for arguments in (
        ["new", "--output", "case.toml"],
        ["check", "case.toml"],
        ["evaluate", "case.toml", "--draws", "100", "--output", "answer.json"],
        ["evaluate", "case.toml", "--draws", "100", "--output", "answer.json"],  # over the one that is there
        ["replay", "answer.json", "case.toml"],
    ):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), arguments
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.json", "case.toml"]


def test_a_folder_that_the_system_does_not_let_be_opened_is_called_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: str, flags: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(disk, "_open_at_once", refused)
    with pytest.raises(blogroi.FileError, match="it is a folder"):
        disk.read_bytes(tmp_path)
    (tmp_path / "case.toml").touch()
    with pytest.raises(blogroi.FileError, match="not allowed"):
        disk.read_bytes(tmp_path / "case.toml")


def test_a_file_that_another_program_holds_open_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answer.json"
    path.write_text("old", encoding="utf-8")

    def held(source: str, target: str) -> None:
        raise PermissionError(errno.EACCES, "The process cannot access the file", source)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(blogroi.FileError, match="not allowed"):
        disk.write_whole(path, "new")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("answer.json", "old")]


def test_folders_that_cannot_be_brought_to_the_disk_are_no_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = os.open

    def of_files(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", of_files)
    disk.write_whole(tmp_path / "case.toml", "text")
    assert (tmp_path / "case.toml").read_text(encoding="utf-8") == "text"


def test_a_long_path_is_written_and_read(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["x" * 60] * 4)
    folder.mkdir(parents=True)
    assert cli.main(["new", "--output", str(folder / "case.toml")]) == cli.FINE
    assert blogroi.load(folder / "case.toml") == blogroi.loads(blogroi.template())
