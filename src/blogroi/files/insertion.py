"""Put tables into a file in TOML as text, so that its comments, its order and all else in it stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blogroi.files.toml_lines import blanked, statements
from blogroi.language.naming import join_path, key_step
from blogroi.records import frozen

__all__ = ["commented_out", "inserted"]


@frozen
class _Table:
    """A table with a header: its path, its first line, and the line after its last."""

    path: str
    begin: int
    end: int

    def is_within(self, path: str) -> bool:
        return self.path == path or self.path.startswith((f"{path}.", f"{path}["))


def inserted(text: str, tables: str, *, after: Sequence[str]) -> str:
    r"""Put tables behind the last one of a part of the case, or at the end where it has none.

    Parameters
    ----------
    text : str
        A file in TOML.
    tables : str
        What is put in.
    after : sequence of str
        Keys of the part: ``("tools", "blog")``.

    Returns
    -------
    str
        The text with the tables, every other line as it was, and its own ends of lines.

    Examples
    --------
    >>> text = '[tools.blog]\nkind = "blog" # ours\n\n# The old one\n[tools.magazine]\n'
    >>> print(inserted(text, "[tools.blog.effects.calls]\nchange = 7\n", after=("tools", "blog")))
    [tools.blog]
    kind = "blog" # ours
    <BLANKLINE>
    [tools.blog.effects.calls]
    change = 7
    <BLANKLINE>
    # The old one
    [tools.magazine]
    <BLANKLINE>
    """
    lines, end = (
        text.split("\n"),
        "\r" if "\r\n" in text else "",
    )  # a line keeps its own end, whatever that of others is
    path = _path_of(after)
    ends = [table.end for table in _tables(text) if table.is_within(path)]
    place = _behind(lines, max(ends, default=len(lines)))
    new = ["", *tables.strip("\n").split("\n")]
    rest = lines[place:]
    if not rest:
        rest = [""]
        lines[-1] = f"{lines[-1]}{end}"
    elif rest[0].strip():
        new.append("")
    return "\n".join([*lines[:place], *(f"{line}{end}" for line in new), *rest])


def commented_out(text: str, path: Sequence[str]) -> str:
    r"""Make comments of a table and those within it.

    Examples
    --------
    >>> print(commented_out('[tools.blog.effects.calls]\nchange = 7\n\n[total]\n', ("tools", "blog", "effects", "calls")))
    # [tools.blog.effects.calls]
    # change = 7
    <BLANKLINE>
    [total]
    <BLANKLINE>
    """
    lines = text.split("\n")
    for table in _tables(text):
        if table.is_within(_path_of(path)):
            last = _behind(lines, table.end)
            for number in range(table.begin, last):
                if lines[number].strip():
                    lines[number] = f"# {lines[number]}"
    return "\n".join(lines)


def _path_of(keys: Sequence[str]) -> str:
    path = ""
    for key in keys:
        path = join_path(path, key_step(key))
    return path


def _tables(text: str) -> Iterator[_Table]:
    """Yield the tables of a text that have a header, in their order."""
    lines = text.count("\n") + 1
    headers = [(line.path, line.number - 1) for line in statements(text, blanked(text)) if line.path and not line.table]
    for place, (path, begin) in enumerate(headers):
        yield _Table(path, begin, headers[place + 1][1] if place + 1 < len(headers) else lines)


def _behind(lines: Sequence[str], end: int) -> int:
    """Return the line behind what a table says: what stands right above the next header belongs to that, and so do blank lines."""
    if end < len(lines):
        while end > 0 and lines[end - 1].lstrip().startswith("#"):
            end -= 1
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return end
