"""What of a tool was foreseen, and what was found by looking."""

from __future__ import annotations

from typing import Literal

from blogroi.model.brief import Brief, brief, count
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.summary import Summary, Verdict, verdict_of

__all__ = ["Adjusted", "NpvOutcome", "PostHocEffect", "ToolEmergent"]


@frozen
class Adjusted:
    """A figure as it was found, and corrected for having been looked for.

    Parameters
    ----------
    raw, adjusted : Summary
        Present values in the currency of the case; the same where nothing was found by looking.
    """

    raw: Summary
    adjusted: Summary


@frozen
class NpvOutcome:
    """Net present value under one way of counting benefits.

    Parameters
    ----------
    npv : Summary
        Net present value.
    probability_positive, probability_even : float
        Chance that it is above zero, and that it is zero.
    """

    npv: Summary
    probability_positive: float
    probability_even: float

    @property
    def verdict(self) -> Verdict:
        """Whether the tool brings in more than it costs, said from a probability of 90 % on."""
        return verdict_of(self.probability_positive, self.probability_even)


@frozen(kw_only=True)
class PostHocEffect:
    """An effect that was found by looking at several indicators, and what remains of it after correction.

    Parameters
    ----------
    searched : int
        How many indicators were looked at.
    noticed_by : str
        Who noticed it.
    evidence : str
        How it is known.
    p_value : float or None
        Of the test by which it was found.
    p_adjusted, p_adjusted_any : float or None
        The same adjusted for all that was looked at: by Benjamini and Hochberg, for indicators that are independent or rise
        together, and by Benjamini and Yekutieli, for any.
    significant : bool or None
        Whether the first of these is at most 5 %; None without a p-value.
    raw : float
        Expected net change per period, in the unit of the indicator, before it fades.
    adjusted : float or None
        The same after correction; None where nothing is there to correct it by.
    weight : float or None
        Share of the evidence in the adjusted change.
    adjusted_by : str
        ``"prior"``, ``"p-value"`` or ``"nothing"``.
    """

    searched: int
    noticed_by: str
    evidence: str
    p_value: float | None
    p_adjusted: float | None
    p_adjusted_any: float | None
    significant: bool | None
    raw: float
    adjusted: float | None
    weight: float | None
    adjusted_by: Literal["prior", "p-value", "nothing"]


@frozen(kw_only=True)
class ToolEmergent(Brief):
    """What of a tool's figures was foreseen, what was found by looking, and what remains of that after correction.

    Parameters
    ----------
    effects : mapping of str to PostHocEffect
        By indicator: the effects that were found by looking at more than one, whatever the tool's age.
    benefits : Adjusted
        Benefits, as found and corrected.
    ex_post, ex_post_adjusted : NpvOutcome or None
        With all effects, as found and corrected; None where the cost is not known.
    anticipated, emergent, unlabelled : Adjusted
        Benefits that the tool was meant to have, those that it was not, and those of which nobody ever said.
    ex_ante : NpvOutcome or None
        With the anticipated benefits alone, as found: what could have been said beforehand. None where nobody ever said what the tool
        was meant for, or the cost is not known.
    """

    effects: FrozenMap[str, PostHocEffect]
    benefits: Adjusted
    ex_post: NpvOutcome | None
    ex_post_adjusted: NpvOutcome | None
    anticipated: Adjusted
    emergent: Adjusted
    unlabelled: Adjusted
    ex_ante: NpvOutcome | None

    def __repr__(self) -> str:
        """Return of how many effects it tells."""
        return brief(self, count(len(self.effects), "effect"))
