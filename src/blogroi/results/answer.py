"""What every answer says of itself: one envelope, in Python and in plain data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Self

from attrs import fields

from blogroi._version import VERSION
from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.brief import Brief, brief
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.standing import PlanStanding
from blogroi.records import frozen
from blogroi.results.json_text import Indent, json_text

if TYPE_CHECKING:
    from blogroi.model.case import Case
    from blogroi.results.presenting import Figures
    from blogroi.results.table import Layout, Tables

__all__ = [
    "FORMAT",
    "READERS",
    "Answer",
    "CaseAnswer",
    "DrawnAnswer",
    "DriverName",
    "IndicatorName",
    "Names",
    "checked",
    "names_of",
]


@frozen(kw_only=True)
class IndicatorName:
    """What an indicator is called, and its unit."""

    statement: str
    unit: str


@frozen(kw_only=True)
class DriverName:
    """What a driver is called, and its unit where it states one."""

    statement: str
    unit: str | None


@frozen(kw_only=True)
class Names(Brief):
    """What tools, indicators, levers, objectives, drivers and scenarios are called, by key."""

    tools: FrozenMap[str, str]
    indicators: FrozenMap[str, IndicatorName]
    levers: FrozenMap[str, str]
    objectives: FrozenMap[str, str]
    drivers: FrozenMap[str, DriverName]
    scenarios: FrozenMap[str, str]

    def __repr__(self) -> str:
        """Return how many of each kind are named."""
        return brief(self, *(f"{len(getattr(self, part.name))} {part.name}" for part in fields(Names)))


def names_of(case: Case) -> Names:
    """Return what the parts of a case are called, in the order of their keys.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Names
    """
    indicators = {
        key: IndicatorName(statement=indicator.statement, unit=indicator.unit)
        for key, indicator in sorted(case.indicators.items())
    }
    drivers = {
        key: DriverName(statement=driver.statement, unit=driver.unit) for key, driver in sorted(case.drivers.items())
    }
    return Names(
        tools=FrozenMap({key: tool.name for key, tool in sorted(case.tools.items())}),
        indicators=FrozenMap(indicators),
        levers=FrozenMap({key: lever.statement for key, lever in sorted(case.levers.items())}),
        objectives=FrozenMap({key: objective.statement for key, objective in sorted(case.objectives.items())}),
        drivers=FrozenMap(drivers),
        scenarios=FrozenMap(
            {key: scenario.statement for key, scenario in sorted((case.stated or case).scenarios.items())}
        ),
    )


@frozen(kw_only=True)
class Answer(Brief):
    """An answer to a question: what is the same in all of them, in Python and in plain data.

    Parameters
    ----------
    version : str
        Version of the library that gave it.
    """

    ANSWER: ClassVar[str] = ""
    """What it answers, as its plain data says; nothing where a class is what several answers have in common."""

    TABLES: ClassVar[str] = ""
    """The module that lays out the tables of the class, ``LAYOUTS``, beside those of what it is derived from; only who asks loads it."""

    version: str = VERSION

    @property
    def figures(self) -> Figures:
        """The figures of the answer by name, of which ``answer.figures.npv()`` draws one; iterating lists their names.

        Examples
        --------
        >>> import blogroi
        >>> [*blogroi.explain("BR111").figures]
        []
        """
        from blogroi.results.presenting import presenter  # noqa: PLC0415  only who looks pays for it

        return presenter().figures(self)

    @classmethod
    def layouts(cls) -> tuple[Layout[Any], ...]:
        """Return what tables all answers of this class have: their names, and their columns with what they mean.

        Returns
        -------
        tuple of Layout

        Examples
        --------
        >>> import blogroi
        >>> tools = blogroi.Evaluation.layouts()[0]
        >>> tools.name, tools.headings["npv_mean"].meaning
        ('tools', 'Net present value, benefits less costs: expected.')
        """
        modules = [named for one in cls.__mro__ if (named := vars(one).get("TABLES"))]
        return tuple(layout for named in modules for layout in import_module(named).LAYOUTS)

    @property
    def tables(self) -> Tables:
        """Tidy tables of the answer by name, for frames, spreadsheets and figures; each is made when it is asked for.

        Raises
        ------
        UnknownTableError
            Of a name that is none of them; it says which there are.

        Examples
        --------
        >>> import blogroi
        >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
        >>> result.tables["tools"]
        <Table 'tools': 2 rows; 45 columns>
        """
        from blogroi.results.table import Tables  # noqa: PLC0415  only who asks for tables pays for them

        return Tables(self, self.layouts(), self._units())

    def _units(self) -> Mapping[str, str]:
        """Return what the units of the case are, in which its tables count."""
        return {}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return what a notebook shows: the short answer as text, as Markdown and as HTML with its figures."""
        from blogroi.results.presenting import presenter  # noqa: PLC0415  only who looks pays for it

        return presenter().bundle(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data: version 2 of what blogroi writes.

        Returns
        -------
        dict
        """
        from blogroi.results.converter import plain  # noqa: PLC0415  only who wants plain data pays for it

        told: dict[str, Any] = plain(self)
        head = {name: told.pop(name) for name in _HEAD if name in told}
        return {"blogroi": FORMAT, "answer": self.ANSWER} | head | told

    def to_json(self, *, indent: Indent = "auto") -> str:
        """Return the answer as JSON, the same bytes for the same answer.

        Parameters
        ----------
        indent : int, "auto" or None
            Spaces for each level; None for one line. By default two, and one line without any where that is longer than a million
            characters.

        Returns
        -------
        str
        """
        return json_text(self.to_dict(), indent)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Read back what ``to_dict`` or ``to_json`` has written; nothing is lost on the way.

        Parameters
        ----------
        document : mapping
            The plain data, as ``json.loads`` gives them.

        Returns
        -------
        Answer
            Of the class that is asked, equal to the one that was written.

        Raises
        ------
        OptionError
            When it is another version's or another answer's; else with all that is wrong, each by its path.

        Examples
        --------
        >>> import blogroi
        >>> review = blogroi.check(blogroi.loads(blogroi.template()))
        >>> blogroi.PlanReview.from_dict(review.to_dict()) == review
        True
        >>> blogroi.Choice.from_dict(review.to_dict())
        Traceback (most recent call last):
            ...
        blogroi.errors.OptionError: document: answers `check`, not `choice`: `blogroi.PlanReview.from_dict` reads it
        """
        from blogroi.results.converter import from_plain  # noqa: PLC0415

        parts = {**checked(document, cls.ANSWER)}
        del parts["blogroi"], parts["answer"]
        found: Self = from_plain(parts, cls)
        return found

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read back what ``to_json`` has written.

        Parameters
        ----------
        text : str
            The answer as JSON.

        Returns
        -------
        Answer
            As :meth:`from_dict` does.

        Raises
        ------
        OptionError
            When it is not JSON, or as :meth:`from_dict` does.
        """
        try:
            return cls.from_dict(json.loads(text))
        except (json.JSONDecodeError, TypeError) as error:
            raise OptionError("text", message("is not an answer in JSON: {error}", error=str(error))) from None


FORMAT = 2
"""Version of the plain data."""

_HEAD = ("version", "numpy", "fingerprint", "title", "currency", "conventions", "names", "plan")

READERS: Mapping[str, str] = {
    "catalogue": "catalogue.Catalogue",
    "check": "PlanReview",
    "choice": "Choice",
    "detectable": "measured.Detectable",
    "diff": "Diff",
    "estimate": "measured.Estimate",
    "evaluation": "Evaluation",
    "explanation": "Explanation",
    "history": "History",
    "launch": "LaunchAdvice",
    "net_present_values": "NetPresentValues",
    "neutrality": "Certificate",
    "placebos": "measured.Placebos",
    "plan": "Plan",
    "references": "References",
    "replay": "Replay",
    "scenarios": "Scenarios",
    "sensitivity": "Sensitivity",
    "series": "measured.Contents",
    "supposition": "Supposition",
    "validation": "Validation",
    "worth_measuring": "MeasurementAdvice",
}
"""Who reads the plain data of which answer, by its name in ``blogroi``."""


def checked(document: object, answer: str, *, option: str = "document") -> Mapping[str, Any]:
    """Refuse what is not the plain data of an answer, or of another one, and say what to do with it.

    Parameters
    ----------
    document : object
        What was given.
    answer : str
        What it is to answer.
    option : str
        As what it was given.

    Returns
    -------
    Mapping

    Raises
    ------
    OptionError
        When it is another version's or another answer's, or no plain data.
    """
    if not isinstance(document, Mapping):
        raise OptionError(
            option,
            message("{value} is not an answer as plain data: `json.loads` reads its text", value=describe(document)),
        )
    version, told = document.get("blogroi"), document.get("answer")
    if type(version) is not int or version != FORMAT:  # true is no version 1
        again = message(": give the answer again from its case") if type(version) is int and version == 1 else ""
        stated = message("no version") if version is None else message("version {value}", value=describe(version))
        raise OptionError(
            option,
            message(
                "is of {stated}; what is read here is version {version}{again}",
                stated=stated,
                version=str(FORMAT),
                again=again,
            ),
        )
    if told != answer:
        known = READERS.get(told) if isinstance(told, str) else None
        cure = "" if known is None else message(": `blogroi.{known}.from_dict` reads it", known=known)
        name = message("`{key}`", key=told) if isinstance(told, str) else describe(told)
        meant = message(", not `{answer}`", answer=answer) if answer else ""
        raise OptionError(option, message("answers {name}{meant}{cure}", name=name, meant=meant, cure=cure))
    return document


@frozen(kw_only=True)
class CaseAnswer(Answer):
    """An answer to a question about a case.

    Parameters
    ----------
    fingerprint : str
        Hash of the case, by which it is known again.
    title, currency : str
        From the case; the currency is that of all amounts.
    names : Names
        What its parts are called.
    plan : PlanStanding or None
        What has moved since a plan was locked, where the answer was asked to hold the case against one; left out of plain data
        elsewhere.
    """

    TABLES: ClassVar[str] = "blogroi.results.check_tables"
    OMITTED: ClassVar[tuple[str, ...]] = ("plan",)

    fingerprint: str
    title: str
    currency: str
    names: Names
    plan: PlanStanding | None = None

    def _units(self) -> Mapping[str, str]:
        return {"currency": self.currency}


@frozen(kw_only=True)
class DrawnAnswer(CaseAnswer):
    """An answer that is made of draws: two on the same case under the same conventions have the same figures.

    Parameters
    ----------
    numpy : str
        Version of numpy that it was computed with.
    conventions : Conventions
        Under what conventions it holds, for all tools.
    """

    numpy: str
    conventions: Conventions

    def _units(self) -> Mapping[str, str]:
        return {**super()._units(), "step": self.conventions.window.step}
