"""Processes of our own: as many as were asked for, deaf to what ends the command, and gone when it is gone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import blogroi
from blogroi.many import processes
from blogroi.many.processes import Processes, processors


@pytest.mark.parametrize(
    ("workers", "is_so"), [(1, True), (2, True), (61, True), (0, False), (-1, False), (1.5, False)]
)
def test_there_is_at_least_one(workers: Any, is_so: bool) -> None:
    if is_so:
        assert Processes(workers).workers == workers
        return
    with pytest.raises(blogroi.OptionError, match="workers: "):
        Processes(workers)


def test_there_are_no_more_than_can_be_waited_for() -> None:
    assert Processes(processes._MOST).workers == processes._MOST
    with pytest.raises(
        blogroi.OptionError, match=rf"workers: {processes._MOST + 1} is not between 1 and {processes._MOST}"
    ):
        Processes(processes._MOST + 1)
    assert processes._MOST in (61, 1024)


def test_a_pool_has_so_many_and_begins_each_with_nothing() -> None:
    pool: Any = Processes(3)()
    try:
        assert pool._max_workers == 3
        assert pool._mp_context.get_start_method() == "spawn"
        assert pool._initializer is processes._begin
    finally:
        pool.shutdown()


def test_those_count_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda which: {0, 1, 2} if which == 0 else set(), raising=False)
    assert processors() == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 7)
    assert processors() == 7
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert processors() == 1


def test_a_process_leaves_it_to_the_command_to_be_ended_and_watches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(signal, "signal", lambda *given: told.append(given))
    monkeypatch.setattr(
        threading,
        "Thread",
        lambda **given: SimpleNamespace(start=lambda: told.append(given)),
    )
    processes._begin()
    assert told == [
        (signal.SIGINT, signal.SIG_IGN),
        {"target": processes._end_with_parent, "daemon": True},
    ]


def test_it_ends_once_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(processes, "wait", told.append)
    monkeypatch.setattr(os, "_exit", told.append)
    processes._end_with_parent()  # here there is none
    assert told == []
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(sentinel=5))
    processes._end_with_parent()
    assert told == [[5], 1]


INTERRUPTED = """
import os, signal
from blogroi.many.processes import Processes

if __name__ == "__mp_main__":  # while a process begins, before any of it is ours
    os.kill(os.getpid(), signal.SIGINT)


def at_work():
    os.kill(os.getpid(), signal.SIGINT)
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN, signal.pthread_sigmask(signal.SIG_BLOCK, [])


if __name__ == "__main__":
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [])
    with Processes(2)() as pool:
        for found in [pool.submit(at_work) for _ in range(4)]:
            assert found.result() == (True, before), found.result()
    assert signal.pthread_sigmask(signal.SIG_BLOCK, []) == before
    print("answered")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no process there inherits what is to wait")
def test_a_process_that_begins_says_nothing_of_an_interrupt(tmp_path: Path) -> None:
    (tmp_path / "interrupted.py").write_text(INTERRUPTED)
    done = subprocess.run([sys.executable, tmp_path / "interrupted.py"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("answered\n", "", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing can wait there")
def test_an_interrupt_waits_until_a_process_has_begun() -> None:
    heard: list[str] = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append("heard"))
    try:
        with processes._held_back():
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            heard.append("begun")
        heard.append("after")
        with pytest.raises(ZeroDivisionError), processes._held_back():
            raise ZeroDivisionError
        signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)
    assert heard == ["begun", "heard", "after", "heard"]


def test_where_nothing_can_wait_work_is_handed_over_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(signal, "pthread_sigmask", lambda *_: pytest.fail("called"), raising=False)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(threading, "Thread", lambda **_: SimpleNamespace(start=lambda: None))
    with processes._held_back():
        processes._begin()
