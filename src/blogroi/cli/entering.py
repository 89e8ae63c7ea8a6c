"""Put a measured effect into a case from the command line: into a file in TOML as text, elsewhere shown as what to add."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from blogroi.cli import FAULTS, FINE
from blogroi.cli.options import file_name, number
from blogroi.cli.parser import MisuseError
from blogroi.language.spoken import message

if TYPE_CHECKING:
    from blogroi.measured.entering import Entered
    from blogroi.measured.estimation import Estimate
    from blogroi.model import Case
    from blogroi.report.sheet import Block, Sheet

__all__ = ["add_entering", "enter", "entering", "refuse_half", "sheet_of_entering"]


def add_entering(command: argparse.ArgumentParser) -> None:
    """Add into which case it is put, as the effect of which tool on which indicator."""
    command.add_argument(
        "--into",
        metavar="FILE",
        type=file_name,
        help=message("put it into this case, in TOML, as a measured effect; the file as it was is left as FILE.bak"),
    )
    command.add_argument("--tool", metavar="TOOL", help=message("key of the tool that it is an effect of"))
    command.add_argument(
        "--indicator", metavar="INDICATOR", help=message("key of the indicator that it is an effect on")
    )
    command.add_argument(
        "--times",
        type=number,
        default=1,
        metavar="NUMBER",
        help=message(
            "how many units of the indicator one unit of the series is: -1 where calls are counted and the indicator is calls "
            "avoided (default: 1)"
        ),
    )
    command.add_argument(
        "--replace", action="store_true", help=message("make a comment of another effect that stands there already")
    )
    command.add_argument(
        "--dry-run", action="store_true", help=message("show what would change in the case, and change nothing")
    )


def refuse_half(options: argparse.Namespace) -> None:
    """Refuse a tool without a case, and a case without a tool.

    Raises
    ------
    MisuseError
        When one of the three is there without the others.
    """
    stated = [options.into is not None, options.tool is not None, options.indicator is not None]
    if any(stated) and not all(stated):
        raise MisuseError(message("--into: goes with `--tool TOOL` and `--indicator INDICATOR`"))
    if not any(stated) and (options.replace or options.dry_run):
        raise MisuseError(message("--into: name the case, `--into case.toml --tool TOOL --indicator INDICATOR`"))


def entering(options: argparse.Namespace, case: Case, estimate: Estimate) -> Entered:
    """Work out what the case becomes; nothing is written."""
    from blogroi.files.disk import read_bytes  # noqa: PLC0415  only who writes into a case pays for it
    from blogroi.measured.entering import entered  # noqa: PLC0415

    text = read_bytes(options.into).decode("utf-8") if _is_toml(options.into) else ""
    return entered(
        text,
        case,
        estimate,
        tool=options.tool,
        indicator=options.indicator,
        times=options.times,
        replace=options.replace,
    )


def enter(options: argparse.Namespace, made: Entered) -> int:
    """Write it, unless nothing is to be written; the file as it was is left beside it first."""
    if not _is_toml(options.into) or made.outcome == "the same":
        return FINE
    if made.outcome in ("another", "refused"):
        return FAULTS
    if not options.dry_run:
        from blogroi.files.disk import write_whole  # noqa: PLC0415

        write_whole(options.into.with_name(f"{options.into.name}.bak"), made.before.encode())
        write_whole(options.into, made.text.encode())
    return FINE


def sheet_of_entering(options: argparse.Namespace, made: Entered, case: Case, found: Estimate) -> Sheet:
    """Say what became of the case."""
    from blogroi.report.sheet import Lines, Preformatted, Sheet  # noqa: PLC0415

    said, shown = _told(options, made)
    blocks: list[Block] = [Lines([said, *_other_window(options, case, found)])]
    if shown:
        blocks.append(Preformatted(shown))
    return Sheet(title=message("In the case {title}", title=case.title), blocks=blocks)


def _other_window(options: argparse.Namespace, case: Case, found: Estimate) -> list[str]:
    """Say that another window was measured than the one that was planned before."""
    from blogroi.measured.steps import several  # noqa: PLC0415

    plan = case.indicators[options.indicator].measurement
    if plan is None or plan.weeks is None or plan.weeks == found.weeks_after:
        return []
    return [
        message(
            "The plan says {planned}, and {weeks} were measured: a window that is chosen afterwards may be the one that looks best.",
            planned=several(plan.weeks, found.step),
            weeks=several(found.weeks_after, found.step),
        )
    ]


def _told(options: argparse.Namespace, made: Entered) -> tuple[str, str]:
    """Return what became of the case in a sentence, and what is shown of it."""
    name = str(options.into)
    if not _is_toml(options.into):
        table = made.table if options.into.suffix.lower() != ".json" else _in_json(made.table)
        return message("{file} is not in TOML, and is left as it is. This is to be added to it:", file=name), table
    match made.outcome:
        case "the same":
            return message("This effect stands in {file} already. Nothing was changed.", file=name), ""
        case "another":
            return message(
                "Another effect stands in {file}, and was left. `--replace` makes a comment of it:", file=name
            ), made.standing
        case "refused":
            return message(
                "It cannot be put into {file}, which was left as it is: {reason}. This is to be added to it:",
                file=name,
                reason=made.reason,
            ), made.table
        case _ if options.dry_run:
            return message("This would change in {file}:", file=name), made.difference(options.into.name)
        case _:
            return message(
                "It stands in {file} now; the file as it was is {backup}.", file=name, backup=f"{name}.bak"
            ), made.table


def _in_json(table: str) -> str:
    import tomllib  # noqa: PLC0415  only who has a case in JSON pays for it

    return json.dumps(tomllib.loads(table), indent=2, ensure_ascii=False, default=str)


def _is_toml(path: Path) -> bool:
    return path.suffix.lower() == ".toml"
