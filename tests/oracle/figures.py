"""From the flows of a tool to its figures, under the names of the result file.

Quantiles, chances and standard deviations are those of the draws; means, ratios of means and internal rates are those of
the expected flows. Money is zero within ``ZERO`` of the tool's own gross flows in the same draw.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from attrs import evolve

from blogroi.oracle.books import Books
from blogroi.oracle.factors import Factor
from blogroi.oracle.oracle import NOBODY, ZERO, Oracle
from blogroi.oracle.shapes import Array, shape_of

SURE = 0.9
QUANTILES: Mapping[str, float] = {"p05": 0.05, "p50": 0.5, "p95": 0.95}


@dataclass
class Spread:
    """A figure draw by draw, to be read off at quantiles; and the size of what went into it, by which errors are judged."""

    drawn: Array
    size: Array

    def at(self, share: float) -> float:
        """Give a quantile, straight between two draws; past every number where the greater of them is."""
        below, above = self.beside(share)
        return below if below == above else below + (share * (len(self.drawn) - 1) % 1.0) * (above - below)

    def beside(self, share: float, *, further: int = 0) -> tuple[float, float]:
        """Give the two draws between which a quantile lies, or others that lie further out on both sides."""
        ordered, place = np.sort(self.drawn), share * (len(self.drawn) - 1)
        below, above = math.floor(place) - further, math.ceil(place) + further
        return float(ordered[max(0, below)]), float(ordered[min(len(ordered) - 1, above)])

    def size_at(self, share: float) -> float:
        """Give the greatest size among the draws around a quantile, and the middle one of all if that is greater."""
        order, place = np.argsort(self.drawn), round(share * (len(self.drawn) - 1))
        return float(max(self.size[order[max(0, place - 5) : place + 6]].max(), np.median(self.size)))


@dataclass
class Summary:
    """A figure in money: what is expected of it, and its draws; with gaps bounded, its draws at both ends."""

    mean: float
    exact: bool
    spread: Spread
    size: float
    low: Spread | None = None
    high: Spread | None = None

    @property
    def sd(self) -> float:
        return float(self.spread.drawn.std())


@dataclass
class Ratio:
    """Benefits over costs: of what is expected of both, and by draw."""

    of_means: float
    exact: bool
    spread: Spread


@dataclass
class Payback:
    """When a tool pays back, in steps; infinity for a draw in which it never does."""

    spread: Spread
    never: float
    at_once: float


@dataclass
class Rate:
    """The internal rate of the expected flows by the year, and the rates of the step from which it comes."""

    of_means: float | None
    status: str
    doubtful: bool = False


@dataclass
class Roots:
    """The internal rates of the step that were found, what sort of project it is, and whether that is a near thing."""

    status: str
    rates: list[float]
    doubtful: bool = False


def internal_rates(flows: Iterable[float], times: Iterable[float], zero: float = 0.0) -> Roots:
    """Count the rates of the step at which net flows are worth nothing, by the eigenvalues of a companion matrix.

    Flows at whole or half steps are a polynomial in the growth of the shortest time between them. A root that only touches
    zero comes out as two that are equal but for the square root of a last bit, and counts as several.

    Parameters
    ----------
    flows, times : iterable of float
        Net flows, and when they come, in steps.
    zero : float
        Size up to which a flow counts as nothing.
    """
    at: dict[int, float] = {}
    for flow, time in zip(flows, times, strict=True):
        at[round(2 * time)] = at.get(round(2 * time), 0.0) + flow
    at = {time: flow for time, flow in sorted(at.items()) if abs(flow) > zero}
    signs = [flow > 0.0 for flow in at.values()]
    changes = sum(first != second for first, second in itertools.pairwise(signs))
    if not changes:
        return Roots("loss", [-1.0]) if signs and not signs[0] else Roots("none", [])
    first, last = min(at), max(at)
    halves = math.gcd(*(time - first for time in at))  # half steps between neighbouring places of the polynomial
    powers = np.zeros((last - first) // halves + 1)
    for time, flow in at.items():
        powers[(time - first) // halves] = flow
    roots = np.roots(powers)  # the earliest flow grows longest
    roots = roots[roots.real > 0.0]
    off = np.abs(roots.imag) / np.abs(roots)
    rates = sorted(float(growth) ** (2 / halves) - 1.0 for growth in roots[off <= 1e-6].real)
    if changes == 1:
        return Roots(
            "borrowing" if signs[0] else "one", rates, doubtful=rates[0] > 1e6
        )  # money a million times over in a step
    status = "none" if not rates else "one" if len(rates) == 1 else "several"
    close = any(second - first < 1e-4 * (1.0 + first) for first, second in itertools.pairwise(rates))
    return Roots(status, rates, doubtful=close or bool(((off > 1e-6) & (off < 1e-4)).any()))


def running(flows: Array, gross: Array) -> Payback:
    """Say when the running flow comes to stay at or above zero, straight within a period.

    Parameters
    ----------
    flows : array, shape (periods + 1, draws)
        Net flows, before the first period and in each.
    gross : array, shape (draws,)
        Gross flows of the tool.
    """
    total = np.cumsum(flows, axis=0)
    owing = total < -ZERO * gross
    times = np.zeros(flows.shape[1])
    steep = np.full(flows.shape[1], np.inf)
    for period in range(1, len(flows)):  # the last crossing is the one after which nothing is owed again
        crossed = owing[period - 1] & ~owing[period]
        rise = np.where(crossed, total[period] - total[period - 1], 1.0)
        part = np.minimum(1.0, -total[period - 1] / rise)
        times[crossed], steep[crossed] = (period - 1 + part)[crossed], rise[crossed]
    times[owing[-1]] = np.inf
    spread = Spread(times, np.where(np.isfinite(times), gross / steep, 0.0))
    return Payback(spread, never=float(owing[-1].mean()), at_once=float((~owing.any(axis=0)).mean()))


@dataclass
class Accounts:
    """One tool of a case, its flows summed up."""

    oracle: Oracle
    key: str
    books: Books
    is_cash: bool = False

    @classmethod
    def of(cls, oracle: Oracle, key: str) -> Accounts:
        return cls(oracle, key, oracle.books(key))

    @property
    def benefits(self) -> Factor:
        return self.oracle.present(benefit.money for benefit in self.books.benefits.values())

    @property
    def costs(self) -> Factor:
        return self.oracle.present(self.books.costs.values())

    @property
    def npv(self) -> Factor:
        return self.benefits - self.costs

    @property
    def gross(self) -> Factor:
        """The sizes of all discounted benefits and costs, by draw: what the tool's zero is measured by."""
        drawn, expected = np.zeros(self.oracle.draws), 0.0
        for flow in [*(benefit.money for benefit in self.books.benefits.values()), *self.books.costs.values()]:
            drawn = drawn + self.oracle.discounts @ np.abs(flow.drawn)
            expected += float(self.oracle.discounts @ np.abs(flow.mean))
        return Factor(drawn, expected)

    @property
    def net_flows(self) -> Factor:
        """Benefits less costs, by period, undiscounted."""
        periods = self.oracle.periods + 1
        flows = Factor(np.zeros((periods, self.oracle.draws)), np.zeros(periods))
        for benefit in self.books.benefits.values():
            flows = flows + benefit.money
        for cost in self.books.costs.values():
            flows = flows - cost
        return flows

    def figures(self) -> dict[str, Any]:
        """Give what the result file says of the tool."""
        added = self.bounds()
        found: dict[str, Any] = {
            "benefits": self.summary(self.benefits, added),
            "sunk": self.sunk(),
            "gaps": self.books.gaps,
            **self.headings(),
            "by_cost": {item: self.summary(self.oracle.present([flow])) for item, flow in self.books.costs.items()},
        }
        if not self.books.has_costs:  # a tool without costs is not free: what it costs is not known
            unknown = ("costs", "npv", "roi", "bcr", "payback", "discounted_payback", "irr", "equivalent_annual")
            chances = ("npv_cash", "roi_cash", "probability_positive", "probability_even")
            return found | dict.fromkeys((*unknown, *chances)) | {"verdict": "unknown"}
        flows, gross = self.net_flows, self.gross.drawn
        return (
            found
            | self.money(added)
            | in_cash(self.cash())
            | {
                "equivalent_annual": self.summary(self.npv, added, times=1.0 / self.oracle.annuity),
                "discounted_payback": running(self.oracle.discounts[:, None] * flows.drawn, gross),
                "verdict": self.verdict(),
            }
        )

    def money(self, added: list[Array]) -> dict[str, Any]:
        """Give what is said of a tool and of all together, with what bounded gaps add."""
        flows, gross, npv = self.net_flows, self.gross.drawn, self.npv
        return {
            "benefits": self.summary(self.benefits, added),
            "costs": self.summary(self.costs),
            "npv": self.summary(npv, added),
            "bcr": self.ratio(),
            "roi": self.ratio(less=1.0),
            "payback": running(flows.drawn, gross),
            "irr": self.rate(),
            "probability_positive": float((npv.drawn > ZERO * gross).mean()),
            "probability_even": float((np.abs(npv.drawn) <= ZERO * gross).mean()),
        }

    def cash(self) -> Accounts | None:
        """Give the accounts in cash; None where nobody says what becomes of a benefit, or of one that a bounded gap may hide."""
        benefits = {}
        for name, benefit in self.books.benefits.items():
            if benefit.cash is None:
                return None
            benefits[name] = evolve(benefit, money=benefit.cash)
        if self.oracle.gaps == "bounds" and any(
            name in self.oracle.counted() and self.oracle.in_cash(name) is None for name in self.books.gaps
        ):
            return None
        return replace(self, books=evolve(self.books, benefits=benefits, costs=self.books.costs_in_cash), is_cash=True)

    def summary(self, figure: Factor, added: Iterable[Array] = (), *, times: float = 1.0) -> Summary:
        """Sum a figure up, with what bounded gaps add to it; ``times`` carries it over to another unit."""
        gross = self.gross * times
        ends = [Spread((figure.drawn + more) * times, gross.drawn) for more in added]
        return Summary(figure.mean * times, figure.exact, Spread(figure.drawn * times, gross.drawn), gross.mean, *ends)

    def sunk(self) -> Summary | None:
        """Sum up what is spent and left out: its errors are judged by its own size."""
        if not self.books.sunk:
            return None
        worth = self.oracle.present(self.books.sunk)
        return Summary(worth.mean, worth.exact, Spread(worth.drawn, worth.drawn), worth.mean)

    def total(self, flows: Iterable[Factor]) -> Factor:
        return sum(flows, start=Factor(np.zeros(self.oracle.draws), 0.0))

    def ratio(self, less: float = 0.0) -> Ratio | None:
        """Give benefits over costs, where costs are expected at all.

        A draw that costs nothing counts as past every number where it brings something in, as below every number where it
        loses something, and is left out where it does neither.
        """
        benefits, costs, gross = self.benefits, self.costs, self.gross.drawn
        if costs.mean <= ZERO * self.gross.mean:
            return None
        costly = costs.drawn > ZERO * gross
        by_draw = np.copysign(np.inf, benefits.drawn)
        by_draw[costly] = benefits.drawn[costly] / costs.drawn[costly] - less
        kept = costly | (np.abs(benefits.drawn) > ZERO * gross)
        size = gross / np.where(costly, costs.drawn, 1.0)
        return Ratio(
            benefits.mean / costs.mean - less, benefits.exact and costs.exact, Spread(by_draw[kept], size[kept])
        )

    def verdict(self) -> str:
        """Say whether the tool pays, from a chance of nine in ten on."""
        npv, zero = self.npv.drawn, ZERO * self.gross.drawn
        if (np.abs(npv) <= zero).mean() >= SURE:
            return "even"
        chance = (npv > zero).mean()
        return "pays" if chance >= SURE else "does not pay" if chance <= 1.0 - SURE else "open"

    def without(self) -> dict[str, Accounts]:
        """Give the accounts without each class of benefits: how a value was found, and what becomes of it."""
        indicators = self.oracle.case["indicators"]
        classes: set[str] = set()
        for name, benefit in self.books.benefits.items():
            for word in ("valuation", "cash"):
                if word in indicators[name] and benefit.money.drawn.any():
                    classes.add(indicators[name][word])
        found = {}
        for each in classes:
            kept = {
                name: benefit
                for name, benefit in self.books.benefits.items()
                if each not in (indicators[name].get("valuation"), indicators[name].get("cash"))
            }
            found[each] = Accounts(self.oracle, self.key, evolve(self.books, benefits=kept, gaps=[]))
        return found

    def rate(self) -> Rate:
        """Give the internal rate of the expected net flows, by the year, where there is one."""
        flows = self.net_flows
        found = internal_rates(flows.mean.tolist(), self.oracle.times.tolist(), ZERO * self.gross.mean)
        by_year = (1.0 + found.rates[0]) ** self.oracle.steps - 1.0 if found.status in ("one", "loss") else None
        return Rate(by_year, found.status, doubtful=found.doubtful or not flows.exact)

    def worth_at(self, rate: float) -> tuple[float, float]:
        """Give what the expected net flows are worth at a yearly rate, and the sum of their sizes there."""
        flows = self.net_flows.mean
        worth = flows * (1.0 + rate) ** (-self.oracle.times / self.oracle.steps)
        return float(worth.sum()), float(np.abs(worth).sum())

    def bounds(self) -> list[Array]:
        """Give what all gaps add at their least, and at their greatest: nothing, or an end of the indicator's prior."""
        unknown = [name for name in self.books.gaps if name in self.oracle.counted()]
        if self.oracle.gaps != "bounds" or not unknown:
            return []
        low, high = np.zeros(self.oracle.draws), np.zeros(self.oracle.draws)
        for name in unknown:
            least, greatest = ends_of(self.oracle.turned(name, self.oracle.case["indicators"][name]["prior"]))
            by_period = self.oracle.worth(name).drawn
            if self.is_cash:
                share = self.oracle.in_cash(name)
                assert share is not None
                by_period = by_period * share.drawn
            worth = self.oracle.discounts[1:] @ by_period[1:]
            low, high = low + min(0.0, least) * worth, high + max(0.0, greatest) * worth
        return [low, high]

    def headings(self) -> dict[str, Any]:
        """Give the benefits under each heading: they add up to the whole, draw by draw."""
        sums: dict[str, dict[str, list[Factor]]] = {
            name: {} for name in ("by_indicator", "by_lever", "by_objective", "by_beneficiary", "by_evidence")
        }
        foreseen: dict[str, list[Factor]] = {"anticipated": [], "emergent": [], "unlabelled": []}
        for name, benefit in self.books.benefits.items():
            indicator = self.oracle.case["indicators"][name]
            effects = self.oracle.case["tools"][self.key].get("effects", {})
            whole = self.oracle.present([benefit.money])
            under = {
                "by_indicator": {name: 1.0},
                "by_lever": {indicator.get("lever", NOBODY): 1.0},
                "by_evidence": {"prior" if benefit.gap else effects[name].get("evidence", "assumed"): 1.0},
                "by_objective": self.oracle.shares(indicator),
                "by_beneficiary": self.oracle.beneficiaries(indicator),
            }
            for heading, parts in under.items():
                for part, share in parts.items():
                    sums[heading].setdefault(part, []).append(whole * share)
            foreseen[self.oracle.label(self.key, name)].append(whole)
        found: dict[str, Any] = {
            heading: {name: self.summary(self.total(flows)) for name, flows in parts.items()}
            for heading, parts in sums.items()
        }
        return found | {name: self.summary(self.total(flows)) for name, flows in foreseen.items()}


def in_cash(accounts: Accounts | None, added: list[Array] | None = None) -> dict[str, Any]:
    """Give the figures in cash of a tool, or of all."""
    if accounts is None:
        return {"npv_cash": None, "roi_cash": None}
    more = accounts.bounds() if added is None else added
    return {"npv_cash": accounts.summary(accounts.npv, more), "roi_cash": accounts.ratio(less=1.0)}


def together(oracle: Oracle, tools: Mapping[str, Accounts]) -> Accounts | None:
    """Put the accounts of all tools into one; None where what one costs is not known, and where two exclude each other."""
    excluding = any(len({*group} & {*tools}) > 1 for group in oracle.case.get("choice", {}).get("one_of", []))
    if excluding or not all(tool.books.has_costs for tool in tools.values()):
        return None
    whole = Books(has_costs=True)
    for key, tool in tools.items():
        for name in ("benefits", "costs", "costs_in_cash"):
            getattr(whole, name).update({f"{key}.{part}": flow for part, flow in getattr(tool.books, name).items()})
    return Accounts(oracle, "", whole)


def total(oracle: Oracle, tools: Mapping[str, Accounts]) -> dict[str, Any] | None:
    """Give what the result file says of all tools together."""
    whole = together(oracle, tools)
    if whole is None:
        return None
    each = [tool.cash() for tool in tools.values()]
    known = [cash for cash in each if cash is not None]
    cash = None if len(known) < len(each) else whole.cash()
    in_all = _added(tool.bounds() for tool in tools.values())
    return whole.money(in_all) | in_cash(cash, _added(one.bounds() for one in known))


def without_weak(oracle: Oracle, tools: Mapping[str, Accounts]) -> Accounts:
    """Give the accounts of all tools without what is estimated, assumed, or filled in."""
    whole = together(oracle, tools)
    assert whole is not None
    kept = {name: benefit for name, benefit in whole.books.benefits.items() if not benefit.weak}
    return replace(whole, books=evolve(whole.books, benefits=kept))


def _added(bounds: Iterable[list[Array]]) -> list[Array]:
    """Add up what gaps add at their least, and at their greatest."""
    stated = [pair for pair in bounds if pair]
    return [np.sum(ends, axis=0) for ends in zip(*stated, strict=True)]


def ends_of(stated: Any) -> tuple[float, float]:
    """Give the ends of a prior: those that it states, or else those of nine tenths of it."""
    if not isinstance(stated, Mapping):
        return stated, stated
    if "samples" in stated:
        return min(stated["samples"]), max(stated["samples"])
    if "low" in stated:
        return max(stated["low"], stated.get("min", -math.inf)), min(stated["high"], stated.get("max", math.inf))
    low, high = shape_of(stated, "any").ppf(np.array([0.05, 0.95]))
    return float(low), float(high)
