"""What formulas say of drivers, wherever in a case they stand, and what their places say of them.

A formula by itself was looked at when it was read (``blogroi.model.formula``), and drivers among themselves in
``blogroi.model.drivers``. Like all rules on what parts of a case say of each other, these read a case and the plain tables of a
file by the same code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from blogroi.errors import Fault, with_cure
from blogroi.language.naming import key_step
from blogroi.language.spoken import message
from blogroi.model.cost import STRAIGHT_LINE, Cost
from blogroi.model.domain import Domain
from blogroi.model.driver import Driver, Varies
from blogroi.model.drivers import changing, driver_faults, going_by_period, profile_faults
from blogroi.model.effect import Effect
from blogroi.model.fields import as_stated
from blogroi.model.forms import ByPeriod, entries
from blogroi.model.formula import Formula, name_faults
from blogroi.model.grammar.nodes import Name, at_column, walk
from blogroi.model.indicator import Indicator
from blogroi.model.quantity import Point
from blogroi.model.tables import field_of, items_of, table_of
from blogroi.model.unit import SHARE
from blogroi.records import frozen

__all__ = ["formula_faults", "stated_fields"]


@frozen
class _Place:
    """A field in which a formula stands."""

    path: str
    formula: Formula
    domain: Domain
    is_upfront: bool = False


@cache
def stated_fields(cls: type) -> tuple[tuple[str, Domain], ...]:
    """Return the fields of a class that may hold a list or a formula, each with the values that it can have.

    Examples
    --------
    >>> [name for name, _ in stated_fields(Indicator)]
    ['value', 'realised', 'margin', 'total', 'change']
    """
    forms = ((attribute.name, stated.form) for attribute, stated in entries(cls))
    return tuple((name, form.domain) for name, form in forms if isinstance(form, ByPeriod))


def formula_faults(case: object) -> Iterator[Fault]:
    """List what formulas ask for that is not there, and what does not go with the place they stand in.

    Parameters
    ----------
    case : Case or mapping
        A case, or the tables of a file that is meant to become one.

    Yields
    ------
    Fault

    Examples
    --------
    >>> tables = {"drivers": {"visits": {"value": 3000}}, "indicators": {"leads": {"total": "visit * 0.02"}}}
    >>> [str(fault) for fault in formula_faults(tables)]
    ['indicators.leads.total: column 1: there is no driver `visit`: did you mean `visits`?']
    """
    drivers = {key: _driver_of(stated) for key, stated in table_of(case, "drivers").items()}
    yield from driver_faults(drivers)
    moving, timed = changing(drivers), going_by_period(drivers)
    for place in _places(case):
        yield from (fault.under(place.path) for fault in _faults_at(place, drivers, moving))
        if place.is_upfront:
            yield from (fault.under(place.path) for fault in _upfront_faults(place.formula, timed))


def _driver_of(stated: object) -> Driver:
    """Return a driver, or what can be told of one from a table: its formula or its list, how it varies, whether it is a share."""
    if isinstance(stated, Driver):
        return stated
    unit = SHARE if field_of(stated, "unit") == SHARE else None
    formula = _formula_of(field_of(stated, "value"))
    if formula is not None:
        return Driver("?", formula, unit=unit)
    if items_of(field_of(stated, "value")):
        return Driver("?", [Point(0)], unit=unit)
    varies = field_of(stated, "varies")
    return Driver("?", 0, unit=unit, varies=varies if varies in get_args(Varies) else "once")


def _formula_of(stated: object) -> Formula | None:
    """Return the formula that a field holds, None where it holds something else, or one that cannot be read."""
    value: Any = as_stated(stated) if isinstance(stated, str) else stated
    return value if isinstance(value, Formula) else None


def _places(case: object) -> Iterator[_Place]:
    for key, indicator in table_of(case, "indicators").items():
        yield from _places_in(f"indicators.{key_step(key)}", indicator, Indicator)
    for key, tool in table_of(case, "tools").items():
        at = f"tools.{key_step(key)}"
        for position, cost in enumerate(items_of(field_of(tool, "costs")), start=1):
            yield from _places_in(f"{at}.costs[{position}]", cost, Cost, is_upfront=field_of(cost, "when") == "upfront")
        for name, effect in table_of(tool, "effects").items():
            yield from _places_in(f"{at}.effects.{key_step(name)}", effect, Effect)


def _places_in(at: str, stated: object, cls: type, *, is_upfront: bool = False) -> Iterator[_Place]:
    for name, domain in stated_fields(cls):
        value = field_of(stated, name)
        formula = None if value == STRAIGHT_LINE else _formula_of(value)
        if formula is not None:
            yield _Place(f"{at}.{name}", formula, domain, is_upfront and name != "residual")


def _faults_at(place: _Place, drivers: Mapping[str, Driver], moving: frozenset[str]) -> Iterator[Fault]:
    formula = place.formula
    yield from name_faults(formula, drivers)
    yield from profile_faults(formula, moving)
    if isinstance(formula.tree, Name) and place.domain is Domain.SHARE and formula.tree.key in drivers:
        yield from _share_faults(formula.tree, drivers[formula.tree.key])


def _share_faults(name: Name, driver: Driver) -> Iterator[Fault]:
    """Ask a driver that stands for a share to say that it is one: its range is drawn otherwise then."""
    if driver.is_share:
        return
    key = name.key
    said = message(
        "column {column}: a share is asked for here, and `{key}` does not say that it is one",
        column=str(name.column),
        key=key,
    )
    yield with_cure(
        said,
        message('give the driver unit="{share}"', share=SHARE),
        message('add unit = "{share}" to [drivers.{key}]', share=SHARE, key=key),
    )


def _upfront_faults(formula: Formula, moving: frozenset[str]) -> Iterator[Fault]:
    """List the drivers that change with the period, where something is paid before the first."""
    said: set[str] = set()
    for node in walk(formula.tree):
        if isinstance(node, Name) and node.key in moving and node.key not in said:
            said.add(node.key)
            told = message("`{key}` changes with the period, and this is paid before the first one", key=node.key)
            yield at_column(node, message('{fault}: take it out, or write when = "each"', fault=told))
