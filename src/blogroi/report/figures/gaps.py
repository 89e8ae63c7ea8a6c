"""Who was asked what, and how each answer is known: a map of questions and tools, in which what is missing is no zero."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from string import ascii_uppercase

from blogroi.language.spoken import message, plural
from blogroi.records import frozen
from blogroi.report.figures.canvas import Canvas
from blogroi.report.figures.cells import NONE, flag, text
from blogroi.report.figures.figure import Figure
from blogroi.report.figures.style import hues_of
from blogroi.results.table import Table

__all__ = ["gaps"]

_CELL = 18.0
_NARROWEST_HEAD = 62.0
_SHADES: Mapping[str, str] = {"measured": "b", "stated": "b", "observed": "y c", "estimated": "q c", "assumed": "p c"}
"""How sure an answer is known, as how full its cell is."""
_NOTHING: Mapping[str, str] = {"gap": "?", "never asked": "", "not applicable": "\u2013"}
_KEYS: tuple[tuple[str, str, str], ...] = (
    ("b", "measured", message("measured or stated")),
    ("y c", "observed", message("observed", context="answer")),
    ("q c", "estimated", message("estimated", context="answer")),
    ("p c", "assumed", message("assumed", context="answer")),
    ("o?", "gap", message("missing", context="answer")),
    ("O", "pivotal", message("missing, and could turn the verdict")),
    ("o", "never asked", message("never asked", context="answer")),
    ("\u2013", "not applicable", message("no effect possible")),
)


@frozen
class _Answer:
    """A cell: how an answer is known, and whether what is missing decides."""

    answer: str
    decides: bool

    @property
    def key(self) -> str:
        """Which key says what it means."""
        known = "measured" if self.answer == "stated" else self.answer
        return "pivotal" if self.decides and self.answer in _NOTHING else known


@frozen
class _Map:
    """Tools by key, questions by key, and the answers."""

    tools: Mapping[str, str]
    questions: Mapping[str, str]
    answers: Mapping[tuple[str, str], _Answer]


def gaps(table: Table, *, tools: Mapping[str, str] = NONE) -> Figure:
    """Draw who was asked what, and how each answer is known.

    Parameters
    ----------
    table : Table
        The table ``gaps`` of an evaluation.
    tools : mapping of str to str
        What all tools of the case are called, by key: they give colours, and none is left out.

    Returns
    -------
    Figure

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> print(gaps(result.tables["gaps"]).facts[1])
    The intranet: 3 figures are missing.
    """
    found = _map(table)
    return Figure(
        name="gaps",
        table=table,
        title=message("Who was asked what"),
        reading=message(
            "The fuller a cell, the surer the answer is known. A dashed one has none: what is missing may be worth nothing or much."
        ),
        facts=[_fact(found, tool) for tool in found.tools],
        drawing=partial(_draw, found, hues_of(table, tools)),
    )


def _map(table: Table) -> _Map:
    """Return tools in the order of their keys, and questions from the one that most have answered."""
    tools = {text(row, "tool"): text(row, "name") for row in table}
    questions = {text(row, "question"): text(row, "statement") or message("Costs", context="question") for row in table}
    answers = {
        (text(row, "tool"), text(row, "question")): _Answer(
            text(row, "answer"), flag(row, "is_pivotal") or flag(row, "is_pivotal_for_order")
        )
        for row in table
    }
    asked = {
        question: sum(answers[tool, question].answer in _SHADES for tool in tools if (tool, question) in answers)
        for question in questions
    }
    order = sorted(questions, key=lambda question: (question != "costs", -asked[question], question))
    return _Map(
        {tool: tools[tool] for tool in sorted(tools)}, {question: questions[question] for question in order}, answers
    )


def _fact(found: _Map, tool: str) -> str:
    missing = sum(answer.answer in ("gap", "never asked") for (of, _), answer in found.answers.items() if of == tool)
    if not missing:
        return message("{tool}: no figure is missing.", tool=found.tools[tool])
    return plural(
        "{tool}: {count} figure is missing.", "{tool}: {count} figures are missing.", missing, tool=found.tools[tool]
    )


def _draw(found: _Map, kinds: Mapping[str, str], canvas: Canvas) -> None:
    _heads(found, canvas)
    for question, statement in found.questions.items():
        canvas.paragraph(statement, most=3)
        canvas.space(3.0)
        for place, tool in enumerate(found.tools):
            answer = found.answers.get((tool, question))
            if answer is not None:
                _cell(canvas, *_sides(place, len(found.tools)), answer, kinds[tool])
        canvas.space(_CELL + 9.0)
    there = {answer.key for answer in found.answers.values()}
    canvas.keys([(sign, words) for sign, key, words in _KEYS if key in there])


def _sides(place: int, count: int) -> tuple[float, float]:
    """Return from where to where a column reaches, with a little room to the next."""
    between = 0.008
    return place / count + (between if place else 0.0), (place + 1) / count - (between if place + 1 < count else 0.0)


def _heads(found: _Map, canvas: Canvas) -> None:
    """Write above each column whose it is: the name where there is room, else a letter that stands beside the name before."""
    count = len(found.tools)
    room = canvas.width / count - 6.0
    if room >= _NARROWEST_HEAD:
        top = canvas.height
        bottoms = [
            canvas.paragraph(name, "s", most=5, left=_sides(place, count)[0], room=room, y=top)
            for place, name in enumerate(found.tools.values())
        ]
        canvas.space(max(bottoms, default=top) - top + 6.0)
        return
    for letter, name in zip(_letters(count), found.tools.values(), strict=True):
        canvas.paragraph(message("{letter}: {name}", letter=letter, name=name), "s", most=2)
    canvas.space(20.0)
    for place, letter in enumerate(_letters(count)):
        low, high = _sides(place, count)
        canvas.text((low + high) / 2.0, canvas.height - 4.0, letter, "m", anchor="middle")
    canvas.space(4.0)


def _letters(count: int) -> list[str]:
    """Return a short name for each column: A to Z, then A2 and so on."""
    return [ascii_uppercase[place % 26] + (str(place // 26 + 1) if place >= 26 else "") for place in range(count)]


def _cell(canvas: Canvas, low: float, high: float, answer: _Answer, kind: str) -> None:
    middle, base = (low + high) / 2.0, canvas.height + _CELL / 2.0 + 4.0
    if answer.answer in _SHADES:
        canvas.rect(low, high, canvas.height, _CELL, f"{_SHADES[answer.answer]} {kind}")
        return
    sign = _NOTHING.get(answer.answer, "?")
    if answer.answer != "not applicable":
        canvas.rect(low, high, canvas.height + 0.5, _CELL - 1.0, "O" if answer.decides else "o")
    if sign:
        canvas.text(middle, base, sign, "m" if answer.decides else "s", anchor="middle")
