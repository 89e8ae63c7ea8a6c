"""Cases to start from say the same in both languages, evaluate as they are, and leave no number without where it comes from."""

import json
import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest

import blogroi
from blogroi import Case, OptionError, cli
from blogroi.files.template import Recipe, recipes, template

RECIPES = get_args(Recipe)
LANGUAGES = ("en", "fr")
EVERY = [(recipe, language) for recipe in (*RECIPES, None) for language in LANGUAGES]
MARKS = {"en": r"# yours\b", "fr": r"# à vous\b"}
OF_THE_OTHER = {
    "en": {"le", "la", "les", "des", "du", "de", "et", "ou", "est", "un", "une", "qui", "que", "pour", "à", "vous", "ce"},
    "fr": {"the", "of", "and", "is", "to", "what", "who", "yours", "which", "with", "for", "by", "in", "it", "as", "not"},
}  # fmt: skip
"""Words that nobody writes two lines without, and that the other language has not."""

PROSE = {"title", "statement", "name", "kind", "unit", "item", "source", "noticed_by", "audience", "not_applicable"}
SOURCED = {"value", "rate", "amount", "units", "unit_cost", "change", "year"}
"""What the `source` of its own table speaks of."""


def stated(case: Case) -> Any:
    """What a case states, but for its texts; a unit of shares is a word that means something."""

    def without_texts(node: Any, key: str = "") -> Any:
        if isinstance(node, dict):
            return {name: without_texts(part, key if key == "not_applicable" else name) for name, part in node.items()}
        if isinstance(node, list):
            return [without_texts(part, key) for part in node]
        return "..." if key in PROSE and node != "share" else node

    return without_texts(json.loads(blogroi.dumps(case, format="json")))


def code_and_comment(line: str) -> tuple[str, str]:
    """Part a line of TOML where its comment begins."""
    found = re.match(r'((?:[^"#]|"[^"]*")*)(#.*)?$', line)
    assert found is not None
    return found[1].strip(), found[2] or ""


def without_a_source(text: str, mark: str) -> Iterator[str]:
    """The lines that hold a number, no mark, and no source beside it."""
    for table in re.split(r"(?m)^(?=\[)", text):
        has_source = re.search(r"(?m)^source = ", table) is not None
        for line in table.splitlines():
            code, comment = code_and_comment(line)
            key, _, value = code.partition(" = ")
            if not value or key in PROSE | {"blogroi"} or not re.search(r"\d", value):
                continue
            if not (re.search(mark, comment) or (has_source and key in SOURCED)):
                yield line


@pytest.mark.parametrize("recipe", [*RECIPES, None])
def test_both_languages_state_the_same_but_for_their_texts(recipe: Recipe | None) -> None:
    english, french = (blogroi.loads(template(recipe, language=language)) for language in ("en", "fr"))
    assert stated(english) == stated(french)
    assert {one.statement for one in english.indicators.values()}.isdisjoint(
        one.statement for one in french.indicators.values()
    )


@pytest.mark.parametrize(("recipe", "language"), EVERY)
def test_a_case_to_start_from_leads_to_a_verdict_and_has_no_error(recipe: Recipe | None, language: Any) -> None:
    case = blogroi.loads(template(recipe, language=language))
    result = blogroi.evaluate(case, draws=500)
    assert {tool.verdict for tool in result.tools.values()} <= {"pays", "does not pay", "open"}
    assert not [check for check in result.checks if check.severity == "error"]
    assert not [finding for finding in blogroi.check(case).findings if finding.severity == "error"]
    assert result.ranking.order


@pytest.mark.parametrize("recipe", RECIPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_of_a_recipe_has_a_source_or_is_marked_as_yours(recipe: Recipe, language: Any) -> None:
    assert list(without_a_source(template(recipe, language=language), MARKS[language])) == []


def test_a_number_without_either_would_be_found() -> None:
    text = template("assistant").replace("value = 60                           # yours", "value = 61")
    assert list(without_a_source(text, MARKS["en"])) == ["value = 61"]
    hour = re.sub(r"(?m)^source = .*Insee.*\n", "", template("assistant"))
    assert list(without_a_source(hour, MARKS["en"])) == ["value = 38.7", "year = 2020"]


@pytest.mark.parametrize(("recipe", "language"), EVERY)
def test_comments_are_in_one_language(recipe: Recipe | None, language: Any) -> None:
    for line in template(recipe, language=language).splitlines():
        comment = re.sub(r'"[^"]*"|`[^`]*`|\{[^}]*\}', "", code_and_comment(line)[1])
        assert not OF_THE_OTHER[language] & set(re.findall(r"\w+", comment.lower())), line


@pytest.mark.parametrize("language", LANGUAGES)
def test_recipes_are_listed_with_a_line_each(language: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", "--recipe", "list", "--language", language]) == cli.FINE
    printed = capsys.readouterr().out.splitlines()
    assert all(len(line) <= 80 for line in printed)
    lines = [line for line in printed if line.split()[:1] and line.split()[0] in RECIPES]
    assert [line.split()[0] for line in lines] == list(RECIPES)
    known = recipes(language=language)
    assert [line.partition(" ")[2].strip() for line in lines] == [known[name] for name in RECIPES]


def test_a_recipe_is_printed_and_evaluated_in_one_command_each(
    tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "case.toml"
    assert cli.main(["new", "--recipe", "assistant", "--language", "fr", "--output", str(path)]) == cli.FINE
    assert path.read_text(encoding="utf-8") == template("assistant", language="fr")
    assert cli.main(["evaluate", str(path), "--draws", "200"]) == cli.FINE
    assert "90 % range" in capsys.readouterr().out
    assert cli.main(["new", "--recipe", "list", "--output", str(path)]) == cli.MISUSE  # which is there


def test_the_case_of_nothing_asked_for_stays_short() -> None:
    lengths = {language: len(template(language=language).splitlines()) for language in ("en", "fr")}
    assert lengths["en"] == lengths["fr"] <= 120
    assert all(len(template(recipe).splitlines()) > 120 for recipe in RECIPES)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"recipe": "asistant"}, "recipe: 'asistant' is not known: did you mean `assistant`?"),
        ({"recipe": ["chamber"]}, "recipe: a list is not known: "),
        ({"recipe": "chamber", "language": "de"}, "language: 'de' is not known: "),
        ({"language": "french"}, "language: 'french' is not known: "),
    ],
)
def test_what_is_no_recipe_and_no_language_is_refused(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError, match="^" + re.escape(said)):
        template(**asked)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--recipe", "asistant"], "--recipe: 'asistant' is not known: did you mean `assistant`?"),
        (["--recipe", "chamber", "--from", "x.toml"], "--recipe: goes without --from"),
    ],
)
def test_what_does_not_go_together_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["new", *words]) == cli.MISUSE
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_recipe_is_listed_by_its_first_line_without_the_sign_of_a_comment(language: Any) -> None:
    for recipe, said in recipes(language=language).items():
        assert template(recipe, language=language).startswith(f"# {said}\n")
        assert not said.startswith("#")
