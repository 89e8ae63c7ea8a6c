"""Whatever is said on a page, and by whom: it is well formed, and all of it is text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from blogroi.language.acting import printable
from blogroi.language.languages import Language
from blogroi.language.spoken import message
from blogroi.report.page.html import _css_string, html
from blogroi.report.page.layout import laid_out
from blogroi.report.page.look import Look
from blogroi.report.sheet import Block, Lines, Listing, Preformatted, Row, Sheet, Table
from tests.reading_pages import read_page

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("<>&\"'`{}%/\\;:-# \n\t")), min_size=1, max_size=30)


def plain(text: str) -> str:
    return " ".join(printable(text).split())


@settings(max_examples=150)
@given(title=TEXTS, said=TEXTS, head=TEXTS, cell=TEXTS, kept=TEXTS, language=st.sampled_from(["en", "fr"]))
def test_every_text_reaches_a_page_whole_and_as_text(
    title: str, said: str, head: str, cell: str, kept: str, language: Language
) -> None:
    table = Table(heads=["", head], rows=[Row([cell, message("{cell}", cell=cell)], "x", said)], caption=said)
    blocks: list[Block] = [
        Lines([message("{tool}", tool=said)]),
        table,
        Listing(heading=head, lines=[said]),
        Preformatted(kept),
    ]
    sheet = Sheet(title=title, subtitle=said, blocks=blocks, foot=[cell])
    page = read_page(html(laid_out(sheet, sheet), language, Look()))
    assert {one.tag for one in page.every()}.isdisjoint({"script", "img", "a", "iframe", "svg", "link"})
    assert page.first("h1").text == page.first("title").text == plain(title)
    if plain(said):
        assert page.first("caption").text == plain(said)
        assert page.first("li").text == plain(said)
    if plain(head):
        assert [one.text for one in page.every("h2")] == [plain(head)]
    assert page.first("footer").text == plain(cell)
    assert plain(page.first("pre").text) == plain(kept.strip("\n"))


@given(TEXTS)
def test_a_text_in_a_style_ends_neither_it_nor_the_style(text: str) -> None:
    written = _css_string(text)
    assert written.isascii()
    assert written[0] == written[-1] == '"'
    assert set(written[1:-1]) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789\\ ")
