import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import NOTHING, fields

import blogroi
from blogroi import CaseError, model
from blogroi.files.disk import MAX_BYTES

TEMPLATE = "\n".join(line for line in blogroi.template().splitlines() if not line.startswith("#")) + "\n"


def faults_of(text: str | bytes, format: str = "toml") -> list[str]:
    with pytest.raises(CaseError) as caught:
        blogroi.loads(text, format=format)  # type: ignore[arg-type]
    return [str(fault) for fault in caught.value.faults]


def changed(*changes: tuple[str, str]) -> str:
    text = TEMPLATE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


def test_a_fault_of_a_field_with_another_name_in_python_is_told_by_its_key() -> None:
    ratios = '[weights]\nratios = [{ more = "renewals", less = "renewals" }, { more = "renewals" }]\n'
    alone = '[weights.stakeholders.board]\nratios = [{ more = "fees", less = "renewals" }]\n'
    assert [fault.partition(": ")[2] for fault in faults_of(TEMPLATE + ratios)] == [
        "weights.ratios[1].less: `renewals` is compared with itself",
        "weights.ratios[2].less: is missing: a text",
    ]
    assert [fault.partition(": ")[2] for fault in faults_of(TEMPLATE + alone)] == [
        "weights.stakeholders.board.ratios[1].more: there is no objective `fees`: one of renewals",
    ]


def test_faults_in_weights_are_found_together_with_their_lines() -> None:
    text = (
        TEMPLATE
        + """
[weights]
order = ["renewals", "renewal"]
ratios = [{ more = "renewals", less = "fees", at_leest = 2 }]
swing = { renewals = 100, renewals2 = "60" }
[weights.stakeholders.board]
voice = -1
weights = { renewals = { mean = 0.5, sd = 0.1 }, fees = { low = 0.5, hihg = 1 } }
[weights.stakeholders.staff]
weights = 5
"""
    )
    expected = [
        ("order = [", "weights.order[2]: there is no objective `renewal`: did you mean `renewals`?"),
        ("ratios = [", "weights.ratios[1].at_leest: is not known here: did you mean `at_least`?"),
        ("ratios = [", "weights.ratios[1].less: there is no objective `fees`: one of renewals"),
        ("swing = {", "weights.swing.renewals2: '60' is not a number: write 60, without quotes"),
        ("voice = -1", "weights.stakeholders.board.voice: -1 is not above zero: who has no voice is left out"),
        (
            "mean = 0.5",
            "weights.stakeholders.board.weights.fees: there is no objective `fees`: one of renewals",
        ),
        ("hihg", "weights.stakeholders.board.weights.fees.hihg: is not known here: did you mean `high`?"),
        (
            "mean = 0.5",
            "weights.stakeholders.board.weights.renewals: is of the shape Normal: "
            "a weight is a number or { low, high }, whose ends are bounds",
        ),
        ("weights = 5", "weights.stakeholders.staff.weights: 5 is not a table"),
    ]
    assert faults_of(text) == [f"line {line_of(text, part)}: {message}" for part, message in expected]


def test_ten_faults_give_ten_messages_with_their_lines() -> None:
    text = changed(
        ("periods = 3", "periods = 0"),
        ('timing = "end"', 'timing = "endd"'),
        ('aim = "service"', 'aim = "serv"'),
        ('lever = "answers"', 'lever = "answer"'),
        ("declared = 2025-11-01 ", 'declared = "soon" '),
        ('evidence = "estimated"', 'evidence = "estimate"'),
        ("unit_cost = 38", "unit_cost = true"),
        ("amount = 4000", "amount = inf"),
        ("deadweight = 0.2", "deadweight = 1.2"),
        ("credit = { low = 0.5, high = 0.8 }", "credit = { low = 0.8, high = 0.5 }"),
    )
    expected = [
        ("periods = 0", "horizon.periods: 0 is not between 1 and 1200"),
        ('"endd"', "discounting.timing: 'endd' is not known: did you mean `end`?"),
        ('"serv"', "objectives.renewals.aim: 'serv' is not known: did you mean `service`?"),
        ('"answer"', "indicators.calls_avoided.lever: there is no lever `answer`: did you mean `answers`?"),
        ('"soon"', "indicators.calls_avoided.declared: 'soon' is not a date: write it as 2026-06-30"),
        ("unit_cost = true", "tools.blog.costs[1].unit_cost: true is not a number: write the number itself"),
        ("amount = inf", "tools.blog.costs[2].amount: inf is not a finite number"),
        ("= 1.2", "tools.blog.effects.calls_avoided.deadweight: 1.2 is not a share between 0 and 1: it would be 120 %"),
        (
            "low = 0.8, high = 0.5",
            "tools.blog.effects.calls_avoided.credit: the range is reversed: low 0.8 is above high 0.5: "
            "write low = 0.5, high = 0.8",
        ),
        (
            'evidence = "estimate"',
            "tools.blog.effects.calls_avoided.evidence: 'estimate' is not known: write \"estimated\"",
        ),
    ]
    assert faults_of(text) == [f"line {line_of(text, part)}: {message}" for part, message in expected]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("drop_off = 0.1", "dropoff = 0.1", "dropoff: is not known here: did you mean `drop_off`?"),
        ("{ low = 6, high = 11 }", "{ low = 6, hihg = 11 }", "value.hihg: is not known here: did you mean `high`?"),
        ("{ low = 6, high = 11 }", "{ low = 6 }", "value.high: is missing"),
        ("{ low = 6, high = 11 }", "{}", "value: is not a quantity: write a number, or { low = 6, high = 11 }"),
        ("{ low = 6, high = 11 }", "{ shape = 'unifrom', low = 1, high = 2 }", "value.shape: 'unifrom' is not known"),
        ("{ low = 6, high = 11 }", "{ shape = 5 }", "value.shape: 5 is not known: one of beta"),
        ("{ low = 6, high = 11 }", "{ samples = 5 }", "value.samples: 5 is not a list of numbers"),
        ("{ low = 6, high = 11 }", "{ samples = [] }", "value.samples: is empty"),
        ("{ low = 6, high = 11 }", "{ samples = [1, 'x'] }", "value.samples[2]: 'x' is not a number"),
        ("{ low = 6, high = 11 }", "{ mean = 3 }", "value.sd: is missing"),
        ("{ low = 6, high = 11 }", "{ low = -6, high = 11 }", "value.low: -6 is below zero"),
        ("{ low = 6, high = 11 }", "{ low = 6, high = 6 }", "value: low and high are both 6"),
        ("{ low = 6, high = 11 }", "{ low = 6, mode = 5, high = 7 }", "value.mode: 5 does not lie between 6 and 7"),
        ("{ low = 6, high = 11 }", "{ low = 6, high = 11, confidence = 1 }", "value.confidence: 1 is not a chance"),
        ("{ low = 6, high = 11 }", "{ low = 1e-9, high = 11 }", "value: is too wide for a lognormal"),
        ("{ low = 6, high = 11 }", "'6'", "value: '6' is not a number"),
        ("{ low = 6, high = 11 }", "1e19", "value: 1e+19 is too large a number"),
        ("{ low = 6, high = 11 }", "[6]", "value: lists 1 values for a horizon of 3"),
        ("{ low = 900, mode = 1500, high = 2600 }", "[1, 2]", "change: lists 2 values for a horizon of 3"),
        ("{ low = 900, mode = 1500, high = 2600 }", "[]", "change: is an empty list"),
        ("{ low = 900, mode = 1500, high = 2600 }", "[1, nan, 3]", "change[2]: nan is not a finite number"),
        ('when = "each"', "when = 4", "costs[1].when: there is no period 4: the horizon has 3"),
        ('when = "each"', "when = 0", "costs[1].when: there is no period 0: they count from 1"),
        ('when = "each"', 'when = "often"', "costs[1].when: 'often' is not known"),
        ('when = "each"', "", "costs[1].when: is missing"),
        ("unit_cost = 38", "", "costs[1].unit_cost: is missing"),
        ("unit_cost = 38", "unit_cost = 38\namount = 5", "costs[1].amount: is said twice"),
        ("rate = 0.035", "rate = 3.5e9", "discounting.rate: 3.5e+09 is not a yearly rate"),
        ("rate = 0.035", "rate = []", "discounting.rate: is neither a yearly rate nor a schedule"),
        (
            "rate = 0.035",
            "rate = [{ until = 5, rate = 0.1 }, { until = 5, rate = 0.2 }]",
            "discounting.rate: the years",
        ),
        ("rate = 0.035", "rate = [{ until = 0, rate = 0.1 }]", "discounting.rate[1].until: 0 is not between 1"),
        ('currency = "EUR"', 'currency = "euro"', "currency: 'euro' is not an ISO 4217 code"),
        ('objective = "renewals"', "objectives = { renewals = 0.5 }", "objectives: the shares sum to 0.5, not to 1"),
        ('objective = "renewals"', "objectives = { sales = 1 }", "objectives.sales: there is no objective `sales`"),
        ('objective = "renewals"', "", "levers.answers.objective: say what the lever acts on once"),
        ('beneficiary = "members"', "", "objectives.renewals.beneficiary: is missing: whom the service is for"),
        ("introduced = 2026-01-15", "introduced = 2026-01-15T10:00:00", "introduced: a date with a time is not a date"),
        ("evaluated = 2026-06-30", "evaluated = 5", "evaluated: 5 is not a date"),
        ("[tools.magazine.not_applicable] ", "[tools.magazine.not_applicabel] ", "not_applicabel: is not known here"),
        ('"printed twice a year, gives no practical answers"', '""', "not_applicable.calls_avoided: is empty"),
        ("[tools.blog.effects.calls_avoided]", "[tools.blog.effects.calls]", "effects.calls: there is no indicator"),
        ("[tools.blog.effects.calls_avoided]", "[tools.blog.effects.'a b']", "'a b' is not a key"),
        ("blogroi = 1", "blogroi = 2", "blogroi: this file is of version 2; what is read here is version 1"),
        ("blogroi = 1", "blogroi = true", "blogroi: this file is of version true"),
        ("blogroi = 1", "", "blogroi: is missing: a case file opens with `blogroi = 1`"),
        ('audience = ["members"]', 'audience = "members"', "audience: 'members' is not a list of texts"),
        ('audience = ["members"]', 'audience = ["members", 5]', "audience[2]: 5 is not a text"),
        ('evidence = "estimated"', 'evidence = "guessed"', "evidence: 'guessed' is not known: write \"assumed\""),
    ],
)
def test_a_fault_is_named_with_its_path(old: str, new: str, message: str) -> None:
    faults = faults_of(changed((old, new)))
    assert any(message in fault for fault in faults), faults


def test_two_faults_of_one_table_are_both_reported() -> None:
    text = changed(("deadweight = 0.2", "deadweight = 2"), ("credit = { low = 0.5, high = 0.8 }", "credit = -1"))
    assert len(faults_of(text)) == 2


def test_references_are_checked_where_other_fields_are_at_fault() -> None:
    faults = faults_of(changed(("deadweight = 0.2", "deadweight = 2"), ('lever = "trust"', 'lever = "turst"')))
    assert any("did you mean `trust`?" in fault for fault in faults)
    assert len(faults) == 2


def test_a_demand_on_an_unknown_tool_is_refused() -> None:
    text = TEMPLATE + '[demands]\nblgo = ["calls"]\n'
    line = line_of(text, "blgo")
    assert faults_of(text) == [
        f"line {line}: demands.blgo: there is no tool `blgo`: did you mean `blog`?",
        f"line {line}: demands.blgo[1]: there is no indicator `calls`: one of calls_avoided, memberships_kept",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        (" \n\t", "the file is empty"),
        ("title = ", "line 1: title: has no value"),
        ("a = 1\nb = +", "line 2: not TOML: Invalid value, column 5"),
        ("a = 1\n" + ".".join("k" * 40) + " = 1", "line 2: a key has more than 16 parts"),
        ("a = 1\na = 2", "line 2: a: the key stands twice, first in line 1"),
        ("[tools.blog]\n[tools.blog]", "line 2: tools.blog: the table stands twice, first in line 1"),
        ("x = " + "[" * 5000, "the file is nested too deeply"),
        ("\nx = " + "9" * 5000, "line 2: a number of more than 4300 digits is too large a number"),
        ("d = 2026-02-30", "line 1: d: 2026-02-30 is not a date: 2026-02 has 28 days"),
        ('t = """open', "line 1: the text that opens here"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(text: str, message: str) -> None:
    faults = faults_of(text)
    assert len(faults) == 1
    assert message in faults[0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: not JSON: Expecting property name enclosed in double quotes, column 2"),
        ('{"a": 1,\n "b" 2}', "line 2: not JSON: Expecting ':' delimiter, column 6"),
        ('{"a": 1,\n "a": 2}', "line 2: the key 'a' stands twice in one table"),
        ('{"a": "NaN",\n "b": NaN}', "line 2: NaN is not a finite number"),
        ('{"a": -Infinity}', "line 1: -Infinity is not a finite number"),
        ("[" * 100_000, "the file is nested too deeply"),
        ("[1]", "a list is not a case"),
        ("5", "5 is not a case"),
        ('{"a":\n' + "9" * 5000 + "}", "line 2: a number of more than 4300 digits is too large a number"),
        ('{"blogroi": 1, "title": null}', "title: is null: leave the key out where nothing is known"),
    ],
)
def test_what_is_not_json_is_refused(text: str, message: str) -> None:
    assert any(message in fault for fault in faults_of(text, "json"))


def test_json_faults_have_lines_too() -> None:
    text = json.dumps(json.loads(blogroi.dumps(blogroi.loads(TEMPLATE), format="json")), indent=1)
    text = text.replace('"periods": 3', '"periods": 0').replace('"deadweight": 0.2', '"deadweight": 7')
    assert faults_of(text, "json") == [
        f"line {line_of(text, 'periods')}: horizon.periods: 0 is not between 1 and 1200",
        f"line {line_of(text, 'deadweight')}: tools.blog.effects.calls_avoided.deadweight: "
        "7 is not a share between 0 and 1: for 7 % write 0.07",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (TEMPLATE.encode("utf-16"), "the file is in UTF-16"),
        (b"title = 'a'\nx = '\xe9t\xe9'", "line 2: byte 0xe9 at position 17 is not UTF-8"),
    ],
)
def test_another_encoding_is_refused(content: bytes, message: str) -> None:
    assert message in faults_of(content)[0]


def test_a_byte_order_mark_is_no_fault() -> None:
    assert blogroi.loads(TEMPLATE.encode("utf-8-sig")) == blogroi.loads(TEMPLATE)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(5 * MAX_BYTES)
    with pytest.raises(CaseError, match="larger than 20 MiB"):
        blogroi.load(path)


@pytest.mark.parametrize("name", ["nowhere.toml", "", "nul\0.toml"])
def test_a_file_that_cannot_be_read_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        blogroi.load(tmp_path / name if name else tmp_path)


@pytest.mark.parametrize("name", ["case.yaml", "case", "case.toml.bak"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TEMPLATE, encoding="utf-8")
    with pytest.raises(CaseError, match=r"a name ends in \.toml, \.json or \.xlsx"):
        blogroi.load(tmp_path / name)


def test_the_file_is_named_in_the_error(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text("blogroi = 2", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        blogroi.load(path)
    assert str(caught.value).startswith(f"{path}: 1 fault\n  line 1: blogroi:")


def test_a_bad_case_leaves_no_number_behind() -> None:
    with pytest.raises(CaseError):
        blogroi.evaluate(blogroi.loads(changed(("deadweight = 0.2", "deadweight = nan"))))


BLOG = json.loads(blogroi.dumps(blogroi.loads(TEMPLATE), format="json"))["tools"]["blog"]


def in_json(**changes: Any) -> str:
    return json.dumps(json.loads(blogroi.dumps(blogroi.loads(TEMPLATE), format="json")) | changes)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("title", "a text"),
        ("currency", "an ISO 4217 code such as EUR"),
        ("horizon", "a table such as { start = 2026-01-01, periods = 3 }"),
        ("discounting", "a table such as { rate = 0.035 }"),
        ("horizon.start", "a date such as 2026-06-30"),
        ("horizon.periods", "a whole number"),
        ("discounting.rate", "a yearly rate such as 0.035"),
        ("objectives.renewals.statement", "a text"),
        ("levers.answers.statement", "a text"),
        ("indicators.calls_avoided.better", "one of higher, lower"),
        ("indicators.calls_avoided.value.low", "write { low = ..., high = 11 }"),
        (
            "tools.blog.effects.calls_avoided.change",
            "a number, or a table such as { low = 6, high = 11 }",
        ),
    ],
)
def test_what_is_missing_is_said_with_what_it_should_be(path: str, what: str) -> None:
    document = json.loads(in_json())
    *tables, name = path.replace("[1]", ".0").split(".")
    node = document
    for table in tables:
        node = node[int(table) if table.isdigit() else table]
    del node[name]
    assert faults_of(json.dumps(document), "json")[0].endswith(f"{path}: is missing: {what}")


def test_whatever_a_table_cannot_do_without_is_said() -> None:
    tables: Any = {name: {} for name in ("horizon", "discounting")}
    kinds: Any = {name: {"x": {}} for name in ("objectives", "levers", "indicators", "tools")}
    kinds["tools"]["x"] = {"costs": [{}], "effects": {"x": {}}, "published": {}}
    faults = faults_of(json.dumps({"blogroi": 1} | tables | kinds), "json")
    classes = (model.Case, model.Horizon, model.Discounting, model.Objective, model.Lever, model.Indicator, model.Tool)
    needed = [
        attribute
        for cls in (*classes, model.Cost, model.Effect, model.Published)
        for attribute in fields(cls)
        if attribute.default is NOTHING
    ]
    given = 2  # horizon and discounting
    said_together = (
        3  # the change of an effect, which may stand on its indicator; the amount of a cost, and when it is paid
    )
    assert len(faults) == len(needed) - given + said_together
    assert all(": is missing: " in fault for fault in faults)


def test_a_table_in_place_of_a_value_and_the_other_way_round_are_refused() -> None:
    faults = faults_of(in_json(title={}, horizon=5, tools=[], levers={"answers": 5}, indicators="x"), "json")
    assert [fault.removeprefix("line 1: ") for fault in faults] == [
        "horizon: 5 is not a table: write { start = 2026-01-01, periods = 3 }",
        "indicators: 'x' is not a table: write [indicators.KEY] for each, with a key of your own",
        "levers.answers: 5 is not a table: write [levers.KEY]",
        "title: a table is not a text",
        "tools: a list is not a table: write [tools.KEY] for each, with a key of your own",
    ]


def test_nothing_is_taken_for_what_it_is_not() -> None:
    effect = BLOG["effects"]["calls_avoided"] | {"change": "5", "deadweight": True, "starts": 0.5, "source": 5}
    cost = {"item": "x", "amount": 5, "when": True, "sunk": 1}
    tool = BLOG | {"costs": [cost], "effects": {"calls_avoided": effect}, "introduced": 20260115}
    assert [fault.removeprefix("line 1: ") for fault in faults_of(in_json(tools={"blog": tool}), "json")] == [
        "tools.blog.costs[1].sunk: 1 is neither true nor false: write true",
        'tools.blog.costs[1].when: true is not known: "upfront", "each", or a period number from 1',
        "tools.blog.effects.calls_avoided.change: '5' is not a number: write 5, without quotes",
        "tools.blog.effects.calls_avoided.deadweight: true is not a number: write the number itself",
        'tools.blog.effects.calls_avoided.source: 5 is not a text: put it in quotes, "5"',
        "tools.blog.effects.calls_avoided.starts: 0.5 is below 1: periods are counted from 1",
        "tools.blog.introduced: 20260115 is not a date: write 2026-01-15",
    ]


@pytest.mark.parametrize("day", ["2026-02-30", "2026-6-3", "2026-06-30T10:00:00", "20260630", "2026-W01-1", ""])
def test_a_date_of_another_form_is_refused(day: str) -> None:
    (fault,) = faults_of(in_json(evaluated=day), "json")
    assert "evaluated: " in fault
    assert "is not a da" in fault


@pytest.mark.parametrize("field", ["when", "starts", "lasts", "searched"])
def test_a_number_too_long_to_be_shown_is_refused(field: str) -> None:
    digits = "0x" + "f" * 5000
    old = 'when = "each"' if field == "when" else 'evidence = "estimated"'
    new = f"when = {digits}" if field == "when" else f'evidence = "estimated"\n{field} = {digits}'
    (fault,) = faults_of(changed((old, new)))
    assert f"{field}: " in fault
    assert "a very large number" in fault


def test_an_end_of_a_scale_that_is_no_number_is_refused_beside_its_points() -> None:
    indicator = json.loads(in_json())["indicators"]["calls_avoided"]
    scale = {"worst": 0, "best": [], "points": [[0, 0], [9, 1]]}
    faults = faults_of(
        in_json(
            indicators={"calls_avoided": indicator | {"scale": scale}},
            tools={"x": BLOG | {"effects": {}, "intended": []}},
        ),
        "json",
    )
    assert faults == ["line 1: indicators.calls_avoided.scale.best: a list is not a number"]


def test_a_fault_is_told_once() -> None:
    faults = faults_of(changed(('when = "each"', "when = 5000"), ('lever = "answers"', 'lever = ""')))
    assert [fault.split(": ")[1] for fault in faults] == ["indicators.calls_avoided.lever", "tools.blog.costs[1].when"]


@pytest.mark.parametrize(
    ("key", "shown"),
    [("a b", "a b"), ("a.b", "a.b"), ("", ""), ("\x1b[31m", "\\x1b[31m"), ("\ud800", "\\ud800"), ("[1]", "[1]")],
)
def test_an_odd_key_is_refused_in_print(key: str, shown: str) -> None:
    (fault,) = faults_of(in_json(**{key: 1}), "json")
    assert fault.removeprefix("line 1: ").startswith(f'"{shown}": is not known here: ')
    (fault,) = faults_of(in_json(tools={key: BLOG}), "json")
    assert "tools: " in fault
    assert "is not a key: a letter or digit, then letters, digits, _ and -" in fault or "holds U+" in fault
    assert fault.isprintable()


def test_items_of_a_list_come_in_their_order() -> None:
    change = {"samples": [1, *["x"] * 11]}
    tool = BLOG | {"effects": {"calls_avoided": {"change": change, "evidence": "assumed"}}}
    faults = faults_of(in_json(tools={"blog": tool}), "json")
    assert [fault.split("samples[")[1].split("]")[0] for fault in faults] == [str(item) for item in range(2, 13)]


def test_a_list_longer_than_any_horizon_is_refused() -> None:
    tool = BLOG | {"effects": {"calls_avoided": {"change": [1] * 2000, "evidence": "assumed"}}}
    (fault,) = faults_of(in_json(tools={"blog": tool}), "json")
    assert "change: lists 2000 values: one for each period, and these are at most 1200" in fault


def a_cost(amount: Any) -> str:
    return in_json(tools={"blog": BLOG | {"costs": [{"item": "x", "amount": amount, "when": "each"}]}})


def levers_by_the_thousand() -> str:
    document = json.loads(in_json())
    levers = {f"lever_{number}": document["levers"]["answers"] for number in range(2000)}
    indicator = document["indicators"]["calls_avoided"]
    indicators = {f"i{number}": indicator | {"lever": f"lexer_{number}"} for number in range(2000)}
    return in_json(levers=levers, indicators=indicators)


@pytest.mark.parametrize(
    ("build", "most"),
    [
        (lambda: in_json(**{f"k{number}": 1 for number in range(50_000)}), 1001),
        (lambda: a_cost({"samples": [True] * 200_000}), 1001),
        (lambda: a_cost({"samples": [-1] * 200_000}), 1001),
        (lambda: a_cost({f"k{number}": 1 for number in range(50_000)} | {"low": 1}), 1001),
        (lambda: a_cost([True] * 200_000), 1),
        (lambda: in_json(tools={"blog": BLOG | {"costs": [{}] * 15_000}}), 1001),
        (lambda: "{" + ",".join(f'"k{number}": 1' for number in range(50_000)) + ', "k49999": 2}', 1),
        (lambda: in_json(**{"a." * 200_000: 1}), 1),
        (lambda: in_json(**{"k" * 200_000: [1] * 50_000}), 1),
        (levers_by_the_thousand, 1001),
    ],
)
def test_a_hostile_file_is_refused_in_time_and_in_few_words(build: Callable[[], str], most: int) -> None:
    text = build()
    started = time.process_time()
    faults = faults_of(text, "json")
    assert time.process_time() - started < 10  # the square of these sizes would take minutes
    assert len(faults) == most
    assert max(map(len, faults)) < 2000
    assert most == 1 or faults[-1] == "there may be more faults than these 1000: mend these first"


@pytest.mark.parametrize("build", [lambda: "a." * 50_000 + "a = 1", lambda: "[" + "a." * 50_000 + "a]"])
def test_a_key_without_end_is_refused_before_it_is_parsed(build: Callable[[], str]) -> None:
    started = time.process_time()
    assert faults_of(build()) == ["line 1: a key has more than 16 parts: no case needs that"]
    assert time.process_time() - started < 3


def test_dots_in_a_text_are_no_parts_of_a_key() -> None:
    title = "." * 100
    assert blogroi.loads(changed(("What our blog and our magazine bring in", title))).title == title
