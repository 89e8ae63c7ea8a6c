"""What pages state as a fact of the library is so: versions, counts, names of gates, rooms, answers and recipes."""

import re
import tomllib
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from attrs import fields

import blogroi
from blogroi import errors
from blogroi.files.template import Recipe
from blogroi.model.conventions import Conventions
from blogroi.results.answer import Answer, Names
from blogroi.testing import GUARANTEES
from tests.language.catalogue import french

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "blogroi"


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def rows(text: str) -> list[str]:
    """The names that begin the rows of the first table."""
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def test_the_lowest_versions_are_those_that_are_required() -> None:
    project = tomllib.loads(page("pyproject.toml"))["project"]
    stated = page("docs/promises.md").partition("## Supported")[2]
    for requirement in project["dependencies"]:
        name, _, lowest = requirement.partition(">=")
        assert re.search(rf"\b{name}\b[^,]* {re.escape(lowest)} and later", stated, re.IGNORECASE), requirement
    assert f"Python {project['requires-python'].removeprefix('>=')} and later" in stated


def test_there_are_ten_guarantees_and_each_has_its_row() -> None:
    assert len(GUARANTEES) == 10
    text = page("docs/guarantees.md")
    assert "Ten guarantees" in text
    assert "runs ten of them" in page("README.md")
    assert re.findall(r"^\| (N\d+) \|", text, re.MULTILINE) == [f"N{number}" for number in range(1, 11)]


def test_the_page_on_promises_names_every_module_that_is_public_by_name() -> None:
    modules = {name for name in blogroi.__all__ if isinstance(getattr(blogroi, name), ModuleType)}
    stated = page("docs/promises.md").partition("## Versions")[0]
    assert {
        name for name in modules - {"model"} if f"`blogroi.{name}`" not in stated
    } == set()  # of it, what stands in blogroi


def test_every_refusal_is_public_and_told_of_to_embedders() -> None:
    refusals = {name for name in errors.__all__ if name.endswith("Error")}
    assert refusals <= set(blogroi.__all__)
    stated = page("docs/embedding.md").partition("## Errors")[2].partition("\n## ")[0]
    assert {name for name in refusals if name not in stated} == set()


def test_what_is_said_of_few_weeks_before_a_launch_is_what_the_benchmark_found() -> None:
    row = re.search(r"^\| weeks before: ([\d, ]+) \| ([\d, ]+) \|", page("docs/measured-method.md"), re.MULTILINE)
    assert row
    held = dict(zip(*(group.split(", ") for group in row.groups()), strict=True))
    assert (
        f"With 26 of them, ranges that promise 90 % held {held['26']} times in 100, with 12 of them {held['12']}"
        in (blogroi.explain("BR172").why)
    )
    few = f"held it {held['12']} times with 12 weeks before, {held['26']} times with 26 and {held['52']} times with 52"
    assert few in page("src/blogroi/measured/window.py")


def test_as_many_figures_and_traps_are_published_as_the_page_says() -> None:
    figures = blogroi.references().found.values()
    traps = sum(figure.use == "trap" for figure in figures)
    assert f"There are {len(figures) - traps} that may stand in a case, and {traps} traps" in page("docs/references.md")


@pytest.mark.parametrize("name", ["README.md", "docs/quickstart.md", "docs/command-line.md"])
@pytest.mark.parametrize("recipe", get_args(Recipe))
def test_every_recipe_is_named(name: str, recipe: str) -> None:
    assert recipe in page(name)


def test_every_room_has_its_row() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert {*rows(page("docs/rooms.md"))} - {"errors", "records"} == rooms


def test_the_page_on_quality_names_the_gates_that_there_are_and_which_of_them_run_unasked() -> None:
    gates = rows(page("docs/quality.md"))
    sessions = re.findall(r"^@nox\.session(\(.*default=False\))?\ndef (\w+)", page("noxfile.py"), re.MULTILINE)
    assert {*gates} == {name for _, name in sessions} - {"planted", "bench"}
    asked = {name for flag, name in sessions if flag} & {*gates}
    assert asked == {"tests", *gates[-3:]}  # "all but `tests` and the last three"


def test_the_page_on_answers_names_every_answer_and_every_convention() -> None:
    text = page("docs/result.md")
    answers = {getattr(blogroi, name) for name in blogroi.__all__ if isinstance(getattr(blogroi, name), type)}
    kinds = {one.ANSWER for one in answers if issubclass(one, Answer) and one.ANSWER}
    assert {kind for kind in kinds if f"`{kind}`" not in text} == set()
    named = {one.name for kind in (Conventions, Names) for one in fields(kind)}
    assert {name for name in named if f'"{name}"' not in text} == set()


def test_one_and_many_are_not_exchanged_in_french() -> None:
    """What is counted ends in no `s` where there is one of it, and its verb is not that of many."""
    many = re.compile(
        r"\{(?:count|number|late)\} (?:(?!mois\b)\w+s\b|sont\b)|\{tools\} (?:ne |n\u2019)?(?:sont|\w+ent)\b"
    )
    forms = [one.string[0] for one in french() if isinstance(one.string, (list, tuple)) and one.string]
    assert [form for form in forms if many.search(form.replace("\xa0", " "))] == []
