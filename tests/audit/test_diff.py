"""Each change alone and all together add up to what two cases differ by; what is only written otherwise is none."""

from __future__ import annotations

import json
import math
from importlib import import_module
from pathlib import Path
from typing import Any

import attrs
import pytest

import blogroi
from blogroi import Case, Diff, OptionError
from blogroi.audit.diff import (
    Group,
    _all_of_it,
    _all_that_fail,
    _by_steps,
    _joined,
    _mentions,
    _names_path,
    _only_tool,
    _refers,
    _units,
    _with_references,
)
from blogroi.report.diff import diff_sheet
from blogroi.report.terminal import Face, text
from blogroi.revisions.changes import Change
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator
from tests.revisions.houses import HOUSE, OTHER_KEYS, altered

ROOT = Path(__file__).parents[2]
YEARS = [blogroi.load(path) for path in sorted((ROOT / "examples" / "history").glob("*.toml"))]


def paths(found: Diff) -> list[str]:
    return sorted(one.path for change in found.changes for one in change.what)


def adds_up(found: Diff) -> None:
    """The whole difference is the sum of its parts, to the last digit."""
    for key in found.together:
        old, new = (side.npv.get(key) for side in (found.old, found.new))
        parts = [found.together[key], *(change.npv[key] for change in found.changes)]
        if None in parts:
            continue
        before, after = (0.0 if one is None else one.mean for one in (old, new))
        whole, together = after - before, found.together[key] or 0.0
        rounded = math.ulp(whole) + math.ulp(together) / 2.0  # what is left is rounded once, and two sums are
        assert abs(math.fsum(part for part in parts if part is not None) - whole) <= rounded


def in_words(found: Diff, *, full: bool = False, width: int = 80) -> str:
    return text(diff_sheet(found, full=full), Face(width=width))


class TestChanges:
    def two(self, **changes: float) -> tuple[Case, Case]:
        """A blog of which some hundred pieces bring in one each, and what it is with some of that changed."""
        effect, cost = {"change": 100.0, "deadweight": 0.0}, 50.0
        after = {name: value for name, value in changes.items() if name in effect}
        old, new = (
            a_case({"blog": a_tool({"calls": an_effect(**one)}, [a_cost(paid)]), "fair": a_tool(costs=[a_cost(5.0)])})
            for one, paid in ((effect, cost), (effect | after, changes.get("cost", cost)))
        )
        return old, new

    def test_that_touch_nothing_in_common_do_nothing_together(self) -> None:
        old, new = self.two(change=150.0, cost=70.0)
        found = blogroi.diff(old, new, draws=10)
        assert {change.what[0].path: change.npv["blog"] for change in found.changes} == {
            "tools.blog.effects.calls.change": pytest.approx(50.0),
            "tools.blog.costs.Writing.amount": -20.0,
        }
        assert found.together == {"blog": pytest.approx(0.0, abs=1e-12), "fair": 0.0}

    def test_that_multiply_do_something_together(self) -> None:
        found = blogroi.diff(*self.two(change=150.0, deadweight=0.2), draws=10)
        alone = {change.what[0].path: change.npv["blog"] for change in found.changes}
        assert alone == {
            "tools.blog.effects.calls.change": pytest.approx(50.0),
            "tools.blog.effects.calls.deadweight": pytest.approx(-20.0),
        }
        assert found.together["blog"] == pytest.approx(150.0 * 0.8 - 100.0 - 50.0 + 20.0)
        adds_up(found)

    def test_of_another_tool_leave_a_tool_alone(self) -> None:
        found = blogroi.diff(*self.two(change=150.0), draws=10)
        assert [change.npv["fair"] for change in found.changes] == [0.0]

    def test_start_and_end_at_what_an_evaluation_says(self) -> None:
        found = blogroi.diff(YEARS[0], YEARS[1], draws=500)
        for side, case in ((found.old, YEARS[0]), (found.new, YEARS[1])):
            result = blogroi.evaluate(case, draws=500)
            assert side.npv == {key: tool.npv for key, tool in result.tools.items()}
            assert side.verdicts == {key: tool.verdict for key, tool in result.tools.items()}
            assert (side.order, side.winner) == (result.ranking.order, result.ranking.winner)
        adds_up(found)

    def test_of_all_examples_against_each_other_add_up(self) -> None:
        adds_up(blogroi.diff(YEARS[1], YEARS[2], draws=200))
        adds_up(blogroi.diff(blogroi.load(ROOT / "tests" / "golden" / "cases" / "house-2024.toml"), HOUSE, draws=200))

    def test_that_need_each_other_are_one(self) -> None:
        """An effect on a new indicator needs it, units need their cost, and lists are as long as the window."""
        old = a_case({"blog": a_tool({"calls": an_effect([1, 2])}, [a_cost(50)])}, periods=2)
        indicators = {"calls": an_indicator(), "leads": an_indicator(3, statement="Leads")}
        effects = {"calls": an_effect([1, 2, 3]), "leads": an_effect(5)}
        cost = blogroi.Cost(item="Writing", units=2, unit_cost=30, when="upfront")
        new = a_case({"blog": a_tool(effects, [cost])}, indicators=indicators, periods=3)
        found = blogroi.diff(old, new, draws=10)
        groups = [sorted(one.path for one in change.what) for change in found.changes]
        assert ["indicators.leads", "tools.blog.effects.leads"] in groups
        assert ["horizon.periods", "tools.blog.effects.calls.change"] in groups
        costs = [f"tools.blog.costs.Writing.{name}" for name in ("amount", "unit_cost", "units")]
        assert costs in groups
        adds_up(found)

    def test_from_one_cost_to_another_are_one(self) -> None:
        """Without any cost nothing would be known in between."""
        old, new = (a_case({"blog": a_tool(costs=[a_cost(paid, item)])}) for item, paid in (("A", 5.0), ("B", 7.0)))
        found = blogroi.diff(old, new, draws=10)
        assert [change.npv for change in found.changes] == [{"blog": -2.0}]

    def test_of_a_tool_that_came_or_went_are_all_that_it_brings_in(self) -> None:
        old, new = (a_case({"blog": a_tool(costs=[a_cost(9)]), key: a_tool(costs=[a_cost(paid)], name=key)}) for key, paid in (("fair", 5.0), ("wiki", 7.0)))  # fmt: skip
        found = blogroi.diff(old, new, draws=10)
        assert {change.what[0].kind: change.npv for change in found.changes} == {
            "dropped": {"blog": 0.0, "fair": 5.0, "wiki": 0.0},
            "added": {"blog": 0.0, "fair": 0.0, "wiki": -7.0},
        }
        assert found.together == {"blog": 0.0, "fair": 0.0, "wiki": 0.0}
        adds_up(found)

    def test_where_tools_share_what_they_claim_one_moves_the_other(self) -> None:
        """Of one change that both claim in full, each has a half; what one claims less, the other has more."""
        indicators = {"calls": an_indicator(1.0, shared=True, change=100.0)}
        old, new = (
            a_case(
                {
                    "blog": a_tool({"calls": an_effect(None, credit=credit)}, [a_cost(5.0)]),
                    "fair": a_tool({"calls": an_effect(None, credit=1.0)}, [a_cost(5.0)], name="The fair"),
                },
                indicators=indicators,
            )
            for credit in (1.0, 0.25)
        )
        found = blogroi.diff(old, new, draws=10, claims="scaled")
        assert [change.npv for change in found.changes] == [pytest.approx({"blog": -30.0, "fair": 30.0})]
        assert found.together == pytest.approx({"blog": 0.0, "fair": 0.0}, abs=1e-9)

    def test_what_a_scenario_sets_is_a_change_under_it(self) -> None:
        old, new = (
            a_case(
                {"blog": a_tool({"calls": an_effect(100.0)}, [a_cost(50.0)])},
                scenarios={"slow": blogroi.Scenario(statement="Slow", set={"tools.blog.effects.calls.change": value})},
            )
            for value in (60.0, 80.0)
        )
        asked, plain = (blogroi.diff(old, new, draws=10, scenario=key) for key in ("slow", None))
        assert [change.npv for change in asked.changes] == [{"blog": 20.0}]
        assert [change.npv for change in plain.changes] == [{"blog": 0.0}]
        assert asked.together == {"blog": 0.0}

    def test_come_with_what_moves_most_first(self) -> None:
        found = blogroi.diff(*self.two(change=150.0, cost=70.0), draws=10)
        assert [change.what[0].path.rpartition(".")[2] for change in found.changes] == ["change", "amount"]

    def test_of_what_is_not_known_are_not_known(self) -> None:
        old, new = (a_case({"blog": a_tool({"calls": an_effect(change)})}) for change in (5, 6))
        found = blogroi.diff(old, new, draws=10)
        assert [change.npv for change in found.changes] == [{"blog": None}]
        assert found.together == {"blog": None}
        assert "unknown" in in_words(found)


class TestWhatCannotBeAlone:
    """Which changes need each other, told from what they state."""

    @staticmethod
    def change(path: str, before: object = None, after: object = None) -> Change:
        return Change(steps=tuple(path.split(".")), before=before, after=after)

    @pytest.mark.parametrize(
        ("path", "after", "section", "key", "is_so"),
        [
            ("tools.blog.effects.calls.change", 5, "indicators", "calls", True),
            ("calls.blog", 5, "indicators", "calls", False),
            ("tools.blog.effects.deals.change", "luck * 2", "drivers", "luck", True),
            ("tools.blog.effects.deals.change", "bad-luck * 2", "drivers", "luck", False),
            ("tools.blog.effects.deals.change", "luck-2", "drivers", "luck", False),
            ("tools.blog.effects.deals.change", "luckier", "drivers", "luck", False),
            ("tools.blog.effects.deals.change", "2 * (luck)", "drivers", "luck", True),
            ("indicators.deals.lever", "reach", "levers", "reach", True),
            ("indicators.deals.unit", "within reach", "levers", "reach", False),
            ("correlations", [{"between": ["tools.blog.costs.Writing.units"]}], "tools", "blog", True),
            ("tools.blog.name", "luck", "drivers", "luck", False),
            ("indicators.deals.statement", "luck", "drivers", "luck", False),
            ("tools.blog.effects.deals.source", "luck", "drivers", "luck", False),
        ],
    )
    def test_a_part_is_mentioned_by_its_key(
        self, path: str, after: object, section: str, key: str, is_so: bool
    ) -> None:
        assert _mentions(self.change(path, after=after), section, key) is is_so
        assert _mentions(self.change(path, before=after), section, key) is is_so

    def test_a_part_that_came_is_put_with_what_mentions_it(self) -> None:
        came = self.change("drivers.luck", after={"value": 1})
        uses, other = (self.change("tools.blog.effects.deals.change", 1, after) for after in ("2 * luck", "2 * skill"))
        assert _refers((uses,), (came,))
        assert not _refers((came,), (uses,))
        assert not _refers((other,), (came,))
        assert not _refers((uses,), (self.change("drivers.luck.value", 1, 2),))
        groups: list[Group] = [(other,), (uses,), (came,)]
        assert _with_references(groups, [(uses,)]) == [(other,), (uses, came)]
        assert _with_references(groups, [(came,)]) == [(other,), (uses, came)]
        assert _with_references(groups, [(other,)]) == groups

    @pytest.mark.parametrize(
        ("stated", "path", "is_so"),
        [
            (["tools.blog.costs.Writing.units"], "tools.blog.costs.Writing.units", True),
            (["tools.blog.costs.Writing.units"], "tools.blog.costs.Writing", True),
            (["tools.blog.effects.deals.change[2]"], "tools.blog.effects.deals.change", True),
            (["tools.blog.costs.Writing.units"], "tools.blog.costs.Writ", False),
            (["tools"], "tools", False),
        ],
    )
    def test_a_correlation_needs_what_it_ties(self, stated: list[str], path: str, is_so: bool) -> None:
        assert _names_path(self.change("correlations", after=[{"between": stated}]), path) is is_so
        assert _names_path(self.change("correlations", before=[{"between": stated}]), path) is is_so

    def test_all_in_one_part_are_put_together(self) -> None:
        paths = ("tools.a.costs.x.amount", "tools.a.costs.x.units", "tools.a.costs.y.units", "tools.b.costs.x.units", "horizon.step", "horizon.periods", "levers.l.family", "levers.m.family")  # fmt: skip
        groups: list[Group] = [(self.change(path),) for path in paths]
        a, b, c, d, e, f, g, h = groups
        assert _by_steps(4)(groups, [b]) == [a + b, c, d, e, f, g, h]
        assert _by_steps(2)(groups, [b]) == [a + b + c, d, e, f, g, h]
        assert _by_steps(4)(groups, [f]) == _by_steps(2)(groups, [f]) == [a, b, c, d, e + f, g, h]
        assert _by_steps(2)(groups, [g]) == groups
        assert _all_that_fail(groups, [b, d, h]) == [a, c, e, f, g, b + d + h]
        assert _all_of_it(groups, [b]) == [a + b + c + d + e + f + g + h]

    def test_groups_are_joined_where_the_first_of_them_stood(self) -> None:
        groups: list[Group] = [(self.change(name),) for name in "abcd"]
        one, two, three, four = groups
        for links in ([(2, 0)], [(0, 2)], [(0, 2), (2, 0)]):
            assert _joined(groups, links) == [one + three, two, four]
        assert _joined(groups, [(3, 2), (1, 2), (0, 3)]) == [one + two + three + four]
        assert _joined(groups, []) == groups

    def test_only_the_tool_that_was_changed_is_evaluated_again(self) -> None:
        a, b, c = (self.change(path) for path in ("tools.a.name", "tools.b.name", "horizon.step"))
        assert [_only_tool(group) for group in ((a,), (a, a), (a, b), (c,), (a, c))] == ["a", "a", None, None, None]

    def old_and_new(self) -> tuple[Case, Case]:
        """Two tools, of which one changes twice, and three."""
        tools = {"blog": a_tool({"calls": an_effect(9.0)}, [a_cost(5.0)]), "fair": a_tool(costs=[a_cost(3.0)])}
        other = {"blog": a_tool({"calls": an_effect(8.0)}, [a_cost(4.0)]), "fair": tools["fair"], "wiki": tools["fair"]}
        return a_case(tools), a_case(other, title="Another")

    def test_who_waits_for_an_answer_is_told_of_all_the_work(self) -> None:
        told: list[tuple[int, int]] = []
        blogroi.diff(*self.old_and_new(), draws=10, progress=lambda done, units: told.append((done, units)))
        units = 1000 * (2 + 3) + 125 * 3 + 250
        assert {units for _, units in told} == {units}
        assert [done for done, _ in told] == sorted({done for done, _ in told})
        assert told[-1] == (units, units)
        assert {2000, 5000} <= {done for done, _ in told}

    def test_what_is_allowed_is_asked_of_both_cases_and_of_what_is_evaluated_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        old, new = self.old_and_new()
        limits = blogroi.Limits(seconds=1000.0)
        asked: list[Any] = []
        given: list[Any] = []
        module: Any = import_module("blogroi.audit.diff")
        evaluate = module.evaluate

        def allow_all(every: Any, limits: Any) -> None:
            asked.append(([(case.title, held.draws, times) for case, held, times in every], limits))

        def watched(case: Case, **how: Any) -> Any:
            given.append((case.title, how["limits"], how["draws"], how["seed"]))
            return evaluate(case, **how)

        monkeypatch.setattr(module, "allow_all", allow_all)
        monkeypatch.setattr(module, "evaluate", watched)
        blogroi.diff(old, new, draws=10, seed=4, limits=limits)
        again = (125 * 3 + 250) / 2000
        assert asked == [
            ([("A case", 10, 1.0), ("Another", 10, 1.0)], limits),
            ([("A case", 10, 1.0 + again), ("Another", 10, 1.0)], limits),
        ]
        assert given == [("A case", limits, 10, 4), ("Another", limits, 10, 4)]

    @pytest.mark.parametrize(
        ("asked", "tools"),
        [({}, [("blog",), ("blog",), None]), ({"claims": "scaled"}, [None, None, None])],
        ids=["as stated", "scaled"],
    )
    def test_no_tool_but_the_one_that_was_changed_is_evaluated_again(
        self, asked: Any, tools: list[Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """But where they share what they claim: there one moves the others."""
        old, new = self.old_and_new()
        new = attrs.evolve(new, tools={key: tool for key, tool in new.tools.items() if key != "wiki"}, horizon=attrs.evolve(new.horizon, step="month"))  # fmt: skip
        module: Any = import_module("blogroi.audit.diff")
        right, again = module.decision_under, []

        def watched(case: Case, held: Any, **how: Any) -> Any:
            again.append((how["tools"], held.draws, held.claims))
            return right(case, held, **how)

        monkeypatch.setattr(module, "decision_under", watched)
        blogroi.diff(old, new, draws=10, **asked)
        claims = asked.get("claims", "stated")
        assert sorted(again, key=str) == sorted([(one, 10, claims) for one in tools], key=str)

    def test_work_is_counted_by_the_tools_that_are_touched(self) -> None:
        found = blogroi.loads(blogroi.template())
        assert len(found.tools) == 2
        assert _units(found, (self.change("tools.a.name"),)) == 125
        assert _units(found, (self.change("horizon.step"),)) == 250


class TestNames:
    @pytest.mark.parametrize("part", OTHER_KEYS)
    def test_a_key_changed_with_its_statement_kept_is_renamed(self, part: str) -> None:
        found = blogroi.diff(HOUSE, OTHER_KEYS[part], draws=50)
        assert found.changes == ()
        assert {one.kind for one in found.renamed} == {"renamed"}
        adds_up(found)

    def test_what_is_changed_under_another_key_is_found_there(self) -> None:
        case = OTHER_KEYS["a tool"]
        blog = attrs.evolve(case.tools["weblog"], audience=["members"])
        found = blogroi.diff(HOUSE, attrs.evolve(case, tools=dict(case.tools) | {"weblog": blog}), draws=50)
        assert paths(found) == ["tools.weblog.audience"]
        assert set(found.together) == {"weblog", "newsletter", "magazine", "fair", "nothing"}

    def test_a_key_kept_with_its_statement_changed_is_reworded(self) -> None:
        found = blogroi.diff(HOUSE, altered(("Deals closed", "Deals signed")), draws=50)
        (change,) = found.changes
        assert [(one.kind, one.path, one.before, one.after) for one in change.what] == [
            ("reworded", "indicators.deals.statement", '"Deals closed"', '"Deals signed"')
        ]
        assert set(change.npv.values()) <= {0.0, None}

    def test_both_changed_is_dropped_and_added(self) -> None:
        case = altered(
            ("indicators.visits", "indicators.reads"), (".effects.visits", ".effects.reads"), ('"Visits"', '"Reads"')
        )
        found = blogroi.diff(HOUSE, case, draws=50)
        said = {(one.kind, one.path) for change in found.changes for one in change.what}
        assert {("dropped", "indicators.visits"), ("added", "indicators.reads")} <= said

    @pytest.mark.parametrize(
        "case",
        [
            HOUSE,
            blogroi.loads(blogroi.dumps(HOUSE, format="json"), format="json"),
            altered(("target = 8000", "target = 8e3"), ("value = 700", "value = 700.0")),
            altered(("Deals closed", " deals  Closed ")),
        ],
    )
    def test_what_is_only_written_otherwise_is_nothing(self, case: Case) -> None:
        found = blogroi.diff(HOUSE, case, draws=50)
        assert (found.changes, found.renamed) == ((), ())
        assert set(found.together.values()) <= {0.0, None}


class TestWords:
    def test_a_year_is_said_in_a_table_that_adds_up(self) -> None:
        lines = in_words(blogroi.diff(YEARS[0], YEARS[1], draws=1000)).splitlines()
        assert len(lines) <= 25
        assert all(len(line) <= 80 for line in lines)
        start = next(place for place, line in enumerate(lines) if line.startswith("net gain, in EUR"))
        end = lines.index("", start)
        rows = [[int(cell.replace(",", "")) for cell in line.split()[-2:]] for line in lines[start + 1 : end]]
        for column in zip(*rows, strict=True):
            assert column[0] + sum(column[1:-1]) == column[-1]

    def test_all_of_it_is_said_in_full(self) -> None:
        found = blogroi.diff(YEARS[0], YEARS[1], draws=100)
        said = in_words(found, full=True, width=400)
        assert all(f"(`{path}`)" in said for path in paths(found))

    def test_verdicts_that_moved_are_said_with_those_before(self) -> None:
        old, new = (a_case({"blog": a_tool({"calls": an_effect(change)}, [a_cost(50)])}) for change in (5, 500))
        said = in_words(blogroi.diff(old, new, draws=10))
        assert "The blog pays (before: does not pay).\nDecide again: " in said

    def test_tools_that_came_and_went_are_named(self) -> None:
        old, new = (a_case({"blog": a_tool(costs=[a_cost(9)]), key: a_tool(costs=[a_cost(5)], name=key)}) for key in ("fair", "wiki"))  # fmt: skip
        said = in_words(blogroi.diff(old, new, draws=10))
        assert "New: wiki.\nNo longer there: fair.\n" in said

    def test_nothing_changed_is_said(self) -> None:
        assert "Nothing was changed." in in_words(blogroi.diff(HOUSE, HOUSE, draws=10))


class TestAnswer:
    def test_comes_back_from_its_data(self) -> None:
        found = blogroi.diff(YEARS[0], YEARS[1], draws=50)
        assert Diff.from_dict(json.loads(found.to_json())) == found

    def test_is_held_against_a_plan(self) -> None:
        plan = blogroi.register(YEARS[0], day="2025-01-01")
        found = blogroi.diff(YEARS[0], YEARS[1], plan=plan, draws=50)
        assert found.plan is not None
        assert any(move.path == "horizon.start" for move in found.plan.moved)

    def test_is_refused_between_two_currencies(self) -> None:
        with pytest.raises(OptionError, match="new: one case is in EUR, the other in USD: state them in one currency"):
            blogroi.diff(HOUSE, attrs.evolve(HOUSE, currency="USD"))

    def test_is_of_cases(self) -> None:
        with pytest.raises(OptionError, match="is not a case"):
            blogroi.diff(HOUSE, "new.toml")  # type: ignore[arg-type]
