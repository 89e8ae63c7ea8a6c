"""Executors of others: a cluster of Dask that loses workers in the middle, and loky's processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import blogroi
from tests.many.pools import DRAWS, at, cases, shown


@pytest.mark.skipif(find_spec("distributed") is None, reason="Dask is not installed: it comes with the extra `test`")
def test_a_cluster_of_dask_gives_the_same_bytes_when_its_workers_are_killed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("on_dask.py")), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"answers": True, "folder": True}


@pytest.mark.skipif(find_spec("loky") is None, reason="loky is not installed: it comes with the extra `test`")
def test_processes_of_loky_give_the_same_bytes_when_one_is_killed() -> None:
    get_reusable_executor: Any = import_module("loky").get_reusable_executor

    def kill() -> None:
        os.kill(next(iter(get_reusable_executor(2)._processes)), getattr(signal, "SIGKILL", signal.SIGTERM))

    alone = shown(blogroi.evaluate_many(cases(8), draws=DRAWS))
    answers = blogroi.evaluate_many(cases(8), executor=lambda: get_reusable_executor(2), chunk=1, ahead=3, draws=DRAWS)
    assert shown(at(2, answers, kill)) == alone
