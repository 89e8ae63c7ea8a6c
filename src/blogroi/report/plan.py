"""A review of a plan as text for a terminal: the verdict, what to do next, and what was found, by code."""

from __future__ import annotations

from itertools import groupby

from blogroi.plan import Finding, PlanReview
from blogroi.report.plan_lock import standing_line

__all__ = ["plan_text"]


def plan_text(review: PlanReview, *, most: int = 5) -> str:
    """Return a review as text.

    Parameters
    ----------
    review : PlanReview
        What was found.
    most : int
        How many findings of one code are listed; the others are counted.

    Returns
    -------
    str

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> print(plan_text(blogroi.check(case, select=["BR111", "BR151"]), most=1))
    Not ready: 2 indicators have no baseline. None of it can be fixed after launch.
    <BLANKLINE>
    Next:
      1. Read the indicator before launch and state its baseline; it is 0 where the indicator counts a change (calls_avoided, memberships_kept).
      2. State what happens without any of the tools, as a tool of `kind = "nothing"`.
    <BLANKLINE>
    BR111 warning: an indicator without a baseline (2)
      calls_avoided: nobody has said where it stands before launch. [indicators.calls_avoided.baseline]
      and 1 more
    BR151 warning: no do-nothing option
      no tool stands for doing nothing, with its own costs and effects. [tools]
    <BLANKLINE>
    `blogroi explain CODE` says why each matters and how to fix it.
    <BLANKLINE>
    """
    lines = [review.verdict, *([standing_line(review.plan)] if review.plan is not None else [])]
    if review.next_steps:
        lines += ["", "Next:", *(f"  {number}. {step}" for number, step in enumerate(review.next_steps, start=1))]
    if review.findings:
        lines.append("")
    for code, group in groupby(review.findings, key=lambda finding: finding.code):
        lines += _group(code, list(group), most)
    if review.ignored:
        lines += ["", "Set aside:"]
        for one in review.ignored[: 4 * most]:
            reason = f" ({one.reason})" if one.reason else ""
            lines.append(f"  {one.code} {one.path}{reason}")
        lines += _more(len(review.ignored) - 4 * most)
    if review.findings:
        lines += ["", "`blogroi explain CODE` says why each matters and how to fix it."]
    return "\n".join(lines) + "\n"


def _group(code: str, found: list[Finding], most: int) -> list[str]:
    count = f" ({len(found)})" if len(found) > 1 else ""
    head = f"{code} {found[0].severity}: {found[0].explanation.title}{count}"
    return [head, *(f"  {finding.message} [{finding.path}]" for finding in found[:most]), *_more(len(found) - most)]


def _more(count: int) -> list[str]:
    return [f"  and {count} more"] if count > 0 else []
