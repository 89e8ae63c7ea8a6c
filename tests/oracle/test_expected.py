"""What is expected of a number is told from what it is made of, and where that cannot be told, nothing is."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from blogroi.oracle.expected import Atom, Function, Known, Luck, Product, Sum, UnknownError, _factors, _independent
from blogroi.oracle.factors import Factor, by_draws
from blogroi.oracle.shapes import shape_of

X, Y = (Atom(name, shape_of({"shape": "uniform", "low": 0, "high": 2}, "any")) for name in "xy")
TIED = Atom("x", X.shape, tied=True)
TWO = Known(2.0)


@pytest.mark.parametrize(
    ("tree", "mean"),
    [
        (TWO, 2.0),
        (X, 1.0),
        (Sum([X, Y, TWO]), 4.0),
        (Sum([X, X]), 2.0),
        (Product([X, Y]), 1.0),
        (Product([X, X]), 4.0 / 3.0),
        (Product([TWO, X, Y]), 2.0),
        (Product([X, Y, X]), 4.0 / 3.0),
        (Product([Product([X, Y]), Product([X, Y])]), 16.0 / 9.0),
        (Product([Sum([X, TWO]), X]), 4.0 / 3.0 + 2.0),
        (Product([Sum([X, Y]), Sum([X, Y])]), 2 * 4.0 / 3.0 + 2.0),
        (Product([Luck("l"), X]), 1.0),
        (Product([Luck("l", 0.5), X, X]), 2.0 / 3.0),
        (Sum([Luck("l", 0.5), X]), 1.5),
        (Function(np.exp, [X]), (math.exp(2) - 1) / 2),
        (Function(np.exp, [Known(1.0)]), math.e),
        (Product([Function(np.exp, [X]), Y]), (math.exp(2) - 1) / 2),
        (Product([Function(np.exp, [X]), X]), (math.exp(2) + 1) / 2),
        (Function(lambda one, other: one - other, [Product([X, X]), Sum([X, TWO])]), 4.0 / 3.0 - 3.0),
        (Function(lambda _: np.array(7.0), [X]), 7.0),
        (Product([]), 1.0),
    ],
)
def test_what_can_be_told_is_told(tree: Any, mean: float) -> None:
    assert tree.mean == pytest.approx(mean, rel=1e-6)


@pytest.mark.parametrize(
    "tree",
    [
        Function(np.add, [X, Y]),
        Function(np.exp, [Luck("l")]),
        Function(np.exp, [TIED]),
        Product([TIED, TIED]),
        Product([Luck("l"), Luck("l")]),
        Product([TIED, Atom("y", Y.shape, tied=True)]),
        Product([Function(np.add, [X, Y]), X]),
    ],
)
def test_of_what_hangs_on_several_nothing_is_told(tree: Any) -> None:
    with pytest.raises(UnknownError):
        _ = tree.mean


def test_a_tree_hangs_on_the_atoms_of_its_parts() -> None:
    assert TWO.atoms == frozenset()
    assert X.atoms == {"x"}
    assert TIED.atoms == {"x", "tied"}
    assert Luck("l").atoms == {"l"}
    for tree in (Sum([X, Product([TWO, Y])]), Product([X, Sum([Y, TWO])]), Function(np.add, [X, Y])):
        assert tree.atoms == {"x", "y"}


def test_a_tree_has_a_value_where_its_atoms_have_theirs() -> None:
    numbers = {"x": np.array([1.0, 2.0]), "y": np.array([3.0, 5.0])}
    assert TWO.at(numbers).tolist() == 2.0
    assert X.at(numbers).tolist() == [1.0, 2.0]
    assert Sum([X, Y, TWO]).at(numbers).tolist() == [6.0, 9.0]
    assert Product([X, Y, TWO]).at(numbers).tolist() == [6.0, 20.0]
    assert Function(np.subtract, [Y, X]).at(numbers).tolist() == [2.0, 3.0]
    with pytest.raises(UnknownError):
        Luck("l").at(numbers)


def test_factors_with_an_atom_in_common_are_put_together_also_through_others() -> None:
    z = Atom("z", X.shape)
    both = Sum([X, Y])
    assert _factors(Product([X, Product([Y, Product([z])])])) == [X, Y, z]
    assert _factors(both) == [both]
    assert _independent([X, Y, z]) == [[X], [Y], [z]]
    assert _independent([X, Y, both, z]) == [[X, Y, both], [z]]
    assert _independent([X, z, X]) == [[z], [X, X]]
    assert _independent([TWO, TWO]) == [[TWO], [TWO]]


class TestFactors:
    def test_what_is_independent_is_multiplied_and_added_in_draws_and_in_means(self) -> None:
        one, other = Factor(np.array([1.0, 3.0]), 2.0), Factor(np.array([2.0, 2.5]), 2.25, exact=False)
        for found, drawn, mean, exact in (
            (one * other, [2.0, 7.5], 4.5, False),
            (one + other, [3.0, 5.5], 4.25, False),
            (one - other, [-1.0, 0.5], -0.25, False),
            (one * 3.0, [3.0, 9.0], 6.0, True),
            (one + 3.0, [4.0, 6.0], 5.0, True),
            (3.0 - one, [2.0, 0.0], 1.0, True),
            (-one, [-1.0, -3.0], -2.0, True),
        ):
            assert found.drawn.tolist() == drawn
            assert (float(found.mean), found.exact, found.trees) == (mean, exact, None)
        by_period = Factor(np.array([1.0, 3.0]), 2.0) * np.array([0.0, 1.0, 2.0])
        assert by_period.drawn.tolist() == [[0.0, 0.0], [1.0, 3.0], [2.0, 6.0]]
        assert by_period.mean.tolist() == [0.0, 2.0, 4.0]

    def test_what_is_made_of_the_same_drivers_is_put_together(self) -> None:
        drawn = np.array([[0.5, 1.5], [0.5, 1.5]])
        one = Factor.made_of(drawn, [X, Sum([X, TWO])])
        assert one.mean.tolist() == pytest.approx([1.0, 3.0])
        squared = one * one
        assert squared.mean.tolist() == pytest.approx([4 / 3, 4 / 3 + 4 + 4])
        assert squared.exact
        assert (one + one).mean.tolist() == pytest.approx([2.0, 6.0])
        assert (one * 2.0).mean.tolist() == pytest.approx([2.0, 6.0])
        assert (one * Factor(np.array([[1.0, 5.0]] * 2), np.array([3.0, 3.0]))).mean.tolist() == pytest.approx(
            [3.0, 9.0]
        )

    def test_what_was_read_off_the_draws_stays_so(self) -> None:
        drawn = np.array([[0.5, 1.5]])
        told, read = (Factor.made_of(drawn, [X], exact=exact) for exact in (True, False))
        for one, other in ((told, read), (read, told), (read, read)):
            assert not (one * other).exact
            assert not (one + other).exact
        assert (told * told).exact
        assert (told + told).exact
        assert not (told * Factor(drawn, np.array([1.0]), exact=False)).exact

    def test_where_nothing_is_told_the_draws_have_it(self) -> None:
        drawn = np.array([[1.0, 3.0]])
        found = Factor.made_of(drawn, [Function(np.add, [X, Y])])
        assert (found.mean.tolist(), found.exact) == ([2.0], False)
        assert by_draws(drawn, exact=False).mean.tolist() == [2.0]
        assert by_draws(drawn, exact=True).mean.tolist() == [1.0]
        assert by_draws(drawn, exact=True).exact
