"""No favour to old or new: a case evaluated again with the dates of its tools exchanged, and every figure compared."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Unpack

from attrs import evolve

from blogroi.audit.differences import differences
from blogroi.evaluation.envelope import envelope_of
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import QUESTION, Progress, Work
from blogroi.evaluation.size import allow
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer

__all__ = ["Certificate", "neutrality"]

_LABELS = frozenset({"anticipated", "emergent", "unlabelled", "ex_ante"})
_ABOUT_PEOPLE = frozenset({"parity", "checks", "fingerprint", "title"})


@frozen(kw_only=True)
class Certificate(DrawnAnswer):
    """What came of exchanging the dates and the order of the tools.

    Parameters
    ----------
    neutral : bool
        Whether every figure stayed the same, bit for bit.
    differences : tuple of str
        Paths of the figures that did not, in the result.
    exchanged : mapping of str to str
        The date that each tool was given.
    """

    ANSWER: ClassVar[str] = "neutrality"
    TABLES: ClassVar[str] = "blogroi.audit.again_tables"

    neutral: bool
    differences: tuple[str, ...]
    exchanged: FrozenMap[str, str]

    def __repr__(self) -> str:
        """Return whether dates and order touch no figure."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            "neutral" if self.neutral else count(len(self.differences), "difference"),
            name=self.title,
            of="of",
        )


def neutrality(
    case: Case,
    *,
    progress: Progress | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Certificate:
    """Evaluate a case twice, with the dates of its tools exchanged and their order reversed, and compare all figures.

    The oldest tool is given the date of the newest one, and so on. Only the labels anticipated and emergent, and the audit
    of who is asked what, may differ.

    Parameters
    ----------
    case : Case
        The case.
    progress, limits, conventions, **stated
        As in :func:`blogroi.evaluate`, but for ``draws``: by default 10,000.

    Returns
    -------
    Certificate

    Examples
    --------
    >>> import blogroi
    >>> neutrality(blogroi.loads(blogroi.template()), draws=1000).neutral
    True
    """
    held = conventions_of(case, conventions, usual=10_000, **stated)
    allow(case, held, limits, times=2.0)
    by_age = sorted(case.tools, key=lambda key: (case.tools[key].introduced or date.min, key))
    dates = {key: case.tools[other].introduced for key, other in zip(by_age, reversed(by_age), strict=True)}
    swapped = evolve(
        case, tools={key: evolve(case.tools[key], introduced=dates[key]) for key in reversed(list(case.tools))}
    )
    work = Work(progress, 2 * QUESTION)
    before, after = (
        evaluate(each, progress=work.part(QUESTION), limits=limits, conventions=held).to_dict()
        for each in (case, swapped)
    )
    found = tuple(differences("", _figures(before), _figures(after)))
    return Certificate(
        **envelope_of(case, held),
        neutral=not found,
        differences=found,
        exchanged=FrozenMap({key: str(day) for key, day in sorted(dates.items()) if day is not None}),
    )


def _figures(result: dict[str, Any]) -> dict[str, Any]:
    """Take what no date may touch."""
    figures = {name: value for name, value in result.items() if name not in _ABOUT_PEOPLE}
    for part in ("tools", "emergent"):
        figures[part] = {
            key: {name: value for name, value in tool.items() if name not in _LABELS}
            for key, tool in result[part].items()
        }
    return figures
