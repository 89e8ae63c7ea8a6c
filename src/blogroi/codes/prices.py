"""Whether money, the rate and growth are in one sort of prices: with inflation taken out, or with it in."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.codes.wording import quantity_in
from blogroi.language.spoken import message
from blogroi.model.case import Case
from blogroi.model.drivers import uses
from blogroi.model.formula import Formula
from blogroi.model.grammar.nodes import Call, Node, walk
from blogroi.model.paths import CostPath, DriverPath, IndicatorPath, parse_path
from blogroi.model.quantity_paths import formulas_of

__all__ = ["growth_in_real_prices", "prices_of_another_kind"]

_GROWTH = frozenset({"growth", "yearly_growth"})


def prices_of_another_kind(case: Case) -> Iterator[tuple[str, str]]:
    """Find real amounts under a nominal rate, and the reverse."""
    prices, kind = case.prices, case.discounting.kind
    if prices is None or kind is None or prices.kind == kind:
        return
    if kind == "nominal":
        said = message(
            "Amounts are stated without inflation, and the discount rate holds inflation: too little is left of later money, by the"
            " inflation of each year. State both with it (`nominal`), or both without (`real`)."
        )
    else:
        said = message(
            "Amounts are stated with inflation, and the discount rate is without inflation: later money counts for too much, by the"
            " inflation of each year. State both with it (`nominal`), or both without (`real`)."
        )
    yield "discounting.kind", said


def growth_in_real_prices(case: Case) -> Iterator[tuple[str, str]]:
    """Find money that grows by a rate under real prices: a rate that holds inflation too would count it twice."""
    if case.prices is None or case.prices.kind != "real":
        return
    growing = {
        key for key, driver in case.drivers.items() if isinstance(driver.value, Formula) and _grows(driver.value.tree)
    }
    for path, formula in formulas_of(case).items():
        at = parse_path(path)
        is_money = isinstance(at, CostPath) or (isinstance(at, IndicatorPath) and at.field == "value")
        if not is_money or isinstance(at, DriverPath) or at.field in ("units", "contingency", "realised"):
            continue
        through = sorted(_reached(case, formula.names) & growing)
        if _grows(formula.tree) or through:
            grows = path if _grows(formula.tree) else str(DriverPath(through[0]))
            yield (
                path,
                message(
                    "The rate by which {quantity} grows is to be without inflation, as the amounts are. Leave inflation out of the rate, or"
                    ' state amounts with inflation: `prices = {{ kind = "nominal" }}`.',
                    quantity=quantity_in(case, grows),
                ),
            )


def _grows(tree: Node) -> bool:
    return any(isinstance(node, Call) and node.function in _GROWTH for node in walk(tree))


def _reached(case: Case, names: tuple[str, ...]) -> set[str]:
    """Return the drivers that a formula rests on, through others too."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += uses(case.drivers[key])
    return found
