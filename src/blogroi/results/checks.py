"""What a reader should know of a case or a result: each finding with its code, and those that the case sets aside."""

from __future__ import annotations

from typing import Literal, TypeAlias

from blogroi.records import frozen

__all__ = ["Check", "IgnoredCheck", "Severity"]

Severity: TypeAlias = Literal["error", "warning", "info"]
"""How much a finding matters."""


@frozen(order=True)
class Check:
    """Something that a reader of the result should know.

    Parameters
    ----------
    code : str
        Stable code: ``BR`` and three digits.
    severity : {"error", "warning", "info"}
        How much it matters.
    path : str
        Where in the case.
    message : str
        What it is, in a sentence.
    """

    code: str
    severity: Severity
    path: str
    message: str


@frozen(order=True)
class IgnoredCheck:
    """Something that a reader should know, which the case sets aside.

    Parameters
    ----------
    code, severity, path, message : str
        As in a :class:`Check`.
    reason : str
        Why it is set aside, where the case says so.
    """

    code: str
    severity: Severity
    path: str
    message: str
    reason: str
