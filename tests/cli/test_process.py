"""The command line as a process: full and closed streams, other encodings, signals. Each test starts as few processes as it can."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import blogroi

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has neither these signals nor these devices")
only_with_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")

RUN = "import sys; from blogroi.cli import main; sys.exit(main())"
STOPPED = b"blogroi: stopped\n"

# The process sends itself a signal at the moment when a module is about to be imported.
AT_IMPORT = """
import os, sys
class Moment:
    def find_spec(name, *_):
        if name == {module!r}:
            sys.meta_path.remove(Moment)
            os.kill(os.getpid(), {number})
sys.meta_path.insert(0, Moment)
"""

# The process sends itself a signal once all is written, but not yet in its place.
AT_WRITING = """
import os
os.fsync = lambda _: os.kill(os.getpid(), {number})
"""


@pytest.fixture
def case(tmp_path: Path) -> str:
    path = tmp_path / "case.toml"
    path.write_text(blogroi.template(), encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def signals_that_are_heard() -> Iterator[None]:
    """Hear the signals that whoever runs the tests has switched off, as `nohup` does: what is started here would inherit that."""
    deaf = [one for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP) if signal.getsignal(one) is signal.SIG_IGN]
    for one in deaf:
        signal.signal(one, signal.SIG_DFL)
    yield
    for one in deaf:
        signal.signal(one, signal.SIG_IGN)


def run(*arguments: str, first: str = "", **options: Any) -> subprocess.CompletedProcess[bytes]:
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, "check": False}
    done: subprocess.CompletedProcess[bytes]
    done = subprocess.run([sys.executable, "-c", first + RUN, *arguments], **(given | options))
    return done


def in_shell(redirection: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = f'exec "$0" -m blogroi "$@" {redirection}'
    whole = ["/bin/sh", "-c", command, sys.executable, *arguments]
    return subprocess.run(whole, capture_output=True, timeout=60, check=False)


@only_with_full
@pytest.mark.parametrize("command", ["--help", "schema", "evaluate"])
def test_a_full_output_is_said_in_one_line(command: str, case: str) -> None:
    arguments = [command, *([case, "--draws", "10"] if command == "evaluate" else [])]
    done = in_shell(">/dev/full", *arguments)
    assert (done.returncode, done.stderr) == (2, b"blogroi: standard output cannot be written: the disk is full\n")


@only_with_full
def test_where_nothing_can_be_said_the_status_still_is(case: str) -> None:
    assert in_shell(">/dev/full 2>/dev/full", "check", case).returncode == 2
    assert in_shell("2>/dev/full", "check", "nowhere.toml").returncode == 2


def test_a_closed_output_is_said_in_one_line(case: str) -> None:
    done = in_shell(">&-", "check", case)
    assert (done.returncode, done.stderr) == (2, b"blogroi: standard output cannot be written: it is closed\n")


def test_closed_streams_do_not_keep_a_file_from_being_written(case: str, tmp_path: Path) -> None:
    target = tmp_path / "result.txt"
    done = in_shell("<&- >&- 2>&-", "evaluate", case, "--draws", "10", "--output", str(target))
    assert done.returncode == 0
    assert target.read_text(encoding="utf-8").endswith("`blogroi worth-measuring`\n")


def test_a_closed_error_output_leaves_the_status(tmp_path: Path) -> None:
    (tmp_path / "case.toml").write_text("blogroi = 1", encoding="utf-8")
    done = in_shell("2>&-", "check", str(tmp_path / "case.toml"))
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


def test_names_are_shown_in_any_encoding(tmp_path: Path) -> None:
    done = run("check", "\u00e9t\u00e9.toml", env=os.environ | {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "1"})
    assert (done.returncode, done.stderr) == (2, b"blogroi: ?t?.toml cannot be read: there is no such file\n")


def test_a_reader_who_has_gone_is_told_nothing(case: str) -> None:
    for command in (["--help"], ["evaluate", case, "--draws", "10", "--format", "json"]):
        reader, writer = os.pipe()
        os.close(reader)
        done = run(*command, stdout=writer)
        os.close(writer)
        assert (done.returncode, done.stderr) == (0, b"")


def test_what_stands_in_the_output_already_stays(case: str, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("before\n", encoding="utf-8")
    with log.open("ab") as stream:
        done = run("evaluate", case, "--draws", "10", "--output", "/dev/stdout", stdout=stream)
    assert done.returncode == 0
    assert log.read_text(encoding="utf-8").startswith("before\nWhat our blog")


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("SIGINT", "argparse"),
        ("SIGINT", "attr"),
        ("SIGINT", "numpy"),
        ("SIGINT", "blogroi.language"),
        ("SIGTERM", "numpy.linalg"),
        ("SIGHUP", "blogroi.evaluation.evaluate"),
    ],
)
def test_a_signal_while_something_is_imported_ends_it_in_one_line(name: str, module: str, case: str) -> None:
    number = getattr(signal, name)
    done = run("evaluate", case, "--draws", "10", first=AT_IMPORT.format(module=module, number=int(number)))
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, b"", STOPPED)


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_while_a_file_is_written_leaves_what_was_there(name: str, case: str, tmp_path: Path) -> None:
    target = tmp_path / "result.txt"
    target.write_text("old", encoding="utf-8")
    number = getattr(signal, name)
    first = AT_WRITING.format(number=int(number))
    done = run("evaluate", case, "--draws", "10", "--output", str(target), first=first)
    assert (done.returncode, done.stderr) == (128 + number, STOPPED)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.toml", "result.txt"]
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("seconds", [0.0, 0.2, 0.4])
def test_a_signal_while_it_works_ends_it_in_one_line_whatever_its_threads_do(seconds: float, case: str) -> None:
    first = AT_IMPORT.format(module="blogroi.language", number=0).replace("os.kill", "os.write(2, b'.') or os.kill")
    command = [sys.executable, "-c", first + RUN, "evaluate", case, "--draws", "4e6", "--threads", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        assert process.stderr.read(1) == b"."  # it has begun
        time.sleep(seconds)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=60)
    assert (process.returncode, out, error) == (130, b"", STOPPED)


def test_a_signal_that_was_switched_off_stays_off(case: str) -> None:
    first = AT_IMPORT.format(module="numpy", number=int(signal.SIGHUP))
    done = run("check", case, first="import signal; signal.signal(1, signal.SIG_IGN)\n" + first)
    assert (done.returncode, done.stderr) == (0, b"")
