"""Which findings a case sets aside, by name and with its reason.

A name is a whole code (``BR121``), the beginning of one (``BR12``), or a code at a path (``BR121 indicators.press``), which holds
for what lies below that path too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

__all__ = ["CheckNames", "Named", "set_aside"]


class Named(Protocol):
    """What has a code and a path."""

    @property
    def code(self) -> str:
        """Stable code."""
        ...

    @property
    def path(self) -> str:
        """Where in the case."""
        ...


F = TypeVar("F", bound=Named)


class CheckNames:
    """Names of findings, ready to be looked up.

    Parameters
    ----------
    stated : iterable of str
        The names.

    Examples
    --------
    >>> from blogroi.results.checks import Check
    >>> found = Check("BR121", "warning", "indicators.press.value", "It is an output.")
    >>> CheckNames(["BR1", "BR121 indicators.press", "BR121 indicators.pre", "BR122"]).of(found)
    ['BR121 indicators.press', 'BR1']
    """

    def __init__(self, stated: Iterable[str]) -> None:
        self._at: dict[str, list[tuple[str, str]]] = {}
        for name in stated:
            code, _, path = name.partition(" ")
            self._at.setdefault(path, []).append((code, name))

    def of(self, finding: Named) -> list[str]:
        """Return the names that a finding goes by, the nearest to it first."""
        return [
            name
            for path in _upward(finding.path)
            for code, name in self._at.get(path, ())
            if finding.code.startswith(code)
        ]


def set_aside(found: Iterable[F], aside: Mapping[str, str]) -> tuple[list[F], list[tuple[F, str]]]:
    """Part what is kept from what is set aside.

    Parameters
    ----------
    found : iterable of Named
        What was found.
    aside : mapping of str to str
        By name, the reason why, which may be empty.

    Returns
    -------
    tuple of (list, list)
        What is kept; what is set aside, each with the reason of the nearest name that gives one.

    Examples
    --------
    >>> from blogroi.results.checks import Check
    >>> late = Check("BR216", "warning", "tools.blog.introduced", "The blog is introduced later.")
    >>> set_aside([late], {"BR21 tools.blog": "it is planned"})[1][0][1]
    'it is planned'
    """
    if not aside:
        return list(found), []
    kept: list[F] = []
    ignored: list[tuple[F, str]] = []
    known = CheckNames(aside)
    for finding in found:
        names = known.of(finding)
        if names:
            ignored.append((finding, next((aside[name] for name in names if aside[name]), "")))
        else:
            kept.append(finding)
    return kept, ignored


def _upward(path: str) -> Iterator[str]:
    """Yield a path, every path above it, and the whole."""
    while path:
        yield path
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    yield ""
