"""What holds unless something else is said: the same in every command and every function, so that the same case gives the same figures."""

__all__ = ["DRAWS", "SEED"]

DRAWS = 100_000
"""Number of draws."""

SEED = 1
"""Seed of the draws."""
