"""A session answers as an evaluation does, for any cases in any order, and never by what was asked before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from blogroi import Case, CaseError, NetPresentValues, Session, evaluate
from blogroi.model.conventions import ClaimPolicy, EvidencePolicy, GapPolicy
from blogroi.testing import cases, comparisons, conventions
from tests.evaluation.moves import MOVES, moved

STEPS = st.lists(st.tuples(st.integers(0, len(MOVES) - 1), st.integers(0, 99)), min_size=3, max_size=6)
MEMORY = st.sampled_from([0, 5_000, 1 << 20, 1 << 28])
DRAWS = st.sampled_from([1, 40])


@st.composite
def any_conventions(draw: st.DrawFn) -> dict[str, Any]:
    return draw(conventions()) | {
        "draws": draw(DRAWS),
        "seed": draw(st.integers(0, 2)),
        "gaps": draw(st.sampled_from([None, *get_args(GapPolicy)])),
        "claims": draw(st.sampled_from(get_args(ClaimPolicy))),
        "evidence": draw(st.sampled_from(get_args(EvidencePolicy))),
    }


def answered(session: Session, case: Case) -> NetPresentValues | str:
    try:
        return session.evaluate(case)
    except CaseError as error:
        return str(error)


def back_and_forth(case: Case, other: Case, steps: list[tuple[int, int]]) -> Iterator[Case]:
    """Go through cases, each changed from the one before, and now and then back to one that was there."""
    seen = [case]
    yield case
    for one in moved(case, other, steps):
        seen.append(one)
        yield one
        yield seen[len(seen) // 2]
    yield other
    yield case


@settings(max_examples=12)
@given(
    comparisons(most_tools=4, most_periods=5),
    comparisons(most_tools=3, most_periods=4),
    STEPS,
    any_conventions(),
    MEMORY,
)
def test_each_of_many_cases_has_the_figures_of_an_evaluation(
    case: Case, other: Case, steps: list[tuple[int, int]], asked: dict[str, Any], memory: int
) -> None:
    session = Session(case, memory=memory, **asked)
    for one in back_and_forth(case, other, steps):
        found = answered(session, one)
        try:
            whole = evaluate(one, **asked)
        except CaseError as error:
            assert found == str(error)
            continue
        assert isinstance(found, NetPresentValues)
        assert list(found.tools) == list(whole.tools)
        for key, tool in found.tools.items():
            expected = whole.tools[key]
            assert (tool.npv, tool.gaps) == (expected.npv, expected.gaps)
            assert tool.probability_positive == expected.probability_positive
            assert tool.probability_even == expected.probability_even
        assert found.order == whole.ranking.order
        assert session.nbytes <= memory


@settings(max_examples=15)
@given(
    cases(most_tools=3, most_periods=6, priors=True),
    cases(most_tools=2, most_periods=4, priors=True),
    STEPS,
    any_conventions(),
    MEMORY,
)
def test_no_answer_goes_by_what_was_asked_before(
    case: Case, other: Case, steps: list[tuple[int, int]], asked: dict[str, Any], memory: int
) -> None:
    session = Session(case, memory=memory, **asked)
    for one in back_and_forth(case, other, steps):
        alone = answered(Session(case, **asked), one)
        found = answered(session, one)
        assert found == alone
        if isinstance(found, NetPresentValues) and isinstance(alone, NetPresentValues):
            assert found.to_json() == alone.to_json()
