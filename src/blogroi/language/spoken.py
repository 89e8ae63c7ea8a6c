"""Texts that can be said in each language; as strings they are their own English.

A sentence is a template with named places and what stands in them, never a text put together from pieces: another language has
another order. What is made of such a text by ordinary means (a slice, an f-string) is a plain string, and stays English.

Numbers are written once, in English; another language shows the same digits in its own manner, so that a figure is the same to its
last digit whoever reads it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, LiteralString, Self, TypeAlias

if TYPE_CHECKING:
    from gettext import NullTranslations

    from blogroi.language.languages import Language

__all__ = [
    "Day",
    "Joined",
    "Message",
    "Number",
    "Shown",
    "Spoken",
    "Translated",
    "Value",
    "conjoined",
    "message",
    "plural",
    "semicolons",
    "spoken",
]


class Spoken(str):
    """A text that can be said in each language; as a string it is its own English."""

    __slots__ = ()

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the text in a language, with what somebody else wrote in it as ``shown`` gives it."""
        raise NotImplementedError


Value: TypeAlias = "str | int | datetime.date"
"""What may stand in a sentence, be it a text (in the language of whoever wrote it, or `Spoken`), a whole number or a day."""


Shown: TypeAlias = Callable[[str], str]
"""How a text that is not ours is shown within a sentence of ours, where it could be taken for a part of its form."""


class Message(Spoken):
    """A sentence: a template, and what stands in its places. Made by `message` and `plural`.

    Parameters
    ----------
    template : str
        The sentence in English, with places in braces where there are values. It is what a translator translates.
    values : mapping of str to Value
        What stands in the places.
    many : str
        The template where `number` is not one.
    number : int or None
        How many things the sentence is about, where its form depends on that.
    context : str
        What tells a short text from another of the same words.
    """

    __slots__ = ("context", "many", "number", "template", "values")
    template: str
    values: Mapping[str, str]
    many: str
    number: int | None
    context: str

    def __new__(
        cls, template: str, values: Mapping[str, str], many: str = "", number: int | None = None, context: str = ""
    ) -> Self:
        """Put the values into the template."""
        made = super().__new__(cls, _filled(template if number in (None, 1) else many, values))
        made.template, made.values, made.many, made.number, made.context = template, values, many, number, context
        return made

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the sentence in a language; in English where nobody has translated it.

        Parameters
        ----------
        language : {"en", "fr"}
            The language.
        shown : callable
            How the texts of others in its places are shown; as written by default.

        Returns
        -------
        str

        Examples
        --------
        >>> message("{first} and {last}", first="blog", last="intranet").spoken("fr")
        'blog et intranet'
        >>> message("{first} and {last}", first="blog", last="intranet").spoken("fr", str.upper)
        'BLOG et INTRANET'
        """
        if language == "en" and shown is str:
            return str(self)
        return _filled(
            self._template(language), {name: spoken(value, language, shown) for name, value in self.values.items()}
        )

    def _template(self, language: Language) -> str:
        if language == "en":
            return self.template if self.number in (None, 1) else self.many
        known = _translations(language)
        if self.number is not None:
            return known.ngettext(self.template, self.many, self.number)
        return known.pgettext(self.context, self.template) if self.context else known.gettext(self.template)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what rebuilds the sentence in another process."""
        return Message, (self.template, self.values, self.many, self.number, self.context)


def message(template: LiteralString, /, *, context: LiteralString = "", **values: Value) -> Message:
    """Return a sentence.

    Parameters
    ----------
    template : str
        The sentence in English: a literal, since translators are given what stands in the code. Where there are values, braces of
        its own are doubled.
    context : str
        What tells a short text from another of the same words.
    **values : str, int or date
        What stands in its places.

    Returns
    -------
    Message

    Examples
    --------
    >>> message("{tool} loses {loss} EUR", tool="The blog", loss=Number("12,300"))
    'The blog loses 12,300 EUR'
    """
    return Message(template, _stated(values), context=context)


def plural(one: LiteralString, many: LiteralString, /, count: int, **values: Value) -> Message:
    """Return a sentence about one thing or several; ``count`` may stand in it.

    Parameters
    ----------
    one, many : str
        The sentence in English, about one and about any other number.
    count : int
        How many.
    **values : str, int or date
        What else stands in it.

    Returns
    -------
    Message

    Examples
    --------
    >>> plural("{count} tool", "{count} tools", 2)
    '2 tools'
    """
    return Message(one, _stated({**values, "count": count}), many, count)


class Number(Spoken):
    r"""A number as English writes it: ``1,234.5``.

    Examples
    --------
    >>> Number("-1,234.50").spoken("fr")
    '-1\u202f234,50'
    """

    __slots__ = ()

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the same digits as a language writes them."""
        if language == "en":
            return str(self)
        from decimal import Decimal  # noqa: PLC0415  only who speaks another language pays for it

        from babel.numbers import format_decimal  # noqa: PLC0415

        places = len(self.partition(".")[2])
        form = "#,##0." + "0" * places if places else "#,##0"
        return format_decimal(Decimal(self.replace(",", "")), form, locale=language)


class Day(Spoken):
    """A day: in English as ISO 8601 has it.

    Examples
    --------
    >>> Day("2026-03-01").spoken("fr")
    '01/03/2026'
    """

    __slots__ = ()

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the day as a language writes it."""
        if language == "en":
            return str(self)
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(
            datetime.date.fromisoformat(self), "short" if language != "fr" else "dd/MM/y", locale=language
        )


class Translated(Spoken):
    """A text that whoever wrote it has translated already, as the statements of the catalogue are.

    Parameters
    ----------
    english : str
        The text in English.
    others : mapping of str to str
        The same in other languages.

    Examples
    --------
    >>> Translated("Visits", {"fr": "Visites"}).spoken("fr")
    'Visites'
    """

    __slots__ = ("others",)
    others: Mapping[str, str]

    def __new__(cls, english: str, others: Mapping[str, str]) -> Self:
        """Keep what it is in other languages."""
        made = super().__new__(cls, english)
        made.others = dict(others)
        return made

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the text in a language; in English where nobody has translated it."""
        return self.others.get(language, str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what rebuilds the text in another process."""
        return Translated, (str(self), self.others)


class Joined(Spoken):
    """Texts one after the other, with the same between each two in every language.

    Parameters
    ----------
    parts : iterable of str
        The texts.
    between : str
        What stands between two.

    Examples
    --------
    >>> Joined(["blog", "intranet"])
    'blog, intranet'
    """

    __slots__ = ("between", "parts")
    parts: tuple[str, ...]
    between: str

    def __new__(cls, parts: Iterable[str], between: str = ", ") -> Self:
        """Join the texts."""
        kept = tuple(parts)
        made = super().__new__(cls, between.join(kept))
        made.parts, made.between = kept, between
        return made

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the texts in a language."""
        return self.between.join(spoken(part, language, shown) for part in self.parts)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what rebuilds the text in another process."""
        return Joined, (self.parts, self.between)


def conjoined(parts: Iterable[str]) -> str:
    """Return texts as one phrase: ``a, b and c``.

    Parameters
    ----------
    parts : iterable of str
        The texts; at least one.

    Returns
    -------
    str

    Examples
    --------
    >>> conjoined(["blog", "intranet", "fair"])
    'blog, intranet and fair'
    """
    *most, last = parts
    return message("{first} and {last}", first=Joined(most), last=last) if most else last


def semicolons(parts: Iterable[str]) -> str:
    """Return texts one after the other: ``a; b; c``.

    Parameters
    ----------
    parts : iterable of str
        The texts; at least one.

    Returns
    -------
    str

    Examples
    --------
    >>> semicolons(["3 years", "for everyone"])
    '3 years; for everyone'
    """
    first, *others = parts
    made = first
    for other in others:
        made = message("{first}; {next}", first=made, next=other)
    return made


def spoken(text: str, language: Language, shown: Shown = str) -> str:
    """Return a text in a language; what somebody else wrote stays as written.

    Parameters
    ----------
    text : str
        The text.
    language : {"en", "fr"}
        The language.
    shown : callable
        How what somebody else wrote is shown; as written by default.

    Returns
    -------
    str

    Examples
    --------
    >>> spoken("The blog of the house", "fr")
    'The blog of the house'
    """
    return text.spoken(language, shown) if isinstance(text, Spoken) else shown(text)


def _stated(values: Mapping[str, Value]) -> dict[str, str]:
    return {name: _worded(value) for name, value in values.items()}


def _worded(value: Value) -> str:
    if isinstance(value, str):
        return value
    return Day(value.isoformat()) if isinstance(value, datetime.date) else Number(f"{value:,}")


def _filled(template: str, values: Mapping[str, str]) -> str:
    return template.format_map(values) if values else template


@cache
def _translations(language: Language) -> NullTranslations:
    """Read what has been translated, when somebody asks for it."""
    from gettext import GNUTranslations  # noqa: PLC0415
    from io import BytesIO  # noqa: PLC0415
    from pkgutil import get_data  # noqa: PLC0415  importlib.resources takes five times as long to load

    data = get_data("blogroi.language", f"locale/{language}/LC_MESSAGES/blogroi.mo")
    assert data is not None
    return GNUTranslations(BytesIO(data))
