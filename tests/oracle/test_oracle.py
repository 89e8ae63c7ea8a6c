"""Random cases, worked out twice: by the library, and by an oracle that was written from the rules alone.

``ORACLE_TIMES=20`` tries twenty times as many of them.
"""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from blogroi import Correlation, Range, evaluate
from blogroi.oracle.books import Options
from blogroi.oracle.oracle import Oracle

from .. import worked
from ..builders import a_case, a_cost, a_tool, an_effect, an_indicator
from .comparing import answer, differences
from .figures import QUANTILES, Accounts, Summary
from .random_cases import Made, certain_case, correlated_case, uncertain_case
from .restated import data_of
from .standings import scores

TESTS = Path(__file__).parents[1]
TIMES = int(os.environ.get("ORACLE_TIMES", "1"))


@pytest.mark.parametrize("seed", range(150 * TIMES))
def test_a_certain_case_has_the_figures_of_the_rules(seed: int) -> None:
    assert list(map(str, differences(certain_case(seed), 1))) == []


@pytest.mark.parametrize("seed", range(40 * TIMES))
def test_an_uncertain_case_has_the_figures_of_the_rules(seed: int) -> None:
    assert list(map(str, differences(uncertain_case(seed), 2000, seed=seed))) == []


@pytest.mark.parametrize("seed", range(12 * TIMES))
def test_quantities_that_are_correlated_spread_figures_as_the_copula_does(seed: int) -> None:
    """The oracle mixes random numbers of its own: what is compared is how the figures spread.

    Of the oracle's draws, as many lie below a quantile of the library as should, within five standard errors of the difference
    between two shares, each of as many draws; and so do the means.
    """
    made, draws = correlated_case(seed), 20_000
    result, oracle = answer(made, draws, seed=seed), Oracle(made.case, draws, seed=seed, options=made.options)
    for key in made.case["tools"]:
        for name, right in Accounts.of(oracle, key).figures().items():
            if not isinstance(right, Summary):
                continue
            found, drawn = getattr(result.tools[key], name), right.spread.drawn
            slack = 1e-6 * right.size
            error = 5.0 * math.sqrt(2.0 / draws) * float(drawn.std()) + slack
            assert found.mean == pytest.approx(float(drawn.mean()), abs=error), (key, name)
            for part, share in QUANTILES.items():
                at = getattr(found, part)
                off = 5.0 * math.sqrt(2.0 * share * (1.0 - share) / draws)
                assert float((drawn < at - slack).mean()) - off <= share <= float((drawn <= at + slack).mean()) + off


def test_the_error_of_a_mean_is_what_it_moves_by_from_seed_to_seed() -> None:
    """Two lognormals that rise together: the mean of their product is known, and left to the draws.

    Over a hundred seeds the spread of the means is that of a chi distribution around what is said of each: within five of its
    standard errors of 7 %. Their own mean is the closed form, within five standard errors of one in ten.
    """
    rank, seeds = 0.7, 100
    indicators = {"calls": an_indicator(Range(5, 20))}
    tie = Correlation(between=("indicators.calls.value", "tools.blog.effects.calls.change"), rank=rank)
    tools = {"blog": a_tool({"calls": an_effect(Range(100, 500))}, [a_cost()])}
    case = a_case(tools, indicators=indicators, correlations=[tie])
    benefits = [evaluate(case, draws=500, seed=seed).tools["blog"].benefits for seed in range(seeds)]
    means = np.array([figure.mean for figure in benefits if figure is not None])
    errors = np.array([figure.mc_error for figure in benefits if figure is not None])
    assert 0.65 < float(means.std(ddof=1)) / float(errors.mean()) < 1.35
    sigmas = [math.log(ratio) / (2.0 * 1.6448536269514722) for ratio in (20 / 5, 500 / 100)]
    together = 2.0 * math.sin(math.pi * rank / 6.0) * sigmas[0] * sigmas[1]
    exact = math.sqrt(5 * 20 * 100 * 500) * math.exp((sigmas[0] ** 2 + sigmas[1] ** 2) / 2.0 + together)
    assert means.mean() == pytest.approx(exact, abs=5.0 * errors.mean() / math.sqrt(seeds))


REFUSED = {
    entry["file"]
    for folder in ("field", "calculators")
    for entry in worked.entries(TESTS / folder)
    if "refused" in entry
}


def in_formulas() -> list[Any]:
    """Find the cases that state drivers, and draw nothing by random numbers of their own."""
    folders = (TESTS.parent / "examples", TESTS / "field", TESTS / "calculators")
    found = [path for folder in folders for path in sorted(folder.glob("*.toml")) if path.stem != "figures"]
    of_their_own = ("event(", "poisson(", "binomial(")
    return [
        pytest.param(path, id=path.stem)
        for path in found
        if "[drivers." in (text := path.read_text(encoding="utf-8"))
        and not any(word in text for word in of_their_own)
        and path.stem not in REFUSED
    ]


@pytest.mark.parametrize("path", in_formulas())
def test_a_case_of_drivers_and_formulas_has_the_figures_of_the_rules(path: Path) -> None:
    """Without its correlations and weights, for which the oracle has random numbers of its own."""
    data = {key: part for key, part in data_of(path).items() if key not in ("correlations", "weights")}
    for objective in data.get("objectives", {}).values():
        objective.pop("weight", None)
    assert list(map(str, differences(Made(data, Options()), 500, may_be_drawn=True))) == []


class TestTheOracle:
    """The oracle is held against what others worked out, before anything is held against it."""

    @pytest.mark.parametrize(
        ("folder", "entry"),
        [
            pytest.param(folder, entry, id=f"{folder.name}-{name}")
            for folder in (TESTS / "field", TESTS / "calculators")
            for entries in [[entry for entry in worked.entries(folder) if "figures" in entry]]
            for entry, name in zip(entries, worked.names(entries), strict=True)
        ],
    )
    def test_it_answers_what_is_right_in_the_field(self, folder: Path, entry: dict[str, Any]) -> None:
        oracle = Oracle(data_of(folder / f"{entry['file']}.toml"), entry.get("draws", 1))
        for name, right in entry["figures"].items():
            tool, figure, *part = name.split(".")
            if figure == "score":
                found: Any = scores(oracle).in_all[tool].at(0.5)  # type: ignore[union-attr]
            else:
                found = read(Accounts.of(oracle, tool).figures()[figure], *part)
            expected = None if right == "unknown" else pytest.approx(right, rel=entry.get("tolerance", 1e-8), abs=1e-8)
            assert found == expected, name


def read(figure: Any, part: str = "") -> float | None:
    """Read one number off a figure of the oracle's."""
    if part in ("p05", "p50", "p95"):
        at = float(figure.spread.at(QUANTILES[part]))
        return at if math.isfinite(at) else None
    return getattr(figure, part) if part else figure  # type: ignore[no-any-return]
