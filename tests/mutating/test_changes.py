"""The small faults that are made: each kind where it can be, none where nobody could notice, and found again when lines move."""

import ast
from pathlib import Path

import pytest

from tests.mutating.changes import every_change, mutants_of, mutated
from tests.mutating.choosing import sampled

SMALL = '''"""A module."""
LEAST = 3


def asked(low: int, high: int = 7, *, sure: bool = False) -> tuple[int, int]:
    """Answer."""
    if low < high and sure:
        raise ValueError(low)
    return low, high
'''


def changes(line: str) -> list[tuple[str, str]]:
    return [(mutant.kind, mutant.new) for mutant, *_ in every_change("room/one.py", ast.parse(line))]


@pytest.mark.parametrize(
    ("line", "change"),
    [
        ("f(x, seed=seed)", ("argument left out", "f(x)")),
        ("f(one, other)", ("arguments exchanged", "f(other, one)")),
        ("y = sorted(x, key=size)", ("order dropped", "list(x)")),
        ("y = x, z", ("ends exchanged", "(z, x)")),
        ("y = a < b", ("bound", "a <= b")),
        ("y = a == b", ("comparison", "a != b")),
        ("y = a in b", ("comparison", "a not in b")),
        ("if a: b()", ("condition negated", "if not a")),
        ("y = a if b else c", ("condition negated", "a if not b else c")),
        ("y = [a for a in b if a]", ("condition dropped", "for a in b")),
        ("y = a and b", ("and for or", "a or b")),
        ("y = a + b", ("arithmetic", "a - b")),
        ("y = not a", ("sign dropped", "a")),
        ("raise ValueError(x)", ("check dropped", "pass")),
        ("check(x)", ("call dropped", "pass")),
        ("for a in b: continue", ("turn dropped", "pass")),
        ("y = 3", ("number", "4")),
        ("y = True", ("flag", "False")),
        ("y = 'word'", ("word", "'word~'")),
        ("y = x.low", ("name exchanged", "x.high")),
        ("y = FINE", ("name exchanged", "FAULTS")),
    ],
)
def test_each_kind_of_fault_is_made(line: str, change: tuple[str, str]) -> None:
    assert change in changes(line)


@pytest.mark.parametrize(
    "line",
    [
        "x: Literal['a', 'b']",
        "def f(x: dict[str, int]) -> list[str]: ...",
        '"""A text."""',
        "__all__ = ['x', 'y']",
        "assert x is not None",
        "raise AssertionError(x)",
        "import x",
        "y = x, x",
        "Kind = Literal['a', 'b']",
    ],
)
def test_nothing_is_changed_where_nobody_could_notice(line: str) -> None:
    assert changes(line) == []


def test_errors_are_caught_in_whatever_order() -> None:
    assert changes("try:\n    x\nexcept (OSError, ValueError):\n    y") == []


def test_the_greatest_is_the_greatest_in_whatever_order() -> None:
    assert ("arguments exchanged", "max(z, x)") not in changes("y = max(x, z)")
    assert ("arguments exchanged", "most(z, x)") in changes("y = most(x, z)")


def test_something_is_looked_for_in_whatever_order() -> None:
    assert ("ends exchanged", "(2, 1)") not in changes("y = x not in (1, 2)")
    assert ("ends exchanged", "(2, 1)") in changes("y = x == (1, 2)")


def test_what_is_changed_is_the_module_but_for_one_thing(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(SMALL, encoding="utf-8")
    found = mutants_of("one.py", tmp_path)
    assert len({mutant.key for mutant in found}) == len(found) > 5
    texts = {ast.unparse(tree) for mutant in found if (tree := mutated(mutant.key, "one.py", tmp_path)) is not None}
    assert len(texts) == len(found)
    assert ast.unparse(ast.parse(SMALL)) not in texts
    (raised,) = (mutant for mutant in found if mutant.kind == "check dropped")
    tree = mutated(raised.key, "one.py", tmp_path)
    assert tree is not None
    names: dict[str, object] = {}
    exec(compile(tree, "one.py", "exec"), names)
    asked = names["asked"]
    assert callable(asked)
    assert asked(1, 2, sure=True) == (1, 2)


def test_a_fault_is_found_again_when_lines_move_and_not_when_they_are_gone(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(SMALL, encoding="utf-8")
    keys = [mutant.key for mutant in mutants_of("one.py", tmp_path)]
    (tmp_path / "one.py").write_text(SMALL.replace("LEAST = 3", "\n\nMOST = 5\nLEAST = 3"), encoding="utf-8")
    assert all(mutated(key, "one.py", tmp_path) is not None for key in keys)
    (tmp_path / "one.py").write_text("", encoding="utf-8")
    assert all(mutated(key, "one.py", tmp_path) is None for key in keys)


def test_a_sample_is_the_same_in_every_run_and_has_every_kind(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text(SMALL, encoding="utf-8")
    found = mutants_of("one.py", tmp_path)
    kinds = {mutant.kind for mutant in found}
    chosen = sampled(found, len(kinds), "")
    assert {mutant.kind for mutant in chosen} == kinds
    assert chosen == sampled(reversed(found), len(kinds), "")
    assert len(sampled(found, 3, "")) == 3
