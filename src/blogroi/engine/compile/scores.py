"""From a blinded case to its score frame: changes, scales, and what each indicator counts within each objective."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from blogroi.engine.compile.basis import Basis
from blogroi.engine.compile.credits import claimed_change
from blogroi.engine.compile.gaps import drawn_gap, gap_ends
from blogroi.engine.frame import Flow, ScoreCell, ScoreFrame, ScoreLabels
from blogroi.model.blinded import BlindedCase
from blogroi.model.conventions import Conventions
from blogroi.model.indicator import Indicator

__all__ = ["build_score_frame"]


def build_score_frame(
    case: BlindedCase, conventions: Conventions, changes: Mapping[str, Mapping[str, Flow]] | None = None
) -> tuple[ScoreFrame, ScoreLabels]:
    """Strip the changes and scales of a case of their names, under the conventions that hold for all tools.

    What counts are the indicators that have a scale and lead to an objective. Within a lever its indicators count alike, and
    within an objective its levers by the share of them that goes to it, whatever number of indicators shows them.

    Parameters
    ----------
    case : BlindedCase
        The case.
    conventions : Conventions
        Those of the evaluation, of which ``gaps`` and ``claims`` alone are about scores: gaps are filled with no change, or with a
        draw from the prior.
    changes : mapping of str to mapping of str to Flow, optional
        What each tool changes in each indicator, where it was compiled under the same conventions before.

    Returns
    -------
    ScoreFrame, ScoreLabels

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> frame, labels = build_score_frame(case.blinded(), Conventions.of(case))
    >>> len(frame.tools) == len(labels.tools)
    True
    """
    basis = Basis.under(case, conventions)
    case = basis.case
    names = tuple(sorted(name for name, part in case.indicators.items() if part.scale and part.lever))
    shares = _shares(case, names)
    keys = tuple(sorted(case.activities))
    known: Mapping[str, Mapping[str, Flow]] = changes or {key: {} for key in keys}
    knots = {name: _knots(case.indicators[name]) for name in names}
    frame = ScoreFrame(
        tools=tuple(tuple(_cell(basis, key, name, known[key], knots[name]) for name in names) for key in keys),
        scales=tuple(knots.values()),
        shares=tuple(tuple(row.get(name, 0.0) for name in names) for row in shares.values()),
        periods=case.horizon.periods,
    )
    return frame, ScoreLabels(keys, names, tuple(shares))


def _cell(
    basis: Basis, key: str, name: str, known: Mapping[str, Flow], knots: Sequence[tuple[float, float]]
) -> ScoreCell:
    """Build what a tool changes in an indicator that has a scale, and what could fill it where nothing is known."""
    activity = basis.case.activities[key]
    if name in activity.effects:
        return ScoreCell(known.get(name) or Flow(claimed_change(basis, key, name, activity.effects[name])))
    if name in activity.not_applicable:
        return ScoreCell(None)
    prior = basis.case.indicators[name].prior
    if prior is None:
        ends = [score for _, score in knots]
        return ScoreCell(None, is_gap=True, is_filled=basis.gaps != "prior", least=min(ends), greatest=max(ends))
    filled = Flow(drawn_gap(basis, key, name)) if basis.gaps == "prior" else None
    ends = [_score(change, knots) for change in gap_ends(prior)]
    return ScoreCell(filled, is_gap=True, least=min(ends), greatest=max(ends))


def _knots(indicator: Indicator) -> tuple[tuple[float, float], ...]:
    return () if indicator.scale is None else indicator.scale.knots


def _score(value: float, knots: Sequence[tuple[float, float]]) -> float:
    """Place one value on a scale."""
    return float(np.interp(value, [at for at, _ in knots], [score for _, score in knots]))


def _shares(case: BlindedCase, names: Collection[str]) -> dict[str, dict[str, float]]:
    """Return what each indicator counts within each objective, by objective: each sums to 1."""
    shown_by: dict[str, list[str]] = {}
    for name in names:
        shown_by.setdefault(case.indicators[name].lever or "", []).append(name)
    shares: dict[str, dict[str, float]] = {}
    for lever in sorted(shown_by):
        for objective, share in case.levers[lever].shares.items():
            row = shares.setdefault(objective, {})
            row |= {name: share / len(shown_by[lever]) for name in shown_by[lever]}
    whole = {objective: sum(row.values()) for objective, row in shares.items()}
    return {key: {name: part / whole[key] for name, part in shares[key].items()} for key in sorted(shares)}
