"""What the parts of a case say of each other: references that lead somewhere, lists as long as the horizon.

The rules read a :class:`~blogroi.model.Case` and the plain tables of a file by the same code, so that a file whose
single fields are at fault still has its references checked, and all faults come together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from blogroi.errors import Fault, describe, key_step, suggest
from blogroi.model.quantity import Point

__all__ = ["integrity_faults"]


def integrity_faults(case: object) -> Iterator[Fault]:
    """List the references that lead nowhere and the lists that do not fit the horizon.

    Parameters
    ----------
    case : Case or mapping
        A case, or the tables of a file that is meant to become one. What has the wrong kind is passed over: it is a
        fault of its own field.

    Yields
    ------
    Fault

    Examples
    --------
    >>> [str(fault) for fault in integrity_faults({"indicators": {"calls": {"lever": "answer"}}, "levers": {"answers": {}}})]
    ['indicators.calls.lever: there is no lever `answer`: did you mean `answers`?']
    """
    objectives, levers, indicators, tools = (
        _table(case, name) for name in ("objectives", "levers", "indicators", "tools")
    )
    for key, lever in levers.items():
        path = f"levers.{key_step(key)}"
        yield from _unknown(f"{path}.objective", _part(lever, "objective"), objectives, "objective")
        for objective in _table(lever, "objectives"):
            yield from _unknown(f"{path}.objectives.{key_step(objective)}", objective, objectives, "objective")
    for key, indicator in indicators.items():
        yield from _unknown(f"indicators.{key_step(key)}.lever", _part(indicator, "lever"), levers, "lever")
    yield from _weight_faults(_part(case, "weights"), objectives)
    periods = _part(_part(case, "horizon"), "periods")
    if isinstance(periods, int):
        for key, indicator in indicators.items():
            for name in ("total", "change"):
                yield from _wrong_length(f"indicators.{key_step(key)}.{name}", _part(indicator, name), periods)
    for key, tool in tools.items():
        yield from _tool_faults(f"tools.{key_step(key)}", tool, indicators, periods)
    for tool, demands in _table(case, "demands").items():
        yield from _unknown(f"demands.{key_step(tool)}", tool, tools, "tool")
        for position, indicator in enumerate(_items(demands), start=1):
            yield from _unknown(f"demands.{key_step(tool)}[{position}]", indicator, indicators, "indicator")


def _tool_faults(path: str, tool: object, indicators: Mapping[str, object], periods: object) -> Iterator[Fault]:
    for name in ("effects", "not_applicable"):
        for indicator in _table(tool, name):
            yield from _unknown(f"{path}.{name}.{key_step(indicator)}", indicator, indicators, "indicator")
    published = _part(tool, "published")
    several = published if isinstance(published, list | tuple) else (published,)
    for position, printed in enumerate(several, start=1):
        at = f"{path}.published[{position}]" if len(several) > 1 else f"{path}.published"
        for indicator in _table(printed, "by_indicator"):
            yield from _unknown(f"{at}.by_indicator.{key_step(indicator)}", indicator, indicators, "indicator")
    for position, key in enumerate(_items(_part(tool, "intended")), start=1):
        yield from _unknown(f"{path}.intended[{position}]", key, indicators, "indicator")
    for indicator, effect in _table(tool, "effects").items():
        if isinstance(effect, Mapping) or hasattr(effect, "change"):
            yield from _change_faults(f"{path}.effects.{key_step(indicator)}.change", effect, indicators.get(indicator))
    if isinstance(periods, bool) or not isinstance(periods, int) or periods < 1:
        return
    for position, cost in enumerate(_items(_part(tool, "costs")), start=1):
        at = f"{path}.costs[{position}]"
        yield from _wrong_length(f"{at}.amount", _part(cost, "amount"), periods)
        yield from _past_the_end(f"{at}.when", _part(cost, "when"), periods)
    for indicator, effect in _table(tool, "effects").items():
        at = f"{path}.effects.{key_step(indicator)}"
        yield from _wrong_length(f"{at}.change", _part(effect, "change"), periods)
        yield from _past_the_end(f"{at}.starts", _part(effect, "starts"), periods)


def _change_faults(path: str, effect: object, indicator: object) -> Iterator[Fault]:
    """Ask for a change once: on the indicator where it is shared, else with the effect."""
    is_shared, is_stated = _part(indicator, "shared") is True, _part(effect, "change") is not None
    if is_shared and is_stated:
        yield Fault(
            path, "is stated twice: its indicator is `shared`, and the change stands there; say the part by `credit`"
        )
    if not is_shared and not is_stated:
        yield Fault(path, "is missing: a number, or a table such as { low = 6, high = 11 }")


def _weight_faults(weights: object, objectives: Mapping[str, object]) -> Iterator[Fault]:
    voices = {f"weights.stakeholders.{key_step(key)}": voice for key, voice in _table(weights, "stakeholders").items()}
    for path, voice in {"weights": weights, **voices}.items():
        for position, objective in enumerate(_items(_part(voice, "order")), start=1):
            yield from _unknown(f"{path}.order[{position}]", objective, objectives, "objective")
        for position, ratio in enumerate(_items(_part(voice, "ratios")), start=1):
            for side in ("more", "less") if isinstance(ratio, Mapping) else ("numerator", "denominator"):
                at = f"{path}.ratios[{position}].{side}"
                yield from _unknown(at, _part(ratio, side), objectives, "objective")
        for name in ("swing", "weights"):
            for objective in _table(voice, name):
                yield from _unknown(f"{path}.{name}.{key_step(objective)}", objective, objectives, "objective")


def _unknown(path: str, key: object, known: Mapping[str, object], kind: str) -> Iterator[Fault]:
    if isinstance(key, str) and key not in known:
        yield Fault(path, f"there is no {kind} `{key}`: {suggest(key, known)}")


def _wrong_length(path: str, value: object, periods: int) -> Iterator[Fault]:
    if isinstance(value, list | tuple) and len(value) not in (0, periods):
        yield _length_fault(value, periods).under(path)


def _length_fault(values: Sequence[object], periods: int) -> Fault:
    """Word the fault of a list that is not as long as the horizon; few ascending numbers were meant as an interval."""
    from blogroi.model.misread import interval_cure  # noqa: PLC0415  only who made a mistake pays for it

    said = f"lists {len(values)} values for a horizon of {describe(periods)}: one for each period"
    numbers = [value.value if isinstance(value, Point) else value for value in values[:4]]
    known = all(isinstance(number, int | float) and not isinstance(number, bool) for number in numbers)
    cure = interval_cure(numbers) if known else None  # type: ignore[arg-type]
    if cure is None:
        return Fault("", said)
    return Fault("", f"{said}; for an interval {cure.python}", in_file=f"{said}; for an interval {cure.file}")


def _past_the_end(path: str, period: object, periods: int) -> Iterator[Fault]:
    if isinstance(period, int) and not isinstance(period, bool) and period > periods:
        yield Fault(path, f"there is no period {describe(period)}: the horizon has {periods}")


def _part(node: object, name: str) -> Any:
    """Read a field of an object or a key of a table, None where there is none."""
    return node.get(name) if isinstance(node, Mapping) else getattr(node, name, None)


def _table(node: object, name: str) -> Mapping[str, object]:
    part = _part(node, name)
    return {key: value for key, value in part.items() if isinstance(key, str)} if isinstance(part, Mapping) else {}


def _items(value: object) -> list[object] | tuple[object, ...]:
    return value if isinstance(value, list | tuple) else ()
