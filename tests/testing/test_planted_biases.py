"""Every bias that is planted is found, in whatever field, figure or sort of case it hides.

Those that break one guarantee follow each other: they are asked about the same cases, whose honest answers are kept.
"""

from __future__ import annotations

import pytest

from blogroi.testing import find_broken

from .planted_biases import ACROSS, BY_CONDITION, BY_FIELD, BY_FIGURE, OF_OTHER_QUESTIONS, Bias


def what_is_asked(bias: Bias) -> tuple[str, str]:
    return bias.question, bias.guarantee


BIASES = sorted([*BY_FIELD, *BY_FIGURE, *BY_CONDITION, *ACROSS, *OF_OTHER_QUESTIONS], key=what_is_asked)


@pytest.mark.parametrize("bias", BIASES, ids=str)
def test_a_planted_bias_is_found_by_the_guarantee_that_is_about_it(bias: Bias) -> None:
    assert list(find_broken(bias, guarantees=[bias.guarantee], stop_at_first=True)) == [bias.guarantee]
