"""Thinking before launch: what a case lacks, by checks that need the case alone.

Like a linter's, the checks have stable codes (``BR1xx``), can be selected and set aside, and explain themselves. What a
result rests on is checked elsewhere (``blogroi.codes.figure_checks``), since it needs figures.
"""

from blogroi.model.purpose import DO_NOTHING
from blogroi.plan.meeting import Question, questions, template_from
from blogroi.plan.review import Finding, Ignored, PlanReview, check
from blogroi.plan.rules.rule import RULES, Rule

__all__ = [
    "DO_NOTHING",
    "RULES",
    "Finding",
    "Ignored",
    "PlanReview",
    "Question",
    "Rule",
    "check",
    "questions",
    "template_from",
]
