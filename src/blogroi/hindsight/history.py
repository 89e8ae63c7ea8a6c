"""The same house at several dates: what was expected, what came, which surprises, and how far its estimates could be trusted.

An estimate is held against what was found later for the same tool and indicator. How often the stated ranges held says how the
organisation estimates; the correction that this suggests is shown, and put into no figure. It is the same for all tools: whether one
is old or new has no place here but in the word surprise.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, Unpack

from attrs import evolve

from blogroi.errors import OptionError
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import QUESTION, Progress, Work
from blogroi.evaluation.size import allow_all
from blogroi.hindsight.calibration import Calibration, calibration
from blogroi.hindsight.outcomes import ForecastOutcome, outcomes_of
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.effect import Evidence
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer, Names, names_of
from blogroi.results.evaluation import Evaluation
from blogroi.results.summary import Ratio, Summary, Verdict

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["History", "Snapshot", "Surprise", "ToolSnapshot", "history"]


@frozen(kw_only=True)
class ToolSnapshot:
    """What was expected of one tool at one date.

    Parameters
    ----------
    npv, npv_cash : Summary or None
        As of that date, and what of it is money; None where it was not known.
    roi, roi_cash : Ratio or None
        Likewise.
    probability_positive : float or None
        Chance that the net present value is above zero.
    verdict : {"pays", "does not pay", "open", "unknown"}
        What was said.
    """

    npv: Summary | None
    npv_cash: Summary | None
    roi: Ratio | None
    roi_cash: Ratio | None
    probability_positive: float | None
    verdict: Verdict


@frozen(kw_only=True)
class Surprise:
    """An effect that nobody had written down before.

    Parameters
    ----------
    tool, indicator : str
        Keys of the two.
    evidence : str
        How it is known.
    was_listed : bool
        Whether the earlier case had the indicator, if no effect of this tool on it.
    """

    tool: str
    indicator: str
    evidence: Evidence
    was_listed: bool


@frozen(kw_only=True)
class Snapshot:
    """One date of a house.

    Parameters
    ----------
    date : str
        Day of the evaluation, as 2026-06-30.
    title : str
        Of the case.
    conventions : Conventions
        Under what conventions it was expected.
    tools : mapping of str to ToolSnapshot
        What was expected of each tool.
    surprises : tuple of Surprise
        Effects that the case before did not have; none at the first date.
    moved : mapping of str to (str, str)
        Tools whose verdict is another than at the date before, with both.
    """

    date: str
    title: str
    conventions: Conventions
    tools: FrozenMap[str, ToolSnapshot]
    surprises: tuple[Surprise, ...]
    moved: FrozenMap[str, tuple[str, str]]


@frozen(kw_only=True)
class History(DrawnAnswer):
    """A house at several dates; its conventions are those of the last one, and each date states its own.

    Parameters
    ----------
    snapshots : tuple of Snapshot
        By date.
    outcomes : tuple of ForecastOutcome
        Estimates that could be held against what came.
    calibration : Calibration
        What that says of how the organisation estimates.
    """

    ANSWER: ClassVar[str] = "history"
    TABLES: ClassVar[str] = "blogroi.hindsight.tables"

    snapshots: tuple[Snapshot, ...]
    outcomes: tuple[ForecastOutcome, ...]
    calibration: Calibration

    def __repr__(self) -> str:
        """Return of which days it is."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            some(one.date for one in self.snapshots),
            name=self.title,
            of="of",
        )


def history(
    cases: Sequence[Case],
    *,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    **stated: Unpack[ConventionKeywords],
) -> History:
    """Hold what was expected at earlier dates against what came.

    Parameters
    ----------
    cases : sequence of Case
        The same house at several dates, in any order; tools and indicators keep their keys.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        What was locked before launch (``blogroi.register``): the answer says what has moved since in the case of the last date.
    limits, **stated
        As in :func:`blogroi.evaluate`; window, discounting and by default the policy for gaps are those of each case.

    Returns
    -------
    History

    Raises
    ------
    OptionError
        When there is no case, two are of the same day, or their currencies differ.

    References
    ----------
    [Dawid1984]; [Hubbard2014], on calibrated estimators; [Wilson1927].

    Examples
    --------
    >>> import blogroi
    >>> from pathlib import Path
    >>> years = [blogroi.load(path) for path in sorted(Path("examples/history").glob("*.toml"))]
    >>> found = blogroi.history(years)
    >>> [snapshot.date for snapshot in found.snapshots], found.calibration.pairs
    (['2025-06-30', '2026-06-30', '2027-06-30'], 5)
    """
    ordered = _ordered(cases)
    ordered[-1] = held_to(ordered[-1], plan)
    ordered = [case.under(stated.get("scenario")) for case in ordered]
    allow_all([(case, conventions_of(case, None, **stated), 1.0) for case in ordered], limits)
    work = Work(progress, QUESTION * len(ordered))
    results = [evaluate(case, progress=work.part(QUESTION), limits=limits, **stated) for case in ordered]
    outcomes = tuple(outcomes_of(ordered, results[-1].conventions))
    found = History(
        **envelope_of(ordered[-1], results[-1].conventions),
        snapshots=_snapshots(ordered, results),
        outcomes=outcomes,
        calibration=calibration(outcomes),
    )
    return evolve(found, names=_names(ordered))


def _snapshots(cases: Sequence[Case], results: Sequence[Evaluation]) -> tuple[Snapshot, ...]:
    """Return what was expected at each date, and what had changed since the one before."""
    found: list[Snapshot] = []
    for place, (case, result) in enumerate(zip(cases, results, strict=True)):
        before = found[-1].tools if found else {}
        tools = {
            key: ToolSnapshot(
                npv=tool.npv,
                npv_cash=tool.npv_cash,
                roi=tool.roi,
                roi_cash=tool.roi_cash,
                probability_positive=tool.probability_positive,
                verdict=tool.verdict,
            )
            for key, tool in result.tools.items()
        }
        moved = {
            key: (before[key].verdict, tool.verdict)
            for key, tool in tools.items()
            if key in before and before[key].verdict != tool.verdict
        }
        found.append(
            Snapshot(
                date=str(case.day),
                title=case.title,
                conventions=result.conventions,
                tools=FrozenMap(tools),
                surprises=tuple(_surprises(cases[place - 1], case)) if place else (),
                moved=FrozenMap(moved),
            )
        )
    return tuple(found)


def _names(cases: Sequence[Case]) -> Names:
    """Call everything what it was called last."""
    named = [names_of(case) for case in cases]
    return Names(
        tools=FrozenMap({key: name for one in named for key, name in one.tools.items()}),
        indicators=FrozenMap({key: name for one in named for key, name in one.indicators.items()}),
        levers=FrozenMap({key: name for one in named for key, name in one.levers.items()}),
        objectives=FrozenMap({key: name for one in named for key, name in one.objectives.items()}),
        drivers=FrozenMap({key: name for one in named for key, name in one.drivers.items()}),
        scenarios=FrozenMap({key: name for one in named for key, name in one.scenarios.items()}),
    )


def _ordered(cases: Sequence[Case]) -> list[Case]:
    listed = list(cases) if isinstance(cases, Iterable) else []
    if not listed or not all(isinstance(case, Case) for case in listed):
        raise OptionError("cases", message("{value} is not a list of cases: give at least one", value=describe(cases)))
    ordered = sorted(listed, key=_day_of)
    for earlier, later in itertools.pairwise(ordered):
        if earlier.day == later.day:
            stated = earlier.evaluated is not None and later.evaluated is not None
            cure = message("give one for each date") if stated else message("state the day of each as `evaluated`")
            raise OptionError("cases", message("two cases are of {day}: {cure}", day=str(earlier.day), cure=cure))
        if earlier.currency != later.currency:
            raise OptionError(
                "cases",
                message(
                    "one case is in {currency}, another in {other}: state them in one currency",
                    currency=earlier.currency,
                    other=later.currency,
                ),
            )
    return ordered


def _day_of(case: Case) -> datetime.date:
    if case.day is None:
        raise OptionError(
            "cases",
            message("{title} does not say when it was evaluated: state the day as `evaluated`", title=case.title),
        )
    return case.day


def _surprises(before: Case, now: Case) -> Iterator[Surprise]:
    """List the effects of tools that were there already which the case before did not have."""
    for key, tool in sorted(now.tools.items()):
        if key not in before.tools:
            continue
        for name, effect in sorted(tool.effects.items()):
            if name not in before.tools[key].effects:
                yield Surprise(tool=key, indicator=name, evidence=effect.evidence, was_listed=name in before.indicators)
