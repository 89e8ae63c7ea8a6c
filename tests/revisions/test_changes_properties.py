"""Whatever two cases state, the changes from one to the other make the other."""

from __future__ import annotations

import attrs
from hypothesis import given, settings

from blogroi import Case
from blogroi.revisions.changes import changes_between, with_changes
from blogroi.revisions.matching import matched, translated
from blogroi.testing.strategies.cases import cases


@given(cases(most_periods=4), cases(most_periods=4))
@settings(max_examples=30, deadline=None)
def test_the_changes_between_two_cases_make_the_other(old: Case, new: Case) -> None:
    new = attrs.evolve(new, currency=old.currency)
    told = translated(new, matched(old, new))
    made = with_changes(old, changes_between(old, told))
    assert not changes_between(made, told)
