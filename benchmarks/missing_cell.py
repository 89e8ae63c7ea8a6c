"""What packages for decision analysis make of one missing cell, beside blogroi.

Three tools, three criteria, weights 0.4, 0.3, 0.3; the third tool's second cell is not known. Each package is used as its
documentation shows, and by the best way that it documents for blanks, in a process of its own. Run with
`python benchmarks/missing_cell.py` after `python -m pip install ".[bench]"`; pyDecision is asked if it is installed, too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

import numpy as np

CELLS = np.array([[0.9, 0.8, 0.7], [0.5, 0.6, 0.9], [0.7, np.nan, 0.8]])
WEIGHTS = np.array([0.4, 0.3, 0.3])


def mcda_weighted_sum() -> Any:
    from mcda import PerformanceTable
    from mcda.mavt.aggregators import WeightedSum

    table = PerformanceTable(CELLS.tolist(), alternatives=["a", "b", "c"], criteria=["x", "y", "z"])
    scores = WeightedSum(dict(zip("xyz", WEIGHTS, strict=True)))(table)
    return [round(float(score), 3) for score in getattr(scores, "data", scores)]


def mcda_topsis() -> Any:
    from mcda import PerformanceTable
    from mcda.mavt.aggregators import TOPSIS
    from mcda.scales import QuantitativeScale

    scales = {key: QuantitativeScale(0, 1) for key in "xyz"}
    table = PerformanceTable(CELLS.tolist(), alternatives=["a", "b", "c"], criteria=["x", "y", "z"], scales=scales)
    return TOPSIS(dict(zip("xyz", WEIGHTS, strict=True)))(table).data.tolist()


def pysensmcda_smaa() -> Any:
    from pymcdm.methods import TOPSIS
    from pysensmcda.smaa import smaa2

    return smaa2(TOPSIS(), CELLS, np.ones(3), num_samples=1000, seed=1).rank_acceptability.tolist()


def pysensmcda_smaa_drawn() -> Any:
    """State the blank as a range around a middle, which is how the package takes what is uncertain."""
    from pysensmcda.sampling import uniform_matrix
    from pysensmcda.smaa import smaa2

    def weighted_sum(matrix: Any, weights: Any, types: Any) -> Any:
        return matrix @ weights

    filled = np.where(np.isnan(CELLS), 0.6, CELLS)
    samples = uniform_matrix(filled, absolute=np.where(np.isnan(CELLS), 0.4, 0.0), num_samples=10_000, seed=1)
    weights = np.tile(WEIGHTS, (10_000, 1))
    found = smaa2(weighted_sum, filled, np.ones(3), weights=weights, num_samples=10_000, matrix_samples=samples, seed=1)
    return found.rank_acceptability.round(2).tolist()


def pydecision_topsis() -> Any:
    from pyDecision.algorithm import topsis_method

    return topsis_method(CELLS, WEIGHTS.tolist(), ["max"] * 3, graph=False, verbose=False).tolist()


def pymcdm_topsis() -> Any:
    from pymcdm.methods import TOPSIS

    return TOPSIS()(CELLS, WEIGHTS, np.array([1, 1, 1])).tolist()


def scikit_criteria_weighted_sum() -> Any:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    return WeightedSumModel().evaluate(mkdm(CELLS, [max] * 3, weights=WEIGHTS)).e_.score.tolist()


def scikit_criteria_imputed() -> Any:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.pipelines import mkpipe
    from skcriteria.preprocessing.impute import SimpleImputer

    pipe = mkpipe(SimpleImputer(), WeightedSumModel())
    return pipe.evaluate(mkdm(CELLS, [max] * 3, weights=WEIGHTS)).e_.score.tolist()


def scikit_criteria_inverter() -> Any:
    from skcriteria import mkdm
    from skcriteria.preprocessing.invert_objectives import MinMaxInverter

    return MinMaxInverter().transform(mkdm(CELLS, [max, min, max], weights=WEIGHTS)).matrix.to_numpy()[:, 1].tolist()


def scikit_criteria_dominance() -> Any:
    from skcriteria import mkdm

    dominance = mkdm(np.array([[0.9] * 3, [np.nan] * 3]), [max] * 3).dominance.dominance(strict=True)
    return "the unknown tool dominates 0.9, 0.9, 0.9" if dominance.to_numpy()[1, 0] else "it does not"


def blogroi_policies() -> Any:
    import blogroi
    from blogroi import Case, Cost, Discounting, Effect, Horizon, Indicator, Lever, Objective, Range, Tool

    day = date(2026, 1, 1)
    indicators = {
        key: Indicator(
            statement=key,
            lever="lever",
            unit="point",
            better="higher",
            declared=day,
            value=weight,
            prior=Range(0.2, 1.0),
        )
        for key, weight in zip("xyz", WEIGHTS, strict=True)
    }
    tools = {
        name: Tool(
            name=name,
            kind="tool",
            introduced=day,
            costs=[Cost(item="All", amount=0.5, when="upfront")],
            effects={
                key: Effect(change=cell, evidence="assumed")
                for key, cell in zip("xyz", row, strict=True)
                if not np.isnan(cell)
            },
        )
        for name, row in zip("abc", CELLS, strict=True)
    }
    case = Case(
        title="One missing cell",
        currency="EUR",
        evaluated=day,
        horizon=Horizon(start=day, periods=1),
        discounting=Discounting(rate=0, timing="end"),
        objectives={"objective": Objective("All of it", aim="revenue")},
        levers={"lever": Lever("It acts", family="sales", objective="objective")},
        indicators=indicators,
        tools=tools,
    )
    result = blogroi.evaluate(case, draws=1000, gaps="bounds")
    found = result.tools["c"]
    npv = {name: round(value, 2) for name, value in result.robustness.tools["c"].npv.items() if value is not None}
    return f"gap {found.gaps}; expected NPV of c {npv}; the order survives: {result.robustness.survives}"


ROWS: tuple[tuple[str, str, str, Callable[[], Any]], ...] = (
    ("mcda", "mcda", "`WeightedSum`", mcda_weighted_sum),
    ("mcda", "mcda", "`TOPSIS`, scales declared", mcda_topsis),
    ("pymcdm", "pymcdm", "`TOPSIS`", pymcdm_topsis),
    ("pysensmcda", "pysensmcda", "`smaa2` with `TOPSIS`, shares of each rank", pysensmcda_smaa),
    ("pysensmcda", "pysensmcda", "`smaa2`, the blank drawn from 0.2 to 1", pysensmcda_smaa_drawn),
    ("pyDecision", "pyDecision", "`topsis_method`", pydecision_topsis),
    ("scikit-criteria", "skcriteria", "`WeightedSumModel`", scikit_criteria_weighted_sum),
    ("scikit-criteria", "skcriteria", "`SimpleImputer` and `WeightedSumModel`", scikit_criteria_imputed),
    ("scikit-criteria", "skcriteria", "`MinMaxInverter`, second criterion", scikit_criteria_inverter),
    ("scikit-criteria", "skcriteria", "strict dominance over an unknown row", scikit_criteria_dominance),
    ("blogroi", "blogroi", "`evaluate`", blogroi_policies),
)


def answer(function: Callable[[], Any]) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return str(function())
        except Exception as error:
            return f"{type(error).__name__}: {error}"


def asked(place: int) -> str:
    """Ask in a fresh process, so that one which breaks down takes nobody with it."""
    command = [sys.executable, __file__, str(place)]
    environment = os.environ | {"MPLBACKEND": "Agg"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    broke = f"; the process ended with status {done.returncode}" if done.returncode else ""
    return done.stdout.strip() + broke


def main() -> None:
    print("| package | version | what | answer |\n|---|---|---|---|")
    for place, (package, module, what, _) in enumerate(ROWS):
        if find_spec(module) is None:
            print(f"| {package} | | {what} | not installed |")
        else:
            print(f"| {package} | {version(package)} | {what} | {asked(place)} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        print(answer(ROWS[int(sys.argv[1])][-1]), flush=True)
    else:
        main()
