"""What is said when a guarantee is broken, and figure by figure, when it is: on answers that are written here."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

import blogroi
from blogroi import Case, Point
from blogroi.files.fingerprint import fingerprint
from blogroi.testing import GUARANTEES, GuaranteeBroken, GuaranteesBroken
from blogroi.testing.figures.differences import Difference
from blogroi.testing.figures.reading import read
from blogroi.testing.guarantees.alike import _check_alike, _check_no_cost_no_ratio, _check_same_addition, _probe
from blogroi.testing.guarantees.broken import ROUNDING, hold_against, raise_difference
from blogroi.testing.guarantees.claims import check_no_double_claims
from blogroi.testing.guarantees.monotonicity import _check_not_lower
from blogroi.testing.guarantees.questions import check_same_questions
from blogroi.testing.strategies.comparison import comparison
from blogroi.testing.strategies.source import Dice
from tests.builders import a_case, a_cost, a_tool, an_effect

CASE = a_case({key: a_tool({"calls": an_effect(9)}, [a_cost(5)]) for key in ("blog", "fair", "wiki")})


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("number", "name"),
        [
            ("N1", "anonymity"),
            ("N2", "age-blindness"),
            ("N3", "same questions"),
            ("N4", "same treatment of ignorance"),
            ("N5", "independence of irrelevant tools"),
            ("N6", "unit invariance"),
            ("N7", "monotonicity"),
            ("N8", "same window"),
            ("N9", "no benefit twice"),
            ("N10", "papers change nothing"),
            ("N11", "same estimator"),
        ],
    )
    def test_each_is_called_by_its_number_and_its_name(self, number: str, name: str) -> None:
        error = GuaranteeBroken(number, "blog", "npv.mean", 1.0, 2.0, "it rained", CASE)
        assert str(error) == f"{number}, {name}: when it rained, npv.mean of blog was 2.0, not 1.0"
        whole = GuaranteeBroken(number, "", "ranking.order[1]", "a", "b", "it rained")
        assert str(whole) == f"{number}, {name}: when it rained, ranking.order[1] was 'b', not 'a'"
        assert whole.case is None
        there = pickle.loads(pickle.dumps(error))
        assert vars(there) == vars(error)
        assert (there.args, str(there)) == (error.args, str(error))
        assert error.args == (number, "blog", "npv.mean", 1.0, 2.0, "it rained", CASE)

    def test_they_can_be_made_by_name(self) -> None:
        stated: dict[str, Any] = {
            "guarantee": "N1",
            "tool": "",
            "figure": "npv",
            "before": 1,
            "after": 2,
            "reason": "it rained",
        }
        one = GuaranteeBroken(**stated)
        assert one.args == ("N1", "", "npv", 1, 2, "it rained", None)
        several = GuaranteesBroken(broken={"N1": one})
        assert several.args == ({"N1": one},)
        assert str(several) == f"guarantees are broken:\n  {one}"
        assert [*pickle.loads(pickle.dumps(several)).broken] == ["N1"]

    def test_nothing_is_raised_where_nothing_is_different(self) -> None:
        assert raise_difference("N1", CASE, "it rained", []) is None  # type: ignore[func-returns-value]
        with pytest.raises(GuaranteeBroken) as broken:
            raise_difference(
                "N1", CASE, "it rained", iter([Difference("blog", "npv", 1, 2), Difference("fair", "npv", 3, 4)])
            )
        assert broken.value.args == ("N1", "blog", "npv", 1, 2, "it rained", CASE)

    def test_of_several_changes_the_first_that_matters_alone_is_named(self) -> None:
        def steps(*titles: str) -> dict[str, Callable[[Case], Case]]:
            return {title: lambda case, title=title: evolve(case, title=case.title + title) for title in titles}  # type: ignore[misc]

        def reacting(*words: str) -> Callable[[Case], Any]:
            return lambda case: {"npv": float(all(word in case.title for word in words))}

        before = read({"npv": 0.0})
        hold_against("N1", reacting("x"), CASE, before, steps("a", "b"))
        with pytest.raises(GuaranteeBroken) as one:
            hold_against("N1", reacting("b"), CASE, before, steps("_a", "_b", "_c"))
        assert (one.value.reason, one.value.before, one.value.after, one.value.case) == ("_b", 0.0, 1.0, CASE)
        with pytest.raises(GuaranteeBroken) as both:
            hold_against("N1", reacting("_a", "_b"), CASE, before, steps("_a", "_b"))
        assert both.value.reason == "_a and _b"
        hold_against("N1", reacting("_a"), CASE, before, steps("_a"), but=["npv"])

    def test_all_are_there_under_their_numbers(self) -> None:
        assert [*GUARANTEES] == [f"N{number}" for number in range(1, 11)]
        assert ROUNDING == 1e-9


def answer(**tools: Any) -> Any:
    return read({"tools": tools, "ranking": {"by": "npv", "order": sorted(tools)}})


class TestMonotonicity:
    def lowered(self, before: Any, after: Any, rtol: float = 1e-9) -> Any:
        try:
            _check_not_lower(CASE, read(before), read(after), "blog", "it was better", rtol)
        except GuaranteeBroken as broken:
            return broken
        return None

    @pytest.mark.parametrize("figure", ["npv", "npv_cash", "score"])
    @pytest.mark.parametrize("part", ["mean", "p05", "p50", "p95"])
    def test_no_part_of_what_it_brings_in_may_fall(self, figure: str, part: str) -> None:
        def blog(value: float | None) -> Any:
            return {"tools": {"blog": {figure: {part: value}}}}

        assert self.lowered(blog(5.0), blog(5.0)) is None
        assert self.lowered(blog(5.0), blog(6.0)) is None
        assert self.lowered(blog(None), blog(6.0)) is None
        found = self.lowered(blog(5.0), blog(4.9))
        assert found.args == ("N7", "blog", f"{figure}.{part}", 5.0, 4.9, "it was better, and it was lowered", CASE)
        assert self.lowered(blog(5.0), blog(None)).after is None

    def test_the_mean_of_what_it_brings_in_is_named_first(self) -> None:
        parts = ("mean", "p05", "p50", "p95")
        before, after = (
            {"tools": {"blog": {name: dict.fromkeys(parts, value) for name in ("npv", "score", "npv_cash")}}}
            for value in (2.0, 1.0)
        )
        assert self.lowered(before, after).figure == "npv.mean"
        for named, part in zip(("npv.p05", "npv.p50", "npv.p95", "npv_cash.mean"), parts, strict=True):
            del before["tools"]["blog"]["npv"][part]
            assert self.lowered(before, after).figure == named

    def test_other_figures_may(self) -> None:
        pairs: list[tuple[Any, Any]] = [
            ({"blog": {"roi": 2.0, "npv": {"sd": 2.0}}}, {"blog": {"roi": 1.0, "npv": {"sd": 1.0}}}),
            ({"fair": {"npv": {"mean": 2.0}}}, {"fair": {"npv": {"mean": 1.0}}}),
        ]
        for before, after in pairs:
            assert self.lowered({"tools": before}, {"tools": after}) is None

    def test_roundings_are_in_proportion_to_what_is_compared_and_to_its_amounts(self) -> None:
        def blog(npv: float, costs: float = 0.0) -> Any:
            return {"tools": {"blog": {"npv": {"mean": npv}, "costs": {"mean": costs}}}}

        assert self.lowered(blog(0.0, 1e3), blog(-0.9e-6, 1e3)) is None
        assert self.lowered(blog(0.0, 1e3), blog(-1.1e-6, 1e3)) is not None
        assert self.lowered(blog(0.0), blog(-0.9e-6, 1e3)) is None
        assert self.lowered(blog(0.0, 1e3), blog(-0.9e-6)) is None
        assert self.lowered(blog(1e3), blog(1e3 - 1.9e-6)) is None
        assert self.lowered(blog(1e3), blog(1e3 - 2.1e-6)) is not None

        def score(value: float) -> Any:
            return {"tools": {"blog": {"score": {"mean": value}, "costs": {"mean": 1e9}}}}

        assert self.lowered(score(0.0), score(-0.9e-9)) is None
        assert self.lowered(score(0.0), score(-1.1e-9)) is not None

        def total(value: float, fair: float) -> Any:
            return {"tools": {"blog": {"npv": 0.0}, "fair": {"npv": fair}}, "total": {"npv": {"mean": value}}}

        for before, after in ((1e3, 1e3), (1e3, 0.0), (0.0, 1e3)):
            assert self.lowered(total(0.0, before), total(-0.9e-6, after)) is None
            assert self.lowered(total(0.0, before), total(-1.1e-6, after)).figure == "total.npv"

    def test_nor_may_all_tools_together_or_the_ways_to_go_about_it(self) -> None:
        def total(name: str, value: float) -> Any:
            return {"tools": {}, "total": {name: {"mean": value}}}

        for name in ("npv", "npv_cash"):
            assert self.lowered(total(name, 2.0), total(name, 1.0)).figure == f"total.{name}"
            assert self.lowered(total(name, 1.0), total(name, 2.0)) is None
        more, less = ({"tools": {"blog": {"options": [{"name": "now", "value": value}]}}} for value in (2.0, 1.0))
        assert self.lowered(more, less).figure == "options.now.value"
        assert self.lowered(less, more) is None

    def test_nor_what_is_decided_and_what_was_chosen_stays(self) -> None:
        for name in ("value", "expected_npv_now"):
            found = self.lowered({"answer": "choice", name: 2.0}, {"answer": "choice", name: 1.0})
            assert (found.figure, found.tool) == (name, "")
        chosen, left = {"answer": "choice", "tools": ["blog", "fair"]}, {"answer": "choice", "tools": ["fair"]}
        found = self.lowered(chosen, left)
        assert (found.figure, found.before, found.after, found.tool) == ("chosen", 1.0, 0.0, "")
        assert self.lowered(left, chosen) is None

    def test_none_may_pass_it_but_one_that_is_as_good(self) -> None:
        def ranked(order: str, fair: float, by: str = "npv") -> Any:
            keys = {"b": "blog", "f": "fair", "w": "wiki"}
            tools = {"blog": {by: {"mean": 5.0}}, "fair": {by: {"mean": fair}}, "wiki": {by: {"mean": 1.0}}}
            return {"tools": tools, "ranking": {"by": by, "order": [keys[one] for one in order]}}

        assert self.lowered(ranked("bfw", 4.0), ranked("bfw", 4.0)) is None
        assert self.lowered(ranked("fbw", 6.0), ranked("bfw", 6.0)) is None
        found = self.lowered(ranked("bfw", 6.0), ranked("fbw", 6.0))
        assert found.args == (
            "N7",
            "blog",
            "ranking.order",
            ["blog", "fair", "wiki"],
            ["fair", "blog", "wiki"],
            "it was better: fair passed it",
            CASE,
        )
        assert self.lowered(ranked("bfw", 5.0), ranked("fbw", 5.0)) is None
        assert self.lowered(ranked("bfw", 5.0, "roi"), ranked("fbw", 5.0, "roi")) is None
        assert self.lowered(ranked("bfw", 6.0, "roi"), ranked("fbw", 6.0, "roi")) is not None
        assert self.lowered(ranked("fbw", 6.0), ranked("fb", 6.0)) is None


class TestIgnorance:
    def added(self, without: Any, asked: Any, rtol: float = 1e-9) -> Any:
        try:
            _check_same_addition(CASE, answer(**without), answer(**asked), "probe", "prior", rtol)
        except GuaranteeBroken as broken:
            return broken
        return None

    @pytest.mark.parametrize("figure", ["benefits", "npv"])
    @pytest.mark.parametrize("part", ["mean", "p05", "p50", "p95", "low", "high"])
    def test_a_gap_adds_the_same_to_every_tool(self, figure: str, part: str) -> None:
        def two(blog: float | None, fair: float | None) -> Any:
            return {"blog": {figure: {part: blog}}, "fair": {figure: {part: fair}}}

        assert self.added(two(1.0, 10.0), two(6.0, 15.0)) is None
        assert self.added(two(None, 10.0), two(6.0, 15.0)) is None
        assert self.added(two(1.0, 10.0), two(None, 15.0)) is None
        found = self.added(two(1.0, 10.0), two(6.0, 14.0))
        assert found.args[:5] == ("N4", "fair", f"what it adds to {figure}.{part}", 5.0, 4.0)
        assert found.reason == "a gap on probe was filled by the policy prior (and blog taken as the measure)"
        assert found.case is CASE

    def test_a_tool_that_nothing_is_known_of_is_passed_over_and_the_rest_compared(self) -> None:
        without = {"blog": {"benefits": {"mean": None, "p05": 1.0}}, "fair": {"benefits": {"mean": 2.0, "p05": 1.0}}}
        asked = {"blog": {"benefits": {"mean": 1.0, "p05": 2.0}}, "fair": {"benefits": {"mean": 3.0, "p05": 9.0}}}
        assert self.added(without, asked).figure == "what it adds to benefits.p05"

    def test_roundings_are_in_proportion_to_the_amounts_of_both(self) -> None:
        def two(costs: float, fair: float) -> Any:
            return {"blog": {"benefits": {"mean": 0.0}}, "fair": {"benefits": {"mean": fair}, "costs": {"mean": costs}}}

        assert self.added(two(1e6, 0.0), two(1e6, 1.9e-3)) is None
        assert self.added(two(1e6, 0.0), two(1e6, 2.1e-3)) is not None
        assert self.added(two(0.0, 0.0), two(0.0, 0.9e-9)) is None
        assert self.added(two(0.0, 0.0), two(0.0, 1.1e-9)) is not None

    @pytest.mark.parametrize("ratio", ["roi", "bcr"])
    def test_a_tool_without_costs_has_no_ratio(self, ratio: str) -> None:
        def free(case: Case) -> Any:
            assert not any(tool.costs for tool in case.tools.values())
            return {"tools": {key: {ratio: None if key == "blog" else {"of_means": 3.0}} for key in case.tools}}

        with pytest.raises(GuaranteeBroken) as broken:
            _check_no_cost_no_ratio(free, CASE)
        assert broken.value.args == ("N4", "fair", ratio, None, {"of_means": 3.0}, "no tool had any cost", CASE)
        _check_no_cost_no_ratio(lambda case: {"tools": {key: {ratio: None} for key in case.tools}}, CASE)

    def test_tools_that_do_the_same_are_asked_for_one_by_one_where_an_answer_is_of_one(self) -> None:
        asked: list[list[str]] = []

        def alone(case: Case) -> Any:
            asked.append([*case.tools])
            return {"answer": "x", "tool": next(iter(case.tools)), "value": float(case.tools.keys() == {"zz001"})}

        with pytest.raises(GuaranteeBroken) as broken:
            _check_alike("N8", alone, CASE, _probe(CASE), "all did the same", 0.0)
        assert asked == [["zz003", "zz002", "zz001"], ["zz003"], ["zz002"], ["zz001"]]
        assert broken.value.args == (
            *("N8", "wiki", "value", 0.0, 1.0),
            *("all did the same (and blog is the measure)", CASE),
        )

    def test_tools_that_do_the_same_are_compared_with_the_first(self) -> None:
        def by_place(case: Case) -> Any:
            assert all(tool.costs == _probe(CASE).costs for tool in case.tools.values())
            return {"tools": {key: {"npv": 1.0 if key < "zz003" else 2.0} for key in case.tools}}

        with pytest.raises(GuaranteeBroken) as broken:
            _check_alike("N8", by_place, CASE, _probe(CASE), "all did the same", 0.0)
        assert broken.value.args[:5] == ("N8", "fair", "npv", 2.0, 1.0)
        assert [cost.sunk for cost in _probe(CASE).costs] == [False, False, False, True]


def test_a_template_keeps_all_guarantees() -> None:
    case = blogroi.loads(blogroi.template())
    for check in GUARANTEES.values():
        check(lambda each: blogroi.evaluate(each, draws=50), case)


ASKED: dict[str, Callable[[Case], Any]] = {
    "evaluation": lambda case: blogroi.evaluate(case, draws=20),
    "choice": lambda case: blogroi.choose(case, draws=20),
}
KEPT = Path(__file__).with_name("asked_for.json")


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("number", GUARANTEES)
def test_each_guarantee_asks_for_the_cases_that_it_always_has(
    number: str, question: str, request: pytest.FixtureRequest
) -> None:
    """A guarantee that asks for less finds less: ``pytest tests/testing --renew`` keeps what is asked for now."""
    asked: list[str] = []

    def watched(case: Case) -> Any:
        asked.append(fingerprint(case).removeprefix("sha256:")[:12])
        return ASKED[question](case)

    GUARANTEES[number](watched, comparison(Dice(101), most_tools=3, most_periods=3))
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if request.config.getoption("--renew"):
        kept |= {f"{number} {question}": asked}
        KEPT.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8", newline="\n")
    assert asked == kept[f"{number} {question}"]


class TestQuestions:
    def gaps(self, case: Case, forgets: Callable[[Case, str, str], bool]) -> Any:
        return {
            "tools": {
                key: {
                    "gaps": [
                        name
                        for name in case.indicators
                        if name not in tool.effects and name not in tool.not_applicable and not forgets(case, key, name)
                    ]
                }
                for key, tool in case.tools.items()
            }
        }

    def broken(self, forgets: Callable[[Case, str, str], bool]) -> Any:
        tools = {"blog": a_tool({"calls": an_effect(9)}, [a_cost(5)]), "fair": a_tool(costs=[a_cost(5)])}
        with pytest.raises(GuaranteeBroken) as broken:
            check_same_questions(lambda case: self.gaps(case, forgets), a_case(tools))
        return broken.value

    def test_a_gap_that_is_passed_over_is_found(self) -> None:
        found = self.broken(lambda _, key, name: (key, name) == ("fair", "calls"))
        assert found.args[:6] == ("N3", "fair", "gaps.calls", "asked", "not asked", "the case stood as it was")

    @pytest.mark.parametrize("key", ["blog", "fair"])
    def test_what_is_discovered_on_each_is_asked_of_the_others(self, key: str) -> None:
        def forgets(case: Case, _: str, name: str) -> bool:
            return name == "probe" and "probe" in case.tools[key].effects

        found = self.broken(forgets)
        assert found.args[2:6] == ("gaps.probe", "asked", "not asked", f"an effect on probe was discovered on {key}")

    def test_an_answer_without_gaps_is_asked_nothing(self) -> None:
        check_same_questions(lambda case: {"tools": {key: {} for key in case.tools}}, CASE)

    def test_a_question_that_does_not_reach_a_tool_is_found(self) -> None:
        def of_some(case: Case) -> Any:
            asked = [key for key, tool in case.tools.items() if "probe" not in tool.not_applicable and key != "fair"]
            return {"answer": "x", "asked": len(asked)}

        with pytest.raises(GuaranteeBroken) as broken:
            check_same_questions(of_some, CASE)
        assert broken.value.args[:6] == (
            *("N3", "fair", "gaps.probe", "asked", "not asked"),
            "an effect on probe was discovered on blog",
        )
        check_same_questions(lambda _: {"answer": "x", "asked": 1}, CASE)


class TestClaims:
    def broken(self, said: Callable[[Case], Any]) -> Any:
        with pytest.raises(GuaranteeBroken) as broken:
            check_no_double_claims(said, CASE)
        assert broken.value.case is not None
        assert {"shared_probe", "probe_of_a_total", "probe_of_its_own"} <= broken.value.case.indicators.keys()
        return broken.value.args[:6]

    @staticmethod
    def is_cut(case: Case) -> bool:
        return bool(case.tools["blog"].effects["shared_probe"].credit != Point(0.9))

    def test_silence_is_found(self) -> None:
        there = ("N9", "", "claims and checks", "a word of it", "silence")
        assert self.broken(lambda case: {"tools": {}}) == (*there, "tools claimed 270% of shared_probe")

        def of_the_shared_one(case: Case) -> Any:
            return {"tools": {}, "claims": {"shared_probe": not self.is_cut(case)}}

        assert self.broken(of_the_shared_one) == (*there, "the changes of tools passed the total of probe_of_a_total")

    @pytest.mark.parametrize("way", ["path", "message", "claims"])
    def test_an_alarm_about_what_is_its_own_is_found(self, way: str) -> None:
        def alarmed(case: Case) -> Any:
            claims = {name: not self.is_cut(case) for name in ("shared_probe", "probe_of_a_total")}
            own = {
                "path": {"code": "BR1", "path": "indicators.probe_of_its_own"},
                "message": {"message": "of probe_of_its_own"},
            }
            checks = [] if self.is_cut(case) or way == "claims" else [own[way]]
            if way == "claims":
                claims["probe_of_its_own"] = not self.is_cut(case)
            return {"tools": {}, "claims": claims, "checks": checks}

        what: Any = {
            "path": ("BR1", "indicators.probe_of_its_own", None),
            "message": (None, None, "of probe_of_its_own"),
            "claims": True,
        }[way]
        assert self.broken(alarmed) == (
            *("N9", "", "claims and checks", "silence", what),
            "each tool had a change of its own in probe_of_its_own",
        )

    def test_what_is_said_before_and_after_is_no_word_of_it(self) -> None:
        said = {"tools": {}, "claims": {"shared_probe": 1, "probe_of_a_total": 1}}
        assert self.broken(lambda _: said)[4] == "silence"
        check_no_double_claims(lambda _: {"answer": "x"}, CASE)
