"""Whether all tools are asked the same, what they claim together, and what depends on gaps."""

from __future__ import annotations

from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen

__all__ = ["Claim", "Parity", "Robustness", "ToolRobustness"]


@frozen(kw_only=True)
class Parity(Brief):
    """Whether all tools are asked the same.

    Parameters
    ----------
    questions : tuple of str
        What all tools are asked: the indicators, and what they cost.
    matrix : mapping of str to mapping of str to str
        For each tool and question: the grade of evidence that answers it (``stated`` for costs), ``not applicable``,
        ``gap``, or ``never asked`` where demands are stated and this one was not made of the tool.
    asked : mapping of str to int
        Number of proofs that were demanded of each tool.
    newer, older : tuple of str
        Tools introduced in the three years before the evaluation, and before that.
    asked_of_newer, asked_of_older : int
        Number of proofs that were demanded of all the newer tools, and of all the older ones.
    unique_demands : mapping of str to tuple of str
        What was demanded of a tool and of no other.
    open_questions : mapping of str to tuple of str
        Questions that arose after the tools that answer them were introduced, with the tools that have not answered yet.
    double_standards : tuple of str
        The same in plain words.
    """

    questions: tuple[str, ...]
    matrix: FrozenMap[str, FrozenMap[str, str]]
    asked: FrozenMap[str, int]
    newer: tuple[str, ...]
    older: tuple[str, ...]
    asked_of_newer: int
    asked_of_older: int
    unique_demands: FrozenMap[str, tuple[str, ...]]
    open_questions: FrozenMap[str, tuple[str, ...]]
    double_standards: tuple[str, ...]

    def __repr__(self) -> str:
        """Return how much is asked, and of how many tools."""
        return brief(self, count(len(self.questions), "question"), count(len(self.matrix), "tool"))


@frozen(kw_only=True)
class Claim:
    """What several tools together claim of the change in one indicator.

    Parameters
    ----------
    tools : tuple of str
        The tools that claim a part of it.
    periods : tuple of int
        The periods in which they do.
    mean : float or None
        Expected sum of their shares, where all are shares of one change (``shared``); None elsewhere.
    probability : float or None
        Chance that these shares pass 100 %.
    excess : float or None
        By how much they pass it, on average, where they do.
    probability_exceeds_total : float or None
        Chance that the net changes of all tools pass the stated total of the indicator in some period, or go against it;
        None where no total is stated.
    """

    tools: tuple[str, ...]
    periods: tuple[int, ...]
    mean: float | None = None
    probability: float | None = None
    excess: float | None = None
    probability_exceeds_total: float | None = None


@frozen(kw_only=True)
class ToolRobustness:
    """Whether a tool's verdict depends on how its gaps are filled.

    Parameters
    ----------
    npv : mapping of str to float or None
        Expected net present value with gaps counting as nothing (``no-credit``), drawn from their priors (``prior``), and
        all at their least and greatest (``lowest``, ``highest``). None where a gap has no prior, or the cost is not known.
    survives : bool or None
        Whether the sign of expected NPV, and with it that of ROI, is the same under all of them; None where that cannot be said.
    pivotal_gaps : tuple of str
        Gaps which alone, at one of their ends, would turn that sign.
    """

    npv: FrozenMap[str, float | None]
    survives: bool | None
    pivotal_gaps: tuple[str, ...]


@frozen(kw_only=True)
class Robustness(Brief):
    """Whether verdicts and order survive all three policies for gaps.

    Parameters
    ----------
    tools : mapping of str to ToolRobustness
        By tool.
    orders : mapping of str to tuple of str
        The order by expected net present value under ``no-credit`` and ``prior``; without the latter where a prior is
        missing.
    survives : bool or None
        Whether the order is the same whatever fills the gaps; None where that cannot be said.
    pivotal_gaps : tuple of str
        Paths of gaps, as ``tools.magazine.gaps.calls_avoided``, which alone would put another tool first.
    """

    tools: FrozenMap[str, ToolRobustness]
    orders: FrozenMap[str, tuple[str, ...]]
    survives: bool | None
    pivotal_gaps: tuple[str, ...]

    def __repr__(self) -> str:
        """Return whether verdicts and order survive."""
        return brief(
            self, {True: "survives", False: "does not survive", None: "unknown"}[self.survives], some(self.tools)
        )
