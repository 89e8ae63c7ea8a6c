"""The changes from one case to another make the one of the other, all of them at once."""

from __future__ import annotations

import attrs
import pytest

import blogroi
from blogroi import Case
from blogroi.files.fingerprint import fingerprint
from blogroi.revisions.changes import changes_between, later_path, with_changes, words_of
from blogroi.revisions.matching import matched, translated
from tests.revisions.houses import HOUSE, OTHER_KEYS, SCENARIOS_TEXT, TEXT, altered


def made(old: Case, new: Case) -> Case:
    """The earlier case with all that was changed, in its words."""
    return with_changes(old, changes_between(old, translated(new, matched(old, new))))


@pytest.mark.parametrize("part", OTHER_KEYS)
def test_a_case_of_other_keys_is_told_in_those_that_were(part: str) -> None:
    case = OTHER_KEYS[part]
    assert any(matched(HOUSE, case).parts.values()) or matched(HOUSE, case).costs
    assert fingerprint(translated(case, matched(HOUSE, case))) == fingerprint(HOUSE)
    assert not any(matched(HOUSE, HOUSE).parts.values())


def test_drivers_of_other_keys_are_told_wherever_formulas_name_them() -> None:
    text = (
        '[drivers.wage]\nstatement = "What an hour costs"\nvalue = 40\n\n[drivers.hours]\nstatement = "Hours"\nvalue = "wage * 2"\n\n'
        "[indicators.calls]\n"
    )
    old = blogroi.loads(
        TEXT.replace("[indicators.calls]\n", text, 1).replace("value = 700", 'value = "5 * wage + hours"')
    )
    new = blogroi.loads(blogroi.dumps(old).replace("drivers.wage", "drivers.pay").replace("wage * 2", "pay * 2").replace("5 * wage", "5 * pay"))  # fmt: skip
    match = matched(old, new)
    assert match.parts["drivers"] == {"pay": "wage"}
    assert fingerprint(translated(new, match)) == fingerprint(old)


@pytest.mark.parametrize(
    "new",
    [
        altered(("deadweight = 0.2", "deadweight = 0.3"), ("amount = 6000", "amount = 7000")),
        altered(('objective = "sales"', "objectives = { sales = 0.5, spending = 0.5 }")),
        altered(("value = 700\n", "")),
        attrs.evolve(HOUSE, tools={key: tool for key, tool in HOUSE.tools.items() if key != "fair"}),
        attrs.evolve(HOUSE, correlations=(), weights=None),
    ],
)
def test_all_changes_at_once_make_the_later_case(new: Case) -> None:
    for one, other in ((HOUSE, new), (new, HOUSE)):
        assert changes_between(made(one, other), other) == ()


def test_a_cost_is_known_again_by_its_name() -> None:
    case = altered(("amount = 6000", "amount = 7000"))
    (change,) = changes_between(HOUSE, case)
    assert (change.steps, change.before, change.after) == (("tools", "blog", "costs", "Set-up", "amount"), 6000, 7000)
    assert not change.is_part


def steps_between(old: Case, new: Case) -> list[tuple[str, object, object]]:
    return [(".".join(one.steps), one.before, one.after) for one in changes_between(old, new)]


def test_a_part_that_comes_or_goes_is_one_change_with_all_that_is_stated_of_it() -> None:
    bare = attrs.evolve(HOUSE, tools={key: tool for key, tool in HOUSE.tools.items() if key != "nothing"})
    for one, other, went in ((HOUSE, bare, True), (bare, HOUSE, False)):
        (change,) = changes_between(one, other)
        assert (change.steps, change.is_part) == (("tools", "nothing"), True)
        stated = change.before if went else change.after
        assert stated["name"] == "Going on as before"
        assert (change.after if went else change.before) is None


@pytest.mark.parametrize(
    ("replaced", "steps", "is_part"),
    [
        ([("[[tools.newsletter.costs]]\nitem = \"Redesign\"\namount = 2500\nwhen = \"upfront\"\nsunk = true\nservice_life = 6\n", "")],
         "tools.newsletter.costs.Redesign", True),
        ([("[tools.newsletter.effects.visits]\nchange = { low = 100, high = 900 }\nevidence = \"measured\"\n", "")],
         "tools.newsletter.effects.visits", True),
        ([("the press does not read it", "nobody of the press reads it")],
         "tools.newsletter.not_applicable.mentions", False),
        ([("credit = 0.8\n", "credit = 0.75\n")], "tools.blog.effects.deals.credit", False),
        ([("periods = 3 }", "periods = 4 }"), ("change = [{ low = 8, high = 40 }, 20, { low = 4, high = 30 }]", "change = 20")],
         "horizon.periods tools.newsletter.effects.deals.change", False),
        ([("rate = 0.035", "rate = 0.03")], "discounting.rate", False),
        ([("audience = [\"members\"]", "audience = [\"members\", \"employees\"]")], "tools.newsletter.audience", False),
        ([("frequency = \"month\"", "frequency = \"year\"")], "indicators.calls.measurement.frequency", False),
        ([("measurement = { method = \"survey of buyers\", comparison = \"asked\", cost = 900 }\n", "")], "indicators.deals.measurement", False),
        ([("newsletter = [\"deals\"]", "newsletter = [\"deals\", \"visits\"]")], "demands.newsletter", False),
        ([("value = 700\n", "value = { low = 600, high = 800 }\n")], "indicators.mentions.value", False),
        ([("order = [\"sales\", \"spending\"]", "order = [\"spending\", \"sales\"]")], "weights", False),
        ([("family = \"sales\"", "family = \"process\"")], "levers.reach.family", False),
        ([("beneficiary = \"customers\"", "beneficiary = \"employees\"")], "objectives.sales.beneficiary", False),
    ],
)  # fmt: skip
def test_a_change_is_told_where_it_stands_and_no_wider(
    replaced: list[tuple[str, str]], steps: str, is_part: bool
) -> None:
    new = altered(*replaced)
    for one, other in ((HOUSE, new), (new, HOUSE)):
        found = changes_between(one, other)
        assert [".".join(change.steps) for change in found] == steps.split()
        assert [change.is_part for change in found] == [is_part] * len(found)


@pytest.mark.parametrize(
    "replaced",
    [
        ("Calls to the help desk", "calls to  the Help Desk"),
        ("value = 700\n", "value = 7e2\n"),
        ("objective = \"sales\"", "objectives = { sales = 1 }"),
        ("objective = \"sales\"\nfamily = \"sales\"", "objective = \"sales\""),
        ("change = { low = 100, high = 900 }", "change = { high = 900, low = 100 }"),
    ],
)  # fmt: skip
def test_what_is_only_written_otherwise_is_no_change(replaced: tuple[str, str]) -> None:
    assert steps_between(HOUSE, altered(replaced)) == []
    assert steps_between(altered(replaced), HOUSE) == []


def test_the_objective_of_a_lever_is_told_as_the_shares_that_it_stands_for() -> None:
    new = altered(('objective = "sales"', "objectives = { sales = 0.5, spending = 0.5 }"))
    steps = "levers.reach.objectives"
    assert steps_between(HOUSE, new) == [(steps, {"sales": 1}, {"sales": 0.5, "spending": 0.5})]
    assert steps_between(new, HOUSE) == [(steps, {"sales": 0.5, "spending": 0.5}, {"sales": 1})]


def test_some_of_the_changes_are_made_alone() -> None:
    new = altered(("amount = 6000", "amount = 7000"), ("credit = 0.8\n", "credit = 0.75\n"))
    cost, credit = sorted(changes_between(HOUSE, new), key=lambda one: one.steps[2])
    assert fingerprint(with_changes(HOUSE, [cost])) == fingerprint(altered(("amount = 6000", "amount = 7000")))
    assert fingerprint(with_changes(HOUSE, [credit])) == fingerprint(altered(("credit = 0.8\n", "credit = 0.75\n")))
    assert fingerprint(with_changes(HOUSE, [])) == fingerprint(HOUSE)


@pytest.mark.parametrize(
    ("part", "earlier", "later"),
    [
        ("a tool", "tools.blog.name", "tools.weblog.name"),
        ("a tool", "tools.blog", "tools.weblog"),
        ("a tool", "demands.blog", "demands.weblog"),
        ("a tool", "tools.fair.name", "tools.fair.name"),
        ("an objective", "objectives.service.weight", "objectives.served.weight"),
        ("a lever", "levers.answers", "levers.faq"),
        ("an indicator", "indicators.mentions.value", "indicators.press.value"),
        ("an indicator", "tools.blog.effects.mentions", "tools.blog.effects.press"),
        ("an indicator", "tools.newsletter.not_applicable.mentions", "tools.newsletter.not_applicable.press"),
        ("an indicator", "tools.blog.effects.deals.credit", "tools.blog.effects.deals.credit"),
        ("a cost", "tools.blog.costs.Writing.units", "tools.blog.costs.texts.units"),
        ("a cost", "tools.blog.costs.Set-up", "tools.blog.costs.Set-up"),
        ("a cost", "tools.blog.costs", "tools.blog.costs"),
        ("an indicator", "tools.blog.effects", "tools.blog.effects"),
        ("a tool", "weights", "weights"),
        ("a tool", "demands", "demands"),
        ("a tool", "tools", "tools"),
    ],
)
def test_a_place_is_named_as_its_reader_finds_it(part: str, earlier: str, later: str) -> None:
    assert later_path(matched(HOUSE, OTHER_KEYS[part]), tuple(earlier.split("."))) == later


def test_words_are_all_keys_and_texts_of_what_is_stated() -> None:
    stated = {"value": "wage * 2", "by": [{"deals": 3}, "calls", 7], "cash": True}
    assert [*words_of(stated)] == ["value", "wage * 2", "by", "deals", "calls", "cash"]
    assert [*words_of(None)] == []


@pytest.mark.parametrize(
    ("value", "other"),
    [
        ('value = [3, 4]\nperiods = "apart"', "value = 5"),
        ('value = [3, 4]\nperiods = "apart"', 'value = [3, 5]\nperiods = "apart"'),
        ('value = [3, 4]\nperiods = "apart"', "value = { low = 3, high = 9 }"),
    ],
)
def test_what_says_how_a_list_is_drawn_goes_with_the_list(value: str, other: str) -> None:
    """Each change alone makes a case that can be read."""
    text = SCENARIOS_TEXT.replace('"drivers.visits.value" = { low = 4000, high = 7000 }, ', "")
    text = text.replace("value = { low = 8000, high = 14000 }", "VALUE")
    old, new = (blogroi.loads(text.replace("VALUE", one)) for one in (value, other))
    changes = changes_between(old, new)
    (change,) = (one for one in changes if one.steps[-1] == "value")
    made = with_changes(old, [change])
    assert made.drivers["visits"].value == new.drivers["visits"].value
    assert changes_between(made, new) == ()
    back = with_changes(new, [one for one in changes_between(new, old) if one.steps[-1] == "value"])
    assert back.drivers["visits"].value == old.drivers["visits"].value
