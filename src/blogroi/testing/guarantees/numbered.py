"""All guarantees, by their numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from blogroi.model import Case, FrozenMap
from blogroi.testing.guarantees.alike import check_same_ignorance, check_same_window
from blogroi.testing.guarantees.broken import Evaluator
from blogroi.testing.guarantees.claims import check_no_double_claims
from blogroi.testing.guarantees.independence import check_independent
from blogroi.testing.guarantees.labels import check_age_blind, check_anonymous, check_papers_change_nothing
from blogroi.testing.guarantees.monotonicity import check_monotone
from blogroi.testing.guarantees.questions import check_same_questions
from blogroi.testing.guarantees.restating import check_unit_invariant

__all__ = ["GUARANTEES"]

GUARANTEES: Mapping[str, Callable[[Evaluator, Case], None]] = FrozenMap(
    {
        "N1": check_anonymous,
        "N2": check_age_blind,
        "N3": check_same_questions,
        "N4": check_same_ignorance,
        "N5": check_independent,
        "N6": check_unit_invariant,
        "N7": check_monotone,
        "N8": check_same_window,
        "N9": check_no_double_claims,
        "N10": check_papers_change_nothing,
    }
)
"""All of them, by their numbers."""
