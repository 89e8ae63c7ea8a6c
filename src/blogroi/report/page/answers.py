"""The page of one answer."""

from __future__ import annotations

from blogroi.report.page.layout import Page, laid_out
from blogroi.report.page.pictures import FEW, drawn_of
from blogroi.report.sheets import sheet_of
from blogroi.results.answer import Answer, CaseAnswer

__all__ = ["page_of_answer"]


def page_of_answer(answer: Answer, *, full: bool = False) -> Page:
    """Lay an answer out, with its figures; of many tools, all that is said of each stands there only if it is asked for.

    Parameters
    ----------
    answer : Answer
        The answer.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Page

    Examples
    --------
    >>> import blogroi
    >>> page_of_answer(blogroi.check(blogroi.loads(blogroi.template()))).title
    'What our blog and our magazine bring in'
    """
    tools = len(answer.names.tools) if isinstance(answer, CaseAnswer) else 0
    short, whole = sheet_of(answer, full=full), sheet_of(answer, full=True)
    return laid_out(short, whole, drawn_of(answer), lists=full or tools <= FEW)
