"""A history in words: how far estimates could be trusted, how verdicts moved, and what came as a surprise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from blogroi.hindsight.calibration import Calibration
from blogroi.hindsight.history import History, Snapshot, ToolSnapshot
from blogroi.hindsight.outcomes import ForecastOutcome
from blogroi.language.spoken import Day, message, plural
from blogroi.model.duration import Step
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import MOST_TOOLS, and_more
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.report.verdicts import MARKS, VERDICTS
from blogroi.results.format import amount, as_percent, beside, number, percent, quoted, tenths
from blogroi.results.summary import Ratio

__all__ = ["history_sheet"]

_FEW = 5  # estimates below which a share says next to nothing
_HELD = 0.9  # of good ranges
_MOST_DATES = 3


def history_sheet(history: History, *, full: bool = False) -> Sheet:
    """Say what was expected, what came, and what that says of how the organisation estimates.

    Parameters
    ----------
    history : History
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> from pathlib import Path
    >>> found = blogroi.history([blogroi.load(path) for path in sorted(Path("examples/history").glob("*.toml"))])
    >>> history_sheet(found).blocks[0].lines[0]
    'Of 5 estimates that can be checked, 3 lay within their range: 60 %, where 90 % of good ranges hold.'
    """
    blocks: list[Block] = [Lines(tuple(_verdict(history)))]
    if full:
        for snapshot in history.snapshots:
            blocks += [Lines([Day(snapshot.date)]), _at(history, snapshot)]
    else:
        blocks.append(_dates(history))
    blocks += [
        Listing(heading=message("What was expected, and what came"), lines=tuple(_outcomes(history)), first=True),
        Listing(heading=message("Unplanned effects"), lines=tuple(_surprises(history)), first=True),
    ]
    if full:
        blocks.append(Listing(heading=message("For the next estimates"), lines=tuple(_advice(history.calibration))))
    left = len(history.snapshots[-1].tools) - MOST_TOOLS
    return Sheet(
        title=history.title,
        subtitle=subtitle(history),
        blocks=blocks,
        foot=[conventions(history)]
        if full
        else [
            *([and_more(left)] if left > 0 else []),
            seen_whole(history, message("`blogroi new --from FILE`")),
        ],
    )


def _verdict(history: History) -> Iterator[str]:
    """Yield how far estimates held, what to do with the next ones, and which verdicts moved last."""
    found = history.calibration
    yield _held(found)
    if found.pairs >= _FEW and found.ratio is not None:
        yield message("What came was on average {share} of what was expected.", share=as_percent(found.ratio))
    moved = [(snapshot, key) for snapshot in history.snapshots for key in snapshot.moved]
    if not moved:
        if len(history.snapshots) > 1:
            yield message("No verdict has changed.")
        return
    snapshot, key = moved[-1]
    was, now = snapshot.moved[key]
    yield message(
        "The last verdict that changed, on {day}: {tool} {now} (before: {before}).",
        day=Day(snapshot.date),
        tool=history.names.tools[key],
        now=VERDICTS[now],
        before=VERDICTS[was],
    )


def _held(found: Calibration) -> str:
    if found.coverage is None:
        return message("No estimate can be checked: nothing that was estimated has been measured since.")
    held = round(found.coverage * found.pairs)
    if found.pairs == 1:
        return (
            message("1 estimate can be checked; it held. Too few to judge.")
            if held
            else message("1 estimate can be checked; it did not hold. Too few to judge.")
        )
    if found.pairs < _FEW:
        return plural(
            "{pairs} estimates can be checked; {count} of them held. Too few to judge.",
            "{pairs} estimates can be checked; {count} of them held. Too few to judge.",
            held,
            pairs=found.pairs,
        )
    return plural(
        "Of {pairs} estimates that can be checked, {count} lay within its range: {share}, where {good} of good ranges hold.",
        "Of {pairs} estimates that can be checked, {count} lay within their range: {share}, where {good} of good ranges hold.",
        held,
        pairs=found.pairs,
        share=as_percent(found.coverage),
        good=as_percent(_HELD),
    )


def _dates(history: History) -> Table:
    """Set what each tool was expected to bring in, a column for each of the last dates, and its last verdict."""
    last = history.snapshots[-_MOST_DATES:]
    tools = sorted(last[-1].tools, key=lambda key: -_mean(last[-1].tools[key]))[:MOST_TOOLS]
    return Table(
        heads=[
            message("net gain, in {currency}", currency=history.currency),
            *(Day(snapshot.date) for snapshot in last),
            message("on the last date"),
        ],
        rows=[
            Row(
                [
                    history.names.tools[key],
                    *(_expected(snapshot.tools.get(key)) for snapshot in last),
                    VERDICTS[last[-1].tools[key].verdict],
                ],
                mark=MARKS[last[-1].tools[key].verdict],
            )
            for key in tools
        ],
        align=(*LEFT, *RIGHT * len(last), *LEFT),
        caption=message("Expected net gain by tool, in {currency}, by the day", currency=history.currency),
        cut=[0],
    )


def _mean(tool: ToolSnapshot) -> float:
    return float("-inf") if tool.npv is None else tool.npv.mean


def _expected(tool: ToolSnapshot | None) -> str:
    if tool is None:
        return "-"
    return message("unknown") if tool.npv is None else beside(tool.npv.mean, tool.npv)


def _at(history: History, snapshot: Snapshot) -> Table:
    """Set all that was expected of each tool at one date."""
    return Table(
        heads=[
            "",
            message("net gain"),
            message("ROI"),
            message("net gain in cash"),
            message("ROI in cash"),
            message("verdict"),
        ],
        rows=[
            Row(
                [
                    history.names.tools[key],
                    amount(tool.npv),
                    _ratio(tool.roi),
                    amount(tool.npv_cash),
                    _ratio(tool.roi_cash),
                    _moved(snapshot, key, tool),
                ],
                mark=MARKS[tool.verdict],
            )
            for key, tool in snapshot.tools.items()
        ],
        align=["left", "right", "right", "right", "right", "left"],
        caption=message(
            "{day}: expected net gain by tool, in {currency}",
            day=Day(snapshot.date),
            currency=history.currency,
        ),
    )


def _ratio(figure: Ratio | None) -> str:
    """Return a return on costs; nothing where there are none."""
    return "" if figure is None else percent(figure)


def _moved(snapshot: Snapshot, key: str, tool: ToolSnapshot) -> str:
    now = VERDICTS[tool.verdict]
    if key not in snapshot.moved:
        return now
    return message("{now} (before: {before})", now=now, before=VERDICTS[snapshot.moved[key][0]])


def _outcomes(history: History) -> Iterator[str]:
    """Yield every estimate with what came, those that did not hold first."""
    steps: Mapping[str, Step] = {one.date: one.conventions.window.step for one in history.snapshots}
    for one in sorted(history.outcomes, key=lambda one: one.covered):
        yield _outcome(one, history, steps[one.stated])


def _outcome(one: ForecastOutcome, history: History, step: Step) -> str:
    subject = message(
        "{tool}, {indicator}",
        tool=history.names.tools[one.tool],
        indicator=quoted(history.names.indicators[one.indicator].statement),
    )
    expected = message("{low} to {high} {per}", low=number(one.low), high=number(one.high), per=_PER[step])
    day, found, later = Day(one.stated), number(one.realised), Day(one.found)
    if one.covered:
        return message(
            "{subject}: on {day} expected {expected} as its share, by {later} found {found}. It held.",
            subject=subject,
            day=day,
            expected=expected,
            later=later,
            found=found,
        )
    return message(
        "{subject}: on {day} expected {expected} as its share, by {later} found {found}. It did not hold.",
        subject=subject,
        day=day,
        expected=expected,
        later=later,
        found=found,
    )


def _surprises(history: History) -> Iterator[str]:
    for snapshot in history.snapshots:
        for one in snapshot.surprises:
            tool, subject = history.names.tools[one.tool], quoted(history.names.indicators[one.indicator].statement)
            if one.was_listed:
                yield message(
                    "{tool} changes {indicator} too ({day}): it had not been asked of this tool.",
                    tool=tool,
                    indicator=subject,
                    day=Day(snapshot.date),
                )
            else:
                yield message(
                    "{tool} changes {indicator} too ({day}): it had not been written down before.",
                    tool=tool,
                    indicator=subject,
                    day=Day(snapshot.date),
                )


def _advice(found: Calibration) -> Iterator[str]:
    """Yield all that the pairs say of the next estimates; nothing of a few."""
    if found.pairs < _FEW:
        return
    if found.coverage_low is not None and found.coverage_high is not None:
        yield message(
            "The share of ranges that hold lies between {low} and {high} (90 % range).",
            low=as_percent(found.coverage_low),
            high=as_percent(found.coverage_high),
        )
    if found.ratio is not None and found.ratio_low is not None and found.ratio_high is not None:
        yield message(
            "What comes is {share} of what is expected ({low} to {high}).",
            share=as_percent(found.ratio),
            low=as_percent(found.ratio_low),
            high=as_percent(found.ratio_high),
        )
    if found.spread_ratio is not None and found.spread_ratio_low is not None:
        yield message(
            "Ranges would have to be {factor} times as wide ({low} to {high}).",
            factor=tenths(found.spread_ratio),
            low=tenths(found.spread_ratio_low),
            high=message("no bound") if found.spread_ratio_high is None else tenths(found.spread_ratio_high),
        )
    yield message("No figure has been corrected by this.")


_PER: Mapping[Step, str] = {
    "week": message("a week", context="per"),
    "month": message("a month", context="per"),
    "quarter": message("a quarter", context="per"),
    "year": message("a year", context="per"),
}
