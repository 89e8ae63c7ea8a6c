"""What each strategy reaches, field by field: every word, every shape, nothing at all, and numbers between their ends."""

from __future__ import annotations

import datetime
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from blogroi.model import (
    Beta,
    Chance,
    Domain,
    Estimate,
    Normal,
    Point,
    Quantiles,
    Range,
    Samples,
    Studies,
    ThreePoint,
    Uniform,
)
from blogroi.testing import cases, conventions
from blogroi.testing.strategies import formulas, parts, values
from tests.builders import an_indicator

STOCK = formulas.stock()
LEVERS = ("calls", "visits")
INDICATORS = {"a": an_indicator(), "b": an_indicator(shared=True, change=9), "c": an_indicator()}
STRATEGIES: dict[str, tuple[SearchStrategy[Any], int]] = {
    "discountings": (parts.discountings(), 60),
    "prices": (parts.prices(), 40),
    "objectives": (parts.objectives(), 60),
    "levers": (parts.levers(("renewals", "sales")), 60),
    "levers on one": (parts.levers(("renewals",)), 50),
    "indicators": (parts.indicators(LEVERS, 3, priors=False, formulas=STOCK), 60),
    "indicators with priors": (parts.indicators(LEVERS, 3, priors=True), 25),
    "tools": (parts.tools(INDICATORS, 3, formulas=STOCK, may_come_back=True), 25),
    "tools of which nothing comes back": (parts.tools(INDICATORS, 3), 12),
    "totals": (parts.totals(), 60),
    "conventions": (conventions(), 60),
    "small cases": (cases(most_tools=1, most_indicators=1, most_periods=2), 8),
    **{f"quantities: {domain.name.lower()}": (values.quantities(domain, largest=100.0), 150) for domain in Domain},
    "counts": (values.counts(7, of=3), 100),
    "few counts": (values.counts(2, of=3), 50),
    "numbers": (values.numbers(-1, 1), 200),
}
KEPT = Path(__file__).with_name("drawn_fields.json")
SEEDS = 6
TURNS = 10
SURE = 12
"""How often something has to be seen to be asked for: what is rarer, another Hypothesis may miss."""


def drawn(strategy: SearchStrategy[Any], count: int, *, turn: int = 0) -> list[Any]:
    """Draw so many, from several seeds, for Hypothesis stays near what it has; which they are goes by the modules that are loaded, too."""
    found: list[Any] = []

    def draw(one: Any) -> None:
        found.append(one)

    for number in range(SEEDS * turn, SEEDS * (turn + 1)):
        few = settings(
            max_examples=count // SEEDS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        seed(number)(few(given(strategy)(draw)))()
    return found


def reached(
    strategy: SearchStrategy[Any],
    count: int,
    wanted: Set[Any],
    seen: Callable[[Any], Iterable[Any]] = lambda one: [one],
) -> set[Any]:
    """Collect what is seen of so many, and of as many again until all is there that is wanted: what is rare is missed once, not ten times."""
    found: set[Any] = set()
    for turn in range(TURNS):
        for one in drawn(strategy, count, turn=turn):
            found |= {*seen(one)}
        if wanted <= found:
            break
    return found


def kind_of(value: object) -> list[str]:
    return [type(value).__name__]


def features(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Say shortly what stands in each field."""
    if attrs.has(type(value)):
        yield where, type(value).__name__
        for field in attrs.fields(type(value)):
            yield from features(getattr(value, field.name), f"{type(value).__name__}.{field.name}")
    elif isinstance(value, Mapping):
        yield where, f"{min(len(value), 3)} by key"
        for part in value.values():
            yield from features(part, f"{where}{{}}")
    elif isinstance(value, tuple | list):
        yield where, f"{min(len(value), 4)} listed"
        for part in value:
            yield from features(part, f"{where}[]")
    elif isinstance(value, bool) or value is None:
        yield where, str(value)
    elif isinstance(value, int | float):
        yield where, "0" if value == 0 else "above 0" if value > 0 else "below 0"
        yield where, "whole" if value == int(value) else "not whole"
    elif isinstance(value, datetime.date):
        yield where, f"a day of the {value.year // 100 + 1}st"
    else:
        yield where, repr(str(value))


def told(value: Any) -> Iterator[tuple[str, str]]:
    """Say what stands in each field, and of a text that it is one."""
    for where, what in features(value, ""):
        yield where, what
        if what[0] in "'\"" and what != "''":
            yield where, "a text"


def seen_in(strategy: SearchStrategy[Any], count: int) -> dict[str, Counter[str]]:
    """Count what stands in each field; of texts that anybody could write, only whether there is one."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in drawn(strategy, count):
        for where, what in features(one, ""):
            found[where][what] += 1
    for held in found.values():
        texts = [word for word in held if word[0] in "'\""]
        if len(texts) > 20:
            held["a text"] = sum(held.pop(word) for word in texts if word != "''")
    return found


@pytest.mark.parametrize("name", STRATEGIES)
def test_everything_that_may_be_stated_is_reached(name: str, request: pytest.FixtureRequest) -> None:
    """What is seen often is kept by ``pytest tests/testing --renew``, as far as the oldest Hypothesis sees it too, and has to be seen again."""
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if request.config.getoption("--renew"):
        found = seen_in(*STRATEGIES[name])
        often = {where: sorted(word for word in what if what[word] >= SURE) for where, what in sorted(found.items())}
        now = kept | {name: {where: words for where, words in often.items() if words}}
        kept = {one: now[one] for one in STRATEGIES if one in now}
        text = json.dumps(kept, ensure_ascii=False).replace("]}, ", "]},\n")
        KEPT.write_text(text + "\n", encoding="utf-8", newline="\n")
    wanted = {(where, what) for where, often in kept[name].items() for what in often}
    assert wanted - reached(*STRATEGIES[name], wanted, told) == set()


def test_a_range_that_reaches_far_is_one_of_ninety_percent_and_others_are_of_less_too() -> None:
    """The same range within half of all draws would be far wider still."""
    ranges = [one for one in drawn(values.quantities(Domain.REAL, largest=1e6), 900) if isinstance(one, Range)]
    far = [one for one in ranges if one.low * one.high > 0 and not 1e-3 <= one.low / one.high <= 1e3]
    assert {one.confidence for one in far} <= {0.9}
    assert {one.confidence for one in ranges if one not in far} <= {0.9, 0.8, 0.5}
    near = values.quantities(Domain.REAL, largest=1e6)
    assert {0.9, 0.8, 0.5} == reached(
        near, 900, {0.9, 0.8, 0.5}, lambda one: [one.confidence] if isinstance(one, Range) else []
    )
    assert all(1e-6 * (1 - 1e-9) <= one.low / one.high <= 1e6 * (1 + 1e-9) for one in ranges if one.low * one.high > 0)


@pytest.mark.parametrize("domain", Domain)
def test_quantities_lie_within_their_field_and_below_the_largest(domain: Domain) -> None:
    low, high = max(domain.low, -100.0), min(domain.high, 100.0)
    for one in drawn(values.quantities(domain, largest=100.0), 300):
        if isinstance(one, Point):
            assert low <= one.value <= high
        elif isinstance(one, Range | Uniform | ThreePoint | Estimate):
            assert low <= one.low < one.high <= high
        elif isinstance(one, Samples | Studies):
            assert low <= min(one.values) <= max(one.values) <= high
        elif isinstance(one, Normal):
            assert low <= one.mean <= high
            assert 0.0 < one.sd <= high / 4
        else:
            assert isinstance(one, Quantiles | Beta | Chance)


def test_lists_go_round_and_are_as_long_as_the_window() -> None:
    for one in drawn(values.listed(values.quantities(), 7), 60):
        assert len(one) == 7
        assert any(one[place:] == one[: 7 - place] for place in (1, 2, 3))
    assert {len(one) for one in drawn(values.listed(values.quantities(), 1), 30)} == {1}
    point = st.just(Point(1.0))
    for periods, amounts, kinds in (
        (2, STOCK.amounts, {"Point", "tuple", "Formula"}),
        (0, STOCK.amounts, {"Point", "Formula"}),
        (2, (), {"Point", "tuple"}),
    ):
        assert reached(values.stated(point, periods, amounts), 120, kinds, kind_of) == kinds


def test_small_numbers_are_common_and_the_greatest_rare() -> None:
    assert reached(values.counts(9, of=3), 200, {1, 2, 3, 4, 9}) == {1, 2, 3, 4, 9}
    assert reached(values.counts(2, of=3), 60, {1, 2}) == {1, 2}
    found = drawn(values.numbers(-2, 3), 300)
    assert all(-2 <= one <= 3 and (one == 0 or abs(one) >= 1e-6) for one in found)
    assert {-2, -1, 0, 1, 2, 3} <= reached(values.numbers(-2, 3), 300, {-2, -1, 0, 1, 2, 3})
    assert any(one != int(one) for one in found)
    both = {"usual", "rare"}
    assert reached(values.either(st.just("usual"), st.just("rare"), of=4), 60, both) == both


def test_effects_start_and_last_within_what_they_may() -> None:
    tools = drawn(parts.tools(INDICATORS, 3), 12)
    for effect in (effect for tool in tools for effect in tool.effects.values()):
        starts, lasts = effect.starts, effect.lasts
        if isinstance(starts, Point) and float(starts.value).is_integer():
            assert 1 <= starts.value <= 3
        if isinstance(lasts, Point) and float(lasts.value).is_integer():
            assert 1 <= lasts.value <= 5
        for one, least in ((starts, 1.25), (lasts, 0.25)):
            if isinstance(one, Range | Uniform | ThreePoint):
                assert (one.low, one.high) == (least, 3.75)
            if isinstance(one, ThreePoint):
                assert one.mode == (least + 3.75) / 2
    for tool in tools:
        assert not tool.effects.keys() & tool.not_applicable.keys()
        assert len({cost.name for cost in tool.costs}) == len(tool.costs)
        assert not any(cost.residual for cost in tool.costs)
    for may_come_back in (True, False):
        costs = parts._costs(3, STOCK, may_come_back=may_come_back)
        assert (True in reached(costs, 120, {True}, lambda cost: [bool(cost.residual)])) is may_come_back
