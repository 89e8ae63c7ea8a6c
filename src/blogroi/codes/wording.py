"""What the sentences of the checks share: lists of names, shares of the draws, and from which share on a matter is a warning."""

from __future__ import annotations

from collections.abc import Sequence

from blogroi.language.spoken import conjoined, message, plural
from blogroi.model.case import Case
from blogroi.model.paths import parse_path
from blogroi.results.answer import names_of
from blogroi.results.checks import Severity
from blogroi.results.format import chance_in_words, quoted

__all__ = ["CLASSES", "GRAVITY", "NOTABLE", "by_share", "in_draws", "listed", "quantity_in", "statement_of"]

NOTABLE = 0.05  # share of the draws from which on a matter is worth a warning

GRAVITY = {"error": 0, "warning": 1, "info": 2}
"""In which order findings are listed, by their severity."""

CLASSES = {
    "market price": message("what is valued at a market price"),
    "cost avoided": message("what is valued as a cost avoided"),
    "margin on sales": message("what is valued as a margin on sales"),
    "stated preference": message("what is valued by stated preference"),
    "proxy": message("what is valued by a proxy"),
    "advertising equivalent": message("what is valued as advertising"),
    "cash": message("what comes in as cash"),
    "avoided": message("spending avoided"),
    "capacity": message("freed working time"),
    "equivalent": message("what is worth as much as money"),
}
"""What benefits are called, by how they are valued and by what becomes of them."""


def by_share(chance: float) -> Severity:
    """Return how much a matter counts that is so in a share of the draws."""
    return "warning" if chance >= NOTABLE else "info"


def in_draws(chance: float) -> str:
    """Return in how many of the draws something is so."""
    if chance == 1.0:
        return message("in all draws")
    return message("in {share} of the draws", share=chance_in_words(chance))


def listed(names: Sequence[str], most: int = 5) -> str:
    """Return some names in one phrase, and how many others there are.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], 1)
    ('a, b and c', 'a and 2 others')
    """
    if len(names) <= most:
        return conjoined(names)
    return conjoined([*names[:most], plural("{count} other", "{count} others", len(names) - most)])


def statement_of(case: Case, indicator: str) -> str:
    """Return the statement of an indicator, within quotes."""
    return quoted(case.indicators[indicator].statement)


def quantity_in(case: Case, path: str) -> str:
    """Return in words what a quantity of a case stands for."""
    return parse_path(path).describe(names_of(case))
