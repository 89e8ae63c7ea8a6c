"""What packages for decision analysis make of one missing cell, beside blogroi.

Three tools, three criteria, weights 0.4, 0.3, 0.3; the third tool's second cell is not known. Each package is used as its
documentation shows. Run with `python benchmarks/missing_cell.py` after `python -m pip install ".[bench]"`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
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


def pymcdm_topsis() -> Any:
    from pymcdm.methods import TOPSIS

    return TOPSIS()(CELLS, WEIGHTS, np.array([1, 1, 1])).tolist()


def scikit_criteria_weighted_sum() -> Any:
    from skcriteria import mkdm
    from skcriteria.agg.simple import WeightedSumModel

    return WeightedSumModel().evaluate(mkdm(CELLS, [max] * 3, weights=WEIGHTS)).e_.score.tolist()


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
    result = blogroi.evaluate(case, 1000, gaps="bounds")
    found = result.tools["c"]
    npv = {name: round(value, 2) for name, value in result.robustness.tools["c"].npv.items() if value is not None}
    return f"gap {found.gaps}; expected NPV of c {npv}; the order survives: {result.robustness.survives}"


ROWS: tuple[tuple[str, str, Callable[[], Any]], ...] = (
    ("mcda", "WeightedSum", mcda_weighted_sum),
    ("pymcdm", "TOPSIS", pymcdm_topsis),
    ("scikit-criteria", "WeightedSumModel", scikit_criteria_weighted_sum),
    ("scikit-criteria", "MinMaxInverter, second criterion", scikit_criteria_inverter),
    ("scikit-criteria", "strict dominance over an unknown row", scikit_criteria_dominance),
    ("blogroi", "evaluate", blogroi_policies),
)


def answer(function: Callable[[], Any]) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return str(function())
        except ImportError:
            return "not installed"
        except Exception as error:
            return f"{type(error).__name__}: {error}"


def main() -> None:
    print("| package | version | what | answer |\n|---|---|---|---|")
    for package, what, function in ROWS:
        said = answer(function)
        found = "" if said == "not installed" else version(package)
        print(f"| {package} | {found} | {what} | {said} |")


if __name__ == "__main__":
    main()
