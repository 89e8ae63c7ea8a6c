"""What holds of the checks of any case: they see all tools alike, miss nothing by order, and point at what is there."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import Any

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import blogroi
from blogroi import Case, CheckPolicy
from blogroi.plan import RULES, Finding
from blogroi.testing import cases, comparisons

DATED = {"BR153", "BR174", "BR216"}
"""The rules that are about when a tool was introduced."""

ANY_CASE = cases() | comparisons()


def found(case: Case) -> tuple[Finding, ...]:
    return blogroi.check(case).findings


@given(ANY_CASE, st.randoms(use_true_random=False))
@settings(max_examples=80)
def test_exchanging_the_dates_of_tools_moves_no_other_finding(case: Case, random: object) -> None:
    dates = [tool.introduced for tool in case.tools.values()]
    random.shuffle(dates)  # type: ignore[attr-defined]
    tools = {key: evolve(tool, introduced=day) for (key, tool), day in zip(case.tools.items(), dates, strict=True)}
    exchanged = evolve(case, tools=tools)
    before, after = ([one for one in found(each) if one.code not in DATED] for each in (case, exchanged))
    assert before == after


@given(ANY_CASE)
@settings(max_examples=60)
def test_without_any_date_of_introduction_the_other_findings_are_the_same(case: Case) -> None:
    undated = evolve(case, tools={key: evolve(tool, introduced=None) for key, tool in case.tools.items()})
    before, after = ([one for one in found(each) if one.code not in DATED] for each in (case, undated))
    assert before == after


@given(ANY_CASE)
@settings(max_examples=60)
def test_the_order_of_the_file_moves_nothing(case: Case) -> None:
    parts = {name: getattr(case, name) for name in ("objectives", "levers", "indicators", "tools", "demands")}
    reverse: Any = {name: {key: part[key] for key in reversed(list(part))} for name, part in parts.items()}
    turned = evolve(case, **reverse)
    assert Counter((one.code, one.path) for one in found(turned)) == Counter(
        (one.code, one.path) for one in found(case)
    )
    assert blogroi.check(turned).verdict == blogroi.check(case).verdict


@given(ANY_CASE)
@settings(max_examples=60)
def test_every_finding_points_at_a_part_that_is_there(case: Case) -> None:
    for finding in found(case):
        kind, *below = finding.path.split(".")
        part = getattr(case, kind)
        if below and kind != "discounting":
            assert below[0] in part
        assert finding.message.endswith(".")
        assert finding.code in RULES


@given(ANY_CASE)
@settings(max_examples=40)
def test_checks_that_are_selected_one_by_one_find_what_all_of_them_find(case: Case) -> None:
    alone = itertools.chain.from_iterable(blogroi.check(case, select=[code]).findings for code in RULES)
    assert sorted(alone) == sorted(found(case))


@given(ANY_CASE)
@settings(max_examples=40)
def test_what_is_set_aside_is_all_that_was_found(case: Case) -> None:
    review = blogroi.check(evolve(case, checks=CheckPolicy(ignore={"BR1": "later", "BR2": "later"})))
    assert review.ready
    assert not [one for one in review.findings if one.code != "BR191"]
    assert tuple(Finding(one.code, one.path, one.message) for one in review.ignored if one.code != "BR191") == found(
        case
    )
    assert {one.reason for one in review.ignored} <= {"later"}


@given(ANY_CASE)
@settings(max_examples=40)
def test_a_case_to_start_from_can_be_read(case: Case) -> None:
    read = blogroi.loads(blogroi.template_from(case))
    assert read.indicators == case.indicators
    assert read.objectives == case.objectives
