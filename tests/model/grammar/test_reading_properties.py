"""Whatever tree there is can be written and read again; whatever text there is, is read as Python reads it, or refused."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from blogroi import CaseError
from blogroi.model.formula import Formula
from blogroi.model.grammar.meaning import certain_value
from blogroi.model.grammar.nodes import (
    Call,
    Chain,
    Clock,
    Comparison,
    Name,
    Negative,
    Node,
    Number,
    chain,
    negative,
    walk,
    worked_up,
)
from blogroi.model.grammar.reading import read_formula

NAMES = st.sampled_from(["a", "visits", "lead_rate", "_x", "e", "E1", "nan", "before"]).map(Name)
CLOCKS = st.sampled_from(["period", "year", "running"]).map(Clock)
NUMBERS = st.floats(0, 1e18, allow_subnormal=False).map(Number) | st.integers(0, 20).map(
    lambda value: Number(float(value))
)


def _joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Join parts in every way in which a formula can; a name among them keeps numbers from coming to none."""
    return st.one_of(
        st.builds(chain, st.sampled_from(["+", "-", "*", "/"]), parts, NAMES),
        st.builds(chain, st.sampled_from(["+", "-", "*", "/", "**"]), NAMES, parts),
        st.builds(chain, st.just("**"), parts, NAMES),
        st.builds(negative, parts),
        st.builds(Comparison, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), parts, parts),
        st.builds(lambda first, second: Call("min", (first, second)), parts, parts),
        st.builds(lambda part: Call("sqrt", (part,)), parts),
        st.builds(lambda *three: Call("where", three), parts, parts, parts),
        st.builds(lambda part: Call("ramp", (part, Clock("running"))), parts),
        st.builds(lambda part: Call("by_age", (part, chain("**", Name("a"), Clock("age")), Number(24.0))), parts),
    )


TREES: st.SearchStrategy[Node] = st.recursive(NAMES | CLOCKS | NUMBERS, _joined, max_leaves=25)


@settings(max_examples=400)
@given(TREES)
def test_what_is_written_is_read_as_the_same_tree(tree: Node) -> None:
    again = read_formula(tree.text)
    assert again == tree
    assert again.text == tree.text
    assert hash(again) == hash(tree)
    assert shape(again) == shape(tree)


def shape(tree: Node) -> Any:
    """Describe a tree by its classes and what they hold, so that equality by text is not taken at its word."""

    def told(node: Node, parts: list[Any]) -> Any:
        match node:
            case Number(value=value):
                return value
            case Name(key=word) | Clock(word=word):
                return (type(node).__name__, word)
            case Chain(operators=operators):
                return (operators, *parts)
            case Comparison(relation=relation):
                return (relation, *parts)
            case Call(function=function):
                return (function, *parts)
            case _:
                return (type(node).__name__, *parts)

    return worked_up(tree, told)


@settings(max_examples=300)
@given(TREES)
def test_python_reads_what_is_written_in_the_same_way(tree: Node) -> None:
    assert of_python(ast.parse(tree.text, mode="eval").body) == two_by_two(tree)


OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def of_python(node: ast.expr) -> Any:
    match node:
        case ast.Constant(value=value):
            return float(str(value))
        case ast.Name(id=word):
            return word
        case ast.UnaryOp(operand=operand):
            return ("-", of_python(operand))
        case ast.BinOp(left=left, op=op, right=right):
            return (OPERATORS[type(op)], of_python(left), of_python(right))
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return (OPERATORS[type(op)], of_python(left), of_python(right))
        case ast.Call(func=ast.Name(id=function), args=args):
            return (function, *map(of_python, args))
        case _:
            raise AssertionError(ast.dump(node))


def two_by_two(tree: Node) -> Any:
    """Take chains apart as Python has them: two by two, powers from the right."""

    def told(node: Node, parts: list[Any]) -> Any:
        match node:
            case Number(value=value):
                return value
            case Name(key=word) | Clock(word=word):
                return word
            case Negative():
                return ("-", parts[0])
            case Comparison(relation=relation):
                return (relation, *parts)
            case Call(function=function):
                return (function, *parts)
            case Chain(operators=operators) if operators[0] == "**":
                power = parts[-1]
                for part in reversed(parts[:-1]):
                    power = ("**", part, power)
                return power
            case Chain(operators=operators):
                joined = parts[0]
                for sign, part in zip(operators, parts[1:], strict=True):
                    joined = (sign, joined, part)
                return joined
            case _:
                raise AssertionError(node)

    return worked_up(tree, told)


ARITHMETIC: dict[str, Callable[[float, float], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "**": operator.pow,
}


SUMS = st.recursive(
    st.integers(0, 9).map(float), lambda part: st.tuples(st.sampled_from(list(ARITHMETIC)), part, part), max_leaves=8
)


@settings(max_examples=300)
@given(SUMS)
def test_numbers_alone_are_refused_where_they_come_to_no_finite_number(numbers: Any) -> None:
    text = f"a + {written(numbers)}"
    expected = worked_out(numbers)
    if math.isnan(expected):
        with pytest.raises(CaseError, match="is not a finite number"):
            read_formula(text)
    else:
        tree = read_formula(text)
        assert certain_value(tree.parts[-1]) == expected


def written(part: Any) -> str:
    return f"({written(part[1])} {part[0]} {written(part[2])})" if isinstance(part, tuple) else f"{part:g}"


def worked_out(part: Any) -> float:
    if not isinstance(part, tuple):
        return float(part)
    left, right = worked_out(part[1]), worked_out(part[2])
    if math.isnan(left) or math.isnan(right):
        return math.nan
    try:
        value = ARITHMETIC[part[0]](left, right)
    except (ArithmeticError, ValueError):
        return math.nan
    return value if isinstance(value, float) and math.isfinite(value) else math.nan


PIECES = st.sampled_from(
    [
        *"+-*/(),.<>=!%^&|~@:;?#'\"`[]{}\\$ \t\n_\u00e9\u0456\u00b2\u0661\u200b\ud800\U0001f600",
        *[
            "**",
            "//",
            "==",
            "<=",
            "a",
            "visits",
            "min",
            "by_age",
            "age",
            "period",
            "running",
            "lambda",
            "if",
            "not",
            "1",
            "0.5",
            "1e3",
            "0x",
            "1_0",
            "e",
            "j",
        ],
    ]
)


@settings(max_examples=1000)
@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=12))
@example("a\u2028b")
@example("\U0001d44e * 2")
def test_any_text_is_read_or_refused_at_a_column_within_it(text: str) -> None:
    try:
        formula = Formula(text)
    except CaseError as error:
        for fault in error.faults:
            place, _, message = fault.message.partition(": ")
            assert place.startswith("column ")
            assert 1 <= int(place.removeprefix("column ")) <= max(1, len(text))
            assert message.isprintable()
    else:
        assert Formula(formula.tree.text) == formula
        assert all(1 <= node.column <= len(text) for node in walk(formula.tree))
