"""Published figures on finding by looking, each to the rounding of its source."""

import pytest

from blogroi.numerics.selection import Correction, adjusted_p_values

# Benjamini and Hochberg (1995), section 4.2: the 15 p-values of a study of thrombolysis
P_VALUES = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0
]  # fmt: skip


@pytest.mark.parametrize(
    ("correction", "found"),
    [("bonferroni", 3), ("holm", 3), ("benjamini-hochberg", 4), ("benjamini-yekutieli", 3)],
)
def test_fifteen_p_values_of_benjamini_and_hochberg(correction: Correction, found: int) -> None:
    assert (adjusted_p_values(P_VALUES, correction=correction) <= 0.05).sum() == found


def test_reporting_the_finds_alone_changes_nothing_where_the_search_is_stated() -> None:
    # all that is left out comes after what is reported
    reported, full = (adjusted_p_values(p, searched=15) <= 0.05 for p in (P_VALUES[:6], P_VALUES))
    assert reported.tolist() == full.tolist()[:6]
