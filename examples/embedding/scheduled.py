"""A scheduled job that keeps the history of a case, for cron or anything else that starts a command.

``python scheduled.py CASE FOLDER`` reads a case in TOML, keeps it and its result in the folder under the day of its evaluation, holds all
versions that are there against each other, and says so in one paragraph where a verdict has moved or the range of an estimate has
failed. What is in the folder is never replaced. Earlier versions may be put there by hand, under any name that ends in ``.toml``.

Exit status, as that of diff: 0 nothing has moved, 1 something has, 2 a fault. Where nothing has moved, nothing is printed. To run it
again changes nothing and says the same, so that a message which nobody received is not lost.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import blogroi
from blogroi.files.fingerprint import fingerprint
from blogroi.hindsight.history import History, Snapshot

UNCHANGED, MOVED, FAULT = 0, 1, 2


class JobError(Exception):
    """What keeps the job from being done, in words for whoever reads its mail."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do the job once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", metavar="CASE", type=Path, help="the case as it stands today, in TOML")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where versions and results are kept")
    parser.add_argument("--draws", type=int, default=100_000, help="number of draws (default: 100000)")
    options = parser.parse_args(arguments)
    try:
        told = news(kept(options.case, options.folder, options.draws))
    except (blogroi.BlogroiError, JobError, OSError) as error:
        print(error, file=sys.stderr)
        return FAULT
    except Exception:  # Python would end with 1, which means something else here
        traceback.print_exc()
        return FAULT
    if told:
        print(told)
    return MOVED if told else UNCHANGED


def kept(path: Path, folder: Path, draws: int) -> list[blogroi.Case]:
    """Keep a case and its result where they are not kept yet, and give all versions up to this one.

    Everything is read before anything is written. Case and result are written one after the other, and each is looked for first: a job that
    was stopped in between is finished by the next one.
    """
    text = path.read_bytes()
    case = blogroi.loads(text, source=str(path))
    versions = [blogroi.load(version) for version in sorted(folder.glob("[!.]*.toml"))]
    day = case.evaluated.isoformat()
    if same_day := [version for version in versions if version.evaluated == case.evaluated]:
        agree(case, same_day, folder)
    else:
        if not added(folder / f"{day}.toml", text, like=path):  # another job was faster
            agree(case, [blogroi.load(folder / f"{day}.toml")], folder)
        versions.append(case)
    result = folder / f"{day}.result.json"
    if not result.exists():
        added(result, blogroi.evaluate(case, draws=draws).to_json().encode(), like=path)
    return list({version.evaluated: version for version in versions if version.evaluated <= case.evaluated}.values())


def agree(case: blogroi.Case, versions: Sequence[blogroi.Case], folder: Path) -> None:
    """Refuse a case that was changed and kept its date."""
    if any(fingerprint(version) != fingerprint(case) for version in versions):
        raise JobError(
            f"{folder} has a case of {case.evaluated} that is another one: give the new one its own date (`evaluated`)"
        )


def added(path: Path, content: bytes, *, like: Path) -> bool:
    """Add a file whole or not at all, and say whether it was added: one that is there already is left alone.

    It is written beside its place under a hidden name and then linked to its own, which is refused where that name is taken. Whoever may
    read the case may read it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(like, beside)
        os.link(beside, path)
    except FileExistsError:
        return False
    finally:
        Path(beside).unlink(missing_ok=True)
    return True


def news(versions: Sequence[blogroi.Case]) -> str:
    """Say in one paragraph what has moved since the version before; nothing where nothing has."""
    found = blogroi.history(versions)
    last = found.snapshots[-1]
    names = {key: tool.name for case in versions for key, tool in case.tools.items()}
    told = list(moved(last, names)) + list(failed(found, last.date, names))
    return " ".join([f"{last.title}, {last.date}:", *told]) if told else ""


def moved(snapshot: Snapshot, names: dict[str, str]) -> Iterator[str]:
    """Name the tools whose verdict is another than before."""
    for key, (before, now) in sorted(snapshot.moved.items()):
        yield f"the verdict on {names[key]} was {before!r} and is {now!r}."


def failed(found: History, day: str, names: dict[str, str]) -> Iterator[str]:
    """Name the estimates whose 90 % range did not hold what was found on this day."""
    for one in found.outcomes:
        if one.found == day and not one.covered:
            yield (
                f"{names[one.tool]}, {one.indicator}: {one.low:,.4g} to {one.high:,.4g} was expected on {one.stated},"
                f" and {one.realised:,.4g} came."
            )


if __name__ == "__main__":
    sys.exit(main())
