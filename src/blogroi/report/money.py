"""What a tool, or all tools together, bring in, in words: in all, and what of that is money."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.wording import joined
from blogroi.results.evaluation import Evaluation
from blogroi.results.format import amount, chance_in_words, percent
from blogroi.results.summary import Ratio, Summary, Verdict
from blogroi.results.tool import ToolResult
from blogroi.results.total import TotalResult

__all__ = ["ALL_TOOLS", "cash_note", "in_cash", "money", "return_in_cash", "total_sentence"]

ALL_TOOLS = "All tools together"


def money(npv: Summary, roi: Ratio | None, currency: str) -> str:
    """Return a net present value, and the return where there is one."""
    return f"NPV {amount(npv)} {currency}" + ("" if roi is None else f", ROI {percent(roi)}")


def in_cash(figures: ToolResult | TotalResult, currency: str) -> str:
    """Return what of the figures of a tool, or of all, is money.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> in_cash(result.tools["magazine"], "EUR")
    'the same'
    """
    if figures.npv_cash is None:
        return "not known"
    if (figures.npv_cash, figures.roi_cash) == (figures.npv, figures.roi):
        return "the same"
    return money(figures.npv_cash, figures.roi_cash, currency)


def cash_note(figures: ToolResult | TotalResult, currency: str) -> str:
    """Return the same as a sentence, after others; nothing where what a tool costs is not known at all."""
    return "" if figures.npv is None else f" In cash: {in_cash(figures, currency)}."


def return_in_cash(figures: ToolResult | TotalResult) -> str:
    """Return the return on the costs in cash, which there need not be where the net value is known."""
    return (
        "none: no cost in cash"
        if figures.npv_cash is not None and figures.roi_cash is None
        else percent(figures.roi_cash)
    )


def total_sentence(result: Evaluation) -> str:
    """Return what all tools bring in together; nothing of a single one.

    Examples
    --------
    >>> import blogroi
    >>> result = blogroi.evaluate(blogroi.loads(blogroi.template()), draws=1000)
    >>> total_sentence(result).startswith("All tools together cost more than they bring in: NPV")
    True
    """
    if len(result.tools) < 2:
        return ""
    if result.total is None:
        unknown = [tool.name for tool in result.tools.values() if tool.costs is None]
        why = (
            f"what {joined(unknown)} cost{'s' if len(unknown) == 1 else ''} is not known"
            if unknown
            else "some exclude each other"
        )
        return f"{ALL_TOOLS}: not added up, since {why}."
    return " ".join(_told(result.total, result.currency))


def _told(total: TotalResult, currency: str) -> Iterator[str]:
    yield f"{ALL_TOOLS} {_SAYING[total.verdict]}: {money(total.npv, total.roi, currency)}."
    if total.npv.p05 != total.npv.p95:
        yield f"Chance that they pay: {chance_in_words(total.probability_positive)}."
    yield cash_note(total, currency).strip()
    left = total.without_weak_evidence
    if left.covers_all:
        yield "All of their benefits are estimated or assumed."
    elif left.npv is not None and left.npv.mean != total.npv.mean:
        yield f"Without what is estimated or assumed: {money(left.npv, left.roi, currency)}."


_SAYING: dict[Verdict, str] = {
    "pays": "bring in more than they cost",
    "does not pay": "cost more than they bring in",
    "even": "bring in as much as they cost",
    "open": "may or may not bring in more than they cost",
    "unknown": "may or may not bring in more than they cost",
}
