"""What every verdict and the order rest on, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from blogroi.decisions.sensitivity import Influence, OrderInfluence, Sensitivity, ToolSensitivity
from blogroi.language.spoken import conjoined, message, plural, semicolons
from blogroi.model.path_labels import label_within
from blogroi.model.paths import parse_path
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import and_more, input_named, money, shown_of, value_in_words
from blogroi.report.sheet import Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.answer import Names
from blogroi.results.format import amount, as_percent, beside, chance_in_words, quoted, rough

__all__ = ["sensitivity_sheet"]

_NEXT_INPUTS = 3
_NOTABLE = 0.005  # share of the uncertainty, below which it reads 0 %


def sensitivity_sheet(found: Sensitivity, *, full: bool = False) -> Sheet:
    """Say what the order and every verdict rest on, and where they would turn.

    Parameters
    ----------
    found : Sensitivity
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> sheet = sensitivity_sheet(blogroi.sensitivity(blogroi.load("examples/chamber.toml")))
    >>> print(sheet.blocks[0].lines[0])
    The chamber's blog is ahead of The intranet by 7,000 (-23,000 to 35,000) EUR.
    >>> print(sheet.blocks[0].lines[2])
    The order changes at -557 hour/year (29 % likely). Check that figure first.
    """
    blocks: list[Block] = [Lines(tuple(_verdict(found))), _tools(found, full=full)]
    if full:
        blocks += _everything(found)
    else:
        lines = tuple(_cautions(found))
        blocks.append(Listing(heading=message("Before you decide"), lines=lines, first=True))
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=blocks,
        foot=[conventions(found)] if full else [seen_whole(found, _following(found))],
    )


def _following(found: Sensitivity) -> str:
    """Return the command to go on with: where nothing is uncertain, nothing is worth measuring, but a range may be missing."""
    is_certain = not any(tool.inputs for tool in found.tools.values())
    return message("`blogroi check`") if is_certain else message("`blogroi worth-measuring`")


def _verdict(found: Sensitivity) -> Iterator[str]:
    """Yield which tool is first, what that depends on most, and where it would turn."""
    order, names = found.order, found.names
    if order is None:
        yield from _verdict_on_one(found)
        return
    yield _lead(order, found)
    if not order.inputs:
        yield message("All figures are stated as single values: write ranges to find what that depends on.")
        return
    first = order.inputs[0]
    yield _depends(first, names)
    if first.break_even is None:
        yield message("No value of it is likely to change the order.")
    else:
        yield message(
            "The order changes at {value} ({chance} likely). Check that figure first.",
            value=value_in_words(first.path, first.break_even, found),
            chance=chance_in_words(first.probability_below),
        )


def _lead(order: OrderInfluence, found: Sensitivity) -> str:
    ahead, behind, lead = found.names.tools[order.ahead], found.names.tools[order.behind], amount(order.lead)
    if beside(order.lead.mean, order.lead) == "0":
        return message(
            "{ahead} and {behind} are level: {lead} {currency} lie between them.",
            ahead=ahead,
            behind=behind,
            lead=lead,
            currency=found.currency,
        )
    return message(
        "{ahead} is ahead of {behind} by {lead} {currency}.",
        ahead=ahead,
        behind=behind,
        lead=lead,
        currency=found.currency,
    )


def _verdict_on_one(found: Sensitivity) -> Iterator[str]:
    if not found.tools:
        yield message("No tool says what it costs, so nothing can be said of what they bring in.")
        return
    (tool,) = found.tools.values()
    yield message(
        "{tool} is expected to bring in {amount} {currency} net.",
        tool=tool.name,
        amount=amount(tool.npv),
        currency=found.currency,
    )
    if not tool.inputs:
        yield message("All figures are stated as single values: write ranges to find what that depends on.")
        return
    yield _depends(tool.inputs[0], found.names)
    if tool.inputs[0].break_even is None:
        yield message("No value of it is likely to change the verdict.")
    else:
        yield message("It {turn}. Check that figure first.", turn=_break_even(tool.inputs[0], found))


def _depends(first: Influence, names: Names) -> str:
    return message(
        "That depends most on: {quantity} ({share} of the uncertainty).",
        quantity=input_named(first.path, names),
        share=as_percent(max(first.share, 0.0)),
    )


def _tools(found: Sensitivity, *, full: bool) -> Table:
    """Set what each tool brings in, and what that depends on most."""
    keys = sorted(found.tools, key=lambda key: -found.tools[key].npv.mean)
    shown = keys if full else shown_of(keys)
    rows = [Row(_row(found.tools[key], found)) for key in shown]
    if len(shown) < len(keys):
        rows.append(Row([and_more(len(keys) - len(shown)), "", "", ""]))
    return Table(
        heads=["", message("net gain (90 % range)"), message("depends most on"), message("share")],
        rows=rows,
        align=["left", "right", "left", "right"],
        cut=[0, 2],
        caption=message("Net gain by tool, in {currency}, and what it depends on", currency=found.currency),
    )


def _row(tool: ToolSensitivity, found: Sensitivity) -> list[str]:
    if not tool.inputs:
        return [tool.name, amount(tool.npv), message("nothing uncertain"), ""]
    first = tool.inputs[0]
    words = label_within(parse_path(first.path), found.names)
    return [tool.name, amount(tool.npv), words, as_percent(max(first.share, 0.0))]


def _cautions(found: Sensitivity) -> Iterator[str]:
    """Yield where verdicts turn, what else moves the order, whose word figures are, and what nobody can find out."""
    for tool in found.tools.values() if found.order is not None else ():
        if tool.inputs and tool.inputs[0].break_even is not None:
            yield message(
                "{tool} {turn}: {quantity}.",
                tool=tool.name,
                turn=_break_even(tool.inputs[0], found),
                quantity=label_within(parse_path(tool.inputs[0].path), found.names),
            )
    for one in _others(found):
        yield _moves(one, found)
    yield from _unsourced(found)
    for tool in found.tools.values():
        yield from _chance(tool)
    yield from unknown_lines(found.names, found.tools)


def _others(found: Sensitivity) -> Sequence[Influence]:
    """Return what else moves the order, or the one verdict."""
    inputs = found.order.inputs if found.order is not None else next((one.inputs for one in found.tools.values()), ())
    return [one for one in inputs[1 : 1 + _NEXT_INPUTS] if one.share >= _NOTABLE]


def _moves(one: Influence, found: Sensitivity) -> str:
    """Say what the lead of the first tool, or the one tool, would bring in where an input is low, and where it is high."""
    low, high = (money(rough(end), found.currency) for end in (one.low, one.high))
    least, greatest = (value_in_words(one.path, at, found) for at in (one.at_low, one.at_high))
    quantity = input_named(one.path, found.names)
    if found.order is None:
        return message(
            "It would bring in {low} with {quantity} at {least}, {high} at {greatest}.",
            low=low,
            quantity=quantity,
            least=least,
            high=high,
            greatest=greatest,
        )
    return message(
        "The lead would be {low} with {quantity} at {least}, {high} at {greatest}.",
        low=low,
        quantity=quantity,
        least=least,
        high=high,
        greatest=greatest,
    )


def _bar(one: Influence, found: Sensitivity) -> str:
    """Say what is expected where an input is low, and where it is high."""
    return message(
        "{low} at {least}, {high} at {greatest}",
        least=value_in_words(one.path, one.at_low, found),
        greatest=value_in_words(one.path, one.at_high, found),
        low=money(rough(one.low), found.currency),
        high=money(rough(one.high), found.currency),
    )


def _break_even(one: Influence, found: Sensitivity) -> str:
    """Say where a tool neither wins nor loses, and how likely the input lies on the side where it loses."""
    assert one.break_even is not None
    loses_below = one.low <= one.high
    value, chance = value_in_words(one.path, one.break_even, found), chance_in_words(one.probability_below)
    if loses_below == (one.break_even >= 0.0):  # of what is saved, less than zero, too little lies above
        return message("breaks even at {value}, {chance} likely to fall short", value=value, chance=chance)
    return message("breaks even at {value}, {chance} likely to exceed it", value=value, chance=chance)


def _unsourced(found: Sensitivity) -> Iterator[str]:
    """Say how many numbers nobody is named for, and for which of them a source would be worth most."""
    missing = {path: share for tool in found.tools.values() for path, share in tool.without_source}
    if missing:
        yield plural(
            "Nobody is named as the source of {count} figure: {quantity}.",
            "Nobody is named as the source of {count} figures, among them: {quantity}.",
            len(missing),
            quantity=input_named(max(missing, key=lambda path: missing[path]), found.names),
        )


def _chance(tool: ToolSensitivity) -> Iterator[str]:
    if tool.chance >= _NOTABLE:
        yield message(
            "{tool}: {share} of the uncertainty is chance, which nobody can find out.",
            tool=tool.name,
            share=as_percent(tool.chance),
        )


def unknown_lines(names: Names, known: Collection[str]) -> Iterator[str]:
    """Name the tools that have no figure, so that none is missed in silence."""
    for key, name in names.tools.items():
        if key not in known:
            yield message("{tool}: its cost is not known, so neither is what it brings in.", tool=name)


def _everything(found: Sensitivity) -> Iterator[Block]:
    """Yield every input of the order and of each tool, the rows that hold most of the money, and what has no source."""
    if found.order is not None:
        yield Listing(
            heading=message("What the order depends on"),
            lines=tuple(_in_full(one, found, is_order=True) for one in found.order.inputs),
            numbered=True,
        )
    for tool in found.tools.values():
        yield Listing(
            heading=message("What the verdict on {tool} depends on", tool=tool.name),
            lines=tuple(_in_full(one, found) for one in tool.inputs),
            numbered=True,
        )
        yield Listing(heading="", lines=(*_rows(tool, found.names), *_chance(tool), *_sources(tool, found.names)))
    yield Listing(heading="", lines=tuple(unknown_lines(found.names, found.tools)))


def _in_full(one: Influence, found: Sensitivity, *, is_order: bool = False) -> str:
    said = message(
        "{quantity}: {share} of the uncertainty; {bar}",
        quantity=input_named(one.path, found.names, with_path=True, of_tool=is_order),
        share=_with_error(one),
        bar=_bar(one, found),
    )
    if one.break_even is None:
        return said
    if not is_order:
        return message("{input}; {turn}", input=said, turn=_break_even(one, found))
    return message(
        "{input}; the order changes at {value}, {chance} likely",
        input=said,
        value=value_in_words(one.path, one.break_even, found),
        chance=chance_in_words(one.probability_below),
    )


def _with_error(one: Influence) -> str:
    shown, error = as_percent(max(one.share, 0.0)), as_percent(one.share_error)
    if one.share_error < _NOTABLE:
        return shown
    return message("{share} (give or take {error})", share=shown, error=error)


def _rows(tool: ToolSensitivity, names: Names) -> Iterator[str]:
    if not tool.rows:
        return
    called = [
        quoted(names.indicators[name].statement) if name in names.indicators else name
        for name, _ in tool.rows[: tool.rows_for_90]
    ]
    if len(called) == len(tool.rows):
        yield message("The money is in: {lines}.", lines=conjoined(called))
    else:
        yield message(
            "{few} of the {many} cost and benefit lines make up 90 % of the money: {lines}.",
            few=tool.rows_for_90,
            many=len(tool.rows),
            lines=conjoined(called),
        )


def _sources(tool: ToolSensitivity, names: Names) -> Iterator[str]:
    if tool.without_source:
        listed = [
            message(
                "{quantity} ({share})",
                quantity=input_named(path, names, with_path=True, of_tool=False),
                share=as_percent(max(share, 0.0)),
            )
            for path, share in tool.without_source
        ]
        yield message("Nobody is named as the source of: {quantities}.", quantities=semicolons(listed))
