"""Drivers and formulas in files: what is wrong with them is said with its line, its path, its column, and what would be right."""

from __future__ import annotations

import json
import time
import tomllib

import pytest

import blogroi
from blogroi import Case, CaseError, Driver, Formula, Point, Range
from blogroi.files.fingerprint import fingerprint

FUNNEL = """\
blogroi = 1
title = "A funnel"
currency = "EUR"
evaluated = 2026-06-30
horizon = { start = 2026-01-01, periods = 3, step = "month" }
discounting = { rate = 0.03, timing = "end" }

[drivers.visits]
statement = "Visits in a month"
value = { low = 3000, high = 5000 }
unit = "visit"

[drivers.lead_rate]
statement = "Leads per visit"
value = { low = 0.01, high = 0.03 }
unit = "share"

[drivers.luck]
statement = "Good and bad months"
value = { mean = 1, sd = 0.2 }
varies = "each period"

[indicators.leads]
statement = "Leads"
unit = "lead"
better = "higher"
value = 40

[tools.blog]

[[tools.blog.costs]]
item = "Writing"
amount = 900
when = "each"

[tools.blog.effects.leads]
change = "visits * lead_rate * luck"
evidence = "estimated"
"""
CHANGE = 'change = "visits * lead_rate * luck"'
AT_CHANGE = "line 37: tools.blog.effects.leads.change: "


def stated(*changes: tuple[str, str]) -> str:
    text = FUNNEL
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def faults_of(*changes: tuple[str, str], format: str = "toml") -> list[str]:
    text = stated(*changes)
    if format == "json":
        text = json.dumps(tomllib.loads(text), default=str)
    with pytest.raises(CaseError) as caught:
        blogroi.loads(text, format=format)  # type: ignore[arg-type]
    return [str(fault) for fault in caught.value.faults]


def change_of(case: Case) -> object:
    return case.tools["blog"].effects["leads"].change


class TestReading:
    def test_a_text_where_a_quantity_is_allowed_is_a_formula(self) -> None:
        case = blogroi.loads(FUNNEL)
        assert change_of(case) == Formula("visits * lead_rate * luck")
        assert case.drivers["visits"] == Driver("Visits in a month", Range(3000, 5000), unit="visit")

    @pytest.mark.parametrize(
        ("at", "field"),
        [
            ("value = 40", "value"),
            ("value = 40", "margin"),
            ("value = 40", "total"),
            (CHANGE, "change"),
            (CHANGE, "deadweight"),
            (CHANGE, "credit"),
            (CHANGE, "displacement"),
            (CHANGE, "confidence"),
            (CHANGE, "multiplier"),
            (CHANGE, "drop_off"),
            ("amount = 900", "amount"),
            ("amount = 900", "contingency"),
        ],
    )
    @pytest.mark.parametrize("written", ['"min(1, lead_rate)"', "[0.5, { low = 0.1, high = 0.4 }, 1]"])
    def test_every_quantity_of_these_may_be_a_formula_or_a_list(self, at: str, field: str, written: str) -> None:
        new = f"{field} = {written}" + ("" if at.startswith(f"{field} =") else f"\n{at}")
        text = stated((at, new))
        if field == "amount" and written.startswith("["):
            text = text.replace('when = "each"\n', "")
        case = blogroi.loads(text)
        assert blogroi.loads(blogroi.dumps(case)) == case

    def test_the_units_of_a_cost_and_what_one_costs_may_be_formulas_or_lists(self) -> None:
        cost = 'units = "40 * luck"\nunit_cost = [30, 31, 32]'
        (read,) = blogroi.loads(stated(("amount = 900", cost))).tools["blog"].costs
        assert (read.units, read.unit_cost) == (Formula("40 * luck"), (Point(30), Point(31), Point(32)))

    def test_spaces_and_needless_brackets_make_no_other_case(self) -> None:
        one, other = blogroi.loads(FUNNEL), blogroi.loads(stated((CHANGE, 'change = "(visits)*lead_rate*  luck"')))
        assert one == other
        assert fingerprint(one) == fingerprint(other)
        swapped = blogroi.loads(stated((CHANGE, 'change = "lead_rate * visits * luck"')))
        assert fingerprint(one) != fingerprint(swapped)

    @pytest.mark.parametrize("format", ["toml", "json"])
    def test_a_formula_is_written_as_it_was(self, format: str) -> None:
        case = blogroi.loads(stated((CHANGE, 'change = "visits*( lead_rate )  * luck"')))
        assert "visits*( lead_rate )  * luck" in blogroi.dumps(case, format=format)  # type: ignore[arg-type]

    def test_drivers_stand_before_indicators(self) -> None:
        text = blogroi.dumps(blogroi.loads(FUNNEL))
        assert text.index("[drivers.visits]") < text.index("[indicators.leads]")


FORMULAS = [
    ("visit * 2", "column 1: there is no driver `visit`: did you mean `visits`?"),
    ("visits * lead-rate", "column 10: a name has no hyphen: write lead_rate"),
    ("visits * 0,5", "column 11: a decimal point, and no comma: write 0.5"),
    ("visits.real", "column 7: "),
    ("(1).__class__.__bases__", "column 4: "),
    ("__import__('os').system('id')", "column 12: `'` has no meaning here: a formula has no texts in it"),
    ("open('x')", "column 6: "),
    ("exec(visits)", "column 1: there is no function `exec`"),
    ("lambda: 1", "column 1: "),
    ("'visits'", "column 1: "),
    ("f'{visits}'", "column 2: "),
    ("(x := 1)", "column 4: "),
    ("[v for v in visits]", "column 1: "),
    ("visits if visits else 1", "column 8: "),
    ("9**9**9", "column 1: `9 ** 9 ** 9` is not a finite number"),
    ("9**999", "column 1: `9 ** 999` is not a finite number"),
    ("1e400", "column 1: "),
    ("0x1F * visits", "column 1: "),
    ("1_000 * visits", "column 1: "),
    ("1j * visits", "column 1: "),
    ("visits # all", "column 8: "),
    ("visits and luck", "column 8: `and` has no meaning here: where two conditions must both hold"),
    ("not visits", "column 1: `not` has no meaning here: the opposite of a condition"),
    ("0 < visits < 5", "column "),
    ("visits ^ 2", "column 8: `^` has no meaning here: a power is written **"),
    ("visits *", "column 8: "),
    ("(visits", "column 1: "),
    (
        "vis\\u0456ts * 2",
        "column 4: U+0456, Cyrillic small letter byelorussian-ukrainian i, only looks like i: write visits",
    ),
    ("max(visits)", "column 1: max takes 2 parts or more"),
    ("age * visits", "column 1: `age` stands in the profile of by_age alone"),
    ("by_age(visits, luck ** age)", "column 16: "),
    ("1 / 0", "column 1: `1 / 0` is not a finite number"),
    ("-" * 1999 + "1", "column "),
    ("(" * 900 + "1" + ")" * 900, "column "),
    ("visits + " * 400 + "1", "column "),
    ("1" * 2001, ""),
    (
        "(" * 49 + "1" + ")" * 49,
        "'(((((((((((((((((((((((((((((((((((((...' is a number: write it without quotes and brackets",
    ),
    ("0." + "1" * 1900, "'0.11111111111111111111111111111111111...' is a number: write it without quotes and brackets"),
    (" " * 1999 + "1", "'                                     ...' is a number: write it without quotes and brackets"),
    ("=visits * 2", "'=visits * 2': a formula begins without =: write visits * 2"),
    ("=B3*12", "'=B3*12' is not a number: write the number that it comes to"),
    ("binomial(1.5, 0.5)", "column 10: a number of trials: 1.5 is not a whole number: write 2"),
]


class TestFormulas:
    @pytest.mark.parametrize(("formula", "said"), FORMULAS, ids=lambda text: str(text)[:30])
    def test_what_cannot_be_read_is_said_where_it_stands(self, formula: str, said: str) -> None:
        written = json.dumps(formula).replace("\\\\u", "\\u")
        begin = time.perf_counter()
        faults = faults_of((CHANGE, f"change = {written}"))
        assert time.perf_counter() - begin < 0.25
        assert len(faults) <= 3
        assert faults[0].startswith(AT_CHANGE + said), faults

    def test_running_stands_in_effects_alone(self) -> None:
        blogroi.loads(stated((CHANGE, 'change = "visits * lead_rate * ramp(6, running)"')))
        at = "line 27: indicators.leads.value: column 14: `running` counts from the start of an effect"
        assert faults_of(("value = 40", 'value = "40 * ramp(6, running)"'))[0].startswith(at)

    @pytest.mark.parametrize(
        ("old", "field"),
        [
            ("value = 40", "prior"),
            ("value = 40", "baseline"),
            ("value = 40", "target"),
            ("value = 40", "measurement"),
            ('evidence = "estimated"', "starts"),
            ('evidence = "estimated"', "lasts"),
        ],
    )
    def test_what_is_no_formula_says_so(self, old: str, field: str) -> None:
        written = f'{field} = "visits * 2"'
        if field == "measurement":
            written = 'measurement = { method = "survey", cost = "visits * 2" }'
        (fault,) = faults_of((old, f"{old}\n{written}"))
        assert fault.endswith("a formula has no place here: write a number, or { low = 6, high = 11 }")

    @pytest.mark.parametrize("list_", ['[1, "visits", 3]', '["visits * 2", 2, 3]'])
    def test_a_list_holds_no_formulas(self, list_: str) -> None:
        (fault,) = faults_of((CHANGE, f"change = {list_}"))
        assert fault.endswith("]: a list holds no formulas: write one formula for all periods, with period in it")

    def test_a_number_in_quotes_is_no_formula(self) -> None:
        (fault,) = faults_of((CHANGE, 'change = "40"'))
        assert fault == f"{AT_CHANGE}'40' is not a number: write 40, without quotes"

    def test_the_same_is_said_of_json(self) -> None:
        (fault,) = faults_of((CHANGE, 'change = "visit * 2"'), format="json")
        assert "tools.blog.effects.leads.change: column 1: there is no driver `visit`: did you mean `visits`?" in fault

    def test_faults_of_formulas_come_with_those_of_other_fields(self) -> None:
        faults = faults_of(
            (CHANGE, 'change = "visit * 2"'), ("amount = 900", "amount = -1"), ("rate = 0.03", 'rate = "x"')
        )
        assert [fault.partition(": ")[2].partition(": ")[0] for fault in faults] == [
            "discounting.rate",
            "tools.blog.costs[1].amount",
            "tools.blog.effects.leads.change",
        ]


KEYS = [
    ("min", "'min' is not a name for formulas: `min` is a function there: write another, such as min_"),
    ("period", "'period' is not a name for formulas: `period` is the number of the period, from 1 there"),
    ("lambda", "'lambda' is not a name for formulas: `lambda` is a word of the language"),
    ("lead-share", "'lead-share' is not a name for formulas: a name has no hyphen: write lead_share"),
    ('"v\\u0456sits"', "is not a name for formulas: it holds U+0456"),
    ('"été"', "is not a name for formulas: a name is an ASCII letter or _, then letters, digits and _: write ete"),
    ("1st", "'1st' is not a name for formulas: a name is an ASCII letter or _"),
    (
        '"a b"',
        "'a b' is not a name for formulas: a name is an ASCII letter or _, then letters, digits and _: write a_b",
    ),
    ('"a.b"', "'a.b' is not a name for formulas"),
]


class TestDrivers:
    @pytest.mark.parametrize(("key", "said"), KEYS)
    def test_a_key_is_a_name_for_formulas(self, key: str, said: str) -> None:
        (fault,) = faults_of(("[drivers.luck]", f'[drivers.{key}]\nstatement = "x"\nvalue = 1\n[drivers.luck]'))
        assert fault.partition("drivers: ")[2].find(said) >= 0, fault

    def test_a_name_may_begin_with_an_underscore(self) -> None:
        text = stated(("[drivers.luck]", '[drivers._x]\nstatement = "x"\nvalue = 1\n[drivers.luck]'))
        assert "_x" in blogroi.loads(text).drivers

    def test_a_circle_is_named_with_its_members(self) -> None:
        a = '[drivers.a]\nstatement = "x"\nvalue = "b + 1"\n[drivers.b]\nstatement = "x"\nvalue = "2 * a"\n'
        assert faults_of(("[drivers.luck]", f"{a}[drivers.luck]")) == [
            "line 20: drivers.a.value: column 1: goes in a circle: a -> b -> a: state one of them without the others"
        ]

    def test_a_list_is_as_long_as_the_horizon(self) -> None:
        (fault,) = faults_of(("value = { low = 3000, high = 5000 }", "value = [1, 2, 3, 4]"))
        assert fault == "line 10: drivers.visits.value: lists 4 values for a horizon of 3: one for each period"

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ('varies = "monthly"', "drivers.visits.varies: 'monthly' is not known: write \"each period\""),
            ("persistence = 0.5", 'drivers.visits.persistence: goes with what varies: write varies = "each period"'),
            ('varies = "each period"\npersistence = 1.5', "drivers.visits.persistence: 1.5 is not a rank correlation"),
            ('kind = "x"', "drivers.visits.kind: is not known here"),
            ("year = 26", "drivers.visits.year: 26 is not between 1000 and 9999"),
        ],
    )
    def test_what_a_driver_cannot_state(self, more: str, said: str) -> None:
        (fault,) = faults_of(('unit = "visit"', more))
        assert fault.partition(": ")[2].startswith(said), fault

    def test_a_key_of_a_driver_elsewhere_is_sent_home(self) -> None:
        (fault,) = faults_of((CHANGE, f'{CHANGE}\nvaries = "each period"'))
        assert fault.endswith("varies: is not known here: it belongs in [drivers.KEY]")

    def test_a_misspelt_table_is_not_missed_by_its_formulas(self) -> None:
        text = FUNNEL.replace("[drivers.", "[driver.")
        with pytest.raises(CaseError) as caught:
            blogroi.loads(text)
        assert [fault.message for fault in caught.value.faults] == ["is not known here: did you mean `drivers`?"]


class TestPlaces:
    def test_a_driver_used_as_a_share_says_that_it_is_one(self) -> None:
        (fault,) = faults_of((CHANGE, f'{CHANGE}\ncredit = "luck"'))
        assert fault == (
            "line 38: tools.blog.effects.leads.credit: column 1: a share is asked for here, and `luck` does not say that it"
            ' is one: add unit = "share" to [drivers.luck]'
        )
        blogroi.loads(stated((CHANGE, f'{CHANGE}\ncredit = "lead_rate"')))
        blogroi.loads(stated((CHANGE, f'{CHANGE}\ncredit = "min(1, luck)"')))

    @pytest.mark.parametrize(
        ("formula", "said"),
        [
            ("100 * period", "column 7: `period` goes by the period, and this is paid before the first one"),
            ("ramp(3)", "column 1: `ramp` goes by the period, and this is paid before the first one"),
            ("2 + grown", "column 5: `grown` changes with the period, and this is paid before the first one"),
        ],
    )
    def test_what_is_paid_upfront_knows_no_period(self, formula: str, said: str) -> None:
        grown = '[drivers.grown]\nstatement = "x"\nvalue = "luck * growth(0.1)"\n'
        once = ('when = "each"', 'when = "upfront"')
        (fault,) = faults_of(("amount = 900", f'amount = "{formula}"'), once, ("[indicators.", f"{grown}[indicators."))
        assert fault == f'line 36: tools.blog.costs[1].amount: {said}: take it out, or write when = "each"'

    def test_what_is_paid_once_does_not_go_by_the_period(self) -> None:
        (fault,) = faults_of(("amount = 900", 'amount = "100 * period"'), ('when = "each"', "when = 2"))
        assert fault.endswith(
            'amount: column 7: `period` goes by the period, and this is paid once, in period 2: write when = "each", or leave it out'
        )

    @pytest.mark.parametrize("formula", ["900 * event(0.3)", "900 * luck"])
    def test_chance_may_stand_in_what_is_paid_upfront(self, formula: str) -> None:
        blogroi.loads(stated(("amount = 900", f'amount = "{formula}"'), ('when = "each"', 'when = "upfront"')))

    def test_a_formula_by_the_period_needs_no_time(self) -> None:
        text = stated(("amount = 900", 'amount = "900 + 10 * period"'), ('when = "each"\n', ""))
        assert blogroi.loads(text).tools["blog"].costs[0].when is None
        (fault,) = faults_of(("amount = 900", 'amount = "900 * lead_rate"'), ('when = "each"\n', ""))
        assert 'when: is missing: "upfront", "each", or a period number from 1' in fault

    def test_lists_of_units_are_paid_in_each_period(self) -> None:
        cost = "units = [1, 2, 3]\nunit_cost = 30"
        blogroi.loads(stated(("amount = 900", cost), ('when = "each"\n', "")))
        (fault,) = faults_of(("amount = 900", cost), ('when = "each"', 'when = "upfront"'))
        assert fault.endswith('when: goes with when = "each", or none: `units` lists one value for each period')

    def test_lists_are_as_long_as_the_horizon(self) -> None:
        (fault,) = faults_of((CHANGE, f"{CHANGE}\ncredit = [0.5, 0.6, 0.7, 0.8, 0.9]"))
        assert fault.endswith("credit: lists 5 values for a horizon of 3: one for each period")

    def test_a_list_with_samples_says_how_it_is_drawn(self) -> None:
        (fault,) = faults_of((CHANGE, f"{CHANGE}\ncredit = [0.5, {{ samples = [0.1, 0.3] }}, 0.7]"))
        assert "periods: is missing: a list that holds samples is drawn `together`" in fault


def tied(between: list[str], rank: float = 0.3, more: str = "") -> str:
    return FUNNEL + more + f"\n[[correlations]]\nbetween = {json.dumps(between)}\nrank = {rank}\n"


LUCK, VISITS, CHANGED = "drivers.luck.value", "drivers.visits.value", "tools.blog.effects.leads.change"
OTHER = '[drivers.other]\nstatement = "x"\nvalue = { mean = 1, sd = 0.2 }\nvaries = "each period"\npersistence = 0.9\n'


class TestCorrelations:
    def test_drivers_that_are_drawn_as_often_go_together(self) -> None:
        assert blogroi.loads(tied([VISITS, "drivers.lead_rate.value"])).correlations
        assert blogroi.loads(tied([LUCK, "drivers.other.value"], more=OTHER)).correlations

    @pytest.mark.parametrize(
        ("between", "said"),
        [
            (
                [LUCK, VISITS],
                "correlations[1].between: `drivers.luck.value` is drawn in each period and `drivers.visits.value` is drawn once: only what"
                " is drawn as often can go together: put the part that is shared into a driver of its own, and use it in both",
            ),
            (
                [CHANGED, VISITS],
                "correlations[1].between[1]: `tools.blog.effects.leads.change` is a formula, which goes together with what its drivers"
                " go with: name what it is computed from: `drivers.visits.value`, `drivers.lead_rate.value`, `drivers.luck.value`",
            ),
            (
                [f"{LUCK}[2]", VISITS],
                "correlations[1].between[1]: drivers.luck.value is one quantity, in every period: name `drivers.luck.value`",
            ),
            (
                ["drivers.visit.value", VISITS],
                "correlations[1].between[1]: there is no quantity `drivers.visit.value`: did you mean `drivers.visits.value`?",
            ),
        ],
    )
    def test_what_cannot_go_together_says_what_to_do(self, between: list[str], said: str) -> None:
        with pytest.raises(CaseError) as caught:
            blogroi.loads(tied(between))
        assert [str(fault).partition(": ")[2] for fault in caught.value.faults] == [said]

    def test_unlike_persistences_go_together_up_to_a_number(self) -> None:
        assert blogroi.loads(tied([LUCK, "drivers.other.value"], 0.4, OTHER)).correlations
        with pytest.raises(CaseError) as caught:
            blogroi.loads(tied([LUCK, "drivers.other.value"], -0.41, OTHER))
        assert caught.value.faults[0].message == (
            "-0.41 cannot be: `drivers.luck.value` has the persistence 0 and `drivers.other.value` 0.9: at most 0.4 either way, or"
            " give both the same persistence"
        )
