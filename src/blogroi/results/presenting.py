"""How answers show themselves: the one seam between what is known and how it looks.

Results know no words and no pictures. Where somebody asks an answer for them, the room that makes them is loaded by name, at that
moment: nothing else here knows of a room above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

if TYPE_CHECKING:
    from blogroi.model.case import Case
    from blogroi.results.answer import Answer
    from blogroi.results.table import Table

__all__ = ["Figures", "Presenter", "presenter"]


class Figures(Protocol):
    """The figures of an answer, by name: each is drawn when it is called."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what draws a figure."""
        ...

    def __iter__(self) -> Iterator[str]:
        """List the names of the figures."""
        ...

    def __len__(self) -> int:
        """Count them."""
        ...


class Presenter(Protocol):
    """Who shows answers."""

    def figures(self, answer: Answer) -> Figures:
        """Return the figures of an answer."""
        ...

    def bundle(self, shown: Answer | Case | Table) -> dict[str, str]:
        """Return an answer, a case or a table in the forms among which a notebook chooses, by media type."""
        ...


def presenter() -> Presenter:
    """Return who shows answers, loaded when it is first asked for.

    Returns
    -------
    Presenter

    Examples
    --------
    >>> presenter().__name__
    'blogroi.report.presenter'
    """
    return cast("Presenter", import_module("blogroi.report.presenter"))
