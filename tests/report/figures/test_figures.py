"""Every figure of every answer: well formed, safe, within its frame, small, the same in both languages, and of its table alone."""

import itertools
import json
import re
from collections import Counter
from pathlib import Path

import attrs
import pytest

import blogroi
from blogroi.report.figures.figure import Figure
from tests.report.figures.drawings import SVG, WITH_CASH, answers, boxes, figures, frame, own_text, parsed, tag

NAMES = sorted(figures())
SAFE = {"svg", "g", "title", "desc", "style", "text", "rect", "line", "circle", "path"}
COUNTING = {"choice", "gaps", "outcomes"}  # what says how many rows are of a kind
OUTSIDE = re.compile(r"href|url\(|script|foreignObject|\bon\w+=|style=|@import|data:", re.IGNORECASE)


def both(figure: Figure) -> list[str]:
    """The drawing as a file and as a part of a page, in both languages."""
    return [drawn for said in (figure, figure.in_language("fr")) for drawn in (said.svg, said.inline)]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_figure_acts_or_refers_to_anything_outside(name: str) -> None:
    for drawn in both(figures()[name]):
        assert {tag(node) for node in parsed(drawn).iter()} <= SAFE
        markup = re.sub(r">[^<]*<", "><", re.sub(r"<style>.*?</style>", "", drawn)).replace(
            "http://www.w3.org/2000/svg", ""
        )
        assert not OUTSIDE.search(markup)
        assert "//" not in markup


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_says_what_it_is_to_who_cannot_see_it(name: str) -> None:
    figure = figures()[name]
    for drawn in both(figure):
        root = parsed(drawn)
        assert root.get("role") == "img"
        named = (root.get("aria-labelledby") or "").split()
        told = {node.get("id"): node.text for node in root if tag(node) in ("title", "desc")}
        assert [*told] == named
        assert all(told.values())
    assert parsed(figure.svg).findtext(f"{SVG}title") == figure.title
    assert parsed(figure.svg).findtext(f"{SVG}desc") == figure.description


def test_no_two_figures_of_a_page_have_a_name_in_common() -> None:
    ids = [
        node.get("id")
        for figure in figures().values()
        for drawn in both(figure)
        for node in parsed(drawn).iter()
        if node.get("id")
    ]
    # a figure whose words are the same in both languages is the same twice
    assert max(Counter(ids).values()) <= 2


@pytest.mark.parametrize("name", NAMES)
def test_texts_and_bars_lie_within_the_frame_and_texts_on_no_other(name: str) -> None:
    for drawn in both(figures()[name]):
        around = frame(drawn)
        texts = boxes(drawn, ("text",))
        for box in [*texts, *boxes(drawn, ("rect", "circle"))]:
            assert box.left >= around.left - 0.5, box
            assert box.right <= around.right + 0.5, box
            assert box.top >= around.top - 0.5, box
            assert box.bottom <= around.bottom + 0.5, box
        for one, other in itertools.combinations(texts, 2):
            assert not one.meets(other), (one, other)


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_a_few_hundred_bytes_and_its_rows(name: str) -> None:
    figure = figures()[name]
    rows = max(len(figure.table), 1)
    words = len(figure.title) + len(figure.description)
    assert len(figure.inline) <= 1000 + words + 700 * rows
    assert len(figure.svg) <= 2200 + 2 * words + 700 * rows


def numbers(text: str) -> list[str]:
    return re.findall(r"-?\d[\d,]*(?:\.\d+)?", text)


def in_table(shown: str, figure: Figure) -> bool:
    """Return whether a number is one of the table, as rounded as it is shown, or a share of it in per cent."""
    digits = shown.lstrip("-").replace(",", "")
    value = float(shown.replace(",", ""))
    places = len(digits.partition(".")[2])
    zeros = len(digits) - len(digits.rstrip("0")) if not places else 0
    off = 0.500001 * 10.0 ** (zeros if not places else -places)
    if figure.name in COUNTING and value in range(len(figure.table) + 1):
        return True
    for column in figure.table.columns.values():
        for stated in column.values:
            if isinstance(stated, float | int) and any(abs(times * stated - value) <= off for times in (1.0, 100.0)):
                return True
            if isinstance(stated, str) and shown in stated:
                return True
    return False


@pytest.mark.parametrize("name", NAMES)
def test_every_number_that_a_figure_shows_is_of_its_table(name: str) -> None:
    figure = figures()[name]
    said = " ".join([figure.reading, *figure.facts])
    texts = [node for node in parsed(figure.svg).iter(f"{SVG}text") if "s" not in (node.get("class") or "").split()]
    drawn = " ".join(own_text(node) for node in texts if (node.get("class") or "") not in ("T", "R"))
    conventional = re.compile(r"\b90 %|\b10 %|(?:less|more) than \d+ %|\d{4}-\d\d-\d\d")
    for shown in numbers(conventional.sub("", f"{said} {drawn}")):
        assert in_table(shown, figure), shown


def test_whether_a_tool_is_new_or_legacy_touches_no_figure() -> None:
    document = json.loads(
        blogroi.dumps(blogroi.load(Path(__file__).parents[3] / "examples" / "chamber.toml"), format="json")
    )
    dates = [tool.get("introduced") for tool in document["tools"].values()]
    for tool, day in zip(document["tools"].values(), reversed(dates), strict=True):
        tool["introduced"] = day
    assert dates != [*reversed(dates)]
    turned = blogroi.evaluate(blogroi.loads(json.dumps(document), format="json"), draws=300, figures=WITH_CASH)
    found = answers()["evaluation of chamber"]
    assert [*turned.figures] == [*found.figures]
    for name in turned.figures:
        assert getattr(turned.figures, name)().svg == getattr(found.figures, name)().svg


def test_what_is_not_known_stands_in_words_in_every_figure() -> None:
    """The cost of the fair is not known: whatever needs it says so, and leaves it out of nothing."""
    found = answers()["evaluation of house"]
    for name in found.figures:
        drawn = getattr(found.figures, name)().inline
        assert "The fair" in drawn, name
        assert "not known" in drawn or name == "gaps"


def test_a_tool_has_one_colour_in_all_figures() -> None:
    for answer in answers().values():
        colours: dict[str, set[str]] = {}
        for name in {"npv", "chance", "places", "scenarios", "history"} & {*answer.figures}:
            figure = getattr(answer.figures, name)()
            names = boxes(figure.inline, ("text",), "m")
            for bar in boxes(figure.inline, ("rect",), "b"):
                kind = " ".join(of for of in bar.what.split() if of[0] in "th")
                above = [text for text in names if text.bottom < bar.top]
                if kind and above:
                    colours.setdefault(max(above, key=lambda text: text.bottom).what, set()).add(kind)
        assert all(len(of) == 1 for of in colours.values()), colours


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_is_drawn_of_its_table_and_of_nothing_else(name: str) -> None:
    figure = figures()[name]
    assert attrs.asdict(figure, recurse=False).keys() == {
        "name",
        "table",
        "title",
        "reading",
        "facts",
        "language",
        "_drawing",
    }
