"""Results for readers: verdict first, then the ranges, then what they rest on."""

from blogroi.report.choice import choice_lines
from blogroi.report.content import Report, report
from blogroi.report.history import history_lines
from blogroi.report.launch import launch_lines
from blogroi.report.render import markdown, text
from blogroi.report.sensitivity import sensitivity_lines, supposition_lines
from blogroi.report.worth_measuring import advice_lines, update_lines
from blogroi.results.format import amount

__all__ = [
    "Report",
    "advice_lines",
    "amount",
    "choice_lines",
    "history_lines",
    "launch_lines",
    "markdown",
    "report",
    "sensitivity_lines",
    "supposition_lines",
    "text",
    "update_lines",
]
