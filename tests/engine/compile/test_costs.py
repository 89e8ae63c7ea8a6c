"""What tools cost: what comes back of a cost never makes it an income, to the last cent."""

from __future__ import annotations

import pytest

import blogroi
from blogroi import Case, CaseError, Range
from tests.builders import a_case, a_cost, a_tool, an_effect


def a_sale(back: object, amount: object = 100.0, rate: float = 0.0) -> Case:
    cost = a_cost(amount, "Van", residual=back)
    return a_case({"blog": a_tool({"calls": an_effect()}, [cost])}, periods=2, rate=rate)


def spent(case: Case) -> float:
    costs = blogroi.evaluate(case, draws=1000).tools["blog"].costs
    assert costs is not None
    return costs.mean


def test_all_that_was_spent_may_come_back() -> None:
    assert spent(a_sale(100.0)) == pytest.approx(0.0, abs=1e-9)
    assert spent(a_sale(99.0)) == pytest.approx(1.0)
    assert spent(a_sale(110.0, rate=0.2)) == pytest.approx(100.0 - 110.0 / 1.2**2)


@pytest.mark.parametrize(
    ("back", "come_to"), [(101.0, "-1"), (1600.0, "-1,500"), (Range(300, 500, shape="normal"), "-300")]
)
def test_more_than_was_spent_is_no_cost(back: object, come_to: str) -> None:
    with pytest.raises(CaseError) as refused:
        blogroi.evaluate(a_sale(back), draws=1000)
    (fault,) = refused.value.faults
    assert str(fault) == (
        f"tools.blog.costs: are expected to come to {come_to}, below zero: more comes back as `residual` than is spent; "
        "state what it earns as an effect"
    )


def test_what_comes_back_of_one_cost_may_pay_for_another() -> None:
    costs = [a_cost(100.0, "Van", residual=150.0), a_cost(50.0, "Fuel")]
    case = a_case({"blog": a_tool({"calls": an_effect()}, costs)}, periods=2)
    assert spent(case) == pytest.approx(0.0, abs=1e-9)
