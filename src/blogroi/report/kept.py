"""What a folder holds of many cases, in words: how many there are, of how many tools each verdict was given, and where all of it lies."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import message, plural
from blogroi.many.evaluate_into import Kept
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.report.verdicts import MARKS, VERDICTS
from blogroi.results.format import whole

__all__ = ["kept_sheet"]

_MOST = 5


def kept_sheet(kept: Kept) -> Sheet:
    """Say what a folder holds of many cases.

    Parameters
    ----------
    kept : Kept
        What is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import tempfile
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     print(kept_sheet(blogroi.evaluate_into([case], folder, draws=100)).title)
    What 1 case brings in
    """
    stated = kept.question.stated
    blocks: list[Block] = [Lines(tuple(_how_many(kept)))]
    if kept.verdicts:
        blocks.append(_verdicts(kept))
    blocks.append(Listing(heading=message("Cases with faults"), lines=tuple(_faulty(kept)), first=True))
    blocks.append(Listing(heading=message("Files"), lines=tuple(_where(kept))))
    draws, seed = whole(stated["draws"]), str(stated["seed"])
    following = message("`blogroi check FILE`") if kept.faulty else message("`blogroi evaluate FILE`")
    return Sheet(
        title=plural("What {count} case brings in", "What {count} cases bring in, one by one", kept.cases),
        blocks=blocks,
        foot=[
            message("{draws} draws, seed {seed}. Next: {following}", draws=draws, seed=seed, following=following),
        ],
    )


def _how_many(kept: Kept) -> Iterator[str]:
    good = kept.cases - kept.faulty
    if not kept.faulty:
        yield plural("The case has been evaluated.", "All {count} cases have been evaluated.", good)
    else:
        yield plural("{count} case has been evaluated.", "{count} cases have been evaluated.", good)
        yield plural("{count} has faults, and is left out.", "{count} have faults, and are left out.", kept.faulty)
    if kept.before:
        yield plural(
            "{count} had been answered before, and was not evaluated again.",
            "{count} had been answered before, and were not evaluated again.",
            kept.before,
        )


def _verdicts(kept: Kept) -> Table:
    return Table(
        heads=["", message("tools")],
        rows=[
            Row([said, whole(kept.verdicts[verdict])], mark=MARKS[verdict])
            for verdict, said in VERDICTS.items()
            if verdict in kept.verdicts
        ],
        align=(*LEFT, *RIGHT),
        caption=message("The tools of all cases, by what is said of them"),
    )


def _faulty(kept: Kept) -> Iterator[str]:
    for name, faults in kept.first_faulty[:_MOST]:
        yield plural(
            "{case}: {count} fault",
            "{case}: {count} faults",
            faults,
            case=name or message("a case without a file"),
        )
    more = kept.faulty - min(len(kept.first_faulty), _MOST)
    if more > 0:
        yield plural("and {count} more case", "and {count} more cases", more)


def _where(kept: Kept) -> Iterator[str]:
    folder = str(kept.folder)
    if kept.folder.name == "answers":
        yield plural(
            "{folder}: {count} file, a line of JSON for each case",
            "{folder}: {count} files, a line of JSON for each case",
            kept.parts,
            folder=folder,
        )
    else:
        yield plural(
            "{folder}: {count} file, one table of all cases",
            "{folder}: {count} files, one table of all cases",
            kept.parts,
            folder=folder,
        )
    if kept.faulty:
        yield message("{folder}: a row for each fault, with its line", folder=str(kept.output / "faults"))
