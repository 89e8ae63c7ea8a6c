"""From drivers to nodes: each drawn once, or anew in each period, and the same wherever it is used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.correlated import innovation_loadings, normal_correlation
from blogroi.engine.compile.quantities import over_periods
from blogroi.engine.draws import Draw
from blogroi.engine.graph.node import Innovations, Node, Varying, number, varying
from blogroi.engine.graph.time import in_period
from blogroi.model.cost import Cost
from blogroi.model.domain import Domain
from blogroi.model.driver import Driver
from blogroi.model.drivers import in_order, uses
from blogroi.model.effect import Effect
from blogroi.model.formula import Formula
from blogroi.model.formula_places import stated_fields
from blogroi.model.indicator import Indicator
from blogroi.model.paths import DriverPath
from blogroi.model.quantity import Point
from blogroi.numerics.streams import stream_key

if TYPE_CHECKING:
    from blogroi.engine.compile.formulas import Place

__all__ = ["driver_nodes", "drivers_behind", "drivers_used", "place_of"]


def driver_nodes(basis: Basis, *, is_upfront: bool = False) -> Mapping[str, Node]:
    """Return what every driver comes to, by its key.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    is_upfront : bool
        Whether it is used in what is paid before the first period: what varies then has a draw of its own, in period 0.

    Returns
    -------
    mapping of str to Node
    """
    if is_upfront in basis.drivers:
        return basis.drivers[is_upfront]
    drivers = basis.case.drivers
    found: dict[str, Node] = {}
    for key in in_order(drivers):
        driver, path = drivers[key], DriverPath(key)
        value = driver.value
        if isinstance(value, Formula):
            from blogroi.engine.compile.formulas import compiled  # noqa: PLC0415  only who states formulas pays for it

            found[key] = compiled(value, place_of(basis, str(path), is_upfront=is_upfront), found.__getitem__)
        elif driver.varies == "once":
            everywhere = range(1, basis.periods + 1)
            found[key] = over_periods(basis, path, value, _domain(driver), driver.periods, everywhere)
        else:
            found[key] = _varying(basis, key, driver, is_upfront=is_upfront)
    basis.drivers[is_upfront] = found
    return found


def drivers_used(basis: Basis, parts: Iterable[Effect | Indicator | Cost]) -> frozenset[str]:
    """Return the drivers that some parts of a case are computed from, directly or through other drivers.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    parts : iterable of Effect, Indicator or Cost
        Every field of theirs that holds a formula is looked at, but for the share that became money: amounts in all do not go by it.

    Returns
    -------
    frozenset of str
    """
    return _used(basis, (part for part in _stated(parts) if part[0] != "realised"))


def drivers_behind(basis: Basis, *parts: Effect | Indicator | Cost | None) -> tuple[tuple[str, Driver], ...]:
    """Return what all fields of some parts of a case are computed from: every driver by its key, also those behind others.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    *parts : Effect, Indicator, Cost or None
        None stands for nothing.

    Returns
    -------
    tuple of (str, Driver)
    """
    drivers = basis.case.drivers
    if not drivers:
        return ()
    found = _used(basis, _stated(part for part in parts if part is not None))
    return tuple((key, drivers[key]) for key in sorted(found))


def _used(basis: Basis, stated: Iterable[tuple[str, object]]) -> frozenset[str]:
    waiting = [name for _, value in stated if isinstance(value, Formula) for name in value.names]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += uses(basis.case.drivers[name])
    return frozenset(found)


def _stated(parts: Iterable[Effect | Indicator | Cost]) -> Iterator[tuple[str, object]]:
    """Go through the fields of some parts that may hold a formula."""
    for part in parts:
        cls: type = type(part)
        for name, _ in stated_fields(cls):
            yield name, getattr(part, name)


def place_of(basis: Basis, path: str, *, is_upfront: bool = False, starts: Node | None = None) -> Place:
    """Say where a formula stands.

    Parameters
    ----------
    basis : Basis
        What all tools are compiled on.
    path : str
        Its path.
    is_upfront : bool
        Whether it says what is paid before the first period.
    starts : Node, optional
        When the effect starts in which it stands.

    Returns
    -------
    Place
    """
    from blogroi.engine.compile.clock import Clocks  # noqa: PLC0415  only who states formulas pays for it
    from blogroi.engine.compile.formulas import Place  # noqa: PLC0415

    clocks = Clocks.of(basis.case.horizon)
    if is_upfront:
        clocks = Clocks(1, clocks.steps_a_year, clocks.years[:1], clocks.calendar[:1])
    return Place(
        f"{path}{basis.chance}", basis.seed, clocks, first=0 if is_upfront else 1, starts=starts or number(1.0)
    )


def _domain(driver: Driver) -> Domain:
    return Domain.SHARE if driver.is_share else Domain.REAL


def _varying(basis: Basis, key: str, driver: Driver, *, is_upfront: bool) -> Node:
    """Return what is drawn anew in each period or year; what stands at time 0 is drawn by itself."""
    value = driver.value
    if isinstance(value, Point):
        return number(value.value)
    assert not isinstance(value, Formula | tuple)  # as the driver itself demands of what varies
    path = str(DriverPath(key))
    draw = Draw(0, value, _domain(driver))
    if is_upfront:
        return in_period(varying(Varying((stream_key(basis.seed, f"{path}{basis.chance}[0]"),), draw, 0.0, (0,))), 1)
    at = _times(basis, driver)
    return varying(
        Varying(
            keys=_keys(basis, path, at[-1] + 1),
            draw=draw,
            persistence=normal_correlation(driver.persistence),
            at=at,
            partners=_partners(basis, key, driver, at[-1] + 1),
        )
    )


def _times(basis: Basis, driver: Driver) -> tuple[int, ...]:
    """Return of each period which of the draws holds there, from 0."""
    if driver.varies == "each period":
        return tuple(range(basis.periods))
    from blogroi.engine.compile.clock import Clocks  # noqa: PLC0415  only what varies by the year asks for it

    return tuple(year - 1 for year in Clocks.of(basis.case.horizon).years)


def _keys(basis: Basis, path: str, count: int) -> tuple[int, ...]:
    return tuple(stream_key(basis.seed, f"{path}{basis.chance}[{time}]") for time in range(1, count + 1))


def _partners(basis: Basis, key: str, driver: Driver, count: int) -> tuple[Innovations, ...]:
    """Return what the innovations of a driver are mixed from, where it is correlated with others that vary."""
    path = str(DriverPath(key))
    first = dict(basis.loadings.get(path, ()))
    if not first:
        return ()
    later = dict(innovation_loadings(basis.case.correlations, basis.case.drivers).get(path, ()))
    return tuple(
        Innovations(_keys(basis, label, count), first.get(label, 0.0), later.get(label, 0.0))
        for label in dict.fromkeys([*first, *later])
        if label != path
    )
