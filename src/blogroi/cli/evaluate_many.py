"""`blogroi evaluate-many`: what every tool brings in of every case in a folder, written down part by part."""

from __future__ import annotations

import argparse
import gc
from concurrent.futures import BrokenExecutor

from blogroi.cli import FAULTS, FINE
from blogroi.cli.giving import give_sheets, progress_of
from blogroi.cli.options import add_convention_options, add_language, add_order, file_name, number, separate
from blogroi.cli.tabled import on_request
from blogroi.errors import OptionError, UnknownTableError
from blogroi.language.spoken import message

_CONVENTIONS = ("draws", "seed", "gaps", "viewpoint", "view", "claims", "evidence", "scenario")


def add(command: argparse.ArgumentParser) -> None:
    """Add the options."""
    from blogroi.many.evaluate_many import CHUNK  # noqa: PLC0415
    from blogroi.many.tables import PART  # noqa: PLC0415

    command.add_argument(
        "folder", metavar="FOLDER", type=file_name, help=message("a folder of cases, with the folders in it")
    )
    command.add_argument(
        "--output",
        metavar="FOLDER",
        type=file_name,
        required=True,
        help=message("write to FOLDER; where it holds part of the answers, go on behind them"),
    )
    command.add_argument(
        "--workers", type=number, metavar="N", help=message("number of processes (default: one for each processor)")
    )
    command.add_argument(
        "--chunk",
        type=number,
        default=CHUNK,
        metavar="N",
        help=message("cases that go to a process at once (default: {number})", number=str(CHUNK)),
    )
    command.add_argument(
        "--part",
        type=number,
        default=PART,
        metavar="N",
        help=message("cases of a file that is written (default: {number})", number=str(PART)),
    )
    command.add_argument(
        "--format", default="csv", help=message("form of these files: csv, parquet, json (default: csv)")
    )
    command.add_argument(
        "--table",
        default="tools",
        metavar="NAME",
        help=message("which table they hold (default: tools; a wrong name lists them)"),
    )
    add_order(command)
    add_convention_options(command, gaps=message("what each case says"))
    add_language(command)


def run(options: argparse.Namespace) -> int:
    """Evaluate the cases, and say where the answers lie."""
    import blogroi  # noqa: PLC0415
    from blogroi.many.folder import cases_in  # noqa: PLC0415
    from blogroi.many.processes import Processes, processors  # noqa: PLC0415
    from blogroi.report.kept import kept_sheet  # noqa: PLC0415

    gc.enable()  # which the command line does without, but not for a thousand cases
    pools = Processes(processors() if options.workers is None else options.workers)
    cases = cases_in(options.folder, output=options.output)
    try:
        kept = blogroi.evaluate_into(
            cases,
            options.output,
            root=options.folder,
            format=options.format,
            table=options.table,
            part=options.part,
            executor=pools if pools.workers > 1 else None,
            chunk=options.chunk,
            by=options.by,
            decision_probability=options.decision_probability,
            figures=tuple(separate(options.figures or ["default"])),
            exclude=separate(options.exclude),
            progress=progress_of(options),
            **{name: getattr(options, name) for name in _CONVENTIONS},
        )
    except UnknownTableError as error:
        raise on_request(error) from None
    except BrokenExecutor:
        raise OptionError(
            "workers", message("the processes end, whatever the case: is there enough memory for so many?")
        ) from None
    shown = argparse.Namespace(**{**vars(options), "output": None, "format": "text", "table": None, "full": False})
    give_sheets(shown, kept_sheet(kept))
    return FAULTS if kept.faulty else FINE
