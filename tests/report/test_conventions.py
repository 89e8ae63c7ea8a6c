"""Under what conventions an answer holds: each is said by its own words, in each language."""

from typing import Literal, get_args

import pytest

import blogroi
from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.spoken import spoken
from blogroi.model import Party
from blogroi.model.duration import Step
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.quantities import value_in_words
from blogroi.results.periods import A_PERIOD, FIRST_PERIOD, LAST_PERIOD, length, span
from tests.builders import a_case, a_cost, a_tool, an_effect

STEPS: dict[Language, tuple[str, ...]] = {
    "en": ("week", "month", "quarter", "year"),
    "fr": ("semaine", "mois", "trimestre", "an"),
}
TIMINGS: dict[Language, dict[str, str]] = {
    "en": {"start": "at the start of each", "mid": "in the middle of each", "end": "at the end of each"},
    "fr": {"start": "au début de chaque", "mid": "au milieu de chaque", "end": "à la fin de chaque"},
}
VIEWPOINTS: tuple[Party | Literal["everyone"], ...] = ("everyone", *get_args(Party))
PARTIES: dict[Language, tuple[str, ...]] = {
    "en": ("everyone", "organisation", "customers", "members", "taxpayers", "employees", "public"),
    "fr": ("toutes", "organisation", "clients", "membres", "contribuables", "salariés", "public"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", range(len(get_args(Step))))
def test_a_length_of_time_is_said_in_its_own_step(place: int, language: Language) -> None:
    step, word = get_args(Step)[place], STEPS[language][place]
    for said in (A_PERIOD[step], FIRST_PERIOD[step], LAST_PERIOD[step], length("1.5", step), span(2, step)):
        assert word in spoken(said, language)
    assert spoken(FIRST_PERIOD[step], language) != spoken(LAST_PERIOD[step], language)
    tool = a_tool({"calls": an_effect((1.0, 2.0))}, [a_cost()])
    for timing, told in TIMINGS[language].items():
        answer = blogroi.evaluate(a_case({"blog": tool}, step=step, timing=timing, periods=2), draws=10)
        assert spoken(subtitle(answer), language).startswith(spoken(span(2, step), language))
        assert f"{told} {word}" in spoken(conventions(answer), language)
        change = spoken(value_in_words("tools.blog.effects.calls.change", 3.0, answer), language)
        assert change.replace("\xa0", " ") == f"3 piece/{word}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_whose_costs_and_benefits_count_is_said_by_name(language: Language) -> None:
    for party, word in zip(VIEWPOINTS, PARTIES[language], strict=True):
        answer = blogroi.evaluate(a_case(), viewpoint=party, draws=10)
        assert word in next(
            part for part in spoken(conventions(answer), language).split(";") if part.startswith((" for", " pour"))
        ), party
