"""For tests of blogroi and of whatever is built on it: random cases, and the guarantees as functions.

The guarantees run on any callable that turns a case into a result. Needs Hypothesis, which ``blogroi[testing]`` brings;
nothing else of the library imports this package.
"""

from blogroi.testing.guarantees import (
    GUARANTEES,
    Evaluator,
    GuaranteeBroken,
    GuaranteesBroken,
    check_age_blind,
    check_all,
    check_anonymous,
    check_independent,
    check_monotone,
    check_no_double_claims,
    check_same_ignorance,
    check_same_questions,
    check_same_window,
    check_unit_invariant,
    find_broken,
)
from blogroi.testing.strategies import cases, comparisons, quantities
from blogroi.testing.variants import certain

__all__ = [
    "GUARANTEES",
    "Evaluator",
    "GuaranteeBroken",
    "GuaranteesBroken",
    "cases",
    "certain",
    "check_age_blind",
    "check_all",
    "check_anonymous",
    "check_independent",
    "check_monotone",
    "check_no_double_claims",
    "check_same_ignorance",
    "check_same_questions",
    "check_same_window",
    "check_unit_invariant",
    "comparisons",
    "find_broken",
    "quantities",
]
