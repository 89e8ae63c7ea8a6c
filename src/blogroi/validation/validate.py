"""Whether what is said of a case is so as often as it is said: cases are planted, evaluated, and held against what is true of them.

What is true was drawn from what the case itself states, by an oracle that shares no code with what evaluates. An interval of 90 % that is
right then holds nine truths of ten, and what "pays" has a chance of nine in ten to bring in more than it costs: whatever the case is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, TypeAlias

import numpy as np
from attrs import field

from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import Progress
from blogroi.files.read import loads
from blogroi.model.arguments import whole
from blogroi.model.brief import brief, count
from blogroi.model.case import Case
from blogroi.model.fields import as_map
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.answer import Answer
from blogroi.results.summary import verdict_of
from blogroi.validation.planting import SORTS
from blogroi.validation.tallies import Limits, Tally, tally
from blogroi.validation.truths import TOGETHER, TRUTHS, Floats, Known, known

__all__ = ["Evaluated", "Missed", "Validation", "planted_case", "validate"]

Evaluated: TypeAlias = Callable[[Case], object]
"""A function that makes of a case an evaluation, or a mapping of the same shape, which is held against the truth."""

CASES, SEED, DRAWS = 1000, 1, 2000
FEWEST, MOST = 50, 1_000_000

_CHANCE = math.sqrt((0.9 * 0.1 + 0.9 * 0.1 * TRUTHS / DRAWS) / TRUTHS)
"""How far the share of truths within one interval is from nine in ten by chance: that of the truths, and that of the draws that made it."""

HELD, ASIDE, ZEROS = Limits(0.88, 0.92), Limits(0.04, 0.06, slack=3.0 * _CHANCE), Limits(0.0, 0.05)
SORT = Limits(0.88, 0.92, slack=4.0 * _CHANCE)
"""The limits of what holds for all cases, and for those of one sort: there are many sorts, and few cases of each."""

_FEW = 5  # cases, below which nothing is said of a sort
_ROUNDING = 1e-6  # of the width of an interval, by which a truth may lie outside
_FURTHEST = 10


@frozen(kw_only=True)
class Missed:
    """A planted tool whose interval was furthest from holding nine truths of ten.

    Parameters
    ----------
    number : int
        Of the case: `blogroi.testing.planted_case` has it.
    tool : str
        Key of the tool; empty for all of them together.
    held : int
        How many of the truths the interval held.
    low, high : float or None
        The interval; None where there was none.
    true_low, true_high : float
        Between what nine truths of ten lie.
    sort : str
        Of what sort the case is.
    """

    number: int
    tool: str
    held: int
    low: float | None
    high: float | None
    true_low: float
    true_high: float
    sort: str


@frozen(kw_only=True)
class Validation(Answer):
    """How often what was said of planted cases was so.

    Parameters
    ----------
    cases, seed : int
        How many cases were planted, and from what seed.
    truths : int
        How many truths were drawn of each.
    within : bool
        Whether all that follows keeps its limits.
    held, below, above : Tally
        Truths that lay within the 90 % interval of the net present value, below it and above it: of every tool, and of all of a case
        together.
    pays_of_zeros : Tally
        Planted zeros, truths at or below zero, of whose tools it was said that they pay.
    by_sort : mapping of str to Tally
        Truths that lay within the interval, by the sort of their case; of a sort with too few cases nothing is said.
    furthest : tuple of Missed
        The tools whose interval held the fewest truths, or the most beyond nine in ten.
    """

    ANSWER: ClassVar[str] = "validation"
    TABLES: ClassVar[str] = "blogroi.validation.validation_tables"

    cases: int
    seed: int
    truths: int
    within: bool
    held: Tally
    below: Tally
    above: Tally
    pays_of_zeros: Tally
    by_sort: FrozenMap[str, Tally] = field(converter=as_map)
    furthest: tuple[Missed, ...]

    def __repr__(self) -> str:
        """Return how many truths were held, and whether all is within its limits."""
        within = "within its limits" if self.within else "not within its limits"
        return brief(self, count(self.cases, "case"), f"{self.held.share:.3f} held", within)


@frozen(kw_only=True)
class _Found:
    """What came of one case."""

    sort: str
    held: tuple[int, int]
    below: tuple[int, int]
    above: tuple[int, int]
    pays_of_zeros: tuple[int, int]
    missed: tuple[Missed, ...]


def validate(
    *,
    cases: int = CASES,
    seed: int = SEED,
    evaluator: Evaluated | None = None,
    progress: Progress | None = None,
) -> Validation:
    """Try on planted cases how often what is said is so: how many truths lie within intervals, and of how many zeros "pays" is said.

    Each case is drawn from the seed, with every sort of field that moves a figure. What is true of it is drawn from what it states, by an
    oracle that shares no code with what evaluates: a hundred truths for each tool, and for all tools together. Within an interval of
    90 % have to lie 0.88 to 0.92 of them, below it and above it about as many, and so for each sort of cases, within chance. Planted zeros are
    truths at or below zero: of at most 0.05 of them may be said that the tool pays.

    Parameters
    ----------
    cases : int
        How many cases, at least 50; a thousand take about a minute.
    seed : int
        Of cases and truths.
    evaluator : callable, optional
        What is tried, if it is something else than :func:`blogroi.evaluate` with 2,000 draws: it takes a case and gives an evaluation,
        or a mapping of its shape.
    progress : callable, optional
        Told how many cases are done, and how many there are.

    Returns
    -------
    blogroi.Validation

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is.

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.validate(cases=50)
    >>> found.within, found.held.least <= found.held.share <= found.held.most
    (True, True)
    >>> def too_sure(case):
    ...     answer = blogroi.evaluate(case, draws=1000).to_dict()
    ...     for tool in answer["tools"].values():
    ...         tool["npv"]["p05"] = tool["npv"]["p50"]
    ...     return answer
    >>> blogroi.validate(cases=50, evaluator=too_sure).within
    False
    """
    cases, seed = whole("cases", cases, low=FEWEST, high=MOST), whole("seed", seed, low=0, high=2**64 - 1)
    tried = evaluator or (lambda case: evaluate(case, draws=DRAWS, seed=seed))
    found: list[_Found] = []
    for number in range(1, cases + 1):
        one = known(number, seed)
        found.append(_held_against(one, tried(_read(one))))
        if progress is not None:
            progress(number, cases)
    return _judged(found, seed)


def planted_case(number: int, *, seed: int = SEED) -> Case:
    """Return a case that :func:`blogroi.validate` plants, to look at it.

    Parameters
    ----------
    number : int
        Which one, from 1, as ``Validation.furthest`` names it.
    seed : int
        Of the validation.

    Returns
    -------
    Case

    Examples
    --------
    >>> list(planted_case(3).tools)
    ['blog_3', 'fair_3']
    """
    number = whole("number", number, low=1, high=MOST)
    return _read(known(number, whole("seed", seed, low=0, high=2**64 - 1)))


def _read(one: Known) -> Case:
    """Read a planted case as it would stand in a file."""
    return loads(json.dumps(one.data), format="json")


def _held_against(one: Known, answer: object) -> _Found:
    """Hold an answer against the truths of a case."""
    seen = [_seen(one, key, _figures(answer, key)) for key in one.net_values]
    truths = TRUTHS * len(seen)
    zeros = {key: int((values <= 0.0).sum()) for key, values in one.net_values.items() if key != TOGETHER}
    said = [number for key, number in zeros.items() if _verdict(_figures(answer, key)) == "pays"]
    return _Found(
        sort=one.sort,
        held=(sum(TRUTHS - each.below - each.above for each in seen), truths),
        below=(sum(each.below for each in seen), truths),
        above=(sum(each.above for each in seen), truths),
        pays_of_zeros=(sum(said), sum(zeros.values())),
        missed=tuple(each.missed for each in seen),
    )


@frozen(kw_only=True)
class _Seen:
    """An interval beside the truths: how many lie on either side of it."""

    below: int
    above: int
    missed: Missed


def _seen(one: Known, key: str, figures: Any) -> _Seen:
    truths, (low, high) = one.net_values[key], _interval(figures)
    below, above = _outside(truths, low, high)
    true_low, true_high = (float(end) for end in np.quantile(truths, [0.05, 0.95]))
    missed = Missed(
        number=one.number,
        tool=key,
        held=truths.size - below - above,
        low=low,
        high=high,
        true_low=true_low,
        true_high=true_high,
        sort=one.sort,
    )
    return _Seen(below=below, above=above, missed=missed)


def _figures(answer: Any, key: str) -> Any:
    """Return what an answer says of a tool, or of all together."""
    if key == TOGETHER:
        return _part(answer, "total")
    return _part(answer, "tools")[key]


def _part(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, Mapping) else getattr(holder, name)


def _interval(figures: Any) -> tuple[float | None, float | None]:
    """Return the interval of the net present value; nothing where there is none, or its ends are no numbers in order."""
    value = None if figures is None else _part(figures, "npv")
    low, high = (None, None) if value is None else (_part(value, "p05"), _part(value, "p95"))
    is_one = low is not None and high is not None and -math.inf < low <= high < math.inf
    return (low, high) if is_one else (None, None)


def _outside(truths: Floats, low: float | None, high: float | None) -> tuple[int, int]:
    """Count the truths below an interval and above it; where there is none, all of them are on both sides in turn."""
    if low is None or high is None:
        return truths.size // 2, truths.size - truths.size // 2
    slack = _ROUNDING * (high - low)
    return int((truths < low - slack).sum()), int((truths > high + slack).sum())


def _verdict(figures: Any) -> str:
    if isinstance(figures, Mapping):
        return verdict_of(figures["probability_positive"], figures["probability_even"])
    return str(figures.verdict)


def _judged(found: list[_Found], seed: int) -> Validation:
    """Count over all cases, and over those that hold the same."""
    held = tally([one.held for one in found], HELD)
    below, above = tally([one.below for one in found], ASIDE), tally([one.above for one in found], ASIDE)
    pays_of_zeros = tally([one.pays_of_zeros for one in found], ZEROS)
    by_sort = {
        sort: tally(those, SORT)
        for sort in SORTS
        if len(those := [one.held for one in found if one.sort == sort]) >= _FEW
    }
    return Validation(
        cases=len(found),
        seed=seed,
        truths=TRUTHS,
        within=all(one.within for one in (held, below, above, pays_of_zeros, *by_sort.values())),
        held=held,
        below=below,
        above=above,
        pays_of_zeros=pays_of_zeros,
        by_sort=FrozenMap(by_sort),
        furthest=_furthest(one for case in found for one in case.missed),
    )


def _furthest(missed: Iterable[Missed]) -> tuple[Missed, ...]:
    """Choose the intervals whose share of truths is furthest from nine in ten, the least first."""
    return tuple(sorted(missed, key=lambda one: (-abs(one.held - 0.9 * TRUTHS), one.number, one.tool))[:_FURTHEST])
