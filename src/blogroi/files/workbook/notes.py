"""What a file says in comments of its values, for notes at the cells that these become."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from blogroi.files.positions import lines_of
from blogroi.files.toml_lines import BLANK

__all__ = ["head_of", "notes_in"]


def notes_in(text: str, paths: Iterable[str]) -> dict[str, str]:
    r"""Return the comments that stand behind values in a text in TOML, by the paths of these.

    Parameters
    ----------
    text : str
        A text that was read before.
    paths : iterable of str
        Paths of values in it, in the order in which cells are to have notes: a comment is given once.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> notes_in('title = "A # B"\ngaps = "bounds"  # yours\n                 # to choose\n', ["title", "gaps"])
    {'gaps': 'yours to choose'}
    """
    comments = _comments(text)
    lines = lines_of(text, "toml", paths)
    found: dict[str, str] = {}
    for path, line in lines.items():
        if line in comments:
            found[path] = comments.pop(line)
    return found


def head_of(text: str) -> list[str]:
    r"""Return the comment at the head of a text, line by line, without those that show how such a file is written.

    Examples
    --------
    >>> head_of("# A case.\n# A number: { low = 6, high = 11 }\nblogroi = 1\n")
    ['A case.']
    """
    lines = takewhile(lambda line: line.startswith("#"), text.splitlines())
    said = (line.lstrip("# ").strip() for line in lines)
    return [line for line in said if line and not any(sign in line for sign in '{}|"')]


def _comments(text: str) -> dict[int, str]:
    """Return the comments behind statements by their lines, each with what goes on below it."""
    lines = text.split("\n")
    found: dict[int, str] = {}
    last = 0
    for blank in BLANK.finditer(text):
        if not blank[0].startswith("#"):
            continue
        number = text.count("\n", 0, blank.start()) + 1
        before = lines[number - 1].partition("#")[0]
        said = blank[0].lstrip("# ").strip()
        if before.strip():
            found[number] = said
            last = number
        elif before and last and number == last + 1 + found[last].count("\n"):
            found[last] += f"\n{said}"
    return {number: " ".join(said.split()) for number, said in found.items()}
