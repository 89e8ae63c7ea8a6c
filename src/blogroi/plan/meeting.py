"""The launch meeting: what a plan lacks, as questions to the people who know, and a case to write the answers into."""

from __future__ import annotations

from attrs import evolve, frozen

from blogroi.model import Case, CheckPolicy, Tool
from blogroi.model.locations import PartPath, part_of
from blogroi.plan.review import Finding, check
from blogroi.plan.rules.rule import RULES

__all__ = ["STANDING", "Question", "questions", "template_from"]

STANDING = (
    "Who will read the result, and what will they decide by it?",
    "Which result would make us stop, or do it differently?",
    "When do we look for effects that nobody foresaw, on every tool alike?",
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
        asked.append(Question(str(part), RULES[code].explanation.question, code))
    return tuple(asked)


def _table(finding: Finding) -> PartPath:
    """Name the table under whose header a finding is asked about: the whole, or an objective, lever, driver, indicator, tool."""
    part = part_of(finding.path)
    if part.section == "demands" and part.key:
        return PartPath("tools", part.key)
    return part if part.section in _SECTIONS and part.key else PartPath("")


def template_from(case: Case) -> str:
    """Return a case to start from that keeps what another one wants, and asks as comments what it lacks.

    Conventions, objectives, levers, drivers and indicators are kept as they are. Of the tools, name, kind, date, audience and
    what they are meant for are kept; their costs and effects are what the launch meeting is to state, and are left out. So are demands, printed
    figures, ignored checks, and correlations of what is left out.

    Parameters
    ----------
    case : Case
        The case whose objectives, levers and indicators are kept.

    Returns
    -------
    str
        A case in TOML, which can be read as it is.

    Examples
    --------
    >>> import blogroi
    >>> text = template_from(blogroi.loads(blogroi.template()))
    >>> sorted(blogroi.loads(text).indicators)
    ['calls_avoided', 'memberships_kept']
    >>> "# ? Where does it stand today, and on which day was that read? (BR111)" in text
    True
    """
    from blogroi.files.write import to_toml  # noqa: PLC0415  only who writes pays for it

    bare = evolve(
        case,
        tools={key: _shell(tool) for key, tool in case.tools.items()},
        correlations=[
            one for one in case.correlations if not any(part_of(path).section == "tools" for path in one.between)
        ],
        demands={},
        checks=CheckPolicy(),
    )
    comments: dict[tuple[str, ...], list[str]] = {
        (): [
            "Questions for the launch meeting. Each line that begins with ? asks for something that is not stated yet."
        ]
    }
    for question in questions(bare):
        code = f" ({question.code})" if question.code else ""
        comments.setdefault(part_of(question.path).steps, []).append(f"? {question.text}{code}")
    return to_toml(bare, comments=comments)


def _shell(tool: Tool) -> Tool:
    """Keep of a tool what is known of it before anything is known of what it does."""
    return Tool(
        name=tool.name, kind=tool.kind, introduced=tool.introduced, audience=tool.audience, intended=tool.intended
    )
