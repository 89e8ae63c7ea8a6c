"""Pages as a browser shows them: nothing is asked for, nothing complained of, nothing runs over, and everybody can read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from attrs import evolve

import blogroi
from blogroi.language.languages import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[3]
DRAWS = 500
PHONE, DESK = 390, 1280
ODD = [
    "</script><img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[a](javascript:alert(1)) **b** `c`",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2,
    "=HYPERLINK(0)",
    "الدليل الداخلي",
    "社内ブログ",
]


def chamber() -> blogroi.Case:
    return blogroi.load(ROOT / "examples" / "chamber.toml")


def of_many_tools(count: int = 12) -> blogroi.Case:
    case = chamber()
    tools = [case.tools[key] for key in ("blog", "newsletter", "intranet", "magazine")]
    named = {
        f"tool_{place}": evolve(tools[place % 4], name=f"Tool number {place + 1} of the house")
        for place in range(count)
    }
    return evolve(case, title=f"{count} tools", tools=named, demands={})


def without_money() -> blogroi.Case:
    case = chamber()
    return evolve(case, tools={key: evolve(tool, costs=()) for key, tool in case.tools.items()})


def without_money_or_scores() -> blogroi.Case:
    case = without_money()
    return evolve(case, indicators={key: evolve(one, scale=None) for key, one in case.indicators.items()})


def of_gaps_alone() -> blogroi.Case:
    case = chamber()
    return evolve(case, tools={key: evolve(tool, effects={}) for key, tool in case.tools.items()}, demands={})


def of_odd_names() -> blogroi.Case:
    case = of_many_tools(len(ODD))
    tools = {key: evolve(tool, name=name) for name, (key, tool) in zip(ODD, case.tools.items(), strict=True)}
    return evolve(case, title=ODD[0], tools=tools)


def certain() -> blogroi.Case:
    return blogroi.load(ROOT / "examples" / "fastlane-2006.toml")


def of_one_tool() -> blogroi.Case:
    case = chamber()
    return evolve(case, tools={"blog": case.tools["blog"]}, demands={})


def of_millions() -> blogroi.Case:
    case = chamber()
    return evolve(case, horizon=evolve(case.horizon, periods=120, step="month"))


def of_scenarios() -> blogroi.Case:
    return blogroi.load(ROOT / "tests" / "golden" / "cases" / "scenarios.toml")


CASES: dict[str, Callable[[], blogroi.Case]] = {
    made.__name__: made
    for made in (
        chamber,
        certain,
        of_one_tool,
        of_many_tools,
        of_millions,
        of_scenarios,
        of_odd_names,
        of_gaps_alone,
        without_money,
        without_money_or_scores,
    )
}


@cache
def report(name: str) -> blogroi.Report:
    return blogroi.report_on(CASES[name](), draws=DRAWS)


class Seen:
    """A page in the browser, and what it asked for and complained of."""

    def __init__(self, browser: Browser, file: Path, width: int, scheme: Literal["light", "dark"]) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: self.messages.append(dialog.message))
        self.page.goto(file.as_uri())
        self.file = file

    def is_quiet(self) -> None:
        assert [url for url in self.requests if not url.startswith("data:")] == [self.file.as_uri()]
        assert self.messages == []

    def fits(self) -> None:
        wide, there = self.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= there
        over = self.page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter(one => !one.closest('.hidden, thead, svg') && one.getBoundingClientRect().width > 0)
                .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(one => one.outerHTML.slice(0, 120))"""
        )
        assert over == []

    def becomes(self, width: int, scheme: Literal["light", "dark"]) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def open_all(self) -> None:
        self.page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")

    def violations(self) -> list[str]:
        from axe_playwright_python.sync_playwright import Axe

        found = Axe().run(self.page)
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]

    def pages_in_print(self) -> int:
        return len(re.findall(rb"/Type\s*/Page\b", self.page.pdf(prefer_css_page_size=True)))


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Show a page, and close it at the end."""
    opened: list[Seen] = []

    def show(html: str, width: int = DESK, scheme: Literal["light", "dark"] = "light") -> Seen:
        file = tmp_path / f"page-{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        opened.append(Seen(browser, file, width, scheme))
        return opened[-1]

    yield show
    for one in opened:
        one.context.close()


Show = Callable[..., Seen]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", CASES)
def test_a_report_is_quiet_fits_and_can_be_read_by_everybody(name: str, language: Language, show: Show) -> None:
    seen = show(blogroi.html(report(name), language=language), PHONE)
    seen.fits()
    seen.open_all()
    seen.fits()
    seen.becomes(DESK, "dark")
    seen.fits()
    seen.is_quiet()
    assert seen.violations() == []


@pytest.mark.parametrize("name", ["of_many_tools", "of_millions"])
def test_a_report_fits_whatever_lies_between_a_telephone_and_a_desk(name: str, show: Show) -> None:
    seen = show(blogroi.html(report(name), language="fr"))
    for width in range(PHONE, DESK, 50):
        seen.page.set_viewport_size({"width": width, "height": 900})
        seen.fits()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_four_tools_are_two_printed_pages_and_three_at_most_with_scenarios(language: Language, show: Show) -> None:
    assert show(blogroi.html(report("chamber"), language=language)).pages_in_print() == 2
    assert show(blogroi.html(report("of_scenarios"), language=language)).pages_in_print() <= 3


def answers() -> dict[str, blogroi.Answer]:
    case, years = chamber(), sorted((ROOT / "examples" / "history").glob("*.toml"))
    cases = [blogroi.load(path) for path in years]
    return {
        "evaluation": blogroi.evaluate(case, draws=DRAWS),
        "check": blogroi.check(case),
        "sensitivity": blogroi.sensitivity(case, draws=DRAWS),
        "worth_measuring": blogroi.worth_measuring(case, draws=DRAWS),
        "launch": blogroi.launch(case, tool="blog", draws=DRAWS),
        "choice": blogroi.choose(case, draws=DRAWS, budget=60_000),
        "scenarios": blogroi.scenarios(of_scenarios(), draws=DRAWS),
        "supposition": blogroi.suppose(case, settings={}, draws=DRAWS),
        "history": blogroi.history(cases, draws=DRAWS),
        "diff": blogroi.diff(cases[0], cases[1], draws=DRAWS),
        "explanation": blogroi.explain("BR111"),
        "references": blogroi.references("call"),
        "catalogue": blogroi.catalogue.load(),
        "replay": blogroi.audit.replay(case, result=blogroi.evaluate(case, draws=DRAWS).to_dict()),
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_answer_fits_a_telephone_and_a_desk(language: Language, show: Show) -> None:
    for answer in answers().values():
        seen = show(blogroi.html(answer, language=language, full=True), PHONE)
        seen.fits()
        seen.becomes(DESK, "light")
        seen.fits()
        seen.is_quiet()
        assert seen.violations() == [], answer.ANSWER


def test_what_somebody_wrote_runs_nowhere(show: Show) -> None:
    seen = show(blogroi.html(report("of_odd_names"), full=True))
    seen.is_quiet()
    assert seen.page.locator("img, script, a[href^='javascript']").count() == 0
    assert seen.page.title() == ODD[0]


def test_the_colours_and_the_logo_are_those_that_were_given(show: Show, tmp_path: Path) -> None:
    style, logo = tmp_path / "house.css", tmp_path / "logo.svg"
    style.write_text(":root { --paper: #fff8e0; --font: serif }", encoding="utf-8")
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" onload="alert(1)"><script>alert(1)</script>'
        '<image href="https://example.org/x.png" width="9" height="9"/><rect width="90" height="30" fill="#064"/></svg>',
        encoding="utf-8",
    )
    seen = show(blogroi.html(report("chamber"), style=style, logo=logo, title="Ours"))
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 248, 224)"
    assert seen.page.evaluate("getComputedStyle(document.body).fontFamily") == "serif"
    assert seen.page.evaluate("document.querySelector('.logo').naturalWidth") == 90
    seen.is_quiet()
    assert seen.violations() == []


def test_dark_is_dark_and_paper_is_light(show: Show) -> None:
    html = blogroi.html(report("chamber"))
    seen = show(html, DESK, "dark")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 29)"
    seen.page.emulate_media(media="print", color_scheme="dark")
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
