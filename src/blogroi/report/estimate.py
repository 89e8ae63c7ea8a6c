"""What a launch changed in a series, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import Day, Joined, message
from blogroi.measured.estimation import Estimate
from blogroi.measured.interval import Interval
from blogroi.measured.placebo import Placebos
from blogroi.measured.steps import several, word
from blogroi.report.measured_words import (
    as_sentences,
    control_advice,
    controls_named,
    lift_in_words,
    percent_range,
    range_of,
    rounded,
    series_named,
)
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import as_percent, whole

__all__ = ["estimate_sheet"]


def estimate_sheet(found: Estimate, *, full: bool = False) -> Sheet:
    """Say what a launch changed, how sure that is, which size is ruled out, and what to do.

    Parameters
    ----------
    found : Estimate
        What is said.
    full : bool
        Whether all of it is said: each week, and each launch that never was.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> from blogroi.measured import Series, estimate
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> calls = Series(days, [100 + 7 * (n * n % 5) + (40 if n >= 52 else 0) for n in range(60)], name="calls")
    >>> for line in estimate_sheet(estimate(calls, launch=days[52])).blocks[0].lines[:2]:
    ...     print(line)
    With it, 44 a week more than without it, since 2026-01-05 (90 % range: 33 to 55).
    Ruled out is that it changed nothing, and that it brought more than 55 a week.
    """
    blocks: list[Block] = [
        Lines(tuple(_verdict(found))),
        _figures(found),
        Listing(heading=message("Before you decide"), lines=tuple(_cautions(found)), first=True),
    ]
    if full:
        blocks += [_weeks(found), *_launches(found)]
    return Sheet(
        title=message("What changed in {series}", series=series_named(found.series)),
        subtitle=_subtitle(found),
        blocks=blocks,
        foot=[_conventions(found)] if full else [_more(found)],
    )


def _subtitle(found: Estimate) -> str:
    parts = [
        message("{weeks} before {day}", weeks=several(found.weeks_before, found.step), day=found.launch),
        message("{weeks} after it, until {day}", weeks=several(found.weeks_after, found.step), day=found.until),
    ]
    if found.skipped:
        parts.append(message("{weeks} left out", weeks=several(found.skipped, found.step)))
    if found.controls:
        parts.append(message("beside {controls}", controls=controls_named(found.controls)))
    return Joined(parts, " \u00b7 ")


def _verdict(found: Estimate) -> Iterator[str]:
    """Yield a warning first where there has to be one; the change, which sizes are ruled out, and what to do."""
    tried = found.placebos
    if tried is not None and tried.covered is not None and tried.is_low:
        yield message(
            "This is less sure than it says: where there was no launch, the range held what came in {share} of {count} cases, not in {confidence}.",
            share=as_percent(tried.covered),
            count=tried.launches,
            confidence=as_percent(tried.confidence),
        )
    yield _change(found)
    yield _ruled_out(found)
    if _is_to_be_entered(found):
        yield message(
            "What to do: put it into the case as a measured effect, `--tool T --indicator I --into case.toml`."
        )
    elif not found.controls:
        yield message(
            "What to do: get a control, or leave the effect open; do not write down the middle as if it were known."
        )
    else:
        yield message(
            "What to do: leave the effect open, or write it down with its range; the middle alone is not known."
        )


def _is_to_be_entered(found: Estimate) -> bool:
    """Tell whether it is clear, by a procedure that does not fail on the series."""
    return found.is_clear and not (found.placebos is not None and found.placebos.fails)


def _change(found: Estimate) -> str:
    change, each, confidence = found.per_week, _each(found), as_percent(found.confidence)
    when = (
        message("since {day}", day=found.launch)
        if found.state == "on"
        else message("as seen while it was off, from {day} on", day=found.launch)
    )
    if not found.is_clear:
        return message(
            "No clear change: with it, {amount} {each} beside what comes without it, {when} ({confidence} range: {range}).",
            amount=rounded(change.estimate, change),
            each=each,
            when=when,
            confidence=confidence,
            range=range_of(change),
        )
    if change.low > 0.0:
        return message(
            "With it, {amount} {each} more than without it, {when} ({confidence} range: {range}).",
            amount=rounded(change.estimate, change),
            each=each,
            when=when,
            confidence=confidence,
            range=range_of(change),
        )
    less = -change
    return message(
        "With it, {amount} {each} less than without it, {when} ({confidence} range: {range}).",
        amount=rounded(less.estimate, less),
        each=each,
        when=when,
        confidence=confidence,
        range=range_of(less),
    )


def _ruled_out(found: Estimate) -> str:
    """Say which sizes the interval rules out."""
    change, each = found.per_week, _each(found)
    if not found.is_clear:
        return message(
            "That it changed nothing is not ruled out. Ruled out are more than {high} and less than {low} {each}.",
            high=rounded(change.high, change),
            low=rounded(change.low, change),
            each=each,
        )
    if change.low > 0.0:
        return message(
            "Ruled out is that it changed nothing, and that it brought more than {high} {each}.",
            high=rounded(change.high, change),
            each=each,
        )
    return message(
        "Ruled out is that it changed nothing, and that it took away more than {high} {each}.",
        high=rounded(-change.low, change),
        each=each,
    )


def _figures(found: Estimate) -> Table:
    """Set the ways of saying the change."""
    rows = [
        Row([_each(found), rounded(found.per_week.estimate, found.per_week), range_of(found.per_week)]),
        Row(
            [
                message("in all {weeks}", weeks=several(found.weeks_after, found.step)),
                rounded(found.total.estimate, found.total),
                range_of(found.total),
            ]
        ),
    ]
    if found.scale == "identity":
        rows.pop()  # means do not add up
    if found.lift is not None:
        rows.append(
            Row([message("beside what comes without it"), lift_in_words(found.lift), percent_range(found.lift)])
        )
    return Table(
        heads=["", message("change"), message("{confidence} range", confidence=as_percent(found.confidence))],
        rows=rows,
        align=(*LEFT, *RIGHT * 2),
        cut=[0],
        caption=message("What it changed"),
    )


def _each(found: Estimate) -> str:
    """Return what an amount is of: a week, say, or all of them where they are means and do not add up."""
    if found.scale == "identity":
        return message("on average")
    return message("a {step}", step=word(found.step))


def _cautions(found: Estimate) -> Iterator[str]:
    if found.placebos is not None:
        yield from _tried(found.placebos)
    yield from as_sentences(found.warnings)
    yield message(
        "Whatever else changed in those weeks is in it too: a campaign, a price, a holiday that moved, another tool."
    )
    yield message(
        "That it goes on like this is not shown by {weeks}: measure again, or state a `drop_off`.",
        weeks=several(found.weeks_after, found.step),
    )
    if not found.controls:
        yield control_advice()


def _tried(tried: Placebos) -> Iterator[str]:
    """Say how often the procedure was right where nothing had happened."""
    if tried.covered is None:
        yield from as_sentences(tried.warnings)
        return
    yield message(
        "Tried where nothing had happened: of {launches} launches that never were ({independent} apart from each other), the range held "
        "what came in {share}; it promises {confidence}.",
        launches=tried.launches,
        independent=tried.independent,
        share=as_percent(tried.covered),
        confidence=as_percent(tried.confidence),
    )


def _weeks(found: Estimate) -> Table:
    return Table(
        heads=[
            message("from"),
            message("counted"),
            message("expected without a change"),
            message("{confidence} range", confidence=as_percent(found.confidence)),
        ],
        rows=[Row([Day(week.day.isoformat()), *_beside(week.observed, week.expected)]) for week in found.weeks],
        align=(*LEFT, *RIGHT * 3),
        caption=message("What was counted, and what would have been"),
    )


def _launches(found: Estimate) -> Iterator[Block]:
    tried = found.placebos
    if tried is None or not tried.rows:
        return
    yield Table(
        heads=[
            message("launch that never was"),
            message("counted"),
            message("expected"),
            message("{confidence} range", confidence=as_percent(tried.confidence)),
            message("held"),
        ],
        rows=[
            Row(
                [
                    Day(row.day.isoformat()),
                    *_beside(row.observed, row.expected),
                    message("yes") if row.held else message("no"),
                ]
            )
            for row in tried.rows
        ],
        align=(*LEFT, *RIGHT * 3, *LEFT),
        caption=message("Launches that never were"),
    )


def _beside(observed: float, expected: Interval) -> list[str]:
    counted = whole(observed) if observed == round(observed) else rounded(observed, expected)
    return [counted, rounded(expected.estimate, expected), range_of(expected)]


def _conventions(found: Estimate) -> str:
    return message(
        "Method {method} on the series {hash}; {paths} paths, seed {seed}.",
        method=found.method,
        hash=found.series_sha256,
        paths=whole(found.paths),
        seed=str(found.seed),
    )


def _more(found: Estimate) -> str:
    return message(
        "{paths} paths, seed {seed}. All of it: --full. Next: {following}",
        paths=whole(found.paths),
        seed=str(found.seed),
        following="`--into case.toml`" if _is_to_be_entered(found) or found.controls else "`--control FILE:COLUMN`",
    )
