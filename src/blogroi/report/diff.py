"""What changed from one case to another, in words and a table: a row for each change, a column for each tool, all of it adding up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from blogroi.audit.diff import CaseChange, Diff, DiffSide
from blogroi.audit.wording import Difference
from blogroi.language.spoken import Day, Joined, message, plural, semicolons
from blogroi.report.conventions import conventions, subtitle
from blogroi.report.more import seen_whole
from blogroi.report.quantities import and_more
from blogroi.report.sheet import LEFT, RIGHT, Block, Lines, Listing, Row, Sheet, Table
from blogroi.report.verdicts import VERDICTS
from blogroi.results.format import amount, apportioned, beside, unit_of, whole

__all__ = ["diff_sheet"]

_MOST = 3  # changes that are shown by themselves
_COLUMNS, _COLUMNS_IN_FULL = 4, 2  # tools beside each other: room is left for what each change is called
_VALUE = 60
_ABSENT = "-"


def diff_sheet(found: Diff, *, full: bool = False) -> Sheet:
    """Say what each change does to what every tool brings in, and what became of verdicts and order.

    Parameters
    ----------
    found : Diff
        What is said.
    full : bool
        Whether every change is listed, with what stood there and what does; otherwise those that move most, and the others in one row.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> import blogroi
    >>> text = blogroi.template()
    >>> old, new = (blogroi.loads(one) for one in (text, text.replace("unit_cost = 38", "unit_cost = 40")))
    >>> diff_sheet(blogroi.diff(old, new, draws=1000)).blocks[0].lines[0]
    '1 change. The blog moves most: from -17,500 to -19,400 (-33,200 to -3,800) EUR net.'
    """
    moving = [change for change in found.changes if any(one != 0.0 for one in change.npv.values())]  # they come first
    shown = len(moving) if full or len(found.changes) <= _MOST + 1 else min(_MOST, len(moving))
    columns = {key: _column(found, key, shown) for key in found.together}
    moved = [key for key, cells in columns.items() if not {*cells} <= {"0", _ABSENT}] or list(columns)[:1]
    most = (
        moved if full else [key for key in moved if key in sorted(moved, key=lambda key: -_move(found, key))[:_COLUMNS]]
    )
    wide = _COLUMNS_IN_FULL if full else _COLUMNS
    blocks: list[Block] = [Lines([*_verdict(found, most)])]
    blocks += [_table(found, most[start : start + wide], columns, shown) for start in range(0, len(most), wide)]
    if full:
        blocks.append(Listing(heading=message("Every change"), lines=tuple(_listed(found))))
    return Sheet(
        title=found.title,
        subtitle=subtitle(found),
        blocks=blocks,
        foot=[conventions(found)] if full else [*_left_out(moved, most), seen_whole(found, _following(found))],
    )


def _following(found: Diff) -> str:
    return message("`blogroi choose`") if _has_turned(found) else message("`blogroi evaluate`")


def _left_out(moved: Sequence[str], most: Sequence[str]) -> Iterator[str]:
    if len(moved) > len(most):
        yield and_more(len(moved) - len(most))


def _verdict(found: Diff, moved: Sequence[str]) -> Iterator[str]:
    """Yield how much was changed, which tool that moves most, which verdicts are others than before, and what became of the order."""
    count = len(found.changes)
    if not count and not found.renamed:
        yield message("Nothing was changed.")
    elif not count:
        yield message("Nothing but keys was changed.")
    else:
        yield _moves_most(found, moved)
    names, was, now = found.names.tools, found.old, found.new
    kept = [key for key in found.together if key in was.verdicts and key in now.verdicts]
    came, gone = (
        [names[key] for key in one.verdicts if key not in other.verdicts] for one, other in ((now, was), (was, now))
    )
    if came:
        yield message("New: {tools}.", tools=Joined(came))
    if gone:
        yield message("No longer there: {tools}.", tools=Joined(gone))
    said = [
        message(
            "{tool} {now} (before: {before})",
            tool=names[key],
            now=VERDICTS[now.verdicts[key]],
            before=VERDICTS[was.verdicts[key]],
        )
        for key in kept
        if now.verdicts[key] != was.verdicts[key]
    ]
    yield message("{verdicts}.", verdicts=semicolons(said)) if said else message("No verdict changed.")
    orders = [Joined([names[key] for key in side.order]) for side in (was, now)]
    if orders[0] == orders[1]:
        yield message("Order as before: {tools}.", tools=orders[1]) if len(now.order) > 1 else ""
    else:
        yield message("Order now: {now}; before: {before}.", now=orders[1], before=orders[0])
    if _has_turned(found):
        yield message("Decide again: what was chosen before may no longer be best.")


def _has_turned(found: Diff) -> bool:
    """Return whether a verdict or the first place is another than before."""
    was, now = found.old, found.new
    return was.order[:1] != now.order[:1] or any(
        now.verdicts[key] != verdict for key, verdict in was.verdicts.items() if key in now.verdicts
    )


def _moves_most(found: Diff, moved: Sequence[str]) -> str:
    changes = plural("{count} change", "{count} changes", len(found.changes))
    both = [key for key in moved if found.old.npv.get(key) is not None and found.new.npv.get(key) is not None]
    key = max(both, key=lambda key: _move(found, key), default="")
    old, new = found.old.npv.get(key), found.new.npv.get(key)
    if old is None or new is None:
        return message("{changes}.", changes=changes)
    if new.mean == old.mean:
        return message("{changes}. None of them moves what a tool is expected to bring in.", changes=changes)
    return message(
        "{changes}. {tool} moves most: from {before} to {now} {currency} net.",
        changes=changes,
        tool=found.names.tools[key],
        before=beside(old.mean, old),
        now=amount(new),
        currency=found.currency,
    )


def _move(found: Diff, key: str) -> float:
    """Return by how much a tool moved; what came, went or became known or unknown moved by all that it brings in."""
    ends = [_end(side, key) or 0.0 for side in (found.old, found.new)]
    return abs(ends[1] - ends[0])


def _table(found: Diff, tools: Sequence[str], columns: Mapping[str, Sequence[str]], shown: int) -> Table:
    before, now = _days(found)
    rest = _others(found, shown)
    heads = [
        before,
        *(_label(change) for change in found.changes[:shown]),
        *([rest] if shown < len(found.changes) or found.renamed else []),
        message("what they do only together"),
        now,
    ]
    rows = [Row([head, *(columns[key][place] for key in tools)]) for place, head in enumerate(heads)]
    if {*rows[-2].cells[1:]} <= {"0", _ABSENT}:
        del rows[-2]  # what is nothing beside the sum of all changes
    return Table(
        heads=[message("net gain, in {currency}", currency=found.currency), *(found.names.tools[key] for key in tools)],
        rows=rows,
        align=(*LEFT, *RIGHT * len(tools)),
        cut=range(len(tools) + 1),
        caption=message("What each change does to the net gain of each tool, in {currency}", currency=found.currency),
    )


def _days(found: Diff) -> tuple[str, str]:
    """Call the two cases by the days of their evaluation, where these are not the same."""
    old, new = found.old.evaluated, found.new.evaluated
    if old is None or new is None or old == new:
        return message("before"), message("now")
    return Day(old.isoformat()), Day(new.isoformat())


def _label(change: CaseChange) -> str:
    first = max(change.what, key=_weight)
    label = first.label
    if first.kind == "added":
        label = message("new: {label}", label=label)
    elif first.kind == "dropped":
        label = message("gone: {label}", label=label)
    more = len(change.what) - 1
    return message("({count} at once) {label}", count=more + 1, label=label) if more else label


def _weight(one: Difference) -> int:
    """Call a change by the tool that came or went with it, else by another part that did."""
    is_tool = one.path.startswith("tools.") and one.path.count(".") == 1
    return (1 + is_tool) if one.kind in ("added", "dropped") else 0


def _others(found: Diff, shown: int) -> str:
    rest, keys = len(found.changes) - shown, len(found.renamed)
    return Joined(
        [
            *([plural("{count} more change", "{count} more changes", rest)] if rest else []),
            *([plural("{count} key renamed", "{count} keys renamed", keys)] if keys else []),
        ]
    )


def _column(found: Diff, key: str, shown: int) -> list[str]:
    """Return the amounts of a tool, rounded so that the later one less the earlier one is the sum of what stands between."""
    figures = [side.npv[key] for side in (found.old, found.new) if side.npv.get(key) is not None]
    unit = unit_of(*(figure for figure in figures if figure is not None))
    sides = found.old, found.new
    ends = [_end(side, key) for side in sides]
    parts = [change.npv[key] for change in found.changes] + [found.together[key]]
    rows = [*parts[:shown], *([_total(parts[shown:-1])] if shown < len(parts) - 1 or found.renamed else []), parts[-1]]
    first, last = (_amount(one, unit) if key in side.npv else _ABSENT for one, side in zip(ends, sides, strict=True))
    if None in rows or None in ends:
        between = [message("unknown") if one is None else _signed(round(one / unit) * unit) for one in rows]
        return [first, *between, last]
    whole_change = math.fsum(sign * round((one or 0.0) / unit) * unit for sign, one in zip((-1, 1), ends, strict=True))
    return [first, *map(_signed, apportioned([one or 0.0 for one in rows], whole_change, unit)), last]


def _end(side: DiffSide, key: str) -> float | None:
    figure = side.npv.get(key)
    return figure.mean if figure is not None else None if key in side.npv else 0.0


def _total(parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _amount(value: float | None, unit: float) -> str:
    return message("unknown") if value is None else whole(round(value / unit) * unit)


def _signed(value: float) -> str:
    return message("+{amount}", amount=whole(value)) if value > 0 else whole(value)


def _listed(found: Diff) -> Iterator[str]:
    """Yield every change with what stood there and what does."""
    for change in found.changes:
        yield from map(_in_words, change.what)
    yield from map(_in_words, found.renamed)


def _in_words(one: Difference) -> str:
    path, before, after = message("`{key}`", key=one.path), _shown(one.before), _shown(one.after)
    match one.kind:
        case "added":
            return message("{label}: added ({path})", label=one.label, path=path)
        case "dropped":
            return message("{label}: dropped ({path})", label=one.label, path=path)
        case "changed":
            return message(
                "{label}: {before}, now {after} ({path})", label=one.label, before=before, after=after, path=path
            )
        case "reworded":
            return message(
                "{label}: reworded, {before}, now {after} ({path})",
                label=one.label,
                before=before,
                after=after,
                path=path,
            )
        case "renamed":
            return message(
                "{label}: renamed, {before}, now {after} ({path})",
                label=one.label,
                before=before,
                after=after,
                path=path,
            )


def _shown(text: str | None) -> str:
    if text is None:
        return message("nothing")
    return text if len(text) <= _VALUE else f"{text[: _VALUE - 3].rstrip(' ,')}..."
