"""What is kept of drawn quantities from one question to the next: little, and never that of another quantity."""

from __future__ import annotations

import numpy as np
import pytest

from blogroi.engine import draws
from blogroi.engine.draws import Draw, Together, ends_of, mean_of, sampler_of
from blogroi.model import Domain, Normal, Quantity, Range, Samples, Uniform

FEW: list[Quantity] = [
    Uniform(0, 1),
    Range(0.2, 0.4),
    Normal(0.5, 0.1),
    Range(0.2, 0.4, shape="normal"),
    Samples([0, 0.5, 1]),
]


def told(draw: Draw) -> tuple[float, ...]:
    """Give what is looked up of a factor, all of it."""
    values = np.linspace(0.01, 0.99, 9)
    sampler_of(draw).place(values)
    return (mean_of(draw), *ends_of(draw), *values.tolist())


def clear() -> None:
    for kept in (draws._sampler, draws._moments, draws._ends):
        kept.cache_clear()


def test_what_was_asked_before_changes_nothing() -> None:
    every = [
        Draw(1, quantity, domain, offset, factor)
        for quantity in FEW
        for domain in (Domain.SHARE, Domain.NON_NEGATIVE, Domain.REAL)
        for offset, factor in ((0.0, 1.0), (1.0, -1.0), (-0.0, 1.0))
    ]
    fresh = []
    for draw in every:
        clear()
        fresh.append(told(draw))
    clear()
    assert [told(draw) for draw in (*every, *every)] == [*fresh, *fresh]


@pytest.mark.parametrize("quantity", [Samples([1, 2, 4]), Together((Uniform(0, 1), Samples([2, 3])))])
def test_long_lists_are_not_kept_by_the_thousand(quantity: Quantity | Together) -> None:
    clear()
    mean_of(Draw(1, quantity, Domain.REAL))
    ends_of(Draw(1, quantity, Domain.REAL))
    assert (draws._moments.cache_info().currsize, draws._ends.cache_info().currsize) == (0, 0)
