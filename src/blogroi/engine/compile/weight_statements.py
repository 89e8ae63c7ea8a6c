"""What a case says of the weights of its objectives, each statement made linear.

Every statement keeps the words to name it by, so that statements that cannot hold together are named, and only those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from blogroi.errors import CaseError
from blogroi.language.spoken import message
from blogroi.model.locations import PartPath
from blogroi.model.quantity import Point
from blogroi.model.strategy import Objective
from blogroi.model.weights import Weight, WeightRatio, Weights, WeightStatements
from blogroi.numerics.polytope.linear import LinearConstraint
from blogroi.numerics.polytope.polytope import whole_constraint
from blogroi.records import frozen

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Statement", "path_of", "statements"]


@frozen
class Statement:
    """A linear statement about weights, with the words to name it by.

    Parameters
    ----------
    path : str
        Where it stands in the case.
    words : str
        What it says, as the end of a sentence.
    terms : mapping of str to Fraction
        Coefficients by objective.
    bound : Fraction
        What the sum of the terms is at least, or exactly.
    equal : bool
        Whether it is exactly that.
    """

    path: str
    words: str
    terms: Mapping[str, Fraction]
    bound: Fraction
    equal: bool = False

    def row(self, objectives: tuple[str, ...]) -> LinearConstraint:
        """State it without names, in whole numbers."""
        return whole_constraint([self.terms.get(key, 0) for key in objectives], self.bound, equal=self.equal)


def statements(
    objectives: Mapping[str, Objective], weights: Weights | None = None, stakeholder: str = ""
) -> list[Statement]:
    """List what is said of the weights, for everybody and by one of the stakeholders.

    Parameters
    ----------
    objectives : mapping of str to Objective
        Those of the case.
    weights : Weights, optional
        What else is said of their weights.
    stakeholder : str
        Key of a stakeholder; left out where all speak with one voice.

    Returns
    -------
    list of Statement

    Raises
    ------
    CaseError
        Where every weight is stated to be zero.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> for said in statements(case.objectives, case.weights)[::2]:
    ...     print(said.path, said.words)
    objectives.renewals.weight gives renewals 0.3 to 0.6 of the whole
    objectives.fees.weight gives fees 0.2 to 0.5 of the whole
    objectives.staff_time.weight gives staff_time 0.2 to 0.5 of the whole
    """
    stated = {key: objective.weight for key, objective in objectives.items() if objective.weight is not None}
    places = {key: str(PartPath("objectives", key, "weight")) for key in stated}
    found = _weights_said(stated, places, whole=len(objectives), under="objectives")
    if weights is None:
        return found
    found += _compared("weights", weights)
    if stakeholder:
        path, voice = path_of(stakeholder), weights.stakeholders[stakeholder]
        own = {key: f"{path}.weights.{key}" for key in voice.weights}
        found += _weights_said(voice.weights, own, whole=len(objectives), under=f"{path}.weights")
        found += _compared(path, voice)
    return found


def _compared(path: str, voice: WeightStatements) -> Iterator[Statement]:
    """State how objectives compare with each other."""
    for first, second in pairwise(voice.order):
        yield _times(f"{path}.order", first, second, 1.0, f"puts {first} before {second}")
    for position, ratio in enumerate(voice.ratios, start=1):
        yield from _ratio_said(f"{path}.ratios[{position}]", ratio)
    yield from _swing_said(path, voice)


def path_of(stakeholder: str) -> str:
    """Return where the statements of a stakeholder stand in the case; of none, those for everybody.

    Examples
    --------
    >>> path_of("board")
    'weights.stakeholders.board'
    """
    return f"weights.stakeholders.{stakeholder}" if stakeholder else "weights"


def _exact(value: float) -> Fraction:
    """Take a number for what was written: 0.1 for a tenth, not for the binary fraction nearest to it."""
    from fractions import Fraction  # noqa: PLC0415

    return Fraction(repr(value))


def _weights_said(
    stated: Mapping[str, Weight], places: Mapping[str, str], *, whole: int, under: str
) -> list[Statement]:
    exact = {key: _exact(weight.value) for key, weight in stated.items() if isinstance(weight, Point)}
    if len(exact) == whole:
        total = sum(exact.values())
        if not total:
            raise CaseError.at(under, message("every weight is zero: give at least one of them a number above zero"))
        return [
            _share(
                places[key],
                key,
                value / total,
                message("gives {key} {value} of {total}", key=key, value=_said(value), total=_said(total)),
                equal=True,
            )
            for key, value in exact.items()
        ]
    found: list[Statement] = []
    for key, weight in stated.items():
        if isinstance(weight, Point):
            words = message("gives {key} {value} of the whole", key=key, value=f"{weight.value:g}")
            found.append(_share(places[key], key, exact[key], words, equal=True))
        else:
            words = message(
                "gives {key} {low} to {high} of the whole", key=key, low=f"{weight.low:g}", high=f"{weight.high:g}"
            )
            found.append(_share(places[key], key, _exact(weight.low), words))
            found.append(Statement(places[key], words, {key: _exact(-1)}, -_exact(weight.high)))
    return found


def _said(value: Fraction) -> str:
    return f"{float(value):g}"


def _share(path: str, key: str, share: Fraction, words: str, *, equal: bool = False) -> Statement:
    return Statement(path, words, {key: _exact(1)}, share, equal)


def _times(path: str, more: str, less: str, factor: float, words: str, *, equal: bool = False) -> Statement:
    """Return the statement that one weight is at least so many times another."""
    return Statement(path, words, {more: _exact(1), less: -_exact(factor)}, _exact(0), equal)


def _ratio_said(path: str, ratio: WeightRatio) -> Iterator[Statement]:
    more, less, least, most = ratio.numerator, ratio.denominator, ratio.at_least, ratio.at_most
    if most == least:
        words = message("weighs {more} {factor} times as much as {less}", more=more, factor=f"{least:g}", less=less)
        yield _times(path, more, less, least, words, equal=True)
        return
    if most is None:
        words = message(
            "weighs {more} at least {least} times as much as {less}", more=more, least=f"{least:g}", less=less
        )
        yield _times(path, more, less, least, words)
        return
    words = message(
        "weighs {more} at least {least} and at most {most} times as much as {less}",
        more=more,
        least=f"{least:g}",
        most=f"{most:g}",
        less=less,
    )
    yield _times(path, more, less, least, words)
    yield Statement(path, words, {less: _exact(most), more: _exact(-1)}, _exact(0))


def _swing_said(path: str, voice: WeightStatements) -> Iterator[Statement]:
    """State points as proportions to the greatest; those that share the greatest are equal and exact."""
    if voice.swing is None:
        return
    swing = {key: _exact(voice.swing[key]) for key in sorted(voice.swing)}
    greatest = max(swing.values())
    first = next(key for key, points in swing.items() if points == greatest)
    off = _exact(voice.rounding) / 2
    for key, points in swing.items():
        if key == first:
            continue
        at = f"{path}.swing.{key}"
        low, high = max(points - off, _exact(0)) / greatest, min(points + off, greatest) / greatest
        if points == greatest:
            low = high
        if low == high:
            words = message(
                "gives {key} {points} points where {first} has {greatest}",
                key=key,
                points=_said(points),
                first=first,
                greatest=_said(greatest),
            )
            yield Statement(at, words, {key: _exact(1), first: -low}, _exact(0), equal=True)
        else:
            words = message(
                "gives {key} {low} to {high} points where {first} has {greatest}",
                key=key,
                low=_said(low * greatest),
                high=_said(high * greatest),
                first=first,
                greatest=_said(greatest),
            )
            yield Statement(at, words, {key: _exact(1), first: -low}, _exact(0))
            yield Statement(at, words, {key: _exact(-1), first: high}, _exact(0))
