"""A text becomes a tree: Python's own grammar says what belongs to what, and a list of what is allowed what may be there.

Nothing is ever run. The tree of Python is walked with a stack, and becomes nodes of our own from the leaves up.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from blogroi.errors import raise_faults
from blogroi.language.spoken import message
from blogroi.model.grammar.meaning import meaning_faults
from blogroi.model.grammar.nodes import (
    Call,
    Clock,
    Comparison,
    Name,
    Node,
    Number,
    Operator,
    Relation,
    chain,
    depth_of,
    negative,
)
from blogroi.model.grammar.sentence import MOST_DEPTH, SMALLER, check_sentence
from blogroi.model.grammar.signs import column_fault
from blogroi.model.grammar.words import ALLOWED, CLOCKS, FUNCTIONS

__all__ = ["read_formula"]

_OPERATORS: Mapping[type[ast.operator], Operator] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
}
_RELATIONS: Mapping[type[ast.cmpop], Relation] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}


def read_formula(text: object) -> Node:
    """Read a formula.

    Parameters
    ----------
    text : object
        What stands where a formula is wanted.

    Returns
    -------
    Node
        Its tree.

    Raises
    ------
    CaseError
        With the first fault of how it is written, or all faults of what it says, each with its column.

    Examples
    --------
    >>> read_formula("visits * (lead_rate)")
    <Chain visits * lead_rate>
    >>> read_formula("visits * minn(1, 2)")
    Traceback (most recent call last):
        ...
    blogroi.errors.CaseError: column 10: there is no function `minn`: did you mean `min`?
    """
    written = check_sentence(text)
    start = len(written) - len(written.lstrip())
    tree = _tree(_parsed(written.strip()), start)
    if depth_of(tree) > MOST_DEPTH:
        raise column_fault(
            _too_deep(tree).column,
            message("nested more than {most} deep: {cure}", most=str(MOST_DEPTH), cure=SMALLER),
        )
    raise_faults(meaning_faults(tree))
    return tree


def _parsed(text: str) -> ast.expr:
    """Read a text by Python's grammar; what that still refuses is said in words of our own."""
    try:
        return ast.parse(text.replace("\t", " "), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise column_fault(1, message("this cannot be read: {cure}", cure=ALLOWED)) from None


def _tree(root: ast.expr, start: int) -> Node:
    """Turn Python's tree into our own, what is below before what is above; ``start`` characters stood before it."""
    order = list(_downwards(root))
    ordinals = _ordinals(order)
    made: dict[ast.expr, Node] = {}
    for node in reversed(order):
        parts = [made[part] for part in _parts(node)]
        made[node] = _node(node, parts, node.col_offset + 1 + start, ordinals.get(node, 0))
    return made[root]


def _downwards(root: ast.expr) -> Iterator[ast.expr]:
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(_parts(node))


def _parts(node: ast.expr) -> Sequence[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            return left, right
        case ast.UnaryOp(operand=operand):
            return (operand,)
        case ast.Compare(left=left, comparators=comparators):
            return left, *comparators
        case ast.Call(args=args, keywords=keywords):
            return *args, *(named.value for named in keywords)
        case _:
            return ()


def _ordinals(nodes: Sequence[ast.expr]) -> dict[ast.expr, int]:
    """Give each call by chance its number, in the order of the text."""
    calls = [node for node in nodes if isinstance(node, ast.Call) and _is_by_chance(node)]
    ordered = sorted(calls, key=lambda node: node.col_offset)
    return {node: number for number, node in enumerate(ordered, start=1)}


def _is_by_chance(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id in FUNCTIONS and FUNCTIONS[call.func.id].by_chance


def _node(node: ast.expr, parts: list[Node], column: int, ordinal: int) -> Node:
    """Turn one node of Python's into one of ours: this is the list of what is allowed."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return Number(float(value), column=column)
        case ast.Name(id=word):
            return Clock(word, column=column) if word in CLOCKS else Name(word, column=column)
        case ast.UnaryOp(op=ast.UAdd()):
            return parts[0]
        case ast.UnaryOp(op=ast.USub()):
            return negative(parts[0], column=column)
        case ast.BinOp(op=operator) if type(operator) in _OPERATORS:
            return chain(_OPERATORS[type(operator)], *parts, column=column)
        case ast.Compare(ops=[relation]) if type(relation) in _RELATIONS:
            return Comparison(_RELATIONS[type(relation)], *parts, column=column)
        case ast.Call(func=ast.Name(id=function), keywords=keywords):
            named = [one.arg for one in keywords]
            if named and (function != "by_age" or named != ["before"] or len(parts) != 3):
                raise column_fault(column, message("`before` comes once, and last: by_age(x, profile, before = 24)"))
            return Call(function, tuple(parts), ordinal, column=column)
        case _:
            raise column_fault(column, message("this has no meaning here: {cure}", cure=ALLOWED))


def _too_deep(tree: Node) -> Node:
    """Find the first node that is nested too deeply."""
    todo = [(tree, 0)]
    while todo:
        node, depth = todo.pop()
        if depth > MOST_DEPTH:
            return node
        todo.extend((part, depth + 1) for part in reversed(node.parts))
    raise AssertionError(tree)
