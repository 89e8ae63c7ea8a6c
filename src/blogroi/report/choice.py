"""A choice of tools in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from blogroi.decisions.choose import Choice
from blogroi.language.spoken import conjoined, message
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import and_more, shown_of
from blogroi.report.sheet import Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import amount, beside, chance_in_words, hundredths, whole
from blogroi.results.summary import Summary

__all__ = ["MISSING", "choice_sheet"]

MISSING = message("The missing figures could change this choice: `blogroi worth-measuring` says which.")


def choice_sheet(choice: Choice, *, full: bool = False) -> Sheet:
    """Say which tools to keep within a budget, at what price, and how far that can be trusted.

    Parameters
    ----------
    choice : Choice
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> case = blogroi.load("examples/chamber.toml")
    >>> choice_sheet(blogroi.choose(case, budget=60_000, draws=20_000)).blocks[0].lines
    ('Within 60,000 EUR: choose none of the tools. Doing nothing is expected to be best.',)
    """
    blocks: list[Block] = [
        Lines(tuple(_verdict(choice))),
        _table(choice, full=full),
        Listing(heading=message("Before you decide"), lines=tuple(_cautions(choice, full=full)), first=True),
    ]
    if full and choice.efficient_frontier:
        blocks.append(_frontier(choice))
    return Sheet(
        title=choice.title,
        subtitle=subtitle(choice),
        blocks=blocks,
        foot=[conventions(choice)] if full else [seen_whole(choice, _following(choice))],
    )


def _following(choice: Choice) -> str:
    """Return the command to go on with: where nothing is uncertain, nothing is worth measuring, but a range may be missing."""
    is_certain = bool(choice.npv) and all(npv.p05 == npv.p95 for npv in choice.npv.values())
    return message("`blogroi check`") if is_certain else message("`blogroi worth-measuring`")


def _verdict(choice: Choice) -> Iterator[str]:
    unit = choice.currency
    if choice.budget is None:
        if not choice.tools:
            yield message("Choose none of the tools. Doing nothing is expected to be best.")
            return
        yield message("No budget is set: choose {tools}.", tools=_named(choice, choice.tools))
    else:
        budget = whole(choice.budget)
        if not choice.tools:
            yield message(
                "Within {budget} {currency}: choose none of the tools. Doing nothing is expected to be best.",
                budget=budget,
                currency=unit,
            )
            return
        yield message(
            "Within {budget} {currency}: choose {tools}.",
            budget=budget,
            currency=unit,
            tools=_named(choice, choice.tools),
        )
    yield _outcome(choice)
    cost = _beside(choice.cost, choice.costs, choice.tools)
    if choice.budget is None:
        yield message("Cost: {cost} {currency}.", cost=cost, currency=unit)
    else:
        yield message(
            "Cost: {cost} {currency}. Chance of going over budget: {chance}.",
            cost=cost,
            currency=unit,
            chance=chance_in_words(choice.probability_over_budget),
        )


def _outcome(choice: Choice) -> str:
    if choice.by == "score":
        return message("Together they score {score}.", score=hundredths(choice.value))
    told = _beside(abs(choice.value), choice.npv, choice.tools)
    if choice.value < 0.0:
        return message("Expected to lose {amount} {currency}.", amount=told, currency=choice.currency)
    return message("Expected to bring in {amount} {currency} net.", amount=told, currency=choice.currency)


def _table(choice: Choice, *, full: bool) -> Table:
    """Set what each tool costs and brings in: those that were chosen first, then those that bring in most."""
    keys = sorted(choice.npv, key=lambda key: (key not in choice.tools, -choice.npv[key].mean))
    shown = keys if full else shown_of(keys)
    rows = [
        Row(
            [
                choice.names.tools[key],
                beside(choice.costs[key].mean, choice.costs[key]),
                amount(choice.npv[key]),
                message("yes") if key in choice.tools else message("no"),
            ]
        )
        for key in shown
    ]
    if len(shown) < len(keys):
        rows.append(Row([and_more(len(keys) - len(shown)), "", "", ""]))
    return Table(
        heads=["", message("costs"), message("net gain (90 % range)"), message("chosen")],
        rows=rows,
        align=["left", "right", "right", "left"],
        cut=[0],
        caption=message("Costs and net gain by tool, in {currency}, and what is chosen", currency=choice.currency),
    )


def _cautions(choice: Choice, *, full: bool) -> Iterator[str]:
    """Yield what may turn the choice, then what was kept and why others are not in it."""
    if choice.survives is False:
        yield MISSING
    if choice.included:
        yield _inclusion(choice)
    for tie in choice.ties:
        yield message("Just as good: {tools}.", tools=_named(choice, tie))
    for key, reason in choice.left_out.items():
        if full or key not in choice.npv:
            yield message("Left out: {tool}, since {reason}.", tool=choice.names.tools[key], reason=reason)
    if choice.survives:
        yield message("The same choice is best whatever the missing figures are.")


def _inclusion(choice: Choice) -> str:
    lost, kept = choice.cost_of_inclusion, _named(choice, choice.included)
    if lost == 0.0:
        return message("Keeping {tools} costs nothing: the best choice has it anyway.", tools=kept)
    if choice.by == "score":
        price: str = message("a score of {score}", score=hundredths(lost))
    else:
        both = (*choice.tools, *choice.unconstrained)
        price = message("{amount} {currency}", amount=_beside(lost, choice.npv, both), currency=choice.currency)
    if not choice.unconstrained:
        return message("Keeping {tools} costs {price} compared with doing nothing.", tools=kept, price=price)
    return message(
        "Keeping {tools} costs {price} compared with choosing {others} alone.",
        tools=kept,
        price=price,
        others=_named(choice, choice.unconstrained),
    )


def _frontier(choice: Choice) -> Table:
    """Set what each further amount of budget would bring."""
    sets = choice.efficient_frontier
    return Table(
        heads=[message("with a budget of"), message("choose"), message("together worth")],
        rows=[
            Row(
                [
                    _beside(one.cost, choice.costs, one.tools or choice.tools),
                    _named(choice, one.tools) if one.tools else message("none of the tools"),
                    hundredths(one.value) if choice.by == "score" else _beside(one.value, choice.npv, one.tools),
                ]
            )
            for one in sets
        ],
        align=["right", "left", "right"],
        cut=[1],
        caption=message("What is best to choose with each budget, in {currency}", currency=choice.currency),
    )


def _named(choice: Choice, keys: Sequence[str]) -> str:
    return conjoined([choice.names.tools[key] for key in keys])


def _beside(value: float, figures: Mapping[str, Summary], tools: Sequence[str]) -> str:
    """Round a sum over tools as the widest of their figures is rounded, so that one tool alone reads as in its evaluation."""
    known = [figures[key] for key in tools if key in figures]
    return beside(value, *known) if known else whole(value)
