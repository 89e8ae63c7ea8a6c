"""The tree that a formula is read into: numbers, names, clocks, and what is done with them.

Nodes are frozen, and two of them are equal when they are written alike, wherever they stand: calls by chance alone are told
apart by their place, for each of them is drawn by itself. A chain of operators of one rank is one node, so that a sum of sixty
terms is no deeper than one of two; whatever walks a tree does so with a stack of its own and never by recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from attrs import field

from blogroi.errors import Fault
from blogroi.language.spoken import message
from blogroi.model.grammar.words import FUNCTIONS
from blogroi.records import frozen

__all__ = [
    "Call",
    "Chain",
    "Clock",
    "Comparison",
    "Name",
    "Negative",
    "Node",
    "Number",
    "at_column",
    "chain",
    "depth_of",
    "negative",
    "upwards",
    "walk",
    "worked_up",
]

T = TypeVar("T")

Operator: TypeAlias = Literal["+", "-", "*", "/", "**"]
Relation: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!="]

_COMPARISON, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(1, 7)
"""How tightly parts hold together: what holds less tightly than its place asks for stands in brackets."""

_RANKS: Mapping[str, int] = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}


@frozen(eq=False, repr=False)
class Node:
    """A part of a formula.

    Parameters
    ----------
    column : int
        Where it begins in the text that was read, in characters from 1.
    """

    column: int = field(default=1, kw_only=True)

    @property
    def parts(self) -> tuple[Node, ...]:
        """What it is made of, from left to right."""
        return ()

    @cached_property
    def text(self) -> str:
        """How it is written, with no more brackets and spaces than needed."""
        return worked_up(self, _printed)[0]

    @cached_property
    def _told_apart(self) -> str:
        """How it is written, each call by chance with its place."""
        ordinals = [f"#{node.ordinal}" for node in walk(self) if isinstance(node, Call) and node.by_chance]
        return " ".join([self.text, *ordinals])

    def __eq__(self, other: object) -> bool:
        """Whether another node is written alike, its calls by chance in the same places."""
        return self._told_apart == other._told_apart if isinstance(other, Node) else NotImplemented

    def __hash__(self) -> int:
        """Hash what is written."""
        return hash(self._told_apart)

    def __repr__(self) -> str:
        """Give its class and how it is written."""
        return f"<{type(self).__name__} {self.text}>"


@frozen(eq=False, repr=False)
class Number(Node):
    """A number.

    Parameters
    ----------
    value : float
        At least 0: a sign stands before it as a :class:`Negative`.
    """

    value: float


@frozen(eq=False, repr=False)
class Name(Node):
    """A driver.

    Parameters
    ----------
    key : str
        Its key.
    """

    key: str


@frozen(eq=False, repr=False)
class Clock(Node):
    """``period``, ``year``, ``running`` or ``age``: a number that counts periods or years.

    Parameters
    ----------
    word : str
        Which of them.
    """

    word: str


@frozen(eq=False, repr=False)
class Negative(Node):
    """A part with its sign turned.

    Parameters
    ----------
    part : Node
        Whose sign; no negative itself.
    """

    part: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The one part."""
        return (self.part,)


@frozen(eq=False, repr=False)
class Chain(Node):
    """Parts joined by operators of one rank: ``+`` and ``-``, ``*`` and ``/``, or ``**``.

    Parts are joined from left to right, those of ``**`` from right to left.

    Parameters
    ----------
    operators : tuple of str
        One fewer than the parts.
    parts : tuple of Node
        At least two.
    """

    operators: tuple[Operator, ...]
    members: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts, from left to right."""
        return self.members


@frozen(eq=False, repr=False)
class Comparison(Node):
    """1 where a comparison holds, else 0.

    Parameters
    ----------
    relation : {"<", "<=", ">", ">=", "==", "!="}
        What is asked.
    left, right : Node
        Of which two parts.
    """

    relation: Relation
    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The two that are compared."""
        return (self.left, self.right)


@frozen(eq=False, repr=False)
class Call(Node):
    """A function of some parts.

    Parameters
    ----------
    function : str
        Its name.
    arguments : tuple of Node
        Its parts, in order.
    ordinal : int
        Which call by chance it is in its formula, from 1 in the order of the text; 0 where chance has no hand in it.
    """

    function: str
    arguments: tuple[Node, ...]
    ordinal: int = 0

    @property
    def parts(self) -> tuple[Node, ...]:
        """Its arguments."""
        return self.arguments

    @property
    def by_chance(self) -> bool:
        """Whether each period of it is drawn by itself."""
        return self.function in FUNCTIONS and FUNCTIONS[self.function].by_chance


def chain(operator: Operator, left: Node, right: Node, *, column: int = 1) -> Chain:
    """Join two parts, so that what is joined one after the other becomes a single chain.

    Examples
    --------
    >>> a, b, c = map(Name, "abc")
    >>> chain("-", chain("+", a, b), c).parts
    (<Name a>, <Name b>, <Name c>)
    >>> chain("-", a, chain("+", b, c)).parts
    (<Name a>, <Chain b + c>)
    """
    first: tuple[Node, ...] = (left,)
    last: tuple[Node, ...] = (right,)
    before: tuple[Operator, ...] = ()
    after: tuple[Operator, ...] = ()
    if operator == "**":  # from right to left
        if isinstance(right, Chain) and right.operators[0] == "**":
            last, after = right.members, right.operators
    elif isinstance(left, Chain) and _RANKS[left.operators[0]] == _RANKS[operator]:
        first, before = left.members, left.operators
    return Chain((*before, operator, *after), (*first, *last), column=column)


def negative(part: Node, *, column: int = 1) -> Node:
    """Turn the sign of a part; turned twice it is the part again."""
    return part.part if isinstance(part, Negative) else Negative(part, column=column)


def walk(node: Node) -> Iterator[Node]:
    """List a node and all that is below it, each before its parts, from left to right."""
    todo = [node]
    while todo:
        one = todo.pop()
        yield one
        todo.extend(reversed(one.parts))


def upwards(node: Node) -> Iterator[Node]:
    """List a node and all that is below it, each after its parts."""
    return reversed(list(walk(node)))


def worked_up(node: Node, combine: Callable[[Node, list[T]], T]) -> T:
    """Work something out of a node and what its parts came to, from the leaves up.

    Examples
    --------
    >>> a = Name("a")
    >>> worked_up(chain("*", chain("+", a, a), a), lambda node, parts: 1 + sum(parts))
    5
    """
    stack: list[T] = []
    for one in upwards(node):  # parts come before what they are parts of, the last of them first
        parts = [stack.pop() for _ in one.parts]
        stack.append(combine(one, parts))
    return stack.pop()


def depth_of(node: Node) -> int:
    """Count how deep a node is nested: 0 for a number or a name, a chain of operators of one rank once.

    Examples
    --------
    >>> a = Name("a")
    >>> depth_of(chain("+", chain("+", a, a), a)), depth_of(Negative(chain("+", a, a)))
    (1, 2)
    """
    return worked_up(node, lambda _, parts: 1 + max(parts) if parts else 0)


def _printed(node: Node, parts: list[tuple[str, int]]) -> tuple[str, int]:
    """Write a node out of its parts as they are written, each with how tightly it holds together."""
    match node:
        case Number(value=value):
            return _plain(value), _ATOM
        case Name(key=word) | Clock(word=word):
            return word, _ATOM
        case Negative():
            return f"-{_within(parts[0], _SIGN)}", _SIGN
        case Comparison(relation=relation):
            return f"{_within(parts[0], _SUM)} {relation} {_within(parts[1], _SUM)}", _COMPARISON
        case Call(function=function):
            return f"{function}({', '.join(text for text, _ in parts)})", _ATOM
        case Chain(operators=operators):
            rank = _RANKS[operators[0]]
            texts = [_within(part, _asked(rank, at, len(parts))) for at, part in enumerate(parts)]
            joined = (f" {operator} {text}" for operator, text in zip(operators, texts[1:], strict=True))
            return "".join([texts[0], *joined]), rank
        case _:
            raise AssertionError(node)


def _asked(rank: int, at: int, count: int) -> int:
    """Say how tightly a part of a chain must hold together to stand there without brackets.

    The first of a sum may be no sum, for it would be part of the same chain, and a later one no sum either, for it is worked
    out first. What is raised to a power must be a single thing; a power itself may have a sign.
    """
    if rank == _POWER:
        return _SIGN if at == count - 1 else _ATOM
    return rank + 1


def _within(part: tuple[str, int], asked: int) -> str:
    text, rank = part
    return text if rank >= asked else f"({text})"


def _plain(value: float) -> str:
    """Write a number so that it is read as the same one."""
    return f"{value:.0f}" if value < 1e16 and value.is_integer() else repr(value)


def at_column(node: Node, told: str) -> Fault:
    """Word a fault of a node, which stands somewhere in a formula."""
    return Fault("", message("column {column}: {fault}", column=str(node.column), fault=told))
