"""What the answers before a decision share in words: names of what is uncertain, and how gaps are filled."""

from __future__ import annotations

from blogroi.model.duration import Duration
from blogroi.numerics.information.gains import InformationValue
from blogroi.results.answer import Names
from blogroi.results.format import rough

__all__ = ["GAPS", "MOST_LISTED", "WHY_PRIORS", "ageing", "statement_of", "with_error"]

MOST_LISTED = 8
GAPS = {
    "no-credit": "a missing effect counts 0",
    "bounds": "a missing effect counts 0, and its reach is shown",
    "prior": "a missing effect is filled from the usual range of its indicator (prior)",
}
WHY_PRIORS = "what it is worth to find out cannot be said of a figure that counts 0"


def statement_of(name: str, names: Names) -> str:
    """Return an indicator's statement within quotes, and anything else by itself."""
    return f'"{names.indicators[name].statement}"' if name in names.indicators else name


def ageing(half_life: Duration, kept: str) -> str:
    """Return how fast ages what is learned, and how much of it is left."""
    return f"What is learned loses half of its worth in {half_life}: of what it would bring, {kept}."


def with_error(worth: InformationValue, unit: str) -> str:
    """Return what knowledge is worth, with its error where that is not nothing."""
    said, error = f"{rough(worth.value)} {unit}", rough(worth.mc_error)
    return said if error == "0" else f"{said}, give or take {error}"
