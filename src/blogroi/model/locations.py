"""Where in a case a reader is sent to by checks and questions: sections, parts, fields, and what stands in a list of the file.

What quantities are called by is another thing (``blogroi.model.paths``): a cost is found here by its place in the file, and there by its
item, which no order of the file can change. Faults of a text that cannot be read build their own (``blogroi.errors``): their keys may be any.
"""

from __future__ import annotations

from typing import Literal

from attrs import evolve

from blogroi.records import frozen

__all__ = ["ListedPath", "PartPath", "part_of"]


@frozen
class PartPath:
    """A section of a case, a part of it, or a field of that part: where checks and questions point to.

    Examples
    --------
    >>> str(PartPath("tools", "blog", "introduced")), str(PartPath("levers", "answers")), str(PartPath("tools"))
    ('tools.blog.introduced', 'levers.answers', 'tools')
    """

    section: str
    key: str = ""
    field: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """Return what it names, from the outermost on; nothing for the whole case."""
        return tuple(part for part in (self.section, self.key, self.field) if part)

    def __str__(self) -> str:
        """Print the path."""
        return ".".join(self.steps)


@frozen
class ListedPath:
    """A cost or a publication by its place in the file, as the reader who edits it finds it.

    Parameters
    ----------
    owner : str
        Key of the tool or scenario that it is of; empty for all tools together.
    section : {"costs", "published"}
        The list.
    place : int or None
        From 1; None where there is one alone, and no list.
    field, key : str
        What is stated there, and the key below it where the field is a table.
    of : {"tools", "scenarios", "total"}
        What it is of.

    Examples
    --------
    >>> str(ListedPath("blog", "costs", 2, "contingency")), str(ListedPath("blog", "published", None))
    ('tools.blog.costs[2].contingency', 'tools.blog.published')
    """

    owner: str
    section: Literal["costs", "published"]
    place: int | None
    field: str = ""
    key: str = ""
    of: Literal["tools", "scenarios", "total"] = "tools"

    def __str__(self) -> str:
        """Print the path."""
        place = "" if self.place is None else f"[{self.place}]"
        return ".".join(part for part in (self.of, self.owner, f"{self.section}{place}", self.field, self.key) if part)

    def at(self, field: str, key: str = "") -> ListedPath:
        """Return the path of a field, or of a key below it."""
        return evolve(self, field=field, key=key)


def part_of(text: str) -> PartPath:
    """Read in which part of a case something lies: what a path names first, and what stands below that.

    Parameters
    ----------
    text : str
        Any path.

    Returns
    -------
    PartPath
        Without a field.

    Examples
    --------
    >>> part_of("tools.blog.costs[2].amount")
    PartPath(section='tools', key='blog', field='')
    """
    section, _, below = text.partition(".")
    return PartPath(section, below.partition(".")[0])
