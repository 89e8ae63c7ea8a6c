"""Evaluates cases on a cluster of Dask on this machine, ends one of its workers in the middle, and says whether that shows.

A process of its own, since Dask has threads and warnings of its own: ``python on_dask.py FOLDER``.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import blogroi
from blogroi.language.spoken import spoken
from tests.many.pools import DRAWS, at, cases

CASES = 24


def given(folder: Path) -> Iterator[Any]:
    """Cases, a faulty one among them, and one whose file is read by a worker."""
    (folder / "broken.toml").write_text("blogroi = 1\ntitle = 5\n", encoding="utf-8")
    (folder / "good.toml").write_text(blogroi.template(), encoding="utf-8")
    yield from cases(CASES // 2)
    yield folder / "broken.toml"
    yield folder / "good.toml"
    yield from cases(CASES // 2)


def said(answer: blogroi.Evaluation | blogroi.CaseError) -> str:
    """An answer to the last bit, and all that is wrong in both languages."""
    if isinstance(answer, blogroi.Evaluation):
        return answer.to_json()
    return repr((type(answer), answer.faults, answer.source, spoken(answer.said, "fr")))


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main(folder: Path) -> dict[str, bool]:
    """Evaluate, and say what is the same."""
    dask: Any = import_module("dask.distributed")  # which has no types
    alone = [said(answer) for _, answer in blogroi.evaluate_many(given(folder), draws=DRAWS)]
    blogroi.evaluate_into(given(folder), folder / "alone", draws=DRAWS, part=5)
    asked: dict[str, Any] = {"draws": DRAWS, "chunk": 2, "ahead": 6}
    with (
        dask.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        ) as cluster,
        dask.Client(cluster) as client,
    ):
        executor = client.get_executor(pure=False)
        pids = sorted(client.run(os.getpid).values())

        def kill() -> None:
            os.kill(pids.pop(), getattr(signal, "SIGKILL", signal.SIGTERM))

        answers = at(5, blogroi.evaluate_many(given(folder), executor=executor, **asked), kill)
        same_answers = [said(answer) for _, answer in answers] == alone
        blogroi.evaluate_into(at(9, given(folder), kill), folder / "there", executor=executor, part=5, **asked)
    return {"answers": same_answers, "folder": content(folder / "there") == content(folder / "alone")}


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
