"""One term for one idea in what stands above every table, whatever was asked: who has read one answer can read the next.

The list below has every heading and every caption of the package by the idea that it names. A new one is written there, in the words of
those beside it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import blogroi
from blogroi.language.spoken import message, spoken

REPORT = Path(blogroi.__file__).parent / "report"

IDEAS = {
    "net gain": {"net gain", "net gain (90 % range)", "net gain, in {currency}", "net gain in cash", "net gain a year"},
    "net gain in cash, beside the net gain": {"in cash"},
    "chance to pay": {"chance to pay"},
    "range": {"90 % range", "{confidence} range"},
    "benefits": {"benefits", "benefits, costs unknown (90 % range)"},
    "costs": {"costs"},
    "return": {"return on costs (ROI)", "ROI", "ROI in cash", "benefits for 1 spent (BCR)"},
    "verdict": {"verdict"},
    "other": {
        *("payback", "internal rate of return (IRR)", "score (0 to 1)", "comes first", "whatever is missing"),
        *("chosen", "with a budget of", "choose", "together worth", "depends most on", "share"),
        *(
            "missing effects at 0",
            "in their usual range",
            "risk of deciding today",
            "chance it is dropped",
            "give or take",
        ),
        *("scenario", "best choice", "likely", "expected", "behind the best", "behind the best, at worst"),
        *("what they do only together", "on the last date", "effects", "introduced", "no answer yet", "tools"),
        *("change", "from", "counted", "expected without a change", "launch that never was", "held"),
        *("window", "smallest change seen", "a {step}", "column", "kind", "mean", "least", "most", "{step} from"),
        *("code", "codes", "how many", "about", "severity", "meaning", "what was found", "where"),
        *("lever", "indicator", "indicators", "word", "one unit", "better", "name", "what it compares"),
        *("figure", "value", "unit", "year", "{letter}: {name}"),
        *("what is counted", "count", "limits", "sort of cases", "cases", "truths within"),
    },
}
CAPTIONS = {
    *("Net gain by tool, in {currency}", "Net gain by tool, in {currency}, and what it depends on"),
    *("Net gain by tool as supposed, in {currency}", "{scenario}: net gain by tool, in {currency}"),
    *("Expected net gain by tool, in {currency}", "Expected net gain by tool, in {currency}, by the day"),
    *(
        "{day}: expected net gain by tool, in {currency}",
        "What each change does to the net gain of each tool, in {currency}",
    ),
    *("Costs and net gain by tool, in {currency}, and what is chosen", "Benefits by tool, in {currency}, before costs"),
    *("All figures of each tool, amounts in {currency}", "What is best to choose with each budget, in {currency}"),
    "What each tool scores: 1 is the best of every scale, 0 the worst",
    *("What can be done, and what is expected of each", "The scenarios, and what is best in each"),
    *("What windows of several lengths would see", "What it changed", "Launches that never were"),
    *("What was counted, and what would have been", "The columns, and their full weeks", "{column} over time"),
    *("The tools of all cases, by what is said of them", "What was found, the most severe first"),
}
OF_ANOTHER_NAME = re.compile(
    r"\bnet\b(?! gain)|brings? in|\bprofit|present value|NPV|it pays|to be profitable", re.IGNORECASE
)
"""What net gain and the chance to pay are called in a sentence, or elsewhere, and never above a table."""
AUTRE_NOM = re.compile(r"(?<!gain )\bnets?\b|rapporte|\bVAN\b|chance d.être|probabilité de gain", re.IGNORECASE)


def _said(node: ast.AST) -> Iterator[str]:
    for one in ast.walk(node):
        match one:
            case ast.Call(func=ast.Name(id="message" | "plural"), args=[ast.Constant(value=str(text)), *_]):
                yield text


def _parts_of(tree: ast.AST, name: str) -> Iterator[ast.AST]:
    """Everything that a part of a table is made of: where it is handed over, and where it is put together before."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg=arg, value=value) if arg == name:
                yield value
            case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                yield value
            case ast.FunctionDef(name=function) if function.strip("_") == name:
                yield node


def _all_of(name: str) -> set[str]:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(REPORT.rglob("*.py"))]
    return {text for tree in trees for part in _parts_of(tree, name) for text in _said(part)}


HEADINGS, FOUND_CAPTIONS = _all_of("heads"), _all_of("caption")


def test_every_heading_stands_in_the_list_under_one_idea() -> None:
    listed = [heading for headings in IDEAS.values() for heading in headings]
    assert len(listed) == len({*listed})
    assert {*listed} == HEADINGS


def test_every_caption_stands_in_the_list() -> None:
    assert FOUND_CAPTIONS == CAPTIONS


@pytest.mark.parametrize("text", sorted(HEADINGS | CAPTIONS))
def test_an_idea_has_one_name_above_all_tables(text: str) -> None:
    assert not OF_ANOTHER_NAME.search(text)
    assert not AUTRE_NOM.search(spoken(message(text), "fr"))


def test_an_idea_has_one_name_in_french_as_well() -> None:
    said = {heading: spoken(message(heading), "fr") for heading in IDEAS["net gain"] | IDEAS["chance to pay"]}
    assert all(text.startswith("gain net") for heading, text in said.items() if heading.startswith("net gain"))
    assert said["chance to pay"] == spoken(message("Chance to pay"), "fr").lower() == "chance de gain"
