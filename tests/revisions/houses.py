"""A house whose plan is locked, and its case worded, ordered and keyed otherwise."""

from __future__ import annotations

from pathlib import Path

import blogroi

_CASES = Path(__file__).parents[1] / "golden" / "cases"
TEXT = (_CASES / "house.toml").read_text(encoding="utf-8")
SCENARIOS_TEXT = (_CASES / "scenarios.toml").read_text(encoding="utf-8")
HOUSE = blogroi.loads(TEXT)
PLAN = blogroi.register(HOUSE, day="2025-12-15")


def altered(*replaced: tuple[str, str]) -> blogroi.Case:
    """Read the house with some of its text replaced, all of which has to be there."""
    text = TEXT
    for before, after in replaced:
        assert before in text, before
        text = text.replace(before, after)
    return blogroi.loads(text)


OTHER_KEYS: dict[str, blogroi.Case] = {
    "a tool": altered(("tools.blog", "tools.weblog"), ("\nblog = ", "\nweblog = ")),
    "an objective": altered(
        ("objectives.service", "objectives.served"),
        ("service = 0.6", "served = 0.6"),
        ('objective = "service"', 'objective = "served"'),
        ('"sales", "service"', '"sales", "served"'),
        ('more = "service"', 'more = "served"'),
    ),
    "a lever": altered(("levers.answers", "levers.faq"), ('lever = "answers"', 'lever = "faq"')),
    "an indicator": altered(
        ("indicators.mentions", "indicators.press"),
        (".effects.mentions", ".effects.press"),
        ("mentions = ", "press = "),
        ('"mentions"', '"press"'),
    ),
    "a cost": altered(('item = "Writing"', 'item = "Writing"\nkey = "texts"'), (".costs.Writing", ".costs.texts")),
}
"""The house with a part called by another key, its statement kept."""
