"""Whether numbers, names, operators and brackets follow each other as they must, and how many and how deep they are.

Python's grammar says where a text stops making sense in words that change from version to version, and takes its time over
some texts; here it is said before, in words of our own and in one pass. What passes, Python's grammar can read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import define, field

from blogroi.errors import CaseError
from blogroi.language.naming import clip, describe
from blogroi.language.spoken import message
from blogroi.model.grammar.signs import Sign, column_fault, signs_of
from blogroi.model.grammar.words import CLOCKS, FUNCTIONS

__all__ = ["MOST_DEPTH", "MOST_NODES", "MOST_SIGNS", "SMALLER", "check_sentence"]

MOST_SIGNS = 2000
"""The most characters of a formula."""

MOST_NODES = 500
"""The most numbers, names, operators and functions of a formula."""

MOST_DEPTH = 50
"""How deep brackets may stand in brackets, and operations in operations."""

SMALLER = message("state a part of it as a driver, and use its name")
"""What is done with a formula that is too large."""

_RELATIONS = ("<", "<=", ">", ">=", "==", "!=")


def check_sentence(text: object) -> str:
    """Refuse a text that is not written as a formula.

    Parameters
    ----------
    text : object
        What stands where a formula is wanted.

    Returns
    -------
    str
        The text.

    Raises
    ------
    CaseError
        With the column of the first fault.

    Examples
    --------
    >>> check_sentence("visits * (lead_rate")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: column 10: this bracket is not closed
    """
    if not isinstance(text, str):
        raise CaseError.at(
            "", message('{value} is not a formula: write a text such as "visits * lead_rate"', value=describe(text))
        )
    if len(text) > MOST_SIGNS:
        raise column_fault(
            MOST_SIGNS + 1,
            message(
                "it has {count} characters, and {most} are the most: {cure}",
                count=f"{len(text):,}",
                most=f"{MOST_SIGNS:,}",
                cure=SMALLER,
            ),
        )
    signs = signs_of(text)
    if not signs:
        raise column_fault(1, message('is empty: write a formula such as "visits * lead_rate"'))
    _check_count(signs)
    reading = _Reading(signs, text)
    for at, sign in enumerate(signs):
        reading.take(at, sign)
    reading.end()
    return text


def _check_count(signs: Sequence[Sign]) -> None:
    counted = [sign for sign in signs if sign.kind in ("number", "name", "operator")]
    if len(counted) > MOST_NODES:
        said = message(
            "it has {count} numbers, names and operators, and {most} are the most: {cure}",
            count=str(len(counted)),
            most=str(MOST_NODES),
            cure=SMALLER,
        )
        raise column_fault(counted[MOST_NODES].column, said)


@define
class _Bracket:
    """An open bracket: where, of which function (none where it only groups), and what stands in the part of it that is read."""

    column: int
    function: str
    compared: Sign | None = None
    is_named: bool = False


@define
class _Reading:
    """What has been read: whether a part or an operator comes next, and which brackets are open."""

    signs: Sequence[Sign]
    text: str
    wants_part: bool = True
    open: list[_Bracket] = field(factory=lambda: [_Bracket(0, "")])

    def take(self, at: int, sign: Sign) -> None:
        """Read one more sign."""
        before = self.signs[at - 1] if at else None
        match sign.kind:
            case "number" | "name":
                self._part(before, sign)
            case "operator":
                self._operator(before, sign)
            case "open":
                self._open(before, sign)
            case "close":
                self._close(before, sign)
            case "comma":
                self._comma(at, sign)
            case "equals":
                self._equals(at, sign)

    def _part(self, before: Sign | None, sign: Sign) -> None:
        if not self.wants_part and before is not None:
            raise column_fault(sign.column, _no_operator(before, sign))
        if sign.kind == "number" and re.match("0[0-9]", sign.text):
            raise column_fault(sign.column, self._zeros_amiss(sign))
        self.wants_part = False

    def _zeros_amiss(self, sign: Sign) -> str:
        """Say how a number is written that begins with zeros."""
        thousands = re.search(r"([0-9]{1,3}),$", self.text[: sign.column - 1])
        if thousands is not None and re.fullmatch("[0-9]{3}", sign.text):
            return message(
                "between thousands there is nothing: write {thousands}{text}", thousands=thousands[1], text=sign.text
            )
        plain = sign.text.lstrip("0")
        return message(
            "`{text}` begins with a zero too many: write {what}",
            text=clip(sign.text, 40),
            what=plain if plain[:1].isdigit() else f"0{plain}",
        )

    def _operator(self, before: Sign | None, sign: Sign) -> None:
        if self.wants_part and sign.text not in ("-", "+"):
            raise column_fault(sign.column, _nothing_before(before, sign))
        if sign.text in _RELATIONS:
            bracket = self.open[-1]
            if bracket.compared is not None:
                raise column_fault(
                    sign.column,
                    message("a comparison has two sides: {apart}", apart=self._apart(bracket.compared, sign)),
                )
            bracket.compared = sign
        self.wants_part = True

    def _apart(self, first: Sign, second: Sign) -> str:
        """Say how two comparisons that share their middle are written."""
        middle = self.text[first.end - 1 : second.column - 1].strip()
        left = re.split(r"[(,]", self.text[: first.column - 1])[-1].strip()
        right = re.split(r"[),]", self.text[second.end - 1 :])[0].strip()
        a, b, c = (_short(part, letter) for part, letter in ((left, "a"), (middle, "b"), (right, "c")))
        return message("write ({a} {text} {b}) * ({b} {next} {c})", a=a, text=first.text, b=b, next=second.text, c=c)

    def _open(self, before: Sign | None, sign: Sign) -> None:
        if not self.wants_part and before is not None and before.kind != "name":
            raise column_fault(sign.column, _no_operator(before, sign))
        function = "" if self.wants_part or before is None else before.text
        if len(self.open) > MOST_DEPTH:
            raise column_fault(
                sign.column,
                message("nested more than {most} deep: {cure}", most=str(MOST_DEPTH), cure=SMALLER),
            )
        self.open.append(_Bracket(sign.column, function))
        self.wants_part = True

    def _close(self, before: Sign | None, sign: Sign) -> None:
        if len(self.open) == 1:
            raise column_fault(
                sign.column, message("this bracket closes nothing: take it out, or open it where it begins")
            )
        if self.wants_part and before is not None and not (before.kind == "open" and self.open[-1].function):
            said = message("nothing stands in these brackets") if before.kind == "open" else _nothing_behind(before)
            raise column_fault(before.column, said)
        self.open.pop()
        self.wants_part = False

    def _comma(self, at: int, sign: Sign) -> None:
        if self.wants_part:
            raise column_fault(sign.column, message("before this comma a part is missing"))
        bracket = self.open[-1]
        if not bracket.function:
            raise column_fault(sign.column, self._comma_amiss(at, sign))
        if bracket.is_named:
            raise column_fault(sign.column, message("`before` comes last: by_age(x, profile, before = 24)"))
        bracket.compared = None
        self.wants_part = True

    def _comma_amiss(self, at: int, sign: Sign) -> str:
        """Say what a comma was meant for that stands between no parts of a function."""
        left, right = self.signs[at - 1], self.signs[at + 1] if at + 1 < len(self.signs) else None
        if left.kind == "number" and right is not None and right.kind == "number":
            cure = message("a decimal point, and no comma: write {text}.{next}", text=left.text, next=right.text)
            if re.fullmatch("[1-9][0-9]{0,2}", left.text) and re.fullmatch("[0-9]{3}", right.text):
                return message(
                    "{cure}, or {text}{next} if thousands were meant", cure=cure, text=left.text, next=right.text
                )
            return cure
        return message("a comma stands between the parts of a function alone")

    def _equals(self, at: int, sign: Sign) -> None:
        name, comma = self.signs[max(0, at - 1)], self.signs[max(0, at - 2)]
        bracket = self.open[-1]
        is_name = at >= 2 and name.kind == "name" and comma.kind in ("comma", "open") and bool(bracket.function)
        if not is_name:
            raise column_fault(sign.column, message("`=` has no meaning here: to compare, write =="))
        if bracket.function != "by_age" or name.text != "before":
            raise column_fault(
                name.column, message("a function takes its parts in their order, without names; to compare, write ==")
            )
        bracket.is_named = True
        self.wants_part = True

    def end(self) -> None:
        """Refuse what is not finished."""
        last = self.signs[-1]
        if self.wants_part and last.kind != "open":
            raise column_fault(last.column, _nothing_behind(last))
        if len(self.open) > 1:
            raise column_fault(self.open[-1].column, message("this bracket is not closed"))


def _nothing_behind(sign: Sign) -> str:
    return message("behind `{text}` a part is missing", text=sign.text)


def _nothing_before(before: Sign | None, sign: Sign) -> str:
    if before is None or before.kind in ("open", "comma"):
        return message("before `{text}` a part is missing", text=sign.text)
    both = before.text + sign.text
    spaced = message(": written together, `{both}` is one", both=both) if both in ("**", *_RELATIONS) else ""
    return message(
        "between `{text}` and `{next}` a part is missing{spaced}", text=before.text, next=sign.text, spaced=spaced
    )


def _no_operator(before: Sign, sign: Sign) -> str:
    """Say how two parts are written that follow each other with nothing between."""
    if before.kind == sign.kind == "number":
        return message(
            "two numbers follow each other: between thousands there is nothing: write {text}{next}",
            text=before.text,
            next=sign.text,
        )
    if before.kind == "number" and re.fullmatch("[A-Z]{3}", sign.text):
        return message(
            "money is in the currency of the case: write {text}, or {text} * {next} if that is a driver",
            text=before.text,
            next=sign.text,
        )
    left, right = (clip(part.text if part.kind != "close" else "...)", 40) for part in (before, sign))
    missing = message("an operator is missing")
    if (
        before.kind == "name"
        and sign.kind == "name"
        and not {before.text, sign.text} & (FUNCTIONS.keys() | CLOCKS.keys())
    ):
        return message(
            "{missing}: write {left} * {right}, or {left}_{right} for a single name",
            missing=missing,
            left=left,
            right=right,
        )
    return message(
        "{missing}: write {left} * {right}{what}",
        missing=missing,
        left=left,
        right=right,
        what="...)" if sign.kind == "open" else "",
    )


def _short(part: str, letter: str) -> str:
    """Show a part where it is a single name or number, and a letter for it where it is longer."""
    return part if re.fullmatch(r"[\w.]{1,30}", part) else letter
