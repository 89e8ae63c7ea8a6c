"""The same bits again: a case evaluated under the conditions that a result states, and the two compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, get_type_hints

from attrs import evolve

from blogroi.audit.differences import differences, is_nearly
from blogroi.errors import OptionError
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import Progress
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.asked import conventions_of
from blogroi.model.brief import brief, count
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer, checked
from blogroi.results.converter import from_plain
from blogroi.results.ranking import MOST_IN_PAIRS
from blogroi.results.summary import DECISION_PROBABILITY

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["Replay", "replay"]


@frozen(kw_only=True)
class Replay(DrawnAnswer):
    """What came of evaluating again what somebody else evaluated.

    Parameters
    ----------
    same : bool
        Whether the result is the same, bit for bit.
    same_case, same_version, same_numpy : bool
        Whether it was of the same case, and made by the same version of the library and of numpy. Another numpy may give other last
        digits; where it does not, the result is the same.
    differences : tuple of str
        Paths of what differs in the result by more than its last digits.
    last_digits : tuple of str
        Paths of figures that differ in nothing but their last digits: by at most 1e-9 of the greatest figure that stands beside them.
    numpy_of_result : str
        Version of numpy that the result was made with, as far as it says so.
    """

    ANSWER: ClassVar[str] = "replay"
    TABLES: ClassVar[str] = "blogroi.audit.again_tables"

    same: bool
    same_case: bool
    same_version: bool
    same_numpy: bool
    differences: tuple[str, ...]
    last_digits: tuple[str, ...] = ()
    numpy_of_result: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the result is the same, bit for bit or but for the last digits of some figures."""
        return not self.differences

    def __repr__(self) -> str:
        """Return whether the result is the same."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            "the same"
            if self.same
            else "the same but for last digits"
            if self.agrees
            else count(len(self.differences), "difference"),
            name=self.title,
            of="of",
        )


def replay(
    case: Case,
    *,
    result: Mapping[str, Any],
    plan: Plan | None = None,
    threads: int = 1,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Replay:
    """Evaluate a case again under the conditions that a result states, and compare the two results.

    Where the case states no day of its evaluation, it is that of the result.

    Parameters
    ----------
    case : Case
        The case that the result is said to be of.
    result : mapping
        An evaluation as plain data, as ``Evaluation.to_dict`` gives it.
    plan : Plan, optional
        The one that the result was held against, where it was.
    threads : int
        Number of threads; it changes no figure.
    progress, limits
        As in :func:`blogroi.evaluate`; the number of draws is that of the result.

    Returns
    -------
    Replay

    Raises
    ------
    OptionError
        When it is not an evaluation of version 2.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> replay(case, result=blogroi.evaluate(case, draws=100).to_dict()).same
    True
    """
    held, case = _conventions(result), held_to(case, plan)
    asked = {name: getattr(held, name) for name in get_type_hints(ConventionKeywords)}
    found = evaluate(
        case,
        conventions=evolve(conventions_of(case, None, **asked), evaluated=held.evaluated),
        by=result["ranking"].get("by", "npv"),
        decision_probability=result["ranking"].get("decision_probability", DECISION_PROBABILITY),
        figures=_figures_of(result),
        threads=threads,
        progress=progress,
        limits=limits,
    )
    again = found.to_dict()
    before = {**result, "numpy": again["numpy"]}
    unlike = tuple(differences("", before, again))
    nearly = tuple(path for path in unlike if is_nearly(path, before, again))
    return Replay(
        **envelope_of(case, found.conventions),
        same=not unlike,
        same_case=result["fingerprint"] == again["fingerprint"],
        same_version=result["version"] == again["version"],
        same_numpy=result.get("numpy") == again["numpy"],
        differences=tuple(path for path in unlike if path not in frozenset(nearly)),
        last_digits=nearly,
        numpy_of_result=str(result.get("numpy", "")),
    )


_CONDITIONS: tuple[tuple[str, type], ...] = (
    ("conventions", dict),
    ("ranking", dict),
    ("fingerprint", str),
    ("version", str),
)


def _conventions(result: Mapping[str, Any]) -> Conventions:
    """Read under what conventions a result holds; what else is in it is compared, and may be anything."""
    checked(result, "evaluation", option="result")
    for name, kind in _CONDITIONS:
        if name not in result:
            raise OptionError(
                "result", message("`{name}` is missing: {hint}", name=name, hint=suggest(name, map(str, result)))
            )
        if not isinstance(result[name], kind):
            raise OptionError("result", message("`{name}` is {value}", name=name, value=describe(result[name])))
    held: Conventions = from_plain(result["conventions"], Conventions, option="result", at="conventions")
    return held


def _figures_of(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was asked for, which a result shows by what it states."""
    if result.get("only") == ["npv"]:
        return ("npv",)
    match result:
        case {"tools": Mapping() as tools}:
            stated = [tool for tool in tools.values() if isinstance(tool, Mapping)]
        case _:
            stated = []
    asked = ["default"]
    if any(_shares_of_rates(tool) is not None for tool in stated):
        asked.append("irr")
    if any("cash_by_period" in tool for tool in stated):
        asked.append("cash_by_period")
    if _has_all_places(result):
        asked.append("pairwise")
    return tuple(asked)


def _has_all_places(result: Mapping[str, Any]) -> bool:
    """Return whether a ranking, by money or by score, has more places of a tool than are told unasked."""
    scores = result.get("scores")
    rankings = (result["ranking"], scores.get("ranking") if isinstance(scores, Mapping) else None)
    places = (one.get("rank_acceptability") for one in rankings if isinstance(one, Mapping))
    rows = (row for one in places if isinstance(one, Mapping) for row in one.values())
    return any(isinstance(row, list) and len(row) > MOST_IN_PAIRS for row in rows)


def _shares_of_rates(tool: object) -> object:
    match tool:
        case {"irr": {"shares": shares}}:
            return shares
        case _:
            return None
