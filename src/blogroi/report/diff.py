"""What changed from one case to another, in words and a table: a row for each change, a column for each tool, all of it adding up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from blogroi.audit.diff import CaseChange, Diff, Difference, DiffSide
from blogroi.report.content import conventions
from blogroi.results.format import apportioned, unit_of, whole

__all__ = ["diff_lines"]

_MOST = 3  # changes that are shown by themselves
_WIDTH, _LABEL, _COLUMNS = 80, 32, 4
_VALUE = 60
_ABSENT = "-"


def diff_lines(found: Diff, *, full: bool = False) -> Iterator[str]:
    """Yield what each change does to what every tool brings in, and what became of verdicts and order.

    Parameters
    ----------
    found : Diff
        What is said.
    full : bool
        Whether every change is listed, with what stood there and what does; otherwise those that move most, and the others in one row.

    Yields
    ------
    str

    Examples
    --------
    >>> import blogroi
    >>> text = blogroi.template()
    >>> old, new = (blogroi.loads(one) for one in (text, text.replace("unit_cost = 38", "unit_cost = 40")))
    >>> print(list(diff_lines(blogroi.diff(old, new, draws=1000)))[2])
    The blog, Writing, unit cost                        -1,900                     0
    """
    moving = [change for change in found.changes if any(one != 0.0 for one in change.npv.values())]  # they come first
    shown = len(moving) if full or len(found.changes) <= _MOST + 1 else min(_MOST, len(moving))
    columns = {key: _column(found, key, shown) for key in found.together}
    tools = [key for key, cells in columns.items() if not {*cells} <= {"0", _ABSENT}] or list(columns)[:1]
    before, now = _days(found)
    heads = [
        before,
        *(_label(change) for change in found.changes[:shown]),
        *([_others(found, shown)] if shown < len(found.changes) or found.renamed else []),
        "together",
        now,
    ]
    for start in range(0, len(tools), _COLUMNS):
        block = tools[start : start + _COLUMNS]
        width = min(max(len(found.names.tools[key]) for key in block) + 2, (_WIDTH - _LABEL) // len(block))
        width = max(width, max(len(cell) for key in block for cell in columns[key]) + 2)
        yield _row(f"NPV in {found.currency}", [_cut(found.names.tools[key], width - 2) for key in block], width)
        for place, head in enumerate(heads):
            yield _row(head, [columns[key][place] for key in block], width)
    yield f"{_verdicts(found)} {_order(found)}"
    if full:
        yield from _listed(found)
    yield conventions(found)


def _row(head: str, cells: Sequence[str], width: int) -> str:
    label = max(_WIDTH - width * len(cells), _LABEL)
    return f"{_cut(head, label):<{label}}{''.join(f'{cell:>{width}}' for cell in cells)}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 3].rstrip(' ,')}..."


def _days(found: Diff) -> tuple[str, str]:
    """Call the two cases by the days of their evaluation, where these are not the same."""
    old, new = found.old.evaluated, found.new.evaluated
    return ("before", "now") if old is None or new is None or old == new else (f"{old}", f"{new}")


def _label(change: CaseChange) -> str:
    first = next((one for one in change.what if one.kind in ("added", "dropped")), change.what[0])
    more = len(change.what) - 1
    word = {"added": "new: ", "dropped": "gone: "}.get(first.kind, "")
    return f"{word}{first.label}{f', and {more} more' if more else ''}"


def _others(found: Diff, shown: int) -> str:
    rest, keys = len(found.changes) - shown, len(found.renamed)
    said = [f"{rest} more change{'' if rest == 1 else 's'}"] if rest else []
    return ", ".join([*said, *([f"{keys} key{'' if keys == 1 else 's'} renamed"] if keys else [])])


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
        return [first, *("unknown" if one is None else _signed(round(one / unit) * unit) for one in rows), last]
    whole_change = math.fsum(sign * round((one or 0.0) / unit) * unit for sign, one in zip((-1, 1), ends, strict=True))
    return [first, *map(_signed, apportioned([one or 0.0 for one in rows], whole_change, unit)), last]


def _end(side: DiffSide, key: str) -> float | None:
    figure = side.npv.get(key)
    return figure.mean if figure is not None else None if key in side.npv else 0.0


def _total(parts: Sequence[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _amount(value: float | None, unit: float) -> str:
    return "unknown" if value is None else whole(round(value / unit) * unit)


def _signed(value: float) -> str:
    return f"+{whole(value)}" if value > 0 else whole(value)


def _verdicts(found: Diff) -> str:
    """Return which verdicts are others than before."""
    names, was, now = found.names.tools, found.old.verdicts, found.new.verdicts
    moved = [
        f"{names[key]} {_verdict(now, key)} (before: {_verdict(was, key)})"
        for key in found.together
        if now.get(key) != was.get(key)
    ]
    return f"Verdicts: {'; '.join(moved)}." if moved else "Verdicts as before."


def _verdict(verdicts: Mapping[str, str], key: str) -> str:
    if key not in verdicts:
        return "not there"
    return {"open": "may or may not pay", "even": "breaks even", "unknown": "unknown"}.get(verdicts[key], verdicts[key])


def _order(found: Diff) -> str:
    """Return the order of the tools by what they are expected to bring in, before and now."""
    names = found.names.tools
    was, now = (", ".join(names[key] for key in side.order) for side in (found.old, found.new))
    return f"Order: {now}{', as before' if was == now else f'; before: {was}'}."


def _listed(found: Diff) -> Iterator[str]:
    """Yield every change with what stood there and what does."""
    for change in found.changes:
        yield from map(_said, change.what)
    yield from map(_said, found.renamed)


def _said(one: Difference) -> str:
    if one.kind in ("added", "dropped"):
        return f"  {one.label}: {one.kind} [{one.path}]"
    before, after = (("nothing" if text is None else _cut(text, _VALUE)) for text in (one.before, one.after))
    return f"  {one.label}: {one.kind} from {before} to {after} [{one.path}]"
