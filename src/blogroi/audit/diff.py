"""What changed from one case to another, and what each change does to what every tool brings in.

Each change is made alone in the earlier case, on the same draws, and what they do together beyond that is said beside them, so that all of
it adds up to the whole difference. What cannot be alone, an effect on an indicator that is new too, is one change with what it needs.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias, Unpack

from attrs import evolve

from blogroi.audit.wording import Amounts, Difference, Words
from blogroi.decisions.decision import decision_under
from blogroi.errors import CaseError, OptionError
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import QUESTION, Progress, Work
from blogroi.evaluation.size import allow_all
from blogroi.language.spoken import message
from blogroi.model.asked import a_case, conventions_of
from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.evaluation import Evaluation
from blogroi.results.summary import Summary, Verdict
from blogroi.revisions.changes import WORDS, Change, changes_between, with_changes, words_of
from blogroi.revisions.matching import SECTIONS, matched, translated

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["CaseChange", "Diff", "DiffSide", "diff"]


@frozen(kw_only=True)
class CaseChange:
    """A change, alone in the earlier case.

    Parameters
    ----------
    what : tuple of Difference
        What was changed: one thing, or what cannot be changed by itself with what it needs.
    npv : mapping of str to float or None
        By tool: what that adds to its expected net present value. Of a tool that came it is the whole, of one that went the whole below
        zero; None where the value is not known before or after.
    """

    what: tuple[Difference, ...]
    npv: Amounts


@frozen(kw_only=True)
class DiffSide(Brief):
    """One of the two cases, as it stands.

    Parameters
    ----------
    title : str
        Of the case.
    evaluated : datetime.date or None
        Day of the evaluation.
    fingerprint : str
        Of the case.
    conventions : Conventions
        Under what conventions its figures hold.
    npv : mapping of str to Summary or None
        By tool; None where it is not known.
    verdicts : mapping of str to str
        Whether each tool pays.
    order : tuple of str
        The tools by their expected net present value.
    winner : str or None
        The one that is ahead of each other, where one is.
    """

    title: str
    evaluated: datetime.date | None
    fingerprint: str
    conventions: Conventions
    npv: FrozenMap[str, Summary | None]
    verdicts: FrozenMap[str, Verdict]
    order: tuple[str, ...]
    winner: str | None

    def __repr__(self) -> str:
        """Return which case it is, and whether its tools pay."""
        return brief(self, some(f"{key} {verdict}" for key, verdict in self.verdicts.items()), name=self.title)


@frozen(kw_only=True)
class Diff(DrawnAnswer):
    """What changed from one case to another; tools are called as in the later one.

    What a tool is expected to bring in later, less what it was earlier, is the sum of all its amounts in ``changes`` and of ``together``.

    Parameters
    ----------
    old, new : DiffSide
        The two cases.
    changes : tuple of CaseChange
        Each alone against the earlier case, the one that moves most first.
    renamed : tuple of Difference
        Keys that were changed; what is drawn is drawn anew under another key.
    together : mapping of str to float or None
        By tool: what the changes do together beyond what each does alone.
    """

    ANSWER: ClassVar[str] = "diff"
    TABLES: ClassVar[str] = "blogroi.audit.diff_tables"

    old: DiffSide
    new: DiffSide
    changes: tuple[CaseChange, ...]
    renamed: tuple[Difference, ...]
    together: Amounts

    def __repr__(self) -> str:
        """Return how much changed."""
        return brief(
            self, count(self.conventions.draws, "draw"), count(len(self.changes), "change"), name=self.title, of="of"
        )


def diff(
    old: Case,
    new: Case,
    *,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Diff:
    """Say what changed from one case to another, and what each change does to what every tool brings in.

    Parameters
    ----------
    old, new : Case
        The earlier and the later one. Parts are the same where they have one key, or, where that was changed, one statement.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        What was locked before launch: the answer says what has moved since in the later case.
    limits, **stated
        As in :func:`blogroi.evaluate`; window, discounting and by default the policy for gaps are those of each case.

    Returns
    -------
    Diff

    Raises
    ------
    OptionError
        When one of the two is no case, or their currencies differ.

    Examples
    --------
    >>> import blogroi
    >>> text = blogroi.template()
    >>> old, new = (blogroi.loads(one) for one in (text, text.replace("unit_cost = 38", "unit_cost = 40")))
    >>> found = blogroi.diff(old, new, draws=1000)
    >>> [change.what[0].path for change in found.changes]
    ['tools.blog.costs.Writing.unit_cost']
    """
    for case in (old, new):
        a_case(case)
    if old.currency != new.currency:
        said = message(
            "one case is in {currency}, the other in {other}: state them in one currency",
            currency=old.currency,
            other=new.currency,
        )
        raise OptionError("new", said)
    new = held_to(new, plan)
    under = [(case, conventions_of(case, None, **stated)) for case in (old, new)]
    allow_all([(case, held, 1.0) for case, held in under], limits)
    match = matched(old, new)
    changed = tuple(changes_between(old, translated(new, match)))
    of_two, of_changes = QUESTION * (len(old.tools) + len(new.tools)), sum(_units(old, (one,)) for one in changed)
    again = of_changes / (QUESTION * len(old.tools))
    allow_all([(case, held, 1.0 + more) for (case, held), more in zip(under, (again, 0.0), strict=True)], limits)
    work = Work(progress, of_two + of_changes)
    results = (
        evaluate(old, progress=work.part(QUESTION * len(old.tools)), limits=limits, **stated),
        evaluate(new, progress=work.part(QUESTION * len(new.tools)), limits=limits, **stated),
    )
    bench = _Bench(old, stated, _expected(results[0]), work)
    last = {match.earlier("tools", key): npv for key, npv in _expected(results[1]).items()}
    found = bench.changes(changed, last)
    words = Words(old, new, match)
    changes = [CaseChange(what=tuple(map(words.said, group)), npv=words.keyed(npv)) for group, npv in found]
    answer = Diff(
        **envelope_of(new, results[1].conventions),
        old=_side(old, results[0], lambda key: match.later("tools", key)),
        new=_side(new, results[1], lambda key: key),
        changes=tuple(sorted(changes, key=_size, reverse=True)),
        renamed=tuple(words.renamed()),
        together=words.keyed(_together(bench.base, last, [npv for _, npv in found])),
    )
    return evolve(answer, names=words.names())


def _expected(result: Evaluation) -> dict[str, float | None]:
    return {key: None if tool.npv is None else tool.npv.mean for key, tool in result.tools.items()}


def _size(change: CaseChange) -> tuple[float, bool]:
    return math.fsum(abs(one) for one in change.npv.values() if one), None in change.npv.values()


def _side(case: Case, result: Evaluation, called: Callable[[str], str]) -> DiffSide:
    ranking = result.ranking
    return DiffSide(
        title=case.title,
        evaluated=result.conventions.evaluated,
        fingerprint=result.fingerprint,
        conventions=result.conventions,
        npv=FrozenMap({called(key): tool.npv for key, tool in result.tools.items()}),
        verdicts=FrozenMap({called(key): tool.verdict for key, tool in result.tools.items()}),
        order=tuple(map(called, ranking.order)),
        winner=None if ranking.winner is None else called(ranking.winner),
    )


def _together(
    base: Mapping[str, float | None], last: Mapping[str, float | None], alone: Sequence[Mapping[str, float | None]]
) -> dict[str, float | None]:
    """Return what is left of the whole difference, rounded once, so that the sum of all parts is the whole."""
    found: dict[str, float | None] = {}
    for key in (*base, *(key for key in last if key not in base)):
        parts = [last.get(key, 0.0), *(_negative(one) for one in (base.get(key, 0.0), *(npv[key] for npv in alone)))]
        known = [part for part in parts if part is not None]
        found[key] = math.fsum(known) if len(known) == len(parts) else None
    return found


def _negative(value: float | None) -> float | None:
    return None if value is None else -value


Group: TypeAlias = tuple[Change, ...]


@frozen(eq=False)
class _Bench:
    """The earlier case, in which changes are made alone."""

    old: Case
    stated: ConventionKeywords
    base: Mapping[str, float | None]
    work: Work

    def changes(
        self, changes: Iterable[Change], last: Mapping[str, float | None]
    ) -> list[tuple[Group, dict[str, float | None]]]:
        """Make every change alone; those that cannot be, with what they need."""
        groups: list[Group] = [(change,) for change in changes]
        known: dict[Group, dict[str, float | None] | None] = {}
        keys = dict.fromkeys((*self.base, *last))
        for join in (_with_references, _by_steps(4), _all_that_fail, _by_steps(2), _all_of_it):
            for group in groups:
                if group not in known:
                    known[group] = self._alone(group, keys, last)
                    self.work.did(_units(self.old, group) if len(group) == 1 else 0)
            failing = [group for group in groups if known[group] is None]
            if not failing:
                break
            groups = join(groups, failing)
        return [
            (group, made) for group in groups if (made := known.get(group) or self._alone(group, keys, {})) is not None
        ]

    def _alone(
        self, group: Group, keys: Iterable[str], last: Mapping[str, float | None]
    ) -> dict[str, float | None] | None:
        """Return what some changes add to what each tool brings in; None where they cannot be made without others."""
        try:
            case = with_changes(self.old, group)
            after = self._npv(case, group)
        except CaseError:
            return None
        found: dict[str, float | None] = {}
        for key in keys:
            before, now = self.base.get(key, 0.0), after.get(key, 0.0)
            found[key] = None if before is None or now is None else now - before
            if found[key] is None and None not in (before, last.get(key, 0.0)) and last:
                return None  # known before and after all changes: what is not known in between needs another of them
        return found

    def _npv(self, case: Case, group: Group) -> Mapping[str, float | None]:
        """Return what each tool is expected to bring in; no tool but the one that was changed is computed again."""
        scenario = self.stated.get("scenario")
        if case.under(scenario).blinded() == self.old.under(scenario).blinded():
            return self.base
        touched = _only_tool(group) if self.stated.get("claims", "stated") == "stated" else None
        asked = None if touched is None or touched not in case.tools else (touched,)
        decision = decision_under(case, conventions_of(case, None, **self.stated), tools=asked)
        worked_out: dict[str, float | None] = {key: net.total.mean for key, net in decision.nets.items()}
        worked_out |= dict.fromkeys(decision.unknown)
        kept = {key: npv for key, npv in self.base.items() if key in case.tools}
        return kept | worked_out


def _units(case: Case, group: Group) -> int:
    """Return the units of work on some changes: an eighth of an evaluation of each tool that they touch."""
    return QUESTION // 8 * (1 if _only_tool(group) else len(case.tools))


def _only_tool(group: Group) -> str | None:
    """Return the tool whose costs and effects alone are changed."""
    touched = {change.steps[1] if change.steps[0] == "tools" else "" for change in group}
    return touched.pop() if len(touched) == 1 and "" not in touched else None


def _with_references(groups: list[Group], failing: list[Group]) -> list[Group]:
    """Put what cannot be alone with the parts that it refers to, and a part that cannot go with what refers to it."""
    links = [
        (place, other)
        for place, group in enumerate(groups)
        if group in failing
        for other, candidate in enumerate(groups)
        if other != place and (_refers(group, candidate) or _refers(candidate, group))
    ]
    return _joined(groups, links)


def _refers(group: Group, to: Group) -> bool:
    parts = [change.steps for change in to if change.is_part and len(change.steps) == 2]
    return any(_mentions(change, section, key) for change in group for section, key in parts) or any(
        _names_path(change, ".".join(other.steps)) for change in group for other in to
    )


def _names_path(change: Change, path: str) -> bool:
    """Return whether a change states the path of something, as correlations do."""
    said = (word for word in (*words_of(change.before), *words_of(change.after)) if "." in word)
    return any(word == path or word.startswith((f"{path}.", f"{path}[")) for word in said)


def _mentions(change: Change, section: str, key: str) -> bool:
    if key in change.steps[1:]:
        return True
    if change.steps[-1] in (*WORDS, "source"):
        return False
    within = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    said = (*words_of(change.before), *words_of(change.after))
    return any(word == key or ((section == "drivers" or "." in word) and within.search(word)) for word in said)


def _by_steps(depth: int) -> Callable[[list[Group], list[Group]], list[Group]]:
    """Put what cannot be alone with all else that was changed in the same part."""

    def join(groups: list[Group], failing: list[Group]) -> list[Group]:
        places = [{_part(change.steps, depth) for change in group} for group in groups]
        links = [
            (place, other)
            for place, group in enumerate(groups)
            if group in failing
            for other in range(len(groups))
            if other != place and places[place] & places[other]
        ]
        return _joined(groups, links)

    return join


def _part(steps: tuple[str, ...], depth: int) -> tuple[str, ...]:
    return steps[:depth] if steps[0] == "tools" else steps[: 2 if steps[0] in SECTIONS else 1]


def _all_that_fail(groups: list[Group], failing: list[Group]) -> list[Group]:
    return [*(group for group in groups if group not in failing), sum(failing, ())]


def _all_of_it(groups: list[Group], _: list[Group]) -> list[Group]:
    return [sum(groups, ())]


def _joined(groups: list[Group], links: Iterable[tuple[int, int]]) -> list[Group]:
    """Put groups together that are linked, each where its first stood."""
    home = list(range(len(groups)))
    for one, other in links:
        first, second = home[one], home[other]
        home = [first if place == second else place for place in home]
    made: dict[int, Group] = {}
    for place, group in zip(home, groups, strict=True):
        made[place] = made.get(place, ()) + group
    return list(made.values())
