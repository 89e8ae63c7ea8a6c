"""What stands where on a page: the same sheets as in all other formats, short first, with all of it behind.

A page has room that a terminal lacks: all tools have a line, and the conventions stand at its foot. It says nothing that no sheet says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from attrs import evolve, field

from blogroi.language.spoken import Joined, Spoken
from blogroi.records import frozen
from blogroi.report.page.pictures import Picture
from blogroi.report.sheet import Block, Lines, Listing, Preformatted, Sheet, Table

__all__ = ["Drawings", "Page", "Part", "Placed", "bound", "drawings", "laid_out", "part_of"]

_SHOWN, _BESIDE = 5, 2
"""Of a list whose first lines matter most: the lines that are seen at once, and those beside figures that show the rest."""


@frozen
class Drawings:
    """Figures side by side, where there is room.

    Parameters
    ----------
    pictures : tuple of Picture
        The figures.
    """

    pictures: tuple[Picture, ...] = field(converter=tuple[Picture, ...])


@frozen
class Placed:
    """A block, where it stands.

    Parameters
    ----------
    block : Block or Drawings
        The block.
    level : int
        How deep its heading is on the page, where it has one.
    more : tuple of str
        The lines of a list that are seen where somebody asks for them: those that matter least.
    """

    block: Block | Drawings
    level: int = 0
    more: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Say of which kind the block is, in the words of the template."""
        return type(self.block).__name__.lower()


@frozen(kw_only=True)
class Part:
    """A part of a page.

    Parameters
    ----------
    key : str
        How it is linked to; empty for what stands first.
    heading : str
        What it is called; empty for what stands first.
    subtitle : str
        Under what conventions it holds, where those are not those of the page.
    front : tuple of Placed
        What is seen at once.
    behind : tuple of Placed
        What is seen where somebody asks for all of it.
    """

    key: str = ""
    heading: str = ""
    subtitle: str = ""
    front: tuple[Placed, ...] = field(default=(), converter=tuple[Placed, ...])
    behind: tuple[Placed, ...] = field(default=(), converter=tuple[Placed, ...])


@frozen(kw_only=True)
class Page:
    """What stands on a page, from its title to its foot."""

    title: str
    subtitle: str = ""
    parts: tuple[Part, ...] = field(converter=tuple[Part, ...])
    foot: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    @property
    def is_drawn(self) -> bool:
        """Whether figures stand on it."""
        return any(isinstance(placed.block, Drawings) for part in self.parts for placed in part.front)


def laid_out(short: Sheet, full: Sheet, pictures: Iterable[Picture] = (), *, lists: bool = True) -> Page:
    """Lay an answer out.

    Parameters
    ----------
    short, full : Sheet
        What matters most of it, and all of it.
    pictures : iterable of Picture
        Its figures.
    lists : bool
        As that of `part_of`.

    Returns
    -------
    Page

    Examples
    --------
    >>> short, full = Sheet(title="Our tools", blocks=[Lines(["None pays."])]), Sheet(title="Our tools", blocks=[])
    >>> [placed.kind for placed in laid_out(short, full).parts[0].front]
    ['lines']
    """
    return Page(
        title=short.title, subtitle=short.subtitle, parts=[part_of(short, full, pictures, lists=lists)], foot=full.foot
    )


def bound(sheets: Sequence[Sheet]) -> Page:
    """Put sheets on one page, one after the other, where each is said in one way only.

    Parameters
    ----------
    sheets : sequence of Sheet
        At least one.

    Returns
    -------
    Page
    """
    first, *others = sheets
    if not others:
        return laid_out(first, first)
    parts = [
        part_of(sheet, sheet, key=f"part-{number}", heading=sheet.title, subtitle=sheet.subtitle)
        for number, sheet in enumerate(sheets, start=1)
    ]
    return Page(
        title=Joined([sheet.title for sheet in sheets]),
        parts=parts,
        foot=[*dict.fromkeys(line for sheet in sheets for line in sheet.foot)],
    )


def part_of(
    short: Sheet,
    full: Sheet,
    pictures: Iterable[Picture] = (),
    *,
    key: str = "",
    heading: str = "",
    subtitle: str = "",
    tables: bool = True,
    lists: bool = True,
) -> Part:
    """Lay an answer out as a part of a page.

    Parameters
    ----------
    short, full : Sheet
        What matters most of it, and all of it.
    pictures : iterable of Picture
        Its figures, which stand behind what is seen at once of the words.
    key, heading, subtitle : str
        As those of `Part`.
    tables : bool
        Whether its first tables are seen at once, or behind.
    lists : bool
        Whether lists are behind too, or tables alone.

    Returns
    -------
    Part
    """
    seen = [block for block in _seen(short, full) if tables or not isinstance(block, Table)]
    whole = map(_without_counts, full.blocks)
    behind = [block for block in whole if block not in seen and not _is_empty(block)]
    behind = [block for block in behind if lists or isinstance(block, Table)]
    above = 2 if heading else 1
    drawn = drawings(pictures, above + 1)
    most = _BESIDE if drawn and heading else _SHOWN
    placed = [_cut(one, most) for one in _placed([*seen, *behind], above)]
    return Part(
        key=key,
        heading=heading,
        subtitle=subtitle,
        front=[*placed[: len(seen)], *drawn],
        behind=placed[len(seen) :],
    )


def drawings(pictures: Iterable[Picture], level: int) -> tuple[Placed, ...]:
    """Place figures side by side; nothing where there is none."""
    drawn = Drawings(tuple(pictures))
    return (Placed(drawn, level),) if drawn.pictures else ()


def _seen(short: Sheet, full: Sheet) -> Iterator[Block]:
    """Yield what is seen at once: what is short, but with a line for each tool in its tables."""
    lines = [*takewhile(lambda block: isinstance(block, Lines), short.blocks)]
    rest = short.blocks[len(lines) :]
    if whole := _first_tables(full.blocks[len(lines) :]):
        rest = (*whole, *rest[len(_first_tables(rest)) :])
    yield from (block for block in map(_without_counts, (*lines, *rest)) if not _is_empty(block))


def _without_counts(block: Block) -> Block:
    """Leave out what says how much more there is by an option: on a page, all of it is there."""
    match block:
        case Lines() | Listing():
            return evolve(block, lines=[line for line in block.lines if not _counts(line)])
        case Table():
            return evolve(block, rows=[row for row in block.rows if not any(map(_counts, row.cells))])
        case Preformatted():
            return block


def _counts(text: object) -> bool:
    return isinstance(text, Spoken) and "--full" in text


def _first_tables(blocks: Sequence[Block]) -> tuple[Table, ...]:
    """Return the tables that some blocks begin with."""
    return tuple(
        block for block in takewhile(lambda block: isinstance(block, Table), blocks) if isinstance(block, Table)
    )


def _is_empty(block: Block) -> bool:
    match block:
        case Lines() | Listing():
            return not any(block.lines)
        case Table():
            return not block.rows
        case _:
            return False


def _cut(placed: Placed, most: int) -> Placed:
    """Put the lines of a long list out of sight that matter least; what it counts is said above them."""
    block = placed.block
    if isinstance(block, Listing) and block.first and len(block.lines) > most + 1:
        return evolve(placed, block=evolve(block, lines=block.lines[:most]), more=block.lines[most:])
    return placed


def _placed(blocks: Iterable[Block], above: int) -> Iterator[Placed]:
    """Give every heading its level: none is more than one deeper than the one before it."""
    last = above
    for block in blocks:
        if isinstance(block, Listing) and block.heading:
            last = min(block.level - 1 + above, last + 1)
            yield Placed(block, last)
        else:
            yield Placed(block)
