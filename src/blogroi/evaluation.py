"""The whole way: a case in, a result out.

This is where names meet figures: the engine works on a frame without names, and what it gives back is put under the
names again here. Dates are read for one thing alone: to sort benefits into anticipated and emergent.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypedDict, TypeVar, get_args

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi._version import VERSION
from blogroi.checks import evaluation_checks
from blogroi.claims import claims as audit_claims
from blogroi.emergent import corrected_rows, corrections, late, tool_emergent
from blogroi.engine.build import ClaimPolicy, View, Viewpoint, build_frame, unit_changes
from blogroi.engine.frame import FlowLabels, Frame, Labels, ToolLabels
from blogroi.engine.money import is_divisor
from blogroi.engine.simulate import (
    BLOCK,
    Details,
    GapValues,
    Shared,
    details_of,
    flow_values,
    gap_values_of,
    shared_draws,
    totals_of,
)
from blogroi.files import fingerprint
from blogroi.model.case import Case, GapPolicy
from blogroi.model.errors import CaseError, OptionError, near_miss, shown
from blogroi.model.frozen_map import FrozenMap
from blogroi.parity import parity
from blogroi.ranking import Contender, rank_tools
from blogroi.results import (
    SURE,
    Evaluation,
    Figure,
    Ranking,
    Scores,
    Summary,
    ToolEmergent,
    ToolResult,
    Window,
    Without,
)

__all__ = ["MAX_DRAWS", "Conventions", "Simulation", "ToolDraws", "evaluate", "simulate"]
from blogroi.robustness import ToolGaps, robustness
from blogroi.scoring import score_tools

Floats: TypeAlias = NDArray[np.float64]
T = TypeVar("T")


class Conventions(TypedDict, total=False):
    """What holds for all tools of an evaluation alike; each as the argument of :func:`blogroi.evaluate` of that name."""

    gaps: GapPolicy | None
    exclude: Collection[str]
    viewpoint: Viewpoint
    view: View
    claims: ClaimPolicy


MAX_DRAWS = 10_000_000
"""The most draws that an evaluation takes."""

_MAX_BYTES = 1 << 32  # of draws kept at a time


def evaluate(
    case: Case,
    draws: int = 100_000,
    *,
    seed: int = 1,
    gaps: GapPolicy | None = None,
    exclude: Collection[str] = (),
    viewpoint: Viewpoint = "everyone",
    view: View = "forward-looking",
    claims: ClaimPolicy = "stated",
    by: Figure = "npv",
    margin: float = SURE,
    threads: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Say what every tool of a case brings in, by the same criteria for all of them.

    Parameters
    ----------
    case : Case
        What is evaluated.
    draws : int
        Number of draws, from 1 to 10,000,000.
    seed : int
        Seed of the draws, at least 0. The same case, version, seed and draws give the same bytes.
    gaps : {"no-credit", "bounds", "prior"}, optional
        How gaps are filled, for all tools; what the case says unless it is given.
    exclude : collection of str
        Classes of valuation (``"advertising equivalent"``, ...) or cash status (``"capacity"``, ...) whose benefits are
        left out.
    viewpoint : str
        Whose costs and benefits count: ``"everyone"``, or one of the parties. From a party's viewpoint, costs count
        where it pays and benefits where it is the beneficiary of the objective.
    view : {"forward-looking", "whole-life"}
        Forward-looking, sunk costs are shown and left out. Over the whole life, all costs count, and those paid upfront are
        spread evenly over their service life.
    claims : {"stated", "scaled"}
        Where the credits that all tools claim on an indicator in a period pass 100 %, ``scaled`` divides all of them by
        their sum. A tool's figures then depend on the tools beside it.
    by : {"npv", "roi", "score"}
        What the tools are ranked by. Scores are on the declared scales of the indicators, under what the case says of the
        weights of its objectives.
    margin : float
        Share of the draws, from 0.5 to 1, in which the first tool must be ahead of each other to be called the winner.
    threads : int
        Number of threads, over tools; it changes no figure.
    progress : callable, optional
        Called with the number of blocks done and of all blocks.

    Returns
    -------
    Evaluation

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is.
    CaseError
        When gaps are to be filled from priors that the case does not give.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> sorted(result.tools)
    ['blog', 'magazine']
    """
    check_options(case, draws, seed, threads)
    _check_order(by, margin)
    policy = case.gaps if gaps is None else gaps
    frame, labels = build_frame(
        case, seed=seed, gaps=policy, exclude=exclude, viewpoint=viewpoint, view=view, claims=claims
    )
    _check_size(case, frame, draws, threads)
    shared = shared_draws(frame, draws)
    count = _Count(progress, len(labels.tools) * -(-draws // BLOCK))

    def one(position: int) -> tuple[ToolResult, dict[str, Contender], ToolGaps, ToolEmergent]:
        key = labels.tools[position]
        details = details_of(frame, position, draws, shared=shared, progress=count)
        costs = _total(details.by_cost) if case.tools[key].costs else None
        gap_values = gap_values_of(frame, position, draws, costs=costs, shared=shared)
        parts = labels.parts[position]
        bounds = gap_values if policy == "bounds" and parts.fillable else None
        result, npv = _tool_result(case, key, details, costs, parts, frame.annuity, bounds)
        unfillable = frame.tools[position].unfillable
        standings = (
            {}
            if npv is None or costs is None
            else _contenders(details, npv, costs, parts, gap_values, unfillable, policy)
        )
        rest = _tool_gaps(result, parts.fillable, gap_values, unfillable, drawn=policy == "prior")
        found = corrections(case, key)
        names = [label.indicator for label in parts.benefits if label.indicator in found]
        flows = unit_changes(case, key, names, seed=seed, viewpoint=viewpoint, claims=claims)
        units = dict(zip(names, flow_values(frame, flows, draws, shared=shared), strict=True))
        rows = corrected_rows(details.by_flow, parts.benefits, found, units, costs=costs)
        told = tool_emergent(result, rows, late(case, key, parts.benefits), found, summarise=summary)
        return result, standings, rest, told

    worked = dict(zip(labels.tools, _each(one, range(len(labels.tools)), threads), strict=True))
    results = {key: result for key, (result, *_) in worked.items()}
    standings = {key: found for key, (_, found, *_) in worked.items()}
    hardiness = robustness({key: gaps for key, (_, _, gaps, _) in worked.items()})
    emergent = {key: told for key, (*_, told) in worked.items()}
    npvs = {key: found["npv"].values for key, found in standings.items() if found}
    scored = score_tools(
        case, draws, seed=seed, gaps=policy, claims=claims, npvs=npvs, margin=margin, summarise=summary
    )
    scores, totals = (None, {}) if scored is None else scored
    results = {key: evolve(result, score=totals.get(key)) for key, result in results.items()}
    claimed = audit_claims(case, draws, seed=seed)
    return Evaluation(
        title=case.title,
        currency=case.currency,
        draws=draws,
        seed=seed,
        version=VERSION,
        fingerprint=fingerprint(case),
        gaps=policy,
        exclude=tuple(sorted(set(exclude))),
        viewpoint=viewpoint,
        window=_window(case, view, claims),
        tools=FrozenMap(results),
        ranking=_ranking(by, standings, scores, margin),
        scores=scores,
        parity=parity(case),
        claims=claimed,
        robustness=hardiness,
        emergent=FrozenMap(emergent),
        checks=evaluation_checks(case, results, policy, claimed, scores, emergent),
    )


@frozen(eq=False)
class ToolDraws:
    """The draws of one tool, for statistics of one's own. Position ``n`` is the same possible world in every array.

    Parameters
    ----------
    benefits, costs : numpy.ndarray of float, shape (draws,)
        Present values in the currency of the case; sunk costs left out.

    Examples
    --------
    >>> ToolDraws(np.array([150.0]), np.array([100.0])).roi.tolist()
    [0.5]
    """

    benefits: Floats
    costs: Floats

    @property
    def npv(self) -> Floats:
        """Net present value, shape (draws,)."""
        return self.benefits - self.costs

    @property
    def bcr(self) -> Floats:
        """Benefits over costs, shape (draws,).

        Raises
        ------
        OptionError
            When costs are not above zero in every draw: the ratio is then unknown, not infinite.
        """
        if not is_divisor(self.costs):
            raise OptionError("tool", "its costs are not above zero in every draw: the ratio is unknown")
        return self.benefits / self.costs

    @property
    def roi(self) -> Floats:
        """Benefits less costs, over costs, shape (draws,); errors as for ``bcr``."""
        ratio = self.bcr
        ratio -= 1.0
        return ratio


class Simulation(Mapping[str, ToolDraws]):
    """The draws of every tool, worked out when they are asked for, one tool at a time.

    Nothing is kept: asking twice works twice and gives the same bits. Memory is thus that of one tool.

    Parameters
    ----------
    frame : Frame
        The anonymous case.
    labels : Labels
        Its names.
    draws : int
        Number of draws.
    """

    __slots__ = ("_draws", "_frame", "_labels", "_shared")

    def __init__(self, frame: Frame, labels: Labels, draws: int) -> None:
        self._frame, self._labels, self._draws = frame, labels, draws
        self._shared: Shared = shared_draws(frame, draws)

    def __getitem__(self, key: str) -> ToolDraws:
        if key not in self._labels.tools:
            raise KeyError(key)
        totals = totals_of(self._frame, self._labels.tools.index(key), self._draws, shared=self._shared)
        return ToolDraws(totals.benefits, totals.costs)

    def __iter__(self) -> Iterator[str]:
        return iter(self._labels.tools)

    def __len__(self) -> int:
        return len(self._labels.tools)

    def each(self, function: Callable[[ToolDraws], T], *, threads: int = 1) -> dict[str, T]:
        """Apply a function to the draws of every tool, holding the draws of one tool a thread at a time.

        Parameters
        ----------
        function : callable
            What is to be known of a tool's draws.
        threads : int
            Number of threads, over tools; it changes no draw.

        Returns
        -------
        dict
            What the function gave, by the tool's key.
        """
        keys = tuple(self)
        return dict(zip(keys, _each(lambda key: function(self[key]), keys, threads), strict=True))

    def by_indicator(self, key: str) -> dict[str, Floats]:
        """Give a tool's benefits by indicator, which add up to its benefits draw by draw.

        Parameters
        ----------
        key : str
            Key of the tool.

        Returns
        -------
        dict of str to numpy.ndarray of float, shape (draws,)
        """
        position = self._labels.tools.index(key)
        details = details_of(self._frame, position, self._draws, shared=self._shared)
        labels = self._labels.parts[position].benefits
        return {label.indicator: row for label, row in zip(labels, details.by_flow, strict=True)}


def simulate(
    case: Case,
    draws: int = 100_000,
    *,
    seed: int = 1,
    gaps: GapPolicy | None = None,
    exclude: Collection[str] = (),
    viewpoint: Viewpoint = "everyone",
    view: View = "forward-looking",
    claims: ClaimPolicy = "stated",
) -> Simulation:
    """Give the draws themselves, as arrays, for statistics of one's own.

    Parameters
    ----------
    case, draws, seed, gaps, exclude, viewpoint, view, claims
        As in :func:`evaluate`, of whose figures these are the draws.

    Returns
    -------
    Simulation

    Raises
    ------
    OptionError, CaseError
        As in :func:`evaluate`.

    Examples
    --------
    >>> import blogroi
    >>> simulation = blogroi.simulate(blogroi.loads(blogroi.template()), draws=1000)
    >>> simulation["blog"].npv.shape
    (1000,)
    """
    check_options(case, draws, seed)
    policy = case.gaps if gaps is None else gaps
    frame, labels = build_frame(
        case, seed=seed, gaps=policy, exclude=exclude, viewpoint=viewpoint, view=view, claims=claims
    )
    return Simulation(frame, labels, draws)


def check_options(case: object, draws: object, seed: object, threads: object = 1) -> None:
    """Refuse what is no case, and numbers that are out of bounds.

    Raises
    ------
    OptionError
        Naming the option, and what would be right.
    """
    if not isinstance(case, Case):
        raise OptionError("case", f"{shown(case)} is not a case: `blogroi.load` reads one from a file")
    bounds = (("draws", draws, 1, MAX_DRAWS), ("seed", seed, 0, 2**64 - 1), ("threads", threads, 1, 1024))
    for name, value, low, high in bounds:
        if isinstance(value, bool) or not isinstance(value, int):
            raise OptionError(name, f"{value!r} is not a whole number")
        if not low <= value <= high:
            raise OptionError(name, f"{value} is not between {low} and {high}")


def _check_order(by: object, margin: object) -> None:
    if by not in get_args(Figure):
        raise OptionError("by", f"{shown(by)} is not known: {near_miss(str(by), get_args(Figure))}")
    if isinstance(margin, bool) or not isinstance(margin, int | float) or not 0.5 <= margin <= 1.0:
        raise OptionError("margin", f"{shown(margin)} is not a share from 0.5 to 1")


def _check_size(case: Case, frame: Frame, draws: int, threads: int) -> None:
    arrays = max(len(tool.benefits) + len(tool.costs) for tool in frame.tools) * min(threads, len(frame.tools)) + 20
    arrays += len(frame.tools)
    if any(indicator.scale is not None for indicator in case.indicators.values()):
        arrays += (len(frame.tools) + 2) * (len(case.objectives) + 2)
    if arrays * draws * 8 > _MAX_BYTES:
        most = _MAX_BYTES // (8 * arrays)
        raise OptionError("draws", f"{draws} is too many for a case of this size: at most {most}")


def _each(function: Callable[[T], object], items: Sequence[T], threads: int) -> list:  # type: ignore[type-arg]
    """Apply a function to each item, in threads where that is asked for; results in the order of the items."""
    if threads == 1 or len(items) < 2:
        return [function(item) for item in items]
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  only who asks for threads pays for it

    with ThreadPoolExecutor(threads) as executor:
        return list(executor.map(function, items))


class _Count:
    """Counts the blocks that are done, and tells whoever wants to know."""

    def __init__(self, progress: Callable[[int, int], None] | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, itertools.count(1)

    def __call__(self) -> None:
        done = next(self._done)  # in one step, whichever thread comes first
        if self._progress is not None:
            self._progress(done, self._total)


def summary(values: Floats, *, lowest: Floats | None = None, highest: Floats | None = None) -> Summary:
    """Sum a figure up over its draws.

    Parameters
    ----------
    values : numpy.ndarray of float, shape (draws,)
        The figure, draw by draw; left as it is.
    lowest, highest : numpy.ndarray of float, shape (draws,), optional
        The figure with every gap at its least and at its greatest.

    Returns
    -------
    Summary
    """
    ordered = np.sort(values)
    with np.errstate(over="ignore"):
        spread = float(values.std()) if math.isfinite(ordered[0]) and math.isfinite(ordered[-1]) else math.inf
    if not math.isfinite(spread):
        raise CaseError.at("", "the figures grow past what can be worked with: its numbers are too large")
    low = None if lowest is None else _quantile(np.sort(lowest), 0.05)
    high = None if highest is None else _quantile(np.sort(highest), 0.95)
    if ordered[0] == ordered[-1]:  # certain: no rounding of a mean, no spread
        level = float(ordered[0])
        return Summary(level, 0.0, level, level, level, low, high)
    p05, p50, p95 = (_quantile(ordered, share) for share in (0.05, 0.5, 0.95))
    return Summary(float(values.mean()), spread, p05, p50, p95, low, high)


def _quantile(ordered: Floats, share: float) -> float:
    place = share * (ordered.size - 1)
    below = int(place)
    above = min(below + 1, ordered.size - 1)
    return float(ordered[below] + (place - below) * (ordered[above] - ordered[below]))


def _tool_result(
    case: Case,
    key: str,
    details: Details,
    costs: Floats | None,
    labels: ToolLabels,
    annuity: float,
    bounds: GapValues | None,
) -> tuple[ToolResult, Floats | None]:
    """Put the figures of one tool under their names; give its net present value draw by draw beside it."""
    tool = case.tools[key]
    benefits = _total(details.by_flow)
    npv = None if costs is None else benefits - costs
    grouped = _Groups(details.by_flow)
    added = (None, None) if bounds is None else (bounds.lowest, bounds.highest)
    raised = [None if more is None else benefits + more for more in added]
    ends = [None if costs is None or total is None else total - costs for total in raised]
    ratios = [None if costs is None or total is None else _ratio(total, costs) for total in (benefits, *raised)]
    bcr = _optional_summary(*ratios)
    anticipated, emergent = _by_hindsight(late(case, key, labels.benefits), grouped)
    result = ToolResult(
        name=tool.name,
        benefits=_optional_summary(benefits, *raised),
        costs=_optional_summary(costs),
        npv=_optional_summary(npv, *ends),
        roi=_shifted(bcr),
        bcr=bcr,
        payback=None if costs is None else _known(details.payback),
        irr=None if costs is None else _known(details.rates),
        equivalent_annual=_scaled(_optional_summary(npv, *ends), 1.0 / annuity),
        sunk=summary(details.sunk) if details.has_sunk else None,
        probability_positive=None if npv is None else _share_positive(npv),
        probability_pays_back=None if costs is None else float(np.mean(~np.isnan(details.payback))),
        irr_status=_irr_status(details.roots) if costs is not None else FrozenMap(),
        by_indicator=grouped.by({label.indicator: 1.0} for label in labels.benefits),
        by_lever=grouped.by({label.lever: 1.0} for label in labels.benefits),
        by_objective=grouped.by(label.objectives for label in labels.benefits),
        by_beneficiary=grouped.by(label.parties for label in labels.benefits),
        by_evidence=grouped.by({label.evidence: 1.0} for label in labels.benefits),
        anticipated=anticipated,
        emergent=emergent,
        by_cost=_by_cost(labels.costs, details.by_cost),
        without=_without(details.by_flow, labels.benefits, benefits, costs),
        gaps=labels.gaps,
        not_applicable=tool.not_applicable,
    )
    return result, npv


def _tool_gaps(
    result: ToolResult, names: Sequence[str], values: GapValues, unfillable: int, *, drawn: bool
) -> ToolGaps:
    """Put what could fill the gaps under their names; where they were drawn, take that off the figures again."""
    npv, roi = (None if figure is None else figure.mean for figure in (result.npv, result.roi))
    ratios = np.zeros_like(values.means) if values.ratios is None else values.ratios
    if drawn and npv is not None:
        npv -= float(values.means[:, 2].sum())
    if drawn and roi is not None:
        roi -= float(ratios[:, 2].sum())
    return ToolGaps(npv, _by_name(names, values.means), unfillable, roi, _by_name(names, ratios))


def _by_name(names: Sequence[str], rows: Floats) -> FrozenMap[str, tuple[float, float, float]]:
    return FrozenMap(
        {name: (float(low), float(high), float(mean)) for name, (low, high, mean) in zip(names, rows, strict=True)}
    )


def _by_hindsight(is_late: Sequence[bool] | None, grouped: _Groups) -> tuple[Summary | None, Summary | None]:
    """Sum up what was anticipated and what is emergent, where the two can be told apart."""
    if is_late is None:
        return None, None
    anticipated, emergent = (tuple(row for row, each in enumerate(is_late) if each is kind) for kind in (False, True))
    return grouped.of(anticipated), grouped.of(emergent)


def _window(case: Case, view: View, claims: ClaimPolicy) -> Window:
    rate = case.discounting.rate
    return Window(
        start=case.horizon.start.isoformat(),
        periods=case.horizon.periods,
        step=case.horizon.step,
        rate=rate if not isinstance(rate, tuple) else tuple((band.until, band.rate) for band in rate),
        timing=case.discounting.timing,
        view=view,
        claims=claims,
    )


class _Groups:
    """Sums of the flows of a tool under one heading or another, each distinct sum worked out once."""

    def __init__(self, by_flow: Floats) -> None:
        self._by_flow = by_flow
        self._known: dict[tuple[tuple[int, float], ...], Summary] = {}

    def by(self, shares: Iterable[Mapping[str, float]]) -> FrozenMap[str, Summary]:
        """Sum up under each heading; ``shares`` says for each flow what goes under which."""
        parts: dict[str, list[tuple[int, float]]] = {}
        for row, headings in enumerate(shares):
            for heading, share in headings.items():
                parts.setdefault(heading, []).append((row, share))
        return FrozenMap({heading: self._sum(tuple(parts[heading])) for heading in sorted(parts)})

    def of(self, rows: tuple[int, ...]) -> Summary:
        """Sum up some of the flows."""
        return self._sum(tuple((row, 1.0) for row in rows))

    def _sum(self, parts: tuple[tuple[int, float], ...]) -> Summary:
        if parts not in self._known:
            total = np.zeros(self._by_flow.shape[1])
            for row, share in parts:
                total += self._by_flow[row] if share == 1.0 else share * self._by_flow[row]
            self._known[parts] = summary(total)
        return self._known[parts]


def _total(rows: Floats) -> Floats:
    """Add rows up one after the other, in an order that no block size or layout decides."""
    total = np.zeros(rows.shape[1])
    for row in rows:
        total += row
    return total


def _by_cost(items: Sequence[str], by_cost: Floats) -> FrozenMap[str, Summary]:
    """Sum up each cost, those of the same name together."""
    names = sorted(set(items))
    return FrozenMap(
        {name: summary(_total(by_cost[[row for row, item in enumerate(items) if item == name]])) for name in names}
    )


def _without(
    by_flow: Floats, labels: Sequence[FlowLabels], benefits: Floats, costs: Floats | None
) -> FrozenMap[str, Without]:
    """Work out what is left without each class of benefits; a class of zero benefits is left out."""
    found: dict[str, Without] = {}
    for name in sorted({word for label in labels for word in label.classes}):
        rows = [row for row, label in enumerate(labels) if name in label.classes]
        if not by_flow[rows].any():
            continue
        is_all = len(rows) == len(labels)
        if costs is None:
            found[name] = Without(None, None, None, turns=False, is_all=is_all)
            continue
        kept = _total(by_flow[[row for row in range(len(labels)) if row not in rows]])
        npv = kept - costs
        found[name] = Without(
            npv=summary(npv),
            roi=_shifted(_optional_summary(_ratio(kept, costs))),
            probability_positive=_share_positive(npv),
            turns=bool((npv.mean() > 0.0) != ((benefits - costs).mean() > 0.0)),
            is_all=is_all,
        )
    return FrozenMap(found)


def _optional_summary(
    values: Floats | None, lowest: Floats | None = None, highest: Floats | None = None
) -> Summary | None:
    return None if values is None else summary(values, lowest=lowest, highest=highest)


def _share_positive(values: Floats) -> float:
    return float(np.count_nonzero(values > 0.0) / values.size)


def _ratio(total: Floats, costs: Floats) -> Floats | None:
    """Divide by costs where they are above zero in every draw; elsewhere a ratio has no meaning."""
    return total / costs if is_divisor(costs) else None


def _moved(figure: Summary | None, change: Callable[[float], float], spread: float = 1.0) -> Summary | None:
    """Carry a summary over to a figure that rises in a straight line with it."""
    if figure is None:
        return None
    moved = {name: change(value) for name, value in figure.to_dict().items() if name != "sd"}
    return Summary(sd=figure.sd * spread, **moved)


def _shifted(figure: Summary | None) -> Summary | None:
    """Carry a gross ratio over to the net one."""
    return _moved(figure, lambda value: value - 1.0)


def _scaled(figure: Summary | None, factor: float) -> Summary | None:
    """Carry a figure over to another unit, ``factor`` being above zero."""
    return _moved(figure, lambda value: value * factor, factor)


def _known(values: Floats) -> Summary | None:
    """Sum up the draws in which a figure exists; None where it exists in none."""
    existing = values[~np.isnan(values)]
    return summary(existing) if existing.size else None


def _irr_status(roots: NDArray[np.int8]) -> FrozenMap[str, float]:
    shares = np.bincount(roots, minlength=3) / roots.size
    return FrozenMap({"unique": float(shares[1]), "several": float(shares[2]), "none": float(shares[0])})


def _contenders(
    details: Details,
    npv: Floats,
    costs: Floats,
    labels: ToolLabels,
    gaps: GapValues,
    unfillable: int,
    policy: GapPolicy,
) -> dict[str, Contender]:
    """Say what a tool is ranked by, in money and over its costs."""
    names = [label.indicator for label in labels.benefits]
    known = npv
    if policy == "prior" and labels.gaps:  # what the gaps were filled with is taken off again
        known = npv - _total(details.by_flow[[row for row, name in enumerate(names) if name in labels.gaps]])
    effects = [(name, row) for name, row in zip(names, details.by_flow, strict=True) if name not in labels.gaps]
    has_bounds = unfillable == 0
    low, high = (known + ends if labels.fillable else known for ends in (gaps.lowest, gaps.highest))
    positive = npv > 0.0
    found = {
        "npv": Contender(
            values=npv,
            lowest=low if has_bounds else None,
            highest=high if has_bounds else None,
            positive=positive,
            by_effect=FrozenMap({name: float(row.mean()) for name, row in effects}),
        )
    }
    if is_divisor(costs):
        found["roi"] = Contender(
            values=npv / costs,
            lowest=low / costs if has_bounds else None,
            highest=high / costs if has_bounds else None,
            positive=positive,
            by_effect=FrozenMap({name: float((row / costs).mean()) for name, row in effects}),
        )
    return found


def _ranking(
    by: Figure, standings: Mapping[str, Mapping[str, Contender]], scores: Scores | None, margin: float
) -> Ranking:
    """Put the tools in order of the expected figure that was asked for."""
    if by == "score":
        if scores is None:
            raise OptionError("by", "there is no score: no indicator that leads to an objective has a scale")
        return scores.ranking
    ranked = {key: found[by] for key, found in standings.items() if by in found}
    return rank_tools(by, ranked, unranked=tuple(key for key in standings if key not in ranked), margin=margin)
