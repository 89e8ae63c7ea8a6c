"""An estimate is held against what was found first after it was stated last."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

import blogroi
from blogroi import Case, Horizon, Normal, Range

from ..builders import an_effect, an_indicator
from .houses import DRAWS, at


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
