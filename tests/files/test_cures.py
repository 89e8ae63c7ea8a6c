"""What people write where something else is wanted is answered by what to write, with its path and its line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

import blogroi
from blogroi import CaseError

TEMPLATE = "\n".join(line for line in blogroi.template().splitlines() if not line.startswith("#")) + "\n"
KEY = "is not a key: a letter or digit, then letters, digits, _ and -"
VALUE, OF_VALUE = "value = { low = 6, high = 11 }", "indicators.calls_avoided.value"
CHANGE, OF_EFFECT = "change = { low = 900, mode = 1500, high = 2600 }", "tools.blog.effects.calls_avoided"
SHARE, OF_COST = "deadweight = 0.2", "tools.blog.costs[1]"
WHEN, DAY, BETTER = 'when = "each"', "evaluated = 2026-06-30", 'better = "higher"'
STATEMENT = 'statement = "Members renew because we serve them better"'


def faults_of(*changes: tuple[str, str]) -> list[str]:
    text = TEMPLATE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    with pytest.raises(CaseError) as caught:
        blogroi.loads(text)
    return [str(fault).partition(": ")[2] for fault in caught.value.faults]


LISTED = "lists 2 values for a horizon of 3: one for each period"
NUMBERS = [
    ('"0,4"', "'0,4' is not a number: write 0.4, with a decimal point"),
    ('"6"', "'6' is not a number: write 6, without quotes"),
    ('"1e3"', "'1e3' is not a number: write 1000, without quotes"),
    ('"6 000"', "'6 000' is not a number: write 6000, without spaces"),
    ('"6\u00a0000"', "'6\\xa0000' is not a number: write 6000, without spaces"),
    ('"6\'000"', '"6\'000" is not a number: write 6000, without apostrophes'),
    ('"6,000"', "'6,000' is not a number: write 6000, or 6.0 if the comma marks decimals"),
    ('"6000 EUR"', "'6000 EUR' is not a number: write 6000, without the currency"),
    ('"€ 6000"', "'€ 6000' is not a number: write 6000, without the currency"),
    ('"6 hours"', "'6 hours' is not a number: write 6, without the unit"),
    ('"4 k€"', "'4 k€' is not a number: write 4000, for 4 k€"),
    ('"1,2 M€"', "'1,2 M€' is not a number: write 1200000, for 1,2 M€"),
    ('"2 millions d\'euros"', "\"2 millions d'euros\" is not a number: write 2000000, for 2 millions d'euros"),
    ('"5 Md€"', "'5 Md€' is not a number: write 5000000000, for 5 Md€"),
    ('"20 kg"', "'20 kg' is not a number: write 20, without the unit"),
    ('"20!"', "column 3: `!` has no meaning here: the opposite of a condition is 1 less it: 1 - (a > 0)"),
    ('"3 percent a year"', "'3 percent a year' is not a number: write 0.03, for 3 %"),
    ('"4 to 6 k€"', "'4 to 6 k€' is not a number: write { low = 4000, high = 6000 }"),
    ('"500 to 1k"', "'500 to 1k' is not a number: write { low = 500, high = 1000 }"),
    ('"8 ± 10 %"', "'8 ± 10 %' is not a number: write { estimate = 8, low = 7.2, high = 8.8 }"),
    ('"(6, 11)"', "'(6, 11)' is not a number: write { low = 6, high = 11 }"),
    ("(6, 11)", "(6, 11) is not a number: write { low = 6, high = 11 }"),
    ('"=B3*12"', "'=B3*12' is not a number: write the number that it comes to"),
    ("40 * 100", "40 * 100 is not a number: write the number that it comes to"),
    ('"5-20"', "'5-20' is not a number: write { low = 5, high = 20 }"),
    ('"5 to 20"', "'5 to 20' is not a number: write { low = 5, high = 20 }"),
    ('"entre 5 et 20"', "'entre 5 et 20' is not a number: write { low = 5, high = 20 }"),
    ('"400 / 700 / 1500"', "'400 / 700 / 1500' is not a number: write { low = 400, mode = 700, high = 1500 }"),
    ('"80 ± 20"', "'80 ± 20' is not a number: write { estimate = 80, low = 60, high = 100 }"),
    ('"many"', "column 1: there is no driver `many`: state it: [drivers.many]"),
    ('"n/a"', "column 1: there is no such driver: leave it out where it is not known"),
    ('""', "'' is not a number: leave it out where it is not known"),
    ("true", "true is not a number: write the number itself"),
    ("2026-01-01", "the date 2026-01-01 is not a number: write a number, or { low = 6, high = 11 }"),
    ("[6, 11]", f"{LISTED}; for an interval write {{ low = 6, high = 11 }}"),
    ("[11, 6]", LISTED),
    ("{ min = 6, max = 11 }", "is not a quantity: write { low = 6, high = 11 }"),
    ("{ min = 6, likely = 8, max = 11 }", "is not a quantity: write { low = 6, mode = 8, high = 11 }"),
    ("{ from = 6, to = 11, confidence = 0.8 }", "is not a quantity: write { low = 6, high = 11, confidence = 0.8 }"),
    ("{ average = 6, std = 1 }", "is not a quantity: write { mean = 6, sd = 1 }"),
    ("{ values = [1, 2, 3, 4] }", "is not a quantity: write { samples = [1, 2, 3, ...] }"),
    ("{ probability = 0.3 }", "is not a quantity: write { chance = 0.3 }"),
    ("{ median = 80, lower = 60, upper = 110 }", "is not a quantity: write { estimate = 80, low = 60, high = 110 }"),
    ("{ percentiles = [[0.1, 5], [0.9, 20]] }", "is not a quantity: write { quantiles = [[0.1, 5], [0.9, 20]] }"),
    ("{ colour = 5 }", "is not a quantity: write a number, or { low = 6, high = 11 }"),
    ("{ low = 11, high = 6 }", "the range is reversed: low 11 is above high 6: write low = 6, high = 11"),
    (
        "{ low = 11, mode = 8, high = 6 }",
        "the range is reversed: low 11 is above high 6: write low = 6, high = 11",
    ),
]


@pytest.mark.parametrize(("value", "said"), NUMBERS)
def test_a_quantity_written_otherwise(value: str, said: str) -> None:
    assert faults_of((VALUE, f"value = {value}")) == [f"{OF_VALUE}: {said}"]


PARTS = [
    ("{ low = 6 }", ["high: is missing: write { low = 6, high = ... }"]),
    ("{ high = 6 }", ["low: is missing: write { low = ..., high = 6 }"]),
    ("{ low = 6, mode = 8 }", ["high: is missing: write { low = 6, mode = 8, high = ... }"]),
    ("{ low = 6, max = 11 }", ["high: is missing: write { low = 6, high = 11 }"]),
    ("{ low = 6, maximum = 11 }", ["maximum: is not known here: write { low = 6, high = 11 }"]),
    ("{ low = 6, colour = 11 }", ["colour: is not known here: one of confidence, high, low, max, min, source, year"]),
    ("{ estimate = 80, sd = 5 }", ["sd: is not known here: write { mean = 80, sd = 5 }"]),
    ("{ mean = 80, low = 60, high = 110 }", ["low: is not known here: write { estimate = 80, low = 60, high = 110 }"]),
    ("{ estimate = 80, sd = 5, min = 0 }", ["sd: is not known here: write { mean = 80, sd = 5, min = 0 }"]),
    ("{ samples = [1, 2], confidence = 0.9 }", ["confidence: is not known here: write { samples = [1, 2] }"]),
    ("{ chance = 0.3, low = 0 }", ["low: is not known here: one of chance, max, min, source, year"]),
    ("{ low = 6, mode = 8, maximum = 11 }", ["maximum: is not known here: write { low = 6, mode = 8, high = 11 }"]),
    ("{ estimate = 80, low = 60 }", ["high: is missing: write { estimate = 80, low = 60, high = ... }"]),
    ("{ samples = [1, 2], weights = 3 }", ["weights: 3 is not a list of numbers"]),
    ("{ quantiles = 3 }", ["quantiles: 3 is not a list of pairs"]),
    ("{ quantiles = [5, 9] }", [
        "quantiles[1]: 5 is not a pair of a chance and a value, such as [0.1, 5]",
        "quantiles[2]: 9 is not a pair of a chance and a value, such as [0.1, 5]",
    ]),
    ("{ studies = [1, 2] }", ["studies: has 2 values, and from 3 to 1000 are read: give a range of your own"]),
    ("{ chance = 30 }", ["chance: 30 is not a chance from 0 to 1: for 30 % write 0.3"]),
    ("{ mean = 5, sd = 1, min = 8, max = 2 }", ["min: 8 is above max, 2: write min = 2, max = 8"]),
    ("{ low = 6, high = 11, min = 20 }", ["min: 20 leaves nothing that can be drawn: what is stated lies about between 6 and 11"]),
    (
        '{ low = "0,4", high = "6 000" }',
        [
            "high: '6 000' is not a number: write 6000, without spaces",
            "low: '0,4' is not a number: write 0.4, with a decimal point",
        ],
    ),
    (
        "{ low = 6, mode = 5, high = 7 }",
        ["mode: 5 does not lie between 6 and 7: in ascending order they are low = 5, mode = 6, high = 7"],
    ),
    ("{ low = 6, high = 11, confidence = 90 }", ["confidence: 90 is not a chance from 0.05 to 0.9999: for 90 % write 0.9"]),
    ('{ shape = "gaussian", low = 6, high = 11 }', ["shape: 'gaussian' is not known: write \"normal\""]),
    ('{ shape = "unifrom", low = 6, high = 11 }', ["shape: 'unifrom' is not known: did you mean `uniform`?"]),
    ('{ shape = "poisson", mean = 0.1 }', ['shape: \'poisson\' is not known: drawn in each period it is a formula, such as "poisson(0.5)"']),
    ('{ shape = "bernoulli", p = 0.1 }', [
        'shape: \'bernoulli\' is not known: drawn in each period it is a formula, such as "event(0.1)", or { chance = 0.1 } for what'
        " comes in all periods or in none"
    ]),
    ('{ samples = "1, 2" }', ["samples: '1, 2' is not a list of numbers: write [1, 2]"]),
]  # fmt: skip


@pytest.mark.parametrize(("value", "said"), PARTS)
def test_the_parts_of_a_quantity_written_otherwise(value: str, said: list[str]) -> None:
    assert faults_of((VALUE, f"value = {value}")) == [f"{OF_VALUE}.{one}" for one in said]


SHARES = [
    ("40", "40 is not a share between 0 and 1: for 40 % write 0.4"),
    ('"40 %"', "'40 %' is not a number: write 0.4, for 40 %"),
    ('"40"', "'40' is not a number: write 0.4, for 40 %"),
    ('"40\uff05"', "'40\uff05' is not a number: write 0.4, for 40 %"),
    ('"40 percent"', "'40 percent' is not a number: write 0.4, for 40 %"),
    ('"40 pour cent"', "'40 pour cent' is not a number: write 0.4, for 40 %"),
    ('"40 ± 5 %"', "'40 ± 5 %' is not a number: write { estimate = 0.4, low = 0.35, high = 0.45 }"),
    ('"0,4"', "'0,4' is not a number: write 0.4, with a decimal point"),
    ("1.2", "1.2 is not a share between 0 and 1: it would be 120 %"),
    ("-0.2", "-0.2 is not a share between 0 and 1: it is at least 0"),
    ('"20 to 40 %"', "'20 to 40 %' is not a number: write { low = 0.2, high = 0.4 }"),
    ("[0.2, 0.4]", f"{LISTED}; for an interval write {{ low = 0.2, high = 0.4 }}"),
]


@pytest.mark.parametrize(("value", "said"), SHARES)
def test_a_share_written_otherwise(value: str, said: str) -> None:
    assert faults_of((SHARE, f"deadweight = {value}")) == [f"{OF_EFFECT}.deadweight: {said}"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("[7000, 12000]", "lists 2 values for a horizon of 3: one for each period; for an interval write { low = 7000, high = 12000 }"),
        ("[12000, 7000]", "lists 2 values for a horizon of 3: one for each period"),
        ("[1, 2, 3, 4]", "lists 4 values for a horizon of 3: one for each period"),
    ],
)  # fmt: skip
def test_an_interval_written_as_a_list(value: str, said: str) -> None:
    assert faults_of((CHANGE, f"change = {value}")) == [f"{OF_EFFECT}.change: {said}"]


def test_a_list_as_long_as_the_horizon_is_one_value_for_each_period() -> None:
    text = TEMPLATE.replace(CHANGE, "change = [7000, 9000, 12000]", 1)
    assert blogroi.loads(text).tools["blog"].effects["calls_avoided"].change == tuple(
        blogroi.Point(value) for value in (7000, 9000, 12000)
    )


EACH = 'write "each", for every period of the horizon'
UPFRONT = 'write "upfront", for before the first period, or the number of the period'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"monthly"', f"'monthly' is not known: {EACH}"),
        ('"yearly"', f"'yearly' is not known: {EACH}"),
        ('"every month"', f"'every month' is not known: {EACH}"),
        ('"Each"', f"'Each' is not known: {EACH}"),
        ('"once"', f"'once' is not known: {UPFRONT}"),
        ('"one-off"', f"'one-off' is not known: {UPFRONT}"),
        ('"au début"', f"'au début' is not known: {UPFRONT}"),
        ('"2"', "'2' is not known: write 2, without quotes"),
        ("2026-01-01", 'the date 2026-01-01 is not known: "upfront", "each", or a period number from 1'),
        ("0", 'there is no period 0: they count from 1; what is paid before the first is "upfront"'),
        ("2026", "there is no period 2026: they count from 1; 1 is the first of the horizon"),
    ],
)
def test_a_time_of_payment_written_otherwise(value: str, said: str) -> None:
    assert faults_of((WHEN, f"when = {value}")) == [f"{OF_COST}.when: {said}"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('"2026-01"', "'2026-01' is not a date: write a day, such as 2026-01-01"),
        ('"January 2026"', "'January 2026' is not a date: write a day, such as 2026-01-01"),
        ("2026", "2026 is not a date: write a day, such as 2026-01-01"),
        (
            '"01/02/2026"',
            "'01/02/2026' is not a date: write 2026-02-01 if the day stands first, or 2026-01-02 if the month does",
        ),
        ('"15 January 2026"', "'15 January 2026' is not a date: write 2026-01-15"),
        ('"January 15, 2026"', "'January 15, 2026' is not a date: write 2026-01-15"),
        ('"1er janvier 2026"', "'1er janvier 2026' is not a date: write 2026-01-01"),
        ('"15.1.2026"', "'15.1.2026' is not a date: write 2026-01-15"),
        ("20260115", "20260115 is not a date: write 2026-01-15"),
        ('"2026-02-30"', "'2026-02-30' is not a date: 2026-02 has 28 days"),
        ("2026-01-15T10:00:00", "a date with a time is not a date: write 2026-01-15"),
        ("2026-01-15T00:00:00", "a date with a time is not a date: write 2026-01-15"),
        ('"soon"', "'soon' is not a date: write it as 2026-06-30"),
    ],
)
def test_a_date_written_otherwise(value: str, said: str) -> None:
    assert faults_of((DAY, f"evaluated = {value}")) == [f"evaluated: {said}"]


WORDS = [
    (BETTER, 'better = "more"', "indicators.calls_avoided.better: 'more' is not known: write \"higher\""),
    (BETTER, 'better = "up"', "indicators.calls_avoided.better: 'up' is not known: write \"higher\""),
    (BETTER, 'better = "plus"', "indicators.calls_avoided.better: 'plus' is not known: write \"higher\""),
    (BETTER, 'better = "moins"', "indicators.calls_avoided.better: 'moins' is not known: write \"lower\""),
    (BETTER, "better = 1", "indicators.calls_avoided.better: 1 is not known: one of higher, lower"),
    ('step = "year"', 'step = "monthly"', "horizon.step: 'monthly' is not known: write \"month\""),
    ('step = "year"', 'step = "months"', "horizon.step: 'months' is not known: write \"month\""),
    ('step = "year"', 'step = "annuel"', "horizon.step: 'annuel' is not known: write \"year\""),
    ('timing = "end"', 'timing = "beginning"', "discounting.timing: 'beginning' is not known: write \"start\""),
    ('timing = "end"', 'timing = "middle"', "discounting.timing: 'middle' is not known: write \"mid\""),
    ('timing = "end"', 'timing = "edn"', "discounting.timing: 'edn' is not known: did you mean `end`?"),
    ('currency = "EUR"', 'currency = "€"', "currency: '€' is not an ISO 4217 code: write EUR"),
    ('currency = "EUR"', 'currency = "euro"', "currency: 'euro' is not an ISO 4217 code: write EUR"),
    ('currency = "EUR"', 'currency = "eur"', "currency: 'eur' is not an ISO 4217 code: write EUR"),
    ('currency = "EUR"', 'currency = "francs"', "currency: 'francs' is not an ISO 4217 code: write CHF"),
    ("rate = 0.035", "rate = 35", "discounting.rate: 35 is not a yearly rate from -0.2 to 10: for 35 % write 0.35"),
    ("rate = 0.035", 'rate = "3.5 %"', "discounting.rate: '3.5 %' is not a number: write 0.035, for 3.5 %"),
    ("rate = 0.035", 'rate = "3,5"', "discounting.rate: '3,5' is not a number: write 0.035, for 3.5 %"),
    ("periods = 3", 'periods = "3"', "horizon.periods: '3' is not a whole number: write 3, without quotes"),
    ("periods = 3", "periods = 3.5", "horizon.periods: 3.5 is not a whole number: write 3 or 4"),
    ("periods = 3", "periods = { low = 1, high = 3 }", "horizon.periods: a table is not a whole number: write one, such as 3"),
    (WHEN, f'{WHEN}\nsunk = "no"', f"{OF_COST}.sunk: 'no' is neither true nor false: write false"),
    (WHEN, f"{WHEN}\nsunk = 1", f"{OF_COST}.sunk: 1 is neither true nor false: write true"),
    ('audience = ["members"]', 'audience = "members, staff"', "tools.blog.audience: 'members, staff' is not a list of texts: write [\"members\", \"staff\"]"),
    (STATEMENT, "statement = 5", 'objectives.renewals.statement: 5 is not a text: put it in quotes, "5"'),
    (STATEMENT, "statement = 2026-01-01", 'objectives.renewals.statement: the date 2026-01-01 is not a text: put it in quotes, "2026-01-01"'),
    (STATEMENT, "statement = true", "objectives.renewals.statement: true is not a text"),
    (STATEMENT, 'statement = " "', "objectives.renewals.statement: is empty: write a word or a sentence"),
    ('evidence = "estimated"', 'evidence = "mesuré"', f"{OF_EFFECT}.evidence: 'mesuré' is not known: write \"measured\""),
    ('beneficiary = "members"', 'beneficiary = "adhérents"', "objectives.renewals.beneficiary: 'adhérents' is not known: write \"members\""),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), WORDS)
def test_a_word_written_otherwise(old: str, new: str, said: str) -> None:
    assert faults_of((old, new)) == [said]


KEYS = [
    (SHARE, "dropoff = 0.2", f"{OF_EFFECT}.dropoff: is not known here: did you mean `drop_off`?"),
    (SHARE, '"drop-off" = 0.2', f"{OF_EFFECT}.drop-off: is not known here: did you mean `drop_off`?"),
    (SHARE, "start = 1", f"{OF_EFFECT}.start: is not known here: did you mean `starts`?"),
    (SHARE, "attribution = 0.2", f"{OF_EFFECT}.attribution: is not known here: did you mean `credit`?"),
    (SHARE, '"érosion" = 0.2', f"{OF_EFFECT}.érosion: is not known here: did you mean `drop_off`?"),
    (SHARE, "unit = 1", f"{OF_EFFECT}.unit: is not known here: it belongs in [indicators.KEY]"),
    (SHARE, "gaps = 1", f"{OF_EFFECT}.gaps: is not known here: it belongs at the head of the file, before the first [table]"),
    (SHARE, "colour = 1", f"{OF_EFFECT}.colour: is not known here: one of"),
    (SHARE, "growth_rate = 0.05", f'{OF_EFFECT}.growth_rate: is not known here: write it into `change`, as a formula, as in "300 * growth(0.05)"'),
    (SHARE, "seasonality = [1, 2]", f'{OF_EFFECT}.seasonality: is not known here: write it into `change`, as a formula, as in "300 * season('),
    (WHEN, f"{WHEN}\ngrowth = 0.03", f"{OF_COST}.growth: is not known here: write it into `amount`, `units` or `unit_cost`, as a formula"),
    ('timing = "end"', 'timing = "end", inflation = 0.02', "discounting.inflation: is not known here: write it into the formulas of what grows"),
    (WHEN, f"{WHEN}\nsum = 1", f"{OF_COST}.sum: is not known here: did you mean `amount`?"),
    ("[tools.blog.effects.calls_avoided]", "[tools.blog.benefit.calls_avoided]", "tools.blog.benefit: is not known here: did you mean `effects`?"),
    ("[objectives.renewals]", "[objectifs.renewals]", "objectifs: is not known here: did you mean `objectives`?"),
    ("[tools.magazine]", '[tools."my magazine"]', f"tools: 'my magazine' {KEY}: write my_magazine"),
    ("[tools.magazine]", '[tools."?"]', f"tools: '?' {KEY}"),
    ("[tools.magazine]", '[tools."a\\u202Eb"]', r"tools: 'a\u202eb' is not a key: it holds U+202E, which overrides the direction: take it out"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), KEYS)
def test_a_key_written_otherwise(old: str, new: str, said: str) -> None:
    (fault,) = faults_of((old, new))
    assert fault.startswith(said)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("[[tools.blog.costs]]", "[[tools.blog.cost]]", "tools.blog.cost: is not known here: did you mean `costs`?"),
        ("[indicators.calls_avoided]", "[indicateurs.calls_avoided]", "indicateurs: is not known here: did you mean `indicators`?"),
    ],
)  # fmt: skip
def test_a_table_written_otherwise_is_named_among_what_follows(old: str, new: str, path: str) -> None:
    assert path in faults_of((old, new))


def test_they_come_together_each_with_its_line() -> None:
    changes = [
        ('currency = "EUR"', 'currency = "€"'),
        (DAY, 'evaluated = "2026-01"'),
        (BETTER, 'better = "more"'),
        (VALUE, 'value = "6-11"'),
        (WHEN, 'when = "monthly"'),
        (SHARE, "deadweight = 40"),
    ]
    text = TEMPLATE
    for old, new in changes:
        text = text.replace(old, new, 1)
    with pytest.raises(CaseError) as caught:
        blogroi.loads(text)
    lines = [next(number for number, line in enumerate(text.splitlines(), 1) if new in line) for _, new in changes]
    assert sorted(lines) == [fault.line for fault in caught.value.faults]


SIGNS = [
    (r"\u0000", "U+0000, a null character"),
    (r"\u0007", "U+0007, a control character"),
    (r"\r", "U+000D, a carriage return"),
    (r"\u001b", "U+001B, an escape character"),
    (r"\u007f", "U+007F, a control character"),
    (r"\u009b", "U+009B, a control character"),
    (r"\u202a", "U+202A, which embeds a direction"),
    (r"\u202e", "U+202E, which overrides the direction"),
    (r"\u2066", "U+2066, which isolates a direction"),
    (r"\u2069", "U+2069, which ends a direction"),
]


@pytest.mark.parametrize(("sign", "named"), SIGNS)
def test_a_sign_that_no_text_needs_is_refused_by_its_code(sign: str, named: str) -> None:
    (fault,) = faults_of((STATEMENT, f'statement = "a{sign}b"'))
    assert fault.startswith("objectives.renewals.statement: ")
    assert fault.endswith(f" holds {named}: take it out")
    assert fault.isprintable()


@pytest.mark.parametrize("sign", [r"\t", r"\n", r"\u200e", r"\u200f", r"\u061c", r"\u200b", r"\u2028", "é", "\u00a0"])
def test_other_signs_are_taken(sign: str) -> None:
    case = blogroi.loads(TEMPLATE.replace(STATEMENT, f'statement = "a{sign}b"', 1))
    assert case.objectives["renewals"].statement == json.loads(f'"a{sign}b"')


def leaves(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Give the way to every text and every key of a document."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, part in parts:
        yield from leaves(part, (*way, key))
    if isinstance(node, str) or (way and isinstance(way[-1], str)):
        yield way


def test_no_text_and_no_key_of_a_case_may_hold_such_a_sign(everything: str) -> None:
    whole = blogroi.dumps(blogroi.loads(everything), format="json")
    for way in leaves(json.loads(whole)):
        for is_key in (False, True):
            document = json.loads(whole)
            node = document
            for step in way[:-1]:
                node = node[step]
            if is_key and isinstance(way[-1], str):
                node[f"{way[-1]}\u202e"] = node.pop(way[-1])
            elif isinstance(node[way[-1]], str):
                node[way[-1]] += "\u202e"
            else:
                continue
            with pytest.raises(CaseError):
                blogroi.loads(json.dumps(document), format="json")


NESTED = [
    ("[tools.magazine]\n", "[[tools.magazine]]\n", ["tools.magazine: a list is not a table: write [tools.KEY]"]),
    (
        "[tools.blog.effects.calls_avoided]",
        '[[tools.blog.effects]]\nindicator = "calls_avoided"',
        ["tools.blog.effects: a list is not a table: write [tools.KEY.effects.INDICATOR] for each"],
    ),
    (
        '[[tools.magazine.costs]]\nitem',
        '[tools.magazine.costs]\nitem',
        ["tools.magazine.costs: a table is not a list of tables: write [[...]], in two brackets, above each of them"],
    ),
    (
        "[[tools.blog.costs]]",
        "[tools.blog.costs]",
        ["tools.blog.costs: is a list in line 67: write [[tools.blog.costs]], in two brackets, here too"],
    ),
    (
        "[indicators.calls_avoided]",
        "[levers.answers.indicators.calls_avoided]",
        ["levers.answers.indicators: is not known here: it belongs in [indicators.KEY]"],
    ),
    (
        'discounting = { rate = 0.035, timing = "end" }',
        "discounting = 0.035",
        ["discounting: 0.035 is not a table: write { rate = 0.035 }"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), NESTED)
def test_a_table_written_in_another_place_or_otherwise(old: str, new: str, said: list[str]) -> None:
    assert faults_of((old, new))[: len(said)] == said


def test_a_format_under_the_name_of_the_other_is_said() -> None:
    plain = blogroi.dumps(blogroi.loads(TEMPLATE), format="json")
    for text, named, said in (
        (plain, "toml", "this is JSON, not TOML: give the file a name that ends in .json"),
        (TEMPLATE, "json", "this is TOML, not JSON: give the file a name that ends in .toml"),
        (TEMPLATE.encode("utf-16-le"), "toml", "the file is in UTF-16: save it in UTF-8"),
        (TEMPLATE.encode("utf-16-be"), "toml", "the file is in UTF-16: save it in UTF-8"),
        ("case.toml", "toml", "'case.toml' is not the text of a case: `blogroi.load` reads a file"),
        (None, "toml", "nothing is not the text of a case: `blogroi.load` reads a file"),
        (TEMPLATE, "yaml", "'yaml' is neither TOML, JSON nor a workbook: a name ends in .toml, .json or .xlsx"),
    ):
        with pytest.raises(CaseError) as caught:
            blogroi.loads(text, format=named)  # type: ignore[arg-type]  # on purpose
        assert str(caught.value) == said


def test_a_comment_cannot_show_a_line_in_another_order() -> None:
    text = TEMPLATE.replace("amount = 4000", "amount = 4000 # \u202e 000", 1)
    with pytest.raises(CaseError) as caught:
        blogroi.loads(text)
    assert str(caught.value).endswith("the comment holds U+202E, which overrides the direction: take it out")
