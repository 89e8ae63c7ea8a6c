"""What is said of the published figures that a case has taken over."""

from __future__ import annotations

from datetime import date

import pytest

import blogroi
from blogroi import Case, QuantitySource, Range
from blogroi.codes.codes import explanations
from blogroi.codes.quoted import QUOTED
from blogroi.literature.figures import figures

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

OPENED = "email.mailchimp_2019_open"
BAND = "sroi_band.deadweight_part"


def a_case_of(key: str, *, year: int = 2020, **stated: float) -> Case:
    deadweight = figures()[key].quantity(**stated)
    tools = {"blog": a_tool({"calls": an_effect(100, deadweight=deadweight)}, [a_cost()])}
    return a_case(tools, indicators={"calls": an_indicator()}, evaluated=date(year, 6, 30))


def said(case: Case) -> dict[str, str]:
    """What an evaluation says of figures, which the review of the plan says too."""
    checks = {check.code: check.path for check in blogroi.evaluate(case, draws=10).checks if check.code in QUOTED}
    assert {found.code: found.path for found in blogroi.check(case, select=sorted(QUOTED)).findings} == checks
    return checks


PATH = "tools.blog.effects.calls.deadweight"


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        (a_case_of(OPENED), {"BR244"}),
        (a_case_of(BAND, confidence=0.8), {"BR245"}),
        (a_case_of(OPENED, year=2024), {"BR244"}),
        (a_case_of(OPENED, year=2025), {"BR244", "BR246"}),
        (a_case_of(BAND, year=2023, confidence=0.8), {"BR245", "BR246"}),
    ],
)
def test_a_missing_spread_an_inferred_year_and_age_are_said(case: Case, codes: set[str]) -> None:
    assert said(case) == dict.fromkeys(codes, PATH)
    assert said(blogroi.loads(blogroi.dumps(case))) == said(case)


def test_a_range_around_a_published_number_is_what_was_asked_for() -> None:
    source = QuantitySource("a provider, and our own list", year=2024, reference=OPENED)
    effect = an_effect(100, deadweight=Range(0.1, 0.4), sources={"deadweight": source})
    tools = {"blog": a_tool({"calls": effect}, [a_cost()])}
    assert said(a_case(tools, indicators={"calls": an_indicator()}, evaluated=date(2020, 6, 30))) == {}


def test_a_figure_that_is_not_known_here_is_passed_over() -> None:
    effect = an_effect(
        100, deadweight=0.2, sources={"deadweight": QuantitySource("me", reference="of.another_version")}
    )
    assert said(a_case({"blog": a_tool({"calls": effect}, [a_cost()])})) == {}


def test_each_is_as_severe_as_its_explanation_says() -> None:
    assert {code: severity for code, (_, severity) in QUOTED.items()} == {
        code: explanations()[code].severity for code in QUOTED
    }
