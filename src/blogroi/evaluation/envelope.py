"""What every answer on a case says of itself: what it is of, what things are called, and under what conventions it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blogroi.files.fingerprint import StatedParts, fingerprint
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.results.answer import names_of

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["about", "envelope_of", "held_to"]


def envelope_of(case: Case, conventions: Conventions, parts: StatedParts | None = None) -> dict[str, Any]:
    """Put together what an answer made of draws says of itself.

    Parameters
    ----------
    case : Case
        The case.
    conventions : Conventions
        Those that it was answered under.
    parts : StatedParts, optional
        What the parts of a case before this one state.

    Returns
    -------
    dict
        The arguments of :class:`blogroi.results.answer.DrawnAnswer`.
    """
    import numpy as np  # noqa: PLC0415  a check of the plan needs none

    return {**about(case, parts), "numpy": np.__version__, "conventions": conventions}


def about(case: Case, parts: StatedParts | None = None) -> dict[str, Any]:
    """Put together what an answer that needs no draws says of itself.

    Parameters
    ----------
    case, parts
        As in :func:`envelope_of`.

    Returns
    -------
    dict
        The arguments of :class:`blogroi.results.answer.CaseAnswer`.
    """
    return {
        "fingerprint": fingerprint(case.stated or case, parts),
        "title": case.title,
        "currency": case.currency,
        "names": names_of(case),
        "plan": case.plan,
    }


def held_to(case: Case, plan: Plan | None) -> Case:
    """Hold a case against a plan, where one is given.

    Parameters
    ----------
    case : Case
        What is asked about.
    plan : Plan or None
        What was locked before launch.

    Returns
    -------
    Case
        The same, and how it stands to the plan.

    Raises
    ------
    OptionError
        When what is given is no plan.
    """
    if plan is None:
        return case
    from blogroi.revisions.plan_lock import under_plan  # noqa: PLC0415  only who locked a plan pays for it

    return under_plan(case, plan)
