"""What every tool brings in less what it costs, and nothing else: what a session answers each time that a case is moved."""

from __future__ import annotations

from typing import ClassVar

from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.frozen_map import FrozenMap
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.format import amount
from blogroi.results.summary import Summary, Verdict, verdict_of

__all__ = ["NetPresentValues", "ToolNetPresentValue"]


@frozen(kw_only=True)
class ToolNetPresentValue(Brief):
    """What one tool brings in less what it costs: the same figures, by the same names, as those of an evaluation.

    Parameters
    ----------
    name : str
        The tool's name.
    npv : Summary or None
        Net present value; None where no cost is stated.
    probability_positive, probability_even : float or None
        Chance that it is above zero, and that it is zero.
    gaps : tuple of str
        Indicators on which nothing is known of this tool.
    """

    name: str
    npv: Summary | None
    probability_positive: float | None
    probability_even: float | None
    gaps: tuple[str, ...]

    def __repr__(self) -> str:
        """Return whether the tool pays, and what it brings in."""
        return brief(self, self.verdict, f"NPV {amount(self.npv)}", name=self.name)

    @property
    def verdict(self) -> Verdict:
        """Whether the tool brings in more than it costs, said from a probability of 90 % on."""
        return verdict_of(self.probability_positive, self.probability_even)


@frozen(kw_only=True)
class NetPresentValues(DrawnAnswer):
    """What every tool brings in less what it costs: an evaluation without all other figures.

    Parameters
    ----------
    tools : mapping of str to ToolNetPresentValue
        By key.
    order : tuple of str
        Keys of the tools of which it is known, the one that is expected to bring in most first.
    """

    ANSWER: ClassVar[str] = "net_present_values"
    TABLES: ClassVar[str] = "blogroi.results.net_present_tables"

    tools: FrozenMap[str, ToolNetPresentValue]
    order: tuple[str, ...]

    def __repr__(self) -> str:
        """Return whether each tool pays."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            some(f"{key} {tool.verdict}" for key, tool in self.tools.items()),
            name=self.title,
            of="of",
        )
