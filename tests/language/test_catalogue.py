"""That every sentence is there in French, with the same values, and set as French is."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from string import Formatter
from typing import Any, get_type_hints

import pytest

from blogroi.literature.figures import ReferenceFigure, figures
from tests.language.catalogue import (
    CODES_IN_WORDS,
    COMPILED,
    FIGURES_IN_WORDS,
    FRENCH,
    SOURCE,
    Sentence,
    compiled,
    french,
    renew,
    said,
)

NARROW, HARD = "\u202f", "\xa0"


@pytest.fixture(scope="module", autouse=True)
def _renewed(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--renew"):
        renew()


def _translated() -> dict[Sentence, tuple[str, ...]]:
    """Return the French of every sentence that is in the catalogue, in all its forms."""
    return {
        (one.context or "", one.id if isinstance(one.id, str) else (one.id[0], one.id[1])): (one.string,)
        if isinstance(one.string, str)
        else tuple(one.string or ())
        for one in french()
        if one.id
    }


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_the_catalogue_holds_what_is_said_and_nothing_else() -> None:
    assert {*_translated()} == {*said()}


def test_no_sentence_is_missing() -> None:
    assert [sentence for sentence, forms in _translated().items() if not all(forms)] == []


def test_what_programs_read_is_what_translators_wrote() -> None:
    """Sentence by sentence: what stands before them, of the tool that compiled it, is none of theirs."""
    assert _sentences(COMPILED.read_bytes()) == _sentences(compiled(french()))


def _sentences(compiled_catalogue: bytes) -> dict[Any, Any]:
    known = GNUTranslations(BytesIO(compiled_catalogue))
    return {words: said for words, said in vars(known)["_catalog"].items() if words}


def test_the_same_values_stand_in_a_sentence_and_in_its_translation() -> None:
    for (_, words), forms in _translated().items():
        if not all(forms):
            continue
        templates = (words,) if isinstance(words, str) else words
        if all("{" not in template for template in (*templates, *forms)) or not _is_filled(words):
            continue
        places = set().union(*map(_places, templates))
        for form in forms:
            assert _places(form) <= places, form
            assert places - _places(form) <= {"count"}, form


def _is_filled(words: str | tuple[str, str]) -> bool:
    """Tell a template from a text that is shown as it stands, of which braces are part."""
    return not isinstance(words, str) or re.search(r"(?<!\{)\{\w+\}(?!\})", words) is not None


def test_code_within_a_sentence_stays_code() -> None:
    """French sets more of it apart: its quotes are others, and what stands in quotes is to be written with plain ones."""
    for (_, words), forms in _translated().items():
        if not all(forms):
            continue
        code = _code(words if isinstance(words, str) else words[1])
        assert Counter(_code(forms[-1])) >= Counter(code), forms[-1]


def _code(template: str) -> list[str]:
    """Return what stands within backquotes, in order; what holds a value is known by that."""
    return sorted(one for one in re.findall(r"`[^`]*`", template) if not re.search(r"[{}]", one))


SET_AS_FRENCH_IS = pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (rf"[^\s{NARROW}{HARD}`(\[][;!?](?:\s|$)", "a narrow no-break space before ; ! ?"),
        (rf"\w[ {NARROW}]?:(?:\s|$)", "a no-break space before :"),
        (r'"', "guillemets for quotation marks"),
        (r"= ?«", "plain quotes in what is to be written into a file"),
        (rf"«[^{HARD}{NARROW}]|[^{HARD}{NARROW}]»", "no-break spaces within guillemets"),
        (r"[A-Za-zéè]'[A-Za-zéèêh]", "a typographic apostrophe"),
        (r"\d %", "a no-break space before %"),
        (r"\d \d{3}(?!\d)", "a narrow no-break space between thousands"),
        (r"\d (?:EUR|€|k)", "a no-break space before what money is in"),
    ],
)


@SET_AS_FRENCH_IS
def test_it_is_set_as_french_is(wrong: str, what: str) -> None:
    found = []
    for forms in _translated().values():
        for form in forms:
            prose = re.sub(r"`[^`]*`", "`", form)
            if re.search(wrong, prose):
                found.append(form)
    assert found == [], what


@SET_AS_FRENCH_IS
def test_words_in_files_are_set_as_french_is(wrong: str, what: str) -> None:
    """Statements of the catalogue and of the reference figures, and cases to start from with their comments."""
    found = [text for text in _french_in_files() if re.search(wrong, re.sub(r"`[^`]*`|\"[^\"]*\"", "`", text))]
    assert found == [], what


def _french_in_files() -> Iterator[str]:
    for name in ("catalogue/catalogue.toml", "literature/figures.toml"):
        tables = tomllib.loads((SOURCE / name).read_text(encoding="utf-8"))
        yield from (entry["fr"] for group in tables.values() for entry in group.values())
    for path in sorted((SOURCE / "files").rglob("*.fr.toml")):
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            yield from re.findall(r"(?:^|\s)#(.*)", line)
        yield from _texts(tomllib.loads(text))


def _texts(part: object) -> Iterator[str]:
    """Return what is said in a case, and not computed: a formula has no word with an apostrophe, nor a space before a sign."""
    match part:
        case dict():
            for value in part.values():
                yield from _texts(value)
        case list():
            for value in part:
                yield from _texts(value)
        case str():
            yield part
        case _:
            pass


def test_the_words_of_the_codes_that_are_translated_are_all_of_them() -> None:
    from attrs import fields

    from blogroi.codes.codes import Explanation

    assert {one.name for one in fields(Explanation)} - {*CODES_IN_WORDS} == {"version", "code", "severity", "example"}


def test_the_words_of_the_reference_figures_that_are_translated_are_all_of_them() -> None:
    """The others are names, addresses and titles of others, words of the file, numbers, and the statement: it has its French."""
    texts = {name for name, kind in get_type_hints(ReferenceFigure).items() if kind in (str, str | None)}
    as_written = {"key", "en", "fr", "currency", "source", "publisher", "url"}
    assert texts - {*FIGURES_IN_WORDS} == {*as_written, "centre"}


def test_a_figure_holds_the_same_numbers_in_french() -> None:
    french = {words: forms[0] for (_, words), forms in _translated().items()}
    for figure in figures().values():
        assert _numbers(figure.fr, NARROW) == _numbers(figure.en, ","), figure.key
        for name in FIGURES_IN_WORDS:
            text = getattr(figure, name)
            assert not text or _numbers(french[text], NARROW) == _numbers(text, ","), (figure.key, name)


def _numbers(text: str, thousands: str) -> list[str]:
    """Return the numbers of a text, sorted, whatever the language they are written in."""
    plain = re.sub(rf"(?<=\d){thousands}(?=\d{{3}}(?!\d))", "", text)
    return sorted(number.replace(",", ".") for number in re.findall(r"\d+(?:[.,]\d+)?", plain))


def test_the_catalogue_is_where_it_is_looked_for() -> None:
    assert FRENCH.exists()
