"""The whole way: a case in, a result out.

This is where names meet figures: the engine works on a frame without names, and what it gives back is put under the
names again here. Dates of tools sort benefits into anticipated and emergent, and say of whom proofs are asked: labels, no figures.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeAlias, TypedDict, TypeVar, get_args

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

from blogroi._version import VERSION
from blogroi.codes.expected_flows import ExpectedFlows
from blogroi.codes.figure_checks import evaluation_checks
from blogroi.engine.amounts import amounts_of, gap_values_of
from blogroi.engine.blocks import BLOCK
from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.build import ClaimPolicy, View, Viewpoint, build_frame
from blogroi.engine.frame import Frame, Labels
from blogroi.engine.simulate import OPEN_TABLES, TABLE_BYTES, details_of, totals_of
from blogroi.engine.sources import Shared, shared_draws
from blogroi.errors import OptionError, describe
from blogroi.evaluation.arguments import a_case, factor, whole
from blogroi.evaluation.contenders import contenders, tool_gaps
from blogroi.evaluation.emergent import emergent_of
from blogroi.evaluation.expected_flows import expected_flows
from blogroi.evaluation.ranking import Contender, rank_tools
from blogroi.evaluation.robustness import ToolGaps, robustness
from blogroi.evaluation.scoring import score_tools
from blogroi.evaluation.tool_figures import tool_result
from blogroi.evaluation.totals import Figures
from blogroi.fairness.claims import claims as audit_claims
from blogroi.fairness.parity import parity
from blogroi.files.fingerprint import fingerprint
from blogroi.model.case import Case
from blogroi.model.conventions import DRAWS, SEED, GapPolicy
from blogroi.model.fields import word_hint
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.purpose import labels as purposes
from blogroi.numerics.money import TOLERANCE
from blogroi.results.evaluation import Evaluation, Window
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.ranking import Figure, Ranking
from blogroi.results.scores import Scores
from blogroi.results.summary import DECISION_PROBABILITY
from blogroi.results.tool import ToolResult

__all__ = [
    "FIGURES",
    "MAX_DRAWS",
    "Conventions",
    "Simulation",
    "ToolDraws",
    "evaluate",
    "gaps_of",
    "simulate",
    "window_of",
]

Floats: TypeAlias = NDArray[np.float64]
T = TypeVar("T")


class Conventions(TypedDict, total=False):
    """What holds for all tools of an evaluation alike; each as the argument of :func:`blogroi.evaluate` of that name."""

    gaps: GapPolicy | None
    exclude: Collection[str]
    viewpoint: Viewpoint
    view: View
    claims: ClaimPolicy


FIGURES = ("default", "irr")
"""What can be asked of an evaluation."""

MAX_DRAWS = 10_000_000
"""The most draws that an evaluation takes."""

_MAX_BYTES = 1 << 32  # of draws kept at a time


def evaluate(
    case: Case,
    draws: int = DRAWS,
    *,
    seed: int = SEED,
    gaps: GapPolicy | None = None,
    exclude: Collection[str] = (),
    viewpoint: Viewpoint = "everyone",
    view: View = "forward-looking",
    claims: ClaimPolicy = "stated",
    by: Figure = "npv",
    decision_probability: float = DECISION_PROBABILITY,
    figures: Collection[str] = ("default",),
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
        Where an indicator is ``shared`` and the credits that all tools claim of its change in a period pass 100 %, ``scaled`` divides
        all of them by their sum; changes that each tool states for itself are divided where together they pass a stated ``total``. A
        tool's figures then depend on the tools beside it.
    by : {"npv", "roi", "score"}
        What the tools are ranked by. Scores are on the declared scales of the indicators, under what the case says of the
        weights of its objectives.
    decision_probability : float
        Share of the draws, from 0.5 to 1, in which the first tool must be ahead of each other to be called the winner.
    figures : collection of {"default", "irr"}
        What is worked out: ``"default"`` stands for all that is unless something else is asked for, ``"irr"`` for the distribution
        of the internal rate of return.
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
    draws, seed, threads = check_options(case, draws, seed, threads)
    decision_probability = _checked_order(by, decision_probability)
    _check_figures(figures)
    policy = case.gaps if gaps is None else gaps
    gains = better_side(case.blinded())
    frame, labels = build_frame(
        gains, seed=seed, gaps=policy, exclude=exclude, viewpoint=viewpoint, view=view, claims=claims
    )
    _check_size(case, frame, draws, threads)
    shared = shared_draws(frame, draws)
    count = _Count(progress, len(labels.tools) * -(-draws // BLOCK))

    def one(position: int) -> _Worked:
        key, parts = labels.tools[position], labels.parts[position]
        tool, unfillable, drawn = case.tools[key], frame.tools[position].unfillable, policy == "prior"
        details = details_of(frame, position, draws, shared=shared, rates="irr" in figures, progress=count)
        gap_values = gap_values_of(frame, position, draws, shared=shared)
        bounds = gap_values if policy == "bounds" and parts.fillable else None
        found = Figures.of(details, has_costs=bool(tool.costs), bounds=bounds)
        known = purposes(case, key, [label.indicator for label in parts.benefits])
        emergent = [known[label.indicator] for label in parts.benefits]
        result = tool_result(tool, found, frame, parts, emergent)
        told = emergent_of(
            case, gains, key, result, found, parts.benefits, emergent,
            frame=frame, seed=seed, viewpoint=viewpoint, claims=claims, shared=shared,
        )  # fmt: skip
        return _Worked(
            result=result,
            standings=contenders(found, parts, gap_values, unfillable, drawn=drawn),
            gaps=tool_gaps(found, parts, gap_values, unfillable, drawn=drawn),
            emergent=told,
            flows=expected_flows(case, key, details, frame, parts, seed=seed) if tool.published else None,
        )

    worked = dict(zip(labels.tools, _each(one, range(len(labels.tools)), threads), strict=True))
    results = {key: part.result for key, part in worked.items()}
    standings = {key: part.standings for key, part in worked.items()}
    emergent = {key: part.emergent for key, part in worked.items()}
    money = {key: found["npv"] for key, found in standings.items() if found}
    scored = score_tools(
        gains, draws, seed=seed, gaps=policy, claims=claims, money=money, decision_probability=decision_probability
    )
    scores, totals = (None, {}) if scored is None else scored
    results = {key: evolve(result, score=totals.get(key)) for key, result in results.items()}
    claimed = audit_claims(case, draws, seed=seed)
    flows = {key: part.flows for key, part in worked.items() if part.flows is not None}
    ranking = _ranking(by, standings, scores, decision_probability)
    checks, ignored = evaluation_checks(
        case,
        results,
        gaps=policy,
        claims=claimed,
        scores=scores,
        emergent=emergent,
        flows=flows,
        ranking=ranking,
        draws=draws,
    )
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
        window=window_of(case, view, claims),
        tools=FrozenMap(results),
        ranking=ranking,
        scores=scores,
        parity=parity(case),
        claims=claimed,
        robustness=robustness({key: part.gaps for key, part in worked.items()}),
        emergent=FrozenMap(emergent),
        checks=checks,
        ignored=ignored,
    )


@frozen(eq=False)
class _Worked:
    """All that is worked out tool by tool."""

    result: ToolResult
    standings: Mapping[str, Contender]
    gaps: ToolGaps
    emergent: ToolEmergent
    flows: ExpectedFlows | None


@frozen(eq=False)
class ToolDraws:
    """The draws of one tool, for statistics of one's own. Position ``n`` is the same possible world in every array.

    Parameters
    ----------
    benefits : numpy.ndarray of float, shape (draws,)
        Present values in the currency of the case.
    costs : numpy.ndarray of float, shape (draws,), or None
        Likewise; sunk costs left out. None where no cost of the tool is stated: what it costs is not known then.

    Examples
    --------
    >>> ToolDraws(np.array([150.0]), np.array([100.0])).roi.tolist()
    [0.5]
    """

    benefits: Floats
    costs: Floats | None

    @property
    def npv(self) -> Floats:
        """Net present value, shape (draws,).

        Raises
        ------
        OptionError
            When no cost of the tool is stated.
        """
        return self.benefits - self._stated_costs()

    @property
    def bcr(self) -> Floats:
        """Benefits over costs, shape (draws,).

        Raises
        ------
        OptionError
            When costs are not above zero in every draw: the ratio is then unknown, not infinite. When no cost is stated.
        """
        costs = self._stated_costs()
        if not (costs > TOLERANCE * (np.abs(self.benefits) + costs)).all():
            raise OptionError("tool", "its costs are not above zero in every draw: the ratio is unknown")
        return self.benefits / costs

    def _stated_costs(self) -> Floats:
        if self.costs is None:
            raise OptionError("tool", "none of its costs is stated: state them in the case, 0 where it costs nothing")
        return self.costs

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
    unknown : collection of str
        Keys of the tools whose costs are not known.
    """

    __slots__ = ("_draws", "_frame", "_labels", "_shared", "_unknown")

    def __init__(self, frame: Frame, labels: Labels, draws: int, *, unknown: Collection[str] = ()) -> None:
        self._frame, self._labels, self._draws, self._unknown = frame, labels, draws, frozenset(unknown)
        self._shared: Shared = shared_draws(frame, draws)

    def __getitem__(self, key: str) -> ToolDraws:
        if key not in self._labels.tools:
            raise KeyError(key)
        totals = totals_of(self._frame, self._labels.tools.index(key), self._draws, shared=self._shared)
        return ToolDraws(totals.benefits, None if key in self._unknown else totals.costs)

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
        flows = self._frame.tools[position].benefits
        rows = amounts_of(self._frame, flows, self._draws, shared=self._shared).rows
        labels = self._labels.parts[position].benefits
        return {label.indicator: row for label, row in zip(labels, rows, strict=True)}


def simulate(
    case: Case,
    draws: int = DRAWS,
    *,
    seed: int = SEED,
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
    draws, seed, _ = check_options(case, draws, seed)
    policy = case.gaps if gaps is None else gaps
    frame, labels = build_frame(
        case.blinded(), seed=seed, gaps=policy, exclude=exclude, viewpoint=viewpoint, view=view, claims=claims
    )
    return Simulation(frame, labels, draws, unknown=[key for key, tool in case.tools.items() if not tool.costs])


def check_options(case: object, draws: object, seed: object, threads: object = 1) -> tuple[int, int, int]:
    """Refuse what is no case, and numbers that are out of bounds; give the numbers as whole ones.

    Raises
    ------
    OptionError
        Naming the option, and what would be right.
    """
    a_case(case)
    return (
        whole("draws", draws, low=1, high=MAX_DRAWS),
        whole("seed", seed, low=0, high=2**64 - 1),
        whole("threads", threads, low=1, high=1024),
    )


def _checked_order(by: object, decision_probability: object) -> float:
    if by not in get_args(Figure):
        raise OptionError("by", f"{describe(by)} is not known: {word_hint(by, get_args(Figure))}")
    return factor("decision_probability", decision_probability, low=0.5, kind="share")


def _check_figures(figures: object) -> None:
    if isinstance(figures, str) or not isinstance(figures, Collection):
        raise OptionError("figures", f'{describe(figures)} is not a list of figures: write ("default", "irr")')
    for name in figures:
        if name not in FIGURES:
            raise OptionError("figures", f"{describe(name)} is not known: {word_hint(name, FIGURES)}")


def _check_size(case: Case, frame: Frame, draws: int, threads: int) -> None:
    """Refuse what would take more memory than is reasonable, by what is kept at a time, whatever the machine.

    Counted are the rows of draws that the tools being worked on keep, with their copies, what the ranking keeps of every tool, the
    scores, and the tables that are open.
    """
    at_once = min(threads, len(frame.tools))
    flows = max(len(tool.benefits) + len(tool.costs) + len(tool.sunk) for tool in frame.tools)
    arrays = (2 * flows + len(frame.times) + 20) * at_once + 8 * len(frame.tools)
    if any(indicator.scale is not None for indicator in case.indicators.values()):
        arrays += (len(frame.tools) + 2) * (len(case.objectives) + 2)
    check_room(arrays, draws, taken=at_once * OPEN_TABLES * TABLE_BYTES)


def check_room(arrays: int, draws: int, *, taken: int = 0) -> None:
    """Refuse more draws than there is room for, where so many arrays of them are kept beside what is taken already.

    Raises
    ------
    OptionError
        With the most draws that there is room for.
    """
    room = _MAX_BYTES - taken
    if arrays * draws * 8 > room:
        raise OptionError("draws", f"{draws} is too many for a case of this size: at most {room // (8 * arrays)}")


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


def gaps_of(case: Case, conventions: Conventions) -> GapPolicy:
    """Say how gaps are filled: as was asked, or as the case says where nothing was; what is no policy is refused where it is used."""
    asked = conventions.get("gaps")
    return case.gaps if asked is None else asked


def window_of(case: Case, view: View, claims: ClaimPolicy) -> Window:
    """Say over what time all tools are seen, and how money is discounted."""
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


def _ranking(
    by: Figure, standings: Mapping[str, Mapping[str, Contender]], scores: Scores | None, decision_probability: float
) -> Ranking:
    """Put the tools in order of the expected figure that was asked for."""
    if by == "score":
        if scores is None:
            raise OptionError("by", "there is no score: no indicator that leads to an objective has a scale")
        return scores.ranking
    ranked = {key: found[by] for key, found in standings.items() if by in found}
    return rank_tools(
        by,
        ranked,
        unranked=tuple(key for key in standings if key not in ranked),
        decision_probability=decision_probability,
    )
