"""What is expected of numbers that are made of uncertain ones, where that is more than a product of what is independent.

A number is a tree of sums, products and functions over what was drawn, an *atom* each. The mean of a sum is that of its parts; a product
falls apart into groups that have no atom in common, one with sums among its factors is multiplied out, and a function of one atom is
integrated over it. What is then left hangs on several atoms at once: nothing is said of it, and it is read off the draws.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np

from blogroi.oracle.shapes import Array, Shape
from blogroi.records import frozen

__all__ = ["Atom", "Function", "Known", "Luck", "Product", "Sum", "Tree", "UnknownError"]

Numbers: TypeAlias = Mapping[str, Array]
"""What atoms are, by name."""


class UnknownError(Exception):
    """No mean can be told from the rules: the draws have it."""


@frozen(eq=False)
class Known:
    """A number that hangs on no atom: a certain one, or the mean of something that nothing else hangs on."""

    mean: float
    atoms: frozenset[str] = frozenset()

    def at(self, _: Numbers) -> Array:
        """Give its value where the atoms have these."""
        return np.array(self.mean)


@frozen(eq=False)
class Atom:
    """Something drawn. What goes by the same name is the same draw; what is tied to others hangs on them too."""

    name: str
    shape: Shape
    tied: bool = False

    @property
    def atoms(self) -> frozenset[str]:
        """Names of the atoms on which it hangs."""
        return frozenset({self.name, "tied"} if self.tied else {self.name})

    @cached_property
    def mean(self) -> float:
        """Expected value."""
        return float(self.shape.mean())

    def at(self, numbers: Numbers) -> Array:
        """Give its value where the atoms have these."""
        return numbers[self.name]


@frozen(eq=False)
class Luck:
    """Something whose mean alone is known: how often what was to be expected once happens, at whatever chance."""

    name: str
    mean: float = 1.0

    @property
    def atoms(self) -> frozenset[str]:
        """Names of the atoms on which it hangs."""
        return frozenset({self.name})

    def at(self, _: Numbers) -> Array:
        """Give its value where the atoms have these."""
        raise UnknownError


@frozen(eq=False)
class Sum:
    """Trees added up."""

    parts: Sequence[Tree]

    @cached_property
    def atoms(self) -> frozenset[str]:
        """Names of the atoms on which it hangs."""
        return frozenset().union(*(part.atoms for part in self.parts))

    @cached_property
    def mean(self) -> float:
        """Expected value."""
        return sum(part.mean for part in self.parts)

    def at(self, numbers: Numbers) -> Array:
        """Give its value where the atoms have these."""
        return np.asarray(sum(part.at(numbers) for part in self.parts))


@frozen(eq=False)
class Product:
    """Trees multiplied."""

    factors: Sequence[Tree]

    @cached_property
    def atoms(self) -> frozenset[str]:
        """Names of the atoms on which it hangs."""
        return frozenset().union(*(factor.atoms for factor in self.factors))

    def at(self, numbers: Numbers) -> Array:
        """Give its value where the atoms have these."""
        found = np.array(1.0)
        for factor in self.factors:
            found = found * factor.at(numbers)
        return found

    @cached_property
    def mean(self) -> float:
        """Expected value."""
        found = 1.0
        for group in _independent(_factors(self)):
            found *= group[0].mean if len(group) == 1 else _mean_of_dependent(group)
        return found


@frozen(eq=False)
class Function:
    """Any other function of trees."""

    of: Callable[..., Array]
    arguments: Sequence[Tree]

    @cached_property
    def atoms(self) -> frozenset[str]:
        """Names of the atoms on which it hangs."""
        return frozenset().union(*(argument.atoms for argument in self.arguments))

    def at(self, numbers: Numbers) -> Array:
        """Give its value where the atoms have these."""
        return self.of(*(argument.at(numbers) for argument in self.arguments))

    @cached_property
    def mean(self) -> float:
        """Expected value."""
        return _over_its_atom(self)


Tree: TypeAlias = Known | Atom | Luck | Sum | Product | Function
"""What a number is made of. Each has its ``atoms``, its ``mean`` and its value ``at`` some numbers."""


def _factors(tree: Tree) -> list[Tree]:
    if not isinstance(tree, Product):
        return [tree]
    return [factor for one in tree.factors for factor in _factors(one)]


def _independent(factors: Sequence[Tree]) -> list[list[Tree]]:
    """Put together the factors that have an atom in common, directly or through others."""
    groups: list[tuple[frozenset[str], list[Tree]]] = []
    for factor in factors:
        apart = [group for group in groups if not group[0] & factor.atoms]
        shared = [group for group in groups if group[0] & factor.atoms]
        atoms = factor.atoms.union(*(one for one, _ in shared))
        groups = [*apart, (atoms, [*itertools.chain(*(held for _, held in shared)), factor])]
    return [held for _, held in groups]


def _mean_of_dependent(factors: Sequence[Tree]) -> float:
    """Multiply the first sum out, or else integrate."""
    for place, factor in enumerate(factors):
        if isinstance(factor, Sum):
            others = [*factors[:place], *factors[place + 1 :]]
            return sum(Product([*others, part]).mean for part in factor.parts)
    return _over_its_atom(Product(factors))


def _over_its_atom(tree: Tree) -> float:
    """Integrate over the one atom that is in a tree."""
    if not tree.atoms:
        return float(tree.at({}))
    (name, *others) = tree.atoms
    if others:
        raise UnknownError
    shape = _shape_in(tree, name)

    def value(number: Array) -> Array:
        return np.broadcast_to(tree.at({name: np.asarray(number)}), np.shape(number))

    return float(shape.expect(value))


def _shape_in(tree: Tree, name: str) -> Shape:
    """Find the shape of an atom; what only chance has is of none."""
    if isinstance(tree, Atom):
        return tree.shape
    for part in _parts(tree):
        if name in part.atoms:
            return _shape_in(part, name)
    raise UnknownError


def _parts(tree: Tree) -> Sequence[Tree]:
    match tree:
        case Sum(parts):
            return parts
        case Product(factors):
            return factors
        case Function(_, arguments):
            return arguments
        case _:
            return ()
