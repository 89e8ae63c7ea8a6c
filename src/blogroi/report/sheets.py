"""Which page of this room says which answer."""

from __future__ import annotations

from importlib import import_module

from attrs import evolve

from blogroi.model.standing import PlanStanding
from blogroi.report.sheet import Block, Lines, Listing, Sheet
from blogroi.results.answer import Answer

__all__ = ["can_say", "sheet_of"]

_PAGES = {
    "catalogue": "catalogue.catalogue_sheet",
    "check": "plan.plan_sheet",
    "choice": "choice.choice_sheet",
    "detectable": "detectable.detectable_sheet",
    "diff": "diff.diff_sheet",
    "estimate": "estimate.estimate_sheet",
    "evaluation": "evaluation.evaluation_sheet",
    "explanation": "explanation.explanation_sheet",
    "history": "history.history_sheet",
    "launch": "launch.launch_sheet",
    "net_present_values": "net_present.net_present_sheet",
    "references": "references.references_sheet",
    "replay": "replay.replay_sheet",
    "scenarios": "scenarios.scenarios_sheet",
    "sensitivity": "sensitivity.sensitivity_sheet",
    "series": "series.series_sheet",
    "supposition": "supposition.supposition_sheet",
    "validation": "validation.validation_sheet",
    "worth_measuring": "worth_measuring.worth_measuring_sheet",
}
"""By what an answer answers: the module, and its function."""


def can_say(answer: Answer) -> bool:
    """Return whether there are words for an answer."""
    return answer.ANSWER in _PAGES


def sheet_of(answer: Answer, *, full: bool = False) -> Sheet:
    """Say an answer in words.

    Parameters
    ----------
    answer : Answer
        The answer.
    full : bool
        Whether all of it is said, or what matters most.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> sheet_of(blogroi.choose(case, draws=1000)).title
    'What our blog and our magazine bring in'
    """
    module, _, function = _PAGES[answer.ANSWER].partition(".")
    made: Sheet = getattr(import_module(f"blogroi.report.{module}"), function)(answer, full=full)
    standing = getattr(answer, "plan", None)
    if standing is None or answer.ANSWER == "check":  # a review finds what has moved itself
        return made
    return evolve(made, blocks=(*made.blocks, _moved(standing)))


def _moved(standing: PlanStanding) -> Block:
    """Say what has moved since a plan was locked, where an answer was asked to hold the case against one."""
    from blogroi.report.plan_lock import moves, standing_line  # noqa: PLC0415  only who locked a plan pays for it

    if not standing.moved:
        return Lines([standing_line(standing)])
    return Listing(heading=standing_line(standing), lines=moves(standing), first=True)
