"""A text taken apart into numbers, names, operators, brackets and commas; the first sign that is none of these is said.

All of it is looked at before Python's grammar sees any of it: what is left is short and plain, has no letter outside ASCII and
no number that Python would read otherwise, so that a column counted in bytes is one counted in characters.
"""

from __future__ import annotations

import keyword
import re
import unicodedata
from typing import Literal, TypeAlias

from blogroi.errors import CaseError
from blogroi.language.naming import clip
from blogroi.language.spoken import message
from blogroi.model.grammar.cures import FOREIGN_WORDS, SIGNS
from blogroi.model.grammar.words import ALLOWED, LONGEST_KEY, latin, sign_name
from blogroi.model.number import GREATEST
from blogroi.records import frozen

__all__ = ["Sign", "column_fault", "signs_of"]

Kind: TypeAlias = Literal["number", "name", "operator", "open", "close", "comma", "equals"]

_SIGNS = re.compile(
    r"""
    (?P<space>[ \t]+)
    | (?P<number>(?:[0-9]|\.[0-9])(?:(?<=[0-9.])[eE][-+]?[0-9]+|[A-Za-z0-9_.])*)
    | (?P<name>[^\W\d]\w*)
    | (?P<operator>\*\*|<=|>=|==|!=|[-+*/<>])
    | (?P<open>\()
    | (?P<close>\))
    | (?P<comma>,)
    | (?P<equals>=)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_FOREIGN = re.compile(r"===|&&|\|\||//|:=|->|=>|=<|<>|<<|>>|\.\.\.")
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


@frozen
class Sign:
    """A number, a name, an operator, a bracket or a comma, and where it begins."""

    kind: Kind
    text: str
    column: int

    @property
    def end(self) -> int:
        """The column behind it."""
        return self.column + len(self.text)


def column_fault(column: int, told: str) -> CaseError:
    """Build the error of a fault at a column of a formula.

    Examples
    --------
    >>> str(column_fault(3, "a part is missing"))
    'column 3: a part is missing'
    """
    return CaseError.at("", message("column {column}: {fault}", column=str(column), fault=told))


def signs_of(text: str) -> list[Sign]:
    """Take a text apart.

    Parameters
    ----------
    text : str
        A formula.

    Returns
    -------
    list of Sign

    Raises
    ------
    CaseError
        At the first sign that has no place in a formula.

    Examples
    --------
    >>> [sign.text for sign in signs_of("visits*0.5")]
    ['visits', '*', '0.5']
    """
    found: list[Sign] = []
    at = 0
    while at < len(text):
        foreign = _FOREIGN.match(text, at)
        if foreign is not None:
            raise column_fault(
                at + 1, message("`{foreign}` has no meaning here: {cure}", foreign=foreign[0], cure=SIGNS[foreign[0]])
            )
        match = _SIGNS.match(text, at)
        assert match is not None  # the last alternative takes anything
        kind, word = match.lastgroup, match[0]
        if kind == "other":
            raise column_fault(at + 1, _sign_amiss(text, at, found[-1] if found else None))
        if kind != "space":
            sign = Sign(kind, word, at + 1)  # type: ignore[arg-type]  # the names of the groups are the kinds
            _check(sign, text)
            found.append(sign)
        at = match.end()
    return found


def _check(sign: Sign, text: str) -> None:
    """Refuse a number that is not plain, and a word that cannot be a name."""
    if sign.kind == "number":
        _check_number(sign)
    elif sign.kind == "name" and not sign.text.isascii():
        raise column_fault(*_letter_amiss(sign))
    elif sign.kind == "name" and len(sign.text) > LONGEST_KEY:
        said = message(
            "`{text}` has {count} letters, and {longest} are the most of a name",
            text=clip(sign.text, 40),
            count=str(len(sign.text)),
            longest=str(LONGEST_KEY),
        )
        raise column_fault(sign.column, said)
    elif sign.kind == "name" and keyword.iskeyword(sign.text):
        raise column_fault(sign.column, _word_amiss(sign.text))


def _word_amiss(word: str) -> str:
    """Say what to write instead of a word of Python's."""
    return message("`{word}` has no meaning here: {get}", word=word, get=FOREIGN_WORDS.get(word, ALLOWED))


def _sign_amiss(text: str, at: int, before: Sign | None) -> str:
    """Say what to write instead of a sign that no formula has."""
    sign = text[at]
    if sign == ".":
        return _point_amiss(text, at)
    if sign == "%" and before is not None and before.kind == "number":
        return message(
            "`%` has no meaning here: {text} % is written {float}",
            text=before.text,
            float=f"{float(before.text) / 100:.15g}",
        )
    if unicodedata.combining(sign):
        return message("{sign}, is an accent: a name has ASCII letters, digits and _", sign=sign_name(sign))
    digit = unicodedata.digit(sign, None)
    cure = message("write {digit}", digit=str(digit)) if digit is not None else SIGNS.get(sign, ALLOWED)
    shown = f"`{sign}`" if sign.isprintable() and sign.isascii() else sign_name(sign)
    return message("{shown} has no meaning here: {cure}", shown=shown, cure=cure)


def _point_amiss(text: str, at: int) -> str:
    """Say what a driver is called to whoever wrote a path, or asked for a part of something."""
    start = at - len(re.match(r"[\w.]*", text[max(0, at - 200) : at][::-1])[0])  # type: ignore[index]  # it matches nothing too
    whole = re.match(r"[\w.]*", text[start : start + 400])[0]  # type: ignore[index]
    steps = whole.split(".")
    if steps[0] == "drivers" and len(steps) > 1 and steps[1]:
        return message("a driver is called by its name alone: write {text}", text=clip(steps[1], 60))
    if steps[0] in ("tools", "indicators", "objectives", "levers"):
        return message("a formula uses drivers alone: state what is meant as a driver, and use it in both places")
    return message("a name has no point in it: {cure}", cure=ALLOWED)


def _letter_amiss(sign: Sign) -> tuple[int, str]:
    """Say what to write instead of a letter that no name has, and where it stands."""
    place, letter = next((place, letter) for place, letter in enumerate(sign.text) if not letter.isascii())
    column = sign.column + place
    if letter in SIGNS:
        return column, message("`{letter}` has no meaning here: {cure}", letter=letter, cure=SIGNS[letter])
    meant, alike = latin(sign.text), latin(letter)
    write = (
        message(": write {meant}", meant=meant)
        if meant is not None
        else message(": a name has ASCII letters, digits and _")
    )
    if alike is not None and not unicodedata.decomposition(letter):
        return column, message(
            "{sign}, only looks like {alike}{write}", sign=sign_name(letter), alike=alike, write=write
        )
    return column, message("`{letter}` cannot stand in a name{write}", letter=letter, write=write)


def _check_number(sign: Sign) -> None:
    """Refuse a number that is not written in plain decimals, or is too large."""
    text = sign.text
    if not _NUMBER.fullmatch(text):
        raise column_fault(
            sign.column,
            message(
                "`{text}` is not a plain number{number_cure}",
                text=clip(text, 40),
                number_cure=_number_cure(text),
            ),
        )
    value = float(text)
    if value > GREATEST:
        raise column_fault(
            sign.column,
            message(
                "`{text}` is too large a number: at most {greatest}",
                text=clip(text, 40),
                greatest=f"{GREATEST:g}",
            ),
        )
    if value == 0.0 and re.search("[1-9]", re.split("[eE]", text)[0]):
        raise column_fault(sign.column, message("`{text}` is too small a number: write 0", text=clip(text, 40)))


def _number_cure(text: str) -> str:
    """Say how a number is written that somebody wrote as programs or people do."""
    from blogroi.model.misread import number_cure  # noqa: PLC0415  only who made a mistake pays for it

    if re.fullmatch("0[xX][0-9a-fA-F]{1,12}|0[oO][0-7]{1,12}|0[bB][01]{1,40}", text):
        return message(": write {low}", low=str(int(text, 0)))
    if _NUMBER.fullmatch(text.replace("_", "")):
        return message(": write {written}", written=text.replace("_", ""))
    if re.fullmatch("[0-9.]+[jJ]", text):
        return message(": a formula has no imaginary numbers")
    if text.count(".") > 1:
        return message(": it has one decimal point, and nothing between thousands")
    cure = number_cure(text)
    if cure is not None and not cure.endswith("without the unit"):
        return message(": {cure}", cure=cure)
    factor, name = re.match(r"([0-9.]*)(.*)", text).groups()  # type: ignore[union-attr]  # it matches anything
    return message(": write {factor} * {text}", factor=factor, text=clip(name, 60))
