"""Whatever two cases state, what changed adds up to what they differ by."""

from __future__ import annotations

import attrs
from hypothesis import HealthCheck, given, settings

import blogroi
from blogroi import Case
from blogroi.testing.strategies.cases import comparisons
from tests.audit.test_diff import adds_up


@given(comparisons(most_tools=3, most_periods=4), comparisons(most_tools=3, most_periods=4))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_changes_alone_and_together_add_up(old: Case, new: Case) -> None:
    new = attrs.evolve(new, currency=old.currency)
    found = blogroi.diff(old, new, draws=20)
    adds_up(found)
    assert blogroi.Diff.from_dict(found.to_dict()) == found
