"""Evaluators with a bias that nobody would write down, one for each place in which one could hide.

Each is an honest answer in which something is changed where something holds of a tool: a field that is no amount, in a
figure of the answer, in cases of some sort alone. The guarantees must find them all.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from attrs import evolve, frozen

from blogroi import (
    Case,
    Cost,
    Effect,
    Formula,
    Point,
    Session,
    Tool,
    choose,
    evaluate,
    launch,
    scenarios,
    sensitivity,
    worth_measuring,
)
from blogroi.testing import amount_in
from blogroi.testing.figures.reading import read
from tests.builders import chamber

Answer: TypeAlias = dict[str, Any]
Evaluator: TypeAlias = Callable[[Case], Answer]
Holds: TypeAlias = Callable[[Case, str, Tool], Any]

DRAWS = 200
BUDGET = 20_000
MOST_KEPT = 600


def evaluation(case: Case) -> Any:
    return evaluate(case, draws=DRAWS)


def choice(case: Case) -> Any:
    return choose(case, budget=amount_in(case, BUDGET), draws=DRAWS)


def measuring(case: Case) -> Any:
    return worth_measuring(case, draws=DRAWS)


def launches(case: Case) -> Any:
    known = [key for key, tool in case.tools.items() if tool.costs]
    return {"answer": "launch", "tools": {key: launch(case, draws=DRAWS, tool=key) for key in known}}


def sensitivities(case: Case) -> Any:
    return sensitivity(case, draws=DRAWS)


def side_by_side(case: Case) -> Any:
    return scenarios(case, draws=DRAWS)


_SESSION = Session(chamber(), draws=DRAWS)
"""One for all cases, so that what is kept of one could show in the figures of another."""


def of_a_session(case: Case) -> Any:
    return _SESSION.evaluate(case)


def of_a_session_tool_by_tool(case: Case) -> Any:
    """Give what a session answers as what each tool brings in, with what an evaluation says of claims."""
    return {"tools": of_a_session(case).to_dict()["tools"], "claims": evaluation(case).to_dict()["claims"]}


HONEST: dict[str, Callable[[Case], Any]] = {
    "evaluate": evaluation,
    "choose": choice,
    "worth_measuring": measuring,
    "launch": launches,
    "sensitivity": sensitivities,
    "scenarios": side_by_side,
    "a session": of_a_session,
    "a session, tool by tool": of_a_session_tool_by_tool,
}


@lru_cache(maxsize=MOST_KEPT)
def remembered(question: str, case: Case) -> tuple[bool, Any]:
    """Give an honest answer as plain data; many evaluators are asked the same."""
    found = read(HONEST[question](case))
    return found.is_evaluation, found.whole


@frozen
class Bias:
    """A biased evaluator.

    Parameters
    ----------
    what : str
        What it is about.
    holds : callable
        Of which tools it holds, in which case.
    at : str
        Where in the answer it shows: a path, in which ``{tool}`` stands for the key of such a tool and ``*`` for all there is.
    question : str
        What it answers.
    guarantee : str
        The guarantee that it breaks.
    """

    what: str
    holds: Holds
    at: str = "tools.{tool}.npv.mean"
    guarantee: str = "N1"
    question: str = "evaluate"

    def __call__(self, case: Case) -> Answer:
        """Answer with the bias in it."""
        is_evaluation, honest = remembered(self.question, case)
        answer: Answer = copy.deepcopy(honest)
        paths = {self.at.replace("{tool}", key) for key, tool in case.tools.items() if self.holds(case, key, tool)}
        for path in sorted(paths):
            change(answer, path.split("."))
        return answer if is_evaluation else {"answer": self.question} | answer

    def __str__(self) -> str:
        """Name it for a test."""
        return f"{self.question}: {self.what}"


def change(node: Any, path: list[str]) -> None:
    """Change what is at a path, for all that a star stands for; where there is nothing, nothing changes."""
    name, *rest = path
    for key in _keys(node, name):
        if rest:
            change(node[key], rest)
        else:
            node[key] = changed(node[key])


def _keys(node: Any, name: str) -> Iterator[Any]:
    if isinstance(node, Mapping):
        yield from (list(node) if name == "*" else [name] if name in node else [])
    elif isinstance(node, list):
        yield from range(len(node))


def changed(value: Any) -> Any:
    """Give another value of the same kind; what is unknown stays so."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return 1.1 * value + 0.01
    if isinstance(value, str):
        return f"{value}!"
    if isinstance(value, list):
        return value[::-1] if len(value) > 1 else [*map(changed, value)]
    if isinstance(value, Mapping):
        return {key: changed(part) for key, part in value.items()}
    return value


def is_blog(_: Case, __: str, tool: Tool) -> bool:
    return tool.kind in ("blog", "podcast")


def effects(tool: Tool) -> list[Any]:
    return list(tool.effects.values())


BY_FIELD = (
    Bias("a name", lambda case, key, tool: "our" in tool.name.lower()),
    Bias("the length of a name", lambda case, key, tool: len(tool.name) > 8),
    Bias("a kind", is_blog),
    Bias("an audience", lambda case, key, tool: "employees" in tool.audience),
    Bias("no audience", lambda case, key, tool: not tool.audience),
    Bias("the first in the file", lambda case, key, tool: key == next(iter(case.tools))),
    Bias("the last in the file", lambda case, key, tool: key == list(case.tools)[-1]),
    Bias("the first in the alphabet", lambda case, key, tool: key == min(case.tools)),
    Bias("the beginning of the alphabet", lambda case, key, tool: key < "g"),
    Bias("old", lambda case, key, tool: tool.introduced and tool.introduced.year < 2000, guarantee="N2"),
    Bias("new", lambda case, key, tool: tool.introduced and tool.introduced.year >= 2025, guarantee="N2"),
    Bias("recent", lambda case, key, tool: 0 <= age(case, tool) < 700, guarantee="N2"),
    Bias("of unknown age", lambda case, key, tool: tool.introduced is None, guarantee="N2"),
    Bias("yet to come", lambda case, key, tool: age(case, tool) < 0, guarantee="N2"),
    Bias("beside few", lambda case, key, tool: len(case.tools) < 3, guarantee="N5"),
    Bias("beside many", lambda case, key, tool: len(case.tools) > 6, guarantee="N5"),
    Bias("the currency", lambda case, key, tool: case.currency in ("EUR", "GBP"), guarantee="N6"),
    Bias(
        "a unit", lambda case, key, tool: any(part.unit == "call" for part in case.indicators.values()), guarantee="N6"
    ),
    Bias("an effect stated first", lambda case, key, tool: next(iter(tool.effects), "") == "deals", guarantee="N6"),
    Bias("an indicator stated first", lambda case, key, tool: next(iter(case.indicators)) == "deals", guarantee="N6"),
    Bias(
        "a decimal point", lambda case, key, tool: any(has_whole_number(each) for each in effects(tool)), guarantee="N6"
    ),
    Bias(
        "a product", lambda case, key, tool: any(isinstance(cost.units, Point) for cost in tool.costs), guarantee="N6"
    ),
    Bias("demanded of it", lambda case, key, tool: case.demands.get(key), guarantee="N10"),
    Bias("nothing demanded", lambda case, key, tool: not case.demands.get(key), guarantee="N10"),
    Bias("declared late", lambda case, key, tool: any(late(case, each) for each in tool.effects), guarantee="N10"),
    Bias(
        "declared early",
        lambda case, key, tool: any(late(case, each) is False for each in tool.effects),
        guarantee="N10",
    ),
    Bias("observed", lambda case, key, tool: any(each.observed for each in effects(tool)), guarantee="N10"),
    Bias("not observed", lambda case, key, tool: any(not each.observed for each in effects(tool)), guarantee="N10"),
    Bias("a source", lambda case, key, tool: any(each.source for each in effects(tool)), guarantee="N10"),
    Bias("no source", lambda case, key, tool: any(not each.source for each in effects(tool)), guarantee="N10"),
    Bias("published", lambda case, key, tool: tool.published, guarantee="N10"),
    Bias(
        "evidence", lambda case, key, tool: any(each.evidence == "measured" for each in effects(tool)), guarantee="N10"
    ),
    Bias("the title", lambda case, key, tool: "comparison" in case.title, guarantee="N10"),
    Bias("a statement", lambda case, key, tool: says(case.indicators, "counted"), guarantee="N10"),
    Bias("an objective's statement", lambda case, key, tool: says(case.objectives, "wish"), guarantee="N10"),
    Bias("a lever's statement", lambda case, key, tool: says(case.levers, "way"), guarantee="N10"),
    Bias("a reason", lambda case, key, tool: "not of this sort" in tool.not_applicable.values(), guarantee="N10"),
    Bias("the day of the evaluation", lambda case, key, tool: day_of(case).year < 2020, guarantee="N10"),
)


def day_of(case: Case) -> date:
    return case.evaluated or case.horizon.start


def age(case: Case, tool: Tool) -> float:
    return float("nan") if tool.introduced is None else (day_of(case) - tool.introduced).days


def late(case: Case, indicator: str) -> bool | None:
    day = case.indicators[indicator].declared
    return None if day is None else (day_of(case) - day).days < 400


def says(parts: Mapping[str, Any], word: str) -> bool:
    return any(word in part.statement for part in parts.values())


def has_whole_number(effect: Any) -> bool:
    return isinstance(getattr(effect.change, "low", getattr(effect.change, "value", None)), int)


FIGURES = (
    *(f"tools.{{tool}}.{name}.mean" for name in ("benefits", "costs", "npv", "equivalent_annual", "score", "sunk")),
    *(f"tools.{{tool}}.npv.{part}" for part in ("sd", "p05", "p50", "p95")),
    *(f"tools.{{tool}}.{name}" for name in ("roi", "bcr", "payback", "irr", "probability_positive", "gaps", "without")),
    *(
        f"tools.{{tool}}.by_{name}.*.p50"
        for name in ("indicator", "lever", "objective", "beneficiary", "evidence", "cost")
    ),
    "tools.{tool}.by_indicator.deals",
    *(f"emergent.{{tool}}.{name}" for name in ("benefits", "ex_post", "ex_post_adjusted", "effects")),
    *(f"ranking.{name}" for name in ("order", "winner", "switch_point", "dominance")),
    *(
        f"ranking.{name}.{{tool}}"
        for name in ("rank_acceptability", "pairwise", "mc_error", "intervals", "first_and_positive")
    ),
    *(f"scores.{name}.{{tool}}" for name in ("by_objective", "by_indicator", "central_weights", "confidence")),
    *(f"scores.{name}" for name in ("weights", "stakeholders", "majority", "weight_change", "rank_uncertainty")),
    *("claims.*.mean", "claims.*.probability", "robustness.tools.{tool}.npv", "robustness.tools.{tool}.survives"),
    *(
        "robustness.orders",
        "robustness.pivotal_gaps",
        "conventions.draws",
        "conventions.gaps",
        "conventions.discounting.rate",
    ),
)

BY_FIGURE = tuple(Bias(f"a kind, in {at.replace('{tool}', 'the tool')}", is_blog, at) for at in FIGURES)

CONDITIONS: dict[str, Holds] = {
    "over long horizons": lambda case, key, tool: case.horizon.periods > 24,
    "over one period": lambda case, key, tool: case.horizon.periods == 1,
    "in months": lambda case, key, tool: case.horizon.step == "month",
    "in many months": lambda case, key, tool: case.horizon.step == "month" and case.horizon.periods > 24,
    "among many": lambda case, key, tool: len(case.tools) > 6,
    "with correlations": lambda case, key, tool: case.correlations,
    "with correlations of its own": lambda case, key, tool: any(is_correlated(part, key) for part in case.correlations),
    "of unknown age": lambda case, key, tool: tool.introduced is None,
    "without a cost": lambda case, key, tool: not tool.costs,
    "with a sunk cost": lambda case, key, tool: any(cost.sunk for cost in tool.costs),
    "with a service life": lambda case, key, tool: any(cost.service_life for cost in tool.costs),
    "with a list of amounts": lambda case, key, tool: any(isinstance(each.change, tuple) for each in effects(tool)),
    "with a gap": lambda case, key, tool: case.indicators.keys() - tool.effects.keys() - tool.not_applicable.keys(),
    "with gaps in bounds": lambda case, key, tool: case.gaps == "bounds",
    "with gaps filled from priors": lambda case, key, tool: case.gaps == "prior",
    "where less is better": lambda case, key, tool: any(
        case.indicators[name].better == "lower" for name in tool.effects
    ),
    "where amounts are large": lambda case, key, tool: any(greatest(cost) > 1e8 for cost in tool.costs),
    "where amounts are small": lambda case, key, tool: any(0 < greatest(cost) < 1 for cost in tool.costs),
    "where a total is stated": lambda case, key, tool: any(part.total for part in case.indicators.values()),
    "where somebody weighs objectives": lambda case, key, tool: case.weights and case.weights.stakeholders,
    "found by looking": lambda case, key, tool: any(each.searched > 1 for each in effects(tool)),
}


def is_correlated(part: Any, key: str) -> bool:
    return any(path.startswith(f"tools.{key}.") for path in part.between)


def greatest(cost: Any) -> float:
    stated = cost.amount if cost.unit_cost is None else cost.unit_cost
    stated = stated[0] if isinstance(stated, tuple) else stated
    return max(float(getattr(stated, name, 0.0)) for name in ("value", "high", "mean"))


def together(one: Holds, other: Holds) -> Holds:
    return lambda case, key, tool: one(case, key, tool) and other(case, key, tool)


BY_CONDITION = tuple(
    Bias(f"a kind, {what}", together(is_blog, holds), "tools.{tool}.*") for what, holds in CONDITIONS.items()
)


OLD: Holds = lambda case, key, tool: tool.introduced and tool.introduced.year < 2000  # noqa: E731
SOURCED: Holds = lambda case, key, tool: any(each.source for each in effects(tool))  # noqa: E731
OF_A_TOOL = [at for at in FIGURES if "{tool}" in at and "by_evidence" not in at]

ACROSS = (
    *(
        Bias(f"{bias.what}, in {at.replace('{tool}', 'the tool')}", bias.holds, at, bias.guarantee)
        for bias, at in zip(BY_FIELD, itertools.cycle(OF_A_TOOL), strict=False)
    ),
    *(
        Bias(f"{what} {where}", together(one, other), "tools.{tool}.benefits", number)
        for what, one, number in (("old", OLD, "N2"), ("sourced", SOURCED, "N10"))
        for where, other in CONDITIONS.items()
        if (what, where) != ("old", "of unknown age")
    ),
)
"""Fields in other figures, and other fields in cases of some sort."""


@frozen
class Wrong:
    """An evaluator that goes wrong in a way of its own, with the guarantees that it breaks and the question it answers."""

    answer: Callable[[Case], Any]
    guarantees: str
    question: str = "evaluate"

    def __str__(self) -> str:
        """Name it for a test."""
        return f"{self.question}: {self.answer.__name__.replace('_', ' ')}"


def honestly(case: Case, question: str = "evaluate") -> Answer:
    """Answer honestly, as plain data that may be changed."""
    is_evaluation, found = remembered(question, case)
    answer: Answer = copy.deepcopy(found)
    return answer if is_evaluation else {"answer": question} | answer


def over_tools(case: Case, change_tool: Callable[[str, Tool], Tool]) -> Case:
    return evolve(case, tools={key: change_tool(key, tool) for key, tool in case.tools.items()})


def mean(figure: Any) -> float:
    return 0.0 if figure is None else float(figure.get("mean", figure.get("of_means", 0.0)))


def best_of_those_compared(case: Case) -> Answer:
    """Give scores that are read off the best tool of those that are there."""
    answer = honestly(case)
    best = max(mean(figures["npv"]) for figures in answer["tools"].values())
    for figures in answer["tools"].values():
        figures["score"] = {"mean": mean(figures["npv"]) / best if best > 0 else 0.0}
    return answer


def zero_for_what_is_little_known(case: Case) -> Answer:
    """Fill the gaps of a tool from priors only where something is known of it."""
    answer = honestly(case)
    if case.gaps == "prior":
        without = honestly(evolve(case, gaps="no-credit"))
        for key, tool in case.tools.items():
            if not tool.effects:
                answer["tools"][key] = without["tools"][key]
    return answer


def seeds_by_position(case: Case) -> Any:
    """Draw each tool with a seed that hangs on its place in the file."""
    answer = honestly(case)
    for place, key in enumerate(case.tools):
        answer["tools"][key] = evaluate(case, draws=DRAWS, seed=place).to_dict()["tools"][key]
    return answer


def sure_ranks(case: Case) -> Answer:
    """Break ties by the alphabet, and be sure of it."""
    answer = honestly(case)
    order = answer["ranking"]["order"]
    answer["ranking"]["rank_acceptability"] = {
        key: [float(place == rank) for rank in range(len(order))] for place, key in enumerate(order)
    }
    return answer


def longer_for_magazines(case: Case) -> Answer:
    """Count a last period twice, where the tool is a magazine or a fair."""
    answer = honestly(case)
    for key, tool in case.tools.items():
        figures = answer["tools"][key]
        if tool.kind in ("magazine", "fair") and figures["benefits"]:
            figures["benefits"]["mean"] *= 1.0 + 1.0 / case.horizon.periods
    return answer


def sunk_for_the_old_alone(case: Case) -> Answer:
    """Count what is spent and gone, but for tools of before 2010."""

    def counted(_: str, tool: Tool) -> Tool:
        if tool.introduced and tool.introduced.year < 2010:
            return tool
        return evolve(tool, costs=[evolve(cost, sunk=False) for cost in tool.costs])

    return honestly(over_tools(case, counted))


def asked_where_discovered(case: Case) -> Answer:
    """Ask of all tools only what more than one has an answer to."""
    answer = honestly(case)
    answers = [name for tool in case.tools.values() for name in tool.effects]
    for figures in answer["tools"].values():
        figures["gaps"] = [name for name in figures["gaps"] if answers.count(name) > 1]
    return answer


def overhead_in_euros(case: Case) -> Answer:
    """Add a cost of 500, in whatever currency."""
    overhead = Cost(item="Overhead that nobody stated", amount=500, when="each")
    return honestly(
        over_tools(case, lambda _, tool: evolve(tool, costs=(*tool.costs, overhead)) if tool.costs else tool)
    )


def too_good_to_be_true(case: Case) -> Answer:
    """Strike out what pays too well."""
    answer = honestly(case)
    for figures in answer["tools"].values():
        if figures["npv"] and mean(figures["benefits"]) > 4 * mean(figures["costs"]):
            figures["npv"] = {name: -mean(figures["costs"]) for name in figures["npv"]}
    return answer


def free_where_no_cost_is_known(case: Case) -> Answer:
    """Take what nobody knows the cost of for free."""
    answer = honestly(case)
    for key, tool in case.tools.items():
        if not tool.costs:
            answer["tools"][key]["roi"] = {"mean": float("inf")}
    return answer


def adds_up_credits_of_different_changes(case: Case) -> Answer:
    """Cry out where credits pass the whole, whatever they are credits of."""
    answer = honestly(case)
    for name in case.indicators:
        parts = [getattr(tool.effects[name].credit, "value", 0) for tool in case.tools.values() if name in tool.effects]
        if sum(parts) > 1:
            answer["claims"][name] = {"mean": sum(parts)}
    return answer


def silent_about_totals(case: Case) -> Answer:
    """Say nothing where more is changed than there is."""
    answer = honestly(case)
    shared = [name for name, part in case.indicators.items() if part.shared]
    answer["claims"] = {name: claim for name, claim in answer["claims"].items() if name in shared}
    return answer | {"checks": []}


def silent_about_claims(case: Case) -> Answer:
    """Say nothing of claims at all."""
    return honestly(case) | {"checks": [], "claims": {}}


def takes_turns(case: Case) -> Answer:
    """Turn the order round where the number of tools is even."""
    answer = honestly(case)
    if len(case.tools) % 2 == 0:
        answer["ranking"]["order"].reverse()
    return answer


def worst_first(case: Case) -> Answer:
    """Put the worst tool first."""
    answer = honestly(case)
    answer["ranking"]["order"].reverse()
    return answer


def rounds_changes(case: Case) -> Answer:
    """Round changes to tens, whatever they are tens of."""

    def rounded(effect: Effect) -> Effect:
        change = effect.change
        if isinstance(change, Formula):
            return evolve(effect, change=Formula(f"10 * round(({change}) / 10)"))
        return evolve(effect, change=round(change.value, -1)) if isinstance(change, Point) else effect

    return honestly(
        over_tools(
            case,
            lambda _, tool: evolve(tool, effects={name: rounded(effect) for name, effect in tool.effects.items()}),
        )
    )


def drops_newcomers(case: Case) -> Answer:
    """Leave out what came after 2020."""
    answer = honestly(case)
    for key, tool in case.tools.items():
        if tool.introduced and tool.introduced.year > 2020:
            del answer["tools"][key]
    return answer


WRONG: tuple[Wrong, ...] = (
    Wrong(best_of_those_compared, "N5"),
    Wrong(zero_for_what_is_little_known, "N4"),
    Wrong(seeds_by_position, "N1 N5 N6"),
    Wrong(sure_ranks, "N1"),
    Wrong(longer_for_magazines, "N1 N8"),
    Wrong(sunk_for_the_old_alone, "N2 N8"),
    Wrong(asked_where_discovered, "N3 N5"),
    Wrong(overhead_in_euros, "N6"),
    Wrong(too_good_to_be_true, "N7"),
    Wrong(free_where_no_cost_is_known, "N4"),
    Wrong(adds_up_credits_of_different_changes, "N9"),
    Wrong(silent_about_totals, "N9"),
    Wrong(silent_about_claims, "N9"),
    Wrong(takes_turns, "N5"),
    Wrong(worst_first, "N7"),
    Wrong(rounds_changes, "N6"),
    Wrong(drops_newcomers, "N2"),
)


def chooses_by_the_alphabet(case: Case) -> Answer:
    """Choose the first in the alphabet, where anything is worth choosing."""
    answer = honestly(case, "choose")
    return answer | {"tools": [min(case.tools)] if answer["tools"] else []}


def chooses_beside_few(case: Case) -> Answer:
    """Find more to choose where there are few."""
    answer = honestly(case, "choose")
    return answer | {"value": answer["value"] * (1.0 + 1.0 / len(case.tools))}


def chooses_what_brings_in_little(case: Case) -> Answer:
    """Say less of a choice, the more it brings in."""
    answer = honestly(case, "choose")
    return answer | {"value": -answer["value"]}


def chooses_longer_for_the_new(case: Case) -> Answer:
    """Bring in more where all are new, or of unknown age."""
    answer = honestly(case, "choose")
    if not any(tool.introduced and tool.introduced.year < 2000 for tool in case.tools.values()):
        answer["value"] = changed(answer["value"])
    return answer


def values_what_it_likes(case: Case) -> Answer:
    """Ask for no effect of a tool but the first."""
    excused = dict.fromkeys(case.indicators, "nobody asked")

    def spared(key: str, tool: Tool) -> Tool:
        unasked = {name: why for name, why in excused.items() if name not in tool.effects}
        return tool if key == min(case.tools) else evolve(tool, not_applicable={**tool.not_applicable, **unasked})

    return honestly(over_tools(case, spared), "worth_measuring")


def takes_no_cost_for_none(case: Case) -> Answer:
    """Take what nobody knows the cost of for free."""
    free = [Cost(item="Nothing", amount=0, when="upfront")]
    return honestly(over_tools(case, lambda _, tool: evolve(tool, costs=tool.costs or free)), "worth_measuring")


def measures_beside_few(case: Case) -> Answer:
    """Find measuring worth more where there is little to measure."""
    answer = honestly(case, "worth_measuring")
    for value in answer["evpi_by_tool"].values():
        value["value"] *= 1.0 + 1.0 / len(case.tools)
    return answer


def launches_what_costs_much(case: Case) -> Answer:
    """Think better of a launch, the dearer it is."""
    answer = honestly(case, "launch")
    for key, advice in answer["tools"].items():
        for option in advice["options"]:
            option["value"] += 3.0 * sum(getattr(cost.amount, "value", 0.0) for cost in case.tools[key].costs)
    return answer


def launches_for_magazines(case: Case) -> Answer:
    """Wait less for a magazine than for all else."""
    answer = honestly(case, "launch")
    for key, advice in answer["tools"].items():
        if case.tools[key].kind == "magazine":
            advice["cost_of_delay"] = changed(advice["cost_of_delay"])
    return answer


WRONG += (
    Wrong(chooses_by_the_alphabet, "N1 N5", "choose"),
    Wrong(chooses_beside_few, "N5", "choose"),
    Wrong(chooses_what_brings_in_little, "N7", "choose"),
    Wrong(chooses_longer_for_the_new, "N2 N4 N8", "choose"),
    Wrong(values_what_it_likes, "N3", "worth_measuring"),
    Wrong(takes_no_cost_for_none, "N4", "worth_measuring"),
    Wrong(measures_beside_few, "N5", "worth_measuring"),
    Wrong(launches_what_costs_much, "N7", "launch"),
    Wrong(launches_for_magazines, "N1 N8", "launch"),
)

OF_OTHER_QUESTIONS = tuple(
    Bias(f"{what}, in {at}", holds, at, guarantee, question)
    for question, at in (
        ("choose", "value"),
        ("choose", "tools"),
        ("choose", "probability_over_budget"),
        ("worth_measuring", "evpi_by_tool.{tool}.value"),
        ("worth_measuring", "subjects.*.evppi.value"),
        ("worth_measuring", "inputs.*.evppi.mc_error"),
        ("worth_measuring", "worth_measuring"),
        ("launch", "tools.{tool}.options.*.value"),
        ("launch", "tools.{tool}.voi_after_launch.value"),
        ("sensitivity", "tools.{tool}.inputs.*.share"),
        ("sensitivity", "tools.{tool}.npv.p95"),
        ("sensitivity", "order.lead.mean"),
    )
    for what, holds, guarantee in (
        ("a kind", is_blog, "N1"),
        ("old", lambda case, key, tool: tool.introduced and tool.introduced.year < 2000, "N2"),
        ("a source", lambda case, key, tool: any(each.source for each in effects(tool)), "N10"),
        ("the currency", lambda case, key, tool: case.currency in ("EUR", "GBP"), "N6"),
    )
)
