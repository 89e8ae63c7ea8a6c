"""A scenario: what else could be, as a named set of changes to a case."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from attrs import Attribute, evolve, field
from attrs.validators import optional

from blogroi.errors import CaseError, Fault, raise_faults
from blogroi.language.naming import describe, key_step
from blogroi.language.spoken import message
from blogroi.model.domain import Domain
from blogroi.model.fields import Stated, StatedLike, are_parts, as_stated, as_tuple, is_text, is_text_or_empty
from blogroi.model.forms import ByPeriod, Key, Keyed, Listed, Number, Table, Text, entry, form_of
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.intake import as_number
from blogroi.model.number import number_faults, share_cure
from blogroi.model.reference import Reference
from blogroi.model.tool import Published
from blogroi.model.values import as_form_of, with_values
from blogroi.records import frozen

if TYPE_CHECKING:
    from blogroi.model.case import Case

__all__ = ["Scenario", "ScenarioPublished", "scenario_faults", "under"]

_MOST = 200

_ROOM = 1e-9
"""By how much the rounding of chances may lead past 1."""


@frozen(kw_only=True)
class ScenarioPublished(Published):
    """A figure that somebody printed about a tool in a scenario.

    Parameters
    ----------
    tool : str, optional
        Key of the tool; left out where the case has one alone.

    Examples
    --------
    >>> ScenarioPublished(npv=636.68, source="A report").figures
    FrozenMap({'npv': 636.68})
    """

    tool: str | None = field(
        default=None,
        validator=optional(is_text),
        metadata=entry(Key("tools"), "The tool that it is about, where there are several."),
    )


def _as_values(value: Mapping[str, StatedLike]) -> FrozenMap[str, Stated]:
    return FrozenMap({path: as_stated(part) for path, part in value.items()}) if isinstance(value, Mapping) else value


def _are_values(_: object, attribute: Attribute[Any], value: Any) -> None:
    """Validate a table of values by path; what each of them may be is for its field to say."""
    if not isinstance(value, Mapping):
        cure = message('write { "drivers.visits.value" = 40 }')
        raise_faults(
            [Fault("", message("{value} is not a table: {cure}", value=describe(value), cure=cure))],
            under=attribute.name,
        )
    raise_faults(
        (
            Fault("", message("{value} is not the path of a quantity", value=describe(path)))
            for path in value
            if not isinstance(path, str)
        ),
        under=attribute.name,
    )
    raise_faults(
        (
            Fault(
                key_step(path), message("is a published figure, which a scenario does not look up: write its numbers")
            )
            for path, part in value.items()
            if any(isinstance(one, Reference) for one in (part if isinstance(part, tuple) else (part,)))
        ),
        under=attribute.name,
    )


def _is_chance(_: object, attribute: Attribute[Any], value: Any) -> None:
    faults = number_faults("", value)
    if not faults and not form_of(attribute).holds(value):
        faults = [
            Fault(
                "",
                message(
                    "{value} is not a share between 0 and 1{cure}",
                    value=f"{value:g}",
                    cure=share_cure(value),
                ),
            )
        ]
    raise_faults(faults, under=attribute.name)


def _as_published(value: ScenarioPublished | Iterable[ScenarioPublished]) -> tuple[ScenarioPublished, ...]:
    return (value,) if isinstance(value, ScenarioPublished) else as_tuple(value)


@frozen(kw_only=True)
class Scenario:
    """A named set of changes to a case.

    Parameters
    ----------
    statement : str
        What it is, in a sentence.
    set : mapping of str to Quantity, float, Formula, str, or a list with one for each period
        The values that are others in it, by path: ``drivers.visits.value``, ``tools.blog.effects.deals.starts``,
        ``tools.blog.costs.Writing.amount``, ``discounting.rate``.
    chance : float, optional
        How probable it is, between 0 and 1. What the chances of all scenarios leave belongs to the case as it stands.
    published : ScenarioPublished or sequence of ScenarioPublished
        Figures that somebody printed about it.
    source : str
        Who says so.

    Raises
    ------
    CaseError
        With all that is wrong.

    Examples
    --------
    >>> Scenario(statement="Half of the visits", set={"drivers.visits.value": 1500}, chance=0.2).set
    FrozenMap({'drivers.visits.value': Point(value=1500)})
    """

    statement: str = field(validator=is_text, metadata=entry(Text(), "What it is, in a sentence."))
    set: FrozenMap[str, Stated] = field(
        factory=FrozenMap,
        converter=_as_values,
        validator=_are_values,
        metadata=entry(
            Keyed(ByPeriod(Domain.REAL), names=Text(pattern=r"^.+\..+$"), called="path"),
            "The values that are others in it, by path, such as drivers.visits.value.",
        ),
    )
    chance: float | None = field(
        default=None,
        converter=as_number,
        validator=optional(_is_chance),
        metadata=entry(Number(low=0, high=1), "How probable it is; the rest belongs to the case as it stands."),
    )
    published: tuple[ScenarioPublished, ...] = field(
        default=(),
        converter=_as_published,
        validator=are_parts,
        metadata=entry(
            Listed(Table(ScenarioPublished), is_ordered=False, may_stand_alone=True),
            "Figures that somebody printed about it.",
        ),
    )
    source: str = field(default="", validator=is_text_or_empty, metadata=entry(Text(may_be_empty=True), "Who says so."))


def under(case: Case, key: str) -> Case:
    """Return a case with the values of one of its scenarios, and what was printed of that in the place of other publications.

    Parameters
    ----------
    case : Case
        Any case.
    key : str
        Key of a scenario of it.

    Returns
    -------
    Case
    """
    scenario = case.scenarios[key]
    made = with_values(case, scenario.set)
    alone = next(iter(case.tools)) if len(case.tools) == 1 else None
    printed = {name: [one for one in scenario.published if (one.tool or alone) == name] for name in case.tools}
    is_told = any(tool.published != tuple(printed[name]) for name, tool in made.tools.items())
    if is_told or made.total is not None:
        tools = {name: evolve(tool, published=printed[name]) for name, tool in made.tools.items()}
        # what was printed of all tools is of the case as it stands
        return as_form_of(evolve(made, tools=tools, total=None), made.stated, key)
    return as_form_of(made, made.stated, key)


def scenario_faults(case: Case) -> Iterator[Fault]:
    """List what scenarios set that is not there or that its field cannot hold, and chances that come to more than 1.

    Parameters
    ----------
    case : Case
        The case.

    Yields
    ------
    Fault
    """
    if len(case.scenarios) > _MOST:
        yield Fault(
            "scenarios", message("are {count}: at most {most}", count=str(len(case.scenarios)), most=str(_MOST))
        )
        return
    total = math.fsum(one.chance for one in case.scenarios.values() if one.chance is not None)
    if total > 1.0 + _ROOM:
        said = message(
            "have chances that sum to {total}: at most to 1, and the rest belongs to the case as it stands",
            total=f"{total:.6g}",
        )
        yield Fault("scenarios", said)
    for key, scenario in case.scenarios.items():
        at = f"scenarios.{key_step(key)}"
        yield from (fault.under(f"{at}.set") for fault in _value_faults(case, scenario))
        yield from (fault.under(f"{at}.published") for fault in _published_faults(case, scenario))


def _value_faults(case: Case, scenario: Scenario) -> Iterator[Fault]:
    try:
        with_values(case, scenario.set)
    except CaseError as error:
        for fault in error.faults:
            if fault.path in scenario.set:
                yield evolve(fault, path=key_step(fault.path))
            else:
                yield Fault("", message("cannot be set together: {fault}", fault=fault.said))


def _published_faults(case: Case, scenario: Scenario) -> Iterator[Fault]:
    from blogroi.language.naming import suggest  # noqa: PLC0415  only who made a mistake pays for it

    several = len(scenario.published) > 1
    for place, one in enumerate(scenario.published, start=1):
        at = f"[{place}].tool" if several else "tool"
        if one.tool is None and len(case.tools) > 1:
            yield Fault(
                at,
                message("is missing: which tool it is about, one of {names}", names=", ".join(sorted(case.tools)[:24])),
            )
        elif one.tool is not None and one.tool not in case.tools:
            yield Fault(
                at, message("there is no tool `{key}`: {hint}", key=one.tool, hint=suggest(one.tool, case.tools))
            )
        for name in one.by_indicator:
            if name not in case.indicators:
                found = message("there is no indicator `{key}`: {hint}", key=name, hint=suggest(name, case.indicators))
                yield Fault(at.replace("tool", f"by_indicator.{key_step(name)}"), found)
