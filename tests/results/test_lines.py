"""Every answer, and every part of one that somebody may look at, shows itself in one line."""

import re
from collections.abc import Iterator, Mapping
from operator import attrgetter
from pathlib import Path

import attrs
import pytest

import blogroi
from blogroi.decisions.decision import Decision
from blogroi.model.brief import MOST
from blogroi.model.frozen_map import FrozenMap
from blogroi.results.answer import READERS, Answer
from blogroi.results.format import amount
from tests.builders import a_case, a_cost, a_tool, an_effect
from tests.results.answers import CASES, CHAMBER, OF_A_CASE, OTHERS

WIDE = (
    Answer,
    Decision,
    blogroi.Case,
    blogroi.DiffSide,
    blogroi.Names,
    blogroi.OrderInfluence,
    blogroi.Parity,
    blogroi.Ranking,
    blogroi.Robustness,
    blogroi.ScenarioFigures,
    blogroi.Scores,
    blogroi.Simulation,
    blogroi.Tool,
    blogroi.ToolDraws,
    blogroi.ToolEmergent,
    blogroi.ToolResult,
    blogroi.ToolSensitivity,
    blogroi.TotalResult,
)
"""What would fill a screen if all its fields were shown."""


def parts_of(thing: object) -> Iterator[object]:
    """Go through whatever an answer holds, itself among it."""
    yield thing
    if isinstance(thing, Mapping):
        inner = [*thing.values()]
    elif isinstance(thing, tuple):
        inner = [*thing]
    elif attrs.has(kind := type(thing)):
        inner = [getattr(thing, part.name) for part in attrs.fields(kind)]
    else:
        inner = []
    for one in inner:
        yield from parts_of(one)


def show_themselves(answer: Answer) -> None:
    for part in parts_of(answer):
        if isinstance(part, WIDE):
            shown = repr(part)
            assert re.fullmatch(rf"<{type(part).__name__}\b.*>", shown), shown
            assert len(shown) <= MOST
            assert shown.isprintable()


@pytest.mark.parametrize("question", OF_A_CASE)
@pytest.mark.parametrize("path", CASES, ids=attrgetter("stem"))
def test_every_answer_on_every_example_is_a_line(path: Path, question: str) -> None:
    case = blogroi.load(path)
    show_themselves(OF_A_CASE[question](case))
    assert len(repr(case)) <= MOST


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_answer_is_a_line(name: str) -> None:
    show_themselves(OTHERS[name]())


def test_an_evaluation_says_of_each_tool_whether_it_pays() -> None:
    tools = {
        "blog": a_tool({"calls": an_effect(1500)}, [a_cost(1000)]),
        "fair": a_tool({"calls": an_effect(500)}, [a_cost(1000)]),
    }
    result = blogroi.evaluate(a_case(tools), draws=1000)
    assert repr(result) == "<Evaluation of 'A case': 1,000 draws; blog pays, fair does not pay>"
    assert repr(result.tools["blog"]) == "<ToolResult 'The blog': pays; NPV 500>"


def test_what_a_line_says_of_a_tool_is_what_all_texts_say() -> None:
    result = blogroi.evaluate(CHAMBER, draws=1000)
    for key, tool in result.tools.items():
        assert f"{key} {tool.verdict}" in repr(result) or " more>" in repr(result)
        assert repr(tool) == f"<ToolResult {tool.name!r}: {tool.verdict}; NPV {amount(tool.npv)}>"
    assert result.total is not None
    assert repr(result.total) == f"<TotalResult: {result.total.verdict}; NPV {amount(result.total.npv)}>"
    assert repr(result.ranking) == ("<Ranking: by npv; blog, intranet, newsletter, magazine; no clear winner>")


def test_other_answers_say_what_they_come_to() -> None:
    case = blogroi.loads(blogroi.template())
    choice = blogroi.choose(case, draws=1000)
    said = {
        "choose": (repr(choice), f"take {', '.join(choice.tools) or 'none'}>"),
        "check": (repr(blogroi.check(case)), blogroi.check(case).verdict[:20]),
        "explain": (repr(blogroi.explain("BR111")), "'BR111': warning; an indicator without a baseline>"),
        "references": (repr(blogroi.references("zzz")), "for 'zzz': 0 figures; none>"),
        "neutrality": (repr(blogroi.neutrality(case, draws=10)), ": 10 draws; neutral>"),
        "register": (repr(blogroi.register(case, day="2025-12-01")), ": locked on 2025-12-01>"),
        "simulate": (repr(blogroi.simulate(case, draws=10)), "<Simulation: 10 draws; blog, magazine>"),
        "draws": (repr(blogroi.simulate(case, draws=10)["blog"]), "<ToolDraws: 10 draws; benefits and costs>"),
        "decide": (repr(blogroi.decide(case, draws=10)), ": 10 draws; each of blog, magazine>"),
    }
    for question, (shown, expected) in said.items():
        assert expected in shown, question


def kinds(of: type[Answer]) -> Iterator[type[Answer]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_no_answer_is_left_to_show_all_of_its_fields() -> None:
    for reader in READERS.values():
        attrgetter(reader)(blogroi)
    ours = [kind for kind in kinds(Answer) if kind.ANSWER and kind.__module__.startswith("blogroi.")]
    shown_by = {kind.__name__: kind.__repr__.__code__.co_filename for kind in ours}
    assert len(shown_by) == len(READERS)
    assert [name for name, made in shown_by.items() if not made.endswith(".py")] == []


def test_an_answer_that_holds_nothing_is_a_line_too() -> None:
    advice = blogroi.launch(CHAMBER, draws=100, tool="blog")
    assert repr(attrs.evolve(advice, options=())).endswith(": 100 draws; blog: none>")
    result = blogroi.evaluate(CHAMBER, draws=100)
    assert repr(attrs.evolve(result, tools=FrozenMap())).endswith(": 100 draws; none>")
    empty = attrs.evolve(result.ranking, order=(), winner=None)
    assert repr(empty) == "<Ranking: by npv; none; no clear winner>"
