"""What others have published of their own series, recovered by their methods written out here, and what `level-1` says of the same.

The markets of GeoLift come with the tests. The other studies may not be passed on; with their files in a folder,
`BLOGROI_STUDIES=FOLDER pytest tests/measured/test_published_effects.py` runs them: `smoking.csv` (state, year, cigsale), `sicily.csv` (year, month,
aces, time, smokban, stdpop), `salesandcost.csv` (date, geo, sales, cost) with `geoassignment.csv` (geo, geo.group).
"""

import csv
import datetime
import os
from collections import defaultdict
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import nnls

from blogroi.measured import Series, estimate
from tests.measured import DATA

Floats: TypeAlias = NDArray[np.float64]
FOLDER = Path(os.environ.get("BLOGROI_STUDIES", "nowhere"))


def rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"{path.name} is not passed on with the tests: BLOGROI_STUDIES names a folder that has it")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def synthetic_control(treated: Floats, donors: Floats) -> Floats:
    """Return weights of at least 0 that sum to 1 and fit best (Abadie, Diamond and Hainmueller 2010), by a heavy row for the sum."""
    heavy = np.abs(donors).max() * 1e4
    weights, _ = nnls(np.vstack([donors, np.full(donors.shape[1], heavy)]), np.append(treated, heavy))
    return np.asarray(weights / weights.sum())


def markets() -> tuple[list[str], Floats, Floats, list[str]]:
    """Return days, the mean of the two markets with the campaign, the other 38, and their names."""
    table = rows(DATA / "geolift.csv")
    others = [name for name in table[0] if name not in ("date", "chicago", "portland")]
    treated = np.array([(float(row["chicago"]) + float(row["portland"])) / 2 for row in table])
    return (
        [row["date"] for row in table],
        treated,
        np.array([[float(row[name]) for name in others] for row in table]),
        others,
    )


def test_geolift_finds_155_556_a_day_in_each_market_and_5_4_per_cent() -> None:
    _, treated, donors, _ = markets()
    before = slice(0, 90)
    centred, centred_donors = treated - treated[before].mean(), donors - donors[before].mean(axis=0)
    gap = centred - centred_donors @ synthetic_control(centred[before], centred_donors[before])
    assert gap[90:].mean() == pytest.approx(155.556, abs=0.001)
    assert gap[90:].mean() / (treated[90:].mean() - gap[90:].mean()) == pytest.approx(0.0542, abs=0.0001)


def test_beside_it_level_1_finds_as_much_with_a_wider_interval() -> None:
    """All other markets added up are one control; the weights that GeoLift found make another. Neither is sure that it was not 2 per cent."""
    days, treated, donors, _ = markets()
    centred, centred_donors = treated[:90] - treated[:90].mean(), donors[:90] - donors[:90].mean(axis=0)
    weighted = donors @ synthetic_control(centred, centred_donors)
    series = Series(days, treated, "day")
    summed, best = (
        estimate(series, launch="2021-04-01", controls=[Series(days, control, "day")])
        for control in (donors.sum(axis=1), weighted)
    )
    assert (best.weeks_before, best.weeks_after) == (90, 15)
    for found in (summed, best):
        assert found.per_week.holds(155.556)
        assert found.lift is not None
        assert found.lift.holds(0.0542)
    assert best.per_week.estimate == pytest.approx(158, abs=3)
    assert (best.per_week.low, best.per_week.high) == pytest.approx((66, 247), abs=6)
    assert summed.lift is not None
    assert (summed.lift.estimate, summed.lift.low, summed.lift.high) == pytest.approx((0.059, 0.001, 0.120), abs=0.005)


def test_proposition_99_took_19_5_packs_a_head_from_california() -> None:
    table = rows(FOLDER / "smoking.csv")
    years = sorted({float(row["year"]) for row in table})
    sold = {(row["state"], float(row["year"])): float(row["cigsale"]) for row in table}
    states = sorted({state for state, _ in sold} - {"California"})
    california = np.array([sold["California", year] for year in years])
    donors = np.array([[sold[state, year] for state in states] for year in years])
    gap = california - donors @ synthetic_control(california[:19], donors[:19])
    assert gap[19:].mean() == pytest.approx(-19.514, abs=0.001)
    assert gap[-1] == pytest.approx(-26.597, abs=0.001)
    days = [datetime.date(int(year), 1, 1) for year in years]
    others = Series(days, donors.mean(axis=1), "year")
    found = estimate(Series(days, california, "year"), launch="1989-01-01", controls=others, at_least=19)
    assert (found.per_week.estimate, found.per_week.low, found.per_week.high) == pytest.approx(
        (-21.5, -28.3, -15.3), abs=0.6
    )


def test_sicilys_ban_is_not_seen_without_a_straight_line_through_two_years() -> None:
    table = rows(FOLDER / "sicily.csv")
    counted, people, times, banned = (
        np.array([float(row[name]) for row in table]) for name in ("aces", "stdpop", "time", "smokban")
    )
    waves = [turn(2 * np.pi * k * times / 12) for k in (1, 2) for turn in (np.cos, np.sin)]
    design = np.column_stack([np.ones(len(table)), banned, times, *waves])
    coefficients = np.append(np.log(counted.sum() / people.sum()), np.zeros(6))
    for _ in range(50):  # Poisson regression by weighted least squares, the spread by Pearson's residuals
        expected = people * np.exp(design @ coefficients)
        information = design.T @ (expected[:, None] * design)
        coefficients = coefficients + np.linalg.solve(information, design.T @ (counted - expected))
    spread = np.sum((counted - expected) ** 2 / expected) / (len(table) - 7)
    error = np.sqrt(spread * np.linalg.inv(information)[1, 1])
    ends = np.exp(coefficients[1] + error * np.array([0, -1.959964, 1.959964]))
    assert ends == pytest.approx([0.885, 0.839, 0.933], abs=0.0005)

    days = [datetime.date(int(row["year"]), int(row["month"]), 1) for row in table]
    series = Series(days, counted, "month")
    seasons = [Series(days, wave, "month", "identity") for wave in waves]
    line = Series(days, times, "month", "identity")
    for controls, expected_lift in ((seasons, (0.008, -0.113, 0.146)), ([*seasons, line], (-0.084, -0.182, 0.049))):
        found = estimate(series, launch="2005-01-01", controls=controls)
        assert found.lift is not None
        assert (found.lift.estimate, found.lift.low, found.lift.high) == pytest.approx(expected_lift, abs=0.01)
        assert found.lift.holds(0.0)
        assert found.lift.holds(0.885 - 1) == (line in controls)


def test_regression_on_time_finds_2_946742_for_each_dollar() -> None:
    groups = {row["geo"]: row["geo.group"] for row in rows(FOLDER / "geoassignment.csv")}
    sales: dict[tuple[str, str], float] = defaultdict(float)
    costs: dict[str, float] = defaultdict(float)
    for row in rows(FOLDER / "salesandcost.csv"):
        group = groups.get(row["geo"])
        if group is not None:
            sales[group, row["date"]] += float(row["sales"])
            costs[row["date"]] += float(row["cost"])
    days = sorted(costs)
    treated, control = (np.array([sales[group, day] for day in days]) for group in ("2", "1"))
    campaign = [place for place, day in enumerate(days) if costs[day] > 0]
    before, during = slice(0, campaign[0]), slice(campaign[0], campaign[-1] + 1)
    slope, level = np.polyfit(control[before], treated[before], 1)
    gained = (treated[during] - level - slope * control[during]).sum()
    assert gained == pytest.approx(147337.1, abs=0.1)
    assert gained / sum(costs.values()) == pytest.approx(2.946742, abs=1e-6)
    found = estimate(
        Series(days, treated, "day"),
        launch=days[campaign[0]],
        until=days[campaign[-1]],
        controls=[Series(days, control, "day")],
    ).total.over(50_000)
    assert (found.estimate, found.low, found.high) == pytest.approx((3.22, 2.47, 4.38), abs=0.1)
    assert found.holds(2.946742)
