"""`blogroi replay`: the same case evaluated again under the conditions of a result, and compared to the bit; last digits alone are no fault."""

from __future__ import annotations

import argparse

from blogroi.cli import FAULTS, FINE
from blogroi.cli.giving import give_page, progress_of
from blogroi.cli.options import add_answer, add_plan, file_name, plan_of
from blogroi.language.spoken import message


def add(command: argparse.ArgumentParser) -> None:
    """Add the two files."""
    command.add_argument("result", metavar="RESULT", type=file_name, help=message("a result in JSON"))
    command.add_argument("file", metavar="FILE", type=file_name, help=message("the case that it is of"))
    add_plan(command)
    add_answer(command)


def run(options: argparse.Namespace) -> int:
    """Evaluate again, and say what differs."""
    import blogroi  # noqa: PLC0415
    from blogroi.files.read import load_result  # noqa: PLC0415

    case, result = blogroi.load(options.file), load_result(options.result)
    found = blogroi.audit.replay(case, result=result, plan=plan_of(options), progress=progress_of(options))
    give_page(options, found)
    return FINE if found.agrees else FAULTS
