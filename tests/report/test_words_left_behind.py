"""What stopped first-time readers is said nowhere any more: in no sentence of the source, whoever it is shown to, and on no page."""

import re
from pathlib import Path

import pytest

from tests.language.catalogue import said

TOP = Path(__file__).parents[2]
PAGES = [
    *(TOP / "README.md", TOP / "CONTRIBUTING.md", TOP / "benchmarks" / "README.md"),
    *sorted((TOP / "docs").rglob("*.md")),
    *(path for path in sorted((TOP / "examples").rglob("*")) if path.suffix in {".toml", ".py", ".ipynb"}),
]
NOWHERE = (
    *("nothing is known of", "counted as nothing", "hangs? on", "hung on", "together claim more than all"),
    *("may or may not bring", "payback at once", "none of them is chosen", "not foreseen", "foreseen alone"),
    *("not been foreseen", r"not known \(gaps\)", "some filling of", "survives? (?:its|the) gaps", "at every quantile"),
    *("whatever fills", "what fills the gaps", "shuns? risk", "on the greater weight of"),
    *(
        "what is open about the ranks",
        "no weights of these",
        "counts there as the end",
        "flows at the end of each period",
    ),
    *("gaps: no-credit", "nine draws in ten", "nine tenths", "what it rests on", "is asked for {count} proofs"),
    *("could be asked of it", "still to be asked", "corrected for the search", "rows hold"),
    *("comes and goes", "losing side", "knowing everything before would", "a wrong choice is"),
    *("if it disappoints", "is to be thought of", "into no figure", "bring in -", "costs pass the budget"),
    *("another set may be best", "cannot be made good", "on which it is looked at", "on the same footing"),
    *("nobody's time", "evaluation that costs nothing", "could be held against what came"),
    *("was expected .*, and .* came", "write there", "share of the draws in which the winner"),
    *(r"probability npv > 0", "its own parts contradict", "in enquirys", "in articles"),
    *("unless it is said", "worked out", "gravest", "says? something"),
)
"""Patterns; what a sentence fills in is ``.*``."""
IN_SENTENCES = (
    *("^by the same criteria", "^to be known", "turns at", "never in {", "; one in {", "foreseen:", "forced in"),
    *("found by looking", "of the variance", "whole or not at all", "held to(?! account)", "outtakes"),
    *("(?<!there )is no [a-z]", "costs more than it brings in"),
)
"""What no sentence of the source says, and a page may."""

SENTENCES = [
    (form, files) for (_, words), files in said().items() for form in ((words,) if isinstance(words, str) else words)
]


@pytest.mark.parametrize("words", [*NOWHERE, *IN_SENTENCES])
def test_no_sentence_says_it(words: str) -> None:
    never = re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)
    assert [(sentence, files) for sentence, files in SENTENCES if never.search(sentence)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TOP)))
def test_no_page_says_it(page: Path) -> None:
    text = re.sub(r"\s+", " ", page.read_text(encoding="utf-8"))
    never = re.compile(rf"(?<!\w)(?:{'|'.join(words.replace('.*', '[^.]*') for words in NOWHERE)})", re.IGNORECASE)
    assert [text[max(0, found.start() - 40) : found.end() + 40] for found in never.finditer(text)] == []
