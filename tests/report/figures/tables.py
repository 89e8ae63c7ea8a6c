"""Tables to draw, with whatever stands in them."""

import datetime
from collections.abc import Mapping, Sequence
from typing import cast

from hypothesis import strategies as st

from blogroi.model.frozen_map import FrozenMap
from blogroi.results.table import Column, Kind, Table, Value

NASTY = [
    *(
        "",
        " ",
        "\x00\x1b[2J",
        "]]>",
        "</script><script>alert(1)</script>",
        "\"'&<>",
        "javascript:alert(1)",
        "<!--",
        "-->",
    ),
    *(
        "\u202eevil\u202c",
        "\u05d1\u05dc\u05d5\u05d2",
        "\u0645\u062f\u0648\u0646\u0629",
        "\U0001f680\U0001f469\u200d\U0001f680",
    ),
    *(
        "\ufffe\uffff",
        "\ud800",
        "%s {0} {name}",
        "a" * 120,
        "ab " * 40,
        "\u5546\u5de5\u4f1a\u8b70\u6240" * 20,
        "W" * 119,
    ),
]
NAMES = st.sampled_from(NASTY) | st.text(max_size=120)
AMOUNTS = st.floats(-1e9, 1e9) | st.sampled_from([0.0, 0.01, -0.01, 1e9, -1e9]) | st.integers(-100, 100).map(float)


def table(name: str, rows: Sequence[Mapping[str, Value]], units: Mapping[str, str]) -> Table:
    """Return a table of rows that all have the same columns."""
    kinds = {str: "text", bool: "flag", int: "whole", float: "number", datetime.date: "date"}
    found = {
        column: next((kinds[type(row[column])] for row in rows if type(row[column]) in kinds), "number")
        for column in rows[0]
    }
    return Table(
        name,
        FrozenMap(
            {
                column: Column(cast("Kind", kind), tuple(row[column] for row in rows), units.get(column))
                for column, kind in found.items()
            }
        ),
    )


@st.composite
def tools(draw: st.DrawFn) -> Table:
    """Return tables of tools, from one to 24 of them, with names of all kinds, and with what is unknown."""
    rows: list[Mapping[str, Value]] = []
    for place in range(draw(st.integers(1, 24))):
        low, mean, high = sorted(draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS)))
        is_known, has_ends = draw(st.booleans()), draw(st.booleans())
        rows.append(
            {
                "tool": f"tool{place}",
                "name": draw(NAMES),
                "npv_mean": mean if is_known else None,
                "npv_p05": low if is_known else None,
                "npv_p95": high if is_known else None,
                "npv_lowest": min(mean, draw(AMOUNTS)) if is_known and has_ends else None,
                "npv_highest": max(mean, draw(AMOUNTS)) if is_known and has_ends else None,
                "gaps": draw(st.integers(0, 2)),
                "probability_positive": draw(st.floats(0.0, 1.0)) if is_known else None,
            }
        )
    return table("tools", rows, {"npv_mean": draw(st.sampled_from(["EUR", "USD", "<b>"]))})


@st.composite
def ranks(draw: st.DrawFn) -> Table:
    """Return tables of how often tools take places, of which the shares of a tool sum to 1."""
    count = draw(st.integers(1, 12))
    rows: list[Mapping[str, Value]] = []
    for place in range(count):
        name = draw(NAMES)
        weights = draw(st.lists(st.floats(0.0, 1.0), min_size=count, max_size=count).filter(any))
        for rank, weight in enumerate(weights, start=1):
            share = weight / sum(weights)
            rows.append({"by": "npv", "tool": f"tool{place}", "name": name, "rank": rank, "share": share})
    return table("ranks", rows, {})


@st.composite
def gaps(draw: st.DrawFn) -> Table:
    """Return tables of who was asked what, from one to 24 tools."""
    answers = st.sampled_from(
        ["measured", "observed", "estimated", "assumed", "stated", "not applicable", "gap", "never asked"]
    )
    questions = {f"question{place}": draw(NAMES) for place in range(draw(st.integers(1, 4)))} | {"costs": None}
    return table(
        "gaps",
        [
            {
                "tool": f"tool{place}",
                "name": name,
                "question": question,
                "statement": statement,
                "answer": (answer := draw(answers)),
                "is_pivotal": answer == "gap" and draw(st.booleans()),
                "is_pivotal_for_order": answer == "never asked" and draw(st.booleans()),
            }
            for place, name in enumerate(draw(st.lists(NAMES, min_size=1, max_size=24)))
            for question, statement in questions.items()
        ],
        {},
    )


@st.composite
def flows(draw: st.DrawFn) -> Table:
    """Return tables of what comes and goes, of some tools whose cash is known and of some of which it is not."""
    rows: list[Mapping[str, Value]] = []
    periods = draw(st.integers(1, 6))
    for place in range(draw(st.integers(1, 9))):
        name, is_known = draw(NAMES), draw(st.booleans())
        for period in range(periods):
            parts = sorted(draw(st.tuples(*[AMOUNTS] * 5)))
            spread: dict[str, Value] = {
                f"running_cash_{part}": value if is_known else None
                for part, value in zip(("p05", "p25", "p50", "p75", "p95"), parts, strict=True)
            }
            spread["running_cash_mean"] = parts[2] if is_known else None
            ends = datetime.date(2026, 1, 1) + datetime.timedelta(days=365 * period)
            rows.append({"tool": f"tool{place}", "name": name, "period": period, "ends": ends, **spread})
    return table("flows", rows, {"running_cash_mean": "EUR"})


@st.composite
def influences(draw: st.DrawFn) -> Table:
    """Return tables of what inputs do to net gains, of several tools, with names and units of all kinds."""
    rows: list[Mapping[str, Value]] = []
    for place in range(draw(st.integers(1, 10))):
        name = draw(NAMES)
        for at in range(1, draw(st.integers(1, 4)) + 1):
            rows.append(
                {
                    "tool": f"tool{place}",
                    "name": name,
                    "other": "tool0",
                    "other_name": draw(NAMES),
                    "place": at,
                    "statement": draw(NAMES),
                    "unit": draw(st.sampled_from(["share", "EUR", "call/year", "</script>", None])),
                    "share": draw(st.floats(0.0, 1.0)),
                    "at_low": draw(AMOUNTS),
                    "at_high": draw(AMOUNTS),
                    "low": draw(AMOUNTS),
                    "high": draw(AMOUNTS),
                }
            )
    return table("sensitivity", rows, {"low": "EUR"})


@st.composite
def subjects(draw: st.DrawFn) -> Table:
    """Return tables of what could be found out, the most valuable first."""
    values = sorted(draw(st.lists(st.floats(0.0, 1e9), min_size=1, max_size=14)), reverse=True)
    rows: list[Mapping[str, Value]] = [
        {
            "statement": draw(NAMES),
            "tools": draw(st.sampled_from(["tool0", "tool1", "tool0, tool1", None])),
            "evppi": value,
            "is_worth_measuring": value > 10.0,
        }
        for value in values
    ]
    return table("worth_measuring", rows, {"evppi": "EUR"})


@st.composite
def conditions(draw: st.DrawFn) -> Table:
    """Return tables of net gains of tools under several scenarios, of which some are not known."""
    rows: list[Mapping[str, Value]] = []
    statements = {None: "As it stands"} | {f"scenario{place}": draw(NAMES) for place in range(draw(st.integers(0, 3)))}
    names = draw(st.lists(NAMES, min_size=1, max_size=8))
    for scenario, statement in statements.items():
        for place, name in enumerate(names):
            low, mean, high = sorted(draw(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS)))
            is_known = draw(st.booleans())
            parts: dict[str, Value] = {
                part: value if is_known else None for part, value in (("p05", low), ("mean", mean), ("p95", high))
            }
            spread = {f"npv_{part}": value for part, value in parts.items()}
            day = datetime.date(2026, 1, 1)
            rows.append(
                {
                    "scenario": scenario,
                    "statement": statement,
                    "date": day,
                    "tool": f"tool{place}",
                    "name": name,
                    **spread,
                }
            )
    return table("scenarios", rows, {"npv_mean": "EUR"})


@st.composite
def sets(draw: st.DrawFn) -> Table:
    """Return tables of sets of tools, of which dearer ones are worth more."""
    count = draw(st.integers(1, 20))
    costs, values = (sorted(draw(st.lists(AMOUNTS, min_size=count, max_size=count))) for _ in range(2))
    rows: list[Mapping[str, Value]] = [
        {
            "set": place + 2,
            "kind": "efficient",
            "by": "npv",
            "cost": abs(cost),
            "value": value,
            "tools": ", ".join(f"tool{of}" for of in range(20) if place >> of & 1) or None,
        }
        for place, (cost, value) in enumerate(zip(costs, values, strict=True))
    ]
    chosen = {**draw(st.sampled_from(rows)), "set": 1, "kind": "chosen"}
    return table("sets", [chosen, *rows], {"cost": "EUR"})


@st.composite
def outcomes(draw: st.DrawFn) -> Table:
    """Return tables of estimates and what was found of them."""
    rows: list[Mapping[str, Value]] = []
    for place in range(draw(st.integers(1, 8))):
        low, high = sorted(draw(st.tuples(AMOUNTS, AMOUNTS)))
        realised = draw(AMOUNTS)
        rows.append(
            {
                "tool": f"tool{place % 3}",
                "name": draw(NAMES),
                "statement": draw(NAMES),
                "unit": draw(st.sampled_from(["call", "<b>", None])),
                "low": low,
                "high": high,
                "realised": realised,
                "covered": low <= realised <= high,
            }
        )
    return table("outcomes", rows, {})
