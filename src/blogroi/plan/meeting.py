"""The launch meeting: what a plan lacks, as questions to the people who know, and next year's case to write the answers into."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from attrs import evolve

from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.spoken import Joined, Message, message, spoken
from blogroi.model import Case, Driver, Effect, Formula, Indicator, Point
from blogroi.model.arguments import known_word
from blogroi.model.formula import clocks_of
from blogroi.model.formula_places import stated_fields
from blogroi.model.locations import PartPath, part_of
from blogroi.plan.review import Finding, check
from blogroi.plan.rules.rule import RULES
from blogroi.records import frozen

__all__ = ["STANDING", "Question", "questions", "template_from"]

STANDING = (
    message("Who will read the result, and what will they decide by it?"),
    message("Which result would make us stop, or do it differently?"),
    message("When do we look for effects that nobody foresaw, on every tool alike?"),
)
"""The questions of every launch meeting, whatever the case lacks."""

_SECTIONS = ("objectives", "levers", "drivers", "indicators", "tools")


@frozen
class Question:
    """Something to be asked at the launch meeting.

    Parameters
    ----------
    path : str
        What part of the case it is about; empty for the whole.
    text : str
        The question.
    code : str
        Code of the check that asks it; empty for what is asked of every case.
    """

    path: str
    text: str
    code: str = ""


def questions(case: Case) -> tuple[Question, ...]:
    """Ask what a case lacks: the questions of its launch meeting.

    Parameters
    ----------
    case : Case
        What is planned. What it ignores is not asked.

    Returns
    -------
    tuple of Question
        Those of every case first, then by objective, lever, indicator and tool.

    Examples
    --------
    >>> import blogroi
    >>> asked = questions(blogroi.loads(blogroi.template()))
    >>> print([question.text for question in asked if question.path == "indicators.calls_avoided"][0])
    Where does it stand today, and on which day was that read?
    """
    asked = [Question("", text) for text in STANDING]
    found = {(_table(finding), finding.code): None for finding in check(case).findings if finding.code in RULES}
    order = {name: place for place, name in enumerate(_SECTIONS, start=1)}
    for part, code in sorted(found, key=lambda one: (order.get(one[0].section, 0), str(one[0]), one[1])):
        asked.append(Question(str(part), Message(RULES[code].explanation.question, {}), code))
    return tuple(asked)


def _table(finding: Finding) -> PartPath:
    """Name the table under whose header a finding is asked about: the whole, or an objective, lever, driver, indicator, tool."""
    part = part_of(finding.path)
    if part.section == "demands" and part.key:
        return PartPath("tools", part.key)
    return part if part.section in _SECTIONS and part.key else PartPath("")


def template_from(case: Case, *, language: Language = "en") -> str:
    """Return the case of the next year: the same, its window moved on a year, with what is to be asked now in comments.

    It evaluates as it is. All estimates are kept under their keys, so that `blogroi.history` can hold them against what is found in the
    meantime. What somebody printed of the year before is left out; what is open, in the plan or because a year has passed, is asked beside
    the part that it is about.

    Parameters
    ----------
    case : Case
        The case of the year before.
    language : {"en", "fr"}
        Language of what is asked.

    Returns
    -------
    str
        A case in TOML.

    Raises
    ------
    OptionError
        When there is no such language.

    Examples
    --------
    >>> import blogroi
    >>> old = blogroi.loads(blogroi.template())
    >>> text = template_from(old)
    >>> new = blogroi.loads(text)
    >>> new.horizon.start.year - old.horizon.start.year, new.tools["blog"].effects == old.tools["blog"].effects
    (1, True)
    >>> "# ? Where does it stand today, and on which day was that read? (BR111)" in text
    True
    """
    from blogroi.files.write import to_toml  # noqa: PLC0415  only who writes pays for it

    known_word("language", language, LANGUAGES)
    later = evolve(
        case,
        evaluated=None if case.day is None else _a_year_after(case.day),
        horizon=evolve(case.horizon, start=_a_year_after(case.horizon.start)),
        tools={key: evolve(tool, published=()) for key, tool in case.tools.items()},
        scenarios={key: evolve(scenario, published=()) for key, scenario in case.scenarios.items()},
        total=None,
    )
    comments: dict[tuple[str, ...], list[str]] = {(): [*_HEAD]}
    for question in questions(later):
        asked: str = message("? {question}", question=question.text)
        if question.code:
            asked = message("? {question} ({code})", question=question.text, code=question.code)
        comments.setdefault(part_of(question.path).steps, []).append(asked)
    for steps, text in _after_a_year(later):
        comments.setdefault(steps, []).append(message("? {question}", question=text))
    return to_toml(later, comments={part: [spoken(one, language) for one in said] for part, said in comments.items()})


_HEAD = (
    message(
        "The case of a year before, with its window moved on: estimates are kept as they were stated, for `blogroi history`."
    ),
    message("Each line that begins with ? asks for something that is not stated yet, or that a year may have changed."),
)


def _a_year_after(day: datetime.date) -> datetime.date:
    """Return the same day of the next year; the last of February where there is none."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _after_a_year(case: Case) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what a year may have changed, each with the table that it is about."""
    if case.prices is not None and case.prices.year is not None:
        yield (), message("Is money still in the prices of {year}?", year=str(case.prices.year))
    for section in ("drivers", "indicators"):
        for key, part in getattr(case, section).items():
            yield from (((section, key), text) for text in _of_periods(part))
    for key, tool in case.tools.items():
        spent = [cost.name for cost in tool.costs if cost.when == "upfront" and not cost.sunk]
        if spent:
            yield (
                ("tools", key),
                message(
                    "Was it paid in the year before ({costs})? What is spent and not recoverable is `sunk = true`.",
                    costs=Joined(spent),
                ),
            )
        placed = [cost.name for cost in tool.costs if isinstance(cost.when, int) or _is_listed(cost)]
        if placed:
            yield (
                ("tools", key),
                message("Does it fall in the same period of the new window ({costs})?", costs=Joined(placed)),
            )
        counted = [cost.name for cost in tool.costs if _counted(cost)]
        if counted:
            yield ("tools", key), _still_holds(counted)
        for name, effect in tool.effects.items():
            if effect.evidence in ("estimated", "assumed"):
                said = message(
                    'What was found of it since? State that, with `evidence = "observed"` or `"measured"` and the day.'
                )
                yield ("tools", key, "effects", name), said
            for text in _of_periods(effect):
                yield ("tools", key, "effects", name), text


def _still_holds(words: Sequence[str]) -> str:
    if "by_age" in words:
        return message(
            "Does its formula still hold, now that the first period is a year later ({words}); what came before it is said by the third part of `by_age`?",
            words=Joined(words),
        )
    return message(
        "Does its formula still hold, now that the first period is a year later ({words})?", words=Joined(words)
    )


def _of_periods(part: Driver | Indicator | Effect) -> Iterator[str]:
    """Ask of what is stated by the period, whose periods are others now."""
    if _is_listed(part) or (isinstance(part, Effect) and part.starts != Point(1)):
        yield message("Does it fall in the same periods of the new window?")
    words = _counted(part)
    if words:
        yield _still_holds(words)


def _is_listed(part: object) -> bool:
    """Return whether a part states something for each period."""
    return any(isinstance(stated, tuple) for stated in _stated_in(part))


def _counted(part: object) -> tuple[str, ...]:
    """List the words by which formulas of a part count from the first period; seasons go by the calendar."""
    words = (word for stated in _stated_in(part) if isinstance(stated, Formula) for word, _ in clocks_of(stated))
    return tuple(dict.fromkeys(word for word in words if word != "season"))


def _stated_in(part: object) -> Iterator[object]:
    """Yield what is stated in the fields of a part that may hold a list or a formula."""
    cls: type = type(part)
    yield from (getattr(part, name) for name, _ in stated_fields(cls))
