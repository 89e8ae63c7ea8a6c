"""The same case said otherwise: figures may not hang on which words of the file say a thing.

All of these work on the plain data of a case file.
"""

from __future__ import annotations

import copy
import json
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import blogroi
from blogroi.oracle.shapes import mirrored

Data = dict[str, Any]
QUANTITIES = ("low", "mode", "high", "mean", "sd", "samples", "estimate", "studies", "quantiles", "min", "max")
OF_AN_EFFECT = ("change",)
OF_AN_INDICATOR = ("change", "prior", "total", "baseline", "target")


def data_of(path: Path) -> Data:
    """Read the data of a case file, days as text."""
    found: Data = json.loads(json.dumps(tomllib.loads(path.read_text(encoding="utf-8")), default=str))
    return found


def case_of(data: Data) -> blogroi.Case:
    return blogroi.loads(json.dumps(data), format="json")


def sign_turned(case: Data) -> Data:
    """Count the other way round on every indicator that has a mirror image: calls saved become calls made, less of them."""
    turned = copy.deepcopy(case)
    for name, indicator in turned["indicators"].items():
        effects = [tool["effects"][name] for tool in turned["tools"].values() if name in tool.get("effects", {})]
        stated = [effect.get(part) for effect in effects for part in OF_AN_EFFECT]
        stated += [indicator.get(part) for part in OF_AN_INDICATOR]
        if any('"beta"' in json.dumps(quantity) for quantity in stated):
            continue
        indicator["better"] = "lower" if indicator["better"] == "higher" else "higher"
        for holder, parts in [(indicator, OF_AN_INDICATOR), *((effect, OF_AN_EFFECT) for effect in effects)]:
            for part in parts:
                if part in holder:
                    holder[part] = mirrored(holder[part])
        if "scale" in indicator:
            indicator["scale"] = _turned_scale(indicator["scale"])
        for tie in turned.get("correlations", []):
            _turn_tie(tie, name)
    return turned


def _turned_scale(scale: Data) -> Data:
    if "points" in scale:
        return {"points": [[-at, score] for at, score in reversed(scale["points"])]}
    return {name: -value for name, value in scale.items()}


def _turn_tie(tie: Data, name: str) -> None:
    """Turn the correlations of what was turned round."""
    signs = [
        -1 if path.split("[")[0].endswith((f".effects.{name}.change", f"indicators.{name}.total")) else 1
        for path in tie["between"]
    ]
    size = range(len(signs))
    matrix = tie.pop("matrix", None) or [[1 if row == column else tie["rank"] for column in size] for row in size]
    tie.pop("rank", None)
    tie["matrix"] = [[matrix[row][column] * signs[row] * signs[column] for column in size] for row in size]


def as_products(case: Data) -> Data:
    """Say each certain cost as four units of a quarter of it: a power of two, so that no bit is lost."""
    said = copy.deepcopy(case)
    for tool in said["tools"].values():
        for cost in tool.get("costs", []):
            if isinstance(cost.get("amount"), int | float):
                cost["unit_cost"] = cost.pop("amount") / 4
                cost["units"] = 4
    return said


def _numbers(data: Any, change: Callable[[Any], Any], *, keep: tuple[str, ...]) -> Any:
    if isinstance(data, Mapping):
        return {key: value if key in keep else _numbers(value, change, keep=keep) for key, value in data.items()}
    if isinstance(data, list):
        return [_numbers(part, change, keep=keep) for part in data]
    return change(data) if type(data) in (int, float) else data


AS_WRITTEN = (
    "blogroi",
    "horizon",
    "when",
    "starts",
    "lasts",
    "until",
    "searched",
    "service_life",
    "n",
    "published",
    "year",
)
"""What counts periods, years or things, and stays a whole number; and what was printed, which holds to its last digit written."""


def with_points(case: Data) -> Data:
    """Write every number with a decimal point: 0.0 for 0."""
    found: Data = _numbers(case, float, keep=AS_WRITTEN)
    return found


def without_points(case: Data) -> Data:
    """Write every whole number without a decimal point: 0 for 0.0."""
    found: Data = _numbers(case, lambda number: int(number) if number == int(number) else number, keep=AS_WRITTEN)
    return found


def without_fading(case: Data) -> Data:
    """Let no effect fade and no rate discount: a year is then worth its twelve months, whatever is said of them."""
    plain = copy.deepcopy(case)
    plain["discounting"]["rate"] = 0
    for tool in plain["tools"].values():
        for effect in tool.get("effects", {}).values():
            effect.pop("drop_off", None)
    return plain


def in_months(case: Data) -> Data:
    """Say a yearly case by the month: amounts and changes a twelfth, periods twelve for one."""
    monthly = copy.deepcopy(case)
    monthly["horizon"] |= {"step": "month", "periods": 12 * case["horizon"]["periods"]}
    for indicator in monthly["indicators"].values():
        for part in ("change", "prior", "total", "baseline", "target", "scale"):
            if part in indicator:
                indicator[part] = _twelfth(indicator[part])
    for tool in monthly["tools"].values():
        for effect in tool.get("effects", {}).values():
            if "change" in effect:
                effect["change"] = _twelfth(effect["change"])
            if "starts" in effect:
                effect["starts"] = 12 * (effect["starts"] - 1) + 1
            if "lasts" in effect:
                effect["lasts"] *= 12
        for cost in tool.get("costs", []):
            _by_the_month(cost)
    return monthly


def _by_the_month(cost: Data) -> None:
    when = cost.get("when", "each")
    if isinstance(when, int):
        cost["when"] = 12 * when  # what is paid in a year is paid in its last month
    elif when == "each":
        part = "amount" if "amount" in cost else "units"
        cost[part] = _twelfth(cost[part])


def _twelfth(stated: Any) -> Any:
    """Divide a quantity, each part of a list twelve times over; points of a scale by their place."""
    if isinstance(stated, list):
        return [_twelfth(part) for part in stated for _ in range(12)]
    if not isinstance(stated, Mapping):
        return stated / 12
    if "points" in stated:
        return {"points": [[at / 12, score] for at, score in stated["points"]]}
    if "worst" in stated:
        return {name: value / 12 for name, value in stated.items()}
    return {name: _divided(value) if name in QUANTITIES else value for name, value in stated.items()}


def _divided(value: Any) -> Any:
    """Divide a number by twelve, each of a list, and of pairs with a chance the second."""
    if not isinstance(value, list):
        return value / 12
    return [[part[0], part[1] / 12] if isinstance(part, list) else part / 12 for part in value]
