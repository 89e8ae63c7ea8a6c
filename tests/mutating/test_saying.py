"""A sentence that nobody has translated is heard of, and one that is said in another place is not."""

from pathlib import Path

import pytest

from tests.mutating.changes import mutants_of
from tests.mutating.saying import is_unheard

ROOT = Path(__file__).parents[2] / "src" / "blogroi"


@pytest.mark.parametrize(
    ("path", "kind", "part", "unheard"),
    [
        ("model/field_words.py", "word", "'title'", False),  # the first is the key, and no part of a sentence
        ("model/field_words.py", "argument left out", "message('title', context='field')", True),
        ("model/fields.py", "word", "'a null character'", True),
        ("model/fields.py", "word", "'true'", False),
        ("model/cost.py", "word", "'Whose money.'", True),
    ],
)
def test_what_has_no_french_is_heard_of(path: str, kind: str, part: str, unheard: bool) -> None:
    first = next(one for one in mutants_of(path, ROOT) if one.kind == kind and one.old == part)
    assert is_unheard(first.key, path, ROOT) == unheard
