"""The examples for embedders work as they say."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Cost, Effect, Indicator
from blogroi.testing import GuaranteeBroken, check_age_blind, check_independent, check_same_questions
from tests import embedded
from tests.files import bombs

EXAMPLES = Path(__file__).parents[2] / "examples"
TEMPLATE = blogroi.template()


def loaded(name: str) -> ModuleType:
    """Load an example by its path; another process finds it by its name."""
    path = EXAMPLES / "embedding" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


class TestOwnCriterion:
    own = loaded("own_criterion")

    def case(self) -> blogroi.Case:
        case = blogroi.loads(TEMPLATE)
        people = Indicator(
            statement="People reached", unit="person", better="higher", declared=date(2025, 1, 1), value=1, lever=None
        )
        tools = {
            key: attrs.evolve(
                tool,
                effects={**tool.effects, "people_reached": Effect(change=1000 * place, evidence="observed")},
                costs=[Cost(item="All", amount=4000, when="each")],
                introduced=date(1998 + 10 * place, 1, 1),
            )
            for place, (key, tool) in enumerate(case.tools.items(), start=1)
        }
        return attrs.evolve(case, indicators={**case.indicators, "people_reached": people}, tools=tools)

    def test_it_says_what_a_contact_costs(self) -> None:
        found = self.own.cost_per_contact(self.case())["tools"]
        assert [round(tool["cost_per_contact"], 2) for tool in found.values()] == [4.0, 2.0]

    def test_it_keeps_the_guarantees_that_it_can_be_asked_for(self) -> None:
        for check in (check_age_blind, check_independent, check_same_questions):
            check(self.own.cost_per_contact, self.case())

    def test_what_is_lenient_with_the_old_is_found(self) -> None:
        with pytest.raises(GuaranteeBroken, match="N2, age-blindness"):
            check_age_blind(self.own.lenient_with_the_old, self.case())


SMALLER: dict[str, str] = {
    "headers": bombs.ONE + bombs.many(20_000, "[a#]\n"),
    "costs": bombs.costs(3_000),
    "tools": bombs.tools(1_000),
    "ranges": bombs.ranges(2_300),
    "scenarios": bombs.wide(500)
    + bombs.many(200, '[scenarios.s#]\nstatement = "s"\nset = { "indicators.i0.value" = # }\n'),
    "brackets": bombs.ONE + "a = " + "[" * 90_000 + "]" * 90_000,
    "a text that is not closed": bombs.HEAD + 'a = """' + '""\n' * 60_000,
}
"""Of at most 200 kB, which the service reads."""


@pytest.fixture(scope="module")
def workers() -> Iterator[Any]:
    """Two processes, each with little time and memory for an answer."""
    sys.path.insert(0, str(EXAMPLES / "embedding"))
    try:
        made = loaded("workers").Workers(embedded.odd, count=2, memory=1 << 31, seconds=2.0)
        for _ in range(2):  # both have started
            made.ask("small")
        yield made
        made.close()
    finally:
        sys.path.remove(str(EXAMPLES / "embedding"))


class TestWorkers:
    def test_two_that_run_past_their_time_are_replaced_and_small_questions_answered(self, workers: Any) -> None:
        module = sys.modules["workers"]
        for _ in range(2):
            with pytest.raises(module.TooSlowError):
                workers.ask("forever")
        assert [workers.ask("small")[0] for _ in range(4)] == ["small"] * 4

    @pytest.mark.parametrize("question", ["hungry", "gone"])
    def test_two_that_take_too_much_or_end_are_replaced(self, workers: Any, question: str) -> None:
        module = sys.modules["workers"]
        for _ in range(2):
            with pytest.raises(module.TooLargeError):
                workers.ask(question)
        assert workers.ask("small")[0] == "small"

    def test_what_is_refused_reaches_whoever_asked_and_the_process_stays(self, workers: Any) -> None:
        before = {workers.ask("small")[1] for _ in range(2)}
        with pytest.raises(blogroi.CaseError, match="title"):
            workers.ask("wrong")
        assert {workers.ask("small")[1] for _ in range(2)} == before


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    """Start the service once, where what it needs is installed."""
    pytest.importorskip("httpx")
    testclient = pytest.importorskip("starlette.testclient", exc_type=ImportError)
    sys.path.insert(0, str(EXAMPLES / "embedding"))
    try:
        with testclient.TestClient(loaded("service").app) as started:
            yield started
    finally:
        sys.path.remove(str(EXAMPLES / "embedding"))


class TestService:
    @pytest.mark.parametrize("name", SMALLER)
    def test_bombs_are_refused_and_small_posts_answered_after_them(self, client: Any, name: str) -> None:
        for _ in range(2):
            answer = client.post("/evaluate", content=SMALLER[name])
            assert answer.status_code in ((200,) if name == "costs" else (413, 422))  # so many costs are in proportion
            assert answer.status_code == 200 or answer.json()["faults"][0]["message"]
        assert client.post("/evaluate?draws=50", content=TEMPLATE).status_code == 200

    def test_a_posted_case_is_evaluated(self, client: Any) -> None:
        answer = client.post("/evaluate?draws=200", content=TEMPLATE)
        assert answer.status_code == 200
        assert answer.json() == blogroi.evaluate(blogroi.loads(TEMPLATE), draws=200).to_dict()

    def test_a_case_in_json_is_too(self, client: Any) -> None:
        text = blogroi.dumps(blogroi.loads(TEMPLATE), format="json")
        answer = client.post("/evaluate?draws=50", content=text, headers={"content-type": "application/json"})
        assert answer.status_code == 200

    def test_all_faults_come_back_with_their_paths(self, client: Any) -> None:
        answer = client.post("/evaluate", content="blogroi = 1")
        assert answer.status_code == 422
        assert len(answer.json()["faults"]) > 1

    def test_limits_are_kept(self, client: Any) -> None:
        assert client.post("/evaluate", content=b"#" * 300_000).status_code == 413
        assert client.post("/evaluate?draws=many", content=TEMPLATE).status_code == 400
        assert client.post("/evaluate?draws=100001", content=TEMPLATE).status_code == 413
        assert client.post("/evaluate?draws=0", content=TEMPLATE).status_code == 400
