"""A house at several dates: what came, and how far its estimates could be trusted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest
from scipy import stats

import blogroi
from blogroi import Case, Horizon, Normal, OptionError, Range, Tool, cli
from blogroi.hindsight.history import Calibration, calibration
from blogroi.report.history import history_lines

from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator

FILES = sorted((Path(__file__).parents[2] / "examples" / "history").glob("*.toml"))
DRAWS = 2000


def at(year: int, effects: dict[str, Any], **tool: Any) -> Case:
    """Build a case of one tool at the middle of a year."""
    return a_case(
        evaluated=date(year, 6, 30),
        tools={"blog": a_tool(effects, [a_cost(100)], **tool)},
        indicators={name: an_indicator(1.0) for name in effects},
    )


def organisation(spread: float, *, bias: float = 0.0, size: int = 300) -> Calibration:
    """Follow one that states a spread of 10 where the truth is spread by another, around a mean that may be off."""
    truth = np.random.default_rng(5).normal(bias, spread, size)
    names = [f"i{number:03}" for number in range(size)]
    before = at(2025, {name: an_effect(Normal(0, 10)) for name in names})
    after = at(2026, {name: an_effect(float(v), evidence="measured") for name, v in zip(names, truth, strict=True)})
    return blogroi.history([before, after], draws=DRAWS).calibration


def test_the_ranges_of_a_calibrated_organisation_hold_nine_times_in_ten() -> None:
    found = organisation(10.0)
    assert found.pairs == 300
    assert found.coverage == pytest.approx(0.9, abs=4 * np.sqrt(0.09 / 300))
    assert found.coverage_low is not None
    assert found.coverage_high is not None
    assert found.coverage_low < 0.9 < found.coverage_high
    assert found.spread_ratio == pytest.approx(1.0, abs=0.1)
    assert found.bias == pytest.approx(0.0, abs=4 / np.sqrt(300))


def test_an_overconfident_organisation_is_told_by_how_much() -> None:
    found = organisation(20.0)
    assert found.coverage == pytest.approx(2 * stats.norm.cdf(1.645 / 2) - 1, abs=0.1)
    assert found.spread_ratio == pytest.approx(2.0, abs=0.2)
    assert found.spread_ratio_low is not None
    assert found.spread_ratio_high is not None
    assert found.spread_ratio_low < 2.0 < found.spread_ratio_high


def test_an_organisation_that_expects_too_much_has_a_bias() -> None:
    found = organisation(10.0, bias=-8.0)
    assert found.bias == pytest.approx(-0.8, abs=4 / np.sqrt(300))
    assert found.bias_error == pytest.approx(1 / np.sqrt(300), rel=0.15)


def test_intervals_are_those_of_the_books() -> None:
    found = organisation(10.0, size=20)
    assert found.coverage is not None
    exact = stats.binomtest(round(found.coverage * 20), 20).proportion_ci(0.9, method="wilson")
    assert [found.coverage_low, found.coverage_high] == pytest.approx([exact.low, exact.high])
    assert found.spread_ratio is not None
    ends = [found.spread_ratio * np.sqrt(20 / stats.chi2.ppf(share, 20)) for share in (0.95, 0.05)]
    assert [found.spread_ratio_low, found.spread_ratio_high] == pytest.approx(ends, rel=0.01)


def test_few_pairs_say_little_and_none_say_nothing() -> None:
    one = organisation(10.0, size=1)
    assert (one.pairs, one.bias_error, one.spread_ratio) == (1, None, None)
    assert one.coverage_high is not None
    assert one.coverage_low is not None
    assert one.coverage_high - one.coverage_low > 0.5
    nothing = calibration([])
    assert (nothing.pairs, nothing.coverage, nothing.bias, nothing.ratio) == (0, None, None, None)


def test_what_came_is_compared_net_of_corrections() -> None:
    before = at(2025, {"calls": an_effect(Normal(100, 10), credit=0.5)})
    after = at(2026, {"calls": an_effect(80.0, deadweight=0.5, evidence="observed")})
    (pair,) = blogroi.history([before, after], draws=DRAWS).outcomes
    assert pair.mean == pytest.approx(50, abs=0.5)
    assert pair.realised == 40.0
    assert pair.score == pytest.approx(-2.0, abs=0.1)
    assert pair.pit == pytest.approx(0.023, abs=0.02)
    assert not pair.covered


def test_where_lower_is_better_forecast_and_outcome_are_said_as_they_were_stated() -> None:
    before, after = (
        at(2025, {"calls": an_effect(Normal(-100, 10))}),
        at(2026, {"calls": an_effect(-120.0, evidence="measured")}),
    )
    lower = [attrs.evolve(case, indicators={"calls": an_indicator(1.0, better="lower")}) for case in (before, after)]
    (pair,) = blogroi.history(lower, draws=DRAWS).outcomes
    assert [pair.mean, pair.realised] == pytest.approx([-100, -120])
    assert pair.low == pytest.approx(-100 - 1.645 * 10, abs=1)
    assert pair.score == pytest.approx(2.0, abs=0.1)  # better than expected
    assert pair.pit == pytest.approx(0.977, abs=0.02)


def test_a_bias_is_the_same_whichever_side_of_an_indicator_is_the_better_one() -> None:
    def turned(case: Case) -> Case:
        tool = case.tools["blog"]
        effects = {
            name: attrs.evolve(effect, change=Range(-300, -100) if isinstance(effect.change, Range) else -100.0)
            for name, effect in tool.effects.items()
        }
        indicators = {name: attrs.evolve(one, better="lower") for name, one in case.indicators.items()}
        return attrs.evolve(case, tools={"blog": attrs.evolve(tool, effects=effects)}, indicators=indicators)

    before = at(2025, {"calls": an_effect(Range(100, 300))})
    after = at(2026, {"calls": an_effect(100.0, evidence="measured")})
    plain = blogroi.history([before, after], draws=DRAWS)
    mirrored = blogroi.history([turned(before), turned(after)], draws=DRAWS)
    assert plain.calibration == mirrored.calibration
    assert (plain.outcomes[0].score, plain.outcomes[0].pit) == (mirrored.outcomes[0].score, mirrored.outcomes[0].pit)
    assert plain.calibration.bias is not None
    assert plain.calibration.bias < 0.0


def test_a_year_is_held_against_twelve_months() -> None:
    before = at(2025, {"calls": an_effect(1200.0)})
    after = at(2026, {"calls": an_effect(100.0, evidence="measured")})
    after = attrs.evolve(after, horizon=Horizon(start=date(2026, 1, 1), periods=36, step="month"))
    outcome = blogroi.history([before, after], draws=DRAWS).outcomes[0]
    assert outcome.realised == pytest.approx(1200.0)
    assert outcome.covered


def test_the_last_estimate_before_the_finding_is_what_counts() -> None:
    years = [
        at(2024, {"calls": an_effect(Normal(10, 1))}),
        at(2025, {"calls": an_effect(Normal(50, 5))}),
        at(2026, {"calls": an_effect(52.0, evidence="measured")}),
        at(2027, {"calls": an_effect(99.0, evidence="measured")}),
    ]
    (pair,) = blogroi.history(years, draws=DRAWS).outcomes
    assert (pair.stated, pair.found, pair.realised, pair.covered) == ("2025-06-30", "2026-06-30", 52.0, True)


def test_a_certain_estimate_has_no_score() -> None:
    before, after = at(2025, {"calls": an_effect(10.0)}), at(2026, {"calls": an_effect(12.0, evidence="measured")})
    found = blogroi.history([before, after], draws=DRAWS)
    assert (found.outcomes[0].score, found.outcomes[0].covered) == (None, False)
    assert found.calibration.ratio == pytest.approx(1.2)


def test_what_the_case_before_did_not_have_is_a_surprise() -> None:
    before = at(2025, {"calls": an_effect(10.0), "mails": an_effect(1.0)})
    blog = attrs.evolve(before.tools["blog"], effects={"calls": an_effect(10.0)})
    before = attrs.evolve(before, tools={"blog": blog})
    after = at(2026, {"calls": an_effect(10.0), "mails": an_effect(3.0), "talks": an_effect(2.0)}, name="The blog")
    new = attrs.evolve(after, tools=dict(after.tools) | {"wiki": Tool(name="Wiki")})
    found = blogroi.history([new, before], draws=DRAWS).snapshots
    assert found[0].surprises == ()
    assert [(one.indicator, one.was_listed) for one in found[1].surprises] == [("mails", True), ("talks", False)]


def test_a_verdict_that_moved_is_told_with_both() -> None:
    before, after = at(2025, {"calls": an_effect(10.0)}), at(2026, {"calls": an_effect(900.0)})
    found = blogroi.history([before, after], draws=DRAWS)
    assert found.snapshots[1].moved == {"blog": ("does not pay", "pays")}
    assert any("pays; before: does not pay" in line for line in history_lines(found))
    assert list(history_lines(found))[-2].startswith("No estimate can be checked")


def test_dates_of_introduction_touch_nothing() -> None:
    years = [blogroi.load(path) for path in FILES]
    old = [
        attrs.evolve(
            case, tools={key: attrs.evolve(tool, introduced=date(1980, 1, 1)) for key, tool in case.tools.items()}
        )
        for case in years
    ]
    before, after = (blogroi.history(cases, draws=500) for cases in (years, old))
    assert before == attrs.evolve(after, fingerprint=before.fingerprint)


def test_the_example_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    command = ["history", *map(str, FILES), "--draws", "2000"]
    assert cli.main(command) == cli.FINE
    said = capsys.readouterr().out
    assert (
        'Surprise: The blog has an effect on "Hours of internal briefing no longer needed, in a year"; nobody had listed it.'
        in said
    )
    assert "No figure has been corrected by it." in said
    assert cli.main([*command, "--format", "json"]) == cli.FINE
    assert len(json.loads(capsys.readouterr().out)["outcomes"]) == 5
    assert cli.main(["history", "no.toml"]) == cli.MISUSE


def test_what_is_no_history_is_refused() -> None:
    case = at(2025, {"calls": an_effect(10.0)})
    asked: tuple[tuple[Any, str], ...] = (
        ([], "give at least one"),
        (case, "give at least one"),
        (iter([]), "give at least one"),
        ([case, case], "two cases are of 2025-06-30"),
        ([case, attrs.evolve(case, evaluated=date(2026, 6, 30), currency="USD")], "one case is in EUR, another in USD"),
    )
    assert len(blogroi.history(iter([case]), draws=10).snapshots) == 1  # type: ignore[arg-type]
    for cases, message in asked:
        with pytest.raises(OptionError, match=message):
            blogroi.history(cases)
