"""What every answer says of itself: one envelope, in Python and in plain data."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from attrs import frozen

from blogroi._version import VERSION
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.plain import plain

__all__ = ["Answer", "CaseAnswer", "DrawnAnswer", "IndicatorName", "Names"]


@frozen(kw_only=True)
class IndicatorName:
    """What an indicator is called, and its unit."""

    statement: str
    unit: str


@frozen(kw_only=True)
class Names:
    """What tools, indicators, levers and objectives are called, by key."""

    tools: FrozenMap[str, str]
    indicators: FrozenMap[str, IndicatorName]
    levers: FrozenMap[str, str]
    objectives: FrozenMap[str, str]


@frozen(kw_only=True)
class Answer:
    """An answer to a question.

    Parameters
    ----------
    version : str
        Version of the library that gave it.
    """

    ANSWER: ClassVar[str]
    """What it answers, as its plain data says."""

    version: str = VERSION

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data: version 2 of what blogroi writes.

        Returns
        -------
        dict
        """
        return {"blogroi": 2, "answer": self.ANSWER, **plain(self)}

    def to_json(self, *, indent: int | None = 2) -> str:
        """Return the answer as JSON, the same bytes for the same answer.

        Parameters
        ----------
        indent : int or None
            Spaces for each level; None for one line.

        Returns
        -------
        str
        """
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False, allow_nan=False)


@frozen(kw_only=True)
class CaseAnswer(Answer):
    """An answer to a question about a case.

    Parameters
    ----------
    fingerprint : str
        Hash of the case, by which it is known again.
    title, currency : str
        From the case; the currency is that of all amounts.
    names : Names
        What its parts are called.
    """

    fingerprint: str
    title: str
    currency: str
    names: Names


@frozen(kw_only=True)
class DrawnAnswer(CaseAnswer):
    """An answer that is made of draws: two on the same case under the same conventions have the same figures.

    Parameters
    ----------
    numpy : str
        Version of numpy that it was computed with.
    conventions : Conventions
        Under what conventions it holds, for all tools.
    """

    numpy: str
    conventions: Conventions
