"""The same series gives the same effect whatever tool it is put down to (N11)."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, TypeAlias

from blogroi.measured import Series
from blogroi.measured.history import State
from blogroi.model import Case
from blogroi.testing.guarantees.broken import GuaranteeBroken
from blogroi.testing.variants.naming import dated, with_exchanged, with_other_names

__all__ = ["Estimator", "Stated", "check_same_estimator"]


class Stated(Protocol):
    """An effect with its interval: an interval of an estimate, the change of an effect, or anything of that shape."""

    @property
    def estimate(self) -> float:
        """The estimate."""
        ...

    @property
    def low(self) -> float:
        """Lower end of the interval."""
        ...

    @property
    def high(self) -> float:
        """Upper end of the interval."""
        ...


Estimator: TypeAlias = Callable[[Series, Case, str, datetime.date, State], Stated]
"""What is checked. Of a series, a case, the key of one of its tools, a launch, and what was done, it makes an effect."""

_FIGURES = ("estimate", "low", "high")
_DAYS = (datetime.date(1980, 1, 1), None, datetime.date(2100, 1, 1))


def check_same_estimator(estimator: Estimator, series: Series, case: Case, *, launch: datetime.date) -> None:
    """Check that a series gives the same effect whatever tool it is put down to, and its opposite where that was switched off (N11).

    Every tool of the case is asked about; all are seen old, new, of unknown age and yet to come, and under each other's names, kinds and
    audiences. Every figure must stay bit for bit. Switched off at the same day, the effect must be the same with on and off exchanged:
    the estimate turned, and the ends turned and exchanged.

    Parameters
    ----------
    estimator : callable
        From a series, a case, the key of a tool, a launch and a state to an effect.
    series : Series
        Any series.
    case : Case
        Any case.
    launch : datetime.date
        A day with enough of the series before and after it.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> import blogroi
    >>> from blogroi.measured import Series, as_effect, estimate
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> calls = Series(days, [100 + 7 * (n * n % 5) for n in range(60)])
    >>> case = blogroi.loads(blogroi.template())
    >>> def measured(series, case, tool, launch, state):
    ...     return as_effect(estimate(series, launch=launch, state=state), case).change
    >>> check_same_estimator(measured, calls, case, launch=days[52])
    """
    tools = list(case.tools)
    before = _figures(estimator(series, case, tools[0], launch, "on"))
    for reason, other in _cases(case):
        for tool in tools:
            found = _figures(estimator(series, other, tool, launch, "on"))
            _hold(before, found, tool, reason, other)
            turned = _figures(estimator(series, other, tool, launch, "off"))
            _hold(_opposite(before), turned, tool, f"{reason}, and it was switched off", other)


def _cases(case: Case) -> Iterator[tuple[str, Case]]:
    """Return the same case with other papers of its tools."""
    yield "another tool was named", case
    for day in _DAYS:
        yield f"tools were dated {day}", dated(case, dict.fromkeys(case.tools, day))
    for name in ("name", "kind", "audience", "introduced"):
        yield f"tools exchanged their {name}", partial(with_exchanged, name=name)(case)
    yield "tools were given other names, kinds and audiences", with_other_names(case)


def _figures(measured: Stated) -> tuple[float, float, float]:
    return measured.estimate, measured.low, measured.high


def _opposite(figures: tuple[float, float, float]) -> tuple[float, float, float]:
    middle, low, high = figures
    return -middle, -high, -low


def _hold(
    before: tuple[float, float, float], found: tuple[float, float, float], tool: str, reason: str, case: Case
) -> None:
    for figure, expected, other in zip(_FIGURES, before, found, strict=True):
        if expected != other:
            raise GuaranteeBroken("N11", tool, figure, expected, other, reason, case)
