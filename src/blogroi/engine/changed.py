"""What a tool changes, in the units of indicators: over the horizon, and discounted as money is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from blogroi.engine.amounts import Amounts, amounts_of, expected_flow, summed
from blogroi.engine.frame import Flow, Frame
from blogroi.engine.graph.terms import terms_of
from blogroi.engine.tape.flows import work_out
from blogroi.engine.tape.machine import Kept
from blogroi.records import frozen

__all__ = ["Changed", "changed_by"]

_AT_ONCE = 16
"""Changes computed together: so many rows of draws are kept at a time."""


@frozen(eq=False)
class Changed:
    """What a tool changes in one indicator.

    Parameters
    ----------
    whole : Amounts
        The change over the horizon, in the unit of the indicator; a row of one.
    discounted : Amounts
        The same, each period counting as its money does.
    """

    whole: Amounts
    discounted: Amounts


def changed_by(
    frame: Frame, position: int, draws: int, *, shared: Kept | None = None, known: Amounts | None = None
) -> Iterator[Changed]:
    """Compute what a tool changes, a few indicators at a time.

    Parameters
    ----------
    frame, position, draws, shared
        As in :func:`blogroi.engine.details.details_of`.
    known : Amounts, optional
        Its changes over the horizon, where they were computed with its other flows.

    Yields
    ------
    Changed
        For each of the changes of the tool.
    """
    changes = frame.tools[position].changes
    even = (0.0, *[1.0] * (len(frame.discount) - 1))
    for start in range(0, len(changes), _AT_ONCE):
        flows = changes[start : start + _AT_ONCE]
        factors = [_factor(flow, frame.discount) for flow in flows]
        if known is None:
            present = work_out(flows, draws, discount=even, kept=shared).present
            whole = summed(flows, present, [expected_flow(flow, len(even)) for flow in flows], even)
        else:
            whole = _some(known, slice(start, start + len(flows)))
        apart = [flow for flow, factor in zip(flows, factors, strict=True) if factor is None]
        others = _rows(amounts_of(frame, apart, draws, shared=shared)) if apart else iter(())
        for one, factor in zip(_rows(whole), factors, strict=True):
            yield Changed(one, next(others) if factor is None else _times(one, factor))


def _factor(flow: Flow, discount: Sequence[float]) -> float | None:
    """Return what discounting makes of one unit of a change that runs over time alike in all draws; None where it does not."""
    terms = terms_of(flow.expression, len(discount) - 1)
    if terms is None or len(terms) != 1:
        return None
    whole = float(terms[0].profile.sum())
    return float(terms[0].profile @ np.array(discount[1:])) / whole if whole > 0.0 else None


def _rows(amounts: Amounts) -> Iterator[Amounts]:
    for row in range(len(amounts.rows)):
        yield _some(amounts, slice(row, row + 1))


def _some(amounts: Amounts, rows: slice) -> Amounts:
    return Amounts(amounts.rows[rows], amounts.means[rows], amounts.drawn[rows], amounts.alike[rows])


def _times(amounts: Amounts, factor: float) -> Amounts:
    return Amounts(amounts.rows * factor, amounts.means * factor, amounts.drawn)
