"""Which figures there are of which answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from blogroi.language.languages import Language
from blogroi.records import frozen
from blogroi.report.figures.figure import Figure
from blogroi.results.answer import Answer, Names

__all__ = ["FIGURES", "Gallery"]

FIGURES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "evaluation": {
        "npv": ("npv.npv", "tools"),
        "cash": ("cash.cash", "flows"),
        "places": ("places.places", "ranks"),
        "gaps": ("gaps.gaps", "gaps"),
        "chance": ("chance.chance", "tools"),
    },
    "net_present_values": {"npv": ("npv.npv", "tools"), "chance": ("chance.chance", "tools")},
    "sensitivity": {"moves": ("moves.moves", "sensitivity"), "lead": ("moves.lead", "order")},
    "worth_measuring": {"worth": ("worth.worth", "worth_measuring")},
    "scenarios": {"scenarios": ("scenarios.scenarios", "scenarios")},
    "choice": {"choice": ("choice.choice", "sets")},
    "estimate": {"weeks": ("measured.weeks", "course"), "launches": ("measured.launches", "launches")},
    "placebos": {"launches": ("measured.launches", "launches")},
    "history": {"history": ("history.history", "history"), "outcomes": ("history.outcomes", "outcomes")},
}
"""By what an answer answers and the name of a figure: the module and its function, and the table that it draws."""


@frozen(repr=False)
class Gallery:
    """The figures of an answer, by name: each is drawn when it is called.

    Parameters
    ----------
    answer : Answer
        The answer.
    """

    _answer: Answer

    def __getattr__(self, name: str) -> Callable[..., Figure]:
        """Return what draws a figure: called, with a language and what else it takes.

        Raises
        ------
        AttributeError
            When there is none of that name; it says which there are.
        """
        if name.startswith("_"):  # what copies and shells ask for is no figure
            raise AttributeError(name)
        there = FIGURES.get(self._answer.ANSWER, {})
        if name not in there:
            which = f"there are {', '.join(there)}" if there else "of this answer there is none"
            raise AttributeError(f"there is no figure `{name}`: {which}")
        where, table = there[name]
        module, _, function = where.partition(".")

        def drawn(*, language: Language = "en", **options: Any) -> Figure:
            made: Figure = getattr(import_module(f"blogroi.report.figures.{module}"), function)(
                self._answer.tables[table], tools=self._tools, **options
            )
            return made.in_language(language)

        return drawn

    @property
    def _tools(self) -> Mapping[str, str]:
        """What all tools of the case are called, by key."""
        names: Names | None = getattr(self._answer, "names", None)
        return {} if names is None else names.tools

    def __iter__(self) -> Iterator[str]:
        """List the names of the figures."""
        there = self._answer.tables
        return (name for name, (_, table) in FIGURES.get(self._answer.ANSWER, {}).items() if table in there)

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)

    def __dir__(self) -> list[str]:
        """List the names of the figures, for who completes them by a key."""
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        """Return which figures there are."""
        return f"<figures of {self._answer.ANSWER}: {', '.join(self) or 'none'}>"
