"""What inputs do to a verdict alone and together with others: total influences, asked of the model anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, Unpack

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.decisions.decision import decision_under
from blogroi.engine.details import totals_of
from blogroi.engine.frame import inputs_in
from blogroi.engine.graph.node import Node
from blogroi.engine.inputs import values_at
from blogroi.errors import OptionError
from blogroi.evaluation.progress import Progress, Work
from blogroi.evaluation.size import check_size, size_of
from blogroi.language.naming import describe, suggest
from blogroi.language.spoken import message
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.limits import Limits, check_case, limits_of
from blogroi.numerics.sensitivity.sobol import pairs_of, sobol_indices
from blogroi.numerics.streams import stream, stream_key
from blogroi.records import frozen

__all__ = ["TotalInfluence", "total_influences"]

Floats: TypeAlias = NDArray[np.float64]

_PAIRS = 16_384  # of points, at each of which the model is asked for every input
_FEW = 100  # draws, none of which is read: only what the inputs are
_AT_ONCE = 8  # arrays beside the points and the outputs


@frozen
class TotalInfluence:
    """What one input does to the variance of a net present value, alone and together with the others.

    Parameters
    ----------
    path : str
        The input's path in the case.
    first, first_error : float
        Share of the variance that knowing the input alone would take away, and its standard error.
    total, total_error : float
        Share that would be left if all other inputs were known; what it exceeds ``first`` by is done together with others.
    """

    path: str
    first: float
    first_error: float
    total: float
    total_error: float


def total_influences(
    case: Case,
    *,
    tool: str,
    progress: Progress | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> tuple[TotalInfluence, ...]:
    """Return what each input does to a tool's net present value alone, and together with the others (Sobol' indices).

    The shares of :func:`~blogroi.decisions.sensitivity.sensitivity` come from draws that are there and say what each input does alone. These ask the model
    anew, ``inputs + 2`` times as often as there are draws, and say also what inputs do together. Estimates and their errors (a
    bootstrap) are SciPy's; each input is drawn from a stream of its own, so that an input more moves none of the others' draws.

    Parameters
    ----------
    case : Case
        What is looked at.
    tool : str
        Key of the tool.
    progress, limits, conventions, **stated
        As in :func:`~blogroi.decisions.sensitivity.sensitivity`, but for ``draws``: how many pairs of points are drawn at the least, by default 16,384. It is
        a power of two that is taken.

    Returns
    -------
    tuple of TotalInfluence
        The input with the greatest total share first.

    Raises
    ------
    OptionError
        When there is no such tool, its cost is not known, or its inputs are correlated: what they do together cannot be told from
        what makes them go together.

    References
    ----------
    [Sobol1993]; [Jansen1999].

    Examples
    --------
    >>> import blogroi

    >>> first = blogroi.total_influences(blogroi.load("examples/chamber.toml"), tool="intranet")[0]
    >>> first.path, first.total > first.first
    ('tools.intranet.effects.search_hours.change', True)
    """
    held = conventions_of(case, conventions, usual=_PAIRS, **stated)
    allowed = limits_of(limits)
    check_case(case, held.draws, allowed)
    decision = decision_under(case, evolve(held, draws=_FEW))
    seed = held.seed
    if tool not in decision.tools:
        said = message(
            "{value} is not a tool of known cost: {hint}", value=describe(tool), hint=suggest(str(tool), decision.tools)
        )
        raise OptionError("tool", said)
    paths = sorted(decision.by_tool[tool])
    inputs = [decision.inputs[path] for path in paths]
    if any(draw.loadings for draw in inputs):
        raise OptionError(
            "tool",
            message("inputs of {tool} are correlated, so that what they do together cannot be told apart", tool=tool),
        )
    if not inputs:
        return ()
    position = decision.labels.tools.index(tool)
    flows = decision.frame.tools[position]
    nodes = list(inputs_in((*flows.benefits, *flows.costs)))
    arrays = 2 * sum(max(node.length, 1) for node in nodes) + 4 * len(inputs) + _AT_ONCE
    asking, pairs = len(inputs) + 2, pairs_of(held.draws)
    check_size(evolve(size_of(case, decision.frame, times=asking), each=8.0 * arrays), pairs, allowed)
    work = Work(progress, asking)

    def points(keys: Mapping[int, int]) -> dict[Node, Floats]:
        every = {node: keys.get(node.input.key, node.input.key) for node in nodes}
        return {node: values_at(node, stream(key).random(pairs)) for node, key in every.items()}

    def ask(drawn: dict[Node, Floats]) -> Floats:
        totals = totals_of(decision.frame, position, pairs, shared=drawn)
        work.did()
        return totals.benefits - totals.costs

    first = points({})  # the draws of an evaluation
    second = points({draw.key: stream_key(seed, f"{path}[again]") for path, draw in zip(paths, inputs, strict=True)})
    exchanged = [
        ask(first | {node: values for node, values in second.items() if node.input.key == one.key}) for one in inputs
    ]
    found = sobol_indices(ask(first), ask(second), np.array(exchanged), seed=seed)
    rows = zip(paths, found.first.values, found.first.errors, found.total.values, found.total.errors, strict=True)
    influences = [TotalInfluence(path, *(float(value) for value in values)) for path, *values in rows]
    return tuple(sorted(influences, key=lambda one: (-one.total, one.path)))
