"""What comes out: immutable results that say in words and numbers what they are.

Names are those of the result file, version 1. A figure that is unknown is None, and a gap or a check says why; it is
never zero and never not-a-number.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from attrs import fields, frozen

from blogroi.model.frozen_map import FrozenMap

__all__ = ["Check", "Evaluation", "Ranking", "Severity", "Summary", "ToolResult", "Verdict", "Window", "Without"]

Severity: TypeAlias = Literal["error", "warning", "info"]

Verdict: TypeAlias = Literal["pays", "does not pay", "open", "unknown"]
"""Whether a tool brings in more than it costs, as far as can be said."""

SURE = 0.9
"""Probability from which on a verdict is given; below it, and above its complement, the matter is open."""


@frozen
class Summary:
    """A figure over all draws.

    Parameters
    ----------
    mean, sd : float
        Mean and standard deviation.
    p05, p50, p95 : float
        Quantiles: nine draws in ten lie between the first and the last.
    low, high : float, optional
        Where gaps are bounded: the 5 % quantile with every gap at its least, and the 95 % quantile with every gap at its
        greatest.

    Examples
    --------
    >>> Summary(mean=10.0, sd=2.0, p05=7.0, p50=9.5, p95=14.0).to_dict()
    {'mean': 10.0, 'sd': 2.0, 'p05': 7.0, 'p50': 9.5, 'p95': 14.0}
    """

    mean: float
    sd: float
    p05: float
    p50: float
    p95: float
    low: float | None = None
    high: float | None = None

    def to_dict(self) -> dict[str, float]:
        """Give the figure as plain data; bounds only where there are any."""
        return {name: value for name in _SUMMARY if (value := getattr(self, name)) is not None}


_SUMMARY = tuple(attribute.name for attribute in fields(Summary))


@frozen
class Without:
    """What is left of a tool's figures when one class of benefits is left out.

    Parameters
    ----------
    npv, roi : Summary or None
        The figures without the class.
    probability_positive : float or None
        Chance that the net present value is above zero.
    turns : bool
        Whether the expected net present value changes its sign.
    is_all : bool
        Whether all of the tool's benefits are of this class.
    """

    npv: Summary | None
    roi: Summary | None
    probability_positive: float | None
    turns: bool
    is_all: bool


@frozen(kw_only=True)
class ToolResult:
    """What one tool brings in.

    Parameters
    ----------
    name : str
        The tool's name.
    benefits, costs, npv, equivalent_annual : Summary or None
        Present values in the currency of the case, and net present value as an equal amount per year. Sunk costs are
        left out.
    roi, bcr : Summary or None
        Benefits less costs over costs (net), and benefits over costs (gross), on present values.
    payback : Summary or None
        In steps of the horizon, over the draws that pay back.
    irr : Summary or None
        Yearly internal rate of return, over the draws that have exactly one.
    score : Summary or None
        Score on declared scales; None where it was not worked out.
    sunk : Summary or None
        Present value of costs that are spent and not recoverable; None where there are none.
    probability_positive : float or None
        Chance that the net present value is above zero.
    probability_pays_back : float or None
        Chance that the tool pays back within the horizon.
    irr_status : mapping of str to float
        Share of the draws with a ``unique`` internal rate, with ``several`` and with ``none``.
    by_indicator, by_lever, by_objective, by_beneficiary, by_evidence : mapping of str to Summary
        Present values of benefits, which add up to ``benefits`` draw by draw. Under the evidence ``prior`` stand gaps
        that were filled from priors.
    anticipated, emergent : Summary or None
        Present values of benefits on indicators declared by the day the tool was introduced, and after it.
    by_cost : mapping of str to Summary
        Present values of costs, by item.
    without : mapping of str to Without
        What is left without each class of valuation and cash status that the benefits rest on.
    gaps : tuple of str
        Indicators on which nothing is known of this tool.
    not_applicable : mapping of str to str
        Indicators on which no effect is possible, with the reason.
    """

    name: str
    benefits: Summary | None
    costs: Summary | None
    npv: Summary | None
    roi: Summary | None
    bcr: Summary | None
    payback: Summary | None
    irr: Summary | None
    equivalent_annual: Summary | None
    score: Summary | None = None
    sunk: Summary | None = None
    probability_positive: float | None
    probability_pays_back: float | None
    irr_status: FrozenMap[str, float]
    by_indicator: FrozenMap[str, Summary]
    by_lever: FrozenMap[str, Summary]
    by_objective: FrozenMap[str, Summary]
    by_beneficiary: FrozenMap[str, Summary]
    by_evidence: FrozenMap[str, Summary]
    anticipated: Summary | None
    emergent: Summary | None
    by_cost: FrozenMap[str, Summary]
    without: FrozenMap[str, Without]
    gaps: tuple[str, ...]
    not_applicable: FrozenMap[str, str]

    @property
    def verdict(self) -> Verdict:
        """Whether the tool brings in more than it costs, said from a probability of 90 % on."""
        if self.probability_positive is None:
            return "unknown"
        if self.probability_positive >= SURE:
            return "pays"
        return "does not pay" if self.probability_positive <= 1.0 - SURE else "open"


@frozen
class Ranking:
    """The order of the tools by one figure, and how sure it is.

    Parameters
    ----------
    by : str
        The figure.
    order : tuple of str
        Keys of the tools, the greatest mean first; equal means in the order of the keys.
    unranked : tuple of str
        Tools whose figure is unknown.
    rank_acceptability : mapping of str to tuple of float
        Share of the draws in which each tool takes each rank, from the first.
    pairwise : mapping of str to mapping of str to float
        Share of the draws in which a tool is better than another.
    """

    by: str
    order: tuple[str, ...]
    unranked: tuple[str, ...]
    rank_acceptability: FrozenMap[str, tuple[float, ...]]
    pairwise: FrozenMap[str, FrozenMap[str, float]]


@frozen(kw_only=True)
class Window:
    """The conventions under which all tools were seen.

    Parameters
    ----------
    start : str
        First day of the first period, as 2026-01-01.
    periods, step : int, str
        Number of periods, and their length: ``"year"`` or ``"month"``.
    rate : float, or tuple of (int, float)
        Yearly discount rate; or a schedule of the last year and the rate of each band.
    timing : str
        When the flows of a period count.
    """

    start: str
    periods: int
    step: Literal["year", "month"]
    rate: float | tuple[tuple[int, float], ...]
    timing: str


@frozen(order=True)
class Check:
    """Something that a reader of the result should know.

    Parameters
    ----------
    code : str
        Stable code: ``BR`` and three digits.
    severity : {"error", "warning", "info"}
        How much it matters.
    path : str
        Where in the case.
    message : str
        What it is, in a sentence.
    """

    code: str
    severity: Severity
    path: str
    message: str


@frozen(kw_only=True)
class Evaluation:
    """The result of an evaluation: the figures of every tool, their order, and what should be known about them.

    Parameters
    ----------
    title, currency : str
        From the case.
    draws, seed : int
        With which the evaluation can be repeated, bit for bit.
    gaps : str
        How gaps were filled, for all tools.
    exclude : tuple of str
        Classes of benefits that were left out, for all tools.
    viewpoint : str
        Whose costs and benefits were counted.
    window : Window
        Over what time, and how discounted, for all tools.
    tools : mapping of str to ToolResult
        The figures, by key.
    ranking : Ranking
        The order of the tools.
    parity, claims : mapping
        Findings of the audits; empty where they were not run.
    checks : tuple of Check
        What should be known, the gravest first.
    """

    title: str
    currency: str
    draws: int
    seed: int
    gaps: str
    exclude: tuple[str, ...]
    viewpoint: str
    window: Window
    tools: FrozenMap[str, ToolResult]
    ranking: Ranking
    parity: FrozenMap[str, Any] = FrozenMap()
    claims: FrozenMap[str, Any] = FrozenMap()
    checks: tuple[Check, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the result as plain data: the result file, version 1.

        Returns
        -------
        dict
        """
        result: dict[str, Any] = {"blogroi": 1}
        result |= _plain(self)
        return result

    def to_json(self, *, indent: int | None = 2) -> str:
        """Give the result as JSON, the same bytes for the same result.

        Parameters
        ----------
        indent : int or None
            Spaces for each level; None for one line.

        Returns
        -------
        str
        """
        return json.dumps(self.to_dict(), indent=indent, ensure_ascii=False, allow_nan=False)

    def __repr__(self) -> str:
        """Show what the result says, a line for each tool."""
        head = f"<Evaluation of {self.title!r}: {self.draws:,} draws, seed {self.seed}>"
        rows = (f"  {key}: {_line(tool, self.currency)}" for key, tool in self.tools.items())
        return "\n".join([head, *rows])

    def _repr_html_(self) -> str:
        """Show the result as a table, in notebooks."""
        heads = ("Tool", "Verdict", f"NPV ({self.currency})", "ROI", "Probability NPV > 0")
        cells = [
            (
                result.name,
                result.verdict,
                _range(result.npv, "{:,.0f}"),
                _range(result.roi, "{:.0%}"),
                "unknown" if result.probability_positive is None else f"{result.probability_positive:.0%}",
            )
            for result in self.tools.values()
        ]
        notes = "".join(f"<li>{html.escape(check.message)}</li>" for check in self.checks if check.severity != "info")
        return (
            f"<table><caption>{html.escape(self.title)}</caption>"
            f"<thead>{_html_row('th', heads)}</thead>"
            f"<tbody>{''.join(_html_row('td', row) for row in cells)}</tbody></table>"
            + (f"<ul>{notes}</ul>" if notes else "")
        )


def _html_row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _range(figure: Summary | None, form: str) -> str:
    """Show a figure with its range, or that it is unknown."""
    if figure is None:
        return "unknown"
    if figure.p05 == figure.p95:
        return form.format(figure.mean)
    return f"{form.format(figure.mean)} ({form.format(figure.p05)} to {form.format(figure.p95)})"


def _line(tool: ToolResult, currency: str) -> str:
    return f"{tool.verdict}; NPV {_range(tool.npv, '{:,.0f}')} {currency}; ROI {_range(tool.roi, '{:.0%}')}"


def _plain(value: object) -> Any:
    """Turn results into dicts, lists, texts and numbers."""
    if isinstance(value, Summary):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Evaluation | ToolResult | Without | Ranking | Check | Window):
        return {attribute.name: _plain(getattr(value, attribute.name)) for attribute in fields(type(value))}
    return value
