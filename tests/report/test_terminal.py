"""Sheets as text: within a width and a number of lines, in colour or without, and harmless."""

import re
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi.language.languages import LANGUAGES, Language
from blogroi.language.spoken import Joined, message
from blogroi.report.markdown import markdown
from blogroi.report.sheet import Bar, Bars, Lines, Listing, Preformatted, Row, Sheet, Table
from blogroi.report.sheets import sheet_of
from blogroi.report.terminal import Face, text

CASES = Path(__file__).parents[2] / "examples"

SCALE = Bars(low=-100.0, high=100.0)
TABLE = Table(
    heads=["", "NPV", "range"],
    rows=[
        Row(["The chamber's blog, for everyone who asks", "-400", Bar(-50.0, -4.0, 60.0, SCALE)], "?"),
        Row(["The fair", "-95,300", Bar(-99.0, -80.0, -60.0, SCALE)], "x"),
    ],
    align=["left", "right", "left"],
    cut=[0],
)
SHEET = Sheet(
    title="Our tools",
    subtitle="3 years",
    blocks=[
        Lines(["None of the tools pays, as far as is known, 61 % of what they cost comes back.", ""]),
        TABLE,
        Listing(
            heading="Before you decide", lines=[f"point {number} " + "and more " * 9 for number in range(9)], first=True
        ),
        Listing(heading="Nothing", lines=[]),
        Preformatted("[tools.blog]\nname = 'The blog'\n"),
    ],
    foot=["the end"],
)


def columns(said: str) -> int:
    return max(len(line) for line in said.splitlines())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_it_may_be(width: int) -> None:
    assert columns(text(SHEET, Face(width=width))) <= width


def test_names_that_would_be_cut_to_the_same_text_keep_their_ends_where_these_differ() -> None:
    def cut(*names: str) -> list[str]:
        table = Table(heads=["", "NPV"], rows=[Row([name, "1"]) for name in names], align=["left", "right"], cut=[0])
        rows = text(Sheet(title="t", blocks=[table]), Face(width=40)).splitlines()[-len(names) :]
        return [row.removesuffix("1").rstrip() for row in rows]

    calls, hours = "The blog, 'Calls to the help desk'", "The blog, 'Hours of search that are spent'"
    assert cut(f"{calls}, change", f"{calls}, credit", hours) == [
        "The blog, 'Calls…elp desk', change",
        "The blog, 'Calls…elp desk', credit",
        "The blog, 'Hours of search that ar…",
    ]
    assert (
        cut(f"{calls} a, as it was before", f"{calls} b, as it was before")
        == ["The blog, 'Calls to the help desk'…"] * 2
    )


def test_bars_of_nothing_alone_are_left_out() -> None:
    none = Bar(0.0, 0.0, 0.0, Bars(low=0.0, high=0.0))
    said = text(Sheet(title="t", blocks=[Table(heads=["", "NPV", "range"], rows=[Row(["Blog", "0", none])])]))
    assert said == "t\n\n      NPV\nBlog  0\n"


@pytest.mark.parametrize("width", [40, 60, 80])
def test_signs_that_take_two_columns_count_twice(width: int) -> None:
    line = "社内ブログ" * 20 + " pays, as far as is known, 61 % of what it costs"
    said = text(Sheet(title="t", blocks=[Lines([line])]), Face(width=width)).splitlines()[2:]
    assert max(sum(1 if sign.isascii() else 2 for sign in part) for part in said) in (width - 1, width)
    assert "".join(said).replace(" ", "") == line.replace(" ", "")


def test_a_text_that_may_be_cut_is_cut_where_that_makes_the_room() -> None:
    first = text(Sheet(title="t", blocks=[TABLE]), Face(width=40)).splitlines()[3]
    assert first.startswith("? The chamber's")
    assert "…" in first
    assert first.endswith("┤")


LONG = "What the department for relations with all members sends out"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [*sorted((CASES).glob("*.toml"))], ids=lambda path: path.stem)
def test_names_of_sixty_letters_are_cut_and_the_bar_stays(case: Path, language: Language) -> None:
    """The bar is what is read quickest; a name is known by its beginning."""
    tools = {key: evolve(tool, name=f"{tool.name[:20]}: {LONG}"[:60]) for key, tool in blogroi.load(case).tools.items()}
    result = blogroi.evaluate(evolve(blogroi.load(case), tools=tools), draws=1000)
    said = text(sheet_of(result), Face(language=language, lines=25))
    uncertain = [tool for tool in result.tools.values() if tool.npv is not None and tool.npv.p05 != tool.npv.p95]
    if len(tools) > 1 and result.ranking.by == "npv":
        assert said.count("├") + said.count("┤") >= len(uncertain)
    assert columns(said) <= 80
    assert len(said.splitlines()) <= 25


def test_headings_are_broken_before_a_name_is_cut() -> None:
    table = Table(
        heads=["", "what it brings in", "the chance that it pays"],
        rows=[Row(["The printed magazine", "-95,300", "< 1 %"]), Row(["The chamber's blog", "-400", "47 %"])],
        align=["left", "right", "right"],
        cut=[0],
    )
    lines = text(Sheet(title="t", blocks=[table]), Face(width=46)).splitlines()[2:]
    assert lines[-2:] == [
        "The printed magazine    -95,300         < 1 %",
        "The chamber's blog         -400          47 %",
    ]
    assert len(lines) == 4


def test_bars_share_a_scale_and_show_where_nothing_is() -> None:
    lines = text(SHEET).splitlines()
    rows = [line for line in lines if line[:2] in ("? ", "x ")]
    ends = [(row.index("├"), row.index("●"), row.index("┤")) for row in rows]
    assert ends[0][0] < ends[0][1] < ends[0][2]
    assert ends[1][2] < ends[0][0]
    assert rows[1].index("┊") > ends[1][2]


def test_where_columns_have_no_room_each_row_is_a_block() -> None:
    wide = evolve(TABLE, cut=(), rows=[Row(["The fair", "between one thing and another, " * 3, "none"])])
    said = text(Sheet(title="t", blocks=[wide]), Face(width=60))
    assert "\nThe fair\n  NPV    between" in said
    assert columns(said) <= 60


def test_what_matters_least_is_left_out_and_counted() -> None:
    said = text(SHEET, Face(lines=20)).splitlines()
    assert len(said) <= 20
    assert any(re.fullmatch(r"  - \d more points: --full", line) for line in said)
    assert any(line.startswith("  - point 0") for line in said)
    assert said[-1] == "the end"


def test_everything_is_said_where_there_is_room() -> None:
    assert "--full" not in text(SHEET, Face(lines=200))
    assert text(SHEET, Face(lines=200)) == text(SHEET)


def test_colours_carry_nothing_that_signs_do_not() -> None:
    coloured = text(SHEET, Face(colour=True))
    assert "\x1b[33m?\x1b[0m The chamber" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == text(SHEET)


def test_where_only_ascii_can_be_shown_only_ascii_is_drawn() -> None:
    assert text(SHEET, Face(ascii=True)).isascii()
    assert "[" in text(SHEET, Face(ascii=True))


def test_nothing_that_stands_in_a_sheet_acts_on_a_terminal() -> None:
    evil = "a\x1b[2Jb\nblogroi: all is well\u202e"
    hostile = Sheet(
        title=evil,
        blocks=[
            Lines([evil]),
            Listing(heading=evil, lines=[evil]),
            Table(heads=[evil], rows=[Row([evil])]),
            Preformatted(evil),
        ],
        foot=[evil],
    )
    said = text(hostile, Face(width=100))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert said.count("blogroi: all is well") == 8
    assert sum(line.startswith("blogroi") for line in said.splitlines()) == 1  # in what is shown line by line


def test_a_command_and_a_share_are_not_broken() -> None:
    said = text(
        Sheet(title="t", blocks=[Lines(["x" * 30 + " `blogroi worth-measuring` " + "y" * 8 + " 61 % z"])]),
        Face(width=40),
    )
    assert "`blogroi worth-measuring`" in said
    assert "61 %" in said


def test_markdown_says_the_same() -> None:
    said = markdown(SHEET)
    assert "# Our tools\n\n3 years\n\nNone of the tools" in said
    assert "|   |  | NPV |" in said
    assert "## Before you decide\n\n- point 0" in said
    assert "```toml\n[tools.blog]" in said
    assert "Nothing" not in said


def test_markdown_takes_no_text_for_its_own_signs() -> None:
    assert markdown(Sheet(title="*a*|b", blocks=[Table(heads=["h"], rows=[Row(["x|<y>"])])])) == (
        "# \\*a\\*|b\n\n| h |\n| --- |\n| x\\|\\<y> |\n"
    )


def test_what_stands_between_two_long_pieces_of_code_is_broken_as_any_text() -> None:
    code = "[`tools.magazine.costs.Printing and postage.amount`]"
    line = f"cost of 'Printing and postage' {code} (40 %); quantity of 'Writing' {code} (20 %)"
    for width in range(60, 100):
        assert " ".join(text(Sheet(title="", blocks=[Lines([line])]), Face(width=width)).split()) == line


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_our_own_sentences_set_in_backquotes_is_code_in_markdown_and_no_text_of_a_case_is(
    language: Language,
) -> None:
    def said(line: str) -> str:
        return markdown(Sheet(title="t", blocks=[Lines([line])]), language).removeprefix("# t\n\n").strip()

    assert said(message("`{key}`", key="tools.blog_post")) == "`tools.blog_post`"
    assert said(message("{first} and {last}", first=message("`{key}`", key="a`*"), last="`*b`")).split()[::2] == [
        "``",
        "``",
        "\\`\\*b\\`",
    ]
    assert said("`a_b`") == "\\`a\\_b\\`"
    assert said(message("`_x` of {tool}", tool=Joined(["`rm_it`", "c"]))) == "`_x` of \\`rm\\_it\\`, c"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("- Blog", "\\- Blog"),
        ("+ Blog", "\\+ Blog"),
        ("--- Blog", "\\--- Blog"),
        ("> Blog", "\\> Blog"),
        ("1. Blog", "1\\. Blog"),
        ("2024) Blog", "2024\\) Blog"),
        ("-5 % Blog", "-5 % Blog"),
        ("2024 Blog", "2024 Blog"),
        ("~~Blog~~", "\\~\\~Blog\\~\\~"),
        ("$a$ Blog", "\\$a\\$ Blog"),
        ("R&amp;D &#60; Blog", "R\\&amp;D \\&\\#60; Blog"),
        ("R&D Blog", "R&D Blog"),
        ("a\x1bb\x1a Blog", "a\\\\u001bb\\\\u001a Blog"),
        ("{x} {{ %s Blog", "{x} {{ %s Blog"),
    ],
)
def test_a_name_is_shown_in_markdown_as_it_was_written(name: str, shown: str) -> None:
    line = message("{tool} pays", tool=name)
    sheet = Sheet(title="t", subtitle=line, blocks=[Lines([line]), Listing(heading="", lines=[line])], foot=[line])
    assert markdown(sheet) == f"# t\n\n{shown} pays\n\n{shown} pays\n\n- {shown} pays\n\n{shown} pays\n"


def test_a_bar_in_ascii_opens_closes_and_has_its_middle_between() -> None:
    rows = text(SHEET, Face(width=100, ascii=True)).splitlines()
    assert [re.findall(r"\[-*o-*\]", row) for row in rows if row.startswith(("? ", "x "))] == [
        ["[----o------]"],
        ["[-o--]"],
    ]


def test_how_many_steps_are_left_out_is_no_step() -> None:
    steps = Listing(heading="Next", lines=[f"step {n}" for n in range(9)], numbered=True, first=True)
    said = text(Sheet(title="t", blocks=[steps]), Face(lines=8)).splitlines()
    assert said == ["t", "", "Next", *(f"  {n + 1}. step {n}" for n in range(3)), "", "  - 6 more points: --full"]


def test_what_pays_is_green_and_what_does_not_is_red() -> None:
    rows = [Row(["pays"], "+"), Row(["does not"], "x"), Row(["open"], "?"), Row(["even"], "=")]
    said = text(Sheet(title="t", blocks=[Table(heads=[""], rows=rows)]), Face(colour=True))
    assert re.findall(r"\x1b\[(\d+)m([+x?=])\x1b\[0m (\w+)", said) == [
        ("32", "+", "pays"),
        ("31", "x", "does"),
        ("33", "?", "open"),
        ("36", "=", "even"),
    ]


def test_columns_are_counted_as_a_terminal_shows_them() -> None:
    """Two for a wide sign, none for one that stands on another."""
    names = ["\u65e5\u672c", "e\u0301te\u0301", "plain"]
    table = Table(heads=["", "n"], rows=[Row([name, "1"]) for name in names])
    rows = text(Sheet(title="t", blocks=[table])).splitlines()[3:]
    assert [row.partition("1")[0] for row in rows] == [f"{names[0]}   ", f"{names[1]}    ", "plain  "]
