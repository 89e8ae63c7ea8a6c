"""What every tool would bring in if some inputs were what somebody supposes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Unpack

from blogroi.decisions.decision import decision_under
from blogroi.errors import CaseError, OptionError
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.progress import Progress
from blogroi.evaluation.size import allow
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.literature.evidence import CORRECTED
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.domain import Domain
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.model.number import number
from blogroi.model.paths import EvidencePath
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.summary import Summary

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["Supposition", "suppose"]


@frozen(kw_only=True)
class Supposition(DrawnAnswer):
    """What every tool would bring in if some inputs were what somebody supposes.

    Parameters
    ----------
    settings : mapping of str to float
        What was supposed, by path, in the unit of the input.
    npv : mapping of str to Summary
        Net present value by tool; tools of unknown cost are left out.
    """

    ANSWER: ClassVar[str] = "supposition"
    TABLES: ClassVar[str] = "blogroi.decisions.supposition_tables"

    settings: FrozenMap[str, float]
    npv: FrozenMap[str, Summary]

    def __repr__(self) -> str:
        """Return what is supposed."""
        return brief(self, count(self.conventions.draws, "draw"), some(self.settings), name=self.title, of="of")


def suppose(
    case: Case,
    *,
    settings: Mapping[str, float],
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Supposition:
    """Return what every tool would bring in if some inputs were what somebody supposes.

    Parameters
    ----------
    case : Case
        What is looked at.
    settings : mapping of str to float
        Supposed values, in the unit in which they would be stated, by path: of uncertain quantities, and of any other number of the
        case. The same holds for every tool that a quantity belongs to; all else is drawn as ever.
    progress, plan, limits, conventions, **stated
        As in :func:`~blogroi.decisions.sensitivity.sensitivity`.

    Returns
    -------
    Supposition

    Raises
    ------
    OptionError
        When nothing of the case has such a path, or its field cannot hold the number.

    Examples
    --------
    >>> import blogroi

    >>> case = blogroi.load("examples/chamber.toml")
    >>> supposed = blogroi.suppose(case, settings={"tools.blog.costs.Writing.units": 200})
    >>> supposed.npv["blog"].mean > blogroi.suppose(case, settings={}).npv["blog"].mean
    True
    """
    if not isinstance(settings, Mapping):
        raise OptionError(
            "settings", message("{value} is not a mapping of inputs to their values", value=describe(settings))
        )
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits)
    of_the_case, holds = _told_apart(settings, held)
    decision = decision_under(case, held, settings=of_the_case, holds=holds, progress=progress)
    return Supposition(
        **envelope_of(case, decision.conventions),
        settings=FrozenMap({path: float(value) for path, value in settings.items()}),
        npv=decision.npv_summaries(decision.gaps),
    )


def _told_apart(settings: Mapping[str, float], held: Conventions) -> tuple[dict[str, float], dict[str, float]]:
    """Return what is supposed of the case itself, by path, and of the share that holds of effects, by their class of evidence."""
    of_the_case, holds = dict(settings), dict[str, float]()
    for word in CORRECTED:
        path = str(EvidencePath(word))
        if path not in of_the_case:
            continue
        holds[word] = _share(path, of_the_case.pop(path))
        if held.evidence != "corrected":
            raise OptionError(
                "settings", message('{path}: no effect is multiplied by it: ask with evidence="corrected"', path=path)
            )
    return of_the_case, holds


def _share(path: str, value: object) -> float:
    try:
        share = number(value)
    except CaseError as error:
        raise OptionError(
            "settings", message("{path}: {message}", path=path, message=error.faults[0].message)
        ) from None
    if (fault := Domain.SHARE.fault(share)) is not None:
        raise OptionError("settings", message("{path}: {fault}", path=path, fault=fault))
    return share
