"""How a document states the fields of a case: in which form, under which key, and in what words it is asked for.

A field of the model says so once, in its metadata. What reads files, what writes them, the fingerprint, the JSON Schema and the
validators of ``blogroi.model.fields`` go by it and by nothing else: none of them guesses from the type of a field.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, LiteralString, TypeAlias

from attrs import Attribute, Factory, fields

from blogroi.language.spoken import Joined, Message, message
from blogroi.records import frozen

if TYPE_CHECKING:
    from blogroi.model.domain import Domain

__all__ = [
    "Bounds",
    "ByPeriod",
    "Choice",
    "Day",
    "Either",
    "Entry",
    "Flag",
    "Form",
    "Key",
    "Keyed",
    "Listed",
    "Number",
    "Table",
    "Text",
    "Uncertain",
    "Whole",
    "entries",
    "entry",
    "form_of",
    "is_default",
    "keys_of",
]


@frozen
class Text:
    """A text: one that says something, unless it may be empty."""

    may_be_empty: bool = False
    pattern: str = ""
    """What a text of this field looks like, as a regular expression for the schema; the validator words it."""
    wanted: str = message("a text")


@frozen
class Key:
    """The key of another part of the case: of one of the table that is named."""

    of: str
    wanted: str = message("a text")


@frozen
class Choice:
    """A word of a closed set. ``synonyms`` are taken too."""

    words: tuple[str, ...]
    synonyms: tuple[str, ...] = ()

    @property
    def wanted(self) -> str:
        """What is asked for where it is missing."""
        return message("one of {words}", words=Joined(self.words))


@frozen
class Day:
    """A date."""

    wanted: str = message("a date such as 2026-06-30")


@frozen
class Flag:
    """True or false."""

    wanted: str = message("true or false")


@frozen
class Whole:
    """A whole number between two others, both included."""

    low: int
    high: int
    wanted: str = message("a whole number")


@frozen
class Number:
    """A number: at least ``low``, at most ``high``, more than ``above``, less than ``below``.

    ``otherwise`` is what is said of a number that lies outside.
    """

    low: float | None = None
    high: float | None = None
    above: float | None = None
    below: float | None = None
    otherwise: str = ""
    wanted: str = message("a number")

    def holds(self, value: float) -> bool:
        """Return whether a number lies within.

        Examples
        --------
        >>> Number(above=0, high=1).holds(0), Number(above=0, high=1).holds(1)
        (False, True)
        """
        return (
            (self.low is None or value >= self.low)
            and (self.high is None or value <= self.high)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


@frozen
class Uncertain:
    """A quantity: a number, or the table of a shape."""

    domain: Domain
    wanted: str = message("a number, or a table such as { low = 6, high = 11 }")


@frozen
class ByPeriod:
    """A quantity, a list with one for each period, or a text that is a formula of drivers."""

    domain: Domain
    in_effect: bool = False
    """Whether it stands in an effect, which starts at some time, so that ``running`` means something."""
    takes_lists: bool = True
    wanted: str = message("a number, or a table such as { low = 6, high = 11 }")


@frozen
class Bounds:
    """A weight: a number of at least 0, or two bounds."""

    wanted: str = message("a number, or a table such as { low = 0.2, high = 0.4 }")


@frozen
class Table:
    """The table of a class of the model."""

    cls: type
    example: str = ""
    """How one may look on one line."""

    @property
    def wanted(self) -> str:
        """What is asked for where it is missing."""
        return message("a table such as {example}", example=self.example) if self.example else message("a table")


@frozen
class Listed:
    """A list of what has one form."""

    part: Form
    least: int = 0
    most: int | None = None
    is_ordered: bool = True
    """Whether another order would say something else."""
    is_distinct: bool = False
    may_stand_alone: bool = False
    """Whether a single one may stand without the list."""
    wanted: str = message("a list")


@frozen
class Keyed:
    """A table whose keys are chosen by whoever writes it, or name parts of the case."""

    part: Form
    least: int = 0
    names: Text | None = None
    """How the keys look where they are none of the case."""
    called: str = ""
    """What one of its keys is, where whoever writes it does not choose them: an ``indicator`` of the case, a ``path``."""
    wanted: str = message("a table")


@frozen
class Either:
    """One of several forms, told apart by whether a table, a list or neither stands there."""

    forms: tuple[Form, ...]
    wanted: str = message("a number")


Form: TypeAlias = (
    Text | Key | Choice | Day | Flag | Whole | Number | Uncertain | ByPeriod | Bounds | Table | Listed | Keyed | Either
)


@frozen
class Entry:
    """What a document states for a field: in which form, what it means to whoever fills it in, and under which key."""

    form: Form
    words: str
    key: str


_ENTRY = "blogroi.entry"


def entry(form: Form, words: LiteralString, *, key: str = "") -> dict[str, Any]:
    """Return how a document states a field, as the field's metadata.

    Parameters
    ----------
    form : Form
        How it is read, and what it may hold.
    words : str
        What it means, in a sentence for whoever fills it in: an editor shows it, and a workbook in each language.
    key : str
        Its key in the document; the name of the field unless it is another.

    Returns
    -------
    dict
        For ``metadata=`` of :func:`attrs.field`.

    Examples
    --------
    >>> from attrs import field, fields, frozen
    >>> @frozen
    ... class Visit:
    ...     count: int = field(metadata=entry(Whole(0, 100), "How many came.", key="n"))
    >>> keys_of(Visit), form_of(fields(Visit).count)
    ({'count': 'n'}, Whole(low=0, high=100, wanted='a whole number'))
    """
    return {_ENTRY: Entry(form, Message(words, {}), key)}


def form_of(attribute: Attribute[Any]) -> Any:
    """Return the form in which a field is stated."""
    return attribute.metadata[_ENTRY].form


@cache
def entries(cls: type) -> tuple[tuple[Attribute[Any], Entry], ...]:
    """Return the fields of a class that a document states, each with its entry, the key filled in.

    Those that can be given by their place come first, so that what a class inherits stands behind its own.
    """
    ordered = sorted(fields(cls), key=lambda attribute: attribute.kw_only)
    stated = ((attribute, attribute.metadata.get(_ENTRY)) for attribute in ordered)
    return tuple(
        (attribute, Entry(one.form, one.words, one.key or attribute.name))
        for attribute, one in stated
        if one is not None
    )


def keys_of(cls: type) -> dict[str, str]:
    """Return the key of each field that a document states, by the name of the field."""
    return {attribute.name: stated.key for attribute, stated in entries(cls)}


def is_default(attribute: Attribute[Any], value: object) -> bool:
    """Return whether a field holds what it holds where a document leaves it out.

    Examples
    --------
    >>> from attrs import field, fields, frozen
    >>> @frozen
    ... class Visit:
    ...     pages: tuple[str, ...] = field(factory=tuple)
    >>> is_default(fields(Visit).pages, ()), is_default(fields(Visit).pages, ("home",))
    (True, False)
    """
    default: Any = attribute.default
    if value is default:
        return True
    return bool(value == (default.factory() if isinstance(default, Factory) else default))  # type: ignore[arg-type]
