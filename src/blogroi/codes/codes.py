"""Every code that blogroi gives, in words: what was found, why it matters, how to fix it.

The texts are data, in ``codes.toml``, which is read when somebody is told something; ``blogroi explain`` prints them, and the page
of the documentation is made of them. What finds each of them is elsewhere: ``blogroi.plan`` for ``BR1xx``, which need the case
alone, ``blogroi.codes.plausibility`` for what is implausible, ``blogroi.codes.figure_checks`` for the rest, which need figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar

from blogroi.errors import OptionError
from blogroi.language.naming import suggest
from blogroi.language.spoken import Message, message
from blogroi.model.brief import brief
from blogroi.records import frozen
from blogroi.results.answer import Answer
from blogroi.results.checks import Severity

__all__ = ["Explanation", "as_markdown", "explain", "explanations", "page"]


@frozen(kw_only=True)
class Explanation(Answer):
    """What a code means.

    Parameters
    ----------
    code : str
        Stable code: ``BR`` and three digits.
    severity : {"error", "warning", "info"}
        How much it matters.
    severity_note : str
        When it matters less.
    title : str
        What was found, in a few words.
    why : str
        Why it matters.
    fix : str
        What to do about it, as a request.
    example : str
        How the repaired part of a case file may look, in TOML.
    singular, plural : str
        What a rule of the plan found once and more often, as a clause: ``"indicator has no baseline"``. Of what can be found
        once at most, ``plural`` is empty.
    question : str
        What a rule of the plan asks people at the launch meeting.
    """

    ANSWER: ClassVar[str] = "explanation"
    TABLES: ClassVar[str] = "blogroi.codes.tables"

    code: str
    severity: Severity
    severity_note: str = ""
    title: str
    why: str
    fix: str
    example: str = ""
    singular: str = ""
    plural: str = ""
    question: str = ""

    def __repr__(self) -> str:
        """Return the code, and what was found."""
        return brief(self, self.severity, self.title, name=self.code, of="of")


def explain(code: str) -> Explanation:
    """Return what a code means, why it matters and how to fix it.

    Parameters
    ----------
    code : str
        A code such as ``"BR111"``.

    Returns
    -------
    Explanation

    Raises
    ------
    OptionError
        When there is no such code.

    Examples
    --------
    >>> explain("BR111").title
    'an indicator without a baseline'
    """
    known = explanations()
    found = known.get(code.strip().upper()) if isinstance(code, str) else None
    if found is None:
        raise OptionError(
            "code", message("there is no code {code}: {hint}", code=f"{code!r}", hint=suggest(str(code).upper(), known))
        )
    return found


def as_markdown(found: Explanation, *, level: int = 1) -> str:
    """Return an explanation as text in Markdown.

    Parameters
    ----------
    found : Explanation
        What is explained.
    level : int
        Level of its heading.

    Returns
    -------
    str

    Examples
    --------
    >>> print(as_markdown(explain("BR206")).splitlines()[0])
    # BR206: an effect that outlasts the window
    """
    severity = (
        f"{found.severity.capitalize()}; {found.severity_note}."
        if found.severity_note
        else f"{found.severity.capitalize()}."
    )
    parts = [f"{'#' * level} {found.code}: {found.title}", f"*{severity}* {found.why}", f"**To fix it:** {found.fix}"]
    if found.example:
        parts.append(f"```toml\n{found.example.strip()}\n```")
    return "\n\n".join(parts) + "\n"


@cache
def explanations() -> Mapping[str, Explanation]:
    """Return all explanations, by code, in the order of their codes.

    Returns
    -------
    mapping of str to Explanation

    Examples
    --------
    >>> explanations()["BR111"].question
    'Where does it stand today, and on which day was that read?'
    """
    import tomllib  # noqa: PLC0415  only who is told something pays for it
    from pkgutil import get_data  # noqa: PLC0415  importlib.resources takes five times as long to load

    text = get_data("blogroi.codes", "codes.toml")
    assert text is not None
    stated = tomllib.loads(text.decode("utf-8"))
    return MappingProxyType({code: Explanation(code=code, **_spoken(parts)) for code, parts in stated.items()})


def _spoken(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Make sentences of the words that are data, so that they too can be said in each language."""
    return {name: text if name in ("severity", "example") else Message(text, {}) for name, text in parts.items()}


def page() -> str:
    """Return all explanations in Markdown: a table of the codes, and what each means.

    Returns
    -------
    str

    Examples
    --------
    >>> print(page().splitlines()[2])
    | [BR101](#br101-no-objective) | error | no objective |
    """
    rows = [
        f"| [{one.code}](#{_anchor(one)}) | {'; '.join(filter(None, (one.severity, one.severity_note)))} | {one.title} |"
        for one in explanations().values()
    ]
    told = "\n".join(as_markdown(one, level=2) for one in explanations().values())
    return "\n".join(["| code | severity | meaning |", "|---|---|---|", *rows]) + f"\n\n{told}"


def _anchor(found: Explanation) -> str:
    """Return the anchor of a heading, as Markdown renderers make it."""
    kept = "".join(sign for sign in f"{found.code} {found.title}".lower() if sign.isalnum() or sign in " -")
    return kept.replace(" ", "-")
