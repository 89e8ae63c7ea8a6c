"""What no input tells from the source is told on the page, each with its reason, and nothing else is."""

from __future__ import annotations

from pathlib import Path

from tests.mutating.__main__ import equivalents

PAGE = Path(__file__).parents[2] / "docs" / "mutation.md"


def test_the_page_names_each_with_its_reason() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = page.partition("## Mutants that survive\n")[2].partition("\n## ")[0]
    told = [tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in table.splitlines() if line[:2] == "| "]
    stated = [
        (f"`{path}`", where, kind, why)
        for (path, where, kind, *_), why in ((key.split(" | "), why) for key, why in equivalents().items())
    ]
    assert told[0] == ("module", "function", "kind", "why nobody can notice")
    assert sorted(told[1:]) == sorted(stated)
