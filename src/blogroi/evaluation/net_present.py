"""Net present values and nothing else: for so many draws that rows of all figures would not fit into memory.

All draws are gone through once, a stretch at a time. What is kept of a tool is one array, its net present value, from which its quantiles
are taken at the end; chances and ranks are counted on the way. The draws are those of every other evaluation, bit for bit;
a mean that moments do not give is added up in blocks past some 100,000 of them, so that its last digits may be others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import methodcaller
from typing import TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.engine.details import gap_values_of
from blogroi.engine.frame import Frame, Labels, ToolLabels
from blogroi.engine.net_values import STRETCH, NetRun, NetStretch, net_runs, stretch_of
from blogroi.evaluation.progress import Work
from blogroi.evaluation.ranking import Contender, ranked
from blogroi.evaluation.robustness import ToolGaps, robustness
from blogroi.evaluation.summaries import counts_by_sign, summary
from blogroi.evaluation.work import each
from blogroi.model.case import Case
from blogroi.model.conventions import Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.numerics.money import TOLERANCE
from blogroi.numerics.quantiles import quantiles
from blogroi.numerics.ranks import Block, acceptance_by_block, first_parts
from blogroi.records import frozen
from blogroi.results.fairness import Robustness
from blogroi.results.ranking import Ranking
from blogroi.results.summary import Summary
from blogroi.results.tool import ToolResult

__all__ = ["net_present_values"]

Floats: TypeAlias = NDArray[np.float64]

_NO_DRAWS: Floats = np.empty(0)


@frozen
class NetPresent:
    """What is found: the figures of the tools, their order, and whether it depends on how gaps are filled."""

    tools: FrozenMap[str, ToolResult]
    ranking: Ranking
    robustness: Robustness


def net_present_values(
    case: Case,
    frame: Frame,
    labels: Labels,
    conventions: Conventions,
    *,
    decision_probability: float,
    threads: int,
    work: Work,
) -> NetPresent:
    """Compute what each tool brings in less what it costs, and put the tools in order by that.

    Parameters
    ----------
    case : Case
        What the tools are called, and which of them have no known costs.
    frame, labels : Frame, Labels
        The anonymous case, and its names.
    conventions : Conventions
        With the number of draws, and what stands for gaps.
    decision_probability : float
        Share of the draws in which the first tool must be ahead of each other.
    threads : int
        Number of threads, over tools.
    work : Work
        Who is told how far it is.

    Returns
    -------
    NetPresent
    """
    gaps = [gap_values_of(frame, position, conventions.draws).means for position in range(len(labels.tools))]
    known = [position for position, key in enumerate(labels.tools) if case.tools[key].costs]
    keys = [labels.tools[position] for position in known]
    kept = _Kept(len(known), conventions.draws)
    runs = net_runs(frame, conventions.draws, known)
    size = stretch_of(frame, conventions.draws)
    work.expect(-(-conventions.draws // size))
    going = _stretches([*runs.values()], conventions.draws, size, threads, kept, work)
    found = acceptance_by_block(going, len(known))
    figures: dict[str, ToolResult] = {}
    for place, (key, (position, run)) in enumerate(zip(keys, runs.items(), strict=True)):
        figures[key] = _figures(run, kept, place, frame, position, conventions)
    results = {
        key: evolve(
            figures.get(key, _NOTHING),
            name=case.tools[key].name,
            gaps=part.gaps,
            not_applicable=FrozenMap(dict(sorted(case.tools[key].not_applicable.items()))),
        )
        for key, part in zip(labels.tools, labels.parts, strict=True)
    }
    drawn = conventions.gaps == "prior"
    filling = {
        key: ToolGaps.of(
            runs[at].mean if at in runs else None,
            runs[at].gross_mean if at in runs else 0.0,
            labels.parts[at],
            gaps[at],
            frame.tools[at].gaps_without_prior,
            drawn=drawn,
        )
        for at, key in enumerate(labels.tools)
    }
    contenders = {
        key: _contender(run, labels.parts[at], filling[key]) for key, (at, run) in zip(keys, runs.items(), strict=True)
    }
    ranking = ranked(
        "npv",
        contenders,
        found,
        first=dict(zip(keys, (kept.first / conventions.draws).tolist(), strict=True)),
        unranked=tuple(key for key in labels.tools if key not in figures),
        decision_probability=decision_probability,
    )
    return NetPresent(FrozenMap(results), ranking, robustness(filling))


def _contender(run: NetRun, labels: ToolLabels, gaps: ToolGaps) -> Contender:
    """Return what a tool is ranked by, as far as it is no draw: what is expected, in all, by effect and whatever fills its gaps."""
    ends = gaps.filled(0), gaps.filled(1)
    by_effect = zip((label.indicator for label in labels.benefits), run.means, strict=False)
    return Contender(
        values=_NO_DRAWS,
        expected=run.mean,
        size=_NO_DRAWS,
        expected_size=run.gross_mean,
        mc_error=run.mc_error,
        lowest=None,
        highest=None,
        expected_ends=None if ends[0] is None or ends[1] is None else (ends[0], ends[1]),
        positive=None,
        by_effect=FrozenMap({name: mean for name, mean in by_effect if name not in labels.gaps}),
    )


class _Kept:
    """What is kept of all draws: the net present values of each tool, and counts."""

    def __init__(self, tools: int, draws: int) -> None:
        self.net: list[Floats] = [np.empty(draws) for _ in range(tools)]
        self.positive, self.even, self.first = np.zeros(tools), np.zeros(tools), np.zeros(tools)

    def take(self, at: slice, parts: Sequence[NetStretch]) -> None:
        """Take a stretch of all tools."""
        for place, part in enumerate(parts):
            self.net[place][at] = part.net
            positive, even = counts_by_sign(part.net, part.gross)
            self.positive[place] += positive
            self.even[place] += even

    def lead(self, values: Sequence[Floats], sizes: Sequence[Floats]) -> None:
        """Count in how much of some draws each tool comes first and is above zero."""
        for place, leading in enumerate(first_parts(values, sizes)):
            self.first[place] += float(leading[values[place] > TOLERANCE * sizes[place]].sum())


def _stretches(
    runs: Sequence[NetRun], draws: int, size: int, threads: int, kept: _Kept, steps: Work
) -> Iterator[Block]:
    """Go through all draws once, and yield the values and gross flows of each stretch to whoever ranks them."""
    for start in range(0, draws if runs else 0, size):
        at = slice(start, min(start + size, draws))
        parts = each(methodcaller("next", at.stop - at.start), runs, threads)
        kept.take(at, parts)
        for begin in range(0, at.stop - at.start, STRETCH):
            block = slice(begin, begin + STRETCH)
            values, sizes = [part.net[block] for part in parts], [part.gross[block] for part in parts]
            kept.lead(values, sizes)
            yield values, None, sizes
        steps.did()
    for run in runs:
        run.close()


def _figures(run: NetRun, kept: _Kept, place: int, frame: Frame, position: int, conventions: Conventions) -> ToolResult:
    """Sum up one tool, and give the memory of its draws back."""
    net, draws = kept.net[place], conventions.draws
    low = high = None
    if conventions.gaps == "bounds" and frame.tools[position].gaps:
        ends = gap_values_of(frame, position, draws)
        low, high = quantiles(net + ends.lowest, (0.05,))[0], quantiles(net + ends.highest, (0.95,))[0]
    found = evolve(_summed(net, run), low=low, high=high)
    kept.net[place] = np.empty(0)
    return evolve(
        _NOTHING,
        npv=found,
        probability_positive=float(kept.positive[place] / draws),
        probability_even=float(kept.even[place] / draws),
    )


def _summed(net: Floats, run: NetRun) -> Summary:
    found = summary(net, mean=run.mean)
    return found if found.sd == 0.0 else evolve(found, mc_error=run.mc_error)


_NOTHING = ToolResult(
    name="", benefits=None, costs=None, npv=None, npv_cash=None, roi=None, roi_cash=None, bcr=None,
    payback=None, discounted_payback=None, irr=None, equivalent_annual=None, probability_positive=None, probability_even=None,
    by_indicator=FrozenMap(), units_by_indicator=FrozenMap(), by_lever=FrozenMap(), by_objective=FrozenMap(),
    by_beneficiary=FrozenMap(), by_evidence=FrozenMap(), anticipated=None, emergent=None, unlabelled=None,
    by_cost=FrozenMap(), by_driver=FrozenMap(), without=FrozenMap(), gaps=(), not_applicable=FrozenMap(),
)  # fmt: skip
"""A tool of which nothing was asked."""
