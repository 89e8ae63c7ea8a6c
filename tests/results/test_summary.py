"""What figures are called that stand over draws, and whether a tool pays."""

from __future__ import annotations

from typing import Any

import pytest

from blogroi.results.summary import DECISION_PROBABILITY, InternalRate, Payback, Ratio, Summary, verdict_of


@pytest.mark.parametrize(
    ("positive", "even", "verdict"),
    [
        (None, None, "unknown"),
        (None, 0.0, "unknown"),
        (None, 1.0, "unknown"),
        (1.0, None, "unknown"),
        (0.9, 0.0, "pays"),
        (0.899, 0.0, "open"),
        (0.1, 0.0, "does not pay"),
        (0.101, 0.0, "open"),
        (0.0, 0.0, "does not pay"),
        (0.0, 0.9, "even"),
        (0.0, 0.899, "does not pay"),
        (0.2, 0.8, "open"),
        (1.0, 1.0, "even"),
    ],
)
def test_a_tool_pays_where_that_is_sure_enough(positive: float | None, even: float | None, verdict: str) -> None:
    assert DECISION_PROBABILITY == 0.9
    found = verdict_of(1.0 - 0.9 if positive == 0.1 else positive, even)
    assert found == verdict


FIGURES: list[Any] = [
    Summary(10.0, 2.0, 7.0, 9.5, 14.0, 0.5, low=6.0, high=15.0),
    Ratio(0.5, 0.25, 0.4, 0.75, 0.1, low=0.2, high=0.9),
    Payback(p05=1.2, p50=2.0, p95=None, never=0.08, at_once=0.02),
    InternalRate(of_means=0.12, status="one", p05=0.1, p50=0.12, p95=0.2, shares={"one": 1.0}),  # type: ignore[arg-type]
]
LEADS = {Summary: 10.0, Ratio: 0.5, Payback: 2.0, InternalRate: 0.12}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_one_number_stands_for_each(figure: Any) -> None:
    assert float(figure) == LEADS[type(figure)] == getattr(figure, figure.LEADS)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: type(figure).__name__)
def test_so_many_times_a_figure_moves_its_places_and_its_spread(figure: Any) -> None:
    places = [name for name in ("mean", "of_means", "p05", "p50", "p95", "low", "high") if hasattr(figure, name)]
    spread = [name for name in ("sd", "mc_error") if hasattr(figure, name)]
    other_end = {"p05": "p95", "p95": "p05", "low": "high", "high": "low"}
    twice, turned = 2.0 * figure + 1.0, -figure
    for name in places:
        value, end = (getattr(figure, one) for one in (name, other_end.get(name, name)))
        assert getattr(twice, name) == (None if value is None else 2.0 * value + 1.0), name
        assert getattr(turned, name) == (None if end is None else -end), name
    for name in spread:
        assert getattr(twice, name) == 2.0 * getattr(figure, name)
        assert getattr(turned, name) == getattr(figure, name)
    left = {name for name in vars(type(figure)) if name in ("never", "at_once", "status", "shares")}
    assert all(getattr(twice, name) == getattr(figure, name) for name in left)
