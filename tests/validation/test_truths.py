"""What is true of a planted case is what it has always been, but for its last digits."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blogroi.oracle.oracle import Oracle
from blogroi.validation import truths
from blogroi.validation.planting import SORTS
from blogroi.validation.truths import TOGETHER, TRUTHS, known


def test_what_is_true_of_a_number_has_always_been_true(request: pytest.FixtureRequest) -> None:
    """Two cases of each sort: the cost that balances each tool, and its first three truths.

    Where truths are to be drawn otherwise, ``pytest tests/validation --renew`` keeps what they are then.
    """
    kept = Path(__file__).with_name("truths.json")
    made = {
        f"{one.number} {one.sort} {key}": [tool["costs"][-1]["amount"], *one.net_values[key][:3].tolist()]
        for one in (known(number, 1) for number in range(1, 2 * len(SORTS) + 1))
        for key, tool in one.data["tools"].items()
    }
    if request.config.getoption("--renew"):
        kept.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8", newline="\n")
    before = json.loads(kept.read_text(encoding="utf-8"))
    assert made.keys() == before.keys()
    for name, figures in made.items():
        size = max(map(abs, before[name]))
        assert figures == pytest.approx(before[name], rel=1e-6, abs=1e-6 * size), name


def test_the_cost_that_balances_a_tool_is_the_last_of_its_costs_and_is_in_its_truths() -> None:
    one, other = known(3, 1), known(3, 2)
    for key, tool in one.data["tools"].items():
        assert [*tool["costs"][-1]] == ["item", "amount", "when"]
        assert (tool["costs"][-1]["item"], tool["costs"][-1]["when"]) == ("Balance", "upfront")
        assert one.net_values[key].shape == (TRUTHS,) == (100,)
        assert one.net_values[key].tolist() != other.net_values[key].tolist()
    assert [*one.net_values] == [*one.data["tools"], TOGETHER]


def test_nothing_is_expected_of_a_case_but_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Expected values take most of the time, and are asked for by nobody."""
    asked: list[dict[str, Any]] = []

    def watched(data: Any, draws: int, **how: Any) -> Oracle:
        asked.append({"draws": draws, "expects": how["expects"]})
        return Oracle(data, draws, **how)

    monkeypatch.setattr(truths, "Oracle", watched)
    known(3, 1)
    assert asked == [{"draws": 300, "expects": False}]


def test_the_cost_that_balances_leaves_a_tool_its_chance_and_is_never_below_nothing() -> None:
    values = np.linspace(-100.0, 300.0, 401)
    assert truths._balance(values, 0.5) == 100.0
    assert truths._balance(values, 0.9) == 260.0
    assert truths._balance(values, 0.1) == 0.0
    assert truths._balance(np.full(5, 2 / 3), 0.5) == 0.666666667


def test_chances_are_spread_as_that_of_the_lesser_of_two() -> None:
    chances = np.sort([truths._chance_of_less(number, 1, 0) for number in range(1, 1001)])
    levels = (np.arange(1000) + 0.5) / 1000
    assert np.abs(chances - (1.0 - np.sqrt(1.0 - levels))).max() < 0.01
    assert truths._chance_of_less(1, 1, 0) != truths._chance_of_less(1, 1, 1)
    assert truths._chance_of_less(1, 1, 0) != truths._chance_of_less(1, 2, 0)
