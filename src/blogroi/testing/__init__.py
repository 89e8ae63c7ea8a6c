"""For tests of blogroi and of whatever is built on it: random cases, and the guarantees as functions.

The guarantees run on any callable that turns a case into a result. Needs Hypothesis, which ``blogroi[testing]`` brings;
nothing else of the library imports this package.
"""

from blogroi.testing.guarantees.alike import check_same_ignorance, check_same_window
from blogroi.testing.guarantees.broken import Evaluator, GuaranteeBroken
from blogroi.testing.guarantees.claims import check_no_double_claims
from blogroi.testing.guarantees.estimators import Estimator, check_same_estimator
from blogroi.testing.guarantees.independence import check_independent
from blogroi.testing.guarantees.labels import check_age_blind, check_anonymous, check_papers_change_nothing
from blogroi.testing.guarantees.monotonicity import check_monotone
from blogroi.testing.guarantees.numbered import GUARANTEES
from blogroi.testing.guarantees.questions import check_same_questions
from blogroi.testing.guarantees.restating import check_unit_invariant
from blogroi.testing.search import GuaranteesBroken, check_all, find_broken
from blogroi.testing.strategies.cases import cases, comparisons, conventions
from blogroi.testing.strategies.values import quantities
from blogroi.testing.variants.rebuilding import certain
from blogroi.testing.variants.units import amount_in
from blogroi.validation.validate import planted_case

__all__ = [
    "GUARANTEES",
    "Estimator",
    "Evaluator",
    "GuaranteeBroken",
    "GuaranteesBroken",
    "amount_in",
    "cases",
    "certain",
    "check_age_blind",
    "check_all",
    "check_anonymous",
    "check_independent",
    "check_monotone",
    "check_no_double_claims",
    "check_papers_change_nothing",
    "check_same_estimator",
    "check_same_ignorance",
    "check_same_questions",
    "check_same_window",
    "check_unit_invariant",
    "comparisons",
    "conventions",
    "find_broken",
    "planted_case",
    "quantities",
]
