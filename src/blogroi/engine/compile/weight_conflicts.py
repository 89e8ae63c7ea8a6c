"""Which statements about weights cannot hold together: the fewest, and each by its words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations

from blogroi.engine.compile.weight_statements import Statement
from blogroi.errors import Fault
from blogroi.language.spoken import message
from blogroi.numerics.polytope.linear import LinearConstraint, feasible

__all__ = ["conflict_faults"]


def conflict_faults(said: list[Statement], objectives: tuple[str, ...]) -> list[Fault]:
    """Name statements that cannot hold together, but could if any one of them were left out."""
    kept = _smallest(said, objectives)
    hint = message("weights are shares of 1 where not every objective has an exact number")
    if len(kept) == 1:
        path, words = kept[0]
        return [Fault(path, message("{words}, which cannot be: {hint}", words=words, hint=hint))]
    named: dict[str, str] = {}
    for path, words in kept:
        named[path] = message("{named} and {words}", named=named[path], words=words) if path in named else words
    return [
        Fault(
            path,
            message(
                "{words}, which cannot hold together with {listed}",
                words=words,
                listed=_listed(other for other in named if other != path),
            ),
        )
        for path, words in named.items()
    ]


def _smallest(said: list[Statement], objectives: tuple[str, ...]) -> list[tuple[str, str]]:
    """Look for a pair at odds, which is read most easily; else leave out whatever is not missed."""
    names = list(dict.fromkeys((statement.path, statement.words) for statement in said))

    def can_hold(tried: Collection[tuple[str, str]]) -> bool:
        return _can_hold([statement for statement in said if (statement.path, statement.words) in tried], objectives)

    few = names if len(names) <= 30 else []
    for tried in (*combinations(few, 1), *combinations(few, 2)):
        if not can_hold(tried):
            return list(tried)
    kept = names
    for one in names:
        without = [name for name in kept if name != one]
        if not can_hold(without):
            kept = without
    return kept


def _can_hold(said: list[Statement], objectives: tuple[str, ...]) -> bool:
    rows = {statement.row(objectives) for statement in said} | {LinearConstraint((1,) * len(objectives), 1, equal=True)}
    return feasible(sorted(rows), len(objectives)) is not None


def _listed(words: Iterable[str]) -> str:
    *others, last = words
    return message("{names} and {last}", names=", ".join(others), last=last) if others else last
