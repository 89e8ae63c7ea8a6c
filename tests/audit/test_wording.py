"""What was changed is called by the statements of the later case, and by its keys."""

from __future__ import annotations

from functools import cache

import blogroi
from blogroi.audit.wording import Difference, Words
from blogroi.language.spoken import spoken
from blogroi.revisions.changes import Change, changes_between
from blogroi.revisions.matching import matched, translated
from tests.revisions.houses import TEXT, altered

BESIDE = """[drivers.web]
statement = "Reach of the web"
value = { low = 1, high = 2 }

[scenarios.slow]
statement = "All goes slowly."
set = { "tools.blog.effects.deals.credit" = 0.5 }

[tools.blog]
name"""
CHANGED = (
    ("tools.blog", "tools.weblog"),
    ("\nblog = ", "\nweblog = "),
    ("unit_cost = 38", 'unit_cost = 40\nkey = "texts"'),
    (".costs.Writing", ".costs.texts"),
    ("{ low = 1, high = 2 }", "{ low = 1, high = 3 }"),
    ('deals.credit" = 0.5', 'deals.credit" = 0.6'),
    ("credit = 0.8\n", "credit = 0.7\n"),
    ("amount = 6000", "amount = 6500"),
    ('audience = ["members", "employees"]', 'audience = ["members"]'),
    ('family = "sales"', 'family = "process"'),
    ("value = 700", "value = 800"),
    ("rate = 0.035", "rate = 0.05"),
    ('method = "survey of buyers"', 'method = "survey"'),
    ("[levers.mood]", "[levers.moods]"),
    ('lever = "mood"', 'lever = "moods"'),
    ("More is sold", "More is being sold"),
    ('title = "A house with a bit of everything"', 'title = "Another"'),
    (
        'mentions = "the press does not read it"',
        'visits = "nobody visits it"\nmentions = "the press reads it"',
    ),
    ('[tools.newsletter.effects.visits]\nchange = { low = 100, high = 900 }\nevidence = "measured"\n', ""),
    (
        "[tools.magazine.not_applicable]",
        '[[tools.magazine.costs]]\nitem = "Stamps"\namount = 5\nwhen = "each"\n\n[tools.magazine.not_applicable]',
    ),
)


@cache
def two() -> tuple[blogroi.Case, blogroi.Case]:
    old = altered(("[tools.blog]\nname", BESIDE))
    text = TEXT.replace("[tools.blog]\nname", BESIDE)
    for before, after in CHANGED:
        assert before in text, before
        text = text.replace(before, after)
    return old, blogroi.loads(text)


def words() -> Words:
    return Words(*two(), matched(*two()))


def changes() -> list[Difference]:
    old, new = two()
    return [words().said(one) for one in changes_between(old, translated(new, matched(old, new)))]


def said(one: Difference) -> tuple[str, str, str, str | None, str | None]:
    return one.kind, one.path, str(one.label), one.before, one.after


SLOW = '{{ statement = "All goes slowly.", set = {{ "tools.blog.effects.deals.credit" = {} }} }}'


def test_every_change_is_called_by_the_parts_that_it_lies_in() -> None:
    assert sorted(map(said, changes())) == sorted(
        [
            ("changed", "indicators.mentions.value", "'Mentions in the press', value", "700", "800"),
            ("changed", "discounting.rate", "discounting rate", "0.035", "0.05"),
            ("changed", "tools.weblog.effects.deals.credit", "The blog, 'Deals closed', credit", "0.8", "0.7"),
            ("changed", "tools.weblog.costs.texts.unit_cost", "The blog, texts, unit cost", "38", "40"),
            ("changed", "tools.weblog.costs.Set-up.amount", "The blog, Set-up, amount", "6000", "6500"),
            ("added", "tools.magazine.costs.Stamps", "The printed magazine, Stamps", None, None),
            ("reworded", "title", "title", '"A house with a bit of everything"', '"Another"'),
            (
                "reworded",
                "objectives.sales.statement",
                "'More is being sold', statement",
                '"More is sold"',
                '"More is being sold"',
            ),
            ("changed", "levers.reach.family", "'More people hear of us', family", '"sales"', '"process"'),
            (
                "changed",
                "drivers.web.value",
                "'Reach of the web', value",
                "{ low = 1, high = 2 }",
                "{ low = 1, high = 3 }",
            ),
            (
                "changed",
                "indicators.deals.measurement.method",
                "'Deals closed', measurement method",
                '"survey of buyers"',
                '"survey"',
            ),
            ("changed", "tools.weblog.audience", "The blog, audience", '["members", "employees"]', '["members"]'),
            ("dropped", "tools.newsletter.effects.visits", "The newsletter, 'Visits'", None, None),
            (
                "changed",
                "tools.newsletter.not_applicable.mentions",
                "The newsletter, 'Mentions in the press'",
                '"the press does not read it"',
                '"the press reads it"',
            ),
            (
                "changed",
                "tools.newsletter.not_applicable.visits",
                "The newsletter, 'Visits'",
                None,
                '"nobody visits it"',
            ),
            ("changed", "scenarios.slow", "scenario 'All goes slowly'", SLOW.format(0.5), SLOW.format(0.6)),
        ]
    )


def test_keys_that_were_changed_are_named_with_those_before() -> None:
    assert [said(one) for one in words().renamed()] == [
        ("renamed", "levers.moods", "'People like to work here'", "mood", "moods"),
        ("renamed", "tools.weblog", "The blog", "blog", "weblog"),
        ("renamed", "tools.weblog.costs.texts", "The blog, texts", "Writing", "texts"),
    ]


def test_what_is_dropped_is_called_as_it_was_and_all_else_as_it_is() -> None:
    dropped = words().said(Change(steps=("tools", "blog", "effects", "deals"), before={"change": 1}, after=None))
    added = words().said(Change(steps=("tools", "blog", "effects", "deals"), before=None, after={"change": 1}))
    assert said(dropped) == ("dropped", "tools.blog.effects.deals", "The blog, 'Deals closed'", None, None)
    assert said(added) == ("added", "tools.weblog.effects.deals", "The blog, 'Deals closed'", None, None)
    reworded = words().said(Change(steps=("tools", "blog", "name"), before="A", after="B"))
    assert said(reworded) == ("reworded", "tools.weblog.name", "The blog, name", '"A"', '"B"')
    for name in ("costs", "effects", "not_applicable"):
        table = words().said(Change(steps=("tools", "blog", name), before=None, after={"a": 1}))
        assert (table.kind, table.path) == ("changed", f"tools.weblog.{name}")
        assert str(table.label) == f"The blog, {name.replace('_', ' ')}"


def test_labels_are_said_in_french_too() -> None:
    labels = {one.path: spoken(one.label, "fr") for one in changes()}
    assert labels["scenarios.slow"] == "scénario «\N{NO-BREAK SPACE}All goes slowly\N{NO-BREAK SPACE}»"
    assert labels["tools.weblog.costs.texts.unit_cost"].startswith("The blog, texts, ")
    assert labels["tools.weblog.costs.texts.unit_cost"] != "The blog, texts, unit cost"


def test_amounts_and_names_are_those_of_the_later_keys() -> None:
    old, new = two()
    assert words().keyed({"blog": 1.0, "fair": None}) == {"weblog": 1.0, "fair": None}
    names = words().names()
    assert (names.levers["moods"], "mood" in names.levers) == ("People like to work here", False)
    assert (names.tools["weblog"], "blog" in names.tools) == ("The blog", False)
    assert names.objectives["sales"] == "More is being sold"
    gone = Words(new, old, matched(new, old)).names()
    assert gone.objectives["sales"] == "More is sold"
    assert names.indicators.keys() == gone.indicators.keys() == old.indicators.keys()
    fewer = blogroi.loads(blogroi.template())
    assert Words(old, fewer, matched(old, fewer)).names().tools.keys() >= old.tools.keys()
