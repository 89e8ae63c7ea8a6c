"""What is left of an effect by how it is known, as far as experiments tell: the opt-in correction by class of evidence.

In 663 randomised experiments on advertising, two careful comparisons without an experiment found 4.8 and 12.8 times what the experiment
found of the last step, such as a purchase ([Gordon2022]). An effect that was measured against a counterfactual is left as it is. One
that was observed, estimated or assumed is multiplied by the inverse of these: nothing was published of the last two, and they are given
no more than what was observed. Nobody's age, name or kind is asked for.

References
----------
[Gordon2022].
"""

from __future__ import annotations

from blogroi.model.effect import Evidence
from blogroi.model.quantity import Quantity, Range

__all__ = ["CORRECTED", "OVERSTATED", "share_that_holds"]

OVERSTATED = "confidence.observed_over_true_lower"
"""Key of the figure of what a comparison finds without an experiment, over what the experiment finds."""

CORRECTED: tuple[Evidence, ...] = ("observed", "estimated", "assumed")
"""The classes that are corrected."""


def share_that_holds() -> Quantity:
    """Return what share of a change holds that was not measured against a counterfactual.

    The ends are those of two methods, and hold a third with the chance (2 - 1) / (2 + 1). As a share it is drawn within 0 and 1: a
    correction never makes more of an effect, and never turns it.

    Returns
    -------
    Quantity
        A share.

    Examples
    --------
    >>> held = share_that_holds()
    >>> round(1 / held.low, 1), round(1 / held.high, 1), round(held.confidence, 2)
    (12.8, 4.8, 0.33)
    """
    from blogroi.literature.figures import figures  # noqa: PLC0415  only who corrects by evidence pays for them

    figure = figures()[OVERSTATED]
    assert figure.low is not None
    assert figure.high is not None
    assert figure.confidence is not None  # ends of two studies
    return Range(1.0 / figure.high, 1.0 / figure.low, confidence=figure.confidence)
