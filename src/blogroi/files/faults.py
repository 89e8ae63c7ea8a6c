"""How the faults of a document are worded and put in order: keys that are missing or unknown, tables that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, fields

from blogroi.errors import MOST_FAULTS, Fault
from blogroi.files.positions import STEP, lines_of
from blogroi.language.naming import clip, join_path, key_step, suggest
from blogroi.language.spoken import message
from blogroi.model import (
    Case,
    ChoiceRules,
    Cost,
    Discounting,
    Driver,
    Effect,
    Horizon,
    Indicator,
    Lever,
    Measured,
    Measurement,
    Objective,
    Prices,
    Scenario,
    Tool,
)
from blogroi.model.forms import Form, Keyed, Listed, Table, entries, keys_of
from blogroi.model.paths import CostPath, parse_path

__all__ = [
    "as_in_file",
    "in_order",
    "is_named",
    "more_than_told",
    "place_in_document",
    "reading_order",
    "table_cure",
    "unknown_key",
    "with_lines",
]

_HEADERS: Mapping[type, str] = {
    Horizon: "[horizon]",
    Discounting: "[discounting]",
    Prices: "[prices]",
    Objective: "[objectives.KEY]",
    Lever: "[levers.KEY]",
    Driver: "[drivers.KEY]",
    Indicator: "[indicators.KEY]",
    Measurement: "[indicators.KEY.measurement]",
    Tool: "[tools.KEY]",
    Cost: "[[tools.KEY.costs]]",
    Effect: "[tools.KEY.effects.INDICATOR]",
    Measured: "[tools.KEY.effects.INDICATOR.measurement]",
    ChoiceRules: "[choice]",
    Scenario: "[scenarios.KEY]",
}
_TABLES: Mapping[type, str] = {
    Case: message("it belongs at the head of the file, before the first [table]"),
    **{cls: message("it belongs in {header}", header=header) for cls, header in _HEADERS.items()},
}
_NAMED = {
    Objective: "objectives",
    Lever: "levers",
    Driver: "drivers",
    Indicator: "indicators",
    Tool: "tools",
    Scenario: "scenarios",
}
_PLACES = [(key, table) for cls, table in _TABLES.items() if cls is not Driver for key in keys_of(cls).values()]
_HOMES = {
    **dict.fromkeys(keys_of(Driver).values(), _TABLES[Driver]),  # unless another table has it: drivers came last
    **{name: table for name, table in _PLACES if [one for one, _ in _PLACES].count(name) == 1},
    **{name: _TABLES[cls] for cls, name in _NAMED.items()},
}
"""The table in which a key belongs, for keys that are known in one alone."""


_BY_FORMULAS: Mapping[type | None, str] = {
    Case: message("write it into the formula of a driver or an amount"),
    Horizon: message("write it into the formula of a driver or an amount"),
    Discounting: message("write it into the formulas of what grows"),
    Driver: message("write it into `value`, as a formula"),
    Indicator: message("write it into `value` or `change`, as a formula"),
    Tool: message("write it into a `change` or an `amount`, as a formula"),
    Cost: message("write it into `amount`, `units` or `unit_cost`, as a formula"),
    Effect: message("write it into `change`, as a formula"),
}
"""Where a formula says what is no key: by the table in which somebody wrote it as one."""


def unknown_key(key: str, known: Iterable[str], cls: type | None = None) -> Fault:
    """Return which key was meant: by what it means, by its letters, or by the table in which it is known.

    Examples
    --------
    >>> print(unknown_key("dropoff", ["credit", "drop_off"]))
    dropoff: is not known here: did you mean `drop_off`?
    """
    from blogroi.model.cures import formula_cure, key_cure  # noqa: PLC0415  only who made a mistake pays for it

    listed = sorted(known)
    meant = key_cure(key, listed)
    hint = message("did you mean `{word}`?", word=meant) if meant else suggest(key, listed)
    home = _HOMES.get(key) if cls is not None and not hint.startswith("did") else None
    formula = formula_cure(key) if home is None and not meant else None
    if formula is not None and cls in _BY_FORMULAS:
        return Fault(
            key_step(key),
            message('is not known here: {where}, as in "{formula}"', where=_BY_FORMULAS[cls], formula=formula),
        )
    return Fault(key_step(key), message("is not known here: {hint}", hint=hint if home is None else home))


def table_cure(form: Table) -> str:
    """Return how a part of a case is written that is to be a table.

    Examples
    --------
    >>> table_cure(Table(Objective)), table_cure(Table(Horizon, "{ start = 2026-01-01, periods = 3 }"))
    ('write [objectives.KEY]', 'write { start = 2026-01-01, periods = 3 }')
    """
    header = _HEADERS.get(form.cls)
    return message("write {written}", written=form.example or header or "{ ... }")


def is_named(cls: type) -> bool:
    """Return whether whoever writes a case gives the keys of such parts."""
    return cls in _NAMED


def as_in_file(fault: Fault, cls: type) -> Fault:
    """Return a fault of a class by the keys of a file, where fields have other names in Python.

    Examples
    --------
    >>> as_in_file(Fault("weights.ratios[2].numerator", "..."), Case).path
    'weights.ratios[2].more'
    """
    form: Form | None = Table(cls)
    path = ""
    for step in STEP.findall(fault.path):
        key = step
        if isinstance(form, Table):
            stated = next((stated for attribute, stated in entries(form.cls) if attribute.name == step), None)
            key, form = (step, None) if stated is None else (stated.key, stated.form)
        else:
            form = form.part if isinstance(form, Keyed | Listed) else None
        path = join_path(path, key)
    return evolve(fault, path=path)


def in_order(faults: list[Fault], text: str, format: str) -> list[Fault]:
    """Return the faults in the order of their lines, fit to be printed; what is too much to read is left out."""
    listed = sorted(set(faults), key=reading_order)[:MOST_FAULTS]
    lines = lines_of(text, format, [fault.path for fault in listed])
    placed = [
        Fault(clip(fault.path, 300), clip(fault.in_file or fault.message, 1500), lines.get(fault.path))
        for fault in listed
    ]
    placed.sort(key=lambda fault: fault.line or 0)
    return [*placed, *more_than_told(listed)]


def more_than_told(listed: list[Fault]) -> list[Fault]:
    """Say that there may be more faults than are listed, where they were cut."""
    if len(listed) < MOST_FAULTS:
        return []
    return [Fault("", message("there may be more faults than these {most}: mend these first", most=str(MOST_FAULTS)))]


def with_lines(faults: Iterable[Fault], document: Mapping[str, Any], text: str, format: str) -> list[Fault]:
    r"""Return faults that showed only when a case was evaluated with their lines in the file that it was read from.

    Parameters
    ----------
    faults : iterable of Fault
        Their paths name costs by their items.
    document : mapping
        What the text states.
    text : str
        The text of the file.
    format : {"toml", "json"}
        How it is written.

    Returns
    -------
    list of Fault

    Examples
    --------
    >>> text = '[[tools.blog.costs]]\nitem = "Hosting"\n[[tools.blog.costs]]\nitem = "Writing"\namount = "0 - hour"\n'
    >>> document = {"tools": {"blog": {"costs": [{"item": "Hosting"}, {"item": "Writing", "amount": "0 - hour"}]}}}
    >>> print(with_lines([Fault("tools.blog.costs.Writing.amount", "leaves 0 and above")], document, text, "toml")[0])
    line 5: tools.blog.costs.Writing.amount: leaves 0 and above
    """
    listed = list(faults)
    places = [place_in_document(fault.path, document) for fault in listed]
    lines = lines_of(text, format, places)
    return [evolve(fault, line=lines.get(place)) for fault, place in zip(listed, places, strict=True)]


def place_in_document(path: str, document: Mapping[str, Any]) -> str:
    """Return where a file has what a path says: there, costs stand in a list and are counted."""
    try:
        found = parse_path(path)
    except ValueError:
        return path
    if not isinstance(found, CostPath):
        return path
    costs = document.get("tools", {}).get(found.tool, {}).get("costs", ())
    unnamed = fields(Cost).item.default
    names = [cost.get("key", cost.get("item", unnamed)) for cost in costs]
    return (
        f"tools.{key_step(found.tool)}.costs[{names.index(found.name) + 1}].{found.field}"
        if found.name in names
        else path
    )


def reading_order(fault: Fault) -> tuple[str, str]:
    """Sort by path, ``[2]`` before ``[10]``."""
    return re.sub(r"\d+", lambda number: number[0].zfill(9), fault.path[:300]), fault.message
