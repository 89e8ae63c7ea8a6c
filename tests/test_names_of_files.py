"""A checkout can be had on every system: no name that one of them refuses, or takes for another, and no end of a line changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).parents[1]
PARTS = ("benchmarks", "docs", "examples", "src", "tests")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
LONGEST = 150
"""Characters of a path in the checkout: Windows takes 260 with that of the folder it stands in."""


def checked_out() -> Iterator[Path]:
    for path in chain.from_iterable((ROOT / part).rglob("*") for part in PARTS):
        if not {"__pycache__", "_build", ".hypothesis"} & {*path.parts}:
            yield path.relative_to(ROOT)


def test_names_can_be_had_on_every_system() -> None:
    paths = list(checked_out())
    assert len(paths) > 500
    refused = [
        str(path)
        for path in paths
        if RESERVED.fullmatch(path.name)
        or re.search(r'[<>:"|?*\\\x00-\x1f]|[ .]$', path.name)
        or not path.name.isascii()
    ]
    assert refused == []
    assert [str(path) for path in paths if len(str(path)) > LONGEST] == []


def test_no_two_names_differ_by_their_case_alone() -> None:
    seen: dict[str, Path] = {}
    for path in checked_out():
        assert seen.setdefault(str(path).casefold(), path) == path


def test_a_checkout_leaves_the_ends_of_lines_alone() -> None:
    attributes = ROOT / ".gitattributes"
    if attributes.exists():  # a source distribution has none
        assert "* -text" in attributes.read_text(encoding="utf-8").splitlines()
