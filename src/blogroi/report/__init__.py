"""Results for readers: verdict first, then the ranges, then what they rest on."""

from blogroi.report.choice import choice_lines
from blogroi.report.content import Report, report
from blogroi.report.render import markdown, text

__all__ = ["Report", "choice_lines", "markdown", "report", "text"]
