"""What holds unless something else is said: the same in every command and every function, so that the same case gives the same figures."""

from typing import Literal, TypeAlias

__all__ = ["DRAWS", "SEED", "GapPolicy"]

DRAWS = 100_000
"""Number of draws."""

SEED = 1
"""Seed of the draws."""

GapPolicy: TypeAlias = Literal["no-credit", "bounds", "prior"]
"""How a gap is filled, by nothing, by both ends of the indicator's prior, or by draws from that prior."""
