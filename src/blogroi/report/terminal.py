"""A sheet as plain text for a terminal, a pipe or a file: within its width, with what signs it has, in colour where that is shown.

Nothing that stands in a sheet can act on a terminal: each text is made visible before it is set.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from unicodedata import combining, east_asian_width

from attrs import evolve, field

from blogroi.language.acting import one_line, printable
from blogroi.language.languages import Language
from blogroi.language.spoken import plural, spoken
from blogroi.records import frozen
from blogroi.report.sheet import Bar, Bars, Block, Cell, Lines, Listing, Mark, Preformatted, Sheet, Table

__all__ = ["Face", "text"]

_NARROWEST = 40
_NARROWEST_BAR, _WIDEST_BAR = 10, 24
_NARROWEST_CUT = 14
_COLOURS: dict[Mark, str] = {"+": "32", "x": "31", "?": "33", "=": "36"}
_BLANKS = re.compile("[ \\t\\r\\n]+")  # but no blanks that keep a line from breaking
_CODE = re.compile("`[^`]*`")
_LONGEST_CODE = 40  # of what is not broken
_BEFORE_UNIT = re.compile(r"(?<=\d) (?=%)")
_ASCII = str.maketrans("─├┤●┊…\u2019\u202f\xa0«»", '-[]o:~\'  ""')


def _at_least(width: int) -> int:
    """Return a width in which a line of words can be read."""
    return max(width, _NARROWEST)


@frozen(kw_only=True)
class Face:
    """How a text may look.

    Parameters
    ----------
    language : {"en", "fr"}
        In which language our own words are.
    width : int
        The most columns of a line.
    lines : int or None
        The most lines; what matters least is left out, and counted. Without it everything is written.
    colour : bool
        Whether verdicts are in colour and titles in bold.
    ascii : bool
        Whether only signs of ASCII can be shown of those that we draw with.

    Examples
    --------
    >>> Face().width
    80
    """

    language: Language = "en"
    width: int = field(default=80, converter=_at_least)
    lines: int | None = None
    colour: bool = False
    ascii: bool = False


def text(sheet: Sheet, face: Face = Face()) -> str:
    """Write a sheet as plain text.

    Parameters
    ----------
    sheet : Sheet
        What is written.
    face : Face
        How it may look.

    Returns
    -------
    str

    Examples
    --------
    >>> print(text(Sheet(title="Our tools", blocks=[Lines(["None pays."])])), end="")
    Our tools
    <BLANKLINE>
    None pays.
    """
    lines = _lines(sheet, face)
    blocks, left_out = list(sheet.blocks), 0
    while face.lines is not None and len(lines) > face.lines and (place := _least(blocks)) is not None:
        shorter = blocks[place]
        assert isinstance(shorter, Listing)
        blocks[place] = evolve(shorter, lines=shorter.lines[:-1])
        left_out += 1
        more = plural("{count} more point: --full", "{count} more points: --full", left_out)
        lines = _lines(evolve(sheet, blocks=_with(blocks, more)), face)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _least(blocks: Sequence[Block]) -> int | None:
    """Return the place of the list whose last line matters least: of the longest, and of those the last."""
    long = [
        (len(block.lines), place) for place, block in enumerate(blocks) if isinstance(block, Listing) and block.first
    ]
    longest = max(long, default=(0, 0))
    return longest[1] if longest[0] else None


def _with(blocks: Sequence[Block], more: str) -> list[Block]:
    """Put how much was left out under the last list that may be shortened; it is no step of one that is numbered."""
    last = max(place for place, block in enumerate(blocks) if isinstance(block, Listing) and block.first)
    shortened = blocks[last]
    assert isinstance(shortened, Listing)
    if not shortened.lines:
        return [*blocks[:last], Lines([more]), *blocks[last + 1 :]]  # a heading over nothing says nothing
    if shortened.numbered:
        return [*blocks[: last + 1], Listing(heading="", lines=[more]), *blocks[last + 1 :]]
    return [*blocks[:last], evolve(shortened, lines=(*shortened.lines, more)), *blocks[last + 1 :]]


def _lines(sheet: Sheet, face: Face) -> list[str]:
    title = _wrapped(_said(sheet.title, face), face)
    head = [*(_in_bold(line, face) for line in title), *_wrapped(_said(sheet.subtitle, face), face)]
    parts = [head, *(list(_block(block, face)) for block in sheet.blocks)]
    parts.append([line for one in sheet.foot for line in _wrapped(_said(one, face), face)])
    filled = [part for part in parts if part]
    return [*filled[0], *chain.from_iterable(["", *part] for part in filled[1:])] if filled else []


def _block(block: Block, face: Face) -> Iterator[str]:
    match block:
        case Lines():
            for line in block.lines:
                yield from _wrapped(_said(line, face), face)
        case Listing():
            yield from _listing(block, face)
        case Table():
            yield from _table(block, face)
        case Preformatted():
            yield from printable(block.text).strip("\n").split("\n")


def _listing(listing: Listing, face: Face) -> Iterator[str]:
    if not listing.lines:
        return
    indent = "  " * (listing.level - 2)
    if listing.heading:
        yield from (_in_bold(line, face) for line in _wrapped(_said(listing.heading, face), face, indent, indent))
    for number, line in enumerate(listing.lines, start=1):
        bullet = f"{indent}  {f'{number}.' if listing.numbered else '-'} "
        yield from _wrapped(_said(line, face), face, bullet, " " * len(bullet))


def _table(table: Table, face: Face) -> Iterator[str]:
    """Set a table in columns: with its bars in the room that is left, texts cut where that helps, in blocks where nothing does."""
    if not table.rows:
        return
    marked = 2 if any(row.mark for row in table.rows) else 0
    heads = [_said(head, face) for head in table.heads]
    texts = [[None if isinstance(cell, Bar) else _said(cell, face) for cell in row.cells] for row in table.rows]
    plain = table.said
    bars = [place for place in range(len(heads)) if place not in plain]
    columns = [[row[place] or "" for row in texts] for place in range(len(heads))]
    widths = [max(map(_columns, (head, *column))) for head, column in zip(heads, columns, strict=True)]
    room = face.width - marked - 2 * (len(plain) - 1)
    for_bars = len(bars) * (2 + _NARROWEST_BAR)
    lines = 1 if sum(widths[place] for place in plain) <= room - for_bars else 2
    broken = [_broken(head, column, lines) for head, column in zip(heads, columns, strict=True)]
    widths = [max(map(_columns, (*head, *column))) for head, column in zip(broken, columns, strict=True)]
    room -= _cut(widths, plain, table.cut, room, for_bars)
    if room < 0:
        yield from _stacked(table, heads, texts, face)
        return
    for place in table.cut:
        for said, cell in zip(texts, _told_apart(columns[place], widths[place], face), strict=True):
            said[place] = cell
    shown = [place for place in range(len(heads)) if place in plain or room >= for_bars]
    for place in bars:
        widths[place] = max(min(room // len(bars) - 2, _WIDEST_BAR), 0)
        broken[place] = [_zero(table, place, widths[place])]
    yield from (" " * marked + line for line in _heads(broken, shown, widths, table, face))
    for row, cells in zip(table.rows, texts, strict=True):
        drawn = [
            _bar(cell, widths[place], face) if isinstance(cell, Bar) else cells[place] or ""
            for place, cell in enumerate(row.cells)
        ]
        yield _marked(row.mark, marked, face) + _set(drawn, shown, widths, table, face)


def _broken(head: str, column: Sequence[str], lines: int) -> list[str]:
    """Break a heading that is wider than what stands below it into so many lines, as narrow as its words let it be."""
    below = max(map(_columns, column), default=0)
    width = _columns(head)
    while width > max(below, 1) and len(textwrap.wrap(head, width - 1, break_long_words=False)) <= lines:
        width -= 1
    return textwrap.wrap(head, max(width, 1), break_long_words=False) or [""]


def _heads(
    broken: Sequence[Sequence[str]], shown: Sequence[int], widths: Sequence[int], table: Table, face: Face
) -> Iterator[str]:
    """Set the headings, each in the lines it is broken into, the last of them next to the rows."""
    deep = max(len(head) for head in broken)
    for line in range(deep):
        cells = [head[line - deep + len(head)] if line >= deep - len(head) else "" for head in broken]
        if any(cells[place] for place in shown):
            yield _set(cells, shown, widths, table, face)


def _cut(widths: list[int], plain: Sequence[int], cut: Iterable[int], room: int, for_bars: int) -> int:
    """Narrow the columns whose texts may be cut, the widest first, and return how wide all are then.

    They make room for bars too, which are read quicker than the end of a name, where that is to be had.
    """
    least = sum(min(widths[place], _NARROWEST_CUT) if place in cut else widths[place] for place in plain)
    room -= for_bars if least <= room - for_bars else 0
    narrow = [place for place in cut if place in plain and widths[place] > _NARROWEST_CUT]
    while narrow and sum(widths[place] for place in plain) > room:
        widest = max(narrow, key=lambda place: widths[place])
        widths[widest] -= 1
        narrow = [place for place in narrow if widths[place] > _NARROWEST_CUT]
    return sum(widths[place] for place in plain)


def _told_apart(column: Sequence[str], width: int, face: Face) -> list[str]:
    """Cut the texts of a column short: those that would then read alike in their middle, where their ends tell them apart."""
    told = {cell: _shortened(cell, width, face) for cell in column}
    for end in {*told.values()}:
        alike = {cell: _without_middle(cell, width, face) for cell, cut in told.items() if cut == end}
        if len({*alike.values()}) == len(alike) > 1:
            told |= alike
    return [told[cell] for cell in column]


def _set(cells: Sequence[str], shown: Sequence[int], widths: Sequence[int], table: Table, face: Face) -> str:
    set_cells = []
    for place in shown:
        cell = _shortened(cells[place], widths[place], face)
        blank = " " * (widths[place] - _columns(cell))
        right = place < len(table.align) and table.align[place] == "right"
        set_cells.append(blank + cell if right else cell + blank)
    return "  ".join(set_cells).rstrip()


def _stacked(table: Table, heads: Sequence[str], texts: Sequence[Sequence[str | None]], face: Face) -> Iterator[str]:
    """Set each row as a block: what it is about, and below it a line for each of its columns."""
    wide = max((_columns(head) for head in heads[1:]), default=0)
    for number, (row, cells) in enumerate(zip(table.rows, texts, strict=True)):
        if number:
            yield ""
        yield from _wrapped(f"{_marked(row.mark, 2 if row.mark else 0, face)}{cells[0] or ''}", face)
        for head, cell in zip(heads[1:], cells[1:], strict=True):
            if cell:
                bullet = f"  {head}{' ' * (wide - _columns(head))}  "
                yield from _wrapped(cell, face, bullet, " " * min(len(bullet), face.width // 2))


def _bar(bar: Bar, width: int, face: Face) -> str:
    """Draw a range: its ends, its mean, and where nothing is on the scale."""
    scale = bar.scale
    if not scale.high > scale.low or width < _NARROWEST_BAR:
        return ""
    signs = [" "] * width
    if scale.low <= 0.0 <= scale.high:
        signs[_place(0.0, scale, width)] = "┊"
    low, middle, high = (_place(end, scale, width) for end in (bar.low, bar.middle, bar.high))
    for between in range(low, high + 1):
        signs[between] = "─"
    signs[low], signs[high] = "├", "┤"
    signs[middle] = "●"
    return _signs("".join(signs), face)


def _place(value: float, scale: Bars, width: int) -> int:
    share = (min(max(value, scale.low), scale.high) - scale.low) / (scale.high - scale.low)
    return round(share * (width - 1))


def _zero(table: Table, place: int, width: int) -> str:
    """Return what stands above a column of bars: 0 where it lies between the ends of the scale, of which nothing may be drawn."""
    scale = next(cell.scale for row in table.rows if isinstance(cell := row.cells[place], Bar))
    if not (width and scale.high > scale.low and scale.low <= 0.0 <= scale.high):
        return ""
    return (" " * _place(0.0, scale, width) + "0").ljust(width)


def _marked(mark: Mark, wide: int, face: Face) -> str:
    if not wide:
        return ""
    coloured = face.colour and mark in _COLOURS
    return f"\x1b[{_COLOURS[mark]}m{mark}\x1b[0m " if coloured else f"{mark or ' '} "


def _in_bold(line: str, face: Face) -> str:
    return f"\x1b[1m{line}\x1b[0m" if face.colour else line


def _said(cell: Cell, face: Face) -> str:
    """Return a text in the language of a face, on one line, with nothing in it that could act on a terminal."""
    assert isinstance(cell, str)
    return _signs(one_line(_BLANKS.sub(" ", spoken(cell, face.language))), face)


def _signs(line: str, face: Face) -> str:
    return line.translate(_ASCII) if face.ascii else line


def _wrapped(line: str, face: Face, bullet: str = "", hanging: str = "") -> list[str]:
    """Break a line, but never between a number and its percent sign, nor within a command; wide signs count twice."""
    held = _CODE.sub(_held_together, _BEFORE_UNIT.sub("\0", line))
    lines = textwrap.wrap(
        held if held.isascii() else "".join(f"{sign}\1" if _columns(sign) > 1 else sign for sign in held),
        face.width,
        initial_indent=bullet,
        subsequent_indent=hanging,
        break_on_hyphens=False,
    )
    return [part.replace("\0", " ").replace("\1", "") for part in lines]


def _held_together(code: re.Match[str]) -> str:
    return code[0] if len(code[0]) > _LONGEST_CODE else code[0].replace(" ", "\0")


def _shortened(cell: str, width: int, face: Face) -> str:
    if _columns(cell) <= width:
        return cell
    kept = cell
    while kept and _columns(kept) > width - 1:
        kept = kept[:-1]
    return kept.rstrip() + _signs("…", face)


def _without_middle(cell: str, width: int, face: Face) -> str:
    """Cut a text short in its middle, so that as much is left of its end as of its beginning."""
    end = cell
    while end and _columns(end) > width // 2:
        end = end[1:]
    end = end.lstrip()
    return _shortened(cell, width - _columns(end), face) + end if _columns(cell) > width else cell


def _columns(line: str) -> int:
    """Return how many columns of a terminal a text takes: two for a wide sign, none for one that stands on another."""
    if line.isascii():
        return len(line)
    return sum(0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1 for sign in line)
