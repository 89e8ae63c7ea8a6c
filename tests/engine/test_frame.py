"""The wall between what people know of a tool and what the engine may know."""

from __future__ import annotations

import ast
import datetime
import types
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

import blogroi
from blogroi import Case, CaseError, Cost, Horizon, OptionError, Range, Tool
from blogroi.engine.compile.build import build_frame
from blogroi.engine.draws import Draw
from blogroi.engine.frame import Flow, Frame, Labels, ToolFrame, inputs_in
from blogroi.engine.graph.node import Extent, FieldPath, Listed, Node, Varying, reachable, values_of
from blogroi.model import Domain, FrozenMap, GapPolicy
from blogroi.model.conventions import Conventions

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator, chamber

ENGINE = Path(blogroi.__file__).parent / "engine"
READERS_OF_PATHS = {"frame.py", "graph/domain.py", "tape/machine.py", "weights.py"}
POLICIES: tuple[GapPolicy, ...] = ("no-credit", "bounds", "prior")


def both_of(case: Case, **options: Any) -> tuple[Frame, Labels]:
    given: dict[str, Any] = {"seed": 1, "gaps": "no-credit"} | options
    return build_frame(case.blinded(), Conventions.of(case, **given))


def frame_of(case: Case, **options: Any) -> Frame:
    return both_of(case, **options)[0]


def labels_of(case: Case, **options: Any) -> Labels:
    return both_of(case, **options)[1]


def types_within(kind: object, seen: set[object]) -> Iterator[object]:
    """Give all types that a value of this type can hold, fields of classes included."""
    if kind in seen:
        return
    seen.add(kind)
    origin = get_origin(kind)
    if origin is Literal:  # a word of a closed set says nothing of a tool
        return
    if origin is not None:
        assert origin in (tuple, Union, types.UnionType), f"a container of another kind: {origin}"
        for part in get_args(kind):
            yield from types_within(part, seen)
        return
    yield kind
    if isinstance(kind, type) and attrs.has(kind):
        for hint in get_type_hints(kind).values():
            yield from types_within(hint, seen)


def flows_of(frame: Frame) -> Iterator[Flow]:
    for tool in frame.tools:
        yield from (*tool.benefits, *tool.costs, *tool.sunk)


def nodes_of(flows: Iterable[Flow]) -> list[Node]:
    return list(reachable([flow.expression for flow in flows]))


def streams_in(flows: Iterable[Flow]) -> list[int]:
    """List the streams that flows are drawn from, in the order of the flows."""
    return [node.input.key for node in inputs_in(flows)]


def numbers_in(flow: Flow, periods: int = 4) -> list[float]:
    """Return what a flow comes to in each period, where nothing in it is drawn."""
    return list(values_of(flow.expression, periods))


def changed(case: Case, **changes: Any) -> Case:
    """Change every tool of a case in the same way."""
    tools: Any = {key: attrs.evolve(tool, **changes) for key, tool in case.tools.items()}
    return attrs.evolve(case, tools=tools)


class TestTheWall:
    def test_no_type_behind_it_can_hold_a_date_or_a_name(self) -> None:
        found = set(types_within(Frame, set()))
        assert {ToolFrame, Flow, Node, Draw, Listed, Varying} <= found
        plain = {kind for kind in found if not (isinstance(kind, type) and attrs.has(kind))}
        assert plain == {int, float, bool, bytes, type(None), Ellipsis, Domain, Extent, FieldPath}

    def test_where_a_formula_stands_is_read_to_refuse_it_and_to_tell_nodes_apart_alone(self) -> None:
        read = {
            str(module.relative_to(ENGINE))
            for module in ENGINE.rglob("*.py")
            if not module.is_relative_to(ENGINE / "compile")
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and node.attr == "path"
        }
        assert read == READERS_OF_PATHS

    def test_bytes_are_digests_of_numbers_and_streams_of_a_length_in_which_no_text_could_be_told(self) -> None:
        for node in nodes_of(flows_of(frame_of(chamber(), gaps="prior"))):
            assert len(node.digest) == 16 or node.extent is Extent.NUMBER
            assert len(node.place) == 16 or node.extent.is_certain

    def test_no_class_of_the_case_passes_it(self) -> None:
        found = set(types_within(Frame, set()))
        assert not found & {Case, Tool, Cost, Horizon, datetime.date, str}

    @pytest.mark.parametrize("gaps", POLICIES)
    @pytest.mark.parametrize(
        "changes",
        [
            {"introduced": datetime.date(1950, 1, 1)},
            {"introduced": datetime.date(2040, 1, 1)},
            {"name": "Something else"},
            {"kind": "telegraph"},
            {"audience": ["nobody"]},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_what_a_tool_is_called_and_how_old_it_is_changes_no_frame(
        self, changes: dict[str, Any], gaps: GapPolicy
    ) -> None:
        assert frame_of(changed(chamber(), **changes), gaps=gaps) == frame_of(chamber(), gaps=gaps)

    def test_the_dates_of_the_case_change_no_frame(self) -> None:
        elsewhen = datetime.date(1999, 12, 31)
        indicators = {key: attrs.evolve(part, declared=elsewhen) for key, part in chamber().indicators.items()}
        horizon = attrs.evolve(chamber().horizon, start=elsewhen)
        case = chamber(indicators=indicators, horizon=horizon, evaluated=elsewhen, title="Another")
        assert frame_of(case) == frame_of(chamber())

    def test_evidence_and_sources_change_no_frame(self) -> None:
        def told_otherwise(tool: Tool) -> Tool:
            effects: Any = {
                key: attrs.evolve(effect, evidence="measured", source="a friend", observed=None, searched=99)
                for key, effect in tool.effects.items()
            }
            return attrs.evolve(tool, effects=effects)

        tools = {key: told_otherwise(tool) for key, tool in chamber().tools.items()}
        assert frame_of(chamber(tools=tools)) == frame_of(chamber())


class TestOrder:
    @pytest.mark.parametrize("gaps", POLICIES)
    def test_the_order_of_the_file_does_not_matter(self, gaps: GapPolicy) -> None:
        case = chamber()
        turned = {
            name: dict(reversed(list(getattr(case, name).items())))
            for name in ("objectives", "levers", "indicators", "tools")
        }
        turned["tools"] = {
            key: attrs.evolve(tool, costs=tool.costs[::-1], effects=dict(reversed(list(tool.effects.items()))))
            for key, tool in turned["tools"].items()
        }
        assert build_frame(
            chamber(**turned).blinded(), Conventions.of(chamber(**turned), seed=1, gaps=gaps)
        ) == build_frame(case.blinded(), Conventions.of(case, seed=1, gaps=gaps))

    def test_tools_stand_in_the_order_of_their_keys(self) -> None:
        assert labels_of(chamber()).tools == ("blog", "fair", "magazine")


class TestCosts:
    def keys(self, *costs: Cost) -> list[int]:
        (tool,) = frame_of(a_case({"blog": a_tool({}, costs)})).tools
        return streams_in(tool.costs)

    def test_costs_of_the_same_item_are_drawn_apart(self) -> None:
        assert len(set(self.keys(a_cost(Range(1, 2)), a_cost(Range(1, 2), key="b"), a_cost(Range(3, 4), key="c")))) == 3

    def test_in_whatever_order_they_are_stated(self) -> None:
        first, second = a_cost(Range(1, 2)), a_cost(Range(3, 4), key="again")
        assert self.keys(first, second) == self.keys(second, first)

    def test_another_item_leaves_the_draws_of_the_first_as_they_were(self) -> None:
        alone = self.keys(a_cost(Range(1, 2), item="Writing"))
        assert alone[0] in self.keys(a_cost(Range(3, 4), item="Editing"), a_cost(Range(1, 2), item="Writing"))

    def test_sunk_costs_stand_apart(self) -> None:
        (tool,) = frame_of(a_case({"blog": a_tool({}, [a_cost(5, sunk=True), a_cost(7, key="again")])})).tools
        assert [flow.expression.value for flow in tool.costs] == [7]
        assert [flow.expression.value for flow in tool.sunk] == [5]

    @pytest.mark.parametrize(("when", "slot"), [("upfront", 0), ("each", None), (1, 1), (3, 3)])
    def test_a_cost_falls_where_it_is_said_to(self, when: Any, slot: int | None) -> None:
        (tool,) = frame_of(a_case({"blog": a_tool({}, [a_cost(5, when=when)])}, periods=3)).tools
        assert (tool.costs[0].expression.value, tool.costs[0].slot) == (5, slot)


class TestFlows:
    def flow(self, effect: Any, indicator: Any = None, **options: Any) -> Flow:
        case = a_case(
            {"blog": a_tool({"calls": effect})}, periods=4, indicators={"calls": indicator or an_indicator()}, **options
        )
        (tool,) = frame_of(case).tools
        return tool.benefits[0]

    def test_certain_corrections_are_multiplied_out(self) -> None:
        effect = an_effect(1000, deadweight=0.5, credit=0.5, displacement=0.2, confidence=0.5)
        flow = self.flow(effect, an_indicator(3, margin=0.5))
        assert flow.expression.value == pytest.approx(1000 * 0.5 * 0.5 * 0.8 * 0.5 * 3 * 0.5, rel=1e-15)

    def test_where_lower_is_better_the_sign_is_turned(self) -> None:
        assert self.flow(an_effect(-30), an_indicator(2, better="lower")).expression.value == 60

    def test_a_certain_drop_off_is_multiplied_out(self) -> None:
        assert numbers_in(self.flow(an_effect(1, drop_off=0.5, starts=2))) == [0, 1, 0.5, 0.25]

    def test_all_may_fade_at_once(self) -> None:
        assert numbers_in(self.flow(an_effect(1, drop_off=1))) == [1, 0, 0, 0]

    def test_an_effect_starts_and_lasts(self) -> None:
        assert numbers_in(self.flow(an_effect(1, starts=2, lasts=2))) == [0, 1, 1, 0]

    def test_an_effect_ends_with_the_horizon(self) -> None:
        assert numbers_in(self.flow(an_effect(1, starts=4, lasts=9))) == [0, 0, 0, 1]

    def test_certain_values_of_a_list_are_numbers(self) -> None:
        assert numbers_in(self.flow(an_effect([1, 2, 0, 4]), an_indicator(10))) == [10, 20, 0, 40]

    @pytest.mark.parametrize(("periods", "streams"), [("together", 1), ("apart", 2)])
    def test_uncertain_values_of_a_list_have_one_stream_or_one_each(self, periods: str, streams: int) -> None:
        flow = self.flow(an_effect([Range(1, 2), 3, Range(1, 3), 0], periods=periods))
        assert len(set(streams_in([flow]))) == streams

    def test_a_list_drawn_together_states_a_shape_or_a_number_for_each_period(self) -> None:
        flow = self.flow(an_effect([Range(1, 2), 3, Range(1, 3), 0]))
        parts = [part.quantity if isinstance(part, Draw) else part for part in flow.expression.listed.parts]
        assert parts == [Range(1, 2), 3, Range(1, 3), 0]

    def test_a_list_drawn_apart_has_another_draw_in_each_period(self) -> None:
        flow = self.flow(an_effect([Range(1, 2), 3, Range(1, 3), 0], periods="apart"))
        first, three, third, none = flow.expression.arguments
        assert (first.draw.quantity, third.draw.quantity) == (Range(1, 2), Range(1, 3))
        assert (three.value, none.value) == (3, 0)

    def test_values_of_a_list_outside_the_effect_are_not_drawn(self) -> None:
        assert numbers_in(self.flow(an_effect([Range(1, 2), 3, 4, 5], starts=3, lasts=1))) == [0, 0, 4, 0]

    def test_a_list_of_nothing_is_nothing(self) -> None:
        assert self.flow(an_effect([0, 0, 0, 0])).expression.value == 0


class TestShared:
    def test_the_value_of_an_indicator_is_the_same_draw_for_all_tools(self) -> None:
        effects = {"calls": an_effect(10)}
        tools = {"blog": a_tool(effects), "fair": a_tool(effects)}
        frame = frame_of(a_case(tools, indicators={"calls": an_indicator(Range(6, 11))}))
        first, second = (tuple(inputs_in(tool.benefits)) for tool in frame.tools)
        assert first == second == tuple(node for node in reachable(frame.shared) if node.operation == "drawn")

    def test_what_one_tool_uses_alone_is_not_shared(self) -> None:
        frame = frame_of(a_case({"blog": a_tool({"calls": an_effect(Range(1, 2), credit=Range(0.1, 0.2))})}))
        assert frame.shared == ()


class TestGaps:
    case = staticmethod(
        lambda prior, better="higher": a_case(
            {"blog": a_tool(), "fair": a_tool({"calls": an_effect(1)})},
            periods=2,
            indicators={"calls": an_indicator(10, prior=prior, better=better)},
        )
    )

    def test_a_gap_is_named(self) -> None:
        assert [part.gaps for part in labels_of(self.case(Range(0, 5))).parts] == [("calls",), ()]

    def test_a_reason_is_no_gap(self) -> None:
        blog = a_tool(not_applicable={"calls": "has no reader with a telephone"})
        assert labels_of(a_case({"blog": blog}, indicators={"calls": an_indicator()})).parts[0].gaps == ()

    def test_without_credit_a_gap_is_no_flow(self) -> None:
        assert frame_of(self.case(Range(0, 5))).tools[0].benefits == ()

    def test_a_prior_fills_it_in_every_period(self) -> None:
        (flow,) = frame_of(self.case(Range(0, 5)), gaps="prior").tools[0].benefits
        worth, prior = flow.expression.arguments
        assert flow.slot is None
        assert (worth.value, prior.draw.quantity) == (10, Range(0, 5))

    def test_each_tool_has_its_own_draw_from_the_prior(self) -> None:
        case = a_case({"a": a_tool(), "b": a_tool()}, indicators={"calls": an_indicator(prior=Range(0, 5))})
        assert len(set(streams_in(flows_of(frame_of(case, gaps="prior"))))) == 2

    @pytest.mark.parametrize("gaps", ["bounds", "prior"])
    def test_all_missing_priors_are_named_together(self, gaps: Any) -> None:
        indicators = {"a": an_indicator(), "b": an_indicator(prior=1), "c": an_indicator(), "d": an_indicator(None)}
        with pytest.raises(CaseError) as caught:
            frame_of(a_case(indicators=indicators), gaps=gaps)
        assert [fault.path for fault in caught.value.faults] == ["indicators.a.prior", "indicators.c.prior"]
        assert f'gaps = "{gaps}"' in caught.value.faults[0].message

    @pytest.mark.parametrize("gaps", ["bounds", "prior"])
    def test_no_prior_is_asked_where_there_is_no_gap(self, gaps: Any) -> None:
        case = a_case({"blog": a_tool({"calls": an_effect(1)})})
        assert frame_of(case, gaps=gaps) == frame_of(case)

    def test_no_prior_is_asked_of_what_is_left_out(self) -> None:
        case = a_case(indicators={"press": an_indicator(valuation="advertising equivalent")})
        assert frame_of(case, gaps="prior", exclude=["advertising equivalent"]).tools[0].benefits == ()


class TestViewpoint:
    def test_benefits_count_where_they_go(self) -> None:
        # calls avoided serve members (0.7) and the organisation (0.3)
        by_party = {
            party: labels_of(chamber(), viewpoint=party).parts[0].benefits
            for party in ("members", "organisation", "taxpayers", "everyone")
        }
        names = {party: [label.indicator for label in labels] for party, labels in by_party.items()}
        assert names == {
            "members": ["calls_avoided", "complaints"],
            "organisation": ["calls_avoided", "complaints", "press"],
            "taxpayers": [],
            "everyone": ["calls_avoided", "complaints", "press"],
        }

    def test_a_party_has_its_share_and_no_more(self) -> None:
        def constant(viewpoint: str) -> float:
            expression = frame_of(chamber(), viewpoint=viewpoint).tools[0].benefits[0].expression
            return next(part.value for part in expression.arguments if part.extent is Extent.NUMBER)

        assert constant("members") == pytest.approx(0.7 * constant("everyone"), rel=1e-15)
        assert constant("organisation") == pytest.approx(0.3 * constant("everyone"), rel=1e-15)

    def test_shares_sum_to_one_over_whom_the_viewpoint_looks_at(self) -> None:
        for viewpoint in ("members", "organisation", "everyone"):
            for label in labels_of(chamber(), viewpoint=viewpoint).parts[0].benefits:
                assert sum(label.objectives.values()) == pytest.approx(1.0)
                assert sum(label.parties.values()) == pytest.approx(1.0)

    def test_costs_count_for_whoever_pays(self) -> None:
        blog = labels_of(chamber(), viewpoint="members").parts[0]
        assert blog.costs == ("Comments",)

    def test_what_leads_to_no_lever_is_the_organisations(self) -> None:
        press = labels_of(chamber()).parts[0].benefits[2]
        assert (press.lever, press.objectives, press.parties) == (
            "unassigned",
            FrozenMap({"unassigned": 1.0}),
            FrozenMap({"organisation": 1.0}),
        )


class TestOptions:
    @pytest.mark.parametrize(
        ("options", "message"),
        [
            ({"gaps": "priors"}, "gaps: 'priors' is not known: write \"prior\""),
            ({"gaps": 5}, "gaps: 5 is not known: one of no-credit, bounds, prior"),
            ({"viewpoint": "member"}, "viewpoint: 'member' is not known: write \"members\""),
            (
                {"exclude": ["advertising"]},
                "exclude: 'advertising' is not known: did you mean `advertising equivalent`?",
            ),
            ({"exclude": "cash"}, "exclude: 'cash' is not a list: write [\"cash\"]"),
        ],
    )
    def test_what_is_not_known_is_refused_with_a_near_miss(self, options: dict[str, Any], message: str) -> None:
        with pytest.raises(OptionError) as caught:
            frame_of(chamber(), **options)
        assert str(caught.value) == message

    def test_excluded_classes_of_value_and_of_cash_are_left_out(self) -> None:
        found = labels_of(chamber(), exclude=["advertising equivalent", "capacity"]).parts[0].benefits
        assert [label.indicator for label in found] == ["complaints"]

    def test_what_is_not_in_money_is_no_flow(self) -> None:
        assert "friendliness" not in [label.indicator for label in labels_of(chamber()).parts[0].benefits]


def test_benefits_carry_the_evidence_that_is_stated_and_gaps_that_are_filled_carry_none() -> None:
    found = labels_of(chamber(), gaps="prior").parts[0].benefits
    assert {label.indicator: label.evidence for label in found} == {
        "bookings": "prior",
        "calls_avoided": "estimated",
        "complaints": "estimated",
        "press": "observed",
    }
