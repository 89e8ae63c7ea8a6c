"""What a formula is read into: what belongs to what, as Python has it, and no more brackets than needed when it is written."""

from __future__ import annotations

import ast
import copy
import pickle

import pytest

from blogroi import CaseError
from blogroi.model.formula import Formula
from blogroi.model.grammar import reading
from blogroi.model.grammar.nodes import (
    Call,
    Chain,
    Clock,
    Comparison,
    Name,
    Negative,
    Number,
    chain,
    depth_of,
    negative,
    upwards,
    walk,
)
from blogroi.model.grammar.reading import read_formula

A, B, C = Name("a"), Name("b"), Name("c")

WRITTEN: list[tuple[str, str]] = [
    ("1", "1"),
    ("0.50", "0.5"),
    (".5", "0.5"),
    ("5.", "5"),
    ("1e3", "1000"),
    ("2.5e-7", "2.5e-07"),
    ("1e18", "1e+18"),
    ("0", "0"),
    ("0.0", "0"),
    ("a", "a"),
    ("_a1", "_a1"),
    ("nan", "nan"),
    ("match", "match"),
    ("before", "before"),
    ("a+b-c", "a + b - c"),
    ("(a+b)-c", "a + b - c"),
    ("a+(b-c)", "a + (b - c)"),
    ("a*b/c", "a * b / c"),
    ("a*(b/c)", "a * (b / c)"),
    ("(a*b)+c", "a * b + c"),
    ("a*(b+c)", "a * (b + c)"),
    ("a**b**c", "a ** b ** c"),
    ("a**(b**c)", "a ** b ** c"),
    ("(a**b)**c", "(a ** b) ** c"),
    ("-a**2", "-a ** 2"),
    ("(-a)**2", "(-a) ** 2"),
    ("2**-a", "2 ** -a"),
    ("2**-a**b", "2 ** -a ** b"),
    ("-a*b", "-a * b"),
    ("-(a*b)", "-(a * b)"),
    ("a*-b", "a * -b"),
    ("a--b", "a - -b"),
    ("--a", "a"),
    ("- - -a", "-a"),
    ("+a", "a"),
    ("-(-(a))", "a"),
    ("a<b", "a < b"),
    ("a+1<=b*2", "a + 1 <= b * 2"),
    ("(a<b)*(b<c)", "(a < b) * (b < c)"),
    ("(a<b)<c", "(a < b) < c"),
    ("a<(b<c)", "a < (b < c)"),
    ("1-(a>0)", "1 - (a > 0)"),
    ("-(a>0)", "-(a > 0)"),
    ("a==b", "a == b"),
    ("a!=b", "a != b"),
    ("min (a,b , c)", "min(a, b, c)"),
    ("min(a<b, b)", "min(a < b, b)"),
    ("where(a > 0, a, 0)", "where(a > 0, a, 0)"),
    ("clip(a, -1, 1)", "clip(a, -1, 1)"),
    ("clip(a, 1, 1)", "clip(a, 1, 1)"),
    ("abs(a) + exp(a) + log(a) + sqrt(a)", "abs(a) + exp(a) + log(a) + sqrt(a)"),
    ("floor(a) - ceil(a) - round(a)", "floor(a) - ceil(a) - round(a)"),
    ("growth(0.02) * yearly_growth(r)", "growth(0.02) * yearly_growth(r)"),
    ("growth(0.02, running)", "growth(0.02, running)"),
    ("yearly_growth(0.02, running)", "yearly_growth(0.02, running)"),
    ("ramp(6)", "ramp(6)"),
    ("ramp(n, running)", "ramp(n, running)"),
    ("season(1, 1.1, a, 1)", "season(1, 1.1, a, 1)"),
    ("delay(a, 0)", "delay(a, 0)"),
    ("delay(a, n + 0.5)", "delay(a, n + 0.5)"),
    ("cumulative(a * period)", "cumulative(a * period)"),
    ("by_age(posts, 0.3 ** (age - 1))", "by_age(posts, 0.3 ** (age - 1))"),
    ("by_age(posts, a, 24)", "by_age(posts, a, 24)"),
    ("by_age(posts, a, before=24)", "by_age(posts, a, 24)"),
    ("by_age(posts, a, before = 0)", "by_age(posts, a, 0)"),
    ("by_age(posts, a, 1200)", "by_age(posts, a, 1200)"),
    ("by_age(by_age(a, age), age)", "by_age(by_age(a, age), age)"),
    ("event(0.1) * a", "event(0.1) * a"),
    ("event(1) + poisson(0) + binomial(0, 0)", "event(1) + poisson(0) + binomial(0, 0)"),
    ("binomial(n, share)", "binomial(n, share)"),
    ("year * period + running", "year * period + running"),
    ("a\t*\tb", "a * b"),
    ("5 * 12 * 38.5", "5 * 12 * 38.5"),
    ("20 - 5", "20 - 5"),
    ("10 ** 300 * a", "10 ** 300 * a"),
    (
        "by_age(posts, visits_per_post * min(1, age / 6) * 0.97 ** max(0, age - 6), 24) * season(1, 1, 1.1, 1, 1, 0.9, 0.6)",
        "by_age(posts, visits_per_post * min(1, age / 6) * 0.97 ** max(0, age - 6), 24) * season(1, 1, 1.1, 1, 1, 0.9, 0.6)",
    ),
]


@pytest.mark.parametrize(("text", "written"), WRITTEN, ids=[text for text, _ in WRITTEN])
def test_a_formula_is_written_with_no_more_brackets_and_spaces_than_needed(text: str, written: str) -> None:
    tree = read_formula(text)
    assert tree.text == written
    assert read_formula(written) == tree
    assert Formula(text) == Formula(written)


def test_a_tree_is_what_was_said() -> None:
    assert read_formula("a + b * -2 - max(c, period) ** 2") == Chain(
        ("+", "-"),
        (
            A,
            Chain(("*",), (B, Negative(Number(2.0)))),
            Chain(("**",), (Call("max", (C, Clock("period"))), Number(2.0))),
        ),
    )
    assert read_formula("a <= 3") == Comparison("<=", A, Number(3.0))


def test_whole_numbers_are_floats_from_the_start() -> None:
    values = [node.value for node in walk(read_formula("3 + 0.5")) if isinstance(node, Number)]
    assert list(map(type, values)) == [float, float]


def test_nodes_know_where_they_stand_in_the_text() -> None:
    columns = {node.text: node.column for node in walk(read_formula("  alpha * (beta - max(gamma, 1))"))}
    assert columns == {
        "alpha * (beta - max(gamma, 1))": 3,
        "alpha": 3,
        "beta - max(gamma, 1)": 12,
        "beta": 12,
        "max(gamma, 1)": 19,
        "gamma": 23,
        "1": 30,
    }


def test_where_a_node_stands_makes_no_difference_to_what_it_is() -> None:
    assert read_formula("a * b") == read_formula("  a  *  b")
    assert len({read_formula("a * b"), read_formula("(a) * (b)"), read_formula("b * a")}) == 2


def test_each_call_by_chance_is_another_one() -> None:
    first, second = (node for node in walk(read_formula("event(0.1) + event(0.1)")) if isinstance(node, Call))
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert first != second
    assert first.text == second.text
    assert first == next(node for node in walk(read_formula("1 * event(0.1)")) if isinstance(node, Call))


def test_calls_by_chance_are_numbered_in_the_order_of_the_text() -> None:
    formula = Formula("max(poisson(binomial(9, 0.5)), 1) - event(0.2)")
    assert [(call.function, call.ordinal) for call in formula.chances] == [
        ("poisson", 1),
        ("binomial", 2),
        ("event", 3),
    ]


def test_a_number_is_no_name_and_no_other_node() -> None:
    assert Number(1.0) != Name("a") != Clock("a_")
    assert Number(1.0) != "1"
    assert repr(Number(1.0)) == "<Number 1>"


def test_trees_are_walked_from_above_and_from_below() -> None:
    tree = read_formula("a + b * c")
    assert [node.text for node in walk(tree)] == ["a + b * c", "a", "b * c", "b", "c"]
    assert [node.text for node in upwards(tree)] == ["c", "b", "b * c", "a", "a + b * c"]


def test_chains_take_in_what_is_joined_before_and_nothing_else() -> None:
    assert chain("-", chain("+", A, B), C).operators == ("+", "-")
    assert chain("/", chain("+", A, B), C).operators == ("/",)
    assert chain("**", A, chain("**", B, C)).parts == (A, B, C)
    assert chain("**", chain("**", A, B), C).parts == (chain("**", A, B), C)
    assert negative(negative(A)) == A
    assert depth_of(chain("+", chain("+", A, B), C)) == 1


def test_trees_and_formulas_are_copied_and_sent_to_other_processes() -> None:
    tree = read_formula("a + event(0.1) * (b - 2)")
    formula = Formula(" a*b ")
    for copied in (copy.deepcopy(tree), pickle.loads(pickle.dumps(tree))):
        assert copied == tree
        assert hash(copied) == hash(tree)
    assert pickle.loads(pickle.dumps(formula)) == formula
    assert copy.deepcopy(formula).text == " a*b "


def test_the_deepest_and_longest_formulas_are_copied_compared_and_written() -> None:
    for text in (" + ".join(["a"] * 250), "min(1, " * 50 + "a" + ")" * 50, "-a ** (" * 25 + "a" + ")" * 25):
        tree = read_formula(text)
        assert read_formula(tree.text) == tree == copy.deepcopy(tree) == pickle.loads(pickle.dumps(tree))


@pytest.mark.parametrize(
    "text",
    [
        "a.b",
        "a.b()",
        "a[0]",
        "lambda: 1",
        "(lambda: 1)()",
        "a(b)(c)",
        "[a for a in b]",
        "(a for a in b)",
        "[a]",
        "{a}",
        "{a: 1}",
        "(a, b)",
        "'a'",
        "b'a'",
        "f'{a}'",
        "True",
        "None",
        "...",
        "1j",
        "a if b else c",
        "(a := 1)",
        "a and b",
        "not a",
        "~a",
        "a // b",
        "a % b",
        "a @ b",
        "a << b",
        "a & b",
        "a in b",
        "a is b",
        "1 < a < 3",
        "min(*a)",
        "min(**a)",
        "by_age(a, b, **c)",
        "by_age(a, b, after=3)",
        "await a",
        "yield",
        "10 ** 400",
        "9 ** 9 ** 9",
        "a b",
        "(" * 500,
        "-" * 100_000 + "a",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_not_on_the_list_is_refused_even_if_all_that_comes_before_let_it_pass(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "check_sentence", lambda text: text)
    with pytest.raises(CaseError, match="column"):
        read_formula(text)


@pytest.mark.parametrize("raised", [SyntaxError, ValueError, MemoryError, RecursionError])
def test_what_python_s_grammar_cannot_take_is_a_fault_like_any_other(
    raised: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(ast, "parse", fails)
    with pytest.raises(CaseError, match="column 1: this cannot be read: a formula has numbers"):
        read_formula("a")


def test_nodes_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        A.key = "b"  # type: ignore[misc]
