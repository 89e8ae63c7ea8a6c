"""Which checks of a plan and of a result are made, and which of their findings are set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import Attribute, field

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.fields import REFUSED, as_map, as_tuple, text_faults
from blogroi.model.forms import Either, Keyed, Listed, Text, entry
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["CHECK_NAME", "CheckPolicy"]

CHECK_NAME = re.compile(r"BR[1-9]\d{0,2}(?: [^\s]+)?")
"""What names checks, by a whole code, the beginning of one, or a code at a path."""


_NAMED = Text(pattern=r"^BR[1-9]\d{0,2}( \S+)?$")


def _as_reasons(value: Mapping[str, str] | Iterable[str]) -> FrozenMap[str, str]:
    """Take a list of names as names without a reason."""
    if isinstance(value, list | tuple) and all(isinstance(name, str) for name in value):
        return FrozenMap(dict.fromkeys(value, ""))
    return as_map(value)  # type: ignore[arg-type]


def _name_checks(_: object, attribute: Attribute[Any], value: Any) -> None:
    if not isinstance(value, Mapping if attribute.name == "ignore" else tuple):
        raise CaseError.at(
            attribute.name, message('{value} is not a list of checks: write ["BR121"]', value=describe(value))
        )
    faults = [
        Fault(
            "",
            message(
                '{value} does not name a check: write "BR121", "BR12", or "BR121 indicators.KEY"', value=describe(name)
            ),
        )
        for name in value
        if not isinstance(name, str) or CHECK_NAME.fullmatch(name) is None or REFUSED.search(name)
    ]
    reasons = value.items() if isinstance(value, Mapping) else ()
    faults += [
        Fault("", message("{name}: the reason {message}", name=name, message=fault.message))
        for name, reason in reasons
        if reason != ""
        for fault in text_faults(reason)
    ]
    raise_faults(faults, under=attribute.name)


@frozen(kw_only=True)
class CheckPolicy:
    """Which checks of the plan are made, and which findings are set aside, those of a result among them.

    Checks are named by a whole code (``"BR121"``), by the beginning of one (``"BR12"``), or by a code at a path
    (``"BR121 indicators.press"``).

    Parameters
    ----------
    select : sequence of str
        The checks that are made; all of them by default.
    ignore : sequence of str, or mapping of str to str
        The findings that are set aside, with the reason why where a mapping is given. They stay in sight as ignored.

    Raises
    ------
    CaseError
        Where something does not name a check.

    Examples
    --------
    >>> CheckPolicy(ignore={"BR121 indicators.press": "the board wants to see it"}).select
    ()
    """

    select: tuple[str, ...] = field(
        default=(),
        converter=as_tuple,
        validator=_name_checks,
        metadata=entry(
            Listed(_NAMED, is_ordered=False),
            "Checks that are made, as BR121, BR12 or BR121 indicators.KEY; all of them by default.",
        ),
    )
    ignore: FrozenMap[str, str] = field(
        factory=FrozenMap,
        converter=_as_reasons,
        validator=_name_checks,
        metadata=entry(
            Either((Listed(_NAMED), Keyed(Text(may_be_empty=True), names=_NAMED, called="check"))),
            "Findings that are set aside, as a list, or as a table that gives the reason for each.",
        ),
    )
