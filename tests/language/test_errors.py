"""That whatever blogroi refuses, it can say in each language: the words of errors and faults are sentences of the catalogue."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.language.catalogue import SOURCE

WORDED = {
    "Fault": 1,
    "Check": 3,
    "OptionError": 1,
    "MisuseError": 0,
    "CaseError.at": 1,
    "FileError.of": 2,
    "column_fault": 1,
}
"""What carries words to a reader, and which of its arguments they are; ``in_file`` and ``said`` are words as well."""

EXCEPTIONS = {
    "errors.py": "the classes themselves: what stands in them was handed to them",
    "testing": "what breaks a guarantee is read in the log of a test, by whoever builds on blogroi",
}
"""Where words may be plain, and why."""


def sentences(tree: ast.AST) -> Iterator[tuple[int, ast.expr]]:
    """Yield the words of every error and fault of a module, with their line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in WORDED:
            named = [one.value for one in node.keywords if one.arg in ("message", "in_file", "reason", "said")]
            for words in [*node.args[WORDED[name] : WORDED[name] + 1], *named]:
                yield node.lineno, words


def plain(words: ast.expr, within: ast.AST) -> bool:
    """Tell words that are put down as they are from a sentence of the catalogue; a name is what it was bound to."""
    match words:
        case ast.Constant(value=str() as text):
            return bool(text)
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.IfExp(body=one, orelse=other):
            return plain(one, within) or plain(other, within)
        case ast.Name(id=name):
            return any(
                plain(node.value, within)
                for node in ast.walk(within)
                if isinstance(node, ast.Assign)
                for target in node.targets
                if isinstance(target, ast.Name) and target.id == name
            )
        case ast.Call(func=ast.Name(id=name)):
            return any(
                plain(node.value, within)
                for function in ast.walk(within)
                if isinstance(function, ast.FunctionDef) and function.name == name
                for node in ast.walk(function)
                if isinstance(node, ast.Return) and node.value is not None
            )
        case ast.Call(func=ast.Attribute(attr="join" | "format" | "replace")):
            return True
    return False


def english_only(text: str) -> list[str]:
    tree = ast.parse(text)
    return [f"{line}: {ast.unparse(words)}" for line, words in sentences(tree) if plain(words, tree)]


def modules() -> list[Path]:
    found = sorted(SOURCE.rglob("*.py"))
    return [path for path in found if path.relative_to(SOURCE).parts[0] not in EXCEPTIONS]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_whatever_is_refused_can_be_said_in_each_language(path: Path) -> None:
    assert english_only(path.read_text(encoding="utf-8")) == []


def joined_by_words(text: str) -> list[str]:
    """What is put together by a word, such as "and", of which other languages know nothing."""
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute) and node.attr == "join" and isinstance(node.value, ast.Constant)
        if isinstance(node.value.value, str) and re.search(r"[a-z]{2}", node.value.value)
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_nothing_is_put_together_by_a_word(path: Path) -> None:
    assert joined_by_words(path.read_text(encoding="utf-8")) == []


def test_what_is_put_together_by_a_word_is_noticed() -> None:
    assert joined_by_words('" and ".join(names)')


@pytest.mark.parametrize(
    "planted",
    [
        'raise OptionError("draws", "is missing")',
        'raise OptionError("draws", f"{draws} is none")',
        'yield Fault("tools", "is " + what)',
        'said = f"{draws} is none"\nraise CaseError.at("", said)',
        'raise CaseError.at("", message("is missing") if known else "is nothing")',
        'Fault("", message("is missing"), in_file=f"write {it}")',
        'def _said(draws):\n    return f"{draws} is none"\nraise OptionError("draws", _said(0))',
        'raise OptionError("document", "; ".join(told))',
    ],
)
def test_words_that_are_english_only_are_noticed(planted: str) -> None:
    assert english_only(planted)


def test_a_sentence_of_the_catalogue_is_none_of_them() -> None:
    assert english_only('raise OptionError("draws", message("{draws} is none", draws=f"{draws:g}"))') == []
