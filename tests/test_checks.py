from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Cost, Effect, Published

EXAMPLES = Path(__file__).parents[1] / "examples"


def case_of(change: float, costs: list[float], printed: dict[str, float], **effect: float) -> Case:
    fastlane = blogroi.load(EXAMPLES / "fastlane-2005.toml")
    tool = evolve(
        fastlane.tools["fastlane"],
        costs=[Cost(item=f"Item {number}", amount=amount, when=1) for number, amount in enumerate(costs)],
        effects={"value": Effect(change=change, evidence="assumed", **effect)},  # type: ignore[arg-type]
        published=Published(source="a newspaper", **printed),
    )
    return evolve(fastlane, tools={"fastlane": tool}, evaluated=date(2007, 1, 26))


def published_checks(case: Case) -> dict[str, str]:
    checks = blogroi.evaluate(case, 10).checks
    return {check.path.rpartition(".")[2]: check.code for check in checks if check.code.startswith("BR3")}


def test_totals_agree_within_the_rounding_of_their_items() -> None:
    checks = blogroi.evaluate(blogroi.load(EXAMPLES / "fastlane-2006.toml"), 10).checks
    found = [(check.path.rpartition(".")[2], check.code) for check in checks if check.code.startswith("BR3")]
    assert sorted(found) == [
        ("benefits", "BR302"), ("costs", "BR302"), ("roi", "BR301"), ("roi", "BR301"), ("roi", "BR302"),
    ]  # fmt: skip


@pytest.mark.parametrize(("printed", "code"), [(255675, "BR302"), (256500, "BR302"), (256501, "BR301")])
def test_five_items_rounded_to_thousands_move_a_total_by_2500_at_most(printed: float, code: str) -> None:
    case = case_of(410000, [155000, 50000, 25000, 21000, 3000], {"costs": printed})
    assert published_checks(case)["costs"] == code


@pytest.mark.parametrize(
    ("printed", "code"), [(0.61, "BR302"), (0.63, "BR302"), (0.64, "BR301"), (0.67, "BR301"), (0.69, "BR301")]
)
def test_a_ratio_is_widened_by_the_rounding_of_its_items(printed: float, code: str) -> None:
    case = case_of(410000, [155000, 50000, 25000, 21000, 3000], {"roi": printed})
    assert published_checks(case)["roi"] == code


def test_crooked_items_leave_no_room() -> None:
    assert published_checks(case_of(100.5, [50.25], {"benefits": 101.2}))["benefits"] == "BR301"
    assert published_checks(case_of(100.5, [50.25], {"benefits": 100.5}))["benefits"] == "BR302"


def test_a_benefit_cost_ratio_printed_as_roi_is_recognised() -> None:
    case = case_of(617359, [392225], {"roi": 1.57})
    message = next(check.message for check in blogroi.evaluate(case, 10).checks if check.code == "BR301")
    assert message.endswith(
        "its own parts give 57 % (57.4 %). What was printed is the benefit-cost ratio, which is gross."
    )


def test_a_misprinted_share_of_15_6_percent_is_found() -> None:
    stated = {"change": 39870785.68, "costs": [392225.0], "printed": {"benefits": 617359.0}}
    assert published_checks(case_of(**stated, credit=0.156, confidence=0.098))["benefits"] == "BR301"  # type: ignore[arg-type]
    assert published_checks(case_of(**stated, credit=0.158, confidence=0.098))["benefits"] == "BR302"  # type: ignore[arg-type]
