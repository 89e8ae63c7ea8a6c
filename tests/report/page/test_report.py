"""One page for a decision: the answers of all commands, with no figure and no sentence that they do not give."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import cli
from blogroi.language.languages import Language
from blogroi.language.spoken import message, spoken
from blogroi.report.page.html import _WORDS
from blogroi.report.page.pictures import drawn_of, picture, pictures
from blogroi.report.reporting import _HEADINGS, _HERE, page_of
from blogroi.report.sheet import Bar, Lines, Listing, Preformatted, Table
from blogroi.report.sheets import sheet_of
from blogroi.results.format import amount, beside, chance_in_words
from tests.reading_pages import Element, read_page, sentences

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples"
SCENARIOS = ROOT / "tests" / "golden" / "cases" / "scenarios.toml"
DRAWS = 400
LANGUAGES: tuple[Language, ...] = ("en", "fr")
CASES = [
    *(EXAMPLES / f"{name}.toml" for name in ("chamber", "b2b-blog", "internal-effects", "fastlane-2006", "launch")),
    SCENARIOS,
    ROOT / "tests" / "golden" / "cases" / "drivers.toml",
]


@cache
def reported(path: Path) -> blogroi.Report:
    return blogroi.report_on(blogroi.load(path), draws=DRAWS)


def answers(report: blogroi.Report) -> list[blogroi.Answer]:
    found = [report.evaluation, report.sensitivity, report.worth_measuring, report.choice, report.scenarios]
    return [one for one in found if one is not None]


def texts(answer: blogroi.Answer) -> Iterator[str]:
    """All texts of what an answer says, short and whole."""
    for full in (False, True):
        sheet = sheet_of(answer, full=full)
        yield from (sheet.title, sheet.subtitle, *sheet.foot)
        for block in sheet.blocks:
            match block:
                case Lines():
                    yield from block.lines
                case Listing():
                    yield from (block.heading, *block.lines)
                case Table():
                    yield from (block.caption, *block.heads)
                    for row in block.rows:
                        yield from (cell for cell in row.cells if not isinstance(cell, Bar))
                case Preformatted():
                    yield block.text


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def rows_in(answer: blogroi.Answer, language: Language) -> Iterator[str]:
    """What the first cell of a row is with the sign of its verdict before it and the words of it behind."""
    for full in (False, True):
        for block in sheet_of(answer, full=full).blocks:
            for row in block.rows if isinstance(block, Table) else ():
                assert isinstance(row.cells[0], str)
                yield " ".join((row.mark, spoken(row.cells[0], language), spoken(row.means, language)))


def drawn(report: blogroi.Report) -> Iterator[blogroi.Figure]:
    """All figures of all answers, and the chain of the case."""
    yield report.chain
    for answer in answers(report):
        yield from (getattr(answer.figures, name)() for name in answer.figures)


def texts_of(figure: blogroi.Figure, language: Language) -> Iterator[str]:
    """All texts of a figure: what it is called, how it is read, what stands in it, and what stands in its table."""
    for text in (figure.title, figure.reading, *figure.facts):
        yield plain(spoken(text, language))
    yield from sentences(read_page(figure.in_language(language).inline))
    behind = picture(figure).behind
    if isinstance(behind, Table):
        for cell in (*behind.heads, *(cell for row in behind.rows for cell in row.cells)):
            assert isinstance(cell, str)
            yield plain(spoken(cell, language))


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_sentence_and_no_figure_is_on_the_page_that_is_not_in_the_answers(
    path: Path, language: Language, full: bool
) -> None:
    report = reported(path)
    known = [text for answer in answers(report) for text in texts(answer)]
    ours = [
        *_WORDS.values(),
        *_HEADINGS.values(),
        *map(_left_out, report.left_out),
        *(part.heading for part in page_of(report).parts),
    ]
    said = {plain(spoken(text, language)) for text in (*known, *ours)}
    said |= {plain(row) for answer in answers(report) for row in rows_in(answer, language)}
    said |= {text for figure in drawn(report) for text in texts_of(figure, language)}
    counted = re.compile("\\d+ (more points?|autres? points?)")
    for sentence in sentences(read_page(blogroi.html(report, language=language, full=full))):
        assert sentence in said or counted.fullmatch(sentence) or _is_here(sentence, language), sentence


def _left_out(what: str) -> str:
    return message("Left out: {what}", what=what)


def _is_here(sentence: str, language: Language) -> bool:
    """Whether a sentence is one of those that stand in the place of a command."""
    templates = [one._template(language).replace("{amount}", "\0") for one in _HERE.values()]
    return any(re.fullmatch(re.escape(plain(one)).replace("\0", ".*"), sentence) for one in templates)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_its_figures_are_those_of_the_data(path: Path) -> None:
    report = reported(path)
    again = blogroi.Evaluation.from_json(report.evaluation.to_json())
    page = read_page(blogroi.html(report))
    rows = {row.first("th").text: row.text for row in page.first("main").first("tbody").every("tr")}
    for tool in again.tools.values():
        (text,) = (row for head, row in rows.items() if tool.name in head)
        if tool.npv is not None:
            assert f" {beside(tool.npv.mean, tool.npv)} " in f"{text} "
    if report.choice is not None:
        (chosen,) = (one for one in page.every("section") if one.attributes.get("id") == "choice")
        for figure in report.choice.npv.values():
            assert f" {amount(figure)} " in f"{chosen.text} "


def test_each_question_is_asked_as_it_would_be_alone() -> None:
    case = blogroi.load(SCENARIOS)
    report = blogroi.report_on(case, draws=DRAWS, budget=30_000)
    assert report.evaluation == blogroi.evaluate(case, draws=DRAWS, figures=("default", "cash_by_period"))
    assert report.chain == blogroi.chain(case)
    assert report.sensitivity == blogroi.sensitivity(case, draws=DRAWS)
    assert report.worth_measuring == blogroi.worth_measuring(case, draws=DRAWS)
    assert report.choice == blogroi.choose(case, draws=DRAWS, budget=30_000)
    assert report.scenarios == blogroi.scenarios(case, draws=DRAWS)
    assert report.left_out == ()


def test_gaps_are_filled_for_what_is_worth_measuring_as_alone() -> None:
    report = reported(EXAMPLES / "chamber.toml")
    assert report.worth_measuring is not None
    assert report.worth_measuring.conventions.gaps == "prior"
    section = next(
        one for one in read_page(blogroi.html(report)).every("section") if one.attributes.get("id") == "worth-measuring"
    )
    assert section.first("p").text.endswith("missing effects drawn from usual ranges")


def test_it_shows_itself_in_one_line_and_in_a_notebook_as_its_evaluation() -> None:
    report = reported(SCENARIOS)
    assert repr(report) == (
        "<Report on 'Two apps of which one at most, and what c...': "
        "evaluation, choice, sensitivity, worth_measuring and 1 more>"
    )
    shown = report._repr_mimebundle_()
    assert shown["text/plain"] == repr(report)
    assert shown["text/html"] == report.evaluation._repr_mimebundle_()["text/html"]


def test_what_letters_of_scenarios_stand_for_is_seen_at_once() -> None:
    (section,) = (
        one
        for one in read_page(blogroi.html(reported(SCENARIOS))).every("section")
        if one.attributes.get("id") == "scenarios"
    )
    seen = [one for one in section.inside if isinstance(one, Element)]
    assert "The blog (A)" in seen[1].text
    assert [one.tag for one in seen].index("table") < [one.tag for one in seen].index("details")
    assert [
        row.first("th").text for row in next(one for one in seen if one.tag == "table").first("tbody").every("tr")
    ] == ["A", "B", "C"]


def test_what_has_no_answer_is_left_out_with_a_word() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    one = blogroi.report_on(evolve(case, tools={"blog": case.tools["blog"]}, demands={}), draws=DRAWS)
    assert one.left_out == ("what to choose, since there is one tool alone.", "scenarios, since the case has none.")
    free = evolve(case, tools={key: evolve(tool, costs=()) for key, tool in case.tools.items()})
    unknown = blogroi.report_on(free, draws=DRAWS)
    assert (unknown.sensitivity, unknown.worth_measuring, unknown.choice) == (None, None, None)
    assert "no tool says what it costs" in unknown.left_out[0]
    otherwise = blogroi.report_on(blogroi.load(SCENARIOS), draws=DRAWS, scenario="slow")
    assert otherwise.scenarios is None
    assert otherwise.left_out == ("other scenarios, since one was asked for.",)


def test_a_choice_that_the_case_makes_impossible_is_said_and_one_that_is_asked_for_is_refused() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    bound = evolve(case, choice=blogroi.ChoiceRules(budget=10.0, keep=["magazine"]))
    report = blogroi.report_on(bound, draws=DRAWS)
    assert report.choice is None
    assert report.left_out[0].startswith("what to choose (")
    assert "give more, or keep less" in report.left_out[0]
    with pytest.raises(blogroi.OptionError, match="budget"):
        blogroi.report_on(bound, draws=DRAWS, budget=20.0)


def test_commands_that_the_page_answers_itself_are_not_named() -> None:
    for path in CASES:
        for language in LANGUAGES:
            text = read_page(blogroi.html(reported(path), language=language)).first("main").text
            assert not re.search(r"blogroi (worth-measuring|choose|evaluate|sensitivity|scenarios|launch)", text)
            assert "--full" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_four_tools_is_small_however_many_periods_there_are(language: Language) -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    months = evolve(case, horizon=evolve(case.horizon, periods=120, step="month"))
    assert len(blogroi.html(reported(EXAMPLES / "chamber.toml"), language=language).encode()) <= 60_000
    assert len(blogroi.html(blogroi.report_on(months, draws=DRAWS), language=language).encode()) <= 63_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [5, 6, 10, 12])
def test_a_page_of_many_tools_is_small(count: int, language: Language) -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    tools = [case.tools[key] for key in ("blog", "newsletter", "intranet", "magazine")]
    many = evolve(
        case, tools={f"t{place}": evolve(tools[place % 4], name=f"Tool {place}") for place in range(count)}, demands={}
    )
    assert len(blogroi.html(blogroi.report_on(many, draws=DRAWS), language=language).encode()) <= 60_000
    assert len(blogroi.html(blogroi.evaluate(many, draws=DRAWS), language=language).encode()) <= 60_000


def test_what_is_called_alike_stands_in_rows_of_its_own_behind_a_figure() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    first, second, *_ = case.indicators
    blog, fair, *_ = case.tools
    alike = evolve(
        case,
        indicators={
            **case.indicators,
            second: evolve(case.indicators[second], statement=case.indicators[first].statement),
        },
        tools={**case.tools, fair: evolve(case.tools[fair], name=case.tools[blog].name)},
    )
    there = blogroi.evaluate(alike, draws=DRAWS).figures
    assert isinstance(asked := picture(there.gaps()).behind, Table)
    assert isinstance(places := picture(there.places()).behind, Table)
    assert len(asked.rows) == len(case.indicators) + 1  # and the costs
    assert len(places.rows) == len(case.tools)


def test_a_figure_stands_on_the_page_where_it_shows_more_than_the_table_beside_it() -> None:
    chamber, certain = reported(EXAMPLES / "chamber.toml"), reported(EXAMPLES / "fastlane-2006.toml")
    assert [one.figure.name for one in pictures(chamber.evaluation)] == ["npv", "cash", "places"]
    assert [one.figure.name for one in drawn_of(chamber.evaluation)] == ["npv", "cash", "places", "gaps"]
    assert [one.figure.name for one in pictures(certain.evaluation)] == ["cash"]
    assert chamber.sensitivity is not None
    assert [one.figure.name for one in pictures(chamber.sensitivity)] == ["moves", "lead"]
    assert [one.figure.name for one in pictures(chamber.sensitivity, full=False)] == ["lead"]
    assert chamber.choice is not None
    assert [*pictures(chamber.choice)] == []  # nothing to draw of one set of none
    firm = reported(EXAMPLES / "b2b-blog.toml")
    assert firm.choice is not None
    assert [*pictures(firm.choice)] == []  # nor of none and one
    scenarios = reported(SCENARIOS)
    assert scenarios.choice is not None
    assert [one.figure.name for one in pictures(scenarios.choice)] == ["choice"]
    for language in LANGUAGES:
        page = read_page(blogroi.html(chamber, language=language))
        figures = [*page.every("figure")]
        assert [one.first("figcaption").every("h2", "h3").__next__().tag for one in figures[:3]] == ["h2"] * 3
        for one in figures:
            assert one.first("svg").attributes["role"] == "img"
            assert (
                one.first("svg").first("title").text
                == one.first("figcaption").first(f"h{2 + (one not in figures[:3])}").text
            )
            assert [*one.first("details").every("table", "ul")]


def test_of_many_tools_a_page_says_what_matters_and_in_full_the_rest() -> None:
    case = blogroi.load(EXAMPLES / "chamber.toml")
    tools = [case.tools[key] for key in ("blog", "newsletter", "intranet", "magazine")]
    for count in (4, 5, 6, 7):
        named = {f"t{place}": evolve(tools[place % 4], name=f"Tool {place}") for place in range(count)}
        report = blogroi.report_on(evolve(case, tools=named, demands={}), draws=DRAWS)
        short, full = (read_page(blogroi.html(report, full=full)) for full in (False, True))
        drawn = {one.attributes["class"] for one in short.every("figure") if [*one.every("svg")]}
        assert drawn >= {"of-npv", "of-places", "of-lead", "of-worth"}
        assert ("of-chain" in drawn) is (count <= 6)
        assert {"of-cash", "of-gaps"} & drawn == ({"of-cash", "of-gaps"} if count == 4 else set())
        assert any("behind" in one.attributes.get("class", "") for one in short.every("details")) is (count <= 6)
        assert {"of-chain", "of-moves"} <= {one.attributes["class"] for one in full.every("figure")}
        alone = read_page(blogroi.html(report.evaluation))
        assert ("Where the benefits of Tool 1 come from" in alone.text) is (count <= 6)


def test_behind_the_figures_stands_what_their_tables_hold() -> None:
    report = reported(EXAMPLES / "chamber.toml")
    found = {one.figure.name: one for one in drawn_of(report.evaluation)}
    places, asked = found["places"].behind, found["gaps"].behind
    assert isinstance(places, Table)
    assert isinstance(asked, Table)
    for row in places.rows:
        (key,) = (key for key, tool in report.evaluation.tools.items() if tool.name == row.cells[0])
        shares = report.evaluation.ranking.rank_acceptability[key]
        assert list(row.cells[1:]) == [chance_in_words(share) for share in shares[:3]]
    cells = {
        (row.cells[0], head): cell
        for row in asked.rows
        for head, cell in zip(asked.heads[1:], row.cells[1:], strict=True)
    }
    for tool in report.evaluation.tools.values():
        for gap in tool.gaps:
            assert cells[report.evaluation.names.indicators[gap].statement, tool.name] in ("missing", "never asked")
        for other in tool.not_applicable:
            assert cells[report.evaluation.names.indicators[other].statement, tool.name] == "no effect possible"
    assert cells["Costs", "The intranet"] == "stated"


def test_on_the_command_line_it_has_a_title_a_logo_and_colours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logo, style, page = tmp_path / "logo.png", tmp_path / "house.css", tmp_path / "report.html"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n")
    style.write_text(":root { --accent: #004400 }", encoding="utf-8")
    words = ["report", str(EXAMPLES / "chamber.toml"), "--draws", "100", "--output", str(page)]
    assert cli.main([*words, "--title", "Ours", "--logo", str(logo), "--style", str(style)]) == cli.FINE
    written = page.read_text(encoding="utf-8")
    assert written == blogroi.html(
        blogroi.report_on(blogroi.load(EXAMPLES / "chamber.toml"), draws=100), title="Ours", logo=logo, style=style
    )
    for name, value in (("--title", " "), ("--logo", str(style)), ("--style", str(logo))):
        assert cli.main([*words, name, value]) == cli.MISUSE
        assert capsys.readouterr().err.startswith(f"blogroi: {name}: ")
    assert cli.main([*words[:-1], str(tmp_path / "report.pdf")]) == cli.MISUSE
    assert "write a name that ends in .html" in capsys.readouterr().err
