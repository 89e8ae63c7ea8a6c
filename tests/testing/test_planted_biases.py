"""Every bias that is planted is found, in whatever field, figure or sort of case it hides."""

from __future__ import annotations

import pytest

from blogroi.testing import find_broken

from .planted_biases import ACROSS, BY_CONDITION, BY_FIELD, BY_FIGURE, OF_OTHER_QUESTIONS, Bias


@pytest.mark.parametrize("bias", [*BY_FIELD, *BY_FIGURE, *BY_CONDITION, *ACROSS, *OF_OTHER_QUESTIONS], ids=str)
def test_a_planted_bias_is_found_by_the_guarantee_that_is_about_it(bias: Bias) -> None:
    assert list(find_broken(bias, guarantees=[bias.guarantee], stop_at_first=True)) == [bias.guarantee]
