"""What a notebook shows: the short answer in each form, with nothing that its sanitizer would take away."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from operator import attrgetter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi.language.spoken import message
from blogroi.model.frozen_map import FrozenMap
from blogroi.report import presenter
from blogroi.report.notebook import html
from blogroi.report.pieces import pieces
from blogroi.report.sheet import Bar, Block, Lines, Listing, Preformatted, Row, Sheet, Table
from blogroi.report.sheets import can_say, sheet_of
from blogroi.results.answer import Answer
from tests.builders import a_case, a_cost, a_tool, an_effect
from tests.results.answers import CASES, CHAMBER, OF_A_CASE, OTHERS

TAGS = (
    "a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite "
    "code col colgroup colspan command data datalist dd del details dfn dir div dl dt em fieldset figcaption figure "
    "font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li map mark menu meter "
    "nav nobr ol optgroup option output p pre progress q rowspan s samp section select small source span strike "
    "strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr "
)
EVERYWHERE = "class dir draggable hidden id inert itemprop itemref itemscope lang spellcheck style title translate"
_CELL = "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width"
OF_A_TAG = {
    "img": "align alt border height hspace ismap name src usemap vspace width",
    "td": _CELL,
    "th": _CELL,
}
STYLES = {"text-align": "left|right|center|justify", "max-width": r"\d+(px|em|%)"}
"""What the sanitizer of JupyterLab keeps, as of `@jupyterlab/apputils` 4.7.6; of attributes and styles those of the elements that are of use here."""
VOID = {"br", "img"}


class Shown(HTMLParser):
    """What a browser would make of a piece of HTML: its elements, their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.odd: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.odd.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_decl(self, decl: str) -> None:
        self.odd.append(decl)


def is_kept(text: str) -> None:
    """Hold a piece of HTML to what is kept of it where nobody has said that it can be trusted."""
    shown = Shown(text)
    assert (shown.open, shown.odd) == ([], [])
    for tag, attributes in shown.elements:
        assert tag in TAGS.split()
        for name, value in attributes.items():
            assert name in f"{EVERYWHERE} {OF_A_TAG.get(tag, '')}".split(), (tag, name)
            if name == "style":
                for rule in str(value).split(";"):
                    style, _, stated = rule.partition(":")
                    assert re.fullmatch(STYLES[style], stated), rule
            if name == "src":
                is_an_image(str(value))


def is_an_image(source: str) -> None:
    """Hold the source of an image to a drawing that stands in it, and asks for nothing."""
    kind, _, data = source.partition(",")
    assert kind == "data:image/svg+xml;base64"
    drawing = ElementTree.fromstring(base64.b64decode(data, validate=True).decode("utf-8"))
    for element in drawing.iter():
        assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "image", "a"}
        assert not any(name.startswith("on") or name.endswith("href") for name in element.attrib)


def sentences(sheet: Sheet) -> Iterator[str]:
    """Go through the texts of a sheet in the order in which they are read."""
    yield from (sheet.title, sheet.subtitle)
    for block in sheet.blocks:
        match block:
            case Lines():
                yield from block.lines
            case Listing() if block.lines:
                yield from (block.heading, *block.lines)
            case Table() if block.rows:
                bars = {place for row in block.rows for place, cell in enumerate(row.cells) if isinstance(cell, Bar)}
                yield from (head for place, head in enumerate(block.heads) if place not in bars)
                for row in block.rows:
                    yield row.mark
                    yield from (cell for cell in row.cells if not isinstance(cell, Bar))
            case Preformatted():
                yield block.text
            case _:
                pass
    yield from sheet.foot


def words_of(sheet: Sheet, language: Any = "en") -> str:
    said = (piece.text for sentence in sentences(sheet) for piece in pieces(sentence, language))
    return "".join("".join(said).split())


def shows_itself(answer: Answer) -> None:
    bundle = answer._repr_mimebundle_()
    if not can_say(answer):
        assert bundle == {"text/plain": repr(answer)}
        return
    assert list(bundle) == ["text/plain", "text/markdown", "text/html"]
    assert bundle["text/plain"] == blogroi.text(answer).rstrip("\n")
    assert bundle["text/markdown"] == blogroi.markdown(answer)
    is_kept(bundle["text/html"])
    assert "".join("".join(Shown(bundle["text/html"]).words).split()) == words_of(sheet_of(answer))


@pytest.mark.parametrize("question", OF_A_CASE)
@pytest.mark.parametrize("path", CASES, ids=attrgetter("stem"))
def test_every_answer_on_every_example_is_shown_whole_and_kept(path: Path, question: str) -> None:
    case = blogroi.load(path)
    shows_itself(OF_A_CASE[question](case))
    bundle = case._repr_mimebundle_()
    is_kept(bundle["text/html"])
    assert case.title in bundle["text/plain"].replace("\n", " ")


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_answer_is_shown_whole_and_kept(name: str) -> None:
    shows_itself(OTHERS[name]())


def test_what_is_not_kept_is_noticed() -> None:
    for bad in (
        "<svg></svg>",
        "<style>p{}</style>",
        "<script></script>",
        '<p onclick="x">',
        '<p style="behavior:url(x)">',
        '<img src="https://example.org/x.svg">',
        "<p><b></p>",
        "<!-- x -->",
    ):
        with pytest.raises((AssertionError, KeyError)):
            is_kept(bad)


def test_a_table_has_heads_sides_and_marks() -> None:
    table = Table(
        heads=["", "net gain"], rows=[Row(["Blog", "5"], "+"), Row(["Fair", "-5"], "x")], align=["left", "right"]
    )
    assert html(Sheet(title="Ours", blocks=[table]), "fr") == (
        '<div lang="fr"><p><strong>Ours</strong></p><table><thead><tr><td></td><th scope="col" style="text-align:left"></th>'
        '<th scope="col" style="text-align:right">net gain</th></tr></thead><tbody>'
        '<tr><td>+</td><th scope="row" style="text-align:left">Blog</th><td style="text-align:right">5</td></tr>'
        '<tr><td>x</td><th scope="row" style="text-align:left">Fair</th><td style="text-align:right">-5</td></tr>'
        "</tbody></table></div>"
    )


def test_lists_code_and_parts_of_files_are_what_they_are() -> None:
    blocks: list[Block] = [
        Listing(heading="Next", lines=["one", "two"], numbered=True),
        Listing(heading="", lines=["three"]),
        Listing(heading="Nothing", lines=[]),
        Table(heads=["a"], rows=[]),
        Preformatted("[tools.blog]\nname = '<b>'\n"),
    ]
    shown = html(Sheet(title="T", subtitle="S", blocks=blocks, foot=["", "F"]))
    assert shown == (
        '<div lang="en"><p><strong>T</strong><br>S</p><p><strong>Next</strong></p><ol><li>one</li><li>two</li></ol><ul><li>three</li></ul>'
        "<pre>[tools.blog]\nname = &#x27;&lt;b&gt;&#x27;</pre><p><small>F</small></p></div>"
    )


def test_figures_follow_the_first_table() -> None:
    table = Table(heads=["a"], rows=[Row(["b"])])
    shown = html(Sheet(title="T", blocks=[Lines(["L"]), table, Lines(["M"])]), "en", ["<img>", "<img>"])
    assert "</table><p><img></p><p><img></p><p>M</p>" in shown
    assert "<p>L</p><p><img></p><p>M</p>" in html(
        Sheet(title="T", blocks=[Lines(["L"]), Lines(["M"])]), "en", ["<img>"]
    )


def named(name: str) -> blogroi.Evaluation:
    """Evaluate a case in which everything is called by a name."""
    blog = a_tool({"calls": an_effect(blogroi.Range(100, 1500))}, [a_cost(1000)], name=name)
    return blogroi.evaluate(a_case({"blog": blog, "fair": a_tool({}, [a_cost(10)], name=name)}, title=name), draws=100)


def without_images(shown: str) -> Shown:
    """Read what is shown beside figures: of these, longer names leave room for fewer."""
    return Shown(re.sub(r"<p><img [^<>]*></p>", "", shown))


PLAIN = without_images(named("Blog")._repr_mimebundle_()["text/html"])


@settings(max_examples=50)
@given(
    st.one_of(
        st.text(min_size=1),
        st.sampled_from(
            [
                "</td></table><script>alert(1)</script>",
                '"><img src=x onerror=alert(1)>',
                "[x](javascript:alert(1))",
                "<!-- `code` -->",
                "&lt;b&gt; &amp; \x1b[2J \u202e",
                "`</code>`",
                "<style>*{display:none}</style>",
            ]
        ),
    ).filter(lambda name: name.strip())
)
def test_no_name_is_anything_but_words(name: str) -> None:
    try:
        result = named(name)
    except blogroi.CaseError:
        return
    shown = result._repr_mimebundle_()["text/html"]
    is_kept(shown)
    found = without_images(shown)
    assert [tag for tag, _ in found.elements] == [tag for tag, _ in PLAIN.elements]
    assert [sorted(attributes) for _, attributes in found.elements] == [
        sorted(attributes) for _, attributes in PLAIN.elements
    ]


def many(tools: int) -> blogroi.Case:
    """Make a case of many tools, of which all is uncertain, and some are missing figures."""
    return a_case(
        {
            f"tool_{place:02}": a_tool(
                {"calls": an_effect(blogroi.Range(100 + place, 1500 + 50 * place))},
                [a_cost(blogroi.Range(500, 900 + place))],
                name=f"Communication tool number {place}",
            )
            for place in range(tools)
        }
    )


def images_in(shown: str) -> list[str]:
    """List the descriptions of the images in a piece of HTML."""
    return [str(attributes["alt"]) for tag, attributes in Shown(shown).elements if tag == "img"]


def test_the_figures_of_an_answer_are_images_with_descriptions_in_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    result = blogroi.evaluate(CHAMBER, draws=200)
    npv, places = (getattr(result.figures, name)() for name in ("npv", "places"))
    first, second, *_ = images_in(result._repr_mimebundle_()["text/html"])
    assert first.startswith(str(npv.title))
    assert second.startswith(str(places.title))
    monkeypatch.setenv("BLOGROI_LANGUAGE", "fr")
    assert images_in(result._repr_mimebundle_()["text/html"])[0].startswith(npv.title.spoken("fr"))


def test_figures_stand_as_long_as_there_is_room_the_first_with_more_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    result = blogroi.evaluate(CHAMBER, draws=200)
    found = []
    for most, with_one in ((0, 0), (0, 12_000), (15_000, 12_000), (100_000, 100_000)):
        monkeypatch.setattr(presenter, "_MOST", most)
        monkeypatch.setattr(presenter, "_MOST_WITH_ONE", with_one)
        found.append(len(images_in(result._repr_mimebundle_()["text/html"])))
    assert found[:2] == [0, 1]
    assert found[1] < found[2] < found[3] == len(result.figures)


def test_a_figure_that_cannot_be_drawn_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Undrawn:
        def __iter__(self) -> Iterator[str]:
            return iter(["npv"])

        def npv(self) -> None:
            raise blogroi.OptionError("figure", "there is nothing to draw")

    monkeypatch.setattr(presenter, "figures", lambda _: Undrawn())
    assert images_in(blogroi.evaluate(CHAMBER, draws=200)._repr_mimebundle_()["text/html"]) == []


def test_a_case_shows_what_leads_where() -> None:
    (image,) = images_in(CHAMBER._repr_mimebundle_()["text/html"])
    assert image.startswith(str(blogroi.chain(CHAMBER).title))


def test_what_others_wrote_within_code_is_escaped_too() -> None:
    said = message("`blogroi explain {name}`", name="<b>`x`</b>")
    assert html(Sheet(title=said, blocks=[])) == (
        '<div lang="en"><p><strong><code>blogroi explain &lt;b&gt;`x`&lt;/b&gt;</code></strong></p></div>'
    )


def test_a_mark_says_what_it_means_where_words_stand_for_it() -> None:
    rows = [Row(["Blog"], "+", means=message("pays")), Row(["Fair"])]
    shown = html(Sheet(title="T", blocks=[Table(heads=["a"], rows=rows)]), "fr")
    assert f'<td title="{message("pays").spoken("fr")}">+</td>' in shown
    assert "<td></td><td" in shown


def test_what_a_mark_means_is_text_alone() -> None:
    shown = html(Sheet(title="T", blocks=[Table(heads=["a"], rows=[Row(["Blog"], "+", means='"><b>x')])]))
    assert '<td title="&quot;&gt;&lt;b&gt;x">+</td>' in shown


@pytest.mark.parametrize("tools", [1, 4, 8, 12])
def test_it_stays_small(tools: int) -> None:
    case = many(tools)
    for shown in (case, blogroi.evaluate(case, draws=200), blogroi.worth_measuring(case, draws=200)):
        bundle = shown._repr_mimebundle_()
        assert len(bundle["text/html"].encode()) <= 15_500  # a sign may take several bytes
        assert sum(len(text.encode()) for text in bundle.values()) <= 21_000
    assert len(bundle["text/plain"].splitlines()) <= 25 + (tools > 8)


def test_twelve_tools_of_a_case_are_eight_and_four_more() -> None:
    shown = many(12)._repr_mimebundle_()["text/html"]
    assert shown.count("<tr>") == 1 + 8
    assert "4 more tools" in shown
    assert "more tool" not in many(8)._repr_mimebundle_()["text/html"]


def test_a_case_shows_its_tools_its_parts_and_what_it_lacks() -> None:
    shown = CHAMBER._repr_mimebundle_()
    assert "3 objectives, 6 levers, 7 indicators, 4 tools" in shown["text/plain"]
    assert "| The printed magazine | 1998-03-01 | 2 | 1 | 5 |" in shown["text/markdown"]
    assert (
        "Running already. These were to be settled before launch: 7 indicators have no baseline" in shown["text/html"]
    )
    assert blogroi.check(CHAMBER).next_steps[0].split(":")[1].strip()[:20] in shown["text/html"]
    assert "<script" not in shown["text/html"]


def test_a_case_says_what_nobody_stated() -> None:
    shown = a_case({"fair": a_tool({}, introduced=None)})._repr_mimebundle_()["text/markdown"]
    assert re.search(r"^\| The blog \|  \| unknown \| 0 \| 0 \|$", shown, re.MULTILINE)


def test_a_case_that_cannot_hold_together_is_shown_without_a_verdict() -> None:
    text = blogroi.dumps(CHAMBER) + '\n[weights]\nratios = [{ more = "fees", less = "renewals", at_least = 9 }]\n'
    case = blogroi.loads(text)
    with pytest.raises(blogroi.CaseError):
        blogroi.check(case)
    shown = case._repr_mimebundle_()["text/plain"]
    assert "7 indicators, 4 tools" in shown
    assert "Running already" not in shown


def test_a_case_with_drivers_and_scenarios_counts_them() -> None:
    held = next(case for case in map(blogroi.load, CASES) if case.drivers and case.scenarios)
    shown = held._repr_mimebundle_()["text/plain"]
    assert f"{len(held.drivers)} driver" in shown
    assert f"{len(held.scenarios)} scenario" in shown


def test_it_is_in_french_where_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    result = blogroi.evaluate(CHAMBER, draws=200)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert "net gain" in result._repr_mimebundle_()["text/html"]
    monkeypatch.setenv("BLOGROI_LANGUAGE", "fr")
    shown = result._repr_mimebundle_()
    assert shown["text/html"].startswith('<div lang="fr">')
    assert shown["text/plain"] == blogroi.text(result, language="fr").rstrip("\n")
    assert "3 objectifs, 6 leviers" in CHAMBER._repr_mimebundle_()["text/html"]
    monkeypatch.setenv("BLOGROI_LANGUAGE", "klingon")
    assert result._repr_mimebundle_()["text/html"].startswith('<div lang="en">')


def test_no_extra_is_needed() -> None:
    asked = (
        "import blogroi, sys\n"
        "sys.modules['jinja2'] = sys.modules['babel'] = sys.modules['narwhals'] = None\n"
        "case = blogroi.loads(blogroi.template())\n"
        "assert not any(name.startswith('blogroi.report') for name in sys.modules)\n"
        "for shown in (case, blogroi.evaluate(case, draws=100), blogroi.check(case)):\n"
        "    assert shown._repr_mimebundle_()['text/html'].startswith('<div')\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_table_shows_its_first_rows_and_columns() -> None:
    columns = {f"c{place}": blogroi.Column("whole", tuple(range(20)), meaning="Of <this>.") for place in range(14)}
    shown = blogroi.Table(name="mine", columns=FrozenMap(columns))._repr_mimebundle_()
    is_kept(shown["text/html"])
    assert list(shown) == ["text/plain", "text/html"]
    assert shown["text/html"].count("<tr>") == 1 + 10
    assert shown["text/html"].count("<th ") == 12
    assert '<th scope="col" title="Of &lt;this&gt;." style="text-align:right">c0</th>' in shown["text/html"]
    assert "<p><small>&lt;Table &#x27;mine&#x27;: 20 rows; 14 columns&gt;</small></p>" in shown["text/html"]


def test_a_cell_of_a_table_is_a_text_a_number_or_nothing() -> None:
    columns = {
        "name": blogroi.Column("text", ("<b>\x1b", None)),
        "npv": blogroi.Column("number", (1234.5678, None)),
        "pays": blogroi.Column("flag", (True, None)),
    }
    shown = blogroi.Table(name="mine", columns=FrozenMap(columns))._repr_mimebundle_()["text/html"]
    left, right = ('<td style="text-align:left">', '<td style="text-align:right">')
    assert f"<tr>{left}&lt;b&gt;\\u001b</td>{right}1,230</td>{left}True</td></tr>" in shown
    assert f"<tr>{left}</td>{right}</td>{left}</td></tr>" in shown


@pytest.mark.parametrize("name", OTHERS)
def test_every_table_of_an_answer_is_kept_and_small(name: str) -> None:
    for table in OTHERS[name]().tables.values():
        shown = table._repr_mimebundle_()
        is_kept(shown["text/html"])
        assert len(shown["text/html"]) <= 15_000
