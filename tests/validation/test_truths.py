"""What is true of a planted case is what it has always been, but for its last digits."""

import json
from pathlib import Path

import pytest

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
