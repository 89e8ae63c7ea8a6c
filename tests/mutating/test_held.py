"""The pages say of how many rooms mutants are held."""

from __future__ import annotations

import json
from pathlib import Path

from tests.mutating.__main__ import HELD

DOCS = Path(__file__).parents[2] / "docs"


def test_the_pages_say_how_many_are_held_and_of_how_many_rooms() -> None:
    held = json.loads(HELD.read_text(encoding="utf-8"))
    rooms = {key.partition(" | ")[0].removesuffix(".py").partition("/")[0] for key in held}
    assert f"names {len(held)} mutants of {len(rooms)} rooms" in (DOCS / "mutation.md").read_text(encoding="utf-8")
    assert f"small faults made in {len(rooms)} rooms" in (DOCS / "quality.md").read_text(encoding="utf-8")
