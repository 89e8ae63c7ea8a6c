"""A locked plan: what was written down before launch, and what has moved since.

It holds what tools are going to be judged by, objectives, levers, indicators with their windows, targets and methods, conventions, and
what each tool is meant for, and nothing of what was estimated: estimates get better, and that is no move.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, ClassVar

from attrs import evolve, field

from blogroi.errors import OptionError
from blogroi.files.fingerprint import fingerprint
from blogroi.files.write import inline
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model import Case, CheckPolicy, ChoiceRules, Driver, Indicator, Tool
from blogroi.model.asked import a_case
from blogroi.model.brief import brief
from blogroi.model.drivers import uses
from blogroi.model.fields import Stated
from blogroi.model.formula import Formula
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.standing import MoveKind, PlanMove, PlanStanding
from blogroi.model.values import as_form_of
from blogroi.records import frozen
from blogroi.results.answer import CaseAnswer, names_of
from blogroi.results.converter import in_plain_data
from blogroi.revisions.changes import WORDS, Change, changes_between, later_path
from blogroi.revisions.matching import SECTIONS, Match, built, document_of, matched, translated

__all__ = ["Plan", "register", "under_plan"]

_KINDS: Mapping[str, MoveKind] = {
    "horizon": "window",
    "indicators.declared": "window",
    "indicators.baseline_date": "window",
    "indicators.deadline": "window",
    "indicators.baseline": "target",
    "indicators.target": "target",
    "indicators.measurement": "method",
    "indicators.valuation": "method",
    "tools.introduced": "window",
    "tools.intended": "purpose",
}
"""What is moved where a field changes; everything else is what tools are judged by."""

_LEFT_OUT = ("blogroi", "title", "evaluated")


@frozen(kw_only=True)
class Plan(CaseAnswer):
    """What was written down before launch, with its day and its seal.

    Parameters
    ----------
    day : datetime.date
        Day on which it was locked.
    seal : str
        Hash of all that it says, by which it shows when something was changed in it afterwards.
    case : Case
        What it says: a case without costs, effects and figures.

    Raises
    ------
    OptionError
        When it says something else than what was sealed.

    Examples
    --------
    >>> import blogroi
    >>> plan = blogroi.register(blogroi.loads(blogroi.template()), day="2025-12-01")
    >>> plan.day.isoformat(), blogroi.Plan.from_json(plan.to_json()) == plan
    ('2025-12-01', True)
    """

    ANSWER: ClassVar[str] = "plan"
    TABLES: ClassVar[str] = "blogroi.revisions.plan_tables"

    day: datetime.date
    seal: str
    case: Case = field(metadata=in_plain_data(document_of, built))

    def __attrs_post_init__(self) -> None:
        """Refuse a plan that was changed after it was locked."""
        if self.seal != _seal(self.day, self.fingerprint, self.case):
            raise OptionError(
                "seal",
                message(
                    "does not fit: the plan was changed after it was locked; `blogroi register` locks what a case says "
                    "today"
                ),
            )

    def __repr__(self) -> str:
        """Return what it is of, and its day."""
        return brief(self, f"locked on {self.day}", name=self.title, of="of")


def _seal(day: datetime.date, of_case: str, said: Case) -> str:
    return f"sha256:{sha256(f'{day} {of_case} {fingerprint(said)}'.encode()).hexdigest()}"


def register(case: Case, *, day: datetime.date | str | None = None) -> Plan:
    """Lock what a case says before launch: what its tools are going to be judged by, and what each is meant for.

    Parameters
    ----------
    case : Case
        What is planned.
    day : datetime.date or str, optional
        Day on which it is locked; today by default.

    Returns
    -------
    Plan
        To be kept: every question takes it as ``plan=`` and says what has moved since.

    Raises
    ------
    OptionError
        When what is given is no case, or no day.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> plan = blogroi.register(case, day="2025-12-01")
    >>> blogroi.evaluate(case, plan=plan, draws=1000).plan.moved
    ()
    """
    a_case(case)
    said, locked = _planned(case), _as_day(day)
    return Plan(
        fingerprint=fingerprint(case),
        title=case.title,
        currency=case.currency,
        names=names_of(case),
        day=locked,
        seal=_seal(locked, fingerprint(case), said),
        case=said,
    )


def _as_day(day: object) -> datetime.date:
    if day is None:
        return datetime.datetime.now().astimezone().date()
    if isinstance(day, datetime.date) and not isinstance(day, datetime.datetime):
        return day
    try:
        return datetime.date.fromisoformat(day if isinstance(day, str) else "")
    except ValueError:
        raise OptionError("day", message("{value} is not a day: write it as 2025-11-01", value=describe(day))) from None


def _planned(case: Case) -> Case:
    """Keep of a case what is said before launch."""
    indicators = {key: _bare(indicator) for key, indicator in case.indicators.items()}
    return evolve(
        case,
        discounting=evolve(case.discounting, source=""),
        indicators=indicators,
        drivers=_drivers_of(indicators, case.drivers),
        tools={key: _shell(tool) for key, tool in case.tools.items()},
        demands={},
        total=None,
        correlations=(),
        scenarios={},
        choice=ChoiceRules(),
        checks=CheckPolicy(),
        as_written={},
        plan=None,
    )


def _drivers_of(indicators: Mapping[str, Indicator], drivers: Mapping[str, Driver]) -> dict[str, Driver]:
    """Keep the drivers of which a yardstick is made, and those that they are made of; not who says so."""
    waiting = [name for one in indicators.values() for stated in _in_money(one) for name in _names_in(stated)]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used:
            used.add(name)
            waiting += uses(drivers[name])
    return {key: evolve(drivers[key], source="", year=None, sources={}) for key in drivers if key in used}


def _names_in(stated: Stated | None) -> tuple[str, ...]:
    return stated.names if isinstance(stated, Formula) else ()


def _bare(indicator: Indicator) -> Indicator:
    """Leave out of an indicator what is an estimate, and who says so."""
    measured = indicator.measurement and evolve(indicator.measurement, source="", sources={})
    return evolve(
        indicator,
        value_source="",
        realised_source="",
        total=None,
        shared=False,
        change=None,
        measurement=measured,
        periods=indicator.periods if any(isinstance(one, tuple) for one in _in_money(indicator)) else None,
        sources={},
    )


def _in_money(indicator: Indicator) -> tuple[Stated | None, ...]:
    """Return what turns a change of an indicator into money."""
    return indicator.value, indicator.margin, indicator.realised


def _shell(tool: Tool) -> Tool:
    return Tool(name=tool.name, introduced=tool.introduced, intended=tool.intended)


def under_plan(case: Case, plan: object) -> Case:
    """Hold a case against a plan; what is answered from then on says what has moved, and labels go by the plan.

    Parameters
    ----------
    case : Case
        The case of today.
    plan : Plan
        What was locked.

    Returns
    -------
    Case
        The same, with how it stands to the plan.

    Raises
    ------
    OptionError
        When it is no plan.
    """
    if not isinstance(plan, Plan):
        cure = message("`blogroi.register` makes one of a case, and `blogroi.Plan.from_json` reads the text of one")
        raise OptionError("plan", message("{value} is not a plan: {cure}", value=describe(plan), cure=cure))
    a_case(case)
    said = _planned(case.stated or case)  # a plan was made of what is stated: what a scenario supposes has not moved
    planned = _planned(plan.case)  # what a plan no longer holds has not moved either, where an older one holds it
    match = matched(planned, said)
    changed = changes_between(planned, translated(said, match))
    moved = sorted(_moves(planned, said, match, changed), key=lambda move: (move.path, move.kind))
    standing = PlanStanding(
        day=plan.day,
        fingerprint=plan.fingerprint,
        moved=tuple(moved),
        intended=FrozenMap(dict(_intended(planned, case, match))),
    )
    return as_form_of(evolve(case, plan=standing), case.stated, case.scenario)


def _intended(planned: Case, case: Case, match: Match) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Say of each tool that is still there what the plan means it for, by keys of today."""
    for key, tool in planned.tools.items():
        today = match.later("tools", key)
        if tool.intended is not None and today in case.tools:
            meant = (match.later("indicators", name) for name in tool.intended)
            yield today, tuple(name for name in meant if name in case.indicators)


def _moves(planned: Case, case: Case, match: Match, changed: tuple[Change, ...]) -> Iterator[PlanMove]:
    for change in changed:
        section, last = change.steps[0], change.steps[-1]
        if section in _LEFT_OUT or (section == "drivers" and change.is_part):
            continue  # a yardstick that is made of other drivers has moved itself
        kind: MoveKind = _KINDS.get(f"{section}.{change.steps[2]}" if len(change.steps) > 2 else section, "yardstick")
        if change.is_part:
            kind = "added" if change.before is None else "dropped"
        elif last in WORDS:
            kind = "reworded"
        path = ".".join(change.steps) if kind == "dropped" else later_path(match, change.steps)
        yield PlanMove(
            kind=kind,
            path=path,
            statement=_statement(planned if kind in ("dropped", "reworded") else case, path, change),
            before=None if change.is_part else _written(_said(change.before, planned, kind)),
            now=None if change.is_part else _written(_said(change.after, planned, kind, case, match)),
        )


def _said(value: Any, planned: Case, kind: MoveKind, case: Case | None = None, match: Match | None = None) -> Any:
    """Name indicators by their statements; all else as it is."""
    if kind != "purpose" or value is None:
        return value
    known = planned.indicators if case is None else case.indicators
    return [known[name if match is None else match.later("indicators", name)].statement for name in value]


def _written(value: Any) -> str | None:
    return None if value is None else inline(value)


def _statement(case: Case, path: str, change: Change) -> str:
    """Return what a part is called, in the case whose keys the path has; nothing where a convention moved."""
    section, _, below = path.partition(".")
    parts: Mapping[str, Any] = getattr(case, section) if section in SECTIONS else {}
    part = parts.get(below.partition(".")[0]) or parts.get(change.steps[1] if len(change.steps) > 1 else "")
    if part is None:
        return ""
    return str(part.name if isinstance(part, Tool) else part.statement)
