"""Where a driver has another key, every formula is put into the words of the earlier case."""

from __future__ import annotations

import pytest

import blogroi
from blogroi.revisions.changes import changes_between
from blogroi.revisions.matching import matched, translated
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator


def stated(wage: str, line: str, *, hours: float = 5) -> blogroi.Case:
    """A case whose every kind of field that takes a formula holds one."""
    return a_case(
        drivers={
            wage: blogroi.Driver("What an hour costs", 40),
            line: blogroi.Driver("Share of lines", 0.3, unit="share"),
        },
        indicators={
            "calls": an_indicator(value=f"{wage} / {hours}", margin=f"1 - {line}", cash="capacity", realised=line)
        },
        tools={
            "blog": a_tool(
                costs=[
                    a_cost(
                        amount=blogroi.Formula(f"{wage} * 1e2"),
                        when="upfront",
                        cash="capacity",
                        realised=line,
                        service_life=9,
                        residual="straight-line",
                        sources={"amount": blogroi.QuantitySource("the accounts")},
                    )
                ],
                effects={"calls": an_effect(change=f"{wage} ** 1", credit=line, multiplier=f"max(0, {wage})")},
            )
        },
    )


@pytest.mark.parametrize("keys", [("pay", "queue"), ("e2", "line_")])
def test_a_driver_with_another_key_changes_nothing(keys: tuple[str, str]) -> None:
    old, new = stated("wage", "line"), stated(*keys)
    assert changes_between(old, translated(new, matched(old, new))) == ()


def test_a_number_in_powers_of_ten_is_no_name() -> None:
    old, new = stated("e2", "line"), stated("wage", "line", hours=4)
    assert [".".join(change.steps) for change in changes_between(old, translated(new, matched(old, new)))] == [
        "indicators.calls.value"
    ]
