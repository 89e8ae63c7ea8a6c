"""A case is known again however it is written, and is another one as soon as it states something else."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import CaseError, Correlation, Point
from blogroi.files.fingerprint import fingerprint
from blogroi.testing import cases

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

EVERYTHING = tomllib.loads((Path(__file__).parent / "everything.toml").read_text(encoding="utf-8"))


def read(document: dict[str, Any]) -> blogroi.Case:
    return blogroi.loads(json.dumps(document, default=str), format="json")


def otherwise(node: Any, source: random.Random, *, key: str = "") -> Any:
    """Write the same again: whole numbers with a decimal point or without, tables in another order, lists that have none too."""
    if isinstance(node, dict):
        items = [(name, otherwise(part, source, key=name)) for name, part in node.items()]
        source.shuffle(items)
        table = dict(items)
        if key == "published" and "source" in table:
            return source.choice([table, [table]])
        return table
    if isinstance(node, list):
        parts = [otherwise(part, source) for part in node]
        if key in ("audience", "costs", "published", "correlations", "ratios", "select"):
            source.shuffle(parts)
        return parts
    if isinstance(node, int) and not isinstance(node, bool) and key != "blogroi":
        return source.choice([node, float(node), -float(node) if node == 0 else node])
    if isinstance(node, float) and node.is_integer():
        return source.choice([node, int(node)])
    return node


@given(cases(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_a_case_is_known_again_from_every_form_of_file(case: blogroi.Case, source: random.Random) -> None:
    known = fingerprint(case)
    assert fingerprint(blogroi.loads(blogroi.dumps(case))) == known
    text = blogroi.dumps(case, format="json")
    assert fingerprint(blogroi.loads(text, format="json")) == known
    assert fingerprint(read(otherwise(json.loads(text), source))) == known


@given(st.randoms(use_true_random=False))
def test_neither_order_nor_the_way_a_number_is_written_makes_another_case(source: random.Random) -> None:
    assert fingerprint(read(otherwise(EVERYTHING, source))) == fingerprint(read(EVERYTHING))


def leaves(node: Any, *path: Any) -> list[tuple[Any, ...]]:
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else None
    return [path] if parts is None else [leaf for key, part in parts for leaf in leaves(part, *path, key)]


def changed(value: Any) -> Any:
    """State something else of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value * 1.01 if isinstance(value, float) else value + 1
    return f"{value}x"


def test_whatever_is_stated_otherwise_makes_another_case() -> None:
    known, document = fingerprint(read(EVERYTHING)), json.dumps(EVERYTHING, default=str)
    tried = 0
    for path in leaves(json.loads(document)):
        other = json.loads(document)
        node = other
        for key in path[:-1]:
            node = node[key]
        node[path[-1]] = changed(node[path[-1]])
        try:
            assert fingerprint(read(other)) != known, path
        except CaseError:  # no such case: nothing to tell apart
            continue
        tried += 1
    assert tried > 60


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"intended": None}, {"intended": []}),
        ({"intended": ["calls"]}, {"intended": ["press"]}),
        ({"costs": [a_cost(5), a_cost(5, key="again")]}, {"costs": [a_cost(5)]}),
        ({"costs": [a_cost([1, 2])]}, {"costs": [a_cost([2, 1])]}),
        ({"costs": [a_cost([1, 2])]}, {"costs": [a_cost([1, 2], periods="apart")]}),
    ],
)
def test_lists_and_what_was_not_said_are_told_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    indicators = {key: an_indicator() for key in ("calls", "press")}
    first, second = (
        fingerprint(a_case({"blog": a_tool(**stated)}, indicators=indicators, periods=2)) for stated in (one, other)
    )
    assert first != second


def test_a_list_said_to_be_drawn_together_is_what_it_is_unsaid() -> None:
    unsaid, said = (
        a_case({"blog": a_tool({"calls": an_effect([1, 2], periods=periods)})}, periods=2)
        for periods in (None, "together")
    )
    assert fingerprint(unsaid) == fingerprint(said)


def test_ranks_of_pairs_may_be_a_matrix_in_any_order() -> None:
    paths = ["indicators.calls_avoided.value", "tools.blog.effects.calls_avoided.change"]
    ways = (
        Correlation(between=paths, rank=0.5),
        Correlation(between=paths[::-1], rank=0.5),
        Correlation(between=paths[::-1], matrix=[[1, 0.5], [0.5, 1]]),
    )
    assert len({fingerprint(chamber(correlations=[way])) for way in ways}) == 1


def test_what_is_at_its_default_does_not_count() -> None:
    """A field of a later version that is not used leaves the hash as it is."""
    said = an_effect(5, confidence=Point(1), searched=1, noticed_by="", lasts=None)
    first, second = (fingerprint(a_case({"blog": a_tool({"calls": effect})})) for effect in (an_effect(5), said))
    assert first == second
