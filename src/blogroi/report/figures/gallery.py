"""Which figures there are of which answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

from attrs import frozen

from blogroi.results.answer import Answer

__all__ = ["Gallery"]

_FIGURES: Mapping[str, Mapping[str, str]] = {}
"""By what an answer answers and the name of a figure: the module, and its function."""


@frozen(repr=False)
class Gallery:
    """The figures of an answer, by name: each is drawn when it is called.

    Parameters
    ----------
    answer : Answer
        The answer.
    """

    _answer: Answer

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """Return what draws a figure.

        Raises
        ------
        AttributeError
            When there is none of that name; it says which there are.
        """
        if name.startswith("_"):  # what copies and shells ask for is no figure
            raise AttributeError(name)
        there = _FIGURES.get(self._answer.ANSWER, {})
        if name not in there:
            which = f"there are {', '.join(there)}" if there else "of this answer there is none"
            raise AttributeError(f"there is no figure `{name}`: {which}")
        module, _, function = there[name].partition(".")
        drawn: Callable[..., Any] = getattr(import_module(f"blogroi.report.figures.{module}"), function)
        return drawn

    def __iter__(self) -> Iterator[str]:
        """List the names of the figures."""
        return iter(_FIGURES.get(self._answer.ANSWER, {}))

    def __len__(self) -> int:
        """Count them."""
        return len(_FIGURES.get(self._answer.ANSWER, {}))

    def __dir__(self) -> list[str]:
        """List the names of the figures, for who completes them by a key."""
        return [*super().__dir__(), *self]

    def __repr__(self) -> str:
        """Return which figures there are."""
        return f"<figures of {self._answer.ANSWER}: {', '.join(self) or 'none'}>"
