"""All that a case is asked before a decision, on one page: what each tool brings in, what that depends on, what to find out, what to choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Unpack

from attrs import evolve, field

from blogroi.decisions.choose import Choice, choose
from blogroi.decisions.scenarios import Scenarios, scenarios
from blogroi.decisions.sensitivity import Sensitivity, sensitivity
from blogroi.decisions.worth_measuring import MeasurementAdvice, worth_measuring
from blogroi.errors import OptionError
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import QUESTION, Progress, Work
from blogroi.evaluation.size import allow
from blogroi.language.spoken import Message, message
from blogroi.model.asked import conventions_of
from blogroi.model.brief import Brief, brief, some
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.limits import Limits
from blogroi.records import frozen
from blogroi.report.choice import MISSING
from blogroi.report.evaluation_verdict import FIND_OUT
from blogroi.report.figures.chain import chain
from blogroi.report.figures.figure import Figure
from blogroi.report.page.layout import Page, Part, drawings, laid_out, part_of
from blogroi.report.page.pictures import FEW, MAP, picture, pictures
from blogroi.report.presenter import bundle, figures
from blogroi.report.sheet import Block, Lines, Listing, Sheet
from blogroi.report.sheets import sheet_of
from blogroi.report.worth_measuring import BRINGS, LOSES
from blogroi.results.answer import Answer
from blogroi.results.evaluation import Evaluation

if TYPE_CHECKING:
    from blogroi.model.case import Case
    from blogroi.revisions.plan_lock import Plan

__all__ = ["Report", "page_of", "report_on"]


@frozen(kw_only=True, repr=False)
class Report(Brief):
    """What a case was asked before a decision, and the answers.

    Parameters
    ----------
    evaluation : Evaluation
        What each tool brings in.
    chain : Figure
        What leads where in the case.
    sensitivity : Sensitivity or None
        What that depends on; None where no tool says what it costs, as the next two.
    worth_measuring : MeasurementAdvice or None
        What to find out first.
    choice : Choice or None
        What to choose; None also where there is one tool alone, or where what the case keeps cannot be had.
    scenarios : Scenarios or None
        What each tool brings in under each scenario; None where there are none, and where one was asked for.
    left_out : tuple of str
        What is left out, each with its reason.
    """

    evaluation: Evaluation
    chain: Figure
    sensitivity: Sensitivity | None = None
    worth_measuring: MeasurementAdvice | None = None
    choice: Choice | None = None
    scenarios: Scenarios | None = None
    left_out: tuple[str, ...] = field(default=(), converter=tuple[str, ...])

    def __repr__(self) -> str:
        """Return what it is about and which answers it holds, in one line."""
        there = [answer.ANSWER for answer in _answers(self)]
        return brief(self, some(["evaluation", *there]), name=self.evaluation.title, of="on")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        """Return how notebooks show it: as its evaluation, since a page of its own is not let into theirs."""
        return {**bundle(self.evaluation), "text/plain": repr(self)}

    def without(self, what: str) -> Report:
        """Return the same, which says what is left out of it."""
        return evolve(self, left_out=(*self.left_out, what))


def report_on(
    case: Case,
    *,
    budget: float | None = None,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Report:
    """Ask a case all that is asked before a decision; :func:`blogroi.html` puts the answers on one page.

    Each question is asked as it would be alone: every figure is that of its own command.

    Parameters
    ----------
    case : Case
        The case.
    budget : float, optional
        As in :func:`blogroi.choose`.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        As in :func:`blogroi.evaluate`.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`; what is allowed is allowed for all questions together.

    Returns
    -------
    Report

    Raises
    ------
    CaseError, OptionError
        As :func:`blogroi.evaluate` does, and :func:`blogroi.choose` of a budget.

    Examples
    --------
    >>> import blogroi
    >>> report = blogroi.report_on(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> report.choice.tools
    ()
    >>> page = blogroi.html(report, title="Our tools in 2026")
    """
    asked: dict[str, Any] = {"limits": limits, "conventions": conventions, **stated}
    rows = 1 + len(case.scenarios) if case.scenarios and case.scenario is None else 0
    allow(case, conventions_of(case, conventions, **stated), limits, times=_TIMES + rows)
    work = Work(progress, QUESTION * (4 + rows))
    evaluation = evaluate(case, figures=_FIGURES, plan=plan, progress=work.part(QUESTION), **asked)
    in_money = any(tool.npv is not None for tool in evaluation.tools.values())
    made = Report(
        evaluation=evaluation,
        chain=chain(case),
        sensitivity=sensitivity(case, progress=work.part(QUESTION), **asked) if in_money else None,
        worth_measuring=worth_measuring(case, progress=work.part(QUESTION), **asked) if in_money else None,
    )
    if not in_money:
        made = made.without(
            message("what to choose, what it depends on and what is worth measuring, since no tool says what it costs.")
        )
    elif len(case.tools) == 1 and budget is None:
        made = made.without(message("what to choose, since there is one tool alone."))
    else:
        made = _with_choice(made, case, budget, work.part(QUESTION), asked)
    if evaluation.conventions.scenario is not None:
        made = made.without(message("other scenarios, since one was asked for."))
    elif not case.scenarios:
        made = made.without(message("scenarios, since the case has none."))
    else:
        made = evolve(made, scenarios=scenarios(case, progress=work.part(QUESTION * rows), **asked))
    work.did(work.left)
    return made


def _with_choice(
    made: Report, case: Case, budget: float | None, progress: Progress | None, asked: Mapping[str, Any]
) -> Report:
    """Choose; what is asked for and cannot be had is refused, and what the case states and cannot be had is said."""
    try:
        return evolve(made, choice=choose(case, budget=budget, progress=progress, **asked))
    except OptionError as error:
        if budget is not None:
            raise
        return made.without(message("what to choose ({fault}).", fault=error.message))


_TIMES = 6.5
"""How often the processor time of an evaluation the questions take together, but for scenarios."""
_FIGURES = ("default", "cash_by_period")
"""What an evaluation is asked for here: all that it gives, and what its figure of cash over time needs."""
_HEADINGS: Mapping[str, str] = {
    "choice": message("What to choose"),
    "sensitivity": message("What it depends on"),
    "worth_measuring": message("What is worth measuring"),
    "scenarios": message("Under each scenario"),
}
_HERE: Mapping[str, Message] = {
    FIND_OUT.template: message("Find out more before you decide: what is worth measuring is said below."),
    MISSING.template: message("The missing figures could change this choice: what is worth measuring is said below."),
    LOSES.template: message("Deciding today is expected to lose {amount}: what to choose is said above.", amount=""),
    BRINGS.template: message(
        "Deciding today is expected to bring in {amount}: what to choose is said above.", amount=""
    ),
}
"""Sentences that name a command whose answer stands on the same page, and what they say there."""


def page_of(report: Report, *, full: bool = False) -> Page:
    """Lay a report out.

    Parameters
    ----------
    report : Report
        The report.
    full : bool
        Whether all of it is seen at once.

    Returns
    -------
    Page
    """
    short, whole = sheet_of(report.evaluation, full=full), sheet_of(report.evaluation, full=True)
    page = laid_out(short, whole)
    few = full or _has_few_tools(report)
    first = part_of(_said_here(short), whole, pictures(report.evaluation, full=full), lists=full)
    parts = [
        first if few else evolve(first, behind=[]),
        *(_part(report, answer, full=full) for answer in _answers(report)),
    ]
    asked = getattr(figures(report.evaluation), MAP)()
    parts.append(
        Part(
            key="questions",
            heading=message("Where the figures come from"),
            front=drawings([picture(asked), *([picture(report.chain)] if few else [])], 3),
        )
    )
    left_out = (message("Left out: {what}", what=what) for what in report.left_out)
    return evolve(page, parts=parts, foot=[*page.foot, *left_out])


def _answers(report: Report) -> list[Answer]:
    """Return the answers beside the evaluation, in the order in which they are read."""
    asked = (report.choice, report.sensitivity, report.worth_measuring, report.scenarios)
    return [answer for answer in asked if answer is not None]


def _part(report: Report, answer: Answer, *, full: bool) -> Part:
    """Lay an answer out; of many tools, what is behind is what `--full` says."""
    short = sheet_of(answer, full=full)
    made = part_of(
        _without_repeating(_said_here(short)),
        sheet_of(answer, full=True),
        pictures(answer, full=full),
        key=answer.ANSWER.replace("_", "-"),
        heading=_HEADINGS[answer.ANSWER],
        subtitle="" if short.subtitle == sheet_of(report.evaluation).subtitle else short.subtitle,
        lists=full,
        tables=full or answer.ANSWER == "scenarios",  # which say what its letters stand for
    )
    return made if full or _has_few_tools(report) else evolve(made, behind=[])


def _has_few_tools(report: Report) -> bool:
    """Tell whether there is room for all that is said of each tool."""
    return len(report.evaluation.tools) <= FEW


def _without_repeating(sheet: Sheet) -> Sheet:
    """Leave out the heading that stands above what to know of every answer: that of the part says enough."""
    blocks = [
        evolve(block, heading="") if isinstance(block, Listing) and block.first else block for block in sheet.blocks
    ]
    return evolve(sheet, blocks=blocks)


def _said_here(sheet: Sheet) -> Sheet:
    return evolve(sheet, blocks=[*_blocks_here(sheet.blocks)])


def _blocks_here(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Lines | Listing):
            yield evolve(block, lines=[_here(line) for line in block.lines])
        else:
            yield block


def _here(line: str) -> str:
    if isinstance(line, Message) and line.template in _HERE:
        return Message(_HERE[line.template].template, line.values)
    return line
