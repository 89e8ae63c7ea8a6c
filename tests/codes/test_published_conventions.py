"""Figures that were printed somewhere, held against their own parts: what is right, right by another convention, or wrong.

Each has its source. The inputs are those that stand there, or that follow from what stands there.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import blogroi
from blogroi import Case, Duration, Published
from blogroi.results.checks import Check

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

EXAMPLES = Path(__file__).parents[2] / "examples"


def found(case: Case) -> dict[str, tuple[str, str]]:
    """List what is said of printed figures: by figure, code and the end of the message."""
    checks: list[Check] = [check for check in blogroi.evaluate(case, draws=10).checks if check.code.startswith("BR3")]
    return {
        check.path.partition(".published")[2].lstrip("."): (check.code, check.message.partition("; ")[2])
        for check in checks
    }


def said(
    printed: dict[str, Any], *, changes: dict[str, Any], costs: dict[str, Any] | None = None, **changed: Any
) -> dict[str, tuple[str, str]]:
    effects = {
        name: change if isinstance(change, blogroi.Effect) else an_effect(change) for name, change in changes.items()
    }
    paid = [
        a_cost(amount[0], item=item, when=amount[1]) if isinstance(amount, tuple) else a_cost(amount, item=item)
        for item, amount in (costs or {}).items()
    ]
    tool = a_tool(effects, paid, published=Published(source="the source", **printed))
    return found(a_case({"it": tool}, **changed))


AGREES = ("BR302", "its parts agree.")


def test_fastlane_of_2006() -> None:
    """Forrester, January 2007: 61 %; InformationWeek printed 67 %, obr.typepad.com 69 %, for the same amounts."""
    codes = {name: code for name, (code, _) in found(blogroi.load(EXAMPLES / "fastlane-2006.toml")).items()}
    assert codes == {
        "[1].benefits": "BR302",
        "[1].costs": "BR302",
        "[1].roi": "BR301",
        "[2].roi": "BR301",
        "[3].roi": "BR302",
    }


def test_a_study_of_training_that_prints_a_ratio_as_a_return() -> None:
    """Future-Tel, a case of the Phillips method (ebrary.net): "ROI" of 1.57 for each dollar; a rate of 15.6 % that must be 15.8 %."""
    as_printed = {"roi": 1.57, "benefits": 617359}
    parts: dict[str, Any] = {
        "changes": {"revenue": an_effect(39870785.68, credit=0.158, confidence=0.098)},
        "costs": {"All": 392225},
    }
    assert said(as_printed, **parts) == {
        "roi": ("BR303", "its own parts give 57.4 %. It fits as the benefit-cost ratio, which is gross."),
        "benefits": AGREES,
    }
    misprint = {"revenue": an_effect(39870785.68, credit=0.156, confidence=0.098)}
    assert said({"benefits": 617359}, changes=misprint)["benefits"][0] == "BR301"


def test_a_ratio_and_a_return_from_the_same_totals() -> None:
    """P. Phillips, Show Me the Money: 750,000 for 425,000; BCR 1.76, ROI 76 %."""
    assert said({"bcr": 1.76, "roi": 0.76}, changes={"all": 750_001}, costs={"All": 425_001}) == {
        "bcr": AGREES,
        "roi": ("BR302", "its parts agree (76.5 %)."),
    }


def test_a_total_economic_impact_with_and_without_discounting() -> None:
    """Forrester, The Total Economic Impact of SalesLoft, p. 19: ROI 329 %; undiscounted, the same flows give 344 %."""
    flows: dict[str, Any] = {
        "changes": {"all": [1606511, 3061331, 4229760]},
        "costs": {"Initial": 53150, "Yearly": [666715, 636772, 647783]},
        "periods": 3,
        "rate": 0.1,
    }
    assert said({"npv": 5496170, "roi": 3.29}, **flows) == {"npv": AGREES, "roi": AGREES}
    assert said({"roi": 3.44}, **flows)["roi"] == ("BR303", "its own parts give 329 %. It fits without discounting.")


def test_a_web_site_with_its_rate_and_its_payback() -> None:
    """A spreadsheet on SlideShare (8 August 2013): -30,120, -3,900, 38,800, 89,700 at 10 %: NPV 65,793.6, IRR 68.46 %, 1.88 years."""
    printed = {"npv": 65793.6, "irr": 0.6846, "payback": 1.88}
    site = said(
        printed, changes={"all": [0, 38800, 89700]}, costs={"Set-up": 30120, "First": (3900, 1)}, periods=3, rate=0.1
    )
    assert site == {"npv": AGREES, "irr": AGREES, "payback": AGREES}


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        (5.0, "BR301"),  # sales over the campaign: the cost of the goods is no cost of marketing
        (2.5, "BR301"),
        (1.47, "It fits as the benefit-cost ratio, which is gross."),
        (0.47, "its parts agree (47.1 %)."),
    ],
)
def test_one_campaign_and_its_returns(printed: float, words: str) -> None:
    """marketingiq.co.uk: 250,000 of margin for 100,000 and 70,000 of other marketing; three figures are called ROMI."""
    code, message = said({"roi": printed}, changes={"margin": 250_001}, costs={"Campaign": 100_001, "Others": 70_000})[
        "roi"
    ]
    assert words in (code, message.partition("%. ")[2] or message)


def test_a_newsletter_whose_list_shrinks() -> None:
    """organicarbitrage.com, Email List Economics: 15,000 subscribers at 1.00 a month, 2 % of whom leave: 180,000 a year."""
    months = [15_000 * 0.98**month for month in range(12)]
    assert said({"benefits": 180_000}, changes={"income": months}, periods=12, step="month")["benefits"] == (
        "BR303",
        "its own parts give 161,462. It fits as the benefits of the first month times 12.",
    )


def test_an_article_paid_by_advertising() -> None:
    """organicarbitrage.com, Content ROI Calculator: 62 of income for 230: "ROI" of 27 %."""
    printed = {"roi": 0.27, "benefits": 62, "costs": 230}
    article = said(printed, changes={"income": 62}, costs={"Writing": 180, "Pictures": 20, "Upkeep": 30})
    assert article == {
        "roi": ("BR303", "its own parts give -73 %. It fits as the benefit-cost ratio, which is gross."),
        "benefits": AGREES,
        "costs": AGREES,
    }


def test_a_help_centre_with_a_payback_that_nobody_can_find() -> None:
    """ShedBox AI, Knowledge Base ROI Calculator: 1,391,100 a year for 46,000: ROI 2,924 %; 2.3 months printed, 0.4 right."""
    printed = {"benefits": 1391100, "roi": 29.24, "payback": Duration(months=2.3)}
    centre = said(printed, changes={"all": 1391100 / 12}, costs={"Platform": 46000}, periods=12, step="month")
    assert centre == {
        "benefits": AGREES,
        "roi": AGREES,
        "payback": ("BR301", "its own parts give 0.4 months. No usual convention comes nearer."),
    }


def test_unsubscribes_rounded_to_ten_thousands() -> None:
    """A course exercise (Business Science, DS4B 201-P): 3.65 million lost; the parts give 3,650,490."""
    months = [-100_000 * 1.035**month * 0.005 * 5 * 0.05 * 2000 for month in range(12)]
    lost: dict[str, Any] = {"changes": {"income": months}, "periods": 12, "step": "month"}
    assert said({"benefits": -3_650_000, "rounded": 10_000}, **lost)["benefits"] == (
        "BR302",
        "its parts agree (-3,650,490).",
    )
    assert said({"benefits": -3_650_000}, **lost)["benefits"] == (
        "BR303",
        "its own parts give -3,650,490. It fits if it was rounded to 10,000: write `rounded = 10000`.",
    )


def test_a_library_of_articles_with_the_refresh_left_out() -> None:
    """organicarbitrage.com, Content Refresh ROI: bought for 105,000, refreshed for 8,000, sold for 153,900: a gain of 48,900."""
    library = said({"npv": 48_900}, changes={"sale": 153_900}, costs={"The library": 105_000, "Refreshing": 8_001})
    assert library["npv"] == ("BR303", "its own parts give 40,899. It fits if 'Refreshing' is left out.")


def test_an_article_refreshed_that_takes_longer_than_printed() -> None:
    """The same page: 150 for 600 visitors a month at 10 a thousand, "paid back in 90 days"; it is 25 months."""
    article = said({"payback": 3}, changes={"income": 6}, costs={"Refreshing": 150}, periods=36, step="month")
    assert article["payback"] == ("BR301", "its own parts give 25 months. No usual convention comes nearer.")


def test_managers_hours_whose_payback_was_reckoned_on_the_first_year() -> None:
    """A printed business case: 54,940 and twice 17,400 for 682,829 and twice 784,167.5: NPV 2,161,424, ROI 2,189 %, 0.97 months."""
    hours: dict[str, Any] = {
        "changes": {"savings": [682829, 784167.5, 784167.5]},
        "costs": {"First": (54940, 1), "Second": (17400, 2), "Third": (17400, 3)},
        "periods": 3,
    }
    expected = {
        "npv": AGREES,
        "roi": (
            "BR301",
            "its own parts give 2,409 %. Nearest is 2,183 % as the benefits of the first year times 3.",
        ),
        "payback": ("BR303", "its own parts give 0 months. It fits as the costs of the first year over its benefits."),
    }
    assert said({"npv": 2161424, "roi": 21.89, "payback": Duration(months=0.97)}, **hours) == expected
    assert said({"payback": 0.97 / 12}, **hours)["payback"][0] == "BR303"


def test_a_rate_by_days_is_not_blamed() -> None:
    """A spreadsheet's XIRR: 4,000 out, 2,050.20 back 372 days later: -48.096 %. By months it is -48.745 %."""
    one_return = {"income": an_effect(2050.2, starts=12, lasts=1)}
    site = said({"irr": -0.48096}, changes=one_return, costs={"Outlay": 4000}, periods=13, step="month")
    assert site["irr"] == (
        "BR303",
        "its own parts give -48.7 %. It fits as a rate by days: each amount may lie up to a month earlier or later.",
    )


def test_a_social_return_on_investment() -> None:
    """After the worked example of the UK guide to Social Return on Investment: a ratio of 1.93."""
    assert found(blogroi.load(EXAMPLES / "wheels-to-meals.toml")) == {"bcr": AGREES}


def test_hours_set_free_that_are_put_to_use_in_four_ways_are_not_added_up() -> None:
    """Four ways to use the hours that a tool sets free, each as a tool: nothing is claimed twice."""
    shares = {"low": (1380, 0.25), "base": (1380, 0.5), "high": (1380, 0.75), "review_heavy": (460, 0.5)}
    tools = {
        key: a_tool({"hours": an_effect(hours, confidence=share)}, [a_cost([25_800], item="Seats")], name=key)
        for key, (hours, share) in shares.items()
    }
    hours = an_indicator(60, unit="hour", valuation="cost avoided", cash="capacity", stage="outcome")
    result = blogroi.evaluate(a_case(tools, indicators={"hours": hours}), draws=10)
    assert [round(tool.roi.of_means, 4) for tool in result.tools.values() if tool.roi] == [
        0.6047,
        1.407,
        -0.1977,
        -0.4651,
    ]
    assert {check.code for check in result.checks if check.severity != "info"} == {"BR145"}
