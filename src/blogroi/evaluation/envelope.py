"""What every answer on a case says of itself: what it is of, what things are called, and under what conventions it holds."""

from __future__ import annotations

from typing import Any

from blogroi.files.fingerprint import fingerprint
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.answer import DriverName, IndicatorName, Names

__all__ = ["about", "envelope_of", "names_of"]


def envelope_of(case: Case, conventions: Conventions) -> dict[str, Any]:
    """Put together what an answer made of draws says of itself.

    Parameters
    ----------
    case : Case
        The case.
    conventions : Conventions
        Those that it was answered under.

    Returns
    -------
    dict
        The arguments of :class:`blogroi.results.answer.DrawnAnswer`.
    """
    import numpy as np  # noqa: PLC0415  a check of the plan needs none

    return {**about(case), "numpy": np.__version__, "conventions": conventions}


def about(case: Case) -> dict[str, Any]:
    """Put together what an answer that needs no draws says of itself.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict
        The arguments of :class:`blogroi.results.answer.CaseAnswer`.
    """
    return {
        "fingerprint": fingerprint(case),
        "title": case.title,
        "currency": case.currency,
        "names": names_of(case),
    }


def names_of(case: Case) -> Names:
    """Return what the parts of a case are called, in the order of their keys.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Names
    """
    indicators = {
        key: IndicatorName(statement=indicator.statement, unit=indicator.unit)
        for key, indicator in sorted(case.indicators.items())
    }
    drivers = {
        key: DriverName(statement=driver.statement, unit=driver.unit) for key, driver in sorted(case.drivers.items())
    }
    return Names(
        tools=FrozenMap({key: tool.name for key, tool in sorted(case.tools.items())}),
        indicators=FrozenMap(indicators),
        levers=FrozenMap({key: lever.statement for key, lever in sorted(case.levers.items())}),
        objectives=FrozenMap({key: objective.statement for key, objective in sorted(case.objectives.items())}),
        drivers=FrozenMap(drivers),
    )
