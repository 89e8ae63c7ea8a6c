"""Formulas worked out by plain numpy, apart from the engine: random trees, what they come to, and how far roundings can lead.

Each value comes with a bound on its error, by first-order propagation, and with a mask of draws that stand so near a jump (a rounding, a
comparison, the edge of a domain) that roundings decide: there nothing is compared.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi.numerics.counts import binomial_counts, poisson_counts

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

EPS = 64 * 2.0**-52
NEAR = 1e-9
BINARY = ("+", "-", "*", "/", "**")
RELATIONS = ("<", "<=", ">", ">=", "==", "!=")
OF_ONE = ("abs", "exp", "log", "sqrt", "floor", "ceil", "round")
BY_PERIOD = (
    "growth",
    "yearly_growth",
    "ramp",
    "season",
    "delay",
    "cumulative",
    "by_age",
    "event",
    "poisson",
    "binomial",
)
FUNCTIONS = ("min", "max", *OF_ONE, "clip", "where", *BY_PERIOD)


@frozen
class Tree:
    """A formula: what is done, on what."""

    head: str
    parts: tuple[Tree, ...] = ()
    number: float = 0.0

    @property
    def text(self) -> str:
        """As it is written."""
        inner = [part.text for part in self.parts]
        if self.head == "number":
            return repr(self.number)
        if not self.parts:
            return self.head
        if self.head in BINARY or self.head in RELATIONS:
            return f"({inner[0]} {self.head} {inner[1]})"
        if self.head == "negative":
            return f"(-{inner[0]})"
        if self.head == "by_age":
            return (
                f"by_age({inner[0]}, {inner[1]}, before={int(self.number)})"
                if self.number
                else f"by_age({inner[0]}, {inner[1]})"
            )
        return f"{self.head}({', '.join(inner)})"


def grown(
    chance: random.Random, depth: int, *, once: list[str], moving: list[str], aged: bool, used: Counter[str]
) -> Tree:
    """Grow a random tree of exactly this depth."""
    if depth == 0:
        leaves = [*once, "age"] if aged else [*once, *moving, "period", "year"]
        if chance.random() < 0.35:
            return Tree("number", number=chance.choice([0.0, 0.5, 1.0, 2.0, 3.0, 0.1, round(chance.uniform(0, 6), 2)]))
        return Tree(chance.choice(leaves))

    def inner(at: int | None = None, *, in_profile: bool = aged) -> Tree:
        deep = depth - 1 if at in (None, 0) else chance.randrange(depth) if depth < 5 else chance.randrange(2)
        return grown(chance, deep, once=once, moving=moving, aged=in_profile, used=used)

    kind = chance.random()
    if kind < 0.45:
        head = chance.choice(BINARY)
        return Tree(head, _shuffled(chance, [inner(0), inner(1)]))
    if kind < 0.5:
        return Tree("negative", (inner(),))
    if kind < 0.56:
        return Tree(chance.choice(RELATIONS), (inner(0), inner(1)))
    head = min(FUNCTIONS, key=lambda one: (used[one] if one not in BY_PERIOD or not aged else 10**9, chance.random()))
    if chance.random() < 0.5:
        head = chance.choice([one for one in FUNCTIONS if not aged or one not in BY_PERIOD])
    used[head] += 1
    if head in OF_ONE or head == "cumulative":
        return Tree(head, (inner(),))
    if head in ("min", "max"):
        return Tree(head, tuple(inner(at) for at in range(chance.randint(2, 3))))
    if head in ("clip", "where"):
        parts = tuple(inner(at) for at in range(3))
        if head == "clip":
            low = round(chance.uniform(-2, 2), 2)
            parts = (parts[0], _number(low), _number(round(low + chance.uniform(0, 3), 2)))
        return Tree(head, parts)
    if head in ("growth", "yearly_growth", "ramp"):
        return Tree(head, (inner(),))
    if head == "season":
        return Tree(head, tuple(inner(at) for at in range(chance.randint(2, 4))))
    if head == "delay":
        by = (
            Tree("number", number=chance.choice([0.0, 1.0, 1.5, 2.25]))
            if chance.random() < 0.5
            else Tree("abs", (Tree(chance.choice(once)),))
        )
        return Tree(head, (inner(), by))
    if head == "by_age":
        return Tree(head, (inner(0), inner(1, in_profile=True)), number=float(chance.choice([0, 0, 1, 5])))
    if head == "event":
        return Tree(head, (Tree("clip", (inner(), _number(0.0), _number(1.0))),))
    if head == "poisson":
        return Tree(head, (Tree("clip", (inner(), _number(0.0), _number(40.0))),))
    return Tree(head, (_number(float(chance.randint(0, 40))), Tree("clip", (inner(), _number(0.0), _number(1.0)))))


def _number(value: float) -> Tree:
    return Tree("negative", (Tree("number", number=-value),)) if value < 0 else Tree("number", number=value)


def _shuffled(chance: random.Random, parts: list[Tree]) -> tuple[Tree, ...]:
    chance.shuffle(parts)
    return tuple(parts)


@frozen(eq=False)
class Value:
    """What a tree comes to: shape (periods or ages, draws), how far off roundings may be, and where they decide."""

    at: Floats
    error: Floats
    shaky: Mask

    @classmethod
    def exact(cls, at: Floats) -> Value:
        """Take what is given."""
        return cls(at, np.zeros_like(at), np.zeros(at.shape, dtype=bool))


@frozen(kw_only=True)
class World:
    """What a tree stands in: drivers, clocks, and noise for each call by chance."""

    periods: int
    draws: int
    steps_a_year: float
    years: tuple[int, ...]
    seasons: Callable[[int], tuple[int, ...]]
    drivers: Mapping[str, Floats]
    uniform: Callable[[int, int], Floats]
    noise: Callable[[int, int], Floats]
    ages: int = 0


def by_numpy(tree: Tree, world: World) -> Value:
    """Work a tree out."""
    with np.errstate(all="ignore"):
        return _Reader(world).read(tree)


class _Reader:
    def __init__(self, world: World) -> None:
        self._world, self._calls = world, 0

    def read(self, tree: Tree, ages: int = 0) -> Value:
        world, length = self._world, ages or self._world.periods
        ordinal = 0
        if tree.head in ("event", "poisson", "binomial"):  # counted in the order of the text
            self._calls += 1
            ordinal = self._calls
        if not tree.parts:
            return Value.exact(np.array(np.broadcast_to(self._leaf(tree, length), (length, world.draws))))
        if tree.head == "by_age":
            before = int(tree.number)
            return _by_age(self.read(tree.parts[0]), self.read(tree.parts[1], world.periods + before), before)
        parts = [self.read(part, ages) for part in tree.parts]
        return _settled(self._apply(tree, parts, ordinal), parts, tree.head)

    def _leaf(self, tree: Tree, length: int) -> Floats:
        match tree.head:
            case "number":
                return np.array(tree.number)
            case "period":
                return np.arange(1.0, length + 1)[:, None]
            case "age":
                return np.arange(1.0, length + 1)[:, None]
            case "year":
                return np.array(self._world.years, dtype=float)[:, None]
            case name:
                return self._world.drivers[name]

    def _apply(self, tree: Tree, parts: list[Value], ordinal: int) -> Value:
        world, head = self._world, tree.head
        one = parts[0]
        if head in ("growth", "yearly_growth"):
            steps = np.arange(world.periods, dtype=float)[:, None] / (
                world.steps_a_year if head == "yearly_growth" else 1.0
            )
            exponent = Value(
                np.broadcast_to(steps, one.at.shape).copy(),
                EPS * np.broadcast_to(steps, one.at.shape),
                one.shaky & False,
            )
            return _power(evolve(one, at=1.0 + one.at, error=one.error + EPS * np.abs(1.0 + one.at)), exponent)
        if head == "ramp":
            period = Value.exact(np.broadcast_to(np.arange(1.0, world.periods + 1)[:, None], one.at.shape).copy())
            bottom = _extreme([one, Value.exact(np.ones_like(one.at))], np.maximum)
            return _extreme([Value.exact(np.ones_like(one.at)), _quotient(period, bottom)], np.minimum)
        if head == "season":
            rows = list(enumerate(world.seasons(len(parts))))
            return Value(
                *(
                    np.stack([getattr(parts[place], name)[at] for at, place in rows])
                    for name in ("at", "error", "shaky")
                )
            )
        if head == "delay":
            return _delayed(one, parts[1])
        if head == "cumulative":
            return Value(
                np.cumsum(one.at, axis=0),
                np.cumsum(one.error + EPS * np.abs(one.at), axis=0) * 2,
                np.logical_or.accumulate(one.shaky, axis=0),
            )
        if head == "event":
            uniform = np.stack([world.uniform(ordinal, period) for period in range(1, world.periods + 1)])
            return Value(
                (uniform >= 1.0 - one.at).astype(float),
                np.zeros_like(one.at),
                np.abs(uniform - (1.0 - one.at)) <= one.error + EPS,
            )
        if head in ("poisson", "binomial"):
            noise = np.stack([world.noise(ordinal, period) for period in range(1, world.periods + 1)])
            return _counted(head, noise, parts)
        return _plain(head, parts)


def _settled(value: Value, parts: list[Value], head: str) -> Value:
    """Turn what is no number into NaN; ``where`` alone drops the branch that is not taken."""
    at = np.where(np.isfinite(value.at), value.at, np.nan)
    shaky = value.shaky
    if head not in ("where", "season", "delay", "cumulative"):
        for part in parts:
            at = np.where(np.isnan(part.at), np.nan, at)
            shaky = shaky | part.shaky
    shaky = shaky | (np.abs(at) > 1e150) | (value.error > 1e-4 * np.maximum(1.0, np.abs(at)))  # too far gone to tell
    return Value(at, np.where(np.isfinite(value.error), value.error, np.inf), shaky)


def _quotient(top: Value, bottom: Value) -> Value:
    at = top.at / bottom.at
    error = top.error / np.abs(bottom.at) + np.abs(at) * bottom.error / np.abs(bottom.at) + EPS * np.abs(at)
    return Value(at, error, top.shaky | bottom.shaky | (np.abs(bottom.at) <= bottom.error) & (bottom.error > 0))


def _power(base: Value, exponent: Value) -> Value:
    at = np.power(base.at, exponent.at)
    size = np.abs(at)
    error = size * (
        np.abs(exponent.at) * base.error / np.abs(base.at)
        + np.abs(np.log(np.abs(base.at))) * exponent.error
        + EPS * (1 + np.abs(exponent.at))
    )
    error = np.where((base.error == 0) & (exponent.error == 0), size * EPS * (1 + np.abs(exponent.at)), error)
    whole = np.abs(exponent.at - np.rint(exponent.at)) <= exponent.error
    edge = (np.abs(base.at) <= base.error) & (base.error > 0) | (base.at <= 0) & whole & (exponent.error > 0)
    return Value(at, error, base.shaky | exponent.shaky | edge)


def _extreme(parts: list[Value], function: np.ufunc) -> Value:
    at, error, shaky = parts[0].at, parts[0].error, parts[0].shaky
    for part in parts[1:]:
        at, error, shaky = function(at, part.at), np.maximum(error, part.error), shaky | part.shaky
    return Value(at, error, shaky)


def _plain(head: str, parts: list[Value]) -> Value:
    one = parts[0]
    if head in ("min", "max"):
        return _extreme(parts, np.minimum if head == "min" else np.maximum)
    if head == "clip":
        return _extreme([_extreme(parts[:2], np.maximum), parts[2]], np.minimum)
    if head == "negative":
        return evolve(one, at=-one.at)
    if head == "abs":
        return evolve(one, at=np.abs(one.at))
    if head == "exp":
        return evolve(one, at=np.exp(one.at), error=np.exp(one.at) * (one.error + EPS * (1 + np.abs(one.at))))
    if head == "log":
        return Value(
            np.log(one.at),
            one.error / np.abs(one.at) + EPS * (1 + np.abs(np.log(np.abs(one.at)))),
            one.shaky | (np.abs(one.at) <= one.error) & (one.error > 0),
        )
    if head == "sqrt":
        return Value(
            np.sqrt(one.at),
            one.error / np.sqrt(np.abs(one.at)) + EPS * np.sqrt(np.abs(one.at)),
            one.shaky | (np.abs(one.at) <= 4 * one.error) & (one.error > 0),
        )
    if head in ("floor", "ceil", "round"):
        near = np.rint(one.at)
        rounded = {"floor": np.floor, "ceil": np.ceil, "round": np.rint}[head](one.at)
        at = np.where(np.abs(one.at - near) <= NEAR, near, rounded)
        jump = np.abs(np.abs(one.at - near) - NEAR) <= one.error + EPS * np.abs(one.at)
        half = (np.abs(np.abs(one.at - near) - 0.5) <= one.error + EPS * np.abs(one.at)) & (head == "round")
        return Value(at, np.zeros_like(at), one.shaky | (jump | half) & (one.error > 0))
    if head == "where":
        condition, yes, no = parts
        taken = condition.at != 0
        at = np.where(taken, yes.at, no.at)
        at = np.where(np.isnan(condition.at), np.nan, at)
        shaky = (
            condition.shaky
            | np.where(taken, yes.shaky, no.shaky)
            | (np.abs(condition.at) <= condition.error) & (condition.error > 0)
        )
        return Value(at, np.where(taken, yes.error, no.error), shaky)
    other = parts[1]
    both = one.shaky | other.shaky
    if head in RELATIONS:
        gap, near = np.abs(one.at - other.at), NEAR * np.maximum(1.0, np.maximum(np.abs(one.at), np.abs(other.at)))
        same = gap <= near
        error = one.error + other.error
        jump = (np.abs(gap - near) if head in ("==", "!=") else gap) <= error
        at = {
            "<": one.at < other.at,
            "<=": one.at <= other.at,
            ">": one.at > other.at,
            ">=": one.at >= other.at,
            "==": same,
            "!=": ~same,
        }[head]
        return Value(at.astype(float), np.zeros_like(one.at), both | jump & (error > 0))
    if head in ("+", "-"):
        at = one.at + other.at if head == "+" else one.at - other.at
        return Value(at, one.error + other.error + EPS * (np.abs(one.at) + np.abs(other.at)), both)
    if head == "*":
        at = one.at * other.at
        return Value(at, np.abs(one.at) * other.error + np.abs(other.at) * one.error + EPS * np.abs(at), both)
    return _quotient(one, other) if head == "/" else _power(one, other)


def _counted(head: str, noise: Floats, parts: list[Value]) -> Value:
    at = np.empty_like(noise)
    shaky = np.zeros(noise.shape, dtype=bool)
    for row in range(len(noise)):
        mean = parts[-1].at[row]
        known = np.nan_to_num(mean)
        if head == "poisson":
            at[row] = poisson_counts(noise[row], known)
            shaky[row] = parts[-1].error[row] > 0  # where the mean is off by a rounding, a count may be off by one
        else:
            size = parts[0].at[row]
            at[row] = binomial_counts(noise[row], known, size=size)
            shaky[row] = parts[-1].error[row] > 0
    return Value(at, np.zeros_like(at), shaky)


def _by_age(coming: Value, left: Value, before: int) -> Value:
    periods = len(coming.at)
    at, error, shaky = np.zeros_like(coming.at), np.zeros_like(coming.at), np.zeros(coming.at.shape, dtype=bool)
    size = np.zeros_like(coming.at)
    for period in range(periods):
        for age in range(1, period + 1 + before + 1):
            source = max(0, period - age + 1)
            x, f = coming.at[source], left.at[age - 1]
            at[period] += x * f
            error[period] += np.abs(x) * left.error[age - 1] + np.abs(f) * coming.error[source]
            size[period] += np.abs(x * f)
            shaky[period] |= coming.shaky[source] | left.shaky[age - 1]
    at = np.where(np.isfinite(at), at, np.nan)
    # taken apart, one period's failure is everybody's: a profile times a row has no period of its own
    return Value(at, error + EPS * size * (1 + periods), shaky | (np.abs(at) > 1e150))


def _delayed(one: Value, by: Value) -> Value:
    periods, draws = one.at.shape
    at, error, shaky = np.zeros_like(one.at), np.zeros_like(one.at), np.zeros(one.at.shape, dtype=bool)
    lag = np.broadcast_to(by.at, one.at.shape)
    for period in range(periods):
        for draw in range(draws):
            d = lag[period, draw]
            if math.isnan(d) or d < 0:
                at[period, draw] = math.nan
                continue
            whole = min(math.floor(d), periods)
            part = min(d - whole, 1.0)
            for weight, source in ((1.0 - part, period - whole), (part, period - whole - 1)):
                if source >= 0 and weight != 0.0:
                    at[period, draw] += weight * one.at[source, draw]
                    error[period, draw] += weight * one.error[source, draw] + (by.error[period, draw] + EPS) * abs(
                        one.at[source, draw]
                    )
                    shaky[period, draw] |= one.shaky[source, draw]
            shaky[period, draw] |= by.shaky[period, draw]
    # what is no number in some draw may be found before it comes: a profile that is 0 there times a row that is none
    return Value(at, error, shaky | np.isnan(one.at).any(axis=0) & ~np.isnan(at))
