"""Whether a mutant says a sentence that has no French: the test that asks this reads files, and a mutant is in none."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

from tests.language.catalogue import Sentence, french, in_code
from tests.mutating.changes import mutated

TEST = "tests/language/test_catalogue.py::test_the_catalogue_holds_what_is_said_and_nothing_else"


def is_unheard(key: str, path: str, root: Path) -> bool:
    """Whether a module with a mutant says what nobody has translated, or what cannot be read as a sentence."""
    tree = mutated(key, path, root)
    if tree is None:
        return False
    try:
        said = {_as_kept(one) for one in in_code(tree)}
    except (ValueError, IndexError):
        return True
    return bool(
        said - _known() - {_as_kept(one) for one in in_code(ast.parse((root / path).read_text(encoding="utf-8")))}
    )


def _as_kept(sentence: Sentence) -> tuple[str, ...]:
    context, words = sentence
    return (context, words) if isinstance(words, str) else (context, *words)


@cache
def _known() -> set[tuple[str, ...]]:
    return {(one.context or "", *([one.id] if isinstance(one.id, str) else one.id)) for one in french() if one.id}
