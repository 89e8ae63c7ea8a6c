"""What is left of an effect that was not measured against a counterfactual: a share, from experiments beside comparisons."""

from __future__ import annotations

import pytest

from blogroi import Range
from blogroi.literature.evidence import CORRECTED, OVERSTATED, share_that_holds
from blogroi.literature.figures import figures


def test_it_is_the_inverse_of_what_comparisons_find_for_each_that_an_experiment_finds() -> None:
    """[Gordon2022]: 0.05 by experiment, 0.24 and 0.64 by two methods without one; two studies hold a third with a chance of one third."""
    held = share_that_holds()
    assert isinstance(held, Range)
    assert held.low == pytest.approx(0.05 / 0.64)
    assert held.high == pytest.approx(0.05 / 0.24)
    assert held.confidence == pytest.approx(1 / 3)


def test_it_is_of_the_figure_that_is_named() -> None:
    assert OVERSTATED == "confidence.observed_over_true_lower"
    assert OVERSTATED in figures()


def test_all_that_no_experiment_measured_is_corrected() -> None:
    assert CORRECTED == ("observed", "estimated", "assumed")
