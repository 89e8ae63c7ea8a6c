"""Every example, said in other words, through every question: the answers are the same.

An indicator may be counted the other way round, a cost may be written as a product, and a number as 0 or 0.0: not one bit may
move. By the month instead of by the year, the same money comes and goes, and the same advice follows.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import blogroi

from .comparing import answer
from .random_cases import Made, correlated_case, uncertain_case
from .restated import (
    Data,
    as_products,
    case_of,
    data_of,
    in_months,
    sign_turned,
    with_points,
    without_fading,
    without_points,
)

TIMES = int(os.environ.get("ORACLE_TIMES", "1"))
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
DRAWS = 500

Restated = Callable[[Data], Data]
Asked = Callable[[blogroi.Case], Any]


def first_tool(case: blogroi.Case) -> str:
    return min(key for key, tool in case.tools.items() if tool.effects and tool.costs)


QUESTIONS: Mapping[str, Asked] = {
    "evaluate": lambda case: blogroi.evaluate(case, draws=DRAWS, gaps="no-credit", by="npv").to_dict(),
    "choose": lambda case: blogroi.choose(case, budget=50_000, draws=DRAWS).to_dict(),
    "sensitivity": lambda case: blogroi.sensitivity(case, draws=DRAWS).to_dict(),
    "worth measuring": lambda case: blogroi.worth_measuring(case, draws=DRAWS).to_dict(),
    "launch": lambda case: blogroi.launch(case, draws=DRAWS, tool=first_tool(case)).to_dict(),
}
SAME: Mapping[str, Restated] = {
    "the sign turned": sign_turned,
    "costs as products": as_products,
    "0.0 for 0": with_points,
    "0 for 0.0": without_points,
}

examples = pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in EXAMPLES])
without_formulas = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for path in EXAMPLES if "drivers" not in data_of(path)]
)
"""Those that can be said by the month: what a formula says of a year, no twelfth of it says of a month."""


@examples
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_case_said_otherwise_has_the_same_answer(path: Path, question: str) -> None:
    data = data_of(path)
    right = QUESTIONS[question](case_of(data))
    for words, restated in SAME.items():
        found = QUESTIONS[question](case_of(restated(data)))
        if restated is sign_turned:
            found = turned_back(found)
        assert list(differences(right, found)) == [], words


@pytest.mark.parametrize("made", [uncertain_case, correlated_case], ids=["apart", "correlated"])
@pytest.mark.parametrize("seed", range(10 * TIMES))
def test_signs_turned_in_a_random_case_move_no_bit(made: Callable[[int], Made], seed: int) -> None:
    stated = made(seed)
    turned = Made(sign_turned(stated.case), stated.options)
    right, found = (answer(each, 300).to_dict() for each in (stated, turned))
    found = turned_back(found)
    right["checks"], found["checks"] = ([check["code"] for check in each["checks"]] for each in (right, found))
    assert list(differences(right, found)) == []


def turned_back(told: Any) -> Any:
    """Turn what is given in an indicator's unit to its other side: a value to its negative, two ends exchanged."""
    if isinstance(told, list | tuple):
        return [turned_back(part) for part in told]
    if not isinstance(told, Mapping):
        return told
    found = {key: turned_back(part) for key, part in told.items()}
    if "net_change" in found:
        change = found["net_change"]
        ends = {"mean": -change["mean"], "p05": -change["p95"], "p50": -change["p50"], "p95": -change["p05"]}
        found["net_change"] = change | ends
    if "at_low" in found and (
        found["path"].endswith(".change")
        or ".gaps." in found["path"]
        or ".change[" in found["path"]
        or ".total" in found["path"]
    ):
        found["at_low"], found["at_high"] = negative(found["at_high"]), negative(found["at_low"])
        found["low"], found["high"] = found["high"], found["low"]
        found["break_even"] = negative(found["break_even"])
    for name in ("prior_mean", "found_mean", "mean") if "prior_mean" in found else ():
        found[name] = negative(found[name])
    for name in ("raw", "adjusted") if "searched" in found else ():
        found[name] = negative(found[name])
    return found


def negative(value: float | None) -> float | None:
    return None if value is None else -value


def differences(first: Any, second: Any, where: str = "", *, close: float = 0.0) -> Iterator[str]:
    """Give the places at which two answers are not the same, but for the fingerprint of the case.

    To the last bit, or within ``close`` of each other, relative to numbers above 1.
    """
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        if first.keys() != second.keys():
            yield f"{where}: {sorted(first)} and {sorted(second)}"
        for key in first.keys() & second.keys() - {"fingerprint"}:
            yield from differences(first[key], second[key], f"{where}.{key}", close=close)
    elif isinstance(first, list | tuple) and isinstance(second, list | tuple):
        if len(first) != len(second):
            yield f"{where}: {first} and {second}"
        for place, (one, other) in enumerate(zip(first, second, strict=False)):
            yield from differences(one, other, f"{where}[{place}]", close=close)
    elif isinstance(first, float) and isinstance(second, float):
        if not abs(first - second) <= close * max(1.0, abs(first)):
            yield f"{where}: {first} and {second}"
    elif first != second:
        yield f"{where}: {first} and {second}"


MONEY = (
    "benefits",
    "costs",
    "npv",
    "roi",
    "bcr",
    "equivalent_annual",
    "score",
    "sunk",
    "probability_positive",
    "verdict",
)
ROUNDED = 1e-9  # of sums of twelve times as many flows


def by_the_year_and_by_the_month(path: Path, question: str) -> tuple[Any, Any]:
    """Put a question to a yearly example, without discounting and fading, and to the same by the month."""
    yearly = without_fading(data_of(path))
    assert yearly["horizon"].get("step", "year") == "year"
    return tuple(QUESTIONS[question](case_of(data)) for data in (yearly, in_months(yearly)))


@without_formulas
def test_by_the_month_the_same_money_comes_and_goes(path: Path) -> None:
    yearly, monthly = by_the_year_and_by_the_month(path, "evaluate")
    for key, tool in yearly["tools"].items():
        for name in MONEY:
            found = monthly["tools"][key].get(name)
            assert list(differences(tool.get(name), found, f"{key}.{name}", close=ROUNDED)) == []
    assert list(differences(yearly["ranking"], monthly["ranking"], close=ROUNDED)) == []


@without_formulas
@pytest.mark.parametrize("question", ["choose", "worth measuring", "launch"])
def test_months_and_years_lead_to_the_same_advice(path: Path, question: str) -> None:
    yearly, monthly = by_the_year_and_by_the_month(path, question)
    for told in (yearly, monthly):
        told["conventions"].pop("window")
        told.pop("updates", None)  # in units of a period
    assert list(differences(yearly, monthly, close=ROUNDED)) == []
