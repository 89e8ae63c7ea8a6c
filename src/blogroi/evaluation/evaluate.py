"""The whole way: a case in, a result out.

This is where names meet figures: the engine works on a frame without names, and what it gives back is put under the
names again here. Dates of tools sort benefits into anticipated and emergent, and say of whom proofs are asked: labels, no figures.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from attrs import evolve

from blogroi.codes.figure_checks import evaluation_checks
from blogroi.engine.compile.better_side import better_side
from blogroi.engine.compile.build import build_frame
from blogroi.engine.details import details_of, gap_values_of
from blogroi.engine.frame import kept_fields
from blogroi.engine.shared import shared_values
from blogroi.engine.tape.flows import PATH_BLOCK
from blogroi.engine.tape.machine import Kept
from blogroi.evaluation.all_tools import AllTools, adds_up
from blogroi.evaluation.asked import check_figures, checked_order, is_net_alone
from blogroi.evaluation.contenders import contenders
from blogroi.evaluation.emergent import emergent_of
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.order import has_scores, order_by, score_board, scores_of
from blogroi.evaluation.progress import (
    QUESTION,
    Progress,
    ToolUnits,
    Work,
    units_by_period,
    units_of_ranking,
    units_of_tools,
)
from blogroi.evaluation.ranking import Contender
from blogroi.evaluation.robustness import ToolGaps, robustness
from blogroi.evaluation.size import check_size, evaluations, size_of
from blogroi.evaluation.tool_figures import tool_result
from blogroi.evaluation.totals import Figures
from blogroi.evaluation.units import units_by_indicator
from blogroi.evaluation.work import both, each
from blogroi.fairness.claims import claims_of
from blogroi.fairness.parity import parity
from blogroi.language.spoken import message
from blogroi.model.arguments import whole
from blogroi.model.asked import conventions_of
from blogroi.model.case import Case
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits, check_case, limits_of
from blogroi.model.purpose import labels as purposes
from blogroi.records import frozen
from blogroi.results.evaluation import Evaluation
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.ranking import Figure
from blogroi.results.summary import DECISION_PROBABILITY
from blogroi.results.tool import ToolResult

if TYPE_CHECKING:
    from blogroi.codes.expected_flows import ExpectedFlows
    from blogroi.engine.details import Details, GapValues
    from blogroi.engine.frame import Frame, Labels, ScoreFrame, ToolLabels
    from blogroi.engine.scores import ToolScores
    from blogroi.model.blinded import BlindedCase
    from blogroi.results.total import TotalResult
    from blogroi.revisions.plan_lock import Plan

__all__ = ["evaluate"]


def evaluate(
    case: Case,
    *,
    by: Figure = "npv",
    decision_probability: float = DECISION_PROBABILITY,
    figures: Collection[str] = ("default",),
    threads: int = 1,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Evaluation:
    """Return what every tool of a case brings in, by the same criteria for all of them.

    Parameters
    ----------
    case : Case
        What is evaluated.
    by : {"npv", "roi", "score"}
        What the tools are ranked by. Scores are on the declared scales of the indicators, under what the case says of the
        weights of its objectives.
    decision_probability : float
        Share of the draws, from 0.5 to 1, in which the first tool must be ahead of each other to be called the winner.
    figures : collection of {"default", "irr", "cash_by_period", "pairwise", "npv"}
        What is computed: ``"default"`` stands for all that is unless something else is asked for, ``"irr"`` for the distribution
        of the internal rate of return, ``"cash_by_period"`` for what comes and goes in each period, in all and in cash,
        ``"pairwise"`` for all pairs of tools and all places where there are more than eight tools; of fewer they are always there.
        ``("npv",)`` alone leaves out all but net present values, how likely they are above zero, and the order by them: of a case
        of eight tools 10,000,000 draws then take less than a GiB.
    threads : int
        Number of threads, over tools; it changes no figure.
    progress : callable, optional
        Called with how many units of work are done, and how many there are in all.
    plan : Plan, optional
        What was locked before launch (``blogroi.register``): the answer says what has moved since, and what the plan means a tool
        for decides which of its effects were anticipated. No figure changes by it.
    limits : Limits, optional
        How much may be asked for: tools, uncertain quantities, draws, and memory and processor time as they are estimated. By default
        what no house asks for is refused.
    conventions : Conventions, optional
        Those of another answer on the same case, most often, in the place of all keywords that follow.
    **stated
        ``draws`` (100,000), ``seed`` (1), ``gaps`` (what the case says), ``exclude`` (nothing), ``viewpoint`` (``"everyone"``), ``view``
        (``"forward-looking"``), ``claims`` and ``evidence`` (``"stated"``) and ``scenario`` (the case as it stands), as
        :class:`~blogroi.model.conventions.Conventions` has them: the same
        keywords in every question.

    Returns
    -------
    Evaluation

    Raises
    ------
    OptionError
        When an argument cannot be taken as it is.
    LimitError
        When more is asked for than is allowed, before anything is drawn.
    CaseError
        When gaps are to be filled from priors that the case does not give.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> sorted(result.tools)
    ['blog', 'magazine']
    """
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allowed = limits_of(limits)
    check_case(case, held.draws, allowed)
    if held.evaluated != case.day:  # a file without a day, under the conventions of an answer that was given on another
        case = evolve(case.stated or case, read_on=held.evaluated)
    case = case.under(held.scenario)
    threads = whole("threads", threads, low=1, high=1024)
    decision_probability = checked_order(by, decision_probability)
    check_figures(figures)
    if is_net_alone(figures):
        from blogroi.evaluation.net_only import net_present_only  # noqa: PLC0415  only who asks for it pays for it

        return net_present_only(case, held, by, decision_probability, threads, Work(progress), allowed)
    gains = better_side(case.blinded())
    frame, labels = build_frame(gains, held)
    size = size_of(case, frame, threads=threads, figures=figures, times=evaluations(held))
    check_size(size, held.draws, allowed)
    as_stated = None
    if held.evidence == "corrected":
        twice, without = Work(progress, 2 * QUESTION), evolve(held, evidence="stated")
        as_stated = evaluate(
            case,
            by=by,
            decision_probability=decision_probability,
            threads=threads,
            progress=twice.part(QUESTION),
            limits=limits,
            conventions=without,
        )
        progress = twice.part(QUESTION)
    board = score_board(gains, held, frame, labels)
    work, units = Work(progress), [ToolUnits()] * len(frame.tools)
    ranked = units_of_ranking(len(frame.tools), scored=has_scores(gains)) if work.is_watched else 0
    if work.is_watched:
        units = units_of_tools(frame)
        work.expect(sum(one.total for one in units) + ranked)
        if "cash_by_period" in figures:
            work.expect(units_by_period(len(frame.tools), len(frame.times)))
    bench = _Bench(
        case=case,
        gains=gains,
        frame=frame,
        labels=labels,
        conventions=held,
        shared=shared_values(frame, held.draws),
        by=by,
        rates="irr" in figures,
        together=AllTools(frame, held.draws) if adds_up(case) else None,
        work=work,
        units=units,
        board=None if board is None else board[0],
    )
    assessed = dict(zip(labels.tools, each(bench.assess, range(len(labels.tools)), threads), strict=True))
    standings = {key: tool.standings for key, tool in assessed.items()}
    money = {key: found["npv"] for key, found in standings.items() if found}
    pairs = "pairwise" in figures
    scores, totals = scores_of(
        gains,
        held,
        board,
        [tool.scores for tool in assessed.values()],
        money=money,
        decision_probability=decision_probability,
        pairs=pairs,
    )
    results = {key: evolve(tool.result, score=totals.get(key)) for key, tool in assessed.items()}
    emergent = {key: tool.emergent for key, tool in assessed.items()}
    total, ranking = both(
        bench.total, lambda: order_by(by, standings, scores, decision_probability, pairs=pairs), threads
    )
    if "cash_by_period" in figures:
        results, total = _by_period(case, bench, results, total)
    claimed = claims_of(gains, draws=held.draws, seed=held.seed)
    work.did(ranked)
    evidence = None
    if as_stated is not None:
        from blogroi.evaluation.evidence import correction_of  # noqa: PLC0415  only who corrects by evidence pays for it

        evidence = correction_of(gains, held, as_stated, results, ranking)
    checks, ignored = evaluation_checks(
        case,
        results,
        held,
        claims=claimed,
        scores=scores,
        emergent=emergent,
        flows={key: tool.flows for key, tool in assessed.items() if tool.flows is not None},
        total=total,
        total_flows=_flows_of_all(case, bench),
        ranking=ranking,
        at_ends=kept_fields(frame),
        evidence=evidence,
    )
    return Evaluation(
        **envelope_of(case, held),
        tools=FrozenMap(results),
        total=total,
        ranking=ranking,
        scores=scores,
        parity=parity(case),
        claims=claimed,
        robustness=robustness({key: tool.gaps for key, tool in assessed.items()}),
        emergent=FrozenMap(emergent),
        evidence=evidence,
        checks=checks,
        ignored=ignored,
    )


@frozen(eq=False, kw_only=True)
class _Assessment:
    """All that is computed of one tool, before the tools are put beside each other."""

    result: ToolResult
    standings: Mapping[str, Contender]
    gaps: ToolGaps
    emergent: ToolEmergent
    flows: ExpectedFlows | None
    scores: ToolScores | None


@frozen(eq=False, kw_only=True)
class _Bench:
    """What all tools are assessed with, each by itself and in whichever thread."""

    case: Case
    gains: BlindedCase
    frame: Frame
    labels: Labels
    conventions: Conventions
    shared: Kept
    by: Figure
    rates: bool
    together: AllTools | None
    work: Work
    units: Sequence[ToolUnits]
    board: ScoreFrame | None

    def total(self) -> TotalResult | None:
        """Sum up what all tools come to, once each was assessed."""
        return None if self.together is None else self.together.result()

    def assess(self, position: int) -> _Assessment:
        """Compute what one tool brings in, and add it to what all do."""
        try:
            return self._assess(position)
        except BaseException:
            if self.together is not None:
                self.together.give_up()
            raise

    def _figures(self, position: int, gaps: GapValues) -> Figures:
        """Add up what the engine finds of one tool, and add that to all others."""
        frame, held, together = self.frame, self.conventions, self.together
        tool, parts = frame.tools[position], self.labels.parts[position]
        blocks = self.work.steps(self.units[position].flows, -(-held.draws // PATH_BLOCK))
        details = details_of(
            frame,
            position,
            held.draws,
            shared=self.shared,
            rates=self.rates,
            progress=blocks.did,
            net=None if together is None else together.adder(position),
            averaged=() if self.board is None else self.board.changes(position),
        )
        has_reach = held.gaps == "bounds" and bool(parts.gaps_with_prior)
        reach = None
        if has_reach and tool.cash is not None:
            reach = gap_values_of(frame, position, held.draws, shared=self.shared, gaps=tool.cash.gaps)
        found = Figures.of(
            details,
            has_costs=bool(self.case.tools[self.labels.tools[position]].costs),
            bounds=gaps if has_reach else None,
            cash=tool.cash,
            cash_bounds=reach,
        )
        if together is not None:
            together.add(position, found, parts)
        return found

    def _assess(self, position: int) -> _Assessment:
        key, parts, frame, held = self.labels.tools[position], self.labels.parts[position], self.frame, self.conventions
        tool, without_prior = self.case.tools[key], frame.tools[position].gaps_without_prior
        units = self.units[position]
        gap_values = gap_values_of(frame, position, held.draws, shared=self.shared)
        self.work.did(units.gaps)
        found = self._figures(position, gap_values)
        known = purposes(self.case, key, [label.indicator for label in parts.benefits])
        late = [known[label.indicator] for label in parts.benefits]
        by_unit = units_by_indicator(self.case, frame, position, parts, found, held.draws, shared=self.shared)
        self.work.did(units.changes)
        result = tool_result(tool, found, frame, parts, late, by_unit)
        told = emergent_of(
            self.case, self.gains, key, result, found, parts.benefits, late,
            frame=frame, conventions=held, shared=self.shared,
        )  # fmt: skip
        drawn, flows = held.gaps == "prior", None
        level = None if found.npv is None else found.npv.mean
        if tool.published and held.evidence == "stated":  # what was printed is held against what is stated
            flows = _expected_flows(self.case, key, found.details, frame, parts, seed=held.seed)
        self.work.did(units.figures)
        return _Assessment(
            result=result,
            standings=contenders(found, parts, gap_values, without_prior, drawn=drawn, by=self.by),
            gaps=ToolGaps.of(level, found.gross_mean, parts, gap_values.means, without_prior, drawn=drawn),
            emergent=told,
            flows=flows,
            scores=None if self.board is None else self._scores(self.board, position, found),
        )

    def _scores(self, board: ScoreFrame, position: int, found: Figures) -> ToolScores:
        """Score one tool."""
        from blogroi.engine.scores import tool_scores  # noqa: PLC0415  only who scores pays for it

        return tool_scores(board, position, self.conventions.draws, known=found.details.averages)


def _by_period(
    case: Case, bench: _Bench, results: Mapping[str, ToolResult], total: TotalResult | None
) -> tuple[dict[str, ToolResult], TotalResult | None]:
    """Add what comes and goes in each period to the figures of the tools, and of all of them."""
    from blogroi.evaluation.by_period import flows_by_period  # noqa: PLC0415  only who asks for it pays for it

    known = [bool(case.tools[key].costs) for key in bench.labels.tools]
    steps = bench.work.steps(units_by_period(len(known), len(bench.frame.times)), sum(known) + 1)
    found = flows_by_period(bench.frame, bench.conventions.draws, shared=bench.shared, known=known, progress=steps.did)
    with_flows = {
        key: evolve(results[key], cash_by_period=flows)
        for key, flows in zip(bench.labels.tools, found.tools, strict=True)
    }
    return with_flows, None if total is None else evolve(total, cash_by_period=found.total)


def _expected_flows(
    case: Case, key: str, details: Details, frame: Frame, labels: ToolLabels, *, seed: int
) -> ExpectedFlows:
    from blogroi.evaluation.expected_flows import expected_flows  # noqa: PLC0415  only where something was printed

    return expected_flows(case, key, details, frame, labels, seed=seed)


def _flows_of_all(case: Case, bench: _Bench) -> ExpectedFlows | None:
    """Return what is expected of all tools together period by period, where they add up and something was printed of that."""
    together = bench.together
    if together is None or case.total is None or not case.total.published or bench.conventions.evidence != "stated":
        return None
    from blogroi.evaluation.expected_flows import flows_of_all  # noqa: PLC0415  only where something was printed

    items = [
        message("{tool}: {what}", tool=case.tools[key].name, what=item)
        for key, part in zip(bench.labels.tools, bench.labels.parts, strict=True)
        for item in part.costs
    ]
    return flows_of_all(case, together.benefits, together.costs, items, bench.frame, bench.conventions)
