"""A case with other values: the one way in which scenarios, and what somebody supposes, take the place of what a case states.

A value stands at the path by which its quantity is known everywhere (``blogroi.model.paths``), and at other numbers by the keys of the
file (``discounting.rate``). What a field can hold is said by the field itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import Attribute, evolve, fields, has

from blogroi.errors import CaseError, Fault, OptionError, raise_faults
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.effect import Effect
from blogroi.model.fields import Stated, StatedLike, as_stated, is_certain
from blogroi.model.forms import Bounds, ByPeriod, Either, Form, Number, Uncertain, Whole, entries, form_of
from blogroi.model.formula import Formula
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.paths import CostPath, DriverPath, EffectPath, GapPath, IndicatorPath, parse_path
from blogroi.model.quantity import Point
from blogroi.model.quantity_paths import cost_paths, formulas_of, quantities, stated_quantities

if TYPE_CHECKING:
    from blogroi.model.case import Case
    from blogroi.model.correlation import Correlation

__all__ = ["as_form_of", "changed", "with_values"]

Step: TypeAlias = str | CostPath
"""A key, or the cost that an item calls."""

_PERIOD = re.compile(r"(.*)\[([0-9]{1,9})\]", re.DOTALL)

_ELSEWHERE = {
    "horizon": message("the window is the same in every scenario"),
    "scenarios": message("a scenario sets nothing of another one"),
}
"""What can be set by nobody, and why."""


class _NowhereError(Exception):
    """A path that leads to nothing of the case."""


def with_values(case: Case, settings: Mapping[str, Stated]) -> Case:
    """Return a case with other values, all else as it stands, to be drawn from the same random numbers.

    Parameters
    ----------
    case : Case
        Any case.
    settings : mapping of str to Quantity, a tuple of them, or Formula
        Values by path. At the path of a gap, a change is stated of which nothing was known.

    Returns
    -------
    Case
        Without scenarios of its own. Correlations of what is no longer drawn are left out of it, and stay where random numbers are
        made: what was drawn together with it is drawn as before.

    Raises
    ------
    CaseError
        With each value that its field cannot hold, and each path that leads nowhere, by the path.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> with_values(case, {"discounting.rate": Point(0.1)}).discounting.rate
    0.1
    >>> with_values(case, {"tools.blog.effects.calls_avoided.chang": Point(5)})
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: tools.blog.effects.calls_avoided.chang: is not a quantity of the case: did you mean `tools.blog.effects.calls_avoided.change`?
    """
    return _with_sections(case, settings, lambda sections: _made(case, sections))


def changed(case: Case, settings: Mapping[str, StatedLike]) -> Case:
    """Return another case, which states other values and all else as it stands.

    Parameters
    ----------
    case : Case
        Any case.
    settings : mapping of str to Quantity, float, Formula, str, or a list with one for each period
        Values by path, as a scenario sets them.

    Returns
    -------
    Case
        One that stands for itself, with its scenarios: what it would be if its file stated these values. Correlations of what is no
        longer drawn are left out.

    Raises
    ------
    CaseError
        As :func:`with_values`; also where a scenario sets what is no longer there.

    Examples
    --------
    >>> import blogroi
    >>> case = changed(blogroi.loads(blogroi.template()), {"tools.blog.effects.calls_avoided.change": [20, 30, 40]})
    >>> case.tools["blog"].effects["calls_avoided"].change
    (Point(value=20), Point(value=30), Point(value=40))
    """
    if not isinstance(settings, Mapping):
        raise OptionError(
            "settings", message("{value} is not a mapping of inputs to their values", value=describe(settings))
        )
    nowhere = [path for path in settings if not isinstance(path, str)]
    raise_faults(Fault("", message("{value} is not the path of a quantity", value=describe(path))) for path in nowhere)
    stated = {path: as_stated(value) for path, value in settings.items()}
    return _with_sections(case, stated, lambda sections: _evolved(case, sections))


def _with_sections(case: Case, settings: Mapping[str, Stated], make: Callable[[Mapping[str, Any]], Case]) -> Case:
    """Make a case of its changed sections, and say of what is refused at which of the paths it lies."""
    sections: dict[str, Any] = {}
    faults: list[Fault] = []
    for path, value in settings.items():
        try:
            first, *rest = _steps(path)
            attribute = _attribute(case, str(first))
            before = sections.get(attribute.name, getattr(case, attribute.name))
            sections[attribute.name] = _set(before, rest, value) if rest else _not_alone(attribute)
        except _NowhereError:
            faults.append(
                Fault(path, message("is not a quantity of the case: {hint}", hint=suggest(path, _known(case))))
            )
        except CaseError as error:
            faults += [
                evolve(fault, path=path) if not fault.path else Fault(path, fault.said) for fault in error.faults
            ]
    if faults:
        raise CaseError(faults)
    try:
        return make(sections)
    except CaseError as error:  # what fields can hold, and the case as a whole cannot
        raise CaseError(evolve(fault, path=_path_set(fault.path, settings)) for fault in error.faults) from None


def _path_set(path: str, settings: Mapping[str, Stated]) -> str:
    """Return at which of the paths that were set a fault of the whole case lies, its own path where at none."""
    at = path.partition("[")[0] if path.partition("[")[0] in settings else path
    gap = path.replace(".effects.", ".gaps.")
    return gap if gap in settings else at


def _made(case: Case, sections: Mapping[str, Any]) -> Case:
    """Put a case together of its changed sections, and let it know of which case it is another form."""
    made = _evolved(case, {**sections, "scenarios": {}})
    return as_form_of(made, case.stated or case, case.scenario)


def _evolved(case: Case, sections: Mapping[str, Any]) -> Case:
    """Put a case together of its changed sections, without correlations of what is no longer drawn."""
    drawn = {name: sections.get(name, getattr(case, name)) for name in ("drivers", "indicators", "tools")}
    return evolve(case, **{**sections, "correlations": tuple(_still_drawn(case.correlations, **drawn))})


def as_form_of(made: Case, stated: Case | None, scenario: str | None) -> Case:
    """Let a case that was just made know of which stated case, and in which scenario of it, it is another form.

    Neither is an argument of the class: what somebody evolves from a case stands for itself.
    """
    object.__setattr__(made, "stated", stated)
    object.__setattr__(made, "scenario", scenario)
    return made


def _still_drawn(correlations: Iterable[Correlation], **parts: Any) -> Iterator[Correlation]:
    if not correlations:
        return
    named = stated_quantities(parts["drivers"], parts["indicators"], parts["tools"])
    drawn = {str(path) for path, quantity in named if not is_certain(quantity)}
    yield from (kept for part in correlations if (kept := part.among(drawn)) is not None)


def _known(case: Case) -> Iterator[str]:
    yield from (*quantities(case), *formulas_of(case), "discounting.rate")


def _steps(path: str) -> list[Step]:
    """Take a path apart; keys hold no dot, and items of costs, which may, are read as paths of quantities are."""
    try:
        found = parse_path(path)
    except ValueError:
        found = None
    match found:
        case CostPath() if found.field:
            return ["tools", found.tool, "costs", evolve(found, field="", period=None), _ending(found)]
        case GapPath():
            return ["tools", found.tool, "gaps", found.indicator]
        case DriverPath() | IndicatorPath() | EffectPath():
            before = str(evolve(found, field="", period=None)).split(".")
            return [*before, _ending(found)] if found.field else list(before)
        case _:
            steps = path.split(".")
            if len(steps) < 2:
                raise _NowhereError
            return list(steps)


def _ending(path: DriverPath | IndicatorPath | EffectPath | CostPath) -> str:
    return f"{path.field}{'' if path.period is None else f'[{path.period}]'}"


def _attribute(node: object, key: str) -> Attribute[Any]:
    """Return the field of a part that a key of the file states."""
    cls: type = type(node)
    for attribute, stated in entries(cls):
        if stated.key == key:
            if key in _ELSEWHERE:
                raise CaseError.at("", _ELSEWHERE[key])
            return attribute
    raise _NowhereError


def _not_alone(attribute: Attribute[Any]) -> Any:
    raise CaseError.at("", message("`{name}` is not a quantity: name one within it", name=attribute.name))


def _set(node: Any, steps: list[Step], value: Stated) -> Any:
    """Return a part with another value somewhere within it."""
    step, *rest = steps
    if isinstance(step, CostPath):
        return _set_cost(node, step, rest, value)
    if isinstance(node, Mapping):
        if step not in node or not rest:
            raise _NowhereError
        return FrozenMap({**node, step: _set(node[step], rest, value)})
    if not has(type(node)):
        raise _NowhereError
    if step == "gaps" and hasattr(node, "effects"):
        return _set_gap(node, str(rest[0]), value)
    name, period = _period_of(step)
    attribute = _attribute(node, name)
    if rest:
        return evolve(node, **{attribute.name: _set(getattr(node, attribute.name), rest, value)})
    return _with_field(node, attribute, value, period)


def _period_of(step: str) -> tuple[str, int | None]:
    found = _PERIOD.fullmatch(step)
    return (step, None) if found is None else (found[1], int(found[2]))


def _set_cost(costs: tuple[Any, ...], path: CostPath, rest: list[Step], value: Stated) -> Any:
    """Change the cost that an item calls, in its place among the others."""
    for named, cost in cost_paths(path.tool, costs):
        if named == path:
            changed = _set(cost, rest, value)
            return tuple(changed if one is cost else one for one in costs)
    raise _NowhereError


def _set_gap(tool: Any, indicator: str, value: Stated) -> Any:
    """State a change of which nothing was known."""
    if indicator in tool.effects or indicator in tool.not_applicable:
        raise CaseError.at("", message("is not a gap: the case says what is known of it"))
    effect = Effect(change=value, evidence="assumed")
    return evolve(tool, effects={**tool.effects, indicator: effect})


def _with_field(node: Any, attribute: Attribute[Any], value: Stated, period: int | None) -> Any:
    """Change a field, one period of it where it is a list; who said of its quantities what they were says nothing of the new ones."""
    name, held = attribute.name, getattr(node, attribute.name)
    if period is not None:
        if not isinstance(held, tuple):
            raise CaseError.at(
                "",
                message(
                    "`{name}` is stated once, for every period: leave [{period}] out", name=name, period=str(period)
                ),
            )
        if not 1 <= period <= len(held):
            raise CaseError.at(
                "",
                message(
                    "there is no period {period}: `{name}` lists {count}",
                    period=str(period),
                    name=name,
                    count=str(len(held)),
                ),
            )
        value = tuple(value if place == period else one for place, one in enumerate(held, start=1))  # type: ignore[misc]
    changed: dict[str, Any] = {name: _plain(attribute, value)}
    if any(one.name == "sources" for one in fields(type(node))):
        changed["sources"] = {key: said for key, said in node.sources.items() if _period_of(key)[0] != name}
    try:
        return evolve(node, **changed)
    except CaseError as error:
        raise CaseError(evolve(fault, path=_below(fault.path, name)) for fault in error.faults) from None


def _plain(attribute: Attribute[Any], value: Stated) -> object:
    """Return a value as its field takes it; refuse a field that holds neither quantities nor numbers."""
    form: Form = form_of(attribute)
    forms = form.forms if isinstance(form, Either) else (form,)
    if any(isinstance(one, ByPeriod | Uncertain) for one in forms):
        return value
    if isinstance(value, Formula) and any(isinstance(one, Bounds | Number | Whole) for one in forms):
        raise CaseError.at("", message("a formula has no place here: write one number"))
    if any(isinstance(one, Bounds) for one in forms):
        return value
    if not any(isinstance(one, Number | Whole) for one in forms):
        raise CaseError.at("", message("is neither a quantity nor a number, and nothing else is set"))
    if isinstance(value, Point):
        return value.value
    if isinstance(value, tuple):
        raise CaseError.at("", message("a list has no place here: write one number"))
    if attribute.name != "rate":  # which says itself why it is not drawn
        raise CaseError.at("", message("is a number, and not drawn: write one number"))
    return value


def _below(path: str, name: str) -> str:
    """Leave the name of the field that was set out of the path of a fault."""
    return path.removeprefix(name).removeprefix(".")
