"""Every citation in the source leads to an entry of the bibliography, and every entry is cited. Nothing is looked up elsewhere."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
SOURCE = PROJECT / "src" / "blogroi"
PAGE = (PROJECT / "docs" / "bibliography.md").read_text(encoding="utf-8")

ENTRY = re.compile(
    r"- \*\*(?P<key>[A-Z][a-zA-Z]+(?P<of>\d{4}))\*\*: (?P<authors>[^*]+)\. \*(?P<title>[^*]+)\*\. (?P<venue>[^*]+), (?P<year>\d{4})\."
    r"(?: (?P<where>\S.*))?"
)
DOI = re.compile(r"doi:10\.\d{4,}/\S+")
CITED = re.compile(r"\b[A-Z][a-zA-Z]+\d{4}\b")
REFERENCES = re.compile(r"^References\n-+\n(.*?)(?=\n\n[A-Z]\w+\n-+\n|\Z)", re.MULTILINE | re.DOTALL)

ROWS = [line for line in PAGE.splitlines() if line.startswith("- ")]


def entries() -> dict[str, re.Match[str]]:
    return {found["key"]: found for row in ROWS if (found := ENTRY.fullmatch(row))}


def is_isbn(number: str) -> bool:
    digits = [int(sign) for sign in number if sign.isdecimal()]
    return len(digits) == 13 and sum(digit * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10 == 0


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[4:].partition("*")[0])
def test_an_entry_names_authors_title_venue_and_year(row: str) -> None:
    found = ENTRY.fullmatch(row)
    assert found is not None
    assert found["of"] == found["year"]
    where = found["where"]
    if where is not None:
        kind, _, number = where.partition(" ")
        assert is_isbn(number) if kind == "ISBN" else DOI.fullmatch(where) or where.startswith("https://")


def test_entries_are_in_order_and_none_stands_twice() -> None:
    keys = [row[4:].partition("*")[0] for row in ROWS]
    assert keys == sorted(set(keys))


def docstrings(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""


def comments(text: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT or (token.type == tokenize.STRING and token.string.startswith('"""')):
            yield token.string


def cited(text: str) -> Iterator[str]:
    """Every entry that a comment or a docstring names in brackets."""
    for told in comments(text):
        for inside in re.findall(r"\[([^\[\]]+)\]", told):
            yield from CITED.findall(inside)


def texts() -> dict[str, str]:
    return {str(path.relative_to(SOURCE)): path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}


def test_every_citation_leads_to_an_entry() -> None:
    known = set(entries())
    lost = {(name, key) for name, text in texts().items() for key in cited(text) if key not in known}
    assert lost == set()


def test_every_entry_is_cited() -> None:
    named = {key for text in texts().values() for key in cited(text)}
    assert set(entries()) - named == set()


def test_references_name_entries_and_not_works() -> None:
    sections = [
        (name, section)
        for name, text in texts().items()
        for told in docstrings(text)
        for section in REFERENCES.findall(told)
    ]
    assert sections
    spelt = {
        (name, section)
        for name, section in sections
        if not any(CITED.search(inside) for inside in re.findall(r"\[([^\[\]]+)\]", section))
        or re.search(r"\b(1[89]|20)\d\d\b", re.sub(r"\[[^\[\]]+\]", "", section))
    }
    assert spelt == set()


def test_nobody_is_cited_by_a_year_in_parentheses() -> None:
    found = {
        (name, year)
        for name, text in texts().items()
        for told in comments(text)
        for year in re.findall(r"[A-Z][\w.]+,? \(?(?:1[89]|20)\d\d\)", told)
    }
    assert found == set()
