"""What drivers say of each other: which uses which, in which order they can be computed, and what cannot hold together.

Drivers may use drivers, thousands of them one after the other: all of it goes by lists and never by recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from blogroi.errors import MOST_FAULTS, Fault
from blogroi.language.naming import key_step
from blogroi.language.spoken import message
from blogroi.model.driver import Driver
from blogroi.model.formula import Formula, name_faults
from blogroi.model.grammar.nodes import Name, Node, walk
from blogroi.model.grammar.words import key_fault
from blogroi.model.unit import PLAIN

__all__ = [
    "by_chance",
    "changing",
    "circles",
    "driver_faults",
    "going_by_period",
    "in_order",
    "profile_faults",
    "sourced",
    "uncertain",
    "unit_faults",
    "uses",
]

_MOST_NAMED = 12
"""How many members of a circle are named; nobody reads more."""

Drivers = Mapping[str, Driver]


def uses(driver: Driver) -> tuple[str, ...]:
    """List the drivers that a driver is computed from.

    Examples
    --------
    >>> uses(Driver("Leads", "visits * lead_rate")), uses(Driver("Visits", 3000))
    (('visits', 'lead_rate'), ())
    """
    return driver.value.names if isinstance(driver.value, Formula) else ()


def driver_faults(drivers: Drivers) -> Iterator[Fault]:
    """List what is wrong with drivers beyond what each of them says by itself.

    Parameters
    ----------
    drivers : mapping of str to Driver
        By key.

    Yields
    ------
    Fault
        Keys that are no names, drivers that are not there, circles, and profiles that change with the period; paths begin
        with ``drivers``.

    Examples
    --------
    >>> [str(fault) for fault in driver_faults({"leads": Driver("Leads", "visit * 0.02"), "visits": Driver("Visits", 3000)})]
    ['drivers.leads.value: column 1: there is no driver `visit`: did you mean `visits`?']
    """
    for key in drivers:
        told = key_fault(key)
        if told is not None:
            yield Fault("drivers", told)
    for key, driver in drivers.items():
        if isinstance(driver.value, Formula):
            yield from (fault.under(_path(key)) for fault in name_faults(driver.value, drivers))
    found = list(islice(circles(drivers), MOST_FAULTS))
    yield from (_circle_fault(circle, drivers) for circle in found)
    if not found:
        yield from _profile_faults(drivers)


def _path(key: str) -> str:
    return f"drivers.{key_step(key)}.value"


def in_order(drivers: Drivers) -> tuple[str, ...]:
    """Put drivers in an order in which each comes after those that it uses.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles; names of drivers that are not there are passed over.

    Examples
    --------
    >>> in_order({"leads": Driver("Leads", "visits * 0.02"), "visits": Driver("Visits", 3000)})
    ('visits', 'leads')
    """
    order: list[str] = []
    for _ in _searched(drivers, order):
        pass
    return tuple(order)


def circles(drivers: Drivers) -> Iterator[tuple[str, ...]]:
    """List drivers that are computed from themselves, each of them in one circle at most.

    Parameters
    ----------
    drivers : mapping of str to Driver
        By key.

    Yields
    ------
    tuple of str
        The members, each using the one behind it, and the last the first.

    Examples
    --------
    >>> list(circles({"a": Driver("A", "b + 1"), "b": Driver("B", "2 * a"), "c": Driver("C", "a")}))
    [('a', 'b')]
    """
    yield from _searched(drivers, [])


def _searched(drivers: Drivers, order: list[str]) -> Iterator[tuple[str, ...]]:
    """Go through drivers depth first: list the circles met on the way, and put what is done with in order.

    A circle is listed when neither of the two drivers that close it was seen in another, so that their number, and the time
    that it takes to list them, grow no faster than the square of the number of drivers.
    """
    used = {key: [name for name in uses(driver) if name in drivers] for key, driver in drivers.items()}
    done: set[str] = set()
    said: set[str] = set()
    for first in drivers:
        if first in done:
            continue
        trail: dict[str, Iterator[str]] = {
            first: iter(used[first])
        }  # a mapping keeps its order, and finds a member at once
        while trail:
            key = next(reversed(trail))
            following = next(trail[key], None)
            if following is None:
                done.add(key)
                order.append(key)
                del trail[key]
            elif following in trail:
                if key in said or following in said:
                    continue
                members = list(trail)
                circle = members[members.index(following) :]
                if not said.intersection(circle):
                    yield tuple(circle)
                said.update(circle)
            elif following not in done:
                trail[following] = iter(used[following])


def _circle_fault(circle: tuple[str, ...], drivers: Drivers) -> Fault:
    first, after = circle[0], circle[1 % len(circle)]
    column = _column_of(drivers[first], after)
    if len(circle) == 1:
        return Fault(
            _path(first),
            message(
                "column {column}: `{first}` is computed from itself: state it by other drivers, or as a number",
                column=str(column),
                first=first,
            ),
        )
    shown = " -> ".join(circle[:_MOST_NAMED])
    rest = message(" -> ... ({count} more)", count=str(len(circle) - _MOST_NAMED)) if len(circle) > _MOST_NAMED else ""
    said = message(
        "goes in a circle: {shown}{rest} -> {first}: state one of them without the others",
        shown=shown,
        rest=rest,
        first=first,
    )
    return Fault(_path(first), message("column {column}: {said}", column=str(column), said=said))


def _column_of(driver: Driver, name: str) -> int:
    nodes: Iterator[Node] = walk(driver.value.tree) if isinstance(driver.value, Formula) else iter(())
    return next((node.column for node in nodes if isinstance(node, Name) and node.key == name), 1)


def changing(drivers: Drivers) -> frozenset[str]:
    """Name the drivers that may change with the period, by themselves or through what they use.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles.

    Examples
    --------
    >>> found = {"luck": Driver("Luck", 1, varies="each period"), "leads": Driver("Leads", "2 * luck"), "rate": Driver("Rate", 2)}
    >>> sorted(changing(found))
    ['leads', 'luck']
    """
    return _reached(drivers, _changes)


def _changes(driver: Driver) -> bool:
    return _goes_by_period(driver) or _has_chance(driver)


def _goes_by_period(driver: Driver) -> bool:
    if isinstance(driver.value, Formula):
        return driver.value.goes_by_period
    return isinstance(driver.value, tuple)


def going_by_period(drivers: Drivers) -> frozenset[str]:
    """Name the drivers that say something of a period, so that they say nothing of the time before the first.

    What is drawn anew in each period is none of them: before the first one it has a draw of its own.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles.

    Examples
    --------
    >>> found = {"luck": Driver("Luck", 1, varies="each period"), "plan": Driver("Plan", [1, 2]), "twice": Driver("Twice", "2 * plan")}
    >>> sorted(going_by_period(found))
    ['plan', 'twice']
    """
    return _reached(drivers, _goes_by_period)


def by_chance(drivers: Drivers) -> frozenset[str]:
    """Name the drivers in which there is chance, which nobody can find out before, by themselves or through what they use.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles.

    Examples
    --------
    >>> sorted(by_chance({"crises": Driver("Crises", "poisson(rate)"), "rate": Driver("Crises a year", 2)}))
    ['crises']
    """
    return _reached(drivers, _has_chance)


def uncertain(drivers: Drivers) -> frozenset[str]:
    """Name the drivers that are not certain, by themselves or through what they use.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles.

    Examples
    --------
    >>> from blogroi.model.quantity import Range
    >>> sorted(uncertain({"visits": Driver("Visits", Range(3, 5)), "leads": Driver("Leads", "visits * rate"), "rate": Driver("Rate", 2)}))
    ['leads', 'visits']
    """
    return _reached(drivers, lambda driver: driver.is_drawn or _has_chance(driver))


def sourced(drivers: Drivers) -> frozenset[str]:
    """Name the drivers that somebody answers for, by themselves or through all that they use.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles.

    Examples
    --------
    >>> found = {"visits": Driver("Visits", 3, source="Matomo"), "leads": Driver("Leads", "visits * 0.1"), "rate": Driver("Rate", 2)}
    >>> sorted(sourced(found))
    ['leads', 'visits']
    """
    known: set[str] = set()
    for key in in_order(drivers):
        used = uses(drivers[key])
        if drivers[key].source or (used and all(name in known for name in used)):
            known.add(key)
    return frozenset(known)


def _has_chance(driver: Driver) -> bool:
    return bool(driver.value.chances) if isinstance(driver.value, Formula) else driver.varies != "once"


def _reached(drivers: Drivers, holds: Callable[[Driver], bool]) -> frozenset[str]:
    found: set[str] = set()
    for key in in_order(drivers):
        if holds(drivers[key]) or any(name in found for name in uses(drivers[key])):
            found.add(key)
    return frozenset(found)


def _profile_faults(drivers: Drivers) -> Iterator[Fault]:
    """List the drivers in profiles by age that change with the period."""
    moving = changing(drivers)
    for key, driver in drivers.items():
        if not isinstance(driver.value, Formula):
            continue
        yield from (fault.under(_path(key)) for fault in profile_faults(driver.value, moving))


def profile_faults(formula: Formula, moving: frozenset[str]) -> Iterator[Fault]:
    """List the drivers in the profiles of a formula that change with the period.

    Parameters
    ----------
    formula : Formula
        Any formula.
    moving : frozenset of str
        The drivers that change, as :func:`changing` names them.

    Yields
    ------
    Fault
    """
    for name in formula.names_in_profiles:
        if name in moving:
            column = next(node.column for node in walk(formula.tree) if isinstance(node, Name) and node.key == name)
            said = message(
                "`{name}` changes with the period, and has no place in a profile by age: multiply by_age(...) by it "
                "instead",
                name=name,
            )
            yield Fault("", message("column {column}: {said}", column=str(column), said=said))


def unit_faults(drivers: Drivers) -> Iterator[Fault]:
    """List the formulas that come to another unit than they state, and those that add what is not counted alike.

    Parameters
    ----------
    drivers : mapping of str to Driver
        Without circles.

    Yields
    ------
    Fault
        Nothing where units are not stated: what is not known is not compared.

    Examples
    --------
    >>> posts, views = Driver("Posts", 6, unit="post"), Driver("Visits of one", 120, unit="visit / post")
    >>> visits = Driver("Visits", "posts * views", unit="visit / month")
    >>> [str(fault) for fault in unit_faults({"posts": posts, "views": views, "visits": visits})]
    ['drivers.visits.unit: `visit / month` is stated, and its formula comes to `visit`']
    """
    units = {key: driver.dimension for key, driver in drivers.items()}
    for key in in_order(drivers):
        driver = drivers[key]
        if not isinstance(driver.value, Formula):
            continue
        from blogroi.model.grammar.units import followed  # noqa: PLC0415  only who states formulas pays for it

        unit, faults = followed(driver.value.tree, units)
        yield from (fault.under(_path(key)) for fault in faults)
        stated = units[key]
        if stated is None:
            units[key] = unit  # what uses it goes on from there
        elif unit is not None and unit != stated and unit != PLAIN:
            yield Fault(
                f"drivers.{key_step(key)}.unit",
                message(
                    "`{stated}` is stated, and its formula comes to `{found}`", stated=str(driver.unit), found=str(unit)
                ),
            )
