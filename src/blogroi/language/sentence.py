"""What stands within a sentence, said as one of its own."""

from __future__ import annotations

from typing import Any, Self

from blogroi.language.languages import Language
from blogroi.language.spoken import Shown, Spoken, spoken

__all__ = ["Sentence"]


class Sentence(Spoken):
    """A clause as a sentence, in each language: its first letter is a capital, and it ends with a full stop.

    Parameters
    ----------
    clause : str
        What it says.

    Examples
    --------
    >>> Sentence("the last week is not full: it is left out")
    'The last week is not full: it is left out.'
    """

    __slots__ = ("clause",)
    clause: str

    def __new__(cls, clause: str) -> Self:
        """Make a sentence."""
        made = super().__new__(cls, _as_sentence(clause))
        made.clause = clause
        return made

    def spoken(self, language: Language, shown: Shown = str) -> str:
        """Return the sentence in a language."""
        return _as_sentence(spoken(self.clause, language, shown))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what rebuilds the sentence in another process."""
        return Sentence, (self.clause,)


def _as_sentence(clause: str) -> str:
    ended = clause if not clause or clause.endswith((".", "!", "?")) else f"{clause}."
    return f"{ended[:1].upper()}{ended[1:]}"
