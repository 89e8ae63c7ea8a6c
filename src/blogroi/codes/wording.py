"""What the sentences of the checks share: lists of names, shares of the draws, and from which share on a matter is a warning."""

from __future__ import annotations

from collections.abc import Sequence

from blogroi.model.case import Case
from blogroi.results.checks import Severity
from blogroi.results.format import chance_in_words, quoted

__all__ = ["GRAVITY", "NOTABLE", "by_share", "in_draws", "joined", "listed", "statement_of"]

NOTABLE = 0.05  # share of the draws from which on a matter is worth a warning
_MOST_NAMES = 5

GRAVITY = {"error": 0, "warning": 1, "info": 2}
"""In which order findings are listed, by their severity."""


def by_share(chance: float) -> Severity:
    """Return how much a matter counts that is so in a share of the draws."""
    return "warning" if chance >= NOTABLE else "info"


def in_draws(chance: float) -> str:
    """Return in how many of the draws something is so."""
    return "in all draws" if chance == 1.0 else f"in {chance_in_words(chance)} of the draws"


def joined(names: Sequence[str]) -> str:
    """Return all names in one phrase."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def listed(names: Sequence[str]) -> str:
    """Return some names in one phrase, and how many more there are."""
    if len(names) <= _MOST_NAMES:
        return joined(names)
    return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES} more"


def statement_of(case: Case, indicator: str) -> str:
    """Return the statement of an indicator, within quotes."""
    return quoted(case.indicators[indicator].statement)
