"""What the parts of a case say of each other: references that lead somewhere, lists as long as the horizon.

The rules read a :class:`~blogroi.model.Case` and the plain tables of a file by the same code, so that a file whose
single fields are at fault still has its references checked, and all faults come together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from blogroi.errors import Fault
from blogroi.language.naming import describe, key_step, suggest
from blogroi.language.spoken import message
from blogroi.model.cost import Cost
from blogroi.model.domain import Domain, support_of
from blogroi.model.driver import Driver
from blogroi.model.effect import Effect
from blogroi.model.formula_places import formula_faults, stated_fields
from blogroi.model.indicator import Indicator
from blogroi.model.quantity import Point, Quantity, as_quantity
from blogroi.model.tables import field_of, items_of, table_of

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
        table_of(case, name) for name in ("objectives", "levers", "indicators", "tools")
    )
    for key, lever in levers.items():
        path = f"levers.{key_step(key)}"
        yield from _unknown(f"{path}.objective", field_of(lever, "objective"), objectives, "objective")
        for objective in table_of(lever, "objectives"):
            yield from _unknown(f"{path}.objectives.{key_step(objective)}", objective, objectives, "objective")
    for key, indicator in indicators.items():
        yield from _unknown(f"indicators.{key_step(key)}.lever", field_of(indicator, "lever"), levers, "lever")
    yield from _weight_faults(field_of(case, "weights"), objectives)
    periods = field_of(field_of(case, "horizon"), "periods")
    if isinstance(periods, int):
        for key, driver in table_of(case, "drivers").items():
            yield from _wrong_lengths(f"drivers.{key_step(key)}", driver, Driver, periods)
        for key, indicator in indicators.items():
            yield from _wrong_lengths(f"indicators.{key_step(key)}", indicator, Indicator, periods)
    yield from _published_faults("total.published", field_of(field_of(case, "total"), "published"), indicators)
    for key, tool in tools.items():
        yield from _tool_faults(f"tools.{key_step(key)}", tool, indicators, periods)
    for tool, demands in table_of(case, "demands").items():
        yield from _unknown(f"demands.{key_step(tool)}", tool, tools, "tool")
        for position, indicator in enumerate(items_of(demands), start=1):
            yield from _unknown(f"demands.{key_step(tool)}[{position}]", indicator, indicators, "indicator")
    yield from _choice_faults(field_of(case, "choice"), tools)
    yield from formula_faults(case)


def _tool_faults(path: str, tool: object, indicators: Mapping[str, object], periods: object) -> Iterator[Fault]:
    for name in ("effects", "not_applicable"):
        for indicator in table_of(tool, name):
            yield from _unknown(f"{path}.{name}.{key_step(indicator)}", indicator, indicators, "indicator")
    yield from _published_faults(f"{path}.published", field_of(tool, "published"), indicators)
    for position, key in enumerate(items_of(field_of(tool, "intended")), start=1):
        yield from _unknown(f"{path}.intended[{position}]", key, indicators, "indicator")
    for indicator, effect in table_of(tool, "effects").items():
        if isinstance(effect, Mapping) or hasattr(effect, "change"):
            yield from _change_faults(f"{path}.effects.{key_step(indicator)}.change", effect, indicators.get(indicator))
    if isinstance(periods, bool) or not isinstance(periods, int) or periods < 1:
        return
    for position, cost in enumerate(items_of(field_of(tool, "costs")), start=1):
        at = f"{path}.costs[{position}]"
        yield from _wrong_lengths(at, cost, Cost, periods)
        for name in ("when", "residual_period"):
            yield from _past_the_end(f"{at}.{name}", field_of(cost, name), periods)
    for indicator, effect in table_of(tool, "effects").items():
        at = f"{path}.effects.{key_step(indicator)}"
        yield from _wrong_lengths(at, effect, Effect, periods)
        yield from _starts_too_late(f"{at}.starts", field_of(effect, "starts"), periods)


def _published_faults(path: str, published: object, indicators: Mapping[str, object]) -> Iterator[Fault]:
    several = published if isinstance(published, list | tuple) else (published,)
    for position, printed in enumerate(several, start=1):
        at = f"{path}[{position}]" if len(several) > 1 else path
        for indicator in table_of(printed, "by_indicator"):
            yield from _unknown(f"{at}.by_indicator.{key_step(indicator)}", indicator, indicators, "indicator")


def _change_faults(path: str, effect: object, indicator: object) -> Iterator[Fault]:
    """Ask for a change once: on the indicator where it is shared, else with the effect."""
    is_shared, is_stated = field_of(indicator, "shared") is True, field_of(effect, "change") is not None
    if is_shared and is_stated:
        yield Fault(
            path,
            message(
                "is stated twice: its indicator is `shared`, and the change stands there; say the part by `credit`"
            ),
        )
    if not is_shared and not is_stated:
        yield Fault(path, message("is missing: a number, or a table such as { low = 6, high = 11 }"))


def _choice_faults(choice: object, tools: Mapping[str, object]) -> Iterator[Fault]:
    named = {
        f"choice.one_of[{place}]": group for place, group in enumerate(items_of(field_of(choice, "one_of")), start=1)
    }
    for tool, needed in table_of(choice, "needs").items():
        yield from _unknown(f"choice.needs.{key_step(tool)}", tool, tools, "tool")
        named[f"choice.needs.{key_step(tool)}"] = needed
    named["choice.keep"] = field_of(choice, "keep")
    for path, keys in named.items():
        for position, key in enumerate(items_of(keys), start=1):
            yield from _unknown(f"{path}[{position}]", key, tools, "tool")


def _weight_faults(weights: object, objectives: Mapping[str, object]) -> Iterator[Fault]:
    voices = {
        f"weights.stakeholders.{key_step(key)}": voice for key, voice in table_of(weights, "stakeholders").items()
    }
    for path, voice in {"weights": weights, **voices}.items():
        for position, objective in enumerate(items_of(field_of(voice, "order")), start=1):
            yield from _unknown(f"{path}.order[{position}]", objective, objectives, "objective")
        for position, ratio in enumerate(items_of(field_of(voice, "ratios")), start=1):
            for side in ("more", "less") if isinstance(ratio, Mapping) else ("numerator", "denominator"):
                at = f"{path}.ratios[{position}].{side}"
                yield from _unknown(at, field_of(ratio, side), objectives, "objective")
        for name in ("swing", "weights"):
            for objective in table_of(voice, name):
                yield from _unknown(f"{path}.{name}.{key_step(objective)}", objective, objectives, "objective")


def _unknown(path: str, key: object, known: Mapping[str, object], kind: str) -> Iterator[Fault]:
    if isinstance(key, str) and key not in known:
        yield Fault(path, _nothing_called(kind, key, suggest(key, known)))


def _nothing_called(kind: str, key: str, hint: str) -> str:
    match kind:
        case "objective":
            return message("there is no objective `{key}`: {hint}", key=key, hint=hint)
        case "lever":
            return message("there is no lever `{key}`: {hint}", key=key, hint=hint)
        case "indicator":
            return message("there is no indicator `{key}`: {hint}", key=key, hint=hint)
        case _:
            return message("there is no tool `{key}`: {hint}", key=key, hint=hint)


def _wrong_lengths(path: str, stated: object, cls: type, periods: int) -> Iterator[Fault]:
    """List the lists of a part that are not as long as the horizon; an empty one is a fault of its own."""
    for name, _ in stated_fields(cls):
        value = items_of(field_of(stated, name))
        if value and len(value) != periods:
            yield _length_fault(value, periods).under(f"{path}.{name}")


def _length_fault(values: Sequence[object], periods: int) -> Fault:
    """Word the fault of a list that is not as long as the horizon; few ascending numbers were meant as an interval."""
    from blogroi.model.misread import with_interval  # noqa: PLC0415  only who made a mistake pays for it

    said = message(
        "lists {count} values for a horizon of {value}: one for each period",
        count=str(len(values)),
        value=describe(periods),
    )
    return with_interval(said, [value.value if isinstance(value, Point) else value for value in values[:4]])


def _starts_too_late(path: str, starts: Any, periods: int) -> Iterator[Fault]:
    """Refuse an effect of which no part lies within the horizon."""
    stated: object = as_quantity(starts)
    if not isinstance(stated, get_args(Quantity)):
        return
    earliest, _ = support_of(stated, Domain.FROM_ONE)
    if earliest >= periods + 1:
        yield Fault(
            path,
            message(
                "there is no period {earliest}: the horizon has {periods}",
                earliest=f"{earliest:g}",
                periods=str(periods),
            ),
        )


def _past_the_end(path: str, period: object, periods: int) -> Iterator[Fault]:
    if isinstance(period, int) and not isinstance(period, bool) and period > periods:
        yield Fault(
            path,
            message(
                "there is no period {value}: the horizon has {periods}", value=describe(period), periods=str(periods)
            ),
        )
