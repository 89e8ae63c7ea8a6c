"""The tidy tables of a review: what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.plan.review import Ignored, PlanReview
from blogroi.results.check_tables import CHECKS
from blogroi.results.headings import flag, text
from blogroi.results.table import Heading, Layout, Value

__all__ = ["LAYOUTS"]

_FINDINGS: dict[str, Heading] = {
    **CHECKS,
    "title": text("What was found, in a few words."),
    "blocks_launch": flag("Whether it is an error, or cannot be fixed after launch; not where it is set aside."),
}


def _findings(review: PlanReview) -> Iterator[Mapping[str, Value]]:
    for finding in (*review.findings, *review.ignored):
        is_set_aside = isinstance(finding, Ignored)
        yield {
            "code": finding.code,
            "severity": finding.severity,
            "path": finding.path,
            "message": finding.message,
            "is_set_aside": is_set_aside,
            "reason": (finding.reason or None) if isinstance(finding, Ignored) else None,
            "title": finding.explanation.title,
            "blocks_launch": finding.blocks_launch and not is_set_aside,
        }


LAYOUTS: tuple[Layout[PlanReview], ...] = (
    Layout("findings", "A row for each thing that was found, the most severe first.", _FINDINGS, _findings),
)
"""The tables of every review."""
