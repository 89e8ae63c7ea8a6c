"""Which mutants are tried, and by which tests."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from tests.mutating.changes import Mutant, mutants_of
from tests.mutating.reaching import Reached, block_of

AT_FIRST, AT_LAST = 3.0, 6.0  # seconds of tests: most mutants fall to the first; what survives them meets many more
ALIKE = 12  # how many cases of one parametrized test are run at first
FEW = 5
GOLDEN = "tests/golden/"
FILES, MORE_FILES = 8, 14
WHOLE = {
    **dict.fromkeys(
        ("model", "catalogue", "literature"),
        (
            "tests/model/test_stated_fields.py::test_every_field_is_stated_as_it_was",
            "tests/model/test_stated_fields.py::test_every_number_word_and_table_is_stated_as_it_was",
            "tests/model/test_stated_fields.py::test_every_field_answers_odd_values_as_it_did",
            "tests/model/test_cures.py::test_every_cure_is_what_it_was",
            "tests/files/test_schema.py::test_the_schema_that_is_kept_is_the_one_that_the_classes_make",
        ),
    )
}
"""Of rooms: the tests that hold what their modules state where they are loaded, which is in no block that could be reached."""


def all_mutants(root: Path) -> list[Mutant]:
    """List the mutants of all modules."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    return [mutant for path in paths if not path.startswith("_") for mutant in mutants_of(path, root)]


def sampled(mutants: Iterable[Mutant], size: int, salt: str) -> list[Mutant]:
    """Choose so many of a room, the same ones in every run, and of each kind of change as many as of any other, where it has them."""
    by_kind: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in sorted(mutants, key=lambda one: one.rank(salt)):
        by_kind[mutant.kind].append(mutant)
    turns = sorted((place, kind) for kind, some in by_kind.items() for place in range(len(some)))
    return [by_kind[kind][place] for place, kind in turns[:size]]


def chosen_tests(mutant: Mutant, reached: Reached, root: Path, *, seconds: float, alike: int, files: int) -> list[str]:
    """Order the tests that reach a mutant, those of its own room first and the quickest of them; leave those past the seconds.

    Behind them come those of its module: what is made once and kept is reached by one test alone, and used by many. Of what stands in no
    function, the tests of the file that is called as the module is belong to those that reach it, and of tables the test of their page.
    """
    stem = PurePosixPath(mutant.path).stem
    names = set(reached.by_line(mutant.path, mutant.line, root))
    is_stated = not block_of(root / mutant.path, mutant.line)
    if is_stated:  # fields of a class are made and compared by what attrs writes
        held = {f"test_{stem}", "test_table_page"} if stem.endswith("tables") else {f"test_{stem}"}
        names |= {name for name in reached.seconds if PurePosixPath(name.partition("::")[0]).stem in held}
    beside = reached.of_module(mutant.path) - names if seconds > AT_FIRST or len(names) < FEW else set()

    def order(name: str) -> tuple[bool, bool, float]:
        file = name.partition("::")[0]
        return (stem not in PurePosixPath(file).stem, f"tests/{mutant.room}" not in file, reached.seconds[name])

    chosen = [name for name in WHOLE.get(mutant.room, ()) if is_stated and name in reached.seconds]
    chosen += _golden(names, reached) if seconds > AT_FIRST else []
    of_function: dict[str, int] = defaultdict(int)
    taken: dict[str, int] = {}
    left = seconds
    for name in (*sorted(_spread(names), key=order), *sorted(_spread(beside), key=order)):
        file, function = name.partition("::")[0], name.partition("[")[0]
        if (
            name in chosen
            or of_function[function] >= alike
            or (file not in taken and len(taken) >= files)
            or reached.seconds[name] > left
        ):
            continue
        of_function[function] += 1
        taken[file] = 1
        left -= reached.seconds[name] + 0.005
        chosen.append(name)
    return chosen


def _golden(names: Iterable[str], reached: Reached) -> list[str]:
    """Choose of the answers that are kept whole: they hold every word and every figure that they show."""
    left, chosen = AT_LAST, []
    for name in _spread(name for name in names if name.startswith(GOLDEN)):
        if reached.seconds[name] <= left:
            left -= reached.seconds[name]
            chosen.append(name)
    return chosen


def _spread(names: Iterable[str]) -> list[str]:
    """Put names into an order that has nothing to do with how cases of one test follow each other."""
    return sorted(names, key=lambda name: hashlib.sha256(name.encode()).hexdigest())
