"""What every tool of a case brings in and costs, by period and draw, from the data of its file.

After the quantities are drawn, everything is the arithmetic of a textbook: one array of periods and draws for every flow.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from blogroi.oracle.books import Benefit, Books
from blogroi.oracle.factors import Factor, by_draws
from blogroi.oracle.quantities import Data, Quantities
from blogroi.oracle.shapes import Array, Domain, mirrored

__all__ = ["NOBODY", "ZERO", "Oracle"]

ZERO = 1e-9
"""An amount of a tool is zero within this share of its own gross flows."""

NOBODY = "unassigned"
"""The objective of what leads to none."""

_HOLDS = {"low": 0.05 / 0.64, "high": 0.05 / 0.24, "confidence": 1 / 3}
"""What holds of effects that nobody measured: medians of 663 experiments, over those of two methods without one."""


class Oracle(Quantities):
    """A case read by the rules: its flows, tool by tool. It takes what :class:`Quantities` takes."""

    def parties(self, indicator: Data) -> dict[str, tuple[str, float]]:
        """Give the objectives to which an indicator leads, each with who benefits and its share."""
        if "lever" not in indicator:
            return {NOBODY: ("organisation", 1.0)}
        lever = self.case["levers"][indicator["lever"]]
        shares = lever["objectives"] if "objectives" in lever else {lever["objective"]: 1.0}
        objectives = self.case["objectives"]
        return {key: (objectives[key].get("beneficiary", "organisation"), share) for key, share in shares.items()}

    def counts(self, party: str) -> bool:
        """Say whether what a party pays and has counts."""
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
        """Say whether less of an indicator is better."""
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
            change = change * self.quantity(f"evidence.{word}", _HOLDS, "share")
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
        """Give the share of the change that a tool says is its own."""
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
        shift = self.shift
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
        """Give what of an indicator's money is cash; None if nobody says."""
        share = self.in_cash(name)
        return None if share is None else money * share

    def present(self, flows: Iterable[Factor]) -> Factor:
        """Add flows up at their worth now."""
        total = Factor(np.zeros(self.draws), 0.0)
        for flow in flows:
            total = total + Factor(self.discounts @ flow.drawn, float(self.discounts @ flow.mean), flow.exact)
        return total

    def net_value(self, key: str) -> Array:
        """Draw what a tool brings in less what it costs, at its worth now: shape (draws,)."""
        books = self.books(key)
        benefits = self.present(benefit.money for benefit in books.benefits.values())
        return benefits.drawn - self.present(books.costs.values()).drawn

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


def called(cost: Data) -> str:
    """Give the name of a cost in paths: its key, or its item."""
    return str(cost.get("key", cost.get("item", "Costs")))
