"""How tools compare: their ranks by net present value, and their scores on declared scales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cmp_to_key
from typing import Any, TypeAlias

import numpy as np
from attrs import evolve
from numpy.typing import NDArray

from blogroi.oracle.factors import Factor
from blogroi.oracle.oracle import ZERO, Oracle
from blogroi.oracle.quantities import Data
from blogroi.oracle.shapes import Array

from .figures import Accounts, Spread

Flags: TypeAlias = NDArray[np.bool_]


@dataclass
class Ranks:
    """Shares of the draws in which each tool takes each rank, is ahead of another, and comes first and pays."""

    order: list[str]
    acceptability: dict[str, list[float]]
    pairwise: dict[str, dict[str, float]]
    first_and_positive: dict[str, float]


def ranks(tools: Mapping[str, Accounts]) -> Ranks:
    """Rank tools by net present value, draw by draw.

    Two tools are equal within ``ZERO`` of the greater of their gross flows. A tool's position runs from one more than the number
    that are strictly better to the number that are better or equal, itself among them, and is shared equally over that span.
    """
    keys = list(tools)
    npv = {key: tools[key].npv for key in keys}
    gross = {key: tools[key].gross.drawn for key in keys}
    ahead = {
        key: {other: npv[key].drawn - npv[other].drawn > ZERO * np.maximum(gross[key], gross[other]) for other in keys}
        for key in keys
    }
    shares = {key: _positions(key, keys, ahead) for key in keys}
    positive = {key: npv[key].drawn > ZERO * gross[key] for key in keys}

    def in_order(one: str, other: str) -> int:
        return _order(tools[one], tools[other])

    return Ranks(
        order=sorted(sorted(keys), key=cmp_to_key(in_order)),
        acceptability={key: shares[key].mean(axis=1).tolist() for key in keys},
        pairwise={
            key: {other: float(rows.mean()) for other, rows in ahead[key].items() if other != key} for key in keys
        },
        first_and_positive={key: float((shares[key][0] * positive[key]).mean()) for key in keys},
    )


def _order(one: Accounts, other: Accounts) -> int:
    """Put the greater expectation first; what is equal stays in the order of the keys."""
    ahead = one.npv.mean - other.npv.mean
    return 0 if abs(ahead) <= ZERO * max(one.gross.mean, other.gross.mean) else -1 if ahead > 0.0 else 1


def _positions(key: str, keys: list[str], ahead: Mapping[str, Mapping[str, Flags]]) -> Array:
    """Share of each draw that a tool spends at each position: shape (positions, draws)."""
    better = np.sum([ahead[other][key] for other in keys], axis=0)
    level = np.sum([~ahead[other][key] & ~ahead[key][other] for other in keys], axis=0)  # itself among them
    places = np.arange(len(keys))[:, None]
    spans: Array = ((better <= places) & (places < better + level)) / level
    return spans


@dataclass
class Claimed:
    """What all tools together claim of one indicator, draw by draw."""

    tools: list[str]
    shares: Array | None
    exceeds_total: float | None


def claims(oracle: Oracle) -> dict[str, Claimed]:
    """Add up the credits of one shared change, and hold all net changes against a stated total.

    Of a shared change, the periods are taken in which most is claimed: those with the greatest chance that the shares pass the
    whole, then with the greatest expectation. A total is passed where more is changed in some period than there is, or the other
    way.
    """
    oracle = Oracle(
        oracle.case, oracle.draws, seed=oracle.seed, options=evolve(oracle.options, claims="stated", evidence="stated")
    )
    found = {}
    for name, indicator in oracle.case["indicators"].items():
        tools = sorted(key for key, tool in oracle.case["tools"].items() if name in tool.get("effects", {}))
        shares = _most_claimed(oracle, name, tools) if indicator.get("shared") else None
        passes = None
        if "total" in indicator and tools:
            changed = np.sum([oracle.net_change(key, name).drawn for key in tools], axis=0)[1:]
            total = oracle.total(name)[1:]
            over = (np.abs(changed) > np.abs(total) * (1.0 + ZERO)) | (changed * total < 0.0)
            passes = float(over.any(axis=0).mean())
        if shares is not None:
            found[name] = Claimed(shares[0], shares[1], passes)
        elif passes is not None:
            found[name] = Claimed(tools, None, passes)
    return found


def _most_claimed(oracle: Oracle, name: str, tools: list[str]) -> tuple[list[str], Array] | None:
    """Give who claims most of a shared change in one period, and the sum of the shares, where at least two do."""
    candidates = []
    for period in range(1, oracle.periods + 1):
        active = [key for key in tools if oracle.at_work(oracle.case["tools"][key]["effects"][name])[period]]
        if len(active) > 1:
            candidates.append(
                (active, np.sum([oracle.stated_credit(key, name).drawn[period] for key in active], axis=0))
            )
    return max(candidates, key=lambda one: ((one[1] > 1.0 + ZERO).mean(), one[1].mean()), default=None)


def on_scale(change: Array, scale: Data, *, turned: bool) -> Array:
    """Read a change off a scale from worst (0) to best (1), straight between its points, level outside."""
    points = scale["points"] if "points" in scale else [[scale["worst"], 0.0], [scale["best"], 1.0]]
    points = sorted((-at if turned else at, score) for at, score in points)
    scaled: Array = np.interp(change, [at for at, _ in points], [score for _, score in points])
    return scaled


@dataclass
class Scores:
    """Score of each tool on each objective and in all; ``weighted`` says whether every weight is stated as a number.

    Where none is, all weights are drawn uniformly from the simplex, by random numbers of the oracle's own.
    """

    by_objective: dict[str, dict[str, Spread]]
    in_all: dict[str, Spread]
    weighted: bool

    def acceptability(self) -> dict[str, list[float]]:
        """Give the shares of the draws in which each tool takes each rank by its score."""
        keys = sorted(self.in_all)
        ahead = {
            key: {other: self.in_all[key].drawn - self.in_all[other].drawn > ZERO for other in keys} for key in keys
        }
        return {key: _positions(key, keys, ahead).mean(axis=1).tolist() for key in keys}


def scores(oracle: Oracle) -> Scores | None:
    """Score the tools: means of scaled changes within levers, within objectives by the shares of levers, then by weights.

    The change is the mean over the periods of the window, net of all corrections. Where nothing is known it counts as none,
    or as the draw of the prior; where no effect is possible, as none.
    """
    case: Any = oracle.case
    shown: dict[str, list[str]] = {}
    for name, indicator in case["indicators"].items():
        if "scale" in indicator and "lever" in indicator:
            shown.setdefault(indicator["lever"], []).append(name)
    parts: dict[str, dict[str, float]] = {}
    for lever in shown:
        stated = case["levers"][lever]
        for objective, share in (stated.get("objectives") or {stated["objective"]: 1.0}).items():
            parts.setdefault(objective, {})[lever] = share
    if not parts:
        return None
    by_objective: dict[str, dict[str, Spread]] = {}
    for key in case["tools"]:
        found = {
            lever: np.mean([_on_indicator(oracle, key, name) for name in names], axis=0)
            for lever, names in shown.items()
        }
        by_objective[key] = {
            objective: _spread(sum(share * found[lever] for lever, share in levers.items()) / sum(levers.values()))
            for objective, levers in parts.items()
        }
    stated = [case["objectives"][name].get("weight") for name in parts]
    weighted = all("weight" in objective for objective in case["objectives"].values())
    drawn = np.random.default_rng(oracle.seed).standard_exponential((len(case["objectives"]), oracle.draws))[
        : len(parts)
    ]
    weights = np.repeat(np.array(stated, dtype=float)[:, None], oracle.draws, axis=1) if weighted else drawn
    in_all = {
        key: _spread(
            np.sum([w * each[name].drawn for w, name in zip(weights, parts, strict=True)], axis=0) / weights.sum(axis=0)
        )
        for key, each in by_objective.items()
    }
    return Scores(by_objective, in_all, weighted)


def _spread(values: Array) -> Spread:
    return Spread(values, np.ones_like(values))


def _on_indicator(oracle: Oracle, key: str, name: str) -> Array:
    tool, indicator = oracle.case["tools"][key], oracle.case["indicators"][name]
    if name in tool.get("effects", {}):
        change = oracle.change(key, name)
    elif name not in tool.get("not_applicable", {}) and oracle.gaps == "prior":
        change = oracle.gap(key, name)
    else:
        change = Factor(np.zeros((oracle.periods + 1, oracle.draws)), 0.0)
    return on_scale(change.drawn[1:].mean(axis=0), indicator["scale"], turned=oracle.is_turned(name))
