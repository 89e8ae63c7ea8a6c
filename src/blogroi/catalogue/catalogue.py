"""A small catalogue of levers and indicators for communication tools: what others measure, how, and what goes wrong.

It is a place to start from, not a list to be filled in: an indicator that leads to no objective of yours is a vanity figure, whoever
else measures it. Statements are in English and French. Nothing here has a money value: that is yours to find.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, ClassVar, get_args

from attrs import NOTHING, field, fields
from attrs.validators import optional

from blogroi.catalogue.folding import folded
from blogroi.errors import raise_faults
from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model import CaseError, Fault, FrozenMap, Indicator, Lever, Quantity, Scale
from blogroi.model.arguments import known_word
from blogroi.model.brief import brief, count
from blogroi.model.fields import are_texts, as_map, as_tuple, is_choice, is_key_map, is_text, is_text_or_empty
from blogroi.model.forms import Choice, entry
from blogroi.model.indicator import CashStatus, Direction, Stage, Valuation
from blogroi.model.paths import IndicatorPath
from blogroi.model.strategy import LeverFamily
from blogroi.records import frozen
from blogroi.results.answer import Answer

__all__ = ["Catalogue", "IndicatorEntry", "Language", "LeverEntry", "load"]


def _as_ends(value: Any) -> tuple[float, float] | None:
    return None if value is None else as_tuple(value)


@frozen(kw_only=True)
class LeverEntry:
    """A way in which communication tools act.

    Parameters
    ----------
    key : str
        Key in the catalogue.
    en, fr : str
        The statement in English and in French.
    family : {"sales", "process"}
        Better sales, or better internal processes.
    """

    key: str = field(validator=is_text)
    en: str = field(validator=is_text)
    fr: str = field(validator=is_text)
    family: LeverFamily = field(
        validator=is_choice,
        metadata=entry(Choice(get_args(LeverFamily)), "Better sales, or better internal processes."),
    )

    def lever(self, *, objective: str, language: Language = "en") -> Lever:
        """Make a lever of a case from it.

        Parameters
        ----------
        objective : str
            Key of the objective that it acts on.
        language : {"en", "fr"}
            Language of the statement.

        Returns
        -------
        Lever

        Examples
        --------
        >>> load().levers["answers"].lever(objective="renewals").family
        'process'
        """
        return Lever(_said(self, language), objective=objective, family=self.family)


@frozen(kw_only=True)
class IndicatorEntry:
    """Something that communication tools are often measured by.

    Parameters
    ----------
    key : str
        Key in the catalogue.
    lever : str
        Key of the lever that it shows.
    en, fr : str
        The statement in English and in French.
    unit : str
        What one unit is.
    better : {"higher", "lower"}
        Which way is better.
    stage : str
        Place in the chain input, activity, output, outtake, outcome, impact.
    valuation, cash : str, optional
        How its value is usually found, and what becomes of it; left out where it is not put in money.
    sources : tuple of str
        Where the data usually are.
    measure : str
        How it is usually measured.
    trap : str
        What goes wrong most often.
    scale : (float, float), optional
        Worst and best change per year that a scale for scoring might start from.
    reference : str
        Of a published scale, with its number of items, or of a rule.
    """

    key: str = field(validator=is_text)
    lever: str = field(validator=is_text)
    en: str = field(validator=is_text)
    fr: str = field(validator=is_text)
    unit: str = field(validator=is_text)
    better: Direction = field(validator=is_choice, metadata=entry(Choice(get_args(Direction)), "Which way is better."))
    stage: Stage = field(
        validator=is_choice, metadata=entry(Choice(get_args(Stage)), "Place in the chain from input to impact.")
    )
    valuation: Valuation | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(Valuation)), "How such a value is usually found."),
    )
    cash: CashStatus | None = field(
        default=None,
        validator=optional(is_choice),
        metadata=entry(Choice(get_args(CashStatus)), "What usually becomes of the value."),
    )
    sources: tuple[str, ...] = field(converter=as_tuple, validator=are_texts)
    measure: str = field(validator=is_text)
    trap: str = field(validator=is_text)
    scale: tuple[float, float] | None = field(default=None, converter=_as_ends)
    reference: str = field(default="", validator=is_text_or_empty)

    def indicator(
        self,
        *,
        declared: datetime.date | None = None,
        lever: str | None = None,
        value: Quantity | float | None = None,
        language: Language = "en",
        **changes: Any,
    ) -> Indicator:
        """Make an indicator of a case from it.

        Parameters
        ----------
        declared : datetime.date, optional
            Day on which it is written down as an indicator.
        lever : str, optional
            Key of the lever in the case; by default that of the catalogue.
        value : Quantity or float, optional
            Money for one unit. Without it the entry's valuation and cash status are left out too.
        language : {"en", "fr"}
            Language of the statement.
        **changes
            Other fields of the indicator, instead of those of the entry.

        Returns
        -------
        Indicator

        Raises
        ------
        CaseError
            When a field cannot be taken.

        Examples
        --------
        >>> from datetime import date
        >>> calls = load().indicators["calls_avoided"].indicator(declared=date(2026, 1, 5), value=8)
        >>> calls.unit, calls.valuation, calls.scale.best
        ('call', 'cost avoided', 4000)
        """
        stated: dict[str, Any] = {
            "statement": _said(self, language),
            "lever": lever or self.lever,
            "unit": self.unit,
            "better": self.better,
            "declared": declared,
            "stage": self.stage,
            "scale": None if self.scale is None else Scale(worst=self.scale[0], best=self.scale[1]),
        }
        if value is not None:
            stated |= {"value": value, "valuation": self.valuation, "cash": self.cash}
        return Indicator(**(stated | changes))


def _said(entry: LeverEntry | IndicatorEntry, language: str) -> str:
    known_word("language", language, LANGUAGES)
    statement: str = getattr(entry, language)
    return statement


@frozen(kw_only=True)
class Catalogue(Answer):
    """Levers and indicators to start from.

    Parameters
    ----------
    levers : mapping of str to LeverEntry
        By key.
    indicators : mapping of str to IndicatorEntry
        By key; each names a lever of the catalogue.

    Raises
    ------
    CaseError
        When an indicator names a lever that is not there.
    """

    ANSWER: ClassVar[str] = "catalogue"
    TABLES: ClassVar[str] = "blogroi.catalogue.tables"

    levers: FrozenMap[str, LeverEntry] = field(converter=as_map, validator=is_key_map)
    indicators: FrozenMap[str, IndicatorEntry] = field(converter=as_map, validator=is_key_map)

    def __repr__(self) -> str:
        """Return how much it holds."""
        return brief(self, count(len(self.levers), "lever"), count(len(self.indicators), "indicator"))

    def __attrs_post_init__(self) -> None:
        """Refuse an indicator whose lever is not in the catalogue."""
        raise_faults(
            Fault(
                str(IndicatorPath(key, "lever")),
                message(
                    "there is no lever `{lever}`: {hint}", lever=entry.lever, hint=suggest(entry.lever, self.levers)
                ),
            )
            for key, entry in self.indicators.items()
            if entry.lever not in self.levers
        )

    def find(self, text: str, *, language: Language = "en") -> tuple[LeverEntry | IndicatorEntry, ...]:
        """Find entries by a part of their key or statement.

        Parameters
        ----------
        text : str
            What to look for, in small or capital letters.
        language : {"en", "fr"}
            Language of the statements.

        Returns
        -------
        tuple of LeverEntry or IndicatorEntry
            Levers first, in the order of the catalogue.

        Examples
        --------
        >>> [entry.key for entry in load().find("appels", language="fr")]
        ['calls_avoided']
        """
        wanted = folded(text)
        entries: list[LeverEntry | IndicatorEntry] = [*self.levers.values(), *self.indicators.values()]
        return tuple(one for one in entries if wanted in folded(one.key) or wanted in folded(_said(one, language)))

    def holding(self, text: str, *, language: Language = "en") -> Catalogue:
        """Return a catalogue of what holds a text: levers with all that shows them, and indicators with their lever.

        Parameters
        ----------
        text : str
            What to look for, as in `find`.
        language : {"en", "fr"}
            Language of the statements.

        Returns
        -------
        Catalogue

        Examples
        --------
        >>> list(load().holding("trust").indicators)
        ['orders']
        """
        found = {one.key for one in self.find(text, language=language) if isinstance(one, IndicatorEntry)}
        levers = {one.key for one in self.find(text, language=language) if isinstance(one, LeverEntry)}
        indicators = {key: one for key, one in self.indicators.items() if key in found or one.lever in levers}
        levers |= {one.lever for one in indicators.values()}
        return Catalogue(levers={key: one for key, one in self.levers.items() if key in levers}, indicators=indicators)

    def extended(self, other: Catalogue) -> Catalogue:
        """Put another catalogue's entries beside those of this one.

        Parameters
        ----------
        other : Catalogue
            Its entries stand instead of those of the same key.

        Returns
        -------
        Catalogue
            A new one; neither of the two is changed.
        """
        return Catalogue(levers={**self.levers, **other.levers}, indicators={**self.indicators, **other.indicators})


def load(path: str | os.PathLike[str] | None = None, *, beside: Catalogue | None = None) -> Catalogue:
    """Read a catalogue.

    Parameters
    ----------
    path : str or path, optional
        A TOML file with the tables ``levers`` and ``indicators``; by default the catalogue of blogroi.
    beside : Catalogue, optional
        Entries that the file's own may refer to, and that are kept beside them.

    Returns
    -------
    Catalogue

    Raises
    ------
    CaseError
        When the file cannot be read, or with all that is wrong with its entries.

    Examples
    --------
    >>> catalogue = load()
    >>> len(catalogue.levers), len(catalogue.indicators)
    (12, 38)
    >>> catalogue.indicators["visits"].trap
    'A figure that can rise for years without anybody being better off.'
    """
    if path is None and beside is None:
        return _own()
    source = "" if path is None else str(path)
    try:
        return _catalogue(_parsed(_text() if path is None else _read(Path(path))), beside)
    except CaseError as error:
        raise CaseError(error.faults, source) from None


@lru_cache(maxsize=1)
def _own() -> Catalogue:
    return _catalogue(_parsed(_text()), None)


def _text() -> str:
    return resources.files("blogroi.catalogue").joinpath("catalogue.toml").read_text(encoding="utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError.at(
            "", message("cannot be read: {what}", what=str(getattr(error, "strerror", None) or error))
        ) from None


def _parsed(text: str) -> Mapping[str, Any]:
    import tomllib  # noqa: PLC0415  only who reads pays for it

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        from blogroi.files.toml_syntax import toml_faults  # noqa: PLC0415  only who made a mistake pays for it

        raise CaseError(toml_faults(str(error), text)) from None


def _catalogue(tables: Mapping[str, Any], beside: Catalogue | None) -> Catalogue:
    faults = [
        Fault(name, message("is not known: `levers` and `indicators` are")) for name in tables if name not in _KINDS
    ]
    entries: dict[str, Any] = {name: {} for name in _KINDS}
    for name, kind in _KINDS.items():
        table = tables.get(name, {})
        if not isinstance(table, dict):
            faults.append(Fault(name, message("{value} is not a table", value=describe(table))))
            continue
        for key, stated in table.items():
            try:
                entries[name][key] = _entry(kind, key, stated)
            except CaseError as error:
                faults += [fault.under(f"{name}.{key}") for fault in error.faults]
    raise_faults(faults)
    if beside is None:
        return Catalogue(**entries)
    return Catalogue(
        levers={**beside.levers, **entries["levers"]}, indicators={**beside.indicators, **entries["indicators"]}
    )


_KINDS: Mapping[str, type[Any]] = {"levers": LeverEntry, "indicators": IndicatorEntry}


def _entry(kind: type[Any], key: str, stated: object) -> Any:
    if not isinstance(stated, dict):
        raise CaseError.at("", message("{value} is not a table", value=describe(stated)))
    known = [attribute.name for attribute in fields(kind) if attribute.name != "key"]
    raise_faults(
        Fault(name, message("is not known here: {hint}", hint=suggest(name, known)))
        for name in stated
        if name not in known
    )
    needed = [one.name for one in fields(kind) if one.name != "key" and one.default is NOTHING]
    raise_faults(Fault(name, message("is missing")) for name in needed if name not in stated)
    return kind(key=key, **stated)
