"""A guarantee that does not hold: what is checked, how it is said, and how two answers are held against each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeAlias

from blogroi.model import Case
from blogroi.testing.figures.differences import Difference, differences
from blogroi.testing.figures.paths import LABELS
from blogroi.testing.figures.reading import Reading, read

__all__ = ["ROUNDING", "Evaluator", "GuaranteeBroken", "Steps", "hold_against", "raise_difference"]

Evaluator: TypeAlias = Callable[[Case], object]
"""What is checked. It makes of a case an answer, a result of the library or a mapping of the same shape."""

ROUNDING = 1e-9
"""Relative tolerance where a case is stated in other numbers, so that roundings may differ."""

_NAMES = {
    "N1": "anonymity",
    "N2": "age-blindness",
    "N3": "same questions",
    "N4": "same treatment of ignorance",
    "N5": "independence of irrelevant tools",
    "N6": "unit invariance",
    "N7": "monotonicity",
    "N8": "same window",
    "N9": "no benefit twice",
    "N10": "papers change nothing",
    "N11": "same estimator",
}

Steps: TypeAlias = Mapping[str, Callable[[Case], Case]]
"""Changes of a case, each by what it does."""


class GuaranteeBroken(AssertionError):  # noqa: N818  what is broken is not an error of this program
    """A guarantee does not hold.

    Parameters
    ----------
    guarantee : str
        ``"N1"`` to ``"N11"``.
    tool : str
        Key of the tool; empty where it is the ranking, or the whole.
    figure : str
        Path of the figure among those of the tool, or in the answer.
    before, after : object
        Both values: expected, and found.
    reason : str
        What was done to the case.
    case : Case
        The case, so that it can be looked at again.

    Examples
    --------
    >>> print(GuaranteeBroken("N2", "blog", "npv.mean", 100.0, 110.0, "the dates of the tools were exchanged"))
    N2, age-blindness: when the dates of the tools were exchanged, npv.mean of blog was 110.0, not 100.0
    """

    def __init__(
        self,
        guarantee: str,
        tool: str,
        figure: str,
        before: object,
        after: object,
        reason: str,
        case: Case | None = None,
    ) -> None:
        super().__init__(guarantee, tool, figure, before, after, reason, case)
        self.guarantee: str = guarantee
        self.tool: str = tool
        self.figure: str = figure
        self.before: object = before
        self.after: object = after
        self.reason: str = reason
        self.case: Case | None = case

    def __str__(self) -> str:
        """Return in a line what does not hold."""
        what = f"{self.figure} of {self.tool}" if self.tool else self.figure
        name = _NAMES.get(self.guarantee, "")
        return f"{self.guarantee}, {name}: when {self.reason}, {what} was {self.after!r}, not {self.before!r}"


def hold_against(
    number: str, evaluator: Evaluator, case: Case, before: Reading, steps: Steps, *, but: Collection[str] = LABELS
) -> None:
    """Make several changes at once, none of which may matter, and where one does, say which."""

    def first(changes: Iterable[Callable[[Case], Case]]) -> Difference | None:
        told = case
        for change in changes:
            told = change(told)
        return next(differences(before, read(evaluator(told)), but=but), None)

    together = first(steps.values())
    if together is None:
        return
    alone = ((reason, first([change])) for reason, change in steps.items())
    reason, one = next(((reason, one) for reason, one in alone if one is not None), (" and ".join(steps), together))
    raise_difference(number, case, reason, [one])


def raise_difference(guarantee: str, case: Case, reason: str, found: Iterable[Difference]) -> None:
    """Raise the first difference, if there is any."""
    for one in found:
        raise GuaranteeBroken(guarantee, one.tool, one.figure, one.before, one.after, reason, case)
