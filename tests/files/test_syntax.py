"""A text that is neither TOML nor JSON is answered by what was probably meant, where, and what to write."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings

import blogroi
from blogroi import CaseError
from blogroi.files.documents import parse
from blogroi.testing import cases

HERE = Path(__file__).parent
KEY = "a key without quotes has letters from a to z, digits, _ and - alone"


def faults_of(text: str, format: str = "toml") -> list[str]:
    with pytest.raises(CaseError) as caught:
        parse(text, format)
    return [str(fault) for fault in caught.value.faults]


VALUES = [
    ("0,4", "0,4 is not a number: write 0.4, with a decimal point"),
    ("-0,4", "-0,4 is not a number: write -0.4, with a decimal point"),
    ("1.234,56", "1.234,56 is not a number: write 1234.56, with a decimal point, and no other sign"),
    ("6 000", "6 000 is not a number: write 6000, without spaces"),
    ("6\u00a0000", "6 000 is not a number: write 6000, without spaces"),
    ("6\u202f000", "6 000 is not a number: write 6000, without spaces"),
    ("6'000", "6'000 is not a number: write 6000, without apostrophes"),
    ("6,000", "6,000 is not a number: write 6000, or 6.0 if the comma marks decimals"),
    (".5", ".5 is not a number: write 0.5"),
    ("5.", "5. is not a number: write 5"),
    ("007", "007 is not a number: write 7"),
    ("40 %", "40 % is not a number: write 0.4, for 40 %"),
    ("6000 EUR", "6000 EUR is not a number: write 6000, without the currency"),
    ("€6000", "€6000 is not a number: write 6000, without the currency"),
    ("12 hours", "12 hours is not a number: write 12, without the unit"),
    ("6k", "6k is not a number: write 6000, for 6k"),
    ("~5", "~5 is not a number: write 5, or a range around it"),
    ("5-20", "5-20 is not a number: write { low = 5, high = 20 }"),
    ("5 to 20", "5 to 20 is not a number: write { low = 5, high = 20 }"),
    ("20 - 40 %", "20 - 40 % is not a number: write { low = 0.2, high = 0.4 }"),
    ("400 / 700 / 1500", "400 / 700 / 1500 is not a number: write { low = 400, mode = 700, high = 1500 }"),
    ("80 ± 20", "80 ± 20 is not a number: write { estimate = 80, low = 60, high = 100 }"),
    ("2026-01", "2026-01 is not a date: write a day, such as 2026-01-01"),
    ("2026-1-5", "2026-1-5 is not a date: write 2026-01-05"),
    ("2026/01/15", "2026/01/15 is not a date: write 2026-01-15"),
    (
        "01/02/2026",
        "01/02/2026 is not a date: write 2026-02-01 if the day stands first, or 2026-01-02 if the month does",
    ),
    ("15/01/2026", "15/01/2026 is not a date: write 2026-01-15"),
    ("15 January 2026", "15 January 2026 is not a date: write 2026-01-15"),
    ("15 janvier 2026", "15 janvier 2026 is not a date: write 2026-01-15"),
    ("2026-02-30", "2026-02-30 is not a date: 2026-02 has 28 days"),
    ("2026-13-01", "2026-13-01 is not a date: write it as 2026-06-30"),
    ("The blog", 'a text stands in quotes: write a = "The blog"'),
    ("each # period", 'a text stands in quotes: write a = "each"'),
    ("L'été", 'a text stands in quotes: write a = "L\'été"'),
    ("True", "write true, in small letters"),
    ("None", "leave the key out where nothing is known"),
    ("n/a", "leave the key out where nothing is known"),
    ("", "has no value: write a = ..., or take the line out"),
    ('"open', 'the text has no closing ": write a = "open"'),
    ("'open", "the text has no closing ': write a = 'open'"),
    ("'L'été'", "a ' within the text ends it: write a = \"L'été\""),
    ('"x", "y"', 'a list stands in brackets: write a = ["x", "y"]'),
    ("5;", "nothing stands behind a value: take the ; out"),
    ("5 // five", "a comment begins with #, not with //"),
    ("5 b = 6", "each key stands on a line of its own"),
    ("\u201cThe blog\u201d", '“ is a quote of a word processor, and only " is one here: write a = "The blog"'),
    (
        "\u00ab\u00a0L\u2019été\u00a0\u00bb",
        '« is a quote of a word processor, and only " is one here: write a = "L\'été"',
    ),
    ("\u2018x\u2019", '\u2018 is a quote of a word processor, and only " is one here: write a = "x"'),
    ("\u00a05", "holds U+00A0, an odd space: write a plain one"),
    ('"x"\u200b', "holds U+200B, an odd space: write a plain one"),
    ("= 5", "a single = stands between key and value: write a = 5"),
    ("> 5", "a single = stands between key and value: write a = 5"),
    ("{ low: 6, high: 11 }", "= stands between key and value, not a colon: write { low = 6, high = 11 }"),
    ("{ low = 6, high = 11, }", "no comma stands before a closing }: take it out"),
    ("[1 2]", "a comma is missing between the values of the list"),
    ('["members", staff]', 'a text stands in quotes: write "staff" for staff'),
]


@pytest.mark.parametrize(("value", "said"), VALUES)
def test_a_value_that_is_none_is_answered_by_what_was_meant(value: str, said: str) -> None:
    text = f'[tools.blog]\nname = "x = 0,4"  # 0,4\na = {value}\nb = 1'
    assert faults_of(text) == [f"line 3: tools.blog.a: {said}".replace("\u00a0", "\\xa0")]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{ low = 0,4, high = 0.5 }", ["low: 0,4 is not a number: write 0.4, with a decimal point"]),
        (
            "{ low = 6 000, high = 40 % }",
            [
                "low: 6 000 is not a number: write 6000, without spaces",
                "high: 40 % is not a number: write 0.4, for 40 %",
            ],
        ),
        ("{ low = 6 high = 11 }", ["low: a comma is missing before high"]),
        ("[{ until = 5, rate = 3,5 }]", ["rate: 3,5 is not a number: write 3.5, with a decimal point"]),
    ],
)
def test_so_are_values_in_braces(value: str, said: list[str]) -> None:
    assert faults_of(f"a = {value}") == [f"line 1: a.{one}" for one in said]


STATEMENTS = [
    ('title "x"', 'title: = is missing: write title = "x"'),
    ('title: "x"', 'title: = stands between key and value, not a colon: write title = "x"'),
    ("title: The blog", 'title: = stands between key and value, not a colon: write title = "The blog"'),
    ("title", "title: has no value: write title = ..., or take the line out"),
    ("= 5", "a key is missing before the ="),
    ("a := 5", "a single = stands between key and value: write a = 5"),
    ("coûts = 5", f"{KEY}: write costs = 5"),
    ("décision = 5", f'{KEY}: write "décision" = 5'),
    ("drop off = 0.1", f"{KEY}: write drop_off = 0.1"),
    ("\u201ca\u201d = 5", '“ is a quote of a word processor, and only " is one here: write "a" = 5'),
    ("[outils.café]", f'outils.café: {KEY}: write [outils."café"]'),
    ("[tools.blog.coûts]", f"tools.blog.coûts: {KEY}: write [tools.blog.costs]"),
    ("[[tools.my blog.costs]]", f'tools."my blog".costs[1]: {KEY}: write [[tools.my_blog.costs]]'),
    ("[tools.blog", "tools.blog: the header is not closed: write [tools.blog]"),
    ("[[tools.blog]", "tools.blog[1]: the header is not closed: write [[tools.blog]]"),
    ("[tools.]", "tools: a header has a key in each of its places, such as [tools.blog]"),
    ("// a comment", "a comment begins with #, not with //"),
    ("-- a comment", "a comment begins with #, not with --"),
    ('a = "C:\\users"', r"a \ within double quotes is written twice, \\: or put the text between single quotes"),
    ('a = "bell \x07"', "holds U+0007, a control character: take it out"),
]


@pytest.mark.parametrize(("line", "said"), STATEMENTS)
def test_so_is_a_line_that_is_no_statement(line: str, said: str) -> None:
    assert faults_of(f"b = 1\n{line}\n") == [f"line 2: {said}"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = 1\na = [1, 2", "line 2: the [ that opens here has no ]"),
        ("a = [\n 1,\n 2\n[horizon]\nperiods = 3", "line 1: the [ that opens here has no ]"),
        ("a = [1, 2\nb = 3", "line 1: the [ that opens here has no ]"),
        ("a = { low = 6, high = 11\nb = 3", "line 1: the { that opens here has no }"),
        ("a = { low = 6,\n high = 11 }", "line 1: a table in braces stands on one line: put all of it there"),
        ("a = [\n [0, 0]\n [9, 1]\n]", "line 3: a comma is missing between the values of the list"),
        ('a = [\n "x",\n y,\n]', 'line 3: a text stands in quotes: write "y" for y'),
        ('a = 1\nb = """open\nc = 0,4', 'line 2: the text that opens here with """ has no closing """'),
    ],
)
def test_a_bracket_that_is_not_closed_is_named_where_it_opens(text: str, fault: str) -> None:
    assert faults_of(text) == [fault]


TWICE = "stands twice, first in line {}: put both together, or rename one"


@pytest.mark.parametrize(
    ("text", "fault", "first"),
    [
        ("a = 1\nb = 2\na = 3\nc = 4", "line 3: a: the key", 1),
        ("a = 1\na = 2", "line 2: a: the key", 1),
        ("[t]\na = 1\n[u]\na = 1\nb = 1\na = 2", "line 6: u.a: the key", 4),
        ("[t]\na = 1\n[u]\nb = 1\n[t]\nc = 1", "line 5: t: the table", 1),
        ("[[t]]\na = 1\n[[t]]\na = 1\n\na = 2", "line 6: t[2].a: the key", 4),
        ("[t]\na = 1\n[t.a]\nb = 1", "line 3: t.a: the key", 2),
        ("a.b = 1\n[a]\nc = 2", "line 2: a: the table", 1),
        ('"a" = 1\na = 2', "line 2: a: the key", 1),
    ],
)
def test_what_stands_twice_is_named_with_its_first_place(text: str, fault: str, first: int) -> None:
    assert faults_of(text) == [f"{fault} {TWICE.format(first)}"]


def test_all_decimal_commas_of_a_file_come_together() -> None:
    text = '[a]\nx = 0,4\ny = "0,4"\n[[b]]\nz = { low = 1,5, high = 2 }\n[[b]]\nz = 6 000\nw = """\n x = 0,4\n"""\n'
    assert [fault.partition(" is not")[0] for fault in faults_of(text)] == [
        "line 2: a.x: 0,4",
        "line 5: b[1].z.low: 1,5",
        "line 7: b[2].z: 6 000",
    ]


@pytest.mark.parametrize("path", [*sorted(HERE.glob("*.toml")), *sorted(Path("examples").glob("*.toml"))], ids=str)
def test_no_line_that_is_right_is_blamed_for_another(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    last = text.count("\n") + 1
    assert faults_of(f"{text}wrong = 0,4\n") == [
        fault for fault in faults_of(f"{text}wrong = 0,4\n") if fault.startswith(f"line {last}: ")
    ]


@given(cases())
@settings(max_examples=15)
def test_no_line_of_a_case_is_blamed_for_another(case: blogroi.Case) -> None:
    text = blogroi.dumps(case)
    (fault,) = faults_of(f"{text}\n[wrong]\nx = 0,4\n")
    assert fault.endswith("wrong.x: 0,4 is not a number: write 0.4, with a decimal point")


@pytest.mark.parametrize("value", ["[1e-06]", "[1E6, 2.5e+3]", "[-1e-06, 1_0e1_0]", "{ low = 1e-06, high = 1 }"])
def test_the_letter_of_a_power_of_ten_is_no_word(value: str) -> None:
    (fault,) = faults_of(f"a = {value}\n[wrong]\nx = 0,4\n")
    assert fault.startswith("line 3: wrong.x: ")


@pytest.mark.parametrize("value", ["[5km]", "[1e-06, e6]", "[1e5x]"])
def test_a_word_beside_such_numbers_is_one(value: str) -> None:
    assert any(": a text stands in quotes: " in fault for fault in faults_of(f"a = {value}\n"))


JSON = [
    ('{"a": 0,4}', "write 0.4, with a decimal point"),
    ('{"a": 5,\n}', "no comma stands before a closing bracket: take it out"),
    ('{"a": [1,]}', "no comma stands before a closing bracket: take it out"),
    ("{'a': 5}", "only \" stands around texts, not '"),
    ('{"a": \u201cx\u201d}', '“ is a quote of a word processor: write "'),
    ('{"a": True}', "write true, in small letters"),
    ('{"a": None}', "leave the key out where nothing is known"),
    ("{a: 5}", 'write "a", in quotes'),
    ('{"a": each}', 'write "each", in quotes'),
    ('{"a": 5 // five\n}', "JSON has no comments: take the // out"),
    ('{"a" 5}', "a colon is missing between key and value"),
    ('{"a": 5 "b": 6}', "a comma is missing here, or the value before needs quotes"),
    ('{"a": "open', "the text that opens here has no closing quotes"),
    ('{"a": "x\ny"}', r"a new line within a text is written \n"),
    ('{"a": "x\ty"}', r"a tab within a text is written \t"),
    ('{"a": "x\x1by"}', "a control character stands in the text: take it out"),
    ('{"a": "C:\\users"}', r"a \ within a text is written twice, \\"),
    ('{"a": 5', "the file ends before it is complete: a bracket is not closed"),
]


@pytest.mark.parametrize(("text", "cure"), JSON)
def test_what_is_not_json_is_answered_by_what_was_meant(text: str, cure: str) -> None:
    (fault,) = faults_of(text, "json")
    assert fault.startswith("line ")
    assert ": not JSON: " in fault
    assert fault.endswith(f": {cure}")


BOMBS: list[Callable[[], str]] = [
    lambda: "a = 0,4\n" * 200_000,
    lambda: f"a = {'0,' * 1_000_000}",
    lambda: f"a = {' ' * 1_000_000}x",
    lambda: f"a ={' ' * 900}x y z\n" * 3000,
    lambda: "a = " + '"' * 1_000_001,
    lambda: ("a = " + 'x"' * 300 + "\n") * 3000,
    lambda: f"a = {'[' * 300}" + "\n" * 100_000 + "=",
    lambda: "\n".join(f"k{number} = 1" for number in range(50_000)) + "\nk5 = 2",
    lambda: "\n".join(f"[[a{number}.b]]" for number in range(20_000)) + "\n=",
    lambda: ("a = {" + "b = 1," * 140 + "\n") * 3000,
    lambda: ("=" * 900 + "\n") * 2000,
    lambda: ("a = " + "1 " * 490 + "\n") * 2000,
    lambda: ("\u00a0a" * 490 + "\n") * 2000,
]


@pytest.mark.parametrize("build", BOMBS)
def test_a_hostile_text_is_answered_in_time_and_in_few_words(build: Callable[[], str]) -> None:
    text = build()
    started = time.process_time()
    faults = faults_of(text)
    assert time.process_time() - started < 5  # the square of these sizes would take minutes
    assert len(faults) <= 1001
    assert max(map(len, faults)) < 1000
    assert all(fault.isprintable() for fault in faults)
