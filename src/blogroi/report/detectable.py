"""What a launch would have to change to be seen, in words."""

from __future__ import annotations

from collections.abc import Iterator

from blogroi.language.spoken import Joined, message
from blogroi.measured.detection import Detectable, DetectableRow, asked
from blogroi.measured.steps import several, word
from blogroi.report.measured_words import as_sentences, control_advice, controls_named, series_named
from blogroi.report.sheet import LEFT, RIGHT, Lines, Listing, Row, Sheet, Table
from blogroi.results.format import as_percent, number, whole

__all__ = ["detectable_sheet"]


def detectable_sheet(found: Detectable, *, full: bool = False) -> Sheet:
    """Say what a launch would have to change to be seen, and how long to look.

    Parameters
    ----------
    found : Detectable
        What is said.
    full : bool
        Whether all of it is said.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> from datetime import date, timedelta
    >>> from blogroi.measured import Series, detectable
    >>> days = [date(2025, 1, 6) + timedelta(weeks=n) for n in range(60)]
    >>> calls = Series(days, [100 + 7 * (n * n % 5) for n in range(60)], name="calls")
    >>> detectable_sheet(detectable(calls, lift=0.2)).blocks[0].lines[0]
    'A change of 20 % would be seen in 4 weeks.'
    """
    return Sheet(
        title=message("What would be seen in {series}", series=series_named(found.series)),
        subtitle=_subtitle(found),
        blocks=[
            Lines(tuple(_verdict(found))),
            _windows(found),
            Listing(heading=message("Before you decide"), lines=tuple(_cautions(found)), first=True),
        ],
        foot=[_foot(found, full=full)],
    )


def _subtitle(found: Detectable) -> str:
    parts = [message("from {weeks}", weeks=several(found.weeks_before, found.step))]
    if found.controls:
        parts.append(message("beside {controls}", controls=controls_named(found.controls)))
    return Joined(parts, " \u00b7 ")


def _verdict(found: Detectable) -> Iterator[str]:
    """Yield how large a change has to be, what to be seen means, what waiting does, and what to do."""
    yield _largest_word(found)
    yield message(
        "Seen means: with a chance of {power}, the {confidence} range of the effect lies above zero.",
        power=as_percent(found.power),
        confidence=as_percent(found.confidence),
    )
    if (waiting := _waiting(found)) is not None:
        yield waiting
    if found.shortest is not None:
        yield message(
            "What to do: write this window into the plan before the launch, and measure that one.",
        )
    elif found.controls:
        yield message("What to do: get one more control before the launch, or do without measuring this.")
    else:
        yield message("What to do: get a control before the launch, or do without measuring this.")


def _largest_word(found: Detectable) -> str:
    best = next((row for row in found.rows if row.weeks == found.shortest), None)
    if found.lift is not None:
        if best is None:
            return message("A change of {lift} would be seen in none of these windows.", lift=asked(found.lift))
        return message(
            "A change of {lift} would be seen in {weeks}.",
            lift=asked(found.lift),
            weeks=several(best.weeks, found.step),
        )
    if best is None or best.lift is None:
        least = min(found.rows, key=_amount)
        return message(
            "A launch would have to bring {amount} a {step} more to be seen, at best in {weeks}.",
            amount=number(least.per_week),
            step=word(found.step),
            weeks=several(least.weeks, found.step),
        )
    return message(
        "A launch would have to bring {lift} more to be seen, {amount} a {step}: at best in {weeks}.",
        lift=_percent(best.lift),
        amount=number(best.per_week),
        step=word(found.step),
        weeks=several(best.weeks, found.step),
    )


def _amount(row: DetectableRow) -> float:
    return row.per_week


def _waiting(found: Detectable) -> str | None:
    """Say what a longer window does on this series."""
    if len(found.rows) < 2:
        return None
    least = min(found.rows, key=_amount)
    if least is found.rows[-1]:
        return message("The longest of these windows sees the smallest change.")
    return message(
        "Waiting longer than {weeks} makes it worse here: nobody knows where the series would go meanwhile.",
        weeks=several(least.weeks, found.step),
    )


def _windows(found: Detectable) -> Table:
    return Table(
        heads=[message("window"), message("smallest change seen"), message("a {step}", step=word(found.step))],
        rows=[
            Row(
                [
                    several(row.weeks, found.step),
                    message("no bound") if row.lift is None else _percent(row.lift),
                    number(row.per_week),
                ],
                mark="+" if row.weeks == found.shortest else "",
            )
            for row in found.rows
        ],
        align=(*LEFT, *RIGHT * 2),
        caption=message("What windows of several lengths would see"),
    )


def _percent(lift: float) -> str:
    return as_percent(lift) if lift >= 0.1 else message("{number} %", number=number(round(100.0 * lift, 1)))


def _cautions(found: Detectable) -> Iterator[str]:
    yield from as_sentences(found.warnings)
    if found.shortest is not None:
        yield message(
            "In the case, the plan is `weeks = {weeks}` with the `file` and the `column` under the indicator's measurement; `blogroi check` "
            "says when another window was measured.",
            weeks=str(found.shortest),
        )
    if not found.controls:
        if found.shortest is not None:  # where none is, the first of these lines asks for it
            yield control_advice()
    else:
        yield message("Whatever moves this series and no control stays in the range.")


def _foot(found: Detectable, *, full: bool) -> str:
    if full:
        return message(
            "Drawn from what came so far; {paths} paths, seed {seed}.", paths=whole(found.paths), seed=str(found.seed)
        )
    return message(
        "{paths} paths, seed {seed}. All of it: --full. Next: {following}",
        paths=whole(found.paths),
        seed=str(found.seed),
        following=message("`blogroi effect`") if found.shortest is not None else "`--control FILE:COLUMN`",
    )
