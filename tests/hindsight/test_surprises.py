import math
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from scipy import stats

import blogroi
from blogroi import Case, Normal, OptionError, audit
from blogroi.hindsight.surprises import Surprises, expected_share, surprises
from blogroi.model.frozen_map import FrozenMap
from tests.builders import a_case, a_cost, a_tool, an_effect, an_indicator


def past(foreseen: float, unforeseen: Any, title: str = "Past", **tool: Any) -> Case:
    effects = {"calls": an_effect(foreseen), "strategy": an_effect(unforeseen)}
    indicators = {"calls": an_indicator(1.0), "strategy": an_indicator(1.0, declared=date(2026, 5, 1))}
    return a_case({"blog": a_tool(effects, [a_cost(30)], **tool)}, indicators=indicators, title=title)


def test_the_share_is_that_of_effects_nobody_foresaw() -> None:
    seen = surprises([past(60, 40), past(90, 10, "Other"), past(50, 50, "Other")], draws=10)
    assert dict(seen.shares) == pytest.approx({"Past": 0.4, "Other": 0.1, "Other (2)": 0.5})
    assert (seen.low, seen.median, seen.high) == expected_share([0.4, 0.1, 0.5])


def test_what_was_found_by_looking_counts_as_corrected() -> None:
    case = past(60, Normal(40, 10))
    blog = case.tools["blog"]
    searched = evolve(blog.effects["strategy"], searched=9)
    prior = evolve(case.indicators["strategy"], prior=Normal(0, 10))
    case = evolve(
        case,
        tools={"blog": evolve(blog, effects={**blog.effects, "strategy": searched})},
        indicators={**case.indicators, "strategy": prior},
    )
    assert surprises([case], draws=4000).shares["Past"] == pytest.approx(20 / 80, abs=0.005)


def test_where_nobody_said_anything_beforehand_nothing_was_a_surprise() -> None:
    silent = past(60, 40, "Silent", introduced=date(1998, 1, 1))
    undated = past(60, 40, "Undated", introduced=None)
    harmful = past(60, -40, "Harmful")
    seen = surprises([silent, undated, harmful, past(60, 40)], draws=10)
    assert list(seen.shares) == ["Past"]
    assert seen.left_out.keys() == {"Silent", "Undated", "Harmful"}
    with pytest.raises(OptionError, match="no case says how much was unplanned: Silent: no indicator"):
        surprises([silent], draws=10)


def test_a_folder_of_case_files_is_read(tmp_path: Path) -> None:
    blogroi.dump(past(60, 40), tmp_path / "a.toml")
    blogroi.dump(past(80, 20), tmp_path / "b.json")
    (tmp_path / "notes.txt").write_text("not a case", encoding="utf-8")
    for folder in (tmp_path, str(tmp_path)):
        assert dict(surprises(folder, draws=10).shares) == pytest.approx({"a.toml": 0.4, "b.json": 0.2})


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("nowhere", "past: 'nowhere' is not a folder"),
        (Path("nowhere"), "past: 'nowhere' is not a folder"),
        ([5], "past: 5 is not a case"),
        ([], "past: no case says how much was unplanned"),
    ],
)
def test_what_is_no_past_is_refused(wrong: Any, message: str) -> None:
    with pytest.raises(OptionError) as caught:
        surprises(wrong, draws=10)
    assert str(caught.value) == message


@pytest.mark.parametrize("shares", [[], [-0.1], [0.5, 1.1]])
def test_what_are_no_shares_is_refused(shares: list[float]) -> None:
    with pytest.raises(OptionError) as caught:
        expected_share(shares)
    assert str(caught.value) == "shares: are not one or more numbers between 0 and 1"


def test_why_a_case_says_nothing_is_said() -> None:
    silent = past(60, 40, "Silent", introduced=date(1998, 1, 1))
    nothing, loss, harmful = past(0, 0, "Nothing"), past(-60, 90, "Loss"), past(60, -40, "Harmful")
    seen = surprises([silent, nothing, loss, harmful, past(0, 40), past(60, 0, "None")], draws=10)
    asked = "no indicator was declared by the day on which a tool was introduced"
    gains = "what was planned, or what was not, brings in nothing or less: there is no share"
    assert seen.left_out == {"Silent": asked, "Nothing": gains, "Loss": gains, "Harmful": gains}
    assert seen.shares == {"Past": 1.0, "None": 0.0}
    with pytest.raises(OptionError) as caught:
        surprises([silent, loss], draws=10)
    assert str(caught.value) == f"past: no case says how much was unplanned: Silent: {asked}; Loss: {gains}"


def test_draws_and_seed_are_those_that_are_said() -> None:
    case = past(60, Normal(40, 10))
    for draws, seed in ((50, 1), (50, 2), (60, 1)):
        told = blogroi.evaluate(case, draws=draws, seed=seed).emergent["blog"].emergent
        assert told is not None
        mean = told.adjusted.mean
        assert surprises([case], draws=draws, seed=seed).shares["Past"] == mean / (60 + mean)
    assert surprises([case], draws=50).shares == surprises([case], draws=50, seed=1).shares
    assert surprises([case]).shares == surprises([case], draws=10_000).shares


def test_all_tools_of_a_case_that_tell_are_added_up_and_those_that_do_not_are_not() -> None:
    case = past(60, 40)
    blog = case.tools["blog"]
    undated = evolve(blog, introduced=None)
    early = evolve(blog, introduced=date(1998, 1, 1))
    late = evolve(blog, effects={"calls": an_effect(20), "strategy": an_effect(80)}, introduced=date(2025, 11, 1))
    mixed = evolve(case, tools={"a": undated, "b": early, "blog": blog, "c": late})
    assert surprises([mixed], draws=10).shares["Past"] == pytest.approx(120 / 200)


def test_the_range_is_students_on_the_logit() -> None:
    shares = [0.2, 0.6, 0.4, 0.1]
    logits = np.log(np.divide(shares, np.subtract(1.0, shares)))
    reach = stats.t.ppf(0.95, 3) * logits.std(ddof=1) * math.sqrt(1.25)
    expected = [1 / (1 + math.exp(-(logits.mean() + part))) for part in (-reach, 0.0, reach)]
    assert expected_share(shares) == pytest.approx(expected, rel=1e-12)


def test_few_cases_leave_it_wide_open() -> None:
    assert expected_share([0.3]) == pytest.approx((0.0, 0.3, 1.0))
    widths = [high - low for low, _, high in (expected_share([0.2, 0.4] * pairs) for pairs in (1, 2, 10))]
    assert widths == sorted(widths, reverse=True)
    low, _, high = expected_share([0.3, 0.3, 0.3])  # that they agree is no proof
    assert low < 0.15 < 0.5 < high


def test_shares_at_an_end_reach_to_it() -> None:
    assert expected_share([0.0, 0.3, 0.2])[0] == 0.0
    assert expected_share([1.0, 0.3, 0.2])[2] == 1.0


@pytest.mark.parametrize("wrong", [[], [1.2], [math.nan]])
def test_what_is_no_share_is_refused(wrong: list[float]) -> None:
    with pytest.raises(OptionError, match="between 0 and 1"):
        expected_share(wrong)


@pytest.mark.parametrize("cases", [3, 6, 20])
def test_nine_new_cases_in_ten_lie_within_the_range(cases: int) -> None:
    rng = np.random.default_rng(5)
    trials = 2000
    shares = 1.0 / (1.0 + np.exp(-(rng.standard_normal((trials, cases + 1)) - 0.5)))
    within = 0
    for *seen, new in shares.tolist():
        low, _, high = expected_share(seen)
        within += low <= new <= high
    assert within / trials >= 0.9 - 4.0 * math.sqrt(0.09 / trials)


def test_an_allowance_is_the_same_share_for_every_tool_and_added_to_none() -> None:
    case = past(60, 40)
    silent = evolve(case.tools["blog"], introduced=date(1998, 1, 1), costs=[])
    idle = evolve(case.tools["blog"], effects={})
    case = evolve(case, tools={**case.tools, "magazine": silent, "idle": idle})
    result = blogroi.evaluate(case, draws=10)
    before = result.to_dict()
    seen = audit.surprises([past(60, 40), past(90, 10)], draws=10)
    found = audit.allowances(result, seen)
    assert result.to_dict() == before
    assert found.keys() == {"blog", "magazine"}
    assert found["blog"].median == found["magazine"].median == pytest.approx(100 * seen.median / (1 - seen.median))
    assert found["blog"].npv == pytest.approx(
        [70 + found["blog"].low, 70 + found["blog"].median, 70 + found["blog"].high]
    )
    assert found["magazine"].npv is None


def test_one_past_case_allows_for_anything() -> None:
    found = audit.allowances(blogroi.evaluate(past(60, 40), draws=10), surprises([past(60, 40)], draws=10))
    assert (found["blog"].low, found["blog"].high) == (0.0, math.inf)


@pytest.mark.parametrize(
    ("shares", "ends"),
    [
        ([0.009, 0.3], (True, False)),
        ([0.01, 0.3], (False, False)),
        ([0.3, 0.991], (False, True)),
        ([0.3, 0.99], (False, False)),
    ],
)
def test_a_share_next_to_an_end_reaches_to_it(shares: list[float], ends: tuple[bool, bool]) -> None:
    low, middle, high = expected_share(shares)
    assert (low == 0.0, high == 1.0) == ends
    kept = [min(max(share, 0.01), 0.99) for share in shares]
    centre = np.log(np.divide(kept, np.subtract(1.0, kept))).mean()
    assert middle == pytest.approx(1.0 / (1.0 + math.exp(-centre)))


def test_shares_that_agree_are_taken_to_spread() -> None:
    low, middle, high = expected_share([0.3, 0.3, 0.3])
    reach = stats.t.ppf(0.95, 2) * 0.5 * math.sqrt(4 / 3)
    assert middle == pytest.approx(0.3)
    for end, logit in ((low, -reach), (high, reach)):
        assert math.log(end / (1.0 - end)) == pytest.approx(math.log(3 / 7) + logit, rel=1e-5)


def test_allowances_are_odds_on_what_is_stated() -> None:
    result = blogroi.evaluate(a_case({"blog": a_tool({"calls": an_effect(60)}, [a_cost(30)])}), draws=10)
    seen = seen_of(low=0.2, median=0.5, high=1.0)
    found = audit.allowances(result, seen)["blog"]
    assert (found.stated, found.low, found.median, found.high) == (60.0, 15.0, 60.0, math.inf)
    assert found.npv == (45.0, 90.0, math.inf)
    free = blogroi.evaluate(a_case({"blog": a_tool({"calls": an_effect(60)})}), draws=10)
    assert audit.allowances(free, seen)["blog"].npv is None
    tools = {"blog": a_tool({"calls": an_effect(0)}), "fair": a_tool({"calls": an_effect(1)})}
    assert list(audit.allowances(blogroi.evaluate(a_case(tools), draws=10), seen)) == ["fair"]


def seen_of(**ends: float) -> Surprises:
    """Build what past cases say, from the ends of the share alone."""
    return Surprises(shares=FrozenMap({"A": 0.5}), left_out=FrozenMap(), **ends)
