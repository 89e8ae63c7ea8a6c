"""What an uncertain input is called in a table, and in what its values are counted."""

from __future__ import annotations

from blogroi.model.path_labels import label
from blogroi.model.paths import CostPath, DriverPath, EffectPath, EvidencePath, GapPath, IndicatorPath, Path, parse_path
from blogroi.results.answer import DrawnAnswer, Names
from blogroi.results.headings import text
from blogroi.results.table import Value

__all__ = ["INPUT", "input_cells"]

_SHARES = ("deadweight", "credit", "displacement", "confidence", "drop_off", "margin", "realised", "contingency")

INPUT = {
    "path": text("Path of the input in the case."),
    "statement": text("What it is called."),
    "unit": text(
        "In what its values are counted: `share`, a currency, a unit, a unit each period; empty for plain numbers."
    ),
}


def input_cells(answer: DrawnAnswer, path: str) -> dict[str, Value]:
    """Return the path of an input with what it is called and its unit.

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.suppose(blogroi.load("examples/chamber.toml"), settings={}, draws=100)
    >>> input_cells(found, "indicators.calls_avoided.value")["unit"]
    'EUR/call'
    >>> input_cells(found, "tools.blog.effects.calls_avoided.change")["unit"]
    'call/year'
    """
    try:
        at = parse_path(path)
        return {"path": path, "statement": label(at, answer.names), "unit": _unit(at, answer) or None}
    except (ValueError, KeyError):  # any other number of the case may be supposed as well
        return {"path": path, "statement": path, "unit": None}


def _unit(path: Path, answer: DrawnAnswer) -> str:
    if path.field in _SHARES or isinstance(path, EvidencePath):
        return "share"
    unit = _unit_of_part(path, answer.names)
    match path:
        case DriverPath():
            return unit
        case IndicatorPath(field="value"):
            return f"{answer.currency}/{unit}"
        case CostPath(field="amount" | "unit_cost" | "residual"):
            return answer.currency
        case EffectPath(field="change") | GapPath() | IndicatorPath(field="change" | "total" | "prior"):
            each = "/" in unit or " per " in unit  # one for each of something says so itself
            return unit if each else f"{unit}/{answer.conventions.window.step}"
        case _:
            return ""


def _unit_of_part(path: Path, names: Names) -> str:
    if isinstance(path, DriverPath):
        return names.drivers[path.driver].unit or ""
    return names.indicators[path.indicator].unit if path.indicator in names.indicators else ""
