"""Whatever a plan says, no figure hangs on it."""

from __future__ import annotations

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import Case
from blogroi.revisions.plan_lock import under_plan
from blogroi.testing.figures.differences import differences
from blogroi.testing.figures.paths import BY_DATE, LABELS
from blogroi.testing.figures.reading import read
from blogroi.testing.strategies.cases import cases


@given(cases(most_periods=6), st.data())
@settings(max_examples=25, deadline=None)
def test_a_plan_changes_no_figure_by_a_bit(case: Case, data: st.DataObject) -> None:
    meant = {
        key: attrs.evolve(tool, intended=data.draw(st.lists(st.sampled_from(sorted(case.indicators)), unique=True)))
        for key, tool in case.tools.items()
    }
    plan = blogroi.register(attrs.evolve(case, tools=meant), day="2025-12-15")
    free, held = (blogroi.evaluate(case, plan=one, draws=50) for one in (None, plan))
    assert list(differences(read(free), read(held), but=(*LABELS, *BY_DATE))) == []


@given(cases(most_periods=6))
@settings(max_examples=25, deadline=None)
def test_nothing_moves_while_nothing_is_changed_whatever_the_format(case: Case) -> None:
    plan = blogroi.register(case, day="2025-12-15")
    assert blogroi.Plan.from_json(plan.to_json()) == plan
    again = blogroi.loads(blogroi.dumps(case))
    standing = under_plan(again, plan).plan
    assert standing is not None
    assert standing.moved == ()
