"""What holds for every short answer, in each language: its size, and the words that people know."""

import re

__all__ = ["NEVER", "SHORT", "faults"]

SHORT = (
    *("catalogue", "check", "choose", "detectable", "diff", "effect", "evaluate", "explain", "history", "launch"),
    *("references", "scenarios", "sensitivity", "series", "worth-measuring"),
)
"""The commands whose answers are short, or full, in each language."""

_LINES, _COLUMNS = 25, 80
_IN_A_FILE = re.compile(r"\[|(?:\"[^\"]+\"|[\w.]+) = ")  # what is shown of a case as it is written there
NEVER = (
    *("nine draws in ten", "nine tenths", "hangs on", "by the same criteria", "to be known", "held to", "gravest"),
    *("found by looking", "worked out", "unless it is said", "what it rests on", "losing side", "comes and goes"),
    *("of the variance", "if it disappoints", "a wrong choice is", "into no figure", "to be thought of", "turns at"),
    *("at every quantile", "whoever shuns", "the sign ", "no-credit", "p05", "p95", "stochastic", "quantile"),
    *("nobody says", "nobody ever said", "passes the total", "benefits of the class"),
    *(
        "may or may not bring",
        "could be asked of it",
        "past the horizon",
        "not foreseen",
        "still to be asked",
        "some filling of",
    ),
)
"""Words and phrases that stopped first-time readers."""


def faults(answer: str) -> list[str]:
    """What keeps people from reading a short answer at a glance."""
    lines = answer.splitlines()
    said = re.sub(r"`[^`]*`", "", " ".join(line for line in map(str.strip, lines) if not _IN_A_FILE.match(line)))
    paths = re.findall(r"\b(?:tools|indicators|levers|objectives|drivers|scenarios)\.\w+", said)
    return [
        *([f"{len(lines)} lines"] if len(lines) > _LINES else []),
        *(f"{len(line)} columns: {line}" for line in lines if len(line) > _COLUMNS),
        *(f"a word that people do not know: {words}" for words in NEVER if words in said.lower()),
        *(f"a power of ten: {figure}" for figure in re.findall(r"\d[.,]?\d*[eE][+-]?\d+", said)),
        *(f"a path, where a statement would do: {path}" for path in paths),
    ]
