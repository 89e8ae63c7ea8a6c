"""`blogroi replay`: the same case evaluated again under the conditions of a result, and compared to the bit."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from blogroi._version import VERSION
from blogroi.cli import FAULTS, FINE
from blogroi.cli.options import add_plan, file_name, give, plan_of
from blogroi.report.acting import one_line

if TYPE_CHECKING:
    from blogroi.audit import Replay
MOST_LISTED = 20


def add(command: argparse.ArgumentParser) -> None:
    """Add the two files."""
    command.add_argument("result", metavar="RESULT", type=file_name, help="a result in JSON")
    command.add_argument("file", metavar="FILE", type=file_name, help="the case that it is of")
    add_plan(command)


def run(options: argparse.Namespace) -> int:
    """Evaluate again, and say what differs."""
    import blogroi  # noqa: PLC0415
    from blogroi.files.read import load_result  # noqa: PLC0415

    case, result = blogroi.load(options.file), load_result(options.result)
    found = blogroi.audit.replay(case, result=result, plan=plan_of(options))
    give(options, "\n".join(_lines(found)) + "\n")
    return FINE if found.same else FAULTS


def _lines(found: Replay) -> Iterator[str]:
    if found.same:
        yield "the same figures, bit for bit"
        return
    if not found.same_case:
        yield "the case is not the one that the result was made of"
    if not found.same_version:
        yield f"the result was made by another version than {VERSION}"
    if not found.same_numpy:
        yield f"the result was made with another numpy than {found.numpy}, which may move the last digits"
    yield f"{len(found.differences)} places differ:"
    yield from (f"  {one_line(path)}" for path in found.differences[:MOST_LISTED])
