"""A page: what it says is what the sheets say, nothing that somebody wrote acts on it, and it needs nothing else."""

import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

import blogroi
from blogroi import cli
from blogroi.language.languages import Language
from blogroi.language.spoken import Number, message, plural
from blogroi.report.page.html import html
from blogroi.report.page.layout import Page, bound, laid_out, part_of
from blogroi.report.page.logo import Logo
from blogroi.report.page.look import Look
from blogroi.report.sheet import Bar, Bars, Block, Lines, Listing, Preformatted, Row, Sheet, Table
from tests.reading_pages import Element, read_page, sentences

ROOT = Path(__file__).parents[3]
NAUGHTY = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[blog](javascript:alert(1))",
    "**bold** # head",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; &quot;'\"",
    "`blogroi evaluate`",
    "a\x1b[2Jb\x00c\x7f",
    "blog \u202etxt.exe\u202c \u2066x\u2069",
    "\ud800",
    "]]></style><style>*{display:none}</style>",
    "--><!--",
    "https://example.org/?q=<b>",
]


def shown(*blocks: Block, language: Language = "en", look: Look = Look()) -> Element:
    sheet = Sheet(title="Our tools", subtitle="3 years", blocks=blocks, foot=["At the foot."])
    return read_page(html(laid_out(sheet, sheet), language, look))


def test_a_page_has_one_heading_of_the_first_level_a_title_landmarks_and_a_language() -> None:
    page = shown(Lines(["None pays."]), language="fr")
    assert page.first("html").attributes == {"lang": "fr"}
    assert page.first("title").text == "Our tools"
    assert [one.text for one in page.every("h1")] == ["Our tools"]
    assert [one.tag for one in page.first("body").inside if isinstance(one, Element)] == ["header", "main", "footer"]
    assert page.first("footer").text == "At the foot."


@pytest.mark.parametrize("name", NAUGHTY[:2])
def test_what_is_to_be_typed_is_code_and_text_alone(name: str) -> None:
    page = shown(Lines([message("Next: `blogroi explain {name}`", name=name)]))
    assert [one.inside for one in page.every("code")] == [[f"blogroi explain {name}"]]


@pytest.mark.parametrize(("amount", "kind"), [("-100,000,000", "plain"), ("-1,000,000,000", "many")])
def test_of_figures_too_long_to_stand_beside_each_other_each_row_is_a_card(amount: str, kind: str) -> None:
    rows = [Row(["A name that is long by itself", amount, "3 to 4 of 1,000,000"])]
    table = shown(Table(heads=["", "NPV", "range"], rows=rows, align=["left", "right", "right"])).first("table")
    assert table.attributes["class"].split()[0] == kind


def test_the_verdict_stands_first_and_is_the_one_that_leads() -> None:
    page = shown(Lines(["", "None pays.", "Wait."]), Lines(["Later."]))
    assert [(one.text, one.attributes.get("class", "")) for one in page.first("main").every("p")] == [
        ("None pays.", "lead"),
        ("Wait.", ""),
        ("Later.", ""),
    ]


@pytest.mark.parametrize("levels", [[2, 3, 2], [3], [3, 3, 2, 3], [2, 4]])
def test_headings_go_down_by_one_at_most(levels: list[int]) -> None:
    listings = [Listing(heading=f"H{place}", lines=["x"], level=level) for place, level in enumerate(levels)]
    for heading in ("", "A part"):
        sheet = Sheet(title="Our tools", blocks=listings)
        page = Page(title="Our tools", parts=[part_of(sheet, sheet, key="a", heading=heading)])
        found = [int(one.tag[1]) for one in read_page(html(page)).every("h1", "h2", "h3", "h4", "h5")]
        assert found[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(found))


def test_a_table_says_what_it_shows_and_what_its_columns_and_rows_are() -> None:
    rows = [
        Row(["Blog", "5", Bar(-5.0, 0.0, 5.0, Bars(low=-10.0, high=10.0))], "x", "does not pay"),
        Row(["Fair", "", ""]),
    ]
    table = Table(
        heads=["", "net gain", ""], rows=rows, align=["left", "right", "right"], caption="What each brings in"
    )
    found = shown(Lines(["None pays."]), table).first("table")
    assert found.first("caption").text == "What each brings in"
    assert [(one.text, one.attributes["scope"]) for one in found.every("th")] == [
        ("net gain", "col"),
        ("x Blog does not pay", "row"),
        ("Fair", "row"),
    ]
    assert [one.attributes.get("class") for one in found.first("tbody").every("td")] == [None, "drawn", "none", "none"]
    sign = next(one for one in found.every("span") if "sign" in one.attributes["class"])
    assert sign.attributes == {"class": "sign bad", "aria-hidden": "true"}


def test_what_a_column_is_called_and_on_which_side_it_stands_is_said_once_for_tables_of_the_same_columns() -> None:
    def of(*heads: str) -> Table:
        return Table(heads=["", *heads], rows=[Row(["Blog", *map(str, range(len(heads)))])], align=["left", "right"])

    page = shown(of("net", 'a"</style>é'), of("net", 'a"</style>é'), of("net"), language="fr")
    assert [one.attributes["class"].split()[1] for one in page.every("table")] == ["n0", "n0", "n1"]
    (style,) = page.first("style").inside
    assert isinstance(style, str)
    assert style.endswith(
        ".n0 tr>:nth-child(2){text-align:right;overflow-wrap:normal}"
        '.n0 td:nth-child(2){--head:"net"}.n0 td:nth-child(3){--head:"a\\22 \\3c \\2f style\\3e \\e9 "}'
        '.n1 tr>:nth-child(2){text-align:right;overflow-wrap:normal}.n1 td:nth-child(2){--head:"net"}'
    )


def test_a_table_without_a_caption_has_that_of_its_page_for_who_does_not_see_it() -> None:
    caption = shown(Table(heads=["a"], rows=[Row(["b"])])).first("caption")
    assert (caption.text, caption.attributes) == ("Our tools", {"class": "hidden"})


@pytest.mark.parametrize(
    ("bar", "drawn"),
    [
        (Bar(-5.0, 0.0, 5.0, Bars(low=-10.0, high=10.0)), ("50%", "25%", "50%", "50%")),
        (Bar(2.0, 3.0, 99.0, Bars(low=1.0, high=5.0)), (None, "25%", "75%", "50%")),
        (Bar(0.0, 0.0, 0.0, Bars(low=0.0, high=10.0)), ("0%", "0%", ".3%", "0%")),
    ],
)
def test_a_range_is_drawn_where_it_lies_on_its_scale(bar: Bar, drawn: tuple[str | None, ...]) -> None:
    svg = shown(Table(heads=["a", ""], rows=[Row(["b", bar])])).first("svg")
    zero = [one.attributes["x1"] for one in svg.every("line")]
    rect, circle = svg.first("rect").attributes, svg.first("circle").attributes
    assert (zero[0] if zero else None, rect["x"], rect["width"], circle["cx"]) == drawn
    assert svg.attributes["aria-hidden"] == "true"


def test_nothing_is_drawn_on_a_scale_without_length() -> None:
    page = shown(Table(heads=["a", ""], rows=[Row(["b", Bar(1.0, 1.0, 1.0, Bars(low=1.0, high=1.0))])]))
    assert not [*page.every("svg")]


def test_what_a_sentence_of_ours_sets_in_backquotes_is_code_and_what_somebody_else_does_is_not() -> None:
    page = shown(Lines([message("{tool}: `blogroi check`", tool="`The` blog")]))
    assert page.first("main").first("p").text == "`The` blog: blogroi check"
    assert [one.text for one in page.every("code")] == ["blogroi check"]


def test_a_name_that_is_read_from_the_right_does_not_turn_the_figures_beside_it_around() -> None:
    said = message(
        "{tool} ({low} to {high}): `blogroi explain {tool}`", tool="שבת 2026", low=Number("1"), high=Number("2")
    )
    page = shown(Lines([said, message("{tool} pays", tool="Blog")]))
    first, second = page.first("main").every("p")
    assert first.text == "\u2068שבת 2026\u2069 (1 to 2): blogroi explain שבת 2026"
    assert second.text == "Blog pays"


def test_a_part_of_a_file_keeps_its_lines() -> None:
    (code,) = shown(Preformatted("a = 1\n  b = '<2>'\n")).every("pre")
    assert code.first("code").inside == ["a = 1\n  b = '<2>'"]


@pytest.mark.parametrize("text", NAUGHTY)
def test_what_somebody_wrote_reaches_a_page_as_text_only(text: str) -> None:
    said = message("{tool} pays", tool=text)
    table = Table(heads=[text, text], rows=[Row([text, said], "+", text)], caption=text)
    sheet = Sheet(
        title=text,
        subtitle=text,
        blocks=[Lines([said]), table, Listing(heading=text, lines=[text], first=True), Preformatted(text)],
        foot=[text],
    )
    for look in (Look(), Look(title=text)):
        written = html(laid_out(sheet, sheet), look=look)
        assert not set("\x00\x1b\x7f\u202e\u202c\u2066\u2069\ud800") & set(written)
        page = read_page(written)
        allowed = {
            "html",
            "head",
            "meta",
            "title",
            "style",
            "body",
            "header",
            "main",
            "section",
            "footer",
            "h1",
            "h2",
            "p",
        }
        allowed |= {"table", "caption", "thead", "tbody", "tr", "th", "td", "span", "ul", "li", "pre", "code", "page"}
        assert {one.tag for one in page.every()} <= allowed
        assert len([*page.every("style")]) == 1
        if text.isprintable():
            assert page.first("h1").text == page.first("title").text == " ".join(text.split())
            assert page.first("main").first("p").text == f"{' '.join(text.split())} pays"


def test_links_lead_to_parts_of_the_page_alone() -> None:
    sheets = [Sheet(title=f"Part {number} https://example.org", blocks=[Lines(["x"])]) for number in range(3)]
    page = read_page(html(bound(sheets)))
    there = {one.attributes["id"] for one in page.every("section")}
    assert [one.attributes["href"] for one in page.every("a")] == ["#part-1", "#part-2", "#part-3"]
    assert there == {"part-1", "part-2", "part-3"}


def test_the_one_style_is_known_by_its_hash_and_nothing_else_is_let_in() -> None:
    written = html(laid_out(Sheet(title="Our tools", blocks=[]), Sheet(title="Our tools", blocks=[])))
    page = read_page(written)
    (style,) = page.every("style")
    (text,) = style.inside
    assert isinstance(text, str)
    assert text.isascii()
    digest = b64encode(sha256(text.encode()).digest()).decode()
    (policy,) = (one.attributes["content"] for one in page.every("meta") if "http-equiv" in one.attributes)
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not [*page.every("script", "link", "iframe", "object", "embed", "form")]
    assert not [name for one in page.every() for name in one.attributes if name == "style" or name.startswith("on")]
    assert not re.search(r"url\(|@import|https?:", text)


def test_a_logo_and_a_title_of_their_own() -> None:
    page = shown(Lines(["x"]), look=Look(title="House", logo=Logo("data:image/png;base64,AA==")))
    assert page.first("img").attributes == {"class": "logo", "src": "data:image/png;base64,AA==", "alt": ""}
    assert page.first("title").text == page.first("h1").text == "House"


LONG = Listing(
    heading="Before you decide", lines=[f"Point {number}." for number in range(1, 10)], first=True, numbered=True
)


def test_what_matters_least_of_a_long_list_is_behind_and_counted() -> None:
    page = shown(LONG)
    first, rest = page.every("ol")
    assert len([*first.every("li")]) == 5
    assert (rest.attributes, rest.text.split(".")[0]) == ({"start": "6"}, "Point 6")
    assert page.first("details").first("summary").text == "4 more points"
    assert not [*shown(evolve(LONG, lines=LONG.lines[:6])).every("details")]


def test_in_full_nothing_is_behind() -> None:
    sheet = Sheet(title="Our tools", blocks=[LONG])
    more = Sheet(title="Our tools", blocks=[LONG, Lines(["More."])])
    page = read_page(html(laid_out(sheet, more), full=True))
    assert not [*page.every("details")]
    assert page.first("main").text.count("Point") == 9
    behind = read_page(html(laid_out(sheet, more))).first("section").inside[-2]
    assert isinstance(behind, Element)
    assert (behind.tag, behind.text) == ("details", "All of it More.")


def test_all_tools_have_a_line_though_a_terminal_counts_some() -> None:
    def table(rows: int) -> Table:
        return Table(heads=["", "net"], rows=[Row([f"T{row}", f"{row}"]) for row in range(rows)])

    short = Sheet(
        title="x", blocks=[Lines(["None pays."]), table(2), Listing(heading="Before", lines=["a"], first=True)]
    )
    full = Sheet(title="x", blocks=[Lines(["None pays."]), table(5), Listing(heading="All", lines=["b"]), Lines([])])
    (part,) = laid_out(short, full).parts
    assert [one.block for one in part.front] == [short.blocks[0], full.blocks[1], short.blocks[2]]
    assert [one.block for one in part.behind] == [full.blocks[2]]


def test_a_table_of_all_that_is_sorted_otherwise_does_not_take_the_place_of_the_short_one() -> None:
    def table(head: str) -> Table:
        return Table(heads=["", head], rows=[Row(["Blog", "1"])])

    short = Sheet(title="x", blocks=[Lines(["Two dates."]), table("both")])
    full = Sheet(
        title="x", blocks=[Lines(["Two dates."]), Lines(["2025"]), table("first"), Lines(["2026"]), table("second")]
    )
    (part,) = laid_out(short, full).parts
    assert [one.block for one in part.front] == [*short.blocks]
    assert [one.block for one in part.behind] == [*full.blocks[1:]]


def test_what_an_option_would_show_is_not_counted_where_all_is_shown() -> None:
    more = plural("{count} more tool: --full", "{count} more tools: --full", 3)
    table = Table(heads=["", "net"], rows=[Row(["Blog", "1"]), Row([more, ""]), Row(["--full", "2"])])
    page = shown(Lines(["None pays.", more]), table, Listing(heading="Before", lines=[more, "--full is a name"]))
    text = page.first("main").text
    assert "more tools" not in text
    assert text.count("--full") == 2


def test_the_same_answer_gives_the_same_bytes() -> None:
    case = blogroi.load(ROOT / "examples" / "chamber.toml")
    one, other = (blogroi.html(blogroi.evaluate(case, draws=500)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_in_python_is_that_of_the_command_line(language: Language, tmp_path: Path) -> None:
    path = ROOT / "examples" / "chamber.toml"
    target = tmp_path / "page.html"
    assert (
        cli.main(["evaluate", str(path), "--draws", "500", "--language", language, "--output", str(target)]) == cli.FINE
    )
    answer = blogroi.evaluate(blogroi.load(path), draws=500)
    assert target.read_text(encoding="utf-8") == blogroi.html(answer, language=language)
    assert sentences(read_page(blogroi.html(answer, language=language, full=True)))


def test_what_writes_a_page_is_loaded_by_who_writes_one_alone() -> None:
    code = "import sys, blogroi; blogroi.text(blogroi.check(blogroi.loads(blogroi.template()))); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"jinja2", "markupsafe"} & set(done.stdout.split())


def test_whoever_lacks_what_writes_a_page_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blogroi.report.page.html.find_spec", lambda name: None)
    with pytest.raises(blogroi.OptionError) as refused:
        blogroi.html(blogroi.explain("BR111"))
    assert str(refused.value) == 'format: needs Jinja2: `python -m pip install "blogroi[report]"`'


def test_one_sheet_alone_is_a_page_of_its_own() -> None:
    sheet = Sheet(title="BR111", blocks=[Lines(["Why."])])
    assert bound([sheet]) == laid_out(sheet, sheet)
