"""The same case with everything that is about paper alone stated otherwise, or left out."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, get_args

from attrs import evolve

from blogroi.model import Case, CheckPolicy, Effect, Evidence, FrozenMap, Indicator, Published, QuantitySource, Total
from blogroi.revisions.plan_lock import register, under_plan
from blogroi.testing.variants.rebuilding import over, over_effects, rebuilt

__all__ = ["PAPERS_BLANK", "PAPERS_STATED"]

Change = Callable[[Case], Case]

PAPERS_STATED: Mapping[str, Change] = FrozenMap(
    {
        "everything was demanded of every tool": lambda case: evolve(
            case, demands=dict.fromkeys(case.tools, tuple(case.indicators))
        ),
        "indicators were declared on the day of the evaluation": lambda case: _declared(case, _day_of(case)),
        "effects were observed on the day of the evaluation": lambda case: _observed(case, _day_of(case)),
        "tools were meant for everything or for nothing": lambda case: _intended(case, case.indicators),
        "figures of every tool were published": lambda case: _published(
            case, [Published(npv=1e6, roi=9.0, source="an annual report")]
        ),
        "statements were worded otherwise": lambda case: _reworded(case, "Whatever it is"),
        "sources were named": lambda case: _sourced(case, "somebody"),
        "evidence was of another class": lambda case: evolve(case, tools=over_effects(case, _other_class)),
        "the case was evaluated later": lambda case: _evaluated_after(case, 4000),
        "a plan was locked that means tools for something else": lambda case: _planned(case),
        "findings were set aside": lambda case: evolve(case, checks=CheckPolicy(ignore={"BR1": "on purpose"})),
    }
)
"""Changes by which everything that is about paper alone is written down, or said otherwise, each by what it does."""

PAPERS_BLANK: Mapping[str, Change] = FrozenMap(
    {
        "nothing was demanded of any tool": lambda case: evolve(case, demands={}),
        "nobody knew when indicators were declared": lambda case: _declared(case, None),
        "nobody knew when effects were observed": lambda case: _observed(case, None),
        "nobody said what tools were meant for": lambda case: _intended(case, None),
        "no figure was published": lambda case: _published(case, ()),
        "statements were left out": lambda case: _reworded(case, "-"),
        "sources were left out": lambda case: _sourced(case, ""),
        "all evidence was assumed": lambda case: evolve(case, tools=over_effects(case, _assumed)),
        "nobody knew when the case was evaluated": lambda case: evolve(case, evaluated=None),
        "no finding was set aside": lambda case: evolve(case, checks=CheckPolicy()),
    }
)
"""Changes by which it is left out, where it can be."""


def _other_class(_: str, effect: Effect) -> Effect:
    classes = get_args(Evidence)
    return evolve(effect, evidence=classes[(classes.index(effect.evidence) + 1) % len(classes)])


def _assumed(_: str, effect: Effect) -> Effect:
    return evolve(effect, evidence="assumed")


def _evaluated_after(case: Case, days: int) -> Case:
    return evolve(case, evaluated=_day_of(case) + datetime.timedelta(days=days))


def _day_of(case: Case) -> datetime.date:
    return case.evaluated or case.horizon.start


def _declared(case: Case, day: datetime.date | None) -> Case:
    return evolve(case, indicators=over(case.indicators, lambda part: evolve(part, declared=day)))


def _observed(case: Case, day: datetime.date | None) -> Case:
    return evolve(case, tools=over_effects(case, lambda _, effect: evolve(effect, observed=day)))


def _published(case: Case, printed: Sequence[Published]) -> Case:
    together = Total(published=printed) if printed else None
    return evolve(case, total=together, tools=over(case.tools, lambda tool: evolve(tool, published=printed)))


def _planned(case: Case) -> Case:
    """Hold a case against a plan in which tools are meant for other things, and what they are judged by is worded otherwise."""
    return under_plan(case, register(_reworded(_intended(case, case.indicators), "As planned"), day="2025-12-15"))


def _intended(case: Case, indicators: Iterable[str] | None) -> Case:
    """State that every other tool was meant for some indicators and the rest for nothing, or say nothing of it."""
    some = None if indicators is None else tuple(indicators)
    tools = {
        key: evolve(tool, intended=some if some is None or place % 2 else ())
        for place, (key, tool) in enumerate(case.tools.items())
    }
    return evolve(case, tools=tools)


def _reworded(case: Case, text: str) -> Case:
    worded = ("title", "statement", "method", "not_applicable")
    other: Case = _with_texts(case, lambda name: text if name in worded else None)
    return other


def _sourced(case: Case, text: str) -> Case:
    other: Case = _with_texts(case, lambda name: text if name.endswith("source") else None)
    return other


def _with_texts(node: Any, text_for: Callable[[str], str | None]) -> Any:
    """Put other texts into the fields of some names; the source of what was published, and of a quantity, has to be something."""

    def changed(name: str, part: Any) -> Any:
        text = text_for(name)
        if text is not None and isinstance(part, str):
            of = name.removesuffix("_source")
            if isinstance(node, Indicator) and of != name and (getattr(node, of) is None or of in node.sources):
                return part  # there is none to name, or it stands in the table of the quantity
            return text or ("-" if isinstance(node, Published | QuantitySource) else "")
        if text is not None and isinstance(part, FrozenMap):
            return FrozenMap(dict.fromkeys(part, text))
        return _with_texts(part, text_for)

    return rebuilt(node, changed)
