"""The first lines of every answer are in words that everybody knows: those that the glossary lists as plain.

Words that carry what is said are held; those that only join others are not, nor are names and statements of the case, numbers,
currencies, and commands.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from blogroi.language.languages import LANGUAGES, Language
from tests.language.catalogue import SOURCE, french, in_code

HERE = Path(__file__).parents[1]
EXPECTED, CASES = HERE / "golden" / "expected", HERE / "golden" / "cases"
SNAPSHOTS, EXAMPLES = HERE / "golden" / "snapshots", HERE.parent / "examples"
RECIPES = SOURCE / "files" / "recipes"
GLOSSARY = HERE.parent / "docs" / "glossary.md"
HEADINGS: dict[Language, str] = {"en": "### In English", "fr": "### En français"}
MOST = 150
COMMANDS = (
    *("evaluate", "check", "worth-measuring", "launch", "sensitivity", "choose", "scenarios", "history", "diff"),
    *("detectable", "effect"),
)
VERDICTS_IN = (
    *("evaluation_verdict", "plan", "worth_measuring", "launch", "sensitivity", "supposition", "choice", "scenarios"),
    *("history", "diff", "detectable", "estimate"),
)
JOINING: dict[Language, str] = {
    "en": """
        a an the this that these those it its they their them one he she you your which what who whatever none
        and or but nor not no if as than so before after while because when where without with within
        of in on at by for from to into out over between up down off
        is are was were be been being has have had do does did can cannot could would will may should
        all any each every more most less least much many few too only both other own same such here there now yet then
    """,
    "fr": """
        le la les l un une des du de d ce cet cette ces cela ça c il ils elle elles on le leur leurs lui se s son sa ses
        qui que qu quoi dont où y en ne n pas plus moins ni et ou mais si comme car
        à au aux dans par pour sur sous avec sans entre dès après avant en vers chez
        est sont était étaient être été a ont avait avoir soit soient fait faut doit devrait devraient peut peuvent
        serait pourrait pourraient selon
        non tout tous toute toutes aucun aucune chaque autre autres même mêmes très trop peu ici alors encore quel quels quelle
        vous nous votre vos
    """,
}
"""Words that join others."""


def _verdicts(language: Language) -> Iterator[tuple[str, str]]:
    """Return what each short answer says first, by the answer it is of."""
    for path in sorted(EXPECTED.glob("*.txt")):
        name = path.name.removesuffix(".txt")
        if not name.startswith(COMMANDS) or name.removesuffix(".fr").endswith(".full"):
            continue
        if name.endswith(".fr") == (language == "fr"):
            yield name, _first(path)
    for path in sorted(SNAPSHOTS.rglob(f"*.{language}.txt")):
        if path.name.startswith(COMMANDS):
            yield f"{path.name.partition('.')[0]} of {path.parent.name}", _first(path)


def _first(path: Path) -> str:
    """Return what an answer says first, below its title."""
    return " ".join(path.read_text(encoding="utf-8").split("\n\n")[1].split())


def _sentences() -> Iterator[str | tuple[str, str]]:
    """Return the sentences of the source that a verdict may consist of, those that no golden case brings out among them."""
    for path in sorted((SOURCE / "report").glob("*.py")):
        if path.stem not in VERDICTS_IN:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for part in [tree] if path.stem.endswith("verdict") else _functions(tree):
            for _, sentence in in_code(part):
                yield sentence


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for part in tree.body:
        if isinstance(part, ast.FunctionDef) and part.name.lstrip("_").startswith("verdict"):
            yield part


VERDICTS = [(language, name, verdict) for language in LANGUAGES for name, verdict in _verdicts(language)]


@cache
def _of_the_cases() -> tuple[str, ...]:
    """Return what people read of the cases, the longest first."""
    found: set[str] = set()

    def texts(value: object, key: str = "") -> Iterator[str]:
        if isinstance(value, str):
            yield from [value] if value[:1].isupper() or key == "unit" else []
        elif isinstance(value, dict):
            for name, one in value.items():
                yield from texts(one, name)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    for path in (*CASES.glob("*.toml"), *EXAMPLES.rglob("*.toml"), *RECIPES.glob("*.toml")):
        found.update(texts(tomllib.loads(path.read_text(encoding="utf-8"))))
    return tuple(sorted((text for text in found if len(text) > 2), key=len, reverse=True))


def _ours(text: str, language: Language) -> list[str]:
    """Return the words of ours that carry what a text says."""
    text = re.sub(r"`[^`]*`", " ", text)
    for theirs in _of_the_cases():
        text = re.sub(rf"(?<!\w){re.escape(theirs)}(?!\w)", " ", text)
    text = re.sub(r"\{\w+\}|\b(?:[A-Z]{3}|[A-Zx])\b", " ", text)
    words = re.findall(r"aujourd\u2019hui|[^\W\d_]+(?:-[^\W\d_]+)*", text.lower())
    return [word for word in words if word not in JOINING[language].split()]


@cache
def plain(language: Language) -> dict[str, tuple[str, ...]]:
    """Return the plain words of a language, each with its forms."""
    text = GLOSSARY.read_text(encoding="utf-8")
    listed = text.partition(HEADINGS[language])[2].partition("\n#")[0].partition(".")[2].strip().rstrip(".")
    entries = re.findall(r"([^\s,()]+)(?:\s+\(([^)]*)\))?", listed)
    assert len({word for word, _ in entries}) == len(entries), "a word is listed twice"
    return {word: tuple(forms.replace(",", " ").split()) for word, forms in entries}


def _known(language: Language) -> set[str]:
    return {form for word, forms in plain(language).items() for form in (word, *forms)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_plain_words_are_few(language: Language) -> None:
    assert 50 <= len(plain(language)) <= MOST


def test_every_command_is_held() -> None:
    for language in LANGUAGES:
        held = {
            command for command in COMMANDS for one, name, _ in VERDICTS if one == language and name.startswith(command)
        }
        assert held == set(COMMANDS)


@pytest.mark.parametrize(("language", "name", "verdict"), VERDICTS, ids=[f"{one}-{name}" for one, name, _ in VERDICTS])
def test_the_first_lines_are_in_plain_words(language: Language, name: str, verdict: str) -> None:
    words = _ours(verdict, language)
    assert words, f"nothing of {name} is held"
    assert [word for word in words if word not in _known(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_so_is_every_sentence_of_a_verdict(language: Language) -> None:
    sentences = set(_sentences())
    assert len(sentences) > 60
    known, catalogue = _known(language), french()
    odd: dict[tuple[str, ...], list[str]] = {}
    for sentence in sentences:
        forms: tuple[str, ...] = (sentence,) if isinstance(sentence, str) else sentence
        if language == "fr":
            found = catalogue.get(forms[0])
            assert found is not None
            forms = (found.string,) if isinstance(found.string, str) else tuple(found.string or ())
        if unknown := [word for word in _ours(" ".join(forms), language) if word not in known]:
            odd[forms] = unknown
    assert odd == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_is_not_plain_is_found(language: Language) -> None:
    assert _ours("The blog 12 EUR stochastic `code`", language)[-1] == "stochastic"
