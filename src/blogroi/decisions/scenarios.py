"""What every tool brings in under each scenario of a case, side by side.

Each scenario is an evaluation of its own, drawn from the same random numbers: what differs between two of them is what they set.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Unpack

from attrs import evolve

from blogroi.decisions.choose import gross_of, knapsack_of
from blogroi.errors import OptionError
from blogroi.evaluation.envelope import envelope_of, held_to
from blogroi.evaluation.evaluate import evaluate
from blogroi.evaluation.progress import QUESTION, Progress, Work
from blogroi.evaluation.size import allow
from blogroi.language.spoken import message
from blogroi.model.asked import conventions_of
from blogroi.model.brief import Brief, brief, count, some
from blogroi.model.case import Case
from blogroi.model.choice_rules import ChoiceRules
from blogroi.model.conventions import ConventionKeywords, Conventions
from blogroi.model.frozen_map import FrozenMap
from blogroi.model.limits import Limits
from blogroi.numerics.money import TOLERANCE
from blogroi.records import frozen
from blogroi.results.answer import DrawnAnswer
from blogroi.results.checks import Check
from blogroi.results.evaluation import Evaluation
from blogroi.results.summary import Summary, Verdict

if TYPE_CHECKING:
    from blogroi.revisions.plan_lock import Plan

__all__ = ["GreatestRegret", "ScenarioFigures", "Scenarios", "ToolInScenario", "scenarios"]


@frozen(kw_only=True)
class ToolInScenario:
    """What one tool brings in under one scenario.

    Parameters
    ----------
    npv : Summary or None
        Net present value, as an evaluation under the scenario gives it; None where the cost of the tool is not known.
    probability_positive : float or None
        Chance that it is above zero.
    verdict : str
        Whether the tool brings in more than it costs.
    rank : int or None
        1 and the number of tools that are expected to bring in more.
    regret : float or None
        What the best of all tools and of doing nothing is expected to bring in more: a comparison, and no figure of the tool.
    """

    npv: Summary | None
    probability_positive: float | None
    verdict: Verdict
    rank: int | None
    regret: float | None


@frozen(kw_only=True)
class ScenarioFigures(Brief):
    """What the tools bring in under one scenario.

    Parameters
    ----------
    scenario : str or None
        Its key; None for the case as it stands.
    statement : str
        What it is.
    chance : float or None
        How probable it is; None where nobody says. The case as it stands has what all others leave, where each of them has one.
    sets : tuple of str
        Paths of what is otherwise in it.
    conventions : Conventions
        Under what conventions it was evaluated: the discount rate may be another one.
    tools : mapping of str to ToolInScenario
        By key.
    winner : str or None
        The tool that is first with the decision probability; None where there is no clear one.
    chosen : tuple of str or None
        The set that ``choose`` finds, by expected net present value and by what the case says of choosing; None where the case says
        nothing of it, or nothing that it keeps fits into its budget.
    checks : tuple of Check
        What should be known of the scenario and not of the case as it stands; of that, all.
    """

    scenario: str | None
    statement: str
    chance: float | None
    sets: tuple[str, ...]
    conventions: Conventions
    tools: FrozenMap[str, ToolInScenario]
    winner: str | None
    chosen: tuple[str, ...] | None
    checks: tuple[Check, ...]

    def __repr__(self) -> str:
        """Return which scenario it is, and what each tool does in it."""
        return brief(self, some(f"{key} {tool.verdict}" for key, tool in self.tools.items()), name=self.statement)


@frozen
class GreatestRegret:
    """The greatest regret that a tool can lead to.

    Parameters
    ----------
    regret : float
        In the currency of the case.
    scenario : str or None
        The scenario in which it is so great, the first of several; None for the case as it stands.
    """

    regret: float
    scenario: str | None


@frozen(kw_only=True)
class Scenarios(DrawnAnswer):
    """What every tool brings in under each scenario of a case.

    Parameters
    ----------
    scenarios : tuple of ScenarioFigures
        The case as it stands, then its scenarios in the order of their keys.
    expectation : mapping of str to float, or None
        Net present value of each tool that is expected over the chances of the scenarios, by the key of the tool; tools of unknown
        cost are left out. None where some scenario has no chance.
    greatest_regret : mapping of str to GreatestRegret
        Of each tool over all scenarios.
    """

    ANSWER: ClassVar[str] = "scenarios"
    TABLES: ClassVar[str] = "blogroi.decisions.scenario_tables"

    scenarios: tuple[ScenarioFigures, ...]
    expectation: FrozenMap[str, float] | None
    greatest_regret: FrozenMap[str, GreatestRegret]

    def __repr__(self) -> str:
        """Return which scenarios there are."""
        return brief(
            self,
            count(self.conventions.draws, "draw"),
            some(one.scenario or "as stated" for one in self.scenarios),
            name=self.title,
            of="of",
        )


def scenarios(
    case: Case,
    *,
    progress: Progress | None = None,
    plan: Plan | None = None,
    limits: Limits | None = None,
    conventions: Conventions | None = None,
    **stated: Unpack[ConventionKeywords],
) -> Scenarios:
    """Return what every tool brings in under each scenario of a case, side by side.

    Parameters
    ----------
    case : Case
        What is looked at; the case as it stands is always a row.
    progress : callable, optional
        As in :func:`blogroi.evaluate`.
    plan : Plan, optional
        As in :func:`blogroi.evaluate`.
    limits, conventions, **stated
        As in :func:`blogroi.evaluate`; ``scenario`` is left out, since all of them are shown.

    Returns
    -------
    Scenarios

    Raises
    ------
    OptionError, CaseError
        As in :func:`blogroi.evaluate`.

    References
    ----------
    [Savage1951], for regret.

    Examples
    --------
    >>> import blogroi
    >>> from attrs import evolve
    >>> dear = blogroi.Scenario(statement="Writing takes twice the time", set={"tools.blog.costs.Writing.units": 600}, chance=0.25)
    >>> case = evolve(blogroi.load("examples/chamber.toml"), scenarios={"dear": dear})
    >>> found = blogroi.scenarios(case, draws=1000)
    >>> [row.scenario for row in found.scenarios], [row.chance for row in found.scenarios]
    ([None, 'dear'], [0.75, 0.25])
    >>> found.greatest_regret["intranet"].scenario is None
    True
    """
    case = held_to(case, plan)
    held = conventions_of(case, conventions, **stated)
    allow(case, held, limits, times=1.0 + len(case.scenarios))
    if held.scenario is not None:
        raise OptionError("scenario", message("all scenarios of the case are shown side by side: leave it out"))
    keys = (None, *sorted(case.scenarios))
    work = Work(progress, QUESTION * len(keys))
    results = {key: _evaluated(case, held, key, work.part(QUESTION), limits) for key in keys}
    regrets = {key: _regrets(result) for key, result in results.items()}
    chances = _chances(case)
    return Scenarios(
        **envelope_of(case, held),
        scenarios=tuple(
            _figures(case, key, result, chances[key], regrets[key], results[None]) for key, result in results.items()
        ),
        expectation=_expectation(results, chances),
        greatest_regret=_greatest(regrets),
    )


def _evaluated(
    case: Case, held: Conventions, key: str | None, progress: Progress | None, limits: Limits | None
) -> Evaluation:
    """Evaluate a case under a scenario, which may have discounting and prices of its own."""
    own = Conventions.of(case, scenario=key)
    same = evolve(held, discounting=own.discounting, prices=own.prices, scenario=key)
    return evaluate(case, progress=progress, limits=limits, conventions=same)


def _chances(case: Case) -> Mapping[str | None, float | None]:
    """Return how probable each scenario is, and the case as it stands: what all others leave, where each of them is known."""
    stated: dict[str | None, float | None] = {key: scenario.chance for key, scenario in sorted(case.scenarios.items())}
    known = [chance for chance in stated.values() if chance is not None]
    rest = max(0.0, 1.0 - math.fsum(known)) if len(known) == len(stated) else None
    return {None: rest, **stated}


def _figures(
    case: Case,
    key: str | None,
    result: Evaluation,
    chance: float | None,
    regrets: Mapping[str, float],
    as_it_stands: Evaluation,
) -> ScenarioFigures:
    scenario, ranks = None if key is None else case.scenarios[key], _ranks(result)
    tools = {
        name: ToolInScenario(
            npv=tool.npv,
            probability_positive=tool.probability_positive,
            verdict=tool.verdict,
            rank=ranks.get(name),
            regret=regrets.get(name),
        )
        for name, tool in result.tools.items()
    }
    return ScenarioFigures(
        scenario=key,
        statement="The case as it stands" if scenario is None else scenario.statement,
        chance=chance,
        sets=() if scenario is None else tuple(sorted(scenario.set)),
        conventions=result.conventions,
        tools=FrozenMap(tools),
        winner=result.ranking.winner,
        chosen=_chosen(result, case.under(key).choice),
        checks=tuple(one for one in result.checks if key is None or one not in as_it_stands.checks),
    )


def _known(result: Evaluation) -> dict[str, float]:
    return {key: tool.npv.mean for key, tool in result.tools.items() if tool.npv is not None}


def _ranks(result: Evaluation) -> dict[str, int]:
    """Return 1 and the number of tools that bring in more, by more than is nothing beside the gross flows of the two."""
    means, sizes = _known(result), {key: gross_of(tool) for key, tool in result.tools.items()}
    return {
        key: 1 + sum(other - mean > TOLERANCE * max(sizes[key], sizes[name]) for name, other in means.items())
        for key, mean in means.items()
    }


def _regrets(result: Evaluation) -> dict[str, float]:
    """Return what the best of all tools and of doing nothing is expected to bring in more than each tool."""
    means = _known(result)
    best = max(0.0, *means.values()) if means else 0.0
    return {key: best - mean for key, mean in means.items()}


def _greatest(regrets: Mapping[str | None, Mapping[str, float]]) -> FrozenMap[str, GreatestRegret]:
    found: dict[str, GreatestRegret] = {}
    for scenario, by_tool in regrets.items():
        for tool, regret in by_tool.items():
            if tool not in found or regret > found[tool].regret:
                found[tool] = GreatestRegret(regret, scenario)
    return FrozenMap(found)


def _expectation(
    results: Mapping[str | None, Evaluation], chances: Mapping[str | None, float | None]
) -> FrozenMap[str, float] | None:
    """Return what is expected of each tool over the chances; None where some scenario has none."""
    weights = {key: chance for key, chance in chances.items() if chance is not None}
    if len(weights) < len(chances):
        return None
    means = {key: _known(result) for key, result in results.items()}
    tools: Sequence[str] = [tool for tool in means[None] if all(tool in known for known in means.values())]
    return FrozenMap({tool: math.fsum(weights[key] * means[key][tool] for key in weights) for tool in tools})


def _chosen(result: Evaluation, rules: ChoiceRules) -> tuple[str, ...] | None:
    """Return the set that is chosen by expected net present value, where the case says what can be chosen."""
    if rules == ChoiceRules():
        return None
    knapsack, kept = knapsack_of(result, rules), rules.with_needs(rules.keep)
    if not set(kept) <= set(knapsack.keys):
        return None
    best = knapsack.best(kept)
    return None if best is None else best[0]
