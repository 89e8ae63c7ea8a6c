"""Why an expression may be no number, in words: by the operations that it is made of."""

from __future__ import annotations

from collections.abc import Mapping

from blogroi.engine.graph.node import Node, reachable
from blogroi.language.spoken import Joined, message

__all__ = ["why_none"]

_REASONS: Mapping[str, str] = {
    "/": message("divides by zero"),
    "log": message("takes the logarithm of what is not above zero"),
    "sqrt": message("takes the root of what is below zero"),
    "**": message("takes a power of what is below zero, or of zero to a negative one"),
    "event": message("gives event a chance that is not a share between 0 and 1"),
    "poisson": message("gives poisson a mean below zero"),
    "binomial": message(
        "gives binomial trials that are no whole number from 0 on (write round(n)), or a chance that is not a share"
    ),
    "delay": message("delays by less than zero"),
}


def why_none(node: Node) -> str:
    """Say why an expression may be no number in some draws, and how that is kept out.

    Parameters
    ----------
    node : Node
        What the formula of a field comes to.

    Returns
    -------
    str

    Examples
    --------
    >>> from blogroi.engine.graph.node import chance, number
    >>> why_none(chance("event", [1], number(2)))[:65]
    'it gives event a chance that is not a share between 0 and 1, or g'
    """
    found = {part.operation for part in reachable([node])}
    reasons = [reason for operation, reason in _REASONS.items() if operation in found]
    if not reasons:  # what is certain was folded, and its operations with it
        reasons = [message("divides by zero"), message("takes the root or the logarithm of what is below zero")]
    return message(
        "it {reasons}, or grows past all bounds; keep that out by max(x, low), clip(x, low, high) or where(condition, yes, no)",
        reasons=Joined(reasons),
    )
