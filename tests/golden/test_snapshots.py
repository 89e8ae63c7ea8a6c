"""What people read first: the short answer of every command for every example and every recipe, in both languages.

What changes on purpose is renewed with ``pytest tests/golden --renew``, as all that is kept here: read it as somebody who has to decide.
A recipe is a case of its own in each language; an example is in the language it is written in, and what we say of it in both.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import blogroi
from blogroi import Case, catalogue, cli
from blogroi.cli.program import COMMANDS
from blogroi.codes.codes import explanations
from blogroi.files.template import Recipe
from blogroi.language.languages import LANGUAGES, Language
from blogroi.literature.figures import figures
from blogroi.report.sheets import sheet_of
from blogroi.report.terminal import Face, text
from blogroi.results.answer import Answer
from tests.short import faults

SNAPSHOTS = Path(__file__).parent / "snapshots"
EXAMPLES = Path(__file__).parents[2] / "examples"
CASES = Path(__file__).parent / "cases"
CALLS = str(CASES / "calls.csv")
DRAWS = 2000
OF_ONE: Mapping[str, Callable[[Case], Answer]] = {
    "evaluate": lambda case: blogroi.evaluate(case, draws=DRAWS),
    "check": blogroi.check,
    "worth-measuring": lambda case: blogroi.worth_measuring(case, draws=DRAWS),
    "sensitivity": lambda case: blogroi.sensitivity(case, draws=DRAWS),
    "launch": lambda case: blogroi.launch(case, tool=next(iter(case.tools)), draws=DRAWS),
    "choose": lambda case: blogroi.choose(case, draws=DRAWS),
    "scenarios": lambda case: blogroi.scenarios(case, draws=DRAWS),
    "sensitivity-supposed": lambda case: blogroi.suppose(case, settings=supposed(case), draws=DRAWS),
    "replay": lambda case: blogroi.audit.replay(case, result=blogroi.evaluate(case, draws=DRAWS).to_dict()),
}
"""What is asked of one case, by the command that asks it."""

OF_SEVERAL: Mapping[str, Callable[..., Answer]] = {
    "history": lambda *cases: blogroi.history(cases, draws=DRAWS),
    "diff": lambda *cases: blogroi.diff(cases[0], cases[-1], draws=DRAWS),
}
"""What is asked of cases of the same house at several dates."""

DATED = {"history": ("history/2025", "history/2026", "history/2027"), "fastlane": ("fastlane-2005", "fastlane-2006")}
OF_THE_SAME_DAY = "fastlane"
WITHOUT_A_CASE: Mapping[str, Sequence[str]] = {
    "explain": [],
    "explain-kind": ["BR11"],
    "explain-code": ["BR203"],
    "catalogue": [],
    "catalogue-lever": ["reputation"],
    "catalogue-indicator": ["calls"],
    "references": [],
    "references-group": ["email"],
    "references-one": ["self-service"],
    "series": [str(CASES / "visits.csv")],
    "series-column": [str(CASES / "orders.csv"), "--column", "Demandes", "--dates", "day-first"],
    "validate": ["--cases", "60"],
    "new-recipes": ["--recipe", "list"],
    "detectable": [CALLS, "--column", "calls"],
    "effect": [CALLS, "--column", "calls", "--launch", "2025-12-29"],
}
"""What is asked without a case: a command, or a command and a word, and what is asked of it."""

WORDS: Mapping[str, Sequence[str]] = {
    "explain": [*explanations()],
    "references": [*figures()],
    "catalogue": [*catalogue.load().levers, *catalogue.load().indicators],
}
"""All that can be asked for by its key."""

SINGLE = [*(path.stem for path in sorted(EXAMPLES.glob("*.toml"))), *(f"recipe-{name}" for name in get_args(Recipe))]


@cache
def case_of(name: str, language: Language) -> Case:
    """The case that a snapshot is of: an example, or a recipe in a language."""
    recipe = next((recipe for recipe in get_args(Recipe) if name == f"recipe-{recipe}"), None)
    if recipe is None:
        return blogroi.load(EXAMPLES / f"{name}.toml")
    return blogroi.loads(blogroi.template(recipe, language=language))


def supposed(case: Case) -> Mapping[str, float]:
    """What is supposed of a case: what its first tool depends on most is low, or time counts nothing where nothing is uncertain."""
    inputs = [tool.inputs[0] for tool in blogroi.sensitivity(case, draws=DRAWS).tools.values() if tool.inputs]
    return {inputs[0].path: inputs[0].at_low} if inputs else {"discounting.rate": 0.0}


def snapshots() -> Iterator[tuple[str, str, Language]]:
    """Each answer that is kept: the case, the command and the language."""
    for language in LANGUAGES:
        for name in SINGLE:
            yield from ((name, command, language) for command in OF_ONE)
        for name in DATED:
            yield from (
                (name, command, language) for command in OF_SEVERAL if (name, command) != (OF_THE_SAME_DAY, "history")
            )


@cache
def answer_to(name: str, command: str, language: Language) -> Answer:
    """The answer of a command; that of an example is the same in each language."""
    if command in OF_SEVERAL:
        return OF_SEVERAL[command](*(case_of(dated, language) for dated in DATED[name]))
    return OF_ONE[command](case_of(name, language))


def renewed(path: Path, said: str, request: pytest.FixtureRequest) -> str:
    """What was said before; what is said now, where that is renewed."""
    if request.config.getoption("--renew"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "command", "language"), list(snapshots()))
def test_people_read_what_they_read_before(
    name: str, command: str, language: Language, request: pytest.FixtureRequest
) -> None:
    answer = answer_to(name, command, language if name.startswith("recipe-") else "en")
    said = text(sheet_of(answer), Face(language=language, lines=25))
    assert said == renewed(SNAPSHOTS / name / f"{command}.{language}.txt", said, request)
    assert faults(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", WITHOUT_A_CASE)
def test_so_they_do_of_what_needs_no_case(
    name: str, language: Language, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    command = name.partition("-")[0]
    assert cli.main([command, *WITHOUT_A_CASE[name], "--language", language]) == cli.FINE
    said = capsys.readouterr().out
    assert said == renewed(SNAPSHOTS / "without-a-case" / f"{name}.{language}.txt", said, request)
    assert faults(said) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", WORDS)
def test_every_code_figure_lever_and_indicator_fits_a_screen(
    command: str, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for word in WORDS[command]:
        assert cli.main([command, word, "--language", language]) == cli.FINE
        if odd := faults(capsys.readouterr().out):
            found[word] = odd
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SINGLE)
def test_every_tool_may_be_asked_about(name: str, language: Language) -> None:
    case = case_of(name, language)
    for tool in case.tools:
        answer = blogroi.launch(case, tool=tool, draws=500)
        assert faults(text(sheet_of(answer), Face(language=language, lines=25))) == []


def test_nothing_is_kept_that_no_command_gives() -> None:
    kept = {path.relative_to(SNAPSHOTS).as_posix() for path in SNAPSHOTS.rglob("*.txt")}
    assert kept == {
        *(f"{name}/{command}.{language}.txt" for name, command, language in snapshots()),
        *(f"without-a-case/{name}.{language}.txt" for name in WITHOUT_A_CASE for language in LANGUAGES),
    }


def test_every_command_that_answers_in_words_is_kept() -> None:
    """All but those that give a file: a plan, a page, a schema, or a folder of them."""
    kept = {*OF_ONE, *OF_SEVERAL, *(name.partition("-")[0] for name in WITHOUT_A_CASE)}
    assert {*COMMANDS} - kept == {"register", "report", "schema", "evaluate-many"}
