"""What the answers before a decision share in words: names of what is uncertain, and how gaps are filled."""

from __future__ import annotations

from blogroi.evaluation.answer import Names
from blogroi.model.paths import place_of
from blogroi.numerics.gains import InformationValue
from blogroi.results.format import rough

__all__ = ["GAPS", "MOST_LISTED", "WHY_PRIORS", "input_of", "statement_of", "subject_of", "with_error"]

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


def subject_of(path: str, names: Names) -> str:
    """Return in words what a path stands for."""
    place = place_of(path)
    match place.kind:
        case "indicators" if place.field == "change":
            return f"the change in {statement_of(place.indicator, names)} that tools share"
        case "indicators":
            return f"the value of {statement_of(place.indicator, names)}"
        case "effects":
            return f"the effect of {names.tools[place.tool]} on {statement_of(place.indicator, names)}"
        case "gaps":
            return f"whether {names.tools[place.tool]} has an effect on {statement_of(place.indicator, names)}"
        case "costs":
            return f"the costs of {names.tools[place.tool]}"


def input_of(path: str, names: Names) -> str:
    """Return in words what an input is, with its path: that is what it is called by where it is supposed or edited."""
    place = place_of(path)
    period = "" if place.period is None else f" in period {place.period}"
    field = place.field.replace("_", " ") or "change"
    whose = place.item if place.kind == "costs" else statement_of(place.indicator, names)
    return f"{whose}, {field}{period} [{path}]"


def with_error(worth: InformationValue, unit: str) -> str:
    """Return what knowledge is worth, with its error where that is not nothing."""
    said, error = f"{rough(worth.value)} {unit}", rough(worth.mc_error)
    return said if error == "0" else f"{said}, give or take {error}"
