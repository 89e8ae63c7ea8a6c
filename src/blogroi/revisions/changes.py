"""What was changed from one case to another, field by field, and the earlier case with some of it.

Both are looked at in their canonical form, so that a number, a date or a quantity that is only written otherwise is no change, nor are
capitals and spaces of a statement.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from blogroi.files.fingerprint import stated_in
from blogroi.model import Case
from blogroi.records import frozen
from blogroi.revisions.matching import SECTIONS, Match, built, document_of, name_of, same_words

__all__ = ["WORDS", "Change", "Steps", "changes_between", "later_path", "with_changes", "words_of"]

Steps: TypeAlias = tuple[str, ...]
"""Where something stands in a case, from the outermost table on; a cost by its name."""

WORDS = ("statement", "name", "item", "title")
"""Fields by which people know a part."""

_TABLES = ("horizon", "discounting", "prices", "demands", "choice", "scenarios")
_OF_TOOLS = ("effects", "costs", "not_applicable")


@frozen(kw_only=True, eq=False)
class Change:
    """Something that is stated otherwise than it was.

    Parameters
    ----------
    steps : tuple of str
        Where, in the words of the earlier case.
    before, after : object
        What stood there and what does, as the data of a file in JSON; None where nothing does.
    """

    steps: Steps
    before: Any
    after: Any

    @property
    def is_part(self) -> bool:
        """Whether a part came or went as a whole, with all that is stated of it."""
        return _is_part(self.steps)


def _is_part(steps: Steps) -> bool:
    return (len(steps) == 2 and steps[0] in SECTIONS) or (len(steps) == 4 and steps[2] in _OF_TOOLS[:2])


def _holds_fields(steps: Steps) -> bool:
    """Whether a table is looked into, and not taken as one value."""
    if len(steps) <= 1:
        return not steps or steps[0] in (*SECTIONS, *_TABLES)
    if len(steps) == 3:
        return (steps[0] == "tools" and steps[2] in _OF_TOOLS) or (steps[0], steps[2]) == ("indicators", "measurement")
    return _is_part(steps)


def changes_between(old: Case, new: Case) -> tuple[Change, ...]:
    """List what was changed from one case to another.

    Parameters
    ----------
    old, new : Case
        The earlier one, and the later one in its words.

    Returns
    -------
    tuple of Change
        In the order of what is stated where.

    Examples
    --------
    >>> import blogroi
    >>> text = blogroi.template()
    >>> old, new = (blogroi.loads(one) for one in (text, text.replace("deadweight = 0.2", "deadweight = 0.25")))
    >>> [(".".join(change.steps), change.before, change.after) for change in changes_between(old, new)]
    [('tools.blog.effects.calls_avoided.deadweight', 0.2, 0.25)]
    """
    said = [_canonical(case) for case in (old, new)]
    written = [_by_name(document_of(case)) for case in (old, new)]
    return tuple(_between((), (said[0], said[1]), (written[0], written[1])))


def _canonical(case: Case) -> dict[str, Any]:
    """Return what a case states, in one form whatever was written."""
    stated = _by_name(stated_in(case))
    for key, lever in stated.get("levers", {}).items():
        if lever.get("family") == case.implied_family(key):
            lever.pop("family", None)
        if "objective" in lever:
            lever["objectives"] = {lever.pop("objective"): 1.0}
    for objective in stated.get("objectives", {}).values():
        if objective.get("beneficiary") == "organisation":
            del objective["beneficiary"]
    return stated


def _by_name(document: dict[str, Any]) -> dict[str, Any]:
    """Put the costs of the tools under their names."""
    for tool in document["tools"].values():
        if "costs" in tool:
            tool["costs"] = {name_of(cost): cost for cost in tool["costs"]}
    return document


def _between(steps: Steps, said: tuple[Any, Any], written: tuple[Any, Any]) -> Iterator[Change]:
    if said[0] == said[1]:
        return
    if steps and steps[-1] in WORDS and all(isinstance(one, str) for one in said):
        if same_words(said[0]) != same_words(said[1]):
            yield Change(steps=steps, before=written[0], after=written[1])
        return
    comes_or_goes = None in said and (_is_part(steps) or steps[-1:] in (("prices",), ("measurement",)))
    if not _holds_fields(steps) or comes_or_goes:
        yield Change(steps=steps, before=written[0], after=written[1])
        return
    tables = [one or {} for one in said]
    for key in dict.fromkeys(key for table in tables for key in table):
        below = _below(said, key), _below(_as_written(steps, written), key)
        yield from _between((*steps, key), *below)


def _below(pair: tuple[Any, Any], key: str) -> tuple[Any, Any]:
    one, other = ((table or {}).get(key) for table in pair)
    return one, other


def _as_written(steps: Steps, written: tuple[Any, Any]) -> tuple[Any, Any]:
    """Return how a table is written: a lever's one objective as the shares that it stands for."""
    if len(steps) != 2 or steps[0] != "levers":
        return written
    one, other = (
        {"objectives": {table["objective"]: 1}} | table if table and "objective" in table else table
        for table in written
    )
    return one, other


def with_changes(old: Case, changes: Iterable[Change]) -> Case:
    """Return an earlier case with some of what was changed.

    Parameters
    ----------
    old : Case
        The earlier one.
    changes : iterable of Change
        Some of those from it to a later one.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        When they cannot be made without others.
    """
    document = _by_name(document_of(old))
    for change in changes:
        _make(document, change)
    for tool in document.get("tools", {}).values():
        if "costs" in tool:
            tool["costs"] = list(tool["costs"].values())
    return built(document)


def _make(document: dict[str, Any], change: Change) -> None:
    *above, last = change.steps
    table = document
    for step in above:
        table = table.setdefault(step, {})
    if change.steps[0] == "levers" and last == "objectives":
        table.pop("objective", None)
    if change.steps[0] == "drivers" and last == "value" and not isinstance(change.after, list):
        table.pop("periods", None)  # which says how a list is drawn
    if change.after is None:
        table.pop(last, None)
    else:
        table[last] = json.loads(json.dumps(change.after))


def words_of(tables: Mapping[str, Any] | Any) -> Iterator[str]:
    """Yield all keys and texts in a value, to find what it refers to."""
    if isinstance(tables, Mapping):
        for key, part in tables.items():
            yield key
            yield from words_of(part)
    elif isinstance(tables, list):
        for part in tables:
            yield from words_of(part)
    elif isinstance(tables, str):
        yield tables


def later_path(match: Match, steps: Steps) -> str:
    """Return where something stands in the words of the later case, where its reader edits it.

    Parameters
    ----------
    match : Match
        Which keys are which.
    steps : tuple of str
        Where, in the words of the earlier one.

    Returns
    -------
    str
    """
    said = list(steps)
    if len(steps) > 1 and steps[0] in SECTIONS:
        said[1] = match.later(steps[0], steps[1])
    if len(steps) > 1 and steps[0] == "demands":
        said[1] = match.later("tools", steps[1])
    if len(steps) > 3 and steps[2] in ("effects", "not_applicable"):
        said[3] = match.later("indicators", steps[3])
    if len(steps) > 3 and steps[2] == "costs":
        said[3] = match.later_cost(steps[1], steps[3])
    return ".".join(said)
