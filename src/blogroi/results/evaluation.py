"""The result of an evaluation: the figures of every tool, their order, and what should be known about them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from attrs import frozen

from blogroi.model.frozen_map import FrozenMap
from blogroi.results.fairness import Claim, Parity, Robustness
from blogroi.results.format import amount, chance_in_words, percent, whole
from blogroi.results.hindsight import ToolEmergent
from blogroi.results.plain import plain
from blogroi.results.ranking import Ranking
from blogroi.results.scores import Scores
from blogroi.results.tool import ToolResult

__all__ = ["Check", "Evaluation", "IgnoredCheck", "Severity", "Window"]


Severity: TypeAlias = Literal["error", "warning", "info"]


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
    view : str
        ``forward-looking``: sunk costs are left out. ``whole-life``: all costs count, those paid upfront spread over their
        service life.
    claims : str
        ``stated``, or ``scaled`` where the credits of all tools passed 100 %.
    """

    start: str
    periods: int
    step: Literal["year", "month"]
    rate: float | tuple[tuple[int, float], ...]
    timing: str
    view: str
    claims: str


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


@frozen(order=True)
class IgnoredCheck:
    """Something that a reader should know, which the case sets aside.

    Parameters
    ----------
    code, severity, path, message : str
        As in a :class:`Check`.
    reason : str
        Why it is set aside, where the case says so.
    """

    code: str
    severity: Severity
    path: str
    message: str
    reason: str


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
    scores : Scores or None
        Scores on declared scales; None where no indicator that leads to an objective has one.
    version, fingerprint : str
        Version of the library and hash of the case, with which somebody else can replay the evaluation.
    parity : Parity
        Whether all tools are asked the same.
    claims : mapping of str to Claim
        By indicator: what the tools claim of one shared change, and whether their changes pass a stated total.
    robustness : Robustness
        Whether verdicts and order survive all three policies for gaps.
    checks : tuple of Check
        What should be known, the most severe first.
    ignored : tuple of IgnoredCheck
        What the case sets aside of that, with its reasons.
    emergent : mapping of str to ToolEmergent
        By tool: what was foreseen, and what was found by looking, as found and corrected.
    """

    title: str
    currency: str
    draws: int
    seed: int
    version: str
    fingerprint: str
    gaps: str
    exclude: tuple[str, ...]
    viewpoint: str
    window: Window
    tools: FrozenMap[str, ToolResult]
    ranking: Ranking
    scores: Scores | None
    parity: Parity
    claims: FrozenMap[str, Claim]
    robustness: Robustness
    checks: tuple[Check, ...]
    ignored: tuple[IgnoredCheck, ...] = ()
    emergent: FrozenMap[str, ToolEmergent] = FrozenMap()

    def to_dict(self) -> dict[str, Any]:
        """Give the result as plain data: the result file, version 1.

        Returns
        -------
        dict
        """
        result: dict[str, Any] = {"blogroi": 1}
        result |= plain(self)
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
        head = f"<Evaluation of {self.title!r}: {whole(self.draws)} draws, seed {self.seed}>"
        rows = (f"  {key}: {_line(tool, self.currency)}" for key, tool in self.tools.items())
        return "\n".join([head, *rows])

    def _repr_html_(self) -> str:
        """Show the result as a table, in notebooks."""
        heads = ("Tool", "Verdict", f"NPV ({self.currency})", "ROI", "Chance that it pays")
        cells = [
            (
                result.name,
                result.verdict,
                amount(result.npv),
                percent(result.roi),
                "unknown" if result.probability_positive is None else chance_in_words(result.probability_positive),
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


def _line(tool: ToolResult, currency: str) -> str:
    unit = f" {currency}" if tool.npv is not None else ""
    return f"{tool.verdict}; NPV {amount(tool.npv)}{unit}; ROI {percent(tool.roi)}"
