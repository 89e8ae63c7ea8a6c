"""Reference figures as an answer: those that hold a word, each with all that has to be known before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from attrs import field

from blogroi.catalogue.folding import folded
from blogroi.errors import OptionError
from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.naming import describe
from blogroi.language.spoken import Message, message, spoken
from blogroi.literature.figures import ReferenceFigure, figure_of, figures
from blogroi.model.arguments import known_word
from blogroi.model.brief import brief, count, some
from blogroi.model.fields import as_map
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.answer import Answer

__all__ = ["References", "references"]


@frozen(kw_only=True)
class References(Answer):
    """Figures that others have published, each read in its primary source.

    Parameters
    ----------
    word : str
        What was looked for.
    found : mapping of str to ReferenceFigure
        What holds it, by key; traps are among them.
    """

    ANSWER: ClassVar[str] = "references"
    TABLES: ClassVar[str] = "blogroi.catalogue.reference_tables"

    word: str
    found: FrozenMap[str, ReferenceFigure] = field(converter=as_map)

    def __repr__(self) -> str:
        """Return what was looked for, and what was found."""
        return brief(self, count(len(self.found), "figure"), some(self.found), name=self.word, of="for")

    def __getitem__(self, key: str) -> ReferenceFigure:
        """Return the figure of a key.

        Raises
        ------
        CaseError
            When there is none.
        """
        return figure_of(key, self.found)

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(self.found)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.found)


_SHORTEST_PLURAL = 3


def references(word: str = "", *, language: Language = "en") -> References:
    """Return the reference figures that hold a word in their key, their statement, their unit or what they stand for.

    Each was read in its primary source. Those whose ``use`` is ``"trap"`` circulate, and are refused in a case.

    Parameters
    ----------
    word : str
        What to look for, in small or capital letters, and in the plural where one is meant; all of them unless it is given.
    language : {"en", "fr"}
        Language of the statements that are looked through.

    Returns
    -------
    blogroi.References

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is.

    Examples
    --------
    >>> list(references("appel traité", language="fr").found)
    ['contact_cost.fr_3939_call_2007']
    >>> references("labour")["labour_cost.fr_2018"].value
    35.8
    """
    if not isinstance(word, str):
        raise OptionError("word", message("{value} is not a text", value=describe(word)))
    known_word("language", language, LANGUAGES)
    wanted = folded(word)
    found = _holding(wanted, language)
    if not found and len(wanted) > _SHORTEST_PLURAL and wanted.endswith("s"):
        found = _holding(wanted.removesuffix("s"), language)
    return References(word=word, found=FrozenMap(found))


def _holding(wanted: str, language: Language) -> dict[str, ReferenceFigure]:
    return {
        key: figure
        for key, figure in figures().items()
        if any(wanted in folded(text) for text in (key, *_said(figure, language)))
    }


def _said(figure: ReferenceFigure, language: Language) -> Iterator[str]:
    """Yield what a figure is, its unit and its use, as they are shown in a language."""
    yield getattr(figure, language)
    yield spoken(Message(figure.unit, {}, context="unit"), language)
    yield spoken(Message(figure.feeds, {}, context="use"), language)
