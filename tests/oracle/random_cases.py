"""Cases that nobody would think of, from a seed: the plain data of a case file, every sort of field in them.

They are drawn by :class:`random.Random` alone. What two parts of a file say together is kept consistent (a list has one value
for each period, a scale runs towards the better side), and nothing else is: costs may outgrow benefits, effects may begin after
they are needed, rates may be below zero.
"""

from __future__ import annotations

import contextlib
import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from blogroi.oracle.books import Options

PARTIES = ("organisation", "customers", "members", "taxpayers")
VALUATIONS = ("market price", "cost avoided", "proxy")
CASH = ("cash", "avoided", "capacity", "equivalent")
SCHEDULE = [{"until": 1, "rate": 0.05}, {"until": 3, "rate": 0.02}, {"until": 9, "rate": -0.01}]


@dataclass
class Made:
    """A case and how it is looked at."""

    case: dict[str, Any]
    options: Options


def certain_case(seed: int) -> Made:
    """Make a case in which every number is taken as certain; in some, a tool has a twin, its costs told in thirds."""
    maker = _Maker(random.Random(f"certain {seed}"), uncertain=False)
    made = maker.made()
    if maker.maybe(0.25):
        made.case["tools"]["twin"] = _twin(made.case["tools"]["t0"])
    return made


def _twin(tool: dict[str, Any]) -> dict[str, Any]:
    """Tell a tool again with its amounts as three thirds: as much money, but for the last bits."""
    twin = copy.deepcopy(tool)
    for cost in twin["costs"]:
        if isinstance(cost.get("amount"), int | float):
            cost["unit_cost"] = cost.pop("amount") / 3
            cost["units"] = 3
    return twin


def uncertain_case(seed: int) -> Made:
    """Make a case in which most numbers are ranges of one shape or another."""
    made = _Maker(random.Random(f"uncertain {seed}"), uncertain=True).made()
    made.options.evidence = random.Random(f"evidence {seed}").choice(["stated", "corrected"])
    return made


def correlated_case(seed: int) -> Made:
    """Make an uncertain case in which some quantities rise and fall together."""
    maker = _Maker(random.Random(f"correlated {seed}"), uncertain=True)
    made = maker.made()
    made.options.claims = "stated"
    made.case["correlations"] = maker.correlations(made.case)
    return made


class _Maker:
    def __init__(self, source: random.Random, *, uncertain: bool) -> None:
        self.random, self.uncertain = source, uncertain
        self.beside = random.Random(str(source.getstate()))  # for fields that came later: the others stay as they were
        self.periods: int = source.choice([1, 2, 3, 5, 8, 12, 24, 36])
        self.step: str = source.choice(["year", "quarter", "month", "week"])

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def made(self) -> Made:
        case = self.case()
        options = Options(
            gaps=self.random.choice([None, "no-credit", "bounds", "prior"]),
            viewpoint=self.random.choice(["everyone", "everyone", "everyone", *PARTIES]),
            view=self.random.choice(["forward-looking", "whole-life"]),
            claims=self.random.choice(["stated", "scaled"]),
            exclude=self.random.choice([(), (), ("market price",), ("capacity", "proxy")]),
        )
        return Made(case, options)

    def case(self) -> dict[str, Any]:
        case: dict[str, Any] = {
            "blogroi": 1,
            "title": "A case that nobody would think of",
            "currency": "EUR",
            "evaluated": "2026-06-30",
            "horizon": {"start": "2026-01-01", "periods": self.periods, "step": self.step},
            "discounting": {
                "rate": self.random.choice([0, 0.035, 0.1, -0.1, 0.5, SCHEDULE]),
                "timing": self.random.choice(["start", "mid", "end"]),
            },
            "gaps": self.random.choice(["no-credit", "prior"]),
            "objectives": self.objectives(),
            "levers": {f"l{place}": self.lever() for place in range(3)},
        }
        case["indicators"] = {f"i{place}": self.indicator() for place in range(self.random.randint(1, 4))}
        case["tools"] = {f"t{place}": self.tool(case) for place in range(self.random.randint(1, 4))}
        return case

    def objectives(self) -> dict[str, Any]:
        """State three objectives, each with its weight as a number, or all without."""
        stated = {f"o{place}": self.objective() for place in range(3)}
        if self.maybe(0.6):
            for objective in stated.values():
                objective["weight"] = self.random.randint(1, 9)
        return stated

    def objective(self) -> dict[str, Any]:
        stated = {"statement": "Something is better", "aim": self.random.choice(["revenue", "cost"])}
        return stated | ({"beneficiary": self.random.choice(PARTIES)} if self.maybe(0.8) else {})

    def lever(self) -> dict[str, Any]:
        stated: dict[str, Any] = {"statement": "It acts", "family": self.random.choice(["sales", "process"])}
        if self.maybe(0.5):
            return stated | {"objective": self.random.choice(["o0", "o1", "o2"])}
        return stated | {"objectives": {"o0": 0.7, "o1": 0.3}}

    def indicator(self) -> dict[str, Any]:
        better = self.random.choice(["higher", "lower"])
        stated: dict[str, Any] = {
            "statement": "Something counted",
            "unit": "piece",
            "better": better,
            "prior": self.quantity("any"),
            "valuation": self.random.choice(VALUATIONS),
            "cash": self.random.choice(CASH),
            "declared": self.day(),
        }
        self.realised(stated)
        if self.maybe(0.9):
            stated["lever"] = f"l{self.random.randrange(3)}"
        if self.maybe(0.9):
            stated["value"] = self.quantity("not negative")
        if self.maybe(0.4):
            stated["margin"] = self.quantity("share")
        if self.maybe(0.3):
            stated |= {"shared": True, "change": self.per_period("any")}
        if self.maybe(0.3):
            stated["total"] = self.per_period("any")
        if any(isinstance(stated.get(part), list) for part in ("change", "total")) and self.maybe(0.5):
            stated["periods"] = "apart"
        if self.maybe(0.4):
            worst, best = sorted([self.random.uniform(-900, 900), self.random.uniform(901, 2000)])
            stated["scale"] = {"worst": worst, "best": best}
            if better == "lower":
                stated["scale"] = {"worst": best, "best": worst}
        return stated

    def tool(self, case: dict[str, Any]) -> dict[str, Any]:
        tool: dict[str, Any] = {"name": "A tool", "kind": self.random.choice(["blog", "fair"])}
        if self.maybe(0.8):
            tool["introduced"] = self.day()
        if self.maybe(0.3):
            tool["intended"] = [name for name in case["indicators"] if self.maybe(0.5)]
        tool["costs"] = [self.cost(place) for place in range(self.random.choice([0, 1, 2, 3, 4, 4]))]
        tool["effects"], tool["not_applicable"] = {}, {}
        for name, indicator in case["indicators"].items():
            drawn = self.random.random()
            if drawn < 0.7:
                tool["effects"][name] = self.effect(shared="shared" in indicator)
            elif drawn < 0.8:
                tool["not_applicable"][name] = "It cannot"
        return tool

    def day(self) -> str:
        return f"202{self.random.randrange(3, 7)}-0{self.random.randrange(1, 10)}-1{self.random.randrange(10)}"

    def effect(self, *, shared: bool) -> dict[str, Any]:
        effect: dict[str, Any] = {"evidence": self.random.choice(["measured", "observed", "estimated", "assumed"])}
        if not shared:
            effect["change"] = self.per_period("any")
            if isinstance(effect["change"], list) and self.maybe(0.4):
                effect["periods"] = "apart"
        for part in ("deadweight", "credit", "displacement", "drop_off", "confidence"):
            if self.maybe(0.4):
                effect[part] = self.quantity("share")
        if self.maybe(0.4):
            effect["starts"] = self.random.randint(1, self.periods)
        if self.maybe(0.4):
            effect["lasts"] = self.random.randint(1, self.periods + 3)
        return effect

    def cost(self, place: int) -> dict[str, Any]:
        cost: dict[str, Any] = {"item": f"Item {place}"} if place % 2 else {"item": "Work", "key": f"item-{place}"}
        listed = self.maybe(0.25)
        if listed:
            cost["amount"] = self.listed("not negative")
            if self.maybe(0.4):
                cost["periods"] = "apart"
        else:
            cost["when"] = self.random.choice(["upfront", "each", self.random.randint(1, self.periods)])
            if self.maybe(0.6):
                cost["amount"] = self.quantity("not negative")
            else:
                cost |= {"units": self.quantity("not negative"), "unit_cost": self.quantity("not negative")}
            if cost["when"] == "upfront" and self.maybe(0.4):
                cost["service_life"] = self.random.randint(1, 6)
        if self.maybe(0.4):
            cost["contingency"] = self.quantity("share")
        if self.maybe(0.3):
            cost["paid_by"] = self.random.choice(PARTIES)
        if self.maybe(0.15):
            cost["sunk"] = True
        self.used(cost)
        return cost

    def realised(self, indicator: dict[str, Any]) -> None:
        """Say of freed capacity how much became money; of some indicators, leave out what becomes of them."""
        with self.aside():
            if self.maybe(0.05):
                del indicator["cash"]
            elif indicator["cash"] == "capacity" and self.maybe(0.7):
                indicator["realised"] = self.quantity("share")

    def used(self, cost: dict[str, Any]) -> None:
        """Let a cost be capacity, of which a share may have cost money."""
        with self.aside():
            if self.maybe(0.3):
                cost["cash"] = "capacity"
                if self.maybe(0.7):
                    listed = "when" not in cost and self.maybe(0.5)
                    cost["realised"] = self.listed("share") if listed else self.quantity("share")

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        self.random, self.beside = self.beside, self.random
        yield
        self.random, self.beside = self.beside, self.random

    def per_period(self, domain: str) -> Any:
        return self.listed(domain) if self.maybe(0.3) else self.quantity(domain)

    def listed(self, domain: str) -> list[Any]:
        """List a quantity for each period; samples stand in a list only where it is drawn apart, so they are left out."""
        return [self.quantity(domain, sampled=False) for _ in range(self.periods)]

    def quantity(self, domain: str, *, sampled: bool = True) -> Any:
        if not self.uncertain or self.maybe(0.25):
            return self.certain(domain)
        kinds = ["range", "range", "confidence", "normal range", "pert", "triangular", "normal", "uniform"]
        kinds += ["beta"] if domain == "share" else ["lognormal"]
        kinds += ["estimate", "quantiles", "studies", "cut"]
        kinds += ["samples", "weighted"] if sampled else []
        kinds += ["chance"] if sampled and domain == "share" else []
        return self.uncertain_as(self.random.choice(kinds), domain)

    def certain(self, domain: str) -> float:
        if domain == "share":
            return self.random.choice([0, 1, round(self.random.random(), 3)])
        return round(self.random.uniform(-500 if domain == "any" else 0, 1500), 3)

    def ends(self, domain: str) -> tuple[float, float]:
        """Draw two ends that are a little apart, on zero or on 1 now and then."""
        least, most = {"any": (-600, 1200), "not negative": (0.01, 1200), "share": (0.001, 0.999)}[domain]
        gap = (most - least) / 100
        low = round(self.random.uniform(least, most - 2 * gap), 3)
        high = round(self.random.uniform(low + gap, most), 3)
        if domain == "any" and self.maybe(0.3):  # wholly below zero
            return -abs(max(high, low + 1, 1)) - 700, -abs(low) - 1
        if domain != "any" and self.maybe(0.15):
            low = 0
        if domain == "share" and self.maybe(0.1):
            high = 1
        return low, high

    def uncertain_as(self, kind: str, domain: str) -> dict[str, Any]:
        low, high = self.ends(domain)
        match kind:
            case "range":
                return {"low": low, "high": high}
            case "confidence":
                return {"low": low, "high": high, "confidence": self.random.choice([0.5, 0.8, 0.95, 0.99])}
            case "normal range":
                return {"low": low, "high": high, "shape": "normal"}
            case "pert" | "triangular":
                mode = self.random.choice([low, high, round(self.random.uniform(low, high), 4)])
                stated = {"low": low, "mode": min(max(mode, low), high), "high": high}
                return stated if kind == "pert" else stated | {"shape": kind}
            case "normal":
                return {"mean": low, "sd": (high - low) / 2}
            case "lognormal":
                mean = low or high
                return {"mean": mean, "sd": abs(mean) * self.random.uniform(0.1, 2.0), "shape": "lognormal"}
            case "beta":
                return {"shape": "beta", "a": self.random.uniform(0.3, 9), "b": self.random.uniform(0.3, 9)}
            case "estimate":
                return {"estimate": low + (high - low) * self.random.uniform(0.2, 0.8), "low": low, "high": high}
            case "quantiles":
                inside = low + (high - low) * self.random.uniform(0.2, 0.8)
                return {"quantiles": [[0.1, low], [self.random.choice([0.4, 0.5, 0.7]), inside], [0.9, high]]}
            case "studies":
                near = low + (high - low) / 2
                return {"studies": [near, near + (high - near) / 3, near + (high - near) / 2, high]}
            case "cut":
                return {
                    "mean": low,
                    "sd": (high - low) / 2,
                    "min": low - (high - low) / 4 if domain == "any" else low,
                    "max": high,
                }
            case "chance":
                return {"chance": round(self.random.random(), 2)}
            case "weighted":
                values = self.uncertain_as("samples", domain)["samples"]
                return {"samples": values, "weights": [self.random.randint(1, 5) for _ in values]}
            case "samples":
                return {"samples": [round(self.random.uniform(low, high), 3) for _ in range(self.random.randint(1, 7))]}
        return {"shape": "uniform", "low": low, "high": high}

    def correlations(self, case: dict[str, Any]) -> list[dict[str, Any]]:
        """Tie two pairs of quantities of which neither stands in the other pair."""
        paths = [
            f"tools.{key}.effects.{name}.{part}"
            for key, tool in case["tools"].items()
            for name, effect in tool["effects"].items()
            for part in ("change", "deadweight", "credit", "displacement", "confidence")
            if isinstance(effect.get(part), dict) and not {"samples", "chance"} & effect[part].keys()
        ]
        paths += [
            f"indicators.{name}.{part}"
            for name, indicator in case["indicators"].items()
            for part in ("value", "margin")
            if isinstance(indicator.get(part), dict) and not {"samples", "chance"} & indicator[part].keys()
        ]
        self.random.shuffle(paths)
        pairs = zip(paths[0:4:2], paths[1:4:2], strict=False)
        return [
            {"between": list(pair), "rank": self.random.choice([-0.9, -0.6, -0.3, 0.3, 0.6, 0.9, 0.99])}
            for pair in pairs
        ]
