"""What people read first: the short answer of every command for every example and every recipe, in both languages.

What changes on purpose is renewed with ``pytest tests/golden --renew``, as all that is kept here: read it as somebody who has to decide.
A recipe is a case of its own in each language; an example is in the language it is written in, and what we say of it in both.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import blogroi
from blogroi import Case
from blogroi.files.template import Recipe
from blogroi.language.languages import LANGUAGES, Language
from blogroi.report.sheets import sheet_of
from blogroi.report.terminal import Face, text
from blogroi.results.answer import Answer
from tests.short import faults

SNAPSHOTS = Path(__file__).parent / "snapshots"
EXAMPLES = Path(__file__).parents[2] / "examples"
DRAWS = 2000
OF_ONE: Mapping[str, Callable[[Case], Answer]] = {
    "evaluate": lambda case: blogroi.evaluate(case, draws=DRAWS),
    "check": blogroi.check,
    "worth-measuring": lambda case: blogroi.worth_measuring(case, draws=DRAWS),
    "sensitivity": lambda case: blogroi.sensitivity(case, draws=DRAWS),
    "launch": lambda case: blogroi.launch(case, tool=next(iter(case.tools)), draws=DRAWS),
    "choose": lambda case: blogroi.choose(case, draws=DRAWS),
    "scenarios": lambda case: blogroi.scenarios(case, draws=DRAWS),
}
"""What is asked of one case, by the command that asks it."""

OF_SEVERAL: Mapping[str, Callable[..., Answer]] = {
    "history": lambda *cases: blogroi.history(cases, draws=DRAWS),
    "diff": lambda *cases: blogroi.diff(cases[0], cases[-1], draws=DRAWS),
}
"""What is asked of cases of the same house at several dates."""

DATED = {"history": ("history/2025", "history/2026", "history/2027")}
WITHOUT_SCENARIOS = "chamber"
"""Stands for all cases that have none: what is said of them is the same."""

SINGLE = [*(path.stem for path in sorted(EXAMPLES.glob("*.toml"))), *(f"recipe-{name}" for name in get_args(Recipe))]


@cache
def case_of(name: str, language: Language) -> Case:
    """The case that a snapshot is of: an example, or a recipe in a language."""
    recipe = next((recipe for recipe in get_args(Recipe) if name == f"recipe-{recipe}"), None)
    if recipe is None:
        return blogroi.load(EXAMPLES / f"{name}.toml")
    return blogroi.loads(blogroi.template(recipe, language=language))


def snapshots() -> Iterator[tuple[str, str, Language]]:
    """Each answer that is kept: the case, the command and the language."""
    for language in LANGUAGES:
        for name in SINGLE:
            for command in OF_ONE:
                if command != "scenarios" or name == WITHOUT_SCENARIOS or case_of(name, language).scenarios:
                    yield name, command, language
        yield from ((name, command, language) for name in DATED for command in OF_SEVERAL)


@cache
def answer_to(name: str, command: str, language: Language) -> Answer:
    """The answer of a command; that of an example is the same in each language."""
    if command in OF_SEVERAL:
        return OF_SEVERAL[command](*(case_of(dated, language) for dated in DATED[name]))
    return OF_ONE[command](case_of(name, language))


@pytest.mark.parametrize(("name", "command", "language"), list(snapshots()))
def test_people_read_what_they_read_before(
    name: str, command: str, language: Language, request: pytest.FixtureRequest
) -> None:
    answer = answer_to(name, command, language if name.startswith("recipe-") else "en")
    said = text(sheet_of(answer), Face(language=language, lines=25))
    path = SNAPSHOTS / name / f"{command}.{language}.txt"
    if request.config.getoption("--renew"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8", newline="\n")
    assert said == path.read_text(encoding="utf-8")
    assert faults(said) == []


def test_nothing_is_kept_that_no_command_gives() -> None:
    kept = {path.relative_to(SNAPSHOTS).as_posix() for path in SNAPSHOTS.rglob("*.txt")}
    assert kept == {f"{name}/{command}.{language}.txt" for name, command, language in snapshots()}
