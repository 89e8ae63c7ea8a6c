"""Where a driver has another key, every formula is put into the words of the earlier case."""

from __future__ import annotations

import pytest

import blogroi
from blogroi.files.fingerprint import fingerprint
from blogroi.revisions.changes import changes_between
from blogroi.revisions.matching import matched, name_of, same_words, translated
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator
from tests.revisions.houses import SCENARIOS_TEXT


def stated(wage: str, line: str, *, hours: float = 5) -> blogroi.Case:
    """A case whose every kind of field that takes a formula holds one."""
    return a_case(
        drivers={
            wage: blogroi.Driver("What an hour costs", 40),
            line: blogroi.Driver("Share of lines", 0.3, unit="share"),
        },
        indicators={
            "calls": an_indicator(value=f"{wage} / {hours}", margin=f"1 - {line}", cash="capacity", realised=line)
        },
        tools={
            "blog": a_tool(
                costs=[
                    a_cost(
                        amount=blogroi.Formula(f"{wage} * 1e2"),
                        when="upfront",
                        cash="capacity",
                        realised=line,
                        service_life=9,
                        residual="straight-line",
                        sources={"amount": blogroi.QuantitySource("the accounts")},
                    )
                ],
                effects={"calls": an_effect(change=f"{wage} ** 1", credit=line, multiplier=f"max(0, {wage})")},
            )
        },
    )


@pytest.mark.parametrize("keys", [("pay", "queue"), ("e2", "line_")])
def test_a_driver_with_another_key_changes_nothing(keys: tuple[str, str]) -> None:
    old, new = stated("wage", "line"), stated(*keys)
    assert changes_between(old, translated(new, matched(old, new))) == ()


def test_a_number_in_powers_of_ten_is_no_name() -> None:
    old, new = stated("e2", "line"), stated("wage", "line", hours=4)
    assert [".".join(change.steps) for change in changes_between(old, translated(new, matched(old, new)))] == [
        "indicators.calls.value"
    ]


@pytest.mark.parametrize(
    ("section", "key", "other", "replaced"),
    [
        ("tools", "blog", "weblog", [("tools.blog]", "tools.weblog]"), ('["blog"]', '["weblog"]'), ('tool = "blog"', 'tool = "weblog"')]),
        ("tools", "podcast", "audio", [("tools.podcast]", "tools.audio]"), ("podcast = [", "audio = [")]),
        ("tools", "large_app", "big_app", [("tools.large_app", "tools.big_app"), ('"large_app"', '"big_app"')]),
        ("tools", "intranet", "inside", [("tools.intranet]", "tools.inside]"), ('keep = ["intranet"]', 'keep = ["inside"]')]),
        ("drivers", "visits", "views", [("drivers.visits", "drivers.views"), ("visits * 0.1", "views * 0.1")]),
        ("indicators", "calls", "phoned", [("indicators.calls", "indicators.phoned"), ("effects.calls", "effects.phoned"), ('["calls"]', '["phoned"]')]),
    ],
)  # fmt: skip
def test_scenarios_and_choices_are_told_in_the_keys_that_were(
    section: str, key: str, other: str, replaced: list[tuple[str, str]]
) -> None:
    text = SCENARIOS_TEXT
    for before, after in replaced:
        assert before in text, before
        text = text.replace(before, after)
    old, new = blogroi.loads(SCENARIOS_TEXT), blogroi.loads(text)
    match = matched(old, new)
    assert match.parts[section] == {other: key}
    assert (match.earlier(section, other), match.later(section, key)) == (key, other)
    assert fingerprint(translated(new, match)) == fingerprint(old)


def test_a_scenario_that_sets_a_formula_is_told_in_the_drivers_that_were() -> None:
    text = SCENARIOS_TEXT.replace('_app.costs.Licence.amount" = 9000', '_app.costs.Licence.amount" = "visits * 2"')
    assert text != SCENARIOS_TEXT
    other = text.replace("drivers.visits", "drivers.views").replace('"visits *', '"views *')
    old, new = blogroi.loads(text), blogroi.loads(other)
    assert fingerprint(translated(new, matched(old, new))) == fingerprint(old)


def test_of_parts_that_say_the_same_the_first_key_is_the_first() -> None:
    def of(*keys: str) -> blogroi.Case:
        return a_case(drivers={key: blogroi.Driver("An hour", place) for place, key in enumerate(keys, 1)})

    assert matched(of("a", "b"), of("d", "c")).parts["drivers"] == {"c": "a", "d": "b"}
    assert matched(of("a", "b"), of("b", "c")).parts["drivers"] == {"c": "a"}
    assert matched(of("a"), of("c", "d")).parts["drivers"] == {"c": "a"}
    assert matched(of("a", "b"), of("a", "b")).parts["drivers"] == {}


def test_a_statement_is_the_same_whatever_its_capitals_and_spaces() -> None:
    assert same_words("  Stra\u00dfe \n und\tHaus") == same_words("STRASSE UND HAUS")
    assert same_words("the help desk") != same_words("thehelp desk")


def test_a_cost_is_called_by_its_key_then_by_what_it_buys() -> None:
    assert name_of({"key": "texts", "item": "Writing"}) == "texts"
    assert name_of({"item": "Writing"}) == "Writing"
    assert name_of({"amount": 3}) == blogroi.Cost(amount=3, when="upfront").name
