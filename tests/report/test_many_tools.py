"""Short answers about as many tools as have a line each, and about more: they fit a screen, and count what they leave out."""

from __future__ import annotations

import re
from collections.abc import Callable

import attrs
import pytest

import blogroi
from blogroi import Case
from blogroi.language.languages import LANGUAGES, Language
from blogroi.report.sheets import sheet_of
from blogroi.report.terminal import Face, text
from blogroi.results.answer import Answer


def with_tools(count: int) -> Case:
    """The chamber with so many tools of stated cost, some of long names, and one whose cost is not known."""
    case = blogroi.load("examples/chamber.toml")
    keys = sorted(case.tools)
    tools = {
        f"{keys[place % 4]}_{place}": attrs.evolve(
            case.tools[keys[place % 4]], name=f"{case.tools[keys[place % 4]].name}, at place {place} of them all"
        )
        for place in range(count)
    }
    free = attrs.evolve(case.tools["blog"], name="A free one", costs=())
    return attrs.evolve(case, tools=tools | {"free": free}, demands={})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 8, 9])
@pytest.mark.parametrize(
    "question",
    [
        blogroi.worth_measuring,
        blogroi.sensitivity,
        blogroi.choose,
        blogroi.evaluate,
        blogroi.scenarios,
        lambda case, draws: blogroi.history([case], draws=draws),
        lambda case, draws: blogroi.suppose(case, settings={"indicators.search_hours.value": 30.0}, draws=draws),
    ],
    ids=["worth_measuring", "sensitivity", "choose", "evaluate", "scenarios", "history", "suppose"],
)
def test_it_fits_a_screen(question: Callable[..., Answer], count: int, language: Language) -> None:
    said = text(sheet_of(question(with_tools(count), draws=400)), Face(language=language, lines=25)).splitlines()
    assert len(said) <= 25
    assert max(map(len, said)) <= 80
    assert any(re.search("^2 (more tools|autres outils)", line) for line in said) == (count == 9)
