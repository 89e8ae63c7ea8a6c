"""Cases that are planted: the plain data of a case file, from a seed and a number, with every sort of field that moves a figure.

Each is as vague or as sharp as chance has it. In a sharp one, whatever is forgotten or counted twice shows, however small; in a vague one,
whether the spread is right. Cases are of one sort after the other, so that it can be said of what the library is wrong: some hold everything,
some state all quantities in one shape, and in others one thing is nearly all that is uncertain, such as two quantities that rise together.
"""

from __future__ import annotations

import math
import random
from typing import Any, TypeAlias

from blogroi.oracle.shapes import mirrored
from blogroi.records import frozen
from blogroi.validation.formulas import Drivers
from blogroi.validation.stating import SHAPES, amount, rounded, share

__all__ = ["SORTS", "Planted", "planted"]

Stated: TypeAlias = dict[str, Any]

FOCUSES = (
    "corrections",
    "fading",
    "uncertain times",
    "lists together",
    "lists apart",
    "shared change",
    "filled gap",
    "several tools",
    "less is better",
    "costs of many kinds",
    "rates by time",
    "drivers",
    "luck",
    "lasting luck",
    "chance",
    "going together",
    "going against each other",
)
"""What may be nearly all that is uncertain in a case, or all that matters in it."""

SORTS = ("all sorts", *(f"shape: {shape}" for shape in SHAPES), *FOCUSES)
"""What sorts of cases there are: of everything something, all quantities in one shape, or one thing above all."""

_PERIODS = {"year": (1, 10), "quarter": (2, 16), "month": (3, 24), "week": (4, 20)}
_BANDS = [{"until": 1, "rate": 0.12}, {"until": 3, "rate": 0.05}, {"until": 30, "rate": 0.03}]
_SHARPEST, _SHARP, _VAGUEST, _WIDEST = 0.004, 0.015, 0.4, 0.45
_BESIDE = 0.1  # of the chance of other things, in a case that is about one
_TIES = ("going together", "going against each other")
_SOME = 4  # periods at least, where a case is about one thing: what goes by the period has then room for it
_OF_TWO = ("filled gap", "drivers")  # which are about two indicators
_CORRECTIONS = ("deadweight", "displacement", "credit", "confidence")


@frozen(kw_only=True)
class Planted:
    """A planted case before its tools are balanced.

    Parameters
    ----------
    data : dict
        Plain data of a case file.
    sort : str
        The one of `SORTS` that it is of.
    """

    data: Stated
    sort: str


def planted(number: int, seed: int) -> Planted:
    """Plant a case.

    Its keys hold its number, so that no two cases share a stream of random numbers.

    Parameters
    ----------
    number, seed : int
        Which one.

    Returns
    -------
    Planted

    Examples
    --------
    >>> planted(3, 1) == planted(3, 1)
    True
    """
    return _Maker(number, random.Random(f"planted {seed} {number}")).made()


class _Maker:
    """Makes one case."""

    def __init__(self, number: int, source: random.Random) -> None:
        self.number, self.random = number, source
        self.sort = SORTS[number % len(SORTS)]
        self.focus = self.sort if self.sort in FOCUSES else None
        self.shape = self.sort.removeprefix("shape: ") if self.sort.startswith("shape: ") else None
        self.step = source.choice([*_PERIODS])
        fewest, most = _PERIODS[self.step]
        self.periods = source.randint(fewest if self.focus is None else max(fewest, _SOME), most)
        self.spread = math.exp(
            source.uniform(math.log(_SHARPEST), math.log(_VAGUEST if self.focus is None else _SHARP))
        )
        self.drivers = Drivers(number, self)

    def maybe(self, chance: float, *parts: str) -> bool:
        """Say yes with a chance; where one of some parts is what the case is about, always, and of other parts more rarely then."""
        drawn = self.random.random()
        if self.focus in parts:
            return True
        return drawn < (chance if self.focus is None else _BESIDE * chance)

    def spread_of(self, *parts: str) -> float:
        """Draw how vague something is: if it is what the case is about, vague, else as the case is."""
        if self.focus in parts:
            return self.random.uniform(0.2, 0.4)
        return min(_WIDEST, self.spread * self.random.uniform(0.6, 1.6))

    def made(self) -> Planted:
        """Put the case together."""
        count = self.random.randint(1, 3) if self.focus is None else 2 if self.focus in _OF_TWO else 1
        indicators = {f"i{place}_{self.number}": self.indicator() for place in range(count)}
        names = [f"blog_{self.number}", f"fair_{self.number}"][: 2 if self.maybe(0.35, "several tools") else 1]
        data: Stated = {
            "blogroi": 1,
            "title": "A planted case",
            "currency": "EUR",
            "evaluated": "2026-06-30",
            "horizon": {"start": "2026-01-01", "periods": self.periods, "step": self.step},
            "discounting": {"rate": self.rate(), "timing": self.random.choice(["start", "mid", "end"])},
            "gaps": "prior",
            "indicators": indicators,
            "tools": {name: self.tool(place, indicators) for place, name in enumerate(names)},
        }
        if self.drivers.stated:
            data["drivers"] = self.drivers.stated
        ties = self.correlations(data)
        if ties:
            data["correlations"] = ties
        for indicator in indicators.values():
            indicator.pop("about")
        return Planted(data=data, sort=self.sort)

    def rate(self) -> Any:
        return _BANDS if self.maybe(0.2, "rates by time") else round(self.random.uniform(0.03, 0.2), 3)

    def amount(self, middle: float, *parts: str, sampled: bool = True) -> Stated:
        """State an amount about as great, as vaguely as the case is, or vaguely where it is one of some parts that the case is about."""
        known = [one for one in SHAPES if (sampled and self.focus not in _TIES) or one != "samples"]
        kind = self.shape if self.shape is not None and self.shape in known else self.random.choice(known)
        return amount(kind, middle, self.spread_of(*parts))

    def share(self, middle: float, *parts: str) -> Stated:
        """State a share about as great."""
        return share(self.shape or self.random.choice(SHAPES), middle, self.spread_of(*parts), self.random)

    def over_time(self, middle: float, holder: Stated, part: str, *parts: str) -> None:
        """State an amount, or one for each period, drawn together or apart."""
        lists = ("lists together", "lists apart") if part == "change" else ()
        if not self.maybe(0.2, *lists):
            holder[part] = self.amount(middle, *parts)
            return
        holder[part] = [
            self.amount(middle * self.random.uniform(0.5, 1.5), *lists, sampled=False) for _ in range(self.periods)
        ]
        if self.focus == "lists apart" or (self.focus != "lists together" and self.random.random() < 0.5):
            holder["periods"] = "apart"

    def indicator(self) -> Stated:
        """State an indicator; ``about`` holds for whoever states effects on it how great they are, and is taken out in the end."""
        change, value = self.random.uniform(50.0, 2000.0), self.random.uniform(1.0, 60.0)
        stated: Stated = {"statement": "Something counted", "unit": "piece", "better": "higher"}
        self.over_time(value, stated, "value", *_TIES, "several tools")
        if self.maybe(0.25, "corrections"):
            stated["margin"] = self.share(self.random.uniform(0.2, 0.8), "corrections")
        stated["about"] = change, value * (_middle(stated["margin"]) if "margin" in stated else 1.0)
        if self.maybe(0.3, "less is better"):
            stated["better"] = "lower"
        if self.maybe(0.2, "shared change"):
            stated["shared"] = True
            stated["change"] = self.turned(self.amount(change, "shared change"), stated)
        stated["prior"] = self.turned(self.amount(change * self.random.uniform(0.2, 0.8), "filled gap"), stated)
        return stated

    def turned(self, stated: Any, indicator: Stated) -> Any:
        """Say of a change how it is counted: where less is better, a gain is less."""
        return mirrored(stated) if indicator["better"] == "lower" else stated

    def tool(self, place: int, indicators: dict[str, Stated]) -> Stated:
        """State a tool that brings in more than it costs, as far as that can be told beforehand."""
        effects: dict[str, Stated] = {}
        worth = 0.0
        for name, indicator in indicators.items():
            change, value = indicator["about"]
            if effects and self.maybe(0.2, "filled gap"):
                continue
            effects[name] = self.effect(change, indicator)
            worth += change * value * _left(effects[name])
        return {"name": f"Tool {place}", "kind": "blog", "effects": effects, "costs": self.costs(worth)}

    def effect(self, change: float, indicator: Stated) -> Stated:
        """State what a tool does to an indicator."""
        stated: Stated = {"evidence": "estimated"}
        if not indicator.get("shared"):
            if self.maybe(0.4, "drivers", "luck", "lasting luck", "chance"):
                stated["change"] = self.turned(self.drivers.formula(change), indicator)
            else:
                self.over_time(change, stated, "change", *_TIES, "less is better")
                stated["change"] = self.turned(stated["change"], indicator)
        for part in _CORRECTIONS:
            if self.maybe(0.2, "corrections"):
                stated[part] = self.share(self.random.uniform(0.2, 0.8), "corrections")
        if self.maybe(0.3, "fading"):
            stated["drop_off"] = (
                self.share(self.random.uniform(0.05, 0.4), "fading") if self.maybe(0.6, "fading") else 0.15
            )
        if self.maybe(0.2, "uncertain times"):
            stated["starts"] = {"low": 1.0, "high": rounded(1.5 + self.periods / 3.0), "shape": "uniform"}
            stated["lasts"] = self.amount(1.0 + self.periods / 2.0, "uncertain times", sampled=False)
        elif self.maybe(0.2):
            stated["starts"] = self.random.randint(1, 1 + self.periods // 3)
        return stated

    def costs(self, worth: float) -> list[Stated]:
        """State what a tool costs, some part of what it may bring in."""
        each = worth * self.random.uniform(0.05, 0.3)
        hours = self.random.uniform(5.0, 60.0)
        kinds = "costs of many kinds"
        work: Stated = {"item": "Work", "units": self.amount(hours, kinds), "when": "each"}
        work["unit_cost"] = self.amount(each / hours, kinds)
        found: list[Stated] = [work]
        if self.maybe(0.3, kinds):
            work["contingency"] = self.share(self.random.uniform(0.1, 0.3), kinds)
            set_up: Stated = {
                "item": "Start",
                "amount": self.amount(0.5 * each * self.periods, kinds),
                "when": "upfront",
            }
            if self.maybe(0.5, kinds):
                set_up["residual"] = self.amount(0.1 * each * self.periods, kinds)
            found += [set_up, {"item": "Spent", "amount": self.amount(each), "when": "upfront", "sunk": True}]
        if self.maybe(0.3, kinds):
            found.append({"item": "Other"})
            self.over_time(0.3 * each, found[-1], "amount", kinds)
            if not isinstance(found[-1]["amount"], list):
                found[-1]["when"] = self.random.randint(1, self.periods)
        return found

    def correlations(self, data: Stated) -> list[Stated]:
        """Tie what an effect changes to what one unit of it is worth, in some cases."""
        between = [
            (f"tools.{key}.effects.{name}.change", f"indicators.{name}.value")
            for key, tool in data["tools"].items()
            for name, effect in tool["effects"].items()
            if _can_be_tied(effect.get("change")) and _can_be_tied(data["indicators"][name]["value"])
        ]
        if not between or not self.maybe(0.5, *_TIES):
            return []
        pair = self.random.choice(between)
        rank = {"going together": 0.9, "going against each other": -0.9}.get(
            self.sort, self.random.choice([0.9, 0.7, 0.5, -0.6])
        )
        turned = data["indicators"][pair[1].split(".")[1]]["better"] == "lower"
        return [{"between": list(pair), "rank": -rank if turned else rank}]


def _can_be_tied(stated: Any) -> bool:
    return isinstance(stated, dict) and "samples" not in stated


def _middle(stated: Stated) -> float:
    """Return about how great a share is that was stated so."""
    if "mean" in stated:
        return float(stated["mean"])
    if "a" in stated:
        return float(stated["a"] / (stated["a"] + stated["b"]))
    return float(stated["low"] + stated["high"]) / 2.0


def _left(effect: Stated) -> float:
    """Return about what is left of a change after its corrections."""
    found = 1.0
    for part in _CORRECTIONS:
        if part in effect:
            middle = _middle(effect[part])
            found *= middle if part in ("credit", "confidence") else 1.0 - middle
    return found
