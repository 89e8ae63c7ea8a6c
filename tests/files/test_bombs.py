"""Texts that ask for more than they look are refused, or answered in proportion, within two seconds and 200 MiB."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blogroi import LimitError, loads
from tests.files import bombs

SECONDS, MIB = 2.0, 200.0
READ = {"3,200 ranges", "JSON: 3,200 ranges"}


@pytest.fixture(scope="module")
def came_of() -> dict[str, Any]:
    """What came of each: in a process of its own, whose memory nothing else has raised."""
    if sys.platform == "win32":
        pytest.skip("there is no `resource`")
    done = subprocess.run([sys.executable, bombs.__file__], capture_output=True, text=True, check=True)
    return {found["name"]: found for found in map(json.loads, done.stdout.splitlines())}


def test_all_of_them_are_tried(came_of: dict[str, Any]) -> None:
    assert list(came_of) == list(bombs.BOMBS)
    assert (
        sum(found["MiB"] for found in came_of.values()) < MIB
    )  # one after the other, so that each rise is past all before


@pytest.mark.parametrize("name", bombs.BOMBS)
def test_a_bomb_is_refused_in_plain_words_or_read_in_proportion(came_of: dict[str, Any], name: str) -> None:
    found = came_of[name]
    assert found["seconds"] < SECONDS
    assert found["said"].startswith("read: 1 tools" if name in READ else ("LimitError: limits:", "CaseError: "))
    assert "Traceback" not in found["said"]


@pytest.mark.parametrize("count", [19_000, 19_900])
def test_what_is_just_allowed_is_read_by_its_faults(count: int) -> None:
    text = bombs.HEAD + bombs.TOOL + bombs.many(count, "[tools.t.effects.j#]\n")
    with pytest.raises(Exception, match="there is no indicator `j0`"):
        loads(text)


def test_nothing_is_parsed_of_a_text_with_too_many_tables() -> None:
    with pytest.raises(LimitError) as found:
        loads(bombs.ONE + "[a]\n" * 20_001 + "this is not TOML")
    assert (found.value.limit, found.value.asked, found.value.allowed) == ("tables", 20_001, 20_000)


def test_the_module_of_bombs_is_where_another_process_finds_it() -> None:
    assert Path(bombs.__file__).name == "bombs.py"
