"""What every tool brings in under each scenario, in words: the scenarios side by side, a column for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from blogroi.decisions.scenarios import ScenarioFigures, Scenarios
from blogroi.language.spoken import Joined, conjoined, message, plural
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import MOST_TOOLS, and_more
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import amount, as_percent, beside, chance_in_words
from blogroi.results.summary import DECISION_PROBABILITY, Summary

__all__ = ["scenarios_sheet"]

_MOST_SCENARIOS = 3
_MOST_ROWS = 11  # of both tables in a short answer
_ROOMY = 8  # rows that leave room for what the tables say too


def scenarios_sheet(found: Scenarios, *, full: bool = False) -> Sheet:
    """Say which tool is best in which scenario, what each brings in there, and how far it may lie behind the best choice.

    Parameters
    ----------
    found : Scenarios
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> found = blogroi.scenarios(blogroi.load("examples/chamber.toml"), draws=1000)
    >>> scenarios_sheet(found).blocks[0].lines[0]
    'No tool is expected to bring in more than it costs: doing nothing is expected to be best.'
    """
    tools = sorted(found.names.tools, key=lambda key: _standing(found, key))
    shown = tools if full else tools[:MOST_TOOLS]
    letters = _letters(found)
    columns = found.scenarios if full else found.scenarios[: max(_MOST_ROWS - len(shown), _MOST_SCENARIOS)]
    is_roomy = full or len(shown) + len(columns) <= _ROOMY
    blocks: list[Block] = [Lines(tuple(_verdict(found, is_roomy=is_roomy)))]
    if len(found.scenarios) > 1:
        blocks.append(_legend(found, columns, letters))
    blocks.append(_side_by_side(found, shown, columns, letters))
    if full:
        for row in found.scenarios:
            blocks += _alone(found, row, tools, letters)
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=blocks,
        foot=[conventions(found)]
        if full
        else [
            *_left_out(found, len(tools) - len(shown), len(found.scenarios) - len(columns)),
            seen_whole(found, message("`blogroi choose`")),
        ],
    )


def _standing(found: Scenarios, key: str) -> tuple[bool, float, float, str]:
    """Put first what is expected to bring in most, or, without chances, what lies behind the best choice by least."""
    most = found.greatest_regret.get(key)
    expected = 0.0 if found.expectation is None else found.expectation.get(key, 0.0)
    return most is None, -expected, 0.0 if most is None else most.regret, key


def _letters(found: Scenarios) -> Mapping[str | None, str]:
    return {
        row.scenario: ascii_uppercase[place] if place < len(ascii_uppercase) else f"{place + 1}"
        for place, row in enumerate(found.scenarios)
    }


def _verdict(found: Scenarios, *, is_roomy: bool) -> Iterator[str]:
    """Yield which tool is best, where, by how much, and how sure that is."""
    if len(found.scenarios) == 1:
        yield _as_it_stands(found)
        yield message("The case has no scenarios: write what could come otherwise under `[scenarios.KEY]`.")
        return
    best = [_best(found, row) for row in found.scenarios]
    yield _first(found, best)
    yield from _over_chances(found)
    if len({*best}) > 1 and is_roomy:
        yield from _safest(found)
    yield message(
        "Which tool comes first is at least {share} sure in {clear} of the {all} scenarios.",
        share=as_percent(DECISION_PROBABILITY),
        clear=sum(row.winner is not None for row in found.scenarios),
        all=len(found.scenarios),
    )


def _as_it_stands(found: Scenarios) -> str:
    (row,) = found.scenarios
    best = [key for key, tool in row.tools.items() if tool.regret == 0.0]
    if not best:
        return message("No tool is expected to bring in more than it costs: doing nothing is expected to be best.")
    npv = row.tools[best[0]].npv
    assert npv is not None
    return message(
        "Best as it stands: {tools}, expected to bring in {amount} {currency} net.",
        tools=_best(found, row),
        amount=beside(npv.mean, npv),
        currency=found.currency,
    )


def _first(found: Scenarios, best: Sequence[str]) -> str:
    if len({*best}) > 1:
        letters = list(_letters(found).values())
        told = [
            message(
                "{tools} ({letters})",
                tools=one,
                letters=Joined([letter for letter, other in zip(letters, best, strict=True) if other == one]),
            )
            for one, _ in Counter(best).most_common()
        ]
        return message("Which choice is best depends on what comes: {choices}.", choices=Joined(told))
    keys = [key for key, tool in found.scenarios[0].tools.items() if tool.regret == 0.0]
    if not keys:
        return message("Whatever comes, doing nothing is best: no tool is expected to bring in more than it costs.")
    figures = _figures(found, keys[0])
    means = [figure.mean for figure in figures]
    low, high = beside(min(means), *figures), beside(max(means), *figures)
    if low == high:
        return message(
            "Whatever comes, {tools} is the best choice: expected to bring in {amount} {currency} net.",
            tools=best[0],
            amount=low,
            currency=found.currency,
        )
    return message(
        "Whatever comes, {tools} is the best choice: expected to bring in {low} to {high} {currency} net.",
        tools=best[0],
        low=low,
        high=high,
        currency=found.currency,
    )


def _over_chances(found: Scenarios) -> Iterator[str]:
    if found.expectation is None:
        if any(row.chance is not None for row in found.scenarios):
            yield message("They cannot be weighed: some have no `chance`.")
        return
    if not found.expectation:
        return
    key = max(found.expectation, key=lambda key: found.expectation[key] if found.expectation else 0.0)
    if found.expectation[key] <= 0.0:
        yield message("Weighed by chance, no tool is expected to bring in more than it costs.")
        return
    yield message(
        "Weighed by chance, {tool} is expected to bring in most: {amount} {currency} net.",
        tool=found.names.tools[key],
        amount=beside(found.expectation[key], *_figures(found, key)),
        currency=found.currency,
    )


def _safest(found: Scenarios) -> Iterator[str]:
    """Yield the tool that can lie behind the best choice by least; nothing where doing nothing lies there by less."""
    key = min(found.greatest_regret, key=lambda key: (found.greatest_regret[key].regret, key))
    means = [tool.npv.mean for row in found.scenarios for tool in row.tools.values() if tool.npv is not None]
    most = found.greatest_regret[key].regret
    if most <= max(0.0, *means):
        yield message(
            "The safest choice is {tool}: at worst {amount} {currency} less than the best one.",
            tool=found.names.tools[key],
            amount=beside(most, *_figures(found, key)),
            currency=found.currency,
        )
    else:
        yield message("The safest choice is to do nothing: every tool can fall further behind the best one.")


def _legend(found: Scenarios, rows: Sequence[ScenarioFigures], letters: Mapping[str | None, str]) -> Table:
    """Set what each scenario is, how likely, and what is best in it."""
    chances = any(row.chance is not None for row in rows)
    return Table(
        heads=["", message("scenario"), *([message("likely")] if chances else []), message("best choice")],
        rows=[
            Row(
                [
                    letters[row.scenario],
                    _statement(row),
                    *([_chance(row)] if chances else []),
                    _best(found, row),
                ]
            )
            for row in rows
        ],
        align=("left", "left", "right", "left") if chances else (),
        caption=message("The scenarios, and what is best in each"),
        cut=[1, 3 if chances else 2],
    )


def _statement(row: ScenarioFigures) -> str:
    return message("The case as it stands") if row.scenario is None else row.statement


def _chance(row: ScenarioFigures) -> str:
    return message("not known") if row.chance is None else as_percent(row.chance)


def _best(found: Scenarios, row: ScenarioFigures) -> str:
    best = [found.names.tools[key] for key, tool in row.tools.items() if tool.regret == 0.0]
    return conjoined(best) if best else message("doing nothing")


def _side_by_side(
    found: Scenarios, tools: Sequence[str], rows: Sequence[ScenarioFigures], letters: Mapping[str | None, str]
) -> Table:
    """Set what each tool is expected to bring in, a column for each scenario."""
    several = len(found.scenarios) > 1
    expected = found.expectation if several else None
    heads = [
        message("net gain, in {currency}", currency=found.currency),
        *([letters[row.scenario] for row in rows] if several else [message("expected")]),
        *([message("expected")] if expected is not None else []),
        *([message("behind the best, at worst")] if several else []),
    ]
    return Table(
        heads=heads,
        rows=[
            Row(
                [
                    found.names.tools[key],
                    *(_middle(row.tools[key].npv) for row in rows),
                    *([_expected(found, key)] if expected is not None else []),
                    *([_behind(found, key, letters)] if several else []),
                ]
            )
            for key in tools
        ],
        align=(*LEFT, *RIGHT * (len(heads) - 1)),
        cut=[0],
        caption=message("Expected net gain by tool, in {currency}", currency=found.currency),
    )


def _middle(npv: Summary | None) -> str:
    return message("unknown") if npv is None else beside(npv.mean, npv)


def _expected(found: Scenarios, key: str) -> str:
    if found.expectation is None or key not in found.expectation:
        return message("unknown")
    return beside(found.expectation[key], *_figures(found, key))


def _behind(found: Scenarios, key: str, letters: Mapping[str | None, str]) -> str:
    if key not in found.greatest_regret:
        return message("unknown")
    most = found.greatest_regret[key]
    if most.regret == 0.0:
        return message("never")
    return message(
        "{amount} ({letter})", amount=beside(most.regret, *_figures(found, key)), letter=letters[most.scenario]
    )


def _figures(found: Scenarios, key: str) -> list[Summary]:
    return [npv for row in found.scenarios if (npv := row.tools[key].npv) is not None]


def _left_out(found: Scenarios, tools: int, scenarios: int) -> Iterator[str]:
    points = sum(len(_cautions(row)) for row in found.scenarios)
    if points:
        yield plural(
            "{count} point to know about a scenario: --full", "{count} points to know about scenarios: --full", points
        )
    if tools:
        yield and_more(tools)
    if scenarios:
        yield plural("{count} more scenario: --full", "{count} more scenarios: --full", scenarios)


def _alone(
    found: Scenarios, row: ScenarioFigures, tools: Sequence[str], letters: Mapping[str | None, str]
) -> Iterator[Block]:
    """Yield all of one scenario: each tool with its range and its chance, what would be chosen, and what should be known of it."""
    head: str = _statement(row)
    if len(found.scenarios) > 1:
        head = message("{letter}: {statement}", letter=letters[row.scenario], statement=head)
    if row.scenario is not None:
        head = message("{statement} [{key}]", statement=head, key=row.scenario)
    yield Listing(heading=head, lines=tuple(_known_of(found, row)))
    yield Table(
        heads=["", message("net gain (90 % range)"), message("chance to pay"), message("behind the best")],
        rows=[
            Row(
                [
                    found.names.tools[key],
                    amount(tool.npv),
                    message("unknown")
                    if tool.probability_positive is None
                    else chance_in_words(tool.probability_positive),
                    message("unknown") if tool.npv is None or tool.regret is None else beside(tool.regret, tool.npv),
                ]
            )
            for key in tools
            for tool in (row.tools[key],)
        ],
        align=["left", "right", "right", "right"],
        cut=[0],
        caption=message(
            "{scenario}: net gain by tool, in {currency}",
            scenario=_statement(row),
            currency=found.currency,
        ),
    )


def _known_of(found: Scenarios, row: ScenarioFigures) -> Iterator[str]:
    if row.sets:
        yield message("Set otherwise: {paths}.", paths=Joined([message("`{key}`", key=path) for path in row.sets]))
    if row.winner is not None:
        yield message("Clearly first: {tool}.", tool=found.names.tools[row.winner])
    else:
        yield message("No tool is clearly first.")
    if row.chosen is not None:
        chosen = [found.names.tools[key] for key in row.chosen]
        yield message("To be chosen: {tools}.", tools=conjoined(chosen) if chosen else message("none of the tools"))
    yield from _cautions(row)


def _cautions(row: ScenarioFigures) -> list[str]:
    """Return what should be known of a scenario and not of the case as it stands."""
    return [check.message for check in row.checks if row.scenario is not None and check.severity != "info"]
