"""What an answer says, apart from how it looks: a title, paragraphs, lists and tables, in the order in which they are read.

Every format is made of the same sheet, so that all of them say the same. The texts are `Spoken` where they are ours; which language
they are said in is for whoever writes the sheet down.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field

from blogroi.records import frozen

__all__ = [
    "LEFT",
    "RIGHT",
    "Align",
    "Bar",
    "Bars",
    "Block",
    "Cell",
    "Lines",
    "Listing",
    "Mark",
    "Preformatted",
    "Row",
    "Sheet",
    "Table",
]

Align: TypeAlias = Literal["left", "right"]
LEFT: tuple[Align, ...] = ("left",)
RIGHT: tuple[Align, ...] = ("right",)
"""The sides of columns, added and repeated, as in ``(*LEFT, *RIGHT * 3)`` for a name and three figures."""
Mark: TypeAlias = Literal["", "+", "x", "?", "="]
"""A verdict in one sign, for pays, does not pay, open and even."""


@frozen(kw_only=True)
class Bars:
    """The scale of a column of bars.

    Parameters
    ----------
    low, high : float
        Where it begins and ends.
    """

    low: float
    high: float


@frozen
class Bar:
    """A range as a bar: from where to where, and what lies in its middle.

    Parameters
    ----------
    low, middle, high : float
        The ends of the range, and its mean.
    scale : Bars
        The scale that it shares with the others of its column.
    """

    low: float
    middle: float
    high: float
    scale: Bars


Cell: TypeAlias = "str | Bar"


@frozen
class Row:
    """A row of a table.

    Parameters
    ----------
    cells : tuple of str or Bar
        One for each column.
    mark : {"", "+", "x", "?", "="}
        A verdict in one sign, that stands before the row.
    means : str
        What the sign says, in words, where no cell does and there is room for them.
    """

    cells: tuple[Cell, ...] = field(converter=tuple[Cell, ...])
    mark: Mark = ""
    means: str = ""


@frozen(kw_only=True)
class Table:
    """A table.

    Parameters
    ----------
    heads : tuple of str
        What each column is called.
    rows : tuple of Row
        What it holds.
    align : tuple of {"left", "right"}
        On which side the texts of each column stand; all on the left where nothing is said.
    cut : tuple of int
        The columns, by place, whose texts may be cut short where there is no room; elsewhere each row is set as a block.
    caption : str
        What it shows, where it may stand apart from the words before it: on a page.
    """

    heads: tuple[str, ...] = field(converter=tuple[str, ...])
    rows: tuple[Row, ...] = field(converter=tuple[Row, ...])
    align: tuple[Align, ...] = field(default=(), converter=tuple[Align, ...])
    cut: tuple[int, ...] = field(default=(), converter=tuple[int, ...])
    caption: str = ""

    @property
    def said(self) -> tuple[int, ...]:
        """The places of columns that hold texts and no bars; what bars show stands in figures beside them."""
        places = range(len(self.heads))
        return tuple(place for place in places if not any(isinstance(row.cells[place], Bar) for row in self.rows))


@frozen
class Lines:
    """Paragraphs, one under the other.

    Parameters
    ----------
    lines : tuple of str
        The paragraphs; of those that are empty nothing is written.
    """

    lines: tuple[str, ...] = field(converter=tuple[str, ...])


@frozen(kw_only=True)
class Listing:
    """A list under a heading; nothing is written of one that is empty.

    Parameters
    ----------
    heading : str
        What it is a list of; may be empty.
    lines : tuple of str
        What it lists.
    numbered : bool
        Whether the order is one of steps.
    level : int
        How deep the heading is: 2 for a part, 3 for a part of one.
    first : bool
        Whether the first lines matter most, so that the last may be left out where there is no room for all.
    """

    heading: str
    lines: tuple[str, ...] = field(converter=tuple[str, ...])
    numbered: bool = False
    level: int = 2
    first: bool = False


@frozen
class Preformatted:
    """A text whose lines stay as they are: a part of a case file.

    Parameters
    ----------
    text : str
        The text.
    """

    text: str


Block: TypeAlias = "Lines | Listing | Table | Preformatted"


@frozen(kw_only=True)
class Sheet:
    """What an answer says.

    Parameters
    ----------
    title : str
        What it is about.
    subtitle : str
        For when, under what conventions, in which money: one line.
    blocks : tuple of Block
        What is said, in the order in which it is read; an empty line stands between two.
    foot : tuple of str
        What stands last: under what conventions all this holds, how to see more, what to do next.
    """

    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = field(converter=tuple[Block, ...])
    foot: tuple[str, ...] = field(default=(), converter=tuple[str, ...])
