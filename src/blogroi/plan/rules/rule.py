"""The rules of the plan, as data: what is looked for, how often it is found in words, and what it asks people.

Why each matters and how to fix it is said in ``blogroi.codes.codes``. A rule is a function from the outline of a case to
paths and messages; it sees all tools alike. Two alone read when a tool was introduced, ``BR153`` and ``BR216``, which are about
dates. What is implausible is found by ``blogroi.codes.plausibility``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

from blogroi.codes.codes import EXPLANATIONS, Explanation
from blogroi.codes.plausibility import PLAUSIBILITY
from blogroi.plan.outline import Outline
from blogroi.plan.rules import chain, comparing, effects, measuring, spending, valuing
from blogroi.results.evaluation import Severity

__all__ = ["RULES", "UNUSED", "Finder", "Rule"]

Finder: TypeAlias = Callable[[Outline], Iterator[tuple[str, str]]]
"""Gives the path and the message of everything that a rule finds."""

UNUSED = "BR191"
"""The code of what is ignored without need, which the review itself finds, since it shows only when all else was found."""


@frozen(kw_only=True)
class Rule:
    """One check of the plan.

    Parameters
    ----------
    code : str
        Stable code, ``BR1`` and two digits.
    find : callable
        From the outline of a case to the path and the message of everything found.
    singular, plural : str
        What was found once and more often, as a clause: ``"indicator has no baseline"``. Of what can be found once at
        most, ``plural`` is empty.
    question : str
        What people are asked at the launch meeting.
    blocks_launch : bool
        Whether it cannot be fixed after launch.
    """

    code: str
    find: Finder
    singular: str
    plural: str
    question: str
    blocks_launch: bool = False

    @property
    def explanation(self) -> Explanation:
        """What the code means, why it matters, how to fix it."""
        return EXPLANATIONS[self.code]

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.explanation.severity

    def counted(self, count: int) -> str:
        """Say how often it was found.

        Examples
        --------
        >>> RULES["BR111"].counted(2)
        '2 indicators have no baseline'
        """
        if not self.plural:
            return self.singular
        return f"{count} {self.singular if count == 1 else self.plural}"


def _plausible(code: str) -> Finder:
    """Take a rule that needs no outline."""
    return lambda plan: PLAUSIBILITY[code](plan.case)


_ALL = (
    Rule(
        code="BR101",
        find=chain.no_objective,
        singular="no objective is stated",
        plural="",
        question="What does the organisation want, that it does not have today?",
        blocks_launch=True,
    ),
    Rule(
        code="BR102",
        find=chain.objective_without_lever,
        singular="objective has no lever",
        plural="objectives have no lever",
        question="How could a communication tool act on this?",
        blocks_launch=True,
    ),
    Rule(
        code="BR103",
        find=chain.objective_without_indicator,
        singular="objective has no indicator",
        plural="objectives have no indicator",
        question="What would you see if this were reached, and who would see it first?",
        blocks_launch=True,
    ),
    Rule(
        code="BR104",
        find=chain.lever_without_indicator,
        singular="lever has no indicator",
        plural="levers have no indicator",
        question="What would move if this worked?",
    ),
    Rule(
        code="BR105",
        find=chain.unused_lever,
        singular="lever is used by no tool",
        plural="levers are used by no tool",
        question="Which tool works in this way, and how much do you expect of it?",
    ),
    Rule(
        code="BR106",
        find=chain.unlinked_indicator,
        singular="indicator leads to no objective",
        plural="indicators lead to no objective",
        question="Who is better off when this rises?",
    ),
    Rule(
        code="BR111",
        find=measuring.no_baseline,
        singular="indicator has no baseline",
        plural="indicators have no baseline",
        question="Where does it stand today, and on which day was that read?",
        blocks_launch=True,
    ),
    Rule(
        code="BR112",
        find=measuring.no_target,
        singular="indicator has no target",
        plural="indicators have no target",
        question="Which level would you call a success, and which one a failure?",
        blocks_launch=True,
    ),
    Rule(
        code="BR113",
        find=measuring.no_day,
        singular="indicator has no review date",
        plural="indicators have no review date",
        question="On which day will you look?",
        blocks_launch=True,
    ),
    Rule(
        code="BR114",
        find=measuring.target_without_deadline,
        singular="target has no deadline",
        plural="targets have no deadline",
        question="By which day do you want to be there?",
        blocks_launch=True,
    ),
    Rule(
        code="BR115",
        find=measuring.no_measurement,
        singular="indicator has no plan of measurement",
        plural="indicators have no plan of measurement",
        question="Who measures it, how, how often, and against what?",
        blocks_launch=True,
    ),
    Rule(
        code="BR116",
        find=measuring.measured_without_comparison,
        singular="effect is called measured without a comparison",
        plural="effects are called measured without a comparison",
        question="How will you know what would have happened without the tool?",
        blocks_launch=True,
    ),
    Rule(
        code="BR117",
        find=measuring.target_no_better,
        singular="target is no better than its baseline",
        plural="targets are no better than their baselines",
        question="Is the target better than where you stand today?",
        blocks_launch=True,
    ),
    Rule(
        code="BR118",
        find=measuring.late_baseline,
        singular="baseline was read after an effect was seen",
        plural="baselines were read after an effect was seen",
        question="Is there a reading from before?",
    ),
    Rule(
        code="BR119",
        find=measuring.deadline_behind,
        singular="deadline does not lie after its declaration",
        plural="deadlines do not lie after their declaration",
        question="Which day ahead do you mean?",
    ),
    Rule(
        code="BR121",
        find=_plausible("BR121"),
        singular="output is put in money",
        plural="outputs are put in money",
        question="What does it change for somebody, and what is that worth?",
    ),
    Rule(
        code="BR122",
        find=_plausible("BR122"),
        singular="revenue has no margin",
        plural="revenues have no margin",
        question="Which share of it is gain?",
    ),
    Rule(
        code="BR123",
        find=valuing.value_without_words,
        singular="value says not how it was found or what becomes of it",
        plural="values say not how they were found or what becomes of them",
        question="How was this value found, and does money really come in?",
    ),
    Rule(
        code="BR124",
        find=valuing.advertising_equivalent,
        singular="value is an advertising equivalent",
        plural="values are advertising equivalents",
        question="Would you have bought the advertisement?",
    ),
    Rule(
        code="BR125",
        find=valuing.counted_twice,
        singular="lever may count one benefit twice",
        plural="levers may count one benefit twice",
        question="Are these two benefits, or one seen twice?",
    ),
    Rule(
        code="BR131",
        find=effects.no_source,
        singular="effect has no source",
        plural="effects have no source",
        question="Who says so?",
    ),
    Rule(
        code="BR132",
        find=effects.stacked_corrections,
        singular="effect has corrections stacked on one another",
        plural="effects have corrections stacked on one another",
        question="Which doubt does each correction stand for?",
    ),
    Rule(
        code="BR133",
        find=effects.fades_and_is_cut,
        singular="effect fades and is cut short",
        plural="effects fade and are cut short",
        question="Does it fade, or does it stop?",
    ),
    Rule(
        code="BR134",
        find=effects.skewed_range,
        singular="range has a mean far above its middle",
        plural="ranges have a mean far above their middle",
        question="Which value is the most likely one?",
    ),
    Rule(
        code="BR135",
        find=effects.overprecise_effect,
        singular="effect is surer than its evidence",
        plural="effects are surer than their evidence",
        question="What are the least and the greatest value that you would bet nine to one on?",
    ),
    Rule(
        code="BR141",
        find=spending.no_cost,
        singular="tool has no cost",
        plural="tools have no cost",
        question="What does it cost, people's time included?",
    ),
    Rule(
        code="BR142",
        find=spending.no_labour_cost,
        singular="tool has no staff hours in its costs",
        plural="tools have no staff hours in their costs",
        question="Who works for it, and for how many hours?",
    ),
    Rule(
        code="BR143",
        find=spending.free_evaluation,
        singular="measurement has no cost",
        plural="measurements have no cost",
        question="What does measuring cost, and who pays for it?",
    ),
    Rule(
        code="BR151",
        find=comparing.no_status_quo,
        singular="no do-nothing option is stated",
        plural="",
        question="What happens if we do nothing?",
    ),
    Rule(
        code="BR152",
        find=comparing.demanded_of_one,
        singular="tool is asked for what no other tool is asked for",
        plural="tools are asked for what no other tool is asked for",
        question="Why is this asked of this tool and of no other?",
    ),
    Rule(
        code="BR153",
        find=comparing.not_anticipated,
        singular="effect has dates that do not let it be called anticipated",
        plural="effects have dates that do not let them be called anticipated",
        question="Who foresaw this, and when was it written down?",
    ),
    Rule(
        code="BR154",
        find=comparing.target_after_the_fact,
        singular="target was set after the effect was seen",
        plural="targets were set after the effect was seen",
        question="What do you want from here on?",
    ),
    Rule(
        code="BR161",
        find=comparing.rate_without_source,
        singular="the discount rate has no source",
        plural="",
        question="Who says that this is the discount rate?",
    ),
    Rule(
        code="BR210",
        find=_plausible("BR210"),
        singular="rate looks like a percentage",
        plural="rates look like percentages",
        question="Is this a percentage?",
    ),
    Rule(
        code="BR211",
        find=_plausible("BR211"),
        singular="discount rate is high",
        plural="discount rates are high",
        question="Is this the rate by year?",
    ),
    Rule(
        code="BR212",
        find=_plausible("BR212"),
        singular="margin may be taken twice",
        plural="margins may be taken twice",
        question="Is the value the price, or the margin already?",
    ),
    Rule(
        code="BR213",
        find=_plausible("BR213"),
        singular="tool has no effect",
        plural="tools have no effect",
        question="What does it change?",
    ),
    Rule(
        code="BR214",
        find=_plausible("BR214"),
        singular="text speaks of another period than the case",
        plural="texts speak of another period than the case",
        question="Are these figures for a month or for a year?",
    ),
    Rule(
        code="BR215",
        find=_plausible("BR215"),
        singular="number may be meant in thousands",
        plural="numbers may be meant in thousands",
        question="Is the point a decimal point?",
    ),
    Rule(
        code="BR216",
        find=_plausible("BR216"),
        singular="tool is introduced after the evaluation",
        plural="tools are introduced after the evaluation",
        question="Which of the two days is wrong?",
    ),
    Rule(
        code="BR217",
        find=_plausible("BR217"),
        singular="sample looks like months",
        plural="samples look like months",
        question="Are these readings of one month each?",
    ),
    Rule(
        code="BR218",
        find=_plausible("BR218"),
        singular="measured interval has no shape",
        plural="measured intervals have no shape",
        question="Does the estimate lie half-way between the ends?",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
"""The rules, by code, in the order of their importance for a launch."""
