"""How much a case may ask for: what is read of a file, and what an answer may take, refused before anything is built.

A service says what it allows. What nobody said is allowed up to what no case of a house needs (:data:`DEFAULTS`), so that a file
of a few hundred kilobytes takes no machine away. What is asked for is counted or estimated first; no limit interrupts work.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from attrs import Attribute, evolve, field, fields

from blogroi.errors import LimitError, OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import Message, message
from blogroi.model.arguments import whole
from blogroi.model.intake import as_number, as_whole
from blogroi.model.quantity_paths import CORRECTIONS, uncertain_in
from blogroi.records import frozen

if TYPE_CHECKING:
    from blogroi.model.case import Case

__all__ = [
    "DEFAULTS",
    "UNLIMITED",
    "Limits",
    "check_bytes",
    "check_case",
    "check_tables",
    "check_text",
    "limits_of",
    "of_files",
]


def _count(limits: Limits, attribute: Attribute[int | None], value: int | None) -> None:
    """Refuse what is no count."""
    if value is not None:
        whole(attribute.name, value, low=1, high=2**63)


def _time(value: Any) -> float | None:
    """Take a time in seconds, or nothing."""
    number = as_number(value)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0.0 < number < math.inf:
        raise OptionError("seconds", message("{value} is not a number of seconds above zero", value=describe(number)))
    return float(number)


@frozen(kw_only=True)
class Limits:
    """How much may be asked for. What is left out is allowed as far as :data:`DEFAULTS` goes.

    Parameters
    ----------
    bytes : int, optional
        In `load` and `loads`: the size of the text. In a question: the memory that its draws take, as estimated.
    seconds : float, optional
        Processor time of a question, as estimated on the machine at hand. What reading takes is bounded by ``bytes``.
    tools : int, optional
        Tools of a case.
    quantities : int, optional
        Uncertain quantities of a case: each range, sample or chance, those of a list one by one.
    draws : int, optional
        Draws of a question.
    formulas : int, optional
        Signs of all formulas of a text.
    restated : int, optional
        Tables that are read again for scenarios: those of the case for each.
    tables : int, optional
        Tables of a text, in brackets or in braces; counted before it is parsed.
    values : int, optional
        Numbers, texts and dates of a text; counted by its commas and its signs between keys and values.

    Examples
    --------
    >>> import blogroi
    >>> small = Limits(bytes=200_000, tools=20)
    >>> case = blogroi.loads(blogroi.template(), limits=small)
    >>> blogroi.loads("#" * 300_000, limits=small)
    Traceback (most recent call last):
        ...
    blogroi.errors.LimitError: limits: the text has 300,000 bytes, and 200,000 are allowed: leave something out, or allow them, `Limits(bytes=300000)`
    """

    bytes: int | None = field(default=None, converter=as_whole, validator=_count)
    seconds: float | None = field(default=None, converter=_time)
    tools: int | None = field(default=None, converter=as_whole, validator=_count)
    quantities: int | None = field(default=None, converter=as_whole, validator=_count)
    draws: int | None = field(default=None, converter=as_whole, validator=_count)
    formulas: int | None = field(default=None, converter=as_whole, validator=_count)
    restated: int | None = field(default=None, converter=as_whole, validator=_count)
    tables: int | None = field(default=None, converter=as_whole, validator=_count)
    values: int | None = field(default=None, converter=as_whole, validator=_count)


DEFAULTS = Limits(tools=500, quantities=20_000, formulas=150_000, restated=100_000, tables=20_000, values=1_000_000)
"""What is allowed where nobody says otherwise, far past what a house evaluates. Size, memory and draws have ends of their own."""


UNLIMITED = Limits(**{one.name: 2**63 - 1 for one in fields(Limits) if getattr(DEFAULTS, one.name) is not None})
"""What stands for no limit, where a case that is there already is stated again."""


def limits_of(limits: object) -> Limits:
    """Take limits as they were given, with what they leave out.

    Parameters
    ----------
    limits : Limits or None
        What was given.

    Returns
    -------
    Limits

    Raises
    ------
    OptionError
        When it is something else.

    Examples
    --------
    >>> limits_of(Limits(tools=3)).tools, limits_of(None).tools
    (3, 500)
    """
    if limits is None:
        return DEFAULTS
    if not isinstance(limits, Limits):
        raise OptionError(
            "limits", message("{value} is none: write Limits(tools=20, draws=10_000)", value=describe(limits))
        )
    stated = {one.name: value for one in fields(Limits) if (value := getattr(limits, one.name)) is not None}
    return evolve(DEFAULTS, **stated)


def of_files(limits: Limits | None) -> Limits | None:
    """Return what a file may hold that a question reads by itself: its bytes are those of draws, and a file is bounded as ever."""
    return None if limits is None else evolve(limits_of(limits), bytes=None)


_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_DOTTED = re.compile(r"^(?:[^\n#.,]*+\.){4,}", re.MULTILINE)
"""A key of many parts, each of which makes a table."""

_FORMULAS = frozenset(
    {"value", "change", "amount", "units", "unit_cost", "margin", "multiplier", "residual", *CORRECTIONS}
)
"""Keys under which a text is a formula."""


def check_text(text: str, limits: Limits, *, has_headers: bool) -> None:
    """Refuse a text that is too long, or holds too much, before it is parsed.

    Parameters
    ----------
    text : str
        The text of a case. What stands in it is counted by its signs, those within texts among them.
    limits : Limits
        From :func:`limits_of`.
    has_headers : bool
        Whether brackets and dots make tables in it, as in TOML: in JSON they stand for lists and numbers.

    Raises
    ------
    LimitError
        When it is.
    """
    if limits.bytes is not None:
        check_bytes(len(text) if text.isascii() else len(text.encode()), limits)
    tables = text.count("{")
    if has_headers:
        tables += sum(1 for _ in _HEADER.finditer(text))
        tables += sum(found[0].count(".") // 4 for found in _DOTTED.finditer(text))
    _check("tables", tables, limits)
    _check("values", text.count(",") + text.count("=") + text.count(":"), limits)


_A_CHANGE = 12  # tables that are read while one change is made


def check_bytes(size: int, limits: Limits) -> None:
    """Refuse a text of too many bytes."""
    if limits.bytes is not None and size > limits.bytes:
        told = message(
            "the text has {asked} bytes, and {allowed} are allowed: leave something out, or allow them, `Limits(bytes={written})`",
            asked=f"{size:,}",
            allowed=f"{limits.bytes:,}",
            written=str(size),
        )
        raise LimitError("bytes", size, limits.bytes, told)


_NESTED = (dict, list)
"""What a text consists of, beside numbers, texts, dates and flags."""


def check_tables(
    document: Mapping[str, Any], limits: Limits, *, is_quantity: Callable[[Mapping[str, Any]], bool]
) -> None:
    """Refuse a case of too many tools or quantities, before any of it is read."""
    tools = document.get("tools")
    if isinstance(tools, Mapping):
        _check("tools", len(tools), limits)
    found, signs, tables = 0, 0, 0
    waiting: list[Mapping[str, Any] | list[Any]] = [document]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            tables += 1
            found += bool(is_quantity(part))
            signs += sum(len(text) for key, text in part.items() if isinstance(text, str) and _is_formula(key))
            waiting += [one for one in part.values() if isinstance(one, _NESTED)]
        else:
            waiting += [one for one in part if isinstance(one, _NESTED)]
    _check("quantities", found, limits)
    _check("formulas", signs, limits)
    _check("restated", _restated(document.get("scenarios"), tables), limits)


def _restated(scenarios: object, tables: int) -> int:
    """Return how many tables scenarios state again: all of the case for each, and as long as for some of them for each change."""
    if not isinstance(scenarios, Mapping):
        return 0
    sets = (one.get("set") for one in scenarios.values() if isinstance(one, Mapping))
    return len(scenarios) * tables + _A_CHANGE * sum(len(one) for one in sets if isinstance(one, Mapping))


def _is_formula(key: str) -> bool:
    """Return whether a text under a key is a formula: that of a field, or of the path of one."""
    return key in _FORMULAS or key.rpartition(".")[2] in _FORMULAS


def check_case(case: Case, draws: int, limits: Limits) -> None:
    """Refuse a question about a case of too many tools or quantities, or with too many draws.

    Parameters
    ----------
    case : Case
        What is asked about.
    draws : int
        Number of draws.
    limits : Limits
        From :func:`limits_of`.

    Raises
    ------
    LimitError
        When it is.
    """
    _check("tools", len(case.tools), limits)
    _check("draws", draws, limits)
    _check("quantities", uncertain_in(case), limits)


def _check(limit: str, asked: int, limits: Limits) -> None:
    allowed = getattr(limits, limit)
    if allowed is not None and asked > allowed:
        shown = {"asked": f"{asked:,}", "allowed": f"{allowed:,}", "written": str(asked)}
        raise LimitError(limit, asked, allowed, Message(_TOO_MANY[limit].template, shown))


_TOO_MANY = {
    "tools": message(
        "{asked} tools are more than the {allowed} that are allowed: leave some out, or allow them, `Limits(tools={written})`"
    ),
    "quantities": message(
        "{asked} uncertain quantities are more than the {allowed} that are allowed: write single numbers for some, or allow them,"
        " `Limits(quantities={written})`"
    ),
    "draws": message(
        "{asked} draws are more than the {allowed} that are allowed: take fewer, or allow them, `Limits(draws={written})`"
    ),
    "formulas": message(
        "{asked} signs in formulas are more than the {allowed} that are allowed: state what they share as a driver, or allow them,"
        " `Limits(formulas={written})`"
    ),
    "restated": message(
        "{asked} tables are read again for scenarios, and {allowed} are allowed: leave scenarios out, or allow them, `Limits(restated={written})`"
    ),
    "tables": message(
        "{asked} tables are more than the {allowed} that are allowed: leave some out, or allow them, `Limits(tables={written})`"
    ),
    "values": message(
        "{asked} values are more than the {allowed} that are allowed: leave some out, or allow them, `Limits(values={written})`"
    ),
}
