"""What is changed to make a fault: one small thing at a time, of the kinds that people make and reviewers overlook.

A mutant is named by where it is and what is changed, never by a line number, so that it is found again when the lines move.
"""

from __future__ import annotations

import ast
import copy
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import frozen

ORDER = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
EQUALITY = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult}
PAIRS = (
    ("low", "high"), ("lower", "upper"), ("least", "most"), ("minimum", "maximum"), ("min", "max"), ("first", "last"),
    ("start", "end"), ("earlier", "later"), ("before", "after"), ("costs", "benefits"), ("rows", "columns"),
    ("one", "many"), ("p05", "p95"), ("npv", "roi"), ("old", "new"), ("FINE", "FAULTS"), ("any", "all"),
)  # fmt: skip
OTHER_END = {**dict(PAIRS), **{second: first for first, second in PAIRS}, "MISUSE": "FAULTS"}
SAME_EITHER_WAY = {"strict", "dtype", "kind", "copy", "stacklevel", "maxsize", "ensure_ascii", "repr"}
"""Arguments that say for a reader, or for a later change, what holds anyway."""


@frozen
class Mutant:
    """One change in one place: ``where`` is the function, ``nth`` tells apart those that read the same."""

    path: str
    where: str
    kind: str
    old: str
    new: str
    nth: int
    line: int

    @property
    def key(self) -> str:
        """The name that stays when lines move."""
        return " | ".join((self.path, self.where, self.kind, self.old, self.new, str(self.nth)))

    @property
    def room(self) -> str:
        """The package that it is in."""
        return self.path.partition("/")[0].removesuffix(".py")

    def rank(self, salt: str) -> str:
        """A place in an order that is the same in every run, and another for every salt."""
        return hashlib.sha256(f"{salt} {self.key}".encode()).hexdigest()


Change = tuple[str, ast.AST, Callable[[], ast.AST]]


def _replaced(node: ast.AST, **fields: object) -> Callable[[], ast.AST]:
    def make() -> ast.AST:
        made = copy.copy(node)
        for name, value in fields.items():
            setattr(made, name, value)
        return made

    return make


def _exchanged(items: list[ast.expr], first: int, second: int) -> list[ast.expr]:
    made = list(items)
    made[first], made[second] = made[second], made[first]
    return made


def _alike(one: ast.AST, other: ast.AST) -> bool:
    return ast.dump(one) == ast.dump(other)


def _of_call(node: ast.Call) -> Iterator[Change]:
    for place, keyword in enumerate(node.keywords):
        if keyword.arg is not None and keyword.arg not in SAME_EITHER_WAY:
            left = node.keywords[:place] + node.keywords[place + 1 :]
            yield "argument left out", node, _replaced(node, keywords=left)
    for place in range(0 if _is_greatest_or_least(node) else len(node.args) - 1):
        pair = node.args[place : place + 2]
        if not _alike(*pair) and not any(isinstance(item, ast.Starred) for item in pair):
            yield "arguments exchanged", node, _replaced(node, args=_exchanged(node.args, place, place + 1))
    if isinstance(node.func, ast.Name) and node.func.id in ("sorted", "reversed") and node.args:
        yield "order dropped", node, lambda: ast.Call(ast.Name("list", ast.Load()), node.args[:1], [])


def _is_greatest_or_least(node: ast.Call) -> bool:
    """Whether a call gives the greatest or the least of its arguments, in whatever order they stand."""
    return isinstance(node.func, ast.Name) and node.func.id in ("max", "min")


def _of_compare(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        for kind, table in (("bound", ORDER), ("comparison", EQUALITY)):
            if type(operator) in table:
                made = [*node.ops[:place], table[type(operator)](), *node.ops[place + 1 :]]
                yield kind, node, _replaced(node, ops=made)


def _of_constant(node: ast.Constant) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield "flag", node, lambda: ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield "number", node, lambda: ast.Constant(value + 1)
    elif isinstance(value, str) and value.strip():
        yield "word", node, lambda: ast.Constant(value + "~")


def changes_of(node: ast.AST) -> Iterator[Change]:
    """Give the changes that a node of the tree allows."""
    match node:
        case ast.Call():
            yield from _of_call(node)
        case ast.Compare():
            yield from _of_compare(node)
        case ast.Constant():
            yield from _of_constant(node)
        case ast.If() | ast.IfExp():
            yield "condition negated", node, _replaced(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension(ifs=[_, *_]):
            yield "condition dropped", node, _replaced(node, ifs=node.ifs[1:])
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "and for or", node, _replaced(node, op=other)
        case ast.BinOp() if type(node.op) in ARITHMETIC:
            yield "arithmetic", node, _replaced(node, op=ARITHMETIC[type(node.op)]())
        case ast.UnaryOp(op=ast.Not() | ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield "sign dropped", node, lambda: node.operand
        case ast.Raise():
            yield "check dropped", node, ast.Pass
        case ast.Expr(value=ast.Call()):
            yield "call dropped", node, ast.Pass
        case ast.Continue() | ast.Break():
            yield "turn dropped", node, ast.Pass
        case ast.Tuple(elts=[_, _, *_]) if isinstance(node.ctx, ast.Load):
            if not _alike(node.elts[0], node.elts[-1]) and not any(isinstance(item, ast.Starred) for item in node.elts):
                yield "ends exchanged", node, _replaced(node, elts=_exchanged(node.elts, 0, len(node.elts) - 1))
        case ast.Attribute(attr=word, ctx=ast.Load()) if word in OTHER_END:
            yield "name exchanged", node, _replaced(node, attr=OTHER_END[word])
        case ast.Name(id=word, ctx=ast.Load()) if word in OTHER_END:
            yield "name exchanged", node, _replaced(node, id=OTHER_END[word])
        case _:
            return


def _is_docstring(statement: ast.AST) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def _is_left(node: ast.AST) -> bool:
    """Whether nothing is changed in a node: what only readers and type checkers see, and what cannot happen."""
    match node:
        case ast.Assert() | ast.Import() | ast.ImportFrom():
            return True
        case ast.keyword(arg=name):
            return name in SAME_EITHER_WAY
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name)) | ast.Name(id=name)):
            return name in ("AssertionError", "NotImplementedError")
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name == "__all__"
        case ast.Call(func=ast.Name(id=name)):
            return name in ("TypeVar", "ParamSpec", "cast")
        case _:
            return _is_docstring(node)


def places(tree: ast.Module) -> Iterator[tuple[str, ast.AST, str, ast.AST]]:
    """Walk through what may be changed: the function it is in, the parent, and the field of the parent that holds it."""

    def walk(node: ast.AST, where: str) -> Iterator[tuple[str, ast.AST, str, ast.AST]]:
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns", "decorator_list", "type_params", "bases", "format_spec"):
                continue
            for item in value if isinstance(value, list) else [value]:
                if not isinstance(item, ast.AST) or _is_left(item) or _is_type(node, field) or _is_caught(node, field):
                    continue
                inside = where
                if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    inside = f"{where}.{item.name}".lstrip(".")
                yield where, node, field, item
                yield from walk(item, inside)

    yield from walk(tree, "")


def _is_type(node: ast.AST, field: str) -> bool:
    """Whether a field of a node holds a type: what stands in the brackets of `dict[str, int]` at the level of a module."""
    return (
        isinstance(node, ast.Subscript)
        and field == "slice"
        and isinstance(node.value, ast.Name)
        and (node.value.id[:1].isupper() or node.value.id in ("dict", "list", "tuple", "type", "set", "frozenset"))
    )


def _is_caught(node: ast.AST, field: str) -> bool:
    """Whether a field of a node says which errors are caught: in whatever order."""
    return isinstance(node, ast.ExceptHandler) and field == "type"


def _is_looked_through(node: ast.AST, item: ast.AST) -> bool:
    """Whether a part of a node is a tuple in which something is looked for: in whatever order it stands there."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(item, ast.Tuple)
        and item in node.comparators
        and isinstance(node.ops[node.comparators.index(item)], ast.In | ast.NotIn)
    )


def _said(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) <= 160 else f"{text[:100]}...{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def every_change(path: str, tree: ast.Module) -> Iterator[tuple[Mutant, ast.AST, str, ast.AST, Callable[[], ast.AST]]]:
    """Give every mutant of a module, with the place that it changes."""
    seen: Counter[tuple[str, ...]] = Counter()
    for where, parent, field, item in places(tree):
        for kind, node, make in changes_of(item):
            if kind == "ends exchanged" and _is_looked_through(parent, item):
                continue
            what = (where, kind, *_in_words(node, make()))
            mutant = Mutant(path, *what, nth=seen[what], line=_line(item))
            seen[what] += 1
            yield mutant, parent, field, item, make


def _in_words(node: ast.AST, made: ast.AST) -> tuple[str, str]:
    """Say a change shortly: of a statement with a body, its condition alone."""
    if isinstance(node, ast.If) and isinstance(made, ast.If):
        return f"if {_said(node.test)}", f"if {_said(made.test)}"
    return _said(node), _said(made)


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0) or min(
        getattr(child, "lineno", 1 << 30) for child in ast.walk(node) if hasattr(child, "lineno")
    )


def mutants_of(path: str, source: Path) -> list[Mutant]:
    """List the mutants of a module."""
    tree = ast.parse((source / path).read_text(encoding="utf-8"))
    return [mutant for mutant, *_ in every_change(path, tree)]


def mutated(key: str, path: str, source: Path) -> ast.Module | None:
    """Make the module with one mutant in it; nothing where the code is not there any more."""
    tree = ast.parse((source / path).read_text(encoding="utf-8"))
    for mutant, parent, field, item, make in every_change(path, tree):
        if mutant.key == key:
            held = getattr(parent, field)
            made = make()
            ast.copy_location(made, item)
            if isinstance(held, list):
                held[next(place for place, one in enumerate(held) if one is item)] = made
            else:
                setattr(parent, field, made)
            return ast.fix_missing_locations(tree)
    return None
