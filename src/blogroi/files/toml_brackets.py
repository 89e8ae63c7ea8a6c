"""Which bracket or text of several lines is not closed, where TOML was meant."""

from __future__ import annotations

import re

from blogroi.errors import Fault
from blogroi.files.toml_lines import HEADER, STATEMENT
from blogroi.files.toml_values import bare_word
from blogroi.language.spoken import message

__all__ = ["unclosed"]


def unclosed(line: int, blank: str) -> list[Fault]:
    """Look for a text of several lines or a bracket that is not closed: what follows cannot be told line by line."""
    tripled = re.search(r"\"{3}|'{3}", blank)
    if tripled is not None:
        told = message("the text that opens here with {tripled} has no closing {tripled}", tripled=tripled[0])
        return [Fault("", told, blank.count("\n", 0, tripled.start()) + 1)]
    opened = _open_bracket(line, blank)
    if opened is None:
        return []
    sign, at, closed = opened
    closing = "]" if sign == "[" else "}"
    if sign == "{" and closed:
        return [Fault("", message("a table in braces stands on one line: put all of it there"), at)]
    if closed:
        hidden = blank.split("\n")[line - 1]
        return [Fault("", bare_word(hidden) or message("a comma is missing between the values of the list"), line)]
    return [Fault("", message("the {sign} that opens here has no {closing}", sign=sign, closing=closing), at)]


def _open_bracket(line: int, blank: str) -> tuple[str, int, bool] | None:
    """Find the innermost bracket of a value that is open where the parser stopped; whether it is closed later."""
    stack: list[tuple[str, int]] = []
    for number, hidden in enumerate(blank.split("\n"), start=1):
        if not stack and HEADER.fullmatch(hidden):
            continue
        if number == line and stack:
            opened, at = stack[-1]
            later = "\n".join(blank.split("\n")[number - 1 :])
            return opened, at, _closes(opened, later)
        for sign in re.findall(r"[\[\]{}]", hidden):
            if sign in "[{":
                stack.append((sign, number))
            elif stack:
                stack.pop()
        if number == line:
            break
    if stack and stack[-1][1] == line:
        later = "\n".join(blank.split("\n")[line:])
        return stack[-1][0], line, _closes(stack[-1][0], later)
    return None


def _closes(opened: str, text: str) -> bool:
    """Return whether a bracket is closed in a text before a header or another statement begins."""
    depth, closing = 1, "]" if opened == "[" else "}"
    for hidden in text.split("\n"):
        if opened == "[" and STATEMENT.fullmatch(hidden) and "{" not in hidden:
            return False
        if HEADER.fullmatch(hidden) and "," not in hidden and not re.search(r"\d", hidden):
            return False
        depth += hidden.count(opened) - hidden.count(closing)
        if depth <= 0:
            return True
    return False
