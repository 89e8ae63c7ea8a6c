"""What a tool is called, how old it is and what papers say of it carry no weight (N1, N2, N10)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial

from blogroi.model import Case, FrozenMap
from blogroi.testing.figures.differences import differences
from blogroi.testing.figures.paths import BY_DATE, BY_EVIDENCE, LABELS, TIE_BREAKS
from blogroi.testing.figures.reading import read
from blogroi.testing.guarantees.broken import ROUNDING, Evaluator, Steps, hold_against, raise_difference
from blogroi.testing.variants.naming import dated, renamed, reversed_tools, unheard, with_exchanged, with_other_names
from blogroi.testing.variants.papers import PAPERS_BLANK, PAPERS_STATED
from blogroi.testing.variants.rebuilding import certain
from blogroi.testing.variants.tools import unused, with_tool

__all__ = ["check_age_blind", "check_anonymous", "check_papers_change_nothing"]

_OLD, _FAR = datetime.date(1980, 1, 1), datetime.timedelta(days=4000)

_EXCHANGES: Steps = FrozenMap(
    {
        "the order of the tools was turned round": reversed_tools,
        **{
            f"tools exchanged their {name}": partial(with_exchanged, name=name) for name in ("name", "kind", "audience")
        },
    }
)

_OTHER_NAMES: Steps = FrozenMap({"tools were given other names, kinds and audiences": with_other_names})


def check_anonymous(evaluator: Evaluator, case: Case, *, rtol: float = ROUNDING) -> None:
    """Check that the order, the names, the kinds and the audiences of tools carry no weight (N1).

    On the case as it stands, tools exchange names, kinds and audiences, keep their keys, and are turned round; then they
    are given names that none of them had. Every figure must stay bit for bit. Keys are exchanged on the certain case,
    because random streams belong to them: tools are called by keys that nobody has heard of, their alphabetical order turned
    round. In an evaluation, one of them has a twin there, so that there is a tie.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.
    rtol : float
        Relative tolerance under other keys; all else is compared bit for bit.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_anonymous(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    before = read(evaluator(case))
    for steps in (_EXCHANGES, _OTHER_NAMES):
        hold_against("N1", evaluator, case, before, steps)
    plain = certain(case)
    if before.is_evaluation:
        plain = with_tool(plain, unused(plain.tools, "twin"), plain.tools[min(plain.tools)])
    keys = unheard(plain)
    after = read(evaluator(renamed(plain, keys))).told_back({new: key for key, new in keys.items()})
    found = differences(read(evaluator(plain)), after, but=(*LABELS, *TIE_BREAKS), rtol=rtol)
    raise_difference("N1", plain, "tools were given keys that nobody has heard of", found)


def check_age_blind(
    evaluator: Evaluator,
    case: Case,
    *,
    dates: Mapping[str, datetime.date | None] | None = None,
    rtol: float = 0.0,
) -> None:
    """Check that the dates on which tools were introduced change no figure (N2).

    Every tool is seen old, new, yet to come and of unknown age beside others that are something else. Only the labels
    ``anticipated``, ``emergent`` and ``unlabelled`` may differ, and the sums by them.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.
    dates : mapping of str to datetime.date or None, optional
        Days by key of the tool, None for one that nobody knows, instead of those.
    rtol : float
        Relative tolerance: by default bit for bit.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_age_blind(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    today = case.evaluated or case.horizon.start
    days = (_OLD, today, None, today + _FAR)
    variants: list[Mapping[str, datetime.date | None]] = [
        {key: days[(place + shift) % len(days)] for place, key in enumerate(case.tools)} for shift in range(len(days))
    ]
    before = read(evaluator(case))
    for variant in variants if dates is None else [dates]:
        other = dated(case, variant)
        shown = ", ".join(f"{key} {tool.introduced}" for key, tool in other.tools.items())
        found = differences(before, read(evaluator(other)), but=(*LABELS, *BY_DATE), rtol=rtol)
        raise_difference("N2", case, f"tools were dated {shown}", found)


def check_papers_change_nothing(evaluator: Evaluator, case: Case) -> None:
    """Check that what is about paper alone changes no figure (N10).

    What was demanded, declared, observed, intended and published, what statements and sources say, the class of evidence,
    the day of the evaluation, and findings that were set aside: all of it is stated otherwise, and then left out where it
    can be. Every figure must stay bit for bit, but for the labels ``anticipated`` and ``emergent`` and the sums by them
    and by evidence. How many indicators were looked at, who noticed, and p-values are part of the evidence, and no paper.

    Parameters
    ----------
    evaluator : callable
        From a case to an answer.
    case : Case
        Any case.

    Raises
    ------
    GuaranteeBroken
        Where it does not hold.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.loads(blogroi.template())
    >>> check_papers_change_nothing(lambda case: blogroi.evaluate(case, draws=200), case)
    """
    before = read(evaluator(case))
    for steps in (PAPERS_STATED, PAPERS_BLANK):
        hold_against("N10", evaluator, case, before, steps, but=(*LABELS, *BY_DATE, *BY_EVIDENCE))
