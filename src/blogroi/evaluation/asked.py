"""What can be asked of an evaluation, and what is refused before anything is computed."""

from __future__ import annotations

from collections.abc import Collection
from typing import get_args

from blogroi.errors import OptionError
from blogroi.language.naming import describe
from blogroi.language.spoken import message
from blogroi.model.arguments import factor, known_word
from blogroi.results.ranking import Figure

__all__ = ["FIGURES", "check_figures", "checked_order", "is_net_alone"]

FIGURES = ("default", "irr", "cash_by_period", "pairwise", "npv")
"""What can be asked of an evaluation."""


def checked_order(by: object, decision_probability: object) -> float:
    """Refuse what tools cannot be ranked by, and return how sure one must be before a winner is named.

    Parameters
    ----------
    by, decision_probability
        As in :func:`blogroi.evaluate`.

    Returns
    -------
    float

    Raises
    ------
    OptionError
        When one of them cannot be taken as it is.
    """
    known_word("by", by, get_args(Figure))
    return factor("decision_probability", decision_probability, low=0.5, kind="share")


def check_figures(figures: object) -> None:
    """Refuse what is no list of figures that can be asked for.

    Parameters
    ----------
    figures
        As in :func:`blogroi.evaluate`.

    Raises
    ------
    OptionError
        When one of them is none that there is.
    """
    if isinstance(figures, str) or not isinstance(figures, Collection):
        raise OptionError(
            "figures", message('{value} is not a list of figures: write ("default", "irr")', value=describe(figures))
        )
    for name in figures:
        known_word("figures", name, FIGURES)


def is_net_alone(figures: Collection[str]) -> bool:
    """Return whether net present values are asked for, and nothing beside them.

    Examples
    --------
    >>> is_net_alone(["npv"]), is_net_alone(("npv", "irr"))
    (True, False)
    """
    return {*figures} == {"npv"}
