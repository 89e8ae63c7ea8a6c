"""Formulas in their fields: what may be no number is looked for, and what leaves the domain of its field is kept at its end."""

from __future__ import annotations

import numpy as np

from blogroi.engine.graph.node import Field, Node, make, schedule

__all__ = ["checked", "kept_within"]


def checked(node: Node, field: Field) -> Node:
    """Have draws looked for in which the formula of a field is no number: an answer that has any is refused.

    Parameters
    ----------
    node : Node
        What the formula comes to.
    field : Field
        Where it stands.

    Returns
    -------
    Node
        Itself where nothing is drawn in it: what it is stands there already.
    """
    if node.extent.is_certain:
        return node
    return make("checked", (node,), extent=node.extent, data=field, length=node.length, place=field.path)


def kept_within(node: Node, field: Field) -> Node:
    """Keep a formula within the domain of its field, where hardly any draw leaves it.

    Parameters
    ----------
    node : Node
        What the formula comes to.
    field : Field
        Where it stands, its domain, and how often that is left.

    Returns
    -------
    Node
    """
    if node.extent.is_certain:  # which is outside by a rounding alone
        return schedule(np.clip(np.atleast_1d(np.array(node.data, dtype=float)), field.low, field.high))
    return make("kept", (node,), extent=node.extent, data=field, length=node.length, place=field.path)
