"""Formulas of drivers, worked out from the words of the case file alone: period by period, number by number.

A formula is read by Python's own grammar and never run: what it is made of is looked up here.
"""

from __future__ import annotations

import ast
import datetime
import math
import operator
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from blogroi.oracle.expected import Atom, Function, Known, Luck, Product, Sum, Tree, UnknownError
from blogroi.oracle.shapes import Array, shape_of
from blogroi.records import frozen

if TYPE_CHECKING:
    from blogroi.oracle.quantities import Quantities

__all__ = ["Formulas", "Number"]

NEAR = 1e-9
"""What is this close to a whole number is taken as it."""


@frozen(eq=False)
class Number:
    """A number of one period: as drawn, and of what it is made."""

    drawn: Array
    tree: Tree

    @property
    def mean(self) -> tuple[float, bool]:
        """Expected value, and whether it is known, and not read off the draws."""
        try:
            return self.tree.mean, True
        except UnknownError:
            return float(self.drawn.mean()), False


def certain(value: float) -> Number:
    return Number(np.array(float(value)), Known(float(value)))


def added(*numbers: Number) -> Number:
    return Number(np.asarray(sum(one.drawn for one in numbers)), Sum([one.tree for one in numbers]))


def multiplied(*numbers: Number) -> Number:
    drawn = np.array(1.0)
    for one in numbers:
        drawn = drawn * one.drawn
    return Number(drawn, Product([one.tree for one in numbers]))


def made(of: Callable[..., Array], *numbers: Number) -> Number:
    """Take a function of some numbers."""
    with np.errstate(all="ignore"):  # the branch that is not taken may be no number
        return Number(np.asarray(of(*(one.drawn for one in numbers))), Function(of, [one.tree for one in numbers]))


def whole(value: Array, rounded: Callable[[Array], Array]) -> Array:
    nearest = np.round(value)
    return np.where(np.abs(value - nearest) <= NEAR, nearest, rounded(value))


PLAIN: Mapping[str, Callable[..., Array]] = {
    "abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "floor": lambda value: whole(value, np.floor),
    "ceil": lambda value: whole(value, np.ceil),
    "round": lambda value: whole(value, lambda one: np.floor(one + 0.5)),
    "min": lambda *values: np.asarray(np.minimum.reduce(np.broadcast_arrays(*values))),
    "max": lambda *values: np.asarray(np.maximum.reduce(np.broadcast_arrays(*values))),
    "clip": lambda value, low, high: np.minimum(np.maximum(value, low), high),
    "where": lambda condition, yes, no: np.asarray(np.where(condition != 0.0, yes, no)),
}
COMPARED: Mapping[type, Callable[..., Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


class Formulas:
    """All formulas and drivers of a case, each worked out once for each period."""

    def __init__(self, oracle: Quantities) -> None:
        self.oracle: Quantities = oracle
        self.drivers: Mapping[str, Any] = oracle.case.get("drivers", {})
        self.known: dict[Any, Number] = {}

    def at(self, path: str, text: str, period: int) -> Number:
        """Work out the formula that stands at a path, in one period; before the first nothing goes by the period."""
        return _Reading(self, path, max(period, 1)).of(ast.parse(text, mode="eval").body)

    def driver(self, name: str, period: int) -> Number:
        """Give a driver in one period."""
        if (name, period) not in self.known:
            self.known[name, period] = self._driver(name, period)
        return self.known[name, period]

    def _driver(self, name: str, period: int) -> Number:
        stated, path = self.drivers[name]["value"], f"drivers.{name}.value"
        if isinstance(stated, str):
            return self.at(path, stated, period)
        if isinstance(stated, list):
            if self.drivers[name].get("periods") != "apart":
                stated, name_of_draw = stated[period - 1], path
            else:
                stated, name_of_draw = stated[period - 1], f"{path}[{period}]"
            return self.drawn(name_of_draw, stated, self.domain(name), self.oracle.uniform(name_of_draw))
        return self.varying(name, path, stated, period)

    def domain(self, name: str) -> Any:
        """Say within what a driver lies."""
        return "share" if self.drivers[name].get("unit") == "share" else "any"

    def varying(self, name: str, path: str, stated: Any, period: int) -> Number:
        """Draw it once, or anew in each period or year: as normal scores of which each goes on from the one before."""
        varies = self.drivers[name].get("varies", "once")
        if varies == "once":
            return self.drawn(path, stated, self.domain(name), self.oracle.uniform(path))
        turn = period if varies == "each period" else self.year(period)
        rank = self.drivers[name].get("persistence", 0.0)
        going_on = 2.0 * math.sin(math.pi * rank / 6.0)
        score = stats.norm.ppf(self.oracle.uniform(f"{path}[1]"))
        for place in range(2, turn + 1):
            anew = stats.norm.ppf(self.oracle.uniform(f"{path}[{place}]"))
            score = going_on * score + math.sqrt(1.0 - going_on**2) * anew
        return self.drawn(f"{path}[{turn}]", stated, self.domain(name), stats.norm.cdf(score), tied=rank != 0.0)

    def drawn(self, name: str, stated: Any, domain: Any, uniform: Array, *, tied: bool = False) -> Number:
        """Draw something stated, at uniform numbers."""
        if not isinstance(stated, Mapping):
            return certain(stated)
        if "value" in stated:  # a number with its source
            return certain(stated["value"])
        shape = shape_of(stated, domain)
        tree = Atom(name, shape, tied=tied or name in self.oracle.scores)
        return Number(np.asarray(shape.ppf(uniform)), tree)

    def year(self, period: int) -> int:
        """Say in which year a period lies."""
        return 1 + math.floor((period - 1) / self.oracle.steps + NEAR)


@frozen
class _Reading:
    """A formula that is read in one period; and in the profile of ``by_age``, at one age."""

    formulas: Formulas
    path: str
    period: int
    age: int = 0

    def of(self, node: ast.expr) -> Number:
        match node:
            case ast.Constant(value):
                return certain(float(value))  # type: ignore[arg-type]  # a formula holds numbers alone
            case ast.Name(name):
                return self.name(name)
            case ast.UnaryOp(ast.USub(), operand):
                return multiplied(certain(-1.0), self.of(operand))
            case ast.UnaryOp(_, operand):
                return self.of(operand)
            case ast.BinOp(left, operation, right):
                return self.combined(self.of(left), operation, self.of(right))
            case ast.Compare(left, [comparison], [right]):
                compared = COMPARED[type(comparison)]
                return made(
                    lambda one, other: np.asarray(compared(one, other), dtype=float), self.of(left), self.of(right)
                )
            case ast.Call(ast.Name(name), arguments, keywords):
                return self.call(node, name, arguments, {word.arg or "": word.value for word in keywords})
            case _:
                raise NotImplementedError(ast.unparse(node))

    def name(self, name: str) -> Number:
        clocks = {"period": self.period, "year": self.formulas.year(self.period), "age": self.age}
        return certain(clocks[name]) if name in clocks else self.formulas.driver(name, self.period)

    def combined(self, left: Number, operation: ast.operator, right: Number) -> Number:
        match operation:
            case ast.Add():
                return added(left, right)
            case ast.Sub():
                return added(left, multiplied(certain(-1.0), right))
            case ast.Mult():
                return multiplied(left, right)
            case ast.Div():
                return multiplied(left, made(lambda value: 1.0 / value, right))
            case ast.Pow():
                return made(np.power, left, right)
            case _:
                raise NotImplementedError(operation)

    def call(self, node: ast.expr, name: str, arguments: list[ast.expr], keywords: Mapping[str, ast.expr]) -> Number:
        if name in PLAIN:
            return made(PLAIN[name], *map(self.of, arguments))
        match name, arguments:
            case "growth", [rate]:
                return made(lambda value: (1.0 + value) ** (self.period - 1), self.of(rate))
            case "yearly_growth", [rate]:
                years = (self.period - 1) / self.formulas.oracle.steps
                return made(lambda value: (1.0 + value) ** years, self.of(rate))
            case "ramp", [periods]:
                return made(lambda value: np.minimum(1.0, self.period / value), self.of(periods))
            case "season", _:
                return self.of(arguments[self.season(len(arguments))])
            case "delay", [what, by]:
                return self.delayed(what, self.of(by))
            case "cumulative", [what]:
                return added(*(self.then(what, period) for period in range(1, self.period + 1)))
            case "by_age", [what, profile, *before]:
                stated = before[0] if before else keywords.get("before", ast.Constant(0))
                return self.by_age(what, profile, int(ast.literal_eval(stated)))
            case (("event" | "poisson" | "binomial"), _):
                return self.chance(node, name, [self.of(argument) for argument in arguments])
            case _:
                raise NotImplementedError(name)

    def then(self, node: ast.expr, period: int) -> Number:
        """Read a part of the formula as of another period."""
        return _Reading(self.formulas, self.path, period, self.age).of(node)

    def season(self, count: int) -> int:
        """Say which of some values it is: by the calendar where they are those of a year, or else in turn."""
        horizon = self.formulas.oracle.case["horizon"]
        start = datetime.date.fromisoformat(str(horizon["start"]))
        step = horizon.get("step", "year")
        if step == "week" and count == 52:
            return min(51, (start + datetime.timedelta(weeks=self.period - 1)).isocalendar().week - 1)
        first = 0
        if step == "month" and count == 12:
            first = start.month - 1
        if step == "quarter" and count == 4:
            first = (start.month - 1) // 3
        return (first + self.period - 1) % count

    def delayed(self, what: ast.expr, by: Number) -> Number:
        """Take what was so many periods before, straight between two of them; nothing comes before the first."""
        return added(
            *(
                multiplied(
                    self.then(what, period),
                    made(lambda later, ago=float(self.period - period): np.maximum(0.0, 1.0 - np.abs(ago - later)), by),
                )
                for period in range(1, self.period + 1)
            )
        )

    def by_age(self, what: ast.expr, profile: ast.expr, before: int) -> Number:
        """Sum up what came in each period, and what of the first had been coming for longer, each at its age."""
        came = [(self.then(what, period), self.period - period + 1) for period in range(1, self.period + 1)]
        came += [(self.then(what, 1), self.period + longer) for longer in range(1, before + 1)]
        return added(
            *(multiplied(one, _Reading(self.formulas, self.path, self.period, age).of(profile)) for one, age in came)
        )

    def chance(self, node: ast.expr, name: str, arguments: list[Number]) -> Number:
        """Draw how often something happens: by itself for each call and each period, whoever asks for it."""
        oracle, called = self.formulas.oracle, f"{self.path} {node.lineno} {node.col_offset} {self.period}"
        key = blake2b(f"{oracle.seed} {called}".encode(), digest_size=8).digest()
        uniform = np.random.default_rng(int.from_bytes(key, "little")).random(oracle.draws)
        *counts, often = arguments
        laws: Mapping[str, Callable[[], Array]] = {
            "event": lambda: np.asarray(uniform < often.drawn, dtype=float),
            "poisson": lambda: np.asarray(stats.poisson.ppf(uniform, often.drawn)),
            "binomial": lambda: np.asarray(stats.binom.ppf(uniform, counts[0].drawn, often.drawn)),
        }
        return Number(laws[name](), Product([*(one.tree for one in arguments), Luck(called)]))
