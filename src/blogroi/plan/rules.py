"""The rules of the plan, as data: what is looked for, how often it is found in words, and what it asks people.

Why each matters and how to mend it is said in ``blogroi.codes``. A rule is a function from the outline of a case to
paths and messages; it sees all tools alike. Two alone read when a tool was introduced, ``BR153`` and ``BR216``, which are about
dates. What is implausible is found by ``blogroi.plausibility``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from attrs import frozen

from blogroi.codes import EXPLANATIONS, Explanation
from blogroi.plan import chain, comparing, effects, measuring, spending, valuing
from blogroi.plan.outline import Outline
from blogroi.plausibility import PLAUSIBILITY
from blogroi.results import Severity

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
    one, many : str
        What was found once and more often, as a clause: ``"indicator has no baseline"``. Of what can be found once at
        most, ``many`` is empty.
    asks : str
        What people are asked at the launch meeting.
    blocks : bool
        Whether it cannot be made good after launch.
    """

    code: str
    find: Finder
    one: str
    many: str
    asks: str
    blocks: bool = False

    @property
    def explanation(self) -> Explanation:
        """What the code means, why it matters, how to mend it."""
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
        if not self.many:
            return self.one
        return f"{count} {self.one if count == 1 else self.many}"


def _plausible(code: str) -> Finder:
    """Take a rule that needs no outline."""
    return lambda plan: PLAUSIBILITY[code](plan.case)


_ALL = (
    Rule(
        code="BR101",
        find=chain.no_objective,
        one="no objective is stated",
        many="",
        asks="What does the organisation want, that it does not have today?",
        blocks=True,
    ),
    Rule(
        code="BR102",
        find=chain.objective_without_lever,
        one="objective has no lever",
        many="objectives have no lever",
        asks="How could a communication tool act on this?",
        blocks=True,
    ),
    Rule(
        code="BR103",
        find=chain.objective_without_indicator,
        one="objective has no indicator",
        many="objectives have no indicator",
        asks="What would you see if this were reached, and who would see it first?",
        blocks=True,
    ),
    Rule(
        code="BR104",
        find=chain.lever_without_indicator,
        one="lever has no indicator",
        many="levers have no indicator",
        asks="What would move if this worked?",
    ),
    Rule(
        code="BR105",
        find=chain.unused_lever,
        one="lever is used by no tool",
        many="levers are used by no tool",
        asks="Which tool works in this way, and how much do you expect of it?",
    ),
    Rule(
        code="BR106",
        find=chain.vanity,
        one="indicator leads to no objective",
        many="indicators lead to no objective",
        asks="Who is better off when this rises?",
    ),
    Rule(
        code="BR111",
        find=measuring.no_baseline,
        one="indicator has no baseline",
        many="indicators have no baseline",
        asks="Where does it stand today, and on which day was that read?",
        blocks=True,
    ),
    Rule(
        code="BR112",
        find=measuring.no_target,
        one="indicator has no target",
        many="indicators have no target",
        asks="Which level would you call a success, and which one a failure?",
        blocks=True,
    ),
    Rule(
        code="BR113",
        find=measuring.no_day,
        one="indicator has no day on which it is looked at",
        many="indicators have no day on which they are looked at",
        asks="On which day will you look?",
        blocks=True,
    ),
    Rule(
        code="BR114",
        find=measuring.target_without_deadline,
        one="target has no deadline",
        many="targets have no deadline",
        asks="By which day do you want to be there?",
        blocks=True,
    ),
    Rule(
        code="BR115",
        find=measuring.no_measurement,
        one="indicator has no plan of measurement",
        many="indicators have no plan of measurement",
        asks="Who measures it, how, how often, and against what?",
        blocks=True,
    ),
    Rule(
        code="BR116",
        find=measuring.measured_without_comparison,
        one="effect is called measured without a comparison",
        many="effects are called measured without a comparison",
        asks="How will you know what would have happened without the tool?",
        blocks=True,
    ),
    Rule(
        code="BR117",
        find=measuring.target_no_better,
        one="target is no better than its baseline",
        many="targets are no better than their baselines",
        asks="Is the target better than where you stand today?",
        blocks=True,
    ),
    Rule(
        code="BR118",
        find=measuring.late_baseline,
        one="baseline was read after an effect was seen",
        many="baselines were read after an effect was seen",
        asks="Is there a reading from before?",
    ),
    Rule(
        code="BR119",
        find=measuring.deadline_behind,
        one="deadline does not lie after its declaration",
        many="deadlines do not lie after their declaration",
        asks="Which day ahead do you mean?",
    ),
    Rule(
        code="BR121",
        find=_plausible("BR121"),
        one="output is put in money",
        many="outputs are put in money",
        asks="What does it change for somebody, and what is that worth?",
    ),
    Rule(
        code="BR122",
        find=_plausible("BR122"),
        one="revenue has no margin",
        many="revenues have no margin",
        asks="Which share of it is gain?",
    ),
    Rule(
        code="BR123",
        find=valuing.value_without_words,
        one="value says not how it was found or what becomes of it",
        many="values say not how they were found or what becomes of them",
        asks="How was this value found, and does money really come in?",
    ),
    Rule(
        code="BR124",
        find=valuing.advertising_equivalent,
        one="value is an advertising equivalent",
        many="values are advertising equivalents",
        asks="Would you have bought the advertisement?",
    ),
    Rule(
        code="BR125",
        find=valuing.counted_twice,
        one="lever may count one benefit twice",
        many="levers may count one benefit twice",
        asks="Are these two benefits, or one seen twice?",
    ),
    Rule(
        code="BR131",
        find=effects.no_source,
        one="effect has no source",
        many="effects have no source",
        asks="Who says so?",
    ),
    Rule(
        code="BR132",
        find=effects.stacked_corrections,
        one="effect has corrections stacked on one another",
        many="effects have corrections stacked on one another",
        asks="Which doubt does each correction stand for?",
    ),
    Rule(
        code="BR133",
        find=effects.fades_and_is_cut,
        one="effect fades and is cut short",
        many="effects fade and are cut short",
        asks="Does it fade, or does it stop?",
    ),
    Rule(
        code="BR134",
        find=effects.skewed_range,
        one="range has a mean far above its middle",
        many="ranges have a mean far above their middle",
        asks="Which value is the most likely one?",
    ),
    Rule(
        code="BR135",
        find=effects.too_sure,
        one="effect is surer than its evidence",
        many="effects are surer than their evidence",
        asks="What are the least and the greatest value that you would bet nine to one on?",
    ),
    Rule(
        code="BR141",
        find=spending.no_cost,
        one="tool has no cost",
        many="tools have no cost",
        asks="What does it cost, people's time included?",
    ),
    Rule(
        code="BR142",
        find=spending.nobody_s_time,
        one="tool costs nobody any time",
        many="tools cost nobody any time",
        asks="Who works for it, and for how many hours?",
    ),
    Rule(
        code="BR143",
        find=spending.free_evaluation,
        one="measurement costs nothing",
        many="measurements cost nothing",
        asks="What does measuring cost, and who pays for it?",
    ),
    Rule(
        code="BR151",
        find=comparing.no_status_quo,
        one="no do-nothing option is stated",
        many="",
        asks="What happens if we do nothing?",
    ),
    Rule(
        code="BR152",
        find=comparing.demanded_of_one,
        one="tool is asked for what no other tool is asked for",
        many="tools are asked for what no other tool is asked for",
        asks="Why is this asked of this tool and of no other?",
    ),
    Rule(
        code="BR153",
        find=comparing.not_anticipated,
        one="effect has dates that do not let it be called anticipated",
        many="effects have dates that do not let them be called anticipated",
        asks="Who foresaw this, and when was it written down?",
    ),
    Rule(
        code="BR154",
        find=comparing.target_after_the_fact,
        one="target was set after the effect was seen",
        many="targets were set after the effect was seen",
        asks="What do you want from here on?",
    ),
    Rule(
        code="BR161",
        find=comparing.rate_without_source,
        one="the discount rate has no source",
        many="",
        asks="Who says that this is the discount rate?",
    ),
    Rule(
        code="BR210",
        find=_plausible("BR210"),
        one="rate looks like a percentage",
        many="rates look like percentages",
        asks="Is this a percentage?",
    ),
    Rule(
        code="BR211",
        find=_plausible("BR211"),
        one="discount rate is high",
        many="discount rates are high",
        asks="Is this the rate by year?",
    ),
    Rule(
        code="BR212",
        find=_plausible("BR212"),
        one="margin may be taken twice",
        many="margins may be taken twice",
        asks="Is the value the price, or the margin already?",
    ),
    Rule(
        code="BR213",
        find=_plausible("BR213"),
        one="tool has no effect",
        many="tools have no effect",
        asks="What does it change?",
    ),
    Rule(
        code="BR214",
        find=_plausible("BR214"),
        one="text speaks of another period than the case",
        many="texts speak of another period than the case",
        asks="Are these figures for a month or for a year?",
    ),
    Rule(
        code="BR215",
        find=_plausible("BR215"),
        one="number may be meant in thousands",
        many="numbers may be meant in thousands",
        asks="Is the point a decimal point?",
    ),
    Rule(
        code="BR216",
        find=_plausible("BR216"),
        one="tool is introduced after the evaluation",
        many="tools are introduced after the evaluation",
        asks="Which of the two days is wrong?",
    ),
    Rule(
        code="BR217",
        find=_plausible("BR217"),
        one="sample looks like months",
        many="samples look like months",
        asks="Are these readings of one month each?",
    ),
    Rule(
        code="BR218",
        find=_plausible("BR218"),
        one="measured interval has no shape",
        many="measured intervals have no shape",
        asks="Does the estimate lie half-way between the ends?",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _ALL}
"""The rules, by code, in the order of their importance for a launch."""
