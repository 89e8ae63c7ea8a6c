"""The figures of a case, worked out a second time from its file and the written rules alone.

Nothing of the engine is imported. A case is the plain data of its file; what comes out are the figures of the result file,
under the same names. Each uncertain quantity is drawn by the documented contract (a stream of its own, keyed by the seed and
its path) through scipy's quantiles; everything after that is the arithmetic of a textbook, written for reading and not for
speed: one array of periods and draws for every flow.

An expected value is not read off the draws. A flow is a product of quantities that are independent of each other, so that
its expectation is the product of theirs; :class:`Factor` carries both, what was drawn and what is expected. Where formulas
bring one driver into several of them, it carries what each period is made of too (:mod:`.expected`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from .expected import Known, Product, Sum, Tree
from .formulas import Formulas, Number
from .shapes import Array, Domain, Shape, mirrored, shape_of

Draws: TypeAlias = NDArray[np.float64]
Data: TypeAlias = Mapping[str, Any]

ZERO = 1e-9
"""An amount of a tool is zero within this share of its own gross flows."""

STEPS_A_YEAR = {"year": 1, "quarter": 4, "month": 12, "week": 365.25 / 7}
SHIFT = {"end": 0.0, "mid": 0.5, "start": 1.0}
NOBODY = "unassigned"

HOLDS = {"low": 0.05 / 0.64, "high": 0.05 / 0.24, "confidence": 1 / 3}
"""What holds of effects that nobody measured: medians of 663 experiments, over those of two methods without one."""


@dataclass
class Factor:
    """A number that may be uncertain and may differ by period: as drawn, and as expected.

    ``drawn`` has the shape (draws,), or (periods + 1, draws) where it differs by period, period 0 being what comes before
    the first; ``mean`` is a number, or one for each period. Where ``exact`` is false the mean itself was read off the draws.
    ``trees`` say what each period is made of, where drivers are in it, which may be in another factor too.
    """

    drawn: Array
    mean: Any
    exact: bool = True
    trees: Sequence[Tree] | None = None

    @classmethod
    def made_of(cls, drawn: Array, trees: Sequence[Tree], *, exact: bool = True) -> Factor:
        """Expect of each period what is to be expected of what it is made of."""
        rows = [Number(row, tree).mean for row, tree in zip(drawn, trees, strict=True)]
        known = exact and all(is_known for _, is_known in rows)
        return cls(drawn, np.array([mean for mean, _ in rows]), known, trees)

    def trees_over(self, periods: int) -> Sequence[Tree]:
        """Say what each of so many periods is made of; what has no driver in it hangs together with nothing else."""
        means = np.broadcast_to(self.mean, periods).tolist()
        return self.trees if self.trees is not None else [Known(mean) for mean in means]

    def __mul__(self, other: Factor | float | Array) -> Factor:
        """Multiply by something independent, or by what is certain, or by what is made of the same drivers."""
        if not isinstance(other, Factor):
            certain = np.asarray(other, dtype=float)
            drawn = self.drawn * (certain[:, None] if certain.ndim else certain)
            other = Factor(certain, certain)
        else:
            drawn = self.drawn * other.drawn
        exact = self.exact and other.exact
        if self.trees is None and other.trees is None:
            return Factor(drawn, self.mean * other.mean, exact)
        pairs = zip(self.trees_over(len(drawn)), other.trees_over(len(drawn)), strict=True)
        return Factor.made_of(drawn, [Product(pair) for pair in pairs], exact=exact)

    def __add__(self, other: Factor | float) -> Factor:
        if not isinstance(other, Factor):
            other = Factor(np.asarray(other), other)
        drawn, exact = self.drawn + other.drawn, self.exact and other.exact
        if self.trees is None and other.trees is None:
            return Factor(drawn, self.mean + other.mean, exact)
        pairs = zip(self.trees_over(len(drawn)), other.trees_over(len(drawn)), strict=True)
        return Factor(drawn, self.mean + other.mean, exact, [Sum(pair) for pair in pairs])

    def __neg__(self) -> Factor:
        return self * -1.0

    def __sub__(self, other: Factor) -> Factor:
        return self + -other

    def __rsub__(self, other: float) -> Factor:
        return -self + other


def by_draws(drawn: Array, *, exact: bool) -> Factor:
    """Read the expectation off the draws, where they are all that is known of it: shape (periods + 1, draws)."""
    return Factor(drawn, drawn[:, 0] if exact else drawn.mean(axis=1), exact)


@dataclass
class Options:
    """How the case is looked at: everything that `evaluate` takes beside the case, draws and seed."""

    gaps: str | None = None
    viewpoint: str = "everyone"
    view: str = "forward-looking"
    claims: str = "stated"
    evidence: str = "stated"
    exclude: Collection[str] = ()


@dataclass
class Benefit:
    """What one tool brings in on one indicator, by period and draw, undiscounted; and what of it is cash, None if nobody says."""

    money: Factor
    cash: Factor | None
    gap: bool
    weak: bool


@dataclass
class Books:
    """One tool: its flows by indicator and by cost, undiscounted, shape (periods + 1, draws) each."""

    benefits: dict[str, Benefit] = field(default_factory=dict)
    costs: dict[str, Factor] = field(default_factory=dict)
    costs_in_cash: dict[str, Factor] = field(default_factory=dict)
    sunk: list[Factor] = field(default_factory=list)
    has_costs: bool = False
    gaps: list[str] = field(default_factory=list)


class Oracle:
    """A case read by the rules, its quantities drawn.

    Parameters
    ----------
    case : mapping
        The data of a case file.
    draws, seed : int
        As in the evaluation that is held against it.
    options : Options
        How it is looked at.
    """

    def __init__(self, case: Data, draws: int, *, seed: int = 1, options: Options | None = None) -> None:
        self.case, self.draws, self.seed, self.options = case, draws, seed, options or Options()
        self.periods: int = case["horizon"]["periods"]
        self.steps: float = STEPS_A_YEAR[case["horizon"].get("step", "year")]
        self.gaps = self.options.gaps or case.get("gaps", "no-credit")
        self.scores = _tied(case, draws, seed)
        self._known: dict[str, Factor] = {}
        self.formulas = Formulas(self)

    def uniform(self, path: str) -> Array:
        """Draw uniform numbers from the stream of a path, or those to which its correlations lead."""
        if path in self.scores:
            return np.asarray(stats.norm.cdf(self.scores[path]))
        key = blake2b(f"{self.seed}\x00{path}".encode(), digest_size=16, person=b"blogroi").digest()
        return np.random.Generator(np.random.SFC64(int.from_bytes(key, "little"))).random(self.draws)

    def quantity(self, path: str, stated: Any, domain: Domain) -> Factor:
        """Draw one quantity, once however often it is asked for."""
        if isinstance(stated, Mapping) and "value" in stated:  # with who says so
            stated = stated["value"]
        if not isinstance(stated, Mapping):
            return Factor(np.full(self.draws, float(stated)), float(stated))
        if path not in self._known:
            if "samples" in stated and path in self.scores:  # what is correlated must rise with its rank
                stated = {"samples": sorted(stated["samples"])}
            shape = shape_of(stated, domain)
            self._known[path] = Factor(np.asarray(shape.ppf(self.uniform(path))), float(shape.mean()))
        return self._known[path]

    def by_period(self, path: str, stated: Any, domain: Domain, *, apart: bool = False) -> Factor:
        """Draw what may be a list: together, each period at the same quantile, unless it is said to be apart; or a formula."""
        if isinstance(stated, Mapping) and isinstance(stated.get("value"), str):
            stated = stated["value"]
        if isinstance(stated, str):
            return self.by_formula(path, stated)
        if not isinstance(stated, list):
            one = self.quantity(path, stated, domain)
            return Factor(
                np.broadcast_to(one.drawn, (self.periods + 1, self.draws)), np.full(self.periods + 1, one.mean)
            )
        rows, means = [np.zeros(self.draws)], [0.0]
        for period, part in enumerate(stated, start=1):
            if apart or not isinstance(part, Mapping):
                one = self.quantity(f"{path}[{period}]", part, domain)
            else:
                shape = shape_of(part, domain)
                one = Factor(np.asarray(shape.ppf(self.uniform(path))), float(shape.mean()))
            rows.append(one.drawn)
            means.append(one.mean)
        return Factor(np.array(rows), np.array(means))

    def by_formula(self, path: str, text: str) -> Factor:
        """Work a formula out in each period."""
        numbers = [self.formulas.at(path, text, period) for period in range(self.periods + 1)]
        drawn = np.array([np.broadcast_to(number.drawn, self.draws) for number in numbers])
        return Factor.made_of(drawn, [number.tree for number in numbers])

    def fading(self, path: str, drop_off: Any, starts: int) -> Factor:
        """What is left of an effect in each period: (1 - drop_off) ** max(0, period - starts)."""
        ages = np.maximum(0, np.arange(self.periods + 1) - starts)
        if isinstance(drop_off, list | str):
            left = (1.0 - self.by_period(path, drop_off, "share").drawn) ** ages[:, None]
            return by_draws(left, exact=self.draws == 1)
        if not isinstance(drop_off, Mapping):
            left = (1.0 - drop_off) ** ages
            return Factor(np.repeat(left[:, None], self.draws, axis=1), left)
        drawn = self.quantity(path, drop_off, "share").drawn
        shape = shape_of(drop_off, "share")
        expected = {age: _mean_left(shape, age) for age in set(ages.tolist())}
        return Factor((1.0 - drawn) ** ages[:, None], np.array([expected[age] for age in ages.tolist()]))

    @property
    def times(self) -> Array:
        """When each flow counts, in steps: what is paid upfront at 0, and the flows of each period."""
        periods = np.arange(1, self.periods + 1) - SHIFT[self.case["discounting"].get("timing", "end")]
        return np.concatenate([[0.0], periods])

    def discount(self, years: float) -> float:
        """Worth now of one unit of money after so many years."""
        rate = self.case["discounting"]["rate"]
        if not isinstance(rate, list):
            return float((1.0 + rate) ** -years)
        factor, since = 1.0, 0.0
        for place, band in enumerate(rate):
            until = years if place == len(rate) - 1 else min(years, band["until"])
            factor *= (1.0 + band["rate"]) ** -max(0.0, until - since)
            since = max(since, until)
        return float(factor)

    @property
    def discounts(self) -> Array:
        return np.array([self.discount(time / self.steps) for time in self.times])

    @property
    def annuity(self) -> float:
        """Worth now of one unit at the end of each year of the window, the last year in proportion."""
        years = self.periods / self.steps
        whole = math.floor(years + 1e-9)
        worth = sum(self.discount(year) for year in range(1, whole + 1))
        return worth + (years - whole) * self.discount(years) if years - whole > 1e-9 else worth

    def parties(self, indicator: Data) -> dict[str, tuple[str, float]]:
        """Give the objectives to which an indicator leads, each with who benefits and its share."""
        if "lever" not in indicator:
            return {NOBODY: ("organisation", 1.0)}
        lever = self.case["levers"][indicator["lever"]]
        shares = lever["objectives"] if "objectives" in lever else {lever["objective"]: 1.0}
        objectives = self.case["objectives"]
        return {key: (objectives[key].get("beneficiary", "organisation"), share) for key, share in shares.items()}

    def counts(self, party: str) -> bool:
        return self.options.viewpoint in ("everyone", party)

    def reach(self, indicator: Data) -> float:
        """Share of an indicator's benefits that goes to those to whom the viewpoint looks."""
        return sum(share for party, share in self.parties(indicator).values() if self.counts(party))

    def shares(self, indicator: Data) -> dict[str, float]:
        """Share out what counts of an indicator's benefits among its objectives: the shares sum to 1."""
        reach = self.reach(indicator)
        parties = self.parties(indicator).items()
        return {objective: share / reach for objective, (party, share) in parties if self.counts(party)}

    def beneficiaries(self, indicator: Data) -> dict[str, float]:
        """Share it out among those who benefit."""
        found: dict[str, float] = {}
        for objective, share in self.shares(indicator).items():
            party = self.parties(indicator)[objective][0]
            found[party] = found.get(party, 0.0) + share
        return found

    def counted(self) -> list[str]:
        """Name the indicators whose benefits are money, not left out, and somebody's whom the viewpoint sees."""
        left_out = set(self.options.exclude)
        return [
            name
            for name, indicator in self.case.get("indicators", {}).items()
            if "value" in indicator
            and not left_out & {indicator.get("valuation"), indicator.get("cash")}
            and self.reach(indicator) > 0.0
        ]

    def worth(self, name: str) -> Factor:
        """Money for one unit of the better direction: the same draw for every tool."""
        indicator = self.case["indicators"][name]
        apart = indicator.get("periods") == "apart"
        value = self.by_period(f"indicators.{name}.value", indicator["value"], "not negative", apart=apart)
        margin = self.by_period(f"indicators.{name}.margin", indicator.get("margin", 1.0), "share", apart=apart)
        return value * margin * self.reach(indicator)

    def in_cash(self, name: str) -> Factor | None:
        """Say what part of an indicator's value is cash: all, none, or the share of freed capacity that became money."""
        indicator = self.case["indicators"][name]
        if "cash" not in indicator:
            return None
        share = {"cash": 1.0, "avoided": 1.0, "equivalent": 0.0}.get(indicator["cash"], indicator.get("realised", 0.0))
        return self.by_period(f"indicators.{name}.realised", share, "share", apart=indicator.get("periods") == "apart")

    def cost_in_cash(self, key: str, cost: Data) -> Factor:
        """Say what part of a cost is cash."""
        share = cost.get("realised", 0.0) if cost.get("cash") == "capacity" else 1.0
        path = f"tools.{key}.costs.{called(cost)}.realised"
        return self.by_period(path, share, "share", apart=cost.get("periods") == "apart")

    def is_turned(self, name: str) -> bool:
        return bool(self.case["indicators"][name]["better"] == "lower")

    def turned(self, name: str, stated: Any) -> Any:
        """Turn what is stated of an indicator so that more is better."""
        return mirrored(stated) if self.is_turned(name) else stated

    def change(self, key: str, name: str) -> Factor:
        """Change of an indicator by period, net of all corrections, in the better direction: what counts of it."""
        indicator, stated = self.case["indicators"][name], self.net_change(key, name)
        if self.options.claims == "stated" or indicator.get("shared") or "total" not in indicator:
            return stated
        return by_draws(stated.drawn * self.kept(name), exact=self.draws == 1)

    def kept(self, name: str) -> Array:
        """Give what is kept of changes that together pass a stated total, by period and draw: as much as there is to change.

        Where the total is nothing, nothing is left of a gain. What goes against the total takes no share of it.
        """
        indicator = self.case["indicators"][name]
        apart = indicator.get("periods") == "apart"
        total = self.by_period(
            f"indicators.{name}.total", self.turned(name, indicator["total"]), "any", apart=apart
        ).drawn
        claimants = [key for key, tool in self.case["tools"].items() if name in tool.get("effects", {})]
        claimed = np.sum([self.net_change(key, name).drawn for key in claimants], axis=0)
        kept: Array = np.ones_like(claimed)
        passes = (claimed / np.where(total == 0.0, np.inf, total)) > 1.0
        kept[passes] = total[passes] / claimed[passes]
        kept[(total == 0.0) & (claimed > 0.0)] = 0.0
        return kept

    def total(self, name: str) -> Array:
        """Draw what there is to change of an indicator in all, by period, in the better direction."""
        indicator = self.case["indicators"][name]
        apart = indicator.get("periods") == "apart"
        return self.by_period(
            f"indicators.{name}.total", self.turned(name, indicator["total"]), "any", apart=apart
        ).drawn

    def net_change(self, key: str, name: str) -> Factor:
        """Change of an indicator by period, net of all corrections, in the better direction: what a tool claims."""
        effect, indicator = self.case["tools"][key]["effects"][name], self.case["indicators"][name]
        path = f"tools.{key}.effects.{name}"
        if indicator.get("shared"):
            apart = indicator.get("periods") == "apart"
            stated = self.turned(name, indicator["change"])
            change = self.by_period(f"indicators.{name}.change", stated, "any", apart=apart)
        else:
            change = self.of_effect(key, name, "change", self.turned(name, effect["change"]), "any")
        for part in ("deadweight", "displacement"):
            change = change * (1.0 - self.of_effect(key, name, part, effect.get(part, 0.0), "share"))
        change = change * self.of_effect(key, name, "confidence", effect.get("confidence", 1.0), "share")
        change = change * self.of_effect(key, name, "multiplier", effect.get("multiplier", 1.0), "not negative")
        change = change * self.credit(key, name)
        word = effect.get("evidence", "assumed")
        if self.options.evidence == "corrected" and word != "measured":
            change = change * self.quantity(f"evidence.{word}", HOLDS, "share")
        if any(isinstance(effect.get(part), Mapping) for part in ("starts", "lasts")):
            return change * self.at_some_time(path, effect)
        change = change * self.fading(f"{path}.drop_off", effect.get("drop_off", 0.0), effect.get("starts", 1))
        return change * self.at_work(effect)

    def of_effect(self, key: str, name: str, part: str, stated: Any, domain: Domain) -> Factor:
        """Draw what an effect states, by period."""
        apart = self.case["tools"][key]["effects"][name].get("periods") == "apart"
        return self.by_period(f"tools.{key}.effects.{name}.{part}", stated, domain, apart=apart)

    def at_work(self, effect: Data) -> Array:
        """Give the part of each period in which an effect is at work, where it is certain when that is."""
        return _part_at_work(np.arange(self.periods + 1.0), effect.get("starts", 1.0), effect.get("lasts", math.inf))

    def at_some_time(self, path: str, effect: Data) -> Factor:
        """Give what is left of an effect, where it is uncertain when it starts or how long it lasts."""
        starts = self.quantity(f"{path}.starts", effect.get("starts", 1.0), "from one").drawn
        lasts = self.quantity(f"{path}.lasts", effect.get("lasts", math.inf), "not negative").drawn
        kept = 1.0 - self.by_period(f"{path}.drop_off", effect.get("drop_off", 0.0), "share").drawn
        ages = np.maximum(0.0, np.arange(self.periods + 1.0)[:, None] - starts)
        return by_draws(kept**ages * _part_at_work(np.arange(self.periods + 1.0)[:, None], starts, lasts), exact=False)

    def credit(self, key: str, name: str) -> Factor:
        """Give the share of the change that a tool takes, by period: scaled back where all shares of one change pass 1."""
        own = self.stated_credit(key, name)
        if self.options.claims == "stated" or not self.case["indicators"][name].get("shared"):
            return own
        claimed = np.zeros((self.periods + 1, self.draws))
        for other, tool in self.case["tools"].items():
            if name in tool.get("effects", {}):
                active = self.at_work(tool["effects"][name])[:, None]
                claimed += active * self.stated_credit(other, name).drawn
        return by_draws(own.drawn / np.maximum(claimed, 1.0), exact=bool((claimed == claimed[:, :1]).all()))

    def stated_credit(self, key: str, name: str) -> Factor:
        effect = self.case["tools"][key]["effects"][name]
        return self.of_effect(key, name, "credit", effect.get("credit", 1.0), "share")

    def gap(self, key: str, name: str) -> Factor:
        """Draw what fills a gap from the indicator's prior, in every period alike."""
        prior = self.turned(name, self.case["indicators"][name]["prior"])
        periods = np.concatenate([[0.0], np.ones(self.periods)])
        return self.by_period(f"tools.{key}.gaps.{name}", prior, "any") * periods

    def cost(self, key: str, cost: Data) -> Factor:
        """Give a cost by period, its uplift in it."""
        path = f"tools.{key}.costs.{called(cost)}"
        apart = cost.get("periods") == "apart"
        contingency = self.by_period(f"{path}.contingency", cost.get("contingency", 0.0), "not negative", apart=apart)
        if "amount" in cost:
            amount = self.by_period(f"{path}.amount", cost["amount"], "not negative", apart=apart)
        else:
            units = self.by_period(f"{path}.units", cost["units"], "not negative", apart=apart)
            amount = units * self.by_period(f"{path}.unit_cost", cost["unit_cost"], "not negative", apart=apart)
        whole = amount * (contingency + 1.0)
        if "residual" not in cost or ("service_life" in cost and self.options.view == "whole-life"):
            return whole * self.paid(cost)
        last = cost.get("residual_period", self.periods)
        then = np.array([float(period == last) for period in range(self.periods + 1)])
        if cost["residual"] == "straight-line":
            left: float = max(0.0, 1.0 - last / self.steps / cost["service_life"])
            return whole * (self.paid(cost) - left * then)
        return whole * self.paid(cost) + self.by_period(f"{path}.residual", cost["residual"], "not negative") * -then

    def paid(self, cost: Data) -> Array:
        """Say what part of a cost falls to each period, period 0 being before the first."""
        when = cost.get("when", "each")
        if when == "each":
            return np.concatenate([[0.0], np.ones(self.periods)])
        if when == "upfront" and self.options.view == "whole-life" and "service_life" in cost:
            return self.spread(cost["service_life"])
        return np.array([float(period == (0 if when == "upfront" else when)) for period in range(self.periods + 1)])

    def spread(self, years: int) -> Array:
        """Spread one unit over a service life: equal parts that are together worth as much; what lies past the window is left out."""
        life = round(years * self.steps)
        shift = SHIFT[self.case["discounting"].get("timing", "end")]
        part = 1.0 / sum(self.discount((period - shift) / self.steps) for period in range(1, life + 1))
        return np.array([part if 1 <= period <= life else 0.0 for period in range(self.periods + 1)])

    def books(self, key: str) -> Books:
        """Give all flows of a tool that count."""
        tool = self.case["tools"][key]
        known = tool.get("effects", {}).keys() | tool.get("not_applicable", {}).keys()
        gaps = sorted(self.case.get("indicators", {}).keys() - known)
        found = Books(gaps=gaps, has_costs=bool(tool.get("costs")))
        for name in sorted(self.counted()):
            if name in tool.get("effects", {}):
                money = self.change(key, name) * self.worth(name)
                weak = tool["effects"][name].get("evidence", "assumed") in ("estimated", "assumed")
                found.benefits[name] = Benefit(money, self.cash_of(money, name), gap=False, weak=weak)
            elif name in gaps and self.gaps == "prior":
                money = self.gap(key, name) * self.worth(name)
                found.benefits[name] = Benefit(money, self.cash_of(money, name), gap=True, weak=True)
        for cost in tool.get("costs", []):
            if not self.counts(cost.get("paid_by", "organisation")):
                continue
            flow = self.cost(key, cost)
            if cost.get("sunk") and self.options.view == "forward-looking":
                found.sunk.append(flow)
            else:
                item, cash = cost.get("item", "Costs"), flow * self.cost_in_cash(key, cost)
                for books, amount in ((found.costs, flow), (found.costs_in_cash, cash)):
                    books[item] = books[item] + amount if item in books else amount
        return found

    def cash_of(self, money: Factor, name: str) -> Factor | None:
        share = self.in_cash(name)
        return None if share is None else money * share

    def present(self, flows: Iterable[Factor]) -> Factor:
        """Add flows up at their worth now."""
        total = Factor(np.zeros(self.draws), 0.0)
        for flow in flows:
            total = total + Factor(self.discounts @ flow.drawn, float(self.discounts @ flow.mean), flow.exact)
        return total

    def label(self, key: str, name: str) -> str:
        """Say whether a benefit had been foreseen, by what the tool was meant for, or else by days."""
        tool, indicator = self.case["tools"][key], self.case["indicators"][name]
        if "intended" in tool:
            return "anticipated" if name in tool["intended"] else "emergent"
        days = [str(part["declared"]) for part in self.case["indicators"].values() if "declared" in part]
        introduced = str(tool.get("introduced", ""))
        if not introduced or "declared" not in indicator or not any(day <= introduced for day in days):
            return "unlabelled"
        return "anticipated" if str(indicator["declared"]) <= introduced else "emergent"


def _part_at_work(period: Array, starts: Any, lasts: Any) -> Array:
    """Give the part of a period, which goes on to the next one, in which something is that starts then and lasts so long."""
    return np.asarray(np.clip(np.minimum(period + 1.0, starts + lasts) - np.maximum(period, starts), 0.0, 1.0))


def _mean_left(shape: Shape, age: int) -> float:
    """Expect what is left after so many periods: the moment of a power, which is no power of the moment."""
    return float(shape.expect(lambda share: (1.0 - share) ** age))


def called(cost: Data) -> str:
    """The name of a cost in paths: its key, or its item."""
    return str(cost.get("key", cost.get("item", "Costs")))


def _tied(case: Data, draws: int, seed: int) -> dict[str, Array]:
    """Draw normal scores of the quantities that are correlated: a Gaussian copula with the stated rank correlations.

    The scores of two normals whose correlation is 2 sin(pi r / 6) have the rank correlation r. These draws are the oracle's
    own: how the numbers of two streams are mixed is no part of the contract, so that only their distribution can be compared.
    """
    ranks: dict[tuple[str, str], float] = {}
    for tie in case.get("correlations", []):
        between = tie["between"]
        for row, first in enumerate(between):
            for column, second in enumerate(between[:row]):
                rank = tie["rank"] if "rank" in tie else tie["matrix"][row][column]
                ranks[first, second] = rank * _sign(case, first) * _sign(case, second)
    names = sorted({path for pair in ranks for path in pair})
    if not names:
        return {}
    matrix = np.eye(len(names))
    for (first, second), rank in ranks.items():
        row, column = names.index(first), names.index(second)
        matrix[row, column] = matrix[column, row] = 2.0 * math.sin(math.pi * rank / 6.0)
    scores = (
        np.random.default_rng([seed, len(names)]).standard_normal((draws, len(names))) @ np.linalg.cholesky(matrix).T
    )
    return {name: scores[:, place] for place, name in enumerate(names)}


def _sign(case: Data, path: str) -> float:
    """Turn a correlation with what is itself turned round: a change, or a total, of which less is better."""
    parts = path.split(".")
    name = parts[3] if parts[0] == "tools" and parts[2] == "effects" else parts[1]
    turned = parts[-1].partition("[")[0] in ("change", "total") and case["indicators"][name]["better"] == "lower"
    return -1.0 if turned else 1.0
