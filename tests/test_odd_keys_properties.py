"""What tools, indicators and costs are called changes nothing, be it called as the words that paths are made of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import Case, ChoiceRules, Cost, Measurement, Point, Range, Scenario, Tool
from blogroi.decisions.decision import decide
from blogroi.model import FrozenMap
from blogroi.model.fields import KEY, REFUSED
from blogroi.model.paths import (
    CostPath,
    CostsPath,
    DriverPath,
    EffectPath,
    EvidencePath,
    GapPath,
    IndicatorPath,
    Path,
    parse_path,
)
from blogroi.model.quantity_paths import quantities
from blogroi.testing import certain, comparisons

WORDS = [
    "costs", "effects", "gaps", "indicators", "tools", "value", "margin", "total", "prior", "change", "credit", "amount", "units",
    "unit_cost", "contingency", "drop_off", "npv", "roi", "benefits", "objectives", "levers", "horizon", "name", "by_indicator",
    "1", "2", "0", "1e5", "a-b", "a--", "x" * 200, "é", "日本", "A", "a", "None", "nan", "draws", "mean", "p05", "without",
]  # fmt: skip
KEYS = st.sampled_from(WORDS) | st.from_regex(KEY, fullmatch=True).filter(lambda key: len(key) <= 200)
ITEMS = st.sampled_from(
    [
        *WORDS, "costs[2]", "[2]", "[2].A", "A.amount", "A.amount[1]", "A.units", "costs.A", ".", "..", "a.", ".a", "a b", "'", '"',
        "\\", "a\nb", "\n.amount", "tools.gaps.effects.costs.change", "indicators.costs.value", "=", "#", "{}", "é", "x" * 500, "\u200e",
    ]
) | st.text(min_size=1, max_size=20).filter(lambda item: bool(item.strip()) and not REFUSED.search(item))  # fmt: skip


class Names:
    """New names of tools, indicators and items, in the order of the old ones, so that what is sorted stays where it is."""

    def __init__(self, tools: Mapping[str, str], indicators: Mapping[str, str], items: Mapping[str, str]) -> None:
        self.tools, self.indicators, self.items = tools, indicators, items

    def case(self, case: Case) -> Case:
        """Call the parts of a case by these names."""
        return evolve(
            case,
            indicators={self.indicators[key]: part for key, part in case.indicators.items()},
            tools={self.tools[key]: self.tool(tool) for key, tool in case.tools.items()},
            demands={self.tools[key]: [self.indicators[name] for name in names] for key, names in case.demands.items()},
            correlations=[evolve(one, between=[self.path(path) for path in one.between]) for one in case.correlations],
            choice=self.choice(case.choice),
            scenarios={key: self.scenario(part) for key, part in case.scenarios.items()},
        )

    def tool(self, tool: Tool) -> Tool:
        return evolve(
            tool,
            costs=[evolve(cost, item=self.items[cost.name], key=None) for cost in tool.costs],
            effects={self.indicators[key]: effect for key, effect in tool.effects.items()},
            not_applicable={self.indicators[key]: reason for key, reason in tool.not_applicable.items()},
            intended=tool.intended and [self.indicators[key] for key in tool.intended],
        )

    def choice(self, rules: ChoiceRules) -> ChoiceRules:
        return evolve(
            rules,
            one_of=[[self.tools[key] for key in group] for group in rules.one_of],
            needs={self.tools[key]: [self.tools[one] for one in needed] for key, needed in rules.needs.items()},
            keep=[self.tools[key] for key in rules.keep],
        )

    def scenario(self, stated: Scenario) -> Scenario:
        rate = {path: value for path, value in stated.set.items() if path == "discounting.rate"}
        others = {self.path(path): value for path, value in stated.set.items() if path not in rate}
        return evolve(stated, set={**others, **rate})

    def path(self, path: str) -> str:
        """Call the parts of a path by these names."""
        match parse_path(path):
            case CostPath() as found:
                named: Path = evolve(found, tool=self.tools[found.tool], name=self.items[found.name])
            case EvidencePath() as found:  # a class, which has no name of one's own
                named = found
            case DriverPath() as found:  # whose names stand in formulas, and stay
                named = found
            case CostsPath() as found:
                named = evolve(found, tool=self.tools[found.tool])
            case IndicatorPath() as found:
                named = evolve(found, indicator=self.indicators[found.indicator])
            case found:
                named = evolve(found, tool=self.tools[found.tool], indicator=self.indicators[found.indicator])
        return str(named)

    def plain(self, result: Any) -> Any:
        """Call the parts of a result by these names, wherever they stand in it."""
        text = json.dumps(result)
        for old, new in {**self.tools, **self.indicators, **self.items}.items():
            text = text.replace(old, json.dumps(new)[1:-1])
        return json.loads(text)


def listed(names: Mapping[str, Any], stem: str) -> dict[str, str]:
    return {key: f"{stem}{place}{stem}" for place, key in enumerate(sorted(names), start=1)}


@st.composite
def named_otherwise(draw: st.DrawFn) -> tuple[Case, Names]:
    """Draw a case whose names stand for nothing else, and odd names for all of it."""
    case = draw(comparisons(most_tools=2, most_periods=3))
    items = {cost.name: cost for tool in case.tools.values() for cost in tool.costs}
    case = Names(listed(case.tools, "qt"), listed(case.indicators, "qi"), listed(items, "qc")).case(case)
    found = sorted({cost.item for tool in case.tools.values() for cost in tool.costs})
    tools = draw(st.lists(KEYS, min_size=len(case.tools), max_size=len(case.tools), unique=True))
    indicators = draw(st.lists(KEYS, min_size=len(case.indicators), max_size=len(case.indicators), unique=True))
    odd = draw(st.lists(ITEMS, min_size=len(found), max_size=len(found), unique=True))
    pairs = ((case.tools, tools), (case.indicators, indicators), (found, odd))
    return case, Names(*(dict(zip(sorted(old), sorted(new), strict=True)) for old, new in pairs))


def with_a_plan(case: Case) -> Case:
    """Let every indicator have a plan of measurement, so that what is planned for one is told from all else."""
    plan = Measurement(method="survey", n=50, sd=10.0, cost=7)
    return evolve(
        case, indicators=FrozenMap({key: evolve(part, measurement=plan) for key, part in case.indicators.items()})
    )


@given(named_otherwise())
@settings(max_examples=50)
def test_no_two_quantities_share_a_path_and_every_path_is_read_back(drawn: tuple[Case, Names]) -> None:
    case, names = drawn
    odd = names.case(case)
    paths = list(quantities(odd))
    assert paths == [names.path(path) for path in quantities(case)]
    assert len({*paths}) == len(list(quantities(case)))
    assert [str(parse_path(path)) for path in paths] == paths


@given(named_otherwise())
@settings(max_examples=50)
def test_the_order_of_the_file_changes_no_path(drawn: tuple[Case, Names]) -> None:
    case, names = drawn
    odd = names.case(case)
    tools = {key: evolve(tool, costs=tool.costs[::-1]) for key, tool in reversed(list(odd.tools.items()))}
    turned = evolve(odd, tools=tools, indicators=dict(reversed(list(odd.indicators.items()))))
    assert quantities(turned) == quantities(odd)


COMMANDS: dict[str, Callable[[Case], Any]] = {
    "evaluate": lambda case: blogroi.evaluate(case, draws=50),
    "choose": lambda case: blogroi.choose(case, budget=10_000, draws=50),
    "worth_measuring": lambda case: blogroi.worth_measuring(case, draws=50),
    "sensitivity": lambda case: blogroi.sensitivity(case, draws=50),
    "launch": lambda case: [
        blogroi.launch(case, draws=50, tool=key) for key, tool in sorted(case.tools.items()) if tool.costs
    ],
}


def plain(answer: Any) -> Any:
    if isinstance(answer, list):
        return [plain(one) for one in answer]
    told = json.loads(json.dumps(answer.to_dict()))
    return {key: part for key, part in told.items() if key != "fingerprint"}


@pytest.mark.parametrize("command", COMMANDS)
@given(drawn=named_otherwise())
@settings(max_examples=15)
def test_odd_names_change_no_figure_of_a_certain_case(command: str, drawn: tuple[Case, Names]) -> None:
    case, names = with_a_plan(certain(drawn[0])), drawn[1]
    answer = COMMANDS[command]
    assert plain(answer(names.case(case))) == names.plain(plain(answer(case)))


@given(named_otherwise())
@settings(max_examples=15)
def test_odd_names_change_nothing_of_what_can_be_found_out(drawn: tuple[Case, Names]) -> None:
    case, names = with_a_plan(drawn[0]), drawn[1]
    odd = names.case(case)
    assert {names.path(path) for path in decide(case, draws=50).inputs} == set(decide(odd, draws=50).inputs)
    advice, otherwise = (blogroi.worth_measuring(one, draws=50, gaps="prior") for one in (case, odd))
    assert {(names.path(one.path), one.kind) for one in advice.subjects} == {
        (one.path, one.kind) for one in otherwise.subjects
    }
    studies = {
        (names.indicators[one.indicator], tuple(names.tools[key] for key in one.tools)) for one in advice.studies
    }
    assert studies == {(one.indicator, one.tools) for one in otherwise.studies}
    for key, tool in case.tools.items():
        if not tool.costs:
            continue
        subjects = [one.path for one in otherwise.subjects if names.tools[key] in one.tools]
        for path in subjects:
            advised = blogroi.launch(odd, draws=50, tool=names.tools[key], subject=path, gaps="prior")
            at = parse_path(path)
            planned = isinstance(at, EffectPath | GapPath) or at.field == "change"
            assert (advised.subject, advised.size) == (path, 50 if planned else None)


def test_the_plan_of_an_indicator_called_costs_is_not_that_of_the_costs() -> None:
    case = blogroi.loads(blogroi.template())
    blog = case.tools["blog"]
    plan = Measurement(method="survey", n=50, sd=10.0, cost=7)
    effect = evolve(blog.effects["calls_avoided"], change=Point(100), credit=Point(0.5))
    costs = [Cost(item="Writing", amount=Range(1000, 9000), when="each")]
    tool = evolve(blog, effects={"costs": effect}, intended=None, not_applicable={}, costs=costs)
    indicators = {"costs": evolve(case.indicators["calls_avoided"], measurement=plan, value=Point(8))}
    advice = blogroi.launch(evolve(case, indicators=indicators, tools={"gaps": tool}), draws=1000, tool="gaps")
    assert (advice.subject, advice.size, advice.measurement_cost) == ("tools.gaps.costs", None, None)
