"""A choice of tools in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from blogroi.choice import Choice
from blogroi.report.content import chance_in_words

__all__ = ["choice_lines"]


def choice_lines(choice: Choice, names: Mapping[str, str], currency: str) -> Iterator[str]:
    """Say which tools to keep within a budget, at what price, and how far that can be trusted.

    Parameters
    ----------
    choice : Choice
        What is said.
    names : mapping of str to str
        Names of the tools, by key.
    currency : str
        Currency of the case.

    Yields
    ------
    str
        A sentence or two.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> choice = blogroi.choose(case, 60_000, draws=20_000)
    >>> next(choice_lines(choice, {key: tool.name for key, tool in case.tools.items()}, case.currency))
    'Within 60,000 EUR: no tool, doing nothing is expected to be best.'
    """

    def listed(keys: Sequence[str]) -> str:
        return ", ".join(names[key] for key in keys) or "no tool"

    def worth(value: float) -> str:
        return f"{value:,.0f} {currency}" if choice.by == "npv" else f"a score of {value:.2f}"

    if choice.tools:
        yield (
            f"Within {choice.budget:,.0f} {currency}: {listed(choice.tools)}. Expected to bring in {worth(choice.value)} net"
            f" at a cost of {choice.cost:,.0f}; chance that the costs pass the budget: {chance_in_words(choice.probability_over_budget)}."
            if choice.by == "npv"
            else f"Within {choice.budget:,.0f} {currency}: {listed(choice.tools)}, with {worth(choice.value)} in all, at a cost of"
            f" {choice.cost:,.0f}; chance that the costs pass the budget: {chance_in_words(choice.probability_over_budget)}."
        )
    else:
        yield f"Within {choice.budget:,.0f} {currency}: no tool, doing nothing is expected to be best."
    if choice.included:
        yield (
            f"{listed(choice.included)} forced in: that costs {worth(choice.cost_of_inclusion)} of what {listed(choice.unconstrained)} would"
            " bring."
        )
    for tie in choice.ties:
        yield f"As good: {listed(tie)}."
    for key, reason in choice.left_out.items():
        yield f"Left out: {names[key]}, since {reason}."
    if choice.survives is False:
        yield "Another set may be best, depending on what fills the gaps."
    elif choice.survives:
        yield "The same set is best whatever fills the gaps."
