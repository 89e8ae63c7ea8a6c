"""In what prices money is stated: what can be said, where it is shown, and what is asked."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Discounting, Driver, OptionError, Prices
from blogroi.model.conventions import Conventions
from blogroi.report.conventions import conventions as line_of

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, refused

REAL, NOMINAL = Prices(kind="real", year=2026), Prices(kind="nominal")


def at(kind: Any) -> Discounting:
    return Discounting(rate=0.035, timing="end", kind=kind)


@pytest.mark.parametrize(
    ("stated", "faults"),
    [
        ({"kind": "constant"}, ["kind: 'constant' is not known: one of nominal, real"]),
        (
            {"kind": "nominal", "year": 2026},
            ['year: goes with kind = "real" alone: nominal prices are those of each year'],
        ),
        ({"kind": "real", "year": 26}, ["year: 26 is not between 1000 and 9999"]),
        ({"kind": "real", "year": 2025.5}, ["year: 2025.5 is not a whole number: write 2025 or 2026"]),
    ],
)
def test_what_are_no_prices_is_refused(stated: dict[str, Any], faults: list[str]) -> None:
    assert refused(Prices, **stated) == faults


def test_a_rate_is_real_or_nominal() -> None:
    assert refused(Discounting, rate=0.03, timing="end", kind="inflated") == [
        "kind: 'inflated' is not known: one of nominal, real"
    ]


@pytest.mark.parametrize("format", ["toml", "json"])
@pytest.mark.parametrize("prices", [REAL, NOMINAL, Prices(kind="real")])
def test_they_come_back_from_a_file(prices: Prices, format: Any) -> None:
    case = a_case(prices=prices, discounting=at("real"))
    assert blogroi.loads(blogroi.dumps(case, format=format), format=format) == case


def test_they_change_no_figure_and_stand_in_the_conventions() -> None:
    plain = a_case(discounting=Discounting(rate=0.035, timing="end"))
    said = evolve(plain, prices=REAL, discounting=at("real"))
    one, other = (blogroi.evaluate(case, draws=10) for case in (plain, said))
    assert one.tools == other.tools
    assert (other.conventions.prices, other.conventions.discounting.kind) == (REAL, "real")
    assert other.to_dict()["conventions"]["prices"] == {"kind": "real", "year": 2026}
    assert (
        "; rate without inflation; money counted at the end of each year; prices of 2026, without inflation; "
        in line_of(other)
    )
    assert "rate with" not in line_of(one)
    assert "prices" not in line_of(one)


def test_answers_under_other_prices_are_not_mixed() -> None:
    with pytest.raises(OptionError, match="conventions: are those of a case with another sort of prices"):
        blogroi.evaluate(a_case(prices=REAL), conventions=Conventions.of(a_case(prices=NOMINAL)))


def said_of(code: str, case: Case) -> list[tuple[str, str]]:
    checks = blogroi.evaluate(case, draws=10).checks
    assert [check.path for check in checks if check.code == code] == [
        finding.path for finding in blogroi.check(case).findings if finding.code == code
    ]
    return [(check.path, check.message) for check in checks if check.code == code]


class TestTwoSorts:
    def test_real_money_under_a_nominal_rate_is_asked_about(self) -> None:
        ((path, message),) = said_of("BR224", a_case(prices=REAL, discounting=at("nominal")))
        assert path == "discounting.kind"
        assert message.startswith(
            "Amounts are stated without inflation, and the discount rate holds inflation: too little is left"
        )

    def test_nominal_money_under_a_real_rate_is_asked_about(self) -> None:
        ((_, message),) = said_of("BR224", a_case(prices=NOMINAL, discounting=at("real")))
        assert "later money counts for too much" in message

    @pytest.mark.parametrize(("prices", "kind"), [(REAL, "real"), (NOMINAL, "nominal"), (None, "real"), (REAL, None)])
    def test_one_sort_or_one_that_is_not_said_is_left_alone(self, prices: Any, kind: Any) -> None:
        assert not said_of("BR224", a_case(prices=prices, discounting=at(kind)))


class TestGrowth:
    @staticmethod
    def case(**changes: Any) -> Case:
        stated: dict[str, Any] = {"value": 2, "amount": 5, "change": 3, "drivers": {}, "prices": REAL} | changes
        share = {"cash": "capacity", "realised": changes["realised"]} if "realised" in changes else {}
        cost = a_cost(stated["amount"], when="each", **share)
        tool = a_tool({"calls": an_effect(stated["change"])}, [cost])
        return a_case(
            {"blog": tool},
            periods=3,
            indicators={"calls": an_indicator(stated["value"])},
            drivers=stated["drivers"],
            prices=stated["prices"],
        )

    @pytest.mark.parametrize(
        ("changes", "path"),
        [
            ({"value": "2 * yearly_growth(0.02)"}, "indicators.calls.value"),
            ({"amount": "5 * growth(0.02)"}, "tools.blog.costs.Writing.amount"),
            (
                {"amount": "2 * wage", "drivers": {"wage": Driver("Wage", "38 * growth(0.02)")}},
                "tools.blog.costs.Writing.amount",
            ),
        ],
    )
    def test_money_that_grows_is_asked_about(self, changes: dict[str, Any], path: str) -> None:
        ((found, message),) = said_of("BR225", self.case(**changes))
        assert found == path
        assert "grows is to be without inflation, as the amounts are." in message

    @pytest.mark.parametrize(
        "changes",
        [
            {"change": "3 * growth(0.02)"},
            {"value": "2 * yearly_growth(0.02)", "prices": NOMINAL},
            {"value": "2 * yearly_growth(0.02)", "prices": None},
            {"value": "2 * ramp(3)"},
            {"realised": "0.2 * growth(0.02)"},
        ],
    )
    def test_visits_that_grow_and_other_prices_are_left_alone(self, changes: dict[str, Any]) -> None:
        assert not said_of("BR225", self.case(**changes))
