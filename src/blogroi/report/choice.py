"""A choice of tools in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from blogroi.decisions.choose import Choice
from blogroi.report.content import conventions
from blogroi.results.format import beside, chance_in_words, hundredths, whole
from blogroi.results.summary import Summary

__all__ = ["choice_lines"]


def choice_lines(choice: Choice) -> Iterator[str]:
    """Yield which tools to keep within a budget, at what price, and how far that can be trusted.

    Parameters
    ----------
    choice : Choice
        What is said.

    Yields
    ------
    str
        A sentence or two.

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> next(choice_lines(blogroi.choose(case, budget=60_000, draws=20_000)))
    'Within 60,000 EUR: no tool, doing nothing is expected to be best.'
    """
    names, unit = choice.names.tools, choice.currency

    def listed(keys: Sequence[str]) -> str:
        return ", ".join(names[key] for key in keys) or "no tool"

    within = "Whatever it costs" if choice.budget is None else f"Within {whole(choice.budget)} {unit}"
    over = (
        ""
        if choice.budget is None
        else f"; chance of going over budget: {chance_in_words(choice.probability_over_budget)}"
    )
    if choice.tools:
        yield (
            f"{within}: {listed(choice.tools)}. {_outcome(choice)} Cost:"
            f" {_beside(choice.cost, choice.costs, choice.tools)} {unit}{over}."
        )
    else:
        yield f"{within}: no tool, doing nothing is expected to be best."
    if choice.included:
        yield _inclusion(choice, listed(choice.included), listed(choice.unconstrained))
    for tie in choice.ties:
        yield f"As good: {listed(tie)}."
    for key, reason in choice.left_out.items():
        yield f"Left out: {names[key]}, since {reason}."
    if choice.survives is False:
        yield "The missing figures could change this choice."
    elif choice.survives:
        yield "The same set is best whatever the missing figures are."
    yield conventions(choice)


def _outcome(choice: Choice) -> str:
    if choice.by == "score":
        return f"Total score {hundredths(choice.value)}."
    told = f"{_beside(abs(choice.value), choice.npv, choice.tools)} {choice.currency}"
    return f"Expected to lose {told}." if choice.value < 0.0 else f"Expected to bring in {told} net."


def _beside(value: float, figures: Mapping[str, Summary], tools: Sequence[str]) -> str:
    """Round a sum over tools as the widest of their figures is rounded, so that one tool alone reads as in its evaluation."""
    return beside(value, *(figures[key] for key in tools))


def _inclusion(choice: Choice, included: str, unconstrained: str) -> str:
    lost = choice.cost_of_inclusion
    if lost == 0.0:
        return f"Keeping {included} costs nothing: it is in the best set anyway."
    both = (*choice.tools, *choice.unconstrained)
    price = (
        f"{_beside(lost, choice.npv, both)} {choice.currency}"
        if choice.by == "npv"
        else f"a score of {hundredths(lost)}"
    )
    return f"Keeping {included} costs {price} compared with {unconstrained}{' alone' if choice.unconstrained else ''}."
