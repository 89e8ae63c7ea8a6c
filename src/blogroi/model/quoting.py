"""Whether published figures fit the case that they are put into, and how the case makes them its own.

Money of another currency, or of prices more than three years away, is not what it says: it is refused until somebody says by what it is
multiplied. What was taken over once is the author's own, and is not asked about again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import evolve

from blogroi.errors import Fault
from blogroi.language.naming import key_step
from blogroi.language.spoken import conjoined, message
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.sources import QuotedSource

if TYPE_CHECKING:
    from blogroi.model.case import Case

__all__ = ["MOST_YEARS", "quoted_faults", "settled", "sourced_parts"]

MOST_YEARS = 3
"""How many years the prices of a published figure may lie from those of a case."""

P = TypeVar("P")


def sourced_parts(case: Case) -> Iterator[tuple[str, Any]]:
    """Go through all parts of a case that state quantities with their sources.

    Parameters
    ----------
    case : Case
        The case.

    Yields
    ------
    path : str
        Where it stands in the file.
    part : Driver, Indicator, Measurement, Cost, Effect or Measured
    """
    for key, driver in case.drivers.items():
        yield f"drivers.{key_step(key)}", driver
    for key, indicator in case.indicators.items():
        path = f"indicators.{key_step(key)}"
        yield path, indicator
        if indicator.measurement is not None:
            yield f"{path}.measurement", indicator.measurement
    for key, tool in case.tools.items():
        for place, cost in enumerate(tool.costs, start=1):
            yield f"tools.{key_step(key)}.costs[{place}]", cost
        for name, effect in tool.effects.items():
            path = f"tools.{key_step(key)}.effects.{key_step(name)}"
            yield path, effect
            if effect.measurement is not None:
                yield f"{path}.measurement", effect.measurement


def quoted_faults(case: Case) -> Iterator[Fault]:
    """List the published figures whose money is not that of the case.

    Parameters
    ----------
    case : Case
        The case, whose parts have taken their numbers over and not yet forgotten where from.

    Yields
    ------
    Fault
    """
    stated = None if case.prices is None else case.prices.year
    prices = (case.day or case.horizon.start).year if stated is None else stated
    for path, source in _quoted(case):
        if source.currency is None or source.is_converted or source.year is None:
            continue
        wrong = []
        if source.currency != case.currency:
            wrong.append(
                message("is in {currency}, and the case in {other}", currency=source.currency, other=case.currency)
            )
        if abs(prices - source.year) > MOST_YEARS:
            wrong.append(
                message(
                    "is in prices of {year}, and the case in those of {prices}",
                    year=str(source.year),
                    prices=str(prices),
                )
            )
        if wrong:
            names = conjoined(wrong)
            yield Fault(
                path,
                _ask_for_times(names, "quantity(times=1.1)"),
                in_file=_ask_for_times(names, f'{{ reference = "{source.reference}", times = 1.1 }}'),
            )


def _ask_for_times(names: str, written: str) -> str:
    return message("{names}: say by what it is multiplied, as in {written}", names=names, written=written)


def settled(case: Case) -> dict[str, Any]:
    """Return the parts of a case that hold published figures, with these as the case's own, by section.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    dict of str to FrozenMap
        No section that holds none.
    """
    changed = {path.partition(".")[0] for path, part in sourced_parts(case) if _fresh(part)}
    found: dict[str, Any] = {}
    for section in ("drivers", "indicators"):
        if section in changed:
            found[section] = _each(getattr(case, section), _settled_part)
    if "tools" in changed:
        found["tools"] = _each(
            case.tools,
            lambda tool: evolve(
                tool, costs=[_settled_part(cost) for cost in tool.costs], effects=_each(tool.effects, _settled_part)
            ),
        )
    return found


def _each(parts: Mapping[str, P], change: Callable[[P], P]) -> FrozenMap[str, P]:
    return FrozenMap({key: change(part) for key, part in parts.items()})


def _settled_part(part: Any) -> Any:
    changes: dict[str, Any] = {}
    if _fresh(part):
        changes["sources"] = {
            name: source.plain if isinstance(source, QuotedSource) else source for name, source in part.sources.items()
        }
    measured = getattr(part, "measurement", None)
    if measured is not None and _fresh(measured):
        changes["measurement"] = _settled_part(measured)
    return evolve(part, **changes) if changes else part


def _quoted(case: Case) -> Iterator[tuple[str, QuotedSource]]:
    for path, part in sourced_parts(case):
        for name, source in _fresh(part).items():
            yield f"{path}.{name}", source


def _fresh(part: Any) -> dict[str, QuotedSource]:
    return {name: source for name, source in part.sources.items() if isinstance(source, QuotedSource)}
