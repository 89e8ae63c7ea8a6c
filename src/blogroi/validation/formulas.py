"""Drivers and formulas of planted cases: numbers that several fields share, that go by the period, and that chance moves."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any, Protocol, TypeAlias

from blogroi.validation.stating import rounded

__all__ = ["Drivers"]

Stated: TypeAlias = dict[str, Any]

_BY_PERIOD: Mapping[str, float] = {
    "{one}": 1.0,
    "{one} * season(0.8, 1.3, 1, 0.9)": 1.0,
    "{one} * growth(0.04)": 1.3,
    "{one} * ramp(3)": 0.8,
    "delay({one}, 0.5)": 0.9,
    "by_age({one}, 0.3 * 0.7 ** (age - 1))": 0.8,
    "min({one}, {other})": 0.9,
    "where({one} > {other}, {one}, 0.7 * {other})": 0.9,
}
"""What a change may be made of, with about how much of a driver comes out of it."""


class Stating(Protocol):
    """Whoever puts a case together, as far as drivers need it."""

    random: random.Random

    def maybe(self, chance: float, *parts: str) -> bool:
        """Say yes with a chance, or always where a part is what the case is about."""
        ...

    def amount(self, middle: float, *parts: str, sampled: bool = True) -> Stated:
        """State an amount about as great."""
        ...


class Drivers:
    """The drivers of one case, as they come to be asked for.

    Parameters
    ----------
    number : int
        Of the case.
    stating : Stating
        Who puts it together.
    """

    def __init__(self, number: int, stating: Stating) -> None:
        self.number: int = number
        self.stating: Stating = stating
        self.stated: dict[str, Stated] = {}

    def formula(self, middle: float) -> str:
        """State a change about as great, of drivers that are there already or new ones.

        Parameters
        ----------
        middle : float
            About how much comes in a period.

        Returns
        -------
        str
        """
        text, part = self.stating.random.choice([*_BY_PERIOD.items()])
        said = text.format(one=self._reach("reach"), other=self._reach("echo"))
        if self.stating.maybe(0.3, "luck", "lasting luck"):
            said = f"({said}) * {self._luck()}"
        scale = rounded(middle / (100.0 * part))
        if self.stating.maybe(0.3, "chance"):
            return self._by_chance(said, scale)
        return f"{scale} * ({said})"

    def _by_chance(self, said: str, scale: float) -> str:
        """Let a count be drawn whose mean is some of what a formula says, or let some of it hang on an event."""
        way = self.stating.random.choice(["poisson", "binomial", "event"])
        if way == "poisson":
            return f"{rounded(10 * scale)} * poisson(max(0, 0.1 * ({said})))"
        if way == "binomial":
            return f"{rounded(10 * scale)} * binomial(20, clip(0.005 * ({said}), 0, 1))"
        return f"{scale} * ({said}) * (0.6 + 0.8 * event(0.5))"

    def _reach(self, name: str) -> str:
        """Name a driver of about a hundred, the same for all who ask."""
        key = f"{name}_{self.number}"
        if key not in self.stated:
            value = self.stating.amount(100.0, "drivers")
            self.stated[key] = {"statement": "What several effects are made of", "value": value}
        return key

    def _luck(self) -> str:
        key = f"luck_{self.number}"
        if key not in self.stated:
            self.stated[key] = {
                "statement": "Good and bad periods",
                "value": self.stating.amount(1.0, "luck", "lasting luck", sampled=False),
                "varies": "each year" if self.stating.maybe(0.4) else "each period",
            }
            if self.stating.maybe(0.5, "lasting luck"):
                self.stated[key]["persistence"] = 0.8
        return key
