"""The rules of the plan, as data: what is looked for, and what cannot be fixed after launch.

What each found in words, why it matters, how to fix it and what it asks people stands in ``codes/codes.toml``. A rule is a function from the outline of a case to
paths and messages; it sees all tools alike. Three alone read when a tool was introduced, ``BR153``, ``BR174`` and ``BR216``,
which are about dates. What is implausible is found by ``blogroi.codes.plausibility``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from blogroi.codes.codes import Explanation, explanations
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.codes.quoted import QUOTED
from blogroi.language.spoken import Message
from blogroi.plan.outline import Outline
from blogroi.plan.rules import chain, comparing, effects, measured, measuring, spending, valuing
from blogroi.records import frozen
from blogroi.results.checks import Severity
from blogroi.results.format import whole

__all__ = ["RULES", "UNUSED", "Finder", "Rule"]

Finder: TypeAlias = Callable[[Outline], Iterator[tuple[str, str]]]
"""Gives the path and the message of everything that a rule finds."""

UNUSED = "BR191"
"""The code of what is ignored without need, which the review itself finds, since it shows only when all else was found."""


@frozen
class Rule:
    """One check of the plan.

    Parameters
    ----------
    code : str
        Stable code, ``BR1`` and two digits.
    find : callable
        From the outline of a case to the path and the message of everything found.
    blocks_launch : bool
        Whether it cannot be fixed after launch.
    """

    code: str
    find: Finder
    blocks_launch: bool = False

    @property
    def explanation(self) -> Explanation:
        """What the code means, why it matters, how to fix it, and what it asks people."""
        return explanations()[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.explanation.severity

    def counted(self, count: int) -> str:
        """Return how often it was found, in words.

        Examples
        --------
        >>> RULES["BR111"].counted(2)
        '2 indicators have no baseline'
        """
        words = self.explanation
        if not words.plural:
            return words.singular
        return Message(words.singular, {"count": whole(count)}, words.plural, count)


def _plausible(code: str) -> Finder:
    """Return a rule that needs no outline."""
    return lambda plan: PLAUSIBILITY[code](plan.case)


def _quoted(code: str) -> Finder:
    """Return a rule about published figures, which needs none either."""
    return lambda plan: QUOTED[code][0](plan.case)


_ALL = (
    Rule("BR101", chain.no_objective, blocks_launch=True),
    Rule("BR102", chain.objective_without_lever, blocks_launch=True),
    Rule("BR103", chain.objective_without_indicator, blocks_launch=True),
    Rule("BR104", chain.lever_without_indicator),
    Rule("BR105", chain.unused_lever),
    Rule("BR106", chain.unlinked_indicator),
    Rule("BR111", measuring.no_baseline, blocks_launch=True),
    Rule("BR112", measuring.no_target, blocks_launch=True),
    Rule("BR113", measuring.no_day, blocks_launch=True),
    Rule("BR114", measuring.target_without_deadline, blocks_launch=True),
    Rule("BR115", measuring.no_measurement, blocks_launch=True),
    Rule("BR116", measuring.measured_without_comparison, blocks_launch=True),
    Rule("BR117", measuring.target_no_better, blocks_launch=True),
    Rule("BR118", measuring.late_baseline),
    Rule("BR119", measuring.deadline_behind),
    Rule("BR121", _plausible("BR121")),
    Rule("BR122", _plausible("BR122")),
    Rule("BR123", valuing.value_without_words),
    Rule("BR124", valuing.advertising_equivalent),
    Rule("BR125", valuing.counted_twice),
    Rule("BR126", valuing.value_without_source),
    Rule("BR131", effects.no_source),
    Rule("BR132", effects.stacked_corrections),
    Rule("BR133", effects.fades_and_is_cut),
    Rule("BR134", effects.skewed_range),
    Rule("BR135", effects.overprecise_effect),
    Rule("BR136", _plausible("BR136")),
    Rule("BR137", _plausible("BR137")),
    Rule("BR138", effects.driver_without_source),
    Rule("BR141", spending.no_cost),
    Rule("BR142", spending.no_labour_cost),
    Rule("BR143", spending.free_evaluation),
    Rule("BR144", spending.cost_without_source),
    Rule("BR145", _plausible("BR145")),
    Rule("BR146", _plausible("BR146")),
    Rule("BR151", comparing.no_status_quo),
    Rule("BR152", comparing.demanded_of_one),
    Rule("BR153", comparing.not_anticipated),
    Rule("BR154", comparing.target_after_the_fact),
    Rule("BR161", comparing.rate_without_source),
    Rule("BR171", measured.deadweight_twice),
    Rule("BR172", measured.few_weeks),
    Rule("BR173", measured.low_placebo_share),
    Rule("BR174", measured.other_tool_switched),
    Rule("BR175", measured.other_window),
    Rule("BR176", measured.carried_far),
    Rule("BR177", measured.other_series),
    Rule("BR210", _plausible("BR210")),
    Rule("BR211", _plausible("BR211")),
    Rule("BR212", _plausible("BR212")),
    Rule("BR213", _plausible("BR213")),
    Rule("BR214", _plausible("BR214")),
    Rule("BR215", _plausible("BR215")),
    Rule("BR216", _plausible("BR216")),
    Rule("BR217", _plausible("BR217")),
    Rule("BR218", _plausible("BR218")),
    Rule("BR219", _plausible("BR219")),
    Rule("BR224", _plausible("BR224")),
    Rule("BR225", _plausible("BR225")),
    Rule("BR244", _quoted("BR244")),
    Rule("BR245", _quoted("BR245")),
    Rule("BR246", _quoted("BR246")),
    Rule("BR249", _quoted("BR249")),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
"""The rules, by code, in the order of their importance for a launch."""
