"""Results for readers: verdict first, then the ranges, then what they rest on."""

from blogroi.report.choice import choice_lines
from blogroi.report.content import Report, report
from blogroi.report.insight import advice_lines, launch_lines
from blogroi.report.render import markdown, text

__all__ = ["Report", "advice_lines", "choice_lines", "launch_lines", "markdown", "report", "text"]
