"""What a formula refuses: at which column, and what it says to write instead; quickly, and nothing of it is run."""

from __future__ import annotations

import time
from typing import Any

import pytest

from blogroi import CaseError
from blogroi.model.formula import Formula

REFUSED: list[tuple[str, int, str]] = [
    # nothing of Python's that reaches further than numbers
    ("__import__('os').system('id')", 12, "no texts"),
    ("eval('1')", 6, "no texts"),
    ("eval(1)", 1, "there is no function `eval`"),
    ("print(visits)", 1, "there is no function `print`"),
    ("visits.real", 7, "a name has no point"),
    ("visits.__class__", 7, "a name has no point"),
    ("(visits).real", 9, "a name has no point"),
    ("visits[0]", 7, "delay(x, n)"),
    ("visits[1:2]", 7, "no square brackets"),
    ("[visits for x in visits]", 1, "no square brackets"),
    ("{visits}", 1, "round brackets"),
    ("{visits: 1}", 1, "round brackets"),
    ("(visits for x in y)", 9, "cumulative(x)"),
    ("lambda: 1", 1, "state a driver for each part"),
    ("lambda x: x", 1, "state a driver for each part"),
    ("(visits := 3)", 9, "a formula defines nothing"),
    ("visits = 3", 8, "to compare, write =="),
    ("visits if 1 else 2", 8, "where(condition, yes, no)"),
    ("f'{visits}'", 2, "no texts"),
    ("'abc'", 1, "names without quotes"),
    ('"visits" * 2', 1, "names without quotes"),
    ("`visits`", 1, "names without quotes"),
    ("b'1'", 2, "no texts"),
    ("True", 1, "write 1"),
    ("False * 3", 1, "write 0"),
    ("None", 1, "leave it out"),
    ("await visits", 1, "`await` has no meaning here"),
    ("yield visits", 1, "`yield` has no meaning here"),
    ("import os", 1, "`import` has no meaning here"),
    ("class", 1, "`class` has no meaning here"),
    ("return 1", 1, "`return` has no meaning here"),
    ("min(*visits)", 5, "a part is missing"),
    ("max(**visits)", 5, "a part is missing"),
    ("min(visits, ...)", 13, "write every part"),
    ("clip(visits, low=1, high=2)", 14, "without names"),
    ("visits; 1", 7, "write one formula"),
    ("visits # more", 8, "no comments"),
    ("visits\n* 2", 7, "take the line break out"),
    ("visits\r\n* 2", 7, "take the line break out"),
    ("visits \\", 8, "take it out"),
    ("visits\x00", 7, "U+0000"),
    ("visits\x1b[31m", 7, "U+001B"),
    ("visits -> 2", 8, "a formula defines nothing"),
    # operators of other languages, and of people
    ("visits % 5", 8, "5 % is written 0.05"),
    ("40 %", 4, "40 % is written 0.4"),
    ("12.5%", 5, "12.5 % is written 0.125"),
    ("visits ^ 2", 8, "a power is written **"),
    ("visits // 2", 8, "floor(a / b)"),
    ("visits @ 2", 8, "multiply by *"),
    ("visits and 1", 8, "(a > 0) * (b > 0)"),
    ("visits or 1", 8, "max(a > 0, b > 0)"),
    ("not visits", 1, "1 - (a > 0)"),
    ("visits && 1", 8, "(a > 0) * (b > 0)"),
    ("visits & 1", 8, "(a > 0) * (b > 0)"),
    ("visits || 1", 8, "max(a > 0, b > 0)"),
    ("visits | 1", 8, "max(a > 0, b > 0)"),
    ("~visits", 1, "1 - (a > 0)"),
    ("!visits", 1, "1 - (a > 0)"),
    ("visits in posts", 8, "max(a == 1, a == 2)"),
    ("visits is posts", 8, "write =="),
    ("visits => 2", 8, "write >="),
    ("visits =< 2", 8, "write <="),
    ("visits <> 2", 8, "write !="),
    ("visits === 2", 8, "write =="),
    ("visits << 2", 8, "2 ** n"),
    ("visits ? 1 : 2", 8, "where(condition, yes, no)"),
    ("1 < visits < 3", 12, "write (1 < visits) * (visits < 3)"),
    ("a == b == c", 8, "write (a == b) * (b == c)"),
    ("where(1 < a + b < c, 1, 0)", 17, "write (1 < b) * (b < c)"),
    ("a \u00d7 b", 3, "multiply by *"),
    ("a \u00f7 b", 3, "divide by /"),
    ("a \u2212 b", 3, "subtract by -"),
    ("a \u2013 b", 3, "subtract by -"),
    ("a \u2264 b", 3, "write <="),
    ("a\u00b2", 2, "write ** 2"),
    ("\u221aa", 1, "write sqrt(x)"),
    ("\u00bd * a", 1, "write 0.5"),
    # numbers that are not plain, or not numbers
    ("0,5", 2, "a decimal point, and no comma: write 0.5"),
    ("visits * 0,5", 11, "write 0.5"),
    ("(0,5 * visits)", 3, "a decimal point"),
    ("1,000 * visits", 2, "1000 if thousands were meant"),
    ("clip(visits, 0,5, 1)", 1, "decimals are written with a point"),
    ("min(1,000, visits)", 7, "write 1000"),
    ("38 000", 4, "write 38000"),
    ("38 000 * visits", 4, "between thousands there is nothing"),
    ("1_000", 1, "write 1000"),
    ("0x1F", 1, "write 31"),
    ("0b101", 1, "write 5"),
    ("0o17", 1, "write 15"),
    ("0777", 1, "write 777"),
    ("00.5", 1, "write 0.5"),
    ("1j", 1, "imaginary"),
    ("visits * 2.5J", 10, "imaginary"),
    ("1e400", 1, "at most 1e+18"),
    ("1e19 * visits", 1, "at most 1e+18"),
    ("1e-400", 1, "too small a number"),
    ("1.2.3", 1, "one decimal point"),
    ("5visits", 1, "write 5 * visits"),
    ("5x", 1, "write 5 * x"),
    ("10k", 1, "write 10000"),
    ("5EUR", 1, "without the currency"),
    ("6000 EUR", 6, "write 6000"),
    ("\u20ac 5", 1, "write the number alone"),
    ("$5", 1, "write the number alone"),
    ("\u0663 * visits", 1, "write 3"),
    ("9**9**9", 1, "not a finite number"),
    ("visits * 10 ** 400", 10, "`10 ** 400` is not a finite number"),
    ("1 / 0", 1, "not a finite number"),
    ("visits + 5 / (2 - 2)", 10, "not a finite number"),
    ("(-8) ** (1 / 3)", 1, "not a finite number"),
    ("5-20", 1, "Range(5, 20)"),
    ("400 / 700 / 1500", 1, "ThreePoint(400, 700, 1500)"),
    # names
    ("café * 2", 4, "write cafe"),
    ("\u00e9t\u00e9", 1, "write ete"),
    ("v\u0456sits * 2", 2, "only looks like i: write visits"),
    ("visits * le\u0430ds", 12, "only looks like a: write leads"),
    ("\u03bfne", 1, "only looks like o: write one"),
    ("\uff56isits", 1, "write visits"),
    ("\u6570", 1, "ASCII letters"),
    ("e\u0301 * 2", 2, "U+0301"),
    ("a\u00a0* b", 2, "an ordinary space"),
    ("a\u200b* b", 2, "take it out"),
    ("\ufeffvisits", 1, "take it out"),
    ("\u201cvisits\u201d", 1, "without quotes"),
    ("café ^ 2", 4, "write cafe"),
    ("\u00e9" * 3 + " ^ 2", 1, "write eee"),
    ("drivers.visits.value * 2", 8, "write visits"),
    ("2 * drivers.visits", 12, "write visits"),
    ("tools.blog.effects.deals.change", 6, "state what is meant as a driver"),
    ("visits leads", 8, "write visits * leads, or visits_leads for a single name"),
    ("5 visits", 3, "write 5 * visits"),
    ("2(visits)", 2, "write 2 * (...)"),
    ("(a)(b)", 4, "an operator is missing"),
    ("(a) b", 5, "an operator is missing"),
    # functions
    ("minn(1, visits)", 1, "did you mean `min`?"),
    ("MIN(1, visits)", 1, "did you mean `min`?"),
    ("by_ages(visits, 1)", 1, "did you mean `by_age`?"),
    ("visits(3)", 1, "to multiply, write visits * (...)"),
    ("period(3)", 1, "write it without brackets"),
    ("pow(visits, 2)", 1, "x ** n"),
    ("sum(a, b)", 1, "write a + b"),
    ("mean(a, b)", 1, "(a + b) / 2"),
    ("ln(a)", 1, "write log(x)"),
    ("log10(a)", 1, "log(x) / log(10)"),
    ("IF(a, b, c)", 1, "where(condition, yes, no)"),
    ("int(a)", 1, "floor(x)"),
    ("lag(a, 1)", 1, "delay(x, n)"),
    ("uniform(1, 2)", 1, "a driver with a range"),
    ("random()", 1, "a driver with a range"),
    ("min", 1, "is a function: write min(a, b, ...)"),
    ("visits * growth", 10, "is a function: write growth(rate)"),
    ("min(visits)", 1, "2 parts or more"),
    ("abs()", 1, "1 part, abs(x), and not 0"),
    ("where(1)", 1, "where(condition, yes, no), and not 1"),
    ("clip(a, 1)", 1, "clip(x, low, high), and not 2"),
    ("clip(a, 3, 1)", 9, "reversed"),
    ("round(a, 2)", 1, "round(100 * x) / 100"),
    ("log(a, 10)", 1, "log(x) / log(base)"),
    ("season(1)", 1, "2 parts or more"),
    ("binomial(10)", 1, "2 parts"),
    ("growth(0.1, period)", 13, "the word running"),
    ("ramp(3, 2)", 9, "the word running"),
    ("ramp(3, running, 1)", 1, "1 or 2 parts"),
    ("delay(a)", 1, "2 parts"),
    ("delay(a, -1)", 10, "below zero"),
    ("event(30)", 7, "write 0.3"),
    ("event(1.2)", 7, "not a share"),
    ("event(-0.1)", 7, "at least 0"),
    ("poisson(-1)", 9, "below zero"),
    ("binomial(-3, 0.5)", 10, "below zero"),
    ("binomial(3, 50)", 13, "write 0.5"),
    ("age", 1, "profile of by_age alone"),
    ("by_age(posts * age, 1)", 16, "profile of by_age alone"),
    ("by_age(posts, 0.9 ** age) * age", 29, "profile of by_age alone"),
    ("by_age(posts, period)", 15, "no place in a profile by age"),
    ("by_age(posts, age * year)", 21, "no place in a profile by age"),
    ("by_age(posts, running)", 15, "no place in a profile by age"),
    ("by_age(posts, event(0.1))", 15, "no place in a profile by age"),
    ("by_age(posts, 2 * growth(0.1))", 19, "no place in a profile by age"),
    ("by_age(posts, by_age(1, age))", 15, "no place in a profile by age"),
    ("by_age(posts)", 1, "2 or 3 parts"),
    ("by_age(posts, age, n)", 20, "a whole number written out"),
    ("by_age(posts, age, 12.5)", 20, "a whole number written out"),
    ("by_age(posts, age, -12)", 20, "a whole number written out"),
    ("by_age(posts, age, 2 * 12)", 20, "a whole number written out"),
    ("by_age(posts, age, 1201)", 20, "at most 1,200"),
    ("by_age(posts, age, after = 3)", 20, "without names"),
    ("by_age(posts, before = 3)", 1, "comes once, and last"),
    ("by_age(posts, before = 3, age)", 25, "comes last"),
    ("delay(posts, before = 3)", 14, "without names"),
    # what is not finished, or begins nowhere
    ("", 1, "is empty"),
    ("   ", 1, "is empty"),
    ("visits +", 8, "behind `+` a part is missing"),
    ("* visits", 1, "before `*` a part is missing"),
    ("visits * / 2", 10, "between `*` and `/` a part is missing"),
    ("visits * * 2", 10, "written together, `**` is one"),
    ("visits < > 2", 10, "a part is missing"),
    ("()", 1, "nothing stands in these brackets"),
    ("visits * ()", 10, "nothing stands in these brackets"),
    ("min(, 1)", 5, "before this comma a part is missing"),
    ("min(1, )", 6, "behind `,` a part is missing"),
    ("min(1 +, 2)", 8, "before this comma a part is missing"),
    ("(visits +)", 9, "behind `+` a part is missing"),
    ("visits, leads", 7, "between the parts of a function alone"),
    (",", 1, "before this comma a part is missing"),
    ("min(1, 2", 4, "this bracket is not closed"),
    ("(visits", 1, "this bracket is not closed"),
    ("visits * (", 10, "this bracket is not closed"),
    ("visits)", 7, "this bracket closes nothing"),
    (")", 1, "this bracket closes nothing"),
    (".", 1, "a name has no point"),
]


def faults_of(text: Any) -> list[str]:
    with pytest.raises(CaseError) as caught:
        Formula(text)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(("text", "column", "cure"), REFUSED, ids=[text for text, _, _ in REFUSED])
def test_what_is_no_formula_is_refused_with_its_column_and_what_to_write(text: str, column: int, cure: str) -> None:
    (fault,) = faults_of(text)
    assert fault.startswith(f"column {column}: ")
    assert cure in fault


@pytest.mark.parametrize("stated", [5, 3.0, None, True, ["a"], {"a": 1}, b"visits"])
def test_what_is_no_text_is_refused(stated: Any) -> None:
    (fault,) = faults_of(stated)
    assert "is not a formula: write a text" in fault


def test_all_that_a_formula_means_wrongly_is_said_together_from_left_to_right() -> None:
    found = faults_of("minn(a, 1) + event(30) * by_age(posts, period) - age")
    assert [fault.split(":")[0] for fault in found] == ["column 1", "column 20", "column 40", "column 50"]


def test_columns_count_characters_of_the_text_as_it_was_written() -> None:
    assert faults_of("   visits * minn(1, 2)")[0].startswith("column 13:")
    assert faults_of("\tvisits * minn(1, 2)  ")[0].startswith("column 11:")
    assert faults_of("visits * café * \u6570")[0].startswith("column 13:")


def test_a_range_is_said_in_the_words_of_the_file_too() -> None:
    with pytest.raises(CaseError) as caught:
        Formula("5-20")
    assert caught.value.faults[0].in_file.endswith("write { low = 5, high = 20 }")


NESTED = "state a part of it as a driver"

LIMITS: list[tuple[str, str]] = [
    ("-" * 1999 + "1", "500 are the most"),
    ("+" * 1999 + "1", "500 are the most"),
    ("1" + "+1" * 999, "500 are the most"),
    ("a" + "**a" * 600, "500 are the most"),
    ("a" + "<a" * 600, "500 are the most"),
    ("a " * 999 + "a", "500 are the most"),
    ("(" * 1999, "nested more than 50 deep"),
    (")" * 1999, "closes nothing"),
    ("(" * 999 + "1" + ")" * 999, "nested more than 50 deep"),
    ("min(1," * 150 + "a" + ")" * 150, "nested more than 50 deep"),
    ("-(" * 600 + "a" + ")" * 600, "500 are the most"),
    ("[" * 1999, "no square brackets"),
    ("{" * 1999, "round brackets"),
    ("~" * 1999, "1 - (a > 0)"),
    ("not " * 499 + "a", "1 - (a > 0)"),
    ("lambda:" * 280, "defines nothing"),
    ("9" * 1999, "too large a number"),
    ("0." + "0" * 1990 + "1", "too small a number"),
    ("9" + "**9" * 400, "500 are the most"),
    ("9" + "**9" * 200, "not a finite number"),
    ("a" * 2001, "2,001 characters, and 2,000 are the most"),
    ("a" * 1999, "1999 letters, and 200 are the most"),
    ("a" * 10_000_000, "10,000,000 characters"),
    (" " * 2001, "2,001 characters"),
    ("." * 1999, "write every part"),
    ("a." * 999, "a name has no point"),
    ("a-" * 999 + "a", "500 are the most"),
    ("\u00e9" * 1999, "cannot stand in a name"),
    ("'" * 1999, "no texts"),
    ("min(" * 400, "nested more than 50 deep"),
    ("a,b," * 200, "between the parts of a function"),
    ("1e" * 900, "is not a plain number"),
    ("=" * 1999, "has no meaning here"),
]


@pytest.mark.parametrize(("text", "said"), LIMITS, ids=[text[:12] for text, _ in LIMITS])
def test_what_is_too_much_is_refused_in_milliseconds(text: str, said: str) -> None:
    assert said in faults_of(text)[0]
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        faults_of(text)
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.05


def test_no_fault_is_longer_than_can_be_read() -> None:
    for text in [*(text for text, _, _ in REFUSED), *(text for text, _ in LIMITS)]:
        assert all(len(fault) < 320 for fault in faults_of(text))


def test_the_limits_are_reached_and_not_passed() -> None:
    assert len(Formula("(" * 50 + "a" + ")" * 50).names) == 1
    assert NESTED in faults_of("(" * 51 + "a" + ")" * 51)[0]
    assert Formula("min(1, " * 50 + "a" + ")" * 50).names == ("a",)
    assert NESTED in faults_of("min(1, " * 51 + "a" + ")" * 51)[0]
    assert Formula("-a ** (" * 25 + "a" + ")" * 25).names == ("a",)
    assert NESTED in faults_of("-a ** (" * 26 + "a" + ")" * 26)[0]
    assert Formula(" + ".join(["a"] * 250)).names == ("a",)
    assert "501 numbers" in faults_of(" + ".join(["a"] * 251))[0]
    assert Formula("a" + " " * 1997 + "*2").names == ("a",)
    assert "2,001" in faults_of("a" + " " * 1998 + "*2")[0]


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**"])
def test_a_chain_of_one_operator_is_no_deeper_than_a_pair(operator: str) -> None:
    assert Formula(f" {operator} ".join(["a"] * 60)).names == ("a",)


def test_a_number_that_no_float_holds_is_named_with_what_to_write() -> None:
    with pytest.raises(CaseError) as refused:
        Formula("1e-400 * 3")
    assert "`1e-400` is too small a number: write 0" in str(refused.value)
